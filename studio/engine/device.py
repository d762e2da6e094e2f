"""Which processor a network runs on."""

import torch


def best_device() -> torch.device:
    """The fastest device of this machine that is known to torch."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
