"""The window speaks Chinese: all of it, with the same numbers in the same places."""

import shutil
import subprocess
import sys
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "resources/translations/studio_zh_CN.ts"
REFRESH = "Run make translations, translate what is unfinished in resources/translations, and run it again."
Message = tuple[str, str, str]
"""Context, source, translation; the last is empty if it is unfinished."""


def messages(file: Path) -> list[Message]:
    """All that a file of translations holds."""
    return [
        (
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", "") if message.find("translation[@type]") is None else "",
        )
        for context in ET.parse(file).getroot().iter("context")
        for message in context.iter("message")
    ]


def fields(text: str) -> list[tuple[str, str]]:
    """The places that something is put into, and how it is written there."""
    return sorted((name, how or "") for _, name, how, _ in Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The translations, brought up to date with the sources."""
    copy = tmp_path_factory.mktemp("translations") / FILE.name
    shutil.copy(FILE, copy)
    tool = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    assert tool, "pyside6-lupdate comes with PySide6"
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "studio/ui").rglob("*.py"))
    subprocess.run([tool, *sources, "-ts", str(copy), "-no-obsolete"], cwd=ROOT, check=True, timeout=120)
    return copy


def test_every_text_is_translated(fresh: Path) -> None:
    found = messages(fresh)
    assert len(found) > 500
    assert [message[:2] for message in found if not message[2].strip()] == [], REFRESH


def test_no_text_is_translated_that_nothing_says(fresh: Path) -> None:
    said = {message[:2] for message in messages(fresh)}
    assert [message[:2] for message in messages(FILE) if message[:2] not in said] == [], REFRESH


def test_placeholders_stay() -> None:
    wrong = [message for message in messages(FILE) if fields(message[1]) != fields(message[2])]
    assert not wrong


def test_letters_of_labels_stay() -> None:
    """Alt and a letter goes to a field, in Chinese too; no two letters are the same in a dialog."""
    marked = [message for message in messages(FILE) if "&" in message[1] or "&" in message[2]]
    letters = [(context, text[text.index("&") + 1].upper()) for context, *texts in marked for text in texts]
    english, chinese = letters[::2], letters[1::2]
    assert english == chinese
    assert len(set(chinese)) == len(chinese)


def test_ellipses_and_edges_stay() -> None:
    """“…” says that a dialog follows; blanks at an edge part it from what stands there."""
    wrong = [
        message
        for message in messages(FILE)
        if message[1].endswith("…") != message[2].endswith("…")
        or message[1][:1].isspace() != message[2][:1].isspace()
        or message[1][-1:].isspace() != message[2][-1:].isspace()
    ]
    assert not wrong


def test_what_is_shipped_is_what_was_translated() -> None:
    translator = QTranslator()
    assert translator.load(str(FILE.with_suffix(".qm")))
    stale = [
        (context, source)
        for context, source, translation in messages(FILE)
        if translator.translate(context, source) != translation
    ]
    assert not stale, REFRESH
