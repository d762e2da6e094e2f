"""Texts to sound with events: starts espeak-ng (``child``) in a process of its own and talks with it."""

import json
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from galatea_espeak.child import PHONEME, PHONEMES, RATE, TEXT, WORD
from studio.api import DeviceError, TextUnspeakable

__all__ = ["PHONEME", "RATE", "WORD", "Event", "Sound", "Synthesis", "installed"]

_PATIENCE: Final = 60.0
"""Seconds after which a text of one sentence is given up; espeak needs hundredths."""
_NO_WINDOW: Final = 0x08000000 if sys.platform == "win32" else 0
"""On Windows: no black console window beside the studio's."""
_AGAIN: Final = "Install it again: pip install --force-reinstall espeakng-loader"


@dataclass(frozen=True, slots=True)
class Event:
    """A word or a phoneme begins.

    Attributes:
        kind: ``WORD`` or ``PHONEME``.
        sample: when, in samples from the start.
        position: the letter of the text where its word begins, from 0.
        symbol: a phoneme in IPA, with its stress; "" is a pause.
    """

    kind: int
    sample: int
    position: int
    symbol: str


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """What espeak made of a text: samples, int16 at ``RATE`` [n], and what begins when, in order."""

    samples: NDArray[np.int16]
    events: tuple[Event, ...]


def installed() -> tuple[str, str]:
    """Where espeak's library and its data are.

    Raises:
        DeviceError: they are not there.
    """
    if getattr(sys, "frozen", False):  # there is no Python to run ``child`` with
        raise DeviceError("This packaged studio can't start espeak-ng.", "Use one installed with pip.")
    library = Path(espeakng_loader.get_library_path())
    data = library.with_name("espeak-ng-data")
    if not library.is_file() or not data.is_dir():
        raise DeviceError("The library of espeak-ng is missing on this machine.", _AGAIN)
    return str(library), str(data)


class Synthesis:
    """espeak-ng with one voice at one speed, in a process that ends with the ``with`` block.

    Raises:
        DeviceError: it can't be started.
    """

    def __init__(self, voice: str, words_per_minute: int) -> None:
        program = Path(__file__).with_name("child.py")
        command = [sys.executable, "-I", str(program), *installed(), voice, str(words_per_minute)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_NO_WINDOW,
            )
        except OSError as cause:
            raise DeviceError(f"espeak-ng can't be started: {cause}.", _AGAIN) from cause

    def __enter__(self) -> Self:
        problem = self._answer().get("problem", "")
        if problem is None or problem:
            self.__exit__()
            raise DeviceError(f"espeak-ng can't be started: {problem or 'it ended at once'}.", _AGAIN)
        return self

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.communicate()

    def say(self, text: str, flags: int = TEXT) -> Sound:
        """Speak a text of one sentence or so.

        Raises:
            TextUnspeakable: espeak broke down or did not come to an end.
        """
        data = text.encode()
        patience = threading.Timer(_PATIENCE, self._process.kill)
        patience.start()
        try:
            self._ask(struct.pack("<II", len(data), flags) + data)
            answer = self._answer()
            samples = self._read(answer.get("bytes", -1))
        finally:
            patience.cancel()
        if samples is None:
            shown = text if len(text) <= 40 else text[:40] + "…"
            raise TextUnspeakable(f"espeak-ng broke down at “{shown}”.", "Write it in other words.")
        return Sound(np.frombuffer(samples, np.int16), tuple(_event(*each) for each in answer["events"]))

    def say_phonemes(self, letters: str) -> Sound:
        """Speak phonemes that are written in espeak's own letters."""
        return self.say(f"[[{letters}]]", PHONEMES)

    def _ask(self, data: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError:  # it has ended: no answer will come, which is told there
            return

    def _answer(self) -> dict[str, Any]:
        """One line of its answer; ``problem`` is None where it has ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return dict(json.loads(line)) if line.endswith(b"\n") else {"problem": None}

    def _read(self, count: int) -> bytes | None:
        assert self._process.stdout is not None
        if count < 0:
            return None
        data = self._process.stdout.read(count)
        return data if len(data) == count else None


def _event(kind: int, sample: int, position: int, symbol: str) -> Event:
    return Event(kind, sample, position - 1, symbol)
