"""The learned finish of the mouth: the network of ``studio.nets.mouth_finish`` on what the rig has drawn.

    frame of the rig ─crop round the lips─> network ─> gain and offset ─laid in the frame's own size─> frame

It acts where lips are, or were in the photograph, parted, and only as far as they have moved: at the
photographed state, and where only the head moves, nothing is laid at all. It holds back where it is unsure:
of faces unlike those that it learned from, of mouths that are wide open, of heads turned away, of lips that
something covers, of a tongue.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file

from studio.core.easing import smoothstep
from studio.core.source import Pixels
from studio.engine.crop import crop_matrix, cut, filled, from_corner, into_crop, laid_back
from studio.engine.networks import Network, shared_networks
from studio.engine.networks import Place as Where
from studio.engine.ports import Quality
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import angles
from studio.engine.rig_renderer.layers import mouth_place
from studio.engine.rig_renderer.mouth.arch import jaw_frame, on_arch
from studio.engine.rig_renderer.mouth.interior import Mouth, MouthPlace
from studio.engine.rig_renderer.place import Place
from studio.engine.warp.raster import rasterise
from studio.nets.mouth_finish import MouthFinishConfig, MouthFinishNet

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

MODEL: Final = "gath_hd"
SIZE: Final = 128
"""Side of the crop in pixels."""
_ACROSS: Final = 0.88
"""Distance of the outer eye corners in it, in parts of its side."""
_ROW: Final = 1.0
"""Centimetres above and below the edge of a row of teeth that its map tells."""
_MOTION: Final = 16.0
"""Pixels of motion that count as 1."""
_AROUND: Final = 0.055
_SOFT: Final = 0.022
"""How far beyond the lips anything may change, and how softly that ends, in parts of the crop's side."""
_PARTED: Final = (0.008, 0.03)
"""Lip gap, in interocular units, from which it acts, and at which it acts wholly."""
_MOVED: Final = (0.004, 0.03)
"""How far lips have moved from the photographed ones, likewise."""
_WIDE: Final = (0.125, 0.18)
"""Lip gap, likewise, from which it fades, and at which it is gone: such mouths are rare in the lessons."""
_LAID: Final = 0.6
"""How much of what the network gives is laid. With all of it, fewer unseen people came out nearer."""
_TURNED: Final = (18.0, 35.0)
"""Degrees of turning from which it fades, and at which it is gone."""
_COVERED: Final = (0.02, 0.2)
"""Part of the lips that something covers, likewise."""
_TONGUE: Final = (0.05, 0.2)
"""Likewise for a tongue that comes out."""
_OUTER, _INNER = np.array(t.OUTER_LIPS), np.array(t.INNER_LIPS)
_BOTH: Final = np.concatenate([_OUTER, _INNER])
_UPPER = np.array([78, *(a for a, _ in t.LIP_PAIRS), 308])
_LOWER = np.array([78, *(b for _, b in t.LIP_PAIRS), 308])


def mouth_triangles() -> NDArray[np.int32]:
    """Those of the face, and some that fill the mouth [n, 3]."""
    a, b, c, d = _UPPER[:-1], _LOWER[:-1], _UPPER[1:], _LOWER[1:]
    between = np.concatenate([np.stack([a, c, b], 1), np.stack([b, c, d], 1)])
    real = [len(set(triangle)) == 3 for triangle in between.tolist()]
    return np.concatenate([load_basis().triangles, between[real]]).astype(np.int32)


def mouth_crop(landmarks: Array, size: int = SIZE) -> Array:
    """The similarity [2, 3] that carries pixels of a picture into the crop round its lips."""
    level = crop_matrix(landmarks, round(_ACROSS * 1000))
    turn = level[:, :2] * (_ACROSS * size / np.linalg.norm(_eyes(landmarks) @ level[:, :2].T))
    middle = landmarks[[*t.MOUTH_CORNERS, 0, 17], :2].mean(0)
    return np.column_stack([turn, size / 2 - 0.5 - turn @ middle])


def _eyes(landmarks: Array) -> Array:
    right, left = (landmarks[i, :2] for i in t.EYE_OUTER)
    return np.asarray(left - right)


@dataclass(frozen=True, slots=True, eq=False)
class MouthView:
    """What the network is told of a mouth, beside the picture.

    Attributes:
        to_crop: pixels of the result → pixels of the crop [2, 3].
        points: the result's landmarks in the crop [478, 3].
        maps: [MAPS, s, s]: the opening, the lips, height above the edge of the upper and of the lower row of
            teeth (−1 to 1), how far each point has moved across and down, and where the lips were parted.
        units: of the state [54].
        act: where anything may change [s, s], 0–1.
        strength: how much of that there is, by how far lips have moved and are parted; not yet by trust.
    """

    to_crop: Array
    points: Array
    maps: Floats
    units: Floats
    act: Floats
    strength: float

    @classmethod
    def of(cls, place: Place, mouth: Mouth, size: int = SIZE) -> "MouthView":
        """Of a state's place."""
        person = place.person
        to_crop = mouth_crop(place.target, size)
        points = into_crop(place.target, to_crop)
        own = into_crop(place.pose.to_pixels(person.own + place.relief), to_crop)
        hole, lips = _soft(points, t.INNER_LIPS, size), _soft(points, t.OUTER_LIPS, size)
        before = _soft(own, t.INNER_LIPS, size)
        upper, lower = _rows(mouth, mouth_place(place), to_crop, size)
        motion = _laid(points, (points - own)[:, :2] / (_MOTION * size / SIZE), size)
        maps = [hole, np.clip(lips - hole, 0, 1), upper * hole, lower * hole, *motion, before]
        return cls(
            to_crop,
            points,
            np.stack(maps).astype(np.float32),
            np.array(place.state.channels, np.float32),
            _around(points, own, size),
            _strength(place),
        )


def _soft(points: Array, ring: tuple[int, ...], size: int) -> Floats:
    """Inside a ring, with a soft edge [s, s]."""
    inside = filled((points + 0.5) * 4 - 0.5, (ring,), 4 * size).astype(np.float32)
    small = cv2.resize(inside, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 0.6), np.float32)


def _rows(mouth: Mouth, place: MouthPlace, to_crop: Array, size: int) -> tuple[Floats, Floats]:
    """Height above the edge of each row of teeth, as the viewer sees it [s, s]."""
    inverse = cv2.invertAffineTransform(to_crop)
    grid = np.stack(np.meshgrid(np.arange(size), np.arange(size)), -1)
    x, y = np.moveaxis(grid @ inverse[:, :2].T + inverse[:, 2], -1, 0).astype(np.float32)
    arches = mouth.arches
    jaw = jaw_frame(place.skull, arches, place.jaw_drop, place.jaw_side)
    heights = (
        on_arch(frame, row, x, y)[1] for frame, row in ((place.skull, arches.upper), (jaw, arches.lower))
    )
    upper, lower = (np.clip(height / _ROW, -1, 1).astype(np.float32) for height in heights)
    return upper, lower


def _laid(points: Array, values: Array, size: int) -> Floats:
    """Landmarks' values laid over the face [k, s, s], −1 to 1."""
    laid, _ = rasterise(mouth_triangles(), points[:, :2], values, (size, size), points[:, 2])
    return np.clip(laid.transpose(2, 0, 1), -1, 1)


def _around(points: Array, own: Array, size: int) -> Floats:
    """Round the lips as they are and as they were, ending softly [s, s]."""
    inside = filled(points, (t.OUTER_LIPS,), size) | (
        filled(own, (t.OUTER_LIPS,), size) & _near(points, size)
    )
    reach = 2 * round(_AROUND * size) + 1
    wide = cv2.dilate(inside, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))).astype(np.float32)
    edge = round(3 * _SOFT * size)
    wide[:edge] = wide[-edge:] = 0
    wide[:, :edge] = wide[:, -edge:] = 0
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), _SOFT * size), np.float32)


def _near(points: Array, size: int) -> NDArray[np.uint8]:
    """The face, that nothing beyond it is touched [s, s]."""
    return filled(points, (t.OVAL,), size)


def _strength(place: Place) -> float:
    """0 where lips have not moved or never were apart; 1 where both are plain to see."""
    own, unit = place.person.own, _unit(place)
    moved = float(np.linalg.norm((place.shape - own)[_BOTH, :2], axis=1).max()) / unit
    gaps = (_gap(shape, unit) for shape in (place.shape, own))
    return _ramp(moved, _MOVED) * _ramp(max(gaps), _PARTED)


def _unit(place: Place) -> float:
    """Distance between the outer eye corners, cm."""
    return float(np.linalg.norm(np.subtract(*(place.person.own[i, :2] for i in t.EYE_OUTER))))


def _gap(shape: Array, unit: float) -> float:
    """How far the lips are apart at most, in such units."""
    return float((shape[_UPPER, 1] - shape[_LOWER, 1]).max()) / unit


def _ramp(value: float, between: tuple[float, float]) -> float:
    return smoothstep((value - between[0]) / (between[1] - between[0]))


# The network -----------------------------------------------------------------------------------------


def save_mouth_finish(path: Path, net: MouthFinishNet) -> None:
    """Write the network in half precision, with its sizes."""
    tensors = {name: x.half().contiguous() for name, x in net.state_dict().items()}
    save_file(tensors, path, {"config": json.dumps(asdict(net.config))})


def load_mouth_finish(path: Path) -> MouthFinishNet:
    """The network in single precision."""
    with safe_open(path, "pt") as file:
        config = json.loads(file.metadata()["config"])
        net = MouthFinishNet(MouthFinishConfig(**{**config, "widths": tuple(config["widths"])}))
        net.load_state_dict({name: file.get_tensor(name).float() for name in file.keys()})  # noqa: SIM118
    return net.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


class MouthFinish:
    """Finishes the mouths of frames.

    Args:
        weights: a file of ``save_mouth_finish``; the model ``gath_hd`` if none is given.

    Raises:
        ModelError: the weights are missing or damaged.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self.network: Network[MouthFinishNet] = shared_networks().load(
            weights or MODEL, load_mouth_finish, dtype=torch.float32, threads=1
        )

    def changes(self, picture: Floats, view: MouthView) -> Floats:
        """Log-gain and offset [s, s, 6] of what the rig drew in the crop [s, s, 3], 0–1."""
        return self.changes_told(picture, view.maps, view.units)

    def changes_told(self, picture: Floats, maps: Floats, units: Floats) -> Floats:
        """The same by a view's maps and units."""

        def see(net: MouthFinishNet, on: Where) -> Floats:
            given = (np.ascontiguousarray(picture.transpose(2, 0, 1)), maps, units)
            made = net.changes(*(on.put(torch.from_numpy(x)[None]) for x in given))
            whole = torch.cat(made, 1)[0].permute(1, 2, 0).float().cpu().numpy()
            return np.asarray(whole * np.float32(_LAID), np.float32)

        return self.network.run(see)


@dataclass(frozen=True, slots=True, eq=False)
class FinishLayer:
    """What the finish changes of a frame; it comes after all that the rig paints.

    Attributes:
        trust: 0–1, how sure it may be of such a portrait.
        colour: 0–1, how much of a change of colour is kept; 0 for a photograph without colours of its own.
        front: what lies in front of the face, 0–1, in the photograph's crop; None if nothing does.
        front_crop: pixels of the photograph → that crop [2, 3].
    """

    finish: MouthFinish
    mouth: Mouth
    place: Place
    trust: float = 1.0
    colour: float = 1.0
    front: Floats | None = None
    front_crop: Array | None = None

    def lay(self, out: Pixels, corner: tuple[int, int], quality: Quality) -> None:
        """Finish the mouth, in place; drafts are left as they are."""
        strength = self._strength() if quality == "full" else 0.0
        if strength <= 0:
            return
        view = MouthView.of(self.place, self.mouth)
        matrix = from_corner(view.to_crop, corner)
        most = np.float32(np.iinfo(out.dtype).max)
        size = len(view.act)
        picture = np.asarray(cut(out[..., :3], matrix, size) / most, np.float32)
        changes = in_colour(self.finish.changes(picture, view), self.colour)
        lay_changes(out, changes * (view.act * np.float32(strength))[..., None], matrix)

    def _strength(self) -> float:
        place = self.place
        yaw, pitch, _ = angles(place.pose.rotation)
        held = 1 - _ramp(float(np.hypot(yaw, pitch)), _TURNED)
        held *= 1 - _ramp(place.state["tongueOut"] - place.person.rest["tongueOut"], _TONGUE)
        held *= 1 - _ramp(self._covered(), _COVERED)
        held *= 1 - _ramp(_gap(place.shape, _unit(place)), _WIDE)
        return self.trust * held * _strength(place)

    def _covered(self) -> float:
        """How much of the photograph's lips lies behind something."""
        if self.front is None or self.front_crop is None:
            return 0.0
        lips = filled(
            into_crop(self.place.person.landmarks, self.front_crop), (t.OUTER_LIPS,), len(self.front)
        )
        return float((self.front * lips).sum() / max(int(lips.sum()), 1))


def in_colour(changes: Floats, colour: float) -> Floats:
    """Gain and offset [s, s, 6] with less of their colour."""
    if colour >= 1:
        return changes
    parts = changes.reshape(*changes.shape[:2], 2, 3)
    grey = parts.mean(-1, keepdims=True)
    return np.asarray((grey + colour * (parts - grey)).reshape(changes.shape), np.float32)


def lay_changes(out: Pixels, changes: Floats, matrix: Array) -> None:
    """Change a picture [h, w, 3 or 4], in place.

    Args:
        changes: log-gain and offset (0–1) in the crop [s, s, 6].
        matrix: pixels of the picture → pixels of the crop [2, 3].
    """
    found = laid_back(changes, np.abs(changes).max(2), matrix, out)
    if found is None:
        return
    (x0, y0, x1, y1), values = found
    part: NDArray[Any] = out[y0:y1, x0:x1, :3]
    most = np.float32(np.iinfo(out.dtype).max)
    new = part * np.exp(values[..., :3]) + values[..., 3:] * most
    part[:] = np.rint(np.clip(new, 0, most)).astype(out.dtype)
