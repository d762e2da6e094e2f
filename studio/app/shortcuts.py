"""Which key does what: the ones that commands come with, and those that a person chose instead."""

from collections.abc import Iterable, Mapping

from studio.app.commands import Command


def keys(commands: Iterable[Command], chosen: Mapping[str, str]) -> dict[str, str]:
    """The key of every command that has one, by its id.

    Args:
        chosen: id → key, empty for none. A chosen key is taken from the command that came with it.
    """
    every = list(commands)
    taken = {key for name, key in chosen.items() if key and any(c.id == name for c in every)}
    out: dict[str, str] = {}
    for command in every:
        own = command.shortcut if command.shortcut not in taken else ""
        key = chosen.get(command.id, own)
        if key:
            out[command.id] = key
    return out


def other_keys(commands: Iterable[Command], chosen: Mapping[str, str]) -> dict[str, str]:
    """The second keys that commands have, by id: of those for which no key was chosen."""
    every = list(commands)
    taken = set(keys(every, chosen).values())
    return {c.id: c.also for c in every if c.also and c.id not in chosen and c.also not in taken}


def with_key(
    commands: Iterable[Command], chosen: Mapping[str, str], name: str, key: str
) -> tuple[dict[str, str], str | None]:
    """Let a command have a key (or none: an empty text).

    Returns:
        What is chosen now, and the command that had the key until now.
    """
    every = list(commands)
    before = keys(every, chosen)
    robbed = next((other for other, its in before.items() if its == key and key and other != name), None)
    now = dict(chosen)
    if robbed is not None:
        now[robbed] = ""
    now[name] = key
    came_with = {command.id: command.shortcut for command in every}
    return {n: k for n, k in now.items() if came_with.get(n, "") != k}, robbed
