"""Sound and mouth, each by a tower of its own, into one space in which what belongs together lies together.

Ours; in the manner of SyncNet (Chung and Zisserman, 2016), but the mouth is no picture: it is what a tracker
says of it. Both towers look at the same 0.4 s. Taught by contrast (InfoNCE: van den Oord and others, 2018,
equation 4), both ways.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn

PER_FRAME: Final = 4
"""Features for each frame: 100 Hz and 25 Hz."""


@dataclass(frozen=True, slots=True)
class ScorerConfig:
    """Sizes.

    Attributes:
        bands: of the sound; ``moves``: of the mouth.
        frames: that a window lasts.
        width: channels of both towers; ``size`` of the space in which they meet.
        dropout: while it learns.
    """

    bands: int = 40
    moves: int = 17
    frames: int = 10
    width: int = 64
    size: int = 64
    dropout: float = 0.2


class LipSyncScorer(nn.Module):
    """The whole: see the top of this file."""

    def __init__(self, config: ScorerConfig = ScorerConfig()) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.hear = nn.Sequential(
            nn.Conv1d(config.bands, width, 4, stride=2, padding=1), nn.LeakyReLU(0.1),
            nn.Conv1d(width, width, 4, stride=2, padding=1), nn.LeakyReLU(0.1),
            nn.Conv1d(width, width, 3, padding=1), nn.LeakyReLU(0.1),
            *_ending(width, config),
        )  # fmt: skip
        self.look = nn.Sequential(
            nn.Conv1d(2 * config.moves, width, 3, padding=1), nn.LeakyReLU(0.1),
            nn.Conv1d(width, width, 3, padding=1), nn.LeakyReLU(0.1),
            *_ending(width, config),
        )  # fmt: skip
        self.sharpness = nn.Parameter(torch.tensor(2.0))

    def heard(self, sound: Tensor) -> Tensor:
        """Windows of features [n, 4 · frames, bands] → places of length 1 [n, size]."""
        return nn.functional.normalize(self.hear(sound.transpose(1, 2)), dim=1)

    def seen(self, mouth: Tensor) -> Tensor:
        """Windows of moves [n, frames, moves] → places of length 1 [n, size]."""
        velocity = torch.diff(mouth, dim=1, prepend=mouth[:, :1])
        both = torch.cat([mouth, velocity], 2).transpose(1, 2)
        return nn.functional.normalize(self.look(both), dim=1)

    def contrast(self, sound: Tensor, mouth: Tensor, alike: Tensor) -> Tensor:
        """Loss of windows that belong together row by row.

        Args:
            alike: [n, n] bool: pairs that are not held against one another, as they are nearly the same.
        """
        likeness = self.heard(sound) @ self.seen(mouth).T * self.sharpness.exp().clamp(max=50.0)
        likeness = likeness.masked_fill(alike, float("-inf"))
        own = torch.arange(len(likeness), device=likeness.device)
        entropy = nn.functional.cross_entropy
        return (entropy(likeness, own) + entropy(likeness.T, own)) / 2


def _ending(width: int, config: ScorerConfig) -> tuple[nn.Module, ...]:
    return nn.Flatten(), nn.Dropout(config.dropout), nn.Linear(width * config.frames, config.size)
