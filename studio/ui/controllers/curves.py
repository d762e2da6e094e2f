"""Keys, curves and layers on the timeline, and words and phonemes that are moved."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.app import speaking
from studio.app.commands import Command
from studio.app.jobs import Job
from studio.core import edits
from studio.core.curve import Handle, Handles, Interpolation, Keyframe
from studio.core.project import Edit
from studio.core.speech import Speech
from studio.core.time import Seconds
from studio.ui.desk import Desk
from studio.ui.timeline.graph import GraphEditor
from studio.ui.timeline.timeline import TimelineView
from studio.ui.words import only_here, translate

Side = Literal["incoming", "outgoing"]
NOTHING: Final[Mapping[str, float]] = MappingProxyType({})


class CurveController(QObject):
    """What is dragged in lines and curves is tried out, and becomes an edit when it is let go.

    Attributes:
        copied: the keys that were copied, by slot.
        is_tall: the curve editor has the room of the lines.
    """

    graph_shown = Signal(bool)
    """The curve editor was opened, or closed: it wants room, or gives it back."""
    graph_raised = Signal(bool)
    """It wants all the room of the lines, or gives it back."""

    def __init__(self, desk: Desk, timeline: TimelineView, graph: GraphEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.timeline, self.graph = desk, timeline, graph
        self.copied: dict[str, tuple[Keyframe, ...]] = {}
        self.is_tall = self._was_hidden = False
        self._asked: list[Speech] = []
        self._job: Job[speaking.Spoken] | None = None
        desk.changed.connect(self.refresh)
        desk.moved.connect(lambda: graph.show_time(desk.time))
        self._connect_lines()
        self._connect_graph()

    def _connect_lines(self) -> None:
        timeline, desk = self.timeline, self._desk
        timeline.keys_dragged.connect(self._lines_dragged)
        timeline.keys_moved.connect(self._lines_moved)
        timeline.boundary_moved.connect(self.move_boundary)
        timeline.phoneme_chosen.connect(self.choose_phoneme)
        timeline.layer_weighed.connect(self._weigh)
        timeline.layer_switched.connect(self._switch)
        timeline.released.connect(desk.released)
        timeline.picked_changed.connect(lambda: self.graph.show_picked(timeline.picked))
        timeline.viewed.connect(self.graph.show_view)
        self._connect_menu(timeline)

    def _connect_graph(self) -> None:
        graph = self.graph
        graph.keys_dragged.connect(lambda keys, by, add: self.try_out(self._moved(keys, by, add)))
        graph.keys_dropped.connect(self._curves_dropped)
        graph.handle_dragged.connect(lambda *bent: self.try_out(self._bent(*bent)))
        graph.handle_dropped.connect(self._handle_dropped)
        graph.key_asked.connect(self._key_asked)
        graph.picked_changed.connect(
            lambda: self.timeline.pick({(slot, t) for slot, times in graph.picked.items() for t in times})
        )
        graph.viewed.connect(self.timeline.update)
        graph.viewed.connect(graph.show_view)
        self._connect_menu(graph)

    def _connect_menu(self, view: TimelineView | GraphEditor) -> None:
        view.keys_shaped.connect(self._shape)
        view.keys_removed.connect(self._remove)
        view.keys_copied.connect(self._copy)
        view.paste_asked.connect(self.paste)

    def commands(self) -> list[Command]:
        by_file = "galatea animate PORTRAIT --performance FILE"
        return [
            Command(
                "edit.copy_keys", translate("Commands", "Copy keys"), "Keys", self.timeline.copy_picked,
                "Ctrl+C", lambda: bool(self.timeline.picked), by_file,
            ),
            Command(
                "edit.paste_keys", translate("Commands", "Paste keys at the playhead"), "Keys", self.paste,
                "Ctrl+V", lambda: bool(self.copied), by_file,
            ),
            Command(
                "edit.pick_keys", translate("Commands", "Select all keys"), "Keys", self.timeline.pick_all,
                "Ctrl+A", lambda: self._desk.hand is not None, by_file,
            ),
            Command(
                "view.curves", translate("Commands", "Curves"), "View", self.toggle_curves, "C",
                checked=lambda: not self.graph.isHidden(), why=only_here(),
            ),
            Command(
                "view.curves_tall", translate("Commands", "Curves at full height"), "View",
                self.toggle_tall, "Shift+C", checked=lambda: self.is_tall, why=only_here(),
            ),
        ]  # fmt: skip

    # What is shown

    def refresh(self) -> None:
        """Show the curves of what the hand did."""
        self.graph.form = self._desk.form
        self.graph.show_tracks(self._desk.tracks(), self._desk.rate)
        self.graph.show_time(self._desk.time)

    def toggle_curves(self) -> None:
        """Show the curve editor below the lines, or hide it."""
        if self.is_tall:
            self.toggle_tall()
            if self.graph.isHidden():
                return
        self.graph.setVisible(self.graph.isHidden())
        self.graph_shown.emit(not self.graph.isHidden())

    def toggle_tall(self) -> None:
        """Let the curve editor have the room of the lines, too, or let everything be as it was before."""
        self.is_tall = not self.is_tall
        if self.is_tall:
            self._was_hidden = self.graph.isHidden()
        self.graph.setVisible(self.is_tall or not self._was_hidden)
        self.graph_raised.emit(self.is_tall)

    # Keys

    def try_out(self, edit: Edit) -> None:
        """Show what an edit of keys would do."""
        self.graph.show_trial(self._desk.tracks(self._desk.try_out(edit)))

    def _moved(
        self, keys: edits.Keys, by: Seconds, add: Mapping[str, float] = NOTHING, *, copies: bool = False
    ) -> Edit:
        return edits.keys_moved(keys, by, add, self._desk.layer, copies=copies)

    def _bent(self, to: Mapping[str, Handle], time: Seconds, side: Side) -> Edit:
        layer = self._desk.layer
        return edits.together(*(edits.key_bent(slot, time, side, end, layer) for slot, end in to.items()))

    def _lines_dragged(self, keys: edits.Keys, by: Seconds, copies: bool) -> None:
        if not keys:
            self._desk.try_out(None)
            self.refresh()
            return
        self.try_out(self._moved(keys, by, copies=copies))

    def _lines_moved(self, keys: edits.Keys, by: Seconds, copies: bool) -> None:
        label = self.tr("Copy keys") if copies else self.tr("Move keys")
        self._desk.apply(label, self._moved(keys, by, copies=copies))

    def _curves_dropped(self, keys: edits.Keys, by: Seconds, add: Mapping[str, float]) -> None:
        moved = {(slot, time + by) for slot, times in keys.items() for time in times}
        self._desk.try_out(None)
        self._desk.apply(self.tr("Move keys"), self._moved(keys, by, add))
        self.timeline.pick(moved)

    def _handle_dropped(self, to: Mapping[str, Handle], time: Seconds, side: Side) -> None:
        self._desk.try_out(None)
        self._desk.apply(self.tr("Bend the curve"), self._bent(to, time, side))

    def _key_asked(self, slots: Mapping[str, float], time: Seconds) -> None:
        self._desk.apply(self.tr("Set key"), edits.slot_set(slots, time, key=True, layer=self._desk.layer))

    def _shape(self, keys: edits.Keys, interpolation: str, handles: str) -> None:
        shape = cast(Interpolation, interpolation) if interpolation else None
        kind = cast(Handles, handles) if handles else None
        self._desk.apply(self.tr("Shape keys"), edits.keys_shaped(keys, shape, kind, self._desk.layer))

    def _remove(self, keys: edits.Keys) -> None:
        self._desk.apply(self.tr("Remove keys"), edits.keys_removed(keys, self._desk.layer))

    def _copy(self, keys: edits.Keys) -> None:
        hand = self._desk.hand
        if hand is not None:
            self.copied = {
                slot: tuple(key for key in hand.curves[slot].keyframes if key.time in times)
                for slot, times in keys.items()
            }

    def paste(self) -> None:
        """Put the keys that were copied at the playhead."""
        if self.copied:
            placed = edits.keys_placed(self.copied, self._desk.time, self._desk.layer)
            self._desk.apply(self.tr("Paste keys"), placed)

    # Layers

    def _weigh(self, name: str, weight: float) -> None:
        self._desk.apply(self.tr("Weigh a layer"), edits.layer_set(name, weight=weight), drag=True)

    def _switch(self, name: str, switch: str, on: bool) -> None:
        label = self.tr("Mute a layer") if switch == "mute" else self.tr("Solo a layer")
        self._desk.apply(label, edits.layer_set(name, **{switch: on}))

    # Words and phonemes

    def move_boundary(self, kind: Literal["word", "phoneme"], boundary: Seconds, to: Seconds) -> None:
        """Let a word or phoneme begin or end at another time; the motion follows."""
        speech = self._newest()
        if speech is not None and boundary in speech.boundaries(kind):
            self._retime(
                speech.moved(kind, boundary, to), self.tr("Move the end of a {0}").format(self._kind(kind))
            )

    def choose_phoneme(self, index: int, name: str) -> None:
        """Let a phoneme be another one; the motion follows."""
        speech = self._newest()
        if speech is not None and speech.phonemes[index].name != name:
            self._retime(speech.renamed(index, name), self.tr("Say {0} instead").format(name))

    def _kind(self, kind: str) -> str:
        return self.tr("word") if kind == "word" else self.tr("phoneme")

    def _newest(self) -> Speech | None:
        """What is said, or will be when what was moved last has arrived."""
        said, pending = self._desk.speech, self._job is not None and not self._job.has_ended
        if not pending or not any(said is each for each in self._asked):
            self._asked = [] if said is None else [said]
        return self._asked[-1] if self._asked else None

    def _retime(self, speech: Speech, label: str) -> None:
        desk, before = self._desk, self._asked[-1]
        self._asked.append(speech)
        project, settings, rate, filmed = desk.session.project, desk.speaking, desk.rate, desk.filmed
        picture = edits.picture_of(project)
        text = " ".join(c.text for track in project.timeline.tracks for c in track.clips if c.text)

        def placed(spoken: speaking.Spoken) -> None:
            if desk.speech is not before:  # something else is said by now
                return
            old = next(
                c.take for track in desk.session.project.timeline.tracks for c in track.clips if c.take
            )
            item = desk.session.listed(label, spoken.performance, spoken.speech, text)
            retimed = edits.retimed(item.id, item.id)
            listed = any(each.id == old for each in desk.session.project.kept)
            desk.apply(label, edits.together(retimed, edits.kept(item, old)) if listed else retimed)

        self._job = desk.working.start(
            self.tr("Moving the face"),
            lambda tell: speaking.again(speech, text, settings, rate, tell, filmed, picture),
            placed,
        )
        desk.begin(self._job)
