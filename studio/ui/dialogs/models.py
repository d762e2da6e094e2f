"""Models and licences: what is installed, whose it is, and what the studio is made with."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from studio.files.models import Origin
from studio.ui.words import listed


@dataclass(frozen=True, slots=True)
class ShownModel:
    """A model as it is read. ``size`` in bytes; ``licence``: its name and its holder."""

    name: str
    title: str
    purpose: str
    size: int
    licence: str
    origin: Origin
    is_installed: bool


class ModelsDialog(QDialog):
    """What is missing can be installed.

    Args:
        left_out: why others are not among the models, each in a sentence or two.
        libraries: name, version and licence of each.
        licence: the studio's own, whole.
    """

    install_asked = Signal(str)

    def __init__(
        self,
        models: Sequence[ShownModel],
        left_out: Sequence[str],
        libraries: Sequence[tuple[str, str, str]],
        licence: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models and licences"))
        self.resize(640, 480)
        self._buttons: dict[str, QPushButton] = {}
        pages = QTabWidget()
        pages.addTab(self._models(models, left_out), self.tr("Models"))
        told = [f"{name} {version}\t{terms}" for name, version, terms in libraries]
        pages.addTab(_text("\n".join(told)), self.tr("Libraries"))
        pages.addTab(_text(licence), "Galatea Studio")
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(pages)
        column.addWidget(buttons)

    def show_installed(self, name: str) -> None:
        """A model is in place now."""
        button = self._buttons.get(name)
        if button is not None:
            button.setText(self.tr("Installed"))
            button.setEnabled(False)

    def _models(self, models: Sequence[ShownModel], left_out: Sequence[str]) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for model in models:
            column.addWidget(self._row(model))
        if left_out:
            column.addWidget(_line(self.tr("Left out")))
            column.addWidget(_quiet("\n".join(left_out)))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _row(self, model: ShownModel) -> QWidget:
        row = QFrame()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        facts = (_size(model.size), self._whose(model.origin), model.licence)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(_line(model.title))
        texts.addWidget(_quiet(f"{model.purpose}\n{listed(facts)}"))
        line.addLayout(texts, 1)
        button = QPushButton(self.tr("Installed") if model.is_installed else self.tr("Install"))
        button.setEnabled(not model.is_installed)
        button.setAutoDefault(False)
        button.setAccessibleName(self.tr("Install {0}").format(model.title))
        button.clicked.connect(lambda _=False: self._ask(model.name))
        self._buttons[model.name] = button
        line.addWidget(button)
        return row

    def _whose(self, origin: Origin) -> str:
        if origin.kind == "studio":
            return self.tr("the studio’s")
        return (
            self.tr("your own") if origin.kind == "yours" else self.tr("package {0}").format(origin.package)
        )

    def _ask(self, name: str) -> None:
        self._buttons[name].setEnabled(False)
        self.install_asked.emit(name)


def _line(text: str) -> QLabel:
    """Words as they are: a card of others says nothing in HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _quiet(text: str) -> QLabel:
    label = _line(text)
    label.setWordWrap(True)
    label.setProperty("quiet", "true")
    return label


def _text(content: str) -> QPlainTextEdit:
    page = QPlainTextEdit(content)
    page.setReadOnly(True)
    return page


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.0f} kB"
