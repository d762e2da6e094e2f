"""A clip of the person in a picture tells how their face rests, on every road; a stranger's is told."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.app import same_person, speaking
from studio.app.autosave import Autosaver, left_behind
from studio.app.exporting import export
from studio.app.orders import Order
from studio.app.session import Session
from studio.cli import run
from studio.core import edits
from studio.core.face import Performance
from studio.core.source import Pixels
from studio.engine.portrait import Portrait, opened
from studio.engine.progress import unheard
from studio.files import places
from studio.files.performances import read_performance, write_performance
from studio.files.pictures import read_picture
from studio.files.projects import ProjectFile, media_of, read_project
from tests.acting import filmed


@pytest.fixture(scope="module")
def acted(astronaut: Pixels, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A picture and a clip of the same person."""
    return filmed(astronaut, tmp_path_factory.mktemp("acted"))


@pytest.fixture(scope="module")
def laugh(acted: tuple[Path, Path]) -> Performance:
    """What is read from the clip."""
    return speaking.followed(acted[1], unheard)


@pytest.fixture
def portrait(acted: tuple[Path, Path]) -> Portrait:
    return opened(acted[0])


def session_with(portrait: Portrait, laugh: Performance) -> Session:
    """The picture moves as in the clip, and the clip is in the library."""
    session = Session()
    session.apply("Open", edits.portrait_opened(media_of(portrait.path), portrait.rest))
    item = session.listed("laugh", laugh)
    placed = edits.performed(item.id, laugh.length)
    session.apply("Move", edits.together(placed, edits.kept(item), edits.rate_set(laugh.rate)))
    return session


def told(session: Session, portrait: Portrait) -> Portrait:
    """It is said that the clip shows the person of the picture, and the picture is prepared anew."""
    (item,) = session.motions
    other = opened(portrait.path, neutral=session.performances[item.id].neutral)
    session.apply("Rest", edits.rests_as(item.id, portrait.rest, other.rest))
    return other


def frames_of(folder: Path) -> list[Pixels]:
    return [read_picture(path).pixels for path in sorted(folder.glob("*.png"))]


def test_that_window_and_command_line_and_a_saved_project_give_the_same_frames(
    acted: tuple[Path, Path], laugh: Performance, portrait: Portrait, tmp_path: Path
) -> None:
    picture, film = acted
    animate = ["animate", str(picture), "--performance", str(film)]
    assert run([*animate, "-o", str(tmp_path / "alone")]) == 0
    assert run([*animate, "--same-person", "-o", str(tmp_path / "said")]) == 0
    session = session_with(portrait, laugh)
    ready = told(session, portrait)
    export(session.content(), ready, Order(tmp_path / "window", "png"), unheard)
    session.save(tmp_path / "a.galatea")
    assert run(["export", str(tmp_path / "a.galatea"), "-o", str(tmp_path / "saved")]) == 0
    write_performance(tmp_path / "laugh.json", laugh)
    kept = ["animate", str(picture), "--performance", str(tmp_path / "laugh.json"), "--same-person"]
    assert run([*kept, "-o", str(tmp_path / "file")]) == 0
    frames = {name: frames_of(tmp_path / name) for name in ("alone", "said", "window", "saved", "file")}
    assert len(frames["said"]) == len(laugh)
    for name in ("window", "saved", "file"):
        np.testing.assert_array_equal(frames[name], frames["said"], err_msg=name)
    off = np.abs(np.array(frames["said"], int) - np.array(frames["alone"], int))
    assert off[1:].max() > 8, "what the clip tells is seen"


def test_that_a_clip_tells_how_a_face_rests_also_while_it_speaks(
    acted: tuple[Path, Path], tmp_path: Path
) -> None:
    speaks = ["animate", str(acted[0]), "-t", "Hi.", "--performance", str(acted[1]), "--seed", "1"]
    assert run([*speaks, "-o", str(tmp_path / "alone")]) == 0
    assert run([*speaks, "--same-person", "-o", str(tmp_path / "said")]) == 0
    alone, said = frames_of(tmp_path / "alone"), frames_of(tmp_path / "said")
    assert len(alone) == len(said)
    assert np.abs(np.array(alone, int) - np.array(said, int)).max() > 8


def test_that_undo_and_a_crash_keep_by_which_performance_a_portrait_rests(
    laugh: Performance, portrait: Portrait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_with(portrait, laugh)
    assert session.content().neutral is None
    told(session, portrait)
    np.testing.assert_array_equal(session.content().neutral, laugh.neutral)
    session.undo()
    assert session.content().neutral is None
    session.redo()
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))
    saver = Autosaver(session)
    saver.save()
    assert saver._own is not None
    saver._own.leave()  # as if its studio had been killed
    (found,) = left_behind()
    after = Session()
    Autosaver(after).go_on_with(found)
    np.testing.assert_array_equal(after.content().neutral, laugh.neutral)
    assert after.project == session.project


def test_that_a_project_keeps_a_performance_that_moves_nothing_any_more(
    laugh: Performance, portrait: Portrait, tmp_path: Path
) -> None:
    session = session_with(portrait, laugh)
    told(session, portrait)
    other = session.listed("other", Performance.of([portrait.rest] * 3, laugh.rate))
    session.apply("Move", edits.together(edits.performed(other.id, laugh.length), edits.kept(other)))
    session.save(tmp_path / "a.galatea")
    np.testing.assert_array_equal(read_project(tmp_path / "a.galatea").neutral, laugh.neutral)


def test_that_a_project_that_names_a_performance_that_tells_nothing_rests_as_its_picture(
    laugh: Performance, portrait: Portrait
) -> None:
    session = session_with(portrait, laugh)
    (item,) = session.motions
    project = replace(session.project, rests_as=item.id)
    assert ProjectFile(project, {item.id: replace(laugh, neutral=None)}).neutral is None


# A stranger


def strange(performance: Performance, alike: float, portrait: Portrait) -> Performance:
    """The same, by somebody who is so much like the person of the picture."""
    assert portrait.look is not None
    across = np.roll(portrait.look, 1)
    across -= portrait.look * float(across @ portrait.look)
    across /= np.linalg.norm(across)
    return replace(performance, look=alike * portrait.look + (1 - alike**2) ** 0.5 * across)


def test_that_ones_own_clip_is_known_and_a_strangers_is_doubted(
    laugh: Performance, portrait: Portrait
) -> None:
    alike = same_person.likeness(portrait, laugh)
    assert alike is not None
    assert alike > 0.8
    assert same_person.may_be_offered(portrait, laugh)
    assert same_person.doubt(portrait, laugh, "laugh") is None
    other = strange(laugh, 0.2, portrait)
    assert same_person.likeness(portrait, other) == pytest.approx(0.2, abs=1e-3)
    assert same_person.doubt(portrait, other, "laugh") == (
        "“laugh” seems to show somebody else than the picture."
    )
    unsure = strange(laugh, 0.5, portrait)
    assert same_person.doubt(portrait, unsure, "laugh") is None
    assert not same_person.may_be_offered(portrait, other)
    assert not same_person.may_be_offered(portrait, unsure), "it may be said, but is not proposed"
    assert not same_person.may_be_offered(portrait, replace(laugh, neutral=None)), "it would tell nothing"
    assert same_person.doubt(portrait, replace(laugh, look=None), "laugh") is None, "nobody knows"


def test_that_the_command_line_tells_of_a_stranger_and_does_what_it_was_told(
    acted: tuple[Path, Path],
    laugh: Performance,
    portrait: Portrait,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: dict[str, list[str]] = {}
    for name, who in (("own", laugh), ("other", strange(laugh, 0.1, portrait))):
        write_performance(tmp_path / f"{name}.npz", who)
        act = ["animate", str(acted[0]), "--performance", str(tmp_path / f"{name}.npz"), "--quality", "draft"]
        assert run([*act, "--same-person", "-o", str(tmp_path / name), "--json"]) == 0
        told[name] = json.loads(capsys.readouterr().out)["told"]
    assert told["own"] == []
    (doubt,) = told["other"]
    assert doubt.startswith("“other.npz” seems to show somebody else")
    assert "--same-person" in doubt
    assert run([*act, "-o", str(tmp_path / "free"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["told"] == [], "nobody said that it is the same person"
    np.testing.assert_array_equal(frames_of(tmp_path / "own"), frames_of(tmp_path / "other"))


def test_that_a_file_that_tells_nothing_of_a_face_at_rest_is_refused(
    acted: tuple[Path, Path], laugh: Performance, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.csv", "a.json"):
        write_performance(tmp_path / name, replace(laugh, neutral=None))
        act = ["animate", str(acted[0]), "--performance", str(tmp_path / name), "--same-person"]
        assert run([*act, "-o", str(tmp_path / "no")]) == 2
        assert "a video of them" in capsys.readouterr().err
    write_performance(tmp_path / "b.json", laugh)
    assert read_performance(tmp_path / "b.json").neutral is not None
