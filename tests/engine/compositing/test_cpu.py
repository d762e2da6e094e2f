"""The compositor on a real portrait: what lies over what, and what stays where it is."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.face import FaceState, HeadPose
from studio.core.source import Pixels
from studio.engine.compositing.backdrop import Backdrop
from studio.engine.compositing.composition import Canvas, Composition, Compositor, CropPatch, Motion
from studio.engine.compositing.cpu import CpuCompositor
from studio.engine.crop import crop_matrix, filled, into_crop, share_at
from studio.engine.part import Part, whole
from studio.engine.ports import Quality
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.person import Person
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.landmarker import FaceLandmarker

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

CHIN_FRONT = 199
RED = (250, 10, 20)


@pytest.fixture(scope="module")
def compositor() -> Compositor:
    return CpuCompositor()


@pytest.fixture(scope="module")
def person(astronaut: Pixels) -> Person:
    return read_person(load_basis(), FaceLandmarker().find(astronaut)[0])


@pytest.fixture(scope="module")
def canvas(astronaut: Pixels, person: Person) -> Canvas:
    return Canvas.of(astronaut, person.landmarks, crop_matrix(person.landmarks)).sharpened()


@pytest.fixture(scope="module")
def talks(person: Person) -> Motion:
    return motion(person, person.rest.with_channels(jawOpen=0.9, mouthUpperUpLeft=0.8, cheekPuff=0.8))


@pytest.fixture(scope="module")
def turns(person: Person) -> Motion:
    return motion(person, replace(person.rest, head=person.rest.head.plus(HeadPose(yaw=12))))


def motion(person: Person, state: FaceState) -> Motion:
    """How the rig moves a face, without what it does about teeth."""
    pose = person.pose(state)
    rigid = pose.to_pixels(person.own + person.relief(state))[:, :2]
    skull = (person.frame.to_pixels(person.skull) - pose.to_pixels(person.skull))[:, :2]
    return Motion(person.landmarks[:, :2], person.place(state), rigid, skull)


def picture(canvas: Canvas, pixels: Pixels) -> Pixels:
    return whole(Part(pixels, canvas.corner), canvas.pixels)


def spot(person: Person, landmark: int, radius: int) -> Floats:
    """A mask in the crop around a landmark [160, 160]."""
    x, y = into_crop(person.landmarks, crop_matrix(person.landmarks))[landmark, :2].round().astype(int)
    out = cv2.circle(np.zeros((160, 160), np.float32), (int(x), int(y)), radius, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(out, (0, 0), 1), np.float32)


def behind(canvas: Canvas, front: Floats) -> Canvas:
    """A canvas with something in front of the face."""
    to_crop, area = canvas.to_crop, canvas.area
    share = share_at(front, to_crop, area.origin, area.step, area.grid_size)
    area = replace(area, front=share)
    return replace(canvas, front=front, area=area, draft=area)


def wholly(canvas: Canvas, front: Floats) -> Mask:
    """The pixels that lie wholly in front, without the rim."""
    height, width = canvas.pixels.shape[:2]
    share = share_at(front, canvas.to_crop, np.zeros(2), 1, (width, height))
    return cv2.erode((share > 0.99).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


def change(after: Pixels, before: Pixels, where: Mask) -> float:
    return float(np.abs(after.astype(int) - before).max(2)[where].mean())


@dataclass(frozen=True, slots=True)
class Paint:
    """A layer of one colour over a box of the whole picture."""

    box: tuple[int, int, int, int]
    colour: tuple[int, int, int] = RED

    def lay(self, out: Pixels, corner: tuple[int, int], quality: Quality) -> None:
        x0, y0, x1, y1 = self.box
        out[y0 - corner[1] : y1 - corner[1], x0 - corner[0] : x1 - corner[0], :3] = self.colour


def darker() -> Floats:
    return np.full((160, 160, 3), -0.5, np.float32)


def never() -> Floats:
    raise AssertionError("nothing moves, so nobody asks how light changes")


# Little to compose -----------------------------------------------------------------------------------


@pytest.mark.parametrize("quality", ["draft", "full"])
def test_that_where_nothing_moves_the_photograph_is_itself(
    compositor: Compositor, canvas: Canvas, person: Person, quality: Quality
) -> None:
    for still in (None, motion(person, person.rest)):
        out = compositor.compose(canvas, Composition(still, never), quality)
        assert np.array_equal(picture(canvas, out), canvas.pixels)


def test_that_the_photograph_is_never_painted_on(
    compositor: Compositor, canvas: Canvas, astronaut: Pixels, talks: Motion
) -> None:
    compositor.compose(canvas, Composition(talks, darker, (Paint((200, 100, 260, 160)),)))
    assert np.array_equal(canvas.pixels, astronaut)


# What lies over what ---------------------------------------------------------------------------------


def test_that_light_changes_as_the_gain_says(
    compositor: Compositor, canvas: Canvas, person: Person, talks: Motion
) -> None:
    bare = compositor.compose(canvas, Composition(talks))
    dark = compositor.compose(canvas, Composition(talks, darker))
    x, y = (person.landmarks[t.NOSE_TIP, :2] - canvas.corner).astype(int)
    nose = np.s_[y - 8 : y + 8, x - 8 : x + 8]
    assert dark[nose] / bare[nose].astype(float) == pytest.approx(np.exp(-0.5), abs=0.02)


@pytest.mark.parametrize("times", [1, 2])
def test_that_light_does_not_break_off_where_the_motion_does(
    compositor: Compositor, canvas: Canvas, person: Person, times: int
) -> None:
    """Brows alone move, so the lower face is not drawn anew; the network's light ends before that."""
    brows = motion(person, person.rest.with_channels(browInnerUp=1.0))
    dark = np.full((160 * times, 160 * times, 3), -0.5, np.float32)
    bare, lit = (
        picture(canvas, compositor.compose(canvas, Composition(brows, gain))).astype(float)
        for gain in (None, lambda: dark)
    )
    darker_by = 1 - (lit + 1) / (bare + 1)
    forehead = person.landmarks[151, :2].astype(int)
    chin = person.landmarks[152, :2].astype(int)
    column = cv2.blur(darker_by.mean(2), (9, 1))[forehead[1] : chin[1], forehead[0]]
    assert column[0] == pytest.approx(1 - np.exp(-0.5), abs=0.03)
    assert column[-1] == pytest.approx(0, abs=0.01), "nothing moves there"
    assert np.abs(np.diff(column)).max() < 0.12


def test_that_layers_lie_over_changed_light_and_the_last_one_on_top(
    compositor: Compositor, canvas: Canvas, person: Person, talks: Motion
) -> None:
    x, y = person.landmarks[t.NOSE_TIP, :2].astype(int)
    low, high = Paint((x - 20, y - 20, x + 20, y + 20)), Paint((x, y, x + 30, y + 30), (1, 2, 3))
    out = picture(canvas, compositor.compose(canvas, Composition(talks, darker, (low, high))))
    assert (out[y - 20 : y, x - 20 : x + 20] == RED).all(), "a layer's colour is its own"
    assert (out[y : y + 30, x : x + 30] == (1, 2, 3)).all()


@pytest.mark.parametrize("moves", [True, False])
def test_that_what_a_network_drew_is_pasted_over_all(
    compositor: Compositor, canvas: Canvas, person: Person, talks: Motion, moves: bool
) -> None:
    points = into_crop(person.landmarks, canvas.to_crop)
    face = filled(points, (t.OVAL,)).astype(np.float32)
    alpha = np.asarray(cv2.GaussianBlur(cv2.erode(face, np.ones((15, 15))), (0, 0), 2), np.float32)
    patch = CropPatch(np.full((160, 160, 3), 0.5, np.float32), alpha, canvas.to_crop)
    bare = compositor.compose(canvas, Composition(talks if moves else None, darker))
    out = compositor.compose(canvas, Composition(talks if moves else None, darker, (patch,)))
    x, y = (person.landmarks[t.NOSE_TIP, :2] - canvas.corner).astype(int)
    off = np.abs(out[y - 9 : y + 9, x - 9 : x + 9].astype(int) - 128)
    assert (off.max(), off.mean()) <= (12, 1)
    outside = wholly(canvas, 1 - cv2.dilate(alpha, np.ones((5, 5))))
    assert change(picture(canvas, out), picture(canvas, bare), outside) == 0


@pytest.mark.parametrize("moves", [True, False])
def test_that_what_lies_in_front_covers_light_and_layers(
    compositor: Compositor, canvas: Canvas, person: Person, turns: Motion, moves: bool
) -> None:
    """A microphone before the chin goes along with the head, and nothing is painted on it."""
    front = behind(canvas, spot(person, CHIN_FRONT, 14))
    move = turns if moves else None
    bare = picture(front, compositor.compose(front, Composition(move)))
    painted = picture(front, compositor.compose(front, Composition(move, darker, (Paint(front.box),))))
    centre = (turns.rigid if moves else turns.source)[CHIN_FRONT].round().astype(int)
    x, y = centre
    here = np.s_[y - 6 : y + 6, x - 6 : x + 6]
    assert np.abs(painted[here].astype(int) - bare[here]).max() <= 2
    assert (painted[y - 80, x] == RED).all()


# What stays where it is ------------------------------------------------------------------------------


@pytest.mark.parametrize("quality", ["draft", "full"])
@pytest.mark.parametrize(("landmark", "radius"), [(CHIN_FRONT, 11), (14, 10), (17, 16)])
def test_that_what_lies_in_front_does_not_move_with_the_skin(
    compositor: Compositor,
    canvas: Canvas,
    person: Person,
    talks: Motion,
    landmark: int,
    radius: int,
    quality: Quality,
) -> None:
    """On the chin, where the grid alone moves the skin; on the lips, which are laid anew at every pixel."""
    mask = spot(person, landmark, radius)
    front, there = behind(canvas, mask), wholly(canvas, mask)
    assert there.sum() > 60
    held = picture(canvas, compositor.compose(front, Composition(talks), quality))
    bare = picture(canvas, compositor.compose(canvas, Composition(talks), quality))
    assert change(bare, canvas.pixels, there) > 8
    assert change(held, canvas.pixels, there) < 0.5


def test_that_the_surroundings_are_put_back(
    compositor: Compositor, canvas: Canvas, person: Person, turns: Motion
) -> None:
    """Everything but the face is wall, which is green on the plate."""
    x0, y0, x1, y1 = canvas.box
    oval = person.landmarks[list(t.OVAL), :2] - (x0, y0)
    face = np.zeros((y1 - y0, x1 - x0), np.float32)
    cv2.fillPoly(face, [np.round(oval.mean(0) + 1.1 * (oval - oval.mean(0))).astype(np.int32)], 1.0)
    plate = np.full((y1 - y0, x1 - x0, 3), (10, 200, 30), np.uint8)
    wall = Backdrop(canvas.box, np.asarray(cv2.resize(face, (256, 256)), np.float32), plate)
    out = compositor.compose(replace(canvas, backdrop=wall), Composition(turns))
    x, y = (turns.rigid[t.OVAL[0]] - (x0, y0) - (0, 30)).astype(int)
    assert (out[y - 5 : y + 5, x - 5 : x + 5] == (10, 200, 30)).all()
    x, y = (turns.target[t.NOSE_TIP, :2] - (x0, y0)).astype(int)
    bare = compositor.compose(canvas, Composition(turns))
    assert np.array_equal(out[y - 5 : y + 5, x - 5 : x + 5], bare[y - 5 : y + 5, x - 5 : x + 5])
