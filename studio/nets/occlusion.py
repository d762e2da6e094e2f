"""What lies in front of a face: a probability for every pixel of the aligned crop (ours; no paper).

A U-net that works at half the crop's size. Its finest level gives four values a point, which are the
2 × 2 pixels there (Shi and others, 2016, "sub-pixel convolution"), so that strands of hair stay fine
while nothing is computed at full size.
"""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

from studio.nets.blocks import ConvBlock, join

_PLANES = 5
"""Red, green, blue, the face's oval, its eyes and mouth."""


@dataclass(frozen=True, slots=True)
class OcclusionConfig:
    """Sizes.

    Attributes:
        size: side of the aligned face crop in pixels; a multiple of 16.
        widths: channels at 1/2, 1/4, 1/8 and 1/16 of it; multiples of 8.
    """

    size: int = 160
    widths: tuple[int, int, int, int] = (16, 40, 80, 96)


class OcclusionNet(nn.Module):
    """The whole: see the top of this file."""

    def __init__(self, config: OcclusionConfig = OcclusionConfig()) -> None:
        super().__init__()
        self.config = config
        widths = config.widths
        self.enter = nn.Sequential(
            nn.PixelUnshuffle(2), ConvBlock(4 * _PLANES, widths[0]), ConvBlock(widths[0], widths[0])
        )
        self.down = nn.ModuleList(
            nn.Sequential(ConvBlock(a, b, 2), ConvBlock(b, b)) for a, b in pairwise(widths)
        )
        self.up = nn.ModuleList(
            ConvBlock(a + b, b) for a, b in zip(widths[:0:-1], widths[-2::-1], strict=True)
        )
        self.leave = nn.Sequential(nn.Conv2d(widths[0], 4, 3, 1, 1), nn.PixelShuffle(2))

    def forward(self, picture: Tensor, skin: Tensor, holes: Tensor) -> Tensor:
        """
        Args:
            picture: [n, 3, size, size] RGB, 0–1.
            skin, holes: [n, 1, size, size], 0–1: the face's oval; its eyes and mouth.

        Returns:
            logits [n, 1, size, size]: above 0 where something is likely to lie in front.
        """
        stack = [self.enter(torch.cat([picture * 2 - 1, skin, holes], 1))]
        for stage in self.down:
            stack.append(stage(stack[-1]))
        x = stack[-1]
        for stage, fine in zip(self.up, stack[-2::-1], strict=True):
            x = stage(join(x, fine))
        out: Tensor = self.leave(x)
        return out
