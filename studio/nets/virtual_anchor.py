"""A Neural Virtual Anchor Synthesizer based on Seq2Seq and GAN Models: the text's half.

Words as vectors of 200 numbers go into an LSTM with a linear layer on top (equation 1); a second LSTM, fed
with what the first made of the word that is spoken now and with its own last output, gives seventeen action
units and three angles of the head for each frame (equation 2). The paper leaves open how long a word lasts;
here each frame is told where in its word it lies, for a voice knows its words' times, and a silence is a word
of its own.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

PLACE = 6
"""Numbers that tell where in its word a frame lies; see ``studio.engine.virtual_anchor_driver``."""


@dataclass(frozen=True, slots=True)
class AnchorConfig:
    """Sizes.

    Attributes:
        words: numbers of a word's vector; ``facts``: of what is told beside it.
        width: of both LSTMs' states, and of what the encoder gives.
        units: values for each frame.
        attention: whether the decoder also looks over all words (an option that the paper has not).
    """

    words: int = 200
    facts: int = 3
    width: int = 192
    units: int = 20
    attention: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What the decoder remembers from frame to frame: state, cell [n, width] and last output [n, units]."""

    state: Tensor
    cell: Tensor
    last: Tensor


class VirtualAnchor(nn.Module):
    """Words → action units and head, frame by frame."""

    def __init__(self, config: AnchorConfig = AnchorConfig()) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.narrow = nn.Linear(config.words, width // 2)
        self.read = nn.LSTM(width // 2 + config.facts, width, batch_first=True)
        self.tell = nn.Linear(width, width)
        heard = 2 * width + PLACE + (width if config.attention else 0)
        self.ask = nn.Linear(width, width) if config.attention else None
        self.speak = nn.LSTMCell(heard + config.units, width)
        self.show = nn.Linear(width, config.units)

    def encode(self, words: Tensor, facts: Tensor) -> Tensor:
        """Vectors [n, w, 200], facts [n, w, 3] → what is told of each word [n, w, width] (equation 1)."""
        out: Tensor = self.tell(self.read(torch.cat([self.narrow(words), facts], 2))[0])
        return torch.tanh(out)

    def begin(self, count: int, like: Tensor) -> Memory:
        """Nothing is remembered."""
        state = like.new_zeros(count, self.config.width)
        return Memory(state, state, like.new_zeros(count, self.config.units))

    def frame(self, memory: Memory, told: Tensor, now: Tensor, place: Tensor) -> Memory:
        """The next frame; its values are ``last`` of what is given back (equation 2).

        Args:
            told: of all words [n, w, width].
            now: the number of the word that is spoken [n]; ``place``: where in it the frame lies [n, PLACE].
        """
        rows = torch.arange(len(told), device=told.device)
        after = (now + 1).clamp(max=told.shape[1] - 1)
        heard = [told[rows, now], told[rows, after], place, memory.last]
        if self.ask is not None:
            scores = torch.einsum("nwd,nd->nw", told, self.ask(memory.state)) / self.config.width**0.5
            heard.append(torch.einsum("nw,nwd->nd", scores.softmax(1), told))
        state, cell = self.speak(torch.cat(heard, 1), (memory.state, memory.cell))
        return Memory(state, cell, self.show(state))

    def forward(
        self, words: Tensor, facts: Tensor, now: Tensor, place: Tensor, truth: Tensor | None = None,
        forced: Tensor | None = None,
    ) -> Tensor:  # fmt: skip
        """All frames [n, frames, units].

        Args:
            now, place: of each frame [n, frames], [n, frames, PLACE].
            truth, forced: what was true of each frame [n, frames, units], and in which frames the decoder is
                given that instead of its own output [n, frames] (teacher forcing); it runs freely without.
        """
        told = self.encode(words, facts)
        memory = self.begin(len(words), told)
        out = []
        for index in range(now.shape[1]):
            memory = self.frame(memory, told, now[:, index], place[:, index])
            out.append(memory.last)
            if truth is not None and forced is not None:
                given = torch.where(forced[:, index, None], truth[:, index], memory.last)
                memory = Memory(memory.state, memory.cell, given)
        return torch.stack(out, 1)
