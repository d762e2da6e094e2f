"""Films go out with picture and sound together, whatever they are kept in."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import OutputUnwritable
from studio.core.time import FrameRate
from studio.files.encoding import PRESETS, Fineness, PresetName
from studio.files.footage import film_written_beside, footage_folder, open_footage
from studio.files.pictures import read_picture
from studio.files.places import frame_cache
from studio.files.sound import Sound, read_sound
from studio.files.video import Video, check_video
from tests.clips import write_clip
from tests.disks import short_disk
from tests.files.test_video import corners, quarters

NTSC = FrameRate(Fraction(30000, 1001))
QUARTERS = np.pad(quarters(), ((0, 1), (0, 1), (0, 0)), mode="edge")
"""Of odd width and height: [65, 97, 3]."""


def flashes(count: int, alpha: bool) -> Iterator[NDArray[np.uint8]]:
    """Every tenth frame white, the others in colour; opacity rises with time."""
    for number in range(count):
        pixels = np.full_like(QUARTERS, 255) if number % 10 == 0 else QUARTERS
        opacity = np.full((*pixels.shape[:2], 1), 4 * number, np.uint8)
        yield np.concatenate([pixels, opacity], axis=2) if alpha else pixels


def clicks(count: int, rate: int) -> Sound:
    """A click with each white frame; a second more than there are frames."""
    samples = np.zeros(round(NTSC.time_of(count) * rate) + rate, np.float32)
    for number in range(0, count, 10):
        samples[round(NTSC.time_of(number) * rate)] = 0.9
    return Sound(samples, rate)


@pytest.mark.parametrize("preset", ["web", "prores4444", "vp9alpha"])
def test_that_flash_and_click_come_together_within_a_millisecond(tmp_path: Path, preset: PresetName) -> None:
    place = tmp_path / f"a{PRESETS[preset].suffixes[0]}"
    frames_in = flashes(40, PRESETS[preset].keeps_alpha)
    clip = Video(write_clip(place, frames_in, NTSC, sound=clicks(40, 24000), preset=preset))
    frames = list(clip.frames())
    assert [frame.time for frame in frames] == [NTSC.time_of(number) for number in range(40)]
    assert [n for n, frame in enumerate(frames) if frame.pixels[..., :3].mean() > 245] == [0, 10, 20, 30]
    reader = clip.sound()
    samples = np.concatenate(list(reader.blocks()))
    for number in range(10, 40, 10):
        expected = round(NTSC.time_of(number) * reader.rate)
        around = np.abs(samples[expected - 2400 : expected + 2400])
        assert abs(int(np.argmax(around)) - 2400) / reader.rate < 0.001
    facts = check_video(place)
    assert (facts.frame_count, facts.rate, facts.sound_offset) == (40, NTSC, 0)
    assert abs(facts.length - NTSC.time_of(40)) < Fraction(1, 500)
    assert facts.sound_length is not None
    assert 0 <= facts.sound_length - NTSC.time_of(40) < Fraction(22, 1000)


@pytest.mark.parametrize("preset", ["prores4444", "vp9alpha"])
def test_that_alpha_and_colour_survive(tmp_path: Path, preset: PresetName) -> None:
    place = tmp_path / f"a{PRESETS[preset].suffixes[0]}"
    clip = Video(write_clip(place, flashes(20, alpha=True), NTSC, preset=preset))
    last = list(clip.frames())[-1].pixels
    assert corners(last) == ["red", "green", "blue", "white"]
    assert last.shape[2] == 4
    assert abs(float(last[..., 3].mean()) - 76) < 2


def test_that_web_colours_are_bt709_and_unbiased_and_odd_sizes_keep_every_pixel(tmp_path: Path) -> None:
    clip = Video(write_clip(tmp_path / "a.mp4", [QUARTERS] * 5, NTSC))
    assert clip.size == (98, 66)
    error = next(clip.frames()).pixels[:65, :97].astype(float) - QUARTERS
    assert np.abs(np.median(error, axis=(0, 1))).max() <= 1
    with av.open(str(clip.path)) as file:
        track = file.streams.video[0].codec_context
        assert {track.colorspace, track.color_primaries, track.color_trc, track.color_range} == {1}


def test_that_a_sequence_keeps_every_value_of_16_bits_and_its_sound(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 65536, (65, 97, 3)).astype(np.uint16)
    folder = write_clip(tmp_path / "frames", [pixels] * 3, NTSC, sound=clicks(3, 24000), preset="png")
    pictures = [f"frame_{number:06}.png" for number in range(3)]
    assert sorted(item.name for item in folder.iterdir()) == [*pictures, "sound.wav"]
    np.testing.assert_array_equal(read_picture(folder / pictures[2]).pixels, pixels)
    assert abs(read_sound(folder / "sound.wav").length - NTSC.time_of(3)) < Fraction(1, 24000)


def test_that_tiff_keeps_every_value_and_jpeg_as_much_as_was_asked_for(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 65536, (65, 97, 3)).astype(np.uint16)
    folder = write_clip(tmp_path / "tiff", [pixels] * 2, NTSC, preset="tiff")
    assert sorted(item.name for item in folder.iterdir()) == ["frame_000000.tif", "frame_000001.tif"]
    np.testing.assert_array_equal(read_picture(folder / "frame_000001.tif").pixels, pixels)
    sizes = []
    finenesses: tuple[Fineness, ...] = ("small", "usual", "best")
    for fineness in finenesses:
        (kept := tmp_path / fineness).mkdir()
        (place := tmp_path / f"{fineness}-done").mkdir()
        with open_footage("jpeg", kept, (97, 65), NTSC, "", fineness=fineness) as footage:
            footage.write(pixels)
            footage.finish(place, None, lambda _part: None)
        (picture,) = place.iterdir()
        assert picture.name == "frame_000000.jpg"
        assert read_picture(picture).pixels.dtype == np.uint8
        sizes.append(picture.stat().st_size)
    assert sizes[0] < sizes[1] < sizes[2]


def test_that_a_gif_has_all_frames_and_one_palette(tmp_path: Path) -> None:
    rate = FrameRate(Fraction(25))
    clip = Video(write_clip(tmp_path / "a.gif", flashes(12, alpha=True), rate, preset="gif"))
    frames = list(clip.frames())
    assert len(frames) == 12
    assert frames[3].time == Fraction(3, 25)
    np.testing.assert_array_equal(frames[10].pixels[..., :3], 255)


def test_that_an_error_on_the_way_leaves_no_film(tmp_path: Path) -> None:
    def interrupted() -> Iterator[NDArray[np.uint8]]:
        yield QUARTERS
        raise KeyboardInterrupt

    for preset, settings in PRESETS.items():
        with pytest.raises(KeyboardInterrupt):
            write_clip(tmp_path / f"a{settings.suffixes[0]}", interrupted(), NTSC, preset=preset)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("preset", "name"), [("web", "film.mp4"), ("png", "film")])
def test_that_the_disk_of_the_frames_is_named_when_it_is_that_which_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, preset: PresetName, name: str
) -> None:
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path / "home"))
    rng = np.random.default_rng(1)

    def film() -> None:
        with (
            footage_folder("key") as folder,
            film_written_beside(tmp_path / name, preset, force=False) as part,
            open_footage(preset, folder, (160, 120), NTSC, part.suffix) as footage,
        ):
            for _ in range(90):
                footage.write(rng.integers(0, 256, (120, 160, 3), np.uint8))
            footage.finish(part, None, lambda _: None)

    with pytest.raises(OutputUnwritable) as caught, short_disk(20_000):
        film()
    assert str(frame_cache()) in caught.value.message
    assert "GALATEA_HOME" in caught.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    film()
    assert (tmp_path / name).exists()
