"""The warp in torch: the picture of ``field`` and ``pixel_map``, differentiable and on any device.

Which triangle lies where is found by a raster and is not differentiated; where in the triangle a
point lies, what moves there, what is carried on outside and what the photograph shows is. So a
picture has gradients with respect to the landmarks, and through them to all that they came from
(channels, pose, a network), and to the gain. Occlusion and the leaps that ``field`` keeps count as
constant.
"""

from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from studio.engine.device import best_device
from studio.engine.warp.field import (
    _FREE,
    _OVAL,
    _RING_TRIANGLES,
    _RINGS,
    RIMS,
    WarpArea,
    _turned_away,
)
from studio.engine.warp.raster import rasterise
from studio.engine.warp.texture import HALFWAY, Box

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Ids = NDArray[np.int32]

_SOFTNESS: Final = np.asarray(cv2.getGaussianKernel(7, 0.8), np.float32).ravel()
"""The blur of the mesh's creases, in grid points."""
_LEAP: Final = 0.6
"""What the blur may change, in grid steps; more is a contour and is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class _Mesh:
    """The face's triangles, and where their corners come from and go."""

    triangles: Ids
    source: Tensor
    target: Tensor
    rigid_target: Tensor
    skull: Tensor

    def facing(self) -> Ids:
        away = _turned_away(self.triangles, _plain(self.source), _plain(self.target[:, :2]))
        return self.triangles[~away]

    def around(self, rim: NDArray[np.int_], area: Box) -> tuple[Tensor, Tensor, Box]:
        """The mesh laid at every pixel about some landmarks, and in which box of the area [h, w, 2]."""
        points = self.target[:, :2] - self.target.new_tensor(area[:2])
        near = _plain(points)[rim]
        x0, y0 = np.maximum(np.floor(near.min(0)) - 2, 0).astype(int).tolist()
        limit = (area[2] - area[0], area[3] - area[1])
        x1, y1 = np.minimum(np.ceil(near.max(0)) + 3, limit).astype(int).tolist()
        box = (x0, y0, max(x0, x1), max(y0, y1))
        triangles = self.triangles[np.isin(self.triangles, rim).any(1)]
        size = (box[2] - x0, box[3] - y0)
        shifted = points - points.new_tensor((x0, y0))
        return *_laid(triangles, shifted, self.source, size, self.target[:, 2]), box


def _plain(values: Tensor) -> Array:
    return values.detach().cpu().numpy().astype(np.float64)


@dataclass(frozen=True, slots=True)
class TorchWarp:
    """The warp of a photograph on a device.

    Landmarks may be arrays or tensors, [478, 2] or [478, 3] in pixels; gradients flow to tensors
    that ask for them.
    """

    device: torch.device = field(default_factory=best_device)

    def picture(
        self,
        photo: Tensor,
        area: WarpArea,
        triangles: Ids,
        source: Array | Tensor,
        target: Array | Tensor,
        rigid_target: Array | Tensor,
        skull: Array | Tensor,
        gain: Tensor | None = None,
        to_crop: Array | None = None,
        front: tuple[Floats, Array] | None = None,
    ) -> Tensor:
        """The photograph with its face moved [H, W, 3], 0–1; outside ``area.box`` it is unchanged.

        Args:
            photo: [H, W, 3] float, 0–1.
            area: where the warp may act.
            triangles: [m, 3] into the landmarks.
            source, target, rigid_target, skull: as in ``field.warp_field``.
            gain: log-gain of the photograph [s, s, 3] in the aligned crop; none if None.
            to_crop: the matrix [2, 3] that carries pixels of the photograph into that crop.
            front: as in ``places``.
        """
        photo = photo.to(self.device)
        places = self.places(area, triangles, source, target, rigid_target, skull, front)
        x0, y0, x1, y1 = area.box
        doubled = _doubled(photo[y0:y1, x0:x1])
        region = _sampled(doubled, 2 * (places - places.new_tensor((x0, y0))))
        if gain is not None and to_crop is not None:
            region = (region * self._at(gain, to_crop, places).exp()).clamp(0, 1)
        out = photo.clone()
        out[y0:y1, x0:x1] = region
        return out

    def places(
        self,
        area: WarpArea,
        triangles: Ids,
        source: Array | Tensor,
        target: Array | Tensor,
        rigid_target: Array | Tensor,
        skull: Array | Tensor,
        front: tuple[Floats, Array] | None = None,
    ) -> Tensor:
        """Where in the photograph every pixel of ``area.box`` comes from [h, w, 2].

        Args:
            area, triangles, source, target, rigid_target, skull: as in ``picture``.
            front: what lies in front of the face, and the matrix that leads to it, as in ``field.refine``.
        """
        mesh = _Mesh(triangles, *(self._tensor(x) for x in (source, target, rigid_target, skull)))
        x0, y0, x1, y1 = area.box
        pixels = self._lattice(x1 - x0, y1 - y0)
        out = _sampled(self._field(area, mesh), (pixels - (area.step - 1) / 2) / area.step)
        out = out + pixels + pixels.new_tensor((x0, y0))
        for rim in RIMS:
            fine, covered, (x0, y0, x1, y1) = mesh.around(rim, area.box)
            here = out[y0:y1, x0:x1]
            if front is not None:
                covered = covered & (self._at(*front, here) < _FREE)
            out = out.clone()
            out[y0:y1, x0:x1] = torch.where(covered, fine, here)
        return out

    def _field(self, area: WarpArea, mesh: _Mesh) -> Tensor:
        """Displacement on the grid [grid height, grid width, 2], as ``field.warp_field`` gives it."""
        rigid, skin = mesh.source - mesh.rigid_target, mesh.rigid_target - mesh.target[:, :2]
        values = torch.cat([rigid, skin], 1)
        grid = (mesh.target[:, :2] - mesh.target.new_tensor(area.origin)) / area.step
        outside = _beyond(area, mesh.source[_OVAL], values[_OVAL], mesh.skull)
        face, covered = _laid(mesh.facing(), grid, values, area.grid_size, mesh.target[:, 2])
        moving = 1.0 if area.front is None else 1 - self._at_source(area, area.front[..., None], face)
        share = self._at_source(area, area.shares, outside)
        carried = outside[..., :2] * share[..., :1] + outside[..., 2:] * share[..., 1:]
        inside = face[..., :2] + face[..., 2:] * moving
        return _softened(torch.where(covered, inside, carried * self._tensor(area.edge)), _LEAP * area.step)

    def _at_source(self, area: WarpArea, values: Floats, motion: Tensor) -> Tensor:
        """A map of the photograph where each grid point comes from, if only the head had moved."""
        places = motion[..., :2] / area.step + self._lattice(*area.grid_size)
        return _sampled(self._tensor(values), places)

    def _at(self, values: NDArray[np.floating] | Tensor, matrix: Array, places: Tensor) -> Tensor:
        """An aligned crop's values [s, s, c] or [s, s] at places of the photograph [h, w, c or 1]."""
        crop, to_crop = self._tensor(values), self._tensor(matrix)
        there = places @ to_crop[:, :2].T + to_crop[:, 2]
        return _sampled(crop.reshape(*crop.shape[:2], -1), there)

    def _tensor(self, values: NDArray[np.floating] | Tensor) -> Tensor:
        return torch.as_tensor(values, dtype=torch.float32, device=self.device)

    def _lattice(self, width: int, height: int) -> Tensor:
        """The x and y of every point of a grid [height, width, 2]."""
        x, y = (torch.arange(n, dtype=torch.float32, device=self.device) for n in (width, height))
        return torch.stack([x.expand(height, -1), y[:, None].expand(-1, width)], -1)


def _beyond(area: WarpArea, oval: Tensor, values: Tensor, skull: Tensor) -> Tensor:
    """What the outline does, carried on to everything outside it [h, w, 4]."""
    centre = oval.mean(0)
    deeper = torch.cat([skull - values[:, :2], torch.zeros_like(skull)], 1)
    along = torch.cat([_evened(values + depth * deeper, width) for _, width, depth in _RINGS])
    rings = torch.cat([centre + (oval - centre) * reach for reach, _, _ in _RINGS])
    there = (rings - along[:, :2] - along[:, 2:] - along.new_tensor(area.origin)) / area.step
    return _laid(_RING_TRIANGLES, there, along, area.grid_size)[0]


def _evened(ring: Tensor, width: int) -> Tensor:
    return torch.stack([ring.roll(k, 0) for k in range(-width, width + 1)]).mean(0)


def _softened(grid: Tensor, most: float) -> Tensor:
    """Blurred, but for places where that would change a displacement by more than ``most``."""
    kernel = torch.as_tensor(_SOFTNESS, device=grid.device)
    reach = len(kernel) // 2
    planes = functional.pad(grid.permute(2, 0, 1)[:, None], [reach] * 4, mode="reflect")
    soft = functional.conv2d(functional.conv2d(planes, kernel[None, None, None]), kernel[None, None, :, None])
    soft = soft[:, 0].permute(1, 2, 0)
    return torch.where(((soft - grid).abs() > most).any(-1, keepdim=True), grid, soft)


# Triangles to pixels ---------------------------------------------------------------------------------


def _laid(
    triangles: Ids, points: Tensor, values: Tensor, size: tuple[int, int], depth: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """``raster.rasterise`` in torch: [h, w, c], zero where no triangle is, and the covered [h, w, 1].

    Linear in ``values``; in ``points`` differentiable within each triangle.
    """
    flat = _plain(points)
    ids = nearest_triangles(triangles, flat, size, None if depth is None else _plain(depth))
    rows, columns = np.nonzero(ids >= 0)
    corners = torch.as_tensor(triangles[ids[rows, columns]], dtype=torch.int64, device=points.device)
    here = torch.as_tensor(np.stack([columns, rows], 1), dtype=points.dtype, device=points.device)
    weights = _barycentric(points[corners], here)
    inside = (values[corners] * weights[..., None]).sum(1)
    covered = torch.as_tensor(ids >= 0, device=points.device)
    out = values.new_zeros(*ids.shape, values.shape[1])
    out[covered] = inside
    return out, covered[..., None]


def _barycentric(corners: Tensor, points: Tensor) -> Tensor:
    """Weights [n, 3] of the corners [n, 3, 2] of each point's triangle."""
    a, b, c = (corners[:, k] - points for k in range(3))
    areas = torch.stack([_cross(b, c), _cross(c, a), _cross(a, b)], 1)
    return areas / areas.sum(1, keepdim=True)


def _cross(a: Tensor, b: Tensor) -> Tensor:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def nearest_triangles(
    triangles: Ids, points: Array, size: tuple[int, int], depth: Array | None = None
) -> Ids:
    """Which triangle is seen at every pixel [height, width]; −1 where none is.

    The quick raster, given triangles that share no corners and whose value is their number.

    Args:
        triangles: [m, 3].
        points: [n, 2], pixel centres at integers.
        size: width, height.
        depth: [n], smaller is nearer and wins; the first triangle wins if None.
    """
    corners, apart = triangles.ravel(), np.arange(triangles.size, dtype=np.int32).reshape(-1, 3)
    numbers = np.repeat(np.arange(len(triangles)), 3)[:, None]
    z = None if depth is None else depth[corners]
    ids, _ = rasterise(apart, points[corners], numbers.astype(np.float64), size, z, -1.0)
    return np.rint(ids[..., 0]).astype(np.int32)


# Pictures at fractions of a pixel --------------------------------------------------------------------


def _doubled(picture: Tensor) -> Tensor:
    """A picture [h, w, c], 0–1, at twice its size [2 h − 1, 2 w − 1, c], as ``Texture.doubled`` makes it."""
    across = _halfway(picture)[:, :-1].clamp(0, 1)
    upper = _interleaved(picture.transpose(0, 1), across.transpose(0, 1)).transpose(0, 1)
    return _interleaved(upper, _halfway(upper.transpose(0, 1)).transpose(0, 1)[:-1].clamp(0, 1))


def _halfway(picture: Tensor) -> Tensor:
    """Between every pixel and the next one to the right."""
    kernel = picture.new_tensor(HALFWAY)
    before = len(kernel) // 2 - 1
    lines = functional.pad(picture.permute(2, 0, 1), (before, before + 1), mode="reflect")
    return (lines.unfold(2, len(kernel), 1) @ kernel).permute(1, 2, 0)


def _interleaved(even: Tensor, odd: Tensor) -> Tensor:
    """Rows of one between the rows of the other."""
    out = even.new_empty(len(even) + len(odd), *even.shape[1:])
    out[::2], out[1::2] = even, odd
    return out


def _sampled(picture: Tensor, places: Tensor) -> Tensor:
    """What a picture [H, W, c] shows at ``places`` [h, w, 2] (x, y): [h, w, c].

    The mean of four neighbours; beyond the border its values are carried on. Written as sums of whole
    pixels, which every device can do and differentiate.
    """
    low = places.detach().floor()
    part = places - low
    height, width = picture.shape[:2]
    columns, rows = ((low[..., k].long(), size) for k, size in ((0, width), (1, height)))
    flat = picture.reshape(height * width, -1)
    out = torch.zeros((), device=picture.device)
    for down in (0, 1):
        for right in (0, 1):
            row, column = (_held(at + step, size) for (at, size), step in ((rows, down), (columns, right)))
            weight = _share(part[..., 1], down) * _share(part[..., 0], right)
            out = out + flat[row * width + column] * weight[..., None]
    return out


def _share(part: Tensor, step: int) -> Tensor:
    return part if step else 1 - part


def _held(index: Tensor, size: int) -> Tensor:
    return index.clamp(0, size - 1)
