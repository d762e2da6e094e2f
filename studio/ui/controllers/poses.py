"""Whole poses and many keys at once: copy, paste, mirror, go between, scale, stretch."""

from fractions import Fraction

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from studio.app.commands import Command
from studio.core import edits, posing
from studio.core.face import FaceState
from studio.core.project import Edit
from studio.core.time import Seconds
from studio.ui.controllers.curves import CurveController
from studio.ui.desk import Desk
from studio.ui.dialogs.scaling import ScaleDialog
from studio.ui.timeline.shown import Key
from studio.ui.timeline.timeline import TimelineView
from studio.ui.timeline.tween import TweenSlider
from studio.ui.words import only_here, translate


class PoseController(QObject):
    """What is done with the face at the playhead as a whole, and with the keys that are selected."""

    def __init__(self, desk: Desk, timeline: TimelineView, curves: CurveController, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._timeline, self._curves, self._window = desk, timeline, curves, window
        self._pose: tuple[FaceState, FaceState] | None = None
        """What was copied, and how the portrait rested there."""
        self.tween = TweenSlider(window)
        self.tween.moved.connect(self.go_between)
        self.tween.left.connect(desk.released)
        timeline.stretched.connect(self._stretch)
        timeline.stretching.connect(self._try_stretch)

    def commands(self) -> list[Command]:
        has, picked = self._desk.has_portrait, lambda: bool(self._timeline.picked)
        keyed, by_units = self._has_both_sides, "galatea edit PORTRAIT --set UNIT=VALUE"
        return [
            Command(
                "pose.copy", translate("Commands", "Copy the pose"), "Face", self.copy, "Ctrl+Shift+C", has,
                by_units,
            ),
            Command(
                "pose.paste", translate("Commands", "Paste the pose"), "Face", self.paste, "Ctrl+Shift+V",
                self._has_pose, by_units,
            ),
            Command(
                "pose.paste_mirrored", translate("Commands", "Paste the pose to the other side"), "Face",
                self.paste_mirrored, "Ctrl+Alt+V", self._has_pose, by_units,
            ),
            Command(
                "pose.mirror", translate("Commands", "Mirror the pose"), "Face", self.mirror, "Alt+M", has,
                by_units,
            ),
            Command(
                "pose.between", translate("Commands", "Pose between two keys…"), "Face", self.show_tween,
                "Shift+E", keyed, why=only_here(),
                because=lambda: "" if keyed() else self.tr(
                    "Between two keys only: put the playhead after one key and before the next."
                ),
            ),
            Command(
                "keys.mirror", translate("Commands", "Mirror the selected keys"), "Keys", self.mirror_keys,
                "Ctrl+Shift+M", picked, why=only_here(),
            ),
            Command(
                "keys.paste_mirrored", translate("Commands", "Paste keys to the other side"), "Keys",
                self.paste_keys_mirrored, "", lambda: bool(self._curves.copied), why=only_here(),
            ),
            Command(
                "keys.scale", translate("Commands", "Scale the selected keys…"), "Keys", self.ask_scale,
                "Ctrl+Shift+K", picked, why=only_here(),
            ),
            Command(
                "keys.snap", translate("Commands", "Snap to what is near"), "Keys", self.toggle_snap,
                "Alt+N", checked=lambda: self._timeline.page.snaps, why=only_here(),
            ),
        ]  # fmt: skip

    # Poses

    def _has_pose(self) -> bool:
        return self._pose is not None and self._desk.has_portrait()

    def copy(self) -> None:
        """Keep the face at the playhead."""
        self._pose = self._desk.state(), self._desk.rest
        self._desk.said.emit(self.tr("The pose is copied."))

    def paste(self) -> None:
        """Let the face be as what was copied, at the playhead, with keys."""
        if self._pose is not None:
            state, rest = self._pose
            self._set(self.tr("Paste the pose"), _carried(state, rest, self._desk.rest))

    def paste_mirrored(self) -> None:
        """The same with left and right exchanged."""
        if self._pose is not None:
            state, rest = self._pose
            pose = posing.mirrored_pose(state, rest)
            self._set(self.tr("Paste the pose to the other side"), _carried(pose, rest, self._desk.rest))

    def mirror(self) -> None:
        """Exchange left and right at the playhead."""
        desk = self._desk
        self._set(self.tr("Mirror the pose"), posing.mirrored_pose(desk.state(), desk.rest))

    def _set(self, label: str, wanted: FaceState) -> None:
        self._desk.apply(label, edits.state_set(wanted, self._desk.here()))

    # Between two keys

    def _has_both_sides(self) -> bool:
        hand = self._desk.hand
        return hand is not None and posing.has_pose_on_both_sides(hand, self._desk.time)

    def show_tween(self) -> None:
        """Ask how far it is from the keys before to those after."""
        self.go_between(self.tween.slider.value() / 100)
        timeline = self._timeline
        x = round(timeline.scale.x(self._desk.time)) - self.tween.width() // 2
        self.tween.adjustSize()
        x = min(max(x, 0), timeline.width() - self.tween.width())
        self.tween.move(timeline.mapToGlobal(QPoint(x, -self.tween.height() - 4)))
        self.tween.show()
        self.tween.slider.setFocus()

    def go_between(self, share: float) -> None:
        """Set keys at the playhead, so much of the way from the ones before to the ones after."""
        desk = self._desk
        edit = posing.pose_between(desk.time, share, desk.layer)
        desk.apply(self.tr("Pose between two keys"), edit, drag=True)

    # Keys

    def mirror_keys(self) -> None:
        """Exchange what the selected keys do with the other side."""
        keys = posing.keys_mirrored(self._timeline.picked, self._desk.layer)
        self._desk.apply(self.tr("Mirror keys"), keys)

    def paste_keys_mirrored(self) -> None:
        """Put the keys that were copied at the playhead, on the other side."""
        desk = self._desk
        placed = edits.keys_placed(posing.mirrored_keys(self._curves.copied), desk.time, desk.layer)
        desk.apply(self.tr("Paste keys to the other side"), placed)

    def ask_scale(self) -> None:
        """Ask how much larger and longer the selected keys should be."""
        keys, desk = self._timeline.picked, self._desk
        dialog = ScaleDialog(self._window)

        def wanted() -> Edit:
            return posing.keys_scaled(
                keys, desk.layer, values=dialog.values, times=dialog.times, rate=desk.rate
            )

        dialog.tried.connect(lambda: self._curves.try_out(wanted()))
        agreed = dialog.exec()
        desk.try_out(None)
        self._curves.refresh()
        if agreed:
            desk.apply(self.tr("Scale keys"), wanted())

    def toggle_snap(self) -> None:
        """Let what is near catch what is dragged, or frames alone."""
        self._timeline.page.snaps = not self._timeline.page.snaps

    def _stretched(self, keys: edits.Keys, about: Seconds, factor: Fraction) -> Edit:
        desk = self._desk
        return posing.keys_scaled(keys, desk.layer, times=factor, about=about, rate=desk.rate)

    def _try_stretch(self, keys: edits.Keys, about: Seconds, factor: Fraction) -> None:
        if keys:
            self._curves.try_out(self._stretched(keys, about, factor))
        else:
            self._desk.try_out(None)
            self._curves.refresh()

    def _stretch(self, keys: edits.Keys, about: Seconds, factor: Fraction) -> None:
        desk, rate = self._desk, self._desk.rate
        moved = {
            (slot, posing.stretched_time(time, factor, about, rate))
            for slot, times in keys.items()
            for time in times
        }
        desk.try_out(None)
        desk.apply(self.tr("Retime keys"), self._stretched(keys, about, factor))
        self._timeline.pick({key for key in moved if self._has_key(key)})

    def _has_key(self, key: Key) -> bool:
        hand = self._desk.hand
        return hand is not None and key[0] in hand.curves and hand.curves[key[0]].has_key(key[1])


def _carried(state: FaceState, rest: FaceState, to: FaceState) -> FaceState:
    """A pose with head and gaze as far from another rest as they were from their own."""
    return FaceState(
        state.channels, state.head.minus(rest.head).plus(to.head), state.gaze.minus(rest.gaze).plus(to.gaze)
    )
