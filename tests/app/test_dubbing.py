"""Lines in ranges of a video: what is said there is seen and heard, and all else is what it was."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from studio.app.dubbing import Dubbed, DubCue, DubSettings, dub
from studio.core.errors import Cancelled, UsageError
from studio.core.lines import EASE
from studio.core.project import Drivers, SpeakingSettings
from studio.core.source import Pixels
from studio.core.time import Seconds, TimeRange
from studio.engine.tracking.port import FaceChoice
from studio.files import places
from studio.files.sound import Sound, write_sound
from studio.files.video import Video
from tests.fakes import told_by
from tests.films import GOP, SOUND_RATE, decoded, packets_of, tone, write_film

FAKES = DubSettings(
    speaking=SpeakingSettings("hummer", Drivers("gaper", "gaper", "gaper")),
    renderer="painter",
    tracker="spotter",
)
SECONDS = 4
RANGE = TimeRange(Seconds(8, 5), Seconds(12, 5))
LINE = DubCue(RANGE.start, RANGE.end, text="ah ah", name="line 1")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fakes_installed: Path) -> None:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))


def frames() -> list[Pixels]:
    """Something that moves, wide enough for the painter."""
    y, x = np.mgrid[0:64, 0:512]
    return [
        np.stack([(x // 2 + 2 * i) % 200 + 30, y * 2 + 40, (x + y + i) % 180 + 40], -1).astype(np.uint8)
        for i in range(25 * SECONDS)
    ]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return write_film(tmp_path / "film.mp4", frames(), [tone(SECONDS, 220), tone(SECONDS, 330)])


def unheard(part: float, what: str) -> None:
    pass


def dubbed(film: Path, goal: Path, *cues: DubCue, settings: DubSettings = FAKES) -> Dubbed:
    return dub(film, cues or (LINE,), settings, goal, unheard)


def whole(path: Path, number: int = 0) -> np.ndarray:
    return np.concatenate([block.reshape(-1) for block in decoded(path, "audio", number)])


def test_that_frames_outside_a_range_are_the_sources_own_packets(film: Path, tmp_path: Path) -> None:
    done = dubbed(film, tmp_path / "out.mp4")
    before, after = packets_of(film), packets_of(done.path)
    assert sorted(stamp for stamp, _, _ in after) == sorted(stamp for stamp, _, _ in before)
    assert [stamp for _, stamp, _ in after] == [stamp for _, stamp, _ in before]
    kept = [one == other for one, other in zip(before, after, strict=True)]
    first = int(RANGE.start * 25)
    assert sum(not each for each in kept) == done.encoded
    assert all(kept[: first - 4])
    assert all(kept[-(-int(RANGE.end * 25) // GOP) * GOP :])
    old, new = decoded(film), decoded(done.path)
    same = [bool((one == other).all()) for one, other in zip(old, new, strict=True)]
    assert all(same[: first - 4])
    assert all(same[-(-int(RANGE.end * 25) // GOP) * GOP :])
    assert len(new) == 25 * SECONDS
    assert done.drawn == 20


def test_that_the_mouth_moves_in_the_range_and_comes_and_goes_softly(film: Path, tmp_path: Path) -> None:
    done = dubbed(film, tmp_path / "out.mp4")
    shown = [frame.pixels for frame in Video(done.path).frames()]
    own = [frame.pixels for frame in Video(film).frames()]
    first, end = int(RANGE.start * 25), int(RANGE.end * 25)
    jaws = [told_by(pixels)["jawOpen"] for pixels in shown[first:end]]
    assert jaws[7] == pytest.approx(0.5, abs=0.06)
    assert np.abs(np.diff(jaws[3:8])).max() < 0.1
    changed = [np.abs(shown[i][:8].astype(int) - own[i][:8]).mean() for i in range(first, first + 6)]
    assert changed[0] < 5
    assert changed[0] < changed[1] < changed[2] < changed[5]
    assert changed[5] > 40
    beside = [np.abs(a.astype(int) - b).max() for a, b in zip(shown[end:], own[end:], strict=True)]
    assert max(beside) < 24


def test_that_a_dubbed_actor_smiles_as_he_does_and_not_as_the_driver_would(
    film: Path, tmp_path: Path
) -> None:
    """The rule driver moves lips in a range, and its life no corner of the mouth."""
    rule = replace(FAKES, speaking=SpeakingSettings("hummer", Drivers.all("rule")))
    said = DubCue(Seconds(1, 5), Seconds(19, 5), text="ah ah ah ah ah ah ah ah")
    done = dubbed(film, tmp_path / "out.mp4", said, settings=rule)
    shown = [told_by(frame.pixels) for frame in Video(done.path).frames()][10:90]
    assert max(state["jawOpen"] for state in shown) > 0.2
    smiles = [max(state["mouthSmileLeft"], state["mouthSmileRight"]) for state in shown]
    assert max(smiles) < 0.1


def test_that_sound_outside_a_range_is_the_same_samples(film: Path, tmp_path: Path) -> None:
    done = dubbed(film, tmp_path / "out.mp4")
    before, after = whole(film), whole(done.path)
    assert len(before) == len(after)
    first, end = (round(moment * SOUND_RATE) for moment in (RANGE.start, RANGE.end))
    block = 2 * 1024
    assert (before[: first - block] == after[: first - block]).all()
    assert (before[end + block :] == after[end + block :]).all()
    inside = slice(first + SOUND_RATE // 5, first + SOUND_RATE // 2)
    assert np.abs(before[inside] - after[inside]).max() > 0.1
    beside = np.r_[first - block : first, end : end + block]
    assert np.abs(before[beside] - after[beside]).max() < 0.05


def test_that_other_sounds_chapters_and_notes_are_kept(film: Path, tmp_path: Path) -> None:
    done = dubbed(film, tmp_path / "out.mp4")
    assert packets_of(film, "audio", 1) == packets_of(done.path, "audio", 1)
    with av.open(str(film)) as before, av.open(str(done.path)) as after:
        assert [c["metadata"] for c in after.chapters()] == [c["metadata"] for c in before.chapters()]
        assert [s.language for s in after.streams] == [s.language for s in before.streams]
        assert after.metadata["title"] == "A film"
        assert abs(after.duration - before.duration) < 50_000


def test_that_the_second_sound_can_be_the_one_that_a_line_goes_into(film: Path, tmp_path: Path) -> None:
    done = dubbed(film, tmp_path / "out.mp4", settings=DubSettings(**{**_fields(FAKES), "track": 2}))
    assert packets_of(film, "audio", 0) == packets_of(done.path, "audio", 0)
    assert packets_of(film, "audio", 1) != packets_of(done.path, "audio", 1)


def _fields(settings: DubSettings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in DubSettings.__slots__}


@pytest.mark.parametrize("codec", ["pcm_s16le", "flac", "libmp3lame"])
def test_that_sound_of_any_kind_stays_the_same_samples_outside(tmp_path: Path, codec: str) -> None:
    film = write_film(tmp_path / "film.mkv", frames(), [tone(SECONDS, 220)], sound_codec=codec)
    done = dubbed(film, tmp_path / "out.mkv")
    before, after = whole(film).astype(float), whole(done.path).astype(float)
    count = min(len(before), len(after))
    scale = {"pcm_s16le": 1.0, "flac": 1.0, "libmp3lame": 1 / 2**31}[codec]
    first, end = (round(moment * SOUND_RATE) for moment in (RANGE.start, RANGE.end))
    off = np.abs(before[:count] - after[:count] * scale)
    assert off[:first].max() < 1e-6
    assert off[end:].max() < 1e-6
    assert off[first:end].max() > 0.01 * before.max()
    assert any("FLAC" in told for told in done.told) == (codec == "libmp3lame")


def test_that_a_film_without_sound_gets_one(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mp4", frames())
    done = dubbed(film, tmp_path / "out.mp4")
    heard = whole(done.path)
    assert np.abs(heard[:SOUND_RATE]).max() < 0.01
    assert np.abs(heard[round(RANGE.start * SOUND_RATE) :]).max() > 0.1


def test_that_a_video_that_can_not_be_cut_is_encoded_whole_and_says_so(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mp4", frames(), [tone(SECONDS, 220)], codec="mpeg4")
    done = dubbed(film, tmp_path / "out.mp4")
    assert done.encoded == done.frames == 25 * SECONDS
    assert any("whole picture" in told for told in done.told)
    assert [p[0] for p in packets_of(film)] == [p[0] for p in packets_of(done.path)]


def test_that_a_line_with_a_start_alone_has_room_beside_it_for_the_mouth(film: Path, tmp_path: Path) -> None:
    done = dubbed(film, tmp_path / "out.mp4", DubCue(Seconds(2), text="ah", name="line 1"))
    (line,) = done.lines
    assert line.shows == TimeRange(line.sounds.start - EASE, line.sounds.end + EASE)


def test_that_original_sound_can_be_replaced(film: Path, tmp_path: Path) -> None:
    quiet = tmp_path / "line.wav"
    hum = np.where(np.arange(SOUND_RATE) < 9600, 0.3, 0) * np.sin(np.arange(SOUND_RATE) * 0.05)
    write_sound(quiet, Sound(hum.astype(np.float32), SOUND_RATE))
    line = DubCue(Seconds(1), Seconds(3), audio=quiet, name="line 1")
    settings = DubSettings(**{**_fields(FAKES), "left": 0.0})
    heard = whole(dubbed(film, tmp_path / "out.mp4", line, settings=settings).path)
    assert np.abs(heard[2 * SOUND_RATE : round(2.8 * SOUND_RATE)]).max() < 0.02


def test_that_lines_that_can_not_be_are_refused_before_anything_is_drawn(film: Path, tmp_path: Path) -> None:
    goal = tmp_path / "out.mp4"
    late = DubCue(Seconds(7, 2), text="ah ah ah ah", name="line 1")
    tight = DubCue(Seconds(1), Seconds(3, 2), text="ah ah ah", name="line 1")
    with pytest.raises(UsageError, match="the video ends at"):
        dubbed(film, goal, late)
    with pytest.raises(UsageError, match="and its range"):
        dubbed(film, goal, tight)
    with pytest.raises(UsageError, match="begins before"):
        dubbed(film, goal, LINE, DubCue(Seconds(2), text="ah", name="line 2"))
    with pytest.raises(UsageError, match="not written as"):
        dubbed(film, tmp_path / "out.avi")
    assert not goal.exists()


def test_that_work_that_was_killed_goes_on_where_it_was(film: Path, tmp_path: Path) -> None:
    goal = tmp_path / "out.mp4"

    def killed(part: float, what: str) -> None:
        if what.startswith("putting"):
            raise SystemExit

    with pytest.raises(SystemExit):
        dub(film, (LINE,), FAKES, goal, killed)
    done = dubbed(film, goal)
    assert done.resumed >= 20
    assert done.resumed <= done.encoded


def test_that_work_that_is_stopped_leaves_nothing(film: Path, tmp_path: Path) -> None:
    def stopped(part: float, what: str) -> None:
        if what.startswith("frame 10 of 20"):
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        dub(film, (LINE,), FAKES, tmp_path / "out.mp4", stopped)
    assert not (tmp_path / "out.mp4").exists()
    left = [path for path in (places.frame_cache() / "exports").iterdir() if path.is_dir()]
    assert not left


def test_that_a_film_can_be_dubbed_again(film: Path, tmp_path: Path) -> None:
    once = dubbed(film, tmp_path / "once.mp4", DubCue(Seconds(1, 2), Seconds(1), text="ah", name="line 1"))
    twice = dubbed(once.path, tmp_path / "twice.mp4", DubCue(Seconds(3), Seconds(7, 2), text="ah", name="a"))
    assert len(decoded(twice.path)) == 25 * SECONDS
    first = decoded(once.path)[: 3 * 25 - 4]
    assert all((a == b).all() for a, b in zip(first, decoded(twice.path), strict=False))


def test_that_two_faces_are_followed_each_for_its_own_lines(film: Path, tmp_path: Path) -> None:
    other = DubCue(RANGE.start, RANGE.end, text="ah", face=FaceChoice(index=0), name="line 2")
    done = dubbed(film, tmp_path / "out.mp4", LINE, other)
    assert [line.name for line in done.lines] == ["line 1", "line 2"]
    assert done.drawn == 20
