"""The driver ``virtual_anchor``: words → action units and head (``studio.nets.virtual_anchor``).

The network tells what the words explain. What they don't, for nobody says the same words twice in the same
way, is drawn from a process that was fitted to what was left over: each value follows its own two former
ones, and all are thrown together as they went together in people (a vector autoregression of order two).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file
from scipy.ndimage import gaussian_filter1d

from studio.core.errors import NoSpeech
from studio.core.face import Performance
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import WHOLE, Portion
from studio.core.units import FACS_17
from studio.core.words import Said
from studio.engine.networks import Network, Place, shared_networks
from studio.engine.ports import Hears
from studio.engine.progress import Progress, unheard
from studio.engine.speaking.easing import at_rest_outside
from studio.engine.speaking.word_vectors import WordVectors, read_vectors
from studio.files.models import installed_file
from studio.nets.virtual_anchor import PLACE, AnchorConfig, VirtualAnchor

Floats = NDArray[np.float32]

NAME: Final = "virtual_anchor"
WORDS: Final = "word_vectors"
OWN_WORDS: Final = "words.safetensors"
"""The words by which a network was taught, if not by the usual ones."""
RATE: Final = FrameRate(Seconds(25))
UNITS: Final = len(FACS_17.units) + 3
"""Seventeen action units (0–5); yaw, pitch and roll in degrees."""
_PAUSE: Final = 0.08
"""Seconds without a word that are a word of their own."""
_LONGEST: Final = 0.4
"""Seconds of a word that nobody has written down: what is heard between two silences is cut so."""
_REST: Final = 0.35
"""Seconds in which the face leaves its rest, and comes back to it."""
_FAR: Final = 1.0
"""Seconds from a word's ends beyond which a frame is told no more."""


# What is said, as the network reads it ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a silence (no text), and when; seconds."""

    text: str
    start: float
    end: float


def tokens_of(words: Sequence[Word], phonemes: Sequence[Phoneme], length: float) -> list[Token]:
    """Words and silences without a gap, from the start to the end of what is said."""
    spoken = [Token(w.text, float(w.range.start), float(w.range.end)) for w in words]
    if not spoken:
        spoken = list(_heard(phonemes))
    out: list[Token] = []
    at = 0.0
    for token in spoken:
        if token.start - at >= _PAUSE:
            out.append(Token("", at, token.start))
        elif out:
            out[-1] = Token(out[-1].text, out[-1].start, token.start)
        start = token.start if token.start - at >= _PAUSE or out else at
        out.append(Token(token.text, start, max(token.end, token.start)))
        at = out[-1].end
    if length - at > 1e-6 or not out:
        out.append(Token("", at, max(length, at)))
    return out


def _heard(phonemes: Sequence[Phoneme]) -> Iterator[Token]:
    """Words that nobody knows, where something is heard."""
    for phoneme in phonemes:
        start, end = float(phoneme.range.start), float(phoneme.range.end)
        count = max(1, round((end - start) / _LONGEST))
        if phoneme.name != "SIL":
            step = (end - start) / count
            yield from (Token("?", start + i * step, start + (i + 1) * step) for i in range(count))


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """Tokens as arrays.

    Attributes:
        words: vectors [w, 200], zero for silences and for words that the table has not.
        facts: logarithm of the length, whether it is a silence, whether the table has it [w, 3].
        now: for each frame, the number of its token [frames].
        place: where in it the frame lies [frames, PLACE].
    """

    words: Floats
    facts: Floats
    now: NDArray[np.int64]
    place: Floats

    @classmethod
    def of(cls, tokens: Sequence[Token], table: WordVectors, frames: int, rate: FrameRate) -> "Script":
        """Frame i is told the middle of its own time."""
        start, end = (np.array([getattr(t, name) for t in tokens]) for name in ("start", "end"))
        lengths = np.maximum(end - start, 1e-3)
        words = np.stack([table.vector(t.text) if t.text else np.zeros(table.size) for t in tokens])
        silent = np.array([not t.text for t in tokens], np.float32)
        known = np.array([t.text in table for t in tokens], np.float32)
        times = (np.arange(frames) + 0.5) / float(rate)
        now = np.searchsorted(start, times, side="right").clip(1) - 1
        since, until = times - start[now], end[now] - times
        phase = (since / lengths[now]).clip(0.0, 1.0)
        place = [
            np.sin(np.pi * phase), np.cos(np.pi * phase), np.sin(2 * np.pi * phase),
            since.clip(0.0, _FAR), until.clip(0.0, _FAR), silent[now],
        ]  # fmt: skip
        facts = np.stack([np.log(lengths), silent, known], axis=1)
        assert len(place) == PLACE
        return cls(
            words.astype(np.float32), facts.astype(np.float32), now, np.stack(place, 1).astype(np.float32)
        )


# What is quick ----------------------------------------------------------------------------------------

_BOLDER: Final = 0.7
"""How much more of what is quick: the mean of all ways to say some words moves by two thirds as fast as
whoever says them. As much as costs no more than 5 % of error on the clips that it was taught on.
"""
_QUICK: Final = 0.08
"""Seconds of a Gaussian; what it takes away is quick."""


def bolder(values: Floats) -> Floats:
    """Values [frames, UNITS] whose quick motion goes as far as people's, the slow as it is."""
    slow = gaussian_filter1d(values, _QUICK * float(RATE), axis=0, mode="nearest")
    return np.asarray(values + _BOLDER * (values - slow), np.float32)


# What words don't explain ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """A vector autoregression of order two, each value on its own past.

    Attributes:
        past: weights of the two former values [2, values].
        throw: what is thrown each frame [values, values], by standard normal dice.
    """

    past: Floats
    throw: Floats

    @classmethod
    def none(cls, values: int) -> "Chance":
        """Nothing is left to it."""
        return cls(np.zeros((2, values), np.float32), np.zeros((values, values), np.float32))

    @classmethod
    def fitted(cls, left: Sequence[Floats]) -> "Chance":
        """To what was left over of some sequences [frames, values]."""
        values = left[0].shape[1]
        past = np.zeros((2, values), np.float32)
        thrown = [np.zeros((len(part) - 2, values)) for part in left]
        for i in range(values):
            before = np.concatenate([np.stack([part[1:-1, i], part[:-2, i]], 1) for part in left])
            after = np.concatenate([part[2:, i] for part in left])
            weights = np.linalg.lstsq(before, after, rcond=None)[0]
            past[:, i] = _steady(weights)
            for part, out in zip(left, thrown, strict=True):
                out[:, i] = part[2:, i] - past[0, i] * part[1:-1, i] - past[1, i] * part[:-2, i]
        spread = np.cov(np.concatenate(thrown).T) + 1e-8 * np.eye(values)
        return cls(past, np.linalg.cholesky(spread).astype(np.float32))

    def softer(self, part: float) -> "Chance":
        """The same, so much of it."""
        return Chance(self.past, (part * self.throw).astype(np.float32))

    def drawn(self, frames: int, rng: np.random.Generator) -> Floats:
        """[frames, values]; begins where it has been going on for a while."""
        warm = 100
        dice = rng.standard_normal((warm + frames, len(self.throw))) @ self.throw.T
        out = np.zeros((warm + frames, len(self.throw)))
        for i in range(2, len(out)):
            out[i] = self.past[0] * out[i - 1] + self.past[1] * out[i - 2] + dice[i]
        return out[warm:].astype(np.float32)


def _steady(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same process, drawn in until it forgets: the roots of its past lie within 0.985."""
    roots = np.roots([1.0, -weights[0], -weights[1]])
    longest = float(np.abs(roots).max(initial=0.0))
    shrink = min(1.0, 0.985 / longest) if longest > 0 else 1.0
    return np.array([weights[0] * shrink, weights[1] * shrink**2])


# Weights ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """All that was learned.

    Attributes:
        net: gives standardised values.
        mean, deviation: of them [UNITS].
        chance: of what words don't explain, in standardised values.
    """

    net: VirtualAnchor
    mean: Floats
    deviation: Floats
    chance: Chance


class _Holder(torch.nn.Module):
    """The network with what belongs to it, as one module, so that it is loaded and let go as one."""

    def __init__(self, anchor: Anchor) -> None:
        super().__init__()
        self.net = anchor.net
        self.anchor = anchor


def save_anchor(path: Path, anchor: Anchor) -> None:
    """Write it in half precision, what is measured in single."""
    tensors = {f"net/{name}": x.half().contiguous() for name, x in anchor.net.state_dict().items()}
    known = {
        "mean": anchor.mean, "deviation": anchor.deviation,
        "past": anchor.chance.past, "throw": anchor.chance.throw,
    }  # fmt: skip
    tensors |= {name: torch.from_numpy(np.ascontiguousarray(x)) for name, x in known.items()}
    save_file(tensors, path, {"config": json.dumps(asdict(anchor.net.config))})


def load_anchor(path: Path) -> Anchor:
    """Ready for use, in single precision."""
    with safe_open(path, "pt") as file:
        config: dict[str, Any] = json.loads(file.metadata()["config"])
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    net = VirtualAnchor(AnchorConfig(**config))
    net.load_state_dict({n.removeprefix("net/"): x for n, x in tensors.items() if n.startswith("net/")})
    mean, deviation, past, throw = (tensors[n].numpy() for n in ("mean", "deviation", "past", "throw"))
    return Anchor(net.eval(), mean, deviation, Chance(past, throw))


def _held(path: Path) -> _Holder:
    return _Holder(load_anchor(path))


# The driver ----------------------------------------------------------------------------------------------


class VirtualAnchorDriver:
    """Words to a whole face and head, at 25 frames a second.

    Args:
        weights: a file of ``save_anchor``; the model ``virtual_anchor`` if none is given.
        words: a table of word vectors; if none is given, what lies beside the weights as ``OWN_WORDS``,
            or else the model ``word_vectors``.

    Raises:
        ModelError: a model is not installed.
    """

    name = NAME
    model = NAME
    hears: frozenset[Hears] = frozenset(("words", "phonemes"))
    moves: frozenset[Portion] = WHOLE
    ahead: Seconds | None = None
    rate: FrameRate | None = RATE

    def __init__(self, weights: Path | None = None, words: Path | None = None) -> None:
        self._net: Network[_Holder] = shared_networks().load(weights or NAME, _held)
        own = (weights or installed_file(NAME)).with_name(OWN_WORDS)
        self._table = read_vectors(words or (own if own.is_file() else installed_file(WORDS)))

    def drive(
        self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: Progress = unheard
    ) -> Iterator[Performance]:
        """One state per frame in one piece: the encoder reads all words before the decoder speaks.

        Raises:
            NoSpeech: there are no pieces, or they are empty.
        """
        words, phonemes, length = _gathered(speech)
        if not length:
            raise NoSpeech(
                Said("There is nothing to speak."), Said("Give a text, or a sound with a voice in it.")
            )
        progress(0.0, Said("moving the face"))
        frames = RATE.count_in(length)
        script = Script.of(tokens_of(words, phonemes, float(length)), self._table, frames, RATE)
        yield performance_of(self._net.run(lambda held, on: spoken(held.anchor, script, seed, on)))


def spoken(anchor: Anchor, script: Script, seed: int | None, on: Place | None = None) -> Floats:
    """Values of each frame [frames, UNITS], running freely; from rest to rest.

    Args:
        seed: of what the words don't explain; None leaves it out.
    """
    put = (lambda x: x) if on is None else on.put
    words, facts, place = (put(torch.from_numpy(x))[None] for x in (script.words, script.facts, script.place))
    now = torch.from_numpy(script.now)[None].to(words.device)
    with torch.inference_mode():
        values = bolder(anchor.net(words, facts, now, place)[0].float().cpu().numpy())
    if seed is not None:
        values = values + anchor.chance.drawn(len(values), np.random.default_rng([seed]))
    return np.asarray(values * anchor.deviation + anchor.mean, np.float32)


def performance_of(values: Floats) -> Performance:
    """Values [n, UNITS] as a performance that begins and ends at rest."""
    times = np.arange(len(values)) / float(RATE)
    values = (values * at_rest_outside(times, _REST, _REST)[:, None]).astype(np.float32)
    full = np.array([unit.full for unit in FACS_17.units])
    channels = FACS_17.channels(values[:, : len(full)].clip(0.0, full))
    head = np.zeros((len(values), 6), np.float32)
    head[:, :3] = values[:, len(full) :]
    gaze = np.zeros((len(values), 2), np.float32)
    return Performance(RATE, np.clip(channels, 0.0, 1.0).astype(np.float32), head, gaze)


def _gathered(speech: Iterator[Speech]) -> tuple[list[Word], list[Phoneme], Seconds]:
    words: list[Word] = []
    phonemes: list[Phoneme] = []
    length = Seconds(0)
    for piece in speech:
        words += [Word(w.text, w.range.moved(length)) for w in piece.words]
        phonemes += [Phoneme(p.name, p.range.moved(length), p.stress) for p in piece.phonemes]
        length += piece.length
    return words, phonemes, length
