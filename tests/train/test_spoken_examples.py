"""Examples of a person's own corpus: which are learned from, and that they are kept for these alone."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from studio.engine.corpus.clip import facts_of, tensors_of
from studio.engine.corpus.reading import MANIFEST, SCHEMA
from studio.files.downloads import sha256_of
from studio.train.split import Split
from studio.train.spoken_examples import kept_examples
from tests.spoken import opening_clip

SPLIT = Split(("train",), ("val",))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eleven clips of one person."""
    folder = tmp_path_factory.mktemp("own")
    clips = [replace(opening_clip(), name=f"anna/{i:02}") for i in range(11)]
    tensors = {f"{clip.name}:{key}": x for clip in clips for key, x in tensors_of(clip).items()}
    save_file({key: np.ascontiguousarray(x) for key, x in tensors.items()}, folder / "shard.safetensors")
    shard = {
        "file": "shard.safetensors",
        "sha256": sha256_of(folder / "shard.safetensors"),
        "clips": [facts_of(clip) for clip in clips],
    }
    (folder / MANIFEST).write_text(json.dumps({"schema": SCHEMA, "licence": "mine", "shards": [shard]}))
    return folder


def test_that_a_persons_own_clips_are_learned_from_and_every_tenth_is_held_out(own: Path) -> None:
    assert len(kept_examples(None, [own], SPLIT)) == 9
    assert len(kept_examples(None, [own], SPLIT, held=True)) == 2
    assert len(kept_examples(None, [own])) == 11
    assert len(kept_examples(None, [own], SPLIT, variants=1)) == 18


def test_that_examples_are_kept_for_their_corpus_and_settings_alone(own: Path, tmp_path: Path) -> None:
    first = kept_examples(tmp_path, [own], SPLIT)
    assert len(kept_examples(tmp_path, [own], SPLIT, held=True)) == 2
    again = kept_examples(tmp_path, [own], SPLIT)
    assert len(list(tmp_path.iterdir())) == 2
    for a, b in zip(first, again, strict=True):
        assert np.allclose(a.features, b.features, atol=0.02)
        assert np.allclose(a.moves, b.moves, atol=0.002)
