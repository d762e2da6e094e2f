"""What can go wrong, each way of failing as one class, in words an artist understands.

Every error carries a sentence that says what happened (``message``) and one that says what to do
(``hint``), both as ``Said``. ``exit_code`` is what the command line returns.
"""

import errno
import re
from traceback import format_exception_only
from typing import ClassVar, Final

from studio.core.words import Said, in_a_row


class StudioError(Exception):
    """The root of all errors that a person is shown."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return in_a_row((self.message, self.hint))


class UsageError(StudioError):
    """A value or a name that was asked for does not exist or is out of range."""

    exit_code = 2


class SourceError(StudioError):
    """A file that was given can't be used."""

    exit_code = 3


class FileMissing(SourceError):
    """There is no such file."""


class FileUnreadable(SourceError):
    """The file is there, but it is damaged, empty or of a kind that we don't read."""


class NoFace(SourceError):
    """No face was found in the picture."""


class FaceTooSmall(SourceError):
    """The face has too few pixels to be animated."""


class FaceTurnedAway(SourceError):
    """The face is turned too far for the rig."""


class NoSpeech(SourceError):
    """There is no sound, or nothing but silence, in what should be spoken."""


class TextUnspeakable(SourceError):
    """The text holds nothing that the voice can say."""


class ModelError(StudioError):
    """A model is missing, damaged or not the one that its card describes."""

    exit_code = 4


class ModelMissing(ModelError):
    """The model is not installed."""


class ModelDamaged(ModelError):
    """The model's file does not have the checksum that its card gives."""


class OutputError(StudioError):
    """The result could not be written."""

    exit_code = 5


class OutputExists(OutputError):
    """There is a file in that place already and nobody said to replace it."""


class OutputUnwritable(OutputError):
    """The folder can't be written, or the disk is full."""


class DeviceError(StudioError):
    """A device (GPU, sound card, encoder) is not there or refuses to work."""

    exit_code = 6


class PluginError(StudioError):
    """A driver, renderer, tracker or voice could not be loaded."""

    exit_code = 7


class MemoryShort(StudioError):
    """The computer has not enough memory for what was asked for."""

    exit_code = 71


class ProjectError(SourceError):
    """A project file can't be understood, or is from a newer version."""


class Cancelled(StudioError):
    """Somebody stopped the work."""

    exit_code = 130


_NO_MEMORY: Final = re.compile(
    r"out of memory|insufficient memory|not enough memory|memory allocation"
    r"|(can't|cannot|can not|failed to|unable to) (allocate|start new thread)"
    r"|bad.?alloc(ation)?",
    re.IGNORECASE,
)
"""How libraries that work in C++ say that there is no memory; none of them agrees with another."""


def words_of(error: BaseException) -> str:
    """An error in a line, whatever it is: a foreign one may not even be able to say what it is."""
    return " ".join("".join(format_exception_only(error)).split())


def memory_short(error: BaseException) -> MemoryShort | None:
    """The sentence for an error that means that there is no memory; None for any other."""
    by_number = isinstance(error, OSError) and error.errno == errno.ENOMEM
    by_words = not isinstance(error, StudioError) and _NO_MEMORY.search(words_of(error)) is not None
    if not (isinstance(error, MemoryError) or by_number or by_words):
        return None
    return MemoryShort(
        Said("There is not enough memory for this."),
        Said("Close other programs, or take a smaller picture or a smaller size."),
    )
