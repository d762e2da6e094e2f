"""Parts that more than one network uses word for word."""

import torch
from torch import Tensor, nn


class ConvBlock(nn.Sequential):
    """A 3 × 3 convolution, group normalisation over groups of eight channels, SiLU."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, 3, stride, 1),
            nn.GroupNorm(outputs // 8, outputs),
            nn.SiLU(),
        )


class PlainBlock(nn.Sequential):
    """A 3 × 3 convolution and SiLU: fast, and what it gives at a pixel depends on no far pixel."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        convolution = nn.Conv2d(inputs, outputs, 3, stride, 1)
        nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
        assert convolution.bias is not None
        nn.init.zeros_(convolution.bias)
        super().__init__(convolution, nn.SiLU())


def join(coarse: Tensor, fine: Tensor) -> Tensor:
    """``coarse`` [n, a, h, w] enlarged to the size of ``fine`` [n, b, H, W], beside it [n, a+b, H, W]."""
    return torch.cat([nn.functional.interpolate(coarse, size=fine.shape[-2:], mode="bilinear"), fine], 1)
