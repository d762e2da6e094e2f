"""How different two pictures look: features of VGG16 fine-tuned for edges.

Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition" (2015),
the thirteen convolutions; weights of Xie and Tu, "Holistically-Nested Edge Detection" (2015). The
distance is that of unit-length feature vectors, as in Zhang et al. (2018) without learned weights.
"""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

CONVOLUTIONS = (2, 2, 3, 3, 3)
"""Convolutions of each block; blocks are parted by 2 × 2 pooling."""
MEAN_BGR = (103.939, 116.779, 123.68)


class Vgg16Hed(nn.Module):
    """Features after the last ReLU of the first ``depth`` blocks; never trained.

    Args:
        arrays: by the names of the published Keras file: ``block1/layers/conv2d_1/vars/0`` is the
            kernel [3, 3, in, out] of the second convolution of block 1, ``…/1`` its bias.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.floating]], depth: int = 5) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            _block(arrays, block, count) for block, count in enumerate(CONVOLUTIONS[:depth], start=1)
        )
        self.requires_grad_(False).eval()

    @property
    def channels(self) -> list[int]:
        """Of each block's features."""
        found = ([x for x in block.modules() if isinstance(x, nn.Conv2d)] for block in self.blocks)
        return [convolutions[-1].out_channels for convolutions in found]

    def forward(self, picture: Tensor) -> list[Tensor]:
        """RGB [n, 3, h, w], 0–1 → features [n, c, h/2ᵏ, w/2ᵏ] for k = 0 … in the weights' precision."""
        mean = picture.new_tensor(MEAN_BGR)[:, None, None]
        x = (picture.flip(1) * 255 - mean).to(next(self.parameters()).dtype)
        out = []
        for k, block in enumerate(self.blocks):
            if k:
                x = nn.functional.max_pool2d(x, 2, 2, ceil_mode=True)
            x = block(x)
            out.append(x)
        return out


def parted(features: list[Tensor], goal: list[Tensor]) -> list[Tensor]:
    """Squared distance of unit-length feature vectors at every place: [n, h/2ᵏ, w/2ᵏ] for each k."""
    return [
        (nn.functional.normalize(a.float(), dim=1) - nn.functional.normalize(b.float(), dim=1)).pow(2).sum(1)
        for a, b in zip(features, goal, strict=True)
    ]


def distance(features: list[Tensor], goal: list[Tensor], mask: Tensor) -> Tensor:
    """Mean over the blocks of the mean inside ``mask`` [n, 1, h, w]: [n]."""
    means = []
    for d in parted(features, goal):
        m = nn.functional.interpolate(mask, size=d.shape[-2:], mode="area")[:, 0]
        means.append((d * m).sum((1, 2)) / m.sum((1, 2)))
    return torch.stack(means).mean(0)


def _block(arrays: Mapping[str, NDArray[np.floating]], block: int, count: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for i in range(count):
        layers += [_convolution(arrays, block, i), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


def _convolution(arrays: Mapping[str, NDArray[np.floating]], block: int, index: int) -> nn.Conv2d:
    name = f"block{block}/layers/conv2d" + (f"_{index}" if index else "") + "/vars"
    kernel = torch.from_numpy(np.asarray(arrays[f"{name}/0"], np.float32)).permute(3, 2, 0, 1).contiguous()
    layer = nn.Conv2d(kernel.shape[1], kernel.shape[0], 3, padding=1)
    layer.weight.data = kernel
    layer.bias = nn.Parameter(torch.from_numpy(np.asarray(arrays[f"{name}/1"], np.float32)))
    return layer
