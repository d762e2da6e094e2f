"""Downloads that break off, go on, meet another version, and servers that give something else."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.errors import ModelDamaged, ModelMissing
from studio.files import downloads
from studio.files.downloads import Download, download, is_address
from tests.serving import Server, serving

CONTENT = bytes(range(256)) * 12000
"""3 MB: more than one block."""
DIGEST = hashlib.sha256(CONTENT).hexdigest()
THIRD = len(CONTENT) // 3


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as one:
        yield one


@pytest.fixture
def wanted(server: Server, tmp_path: Path) -> Download:
    return Download("tiny.bin", f"{server.root}/tiny.bin", len(CONTENT), DIGEST, tmp_path / "tiny.part")


def silent(_what: str, _part: float) -> None:
    """Nobody looks."""


class Stopped(Exception):
    pass


def begin(wanted: Download, content: bytes = CONTENT[:THIRD], version: str = '"one"') -> None:
    """Some of it has arrived before."""
    wanted.begin(version)
    wanted.place.write_bytes(content)


def test_that_a_file_arrives_and_tells_how_far_it_is(server: Server, wanted: Download) -> None:
    server.put("tiny.bin", CONTENT)
    told: list[tuple[str, float]] = []
    assert download(wanted, lambda what, part: told.append((what, part))).read_bytes() == CONTENT
    parts = [part for _, part in told]
    assert parts == sorted(parts)
    assert told[-1] == ("fetching tiny.bin: 3.1 of 3.1 MB", 1.0)
    assert server.asked == [("/tiny.bin", "", "")]


def test_that_a_connection_that_is_cut_is_taken_up_again(server: Server, wanted: Download) -> None:
    server.put("tiny.bin", CONTENT, cuts=[THIRD, THIRD])
    assert download(wanted, silent).read_bytes() == CONTENT
    assert server.asked == [
        ("/tiny.bin", "", ""),
        ("/tiny.bin", f"bytes={THIRD}-", '"one"'),
        ("/tiny.bin", f"bytes={2 * THIRD}-", '"one"'),
    ]


def test_that_a_connection_that_brings_nothing_more_is_given_up_and_what_came_stays(
    server: Server, wanted: Download
) -> None:
    server.put("tiny.bin", CONTENT, cuts=[THIRD, 0])
    with pytest.raises(ModelMissing, match="broke off"):
        download(wanted, silent)
    assert wanted.place.read_bytes() == CONTENT[:THIRD]
    assert download(wanted, silent).read_bytes() == CONTENT
    assert server.asked[-1][1] == f"bytes={THIRD}-"


def test_that_work_that_was_stopped_goes_on_and_counts_what_was_there(
    server: Server, wanted: Download
) -> None:
    server.put("tiny.bin", CONTENT)

    def stop(_what: str, part: float) -> None:
        if part > 0.3:
            raise Stopped

    with pytest.raises(Stopped):
        download(wanted, stop)
    before = wanted.arrived
    assert 0.3 * len(CONTENT) < before < len(CONTENT)
    parts: list[float] = []
    assert download(wanted, lambda _what, part: parts.append(part)).read_bytes() == CONTENT
    assert server.asked[-1][1:] == (f"bytes={before}-", '"one"')
    assert parts[0] > before / len(CONTENT)


def test_that_a_file_that_is_all_there_is_not_asked_for(server: Server, wanted: Download) -> None:
    begin(wanted, CONTENT)
    assert download(wanted, silent).read_bytes() == CONTENT
    assert server.asked == []


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"has_ranges": False}, id="a server that gives no parts"),
        pytest.param({"refuses_parts": True}, id="a server that refuses parts"),
        pytest.param({"tag": '"two"'}, id="another version"),
        pytest.param({"tag": '"two"', "minds_versions": False}, id="a part of another version"),
    ],
)
def test_that_what_does_not_fit_what_came_before_begins_anew(
    server: Server, wanted: Download, how: dict[str, object]
) -> None:
    server.put("tiny.bin", CONTENT, **how)
    begin(wanted, b"of the first version")
    parts: list[float] = []
    assert download(wanted, lambda _what, part: parts.append(part)).read_bytes() == CONTENT
    assert server.asked[0] == ("/tiny.bin", "bytes=20-", '"one"')
    assert parts == sorted(parts)  # it was not read twice, to be found wrong at its end
    assert wanted.version == server.pages["/tiny.bin"].tag


def test_that_a_part_that_is_too_long_is_dropped(server: Server, wanted: Download) -> None:
    server.put("tiny.bin", CONTENT)
    begin(wanted, CONTENT + b"!")
    assert download(wanted, silent).read_bytes() == CONTENT
    assert server.asked == [("/tiny.bin", "", "")]


@pytest.mark.parametrize("content", [b"x" * THIRD, b"x" * len(CONTENT)], ids=["in part", "as a whole"])
def test_that_a_part_that_was_damaged_on_disk_is_fetched_anew_at_once(
    server: Server, wanted: Download, content: bytes
) -> None:
    server.put("tiny.bin", CONTENT)
    begin(wanted, content)
    assert download(wanted, silent).read_bytes() == CONTENT
    assert server.asked[-1] == ("/tiny.bin", "", "")


@pytest.mark.parametrize(
    ("tag", "date", "version"),
    [
        ('W/"weak"', "Sat, 01 Feb 2025 10:00:00 GMT", "Sat, 01 Feb 2025 10:00:00 GMT"),
        ("", "", ""),
        ('"é"', "", '"?"'),
    ],
)
def test_that_a_version_has_a_name_that_may_be_asked_for(
    server: Server, wanted: Download, tag: str, date: str, version: str
) -> None:
    server.put("tiny.bin", CONTENT, tag=tag, date=date, cuts=[THIRD], minds_versions=tag != '"é"')
    assert download(wanted, silent).read_bytes() == CONTENT
    assert server.asked[1] == ("/tiny.bin", f"bytes={THIRD}-", version)


def test_that_a_version_that_is_no_line_is_not_sent(server: Server, wanted: Download) -> None:
    server.put("tiny.bin", CONTENT)
    begin(wanted, version='"one"\r\nCookie: mine')
    assert download(wanted, silent).read_bytes() == CONTENT
    assert server.asked == [("/tiny.bin", f"bytes={THIRD}-", "")]


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_that_a_server_that_says_no_is_quoted_and_what_came_stays(
    server: Server, wanted: Download, status: int
) -> None:
    server.put("tiny.bin", CONTENT, refuses=status)
    begin(wanted)
    with pytest.raises(ModelMissing, match=f"tiny.bin could not be fetched from {wanted.url}.*{status}"):
        download(wanted, silent)
    assert wanted.place.read_bytes() == CONTENT[:THIRD]
    assert len(server.asked) == 1


@pytest.mark.parametrize("says", [len(CONTENT) - 1, len(CONTENT) + 1, 10**15])
def test_that_a_file_of_another_size_is_not_read_at_all(server: Server, wanted: Download, says: int) -> None:
    server.put("tiny.bin", CONTENT, says=says)
    parts: list[float] = []
    with pytest.raises(ModelDamaged, match=f"has {says} bytes, not {len(CONTENT)}"):
        download(wanted, lambda _what, part: parts.append(part))
    assert not parts
    assert not list(wanted.place.parent.iterdir())


def test_that_reading_stops_when_more_comes_than_was_declared(server: Server, wanted: Download) -> None:
    endless = threading.Event()  # the answer has no end: who reads on waits for it
    server.put("tiny.bin", CONTENT + b"!" * 10, says=-1, cuts=[len(CONTENT) + 1], gate=endless)
    with pytest.raises(ModelDamaged, match="has more bytes"):
        download(wanted, silent)
    assert not endless.is_set()
    assert not list(wanted.place.parent.iterdir())


def test_that_a_part_of_a_whole_of_another_size_is_not_taken(server: Server, wanted: Download) -> None:
    server.put("tiny.bin", CONTENT + b"!")
    begin(wanted)
    parts: list[float] = []
    with pytest.raises(ModelDamaged, match=f"has {len(CONTENT) + 1} bytes"):
        download(wanted, lambda _what, part: parts.append(part))
    assert not parts


def test_that_another_content_is_refused_with_both_digests_and_leaves_nothing(
    server: Server, wanted: Download
) -> None:
    other = b"x" * len(CONTENT)
    server.put("tiny.bin", other)
    with pytest.raises(ModelDamaged) as caught:
        download(wanted, silent)
    assert DIGEST in caught.value.message
    assert hashlib.sha256(other).hexdigest() in caught.value.message
    assert not list(wanted.place.parent.iterdir())


def test_that_a_server_that_falls_silent_is_given_up(
    server: Server, wanted: Download, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "_PATIENCE", 0.1)
    server.put("tiny.bin", CONTENT, cuts=[0], gate=threading.Event())
    with pytest.raises(ModelMissing, match="timed out"):
        download(wanted, silent)


def test_that_an_address_where_nobody_answers_is_told_in_words(tmp_path: Path) -> None:
    with socket.socket() as taken:  # but it does not listen
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/tiny.bin"
        with pytest.raises(ModelMissing, match="could not be fetched"):
            download(Download("tiny.bin", url, 1, "", tmp_path / "tiny.part"), silent)


def test_that_a_redirection_is_followed_within_the_web_alone(
    server: Server, wanted: Download, tmp_path: Path
) -> None:
    (tmp_path / "mine.bin").write_bytes(CONTENT)
    server.put("tiny.bin", b"", leads_to=(tmp_path / "mine.bin").as_uri())
    with pytest.raises(ModelMissing, match="could not be fetched"):
        download(wanted, silent)
    server.put("tiny.bin", b"", leads_to=server.put("moved.bin", CONTENT))
    assert download(wanted, silent).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/a.safetensors?x=1", True),
        ("http://127.0.0.1:8000/a", True),
        ("file:///etc/passwd", False),
        ("ftp://example.org/a", False),
        ("https:///a", False),
        ("https://example.org/a b", False),
        ("https://example.org/a\nHost: other", False),
        ("https://example.org:port/a", False),
        ("https://[/a", False),
        (None, False),
    ],
)
def test_that_addresses_lead_into_the_web(url: object, good: bool) -> None:
    assert is_address(url) is good
