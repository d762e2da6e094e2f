"""What an animator, a dubber and a neutraliser do, start to end, with real widgets, and what comes of it."""

import csv
from pathlib import Path

import av
import numpy as np
import pytest

from studio.core.source import Pixels
from studio.core.time import Seconds
from studio.files.pictures import read_picture
from studio.ui.main_window import MainWindow
from tests.ui import walks
from tests.ui.walks import Walk


def seen(window: MainWindow, at: Seconds) -> Pixels:
    """A frame as it is drawn."""
    scene = window.desk.scene()
    assert scene is not None
    return scene.picture(scene.rate.index_at(at)).astype(int)


def box(window: MainWindow, landmarks: list[int], grown: int = 6) -> tuple[slice, slice]:
    """Around some landmarks of the face as it was photographed."""
    points = window.portrait.subject.person(0).landmarks[landmarks, :2]
    (x0, y0), (x1, y1) = points.min(0).astype(int) - grown, points.max(0).astype(int) + grown
    return slice(y0, y1), slice(x0, x1)


BROWS, MOUTH, EYES = [70, 105, 107, 336, 334, 300], [61, 291, 0, 17], [33, 133, 159, 145, 263, 362, 386, 374]


def test_that_an_animator_gets_to_an_acting_beat(window, until, tmp_path) -> None:
    walk = Walk(window, until, "acting")
    walks.act(walk, walks.portrait(tmp_path / "astronaut.png"))
    assert window.problem.isHidden(), window.problem.text
    assert window.desk.span().end >= walks.BEAT
    state = window.desk.scene().state_at
    rest = state(Seconds(0))
    surprise, smile, blink, left = (state(Seconds(t, 100)) for t in (60, 200, 312, 440))
    assert surprise["browInnerUp"] > 0.5
    assert surprise["jawOpen"] > 0.37, "raised in the curve editor"
    assert smile["mouthSmileLeft"] > 0.62, "raised in the curve editor, too"
    assert smile["browInnerUp"] < 0.1
    assert blink["eyeBlinkLeft"] > 0.9 > 0.2 > state(Seconds(3))["eyeBlinkLeft"]
    assert left.gaze.yaw < rest.gaze.yaw - 10
    tracks = {track.name: track.curve for track in window.desk.tracks()}
    for name, at in (("AU12", Seconds(2)), ("AU26", Seconds(3, 5))):
        key = next(key for key in tracks[name].keyframes if key.time == at)
        assert key.incoming != (-key.outgoing[0], -key.outgoing[1]), "its handle was pulled"
    still = seen(window, Seconds(0))
    for at, where in ((60, BROWS), (60, MOUTH), (200, MOUTH), (312, EYES), (440, EYES)):
        here = box(window, where)
        assert np.abs(seen(window, Seconds(at, 100)) - still)[here].mean() > 3
    assert walk.actions < 90
    print(f"{walk.actions} actions, {walk.seconds:.0f} s")


def decoded(path: Path) -> list[Pixels]:
    with av.open(str(path)) as file:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in file.decode(video=0)]


def test_that_a_dubber_gets_to_a_film_with_three_lines(window, until, tmp_path) -> None:
    film = walks.film(tmp_path / "film.mp4", 10, 8, (256, 256))
    walk, goal = Walk(window, until, "dubbing"), tmp_path / "dubbed.mp4"
    walks.dub(walk, film, walks.spoken(tmp_path, ("Hello.", "Papa.", "Soon.")), (1.25, 4.25, 7.25), goal)
    lines = sorted(window.session.project.lines, key=lambda line: line.start)
    assert [line.name for line in lines] == ["line 1", "line 2", "line 3"]
    assert [float(line.start) for line in lines] == pytest.approx([1.25, 4.25, 7.25], abs=0.07)
    names = [p.name for p in window.session.takes[lines[1].take.id].phonemes if p.name != "SIL"]
    assert names[0] == "M", "a P before it was mended"
    with av.open(str(film)) as source, av.open(str(goal)) as file:
        assert [stream.type for stream in file.streams] == [stream.type for stream in source.streams]
        assert file.streams.video[0].average_rate == 8
        assert (file.streams.video[0].width, file.streams.video[0].height) == (256, 256)
        assert abs(file.duration - source.duration) < 0.1 * av.time_base
    before, after = decoded(film), decoded(goal)
    assert len(before) == len(after) == 80
    off = [np.abs(a - b) for a, b in zip(before, after, strict=True)]
    mouth = box(window, MOUTH, 10)
    shown = [mouth.shows for mouth in window.desk.scene().mouths]
    alone = {i for i in range(len(off)) if not any(span.holds(Seconds(i, 8)) for span in shown)}
    copied = [i for i in alone if alone.issuperset(range(i - i % 8, i - i % 8 + 8))]
    assert copied, "a second can be cut at"
    assert not any(off[i].any() for i in copied), "where no line is, to the bit"
    assert max(off[i].mean() for i in alone) < 1, "encoded anew with what lies beside them"
    for line in lines:
        middle = round(float(line.start + line.range.length / 2) * 8)
        assert max(off[i][mouth].mean() for i in range(middle - 2, middle + 3)) > 3
    print(f"{walk.actions} actions, {walk.seconds:.0f} s")


def test_that_a_neutraliser_gets_ten_portraits_checked(window, until, tmp_path) -> None:
    folder, goal = walks.portraits(tmp_path / "portraits", 320), tmp_path / "neutral"
    walk = Walk(window, until, "neutralising")
    walks.neutralise(walk, folder, goal)
    with (goal / "checks.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == walks.PORTRAITS
    table = window.folders.dialog.table
    assert [table.item(i, 1).text() for i in range(table.rowCount())] == ["good"] * walks.PORTRAITS
    for path in sorted(folder.glob("*.png")):
        before, after = (read_picture(each).pixels.astype(int) for each in (path, goal / path.name))
        assert before.shape == after.shape
        assert 0.2 < np.abs(before - after).mean() < 8, "the smile goes, and the person stays"
    assert walk.actions < 10
    print(f"{walk.actions} actions, {walk.seconds:.0f} s")
