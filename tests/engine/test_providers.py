from collections.abc import Callable
from pathlib import Path

import pytest

from studio.core.errors import MemoryShort, PluginError, StudioError, UsageError
from studio.engine import providers
from tests.fakes import Gaper, Painter


def test_that_our_own_parts_are_registered_like_anybodys() -> None:
    names = {port: set(providers.survey(port).offers) for port in providers.PORTS}
    assert names["driver"] >= {"rule"}
    assert names["renderer"] >= {"rig"}
    assert names["tracker"] >= {"landmarker"}
    assert names["voice"] >= {"hibari"}


def test_that_a_plugin_is_found_by_name(fakes_installed: Path) -> None:
    assert isinstance(providers.renderer("painter"), Painter)
    assert isinstance(providers.driver("gaper"), Gaper)
    assert providers.survey("voice").offers["hummer"].package == "galatea-fakes"


def test_that_a_plugin_that_can_not_be_imported_is_named(fakes_installed: Path) -> None:
    with pytest.raises(PluginError, match="“lost” of the package galatea-fakes could not be loaded"):
        providers.voice("lost")


def test_that_a_plugin_that_lacks_half_of_its_port_is_named(fakes_installed: Path) -> None:
    with pytest.raises(PluginError, match="lacks needs and honours and device and prepare and open"):
        providers.renderer("hollow")


def test_that_a_broken_plugin_is_left_out_and_told(fakes_installed: Path) -> None:
    told = [problem.message for problem in providers.problems()]
    assert any("lost" in message for message in told)
    assert any("hollow" in message for message in told)
    assert not any("painter" in message or "gaper" in message for message in told)


def test_that_a_wrong_name_meets_the_nearest_right_one(fakes_installed: Path) -> None:
    with pytest.raises(UsageError) as caught:
        providers.renderer("panter")
    assert "Did you mean painter?" in caught.value.hint


def test_that_of_two_offers_of_one_name_ours_is_kept(fakes_installed: Path) -> None:
    second = fakes_installed / "galatea_rival-1.0.dist-info"
    second.mkdir()
    (second / "METADATA").write_text("Metadata-Version: 2.1\nName: galatea-rival\nVersion: 1.0\n")
    (second / "entry_points.txt").write_text("[galatea.drivers]\nrule = tests.fakes:Gaper\n")
    seen = providers.survey("driver")
    assert seen.offers["rule"].package == "galatea-studio"
    assert "galatea-rival" in seen.problems[0].message


ENDS = """
import sys

class End(BaseException):
    pass

class Quits:
    def __init__(self):
        raise SystemExit(0)

class Ends:
    def __init__(self):
        raise End("of the line")

class Strange:
    @property
    def name(self):
        raise End

    def speak(self, text, speed=1.0, seed=0):
        raise SystemExit

class Hungry:
    def __init__(self):
        raise MemoryError

class Stopped:
    def __init__(self):
        raise KeyboardInterrupt
"""


@pytest.fixture
def ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose voices want to end everything, each in a way of its own."""
    info = tmp_path / "galatea_ending-1.0.dist-info"
    info.mkdir()
    (tmp_path / "galatea_ending.py").write_text(ENDS)
    (tmp_path / "galatea_leaving.py").write_text("raise SystemExit(3)\n")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: galatea-ending\nVersion: 1.0\n")
    voices = [f"{name.lower()} = galatea_ending:{name}" for name in ("Quits", "Ends", "Strange")]
    (info / "entry_points.txt").write_text(
        "\n".join(["[galatea.voices]", *voices, "leaves = galatea_leaving:Voice"])
        + "\n[galatea.trackers]\nhungry = galatea_ending:Hungry\nstopped = galatea_ending:Stopped\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "why"),
    [("quits", "SystemExit"), ("ends", "End: of the line"), ("strange", "End"), ("leaves", "SystemExit: 3")],
)
def test_that_a_plugin_that_wants_to_end_everything_is_named(ending: Path, name: str, why: str) -> None:
    with pytest.raises(PluginError, match=f"“{name}” of the package galatea-ending could not.*{why}"):
        providers.voice(name)


def test_that_a_person_who_stops_the_loading_and_a_full_memory_are_no_fault_of_a_plugin(ending: Path) -> None:
    with pytest.raises(MemoryError):
        providers.tracker("hungry")
    with pytest.raises(KeyboardInterrupt):
        providers.tracker("stopped")


def _raised(work: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - whatever it is
        work()
    return caught.value


def test_that_a_plugin_that_fails_at_its_work_is_named(ending: Path) -> None:
    import galatea_ending

    error = _raised(lambda: galatea_ending.Strange.speak(None, "hello"))
    told = providers.blamed(error)
    assert isinstance(told, PluginError)
    assert told.message == "The plugin galatea-ending has failed: SystemExit."
    assert told.__cause__ is error


def test_that_what_is_no_plugins_fault_is_told_as_it_is(ending: Path) -> None:
    error = _raised([].pop)
    assert providers.blamed(error) is error
    wrong = UsageError("There is no such thing.")
    assert providers.blamed(wrong) is wrong
    assert isinstance(providers.blamed(SystemExit(2)), StudioError)
    assert isinstance(providers.blamed(MemoryError()), MemoryShort)


def test_that_a_name_is_checked_without_loading_anything(fakes_installed: Path) -> None:
    providers.check("voice", "lost")
    with pytest.raises(UsageError, match="no voice called “los”"):
        providers.check("voice", "los")
