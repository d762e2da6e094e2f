"""All that a plugin may import: the ports, the values that pass them, and the errors that a person sees.

A plugin is an installable project with an entry point in ``galatea.drivers``, ``galatea.renderers``,
``galatea.trackers`` or ``galatea.voices``: a class that can be made without arguments. The entry point in
``galatea.models`` is a folder of model cards; ``installed_file`` gives what they describe.
"""

from studio.core.errors import (
    Cancelled,
    DeviceError,
    FaceTooSmall,
    FaceTurnedAway,
    FileMissing,
    FileUnreadable,
    ModelDamaged,
    ModelError,
    ModelMissing,
    NoFace,
    NoSpeech,
    SourceError,
    StudioError,
    TextUnspeakable,
    UsageError,
)
from studio.core.face import FaceState, Gaze, HeadPose, Performance
from studio.core.source import Frame, Pixels, Source
from studio.core.speech import PHONEMES, Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange, seconds
from studio.core.timeline import PORTIONS, Portion
from studio.core.units import (
    ARKIT_52,
    CHANNEL_INDEX,
    CHANNELS,
    FACEWAREHOUSE_46,
    FACS_17,
    VOCABULARIES,
    ActionUnit,
    Vocabulary,
    find_unit,
)
from studio.engine.crop import crop_matrix, cut, into_crop
from studio.engine.part import Part
from studio.engine.ports import (
    Driver,
    Hears,
    Likeness,
    Needs,
    PartRenderer,
    Quality,
    Renderer,
    Roll,
    Shot,
    Voice,
)
from studio.engine.progress import Progress, unheard
from studio.engine.subject import Subject
from studio.engine.tracking.port import FaceChoice, Landmarks, TrackedFace, Tracker
from studio.files.models import installed_file

__all__ = [
    "ARKIT_52",
    "CHANNELS",
    "CHANNEL_INDEX",
    "FACEWAREHOUSE_46",
    "FACS_17",
    "PHONEMES",
    "PORTIONS",
    "VOCABULARIES",
    "ActionUnit",
    "Cancelled",
    "DeviceError",
    "Driver",
    "FaceChoice",
    "FaceState",
    "FaceTooSmall",
    "FaceTurnedAway",
    "FileMissing",
    "FileUnreadable",
    "Frame",
    "FrameRate",
    "Gaze",
    "HeadPose",
    "Hears",
    "Landmarks",
    "Likeness",
    "ModelDamaged",
    "ModelError",
    "ModelMissing",
    "Needs",
    "NoFace",
    "NoSpeech",
    "Part",
    "PartRenderer",
    "Performance",
    "Phoneme",
    "Pixels",
    "Portion",
    "Progress",
    "Quality",
    "Renderer",
    "Roll",
    "Seconds",
    "Shot",
    "Source",
    "SourceError",
    "Speech",
    "StudioError",
    "Subject",
    "TextUnspeakable",
    "TimeRange",
    "TrackedFace",
    "Tracker",
    "UsageError",
    "Vocabulary",
    "Voice",
    "Word",
    "crop_matrix",
    "cut",
    "find_unit",
    "installed_file",
    "into_crop",
    "seconds",
    "unheard",
]
