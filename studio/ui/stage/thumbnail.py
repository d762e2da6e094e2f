"""A face, small."""

from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from studio.app.preview import draw
from studio.core.face import FaceState
from studio.core.presets import MOUTH, Preset
from studio.engine.portrait import Portrait
from studio.engine.rig import handles
from studio.engine.scene import Scene
from studio.ui.stage.stage import image_of

SIZE: Final = 112


def thumbnail(portrait: Portrait, preset: Preset, _tell: object) -> QImage:
    """A portrait's face with an expression, or its mouth with a mouth shape: a square of ``SIZE`` pixels."""
    subject = portrait.subject
    index = subject.first_seen
    rest = subject.rest_of(index)
    still = FaceState(head=rest.head, gaze=rest.gaze)
    wanted = replace(still, channels=preset.state().channels)
    pixels = draw(Scene(portrait, held=wanted), subject.times[index], "draft").pixels
    # All are cut out where the face at rest is, so that they can be compared.
    held = handles.places(subject.person(index), still)
    if preset.regions == MOUTH:
        held = {name: place for name, place in held.items() if "lip" in name or name == "chin"}
    places = np.array(list(held.values()))
    low, high = places.min(0), places.max(0)
    middle, half = (low + high) / 2, (high - low).max() * 0.75
    x0, y0 = np.maximum(middle - half, 0).astype(int)
    x1, y1 = (middle + half).astype(int)
    how = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    image = image_of(pixels[y0:y1, x0:x1]).scaled(QSize(SIZE, SIZE), *how)
    return image.copy((image.width() - SIZE) // 2, (image.height() - SIZE) // 2, SIZE, SIZE)
