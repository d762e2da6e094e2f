"""Any sound to mono float32, streamed, and its silences."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
import soxr

from studio.core.errors import FileUnreadable, OutputExists, UsageError
from studio.core.time import TimeRange
from studio.files.sound import Sound, SoundPart, SoundReader, SoundSpool, is_silent, read_sound, write_sound


def tone(seconds: float, rate: int, level: float = 0.5) -> np.ndarray:
    return (level * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def test_that_two_channels_are_mixed_to_one(tmp_path: Path) -> None:
    both = np.stack([tone(0.5, 16000), np.zeros(8000, np.float32)], axis=1)
    soundfile.write(tmp_path / "a.wav", both, 16000, "FLOAT")
    sound = read_sound(tmp_path / "a.wav")
    np.testing.assert_allclose(sound.samples, both.mean(axis=1), atol=1e-6)
    assert sound.length == Fraction(1, 2)
    assert SoundReader(tmp_path / "a.wav", channels=2).channels == 2


def test_that_what_soundfile_can_not_read_is_read_by_ffmpeg(tmp_path: Path) -> None:
    samples = np.concatenate([np.zeros(12000, np.float32), tone(0.5, 48000)])
    with av.open(str(tmp_path / "a.m4a"), "w", format="ipod") as file:
        stream = file.add_stream("aac", rate=48000, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None], "flt", "mono")
        frame.sample_rate, frame.pts = 48000, 0
        file.mux([*stream.encode(frame), *stream.encode(None)])
    sound = read_sound(tmp_path / "a.m4a")
    assert sound.rate == 48000
    assert np.abs(sound.samples[:11500]).max() < 0.02
    assert np.sqrt(np.mean(sound.samples[13000:35000] ** 2)) == pytest.approx(0.354, abs=0.02)


def test_that_telephone_sound_of_8_bits_is_read_and_is_not_silent(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "u8.wav", tone(0.5, 8000, 0.1), 8000, "PCM_U8")
    soundfile.write(tmp_path / "law.wav", tone(0.5, 8000, 0.1), 8000, "ULAW")
    for name in ("u8.wav", "law.wav"):
        sound = read_sound(tmp_path / name, 16000)
        assert (sound.rate, len(sound.samples)) == (16000, 8000)
        assert not is_silent(sound.samples, sound.rate)


def test_that_silence_is_told_from_a_whisper() -> None:
    assert is_silent(np.zeros(0, np.float32), 16000)
    assert is_silent(np.full(16000, 0.3, np.float32), 16000)
    assert not is_silent(np.concatenate([np.zeros(20000, np.float32), tone(0.1, 16000, 0.01)]), 16000)


def test_that_a_sound_of_no_length_is_empty_and_no_error(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(0), 16000)
    assert len(read_sound(tmp_path / "a.wav", 8000).samples) == 0


def test_that_a_spool_gives_back_what_it_was_given_even_when_it_is_closed() -> None:
    samples = tone(3.0, 24000)
    spool = SoundSpool(24000)
    assert len(spool.samples()) == 0
    for piece in np.array_split(samples, 7):
        spool.append(piece)
    kept = spool.samples()
    assert spool.length == 3
    spool.close()
    np.testing.assert_array_equal(kept, samples)


def test_that_blocks_are_the_whole_sound_at_any_rate() -> None:
    sound = Sound(tone(3.0, 24000), 24000)
    np.testing.assert_array_equal(np.concatenate(list(sound.blocks())), sound.samples)
    faster = np.concatenate(list(sound.blocks(48000)))
    np.testing.assert_allclose(faster, soxr.resample(sound.samples, 24000, 48000), atol=1e-4)


def test_that_a_part_of_a_sound_is_as_long_as_asked_for_with_silence_beyond_its_end() -> None:
    sound = Sound(tone(3.0, 24000), 24000)
    part = SoundPart(sound, TimeRange(Fraction(2), Fraction(11, 2)))
    samples = np.concatenate(list(part.blocks()))
    assert len(samples) == 3.5 * 24000
    np.testing.assert_array_equal(samples[:24000], sound.samples[48000:])
    assert not samples[24000:].any()


def test_that_wav_and_flac_keep_their_samples(tmp_path: Path) -> None:
    sound = Sound(tone(0.2, 24000), 24000)
    for name, close in (("a.wav", 2**-15), ("a.flac", 2**-22)):
        write_sound(tmp_path / name, sound)
        np.testing.assert_allclose(read_sound(tmp_path / name).samples, sound.samples, atol=close)
    with pytest.raises(OutputExists):
        write_sound(tmp_path / "a.wav", sound)
    with pytest.raises(UsageError):
        write_sound(tmp_path / "a.mp3", sound)


def test_that_damaged_sound_is_refused_in_words(tmp_path: Path) -> None:
    for content in (b"", b"RIFF....", bytes(range(256)) * 20):
        (tmp_path / "a.wav").write_bytes(content)
        with pytest.raises(FileUnreadable):
            read_sound(tmp_path / "a.wav")
