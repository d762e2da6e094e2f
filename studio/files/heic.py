"""HEIC, as phones take their pictures: libheif behind Pillow, and a look into the container before it.

pi-heif (1.4) makes texts of names in the file, and where they are none, it ends the whole program.
"""

import re
from collections.abc import Iterator
from typing import IO, Final

from pi_heif import register_heif_opener

_MOST_BOXES: Final = 64
_LARGEST: Final = 16 << 20
"""Bytes of the box that tells what is in the file."""


def let_pillow_read_heic() -> None:
    """Of a HEIC the picture alone: no previews, depth maps or masks."""
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def demand_names(file: IO[bytes]) -> None:
    """Look at the names of the items in a HEIC (ISO/IEC 14496-12, 8.11.6); in another file at nothing.

    Raises:
        ValueError: one is no text.
    """
    if file.read(8)[4:] == b"ftyp":
        for box in _boxes_of_items(file):
            for found in re.finditer(b"infe", box):
                _demand_texts(box[found.start() - 4 :])
    file.seek(0)


def _boxes_of_items(file: IO[bytes]) -> Iterator[bytes]:
    start = 0
    for _ in range(_MOST_BOXES):
        file.seek(start)
        head = file.read(16)
        size = int.from_bytes(head[8:16] if head[:4] == b"\0\0\0\1" else head[:4], "big")
        if head[4:8] == b"meta":
            file.seek(start)
            yield file.read(min(size or _LARGEST, _LARGEST))
        if len(head) < 16 or size < 8:
            return
        start += size


def _demand_texts(box: bytes) -> None:
    """The kind of an item, and what follows: its name, and what it holds."""
    box = box[: int.from_bytes(box[:4], "big")]
    start = 18 if box[8:9] > b"\2" else 16
    for text in (box[start : start + 4], *box[start + 4 :].split(b"\0")):
        text.decode("utf-8")
