"""What is on the stage: the picture of the moment, the points that can be dragged, and what lies over it."""

from collections.abc import Mapping
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QWidget

from studio.app import directing
from studio.app.commands import Command
from studio.app.jobs import Latest
from studio.app.patch import Patch
from studio.app.preview import Drawn
from studio.core import edits
from studio.core.face import FaceState
from studio.core.timeline import GAZE_SLOTS
from studio.core.units import find_unit
from studio.engine.portrait import Portrait
from studio.engine.rig import handles
from studio.ui.desk import Desk
from studio.ui.stage.stage import Stage
from studio.ui.unit_words import said
from studio.ui.words import only_here, translate

_LEAST: Final = 1e-4
"""Of a channel: less is no difference."""
Part = Literal["face", "eyes", "mouth"]
_AROUND: Final[Mapping[Part, float]] = {"face": 0.18, "eyes": 0.2, "mouth": 0.35}
"""How much around a part is seen with it on each side, in parts of it."""
_POINTS: Final[Mapping[Part, tuple[str, ...]]] = {"eyes": ("lid", "brow"), "mouth": ("lip", "chin")}
"""What the handles of a part are called."""
_SETTLES: Final = 180
"""Milliseconds that the hand rests until the picture is drawn in full."""


class StageController(QObject):
    """Keeps the stage's picture up to date; what is dragged on it becomes edits."""

    seen = Signal(object)
    """What is found in the picture: ``directing.Seen``."""
    face_asked = Signal(object, str)
    """The face at a point of the picture should be animated, and what the step is called."""
    faces_found = Signal(int)
    """How many faces the portrait shows."""
    cost_known = Signal(object)
    """A picture was drawn: ``Drawn``."""

    def __init__(self, desk: Desk, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.stage = desk, stage
        self._shows_mesh = self._shows_landmarks = self._shows_faces = self._shows_crop = False
        self._shows_ghost = False
        self._heated = ""
        self._faces: list[tuple[float, float, float, float]] = []
        self.is_playing = False
        self._held: FaceState | None = None
        """The face as the hand took hold of it; None while it holds nothing."""
        self._looking: Latest[directing.Seen] = Latest(desk.lookout, "looking")
        self._settle = QTimer(self, singleShot=True, interval=_SETTLES)
        self._settle.timeout.connect(lambda: self.ask("full"))
        desk.preview.drawn.connect(self._drawn)
        desk.preview.resized.connect(lambda: self.ask("draft"))
        stage.zoomed.connect(desk.preview.show_at)
        desk.changed.connect(self.refresh)
        desk.moved.connect(self.refresh)
        desk.tried_out.connect(self.refresh)
        stage.handle_moved.connect(self._handle_moved)
        stage.handle_released.connect(self._handle_released)
        stage.crop_changed.connect(self._crop_changed)
        stage.face_chosen.connect(self._face_chosen)

    def commands(self) -> list[Command]:
        desk, stage = self._desk, self.stage
        has = desk.has_portrait
        return [
            Command(
                "view.fit", translate("Commands", "Fit the picture"), "View", stage.fit, "F", why=only_here()
            ),
            Command(
                "view.whole", translate("Commands", "One pixel for one pixel"), "View",
                lambda: stage.zoom_to(1.0), "Ctrl+1", why=only_here(),
            ),
            Command(
                "view.face", translate("Commands", "Frame the face"), "View", partial(self.frame, "face"),
                "Ctrl+2", has, why=only_here(),
            ),
            Command(
                "view.eyes", translate("Commands", "Frame the eyes"), "View", partial(self.frame, "eyes"),
                "Ctrl+3", has, why=only_here(),
            ),
            Command(
                "view.mouth", translate("Commands", "Frame the mouth"), "View", partial(self.frame, "mouth"),
                "Ctrl+4", has, why=only_here(),
            ),
            Command(
                "view.wipe", translate("Commands", "Compare with the photograph"), "View", self.toggle_wipe,
                "W", has, checked=lambda: stage.wipe is not None, why=only_here(),
            ),
            Command(
                "view.mesh", translate("Commands", "Mesh"), "View", self.toggle_mesh, "M", has,
                checked=lambda: self._shows_mesh, why=only_here(),
            ),
            Command(
                "view.beside", translate("Commands", "The photograph beside it"), "View",
                lambda: stage.set_beside(not stage.is_beside), "Shift+W", has,
                checked=lambda: stage.is_beside, why=only_here(),
            ),
            Command(
                "view.full", translate("Commands", "Work and play in full quality"), "View", self.toggle_full,
                "", checked=lambda: desk.preview.quality == "full",
                twin="galatea animate PORTRAIT --quality full",
            ),
            Command(
                "view.landmarks", translate("Commands", "Landmarks"), "View", self.toggle_landmarks,
                "Ctrl+M", has, checked=lambda: self._shows_landmarks, why=only_here(),
            ),
            Command(
                "view.ghost", translate("Commands", "Ghost of the key before"), "View", self.toggle_ghost,
                "Alt+G", has, checked=lambda: self._shows_ghost, why=only_here(),
            ),
            Command(
                "view.faces", translate("Commands", "Choose a face"), "View", self.toggle_faces,
                "", has, "galatea animate PORTRAIT --face N", checked=lambda: self._shows_faces,
            ),
            Command(
                "view.crop", translate("Commands", "Crop"), "View", self.toggle_crop, "X", has,
                "galatea export PROJECT (as the project is cropped)", checked=lambda: self._shows_crop,
            ),
        ]  # fmt: skip

    # The picture

    def show_portrait(self, portrait: Portrait | None) -> None:
        """Another portrait is on the stage; None clears it."""
        self._looking.forget()  # what is found in the former picture tells nothing of this one
        self.stage.show_original(None if portrait is None else portrait.original)
        if portrait is not None:
            self.stage.show_picture(portrait.original)
            face = self._part("face")
            if face is not None:
                self.stage.begin_with(face)
        self._find_faces(portrait)
        self._desk.changed.emit()

    def refresh(self) -> None:
        """Draw the moment anew, or say why it can't be drawn."""
        self.stage.note.say(self._desk.refusal())
        self._show_handles(self._desk.state())
        self.ask("draft")

    def ask(self, quality: str) -> None:
        """Draw the moment, in draft or in full; a draft is drawn in full as soon as the hand rests."""
        if self.is_playing:
            return
        desk = self._desk
        if (scene := desk.scene()) is not None:
            desk.preview.ask(scene, desk.time, "full" if quality == "full" else "draft")
        if quality == "draft" and desk.can_draw():
            self._settle.start()

    def _drawn(self, drawn: Drawn) -> None:
        portrait = self._desk.portrait
        if self.is_playing or portrait is None:
            return
        self.stage.show_picture(drawn.patch)
        if drawn.quality == "full":
            self._looking.ask(lambda tell: directing.look_at(portrait, drawn.pixels, tell), self.seen.emit)
        else:
            self._looking.forget()
        self.cost_known.emit(drawn)

    def set_playing(self, playing: bool) -> None:
        """Whether it plays: then nothing is asked for, and there is nothing to take hold of."""
        self.is_playing = playing
        self._settle.stop()
        self._show_handles(self._desk.state())

    def show_played(self, patch: Patch) -> None:
        """Show a frame that was drawn for playing, at the playhead, with what lies over the face there."""
        self.stage.show_picture(patch)
        if self._shows_mesh or self._shows_landmarks or self._shows_ghost or self._heated:
            self._show_handles(self._desk.state())

    def close(self) -> None:
        """Draw no more."""
        self._settle.stop()
        self._looking.forget()

    # What is seen of it

    def frame(self, part: Part) -> None:
        """Let the face, its eyes or its mouth fill the stage."""
        box = self._part(part)
        if box is not None:
            wide, high = box.width() * _AROUND[part], box.height() * _AROUND[part]
            self.stage.frame(box.adjusted(-wide, -high, wide, high))

    def _part(self, part: Part) -> QRectF | None:
        """Where the face at the playhead is, or a part of it, in pixels; None where none is seen."""
        person = self._desk.person()
        if person is None:
            return None
        state = self._desk.state()
        if part == "face":
            places = directing.landmarks(person, state)
        else:
            found = handles.places(person, state)
            places = [place for name, place in found.items() if any(each in name for each in _POINTS[part])]
        return QPolygonF([QPointF(*place) for place in places]).boundingRect()

    # What lies over it

    def toggle_wipe(self) -> None:
        """Show the photograph left of the middle, or hide it."""
        self.stage.set_wipe(0.5 if self.stage.wipe is None else None)

    def toggle_mesh(self) -> None:
        """Show the rig's mesh, or hide it."""
        self._shows_mesh = not self._shows_mesh
        self._show_handles(self._desk.state())

    def toggle_full(self) -> None:
        """Draw everything in full at once, or drafts until the hand rests."""
        preview = self._desk.preview
        preview.work_in("draft" if preview.quality == "full" else "full")

    def toggle_landmarks(self) -> None:
        """Show the rig's points, or hide them."""
        self._shows_landmarks = not self._shows_landmarks
        self._show_handles(self._desk.state())

    def toggle_ghost(self) -> None:
        """Show how the face is at the key before the playhead, or hide it."""
        self._shows_ghost = not self._shows_ghost
        self._show_handles(self._desk.state())

    def show_heat(self, unit: str) -> None:
        """Show what a unit moves; no unit hides it."""
        self._heated = unit
        self._show_handles(self._desk.state())

    def toggle_crop(self) -> None:
        """Show what of the picture is exported, to drag it, or hide it."""
        self._shows_crop = not self._shows_crop
        self._show_handles(self._desk.state())

    def toggle_faces(self) -> None:
        """Show all faces, to choose which one is animated, or hide them."""
        self._shows_faces = not self._shows_faces
        self._show_handles(self._desk.state())

    def _find_faces(self, portrait: Portrait | None) -> None:
        self._faces = []
        if portrait is not None:
            find, found = partial(directing.faces, portrait), partial(self._faces_found, portrait)
            self._desk.lookout.start("looking", find, found, lambda _error: None)
        else:
            self.faces_found.emit(0)

    def _faces_found(self, portrait: Portrait, boxes: list[tuple[float, float, float, float]]) -> None:
        if portrait is not self._desk.portrait:
            return
        self._faces = sorted(boxes)
        self.faces_found.emit(len(boxes))
        self._show_handles(self._desk.state())

    def _show_overlays(self, portrait: Portrait, state: FaceState) -> None:
        over = self.stage.overlays
        over.clear()
        person = self._desk.person() if self._shows_landmarks or self._heated else None
        if person is not None and self._shows_landmarks:
            over.landmarks = [QPointF(*place) for place in directing.landmarks(person, state)]
        if self._shows_ghost:
            over.ghost = self._ghost()
        if person is not None and self._heated:
            found = directing.heat(person, state, find_unit(self._heated).weights)
            over.heat = [(QPolygonF([QPointF(*p) for p in corners]), strong) for corners, strong in found]
        if self._shows_faces:
            over.faces = [QRectF(QPointF(*box[:2]), QPointF(*box[2:])) for box in self._faces]
            over.chosen = self._chosen()
        if self._shows_crop:
            width, height = portrait.size
            left, top, right, bottom = self._desk.session.project.crop or (0, 0, width, height)
            over.crop = QRectF(left, top, right - left, bottom - top)

    def _ghost(self) -> list[QPolygonF]:
        """Lines of the face at the last key before the playhead; none where there is none, or no face."""
        desk = self._desk
        scene, person = desk.scene(), desk.person()
        keys = edits.keys_of(desk.session.project.timeline, desk.layer)
        before = [time for time in keys if time < desk.time]
        if scene is None or person is None or not before:
            return []
        lines = directing.outlines(person, scene.state_at(max(before)))
        return [QPolygonF([QPointF(*place) for place in line]) for line in lines]

    @property
    def face_points(self) -> list[tuple[float, float]]:
        """A point on each face, from the left; none until somebody has looked for them."""
        return [((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in self._faces]

    @property
    def chosen_point(self) -> tuple[float, float] | None:
        """A point on the face that is animated, where there are several; else what the project says."""
        points = self.face_points
        return points[self._chosen()] if len(points) > 1 else self._desk.session.project.face

    def _chosen(self) -> int:
        """Which face is animated, from the left."""
        point = self._desk.session.project.face
        sizes = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self._faces]
        if point is not None:
            x, y = point
            away = [abs((a + c) / 2 - x) + abs((b + d) / 2 - y) for a, b, c, d in self._faces]
            return away.index(min(away)) if away else 0
        return sizes.index(max(sizes)) if sizes else 0

    def _face_chosen(self, which: int) -> None:
        x0, y0, x1, y1 = self._faces[which]
        if which != self._chosen():
            middle = ((x0 + x1) / 2, (y0 + y1) / 2)
            self.face_asked.emit(middle, self.tr("Choose face {0}").format(which + 1))

    def _crop_changed(self, box: QRectF) -> None:
        portrait = self._desk.portrait
        if portrait is None:
            return
        size = portrait.size
        sides = (round(box.left()), round(box.top()), round(box.right()), round(box.bottom()))
        self._desk.apply(self.tr("Crop"), edits.cropped(None if sides == (0, 0, *size) else sides))

    def _show_handles(self, state: FaceState) -> None:
        portrait = self._desk.portrait
        self.stage.overlays.clear()
        if portrait is None:
            self.stage.set_handles(dict)
            self.stage.set_mesh([])
            return
        self._show_overlays(portrait, state)

        def places() -> dict[str, QPointF]:
            person = self._desk.person()
            if person is None or self.is_playing:
                return {}
            found = handles.places(person, state)
            return {name: QPointF(*place) for name, place in found.items()}

        self.stage.set_handles(places)
        person = self._desk.person() if self._shows_mesh else None
        lines = [] if person is None else directing.mesh(person, state)
        self.stage.set_mesh([QLineF(*a, *b) for a, b in lines])

    # Hands

    def _handle_moved(self, name: str, place: QPointF) -> None:
        """Everything is reckoned from how the face was when the hand took hold: a way back leads back."""
        desk, person = self._desk, self._desk.person()
        if person is None:
            return
        if self._held is None:
            self._held = desk.state()
        label = self.tr("Drag the {0}").format(said(name))
        wanted = handles.pulled(person, self._held, name, (place.x(), place.y()))
        head, gaze = wanted.head.minus(desk.rest.head), wanted.gaze.minus(desk.rest.gaze)
        match name.partition(": ")[2]:
            case "head":
                slots = {"head.yaw": _within(head.yaw, 45), "head.pitch": _within(head.pitch, 40)}
                edit = edits.turned(slots, desk.here())
            case "gaze":
                slots = dict(zip(GAZE_SLOTS, (_within(gaze.yaw, 40), _within(gaze.pitch, 30)), strict=True))
                edit = edits.turned(slots, desk.here())
            case _:
                edit = edits.channels_set(self._changed(name, wanted, self._held), desk.here())
        desk.apply(label, edit, drag=True)

    def _handle_released(self, _name: str) -> None:
        self._held = None
        self._desk.released()

    def _changed(self, handle: str, wanted: FaceState, held: FaceState) -> dict[str, float]:
        """The channels that a hand moves, or moved before it went back; with linked sides those of the other
        side, too.
        """
        now = self._desk.state()
        out = {
            name: wanted[name]
            for name in handles.HANDLES[handle].channels
            if abs(wanted[name] - now[name]) > _LEAST or abs(wanted[name] - held[name]) > _LEAST
        }
        if self._desk.links_sides:
            for name, value in tuple(out.items()):
                other = edits.twin(name)
                if other is not None and other not in out:
                    out[other] = held[other] if abs(value - held[name]) <= _LEAST else value
        return out


def _within(value: float, most: float) -> float:
    return min(max(value, -most), most)
