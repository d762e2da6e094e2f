"""Examples for networks that hear: features of a sound and what the mouth did, of corpora; each also varied.

Made once and kept in the folder of work, so that a training that goes on does so with the same examples.
Where no face was seen and a driver told what it would do, the example's group is ``distilled``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator as Dice
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from studio.core.time import FrameRate
from studio.engine.corpus.clip import Clip
from studio.engine.corpus.mouth import moves_from_rest
from studio.engine.corpus.reading import Corpus
from studio.engine.hearing.augmentation import Variety, varied
from studio.engine.hearing.features import SOUND_RATE
from studio.engine.hearing.listening import heard
from studio.engine.hearing.without_voice import KINDS, without_voice
from studio.engine.neural_lipsync_driver import RATE, moves_of
from studio.train.split import Split, mark_of

Floats = NDArray[np.float32]

DISTILLED: Final = "distilled"
_VARIETY: Final = Variety()
_QUIET: Final = (1.0, 4.0)
"""Seconds in which nobody speaks beside a variant."""
_QUIETER: Final = (-40.0, 0.0)
"""Decibels of their loudest moment beside the voice's."""


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What is heard at 100 Hz [n, BANDS], and what the mouth does at 25 Hz, from its rest [frames, moves]."""

    group: str
    features: Floats
    moves: Floats


def kept_examples(
    work: Path | None,
    corpora: Sequence[Path],
    split: Split | None = None,
    *,
    held: bool = False,
    variants: int = 0,
    seed: int = 0,
    quiet: float = 0.0,
) -> list[Example]:
    """The examples of corpora: those that are kept in ``work``, or else made, and kept there.

    Args:
        split: which clips; all if None.
        held: those that it holds out, instead of those to learn from.
        variants: how often each clip is varied, beside itself.
        quiet: how often a variant is heard before or after something in which nobody speaks, 0–1.
    """
    path = None
    if work is not None:
        path = work / f"examples-{mark_of(corpora, split, held, variants, seed, quiet)}.safetensors"
        if path.is_file():
            return _loaded(path)
    made = [
        example
        for folder in corpora
        for clip, group, moves in _taken(Corpus.open(folder), split, held=held)
        for example in examples_of(clip, group, moves, variants, seed, quiet)
    ]
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        _store(path, made)
    return made


def _taken(corpus: Corpus, split: Split | None, *, held: bool) -> Iterator[tuple[Clip, str, Floats]]:
    """Clips, the groups that they count as, and their moves."""
    names = set(corpus.names() if split is None else split.names(corpus, held=held))
    for clip in corpus.clips():
        if clip.name not in names:
            continue
        if corpus.is_distilled:
            yield clip, DISTILLED, moves_of(clip.performance.channels)
        else:
            yield clip, clip.group, moves_from_rest(clip)


def examples_of(
    clip: Clip, group: str, moves: Floats, variants: int, seed: int, quiet: float = 0.0
) -> Iterator[Example]:
    """A clip as it is, and varied."""
    samples = clip.speech.samples
    yield Example(group, heard(samples), _stretched(moves, clip.performance.rate, 1.0, len(samples)))
    for number in range(variants):
        rng: Dice = np.random.default_rng([seed, number, int(clip.digest[:8] or "0", 16)])
        sound, longer = varied(samples, _VARIETY, rng)
        own = _stretched(moves, clip.performance.rate, longer, len(sound))
        if rng.random() < quiet:
            sound, own = _beside_quiet(sound, own, rng)
        yield Example(group, heard(sound), own)


def _beside_quiet(sound: Floats, moves: Floats, rng: Dice) -> tuple[Floats, Floats]:
    """Speech, and before or after it something in which nobody speaks and the mouth rests."""
    frames = round(rng.uniform(*_QUIET) * float(RATE))
    level = float(np.abs(sound).max()) * 10 ** (rng.uniform(*_QUIETER) / 20)
    still = without_voice(str(rng.choice(KINDS)), frames / float(RATE), rng) * np.float32(level)
    speech = sound[: round(len(moves) / float(RATE) * SOUND_RATE)]
    sounds, rows = [speech, still], [moves, np.zeros((frames, moves.shape[1]), np.float32)]
    if rng.random() < 0.5:
        sounds.reverse()
        rows.reverse()
    return np.concatenate(sounds), np.concatenate(rows)


def _stretched(moves: Floats, rate: FrameRate, longer: float, samples: int) -> Floats:
    """Curves at the network's rate, for a sound that takes ``longer`` times as long as their own."""
    count = int(samples / SOUND_RATE * float(RATE))
    times = (np.arange(count) + 0.5) / float(RATE) / longer
    own = (np.arange(len(moves)) + 0.5) / float(rate)
    return np.stack([np.interp(times, own, column) for column in moves.T], axis=1).astype(np.float32)


def _store(path: Path, examples: Sequence[Example]) -> None:
    tensors = {}
    for i, example in enumerate(examples):
        tensors[f"{i:06}/{example.group}/features"] = example.features.astype(np.float16)
        tensors[f"{i:06}/{example.group}/moves"] = example.moves.astype(np.float16)
    part = path.with_suffix(".part")
    save_file(tensors, part)
    part.replace(path)


def _loaded(path: Path) -> list[Example]:
    tensors = load_file(path)
    names = sorted({name.rpartition("/")[0] for name in tensors})
    return [
        Example(
            name.partition("/")[2],
            tensors[f"{name}/features"].astype(np.float32),
            tensors[f"{name}/moves"].astype(np.float32),
        )
        for name in names
    ]
