"""Channels by name, head and gaze from landmarks that are placed by the rig itself."""

import numpy as np
import pytest

from studio.core.units import CHANNELS
from studio.engine.rig.basis import load_basis
from studio.engine.rig.pose import FLIP, HeadFrame, head_pose, rotation_of
from studio.engine.rig.topology import EYE_LEFT, EYE_RIGHT, IRIS_LEFT, IRIS_RIGHT
from studio.engine.tracking import reading
from studio.engine.tracking.model import SCORE_NAMES


def test_that_scores_become_channels_by_name() -> None:
    scores = np.arange(52) / 100
    channels = reading.channels_of(scores)
    for name, score in zip(SCORE_NAMES, scores, strict=True):
        if name != "_neutral":
            wanted = 0 if name.startswith("eyeLook") else score
            assert channels[CHANNELS.index(name)] == pytest.approx(wanted), name
    assert channels[CHANNELS.index("tongueOut")] == 0


@pytest.mark.parametrize("turn", [(0, 0, 0), (20, -8, 5), (-30, 12, -15)])
def test_that_the_head_is_read_as_it_was_placed(turn: tuple[float, float, float]) -> None:
    basis = load_basis()
    frame = HeadFrame(20.0, rotation_of(*turn), np.array([300.0, -250.0, 0.0]))
    scores = np.zeros(52)
    scores[SCORE_NAMES.index("jawOpen")] = 0.6
    shape = basis.neutral + 0.6 * basis.tracked[CHANNELS.index("jawOpen")]
    state = reading.read_state(frame.to_pixels(shape), scores, basis)
    np.testing.assert_allclose(state.head.values()[:3], turn, atol=0.01)


@pytest.mark.parametrize("turn", [(0, 0, 0), (25, 0, 0), (-15, 10, 5)])
@pytest.mark.parametrize("look", [(0, 0), (20, 0), (-12, 8)])
def test_that_the_gaze_is_read_as_the_irises_were_placed(
    turn: tuple[float, float, float], look: tuple[float, float]
) -> None:
    frame = HeadFrame(20.0, rotation_of(*turn), np.array([300.0, -250.0, 0.0]))
    landmarks = frame.to_pixels(load_basis().neutral)
    yaw, pitch = np.radians(look)
    along = np.array([np.sin(yaw) * np.cos(pitch), np.sin(pitch), np.cos(yaw) * np.cos(pitch)])
    for ring, iris, outward in ((EYE_RIGHT, IRIS_RIGHT, -1), (EYE_LEFT, IRIS_LEFT, 1)):
        corners = frame.to_canonical(landmarks[[ring[0], ring[8]]]).mean(axis=0)
        centre = np.add(corners, (0.16 * outward, 0.24, -0.24))
        landmarks[iris[0]] = frame.to_pixels((centre + reading.EYEBALL_RADIUS * along)[None])[0]
    gaze = reading.read_gaze(landmarks, frame)
    assert (gaze.yaw, gaze.pitch) == pytest.approx(look, abs=0.5)


def test_that_shut_eyes_look_nowhere() -> None:
    frame = HeadFrame(20.0, rotation_of(0, 0, 0), np.zeros(3))
    landmarks = load_basis().neutral * 20 * FLIP
    for ring in (EYE_RIGHT, EYE_LEFT):
        landmarks[list(ring), 1] = landmarks[ring[0], 1]
    gaze = reading.read_gaze(landmarks, frame)
    assert (gaze.yaw, gaze.pitch) == (0, 0)
    assert head_pose(frame).yaw == 0
