"""Presets: set with one step, kept for all projects, each drawn on the portrait after what is waited for."""

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from studio.core import edits
from studio.core.presets import EMOTIONS, MOUTH, WHOLE_FACE, Preset
from studio.engine.portrait import Portrait
from studio.engine.scene import Scene
from studio.engine.speaking.visemes import PHONEME_VISEMES, VISEMES
from studio.files.presets import keep_preset, read_presets, remove_preset, rename_preset
from studio.ui.desk import DRAWING, Desk
from studio.ui.inspector.presets import EXPRESSIONS, MOUTHS, OWN, PresetPanel
from studio.ui.stage.thumbnail import thumbnail
from studio.ui.unit_words import said


class PresetController(QObject):
    """What is chosen in the panel of presets becomes edits and files."""

    def __init__(self, desk: Desk, panel: PresetPanel, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._panel, self._window = desk, panel, window
        self._draws = False
        panel.show_presets(EXPRESSIONS, EMOTIONS, {each.name: said(each.name) for each in EMOTIONS})
        mouths = tuple(Preset(name, channels, MOUTH) for name, channels in VISEMES.items())
        panel.show_presets(MOUTHS, mouths, hints={name: self._sounds(name) for name in VISEMES})
        panel.asked.connect(self.set_preset)
        panel.pictures_asked.connect(self._draw)
        panel.keep_asked.connect(self._keep_asked)
        panel.rename_asked.connect(self._rename_asked)
        panel.remove_asked.connect(self._remove_asked)
        # Whoever tells of problems is listening by then.
        QTimer.singleShot(0, self, lambda: desk.tried(lambda: panel.show_presets(OWN, read_presets())))

    def _sounds(self, viseme: str) -> str:
        sounds = [phoneme for phoneme, its in PHONEME_VISEMES.items() if its == viseme]
        return self.tr("As in {0}").format(" ".join(sounds))

    def set_preset(self, preset: Preset, strength: float) -> None:
        """Let the face do it at the playhead."""
        desk = self._desk
        here, wanted = desk.here(), preset.wanted(strength)
        if edits.speaks(desk.session.project) and preset.regions == WHOLE_FACE:
            # While it speaks, an expression is added to what the mouth does.
            below = edits.below_hand(desk.session.project, here)
            wanted = {c: min(1.0, below[c] + v) for c, v in preset.channels(strength).items()}
        desk.apply(said(preset.name), edits.channels_set(wanted, here))

    # A person's own

    def keep(self, name: str) -> None:
        """Keep what the face does at the playhead, for all projects."""
        self._desk.tried(
            lambda: self._panel.show_presets(OWN, keep_preset(Preset.of(name, self._desk.state())))
        )

    def _keep_asked(self) -> None:
        taken = {preset.name for preset in self._panel.presets(OWN)}
        number = next(n for n in range(1, len(taken) + 2) if self.tr("Preset {0}").format(n) not in taken)
        name = self._ask_name(self.tr("Keep as a preset"), self.tr("Preset {0}").format(number))
        if name is not None:
            self.keep(name)

    def _rename_asked(self, name: str) -> None:
        to = self._ask_name(self.tr("Rename the preset"), name)
        if to is not None:
            self._desk.tried(lambda: self._panel.show_presets(OWN, rename_preset(name, to)))

    def _remove_asked(self, name: str) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle("Galatea")
        box.setText(self.tr("Remove the preset “{0}”?").format(name))
        box.setInformativeText(self.tr("It goes from all projects. Faces that it was set on stay."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is remove:
            self._desk.tried(lambda: self._panel.show_presets(OWN, remove_preset(name)))

    def _ask_name(self, title: str, name: str) -> str | None:
        text, given = QInputDialog.getText(self._window, title, self.tr("Name"), text=name)
        return text if given else None

    # Pictures

    def _draw(self) -> None:
        """Draw one that can be seen and has no picture yet; sliders come in before the next."""
        portrait, missing = self._desk.portrait, self._panel.without_picture()
        if self._draws or portrait is None or not missing or Scene(portrait).refusal() is not None:
            return
        self._draws = True
        show = partial(self._drawn, portrait, self._panel.group, missing[0].name)

        def failed(error: Exception) -> None:
            show(QImage())
            self._desk.tell(error)

        self._desk.drawing.start(DRAWING, partial(thumbnail, portrait, missing[0]), show, failed, self._next)

    def _drawn(self, portrait: Portrait, group: str, name: str, picture: QImage) -> None:
        if portrait is self._desk.portrait:
            self._panel.show_picture(group, name, picture)

    def _next(self) -> None:
        self._draws = False
        self._draw()
