"""Folds and cheek shading of a moving face, as a log-gain on the photograph (ours; no paper).

A face that moves changes more than its shape: folds deepen, cheeks catch light, lids darken. The
network gives what the photograph must be multiplied with, in the photograph's own geometry:

    g = limit · tanh(H(A, d) − H(A, 0)) · fade,     result = warp(photograph · exp(g))

A: features of the photograph, made once (``Appearance``); d: how far each point of the face moves
from where it is photographed. What is asked of it for every frame is H alone (``Motion``), a small
network at a quarter of the size. Its output are coefficients of detail maps that belong to A, so a fold
can be as fine as the photograph's own, at no cost per frame. No motion gives no gain, exactly; and as
nothing is ever resampled between frames, the shading moves as steadily as the landmarks do.

Folds are finer than these networks see. So A may have maps of twice the size as well (``Sharpen``), which are
mixed alike for all colours and added: g + reach · s(F(A, d) − F(A, 0)) · fade, s(x) = x / (1 + |x|).
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import torch
from torch import Tensor, nn

from studio.nets.blocks import ConvBlock, PlainBlock, join

_BESIDE = 3
"""How many pixels of the networks' size around one may tell what finer maps are there."""


@dataclass(frozen=True, slots=True)
class ShadingConfig:
    """Sizes.

    Attributes:
        size: side of the aligned face crop in pixels; a multiple of 16.
        appearance: channels of the appearance network at full size; a multiple of 8.
        motion: channels of the motion network at a quarter of the size; a multiple of 8.
        details: how many detail maps the motion mixes for each colour.
        limit: bound of the log-gain.
        unit: pixels of motion that count as 1.
        fine: how many maps of twice the size it mixes for all colours alike; 0 is none.
        reach: bound of what these add to the log-gain.
    """

    size: int = 160
    appearance: int = 16
    motion: int = 16
    details: int = 8
    limit: float = 0.9
    unit: float = 8.0
    fine: int = 0
    reach: float = 0.3

    @property
    def side(self) -> int:
        """Side of the picture that is looked at, and of the whole gain, in pixels."""
        return 2 * self.size if self.fine else self.size


@dataclass(frozen=True, slots=True, eq=False)
class FineMaps:
    """Detail maps of twice the networks' size.

    Attributes:
        maps: [n, fine, side, side], in (−1, 1).
        fade: [n, 1, side, side], 1 in the face, 0 outside, smooth between.
    """

    maps: Tensor
    fade: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class AppearanceFeatures:
    """What the network keeps of a photograph.

    Attributes:
        levels: [n, c, s, s] at 1/4, 1/8 and 1/16 of the crop's side.
        details: [n, details, size, size], in (−1, 1).
        fade: [n, 1, size, size], 1 in the face, 0 outside, smooth between.
        fine: maps of twice the size, if the network has any.
    """

    levels: tuple[Tensor, ...]
    details: Tensor
    fade: Tensor
    fine: FineMaps | None = None


class Appearance(nn.Module):
    """Photograph → features: a U-net."""

    def __init__(self, config: ShadingConfig) -> None:
        super().__init__()
        self.size = config.size
        c, m = config.appearance, config.motion
        widths = (c, 2 * c, 64, 64, 64)
        self.enter = nn.Sequential(ConvBlock(7, c), ConvBlock(c, c))
        self.down = nn.ModuleList(
            nn.Sequential(ConvBlock(a, b, 2), ConvBlock(b, b)) for a, b in pairwise(widths)
        )
        self.up = nn.ModuleList(
            ConvBlock(a + b, b) for a, b in zip(widths[:0:-1], widths[-2::-1], strict=True)
        )
        self.give = nn.ModuleList(
            nn.Conv2d(w, g, 1) for w, g in zip(widths[2:], motion_widths(m), strict=True)
        )
        self.details = nn.Conv2d(c, config.details, 3, 1, 1)
        self.sharpen = Sharpen(c, config.fine) if config.fine else None

    def forward(self, picture: Tensor, skin: Tensor, holes: Tensor, fade: Tensor) -> AppearanceFeatures:
        """
        Args:
            picture: [n, 3, side, side] RGB, 0–1; or of ``size``, and there are no finer maps.
            skin, holes, fade: [n, 1, side, side], 0–1: the face's oval; eyes and mouth; where gain
                is allowed.
        """
        seen = torch.cat([picture * 2 - 1, skin, holes, places(picture)], 1)
        seen = seen.contiguous(memory_format=torch.channels_last)
        if self.sharpen is None or picture.shape[-1] == self.size:
            return self._coarse(seen, fade)[0]
        features, known = self._coarse(*(nn.functional.avg_pool2d(x, 2) for x in (seen, fade)))
        down, across = within(fade)
        maps = self.sharpen(
            seen[:, :, 2 * down.start : 2 * down.stop, 2 * across.start : 2 * across.stop],
            known[:, :, down, across],
        )
        size = known.shape[-1]
        beside = (across.start, size - across.stop, down.start, size - down.stop)
        return replace(features, fine=FineMaps(nn.functional.pad(maps, [2 * n for n in beside]), fade))

    def _coarse(self, seen: Tensor, fade: Tensor) -> tuple[AppearanceFeatures, Tensor]:
        """What is kept of a picture [n, 7, size, size], and its features [n, appearance, size, size]."""
        stack = [self.enter(seen)]
        for stage in self.down:
            stack.append(stage(stack[-1]))
        decoded = [stack[-1]]
        for stage, fine in zip(self.up, stack[-2::-1], strict=True):
            decoded.append(stage(join(decoded[-1], fine)))
        levels = tuple(give(f) for give, f in zip(self.give, decoded[-3::-1], strict=True))
        details = torch.tanh(self.details(decoded[-1]).float())
        return AppearanceFeatures(levels, details, fade), decoded[-1]


class Sharpen(nn.Module):
    """Features of the U-net and the picture at twice their size → detail maps of that size."""

    def __init__(self, channels: int, maps: int, width: int = 8) -> None:
        super().__init__()
        self.enter = PlainBlock(7, width)
        self.mix = PlainBlock(channels + width, width)
        self.leave = nn.Conv2d(width, maps, 3, 1, 1)

    def forward(self, seen: Tensor, known: Tensor) -> Tensor:
        """[n, 7, side, side] and [n, channels, size, size] → [n, maps, side, side], in (−1, 1)."""
        mix, channels = self.mix[0], known.shape[1]
        assert isinstance(mix, nn.Conv2d)
        x = nn.functional.conv2d(self.enter(seen), mix.weight[:, channels:], mix.bias, padding=1)
        x = nn.functional.silu(x + of_enlarged(known, mix.weight[:, :channels]))
        return torch.tanh(self.leave(x).float())


class Motion(nn.Module):
    """Features and motion → coefficients of the detail maps at a quarter of the size."""

    def __init__(self, config: ShadingConfig) -> None:
        super().__init__()
        a, b, c = motion_widths(config.motion)
        self.enter = nn.Sequential(nn.Conv2d(12 + a, a, 3, 1, 1), nn.SiLU())
        self.down = nn.ModuleList([PlainBlock(a, b, 2), PlainBlock(b, c, 2)])
        self.mix = nn.ModuleList([PlainBlock(a, a), PlainBlock(2 * b, b), PlainBlock(2 * c, c)])
        self.deep = PlainBlock(c, c)
        self.up = nn.ModuleList([PlainBlock(c + b, b), PlainBlock(b + a, a)])
        self.leave = nn.Conv2d(a, 3 * (config.details + 1), 3, 1, 1)
        nn.init.normal_(self.leave.weight, std=1e-3)
        self.sharpen = nn.Conv2d(a, config.fine, 3, 1, 1) if config.fine else None
        if self.sharpen is not None:
            # A network that has learned coarser maps goes on from what it does.
            nn.init.zeros_(self.sharpen.weight)

    def forward(self, levels: tuple[Tensor, ...], motion: Tensor) -> Tensor:
        """``motion`` [n, 3, size/2, size/2] in units → [n, 3·(details+1) + fine, size/4, size/4]."""
        moves = nn.functional.pixel_unshuffle(motion, 2)
        x = self.mix[0](self.enter(torch.cat([moves, levels[0]], 1)))
        stack = [x]
        for down, mix, level in zip(self.down, list(self.mix)[1:], levels[1:], strict=True):
            stack.append(mix(torch.cat([down(stack[-1]), level], 1)))
        x = self.deep(stack[-1])
        for up, fine in zip(self.up, stack[-2::-1], strict=True):
            x = up(join(x, fine))
        out: Tensor = self.leave(x)
        return out if self.sharpen is None else torch.cat([out, self.sharpen(x)], 1)


class ShadingNet(nn.Module):
    """The whole: see the top of this file."""

    wider: Tensor

    def __init__(self, config: ShadingConfig = ShadingConfig()) -> None:
        super().__init__()
        self.config = config
        self.appearance = Appearance(config)
        self.motion = Motion(config)
        self.register_buffer("wider", enlarging(config.size // 4, 8), persistent=False)

    def at_rest(self, features: AppearanceFeatures) -> Tensor:
        """H(A, 0): coefficients [n, 3·(details+1) + fine, size/4, size/4] of a face that does not move."""
        half = self.config.size // 2
        return self.coefficients(features, features.fade.new_zeros(len(features.fade), 3, half, half))

    def coefficients(self, features: AppearanceFeatures, motion: Tensor) -> Tensor:
        """H(A, d) for ``motion`` [n, 3, size/2, size/2] in pixels of the crop."""
        out: Tensor = self.motion(features.levels, motion / self.config.unit)
        return out

    def gain(self, features: AppearanceFeatures, moved: Tensor, rest: Tensor) -> Tensor:
        """Coefficients of the moved and the resting face → what the coarser maps give [n, 3, size, size]."""
        coarse = (moved - rest)[:, : 3 * (self.config.details + 1)]
        c = nn.functional.interpolate(coarse, scale_factor=4, mode="bilinear")
        each = c.permute(0, 2, 3, 1).reshape(len(c), *c.shape[2:], 3, -1)
        details = nn.functional.pad(features.details.permute(0, 2, 3, 1), (1, 0), value=1.0)
        mixed = (each @ details[..., None]).squeeze(-1).permute(0, 3, 1, 2)
        return self.config.limit * torch.tanh(mixed) * features.fade

    def finer(self, fine: FineMaps, moved: Tensor, rest: Tensor) -> Tensor:
        """The same coefficients → what the finer maps add [n, 1, side, side]."""
        c = self.wider @ (moved - rest)[:, -self.config.fine :] @ self.wider.T
        mixed = (c * fine.maps).sum(1, keepdim=True)
        return self.config.reach * nn.functional.softsign(mixed) * fine.fade

    def whole(self, features: AppearanceFeatures, moved: Tensor, rest: Tensor) -> Tensor:
        """The same coefficients → the whole log-gain [n, 3, side, side]."""
        gain = self.gain(features, moved, rest)
        if features.fine is None:
            return gain
        wide = nn.functional.interpolate(gain, scale_factor=2, mode="bilinear")
        return wide + self.finer(features.fine, moved, rest)

    def forward(self, features: AppearanceFeatures, motion: Tensor) -> Tensor:
        """Log-gain [n, 3, side, side] of ``motion`` [n, 3, size/2, size/2] in pixels."""
        return self.whole(features, self.coefficients(features, motion), self.at_rest(features))


def motion_widths(channels: int) -> tuple[int, int, int]:
    """Channels of the motion network at 1/4, 1/8 and 1/16 of the crop's side."""
    return channels, 2 * channels, 64


_PHASES = (
    ((0.75, 0.25, 0.0), (0.25, 0.75, 0.75), (0.0, 0.0, 0.25)),
    (
        (0.25, 0.0, 0.0),
        (0.75, 0.75, 0.25),
        (0.0, 0.25, 0.75),
    ),
)
"""What of a kernel's three weights falls on a pixel and its neighbours, for its first and its second half."""


def of_enlarged(x: Tensor, weight: Tensor) -> Tensor:
    """The convolution of [n, c, h, w] enlarged to twice its size with a 3 × 3 ``weight`` [o, c, 3, 3], found
    without enlarging it: [n, o, 2 h, 2 w]. At the picture's very edge it differs.
    """
    phases = weight.new_tensor(_PHASES)
    kernels = torch.einsum("pai,qbj,ocij->opqcab", phases, phases, weight)
    return nn.functional.pixel_shuffle(nn.functional.conv2d(x, kernels.flatten(0, 2), padding=1), 2)


def within(fade: Tensor) -> tuple[slice, slice]:
    """Rows and columns, of half the size of ``fade`` [n, 1, side, side], that hold all of it and what its
    pixels are seen beside.
    """
    seen = nn.functional.max_pool2d(fade.amax((0, 1))[None], 2)[0] > 0
    if not seen.any():
        return slice(0, len(seen)), slice(0, len(seen))
    places = (torch.nonzero(seen.any(axis))[:, 0] for axis in (1, 0))
    down, across = (
        slice(max(int(p[0]) - _BESIDE, 0), min(int(p[-1]) + 1 + _BESIDE, len(seen))) for p in places
    )
    return down, across


def enlarging(side: int, times: int) -> Tensor:
    """W [times · side, side] such that W x Wᵀ is x enlarged as ``interpolate`` does it, only quicker."""
    rows = torch.eye(side)[None, None]
    return nn.functional.interpolate(rows, size=(times * side, side), mode="bilinear")[0, 0]


def places(like: Tensor) -> Tensor:
    """Across and down of every pixel, −1 to 1: [n, 2, h, w] for ``like`` [n, c, h, w]."""
    n, _, h, w = like.shape
    y, x = torch.meshgrid(
        torch.linspace(-1, 1, h, device=like.device, dtype=like.dtype),
        torch.linspace(-1, 1, w, device=like.device, dtype=like.dtype),
        indexing="ij",
    )
    return torch.stack([x, y]).expand(n, 2, h, w)
