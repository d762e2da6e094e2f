"""Model cards of ours and of others, installation, and what happens when a file is not the right one."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.errors import ModelDamaged, ModelError, ModelMissing, UsageError
from studio.files import fetching, models
from tests.serving import Server, serving

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


def make_card(shelf: Path, source: str, digest: str = DIGEST, **other: str) -> Path:
    """A card of one model; ``other``: what else than usual it says of itself. Gives its folder."""
    facts = {"name": "tiny", "title": "A tiny model", "file": "tiny.bin", "folder": "tiny"} | other
    folder = shelf / facts["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "card.toml").write_text(
        f"""
name = "{facts["name"]}"
title = "{facts["title"]}"
purpose = "tests"
[licence]
id = "MIT"
[[files]]
name = "{facts["file"]}"
size = {len(CONTENT)}
sha256 = "{digest}"
{source}
""",
        "utf-8",
    )
    return folder


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


@pytest.fixture
def mine(shelf: Path) -> Path:
    """The folder of a person's own models, empty."""
    folder = models.places.installed_models()
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as one:
        yield one


def address(url: str) -> str:
    """A source in a card."""
    return f'[[files.sources]]\nkind = "address"\nurl = "{url}"\n'


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


def test_that_a_model_is_installed_from_an_address(shelf: Path, server: Server) -> None:
    make_card(shelf, address(server.put("tiny.bin", CONTENT)))
    (path,) = models.install("tiny")
    assert path.read_bytes() == CONTENT
    assert [entry.name for entry in path.parent.iterdir()] == ["tiny.bin"]


def test_that_work_that_was_stopped_goes_on_and_is_tidied_up_then(shelf: Path, server: Server) -> None:
    make_card(shelf, address(server.put("tiny.bin", CONTENT, cuts=[1000])))

    def stop(_what: str, part: float) -> None:
        if part > 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        models.install("tiny", stop)
    assert not models.is_installed("tiny")
    (path,) = models.install("tiny")
    assert server.asked[-1][1] == "bytes=1000-"
    assert path.read_bytes() == CONTENT
    assert [entry.name for entry in path.parent.iterdir()] == ["tiny.bin"]


def npm(server: Server, member: str = "package/tiny.bin", content: bytes = CONTENT, **other: str) -> str:
    """A source in a card: the package @tiny/weights 1.0 of a registry that has one file."""
    beside = io.BytesIO()
    with tarfile.open(fileobj=beside, mode="w:gz") as tar:
        about = tarfile.TarInfo("package/tiny.bin")
        about.size = len(content)
        tar.addfile(about, io.BytesIO(content))
    server.put("@tiny/weights/-/weights-1.0.tgz", beside.getvalue())
    size = other.get("size", str(len(beside.getvalue())))
    return f"""[[files.sources]]
kind = "npm"
package = "@tiny/weights"
version = "1.0"
member = "{member}"
size = {size}
sha256 = "{other.get("sha256", "")}"
registry = "{server.root}"
"""


def test_that_a_model_is_installed_from_an_npm_package(shelf: Path, server: Server) -> None:
    make_card(shelf, npm(server))
    assert models.install("tiny")[0].read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"member": "package/other.bin"}, r"no readable package/other\.bin"),
        ({"size": "40"}, "bytes, not 40"),
        ({"sha256": "0" * 64}, "0000"),
        ({"content": CONTENT + b"!" * 9999}, f"has {len(CONTENT) + 9999} bytes, not {len(CONTENT)}"),
        ({"content": CONTENT[:-1] + b"!"}, DIGEST),
    ],
    ids=["no such member", "archive too large", "another archive", "member too large", "another member"],
)
def test_that_an_npm_package_that_is_not_as_described_is_refused_and_leaves_nothing(
    mine: Path, shelf: Path, server: Server, source: dict[str, str], said: str
) -> None:
    make_card(shelf, npm(server, **source))
    with pytest.raises(ModelDamaged, match=said):
        models.install("tiny")
    assert not list((mine / "tiny").iterdir())


def test_that_the_next_source_is_tried_when_one_fails(shelf: Path, tmp_path: Path, server: Server) -> None:
    make_wheel(tmp_path / "wheels")
    broken = server.put("broken.bin", CONTENT, cuts=[1000, 0])
    make_card(shelf, address(f"{server.root}/gone.bin") + address(broken) + WHEEL)
    (path,) = models.install("tiny")
    assert path.read_bytes() == CONTENT
    assert [entry.name for entry in path.parent.iterdir()] == ["tiny.bin"]
    assert [asked[0] for asked in server.asked] == ["/gone.bin", "/broken.bin", "/broken.bin"]


def test_that_of_several_files_it_is_told_how_far_all_are(shelf: Path, server: Server) -> None:
    url = server.put("tiny.bin", CONTENT)
    second = f'[[files]]\nname = "two.bin"\nsize = {len(CONTENT)}\nsha256 = "{DIGEST}"\n'
    make_card(shelf, address(url) + second + address(url))
    parts: list[float] = []
    assert len(models.install("tiny", lambda _what, part: parts.append(part))) == 2
    assert parts == sorted(parts)
    assert {0.5, 1.0} <= set(parts)


def test_that_two_who_fetch_one_model_at_once_do_not_disturb_each_other(
    shelf: Path, mine: Path, server: Server
) -> None:
    """The other process is in the middle of it; we wait, and find it done."""
    gate = threading.Event()
    make_card(mine, address(server.put("tiny.bin", CONTENT, cuts=[1000], gate=gate)))
    told: list[str] = []

    def let_it_go_on(what: str, _part: float) -> None:
        told.append(what)
        gate.set()

    code = "from studio.files.models import install; install('tiny')"
    with subprocess.Popen([sys.executable, "-c", code]) as other:
        assert server.was_asked.wait(60)
        (path,) = models.install("tiny", let_it_go_on)
        assert other.wait(60) == 0
    assert path.read_bytes() == CONTENT
    assert len(server.asked) == 1
    assert set(told) == {"waiting for another program that fetches tiny"}


def test_that_links_among_what_was_begun_lead_nowhere(mine: Path, server: Server, tmp_path: Path) -> None:
    """A model that was unpacked might bring them, so that what is fetched were written elsewhere."""
    precious = tmp_path / "precious"
    precious.write_text("mine")
    folder = make_card(mine, address(server.put("tiny.bin", CONTENT)))
    file = models.card("tiny").file()
    work = folder / ".tiny.bin.fetching"
    work.mkdir()
    part = fetching._arrival(file.name, file.sources[0].url, file.size, file.sha256, work)
    part.place.symlink_to(precious)
    assert models.install("tiny")[0].read_bytes() == CONTENT
    assert precious.read_text() == "mine"


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
    assert fetching._bytes_below(tmp_path) == len(CONTENT)


def test_that_a_wrong_file_is_refused_with_both_hashes_and_leaves_nothing(
    shelf: Path, tmp_path: Path
) -> None:
    other = CONTENT[:-1] + b"!"
    make_wheel(tmp_path / "wheels", other)
    make_card(shelf, WHEEL)
    with pytest.raises(ModelDamaged) as caught:
        models.install("tiny")
    assert DIGEST in caught.value.message
    assert hashlib.sha256(other).hexdigest() in caught.value.message
    assert not list((tmp_path / "home").rglob("*.bin"))
    assert not list((tmp_path / "home").rglob("*.fetching"))


def test_that_a_vast_file_in_a_small_wheel_is_not_unpacked(shelf: Path, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels", CONTENT * 100)
    make_card(shelf, WHEEL)
    with pytest.raises(ModelDamaged, match=f"has {100 * len(CONTENT)} bytes"):
        models.install("tiny")


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
    facts = path.stat()
    path.write_bytes(CONTENT[::-1])
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert models.installed_file("tiny") == path  # believes what it remembers, as size and date are the same
    assert isinstance(models.verify(["tiny"])[0].problem, ModelDamaged)
    with pytest.raises(ModelDamaged):
        models.installed_file("tiny")


@pytest.mark.parametrize(
    "wrong",
    [
        *('{"cut off', "[1, 2]", '"text"', "null", "[" * 100_000, "\0\xff"),
        *('{"PATH": 5}', '{"PATH": [1]}', '{"PATH": {"a": 1}}', '{"PATH": null}', '{"PATH": "abc"}'),
        *('{"PATH": [SIZE, DATE, "0000"]}', '{"PATH": [SIZE, DATE, 7]}', '{"PATH": [null, null, null]}'),
    ],
)
def test_that_a_wrong_memory_only_costs_a_check(mine: Path, wrong: str) -> None:
    path = make_card(mine, "") / "tiny.bin"
    path.write_bytes(CONTENT)
    facts = path.stat()
    for name, value in {"PATH": path, "SIZE": facts.st_size, "DATE": facts.st_mtime_ns}.items():
        wrong = wrong.replace(name, str(value))
    memory = models.places.installed_models() / "checked.json"
    memory.write_text(wrong, "utf-8")
    assert models.installed_file("tiny").read_bytes() == CONTENT
    assert json.loads(memory.read_text("utf-8"))[str(path)][2] == DIGEST


def test_that_who_remembers_at_the_same_time_under_the_same_number_writes_beside(mine: Path) -> None:
    (make_card(mine, "") / "tiny.bin").write_bytes(CONTENT)
    memory = models.places.installed_models() / "checked.json"
    others = memory.with_suffix(f".{os.getpid()}")
    others.write_text("half", "utf-8")
    models.installed_file("tiny")
    assert json.loads(memory.read_text("utf-8"))
    assert others.read_text("utf-8") == "half", "another container writes it"


def test_that_a_memory_that_is_no_file_only_costs_a_check(mine: Path) -> None:
    (make_card(mine, "") / "tiny.bin").write_bytes(CONTENT)
    memory = models.places.installed_models() / "checked.json"
    os.mkfifo(memory)
    assert models.installed_file("tiny").read_bytes() == CONTENT
    memory.unlink(missing_ok=True)
    memory.mkdir()
    assert models.installed_file("tiny").read_bytes() == CONTENT
    assert {path.name for path in memory.parent.iterdir()} == {"tiny", "checked.json"}, "and leaves nothing"


def test_that_a_card_that_has_no_end_is_named_and_left_out(mine: Path) -> None:
    folder = make_card(mine, WHEEL)
    (folder / "card.toml").unlink()
    os.mkfifo(folder / "card.toml")
    assert models.cards() == []
    assert "not an ordinary file" in models.problems()[0].message


def test_that_a_file_that_can_not_be_looked_at_is_told(mine: Path) -> None:
    change(make_card(mine, ""), '"tiny.bin"', f'"{"x" * 300}"')
    assert not models.is_installed("tiny")
    with pytest.raises(ModelError, match="can't be read"):
        models.installed_file("tiny")


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


def test_that_fetching_anew_leaves_what_lies_beside_the_card(shelf: Path, server: Server) -> None:
    beside = f'[[files]]\nname = "beside.bin"\nsize = {len(CONTENT)}\nsha256 = "{DIGEST}"\n'
    folder = make_card(shelf, address(server.put("tiny.bin", CONTENT)) + beside)
    (folder / "beside.bin").write_bytes(CONTENT)
    models.install("tiny")
    models.install("tiny")
    assert len(server.asked) == 1
    models.install("tiny", force=True)
    assert len(server.asked) == 2
    assert (folder / "beside.bin").read_bytes() == CONTENT


# Models of others ------------------------------------------------------------------------------------


def plug_in(site: Path, value: str = "tiny_plugin.nets", package: str = "tiny-plugin") -> Path:
    """Install a package that names a folder of models, and would end the test if it were run."""
    info = site / f"{package.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[galatea.models]\nany = {value}\n")
    folder = site / package.replace("-", "_") / "nets"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("raise SystemExit('a plugin was run to look at its models')\n")
    return folder


@pytest.fixture
def plugin(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of models in an installed package, empty."""
    folder = plug_in(tmp_path / "site")
    monkeypatch.syspath_prepend(tmp_path / "site")
    return folder


def test_that_a_model_of_ones_own_is_found_while_the_studio_runs(mine: Path) -> None:
    assert models.cards() == []
    folder = make_card(mine, "")
    (folder / "tiny.bin").write_bytes(CONTENT)
    (found,) = models.cards()
    assert str(found.origin) == "yours"
    assert models.is_installed("tiny")
    assert models.installed_file("tiny") == folder / "tiny.bin"
    make_card(mine, "", title="A better one")
    assert models.card("tiny").title == "A better one"


def test_that_a_model_of_ones_own_may_be_fetched(mine: Path, server: Server) -> None:
    folder = make_card(mine, address(server.put("tiny.bin", CONTENT)))
    assert models.install("tiny") == [folder / "tiny.bin"]
    assert models.installed_file("tiny").read_bytes() == CONTENT


def test_that_a_plugin_brings_models_and_is_not_run(plugin: Path, server: Server) -> None:
    folder = make_card(plugin, address(server.put("tiny.bin", CONTENT)))
    (found,) = models.cards()
    assert str(found.origin) == "package tiny-plugin"
    assert models.install("tiny") == [models.places.installed_models() / "tiny" / "tiny.bin"]
    assert not (folder / "tiny.bin").exists()
    assert models.problems() == ()


@pytest.mark.parametrize(
    "value", ["tiny_plugin.nowhere", "nowhere", "..", "a b", "tiny_plugin.nets.x:y", "this"]
)
def test_that_a_plugin_that_names_no_folder_is_named(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    plug_in(tmp_path / "site", value)
    monkeypatch.syspath_prepend(tmp_path / "site")
    make_card(shelf, WHEEL)
    (problem,) = models.problems()
    assert "tiny-plugin" in problem.message
    assert [card.name for card in models.cards()] == ["tiny"]


def test_that_the_studios_own_comes_first_then_ones_own_then_plugins(
    shelf: Path, mine: Path, plugin: Path
) -> None:
    for folder in (plugin, mine, shelf):
        make_card(folder, WHEEL)
    assert str(models.card("tiny").origin) == "studio"
    assert [problem.message.partition(": ")[2] for problem in models.problems()] == [
        f"{mine / 'tiny'}.",
        f"{plugin / 'tiny'}.",
    ]
    (shelf / "tiny" / "card.toml").unlink()
    assert str(models.card("tiny").origin) == "yours"
    (problem,) = models.problems()
    assert "second model called “tiny” (package tiny-plugin)" in problem.message
    assert "(yours)" in problem.hint


def test_that_names_that_differ_in_capitals_alone_are_one(shelf: Path, mine: Path) -> None:
    """They are one folder on many a system: what is fetched for one would be the other's."""
    make_card(shelf, WHEEL)
    make_card(mine, WHEEL, name="TINY", folder="TINY")
    assert [card.name for card in models.cards()] == ["tiny"]
    assert len(models.problems()) == 1


def test_that_nothing_takes_the_place_of_a_broken_card(shelf: Path, mine: Path) -> None:
    make_card(mine, WHEEL)
    folder = make_card(shelf, WHEEL)
    (folder / "card.toml").write_text("name = ")
    assert models.cards() == []
    assert len(models.problems()) == 2
    with pytest.raises(ModelError, match=r"tiny/card\.toml can't be used") as caught:
        models.card("tiny")
    assert caught.value.hint == "Install the studio again."


def change(folder: Path, before: str, after: str) -> None:
    path = folder / "card.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('title = "A tiny model"', "", "says nothing of “title”"),
        ('title = "A tiny model"', "title = 5", "“title” is not a line of text"),
        ("A tiny model", r"A \u001b[31mtiny model", "“title” is not a line of text"),
        ('name = "tiny"', 'name = "other"', "is not the name of its folder"),
        ('"tiny.bin"', '"../tiny.bin"', "is no plain name"),
        ('"tiny.bin"', '"/etc/passwd"', "is no plain name"),
        ('"tiny.bin"', r'"a\\tiny.bin"', "is no plain name"),
        ('"tiny.bin"', '"C:tiny.bin"', "is no plain name"),
        ('"tiny.bin"', '".."', "is no plain name"),
        ('"tiny.bin"', '".hidden"', "is no plain name"),
        ('"tiny.bin"', '"card.toml"', "is no plain name"),
        ('"tiny.bin"', "5", "is no plain name"),
        (f"size = {len(CONTENT)}", "size = -1", "is no number of bytes"),
        (f"size = {len(CONTENT)}", "size = 1.5", "is no number of bytes"),
        (f"size = {len(CONTENT)}", "", "says nothing of “size”"),
        (DIGEST, "beef", "is not the sha256"),
        ("https://example.org/", "file:///etc/", "begins with http:// or https://"),
        ("https://example.org/", "ftp://example.org/", "begins with http:// or https://"),
        ('kind = "address"', 'kind = "magnet"', "no source of the kind “magnet”"),
        ('kind = "address"', "", "says nothing of “kind”"),
        ('kind = "address"', 'kind = "address"\nport = 7', "not as a part of a card should be"),
        ("[licence]", "[[licence]]", "not as a part of a card should be"),
        ("[[files]]", "[files]", "can't be used"),
        ('id = "MIT"', 'id = "MIT"\nfile = "../../secret"', "is no plain name"),
        ('purpose = "tests"', "purpose = [" + "[" * 5000, "can't be used"),
        ('purpose = "tests"', 'purpose = "tests"\nabout = 5', "“about” is not a text"),
        ('purpose = "tests"', 'purpose = "tests"\nabout = "\\u001b[2J"', "“about” is not a text"),
        ("[licence]", "[network]\nthreads = 1000000000\n[licence]", "“network” can't be"),
        ("[licence]", "[network]\ndevice = 5\n[licence]", "“network” can't be"),
        ("[licence]", '[training]\nsteps = "many"\n[licence]', "“training” can't be"),
        ("[licence]", "[training]\ndata = [1]\n[licence]", "“training” can't be"),
        ('purpose = "tests"', 'purpose = "tests"\nabout = "' + "x" * (1 << 20) + '"', "too large"),
    ],
)
def test_that_a_card_that_is_not_as_it_should_be_is_named_and_left_out(
    mine: Path, shelf: Path, before: str, after: str, said: str
) -> None:
    make_card(shelf, WHEEL, name="good", folder="good")
    change(make_card(mine, address("https://example.org/tiny.bin")), before, after)
    assert [card.name for card in models.cards()] == ["good"]
    (problem,) = models.problems()
    assert said in problem.message
    assert str(mine / "tiny" / "card.toml") in problem.message
    with pytest.raises(ModelError, match="tiny"):
        models.card("tiny")


@pytest.mark.parametrize("source", ["wheel", "npm"])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("package", "--index-url=http://example.org/x"),
        ("package", "a @ http://example.org/a.whl"),
        ("package", "../a"),
        ("version", "1.0 --pre"),
        ("version", "../../1"),
        ("sha256", "beef"),
        ("member", ""),
    ],
)
def test_that_a_package_of_a_card_is_a_name_and_nothing_else(
    mine: Path, source: str, key: str, value: str
) -> None:
    facts = {"kind": source, "package": "tiny", "version": "1.0", "member": "tiny.bin"} | {key: value}
    size = "size = 100" if source == "npm" else ""
    lines = "\n".join(f'{name} = "{text}"' for name, text in facts.items())
    make_card(mine, f"[[files.sources]]\n{lines}\n{size}")
    assert models.cards() == []
    assert value in models.problems()[0].message


def test_that_no_link_leads_out_of_the_folder_of_a_model_of_others(
    mine: Path, plugin: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.bin").write_bytes(CONTENT)
    folder = make_card(mine, "")
    (folder / "tiny.bin").symlink_to(tmp_path / "elsewhere.bin")
    assert not models.is_installed("tiny")
    with pytest.raises(ModelError, match=r"tiny\.bin is a link"):
        models.installed_file("tiny")
    (folder / "tiny.bin").unlink()
    (folder / "tiny.bin").symlink_to("tiny.bin")  # in a circle
    assert isinstance(models.verify(["tiny"])[0].problem, ModelError)
    (folder / "tiny.bin").unlink()
    (folder / "real.bin").write_bytes(CONTENT)
    (folder / "tiny.bin").symlink_to("real.bin")  # within the folder
    assert models.installed_file("tiny").read_bytes() == CONTENT
    other = make_card(tmp_path / "cards", "", name="linked", folder="linked")
    (plugin / "linked").mkdir()
    (plugin / "linked" / "card.toml").symlink_to(other / "card.toml")
    assert [card.name for card in models.cards()] == ["tiny"]
    assert "is a link" in models.problems()[0].message


@pytest.mark.parametrize("name", ["tiny.pt", "tiny.PTH", "tiny.pkl", "tiny.ckpt", "tiny.pth.tar"])
def test_that_a_pickle_may_be_listed_but_is_not_given(mine: Path, name: str) -> None:
    folder = make_card(mine, "", file=name)
    (folder / name).write_bytes(CONTENT)
    assert models.is_installed("tiny")
    assert models.verify(["tiny"])[0].problem is None
    with pytest.raises(ModelError, match="can run programs") as caught:
        models.installed_file("tiny")
    assert "safetensors" in caught.value.hint


def test_that_what_is_to_do_is_told_by_whose_a_model_is(shelf: Path, mine: Path, plugin: Path) -> None:
    for folder, name in ((shelf, "a"), (mine, "b"), (plugin, "c")):
        make_card(folder, "", name=name, folder=name)
    hints = [found.problem.hint for found in models.verify() if found.problem]
    assert "install the studio again" in hints[0]
    assert hints[1] == f"Put the right tiny.bin beside its card: {mine / 'b'}"
    assert hints[2] == "It comes with the package tiny-plugin: install that again."
    with pytest.raises(ModelMissing, match="not installed"):
        models.install("b")


def test_that_only_the_studios_own_models_are_needed(shelf: Path, mine: Path) -> None:
    for folder, name in ((shelf, "a"), (mine, "b")):
        change(make_card(folder, WHEEL, name=name, folder=name), "purpose", "needed = true\npurpose")
    assert [card.name for card in models.cards() if models.is_needed(card)] == ["a"]
