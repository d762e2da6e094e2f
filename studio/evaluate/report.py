"""How a protocol tells what it found: a table, a JSON file, a contact sheet; and what was asked of it."""

import argparse
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image
from rich.console import Console
from rich.table import Table

from studio.core.errors import FileMissing
from studio.core.source import Pixels
from studio.files.places import DATA_VARIABLE, study_data

_MARGIN = 4
_WIDTH = 150


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that must hold, and whether it does.

    Attributes:
        what: in words, with the threshold.
        found: what was measured.
    """

    what: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Study:
    """Where a protocol reads and writes."""

    data: Path
    out: Path
    limit: int | None

    @classmethod
    def read(cls, description: str) -> "Study":
        """From the command line: ``--data --out --limit``."""
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--data", type=Path, help=f"data folder (default: {DATA_VARIABLE})")
        parser.add_argument("--out", type=Path, required=True, help="folder for figures and sheets")
        parser.add_argument("--limit", type=int, help="only so many people, clips or sentences")
        given = parser.parse_args()
        given.out.mkdir(parents=True, exist_ok=True)
        return cls(given.data or study_data(), given.out, given.limit)

    def files(self, pattern: str) -> list[Path]:
        """The data files of a pattern, in order.

        Raises:
            FileMissing: there are none.
        """
        found = sorted(self.data.glob(pattern))
        if not found:
            raise FileMissing(f"There is no {pattern} in {self.data}.", f"Point {DATA_VARIABLE} at the data.")
        return found[: self.limit]


def tell(
    study: Study, name: str, tables: Sequence[Table], claims: Sequence[Claim], rows: Mapping[str, Any]
) -> None:
    """Print tables and claims; write ``NAME.json`` with everything, machine and date."""
    for table in tables:
        show(table)
    verdicts = Table("claim", "found", "", title="Claims")
    for claim in claims:
        verdicts.add_row(claim.what, claim.found, "[green]holds" if claim.holds else "[red]fails")
    if claims:
        show(verdicts)
    about = {
        "protocol": name,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {platform.processor() or 'CPU'}",
        "claims": [asdict(claim) for claim in claims],
        **rows,
    }
    path = study.out / f"{name}.json"
    path.write_text(json.dumps(about, indent=1, default=float) + "\n", encoding="utf-8")
    show(f"Written to {path}")


def show(what: Table | str) -> None:
    """Print at once, wide enough for a table of figures."""
    Console(width=_WIDTH).print(what)
    sys.stdout.flush()


def table(title: str, columns: Sequence[str], rows: Mapping[str, Sequence[float | str]]) -> Table:
    """A table of figures: the first column names the row."""
    out = Table(title=title)
    for i, column in enumerate(columns):
        out.add_column(column, justify="left" if i == 0 else "right")
    for name, values in rows.items():
        out.add_row(name, *(value if isinstance(value, str) else figure(value) for value in values))
    return out


def figure(value: float) -> str:
    """Three significant digits, without needless noughts."""
    return "–" if np.isnan(value) else f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def sheet(path: Path, columns: Sequence[str], rows: Sequence[Sequence[Pixels]], side: int = 256) -> None:
    """A contact sheet: one row of pictures for each case, the columns named above."""
    strips = [_strip([_scaled(picture, side) for picture in row], side) for row in rows]
    head = np.full((28, strips[0].shape[1], 3), 255, np.uint8)
    for i, name in enumerate(columns):
        place = (i * (side + _MARGIN) + 6, 19)
        cv2.putText(head, name, place, cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0, 0, 0), 1, cv2.LINE_AA)
    Image.fromarray(np.vstack([head, *strips])).save(path)


def _scaled(picture: Pixels, side: int) -> Pixels:
    height, width = picture.shape[:2]
    factor = side / max(height, width)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return cv2.resize(picture[..., :3], size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)


def _strip(pictures: Sequence[Pixels], side: int) -> Pixels:
    """Pictures in a row, as high as the highest."""
    height = max(picture.shape[0] for picture in pictures) + _MARGIN
    out = np.full((height, len(pictures) * (side + _MARGIN), 3), 255, np.uint8)
    for i, picture in enumerate(pictures):
        x = i * (side + _MARGIN)
        out[: picture.shape[0], x : x + picture.shape[1]] = picture
    return out
