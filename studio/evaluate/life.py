"""How alive a speaking face is: how far and how fast head, gaze, brows and mouth move, beside real speakers.

``galatea evaluate life [PORTRAITS] --manner NAME`` measures manners by six sentences of the studio's own
voice: the curves as they are, and, where portraits are given, what a tracker sees of the films. Ranges are
from the 5th to the 95th percentile of a clip, velocities the 75th percentile; all are medians of sentences.
"""

import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from studio.core.face import Performance
from studio.core.habits import SNIPPETS_PER_SECOND, Contour, Habits
from studio.core.manner import CALM, LIVELY, Manner
from studio.core.project import Drivers
from studio.core.speech import Speech
from studio.engine import providers
from studio.engine.portrait import open_source
from studio.engine.progress import Progress, share, unheard
from studio.engine.speaking.ensemble import driven, ensemble_of
from studio.engine.speaking.figures import AS_ONE, PAUSE, WITHIN, life, talking, together
from studio.engine.speaking.intonation import contour_of
from studio.engine.speaking.living import LivingDriver, placed
from studio.engine.speaking.manner import in_manner
from studio.engine.subject import STILL_RATE
from studio.engine.tracking.performance import track_clip
from studio.engine.tracking.port import FaceChoice
from studio.evaluate.report import figure
from studio.evaluate.videos import jitter
from studio.files.manners import read_manner
from studio.files.sound import read_sound

SENTENCES: Final = (
    "We had hoped to find the old mill before the rain came down, but nobody in the village knew the road.",
    "You are not going to believe this. The train left four minutes early, and I was standing on the bridge!",
    "Every morning my father opened the window, looked at the sea, and told us what the day would bring.",
    "Is that really what you want? Think about it for a moment, and then tell me what you would do.",
    "The first thing that I learned about bread is that it takes its time. The second is that it pays.",
    "People ask me whether I was afraid. Of course I was. But there was no other way across the river.",
)
QUARTILES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType({
    "yaw range, °": (6.8, 17.0),
    "yaw velocity, °/s": (9.6, 21.4),
    "pitch range, °": (6.4, 15.9),
    "pitch velocity, °/s": (13.5, 25.4),
    "roll range, °": (4.0, 13.3),
    "roll velocity, °/s": (4.8, 10.1),
    "gaze range, °": (10.5, 18.2),
    "brow raise range": (0.178, 0.451),
    "smile, mean": (0.12, 0.22),
    "smile range": (0.35, 0.58),
    "jawOpen, 95 %": (0.36, 0.42),
    "jawOpen velocity, 1/s": (1.2, 1.67),
    "blinks a second": (0.12, 0.68),
    "left–right difference": (0.082, 0.167),
    PAUSE: (1.29, 1.68),
})  # fmt: skip
"""Lower and upper quartile of 13 clips of 5–60 s in which people speak to a camera, tracked by the studio."""
JITTER: Final = "jitter, interocular / frame²"
AGAIN: Final = "a snippet seen again after, s"
BOUNDS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType({
    **QUARTILES, PAUSE: (1.3, 1.7), WITHIN: (1.3, 1.7), JITTER: (0.0, 0.006), AGAIN: (30.0, np.inf),
})  # fmt: skip
"""Between what a lively manner should be."""
OWN: Final = "rule"
"""What the rule driver does where no manner is chosen."""
CURVES: Final = "curves"
_HEARD_AT: Final = 24000
_LONG: Final = 240
"""Seconds of speech in which no snippet may come again too soon."""


@dataclass(frozen=True, slots=True)
class Lively:
    """The figures of a manner.

    Attributes:
        manner: its name, or ``OWN``.
        seen: ``CURVES``, or the portrait that was filmed.
        figures: by the names of ``BOUNDS`` and ``AS_ONE``.
    """

    manner: str
    seen: str
    figures: Mapping[str, float]

    def misses(self) -> tuple[str, ...]:
        """Which figures are not as a lively speaker's."""
        bounds = {name: BOUNDS[name] for name in self.figures if name in BOUNDS}
        return tuple(name for name, (low, high) in bounds.items() if not low <= self.figures[name] <= high)


def measure_life(
    manners: Sequence[str],
    portraits: Sequence[Path],
    films: Path,
    filmed: int = len(SENTENCES),
    progress: Progress = unheard,
) -> list[Lively]:
    """The curves of each manner, and then what is seen of them on each portrait.

    Args:
        films: a folder; a film that is there already is not made again.
        filmed: how many of the sentences are filmed.

    Raises:
        FileMissing, FileUnreadable: there is no such manner.
    """
    habits = {name: read_manner(name) for name in manners}
    said = [list(providers.voice().speak(text, seed=seed)) for seed, text in enumerate(SENTENCES)]
    out = [Lively(OWN, CURVES, _medians(_curves(said, None, Manner(LIVELY))))]
    out.append(Lively(f"{OWN}, calm", CURVES, _medians(_curves(said, None, Manner(CALM)))))
    for name, own in habits.items():
        figures = _medians(_curves(said, own, Manner(name=name)))
        out.append(Lively(name, CURVES, {**figures, AGAIN: seen_again(own, _long(said))}))
    jobs = [(name, portrait) for name in manners for portrait in portraits]
    for number, (name, portrait) in enumerate(jobs):
        telling = share(progress, number / len(jobs), (number + 1) / len(jobs))
        out.append(
            Lively(name, portrait.stem, _medians(_filmed(name, portrait, films, SENTENCES[:filmed], telling)))
        )
    return out


def _curves(
    said: Sequence[Sequence[Speech]], habits: Habits | None, manner: Manner
) -> list[dict[str, float]]:
    """Of the driver's own curves, one row for each sentence."""
    driver = ensemble_of(Drivers(), *([] if habits is None else [LivingDriver(habits)]))
    found = []
    for seed, speech in enumerate(said):
        moved = Performance.joined(driven(driver, iter(speech), STILL_RATE, seed), STILL_RATE)
        performance = in_manner(moved, manner)
        heard = talking(_samples(speech), speech[0].sample_rate, len(performance), float(STILL_RATE))
        contour = contour_of(_samples(speech), speech[0].sample_rate)
        found.append(life(performance, heard) | together(performance, contour))
    return found


def _samples(speech: Sequence[Speech]) -> NDArray[np.float32]:
    return np.concatenate([piece.samples for piece in speech])


def _long(said: Sequence[Sequence[Speech]]) -> Contour:
    """Minutes of speech: all sentences, again and again."""
    rate = said[0][0].sample_rate
    whole = np.concatenate([_samples(speech) for speech in said])
    return contour_of(np.tile(whole, int(np.ceil(_LONG * rate / len(whole)))), rate)


def seen_again(habits: Habits, contour: Contour, seed: int = 0) -> float:
    """Seconds from the end of a snippet to when it is seen again, at least; all of them if none ever is."""
    seen = placed(habits.snippets, contour, np.random.default_rng(seed))
    least = len(contour)
    for index in {each.index for each in seen}:
        own = [each for each in seen if each.index == index]
        least = min([least, *(after.start - before.end for before, after in pairwise(own))])
    return least / SNIPPETS_PER_SECOND


def _filmed(
    manner: str, portrait: Path, films: Path, sentences: Sequence[str], progress: Progress
) -> list[dict[str, float]]:
    """What a tracker sees in the films of a portrait, one row for each sentence."""
    found = []
    for seed, sentence in enumerate(sentences):
        progress(seed / len(sentences), f"{manner}: {portrait.name}")
        place = films / f"{Path(manner).name.partition('.')[0]}-{portrait.stem}-{seed}.mp4"
        words = ["animate", str(portrait), "--text", sentence, "--seed", str(seed), "--manner", manner]
        command = [sys.executable, "-m", "studio", *words, "--quality", "draft", "-o", str(place), "--json"]
        if not place.is_file():
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        found.append(tracked(place))
    return found


def tracked(video: Path) -> dict[str, float]:
    """The figures of a video of somebody who speaks, and how its face trembles."""
    clip = track_clip(open_source(video), providers.tracker(), FaceChoice(), unheard)
    sound, seen = read_sound(video, _HEARD_AT), clip.performance
    figures = life(seen, talking(sound.samples, sound.rate, len(seen), float(seen.rate)))
    figures |= together(seen, contour_of(sound.samples, sound.rate))
    return {**figures, JITTER: jitter(clip.landmarks[~clip.held])}


def _medians(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = [name for name in (*BOUNDS, *AS_ONE) if any(name in row for row in found)]
    return {name: float(np.median([row[name] for row in found if name in row])) for name in names}


# What is told -----------------------------------------------------------------------------------------


def told_as_json(found: Sequence[Lively]) -> dict[str, Any]:
    """Everything, with machine and date."""
    return {
        "protocol": "life",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {platform.processor() or 'CPU'}",
        "bounds": {name: [low, None if np.isinf(high) else high] for name, (low, high) in BOUNDS.items()},
        "rows": [
            {"manner": row.manner, "seen": row.seen, "figures": dict(row.figures), "misses": row.misses()}
            for row in found
        ],
    }


def lines_of(found: Sequence[Lively]) -> Iterator[str]:
    """A table as Markdown, a column for each manner and where it was seen."""
    heads = [f"{row.manner}, {row.seen}" for row in found]
    yield f"| | people | {' | '.join(heads)} |"
    yield "|---" * (len(heads) + 2) + "|"
    for name in (*BOUNDS, *AS_ONE):
        values = [figure(row.figures[name]) if name in row.figures else "–" for row in found]
        yield f"| {name} | {_span(name)} | {' | '.join(values)} |"


def _span(name: str) -> str:
    """Between what it should be, if that is known."""
    if name not in BOUNDS:
        return ""
    low, high = BOUNDS[name]
    return f"≥ {low:g}" if np.isinf(high) else f"{low:g}–{high:g}"
