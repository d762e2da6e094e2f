"""Export: what is written, where, how large and how long it will be."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

Kind = str
_ENDINGS = {
    "web": ".mp4", "prores4444": ".mov", "vp9alpha": ".webm", "gif": ".gif", "png": "",
    "still": ".png", "csv": ".csv", "json": ".json",
}  # fmt: skip


class ExportDialog(QDialog):
    """Asks for kind and place.

    Args:
        facts: size, frames and length, as they will be, in words.
    """

    def __init__(
        self, folder: Path, name: str, facts: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._facts = facts
        self._kind = QComboBox()
        for kind, title in (
            ("web", self.tr("Video for the web (H.264, AAC)")),
            ("prores4444", self.tr("Video for editing (ProRes 4444, alpha)")),
            ("vp9alpha", self.tr("Video with alpha for the web (VP9)")),
            ("gif", self.tr("Animated GIF")),
            ("png", self.tr("Pictures (PNG), in a folder")),
            ("still", self.tr("This frame (PNG)")),
            ("csv", self.tr("Curves in OpenFace's columns (CSV)")),
            ("json", self.tr("Curves (JSON)")),
        ):
            self._kind.addItem(title, kind)
        self._path = QLineEdit(str(folder / f"{name}.mp4"))
        self._path.setMinimumWidth(360)
        choose = QPushButton(self.tr("Choose…"))
        choose.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.addWidget(self._path)
        place.addWidget(choose)
        self._told = QLabel()
        self._told.setProperty("quiet", "true")
        form = QFormLayout()
        form.addRow(self.tr("What"), self._kind)
        form.addRow(self.tr("Where"), place)
        form.addRow("", self._told)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(form)
        column.addWidget(buttons)
        self._kind.currentIndexChanged.connect(self._changed)
        self._path.textChanged.connect(self._tell)
        self._tell()

    @property
    def kind(self) -> Kind:
        """One of the video presets, or still, csv, json."""
        return str(self._kind.currentData())

    @property
    def path(self) -> Path:
        return Path(self._path.text()).expanduser()

    def _changed(self) -> None:
        self._path.setText(str(self.path.with_suffix(_ENDINGS[self.kind])))
        self._tell()

    def _tell(self) -> None:
        there = self.path.exists()
        warning = "\n" + self.tr("There is a file of that name; it will be replaced.") if there else ""
        self._told.setText(self._facts(self.kind) + warning)

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), str(self.path))
        if name:
            self._path.setText(name)
