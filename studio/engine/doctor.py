"""What this machine has and what it lacks: versions, devices, codecs, models, parts, places."""

import ctypes.util
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from typing import Final, Literal

import torch

from studio import __version__
from studio.core.errors import ModelMissing, OutputUnwritable
from studio.engine import providers
from studio.files import models, places
from studio.files.encoders import available_encoders

Condition = Literal["good", "absent", "broken"]
"""``absent`` is something that one can do without; ``broken`` stops a part of the studio."""

_LIBRARIES: Final = (
    *("numpy", "opencv-python-headless", "numba", "pillow", "pi-heif", "tifffile"),
    *("av", "soundfile", "soxr", "hibari-tts", "pocketsphinx"),
)
_FORMATS: Final = (
    ("H.264 video", ("libx264", "h264_nvenc", "h264_videotoolbox", "h264_qsv")),
    ("AAC sound", ("aac",)),
    ("ProRes 4444 with alpha", ("prores_ks",)),
    ("VP9 with alpha", ("libvpx-vp9",)),
)
_HARDWARE: Final = ("h264_nvenc", "h264_videotoolbox", "h264_qsv", "h264_vaapi")
_LEAST_SPACE: Final = 2 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: what, in a word or two.
        detail: what was found.
        remedy: what to do about it; empty when nothing is needed.
    """

    topic: str
    subject: str
    condition: Condition
    detail: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, one finding at a time; nothing is changed. What is wrong is told once, where it was
    found first, however much of the studio it stops.
    """
    looked = (_versions(), _devices(), _codecs(), _models(), _parts(), _places())
    found = list(chain.from_iterable(looked))
    stops = {_wrong(each) for each in found if each.condition == "broken"}
    told: set[tuple[str, str]] = set()
    for each in found:
        if each.condition == "good":
            yield each
        elif _wrong(each) not in told:
            told.add(_wrong(each))
            yield replace(each, condition="broken" if _wrong(each) in stops else "absent")


def _wrong(finding: Finding) -> tuple[str, str]:
    return finding.detail, finding.remedy


def is_sound(findings: list[Finding]) -> bool:
    """True if nothing is broken."""
    return all(finding.condition != "broken" for finding in findings)


def _versions() -> Iterator[Finding]:
    yield Finding("version", "Galatea Studio", "good", __version__)
    yield Finding("version", "Python", "good", f"{platform.python_version()} ({sys.executable})")
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield Finding("version", "system", "good", system)
    for name in _LIBRARIES:
        try:
            yield Finding("version", name, "good", version(name))
        except PackageNotFoundError:
            remedy = f"Run: {sys.executable} -m pip install {name}"
            yield Finding("version", name, "broken", "not installed", remedy)


def _devices() -> Iterator[Finding]:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield Finding("device", "processor", "good", f"{count} cores, torch {torch.__version__}")
    if torch.cuda.is_available():
        names = ", ".join(torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count()))
        yield Finding("device", "CUDA", "good", names)
    else:
        yield Finding("device", "CUDA", "absent", "no card that torch can use; the processor is used")
    if platform.system() == "Darwin":
        found = torch.backends.mps.is_available()
        yield Finding("device", "MPS", "good" if found else "absent", "Apple GPU" if found else "not there")
    yield _sound_device()


def _sound_device() -> Finding:
    if platform.system() != "Linux" or ctypes.util.find_library("portaudio"):
        return Finding("device", "sound card", "good", "PortAudio is there")
    remedy = "On Debian: sudo apt-get install libportaudio2"
    return Finding("device", "sound card", "absent", "no PortAudio; only recording needs it", remedy)


def _codecs() -> Iterator[Finding]:
    here = available_encoders()
    for title, wanted in _FORMATS:
        found = [name for name in wanted if name in here]
        if found:
            yield Finding("codec", title, "good", ", ".join(found))
        else:
            remedy = f"Run: {sys.executable} -m pip install --force-reinstall av"
            yield Finding("codec", title, "broken", "no encoder opens", remedy)
    hardware = [name for name in _HARDWARE if name in here]
    if not hardware:
        yield Finding("codec", "hardware encoder", "absent", "none; the processor encodes")


def _models() -> Iterator[Finding]:
    for found in models.verify():
        name, title = found.card.name, found.card.title
        if found.problem is None:
            yield Finding("model", name, "good", f"{title} ({found.file.name})")
        else:
            # What can't work without it is told among the parts.
            condition: Condition = "absent" if isinstance(found.problem, ModelMissing) else "broken"
            yield Finding("model", name, condition, found.problem.message, found.problem.hint)
    for problem in models.problems():
        yield Finding("model", "left out", "broken", problem.message, problem.hint)


def _parts() -> Iterator[Finding]:
    for port in providers.PORTS:
        names = sorted(providers.survey(port).offers)
        yield Finding("part", f"{port}s", "good" if names else "broken", ", ".join(names) or "none")
    for problem in providers.problems():
        yield Finding("part", "left out", "broken", problem.message, problem.hint)


def _places() -> Iterator[Finding]:
    for title, folder in (
        ("models", places.installed_models()),
        ("cache", places.cache_folder()),
        ("state", places.state_folder()),
    ):
        yield _place(title, folder)


def _place(title: str, folder: Path) -> Finding:
    try:
        free = shutil.disk_usage(places.made(folder)).free
    except OutputUnwritable as refused:
        return Finding("place", title, "broken", refused.message, refused.hint)
    if not os.access(folder, os.W_OK):
        return Finding("place", title, "broken", f"{folder} can't be written", "Change its permissions.")
    detail = f"{folder} ({free / (1 << 30):.0f} GiB free)"
    if free < _LEAST_SPACE:
        return Finding("place", title, "absent", detail, "Make room: a long video needs it.")
    return Finding("place", title, "good", detail)
