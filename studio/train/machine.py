"""What a training runs on: device, precision, threads, and the dice that are thrown on it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

from studio.core.errors import DeviceError


@dataclass(frozen=True, slots=True)
class Machine:
    """A device and whether networks run on it in bfloat16."""

    device: torch.device
    half: bool = False

    def autocast(self) -> torch.autocast:
        """Within it, networks run in the device's fast precision."""
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.half)


def chosen(name: str = "auto", threads: int = 0) -> Machine:
    """The device of that name (cpu, cuda, mps); ``auto`` takes CUDA if it is there, else the processor.

    MPS lacks operations that some networks need, so it must be asked for by name. bfloat16 is used on
    CUDA alone: processors without instructions for it are eight times slower.

    Args:
        threads: of the processor; 0 leaves it to torch.

    Raises:
        DeviceError: this computer has no such device.
    """
    if threads:
        torch.set_num_threads(threads)
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        name = "cuda" if there["cuda"] else "cpu"
    if not there.get(name):
        usable = ", ".join(kind for kind, is_there in there.items() if is_there)
        raise DeviceError(f"This computer can't train on {name}.", f"It can on: {usable}.")
    return Machine(torch.device(name), name == "cuda" and torch.cuda.is_bf16_supported())


def sow(seed: int) -> Generator:
    """Seed Python's and torch's random numbers, and give a generator of numpy's.

    To be called before networks are made: their first weights are random.
    """
    random.seed(seed)
    torch.manual_seed(seed)
    return np.random.default_rng(seed)


def dice(rng: Generator) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """The states of all random numbers, as tensors and as what JSON can hold."""
    tensors = {"cpu": torch.get_rng_state()}
    if torch.cuda.is_available():
        tensors |= {f"cuda/{i}": state for i, state in enumerate(torch.cuda.get_rng_state_all())}
    if torch.backends.mps.is_available():
        tensors["mps"] = torch.mps.get_rng_state()
    return tensors, {"python": random.getstate(), "numpy": rng.bit_generator.state}


def throw_on(rng: Generator, tensors: Mapping[str, Tensor], facts: Mapping[str, Any]) -> None:
    """Put all random numbers back to the states that ``dice`` gave; those of absent devices are left out."""
    version, words, gauss = facts["python"]
    random.setstate((version, tuple(words), gauss))
    rng.bit_generator.state = facts["numpy"]
    torch.set_rng_state(tensors["cpu"])
    for i in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
        if f"cuda/{i}" in tensors:
            torch.cuda.set_rng_state(tensors[f"cuda/{i}"], i)
    if torch.backends.mps.is_available() and "mps" in tensors:
        torch.mps.set_rng_state(tensors["mps"])
