"""Documents that unpack to far more than they are: one budget for each, asked before memory is.

A few kilobytes can stand for gigabytes (zip, JSON, the head of an array, FLAC). Whoever unpacks a part of a
document takes its size from the document's ``Budget`` first, so that a trap is refused at once.
"""

import ast
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable
from studio.core.words import Said

_BLOCK: Final = 1 << 20
_AT_ONCE: Final = 4 << 20
"""Bytes of a zip's table of contents: thirty thousand parts."""
_CODECS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others unpack all at once."""
_MAGIC: Final = b"\x93NUMPY"
_WIDTHS: Final = {b"\1": 2, b"\2": 4}
"""By the version of ``.npy``: bytes that tell how long its head is."""
_LONGEST_HEAD: Final = 1000


class Budget:
    """How many bytes of memory a document may still ask for."""

    def __init__(self, size: int) -> None:
        self._size = self._left = size

    def take(self, size: int) -> None:
        """Before the memory is asked for.

        Raises:
            FileUnreadable: that is more than is left.
        """
        self._left -= size
        if self._left < 0:
            raise FileUnreadable(
                Said("It would unpack to more than {0} MB.", self._size >> 20),
                Said("Such a file is a mistake or a trap: don't use it, or ask for a smaller one."),
            )


class _Sips(io.FileIO):
    """A file that refuses to give a lot at once: what a zip's table of contents says of its own size."""

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(_AT_ONCE + 1 if size is None or size < 0 else min(size, _AT_ONCE + 1))
        if data is not None and len(data) > _AT_ONCE:
            raise zipfile.BadZipFile("its table of contents is too large")
        return data or b""


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip file, open for reading; its table of contents is small.

    Raises:
        BadZipFile, OSError: it is damaged, or none.
    """
    with _Sips(path) as file, zipfile.ZipFile(file) as archive:
        yield archive


def opened_part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part of a zip, open for reading in blocks; it never gives more than the table of contents says.

    Raises:
        KeyError: there is none of that name.
        BadZipFile: it is damaged, or packed in a way that we don't unpack.
    """
    part = archive.getinfo(name)
    if part.compress_type not in _CODECS:
        raise zipfile.BadZipFile("packed in an unknown way")
    return archive.open(part)


def unpacked(archive: zipfile.ZipFile, name: str, budget: Budget) -> bytes:
    """A whole part of a zip.

    Raises:
        KeyError, BadZipFile: see ``opened_part``.
        FileUnreadable: the budget does not reach.
    """
    with opened_part(archive, name) as opened:
        budget.take(archive.getinfo(name).file_size)
        out = bytearray()
        while block := opened.read(_BLOCK):  # read() would unpack all that is packed, whatever was said
            out += block
    return bytes(out)


def parsed(data: bytes, budget: Budget) -> Any:
    """What JSON says; what it takes in memory is reckoned from its brackets, commas and colons.

    Raises:
        ValueError: it is none, or nested too deeply.
        FileUnreadable: the budget does not reach.
    """
    opening, following = data.count(b"[") + data.count(b"{"), data.count(b",")
    budget.take(len(data) + 72 * opening + 40 * following + 120 * data.count(b":"))
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError(Said("it is nested too deeply")) from error


def array_of(data: bytes) -> NDArray[Any]:
    """An array as ``.npy`` holds it, looked at where it lies: it has as many values as there are bytes for.

    ``numpy.load`` would ask for as much memory as the head names.

    Raises:
        ValueError, TypeError, OverflowError: it is damaged, says another size, or holds programs.
    """
    if data[:6] != _MAGIC or data[6:7] not in _WIDTHS:
        raise ValueError("no array, or one of an unknown version")
    begin = 8 + _WIDTHS[data[6:7]]
    end = begin + min(int.from_bytes(data[8:begin], "little"), _LONGEST_HEAD)
    try:
        head = ast.literal_eval(data[begin:end].decode("ascii"))
    except (SyntaxError, MemoryError, RecursionError) as error:  # too deeply nested
        raise ValueError("the head of the array is damaged") from error
    kind = np.dtype(head["descr"])
    if kind.hasobject:
        raise ValueError("an array of programs")
    order: Literal["F", "C"] = "F" if head["fortran_order"] else "C"
    return np.frombuffer(data, kind, offset=end).reshape(head["shape"], order=order)
