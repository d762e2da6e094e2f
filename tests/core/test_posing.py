"""Whole poses and many keys at once."""

from fractions import Fraction

import pytest

from studio.core import edits, posing
from studio.core.curve import Curve
from studio.core.edits import HAND, Here, layer_of
from studio.core.errors import UsageError
from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.project import Project, from_json, to_json
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import Layer, state_at

ZERO, ONE, TWO = Seconds(0), Seconds(1), Seconds(2)
RATE = FrameRate(Fraction(25))


def keyed(slots: dict[str, Curve], **more: object) -> Project:
    project = posing.layer_added(HAND, slots)(Project())
    return edits.layer_set(HAND, **more)(project) if more else project


def curve(project: Project, slot: str, layer: str = HAND) -> list[tuple[float, float]]:
    found = layer_of(project, layer)
    assert found is not None
    return [(float(k.time), round(k.value, 6)) for k in found.curves.get(slot, Curve()).keyframes]


def smile(project: Project, at: Seconds = ZERO) -> FaceState:
    return state_at(project.timeline, {}, at)


def test_that_a_mirror_exchanges_sides_and_turns_head_and_gaze_back() -> None:
    state = FaceState.of({"mouthSmileLeft": 0.8, "jawLeft": 0.5, "browInnerUp": 0.3})
    state = FaceState(state.channels, HeadPose(yaw=10, pitch=5, roll=-4), Gaze(7, 2))
    rest = FaceState(head=HeadPose(yaw=2))
    seen = posing.mirrored_pose(state, rest)
    assert seen["mouthSmileRight"] == pytest.approx(0.8)
    assert seen["mouthSmileLeft"] == seen["jawLeft"] == 0
    assert seen["jawRight"] == pytest.approx(0.5)
    assert seen["browInnerUp"] == pytest.approx(0.3)
    assert (seen.head.yaw, seen.head.pitch, seen.head.roll) == (-6, 5, 4)
    assert (seen.gaze.yaw, seen.gaze.pitch) == (-7, 2)
    again = posing.mirrored_pose(seen, rest)
    assert (again.channels == state.channels).all()
    assert again.head == state.head


def test_that_keys_are_exchanged_with_those_of_the_other_side() -> None:
    project = keyed({
        "mouthSmileLeft": Curve.of([(0, 0.2), (1, 0.9)]),
        "mouthSmileRight": Curve.of([(1, 0.1)]),
        "head.yaw": Curve.of([(1, 12.0)]),
    })  # fmt: skip
    done = posing.keys_mirrored({"mouthSmileLeft": (ONE,), "head.yaw": (ONE,)})(project)
    assert curve(done, "mouthSmileLeft") == [(0, 0.2), (1, 0.1)]
    assert curve(done, "mouthSmileRight") == [(1, 0.9)]
    assert curve(done, "head.yaw") == [(1, -12)]


def test_that_a_pose_between_two_is_so_much_of_the_way() -> None:
    project = keyed({"jawOpen": Curve.of([(0, 0.2), (2, 0.6)]), "cheekPuff": Curve.of([(0, 0.5)])})
    done = posing.pose_between(ONE, 0.25)(project)
    assert curve(done, "jawOpen") == [(0, 0.2), (1, 0.3), (2, 0.6)]
    assert curve(done, "cheekPuff") == [(0, 0.5)], "it has no key after"


def test_that_keys_are_scaled_about_the_first_and_stay_on_frames() -> None:
    project = keyed({"jawOpen": Curve.of([(0, 0.1), (1, 0.2), (2, 0.4)], "bezier").settled()})
    keys = {"jawOpen": (ONE, TWO)}
    done = posing.keys_scaled(keys, values=2.0, times=Fraction(1, 3), rate=RATE)(project)
    assert curve(done, "jawOpen") == [(0, 0.1), (1, 0.4), (1.32, 0.8)]
    back = posing.keys_scaled(keys, times=Fraction(1, 2), about=TWO, rate=RATE)(project)
    assert curve(back, "jawOpen") == [(0, 0.1), (1.52, 0.2), (2, 0.4)]


def test_that_keys_that_come_together_become_one_and_no_time_at_all_is_refused() -> None:
    project = keyed({"jawOpen": Curve.of([(0, 0.1), (1, 0.2), (2, 0.4)])})
    every = {"jawOpen": (ZERO, ONE, TWO)}
    done = posing.keys_scaled(every, times=Fraction(1, 100), rate=RATE)(project)
    assert curve(done, "jawOpen") == [(0, 0.1)]
    with pytest.raises(UsageError):
        posing.keys_scaled(every, times=Fraction(0))


def test_that_a_locked_track_stays_whatever_is_done() -> None:
    locked = posing.tracks_locked(("jawOpen",), on=True)(keyed({"jawOpen": Curve.of([(0, 0.1), (1, 0.2)])}))
    here = Here(ONE, key=True)
    for edit in (
        edits.units_set({"AU26": 5.0, "AU12": 5.0}, here),
        edits.keys_removed({"jawOpen": (ONE,)}),
        edits.keys_moved({"jawOpen": (ONE,)}, ONE),
        posing.keys_scaled({"jawOpen": (ONE,)}, values=3.0),
        posing.keys_mirrored({"jawOpen": (ONE,)}),
        edits.hand_reset(),
    ):
        assert curve(edit(locked), "jawOpen") == [(0, 0.1), (1, 0.2)]
    assert curve(edits.units_set({"AU12": 5.0}, here)(locked), "mouthSmileLeft") == [(0, 0), (1, 1)]
    free = posing.tracks_locked(("jawOpen",), on=False)(locked)
    assert curve(edits.keys_removed({"jawOpen": (ONE,)})(free), "jawOpen") == [(0, 0.1)]


def test_that_only_tracks_that_are_solo_do_anything_and_the_file_knows() -> None:
    project = keyed({"jawOpen": Curve.constant(0.5), "cheekPuff": Curve.constant(0.5)})
    solo = posing.tracks_soloed(("jawOpen",), on=True)(project)
    assert (smile(solo)["jawOpen"], smile(solo)["cheekPuff"]) == (0.5, 0)
    again = from_json(to_json(posing.tracks_locked(("cheekPuff",), on=True)(solo)))
    layer = layer_of(again, HAND)
    assert layer is not None
    assert (layer.solos, layer.locks) == ({"jawOpen"}, {"cheekPuff"})
    assert smile(posing.tracks_soloed(("jawOpen",), on=False)(solo))["cheekPuff"] == 0.5


def test_that_layers_are_added_renamed_and_removed_and_what_is_set_goes_into_its_own() -> None:
    project = posing.layer_added("eyes")(keyed({"jawOpen": Curve.constant(0.5)}))
    project = edits.units_set({"AU26": 4.0}, Here(ZERO, layer="eyes"))(project)
    assert curve(project, "jawOpen", "eyes") == [(0, 0.3)], "what is missing to what lies below"
    assert smile(project)["jawOpen"] == pytest.approx(0.8)
    project = posing.layer_renamed("eyes", "jaw")(project)
    with pytest.raises(UsageError, match="already"):
        posing.layer_renamed("jaw", HAND)(project)
    assert smile(posing.layer_removed("jaw")(project))["jawOpen"] == pytest.approx(0.5)
    speech = edits.layer_set(edits.SPEECH, weight=1.0)(project)
    for refused in (posing.layer_removed(edits.SPEECH), posing.layer_renamed(edits.SPEECH, "x")):
        with pytest.raises(UsageError):
            refused(speech)
    assert all(not layer.curves for layer in edits.hand_reset()(project).timeline.layers)


def test_that_there_is_no_layer_without_a_name() -> None:
    with pytest.raises(UsageError):
        posing.layer_added("  ")(Project())
    with pytest.raises(ValueError, match="nosuch"):
        Layer(HAND, locks=frozenset(("nosuch",)))
