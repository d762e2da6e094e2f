"""The library: what was opened, recorded and spoken is there, and is used again."""

from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from studio.app import sound
from studio.core import edits
from studio.core.face import FaceState, Performance
from studio.core.project import Drivers
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import state_at
from studio.engine import providers
from studio.files.performances import write_performance
from studio.files.sound import read_sound
from tests.clips import write_clip
from tests.sounding import Card

RATE = FrameRate.of(25)


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    card = Card()
    monkeypatch.setattr(sound, "sounddevice", card)
    monkeypatch.setattr(sound, "_streams", [])
    return card


def recorded(window, name: str = "Take 1"):
    """A second of a tone in the library."""
    tone = (np.sin(np.arange(8000) * 0.3) * 0.4).astype(np.float32)
    item = window.session.listed(name, take=Speech(tone, 8000))
    window.desk.apply(f"Record {name}", edits.kept(item))
    return item


def names(window, kind: str) -> list[str]:
    return [line.title for line in window.library.lines(kind) if line.kind == kind]


def click(window, kind: str, row: int, *, twice: bool = False) -> None:
    """Click on a line, with the mouse."""
    tree, item = window.library.tree, window.library._items(kind)[row]
    place = tree.visualItemRect(item).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if twice:
        QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def menu(window, kind: str, row: int) -> dict:
    """What a right click offers."""
    found = window.library.menu_of(window.library._items(kind)[row])
    return {action.text(): action for action in found.actions() if action.text()}


def test_that_an_empty_library_says_what_to_do(window) -> None:
    lines = {kind: window.library.lines(kind) for kind in ("source", "motion", "sound")}
    assert all(found[0].kind == "hint" for found in lines.values())
    assert [line.title for line in lines["motion"][1:]] == ["Open a file…", "From a video…"]


def test_that_the_newest_take_is_first_with_its_length(window) -> None:
    recorded(window)
    recorded(window, "Take 2")
    assert names(window, "sound") == ["Take 2", "Take 1"]
    line = window.library.lines("sound")[0]
    assert line.length == "1.0 s"
    assert max(line.shape) == pytest.approx(1)
    assert line.made


def test_that_a_click_plays_a_take_and_another_stops_it(window, card: Card) -> None:
    recorded(window)
    click(window, "sound", 0)
    (stream,) = card.streams
    assert stream.is_open
    stream.play(0.25)
    window.shelves.tick()
    assert window.library.lines("sound")[0].part == pytest.approx(0.25, abs=0.01)
    click(window, "sound", 0)
    assert not stream.is_open
    assert window.library.lines("sound")[0].part is None


def test_that_a_take_ends_by_itself_and_gives_way_to_another(window, card: Card) -> None:
    recorded(window)
    recorded(window, "Take 2")
    click(window, "sound", 0)
    click(window, "sound", 1)
    first, second = card.streams
    assert (first.is_open, second.is_open) == (False, True)
    second.play(1.0)
    window.shelves.tick()
    assert not second.is_open


def test_that_without_a_loudspeaker_it_is_said(window, card: Card) -> None:
    card.outputs.clear()
    recorded(window)
    click(window, "sound", 0)
    assert "no loudspeaker" in window.problem.text


def test_that_a_double_click_lets_the_face_speak_a_take(window, card: Card, until) -> None:
    recorded(window)
    click(window, "sound", 0, twice=True)
    until(lambda: window.desk.speech is not None)
    assert not any(stream.is_open for stream in card.streams), "it is not played as well"
    assert names(window, "sound") == ["Take 1"]
    said, first = window.desk.speech, window.session.sounds[0].id
    menu(window, "sound", 0)["Use"].trigger()
    until(lambda: window.session.sounds[0].id != first)
    assert window.desk.speech is said
    assert names(window, "sound") == ["Take 1"]


def test_that_typed_words_and_tags_make_a_take_exact(window, until) -> None:
    (spoken,) = providers.voice().speak("My mother came home.")
    item = window.session.listed("Take 1", take=Speech(spoken.samples, spoken.sample_rate))
    window.desk.apply("Record", edits.kept(item))
    text = "My [browInnerUp=1]mother[/] came home."
    for typed, kept in ((text, text), ("Completely different sentence about rockets in space.", "")):
        window.speech_bar.show_text(typed)
        before = window.session.sounds[0].id
        menu(window, "sound", 0)["Use with the typed words"].trigger()
        until(lambda old=before: window.session.sounds[0].id != old)
        assert window.session.sounds[0].text == kept, "what is not heard is not taken for its words"
        words = window.desk.speech.words
        assert [word.text for word in words] == ["My", "mother", "came", "home."][: 4 * bool(kept)]
        if kept:
            middle = (words[1].range.start + words[1].range.end) / 2
            assert (
                state_at(window.session.project.timeline, window.session.performances, middle)["browInnerUp"]
                > 0.9
            )


def test_that_spoken_text_is_listed_by_its_words(fakes_installed, window, until) -> None:
    window.desk.apply("Voice", edits.speaking_set(voice="hummer", drivers=Drivers.all("gaper")))
    window.speaking.speak("Hello [AU12=2]there[/].")
    until(lambda: window.desk.speech is not None)
    assert names(window, "sound") == ["Hello there."]
    first = window.session.sounds[0].id
    window.speech_bar.show_text("Something else")
    click(window, "sound", 0, twice=True)
    until(lambda: window.session.sounds[0].id != first)
    assert window.speech_bar.text == "Hello [AU12=2]there[/]."


def test_that_a_take_is_renamed_and_removed_and_both_can_be_undone(window) -> None:
    item = recorded(window)
    window.library.renamed.emit(item.id, "The best one")
    assert names(window, "sound") == ["The best one"]
    menu(window, "sound", 0)["Remove"].trigger()
    assert names(window, "sound") == []
    window.session.undo()
    window.session.undo()
    assert names(window, "sound") == ["Take 1"]


def test_that_the_name_is_typed_where_it_stands(window, until) -> None:
    item = recorded(window)
    used: list[str] = []
    window.library.used.connect(used.append)
    tree = window.library.tree
    tree.setFocus()
    tree.setCurrentItem(window.library._items("sound")[0])
    tree.editItem(window.library._items("sound")[0], 0)
    editor = tree.findChild(QLineEdit)
    editor.setText("Better")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert used == [], "Enter ends the name, and does not use the sound"
    until(lambda: names(window, "sound") == ["Better"])
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert used == [item.id]


def test_that_what_the_face_speaks_now_is_not_removed(window, until) -> None:
    recorded(window)
    window.shelves.use(window.session.sounds[0].id)
    until(lambda: window.desk.speech is not None)
    window.library.tree.setCurrentItem(window.library._items("sound")[0])
    window.library.tree.setFocus()
    QTest.keyClick(window.library.tree, Qt.Key.Key_Delete)
    assert "can't be removed" in window.problem.text
    assert names(window, "sound") == ["Take 1"]


def test_that_a_take_is_saved_as_a_sound_file(window, until, tmp_path: Path) -> None:
    item = recorded(window)
    window.shelves.save_sound(item.id, tmp_path / "take")
    until(lambda: (tmp_path / "take.wav").exists() and not window.is_busy)
    assert read_sound(tmp_path / "take.wav").length == 1
    window.shelves.save_sound(item.id, tmp_path / "take")
    until(window.problem.isVisible)
    assert "take.wav" in window.problem.text


def test_that_takes_are_there_when_the_project_is_opened_again(window, tmp_path: Path) -> None:
    recorded(window)
    window.session.save(tmp_path / "a.galatea")
    window.session.new()
    assert names(window, "sound") == []
    window.documents.open_path(str(tmp_path / "a.galatea"))
    assert names(window, "sound") == ["Take 1"]
    assert "a.galatea" not in names(window, "source"), "it is no portrait"


def nod(path: Path) -> Path:
    states = [FaceState.of({"jawOpen": i / 50}) for i in range(50)]
    write_performance(path, Performance.of(states, RATE))
    return path


def test_that_a_performance_file_moves_the_face_and_can_be_undone(window, until, tmp_path: Path) -> None:
    for name in ("nod.json", "nod too.csv"):
        before = len(names(window, "motion"))
        window.documents.open_path(str(nod(tmp_path / name)))
        until(lambda count=before: len(names(window, "motion")) > count or window.problem.isVisible())
    assert window.problem.isHidden(), window.problem.text
    assert names(window, "motion") == ["nod too", "nod"]
    assert window.session.project.timeline.range.length == 2
    click(window, "motion", 1, twice=True)
    assert state_at(window.session.project.timeline, window.session.performances, Seconds(1))[
        "jawOpen"
    ] == pytest.approx(0.5, abs=0.02)
    titles = [layer.title for layer in window.timeline.page.shown.layers]
    assert titles == ["Photograph", "Performance"], "nothing is said"
    for _ in range(3):
        window.session.undo()
    assert names(window, "motion") == []
    assert state_at(window.session.project.timeline, window.session.performances, Seconds(1))["jawOpen"] == 0


def test_that_a_file_without_a_performance_is_told(window, until, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("a,b\n1,2\n")
    window.documents.open_path(str(tmp_path / "list.csv"))
    until(window.problem.isVisible)
    assert "list.csv" in window.problem.text
    assert names(window, "motion") == []


def test_that_the_face_in_a_video_is_followed(window, until, astronaut, tmp_path: Path) -> None:
    drifting = [np.roll(astronaut, 4 * i, axis=1) for i in range(5)]
    path = write_clip(tmp_path / "clip.mp4", drifting, FrameRate.of(10))
    window.shelves.track(path)
    assert window.is_busy
    until(lambda: names(window, "motion") or window.problem.isVisible())
    assert names(window, "motion") == ["clip"], window.problem.text
    (motion,) = window.session.motions
    assert len(window.session.performances[motion.id]) == 5


def test_that_following_a_face_can_be_stopped(window, until, monkeypatch, tmp_path: Path) -> None:
    begun: list[bool] = []

    def followed(_path, progress):
        while True:
            begun.append(True)
            progress(0.1, "frame 1")
            Event().wait(0.01)

    monkeypatch.setattr("studio.app.speaking.followed", followed)
    window.shelves.track(tmp_path / "clip.mp4")
    until(lambda: begun)
    window.desk.stop_work()
    until(lambda: not window.is_busy)
    assert names(window, "motion") == []


def test_that_a_source_is_opened_again_with_a_click(window, until, astronaut_file: Path) -> None:
    window.documents.open_path(str(astronaut_file))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    until(lambda: names(window, "source") == ["astronaut.png"])
    window.session.new()
    until(lambda: window.portrait is None)
    click(window, "source", 0)
    until(lambda: window.portrait is not None)


def test_that_arrows_walk_through_the_library_and_not_through_keys(window) -> None:
    recorded(window)
    recorded(window, "Take 2")
    tree = window.library.tree
    tree.setFocus()
    tree.setCurrentItem(window.library._items("sound")[0])
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentItem() is window.library._items("sound")[1]
