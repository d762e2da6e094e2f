"""Small pictures of a video, for the timeline."""

from typing import Final

import cv2
import numpy as np

from studio.app.jobs import Progress
from studio.core.source import Pixels, Source
from studio.core.time import Seconds
from studio.core.words import Said

HEIGHT: Final = 72
_MOST: Final = 120
"""Pictures of a video; a short one has one for every second."""


def strip(source: Source, progress: Progress) -> list[tuple[float, Pixels]]:
    """Pictures of a video at even distances, each with its time in seconds.

    Raises:
        SourceError: the video can't be read.
        Cancelled: nobody wants them any more.
    """
    length = float(source.length or 0)
    count = min(max(int(length), 1), _MOST)
    out: list[tuple[float, Pixels]] = []
    for i in range(count):
        progress(i / count, Said("looking"))
        time = Seconds(i * length / count).limit_denominator(1000)
        frame = next(source.frames(time), None)
        if frame is not None:
            out.append((float(time), _small(frame.pixels)))
    return out


def _small(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    size = max(1, round(width * HEIGHT / height)), HEIGHT
    eight = pixels if pixels.dtype == np.uint8 else (pixels >> 8).astype(np.uint8)
    return np.asarray(cv2.resize(eight, size, interpolation=cv2.INTER_AREA))
