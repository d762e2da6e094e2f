"""The command line, with honest fakes behind it: what is typed, told, written and returned."""

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studio.cli import run
from studio.core import edits
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.project import Project
from studio.core.source import Pixels
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.units import CHANNEL_INDEX
from studio.engine.portrait import open_source
from studio.files import models
from studio.files.performances import read_performance, write_performance
from studio.files.pictures import read_picture, write_picture
from studio.files.projects import ProjectFile, media_of, write_project
from studio.files.sound import Sound, read_sound, write_sound
from studio.files.video import Video, check_video
from tests.clips import write_clip
from tests.fakes import folds_told_by, painted, told_by
from tests.films import packets_of, tone, write_film
from tests.serving import serving
from tests.sounding import two_sounds

ROOT = Path(__file__).resolve().parents[1]
FAKES = ("--renderer", "painter", "--tracker", "spotter")
SPEAKING = (*FAKES, "--voice", "hummer", "--driver", "gaper")


@pytest.fixture
def portrait(ramp: Pixels, tmp_path: Path, fakes_installed: Path) -> Path:
    """A picture in a folder of its own."""
    path = tmp_path / "pictures" / "anna.png"
    path.parent.mkdir()
    write_picture(path, ramp)
    return path


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_that_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    commands = (
        "animate dub edit neutralise track drive sheet export models doctor train corpus manner evaluate"
    )
    for command in commands.split():
        assert command in told


LOADED = """
import contextlib, os, sys
from studio.cli import run
with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
    run(["--help"])
print(*(name for name in sys.modules if name.startswith("studio.") or name == "numpy"))
"""


def test_that_help_loads_nothing_that_takes_long() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == {
        "studio.cli",
        "studio.core",
        "studio.core.errors",
        "studio.core.numbers",
        "studio.core.words",
    }


def test_that_every_command_takes_json_and_force(capsys: pytest.CaptureFixture[str]) -> None:
    commands = ("animate", "edit", "neutralise", "track", "drive", "sheet", "export", "doctor", "models list")
    for command in commands:
        assert run([*command.split(), "--help"]) == 0
        told = capsys.readouterr().out
        assert "--json" in told, command
        assert "--force" in told, command


def test_that_a_portrait_speaks_beside_itself(portrait: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["animate", str(portrait), "--text", "one two.", *SPEAKING]) == 0
    assert _names(portrait.parent) == {"anna.png", "anna-speaks.mp4"}
    assert Video(portrait.with_name("anna-speaks.mp4")).has_sound
    assert "anna-speaks.mp4" in capsys.readouterr().out


def test_that_json_alone_is_on_stdout(portrait: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["animate", str(portrait), "-t", "one", *SPEAKING, "--fps", "30000/1001", "--json"]) == 0
    told = capsys.readouterr()
    facts = json.loads(told.out)
    assert facts["fps"] == "30000/1001"
    assert facts["frames"] == 15
    assert facts["size"] == [512, 96]
    assert told.err == ""


def test_that_a_recording_drives_too(portrait: Path, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).normal(0, 0.2, 16000).astype(np.float32)
    write_sound(tmp_path / "voice.wav", Sound(noise.clip(-1, 1), 16000))
    assert run(["animate", str(portrait), "--audio", str(tmp_path / "voice.wav"), *SPEAKING]) == 0


def test_that_which_sound_is_heard_is_chosen_and_told(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = two_sounds(tmp_path / "two.mkv")
    spoken = ["animate", str(portrait), "--audio", str(film), *SPEAKING, "--force"]
    assert run(spoken) == 0
    assert "number 2 is heard" in capsys.readouterr().out
    assert run([*spoken, "--track", "1"]) == 0
    assert "is heard" not in capsys.readouterr().out
    assert run([*spoken, "--track", "3"]) == 2
    assert "no sound track 3" in capsys.readouterr().err


def test_that_subtitles_are_a_transcript(portrait: Path, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).normal(0, 0.2, 16000).astype(np.float32)
    write_sound(tmp_path / "voice.wav", Sound(noise.clip(-1, 1), 16000))
    (tmp_path / "words.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\n[AU12=2]one[/] two\n", "utf-8")
    spoken = ["animate", str(portrait), "--audio", str(tmp_path / "voice.wav"), *SPEAKING]
    assert run([*spoken, "--transcript", str(tmp_path / "words.srt")]) == 0
    (tmp_path / "words.srt").write_text("no times", "utf-8")
    assert run([*spoken, "--transcript", str(tmp_path / "words.srt"), "--force"]) == 3


def test_that_curves_alone_are_those_of_the_driver(
    fakes_installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "curves.json"
    said = ["--text", "one two.", "--voice", "hummer", "--driver", "gaper"]
    assert run(["drive", *said, "--fps", "30", "-o", str(place), "--json"]) == 0
    told, curves = json.loads(capsys.readouterr().out), read_performance(place)
    assert (told["frames"], told["fps"], str(curves.rate)) == (len(curves), "30", "30")
    jaw = curves.channels[:, CHANNEL_INDEX["jawOpen"]]
    assert (jaw.max() > 0.1, jaw[-1]) == (True, 0.0)  # gaper opens to sound, and a pause ends it


def test_that_the_seed_that_is_told_gives_the_same_again_and_one_that_is_given_decides(
    fakes_installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "curves.json"
    words = [
        "drive",
        "--text",
        "one two three four.",
        "--voice",
        "hummer",
        "-o",
        str(place),
        "--json",
        "--force",
    ]

    def driven(*more: str) -> tuple[int, bytes]:
        assert run([*words, *more]) == 0
        return json.loads(capsys.readouterr().out)["seed"], read_performance(place).head.tobytes()

    seed, head = driven()
    assert driven() == driven("--seed", str(seed)) == (seed, head)
    other, moved = driven("--seed", "0")
    assert other == 0
    assert moved != head


def test_that_a_recording_drives_by_its_sound(fakes_installed: Path, tmp_path: Path) -> None:
    loud_at_last = np.repeat(np.float32([0.0, 0.5]), 8000)
    write_sound(tmp_path / "voice.wav", Sound(loud_at_last, 8000))
    nodding = ["--driver", "head=nodder", "-o", str(tmp_path / "c.csv")]
    assert run(["drive", str(tmp_path / "voice.wav"), *nodding]) == 0
    curves = read_performance(tmp_path / "c.csv")
    assert (len(curves), float(curves.length)) == (50, 2.0)
    assert curves.head[40, 1] > curves.head[10, 1] + 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], "Give either"),
        (["a.wav", "--text", "hello"], "Give either"),
        (["--text", "hello", "--transcript", "a.srt"], "belongs to a recording"),
        (["--text", "hello", "--driver", "nobody"], "no driver"),
        (["--text", "hello", "--voice", "nobody"], "no voice"),
        (["nowhere.wav"], "no file nowhere.wav"),
    ],
)
def test_that_curves_of_what_can_not_be_are_refused(
    asked: list[str], told: str, fakes_installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["drive", *asked, "-o", str(tmp_path / "c.json")]) in (2, 3)
    assert told in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert not (tmp_path / "c.json").exists()


def test_that_curves_in_an_unknown_form_are_refused_before_the_sound_is_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["drive", "nowhere.wav", "-o", str(tmp_path / "c.txt")]) == 2
    assert "can't be written as c.txt" in capsys.readouterr().err


def test_that_a_tracked_performance_is_played(portrait: Path, tmp_path: Path) -> None:
    clip, motion = tmp_path / "clip.mp4", tmp_path / "motion.json"
    assert run(["animate", str(portrait), "-t", "one two", "-o", str(clip), *SPEAKING]) == 0
    assert run(["track", str(clip), "-o", str(motion), "--tracker", "spotter"]) == 0
    frames = len(read_performance(motion))
    assert frames == 20
    played = tmp_path / "played"
    assert run(["animate", str(portrait), "--performance", str(motion), "-o", str(played), *FAKES]) == 0
    assert len(list(played.glob("*.png"))) == frames


def test_that_a_performance_replaces_what_was_chosen_of_an_actor(
    ramp: Pixels, tmp_path: Path, fakes_installed: Path
) -> None:
    clip = write_clip(tmp_path / "actor.mp4", [ramp] * 3, FrameRate.of(25))
    nod = [FaceState.of({"jawOpen": 0.75}, HeadPose(yaw=30.0))] * 3
    write_performance(tmp_path / "nod.json", Performance.of(nod, FrameRate.of(25)))
    seen = {}
    for moves in ("mouth", "head", "mouth,head"):
        asked = ("--performance", str(tmp_path / "nod.json"), "--moves", moves, *FAKES)
        assert run(["animate", str(clip), *asked, "-o", str(tmp_path / moves)]) == 0
        told = told_by(read_picture(min((tmp_path / moves).glob("*.png"))).pixels)
        seen[moves] = (told["jawOpen"] > 0.7, told.head.yaw > 20)
    assert seen == {"mouth": (True, False), "head": (False, True), "mouth,head": (True, True)}


@pytest.mark.parametrize("kind", ["motion.json", "film.mp4"])
def test_that_a_film_moves_the_head_while_a_text_moves_the_lips(
    portrait: Path, ramp: Pixels, tmp_path: Path, kind: str
) -> None:
    """The spotter sees a jaw that is as open as a film is bright: nothing of it is seen on the portrait."""
    film = tmp_path / kind
    if film.suffix == ".json":
        turning = [FaceState.of({"jawOpen": 0.9}, HeadPose(yaw=2.0 * i)) for i in range(40)]
        write_performance(film, Performance.of(turning, FrameRate.of(25)))
    else:
        write_clip(film, [np.roll(ramp, 2 * i, axis=1) for i in range(40)], FrameRate.of(25))
    asked = ["animate", str(portrait), "-t", "one two three", "--performance", str(film), *SPEAKING]
    assert run([*asked, "-o", str(tmp_path / "both")]) == 0
    assert (
        run(["animate", str(portrait), "-t", "one two three", *SPEAKING, "-o", str(tmp_path / "alone")]) == 0
    )
    both, alone = (
        [told_by(read_picture(path).pixels) for path in sorted((tmp_path / name).glob("*.png"))]
        for name in ("both", "alone")
    )
    assert [state["jawOpen"] for state in both] == pytest.approx([state["jawOpen"] for state in alone])
    if film.suffix == ".json":
        assert both[10].head.yaw - both[0].head.yaw == pytest.approx(20, abs=1)
    assert {state["eyeBlinkLeft"] for state in both} == {0.0}


def test_that_a_film_beside_speech_may_move_the_head_of_an_actor(
    ramp: Pixels, tmp_path: Path, fakes_installed: Path
) -> None:
    clip = write_clip(tmp_path / "actor.mp4", [ramp] * 20, FrameRate.of(25))
    turned = [FaceState(head=HeadPose(yaw=30.0))] * 20
    write_performance(tmp_path / "turn.json", Performance.of(turned, FrameRate.of(25)))
    film = ("--performance", str(tmp_path / "turn.json"), "--moves", "head")
    assert run(["animate", str(clip), "-t", "one two", *film, *SPEAKING, "-o", str(tmp_path / "out")]) == 0
    told = told_by(read_picture(sorted((tmp_path / "out").glob("*.png"))[5]).pixels)
    assert told.head.yaw > 20
    assert told["mouthSmileLeft"] < 0.1


def test_that_a_manner_moves_a_head_to_a_text_and_is_refused_if_there_is_none(
    tmp_path: Path, fakes_installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["drive", "--text", "one two three four five six seven", "--voice", "hummer", "--driver", "gaper"]
    far = {}
    for name in ("calm", "lively"):
        assert run([*words, "--manner", name, "-o", str(tmp_path / f"{name}.json")]) == 0
        far[name] = np.ptp(read_performance(tmp_path / f"{name}.json").head[:, :2])
    assert 0.5 < far["calm"] < far["lively"]
    capsys.readouterr()
    assert run([*words, "--manner", "grumpy", "-o", str(tmp_path / "grumpy.json")]) == 3
    told = " ".join(capsys.readouterr().err.split())
    assert "no manner “grumpy”" in told
    assert "newsreader" in told


def test_that_parts_of_a_face_can_be_switched_off(
    tmp_path: Path, fakes_installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["drive", "--text", "one two three four five six seven", "--voice", "hummer", "--driver", "gaper"]
    words += ["--manner", "lively"]
    out = {}
    for name, how in {"all": [], "less": ["--without", "gaze,blinks", "--life", "head:.5"]}.items():
        assert run([*words, *how, "-o", str(tmp_path / f"{name}.json")]) == 0
        out[name] = read_performance(tmp_path / f"{name}.json")
    np.testing.assert_allclose(out["less"].head[:, 0], 0.5 * out["all"].head[:, 0], atol=1e-4)
    assert np.abs(out["all"].head[:, 0]).max() > 0.5
    lids, brow = CHANNEL_INDEX["eyeBlinkLeft"], CHANNEL_INDEX["browInnerUp"]
    assert out["all"].channels[:, lids].max() > 0.5
    assert not out["less"].channels[:, lids].any()
    np.testing.assert_array_equal(out["less"].channels[:, brow], out["all"].channels[:, brow])
    capsys.readouterr()
    assert run([*words, "--without", "ears", "-o", str(tmp_path / "ears.json")]) == 2
    assert "“ears”" in capsys.readouterr().err


def test_that_a_portrait_with_less_life_is_animated_so(
    portrait: Path, tmp_path: Path, fakes_installed: Path
) -> None:
    yaw = {}
    for name, how in {"all": [], "still": ["--without", "head,breath"]}.items():
        words = ["animate", str(portrait), "-t", "one two three four five", *SPEAKING, *how]
        assert run([*words, "--manner", "lively", "-o", str(tmp_path / name)]) == 0
        frames = sorted((tmp_path / name).glob("*.png"))
        yaw[name] = [told_by(read_picture(frame).pixels).head.yaw for frame in frames]
    assert np.ptp(yaw["all"]) > 0.3
    assert np.ptp(yaw["still"]) < 0.05


def test_that_a_manner_is_learned_from_a_clip_and_used(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip, own, out = tmp_path / "clip.mp4", tmp_path / "anna.manner.json", tmp_path / "c.json"
    said = "one two three four five six. seven eight nine ten eleven twelve thirteen"
    assert run(["animate", str(portrait), "-t", said, "-o", str(clip), *SPEAKING]) == 0
    capsys.readouterr()
    assert run(["manner", "learn", str(clip), "-o", str(own), "--tracker", "spotter", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["name"] == "anna"
    assert facts["snippets"] >= 2
    assert "clip.mp4" in json.loads(own.read_text())["origin"]
    words = ["drive", "--text", said, "--voice", "hummer", "--driver", "gaper", "--manner", str(own)]
    assert run([*words, "-o", str(out)]) == 0
    assert run(["manner", "learn", str(clip), "-o", str(own), "--tracker", "spotter"]) == 5
    short = tmp_path / "short.mp4"
    assert run(["animate", str(portrait), "-t", "one two", "-o", str(short), *SPEAKING]) == 0
    capsys.readouterr()
    assert run(["manner", "learn", str(short), "-o", str(tmp_path / "b.json"), "--tracker", "spotter"]) == 3
    assert "too little" in capsys.readouterr().err
    assert not (tmp_path / "b.json").exists()


def test_that_an_edit_is_drawn_and_told(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.png"
    assert run(["edit", str(portrait), "-s", "AU26=5", "-s", "yaw+=6", "-o", str(out), *FAKES, "--json"]) == 0
    assert told_by(read_picture(out).pixels)["jawOpen"] == 1.0
    facts = json.loads(capsys.readouterr().out)
    assert facts["after"]["channels"]["jawOpen"] == 1.0
    assert facts["after"]["head"]["yaw"] == facts["before"]["head"]["yaw"] + 6


def test_that_folds_are_as_deep_as_they_are_asked_for(portrait: Path, tmp_path: Path) -> None:
    still, film = tmp_path / "out.png", tmp_path / "frames"
    assert run(["edit", str(portrait), "-s", "AU04=5", "--folds", "0.4", "-o", str(still), *FAKES]) == 0
    spoken = ["animate", str(portrait), "-t", "hum", "--folds", "0.2", "-o", str(film), "--preset", "png"]
    assert run([*spoken, *SPEAKING]) == 0
    assert folds_told_by(read_picture(still).pixels) == pytest.approx(0.4, abs=0.01)
    first = min(film.glob("frame_*"))
    assert folds_told_by(read_picture(first).pixels) == pytest.approx(0.2, abs=0.01)


def test_that_neutralising_tells_how_well_it_went(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.png"
    assert run(["neutralise", str(portrait), "--strength", ".5", "-o", str(out), *FAKES, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["outside"] == 0
    assert -1 <= facts["identity"] <= 1  # of what the tracker takes for a face
    portrait_smiles = painted(open_source(portrait)).rest["mouthSmileLeft"]
    assert told_by(read_picture(out).pixels)["mouthSmileLeft"] == pytest.approx(portrait_smiles / 2, abs=0.01)


@pytest.mark.parametrize(
    "command",
    [
        ["animate", "-t", "hello", "-o", "out.mp4", "--voice", "hummer", "--driver", "gaper"],
        ["edit", "-s", "AU12=1", "-o", "out.png"],
        ["neutralise", "-o", "out.png"],
        ["sheet", "-o", "out.png"],
    ],
    ids=lambda command: command[0],
)
def test_that_every_command_takes_the_face_that_was_chosen(
    portrait: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *options = command
    assert run([name, str(portrait), *options, *FAKES, "--face", "0"]) == 0
    assert run([name, str(portrait), *options, *FAKES, "--force", "--face", "7"]) == 2, "there is one"


def test_that_a_folder_is_neutralised_and_gone_on_with(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "calm"
    asked = ["neutralise", str(portrait.parent), "--mouth", ".5", "-o", str(out), *FAKES, "--json"]
    assert run(asked) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["kept"], facts["pictures"][0]["mouth"]) == (0, "0.5")
    assert _names(out) == {"anna.png", "checks.csv", "contact-sheet.png"}
    own = painted(open_source(portrait)).rest["mouthSmileLeft"]
    assert told_by(read_picture(out / "anna.png").pixels)["mouthSmileLeft"] == pytest.approx(
        own / 2, abs=0.01
    )
    assert run(asked) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 1


@pytest.fixture
def film(ramp: Pixels, tmp_path: Path, fakes_installed: Path) -> Path:
    """Two seconds of somebody who hums."""
    moving = [np.ascontiguousarray(np.roll(ramp, 2 * number, 1)) for number in range(50)]
    return write_film(tmp_path / "film.mp4", moving, [tone(2, 220)], chapters=False)


def test_that_a_line_is_dubbed_into_a_range(
    film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.mp4"
    asked = ["dub", str(film), "--text", "ah", "--range", "0.52-1.4", "-o", str(out), *SPEAKING, "--json"]
    assert run(asked) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["frames"], facts["drawn"]) == (50, 22)
    assert facts["lines"][0]["sound"] == [0.52, 1.4]
    assert set(facts["lines"][0]["lip_leak"] or {"leak": 0}) >= {"leak"}
    assert packets_of(out)[:9] == packets_of(film)[:9]


def test_that_a_sheet_of_lines_is_dubbed(
    film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sound(tmp_path / "a.wav", Sound(tone(0.4, 300, 0.5), 48000))
    sheet = tmp_path / "lines.csv"
    sheet.write_text("cue in,file,dialogue,character\n00:00:00:10,a.wav,,ANNA\n1.3,,ah,BEN\n")
    out = tmp_path / "out.mp4"
    asked = ["dub", str(film), "--cues", str(sheet), "--face", "ANNA=0", "-o", str(out), *SPEAKING, "--json"]
    assert run(asked) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [line["name"] for line in lines] == ["Line 1 (ANNA)", "Line 2 (BEN)"]
    assert lines[0]["sound"] == [0.4, 0.8]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("--at 1", "Which line"),
        ("--text ah", "Where does the line go"),
        ("--text ah --at 1 --range 1-2", "Where does the line go"),
        ("--text ah --at soon", "no place"),
        ("--text ah --range 2-1", "no range"),
        ("--text ah --at 1 --duck 2", "--duck"),
        ("--text ah --at 1 --transcript a.txt", "belongs to a recording"),
        ("--text ah --at 1 --renderer nobody", "nobody"),
        ("--text ah --at 1.9", "the video ends at"),
    ],
)
def test_that_a_line_that_goes_nowhere_is_told(
    film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str, told: str
) -> None:
    fakes = [] if "nobody" in asked else list(SPEAKING)
    out = tmp_path / "out.mp4"
    assert run(["dub", str(film), *asked.split(), "-o", str(out), *fakes, "--json"]) == 2
    assert told in json.loads(capsys.readouterr().out)["message"]
    assert not out.exists()


def test_that_a_sheet_is_drawn(portrait: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    assert run(["sheet", str(portrait), "-o", str(out), *FAKES, "--of", "poses"]) == 0
    assert read_picture(out).size[0] > 1000


@pytest.fixture
def project(portrait: Path) -> Path:
    """Two seconds in which the jaw opens."""
    made = Project(source=media_of(portrait))
    for moment, value in ((0, 0.0), (2, 1.0)):
        made = edits.slot_set({"jawOpen": value}, Seconds(moment), key=True)(made)
    made = edits.range_set(Seconds(0), Seconds(2))(made)
    path = portrait.with_name("anna.galatea")
    write_project(path, ProjectFile(made))
    return path


def test_that_a_project_is_exported_in_the_size_and_range_asked_for(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "film.mp4"
    command = ["export", str(project), "-o", str(out), *FAKES]
    assert run([*command, "--size", "half", "--from", "1", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["kind"], facts["frames"], facts["size"]) == ("web", 25, [256, 48])
    assert facts["checked"] == ["1.00 s, 25 frames, 256 × 48, H.264, no sound"]
    assert Video(out).size == (256, 48)
    assert run(command) == 5
    assert run([*command, "--force"]) == 0
    assert "2.00 s, 50 frames, 512 × 96" in capsys.readouterr().out


def test_that_a_still_and_curves_of_a_project_are_told_by_frame_and_ending(
    project: Path, tmp_path: Path
) -> None:
    command = ["export", str(project), *FAKES, "-o"]
    assert run([*command, str(tmp_path / "a.png"), "--frame", "1"]) == 0
    assert told_by(read_picture(tmp_path / "a.png").pixels)["jawOpen"] == pytest.approx(0.5, abs=0.01)
    assert run([*command, str(tmp_path / "a.json")]) == 0
    assert len(read_performance(tmp_path / "a.json")) == 50
    assert run([*command, str(tmp_path / "frames"), "--to", ".4"]) == 0
    assert len(list((tmp_path / "frames").glob("*.png"))) == 10
    assert run([*command, str(tmp_path / "prints"), "--to", ".4", "--preset", "jpeg"]) == 0
    assert _names(tmp_path / "prints") == {f"frame_{number:06}.jpg" for number in range(10)}


def test_that_rate_and_fineness_of_a_film_are_as_they_were_asked_for(project: Path, tmp_path: Path) -> None:
    sizes = []
    for fineness in ("small", "usual", "best"):
        out = tmp_path / f"{fineness}.mp4"
        command = ["export", str(project), "-o", str(out), *FAKES, "--to", ".4", "--fps", "50"]
        assert run([*command, "--fineness", fineness]) == 0
        film = check_video(out)
        assert (film.frame_count, film.length) == (20, Seconds(2, 5))
        sizes.append(out.stat().st_size)
    assert sizes[0] < sizes[1] < sizes[2]
    assert run(["export", str(project), "-o", str(tmp_path / "usual"), *FAKES, "--to", ".4"]) == 0
    assert len(_names(tmp_path / "usual")) == 10, "at the project's rate"


def test_that_the_sound_of_an_export_is_what_was_asked_for(film: Path, tmp_path: Path) -> None:
    """The film hums at 220 Hz; in the project somebody says 500 Hz instead."""
    made = edits.spoken("ah", "take", "", Seconds(2))(Project(source=media_of(film)))
    made = edits.layer_set(edits.SPEECH, mute=True)(made)
    said = 0.3 * np.sin(2 * np.pi * 500 * np.arange(48000) / 24000).astype(np.float32)
    place = tmp_path / "hum.galatea"
    write_project(place, ProjectFile(made, takes={"take": Speech(said, 24000)}))
    heard = {}
    for wish in ("project", "original", "none"):
        out = tmp_path / f"{wish}.mp4"
        assert run(["export", str(place), "-o", str(out), *FAKES, "--sound", wish]) == 0
        heard[wish] = check_video(out).streams
        if wish != "none":
            samples = read_sound(out, rate=24000).samples
            samples = samples if samples.ndim == 1 else samples[:, 0]
            pitch = np.abs(np.fft.rfft(samples[:24000])).argmax()
            assert pitch == pytest.approx({"project": 500, "original": 220}[wish], abs=2)
    assert heard == {"project": ("h264", "aac"), "original": ("h264", "aac"), "none": ("h264",)}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("-o", "a.png"), "--frame"),
        (("-o", "a.mp4", "--size", "huge"), "not a size"),
        (("-o", "a.mp4", "--size", "900"), "900 pixels wide"),
        (("-o", "a.mp4", "--from", "2", "--to", "1"), "before it begins"),
        (("-o", "a.mp4", "--from", "5", "--to", "6"), "nothing from 5.00"),
        (("-o", "a.mp4", "--preset", "gif"), "does not suit"),
        (("-o", "a.png", "--frame", "0", "--preset", "web"), "no preset"),
        (("-o", "a.mp4", "--whole", "--to", "1"), "--whole"),
    ],
)
def test_that_an_order_that_makes_no_sense_is_refused_in_words(
    project: Path,
    asked: tuple[str, ...],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(project.parent)
    assert run(["export", str(project), *asked, *FAKES, "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert words in told["message"] + told["hint"]
    assert _names(project.parent) == {"anna.png", "anna.galatea"}


def test_that_nothing_is_replaced_without_force(
    portrait: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.png"
    out.write_bytes(b"precious")
    command = ["edit", str(portrait), "-s", "AU12=1", "-o", str(out), *FAKES]
    assert run(command) == 5
    assert out.read_bytes() == b"precious"
    assert "--force" in capsys.readouterr().err
    assert run([*command, "--force"]) == 0
    assert read_picture(out).size == (512, 96)


def test_that_a_portrait_is_never_replaced_by_its_edit(portrait: Path) -> None:
    before = portrait.read_bytes()
    assert run(["edit", str(portrait), "-s", "AU12=1", "-o", str(portrait), *FAKES, "--force"]) == 2
    assert portrait.read_bytes() == before


def test_that_an_error_is_told_as_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["animate", "nobody.png", "-t", "hello", "--json"]) == 3
    facts = json.loads(capsys.readouterr().out)
    assert facts["error"] == "FileMissing"
    assert facts["exit_code"] == 3
    assert "nobody.png" in facts["message"]


def test_that_the_unforeseen_is_written_down_and_told_calmly(
    portrait: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("studio.engine.edit.edit", None)
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))
    assert run(["edit", str(portrait), "-s", "AU12=1", "-o", str(tmp_path / "out.png"), *FAKES]) == 70
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert "TypeError: 'NoneType'" in told
    (log,) = (tmp_path / "home" / "state" / "logs").iterdir()
    assert "TypeError" in log.read_text()
    assert not (tmp_path / "out.png").exists()


def test_that_a_portrait_that_is_a_still_of_a_video_may_have_any_suffix(portrait: Path) -> None:
    renamed = portrait.rename(portrait.with_suffix(".mov"))
    assert run(["animate", str(renamed), "-t", "one", *SPEAKING]) == 0
    assert open_source(renamed).rate is None


HELD = """
import signal, threading
from studio.cli import main
from tests.fakes import Painter

painted = Painter.open

def held(*given):
    for number, frame in enumerate(painted(*given)):
        if number == 20:
            print("held", flush=True)
            threading.Event().wait()
        yield frame

Painter.open = held
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, if the tests run in the background
main()
"""
"""The command line, held at a frame until a signal comes."""


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise on Windows")
def test_that_stopping_leaves_no_file(
    portrait: Path, fakes_installed: Path, sent: signal.Signals, code: int
) -> None:
    paths = os.pathsep.join((str(fakes_installed), str(ROOT)))
    command = [sys.executable, "-c", HELD, "animate", str(portrait), "-t", "many words. " * 9, *SPEAKING]
    environment = {**os.environ, "PYTHONPATH": paths}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"held\n"
            assert any(".part" in name for name in _names(portrait.parent)), "some of it is there"
            process.send_signal(sent)
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == code
    assert b"Traceback" not in told
    assert _names(portrait.parent) == {"anna.png"}


def test_that_doctor_names_what_is_broken(fakes_installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"]) == 6
    told = json.loads(capsys.readouterr().out)
    assert not told["sound"]
    broken = [finding["detail"] for finding in told["findings"] if finding["condition"] == "broken"]
    assert any("“lost” of the package galatea-fakes" in detail for detail in broken)
    assert any("“hollow” of the package galatea-fakes" in detail for detail in broken)
    good = {
        finding["subject"]: finding["detail"]
        for finding in told["findings"]
        if finding["condition"] == "good"
    }
    assert "painter" in good["renderers"]
    assert "libx264" in good["H.264 video"]


def test_that_models_are_listed_with_whose_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "list", "--json"]) == 0
    listed = {model["name"]: model for model in json.loads(capsys.readouterr().out)["models"]}
    assert listed["face_landmarker"]["licence"] == "Apache-2.0"
    assert listed["rig"]["installed"]


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one model that somebody put there, and one whose card is no card."""
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "data" / "models"
    for name in ("lips", "broken"):
        (folder / name).mkdir(parents=True)
    (folder / "broken" / "card.toml").write_text("name =")
    (folder / "lips" / "lips.bin").write_bytes(b"lips")
    (folder / "lips" / "card.toml").write_text(
        'name = "lips"\ntitle = "Lips"\npurpose = "speaking"\n[licence]\nid = "MIT"\n[[files]]\n'
        f'name = "lips.bin"\nsize = 4\nsha256 = "{hashlib.sha256(b"lips").hexdigest()}"\n'
    )
    return folder


def test_that_models_of_others_are_listed_as_theirs_and_broken_ones_named(
    own_models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["models", "list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    origins = {model["name"]: model["origin"] for model in told["models"]}
    assert origins["rig"] == "studio"
    assert origins["lips"] == "yours"
    assert len(told["left out"]) == 1
    assert str(own_models / "broken" / "card.toml") in told["left out"][0]
    assert run(["models", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("✓ lips ") and "yours" in line for line in lines)
    assert lines[-1].startswith("✗ The model card")
    assert run(["models", "verify", "lips"]) == 0


def test_that_models_of_others_are_fetched_when_they_are_asked_for(
    own_models: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(models, "shelf", lambda: own_models / "none")
    monkeypatch.setenv("no_proxy", "*")
    card = own_models / "lips" / "card.toml"
    with serving() as server:
        url = server.put("lips.bin", b"lips")
        card.write_text(card.read_text() + f'[[files.sources]]\nkind = "address"\nurl = "{url}"\n')
        assert run(["models", "install", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["installed"] == {}
        assert run(["models", "install", "lips", "--force"]) == 0
        assert len(server.asked) == 1
        server.pages["/lips.bin"].refuses = 404
        capsys.readouterr()
        assert run(["models", "install", "--all", "--force", "--json"]) == 0
        assert "404" in json.loads(capsys.readouterr().out)["left out"]["lips"]
        assert run(["models", "install", "lips", "--force"]) == 4
    assert (own_models / "lips" / "lips.bin").read_bytes() == b"lips"


def test_that_a_model_that_is_not_there_is_told_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "empty"))
    assert run(["track", str(ROOT / "docs"), "-o", str(tmp_path / "a.csv")]) == 3
    assert run(["models", "verify", "face_landmarker"]) == 4
    assert "galatea models install face_landmarker" in capsys.readouterr().out


# What can be refused is refused at once ---------------------------------------------------------------


def _unloaded(*_: object, **__: object) -> None:
    pytest.fail("something was loaded before the refusal")


@pytest.fixture
def nothing_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a plugin nor a picture may be loaded."""
    monkeypatch.setattr("studio.engine.providers.Offer.make", _unloaded)
    monkeypatch.setattr("studio.files.pictures.read_picture", _unloaded)
    monkeypatch.setattr("studio.engine.portrait.read_picture", _unloaded)


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("animate PORTRAIT -t hi --seed -1", "--seed"),
        ("animate PORTRAIT -t hi --seed 1e300000000", "--seed"),
        ("animate PORTRAIT -t hi --seed 1.5", "--seed"),
        ("animate PORTRAIT -t hi --speed nan", "--speed"),
        ("animate PORTRAIT -t hi --speed 9", "--speed"),
        ("animate PORTRAIT -t hi --fps 1e300000000", "--fps"),
        ("animate PORTRAIT -t hi --fps 1/1e9", "--fps"),
        ("animate PORTRAIT --audio a.wav --track -1", "--track"),
        ("animate PORTRAIT --audio a.wav --track 1.5", "--track"),
        ("animate PORTRAIT --audio a.wav --track 1e300000000", "--track"),
        ("animate PORTRAIT --performance a.json --reach -0.1", "--reach"),
        ("animate PORTRAIT --performance a.json --reach 10.1", "--reach"),
        ("animate PORTRAIT --performance a.json --reach nan", "--reach"),
        ("animate PORTRAIT -t hi --finish polish", "polish"),
        ("animate PORTRAIT -t hi --same-person", "a video of them"),
        ("animate PORTRAIT -t hi --folds 1.1", "--folds"),
        ("edit PORTRAIT -s AU04=5 -o a.png --folds nan", "--folds"),
        ("sheet PORTRAIT -o a.png --folds -0.5", "--folds"),
        ("animate PORTRAIT -t hi --size 0", "“0”"),
        ("animate PORTRAIT -t hi --size 9x9", "“9x9”"),
        ("animate PORTRAIT -t hi --renderer nobody", "nobody"),
        ("animate PORTRAIT -t hi --tracker nobody", "nobody"),
        ("animate PORTRAIT -t hi --voice nobody", "nobody"),
        ("animate PORTRAIT -t hi --driver mouth=nobody", "nobody"),
        ("animate PORTRAIT -t hi -o a.avi", ".avi"),
        ("animate PORTRAIT -t hi --face 9999999999999999,1", "no face"),
        ("neutralise PORTRAIT -o a.png --strength nan", "--strength"),
        ("neutralise PORTRAIT -o a.png --strength 1.1", "--strength"),
        ("neutralise PORTRAIT -o a.png --tracker nobody", "nobody"),
        ("neutralise PORTRAIT -o a.avi", ".avi"),
        ("edit PORTRAIT -s AU12=1 -o a.avi", ".avi"),
        ("edit PORTRAIT -s AU12=1e300000000 -o a.png", "AU12"),
        ("edit PORTRAIT -s AU12=1 -o a.png --renderer nobody", "nobody"),
        ("sheet PORTRAIT -o a.avi", ".avi"),
        ("sheet PORTRAIT -o a.png --tracker nobody", "nobody"),
        ("track PORTRAIT -o a.csv --tracker nobody", "nobody"),
        ("export PROJECT -o a.mp4 --from nan", "--from"),
        ("export PROJECT -o a.mp4 --from -1", "--from"),
        ("export PROJECT -o a.mp4 --to inf", "--to"),
        ("export PROJECT -o a.mp4 --from 2 --to 1", "before it begins"),
        ("export PROJECT -o a.mp4 --size 0", "“0”"),
        ("export PROJECT -o a.mp4 --tracker nobody", "nobody"),
        ("export PROJECT -o a.avi --frame 1", ".avi"),
        ("export PROJECT -o a.png --frame inf", "--frame"),
        ("export PROJECT -o a.png --frame -5", "--frame"),
        ("export PROJECT -o a.png --frame 1e300000000", "--frame"),
    ],
)
def test_that_what_can_never_be_is_refused_before_anything_is_loaded(
    project: Path,
    nothing_loads: None,
    command: str,
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(project.parent)
    places = {"PORTRAIT": "anna.png", "PROJECT": "anna.galatea"}
    assert run([*(places.get(word, word) for word in command.split()), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert named in told["message"]
    assert told["hint"]
    assert _names(project.parent) == {"anna.png", "anna.galatea"}


class _Endless(io.RawIOBase):
    """Gives as much as is asked for, for ever."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        buffer[:] = b"a" * len(buffer)
        self.given += len(buffer)
        return len(buffer)


def test_that_a_text_from_standard_input_may_be_no_larger_than_four_megabytes(
    portrait: Path, nothing_loads: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = _Endless()
    with io.TextIOWrapper(io.BufferedReader(endless)) as standard_input:
        monkeypatch.setattr("sys.stdin", standard_input)
        for option in ("--text-file", "--transcript"):
            heard = [] if option == "--text-file" else ["--audio", "a.wav"]
            assert run(["animate", str(portrait), option, "-", *heard, "--json"]) == 3
            assert "more than 4 MB" in json.loads(capsys.readouterr().out)["message"]
    assert endless.given < 10 << 20


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no such place")
def test_that_a_folder_that_takes_no_file_is_told_before_anything_is_loaded(
    portrait: Path, nothing_loads: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["edit", str(portrait), "-s", "AU12=1", "-o", "/proc/a.png", *FAKES]) == 5
    assert "/proc/a.png can't be written" in capsys.readouterr().err


def test_that_a_film_that_would_be_too_small_is_told_by_its_own_size(
    portrait: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["animate", str(portrait), "-t", "hi", *SPEAKING, "--size", "64x64", "--json"]
    assert run(command) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["message"] == "In this size only 64 × 12 pixels would be left of the portrait."
    assert _names(portrait.parent) == {"anna.png"}


def test_that_a_name_that_is_too_long_is_named_itself(
    portrait: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = portrait.with_name("a.png")
    assert run(["edit", "x" * 300 + ".png", "-s", "AU12=1", *FAKES, "-o", str(out), "--json"]) == 3
    assert "xxx.png" in json.loads(capsys.readouterr().out)["message"]


# What a terminal can't show ---------------------------------------------------------------------------


def _shown(environment: dict[str, str], *arguments: str) -> tuple[int, bytes, bytes]:
    command = [sys.executable, "-m", "studio", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp932"])
def test_that_a_terminal_without_ticks_is_told_all_the_same(encoding: str) -> None:
    code, out, err = _shown({"PYTHONIOENCODING": encoding}, "models", "list")
    assert (code, err) == (0, b"")
    assert out.decode(encoding).startswith(("+ ", "- ", "– "))


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_that_json_stays_json_whatever_a_name_holds(encoding: str) -> None:
    name = b"nobody-\xff-\xe4.png"
    command = ["animate", os.fsdecode(name), "-t", "hi", "--json"]
    code, out, err = _shown({"PYTHONIOENCODING": encoding}, *command)
    assert (code, err) == (3, b"")
    assert os.fsdecode(name) in json.loads(out.decode(encoding))["message"]
    assert _shown({"PYTHONIOENCODING": encoding}, *command[:-1])[0] == 3


# What a voice can't say, and who failed ----------------------------------------------------------------


def test_that_words_which_the_voice_leaves_out_are_told(
    portrait: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [
        "animate",
        str(portrait),
        "-t",
        "Hello 你好, dear мир!",
        *FAKES,
        "--driver",
        "gaper",
        "--force",
    ]
    assert run(command) == 0
    assert "left them out: 你好,, мир!" in capsys.readouterr().out
    assert run([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["left_out"] == ["你好,", "мир!"]


@pytest.mark.parametrize("error", [SystemExit, ZeroDivisionError, GeneratorExit])
def test_that_a_plugin_that_fails_at_its_work_is_named(
    portrait: Path,
    error: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("tests.fakes.Painter.prepare", broken)
    out = portrait.with_name("out.png")
    assert run(["edit", str(portrait), "-s", "AU12=1", "-o", str(out), *FAKES, "--json"]) == 7
    assert "The plugin galatea-fakes has failed" in json.loads(capsys.readouterr().out)["message"]
    assert _names(portrait.parent) == {"anna.png"}


def test_that_a_memory_too_small_for_a_frame_is_told_without_one(
    portrait: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("tests.fakes.Painter.prepare", full)
    monkeypatch.setattr("rich.console.Console.print", full)
    out = portrait.with_name("out.png")
    assert run(["edit", str(portrait), "-s", "AU12=1", "-o", str(out), *FAKES]) == 71
    assert capsys.readouterr().err.splitlines()[-1].startswith("There is not enough memory for this.")
    assert _names(portrait.parent) == {"anna.png"}


def test_that_a_corpus_is_built_and_drivers_are_measured_on_it(
    tmp_path: Path, fakes_installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sounds, corpus = tmp_path / "sounds", tmp_path / "corpus"
    sounds.mkdir()
    time = np.arange(16_000) / 16_000
    tone = 0.3 * np.sin(2 * np.pi * 150 * time) * (time > 0.4)
    write_sound(sounds / "a.wav", Sound(tone.astype(np.float32), 16_000))
    made = [
        "corpus",
        "build",
        str(sounds),
        "-o",
        str(corpus),
        "--driver",
        "gaper",
        "--licence",
        "CC0",
        "--json",
    ]
    assert run([*made, "--tracker", "spotter"]) == 0
    assert json.loads(capsys.readouterr().out)["clips"] == 1
    place = tmp_path / "figures.json"
    assert run(["evaluate", "drive", str(corpus), "--driver", "gaper", "-o", str(place), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["driver"] for row in told["rows"]] == ["truth", "gaper"]
    assert json.loads(place.read_text())["rows"] == told["rows"]
    assert told["rows"][1]["mean"]["mapping"] == 0.0
