"""A project becomes a file: video with its sound, pictures, one still, or its curves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.app.jobs import Progress
from studio.app.preview import Portrait, base_at, draw, on_base
from studio.core.edits import SPEECH, layer_of
from studio.core.errors import SourceError
from studio.core.face import FaceState, Performance
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import Timeline, sampled
from studio.engine.ports import Quality, Shot
from studio.files.performances import write_performance
from studio.files.pictures import write_picture
from studio.files.projects import ProjectFile
from studio.files.sound import SoundReader, SoundSpool
from studio.files.video import PresetName, Video, VideoFacts, VideoWriter, check_video


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what looking at it again found.

    Attributes:
        facts: of a video: its length, streams and offset; None of anything else.
    """

    path: Path
    frames: int
    facts: VideoFacts | None = None


def performance_of(content: ProjectFile, rate: FrameRate, span: TimeRange | None = None) -> Performance:
    """What the timeline adds to the portrait in a range of a project."""
    return sampled(content.project.timeline, content.performances, FaceState(), span, rate)


def sound_of(content: ProjectFile) -> Speech | None:
    """What is said in a project, if its sound is on."""
    for track in content.project.timeline.tracks:
        if track.kind == "sound" and not track.mute:
            for clip in track.clips:
                if clip.take:
                    return content.takes[clip.take]
    return None


def film(
    content: ProjectFile,
    portrait: Portrait,
    goal: Path,
    preset: PresetName,
    quality: Quality,
    progress: Progress,
    *,
    force: bool = False,
) -> Written:
    """Write the range of a project as a video or a folder of pictures, and look at the result again.

    Raises:
        OutputError: it can't be written.
        Cancelled: it was stopped; nothing is left behind.
    """
    timeline = content.project.timeline
    span, rate = whole_range(timeline, portrait), timeline.rate
    performance = performance_of(content, rate, span)
    first, count = rate.index_at(span.start), len(performance)
    speaks = layer_of(content.project, SPEECH) is not None
    states = [
        on_base(performance.state(i), base_at(portrait, rate.time_of(first + i), speaks=speaks))
        for i in range(count)
    ]
    shot = Shot(span, rate, states, first, source=portrait.source if portrait.is_video else None)
    speech = sound_of(content)
    with (
        _spooled(speech, span) as spool,
        VideoWriter(
            goal, portrait.likeness.size, rate, preset, spool or own_sound(portrait, span), force
        ) as writer,
    ):
        for done, frame in enumerate(portrait.renderer.render(portrait.likeness, shot, quality), 1):
            writer.write(frame.pixels)
            progress(done / count, f"frame {done} of {count}")
    return Written(goal, count, check_video(goal) if goal.is_file() and goal.suffix != ".gif" else None)


def own_sound(portrait: Portrait, span: TimeRange) -> SoundReader | None:
    """A video's own sound, where nothing else is said; None of a picture, a silent video, a later part."""
    if not isinstance(portrait.source, Video) or span.start > 0:
        return None
    try:
        return portrait.source.sound(channels=2)
    except SourceError:
        return None


def whole_range(timeline: Timeline, portrait: Portrait) -> TimeRange:
    """What is played and exported: the timeline's range; of an empty one, a video's length or one frame."""
    if timeline.range.length > 0:
        return timeline.range
    length = portrait.source.length
    return TimeRange(Seconds(0), length if length else timeline.rate.time_of(1))


def still(
    content: ProjectFile,
    portrait: Portrait,
    moment: Seconds,
    goal: Path,
    progress: Progress,
    *,
    force: bool = False,
) -> Written:
    """Write one picture, of the source's full size.

    Raises:
        OutputError: it can't be written.
    """
    rate = content.project.timeline.rate
    span = TimeRange(moment, moment + Fraction(1, 1) / rate.fps)
    added = performance_of(content, rate, span).state(0)
    speaks = layer_of(content.project, SPEECH) is not None
    progress(0.1, "drawing")
    drawn = draw(portrait, on_base(added, base_at(portrait, moment, speaks=speaks)), moment, "full")
    write_picture(goal, drawn.pixels, force=force)
    return Written(goal, 1)


def curves(content: ProjectFile, portrait: Portrait, goal: Path, *, force: bool = False) -> Written:
    """Write what the face does as curves: OpenFace's columns (.csv), or ours (.json).

    Raises:
        OutputError: it can't be written.
    """
    span = whole_range(content.project.timeline, portrait)
    performance = performance_of(content, content.project.timeline.rate, span)
    write_performance(goal, performance, force=force)
    return Written(goal, len(performance))


@contextmanager
def _spooled(speech: Speech | None, span: TimeRange) -> Iterator[SoundSpool | None]:
    """The sound of a range, on disk while the video is written."""
    if speech is None:
        yield None
        return
    rate = speech.sample_rate
    first, last = (round(t * rate) for t in (span.start, span.end))
    part = speech.samples[first:last]
    with SoundSpool(rate) as spool:
        spool.append(np.concatenate([part, np.zeros(max(last - first - len(part), 0), np.float32)]))
        yield spool
