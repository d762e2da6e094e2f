"""The playhead: playing, stepping, shuttling; the range and markers."""

import time
from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from studio.app import exporting, lines
from studio.app.commands import Command
from studio.app.jobs import Job
from studio.app.offers import PORTION_WORDS
from studio.app.playback import Player
from studio.app.sound import Playing
from studio.app.strip import strip
from studio.core import edits
from studio.core.clock import FORMS, Form, read_time
from studio.core.errors import UsageError
from studio.core.project import Project
from studio.core.source import Pixels, Source
from studio.core.speech import Speech
from studio.core.time import Seconds
from studio.core.timeline import PORTIONS, WHOLE, Portion
from studio.engine.portrait import Portrait
from studio.ui.controllers.stage import StageController
from studio.ui.desk import Desk
from studio.ui.dialogs.project import ProjectDialog
from studio.ui.stage.stage import image_of
from studio.ui.timeline.shown import Shown, ShownLayer, times_of
from studio.ui.timeline.timeline import TimelineView
from studio.ui.transport import Transport
from studio.ui.words import in_their_words, listed, only_here, translate

_TICK: Final = 8
_SHUTTLE: Final = 40
_WATCHED: Final = 3000
"""Frames of which it is known whether they are drawn already."""
_CACHED: Final = 500
"""Milliseconds between two looks at what is drawn already."""
_FASTEST: Final = 8


class TimeController(QObject):
    """Ruler and transport: what is done in them moves the playhead, the range or a marker."""

    played = Signal(float, int)
    """A frame was shown: what one takes, milliseconds, and how many came too late."""

    def __init__(
        self,
        desk: Desk,
        timeline: TimelineView,
        transport: Transport,
        stage: StageController,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk, self.timeline, self._transport, self._stage = desk, timeline, transport, stage
        self._window = parent
        self.player: Player | None = None
        self.others: list[Callable[[], bool]] = []
        """What else runs the film: each stops it, and tells whether there was something to stop."""
        self._play_from = Seconds(0)
        self.loops = False
        self._ticker = QTimer(self, interval=_TICK)
        self._ticker.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticker.timeout.connect(self._tick)
        self._own: Speech | None = None
        self._strip: Job[list[tuple[float, Pixels]]] | None = None
        self._marks: list[bytes] = []
        self._watched_from = 0
        self._is_stale = True
        self._cache_watch = QTimer(self, interval=_CACHED)
        self._cache_watch.timeout.connect(self._show_cached)
        desk.preview.drawn.connect(lambda _: self._cache_watch.start())
        self._speed = 0
        self._shuttle = QTimer(self, interval=_SHUTTLE)
        self._shuttle.timeout.connect(self._shuttled)
        self._clocked = 0.0
        desk.changed.connect(self.refresh)
        desk.session.project_changed.connect(self._another_sound)
        desk.session.opened.connect(timeline.fit)
        desk.moved.connect(self._show_time)
        desk.leaving.connect(self.stop)
        timeline.scrubbed.connect(desk.go_to)
        transport.time_typed.connect(self.go_to_typed)
        timeline.range_moved.connect(
            lambda start, end: desk.apply(self.tr("Move the range"), edits.range_set(start, end))
        )
        timeline.marker_moved.connect(
            lambda was, to: desk.apply(self.tr("Move marker"), edits.marker_moved(was, to))
        )
        timeline.marker_named.connect(
            lambda at, name: desk.apply(self.tr("Name marker"), edits.marked(at, name))
        )

    def commands(self) -> list[Command]:
        desk = self._desk
        has, plays, because = desk.has_portrait, self.can_play, desk.refusal
        return [
            Command(
                "play.play", translate("Commands", "Play"), "Play", self.play, "Space", plays,
                why=only_here(), because=because,
            ),
            Command(
                "play.back", translate("Commands", "One frame back"), "Play", lambda: self.step(-1), ",",
                why=only_here(), also="Left",
            ),
            Command(
                "play.on", translate("Commands", "One frame on"), "Play", lambda: self.step(1), ".",
                why=only_here(), also="Right",
            ),
            Command(
                "play.home", translate("Commands", "To the start"), "Play",
                lambda: desk.go_to(desk.span().start), "Home", why=only_here(),
            ),
            Command(
                "play.end", translate("Commands", "To the end"), "Play", self.to_end, "End", why=only_here()
            ),
            Command(
                "play.reverse", translate("Commands", "Backwards, faster"), "Play", lambda: self.shuttle(-1),
                "J", plays, why=only_here(), because=because,
            ),
            Command(
                "play.pause", translate("Commands", "Stop"), "Play", self.stop, "K", has, why=only_here()
            ),
            Command(
                "play.forward", translate("Commands", "Forwards, faster"), "Play", lambda: self.shuttle(1),
                "L", plays, why=only_here(), because=because,
            ),
            Command(
                "play.loop", translate("Commands", "Loop"), "Play", self.toggle_loop, "Ctrl+L",
                checked=lambda: self.loops, why=only_here(),
            ),
            Command(
                "play.from", translate("Commands", "Begin the range here"), "Play", self.range_from, "I", has,
                why=only_here(),
            ),
            Command(
                "play.to", translate("Commands", "End the range here"), "Play", self.range_to, "O", has,
                why=only_here(),
            ),
            Command(
                "play.mark", translate("Commands", "Set or remove a marker"), "Play", self.mark, "Shift+M",
                has, why=only_here(),
            ),
            Command(
                "play.before", translate("Commands", "To the key before"), "Play", lambda: self.to_key(-1),
                "Up", why=only_here(),
            ),
            Command(
                "play.after", translate("Commands", "To the next key"), "Play", lambda: self.to_key(1),
                "Down", why=only_here(),
            ),
            Command(
                "play.go", translate("Commands", "Go to a time…"), "Play", self.ask_time, "G",
                why=only_here(),
            ),
            Command(
                "file.settings", translate("Commands", "Project settings…"), "File", self.ask_settings, "",
                twin="galatea animate PORTRAIT --fps RATE",
            ),
            *(self._form(form) for form in FORMS),
            Command(
                "view.timeline", translate("Commands", "All of the timeline"), "View", self.timeline.fit,
                "Shift+F", why=only_here(),
            ),
        ]  # fmt: skip

    def _form(self, form: Form) -> Command:
        titles = {
            "seconds": translate("Commands", "Times in seconds"),
            "timecode": translate("Commands", "Times in timecode"),
            "frames": translate("Commands", "Times in frames"),
        }
        return Command(
            f"view.{form}", titles[form], "View", partial(self._desk.write_times, form), why=only_here(),
            checked=lambda: self._desk.form == form,
        )  # fmt: skip

    # What is shown

    def refresh(self) -> None:
        """Show the project's time."""
        desk = self._desk
        self._is_stale = True
        self._transport.refuse(desk.refusal())
        timeline = desk.session.project.timeline
        hand = desk.hand
        self.timeline.page.form = desk.form
        self.timeline.show_timeline(
            Shown(
                timeline.rate,
                timeline.range,
                self._spoken(),
                self._layers(),
                {} if hand is None else hand.curves,
                timeline.markers,
                self._is_video,
                desk.tracks(),
                frozenset() if hand is None else hand.solos,
                frozenset() if hand is None else hand.locks,
            )
        )
        self._show_time()

    def _spoken(self) -> Speech | None:
        """What the timeline shows of sound and words: with lines, the film's own sound, and what the face on
        the stage says.
        """
        desk, own = self._desk, self._desk.speech or self._own
        if desk.portrait is None or not desk.session.project.lines:
            return own
        said = lines.said_by(desk.session.project, desk.portrait)
        return lines.speech_in(said, desk.session.takes, self._own, desk.portrait.source.length or Seconds(0))

    def show_portrait(self, portrait: Portrait | None) -> None:
        """Pictures of a video stand on its lane, as soon as somebody had time to make them."""
        if self._strip is not None:
            self._strip.cancel()
        self.timeline.show_pictures([])
        self._own = None
        if portrait is None:
            self._show_cached()
        if portrait is not None and portrait.is_video:
            self._listen(portrait)
            source = portrait.source
            self._strip = self._desk.lookout.start(
                self.tr("Looking"),
                lambda tell: strip(source, tell),
                partial(self._show_strip, source),
                lambda _error: None,
            )

    def _listen(self, portrait: Portrait) -> None:
        """Make the video's own sound ready to be played."""
        source = self._desk.session.project.source
        hear = partial(exporting.heard, portrait, 0 if source is None else source.track)
        self._desk.lookout.start(self.tr("Listening"), hear, partial(self._show_own, portrait))

    def _another_sound(self, old: Project, new: Project) -> None:
        """Where another of the video's sounds was chosen, that one is played."""
        portrait, own, other = self._desk.portrait, old.source, new.source
        if portrait is None or not portrait.is_video or own is None or other is None:
            return
        if own.track != other.track and own.path == other.path:
            self._listen(portrait)

    def _show_own(self, portrait: Portrait, own: Speech | None) -> None:
        if portrait is self._desk.portrait:
            self._own = own
            self.refresh()

    def _show_strip(self, source: Source, pictures: list[tuple[float, Pixels]]) -> None:
        images = [(time, image_of(pixels).copy()) for time, pixels in pictures]
        self.timeline.show_pictures(images, float(source.length or 0))

    @property
    def _is_video(self) -> bool:
        return self._desk.portrait is not None and self._desk.portrait.is_video

    def _layers(self) -> tuple[ShownLayer, ...]:
        is_video = self._is_video
        titles = {
            edits.PORTRAIT: self.tr("Original") if is_video else self.tr("Photograph"),
            edits.PERFORMED: self.tr("Performance"),
            edits.SPEECH: self.tr("Performance") if self._desk.speech is None else self.tr("Speech"),
            edits.HAND: self.tr("By hand"),
            edits.ALIVE: self.tr("Blinks and glances"),
        }
        performances, portrait = self._desk.session.performances, self._desk.portrait
        followed = None if portrait is None else portrait.subject.followed
        own = None if followed is None else followed.own
        is_shared = edits.is_shared(self._desk.session.project)
        return tuple(
            ShownLayer(
                layer.name,
                titles.get(layer.name, layer.name),
                layer.weight,
                layer.mute,
                layer.solo,
                own if layer.name == edits.PORTRAIT else performances.get(layer.performance or ""),
                layer.moves if is_video and layer.performance is not None else None,
                partial(self.choose_moves, layer.name),
                layer.portions if is_shared and layer.name in (edits.PERFORMED, edits.SPEECH) else None,
                partial(self.share, layer.name),
                times_of(layer.curves) if edits.is_by_hand(layer) else None,
                layer.name == self._desk.layer,
            )
            for layer in self._desk.session.project.timeline.layers
        )

    def choose_moves(self, name: str, moves: frozenset[Portion]) -> None:
        """What of an actor's own motion the performance of a layer takes the place of."""
        told = listed(in_their_words(PORTION_WORDS[each]) for each in PORTIONS if each in moves)
        self._desk.apply(self.tr("Move {0}").format(told), edits.layer_set(name, moves=moves))

    def share(self, name: str, portions: frozenset[Portion]) -> None:
        """Let speech, or the performance beside it, move these portions of the face, and the other the rest;
        none takes the performance away.
        """
        if not portions:
            self._desk.apply(self.tr("Without the performance"), edits.performed_no_more())
            return
        performed = portions if name == edits.PERFORMED else WHOLE - portions
        told = listed(in_their_words(PORTION_WORDS[each]) for each in PORTIONS if each in performed)
        self._desk.apply(self.tr("From the performance: {0}").format(told), edits.shared(performed))

    def _show_time(self) -> None:
        desk = self._desk
        self.timeline.show_time(desk.time)
        now = self.tr("{0} / {1}   {2} fps").format(
            desk.written(desk.time), desk.written(desk.span().end), f"{float(desk.rate):g}"
        )
        self._transport.show_clock(now)

    @property
    def own(self) -> Speech | None:
        """A video's own sound; None without one, and until it was listened to."""
        return self._own

    def show_at(self, time: Seconds) -> None:
        """Show the playhead where something else plays."""
        self._desk.time = time
        self._show_time()

    # Where the playhead goes

    def ask_time(self) -> None:
        """Let a person type where the playhead should go."""
        self._transport.ask_time(self._desk.written(self._desk.time))

    def go_to_typed(self, text: str) -> None:
        """To a time that was typed, on its frame; with a sign so far from here."""
        desk = self._desk
        try:
            time = read_time(text, desk.rate, desk.form, desk.time)
        except UsageError as error:
            desk.tell(error)
            return
        desk.go_to(desk.rate.time_of(desk.rate.index_at(time)))

    def ask_settings(self) -> None:
        """Ask for rate, range, how far heads go, how deep folds are and how times are written."""
        desk = self._desk
        reach, folds = desk.session.project.reach, desk.session.project.folds
        dialog = ProjectDialog(desk.rate, desk.span(), reach, folds, desk.form, desk.theme, self._window)
        dialog.folds_tried.connect(lambda share: desk.try_out(edits.folds_set(share)))
        is_kept = dialog.exec()
        desk.try_out(None)
        if not is_kept:
            return
        parts = []
        if dialog.rate != desk.rate:
            parts.append(edits.rate_set(dialog.rate))
        if dialog.span != desk.span():
            parts.append(edits.range_set(dialog.span.start, dialog.span.end))
        if round(dialog.reach_box.value() - reach, 2):
            parts.append(edits.reach_set(dialog.reach_box.value()))
        if dialog.folds != folds:
            parts.append(edits.folds_set(dialog.folds))
        if parts:
            desk.apply(self.tr("Project settings"), edits.together(*parts))
        if dialog.form != desk.form:
            desk.write_times(dialog.form)

    def step(self, frames: int) -> None:
        """So many frames on."""
        rate = self._desk.rate
        self._desk.go_to(rate.time_of(max(0, rate.index_at(self._desk.time) + frames)))

    def to_key(self, way: int) -> None:
        """To the next key, or the one before."""
        now = self._desk.time
        times = edits.keys_of(self._desk.session.project.timeline, self._desk.layer)
        found = [t for t in times if t > now] if way > 0 else [t for t in times if t < now]
        if found:
            self._desk.go_to(found[0] if way > 0 else found[-1])

    def to_end(self) -> None:
        """To the last frame of the range."""
        self._desk.go_to(self._last)

    @property
    def _last(self) -> Seconds:
        """When the last frame of the range begins; its end may lie within that frame."""
        rate = self._desk.rate
        return rate.time_of(max(0, rate.count_in(self._desk.span().end) - 1))

    # Range and markers

    def toggle_loop(self) -> None:
        """Begin again at the end of the range, or stop there."""
        self.loops = not self.loops

    def range_from(self) -> None:
        """What is played and exported begins at the playhead."""
        desk = self._desk
        end = max(desk.span().end, desk.time + desk.rate.time_of(1))
        desk.apply(self.tr("Begin the range"), edits.range_set(desk.time, end))

    def range_to(self) -> None:
        """What is played and exported ends after the frame at the playhead."""
        desk = self._desk
        end = desk.time + desk.rate.time_of(1)
        desk.apply(self.tr("End the range"), edits.range_set(min(desk.span().start, desk.time), end))

    def mark(self) -> None:
        """Set a marker at the playhead, or take the one there away."""
        desk = self._desk
        markers = desk.session.project.timeline.markers
        if any(marker.time == desk.time for marker in markers):
            desk.apply(self.tr("Remove marker"), edits.unmarked(desk.time))
        else:
            desk.apply(self.tr("Set marker"), edits.marked(desk.time, str(len(markers) + 1)))

    # Shuttling

    def shuttle(self, way: int) -> None:
        """Play that way; once more: twice as fast. Forwards at its own speed there is sound."""
        goes = self._speed or (1 if self.player is not None else 0)
        speed = way if goes * way <= 0 else min(max(goes * 2, -_FASTEST), _FASTEST)
        self.stop()
        if speed == 1:
            self.play()
            return
        if self._desk.has_portrait() and self._desk.span().length > 0:
            self._speed, self._clocked = speed, time.monotonic()
            self._transport.show_playing(True)
            self._shuttle.start()

    def _shuttled(self) -> None:
        desk, span, now = self._desk, self._desk.span(), time.monotonic()
        passed, self._clocked = (now - self._clocked) * self._speed, now
        goal = Seconds(float(desk.time) + passed).limit_denominator(100_000)
        desk.time = min(max(goal, span.start), self._last)
        desk.moved.emit()
        if desk.time != goal:
            self.stop()

    # Playing

    def can_play(self) -> bool:
        """Whether there is something to play that can be drawn, or to stop."""
        return self._desk.can_draw() or self.player is not None or bool(self._speed)

    def play(self) -> None:
        """From the playhead to the end of the range, or stop."""
        if self.player is not None or self._speed:
            self.stop()
            return
        if any(stopped() for stopped in self.others):
            return
        desk, scene = self._desk, self._desk.scene()
        if scene is None or desk.span().length <= desk.rate.time_of(1):
            return
        desk.leaving.emit()  # whatever else is heard
        span, rate = desk.span(), desk.rate
        first, last = rate.index_at(desk.time), rate.count_in(span.end)
        if first >= last - 1:
            first = rate.index_at(span.start)
        self.player = Player(scene, first, last, desk.preview.drafts)
        self._stage.set_playing(True)
        self._play_from = rate.time_of(first)
        self._transport.show_playing(True)
        self._ticker.start()
        self._cache_watch.start()

    def watch_cached(self) -> None:
        """Look now and then at what is drawn already, while that changes."""
        if not self._cache_watch.isActive():
            self._cache_watch.start()

    def _show_cached(self) -> None:
        """Which stretches are drawn already, about the playhead."""
        scene, rate = self._desk.scene(), self._desk.rate
        if scene is None:
            self.timeline.show_cached([])
            self._cache_watch.stop()
            return
        here = rate.index_at(self._desk.time)
        if self._is_stale or not self._watched_from <= here <= self._watched_from + _WATCHED:
            first = max(0, here - _WATCHED // 2)
            end = min(rate.count_in(self._desk.span().end), first + _WATCHED)
            self._watched_from, self._is_stale = first, False
            self._marks = scene.marks(first, max(first, end))
        there = self._desk.preview.cached(self._marks)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]]).astype(int)))
        places = (edges + self._watched_from) / float(rate)
        spans = [(float(a), float(b)) for a, b in places.reshape(-1, 2)]
        if not self.timeline.show_cached(spans) and self.player is None:
            self._cache_watch.stop()

    def stop(self) -> None:
        """Stop playing; the playhead stays where it is, on a frame."""
        if self._speed:
            self._speed = 0
            self._shuttle.stop()
            self._transport.show_playing(False)
            self._desk.time = self._desk.rate.time_of(self._desk.rate.index_at(self._desk.time))
            self._desk.moved.emit()
        if self.player is None:
            return
        self._ticker.stop()
        player, self.player = self.player, None
        player.stop()
        self._stage.set_playing(False)
        self._transport.show_playing(False)
        if player.problem is not None:
            self._desk.tell(player.problem)
        self._desk.moved.emit()

    def _tick(self) -> None:
        player, desk = self.player, self._desk
        if player is None:
            return
        if player.sound is None:
            if player.is_ready:
                assert desk.portrait is not None, "it plays"
                heard, rate = exporting.played(desk.session.content(), desk.portrait, self._own)
                player.begin(Playing(heard, rate, float(self._play_from)))
            return
        found = player.due()
        if found is not None:
            index, patch = found
            desk.time = desk.rate.time_of(index)
            self._stage.show_played(patch)
            self.played.emit(desk.preview.cost.get("draft", 0.0), player.tally.dropped)
            self._show_time()
        if player.has_ended:
            self.stop()
            if self.loops:
                desk.time = desk.span().start
                self.play()
