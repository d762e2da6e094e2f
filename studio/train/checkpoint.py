"""Checkpoints: a training as it stands after a step, from which it goes on to the same bits.

One file each, ``step-00001200.safetensors``: tensors, and in the file's header as JSON all else and a
sha256 over both. It is written beside its place and renamed, so that what bears the name is whole, whenever
the machine stops; as one file, it can't be half of one checkpoint and half of another.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from studio.core.errors import OutputUnwritable, SourceError

_KEPT = 2
"""Checkpoints that are kept: should the last be damaged, there is one before it."""


class CheckpointDamaged(SourceError):
    """A checkpoint is cut off or changed."""


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """What is stored: tensors by name, and facts that JSON can hold."""

    tensors: Mapping[str, Tensor]
    facts: Mapping[str, Any]


def store(folder: Path, step: int, checkpoint: Checkpoint) -> Path:
    """Write the checkpoint of a step, and remove all but the last two.

    Raises:
        OutputUnwritable: the folder can't be written, or the disk is full.
    """
    path = folder / f"step-{step:08}.safetensors"
    beside = path.with_suffix(".part")
    # Clones: parameters that share memory are refused by the format.
    tensors = {name: x.detach().cpu().clone().contiguous() for name, x in checkpoint.tensors.items()}
    facts = json.dumps(checkpoint.facts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_file(tensors, beside, {"facts": facts, "sha256": _digest(tensors, facts)})
        _onto_disk(beside)
        beside.replace(path)
        for old in _stored(folder)[:-_KEPT]:
            old.unlink()
    except (OSError, SafetensorError) as error:
        what = f"The checkpoint {path} can't be written: {error}."
        raise OutputUnwritable(what, "Free some space or name another folder with --work.") from error
    return path


def newest(folder: Path, tell: Callable[[str], None]) -> Checkpoint | None:
    """The last checkpoint that is whole, or None if there is none at all.

    Damaged ones are told of and renamed, so that they are in nobody's way and can be looked at.

    Raises:
        CheckpointDamaged: there are some, but none is whole.
    """
    for leftover in folder.glob("step-*.part"):
        leftover.unlink()
    damage: CheckpointDamaged | None = None
    for path in reversed(_stored(folder)):
        try:
            return read(path)
        except CheckpointDamaged as error:
            tell(f"{error} The one before it is tried.")
            damage = error
            with suppress(OSError):
                path.rename(path.with_suffix(".damaged"))
    if damage:
        what = f"No checkpoint in {folder} is whole."
        raise CheckpointDamaged(what, "Begin again with --anew.") from damage
    return None


def read(path: Path) -> Checkpoint:
    """A stored checkpoint, with all tensors on the processor.

    Raises:
        CheckpointDamaged: it is not as it was written.
    """
    try:
        with safe_open(path, "pt") as file:
            about = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
    except (OSError, SafetensorError) as error:
        raise _damaged(path, f"it can't be read ({error})") from error
    facts = about.get("facts", "")
    if about.get("sha256") != _digest(tensors, facts):
        raise _damaged(path, "its content is not what was written")
    return Checkpoint(tensors, json.loads(facts))


def forget(folder: Path) -> None:
    """Remove all checkpoints."""
    for path in folder.glob("step-*"):
        path.unlink()


def _stored(folder: Path) -> list[Path]:
    """By step."""
    return sorted(folder.glob("step-*.safetensors"))


def _damaged(path: Path, why: str) -> CheckpointDamaged:
    return CheckpointDamaged(f"The checkpoint {path} is damaged: {why}.")


def _digest(tensors: Mapping[str, Tensor], facts: str) -> str:
    found = hashlib.sha256(facts.encode())
    for name in sorted(tensors):
        found.update(name.encode())
        content = tensors[name].reshape(-1).view(torch.uint8)  # numpy has no bfloat16
        found.update(content.numpy().data)
    return found.hexdigest()


def _onto_disk(path: Path) -> None:
    """Have the system write it now: else a power cut could leave the new name with old bytes."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
