"""Of every layout, phase, level and track, what a person would hear is heard."""

import struct
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from studio.core.errors import FileUnreadable, UsageError
from studio.files import tracks as tracks_module
from studio.files.mixing import weights_for
from studio.files.sound import SoundReader, is_silent, read_sound
from studio.files.tracks import chosen_track, sound_tracks

RATE = 16000


def voice(seconds: float = 4.0) -> np.ndarray:
    """A buzz of 120 Hz with harmonics that opens and closes four times a second, as syllables do."""
    time = np.arange(round(seconds * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * 120 * k * time) / k for k in range(1, 8))
    return (0.1 * buzz * (1 + np.sin(2 * np.pi * 4 * time)) / 2).astype(np.float32)


def hum(seconds: float = 4.0) -> np.ndarray:
    return (0.4 * np.sin(2 * np.pi * 330 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def hiss(seconds: float = 4.0) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 0.05, round(seconds * RATE)).astype(np.float32)


def container(
    place: Path,
    sounds: Sequence[np.ndarray],
    layout: str = "mono",
    default: int | None = None,
    codec: str = "pcm_s16le",
) -> Path:
    """A film of sound alone: each track [n] or [n, channels]."""
    with av.open(str(place), "w") as file:
        streams = [file.add_stream(codec, rate=RATE, layout=layout) for _ in sounds]
        for number, stream in enumerate(streams):
            stream.disposition = av.stream.Disposition.default if number == default else 0
        for stream, samples in zip(streams, sounds, strict=True):
            data = np.rint(samples.reshape(1, -1) * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(data, "s16", layout)
            frame.sample_rate, frame.pts = RATE, 0
            file.mux([*stream.encode(frame), *stream.encode(None)])
    return place


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(a[: len(b)], b[: len(a)])[0, 1])


def test_that_the_voice_in_the_centre_of_surround_sound_is_heard_on_both_sides(tmp_path: Path) -> None:
    surround = np.zeros((4 * RATE, 6), np.float32)
    surround[:, 2] = voice()
    container(tmp_path / "a.mkv", [surround], "5.1", codec="flac")
    mono = read_sound(tmp_path / "a.mkv").samples
    assert likeness(mono, voice()) > 0.999
    assert mono.std() > 0.25 * voice().std(), "as loud as in a player"
    both = np.concatenate(list(SoundReader(tmp_path / "a.mkv", channels=2).blocks()))
    assert both.shape[1] == 2
    assert likeness(both[:, 0], voice()) > 0.999
    np.testing.assert_array_equal(both[:, 0], both[:, 1])


@pytest.mark.parametrize("names", [("FL", "FR"), ("FL", "FR", "FC", "LFE", "BL", "BR"), ("NONE", "NONE")])
def test_that_no_mix_of_full_scales_is_beyond_full_scale(names: tuple[str, ...]) -> None:
    for channels in (1, 2):
        assert weights_for(names, channels).sum(axis=1).max() == pytest.approx(1)


def test_that_opposite_phases_do_not_cancel(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.stack([voice(), -voice()], axis=1), RATE)
    reader = SoundReader(tmp_path / "a.wav")
    samples = np.concatenate(list(reader.blocks()))
    assert not is_silent(samples, RATE)
    assert likeness(samples, voice()) > 0.999
    assert any("cancel" in sentence for sentence in reader.told)
    assert SoundReader(tmp_path / "a.wav", channels=2).told == (), "two channels need no mix"


def test_that_sound_of_a_channel_that_players_leave_out_is_heard_where_there_is_no_other(
    tmp_path: Path,
) -> None:
    surround = np.zeros((4 * RATE, 6), np.float32)
    surround[:, 3] = voice()
    container(tmp_path / "a.mkv", [surround], "5.1", codec="flac")
    assert likeness(read_sound(tmp_path / "a.mkv").samples, voice()) > 0.999


def test_that_of_a_recorders_eight_tracks_the_one_with_a_voice_is_heard_and_told(tmp_path: Path) -> None:
    eight = np.stack([hiss(), hum(), 0 * hum(), hiss(), hum(), voice(), 0.2 * voice(), hiss()], axis=1)
    soundfile.write(tmp_path / "a.wav", eight, RATE)
    assert len(sound_tracks(tmp_path / "a.wav")) == 8
    reader = SoundReader(tmp_path / "a.wav", channels=2)
    assert reader.track.number == 6
    assert reader.channels == 1
    assert likeness(np.concatenate(list(reader.blocks())), voice()) > 0.999
    assert "number 6" in reader.told[0]
    second = SoundReader(tmp_path / "a.wav", track=2)
    assert likeness(np.concatenate(list(second.blocks())), hum()) > 0.999


@pytest.mark.parametrize("channels", [1, 2, 3])
def test_that_a_wav_of_64_bits_is_heard(tmp_path: Path, channels: int) -> None:
    samples = np.stack([voice() / (1 + number) for number in range(channels)], axis=1)
    data = np.rint(samples.astype(np.float64) * 2.0**63).astype("<i8").tobytes()
    width = 8 * channels
    head = struct.pack("<HHIIHH", 1, channels, RATE, RATE * width, width, 64)
    chunks = b"fmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(data)) + data
    (tmp_path / "a.wav").write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)
    heard = read_sound(tmp_path / "a.wav").samples
    assert len(heard) == len(voice())
    assert likeness(heard, voice()) > 0.9999
    if channels == 1:
        np.testing.assert_allclose(heard, voice(), atol=1e-6)


@pytest.mark.parametrize("channels", [65, 65535])
def test_that_a_head_of_a_few_bytes_can_not_claim_thousands_of_channels(
    tmp_path: Path, channels: int
) -> None:
    head = struct.pack("<HHIIHH", 1, channels, RATE, RATE, 2 * channels & 0xFFFE, 16)
    body = b"WAVEfmt " + struct.pack("<I", len(head)) + head + b"data" + bytes(4)
    (tmp_path / "a.wav").write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    with pytest.raises(FileUnreadable, match=f"{channels} channels"):
        SoundReader(tmp_path / "a.wav")


def test_that_damage_that_makes_forty_channels_of_one_is_left_out(tmp_path: Path) -> None:
    """In a process of its own, as it would end it: what is kept here was found by the fuzz."""
    damaged = Path(__file__).parent / "baselines" / "one-channel-becomes-forty.mp4"
    read = (
        "import sys; from studio.files.sound import read_sound; print(len(read_sound(sys.argv[1]).samples))"
    )
    command = [sys.executable, "-c", read, str(damaged)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 4000


def test_that_the_track_flagged_default_is_heard_and_another_can_be_chosen(tmp_path: Path) -> None:
    film = container(tmp_path / "a.mkv", [voice(), hum()], default=1)
    assert likeness(read_sound(film).samples, hum()) > 0.99
    assert "number 2" in chosen_track(film).told[0]
    assert chosen_track(film, 1).track.number == 1
    assert chosen_track(film, 1).told == ()
    with pytest.raises(UsageError, match="no sound track 3"):
        chosen_track(film, 3)


def test_that_without_a_flag_the_track_with_a_voice_is_heard(tmp_path: Path) -> None:
    film = container(tmp_path / "a.mkv", [hum(), hiss(), voice()])
    assert chosen_track(film).track.number == 3
    silent_default = container(tmp_path / "b.mkv", [0 * hum(), voice()], default=0)
    assert chosen_track(silent_default).track.number == 2


def test_that_float_sound_beyond_full_scale_is_turned_down_and_not_cut(tmp_path: Path) -> None:
    loud = 8 * hum()
    loud[100], loud[200] = np.nan, np.inf
    soundfile.write(tmp_path / "a.wav", loud, RATE, "FLOAT")
    reader = SoundReader(tmp_path / "a.wav")
    samples = np.concatenate(list(reader.blocks()))
    assert np.abs(samples).max() == pytest.approx(1, abs=1e-3)
    clean = np.delete(np.arange(len(loud)), [100, 200])
    assert likeness(samples[clean], hum()[clean]) > 0.9999
    assert "10 dB louder" in reader.told[0]


def test_that_a_sound_of_one_sample_a_second_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(2000), 1)
    with pytest.raises(FileUnreadable, match="1 samples a second"):
        SoundReader(tmp_path / "a.wav")


def test_that_a_sound_of_days_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soundfile.write(tmp_path / "a.flac", np.zeros(1000 * 3700), 1000)
    monkeypatch.setattr(tracks_module, "LONGEST", 3600)
    monkeypatch.setattr(tracks_module, "stretches", None)
    with pytest.raises(FileUnreadable, match="more than 1 hours"):
        SoundReader(tmp_path / "a.flac")


def test_that_holes_of_hours_are_not_filled_with_hours_of_silence(tmp_path: Path) -> None:
    place = tmp_path / "a.mkv"
    with av.open(str(place), "w") as file:
        stream = file.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for hour in range(20):
            frame = av.AudioFrame.from_ndarray(np.full((1, 1600), 8000, np.int16), "s16", "mono")
            frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
            frame.pts = hour * 3000 * RATE
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    assert 3000 <= SoundReader(place).length <= 3602


def test_that_a_picture_is_not_called_a_sound_file(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    with pytest.raises(FileUnreadable, match="is a picture"):
        read_sound(tmp_path / "a.wav")
