"""Tables of word vectors, ours and those of others."""

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import FileMissing, FileUnreadable
from studio.engine.speaking.word_vectors import WordVectors, read_vectors, save_vectors

ROWS = np.array([[3.0, 0.0, 4.0], [0.0, 2.0, 0.0], [3.0, 0.1, 4.0]])
TABLE = WordVectors.of(["sea", "tree", "ocean"], ROWS)


def binary(path: Path, head: bytes = b"3 3\n") -> Path:
    rows = zip(("sea", "tree", "ocean"), ROWS.astype(np.float32), strict=True)
    path.write_bytes(head + b"".join(word.encode() + b" " + row.tobytes() + b"\n" for word, row in rows))
    return path


def test_that_words_are_known_as_they_are_written_in_a_text() -> None:
    for form in ("sea", "Sea", "SEA!", "“sea”,", "sea's"):
        assert np.allclose(TABLE.vector(form), [0.6, 0.0, 0.8], atol=1e-3), form
        assert form in TABLE
    assert "desert" not in TABLE
    assert not TABLE.vector("desert").any()
    assert TABLE.nearest("sea", 1) == ["ocean"]


def test_that_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    save_vectors(tmp_path / "a.safetensors", TABLE)
    back = read_vectors(tmp_path / "a.safetensors", 3)
    assert back.numbers == TABLE.numbers
    assert np.array_equal(back.vectors, TABLE.vectors)


def test_that_tables_of_word2vec_are_read(tmp_path: Path) -> None:
    text = "3 3\n" + "".join(
        f"{word} {' '.join(map(str, row))}\n"
        for word, row in zip(("sea", "tree", "ocean"), ROWS, strict=True)
    )
    (tmp_path / "a.vec").write_text(text)
    for path in (tmp_path / "a.vec", binary(tmp_path / "a.bin")):
        table = read_vectors(path, 3)
        assert table.numbers == TABLE.numbers
        assert np.allclose(table.vectors, TABLE.vectors, atol=1e-3)


@pytest.mark.parametrize(
    "content", [b"", b"no table", b"3 3\nsea ", b"3 -3\n", b"999999999999 3\n", b"3 3\n" + b"x" * 5000]
)
@pytest.mark.parametrize("suffix", [".bin", ".vec", ".safetensors"])
def test_that_what_is_no_table_is_refused(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable):
        read_vectors(path, 3)


def test_that_another_size_a_missing_file_and_another_kind_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="3 numbers each, not 200"):
        read_vectors(binary(tmp_path / "a.bin"))
    with pytest.raises(FileMissing):
        read_vectors(tmp_path / "b.bin")
    with pytest.raises(FileUnreadable):
        read_vectors(binary(tmp_path / "a.pdf"))
