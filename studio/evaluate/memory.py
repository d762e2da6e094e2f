"""What a window holds after portrait upon portrait was opened in it; on Linux.

    python -m studio.evaluate.memory [--portraits N] [--folder PICTURES]

Each is opened, drawn in full and left for the next one, in the real window (``studio.ui.measuring``).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from rich.console import Console

from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate.bench import HD, portrait
from studio.files.pictures import is_picture, write_picture

_DIFFERENT: Final = 6
"""Pictures that are made where no folder is given."""
_FACE: Final = 512


def told(pictures: Sequence[Path], count: int) -> dict[str, list[float]]:
    """MiB after each portrait (``sizes``), and how many of those opened so far are in memory (``held``)."""
    blind = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false"}
    names = [str(each) for each in pictures]
    command = [sys.executable, "-m", "studio.ui.measuring", "portraits", *names, str(count)]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=blind).stdout  # noqa: S603
    found: Any = json.loads(out.strip().splitlines()[-1])
    return {"sizes": list(found["sizes"]), "held": list(found["held"])}


def drawn_pictures(folder: Path) -> list[Path]:
    """The same public portrait, 1080p, lighter or darker each time."""
    pixels = portrait(HD, _FACE, FaceLandmarker())
    paths = []
    for turn, gain in enumerate(np.linspace(0.8, 1.1, _DIFFERENT)):
        paths.append(folder / f"{turn}.png")
        write_picture(paths[-1], cv2.convertScaleAbs(pixels, alpha=float(gain)))
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--portraits", type=int, default=30, help="how many are opened")
    parser.add_argument("--folder", type=Path, help="pictures of one's own, of which each shows a face")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = (
            [] if given.folder is None else sorted(path for path in given.folder.rglob("*") if path.is_file())
        )
        pictures = [path for path in own if is_picture(path)] or drawn_pictures(Path(folder))
        found = told(pictures, given.portraits)
    console = Console()
    sizes, held = found["sizes"], found["held"]
    for turn in sorted({0, *range(4, len(sizes), 5), len(sizes) - 1}):
        console.print(f"{turn + 1:4} opened: {sizes[turn]:6.0f} MiB, {held[turn]} of them in memory")
    more = sizes[-1] - sizes[min(1, len(sizes) - 1)]
    console.print(f"at most {max(sizes):.0f} MiB; from the second to the last {more:+.0f} MiB")


if __name__ == "__main__":
    main()
