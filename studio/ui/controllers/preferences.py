"""Preferences, keys, models and licences."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import distribution, requires
from re import match

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.app.commands import Command
from studio.app.jobs import Progress
from studio.files.models import ModelCard, cards, install, is_installed, is_needed, problems
from studio.ui.desk import Desk
from studio.ui.dialogs.models import ModelsDialog, ShownModel
from studio.ui.dialogs.preferences import Preferences, PreferencesDialog
from studio.ui.words import in_their_words, only_here, translate


class PreferencesController(QObject):
    """What a person prefers is kept in the settings; the window is told what changes at once."""

    keys_changed = Signal(object)
    """Chosen keys, by the commands' ids."""
    theme_changed = Signal(str)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._all: Sequence[Command] = ()

    def commands(self) -> list[Command]:
        return [
            Command(
                "edit.preferences", translate("Commands", "Preferences…"), "Edit", self.ask, "Ctrl+,",
                twin="GALATEA_DEVICE, galatea studio --light --language",
            ),
            Command(
                "edit.keys", translate("Commands", "Keys…"), "Edit", partial(self.ask, 1), why=only_here()
            ),
            Command(
                "help.models", translate("Commands", "Models and licences…"), "Help", self.show_models,
                twin="galatea models list",
            ),
        ]  # fmt: skip

    def know(self, commands: Sequence[Command]) -> None:
        """All commands of the window, whose keys can be chosen."""
        self._all = commands

    # Preferences

    @property
    def chosen(self) -> dict[str, str]:
        """Keys that a person chose, by the commands' ids."""
        try:
            kept = json.loads(str(self._desk.settings.value("keys", "{}")))
        except ValueError:
            return {}
        return {str(name): str(key) for name, key in kept.items()} if isinstance(kept, dict) else {}

    @property
    def preferences(self) -> Preferences:
        """What is preferred now."""
        settings = self._desk.settings
        names = ("language", "theme", "device")
        usual = Preferences()
        return Preferences(*(str(settings.value(name, getattr(usual, name))) for name in names))

    def ask(self, page: int = 0) -> None:
        """Show the preferences, and keep what is changed."""
        devices = [(name, name.upper()) for name in ("cpu", "cuda", "mps")]
        preview = self._desk.preview
        dialog = PreferencesDialog(
            self.preferences, self._all, self.chosen, devices, preview.room, self._window
        )

        def empty() -> None:
            preview.forget_drawn()
            dialog.show_held(preview.held)

        dialog.show_held(preview.held)
        dialog.empty_asked.connect(empty)
        dialog.pages.setCurrentIndex(page)
        if dialog.exec():
            self.keep(dialog.preferences, dialog.chosen)

    def keep(self, preferences: Preferences, chosen: dict[str, str]) -> None:
        """Keep what is preferred."""
        before, settings = self.preferences, self._desk.settings
        for name in ("language", "theme", "device"):
            settings.setValue(name, getattr(preferences, name))
        settings.setValue("keys", json.dumps(chosen))
        self.keys_changed.emit(chosen)
        if preferences.theme != before.theme:
            self.theme_changed.emit(preferences.theme)

    # Models

    def show_models(self) -> None:
        """Which models there are, whose they are, and which are missing."""
        licence = distribution("galatea-studio").read_text("licenses/LICENSE") or "MIT"
        models = [_shown(card) for card in cards()]
        left_out = [in_their_words(str(problem)) for problem in problems()]
        dialog = ModelsDialog(models, left_out, _libraries(), licence, self._window)
        dialog.install_asked.connect(lambda name: self.install(name, lambda: dialog.show_installed(name)))
        dialog.show()

    def offer_missing(self, then: Callable[[], None]) -> bool:
        """Ask whether to install what the studio can't work without; whether something is missing.

        Args:
            then: done when all of it is installed.
        """
        missing = [card for card in cards() if is_needed(card) and not is_installed(card.name)]
        if not missing:
            return False
        box = QMessageBox(self._window)
        box.setWindowTitle("Galatea")
        box.setText(self.tr("The studio needs models that are not installed."))
        lines = [
            self.tr("{0}: {1:.1f} MB, {2}").format(card.title, card.size / 1e6, card.licence.id)
            for card in missing
        ]
        box.setInformativeText("\n".join(lines))
        go_on = box.addButton(self.tr("Install"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Not now"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is go_on:
            left = {card.name for card in missing}

            def come(name: str) -> None:
                left.discard(name)
                if not left:
                    then()

            for card in missing:
                self.install(card.name, partial(come, card.name))
        return True

    def install(self, name: str, then: Callable[[], None]) -> None:
        """Fetch a model in the background."""
        desk = self._desk

        def work(tell: Progress) -> str:
            install(name, lambda what, part: tell(part, what))
            return name

        def done(_: str) -> None:
            desk.said.emit(self.tr("{0} is installed").format(name))
            then()

        desk.begin(desk.working.start(self.tr("Installing {0}").format(name), work, done))


def _shown(card: ModelCard) -> ShownModel:
    terms = ", ".join(filter(None, (card.licence.id, card.licence.holder)))
    return ShownModel(
        card.name, card.title, card.purpose, card.size, terms, card.origin, is_installed(card.name)
    )


def _libraries() -> list[tuple[str, str, str]]:
    """What the studio is made with: name, version, licence."""
    out = []
    for line in requires("galatea-studio") or []:
        name = match(r"[\w.-]+", line)
        if name is None or "extra ==" in line:
            continue
        about = distribution(name.group()).metadata
        terms = next((about[field] for field in ("License-Expression", "License") if field in about), "")
        if len(terms) > 60 or not terms:
            kinds = [
                k.rpartition("::")[2].strip() for k in about.get_all("Classifier") or [] if "License" in k
            ]
            terms = ", ".join(kinds)
        out.append((about["Name"], about["Version"], terms))
    return sorted(out, key=lambda each: each[0].casefold())
