"""Finds drivers, renderers, trackers and voices by name among the installed packages.

Each port has an entry-point group; ours register there like anybody's. Nothing is imported before
it is asked for. A provider that can't be loaded or does not keep its port's contract is named and
left out: it never stops the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any, Final, Literal, cast

from studio.core.errors import PluginError, StudioError, UsageError
from studio.core.words import Said, either
from studio.engine.naming import did_you_mean
from studio.engine.ports import Driver, Renderer, Voice
from studio.engine.tracking.port import Tracker

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

_CONTRACTS: Final[MappingProxyType[Port, type]] = MappingProxyType(
    {"driver": Driver, "renderer": Renderer, "tracker": Tracker, "voice": Voice}
)


def _lacking(made: object, contract: type) -> list[str]:
    """What a port has and this has not: facts, and methods that can be called."""
    properties = [name for name, what in vars(contract).items() if isinstance(what, property)]
    facts = [name for name in (*contract.__annotations__, *properties) if not hasattr(made, name)]
    methods = [name for name, what in vars(contract).items() if callable(what) and name[0] != "_"]
    return facts + [name for name in methods if not callable(getattr(made, name, None))]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a package offers for a port; nothing of it is imported yet."""

    port: Port
    entry: EntryPoint

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def package(self) -> str:
        """The package that brings it, for telling whom to ask."""
        return self.entry.dist.name if self.entry.dist else self.entry.module.partition(".")[0]

    def make(self) -> Any:
        """Import it and make one.

        Raises:
            PluginError: it can't be imported or made, or lacks a part of its port.
            ModelError: its model is not installed.
        """
        try:
            made = self.entry.load()()
        except StudioError:
            raise
        except Exception as cause:  # a foreign package may fail in any way
            raise self._broken(Said("could not be loaded: {0}", cause)) from cause
        self._check(made)
        return made

    def _check(self, made: Any) -> None:
        if lacking := _lacking(made, _CONTRACTS[self.port]):
            raise self._broken(
                Said("is not a complete {0}: it lacks {1}", _TITLES[self.port], " and ".join(lacking))
            )

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

    Of two offers of one name the studio's own, or else the first, is kept.
    """
    offers: dict[str, Offer] = {}
    problems: list[PluginError] = []
    for offer in sorted(_offers(port), key=lambda offer: offer.package != "galatea-studio"):
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
    return Survey(MappingProxyType(offers), tuple(problems))


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


def _provided(port: Port, name: str) -> Any:
    offers = survey(port).offers
    if name in offers:
        return offers[name].make()
    if not offers:
        raise PluginError(
            Said("No {0} is installed.", _TITLES[port]),
            Said("Install galatea-studio again: its parts are missing."),
        )
    raise UsageError(
        Said("There is no {0} called “{1}”.", _TITLES[port], name),
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
