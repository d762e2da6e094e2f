"""A video's frames by number, from wherever one looks."""

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock
from typing import Final

from studio.core.errors import FileUnreadable
from studio.core.source import Frame, Pixels, Source
from studio.core.time import Seconds
from studio.core.words import Said

_KEPT: Final = 8
"""Frames that are kept where one looks here and there."""
_ROOM: Final = 128 << 20
"""Bytes of them, at most; two are kept however large they are."""
_ON: Final = 24
"""Frames that are rather read than jumped over."""


class Reel:
    """Reads on from where it is, and opens the video anew only for a jump; for any number of threads.

    Args:
        times: when each frame is shown.
        kept: how many of the frames that were read last are kept; a few, if nobody says.
    """

    def __init__(self, source: Source, times: tuple[Seconds, ...], kept: int | None = None) -> None:
        self._source, self._times = source, times
        self._kept = _few(source) if kept is None else kept
        self._recent: OrderedDict[int, Pixels] = OrderedDict()
        self._frames: Iterator[Frame] = iter(())
        self._next = len(times)
        self._turn = Lock()

    def pixels(self, index: int) -> Pixels:
        """Frame ``index`` [h, w, 3 or 4]; not to be painted on.

        Raises:
            FileUnreadable: it is no longer there.
        """
        with self._turn:
            if index not in self._recent:
                self._read_to(index)
            self._recent.move_to_end(index)
            return self._recent[index]

    def _read_to(self, index: int) -> None:
        if not self._next <= index < self._next + _ON:
            self._frames, self._next = self._source.frames(self._times[index]), index
        for frame in self._frames:
            self._recent[self._next] = frame.pixels
            self._next += 1
            if len(self._recent) > self._kept:
                self._recent.popitem(last=False)
            if self._next > index:
                return
        raise FileUnreadable(Said("The video has become shorter."), Said("Open it again."))


def _few(source: Source) -> int:
    width, height = source.size
    return max(2, min(_KEPT, _ROOM // (3 * width * height)))
