"""A folder of portraits is brought to rest: pictures, a contact sheet, and a table that says how each went.

    for each picture ─neutralise─> result ─> a row of checks.csv ─> … ─> contact sheets

What is done is noted picture by picture, so that an interrupted run goes on where it was, and one that is
started again with other settings does again only what they touch.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from studio import __version__
from studio.app.jobs import Progress
from studio.core.errors import Cancelled, FileMissing, FileUnreadable, MemoryShort, StudioError, UsageError
from studio.core.face import FaceState
from studio.core.numbers import Bounds
from studio.core.units import Region
from studio.core.words import Said, either
from studio.engine import providers
from studio.engine.edit import REGIONS, Neutralised, group_of, neutralise
from studio.engine.portrait import Portrait, prepared
from studio.engine.ports import Quality
from studio.engine.progress import share
from studio.engine.sheet import CLOSE, Cell, cut_out, laid_out, window_of
from studio.engine.tracking.port import FaceChoice
from studio.files.models import cards, is_installed
from studio.files.pictures import Still, as_srgb, read_picture, write_picture
from studio.files.places import made
from studio.files.reading import read_text
from studio.files.writing import written_beside

GROUPS: Final = ("brows", "eyes", "cheeks", "nose", "mouth")
"""Parts of a face that have a strength of their own."""
TABLE: Final = "checks.csv"
_SHEET: Final = "contact-sheet"
_PICTURES: Final = (
    ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".heic", ".heif", ".avif", ".tga", ".psd",
)  # fmt: skip
_WRITTEN: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")
_ON_A_SHEET: Final = 24
"""Pictures, each before and after."""
_ACROSS: Final = 6
_SAME_PERSON: Final = 0.5
_SMILE: Final = "AU12"
_SMILES, _SHOWS, _WAS_AT_REST = 0.75, 1.5, 0.5
"""Of 5: a smile that is still seen, any unit that is, and what is none to begin with."""
_REST: Final = FaceState()
_NUMBER: Final = Bounds("strength", 0, 1, "0.5")
_COLUMNS: Final = (
    "picture", "result", "verdict", "what to do", "smile before", "smile after", "strongest", "residual",
    "identity", "outside", "strength", *GROUPS, "window", "key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strengths:
    """How much of an expression is taken away, 0 to 1.

    Attributes:
        whole: everywhere where nothing else is said.
        only: the regions that it counts for.
        own: of parts of the face by name, one of ``GROUPS``.
    """

    whole: float = 1.0
    only: frozenset[Region] = frozenset(REGIONS)
    own: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def by_region(self) -> dict[Region, float]:
        """Of the regions of the named parts."""
        return {region: value for name, value in self.own.items() for region in group_of(name)}


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """The same for all pictures, and what differs for some.

    Attributes:
        per_picture: by file name, strengths that come before the common ones.
    """

    strengths: Strengths = field(default_factory=Strengths)
    face: FaceChoice = field(default_factory=FaceChoice)
    per_picture: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))
    renderer: str = "rig"
    tracker: str = "landmarker"
    quality: Quality = "full"
    force: bool = False

    def of(self, name: str) -> Strengths:
        """The strengths of one picture."""
        row = dict(self.per_picture.get(name, {}))
        whole = row.pop("strength", None)
        if whole is None:
            return replace(self.strengths, own={**self.strengths.own, **row})
        return Strengths(whole, own=row)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """How one picture went, as the table has it: a text for each of its columns."""

    cells: Mapping[str, str]

    @property
    def is_good(self) -> bool:
        return self.cells["verdict"] == _GOOD


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What came of a folder.

    Attributes:
        rows: of each picture, in order.
        kept: how many of them an earlier run had done.
        sheets: contact sheets.
    """

    folder: Path
    rows: tuple[BatchRow, ...]
    kept: int
    table: Path
    sheets: tuple[Path, ...]


_GOOD, _LOOK, _NOT_DONE = "good", "look", "not done"


def _unnoted(_row: BatchRow) -> None:
    """Nobody wants to know before the end."""


def neutralise_folder(
    folder: Path,
    goal: Path,
    settings: BatchSettings,
    progress: Progress,
    noted: Callable[[BatchRow], None] = _unnoted,
) -> BatchDone:
    """Bring all portraits of a folder to rest; one that can't be done is told in its row.

    Args:
        noted: is given each picture's row as soon as it is known, on this thread.

    Raises:
        FileMissing, FileUnreadable: there is no such folder, or no picture in it.
        UsageError: the results would lie among the pictures, or settings name a picture that is not there.
        OutputError: nothing can be written there.
    """
    pictures = _pictures_in(folder)
    _refuse(folder, goal, pictures, settings)
    made(goal)
    table = goal / TABLE
    before, rows, kept = _rows_in(table), list[BatchRow](), 0
    results = _results(pictures, goal)
    for number, (path, result) in enumerate(zip(pictures, results, strict=True)):
        telling = share(progress, 0.95 * number / len(pictures), 0.95 * (number + 1) / len(pictures))
        key, old = _key(path, settings), before.get(path.name)
        if old is not None and old["key"] == key and result.is_file() and not settings.force:
            rows.append(BatchRow(old))
            noted(rows[-1])
            kept += 1
            continue
        telling(0.0, Said("picture {0} of {1}, {2}", number + 1, len(pictures), path.name))
        may_replace = settings.force or (old is not None and old["result"] == result.name)
        rows.append(_done(path, result, settings, key, telling, may_replace))
        _write_table(table, [*rows, *_later(before, pictures[number + 1 :])])
        noted(rows[-1])
    _write_table(table, rows)
    progress(0.96, Said("laying out the contact sheet"))
    sheets = _write_sheets(goal, folder, rows)
    progress(1.0, Said("done"))
    return BatchDone(goal, tuple(rows), kept, table, sheets)


def _later(before: Mapping[str, Mapping[str, str]], pictures: Sequence[Path]) -> Iterator[BatchRow]:
    """What is known of pictures that are still to come."""
    return (BatchRow(before[path.name]) for path in pictures if path.name in before)


# What is asked for -----------------------------------------------------------------------------------


def _pictures_in(folder: Path) -> list[Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise FileMissing(
            Said("There is no folder {0}.", folder), Said("Check the name and the folder.")
        ) from error
    pictures = [path for path in found if path.suffix.lower() in _PICTURES]
    if not pictures:
        raise FileUnreadable(
            Said("There are no pictures in {0}.", folder), Said("Give a folder of PNG, JPEG, TIFF or WebP.")
        )
    return pictures


def _refuse(folder: Path, goal: Path, pictures: Sequence[Path], settings: BatchSettings) -> None:
    if goal.exists() and goal.samefile(folder):
        raise UsageError(
            Said("The results would replace the portraits themselves."), Said("Give another folder with -o.")
        )
    names = {path.name for path in pictures}
    for name in settings.per_picture:
        if name not in names:
            raise UsageError(
                Said("There is no picture {0} in {1}, and the settings name it.", name, folder),
                Said("Write names as the files have them, with their endings."),
            )
    providers.check("renderer", settings.renderer)
    providers.check("tracker", settings.tracker)


def read_settings(path: Path) -> dict[str, dict[str, float]]:
    """Strengths by picture from a table with the columns picture, strength, mouth, brows, eyes, cheeks and
    nose, of which any may be left out or empty.

    Raises:
        FileMissing, FileUnreadable: it can't be read, or is no such table.
        UsageError: a strength is none.
    """
    rows = _table_of(read_text(path))
    known = ("strength", *GROUPS)
    if not rows or "picture" not in rows[0]:
        raise FileUnreadable(
            Said("{0} has no column “picture”.", path),
            Said("Give its first row the names picture, and any of {0}.", either(known)),
        )
    out: dict[str, dict[str, float]] = {}
    for row in rows:
        if name := (row.get("picture") or "").strip():
            out[name] = {each: _NUMBER.real(row[each]) for each in known if (row.get(each) or "").strip()}
    return out


def _table_of(text: str) -> list[dict[str, str]]:
    lines = text.splitlines()
    parted = ";" if lines and ";" in lines[0] else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=parted)
    return [{(name or "").strip().lower(): value or "" for name, value in row.items()} for row in rows]


def _results(pictures: Sequence[Path], goal: Path) -> list[Path]:
    """Where each result goes: under its own name, as PNG where its kind is not written."""
    names = [path.name if path.suffix.lower() in _WRITTEN else f"{path.stem}.png" for path in pictures]
    taken = {path.name for path in pictures}
    return [
        goal / (name if name == path.name or name not in taken else f"{path.name}.png")
        for name, path in zip(names, pictures, strict=True)
    ]


# What is done ----------------------------------------------------------------------------------------


def _done(
    path: Path, result: Path, settings: BatchSettings, key: str, progress: Progress, may_replace: bool
) -> BatchRow:
    strengths = settings.of(path.name)
    cells = dict.fromkeys(_COLUMNS, "") | {
        "picture": path.name, "strength": f"{strengths.whole:g}", "key": key,
        **{name: f"{value:g}" for name, value in strengths.own.items()},
    }  # fmt: skip
    try:
        portrait, found = _neutralised(path, result, settings, strengths, progress, may_replace)
    except (Cancelled, MemoryShort):
        raise
    except StudioError as error:
        return BatchRow({**cells, "verdict": _NOT_DONE, "what to do": str(error), "key": ""})
    verdict, advice = judged(found, strengths)
    window = " ".join(map(str, window_of(portrait.subject, CLOSE)))
    return BatchRow({**cells, **_figures(found), "result": result.name, "verdict": verdict,
                     "what to do": advice, "window": window})  # fmt: skip


def _neutralised(
    path: Path,
    result: Path,
    settings: BatchSettings,
    strengths: Strengths,
    progress: Progress,
    may_replace: bool,
) -> tuple[Portrait, Neutralised]:
    picture = read_picture(path)
    painter, tracker = providers.renderer(settings.renderer), providers.tracker(settings.tracker)
    finding = share(progress, 0.0, 0.4)
    portrait = prepared(Still(picture), painter, settings.face, finding, path=path, tracker=settings.tracker)
    found = neutralise(
        portrait, tracker, strength=strengths.whole, regions=strengths.only, own=strengths.by_region(),
        quality=settings.quality, progress=share(progress, 0.4, 1.0),
    )  # fmt: skip
    write_picture(result, found.pixels, icc=picture.icc, force=may_replace)
    return portrait, found


def _figures(found: Neutralised) -> dict[str, str]:
    units = found.units()
    smile = units[_SMILE]
    strongest = max(units, key=lambda name: units[name][1] or 0.0)
    return {
        "smile before": _figure(smile[0]),
        "smile after": _figure(smile[1]),
        "strongest": strongest if found.residual is not None else "",
        "residual": _figure(found.residual),
        "identity": _figure(found.identity),
        "outside": "" if found.outside is None else str(found.outside),
    }


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def judged(found: Neutralised, strengths: Strengths) -> tuple[str, str]:
    """A verdict, and what to do now."""
    problem = _problem(found) or (_left(found) if _takes_all(strengths) else None)
    return (_GOOD, _calm(found)) if problem is None else (_LOOK, problem)


def _takes_all(strengths: Strengths) -> bool:
    return min([strengths.whole, *strengths.own.values()]) == 1 and strengths.only == frozenset(REGIONS)


def _problem(found: Neutralised) -> str | None:
    """What should never be, in words; None if nothing is wrong."""
    if found.after is None:
        return Said("No face is seen in the result: look at it, and take less away.")
    if found.outside:
        return Said("Something outside the face changed by {0} of 255: look at it.", found.outside)
    if found.identity is not None and found.identity < _SAME_PERSON:
        return Said(
            "The person is less themselves ({0} of 1): take less away, or less of one part.",
            f"{found.identity:.2f}",
        )
    return None


def _left(found: Neutralised) -> str | None:
    """What is still seen although all should be gone."""
    units = {name: after or 0.0 for name, (_, after) in found.units().items()}
    if units[_SMILE] > _SMILES:
        return Said("A smile is still seen ({0} of 5): mend it by hand.", f"{units[_SMILE]:.1f}")
    name = max(units, key=lambda name: units[name])
    if units[name] > _SHOWS:
        return Said("{0} is still seen ({1} of 5): mend it by hand.", name, f"{units[name]:.1f}")
    return None


def _calm(found: Neutralised) -> str:
    """What is told of a result that is as it was asked for."""
    units = found.units()
    if max(before for before, _ in units.values()) < _WAS_AT_REST:
        return Said("Nothing: it was at rest already.")
    smile = units[_SMILE][1] or 0.0
    if smile > _SMILES:
        return Said("Nothing: a smile is left, as was asked for ({0} of 5).", f"{smile:.1f}")
    return Said("Nothing.")


def _key(path: Path, settings: BatchSettings) -> str:
    """Digest of all that decides a result."""
    file, strengths = path.stat(), settings.of(path.name)
    facts = (
        __version__, [card.name for card in cards() if is_installed(card.name)], file.st_size,
        file.st_mtime_ns, strengths.whole, sorted(strengths.only), sorted(strengths.own.items()),
        settings.face, settings.renderer, settings.tracker, settings.quality,
    )  # fmt: skip
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


# What is noted ---------------------------------------------------------------------------------------


def _rows_in(table: Path) -> dict[str, dict[str, str]]:
    """What an earlier run has noted; nothing if it can't be read."""
    try:
        rows = _table_of(read_text(table))
    except StudioError:
        return {}
    return {row["picture"]: row for row in rows if set(_COLUMNS) <= set(row)}


def _write_table(table: Path, rows: Sequence[BatchRow]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.cells for row in rows)
    with written_beside(table, force=True) as part:
        part.write_text(text.getvalue(), "utf-8-sig")


def _write_sheets(goal: Path, folder: Path, rows: Sequence[BatchRow]) -> tuple[Path, ...]:
    """Each picture before and after, with its verdict below."""
    shown = [row for row in rows if row.cells["window"]]
    pages = [shown[first : first + _ON_A_SHEET] for first in range(0, len(shown), _ON_A_SHEET)]
    places = []
    for number, page in enumerate(pages, 1):
        place = goal / (f"{_SHEET}.png" if len(pages) == 1 else f"{_SHEET}-{number}.png")
        cells, pictures = [], []
        for row in page:
            window = np.array([int(each) for each in row.cells["window"].split()])
            told = f"{row.cells['verdict']}: {row.cells['what to do']}"
            cells += [Cell(row.cells["picture"], "as photographed", _REST), Cell("neutral", told, _REST)]
            for path in (folder / row.cells["picture"], goal / row.cells["result"]):
                pictures.append(cut_out(as_srgb(read_picture(path)).pixels, window))
        write_picture(place, laid_out(cells, pictures, min(_ACROSS, 2 * len(page))), force=True)
        places.append(place)
    return tuple(places)
