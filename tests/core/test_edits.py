"""What a person sets is what the face does; the photographed expression is taken away by parts."""

from dataclasses import replace

import pytest

from studio.core import edits
from studio.core.edits import Here
from studio.core.errors import UsageError
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.project import Edit, Kept, Project, from_json, to_json
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import WHOLE, Ground, Media, state_at
from studio.core.units import CHANNELS, VOCABULARIES, find_unit

START = Seconds(0)
REST = FaceState.of({"mouthSmileLeft": 0.8, "mouthSmileRight": 0.6, "jawOpen": 0.2, "browInnerUp": 0.5})


def done(*all_of_them: Edit, project: Project | None = None) -> Project:
    project = project or edits.portrait_opened(Media("/a.png"), REST)(Project())
    for edit in all_of_them:
        project = edit(project)
    return project


def face(project: Project, base: FaceState = FaceState()) -> FaceState:
    return state_at(project.timeline, {}, START, Ground.still(base))


# Whom a performance shows


def test_that_of_an_expression_that_is_read_anew_as_much_is_left_in_each_part():
    again = FaceState.of({"mouthSmileLeft": 0.4, "jawOpen": 0.5, "browInnerUp": 0.2, "cheekPuff": 0.3})
    half = done(edits.part_left_set("mouth", 0.5, REST), edits.slot_set({"jawLeft": 0.1}, START, key=False))
    told = edits.rests_as("motion-1", REST, again)(half)
    assert told.rests_as == "motion-1"
    assert edits.parts_left(told, again)["mouth"] == pytest.approx(0.5)
    assert edits.parts_left(told, again)["brows"] == pytest.approx(1)
    assert face(told)["mouthSmileLeft"] == pytest.approx(0.2)
    assert face(told)["cheekPuff"] == pytest.approx(0.3), "where nothing was read, nothing was taken away"
    assert face(told)["jawLeft"] == pytest.approx(0.1), "what the hand has set stays"
    back = edits.rests_as("", again, REST)(told)
    assert face(back)["mouthSmileLeft"] == pytest.approx(face(half)["mouthSmileLeft"])
    rested = edits.rests_as("motion-1", REST, again)(done(edits.expression_left_set(0, REST)))
    assert not face(rested).channels.any()


def test_that_another_face_or_picture_is_not_taken_for_the_same_person():
    told = done(edits.rests_as("motion-1", REST, REST))
    assert told.rests_as == "motion-1"
    assert edits.face_chosen((1, 2), REST)(told).rests_as == ""
    assert edits.portrait_opened(Media("/b.png"), REST)(told).rests_as == ""


def test_that_a_performance_that_tells_how_a_face_rests_is_not_removed():
    told = done(edits.kept(Kept("motion-1", "laugh")), edits.rests_as("motion-1", REST, REST))
    with pytest.raises(UsageError, match="“laugh” tells how the portrait's face rests"):
        edits.kept_removed("motion-1")(told)
    free = edits.together(edits.rests_as("", REST, REST), edits.kept_removed("motion-1"))(told)
    assert free.kept == ()


def test_that_a_twin_is_what_the_other_side_does():
    assert edits.twin("mouthSmileLeft") == "mouthSmileRight"
    assert edits.twin("BrowsU_R") == "BrowsU_L"
    assert edits.twin("AU12") is edits.twin("browInnerUp") is None
    assert edits.twin("jawLeft") is edits.twin("MouthRight") is None, "these go to a side, they are on none"


def test_that_every_twin_exists_in_its_vocabulary_and_has_its_twin_back():
    for vocabulary in VOCABULARIES:
        for unit in vocabulary.units:
            other = edits.twin(unit.name)
            if other is not None:
                assert other in vocabulary.names
                assert edits.twin(other) == unit.name
                assert find_unit(other).region == unit.region


def test_that_several_units_are_set_at_once():
    project = done(edits.units_set({"mouthSmileLeft": 0.3, "AU26": 2.5}, Here(START)))
    assert face(project)["mouthSmileLeft"] == pytest.approx(0.3)
    assert face(project)["jawOpen"] == pytest.approx(0.5)
    assert face(project)["mouthSmileRight"] == pytest.approx(0.6), "the other side stays"


def test_that_a_whole_state_is_set_and_what_is_so_already_gets_no_curve():
    base = FaceState(head=HeadPose(yaw=4.0), gaze=Gaze(1.0, 2.0))
    turned = done(edits.slot_set({"head.yaw": 5.0}, START, key=False))
    wanted = FaceState.of(
        {**{c: REST[c] for c in CHANNELS}, "jawOpen": 0.7}, HeadPose(yaw=20.0), Gaze(1.0, 9.0)
    )
    project = done(edits.state_set(wanted, Here(START, {}, Ground.still(base))), project=turned)
    found = face(project, base)
    assert found.channels == pytest.approx(wanted.channels, abs=1e-5)
    assert found.head.values() == pytest.approx(wanted.head.values())
    assert (found.gaze.yaw, found.gaze.pitch) == pytest.approx((1.0, 9.0))
    hand = edits.layer_of(project, edits.HAND)
    assert hand is not None
    assert set(hand.curves) == {"jawOpen", "head.yaw", "gaze.pitch"}


def test_that_a_part_of_the_face_is_brought_to_rest_and_the_others_stay():
    project = done(edits.part_left_set("mouth", 0.25, REST))
    assert face(project)["mouthSmileLeft"] == pytest.approx(0.2)
    assert face(project)["jawOpen"] == pytest.approx(0.05)
    assert face(project)["browInnerUp"] == pytest.approx(0.5)
    left = edits.parts_left(project, REST)
    assert left["mouth"] == pytest.approx(0.25)
    assert left["brows"] == 1.0
    assert left["nose"] is None, "no expression was photographed there"


def test_that_a_part_comes_back_alone_after_all_was_taken_away():
    neutral = edits.layer_set(edits.PORTRAIT, weight=0.0)
    project = done(neutral, edits.part_left_set("brows", 0.6, REST))
    assert face(project)["browInnerUp"] == pytest.approx(0.3)
    assert face(project)["mouthSmileLeft"] == 0.0


def test_that_the_whole_goes_down_and_up_in_proportion():
    project = done(edits.part_left_set("mouth", 0.5, REST), edits.expression_left_set(0.5, REST))
    assert face(project)["browInnerUp"] == pytest.approx(0.25)
    assert face(project)["mouthSmileLeft"] == pytest.approx(0.2)
    project = done(edits.expression_left_set(0.0, REST), project=project)
    assert face(project).channels.max() == 0.0
    project = done(edits.expression_left_set(1.0, REST), project=project)
    assert face(project)["browInnerUp"] == pytest.approx(0.5)
    assert face(project)["mouthSmileLeft"] == pytest.approx(0.4)


def test_that_what_was_taken_away_by_parts_is_there_again_as_photographed():
    before = done()
    project = done(*(edits.part_left_set(part, 0.0, REST) for part in edits.PARTS))
    assert face(project).channels.max() == 0.0
    assert done(edits.expression_restored(REST), project=project) == before
    back = done(edits.expression_left_set(1.0, REST), project=project)
    assert face(back)["mouthSmileLeft"] == pytest.approx(0.8), "what was there last"


def test_that_a_portrait_without_expression_has_nothing_to_take_away():
    project = edits.portrait_opened(Media("/a.png"), FaceState())(Project())
    assert set(edits.parts_left(project, FaceState()).values()) == {None}
    layer = edits.layer_of(edits.expression_left_set(0.3, FaceState())(project), edits.PORTRAIT)
    assert layer is not None
    assert layer.weight == pytest.approx(0.3)


def test_that_what_a_person_lets_speech_move_holds_for_the_next_sentence_and_not_for_another_kind_of_motion():
    chosen = edits.layer_set(edits.SPEECH, moves=frozenset(("mouth", "head")))
    project = done(edits.spoken("one", "take", "take", Seconds(1)), chosen)
    again = done(edits.spoken("two", "take-2", "take-2", Seconds(1)), project=project)
    assert edits.layer_of(again, edits.SPEECH).moves == {"mouth", "head"}
    unspoken = replace(
        project,
        timeline=replace(project.timeline, tracks=()),
    )
    first = done(edits.spoken("two", "take-2", "take-2", Seconds(1)), project=unspoken)
    assert edits.layer_of(first, edits.SPEECH).moves == {"mouth"}


def test_that_a_change_at_another_time_gets_a_key_and_leaves_what_was_set():
    one, two = Seconds(1), Seconds(2)
    project = done(edits.slot_set({"jawOpen": 0.6}, one, key=False))
    project = done(edits.slot_set({"jawOpen": 0.2, "noseSneerLeft": 0.5}, two, key=False), project=project)
    hand = edits.layer_of(project, edits.HAND)
    assert [hand.curves["jawOpen"].value_at(time) for time in (one, two)] == [0.6, 0.2]
    assert [hand.curves["noseSneerLeft"].value_at(time) for time in (START, one, two)] == [0.0, 0.0, 0.5]
    assert edits.keys_of(project.timeline) == (one, two)
    beside = done(edits.slot_set({"jawLeft": 0.3}, Seconds(5), key=True, layer="Smile"), project=project)
    assert edits.keys_of(beside.timeline) == (one, two, Seconds(5)), "of all layers that are set by hand"
    assert edits.keys_of(beside.timeline, edits.HAND) == (one, two)
    between = edits.slot_set({"jawLeft": 0.3}, Seconds(3, 2), key=False)
    curve = edits.layer_of(done(between, project=project), edits.HAND).curves["jawLeft"]
    assert [curve.value_at(time) for time in (one, Seconds(3, 2), two)] == [0.0, 0.3, 0.0]


def test_that_what_is_set_once_holds_at_all_times_and_zero_takes_it_away():
    project = done(edits.slot_set({"jawOpen": 0.6}, Seconds(1), key=False))
    assert edits.layer_of(project, edits.HAND).curves["jawOpen"].value_at(Seconds(9)) == 0.6
    changed = done(edits.slot_set({"jawOpen": 0.4}, Seconds(1), key=False), project=project)
    assert len(edits.layer_of(changed, edits.HAND).curves["jawOpen"]) == 1
    zero = done(edits.slot_set({"jawOpen": 0.0}, Seconds(1), key=False), project=changed)
    assert edits.layer_of(zero, edits.HAND).curves == {}


def test_that_curves_lie_in_the_order_of_the_face_whatever_was_set_first():
    orders = []
    for slots in (("head.yaw", "jawOpen", "browInnerUp"), ("browInnerUp", "head.yaw", "jawOpen")):
        project = done(*(edits.slot_set({slot: 0.5}, START, key=True) for slot in slots))
        orders.append(list(edits.layer_of(project, edits.HAND).curves))
    assert orders[0] == orders[1] == ["browInnerUp", "jawOpen", "head.yaw"]


def test_that_a_performance_and_speech_share_the_face():
    """The mouth is moved by what is said, all else by the performance, unless it is shared otherwise."""
    rate = FrameRate(Seconds(25))

    def moving(value: float) -> Performance:
        state = FaceState.of({"jawOpen": value, "browInnerUp": value}, HeadPose(yaw=10 * value))
        return Performance.of([state] * 25, rate)

    def seen(project: Project) -> tuple[float, float, float]:
        state = state_at(project.timeline, {"take": moving(0.2), "walk": moving(0.8)}, Seconds(1, 2))
        return tuple(round(float(v), 3) for v in (state["jawOpen"], state["browInnerUp"], state.head.yaw))

    alone = done(edits.performed_beside("walk", Seconds(9)))
    assert seen(alone) == (0.8, 0.8, 8.0)
    assert alone.timeline.range == TimeRange(START, Seconds(9))
    both = done(edits.spoken("one", "take", "take", Seconds(3)), project=alone)
    assert seen(both) == (0.2, 0.8, 8.0)
    said = done(edits.spoken("one", "take", "take", Seconds(3)))
    other_way = done(edits.performed_beside("walk", Seconds(9)), project=said)
    assert other_way.timeline.range == TimeRange(START, Seconds(3)), "as long as what is said"
    assert seen(other_way) == seen(both)
    heads = done(edits.shared(frozenset(("head",))), project=both)
    assert seen(heads) == (0.2, 0.2, 8.0)
    again = done(edits.spoken("two", "take", "take", Seconds(3)), project=heads)
    assert seen(again) == seen(heads), "the next sentence leaves it shared so"
    assert from_json(to_json(heads)) == heads
    assert seen(done(edits.performed_no_more(), project=heads)) == (0.2, 0.2, 2.0)
    assert seen(done(edits.performed("walk", Seconds(9)), project=heads)) == (0.8, 0.8, 8.0)
    for nothing in (frozenset(), WHOLE):
        with pytest.raises(UsageError, match="at least one"):
            done(edits.shared(nothing), project=both)


def test_that_a_range_that_was_chosen_outlives_speech_and_motion():
    chosen = TimeRange(Seconds(1), Seconds(3))
    for edit in (
        edits.spoken("one", "take", "take", Seconds(9), played=chosen),
        edits.performed("walk", Seconds(9), played=chosen),
    ):
        assert done(edit).timeline.range == chosen
    assert done(edits.performed("walk", Seconds(9))).timeline.range == TimeRange(START, Seconds(9))
