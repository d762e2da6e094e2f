"""A project becomes a file, as it was ordered, even if the studio is killed on the way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from studio.app.exporting import Clock, export, matter_of, scene_of, time_left, wrong_in
from studio.app.orders import Kind, Matter, Order, SizeWish, planned
from studio.core import edits
from studio.core.errors import Cancelled, OutputExists, OutputUnwritable, UsageError
from studio.core.finish import Finish
from studio.core.project import Project
from studio.core.source import Frame, Pixels
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.engine.finish import finished
from studio.engine.part import whole
from studio.engine.portrait import Portrait, open_source
from studio.engine.ports import Quality, Shot
from studio.files import footage, places
from studio.files.encoding import PRESETS, SEQUENCES
from studio.files.footage import NotAsOrdered
from studio.files.performances import read_performance
from studio.files.pictures import read_picture, write_picture
from studio.files.projects import ProjectFile, media_of
from studio.files.sound import Sound, read_sound
from studio.files.video import Video, check_video
from tests.clips import write_clip
from tests.fakes import Painter, Painting, folds_told_by, painted, told_by

RATE = FrameRate(Fraction(25))
HALF = SizeWish(share=0.5)
FILMS: tuple[Kind, ...] = ("web", "prores4444", "vp9alpha", "gif", "png", "jpeg", "tiff")
ROOT = Path(__file__).resolve().parents[2]
Told = list[tuple[float, str]]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where films under way lie."""
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))
    return places.frame_cache() / "exports"


@pytest.fixture
def picture(astronaut: Pixels, tmp_path: Path) -> Path:
    """Wide enough for the painter to tell all that it knows; with grain, as a film has."""
    path = tmp_path / "anna.png"
    wide = np.asarray(cv2.resize(astronaut[60:220], (640, 160), interpolation=cv2.INTER_AREA))
    write_picture(path, np.ascontiguousarray(wide))
    return path


def portrait_of(path: Path, painter: Painter | None = None) -> Portrait:
    return painted(open_source(path), painter, path)


def project_of(path: Path, seconds: int = 4) -> ProjectFile:
    """The jaw opens over the first two seconds; a tone is said that rises in the third."""
    project = Project(source=media_of(path))
    for moment, value in ((0, 0.0), (2, 1.0)):
        project = edits.slot_set({"jawOpen": value}, Seconds(moment), key=True)(project)
    project = edits.spoken("ah", "take", "", Seconds(seconds))(project)
    project = edits.layer_set(edits.SPEECH, mute=True)(project)
    tone = np.sin(np.arange(8000 * seconds) * 0.2).astype(np.float32)
    tone *= np.where(np.arange(len(tone)) < 16000, 0.1, 0.5)
    return ProjectFile(project, takes={"take": Speech(tone.astype(np.float32), 8000)})


def goal_of(folder: Path, kind: Kind, name: str = "film") -> Path:
    return folder / f"{name}{PRESETS[kind].suffixes[0]}"


def pixels_of(goal: Path) -> list[Pixels]:
    if goal.is_dir():
        return [read_picture(path).pixels for path in sorted(goal.glob("frame_*"))]
    return [frame.pixels for frame in Video(goal).frames()]


def noted(told: Told) -> Callable[[float, str], None]:
    return lambda part, what: told.append((part, what))


def unheard(part: float, what: str) -> None:
    pass


def stops_at(frame: int) -> Callable[[float, str], None]:
    def progress(part: float, what: str) -> None:
        if what.startswith(f"frame {frame} "):
            raise Cancelled("Stopped.")

    return progress


def test_that_a_film_is_what_was_ordered_and_says_so(picture: Path, tmp_path: Path, cache: Path) -> None:
    told: Told = []
    order = Order(tmp_path / "film.mp4")
    written = export(project_of(picture), portrait_of(picture), order, noted(told))
    assert written.told == ("4.00 s, 100 frames, 640 × 160, H.264 + AAC, sound starts with the picture",)
    assert (written.frames, written.plan.size, written.resumed) == (100, (640, 160), 0)
    jaws = [told_by(pixels)["jawOpen"] for pixels in pixels_of(order.goal)]
    assert jaws[25] == pytest.approx(0.5, abs=0.05)
    assert jaws[99] == pytest.approx(1.0, abs=0.05)
    assert [part for part, _ in told] == sorted(part for part, _ in told)
    assert told[-1][1] == "checking"
    assert any(what.startswith("frame 60 of 100, ") and what.endswith("left") for _, what in told)
    assert not list(cache.iterdir())


def test_that_a_film_tells_what_its_renderer_lacks(picture: Path, tmp_path: Path) -> None:
    painter = Painter()
    painter.lacks = "The painter has no red."  # type: ignore[attr-defined]
    written = export(
        project_of(picture), portrait_of(picture, painter), Order(tmp_path / "film.mp4"), unheard
    )
    assert "The painter has no red." in written.told


@pytest.mark.parametrize("kind", FILMS)
def test_that_every_kind_keeps_frames_times_and_sound(picture: Path, tmp_path: Path, kind: Kind) -> None:
    order = Order(goal_of(tmp_path, kind), kind)
    written = export(project_of(picture), portrait_of(picture), order, unheard)
    assert len(written.told) == 1
    assert len(pixels_of(order.goal)) == written.frames
    if kind in SEQUENCES:
        assert {item.suffix for item in order.goal.iterdir()} == {SEQUENCES[kind], ".wav"}
        assert read_sound(order.goal / "sound.wav").length == 4
    else:
        frames = list(Video(order.goal).frames())
        step = Fraction(2, 25) if kind == "gif" else Fraction(1, 25)
        assert [frame.time for frame in frames] == [step * i for i in range(written.frames)]


@pytest.mark.parametrize("kind", ["gif", "png"])
def test_that_the_face_moves_at_its_own_pace_at_any_rate(picture: Path, tmp_path: Path, kind: Kind) -> None:
    """The jaw is open after two seconds, also in a film of fewer frames a second than the timeline has."""
    order = Order(goal_of(tmp_path, kind), kind, size=SizeWish.read("full"))
    written = export(project_of(picture), portrait_of(picture), order, unheard)
    frames, rate = pixels_of(order.goal), float(written.plan.rate)
    opened = [told_by(frames[round(at * rate)])["jawOpen"] for at in (0.5, 1.0, 2.5)]
    assert opened == pytest.approx([0.15, 0.5, 1.0], abs=0.12)


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.app.test_exporting import export, portrait_of, project_of
from studio.app.orders import Order

if hasattr(os, "sched_setaffinity"):
    # An encoder holds as many frames as there are processors; what it holds is lost.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])

def tell(part, what):
    if what.startswith(f"frame {frame} "):
        os.kill(os.getpid(), signal.SIGKILL)

frame, picture, goal, kind = sys.argv[1:]
export(project_of(Path(picture)), portrait_of(Path(picture)), Order(Path(goal), kind), tell)
"""


def killed_at(frame: int, picture: Path, goal: Path, kind: Kind) -> None:
    """Export in another process, which is killed when that frame is done."""
    command = [sys.executable, "-c", KILLED, str(frame), str(picture), str(goal), kind]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("kind", FILMS)
def test_that_a_killed_export_goes_on_and_comes_out_the_same(
    picture: Path, tmp_path: Path, cache: Path, kind: Kind
) -> None:
    (tmp_path / "out").mkdir()
    goal = goal_of(tmp_path / "out", kind)
    killed_at(45 if kind == "gif" else 80, picture, goal, kind)
    assert not goal.exists()
    drawn: list[int] = []

    class Counting(Painter):
        def open(self, likeness: Painting, shot: Shot, quality: Quality = "full") -> Generator[Frame]:
            for frame in super().open(likeness, shot, quality):
                drawn.append(len(drawn))
                yield frame

    told: Told = []
    content = project_of(picture)
    written = export(content, portrait_of(picture, Counting()), Order(goal, kind), noted(told))
    assert written.resumed > 10
    assert told[0][1] == f"going on from frame {written.resumed} of {written.frames}"
    assert len(drawn) == written.frames - written.resumed
    assert "It went on from frame" in written.told[1]
    assert [path.name for path in goal.parent.iterdir()] == [goal.name]
    assert not list(cache.iterdir())
    straight = Order(goal_of(tmp_path, kind, "straight"), kind)
    whole = export(content, portrait_of(picture), straight, unheard)
    assert whole.facts == written.facts
    pairs = zip(pixels_of(goal), pixels_of(straight.goal), strict=True)
    for index, (one, other) in enumerate(pairs):
        if kind in ("web", "vp9alpha"):
            assert cv2.PSNR(one, other) > 36, index
        else:
            np.testing.assert_array_equal(one, other)
    if kind in ("web", "prores4444", "vp9alpha"):
        sounds = [read_sound(path).samples for path in (goal, straight.goal)]
        np.testing.assert_allclose(*sounds, atol=1e-3)


@pytest.mark.parametrize("other", [{"size": HALF}, {"quality": "draft"}], ids=["size", "quality"])
def test_that_another_size_or_quality_is_another_film(
    picture: Path, tmp_path: Path, other: dict[str, Any]
) -> None:
    order = Order(tmp_path / "film.mp4")
    killed_at(80, picture, order.goal, "web")
    written = export(project_of(picture), portrait_of(picture), replace(order, **other), unheard)
    assert written.resumed == 0


def test_that_with_other_folds_it_is_another_film(picture: Path, tmp_path: Path) -> None:
    order = Order(tmp_path / "film.mp4")
    killed_at(80, picture, order.goal, "web")
    content = project_of(picture)
    shallow = replace(content, project=edits.folds_set(0.5)(content.project))
    assert export(shallow, portrait_of(picture), order, unheard).resumed == 0


def test_that_where_its_person_rests_otherwise_it_is_another_film(picture: Path, tmp_path: Path) -> None:
    order = Order(tmp_path / "film.mp4")
    killed_at(80, picture, order.goal, "web")
    portrait = portrait_of(picture)
    still = portrait.subject.still
    assert still is not None
    subject = replace(portrait.subject, still=replace(still, neutral=still.neutral + 0.1))
    other = replace(portrait, subject=subject, likeness=portrait.renderer.prepare(subject))
    assert export(project_of(picture), other, order, unheard).resumed == 0


def test_that_a_muted_track_of_sound_is_not_in_the_film(picture: Path, clip: Path, tmp_path: Path) -> None:
    loud = {}
    for source in (picture, clip):
        content = project_of(source)
        tracks = tuple(
            replace(track, mute=track.kind == "sound") for track in content.project.timeline.tracks
        )
        timeline = replace(content.project.timeline, tracks=tracks, rate=RATE)
        content = replace(content, project=replace(content.project, timeline=timeline))
        written = export(
            content, portrait_of(source), Order(tmp_path / f"film of {source.stem}.mp4"), unheard
        )
        assert written.facts is not None
        loud[source] = "aac" in written.facts.streams and np.abs(read_sound(written.path).samples).max()
    assert not loud[picture], "nothing else is to be heard"
    assert loud[clip] == pytest.approx(0.8, abs=0.05), "a video's own sound, which is louder"


@pytest.mark.parametrize("kind", FILMS)
def test_that_stopping_leaves_nothing(picture: Path, tmp_path: Path, cache: Path, kind: Kind) -> None:
    before = set(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        export(project_of(picture), portrait_of(picture), Order(goal_of(tmp_path, kind), kind), stops_at(40))
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "home"}
    assert not list(cache.iterdir())


def test_that_stopping_while_all_is_put_together_leaves_nothing(picture: Path, tmp_path: Path) -> None:
    def progress(part: float, what: str) -> None:
        if what == "putting it together":
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        export(project_of(picture), portrait_of(picture), Order(tmp_path / "film.mp4"), progress)
    assert not list(tmp_path.glob("*film*"))


def test_that_a_full_disk_leaves_what_can_be_gone_on_with(
    picture: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    order = Order(tmp_path / "film.mov", "prores4444")
    with monkeypatch.context() as once:
        once.setattr(footage.PacketFootage, "_join", full)
        with pytest.raises(OutputUnwritable, match="full"):
            export(project_of(picture), portrait_of(picture), order, unheard)
    assert not list(tmp_path.glob("*film*"))
    assert export(project_of(picture), portrait_of(picture), order, unheard).resumed == 100
    assert not list(cache.iterdir())


def test_that_a_damaged_piece_is_drawn_again(picture: Path, tmp_path: Path, cache: Path) -> None:
    order = Order(tmp_path / "film.mov", "prores4444")
    killed_at(80, picture, order.goal, "prores4444")
    second = sorted(cache.glob("*/*.mkv"))[1]
    second.write_bytes(second.read_bytes()[:5000])
    written = export(project_of(picture), portrait_of(picture), order, unheard)
    assert 25 <= written.resumed < 50
    assert len(pixels_of(order.goal)) == 100


def test_that_the_same_film_is_made_by_one_at_a_time(picture: Path, tmp_path: Path) -> None:
    content, portrait = project_of(picture), portrait_of(picture)
    order = Order(tmp_path / "film.mp4")

    def meanwhile(part: float, what: str) -> None:
        if what.startswith("frame 50 "):
            with pytest.raises(OutputUnwritable, match="already"):
                export(content, portrait, order, unheard)

    assert export(content, portrait, order, meanwhile).frames == 100


def test_that_what_nobody_came_back_to_is_swept_away(picture: Path, tmp_path: Path, cache: Path) -> None:
    for name, days in (("old", 15), ("young", 13)):
        (cache / name).mkdir(parents=True)
        (cache / name / "00000000.mkv").write_bytes(b"frames")
        moment = time.time() - days * 24 * 3600
        os.utime(cache / name, (moment, moment))
    export(project_of(picture), portrait_of(picture), Order(tmp_path / "film.mp4"), unheard)
    assert [path.name for path in cache.iterdir()] == ["young"]


def test_that_a_place_that_is_taken_is_refused_before_anything_is_drawn(
    picture: Path, tmp_path: Path
) -> None:
    goal = tmp_path / "film.mp4"
    goal.write_bytes(b"mine")
    told: Told = []
    with pytest.raises(OutputExists):
        export(project_of(picture), portrait_of(picture), Order(goal), noted(told))
    assert not told
    assert goal.read_bytes() == b"mine"
    export(project_of(picture), portrait_of(picture), Order(goal, force=True), unheard)
    assert check_video(goal).frame_count == 100


def test_that_the_portrait_is_never_replaced(picture: Path) -> None:
    with pytest.raises(UsageError, match="itself"):
        export(project_of(picture), portrait_of(picture), Order(picture, "still", force=True), unheard)


@pytest.mark.parametrize(
    ("wish", "seen"),
    [
        ("full", (641, 481)), ("source", (641, 481)), ("half", (320, 240)), ("720p", (641, 481)),
        ("auto", (641, 481)), ("200", (200, 150)), ("321", (320, 240)), ("320×640", (320, 240)),
        ("1280x720", (641, 481)),
    ],
)  # fmt: skip
def test_that_a_size_keeps_proportions_is_even_and_never_larger(wish: str, seen: tuple[int, int]) -> None:
    assert SizeWish.read(wish).of((641, 481)) == seen


def test_that_lines_are_the_shorter_side() -> None:
    assert SizeWish.read("1080p").of((3840, 2160)) == (1920, 1080)
    assert SizeWish.read("auto").of((6000, 4000)) == (1620, 1080)
    assert SizeWish.read("720p").of((2160, 3840)) == (720, 1280)
    for width in (4, 3841):
        with pytest.raises(UsageError, match="wide"):
            SizeWish(width=width).of((3840, 2160))


@pytest.mark.parametrize("wish", ["", "big", "0x0", "99999p", "12x", "-5p", "1e3p", "9999999"])
def test_that_an_impossible_size_is_refused(wish: str) -> None:
    with pytest.raises(UsageError):
        SizeWish.read(wish)


def test_that_a_smaller_film_is_the_mean_of_its_pixels(picture: Path, tmp_path: Path) -> None:
    order = Order(tmp_path / "film", "png", size=HALF)
    export(project_of(picture, 1), portrait_of(picture), order, unheard)
    own = read_picture(picture).pixels[40:].astype(int)
    mean = (own[::2, ::2] + own[1::2, ::2] + own[::2, 1::2] + own[1::2, 1::2]) / 4
    seen = read_picture(order.goal / "frame_000000.png").pixels
    assert seen.shape == (80, 320, 3)
    assert np.abs(seen[20:] - mean).max() <= 0.5


def test_that_what_is_transparent_does_not_bleed_into_a_smaller_picture(tmp_path: Path) -> None:
    pixels = np.zeros((160, 640, 4), np.uint8)
    pixels[:, 101:] = (200, 100, 50, 255)
    write_picture(tmp_path / "cut.png", pixels)
    order = Order(tmp_path / "film.png", "still", size=HALF)
    export(project_of(tmp_path / "cut.png"), portrait_of(tmp_path / "cut.png"), order, unheard)
    edge = read_picture(order.goal).pixels[60, 50]
    np.testing.assert_allclose(edge, (200, 100, 50, 128), atol=1)


def test_that_a_gif_is_small_and_has_every_second_frame() -> None:
    matter = Matter(
        (1920, 1080), RATE, TimeRange(Seconds(1, 25), Seconds(4)), TimeRange(Seconds(0), Seconds(4))
    )
    plan = planned(Order(Path("a.gif"), "gif"), matter)
    assert (plan.size, plan.rate.fps, plan.first, plan.frames) == ((480, 270), Fraction(25, 2), 0, 50)
    assert planned(Order(Path("a.gif"), "gif", size=HALF), matter).size == (960, 540)
    ntsc = replace(matter, rate=FrameRate(Fraction(30000, 1001)))
    assert planned(Order(Path("a.gif"), "gif"), ntsc).rate.fps == Fraction(15000, 1001)


def test_that_a_range_lies_on_frames_and_within_what_there_is(picture: Path) -> None:
    matter = matter_of(project_of(picture), portrait_of(picture))
    assert matter.whole == TimeRange(Seconds(0), Seconds(4))
    asked = Order(Path("a.mp4"), range=TimeRange(Seconds("1.01"), Seconds("2.49")))
    assert planned(asked, matter).span == TimeRange(Seconds(1), Seconds(62, 25))
    for start, end in ((2, 2), (3, 9)):
        with pytest.raises(UsageError, match="nothing"):
            planned(replace(asked, range=TimeRange(Seconds(start), Seconds(end))), matter)


def test_that_the_project_may_play_less_than_there_is(picture: Path, tmp_path: Path) -> None:
    content = project_of(picture)
    content = replace(content, project=edits.range_set(Seconds(1), Seconds(3))(content.project))
    portrait = portrait_of(picture)
    part = export(content, portrait, Order(tmp_path / "part.mp4"), unheard)
    assert (part.frames, told_by(pixels_of(part.path)[0])["jawOpen"]) == (50, pytest.approx(0.5, abs=0.05))
    samples = read_sound(part.path, 8000).samples
    assert np.abs(samples[1000:7000]).max() < 0.2 < np.abs(samples[9000:15000]).max()
    assert export(content, portrait, Order(tmp_path / "all.mp4", range="whole"), unheard).frames == 100


@pytest.fixture
def clip(picture: Path, tmp_path: Path) -> Path:
    """Four seconds that say their second: a tone that is louder each second, in stereo."""
    loud = np.repeat([0.1, 0.2, 0.4, 0.8], 16000)
    tone = Sound((np.sin(np.arange(64000) * 0.2) * loud).astype(np.float32), 16000)
    return write_clip(tmp_path / "clip.mp4", [read_picture(picture).pixels] * 100, RATE, sound=tone)


def test_that_a_later_part_of_a_video_keeps_its_own_sound(clip: Path, tmp_path: Path) -> None:
    content = ProjectFile(
        edits.portrait_opened(media_of(clip), portrait_of(clip).rest, RATE, Seconds(4))(Project())
    )
    order = Order(tmp_path / "later.mp4", range=TimeRange(Seconds(2), Seconds(4)))
    written = export(content, portrait_of(clip), order, unheard)
    assert written.facts is not None
    assert (written.frames, written.facts.sound_offset) == (50, 0)
    samples = read_sound(order.goal, 16000).samples
    assert np.abs(samples[2000:14000]).max() == pytest.approx(0.4, abs=0.03)
    assert np.abs(samples[18000:30000]).max() == pytest.approx(0.8, abs=0.05)


def test_that_the_rate_of_the_project_counts_and_not_that_of_its_video(clip: Path, tmp_path: Path) -> None:
    content, portrait = project_of(clip), portrait_of(clip)
    slower = edits.rate_set(FrameRate(Fraction(10)))
    content = replace(content, project=slower(content.project))
    written = export(content, portrait, Order(tmp_path / "slow", "png"), unheard)
    assert (written.frames, written.plan.rate) == (40, FrameRate(Fraction(10)))
    jaws = [told_by(pixels)["jawOpen"] for pixels in pixels_of(written.path)]
    moments = [scene_of(content, portrait).state_at(Seconds(index, 10))["jawOpen"] for index in range(40)]
    assert jaws == pytest.approx(moments, abs=0.01)
    assert jaws[0] < jaws[3] < jaws[20]


def test_that_a_still_and_curves_are_written_too(picture: Path, tmp_path: Path) -> None:
    content, portrait = project_of(picture), portrait_of(picture)
    still = export(content, portrait, Order(tmp_path / "a.png", "still", moment=Seconds(1)), unheard)
    assert told_by(read_picture(still.path).pixels)["jawOpen"] == pytest.approx(0.5, abs=0.01)
    assert still.told == ("640 × 160",)
    curves = export(content, portrait, Order(tmp_path / "a.json", "json"), unheard)
    assert len(read_performance(curves.path)) == curves.frames == 100


def test_that_a_result_that_is_wrong_is_told_and_not_kept(
    picture: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_lost(path: Path) -> object:
        facts = check_video(path)
        return replace(facts, frame_count=facts.frame_count - 1)

    goal = tmp_path / "film.mp4"
    goal.write_bytes(b"mine")
    monkeypatch.setattr("studio.app.exporting.check_video", one_lost)
    with pytest.raises(NotAsOrdered, match="99 frames and not 100"):
        export(project_of(picture), portrait_of(picture), Order(goal, force=True), unheard)
    assert goal.read_bytes() == b"mine"
    assert not list(cache.iterdir())


def test_that_each_difference_is_told(picture: Path, tmp_path: Path) -> None:
    order = Order(tmp_path / "film.mp4")
    written = export(project_of(picture), portrait_of(picture), order, unheard)
    plan = planned(order, matter_of(project_of(picture), portrait_of(picture)))
    facts = written.facts
    assert facts is not None
    assert wrong_in(facts, order, plan, has_sound=True) == ()
    for wrong, words in (
        (replace(facts, length=Seconds(3)), "3.000 s and not 4.000 s"),
        (replace(facts, size=(320, 80)), "320 × 80 and not 640 × 160"),
        (replace(facts, streams=("h264",)), "h264 and not h264 + aac"),
        (replace(facts, sound_offset=Seconds(1, 50)), "sound that starts 20 ms late"),
        (replace(facts, sound_length=Seconds(2)), "2.000 s of sound"),
    ):
        assert wrong_in(wrong, order, plan, has_sound=True) == (words,)


def test_that_the_time_left_is_told_as_people_do() -> None:
    told = [time_left(s) for s in (3, 12, 57, 58, 95, 3601, 4500, 7290)]
    assert told == [
        "a few seconds left", "about 10 s left", "about 55 s left", "about 1 min left", "about 2 min left",
        "about 1 h 0 min left", "about 1 h 15 min left", "about 2 h 2 min left",
    ]  # fmt: skip


def test_that_one_slow_frame_does_not_change_the_time_left_much(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("studio.app.exporting.time.monotonic", lambda: now)
    clock = Clock(1200)
    for _ in range(100):
        now += 0.1
        before = clock.tick()
    assert before == "about 2 min left"
    now += 1.0
    assert clock.tick() == "about 2 min left"


def test_that_matroska_tells_its_rate(picture: Path, tmp_path: Path) -> None:
    order = Order(tmp_path / "film.mkv")
    export(project_of(picture), portrait_of(picture), order, unheard)
    with av.open(str(order.goal)) as film:
        assert film.streams.video[0].average_rate == 25


def test_that_another_rate_keeps_time_and_sound(picture: Path, tmp_path: Path) -> None:
    order = Order(
        tmp_path / "film.mp4", rate=FrameRate(Fraction(50)), range=TimeRange(Seconds(1), Seconds(3))
    )
    written = export(project_of(picture), portrait_of(picture), order, unheard)
    facts = check_video(order.goal)
    assert (facts.frame_count, facts.rate) == (100, FrameRate(Fraction(50)))
    assert facts.length == 2
    jaw = [told_by(pixels)["jawOpen"] for pixels in pixels_of(order.goal)]
    assert jaw[0] == pytest.approx(0.5, abs=0.05)
    assert jaw[25] == pytest.approx(0.84, abs=0.02), "half a second later"
    assert written.facts is not None


def test_that_a_finer_film_is_larger_and_a_smaller_one_is_smaller(picture: Path, tmp_path: Path) -> None:
    sizes = []
    for fineness in ("small", "usual", "best"):
        order = Order(tmp_path / f"{fineness}.mp4", fineness=fineness)
        export(project_of(picture, 1), portrait_of(picture), order, unheard)
        sizes.append(order.goal.stat().st_size)
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2]


def test_that_the_videos_own_sound_or_none_is_kept_whatever_is_said(clip: Path, tmp_path: Path) -> None:
    content, portrait = project_of(clip), portrait_of(clip)
    heard = {}
    for wish in ("project", "original"):
        order = Order(tmp_path / f"{wish}.mp4", sound=wish)
        export(content, portrait, order, unheard)
        heard[wish] = read_sound(order.goal).samples
    own = read_sound(clip).samples
    count = min(len(own), len(heard["original"]))
    assert np.corrcoef(heard["original"][:count], own[:count])[0, 1] > 0.9
    assert abs(np.corrcoef(heard["project"][:count], own[:count])[0, 1]) < 0.5
    silent = Order(tmp_path / "silent.mp4", sound="none")
    export(content, portrait, silent, unheard)
    assert check_video(silent.goal).streams == ("h264",)


def test_that_a_project_tells_how_its_pictures_are_finished(picture: Path, tmp_path: Path) -> None:
    content, portrait = project_of(picture), portrait_of(picture)
    finish = Finish(contrast=True)
    plain = scene_of(content, portrait)
    content = replace(content, project=replace(content.project, finish=finish))
    scene = scene_of(content, portrait)
    drawn, wanted = plain.picture(25), finished(plain.picture(25), finish)
    assert not np.array_equal(drawn, wanted)
    assert np.array_equal(scene.picture(25), wanted)
    assert np.array_equal(next(scene.parts(25, 26)).pixels, wanted)
    assert np.array_equal(whole(scene.part(Seconds(1)), drawn), wanted)
    assert scene.mark_at(Seconds(1)) != plain.mark_at(Seconds(1))
    assert scene.marks(25, 26) != plain.marks(25, 26)
    still = export(content, portrait, Order(tmp_path / "a.png", "still", moment=Seconds(1)), unheard)
    assert np.array_equal(read_picture(still.path).pixels, wanted)


def test_that_a_project_tells_how_deep_folds_are(picture: Path) -> None:
    content, portrait = project_of(picture), portrait_of(picture)
    plain = scene_of(content, portrait)
    content = replace(content, project=edits.folds_set(0.25)(content.project))
    scene = scene_of(content, portrait)
    assert folds_told_by(plain.picture(25)) == 1.0
    assert folds_told_by(scene.picture(25)) == pytest.approx(0.25, abs=0.01)
    assert scene.mark_at(Seconds(1)) != plain.mark_at(Seconds(1))
    assert scene.marks(25, 26) != plain.marks(25, 26)


def test_that_speech_begins_where_its_clip_does(picture: Path) -> None:
    content = project_of(picture)
    timeline = content.project.timeline
    later = tuple(
        replace(track, clips=tuple(replace(clip, range=clip.range.moved(Seconds(1))) for clip in track.clips))
        for track in timeline.tracks
    )
    project = replace(content.project, timeline=replace(timeline, tracks=later))
    scene = scene_of(replace(content, project=project), portrait_of(picture))
    assert scene.speech is content.takes["take"]
    assert scene.speech_start == 1
    assert scene_of(content, portrait_of(picture)).speech_start == 0


def test_that_only_the_crop_is_exported_in_its_own_pixels(picture: Path, tmp_path: Path) -> None:
    content, portrait = project_of(picture), portrait_of(picture)
    order = Order(tmp_path / "all.png", "still", moment=Seconds(1))
    every = read_picture(export(content, portrait, order, unheard).path).pixels
    content = replace(content, project=edits.cropped((8, 2, 408, 102))(content.project))
    order = replace(order, goal=tmp_path / "crop.png")
    assert np.array_equal(
        read_picture(export(content, portrait, order, unheard).path).pixels, every[2:102, 8:408]
    )


def test_that_frames_that_stay_as_they_are_are_told(tmp_path: Path) -> None:
    levels = (0, 120, 160, 0, 200)
    clip = write_clip(
        tmp_path / "gaps.mp4", [np.full((96, 512, 3), level, np.uint8) for level in levels], RATE
    )
    content = ProjectFile(Project(source=media_of(clip)))
    written = export(content, portrait_of(clip), Order(tmp_path / "film.mp4", "web"), unheard)
    assert "2 frames show no whole face and stay as they are." in written.told
