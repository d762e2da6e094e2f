"""The heads of the layers: name, what they move, weight, mute, solo."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from studio.core.timeline import WHOLE
from studio.ui.timeline.menu import fill_moves_menu, fill_share_menu
from studio.ui.timeline.scale import NAMES
from studio.ui.timeline.shown import ShownLayer
from studio.ui.widgets.number import NumberBox

HEIGHT = 24
_ARROW = 17
_FRAME = 1


class LayerHead(QWidget):
    """One layer's head."""

    weighed = Signal(str, float)
    switched = Signal(str, str, bool)
    """Name, ``mute`` or ``solo``, on."""
    released = Signal()
    folded = Signal(bool)
    chosen = Signal(str)
    """The hand should work in it."""
    renaming = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, name: str, parent: QWidget | None = None, *, folds: bool = False) -> None:
        super().__init__(parent)
        self.setFixedSize(NAMES, HEIGHT)
        self.name = name
        self.shown: ShownLayer | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0 if folds else 8, 0, 6, 0)
        line.setSpacing(3)
        self._title = QLabel()
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if folds:
            line.addWidget(self._new_fold())
        line.addWidget(self._title, 1)
        self._moves = self._button("≡", self.tr("What of the face it moves"))
        self._moves.setCheckable(False)
        self._moves.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._moves.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._moves.setMenu(self.menu)
        self._moves.hide()
        self._weight = NumberBox(0.0, 1.0, 2)
        self._weight.setFixedWidth(40)
        self._weight.setToolTip(self.tr("How much of it counts"))
        self._weight.changed.connect(lambda value: self.weighed.emit(name, value))
        self._weight.released.connect(self.released)
        line.addWidget(self._weight)
        self._mute = self._button("M", self.tr("Mute: it does nothing"))
        self._solo = self._button("S", self.tr("Solo: only it does anything"))
        self._mute.clicked.connect(lambda on: self.switched.emit(name, "mute", on))
        self._solo.clicked.connect(lambda on: self.switched.emit(name, "solo", on))

    def _new_fold(self) -> QToolButton:
        """The arrow before the name, as the window's sections have it."""
        self.fold = QToolButton(self)
        self.fold.setProperty("section", "true")
        self.fold.setArrowType(Qt.ArrowType.DownArrow)
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.fold.setFixedSize(_ARROW, HEIGHT)
        self.fold.setToolTip(self.tr("Show its curves"))
        self.fold.setAccessibleName(self.tr("Show its curves"))
        self.fold.toggled.connect(self._folded)
        return self.fold

    def _button(self, text: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setObjectName("small")
        button.setCheckable(True)
        button.setFixedSize(20, 18)
        button.setToolTip(title)
        button.setAccessibleName(title)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(button)
        return button

    def show_layer(self, layer: ShownLayer) -> None:
        """What the layer is like."""
        self.shown = layer
        self._title.setText(layer.title)
        self._title.setToolTip(layer.title)
        self._title.setProperty("chosen", "true" if layer.is_chosen else "false")
        self._title.style().polish(self._title)
        if layer.is_by_hand:
            self.fold.setArrowType(self._arrow(self.fold.isChecked()))
            self.fold.setEnabled(layer.is_chosen)
        self._weight.set_value(layer.weight)
        self._weight.setAccessibleName(self.tr("Weight of {0}").format(layer.title))
        self._mute.setChecked(layer.mute)
        self._solo.setChecked(layer.solo)
        self._title.setEnabled(not layer.mute)
        self._moves.setVisible(layer.moves is not None or layer.portions is not None)

    def _fill_menu(self) -> None:
        shown = self.shown
        self.menu.clear()
        if shown is not None and shown.portions is not None:
            fill_share_menu(self.menu, shown.portions, shown.share)
        if shown is not None and shown.moves is not None:
            fill_moves_menu(self.menu, shown.moves, shown.portions or WHOLE, shown.choose_moves)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton and self.shown is not None and self.shown.is_by_hand:
            self.chosen.emit(self.name)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.shown is not None and self.shown.is_by_hand:
            self.renaming.emit(self.name)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        if self._moves.isHidden():
            self.menu_asked.emit(self.name, event.globalPos())
        else:
            self.menu.popup(event.globalPos())

    def _arrow(self, opened: bool) -> Qt.ArrowType:
        """Down where lines are below; of a layer in which the hand does not work there are none."""
        shows = opened and self.shown is not None and self.shown.is_chosen
        return Qt.ArrowType.DownArrow if shows else Qt.ArrowType.RightArrow

    def _folded(self, opened: bool) -> None:
        self.fold.setArrowType(self._arrow(opened))
        self.folded.emit(opened)


class LayerHeads(QWidget):
    """The heads of all layers, one below the other."""

    weighed = Signal(str, float)
    switched = Signal(str, str, bool)
    released = Signal()
    folded = Signal(bool)
    chosen = Signal(str)
    renaming = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # it hides what is scrolled behind it
        self._heads: dict[str, LayerHead] = {}

    def show_layers(self, layers: tuple[ShownLayer, ...]) -> None:
        """These and no others, in this order from the top."""
        names, old = [layer.name for layer in layers], self._heads
        for gone in old.keys() - set(names):
            old[gone].deleteLater()
        self._heads = {
            layer.name: old.get(layer.name) or self._new(layer.name, folds=layer.is_by_hand)
            for layer in layers
        }
        for layer in layers:
            self._heads[layer.name].show_layer(layer)

    def head(self, name: str) -> LayerHead:
        """The head of a layer that is shown."""
        return self._heads[name]

    def _new(self, name: str, *, folds: bool) -> LayerHead:
        head = LayerHead(name, self, folds=folds)
        head.weighed.connect(self.weighed)
        head.switched.connect(self.switched)
        head.released.connect(self.released)
        head.folded.connect(self.folded)
        head.chosen.connect(self.chosen)
        head.renaming.connect(self.renaming)
        head.menu_asked.connect(self.menu_asked)
        head.show()
        return head

    def lie(self, top: int, firsts: list[float], bottom: int) -> None:
        """Between ``top`` and ``bottom``, each where it begins; between them is what is behind. The frame of
        what has the focus stays in sight.
        """
        self.setGeometry(_FRAME, top, NAMES - _FRAME, max(bottom - top - _FRAME, 0))
        seen = QRegion()
        for head, first in zip(self._heads.values(), firsts, strict=True):
            head.move(-_FRAME, round(first - top))
            seen += head.geometry()
        self.setMask(seen)
        self.setVisible(not seen.isEmpty())
