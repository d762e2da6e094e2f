"""Contact sheets: every unit of a vocabulary, pose, viseme or emotion of one portrait, with names."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from studio.core.errors import UsageError
from studio.core.face import FaceState
from studio.core.presets import EMOTIONS
from studio.core.source import Pixels
from studio.core.units import VOCABULARIES, Vocabulary
from studio.core.words import Said, either
from studio.engine.naming import did_you_mean
from studio.engine.portrait import Portrait
from studio.engine.ports import Quality
from studio.engine.progress import Progress, unheard
from studio.engine.scene import Scene
from studio.engine.speaking.visemes import PHONEME_VISEMES, VISEMES
from studio.engine.subject import Subject

CELL: Final = 288
"""Side of one picture on the sheet, pixels."""
_GAP: Final = 14
_LABEL: Final = 46
_PAPER: Final = (22, 22, 24)
_INK, _PALE_INK = (236, 236, 238), (150, 150, 156)
_ACROSS: Final = 1.3
"""How much wider than high a sheet is, in cells."""
CLOSE, _WIDE = 1.3, 1.7
"""Side of the square that is shown, in heights of the face: of its units, and of its poses."""
_TURNS: Final = (-25.0, -12.0, 0.0, 12.0, 25.0)
_NODS: Final = (15.0, 0.0, -15.0)
_STRENGTHS: Final = (1 / 3, 2 / 3, 1.0)
_ABREAST: Final = 3
"""Emotions in a row."""
SHEETS: Final = (*(vocabulary.name for vocabulary in VOCABULARIES), "poses", "visemes", "emotions")


@dataclass(frozen=True, slots=True)
class Cell:
    """One picture of a sheet: its name, what it is in words, and the state that is drawn."""

    name: str
    title: str
    state: FaceState


def check_sheet(sheet: str) -> None:
    """Refuse a name that no sheet has.

    Raises:
        UsageError: there is no such sheet.
    """
    if sheet.lower() not in (name.lower() for name in SHEETS):
        hint = did_you_mean(sheet, SHEETS, Said("There is {0}.", either(SHEETS)))
        raise UsageError(Said("There is no sheet called “{0}”.", sheet), hint)


def cells_of(sheet: str, rest: FaceState) -> tuple[list[Cell], int | None]:
    """The cells of a named sheet for a portrait, and how many of them go in a row (None: as fits).

    Raises:
        UsageError: there is no such sheet.
    """
    check_sheet(sheet)
    for vocabulary in VOCABULARIES:
        if vocabulary.name.lower() == sheet.lower():
            return unit_cells(vocabulary, rest), None
    if sheet.lower() == "emotions":
        return emotion_cells(rest), _ABREAST * len(_STRENGTHS)
    return (pose_cells(rest), len(_TURNS)) if sheet.lower() == "poses" else (viseme_cells(rest), None)


def unit_cells(vocabulary: Vocabulary, rest: FaceState) -> list[Cell]:
    """The portrait as it is, its neutral, and each unit alone at full."""
    neutral = replace(rest, channels=np.zeros_like(rest.channels))
    units = [
        Cell(
            f"{unit.name} = {unit.full:g}",
            unit.title.removesuffix(f" ({unit.name})"),
            neutral.with_unit(unit, unit.full),
        )
        for unit in vocabulary.units
    ]
    return [Cell("as photographed", "", rest), Cell("neutral", "every unit at 0", neutral), *units]


def pose_cells(rest: FaceState) -> list[Cell]:
    """Turned ±25° to the side and ±15° up and down from the portrait's own pose."""
    return [
        Cell(
            f"yaw {yaw:+.0f}°  pitch {pitch:+.0f}°",
            "",
            replace(rest, head=replace(rest.head, yaw=rest.head.yaw + yaw, pitch=rest.head.pitch + pitch)),
        )
        for pitch in _NODS
        for yaw in _TURNS
    ]


def viseme_cells(rest: FaceState) -> list[Cell]:
    """The mouth of each viseme as it is said clearly and alone, from neutral."""
    neutral = replace(rest, channels=np.zeros_like(rest.channels))
    sounds: dict[str, list[str]] = {}
    for phoneme, viseme in PHONEME_VISEMES.items():
        sounds.setdefault(viseme, []).append(phoneme)
    return [
        Cell(viseme, " ".join(sounds[viseme]), neutral.with_channels(**channels))
        for viseme, channels in VISEMES.items()
    ]


def emotion_cells(rest: FaceState) -> list[Cell]:
    """Each emotion, from neutral, at three strengths."""
    neutral = replace(rest, channels=np.zeros_like(rest.channels))
    return [
        Cell(preset.name, f"{strength:.0%}", neutral.with_channels(**preset.channels(strength)))
        for preset in EMOTIONS
        for strength in _STRENGTHS
    ]


def contact_sheet(
    portrait: Portrait,
    sheet: str,
    quality: Quality = "full",
    progress: Progress = unheard,
    folds: float = 1.0,
) -> Pixels:
    """Draw a named sheet of a portrait, [height, width, 3] uint8.

    Args:
        folds: how much of others' folds is laid over it, 0–1.

    Raises:
        UsageError: there is no such sheet, or the renderer needs something that single pictures have not.
    """
    cells, across = cells_of(sheet, portrait.rest)
    window = window_of(portrait.subject, _WIDE if sheet.lower() == "poses" else CLOSE)
    pictures = []
    for done, cell in enumerate(cells, 1):
        scene = Scene(portrait, held=cell.state, quality=quality, folds=folds)
        pictures.append(cut_out(scene.picture(), window))
        progress(done / len(cells), Said("drawing {0}", cell.name))
    return laid_out(cells, pictures, across)


def laid_out(cells: Sequence[Cell], pictures: Sequence[Pixels], across: int | None = None) -> Pixels:
    """Pictures [CELL, CELL, 3] uint8 in rows with their names below, on dark paper."""
    columns = min(len(cells), across or math.ceil(math.sqrt(len(cells) * _ACROSS)))
    rows = math.ceil(len(cells) / columns)
    step = (CELL + _GAP, CELL + _LABEL + _GAP)
    paper = Image.new("RGB", (columns * step[0] + _GAP, rows * step[1] + _GAP), _PAPER)
    ink = ImageDraw.Draw(paper)
    for index, (cell, picture) in enumerate(zip(cells, pictures, strict=True)):
        x, y = _GAP + index % columns * step[0], _GAP + index // columns * step[1]
        paper.paste(Image.fromarray(picture), (x, y))
        ink.text((x, y + CELL + 4), cell.name, _INK, ImageFont.load_default(17))
        ink.text((x, y + CELL + 25), _shortened(cell.title), _PALE_INK, ImageFont.load_default(13))
    return np.asarray(paper)


def _shortened(title: str) -> str:
    return title if len(title) <= 42 else f"{title[:41]}…"


def window_of(subject: Subject, room: float) -> NDArray[np.int_]:
    """The square about the face, inside the picture: x0, y0, x1, y1."""
    landmarks, size = subject.person().landmarks[:, :2] + 0.5, subject.size
    low, high = landmarks.min(0), landmarks.max(0)
    side = min(float((high - low).max()) * room, *size)
    start = np.clip((low + high) / 2 - side / 2, 0, np.array(size) - side)
    return np.concatenate([start, start + side]).round().astype(int)


def cut_out(pixels: Pixels, window: NDArray[np.int_]) -> Pixels:
    """What lies in a window x0, y0, x1, y1, as a cell [CELL, CELL, 3] uint8."""
    x0, y0, x1, y1 = window
    part = pixels[y0:y1, x0:x1, :3]
    if part.dtype == np.uint16:
        part = (part >> 8).astype(np.uint8)
    how = cv2.INTER_AREA if x1 - x0 > CELL else cv2.INTER_CUBIC
    return cv2.resize(np.ascontiguousarray(part), (CELL, CELL), interpolation=how)
