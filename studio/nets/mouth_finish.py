"""What a rig's mouth lacks to look photographed, as a gain and an offset of the picture (ours; no paper).

A rig warps lips and puts plates of teeth between them: lips keep the light of the mouth that was
photographed, teeth know nothing of the lips before them. The network sees what the rig drew round the lips
and gives what the picture is to be multiplied with and what is added:

    result = picture · exp(a·g) + a·o,    g, o = tanh of a U-net of (picture, maps, units, light)

``a`` says where anything may change, 0–1; where it is 0, the picture stays, exactly. As gain and offset are
smooth and are laid on the picture in its own size, it keeps what is finer than the network sees. Between the
lips they are made smoother still, and little may be added: nobody can tell from a closed mouth where the gaps
between a person's teeth are, so those that the rig drew stay, and are only lit and tinted anew.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from studio.nets.blocks import PlainBlock, join

MAPS = 7
"""Maps beside the picture; ``studio.engine.rig_renderer.mouth_finish`` tells which."""
HOLE, LIPS = 0, 1
"""Which of them tell the opening and the lips."""


@dataclass(frozen=True, slots=True)
class MouthFinishConfig:
    """Sizes.

    Attributes:
        size: side of the crop in pixels; a multiple of 16.
        widths: channels at 1/2, 1/4, 1/8 and 1/16 of that side.
        fine: channels at full size.
        units: how many numbers tell the state.
        gain, offset: bounds of the log-gain and of what is added (0–1).
        added: bound of what is added between the lips.
        even: standard deviation, in pixels, by which changes between the lips are smoothed.
    """

    size: int = 128
    widths: tuple[int, ...] = (24, 48, 80, 96)
    fine: int = 16
    units: int = 54
    gain: float = 0.9
    offset: float = 0.7
    added: float = 0.2
    even: float = 2.0


class Residual(nn.Module):
    """A convolution to another width or size, and one more beside which it is handed on."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.enter, self.more = PlainBlock(inputs, outputs, stride), PlainBlock(outputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        x = self.enter(x)
        out: Tensor = x + self.more(x)
        return out


class MouthFinishNet(nn.Module):
    """The whole: see the top of this file."""

    def __init__(self, config: MouthFinishConfig = MouthFinishConfig()) -> None:
        super().__init__()
        self.config = config
        w, inputs = config.widths, 3 + MAPS
        self.told = nn.Sequential(nn.Linear(config.units + 6, 64), nn.SiLU(), nn.Linear(64, w[0] + w[-1]))
        self.enter = Residual(4 * inputs, w[0])
        self.down = nn.ModuleList(Residual(a, b, 2) for a, b in pairwise(w))
        self.deep = Residual(w[-1], w[-1])
        self.up = nn.ModuleList(Residual(a + b, b) for a, b in zip(w[:0:-1], w[-2::-1], strict=True))
        self.open = nn.Conv2d(w[0], 4 * config.fine, 1)
        self.fine = PlainBlock(config.fine + inputs, config.fine)
        self.leave = nn.Conv2d(config.fine, 6, 3, 1, 1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)  # type: ignore[arg-type]

    def changes(self, picture: Tensor, maps: Tensor, units: Tensor) -> tuple[Tensor, Tensor]:
        """Log-gain and offset, [n, 3, s, s] each, before they are held back.

        Args:
            picture: [n, 3, s, s] RGB, 0–1.
            maps: [n, MAPS, s, s].
            units: the state [n, config.units].
        """
        x = torch.cat([picture * 2 - 1, maps], 1)
        told = self.told(torch.cat([units, light_of(picture, maps)], 1))[:, :, None, None]
        first = self.config.widths[0]
        stack = [self.enter(nn.functional.pixel_unshuffle(x, 2)) + told[:, :first]]
        for stage in self.down:
            stack.append(stage(stack[-1]))
        y = self.deep(stack[-1] + told[:, first:])
        for stage, fine in zip(self.up, stack[-2::-1], strict=True):
            y = stage(join(y, fine))
        wide = nn.functional.pixel_shuffle(self.open(y), 2)
        out = torch.tanh(self.leave(self.fine(torch.cat([wide, x], 1))).float())
        hole = maps[:, HOLE : HOLE + 1].clamp(0, 1)
        out, most = evened(out, hole, self.config.even), self.config
        added = most.offset + hole * (most.added - most.offset)
        return most.gain * out[:, :3], added * out[:, 3:]

    def forward(self, picture: Tensor, maps: Tensor, units: Tensor, act: Tensor) -> Tensor:
        """The finished picture [n, 3, s, s]; ``act`` [n, 1, s, s] says where it may change."""
        gain, offset = self.changes(picture, maps, units)
        return picture * torch.exp(act * gain) + act * offset


def evened(x: Tensor, share: Tensor, spread: float) -> Tensor:
    """Smoothed where ``share`` [n, 1, h, w] is 1, by what is there alone; as it is where that is 0."""
    if spread <= 0:
        return x
    inside = blurred(share, spread).clamp(min=1e-3)
    return x + share * (blurred(x * share, spread) / inside - x)


def blurred(x: Tensor, spread: float) -> Tensor:
    """Smoothed by a Gaussian of so many pixels [n, c, h, w]."""
    reach = math.ceil(2.5 * spread)
    at = torch.arange(-reach, reach + 1, device=x.device, dtype=x.dtype)
    bell = torch.exp(-0.5 * (at / spread) ** 2)
    bell = (bell / bell.sum()).expand(x.shape[1], 1, 1, -1)
    for kernel in (bell, bell.transpose(2, 3)):
        x = nn.functional.conv2d(x, kernel, padding="same", groups=x.shape[1])
    return x


def light_of(picture: Tensor, maps: Tensor) -> Tensor:
    """The light on the skin round the lips: mean and spread of each colour [n, 6]."""
    skin = 1 - (maps[:, HOLE : HOLE + 1] + maps[:, LIPS : LIPS + 1]).clamp(0, 1)
    share = skin / skin.sum((2, 3), keepdim=True).clamp(min=1)
    mean = (picture * share).sum((2, 3))
    spread = ((picture - mean[:, :, None, None]).pow(2) * share).sum((2, 3)).sqrt()
    return torch.cat([mean, spread], 1)


class MouthCritic(nn.Module):
    """Photographed or made, told by the features of a mouth rather than by its pixels.

    What tells one from the other is there at once, so a few layers learn it in a few hundred steps (after
    Sauer and others, "Projected GANs Converge Faster", 2021).

    Args:
        channels: of the features, one block after the other.
    """

    def __init__(self, channels: Sequence[int], width: int = 24) -> None:
        super().__init__()
        self.heads = nn.ModuleList(_head(c, width) for c in channels)

    def forward(self, features: Sequence[Tensor]) -> list[Tensor]:
        """Features [n, c, h, w] of each block → how photographed each place looks [n, 1, h, w] each."""
        unit = (nn.functional.normalize(f.float(), dim=1) * f.shape[1] ** 0.5 for f in features)
        return [head(x) for head, x in zip(self.heads, unit, strict=True)]


def _head(inputs: int, width: int) -> nn.Sequential:
    return nn.Sequential(
        spectral_norm(nn.Conv2d(inputs, width, 1)),
        nn.LeakyReLU(0.2),
        spectral_norm(nn.Conv2d(width, width, 3, 1, 1)),
        nn.LeakyReLU(0.2),
        nn.Conv2d(width, 1, 1),
    )
