"""Drawing the range before it is played: in the background, for as long as it would look the same."""

from PySide6.QtCore import QObject

from studio.app.commands import Command
from studio.app.jobs import Job
from studio.core.time import Seconds
from studio.engine.scene import Scene
from studio.ui.controllers.time import TimeController
from studio.ui.desk import Desk
from studio.ui.words import only_here, translate


class AheadController(QObject):
    """Has the range drawn, then plays it, unless a person went elsewhere meanwhile."""

    def __init__(self, desk: Desk, times: TimeController, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._times = desk, times
        self._job: Job[int] | None = None
        self._frames = range(0)
        self._marks: list[bytes] = []
        self._here = Seconds(0)
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
        """Whether it is under way."""
        return self._job is not None

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
        self._frames = range(rate.index_at(span.start), rate.count_in(span.end))
        self._marks, self._here = self._marks_of(scene), desk.time
        first, last = self._frames.start, self._frames.stop
        self._job = desk.preview.draw_first(desk.ahead, scene, first, last, self._drawn, self._ended)
        desk.begin(self._job)

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

    def _ended(self) -> None:
        self._job = None
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
