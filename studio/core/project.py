"""The document: one portrait or video, what is placed in time, and the settings to make it speak and export.

A ``Project`` is a value without pixels or samples. It becomes plain JSON (``to_json``) and back
(``from_json``); exact times are strings such as ``"1001/30000"``. Each change of the format gets the next
number and one function that turns a document of the number before into it.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, cast, get_args

import numpy as np

from studio.core.curve import Curve, Handle, Handles, Interpolation, Keyframe
from studio.core.errors import ProjectError, UsageError
from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.finish import PLAIN, Finish
from studio.core.life import ALL, PARTS, Life
from studio.core.lines import DUCKED, Line, Take, takes_of
from studio.core.manner import Manner
from studio.core.time import FrameRate, TimeRange
from studio.core.timeline import (
    PORTIONS,
    SLOT_INDEX,
    TRACK_KINDS,
    WHOLE,
    Clip,
    Layer,
    Marker,
    Media,
    Portion,
    Timeline,
    Track,
    TrackKind,
)
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.core.words import Said, listed

Json = dict[str, Any]
Upgrade = Callable[[Json], Json]

VERSION: Final = 3
SEEDS: Final = 1_000_000_000
"""Seeds that can be typed: from 0 to one less."""


def _with_kinds_of_handles(document: Json) -> Json:
    """project/2 says of each key who sets its handles; until then it was always the curve."""
    for layer in document["timeline"]["layers"]:
        for keys in layer["curves"].values():
            for key in keys:
                key["handles"] = "auto"
    return document


def _with_what_is_moved(document: Json) -> Json:
    """project/3 says of each layer what its performance moves in a video (until then everything was added to
    the actor's own motion), who drives each portion, and who draws.
    """
    timeline, speaking = document.get("timeline", {}), document.get("speaking", {})
    speaks = any(track.get("kind") == "text" for track in timeline.get("tracks", ()))
    for layer in timeline.get("layers", ()):
        layer["moves"] = ["mouth"] if speaks and layer.get("name") == "speech" else list(PORTIONS)
    return {
        **document,
        "renderer": document.get("export", {}).get("renderer", "rig"),
        "speaking": {**speaking, "drivers": dict.fromkeys(PORTIONS, speaking.get("driver", "rule"))},
    }


UPGRADES: Final[Mapping[int, Upgrade]] = MappingProxyType({1: _with_kinds_of_handles, 2: _with_what_is_moved})
"""From a version to the next: ``UPGRADES[1]`` turns project/1 into project/2."""

_RATIO: Final = re.compile(r"-?\d{1,60}(/\d{1,60})?")
_DAY: Final = 86400
"""Seconds. A timeline of years has more frames than anybody could draw or keep."""
_LARGEST: Final = 1e9
"""Of any number that is no time: pixels, degrees, centimetres, weights."""
_SLOWEST, _FASTEST = Fraction(1, 3600), Fraction(10_000)
"""Frames per second, of what a project or a performance may have: from time lapses to what a lab records."""

Crop = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Drivers:
    """Who moves what to speech: for each portion of the face the name of a driver, which plug-ins register.

    As text: ``rule``, or ``mouth=neural_lipsync,face=rule,head=rule``.
    """

    mouth: str = "rule"
    face: str = "rule"
    head: str = "rule"

    @classmethod
    def all(cls, name: str) -> "Drivers":
        """One for everything."""
        return cls(name, name, name)

    @classmethod
    def read(cls, text: str) -> "Drivers":
        """From what a person typed; a name alone is for all that no other one is named for.

        Raises:
            UsageError: it is of another form, or there is no such portion.
        """
        example = Said("Write a name, or who moves what: mouth=NAME,face=NAME,head=NAME.")
        said: dict[str, str] = {}
        for part in text.split(","):
            portion, equals, name = part.strip().rpartition("=")
            portion = portion.strip()
            if not name.strip() or (equals and portion not in PORTIONS) or portion in said:
                raise UsageError(Said("“{0}” does not tell who moves the face.", text), example)
            said[portion] = name.strip()
        others = said.pop("", cls().mouth)
        return cls(**{portion: said.get(portion, others) for portion in PORTIONS})

    def of(self, portion: Portion) -> str:
        """The driver of a portion."""
        return {"mouth": self.mouth, "face": self.face, "head": self.head}[portion]

    def moving(self, portions: frozenset[Portion]) -> "Drivers":
        """The same for some portions, and nobody for the others."""
        return Drivers(**{portion: self.of(portion) if portion in portions else "" for portion in PORTIONS})

    def __str__(self) -> str:
        if self.mouth == self.face == self.head:
            return self.mouth
        return ",".join(f"{portion}={self.of(portion)}" for portion in PORTIONS)


FILMED: Final[frozenset[Portion]] = frozenset(("face", "head"))
"""What a film moves where somebody else moves the lips, unless a person chose otherwise."""
_ELSEWHERE: Final = Said("beside speech a film moves the face or the head alone")


@dataclass(frozen=True, slots=True)
class Filmed:
    """Motion that was filmed, and what of a face it moves beside speech.

    Attributes:
        performance: its id in the library; empty for none.
        moves: without the mouth, which speaks.
    """

    performance: str = ""
    moves: frozenset[Portion] = FILMED

    def __post_init__(self) -> None:
        if not self.moves <= FILMED:
            raise ValueError(_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class SpeakingSettings:
    """How text or sound becomes motion; ``voice`` is a name that plug-ins register.

    Attributes:
        seed: of what is left to chance; None leaves it to what is animated, see ``seed_for``.
        filmed: motion that moves face and head instead of drivers and manner.
    """

    voice: str = "hibari"
    drivers: Drivers = Drivers()
    speed: float = 1.0
    seed: int | None = None
    manner: Manner = field(default_factory=Manner)
    filmed: Filmed = Filmed()

    def seed_for(self, *animated: bytes) -> int:
        """The seed that a person chose, or else one that comes from what is animated: the same for the same,
        so that clips seen side by side do not all blink in one frame.

        Args:
            animated: what tells it from others, such as the digest of a picture and what is said.
        """
        if self.seed is not None:
            return self.seed
        digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in animated)).digest()
        return int.from_bytes(digest[:8], "big") % SEEDS

    def moving(self, portions: frozenset[Portion]) -> "SpeakingSettings":
        """The same where speech moves only some portions of a face: what comes with the others, such as the
        smiles of a lively face, stays away.
        """
        return replace(self, drivers=self.drivers.moving(portions))


@dataclass(frozen=True, slots=True)
class Kept:
    """A sound or a motion that the library lists, whether the timeline uses it or not.

    Attributes:
        id: of the take, or else of the performance, that is stored beside the document.
        name: what a person calls it.
        made: when, in UTC, as ISO 8601 writes it.
        text: what is said in it, with its tags; empty if nobody wrote it down.
    """

    id: str
    name: str
    made: str = ""
    text: str = ""


FARTHEST_REACH: Final = 10.0
"""How many times as far as a picture bears a performance may carry the head at most."""


@dataclass(frozen=True, slots=True)
class Project:
    """All that a person has decided.

    Attributes:
        source: the portrait or video that is animated; None in an empty project.
        face: which face of several: a point on it, in pixels of the source; None takes the largest.
        rest: the portrait's own state as a person corrected it; None leaves it to the tracker.
        crop: what of the picture is exported, x0, y0, x1, y1 in its pixels; None is all of it.
        renderer: who draws, a name that plug-ins register.
        kept: what the library lists, the newest last.
        reach: how far a performance may carry the head, in parts of what the picture bears, 0–10.
        folds: how much of others' folds is laid over a moving face, 0–1.
        finish: what is done to finished pictures.
        lines: what is dubbed into a video, in order of time.
        rests_as: the id of the performance whose performer is the person in the picture: it tells how their
            face rests; empty leaves that to the picture.
    """

    source: Media | None = None
    face: tuple[float, float] | None = None
    rest: FaceState | None = None
    crop: Crop | None = None
    timeline: Timeline = field(default_factory=Timeline)
    speaking: SpeakingSettings = SpeakingSettings()
    renderer: str = "rig"
    kept: tuple[Kept, ...] = ()
    reach: float = 1.0
    folds: float = 1.0
    finish: Finish = PLAIN
    lines: tuple[Line, ...] = ()
    rests_as: str = ""

    def takes(self) -> frozenset[str]:
        """Ids of all takes of speech that timeline and lines name."""
        return self.timeline.takes() | takes_of(self.lines)

    def performances(self) -> frozenset[str]:
        """Ids of all performances that are needed: timeline and lines name them (a take's motion is called as
        its sound), or the portrait rests as their performer does.
        """
        rests = frozenset((self.rests_as,) if self.rests_as else ())
        return self.timeline.performances() | takes_of(self.lines) | rests

    def media(self) -> tuple[Media, ...]:
        """Every file that the project points at, once each, the source first."""
        clips = (clip.media for track in self.timeline.tracks for clip in track.clips)
        heard = (take.media for line in self.lines for take in line.takes)
        return tuple(dict.fromkeys(m for m in (self.source, *clips, *heard) if m is not None))

    def is_within_bounds(self) -> bool:
        """Whether its times and its rate are such as ``from_json`` takes."""
        timeline = self.timeline
        clips = [clip for track in timeline.tracks for clip in track.clips]
        curves = [curve for layer in timeline.layers for curve in layer.curves.values()]
        keys = [key for curve in curves for key in (*curve.keyframes[:1], *curve.keyframes[-1:])]
        spans = [timeline.range, *(clip.range for clip in clips)]
        times = [time for span in spans for time in (span.start, span.end)]
        times += [layer.start for layer in timeline.layers] + [clip.offset for clip in clips]
        times += [marker.time for marker in timeline.markers] + [key.time for key in keys]
        times += [line.range.end for line in self.lines]
        times += [take.length for line in self.lines for take in line.takes]
        return all(abs(time) <= _DAY for time in times) and _SLOWEST <= timeline.rate.fps <= _FASTEST

    def with_media(self, change: Callable[[Media], Media]) -> "Project":
        """With every file that it points at replaced by what ``change`` makes of it."""
        tracks = tuple(
            replace(track, clips=tuple(_with_clip_media(clip, change) for clip in track.clips))
            for track in self.timeline.tracks
        )
        lines = tuple(_with_line_media(line, change) for line in self.lines)
        source = self.source and change(self.source)
        return replace(self, source=source, timeline=replace(self.timeline, tracks=tracks), lines=lines)


Edit = Callable[[Project], Project]


def _with_clip_media(clip: Clip, change: Callable[[Media], Media]) -> Clip:
    return clip if clip.media is None else replace(clip, media=change(clip.media))


def _with_line_media(line: Line, change: Callable[[Media], Media]) -> Line:
    takes = (take if take.media is None else replace(take, media=change(take.media)) for take in line.takes)
    return replace(line, takes=tuple(takes))


# ---------------------------------------------------------------- to JSON


def to_json(project: Project) -> Json:
    """The project as plain dicts, lists, strings and numbers."""
    out: Json = {
        "schema": f"project/{VERSION}",
        "source": project.source and _media_json(project.source),
        "face": project.face and list(project.face),
        "crop": project.crop and list(project.crop),
        "rest": project.rest and state_to_json(project.rest),
        "timeline": _timeline_json(project.timeline),
        "speaking": {
            "voice": project.speaking.voice,
            "drivers": {portion: project.speaking.drivers.of(portion) for portion in PORTIONS},
            "speed": project.speaking.speed,
            **({} if project.speaking.seed is None else {"seed": project.speaking.seed}),
            **_manner_json(project.speaking.manner),
            **_filmed_json(project.speaking.filmed),
        },
        "renderer": project.renderer,
    }
    if project.kept:
        out["kept"] = [
            {"id": item.id, "name": item.name, "made": item.made, "text": item.text} for item in project.kept
        ]
    if project.reach != 1:
        out["reach"] = project.reach
    if project.folds != 1:
        out["folds"] = project.folds
    if project.finish:
        out["finish"] = list(project.finish.steps)
    if project.lines:
        out["lines"] = [_line_json(line) for line in project.lines]
    if project.rests_as:
        out["rests_as"] = project.rests_as
    return out


def _line_json(line: Line) -> Json:
    return {
        "id": line.id,
        "start": str(line.start),
        "takes": [_take_json(take) for take in line.takes],
        "chosen": line.chosen,
        "fades": [str(line.fade_in), str(line.fade_out)],
        "gain": line.gain,
        "left": line.left,
        "face": line.face and list(line.face),
        "speaker": line.speaker,
    }


def _take_json(take: Take) -> Json:
    return {
        "id": take.id,
        "length": str(take.length),
        "part": _range_json(take.part),
        "name": take.name,
        "text": take.text,
        "media": take.media and _media_json(take.media),
    }


def _manner_json(manner: Manner) -> Json:
    if manner == Manner():
        return {}
    facts: Json = {"liveliness": manner.liveliness, "mood": manner.mood, "strength": manner.strength}
    return {**facts, "manner": manner.name} if manner.name else facts


def _filmed_json(filmed: Filmed) -> Json:
    if filmed == Filmed():
        return {}
    moves = [portion for portion in PORTIONS if portion in filmed.moves]
    return {"filmed": {"performance": filmed.performance, "moves": moves}}


def state_to_json(state: FaceState) -> Json:
    """A state by names; channels that are zero are left out."""
    names = ("yaw", "pitch", "roll", "x", "y", "z")
    return {
        "channels": {name: state[name] for name in CHANNELS if state[name] != 0.0},
        "head": dict(zip(names, state.head.values(), strict=True)),
        "gaze": {"yaw": state.gaze.yaw, "pitch": state.gaze.pitch},
    }


def _media_json(media: Media) -> Json:
    facts: Json = {"path": media.path, "sha256": media.digest, "embedded": media.embedded}
    return {**facts, "track": media.track} if media.track else facts


def _timeline_json(timeline: Timeline) -> Json:
    return {
        "range": _range_json(timeline.range),
        "rate": str(timeline.rate),
        "tracks": [_track_json(track) for track in timeline.tracks],
        "layers": [_layer_json(layer) for layer in timeline.layers],
        "markers": [{"time": str(m.time), "name": m.name} for m in timeline.markers],
    }


def _track_json(track: Track) -> Json:
    return {
        "name": track.name,
        "kind": track.kind,
        "mute": track.mute,
        "clips": [_clip_json(clip) for clip in track.clips],
    }


def _clip_json(clip: Clip) -> Json:
    return {
        "range": _range_json(clip.range),
        "offset": str(clip.offset),
        "performance": clip.performance,
        "take": clip.take,
        "media": clip.media and _media_json(clip.media),
        "text": clip.text,
    }


def _layer_json(layer: Layer) -> Json:
    out: Json = {
        "name": layer.name,
        "curves": {slot: [_key_json(key) for key in curve.keyframes] for slot, curve in layer.curves.items()},
        "performance": layer.performance,
        "start": str(layer.start),
        "weight": layer.weight,
        "mute": layer.mute,
        "solo": layer.solo,
        "additive": layer.additive,
        "moves": [portion for portion in PORTIONS if portion in layer.moves],
    }
    if layer.portions != WHOLE:
        out["portions"] = [portion for portion in PORTIONS if portion in layer.portions]
    if layer.life != ALL:
        out["life"] = {part: amount for part, amount in layer.life if amount != 1}
    marked = {"solos": sorted(layer.solos), "locks": sorted(layer.locks)}
    return out | {name: slots for name, slots in marked.items() if slots}


def _key_json(key: Keyframe) -> Json:
    out: Json = {
        "time": str(key.time),
        "value": key.value,
        "interpolation": key.interpolation,
        "handles": key.handles,
    }
    if key.incoming != (0.0, 0.0) or key.outgoing != (0.0, 0.0):
        out |= {"incoming": list(key.incoming), "outgoing": list(key.outgoing)}
    return out


def _range_json(time_range: TimeRange) -> list[str]:
    return [str(time_range.start), str(time_range.end)]


# ---------------------------------------------------------------- from JSON


def from_json(document: object, *, newer_too: bool = False) -> Project:
    """Read a project of this version or an earlier one.

    Args:
        newer_too: read what is understood of a document from a newer version, too; what is not
            understood is left out, so the result must not be saved over the original.

    Raises:
        ProjectError: it is not a project, is damaged, or is newer.
    """
    version = version_of(document)
    if version > VERSION and not newer_too:
        raise ProjectError(
            Said(
                "This project was made by a newer Galatea Studio (project/{0}; this one reads up to "
                "project/{1}).",
                version,
                VERSION,
            ),
            Said("Update the studio, or open the project to look at it only."),
        )
    try:
        known = upgraded(cast(Json, document))
        return _project(_understood(known) if version > VERSION else known)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise ProjectError(
            Said("This project is damaged: {0}.", _reason(error)),
            Said("Open an autosave or an earlier copy of it."),
        ) from error


def version_of(document: object) -> int:
    """The number of a document's schema.

    Raises:
        ProjectError: it names none, so it is no project.
    """
    schema = document.get("schema") if isinstance(document, dict) else None
    kind, _, number = schema.partition("/") if isinstance(schema, str) else ("", "", "")
    if kind != "project" or not number.isdecimal() or int(number) < 1:
        raise ProjectError(
            Said("This is not a Galatea project."), Said("Choose a file whose name ends in .galatea.")
        )
    return int(number)


def upgraded(document: Json, upgrades: Mapping[int, Upgrade] = UPGRADES, version: int = VERSION) -> Json:
    """The document in the form of ``version``, by one upgrade after the other; newer ones stay."""
    for number in range(version_of(document), version):
        document = {**upgrades[number](document), "schema": f"project/{number + 1}"}
    return document


def _understood(document: Json) -> Json:
    """A newer document without the tracks, curves and portions that this version has no words for."""
    timeline = document.get("timeline", {})
    layers = [
        {
            **layer,
            "curves": {s: keys for s, keys in layer.get("curves", {}).items() if s in SLOT_INDEX},
            **{
                name: [portion for portion in layer.get(name, PORTIONS) if portion in PORTIONS]
                for name in ("moves", "portions")
            },
            **{name: [s for s in layer.get(name, ()) if s in SLOT_INDEX] for name in ("solos", "locks")},
        }
        for layer in timeline.get("layers", ())
    ]
    tracks = [track for track in timeline.get("tracks", ()) if track.get("kind") in TRACK_KINDS]
    return {**document, "timeline": {**timeline, "layers": layers, "tracks": tracks}}


def state_from_json(document: Json) -> FaceState:
    """A state by names; channels that this version does not know are left out.

    Raises:
        TypeError, ValueError: a value is no number, or one that nothing in a face has.
    """
    channels = np.zeros(len(CHANNELS), np.float32)
    for name, value in document.get("channels", {}).items():
        if name in CHANNEL_INDEX:
            channels[CHANNEL_INDEX[name]] = _number(value)
    head = {name: _number(value) for name, value in document.get("head", {}).items()}
    gaze = {name: _number(value) for name, value in document.get("gaze", {}).items()}
    return FaceState(channels, HeadPose(**head), Gaze(**gaze))


def _project(document: Json) -> Project:
    source, face, rest = document.get("source"), document.get("face"), document.get("rest")
    return Project(
        source=None if source is None else _media(source),
        face=None if face is None else _pair(face),
        rest=None if rest is None else state_from_json(rest),
        crop=_crop(document.get("crop")),
        timeline=_timeline(document.get("timeline", {})),
        speaking=_speaking(document.get("speaking", {})),
        reach=_reach(document.get("reach", 1.0)),
        folds=_folds(document.get("folds", 1.0)),
        renderer=_text(document.get("renderer", Project().renderer)),
        kept=tuple(_kept(item) for item in document.get("kept", ())),
        finish=Finish.of(tuple(_text(step) for step in document.get("finish", ()))),
        lines=tuple(_line(line) for line in document.get("lines", ())),
        rests_as=_text(document.get("rests_as", "")),
    )


def _line(document: Json) -> Line:
    fade_in, fade_out = document.get("fades", ("0", "0"))
    face = document.get("face")
    return Line(
        id=_text(document["id"]),
        start=exact_from_json(document["start"]),
        takes=tuple(_take(take) for take in document["takes"]),
        chosen=_whole(document.get("chosen", 0)),
        fade_in=exact_from_json(fade_in),
        fade_out=exact_from_json(fade_out),
        gain=_number(document.get("gain", 1.0)),
        left=_number(document.get("left", DUCKED)),
        face=None if face is None else _pair(face),
        speaker=_text(document.get("speaker", "")),
    )


def _take(document: Json) -> Take:
    media = document.get("media")
    return Take(
        id=_text(document["id"]),
        length=exact_from_json(document["length"]),
        part=_range(document["part"]),
        name=_text(document.get("name", "")),
        text=_text(document.get("text", "")),
        media=None if media is None else _media(media),
    )


def _reach(value: object) -> float:
    reach = _number(value)
    if not 0 <= reach <= FARTHEST_REACH:
        raise ValueError(Said("{0} is no reach of a head", value))
    return reach


def _folds(value: object) -> float:
    folds = _number(value)
    if not 0 <= folds <= 1:
        raise ValueError(Said("{0} is no strength of folds", value))
    return folds


def _crop(value: Sequence[object] | None) -> Crop | None:
    if value is None:
        return None
    left, top, right, bottom = (int(_number(side)) for side in value)
    if not (0 <= left < right and 0 <= top < bottom):
        raise ValueError(Said("{0} is no crop", value))
    return left, top, right, bottom


def _kept(document: Json) -> Kept:
    return Kept(
        id=_text(document["id"]),
        name=_text(document["name"]),
        made=_text(document.get("made", "")),
        text=_text(document.get("text", "")),
    )


def _media(document: Json) -> Media:
    return Media(
        _text(document["path"]),
        _text(document.get("sha256", "")),
        _truth(document.get("embedded", False)),
        max(0, _whole(document.get("track", 0))),
    )


def _speaking(document: Json) -> SpeakingSettings:
    default = SpeakingSettings()
    return SpeakingSettings(
        voice=_text(document.get("voice", default.voice)),
        drivers=_drivers(document.get("drivers", {})),
        speed=_speed(document.get("speed", default.speed)),
        seed=_whole(document["seed"]) if "seed" in document else default.seed,
        manner=Manner(
            _number(document.get("liveliness", default.manner.liveliness)),
            _text(document.get("mood", default.manner.mood)),
            _number(document.get("strength", default.manner.strength)),
            _text(document.get("manner", default.manner.name)),
        ),
        filmed=_filmed(document["filmed"]) if "filmed" in document else default.filmed,
    )


def _filmed(document: Json) -> Filmed:
    names = [_text(name) for name in document["moves"]]
    if not FILMED.issuperset(names):
        raise ValueError(_ELSEWHERE)
    return Filmed(
        _text(document["performance"]), frozenset(portion for portion in FILMED if portion in names)
    )


def _speed(value: object) -> float:
    if not 0.1 <= _number(value) <= 10:
        raise ValueError(Said("{0} is no speed of speaking", value))
    return _number(value)


def _drivers(document: Json) -> Drivers:
    return Drivers(**{portion: _text(document.get(portion, Drivers().of(portion))) for portion in PORTIONS})


def _timeline(document: Json) -> Timeline:
    default = Timeline()
    return Timeline(
        range=_range(document["range"]) if "range" in document else default.range,
        rate=rate_from_json(document["rate"]) if "rate" in document else default.rate,
        tracks=tuple(_track(track) for track in document.get("tracks", ())),
        layers=tuple(_layer(layer) for layer in document.get("layers", ())),
        markers=tuple(
            Marker(exact_from_json(m["time"]), _text(m["name"])) for m in document.get("markers", ())
        ),
    )


def _track(document: Json) -> Track:
    return Track(
        name=_text(document.get("name", "")),
        kind=cast(TrackKind, _one_of(document["kind"], get_args(TrackKind))),
        clips=tuple(_clip(clip) for clip in document.get("clips", ())),
        mute=_truth(document.get("mute", False)),
    )


def _clip(document: Json) -> Clip:
    media = document.get("media")
    return Clip(
        range=_range(document["range"]),
        offset=exact_from_json(document.get("offset", "0")),
        performance=_text(document.get("performance", "")),
        take=_text(document.get("take", "")),
        media=None if media is None else _media(media),
        text=_text(document.get("text", "")),
    )


def _layer(document: Json) -> Layer:
    performance = document.get("performance")
    return Layer(
        name=_text(document.get("name", "")),
        curves={slot: Curve(tuple(map(_key, keys))) for slot, keys in document.get("curves", {}).items()},
        performance=None if performance is None else _text(performance),
        start=exact_from_json(document.get("start", "0")),
        weight=_number(document.get("weight", 1.0)),
        mute=_truth(document.get("mute", False)),
        solo=_truth(document.get("solo", False)),
        additive=_truth(document.get("additive", True)),
        moves=frozenset(cast(Portion, _one_of(part, PORTIONS)) for part in document.get("moves", PORTIONS)),
        portions=frozenset(
            cast(Portion, _one_of(part, PORTIONS)) for part in document.get("portions", PORTIONS)
        ),
        solos=frozenset(map(_text, document.get("solos", ()))),
        locks=frozenset(map(_text, document.get("locks", ()))),
        life=_life(document.get("life", {})),
    )


def _life(document: Json) -> Life:
    return Life(**{part: _number(document[part]) for part in PARTS if part in document})


def _key(document: Json) -> Keyframe:
    return Keyframe(
        time=exact_from_json(document["time"]),
        value=_number(document["value"]),
        interpolation=cast(Interpolation, _one_of(document["interpolation"], get_args(Interpolation))),
        incoming=_pair(document.get("incoming", (0.0, 0.0))),
        outgoing=_pair(document.get("outgoing", (0.0, 0.0))),
        handles=cast(Handles, _one_of(document["handles"], get_args(Handles))),
    )


# ---------------------------------------------------------------- single values, checked


def exact_from_json(value: object) -> Fraction:
    """A whole number or a ratio, written out: ``"25"``, ``"30000/1001"``; of a time no more than a day.

    Raises:
        TypeError, ValueError: it is not written so (``"1e999999999"`` would fill the memory), or is
            more than a day.
    """
    if not _RATIO.fullmatch(_text(value)):
        raise ValueError(Said("{0} stands where a ratio belongs", repr(value)[:80]))
    found = Fraction(_text(value))
    if abs(found) > _DAY:
        raise ValueError(Said("{0} is more than a day", repr(value)[:80]))
    return found


def rate_from_json(value: object) -> FrameRate:
    """A rate as ``exact_from_json`` reads it.

    Raises:
        TypeError, ValueError: it is not written so, or no rate of moving pictures.
    """
    rate = FrameRate(exact_from_json(value))
    if not _SLOWEST <= rate.fps <= _FASTEST:
        raise ValueError(Said("{0} is no rate of moving pictures", rate))
    return rate


def _range(value: Sequence[object]) -> TimeRange:
    start, end = value
    return TimeRange(exact_from_json(start), exact_from_json(end))


def _pair(value: Sequence[object]) -> Handle:
    first, second = value
    return _number(first), _number(second)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(Said("{0} stands where text belongs", repr(value)))
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(Said("{0} stands where true or false belongs", repr(value)))
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not abs(value) < 1 << 64:
        raise TypeError(Said("{0} stands where a whole number belongs", repr(value)))
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= _LARGEST:
        raise TypeError(Said("{0} stands where a number belongs", repr(value)))
    return float(value)


def _one_of(value: object, known: Sequence[str]) -> str:
    if value not in known:
        raise ValueError(Said("{0} stands where one of {1} belongs", repr(value), listed(known)))
    return cast(str, value)


def _reason(error: Exception) -> Said:
    """What is wrong, in our words: those of the language we write in mean nothing to a person."""
    if isinstance(error, KeyError):
        return Said("{0} is missing", error)
    told = error.args[0] if error.args else None
    return told if isinstance(told, Said) else Said("something in it is of another kind than belongs there")
