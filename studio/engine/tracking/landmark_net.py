"""The landmark network's body: a crop of a face → the features that its heads read.

A convolution, then 34 bottlenecks at sides of 128 down to 2: narrow (1 × 1), spread (3 × 3, each channel
by itself), widen (1 × 1), onto what came in. A bottleneck that halves the side narrows by 2 × 2, and what
came in is the largest of each four pixels. After every convolution but the spread comes a PReLU.

A bottleneck is worked through in strips that stay in the processor's nearest memory. A picture is kept
flat, with one column of zeros after each row: that is its right and left border, so that a 3 × 3
neighbourhood is nine fixed distances.
"""

from dataclasses import dataclass
from typing import Final, Self

import numba
import numpy as np
from numpy.typing import NDArray

from studio.engine.tracking.products import WIDE, product
from studio.engine.tracking.tflite import TFLiteFile

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_STRIP: Final = 512
"""Pixels that are worked on at once: more than a row, a multiple of ``WIDE``."""
_WHOLE_SIDE: Final = 256


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A convolution with a PReLU after it, as a product of matrices: [n, k], [n], [n]."""

    weights: Floats
    bias: Floats
    slope: Floats

    @classmethod
    def before(cls, file: TFLiteFile, bent: int) -> tuple[Self, int]:
        """The layer whose result, through its PReLU, is ``bent``; and what it looks at."""
        convolved, slope = file.inputs(bent)
        return cls.of(file, convolved, slope)

    @classmethod
    def of(cls, file: TFLiteFile, convolved: int, slope: int) -> tuple[Self, int]:
        """The layer that makes ``convolved``, and what it looks at."""
        source, kernel, bias = file.inputs(convolved)
        weights = file.stored(kernel)
        return cls(
            weights.reshape(len(weights), -1), file.stored(bias), file.stored(slope).reshape(-1)
        ), source


@dataclass(frozen=True, slots=True, eq=False)
class Bottleneck:
    """One of the network's blocks.

    Attributes:
        narrow: [m, c], or [m, 4 · c] if the side is halved.
        kernel, bias: the spread's [m, 9] and [m].
        widen: [n, m].
        halves: the side.
    """

    narrow: Layer
    kernel: Floats
    bias: Floats
    widen: Layer
    halves: bool

    @classmethod
    def before(cls, file: TFLiteFile, bent: int) -> tuple[Self, int]:
        """The block whose result is ``bent``, and what it looks at."""
        total, slope = file.inputs(bent)
        widen, spread = Layer.of(file, file.inputs(total)[1], slope)
        narrowed, kernel, bias = file.inputs(spread)
        narrow, source = Layer.before(file, narrowed)
        taps = file.stored(kernel).reshape(9, -1).T
        halves = file.inputs(total)[0] != source
        return cls(narrow, np.ascontiguousarray(taps), file.stored(bias), widen, halves), source


class Planes:
    """Channels of a square picture, each flat: rows of ``side`` values and a zero, then a row of zeros."""

    def __init__(self, channels: int, side: int) -> None:
        self.side: Final = side
        self.pitch: Final = side + 1
        self.count: Final = -(-side * self.pitch // WIDE) * WIDE
        """Of the values that are worked out: the picture's, and some of no meaning."""
        self.flat: Final = np.zeros((channels, self.count + self.pitch + WIDE), np.float32)
        self.rows: Final = np.arange(channels) * self.flat.shape[1]
        self.picture: Final = self.flat[:, : side * self.pitch].reshape(channels, side, self.pitch)[
            :, :, :side
        ]


class _Phases:
    """Every second pixel of every second row, four times, as channels of a picture of half the side."""

    def __init__(self, channels: int, side: int) -> None:
        self.planes: Final = Planes(4 * channels, side)
        self._four: Final = self.planes.picture.reshape(4, channels, side, side)

    def take(self, picture: Floats) -> None:
        for phase, four in enumerate(self._four):
            four[:] = picture[:, phase // 2 :: 2, phase % 2 :: 2]

    def largest(self, out: Planes) -> None:
        """The largest of each four pixels, as the first channels of ``out``; the others become zero."""
        one, other, *rest = self.planes.flat.reshape(4, -1, self.planes.flat.shape[1])
        largest = out.flat[: len(one)]
        np.maximum(one, other, out=largest)
        for four in rest:
            np.maximum(largest, four, out=largest)
        out.flat[len(one) :] = 0

    def around(self) -> Numbers:
        """Where the nine pixels of a 3 × 3 kernel with a stride of 2 are, channel by channel."""
        y, x, channel = (axis.reshape(-1) for axis in np.indices((3, 3, self._four.shape[1])))
        phase = 2 * (y % 2) + x % 2
        plane = self.planes.rows[phase * self._four.shape[1] + channel]
        where: Numbers = plane + y // 2 * self.planes.pitch + x // 2
        return where


class _Stage:
    """The bottlenecks of one side, with the memory that they need."""

    def __init__(self, blocks: list[Bottleneck], side: int) -> None:
        narrow, wide = len(blocks[0].narrow.bias), len(blocks[0].widen.bias)
        self.planes: Final = Planes(wide, side)
        self.blocks: Final = blocks
        self._narrow: Final = np.zeros((narrow, self.planes.count + 2 * self.planes.pitch + 2), np.float32)
        self._spread: Final = np.zeros((narrow, min(_STRIP, self.planes.count)), np.float32)
        self._phases: Final = _Phases(blocks[0].narrow.weights.shape[1] // 4, side)

    def halved(self, picture: Floats) -> Floats:
        """A picture of twice the side [c, 2 s, 2 s] through all blocks, the first of which halves it."""
        self._phases.take(picture)
        self._phases.largest(self.planes)
        self._run(self.blocks[0], self._phases.planes)
        return self.through(self.blocks[1:])

    def through(self, blocks: list[Bottleneck]) -> Floats:
        """What lies in ``planes`` through blocks that keep its size."""
        for block in blocks:
            self._run(block, self.planes)
        return self.planes.picture

    def _run(self, block: Bottleneck, source: Planes) -> None:
        narrow, widen = block.narrow, block.widen
        _bottleneck(
            self.planes.flat, source.flat, source.rows, self._narrow, self._spread,
            self.planes.pitch, self.planes.count,
            narrow.weights, narrow.bias, narrow.slope,
            block.kernel, block.bias,
            widen.weights, widen.bias, widen.slope,
        )  # fmt: skip


class LandmarkNet:
    """The network's body; not to be shared between threads."""

    def __init__(self, file: TFLiteFile, features: int) -> None:
        stages: list[list[Bottleneck]] = [[]]
        at = features
        while len(file.inputs(file.inputs(at)[0])) == 2:
            block, at = Bottleneck.before(file, at)
            stages[0].insert(0, block)
            if block.halves:
                stages.insert(0, [])
        self._entry, _ = Layer.before(file, at)
        self._phases = _Phases(3, _WHOLE_SIDE // 2)
        self._around = self._phases.around()
        self._first, *self._others = (
            _Stage(blocks, _WHOLE_SIDE >> halvings) for halvings, blocks in enumerate(stages, 1)
        )

    def __call__(self, crop: Floats) -> Floats:
        """A crop [256, 256, 3], 0–1 → its features [128, 2, 2], valid until the next call."""
        self._phases.take(crop.transpose(2, 0, 1))
        planes, entry = self._first.planes, self._entry
        product(
            planes.flat, 0, entry.weights, self._phases.planes.flat, self._around, 0, planes.count,
            entry.bias, entry.slope, False,
        )  # fmt: skip
        picture = self._first.through(self._first.blocks)
        for stage in self._others:
            picture = stage.halved(picture)
        return picture


@numba.njit(cache=True, nogil=True)
def _bottleneck(  # type: ignore[no-untyped-def]  # pragma: no cover
    out, source, rows, narrow, spread, pitch, count,
    narrow_weights, narrow_bias, narrow_slope,
    kernel, kernel_bias,
    widen_weights, widen_bias, widen_slope,
):  # fmt: skip
    """Onto ``out`` [n, ≥ count], from ``source`` (which may be the same).

    Each strip is narrowed one strip ahead, before what it is narrowed from changes.
    """
    start = pitch + 1
    narrow[:, :start] = 0
    _narrow(
        narrow, source, rows, 0, min(_STRIP, count), pitch, count, narrow_weights, narrow_bias, narrow_slope
    )
    for at in range(0, count, _STRIP):
        end = min(at + _STRIP, count)
        if end < count:
            after = min(end + _STRIP, count)
            _narrow(narrow, source, rows, end, after, pitch, count, narrow_weights, narrow_bias, narrow_slope)
        for channel in range(len(kernel_bias)):
            _spread(
                spread[channel, : end - at],
                narrow[channel, at : end + 2 * start],
                pitch,
                kernel[channel],
                kernel_bias[channel],
            )
        steps = np.arange(len(kernel_bias)) * spread.shape[1]
        product(out, at, widen_weights, spread, steps, 0, end - at, widen_bias, widen_slope, True)


@numba.njit(cache=True, nogil=True)
def _narrow(out, source, rows, at, end, pitch, count, weights, bias, slope):  # type: ignore[no-untyped-def]  # pragma: no cover
    """One strip, one row and one value further on in ``out``; its borders are zero again."""
    start = pitch + 1
    product(out, at + start, weights, source, rows, at, end - at, bias, slope, False)
    for channel in range(len(bias)):
        for border in range((at // pitch + 1) * pitch, end + start, pitch):
            out[channel, border] = 0
    if end == count:
        out[:, start + (pitch - 1) * pitch :] = 0


@numba.njit(cache=True, nogil=True, fastmath={"contract"})
def _spread(out, around, pitch, kernel, bias):  # type: ignore[no-untyped-def]  # pragma: no cover
    """3 × 3 on flat rows: ``around`` begins one row and one value before ``out``."""
    a, b, c, d, e = kernel[0], kernel[1], kernel[2], kernel[3], kernel[4]
    f, g, h, i = kernel[5], kernel[6], kernel[7], kernel[8]
    # Each row from its own beginning: numba would take a sum for an index that may be negative.
    upper, middle, lower = around, around[pitch:], around[2 * pitch :]
    for x in range(len(out)):
        top = a * upper[x] + b * upper[x + 1] + c * upper[x + 2]
        level = d * middle[x] + e * middle[x + 1] + f * middle[x + 2]
        bottom = g * lower[x] + h * lower[x + 1] + i * lower[x + 2]
        out[x] = bias + top + level + bottom
