"""Performances as CSV in the column layout of OpenFace: 17 action units 0–5, pose and gaze.

Its camera has x right, y down, z away from the viewer, angles in radians, millimetres. Its rotation is
``Rx(pose_Rx) · Ry(pose_Ry) · Rz(pose_Rz)``; ours turns the head by yaw, then pitch, then roll. For one
angle alone that means pose_Ry = -yaw, pose_Rx = -pitch, pose_Rz = roll; for several we go through the
matrix, so nothing is approximated. Its gaze is told in the camera's frame, ours relative to the head.

What does not survive: channels that the 17 units can't say (``studio.core.conversion``), differences
between left and right, the performer's rest (units are written as differences from it, which is what
OpenFace means by them), and where the camera stood: we write the head ``DISTANCE`` away from it. On
reading, the median place of the head is the performer's rest; angles stay as they are.
"""

from typing import Final, TextIO

import numpy as np

from studio.core.conversion import unit_values
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.time import FrameRate, Seconds
from studio.core.units import CHANNEL_INDEX, FACS_17
from studio.files.columns import Array, Columns, finite_rows, on_even_frames

DISTANCE: Final = 600.0
"""Millimetres from the camera at which a head without translation is written: an arm's length."""
_PRESENT: Final = 1.0
"""Intensity from which a unit counts as present: FACS's A, a trace."""
_ROLLED: Final = 0.2
"""Mean lip roll (0–1) from which AU28, which has no intensity of its own here, counts as present."""
_STILLS_RATE: Final = FrameRate(Seconds(30))

_UNITS: Final = tuple(f"{name}_r" for name in FACS_17.names)
_PRESENCES: Final = tuple(
    f"{name}_c" for name in (*FACS_17.names[: FACS_17.names.index("AU45")], "AU28", "AU45")
)
_GAZE: Final = tuple(f"gaze_{eye}_{axis}" for eye in (0, 1) for axis in "xyz")
_GAZE_ANGLES: Final = ("gaze_angle_x", "gaze_angle_y")
_PLACE: Final = ("pose_Tx", "pose_Ty", "pose_Tz")
_TURN: Final = ("pose_Rx", "pose_Ry", "pose_Rz")
_FORMATS: Final = {
    "frame": "%d", "face_id": "%d", "timestamp": "%.6f", "confidence": "%.2f", "success": "%d",
    **dict.fromkeys(_GAZE, "%.6f"), **dict.fromkeys(_GAZE_ANGLES, "%.6f"),
    **dict.fromkeys(_PLACE, "%.3f"), **dict.fromkeys(_TURN, "%.6f"),
    **dict.fromkeys(_UNITS, "%.4f"), **dict.fromkeys(_PRESENCES, "%.2f"),
}  # fmt: skip
_FLIP: Final = np.array([1.0, -1.0, -1.0])
"""Between y up, z toward the viewer and y down, z away."""


def is_facs_column(name: str) -> bool:
    return name in _FORMATS


def is_facs_table(columns: Columns) -> bool:
    return any(name in columns for name in (*_UNITS, *_TURN))


def write_facs_csv(file: TextIO, performance: Performance) -> None:
    """Write a performance, one row per frame, the header as OpenFace spells it."""
    rows = np.column_stack(
        [
            _frame_columns(performance),
            _pose_columns(performance),
            _unit_columns(performance),
        ]
    )
    np.savetxt(
        file, rows, fmt=list(_FORMATS.values()), delimiter=", ", header=", ".join(_FORMATS), comments=""
    )


def read_facs_columns(columns: Columns) -> Performance:
    """Read a table of one face; of several the one that is seen most.

    Raises:
        FileUnreadable: no face in any row, or senseless times.
    """
    columns = _one_face(columns)
    raw = np.hstack([columns.table((*_UNITS, *_TURN)), _places(columns)])
    directions = _directions(columns)
    seen = finite_rows(np.hstack([raw, directions]))
    if "success" in columns:
        seen &= columns.numbers("success") > 0
    even = on_even_frames(_times(columns), np.hstack([raw, directions]), seen, _STILLS_RATE)
    units, turn, place, gaze = np.split(even.values, np.cumsum([len(_UNITS), 3, 3]), axis=1)
    rotations = _rotations(turn)
    head = np.hstack([_angles(rotations), (place - (0.0, 0.0, DISTANCE)) / 10 * _FLIP])
    rest = (
        np.median(head[~even.missing, 3:], axis=0) if any(name in columns for name in _PLACE) else np.zeros(3)
    )
    return Performance(
        even.rate,
        FACS_17.channels(np.clip(units, 0.0, 5.0)).astype(np.float32),
        head.astype(np.float32),
        _head_gaze(rotations, gaze).astype(np.float32),
        FaceState(head=HeadPose(0.0, 0.0, 0.0, *map(float, rest))),
        even.missing if even.missing.any() else None,
    )


# ---------------------------------------------------------------- columns that we write


def _frame_columns(performance: Performance) -> Array:
    """frame, face_id, timestamp, confidence, success."""
    index = np.arange(len(performance))
    fps = performance.rate.fps
    seen = np.ones(len(index)) if performance.missing is None else (~performance.missing).astype(float)
    return np.stack([index + 1, 0 * index, index * fps.denominator / fps.numerator, seen, seen], axis=1)


def _pose_columns(performance: Performance) -> Array:
    """Both eyes' direction, gaze angles, place in mm, rotation in radians."""
    rotations = _our_rotations(performance.head[:, :3].astype(np.float64))
    gaze = np.einsum("nij,nj->ni", rotations, _our_direction(performance.gaze.astype(np.float64)))
    place = performance.head[:, 3:] * _FLIP * 10 + (0.0, 0.0, DISTANCE)
    angles = np.arctan2(gaze[:, :2], -gaze[:, 2:])
    return np.hstack([gaze, gaze, angles, place, _their_angles(rotations)])


def _unit_columns(performance: Performance) -> Array:
    """17 intensities and 18 presences."""
    moved = np.clip(performance.channels - performance.rest.channels, 0.0, 1.0)
    values = unit_values(FACS_17, moved)
    rolled = (
        moved[:, [CHANNEL_INDEX["mouthRollLower"], CHANNEL_INDEX["mouthRollUpper"]]].mean(axis=1) >= _ROLLED
    )
    present = values >= _PRESENT
    return np.hstack([values, present[:, :-1], rolled[:, None], present[:, -1:]]).astype(np.float64)


# ---------------------------------------------------------------- what we read


def _one_face(columns: Columns) -> Columns:
    if "face_id" not in columns:
        return columns
    faces = columns.numbers("face_id")
    counted = faces[columns.numbers("success") > 0] if "success" in columns else faces
    ids, counts = np.unique(counted, return_counts=True)
    return columns.only(faces == ids[np.argmax(counts)]) if len(ids) > 1 else columns


def _times(columns: Columns) -> Array:
    """Seconds of each row; a sequence of stills has none that differ, then rows are frames."""
    times = columns.numbers("timestamp")
    if len(times) > 1 and not np.ptp(times) > 0:
        return np.arange(len(times)) / float(_STILLS_RATE)
    return times


def _places(columns: Columns) -> Array:
    """Where the head is [n, 3] in mm; ``DISTANCE`` away if the file does not tell."""
    if _PLACE[0] in columns:
        return columns.table(_PLACE)
    return np.tile((0.0, 0.0, DISTANCE), (columns.count, 1))


def _directions(columns: Columns) -> Array:
    """Where the eyes look in the camera's frame, [n, 3]; straight ahead if the file does not tell."""
    if _GAZE[0] in columns:
        eyes = columns.table(_GAZE)
        return (eyes[:, :3] + eyes[:, 3:]) / 2
    if _GAZE_ANGLES[0] in columns:
        return np.column_stack([np.tan(columns.table(_GAZE_ANGLES)), -np.ones(columns.count)])
    return -_rotations(columns.table(_TURN))[:, :, 2]


# ---------------------------------------------------------------- rotations, all in OpenFace's frame


def _turn(axis: int, angles: Array) -> Array:
    """Rotation matrices [n, 3, 3] about one axis, angles [n] in radians."""
    out = np.zeros((len(angles), 3, 3))
    i, j = (axis + 1) % 3, (axis + 2) % 3
    out[:, axis, axis] = 1.0
    out[:, i, i] = out[:, j, j] = np.cos(angles)
    out[:, j, i] = np.sin(angles)
    out[:, i, j] = -np.sin(angles)
    return out


def _rotations(turn: Array) -> Array:
    """pose_Rx, pose_Ry, pose_Rz [n, 3] to matrices."""
    return _turn(0, turn[:, 0]) @ _turn(1, turn[:, 1]) @ _turn(2, turn[:, 2])


def _their_angles(rotations: Array) -> Array:
    """Matrices to pose_Rx, pose_Ry, pose_Rz [n, 3]."""
    r = rotations
    return np.stack(
        [
            np.arctan2(-r[:, 1, 2], r[:, 2, 2]),
            np.arcsin(np.clip(r[:, 0, 2], -1, 1)),
            np.arctan2(-r[:, 0, 1], r[:, 0, 0]),
        ],
        axis=1,
    )


def _our_rotations(angles: Array) -> Array:
    """Yaw, pitch, roll in degrees [n, 3] to matrices."""
    yaw, pitch, roll = np.radians(angles).T
    return _turn(1, -yaw) @ _turn(0, -pitch) @ _turn(2, roll)


def _angles(rotations: Array) -> Array:
    """Matrices to yaw, pitch, roll in degrees [n, 3]."""
    r = rotations
    yaw = -np.arctan2(r[:, 0, 2], r[:, 2, 2])
    pitch = np.arcsin(np.clip(r[:, 1, 2], -1, 1))
    roll = np.arctan2(r[:, 1, 0], r[:, 1, 1])
    out: Array = np.degrees(np.stack([yaw, pitch, roll], axis=1))
    return out


def _our_direction(gaze: Array) -> Array:
    """Yaw, pitch in degrees [n, 2] to unit vectors in the head's frame."""
    yaw, pitch = np.radians(gaze).T
    return np.stack([np.sin(yaw) * np.cos(pitch), -np.sin(pitch), -np.cos(yaw) * np.cos(pitch)], axis=1)


def _head_gaze(rotations: Array, directions: Array) -> Array:
    """Directions in the camera's frame to yaw, pitch relative to the head, in degrees [n, 2]."""
    in_head = np.einsum("nji,nj->ni", rotations, directions)
    length = np.maximum(np.linalg.norm(in_head, axis=1), 1e-9)
    yaw = np.arctan2(in_head[:, 0], -in_head[:, 2])
    pitch = np.arcsin(np.clip(-in_head[:, 1] / length, -1, 1))
    out: Array = np.degrees(np.stack([yaw, pitch], axis=1))
    return out
