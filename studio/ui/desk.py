"""What every part of the window works on: the session, the portrait, the playhead, and slow work."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from studio.app import exporting
from studio.app.jobs import Job, Lane
from studio.app.offers import Offers
from studio.app.preview import Preview
from studio.app.session import Session
from studio.core import edits
from studio.core.clock import FORMS, Form, told_time
from studio.core.edits import Here, spoken_portions
from studio.core.errors import StudioError
from studio.core.face import FaceState, Performance
from studio.core.project import Edit, Project, SpeakingSettings
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import Ground, Layer, state_at
from studio.core.tracks import UnitTrack, tracks_of
from studio.core.units import FACS_17, Vocabulary
from studio.engine.portrait import Portrait
from studio.engine.rig.person import Person
from studio.engine.scene import Scene
from studio.engine.subject import Subject
from studio.files.projects import ProjectFile
from studio.ui.dispatch import Dispatcher
from studio.ui.theme import Theme
from studio.ui.words import in_a_row

DRAWING = "drawing"
"""The title of jobs that nobody waits for."""


class Desk(QObject):
    """One session, and all that is around it while it is open.

    Attributes:
        time: the playhead; ``go_to`` moves it.
        sets_keys: every change sets a key at the playhead.
        links_sides: what moves on one side of the face moves on the other, too.
        vocabulary: whose units a person sets; ``speak_of`` chooses it.
        offers: what can be chosen to draw, to drive and to speak.
        others: other faces of the video that say lines, by the points on them.
        working, drawing, lookout: lanes for what is spoken and written, for pictures, for looking at them.
        batches: the lane for whole folders, which take long and hold nothing else up.
        ahead: the lane for what is drawn before it is played.
    """

    changed = Signal()
    """The project, or what is on the stage, is another."""
    moved = Signal()
    """The playhead went somewhere else."""
    tried_out = Signal()
    """Something is tried out, or no more."""
    leaving = Signal()
    """Whatever plays should stop: the playhead will be moved, or the project changes as a whole."""
    told = Signal(object)
    """An error that a person should read."""
    said = Signal(str)
    """Something that went well, in a sentence."""
    worked = Signal()
    """A job began or ended, or got on."""

    def __init__(self, theme: Theme, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.settings = settings
        self.session = Session()
        deliver = Dispatcher(self).deliver
        self.drawing = Lane("drawing", deliver, self.tell)
        self.working = Lane("working", deliver, self.tell)
        self.lookout = Lane("looking", deliver, self.tell)
        self.batches = Lane("batches", deliver, self.tell)
        self.ahead = Lane("ahead", deliver, self.tell)
        self.preview = Preview(self.drawing)
        self.preview.stood_in.connect(self.tell)
        self.offers = Offers(self.lookout)
        self.time = Seconds(0)
        self.sets_keys = False
        self.links_sides = False
        self.others: dict[tuple[float, float] | None, Portrait] = {}
        self.vocabulary = FACS_17
        self._layer = edits.HAND
        self._tracks: tuple[UnitTrack, ...] = ()
        self._trial: Project | None = None
        self._scene: tuple[Project, Scene] | None = None
        self._person: tuple[Subject, int, Person] | None = None
        self._gesture = 0
        self._watch = QTimer(self, interval=120)
        self._watch.timeout.connect(self._look)
        self.session.project_changed.connect(lambda _old, _new: self._changed())
        self.session.opened.connect(self._forget_trial)

    # What is there

    @property
    def portrait(self) -> Portrait | None:
        return self.preview.portrait

    def has_portrait(self) -> bool:
        return self.portrait is not None

    @property
    def rate(self) -> FrameRate:
        return self.session.project.timeline.rate

    @property
    def form(self) -> Form:
        """How times are written."""
        kept = str(self.settings.value("time_form", FORMS[0]))
        return next((form for form in FORMS if form == kept), FORMS[0])

    def write_times(self, form: Form) -> None:
        """Write times in another form."""
        self.settings.setValue("time_form", form)
        self.changed.emit()

    def written(self, time: Seconds) -> str:
        """A time as it is written now."""
        return told_time(time, self.rate, self.form)

    @property
    def rest(self) -> FaceState:
        """How the portrait was photographed; zero without one."""
        return FaceState() if self.portrait is None else self.portrait.rest_at(self.time)

    @property
    def speaking(self) -> SpeakingSettings:
        """How the next speech is made; an actor in a video keeps what it does not move."""
        project, portrait = self.session.project, self.portrait
        if portrait is None or not portrait.is_video:
            return project.speaking
        return project.speaking.moving(spoken_portions(project))

    @property
    def filmed(self) -> Performance | None:
        """The motion of the library that moves face or head beside speech, if it is still there."""
        return self.session.performances.get(self.session.project.speaking.filmed.performance)

    @property
    def speech(self) -> Speech | None:
        """What is said on the timeline."""
        for track in self.session.project.timeline.tracks:
            for clip in track.clips:
                if clip.take:
                    return self.session.takes[clip.take]
        return None

    @property
    def layer(self) -> str:
        """The name of the layer in which the hand works."""
        found = edits.layer_of(self.session.project, self._layer)
        return edits.HAND if found is None or not edits.is_by_hand(found) else self._layer

    def choose_layer(self, name: str) -> None:
        """Let the hand work in another layer."""
        self._layer = name
        self.changed.emit()

    @property
    def hand(self) -> Layer | None:
        """What the hand set in the layer in which it works; None before it sets anything."""
        return edits.layer_of(self.session.project, self.layer)

    def speak_of(self, vocabulary: Vocabulary) -> None:
        """Let a person set the units of another vocabulary."""
        self.vocabulary = vocabulary
        self.changed.emit()

    def tracks(self, project: Project | None = None) -> tuple[UnitTrack, ...]:
        """The tracks of the layer in which the hand works, in this project or in another one."""
        hand = edits.layer_of(project or self.session.project, self.layer)
        curves = {} if hand is None else hand.curves
        self._tracks = tracks_of(curves, self.vocabulary, self._tracks)
        return self._tracks

    def here(self) -> Here:
        """Where a hand is: at the playhead."""
        scene = self.scene()
        ground = Ground.still() if scene is None else scene.ground((self.time,))
        return Here(self.time, self.session.performances, ground, self.sets_keys, self.layer)

    def scene(self) -> Scene | None:
        """What is on the stage, with what is tried out if something is; None without a portrait."""
        project, portrait = self._trial or self.session.project, self.portrait
        if portrait is None:
            return None
        known = self._scene
        if known is None or known[0] is not project or known[1].portrait is not portrait:
            content = ProjectFile(project, self.session.performances, self.session.takes)
            scene = exporting.scene_of(content, portrait, others=self.beside())
            known = self._scene = project, scene
        return known[1]

    def beside(self) -> tuple[Portrait, ...]:
        """Other faces of what is on the stage that are ready to say lines."""
        here = self.portrait
        if here is None:
            return ()
        return tuple(o for o in self.others.values() if o.path == here.path and o.face != here.face)

    def show_others(self, others: Mapping[tuple[float, float] | None, Portrait]) -> None:
        """Other faces of the video are ready, or no more wanted."""
        self.others, self._scene = dict(others), None
        self.changed.emit()

    def state(self) -> FaceState:
        """The face at the playhead, in what is tried out if something is."""
        scene = self.scene()
        if scene is not None:
            return scene.state_at(self.time)
        project = self._trial or self.session.project
        return state_at(project.timeline, self.session.performances, self.time)

    def person(self) -> Person | None:
        """The rig of the face in the frame at the playhead; None where no whole face is seen."""
        if self.portrait is None:
            return None
        subject = self.portrait.subject
        index = subject.index_at(self.time)
        if not subject.is_seen(index):
            return None
        known = self._person
        if known is None or known[0] is not subject or known[1] != index:
            known = self._person = subject, index, subject.person(index)
        return known[2]

    def refusal(self) -> str:
        """Why nothing can be drawn now, in sentences; empty if something can, or nothing is on the stage."""
        scene = self.scene()
        why = None if scene is None else scene.refusal()
        return "" if why is None else in_a_row((why.message, why.hint))

    def can_draw(self) -> bool:
        """Whether there is a portrait, and its renderer has all that it needs."""
        return self.has_portrait() and not self.refusal()

    def span(self) -> TimeRange:
        """What is played and exported."""
        if self.portrait is not None:
            return exporting.whole_range(self.session.project.timeline, self.portrait)
        return self.session.project.timeline.range

    def own_range(self) -> TimeRange | None:
        """The range, if a person chose it; None where it ends with what is said, moves or was filmed."""
        timeline = self.session.project.timeline
        ends = [clip.range.end for track in timeline.tracks for clip in track.clips]
        for layer in timeline.layers:
            if layer.performance is not None:
                performance = self.session.performances[layer.performance]
                ends.append(performance.rate.time_of(len(performance)))
        if self.portrait is not None and self.portrait.source.length is not None:
            ends.append(self.portrait.source.length)
        follows = timeline.range.start == 0 and timeline.range.end in ends
        return None if follows or timeline.range.length == 0 else timeline.range

    # What is done

    def go_to(self, time: Seconds) -> None:
        """Put the playhead at a time."""
        self.leaving.emit()
        self.time = max(Seconds(0), time)
        self.moved.emit()

    def apply(self, label: str, edit: Edit, *, drag: bool = False) -> None:
        """Change the project; the edits of one drag become one step.

        Whoever drags something while it plays wants to see it: playing stops.
        """
        if drag:
            self.leaving.emit()
        was_keyed = self._is_keyed_here()
        try:
            self.session.apply(label, edit, self._gesture if drag else None)
        except StudioError as error:
            self.tell(error)
            return
        if not was_keyed and self._is_keyed_here():
            self._tell_key()

    def _is_keyed_here(self) -> bool:
        curves = {} if self.hand is None else self.hand.curves
        return any(curve.has_key(self.time) for curve in curves.values())

    def _tell_key(self) -> None:
        """Say that what was set got a key at the playhead, the first there, where there are others."""
        if self.hand is not None and any(len(curve) > 1 for curve in self.hand.curves.values()):
            self.said.emit(
                self.tr("Key set at {0}: the face moves there from the keys before and after it.").format(
                    self.written(self.time)
                )
            )

    def try_out(self, edit: Edit | None) -> Project:
        """Show what an edit would do while a hand still holds what it changes; None ends it."""
        self._trial = None if edit is None else edit(self.session.project)
        self.tried_out.emit()
        return self._trial or self.session.project

    def released(self) -> None:
        """A drag ended."""
        self.session.end_gesture()
        self._gesture += 1

    def tell(self, error: Exception) -> None:
        """Let a person read what did not work."""
        self.told.emit(error)

    def tried(self, action: Callable[[], object]) -> bool:
        """Whether something worked; what did not is told."""
        try:
            action()
        except StudioError as error:
            self.tell(error)
            return False
        return True

    def _forget_trial(self) -> None:
        self._trial = None

    def _changed(self) -> None:
        self._forget_trial()
        self.changed.emit()

    # Slow work

    @property
    def jobs(self) -> list[Job[Any]]:
        """What a person waits for."""
        return [*self.lasting_jobs, *(job for job in self.ahead.jobs if job.title != DRAWING)]

    @property
    def lasting_jobs(self) -> list[Job[Any]]:
        """Those of which something would be missed if they were never done."""
        return [
            job
            for job in (*self.working.jobs, *self.drawing.jobs, *self.batches.jobs)
            if job.title != DRAWING
        ]

    def begin(self, _job: Job[Any]) -> None:
        """A job was started that a person waits for."""
        self._watch.start()
        self.worked.emit()

    def stop_work(self) -> None:
        """Stop what is under way."""
        self.working.cancel()
        self.drawing.cancel()
        self.batches.cancel()
        self.ahead.cancel()

    def _look(self) -> None:
        if not self.jobs:
            self._watch.stop()
        self.worked.emit()

    def close(self) -> None:
        """Stop everything and wait for it."""
        self._watch.stop()
        self.preview.clear()
        for lane in (self.working, self.drawing, self.lookout, self.batches, self.ahead):
            lane.close()
