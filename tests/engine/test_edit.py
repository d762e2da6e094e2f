import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import NoFace, UsageError
from studio.core.face import FaceState, HeadPose
from studio.core.source import Pixels
from studio.engine.edit import Setting, applied, edit, neutralise, read_regions, towards_neutral
from studio.files.pictures import Picture, Still
from tests.fakes import Spotter, painted, told_by


def _set(state: FaceState, *texts: str) -> FaceState:
    return applied(state, [Setting.read(text) for text in texts])


def test_that_a_unit_of_any_vocabulary_can_be_set() -> None:
    state = _set(FaceState(), "AU12=3", "BrowsU_C=.6", "jawOpen=0.25", "AU1=5")
    assert state["mouthSmileLeft"] == pytest.approx(0.6)
    assert state["jawOpen"] == pytest.approx(0.25)
    assert state["browInnerUp"] == 1.0


def test_that_equals_sets_and_plus_equals_adds() -> None:
    smiling = FaceState.of({"mouthSmileLeft": 0.4, "mouthSmileRight": 0.4}, HeadPose(yaw=5.0))
    assert _set(smiling, "AU12=1")["mouthSmileLeft"] == pytest.approx(0.2)
    assert _set(smiling, "AU12+=1")["mouthSmileLeft"] == pytest.approx(0.6)
    assert _set(smiling, "AU12-=1")["mouthSmileLeft"] == pytest.approx(0.2)
    assert _set(smiling, "yaw=10").head.yaw == 10.0
    assert _set(smiling, "yaw+=10", "gaze_pitch=-4").head.yaw == 15.0


def test_that_what_is_not_set_stays() -> None:
    smiling = FaceState.of({"mouthSmileLeft": 0.4}, HeadPose(roll=3.0))
    assert _set(smiling, "gaze_yaw=8") == FaceState(
        smiling.channels, smiling.head, _set(smiling, "gaze_yaw=8").gaze
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("AU12", "can't be read"),
        ("AU12=much", "not a number"),
        ("AU12=9", "goes from 0 to 5"),
        ("AU12=-1", "goes from 0 to 5"),
        ("AU12=nan", "is not a number"),
        ("yaw=90", "goes from -45 to 45"),
        ("AU12+=6", "can change by 5 at most"),
    ],
)
def test_that_what_can_not_be_set_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Setting.read(text)


def test_that_a_wrong_name_meets_the_nearest_right_ones() -> None:
    with pytest.raises(UsageError) as caught:
        Setting.read("mouthSmileLetf=1")
    assert "mouthSmileLeft" in caught.value.hint


@given(st.text(max_size=30))
def test_that_no_text_at_all_breaks_the_reading_of_settings(text: str) -> None:
    try:
        state = Setting.read(text).applied(FaceState())
    except UsageError:
        return
    assert 0.0 <= state.channels.max() <= 1.0


def test_that_an_edit_starts_from_the_portraits_own_state(ramp: Pixels) -> None:
    portrait = painted(Still(Picture(ramp)))
    own = portrait.rest
    assert own["mouthSmileLeft"] > 0.4
    assert own.head.yaw == pytest.approx(4.0, abs=0.1)
    made = edit(portrait, [Setting.read("AU12+=0.5"), Setting.read("yaw+=10")])
    told = told_by(made.pixels)
    assert told["mouthSmileLeft"] == pytest.approx(own["mouthSmileLeft"] + 0.1, abs=0.01)
    assert told["mouthSmileRight"] == pytest.approx(own["mouthSmileRight"] + 0.1, abs=0.01)
    assert told.head.yaw == pytest.approx(14.0, abs=0.5)


def test_that_a_deep_picture_stays_deep(ramp: Pixels) -> None:
    made = edit(painted(Still(Picture(ramp.astype(np.uint16) * 257))), [Setting.read("AU26=1")])
    assert made.pixels.dtype == np.uint16
    assert told_by(made.pixels)["jawOpen"] == pytest.approx(0.2, abs=1e-4)


def test_that_only_the_regions_that_are_named_come_to_rest() -> None:
    state = FaceState.of({"mouthSmileLeft": 1.0, "browInnerUp": 1.0, "jawOpen": 1.0}, HeadPose(yaw=7.0))
    out = towards_neutral(state, 0.8, read_regions("mouth"))
    assert out["mouthSmileLeft"] == pytest.approx(0.2)
    assert out["jawOpen"] == pytest.approx(0.2)
    assert out["browInnerUp"] == 1.0
    assert out.head.yaw == 7.0


def test_that_an_unknown_region_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        read_regions("mouht")
    assert "mouth" in caught.value.hint


def test_that_nothing_outside_the_region_counts_as_changed(ramp: Pixels) -> None:
    made = neutralise(painted(Still(Picture(ramp))), Spotter())
    assert made.outside == 0
    assert made.wanted["mouthSmileLeft"] == 0.0
    assert np.array_equal(made.pixels[8:], ramp[8:])


def test_that_a_picture_without_a_face_is_refused(ramp: Pixels) -> None:
    with pytest.raises(NoFace):
        painted(Still(Picture(np.zeros_like(ramp))))
