"""Folds and cheek shading of a moving face, as a log-gain on the photograph (ours; no paper).

A face that moves changes more than its shape: folds deepen, cheeks catch light, lids darken. The
network gives what the photograph must be multiplied with, in the photograph's own geometry:

    g = limit · tanh(H(A, d) − H(A, 0)) · fade,     result = warp(photograph · exp(g))

A: features of the photograph, made once (``Appearance``); d: how far each point of the face moves
from where it is photographed. What is asked of it for every frame is H alone (``Motion``), a small
network at a quarter of the size. Its output are coefficients of detail maps that belong to A, so a fold
can be as fine as the photograph's own, at no cost per frame. No motion gives no gain, exactly; and as
nothing is ever resampled between frames, the shading moves as steadily as the landmarks do.
"""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

from studio.nets.blocks import ConvBlock, PlainBlock, join


@dataclass(frozen=True, slots=True)
class ShadingConfig:
    """Sizes.

    Attributes:
        size: side of the aligned face crop in pixels; a multiple of 16.
        appearance: channels of the appearance network at full size; a multiple of 8.
        motion: channels of the motion network at a quarter of the size; a multiple of 8.
        details: how many detail maps the motion mixes.
        limit: bound of the log-gain.
        unit: pixels of motion that count as 1.
    """

    size: int = 160
    appearance: int = 16
    motion: int = 16
    details: int = 8
    limit: float = 0.9
    unit: float = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class AppearanceFeatures:
    """What the network keeps of a photograph.

    Attributes:
        levels: [n, c, s, s] at 1/4, 1/8 and 1/16 of the crop's side.
        details: [n, details, size, size], in (−1, 1).
        fade: [n, 1, size, size], 1 in the face, 0 outside, smooth between.
    """

    levels: tuple[Tensor, ...]
    details: Tensor
    fade: Tensor


class Appearance(nn.Module):
    """Photograph → features: a U-net."""

    def __init__(self, config: ShadingConfig) -> None:
        super().__init__()
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

    def forward(self, picture: Tensor, skin: Tensor, holes: Tensor, fade: Tensor) -> AppearanceFeatures:
        """
        Args:
            picture: [n, 3, size, size] RGB, 0–1.
            skin, holes, fade: [n, 1, size, size], 0–1: the face's oval; eyes and mouth; where gain
                is allowed.
        """
        x = self.enter(torch.cat([picture * 2 - 1, skin, holes, places(picture)], 1))
        stack = [x]
        for stage in self.down:
            stack.append(stage(stack[-1]))
        decoded = [stack[-1]]
        for stage, fine in zip(self.up, stack[-2::-1], strict=True):
            decoded.append(stage(join(decoded[-1], fine)))
        levels = tuple(give(f) for give, f in zip(self.give, decoded[-3::-1], strict=True))
        return AppearanceFeatures(levels, torch.tanh(self.details(decoded[-1]).float()), fade)


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

    def forward(self, levels: tuple[Tensor, ...], motion: Tensor) -> Tensor:
        """``motion`` [n, 3, size/2, size/2] in units → [n, 3·(details+1), size/4, size/4]."""
        moves = nn.functional.pixel_unshuffle(motion, 2)
        x = self.mix[0](self.enter(torch.cat([moves, levels[0]], 1)))
        stack = [x]
        for down, mix, level in zip(self.down, list(self.mix)[1:], levels[1:], strict=True):
            stack.append(mix(torch.cat([down(stack[-1]), level], 1)))
        x = self.deep(stack[-1])
        for up, fine in zip(self.up, stack[-2::-1], strict=True):
            x = up(join(x, fine))
        out: Tensor = self.leave(x)
        return out


class ShadingNet(nn.Module):
    """The whole: see the top of this file."""

    def __init__(self, config: ShadingConfig = ShadingConfig()) -> None:
        super().__init__()
        self.config = config
        self.appearance = Appearance(config)
        self.motion = Motion(config)

    def at_rest(self, features: AppearanceFeatures) -> Tensor:
        """H(A, 0): coefficients [n, 3·(details+1), size/4, size/4] of a face that does not move."""
        half = self.config.size // 2
        return self.coefficients(features, features.fade.new_zeros(len(features.fade), 3, half, half))

    def coefficients(self, features: AppearanceFeatures, motion: Tensor) -> Tensor:
        """H(A, d) for ``motion`` [n, 3, size/2, size/2] in pixels of the crop."""
        out: Tensor = self.motion(features.levels, motion / self.config.unit)
        return out

    def gain(self, features: AppearanceFeatures, moved: Tensor, rest: Tensor) -> Tensor:
        """Coefficients of the moved and the resting face → log-gain [n, 3, size, size]."""
        c = nn.functional.interpolate(moved - rest, scale_factor=4, mode="bilinear")
        each = c.permute(0, 2, 3, 1).reshape(len(c), *c.shape[2:], 3, -1)
        details = nn.functional.pad(features.details.permute(0, 2, 3, 1), (1, 0), value=1.0)
        mixed = (each @ details[..., None]).squeeze(-1).permute(0, 3, 1, 2)
        return self.config.limit * torch.tanh(mixed) * features.fade

    def forward(self, features: AppearanceFeatures, motion: Tensor) -> Tensor:
        """Log-gain [n, 3, size, size] of ``motion`` [n, 3, size/2, size/2] in pixels."""
        return self.gain(features, self.coefficients(features, motion), self.at_rest(features))


def motion_widths(channels: int) -> tuple[int, int, int]:
    """Channels of the motion network at 1/4, 1/8 and 1/16 of the crop's side."""
    return channels, 2 * channels, 64


def places(like: Tensor) -> Tensor:
    """Across and down of every pixel, −1 to 1: [n, 2, h, w] for ``like`` [n, c, h, w]."""
    n, _, h, w = like.shape
    y, x = torch.meshgrid(
        torch.linspace(-1, 1, h, device=like.device, dtype=like.dtype),
        torch.linspace(-1, 1, w, device=like.device, dtype=like.dtype),
        indexing="ij",
    )
    return torch.stack([x, y]).expand(n, 2, h, w)
