"""What a plugin gives is looked at where it comes in: what is of a wrong kind is told as its fault."""

from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar, cast

from studio.core.errors import PluginError
from studio.core.words import Said

Thing = TypeVar("Thing")


def each_of(giver: object, given: Iterable[Thing], *kinds: type) -> Generator[Thing]:
    """What somebody gives, one by one; closing this closes that.

    Args:
        giver: a driver, renderer, tracker or voice.
        kinds: what each of it is.

    Raises:
        PluginError: it is nothing of that kind.
    """
    things = _things(giver, given, kinds)
    try:
        for thing in things:
            if not isinstance(thing, kinds):
                raise _broken(giver, thing, kinds)
            yield thing
    finally:
        if callable(close := getattr(things, "close", None)):
            close()


def _things(giver: object, given: Iterable[Thing], kinds: tuple[type, ...]) -> Iterator[Thing]:
    try:
        return iter(given)
    except TypeError:
        raise _broken(giver, given, kinds) from None


def _broken(giver: object, thing: object, kinds: tuple[type, ...]) -> PluginError:
    name = cast(str, getattr(giver, "name", type(giver).__name__))
    return PluginError(
        Said("“{0}” has given a {1} and not a {2}.", name, type(thing).__name__, kinds[0].__name__),
        Said(
            "Update or remove the package that it belongs to ({0}), or use another.", type(giver).__module__
        ),
    )
