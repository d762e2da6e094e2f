"""Small good files of every kind, made by the studio itself: what is then broken."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from studio.core import edits
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.habits import MOVED, Contour, Figures, Habits, Snippet
from studio.core.project import Project
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.engine.rig.basis import load_basis
from studio.files.manners import write_manner
from studio.files.performances import write_performance
from studio.files.pictures import write_picture
from studio.files.projects import ProjectFile, media_of, write_project
from studio.files.sound import Sound, write_sound
from tests.clips import write_clip
from tests.fuzz.hostile import bomb

_RATE = FrameRate.of(25)
_BOMB = 1200 << 20
_PICTURES = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "ICO", "PPM", "TGA", "JPEG2000")


class Valid:
    """A folder of them, made when first asked for.

    Attributes:
        ramp: a picture in which the fakes see a face.
        voice: a recording of a tone.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.ramp = folder / "ramp.png"
        self.voice = folder / "voice.wav"
        if not self.ramp.exists():
            write_picture(
                self.ramp, np.tile(np.arange(1, 129, dtype=np.uint8), (64, 1))[..., None].repeat(3, 2)
            )
        if not self.voice.exists():
            write_sound(self.voice, Sound(_tone(), 16000))

    def _made(self, name: str, make: Callable[[Path], object]) -> bytes:
        path = self.folder / name
        if not path.exists():
            part = path.with_name(f"making-{name}")
            make(part)
            part.replace(path)
        return path.read_bytes()

    def pictures(self) -> dict[str, bytes]:
        """By the format's name."""
        return {
            form: self._made(f"picture-{form}.bin", lambda path, f=form: _picture(path, f))
            for form in _PICTURES
        }

    def sounds(self) -> dict[str, bytes]:
        kinds = (".wav", ".flac")
        made = {
            kind: self._made(f"sound{kind}", lambda path: write_sound(path, Sound(_tone(), 8000)))
            for kind in kinds
        }
        return {**made, ".mp4": self.clips()[".mp4"]}

    def clips(self) -> dict[str, bytes]:
        kinds = {".mp4": "web", ".mov": "prores4444", ".webm": "vp9alpha", ".gif": "gif"}
        return {
            kind: self._made(f"clip{kind}", lambda path, p=preset: _clip(path, p))
            for kind, preset in kinds.items()
        }

    def manner(self) -> bytes:
        return self._made("own.manner.json", lambda path: write_manner(path, _habits()))

    def performances(self) -> dict[str, bytes]:
        kinds = (".json", ".csv", ".npz")
        return {
            kind: self._made(f"motion{kind}", lambda path: write_performance(path, _motion()))
            for kind in kinds
        }

    def project(self) -> bytes:
        return self._made("project.galatea", self._project)

    def bomb(self) -> bytes:
        """A zip of 1.2 GB of zeros."""
        return self._made("bomb.zip", lambda path: path.write_bytes(bomb(_BOMB)))

    def _project(self, path: Path) -> None:
        made = Project(source=media_of(self.ramp))
        for moment, value in ((0, 0.0), (1, 1.0)):
            made = edits.slot_set({"jawOpen": value, "mouthSmileLeft": 0.2}, Seconds(moment), key=True)(made)
        speech = _speech()
        said = edits.spoken("one two", "take", "take", speech.length)
        rests = edits.rests_as("take", FaceState(), FaceState())
        made = edits.together(said, rests, edits.range_set(Seconds(0), Seconds(1)))(made)
        write_project(path, ProjectFile(made, {"take": _motion()}, {"take": speech}))


def _tone() -> np.ndarray:
    return (0.3 * np.sin(np.arange(8000) * 0.17)).astype(np.float32)


def _habits() -> Habits:
    """Three short snippets of a head that sways."""
    sway = np.tile(5 * np.sin(np.arange(30) / 5)[:, None], (1, len(MOVED))).clip(0, 1)
    contour = Contour(np.zeros(30), np.full(30, 0.5), np.zeros(30))
    looks = np.array([[0.0, 1.0, 0.0], [12.0, 0.0, 2.0]])
    snippets = tuple(Snippet(name, contour, sway, looks, (4,)) for name in "abc")
    return Habits("Own", "nobody", Figures(), snippets, (("yaw range, °", 5.0),))


def _motion() -> Performance:
    states = [FaceState.of({"jawOpen": i / 10, "mouthSmileLeft": 0.3}, HeadPose(yaw=i)) for i in range(8)]
    look = np.full(128, 128**-0.5, np.float32)
    return replace(Performance.of(states, _RATE), neutral=load_basis().neutral, look=look)


def _speech() -> Speech:
    half, end = Seconds(1, 4), Seconds(1, 2)
    words = (Word("one", TimeRange(Seconds(0), half)), Word("two", TimeRange(half, end)))
    phonemes = (Phoneme("AA", TimeRange(Seconds(0), half), 1), Phoneme("SIL", TimeRange(half, end)))
    return Speech(_tone()[:4000], 8000, words, phonemes)


def _picture(path: Path, form: str) -> None:
    pixels = np.random.default_rng(3).integers(1, 255, (48, 64, 3), np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, form)
    path.write_bytes(out.getvalue())


def _clip(path: Path, preset: str) -> None:
    frames = [np.full((48, 64, 3), 15 * i + 9, np.uint8) for i in range(10)]
    if preset == "vp9alpha" or preset == "prores4444":
        frames = [np.dstack([frame, np.full((48, 64), 200, np.uint8)]) for frame in frames]
    sound = None if preset == "gif" else Sound(_tone(), 16000)
    write_clip(path, frames, _RATE, sound=sound, preset=preset)  # type: ignore[arg-type]
