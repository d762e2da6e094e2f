"""Words and phonemes of the lines of a dub: what is mended in them, the mouth follows."""

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.app import lines, speaking
from studio.app.jobs import Job, Progress
from studio.core import edits, line_edits
from studio.core.lines import Line
from studio.core.speech import Speech
from studio.core.time import Seconds
from studio.ui.desk import Desk
from studio.ui.timeline.timeline import TimelineView


class LineWords(QObject):
    """What is dragged and chosen in the lanes of words and phonemes, where they are a line's."""

    def __init__(self, desk: Desk, timeline: TimelineView, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._jobs: list[Job[Any]] = []
        self._asked: dict[str, tuple[Speech, frozenset[str]]] = {}
        """By line: its words as they were asked for last, and the takes that led there."""
        timeline.boundary_moved.connect(self.move_boundary)
        timeline.phoneme_chosen.connect(self.choose_phoneme)
        desk.session.opened.connect(self._begin_anew)

    def _begin_anew(self) -> None:
        """Another project is open: what was under way belongs to the one before."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        self._asked.clear()

    def _start(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        job = self._desk.working.start(title, work, done)
        self._jobs = [*(each for each in self._jobs if not each.has_ended), job]
        self._desk.begin(job)

    def give(self, line: str, text: str) -> None:
        """Let the lips of a line go by its words."""
        desk = self._desk
        found = line_edits.line_of(desk.session.project, line)
        if found is None:
            return
        take, settings, rate = found.take, desk.session.project.speaking, desk.rate
        speech = desk.session.takes[take.id]

        def done(heard: lines.Heard) -> None:
            self._replace(take.id, self.tr("Words of {0}").format(take.name), heard.spoken, text)

        self._start(
            self.tr("Listening"),
            lambda tell: lines.hear(speech, take.name, text, settings, rate, tell),
            done,
        )

    def move_boundary(self, kind: Literal["word", "phoneme"], boundary: Seconds, to: Seconds) -> None:
        """Let a word or phoneme of a line begin or end at another time; the mouth follows."""
        for line in self._shown_lines():
            speech, time = self._newest(line), boundary - line.begins
            if line.range.start <= boundary <= line.range.end and time in speech.boundaries(kind):
                what = self.tr("word") if kind == "word" else self.tr("phoneme")
                label = self.tr("Move the end of a {0} of {1}").format(what, line.take.name)
                self._retime(line, speech.moved(kind, time, to - line.begins), label)
                return

    def choose_phoneme(self, index: int, name: str) -> None:
        """Let a phoneme of a line be another one; the mouth follows."""
        found = lines.said_at(self._shown_lines(), self._desk.session.takes, index)
        if found is not None:
            line, number = found
            speech = self._newest(line)
            if speech.phonemes[number].name != name:
                label = self.tr("Say {0} in {1}").format(name, line.take.name)
                self._retime(line, speech.renamed(number, name), label)

    def _shown_lines(self) -> tuple[Line, ...]:
        portrait, project = self._desk.portrait, self._desk.session.project
        return () if portrait is None else lines.said_by(project, portrait)

    def _newest(self, line: Line) -> Speech:
        """A line's words as they are, or will be when what was moved last has arrived."""
        take = line.take.id
        speech, chain = self._asked.get(line.id, (None, frozenset[str]()))
        if speech is None or take not in chain or all(job.has_ended for job in self._jobs):
            return self._desk.session.takes[take]
        return speech

    def _retime(self, line: Line, speech: Speech, label: str) -> None:
        desk, take = self._desk, line.take
        chain = self._asked.get(line.id, (speech, frozenset[str]()))[1] | {take.id}
        self._asked[line.id] = speech, chain
        settings, rate = desk.session.project.speaking, desk.rate

        def done(spoken: speaking.Spoken) -> None:
            now = line_edits.line_of(desk.session.project, line.id)
            known = self._asked.get(line.id, (speech, chain))
            if now is None or now.take.id not in known[1]:  # another take counts by now
                return
            new = self._replace(now.take.id, label, spoken)
            self._asked[line.id] = known[0], known[1] | {new}

        self._start(
            self.tr("Moving the mouth"),
            lambda tell: lines.again(speech, take.text, settings, rate, tell),
            done,
        )

    def _replace(self, take: str, label: str, spoken: speaking.Spoken, text: str | None = None) -> str:
        """Let a recording be said otherwise, wherever it is; the library keeps it in its place."""
        session = self._desk.session
        item = session.listed(label, spoken.performance, spoken.speech, spoken.text)
        steps = [line_edits.line_retimed(take, item.id, text)]
        if any(each.id == take for each in session.project.kept):
            steps.append(edits.kept(item, take))
        self._desk.apply(label, edits.together(*steps))
        return item.id
