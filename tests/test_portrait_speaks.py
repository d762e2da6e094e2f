"""The main job with nothing faked: one portrait, from a sentence to a video file."""

import json
from pathlib import Path

import numpy as np
import pytest

from studio.cli import run
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.source import Pixels
from studio.core.time import FrameRate
from studio.engine.rig import topology as t
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import FaceChoice
from studio.evaluate.metrics import mouth_distance
from studio.files.performances import write_performance
from studio.files.pictures import read_picture
from studio.files.sound import read_sound
from studio.files.video import Video
from tests.clips import write_clip


def _lip_gaps(clip: Video) -> np.ndarray:
    """Between the inner lips in each frame, in parts of the distance of the outer eye corners."""
    upper, lower = np.array(t.LIP_PAIRS).T
    faces = [face for face in FaceLandmarker().follow(clip.frames(), FaceChoice()) if face is not None]
    return np.array(
        [np.mean(face.landmarks[lower, 1] - face.landmarks[upper, 1]) / face.interocular for face in faces]
    )


def test_that_the_astronaut_speaks(astronaut_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "speaks.mp4"
    assert run(["animate", str(astronaut_file), "--text", "Papa was far away.", "-o", str(output)]) == 0
    clip = Video(output)
    assert clip.size == (512, 512)
    gaps = _lip_gaps(clip)
    assert len(gaps) == clip.rate.count_in(clip.length)
    assert gaps.max() > 0.06  # open at the vowels
    assert gaps.min() < 0.02  # together at p
    sound = read_sound(output)
    assert abs(float(sound.length - clip.length)) < 0.06
    assert np.abs(sound.samples).max() > 0.1


def test_that_a_head_goes_as_far_as_the_picture_bears_unless_it_is_told_to_reach_farther(
    astronaut_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swaying = [FaceState(head=HeadPose(x=x)) for x in (0.0, 7.0)]
    write_performance(tmp_path / "sways.json", Performance.of(swaying, FrameRate.of(25)))
    command = ["animate", str(astronaut_file), "--performance", str(tmp_path / "sways.json"), "--json"]
    ways, told = [], []
    for reach in ("0", "1", "10"):
        frames = tmp_path / reach
        assert run([*command, "--reach", reach, "--quality", "draft", "-o", str(frames)]) == 0
        told.append("reach" in str(json.loads(capsys.readouterr().out)))
        first, last = (read_picture(frame) for frame in sorted(frames.glob("*.png")))
        before, after = (FaceLandmarker().find(picture.pixels)[0] for picture in (first, last))
        ways.append(float(np.mean(after.landmarks[:, 0] - before.landmarks[:, 0])))
    assert told == [True, True, False]
    assert abs(ways[0]) < 2
    assert 5 < ways[1] < 0.8 * ways[2]


def test_that_a_video_of_the_same_person_tells_how_their_face_rests(
    astronaut_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody is filmed who frowns at first; the first frame alone takes some of that for their build."""
    frown = {"mouthFrownLeft": 0.9, "mouthFrownRight": 0.9, "mouthShrugLower": 0.6}
    acts = [frown, *({"jawOpen": 0.1 * (i % 4)} for i in range(12))]
    write_performance(
        tmp_path / "act.json", Performance.of([FaceState.of(act) for act in acts], FrameRate.of(25))
    )
    act = ["animate", str(astronaut_file), "--performance", str(tmp_path / "act.json")]
    assert run([*act, "-o", str(tmp_path / "truth")]) == 0
    truth = [read_picture(path).pixels for path in sorted((tmp_path / "truth").glob("*.png"))]
    film = write_clip(tmp_path / "film.mp4", truth, FrameRate.of(25))
    first = sorted((tmp_path / "truth").glob("*.png"))[0]
    off = {}
    for name, said in (("alone", ()), ("same", ("--same-person",))):
        moved = ["animate", str(first), "--performance", str(film), *said]
        assert run([*moved, "-o", str(tmp_path / name)]) == 0
        drawn = [read_picture(path).pixels for path in sorted((tmp_path / name).glob("*.png"))]
        off[name] = np.mean([_lips_apart(a, b) for a, b in zip(drawn[1:], truth[1:], strict=True)])
    assert off["same"] < 0.95 * off["alone"]
    assert run([*act, "--same-person", "-o", str(tmp_path / "no")]) == 2
    assert "a video of them" in capsys.readouterr().err
    assert run(["animate", str(film), "--performance", str(film), "--same-person"]) == 2
    assert "A video tells by itself" in capsys.readouterr().err


def _lips_apart(a: Pixels, b: Pixels) -> float:
    """How far the lips of two pictures of a face are apart, in parts of the distance of the eyes."""
    one, other = (FaceLandmarker().find(pixels)[0] for pixels in (a, b))
    return mouth_distance(one.landmarks, other.landmarks)


def test_that_an_edit_leaves_what_lies_outside_the_face(
    astronaut_file: Path, astronaut: Pixels, tmp_path: Path
) -> None:
    output = tmp_path / "edit.png"
    command = ["edit", str(astronaut_file), "--set", "AU26=3", "--set", "BrowsU_C=.6", "--set", "yaw+=8"]
    assert run([*command, "-o", str(output)]) == 0
    changed = np.abs(read_picture(output).pixels.astype(int) - astronaut).max(-1) > 0
    rows, columns = np.flatnonzero(changed.any(1)), np.flatnonzero(changed.any(0))
    assert changed.mean() > 0.02
    assert rows[-1] < 420  # the suit below stays
    assert columns[-1] < 420  # and the flag


def test_that_a_smile_comes_to_rest(
    astronaut_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "neutral.png"
    assert run(["neutralise", str(astronaut_file), "-o", str(output), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["units"]["AU12"]["before"] > 2.5
    assert told["units"]["AU12"]["after"] < 0.75, "as little as a verdict lets pass"
    assert told["identity"] > 0.6
    assert told["outside"] == 0
