"""A clip of somebody who speaks becomes a manner file."""

from importlib import import_module
from pathlib import Path
from typing import Final

from studio.app.jobs import Progress
from studio.core.errors import NoSpeech
from studio.core.habits import Habits
from studio.core.words import Said
from studio.engine import providers
from studio.engine.portrait import open_source
from studio.engine.progress import share
from studio.engine.speaking.intonation import contour_of
from studio.engine.tracking.performance import track_performance
from studio.engine.tracking.port import FaceChoice
from studio.files.manners import SUFFIX, write_manner
from studio.files.sound import is_silent, read_sound

TRACKER: Final = "landmarker"
"""Who finds faces where nobody chose another."""
_HEARD_AT: Final = 24000
_TRACKED: Final = 0.9
"""The share of the work that is done when the face was followed."""


def learn(
    clip: Path, place: Path, tracker: str, face: FaceChoice, name: str, force: bool, progress: Progress
) -> Habits:
    """Learn a manner from a clip, and write it.

    Args:
        name: what it is called; empty takes the file's.

    Raises:
        StudioError: the clip can't be read, shows no face, or too little is said in it; or nothing can be
            written.
    """
    sound = read_sound(clip, _HEARD_AT)
    if is_silent(sound.samples, sound.rate):
        raise NoSpeech(
            Said("Nothing is to be heard in {0}.", clip.name),
            Said("Give a clip with the voice of the one who is seen."),
        )
    seen = track_performance(
        open_source(clip), providers.tracker(tracker), face, share(progress, 0.0, _TRACKED)
    )
    progress(_TRACKED, Said("learning"))
    learning = import_module("studio.engine.speaking.learning")  # its curves need half a second of SciPy
    watched = learning.Watched(clip.stem, seen, contour_of(sound.samples, sound.rate))
    title = name or place.name.removesuffix(SUFFIX).partition(".")[0]
    habits: Habits = learning.learned(
        title, f"Learned from {clip.name}; its motion is that of whoever is seen there.", [watched]
    )
    write_manner(place, habits, force)
    return habits
