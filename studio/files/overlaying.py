"""Lines laid over a film's sound: what lies outside them stays as it is, sample for sample.

AAC is patched: packets that no line touches are copied, those that one touches are encoded anew, in step with
the old ones. Each packet overlaps its neighbours, so up to two blocks on either side (1024 samples each) are
coded anew as well, with the same sound in them. What is kept without loss is decoded, laid over and kept so
again; any other track becomes FLAC, for coding it once more would change all of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.codec.context import Flags2
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.time import Seconds, TimeRange
from studio.core.words import Said
from studio.files.reading import opened_container, packets
from studio.files.sound import Samples, Sound, SoundPart, SoundStream
from studio.files.splicing import NewSound

Floats = NDArray[np.float32]

FADE: Final = Seconds(2, 25)
"""Seconds in which the original goes down, and comes back, inside a range."""
_BLOCK: Final = 1024
_PIECE: Final = 1 << 15
_WARM: Final = 4
"""Blocks that an encoder hears before its first packet is used."""
_WHOLE: Final[Mapping[str, str]] = {"flac": "s32", "alac": "s32p"}
"""How encoders without loss want samples; PCM wants them as it keeps them."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A sound laid over another.

    Attributes:
        sound: what is heard; silence where it ends before the range.
        range: where, from the film's first picture on.
        left: what is left of the original there, 0 (nothing) to 1.
    """

    sound: SoundStream
    range: TimeRange
    left: float = 0.125


class Overlay:
    """Lines over a track of some rate: asked for block after block, in any order.

    Args:
        rate: Hz.
    """

    def __init__(self, lines: Sequence[Line], rate: int) -> None:
        self._rate = rate
        self._lines = [(line, self._span(line), self._samples(line)) for line in lines]
        self._before = {span.stop: line.left for line, span, _ in self._lines if len(span)}
        self._after = {span.start for _, span, _ in self._lines if len(span)}

    @property
    def spans(self) -> list[range]:
        """Samples that are others, of each line."""
        return [span for _, span, _ in self._lines]

    def touches(self, first: int, count: int) -> bool:
        """Whether any of these samples is another."""
        return any(span.start < first + count and first < span.stop for span in self.spans)

    def over(self, block: Floats, first: int, names: Sequence[str]) -> Floats:
        """A block [n, channels] with what is laid over it.

        Args:
            first: its place, in samples from the first picture on.
            names: of its channels' places.
        """
        if not self.touches(first, len(block)):
            return block
        out, places = block.astype(np.float64), np.arange(first, first + len(block))
        for line, span, samples in self._lines:
            out *= self._gain(line, span, places)[:, None]
            inside = (places >= span.start) & (places < min(span.stop, span.start + len(samples)))
            heard = samples[places[inside] - span.start]
            for side, channel in enumerate(_channels(names)):
                out[inside, channel] += heard[:, side % heard.shape[1]]
        return out.clip(-1, 1).astype(np.float32)

    def _span(self, line: Line) -> range:
        return range(round(line.range.start * self._rate), round(line.range.end * self._rate))

    def _samples(self, line: Line) -> Floats:
        blocks = [_across(block) for block in line.sound.blocks(self._rate)]
        return np.concatenate([np.zeros((0, line.sound.channels), np.float32), *blocks])

    def _gain(self, line: Line, span: range, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """1 outside the range, ``left`` inside, with a ramp at either end of it. Where another line joins
        without a gap, the original stays down.
        """
        ramp = max(float(FADE) * self._rate, 1)
        begun = smoothstep(((places - span.start) / ramp).clip(0, 1))
        first = self._before.get(span.start, 1.0)
        gain = first + (line.left - first) * begun
        if span.stop not in self._after:
            gain = 1 + (gain - 1) * smoothstep(((span.stop - 1 - places) / ramp).clip(0, 1))
        return np.where((places >= span.start) & (places < span.stop), gain, 1.0)


def _across(block: Samples) -> Floats:
    """A block [n] or [n, channels] as [n, channels]; it may be empty."""
    return block[:, None] if block.ndim == 1 else block


def _channels(names: Sequence[str]) -> list[int]:
    """On which channels a voice is heard: the middle one, else left and right."""
    if "FC" in names and len(names) > 2:
        return [names.index("FC")]
    found = [names.index(name) for name in ("FL", "FR") if name in names]
    return found or list(range(min(len(names), 2)))


class OverSound:
    """A sound with lines over it, as a ``SoundStream``; where it ends before them, they go on alone."""

    def __init__(self, sound: SoundStream, lines: Sequence[Line]) -> None:
        self.rate: Final = sound.rate
        self.channels: Final = sound.channels
        self._sound, self._lines = sound, lines

    def blocks(self, rate: int | None = None) -> Iterator[Samples]:
        overlay, first = Overlay(self._lines, self.rate if rate is None else rate), 0
        for block in self._sound.blocks(rate):
            yield self._laid(overlay, block, first)
            first += len(block)
        end = max((span.stop for span in overlay.spans), default=0)
        for place in range(first, end, _PIECE):
            silence = np.zeros((min(_PIECE, end - place), self.channels), np.float32)
            yield self._laid(overlay, silence if self.channels > 1 else silence[:, 0], place)

    def _laid(self, overlay: Overlay, block: Samples, first: int) -> Samples:
        names = ("FC",) if self.channels == 1 else ("FL", "FR")
        return overlay.over(_across(block), first, names).reshape(block.shape)


class OverSilence(OverSound):
    """Lines alone, as a sound of their own, for a film that has none."""

    def __init__(self, lines: Sequence[Line], length: Seconds, rate: int = 48000) -> None:
        super().__init__(
            SoundPart(Sound(np.zeros(0, np.float32), rate), TimeRange(Seconds(0), length)), lines
        )


class Mixed:
    """A sound in memory with lines over it, mixed where it is listened to: as samples [n], mono.

    Args:
        samples: mono [n], or none at all.
        length: of the whole.
    """

    def __init__(self, samples: Samples, rate: int, length: Seconds, lines: Sequence[Line]) -> None:
        self._samples, self._length = samples, round(length * rate)
        self._overlay = Overlay(lines, rate)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> Samples:
        first, end, _ = part.indices(self._length)
        own = self._samples[first:end]
        block = np.pad(own, (0, max(end - first - len(own), 0)))
        return self._overlay.over(block[:, None], first, ("FC",))[:, 0]


# Tracks ----------------------------------------------------------------------------------------------


def laid_over(path: Path, index: int, lines: Sequence[Line], origin: Seconds) -> tuple[NewSound, str]:
    """A sound track of a film with lines over it, and what a person should know of it.

    Args:
        index: number of the stream.
        origin: when the first picture is shown, on the file's clock.
    """
    with opened_container(path) as container:
        stream = container.streams[index]
        assert isinstance(stream, AudioStream)
        name, rate = stream.codec_context.name, stream.codec_context.sample_rate
        overlay = Overlay(lines, rate)
        patches = _patches(path, stream, overlay, origin) if _is_plain_aac(stream) else None
    if patches is not None:
        return _Patched(patches), ""
    if name in _WHOLE or name.startswith("pcm_"):
        return _Relaid(overlay, origin, name), ""
    told = Said("The sound was {0} and is kept as FLAC now, so that nothing else in it changes.", name)
    return _Relaid(overlay, origin, "flac"), told


class _Patched:
    """AAC of which some packets are others."""

    def __init__(self, patches: Mapping[int, bytes]) -> None:
        self._patches = patches
        self._count = 0

    def track_in(self, film: OutputContainer, stream: Stream) -> Stream:
        track = film.add_stream_from_template(stream, opaque=True)
        track.time_base = stream.time_base
        return track

    def passed(self, packet: "Packet[Stream]") -> Iterator["Packet[Stream]"]:
        patch = self._patches.get(self._count)
        self._count += 1
        if patch is None:
            yield packet
            return
        new: Packet[Stream] = Packet(patch)
        new.pts, new.dts, new.duration = packet.pts, packet.dts, packet.duration or 0
        new.time_base = packet.time_base
        yield new

    def last(self) -> Iterator["Packet[Stream]"]:
        yield from ()


def _is_plain_aac(stream: AudioStream) -> bool:
    """Whether new packets of ours can lie between its own: AAC-LC in raw blocks of 1024 samples."""
    header = bytes(stream.codec_context.extradata or b"")
    return (
        stream.codec_context.name == "aac"
        and stream.profile == "LC"
        and len(header) >= 2
        and header[0] >> 3 == 2
        and not header[1] & 4
    )


def _patches(path: Path, stream: AudioStream, overlay: Overlay, origin: Seconds) -> dict[int, bytes] | None:
    """The packets that are others, by number; None if packets and blocks do not go in step."""
    blocks, begin = _decoded(path, stream.index)
    if blocks is None or begin is None:
        return None
    start = round((begin - origin) * stream.codec_context.sample_rate)
    out: dict[int, bytes] = {}
    for first, end in _runs(overlay.spans, start, len(blocks)):
        out |= _encoded(stream, blocks, overlay, start, first, end)
    return out


def _decoded(path: Path, index: int) -> tuple[list[Floats] | None, Seconds | None]:
    """What each packet gives [1024, channels], and when the first is heard."""
    blocks, begin = [], None
    with opened_container(path) as container:
        stream = container.streams[index]
        assert isinstance(stream, AudioStream)
        context = stream.codec_context
        context.flags2 |= Flags2.skip_manual
        for packet in packets(container, stream):
            if not packet.size:
                continue
            if begin is None and packet.pts is not None and packet.time_base is not None:
                begin = packet.pts * packet.time_base
            frames = packet.decode()
            if len(frames) != 1 or not isinstance(frames[0], AudioFrame) or frames[0].samples != _BLOCK:
                return None, None
            blocks.append(frames[0].to_ndarray().T.astype(np.float32))
    return blocks, begin


def _runs(spans: Sequence[range], start: int, count: int) -> list[tuple[int, int]]:
    """Packets that must be others, from one to before another: those that reach into a line's blocks."""
    out: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        first = max((span.start - start) // _BLOCK - 1, 0)
        end = min((span.stop - 1 - start) // _BLOCK + 1, count)
        if out and first <= out[-1][1] + 2 * _WARM:
            first, end = out[-1][0], max(end, out.pop()[1])
        if first < end:
            out.append((first, end))
    return out


def _encoded(
    stream: AudioStream, blocks: Sequence[Floats], overlay: Overlay, start: int, first: int, end: int
) -> dict[int, bytes]:
    """Packets ``first`` to before ``end``, with what is laid over them."""
    old = stream.codec_context
    encoder = av.CodecContext.create("aac", "w")
    assert isinstance(encoder, AudioCodecContext)
    encoder.sample_rate, encoder.layout, encoder.format = old.sample_rate, old.layout.name, "fltp"
    encoder.bit_rate = max(old.bit_rate or 0, 96_000 * old.channels)
    encoder.time_base = Fraction(1, old.sample_rate)
    names = [channel.name for channel in old.layout.channels]
    begin = max(first - _WARM, 0)
    made: list[Packet[Stream]] = []
    # The encoder's first packet lies one block before what it is given.
    for index in range(begin, min(end + 2, len(blocks))):
        block = overlay.over(blocks[index], start + index * _BLOCK, names)
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block.T), "fltp", old.layout.name)
        frame.sample_rate, frame.pts = old.sample_rate, (index - begin) * _BLOCK
        frame.time_base = encoder.time_base
        made += encoder.encode(frame)
    made += encoder.encode(None)
    numbered = enumerate(made, begin - 1)
    return {number: bytes(packet) for number, packet in numbered if first <= number < end}


@dataclass(slots=True)
class _Relaid:
    """A track that is decoded, laid over, and kept without loss."""

    overlay: Overlay
    origin: Seconds
    codec: str
    _track: AudioStream | None = field(default=None, init=False)
    _to: AudioResampler | None = field(default=None, init=False)
    _begin: int | None = field(default=None, init=False)
    _count: int = field(default=0, init=False)

    def track_in(self, film: OutputContainer, stream: Stream) -> Stream:
        assert isinstance(stream, AudioStream)
        old = stream.codec_context
        track = film.add_stream(self.codec, rate=old.sample_rate, layout=old.layout.name)
        assert isinstance(track, AudioStream)
        form = _WHOLE.get(self.codec, old.format.name)
        if old.format.bytes <= 2 and self.codec in _WHOLE and old.format.name.startswith("s"):
            form = form.replace("s32", "s16")
        track.codec_context.format = form
        track.time_base = track.codec_context.time_base = Fraction(1, old.sample_rate)
        self._to = AudioResampler(form, old.layout.name, old.sample_rate)
        self._track = track
        return track

    def passed(self, packet: "Packet[Stream]") -> Iterator["Packet[Stream]"]:
        for frame in packet.decode():
            if isinstance(frame, AudioFrame):
                yield from self._laid(frame)

    def last(self) -> Iterator["Packet[Stream]"]:
        assert self._track is not None
        yield from self._track.encode(None)

    def _laid(self, frame: AudioFrame) -> Iterator["Packet[Stream]"]:
        assert self._track is not None
        assert self._to is not None
        rate = frame.sample_rate
        if self._begin is None:
            stamp = Fraction(0) if frame.pts is None else frame.pts * (frame.time_base or Fraction(1, rate))
            self._begin = round((stamp - self.origin) * rate)
        place = self._begin + self._count
        if self.overlay.touches(place, frame.samples):
            frame = _over(frame, self.overlay, place)
        for part in self._to.resample(frame):
            part.pts = self._begin + self._count + round(self.origin * rate)
            part.time_base = Fraction(1, rate)
            self._count += part.samples
            yield from self._track.encode(part)


def _over(frame: AudioFrame, overlay: Overlay, place: int) -> AudioFrame:
    """A decoded frame with what is laid over it, in its own format."""
    layout, rate, form = frame.layout, frame.sample_rate, frame.format.name
    floats = AudioResampler("fltp", layout.name, rate).resample(frame)[0].to_ndarray().T
    names = [channel.name for channel in layout.channels]
    laid = overlay.over(np.ascontiguousarray(floats, np.float32), place, names)
    out = AudioFrame.from_ndarray(np.ascontiguousarray(laid.T), "fltp", layout.name)
    out.sample_rate, out.time_base = rate, Fraction(1, rate)
    return AudioResampler(form, layout.name, rate).resample(out)[0]
