"""Folds and shading of a moving face: the network of ``studio.nets.shading`` on a photograph.

Everything happens in the aligned crop of ``studio.engine.crop``. The gain is made in the photograph's own
geometry and in the portrait's own pose, and is carried along with the picture when the head turns.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from studio.core.easing import smoothstep
from studio.core.source import Pixels
from studio.engine.crop import SIZE, crop_matrix, cut, filled, finely, finer, into_crop
from studio.engine.networks import Place, shared_networks
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import angles, fit_pose
from studio.engine.tone import Tone
from studio.engine.warp.raster import rasterise
from studio.files.models import installed_file
from studio.nets.shading import AppearanceFeatures, FineMaps, ShadingConfig, ShadingNet

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_FADE = 0.055
"""Over how much of the crop's side the gain fades out inside the face's outline."""
_TURNED = (20.0, 45.0)
"""Degrees of turning from which the gain fades, and at which it is gone."""
_LIGHTEST = 0.6
"""Log-gain that lightening never exceeds, unless the skin around is lighter still."""
_HELD_SOFT = 0.012
"""How soft that edge is, of the crop's side."""
_AROUND = 0.035
"""How far around a place its skin is looked at, of the crop's side."""
_FADES_IN = 0.05
"""Log-gain by which a fold's own colour is in its place."""
_FOLD = 0.15
"""How much lighter the skin around is, in logarithms, where a place is wholly a fold."""
HOLES = (t.INNER_LIPS, t.EYE_RIGHT, t.EYE_LEFT)
SOFT = (t.OUTER_LIPS, t.EYE_RIGHT, t.EYE_LEFT)
"""What of a face is not skin."""
_LOWER_LIP = (146, 91, 181, 84, 17, 314, 405, 321, 375)
_JAW = (397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172)
_HELD_BACK = (
    ((*t.BROW_BELOW_RIGHT, *reversed(t.UPPER_LID_RIGHT)), 0.10),
    ((*t.BROW_BELOW_LEFT, *reversed(t.UPPER_LID_LEFT)), 0.10),
    ((107, 9, 336, 285, 8, 55), 0.10),
    ((*_LOWER_LIP, *_JAW), 0.12),
)
"""Rings within which lightening never exceeds so much, nor colours more than in proportion: lids, between the
brows, the chin. There skin moves farther than any of the training, and what is darker than the skin around
may be hair: lids would be lamps, and the stubble of a dropped jaw would glow."""


def fade_of(skin: Bytes) -> Floats:
    """1 in the face, smoothly to 0 at its outline."""
    size = skin.shape[0]
    padded = cv2.copyMakeBorder(skin, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    inside = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
    smooth = smoothstep((inside - 1) / (_FADE * size)).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(smooth, (0, 0), 0.01 * size), np.float32)


def motion_map(points: Array, motion: Array, size: int = SIZE // 2) -> Floats:
    """Vertex motion [478, 3] laid over the face: [3, size, size], zero outside; half the crop's size."""
    laid = (points[:, :2] + 0.5) * (size / SIZE) - 0.5
    values, _ = rasterise(load_basis().triangles, laid, motion, (size, size), points[:, 2])
    return np.ascontiguousarray(values.transpose(2, 0, 1))


def face_tensors(crop: Pixels, points: Array) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """What the network looks at: picture [1, 3, s, s] 0–1, skin, holes and fade [1, 1, s, s].

    ``points`` [478, 3] are in pixels of this crop [s, s, 3].
    """
    skin, holes = (filled(points, rings, len(crop)) for rings in ((t.OVAL,), HOLES))
    light = crop.astype(np.float32) / np.iinfo(crop.dtype).max
    picture = torch.from_numpy(np.ascontiguousarray(light.transpose(2, 0, 1)))[None]
    planes = (torch.from_numpy(x)[None, None].float() for x in (skin, holes, fade_of(skin)))
    return (picture, *planes)  # type: ignore[return-value]


def around_of(picture: Tensor, skin: Bytes) -> Tensor:
    """How much lighter the skin around is than each place of a picture [1, 3, s, s], as a logarithm:
    [3, s, s]; zero outside the skin [s, s].
    """
    light = picture[0].permute(1, 2, 0).numpy() + np.float32(0.02)
    share = skin.astype(np.float32)
    sigma = _AROUND * len(skin)
    near = np.maximum(cv2.GaussianBlur(share, (0, 0), sigma), 1e-3)
    mean = cv2.GaussianBlur(light * share[..., None], (0, 0), sigma) / near[..., None]
    away = np.log(np.maximum(mean, 1e-3) / light) * share[..., None]
    return torch.from_numpy(np.ascontiguousarray(away.transpose(2, 0, 1)))


def lightest_of(points: Array, size: int = SIZE) -> Tensor:
    """Log-gain that lightening never exceeds at each place of a face [478, 3], [s, s]."""
    out = np.full((size, size), _LIGHTEST, np.float32)
    for ring, most in _HELD_BACK:
        out[filled(points, (ring,), size) > 0] = most
    return torch.from_numpy(np.asarray(cv2.GaussianBlur(out, (0, 0), _HELD_SOFT * size), np.float32))


def lightened(gain: Tensor, around: Tensor, lightest: Tensor) -> Tensor:
    """A log-gain [3, s, s] that lightens no place beyond ``lightest`` or, where nothing is held back, the
    skin around, and a fold into that skin's colour: it is not only dark but red, and lightened as it is it
    would glow.

    Args:
        around: how much lighter the skin around is [3, s, s].
        lightest: [s, s].
    """
    held, depth = lightest / _LIGHTEST, around.mean(0)
    grey = gain.mean(0)
    most = torch.maximum(depth * held, lightest)
    lightening = grey.clamp(min=1e-3) / most
    gain = (grey + held * (gain - grey)) * (lightening.tanh() / lightening)
    light = gain.mean(0).clamp(min=0)
    fold = held * (depth / _FOLD).clamp(0, 1) * (light / _FADES_IN).clamp(0, 1)
    filled = (light / depth.clamp(min=_FADES_IN)).clamp(max=1) * (around - depth)
    return gain + fold * (filled - (gain - gain.mean(0)))


def appearance_code(features: AppearanceFeatures) -> Floats:
    """What a face looks like to the network, as one vector [c]: the levels' means over the face."""
    means = [(x * _shrunk(features.fade, x)).sum((2, 3))[0] for x in features.levels]
    return np.asarray(torch.cat(means).float().cpu().numpy())


def _shrunk(fade: Tensor, like: Tensor) -> Tensor:
    small = torch.nn.functional.interpolate(fade, size=like.shape[-2:], mode="area")
    return small / small.sum()


@dataclass(frozen=True, slots=True, eq=False)
class Familiar:
    """What the faces of the training look like to the network.

    Attributes:
        mean: of their codes [c].
        axes: [c, k], a code's difference from the mean → coordinates of unit variance.
        near, far: root mean square coordinates up to which a face is trusted wholly, and not at all.
    """

    mean: Floats
    axes: Floats
    near: float
    far: float

    def distance(self, code: Floats) -> float:
        """How unlike them a face is; about 1 for one of them."""
        return float(np.sqrt(np.mean(((code - self.mean) @ self.axes) ** 2)))

    def strength(self, code: Floats) -> float:
        """1 for a familiar face, 0 for one unlike all that was seen."""
        return 1 - smoothstep((self.distance(code) - self.near) / (self.far - self.near))


def facing(points: Array) -> float:
    """1 for a face that looks at the camera, 0 for one turned far: all that was seen are frontal."""
    basis = load_basis()
    yaw, pitch, _ = angles(fit_pose(points, basis.neutral, basis.weights).rotation)
    return 1 - smoothstep((float(np.hypot(yaw, pitch)) - _TURNED[0]) / (_TURNED[1] - _TURNED[0]))


def save_shading(path: Path, net: ShadingNet, familiar: Familiar) -> None:
    """Write network and statistics in half precision."""
    tensors = {f"net.{name}": x.half().contiguous() for name, x in net.state_dict().items()}
    tensors["familiar.mean"] = torch.from_numpy(familiar.mean).half()
    tensors["familiar.axes"] = torch.from_numpy(familiar.axes).half().contiguous()
    limits = {"near": familiar.near, "far": familiar.far}
    save_file(tensors, path, {"config": json.dumps(asdict(net.config)), "limits": json.dumps(limits)})


def load_shading(path: Path) -> ShadingNet:
    """The network in single precision."""
    with safe_open(path, "pt") as file:
        net = ShadingNet(ShadingConfig(**json.loads(file.metadata()["config"])))
        names = (name for name in file.keys() if name.startswith("net."))  # noqa: SIM118
        net.load_state_dict({name.removeprefix("net."): file.get_tensor(name).float() for name in names})
    return net.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def load_familiar(path: Path) -> Familiar:
    """What that network is familiar with."""
    with safe_open(path, "pt") as file:
        mean, axes = (file.get_tensor(f"familiar.{name}").float().numpy() for name in ("mean", "axes"))
        return Familiar(mean, axes, **json.loads(file.metadata()["limits"]))


@dataclass(frozen=True, slots=True, eq=False)
class ShadedFace:
    """A photograph as the network knows it: a value, made once.

    Attributes:
        to_crop: pixels of the photograph → pixels of the crop, [2, 3].
        points: own landmarks in the crop [478, 3].
        strength: 0–1, how sure the network may be of such a portrait; the gain is scaled by it.
        colour: 0–1, how much of the gain's own colour is kept; 0 for a photograph without colours of its own.
        features: what the network keeps of the picture.
        rest: its coefficients of the face as it was photographed.
        around: how much lighter the skin around each place is [3, s, s], logarithms.
        lightest: how much each place may be lightened [s, s], logarithms.
        held: how much of what the finer maps lighten is kept [m, m], 0–1.
    """

    to_crop: Array
    points: Array
    strength: float
    colour: float
    features: AppearanceFeatures
    rest: Tensor
    around: Tensor
    lightest: Tensor
    held: Tensor

    @property
    def size(self) -> int:
        """Side of the whole gain in pixels."""
        return len(self.held)

    def brought(self, on: Place) -> "ShadedFace":
        """The same where the network is: it may have moved since."""
        if self.rest.device == on.device:
            return self
        levels = tuple(on.put(level) for level in self.features.levels)
        fine = self.features.fine and FineMaps(
            on.put(self.features.fine.maps), on.put(self.features.fine.fade)
        )
        features = AppearanceFeatures(levels, on.put(self.features.details), on.put(self.features.fade), fine)
        around, lightest, held = on.put(self.around), on.put(self.lightest), on.put(self.held)
        return replace(
            self, features=features, rest=on.put(self.rest), around=around, lightest=lightest, held=held
        )


class Shading:
    """Prepared faces and their motion → log-gain on the photograph.

    Raises:
        ModelError: the weights are missing or damaged.
    """

    def __init__(self, weights: Path | None = None, device: torch.device | None = None) -> None:
        # So small a network loses more by waiting for a second thread than it gains.
        self.network = shared_networks().load(
            weights or "shading", load_shading, device=device, dtype=torch.float32, threads=1
        )
        self._familiar = load_familiar(weights or installed_file("shading"))

    def prepare(self, pixels: Pixels, landmarks: Array, *, lines: bool = True) -> ShadedFace:
        """Look at a photograph once: RGB(A) [h, w, 3 or 4] and its landmarks [478, 3] in pixels.

        Args:
            lines: look for fine lines, too, which takes half as long again.
        """
        return self.network.run(
            lambda net, on: self._prepared(
                net, on, pixels, landmarks, net.config.side if lines else net.config.size
            )
        )

    def _prepared(
        self, net: ShadingNet, on: Place, pixels: Pixels, landmarks: Array, side: int
    ) -> ShadedFace:
        matrix = crop_matrix(landmarks)
        points = into_crop(landmarks, matrix)
        times = side // SIZE
        near, crop = finely(points, times), cut(pixels[..., :3], finer(matrix, times), side)
        tensors = face_tensors(crop, near)
        features = net.appearance(*(on.put(x) for x in tensors))
        levels = tuple(level.contiguous(memory_format=torch.channels_last) for level in features.levels)
        fine = features.fine and replace(features.fine, maps=features.fine.maps.contiguous())
        features = replace(features, levels=levels, fine=fine)
        strength = self._familiar.strength(appearance_code(features)) * facing(points)
        skin, lightest = filled(points, (t.OVAL,)) * (1 - filled(points, SOFT)), lightest_of(points)
        return ShadedFace(
            matrix,
            points,
            strength,
            1 - Tone.of(pixels, landmarks).alone,
            features,
            net.at_rest(features),
            on.put(around_of(nn.functional.avg_pool2d(tensors[0], times), skin)),
            on.put(lightest),
            on.put(torch.from_numpy(cv2.resize(lightest.numpy(), (side, side))) / _LIGHTEST),
        )

    def gain(self, face: ShadedFace, target: Array) -> Floats:
        """The log-gain [m, m, 3] of a motion, in the photograph's own geometry: pixels of the crop, or of one
        that is finer.

        Args:
            face: prepared.
            target: where the landmarks [478, 3] are wanted, in pixels of the photograph, in the
                portrait's own pose: expression only, without any turning of the head.

        Returns:
            what the logarithm of linear-in-file colour changes by: ``photograph · exp(gain)``, then
            warped. At most 0.9, and 0.3 more for fine lines; exactly zero if nothing moves, and outside the
            face.
        """
        motion = motion_map(face.points, into_crop(target, face.to_crop) - face.points)
        return self.network.run(
            lambda net, on: _gain(net, face.brought(on), on.put(torch.from_numpy(motion)))
        )


def _gain(net: ShadingNet, face: ShadedFace, motion: Tensor) -> Floats:
    """The log-gain [m, m, 3] of a motion [3, s/2, s/2]."""
    x = motion[None].contiguous(memory_format=torch.channels_last)
    moved, fine = net.coefficients(face.features, x), face.features.fine
    gain = net.gain(face.features, moved, face.rest)
    gain = lightened(gain[0] * face.strength, face.around, face.lightest)
    grey = gain.mean(0)
    gain = grey + face.colour * (gain - grey)
    light: Floats = np.ascontiguousarray(gain.permute(1, 2, 0).cpu().numpy())
    if fine is None:
        return light
    lines = net.finer(fine, moved, face.rest)[0, 0] * face.strength
    wide = cv2.resize(light, lines.shape, interpolation=cv2.INTER_LINEAR)
    held = torch.minimum(lines, lines * face.held).cpu().numpy()
    return np.asarray(cv2.add(wide, cv2.merge([held] * 3)), np.float32)
