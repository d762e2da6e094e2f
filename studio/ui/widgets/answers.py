"""How a dialog that asks something ends: what it asks, and below it the two answers."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLayout, QPushButton, QVBoxLayout

from studio.ui.words import translate


def with_answers(dialog: QDialog, asks: QLayout, yes: str) -> tuple[QPushButton, QPushButton]:
    """Lay out what a dialog asks, and "Cancel" and ``yes`` below it; Enter is ``yes``.

    Returns:
        the two buttons: the one that takes it back, and the one that does it.
    """
    row = QDialogButtonBox()
    no = row.addButton(translate("Answers", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    do = row.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
    row.accepted.connect(dialog.accept)
    row.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(16)
    column.addLayout(asks, 1)
    column.addWidget(row)
    do.setDefault(True)  # now that it knows whose
    return no, do
