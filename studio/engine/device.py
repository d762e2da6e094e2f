"""Which processor a network runs on."""

import os
from typing import Final

import torch

from studio.core.errors import DeviceError
from studio.core.words import Said, listed

VARIABLE: Final = "GALATEA_DEVICE"
"""Names the device that is wanted: cpu, cuda or mps; the fastest if it is empty."""


def best_device() -> torch.device:
    """The device that ``GALATEA_DEVICE`` names, or else the fastest of this machine that torch knows.

    Raises:
        DeviceError: the one that is wanted is not there.
    """
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    there = devices()
    if wanted and wanted not in there:
        raise DeviceError(
            Said("There is no {0} device on this machine.", wanted),
            Said("Choose one of: {0}.", listed(there)),
        )
    return torch.device(wanted or there[0])


def devices() -> tuple[str, ...]:
    """What can be chosen, the fastest first."""
    gpus = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return (*(name for name, there in gpus.items() if there), "cpu")
