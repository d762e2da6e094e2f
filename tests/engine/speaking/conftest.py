"""One voice for all tests of speaking: it takes a second to load."""

import pytest

from studio.core.speech import Speech
from studio.engine.speaking.voice_hibari import HibariVoice

MARY = "Mary bought five beautiful peaches at the market."


@pytest.fixture(scope="session")
def voice() -> HibariVoice:
    return HibariVoice()


@pytest.fixture(scope="session")
def mary(voice: HibariVoice) -> Speech:
    """A sentence full of lips that shut."""
    (piece,) = voice.speak(MARY)
    return piece
