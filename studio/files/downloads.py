"""Downloads: a file of known size comes from an address, and goes on where it broke off.

What has arrived lies in a file of its own, with the version that the server gave it (ETag or date)
beside it. The server is asked for the rest of that version (RFC 9110, 13.1.5 and 14.2); if it has
another one, or gives no parts, the download begins anew. The caller sees to it that one alone
writes there.
"""

# Why not pooch: it fetches whole files alone (1.9 asks for no range), and would bring requests along.

import hashlib
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from studio.core.errors import ModelDamaged, ModelMissing
from studio.core.words import Said

Progress = Callable[[str, float], None]
"""Called with what is being done and how much of it is (0–1); what it raises stops the work."""

_BLOCK: Final = 1 << 20
_PATIENCE: Final = 60.0
"""Seconds without a byte after which a connection counts as broken."""
_PARTS: Final = (HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
"""What a server answers that knows of parts; any other answer is one to who asks for the whole."""


@dataclass(frozen=True, slots=True)
class Download:
    """What is to arrive, and where it does.

    Attributes:
        name: what a person knows it by.
        size: bytes; never more are kept.
        sha256: in hexadecimal, or empty: then the caller checks what came.
        place: the file that grows; beside it, ending in ``.version``, is which version that is.
    """

    name: str
    url: str
    size: int
    sha256: str
    place: Path

    @property
    def arrived(self) -> int:
        """Bytes that are there."""
        return self.place.stat().st_size if self.place.is_file() else 0

    @property
    def version(self) -> str:
        """What the server called the version that is there; empty if it gave it no name."""
        try:
            text = self._mark.read_text("ascii")
        except (OSError, ValueError):
            return ""
        return text if text.isprintable() else ""

    @property
    def _mark(self) -> Path:
        return self.place.with_suffix(".version")

    def begin(self, version: str) -> None:
        """Nothing is there yet; what comes is of this version."""
        self.drop()
        self._mark.write_text(version, "ascii", "replace")

    def drop(self) -> None:
        """What is there is of no use."""
        self.place.unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)


def is_address(url: object) -> bool:
    """Http or https, as a server may be asked for it."""
    if not isinstance(url, str) or not re.fullmatch(r"https?://[!-~]+", url):
        return False
    with suppress(ValueError):  # brackets or a port that can't be
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    return False


def sha256_of(path: Path) -> str:
    """The file's sha256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def unreachable(name: str, source: object, why: object) -> ModelMissing:
    """What is raised for a source that gives nothing, or not all."""
    hint = Said("Look at the internet connection and try again.")
    return ModelMissing(Said("{0} could not be fetched from {1}: {2}.", name, source, why), hint)


def damaged(what: object, wanted: str, found: str, hint: str = Said("It was not installed.")) -> ModelDamaged:
    """What is raised for a file that is not what its card describes; tells both digests."""
    return ModelDamaged(
        Said("{0} is damaged or not the right one: its sha256 is {1}, not {2}.", what, found, wanted), hint
    )


def wrong_size(what: str, found: object, wanted: int) -> ModelDamaged:
    """What is raised for a file that is seen to be another one before it is read."""
    message = Said("{0} is not the right one: it has {1} bytes, not {2}.", what, found, wanted)
    return ModelDamaged(message, Said("It was not installed."))


def download(this: Download, progress: Progress) -> Path:
    """Bring the whole file to its place, and check it.

    What has arrived stays when the work is stopped or the connection breaks; the next call goes on.

    Raises:
        ModelMissing: the address can't be reached, or breaks off and gives no more.
        ModelDamaged: it gives something else; nothing of that is left.
        OSError: it can't be stored.
    """
    goes_on = this.arrived > 0
    try:
        _read(this, progress)
        _check(this)
    except ModelDamaged:
        this.drop()
        if not goes_on:
            raise
        # What lay there from before was perhaps not the beginning of it.
        return download(this, progress)
    return this.place


def _check(this: Download) -> None:
    found = sha256_of(this.place) if this.sha256 else ""
    if found != this.sha256:
        raise damaged(Said("{0} from {1}", this.name, this.url), this.sha256, found)


def _read(this: Download, progress: Progress) -> None:
    """Until all is there; a connection that breaks is taken up again as long as it brings something."""
    while (before := this.arrived) < this.size:
        try:
            _read_on(this, progress)
        except ModelMissing:
            if this.arrived <= before:
                raise


def _read_on(this: Download, progress: Progress) -> None:
    with _answer(this) as answer, this.place.open("ab") as out:
        while block := _block(this, answer, this.size - out.tell()):
            out.write(block)
            done = out.tell()
            progress(_so_far(this, done), done / this.size)
    if this.arrived < this.size:
        raise unreachable(this.name, this.url, Said("the connection broke off"))


def _so_far(this: Download, done: int) -> str:
    return Said("fetching {0}: {1} of {2} MB", this.name, f"{done / 1e6:.1f}", f"{this.size / 1e6:.1f}")


def _block(this: Download, answer: HTTPResponse, left: int) -> bytes:
    """What has come in; nothing at the end. Of what was not declared one byte is read, to know of it."""
    with _reaching(this):
        block = answer.read1(min(_BLOCK, left + 1))
    if len(block) > left:
        raise wrong_size(Said("{0} from {1}", this.name, this.url), Said("more"), this.size)
    return block


def _answer(this: Download) -> HTTPResponse:
    """What gives the rest of what is there; or the whole, and then nothing is there any more."""
    with ExitStack() as unless_it_serves:
        answer = unless_it_serves.enter_context(_asked(this))
        if not this.arrived or answer.status not in _PARTS:
            _demand_whole(this, answer)
            this.begin(_version(answer.headers))
        elif not _is_the_rest(this, answer):
            unless_it_serves.close()
            this.drop()
            return _answer(this)
        unless_it_serves.pop_all()
        return answer


def _demand_whole(this: Download, answer: HTTPResponse) -> None:
    if answer.status != HTTPStatus.OK:
        raise unreachable(
            this.name, this.url, Said("its server answers {0} {1}", answer.status, answer.reason)
        )
    if answer.length not in (None, this.size):
        raise wrong_size(Said("{0} from {1}", this.name, this.url), answer.length, this.size)


def _is_the_rest(this: Download, answer: HTTPResponse) -> bool:
    """It begins where we are, in a whole of the right size, and of the same version."""
    found = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range", ""))
    fits = found and found[1] == str(this.arrived) and found[2] in (str(this.size), "*")
    versions = {this.version, _version(answer.headers)} - {""}
    return answer.status == HTTPStatus.PARTIAL_CONTENT and bool(fits) and len(versions) <= 1


def _version(headers: Message) -> str:
    """What may be asked for again: an ETag, unless it is a weak one, or else the date."""
    tag: str = headers.get("ETag", "")
    return tag if tag.startswith('"') else headers.get("Last-Modified", "")


def _asked(this: Download) -> HTTPResponse:
    request = urllib.request.Request(this.url, headers={"User-Agent": "galatea-studio"})  # noqa: S310
    if this.arrived:
        request.add_header("Range", f"bytes={this.arrived}-")
        if this.version:
            request.add_header("If-Range", this.version)
    with _reaching(this):
        answer: HTTPResponse = _opener().open(request, timeout=_PATIENCE)
    return answer


class _Answers(urllib.request.HTTPDefaultErrorHandler):
    """A server that says no has answered, too."""

    def http_error_default(self, req: object, fp: Any, code: object, msg: object, hdrs: object) -> Any:
        return fp


def _opener() -> urllib.request.OpenerDirector:
    """Knows the web alone: no redirection leads to a file or elsewhere."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _Answers(),
    ):
        opener.add_handler(handler)
    return opener


@contextmanager
def _reaching(this: Download) -> Iterator[None]:
    """What goes wrong between us and the server, in words."""
    try:
        yield
    except (OSError, HTTPException, ValueError) as error:  # ValueError: a name that no network knows
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        raise unreachable(this.name, this.url, str(getattr(error, "reason", error))) from error
