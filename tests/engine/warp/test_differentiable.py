"""The torch warp: the same picture as the quick one, and gradients that are true."""

from copy import copy
from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch

from studio.core.face import FaceState
from studio.core.units import CHANNEL_INDEX
from studio.engine.compositing.carrying import Carrier, shade
from studio.engine.crop import crop_matrix
from studio.engine.device import best_device
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.warp.differentiable import TorchWarp
from studio.engine.warp.field import active_box, front_at, pixel_map, refine, touching, warp_area, warp_field
from studio.engine.warp.texture import Texture

EYE_CORNERS = (33, 133, 362, 263)
STATES = {
    "smile": {"mouthSmileLeft": 0.9, "mouthSmileRight": 0.7, "cheekSquintLeft": 0.6},
    "jaw open, turned": {"jawOpen": 0.7, "yaw": 12.0},
    "blink, bowed": {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0, "pitch": -8.0},
}


class Portrait:
    """A face in a picture, ready for both warps."""

    def __init__(self, pixels):
        (face, *_) = FaceLandmarker().find(pixels)
        self.pixels = pixels
        self.person = read_person(load_basis(), face)
        self.area = warp_area(face.landmarks, (pixels.shape[1], pixels.shape[0]))
        self.triangles = load_basis().triangles
        self.to_crop = crop_matrix(face.landmarks)
        y, x = np.mgrid[:160, :160] / 160
        bump = np.exp(-((x - 0.5) ** 2 + (y - 0.6) ** 2) / 0.02) * np.sin(30 * x)
        self.gain = (0.4 * bump[..., None] * (1, 0.9, 0.7)).astype(np.float32)
        self.front = None

    def behind_a_hand(self):
        """The same with something in front of the chin, at one side."""
        other = copy(self)
        mask = np.zeros((160, 160), np.float32)
        cv2.circle(mask, (95, 125), 22, 1.0, -1)
        mask = cv2.GaussianBlur(mask, (0, 0), 2)
        grid = np.mgrid[: self.area.grid_size[1], : self.area.grid_size[0]][::-1].transpose(1, 2, 0)
        places = (grid * self.area.step + self.area.origin).astype(np.float32)
        other.front = (mask, self.to_crop)
        other.area = replace(self.area, front=front_at(places, *other.front))
        return other

    def state(self, values):
        if not values:
            return self.person.rest
        channels = {name: value for name, value in values.items() if name not in ("yaw", "pitch")}
        head = self.person.rest.head
        head = type(head)(head.yaw + values.get("yaw", 0), head.pitch + values.get("pitch", 0), head.roll)
        return FaceState.of(channels, head, self.person.rest.gaze)

    def landmarks(self, state):
        """Source, target, rigid target and the skull's motion of a state."""
        rigid = self.person.pose(state).to_pixels(self.person.own + self.person.relief(state))
        skull = self.person.frame.to_pixels(self.person.skull)
        skull = skull - self.person.pose(state).to_pixels(self.person.skull)
        return self.person.landmarks[:, :2], self.person.place(state), rigid[:, :2], skull[:, :2]

    def quick(self, state):
        """As the renderer draws it, without the layers of eyes and mouth."""
        source, target, rigid, skull = self.landmarks(state)
        out = self.pixels.copy()
        field = warp_field(self.area, self.triangles, source, target, rigid, skull)
        box = active_box(self.area, field)
        if box is None:
            return out
        texture = Texture.doubled(self.pixels, self.area.box)
        front = None if self.front is None else (self.front[0], texture.onward(self.front[1]))
        places = pixel_map(self.area, field, box, texture)
        for rim in (t.INNER_LIPS, t.EYE_RIGHT, t.EYE_LEFT):
            around = np.setdiff1d(rim, (*t.MOUTH_CORNERS, *EYE_CORNERS))
            near = touching(self.triangles, around)
            refine(places, box[:2], near, texture.at(source), target, around, front)
        region = texture.fetch(places, fine=True)
        if lit := Carrier(places, texture, self.to_crop).carried(self.gain):
            shade(region[lit.part], lit.values)
        out[box[1] : box[3], box[0] : box[2]] = region
        return out

    def torch(self, state):
        photo = torch.from_numpy(self.pixels.astype(np.float32) / 255)
        gain = torch.from_numpy(self.gain)
        picture = TorchWarp().picture(
            photo, self.area, self.triangles, *self.landmarks(state), gain, self.to_crop, self.front
        )
        return picture.cpu().numpy() * 255


@pytest.fixture(scope="module")
def portrait(astronaut):
    return Portrait(astronaut)


@pytest.fixture(scope="module")
def large_portrait(astronaut):
    """The same face over several hundred pixels, so that the field's grid is coarser than these."""
    return Portrait(cv2.resize(astronaut[0:290, 90:380], None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC))


def difference(portrait, values):
    state = portrait.state(values)
    return np.abs(portrait.quick(state).astype(np.float32) - portrait.torch(state))


@pytest.mark.parametrize("name", STATES)
def test_that_both_warps_give_the_same_picture(portrait, name):
    off = difference(portrait, STATES[name])
    x0, y0, x1, y1 = portrait.area.box
    assert off[y0:y1, x0:x1].mean() < 0.5
    assert (off[y0:y1, x0:x1] <= 6).mean() > 0.998


@pytest.mark.parametrize("name", ["jaw open, turned", "blink, bowed"])
def test_that_both_warps_agree_where_the_grid_is_coarser_than_pixels(large_portrait, name):
    assert large_portrait.area.step > 1
    off = difference(large_portrait, STATES[name])
    assert off.mean() < 0.5
    assert (off <= 6).mean() > 0.999


def test_that_both_warps_leave_what_is_in_front_of_the_face(portrait):
    hidden, state = portrait.behind_a_hand(), portrait.state({"jawOpen": 0.8})
    off = np.abs(hidden.quick(state).astype(np.float32) - hidden.torch(state))
    assert off.mean() < 0.5
    assert (off <= 6).mean() > 0.999
    assert (np.abs(hidden.torch(state) - portrait.torch(state)) > 10).any()


def test_that_the_portraits_own_state_is_the_photograph(portrait):
    state = portrait.person.rest
    photo = torch.from_numpy(portrait.pixels.astype(np.float32) / 255)
    picture = TorchWarp().picture(photo, portrait.area, portrait.triangles, *portrait.landmarks(state))
    assert np.array_equal(np.round(picture.cpu().numpy() * 255), portrait.pixels)


def test_that_nothing_changes_outside_the_area(portrait):
    picture = portrait.torch(portrait.state(STATES["jaw open, turned"]))
    x0, y0, x1, y1 = portrait.area.box
    picture[y0:y1, x0:x1] = portrait.pixels[y0:y1, x0:x1]
    assert np.array_equal(np.round(picture), portrait.pixels)


@pytest.fixture(scope="module")
def loss(portrait):
    """A smooth measure of the picture, as a function of target landmarks and gain."""
    source, target, rigid, skull = portrait.landmarks(portrait.state({"jawOpen": 0.5, "mouthSmileLeft": 0.5}))
    photo = torch.from_numpy(portrait.pixels.astype(np.float32) / 255)
    rough = np.random.default_rng(0).standard_normal(portrait.pixels.shape).astype(np.float32)
    weights = torch.from_numpy(cv2.GaussianBlur(rough, (0, 0), 3))
    warp = TorchWarp()

    def measured(points, gain):
        picture = warp.picture(
            photo, portrait.area, portrait.triangles, source, points, rigid, skull, gain, portrait.to_crop
        )
        return (picture.double().cpu() * weights).sum()

    return measured, torch.tensor(target, dtype=torch.float32), torch.from_numpy(portrait.gain)


def test_that_gradients_of_landmarks_are_finite_differences(loss):
    """Within the face: at its outline a step also uncovers what lies behind, which counts as constant.

    Between half pixels the picture is linear: a longer step goes over the kinks.
    """
    measured, target, gain = loss
    points = target.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(measured(points, gain), points)
    seen, wanted = [], []
    for landmark in (t.NOSE_TIP, 13, 14, 61, 50, 105, 200):
        for axis in (0, 1):
            step = torch.zeros_like(target)
            step[landmark, axis] = 0.005
            with torch.no_grad():
                change = measured(target + step, gain) - measured(target - step, gain)
            seen.append(float(gradient[landmark, axis]))
            wanted.append(float(change) / 0.01)
    assert np.allclose(seen, wanted, rtol=0.1, atol=0.01 * np.abs(wanted).max())
    assert np.abs(wanted).max() > 0.1


def test_that_gradients_of_the_gain_are_finite_differences(loss):
    measured, target, gain = loss
    asked = gain.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(measured(target, asked), asked)
    step = 0.01 * gradient / gradient.abs().max()
    with torch.no_grad():
        change = measured(target, gain + step) - measured(target, gain - step)
    assert float(change) == pytest.approx(2 * float((gradient * step).sum()), rel=0.02)


def test_that_an_expression_is_found_again_from_its_picture(portrait):
    """What the gradients are for: from pixels back to a channel."""
    person, opened = portrait.person, load_basis().sliders[CHANNEL_INDEX["jawOpen"]]
    own = torch.tensor(person.frame.to_pixels(person.own), dtype=torch.float32)
    slope = torch.tensor(person.frame.to_pixels(person.own + opened), dtype=torch.float32) - own
    photo = torch.from_numpy(portrait.pixels.astype(np.float32) / 255)
    warp, places, skull = TorchWarp(), own[:, :2], torch.zeros(len(t.OVAL), 2)

    def drawn(amount):
        points = own + amount * slope
        return warp.picture(photo, portrait.area, portrait.triangles, places, points, places, skull)

    with torch.no_grad():
        goal, closed = drawn(torch.tensor(0.3)), drawn(torch.tensor(0.0))
    curvature = 2 * float(((goal - closed) ** 2).mean()) / 0.3**2
    amount = torch.tensor(0.1)
    for _ in range(6):
        amount.requires_grad_()
        (gradient,) = torch.autograd.grad(((drawn(amount) - goal) ** 2).mean(), amount)
        amount = (amount - gradient / curvature).detach()
    assert float(amount) == pytest.approx(0.3, abs=0.02)


def test_that_the_best_device_is_one_that_works():
    assert float(torch.ones(3, device=best_device()).sum()) == 3.0
