"""A speaker's habits laid on speech: head, brows, eyes, lids and smiles, by whoever's sound it is.

Snippets of motion are found by their sound, which should be like what is said now, and blended one into the
next; none is seen twice within half a minute. Under them the head is held now here, now there, the face goes
with what stands out, and the eyes go from point to point, as often and as far as the habits' figures say. All
of it comes from a seed, and is still at the first and the last frame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d

from studio.core.errors import NoSpeech
from studio.core.face import Channels, Performance
from studio.core.habits import MOVED, SNIPPETS_PER_SECOND, TURNS, Contour, Figures, Habits, Snippet
from studio.core.speech import Speech, Word
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import Portion, life_of
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.core.words import Said
from studio.engine.ports import Hears
from studio.engine.progress import Progress, unheard
from studio.engine.speaking.articulation import frame_times
from studio.engine.speaking.breathing import breath
from studio.engine.speaking.easing import at_rest_outside, ease
from studio.engine.speaking.envelope import Array
from studio.engine.speaking.intonation import Ear
from studio.engine.speaking.liveliness import (
    Bearing,
    Fixation,
    Looks,
    Rng,
    Turns,
    blinks,
    borne,
    drift,
    eyes,
    fixations,
    one_sided,
    turns,
)
from studio.engine.speaking.prosody import Accents, Emphasis, emphasis, heard_accents

LIVES: Final[frozenset[Portion]] = frozenset(("face", "head"))
UNSEEN: Final = 30
"""Seconds in which no snippet is seen twice."""
_BLEND: Final = 12
"""Frames in which one snippet goes over into the next."""
_ALIKE: Final = np.array([4.0, 0.3, 0.7])
"""Differences of pitch (semitones), energy and pause that count as much as one another."""
_FITS: Final = 0.5
"""How much the way in which a snippet begins counts, beside its sound."""
_BY_CHANCE: Final = 0.12
"""How much chance counts, beside the sound."""
_WAIT: Final = SNIPPETS_PER_SECOND
"""Frames that are waited where every snippet was seen just now."""
_WAKES: Final = 0.12
"""Seconds over which a pause comes and goes."""
_NOD, _BROW, _DRIFTED = 4.0, 0.47, 0.85
"""What the functions that go with words and drift do by themselves: degrees, channel, degrees."""
_LED: Final = 4.0
"""Degrees of a turn from which on the eyes go first."""
_LEAD: Final = 0.07
"""Seconds by which they do."""
_COMES, _GOES = 0.7, 0.9
"""Seconds in which brows and smiles leave their rest at the beginning and come to it at the end."""
_WITH_A_SMILE: Final = 0.5
"""How far the cheeks rise with the corners of the mouth."""
_BLINK: Final = 0.92
"""Median of the seconds between blinks, over their mean."""
_CHEEKS: Final = ("cheekSquintLeft", "cheekSquintRight")
_SMILES: Final = ("mouthSmileLeft", "mouthSmileRight")
_LIDS: Final = ("eyeBlinkLeft", "eyeBlinkRight")
_OPENED: Final = ("eyeWideLeft", "eyeWideRight")
_LIFTED: Final = [1, 4]
"""Of the head's six, what a breath lifts: pitch and height."""
_BROWS: Final = ("browInnerUp", "browOuterUpLeft", "browOuterUpRight")
_TURNED, _POINTS, _SHUT, _SIDES, _SNIPPETS, _SWAYS, _STRESSED, _BREATHED = range(8)


class LivingDriver:
    """Habits as a driver of face and head; smiles come with the face."""

    name = "manner"
    hears: frozenset[Hears] = frozenset(("sound", "words"))
    ahead: Seconds | None = None
    rate: FrameRate | None = None

    def __init__(self, habits: Habits, portions: frozenset[Portion] = LIVES) -> None:
        self._habits: Final = habits
        self.moves: frozenset[Portion] = portions

    def part(self, portions: frozenset[Portion]) -> "LivingDriver":
        """See ``Divisible``."""
        return LivingDriver(self._habits, self.moves & portions)

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        """In one piece: how loud and high a voice is counts beside all the rest of it.

        Raises:
            NoSpeech: there are no pieces, or they are empty.
        """
        contour, words, length = _heard(speech)
        times = frame_times(rate.count_in(length), rate)
        yield lived(self._habits, contour, words, times, rate, seed, self.moves)


def _heard(speech: Iterator[Speech]) -> tuple[Contour, list[Word], Seconds]:
    words: list[Word] = []
    length, ear = Seconds(0), None
    for piece in speech:
        words += [Word(word.text, word.range.moved(length)) for word in piece.words]
        ear = ear or Ear(piece.sample_rate)
        ear.feed(piece.samples)
        length += piece.length
    if ear is None or not length:
        raise NoSpeech(
            Said("There is nothing to speak."), Said("Give a text, or a sound with a voice in it.")
        )
    return ear.contour(), words, length


def lived(
    habits: Habits,
    contour: Contour,
    words: Sequence[Word],
    times: Array,
    rate: FrameRate,
    seed: int,
    portions: frozenset[Portion] = LIVES,
) -> Performance:
    """What somebody of these habits does beside what is said.

    Args:
        times: the middle of each frame in seconds, [n].
    """
    course = _Course.of(habits, contour, words, times, seed)
    channels, looks = np.zeros((len(times), len(CHANNELS)), np.float32), np.zeros((len(times), 2))
    head, breathed = course.head(), course.breath()
    head[:, _LIFTED] += breathed
    if "face" in portions:
        course.raise_brows(channels)
        course.smile(channels)
        course.blink(channels)
        course.open_lids(channels)
        looks = eyes(times, course.points(), head[:, :2])
    if "head" not in portions:
        head, breathed = np.zeros_like(head), np.zeros_like(breathed)
    np.clip(channels, 0.0, 1.0, out=channels)
    tables = channels, head.astype(np.float32), looks.astype(np.float32)
    return Performance(rate, *tables, life=life_of(np.hstack(tables), breathed).astype(np.float32))


def _rng(seed: int, what: int) -> Rng:
    return np.random.default_rng([seed, what, 7])


@dataclass(frozen=True, slots=True, eq=False)
class _Curves:
    """Rows [n, k] at some times, to be had at others; smooth between, held at both ends."""

    times: Array
    rows: Array

    def at(self, times: Array) -> Array:
        if len(self.times) < 2:
            return np.zeros((len(times), self.rows.shape[1]))
        inside = times.clip(self.times[0], self.times[-1])
        return np.asarray(CubicSpline(self.times, self.rows)(inside))


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """A stretch of speech, and what is seen in it.

    Attributes:
        times: the middle of each frame, seconds [n].
        stirring: 1 while something is said, 0 in a pause, [n].
        found: what stands out in the sound; ``emphasised``: what a face does with it.
        seen: snippets; ``moved``: what they move, [n, len(MOVED)], at both ends too.
        turned: how the head is held, now here, now there.
    """

    figures: Figures
    times: Array
    stirring: Array
    found: Accents
    emphasised: Emphasis
    seen: Sequence["Placed"]
    moved: Array
    turned: Turns
    seed: int

    @classmethod
    def of(
        cls, habits: Habits, contour: Contour, words: Sequence[Word], times: Array, seed: int
    ) -> "_Course":
        figures = habits.figures
        ticks = (np.arange(len(contour)) + 0.5) / SNIPPETS_PER_SECOND
        awake = gaussian_filter1d(1.0 - contour.pause, _WAKES * SNIPPETS_PER_SECOND, mode="nearest")
        seen = placed(habits.snippets, contour, _rng(seed, _SNIPPETS))
        motion = blended(seen, len(contour)) * figures.snippet
        moved = _Curves(ticks, gaussian_filter1d(motion, 1.0, axis=0, mode="nearest")).at(times)
        stirring = np.interp(times, ticks, awake) if len(ticks) else np.zeros(len(times))
        turned = turns(times, stirring, _rng(seed, _TURNED), _bearing(figures))
        found = heard_accents(contour, words)
        emphasised = emphasis(times, found, _rng(seed, _STRESSED))
        return cls(figures, times, stirring, found, emphasised, seen, moved, turned, seed)

    def head(self) -> Array:
        """Yaw, pitch, roll in degrees, and no way [n, 6]."""
        figures, times = self.figures, self.times
        drifted = drift(times, _rng(self.seed, _SWAYS)) * figures.drift / _DRIFTED
        nodded = self.emphasised.head * figures.nod / _NOD
        way = self.turned.sampled(times) + drifted + self.moved[:, : len(TURNS)]
        turned = borne(way, self.left_of(figures.idle), times) + nodded
        return np.hstack([turned, np.zeros_like(turned)])

    def left_of(self, idle: float) -> Array:
        """1 while something is said, ``idle`` in a pause, [n]."""
        return np.asarray(idle + (1.0 - idle) * self.stirring)

    def breath(self) -> Array:
        """What it does to the head's pitch and height, [n, 2]."""
        return breath(self.times, self.stirring, _rng(self.seed, _BREATHED))

    def raise_brows(self, channels: Channels) -> None:
        for name in MOVED:
            if name.startswith("brow"):
                channels[:, CHANNEL_INDEX[name]] += self.shown(name)
        raised = self.emphasised.brows * self.figures.brow / _BROW
        for side, name in enumerate(_BROWS):
            channels[:, CHANNEL_INDEX[name]] += raised[:, side]

    def shown(self, channel: str) -> Array:
        """What snippets show of a channel: less in pauses, and nothing at both ends, [n]."""
        moved = self.moved[:, MOVED.index(channel)].clip(0.0) * self.left_of(min(self.figures.idle, 1.0))
        return np.asarray(moved * at_rest_outside(self.times, _COMES, _GOES))

    def smile(self, channels: Channels) -> None:
        """With cheeks that rise."""
        sides = 0.5 + 0.5 * one_sided(_rng(self.seed, _SIDES))
        base = self.figures.smile * at_rest_outside(self.times, _COMES, _GOES) * (0.7 + 0.3 * self.stirring)
        for side, (corner, cheek) in enumerate(zip(_SMILES, _CHEEKS, strict=True)):
            smile = sides[side] * base + self.shown(corner)
            channels[:, CHANNEL_INDEX[corner]] += smile
            channels[:, CHANNEL_INDEX[cheek]] += _WITH_A_SMILE * smile

    def blink(self, channels: Channels) -> None:
        if not self.figures.blinks:
            return
        likely = np.sort(np.concatenate([self.found.phrase_ends, _blinked(self.seen)]))
        lids = blinks(self.times, likely, _rng(self.seed, _SHUT), _BLINK / self.figures.blinks)
        for name in _LIDS:
            channels[:, CHANNEL_INDEX[name]] = lids

    def open_lids(self, channels: Channels) -> None:
        """With the brows, unless they are shut."""
        opened = self.emphasised.lids * self.figures.brow / _BROW
        for lid, name in zip(_LIDS, _OPENED, strict=True):
            channels[:, CHANNEL_INDEX[name]] = opened * (1.0 - channels[:, CHANNEL_INDEX[lid]])

    def points(self) -> list[Fixation]:
        """Where the eyes rest: as in the snippets, else as the figures say, and ahead of a turning head."""
        figures, rng = self.figures, _rng(self.seed, _POINTS)
        looks = Looks((figures.look_yaw, figures.look_pitch), figures.fixation, figures.viewer)
        drawn = fixations(float(self.times[-1]) if len(self.times) else 0.0, rng, looks)
        recorded = _recorded(self.seen)
        known = np.array([-np.inf, *(at for at, *_ in recorded), np.inf])
        free = [point for point in drawn if np.abs(known - point[0]).min() > figures.fixation]
        return _apart(sorted([*free, *recorded, *_leading(figures, self.turned, rng)]))


def _bearing(figures: Figures) -> Bearing:
    spread = (figures.posture_yaw, figures.posture_pitch, figures.posture_roll)
    return Bearing(spread, figures.hold, 0.6, (0.3 * figures.hold, 5.0 * figures.hold))


# Eyes -------------------------------------------------------------------------------------------------


def _recorded(seen: Sequence["Placed"]) -> list[Fixation]:
    """What those in the snippets looked at, each as long as its snippet is the one that is seen most."""
    out = []
    for each in seen:
        for frame, yaw, pitch in each.snippet.looks:
            if _BLEND // 2 <= frame < len(each.snippet) - _BLEND // 2:
                at = (each.start + frame + 0.5) / SNIPPETS_PER_SECOND
                out.append((float(at), float(yaw), float(pitch)))
    return out


def _leading(figures: Figures, turned: Turns, rng: Rng) -> list[Fixation]:
    """A wide turn begins with the eyes, unless they stay on the viewer."""
    out = []
    for index in range(1, len(turned.begins)):
        goal = turned.goals[index]
        far = float(np.linalg.norm((goal - turned.goals[index - 1])[:2]))
        if far >= _LED and rng.random() >= figures.viewer and turned.begins[index] > _LEAD:
            out.append((float(turned.begins[index]) - _LEAD, float(goal[0]), float(goal[1])))
    return out


def _apart(points: Sequence[Fixation]) -> list[Fixation]:
    """Without those that come before the eyes have rested on the one before."""
    out = [(0.0, 0.0, 0.0)]
    for point in points:
        if point[0] - out[-1][0] >= _SHORTEST:
            out.append(point)
    return out


_SHORTEST: Final = 0.2
"""Seconds that the eyes rest on one point at least."""


# Snippets ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A snippet, and the frame at which it begins."""

    snippet: Snippet
    index: int
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.snippet)


def placed(snippets: Sequence[Snippet], contour: Contour, rng: Rng) -> list[Placed]:
    """Snippets that sound as what is said, one after another; where all were seen just now, there is none."""
    out: list[Placed] = []
    if not snippets:
        return out
    shelf = _Shelf.of(snippets)
    free_from = np.zeros(len(snippets), np.intp)
    at = 0
    while at < len(contour):
        free = free_from <= at
        if not free.any():
            at += _WAIT
            continue
        costs = shelf.costs(contour, at, out[-1] if out else None)
        costs += _BY_CHANCE * rng.gumbel(size=len(costs)) * -1.0
        index = int(np.argmin(np.where(free, costs, np.inf)))
        out.append(Placed(snippets[index], index, at))
        free_from[index] = out[-1].end + UNSEEN * SNIPPETS_PER_SECOND
        at = out[-1].end - _BLEND
    return out


def blended(seen: Sequence[Placed], count: int) -> Array:
    """The motion of placed snippets, each going over into the next, [count, len(MOVED)]."""
    out = np.zeros((count, len(MOVED)))
    for each in seen:
        n = len(each.snippet)
        edge = min(_BLEND, n // 2)
        steps = (np.arange(n) + 0.5) / edge
        weight = ease(steps) * ease(steps[::-1])
        end = min(each.end, count)
        out[each.start : end] += (weight[:, None] * each.snippet.motion)[: end - each.start]
    return out


def _blinked(seen: Sequence[Placed]) -> Array:
    """Seconds at which those in the snippets blinked."""
    frames = [each.start + frame for each in seen for frame in each.snippet.blinks]
    return (np.array(frames, np.float64) + 0.5) / SNIPPETS_PER_SECOND


@dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    """All snippets as tables that can be compared at once.

    Attributes:
        sounds: [snippets, longest, 3]; ``there``: in which frames there is something.
        begins: how each begins, mean motion of the frames in which it comes, [snippets, len(MOVED)].
        scale: by what motion is measured, [len(MOVED)].
    """

    snippets: Sequence[Snippet]
    sounds: Array
    there: Array
    begins: Array
    scale: Array

    @classmethod
    def of(cls, snippets: Sequence[Snippet]) -> "_Shelf":
        longest = max(map(len, snippets))
        sounds, there = np.zeros((len(snippets), longest, 3)), np.zeros((len(snippets), longest))
        for index, snippet in enumerate(snippets):
            sounds[index, : len(snippet)] = _sound(snippet.contour)
            there[index, : len(snippet)] = 1.0
        begins = np.array([snippet.motion[:_BLEND].mean(0) for snippet in snippets])
        scale = np.concatenate([snippet.motion for snippet in snippets]).std(0) + 1e-6
        return cls(snippets, sounds, there, begins, scale)

    def costs(self, contour: Contour, at: int, before: Placed | None) -> Array:
        """How little each suits what is said from a frame on, [snippets]."""
        said = _sound(contour.part(at, at + self.sounds.shape[1]))
        there = self.there[:, : len(said)]
        apart = np.abs(self.sounds[:, : len(said)] - said).mean(2) * there
        out = apart.sum(1) / np.maximum(there.sum(1), 1.0)
        if before is not None:
            left = before.snippet.motion[-_BLEND:].mean(0)
            out = out + _FITS * np.abs((self.begins - left) / self.scale).mean(1)
        return np.asarray(out)


def _sound(contour: Contour) -> Array:
    return np.asarray(np.stack([contour.pitch, contour.energy, contour.pause], axis=1) / _ALIKE)
