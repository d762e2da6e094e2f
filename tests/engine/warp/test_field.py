"""What lies around a face moves as a head does."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.face import HeadPose
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.warp.field import warp_area, warp_field


@pytest.fixture(scope="module")
def person(astronaut):
    return read_person(load_basis(), FaceLandmarker().find(astronaut)[0])


def turned(person, yaw):
    """The area, and the field of a head that is turned so far from how it was photographed."""
    state = replace(person.rest, head=person.rest.head.plus(HeadPose(yaw)))
    area, pose = warp_area(person.landmarks, (512, 512)), person.pose(state)
    rigid = pose.to_pixels(person.own + person.relief(state))[:, :2]
    skull = (person.frame.to_pixels(person.skull) - pose.to_pixels(person.skull))[:, :2]
    source, target = person.landmarks[:, :2], person.place(state)
    return area, warp_field(area, load_basis().triangles, source, target, rigid, skull)


@pytest.mark.parametrize("yaw", [-25, -12, 12, 25])
def test_that_an_ear_is_not_drawn_out_when_the_head_turns(person, yaw):
    """Beside the eyes, from the outline to 1.6 face radii off, on the side that comes into view."""
    area, field = turned(person, yaw)
    oval = person.landmarks[list(t.OVAL), :2]
    centre, radius = oval.mean(0), np.ptp(oval[:, 0]) / 2
    row = round(float(area.to_grid(person.landmarks[[t.EYE_OUTER[0]], :2])[0, 1]))
    x = area.origin[0] + np.arange(area.grid_size[0]) * area.step + field[row, :, 0]
    away = -np.sign(yaw) * (x - centre[0]) / radius
    shown = np.gradient(x, area.step)
    for start in np.arange(1.0, 1.6, 0.1):
        tenth = shown[(away > start) & (away < start + 0.1)]
        assert tenth.mean() > 0.5, "nowhere twice as wide as photographed"


def test_that_far_away_nothing_moves(person):
    area, field = turned(person, 25)
    oval = person.landmarks[list(t.OVAL), :2]
    low = area.to_grid(oval.mean(0) - 2.3 * np.ptp(oval, axis=0) / 2)
    assert np.abs(field[:, : max(int(low[0]), 1)]).max() < 0.5
