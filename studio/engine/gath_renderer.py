"""GATH behind the renderer's port: a network redraws the face with other action units, and what it changes is
laid over the photograph.

    photograph ─crop─> encoder (once) ─┐
    state ─> 46 units ─────────────────┴─> decoder ─> what changed from the photograph's own units ─> frame
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file

from studio.core.conversion import unit_values
from studio.core.face import FaceState
from studio.core.units import CHANNEL_INDEX, FACEWAREHOUSE_46
from studio.engine.rig.person import LOOK_DEGREES
from studio.nets.gath import GathConfig, GathGenerator

Floats = NDArray[np.float32]

NAME: Final = "gath"
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
    with safe_open(path, "pt") as file:
        net = GathGenerator(GathConfig(**json.loads(file.metadata()["config"])))
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    net.load_state_dict(net.state_dict() | tensors)
    return net.eval()
