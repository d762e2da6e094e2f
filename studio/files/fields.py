"""Interlaced pictures, which show two moments line by line, become whole ones."""

from collections.abc import Iterator

import av
from av.filter import Graph
from av.video.frame import VideoFrame


def deinterlaced(frames: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """The same frames at the same times; from the first on that says it is interlaced, they pass bwdif.

    bwdif (FFmpeg; after Weston's three-field deinterlacer) looks at the frames before and after.
    """
    weaver: _Weaver | None = None
    for frame in frames:
        if weaver is None and not frame.interlaced_frame:
            yield frame
            continue
        if weaver is None or not weaver.takes(frame):
            if weaver is not None:
                yield from weaver.last_frames()
            weaver = _Weaver(frame)
        yield from weaver.frames(frame)
    if weaver is not None:
        yield from weaver.last_frames()


class _Weaver:
    """A filter for frames that are like this one."""

    def __init__(self, like: VideoFrame) -> None:
        self._kind = _kind(like)
        self._graph = Graph()
        source = self._graph.add_buffer(
            width=like.width, height=like.height, format=like.format, time_base=like.time_base
        )
        bwdif = self._graph.add("bwdif", "mode=send_frame:parity=auto:deint=interlaced")
        self._graph.link_nodes(source, bwdif, self._graph.add("buffersink"))
        self._graph.configure()

    def takes(self, frame: VideoFrame) -> bool:
        return _kind(frame) == self._kind

    def frames(self, frame: VideoFrame) -> Iterator[VideoFrame]:
        """What is ready once the next frame is known."""
        self._graph.vpush(frame)
        yield from self._ready()

    def last_frames(self) -> Iterator[VideoFrame]:
        """What was held back."""
        self._graph.vpush(None)
        yield from self._ready()

    def _ready(self) -> Iterator[VideoFrame]:
        while True:
            try:
                yield self._graph.vpull()
            except (BlockingIOError, EOFError, av.FFmpegError):
                return


def _kind(frame: VideoFrame) -> tuple[int, int, str]:
    return frame.width, frame.height, frame.format.name
