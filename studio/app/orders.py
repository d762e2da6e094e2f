"""What a person wants to have exported, and what that comes to: plain values, before anything is drawn."""

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from studio.core.errors import UsageError
from studio.core.numbers import shortened
from studio.core.project import Crop
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.words import Said
from studio.engine.ports import Quality
from studio.files.encoding import Fineness

Kind = Literal["web", "prores4444", "vp9alpha", "gif", "png", "jpeg", "tiff", "still", "csv", "json"]
RangeName = Literal["project", "whole"]
SoundWish = Literal["project", "original", "none"]
"""What is said, else the video's own sound; the video's own whatever is said; nothing."""

CURVES: Final = ("csv", "json")
_START: Final = Seconds(0)
NARROWEST: Final = 16
"""Pixels: what is narrower is no picture."""

_LONGEST_SIDE: Final = 8192
_HD: Final = 1080
_GIF_WIDTH: Final = 480
_GIF_RATE: Final = 15
"""Frames per second: more make a GIF large and play no smoother in most programs."""
_COST: Final[dict[Kind, tuple[float, float]]] = {
    "web": (0.004, 0.02), "prores4444": (1.5, 1.5), "vp9alpha": (0.005, 0.015), "gif": (0.08, 0.5),
    "png": (1.6, 1.6), "jpeg": (0.45, 0.45), "tiff": (2.2, 2.2), "still": (1.6, 1.6),
}  # fmt: skip
"""Bytes for each pixel of each frame: of a picture, where only the face moves, and of a video."""
_LARGER: Final[dict[Kind, dict[Fineness, float]]] = {
    "web": {"small": 0.23, "best": 2.0}, "vp9alpha": {"small": 0.65, "best": 1.37},
    "jpeg": {"small": 0.58, "best": 2.0},
}  # fmt: skip
"""How many times as large as usual: the middle one of three clips of faces, or of six photographs."""
_CURVE_COST: Final = 400
"""Bytes for each frame."""
_SOUND_COST: Final[dict[Kind, int]] = {
    "web": 12_000,
    "vp9alpha": 12_000,
    "prores4444": 288_000,
    "png": 96_000,
    "jpeg": 96_000,
    "tiff": 96_000,
}
"""Bytes for each second."""


@dataclass(frozen=True, slots=True)
class SizeWish:
    """How large a result should be; it is never larger than the source. Nothing set is the source's own size.

    Attributes:
        share: of the source's sides.
        short_side: pixels of the shorter side.
        width: pixels; a source that has fewer refuses.
        box: width and height in which the result fits.
    """

    share: float = 1.0
    short_side: int | None = None
    width: int | None = None
    box: tuple[int, int] | None = None

    @classmethod
    def read(cls, text: str) -> "SizeWish":
        """``full`` or ``source``, ``half``, ``auto`` (up to 1080p), ``1080p``, ``1280x720`` (fits within), or
        a width in pixels.

        Raises:
            UsageError: it is none of these, or out of range.
        """
        word = text.strip().lower().replace("×", "x")
        named = {"full": cls(), "source": cls(), "half": cls(share=0.5), "auto": cls(short_side=_HD)}
        if word in named:
            return named[word]
        if match := re.fullmatch(r"([0-9]{1,6})p", word):
            return cls(short_side=_side(int(match[1]), text))
        if match := re.fullmatch(r"([0-9]{1,6})x([0-9]{1,6})", word):
            return cls(box=(_side(int(match[1]), text), _side(int(match[2]), text)))
        if re.fullmatch(r"[0-9]{1,6}", word):
            return cls(width=_side(int(word), text, NARROWEST))
        raise UsageError(
            Said("“{0}” is not a size.", shortened(text)),
            Said("Write full, half, auto, 1080p, 1280x720 or a width."),
        )

    def of(self, size: tuple[int, int]) -> tuple[int, int]:
        """Width and height of the result: the source's proportions, both even unless they are the source's.

        Raises:
            UsageError: a width that the source does not have, or a box in which too little of it is left.
        """
        width, height = size
        factor = self.share
        if self.width is not None:
            least = min(NARROWEST, width)
            if not least <= self.width <= width:
                raise UsageError(
                    Said("The result can't be {0} pixels wide: the portrait has {1}.", self.width, width),
                    Said("Ask for {0} to {1}, or full.", least, width),
                )
            factor = self.width / width
        elif self.box is not None:
            factor = min(self.box[0] / width, self.box[1] / height)
        elif self.short_side is not None:
            factor = self.short_side / min(size)
        if factor >= 1:
            return size
        made = _even(width * factor), _even(height * factor)
        if min(made) < min(NARROWEST, *size):
            raise UsageError(
                Said("In this size only {0} × {1} pixels would be left of the portrait.", made[0], made[1]),
                Said("Ask for a larger size, or full: {0} × {1}.", width, height),
            )
        return made


def _side(side: int, text: str, least: int = 64) -> int:
    if not least <= side <= _LONGEST_SIDE:
        raise UsageError(
            Said("A size of “{0}” can't be made.", text),
            Said("A side has {0} to {1} pixels.", least, _LONGEST_SIDE),
        )
    return side


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted.

    Attributes:
        goal: a file, or of pictures a folder.
        kind: a video preset, one frame as a picture, or the face's curves.
        size: None leaves it to the kind: a GIF is at most 480 pixels wide, all else is full.
        range: the project's range, all that there is, or any stretch; a still and its ``moment`` need none.
        force: replace what is there.
        hardware: let the graphics card encode H.264.
        rate: frames a second, if not the project's; a GIF has a part of them.
        fineness: how much of the pictures H.264, VP9 and JPEG keep.
        sound: what is heard.
    """

    goal: Path
    kind: Kind = "web"
    quality: Quality = "full"
    size: SizeWish | None = None
    range: TimeRange | RangeName = "project"
    moment: Seconds = _START
    force: bool = False
    hardware: bool = False
    rate: FrameRate | None = None
    fineness: Fineness = "usual"
    sound: SoundWish = "project"


@dataclass(frozen=True, slots=True)
class Matter:
    """What there is to export.

    Attributes:
        size: of the portrait, or of what is left of it when it is cropped: width and height.
        crop: what is left of it, x0, y0, x1, y1; None is all of it.
        range: what the project plays; ``whole``: all in which anything happens.
        moment: where the playhead is.
        pace: seconds that a frame takes to draw; None if that is not known.
        has_sound: something is heard in it. ``has_own_sound``: the video itself sounds.
        is_video: it moves by itself.
    """

    size: tuple[int, int]
    rate: FrameRate
    range: TimeRange
    whole: TimeRange
    moment: Seconds = _START
    pace: float | None = None
    has_sound: bool = False
    has_own_sound: bool = False
    is_video: bool = False
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an order comes to.

    Attributes:
        size: of the frames, width and height; a codec may add a row or column to odd ones.
        rate: the timeline's, or the one that was asked for; of a GIF a part of it.
        first: number of the first frame, at ``rate``.
        size_on_disk: bytes, roughly.
        seconds: how long it will take, roughly; None if that is not known.
    """

    size: tuple[int, int]
    rate: FrameRate
    first: int
    frames: int
    size_on_disk: int
    seconds: float | None
    crop: Crop | None = None

    @property
    def span(self) -> TimeRange:
        return TimeRange(self.rate.time_of(self.first), self.rate.time_of(self.first + self.frames))

    @property
    def length(self) -> Seconds:
        return self.rate.time_of(self.frames)


def planned(order: Order, matter: Matter) -> Plan:
    """What an order comes to.

    Raises:
        UsageError: there is no such range, or the size can't be made.
    """
    wish = SizeWish(width=_GIF_WIDTH) if _is_wide_gif(order, matter) else order.size or SizeWish()
    size = wish.of(matter.size)
    wanted = order.rate or matter.rate
    rate = _gif_rate(wanted) if order.kind == "gif" else wanted
    first, end = _frames(order, matter, rate)
    frames = end - first
    return Plan(
        size, rate, first, frames, _size_on_disk(order, matter, size, rate.time_of(frames), frames),
        None if matter.pace is None or order.kind in CURVES else matter.pace * frames, matter.crop,
    )  # fmt: skip


def _even(side: float) -> int:
    return max(2, 2 * round(side / 2))


def _is_wide_gif(order: Order, matter: Matter) -> bool:
    return order.kind == "gif" and order.size is None and matter.size[0] > _GIF_WIDTH


def _gif_rate(rate: FrameRate) -> FrameRate:
    """Every second frame, or third …: as many as a GIF should have."""
    return FrameRate(rate.fps / math.ceil(rate.fps / _GIF_RATE))


def _frames(order: Order, matter: Matter, rate: FrameRate) -> tuple[int, int]:
    """The first frame, and the one after the last."""
    if order.kind == "still":
        first = rate.index_at(max(order.moment, _START))
        return first, first + 1
    if isinstance(order.range, TimeRange):
        _refuse_range(order.range, matter)
        first, end = (round(t * rate.fps) for t in (order.range.start, order.range.end))
    else:
        span = matter.range if order.range == "project" else matter.whole
        first, end = rate.index_at(span.start), math.ceil(span.end * rate.fps)
    return first, max(end, first + 1)


def _refuse_range(span: TimeRange, matter: Matter) -> None:
    end = matter.whole.end
    if not 0 <= span.start < span.end <= end + matter.rate.time_of(1):
        raise UsageError(
            Said("There is nothing from {0} to {1} s.", f"{float(span.start):.2f}", f"{float(span.end):.2f}"),
            Said("Give a range within 0 to {0} s.", f"{float(end):.2f}"),
        )


def _size_on_disk(order: Order, matter: Matter, size: tuple[int, int], length: Seconds, frames: int) -> int:
    if order.kind in CURVES:
        return _CURVE_COST * frames
    heard = _SOUND_COST.get(order.kind, 0) if hears(order, matter) else 0
    larger = _LARGER.get(order.kind, {}).get(order.fineness, 1.0)
    return round(
        larger * _COST[order.kind][matter.is_video] * size[0] * size[1] * frames + heard * float(length)
    )


def hears(order: Order, matter: Matter) -> bool:
    """Whether anything is heard in what was ordered."""
    there = {"project": matter.has_sound, "original": matter.has_own_sound, "none": False}
    return there[order.sound]
