"""A project becomes a file: video with its sound, pictures, one still, or its curves."""

import hashlib
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

import numpy as np

from studio import __version__
from studio.app import lines
from studio.app.jobs import Progress
from studio.app.orders import CURVES, NARROWEST, Matter, Order, Plan, SoundWish, planned
from studio.app.sound import Played
from studio.core import edits
from studio.core.errors import SourceError, UsageError
from studio.core.face import Performance
from studio.core.project import Crop
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import Clip, Timeline, performance_of, sampled
from studio.core.words import Said, listed
from studio.engine.portrait import Portrait
from studio.engine.ports import Quality
from studio.engine.scene import Scene
from studio.files import overlaying
from studio.files.encoding import (
    PRESETS,
    SEQUENCE_SOUND,
    SEQUENCES,
    PresetName,
    encoding_for,
    padding,
    refuse_ending,
)
from studio.files.footage import (
    Footage,
    NotAsOrdered,
    film_written_beside,
    footage_folder,
    open_footage,
)
from studio.files.models import cards, is_installed
from studio.files.performances import write_performance
from studio.files.pictures import write_picture
from studio.files.projects import ProjectFile
from studio.files.sound import Sound, SoundPart, SoundReader, SoundSpool, SoundStream
from studio.files.video import Video, VideoFacts, check_video

_DRAWN: Final = 0.94
"""The share of the work that is drawing; then comes putting together, and checking."""
_JOINED: Final = 0.99
_TRUE: Final = Seconds(1, 500)
"""Seconds by which a checked time may be off: WebM rounds to milliseconds."""
_GIF_TRUE: Final = Seconds(1, 50)
_SOUND_TAIL: Final = Seconds(1, 20)
"""Seconds: codecs fill their last block."""
_NAMES: Final = {
    "h264": "H.264", "aac": "AAC", "prores": "ProRes 4444", "pcm_s24le": "PCM", "vp9": "VP9", "opus": "Opus",
    "gif": "GIF",
}  # fmt: skip


_HEARD_AT: Final = 24000
"""Hz: a video's own sound while one works at it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what looking at it again found.

    Attributes:
        resumed: how many frames an interrupted export had left.
        facts: of a video: its length, streams and offset; None of anything else.
        told: the same in sentences for a person.
    """

    path: Path
    plan: Plan
    told: tuple[str, ...]
    resumed: int = 0
    facts: VideoFacts | None = None

    @property
    def frames(self) -> int:
        return self.plan.frames


# What there is ---------------------------------------------------------------------------------------


def scene_of(
    content: ProjectFile, portrait: Portrait, quality: Quality = "full", others: Sequence[Portrait] = ()
) -> Scene:
    """All of a project, for whoever wants its frames.

    Args:
        others: other faces of a video, which say their lines.
    """
    timeline = content.project.timeline
    said, heard = _said(timeline, muted_too=True), lines.heard_by(content, portrait)
    speech, start = (None, Seconds(0)) if said is None else (content.takes[said.take], said.range.start)
    if heard is not None:
        speech, start = heard
    return Scene(
        portrait, timeline, content.performances, None, speech, start, timeline.rate, quality,
        reach=content.project.reach, folds=content.project.folds, finish=content.project.finish,
        mouths=lines.mouths_in(content, portrait),
        beside=tuple(_beside(content, other) for other in others),
    )  # fmt: skip


def _beside(content: ProjectFile, portrait: Portrait) -> Scene:
    """Another face of a video, which does nothing but say its lines."""
    speech, start = lines.heard_by(content, portrait) or (None, Seconds(0))
    return Scene(portrait, Timeline(), {}, None, speech, start, mouths=lines.mouths_in(content, portrait))


def curves_of(content: ProjectFile, rate: FrameRate, span: TimeRange | None = None) -> Performance:
    """What the timeline adds to the portrait in a range of a project."""
    return performance_of(sampled(content.project.timeline, content.performances, None, span, rate), rate)


def played(content: ProjectFile, portrait: Portrait, own: Speech | None) -> tuple[Played | None, int]:
    """What is heard while one works at a project, and its rate in Hz.

    Args:
        own: a video's own sound; see ``heard``.
    """
    speech = sound_of(content) or own
    if content.project.lines and portrait.source.length is not None:
        over = lines.mixed(content, speech, portrait.source.length)
        return over, _HEARD_AT if speech is None else speech.sample_rate
    return (None, _HEARD_AT) if speech is None else (speech.samples, speech.sample_rate)


def sound_of(content: ProjectFile) -> Speech | None:
    """What is heard of what is said in a project: all of it, unless its track is mute."""
    clip = _said(content.project.timeline, muted_too=False)
    return None if clip is None else content.takes[clip.take]


def _said(timeline: Timeline, *, muted_too: bool) -> Clip | None:
    tracks = (track for track in timeline.tracks if track.kind == "sound" and (muted_too or not track.mute))
    return next((clip for track in tracks for clip in track.clips if clip.take), None)


def own_sound(portrait: Portrait, track: int = 0, channels: int = 2) -> SoundReader | None:
    """A video's own sound; None of a picture and a silent video.

    Args:
        track: which one, from 1; 0 is the one that the file, or a voice in it, suggests.

    Raises:
        UsageError: there is no such track.
    """
    if not isinstance(portrait.source, Video):
        return None
    try:
        return portrait.source.sound(channels=channels, track=track)
    except SourceError:
        return None


def heard(portrait: Portrait, track: int, progress: Progress) -> Speech | None:
    """A video's own sound, mono, of which nobody knows the words; None if there is none."""
    own = own_sound(portrait, track, channels=1)
    if own is None:
        return None
    sound = SoundPart(own, TimeRange(Seconds(0), portrait.source.length or Seconds(0)))
    with closing(SoundSpool(_HEARD_AT)) as spool:
        for block in sound.blocks(_HEARD_AT):
            progress(0.5, Said("listening"))
            spool.append(block)
        return Speech(spool.samples(), _HEARD_AT)


def whole_range(timeline: Timeline, portrait: Portrait) -> TimeRange:
    """What is played and exported: the timeline's range; of an empty one, a video's length, or as far as
    there are keys.
    """
    if timeline.range.length > 0:
        return timeline.range
    last = max(edits.keys_of(timeline), default=Seconds(0)) + timeline.rate.time_of(1)
    return TimeRange(Seconds(0), portrait.source.length or last)


def matter_of(
    content: ProjectFile, portrait: Portrait, moment: Seconds = Seconds(0), pace: float | None = None
) -> Matter:
    """What there is to export of a project.

    Args:
        moment: where the playhead is.
        pace: seconds that a frame takes, if somebody knows.
    """
    timeline = content.project.timeline
    span, crop = whole_range(timeline, portrait), _crop_of(content.project.crop, portrait)
    ends = [span.end, portrait.source.length or Seconds(0)]
    ends += [clip.range.end for track in timeline.tracks for clip in track.clips]
    ends += [key + timeline.rate.time_of(1) for key in edits.keys_of(timeline)]
    return Matter(
        size=portrait.size if crop is None else (crop[2] - crop[0], crop[3] - crop[1]),
        rate=timeline.rate,
        range=span,
        whole=TimeRange(Seconds(0), max(ends)),
        moment=moment,
        pace=pace,
        has_sound=(portrait.is_video and bool(content.project.lines))
        or sound_of(content) is not None
        or own_sound(portrait, _track(content)) is not None,
        has_own_sound=own_sound(portrait, _track(content)) is not None,
        is_video=portrait.is_video,
        crop=crop,
    )


# What is done ----------------------------------------------------------------------------------------


def export(
    content: ProjectFile,
    portrait: Portrait,
    order: Order,
    progress: Progress,
    others: Sequence[Portrait] = (),
) -> Written:
    """Write what was ordered, and look at it again before it takes its place.

    A video or folder of pictures whose export was interrupted by a crash is gone on with, when the same is
    ordered again.

    Args:
        progress: told how far it is, 0–1, and what it does; raising ``Cancelled`` stops it, and nothing is
            left behind.
        others: other faces of a video, which say their lines.

    Raises:
        UsageError: there is no such range or size, or the result would replace the portrait.
        OutputError: it can't be written, or did not come out as ordered; what was there is there still.
    """
    if order.goal.exists() and order.goal.samefile(portrait.path):
        raise UsageError(Said("The result would replace the portrait itself."), Said("Give another name."))
    plan = planned(order, matter_of(content, portrait))
    if order.kind in CURVES:
        return _curves(content, order, plan)
    scene = replace(
        scene_of(content, portrait, order.quality, others), rate=plan.rate, crop=plan.crop, size=plan.size
    ).met(progress)
    if order.kind == "still":
        return _still(scene, order, plan, progress)
    return _film(content, scene, order, plan, progress)


def _curves(content: ProjectFile, order: Order, plan: Plan) -> Written:
    """OpenFace's columns (.csv), or ours (.json)."""
    performance = curves_of(content, plan.rate, plan.span)
    write_performance(order.goal, performance, force=order.force)
    told = Said("{0} frames at {1} fps", plan.frames, f"{float(plan.rate):g}")
    return Written(order.goal, plan, (told,))


def _still(scene: Scene, order: Order, plan: Plan, progress: Progress) -> Written:
    progress(0.1, Said("drawing"))
    write_picture(order.goal, scene.picture(plan.first), force=order.force)
    return Written(order.goal, plan, (_pixels(plan.size),))


def _film(content: ProjectFile, scene: Scene, order: Order, plan: Plan, progress: Progress) -> Written:
    preset = cast(PresetName, order.kind)
    refuse_ending(order.goal, preset)
    whole = None if preset == "gif" else _wished_sound(content, scene.portrait, order.sound)
    sound = None if whole is None else SoundPart(whole, plan.span)

    def joined(share: float) -> None:
        progress(_DRAWN + (_JOINED - _DRAWN) * share, Said("putting it together"))

    with (
        footage_folder(_key(content, scene, order, plan)) as folder,
        film_written_beside(order.goal, preset, order.force) as part,
    ):
        with open_footage(
            preset,
            folder,
            plan.size,
            plan.rate,
            order.goal.suffix,
            hardware=order.hardware,
            fineness=order.fineness,
        ) as footage:
            resumed = footage.frame_count
            _draw(scene, plan, footage, progress)
            footage.finish(part, sound, joined)
        progress(_JOINED, Said("checking"))
        facts, told = _checked(part, order, plan, has_sound=sound is not None)
    told = (*told, *_told_of(scene.portrait, whole))
    faces = (scene.portrait, *(other.portrait for other in scene.beside))
    said = [line for line in content.project.lines if any(lines.is_said_by(line, face) for face in faces)]
    if silent := len(content.project.lines) - len(said):
        told = (*told, _other_mouths(silent))
    if resumed:
        told = (*told, Said("It went on from frame {0} of an export that was interrupted.", resumed))
    if unseen := _left_alone(scene, plan):
        told = (*told, _stays(unseen))
    if scene.holds_head_back:
        told = (*told, _HELD_BACK)
    return Written(order.goal, plan, told, resumed, facts)


def _draw(scene: Scene, plan: Plan, footage: Footage, progress: Progress) -> None:
    """Draw the frames that are not there yet."""
    begun = footage.frame_count
    if begun:
        progress(_DRAWN * begun / plan.frames, Said("going on from frame {0} of {1}", begun, plan.frames))
    if begun == plan.frames:
        return
    clock = Clock(plan.frames - begun)
    for frame in scene.frames(plan.first + begun, plan.first + plan.frames):
        footage.write(frame.pixels)
        done = footage.frame_count
        told, left = Said("frame {0} of {1}", done, plan.frames), clock.tick()
        progress(_DRAWN * done / plan.frames, Said("{0}, {1}", told, left) if left else told)


def _other_mouths(count: int) -> Said:
    return Said(
        "{0} lines are another face's, whose mouth is not moved here: export the dubbed film for that.", count
    )


_HELD_BACK: Final = Said(
    "The head would have left what the picture can bear and was held back; "
    "a larger reach (--reach, or the project's settings) lets it go farther."
)


def _left_alone(scene: Scene, plan: Plan) -> int:
    """How many frames show no whole face."""
    subject = scene.subject
    times = (plan.rate.time_of(plan.first + i) for i in range(plan.frames))
    return sum(not subject.is_seen(subject.index_at(time)) for time in times) if subject.unseen else 0


def _stays(unseen: int) -> Said:
    if unseen == 1:
        return Said("One frame shows no whole face and stays as it is.")
    return Said("{0} frames show no whole face and stay as they are.", unseen)


def _crop_of(crop: Crop | None, portrait: Portrait) -> Crop | None:
    """The part of a crop that lies on the portrait; None is all of it, also of a crop beside it."""
    if crop is None:
        return None
    width, height = portrait.size
    left, top, right, bottom = crop[0], crop[1], min(crop[2], width), min(crop[3], height)
    return (left, top, right, bottom) if right - left >= NARROWEST and bottom - top >= NARROWEST else None


def _key(content: ProjectFile, scene: Scene, order: Order, plan: Plan) -> str:
    """Digest of all that decides the pixels of a film, and of where it goes."""
    source, file, portrait = content.project.source, scene.portrait.path.stat(), scene.portrait
    facts = (
        __version__, portrait.renderer.name, [card.name for card in cards() if is_installed(card.name)],
        "" if source is None else source.digest, file.st_size, file.st_mtime_ns, portrait.face,
        order.goal.absolute(), order.kind, order.quality, order.hardware, order.fineness, plan,
        scene.folds, str(scene.finish),
    )  # fmt: skip
    digest = hashlib.sha256(repr(facts).encode())
    digest.update(portrait.original.tobytes())
    digest.update(portrait.subject.person().neutral.tobytes())
    for face in (scene, *scene.beside):
        digest.update(repr([(mouth.shows, mouth.rise, mouth.fall) for mouth in face.mouths]).encode())
        digest.update(replace(face, rate=plan.rate).rows(plan.first, plan.first + plan.frames).tobytes())
    if scene.speech is not None:
        digest.update(repr((scene.speech_start, scene.speech.words, scene.speech.phonemes)).encode())
        digest.update(np.ascontiguousarray(scene.speech.samples).tobytes())
    return digest.hexdigest()


# Sound -----------------------------------------------------------------------------------------------


def _sound(content: ProjectFile, portrait: Portrait) -> SoundStream | None:
    """What is heard: what is said, from its own file if it has one; else a video's own sound. Lines lie over
    it.
    """
    said = _said_sound(content, portrait)
    laid, length = lines.laid(content), portrait.source.length
    if not laid or length is None:
        return said
    return overlaying.OverSilence(laid, length) if said is None else overlaying.OverSound(said, laid)


def _said_sound(content: ProjectFile, portrait: Portrait) -> SoundStream | None:
    clip = _said(content.project.timeline, muted_too=False)
    if clip is None:
        return own_sound(portrait, _track(content))
    if clip.media is not None and Path(clip.media.path).is_file():
        return SoundReader(clip.media.path, channels=2, track=clip.media.track)
    speech = content.takes[clip.take]
    return Sound(speech.samples, speech.sample_rate)


def _wished_sound(content: ProjectFile, portrait: Portrait, wish: SoundWish) -> SoundStream | None:
    if wish == "none":
        return None
    return own_sound(portrait, _track(content)) if wish == "original" else _sound(content, portrait)


def _track(content: ProjectFile) -> int:
    """Which sound of the source is heard."""
    return 0 if content.project.source is None else content.project.source.track


def _told_of(portrait: Portrait, sound: SoundStream | None) -> tuple[str, ...]:
    """What the renderer lacks, and what was done to a video and a sound that were read."""
    video = portrait.source.told if isinstance(portrait.source, Video) else ()
    lacking = filter(None, (getattr(portrait.renderer, "lacks", ""),))
    return (*lacking, *video, *(sound.told if isinstance(sound, SoundReader) else ()))


# How far it is ---------------------------------------------------------------------------------------


class Clock:
    """Tells how long is left, from how long frames took lately."""

    def __init__(self, frames: int) -> None:
        self._left = frames
        self._pace = 0.0
        self._ticks = 0
        self._last = time.monotonic()

    def tick(self) -> str:
        """After each frame: the time that is left in words, once enough frames have told; empty before."""
        now = time.monotonic()
        self._ticks += 1
        self._left -= 1
        self._pace += (now - self._last - self._pace) * max(1 / self._ticks, 0.03)
        self._last = now
        return time_left(self._pace * self._left) if self._ticks >= 5 and self._left else ""


def time_left(seconds: float) -> str:
    """As a person says it: ``about 2 min left``."""
    if seconds < 8:
        return Said("a few seconds left")
    if seconds < 57.5:
        return Said("about {0} s left", 5 * round(seconds / 5))
    minutes = round(seconds / 60)
    if minutes < 60:
        return Said("about {0} min left", minutes)
    return Said("about {0} h {1} min left", minutes // 60, minutes % 60)


# Looked at again -------------------------------------------------------------------------------------


def _checked(
    part: Path, order: Order, plan: Plan, *, has_sound: bool
) -> tuple[VideoFacts | None, tuple[str, ...]]:
    """What is in a result, as facts and in words.

    Raises:
        NotAsOrdered: it is not what was ordered.
    """
    if order.kind in SEQUENCES:
        wrong = _wrong_pictures(part, SEQUENCES[order.kind], plan, has_sound=has_sound)
        heard = Said("sound.wav beside them") if has_sound else Said("no sound")
        facts, told = (
            None,
            Said("{0} pictures, {1}, {2}, {3}", plan.frames, _length(plan), _pixels(plan.size), heard),
        )
    else:
        facts = check_video(part)
        wrong = wrong_in(facts, order, plan, has_sound=has_sound)
        tracks = " + ".join(_NAMES.get(name, name) for name in facts.streams)
        heard = Said("sound starts with the picture") if has_sound else Said("no sound")
        told = Said(
            "{0}, {1} frames, {2}, {3}, {4}", _length(plan), plan.frames, _pixels(facts.size), tracks, heard
        )
    if wrong:
        raise NotAsOrdered(
            Said("{0} did not come out as ordered: {1}.", order.goal.name, listed(wrong)),
            Said("It was not kept. Export it again."),
        )
    return facts, (told,)


def wrong_in(facts: VideoFacts, order: Order, plan: Plan, *, has_sound: bool) -> tuple[str, ...]:
    """Where a video differs from what was ordered, in words; nothing if it is right."""
    preset = cast(PresetName, order.kind)
    right, below = padding(plan.size, encoding_for(preset, order.goal.suffix.lower()))
    size = plan.size[0] + right, plan.size[1] + below
    codecs = tuple(name for name in PRESETS[preset].codecs[: 2 if has_sound else 1] if name)
    late, heard = facts.sound_offset or Seconds(0), facts.sound_length or Seconds(0)
    true = _GIF_TRUE if preset == "gif" else _TRUE
    wrong = {
        Said("{0} frames and not {1}", facts.frame_count, plan.frames): facts.frame_count != plan.frames,
        Said("{0} s and not {1} s", f"{float(facts.length):.3f}", f"{float(plan.length):.3f}"): abs(
            facts.length - plan.length
        )
        > true,
        Said("{0} and not {1}", _pixels(facts.size), _pixels(size)): facts.size != size,
        Said("{0} and not {1}", " + ".join(facts.streams), " + ".join(codecs)): facts.streams != codecs,
        Said("sound that starts {0} ms late", f"{1000 * float(late):.0f}"): abs(late) > _TRUE,
        Said("{0} s of sound", f"{float(heard):.3f}"): has_sound
        and not -_TRUE <= heard - plan.length <= _SOUND_TAIL,
    }
    return tuple(words for words, is_so in wrong.items() if is_so)


def _wrong_pictures(folder: Path, ending: str, plan: Plan, *, has_sound: bool) -> tuple[str, ...]:
    pictures = [picture for picture in folder.glob(f"frame_*{ending}") if picture.stat().st_size]
    wrong = {
        Said("{0} pictures and not {1}", len(pictures), plan.frames): len(pictures) != plan.frames,
        Said("no sound"): has_sound and not (folder / SEQUENCE_SOUND).is_file(),
    }
    return tuple(words for words, is_so in wrong.items() if is_so)


def _length(plan: Plan) -> str:
    return f"{float(plan.length):.2f} s"


def _pixels(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]}"
