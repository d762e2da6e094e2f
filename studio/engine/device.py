"""Which processor a network runs on, what to do when its memory is full, and how many threads it gets."""

import os
import re
from threading import Lock, Thread
from typing import Final

import torch

from studio.core.errors import DeviceError
from studio.core.words import Said, listed

VARIABLE: Final = "GALATEA_DEVICE"
"""Names the device that is wanted: cpu, cuda or mps; the fastest if it is empty."""
_FULL: Final = re.compile("out of memory|_ALLOC_FAILED")
"""What CUDA, cuBLAS, cuDNN and MPS say in a plain ``RuntimeError`` when there is no memory left."""
_counting: Final = Lock()


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


def memory_is_full(error: RuntimeError, device: torch.device) -> bool:
    """Whether work failed because a device's memory is full; the computer's own has none to give way to."""
    if device.type == "cpu":
        return False
    return isinstance(error, torch.OutOfMemoryError) or _FULL.search(str(error)) is not None


def free_memory(device: torch.device) -> None:
    """Give back to the system what torch keeps of a device's memory without using it."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def use_threads(count: int) -> None:
    """Let torch work with so many threads where the calling thread uses it, and there alone.

    ``torch.set_num_threads`` says two things at once: how many the calling thread uses from now on, and how
    many each thread will that has not used torch yet. The second is taken back, by a thread that ends at
    once, because it would be said of the one that takes it back, too.
    """
    with _counting:
        # Asking comes first: a thread that has not used torch would take the second number at its first use.
        before = torch.get_num_threads()
        torch.set_num_threads(count)
        restoring = Thread(target=torch.set_num_threads, args=(before,))
        restoring.start()
        restoring.join()
