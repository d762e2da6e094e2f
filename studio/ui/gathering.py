"""Gathers what the rooms below say to a person, so that it can be translated: ``studio/ui/sentences.py``.

    python -m studio.ui.gathering

There is no Qt below the window, so sentences are English there; ``studio.ui.told`` puts them into the
person's language when they are shown.
"""

import ast
import builtins
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final = ROOT / "studio/ui/sentences.py"
_ROOMS: Final = ("core", "app", "engine", "files")
_ELSEWHERE: Final = {
    "app/commands.py",  # the docs
    "core/units.py",  # studio.ui.unit_words
    "engine/doctor.py",  # the command line's
    "engine/rig/handles.py",  # studio.ui.unit_words
    "engine/sheet.py",  # the command line's
}
_PARSING: Final = ("core/", "files/performances.py")
"""Where the sentence of a ``ValueError`` becomes part of what a person reads: what is wrong in a file."""
_WORDS: Final = ("driver", "renderer", "tracker", "voice", "word", "phoneme", "folds")
"""Single words that are put into sentences."""
_SAYING: Final = {"progress", "tell", "History", "_opened", "take"}
"""What is given to these is said, be it a single word: how far work is, and steps of the history."""
_HEAD: Final = '''"""What the rooms below say to a person; written by ``python -m studio.ui.gathering``."""

# ruff: noqa: E501

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES: Final[tuple[object, ...]] = (
'''
_FOOT: Final = """)  # fmt: skip
"""


def gathered() -> tuple[str, ...]:
    """All that is said, in order; what is put in stands as ``{0}``, ``{1}`` …"""
    found = set(_WORDS)
    for room in _ROOMS:
        for path in (ROOT / "studio" / room).rglob("*.py"):
            name = path.relative_to(ROOT / "studio").as_posix()
            if name not in _ELSEWHERE:
                parses = name.startswith(_PARSING)
                found |= set(_said(ast.parse(path.read_text("utf-8")), parses=parses))
    return tuple(sorted(found))


def table() -> str:
    """The file that holds it."""
    lines = (
        f'    QT_TRANSLATE_NOOP("Told", {json.dumps(text, ensure_ascii=False)}),\n' for text in gathered()
    )
    return _HEAD + "".join(lines) + _FOOT


def _said(node: ast.AST, *, parses: bool, speaks: bool = False) -> Iterator[str]:
    """What is said in a part of a source; ``speaks``: a single word is said, too."""
    if _is_silent(node, parses=parses):
        return
    if isinstance(node, ast.JoinedStr):
        text, filled = _template(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        text, filled = _escaped(node.value), []
    else:
        inside = speaks or (isinstance(node, ast.Call) and _name(node.func) in _SAYING)
        for child in ast.iter_child_nodes(node):
            yield from _said(child, parses=parses, speaks=inside)
        return
    if _is_phrase(text) or (speaks and text.isalpha()):
        yield text
    for value in filled:
        yield from _said(value, parses=parses)


def _is_silent(node: ast.AST, *, parses: bool) -> bool:
    """Docstrings, word lists, and what only a programmer reads."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        name = _name(node.exc.func)
        return hasattr(builtins, name) and not (parses and name == "ValueError")
    return isinstance(node, ast.Assert) or (isinstance(node, ast.Attribute) and node.attr == "split")


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _template(node: ast.JoinedStr) -> tuple[str, list[ast.expr]]:
    """An f-string as a template, and what is put in."""
    text, filled = "", list[ast.expr]()
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            text += f"{{{len(filled)}}}"
            filled.append(part.value)
        elif isinstance(part, ast.Constant):
            text += _escaped(str(part.value))
    return text, filled


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _is_phrase(text: str) -> bool:
    """Whether a string has two words, or one with something put in, and is not code."""
    plain = re.sub(r"\{\d+\}", "0", text)
    words = re.findall(r"(?<![\w.\\/])[A-Za-z]*[a-z]{2}[’']?[a-z]*(?![\w/])", plain)
    return (
        " " in plain
        and len(words) > (plain == text)
        and not re.search(r"[\\|*^$\n]|A-Z|->|^[\s,-]|\s$", plain)
    )


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
