"""Words on the screen that belong to no widget."""

from typing import Final

from PySide6.QtCore import QCoreApplication

translate: Final = QCoreApplication.translate
