"""The aligned crop, which every network looks at, and pasting back what a network drew in it.

A square of the picture with both outer eye corners level, 0.42 of its side apart.
"""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.source import Pixels
from studio.engine.rig import topology as t
from studio.engine.warp.blend import lay_over

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Box = tuple[int, int, int, int]

SIZE: Final = 160
"""Side of the crop in pixels, unless a network wants another."""
_EYES_APART, _EYES_HEIGHT = 0.42, 0.34
_LARGE = 0.25
"""A face that is larger than the crop by more than this is made smaller first, which is quicker."""
_ALIKE = 1.1
"""Pixels to one from which what is made smaller is blurred first, lest it alias."""
_BLUR = 0.45
"""Standard deviation of that blur, of such pixels."""
_BLUR_BACK = 0.3
"""The same on the way back, where less is found sooner."""
_SOUGHT = 4
"""How often pixels are bettered that shall give a crop when cut."""


def crop_matrix(landmarks: Array, size: int = SIZE) -> Array:
    """The similarity that carries pixels of the picture into the aligned crop: [2, 3]."""
    right, left = (landmarks[i, :2] for i in t.EYE_OUTER)
    along = (left - right) * (_EYES_APART * size / np.sum((left - right) ** 2))
    turn = np.array([[along[0], along[1]], [-along[1], along[0]]])
    goal = np.array([size / 2, size * _EYES_HEIGHT])
    return np.column_stack([turn, goal - turn @ (right + left) / 2])


def into_crop(landmarks: Array, matrix: Array) -> Array:
    """[n, 3] pixels of the picture → pixels of the crop, depth scaled alike."""
    flat = landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    return np.column_stack([flat, landmarks[:, 2] * np.linalg.norm(matrix[:, 0])])


def finer(matrix: Array, times: int) -> Array:
    """The matrix [2, 3] of the same crop with so many pixels for one, which lie within that one."""
    return np.asarray(matrix * times + np.array([0, 0, (times - 1) / 2]))


def finely(points: Array, times: int) -> Array:
    """Landmarks [n, 3] in the crop → the same in one that is so many times as fine, depth alike."""
    return np.column_stack([(points[:, :2] + 0.5) * times - 0.5, points[:, 2] * times])


def coarsely(values: Floats) -> Floats:
    """Values [m, m, k] of a crop that may be finer, as means over the networks' pixels [SIZE, SIZE, k]."""
    return np.asarray(cv2.resize(values, (SIZE, SIZE), interpolation=cv2.INTER_AREA), np.float32)


def from_corner(matrix: Array, corner: Array | tuple[int, int]) -> Array:
    """A matrix [2, 3] of the whole picture → the same of a part of it that begins at a corner, x and y."""
    return np.column_stack([matrix[:, :2], matrix[:, 2] + matrix[:, :2] @ corner])


def cut(pixels: Pixels, matrix: Array, size: int = SIZE) -> Pixels:
    """The crop of a picture [h, w, 3], without aliasing, in the picture's own depth."""
    part, matrix = _near(pixels, matrix, size)
    shrink = 1 / _scale(matrix)
    if shrink > _ALIKE:
        part = cv2.GaussianBlur(part, (0, 0), _BLUR * shrink)
    return cv2.warpAffine(part, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _scale(matrix: Array) -> float:
    """Pixels of the crop to one of the picture."""
    return float(np.linalg.norm(matrix[:, 0]))


def _near(pixels: Pixels, matrix: Array, size: int) -> tuple[Pixels, Array]:
    """The part of the picture that the crop shows, made smaller if it is far too large, and its matrix."""
    x0, y0, x1, y1 = _under((0, 0, size, size), matrix, pixels)
    part, matrix = np.ascontiguousarray(pixels[y0:y1, x0:x1]), from_corner(matrix, (x0, y0))
    scale = _scale(matrix)
    if scale > _LARGE:
        return part, matrix
    width, height = (max(1, round(n * 2 * scale)) for n in part.shape[1::-1])
    factors = np.array([part.shape[1] / width, part.shape[0] / height])
    small = cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA)
    offset = matrix[:, 2] + matrix[:, :2] @ (factors / 2 - 0.5)
    return small, np.column_stack([matrix[:, :2] * factors, offset])


def _under(box: Box, matrix: Array, pixels: Pixels) -> Box:
    """The box of the picture under a box of the crop, with a margin; never empty."""
    x0, y0, x1, y1 = box
    scale = _scale(matrix)
    corners = (np.array([[x0, y0], [x1, y0], [x0, y1], [x1, y1]]) - matrix[:, 2]) @ matrix[:, :2] / scale**2
    margin = 2 / scale
    high = np.clip(np.ceil(corners.max(0) + margin), 1, pixels.shape[1::-1]).astype(int)
    low = np.clip(np.floor(corners.min(0) - margin), 0, high - 1).astype(int)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def box_of(mask: Floats, matrix: Array, pixels: Pixels) -> Box | None:
    """The box of the picture around what a mask in the crop shows; None if that is nothing."""
    column, row, width, height = cv2.boundingRect((mask > 0).astype(np.uint8))
    if not width:
        return None
    soft = int(np.ceil(2 * _scale(matrix)))
    return _under((column - soft, row - soft, column + width + soft, row + height + soft), matrix, pixels)


def paste_back(picture: Pixels, drawn: Pixels | Floats, matrix: Array, alpha: Floats) -> None:
    """Lay what was drawn in the aligned crop over the picture, in place and without aliasing.

    Where the crop is the finer of the two, such pixels are laid there as ``cut`` would make the crop of: what
    was cut and comes back unchanged leaves the picture as it is.

    Args:
        picture: [h, w, 3 or 4], or a part of one; its own transparency stays.
        drawn: [s, s, 3], whole numbers of any depth, or 0–1.
        matrix: pixels of the picture, or of the part → pixels of the crop [2, 3].
        alpha: how much of each pixel of the crop is seen [s, s], 0–1; beyond the crop nothing is.
    """
    box = box_of(alpha, matrix, picture)
    if box is None:
        return
    x0, y0, x1, y1 = box
    part, matrix = picture[y0:y1, x0:x1], from_corner(matrix, (x0, y0))
    share = np.clip(_laid_back(alpha, matrix, part, cv2.BORDER_CONSTANT), 0, 1)
    above = _drawn_at(part, _as_deep(drawn, picture), matrix)
    if part.shape[2] == 4:
        above = np.dstack([above, part[..., 3]])
    lay_over(part, above, (share * 255 + 0.5).astype(np.uint8))


def laid_back(
    values: Floats, seen: Floats, matrix: Array, picture: Pixels
) -> tuple[Box, NDArray[np.float32]] | None:
    """What was found in the aligned crop, at the pixels of a picture [h, w, k], with the box of it there.

    Args:
        values: [s, s, k], zero at the crop's edge.
        seen: [s, s]; where it is not above zero, values are left out.
        matrix: pixels of the picture → pixels of the crop [2, 3].

    Returns:
        None if there is nothing.
    """
    box = box_of(seen, matrix, picture)
    if box is None:
        return None
    x0, y0, x1, y1 = box
    part, matrix = picture[y0:y1, x0:x1], from_corner(matrix, (x0, y0))
    planes = [values[..., i : i + 3] for i in range(0, values.shape[2], 3)]
    back = [_laid_back(np.ascontiguousarray(plane), matrix, part, cv2.BORDER_CONSTANT) for plane in planes]
    return box, np.concatenate(back, 2).astype(np.float32, copy=False)


def _as_deep(drawn: Pixels | Floats, picture: Pixels) -> Pixels:
    """Colours in the depth of a picture."""
    if drawn.dtype == picture.dtype:
        return drawn
    most = np.iinfo(drawn.dtype).max if np.issubdtype(drawn.dtype, np.integer) else 1
    return _rounded(drawn.astype(np.float32) * np.float32(np.iinfo(picture.dtype).max / most), picture)


def _rounded(values: Floats, picture: Pixels) -> Pixels:
    return np.rint(np.clip(values, 0, np.iinfo(picture.dtype).max)).astype(picture.dtype)


def _drawn_at(part: Pixels, drawn: Pixels, matrix: Array) -> Pixels:
    """What was drawn, at the pixels of a part of the picture [h, w, 3]."""
    if _scale(matrix) < 1:
        return np.asarray(_laid_back(drawn, matrix, part, cv2.BORDER_REPLICATE), part.dtype)
    sought = part[..., :3].astype(np.float32)
    for _ in range(_SOUGHT):
        off = drawn - cut(sought, matrix, len(drawn))
        sought += _laid_back(off.astype(np.float32), matrix, part, cv2.BORDER_REPLICATE)
    return _rounded(sought, part)


def _laid_back(crop: NDArray[Any], matrix: Array, part: Pixels, border: int) -> NDArray[Any]:
    """The crop's values at the pixels of a part of the picture, without aliasing."""
    scale = _scale(matrix)
    if scale > _ALIKE:
        crop = np.asarray(cv2.GaussianBlur(crop, (0, 0), _BLUR_BACK * scale, borderType=border))
    elif scale < 1:
        # A warp knows places only to a fraction of the crop's pixels, which may be many of the picture's.
        times = int(np.ceil(1 / scale))
        crop = np.asarray(cv2.resize(crop, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC))
        matrix = finer(matrix, times)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(crop, matrix, part.shape[1::-1], flags=how, borderMode=border))


def share_at(mask: Floats, to_crop: Array, origin: Array, step: float, size: tuple[int, int]) -> Floats:
    """A mask in the crop on a grid of the picture's points: [height, width].

    Args:
        mask: [s, s] in the crop; beyond it, its edge is repeated.
        to_crop: pixels of the picture → pixels of the crop, [2, 3].
        origin: the picture's place at which the grid begins, x and y.
        step: pixels of the picture between two points of the grid.
        size: width and height of the grid.
    """
    grid_to_crop = np.column_stack([to_crop[:, :2] * step, to_crop[:, :2] @ origin + to_crop[:, 2]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(mask, grid_to_crop, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.float32
    )


def filled(points: Array, rings: tuple[tuple[int, ...], ...], size: int = SIZE) -> Bytes:
    """1 inside the rings of landmarks, 0 outside: [size, size]."""
    out = np.zeros((size, size), np.uint8)
    for ring in rings:
        cv2.fillPoly(out, [np.round(points[list(ring), :2]).astype(np.int32)], 1)
    return out


def planes(field: Floats) -> tuple[Floats, Floats]:
    """A field of places [h, w, 2] as the two maps that ``cv2.remap`` wants."""
    return np.ascontiguousarray(field[..., 0]), np.ascontiguousarray(field[..., 1])
