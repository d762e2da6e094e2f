"""GATH behind the renderer's port: a network redraws the face with other action units, and what it changes is
laid over the photograph.

    photograph ─crop─> encoder (once) ─┐
    state ─> 46 units ─────────────────┴─> decoder ─> what differs from the photograph's own units ─> frame

The network draws a small crop. So what it draws is not shown as it is: what it changes from its own drawing
of the photographed state is added to the photograph's crop, and laid where that is much. At the photographed
state nothing is laid, and skin that does not move stays the photograph's.
"""

import json
from collections.abc import Generator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from studio.core.conversion import unit_values
from studio.core.easing import smoothstep
from studio.core.errors import ModelMissing, UsageError
from studio.core.face import FaceState
from studio.core.source import Frame, Pixels
from studio.core.time import Seconds
from studio.core.units import CHANNEL_INDEX, CHANNELS, FACEWAREHOUSE_46
from studio.core.words import Said
from studio.engine.compositing.composition import Canvas, Composition, Compositor, CropPatch
from studio.engine.compositing.cpu import CpuCompositor
from studio.engine.crop import crop_matrix, cut, filled, into_crop
from studio.engine.in_order import in_order
from studio.engine.networks import Network, Place, shared_networks, what_runs_where
from studio.engine.part import Part, whole
from studio.engine.ports import Needs, Quality, Shot
from studio.engine.progress import Progress, unheard
from studio.engine.recent import Recent
from studio.engine.rig import topology as t
from studio.engine.rig.person import LOOK_DEGREES
from studio.engine.rig_renderer.dubbing import moves_mouth_alone, put_back
from studio.engine.subject import Subject
from studio.engine.tone import Tone
from studio.engine.warp.field import WarpArea
from studio.nets.gath import ActionUnitEstimator, GathConfig, GathGenerator

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

NAME: Final = "gath"
TEACHERS: Final = "gath_teachers.safetensors"
"""The file of estimator, discriminator and classifier, from which a training goes on."""
_FROM: Final = 0.02
_WHOLE: Final = 0.08
"""Change of a pixel (0–1) from which the drawn one is laid over the photograph's, and from which wholly."""
_SPREAD: Final = 1 / 50
"""How far that is smoothed, in parts of the crop's side."""
_WIDER: Final = 1.08
"""How much larger than the face's oval that is in which anything is laid: an open jaw reaches farther."""
_SOFT: Final = 1 / 32
"""How softly it ends, in parts of the crop's side."""
_NEAR: Final = 4
"""Frames of a video that stay prepared."""
_LOOKS: Final = (
    ("eyeLookOutLeft", "eyeLookInLeft", 0, 1.0),
    ("eyeLookOutRight", "eyeLookInRight", 0, -1.0),
    ("eyeLookUpLeft", "eyeLookDownLeft", 1, 1.0),
    ("eyeLookUpRight", "eyeLookDownRight", 1, 1.0),
)
"""Channels of one way and of the other; which part of a gaze turns the eye so, and whether forward."""


def units_of(channels: NDArray[np.floating], gaze: NDArray[np.floating]) -> Floats:
    """What is asked of the network [n, 46], FaceWarehouse's units by name, 0–1.

    Where the eyes look is among them: a gaze is turned into the units that look that way.

    Args:
        channels: [n, len(CHANNELS)].
        gaze: yaw and pitch in degrees [n, 2].
    """
    out = np.array(channels, np.float64)
    for there, back, part, way in _LOOKS:
        i, j = CHANNEL_INDEX[there], CHANNEL_INDEX[back]
        turned = out[:, i] - out[:, j] + way * gaze[:, part] / LOOK_DEGREES
        out[:, i], out[:, j] = np.clip(turned, 0, 1), np.clip(-turned, 0, 1)
    return unit_values(FACEWAREHOUSE_46, out).astype(np.float32)


def units_of_state(state: FaceState) -> Floats:
    """Of one state [1, 46]."""
    return units_of(state.channels[None], np.array([[state.gaze.yaw, state.gaze.pitch]]))


def save_gath(path: Path, net: GathGenerator) -> None:
    """Write the generator in half precision, with its sizes."""
    tensors = {name: x.half().contiguous() for name, x in net.state_dict().items() if x.is_floating_point()}
    save_file(tensors, path, {"config": json.dumps(asdict(net.config))})


def load_gath(path: Path) -> GathGenerator:
    """The generator in single precision, ready for use."""
    net = GathGenerator(_config(path))
    net.load_state_dict(net.state_dict() | kept_tensors(path))
    return net.eval()


def load_estimator(path: Path) -> ActionUnitEstimator:
    """The estimator of units from a file of teachers, ready for use."""
    net, begin = ActionUnitEstimator(_config(path)), "estimator/"
    kept = {name.removeprefix(begin): x for name, x in kept_tensors(path).items() if name.startswith(begin)}
    net.load_state_dict(net.state_dict() | kept)
    return net.eval()


def kept_tensors(path: Path) -> dict[str, Tensor]:
    """What a file keeps, in single precision; nothing if it is not there."""
    if not path.is_file():
        return {}
    with safe_open(path, "pt") as file:
        return {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118


def _config(path: Path) -> GathConfig:
    with safe_open(path, "pt") as file:
        return GathConfig(**json.loads(file.metadata()["config"]))


@dataclass(frozen=True, slots=True, eq=False)
class GathFace:
    """A picture, prepared.

    Attributes:
        canvas: the picture, to compose on.
        to_crop: pixels of the picture → pixels of the network's crop [2, 3].
        crop: what is photographed there [s, s, 3], 0–1.
        identity: what the encoder made of it.
        rest: its own units [1, 46], and ``own``, what the network draws for them [s, s, 3].
        mask: where anything may be laid [s, s], 0–1.
        landmarks: of the face [478, 3].
        tone: the picture's colours.
    """

    canvas: Canvas
    to_crop: Array
    crop: Floats
    identity: Tensor
    rest: Floats
    own: Floats
    mask: Floats
    landmarks: Array
    tone: Tone

    @property
    def area(self) -> WarpArea:
        """Where the picture may change."""
        return self.canvas.area

    def patch(self, drawn: Floats) -> CropPatch:
        """What is laid over the picture, of what the network drew [s, s, 3]."""
        change = drawn - self.own
        much = cv2.GaussianBlur(np.abs(change).max(2), (0, 0), _SPREAD * len(change))
        alpha = smoothstep((much - _FROM) / (_WHOLE - _FROM)) * self.mask
        picture = self.tone.laid(np.clip(self.crop + change, 0, 1))
        return CropPatch(picture, np.asarray(alpha, np.float32), self.to_crop)


@dataclass(frozen=True, slots=True, eq=False)
class GathClip:
    """A video, prepared: its frames are when they are drawn."""

    subject: Subject
    near: Recent[GathFace] = field(default_factory=lambda: Recent(_NEAR))


class GathRenderer:
    """The network behind the renderer port; it moves the face, and leaves the head where it is.

    Args:
        weights: a file of ``save_gath``; the model ``gath`` if none is given.

    Raises:
        ModelMissing: the model is not installed.
    """

    name = NAME
    model = NAME
    needs = Needs()
    honours = frozenset((*(CHANNELS[i] for i in np.flatnonzero(FACEWAREHOUSE_46.matrix().any(0))), "gaze"))

    def __init__(self, weights: Path | None = None) -> None:
        try:
            self._net: Network[GathGenerator] = shared_networks().load(weights or NAME, load_gath, threads=1)
        except UsageError as error:
            raise ModelMissing(
                Said("The model that redraws faces by action units is missing."),
                Said("It comes with the studio: install the studio again, or choose another renderer."),
            ) from error
        self._compositor: Compositor = CpuCompositor()

    @property
    def device(self) -> str:
        """What runs where."""
        return what_runs_where({Said("face"): self._net, Said("the rest"): None})

    def prepare(self, subject: Subject, progress: Progress = unheard) -> GathFace | GathClip:
        """Look at the face once; of a video, at each frame when it is drawn."""
        progress(0.0, Said("preparing the face"))
        if subject.is_video:
            return GathClip(subject)
        return self._face(subject.original, subject.person().landmarks, subject.rest)

    def open(self, likeness: GathFace | GathClip, shot: Shot, quality: Quality = "full") -> Generator[Frame]:
        """Draw a shot, several frames at once."""

        def drawn(index: int) -> Frame:
            source, state = shot.source_pixels(index), shot.state_of(index)
            part = self._part(likeness, state, shot.source_index(index), source, quality)
            return Frame(whole(part, source), shot.rate.time_of(index))

        yield from in_order(drawn, shot.frames())

    def part(
        self,
        likeness: GathFace | GathClip,
        state: FaceState,
        moment: Seconds,
        quality: Quality = "full",
        shrink: int = 1,
    ) -> Part:
        """What a state changes."""
        if isinstance(likeness, GathFace):
            return self._part(likeness, state, 0, likeness.canvas.pixels, quality)
        index = likeness.subject.index_at(moment)
        return self._part(likeness, state, index, likeness.subject.reel.pixels(index), quality)

    def _part(
        self,
        likeness: GathFace | GathClip,
        state: FaceState,
        index: int,
        source: Pixels,
        quality: Quality,
    ) -> Part:
        if isinstance(likeness, GathFace):
            return self._composed(likeness, state, quality)
        subject = likeness.subject
        own, landmarks = subject.rest_of(index), subject.person(index).landmarks
        face = likeness.near.of(index, lambda: self._face(source, landmarks, own))
        part = self._composed(face, state, quality)
        if not moves_mouth_alone(state, own):
            return part
        frame = whole(part, source)
        put_back(frame, source, face.landmarks)
        return Part(frame)

    def _face(self, pixels: Pixels, landmarks: Array, rest: FaceState) -> GathFace:
        size = self._net.loaded().net.config.size
        matrix, units = crop_matrix(landmarks, size), units_of_state(rest)
        photographed = cut(pixels[..., :3], matrix, size)
        crop = np.asarray(photographed / np.float32(np.iinfo(pixels.dtype).max), np.float32)
        x = torch.from_numpy(np.ascontiguousarray(crop.transpose(2, 0, 1)))[None] * 2 - 1
        identity: Tensor = self._net.run(lambda net, on: net.encoded(on.put(x)).float().cpu())
        return GathFace(
            Canvas.of(pixels, landmarks, crop_matrix(landmarks)),
            matrix,
            crop,
            identity,
            units,
            self._drawn(identity, units),
            _mask(into_crop(landmarks, matrix), size),
            landmarks,
            Tone.of(pixels, landmarks),
        )

    def _composed(self, face: GathFace, state: FaceState, quality: Quality) -> Part:
        patch = face.patch(self._drawn(face.identity, units_of_state(state)))
        pixels = self._compositor.compose(face.canvas, Composition(layers=(patch,)), quality)
        return Part(pixels, face.canvas.corner)

    def _drawn(self, identity: Tensor, units: Floats) -> Floats:
        """[s, s, 3], 0–1."""

        def draw(net: GathGenerator, on: Place) -> Floats:
            made = net.decoded(on.put(identity), on.put(torch.from_numpy(units)))
            return np.asarray((made[0].permute(1, 2, 0).float().cpu().numpy() + 1) / 2, np.float32)

        return self._net.run(draw)


def _mask(points: Array, size: int) -> Floats:
    """Around the face's oval, ending softly within the crop [size, size], 0–1."""
    middle = points[list(t.OVAL), :2].mean(0)
    wide = middle + (points[:, :2] - middle) * _WIDER
    inside = filled(wide, (t.OVAL,), size).astype(np.float32)
    inside[[0, -1]] = inside[:, [0, -1]] = 0
    return np.asarray(cv2.GaussianBlur(inside, (0, 0), _SOFT * size), np.float32)
