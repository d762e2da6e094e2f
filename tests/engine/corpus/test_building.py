import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import FileMissing, FileUnreadable
from studio.core.source import Frame
from studio.core.time import FrameRate
from studio.engine.corpus.building import Built, build_corpus
from studio.engine.corpus.clip import Clip
from studio.engine.corpus.reading import Corpus
from studio.engine.speaking.alignment import _Listener
from studio.engine.tracking.port import FaceChoice, TrackedFace
from studio.files.sound import Sound, write_sound
from tests.clips import write_clip
from tests.fakes import Gaper, Spotter

RATE = FrameRate.of(25)


class Counting(Spotter):
    """A spotter that tells which clips it has followed."""

    followed = 0

    def follow(
        self, frames: Iterator[Frame], face: FaceChoice = FaceChoice()
    ) -> Iterator[TrackedFace | None]:
        type(self).followed += 1
        return super().follow(frames, face)


def voice(seconds: float) -> Sound:
    time = np.arange(int(seconds * 16_000)) / 16_000
    tone = 0.3 * np.sin(2 * np.pi * 140 * time) * (np.sin(2 * np.pi * 1.5 * time) > 0)
    return Sound(tone.astype(np.float32), 16_000)


def film(path: Path, sound: Sound | None) -> None:
    """A bright square that gets brighter, for a second."""
    frames = []
    for i in range(25):
        pixels = np.zeros((96, 128, 3), np.uint8)
        pixels[16:80, 32:96] = 60 + 4 * i
        frames.append(pixels)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_clip(path, frames, RATE, sound=sound)


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    """Two clips of one person, a silent one, and something that is none."""
    folder = tmp_path / "clips"
    film(folder / "anna" / "a.mp4", voice(1.0))
    film(folder / "anna" / "b.mp4", voice(1.0))
    film(folder / "mute.mp4", None)
    (folder / "broken.mp4").write_bytes(b"nothing")
    (folder / "anna" / "a.txt").write_text("Oh no.")
    return folder


def built(clips: Path, out: Path) -> Built:
    out.mkdir(exist_ok=True)
    return build_corpus(clips, out, Counting(), "CC0")


def same(one: Clip, other: Clip) -> bool:
    return np.array_equal(one.performance.channels, other.performance.channels) and np.array_equal(
        one.speech.samples, other.speech.samples
    )


def test_that_good_clips_are_taken_and_bad_ones_are_listed_with_why(clips: Path, tmp_path: Path) -> None:
    done = built(clips, tmp_path / "corpus")
    assert (done.clips, done.fresh, sorted(done.left_out)) == (2, 2, ["broken", "mute"])
    assert all(done.left_out.values())


def test_that_a_clip_comes_back_with_all_that_was_seen_and_heard(clips: Path, tmp_path: Path) -> None:
    built(clips, tmp_path / "corpus")
    corpus = Corpus.open(tmp_path / "corpus")
    clip = next(clip for clip in corpus.clips("anna") if clip.name == "anna/a")
    assert corpus.licence == "CC0"
    assert (len(clip.performance), clip.performance.rate, clip.group) == (25, RATE, "anna")
    assert clip.units.shape == (25, 20)
    assert clip.lips.shape == (25, 2)
    assert not clip.by_ear
    assert {word.text for word in clip.speech.words} <= {"Oh", "no."}


def test_that_a_second_build_looks_at_nothing_again(clips: Path, tmp_path: Path) -> None:
    built(clips, tmp_path / "corpus")
    before = Counting.followed
    done = built(clips, tmp_path / "corpus")
    assert (done.clips, done.fresh, Counting.followed) == (2, 0, before)


def test_that_a_clip_that_has_changed_is_taken_anew(clips: Path, tmp_path: Path) -> None:
    built(clips, tmp_path / "corpus")
    film(clips / "anna" / "c.mp4", voice(1.0))
    (clips / "anna" / "c.mp4").replace(clips / "anna" / "b.mp4")
    film(clips / "anna" / "new.mp4", voice(1.2))
    done = built(clips, tmp_path / "corpus")
    assert done.clips == 3
    assert sorted(Corpus.open(tmp_path / "corpus").names()) == ["anna/a", "anna/b", "anna/new"]


def test_that_a_build_that_was_stopped_keeps_what_it_has_tracked(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(done: float, doing: str) -> None:
        if done > 0.7:
            raise KeyboardInterrupt

    out = tmp_path / "corpus"
    out.mkdir()
    before = Counting.followed
    with pytest.raises(KeyboardInterrupt):
        build_corpus(clips, out, Counting(), progress=stop)
    seen = Counting.followed - before
    assert seen >= 1
    built(clips, out)
    assert Counting.followed - before == 2
    built(clips, tmp_path / "whole")
    whole = {clip.name: clip for clip in Corpus.open(tmp_path / "whole").clips()}
    assert all(same(clip, whole[clip.name]) for clip in Corpus.open(out).clips())


def test_that_recordings_without_a_picture_take_the_curves_of_a_driver(tmp_path: Path) -> None:
    folder, out = tmp_path / "sounds", tmp_path / "corpus"
    folder.mkdir()
    out.mkdir()
    write_sound(folder / "a.wav", voice(1.0))
    done = build_corpus(folder, out, Counting(), driver=Gaper())
    corpus = Corpus.open(out)
    assert (done.clips, corpus.is_distilled) == (1, True)
    assert len(next(corpus.clips()).performance) == 25


@pytest.mark.parametrize("guessing", [True, False])
def test_that_only_what_nobody_wrote_down_is_guessed_and_no_word_of_it_kept(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guessing: bool
) -> None:
    (tmp_path / "corpus").mkdir()
    asked: list[int] = []
    monkeypatch.setattr(_Listener, "_written", lambda *_: asked.append(1) or [])
    build_corpus(clips, tmp_path / "corpus", Counting(), "CC0", guessing=guessing)
    written, guessed = sorted(Corpus.open(tmp_path / "corpus").clips(), key=lambda clip: clip.name)
    assert len(asked) == guessing
    assert (written.by_ear, guessed.by_ear) == (False, True)
    assert not guessed.speech.words


def test_that_a_folder_without_clips_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="no videos"):
        built(tmp_path, tmp_path / "corpus")


def test_that_no_corpus_and_a_damaged_one_are_told(clips: Path, tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="no corpus"):
        Corpus.open(tmp_path)
    built(clips, tmp_path / "corpus")
    shard = tmp_path / "corpus" / "shard-0000.safetensors"
    shard.write_bytes(shard.read_bytes()[:5000])
    with pytest.raises(FileUnreadable, match="damaged"):
        list(Corpus.open(tmp_path / "corpus").clips())
    (tmp_path / "corpus" / "manifest.json").write_text(json.dumps({"schema": "corpus/99"}))
    with pytest.raises(FileUnreadable, match="no manifest"):
        Corpus.open(tmp_path / "corpus")
