"""Colours: neutral greys, so that skin is judged rightly; amber: by hand, teal: generated, blue: focus."""

from dataclasses import dataclass, fields
from typing import Final

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from studio.files.places import resource


@dataclass(slots=True)
class Theme:
    """Colours as ``#rrggbb``; ``stage`` surrounds the picture, ``on`` fills a switch that is on.

    ``faint`` explains, ``off`` is what can't be used now.

    A window has one of its own, which becomes another while it is open: Qt then tells every widget that
    its style has changed.
    """

    panel: str
    raised: str
    field: str
    line: str
    text: str
    faint: str
    off: str
    on: str
    focus: str
    stage: str
    yours: str
    onyours: str
    made: str
    record: str

    def become(self, other: "Theme") -> None:
        """From now on these are the other's colours."""
        for field in fields(self):
            setattr(self, field.name, getattr(other, field.name))

    def colour(self, name: str, alpha: int = 255) -> QColor:
        """One of them, as Qt draws with it."""
        out = QColor(getattr(self, name))
        out.setAlpha(alpha)
        return out


DARK: Final = Theme(
    panel="#2b2b2b", raised="#3a3a3a", field="#222222", line="#4a4a4a", text="#e6e6e6", faint="#a0a0a0",
    off="#6c6c6c", on="#626262", focus="#6aaef0", stage="#2e2e2e",
    yours="#e0a030", onyours="#1a1a1a", made="#2fa79b", record="#ef6a5a",
)  # fmt: skip
LIGHT: Final = Theme(
    panel="#ececec", raised="#f8f8f8", field="#ffffff", line="#c4c4c4", text="#1c1c1c", faint="#5a5a5a",
    off="#9a9a9a", on="#c8c8c8", focus="#0f62b8", stage="#bdbdbd",
    yours="#9a5b00", onyours="#ffffff", made="#00695f", record="#b3261e",
)  # fmt: skip


def dress(app: QApplication, theme: Theme) -> None:
    """Give the whole application a theme."""
    app.setStyle("Fusion")
    sheet = resource("style/studio.qss")
    tone = "dark" if theme.colour("panel").lightness() < theme.colour("text").lightness() else "light"
    style = sheet.read_text("utf-8").replace("@folder", sheet.parent.as_posix()).replace("@tone", tone)
    # Longest names first: @text would else be found in longer ones.
    for name in sorted((field.name for field in fields(theme)), key=len, reverse=True):
        style = style.replace(f"@{name}", getattr(theme, name))
    app.setStyleSheet(style)
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, "panel"),
        (QPalette.ColorRole.Base, "field"),
        (QPalette.ColorRole.Button, "raised"),
        (QPalette.ColorRole.Text, "text"),
        (QPalette.ColorRole.WindowText, "text"),
        (QPalette.ColorRole.ButtonText, "text"),
        (QPalette.ColorRole.PlaceholderText, "faint"),
        (QPalette.ColorRole.Highlight, "yours"),
        (QPalette.ColorRole.HighlightedText, "onyours"),
    ):
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("off"))
    app.setPalette(palette)
