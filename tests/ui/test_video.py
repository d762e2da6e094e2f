"""A video on the stage: its own motion lies below what is set, frame by frame, and its sound is kept."""

import pytest

from studio.app.exporting import own_sound
from studio.app.orders import Order
from studio.core import edits
from studio.core.time import Seconds
from studio.files.video import check_video
from studio.ui.dialogs.export import ExportDialog


def test_that_a_videos_own_motion_lies_below_and_its_sound_is_kept(window, until, clip, tmp_path) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and window.session.project.source is not None)
    window.desk.go_to(Seconds(1, 2))
    own = window.portrait.rest_at(Seconds(1, 2))
    assert window.desk.state() == own
    window.face.set_units({"AU26": 4.0})
    assert window.desk.state()["jawOpen"] == pytest.approx(0.8, abs=1e-3)
    assert window.desk.state().head == own.head
    assert own_sound(window.portrait) is not None
    window.exports.write(Order(tmp_path / "out.mp4", "web", force=True))
    until(lambda: "written" in window.said.text() or window.problem.isVisible())
    assert not window.problem.isVisible(), window.problem._details
    facts = check_video(tmp_path / "out.mp4")
    assert facts.frame_count == 8
    assert facts.sound_offset is not None


def test_that_the_result_never_replaces_the_portrait(window, until, clip) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None)
    before = clip.read_bytes()
    window.exports.write(Order(clip, "web", force=True))
    until(window.problem.isVisible)
    assert "replace" in window.problem.text
    assert clip.read_bytes() == before


def test_that_another_sound_of_a_video_is_chosen_undone_and_needs_no_new_opening(window, until, clip) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and window.times._own is not None)
    portrait, own = window.portrait, window.times._own
    window.speaking.choose_track(1)
    assert window.session.project.source.track == 1
    until(lambda: window.times._own is not own)
    assert window.portrait is portrait
    window.session.undo()
    assert window.session.project.source.track == 0


def test_that_the_strip_shows_all_of_a_film_without_a_gap_whatever_the_range(window, until, clip) -> None:
    window.documents.open_path(str(clip))
    lane = window.timeline.lanes.pictures
    until(lambda: window.portrait is not None and bool(lane._pictures))
    window.timeline.fit()
    end = float(window.portrait.source.length)
    window.desk.apply("Range", edits.range_set(Seconds(0), Seconds(1, 25)))
    picture, ground = window.timeline.grab().toImage(), window.theme.colour("field").rgb()
    scale, middle = window.timeline.scale, int(lane.top + lane.height / 2)

    def is_film(x: float) -> bool:
        return any(picture.pixelColor(int(x) + i, middle).rgb() != ground for i in range(3))

    first, last = scale.x(0.0), min(scale.x(end), window.timeline.width() - 4)
    assert last - first > 40
    assert all(is_film(first + i) for i in range(0, int(last - first) - 4, 4))


def test_that_the_film_moves_in_the_lane_of_its_own(window, until, clip) -> None:
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None)
    own = next(layer for layer in window.timeline.page.shown.layers if layer.name == edits.PORTRAIT)
    assert own.motion is window.portrait.subject.followed.own


def test_that_what_is_exported_is_not_proposed_as_what_was_filmed(window, until, clip, monkeypatch) -> None:
    names: list[str] = []
    monkeypatch.setattr(ExportDialog, "exec", lambda dialog: names.append(dialog.path.stem) or 0)
    window.documents.open_path(str(clip))
    until(lambda: window.portrait is not None and not window.is_busy)
    window.do("file.export")
    assert names == [f"{clip.stem} edited"]
