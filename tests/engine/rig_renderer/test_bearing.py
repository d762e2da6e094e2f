"""How far a picture lets a head go: nothing in it is shown twice."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.face import FaceState, HeadPose, Performance
from studio.core.source import Pixels
from studio.core.time import TimeRange
from studio.core.timeline import slots_in
from studio.engine.portrait import Portrait, prepared
from studio.engine.rig.basis import load_basis
from studio.engine.rig_renderer import RigRenderer
from studio.engine.scene import Scene
from studio.engine.warp.field import warp_field
from studio.files.pictures import Picture, Still
from tests.engine.rig_renderer.test_renderer import Sliding
from tests.engine.test_subject import RATE

HEAD = slots_in(frozenset(("head",)))


@pytest.fixture(scope="module")
def portrait(astronaut: Pixels) -> Portrait:
    return prepared(Still(Picture(astronaut)), RigRenderer())


def sways(portrait: Portrait, **pose: float) -> Performance:
    """Her head goes far to one side, from where it is, and back."""
    ways = np.sin(np.linspace(0, np.pi, 9))
    heads = [HeadPose(**{name: way * far for name, far in pose.items()}) for way in ways]
    return Performance.of([FaceState(head=head) for head in heads], RATE)


def folds(scene: Scene, index: int, axis: int) -> bool:
    """Whether a frame goes back in the photograph anywhere, as one goes on in the result."""
    likeness, state = scene.portrait.likeness, scene.state_at(RATE.time_of(index))
    motion = likeness.composition(state, lambda: np.zeros((160, 160, 3), np.float32)).motion
    area = likeness.canvas.area
    field = warp_field(
        area, load_basis().triangles, motion.source, motion.target, motion.rigid, motion.skull
    )[..., axis]
    outside = area.shares[..., 0] < 0.98
    steps = 1 + np.gradient(field, area.step, axis=1 - axis)
    return bool((steps[outside] < 0).any())


@pytest.mark.parametrize(("slot", "far", "axis"), [("x", 9.0, 0), ("x", -9.0, 0), ("y", 9.0, 1)])
def test_that_a_head_that_sways_is_never_shown_twice(
    portrait: Portrait, slot: str, far: float, axis: int
) -> None:
    wild = Scene.of(portrait, sways(portrait, **{slot: far}))
    assert not any(folds(wild, index, axis) for index in range(9))
    assert wild.holds_head_back
    free = Scene(portrait, wild.timeline, wild.performances, rate=RATE, reach=10)
    assert any(folds(free, index, axis) for index in range(9)), "it would be, if it might go anywhere"
    assert not free.holds_head_back


def test_that_a_head_that_comes_nearer_stays_about_as_large(portrait: Portrait) -> None:
    near = Scene.of(portrait, sways(portrait, z=20.0))
    person = portrait.subject.person()
    sizes = [person.pose(near.state_at(RATE.time_of(i))).scale / person.frame.scale for i in range(9)]
    assert 1.05 < max(sizes) < 1.12


@pytest.fixture(scope="module")
def filmed(astronaut: Pixels) -> Portrait:
    """A video in which her head moves sideways."""
    return prepared(Sliding(astronaut), RigRenderer())


def test_that_an_actors_head_goes_no_farther_from_each_frame_than_it_bears(filmed: Portrait) -> None:
    performance = sways(filmed, x=12.0, yaw=-70.0)
    wild = Scene.of(filmed, performance)
    leeway, own = filmed.likeness.leeway, [filmed.subject.rest_of(index).head.values() for index in range(8)]
    poses = [wild.state_at(RATE.time_of(index)).head.values() for index in range(8)]
    ways = np.array(poses) - own
    assert (ways <= leeway.high + 1e-6).all()
    assert (-ways <= leeway.low + 1e-6).all()
    assert ways[:, 3].max() > 0.5 * leeway.high[3], "it does go there"
    whole = TimeRange(RATE.time_of(0), RATE.time_of(8))
    assert replace(wild, timeline=replace(wild.timeline, range=whole)).holds_head_back
    np.testing.assert_allclose(wild.rows(0, 8)[:, HEAD], poses, atol=1e-6)
    free = Scene(filmed, wild.timeline, wild.performances, rate=RATE, reach=10)
    assert free.state_at(RATE.time_of(4)).head.x - own[4][3] > leeway.high[3] + 1


def test_that_an_actor_whose_mouth_alone_is_replaced_keeps_his_head(filmed: Portrait) -> None:
    spoken = Scene.of(filmed, sways(filmed, x=12.0))
    layer = replace(spoken.timeline.layers[0], moves=frozenset(("mouth",)))
    timeline = replace(spoken.timeline, layers=(layer,), range=TimeRange(RATE.time_of(0), RATE.time_of(8)))
    scene = Scene(filmed, timeline, spoken.performances, rate=RATE)
    assert scene.state_at(RATE.time_of(4)).head == filmed.subject.rest_of(4).head
    assert not scene.holds_head_back


def test_that_a_pose_set_by_hand_is_not_held_back(portrait: Portrait) -> None:
    asked = FaceState(portrait.rest.channels, HeadPose(x=9), portrait.rest.gaze)
    assert Scene(portrait, held=asked).state_at(RATE.time_of(0)).head.x == 9


def test_that_a_head_near_the_edges_of_its_picture_has_less_room(
    astronaut: Pixels, portrait: Portrait
) -> None:
    tight = prepared(Still(Picture(np.ascontiguousarray(astronaut[20:230, 150:300]))), RigRenderer())
    wide = portrait.likeness.leeway
    near = tight.likeness.leeway
    assert (near.low[3:5] < 0.7 * wide.low[3:5]).all()
    assert near.high[3] < 0.7 * wide.high[3]
