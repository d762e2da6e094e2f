"""What a person can change in the lines of a dub, each as a function ``Project -> Project``."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Literal

from studio.core.edits import SOUND, SPEECH, layer_set
from studio.core.errors import UsageError
from studio.core.lines import LEAST, FacePoint, Line, Take
from studio.core.project import Edit, Project
from studio.core.time import Seconds, TimeRange
from studio.core.timeline import Layer
from studio.core.words import Said

End = Literal["start", "end"]

_START: Final = Seconds(0)


def line_of(project: Project, line: str) -> Line | None:
    """The line of that id; None if there is none."""
    return next((each for each in project.lines if each.id == line), None)


def lines_at(project: Project, time: Seconds) -> tuple[Line, ...]:
    """The lines that are heard at a time."""
    return tuple(line for line in project.lines if line.range.holds(time))


def overlapping(lines: Sequence[Line]) -> frozenset[str]:
    """Ids of the lines that begin before another one of the same face has ended, and of those."""
    found: set[str] = set()
    for i, line in enumerate(lines):
        for other in lines[i + 1 :]:
            if other.face == line.face and _meet(line.range, other.range):
                found |= {line.id, other.id}
    return frozenset(found)


def _meet(one: TimeRange, other: TimeRange) -> bool:
    return one.start < other.end and other.start < one.end


def start_for(lines: Sequence[Line], length: Seconds, face: FacePoint | None, at: Seconds) -> Seconds:
    """Where a line has room, nearest to where it is wanted: one mouth says one line at a time.

    Args:
        lines: the others.
    """
    taken = [line.range for line in lines if line.face == face]
    places = [max(at, _START), *(span.end for span in taken), *(span.start - length for span in taken)]
    free = [
        place
        for place in places
        if place >= 0 and not any(_meet(TimeRange(place, place + length), span) for span in taken)
    ]
    return min(free, key=lambda place: (abs(place - at), place))


def room_from(
    lines: Sequence[Line], face: FacePoint | None, start: Seconds, end: Seconds
) -> TimeRange | None:
    """From a time on, as much of a range as no other line of a face lies in; None if there is no room."""
    taken = [line.range for line in lines if line.face == face]
    if any(span.holds(start) for span in taken):
        return None
    stop = min([end, *(span.start for span in taken if span.start >= start)])
    return TimeRange(start, stop) if stop - start >= LEAST else None


def _sorted(project: Project, lines: Sequence[Line]) -> Project:
    return replace(project, lines=tuple(sorted(lines, key=lambda line: (line.start, line.id))))


def _changed(project: Project, line: str, change: Callable[[Line], Line]) -> Project:
    return _sorted(project, [change(each) if each.id == line else each for each in project.lines])


# Lines -----------------------------------------------------------------------------------------------


def lines_placed(lines: Sequence[Line]) -> Edit:
    """Let lines be said; each goes where there is room, as near as can be to where it is wanted. What was
    spoken before would hold the mouth all the time: it is muted.
    """

    def edit(project: Project) -> Project:
        for line in lines:
            start = start_for(project.lines, line.range.length, line.face, line.start)
            project = _sorted(project, (*project.lines, replace(line, start=start)))
        return _with_free_mouth(project)

    return edit


def hides_lines(project: Project) -> bool:
    """Whether what is spoken, or a performance, would hold the mouth in place of lines."""
    return bool(_holding_the_mouth(project))


def _holding_the_mouth(project: Project) -> list[Layer]:
    return [
        layer
        for layer in project.timeline.heard_layers()
        if layer.performance is not None and layer.weight > 0 and "mouth" in layer.moves & layer.portions
    ]


def _with_free_mouth(project: Project) -> Project:
    """What is spoken is muted; a performance goes on moving the rest."""
    is_said = any(track.name == SOUND for track in project.timeline.tracks)
    for layer in _holding_the_mouth(project):
        if layer.name == SPEECH and is_said:
            tracks = tuple(replace(t, mute=True) if t.name == SOUND else t for t in project.timeline.tracks)
            project = replace(project, timeline=replace(project.timeline, tracks=tracks))
            project = layer_set(layer.name, mute=True)(project)
        else:
            project = layer_set(layer.name, moves=layer.moves - {"mouth"})(project)
    return project


def line_moved(line: str, start: Seconds) -> Edit:
    """Let a line begin at another time, or as near to it as there is room."""

    def edit(project: Project) -> Project:
        others = [each for each in project.lines if each.id != line]

        def moved(old: Line) -> Line:
            return replace(old, start=start_for(others, old.range.length, old.face, start))

        return _changed(project, line, moved)

    return edit


def line_trimmed(line: str, end: End, to: Seconds) -> Edit:
    """Let a line begin, or end, at another time, what is heard of it staying where it is: as far as its
    recording and the lines beside it let it.
    """

    def edit(project: Project) -> Project:
        def trimmed(old: Line) -> Line:
            others = [each.range for each in project.lines if each.id != line and each.face == old.face]
            return _trimmed(old, end, to, others)

        return _changed(project, line, trimmed)

    return edit


def _trimmed(line: Line, end: End, to: Seconds, others: Sequence[TimeRange]) -> Line:
    take, span = line.take, line.range
    if end == "start":
        before = [other.end for other in others if other.end <= span.start]
        start = min(max(to, line.begins, _START, *before), span.end - LEAST)
        part = TimeRange(take.part.start + start - span.start, take.part.end)
        return replace(_with_take(line, replace(take, part=part)), start=start)
    after = [other.start for other in others if other.start >= span.end]
    stop = max(min(to, line.begins + take.length, *after), span.start + LEAST)
    return _with_take(line, replace(take, part=TimeRange(take.part.start, take.part.end + stop - span.end)))


def _with_take(line: Line, take: Take) -> Line:
    takes = tuple(take if i == line.chosen else each for i, each in enumerate(line.takes))
    return replace(line, takes=takes)


def line_split(line: str, at: Seconds, new: str) -> Edit:
    """Two lines of one, one after the other: together they are seen and heard as it was.

    Args:
        new: the id of the second one.

    Raises:
        UsageError: the time is not within it.
    """

    def edit(project: Project) -> Project:
        old = line_of(project, line)
        if old is None or not old.range.start + LEAST <= at <= old.range.end - LEAST:
            raise UsageError(
                Said("The playhead is not within a line."), Said("Put it where the line should be split.")
            )
        place = old.take.part.start + at - old.start
        first, second = TimeRange(old.take.part.start, place), TimeRange(place, old.take.part.end)
        before = replace(_with_take(old, replace(old.take, part=first)), fade_out=_START)
        after = replace(_with_take(old, replace(old.take, part=second)), id=new, start=at, fade_in=_START)
        others = [each for each in project.lines if each.id != line]
        return _sorted(project, (*others, before, after))

    return edit


def lines_removed(lines: frozenset[str]) -> Edit:
    """Take lines away; their recordings stay in the library."""
    return lambda project: replace(project, lines=tuple(x for x in project.lines if x.id not in lines))


def line_set(line: str, **values: object) -> Edit:
    """Set a line's ``gain``, ``left``, ``fade_in``, ``fade_out``, ``face`` or ``speaker``."""
    return lambda project: _changed(project, line, lambda old: replace(old, **values))  # type: ignore[arg-type]


def lines_set(lines: frozenset[str], **values: object) -> Edit:
    """The same for several lines."""

    def edit(project: Project) -> Project:
        for line in lines:
            project = line_set(line, **values)(project)
        return project

    return edit


def line_named(line: str, name: str) -> Edit:
    """Call the take of a line that counts something else."""
    return lambda project: _changed(project, line, lambda old: _with_take(old, replace(old.take, name=name)))


# Takes -----------------------------------------------------------------------------------------------


def take_added(line: str, take: Take) -> Edit:
    """Another recording of a line, which counts from now on."""

    def added(old: Line) -> Line:
        return replace(old, takes=(*old.takes, take), chosen=len(old.takes))

    return lambda project: _changed(project, line, added)


def take_chosen(line: str, number: int) -> Edit:
    """Let another recording of a line count; each has its own beginning and end."""
    return lambda project: _changed(project, line, lambda old: replace(old, chosen=number))


def take_removed(line: str, number: int) -> Edit:
    """Take a recording of a line away; the last one stays."""

    def removed(old: Line) -> Line:
        if len(old.takes) < 2:
            return old
        kept = tuple(take for i, take in enumerate(old.takes) if i != number)
        chosen = old.chosen - (old.chosen >= number and old.chosen > 0)
        return replace(old, takes=kept, chosen=chosen)

    return lambda project: _changed(project, line, removed)


def line_retimed(take: str, new: str, text: str | None = None) -> Edit:
    """The same sound with other words and phonemes, or at other times, and the motion that goes with them, in
    every line that has it.

    Args:
        take, new: ids of the recording as it was, and as it is.
        text: what is said in it; None leaves that as it was.
    """

    def edit(project: Project) -> Project:
        def retimed(each: Take) -> Take:
            if each.id != take:
                return each
            return replace(each, id=new, text=each.text if text is None else text)

        lines = (replace(line, takes=tuple(map(retimed, line.takes))) for line in project.lines)
        return replace(project, lines=tuple(lines))

    return edit


def free_id(project: Project) -> str:
    """An id that no line has."""
    taken = {line.id for line in project.lines}
    return next(name for i in range(1, len(taken) + 2) if (name := f"line-{i}") not in taken)
