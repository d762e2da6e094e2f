"""One person's rig: the photograph comes back, zero is neutral, lids and lips behave."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.units import CHANNELS
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.correctives import correctives
from studio.engine.rig.person import _STEEPEST, NECK, Person, unfolded
from studio.engine.rig.pose import HeadFrame
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.landmarker import FaceLandmarker

UPPER, LOWER = (np.array(side) for side in zip(*t.LIP_PAIRS, strict=True))
LIDS = {
    "Right": (np.array(t.UPPER_LID_RIGHT), np.array(t.LOWER_LID_RIGHT)),
    "Left": (np.array(t.UPPER_LID_LEFT), np.array(t.LOWER_LID_LEFT)),
}
steady = settings(max_examples=40)
channels = st.dictionaries(st.sampled_from(CHANNELS), st.floats(0, 1), max_size=8)


@pytest.fixture(scope="module")
def person(astronaut):
    """She smiles broadly, with her head bowed a little."""
    (face,) = FaceLandmarker().find(astronaut)
    return read_person(load_basis(), face)


def lip_gaps(shape):
    return shape[UPPER, 1] - shape[LOWER, 1]


def lid_gap(shape, side):
    upper, lower = LIDS[side]
    return float(np.linalg.norm(shape[upper] - shape[lower], axis=1).mean())


def test_that_the_own_state_gives_the_photographs_landmarks_back(person):
    assert person.place(person.rest)[:, :2] == pytest.approx(person.landmarks[:, :2], abs=1e-9)
    assert person.shape(person.rest) == pytest.approx(person.own, abs=1e-12)


def test_that_she_is_seen_to_smile(person):
    assert min(person.rest["mouthSmileLeft"], person.rest["mouthSmileRight"]) > 0.5
    assert lip_gaps(person.own).max() > 0.5


def test_that_neutral_has_its_lips_closed(person):
    assert lip_gaps(person.shape(FaceState())) == pytest.approx(0, abs=1e-9)


def test_that_lips_that_are_parted_are_read_as_parted_whatever_the_scores_say(astronaut):
    """The state tells of the whole opening, so that a state with closed lips closes them."""
    (face,) = FaceLandmarker().find(astronaut)
    lips = np.array((*t.OUTER_LIPS, *t.INNER_LIPS))
    for parted in (0.0, 0.04):
        points = face.landmarks.copy()
        below = lips[points[lips, 1] > points[list(t.LIP_MIDDLE), 1].mean()]
        points[below, 1] += parted * np.linalg.norm(points[33, :2] - points[263, :2])
        person = read_person(load_basis(), replace(face, landmarks=points))
        assert abs(lip_gaps(person.residual)[2:-2]).max() < 0.1 * lip_gaps(person.own).max()


def test_that_the_lower_lip_rises_as_a_whole_when_the_mouth_is_closed(person):
    open_mouth = person.neutral.copy()
    upper, lower = np.array(t.LIP_PAIRS).T
    open_mouth[upper, 1] += 0.2
    lower_lip, upper_lip = ([14, 17], [0, 13])
    open_mouth[[*lower, 15, 16, 17], 1] -= 0.3
    closed = Person.of(person.basis, person.landmarks, person.frame, person.rest, open_mouth).neutral
    was, now = (
        [-np.diff(shape[lip, 1])[0] for lip in (lower_lip, upper_lip)] for shape in (open_mouth, closed)
    )
    assert now[0] == pytest.approx(was[0], abs=0.05), "and does not grow"
    assert abs(now[1]) > abs(was[1]), "while the upper one does"


def test_that_neutral_is_no_smile(person):
    corners = list(t.MOUTH_CORNERS)
    own, neutral = person.own[corners], person.shape(FaceState())[corners]
    assert np.ptp(neutral[:, 0]) < np.ptp(own[:, 0]) - 0.5, "the mouth is narrower"
    assert (neutral[:, 1] < own[:, 1] - 0.2).all(), "and its corners lower"


def test_that_what_the_basis_cannot_say_fades_with_the_expression(person):
    """Halfway to neutral, half of the photograph's own smile is left, not a general one."""
    half = FaceState(person.rest.channels / 2, person.rest.head, person.rest.gaze)
    free = np.setdiff1d(np.arange(468), np.concatenate([*t.LIP_PAIRS, *LIDS["Left"], *LIDS["Right"]]))
    free = np.setdiff1d(free, t.LID_FOLD_LEFT + t.LID_FOLD_RIGHT)
    middle = (person.own + person.neutral)[free] / 2
    assert person.shape(half)[free] == pytest.approx(middle, abs=1e-6)


def test_that_a_stronger_smile_keeps_what_is_her_own(person):
    more = person.rest.with_channels(mouthSmileLeft=1.0, mouthSmileRight=1.0)
    moved = person.shape(more) - person.own
    wanted = sum(
        (1.0 - person.rest[f"mouthSmile{side}"]) * person.basis.sliders[CHANNELS.index(f"mouthSmile{side}")]
        for side in ("Left", "Right")
    )
    pairs = correctives(person.basis)
    wanted += pairs.shape(more.channels) - pairs.shape(person.rest.channels)
    assert moved[list(t.OUTER_LIPS)] == pytest.approx(wanted[list(t.OUTER_LIPS)], abs=1e-6)


def middle_gap(shape):
    upper, lower = t.LIP_MIDDLE
    return shape[upper, 1] - shape[lower, 1]


def test_that_a_tongue_opens_closed_lips_the_farther_the_more_it_comes_out(person):
    gaps = [middle_gap(person.shape(FaceState.of({"tongueOut": v}))) for v in (0.0, 0.3, 0.6, 1.0)]
    assert gaps[0] == pytest.approx(middle_gap(person.neutral), abs=1e-9)
    assert (np.diff(gaps) > 0.1).all()
    assert gaps[-1] > 0.9
    assert person.jaw_open(FaceState.of({"tongueOut": 1.0})) > 0.3, "the teeth make room as well"


def test_that_a_tongue_opens_a_mouth_that_is_open_enough_no_farther(person):
    opened = FaceState.of({"jawOpen": 0.6})
    shown = opened.with_channels(tongueOut=1.0)
    assert np.array_equal(person.shape(shown), person.shape(opened))
    assert person.jaw_open(shown) == opened["jawOpen"]


def test_that_pressed_lips_keep_the_tongue_in(person):
    pressed = FaceState.of(
        {"jawOpen": 0.12, "mouthClose": 0.12, "mouthPressLeft": 0.16, "mouthPressRight": 0.16}
    )
    shown = pressed.with_channels(tongueOut=0.6)
    assert np.array_equal(person.shape(shown), person.shape(pressed))


@pytest.mark.parametrize("side", ["Left", "Right"])
def test_that_a_blink_closes_its_own_eye_and_no_other(person, side):
    other = "Right" if side == "Left" else "Left"
    shut = person.shape(person.rest.with_channels(**{f"eyeBlink{side}": 1.0}))
    assert lid_gap(shut, side) < 1e-9
    assert lid_gap(shut, other) == pytest.approx(lid_gap(person.own, other))


def test_that_the_upper_lid_does_most_of_a_blink(person):
    upper, lower = LIDS["Left"]
    moved = person.shape(person.rest.with_channels(eyeBlinkLeft=1.0)) - person.own
    assert -moved[upper, 1].mean() > 3 * moved[lower, 1].mean() > 0


def test_that_lids_close_more_the_more_they_are_told_to(person):
    steps = np.linspace(person.rest["eyeBlinkRight"], 1, 9)
    gaps = [lid_gap(person.shape(person.rest.with_channels(eyeBlinkRight=v)), "Right") for v in steps]
    assert (np.diff(gaps) < 0).all()


@pytest.mark.parametrize("pitch", [-20.0, 15.0])
def test_that_the_lids_follow_the_gaze(person, pitch):
    look = replace(person.rest, gaze=person.rest.gaze.plus(Gaze(0.0, pitch)))
    upper = np.concatenate([LIDS[side][0] for side in LIDS])
    moved = (person.shape(look) - person.own)[upper, 1].mean()
    assert moved * np.sign(pitch) > 0.05


@steady
@given(channels)
def test_that_lips_never_pass_through_each_other(person, values):
    shape = person.shape(FaceState.of(values))
    assert lip_gaps(shape).min() > min(lip_gaps(person.own).min(), 0) - 1e-9


@steady
@given(channels, st.floats(-25, 25), st.floats(-15, 15), st.floats(-20, 20))
def test_that_turning_the_head_does_not_change_the_face(person, values, yaw, pitch, roll):
    still = FaceState.of(values, person.rest.head, person.rest.gaze)
    turned = replace(still, head=HeadPose(yaw, pitch, roll))
    back = person.pose(turned).to_canonical(person.place(turned))
    assert back - person.relief(turned) == pytest.approx(person.shape(still), abs=1e-9)


def test_that_the_head_turns_to_where_it_is_told(person):
    wanted = person.rest.head.plus(HeadPose(12.0, -6.0, 4.0))
    rotation = person.pose(replace(person.rest, head=wanted)).rotation
    forward = rotation @ (0.0, 0.0, 1.0)
    before = person.frame.rotation @ (0.0, 0.0, 1.0)
    assert forward[0] > before[0] + 0.1
    assert forward[1] < before[1] - 0.05


def test_that_the_neck_stays_where_the_head_turns(person):
    turned = person.pose(replace(person.rest, head=person.rest.head.plus(HeadPose(20.0, 10.0, -5.0))))
    assert turned.to_pixels(NECK[None]) == pytest.approx(person.frame.to_pixels(NECK[None]))


def test_that_moving_goes_right_up_and_nearer(person):
    def moved(**shift):
        state = replace(person.rest, head=person.rest.head.plus(HeadPose(**shift)))
        return person.place(state) - person.place(person.rest)

    assert moved(x=1.0)[:, 0] == pytest.approx(person.frame.scale)
    assert moved(y=1.0)[:, 1] == pytest.approx(-person.frame.scale)
    nearer = person.pose(replace(person.rest, head=person.rest.head.plus(HeadPose(z=5.0))))
    assert nearer.scale > 1.05 * person.frame.scale


def test_that_a_head_that_turns_far_has_a_gentle_relief(person):
    """As the photograph's camera sees it, depth falls away no faster than it may."""

    def turned(yaw):
        return replace(person.rest, head=person.rest.head.plus(HeadPose(yaw)))

    assert (person.relief(turned(5.0)) == 0).all(), "a small turn shows the true depth"
    seen = person.frame.to_pixels(person.own + person.relief(turned(20.0)))
    assert seen[:, :2] == pytest.approx(person.landmarks[:, :2])
    assert steepness(person.landmarks) > 2 * _STEEPEST
    assert steepness(seen) < _STEEPEST + 1e-6


def steepness(landmarks):
    apart = np.linalg.norm(landmarks[:, None, :2] - landmarks[None, :, :2], axis=2)
    fall = np.abs(landmarks[:, None, 2] - landmarks[None, :, 2])
    return (fall[apart > 1e-6] / apart[apart > 1e-6]).max()


def test_that_a_face_with_nothing_on_it_is_its_own_neutral():
    basis = load_basis()
    frame = HeadFrame(20.0, np.eye(3), np.array([300.0, -200.0, 0.0]))
    landmarks = frame.to_pixels(basis.neutral)
    person = Person.of(basis, landmarks, frame, FaceState(), basis.neutral)
    assert person.residual == pytest.approx(0, abs=0.06)
    assert person.shape(FaceState()) == pytest.approx(person.own, abs=0.06)


def test_that_a_cheek_that_is_turned_away_lies_on_the_contour(person):
    """Where no texture of it is to be seen, none of the face is taken twice."""
    triangles = person.basis.triangles

    def inside_out(points):
        a, b, c = (points[triangles[:, k], :2] for k in range(3))
        areas = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
        return np.abs(areas[areas * np.sign(areas.sum()) < 0]).sum()

    aside = replace(person.rest, head=person.rest.head.plus(HeadPose(-36.0)))
    turned = person.pose(aside).to_pixels(person.own)
    flat = unfolded(turned, triangles)
    moved = np.flatnonzero((flat != turned).any(1))
    assert 5 < len(moved) < 100
    assert inside_out(flat) < 0.5 * inside_out(turned)
    assert np.ptp(flat[:, 0]) < 1.05 * np.ptp(turned[:, 0])
    assert unfolded(flat, triangles)[:, :2] == pytest.approx(flat[:, :2], abs=3.0), "once is enough"
