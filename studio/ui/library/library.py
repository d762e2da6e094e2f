"""The library: sources that were opened last, performances and sounds of the project."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from studio.ui.library.rows import LINE, Kind, Line, Rows
from studio.ui.theme import Theme
from studio.ui.widgets.drops import TakesFiles

_OURS: Final = frozenset(
    (
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return,
        Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2,
    )
)  # fmt: skip
"""Keys that mean the selected line while the library has the keyboard, whatever they are elsewhere."""


class _Tree(QTreeWidget):
    """A list of lines in sections."""

    entered = Signal()
    removed = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() in _OURS and not event.modifiers())
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # hints are as high as their words need

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.state() == QTreeWidget.State.EditingState:
            super().keyPressEvent(event)  # it ends a new name, and means nothing else
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class Library(TakesFiles, QWidget):
    """Shows what there is to work with, and tells what a person wants of it.

    Signals carry the path of a source, the id of a performance or sound, or the name of an action.
    """

    source_chosen = Signal(str)
    sound_played = Signal(str)
    used = Signal(str)
    used_with_typed_words = Signal(str)
    used_beside_speech = Signal(str)
    """A motion should move face and head while speech moves the mouth."""
    same_person_said = Signal(str, bool)
    """Whether a motion shows the person of the picture."""
    placed = Signal(str)
    """A sound should be a line of a dub, at the playhead."""
    renamed = Signal(str, str)
    removed = Signal(str)
    saved = Signal(str)
    action_chosen = Signal(str)
    dropped = Signal(str)
    """A file, by its path."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = _Tree()
        self.tree.setHeaderHidden(True)
        self.tree.setStyleSheet("QTreeWidget { background: transparent; border: none; padding: 0; }")
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setMouseTracking(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setEditTriggers(QTreeWidget.EditTrigger.EditKeyPressed)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.setAccessibleName(self.tr("Library"))
        self._rows = Rows(theme, self.tree)
        self.tree.setItemDelegate(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree)
        self._sections: dict[Kind, QTreeWidgetItem] = {}
        self._hints: dict[Kind, str] = {}
        self._actions: dict[Kind, tuple[Line, ...]] = {}
        self._tips: dict[Kind, str] = {
            "source": self.tr("Click: open it"),
            "motion": self.tr("Double click: the portrait moves so"),
            "sound": self.tr("Click: play it. Double click: the portrait speaks it"),
        }
        self._section("source", self.tr("Sources"), self.tr("Portraits and videos that were opened last."))
        self._section(
            "motion",
            self.tr("Performances"),
            self.tr("How a face moved, from a file or a video."),
            ("performance", self.tr("Open a file…")),
            ("track", self.tr("From a video…")),
        )
        self._section(
            "sound",
            self.tr("Sounds"),
            self.tr("What is spoken, recorded or opened stays here."),
            ("sound", self.tr("Open a file…")),
        )
        self.setAcceptDrops(True)
        self.tree.itemClicked.connect(self._clicked)
        self.tree.itemDoubleClicked.connect(self._use)
        self.tree.entered.connect(lambda: self._use(self.tree.currentItem()))
        self.tree.removed.connect(self._remove)
        self.tree.customContextMenuRequested.connect(self._ask)
        # Later: a new name fills the section anew, and the field that it was typed into is still open.
        self._rows.named.connect(self._name, Qt.ConnectionType.QueuedConnection)

    def _section(self, kind: Kind, title: str, hint: str, *actions: tuple[str, str]) -> None:
        item = QTreeWidgetItem(self.tree)
        item.setData(0, LINE, Line("section", kind, title))
        item.setText(0, title)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setExpanded(True)
        self._sections[kind], self._hints[kind] = item, hint
        self._actions[kind] = tuple(Line("action", name, text) for name, text in actions)
        self.show_lines(kind, ())

    # What is shown

    def lines(self, kind: Kind) -> list[Line]:
        """What stands in a section."""
        return [line_of(item) for item in self._items(kind)]

    def _items(self, kind: Kind) -> list[QTreeWidgetItem]:
        section = self._sections[kind]
        items = (section.child(i) for i in range(section.childCount()))
        return [item for item in items if item is not None]

    def show_lines(self, kind: Kind, lines: Sequence[Line]) -> None:
        """Fill a section; an empty one says what belongs into it."""
        hint = () if lines else (Line("hint", "", self._hints[kind]),)
        wanted = [*hint, *lines, *self._actions[kind]]
        if wanted == self.lines(kind):
            return
        section = self._sections[kind]
        current = self.tree.currentItem()
        row = section.indexOfChild(current) if current is not None else -1
        chosen = line_of(current).name if current is not None else ""
        before = section.childCount()
        section.takeChildren()
        items = [self._item(line) for line in wanted]
        section.addChildren(items)
        # Another version of a sound has another id, in the same place.
        names = [line.name for line in wanted]
        if row >= 0 and (chosen in names or len(wanted) == before):
            self.tree.setCurrentItem(items[names.index(chosen) if chosen in names else row])

    def _item(self, line: Line) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, LINE, line)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{line.title} {line.length} {line.made}".strip())
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if line.kind == "hint":
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        elif line.kind in ("motion", "sound"):
            item.setFlags(usual | Qt.ItemFlag.ItemIsEditable)
        else:
            item.setFlags(usual)
        if line.kind in self._tips:
            rests = self.tr("The face rests as it tells") if line.rests else ""
            name = line.name if line.kind == "source" else line.title
            about = (name, line.made, rests, self._tips[line.kind])
            item.setToolTip(0, "\n".join(part for part in about if part))
        return item

    def show_playing(self, name: str, part: float | None) -> None:
        """How much of a sound was heard, 0–1; None when it is silent."""
        for item in self._items("sound"):
            line = line_of(item)
            if line.name == name and line.part != part:
                item.setData(0, LINE, replace(line, part=part))

    # What a person does

    def _clicked(self, item: QTreeWidgetItem) -> None:
        line = line_of(item)
        if line.kind == "section":
            item.setExpanded(not item.isExpanded())
        elif line.kind == "source":
            self.source_chosen.emit(line.name)
        elif line.kind == "sound":
            self.sound_played.emit(line.name)
        elif line.kind == "action":
            self.action_chosen.emit(line.name)

    def _use(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        line = line_of(item)
        if line.kind in ("motion", "sound"):
            self.used.emit(line.name)
        elif self.tree.hasFocus() and line.kind in ("action", "source"):
            self._clicked(item)

    def _remove(self) -> None:
        item = self.tree.currentItem()
        if item is not None and line_of(item).kind in ("motion", "sound"):
            self.removed.emit(line_of(item).name)

    def _name(self, name: str, title: str) -> None:
        if title:
            self.renamed.emit(name, title)

    def _ask(self, place: QPoint) -> None:
        item = self.tree.itemAt(place)
        if item is not None:
            menu = self.menu_of(item)
            if not menu.isEmpty():
                menu.exec(self.tree.viewport().mapToGlobal(place))
            menu.deleteLater()

    def menu_of(self, item: QTreeWidgetItem) -> QMenu:
        """What can be done with a line; empty where there is nothing."""
        line, menu = line_of(item), QMenu(self)
        if line.kind == "source":
            menu.addAction(self.tr("Open"), lambda: self.source_chosen.emit(line.name))
        if line.kind == "sound":
            title = self.tr("Play") if line.part is None else self.tr("Stop")
            menu.addAction(title, lambda: self.sound_played.emit(line.name))
        if line.kind in ("motion", "sound"):
            menu.addAction(self.tr("Use"), lambda: self.used.emit(line.name))
        if line.kind == "motion":
            menu.addAction(self.tr("Use beside speech"), lambda: self.used_beside_speech.emit(line.name))
            if line.rests is not None:
                self._add_same_person(menu, line)
        if line.kind == "sound":
            menu.addAction(
                self.tr("Use with the typed words"), lambda: self.used_with_typed_words.emit(line.name)
            )
            menu.addAction(self.tr("Place at the playhead as a line"), lambda: self.placed.emit(line.name))
        if line.kind in ("motion", "sound"):
            menu.addSeparator()
            menu.addAction(self.tr("Rename"), lambda: self.tree.editItem(item, 0))
            if line.kind == "sound":
                menu.addAction(self.tr("Save as a sound file…"), lambda: self.saved.emit(line.name))
            menu.addAction(self.tr("Remove"), lambda: self.removed.emit(line.name))
        return menu

    def _add_same_person(self, menu: QMenu, line: Line) -> None:
        action = menu.addAction(self.tr("Shows the person of the picture"))
        action.setCheckable(True)
        action.setChecked(bool(line.rests))
        action.setEnabled(bool(line.rests) or not line.why_not)
        tip = self.tr(
            "A clip tells better than one picture how a face rests: lips and brows then land where they do "
            "in the clip. Only for the same person: by somebody else’s clip the picture would get their lips."
        )
        action.setToolTip(line.why_not or tip)
        action.triggered.connect(lambda on: self.same_person_said.emit(line.name, on))
        menu.setToolTipsVisible(True)


def line_of(item: QTreeWidgetItem) -> Line:
    """The line that an item of the tree shows."""
    line = item.data(0, LINE)
    assert isinstance(line, Line)
    return line
