"""The inspector's hands: units, head, gaze, expressions, keys, bringing to neutral."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.app import directing
from studio.app.commands import Command
from studio.app.preview import Portrait
from studio.core import edits
from studio.core.conversion import unit_values
from studio.core.presets import EMOTIONS, cleared
from studio.core.project import Project
from studio.core.timeline import GAZE_SLOTS, HEAD_SLOTS
from studio.core.units import FACS_17, VOCABULARIES, Vocabulary, find_unit
from studio.ui.desk import DRAWING, Desk
from studio.ui.inspector.inspector import Inspector
from studio.ui.stage.thumbnail import thumbnail
from studio.ui.words import translate


class FaceController(QObject):
    """What is set in the inspector becomes edits; what is at the playhead is shown in it."""

    def __init__(self, desk: Desk, inspector: Inspector, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.inspector = desk, inspector
        desk.changed.connect(self.refresh)
        desk.moved.connect(self.refresh)
        inspector.unit_changed.connect(self.set_unit)
        inspector.slot_changed.connect(self._slot_changed)
        inspector.gaze_changed.connect(self._gaze_changed)
        inspector.key_asked.connect(self._key_asked)
        inspector.neutralise_asked.connect(self._neutralise_asked)
        inspector.preset_asked.connect(self._preset_asked)
        inspector.released.connect(desk.released)

    def commands(self) -> list[Command]:
        desk = self._desk
        only_here = translate("Commands", "looking is what windows are for")

        def has() -> bool:
            return desk.has_portrait

        return [
            Command(
                "face.neutral", translate("Commands", "Neutral"), "Face", self.neutral, "N", has,
                "galatea neutralise PORTRAIT",
            ),
            Command(
                "face.photographed", translate("Commands", "As photographed"), "Face", self.as_photographed,
                "Shift+N", has, why=translate("Commands", "that is where every edit begins"),
            ),
            Command(
                "face.key", translate("Commands", "Set keys"), "Face", self.set_keys, "S", has,
                "galatea animate PORTRAIT --performance FILE",
            ),
            Command(
                "face.auto_key", translate("Commands", "Set keys with every change"), "Face",
                self.toggle_auto_key, "Shift+S", checked=lambda: desk.sets_keys, why=only_here,
            ),
            *(self._vocabulary(number, each) for number, each in enumerate(VOCABULARIES, 1)),
        ]  # fmt: skip

    def _vocabulary(self, number: int, vocabulary: Vocabulary) -> Command:
        return Command(
            f"face.words_{len(vocabulary)}",
            vocabulary.title,
            "Face",
            lambda: self.inspector.set_vocabulary(vocabulary),
            str(number),
            twin=f"galatea sheet PORTRAIT --of {vocabulary.name}",
            checked=lambda: self.inspector.vocabulary is vocabulary,
        )

    # What is shown

    def refresh(self) -> None:
        """Show the face at the playhead."""
        desk = self._desk
        self.inspector.show_state(desk.state(), desk.rest)
        layer = edits.layer_of(desk.session.project, edits.PORTRAIT)
        self.inspector.show_left(1.0 if layer is None else layer.weight)
        self._show_keys()

    def _show_keys(self) -> None:
        hand, time = self._desk.hand, self._desk.time
        curves = {} if hand is None else hand.curves
        keys: dict[str, tuple[bool, bool]] = {}
        for unit in self.inspector.vocabulary.units:
            found = [curves[c] for c in unit.weights if c in curves]
            here = any(curve.has_key(time) for curve in found)
            keys[unit.name] = (here, any(len(curve) for curve in found))
        for slot in HEAD_SLOTS:
            if slot in curves:
                keys[slot] = (curves[slot].has_key(time), len(curves[slot]) > 0)
        self.inspector.show_keys(keys)

    def show_seen(self, seen: directing.Seen) -> None:
        """What is found in the picture beside what was asked for, and how neutral it is."""
        self.inspector.show_seen(None if seen.state is None else seen.state.channels)
        layer = edits.layer_of(self._desk.session.project, edits.PORTRAIT)
        if layer is None or layer.weight >= 1.0:
            self.inspector.show_checks("")
            return
        told = [self.tr("No face is seen.")] if seen.state is None else []
        if seen.state is not None:
            units = dict(zip(FACS_17.names, unit_values(FACS_17, seen.state.channels), strict=True))
            name, value = max(units.items(), key=lambda pair: pair[1])
            told.append(self.tr("Strongest left: {0} {1:.1f} of 5").format(name, value))
        if seen.identity is not None:
            told.append(self.tr("Same person: {0:.2f}").format(seen.identity))
        if seen.outside is not None:
            told.append(self.tr("Outside the face: {0}").format(seen.outside))
        self.inspector.show_checks("\n".join(told))

    def draw_thumbnails(self, portrait: Portrait | None) -> None:
        """Each expression on this portrait, small, after what a person waits for."""
        if portrait is None:
            return
        for preset in EMOTIONS:
            self._desk.drawing.start(
                DRAWING,
                partial(thumbnail, portrait, preset),
                partial(self.inspector.show_thumbnail, preset.name),
            )

    # What is set

    def set_unit(self, name: str, value: float) -> None:
        """Let a unit have a value, in its own scale, at the playhead."""
        desk, unit = self._desk, find_unit(name)
        performances, base = desk.session.performances, desk.base()
        edit = edits.unit_set(unit, value, desk.time, performances, base, key=desk.sets_keys)
        desk.apply(f"{name} {unit.title}", edit, drag=True)

    def _slot_changed(self, slot: str, value: float) -> None:
        desk = self._desk
        edit = edits.slot_set({slot: value}, desk.time, key=desk.sets_keys)
        desk.apply(slot.replace(".", " "), edit, drag=True)

    def _gaze_changed(self, across: float, up: float) -> None:
        desk = self._desk
        slots = dict(zip(GAZE_SLOTS, (across, up), strict=True))
        desk.apply(self.tr("Gaze"), edits.slot_set(slots, desk.time, key=desk.sets_keys), drag=True)

    def _neutralise_asked(self, left: float) -> None:
        self._desk.apply(self.tr("Neutralise"), edits.layer_set(edits.PORTRAIT, weight=left), drag=True)

    def _preset_asked(self, name: str, strength: float) -> None:
        desk = self._desk
        preset = next(preset for preset in EMOTIONS if preset.name == name)
        performances, base = desk.session.performances, desk.base()
        if desk.speaks:
            # While it speaks, an expression is added to what the mouth does.
            below = edits.below_hand(desk.session.project, desk.time, performances, base)
            wanted = {c: min(1.0, below[c] + v) for c, v in preset.channels(strength).items()}
        else:
            wanted = {**cleared(), **preset.channels(strength)}
        desk.apply(name, edits.channels_set(wanted, desk.time, performances, base, key=desk.sets_keys))

    def neutral(self) -> None:
        """Everything at zero: what the hand did goes, and the photographed expression rests."""
        self._left_alone(self.tr("Neutral"), 0.0)

    def as_photographed(self) -> None:
        """Nothing done: what the hand did goes, and the photographed expression is there."""
        self._left_alone(self.tr("As photographed"), 1.0)

    def _left_alone(self, label: str, weight: float) -> None:
        def edit(project: Project) -> Project:
            return edits.layer_set(edits.PORTRAIT, weight=weight)(edits.hand_reset()(project))

        self._desk.apply(label, edit)

    # Keys

    def _key_asked(self, name: str) -> None:
        desk = self._desk
        slots = (name,) if "." in name else tuple(find_unit(name).weights)
        curves = {} if desk.hand is None else desk.hand.curves
        here = {slot: (desk.time,) for slot in slots if slot in curves and curves[slot].has_key(desk.time)}
        if here:
            desk.apply(self.tr("Remove key"), edits.keys_removed(here))
            return
        values = {slot: curves[slot].value_at(desk.time) if slot in curves else 0.0 for slot in slots}
        desk.apply(self.tr("Set key"), edits.slot_set(values, desk.time, key=True))

    def set_keys(self) -> None:
        """A key on every curve that the hand moved."""
        desk = self._desk
        if desk.hand is not None:
            values = {slot: curve.value_at(desk.time) for slot, curve in desk.hand.curves.items()}
            desk.apply(self.tr("Set keys"), edits.slot_set(values, desk.time, key=True))

    def toggle_auto_key(self) -> None:
        """Let every change set a key at the playhead, or only change values."""
        self._desk.sets_keys = not self._desk.sets_keys
