"""Pham, Wang and Pavlovic, "Generative Adversarial Talking Head: Bringing Portraits to Life with a Weakly
Supervised Neural Network": a portrait and action units give the portrait with these action units.

    x_tgt = G(x_src, e_tgt) = f_G.de(f_G.en(x_src), e_tgt)                     (section 3.1)
    AUE: x → e,  f_au: its last convolution, conv3_2                           (eq. 2, section 3.2)
    D, C: is it a photograph, and of whom; all hidden layers shared            (eq. 6, 7, figure 3b)

The losses stand at the end, eq. 4 to 10. The text gives the number and kind of blocks, and no widths (they
are in a figure that is not text); so kernels, widths and strides are those of CycleGAN's generator, which
the paper's loss comes from too, of DCGAN's discriminator, and of VGG. ``LossWeights`` are the paper's.

Where a norm of a picture or of features is printed, the mean over its elements is taken, so that the
weights mean the same at any size; f_au is measured in units of its own mean square, so that how large the
estimator's features happen to be does not weigh expression against everything else.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

_DROPPED = 0.2
"""Part of the estimator's hidden values that is left out in training."""
_SLOPE = 0.1
"""Of leaky ReLU, as the paper says."""


@dataclass(frozen=True, slots=True)
class GathConfig:
    """Sizes; as they stand, the paper's.

    Attributes:
        size: side of the aligned face crop in pixels; a multiple of 4.
        units: action units, 0–1 each.
        channels: of the generator's first block; its bottleneck has four times as many.
        judged: of the first layer of discriminator and classifier; the last has eight times as many.
        read: of the estimator's first block; its last convolution has four times as many.
        people: classes of the classifier.
    """

    size: int = 100
    units: int = 46
    channels: int = 64
    judged: int = 64
    read: int = 64
    people: int = 2228


SMALL = GathConfig(size=64, channels=32, judged=32, read=32)
"""Half the channels on 64 pixels: what two processors can teach in hours."""


class Block(nn.Sequential):
    """Convolution (or transposed one), batch normalisation, leaky ReLU."""

    def __init__(self, convolution: nn.Conv2d | nn.ConvTranspose2d) -> None:
        super().__init__(
            convolution, nn.BatchNorm2d(convolution.out_channels), nn.LeakyReLU(_SLOPE, inplace=True)
        )


class ResidualBlock(nn.Module):
    """He and others, 2016: x + norm(conv(block(x)))."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            Block(nn.Conv2d(channels, channels, 3, 1, 1, bias=False)),
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = x + self.body(x)
        return out


class GathGenerator(nn.Module):
    """G: a face [n, 3, s, s], −1 to 1, and units [n, units], 0–1 → the same face with these units."""

    def __init__(self, config: GathConfig = GathConfig()) -> None:
        super().__init__()
        self.config = config
        c = config.channels
        self.encoder = nn.Sequential(
            Block(nn.Conv2d(3, c, 7, 1, 3, bias=False)),
            Block(nn.Conv2d(c, 2 * c, 3, 2, 1, bias=False)),
            Block(nn.Conv2d(2 * c, 4 * c, 3, 2, 1, bias=False)),
            Block(nn.Conv2d(4 * c, 4 * c, 3, 1, 1, bias=False)),
        )
        self.enter = Block(nn.Conv2d(4 * c + config.units, 4 * c, 3, 1, 1, bias=False))
        self.bottleneck = nn.Sequential(*(ResidualBlock(4 * c) for _ in range(6)))
        self.leave = nn.Sequential(
            Block(nn.ConvTranspose2d(4 * c, 2 * c, 4, 2, 1, bias=False)),
            Block(nn.ConvTranspose2d(2 * c, c, 4, 2, 1, bias=False)),
            nn.Conv2d(c, 3, 7, 1, 3),
        )

    def encoded(self, x_src: Tensor) -> Tensor:
        """f_G.en: [n, 4 · channels, s/4, s/4], made once for a portrait."""
        out: Tensor = self.encoder(x_src)
        return out

    def decoded(self, identity: Tensor, e_tgt: Tensor) -> Tensor:
        """f_G.de: what ``encoded`` gave, with units."""
        spread = e_tgt[:, :, None, None].expand(-1, -1, *identity.shape[-2:])
        x = self.bottleneck(self.enter(torch.cat([identity, spread], 1)))
        return torch.tanh(self.leave(x + identity))

    def forward(self, x_src: Tensor, e_tgt: Tensor) -> Tensor:
        return self.decoded(self.encoded(x_src), e_tgt)


class Verdict(NamedTuple):
    """Of discriminator and classifier: ``real`` [n], 1 for a photograph; ``whose`` [n, people], logits."""

    real: Tensor
    whose: Tensor


class GathJudge(nn.Module):
    """D and C on a face [n, 3, s, s]: they share all layers but the last."""

    def __init__(self, config: GathConfig = GathConfig()) -> None:
        super().__init__()
        c = config.judged
        self.shared = nn.Sequential(
            nn.Conv2d(3, c, 4, 2, 1),
            nn.LeakyReLU(_SLOPE, inplace=True),
            Block(nn.Conv2d(c, 2 * c, 4, 2, 1, bias=False)),
            Block(nn.Conv2d(2 * c, 4 * c, 4, 2, 1, bias=False)),
            Block(nn.Conv2d(4 * c, 8 * c, 4, 2, 1, bias=False)),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
        )
        self.real = nn.Linear(8 * c, 1)
        self.whose = nn.Linear(8 * c, config.people)

    def forward(self, x: Tensor) -> Verdict:
        hidden = self.shared(x)
        return Verdict(self.real(hidden)[:, 0], self.whose(hidden))


class ActionUnitEstimator(nn.Module):
    """AUE, a VGG of nine layers: a face [n, 3, s, s] → its units [n, units].

    Normalised in batches, as the paper's other networks are, its hidden layers too: without that they
    soon tell every face the same.
    """

    def __init__(self, config: GathConfig = GathConfig()) -> None:
        super().__init__()
        self.config = config
        c, side = config.read, config.size // 8
        self.convolutions = nn.Sequential(
            *_vgg(3, c), nn.MaxPool2d(2), *_vgg(c, 2 * c), nn.MaxPool2d(2), *_vgg(2 * c, 4 * c)
        )
        self.units = nn.Sequential(
            nn.MaxPool2d(2),
            nn.Flatten(),
            *_hidden(4 * c * side * side, 4 * c),
            *_hidden(4 * c, 4 * c),
            nn.Linear(4 * c, config.units),
        )

    def f_au(self, x: Tensor) -> Tensor:
        """What conv3_2 gives [n, 4 · read, s/4, s/4]: what expression a face has, and where."""
        out: Tensor = self.convolutions(x)
        return out

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.units(self.f_au(x))
        return out


def _vgg(inputs: int, outputs: int) -> list[nn.Module]:
    layers: list[nn.Module] = []
    for width in (inputs, outputs):
        convolution = nn.Conv2d(width, outputs, 3, 1, 1)
        nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
        layers += [convolution, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
    return layers


def _hidden(inputs: int, outputs: int) -> list[nn.Module]:
    return [
        nn.Linear(inputs, outputs, bias=False),
        nn.BatchNorm1d(outputs),
        nn.ReLU(inplace=True),
        nn.Dropout(_DROPPED),
    ]


def count(net: nn.Module) -> int:
    """Numbers that a network learns."""
    return sum(parameter.numel() for parameter in net.parameters())


# Losses ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LossWeights:
    """Of eq. 3; 0 leaves a loss out. ``au`` is 1 there, of features whose scale the paper does not tell."""

    rec: float = 1.0
    adv: float = 0.05
    cls: float = 0.05
    tv: float = 1.0
    au: float = 1.0


def loss_aue(guessed: Tensor, e_gt: Tensor) -> Tensor:
    """Eq. 2."""
    return nn.functional.mse_loss(guessed, e_gt)


def loss_au(f_made: Tensor, f_target: Tensor) -> Tensor:
    """Eq. 4: how unlike the expressions are, in units of the target's features."""
    f_target = f_target.detach()
    return nn.functional.mse_loss(f_made, f_target) / f_target.pow(2).mean().clamp_min(1e-6)


def loss_rec(made: Tensor, x_src: Tensor) -> Tensor:
    """Eq. 5."""
    return nn.functional.l1_loss(made, x_src)


def loss_tv(made: Tensor) -> Tensor:
    """Eq. 8."""
    return made.diff(dim=3).pow(2).mean() + made.diff(dim=2).pow(2).mean()


def loss_fooled(verdict: Verdict, people: Tensor, weights: LossWeights) -> Tensor:
    """What eq. 10 adds to the generator's loss for discriminator and classifier.

    Its printed term −(D(G))² has no lower bound; (1 − D(G))² is what eq. 6's source has, and stands here.
    """
    out = weights.adv * (1 - verdict.real).pow(2).mean()
    if weights.cls:
        out = out + weights.cls * nn.functional.cross_entropy(verdict.whose, people)
    return out


def loss_judge(real: Verdict, made: Verdict, people: Tensor, weights: LossWeights) -> Tensor:
    """Eq. 9; ``people`` [n] are those of the real faces."""
    out = weights.adv * ((1 - real.real).pow(2).mean() + made.real.pow(2).mean())
    if weights.cls:
        out = out + weights.cls * nn.functional.cross_entropy(real.whose, people)
    return out
