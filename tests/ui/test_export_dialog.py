"""The dialog of export: it offers what there is, tells what it comes to, and refuses what can't be done."""

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from studio.app.orders import Kind, Matter, Order, SizeWish
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.ui.dialogs.export import _KINDS, ExportDialog
from studio.ui.theme import DARK, LIGHT, Theme, dress

MATTER = Matter(
    (1920, 1080),
    FrameRate(Fraction(25)),
    TimeRange(Seconds(1), Seconds(3)),
    TimeRange(Seconds(0), Seconds(4)),
    moment=Seconds(2),
    pace=0.1,
    has_sound=True,
)


@pytest.fixture
def dialog(qtbot, tmp_path: Path) -> ExportDialog:  # type: ignore[no-untyped-def]
    made = ExportDialog(MATTER, tmp_path, "anna", QImage(64, 36, QImage.Format.Format_RGB888))
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: ExportDialog, kind: Kind) -> None:
    dialog._kind.setCurrentIndex(_KINDS.index(kind))


def choose_data(combo: QComboBox, data: object) -> None:
    combo.setCurrentIndex(combo.findData(data))


def test_that_it_proposes_the_projects_range_in_full(dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.order == Order(tmp_path / "anna.mp4", moment=Seconds(2), force=True, size=SizeWish())
    assert dialog._told.text() == "1920 × 1080 pixels, 50 frames, 2.00 s at 25 frames a second"
    assert dialog._effort.text() == "About 439 kB, made in about 5 s"
    assert dialog._go.isEnabled()
    assert not dialog._problem.isVisible()


def test_that_size_and_range_are_asked_for_in_pixels_and_seconds(dialog: ExportDialog) -> None:
    choose_data(dialog._size, "custom")
    dialog._width.setValue(640)
    choose_data(dialog._range, "custom")
    dialog._from.setValue(0.5)
    assert (dialog.order.size, dialog.order.range) == (
        SizeWish(width=640),
        TimeRange(Seconds(1, 2), Seconds(3)),
    )
    assert dialog._told.text().startswith("640 × 360 pixels, 63 frames")
    choose_data(dialog._range, "whole")
    assert dialog.order.range == "whole"
    assert "100 frames" in dialog._told.text()


def test_that_only_smaller_sizes_are_offered(qtbot, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    small = ExportDialog(Matter((800, 800), MATTER.rate, MATTER.range, MATTER.range), tmp_path, "anna")
    qtbot.addWidget(small)
    sizes = [small._size.itemText(i) for i in range(small._size.count())]
    assert sizes == ["Full (800 × 800)", "Half (400 × 400)", "720p (720 × 720)", "Another width"]
    assert small._range.findData("whole") == -1


def test_that_each_kind_shows_what_it_needs_and_ends_the_name(dialog: ExportDialog) -> None:
    rows = {"size": dialog._size, "range": dialog._range}
    for kind, shown, name in (
        ("gif", {"size", "range"}, "anna.gif"),
        ("png", {"size", "range"}, "anna"),
        ("jpeg", {"size", "range"}, "anna"),
        ("tiff", {"size", "range"}, "anna"),
        ("still", {"size"}, "anna.png"),
        ("csv", {"range"}, "anna.csv"),
        ("web", {"size", "range"}, "anna.mp4"),
    ):
        choose(dialog, kind)  # type: ignore[arg-type]
        assert {row for row, field in rows.items() if field.isVisible()} == shown, kind
        assert dialog.path.name == name
        assert dialog._column.isVisible() == (kind != "csv")


def test_that_a_gif_is_proposed_small(dialog: ExportDialog) -> None:
    choose(dialog, "gif")
    assert dialog.order.size is None
    assert dialog._told.text() == "480 × 270 pixels, 26 frames, 2.08 s at 12.5 frames a second"


def test_that_what_cannot_be_written_is_told_and_not_exported(dialog: ExportDialog, tmp_path: Path) -> None:
    for typed, words in (
        ("", "Give the file a name."),
        (f"{tmp_path}/", "Give the file a name."),
        (str(tmp_path), "Give the file a name."),
        (str(tmp_path / "nowhere" / "a.mp4"), f"There is no folder {tmp_path / 'nowhere'}."),
        (str(tmp_path / "a.gif"), "The name must end in .mp4 or .m4v or .mov or .mkv."),
    ):
        dialog._path.setText(typed)
        assert dialog._problem.text() == words
        assert not dialog._go.isEnabled()
    choose_data(dialog._range, "custom")
    dialog._path.setText(str(tmp_path / "a.mp4"))
    assert dialog._go.isEnabled()
    dialog._to.setValue(0.5)
    assert "nothing from 1.00 to" in dialog._problem.text()
    assert not dialog._go.isEnabled()


def test_that_replacing_is_told_and_possible(dialog: ExportDialog, tmp_path: Path) -> None:
    (tmp_path / "there.mp4").write_bytes(b"mine")
    dialog._path.setText(str(tmp_path / "there.mp4"))
    assert dialog._problem.text() == "There is a file of that name; it will be replaced."
    assert dialog._go.isEnabled()


def test_that_a_name_gets_its_ending(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog._path.setFocus()
    dialog._path.setText(str(tmp_path / "maria"))
    QTest.keyClick(dialog._path, Qt.Key.Key_Tab)
    assert dialog.path.name == "maria.mp4"
    dialog._path.setText(str(tmp_path / "no. 4"))
    choose(dialog, "gif")
    assert dialog.path.name == "no. 4.gif"


def test_that_another_first_frame_is_asked_for_and_shown(dialog: ExportDialog) -> None:
    asked: list[Seconds] = []
    dialog.first_changed.connect(asked.append)
    choose_data(dialog._range, "whole")
    choose(dialog, "still")
    assert asked == [Seconds(0), Seconds(2)]
    dialog.show_picture(QImage(10, 20, QImage.Format.Format_RGB888))
    assert dialog._picture.pixmap().height() == 240


def test_that_every_field_has_a_name_and_a_label(dialog: ExportDialog) -> None:
    choose_data(dialog._range, "custom")
    choose_data(dialog._size, "custom")
    fields = [*dialog.findChildren(QComboBox), *dialog.findChildren(QAbstractSpinBox), dialog._path]
    assert all(field.accessibleName() for field in fields)
    buddies = {label.buddy() for label in dialog.findChildren(QLabel) if label.buddy()}
    assert buddies == {*fields} - {dialog._width}


def test_that_the_tab_key_goes_down_the_dialog(dialog: ExportDialog) -> None:
    choose_data(dialog._range, "custom")
    dialog._kind.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(9):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        seen.append(dialog.focusWidget())
    assert seen == [
        dialog._path, dialog._choose_button, dialog._size, dialog._quality, dialog._rate, dialog._sound,
        dialog._range, dialog._from, dialog._to,
    ]  # fmt: skip


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_no_text_is_cut_off(dialog: ExportDialog, qapp: QApplication, theme: Theme) -> None:
    dress(qapp, theme)
    choose_data(dialog._range, "custom")
    choose_data(dialog._size, "custom")
    for kind in _KINDS:
        choose(dialog, kind)
        qapp.processEvents()
        for label in dialog.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap():
                assert label.width() >= label.sizeHint().width(), (kind, label.text())
        for box in dialog.findChildren(QAbstractSpinBox):
            line = box.findChild(QLineEdit)
            assert line is not None
            if box.isVisible():
                needed = line.fontMetrics().horizontalAdvance(line.text())
                assert line.width() > needed, (kind, line.text())


@pytest.mark.parametrize(
    ("offered", "ending"), [("PNG", ".png"), ("JPEG", ".jpg"), ("TIFF", ".tif"), ("WebP", ".webp")]
)
def test_that_one_frame_can_be_any_of_the_usual_pictures(
    dialog, tmp_path, monkeypatch, offered, ending
) -> None:
    choose(dialog, "still")
    assert offered in dialog._kind.currentText()

    def chosen(_parent, _title, start, kinds, **_options):
        return start, next(kind for kind in kinds.split(";;") if kind.startswith(offered))

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    QTest.mouseClick(dialog._choose_button, Qt.MouseButton.LeftButton)
    assert dialog.path == tmp_path / f"anna{ending}"
    assert dialog._go.isEnabled()
    dialog._path.setText(str(tmp_path / "bob.jpeg"))
    assert dialog._go.isEnabled()


def test_that_quality_rate_and_sound_are_asked_for(dialog: ExportDialog) -> None:
    assert (dialog.order.quality, dialog.order.fineness, dialog.order.rate) == ("full", "usual", None)
    usual = dialog._effort.text()
    choose_data(dialog._quality, "best")
    assert dialog.order.fineness == "best"
    assert dialog._effort.text() != usual
    choose_data(dialog._rate, "29.97")
    assert dialog.order.rate == FrameRate(Fraction(30000, 1001))
    assert "61 frames, 2.04 s at 29.97 frames" in dialog._told.text()
    choose_data(dialog._sound, "none")
    assert dialog.order.sound == "none"
    assert dialog._sound.findData("original") == -1, "a picture has no sound of its own"
    choose(dialog, "png")
    assert [dialog._quality.itemData(i) for i in range(dialog._quality.count())] == ["usual", "draft"]
    choose_data(dialog._quality, "draft")
    assert dialog.order.quality == "draft"
    choose(dialog, "still")
    assert not dialog._rate.isVisible()
    assert not dialog._sound.isVisible()
    assert dialog._quality.isVisible()


def test_that_a_video_keeps_its_original_sound_if_that_is_chosen(qtbot, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    video = Matter((800, 800), MATTER.rate, MATTER.range, MATTER.range, has_own_sound=True, is_video=True)
    made = ExportDialog(video, tmp_path, "anna")
    qtbot.addWidget(made)
    choose_data(made._sound, "original")
    assert made.order.sound == "original"
