"""A face, small."""

from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from studio.app import directing
from studio.app.preview import Portrait, draw
from studio.core.presets import Preset
from studio.core.time import Seconds
from studio.ui.stage.stage import image_of

SIZE: Final = 52


def thumbnail(portrait: Portrait, preset: Preset, _tell: object) -> QImage:
    """A portrait's face with an expression, 52 pixels large."""
    state = replace(preset.state(), head=portrait.rest.head, gaze=portrait.rest.gaze)
    pixels = draw(portrait, state, Seconds(0), "draft").pixels
    handles = directing.handle_places(portrait, state).values()
    places = np.array(list(handles) or [(0, 0), pixels.shape[1::-1]])
    low, high = places.min(0), places.max(0)
    middle, half = (low + high) / 2, (high - low).max() * 0.75
    x0, y0 = np.maximum(middle - half, 0).astype(int)
    x1, y1 = (middle + half).astype(int)
    how = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    return image_of(pixels[y0:y1, x0:x1]).scaled(QSize(SIZE, SIZE), *how)
