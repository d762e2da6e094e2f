"""Drivers beside the truth: what a tracker saw of people who speak, and what drivers make of the same sound.

``galatea evaluate drive CLIPS --driver NAME`` measures; CLIPS is a corpus, or a folder of clips, of which a
corpus is made first. A driver is told by name, or as a file of weights of ``neural_lipsync``; ``mean`` is a
mouth that stays at the mean of the truth. All figures are means over clips; r is Pearson's.
"""

import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from studio.core.face import Performance
from studio.core.speech import Phoneme
from studio.engine import providers
from studio.engine.corpus.building import build_corpus
from studio.engine.corpus.clip import Clip
from studio.engine.corpus.mouth import lip_gaps, moves_from_rest, rest_frames
from studio.engine.corpus.reading import MANIFEST, Corpus
from studio.engine.neural_lipsync_driver import MOVES, NeuralLipsync, moves_of
from studio.engine.ports import Driver
from studio.engine.progress import Progress, share, unheard
from studio.engine.rig.basis import load_basis
from studio.engine.speaking.ensemble import driven
from studio.evaluate.report import table
from studio.files.models import card
from studio.files.places import cache_folder, made

Floats = NDArray[np.float32]

MEAN: Final = "mean"
"""The name of the mouth that stays at the mean of the truth."""
TRUTH: Final = "truth"
BILABIALS: Final = frozenset("P B M".split())
OPEN_VOWELS: Final = frozenset("AA AE AH AO AW AY".split())
CLOSED: Final = 0.15
"""Opening of the lips over that of open vowels up to which they count as closed."""
_SHIFTS: Final = range(-6, 7)
"""Frames by which curves are shifted in the search for the best fit."""
_JAW, _PUCKER = list(MOVES).index("jawOpen"), list(MOVES).index("mouthPucker")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a driver's mouth fits the truth; NaN where a figure has no meaning.

    Attributes:
        jaw_r: of jawOpen, at its own time; ``jaw_r_best`` at the clip's best shift, which is ``shift`` frames
            (above 0: the driver comes late).
        jaw_mean: its mean over the truth's mean.
        lips_r: of the gap of the inner lips.
        pucker_r: of mouthPucker.
        mapping, inter_frame: mean squared error of all moves, and of their change from frame to frame.
        closed: part of /p b m/ at which the lips close, where words are known; ``closed_late``: 0.2 s later,
            as a control.
        loud_r: how tightly the jaw follows the sound's level.
        restless: standard deviation of the lips' gap in silence.
        speed: seconds of sound in a second of the processor's time, so that neighbours don't count.
    """

    jaw_r: float
    jaw_r_best: float
    shift: float
    jaw_mean: float
    lips_r: float
    pucker_r: float
    mapping: float
    inter_frame: float
    closed: float
    closed_late: float
    loud_r: float
    restless: float
    speed: float


@dataclass(frozen=True, slots=True)
class Row:
    """A driver's figures: mean over clips, and each clip's. ``minutes`` of training, NaN for none."""

    driver: str
    mean: Fit
    clips: dict[str, Fit]
    minutes: float


def measure_drivers(corpus: Corpus, drivers: Sequence[str], progress: Progress = unheard) -> list[Row]:
    """All rows, and first the truth beside itself, which tells what the figures are worth.

    Raises:
        UsageError: there is no such driver.
        FileUnreadable: the corpus is damaged.
    """
    names = [TRUTH, *drivers]
    moves = _moved_by(corpus)
    rows = []
    for i, name in enumerate(names):
        mover = moves(name)
        fits = {}
        clips = len(corpus.names())
        for j, clip in enumerate(corpus.clips()):
            progress((i + j / clips) / len(names), f"{name}: {clip.name}")
            fits[clip.name] = fit_of(clip, *_timed(mover, clip))
        rows.append(Row(name, _mean(list(fits.values())), fits, _minutes(name)))
    return rows


_Mover = Callable[[Clip], Floats]
"""Clip → channels [frames, len(CHANNELS)] at the clip's own rate."""


def _moved_by(corpus: Corpus) -> Callable[[str], _Mover]:
    def of(name: str) -> _Mover:
        if name == TRUTH:
            return lambda clip: clip.performance.channels
        if name == MEAN:
            still = np.concatenate([clip.performance.channels for clip in corpus.clips()]).mean(0)
            return lambda clip: np.tile(still, (len(clip.performance), 1))
        driver = named(name)
        return lambda clip: _driven(driver, clip)

    return of


def named(name: str) -> Driver:
    """The driver of that name, or the one that a file of weights makes."""
    path = Path(name)
    return NeuralLipsync(path) if path.suffix == ".safetensors" and path.is_file() else providers.driver(name)


def _driven(driver: Driver, clip: Clip) -> Floats:
    rate = clip.performance.rate
    done = Performance.joined(driven(driver, iter((clip.speech,)), rate), rate).channels
    lacking = max(len(clip.performance) - len(done), 0)
    return np.pad(done, ((0, lacking), (0, 0)), mode="edge")[: len(clip.performance)]


def _timed(mover: _Mover, clip: Clip) -> tuple[Floats, float]:
    began = time.process_time()
    channels = mover(clip)
    return channels, float(clip.speech.length) / max(time.process_time() - began, 1e-9)


def _minutes(name: str) -> float:
    trained = card(NeuralLipsync.model).training if name == NeuralLipsync.name else None
    return float("nan") if trained is None or trained.minutes is None else trained.minutes


# Figures ---------------------------------------------------------------------------------------------


def fit_of(clip: Clip, channels: Floats, speed: float) -> Fit:
    """One clip's figures, of a driver's channels [frames, len(CHANNELS)]."""
    basis = load_basis()
    truth, made = moves_of(clip.performance.channels), moves_of(channels)
    gaps = lip_gaps(basis, channels)
    best, shift = best_shift(made[:, _JAW], truth[:, _JAW])
    at_rest = rest_frames(clip)
    errors = made - np.median(made[at_rest], 0) if at_rest.any() else made
    errors = errors - moves_from_rest(clip)
    return Fit(
        jaw_r=alike(made[:, _JAW], truth[:, _JAW]),
        jaw_r_best=best,
        shift=shift,
        jaw_mean=float(made[:, _JAW].mean() / max(truth[:, _JAW].mean(), 1e-6)),
        lips_r=alike(gaps, clip.lips[:, 0]),
        pucker_r=alike(made[:, _PUCKER], truth[:, _PUCKER]),
        mapping=float((errors**2).mean()),
        inter_frame=float((np.diff(errors, axis=0) ** 2).mean()),
        closed=_closed(clip, gaps, 0.0),
        closed_late=_closed(clip, gaps, 0.2),
        loud_r=alike(made[:, _JAW], _level(clip)),
        restless=float(gaps[at_rest].std()) if at_rest.any() else float("nan"),
        speed=speed,
    )


def alike(a: Floats, b: Floats) -> float:
    """Pearson's r; not a number where one of them stands still."""
    if len(a) < 3 or min(a.std(), b.std()) < 1e-6:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def best_shift(made: Floats, truth: Floats) -> tuple[float, float]:
    """The largest r of two curves shifted against one another, and by how many frames ``made`` is late."""
    found = [
        (alike(made[max(s, 0) : len(made) + min(s, 0)], truth[max(-s, 0) : len(truth) - max(s, 0)]), float(s))
        for s in _SHIFTS
    ]
    known = [pair for pair in found if not np.isnan(pair[0])]
    return max(known, default=(float("nan"), float("nan")))


def _closed(clip: Clip, gaps: Floats, later: float) -> float:
    """Part of the lip closures that close; NaN where the phonemes are a guess or there are none."""
    opened = [_seen(clip, gaps, p, 0.0).max() for p in clip.speech.phonemes if p.name in OPEN_VOWELS]
    shut = [_seen(clip, gaps, p, later).min() for p in clip.speech.phonemes if p.name in BILABIALS]
    if clip.by_ear or not opened or not shut:
        return float("nan")
    rest = float(lip_gaps(load_basis(), np.zeros((1, clip.performance.channels.shape[1]), np.float32))[0])
    widest = float(np.median(opened)) - rest
    return float(np.mean((np.array(shut) - rest) <= CLOSED * max(widest, 1e-6)))


def _seen(clip: Clip, gaps: Floats, phoneme: Phoneme, later: float) -> Floats:
    """The gaps of the frames on screen while a phoneme sounds."""
    rate = float(clip.performance.rate)
    first = min(int((float(phoneme.range.start) + later) * rate), len(gaps) - 1)
    last = int(np.ceil((float(phoneme.range.end) + later) * rate))
    return gaps[first : max(last, first + 1)]


def _level(clip: Clip) -> Floats:
    """The sound's level in dB at the middle of each frame."""
    samples, rate = clip.speech.samples, clip.speech.sample_rate
    edges = (np.arange(len(clip.performance)) + 0.5) / float(clip.performance.rate)
    half = rate // 40
    parts = [samples[max(int(t * rate) - half, 0) : int(t * rate) + half] for t in edges]
    return np.array([10 * np.log10(np.mean(p**2) + 1e-6) if len(p) else -60.0 for p in parts], np.float32)


def _mean(fits: Sequence[Fit]) -> Fit:
    columns = {f.name: np.array([getattr(fit, f.name) for fit in fits]) for f in fields(Fit)}
    return Fit(**{name: _mean_of(column) for name, column in columns.items()})


def _mean_of(column: NDArray[np.float64]) -> float:
    known = column[~np.isnan(column)]
    return float(known.mean()) if len(known) else float("nan")


# What is told ----------------------------------------------------------------------------------------


def corpus_in(folder: Path, tracker: str = "landmarker", progress: Progress = unheard) -> Corpus:
    """The corpus in a folder; of a folder of clips one is made, and kept in the cache."""
    if (folder / MANIFEST).is_file():
        return Corpus.open(folder)
    name = sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    out = made(cache_folder() / "corpora" / name)
    build_corpus(folder, out, providers.tracker(tracker), progress=share(progress, 0.0, 1.0))
    return Corpus.open(out)


def told_as_json(corpus: Corpus, rows: Sequence[Row]) -> dict[str, Any]:
    """Everything, with machine and date; figures without meaning are null."""
    return {
        "protocol": "drive",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {platform.processor() or 'CPU'}",
        "corpus": str(corpus.folder),
        "clips": len(corpus.names()),
        "seconds": round(sum(c["seconds"] for s in corpus.manifest["shards"] for c in s["clips"]), 1),
        "rows": [
            {
                "driver": row.driver,
                "training_minutes": _known(row.minutes),
                "mean": {k: _known(v) for k, v in asdict(row.mean).items()},
                "clips": {n: {k: _known(v) for k, v in asdict(fit).items()} for n, fit in row.clips.items()},
            }
            for row in rows
        ],
    }


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 6)


def told_as_table(rows: Sequence[Row]) -> Table:
    """The means, a row for each driver."""
    columns = [f.name for f in fields(Fit)]
    return table(
        "drivers beside the truth",
        ["driver", *columns, "training, min"],
        {row.driver: [*(getattr(row.mean, name) for name in columns), row.minutes] for row in rows},
    )


def lines_of(rows: Sequence[Row]) -> Iterator[str]:
    """The table as Markdown."""
    columns = [f.name for f in fields(Fit)]
    yield f"| driver | {' | '.join(columns)} | training, min |"
    yield "|---" * (len(columns) + 2) + "|"
    for row in rows:
        values = [*(getattr(row.mean, name) for name in columns), row.minutes]
        yield f"| {row.driver} | {' | '.join('–' if np.isnan(v) else f'{v:.3g}' for v in values)} |"
