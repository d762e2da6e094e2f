"""Whether a mouth stays sane through an hour of mixed sound, and what the hour costs; on Linux.

    python -m studio.evaluate.long_sound FOLDER [--minutes N] [--driver NAME ...] [--json FILE]

All recordings of the folder follow one another, over and over, each time otherwise loud and with another
noise below; between them come silence, noise alone, and music. A driver hears them in pieces, as from a
microphone that is never switched off; those that go by phonemes get them by ear, which is not timed.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from studio.core.errors import FileMissing, NoSpeech, SourceError
from studio.core.speech import Speech
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX
from studio.core.words import Said
from studio.engine import providers
from studio.engine.corpus.mouth import lip_gaps
from studio.engine.hearing.augmentation import with_noise
from studio.engine.hearing.features import SOUND_RATE
from studio.engine.hearing.without_voice import KINDS, without_voice
from studio.engine.ports import Driver
from studio.engine.rig.basis import load_basis
from studio.engine.speaking.alignment import align
from studio.engine.speaking.ensemble import driven
from studio.evaluate.bench import machine
from studio.files.sound import read_sound

Floats = NDArray[np.float32]

RATE: Final = FrameRate.of(25)
_PAUSE, _QUIET = 1.5, 8.0
"""Seconds of silence after each recording, and of each thing in which nobody speaks."""
_EVERY: Final = 3
"""After so many recordings nobody speaks for a while."""
_BLOCK: Final = SOUND_RATE
"""Samples of a piece."""
_STUCK: Final = 0.004
"""Change of the lips' gap within a second (interocular units) below which a mouth does not move."""
_PAGE: Final = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stretch of what is heard: what it is (a recording's name, or one of ``KINDS``), and its sound."""

    kind: str
    samples: Floats


def mixed(recordings: Sequence[tuple[str, Floats]], seconds: float, seed: int = 0) -> Iterator[Part]:
    """Recordings, pauses, silence, noise and music, until so many seconds are over."""
    rng = np.random.default_rng(seed)
    left, count = round(seconds * SOUND_RATE), 0
    while left > 0:
        name, samples = recordings[count % len(recordings)]
        parts = [Part(name, _otherwise(samples, rng, first=count < len(recordings)))]
        parts.append(Part("pause", np.zeros(round(_PAUSE * SOUND_RATE), np.float32)))
        count += 1
        if count % _EVERY == 0:
            kind = KINDS[count // _EVERY % len(KINDS)]
            parts.append(Part(kind, _quiet(kind, rng)))
        for part in parts:
            kept = part.samples[: max(left, 0)]
            if len(kept):
                yield Part(part.kind, kept)
            left -= len(kept)


def _otherwise(samples: Floats, rng: np.random.Generator, *, first: bool) -> Floats:
    """A recording as it is the first time, and then otherwise loud and with noise."""
    if first:
        return samples
    gain = 10 ** (rng.uniform(-12, 6) / 20)
    return np.asarray(with_noise(samples, rng.uniform(8, 30), rng) * gain, np.float32).clip(-1, 1)


def _quiet(kind: str, rng: np.random.Generator) -> Floats:
    return without_voice(kind, _QUIET, rng) * np.float32(10 ** (rng.uniform(-30, -3) / 20))


# A driver through all of it --------------------------------------------------------------------------


@dataclass(slots=True)
class _Heard:
    """What a driver is given, with a record of what it was, and of what giving it took."""

    parts: Iterator[Part]
    by_phonemes: bool
    tenth: float
    kinds: list[tuple[str, int]] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    apart: float = 0.0

    def pieces(self) -> Iterator[Speech]:
        for part in self.parts:
            began = time.process_time()
            self.kinds.append((part.kind, len(part.samples)))
            given = list(self._pieces_of(part))
            self.apart += time.process_time() - began
            yield from given
            heard = sum(count for _, count in self.kinds) / SOUND_RATE
            while heard >= (len(self.memory) + 1) * self.tenth:
                self.memory.append(_held())

    def _pieces_of(self, part: Part) -> Iterator[Speech]:
        if self.by_phonemes:
            try:
                yield align(part.samples, SOUND_RATE)
            except NoSpeech:
                yield Speech(part.samples, SOUND_RATE)
        else:
            for first in range(0, len(part.samples), _BLOCK):
                yield Speech(part.samples[first : first + _BLOCK], SOUND_RATE)


@dataclass(frozen=True, slots=True)
class Mouth:
    """What a mouth did while one kind of thing was heard.

    Attributes:
        seconds: how long.
        jaw_mean, jaw_high: of jawOpen (high: 95 %).
        velocity: mean change of jawOpen, 1/s.
        stuck: part of the seconds in which the lips are apart and don't move.
    """

    seconds: float
    jaw_mean: float
    jaw_high: float
    velocity: float
    stuck: float


@dataclass(frozen=True, slots=True)
class Figures:
    """A driver's hour.

    Attributes:
        speed: seconds of sound in a second of the processor's time, phonemes not counted.
        memory: MiB that the process held when each tenth of the sound had been given.
        sane: every number finite, every channel in 0–1, and as many frames as the sound is long.
    """

    driver: str
    speed: float
    memory: list[float]
    sane: bool
    mouths: dict[str, Mouth]


def figures_of(driver: Driver, parts: Iterator[Part], seconds: float) -> Figures:
    """Let a driver hear all of it."""
    heard = _Heard(parts, "phonemes" in driver.hears, seconds / 10)
    began = time.process_time()
    rows: list[Floats] = []
    for piece in driven(driver, heard.pieces(), RATE):
        rows.append(piece.channels.astype(np.float16))
    spent = time.process_time() - began - heard.apart
    channels = np.concatenate(rows).astype(np.float32)
    length = sum(count for _, count in heard.kinds) / SOUND_RATE
    sane = bool(np.isfinite(channels).all() and channels.min() >= 0 and channels.max() <= 1)
    sane = sane and abs(len(channels) - length * float(RATE)) <= 1
    return Figures(driver.name, length / spent, heard.memory, sane, _mouths(channels, heard.kinds))


def _held() -> float:
    """MiB of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 2**20


def _mouths(channels: Floats, kinds: Sequence[tuple[str, int]]) -> dict[str, Mouth]:
    basis = load_basis()
    gaps = lip_gaps(basis, channels) - lip_gaps(basis, np.zeros_like(channels[:1]))
    jaw = channels[:, CHANNEL_INDEX["jawOpen"]]
    parts: dict[str, list[slice]] = {}
    at = 0
    for kind, count in kinds:
        end = at + count
        first, last = (round(x / SOUND_RATE * float(RATE)) for x in (at, end))
        parts.setdefault(kind, []).append(slice(first, last))
        at = end
    return {kind: _mouth(jaw, gaps, where) for kind, where in sorted(parts.items())}


def _mouth(jaw: Floats, gaps: Floats, where: Sequence[slice]) -> Mouth:
    second = round(float(RATE))
    own = np.concatenate([jaw[part] for part in where])
    changes = np.concatenate([np.abs(np.diff(jaw[part])) for part in where])
    whole = [gaps[i : i + second] for part in where for i in range(part.start, part.stop - second, second)]
    stuck = [np.ptp(each) < _STUCK and each.mean() > 10 * _STUCK for each in whole if len(each) == second]
    return Mouth(
        seconds=round(len(own) / float(RATE), 2),
        jaw_mean=float(own.mean()),
        jaw_high=float(np.percentile(own, 95)),
        velocity=float(changes.mean() * float(RATE)) if len(changes) else 0.0,
        stuck=float(np.mean(stuck)) if stuck else 0.0,
    )


# Told ------------------------------------------------------------------------------------------------


def recordings_of(folder: Path) -> list[tuple[str, Floats]]:
    """All sounds of a folder, by name.

    Raises:
        FileMissing: there is none.
    """
    found = []
    for path in sorted(folder.iterdir()):
        try:
            found.append((path.stem, read_sound(path, SOUND_RATE).samples))
        except SourceError:
            continue  # whatever else lies there
    if not found:
        raise FileMissing(Said("There is no sound in {0}.", folder), Said("Name a folder of recordings."))
    return found


def shown(figures: Figures) -> Table:
    grown = figures.memory[-1] - figures.memory[0]
    title = f"{figures.driver}: {figures.speed:.0f} × real time, {grown:+.0f} MiB since the first tenth"
    table = Table("heard", "s", "jaw, mean", "95 %", "velocity, 1/s", "stuck", title=title)
    for kind, mouth in figures.mouths.items():
        table.add_row(
            kind, f"{mouth.seconds:.0f}", f"{mouth.jaw_mean:.3f}", f"{mouth.jaw_high:.3f}",
            f"{mouth.velocity:.2f}", f"{100 * mouth.stuck:.0f} %",
        )  # fmt: skip
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="of recordings")
    parser.add_argument("--minutes", type=float, default=60.0, help="of sound (default: %(default)s)")
    parser.add_argument("--driver", nargs="+", default=["rule", "neural_lipsync"], help="who is measured")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="figures as a file")
    given = parser.parse_args()
    recordings, seconds = recordings_of(given.folder), 60 * given.minutes
    console, told = Console(), []
    for name in given.driver:
        driver = providers.driver(name)
        found = figures_of(driver, mixed(recordings, seconds, given.seed), seconds)
        console.print(shown(found), "sane" if found.sane else "[red]not sane[/red]")
        told.append(found)
    if given.json is not None:
        given.json.write_text(json.dumps({"machine": machine(), "drivers": _plain(told)}, indent=1), "utf-8")


def _plain(figures: Sequence[Figures]) -> list[dict[str, Any]]:
    return [
        {
            "driver": each.driver, "speed": each.speed, "memory": each.memory, "sane": each.sane,
            "mouths": {kind: {name: getattr(mouth, name) for name in Mouth.__slots__}
                       for kind, mouth in each.mouths.items()},
        }
        for each in figures
    ]  # fmt: skip


if __name__ == "__main__":
    main()
