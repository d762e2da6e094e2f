"""The house as drawn: what no single room can check about itself."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "studio").rglob("*.py"))
PROSE = [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "pyproject.toml")
]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imported(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or ""


def _foreign(room: str, allowed: set[str]) -> list[str]:
    known = allowed | sys.stdlib_module_names
    return [
        f"{_name(path)}: {name}"
        for path in FILES
        if path.is_relative_to(ROOT / "studio" / room)
        for _, name in _imported(_tree(path))
        if name.partition(".")[0] not in known and not name.startswith(f"studio.{room}")
    ]


def test_that_every_room_imports_only_rooms_below_it() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_that_core_knows_only_the_standard_library_and_numpy() -> None:
    assert _foreign("core", {"numpy"}) == []


def test_that_nets_know_only_tensors() -> None:
    assert _foreign("nets", {"numpy", "torch", "safetensors"}) == []


def test_that_no_arrow_hides_in_a_function_or_under_type_checking() -> None:
    hidden = []
    for path in FILES:
        if path == ROOT / "studio" / "cli.py":
            continue
        tree = _tree(path)
        top = {id(node) for node in tree.body}
        hidden += [
            f"{_name(path)}:{node.lineno} imports {name}"
            for node, name in _imported(tree)
            if id(node) not in top
        ]
        if "TYPE_CHECKING" in path.read_text("utf-8"):
            hidden.append(f"{_name(path)} mentions TYPE_CHECKING")
    assert hidden == []


def test_that_nobody_but_training_says_how_many_threads_torch_has_in_the_whole_process() -> None:
    callers = [_name(path) for path in FILES if "set_num_threads" in path.read_text("utf-8")]
    allowed = ("studio/train/", "studio/engine/device.py")
    assert [name for name in callers if not name.startswith(allowed)] == [], "Use use_threads."


def test_that_no_room_is_a_drawer_for_odds_and_ends() -> None:
    words = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "handler", "processor"}
    named = [_name(path) for path in FILES if words & set(path.stem.lower().split("_"))]
    classes = [
        f"{_name(path)}: {node.name}"
        for path in FILES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef)
        and words & {word.lower() for word in re.findall(r"[A-Z][a-z]*", node.name)}
    ]
    assert named + classes == []


def test_that_every_file_says_what_it_is() -> None:
    silent = [
        _name(path)
        for path in FILES
        if path.read_text("utf-8").strip() and not ast.get_docstring(_tree(path))
    ]
    assert silent == []


def test_that_nothing_is_left_for_later() -> None:
    notes = [
        f"{_name(path)}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"#.*\b(TODO|FIXME|XXX)\b", line)
    ]
    raised = [
        f"{_name(path)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Raise)
        and node.exc is not None
        and "NotImplementedError" in ast.dump(node.exc)
    ]
    assert notes + raised == []


def test_that_errors_are_swallowed_nowhere() -> None:
    allowed = {
        "studio/cli.py",
        "studio/engine/providers.py",
        "studio/app/jobs.py",
        "studio/app/playback.py",
    }
    broad = [
        f"{_name(path)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        )
        and _name(path) not in allowed
    ]
    assert broad == []


def test_that_no_path_of_one_machine_is_written_down() -> None:
    told = [
        _name(path)
        for path in [*FILES, *PROSE]
        if re.search(r"/(?:work|root|home|tmp)/", path.read_text("utf-8"))
    ]
    assert told == []


@pytest.mark.parametrize(
    "module",
    ["studio.cli", "studio.core.project", "studio.files.performances", "studio.api", "studio.ui.launch"],
)
def test_that_starting_does_not_load_torch(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('torch', 'numba', 'cv2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "torch" not in done.stdout
    assert module != "studio.cli" or done.stdout.strip() == "[]"


def test_that_the_window_starts_without_what_only_some_work_needs() -> None:
    late = ("torch", "numba", "librosa", "scipy.stats", "scipy.signal", "scipy.interpolate")
    code = f"import sys, studio.ui.main_window; print([m for m in {late} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
