"""The dialog of models: whose each is, and what was left out, as plain text."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from studio.files.models import STUDIO, YOURS, Origin
from studio.ui.controllers import preferences
from studio.ui.dialogs.models import ModelsDialog, ShownModel
from studio.ui.main_window import MainWindow


def model(name: str, origin: Origin, *, is_installed: bool = False) -> ShownModel:
    return ShownModel(name, f"<b>{name}</b>", "speaking", 2_000_000, "MIT", origin, is_installed)


def test_that_a_model_tells_whose_it_is_and_why_others_were_left_out(qtbot) -> None:
    models = [model("a", STUDIO), model("b", YOURS), model("c", Origin("package", "tiny-plugin"))]
    dialog = ModelsDialog(models, ["The model card d can't be used."], [], "MIT")
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert texts == [
        *("<b>a</b>", "speaking\n2.0 MB, the studio’s, MIT"),
        *("<b>b</b>", "speaking\n2.0 MB, your own, MIT"),
        *("<b>c</b>", "speaking\n2.0 MB, package tiny-plugin, MIT"),
        *("Left out", "The model card d can't be used."),
    ]
    assert {label.textFormat().name for label in dialog.findChildren(QLabel)} == {"PlainText"}


def test_that_nothing_is_said_of_what_was_left_out_if_nothing_was(qtbot) -> None:
    dialog = ModelsDialog([model("a", YOURS)], [], [], "MIT")
    qtbot.addWidget(dialog)
    assert "Left out" not in [label.text() for label in dialog.findChildren(QLabel)]


def test_that_a_model_is_asked_for_once_and_then_installed(qtbot) -> None:
    dialog = ModelsDialog([model("a", YOURS), model("b", YOURS, is_installed=True)], [], [], "MIT")
    qtbot.addWidget(dialog)
    asked: list[str] = []
    dialog.install_asked.connect(asked.append)
    install, installed = (b for b in dialog.findChildren(QPushButton) if b.text().startswith("Install"))
    assert not installed.isEnabled()
    install.click()
    install.click()
    assert asked == ["a"]
    dialog.show_installed("a")
    assert install.text() == "Installed"


def test_that_what_was_to_be_opened_is_opened_when_all_that_was_missing_is_installed(
    window: MainWindow, until, monkeypatch: pytest.MonkeyPatch, astronaut_file: Path
) -> None:
    there: list[str] = []

    def press(box: QMessageBox) -> None:
        next(button for button in box.buttons() if button.text() == "Install").click()

    monkeypatch.setattr(preferences, "is_installed", there.__contains__)
    monkeypatch.setattr(preferences, "install", lambda name, _: there.append(name))
    monkeypatch.setattr(QMessageBox, "exec", press)
    needed = [card.name for card in preferences.cards() if preferences.is_needed(card)]
    opened: list[int] = []

    def go_on() -> None:
        opened.append(len(there))
        window.documents.open_path(str(astronaut_file))

    assert window.prefers.offer_missing(go_on)
    until(lambda: window.portrait is not None)
    assert opened == [len(needed)]
    assert not window.prefers.offer_missing(pytest.fail)
