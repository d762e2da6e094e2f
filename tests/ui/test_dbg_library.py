"""x"""
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QApplication
import shiboken6
from tests.ui.test_library import recorded, names
@pytest.mark.parametrize("i", range(40))
def test_x(window, qtbot, i):
    window.desk.apply("a", lambda p: p)
    recorded(window)
    tree = window.library.tree
    qtbot.waitUntil(window.isActiveWindow)
    tree.setFocus()
    item = window.library._items("sound")[0]
    tree.setCurrentItem(item)
    seen = []
    window.library._rows.named.connect(lambda *a: seen.append(a))
    window.library._rows.closeEditor.connect(lambda *a: seen.append("close"))
    window.library._rows.commitData.connect(lambda *a: seen.append("commit"))
    tree.editItem(item, 0)
    editor = tree.findChild(QLineEdit)
    editor.setText("Better")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    try:
        qtbot.waitUntil(lambda: names(window, "sound") == ["Better"], timeout=3000)
    except Exception:
        print("SEEN", seen, names(window, "sound"), shiboken6.isValid(editor) and (editor.isVisible(), editor.text(), editor.hasFocus()), QApplication.focusWidget(), window.problem.text, [s.label for s in window.session.history.steps])
        raise
