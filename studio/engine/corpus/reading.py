"""A corpus on disk: a manifest, and shards of clips as safetensors."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from safetensors import SafetensorError, safe_open

from studio.core.errors import FileMissing, FileUnreadable
from studio.core.words import Said
from studio.engine.corpus.clip import Clip, clip_of
from studio.files.reading import read_text

MANIFEST: Final = "manifest.json"
SCHEMA: Final = "corpus/1"


@dataclass(frozen=True, slots=True)
class Corpus:
    """The clips of a folder that ``galatea corpus build`` made."""

    folder: Path
    manifest: dict[str, Any]

    @classmethod
    def open(cls, folder: Path) -> "Corpus":
        """The corpus in a folder.

        Raises:
            FileMissing, FileUnreadable: there is none, or it is damaged.
        """
        path = folder / MANIFEST
        if not path.is_file():
            raise FileMissing(
                Said("There is no corpus in {0}.", folder),
                Said("Make one with ‘galatea corpus build CLIPS -o {0}’.", folder),
            )
        try:
            manifest = json.loads(read_text(path))
            if manifest["schema"] != SCHEMA:
                raise ValueError(manifest["schema"])
        except (ValueError, KeyError, TypeError) as error:
            raise FileUnreadable(
                Said("{0} is no manifest of a corpus.", path), Said("Build the corpus again.")
            ) from error
        return cls(folder, manifest)

    @property
    def licence(self) -> str:
        return str(self.manifest["licence"])

    @property
    def is_distilled(self) -> bool:
        """No face was seen: a driver told what it would do."""
        return bool(self.manifest.get("distilled"))

    def names(self) -> list[str]:
        """Of all clips, in order."""
        return [clip["name"] for shard in self.manifest["shards"] for clip in shard["clips"]]

    def clips(self, group: str | None = None) -> Iterator[Clip]:
        """All clips, or those of one folder, read as they are asked for.

        Raises:
            FileUnreadable: a shard is damaged.
        """
        for shard in self.manifest["shards"]:
            wanted = [clip for clip in shard["clips"] if group in (None, clip["name"].rpartition("/")[0])]
            if wanted:
                yield from _read(self.folder / shard["file"], wanted)


def _read(path: Path, wanted: list[dict[str, Any]]) -> Iterator[Clip]:
    try:
        with safe_open(path, "np") as file:
            names = list(file.keys())
            for facts in wanted:
                begin = f"{facts['name']}:"
                own = {name.removeprefix(begin): name for name in names if name.startswith(begin)}
                yield clip_of(facts, {short: file.get_tensor(name) for short, name in own.items()})
    except (OSError, SafetensorError, KeyError) as error:
        raise FileUnreadable(
            Said("{0} is damaged.", path), Said("Take it away and build the corpus again.")
        ) from error
