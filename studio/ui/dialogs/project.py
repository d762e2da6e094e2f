"""The project's settings: rate, range, how far heads go, how deep folds are, how its times
are written.
"""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from studio.core.clock import FORMS, Form, read_time, told_time
from studio.core.errors import StudioError, UsageError
from studio.core.project import FARTHEST_REACH
from studio.core.time import FrameRate, TimeRange
from studio.core.words import Said
from studio.ui.theme import Theme
from studio.ui.widgets.answers import with_answers
from studio.ui.widgets.number import NumberBox
from studio.ui.widgets.track import Track
from studio.ui.words import in_a_row, in_their_words

_RATES: Final = ("23.976", "24", "25", "29.97", "30", "50", "59.94", "60")
_LEAST, _MOST = 1, 240
_PERCENT: Final = 100.0


class ProjectDialog(QDialog):
    """What is typed is checked before it is kept.

    Args:
        rate, span, form: as they are now.
        reach, folds: the same, in parts of what the picture bears, and of all folds.
    """

    folds_tried = Signal(float)
    """How much of the folds a hand wants to see, while the dialog is open: 0–1."""

    def __init__(
        self,
        rate: FrameRate,
        span: TimeRange,
        reach: float,
        folds: float,
        form: Form,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Project settings"))
        self._before = rate, span
        self.rate_box = QComboBox()
        self.rate_box.setEditable(True)
        self.rate_box.addItems(_RATES)
        self.rate_box.setCurrentText(
            f"{float(rate):g}" if rate.fps.denominator == 1 else f"{float(rate):.6g}"
        )
        self.rate_box.setAccessibleName(self.tr("Frames a second"))
        self.reach_box = QDoubleSpinBox()
        self.reach_box.setRange(0.0, FARTHEST_REACH)
        self.reach_box.setSingleStep(0.1)
        self.reach_box.setValue(reach)
        self.reach_box.setAccessibleName(self.tr("How far the head goes"))
        self.reach_box.setToolTip(
            self.tr("1: a performance carries the head as far as the picture bears; 0: it stays where it is")
        )
        self.folds_track = Track(0.0, _PERCENT, theme)
        self._folds_box = NumberBox(0.0, _PERCENT, 0, "%")
        self.folds_track.set_rest(_PERCENT)
        for part in (self.folds_track, self._folds_box):
            part.set_value(folds * _PERCENT)
            part.changed.connect(self._try_folds)
            part.setAccessibleName(self.tr("Folds"))
            part.setToolTip(
                self.tr("How deep a frown furrows and raised brows line the skin; 0%: as smooth as it is")
            )
        self.form_box = QComboBox()
        for each, title in zip(
            FORMS, (self.tr("Minutes and seconds"), self.tr("Timecode"), self.tr("Frames")), strict=True
        ):
            self.form_box.addItem(title, each)
        self.form_box.setCurrentIndex(FORMS.index(form))
        self.form_box.setAccessibleName(self.tr("Times are written as"))
        self.start, self.end = QLineEdit(), QLineEdit()
        self.start.setAccessibleName(self.tr("Begins at"))
        self.end.setAccessibleName(self.tr("Ends at"))
        self._shown = form
        self._write_times()
        self._problem = QLabel()
        self._problem.setProperty("warning", "true")
        self._problem.setWordWrap(True)
        self._lay_out()
        self.rate_box.editTextChanged.connect(self._check)
        self.form_box.currentIndexChanged.connect(self._other_form)
        for field in (self.start, self.end):
            field.textChanged.connect(self._check)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for title, field in (
            (self.tr("&Frames a second"), self.rate_box),
            (self.tr("&Begins at"), self.start),
            (self.tr("&Ends at"), self.end),
            (self.tr("How far the &head goes"), self.reach_box),
            (self.tr("F&olds"), self._folds_row()),
            (self.tr("&Times are written as"), self.form_box),
        ):
            form.addRow(title, field)
        form.addRow("", self._problem)
        _, self._keep = with_answers(self, form, self.tr("Keep"))
        self.setMinimumWidth(400)

    def _folds_row(self) -> QWidget:
        row = QWidget()
        row.setFocusProxy(self.folds_track)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.folds_track, 1)
        line.addWidget(self._folds_box)
        return row

    def _try_folds(self, percent: float) -> None:
        for part in (self.folds_track, self._folds_box):
            part.set_value(percent)
        self.folds_tried.emit(self.folds)

    @property
    def folds(self) -> float:
        """How much of others' folds is laid over a moving face, 0–1."""
        return round(self.folds_track.value / _PERCENT, 2)

    @property
    def form(self) -> Form:
        """How times are written."""
        return FORMS[self.form_box.currentIndex()]

    @property
    def rate(self) -> FrameRate:
        """Frames a second; the one that was is kept to the last digit.

        Raises:
            UsageError: it is none.
        """
        before, text = self._before[0], self.rate_box.currentText()
        try:
            rate = FrameRate.of(text.strip())
        except ValueError:
            rate = None
        if rate is None or not _LEAST <= rate.fps <= _MOST:
            raise UsageError(
                Said("“{0}” is no rate of moving pictures.", text[:40]),
                Said("Write {0} to {1} frames a second.", _LEAST, _MOST),
            )
        return before if abs(float(before) - float(rate)) < 1e-4 else rate

    @property
    def span(self) -> TimeRange:
        """From when to when it is played and exported.

        Raises:
            UsageError: a time is none, or it would end before it starts.
        """
        rate, old = self.rate, self._before[1]
        start, end = (
            was
            if field.text() == told_time(was, rate, self._shown)
            else read_time(field.text(), rate, self._shown)
            for field, was in ((self.start, old.start), (self.end, old.end))
        )
        if end < start:
            raise UsageError(Said("It would end before it begins."), Said("Give a later end."))
        return TimeRange(start, end)

    def _write_times(self) -> None:
        rate, span = self._before
        self.start.setText(told_time(span.start, rate, self._shown))
        self.end.setText(told_time(span.end, rate, self._shown))

    def _other_form(self) -> None:
        """Say what was typed in the other form."""
        try:
            rate, span = self.rate, self.span
        except UsageError:
            self._check()
            return
        self._shown = self.form
        for field, time in ((self.start, span.start), (self.end, span.end)):
            field.setText(told_time(time, rate, self._shown))

    def _check(self) -> None:
        try:
            self.span  # noqa: B018 - it is asked for to know whether it can be
        except StudioError as error:
            self._problem.setText(in_a_row((in_their_words(error.message), in_their_words(error.hint))))
        else:
            self._problem.setText("")
        self._keep.setEnabled(not self._problem.text())
