"""Somebody is filmed; a picture of them is the film's first frame, in which they frown."""

from pathlib import Path

import numpy as np

from studio.core.face import FaceState, Performance
from studio.core.source import Pixels
from studio.core.time import FrameRate
from studio.engine.portrait import prepared
from studio.engine.providers import renderer
from studio.engine.scene import Scene
from studio.files.pictures import Picture, Still, write_picture
from tests.clips import write_clip

RATE = FrameRate.of(25)
_FROWN = {"mouthFrownLeft": 0.9, "mouthFrownRight": 0.9, "mouthShrugLower": 0.6}


def filmed(astronaut: Pixels, folder: Path) -> tuple[Path, Path]:
    """The picture and the film, of seven frames: alone it takes some of the frown for their build."""
    small = np.ascontiguousarray(astronaut[40:240, 120:320])
    acts = [_FROWN, *({"jawOpen": 0.1 * (i % 4)} for i in range(6))]
    act = Performance.of([FaceState.of(each) for each in acts], RATE)
    scene = Scene.of(prepared(Still(Picture(small)), renderer("rig")), act)
    frames = [frame.pixels for frame in scene.frames(0, len(acts))]
    write_picture(folder / "anna.png", frames[0])
    return folder / "anna.png", write_clip(folder / "laugh.mp4", frames, RATE)
