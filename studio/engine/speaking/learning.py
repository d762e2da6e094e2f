"""A speaker's habits, learned from clips: what was seen is cut into snippets, and measured.

Figures are fitted: speech of the same sound is moved with them, measured as the clip was, and they are
changed until both are as lively. So a habit learned from somebody who hardly moves hardly moves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from studio.core.errors import NoSpeech
from studio.core.face import Channels, Performance
from studio.core.habits import MOVED, SNIPPETS_PER_SECOND, TURNS, Contour, Figures, Habits, Snippet
from studio.core.speech import Word
from studio.core.time import FrameRate
from studio.core.units import CHANNEL_INDEX
from studio.core.words import Said
from studio.engine.speaking.envelope import Array, runs_of
from studio.engine.speaking.figures import PAUSE, WITHIN, life
from studio.engine.speaking.living import lived

RATE: Final = FrameRate.of(SNIPPETS_PER_SECOND)
_LIDS: Final = [CHANNEL_INDEX["eyeBlinkLeft"], CHANNEL_INDEX["eyeBlinkRight"]]
_LENGTH: Final = 60
_LEAST: Final = 30
"""Frames of a snippet: as a rule, and at least."""
_SHORTEST: Final = 4 * SNIPPETS_PER_SECOND
"""Frames that somebody must be seen for anything to be learned."""
_CUTS: Final = 15
"""Frames within which the end of a snippet is moved into a pause."""
_TREMBLE: Final = 1.2
"""Frames over which motion is smoothed: faster is the tracker's own."""
_LIPS: Final = 6.0
"""Frames over which the corners of the mouth are smoothed: faster is speech, not a smile."""
_SWEEP: Final = 3
_JUMP: Final = 3.0
"""Degrees in so many frames by which a look is known to go somewhere else."""
_STILL: Final = 3
_SHUT: Final = 0.5
_LOW: Final = 15
"""Percentile of brows and smiles that counts as their rest."""
_PAIRS: Final = [(i, i + 1) for i, name in enumerate(MOVED) if name.endswith("Left")]
"""Where a snippet's left and right side stand."""
_ROUNDS: Final = 8
_STEP: Final = 0.7
_GAIN: Final = (0.4, 2.5)
"""How a figure is changed in one round at the least and at the most."""
_IDLEST: Final = 1.3
"""How much livelier than in speech somebody may be in pauses, of which a short clip has few."""
_VIEWER: Final = 3.0
"""Degrees within which the eyes are on the viewer."""


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """Somebody who speaks.

    Attributes:
        name: of the clip.
        performance: what was seen, at any rate, from the speaker's rest.
        contour: how it sounds.
    """

    name: str
    performance: Performance
    contour: Contour


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Speech that figures are fitted on.

    Attributes:
        lips: what else moves the face, channels [n, CHANNELS] at 25 a second; None for nothing.
    """

    contour: Contour
    words: Sequence[Word] = ()
    lips: Channels | None = None


def learned(name: str, origin: str, watched: Sequence[Watched]) -> Habits:
    """The habits of somebody who was seen to speak, fitted to what was seen.

    Raises:
        NoSpeech: too little was seen or heard.
    """
    sheets = [sheet for each in watched if (sheet := _Sheet.of(each)) is not None]
    if not sheets or sum(len(sheet.contour) for sheet in sheets) < _SHORTEST:
        raise NoSpeech(
            Said("There is too little to learn a manner from."),
            Said("Give a clip in which one face speaks for {0} seconds or more.", _SHORTEST // 25),
        )
    snippets = tuple(_snippets_of(sheets))
    seen = measured_of([sheet.moved for sheet in sheets], [sheet.contour for sheet in sheets])
    habits = Habits(name, origin, _first_figures(sheets, snippets), snippets)
    done = fitted(habits, [Trial(sheet.contour) for sheet in sheets], seen)
    return replace(done, measured=tuple(seen.items()))


def learned_snippets(watched: Sequence[Watched]) -> list[Snippet]:
    """What was seen, in pieces, as far as it was."""
    return _snippets_of([sheet for each in watched if (sheet := _Sheet.of(each)) is not None])


def _snippets_of(sheets: Sequence["_Sheet"]) -> list[Snippet]:
    return [snippet for sheet in sheets for snippet in sheet.snippets()]


def fitted(habits: Habits, trials: Sequence[Trial], goals: Mapping[str, float]) -> Habits:
    """The same with figures and snippets as large as makes the goals come true on some speech.

    Args:
        goals: by the names of ``figures.life``; those that are not named stay as they come.
    """
    best, least = habits, np.inf
    for _ in range(_ROUNDS):
        found = _tried(habits, trials)
        apart = _apart(found, goals)
        if apart < least:
            best, least = replace(habits, measured=tuple(found.items())), apart
        habits = _changed(habits, found, goals)
    return best


def measured_of(performances: Sequence[Performance], contours: Sequence[Contour]) -> dict[str, float]:
    """The figures of life of several clips: medians, as long as each was heard."""
    rows = [
        life(one, _talking(contour, len(one))) for one, contour in zip(performances, contours, strict=True)
    ]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: float(np.median([row[name] for row in rows if name in row])) for name in names}


def _talking(contour: Contour, count: int) -> NDArray[np.bool_]:
    quiet = np.pad(contour.pause, (0, max(count - len(contour), 0)), constant_values=1.0)[:count]
    return np.asarray(quiet < 1)


# What was seen ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Film:
    """What was seen, at any rate, and where its frames stand that are wanted: numbers with fractions [n]."""

    seen: Performance
    place: Array

    @property
    def nearest(self) -> NDArray[np.intp]:
        return np.round(self.place).astype(np.intp).clip(0, len(self.seen) - 1)

    def columns(self, values: NDArray[np.floating]) -> Array:
        """Columns [frames, k] at the wanted frames, [n, k]."""
        frames = np.arange(len(values))
        return np.stack([np.interp(self.place, frames, column) for column in values.T], axis=1)

    def above_rest(self) -> Array:
        """What snippets know of brows and smiles, [n, len(MOVED) - 3]."""
        names = MOVED[len(TURNS) :]
        values = self.columns(self.seen.channels[:, [CHANNEL_INDEX[name] for name in names]])
        for index, name in enumerate(names):
            width = _LIPS if name.startswith("mouth") else _TREMBLE
            values[:, index] = gaussian_filter1d(values[:, index], width, mode="nearest")
        return np.asarray((values - np.percentile(values, _LOW, axis=0)).clip(0.0, 1.0))

    def missing(self) -> NDArray[np.bool_]:
        gone = self.seen.missing
        return np.zeros(len(self.place), bool) if gone is None else gone[self.nearest]

    def performance(self) -> Performance:
        """The same frames as they are."""
        seen, at = self.seen, self.nearest
        return replace(
            seen, rate=RATE, channels=seen.channels[at], head=seen.head[at], gaze=seen.gaze[at], missing=None
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """A clip at 25 frames a second, from the speaker's own rest.

    Attributes:
        motion: [n, len(MOVED)]; the head from straight ahead, channels above their rest.
        looks: where the eyes look, seen from a head that is straight ahead, degrees [n, 2].
    """

    name: str
    contour: Contour
    motion: Array
    looks: Array
    lids: Array
    missing: NDArray[np.bool_]
    moved: Performance

    @classmethod
    def of(cls, watched: Watched) -> "_Sheet | None":
        """None where there is nothing to be seen and heard together."""
        seen = watched.performance
        count = min(int(float(seen.length) * SNIPPETS_PER_SECOND), len(watched.contour))
        if count < _LEAST:
            return None
        film = _Film(seen, (np.arange(count) + 0.5) / SNIPPETS_PER_SECOND * float(seen.rate) - 0.5)
        head, lids = film.columns(seen.head[:, :3]), film.columns(seen.channels[:, _LIDS]).mean(1)
        head -= np.median(head, axis=0)
        looks = film.columns(seen.gaze) + head[:, :2]
        motion = np.hstack([gaussian_filter1d(head, _TREMBLE, axis=0, mode="nearest"), film.above_rest()])
        contour = watched.contour.part(0, count)
        looks -= np.median(looks, axis=0)
        return cls(watched.name, contour, motion, looks, lids, film.missing(), film.performance())

    def snippets(self) -> list[Snippet]:
        """All of it that shows the face, cut where the voice pauses, if it does near."""
        out, start = [], 0
        while len(self.contour) - start >= _LEAST:
            end = self._cut(start)
            if not self.missing[start:end].any():
                out.append(self._snippet(start, end))
            start = end
        return out

    def _cut(self, start: int) -> int:
        """Where the snippet that begins there ends."""
        usual, last = start + _LENGTH, len(self.contour)
        if last - usual < _LEAST:
            return min(last, usual) if last - start > 1.5 * _LENGTH else last
        near = np.arange(usual - _CUTS, min(usual + _CUTS, last))
        paused = near[self.contour.pause[near] > 0]
        return int(paused[np.argmin(np.abs(paused - usual))]) if len(paused) else usual

    def _snippet(self, start: int, end: int) -> Snippet:
        motion = self.motion[start:end].copy()
        motion[:, : len(TURNS)] -= np.median(motion[:, : len(TURNS)], axis=0)
        shut = self.lids[start:end] > _SHUT
        blinks = tuple((np.flatnonzero(shut[1:] & ~shut[:-1]) + 1).tolist())
        name = f"{self.name} {start / SNIPPETS_PER_SECOND:.2f}-{end / SNIPPETS_PER_SECOND:.2f} s"
        return Snippet(name, self.contour.part(start, end), motion, self.fixations(start, end), blinks)

    def fixations(self, start: int, end: int) -> Array:
        """Where the eyes rest, from saccade to saccade: frame, yaw, pitch [m, 3]."""
        looks = self.looks[start:end]
        moved = np.linalg.norm(looks[_SWEEP:] - looks[:-_SWEEP], axis=1) > _JUMP
        sweeps = [(a + b + _SWEEP) // 2 for a, b in runs_of(moved)]
        edges = [0, *sweeps, len(looks)]
        rests = [(a, b) for a, b in pairwise(edges) if b - a >= _STILL]
        return np.array([[a, *np.median(looks[a:b], axis=0)] for a, b in rests]).reshape(-1, 3)


def _first_figures(sheets: Sequence[_Sheet], snippets: Sequence[Snippet]) -> Figures:
    """What can be counted: how the head is held from snippet to snippet, where and how long the eyes rest."""
    held = np.array([
        np.median(sheet.motion[a : a + _LENGTH, :3], axis=0)
        for sheet in sheets for a in range(0, max(len(sheet.motion) - _LEAST, 1), _LENGTH)
    ])  # fmt: skip
    spread = held.std(0) if len(held) > 1 else np.zeros(3)
    points = np.concatenate([sheet.fixations(0, len(sheet.looks)) for sheet in sheets])
    away = points[np.abs(points[:, 1:]).max(1) > _VIEWER, 1:]
    seconds = sum(len(sheet.looks) for sheet in sheets) / SNIPPETS_PER_SECOND
    shut = sum(int((np.diff((sheet.lids > _SHUT).astype(int)) > 0).sum()) for sheet in sheets)
    return Figures(
        posture_yaw=float(spread[0]), posture_pitch=float(spread[1]), posture_roll=float(spread[2]),
        hold=_LENGTH / SNIPPETS_PER_SECOND, drift=0.3, nod=1.0, brow=0.1,
        look_yaw=float(np.abs(away[:, 0]).mean()) if len(away) else 1.0,
        look_pitch=float(np.abs(away[:, 1]).mean()) if len(away) else 0.5,
        fixation=float(np.clip(seconds / max(len(points), 1), 0.4, 2.5)),
        viewer=float(np.clip(1.0 - len(away) / max(len(points), 1), 0.1, 0.9)),
        blinks=min(shut / max(seconds, 1.0), 1.5),
        smile=float(np.clip(np.median([_smile_at_rest(sheet) for sheet in sheets]), 0.0, 0.6)),
    )  # fmt: skip


def _smile_at_rest(sheet: _Sheet) -> float:
    corners = [CHANNEL_INDEX[name] for name in ("mouthSmileLeft", "mouthSmileRight")]
    return float(np.percentile(sheet.moved.channels[:, corners].mean(1), _LOW))


# What is fitted ---------------------------------------------------------------------------------------


def _tried(habits: Habits, trials: Sequence[Trial]) -> dict[str, float]:
    """The figures of life of these habits on some speech."""
    made = []
    for seed, trial in enumerate(trials):
        times = (np.arange(len(trial.contour)) + 0.5) / SNIPPETS_PER_SECOND
        own = lived(habits, trial.contour, trial.words, times, RATE, seed)
        if trial.lips is not None:
            lips = np.zeros_like(own.channels)
            lips[: len(trial.lips)] = trial.lips[: len(lips)]
            own = replace(own, channels=(own.channels + lips).clip(0.0, 1.0))
        made.append(own)
    return measured_of(made, [trial.contour for trial in trials])


def _apart(found: Mapping[str, float], goals: Mapping[str, float]) -> float:
    """How far figures are from their goals: mean of what they are too large or too small by, as a factor."""
    factors = [
        abs(np.log(max(found[name], 1e-3) / max(goal, 1e-3))) for name, goal in goals.items() if name in found
    ]
    return float(np.mean(factors)) if factors else 0.0


def _changed(habits: Habits, found: Mapping[str, float], goals: Mapping[str, float]) -> Habits:
    """One step nearer."""

    def gain(name: str) -> float:
        if name not in goals or name not in found:
            return 1.0
        return float(np.clip((max(goals[name], 1e-3) / max(found[name], 1e-3)) ** _STEP, *_GAIN))

    figures = habits.figures
    ranges = [gain(f"{axis} range, °") for axis in TURNS]
    brow, look = gain("brow raise range"), gain("gaze range, °")
    lacking = goals.get("smile, mean", found["smile, mean"]) - found["smile, mean"]
    pauses = 1.0 / gain(WITHIN if WITHIN in goals and WITHIN in found else PAUSE)
    figures = replace(
        figures,
        posture_yaw=min(figures.posture_yaw * ranges[0], 30.0),
        posture_pitch=min(figures.posture_pitch * ranges[1], 30.0),
        posture_roll=min(figures.posture_roll * ranges[2], 30.0),
        brow=min(figures.brow * brow, 1.0),
        look_yaw=min(figures.look_yaw * look, 20.0),
        look_pitch=min(figures.look_pitch * look, 20.0),
        idle=float(np.clip(figures.idle * pauses, 0.1, _IDLEST)),
        smile=float(np.clip(figures.smile + _STEP * lacking, 0.0, 1.0)),
    )
    gains = np.ones(len(MOVED))
    gains[: len(TURNS)] = [gain(f"{axis} velocity, °/s") for axis in TURNS]
    gains[len(TURNS) : -2], gains[-2:] = brow, gain("smile range")
    uneven = gain("left–right difference") / np.sqrt(gain("smile range") * brow)
    snippets = tuple(_scaled(snippet, gains, look, uneven) for snippet in habits.snippets)
    return replace(habits, figures=figures, snippets=snippets)


def _scaled(snippet: Snippet, gains: Array, look: float, uneven: float) -> Snippet:
    """With larger motion, wider looks, and sides that differ more."""
    motion = snippet.motion * gains
    for left, right in _PAIRS:
        middle, apart = motion[:, [left, right]].mean(1), motion[:, left] - motion[:, right]
        motion[:, left], motion[:, right] = middle + 0.5 * uneven * apart, middle - 0.5 * uneven * apart
    motion[:, : len(TURNS)] = motion[:, : len(TURNS)].clip(-40.0, 40.0)
    motion[:, len(TURNS) :] = motion[:, len(TURNS) :].clip(0.0, 1.0)
    return replace(snippet, motion=motion, looks=snippet.looks * [1.0, look, look])
