from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import UsageError
from studio.core.face import Performance
from studio.core.speech import Phoneme, Speech
from studio.core.time import FrameRate, TimeRange, seconds
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.corpus.building import build_corpus
from studio.engine.corpus.clip import Clip
from studio.engine.corpus.mouth import lip_gaps
from studio.engine.corpus.reading import Corpus
from studio.engine.rig.basis import load_basis
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate.drive import alike, best_shift, fit_of, lines_of, measure_drivers, told_as_json
from studio.files.sound import Sound, write_sound
from tests.fakes import Gaper

Floats = np.ndarray
JAW = CHANNEL_INDEX["jawOpen"]


def channels_of_jaw(jaw: Floats) -> Floats:
    out = np.zeros((len(jaw), len(CHANNELS)), np.float32)
    out[:, JAW] = jaw
    return out


def spoken_clip() -> Clip:
    """Silence, then five times B and AA of 0.2 s each: the jaw is shut for the one, open for the other."""
    phonemes = [Phoneme("SIL", TimeRange(seconds(0), seconds(1)))]
    jaw = [0.0] * 25
    for i in range(5):
        start = 1 + 0.4 * i
        phonemes.append(Phoneme("B", TimeRange(seconds(start), seconds(start + 0.2))))
        phonemes.append(Phoneme("AA", TimeRange(seconds(start + 0.2), seconds(start + 0.4)), 1))
        jaw += [0.0] * 5 + [0.4] * 5
    channels = channels_of_jaw(np.array(jaw, np.float32))
    still = np.zeros((len(jaw), 6), np.float32)
    performance = Performance(FrameRate.of(25), channels, still, still[:, :2])
    gaps = lip_gaps(load_basis(), channels)
    sound = np.random.default_rng(0).normal(0, 0.1, 48_000).astype(np.float32)
    speech = Speech(sound, 16_000, (), tuple(phonemes))
    return Clip("a", "0" * 64, speech, performance, np.stack([gaps, gaps], 1))


def test_that_the_truth_fits_itself() -> None:
    clip = spoken_clip()
    fit = fit_of(clip, clip.performance.channels, 1.0)
    assert (fit.jaw_r, fit.shift, fit.mapping, fit.inter_frame) == (pytest.approx(1.0), 0.0, 0.0, 0.0)
    assert fit.lips_r == pytest.approx(1.0)
    assert (fit.closed, fit.restless) == (1.0, pytest.approx(0.0, abs=1e-6))


def test_that_closures_looked_for_too_late_are_missed() -> None:
    clip = spoken_clip()
    assert fit_of(clip, clip.performance.channels, 1.0).closed_late < 0.3


def test_that_a_mouth_that_never_shuts_has_no_closures() -> None:
    clip = spoken_clip()
    assert fit_of(clip, channels_of_jaw(np.full(75, 0.3, np.float32)), 1.0).closed == 0.0


def test_that_a_late_mouth_is_told() -> None:
    clip = spoken_clip()
    late = np.roll(clip.performance.channels, 3, axis=0)
    fit = fit_of(clip, late, 1.0)
    assert (fit.shift, fit.jaw_r_best > fit.jaw_r) == (3.0, True)


def test_that_an_offset_at_rest_is_no_error() -> None:
    clip = spoken_clip()
    raised = channels_of_jaw(clip.performance.channels[:, JAW] + 0.05)
    assert fit_of(clip, raised, 1.0).mapping == pytest.approx(0.0, abs=1e-9)


def test_that_what_stands_still_has_no_correlation() -> None:
    assert np.isnan(alike(np.zeros(9, np.float32), np.arange(9.0)))
    assert np.isnan(best_shift(np.zeros(9, np.float32), np.zeros(9, np.float32))[0])


def test_that_an_open_jaw_parts_the_lips() -> None:
    gaps = lip_gaps(load_basis(), channels_of_jaw(np.array([0.0, 0.2, 0.5], np.float32)))
    assert gaps[0] < gaps[1] < gaps[2]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("sounds")
    out = tmp_path_factory.mktemp("corpus")
    time = np.arange(24_000) / 16_000
    tone = (0.3 * np.sin(2 * np.pi * 140 * time) * (time > 0.5)).astype(np.float32)
    write_sound(folder / "a.wav", Sound(tone, 16_000))
    build_corpus(folder, out, FaceLandmarker(), driver=Gaper())
    return Corpus.open(out)


def test_that_all_rows_are_told_beside_the_truth(corpus: Corpus) -> None:
    rows = measure_drivers(corpus, ["mean", "rule"])
    assert [row.driver for row in rows] == ["truth", "mean", "rule"]
    told = told_as_json(corpus, rows)
    assert told["clips"] == 1
    assert told["rows"][1]["mean"]["jaw_r"] is None
    assert len(list(lines_of(rows))) == 5


def test_that_an_unknown_driver_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="no driver"):
        measure_drivers(corpus, ["nobody"])


def test_that_a_missing_file_of_weights_is_taken_for_a_name(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no driver"):
        measure_drivers(corpus, [str(tmp_path / "no.safetensors")])
