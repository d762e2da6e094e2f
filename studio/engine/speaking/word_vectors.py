"""Words as vectors (Word2Vec, Mikolov and others 2013): our own table, or a person's own as .bin or .vec."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from studio.core.errors import FileMissing, FileUnreadable
from studio.core.words import Said

Floats = NDArray[np.float32]

_SUFFIXES: Final = (".bin", ".vec", ".txt", ".safetensors")
_MOST_WORDS: Final = 3_000_000
_MOST_NUMBERS: Final = 2_000
_LONGEST: Final = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """A table of vectors, each of length 1.

    Attributes:
        vectors: [n, size].
    """

    numbers: dict[str, int]
    vectors: NDArray[np.float16]

    @classmethod
    def of(cls, words: Sequence[str], vectors: NDArray[np.floating]) -> "WordVectors":
        """From rows of any length; the first of equal words counts."""
        lengths = np.linalg.norm(vectors.astype(np.float32), axis=1, keepdims=True)
        unit = (vectors / np.maximum(lengths, 1e-9)).astype(np.float16)
        numbers = {word: number for number, word in reversed(list(enumerate(words)))}
        return cls(numbers, unit)

    @property
    def size(self) -> int:
        return int(self.vectors.shape[1])

    def most_frequent(self, count: int) -> "WordVectors":
        """The first so many, as tables are in order of how frequent words are."""
        words = sorted(self.numbers, key=self.numbers.__getitem__)[:count]
        return WordVectors.of(words, self.vectors[[self.numbers[word] for word in words]])

    def __contains__(self, word: str) -> bool:
        return self._number(word) is not None

    def vector(self, word: str) -> Floats:
        """The vector of a word [size]; zero of one that is not known."""
        number = self._number(word)
        if number is None:
            return np.zeros(self.size, np.float32)
        return np.asarray(self.vectors[number], np.float32)

    def nearest(self, word: str, count: int = 5) -> list[str]:
        """The words whose vectors point most nearly the same way, without the word itself."""
        alike = self.vectors.astype(np.float32) @ self.vector(word)
        names = {number: name for name, number in self.numbers.items()}
        own = self._number(word)
        return [names[int(i)] for i in np.argsort(-alike) if int(i) != own and int(i) in names][:count]

    def _number(self, word: str) -> int | None:
        plain = word.strip().lower()
        bare = "".join(letter for letter in plain if letter.isalnum() or letter in "'-").strip("'-")
        for form in (word, plain, bare, bare.removesuffix("'s")):
            if form in self.numbers:
                return self.numbers[form]
        return None


def save_vectors(path: Path, table: WordVectors) -> None:
    """Write the table as it is; words are stored as text, one a line."""
    words = sorted(table.numbers, key=table.numbers.__getitem__)
    rows = table.vectors[[table.numbers[word] for word in words]]
    text = np.frombuffer("\n".join(words).encode(), np.uint8)
    save_file({"vectors": np.ascontiguousarray(rows), "words": text.copy()}, path)


def read_vectors(path: Path, size: int = 200) -> WordVectors:
    """A table from our own file, or from word2vec's binary (.bin) or text (.vec, .txt) form.

    Args:
        size: numbers that each vector must have.

    Raises:
        FileMissing, FileUnreadable: there is no such file, or it is of another form or size.
    """
    if not path.is_file():
        raise FileMissing(Said("There is no file {0}.", path), Said("Give a table of word vectors."))
    if path.suffix.lower() not in _SUFFIXES:
        raise _unreadable(path)
    try:
        table = _read(path)
    except (OSError, ValueError, KeyError, IndexError, SafetensorError) as error:
        raise _unreadable(path) from error
    if table.size != size:
        raise FileUnreadable(
            Said("The words in {0} have {1} numbers each, not {2}.", path, table.size, size),
            Said("Give a table of vectors with {0} numbers.", size),
        )
    return table


def _unreadable(path: Path) -> FileUnreadable:
    return FileUnreadable(
        Said("{0} is no table of word vectors.", path),
        Said("It must be word2vec's .bin or .vec, or one that the studio wrote."),
    )


def _read(path: Path) -> WordVectors:
    if path.suffix.lower() == ".safetensors":
        with safe_open(path, "np") as file:
            words = file.get_tensor("words").tobytes().decode().split("\n")
            return WordVectors.of(words, file.get_tensor("vectors"))
    with path.open("rb") as file:
        count, size = (int(part) for part in file.readline(64).split())
        if not (0 < count <= _MOST_WORDS and 0 < size <= _MOST_NUMBERS):
            raise ValueError(count, size)
        rows = _binary_rows if path.suffix.lower() == ".bin" else _text_rows
        words, vectors = zip(*rows(file, count, size), strict=True)
        return WordVectors.of(words, np.stack(vectors))


def _binary_rows(file: BinaryIO, count: int, size: int) -> Iterator[tuple[str, NDArray[np.float16]]]:
    for _ in range(count):
        word = b""
        while (letter := file.read(1)) not in (b" ", b""):
            word += letter
            if len(word) > _LONGEST:
                raise ValueError(word)
        numbers = np.frombuffer(file.read(4 * size), np.float32)
        if len(numbers) != size:
            raise ValueError(word)
        yield word.strip().decode("utf-8", "replace"), numbers.astype(np.float16)


def _text_rows(file: BinaryIO, count: int, size: int) -> Iterator[tuple[str, NDArray[np.float16]]]:
    for _ in range(count):
        word, *numbers = file.readline(_LONGEST + 32 * size).decode("utf-8", "replace").rstrip().split(" ")
        if len(numbers) != size:
            raise ValueError(word)
        yield word, np.array(numbers, np.float32).astype(np.float16)
