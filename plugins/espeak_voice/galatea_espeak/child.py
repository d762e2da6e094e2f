"""The program that runs espeak-ng, in a process of its own: it needs nothing but the standard library.

espeak-ng is a C library with one global state. Apart from the studio it can't end it when it breaks (long
nonsense overflows its buffers), two threads can speak at once, cancelling is ending a process, and the same
text sounds the same: what it keeps from one text to the next (the flutter of its pitch) begins anew.

    python child.py LIBRARY DATA VOICE WORDS_PER_MINUTE

For each text (its length in bytes and its flags, 4 bytes each, little-endian, then UTF-8) it answers one
line of JSON and the samples as 16-bit integers in the machine's order. Its first line says whether it is
ready.
"""

import ctypes
import json
import os
import struct
import sys
from typing import Any, BinaryIO, Final

RATE: Final = 22050
"""Hz of all of espeak's voices."""
LONGEST: Final = 240
"""Seconds of one text, after which it is broken off: some nonsense is spoken for ever."""
TEXT: Final = 0x1
"""The text is UTF-8."""
PHONEMES: Final = 0x101
"""… and what stands in [[ ]] is espeak's own letters for phonemes."""
WORD, PHONEME = 1, 7
"""Kinds of events that are told; their numbers are espeak's."""

_SYNCHRONOUS: Final = 2
_WITH_IPA_EVENTS: Final = 0x8003
"""Phonemes are told, in IPA, and a missing data folder ends nothing."""
_SPEED: Final = 1
_BUFFER_MS: Final = 200


class _Name(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_void_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Name),
    ]


_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Espeak:
    """The library, speaking with one voice; there can be only one in a process."""

    def __init__(self, library: str, data: str, voice: str, words_per_minute: int) -> None:
        self._library = ctypes.CDLL(library)
        self._declare()
        self._samples = bytearray()
        self._events: list[tuple[int, int, int, str]] = []
        self._heard = _Heard(self._take)  # kept, or it is collected while espeak still calls it
        if self._library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, os.fsencode(data), _WITH_IPA_EVENTS) < 0:
            raise OSError(f"its data is not in {data}")
        self._library.espeak_SetSynthCallback(self._heard)
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise OSError(f"it has no voice {voice}")
        self._library.espeak_SetParameter(_SPEED, words_per_minute, 0)

    def say(self, text: str, flags: int = TEXT) -> tuple[list[tuple[int, int, int, str]], bytes]:
        """The events of a text (kind, sample, position of the letter from 1, IPA), and its samples."""
        self._samples.clear()
        self._events = []
        data = text.encode() + b"\0"
        self._library.espeak_Synth(data, len(data), 0, 1, 0, flags, None, None)
        return self._events, bytes(self._samples)

    def _declare(self) -> None:
        library, number, text = self._library, ctypes.c_int, ctypes.c_char_p
        library.espeak_Initialize.argtypes = (number, number, text, number)
        library.espeak_SetVoiceByName.argtypes = (text,)
        library.espeak_SetParameter.argtypes = (number, number, number)
        library.espeak_SetSynthCallback.argtypes = (_Heard,)
        library.espeak_SetSynthCallback.restype = None
        library.espeak_Synth.argtypes = (
            text, ctypes.c_size_t, ctypes.c_uint, number, ctypes.c_uint, ctypes.c_uint,
            ctypes.POINTER(ctypes.c_uint), ctypes.c_void_p,
        )  # fmt: skip

    def _take(self, samples: Any, count: int, events: Any) -> int:
        """What espeak calls with each stretch of sound; 1 breaks off."""
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, 2 * count)
        index = 0
        while events[index].type:
            event = events[index]
            if event.type in (WORD, PHONEME):
                self._events.append((event.type, event.sample, event.text_position, _ipa(event)))
            index += 1
        return int(len(self._samples) > 2 * RATE * LONGEST)


def _ipa(event: _Event) -> str:
    """A phoneme's name: eight bytes at most, cut where they end, perhaps within a letter."""
    if event.type != PHONEME:
        return ""
    return ctypes.string_at(ctypes.addressof(event.id), 8).split(b"\0")[0].decode("utf-8", "ignore")


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    return data if len(data) == count else b""


def main(library: str, data: str, voice: str, words_per_minute: str) -> None:
    """Speak what is asked for until nothing more is."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        espeak = Espeak(library, data, voice, int(words_per_minute))
    except OSError as problem:
        answers.write(json.dumps({"problem": str(problem)}).encode() + b"\n")
        return
    answers.write(b"{}\n")
    answers.flush()
    while head := _exactly(asked, 8):
        length, flags = struct.unpack("<II", head)
        events, samples = espeak.say(_exactly(asked, length).decode(), flags)
        answers.write(json.dumps({"events": events, "bytes": len(samples)}).encode() + b"\n" + samples)
        answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
