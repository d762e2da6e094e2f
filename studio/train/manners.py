"""Makes the manners that ship: the motion of GRID's speakers, as large and as often as figures of people say.

python -m studio.train.manners --corpus GRID        writes resources/manners/*.manner.json

GRID is a corpus that ``galatea corpus build`` made of grid/train and grid/s31 (CC BY 4.0). Its speakers say
short sentences and hold still; so how they move, and with what sound, is theirs, and how far is taken from
the figures of people who speak to a camera (medians and quartiles of 13 clips; figures, no motion). What
differs from manner to manner is told in ``WISHES``.
"""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from studio.core.face import Performance
from studio.core.habits import TURNS, Figures, Habits, Snippet
from studio.engine import providers
from studio.engine.corpus.reading import Corpus
from studio.engine.speaking.ensemble import driven
from studio.engine.speaking.figures import WITHIN
from studio.engine.speaking.intonation import contour_of
from studio.engine.speaking.learning import RATE, Trial, Watched, fitted, learned_snippets
from studio.engine.speaking.rule_driver import RuleDriver
from studio.files.manners import SUFFIX, write_manner
from studio.files.places import made, resources
from studio.train.command_line import told

_SNIPPETS: Final = 48
"""In each file: enough for a minute and a half without one that was seen before."""
_TIMES: Final = 3
"""How often each reading is tried: each time by other dice."""
_ORIGIN: Final = (
    "Snippets: how two speakers of the GRID corpus (s1 and s31; Cooke, Barker, Cunningham and Shao, "
    "CC BY 4.0) moved while they spoke, tracked by the studio and enlarged. Figures: {0} Made by "
    "‘python -m studio.train.manners’."
)
_READINGS: Final = (
    "We had planned to leave at dawn, but the fog came up from the river and nobody could see the bridge.",
    "You should have heard her laugh! She told the whole story twice, and the second time was even better.",
    "Is it true that you kept every letter? I would like to read them, if you do not mind.",
    "The shop opens at nine. Before that, the baker sweeps the floor, lights the oven, and sings.",
    "I do not know what to say. It is beautiful, it is far too much, and I am so glad that you came.",
    "Most people walk past that door every day. They never ask what is behind it; perhaps they are right.",
)
"""What figures are fitted on; not what they are measured by."""


class _Wish:
    """What a manner should come to, by the names of ``figures.life``; and figures that are set outright."""

    def __init__(self, title: str, why: str, figures: Figures, **goals: float) -> None:
        self.title, self.why, self.figures = title, why, figures
        self.goals: Mapping[str, float] = {_NAMES[key]: value for key, value in goals.items()}


_NAMES: Final = MappingProxyType({
    "yaw": "yaw range, °", "yaw_speed": "yaw velocity, °/s",
    "pitch": "pitch range, °", "pitch_speed": "pitch velocity, °/s",
    "roll": "roll range, °", "roll_speed": "roll velocity, °/s",
    "gaze": "gaze range, °", "brow": "brow raise range", "smiling": "smile, mean", "smile": "smile range",
    "uneven": "left–right difference", "over_pause": WITHIN,
})  # fmt: skip
WISHES: Final = MappingProxyType({
    "lively": _Wish(
        "Lively", "as people who speak freely to a camera (medians of 13 clips).",
        Figures(hold=0.6, nod=3.6, brow=0.3, blinks=0.34, viewer=0.4, fixation=0.6, drift=0.7, smile=0.08),
        yaw=14.5, yaw_speed=14.5, pitch=11.5, pitch_speed=20.0, roll=9.0, roll_speed=7.0, gaze=17.5, brow=0.4,
        smiling=0.15, smile=0.43, uneven=0.115, over_pause=1.58,
    ),
    "calm": _Wish(
        "Calm", "half as far and as fast as people who speak to a camera (lower quartiles to medians).",
        Figures(hold=1.6, nod=1.6, brow=0.12, blinks=0.22, viewer=0.65, fixation=1.3, drift=0.5, smile=0.04),
        yaw=5.5, yaw_speed=5.5, pitch=4.6, pitch_speed=8.5, roll=3.4, roll_speed=3.0, gaze=6.5, brow=0.16,
        smiling=0.08, smile=0.2, uneven=0.05, over_pause=1.5,
    ),
    "newsreader": _Wish(
        "Newsreader", "lower quartiles of people who speak to a camera; more nods, eyes on the viewer.",
        Figures(hold=1.3, nod=3.4, brow=0.2, blinks=0.3, viewer=0.85, fixation=1.2, drift=0.4, smile=0.04),
        yaw=7.0, yaw_speed=9.0, pitch=8.0, pitch_speed=17.0, roll=3.6, roll_speed=4.2, gaze=7.5, brow=0.27,
        smiling=0.09, smile=0.22, uneven=0.07, over_pause=1.5,
    ),
    "warm": _Wish(
        "Warm", "between lower quartile and median of people who speak to a camera; more tilt, and smiles as "
        "the upper quartile.",
        Figures(hold=1.0, nod=2.6, brow=0.24, blinks=0.3, viewer=0.6, fixation=1.0, drift=0.7, smile=0.14),
        yaw=10.0, yaw_speed=10.0, pitch=8.5, pitch_speed=14.0, roll=10.0, roll_speed=7.0, gaze=10.5,
        brow=0.32, smiling=0.2, smile=0.5, uneven=0.1, over_pause=1.9,
    ),
})  # fmt: skip


def watched_in(corpus: Corpus) -> list[Watched]:
    """Its clips, without those that are held out."""
    return [
        Watched(clip.name, clip.performance, contour_of(clip.speech.samples, clip.speech.sample_rate))
        for clip in corpus.clips()
        if clip.group != "val"
    ]


def chosen(snippets: list[Snippet]) -> tuple[Snippet, ...]:
    """The liveliest of each speaker, as many of one as of the other where there are, apart by name."""
    by_speaker: dict[str, list[Snippet]] = {}
    for snippet in snippets:
        by_speaker.setdefault(snippet.name.partition("_")[0], []).append(snippet)
    out: list[Snippet] = []
    for number, own in enumerate(sorted(by_speaker.values(), key=len)):
        left = (_SNIPPETS - len(out)) // (len(by_speaker) - number)
        out += sorted(own, key=_stirring, reverse=True)[:left]
    return tuple(evened(out))


def evened(snippets: list[Snippet]) -> list[Snippet]:
    """Each moves about as far as all of them do in the median."""
    spread = np.array([snippet.motion.std(0) for snippet in snippets])
    usual = np.median(spread, axis=0)
    gains = (usual / np.maximum(spread, 1e-4)).clip(0.5, 2.5)
    return [replace(s, motion=(s.motion * g)) for s, g in zip(snippets, gains, strict=True)]


def _stirring(snippet: Snippet) -> float:
    return float(np.abs(np.diff(snippet.motion[:, : len(TURNS)], axis=0)).mean())


def trials() -> list[Trial]:
    """The readings, spoken by the studio's own voice, with the lips of the rule driver."""
    voice, out = providers.voice(), []
    for seed, text in enumerate(_READINGS):
        pieces = list(voice.speak(text, seed=seed))
        lips = Performance.joined(driven(RuleDriver(frozenset(("mouth",))), iter(pieces), RATE), RATE)
        samples = np.concatenate([piece.samples for piece in pieces])
        words = [
            replace(word, range=word.range.moved(sum((p.length for p in pieces[:i]), 0 * pieces[0].length)))
            for i, piece in enumerate(pieces) for word in piece.words
        ]  # fmt: skip
        out.append(Trial(contour_of(samples, pieces[0].sample_rate), words, lips.channels))
    return out


def main() -> None:
    """Write all that ship."""
    parser = argparse.ArgumentParser(description="Make the manners that ship.")
    parser.add_argument("--corpus", type=Path, required=True, help="of GRID's speakers")
    parser.add_argument("--out", type=Path, default=resources() / "manners", help="folder of the files")
    asked = parser.parse_args()
    snippets = chosen(learned_snippets(watched_in(Corpus.open(asked.corpus))))
    read = trials() * _TIMES
    for name, wish in WISHES.items():
        habits = Habits(wish.title, _ORIGIN.format(wish.why), wish.figures, snippets)
        done = fitted(habits, read, wish.goals)
        write_manner(made(asked.out) / f"{name}{SUFFIX}", done, force=True)
        print(name, {key: (round(value, 2), wish.goals.get(key)) for key, value in done.measured}, flush=True)


if __name__ == "__main__":
    told(main)
