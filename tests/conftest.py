"""What tests of several rooms share: pictures that may be shown, and a home of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

# Read when torch is loaded, here and in what tests start: on a busy machine, threads that share the work wait
# for one another many times as long as one of them would take.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from skimage import data

from studio.core.source import Pixels
from studio.files.pictures import write_picture

# A busy machine is no reason to fail: what is slow shows in the durations.
settings.register_profile(
    "steady", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50
)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _one_thread_each() -> Iterator[None]:
    """Tests measure what the code does, not how it shares the machine with its neighbours."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    yield
    cv2.setNumThreads(before)


@pytest.fixture(scope="session")
def astronaut() -> Pixels:
    """Eileen Collins (NASA, public domain): one face, smiling, slightly turned; [512, 512, 3] uint8."""
    pixels: Pixels = data.astronaut()
    pixels.flags.writeable = False
    return pixels


@pytest.fixture(scope="session")
def astronaut_file(astronaut: Pixels, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a PNG; read only, by agreement."""
    path = tmp_path_factory.mktemp("portrait") / "astronaut.png"
    write_picture(path, astronaut)
    return path


@pytest.fixture
def ramp() -> Pixels:
    """A picture without a face in which every pixel differs from its neighbours; [96, 512, 3] uint8."""
    y, x = np.mgrid[0:96, 0:512]
    return np.stack([x % 256, y * 2, (x + y) % 256], -1).astype(np.uint8)


def install_fakes(folder: Path) -> Path:
    """Put the fakes into a folder as an installed package would be, found by entry point; gives the folder.

    Two of the offers are broken on purpose: one can't be imported, one lacks half of its port.
    """
    info = folder / "galatea_fakes-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: galatea-fakes\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[galatea.renderers]\npainter = tests.fakes:Painter\necho = tests.fakes:Echo\n"
        "hollow = tests.fakes:Hummer\n"
        "[galatea.voices]\nhummer = tests.fakes:Hummer\nlost = tests.nowhere:Voice\n"
        "[galatea.drivers]\ngaper = tests.fakes:Gaper\nnodder = tests.fakes:Nodder\n"
        "swayer = tests.fakes:Swayer\n"
        "[galatea.trackers]\nspotter = tests.fakes:Spotter\n"
    )
    return folder


@pytest.fixture
def fakes_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fakes, installed for one test; see ``install_fakes``."""
    folder = install_fakes(tmp_path / "site")
    monkeypatch.syspath_prepend(folder)
    return folder
