"""Videos measured: what trembles, moves, is sharp and keeps time; and what is told of it."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from studio.cli import run
from studio.core.errors import FileMissing
from studio.core.time import FrameRate
from studio.engine.lip_sync_scorer import SHIFTS, Proof, Scorer, Sync
from studio.engine.neural_lipsync_driver import MOVES
from studio.engine.rig.basis import load_basis
from studio.evaluate.page import page_of
from studio.evaluate.videos import (
    Found,
    background_change,
    in_sync,
    jitter,
    lines_of,
    measure_videos,
    sharpness,
    told_as_json,
)
from studio.files.sound import Sound
from studio.nets.lip_sync_scorer import LipSyncScorer, ScorerConfig
from tests.clips import write_clip
from tests.fakes import Spotter

Floats = np.ndarray
FRAMES = 75


class Likeness(Scorer):
    """Compares the opening of the jaw with how loud it is: an ear and an eye that need no teaching."""

    def __init__(self) -> None:
        super().__init__(LipSyncScorer(ScorerConfig(width=8, size=8)), Proof(0.9, 0.1, 0.8))

    def score(self, moves: Floats, features: Floats) -> Sync:
        jaw, loud = moves[:, 0], features.mean(1).reshape(-1, 4).mean(1)
        if jaw.std() < 1e-6:
            return Sync(np.zeros(len(SHIFTS), np.float32), 3.0)
        pairs = [
            (jaw[max(s, 0) : len(jaw) + min(s, 0)], loud[max(-s, 0) : len(loud) - max(s, 0)]) for s in SHIFTS
        ]
        return Sync(np.array([np.corrcoef(a, b)[0, 1] for a, b in pairs], np.float32), 3.0)


@pytest.fixture
def face() -> Floats:
    """A frontal face, 20 pixels to a centimetre [478, 3]."""
    return load_basis().neutral * [20, -20, -20] + [300, 300, 0]


# Sync ------------------------------------------------------------------------------------------------


def spoken() -> tuple[Floats, Floats]:
    loud = np.random.default_rng(0).random(FRAMES).astype(np.float32)
    moves = np.zeros((FRAMES, len(MOVES)), np.float32)
    moves[:, 0] = loud
    return moves, np.tile(np.repeat(loud, 4)[:, None], (1, 40))


def test_that_the_controls_show() -> None:
    found = in_sync(Likeness(), *spoken())
    assert found.told == {"own": True, "shuffled": False, "frozen": False, "late": True}
    assert (found.own.offset, found.late.offset) == (0, 5)


# Pictures --------------------------------------------------------------------------------------------


def test_that_trembling_is_told_in_interocular_distances(face: Floats) -> None:
    still = np.repeat(face[None], 40, axis=0)
    assert jitter(still) == 0.0
    noise = np.random.default_rng(0).normal(0, 0.1, still.shape)
    weak = jitter(still + noise)
    assert jitter(still + 2 * noise) == pytest.approx(2 * weak, rel=0.05)
    assert jitter(3 * (still + noise)) == pytest.approx(weak, rel=0.05)


def test_that_a_head_that_glides_does_not_tremble(face: Floats) -> None:
    gliding = face[None] + np.arange(40)[:, None, None] * [2.0, 1.0, 0.0]
    assert jitter(gliding) == pytest.approx(0.0, abs=1e-9)


def test_that_a_blurred_mouth_is_less_sharp_than_its_face(face: Floats) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (600, 600, 3), np.uint8)
    whole, lips = sharpness(noise, face)
    assert lips == pytest.approx(whole, rel=0.2)
    top, bottom = int(face[13, 1]) - 40, int(face[14, 1]) + 40
    blurred = noise.copy()
    blurred[top:bottom] = blurred[top:bottom].mean((0, 1)).astype(np.uint8)
    assert sharpness(blurred, face)[1] < 0.3 * lips


def test_that_only_what_lies_away_from_the_face_is_background(face: Floats) -> None:
    before = np.full((600, 600, 3), 100, np.uint8)
    talked, swam = before.copy(), before.copy()
    talked[250:400, 250:350] = 200
    swam[:60] = 200
    assert background_change(before, talked, face) == pytest.approx(0.0, abs=1e-6)
    assert background_change(before, swam, face) > 5


# Whole -----------------------------------------------------------------------------------------------


def film(path: Path, *, has_sound: bool = True) -> Path:
    """A bright part, as the spotter sees it, opens its jaw with the sound."""
    rng = np.random.default_rng(1)
    loud = np.convolve(rng.random(FRAMES), np.ones(3) / 3, "same")
    frames = []
    for level in loud:
        pixels = np.zeros((240, 240, 3), np.uint8)
        pixels[60:180, 70:170] = int(60 + 190 * level)
        frames.append(pixels)
    noise = rng.normal(0, 0.2, FRAMES * 640) * np.repeat(loud, 640)
    sound = Sound(noise.clip(-1, 1).astype(np.float32), 16_000) if has_sound else None
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_clip(path, frames, FrameRate.of(25), sound=sound)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder = tmp_path_factory.mktemp("videos")
    film(folder / "ours <new>" / "a.mp4")
    film(folder / "theirs" / "b.mp4")
    film(folder / "theirs" / "silent.mp4", has_sound=False)
    return measure_videos(folder, Spotter(), Likeness())


def test_that_groups_are_folders_and_what_has_no_sound_is_left_out(found: Found) -> None:
    assert [talk.name for talk in found.talks] == ["ours <new>/a", "theirs/b"]
    assert list(found.medians) == ["ours <new>", "theirs"]
    assert list(found.left_out) == ["theirs/silent"]


def test_that_a_mouth_that_opens_to_its_sound_is_in_time(found: Found) -> None:
    for talk in found.talks:
        assert talk.sync.told == {"own": True, "shuffled": False, "frozen": False, "late": True}
        assert abs(talk.sync.own.offset) <= 1
        assert talk.sync.late.offset - talk.sync.own.offset == 5


def test_that_what_is_not_told_is_null_and_said_so(found: Found) -> None:
    doubtful = Likeness()
    doubtful.proof = Proof(0.1, 0.1, 0.8)
    talk = found.talks[0]
    mute = Found(found.folder, found.talks, {}, doubtful)
    assert told_as_json(mute)["clips"][talk.name]["sync"]["shuffled"]["told"] is False
    assert "not told" in "\n".join(lines_of(found))
    assert "The scorer guesses" in page_of(mute)
    json.dumps(told_as_json(found), allow_nan=False)


def test_that_the_page_needs_no_other_file_and_shows_names_as_they_are(found: Found) -> None:
    page = page_of(found)
    assert re.findall(r'(?:src|href)="(?!data:)', page) == []
    assert page.count('src="data:image/jpeg;base64,') == 2
    assert "ours &lt;new&gt;/a" in page
    assert "<new>" not in page


def test_that_a_folder_without_anything_to_measure_is_told(tmp_path: Path) -> None:
    film(tmp_path / "silent.mp4", has_sound=False)
    with pytest.raises(FileMissing, match="can be measured"):
        measure_videos(tmp_path, Spotter(), Likeness())


def test_that_a_page_that_is_there_is_refused_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html").write_text("mine")
    assert run(["evaluate", "videos", str(tmp_path / "nowhere"), "--page", str(tmp_path / "page.html")]) == 5
    told = " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert "is there already" in told
    assert (tmp_path / "page.html").read_text() == "mine"
