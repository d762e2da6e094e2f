"""Which clips of corpora are learned from, which only show how well that went, and how a card tells it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from studio.engine.corpus.reading import Corpus

_HELD: Final = 10
"""One clip in so many is held out, where no folder is."""
_HELD_READINGS: Final = 7
"""And of readings whose curves a driver told."""


@dataclass(frozen=True, slots=True)
class Split:
    """Folders of a corpus to learn from, and folders that are held out.

    Of a corpus that has neither, such as a person's own, every tenth clip is held out; of one whose curves
    were told by a driver, every seventh reading.
    """

    learnt: tuple[str, ...]
    held: tuple[str, ...]

    def names(self, corpus: Corpus, *, held: bool) -> list[str]:
        """The clips to learn from, or those held out; a corpus of one clip has it in both."""
        names = corpus.names()
        if corpus.is_distilled:
            return _every(_HELD_READINGS, names, held=held)
        folders = self.held if held else self.learnt
        known = [name for name in names if _folder(name) in (*self.learnt, *self.held)]
        if known:
            return [name for name in known if _folder(name) in folders]
        return _every(_HELD, names, held=held)

    def told(self, corpus: Corpus, curves: str) -> str:
        """A line for a card: how much was learned from a corpus, what its curves are, and its licence."""
        names = set(self.names(corpus, held=False))
        clips = [
            clip for shard in corpus.manifest["shards"] for clip in shard["clips"] if clip["name"] in names
        ]
        minutes = sum(clip["seconds"] for clip in clips) / 60
        return f"{len(clips)} clips, {minutes:.1f} min, {curves}; {corpus.licence}"


def mark_of(folders: Sequence[Path], *facts: object) -> str:
    """What tells examples of these corpora, made with these settings, from all others: 12 letters."""
    mark = hashlib.sha256(repr(facts).encode())
    for folder in folders:
        mark.update(json.dumps(Corpus.open(folder).manifest["shards"]).encode())
    return mark.hexdigest()[:12]


def _every(step: int, names: Sequence[str], *, held: bool) -> list[str]:
    return [name for i, name in enumerate(sorted(names)) if (i % step == 0) == held or len(names) == 1]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]
