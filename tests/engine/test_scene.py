"""A scene gives the same frame whoever asks for it: scrubbed, in a row, a part of a row, or gone on with."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from studio.core import edits
from studio.core.errors import UsageError
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.life import COLUMNS
from studio.core.project import Project
from studio.core.source import Frame, Pixels
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import PORTIONS, SLOTS, WHOLE, Layer, Portion, Timeline, portion_of
from studio.engine import portrait as portraits
from studio.engine import scene as scenes
from studio.engine.portrait import Portrait
from studio.engine.ports import Needs, Quality, Shot
from studio.engine.scene import Scene, on_host
from studio.engine.subject import subject_of
from studio.engine.tracking.port import FaceChoice, TrackedFace
from studio.files.pictures import Picture, Still
from tests.engine.test_subject import Film, grey
from tests.fakes import Echo, Hummer, Painter, Painting, Spotter, echoed, painted, told_by

RATE = FrameRate(Fraction(25))
COUNT = 30


def speech() -> Speech:
    """Three words, a pause, one word: 1.6 s."""
    first, second = Hummer().speak("one two three. four")
    return replace(first, samples=np.concatenate([first.samples, second.samples]), words=first.words)


def moving(count: int = COUNT) -> Performance:
    """Everything moves at once: jaw, brow, head, gaze."""
    return Performance.of(
        [
            FaceState.of(
                {"jawOpen": x, "browInnerUp": 1 - x}, HeadPose(yaw=20 * x, pitch=-6 * x), Gaze(9 * x)
            )
            for x in np.linspace(0, 1, count)
        ],
        RATE,
    )


def film(dark: tuple[int, ...] = ()) -> Film:
    """A clip in which it grows brighter; nobody is there in some frames."""
    return Film([grey(0 if index in dark else 60 + 6 * index) for index in range(COUNT)])


def scene_of(portrait: Portrait, *, said: Speech | None = None, **values: Any) -> Scene:
    return replace(Scene.of(portrait, moving()), speech=said, **values)


def carried_to(portrait: Portrait, index: int) -> FaceState:
    """What moves, on a portrait's own head and gaze."""
    rest, own = portrait.rest, moving().state(index)
    return FaceState(own.channels, rest.head.plus(own.head), rest.gaze.plus(own.gaze))


def face_in(scene: Scene, index: int) -> FaceState:
    return scene.state_at(scene.rate.time_of(index))


# What the face does ----------------------------------------------------------------------------------


def test_that_a_performance_moves_the_whole_face_of_a_picture(ramp: Pixels) -> None:
    portrait = painted(Still(Picture(ramp)))
    scene = Scene.of(portrait, moving())
    for index in (0, 11, COUNT - 1):
        told, wanted = told_by(scene.picture(index)), carried_to(portrait, index)
        assert told.channels == pytest.approx(wanted.channels, abs=0.003)
        assert told.head.values() == pytest.approx(wanted.head.values(), abs=0.3)
        assert told.gaze.yaw == pytest.approx(wanted.gaze.yaw, abs=0.3)
    assert face_in(scene, 11)["mouthSmileLeft"] == 0.0, "zero is neutral: its own smile is gone"


def test_that_a_performance_is_worked_out_once_however_often_the_project_is_edited(
    ramp: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[object] = []

    class Tired:
        def of(self, one: Performance) -> Performance:
            worked.append(one)
            return one

    monkeypatch.setattr(portraits, "opening_of", lambda _still: Tired())
    portrait = painted(Still(Picture(ramp)))
    spoken = replace(moving(), life=np.zeros((COUNT, len(COLUMNS)), np.float32))
    other = replace(moving(), life=np.zeros((COUNT, len(COLUMNS)), np.float32))
    timeline = Timeline(layers=(Layer("speech", performance="said"),))
    for _ in range(3):
        scene = Scene(portrait, timeline, {"said": spoken, "in the library alone": other}, rate=RATE)
        face_in(scene, 4)
    assert worked == [spoken]
    face_in(Scene(portrait, timeline, {"said": other}, rate=RATE), 4)
    assert worked == [spoken, other], "spoken anew, by the same name"
    face_in(Scene(portrait, timeline, {"said": other}, rate=RATE, reach=2.0), 4)
    assert worked == [spoken, other, other], "wanted farther"


def of_portions(portions: frozenset[Portion]) -> np.ndarray:
    return np.array([portion_of(slot) in portions for slot in SLOTS])


def test_that_speech_over_a_video_moves_the_mouth_alone() -> None:
    portrait = painted(film())
    placed = edits.spoken("one", "take", "take", Seconds(1))(Project())
    scene = Scene(portrait, placed.timeline, {"take": moving()}, rate=RATE)
    rows, own = scene.rows(0, COUNT), portrait.subject.ground([RATE.time_of(i) for i in range(COUNT)]).rows
    mouth = of_portions(frozenset(("mouth",)))
    assert np.array_equal(rows[:, ~mouth], own[:, ~mouth]), "to the last bit"
    jaw = SLOTS.index("jawOpen")
    assert rows[:, jaw] == pytest.approx(np.linspace(0, 1, COUNT), abs=1e-6)
    smile = SLOTS.index("mouthSmileLeft")
    assert own[:, smile].max() > 0.1
    assert not rows[:, smile].any(), "the old mouth is gone"


def test_that_half_the_speech_leaves_half_the_old_mouth() -> None:
    portrait = painted(film())
    placed = edits.spoken("one", "take", "take", Seconds(1))(Project())
    half = edits.layer_set(edits.SPEECH, weight=0.5)(placed)
    scene = Scene(portrait, half.timeline, {"take": moving()}, rate=RATE)
    own = portrait.subject.rest_of(7)
    assert face_in(scene, 7)["mouthSmileLeft"] == pytest.approx(own["mouthSmileLeft"] / 2)


@pytest.mark.parametrize("moves", [frozenset(("mouth",)), frozenset(("face", "head")), WHOLE, frozenset()])
def test_that_a_performance_over_a_video_replaces_what_was_chosen(moves: frozenset[Portion]) -> None:
    portrait = painted(film())
    placed = edits.performed("it", Seconds(1), moves)(Project())
    scene = Scene(portrait, placed.timeline, {"it": moving()}, rate=RATE)
    for index in (3, 22):
        found, own = face_in(scene, index), portrait.subject.rest_of(index)
        replaced = carried_to(portrait, index)
        for portion in PORTIONS:
            wanted = replaced if portion in moves else own
            for slot, value in {"mouth": "jawOpen", "face": "browInnerUp"}.items():
                if slot == portion:
                    assert found[value] == pytest.approx(wanted[value], abs=1e-6)
            if portion == "head":
                assert found.head.values() == pytest.approx(wanted.head.values(), abs=1e-5)
            if portion == "face":
                assert found.gaze.yaw == pytest.approx(wanted.gaze.yaw, abs=1e-5)


def test_that_over_a_video_a_performance_beside_speech_leaves_it_the_mouth() -> None:
    portrait = painted(film())
    spoken = edits.spoken("one", "take", "it", Seconds(1))(Project())
    placed = edits.performed_beside("it", Seconds(1))(spoken)
    placed = edits.shared(frozenset(("head",)))(placed)
    scene = Scene(portrait, placed.timeline, {"it": moving()}, rate=RATE)
    found, own, replaced = face_in(scene, 3), portrait.subject.rest_of(3), carried_to(portrait, 3)
    assert found["jawOpen"] == pytest.approx(replaced["jawOpen"], abs=1e-6)
    assert found["browInnerUp"] == pytest.approx(own["browInnerUp"], abs=1e-6), "nobody took it from her"
    assert found.head.values() == pytest.approx(replaced.head.values(), abs=1e-5)


def test_that_hand_edits_lie_on_top_of_an_actor() -> None:
    portrait = painted(film())
    project = edits.slot_set({"browInnerUp": 0.25, "head.yaw": 5.0}, Seconds(0), key=False)(Project())
    project = edits.spoken("one", "take", "take", Seconds(1))(project)
    scene = Scene(portrait, project.timeline, {"take": moving()}, rate=RATE)
    own = portrait.subject.rest_of(4)
    assert face_in(scene, 4)["browInnerUp"] == pytest.approx(own["browInnerUp"] + 0.25, abs=1e-6)
    assert face_in(scene, 4).head.yaw == pytest.approx(own.head.yaw + 5)


def test_that_a_moment_is_to_the_last_digit_what_a_whole_row_says() -> None:
    for portrait in (painted(film()), painted(Still(Picture(grey(90))))):
        scene = scene_of(portrait)
        rows = scene.rows(0, COUNT)
        assert [face_in(scene, i) for i in range(COUNT)] == [scenes.state_of(row) for row in rows]
        assert [scene.mark_at(RATE.time_of(i)) for i in range(COUNT)] == scene.marks(0, COUNT)


# The same frames on every road -----------------------------------------------------------------------

PORTRAITS = {
    "picture": lambda painter: painted(Still(Picture(grey(90))), painter),
    "video": lambda painter: painted(film(), painter),
    "gaps": lambda painter: painted(film(dark=(0, 9, 10, 21)), painter),
}


@pytest.mark.parametrize("kind", PORTRAITS)
@pytest.mark.parametrize("maker", [Painter, Echo])
def test_that_a_frame_is_the_same_whoever_asks(kind: str, maker: type[Painter]) -> None:
    scene = scene_of(PORTRAITS[kind](maker()), said=speech(), speech_start=Seconds(1, 5))
    row = [frame.pixels for frame in scene.frames(0, COUNT)]
    assert len(row) == COUNT
    for index in (29, 0, 17, 8, 9, 11, 16, 3):
        assert np.array_equal(scene.picture(index), row[index]), "scrubbed"
        assert np.array_equal(scene.part(RATE.time_of(index)).pixels, row[index]), "on the stage"
    for first, end in ((5, 12), (13, 30), (28, 30)):
        part = list(scene.frames(first, end))
        assert [frame.time for frame in part] == [RATE.time_of(i) for i in range(first, end)]
        for index, frame in enumerate(part, first):
            assert np.array_equal(frame.pixels, row[index]), "a range, or gone on with after a crash"
    played = [part.pixels for part in scene.parts(0, COUNT)]
    assert all(np.array_equal(one, other) for one, other in zip(played, row, strict=True))


def test_that_a_network_gets_what_it_needs() -> None:
    said = speech()
    scene = scene_of(painted(film(), Echo()), said=said, speech_start=Seconds(1, 5))
    told = [echoed(frame.pixels) for frame in scene.frames(0, COUNT)]
    fibonacci = [1, 2, 4, 7, 12, 20, 33, 54, 88, 143]
    assert [row[0] for row in told[:8]] == fibonacci[:8], "two former frames"
    assert [row[0] for row in told[8:16]] == fibonacci[2:], "the next run begins two frames earlier"
    assert [row[5] for row in told[8:12]] == [2, 3, 4, 5]
    assert all(row[1] == row[2] == 0 for row in told[:5]), "nothing is said before it begins"
    assert all(row[1] > 20 and row[2] > 0 for row in told[6:26])
    means = [60 + 6 * index for index in range(COUNT)]
    assert [row[3] for row in told] == [means[0], *means[:-1]], "the source's frame before"
    assert [row[4] for row in told] == [*means[1:], means[-1]], "and after"


def test_that_frames_without_a_face_stay_as_they_are() -> None:
    dark = (0, 9, 10, 21)
    portrait = painted(film(dark), Echo())
    for index, frame in enumerate(scene_of(portrait, said=speech()).frames(0, COUNT)):
        untouched = np.array_equal(frame.pixels, portrait.subject.reel.pixels(index))
        assert untouched == (index in dark)
    told = {index: echoed(scene_of(portrait, said=speech()).picture(index)) for index in (1, 11, 16, 22)}
    assert {index: row[5] for index, row in told.items()} == {1: 0, 11: 0, 16: 2, 22: 0}, "chains begin anew"


def jaw_opened_in(scene: Scene, index: int, much: float = 0.1) -> Scene:
    """The same with the jaw opened more in one frame and in no other."""
    keys = {index - 1: 0.0, index: much, index + 1: 0.0}
    edit = edits.together(
        *(edits.slot_set({"jawOpen": value}, RATE.time_of(i), key=True) for i, value in keys.items())
    )
    layers = (*scene.timeline.layers, *edit(Project()).timeline.layers)
    return replace(scene, timeline=replace(scene.timeline, layers=layers))


def test_that_what_a_frame_depends_on_is_in_its_mark() -> None:
    scene = scene_of(painted(film(), Echo()), said=speech())
    marks = scene.marks(0, COUNT)
    assert len(set(marks)) == COUNT
    assert scene.marks(13, 20) == marks[13:20]
    assert scene.mark_at(RATE.time_of(13)) == marks[13]
    other = jaw_opened_in(scene, 10).marks(0, COUNT)
    same = [a == b for a, b in zip(marks, other, strict=True)]
    assert same == [not 8 <= i < 16 for i in range(COUNT)], "a run changes as a whole"
    assert not set(marks) & set(replace(scene, speech=speech()).marks(0, COUNT)), "another speech"
    assert not set(marks) & set(replace(scene, speech_start=Seconds(1, 5)).marks(0, COUNT)), "it begins later"


def test_that_the_frames_drawn_ahead_of_a_run_are_in_its_marks() -> None:
    scene = scene_of(painted(film(), Echo()), said=speech())
    marks, other = scene.marks(0, COUNT), jaw_opened_in(scene, 14).marks(0, COUNT)
    same = [a == b for a, b in zip(marks, other, strict=True)]
    assert same == [not 8 <= i < 24 for i in range(COUNT)], "its own run, and the one that begins with it"
    assert jaw_opened_in(scene, 14).marks(17, 19) == other[17:19]
    assert jaw_opened_in(scene, 14).mark_at(RATE.time_of(16)) == other[16]


# Needs -----------------------------------------------------------------------------------------------


class Wordy(Painter):
    name = "wordy"
    needs = Needs(words=True)


def test_that_a_need_that_can_not_be_met_is_refused_in_words(ramp: Pixels) -> None:
    mute = Scene.of(painted(Still(Picture(ramp)), Echo()), moving())
    with pytest.raises(UsageError, match="“echo” draws to what is said, and nothing is said"):
        next(mute.frames(0, 1))
    with pytest.raises(UsageError, match="nothing is said"):
        mute.picture()
    wordless = replace(
        Scene.of(painted(Still(Picture(ramp)), Wordy()), moving()), speech=Speech(np.ones(9, np.float32), 9)
    )
    with pytest.raises(UsageError, match="goes by words"):
        wordless.picture()
    assert replace(wordless, speech=speech()).refusal() is None


def test_that_phonemes_are_looked_for_only_where_they_are_needed(
    ramp: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    known = speech()

    def listen(samples: Any, rate: int) -> Speech:
        asked.append(len(samples))
        return known

    monkeypatch.setattr(scenes, "align", listen)
    bare = replace(known, phonemes=())
    for maker, times in ((Painter, 0), (Echo, 1)):
        scene = replace(Scene.of(painted(Still(Picture(ramp)), maker()), moving()), speech=bare)
        list(scene.frames(0, 3))
        scene.picture(2)
        assert len(asked) == times, "once for all frames"
    heard = replace(Scene.of(painted(Still(Picture(ramp)), Echo()), moving()), speech=known)
    heard.picture()
    assert len(asked) == 1


# Frames ----------------------------------------------------------------------------------------------


class OnDevice:
    """Pixels that lie elsewhere until somebody asks."""

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self.shape = pixels.shape

    def __dlpack__(self, **given: Any) -> Any:
        return self._pixels.__dlpack__(**given)

    def __dlpack_device__(self) -> tuple[int, int]:
        return self._pixels.__dlpack_device__()


class Distant(Painter):
    """Its frames stay on a device; it tells when it was closed."""

    def __init__(self) -> None:
        self.is_closed = False

    def open(self, likeness: Painting, shot: Shot, quality: Quality = "full") -> Generator[Frame]:
        try:
            for frame in super().open(likeness, shot, quality):
                yield Frame(OnDevice(frame.pixels), frame.time)  # type: ignore[arg-type]
        finally:
            self.is_closed = True


def test_that_frames_may_stay_on_a_device_until_bytes_are_needed(ramp: Pixels) -> None:
    near, far = (painted(Still(Picture(ramp)), maker()) for maker in (Painter, Distant))
    seen = Scene.of(far, moving()).picture(5)
    assert isinstance(seen, np.ndarray)
    assert np.array_equal(seen, Scene.of(near, moving()).picture(5))
    assert np.array_equal(on_host(OnDevice(ramp)), ramp)


def test_that_a_roll_is_closed_when_nobody_reads_on(ramp: Pixels) -> None:
    painter = Distant()
    frames: Iterator[Frame] = Scene.of(painted(Still(Picture(ramp)), painter), moving()).frames(0, COUNT)
    next(frames)
    assert not painter.is_closed
    frames.close()  # type: ignore[attr-defined]
    assert painter.is_closed


def test_that_frames_come_cropped_and_in_the_size_that_is_wanted(ramp: Pixels) -> None:
    scene = replace(
        Scene.of(painted(Still(Picture(ramp))), moving()), crop=(100, 16, 300, 96), size=(100, 40)
    )
    own = ramp[16:96, 100:300].astype(int)
    mean = (own[::2, ::2] + own[1::2, ::2] + own[::2, 1::2] + own[1::2, 1::2]) / 4
    assert np.abs(scene.picture(3) - mean).max() <= 0.5


def test_that_one_state_can_be_held(ramp: Pixels) -> None:
    portrait = painted(Still(Picture(ramp)))
    scene = Scene(portrait, Timeline(layers=(Layer("x"),)), held=FaceState.of({"jawOpen": 0.5}))
    assert told_by(scene.picture(7))["jawOpen"] == pytest.approx(0.5, abs=0.003)
    assert len(scene.rows(2, 5)) == 3


def test_that_a_video_outlasted_by_its_speech_holds_its_last_frame() -> None:
    portrait = painted(film())
    scene = Scene.of(portrait, moving(COUNT + 10))
    assert face_in(scene, COUNT + 5).gaze.pitch == portrait.subject.rest_of(COUNT - 1).gaze.pitch
    below = scene.picture(COUNT + 5)[20:]
    assert np.array_equal(below, portrait.subject.reel.pixels(COUNT - 1)[20:])


def test_that_subject_and_renderer_are_apart(ramp: Pixels) -> None:
    subject = subject_of(Still(Picture(ramp)), Spotter())
    painter = Painter()
    first = Portrait(subject, painter, painter.prepare(subject))
    other = first.drawn_by(Echo())
    assert other.subject is subject
    assert other.renderer.name == "echo"


class Cutting(Spotter):
    """A spotter that sees a cut before the twelfth frame."""

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        for index, seen in enumerate(Spotter.follow(self, frames, face)):
            yield seen and replace(seen, begins=index == 11)


def test_that_nothing_of_the_frames_before_a_cut_goes_on_after_it() -> None:
    """A renderer with former frames begins anew at a cut, as it does where no face is seen."""
    echo, subject = Echo(), subject_of(film(), Cutting())
    portrait = Portrait(subject, echo, echo.prepare(subject))
    scene = scene_of(portrait, said=speech())
    chains = {round(frame.time * 25): echoed(frame.pixels)[5] for frame in scene.frames(6, 14)}
    assert (chains[10], chains[11], chains[12]) == (4, 0, 1)
    assert len({scene.marks(11, 12)[0], *scene.marks(10, 11)}) == 2
