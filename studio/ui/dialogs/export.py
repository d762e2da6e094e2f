"""Export: what is written, where, how large and how long it will be."""

from itertools import chain, pairwise
from pathlib import Path
from typing import Final, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from studio.app.orders import (
    CURVES,
    NARROWEST,
    Kind,
    Matter,
    Order,
    Plan,
    RangeName,
    SizeWish,
    planned,
)
from studio.core.errors import UsageError
from studio.core.time import FrameRate, Seconds, TimeRange, seconds
from studio.engine.ports import Quality
from studio.files.encoding import PRESETS, SEQUENCES, Fineness
from studio.ui.widgets.answers import with_answers
from studio.ui.words import in_their_words, listed

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_STILLS: Final = {
    "PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "TIFF": (".tif", ".tiff"), "WebP": (".webp",),
}  # fmt: skip
_ENDINGS: Final[dict[Kind, tuple[str, ...]]] = {
    **{preset: settings.suffixes for preset, settings in PRESETS.items()},
    "still": tuple(chain.from_iterable(_STILLS.values())), "csv": (".csv",), "json": (".json",),
}  # fmt: skip
_KNOWN: Final = {ending for endings in _ENDINGS.values() for ending in endings}
_PICTURE: Final = 240
"""Pixels: width and height of the frame that is shown, at most."""
_WIDTH: Final = 416
"""Pixels of the fields: what an order comes to stands in one line."""
_CUSTOM: Final = "custom"
_QUALITIES: Final[dict[str, tuple[Quality, Fineness]]] = {
    "usual": ("full", "usual"), "best": ("full", "best"), "small": ("full", "small"),
    "draft": ("draft", "small"),
}  # fmt: skip
_RATES: Final = ("24", "25", "29.97", "30", "50", "60")


class ExportDialog(QDialog):
    """Asks what to export, where, how large and from when to when.

    Args:
        matter: what there is to export (``exporting.matter_of``).
        folder, name: where the result is proposed to go, and what it is called, without an ending.
        picture: the first frame of the project's range as it will be, its longer side 480 pixels or more;
            None if it is not drawn yet: then ``show_picture`` brings it.
    """

    first_changed = Signal(object)
    """Another frame is the first, the one at this time; it is shown when ``show_picture`` gives it."""

    def __init__(
        self,
        matter: Matter,
        folder: Path,
        name: str,
        picture: QImage | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._matter = matter
        self._plan: Plan | None = None
        self._build(folder / f"{name}.mp4")
        self._fill_sizes()
        self._fill_qualities()
        if picture is not None:
            self.show_picture(picture)
        self._show_rows()
        self._kind.currentIndexChanged.connect(self._kind_changed)
        self._path.textChanged.connect(self._refresh)
        self._path.editingFinished.connect(self._end_name)
        for chosen in (self._quality, self._rate, self._sound):
            chosen.currentIndexChanged.connect(self._refresh)
        for chosen in (self._size, self._range):
            chosen.currentIndexChanged.connect(self._show_rows)
        for number in (self._width, self._from, self._to):
            number.valueChanged.connect(self._refresh)

    # What is asked for

    @property
    def kind(self) -> Kind:
        """A video preset, a still, or curves."""
        return _KINDS[self._kind.currentIndex()]

    @property
    def path(self) -> Path:
        return Path(self._path.text().strip()).expanduser()

    @property
    def order(self) -> Order:
        """What was asked for; what is there may be replaced, for the dialog has said so."""
        quality, fineness = _QUALITIES[self._quality.currentData() or "usual"]
        rate: str | None = self._rate.currentData()
        return Order(
            self.path, self.kind, size=self._wished_size(), range=self._wished_range(),
            moment=self._matter.moment, force=True, quality=quality, fineness=fineness,
            rate=None if rate is None else FrameRate.of(rate), sound=self._sound.currentData() or "project",
        )  # fmt: skip

    def _wished_size(self) -> SizeWish | None:
        if self._has_own_width:
            return SizeWish(width=self._width.value())
        name: str | None = self._size.currentData()
        return None if name is None else SizeWish.read(name)

    def _wished_range(self) -> TimeRange | RangeName:
        wish: RangeName = self._range.currentData()
        start, end = seconds(self._from.value()), seconds(self._to.value())
        return TimeRange(start, max(start, end)) if self._has_own_range else wish

    @property
    def _has_own_width(self) -> bool:
        return bool(self._size.currentData() == _CUSTOM)

    @property
    def _has_own_range(self) -> bool:
        return bool(self._range.currentData() == _CUSTOM)

    # What is shown

    def show_picture(self, picture: QImage) -> None:
        """Show the first frame."""
        ratio = self.devicePixelRatioF()
        size = round(_PICTURE * ratio)
        small = QPixmap.fromImage(picture).scaled(
            size, size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(small)

    def _build(self, path: Path) -> None:
        self._kind = _combo(self.tr("What to export"))
        for title in (
            self.tr("Video for the web (H.264, AAC)"),
            self.tr("Video for editing (ProRes 4444, alpha)"),
            self.tr("Video with alpha for the web (VP9)"),
            self.tr("Animated GIF"),
            self.tr("Pictures (PNG), in a folder"),
            self.tr("Pictures (JPEG), in a folder"),
            self.tr("Pictures (TIFF), in a folder"),
            self.tr("This frame (PNG, JPEG, TIFF, WebP)"),
            self.tr("Curves in OpenFace's columns (CSV)"),
            self.tr("Curves (JSON)"),
        ):
            self._kind.addItem(title)
        self._path = QLineEdit(str(path))
        self._path.setAccessibleName(self.tr("File or folder to write"))
        self._path.setCursorPosition(len(str(path)))
        self._choose_button = QPushButton(self.tr("Choose…"))
        self._choose_button.setAutoDefault(False)
        self._choose_button.clicked.connect(self._choose)
        self._size = _combo(self.tr("Size"))
        self._width = QSpinBox()
        self._width.setRange(min(NARROWEST, self._matter.size[0]), self._matter.size[0])
        self._width.setValue(self._matter.size[0] // 2)
        _make_bare(self._width)
        self._width.setSuffix(self.tr(" px wide"))
        self._width.setAccessibleName(self.tr("Width in pixels"))
        self._quality = _combo(self.tr("Quality"))
        self._rate = _combo(self.tr("Frames a second"))
        self._fill_rates()
        self._sound = _combo(self.tr("Sound"))
        self._fill_sounds()
        self._range = _combo(self.tr("Range"))
        own, whole = self._matter.range, self._matter.whole
        self._range.addItem(self.tr("The project’s range ({0})").format(_between(own)), "project")
        if whole != own:
            self._range.addItem(self.tr("All there is ({0})").format(_between(whole)), "whole")
        self._range.addItem(self.tr("From … to …"), _CUSTOM)
        self._from = self._time_box(self.tr("From, in seconds"), own.start)
        self._to = self._time_box(self.tr("To, in seconds"), own.end)
        self._told = QLabel()
        self._effort = QLabel()
        self._effort.setProperty("quiet", "true")
        self._problem = QLabel()
        self._problem.setProperty("warning", "true")
        self._problem.setWordWrap(True)
        self._lay_out()

    def _time_box(self, name: str, value: Seconds) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        _make_bare(box)
        box.setDecimals(2)
        box.setSingleStep(float(self._matter.rate.time_of(1)))
        box.setRange(0, max(float(self._matter.whole.end), float(value)))
        box.setValue(float(value))
        box.setSuffix(self.tr(" s"))
        box.setAccessibleName(name)
        return box

    def _lay_out(self) -> None:
        self._lay_out_picture()
        self._lay_out_form()
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addWidget(self._column)
        both.addLayout(self._form, 1)
        self._kind.setMinimumWidth(_WIDTH)
        no, self._go = with_answers(self, both, self.tr("Export"))
        down = (
            self._kind, self._path, self._choose_button, self._size, self._width, self._quality, self._rate,
            self._sound, self._range, self._from, self._to,
        )  # fmt: skip
        for before, after in pairwise((*down, self._go, no)):
            QWidget.setTabOrder(before, after)

    def _lay_out_picture(self) -> None:
        self._picture = QLabel()
        self._picture.setAccessibleName(self.tr("First frame"))
        width, height = self._matter.size
        shrunk = _PICTURE / max(width, height)
        self._picture.setFixedSize(_PICTURE, round(height * shrunk))
        self._caption = QLabel()
        self._caption.setProperty("quiet", "true")
        self._column = QWidget()
        # The form stays where it is while there is nothing to be seen.
        policy = self._column.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._column.setSizePolicy(policy)
        seen = QVBoxLayout(self._column)
        seen.setContentsMargins(0, 0, 0, 0)
        seen.setSpacing(8)
        seen.addWidget(self._picture)
        seen.addWidget(self._caption)
        seen.addStretch(1)

    def _lay_out_form(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        to = QLabel(self.tr("to"))
        to.setBuddy(self._to)
        self._size_row = _row(self._size, self._width)
        self._range_row = _row(self._range)
        self._quality_row, self._rate_row = _row(self._quality), _row(self._rate)
        self._sound_row = _row(self._sound)
        self._times_row = _row(self._from, to, self._to, stretch=True)
        for title, field, row in (
            (self.tr("For&mat"), self._kind, _row(self._kind)),
            (self.tr("W&here"), self._path, _row(self._path, self._choose_button)),
            (self.tr("&Size"), self._size, self._size_row),
            (self.tr("&Quality"), self._quality, self._quality_row),
            (self.tr("R&ate"), self._rate, self._rate_row),
            (self.tr("S&ound"), self._sound, self._sound_row),
            (self.tr("&Range"), self._range, self._range_row),
            (self.tr("&From"), self._from, self._times_row),
        ):
            label = QLabel(title)
            label.setBuddy(field)
            self._form.addRow(label, row)
        told = QVBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._told)
        told.addWidget(self._effort)
        told.addWidget(self._problem)
        told.addStretch(1)
        self._form.addRow("", told)

    def _kind_changed(self) -> None:
        self._path.setText(str(_named(self.path, _ENDINGS[self.kind][0])))
        self._fill_sizes()
        self._fill_qualities()
        self._show_rows()

    def _fill_qualities(self) -> None:
        """How carefully it is drawn, and how much of that an encoder keeps."""
        self._quality.blockSignals(True)
        self._quality.clear()
        qualities = [(self.tr("Full"), "usual")]
        if self.kind in ("web", "vp9alpha", "jpeg"):
            qualities = [
                (self.tr("Standard"), "usual"),
                (self.tr("Best, a larger file"), "best"),
                (self.tr("A smaller file"), "small"),
            ]
        qualities.append((self.tr("Draft, drawn quickly"), "draft"))
        for title, wish in qualities:
            self._quality.addItem(title, wish)
        self._quality.blockSignals(False)

    def _fill_rates(self) -> None:
        """The project's own rate, and the usual ones."""
        own = self._matter.rate
        self._rate.addItem(self.tr("The project’s ({0} frames a second)").format(f"{float(own):.5g}"), None)
        for rate in _RATES:
            if FrameRate.of(rate) != own:
                self._rate.addItem(self.tr("{0} frames a second").format(rate), rate)

    def _fill_sounds(self) -> None:
        self._sound.addItem(self.tr("The project’s sound"), "project")
        if self._matter.has_own_sound:
            self._sound.addItem(self.tr("The video’s original sound"), "original")
        self._sound.addItem(self.tr("None"), "none")

    def _fill_sizes(self) -> None:
        """The sizes that are smaller than the portrait, with what they come to."""
        titles = {"full": self.tr("Full"), "half": self.tr("Half"), "1080p": "1080p", "720p": "720p"}
        own = self._matter.size
        self._size.blockSignals(True)
        self._size.clear()
        if self.kind == "gif":
            usual = planned(Order(self.path, "gif", range="whole"), self._matter).size
            self._size.addItem(self.tr("Usual for a GIF ({0} × {1})").format(*usual), None)
        for name, title in titles.items():
            size = SizeWish.read(name).of(own)
            if name == "full" or size != own:
                self._size.addItem(self.tr("{0} ({1} × {2})").format(title, *size), name)
        self._size.addItem(self.tr("Another width"), _CUSTOM)
        self._size.blockSignals(False)

    def _show_rows(self) -> None:
        """What the kind needs."""
        is_still, is_curves = self.kind == "still", self.kind in CURVES
        self._form.setRowVisible(self._size_row, not is_curves)
        self._form.setRowVisible(self._quality_row, not is_curves)
        self._form.setRowVisible(self._rate_row, not is_still)
        heard = self._matter.has_sound or self._matter.has_own_sound
        self._form.setRowVisible(self._sound_row, heard and not (is_still or is_curves or self.kind == "gif"))
        self._form.setRowVisible(self._range_row, not is_still)
        self._form.setRowVisible(self._times_row, self._has_own_range and not is_still)
        self._width.setVisible(self._has_own_width)
        self._caption.setText(self.tr("This frame") if is_still else self.tr("First frame"))
        self._column.setVisible(not is_curves)
        self._refresh()

    def _refresh(self) -> None:
        before, self._plan = self._plan, None
        problem = self._wrong_place()
        try:
            self._plan = planned(self.order, self._matter)
        except UsageError as error:
            problem = in_their_words(error.message)
        self._go.setEnabled(not problem)
        self._told.setText("" if self._plan is None else self._facts(self._plan))
        self._effort.setText("" if self._plan is None else self._cost(self._plan))
        self._problem.setText(problem or self._replaced())
        self._problem.setVisible(bool(self._problem.text()))
        if before is not None and self._plan is not None and before.span.start != self._plan.span.start:
            self.first_changed.emit(self._plan.span.start)

    def _facts(self, plan: Plan) -> str:
        """What the order comes to."""
        size = self.tr("{0} × {1} pixels").format(*plan.size)
        if self.kind == "still":
            return size
        frames = self.tr("1 frame") if plan.frames == 1 else self.tr("{0} frames").format(plan.frames)
        length = self.tr("{0} s at {1} frames a second").format(
            f"{float(plan.length):.2f}", f"{float(plan.rate):.5g}"
        )
        return listed((frames, length) if self.kind in CURVES else (size, frames, length))

    def _cost(self, plan: Plan) -> str:
        """How large and how much work it will be, roughly."""
        weight = self.tr("About {0}").format(self._bytes(plan.size_on_disk))
        if plan.seconds is None or self.kind == "still":
            return weight
        return self.tr("{0}, made in about {1}").format(weight, self._time(plan.seconds))

    def _bytes(self, count: int) -> str:
        for words, size in ((self.tr("{0} GB"), 1e9), (self.tr("{0} MB"), 1e6)):
            if count >= size:
                return words.format(f"{count / size:.{1 if count < 10 * size else 0}f}")
        return self.tr("{0} kB").format(max(1, round(count / 1e3)))

    def _time(self, length: float) -> str:
        if length < 60:
            return self.tr("{0} s").format(max(1, round(length)))
        if length < 3600:
            return self.tr("{0} min").format(round(length / 60))
        return self.tr("{0} h").format(f"{length / 3600:.1f}")

    # Where it goes

    def _wrong_place(self) -> str:
        """Why nothing can be written there; empty if it can."""
        typed, endings = self._path.text().strip(), _ENDINGS[self.kind]
        is_folder = self.path.is_dir()
        if not typed or typed.endswith(("/", "\\")) or (is_folder and self.kind not in SEQUENCES):
            return self.tr("Give the file a name.")
        if not self.path.parent.is_dir():
            return self.tr("There is no folder {0}.").format(self.path.parent)
        if self.kind in SEQUENCES:
            return self.tr("There is a file of that name.") if self.path.is_file() else ""
        if self.path.suffix.lower() not in endings:
            return self.tr("The name must end in {0}.").format(self.tr(" or ").join(endings))
        return ""

    def _replaced(self) -> str:
        if self.path.is_dir():
            return self.tr("There is a folder of that name; the pictures in it will be replaced.")
        if self.path.exists():
            return self.tr("There is a file of that name; it will be replaced.")
        return ""

    def _choose(self) -> None:
        ask = QFileDialog.Option.DontConfirmOverwrite
        kinds = self._offered_endings()
        name, kind = QFileDialog.getSaveFileName(
            self, self.tr("Export"), str(self.path), ";;".join(kinds), options=ask
        )
        if name:
            path = Path(name)
            if kind in kinds and path.suffix.lower() not in kinds[kind]:
                path = _named(path, kinds[kind][0])
            self._path.setText(str(path))
            self._end_name()

    def _offered_endings(self) -> dict[str, tuple[str, ...]]:
        """What the system's dialog offers, and the endings that each has: of a still, one for each format."""
        endings = _ENDINGS[self.kind]
        groups = _STILLS if self.kind == "still" else {self._kind.currentText(): endings} if endings else {}
        return {
            f"{name} ({' '.join(f'*{ending}' for ending in each)})": each for name, each in groups.items()
        }

    def _end_name(self) -> None:
        """A name without an ending gets that of its kind."""
        if self._path.text().strip() and not self.path.suffix and not self.path.is_dir():
            self._path.setText(str(_named(self.path, _ENDINGS[self.kind][0])))


def _named(path: Path, ending: str) -> Path:
    """The same name with another ending; a dot within the name ends nothing."""
    name = path.name[: -len(path.suffix)] if path.suffix and path.suffix.lower() in _KNOWN else path.name
    return path.with_name(name + ending) if name else path


def _between(span: TimeRange) -> str:
    return f"{float(span.start):.2f}–{float(span.end):.2f} s"


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    return combo


def _make_bare(box: QAbstractSpinBox) -> None:
    """A number without buttons: it is typed, or stepped with the arrow keys."""
    hidden = "{ width: 0; border: none; }"
    box.setStyleSheet(f"QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {hidden}")
    box.lineEdit().setTextMargins(4, 0, 4, 0)


def _row(*fields: QWidget, stretch: bool = False) -> QWidget:
    """Fields beside one another; the first takes the room, or with ``stretch`` none does."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for place, field in enumerate(fields):
        line.addWidget(field, 0 if place or stretch else 1)
    if stretch:
        line.addStretch(1)
    return row
