"""Clips come in upright and on time."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable
from studio.files.pictures import Still, write_picture
from studio.files.sound import read_sound
from studio.files.video import Video, open_source


def quarters(width: int = 96, height: int = 64) -> NDArray[np.uint8]:
    """Red top left, green top right, blue bottom left, white bottom right."""
    colours = np.array([[[220, 30, 30], [30, 200, 30]], [[30, 30, 220], [240, 240, 240]]], np.uint8)
    return np.kron(colours, np.ones((height // 2, width // 2, 1), np.uint8))


def corners(pixels: NDArray[Any]) -> list[str]:
    """Names of the colours at top left, top right, bottom left, bottom right."""
    names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
    return [names[tuple((pixels[y, x, :3] > 128).astype(int).tolist())] for y in (8, -8) for x in (8, -8)]


def film(
    place: Path,
    stamps: list[int],
    prepare: Callable[[Any], None] = lambda stream: None,
    sound_at: int | None = None,
) -> Path:
    """A small clip with a frame at each stamp (ms); grey level = 8 × its number, a click in the sound."""
    millisecond = Fraction(1, 1000)
    with av.open(str(place), "w") as file:
        stream = file.add_stream("libx264", rate=25, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        stream.codec_context.time_base = millisecond
        prepare(stream)
        track = None if sound_at is None else file.add_stream("pcm_s16le", rate=48000, layout="mono")
        for number, stamp in enumerate(stamps):
            pixels = quarters() if number == 0 else np.full((64, 96, 3), 8 * number % 256, np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels).reformat(format="yuv420p")
            frame.pts, frame.time_base = stamp, millisecond
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
        if track is not None and sound_at is not None:
            click = np.zeros((1, 4800), np.int16)
            click[0, 0] = 30000
            piece = av.AudioFrame.from_ndarray(click, "s16", "mono")
            piece.sample_rate, piece.time_base, piece.pts = 48000, millisecond, sound_at
            file.mux([*track.encode(piece), *track.encode(None)])
    return place


def test_that_varying_frame_times_are_true_and_can_be_sought(tmp_path: Path) -> None:
    stamps = [0, 20, 53, 103, 144, 164, 197, 247, 288, 308]
    clip = Video(film(tmp_path / "a.mp4", stamps))
    assert [frame.time * 1000 for frame in clip.frames()] == stamps
    assert next(clip.frames(Fraction(150, 1000))).time == Fraction(144, 1000)
    assert [frame.time * 1000 for frame in clip.frames(Fraction(247, 1000))] == [247, 288, 308]


@pytest.mark.parametrize(
    ("degrees", "mirrored", "seen"),
    [
        (0, False, ["red", "green", "blue", "white"]),
        (90, False, ["green", "white", "red", "blue"]),
        (180, False, ["white", "blue", "green", "red"]),
        (270, False, ["blue", "red", "white", "green"]),
        (0, True, ["green", "red", "white", "blue"]),
    ],
)
def test_that_a_rotated_phone_video_stands_upright(
    tmp_path: Path, degrees: int, mirrored: bool, seen: list[str]
) -> None:
    def turn(stream: Any) -> None:
        stream.set_display_rotation(degrees, hflip=mirrored)

    clip = Video(film(tmp_path / "a.mp4", [0, 40], turn))
    assert clip.size == ((64, 96) if degrees in (90, 270) else (96, 64))
    assert corners(next(clip.frames()).pixels) == seen


def test_that_wide_pixels_are_made_square(tmp_path: Path) -> None:
    def widen(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(4, 3)

    assert Video(film(tmp_path / "a.mp4", [0, 40], widen)).size == (128, 64)


def test_that_an_hdr_clip_keeps_its_greys_and_its_white(tmp_path: Path) -> None:
    place = tmp_path / "hlg.mkv"
    with av.open(str(place), "w") as file:
        stream = file.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p10le"
        stream.color_trc, stream.color_primaries, stream.colorspace = 18, 9, 9
        for signal in (0.0, 0.38, 0.75, 1.0):  # black, a mid grey, white paper, the sun (BT.2408)
            grey = np.full((32, 32, 3), round(255 * signal), np.uint8)
            frame = av.VideoFrame.from_ndarray(grey).reformat(format="yuv420p10le", dst_colorspace=9)
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    shown = [frame.pixels[16, 16].astype(int) for frame in Video(place).frames()]
    assert max(np.ptp(pixel) for pixel in shown) <= 2
    levels = [int(pixel[1]) for pixel in shown]
    assert levels[0] == 0
    assert 90 < levels[1] < 130
    assert 235 < levels[2] < 248
    assert levels[3] > 253


def test_that_sound_which_begins_late_stays_late(tmp_path: Path) -> None:
    clip = Video(film(tmp_path / "a.mkv", list(range(0, 1000, 40)), sound_at=300))
    samples = np.concatenate(list(clip.sound().blocks()))
    assert np.argmax(samples > 0.1) == 300 * 48
    assert np.argmax(read_sound(tmp_path / "a.mkv").samples > 0.1) == 0


def test_that_a_clip_without_sound_says_so(tmp_path: Path) -> None:
    clip = Video(film(tmp_path / "a.mp4", [0, 40]))
    assert not clip.has_sound
    with pytest.raises(FileUnreadable, match="no sound"):
        clip.sound()


def test_that_a_clip_which_breaks_off_gives_what_it_holds(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mkv", list(range(0, 4000, 40)), lambda s: setattr(s, "gop_size", 5))
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert 10 < len(list(Video(cut).frames())) < 90


def test_that_what_is_no_clip_is_refused_in_words(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mp4", list(range(0, 1000, 40))).read_bytes()
    bad = tmp_path / "bad.mp4"
    for content in (b"", b"a letter to my aunt\n" * 40, whole[: len(whole) // 2], bytes(range(256)) * 9):
        bad.write_bytes(content)
        with pytest.raises(FileUnreadable):
            open_source(bad)


def test_that_a_source_is_told_by_its_content(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", quarters())
    (tmp_path / "a.png").rename(tmp_path / "a.mp4")
    assert isinstance(open_source(tmp_path / "a.mp4"), Still)
    film(tmp_path / "b.mp4", [0, 40]).rename(tmp_path / "b.jpg")
    assert isinstance(open_source(tmp_path / "b.jpg"), Video)


@pytest.mark.parametrize(
    "letters", ["Hello there.\n", "1\n00:00:01,000 --> 00:00:02,000\nHi\n", "你好，世界。" * 900]
)
def test_that_a_text_is_told_to_be_one_and_what_it_is_good_for(tmp_path: Path, letters: str) -> None:
    text = tmp_path / "notes.txt"
    text.write_text(letters, "utf-8")
    for read in (open_source, lambda path: read_sound(path, 24000)):
        with pytest.raises(FileUnreadable, match="is a text") as refused:
            read(text)
        assert "speech bar" in refused.value.hint
    text.write_bytes(b"\x00\x01\x02\xff" * 99)
    with pytest.raises(FileUnreadable, match="damaged"):
        open_source(text)
