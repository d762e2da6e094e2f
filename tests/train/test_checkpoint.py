"""Checkpoints: whole or refused."""

from pathlib import Path

import pytest
import torch

from studio.core.errors import OutputUnwritable
from studio.train.checkpoint import Checkpoint, CheckpointDamaged, newest, read, store

FACTS = {"step": 3, "words": ["a", 1.5, None], "large": 2**127}


def checkpoint() -> Checkpoint:
    weight = torch.arange(12.0).reshape(3, 4)
    tensors = {"whole": weight, "shared": weight, "half": torch.ones(5, dtype=torch.bfloat16)}
    return Checkpoint(tensors | {"count": torch.tensor(7), "turned": weight.T}, FACTS)


def test_that_a_checkpoint_is_read_as_it_was_stored(tmp_path: Path) -> None:
    again = read(store(tmp_path / "new", 3, checkpoint()))
    assert again.facts == FACTS
    for name, tensor in checkpoint().tensors.items():
        assert again.tensors[name].dtype == tensor.dtype
        assert torch.equal(again.tensors[name], tensor)


def test_that_the_last_two_are_kept(tmp_path: Path) -> None:
    for step in (9, 10, 200, 1000):
        store(tmp_path, step, checkpoint())
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "step-00000200.safetensors",
        "step-00001000.safetensors",
    ]


@pytest.mark.parametrize("at", [0, 40, -200, -1])
def test_that_one_changed_byte_is_noticed(tmp_path: Path, at: int) -> None:
    path = store(tmp_path, 3, checkpoint())
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    with pytest.raises(CheckpointDamaged, match="step-00000003"):
        read(path)


@pytest.mark.parametrize("left", [0, 7, 100, -1])
def test_that_a_cut_file_is_refused(tmp_path: Path, left: int) -> None:
    path = store(tmp_path, 3, checkpoint())
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(CheckpointDamaged, match="damaged"):
        read(path)


def test_that_what_was_being_written_is_no_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "step-00000009.part").write_bytes(b"half")
    assert newest(tmp_path, lambda _: None) is None
    assert list(tmp_path.iterdir()) == []


def test_that_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputUnwritable, match="--work"):
        store(tmp_path / "file", 3, checkpoint())
