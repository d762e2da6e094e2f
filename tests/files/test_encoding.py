"""How a film is kept is told by its name."""

from pathlib import Path

import pytest

from studio.core.errors import UsageError
from studio.files.encoding import preset_for, refuse_ending


def test_that_the_ending_of_a_name_suggests_the_preset() -> None:
    names = ("a.mp4", "a.MOV", "a.webm", "a.gif", "frames")
    assert [preset_for(name) for name in names] == ["web", "web", "vp9alpha", "gif", "png"]
    with pytest.raises(UsageError, match="avi"):
        preset_for("a.avi")


def test_that_an_ending_that_does_not_suit_the_preset_is_refused() -> None:
    refuse_ending(Path("a.WEBM"), "vp9alpha")
    refuse_ending(Path("take.1"), "png")
    with pytest.raises(UsageError, match=r"\.webm"):
        refuse_ending(Path("a.mp4"), "vp9alpha")
