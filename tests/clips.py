"""Films that tests need, made as the studio makes its own."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.core.source import Pixels
from studio.core.time import FrameRate
from studio.files.encoding import PresetName
from studio.files.footage import film_written_beside, open_footage
from studio.files.sound import SoundStream


def write_clip(
    path: Path,
    frames: Iterable[Pixels],
    rate: FrameRate,
    *,
    sound: SoundStream | None = None,
    preset: PresetName = "web",
) -> Path:
    """Write frames, at least one, as a film; gives its place."""
    others = iter(frames)
    first = next(others)
    height, width = first.shape[:2]
    with (
        TemporaryDirectory() as folder,
        film_written_beside(path, preset, force=False) as part,
        open_footage(preset, Path(folder), (width, height), rate, path.suffix) as footage,
    ):
        for pixels in chain([first], others):
            footage.write(pixels)
        footage.finish(part, sound, lambda share: None)
    return path
