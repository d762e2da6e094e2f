"""The blendshape network: 146 landmarks → 52 scores.

An MLP-Mixer (Tolstikhin et al. 2021, "MLP-Mixer: An all-MLP Architecture for Vision"): the landmarks
become 96 tokens of 64 channels, a learned token is set before them, and four times tokens are mixed
within each channel, then channels within each token. What has become of the learned token is scored.
"""

from dataclasses import dataclass
from typing import Final, Self

import numba
import numpy as np
from numpy.typing import NDArray

from studio.engine.tracking.products import TALL, WIDE, product
from studio.engine.tracking.tflite import TFLiteFile

Floats = NDArray[np.float32]

_ROOT: Final = "model_1/GhumMarkerPoserMlpMixerGeneral"
_SCALE: Final = f"{_ROOT}/tf.math.truediv/truediv;{_ROOT}/tf.math.truediv/truediv/y"
_ROWS: Final = (100, 100, 100, TALL)
"""Tokens that each mixing works out: all 97, and some of no meaning up to a multiple of ``TALL``. Of what
the last one makes only the learned token counts, the first."""
_NEARLY_NO_POWER: Final = np.float32(1e-6)
"""Added to a variance before it divides."""


class _Weights:
    """The network's weights by their names in the file."""

    def __init__(self, file: TFLiteFile) -> None:
        self._file = file

    def __call__(self, name: str) -> Floats:
        return self._file.stored(self._file.tensor(f"{name}_dequantize"))

    def layer(self, name: str) -> tuple[Floats, Floats]:
        """Weights [n, k] and bias [n] of a layer."""
        kernel, bias = self(f"{_ROOT}/{name}/Conv2D"), self(f"{_ROOT}/{name}/BiasAdd/ReadVariableOp")
        return kernel.reshape(len(kernel), -1), bias


@dataclass(frozen=True, slots=True, eq=False)
class _Mixing:
    """One of the four, its weights as ``product`` wants them.

    Attributes:
        token_gain, channel_gain: of the norm before each half [64].
        inner_tokens, outer_tokens: [384, 97] and [97 and some of zeros, 384], each with its bias.
        inner_channels, outer_channels: [65, 256] and [257, 64], their bias as the last row.
    """

    token_gain: Floats
    inner_tokens: tuple[Floats, Floats]
    outer_tokens: tuple[Floats, Floats]
    channel_gain: Floats
    inner_channels: Floats
    outer_channels: Floats

    @classmethod
    def of(cls, weights: _Weights, number: int, rows: int) -> Self:
        """The one of that number, as far as the first ``rows`` tokens need it."""
        block = f"MLPMixer/MixerBlock_{number}"
        outer, outer_bias = weights.layer(f"{block}/mlp_token_mixing/Mlp_2")
        spare = max(0, rows - len(outer))
        return cls(
            weights(f"{_ROOT}/{block}/layer_norm1/batchnorm/mul/ReadVariableOp"),
            weights.layer(f"{block}/mlp_token_mixing/Mlp_1"),
            (np.pad(outer[:rows], ((0, spare), (0, 0))), np.pad(outer_bias[:rows], (0, spare))),
            weights(f"{_ROOT}/{block}/layer_norm2/batchnorm/mul/ReadVariableOp"),
            _with_bias_below(*weights.layer(f"{block}/mlp_channel_mixing/Mlp_1")),
            _with_bias_below(*weights.layer(f"{block}/mlp_channel_mixing/Mlp_2")),
        )

    def mix(self, tokens: Floats) -> None:
        """Tokens [100, 64] in place; only so many rows as ``outer_tokens`` has."""
        self._mix_tokens(tokens)
        self._mix_channels(tokens[: len(self.outer_tokens[0])])

    def _mix_tokens(self, tokens: Floats) -> None:
        normed = _normed(tokens, self.token_gain)
        (inner, inner_bias), (outer, outer_bias) = self.inner_tokens, self.outer_tokens
        hidden = np.empty((len(inner), tokens.shape[1]), np.float32)
        _product(hidden, inner, normed, inner_bias, slope=0, onto=False)
        _product(tokens, outer, hidden, outer_bias, slope=1, onto=True)

    def _mix_channels(self, tokens: Floats) -> None:
        """The tokens are the weights here, and what they meet is the same for all."""
        normed = _normed(tokens, self.channel_gain)
        hidden = np.ones((len(tokens), len(self.outer_channels)), np.float32)
        none = np.zeros(len(tokens), np.float32)
        _product(hidden, normed, self.inner_channels, none, slope=0, onto=False)
        _product(tokens, hidden, self.outer_channels, none, slope=1, onto=True)


class ScoreNet:
    """The network; it may be shared between threads."""

    def __init__(self, file: TFLiteFile) -> None:
        weights = _Weights(file)
        self._scale: Final = weights(_SCALE)
        self._tokens: Final = weights.layer("conv2d")
        self._channels: Final = weights.layer("MLPMixer/input_tokens_embedding")
        self._learned: Final = weights(f"{_ROOT}/MLPMixer/AddExtraTokens/strided_slice_1").reshape(-1)
        self._mixings: Final = [_Mixing.of(weights, n, rows) for n, rows in enumerate(_ROWS)]
        self._head: Final = weights.layer("output_blendweights")

    def __call__(self, points: Floats) -> Floats:
        """Landmarks [146, 2] of any size, eyes level → scores [52], 0–1."""
        tokens = self._embedded(points)
        for mixing in self._mixings:
            mixing.mix(tokens)
        weights, bias = self._head
        scores: Floats = 1 / (1 + np.exp(-(weights @ tokens[0] + bias)))
        return scores

    def _embedded(self, points: Floats) -> Floats:
        """The learned token and those of the landmarks: [100, 64], the last rows zero."""
        points = points - points.mean(axis=0)
        points *= self._scale / np.sqrt((points**2).sum(axis=1)).mean()
        (mixed, mixed_bias), (spread, spread_bias) = self._tokens, self._channels
        tokens = np.zeros((_ROWS[0], len(spread)), np.float32)
        tokens[0] = self._learned
        tokens[1 : 1 + len(mixed)] = (mixed @ points + mixed_bias[:, None]) @ spread.T + spread_bias
        return tokens


def _with_bias_below(weights: Floats, bias: Floats) -> Floats:
    """[n, k] and [n] → [k + 1, n]."""
    return np.ascontiguousarray(np.vstack([weights.T, bias]))


def _product(out: Floats, weights: Floats, values: Floats, bias: Floats, *, slope: float, onto: bool) -> None:
    """``weights`` [n, k] times ``values`` [k, ≥ c] into the first columns of ``out`` [n, ≥ c]."""
    rows = np.arange(weights.shape[1]) * values.shape[1]
    columns = min(out.shape[1], values.shape[1]) // WIDE * WIDE
    product(out, 0, weights, values, rows, 0, columns, bias, np.full_like(bias, slope), onto)


@numba.njit(cache=True, nogil=True, fastmath=True)
def _normed(tokens, gain):  # type: ignore[no-untyped-def]  # pragma: no cover
    """[n, c] without mean and of unit variance, times ``gain``, and a one after each: [n, c + 1]."""
    count, channels = tokens.shape
    out = np.ones((count, channels + 1), np.float32)
    for row in range(count):
        token = tokens[row]
        middle = power = np.float32(0)
        for channel in range(channels):
            middle += token[channel]
        middle /= np.float32(channels)
        for channel in range(channels):
            power += (token[channel] - middle) ** 2
        scale = 1 / np.sqrt(power / np.float32(channels) + _NEARLY_NO_POWER)
        for channel in range(channels):
            out[row, channel] = (token[channel] - middle) * scale * gain[channel]
    return out
