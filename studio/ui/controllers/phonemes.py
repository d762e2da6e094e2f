"""Phonemes that are put over others, from a palette in which this portrait says them."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from studio.app.commands import Command
from studio.core.presets import MOUTH, Preset
from studio.core.speech import Phoneme, Speech
from studio.engine.portrait import Portrait
from studio.engine.scene import Scene
from studio.engine.speaking.visemes import PHONEME_VISEMES, VISEMES
from studio.ui.desk import DRAWING, Desk
from studio.ui.stage.thumbnail import thumbnail
from studio.ui.timeline.palette import Mouth, PhonemePalette
from studio.ui.timeline.timeline import TimelineView
from studio.ui.words import only_here, translate

_MOUTHS: Final = tuple(
    Mouth(viseme, tuple(name for name, its in PHONEME_VISEMES.items() if its == viseme)) for viseme in VISEMES
)


class PhonemeController(QObject):
    """Opens the palette, draws its mouths, and knows which phoneme is meant: the one at the playhead."""

    def __init__(self, desk: Desk, timeline: TimelineView, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._timeline = desk, timeline
        self._draws = False
        self._portrait: Portrait | None = None
        self._meant: int | None = None
        self.palette = PhonemePalette(_MOUTHS, window)
        self.palette.chosen.connect(self.put)
        self.palette.shown.connect(self._shown)
        self.palette.hidden.connect(self._hidden)
        timeline.phoneme_asked.connect(self.open_for)
        desk.moved.connect(self._follow)
        desk.changed.connect(self.refresh)

    def commands(self) -> list[Command]:
        return [
            Command(
                "speech.phonemes", translate("Commands", "Palette of phonemes"), "Speech", self.toggle,
                "Shift+P", self._desk.has_portrait, why=only_here(), checked=self.palette.isVisible,
            ),
        ]  # fmt: skip

    def toggle(self) -> None:
        """Open the palette, or close it."""
        self._meant = None
        self.palette.setVisible(not self.palette.isVisible())

    def open_for(self, index: int) -> None:
        """Open the palette for a phoneme of what is said."""
        self._meant = index
        self.palette.show()
        self.palette.raise_()
        self.refresh()

    def put(self, name: str) -> None:
        """Put a phoneme over the one that is meant."""
        index = self._index
        if index is not None:
            self._timeline.phoneme_chosen.emit(index, name)
        self.refresh()

    # Which is meant

    @property
    def _said(self) -> Speech | None:
        return self._timeline.page.shown.speech

    @property
    def _index(self) -> int | None:
        """The one that was asked for, else the one at the playhead."""
        phonemes = () if self._said is None else self._said.phonemes
        if self._meant is not None and self._meant < len(phonemes):
            return self._meant
        here = (i for i, phoneme in enumerate(phonemes) if phoneme.range.holds(self._desk.time))
        return next(here, None)

    def _follow(self) -> None:
        """The playhead went elsewhere."""
        self._meant = None
        if self.palette.isVisible():
            self.refresh()

    def _shown(self) -> None:
        self.refresh()
        self._draw()

    def _hidden(self) -> None:
        self._timeline.show_phoneme(None)

    def refresh(self) -> None:
        """Show which phoneme is meant, and mark it on its lane."""
        if self._portrait is not self._desk.portrait:
            self._portrait = self._desk.portrait
            self.palette.forget_pictures()
        if not self.palette.isVisible():
            return
        index, said = self._index, self._said
        self._timeline.show_phoneme(index)
        if index is None or said is None:
            self.palette.show_target("", "")
        else:
            phoneme = said.phonemes[index]
            self.palette.show_target(phoneme.name, self._told(phoneme, said))

    def _told(self, phoneme: Phoneme, said: Speech) -> str:
        """Which one it is: its name, the word that it is in, and when."""
        middle = (phoneme.range.start + phoneme.range.end) / 2
        name = self.tr("silence") if phoneme.name == "SIL" else phoneme.name
        when = self._desk.written(phoneme.range.start)
        word = next((word.text for word in said.words if word.range.holds(middle)), "")
        return self.tr("{0} in “{1}”, {2}").format(name, word, when) if word else f"{name}, {when}"

    # Pictures

    def _draw(self) -> None:
        """Draw one that can be seen and has no picture yet; sliders come in before the next."""
        portrait, missing = self._desk.portrait, self.palette.without_picture()
        if self._draws or portrait is None or not missing or Scene(portrait).refusal() is not None:
            return
        self._draws = True
        preset = Preset(missing[0], VISEMES[missing[0]], MOUTH)
        show = partial(self._drawn, portrait, missing[0])

        def failed(error: Exception) -> None:
            show(QImage())
            self._desk.tell(error)

        self._desk.drawing.start(DRAWING, partial(thumbnail, portrait, preset), show, failed, self._next)

    def _drawn(self, portrait: Portrait, name: str, picture: QImage) -> None:
        if portrait is self._desk.portrait:
            self.palette.show_picture(name, picture)

    def _next(self) -> None:
        self._draws = False
        self._draw()
