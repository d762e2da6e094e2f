"""The open document: what an edit does to the face, and what comes back from disk."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.app.autosave import Autosaver, left_behind
from studio.app.session import Session
from studio.core import edits
from studio.core.errors import ProjectError, UsageError
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.project import Kept, Project
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import Ground, Media, state_at
from studio.core.units import find_unit
from studio.files import places
from studio.files.projects import read_project

RATE = FrameRate.of(25)
ZERO, ONE = Seconds(0), Seconds(1)
REST = FaceState.of({"mouthSmileLeft": 0.6, "mouthSmileRight": 0.6}, HeadPose(yaw=4.0))


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))


@pytest.fixture
def session() -> Session:
    session = Session()
    session.apply("Open", edits.portrait_opened(Media("/portrait.png"), REST))
    return session


def said(session: Session) -> str:
    """A second of an open jaw, placed as speech."""
    performance = Performance.of([FaceState.of({"jawOpen": 0.5})] * 25, RATE)
    take = Speech(np.zeros(24000, np.float32), 24000)
    name = session.keep("speech", performance, take)
    session.apply("Speak", edits.spoken("Ah.", name, name, take.length))
    return name


def unit(session: Session, name: str, value: float, time: Seconds = ZERO, *, key: bool = False) -> None:
    session.apply(
        name, edits.unit_set(find_unit(name), value, edits.Here(time, session.performances, key=key))
    )


BASE = FaceState(head=REST.head, gaze=REST.gaze)


def state_of(session: Session, time: Seconds, base: FaceState = FaceState()) -> FaceState:
    """The face at a time, on top of ``base``."""
    return state_at(session.project.timeline, session.performances, time, Ground.still(base))


def test_that_a_portrait_stands_as_it_was_photographed(session: Session) -> None:
    assert state_of(session, ZERO, BASE) == REST


def test_that_a_unit_has_the_value_that_was_set_whatever_lies_below(session: Session) -> None:
    for value in (1.0, 4.0, 0.0):
        unit(session, "AU12", value)
        assert state_of(session, ZERO, BASE)["mouthSmileLeft"] == pytest.approx(value / 5)
    assert state_of(session, Seconds(7), BASE)["mouthSmileLeft"] == pytest.approx(0.0), "at all times"


def test_that_keys_hold_their_values_at_their_times(session: Session) -> None:
    unit(session, "AU26", 1.0, key=True)
    unit(session, "AU26", 4.0, ONE, key=True)
    assert state_of(session, ZERO)["jawOpen"] == pytest.approx(0.2)
    assert state_of(session, ONE)["jawOpen"] == pytest.approx(0.8)
    assert 0.2 < state_of(session, Seconds(1, 2))["jawOpen"] < 0.8
    assert edits.keys_of(session.project.timeline) == (ZERO, ONE)


def test_that_a_curve_with_keys_gets_another_where_it_is_changed(session: Session) -> None:
    unit(session, "AU26", 1.0, key=True)
    unit(session, "AU26", 4.0, ONE, key=True)
    unit(session, "AU26", 0.0, Seconds(1, 2))
    assert state_of(session, Seconds(1, 2))["jawOpen"] == pytest.approx(0.0)
    assert len(edits.keys_of(session.project.timeline)) == 3


def test_that_keys_move_together_and_go(session: Session) -> None:
    unit(session, "AU26", 1.0, key=True)
    unit(session, "AU26", 4.0, ONE, key=True)
    session.apply("Move", edits.keys_moved({"jawOpen": (ONE,)}, Seconds(1, 2)))
    assert edits.keys_of(session.project.timeline) == (ZERO, Seconds(3, 2))
    session.apply("Remove", edits.keys_removed({"jawOpen": (ZERO, Seconds(3, 2))}))
    assert edits.keys_of(session.project.timeline) == ()


def test_that_speech_starts_from_neutral_and_never_touches_hand_edits(session: Session) -> None:
    unit(session, "AU45", 5.0)
    said(session)
    state = state_of(session, Seconds(1, 2), BASE)
    assert (state["jawOpen"], state["mouthSmileLeft"]) == (pytest.approx(0.5), 0.0)
    assert state["eyeBlinkLeft"] == pytest.approx(1.0)
    before = edits.layer_of(session.project, edits.HAND)
    said(session)
    assert edits.layer_of(session.project, edits.HAND) == before
    names = [layer.name for layer in session.project.timeline.layers]
    assert names == [edits.PORTRAIT, edits.SPEECH, edits.HAND]


def test_that_neutralising_turns_the_photographed_expression_down(session: Session) -> None:
    session.apply("Neutralise", edits.layer_set(edits.PORTRAIT, weight=0.25))
    assert state_of(session, ZERO, BASE)["mouthSmileLeft"] == pytest.approx(0.15)
    assert state_of(session, ZERO, BASE).head == REST.head


def test_that_everything_can_be_undone_and_done_again(session: Session) -> None:
    seen = [session.project]
    unit(session, "AU12", 3.0)
    seen.append(session.project)
    said(session)
    seen.append(session.project)
    session.apply("Mark", edits.marked(ONE, "here"))
    seen.append(session.project)
    for project in reversed(seen[:-1]):
        session.undo()
        assert session.project == project
    for project in seen[1:]:
        session.redo()
        assert session.project == project
        state_of(session, ONE, BASE)


def test_that_whoever_listens_is_told_what_changed(session: Session) -> None:
    told: list[tuple[Project, Project]] = []
    session.project_changed.connect(lambda old, new: told.append((old, new)))
    before = session.project
    unit(session, "AU12", 1.0)
    session.apply("Nothing", lambda project: project)
    session.undo()
    assert [pair[0] == before or pair[1] == before for pair in told] == [True, True]


def test_that_a_project_comes_back_with_its_motion_and_sound(session: Session, tmp_path: Path) -> None:
    (tmp_path / "portrait.png").write_bytes(b"a picture")
    said(session)
    unit(session, "AU12", 2.0, ONE, key=True)
    session.save(tmp_path / "a.galatea")
    assert session.is_saved
    again = Session()
    again.open(tmp_path / "a.galatea")
    assert again.project.timeline == session.project.timeline
    assert state_of(again, ONE, BASE) == state_of(session, ONE, BASE)
    assert again.is_saved
    assert again.title == "a"


def test_that_a_project_without_a_place_is_not_lost_but_asked_about(session: Session) -> None:
    with pytest.raises(ProjectError, match="no name"):
        session.save()


def test_that_a_damaged_project_leaves_the_open_one_alone(session: Session, tmp_path: Path) -> None:
    (tmp_path / "b.galatea").write_bytes(b"nothing")
    before = session.project
    with pytest.raises(ProjectError):
        session.open(tmp_path / "b.galatea")
    assert session.project is before


KILLED = """
import os, signal
from studio.app.autosave import Autosaver
from studio.app.session import Session
from studio.core import edits
from studio.core.face import FaceState
from studio.core.time import Seconds
from studio.core.timeline import Media
session = Session()
session.apply("Open", edits.portrait_opened(Media("/pictures/mum.png"), FaceState(), None))
session.apply("Mark", edits.marked(Seconds(1), "before the crash"))
Autosaver(session).save()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_that_what_was_open_is_offered_after_a_kill(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED], env=os.environ, check=False)
    (found,) = left_behind()
    assert (found.original, found.shows) == (None, "mum.png")
    session = Session()
    session.recover(found.read(), found.original)
    assert session.project.timeline.markers[0].name == "before the crash"
    assert not session.is_saved
    found.forget()
    assert left_behind() == ()


def test_that_a_studio_that_runs_keeps_its_autosave_to_itself(session: Session) -> None:
    saver = Autosaver(session)
    unit(session, "AU12", 1.0)
    saver.save()
    assert left_behind() == ()
    saver.clear()


def kept(session: Session, name: str) -> Kept:
    """A second of a recording that the timeline does not use."""
    item = session.listed(name, take=Speech(np.full(8000, 0.25, np.float32), 8000), text="[AU12=1]Ah[/]")
    session.apply(f"Record {name}", edits.kept(item))
    return item


def test_that_what_the_library_keeps_comes_back_with_its_name(session: Session, tmp_path: Path) -> None:
    (tmp_path / "portrait.png").write_bytes(b"a picture")
    motion = session.listed("nod", Performance.of([FaceState()] * 5, RATE))
    session.apply("Nod", edits.kept(motion))
    first, second = kept(session, "Take 1"), kept(session, "Grüße …")
    assert not session.is_saved
    session.save(tmp_path / "a.galatea")
    again = Session()
    again.open(tmp_path / "a.galatea")
    assert again.sounds == (second, first)
    assert again.motions == (motion,)
    assert len(again.takes[first.id].samples) == 8000
    assert again.keep("speech") not in (first.id, second.id)


def test_that_a_recording_that_nothing_uses_is_autosaved(session: Session) -> None:
    saver = Autosaver(session)
    item = kept(session, "Take 1")
    saver.save()
    (saved,) = places.autosaves().glob("*.galatea")
    assert read_project(saved).takes.keys() == {item.id}
    saver.clear()


def test_that_only_what_is_listed_or_used_is_written(session: Session, tmp_path: Path) -> None:
    first, second = kept(session, "Take 1"), kept(session, "Take 2")
    session.apply("Remove", edits.kept_removed(first.id))
    assert session.content().takes.keys() == {second.id}
    session.undo()
    assert session.content().takes.keys() == {first.id, second.id}


def test_that_what_the_timeline_uses_is_not_removed(session: Session) -> None:
    name = said(session)
    session.apply("List", edits.kept(Kept(name, "Ah")))
    with pytest.raises(UsageError, match="“Ah”"):
        session.apply("Remove", edits.kept_removed(name))
    said(session)
    session.apply("Remove", edits.kept_removed(name))
    assert session.sounds == ()


def test_that_a_name_can_be_changed_and_changed_back(session: Session) -> None:
    item = kept(session, "Take 1")
    session.apply("Rename", edits.kept_renamed(item.id, "Better"))
    assert session.sounds[0].name == "Better"
    session.undo()
    assert session.sounds == (item,)


def test_that_a_performance_takes_the_place_of_what_was_said(session: Session) -> None:
    said(session)
    name = session.keep("motion", Performance.of([FaceState.of({"jawOpen": 1.0})] * 50, RATE))
    session.apply("Move", edits.performed(name, Seconds(2)))
    assert session.project.timeline.takes() == frozenset()
    assert state_of(session, ONE)["jawOpen"] == pytest.approx(1.0)


def test_that_how_it_is_spoken_is_part_of_the_project(session: Session) -> None:
    session.apply("Faster", edits.speaking_set(speed=1.25, voice="another"))
    assert (session.project.speaking.speed, session.project.speaking.voice) == (1.25, "another")
    session.undo()
    assert session.project.speaking.speed == 1.0
