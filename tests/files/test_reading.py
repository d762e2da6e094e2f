"""What never ends is refused before it is read."""

import os
from pathlib import Path

import pytest

from studio.core.errors import FileUnreadable
from studio.files.reading import existing_file
from studio.files.sound import read_sound
from studio.files.video import open_source


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_that_pipes_and_devices_are_refused_as_sound_and_as_video(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "link.wav").symlink_to("/dev/zero")
    for name in ("pipe.mp4", "link.wav"):
        for read in (existing_file, read_sound, open_source):
            with pytest.raises(FileUnreadable, match="not an ordinary file"):
                read(tmp_path / name)


def test_that_what_is_left_of_a_picture_is_called_a_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    with pytest.raises(FileUnreadable, match="read as a picture: it is damaged, cut off"):
        open_source(tmp_path / "a.png")
