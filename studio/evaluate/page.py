"""What ``videos`` found as one page of HTML: tables, strips, curves of sync; no other file is needed."""

import base64
from collections.abc import Iterable, Iterator
from html import escape
from string import Template
from typing import Final

import cv2
import numpy as np

from studio.core.source import Pixels
from studio.engine.lip_sync_scorer import FARTHEST, SHIFTS, Sync
from studio.evaluate.life import QUARTILES
from studio.evaluate.videos import Found, Talk, figure_of, told_of

_PAGE: Final = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Talking videos</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 1360px; padding: 0 1em;
    color: #222; }
table { border-collapse: collapse; margin: 1em 0; } td, th { padding: .2em .8em; text-align: right; }
td:first-child, th:first-child { text-align: left; } tr:nth-child(even) { background: #f4f4f4; }
.out { color: #b03000; } .clip { margin: 2em 0; } h2 { margin: 2em 0 0; font-size: 1.2em; }
.clip h3 { margin: 0 0 .3em; font-size: 1em; } img { display: block; max-width: 100%; }
svg { vertical-align: top; } .note { color: #666; }
</style></head><body>
<h1>Talking videos</h1>
<p>$clips clips of $folder. Red: outside the middle half of real speakers. $proof</p>
<h2>Medians of the groups</h2>$medians
<h2>In time with the sound, and what must not be</h2>$controls
<p class="note">Frames are 1/25 s; above 0 the mouth comes late. Shuffled: the sound of another part of the
clip. Frozen: a mouth that stays. Late: the mouth delayed by five frames. Not told: no more than chance.</p>
<h2>Strips</h2>$strips
$left_out</body></html>
""")
_CLIP: Final = Template("""<div class="clip"><h3>$name</h3><p class="note">$about</p>
<img alt="ten moments of $name" src="data:image/jpeg;base64,$picture">$curve</div>
""")
_CURVE: Final = Template("""<svg width="320" height="90" viewBox="0 0 320 90" role="img"
    aria-label="sync by shift">
<line x1="160" x2="160" y1="0" y2="90" stroke="#ccc"/>$lines</svg>
""")
_COLOURS: Final = {"own": "#0060b0", "shuffled": "#bbb", "frozen": "#e0b000", "late": "#b03000"}
_HALF: Final = 0.4
"""Likeness from the middle of a curve's picture to its edge."""
_QUALITY: Final = 88


def page_of(found: Found) -> str:
    """The page."""
    proof = found.scorer.proof
    told = f"The scorer finds the time of {proof.accuracy:.0%} of the stretches of people unknown to it"
    return _PAGE.substitute(
        clips=len(found.talks),
        folder=escape(str(found.folder)),
        proof=f"{told} (a guess: {proof.chance:.0%})."
        if proof.is_good
        else "The scorer guesses: no sync is told.",
        medians=_medians(found),
        controls=_controls(found),
        strips="".join(map(_strip, found.talks)),
        left_out="".join(
            f"<p>Left out: {escape(name)}: {escape(why)}</p>" for name, why in found.left_out.items()
        ),
    )


def _medians(found: Found) -> str:
    medians = found.medians
    names = list(next(iter(medians.values())))
    rows = ([escape(name), *(_figure(name, row[name]) for row in medians.values())] for name in names)
    return _table(["", *(escape(group or ".") for group in medians)], rows)


def _figure(name: str, value: float) -> str:
    low, high = QUARTILES.get(name, (-np.inf, np.inf))
    told = figure_of(value)
    return told if np.isnan(value) or low <= value <= high else f'<span class="out">{told}</span>'


def _controls(found: Found) -> str:
    rows = (
        [
            escape(talk.name),
            *(told_of(getattr(talk.sync, name), told) for name, told in talk.sync.told.items()),
        ]
        for talk in found.talks
    )
    return _table(["clip", "as it is", "shuffled", "frozen", "late"], rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return "".join(["<table>", _row("th", head), *(_row("td", row) for row in rows), "</table>"])


def _row(cell: str, values: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{cell}>{value}</{cell}>' for value in values)}</tr>"


def _strip(talk: Talk) -> str:
    unseen = f", no face in {talk.unseen:.0%} of the frames" if talk.unseen else ""
    return _CLIP.substitute(
        name=escape(talk.name),
        about=f"{talk.seconds:.1f} s, {escape(talk.rate)} fps{unseen}",
        picture=base64.b64encode(_jpeg(talk.strip)).decode("ascii"),
        curve=_CURVE.substitute(lines="".join(_lines(talk))),
    )


def _lines(talk: Talk) -> Iterator[str]:
    for name, colour in _COLOURS.items():
        sync: Sync = getattr(talk.sync, name)
        xs = 160 + SHIFTS * (150 / FARTHEST)
        ys = 45 - sync.curve.clip(-_HALF, _HALF) * (45 / _HALF)
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def _jpeg(pixels: Pixels) -> bytes:
    swapped = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", swapped, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()
