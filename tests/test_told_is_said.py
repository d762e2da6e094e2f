"""Whatever the rooms below the window tell a person is ``Said``, so that it can be translated."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from studio.ui.gathering import ROOT, sources

_SAYING = {"Said", "entitled", "listed", "either", "in_a_row", "did_you_mean", "str"}
"""What makes something that was said, or keeps it so."""


def test_that_whatever_a_person_is_told_is_said() -> None:
    tellers = _errors() | {"progress", "tell"}
    finished = [
        f"{path.relative_to(ROOT)}:{text.lineno}: {ast.unparse(text)}"
        for path in sources()
        for text in _Told(_tree(path), tellers).finished()
    ]
    assert finished == [], "Give it as Said(template, what is put in)."


@pytest.mark.parametrize(
    "source",
    [
        'raise UsageError("A.", Said("B."))',
        'raise UsageError(Said("A."), f"B {c}")',
        'raise UsageError(Said("A.") + text)',
        'raise UsageError(", ".join(names))',
        'raise UsageError("{0}.".format(name))',
        'raise UsageError(Said("A."), Said("B.") if c else "C.")',
        'raise UsageError(message="A.")',
        'def f():\n hint = "B."\n raise UsageError(Said("A."), hint)',
        'HINT: Final = "B."\ndef f():\n raise UsageError(Said("A."), HINT)',
        'def f():\n raise UsageError(told())\ndef told() -> str:\n return "A."',
        'def broken(why: str) -> UsageError:\n return UsageError(why)\nraise broken("A.")',
        'progress(0.5, "drawing")',
    ],
)
def test_that_finished_english_is_found(source: str) -> None:
    assert list(_Told(ast.parse(source), {"UsageError", "progress"}).finished())


@lru_cache(None)
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _calls(tree: ast.AST, names: set[str]) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) in names]


@lru_cache(1)
def _errors() -> set[str]:
    """The names of all errors that a person is shown."""
    classes = [node for path in sources() for node in ast.walk(_tree(path)) if isinstance(node, ast.ClassDef)]
    found, before = {"StudioError"}, set[str]()
    while found != before:
        before = set(found)
        found |= {node.name for node in classes if any(ast.unparse(base) in found for base in node.bases)}
    return found


class _Told:
    """What a source gives to errors and tells of its progress."""

    def __init__(self, tree: ast.Module, tellers: set[str]) -> None:
        self._functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        tellers = tellers | {
            f.name for f in self._functions if f.returns and ast.unparse(f.returns) in tellers
        }
        self._tree, self._tellers = tree, tellers

    def finished(self) -> Iterator[ast.expr]:
        """Texts that nobody can translate."""
        seen = set[tuple[ast.expr, ast.AST]]()
        todo = [told for scope in (*self._functions, self._tree) for told in self._given(scope)]
        while todo:
            node, scope = todo.pop()
            if (node, scope) not in seen:
                seen.add((node, scope))
                todo += self._behind(node, scope)
                if _is_finished(node):
                    yield node

    def _given(self, scope: ast.AST) -> list[tuple[ast.expr, ast.AST]]:
        calls = _calls(scope, self._tellers)
        return [(told, scope) for call in calls for told in (*call.args, *(k.value for k in call.keywords))]

    def _behind(self, node: ast.expr, scope: ast.AST) -> list[tuple[ast.expr, ast.AST]]:
        """What a text may be, and the function where that stands."""
        if isinstance(node, ast.IfExp):
            return [(node.body, scope), (node.orelse, scope)]
        if isinstance(node, ast.BoolOp):
            return [(value, scope) for value in node.values]
        if isinstance(node, ast.Name):
            found = _assigned(scope, node.id) or _assigned(self._tree, node.id)
            return [(value, scope) for value in found]
        if isinstance(node, ast.Call) and _called(node) not in _SAYING:
            made = [(f, r) for f in self._functions if f.name == _called(node) for r in ast.walk(f)]
            return [(r.value, f) for f, r in made if isinstance(r, ast.Return) and r.value]
        return []


def _is_finished(node: ast.expr) -> bool:
    """Whether an expression is English that has no template, or has lost it."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value != ""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in ("join", "format")
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and _holds_text(node))


def _holds_text(node: ast.expr) -> bool:
    return any(
        isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.Constant) and isinstance(part.value, str))
        or (isinstance(part, ast.Call) and _called(part) == "Said")
        for part in ast.walk(node)
    )


def _assigned(place: ast.AST, name: str) -> list[ast.expr]:
    """What a name stands for in a function, or among a file's constants."""
    nodes = ast.walk(place) if isinstance(place, ast.FunctionDef) else ast.iter_child_nodes(place)
    found = list[ast.expr]()
    for node in nodes:
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets):
            found.append(node.value)
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name and node.value is not None:
            found.append(node.value)
    return found
