"""Devices and dice."""

import json
import random

import pytest
import torch

from studio.core.errors import DeviceError
from studio.train.machine import chosen, dice, sow, throw_on


def _throw(rng) -> list[float]:
    return [random.random(), float(rng.random()), float(torch.rand(1)), float(torch.randn(1))]


def test_that_all_dice_fall_alike_again() -> None:
    rng = sow(3)
    _throw(rng)
    tensors, facts = dice(rng)
    facts = json.loads(json.dumps(facts))
    first = _throw(rng)
    assert _throw(rng) != first
    throw_on(rng, tensors, facts)
    assert _throw(rng) == first


def test_that_a_seed_gives_the_same_dice() -> None:
    assert _throw(sow(3)) == _throw(sow(3)) != _throw(sow(4))


def test_that_a_device_that_is_not_there_is_named() -> None:
    if not torch.cuda.is_available():
        with pytest.raises(DeviceError, match=r"can't train on cuda. It can on: cpu"):
            chosen("cuda")
    assert chosen("cpu").device == torch.device("cpu")


def test_that_the_processor_computes_in_full_precision() -> None:
    with chosen("cpu").autocast():
        assert torch.nn.Linear(2, 2)(torch.ones(1, 2)).dtype == torch.float32
