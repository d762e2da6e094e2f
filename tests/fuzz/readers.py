"""The studio's own ways of reading, as a worker calls them: each takes a path, and may refuse in words only.

What is read is looked at as far as the window would: a thumbnail, ten frames, some seconds of sound.
"""

import gc
import shutil
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from studio.cli import run
from studio.core.presets import Preset
from studio.core.source import Source
from studio.engine import providers
from studio.engine.portrait import open_source
from studio.engine.speaking.readable import readable
from studio.engine.speaking.tags import read_tags
from studio.engine.speaking.voice_hibari import HibariVoice
from studio.files import models, places, presets
from studio.files.manners import read_manner
from studio.files.performances import examine_performance
from studio.files.pictures import as_srgb, is_picture, read_picture
from studio.files.projects import locate, read_project
from studio.files.reading import read_text
from studio.files.sound import SoundReader
from studio.files.video import Video, check_video

_FRAMES, _BLOCKS = 10, 50
_LONGEST = 10
"""Seconds: what is longer is read, but not drawn, which may take as long as it is."""

_voices: list[HibariVoice] = []


def project(path: str) -> None:
    content = read_project(path)
    if content.project.source is not None:
        locate(content.project.source, path)


def performance(path: str) -> None:
    examine_performance(path)


def manner(path: str) -> None:
    read_manner(path)


def performed(path: str, *command: str) -> int:
    """A performance on a portrait."""
    return run(command) if examine_performance(path).performance.length <= _LONGEST else 0


def picture(path: str) -> None:
    if is_picture(path):
        as_srgb(read_picture(path))
    _seen(open_source(path))


def sound(path: str) -> None:
    for _block in islice(SoundReader(path, 24000).blocks(), _BLOCKS):
        """It is enough that it comes."""


def heard(path: str, *command: str) -> int:
    """A portrait that speaks a recording."""
    return run(command) if SoundReader(path).length <= _LONGEST else 0


def video(path: str) -> None:
    seen = Video(path)
    _seen(seen)
    for _block in islice(seen.sound().blocks(), _BLOCKS):
        """It is enough that it comes."""
    check_video(path)


def followed(path: str, *command: str) -> int:
    """A clip whose face is followed; two kilobytes of GIF may show a picture for minutes."""
    return run(command) if Video(path).length <= _LONGEST else 0


def text(path: str) -> None:
    """Read, cut at its tags and said."""
    written = read_text(path)
    tagged = read_tags(written[:2000]).text
    readable(tagged)
    if not _voices:
        _voices.append(HibariVoice())
    for _piece in islice(_voices[0].speak(tagged[:200]), 3):
        """It is enough that it comes."""


def plugins(path: str) -> None:
    """What is installed; ``path`` holds a package, which the worker has put in reach."""
    providers.problems()


def own_presets(path: str) -> None:
    """A person's presets are what ``path`` holds."""
    _at_home(path, presets.place())
    try:
        presets.read_presets()
    finally:
        presets.keep_preset(Preset("One more", {"jawOpen": 0.5}))


def checked_models(path: str) -> None:
    """What the studio remembers of its models is what ``path`` holds."""
    _at_home(path, places.installed_models() / "checked.json")
    models.cards()
    models.verify()


def cards(path: str) -> None:
    """A card of somebody's model is what ``path`` holds."""
    _at_home(path, places.installed_models() / "odd" / "card.toml")
    models.cards()
    models.problems()


def window(path: str) -> None:
    """The window opens with the settings that ``path`` holds."""
    from PySide6.QtCore import QEvent, QSettings
    from PySide6.QtWidgets import QApplication

    from studio.ui.main_window import MainWindow
    from studio.ui.theme import DARK, dress

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress(app, DARK)
    shown = MainWindow(DARK, QSettings(path, QSettings.Format.IniFormat))
    shown.show()
    app.processEvents()
    shown.leave()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del shown  # its settings, too: later they would be written into the next input's folder
    gc.collect()


def _seen(source: Source) -> None:
    for _frame in islice(source.frames(), _FRAMES):
        """It is enough that it comes."""


def _at_home(path: str, place: Path) -> None:
    places.made(place.parent)
    shutil.copyfile(path, place)


READERS: dict[str, Callable[..., int | None]] = {
    reader.__name__: reader
    for reader in (
        project, performance, manner, performed, picture, sound, heard, video, followed, text, plugins,
        own_presets, checked_models, cards, window,
    )
}  # fmt: skip
