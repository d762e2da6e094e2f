"""Faces of a film that say lines and are not on the stage: followed, so that their mouths are seen, too."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.app import lines
from studio.app.jobs import Job
from studio.core.lines import FacePoint
from studio.engine.portrait import Portrait
from studio.ui.controllers.document import DocumentController
from studio.ui.desk import Desk


class OtherFaces(QObject):
    """Makes them ready one after another, as soon as a line names them."""

    def __init__(self, desk: Desk, documents: DocumentController, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._documents = desk, documents
        self._faces: dict[FacePoint | None, Portrait] = {}
        self._unfollowed: set[FacePoint | None] = set()
        self._following: tuple[FacePoint | None, Job[Portrait]] | None = None
        documents.shown.connect(self._another_portrait)
        documents.opened.connect(self._begin_anew)
        desk.changed.connect(self._follow_faces)

    def _begin_anew(self) -> None:
        """Another project is open: what was under way belongs to the one before."""
        if self._following is not None:
            self._following[1].cancel()
        self._following = None

    def _another_portrait(self, portrait: Portrait | None) -> None:
        if portrait is None or any(other.path != portrait.path for other in self._faces.values()):
            self._faces.clear()
            self._unfollowed.clear()
        if portrait is not None and portrait.is_video:
            self._faces[portrait.face.point] = portrait

    def _follow_faces(self) -> None:
        """Make the faces ready that say lines and are not on the stage, one after another."""
        desk, portrait = self._desk, self._desk.portrait
        if portrait is None or self._documents.is_loading:
            return
        faces = (line.face for line in desk.session.project.lines if not lines.is_said_by(line, portrait))
        wanted = list(dict.fromkeys(faces)) if portrait.is_video else []
        known = ((face, self._faces.get(face)) for face in wanted)
        ready = {face: other for face, other in known if other and _is_alike(other, portrait)}
        if ready != desk.others:
            desk.show_others(ready)
        if self._following is not None and self._following[1].is_cancelled:
            self._unfollowed.add(self._following[0])  # a person stopped it
            self._following = None
        missing = [face for face in wanted if face not in ready and face not in self._unfollowed]
        if missing and self._following is None:
            self._follow(portrait, missing[0])

    def _follow(self, portrait: Portrait, face: FacePoint | None) -> None:
        desk = self._desk

        def done(other: Portrait) -> None:
            self._following = None
            if desk.portrait is not None and _is_alike(other, desk.portrait):
                self._faces[face] = other
            self._follow_faces()

        def failed(error: Exception) -> None:
            self._following = None
            self._unfollowed.add(face)
            desk.tell(error)

        title = self.tr("Following another face")
        job = desk.working.start(title, lambda tell: lines.followed(portrait, face, tell), done, failed)
        self._following = face, job
        desk.begin(job)


def _is_alike(other: Portrait, portrait: Portrait) -> bool:
    """Whether another face is of the same film, and drawn as that one."""
    return other.path == portrait.path and other.renderer.name == portrait.renderer.name
