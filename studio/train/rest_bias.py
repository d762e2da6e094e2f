"""Measures what neutral faces score and writes the table: ``python -m studio.train.rest_bias``.

Data: the neutral portraits of Face Research Lab London Set (train half) and of the Canadian set, both
CC BY 4.0 (DeBruine, Jones). Only percentiles over all people are stored.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.units import CHANNELS
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.rest import REST_BIAS_FILE
from studio.files.models import seal, shelf
from studio.files.pictures import read_picture
from studio.files.places import study_data

Floats = NDArray[np.float32]

SETS: Final = ("portraits/london/train/*_neutral.jpg", "portraits/canada/*.jpg")
_TYPICAL, _MOST = 75, 97
_HEAD: Final = """\
# What {count} neutral faces score: channel = [75th percentile, 97th].
# Written by `python -m studio.train.rest_bias` from portraits of Face Research Lab London Set (train)
# and its Canadian counterpart (DeBruine, Jones; CC BY 4.0).

[channels]
"""


def neutral_channels(data: Path) -> Floats:
    """Channels [n, 54] of the largest face of every neutral portrait."""
    tracker = FaceLandmarker()
    faces = (tracker.find(read_picture(path).pixels) for path in _portraits(data))
    return np.array([found[0].state.channels for found in faces if found], np.float32)


def _portraits(data: Path) -> Iterator[Path]:
    for pattern in SETS:
        yield from sorted(data.glob(pattern))


def table(channels: Floats) -> str:
    """The percentiles of channels [n, 54] as TOML; channels that rest at zero are left out."""
    typical, most = np.percentile(channels, [_TYPICAL, _MOST], axis=0)
    rows = [
        f"{name} = [{low:.3f}, {high:.3f}]"
        for name, low, high in zip(CHANNELS, typical, most, strict=True)
        if high >= 0.0005
    ]
    return _HEAD.format(count=len(channels)) + "\n".join(rows) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="folder of the data sets (GALATEA_DATA)")
    data = parser.parse_args().data or study_data()
    goal = shelf() / "face_landmarker" / REST_BIAS_FILE
    goal.write_text(table(neutral_channels(data)), "utf-8")
    seal("face_landmarker")


if __name__ == "__main__":
    main()
