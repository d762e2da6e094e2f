"""Animated GIF: painted in two passes, so that all frames share the best 256 colours and nothing flickers."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import av
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from studio.core.time import FrameRate
from studio.files.reading import opened_container, video_frames


def paint_gif(
    place: Path,
    copies: Sequence[Path],
    rate: FrameRate,
    tell: Callable[[float], None],
) -> None:
    """Paint a GIF from lossless copies of its frames.

    Args:
        copies: clips in bgr0, one after another; at least one.
        tell: told how far it is, 0-1.

    Raises:
        SourceError: a copy can't be read.
    """
    with opened_container(copies[0]) as first:
        size = first.streams.video[0].width, first.streams.video[0].height
    painting = _Painting(size, rate)
    for frame in _frames(copies, rate, lambda part: tell(part / 2)):
        painting.look_at(frame)
    palette = painting.palette()
    with av.open(str(place.absolute()), "w", format="gif") as gif:
        stream: VideoStream = gif.add_stream("gif", rate=rate.fps)
        stream.width, stream.height = size
        stream.pix_fmt = "pal8"
        frames = _frames(copies, rate, lambda part: tell(0.5 + part / 2))
        for frame in painting.painted(frames, palette):
            gif.mux(stream.encode(frame))
        gif.mux(stream.encode())


def _frames(copies: Sequence[Path], rate: FrameRate, tell: Callable[[float], None]) -> Iterator[VideoFrame]:
    count = 0
    for done, copy in enumerate(copies, 1):
        with opened_container(copy) as container:
            for frame in video_frames(container, container.streams.video[0]):
                frame.pts, frame.time_base = count, 1 / rate.fps
                yield frame
                count += 1
        tell(done / len(copies))


class _Painting:
    """Finds the colours of all frames, then paints each with them."""

    def __init__(self, size: tuple[int, int], rate: FrameRate) -> None:
        self._size, self._rate = size, rate
        self._colours = Graph()
        self._colours.link_nodes(
            self._pictures(self._colours),
            self._colours.add("palettegen", stats_mode="full", reserve_transparent="0"),
            self._colours.add("buffersink"),
        ).configure()

    def look_at(self, frame: VideoFrame) -> None:
        self._colours.vpush(frame)

    def palette(self) -> VideoFrame:
        self._colours.vpush(None)
        return self._colours.vpull()

    def painted(self, frames: Iterator[VideoFrame], palette: VideoFrame) -> Iterator[VideoFrame]:
        graph = Graph()
        picture = self._pictures(graph)
        colours = graph.add_buffer(width=16, height=16, format=palette.format, time_base=1 / self._rate.fps)
        paint = graph.add("paletteuse", dither="sierra2_4a", diff_mode="rectangle")
        end = graph.add("buffersink")
        picture.link_to(paint, 0, 0)
        colours.link_to(paint, 0, 1)
        paint.link_to(end)
        graph.configure()
        colours.push(palette)
        colours.push(None)
        for frame in frames:
            picture.push(frame)
            yield from _ready(end)
        picture.push(None)
        yield from _ready(end)

    def _pictures(self, graph: Graph) -> FilterContext:
        width, height = self._size
        return graph.add_buffer(
            width=width, height=height, format=av.VideoFormat("bgr0"), time_base=1 / self._rate.fps
        )


def _ready(end: FilterContext) -> Iterator[VideoFrame]:
    while True:
        try:
            frame = end.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        if isinstance(frame, VideoFrame):
            yield frame
