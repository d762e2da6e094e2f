"""Gathers the templates of what the rooms below say to a person, so that they can be translated:
``studio/ui/sentences.py``.

    python -m studio.ui.gathering

There is no Qt below the window, and the tools that gather its own texts look for Qt's words alone.
"""

import ast
import json
from pathlib import Path
from typing import Final

from studio.core.words import Said

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final = ROOT / "studio/ui/sentences.py"
ROOMS: Final = ("core", "files", "engine", "app")
_HEAD: Final = '''"""What the rooms below say to a person; written by ``python -m studio.ui.gathering``."""

# ruff: noqa: E501

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES: Final[tuple[object, ...]] = (
'''
_FOOT: Final = """)  # fmt: skip
"""


def sources() -> list[Path]:
    """The files in which something may be said."""
    return sorted(path for room in ROOMS for path in (ROOT / "studio" / room).rglob("*.py"))


def sayings(tree: ast.AST) -> list[ast.Call]:
    """Where something is said in a source."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == Said.__name__]


def templates(tree: ast.AST) -> list[str]:
    """The templates of all that is said in a source.

    Raises:
        ValueError: one is not a literal.
    """
    return [str(ast.literal_eval(call.args[0])) for call in sayings(tree)]


def gathered() -> tuple[str, ...]:
    """All templates, in order."""
    found = {text for path in sources() for text in templates(ast.parse(path.read_text("utf-8")))}
    return tuple(sorted(found))


def table() -> str:
    """The file that holds them."""
    lines = (
        f'    QT_TRANSLATE_NOOP("Told", {json.dumps(text, ensure_ascii=False)}),\n' for text in gathered()
    )
    return _HEAD + "".join(lines) + _FOOT


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
