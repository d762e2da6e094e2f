"""A question that need not be answered: it lies over the foot of the picture, and holds nothing up."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDE: Final = 480
_GAP: Final = 16


class OfferPanel(QFrame):
    """What the studio thinks, what follows of it, and two buttons; it never takes the keyboard away.

    Attributes:
        about: the id of what it is about; empty while nothing is offered.
    """

    taken = Signal(str)
    """A person agreed: what it is about."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setObjectName("tween")
        self.about = ""
        self._around = around
        self._what, self._why = QLabel(), QLabel()
        self._why.setProperty("quiet", "true")
        self.agree, self.decline = QPushButton(), QPushButton(self.tr("No"))
        self.agree.clicked.connect(self._agree)
        self.decline.clicked.connect(self.leave)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        for label in (self._what, self._why):
            label.setWordWrap(True)
            column.addWidget(label)
        for button in (self.agree, self.decline):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        column.addLayout(buttons)
        around.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked."""
        return self._what.text()

    def offer(self, about: str, what: str, why: str, agree: str) -> None:
        """Ask.

        Args:
            agree: what stands on the button.
        """
        self.about = about
        self._what.setText(what)
        self._why.setText(why)
        self.agree.setText(agree)
        self.show()
        self.raise_()
        self._place()

    def leave(self) -> None:
        """Be gone."""
        self.about = ""
        self.hide()

    def _agree(self) -> None:
        about = self.about
        self.leave()
        self.taken.emit(about)

    def _place(self) -> None:
        around = self._around.size()
        self.setFixedWidth(min(_WIDE, max(around.width() - 2 * _GAP, 0)))
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - _GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """It keeps its place while the stage is made larger or smaller."""
        if event.type() == QEvent.Type.Resize and self.about:
            self._place()
        return super().eventFilter(watched, event)
