"""What the rooms below say is shown in the person's language, and all that they tell is said."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from studio.app.exporting import time_left
from studio.core.errors import StudioError, UsageError
from studio.core.project import from_json
from studio.core.timeline import GAZE_SLOTS, HEAD_SLOTS
from studio.core.units import VOCABULARIES
from studio.core.words import Said, either, entitled, in_a_row, listed
from studio.engine import providers
from studio.engine.naming import did_you_mean
from studio.engine.rig.handles import HANDLES
from studio.engine.speaking.tags import read_tags
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.port import FaceChoice
from studio.files.performances import read_performance
from studio.files.projects import read_project
from studio.files.reading import existing_file
from studio.ui import words
from studio.ui.gathering import ROOT, TABLE, gathered, sayings, sources, table, templates
from studio.ui.unit_words import WORDS
from studio.ui.words import in_their_words, translate

TRANSLATIONS = ROOT / "resources/translations"
NAMES = ("voice", "driver", "{0}", "a or b", "There is no microphone.", "录音")


@pytest.fixture
def in_chinese(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(TRANSLATIONS / "studio_zh_CN.qm"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


# In the person's language


@pytest.mark.usefixtures("in_chinese")
def test_that_each_template_is_translated_whatever_is_put_in() -> None:
    for text in gathered():
        said = Said(text, "{0}", "voice", Said("one face was found"), "Dd", "Ee")
        put_in = "{0}", "voice", "检测到 1 张面部", "Dd", "Ee"
        assert in_their_words(said) == translate("Told", text).format(*put_in) != said, text


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        (Said("There is no microphone."), "没有麦克风。"),
        (Said("There is no file {0}.", Path("/a b")), "文件 /a b 不存在。"),
        (Said("Did you mean {0}?", either(["AU1", "AU2", "AU12"])), "您是否要找 AU1，AU2 或 AU12？"),
        (entitled("x.csv", Said("The table is damaged.")), "x.csv：表格已损坏。"),
        (entitled("x.csv", entitled("y.csv", Said("The table is damaged."))), "x.csv：y.csv：表格已损坏。"),
        (listed([Said("New project"), Said("Open"), "Open"]), "新建项目，打开，Open"),
        (listed([Said("frame {0} of {1}", 3, 90), time_left(120)]), "第 3/90 帧，约剩 2 分钟"),
        (in_a_row([Said("Take it out."), Said("Type one.")]), "请删去它。请输入名称。"),
        (
            Said("A performance can't be written as {0}.", Said("a file without a suffix")),
            "表演不能写为 没有扩展名的文件。",
        ),
    ],
)
def test_that_what_is_said_is_said_in_chinese(said: str, chinese: str) -> None:
    assert in_their_words(said) == chinese


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize("name", NAMES)
def test_that_a_name_stays_itself(name: str, tmp_path: Path) -> None:
    with pytest.raises(StudioError) as missing:
        existing_file(tmp_path / name)
    assert in_their_words(str(missing.value)) == f"文件 {tmp_path / name} 不存在。请检查名称和文件夹。"
    assert in_their_words(did_you_mean(name, [name])) == f"您是否要找 {name}？"
    assert in_their_words(name) == name


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize("name", NAMES)
def test_that_a_voice_that_is_not_there_stays_its_name(name: str) -> None:
    with pytest.raises(UsageError) as missing:
        providers.voice(name)
    assert in_their_words(missing.value.message) == f"没有名为“{name}”的音色。"


@pytest.mark.usefixtures("in_chinese")
def test_that_a_damaged_project_says_in_chinese_what_is_wrong(tmp_path: Path) -> None:
    place = tmp_path / "voice.galatea"
    place.write_text("no project")
    with pytest.raises(StudioError) as damaged:
        read_project(place)
    assert in_their_words(str(damaged.value)).startswith("voice.galatea 已损坏，或不是项目。")
    for schema, wrong in [
        ({"schema": "x"}, "这不是 Galatea 项目。"),
        ({"schema": "project/1"}, "此项目已损坏：缺少 "),
    ]:
        with pytest.raises(StudioError) as damaged:
            from_json(schema)
        assert in_their_words(str(damaged.value)).startswith(wrong)


@pytest.mark.usefixtures("in_chinese")
def test_that_a_damaged_performance_says_in_chinese_what_is_wrong(tmp_path: Path) -> None:
    place = tmp_path / "renderer.json"
    place.write_text('{"weightMat": [["NaN"]], "facsNames": ["jawOpen"], "exportFps": 25}')
    with pytest.raises(StudioError) as damaged:
        read_performance(place)
    assert in_their_words(str(damaged.value)).startswith(f"{place}：表演已损坏（有的权重不是数值）。")


@pytest.mark.usefixtures("in_chinese")
def test_that_errors_of_the_engine_are_said_in_chinese() -> None:
    with pytest.raises(UsageError) as wrong:
        read_tags("[voice=1]word[/]")
    assert in_their_words(wrong.value.message) == "标签 [voice=1] 指定的单元不存在：voice。"
    with pytest.raises(StudioError, match="No face was found") as none:
        choose_face((), FaceChoice())
    assert in_their_words(str(none.value)).startswith("图片中未检测到面部。请使用")


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize("text", ["", "There is no microphone.", "frame 3 of 90", "voice"])
def test_that_what_nobody_said_stays(text: str) -> None:
    assert in_their_words(text) == text


def test_that_english_stays(qapp: QApplication) -> None:
    for text in gathered():
        said = Said(text, *"ABCDE")
        assert in_their_words(said) == said
    assert words.entitled("a", "b") == "a: b"
    assert words.listed(["a", "b", "c"]) == "a, b, c"
    assert words.in_a_row(["A.", "B.", "C."]) == "A. B. C."


def test_that_all_names_of_a_face_are_there_to_be_translated() -> None:
    names = {*HANDLES, *HEAD_SLOTS, *GAZE_SLOTS, *(vocabulary.title for vocabulary in VOCABULARIES)}
    assert names <= set(WORDS)


# Templates


def test_that_the_table_holds_what_is_said() -> None:
    assert TABLE.read_text("utf-8") == table(), "Run make translations."


def test_that_a_template_that_is_no_literal_is_refused() -> None:
    assert templates(ast.parse('Said("{0}" " frames", 3)')) == ["{0} frames"]
    for wrong in ("Said(name)", 'Said(f"{count} frames")', 'Said("a" + b)'):
        with pytest.raises(ValueError, match="malformed"):
            templates(ast.parse(wrong))


def test_that_every_template_is_filled() -> None:
    for path in sources():
        for call in sayings(ast.parse(path.read_text("utf-8"))):
            fields = {
                name for _, name, *_ in Formatter().parse(ast.literal_eval(call.args[0])) if name is not None
            }
            assert fields == {str(i) for i in range(len(call.args) - 1)}, f"{path}:{call.lineno}"
