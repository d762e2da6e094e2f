"""Makes a corpus of a folder of clips: track, align, listen, store; goes on where it was stopped.

Clips are taken in an order that does not follow their names, so that what is done after an hour is a fair
sample of all. What the tracker saw of each, which takes longest, is kept in ``tracks/`` until the clip's
shard is written. Of recordings without a picture a driver may tell what a face would do; the manifest says
so.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from studio.core.errors import FileMissing, SourceError
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.speech import Speech
from studio.core.time import FrameRate
from studio.core.words import Said
from studio.engine.corpus.clip import Clip, facts_of, tensors_of
from studio.engine.corpus.reading import MANIFEST, SCHEMA, Corpus
from studio.engine.corpus.transcripts import Transcript, transcript_of
from studio.engine.hearing.features import BANDS, COEFFICIENTS, FEATURES_PER_SECOND, SOUND_RATE
from studio.engine.portrait import open_source
from studio.engine.ports import Driver
from studio.engine.progress import Progress, unheard
from studio.engine.rig import topology as t
from studio.engine.speaking.alignment import align
from studio.engine.speaking.ensemble import driven
from studio.engine.tracking.performance import track_clip
from studio.engine.tracking.port import Tracker
from studio.engine.tracking.smoothing import smoothed
from studio.files.downloads import sha256_of
from studio.files.sound import is_silent, read_sound
from studio.files.video import SUFFIXES
from studio.files.writing import written_beside

Floats = NDArray[np.float32]

TRACKS: Final = "tracks"
SOUNDS: Final = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a")
UNKNOWN: Final = "unknown: ask before what is learned from it is passed on"
_SHARD: Final = 32
"""Clips in a shard: what is lost of features, not of tracks, when a build is stopped."""
_MOST_MISSING: Final = 0.2
"""Part of the frames that may be without a face."""
_MIDDLE: Final = np.array(t.LIP_PAIRS[3:6])
_CORNERS: Final = (61, 291)
_TRACK: Final = "track/1"
_FILM: Final = FrameRate.of(25)


@dataclass(frozen=True, slots=True, eq=False)
class _Track:
    """What a face does in a clip, and in which frames it was not seen."""

    performance: Performance
    lips: Floats
    held: NDArray[np.bool_]


_Watch = Callable[[Path, str, str, Speech], _Track]
"""Tells what a face does in a clip: file, name, digest, what is said."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: clips in the corpus, how many of them are new, and why others were left out."""

    folder: Path
    clips: int
    fresh: int
    left_out: dict[str, str]


def clips_in(folder: Path, suffixes: Sequence[str] = SUFFIXES) -> list[Path]:
    """All videos (or sounds) below a folder, in the order in which they are worked on.

    Raises:
        FileMissing: there is none.
    """
    found = [path for path in folder.rglob("*") if path.suffix.lower() in suffixes and path.is_file()]
    if not found:
        raise FileMissing(
            Said("There are no videos in {0}.", folder),
            Said("Name a folder with clips of somebody who speaks."),
        )
    return sorted(found, key=lambda path: sha256(path.name.encode()).digest())


def build_corpus(
    folder: Path,
    out: Path,
    tracker: Tracker,
    licence: str = UNKNOWN,
    progress: Progress = unheard,
    driver: Driver | None = None,
    *,
    guessing: bool = True,
) -> Built:
    """Make a corpus of all clips below ``folder``, or add what is new to the one that is in ``out``.

    Args:
        driver: if one is given, recordings without a picture are taken, and it tells what a face would do.
        guessing: words that nobody wrote down are guessed for their sounds, see ``align``; none of them is
            kept, for most are wrong.

    Raises:
        FileMissing: there are no clips.
        OutputUnwritable: nothing can be written to ``out``.
    """
    watch = _driven_by(driver) if driver else _tracked_by(tracker, out)
    paths = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in clips_in(folder, SOUNDS if driver else SUFFIXES)
    }
    work = _Work.begin(out, licence, (driver or tracker).name, guessing, distilled=bool(driver))
    # What was tracked when a build was stopped comes first: it is nearly done.
    for done, name in enumerate(sorted(paths, key=lambda name: not _track_path(out, name).is_file())):
        progress(done / len(paths), name)
        work.add(paths[name], name, watch)
    work.close_shard()
    return Built(out, len(work.known), work.fresh, dict(work.manifest["left_out"]))


class _Work:
    """A corpus that is being made: what is stored already, and the clips of the shard to come."""

    def __init__(self, out: Path, manifest: dict[str, Any], guessing: bool) -> None:
        self._out, self.manifest, self._guessing = out, manifest, guessing
        self._open: list[Clip] = []
        self.fresh = 0
        self.known = {clip["name"]: clip["digest"] for shard in manifest["shards"] for clip in shard["clips"]}
        self._bad = dict(manifest["bad"])

    @classmethod
    def begin(cls, out: Path, licence: str, who: str, guessing: bool, *, distilled: bool) -> "_Work":
        if (out / MANIFEST).is_file():
            return cls(out, Corpus.open(out).manifest | {"licence": licence}, guessing)
        features = {
            "per_second": FEATURES_PER_SECOND, "mel": BANDS, "mfcc": COEFFICIENTS, "sound_rate": SOUND_RATE,
        }  # fmt: skip
        about = {"licence": licence, "curves": who, "distilled": distilled, "features": features}
        return cls(out, {"schema": SCHEMA, **about, "shards": [], "left_out": {}, "bad": {}}, guessing)

    def add(self, path: Path, name: str, watch: _Watch) -> None:
        """Take one clip in, unless it is there or was found to be of no use."""
        digest = sha256_of(path)
        if digest in (self.known.get(name), self._bad.get(name)):
            return
        try:
            clip = _clip(path, name, digest, watch, self._guessing)
        except SourceError as error:
            self.manifest["left_out"][name], self.manifest["bad"][name] = error.message, digest
            return
        self.manifest["left_out"].pop(name, None)
        self.known[name] = digest
        self.fresh += 1
        self._open.append(clip)
        if len(self._open) >= _SHARD:
            self.close_shard()

    def close_shard(self) -> None:
        """Write the clips that wait, then the manifest that knows them, and forget their tracks."""
        if self._open:
            file = f"shard-{len(self.manifest['shards']):04}.safetensors"
            tensors = {f"{c.name}:{key}": x for c in self._open for key, x in tensors_of(c).items()}
            with written_beside(self._out / file, force=True) as part:
                save_file(tensors, part)
            facts = [facts_of(clip) for clip in self._open]
            self._replaced({clip["name"] for clip in facts})
            self.manifest["shards"].append(
                {"file": file, "sha256": sha256_of(self._out / file), "clips": facts}
            )
        with written_beside(self._out / MANIFEST, force=True) as part:
            part.write_text(json.dumps(self.manifest, ensure_ascii=False), "utf-8")
        for clip in self._open:
            _track_path(self._out, clip.name).unlink(missing_ok=True)
        self._open = []

    def _replaced(self, names: set[str]) -> None:
        """Forget the former state of clips that have changed; their tensors stay unread."""
        for shard in self.manifest["shards"]:
            shard["clips"] = [clip for clip in shard["clips"] if clip["name"] not in names]


def _clip(path: Path, name: str, digest: str, watch: _Watch, guessing: bool) -> Clip:
    """Everything of one clip.

    Raises:
        SourceError: it can't be used, and why.
    """
    samples = read_sound(path, SOUND_RATE).samples
    if is_silent(samples, SOUND_RATE):
        raise SourceError(Said("Nobody speaks in it."))
    speech, by_ear = _said(samples, transcript_of(path), guessing)
    track = watch(path, name, digest, speech)
    missing = float(np.mean(track.held))
    if missing > _MOST_MISSING:
        raise SourceError(Said("In {0} of 100 frames no face is seen.", round(100 * missing)))
    return Clip(name, digest, speech, track.performance, track.lips, by_ear)


def _said(samples: Floats, transcript: Transcript, guessing: bool) -> tuple[Speech, bool]:
    """What is said, and whether that is a guess."""
    heard = align(samples, SOUND_RATE, transcript.text or None, cues=transcript.cues, guessing=guessing)
    words = transcript.words or heard.words
    return Speech(samples, SOUND_RATE, words, heard.phonemes), not transcript.text


# What the face does ----------------------------------------------------------------------------------


def _driven_by(driver: Driver) -> _Watch:
    def watch(_path: Path, _name: str, _digest: str, speech: Speech) -> _Track:
        done = Performance.joined(driven(driver, iter((speech,)), _FILM), _FILM)
        return _Track(done, np.zeros((len(done), 2), np.float32), np.zeros(len(done), bool))

    return watch


def _tracked_by(tracker: Tracker, out: Path) -> _Watch:
    def watch(path: Path, name: str, digest: str, _speech: Speech) -> _Track:
        track = _kept_track(out, name, digest) or _tracked(path, out, name, digest, tracker)
        return replace(track, performance=smoothed(track.performance))

    return watch


def lips_of(landmarks: NDArray[np.floating]) -> Floats:
    """Gap of the inner lips and width of the mouth over the distance of the outer eye corners [n, 2]."""
    points = landmarks[:, :, :2]
    unit = np.linalg.norm(points[:, t.EYE_OUTER[0]] - points[:, t.EYE_OUTER[1]], axis=1)
    gaps = np.linalg.norm(points[:, _MIDDLE[:, 0]] - points[:, _MIDDLE[:, 1]], axis=2).mean(1)
    wide = np.linalg.norm(points[:, _CORNERS[0]] - points[:, _CORNERS[1]], axis=1)
    return np.asarray(np.stack([gaps, wide], 1) / unit[:, None], np.float32)


def _track_path(out: Path, name: str) -> Path:
    return out / TRACKS / f"{name}.safetensors"


def _tracked(path: Path, out: Path, name: str, digest: str, tracker: Tracker) -> _Track:
    clip = track_clip(open_source(path), tracker, smooth=False)
    done, lips = clip.performance, lips_of(clip.landmarks)
    place = _track_path(out, name)
    place.parent.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, NDArray[Any]] = {
        "channels": np.array(done.channels), "head": np.array(done.head), "gaze": np.array(done.gaze),
        "missing": clip.held.astype(np.uint8), "lips": lips,
        "rest_head": np.array(done.rest.head.values(), np.float32),
        "rest_gaze": np.array([done.rest.gaze.yaw, done.rest.gaze.pitch], np.float32),
    }  # fmt: skip
    with written_beside(place, force=True) as part:
        save_file(tensors, part, {"schema": _TRACK, "digest": digest, "rate": str(done.rate)})
    return _Track(done, lips, clip.held)


def _kept_track(out: Path, name: str, digest: str) -> _Track | None:
    """What was tracked of a clip when the build was stopped; None if that is another clip by now."""
    place = _track_path(out, name)
    if not place.is_file():
        return None
    try:
        with safe_open(place, "np") as file:
            about = file.metadata()
            if (about["schema"], about["digest"]) != (_TRACK, digest):
                return None
            return _restored({key: file.get_tensor(key) for key in _keys(file)}, about["rate"])
    except (OSError, SafetensorError, KeyError, TypeError):
        return None


def _keys(file: Any) -> Sequence[str]:
    return list(file.keys())


def _restored(tensors: dict[str, NDArray[Any]], rate: str) -> _Track:
    rest = FaceState(
        head=HeadPose(*map(float, tensors["rest_head"])), gaze=Gaze(*map(float, tensors["rest_gaze"]))
    )
    held = tensors["missing"].astype(bool)
    done = Performance(FrameRate.of(rate), tensors["channels"], tensors["head"], tensors["gaze"], rest, held)
    return _Track(done, tensors["lips"], held)
