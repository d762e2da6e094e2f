"""Drawing before it is played: the range where a person asks for it, and by itself, while nothing else is
done, what comes next of a film whose face is moved. In the background, as long as it would look the same.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from studio.app import preview
from studio.app.commands import Command
from studio.app.jobs import Job
from studio.core.time import Seconds
from studio.core.words import Said
from studio.engine.scene import Scene
from studio.ui.controllers.time import TimeController
from studio.ui.desk import DRAWING, Desk
from studio.ui.words import only_here, translate

CALM: Final = 2_000
"""Milliseconds in which nothing happens before something is drawn by itself."""
_NEXT: Final = Seconds(30)
"""How much of a film that is."""


class AheadController(QObject):
    """Has the range drawn, then plays it, unless a person went elsewhere meanwhile. What is drawn by itself
    is neither told of nor waited for, and makes way for whatever else is done.
    """

    def __init__(self, desk: Desk, times: TimeController, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._times = desk, times
        self._job: Job[int] | None = None
        self._frames = range(0)
        self._marks: list[bytes] = []
        self._here = Seconds(0)
        self._is_asked, self._number = False, 0
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self.draw_next)
        for stirred in (desk.moved, desk.tried_out, desk.changed, desk.worked):
            stirred.connect(self._make_way)
        desk.changed.connect(self._forget_others)
        desk.tried_out.connect(self._stop_for_others)
        desk.preview.loaded.connect(lambda _: self.stop())
        desk.preview.resized.connect(self.stop)
        desk.worked.connect(self._watch)
        times.played.connect(lambda _cost, _late: self.stop())

    def commands(self) -> list[Command]:
        desk = self._desk
        return [
            Command(
                "play.draw", translate("Commands", "Draw the range, then play"), "Play", self.draw,
                "Shift+Space", self._can_draw, why=only_here(), checked=lambda: self.is_drawing,
                because=desk.refusal,
            )
        ]  # fmt: skip

    @property
    def is_drawing(self) -> bool:
        """Whether what a person asked for is under way."""
        return self._job is not None and self._is_asked

    @property
    def is_calm(self) -> bool:
        """Whether nothing is drawn before it is played."""
        return self._job is None

    def draw(self) -> None:
        """Draw all frames of the range, then play it from its start; once more: stop."""
        if self.is_drawing:
            self.stop()
            return
        desk, scene = self._desk, self._desk.scene()
        if scene is None or not self._can_draw():
            return
        self._times.stop()
        span, rate = desk.span(), desk.rate
        self._begin(scene, range(rate.index_at(span.start), rate.count_in(span.end)), asked=True)

    def draw_next(self) -> None:
        """Draw what comes next of a film in which the face is moved, as far as it is not drawn yet."""
        desk, scene = self._desk, self._desk.scene()
        is_free = self._job is None and self._times.player is None and not desk.jobs and self._can_draw()
        if scene is None or not is_free or not scene.portrait.is_video or not scene.is_moved:
            return
        rate, end = desk.rate, min(desk.span().end, desk.time + _NEXT)
        frames = range(rate.index_at(desk.time), rate.count_in(end))
        if not desk.preview.cached(scene.marks(frames.start, frames.stop)).all():
            self._begin(scene, frames, asked=False)

    def _begin(self, scene: Scene, frames: range, *, asked: bool) -> None:
        self.stop()
        desk, self._frames, self._is_asked = self._desk, frames, asked
        self._marks, self._here = self._marks_of(scene), desk.time
        title = Said("Drawing the range") if asked else DRAWING
        room = preview.RANGE_ROOM if asked else desk.preview.room
        self._number += 1
        ended = partial(self._ended, self._number)
        self._job = desk.preview.draw_first(
            desk.ahead, title, room, scene, frames, self._drawn if asked else _nobody_waits, ended
        )
        if asked:
            desk.begin(self._job)

    def _make_way(self) -> None:
        """Something else is done: what is drawn by itself stops, and begins again when it is calm."""
        if not self._is_asked:
            self.stop()
        self._calm.start()

    def stop(self) -> None:
        """Stop drawing; what is drawn stays."""
        if self._job is not None:
            self._job.cancel()

    def _can_draw(self) -> bool:
        desk = self._desk
        return desk.can_draw() and desk.span().length > desk.rate.time_of(1)

    def _drawn(self, end: int) -> None:
        desk = self._desk
        if end < self._frames.stop:
            told = self.tr(
                "Drawn up to {0}: there is no room for more. What comes after is drawn as it plays."
            )
            desk.said.emit(told.format(desk.written(desk.rate.time_of(end))))
        else:
            desk.said.emit(self.tr("The range is drawn."))
        if desk.time == self._here:
            desk.go_to(desk.rate.time_of(self._frames.start))
            self._times.play()

    def _ended(self, number: int) -> None:
        if number == self._number:
            self._job = None
            self._is_asked = False
        self._times.watch_cached()

    def _watch(self) -> None:
        if self.is_drawing:
            self._times.watch_cached()

    # When something else is to be seen

    def _stop_for_others(self) -> None:
        if self.is_drawing and self._shows_others():
            self.stop()

    def _forget_others(self) -> None:
        if self._marks and self._shows_others():
            self.stop()
            self._marks = []
            self._desk.preview.hold_few()

    def _shows_others(self) -> bool:
        """Whether the frames look otherwise than when they were begun."""
        scene = self._desk.scene()
        return scene is None or self._marks_of(scene) != self._marks

    def _marks_of(self, scene: Scene) -> list[bytes]:
        return [repr(scene.rate).encode(), *scene.marks(self._frames.start, self._frames.stop)]


def _nobody_waits(_end: int) -> None:
    """What was drawn by itself is there when it is wanted."""
