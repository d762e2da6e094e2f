"""Finds drivers, renderers, trackers and voices by name among the installed packages.

Each port has an entry-point group; ours register there like anybody's. Nothing is imported before
it is asked for. A provider that can't be loaded or does not keep its port's contract is named and
left out: it never stops the others.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from traceback import walk_tb
from types import MappingProxyType, NoneType
from typing import Any, Final, Literal, cast

from studio.core.errors import PluginError, StudioError, UsageError, memory_short, words_of
from studio.core.numbers import shortened
from studio.core.time import FrameRate, Seconds
from studio.core.words import Said, either
from studio.engine.naming import did_you_mean
from studio.engine.ports import Driver, Needs, Renderer, Voice
from studio.engine.tracking.port import Tracker
from studio.files.models import cards, installed_file

_OURS: Final = "galatea-studio"
_SHOWN: Final = 200
"""Letters of a foreign error that a person is shown."""

Port = Literal["driver", "renderer", "tracker", "voice"]

PORTS: Final[tuple[Port, ...]] = ("driver", "renderer", "tracker", "voice")

_TITLES: Final[MappingProxyType[Port, str]] = MappingProxyType(
    {
        "driver": Said("driver"),
        "renderer": Said("renderer"),
        "tracker": Said("tracker"),
        "voice": Said("voice"),
    }
)

_LACKING: Final = object()

_CONTRACTS: Final[MappingProxyType[Port, type]] = MappingProxyType(
    {"driver": Driver, "renderer": Renderer, "tracker": Tracker, "voice": Voice}
)


_FACTS: Final[MappingProxyType[str, tuple[type, ...]]] = MappingProxyType(
    {
        "name": (str,), "device": (str,), "needs": (Needs,), "honours": (Set,), "hears": (Set,),
        "moves": (Set,), "ahead": (Seconds, int, NoneType), "rate": (FrameRate, NoneType),
    }
)  # fmt: skip
"""What a port tells about itself, and of which kind that is."""


def _lacking(made: object, contract: type) -> list[str]:
    """What a port has and this has not: facts of the right kind, and methods that can be called."""
    properties = [name for name, what in vars(contract).items() if isinstance(what, property)]
    names = (*contract.__annotations__, *properties)
    facts = [name for name in names if not isinstance(getattr(made, name, _LACKING), _FACTS[name])]
    methods = [name for name, what in vars(contract).items() if callable(what) and name[0] != "_"]
    return facts + [name for name in methods if not callable(getattr(made, name, None))]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a package offers for a port; nothing of it is imported yet.

    Attributes:
        taught: the name of a model of a person's own by which it works; empty for its usual one.
    """

    port: Port
    entry: EntryPoint
    taught: str = ""

    @property
    def name(self) -> str:
        return self.taught or self.entry.name

    @property
    def package(self) -> str:
        """The package that brings it, for telling whom to ask."""
        return self.entry.dist.name if self.entry.dist else self.entry.module.partition(".")[0]

    def holds(self, module: str) -> bool:
        """Whether a module belongs to it: its own, or one of the package that its own lies in."""
        package = self.entry.module.rpartition(".")[0] or self.entry.module
        return module == package or module.startswith(f"{package}.")

    def make(self) -> Any:
        """Import it and make one.

        Raises:
            PluginError: it can't be imported or made, or lacks a part of its port.
            ModelError: its model is not installed.
        """
        try:
            kind = self.entry.load()
            made = self._with_its_own(kind) if self.taught else kind()
            lacking = _lacking(made, _CONTRACTS[self.port])
        except (StudioError, KeyboardInterrupt, MemoryError):
            raise
        except BaseException as cause:  # a foreign package may fail in any way, or want to end everything
            raise self._broken(Said("could not be loaded: {0}", words_of(cause)[:_SHOWN])) from cause
        if lacking:
            raise self._broken(
                Said("is not a complete {0}: it lacks {1}", _TITLES[self.port], " and ".join(lacking))
            )
        return made

    def _with_its_own(self, kind: type) -> Any:
        made = kind(installed_file(self.taught))
        made.name = made.model = self.taught
        return made

    def _broken(self, why: str) -> PluginError:
        return PluginError(
            Said("The {0} “{1}” of the package {2} {3}.", _TITLES[self.port], self.name, self.package, why),
            Said("Update or remove the package {0}; everything else works without it.", self.package),
        )


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is offered for a port, and what is wrong with what was left out."""

    offers: MappingProxyType[str, Offer]
    problems: tuple[PluginError, ...]


def survey(port: Port) -> Survey:
    """What the installed packages offer for a port, by name, without importing it.

    Of two offers of one name the studio's own, or else the first, is kept. A driver that learns is also
    offered with each model of a person's own that is called after it: ``virtual_anchor-anna``.
    """
    offers: dict[str, Offer] = {}
    problems: list[PluginError] = []
    for offer in sorted(_offers(port), key=lambda offer: offer.package != _OURS):
        if offer.name in offers:
            first = offers[offer.name].package
            problems.append(
                PluginError(
                    Said(
                        "The {0} “{1}” is offered by {2} and by {3}.",
                        _TITLES[port],
                        offer.name,
                        first,
                        offer.package,
                    ),
                    Said("The one of {0} is used; remove the other package to end this.", first),
                )
            )
        else:
            offers[offer.name] = offer
    if port == "driver":
        offers |= {offer.name: offer for offer in _taught(offers)}
    return Survey(MappingProxyType(offers), tuple(problems))


def _taught(offers: Mapping[str, Offer]) -> Iterator[Offer]:
    """The same drivers, by models of people's own."""
    for card in cards():
        for offer in offers.values():
            if card.name.startswith(f"{offer.name}-") and card.name not in offers:
                yield replace(offer, taught=card.name)


def _offers(port: Port) -> Iterator[Offer]:
    found = entry_points(group=f"galatea.{port}s")
    # An editable install can list the same entry twice.
    yield from (Offer(port, entry) for entry in dict.fromkeys(found))


def problems() -> tuple[StudioError, ...]:
    """Load everything that is offered and tell what does not work, one value for each."""
    found: list[StudioError] = []
    for port in PORTS:
        seen = survey(port)
        found += seen.problems
        for offer in seen.offers.values():
            try:
                offer.make()
            except StudioError as problem:
                found.append(problem)
    return tuple(found)


def blamed(error: BaseException) -> Exception:
    """What is told of an error that ended some work: a plugin that was at work is named.

    Returns:
        the error itself if it is foreseen, or the studio's own; a ``PluginError`` that names the plugin it
        comes from; for what would end the whole program (``SystemExit``) a sentence in any case.
    """
    if isinstance(error, StudioError):
        return error
    if short := memory_short(error):
        return _because(error, short)
    modules = {frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)}
    offers = [offer for port in PORTS for offer in survey(port).offers.values() if offer.package != _OURS]
    for offer in (offer for offer in offers if any(map(offer.holds, modules))):
        return _because(error, _failed(offer.package, words_of(error)[:_SHOWN]))
    if isinstance(error, Exception):
        return error
    return _because(
        error, StudioError(Said("A part of the studio ended the work ({0}).", words_of(error)[:_SHOWN]))
    )


def _failed(package: str, why: str) -> PluginError:
    return PluginError(
        Said("The plugin {0} has failed: {1}.", package, why),
        Said("Update or remove it, or use another one."),
    )


def _because(error: BaseException, told: StudioError) -> StudioError:
    told.__cause__ = error
    return told


def check(port: Port, name: str) -> None:
    """Refuse a name that nobody offers, without loading anything.

    Raises:
        UsageError: there is none of that name.
        PluginError: there is none at all.
    """
    _offered(port, name)


def _provided(port: Port, name: str) -> Any:
    return _offered(port, name).make()


def _offered(port: Port, name: str) -> Offer:
    offers = survey(port).offers
    if name in offers:
        return offers[name]
    if not offers:
        raise PluginError(
            Said("No {0} is installed.", _TITLES[port]),
            Said("Install galatea-studio again: its parts are missing."),
        )
    raise UsageError(
        Said("There is no {0} called “{1}”.", _TITLES[port], shortened(name)),
        did_you_mean(name, offers, Said("There is {0}.", either(sorted(offers)))),
    )


def driver(name: str = "rule") -> Driver:
    """The driver of that name.

    Raises:
        UsageError: there is none of that name.
        PluginError: it is broken.
    """
    return cast(Driver, _provided("driver", name))


def renderer(name: str = "rig") -> Renderer:
    """The renderer of that name; raises as ``driver`` does."""
    return cast(Renderer, _provided("renderer", name))


def tracker(name: str = "landmarker") -> Tracker:
    """The tracker of that name; raises as ``driver`` does."""
    return cast(Tracker, _provided("tracker", name))


def voice(name: str = "hibari") -> Voice:
    """The voice of that name; raises as ``driver`` does."""
    return cast(Voice, _provided("voice", name))
