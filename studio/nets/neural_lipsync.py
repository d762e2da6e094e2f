"""A Neural Lip-Sync Framework for Synthesizing Photorealistic Virtual News Anchors (Zheng and others, 2021).

The mapping of sound to mouth: a temporal convolutional network (TCN) between 1-D convolutions that bring the
rate of the sound's features down to that of the video, then two fully connected layers; a TCN of like form
that tells true pairs of sound and mouth from made ones; and the two recurrent baselines of the paper's table.
The paper gives no sizes; the TCN's blocks are those of Bai, Kolter and Koltun (2018): two dilated
convolutions and a shortcut.

No layer pads. A frame depends on a window of features of fixed length and on nothing else, so a sound that is
heard in pieces gives the same frames as the whole (``window``, ``before`` and ``ahead`` of ``LipGenerator``).
"""

from dataclasses import dataclass
from typing import Final, Literal

import torch
from torch import Tensor, nn

PER_FRAME: Final = 4
"""Features for each frame: 100 Hz and 25 Hz."""

Kind = Literal["tcn", "lstm", "bilstm"]


@dataclass(frozen=True, slots=True)
class LipsyncConfig:
    """Sizes.

    Attributes:
        kind: the paper's TCN, or one of its baselines: an LSTM that answers late, and one of both directions.
        bands: features at each moment; ``mouth``: values for each frame.
        width: channels of the TCN, or of the LSTM's state.
        dilations: of the TCN's blocks, in steps of 20 ms; ``level``: how many of the first of them look ahead
            as far as back, the others only back.
        dropout: while it learns.
        delay: frames by which the LSTM answers late.
    """

    kind: Kind = "tcn"
    bands: int = 40
    mouth: int = 24
    width: int = 96
    dilations: tuple[int, ...] = (1, 2, 4, 8)
    level: int = 2
    dropout: float = 0.1
    delay: int = 4


class TemporalBlock(nn.Module):
    """Two dilated convolutions of three steps and a shortcut (Bai and others, figure 1), without padding.

    It is shorter by ``4 · dilation`` steps, taken from both ends, or all from the start.
    """

    def __init__(self, width: int, dilation: int, *, is_level: bool, dropout: float) -> None:
        super().__init__()
        self.convolve = nn.Sequential(
            nn.Conv1d(width, width, 3, dilation=dilation),
            nn.LeakyReLU(0.1),
            nn.Dropout1d(dropout),
            nn.Conv1d(width, width, 3, dilation=dilation),
        )
        self.leave = nn.LeakyReLU(0.1)
        self.late = 2 * dilation if is_level else 0
        self.early = 4 * dilation - self.late

    def forward(self, x: Tensor) -> Tensor:
        """[n, width, t] → [n, width, t - 4 · dilation]"""
        kept = x[:, :, self.early : x.shape[2] - self.late]
        out: Tensor = self.leave(self.convolve(x) + kept)
        return out


class LipGenerator(nn.Module):
    """Features [n, t, bands] → mouth [n, frames, mouth], by TCN.

    Four convolutions stand round the TCN block, two before and two after; the first and third halve the rate.

    Attributes:
        window: features that one frame looks at.
        before, ahead: how many of them lie before, and after, the feature in the frame's middle.
    """

    def __init__(self, config: LipsyncConfig = LipsyncConfig()) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.enter = nn.Sequential(
            nn.Conv1d(config.bands, width, 4, stride=2), nn.LeakyReLU(0.1),
            nn.Conv1d(width, width, 3), nn.LeakyReLU(0.1),
        )  # fmt: skip
        blocks = [
            TemporalBlock(width, dilation, is_level=i < config.level, dropout=config.dropout)
            for i, dilation in enumerate(config.dilations)
        ]
        self.temporal = nn.Sequential(*blocks)
        self.leave = nn.Sequential(
            nn.Conv1d(width, width, 2, stride=2), nn.LeakyReLU(0.1),
            nn.Conv1d(width, width, 1), nn.LeakyReLU(0.1),
        )  # fmt: skip
        self.connect = nn.Sequential(
            nn.Linear(width, width), nn.LeakyReLU(0.1), nn.Linear(width, config.mouth)
        )
        steps = 2 + 2 + 4 * sum(config.dilations)
        self.window = 4 + 2 * (steps - 1)
        late = 2 + sum(block.late for block in blocks)
        self.ahead = 1 + 2 * late
        self.before = self.window - self.ahead - 1

    def forward(self, features: Tensor) -> Tensor:
        """[n, window + 4 · (frames - 1), bands] → [n, frames, mouth]"""
        x = self.leave(self.temporal(self.enter(features.transpose(1, 2))))
        out: Tensor = self.connect(x.transpose(1, 2))
        return out


class RecurrentGenerator(nn.Module):
    """The baselines: four features a step into an LSTM that answers late, or into one of both directions.

    It takes and gives what ``LipGenerator`` does; ``before`` is nothing, for the state remembers.
    """

    def __init__(self, config: LipsyncConfig) -> None:
        super().__init__()
        self.config = config
        both = config.kind == "bilstm"
        self.lag = 0 if both else config.delay
        self.remember = nn.LSTM(
            PER_FRAME * config.bands, config.width, 2, batch_first=True, bidirectional=both,
            dropout=config.dropout,
        )  # fmt: skip
        self.connect = nn.Linear(config.width * (1 + both), config.mouth)
        self.window = PER_FRAME * (1 + self.lag)
        self.before = 2
        self.ahead = self.window - 3

    def forward(self, features: Tensor) -> Tensor:
        """[n, window + 4 · (frames - 1), bands] → [n, frames, mouth]"""
        steps = features.shape[1] // PER_FRAME
        x = features[:, : steps * PER_FRAME].reshape(len(features), steps, -1)
        out: Tensor = self.connect(self.remember(x)[0][:, self.lag :])
        return out


Generator = LipGenerator | RecurrentGenerator


def generator_of(config: LipsyncConfig) -> Generator:
    """The network of a configuration."""
    return LipGenerator(config) if config.kind == "tcn" else RecurrentGenerator(config)


class LipDiscriminator(nn.Module):
    """Sound and mouth → for each moment, how true they are together (above 0.5: true).

    Two convolutions bring the sound's features to the video's rate; the mouth and its velocity join them.
    """

    def __init__(self, bands: int, mouth: int, width: int = 48) -> None:
        super().__init__()
        self.hear = nn.Sequential(
            nn.Conv1d(bands, width, 4, stride=2, padding=1), nn.LeakyReLU(0.2),
            nn.Conv1d(width, width, 4, stride=2, padding=1), nn.LeakyReLU(0.2),
        )  # fmt: skip
        self.look = nn.Conv1d(2 * mouth, width, 1)
        self.judge = nn.Sequential(
            nn.Conv1d(2 * width, width, 3, padding=1), nn.LeakyReLU(0.2),
            TemporalBlock(width, 1, is_level=True, dropout=0.0),
            TemporalBlock(width, 2, is_level=True, dropout=0.0),
            nn.Conv1d(width, 1, 1),
        )  # fmt: skip

    def forward(self, features: Tensor, mouth: Tensor) -> Tensor:
        """Features of just these frames [n, 4 · frames, bands], moves [n, frames, m] → [n, frames - 12]"""
        velocity = torch.diff(mouth, dim=1, prepend=mouth[:, :1])
        seen = self.look(torch.cat([mouth, velocity], 2).transpose(1, 2))
        judged: Tensor = self.judge(torch.cat([self.hear(features.transpose(1, 2)), seen], 1))
        return judged[:, 0]
