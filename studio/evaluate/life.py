"""How alive a speaking face is: how far and how fast head, gaze, brows and mouth move, beside real speakers.

python -m studio.evaluate.life --data FOLDER --out FOLDER

Ranges are from the 5th to the 95th percentile of a clip, velocities the 75th percentile. The clips of real
people are tracked; the driver's curves are measured as they are, and tracked again from rendered portraits.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
from rich.table import Table

from studio.core.face import Performance
from studio.core.manner import CALM, LIVELY, Manner
from studio.engine import providers
from studio.engine.portrait import open_source
from studio.engine.progress import unheard
from studio.engine.speaking.figures import life, talking
from studio.engine.speaking.manner import in_manner
from studio.engine.speaking.rule_driver import RuleDriver
from studio.engine.subject import STILL_RATE
from studio.engine.tracking.performance import track_performance
from studio.engine.tracking.port import FaceChoice
from studio.evaluate.report import Claim, Study, tell
from studio.files.sound import read_sound

SENTENCES: Final = (
    "We had hoped to find the old mill before the rain came down, but nobody in the village knew the road.",
    "You are not going to believe this. The train left four minutes early, and I was standing on the bridge!",
    "Every morning my father opened the window, looked at the sea, and told us what the day would bring.",
    "Is that really what you want? Think about it for a moment, and then tell me what you would do.",
    "The first thing that I learned about bread is that it takes its time. The second is that it pays.",
    "People ask me whether I was afraid. Of course I was. But there was no other way across the river.",
)
QUARTILES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType({
    "yaw range, °": (6.8, 17.0),
    "yaw velocity, °/s": (9.6, 21.4),
    "pitch range, °": (6.4, 15.9),
    "pitch velocity, °/s": (13.5, 25.4),
    "roll range, °": (4.0, 13.3),
    "roll velocity, °/s": (4.8, 10.1),
    "gaze range, °": (10.5, 18.2),
    "brow raise range": (0.178, 0.451),
    "smile, mean": (0.12, 0.22),
    "smile range": (0.35, 0.58),
    "jawOpen, 95 %": (0.36, 0.42),
    "jawOpen velocity, 1/s": (1.2, 1.67),
    "blinks a second": (0.12, 0.68),
    "left–right difference": (0.082, 0.167),
    "head velocity, speech over pause": (1.29, 1.68),
})  # fmt: skip
"""Lower and upper quartile of 13 clips of 5–60 s in which people speak to a camera, tracked by the studio."""
_HEARD_AT: Final = 24000


def driven(manner: Manner, sentences: Sequence[str]) -> list[dict[str, float]]:
    """The driver's own curves."""
    found = []
    for seed, sentence in enumerate(sentences):
        speech = list(providers.voice().speak(sentence, seed=seed))
        driver = RuleDriver().drive(iter(speech), STILL_RATE, seed)
        performance = in_manner(Performance.joined(driver, STILL_RATE), manner)
        sound = np.concatenate([piece.samples for piece in speech])
        heard = talking(sound, speech[0].sample_rate, len(performance), float(STILL_RATE))
        found.append(life(performance, heard))
    return found


def rendered(portrait: Path, out: Path, sentences: Sequence[str]) -> list[dict[str, float]]:
    """What a tracker sees in the videos of a portrait that says them."""
    found = []
    for seed, sentence in enumerate(sentences):
        place = out / f"{portrait.stem}-{seed}.mp4"
        words = ["animate", str(portrait), "--text", sentence, "--seed", str(seed), "--quality", "draft"]
        command = [sys.executable, "-m", "studio", *words, "--output", str(place), "--force", "--json"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        found.append(tracked(place))
    return found


def tracked(video: Path) -> dict[str, float]:
    """The figures of a video of somebody who speaks."""
    seen = track_performance(open_source(video), providers.tracker(), FaceChoice(), unheard)
    sound = read_sound(video, _HEARD_AT)
    mono = sound.samples if sound.samples.ndim == 1 else sound.samples.mean(1)
    return life(seen, talking(mono, sound.rate, len(seen), float(seen.rate)))


def main() -> None:
    study = Study.read(__doc__ or "")
    said = SENTENCES[: study.limit]
    rows = {
        "lively": driven(Manner(LIVELY), said),
        "calm": driven(Manner(CALM), said),
        "people": [tracked(clip) for clip in study.files("eval/talk/*.mp4")],
    }
    for portrait in study.files("eval/portraits_vexpress/*.jpg")[:3]:
        rows[portrait.stem] = rendered(portrait, study.out, said)
    medians = {who: _medians(found) for who, found in rows.items()}
    table = Table("median of the clips", "real: quartiles", *medians, title="Life")
    claims = []
    for name, (low, high) in QUARTILES.items():
        table.add_row(name, f"{low:g}–{high:g}", *(f"{found[name]:.3g}" for found in medians.values()))
        lively, calm = medians["lively"][name], medians["calm"][name]
        claims.append(Claim(f"{name}: {low:g}–{high:g}", f"{lively:.3g}", low <= lively <= high))
        if "jaw" not in name and "over" not in name and "blinks" not in name:
            claims.append(Claim(f"{name}: less when calm", f"{calm:.3g}", calm < lively))
    tell(study, "life", [table], claims, medians)


def _medians(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: float(np.median([row[name] for row in found if name in row])) for name in QUARTILES}


if __name__ == "__main__":
    main()
