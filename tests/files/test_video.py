"""Clips come in upright and on time."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import FileUnreadable
from studio.core.source import Frame
from studio.files.pictures import Still, write_picture
from studio.files.sound import SoundReader, read_sound
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


def greys(frames: Iterable[Frame]) -> list[int]:
    """Which frame of a film is seen in each; the coloured first one is 0."""
    seen = [frame.pixels[16, 16].astype(int) for frame in frames]
    return [0 if np.ptp(pixel) > 100 else round(int(pixel[0]) / 8) for pixel in seen]


def test_that_of_varying_frame_times_none_is_dropped_and_each_lies_where_it_belongs(tmp_path: Path) -> None:
    stamps = [0, 20, 53, 103, 144, 164, 197, 247, 288, 308]
    clip = Video(film(tmp_path / "a.mp4", stamps))
    frames = list(clip.frames())
    shown = greys(frames)
    assert clip.varies
    assert sorted(set(shown)) == list(range(10))
    half = Fraction(1, 2) / clip.rate.fps
    for number, stamp in enumerate(stamps):
        assert abs(frames[shown.index(number)].time - Fraction(stamp, 1000)) <= half
    assert [frame.time for frame in frames] == [clip.rate.time_of(i) for i in range(len(frames))]
    sought = list(clip.frames(frames[5].time))
    assert [frame.time for frame in sought] == [frame.time for frame in frames[5:]]
    assert greys(sought) == shown[5:]


def test_that_a_clip_of_varying_rate_runs_at_a_usual_one_and_lasts_as_long(tmp_path: Path) -> None:
    numbers = [*range(0, 30, 2), *range(30, 60, 4), *range(84, 120)]
    clip = Video(film(tmp_path / "a.mkv", [round(number * 1000 / 30) for number in numbers]))
    frames = list(clip.frames())
    assert clip.rate.fps == 30
    assert len(frames) == 120
    shown = greys(frames)
    expected = [max(i for i, number in enumerate(numbers) if number <= place) for place in range(120)]
    assert shown == [number % 32 for number in expected]
    assert "30 fps" in clip.told[0]


def test_that_a_slide_show_is_shown_at_a_rate_for_a_face(tmp_path: Path) -> None:
    clip = Video(film(tmp_path / "a.mkv", [0, 2_500_000, 5_000_000]))
    assert 24 <= clip.rate.fps <= 60
    frames = clip.frames(Fraction(2_499))
    assert greys(next(frames) for _ in range(2)) == [0, 0]


def interlaced(place: Path, codec: str = "mpeg2video") -> Path:
    """A bar that runs to the right, its odd lines half a frame later."""
    with av.open(str(place), "w") as file:
        stream = file.add_stream(codec, rate=25, options={"flags": "+ildct+ilme", "b": "8000000"})
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p"
        graph = av.filter.Graph()
        source = graph.add_buffer(width=160, height=96, format="yuv420p", time_base=Fraction(1, 25))
        graph.link_nodes(source, graph.add("setfield", "tff"), graph.add("buffersink")).configure()
        for number in range(20):
            pixels = np.full((96, 160, 3), 40, np.uint8)
            for field in (0, 1):
                left = 6 * number + 3 * field
                pixels[field::2, left : left + 20] = 220
            frame = av.VideoFrame.from_ndarray(pixels).reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            graph.vpush(frame)
            file.mux(stream.encode(graph.vpull()))
        file.mux(stream.encode())
    return place


def combing(pixels: NDArray[Any]) -> float:
    """How much neighbouring lines differ more than lines of the same field do."""
    lines = pixels[..., 1].astype(float)
    return float(np.abs(lines[1:-1] - (lines[:-2] + lines[2:]) / 2).mean())


@pytest.mark.parametrize("name", ["a.mpg", "a.mkv"])
def test_that_interlaced_pictures_are_made_whole(tmp_path: Path, name: str) -> None:
    clip = Video(interlaced(tmp_path / name))
    frames = list(clip.frames())
    assert clip.rate.fps == 25
    assert [frame.time for frame in frames] == [Fraction(number, 25) for number in range(20)]
    assert max(combing(frame.pixels) for frame in frames[1:-1]) < 1.5
    assert "interlaced" in clip.told[0]
    for start in (5, 13):  # the same pixels wherever one begins to read
        sought = next(clip.frames(Fraction(start, 25)))
        np.testing.assert_array_equal(sought.pixels, frames[start].pixels)


def test_that_a_clip_whose_size_changes_keeps_its_shapes(tmp_path: Path) -> None:
    place = tmp_path / "a.h264"
    with place.open("wb") as raw:
        for width, height in ((160, 96), (96, 160)):
            encoder = av.CodecContext.create("libx264", "w")
            encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
            encoder.time_base, encoder.framerate = Fraction(1, 25), Fraction(25)
            disc = np.zeros((height, width, 3), np.uint8)
            rows, columns = np.mgrid[:height, :width]
            disc[(rows - height / 2) ** 2 + (columns - width / 2) ** 2 < 40**2] = 255
            for number in range(5):
                frame = av.VideoFrame.from_ndarray(disc).reformat(format="yuv420p")
                frame.pts = number
                for packet in encoder.encode(frame):
                    raw.write(bytes(packet))
            for packet in encoder.encode(None):
                raw.write(bytes(packet))
    frames = [frame.pixels for frame in Video(place).frames()]
    assert {pixels.shape for pixels in frames} == {(96, 160, 3)}
    white = frames[-1][..., 0] > 128
    assert white.any(axis=0).sum() == pytest.approx(white.any(axis=1).sum(), abs=2), "a disc, no ellipse"


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


@pytest.mark.parametrize("degrees", [0, 90])
def test_that_a_clip_at_half_its_size_shows_the_means_of_four_pixels(tmp_path: Path, degrees: int) -> None:
    clip = Video(film(tmp_path / "a.mp4", [0, 40, 80], lambda stream: stream.set_display_rotation(degrees)))
    half = clip.halved()
    assert half is not None
    assert half.size == (clip.size[0] // 2, clip.size[1] // 2)
    assert (half.rate, half.length) == (clip.rate, clip.length)
    for begin in (Fraction(0), Fraction(2, 25)):
        for whole, small in zip(clip.frames(begin), half.frames(begin), strict=True):
            assert whole.time == small.time
            means = np.stack([whole.pixels[y::2, x::2] for y in (0, 1) for x in (0, 1)]).mean(0)
            assert np.abs(small.pixels - means).mean() < 1, "but at edges of colours"


def test_that_a_clip_of_an_odd_size_is_not_read_at_half_of_it(tmp_path: Path) -> None:
    def prepare(stream: Any) -> None:
        stream.width, stream.height, stream.pix_fmt = 95, 64, "yuv444p"

    clip = Video(film(tmp_path / "odd.mkv", [0, 40], prepare))
    assert clip.size == (95, 64)
    assert clip.halved() is None


def test_that_sound_which_begins_late_stays_late(tmp_path: Path) -> None:
    clip = Video(film(tmp_path / "a.mkv", list(range(0, 1000, 40)), sound_at=300))
    samples = np.concatenate(list(clip.sound().blocks()))
    assert np.argmax(samples > 0.1) == 300 * 48
    assert np.argmax(read_sound(tmp_path / "a.mkv").samples > 0.1) == 300 * 48


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.ts", "a.webm"])
@pytest.mark.parametrize("late", [0, 476, 1000])
def test_that_sound_lies_where_the_films_clock_has_it(tmp_path: Path, name: str, late: int) -> None:
    place = clicking(tmp_path / name, late)
    for reader in (SoundReader(place, 48000), Video(place).sound(48000)):
        samples = np.abs(np.concatenate(list(reader.blocks())))
        click = np.argmax(samples > 0.5 * samples.max()) / 48000
        assert click == pytest.approx((late + 300) / 1000, abs=0.002)


def clicking(place: Path, late: int) -> Path:
    """Two seconds of picture, and sound that begins later (ms), with a click after 300 ms of its own."""
    video, sound = ("libvpx", "libopus") if place.suffix == ".webm" else ("libx264", "aac")
    with av.open(str(place), "w") as file:
        stream = file.add_stream(video, rate=25)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        track = file.add_stream(sound, rate=48000, layout="mono")
        for number in range(50):
            frame = av.VideoFrame.from_ndarray(quarters()).reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            file.mux(stream.encode(frame))
        samples = np.zeros((1, 48000), np.float32)
        samples[0, 14400:14420] = 0.9
        piece = av.AudioFrame.from_ndarray(samples, "fltp", "mono")
        piece.sample_rate, piece.time_base, piece.pts = 48000, Fraction(1, 48000), late * 48
        file.mux([*stream.encode(), *track.encode(piece), *track.encode(None)])
    return place


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
