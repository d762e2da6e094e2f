"""The rig renderer on a real portrait: what must not change does not, and what is told to move does.

Where it says "seen", the face landmarker looked at the drawn pixels again.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.source import Frame
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.units import CHANNELS
from studio.engine.crop import share_at
from studio.engine.portrait import Portrait
from studio.engine.ports import Renderer, Shot
from studio.engine.rig import topology as t
from studio.engine.rig_renderer.likeness import RigLikeness
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.scene import Scene
from studio.engine.subject import subject_of
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.engine.tracking.port import FaceChoice
from studio.engine.warp.shrink import shrunk
from studio.files.pictures import Picture, Still
from tests.engine.rig_renderer.test_occluders import with_microphone

RATE = FrameRate(Fraction(25))
CALM = settings(max_examples=25)
PAIRS = sorted(name.removesuffix("Left") for name in CHANNELS if name.endswith("Left"))
SIDEWAYS = ("jaw", "mouth")
"""Left and right of these is where to, not where."""

channels = st.dictionaries(st.sampled_from(CHANNELS), st.floats(0, 1), max_size=10)
heads = st.builds(HeadPose, *(st.floats(-a, a) for a in (35, 25, 40)), *(st.floats(-a, a) for a in (3, 3, 8)))
gazes = st.builds(Gaze, st.floats(-35, 35), st.floats(-25, 25))


def ready(renderer, pixels, face=FaceChoice()):
    """A picture, prepared."""
    return renderer.prepare(subject_of(Still(Picture(pixels)), FaceLandmarker(), face))


def shot_of(clip, filmed, states, first, count):
    """Some frames of a clip."""
    span = TimeRange(clip.rate.time_of(first), clip.rate.time_of(first + count))
    return Shot(span, clip.rate, states, footage=filmed.subject.new_reel())


@pytest.fixture(scope="module")
def renderer():
    return RigRenderer()


@pytest.fixture(scope="module")
def tracker():
    return FaceLandmarker()


@pytest.fixture(scope="module")
def likeness(renderer, astronaut):
    """She smiles, showing her teeth, her head bowed a little."""
    return ready(renderer, astronaut)


@pytest.fixture(scope="module")
def neutral(likeness):
    """No expression, in the photograph's own pose."""
    return FaceState(head=likeness.rest.head, gaze=likeness.rest.gaze)


@pytest.fixture(scope="module")
def drawn(renderer, likeness, neutral):
    """A picture of her neutral face with some channels set, and head and gaze turned further."""

    def draw(head=HeadPose(), gaze=Gaze(), **values):
        state = neutral.with_channels(**values)
        state = replace(state, head=state.head.plus(head), gaze=state.gaze.plus(gaze))
        return renderer.draw(likeness, state)

    return draw


@pytest.fixture(scope="module")
def seen(tracker, drawn):
    """The face that is found in such a picture."""

    def look(**values):
        (face,) = tracker.find(drawn(**values))
        return face

    return look


def distance(face, a, b):
    return float(np.linalg.norm(face.landmarks[a, :2] - face.landmarks[b, :2]))


def eye_gaps(face):
    """Lid gap over eye width: the subject's left eye, right eye."""
    return np.array(
        [
            distance(face, 386, 374) / distance(face, 263, 362),
            distance(face, 159, 145) / distance(face, 33, 133),
        ]
    )


def lip_gap(face):
    return distance(face, 13, 14) / face.interocular


def outside(pixels, box):
    """A copy whose box is black."""
    out = pixels.copy()
    out[box[1] : box[3], box[0] : box[2]] = 0
    return out


# What does not change --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "moved", [{"jawOpen": 0.8}, {"mouthSmileLeft": 1, "mouthSmileRight": 1, "jawOpen": 0.2}, {"tongueOut": 1}]
)
def test_that_nothing_of_a_black_and_white_photograph_gets_a_colour(renderer, astronaut, moved):
    grey = np.repeat((astronaut @ [0.299, 0.587, 0.114])[..., None], 3, 2).astype(np.uint8)
    old = ready(renderer, grey)
    drawn = renderer.draw(old, old.rest.with_channels(**moved))
    assert (drawn != grey).sum() > 500
    assert np.ptp(drawn.astype(int), axis=2).max() == 0


def test_that_it_is_a_renderer(renderer):
    port: Renderer = renderer
    assert port.honours == {*CHANNELS, "head", "gaze"}


def test_that_the_portrait_at_its_own_state_is_the_photograph(renderer, likeness, astronaut):
    assert np.array_equal(renderer.draw(likeness, likeness.rest), astronaut)
    assert np.array_equal(renderer.draw(likeness, likeness.rest, "draft"), astronaut)


@CALM
@given(channels, heads, gazes)
def test_that_outside_its_box_every_picture_is_the_photograph(
    renderer, likeness, astronaut, values, head, gaze
):
    box = likeness.area.box
    pixels = renderer.draw(likeness, FaceState.of(values, head, gaze))
    assert np.array_equal(outside(pixels, box), outside(astronaut, box))


def test_that_the_photograph_itself_is_never_painted_on(renderer, likeness, astronaut):
    renderer.draw(likeness, FaceState.of({"jawOpen": 1.0}, HeadPose(yaw=20)))
    assert np.array_equal(likeness.pixels, astronaut)


def test_that_sixteen_bits_stay_sixteen(renderer, likeness, astronaut, neutral):
    deep = ready(renderer, astronaut.astype(np.uint16) * 257)
    assert np.array_equal(renderer.draw(deep, deep.rest), deep.pixels)
    pixels = renderer.draw(deep, neutral.with_channels(jawOpen=0.6))
    assert pixels.dtype == np.uint16
    assert len(np.unique(pixels % 257)) > 200, "between the steps of eight bits there are values"
    flat = renderer.draw(likeness, neutral.with_channels(jawOpen=0.6))
    assert np.abs(pixels / 257 - flat).mean() < 0.5


def test_that_transparency_stays(renderer, likeness, astronaut, neutral):
    alpha = np.full(astronaut.shape[:2], 255, np.uint8)
    alpha[:, :60] = 0
    alpha[400:] = 90
    clear = ready(renderer, np.dstack([astronaut, alpha]))
    assert np.array_equal(renderer.draw(clear, clear.rest), clear.pixels)
    pixels = renderer.draw(clear, neutral.with_channels(jawOpen=0.6, eyeBlinkLeft=1.0))
    assert np.array_equal(pixels[..., 3], alpha), "the face lies where nothing is transparent"
    opaque = renderer.draw(likeness, neutral.with_channels(jawOpen=0.6, eyeBlinkLeft=1.0))
    assert np.abs(pixels[..., :3].astype(int) - opaque).max() <= 1


def test_that_a_draft_looks_like_the_full_picture(renderer, likeness, neutral):
    state = neutral.with_channels(jawOpen=0.5, mouthSmileLeft=0.6)
    draft, full = (renderer.draw(likeness, state, quality).astype(int) for quality in ("draft", "full"))
    off = float(np.abs(draft - full).mean())
    assert off < 1.0


def test_that_a_draft_of_a_large_face_is_drawn_small_and_looks_alike(renderer, astronaut):
    large = cv2.resize(astronaut[:301, 90:371], None, fx=7, fy=7, interpolation=cv2.INTER_CUBIC)
    likeness = ready(renderer, large)
    assert likeness.face_height > 700
    assert np.array_equal(renderer.draw(likeness, likeness.rest, "draft"), large)
    state = likeness.rest.with_channels(jawOpen=0.5, eyeBlinkLeft=1.0)
    draft, full = (renderer.draw(likeness, state, quality).astype(int) for quality in ("draft", "full"))
    assert np.abs(draft - full).mean() < 1.0
    still = (full == large).all(2)
    near = cv2.dilate((~still).astype(np.uint8), np.ones((25, 25), np.uint8)) > 0
    assert (np.abs(draft - large)[~near] > 3).mean() < 1e-4


@pytest.fixture(scope="module")
def large(renderer, astronaut):
    """Her face about 560 pixels high, in a picture with odd sides."""
    pixels = cv2.resize(astronaut[:301, 80:381], (1203, 1205), interpolation=cv2.INTER_CUBIC)
    return ready(renderer, pixels)


def laid(likeness, part):
    """A part in the photograph, at its size."""
    out = shrunk(likeness.pixels, part.shrink).copy()
    (x, y), (down, across) = part.corner, part.pixels.shape[:2]
    out[y : y + down, x : x + across] = part.pixels
    return out


STATES = {
    "talks": ({"jawOpen": 0.5, "mouthSmileLeft": 0.6}, HeadPose(), Gaze()),
    "blinks": ({"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0, "browInnerUp": 0.7}, HeadPose(), Gaze()),
    "turns": ({}, HeadPose(yaw=10, pitch=4), Gaze(15, 5)),
}


@pytest.mark.parametrize("name", STATES)
def test_that_a_part_is_all_that_differs_from_the_photograph(renderer, large, name):
    values, head, gaze = STATES[name]
    state = FaceState.of(values, large.rest.head.plus(head), large.rest.gaze.plus(gaze))
    part = renderer.part(large, state, Seconds(0))
    assert part.shrink == 1
    assert np.array_equal(laid(large, part), renderer.draw(large, state))


@pytest.mark.parametrize("name", STATES)
def test_that_a_small_draft_lies_exactly_on_the_full_picture(renderer, large, name):
    values, head, gaze = STATES[name]
    state = FaceState.of(values, large.rest.head.plus(head), large.rest.gaze.plus(gaze))
    part = renderer.part(large, state, Seconds(0), "draft", 2)
    assert part.shrink == 2
    draft, full = laid(large, part), shrunk(renderer.draw(large, state), 2)
    assert np.abs(draft.astype(int) - full).mean() < 1.0
    # Of even sides: of odd ones OpenCV finds a shift of half a pixel where there is none.
    grey = [cv2.cvtColor(x[:600, :600], cv2.COLOR_RGB2GRAY).astype(np.float32) for x in (draft, full)]
    window = cv2.createHanningWindow((600, 600), cv2.CV_32F)
    (x, y), _ = cv2.phaseCorrelate(*grey, window)
    assert max(abs(x), abs(y)) < 0.1, "a shift would be seen as a jump when the hand rests"


def test_that_a_small_draft_at_rest_is_the_photograph_itself(renderer, large):
    part = renderer.part(large, large.rest, Seconds(0), "draft", 2)
    assert np.array_equal(laid(large, part), shrunk(large.pixels, 2))


def test_that_a_face_is_never_drawn_smaller_than_it_is_worth(renderer, large, likeness):
    assert renderer.part(large, large.rest, Seconds(0), "draft", 8).shrink == 2
    assert renderer.part(likeness, likeness.rest, Seconds(0), "draft", 2).shrink == 1


def test_that_a_small_draft_keeps_depth_and_transparency(renderer, large):
    deep = np.dstack([large.pixels, np.full(large.pixels.shape[:2], 255, np.uint8)]).astype(np.uint16) * 257
    likeness = ready(renderer, deep)
    state = likeness.rest.with_channels(jawOpen=0.6)
    part = renderer.part(likeness, state, Seconds(0), "draft", 2)
    assert (part.pixels.dtype, part.pixels.shape[2], part.shrink) == (np.uint16, 4, 2)
    plain = renderer.part(large, state, Seconds(0), "draft", 2)
    assert np.abs(part.pixels[..., :3] / 257 - plain.pixels).mean() < 0.5


# Folds of donors -------------------------------------------------------------------------------------


def test_that_a_frown_folds_the_skin_between_the_brows_and_nothing_else(renderer, likeness, neutral):
    frown = neutral.with_channels(browDownLeft=1.0, browDownRight=1.0)
    smooth, folded = (renderer.draw(likeness.folded(share), frown).astype(float) for share in (0.0, 1.0))
    deeper = (smooth - folded).mean(2)
    brows = likeness.person.place(frown)[[107, 336], :2]
    rows, columns = np.nonzero(np.abs(deeper) > 3)
    assert deeper.max() > 25
    assert deeper.sum() > 0
    assert np.abs(columns.mean() - brows[:, 0].mean()) < np.ptp(brows[:, 0])
    assert rows.max() < likeness.person.landmarks[4, 1], "above the nose's tip"


@pytest.mark.parametrize("quality", ["draft", "full"])
def test_that_folds_are_as_deep_as_they_are_wanted(renderer, large, neutral, quality):
    frown = FaceState(head=large.rest.head).with_channels(browDownLeft=1.0, browDownRight=1.0)
    smooth, half, full = (
        laid(large, renderer.part(large.folded(share), frown, Seconds(0), quality)).astype(float)
        for share in (0.0, 0.5, 1.0)
    )
    deepest = np.unravel_index((smooth - full).mean(2).argmax(), smooth.shape[:2])
    depths = [float((smooth - other)[deepest].mean()) for other in (half, full)]
    assert depths[1] > 20
    assert 0.3 < depths[0] / depths[1] < 0.75


# What moves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHANNELS)
def test_that_every_channel_that_it_honours_moves_something(drawn, name):
    others = {"jawOpen": 0.5} if name in ("tongueOut", "mouthClose") else {}
    before, after = drawn(**others), drawn(**{**others, name: 1.0})
    assert (np.abs(before.astype(int) - after).max(2) > 8).sum() > 40


@pytest.mark.parametrize("stem", [stem for stem in PAIRS if stem not in SIDEWAYS])
def test_that_left_and_right_are_the_subjects_own(likeness, drawn, stem):
    """The subject's left is the right side of the picture."""
    still = drawn().astype(int)
    middle = likeness.person.landmarks[[10, t.CHIN], 0].mean()
    for side, sign in (("Left", 1), ("Right", -1)):
        change = np.abs(drawn(**{stem + side: 1.0}) - still).sum(2)
        x = np.average(np.arange(change.shape[1]), weights=change.sum(0))
        assert (x - middle) * sign > 2, side


@pytest.mark.parametrize(("stem", "point"), [("jaw", t.CHIN), ("mouth", 0)])
def test_that_jaw_and_mouth_move_to_the_subjects_own_side(seen, stem, point):
    left, right = (seen(**{stem + side: 1.0}).landmarks[point, 0] for side in ("Left", "Right"))
    assert left > right + 4


def test_that_a_dropped_jaw_is_seen_to_open_the_mouth(seen):
    gaps = [lip_gap(seen(jawOpen=value)) for value in (0.0, 0.3, 0.6, 0.9)]
    assert gaps[0] < 0.04
    assert (np.diff(gaps) > 0.03).all()
    assert gaps[-1] > 0.15


def test_that_a_blink_is_seen_to_close_the_eyes(seen):
    assert eye_gaps(seen()).min() > 0.3
    assert eye_gaps(seen(eyeBlinkLeft=1.0, eyeBlinkRight=1.0)).mean() < 0.1


def test_that_a_wink_is_seen_in_one_eye(seen):
    left, right = eye_gaps(seen(eyeBlinkLeft=1.0))
    assert left < 0.6 * right
    assert right > 0.3


def test_that_a_smile_is_seen(seen):
    before, after = seen().state, seen(mouthSmileLeft=1.0, mouthSmileRight=1.0).state
    for side in ("Left", "Right"):
        assert after[f"mouthSmile{side}"] > before[f"mouthSmile{side}"] + 0.4


def test_that_closing_lips_bring_no_teeth_along(likeness, drawn, neutral):
    """Between the middle of her lips the photograph is white, the neutral face is red."""

    def seam(pixels, points):
        middle = [(points[a] + points[b])[:2] / 2 for a, b in t.LIP_PAIRS[2:-2]]
        return sampled(pixels.astype(np.float32), np.array(middle))

    teeth = seam(likeness.pixels, likeness.person.landmarks)
    lips = seam(drawn(), likeness.person.place(neutral))
    assert redness(teeth).max() < 1.2
    assert redness(lips).min() > 1.25
    assert lips.mean() < teeth.mean() - 15


def sampled(pixels, points):
    """Colours [n, 3] at points [n, 2]."""
    x, y = points.astype(np.float32).T
    return cv2.remap(pixels, x[None], y[None], cv2.INTER_LINEAR)[0]


def redness(colours):
    return colours[:, 0] / np.maximum(colours[:, 1], 1)


def iris_in_eye(face):
    """Where the irises are between the corners of the eyes, in eye widths [2]: right and down."""
    out = []
    for ring, iris in ((t.EYE_RIGHT, t.IRIS_RIGHT), (t.EYE_LEFT, t.IRIS_LEFT)):
        corners = face.landmarks[[ring[0], ring[8]], :2]
        width = np.linalg.norm(corners[0] - corners[1])
        out.append((face.landmarks[iris[0], :2] - corners.mean(0)) / width)
    return np.mean(out, axis=0)


def test_that_the_irises_are_seen_to_look_there(seen):
    left, right = iris_in_eye(seen(gaze=Gaze(-15, 0))), iris_in_eye(seen(gaze=Gaze(15, 0)))
    assert right[0] > left[0] + 0.08
    up, down = iris_in_eye(seen(gaze=Gaze(0, 12))), iris_in_eye(seen(gaze=Gaze(0, -12)))
    assert down[1] > up[1] + 0.03


def test_that_eye_look_channels_look_to_the_subjects_own_side(seen):
    """Out with the left eye and in with the right one is to the subject's left."""
    left = iris_in_eye(seen(eyeLookOutLeft=0.7, eyeLookInRight=0.7))
    right = iris_in_eye(seen(eyeLookInLeft=0.7, eyeLookOutRight=0.7))
    assert left[0] > right[0] + 0.1


@pytest.mark.parametrize(
    ("axis", "degrees", "off"),
    [
        ("yaw", 10, 3.5),
        ("yaw", -10, 3.5),
        ("pitch", 8, 3),
        ("pitch", -8, 3),
        ("roll", 15, 2),
        ("roll", -15, 2),
    ],
)
def test_that_a_turned_head_is_seen_to_be_turned(seen, axis, degrees, off):
    turned, straight = seen(head=HeadPose(**{axis: degrees})).state.head, seen().state.head
    assert getattr(turned, axis) - getattr(straight, axis) == pytest.approx(degrees, abs=off)


# Time ------------------------------------------------------------------------------------------------

RAMPS = {
    "jaw": lambda rest, s: rest.with_channels(jawOpen=s),
    "smile": lambda rest, s: rest.with_channels(mouthSmileLeft=s, mouthSmileRight=s),
    "blink": lambda rest, s: rest.with_channels(eyeBlinkLeft=s, eyeBlinkRight=s),
    "yaw": lambda rest, s: replace(rest, head=rest.head.plus(HeadPose(yaw=20 * s - 10))),
    "gaze": lambda rest, s: replace(rest, gaze=rest.gaze.plus(Gaze(40 * s - 20))),
}


SLOW = {"neutral": "jaw smile blink yaw", "rest": "smile yaw gaze"}


@pytest.mark.parametrize(
    ("start", "name"),
    [(start, name) for start, names in SLOW.items() for name in names.split()],
)
def test_that_nothing_jumps_in_a_slow_motion(renderer, likeness, neutral, start, name):
    """The step in which most changes is halved again and again: so must be the change.

    A pixel here and there may change sides at a contour or in the slit of an eye.
    """
    rest = likeness.rest if start == "rest" else neutral

    def at(place):
        return renderer.draw(likeness, RAMPS[name](rest, place)).astype(int)

    places = np.linspace(0, 1, 7)
    pictures = [at(place) for place in places]
    k = int(np.argmax([change(a, b) for a, b in pairwise(pictures)]))
    low, high, below, above = places[k], places[k + 1], pictures[k], pictures[k + 1]
    for _ in range(6):
        middle = (low + high) / 2
        between = at(middle)
        if change(below, between) > change(between, above):
            high, above = middle, between
        else:
            low, below = middle, between
    assert jumped(below, above) < 12, f"at {low:.3f}"


def jumped(before, after):
    """How many pixels change by more than a step so small can tell."""
    return int((np.abs(after - before).max(2) > 30).sum())


def change(before, after):
    """What changes, large changes first."""
    return 1000 * jumped(before, after) + int(np.abs(after - before).max())


# Shots -----------------------------------------------------------------------------------------------


def test_that_a_shot_gives_its_frames_in_order_and_in_time(renderer, likeness, astronaut):
    rate = FrameRate(Fraction(30000, 1001))
    states = [likeness.rest, likeness.rest.with_channels(jawOpen=0.8), likeness.rest]
    shot = Shot(TimeRange(rate.time_of(1), rate.time_of(4)), rate, states)
    frames = list(renderer.open(likeness, shot))
    assert [frame.time for frame in frames] == [rate.time_of(i) for i in (1, 2, 3)]
    same = [np.array_equal(frame.pixels, astronaut) for frame in frames]
    assert same == [False, True, True], "the last state is held"


@pytest.mark.parametrize("quality", ["draft", "full"])
def test_that_each_frame_of_a_shot_has_the_folds_of_its_own_state(renderer, likeness, neutral, quality):
    """As it is drawn by itself, and whatever was drawn before."""
    states = [
        neutral,
        neutral.with_channels(mouthSmileLeft=1, mouthSmileRight=1, cheekSquintLeft=1, cheekSquintRight=1),
        neutral.with_channels(browInnerUp=1, browOuterUpLeft=1, browOuterUpRight=1),
    ]
    span = TimeRange(Seconds(0), RATE.time_of(len(states)))
    forth, back = (
        [frame.pixels for frame in renderer.open(likeness, Shot(span, RATE, order), quality)]
        for order in (states, states[::-1])
    )
    for state, pixels, again in zip(states, forth, back[::-1], strict=True):
        assert np.array_equal(pixels, renderer.draw(likeness, state, quality))
        assert np.array_equal(pixels, again)


@pytest.fixture(scope="module")
def speaker(renderer, astronaut, likeness):
    """She has a microphone before her mouth: prepared, where it is, and where it is for sure."""
    pixels, cover = with_microphone(astronaut, likeness.person.landmarks)
    prepared = ready(renderer, pixels)
    assert prepared.canvas.front is not None
    height, width = cover.shape
    front = share_at(prepared.canvas.front, prepared.canvas.to_crop, np.zeros(2), 1, (width, height))
    there = (cv2.erode(cover, np.ones((5, 5))) > 0) & (front > 0.99)
    assert there.sum() > 150
    return prepared, there


@pytest.mark.parametrize("quality", ["draft", "full"])
def test_that_a_microphone_does_not_move_with_the_lips(renderer, speaker, quality):
    prepared, there = speaker
    bare = replace(prepared, canvas=replace(prepared.canvas, front=None))
    state = prepared.rest.with_channels(jawOpen=1.0, mouthLeft=0.6)
    off, without = (
        np.abs(renderer.draw(one, state, quality).astype(int) - prepared.pixels).max(2)[there]
        for one in (prepared, bare)
    )
    assert without.mean() > 5
    assert off.mean() < 1


def test_that_a_gaze_alone_paints_nothing_on_what_lies_before_an_eye(renderer, likeness):
    """A strand of hair hangs before the left one."""
    to_crop = likeness.canvas.to_crop
    x, y = (to_crop @ (*likeness.person.landmarks[t.IRIS_LEFT[0], :2], 1)).round().astype(int)
    front = np.zeros((160, 160), np.float32)
    front[y - 12 : y + 12, x - 4 : x + 5] = 1
    behind = replace(likeness, canvas=replace(likeness.canvas, front=front), smaller=None)
    state = replace(likeness.rest, gaze=likeness.rest.gaze.plus(Gaze(18, 0)))
    free, covered = (
        np.abs(renderer.draw(one, state).astype(int) - likeness.pixels).max(2) for one in (likeness, behind)
    )
    hair = share_at(front, to_crop, np.zeros(2), 1, free.shape[::-1]) == 1
    assert (free[hair] > 8).any()
    assert not covered[hair].any()
    assert (covered > 8).sum() > 50, "and beside it, and in the other eye, she looks there"


def test_that_the_tongue_alone_is_seen_in_a_mouth_that_was_photographed_open(renderer, likeness):
    pixels = renderer.draw(likeness, likeness.rest.with_channels(tongueOut=1.0))
    assert (np.abs(pixels.astype(int) - likeness.pixels).max(2) > 8).sum() > 40


class Sliding:
    """A clip in which the whole picture slides a little from frame to frame."""

    def __init__(self, pixels):
        self.pictures = [np.roll(pixels, 2 * i, axis=1)[:384] for i in range(8)]
        self.size, self.rate = (512, 384), FrameRate(Fraction(25))
        self.length = self.rate.time_of(len(self.pictures))

    def frames(self, start: Seconds = Seconds(0)) -> Iterator[Frame]:
        for index in range(self.rate.index_at(start), len(self.pictures)):
            yield Frame(self.pictures[index], self.rate.time_of(index))


@pytest.fixture(scope="module")
def clip(astronaut):
    return Sliding(astronaut)


@pytest.fixture(scope="module")
def filmed(renderer, clip):
    return renderer.prepare(subject_of(clip, FaceLandmarker()))


def test_that_a_clip_at_its_own_states_is_the_clip(renderer, clip, filmed):
    states = [filmed.subject.rest_of(i) for i in range(len(clip.pictures))]
    for index, frame in enumerate(renderer.open(filmed, shot_of(clip, filmed, states, 0, 8))):
        assert np.array_equal(frame.pixels, clip.pictures[index])


def test_that_each_frame_of_a_clip_is_moved_from_where_it_is(renderer, clip, filmed, tracker):
    states = [filmed.subject.rest_of(i).with_channels(jawOpen=0.8) for i in range(len(clip.pictures))]
    for index, frame in enumerate(renderer.open(filmed, shot_of(clip, filmed, states, 5, 2)), 5):
        (face,) = tracker.find(frame.pixels)
        (before,) = tracker.find(clip.pictures[index])
        assert lip_gap(face) > lip_gap(before) + 0.05
        assert face.landmarks[168, :2] == pytest.approx(before.landmarks[168, :2], abs=3)


@pytest.mark.parametrize("quality", ["draft", "full"])
def test_that_a_clip_at_another_rate_shows_the_frame_of_the_moment(renderer, clip, filmed, quality):
    portrait = Portrait(filmed.subject, renderer, filmed)
    scene = Scene(portrait, rate=FrameRate(Fraction(50)), quality=quality)
    for index, frame in enumerate(scene.frames(5, 9), 5):
        assert np.array_equal(frame.pixels, clip.pictures[index // 2])


def test_that_any_frame_of_a_clip_can_be_had_by_itself(renderer, clip, filmed):
    for index in (6, 1, 2, 7):
        time = clip.rate.time_of(index)
        rest = filmed.subject.rest_of(index)
        assert np.array_equal(renderer.part(filmed, rest, time, "draft").pixels, clip.pictures[index])
        state = rest.with_channels(jawOpen=0.8)
        draft = renderer.part(filmed, state, time, "draft").pixels.astype(int)
        assert np.abs(draft - renderer.part(filmed, state, time).pixels).mean() < 1.0
        shot = shot_of(clip, filmed, (state,), index, 1)
        for quality in ("draft", "full"):
            (frame,) = renderer.open(filmed, shot, quality)
            assert np.array_equal(frame.pixels, renderer.part(filmed, state, time, quality).pixels)


def test_that_a_chosen_face_is_the_one_that_moves(renderer, astronaut):
    pair = np.concatenate([astronaut, astronaut[:, ::-1]], 1)
    second: RigLikeness = ready(renderer, pair, FaceChoice(index=1))
    assert second.area.box[0] > 512
    pixels = renderer.draw(second, FaceState())
    assert np.array_equal(pixels[:, :512], astronaut)
