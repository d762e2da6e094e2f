"""A question that need not be answered: it lies over the foot of the picture, and holds nothing up."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.widgets.foot import AtFoot

_WIDE: Final = 480


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
        self._foot = AtFoot(self, around, _WIDE)
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
        self._foot.place()

    def leave(self) -> None:
        """Be gone."""
        self.about = ""
        self.hide()

    def _agree(self) -> None:
        about = self.about
        self.leave()
        self.taken.emit(about)
