"""Actors who say another sentence: what changes outside mouth and jaw, before anything is encoded.

python -m studio.evaluate.dubbing --data FOLDER --out FOLDER
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core import edits
from studio.core.face import Performance
from studio.core.project import Project
from studio.core.time import FrameRate
from studio.engine import providers
from studio.engine.portrait import opened
from studio.engine.rig import topology as t
from studio.engine.scene import Scene
from studio.engine.speaking.rule_driver import RuleDriver
from studio.evaluate.report import Claim, Study, sheet, table, tell

SENTENCE: Final = "Maybe we should open another bottle of water before we go on."
FRAMES: Final = 40
"""Of each clip, from its start."""
_EVERY: Final = 8
_SIDE: Final = 220
_GROWN: Final = 1.6
"""How much larger than the face's outline the region is that may change: jaw and neck move beyond it."""


@dataclass(frozen=True, slots=True)
class Dubbed:
    """What became of one clip.

    Attributes:
        outside: the largest difference of any pixel outside mouth and jaw, 0–255.
        mouth: mean difference of the pixels between the outer lips.
        unseen: frames without a whole face, which stay as they are.
    """

    frames: int
    outside: int
    mouth: float
    unseen: int


def speech(rate: FrameRate) -> Performance:
    """Somebody says the sentence."""
    return next(RuleDriver().drive(providers.voice().speak(SENTENCE), rate))


def dub(path: Path) -> tuple[Dubbed, list[NDArray[np.uint8]]]:
    """Let an actor say the sentence: figures, and a strip of frames, each above what changed in it."""
    portrait = opened(path)
    said = speech(portrait.rate)
    project = edits.spoken(SENTENCE, "take", "take", said.length)(Project())
    scene = Scene(portrait, project.timeline, {"take": said}, rate=portrait.rate)
    followed, subject = portrait.subject.followed, portrait.subject
    assert followed is not None, "it is a video"
    outside, changes, strip = 0, [], []
    count = min(FRAMES, len(subject.times), len(said))
    for index, frame in enumerate(islice(scene.frames(0, count), count)):
        shown = subject.index_at(frame.time)
        own, landmarks = subject.reel.pixels(shown), followed.landmarks[shown]
        off = np.abs(frame.pixels.astype(np.int16) - own).max(2).astype(np.uint8)
        outside = max(outside, int(off[~lower_face(landmarks, subject.size)].max()))
        changes.append(float(off[_filled(landmarks[list(t.OUTER_LIPS)], subject.size)].mean()))
        if index % _EVERY == _EVERY // 2:
            strip.append(_shown(frame.pixels, off, landmarks))
    return Dubbed(count, outside, float(np.mean(changes)), subject.unseen), strip


def lower_face(landmarks: NDArray[np.floating], size: tuple[int, int]) -> NDArray[np.bool_]:
    """From the middle of the nose down, with the neck: [height, width]."""
    oval = landmarks[list(t.OVAL), :2]
    nose = (landmarks[168, :2] + landmarks[t.NOSE_TIP, :2]) / 2
    across = landmarks[t.EYE_OUTER[1], :2] - landmarks[t.EYE_OUTER[0], :2]
    down = np.array([-across[1], across[0]])
    down = down if down[1] > 0 else -down
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    below = (x - nose[0]) * down[0] + (y - nose[1]) * down[1] > 0
    return np.asarray(_filled(oval.mean(0) + (oval - oval.mean(0)) * _GROWN, size) & below)


def _filled(points: NDArray[np.floating], size: tuple[int, int]) -> NDArray[np.bool_]:
    out = np.zeros((size[1], size[0]), np.uint8)
    hull = cv2.convexHull(points[:, :2].astype(np.float32))
    cv2.fillConvexPoly(out, np.round(hull).astype(np.int32), 1)
    return np.asarray(out > 0)


def _shown(
    pixels: NDArray[np.uint8], off: NDArray[np.uint8], landmarks: NDArray[np.floating]
) -> NDArray[np.uint8]:
    middle, reach = landmarks[:, :2].mean(0), float(np.ptp(landmarks[:, 1])) * 0.75
    x0, y0 = np.maximum(middle - reach, 0).astype(int)
    x1, y1 = (middle + reach).astype(int)
    changed = np.repeat(np.clip(off[y0:y1, x0:x1, None].astype(np.int16) * 6, 0, 255).astype(np.uint8), 3, 2)
    both = [cv2.resize(part, (_SIDE, _SIDE)) for part in (pixels[y0:y1, x0:x1, :3], changed)]
    return np.asarray(np.vstack(both), np.uint8)


def main() -> None:
    """All clips of the talks."""
    study = Study.read("Actors say another sentence; outside mouth and jaw nothing may change.")
    found: dict[str, Dubbed] = {}
    rows = []
    for path in study.files("eval/talk/*.mp4"):
        found[path.stem], strip = dub(path)
        rows.append(strip[: FRAMES // _EVERY])
    names = [f"frame {i * _EVERY + _EVERY // 2}" for i in range(max(map(len, rows)))]
    sheet(study.out / "dubbing.png", names, rows, _SIDE)
    columns = [
        "clip",
        "frames",
        "largest difference outside",
        "mean difference of the lips",
        "without a face",
    ]
    lines = {
        name: [float(one.frames), float(one.outside), one.mouth, float(one.unseen)]
        for name, one in found.items()
    }
    least = min(one.mouth for one in found.values())
    worst = max(one.outside for one in found.values())
    claims = [
        Claim("outside mouth and jaw every pixel is the actor's", f"largest difference {worst}", worst == 0),
        Claim("the lips are others", f"{least:.1f} at least", least > 3),
    ]
    plain = {name: {"outside": one.outside, "mouth": one.mouth} for name, one in found.items()}
    tell(study, "dubbing", [table("dubbed", columns, lines)], claims, {"clips": plain})


if __name__ == "__main__":
    main()
