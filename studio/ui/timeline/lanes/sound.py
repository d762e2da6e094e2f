"""The sound of what is said, as a wave."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from studio.core.speech import Speech
from studio.ui.timeline.lanes.lane import Lane
from studio.ui.timeline.page import Page
from studio.ui.timeline.scale import NAMES, ORIGIN
from studio.ui.timeline.shown import Shown
from studio.ui.words import translate

_HEIGHT: Final = 40
PEAKS_PER_SECOND: Final = 200


class Sound(Lane):
    """How loud it is, one line for each pixel."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, translate("TimelineView", "Sound"), _HEIGHT)
        self._peaks = peaks_of(None)

    @property
    def height(self) -> int:
        return _HEIGHT if len(self._peaks) else 0

    def paint_names(self, painter: QPainter) -> None:
        if self.height:
            super().paint_names(painter)

    def hear(self, speech: Speech | None) -> None:
        """Another sound."""
        self._peaks = peaks_of(speech)

    def paint(self, painter: QPainter, shown: Shown) -> None:
        scale, end = self.page.scale, self.page.scale.x(len(self._peaks) / PEAKS_PER_SECOND)
        xs = np.arange(max(NAMES, int(scale.x(0))), min(self.page.width, int(end)))
        if not len(self._peaks) or not len(xs):
            return
        edges = ((np.append(xs, xs[-1] + 1) - ORIGIN) / scale.pixels + scale.left) * PEAKS_PER_SECOND
        index = np.clip(edges.astype(int), 0, len(self._peaks) - 1)
        low = np.minimum.reduceat(self._peaks[:, 0], index[:-1])
        top = np.maximum.reduceat(self._peaks[:, 1], index[:-1])
        middle, high = self.top + _HEIGHT / 2, _HEIGHT / 2 - 3
        painter.setPen(QPen(self.page.theme.colour("made"), 1))
        for x, a, b in zip(xs.tolist(), low.tolist(), top.tolist(), strict=True):
            painter.drawLine(QPointF(x, middle - b * high), QPointF(x, middle - a * high + 1))


def peaks_of(speech: Speech | None) -> NDArray[np.float32]:
    """Lowest and highest sample of each short stretch [n, 2]."""
    if speech is None or not len(speech.samples):
        return np.zeros((0, 2), np.float32)
    step = max(1, speech.sample_rate // PEAKS_PER_SECOND)
    padded = np.pad(speech.samples, (0, -len(speech.samples) % step)).reshape(-1, step)
    out = np.stack([padded.min(1), padded.max(1)], 1)
    return np.asarray(out / max(float(np.abs(out).max()), 1e-3), np.float32)
