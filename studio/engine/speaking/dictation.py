"""What is said in a sound that nobody wrote down: a guess, by the models that PocketSphinx brings along.

Three of five words are wrong (LJSpeech, 8 readings), but they sound alike: aligned with the guess, phonemes
are right in .77 of the frames, and by ear alone in .61. So a guess is good for phonemes, and no text.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from pocketsphinx import Decoder, get_model_path

from studio.files.sound import Sound

_RATE: Final = 16_000
_LOUD: Final = 32767
_AT_ONCE: Final = 4096


class Dictation:
    """Writes down US English; 0.5 s to load, and about as long as the sound takes on a slow machine."""

    def __init__(self) -> None:
        model = get_model_path("en-us")
        self._decoder: Final = Decoder(
            hmm=f"{model}/en-us", lm=f"{model}/en-us.lm.bin", dict=f"{model}/cmudict-en-us.dict",
            loglevel="FATAL",
        )  # fmt: skip

    def guess(self, samples: NDArray[np.float32], rate: int) -> str:
        """The words that are heard, mono, [n] at ``rate`` Hz; empty where none is."""
        self._decoder.start_utt()
        for block in Sound(samples, rate).blocks(_RATE):
            for start in range(0, len(block), _AT_ONCE):
                pcm = (block[start : start + _AT_ONCE].clip(-1, 1) * _LOUD).astype(np.int16)
                self._decoder.process_raw(pcm.tobytes())
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return str(found.hypstr) if found is not None else ""
