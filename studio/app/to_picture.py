"""Recording to picture: what a dubber hears before and under a line, and what of the recording is the line.

A run begins with a pre-roll. Three beeps, a second apart, count in; where the fourth would be it is silent,
and the line begins. Some of the recording is kept before and after the line, for whoever trims it later.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from studio.app.sound import Played, Recording, Samples
from studio.core.time import Seconds, TimeRange

Ear = Literal["left", "right", "both", "none"]
EARS: Final[tuple[Ear, ...]] = ("left", "right", "both", "none")
"""Where the film's own sound is heard meanwhile."""
PRE_ROLLS: Final = (3, 4, 5, 8)
"""Seconds of picture before the line; the beeps need three."""
BEEPS: Final = (3, 2, 1)
"""Seconds before the line at which it beeps."""
WIPES: Final = 2
"""Seconds before the line at which the streamer sets out."""
HANDLE: Final = Seconds(1, 2)
"""Seconds that are recorded before a line, and after it."""
LEAST_SAID: Final = Seconds(3, 10)
"""Seconds: whoever stops sooner than that said nothing."""
_PITCH, _LENGTH, _EDGE = 1000, 0.08, 0.005
"""Of a beep: Hz, seconds, and seconds in which it comes and goes."""
_LOUD: Final = 0.25
_OPEN: Final[dict[Ear, tuple[int, int]]] = {"left": (1, 0), "right": (0, 1), "both": (1, 1), "none": (0, 0)}


@dataclass(frozen=True, slots=True)
class RecordingSettings:
    """How a person likes to record to picture.

    Attributes:
        pre_roll: seconds of picture before the line.
        ear: where the film's own sound is heard; the beeps are heard in both.
        beeps, streamer: whether it counts in for the ear, and for the eye.
        loops: it begins again at the end, each time a take, until it is stopped.
        late: milliseconds that the recording comes late beyond what the devices tell, as over radio.
    """

    pre_roll: int = PRE_ROLLS[0]
    ear: Ear = "left"
    beeps: bool = True
    streamer: bool = True
    loops: bool = True
    late: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Once through the picture.

    Attributes:
        span: where the line lies; the run goes on for a moment after it.
        pre_roll: seconds before that; it may begin before the film.
    """

    span: TimeRange
    pre_roll: int

    @property
    def begins(self) -> Seconds:
        return self.span.start - self.pre_roll

    @property
    def ends(self) -> Seconds:
        return self.span.end + HANDLE

    def wiped(self, now: float) -> float | None:
        """How far the streamer is, 0–1: it is across when the line begins. None while there is none."""
        part = 1 - (float(self.span.start) - now) / WIPES
        return part if 0 <= part < 1 else None

    def counted(self, now: float) -> int:
        """Seconds, rounded up, until the line begins; 0 from there on."""
        return max(0, int(np.ceil(float(self.span.start) - now)))


class Guide:
    """What is heard in a run, [n, 2]: the beeps, and the film's own sound where it is wanted.

    Args:
        own: the film's sound, mono, from its start; None for silence.
    """

    def __init__(self, own: Played | None, rate: int, run: Run, settings: RecordingSettings) -> None:
        self._own, self._rate = own, rate
        self._first = round(run.begins * rate)
        self._length = round(run.ends * rate) - self._first
        self._open = np.array(_OPEN[settings.ear], np.float32)
        start = round(run.span.start * rate) - self._first
        self._beeps = [start - before * rate for before in BEEPS] if settings.beeps else []
        self._beep = _beep(rate)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> Samples:
        first, end, _ = part.indices(self._length)
        out = self._of_the_film(first + self._first, end - first)[:, None] * self._open
        for place in self._beeps:
            a, b = max(first, place), min(end, place + len(self._beep))
            if a < b:
                out[a - first : b - first] += self._beep[a - place : b - place, None]
        return out

    def _of_the_film(self, first: int, count: int) -> Samples:
        """So many samples; before the film and after it, silence."""
        out = np.zeros(count, np.float32)
        if self._own is not None:
            skipped = min(max(-first, 0), count)
            there = self._own[max(first, 0) : max(first + count, 0)]
            out[skipped : skipped + len(there)] = there
        return out


def _beep(rate: int) -> Samples:
    time = np.arange(round(_LENGTH * rate)) / rate
    edge = np.minimum(np.minimum(time, _LENGTH - time) / _EDGE, 1)
    return (_LOUD * np.sin(2 * np.pi * _PITCH * time) * edge).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """What was said in one run.

    Attributes:
        part: of the samples, what lies in the line.
    """

    samples: Samples
    rate: int
    part: TimeRange


def passed(recording: Recording, run: Run, started: float, until: Seconds, late: int) -> Passed | None:
    """What was said in a run, in time with the picture; None if it was stopped before the line had begun.

    Args:
        started: when the line's first moment was heard, on the computer's clock.
        until: the time in the film at which it was stopped, if that was before its end.
        late: see ``RecordingSettings``.
    """
    until = min(until, run.ends)
    if until < run.span.start + LEAST_SAID:
        return None
    first = started - float(HANDLE) + late / 1000
    samples = recording.between(first, started + float(until - run.span.start) + late / 1000)
    length = min(Seconds(len(samples), recording.rate) - HANDLE, min(until, run.span.end) - run.span.start)
    if length <= 0:
        return None
    return Passed(samples, recording.rate, TimeRange(HANDLE, HANDLE + length))
