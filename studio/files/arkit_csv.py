"""Performances as tables of ARKit channels: what Live Link Face and Audio2Face write.

Columns go by name, whatever their order and spelling (``jawOpen``, ``JawOpen``, ``MouthSmile_L``,
``blendShapes.EyeBlinkLeft``). The head's angles of Live Link Face are radians; they are named from the
subject's own side, ours as the viewer sees it, hence the signs. The eyes' bones are left out: the
eyeLook channels tell the same, and the eyes must not turn twice.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from studio.core.errors import FileUnreadable
from studio.core.face import Performance
from studio.core.time import FrameRate, Seconds
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.core.words import Said
from studio.files.columns import Array, Columns, finite_rows, on_even_frames

_BY_NAME: Final = {name.lower(): name for name in CHANNELS}
_HEAD: Final = {"headyaw": (0, -1.0), "headpitch": (1, 1.0), "headroll": (2, -1.0)}
"""Column → which of our angles, and its sign."""
_TIMES: Final = ("timecode", "timestamp", "time", "seconds")
_NOT_CHANNELS: Final = frozenset({
    *_TIMES, *_HEAD, "frame", "blendshapecount",
    *(f"{side}eye{angle}" for side in ("left", "right") for angle in ("yaw", "pitch", "roll")),
})  # fmt: skip
_TIMECODE: Final = re.compile(r"(\d+):(\d\d):(\d\d)[:;](\d+(?:\.\d+)?)")
_APP_RATE: Final = FrameRate(Seconds(60))
_ENOUGH: Final = 5
"""So many known channels make a table one of channels."""


def channel_named(name: str) -> str | None:
    """The channel that another program's name means, or None."""
    plain = name.rsplit(".", 1)[-1].strip().lower()
    plain = re.sub(r"_l$", "left", re.sub(r"_r$", "right", plain)).replace("_", "")
    return _BY_NAME.get(plain)


def is_arkit_column(name: str) -> bool:
    return channel_named(name) is not None or name.lower() in (*_TIMES, *_HEAD)


def is_arkit_table(columns: Columns) -> bool:
    return sum(channel_named(name) is not None for name in columns.names) >= _ENOUGH


def read_arkit_columns(columns: Columns) -> tuple[Performance, tuple[str, ...]]:
    """The performance, and the columns that nothing here stands for.

    Raises:
        FileUnreadable: no row has all its numbers, or the times make no sense.
    """
    known = {name: channel for name in columns.names if (channel := channel_named(name)) is not None}
    plain = {name.strip().lower(): name for name in columns.names}
    head = [plain[name] for name in _HEAD if name in plain]
    raw = columns.table((*known, *head))
    even = on_even_frames(_times(columns, plain), raw, finite_rows(raw), _APP_RATE)
    channels = np.zeros((len(even.values), len(CHANNELS)))
    channels[:, [CHANNEL_INDEX[channel] for channel in known.values()]] = even.values[:, : len(known)]
    angles = np.zeros((len(even.values), 6))
    for name, column in zip(head, even.values[:, len(known) :].T, strict=True):
        slot, sign = _HEAD[name.lower()]
        angles[:, slot] = sign * np.degrees(column)
    performance = Performance(
        even.rate,
        np.clip(channels, 0.0, 1.0).astype(np.float32),
        angles.astype(np.float32),
        np.zeros((len(angles), 2), np.float32),
        missing=even.missing if even.missing.any() else None,
    )
    unknown = (name for low, name in plain.items() if name not in known and low not in _NOT_CHANNELS)
    return performance, tuple(unknown)


def _times(columns: Columns, plain: dict[str, str]) -> Array:
    for name in _TIMES:
        if name in plain:
            cells = columns.texts.get(plain[name])
            return _timecodes(cells) if cells else columns.numbers(plain[name])
    return np.arange(columns.count) / float(_APP_RATE)


def _timecodes(cells: Sequence[str]) -> Array:
    """``HH:MM:SS:FF.part`` to seconds; the rate of the frames is the next usual one above the largest FF.

    A timecode is a clock: after midnight it begins anew.
    """
    found = [_TIMECODE.fullmatch(cell.strip().replace(",", ".")) for cell in cells]
    if not all(found):
        raise FileUnreadable(
            Said("A timecode in the file can't be read."), Said("It should look like 00:00:01:12.000.")
        )
    parts = np.array([match.groups() for match in found if match], np.float64)
    days = np.cumsum(np.diff(parts[:, 0], prepend=parts[0, 0]) < -12)
    largest = parts[:, 3].max()
    whole_second = len(np.unique(parts[:, 2])) > 1
    rate = min((r for r in (24, 25, 30, 50, 60, 120) if r > largest), default=240)
    seconds = parts[:, :3] @ (3600.0, 60.0, 1.0) + 86400.0 * days
    return seconds + parts[:, 3] / (rate if whole_second else float(_APP_RATE))
