"""Which processor a network runs on."""

import os
from typing import Final

import torch

from studio.core.errors import DeviceError

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
            f"There is no {wanted} device on this machine.", f"Choose one of: {', '.join(there)}."
        )
    return torch.device(wanted or there[0])


def devices() -> tuple[str, ...]:
    """What can be chosen, the fastest first."""
    gpus = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return (*(name for name, there in gpus.items() if there), "cpu")
