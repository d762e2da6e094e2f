"""What the rooms below the window say is shown in the person's language."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from studio.core.timeline import GAZE_SLOTS, HEAD_SLOTS
from studio.core.units import VOCABULARIES
from studio.engine.rig.handles import HANDLES
from studio.ui import told
from studio.ui.gathering import TABLE, gathered, table
from studio.ui.sentences import SENTENCES
from studio.ui.told import in_their_words
from studio.ui.unit_words import WORDS
from studio.ui.words import entitled, in_a_row, listed, translate

TRANSLATIONS = Path(__file__).resolve().parents[2] / "resources/translations"


@pytest.fixture
def in_chinese(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(TRANSLATIONS / "studio_zh_CN.qm"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_that_the_table_holds_what_is_said() -> None:
    assert TABLE.read_text("utf-8") == table(), "Run make translations."


def test_that_what_is_put_in_can_be_told_apart() -> None:
    assert [text for text in gathered() if "}{" in text] == []


@pytest.mark.usefixtures("in_chinese")
def test_that_each_sentence_is_found_whatever_is_put_in() -> None:
    values = ("Aa", "Bb", "Cc", "Dd", "Ee")
    wrong = [
        text
        for text in map(str, SENTENCES)
        if in_their_words(text.format(*values)) != translate("Told", text).format(*values)
    ]
    assert wrong == ["{0} from {1}", "{0} or {1}"], "These are parts of sentences."


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("There is no microphone.", "没有麦克风。"),
        ("“/a b/x.y. Z.png” is not a size.", "“/a b/x.y. Z.png”不是有效的尺寸。"),
        ("There is no file /a b. Check the name and the folder.", "文件 /a b 不存在。请检查名称和文件夹。"),
        ("x.csv: The table is damaged.", "x.csv：表格已损坏。"),
        ("This project is damaged: 'timeline' is missing.", "此项目已损坏：缺少 'timeline'。"),
        ("Did you mean AU1, AU2 or AU12?", "您是否要找 AU1, AU2 或 AU12？"),
        ("frame 3 of 90, about 2 min left", "第 3/90 帧，约剩 2 分钟"),
        ("frame 3 of 90", "第 3/90 帧"),
        ("There is no voice called “voice”.", "没有名为“voice”的音色。"),
        (
            "a.mp4 did not come out as ordered: 3 frames and not 4, no sound.",
            "a.mp4 与要求不符：3 帧，而不是 4 帧，无声音。",
        ),
        ("There is no face number 3 (counted from the left, from 0); one face was found.",
         "没有编号为 3 的面部（从左数，自 0 起）；检测到 1 张面部。"),
        ("CUDA: folds, what lies in front; CPU: the rest", "CUDA：皱褶，面部前方的遮挡物；CPU：其余"),
        ("CPU; the memory of CUDA is full", "CPU；CUDA 的内存已满"),
        ("The voice “x” of the package y could not be loaded: z.", "软件包 y 的音色“x”无法加载：z。"),
    ],
)  # fmt: skip
def test_that_sentences_are_said_in_chinese(english: str, chinese: str) -> None:
    assert in_their_words(english) == chinese


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize(
    "text", ["", "Something else happened.", "CPU", "此处", "Take 3", "a or b", "[Errno 2] x"]
)
def test_that_what_nobody_translated_stays(text: str) -> None:
    assert in_their_words(text) == text


def test_that_english_stays_and_costs_nothing(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr(told, "_put", None)
    assert in_their_words("There is no microphone.") == "There is no microphone."
    assert entitled("a", "b") == "a: b"
    assert listed(["a", "b", "c"]) == "a, b, c"
    assert in_a_row(["A.", "B.", "C."]) == "A. B. C."


def test_that_all_names_of_a_face_are_there_to_be_translated() -> None:
    names = {*HANDLES, *HEAD_SLOTS, *GAZE_SLOTS, *(vocabulary.title for vocabulary in VOCABULARIES)}
    assert names <= set(WORDS)


def test_that_every_template_can_be_filled() -> None:
    assert all(
        name is None or name.isdecimal() for text in gathered() for _, name, *_ in Formatter().parse(text)
    )
