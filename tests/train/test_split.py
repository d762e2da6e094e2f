"""What is learned from and what is held out, of folders, of a person's own clips, of a driver's curves."""

import json
from pathlib import Path

from studio.engine.corpus.reading import MANIFEST, SCHEMA, Corpus
from studio.train.split import Split, mark_of

SPLIT = Split(("train",), ("val",))


def corpus(*names: str, distilled: bool = False) -> Corpus:
    clips = [{"name": name, "seconds": 30.0} for name in names]
    return Corpus(Path(), {"shards": [{"clips": clips}], "licence": "CC0", "distilled": distilled})


def test_that_folders_are_learned_from_or_held_out() -> None:
    known = corpus("train/a", "train/b", "val/c", "other/d")
    assert SPLIT.names(known, held=False) == ["train/a", "train/b"]
    assert SPLIT.names(known, held=True) == ["val/c"]


def test_that_every_tenth_of_a_persons_own_clips_is_held_out() -> None:
    own = corpus(*[f"anna/{i:02}" for i in range(20)])
    assert SPLIT.names(own, held=True) == ["anna/00", "anna/10"]
    assert len(SPLIT.names(own, held=False)) == 18
    one = corpus("one")
    assert SPLIT.names(one, held=False) == SPLIT.names(one, held=True) == ["one"]


def test_that_every_seventh_reading_is_held_out_whatever_its_folder() -> None:
    told = corpus(*[f"val/{i:02}" for i in range(14)], distilled=True)
    assert SPLIT.names(told, held=True) == ["val/00", "val/07"]
    assert len(SPLIT.names(told, held=False)) == 12


def test_that_a_card_tells_what_was_learned_from_alone() -> None:
    known = corpus("train/a", "train/b", "val/c")
    assert SPLIT.told(known, "as seen") == "2 clips, 1.0 min, as seen; CC0"


def test_that_examples_of_other_corpora_or_settings_are_others(tmp_path: Path) -> None:
    folders = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        shards = [{"clips": [{"name": name}]}]
        (folder / MANIFEST).write_text(json.dumps({"schema": SCHEMA, "shards": shards}))
        folders.append(folder)
    marks = {
        mark_of(folders, SPLIT), mark_of(folders[:1], SPLIT), mark_of(folders[1:], SPLIT),
        mark_of(folders, SPLIT, True), mark_of(folders, Split((), ("val",))),
    }  # fmt: skip
    assert len(marks) == 5
    assert mark_of(folders, SPLIT) in marks
