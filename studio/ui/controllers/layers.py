"""Layers of the hand, and which of their tracks are solo or locked."""

from collections.abc import Callable
from functools import partial
from itertools import count

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from studio.app.blinking import alive
from studio.app.commands import Command
from studio.core import edits, posing
from studio.core.timeline import Layer
from studio.ui.desk import Desk
from studio.ui.timeline.timeline import TimelineView
from studio.ui.words import only_here, translate


class LayerController(QObject):
    """Adds, renames and removes layers; the one that is chosen takes what is set."""

    def __init__(self, desk: Desk, timeline: TimelineView, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._timeline, self._window = desk, timeline, window
        timeline.layer_chosen.connect(desk.choose_layer)
        timeline.layer_renaming.connect(self.ask_name)
        timeline.layer_menu_asked.connect(self._open_menu)
        timeline.track_marked.connect(self._mark)

    def commands(self) -> list[Command]:
        has, picked = self._desk.has_portrait, lambda: bool(self._timeline.picked)
        return [
            Command(
                "layer.add", translate("Commands", "Add a layer"), "Keys", self.add, "", has, why=only_here()
            ),
            Command(
                "layer.rename", translate("Commands", "Rename the layer…"), "Keys",
                lambda: self.ask_name(self._desk.layer), "", self._has_layer, why=only_here(),
            ),
            Command(
                "layer.remove", translate("Commands", "Remove the layer"), "Keys",
                lambda: self.remove(self._desk.layer), "", self._has_layer, why=only_here(),
            ),
            Command(
                "layer.alive", translate("Commands", "Blinks and glances by themselves"), "Face",
                self.toggle_alive, "", has, checked=lambda: self._is_there(edits.ALIVE), why=only_here(),
            ),
            Command(
                "track.solo", translate("Commands", "Solo the selected tracks"), "Keys",
                lambda: self._switch("solo"), "Alt+S", picked, checked=partial(self._is_marked, "solo"),
                why=only_here(),
            ),
            Command(
                "track.lock", translate("Commands", "Lock the selected tracks"), "Keys",
                lambda: self._switch("lock"), "Alt+L", picked, checked=partial(self._is_marked, "lock"),
                why=only_here(),
            ),
        ]  # fmt: skip

    def _has_layer(self) -> bool:
        return self._desk.hand is not None

    # Layers

    def add(self) -> None:
        """One more layer, in which the hand works from now on."""
        taken = {layer.name for layer in self._desk.session.project.timeline.layers}
        names = (self.tr("Layer {0}").format(number) for number in count(2))
        name = next(name for name in names if name not in taken)
        edit = posing.layer_added(name)
        if edits.layer_of(self._desk.session.project, edits.HAND) is None:
            edit = edits.together(posing.layer_added(edits.HAND), edit)
        self._desk.apply(self.tr("Add a layer"), edit)
        self._desk.choose_layer(name)

    def ask_name(self, name: str) -> None:
        """Ask what a layer should be called."""
        own = {edits.HAND: self.tr("By hand"), edits.ALIVE: self.tr("Blinks and glances")}
        now = own.get(name, name)
        text, agreed = QInputDialog.getText(self._window, self.tr("Layer"), self.tr("Name"), text=now)
        if agreed and text.strip() != now:
            self.rename(name, text.strip())

    def rename(self, name: str, to: str) -> None:
        """Call a layer something else."""
        was_chosen = self._desk.layer == name
        self._desk.apply(self.tr("Rename a layer"), posing.layer_renamed(name, to))
        if was_chosen and self._is_there(to):
            self._desk.choose_layer(to)

    def remove(self, name: str) -> None:
        """Take a layer away."""
        gone = edits.performed_no_more() if name == edits.PERFORMED else posing.layer_removed(name)
        self._desk.apply(self.tr("Remove a layer"), gone)

    def toggle_alive(self) -> None:
        """A layer of blinks and glances over the range, where the face makes none; or no longer."""
        desk = self._desk
        if self._is_there(edits.ALIVE):
            desk.apply(self.tr("No blinks and glances"), posing.layer_removed(edits.ALIVE))
            return
        scene, span, rate = desk.scene(), desk.span(), desk.rate
        if scene is None:
            return
        first, end = rate.index_at(span.start), rate.count_in(span.end)
        project = desk.session.project
        seed = project.speaking.seed_for(edits.picture_of(project).encode())
        curves = alive(scene.rows(first, end), first, rate, seed)
        if curves:
            desk.apply(self.tr("Blinks and glances"), posing.layer_added(edits.ALIVE, curves))
        else:
            desk.said.emit(self.tr("There is no room for more: it blinks and looks around, or is too short."))

    def _is_there(self, name: str) -> bool:
        return edits.layer_of(self._desk.session.project, name) is not None

    def menu_of(self, name: str) -> QMenu:
        """What can be done with a layer of the hand."""
        menu = QMenu(self._window)
        actions: tuple[tuple[str, Callable[[], None]], ...] = (
            (self.tr("Rename…"), partial(self.ask_name, name)),
            (self.tr("Remove"), partial(self.remove, name)),
            (self.tr("Add a layer"), self.add),
        )
        layer = edits.layer_of(self._desk.session.project, name)
        for title, act in actions:
            action = menu.addAction(title, act)
            own = layer is not None and edits.is_by_hand(layer)
            action.setEnabled(act == self.add or own or (act == actions[1][1] and name == edits.PERFORMED))
        return menu

    def _open_menu(self, name: str, place: QPoint) -> None:
        self.menu_of(name).exec(place)

    # Tracks

    def _mark(self, mark: str, slots: tuple[str, ...], on: bool) -> None:
        layer = self._desk.layer
        if mark == "solo":
            label = self.tr("Solo a track") if on else self.tr("Solo no more")
            self._desk.apply(label, posing.tracks_soloed(slots, layer, on=on))
        else:
            label = self.tr("Lock a track") if on else self.tr("Unlock a track")
            self._desk.apply(label, posing.tracks_locked(slots, layer, on=on))

    def _switch(self, mark: str) -> None:
        self._mark(mark, tuple(self._timeline.picked), not self._is_marked(mark))

    def _is_marked(self, mark: str) -> bool:
        hand, slots = self._desk.hand, set(self._timeline.picked)
        return hand is not None and bool(slots) and slots <= _marked(hand, mark)


def _marked(layer: Layer, mark: str) -> frozenset[str]:
    return layer.solos if mark == "solo" else layer.locks
