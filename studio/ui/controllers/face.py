"""The inspector's hands: units, head, gaze, keys, units as text, bringing to neutral."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from studio.app import directing
from studio.app.commands import Command
from studio.core import edits
from studio.core.conversion import unit_values
from studio.core.errors import UsageError
from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.project import Edit, Project
from studio.core.timeline import GAZE_SLOTS
from studio.core.units import FACS_17, VOCABULARIES, Vocabulary, find_unit
from studio.engine.edit import POSE_RANGES, Setting, applied
from studio.engine.portrait import Portrait
from studio.ui.controllers.presets import PresetController
from studio.ui.desk import Desk
from studio.ui.inspector.inspector import GAZE, Inspector
from studio.ui.inspector.neutral import Checks
from studio.ui.unit_words import row_title, said
from studio.ui.words import listed, only_here, translate

_POSE_NAMES: Final = ("yaw", "pitch", "roll", "x", "y", "z", "gaze_yaw", "gaze_pitch")
_TURNED: Final = 0.05
"""Degrees or centimetres: less is as photographed."""
_LONGEST: Final = 10_000
"""Characters of the clipboard that are looked at."""


class FaceController(QObject):
    """What is set in the inspector becomes edits; what is at the playhead is shown in it."""

    def __init__(self, desk: Desk, inspector: Inspector, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.inspector = desk, inspector
        self.presets = PresetController(desk, inspector.presets, parent)
        inspector.show_honoured(frozenset())
        desk.changed.connect(self.refresh)
        desk.moved.connect(self.refresh)
        inspector.linked.connect(self._link)
        inspector.spoken.connect(desk.speak_of)
        inspector.remember_in(desk.settings)
        inspector.units_changed.connect(self.set_units)
        inspector.slots_changed.connect(self._slots_changed)
        inspector.gaze.changed.connect(self._gaze_changed)
        inspector.key_asked.connect(self._key_asked)
        inspector.copy_asked.connect(self.copy_units)
        inspector.paste_asked.connect(self.paste_units)
        inspector.neutral.left_changed.connect(self._left_changed)
        inspector.neutral.part_left_changed.connect(self._part_left_changed)
        inspector.neutral.neutral_asked.connect(lambda: self._left_asked(0.0))
        inspector.neutral.photographed_asked.connect(lambda: self._left_asked(1.0))
        inspector.released.connect(desk.released)

    def commands(self) -> list[Command]:
        desk = self._desk
        has = desk.has_portrait
        return [
            Command(
                "face.neutral", translate("Commands", "Reset to neutral"), "Face", self.neutral, "N", has,
                "galatea neutralise PORTRAIT",
            ),
            Command(
                "face.photographed", translate("Commands", "Reset to the photograph"), "Face",
                self.as_photographed, "Shift+N", has,
                why=translate("Commands", "that is where every edit begins"),
            ),
            Command(
                "face.key", translate("Commands", "Set keys"), "Keys", self.set_keys, "S", has,
                "galatea animate PORTRAIT --performance FILE",
            ),
            Command(
                "face.auto_key", translate("Commands", "Set keys with every change"), "Keys",
                self.toggle_auto_key, "Shift+S", checked=lambda: desk.sets_keys, why=only_here(),
            ),
            Command(
                "face.link", translate("Commands", "Left and right together"), "Face",
                self.inspector.toggle_link, "Shift+L", checked=lambda: self.inspector.is_linked,
                why=translate("Commands", "a command line names both sides"),
            ),
            Command(
                "face.preset", translate("Commands", "Keep as a preset…"), "Face",
                self.inspector.presets.keep_asked.emit, "", has, "galatea edit PORTRAIT --set UNIT=VALUE",
            ),
            *(self._vocabulary(number, each) for number, each in enumerate(VOCABULARIES, 1)),
        ]  # fmt: skip

    def _vocabulary(self, number: int, vocabulary: Vocabulary) -> Command:
        return Command(
            f"face.words_{len(vocabulary)}",
            said(vocabulary.title),
            "Face",
            lambda: self.inspector.set_vocabulary(vocabulary),
            str(number),
            twin=f"galatea sheet PORTRAIT --of {vocabulary.name}",
            checked=lambda: self.inspector.vocabulary is vocabulary,
        )

    # What is shown

    def refresh(self) -> None:
        """Show the face at the playhead."""
        desk, project = self._desk, self._desk.session.project
        self.inspector.show_state(desk.state(), desk.rest, self._keys())
        self.inspector.show_locked(frozenset() if desk.hand is None else desk.hand.locks)
        layer, neutral = edits.layer_of(project, edits.PORTRAIT), self.inspector.neutral
        neutral.refuse(self.tr("A video keeps its own expression.") if self._is_video else "")
        left = {} if self._is_video else edits.parts_left(project, desk.rest)
        neutral.show_left(1.0 if layer is None else layer.weight, left)
        self.inspector.section("neutral").note(self._in_words(left))

    def _in_words(self, left: Mapping[str, float | None]) -> str:
        """How much of the photographed expression is taken away, where any is."""
        shares = [round(100 * (1 - share)) for share in left.values() if share is not None]
        if max(shares, default=0) == 0:
            return ""
        span = "–".join(str(share) for share in sorted({min(shares), max(shares)}))
        return self.tr("{0} % taken away").format(span)

    @property
    def _is_video(self) -> bool:
        return self._desk.portrait is not None and self._desk.portrait.is_video

    def _keys(self) -> dict[str, bool]:
        """The slots that have keys: whether one is at the playhead."""
        hand, time = self._desk.hand, self._desk.time
        return {} if hand is None else {slot: curve.has_key(time) for slot, curve in hand.curves.items()}

    def show_seen(self, seen: directing.Seen) -> None:
        """What is found in the picture beside what was asked for, and how neutral it is."""
        self.inspector.show_seen(seen.state)
        if self._is_video:
            return
        project, rest = self._desk.session.project, self._desk.rest
        left = [share for share in edits.parts_left(project, rest).values() if share is not None]
        checks = None
        if any(share < 1.0 for share in left):
            strongest = None
            if seen.state is not None:
                values = zip(FACS_17.names, unit_values(FACS_17, seen.state.channels), strict=True)
                name, value = max(values, key=lambda pair: float(pair[1]))
                strongest = (name, float(value))
            checks = Checks(strongest, seen.identity, seen.outside)
        self.inspector.neutral.show_checks(checks)

    def show_portrait(self, portrait: Portrait | None) -> None:
        """Another portrait is there, or none: each preset looks different on it."""
        if portrait is None:
            self.inspector.show_honoured(frozenset())
        else:
            self.inspector.show_honoured(portrait.renderer.honours, self._desk.preview.renderer)
        self.inspector.show_seen(None)
        self.inspector.neutral.show_checks(None)
        self.inspector.presets.forget_pictures()

    # What is set

    def set_units(self, values: Mapping[str, float]) -> None:
        """Let units have values, in their own scales, at the playhead."""
        desk = self._desk
        desk.apply(row_title(find_unit(next(iter(values)))), edits.units_set(values, desk.here()), drag=True)

    def _link(self, linked: bool) -> None:
        self._desk.links_sides = linked

    def _slots_changed(self, slots: Mapping[str, float]) -> None:
        desk = self._desk
        titles = listed(self.inspector.row(slot).title for slot in slots)
        desk.apply(titles, self._turned(slots), drag=True)

    def _turned(self, slots: Mapping[str, float]) -> Edit:
        return edits.turned(slots, self._desk.here())

    def _gaze_changed(self, across: float, up: float) -> None:
        slots = dict(zip(GAZE_SLOTS, (across, up), strict=True))
        self._desk.apply(self.tr("Gaze"), self._turned(slots), drag=True)

    # Units as text

    def copy_units(self) -> None:
        """Put the face at the playhead on the clipboard, as ``galatea edit --set`` takes it."""
        desk, vocabulary = self._desk, self.inspector.vocabulary
        text = as_settings(desk.state(), desk.rest, vocabulary)
        QGuiApplication.clipboard().setText(text)
        desk.said.emit(self.tr("Copied: {0}").format(text or self.tr("nothing, the face is at rest")))

    def paste_units(self) -> None:
        """Set what stands on the clipboard, as ``AU12=2 yaw+=10``."""
        desk = self._desk
        words = QGuiApplication.clipboard().text()[:_LONGEST].replace("--set", " ").split()
        try:
            if not words:
                raise UsageError(self.tr("There is no text on the clipboard."), self.tr("Copy units first."))
            wanted = applied(desk.state(), [Setting.read(word.strip(",;")) for word in words])
        except UsageError as error:
            desk.tell(error)
            return
        desk.apply(self.tr("Paste units"), edits.state_set(_in_range(wanted), desk.here()))

    # To neutral

    def _left_changed(self, share: float) -> None:
        edit = edits.expression_left_set(share, self._desk.rest)
        self._desk.apply(self.tr("Neutralise"), edit, drag=True)

    def _part_left_changed(self, part: str, share: float) -> None:
        edit = edits.part_left_set(part, share, self._desk.rest)
        self._desk.apply(self.tr("Neutralise"), edit, drag=True)

    def _left_asked(self, share: float) -> None:
        if share:
            self._desk.apply(self.tr("As photographed"), edits.expression_restored(self._desk.rest))
        else:
            self._desk.apply(self.tr("Neutralise"), edits.expression_left_set(0.0, self._desk.rest))

    def neutral(self) -> None:
        """Everything at zero: what the hand did goes, and the photographed expression rests."""
        self._left_alone(self.tr("Neutral"), edits.layer_set(edits.PORTRAIT, weight=0.0))

    def as_photographed(self) -> None:
        """Nothing done: what the hand did goes, and the photographed expression is there."""
        whole = edits.layer_set(edits.PORTRAIT, weight=1.0)
        back = whole if self._is_video else edits.expression_restored(self._desk.rest)
        self._left_alone(self.tr("As photographed"), back)

    def _left_alone(self, label: str, edit: Edit) -> None:
        def alone(project: Project) -> Project:
            return edit(edits.hand_reset()(project))

        self._desk.apply(label, alone)

    # Keys

    def _key_asked(self, name: str) -> None:
        desk = self._desk
        slots = GAZE_SLOTS if name == GAZE else (name,) if "." in name else tuple(find_unit(name).weights)
        curves = {} if desk.hand is None else desk.hand.curves
        here = {slot: (desk.time,) for slot in slots if slot in curves and curves[slot].has_key(desk.time)}
        if here:
            desk.apply(self.tr("Remove key"), edits.keys_removed(here, desk.layer))
            return
        values = {slot: curves[slot].value_at(desk.time) if slot in curves else 0.0 for slot in slots}
        desk.apply(self.tr("Set key"), edits.slot_set(values, desk.time, key=True, layer=desk.layer))

    def set_keys(self) -> None:
        """A key on every curve that the hand moved."""
        desk = self._desk
        if desk.hand is not None:
            values = {slot: curve.value_at(desk.time) for slot, curve in desk.hand.curves.items()}
            desk.apply(self.tr("Set keys"), edits.slot_set(values, desk.time, key=True, layer=desk.layer))

    def toggle_auto_key(self) -> None:
        """Let every change set a key at the playhead, or only change values."""
        self._desk.sets_keys = not self._desk.sets_keys


def as_settings(state: FaceState, rest: FaceState, vocabulary: Vocabulary) -> str:
    """A face in the words that ``galatea edit --set`` takes; what is photographed and at rest now, too."""
    digits = 1 if vocabulary.units[0].full > 1 else 2
    now, before = unit_values(vocabulary, state.channels), unit_values(vocabulary, rest.channels)
    told = [
        f"{name}={value:.{digits}f}"
        for name, value, still in zip(vocabulary.names, now, before, strict=True)
        if max(value, still) >= 0.5 / 10**digits
    ]
    turned = zip(_POSE_NAMES, _turns(state), _turns(rest), strict=True)
    told += [f"{name}={to:.1f}" for name, to, at in turned if abs(to - at) > _TURNED]
    return " ".join(told)


def _turns(state: FaceState) -> tuple[float, ...]:
    return (*state.head.values(), state.gaze.yaw, state.gaze.pitch)


def _in_range(state: FaceState) -> FaceState:
    """With head and gaze no further than they can be set."""
    values = [
        min(max(value, -POSE_RANGES[name]), POSE_RANGES[name])
        for name, value in zip(_POSE_NAMES, _turns(state), strict=True)
    ]
    return FaceState(state.channels, HeadPose(*values[:6]), Gaze(*values[6:]))
