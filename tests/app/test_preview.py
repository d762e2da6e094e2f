"""What is on the stage is drawn once, no larger than it is shown, and found again."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, Queue
from threading import Lock
from typing import Any

import cv2
import numpy as np
import pytest

from studio.app.jobs import Lane
from studio.app.preview import Drafts, Drawn, Preview, draw
from studio.core.errors import Cancelled, DeviceError, NoFace, StudioError
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.source import Frame, Pixels
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said
from studio.engine.portrait import Portrait, opened
from studio.engine.ports import Needs, Part, Quality, Shot
from studio.engine.scene import Scene
from studio.engine.tracking.port import FaceChoice
from studio.files.pictures import Picture, Still, write_picture
from tests.fakes import Echo, Painter, Painting, painted, told_by

RATE = FrameRate.of(25)
START = Seconds(0)


class Counting:
    """A renderer that tells what was asked of it."""

    needs = Needs()

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._turn = Lock()
        self.asked: list[tuple[FaceState, Quality, int]] = []

    def part(
        self, likeness: Any, state: FaceState, moment: Seconds, quality: Quality = "full", shrink: int = 1
    ) -> Part:
        with self._turn:
            self.asked.append((state, quality, shrink))
        part: Part = self._renderer.part(likeness, state, moment, quality, shrink)
        return part


@dataclass
class Bench:
    """A preview, and the calls that wait for the window's thread."""

    preview: Preview
    calls: Queue[Callable[[], None]]
    drawn: list[Drawn]

    def work_until(self, done: Callable[[], object]) -> None:
        while not done():
            try:
                self.calls.get(timeout=120)()
            except Empty:
                pytest.fail("nothing was delivered")


@pytest.fixture(scope="module")
def large(astronaut: Pixels, tmp_path_factory: pytest.TempPathFactory) -> Portrait:
    """Her face about 560 pixels high."""
    path = tmp_path_factory.mktemp("large") / "large.png"
    write_picture(path, cv2.resize(astronaut[:300, 80:380], None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC))
    return opened(path, FaceChoice(), "rig", lambda *_: None)


@pytest.fixture
def portrait(large: Portrait) -> Portrait:
    """The same, with a renderer that counts."""
    return replace(large, renderer=Counting(large.renderer))


@pytest.fixture
def bench(large: Portrait) -> Iterator[Bench]:
    calls: Queue[Callable[[], None]] = Queue()
    lane = Lane("test", calls.put)
    bench = Bench(Preview(lane), calls, [])
    bench.preview.drawn.connect(bench.drawn.append)
    bench.preview.load(large.path, FaceChoice(), "rig", lambda _: None, pytest.fail)
    bench.work_until(lambda: bench.preview.portrait is not None)
    yield bench
    lane.close()


def held(portrait: Portrait, state: FaceState) -> Scene:
    """One state throughout."""
    return Scene(portrait, held=state)


def smiling(portrait: Portrait, much: float) -> Scene:
    return held(portrait, portrait.rest.with_channels(mouthSmileLeft=much, jawOpen=0.3))


def test_that_a_draft_is_drawn_as_large_as_it_is_shown_and_a_full_picture_in_full(bench: Bench) -> None:
    preview = bench.preview
    preview.show_at(0.5)
    assert preview.portrait is not None
    state = smiling(preview.portrait, 0.9)
    preview.ask(state, START)
    bench.work_until(lambda: bench.drawn)
    preview.ask(state, START, "full")
    bench.work_until(lambda: len(bench.drawn) > 1)
    draft, full = bench.drawn
    assert (draft.quality, draft.patch.shrink) == ("draft", 2)
    assert (full.quality, full.patch.shrink) == ("full", 1)
    assert set(preview.cost) == {"draft", "full"}
    assert np.array_equal(full.pixels, draw(state, START, "full").pixels)
    assert np.abs(draft.pixels.astype(int) - full.pixels).mean() < 2.5


def test_that_a_draft_that_is_kept_is_there_at_once(bench: Bench) -> None:
    preview = bench.preview
    assert preview.portrait is not None
    one, other = smiling(preview.portrait, 0.2), smiling(preview.portrait, 0.8)
    for count, state in enumerate((one, other)):
        preview.ask(state, START)
        bench.work_until(lambda count=count: len(bench.drawn) > count)
    preview.ask(one, START)
    assert len(bench.drawn) == 3
    assert bench.drawn[2].part is bench.drawn[0].part


def test_that_what_waits_is_forgotten_when_a_kept_draft_is_shown(bench: Bench) -> None:
    preview = bench.preview
    assert preview.portrait is not None
    kept = smiling(preview.portrait, 0.5)
    preview.ask(kept, START)
    bench.work_until(lambda: bench.drawn)
    preview.ask(smiling(preview.portrait, 0.6), START)
    preview.ask(kept, START)
    assert len(bench.drawn) == 2
    later = smiling(preview.portrait, 0.7)
    preview.ask(later, START)
    bench.work_until(lambda: len(bench.drawn) > 2)
    assert preview.drafts is not None
    assert bench.drawn[2].part is preview.drafts.found(later, START)


def test_that_another_size_of_drafts_is_told_once(bench: Bench) -> None:
    told: list[int] = []
    bench.preview.resized.connect(lambda: told.append(1))
    for zoom in (1.0, 0.9, 0.5, 0.4, 0.5, 1.0):
        bench.preview.show_at(zoom)
    assert len(told) == 2


def test_that_a_cleared_preview_draws_nothing(bench: Bench, large: Portrait) -> None:
    bench.preview.clear()
    assert bench.preview.portrait is None
    bench.preview.ask(Scene(large, held=FaceState()), START)
    assert not bench.preview.cached([b"mark"]).any()
    assert not bench.drawn


def test_that_a_draft_is_drawn_once_for_states_that_look_the_same(portrait: Portrait) -> None:
    drafts, state = Drafts(portrait), smiling(portrait, 0.5)
    first = drafts.part(state, START)
    assert state.held is not None
    hardly = replace(state.held, head=state.held.head.plus(HeadPose(yaw=1e-6)))
    assert drafts.part(held(portrait, hardly), Seconds(7)) is first, "a picture is the same at all times"
    drafts.part(smiling(portrait, 0.51), START)
    drafts.shrink = 2
    drafts.part(state, START)
    assert [shrink for _, _, shrink in portrait.renderer.asked] == [1, 1, 2]


def test_that_drafts_never_take_more_room_than_they_have(portrait: Portrait) -> None:
    size = Drafts(portrait).part(held(portrait, portrait.rest), START).pixels.nbytes
    drafts = Drafts(portrait, room=3 * size)
    states = [smiling(portrait, much / 10) for much in range(4)]
    for state in states:
        drafts.part(state, START)
        drafts.found(states[0], START)
    assert [drafts.found(state, START) is not None for state in states] == [True, False, True, True]


def moving(portrait: Portrait, count: int) -> Scene:
    """The jaw opens, the head turns, nears and looks up."""
    states = [
        FaceState.of({"jawOpen": x}, HeadPose(yaw=3 * x, z=x), Gaze(pitch=2 * x))
        for x in np.linspace(0, 1, count)
    ]
    return Scene.of(portrait, Performance.of(states, RATE))


def test_that_it_is_told_which_frames_of_what_is_played_are_drawn(portrait: Portrait) -> None:
    scene, drafts = moving(portrait, 6), Drafts(portrait)
    for i in (1, 4):
        drafts.part(scene, RATE.time_of(i))
    assert drafts.which(scene.marks(0, 6)).tolist() == [False, True, False, False, True, False]
    assert drafts.which(scene.marks(3, 5)).tolist() == [False, True]
    drafts.shrink = 2
    assert not drafts.which(scene.marks(0, 6)).any()


def test_that_frames_come_in_their_order_whoever_draws_them(portrait: Portrait) -> None:
    drafts, scene = Drafts(portrait), moving(portrait, 8)
    drafts.part(scene, RATE.time_of(5))
    frames = list(drafts.run(scene, range(2, 8), 8))
    assert len(portrait.renderer.asked) == 6
    assert [index for index, _ in frames] == list(range(2, 8))
    for index, patch in frames:
        part = drafts.found(scene, RATE.time_of(index))
        assert part is not None
        assert np.array_equal(patch.pixels[..., 2::-1], part.pixels)


def test_that_a_renderer_that_draws_whole_pictures_is_shown_too() -> None:
    portrait = painted(Still(Picture(np.full((64, 600, 3), 90, np.uint8))))
    state = held(portrait, FaceState.of({"jawOpen": 0.5}))
    assert told_by(draw(state, START, "full").pixels)["jawOpen"] == pytest.approx(0.5, abs=0.01)
    scene = Scene.of(portrait, Performance.of([FaceState.of({"jawOpen": x / 4}) for x in range(5)], RATE))
    drafts = Drafts(portrait)
    frames = list(drafts.run(scene, (0, 1, 3, 4), 5))
    assert [index for index, _ in frames] == [0, 1, 3, 4]
    for index, patch in frames:
        assert told_by(patch.pixels[..., 2::-1])["jawOpen"] == pytest.approx(index / 4, abs=0.01)
    assert drafts.which(scene.marks(0, 5)).tolist() == [True, True, False, True, True]


def test_that_a_range_is_drawn_first_and_kept_whole(portrait: Portrait) -> None:
    drafts, scene, told = Drafts(portrait), moving(portrait, 6), list[int]()
    drafts.part(scene, RATE.time_of(3))
    assert drafts.fill(scene, 1, 6, told.append) == 6
    assert told == [1, 2, 3, 4, 5]
    assert drafts.which(scene.marks(0, 6)).tolist() == [False, True, True, True, True, True]
    assert len(portrait.renderer.asked) == 5, "the one that was there is not drawn again"


def test_that_a_range_for_which_there_is_no_room_is_drawn_as_far_as_it_can_be_kept(
    portrait: Portrait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.app.preview.processors", lambda: 2)
    scene, told = moving(portrait, 12), list[int]()
    size = Drafts(portrait).part(scene, START).pixels.nbytes
    drafts = Drafts(portrait, room=8 * size)
    end = drafts.fill(scene, 0, 12, told.append)
    assert 3 <= end < 9
    assert told == list(range(1, end + 1))
    assert drafts.which(scene.marks(0, end)).all(), "none of them was pushed out by what comes after"
    assert drafts.held <= 8 * size
    drafts.hold_at_most(2 * size)
    assert drafts.held <= 2 * size


def test_that_drawing_a_range_can_be_stopped(portrait: Portrait) -> None:
    scene, drafts = moving(portrait, 12), Drafts(portrait)

    def tell(count: int) -> None:
        if count == 2:
            raise Cancelled(Said("Stopped."))

    with pytest.raises(Cancelled):
        drafts.fill(scene, 0, 12, tell)
    assert drafts.which(scene.marks(0, 2)).all()
    assert not drafts.which(scene.marks(0, 12)).all()


class Trailing(Painter):
    """A renderer that shows in each frame what it drew in the one before."""

    needs = Needs(former=1, preroll=1, run=4)

    def open(self, likeness: Painting, shot: Shot, quality: Quality = "full") -> Generator[Frame]:
        before: Pixels | None = None
        for frame in super().open(likeness, shot, quality):
            yield frame if before is None else Frame(before, frame.time)
            before = frame.pixels


def test_that_a_draft_is_drawn_anew_when_what_comes_before_its_run_changes() -> None:
    portrait = painted(Still(Picture(np.full((64, 600, 3), 90, np.uint8))), Trailing())
    jaws = [0.0] * 8
    drafts = Drafts(portrait)

    def scene() -> Scene:
        return Scene.of(portrait, Performance.of([FaceState.of({"jawOpen": jaw}) for jaw in jaws], RATE))

    for jaws[3] in (0.0, 0.5):
        part = drafts.part(scene(), RATE.time_of(4))
        assert told_by(part.pixels)["jawOpen"] == pytest.approx(jaws[3], abs=0.01)
        assert np.array_equal(part.pixels, scene().picture(4)), "as it is exported"


def test_that_a_new_portrait_is_worked_at_in_the_quality_that_was_chosen(
    fakes_installed: Path, bench: Bench
) -> None:
    shown: list[Portrait] = []
    bench.preview.work_in("full")
    bench.preview.redraw("painter", shown.append, pytest.fail)
    bench.work_until(lambda: shown)
    assert bench.preview.drafts is not None
    assert bench.preview.drafts.quality == "full"


def test_that_another_renderer_draws_the_same_subject_when_it_is_ready(
    fakes_installed: Path, bench: Bench
) -> None:
    preview, before, shown = bench.preview, bench.preview.portrait, list[Portrait]()
    assert before is not None
    preview.redraw("painter", shown.append, pytest.fail)
    assert preview.portrait is before
    bench.work_until(lambda: shown)
    assert preview.portrait is shown[0]
    assert (preview.renderer, shown[0].renderer.name) == ("painter", "painter")
    assert shown[0].subject is before.subject
    preview.ask(held(shown[0], FaceState.of({"jawOpen": 0.5})), START)
    bench.work_until(lambda: bench.drawn)
    assert told_by(bench.drawn[0].pixels)["jawOpen"] == pytest.approx(0.5, abs=0.01)


def test_that_a_renderer_that_can_not_be_had_changes_nothing_on_the_stage(bench: Bench) -> None:
    preview, before, told = bench.preview, bench.preview.portrait, list[Exception]()
    preview.redraw("nobody", pytest.fail, told.append)
    bench.work_until(lambda: told)
    assert "“nobody”" in str(told[0])
    assert preview.portrait is before
    assert preview.renderer == "rig"


def test_that_another_renderer_stands_in_for_one_that_is_broken(fakes_installed: Path, bench: Bench) -> None:
    preview, told, shown = bench.preview, list[StudioError](), list[Portrait]()
    preview.stood_in.connect(told.append)
    preview.load(bench.preview.drafts.portrait.path, FaceChoice(), "hollow", shown.append, pytest.fail)
    bench.work_until(lambda: shown)
    assert shown[0].renderer.name == preview.renderer == "rig"
    assert "hollow" in told[0].message
    assert told[0].hint.endswith("“rig” draws instead.")


@pytest.mark.parametrize(
    "problem", [NoFace("This face is too much from the side.", "Use the rig."), DeviceError("No room.")]
)
def test_that_another_renderer_stands_in_for_one_that_can_not_draw_this_face(
    fakes_installed: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch, problem: StudioError
) -> None:
    def refuse(*_: Any) -> None:
        raise problem

    monkeypatch.setattr(Painter, "prepare", refuse)
    preview, told, shown = bench.preview, list[StudioError](), list[Portrait]()
    preview.stood_in.connect(told.append)
    preview.load(bench.preview.drafts.portrait.path, FaceChoice(), "painter", shown.append, pytest.fail)
    bench.work_until(lambda: shown)
    assert shown[0].renderer.name == preview.renderer == "rig"
    assert told[0].message == problem.message
    assert told[0].hint.endswith("“rig” draws instead.")


def test_that_what_a_renderer_refuses_is_shown_as_it_is(bench: Bench, large: Portrait) -> None:
    refused = held(large.drawn_by(Echo()), FaceState.of({"jawOpen": 0.5}))
    bench.preview.ask(refused, START, "full")
    bench.work_until(lambda: bench.drawn)
    assert np.array_equal(bench.drawn[0].pixels, large.original)
    assert bench.preview.cost == {}
