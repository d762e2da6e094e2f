"""The finish of mouths beside the rig: what counts as nearer, and whose pairs are looked at."""

from pathlib import Path

import numpy as np
import pytest

from studio.core.face import FaceState
from studio.core.time import FrameRate
from studio.engine.rig_renderer.mouth_finish import SIZE
from studio.engine.tracking.port import TrackedFace
from studio.evaluate import gath_hd
from studio.evaluate.gath_hd import Found, compared, figures_table, mouth_mask, summed, there_and_back
from studio.evaluate.reenactment import Clip
from studio.nets.mouth_finish import MAPS


@pytest.fixture
def truth() -> np.ndarray:
    rng = np.random.default_rng(0)
    small = rng.integers(0, 256, (16, 16, 3), np.uint8)
    return np.ascontiguousarray(small.repeat(8, 0).repeat(8, 1))


@pytest.fixture
def mask() -> np.ndarray:
    out = np.zeros((SIZE, SIZE), np.float32)
    out[40:90, 30:100] = 1
    return out


def found(rig: float, finished: float, *, is_open: bool) -> Found:
    return Found("x", rig, finished, 0.5, 0.6, 0.9, 0.92, is_open)


def test_that_the_nearer_picture_is_found_nearer(truth: np.ndarray, mask: np.ndarray) -> None:
    off = np.random.default_rng(1).normal(0, 1, truth.shape)
    far, near = (np.clip(truth + off * k, 0, 255).astype(np.uint8) for k in (60, 15))
    one = compared("x", [far, near, truth], mask, (0.5, 0.6), True)
    assert one.finished < one.rig
    assert one.finished_ssim > one.rig_ssim
    assert (one.rig_identity, one.finished_identity, one.is_open) == (0.5, 0.6, True)


def test_that_what_lies_away_from_the_mouth_is_not_judged(truth: np.ndarray, mask: np.ndarray) -> None:
    other = truth.copy()
    other[:2] = 255 - other[:2]
    one = compared("x", [other, truth, truth], mask, (0.5, 0.6), True)
    assert one.rig_ssim == one.finished_ssim == 1
    assert one.finished == 0


def test_that_a_row_counts_who_came_nearer() -> None:
    rows = [found(0.4, 0.2, is_open=True), found(0.2, 0.2, is_open=False), found(0.3, 0.35, is_open=True)]
    rig, finished, ratio, nearer, *_, identity = summed(rows)
    assert (rig, finished) == (pytest.approx(0.3), pytest.approx(0.25))
    assert ratio == pytest.approx(0.25 / 0.3)
    assert nearer == "1 of 3"
    assert identity == pytest.approx(0.02)
    assert summed([]) == ["–"] * 7
    assert figures_table("t", {"all": rows}).row_count == 3


def test_that_a_mouth_is_its_lips_and_a_little_more() -> None:
    points = np.zeros((478, 3))
    ring = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    points[list(gath_hd.t.OUTER_LIPS), :2] = 64 + 20 * np.stack([np.cos(ring), np.sin(ring)], 1)
    mask = mouth_mask(points)
    assert mask[64, 64] == mask[64, 64 + 22] == 1
    assert mask[64, 64 + 26] == 0


class Brighter:
    """A finish that adds a tenth."""

    def changes_told(self, picture: np.ndarray, maps: np.ndarray, units: np.ndarray) -> np.ndarray:
        assert maps.shape == (MAPS, SIZE, SIZE)
        assert -1 <= maps.min() <= maps.max() <= 1
        return np.concatenate([np.zeros_like(picture), np.full_like(picture, 0.1)], 2)


def test_that_pairs_of_people_held_out_are_finished_where_they_may_be(tmp_path: Path) -> None:
    maps = np.full((3, MAPS, SIZE, SIZE), 127, np.uint8)
    maps[:, 0, 60:70, 40:90] = 254
    act = np.zeros((3, SIZE, SIZE), np.uint8)
    act[:, 50:80] = 255
    made = np.full((3, SIZE, SIZE, 3), 100, np.uint8)
    np.savez(
        tmp_path / "pairs.npz", made=made, truth=made + np.uint8(26), maps=maps, act=act,
        units=np.zeros((3, 54), np.float32), kinds=np.array(["back", "back", "true"]),
        names=np.array(["a", "b", "c"]), held=np.array([True, False, True]),
    )  # fmt: skip
    rows_found, rows = there_and_back(tmp_path / "pairs.npz", Brighter())  # type: ignore[arg-type]
    assert [one.name for one in rows_found] == ["a"]
    assert rows_found[0].is_open
    finished = rows[0][1]
    assert (finished[55:75] == 126).all()
    assert (finished[:50] == 100).all()


def test_that_a_clip_is_judged_by_its_mouth_and_by_how_much_that_changes(truth: np.ndarray) -> None:
    points = np.zeros((478, 3))
    ring = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    points[list(gath_hd.t.OUTER_LIPS), :2] = 64 + 20 * np.stack([np.cos(ring), np.sin(ring)], 1)
    points[list(gath_hd.t.EYE_OUTER), :2] = [[8, 20], [120, 20]]
    points[[*gath_hd.t.MOUTH_CORNERS, 0, 17], :2] = 64
    frames = [np.roll(truth, i % 2, 1) for i in range(8)]
    face = TrackedFace(points, np.zeros(52), FaceState(), (0, 0, 1, 1), 1.0)
    clip = Clip("x", frames, [face] * 8, FrameRate(25))
    exact, frozen = (gath_hd.played(picture, clip) for picture in (frames.__getitem__, lambda _: frames[0]))
    assert (exact.apart, exact.alike, exact.flicker) == (0, 1, 1)
    assert frozen.flicker == 0
    noisy = gath_hd.played(lambda i: frames[i] if i % 2 else 255 - frames[i], clip)
    assert noisy.flicker > 1.2
    assert gath_hd.clips_table({"x": {"rig": frozen, "finished": noisy}}).row_count == 2


def test_that_clips_come_of_both_folders_in_turn(tmp_path: Path) -> None:
    for folder, count in (("talk", 3), ("driving", 1)):
        (tmp_path / "eval" / folder).mkdir(parents=True)
        for i in range(count):
            (tmp_path / "eval" / folder / f"{folder}{i}.mp4").touch()
    names = [path.stem for path in gath_hd.clips_of(tmp_path, 3)]
    assert names == ["driving0", "talk0", "talk1"]
