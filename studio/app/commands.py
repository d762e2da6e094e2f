"""What a person can do, as values: menus, toolbar, palette and the list in the docs are made from them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Menu = Literal["File", "Edit", "Face", "Keys", "Speech", "Dub", "Play", "View", "Help"]
MENUS: tuple[Menu, ...] = ("File", "Edit", "Face", "Keys", "Speech", "Dub", "Play", "View", "Help")


GROUPS: Mapping[Menu, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "File": (
            ("file.new", "file.open", "file.save", "file.save_as", "file.recover"),
            ("file.performance", "file.track"),
            ("file.settings", "file.export"),
        ),
        "Edit": (("edit.undo", "edit.redo"), ("edit.palette", "edit.preferences", "edit.keys")),
        "Face": (
            ("face.neutral", "face.photographed", "face.same_person", "face.folder"),
            ("pose.copy", "pose.paste", "pose.paste_mirrored", "pose.mirror", "pose.between"),
            ("face.link", "layer.alive", "face.preset"),
            ("face.words_17", "face.words_46", "face.words_52"),
        ),
        "Keys": (
            ("face.key", "face.auto_key", "keys.snap"),
            ("edit.pick_keys", "edit.copy_keys", "edit.paste_keys", "keys.paste_mirrored"),
            ("keys.mirror", "keys.scale"),
            ("track.solo", "track.lock"),
            ("layer.add", "layer.rename", "layer.remove"),
        ),
        "Dub": (
            ("dub.place", "dub.say", "dub.sheet"),
            ("dub.record", "dub.recording", "dub.take"),
            ("dub.split", "dub.from", "dub.to", "dub.words", "dub.remove"),
        ),
        "Play": (
            ("play.play", "play.draw", "play.reverse", "play.pause", "play.forward", "play.loop"),
            ("play.back", "play.on", "play.before", "play.after", "play.home", "play.end", "play.go"),
            ("play.from", "play.to", "play.mark"),
        ),
        "View": (
            ("view.fit", "view.whole", "view.face", "view.eyes", "view.mouth"),
            ("view.wipe", "view.beside", "view.mesh", "view.landmarks", "view.faces", "view.crop"),
            ("view.timeline", "view.curves", "view.curves_tall"),
            ("view.seconds", "view.timecode", "view.frames"),
            ("view.full", "view.renderer"),
            ("view.light", "view.alone"),
        ),
    }
)
"""Ids of what belongs together in a menu, in order; whatever else is in it comes after, as it was made."""
LAST: Final = "file.quit"


def grouped(commands: Iterable["Command"], menu: Menu) -> list[list["Command"]]:
    """The commands of a menu, as they stand together in it; leaving comes last."""
    own = {command.id: command for command in commands if command.menu == menu}
    groups = [[own.pop(name) for name in names if name in own] for names in GROUPS.get(menu, ())]
    last = [own.pop(LAST)] if LAST in own else []
    return [group for group in (*groups, list(own.values()), last) if group]


def _always() -> bool:
    return True


def _nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """One thing to do.

    Attributes:
        id: never changes: shortcuts that a person chose go by it.
        title: what it does, as menus and palette say it.
        shortcut: the key it comes with; empty for none.
        also: another key that does the same, until a person chooses a key for it.
        enabled: whether it can be done now.
        twin: the command line that does the same; empty where there is none, and ``why`` says why not.
        checked: for a switch, whether it is on.
        because: why it can't be done now, in a sentence; empty if it can, or if that explains itself.
    """

    id: str
    title: str
    menu: Menu
    run: Callable[[], None]
    shortcut: str = ""
    enabled: Callable[[], bool] = _always
    twin: str = ""
    why: str = ""
    checked: Callable[[], bool] | None = None
    because: Callable[[], str] = _nothing
    also: str = ""


def by_id(commands: Iterable[Command]) -> Mapping[str, Command]:
    """Commands by their ids.

    Raises:
        ValueError: two have the same id, or come with the same key.
    """
    found: dict[str, Command] = {}
    keys: dict[str, str] = {}
    for command in commands:
        if command.id in found:
            raise ValueError(f"two commands are called {command.id}")
        for key in filter(None, (command.shortcut, command.also)):
            if keys.setdefault(key, command.id) != command.id:
                raise ValueError(f"{key} is the key of {keys[key]} and {command.id}")
        found[command.id] = command
    return found


def matching(commands: Iterable[Command], typed: str) -> list[Command]:
    """Commands whose titles hold the letters typed, in order; those that begin a word so come first."""
    letters = typed.casefold().split()

    def rank(command: Command) -> int | None:
        title = command.title.casefold()
        if not all(word in title for word in letters):
            return None
        return sum(not any(part.startswith(word) for part in title.split()) for word in letters)

    ranked = [(rank(command), command) for command in commands]
    return [
        command
        for score, command in sorted(
            ((s, c) for s, c in ranked if s is not None), key=lambda pair: (pair[0], pair[1].title)
        )
    ]


def as_markdown(commands: Iterable[Command]) -> str:
    """All commands as a table for the docs, menu by menu."""
    lines = ["| menu | command | key | on the command line |", "|---|---|---|---|"]
    ordered = sorted(commands, key=lambda command: MENUS.index(command.menu))
    for command in ordered:
        twin = f"`{command.twin}`" if command.twin else command.why
        keys = " ".join(filter(None, (command.shortcut, command.also)))
        lines.append(f"| {command.menu} | {command.title} | {keys} | {twin} |")
    return "\n".join(lines) + "\n"
