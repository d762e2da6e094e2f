"""Where things lie on this computer: models, caches, autosaves, and what ships inside the package.

Folders follow the system's own habits (platformdirs). The environment variable ``GALATEA_HOME`` moves
all of them under one folder, which tests and portable installations use. Nothing is created by asking
for a place, except by ``made``.
"""

import os
from importlib.resources import files
from pathlib import Path

from platformdirs import PlatformDirs

from studio.core.errors import FileMissing, OutputUnwritable, UsageError
from studio.core.words import Said

HOME_VARIABLE = "GALATEA_HOME"
DATA_VARIABLE = "GALATEA_DATA"
_SYSTEM = PlatformDirs("galatea", appauthor=False)


def _place(system: Path, name: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home).expanduser().absolute() / name if home else system


def data_folder() -> Path:
    """What was installed and should stay."""
    return _place(_SYSTEM.user_data_path, "data")


def cache_folder() -> Path:
    """What can be made again at any time."""
    return _place(_SYSTEM.user_cache_path, "cache")


def state_folder() -> Path:
    """What the studio remembers between two runs."""
    return _place(_SYSTEM.user_state_path, "state")


def settings_folder() -> Path:
    """What a person chose."""
    return _place(_SYSTEM.user_config_path, "settings")


def installed_models() -> Path:
    """Models that ``galatea models install`` put there; those of the package are ``shipped_models``."""
    return data_folder() / "models"


def frame_cache() -> Path:
    return cache_folder() / "frames"


def unpacked_media() -> Path:
    """Pictures and videos that were embedded in a project, by their digest."""
    return cache_folder() / "media"


def under_way() -> Path:
    """Notes of what is open or being written, each held by the process that does it."""
    return state_folder() / "under_way"


def autosaves() -> Path:
    return state_folder() / "autosaves"


def made(folder: Path) -> Path:
    """The folder, created if it is not there yet.

    Raises:
        OutputUnwritable: it can't be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnwritable(
            Said("The folder {0} can't be created ({1}).", folder, error.strerror or error),
            Said("Choose another place by setting {0} to a folder that you may write to.", HOME_VARIABLE),
        ) from error
    return folder


def _shipped(name: str) -> Path:
    """A folder of package data: ``studio/_name`` in a wheel, ``name`` beside the package in a checkout."""
    package = Path(str(files("studio")))
    installed = package / f"_{name}"
    return installed if installed.is_dir() else package.parent / name


def resources() -> Path:
    """Icons, translations, presets, style sheets, sample text: read only."""
    return _shipped("resources")


def shipped_models() -> Path:
    """Cards, recipes and weights that come with the studio: read only."""
    return _shipped("models")


def resource(name: str) -> Path:
    """One shipped file, named relative to ``resources()``, as in ``presets/smile.json``.

    Raises:
        FileMissing: the installation lacks it.
    """
    path = resources() / name
    if not path.exists():
        raise FileMissing(
            Said("The studio's own file {0} is missing.", name),
            Said("Install the studio again: its package is incomplete."),
        )
    return path


def study_data() -> Path:
    """The folder of training and evaluation data that ``GALATEA_DATA`` names.

    Raises:
        UsageError: the variable is not set, or is not a folder.
    """
    named = os.environ.get(DATA_VARIABLE)
    if not named or not Path(named).expanduser().is_dir():
        raise UsageError(
            Said("{0} names no folder of data.", DATA_VARIABLE),
            Said("Set {0} to the folder that holds it.", DATA_VARIABLE),
        )
    return Path(named).expanduser().absolute()
