"""The table of what neutral faces score."""

import tomllib

import numpy as np

from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.train.rest_bias import table


def test_that_the_table_holds_percentiles_of_channels_that_do_not_rest_at_zero() -> None:
    channels = np.zeros((101, len(CHANNELS)), np.float32)
    channels[:, CHANNEL_INDEX["eyeSquintLeft"]] = np.linspace(0, 1, 101)
    text = table(channels)
    assert "101 neutral faces" in text
    assert tomllib.loads(text)["channels"] == {"eyeSquintLeft": [0.75, 0.97]}
