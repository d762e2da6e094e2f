import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.core.curve import Curve, Keyframe
from studio.core.errors import (
    FileMissing,
    FileUnreadable,
    OutputExists,
    OutputUnwritable,
    ProjectError,
    StudioError,
    UsageError,
)
from studio.core.face import LANDMARKS, FaceState, Gaze, HeadPose, Performance
from studio.core.manner import Manner
from studio.core.project import VERSION, Drivers, Filmed, Project, SpeakingSettings, from_json, to_json
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import Clip, Layer, Marker, Media, Timeline, Track
from studio.files.projects import (
    ProjectFile,
    found_in,
    locate,
    media_of,
    missing_media,
    read_project,
    relinked,
    write_project,
)
from tests.disks import short_disk

RATE = FrameRate(Fraction(30000, 1001))
SPAN = TimeRange(Seconds(0), Seconds(1001, 300))
BASELINES = Path(__file__).parent / "baselines"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))
    return iter([None])


def full(source: Media) -> Project:
    """One of everything that a document of this version can say."""
    bent = Curve((
        Keyframe(Seconds(0), 0.0, "bezier", outgoing=(0.25, 0.5)),
        Keyframe(Seconds(1001, 1000), 8.5, "linear", incoming=(-0.25, -0.125)),
        Keyframe(Seconds(3), -2.0, "stepped"),
    ))  # fmt: skip
    layers = (
        Layer("speech", performance="talk-1", moves=frozenset(("mouth",))),
        Layer("mine", {"head.yaw": bent, "jawOpen": Curve.constant(0.25)}, weight=0.5, solo=True),
        Layer("old", start=Seconds(1, 3), mute=True, additive=False),
    )
    tracks = (
        Track("words", "text", (Clip(SPAN, text="Grüß Gott, ça va?", take="take-1"),)),
        Track(
            "noise",
            "sound",
            (Clip(SPAN, Seconds(1, 48000), media=Media("/far/away/rain.wav", "ab" * 32)),),
            True,
        ),
        Track("motion", "motion", (Clip(SPAN, performance="talk-1"),)),
    )
    return Project(
        source=source,
        face=(640.5, 360.0),
        rest=FaceState.of({"mouthSmileLeft": 0.25}, HeadPose(yaw=-4.5), Gaze(pitch=2.0)),
        timeline=Timeline(SPAN, RATE, tracks, layers, (Marker(Seconds(1, 2), "blink here"),)),
        speaking=SpeakingSettings("hibari", Drivers.all("rule"), 1.25, 7),
        renderer="rig",
    )


def talk() -> Performance:
    states = [FaceState.of({"jawOpen": i / 10}, HeadPose(yaw=i)) for i in range(10)]
    return replace(Performance.of(states, RATE, FaceState.of({"jawOpen": 0.1})), missing=np.arange(10) == 4)


def take() -> Speech:
    samples = (np.sin(np.arange(4800) / 9) * 0.7).astype(np.float32)
    half = Seconds(1, 10)
    return Speech(
        samples,
        24000,
        (Word("hey", TimeRange(Seconds(0), half)),),
        (Phoneme("HH", TimeRange(Seconds(0), half)), Phoneme("EY", TimeRange(half, 2 * half), 1)),
    )


def written(folder: Path, embedded: bool = False) -> tuple[Path, ProjectFile]:
    folder.mkdir(exist_ok=True)
    portrait = folder / "portrait.png"
    portrait.write_bytes(b"not really a picture" * 1000)
    content = ProjectFile(
        full(media_of(portrait, embedded)), {"talk-1": talk()}, {"take-1": take()}, {"cover": b"png bytes"}
    )
    write_project(folder / "a.galatea", content)
    return folder / "a.galatea", content


def test_that_a_project_comes_back_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work")
    back = read_project(path)
    assert back.project == content.project
    assert back.thumbnails == content.thumbnails
    assert not back.read_only
    motion = back.performances["talk-1"]
    np.testing.assert_array_equal(motion.channels, talk().channels)
    np.testing.assert_array_equal(motion.missing, talk().missing)
    assert (motion.rate, motion.rest) == (RATE, talk().rest)
    speech = back.takes["take-1"]
    np.testing.assert_allclose(speech.samples, take().samples, atol=2**-23)
    assert (speech.words, speech.phonemes, speech.sample_rate) == (take().words, take().phonemes, 24000)


def test_that_a_project_tells_how_its_portrait_rests(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work")
    assert read_project(path).neutral is None
    face = np.random.default_rng(1).uniform(-8, 8, (LANDMARKS, 3))
    told = replace(content.project, rests_as="laugh")
    with pytest.raises(UsageError, match="laugh"):
        write_project(path, replace(content, project=told), force=True)
    both = {**content.performances, "laugh": replace(talk(), neutral=face)}
    write_project(path, replace(content, project=told, performances=both), force=True)
    back = read_project(path)
    assert back.project == told
    assert back.neutral is not None
    np.testing.assert_array_equal(back.neutral, face)


def test_that_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work")
    first = path.read_bytes()
    with pytest.raises(OutputExists):
        write_project(path, content)
    write_project(path, content, force=True)
    assert path.read_bytes() == first
    assert sorted(p.name for p in path.parent.iterdir()) == ["a.galatea", "portrait.png"]


def test_that_nothing_in_it_is_a_program_or_a_way_out_of_the_folder(tmp_path: Path) -> None:
    path, _ = written(tmp_path / "work", embedded=True)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert names[0] == "project.json"
    assert {Path(name).suffix for name in names} == {".json", ".npz", ".flac", ".png"}
    assert not any(name.startswith("/") or ".." in name for name in names)


def test_that_a_project_moves_together_with_what_lies_in_its_folder(tmp_path: Path) -> None:
    path, _ = written(tmp_path / "work")
    moved = path.parent.rename(tmp_path / "elsewhere")
    project = read_project(moved / "a.galatea").project
    assert project.source is not None
    assert locate(project.source) == moved / "portrait.png"
    assert [Path(media.path).name for media in missing_media(project)] == ["rain.wav"]


def test_that_a_lost_portrait_is_found_by_its_content_and_linked_again(tmp_path: Path) -> None:
    path, _ = written(tmp_path / "work")
    shelf = tmp_path / "shelf" / "deep"
    shelf.mkdir(parents=True)
    (shelf / "portrait.png").write_bytes(b"another picture of that name")
    (path.parent / "portrait.png").rename(shelf / "renamed.png")
    project = read_project(path).project
    lost = missing_media(project)[0]
    with pytest.raises(FileMissing, match="moved or renamed"):
        locate(lost, path)
    found = found_in(tmp_path / "shelf", lost)
    assert found == shelf / "renamed.png"
    again = relinked(lost, found)(project)
    assert again.source == replace(lost, path=str(found))
    assert lost not in missing_media(again)
    with pytest.raises(ProjectError, match="not the file"):
        relinked(lost, shelf / "portrait.png")
    assert found_in(path.parent, lost) is None


def test_that_an_embedded_portrait_travels_inside_and_survives_saving_again(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work", embedded=True)
    original = (path.parent / "portrait.png").read_bytes()
    (path.parent / "portrait.png").unlink()
    opened = read_project(path)
    assert opened.project.source == content.project.source
    write_project(path, opened, force=True)
    assert [Path(media.path).name for media in missing_media(opened.project, path)] == ["rain.wav"]
    assert opened.project.source is not None
    assert locate(opened.project.source, path).read_bytes() == original
    write_project(tmp_path / "b.galatea", opened)
    assert read_project(tmp_path / "b.galatea").project.source == opened.project.source


def test_that_a_portrait_that_changed_is_not_embedded_as_the_one_it_was(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work")
    (path.parent / "portrait.png").write_bytes(b"painted over")
    source = content.project.source
    assert source is not None
    changed = replace(content, project=replace(content.project, source=replace(source, embedded=True)))
    before = path.read_bytes()
    with pytest.raises(FileUnreadable, match="not the file that it was"):
        write_project(path, changed, force=True)
    assert path.read_bytes() == before


def test_that_a_timeline_can_not_name_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="talk-1"):
        write_project(tmp_path / "a.galatea", ProjectFile(full(Media("/a.png")), takes={"take-1": take()}))
    with pytest.raises(UsageError, match=r"\.\./out"):
        write_project(tmp_path / "a.galatea", ProjectFile(Project(), {"../out": talk()}))
    assert list(tmp_path.glob("*.galatea")) == []


def rezipped(path: Path, **changes: bytes | None) -> Path:
    """A copy of a project with members replaced, or left out."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    goal = path.with_name("changed.galatea")
    with zipfile.ZipFile(goal, "w") as archive:
        for name, content in (members | changes).items():
            if content is not None:
                archive.writestr(name, content)
    return goal


def test_that_a_newer_project_opens_for_looking_only(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work")
    document = to_json(content.project) | {"schema": f"project/{VERSION + 1}"}
    newer = rezipped(path, **{"project.json": json.dumps(document).encode()})
    with pytest.raises(ProjectError, match="newer Galatea Studio"):
        read_project(newer)
    opened = read_project(newer, newer_too=True)
    assert opened.read_only
    with pytest.raises(ProjectError, match="lose part of it"):
        write_project(newer, opened, force=True)


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("project.json", None),
        ("project.json", b"{"),
        ("project.json", b"\xff\xfe"),
        ("project.json", b"[" * 50_000),
        ("project.json", b'{"schema": "project/1", "timeline": 3}'),
        ("performances/talk-1.npz", None),
        ("performances/talk-1.npz", b"PK\x03\x04"),
        ("takes/take-1.flac", b"fLaC"),
        ("takes/take-1.flac", None),
        ("takes/take-1.json", b"[]"),
        ("takes/take-1.json", b'{"words": [["a", "1", "0"]], "phonemes": []}'),
    ],
)
def test_that_a_project_with_a_broken_part_is_refused_in_words(
    tmp_path: Path, member: str, content: bytes | None
) -> None:
    path, _ = written(tmp_path / "work")
    with pytest.raises(ProjectError) as caught:
        read_project(rezipped(path, **{member: content}))
    assert caught.value.hint
    assert "changed.galatea" in caught.value.message


def test_that_broken_copies_of_a_project_never_fail_otherwise(tmp_path: Path) -> None:
    path, _ = written(tmp_path / "work", embedded=True)
    whole = path.read_bytes()
    rng = np.random.default_rng(5)
    for _ in range(60):
        broken = bytearray(whole[: rng.integers(1, len(whole) + 1)])
        broken[rng.integers(len(broken))] ^= int(rng.integers(1, 256))
        (tmp_path / "broken.galatea").write_bytes(broken)
        with suppress(StudioError):
            read_project(tmp_path / "broken.galatea")


@pytest.mark.parametrize("content", [b"", b"a text", b"PK\x05\x06" + bytes(18)])
def test_that_another_file_is_not_taken_for_a_project(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.galatea"
    path.write_bytes(content)
    with pytest.raises(StudioError):
        read_project(path)
    with pytest.raises(FileMissing):
        read_project(tmp_path / "none.galatea")


def test_that_an_embedded_file_that_is_damaged_is_not_used(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work", embedded=True)
    source = content.project.source
    assert source is not None
    (path.parent / "portrait.png").unlink()
    changed = rezipped(path, **{f"media/{source.digest}.png": b"something else"})
    with pytest.raises(ProjectError, match="inside the project is damaged"):
        locate(source, changed)
    assert list((tmp_path / "home").rglob("*.png")) == []


def test_that_each_version_ever_written_has_a_baseline_that_still_opens() -> None:
    for version in range(1, VERSION + 1):
        document = json.loads((BASELINES / f"project-{version}.galatea.json").read_text("utf-8"))
        assert document["schema"] == f"project/{version}"
        assert from_json(document) == full(Media("portrait.png", "cd" * 32, True))


def test_that_what_is_written_now_is_the_baseline_of_this_version() -> None:
    text = (BASELINES / f"project-{VERSION}.galatea.json").read_text("utf-8")
    assert to_json(full(Media("portrait.png", "cd" * 32, True))) == json.loads(text)


@pytest.mark.parametrize("digest", ["", "known", "../../x", "0" * 64])
def test_that_a_project_made_by_hand_brings_no_file_into_the_next_one(tmp_path: Path, digest: str) -> None:
    """It names a private file; whoever opens and saves it must not hand that file on."""
    secret = tmp_path / "home" / "diary.txt"
    secret.parent.mkdir()
    secret.write_text("private")
    known = media_of(secret).digest if digest == "known" else digest
    place = tmp_path / "from a stranger.galatea"
    document = to_json(Project(source=Media(str(secret), known, True)))
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("project.json", json.dumps(document))
        archive.writestr("media/.txt", b"")
    opened = read_project(place)
    assert opened.project.source == Media(str(secret), known, False)
    for goal in (place, tmp_path / "another.galatea"):
        write_project(goal, opened, force=True)
        with zipfile.ZipFile(goal) as archive:
            assert archive.namelist() == ["project.json"]
            assert json.loads(archive.read("project.json"))["source"]["embedded"] is False


def test_that_what_merely_says_that_it_is_embedded_is_linked(tmp_path: Path) -> None:
    secret = tmp_path / "diary.txt"
    secret.write_text("private")
    write_project(tmp_path / "a.galatea", ProjectFile(Project(source=Media(str(secret), "", True))))
    with zipfile.ZipFile(tmp_path / "a.galatea") as archive:
        assert archive.namelist() == ["project.json"]
    assert locate(Media(str(secret), "", True), tmp_path / "a.galatea") == secret


def test_that_an_embedded_file_that_would_fill_the_disk_is_not_unpacked(tmp_path: Path) -> None:
    picture = tmp_path / "a.bmp"
    picture.write_bytes(bytes(8 << 20))
    source = media_of(picture, embedded=True)
    write_project(tmp_path / "a.galatea", ProjectFile(Project(source=source)))
    picture.unlink()
    with zipfile.ZipFile(tmp_path / "packed.galatea", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", json.dumps(to_json(Project(source=source))))
        archive.writestr(f"media/{source.digest}.bmp", bytes(8 << 20))
    with pytest.raises(ProjectError, match="inside the project is damaged"):
        locate(source, tmp_path / "packed.galatea")
    assert list((tmp_path / "home").rglob("*.bmp")) == []
    assert locate(source, tmp_path / "a.galatea").stat().st_size == 8 << 20, "as we store it, it is taken out"


def test_that_parts_whose_names_we_never_give_are_left_out(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work")
    opened = read_project(rezipped(path, **{"thumbnails/../../out.png": b"out", "performances/.npz": b""}))
    assert opened.thumbnails == content.thumbnails
    write_project(path, opened, force=True)


def test_that_a_full_disk_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    path, content = written(tmp_path / "work")
    before = path.read_bytes()
    loud = replace(take(), samples=np.random.default_rng(1).normal(0, 0.1, 90_000).astype(np.float32))
    with pytest.raises(OutputUnwritable) as caught, short_disk(len(before)):
        write_project(path, replace(content, takes={"take-1": loud}), force=True)
    assert caught.value.hint
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["a.galatea", "portrait.png"]


@pytest.mark.parametrize("kind", ["range", "rate", "marker", "key", "layer", "clip"])
def test_that_nothing_is_saved_that_could_not_be_opened_again(tmp_path: Path, kind: str) -> None:
    far, curve = Seconds(90_000), Curve((Keyframe(Seconds(0), 0.0), Keyframe(Seconds(90_000), 0.0)))
    timeline = {
        "range": Timeline(range=TimeRange(Seconds(0), far)),
        "rate": Timeline(rate=FrameRate(Seconds(10**9))),
        "marker": Timeline(markers=(Marker(far, ""),)),
        "key": Timeline(layers=(Layer("", {"jawOpen": curve}),)),
        "layer": Timeline(layers=(Layer("", start=-far),)),
        "clip": Timeline(tracks=(Track("", "text", (Clip(TimeRange(far, far + 1)),)),)),
    }[kind]
    assert from_json(to_json(Project())) == Project()
    with pytest.raises(ProjectError):
        from_json(to_json(Project(timeline=timeline)))
    with pytest.raises(UsageError, match="longer than a day"):
        write_project(tmp_path / "a.galatea", ProjectFile(Project(timeline=timeline)))
    assert list(tmp_path.glob("*.galatea")) == []


def test_that_a_project_that_would_be_too_large_to_open_is_not_saved(tmp_path: Path) -> None:
    endless = np.lib.stride_tricks.as_strided(np.zeros(1, np.float32), (1 << 29,), (0,))
    with pytest.raises(UsageError, match="more sound and motion"):
        write_project(tmp_path / "a.galatea", ProjectFile(Project(), takes={"a": Speech(endless, 24_000)}))
    assert list(tmp_path.glob("*.galatea")) == []


def test_that_a_project_keeps_in_what_manner_its_words_are_said() -> None:
    for manner in (Manner(0.5, "happy", 0.25), Manner(name="warm"), Manner(0.5, name="/a/b.manner.json")):
        speaking = SpeakingSettings(manner=manner)
        assert from_json(to_json(Project(speaking=speaking))).speaking == speaking


def test_that_a_project_keeps_what_was_filmed_beside_its_words() -> None:
    speaking = SpeakingSettings(filmed=Filmed("motion-1", frozenset(("head",))))
    document = to_json(Project(speaking=speaking))
    assert from_json(document).speaking == speaking
    document["speaking"]["filmed"]["moves"] = ["mouth"]
    with pytest.raises(ProjectError, match="the face or the head alone"):
        from_json(document)
