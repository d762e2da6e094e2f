"""Asks: the command line. Each command reads what a person typed, runs one flow and tells what came of it.

What a command needs is imported when it runs: this is the one file that may do so, and it is why
``galatea --help`` answers at once. Progress and errors go to stderr, results to stdout.
"""

import codecs
import errno
import io
import json
import os
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, Final, Literal, NoReturn, cast

import typer

from studio import __version__
from studio.core.errors import OutputExists, OutputUnwritable, StudioError, UsageError, memory_short, words_of
from studio.core.numbers import Bounds, shortened

_STOPPED: Final = 130
_ENDED: Final = 143
_UNEXPECTED: Final = 70
_HEAD: Final = ("yaw", "pitch", "roll", "x", "y", "z")

_SPEED: Final = Bounds("--speed", 0.5, 2.0, "1.25")
_SEED: Final = Bounds("--seed", 0, 999_999_999)
_TRACK: Final = Bounds("--track", 0, 999)
_STRENGTH: Final = Bounds("--strength", 0, 1, "0.5")
_DUCK: Final = Bounds("--duck", 0, 1, "0.125")
_FOLDS: Final = Bounds("--folds", 0, 1, "0.5")
_RATE: Final = Bounds("--fps", 1, 240, "25 or 30000/1001")
_FROM, _TO, _FRAME = (Bounds(name, 0, 1_000_000, "2.5") for name in ("--from", "--to", "--frame"))
"""Seconds: eleven days are longer than anything that is drawn."""

_PLAIN: Final = {
    "✓": "+", "✗": "x", "–": "-", "—": "-", "×": "x", "→": "->", "…": "...", "“": '"', "”": '"', "‘": "'",
    "’": "'", "°": " deg", "·": "-",
}  # fmt: skip
"""What stands for a sign where a terminal, or the file that it is led to, has no letter for it."""

_WHAT: Final = "What it performs (one of these)"
_HOW: Final = "How it speaks and moves"
_VIDEO: Final = "The video"

app = typer.Typer(
    name="galatea",
    help="A portrait, moved by named facial action units, text or sound.",
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
)
models_app = typer.Typer(help="What the studio has learned: list it, install it, check it.")
app.add_typer(models_app, name="models")
corpus_app = typer.Typer(help="Clips of somebody who speaks, made into what a driver learns from.")
app.add_typer(corpus_app, name="corpus")
manner_app = typer.Typer(help="How somebody moves while speaking, as a file.")
app.add_typer(manner_app, name="manner")
evaluate_app = typer.Typer(help="Measures, beside the truth.")
app.add_typer(evaluate_app, name="evaluate")

Portrait = Annotated[Path, typer.Argument(metavar="PORTRAIT", help="A photograph or painting with a face.")]
Force = Annotated[bool, typer.Option("--force", "-f", help="Replace a file that is there already.")]
Json = Annotated[bool, typer.Option("--json", help="Tell the result as JSON.")]
Face = Annotated[
    str,
    typer.Option(
        metavar="largest|N|X,Y", help="Which face: the largest, the N-th from the left (from 0), or at X,Y."
    ),
]
QualityOption = Annotated[
    Literal["draft", "full"], typer.Option(help="draft is quicker; its folds are coarser.")
]
RendererOption = Annotated[str, typer.Option("--renderer", metavar="NAME", help="Who draws.")]
FinishOption = Annotated[
    str,
    typer.Option("--finish", metavar="STEPS", help="contrast, denoise, sharpen: done to finished pictures."),
]
FoldsOption = Annotated[
    float,
    typer.Option(
        "--folds",
        metavar="NUMBER",
        help="How deep a frown furrows and raised brows line the skin: 1 is full, 0 smooth.",
        parser=_FOLDS.real,
    ),
]
Tracking = Annotated[str, typer.Option("--tracker", metavar="NAME", help="Who finds faces.")]

TextOption = Annotated[
    str | None,
    typer.Option(
        "--text", "-t", metavar="TEXT", help="A text; \\[AU12=2]so\\[/] smiles.", rich_help_panel=_WHAT
    ),
]
Transcript = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Its words, as text, SRT or WebVTT: the lips become exact.",
        rich_help_panel=_WHAT,
    ),
]
SoundTrack = Annotated[
    int,
    typer.Option(
        "--track",
        metavar="N",
        help="Which sound of the recording or video; 0 takes the one flagged default, or with a voice.",
        rich_help_panel=_WHAT,
        parser=_TRACK.whole,
    ),
]
Voice = Annotated[str, typer.Option(metavar="NAME", help="Who speaks the text.", rich_help_panel=_HOW)]
Speed = Annotated[
    float,
    typer.Option(metavar="NUMBER", help="How fast, 0.5 to 2.", rich_help_panel=_HOW, parser=_SPEED.real),
]
DriverOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="Who moves the face to the speech; or mouth=NAME,face=NAME,head=NAME.",
        rich_help_panel=_HOW,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER",
        help="Another one moves head and lids otherwise; without it, picture and speech decide.",
        rich_help_panel=_HOW,
        parser=_SEED.whole,
    ),
]
Liveliness = Annotated[
    str,
    typer.Option(
        metavar="calm|natural|lively|NUMBER",
        help="How much head, eyes, brows and smiles move; lively is 1.",
        rich_help_panel=_HOW,
    ),
]
MannerOption = Annotated[
    str,
    typer.Option(
        "--manner",
        metavar="NAME|FILE",
        help="Whose habits head, eyes, brows and smiles have: calm, newsreader, lively, warm, or a file.",
        rich_help_panel=_HOW,
    ),
]
Without = Annotated[
    str,
    typer.Option(
        metavar="PARTS",
        help="What stays still beside the lips: head, gaze, blinks, brows, smile, breath.",
        rich_help_panel=_HOW,
    ),
]
LifeOption = Annotated[
    str,
    typer.Option(
        "--life",
        metavar="PART:AMOUNT",
        help="How much of a part is shown, from 0 to 1: head:0.5,smile:0.3.",
        rich_help_panel=_HOW,
    ),
]
Mood = Annotated[
    str,
    typer.Option(
        metavar="NAME[:STRENGTH]",
        help="happy, sad, surprised, afraid, angry, disgusted, contemptuous, thoughtful; happy:0.5 is half.",
        rich_help_panel=_HOW,
    ),
]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Tell the version and end.")] = False,
) -> None:
    if version:
        print(f"galatea {__version__}")
        raise typer.Exit


# Commands --------------------------------------------------------------------------------------------


@app.command()
def animate(
    portrait: Annotated[
        Path, typer.Argument(metavar="PORTRAIT", help="A photograph, a painting or a video with a face.")
    ],
    text: TextOption = None,
    text_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A text in a file; - is standard input.", rich_help_panel=_WHAT),
    ] = None,
    audio: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A recording of a voice.", rich_help_panel=_WHAT)
    ] = None,
    transcript: Transcript = None,
    sound_track: SoundTrack = 0,
    performance: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What ‘galatea track’ has written, or a video; beside speech it moves all but the lips.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    same_person: Annotated[
        bool,
        typer.Option(
            "--same-person",
            help="It shows the portrait's own person, and so tells how their face rests.",
            rich_help_panel=_WHAT,
        ),
    ] = False,
    voice: Voice = "hibari",
    speed: Speed = 1.0,
    driver: DriverOption = "rule",
    seed: Seed = None,
    manner: MannerOption = "",
    liveliness: Liveliness = "lively",
    mood: Mood = "",
    without: Without = "",
    life: LifeOption = "",
    moves: Annotated[
        str,
        typer.Option(
            metavar="PARTS",
            help="What a performance moves in a video, or beside speech: mouth,face,head.",
            rich_help_panel=_HOW,
        ),
    ] = "mouth,face,head",
    reach: Annotated[
        str,
        typer.Option(
            metavar="NUMBER",
            help="How far a performance may carry the head; 1: as far as the picture bears.",
            rich_help_panel=_HOW,
        ),
    ] = "1",
    face: Face = "largest",
    renderer: RendererOption = "rig",
    finish: FinishOption = "none",
    folds: FoldsOption = 1.0,
    tracker: Tracking = "landmarker",
    quality: QualityOption = "full",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="If not NAME-speaks.mp4.", rich_help_panel=_VIDEO
        ),
    ] = None,
    size: Annotated[
        str,
        typer.Option(
            metavar="SIZE",
            help="auto: up to 1080p; full, half, 720p, 1280x720, a width.",
            rich_help_panel=_VIDEO,
        ),
    ] = "auto",
    fps: Annotated[
        str | None, typer.Option(metavar="RATE", help="As 25 or 30000/1001.", rich_help_panel=_VIDEO)
    ] = None,
    preset: Annotated[
        Literal["web", "png", "jpeg", "tiff", "prores4444", "vp9alpha", "gif"] | None,
        typer.Option(
            metavar="NAME",
            help="web, png, jpeg, tiff, prores4444, vp9alpha or gif, if not as the name ends.",
            rich_help_panel=_VIDEO,
        ),
    ] = None,
    hardware: Annotated[
        bool, typer.Option("--hardware", help="Let the graphics card encode H.264.", rich_help_panel=_VIDEO)
    ] = False,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Let a portrait speak a text, a recording or a performance."""
    said = sum(item is not None for item in (text, text_file, audio))
    if said > 1 or (not said and performance is None):
        raise UsageError(
            "What should the portrait do? Give one of --text, --text-file, --audio and --performance.",
            f'For example: galatea animate {portrait.name} --text "Good morning!" '
            "A performance may stand beside one of the others: then the lips go by what is said.",
        )
    if transcript is not None and audio is None:
        raise UsageError("A transcript belongs to a recording.", "Give the recording with --audio.")
    place = output or portrait.parent / f"{portrait.stem}-speaks.mp4"
    replacing = _free_place(place, force, as_json, portrait)

    from studio.app import animating, speaking
    from studio.app.orders import Order, SizeWish
    from studio.core.finish import Finish
    from studio.core.life import Life
    from studio.core.manner import Manner
    from studio.core.project import Drivers, SpeakingSettings
    from studio.files.encoding import preset_for, refuse_ending

    kind = preset or preset_for(place)
    refuse_ending(place, kind)
    words, cues = ("", ()) if transcript is None else _read_transcript(transcript)
    wanted = animating.Wanted(
        text=text if text_file is None else _read_text(text_file),
        audio=audio,
        transcript=words,
        cues=cues,
        track=sound_track,
        performance=performance,
        same_person=same_person,
        life=Life.read(without, life),
        moves=_portions(moves),
        reach=_reach(reach),
        folds=folds,
        speaking=SpeakingSettings(
            voice, Drivers.read(driver), speed, seed, Manner.read(liveliness, mood, manner)
        ),
        rate=_frame_rate(fps),
        face=_face(face),
        renderer=renderer,
        finish=Finish.read(finish),
        tracker=tracker,
    )
    order = Order(place, kind, quality, SizeWish.read(size), "whole", force=replacing, hardware=hardware)
    began = time.monotonic()
    with _progress(f"Animating {portrait.name}", as_json) as progress:
        done = animating.animate(portrait, wanted, order, progress)
    made, by_ear = done.written, done.by_ear
    length, size_made = float(made.plan.length), made.plan.size
    _result(
        as_json,
        {
            "output": str(made.path),
            "frames": made.frames,
            "fps": str(made.plan.rate),
            "size": list(size_made),
            "seconds": round(length, 3),
            "by_ear": [[float(part.start), float(part.end)] for part in by_ear],
            "left_out": list(done.left_out),
            "seed": done.seed,
            "went_on_from": made.resumed,
            "checked": list(made.told),
            "told": [done.doubt] if done.doubt else [],
            "took": round(time.monotonic() - began, 2),
        },
        [
            f"{made.path}  ({length:.1f} s, {size_made[0]}×{size_made[1]}, {float(made.plan.rate):g} fps)",
            *(f"  {sentence}" for sentence in made.told[1:]),
            *_by_ear_lines(by_ear if transcript else ()),
            *(f"  {told}" for told in filter(None, [speaking.words_left_out(done.left_out), done.doubt])),
        ],
    )


@app.command()
def dub(
    video: Annotated[Path, typer.Argument(metavar="VIDEO", help="A video with a face.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=".mp4, .m4v, .mov or .mkv.")],
    audio: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A recording of the line; with --cues, the folder of recordings.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option("--text", "-t", metavar="TEXT", help="A line that a voice says.", rich_help_panel=_WHAT),
    ] = None,
    cues: Annotated[
        Path | None,
        typer.Option(
            metavar="SHEET",
            help="Many lines: CSV or ADR list with start, end, audio, text, speaker, face; or SRT.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="MOMENT", help="Where it begins: 6.0, 1:02.5 or 00:01:02:12.", rich_help_panel=_WHAT
        ),
    ] = None,
    span: Annotated[
        str | None,
        typer.Option(
            "--range", metavar="FROM-TO", help="As 6-13: nothing outside changes.", rich_help_panel=_WHAT
        ),
    ] = None,
    transcript: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The words of --audio: text, SRT, WebVTT.", rich_help_panel=_WHAT),
    ] = None,
    starts_at: Annotated[
        str,
        typer.Option(metavar="TIMECODE", help="Of the sheet at the first picture, as 01:00:00:00."),
    ] = "0",
    sound_track: Annotated[
        int,
        typer.Option(
            "--track",
            metavar="N",
            min=0,
            help="Which sound of the video a line goes into; the others stay.",
            rich_help_panel=_HOW,
        ),
    ] = 0,
    face: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FACE | NAME=FACE",
            help="Who says it: largest, N from the left, X,Y; ANNA=0 for a speaker. Repeat.",
            rich_help_panel=_HOW,
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="No original sound under a line.", rich_help_panel=_HOW),
    ] = False,
    duck: Annotated[
        float,
        typer.Option(
            metavar="NUMBER",
            help="What is left of the original sound under a line, 0 to 1.",
            parser=_DUCK.real,
            rich_help_panel=_HOW,
        ),
    ] = 0.125,
    voice: Annotated[
        str, typer.Option(metavar="NAME", help="Who speaks a text.", rich_help_panel=_HOW)
    ] = "hibari",
    speed: Annotated[
        float,
        typer.Option(metavar="NUMBER", help="How fast, 0.5 to 2.", rich_help_panel=_HOW, parser=_SPEED.real),
    ] = 1.0,
    driver: Annotated[
        str, typer.Option(metavar="NAME", help="Who moves the mouth.", rich_help_panel=_HOW)
    ] = "rule",
    seed: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Of the driver.", rich_help_panel=_HOW, parser=_SEED.whole),
    ] = None,
    renderer: RendererOption = "rig",
    tracker: Tracking = "landmarker",
    quality: QualityOption = "full",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Dub lines into ranges of a video; all else stays as it is, packet by packet where a cut can be made."""
    given = sum(item is not None for item in (audio if cues is None else None, text, cues))
    if given != 1:
        raise UsageError(
            "Which line is dubbed? Give one of --audio, --text and --cues.",
            f"For example: galatea dub {video.name} --audio line.wav --at 6.0 -o out.mp4",
        )
    if cues is not None and (at is not None or span is not None):
        raise UsageError("A sheet tells where its lines go.", "Leave out --at and --range.")
    if cues is None and (at is None) == (span is None):
        raise UsageError(
            "Where does the line go? Give one of --at and --range.", "As --at 6.0 or --range 6-13."
        )
    if transcript is not None and (audio is None or cues is not None):
        raise UsageError("A transcript belongs to a recording.", "Give the recording with --audio.")
    replacing = _free_place(output, force, as_json, video)

    from studio.app import dubbing, speaking
    from studio.core.project import Drivers, SpeakingSettings

    settings = dubbing.DubSettings(
        left=0.0 if replace else duck, track=sound_track,
        speaking=SpeakingSettings(voice, Drivers.read(driver), speed, seed),
        renderer=renderer, tracker=tracker, quality=quality, force=replacing,
    )  # fmt: skip
    common, speakers = _faces_of(face or [])
    if cues is None:
        where = _where(video, at, span)
        words, timed = ("", ()) if transcript is None else _read_transcript(transcript)
        lines = [dubbing.DubCue(*where, audio, text or words, timed, common, "The line")]
    else:
        lines = _cues_of(video, cues, audio, starts_at, common, speakers)
    began = time.monotonic()
    with _progress(f"Dubbing {video.name}", as_json) as progress:
        done = dubbing.dub(video, lines, settings, output, progress)
    facts = {
        "output": str(done.path), "frames": done.frames, "drawn": done.drawn, "encoded": done.encoded,
        "went_on_from": done.resumed, "without_a_face": done.unseen, "told": list(done.told),
        "lines": [_dubbed_facts(line) for line in done.lines], "took": round(time.monotonic() - began, 2),
    }  # fmt: skip
    told = [f"{done.path}  ({done.frames} frames, {done.encoded} of them encoded anew)"]
    told += [f"  {_dubbed_line(line)}" for line in done.lines]
    told += [f"  {sentence}" for sentence in done.told]
    told += [f"  {each}" for line in done.lines if (each := speaking.words_left_out(line.left_out))]
    if done.unseen:
        told.append(f"  {done.unseen} frames show no whole face and stay as they are.")
    _result(as_json, facts, told)


def _dubbed_facts(line: Any) -> dict[str, Any]:
    leak = line.leak
    return {
        "name": line.name,
        "sound": [round(float(line.sounds.start), 3), round(float(line.sounds.end), 3)],
        "mouth": [round(float(line.shows.start), 3), round(float(line.shows.end), 3)],
        "by_ear": [[float(part.start), float(part.end)] for part in line.by_ear],
        "left_out": list(line.left_out),
        "lip_leak": None
        if leak is None
        else {
            "leak": _rounded(leak.leak), "share": _rounded(leak.share), "by_chance": _rounded(leak.control),
            "follows_the_line": _rounded(leak.follows), "frames": leak.frames,
        },
    }  # fmt: skip


def _dubbed_line(line: Any) -> str:
    where, leak = f"{line.name}: {float(line.sounds.start):.2f}–{float(line.sounds.end):.2f} s", line.leak
    if leak is None:
        return f"{where}, too short to tell how much of the old mouth shows"
    if leak.leak is None:
        return f"{where}, the actor's own mouth was still, so nothing of it can show"
    return (
        f"{where}, LipLeak {leak.leak:.2f} (the source itself has 1, chance up to {leak.control:.2f}); "
        f"the lips follow the line by {leak.follows:.2f}"
    )


@app.command()
def edit(
    portrait: Portrait,
    settings: Annotated[
        list[str],
        typer.Option("--set", "-s", metavar="NAME=VALUE", help="AU12=3 sets, AU12+=1 adds. Repeat for more."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="PNG, TIFF, JPEG or WebP.")],
    renderer: RendererOption = "rig",
    folds: FoldsOption = 1.0,
    tracker: Tracking = "landmarker",
    quality: QualityOption = "full",
    face: Face = "largest",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Change an expression: units of any vocabulary, yaw, pitch, roll, gaze_yaw and gaze_pitch."""
    replacing = _free_place(output, force, as_json, portrait)

    from studio.engine import edit as flow
    from studio.engine.progress import share
    from studio.files.pictures import refuse_ending, write_picture

    refuse_ending(output)
    _refuse_unknown(renderer=renderer, tracker=tracker)
    chosen = [flow.Setting.read(text) for text in settings]
    with _progress(f"Editing {portrait.name}", as_json) as progress:
        ready, icc = _picture_with_face(portrait, renderer, tracker, face, share(progress, 0.0, 0.6))
        made = flow.edit(ready, chosen, quality, share(progress, 0.6, 1.0), folds)
        write_picture(output, made.pixels, icc=icc, force=replacing)
    _result(
        as_json,
        {"output": str(output), "before": _state_facts(made.before), "after": _state_facts(made.after)},
        [str(output)],
    )


Share = Annotated[
    float | None, typer.Option(metavar="NUMBER", help="Of this part alone, 0 to 1.", parser=_STRENGTH.real)
]


@app.command()
def neutralise(
    portrait: Annotated[
        Path, typer.Argument(metavar="PORTRAIT | FOLDER", help="A picture with a face, or a folder of them.")
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE | FOLDER", help="PNG, TIFF, JPEG, WebP; or a folder."),
    ],
    strength: Annotated[
        float,
        typer.Option(
            metavar="NUMBER",
            help="0 leaves the expression, 1 takes all of it away.",
            parser=_STRENGTH.real,
        ),
    ] = 1.0,
    only: Annotated[
        str | None, typer.Option(metavar="REGIONS", help="Of brow, eye, cheek, nose, mouth: as mouth,brows.")
    ] = None,
    mouth: Share = None,
    brows: Share = None,
    eyes: Share = None,
    cheeks: Share = None,
    nose: Share = None,
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV", help="Strengths by picture of a folder: picture,strength,mouth,brows,eyes,…"
        ),
    ] = None,
    renderer: RendererOption = "rig",
    tracker: Tracking = "landmarker",
    quality: QualityOption = "full",
    face: Face = "largest",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Bring an expression to rest, and tell how well that went; of a folder, all portraits in it."""
    parts = {"mouth": mouth, "brows": brows, "eyes": eyes, "cheeks": cheeks, "nose": nose}
    own = {name: value for name, value in parts.items() if value is not None}
    if portrait.is_dir():
        _neutralise_folder(
            portrait,
            output,
            (strength, only, own),
            settings,
            (renderer, tracker, quality, face),
            force,
            as_json,
        )
        return
    if settings is not None:
        raise UsageError("Settings by picture belong to a folder.", "Give a folder, or leave out --settings.")
    replacing = _free_place(output, force, as_json, portrait)

    from studio.engine import edit as flow
    from studio.engine import providers
    from studio.engine.progress import share
    from studio.files.pictures import refuse_ending, write_picture

    refuse_ending(output)
    _refuse_unknown(renderer=renderer, tracker=tracker)
    regions = frozenset(flow.REGIONS) if only is None else flow.read_regions(only)
    with _progress(f"Neutralising {portrait.name}", as_json) as progress:
        ready, icc = _picture_with_face(portrait, renderer, tracker, face, share(progress, 0.0, 0.4))
        made = flow.neutralise(
            ready, providers.tracker(tracker), strength=strength, regions=regions,
            own={region: value for name, value in own.items() for region in flow.group_of(name)},
            quality=quality, progress=share(progress, 0.4, 1.0),
        )  # fmt: skip
        write_picture(output, made.pixels, icc=icc, force=replacing)
    units = made.units()
    facts = {
        "output": str(output),
        "units": {name: {"before": _rounded(a), "after": _rounded(b)} for name, (a, b) in units.items()},
        "residual": _rounded(made.residual),
        "identity": _rounded(made.identity),
        "outside": made.outside,
    }
    _result(as_json, facts, [str(output), *_neutral_lines(units, made.identity, made.outside)])


def _neutralise_folder(
    folder: Path,
    output: Path,
    strengths: tuple[float, str | None, Mapping[str, float]],
    settings: Path | None,
    drawn: tuple[str, str, Any, str],
    force: bool,
    as_json: bool,
) -> None:
    """All portraits of a folder; what an earlier run has done is not done again."""
    if not output.absolute().parent.is_dir():
        raise OutputUnwritable(
            f"There is no folder {output.parent}.", "Make it first, or give another place."
        )
    if output.exists() and not output.is_dir():
        raise OutputUnwritable(f"{output} is a file.", "A folder's results go into a folder: give its name.")

    from studio.app import batch
    from studio.engine import edit as flow

    strength, only, own = strengths
    renderer, tracker, quality, face = drawn
    regions = frozenset(flow.REGIONS) if only is None else flow.read_regions(only)
    by_picture = {} if settings is None else batch.read_settings(settings)
    wanted = batch.BatchSettings(
        batch.Strengths(strength, regions, dict(own)), _face(face), by_picture, renderer, tracker, quality,
        force,
    )  # fmt: skip
    with _progress(f"Neutralising {folder}", as_json) as progress:
        done = batch.neutralise_folder(folder, output, wanted, progress)
    cells = [dict(row.cells) for row in done.rows]
    good = sum(row.is_good for row in done.rows)
    facts = {
        "output": str(done.folder), "table": str(done.table), "sheets": [str(path) for path in done.sheets],
        "pictures": cells, "kept": done.kept, "good": good,
    }  # fmt: skip
    told = [f"{done.folder}  ({len(cells)} pictures, {good} good, {done.kept} were done before)"]
    told += [f"  {row['picture']}: {row['verdict']}. {row['what to do']}" for row in cells]
    told += [f"  {path}" for path in (done.table, *done.sheets)]
    _result(as_json, facts, told)


@app.command()
def track(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A video, or a picture, with a face.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help=".csv (OpenFace's columns) or .json (ours)."),
    ],
    tracker: Tracking = "landmarker",
    face: Face = "largest",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Read a performance from a video; ‘animate --performance’ plays it on any portrait."""
    replacing = _free_place(output, force, as_json, source)

    from studio.engine import providers
    from studio.engine.portrait import open_source
    from studio.engine.tracking.performance import track_performance
    from studio.files.performances import SUFFIXES, write_performance

    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(f"A performance can't be written as {output.name}.", "End it in .csv or .json.")
    _refuse_unknown(tracker=tracker)
    choice = _face(face)
    with _progress(f"Tracking {source.name}", as_json) as progress:
        clip = open_source(source)
        seen = track_performance(clip, providers.tracker(tracker), choice, progress)
        write_performance(output, seen, force=replacing)
    missing = 0 if seen.missing is None else int(seen.missing.sum())
    facts = {"output": str(output), "frames": len(seen), "fps": str(seen.rate), "missing": missing}
    lost = f", no face in {missing} of them" if missing else ""
    _result(as_json, facts, [f"{output}  ({len(seen)} frames at {float(seen.rate):g} fps{lost})"])


@app.command()
def drive(
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help=".json (everything) or .csv (OpenFace's columns)."
        ),
    ],
    sound: Annotated[
        Path | None, typer.Argument(metavar="SOUND", help="A recording of a voice, or a video with one.")
    ] = None,
    text: TextOption = None,
    transcript: Transcript = None,
    sound_track: SoundTrack = 0,
    voice: Voice = "hibari",
    speed: Speed = 1.0,
    driver: DriverOption = "rule",
    seed: Seed = None,
    manner: MannerOption = "",
    liveliness: Liveliness = "lively",
    mood: Mood = "",
    without: Without = "",
    life: LifeOption = "",
    fps: Annotated[
        str, typer.Option(metavar="RATE", help="Of the curves: as 25 or 30000/1001.", rich_help_panel=_HOW)
    ] = "25",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Tell how a face moves to a sound or a text, as curves for other programs; no picture is needed."""
    if (sound is None) == (text is None):
        raise UsageError(
            "What should the face move to? Give either a recording or --text.",
            'For example: galatea drive voice.wav -o curves.json, or galatea drive --text "Good morning!"',
        )
    if transcript is not None and sound is None:
        raise UsageError("A transcript belongs to a recording.", "Give the recording, too.")
    replacing = _free_place(output, force, as_json, sound)

    from studio.app import speaking
    from studio.core.life import Life
    from studio.core.manner import Manner
    from studio.core.project import Drivers, SpeakingSettings
    from studio.core.timeline import PORTIONS, lived
    from studio.files.performances import SUFFIXES, write_performance

    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(f"Curves can't be written as {output.name}.", "End it in .json or .csv.")
    drivers = Drivers.read(driver)
    for portion in PORTIONS:
        _refuse_unknown(driver=drivers.of(portion))
    _refuse_unknown(**({} if text is None else {"voice": voice}))
    settings = SpeakingSettings(voice, drivers, speed, seed, Manner.read(liveliness, mood, manner))
    left = Life.read(without, life)
    words, cues = ("", ()) if transcript is None else _read_transcript(transcript)
    rate = _frame_rate(fps)
    with _progress(f"Driving by {'the text' if sound is None else sound.name}", as_json) as progress:
        if sound is None:
            spoken = speaking.say(text or "", settings, rate, progress)
        else:
            spoken = speaking.hear(sound, words, settings, rate, progress, cues, sound_track)
        made, by_ear = lived(spoken.performance, left), spoken.by_ear
        write_performance(output, made, force=replacing)
    _result(
        as_json,
        {
            "output": str(output),
            "frames": len(made),
            "fps": str(made.rate),
            "seconds": round(float(made.length), 3),
            "by_ear": [[float(part.start), float(part.end)] for part in by_ear],
            "left_out": list(spoken.left_out),
            "seed": spoken.seed,
            "told": list(spoken.told),
        },
        [
            f"{output}  ({len(made)} frames at {float(made.rate):g} fps)",
            *(f"  {sentence}" for sentence in spoken.told),
            *_by_ear_lines(by_ear if transcript else ()),
            *(f"  {told}" for told in filter(None, [speaking.words_left_out(spoken.left_out)])),
        ],
    )


@app.command()
def sheet(
    portrait: Portrait,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="PNG, JPEG, TIFF or WebP.")],
    vocabulary: Annotated[
        str,
        typer.Option(
            "--of", metavar="NAME", help="FACS_17, FACEWAREHOUSE_46, ARKIT_52, poses, visemes, emotions."
        ),
    ] = "FACS_17",
    renderer: RendererOption = "rig",
    folds: FoldsOption = 1.0,
    tracker: Tracking = "landmarker",
    quality: QualityOption = "full",
    face: Face = "largest",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Draw every unit of a vocabulary at full, as a contact sheet."""
    replacing = _free_place(output, force, as_json, portrait)

    from studio.engine import sheet as flow
    from studio.engine.portrait import opened
    from studio.engine.progress import share
    from studio.files.pictures import refuse_ending, write_picture

    flow.check_sheet(vocabulary)
    refuse_ending(output)
    _refuse_unknown(renderer=renderer, tracker=tracker)
    with _progress(f"Drawing {vocabulary} of {portrait.name}", as_json) as progress:
        ready = opened(portrait, _face(face), renderer, share(progress, 0.0, 0.1), tracker)
        pixels = flow.contact_sheet(ready, vocabulary, quality, share(progress, 0.1, 1.0), folds)
        write_picture(output, pixels, force=replacing)
    size = [pixels.shape[1], pixels.shape[0]]
    _result(as_json, {"output": str(output), "sheet": vocabulary, "size": size}, [str(output)])


@app.command()
def export(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="What the window has saved.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=".mp4, .mov, .webm, .gif, a folder of pictures, .csv, .json; with --frame a picture.",
        ),
    ],
    preset: Annotated[
        Literal["web", "png", "jpeg", "tiff", "prores4444", "vp9alpha", "gif"] | None,
        typer.Option(
            metavar="NAME", help="web, png, jpeg, tiff, prores4444, vp9alpha or gif, if not as the name ends."
        ),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            help="full, half, auto, 1080p, 1280x720 or a width; never more than the portrait.",
        ),
    ] = None,
    start: Annotated[
        Fraction | None,
        typer.Option(
            "--from",
            metavar="SECONDS",
            help="If not where the project's range begins.",
            parser=_FROM.read,
        ),
    ] = None,
    end: Annotated[
        Fraction | None,
        typer.Option(
            "--to", metavar="SECONDS", help="If not where the project's range ends.", parser=_TO.read
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="All that there is, not the project's range.")
    ] = False,
    frame: Annotated[
        Fraction | None,
        typer.Option(metavar="SECONDS", help="One picture, of this moment.", parser=_FRAME.read),
    ] = None,
    renderer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who draws, if not whom the project names.")
    ] = None,
    tracker: Tracking = "landmarker",
    quality: QualityOption = "full",
    fineness: Annotated[
        Literal["small", "usual", "best"],
        typer.Option(help="How much of the pictures H.264, VP9 and JPEG keep, and how large the file is."),
    ] = "usual",
    fps: Annotated[
        str | None, typer.Option("--fps", metavar="FPS", help="Frames a second, if not the project's.")
    ] = None,
    sound: Annotated[
        Literal["project", "original", "none"],
        typer.Option(help="What is heard: as the project sounds, the video's own sound, or nothing."),
    ] = "project",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Make a video, pictures, a still or curves of a project; after a crash the same command goes on."""
    replacing = _free_place(output, force, as_json, project)

    from studio.app import exporting
    from studio.app.orders import CURVES, Order, SizeWish
    from studio.core.time import Seconds
    from studio.engine import providers
    from studio.engine.portrait import open_source, prepared
    from studio.engine.progress import share
    from studio.engine.tracking.port import FaceChoice
    from studio.files.pictures import refuse_ending
    from studio.files.projects import locate, read_project

    kind = _kind_of(output, preset, frame)
    if kind == "still":
        refuse_ending(output)
    wish = None if size is None else SizeWish.read(size)
    _refuse_range(start, end, whole)
    _refuse_unknown(tracker=tracker, **({} if renderer is None else {"renderer": renderer}))
    content = read_project(project)
    if content.project.source is None:
        raise UsageError(f"There is no portrait in {project}.", "Open it in the window and choose one.")
    began = time.monotonic()
    with _progress(f"Exporting {project.name}", as_json) as progress:
        path = locate(content.project.source, project)
        source, painter = open_source(path), providers.renderer(renderer or content.project.renderer)
        if wish is not None and content.project.crop is None:
            wish.of(source.size)  # a face that is followed takes a while, a refusal need not
        face, finding = FaceChoice(point=content.project.face), share(progress, 0.0, 0.1)
        portrait = prepared(
            source, painter, face, finding, path=path, tracker=tracker, neutral=content.neutral
        )
        matter = exporting.matter_of(content, portrait)
        order = Order(
            output,
            kind,
            quality,
            wish,
            _range_of(start, end, whole, matter.range),
            Seconds(0) if frame is None else frame,
            replacing,
            rate=_frame_rate(fps),
            fineness=fineness,
            sound=sound,
        )
        made = exporting.export(content, portrait, order, share(progress, 0.1, 1.0))
    drawn = {} if kind in CURVES else {"size": list(made.plan.size)}
    _result(
        as_json,
        {
            "output": str(made.path),
            "kind": kind,
            "frames": made.frames,
            "fps": str(made.plan.rate),
            **drawn,
            "seconds": round(float(made.plan.length), 3),
            "went_on_from": made.resumed,
            "checked": list(made.told),
            "took": round(time.monotonic() - began, 2),
        },
        [f"{made.path}  ({made.told[0]})", *(f"  {sentence}" for sentence in made.told[1:])],
    )


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def train(
    context: typer.Context,
    network: Annotated[
        Literal["neural_lipsync", "virtual_anchor"], typer.Argument(metavar="NETWORK", help="Which driver.")
    ],
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="How yours is called: it becomes NETWORK-NAME.")
    ],
) -> None:
    """Teach a driver on people of your own: what ‘corpus build’ made goes in with --corpus.

    All that follows goes to the training itself: --minutes 50, --threads 2, --resume, --help.
    """
    from importlib import import_module

    from studio.files.places import installed_models, state_folder

    if not re.fullmatch(r"[a-z0-9_]{1,40}", name):
        raise UsageError(f"A driver can't be called {name}.", "Use small letters, figures and _.")
    own = f"{network}-{name}"
    places = ["--out", str(installed_models() / own), "--work", str(state_folder() / "training" / own)]
    sys.argv = [f"galatea train {network}", *places, *context.args]
    import_module(f"studio.train.{network}").main()


@app.command()
def studio(
    opened: Annotated[
        Path | None, typer.Argument(metavar="[PROJECT | PORTRAIT | VIDEO]", help="What to open.")
    ] = None,
    screenshot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw everything, save a picture of the window, and leave."),
    ] = None,
    light: Annotated[bool, typer.Option("--light", help="The light theme.")] = False,
    language: Annotated[str, typer.Option(metavar="CODE", help="en or zh_CN; otherwise the system's.")] = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Open the window."""
    if screenshot is not None:
        _free_place(screenshot, force, as_json, opened or Path())
    if opened is not None:
        from studio.files.reading import existing_file

        existing_file(opened)
    from studio.ui.launch import run

    code = run(opened, screenshot, light=light, language=language)
    if screenshot is not None:
        _result(as_json, {"screenshot": str(screenshot)}, [str(screenshot)])
    if code:
        raise typer.Exit(code)


@app.command()
def doctor(as_json: Json = False, force: Force = False) -> None:
    """Look at devices, codecs, models and parts: what is here, what is missing, how to get it."""
    from dataclasses import asdict

    from studio.engine.doctor import examine, is_sound

    findings = list(examine())
    sound = is_sound(findings)
    if as_json:
        _result(True, {"sound": sound, "findings": [asdict(finding) for finding in findings]}, ())
    else:
        _print_findings(findings)
    if not sound:
        raise typer.Exit(6)


@models_app.command("list")
def list_models(as_json: Json = False, force: Force = False) -> None:
    """Tell which models there are, what for, whose they are, and whether they are installed."""
    from studio.files.models import cards, is_installed, problems

    facts = [
        {
            "name": card.name,
            "title": card.title,
            "purpose": card.purpose,
            "licence": card.licence.id,
            "holder": card.licence.holder,
            "size": card.size,
            "origin": str(card.origin),
            "installed": is_installed(card.name),
        }
        for card in cards()
    ]
    lines = [
        f"{'✓' if is_installed(card.name) else '–'} {card.name:<16} {_size(card.size):>9}  "
        f"{card.licence.id:<12} {card.origin!s:<8} {card.title}"
        for card in cards()
    ]
    left_out = problems()
    lines += [f"✗ {problem}" for problem in left_out]
    _result(as_json, {"models": facts, "left out": [str(problem) for problem in left_out]}, lines)


@models_app.command("install")
def install_models(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Otherwise all that the studio needs.")
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Those for evaluation and training too, yours, and those of packages."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Fetch again what is there already.")] = False,
    as_json: Json = False,
) -> None:
    """Fetch models and check them; everything works offline afterwards. What was begun is gone on with."""
    from studio.core.errors import ModelError
    from studio.files import models

    wanted = [models.card(name) for name in names] if names else models.cards()
    if not (names or everything):
        wanted = [card for card in wanted if not (card.is_of_others or card.purpose.startswith("evaluation"))]
    placed: dict[str, list[str]] = {}
    left_out: dict[str, str] = {}
    with _progress("Installing models", as_json) as progress:
        for index, card in enumerate(wanted):

            def told(doing: str, part: float, before: int = index) -> None:
                progress((before + part) / len(wanted), doing)

            try:
                placed[card.name] = [str(path) for path in models.install(card.name, told, force=force)]
            except ModelError as error:
                if names or not (card.optional or card.is_of_others):
                    raise
                left_out[card.name] = error.message
    said = [f"✓ {name}" for name in placed]
    said += [f"– {name}, which the studio can do without: {why}" for name, why in left_out.items()]
    _result(as_json, {"installed": placed, "left out": left_out}, said)


@models_app.command("verify")
def verify_models(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Otherwise all.")] = None,
    as_json: Json = False,
    force: Force = False,
) -> None:
    """Check every installed file against its card."""
    from studio.core.errors import ModelMissing
    from studio.files.models import verify

    findings = verify(names or None)
    facts = [
        {
            "model": found.card.name,
            "file": found.file.name,
            "good": found.problem is None,
            "problem": None if found.problem is None else found.problem.message,
        }
        for found in findings
    ]
    lines = [
        f"✓ {found.card.name}: {found.file.name}"
        if found.problem is None
        else f"✗ {found.card.name}: {found.problem}"
        for found in findings
    ]
    _result(as_json, {"models": facts}, lines)
    bad = [found.problem for found in findings if found.problem is not None]
    # What was never installed is no damage, unless it was asked for by name.
    if any(names or not isinstance(problem, ModelMissing) for problem in bad):
        raise typer.Exit(4)


@corpus_app.command("build")
def build_corpus(
    clips: Annotated[
        Path,
        typer.Argument(
            metavar="CLIPS", help="A folder of videos, with words.json, .srt, .vtt or .txt beside them."
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Of the corpus.")],
    licence: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Of the clips; it goes along with what is learned.")
    ] = None,
    tracker: Tracking = "landmarker",
    driver: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Of recordings without a picture: who tells what a face does."),
    ] = None,
    transcribe: Annotated[
        bool,
        typer.Option(
            "--transcribe/--no-transcribe",
            help="Guess what nobody wrote down: better phonemes, but no words. Or phonemes by ear alone.",
        ),
    ] = True,
    as_json: Json = False,
) -> None:
    """Track, align and listen to all clips of a folder. What was begun is gone on with."""
    from studio.engine import providers
    from studio.engine.corpus.building import UNKNOWN, build_corpus
    from studio.files.places import made

    with _progress(f"Making a corpus of {clips}", as_json) as progress:
        built = build_corpus(
            clips,
            made(output),
            providers.tracker(tracker),
            licence or UNKNOWN,
            progress,
            providers.driver(driver) if driver else None,
            guessing=transcribe,
        )
    _result(
        as_json,
        {"output": str(built.folder), "clips": built.clips, "new": built.fresh, "left_out": built.left_out},
        [
            f"{built.folder}  ({built.clips} clips, {built.fresh} of them new)",
            *(f"  left out: {name}: {why}" for name, why in built.left_out.items()),
        ],
    )


@manner_app.command("learn")
def learn_manner(
    clip: Annotated[Path, typer.Argument(metavar="CLIP", help="A video of one person who speaks.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="MANNER", help="As anna.manner.json; for --manner.")
    ],
    name: Annotated[str, typer.Option(metavar="TEXT", help="What it is called; else as the file.")] = "",
    tracker: Tracking = "landmarker",
    face: Face = "largest",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Learn from a clip how somebody moves head, eyes, brows and smiles with what is said."""
    replacing = _free_place(output, force, as_json, clip)
    _refuse_unknown(tracker=tracker)

    from studio.app.manners import learn

    choice = _face(face)
    with _progress(f"Learning from {clip.name}", as_json) as progress:
        habits = learn(clip, output, tracker, choice, name, replacing, progress)
    seconds = sum(len(snippet) for snippet in habits.snippets) / 25
    _result(
        as_json,
        {
            "output": str(output), "name": habits.name, "snippets": len(habits.snippets),
            "seconds": round(seconds, 2), "measured": dict(habits.measured),
        },
        [f"{output}  ({len(habits.snippets)} snippets, {seconds:.0f} s)"],
    )  # fmt: skip


@evaluate_app.command("drive")
def evaluate_drive(
    clips: Annotated[
        Path, typer.Argument(metavar="CLIPS", help="A corpus, or a folder of videos of people who speak.")
    ],
    driver: Annotated[
        list[str],
        typer.Option(
            metavar="NAME",
            help="Whose mouth is measured; mean is one that stays. Repeat for more rows.",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="JSON with each clip's figures.")
    ] = None,
    tracker: Tracking = "landmarker",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Measure drivers beside what a tracker saw of people who speak."""
    from studio.engine.progress import share
    from studio.evaluate import drive
    from studio.files.writing import written_beside

    with _progress(f"Measuring {clips}", as_json) as progress:
        corpus = drive.corpus_in(clips, tracker, share(progress, 0.0, 0.5))
        rows = drive.measure_drivers(corpus, driver, share(progress, 0.5, 1.0))
    facts = drive.told_as_json(corpus, rows)
    if output:
        with written_beside(output, force) as part:
            part.write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")
    _result(as_json, facts, drive.lines_of(rows))


@evaluate_app.command("life")
def evaluate_life(
    portraits: Annotated[
        Path | None,
        typer.Argument(metavar="[PORTRAITS]", help="A folder of pictures to film; without it, curves alone."),
    ] = None,
    manner: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME|FILE", help="Whose habits are measured. Repeat; else all that ship."),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Only so many portraits.")] = 3,
    sentences: Annotated[int, typer.Option(metavar="N", min=1, help="Of six, in films.")] = 6,
    films: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where films are kept, and gone on from; else nowhere."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="JSON with all figures.")
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Measure how lively manners are, beside people who speak to a camera."""
    replacing = output is not None and _free_place(output, force, as_json, None)

    from tempfile import TemporaryDirectory

    from studio.evaluate import life
    from studio.files.manners import shipped
    from studio.files.pictures import is_picture
    from studio.files.places import made
    from studio.files.writing import written_beside

    found = sorted(portraits.iterdir()) if portraits is not None and portraits.is_dir() else []
    pictures = [path for path in found if path.is_file() and is_picture(path)][:limit]
    with _progress("Measuring life", as_json) as progress, TemporaryDirectory() as nowhere:
        place = Path(nowhere) if films is None else made(films)
        rows = life.measure_life(manner or shipped(), pictures, place, sentences, progress)
    facts = life.told_as_json(rows)
    if output:
        with written_beside(output, replacing) as part:
            part.write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")
    _result(as_json, facts, life.lines_of(rows))


@evaluate_app.command("videos")
def evaluate_videos(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Talking videos with sound; each folder in it is a group."),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="JSON with each clip's figures.")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option(
            "--page", metavar="FILE", help="One page of HTML, with strips, that needs nothing else."
        ),
    ] = None,
    tracker: Tracking = "landmarker",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Measure finished videos, whoever made them: in time with their sound, alive, steady, sharp."""
    replacing = {place: _free_place(place, force, as_json, None) for place in (output, page) if place}
    _refuse_unknown(tracker=tracker)

    from studio.engine import providers
    from studio.evaluate import videos
    from studio.evaluate.page import page_of
    from studio.files.writing import written_beside

    with _progress(f"Measuring {folder}", as_json) as progress:
        found = videos.measure_videos(folder, providers.tracker(tracker), progress=progress)
    facts = videos.told_as_json(found)
    if output:
        with written_beside(output, replacing[output]) as part:
            part.write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")
    if page:
        with written_beside(page, replacing[page]) as part:
            part.write_text(page_of(found), "utf-8")
    _result(as_json, facts, videos.lines_of(found))


def _picture_with_face(
    path: Path, renderer: str, tracker: str, face: str, progress: Callable[[float, str], None]
) -> tuple[Any, Any]:
    """A picture in its own depth, ready to be drawn, and its colour profile."""
    from studio.engine import providers
    from studio.engine.portrait import prepared
    from studio.files.pictures import Still, read_picture

    picture = read_picture(path)
    painter = providers.renderer(renderer)
    return prepared(Still(picture), painter, _face(face), progress, tracker=tracker), picture.icc


# What was typed --------------------------------------------------------------------------------------


def _free_place(place: Path, force: bool, as_json: bool, source: Path | None) -> bool:
    """Refuse at once what could not be written later; True if a file there may be replaced."""
    try:
        is_there, has_folder = place.exists(), place.parent.is_dir()
    except (OSError, ValueError) as error:  # a name that is too long, or no name at all
        raise OutputUnwritable(
            f"{place.name[:60]!r} can't be a file's name.", "Give a shorter one."
        ) from error
    is_source = is_there and source is not None and _is_same(place, source)
    if not has_folder:
        raise OutputUnwritable(f"There is no folder {place.parent}.", "Make it first, or give another place.")
    if is_source:
        raise UsageError("The result would replace what it is made of.", "Give another name with -o.")
    if place.is_dir():
        return force
    _refuse_unwritable(place)
    if force or not is_there:
        return force
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or as_json:
        raise OutputExists(
            f"{place} is there already.", "Use --force to replace it, or another name with -o."
        )
    if not typer.confirm(f"{place} is there already. Replace it?", err=True):
        raise OutputExists(f"{place} was left as it is.", "Give another name with -o.")
    return True


def _is_same(place: Path, source: Path) -> bool:
    try:
        return place.samefile(source)
    except (OSError, ValueError):  # there is no such source: that is told when it is opened
        return False


def _refuse_unwritable(place: Path) -> None:
    """Refuse a folder in which nothing can be written."""
    from studio.files.writing import try_place

    try_place(place)


def _face(text: str) -> Any:
    from studio.engine.tracking.port import FaceChoice

    word = text.strip().lower()
    if word == "largest":
        return FaceChoice()
    if re.fullmatch(r"[0-9]{1,4}", word):
        return FaceChoice(index=int(word))
    if match := re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*,\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)", word):
        return FaceChoice(point=(float(match[1]), float(match[2])))
    raise UsageError(
        f"“{shortened(text)}” tells no face.",
        "Write largest, a number from the left (0 is the first), or X,Y.",
    )


def _faces_of(texts: Sequence[str]) -> tuple[Any, dict[str, Any]]:
    """The face of lines of which nothing else is said, and those of speakers, in capitals."""
    common, speakers = _face("largest"), {}
    for text in texts:
        name, sign, face = text.rpartition("=")
        if sign:
            speakers[name.strip().upper()] = _face(face)
        else:
            common = _face(text)
    return common, speakers


def _where(video: Path, at: str | None, span: str | None) -> tuple[Fraction, Fraction | None]:
    """A range, or its start alone."""
    from studio.files.cue_sheets import moment
    from studio.files.video import Video

    texts = [at or ""] if span is None else span.replace("–", "-").split("-")
    rate = Video(video).rate
    try:
        moments = [moment(text, rate) for text in texts]
    except ValueError as error:
        raise UsageError(
            f"“{shortened(at or span or '')}” is no place.", f"{error}: write 6.0 or 6-13."
        ) from error
    if len(moments) != (1 if span is None else 2) or (span is not None and moments[0] >= moments[1]):
        raise UsageError(f"“{shortened(span or '')}” is no range.", "Write where it begins and ends: 6-13.")
    return moments[0], moments[1] if span is not None else None


def _cues_of(
    video: Path, sheet: Path, audio: Path | None, start: str, common: Any, speakers: Mapping[str, Any]
) -> list[Any]:
    """The lines of a sheet."""
    from studio.app.dubbing import DubCue
    from studio.files.cue_sheets import moment, read_cue_sheet
    from studio.files.video import Video

    rate = Video(video).rate
    try:
        begins = moment(start, rate)
    except ValueError as error:
        raise UsageError(f"“{shortened(start)}” is no timecode.", "Write 01:00:00:00.") from error
    lines = []
    for row in read_cue_sheet(sheet, rate, audio, begins):
        words, timed = (row.text, ()) if row.transcript is None else _read_transcript(row.transcript)
        face = _face(row.face) if row.face else speakers.get(row.speaker.upper(), common)
        name = f"Line {row.number} ({row.speaker})" if row.speaker else f"Line {row.number}"
        lines.append(DubCue(row.start, row.end, row.audio, words, timed, face, name))
    return lines


def _portions(text: str) -> Any:
    """``mouth,head`` as portions of a face."""
    from studio.core.timeline import PORTIONS

    words = [word.strip().lower() for word in text.split(",")]
    if not words or any(word not in PORTIONS for word in words):
        raise UsageError(
            f"“{shortened(text)}” tells no parts of a face.", f"Write one or more of {', '.join(PORTIONS)}."
        )
    return frozenset(words)


def _reach(text: str) -> float:
    from studio.core.project import FARTHEST_REACH

    return Bounds("--reach", 0, FARTHEST_REACH, "1.5").real(text)


def _frame_rate(text: str | None) -> Any:
    from studio.core.time import FrameRate

    if text is None:
        return None
    _RATE.read(text)
    return FrameRate.of(text)


def _read_text(path: Path) -> str:
    from studio.files.reading import LARGEST_TEXT, all_of, read_text, text_of

    if str(path) != "-":
        return read_text(path)
    name = "The text"
    return text_of(all_of(sys.stdin.buffer, LARGEST_TEXT, name), name)


def _read_transcript(path: Path) -> Any:
    """What is said, and of a subtitle also when."""
    from studio.files.subtitles import cues_in, is_subtitle, read_transcript

    if str(path) != "-":
        return read_transcript(path)
    text = _read_text(path)
    cues = cues_in(text) if is_subtitle(path, text) else ()
    return "\n".join(cue.text for cue in cues) or text, cues


def _kind_of(output: Path, preset: str | None, frame: Fraction | None) -> Any:
    """What is exported: as it was asked for, else as the name ends."""
    from studio.app.orders import CURVES
    from studio.files.encoding import preset_for, refuse_ending

    ending = output.suffix.lower()
    if frame is not None:
        if preset is not None:
            raise UsageError("One frame is a picture and needs no preset.", "Leave out --preset or --frame.")
        return "still"
    if preset is None and ending[1:] in CURVES:
        return ending[1:]
    if preset is None and ending in (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"):
        raise UsageError(f"{output.name} would be one picture.", "Tell its moment with --frame, in seconds.")
    kind: Any = preset or preset_for(output)
    refuse_ending(output, kind)
    return kind


def _refuse_range(start: Fraction | None, end: Fraction | None, whole: bool) -> None:
    """Refuse what no project could have."""
    if whole and not (start is None and end is None):
        raise UsageError("The whole has no --from and --to.", "Leave out --whole, or the others.")
    if start is not None and end is not None and end <= start:
        raise UsageError(f"The range ends ({float(end):g} s) before it begins.", "Give --from before --to.")


def _range_of(start: Fraction | None, end: Fraction | None, whole: bool, own: Any) -> Any:
    """The range that was asked for; where only one end was given, the other is the project's."""
    from studio.core.time import TimeRange

    if start is None and end is None:
        return "whole" if whole else "project"
    first = own.start if start is None else start
    last = own.end if end is None else end
    _refuse_range(first, last, whole)
    return TimeRange(first, last)


def _refuse_unknown(**names: str) -> None:
    """Refuse a name that no plugin offers (``renderer=…``) before anything is loaded."""
    from studio.engine import providers

    for port, name in names.items():
        providers.check(cast(Any, port), name)


# What is told ----------------------------------------------------------------------------------------


@contextmanager
def _progress(title: str, as_json: bool) -> Iterator[Callable[[float, str], None]]:
    """A bar with the time that is left at a terminal, a line for each step elsewhere, nothing with --json."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if as_json or not console.is_terminal:
        yield _unseen if as_json else _step_lines(title)
        return
    columns = (
        TextColumn("[bold]{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[doing]}"),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=1.0, doing="")
        yield lambda done, doing: bar.update(task, completed=done, doing=doing)


def _unseen(done: float, doing: str) -> None:
    pass


def _step_lines(title: str) -> Callable[[float, str], None]:
    print(f"{title} ...", file=sys.stderr)
    last = ""

    def told(done: float, doing: str) -> None:
        nonlocal last
        if doing.partition(" ")[0] != last:
            last = doing.partition(" ")[0]
            print(f"  {doing}", file=sys.stderr)

    return told


def _result(as_json: bool, facts: Mapping[str, Any], lines: Iterable[str]) -> None:
    if as_json:
        print(_as_json(facts))
    else:
        for line in lines:
            print(line)


def _as_json(facts: Mapping[str, Any]) -> str:
    """With letters as they are, or escaped where they can't be written so, such as half of a pair."""
    told = json.dumps(facts, ensure_ascii=False, indent=2)
    try:
        told.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(facts, indent=2)
    return told


def _by_ear_lines(parts: Sequence[Any]) -> Iterator[str]:
    if parts:
        places = ", ".join(f"{float(part.start):.1f}–{float(part.end):.1f} s" for part in parts[:4])
        yield f"  The transcript does not fit the recording at {places}: the lips follow the sound there."


def _state_facts(state: Any) -> dict[str, Any]:
    from studio.core.units import CHANNELS

    return {
        "channels": {name: _rounded(state[name]) for name in CHANNELS if state[name] > 0.005},
        "head": {name: _rounded(getattr(state.head, name)) for name in _HEAD},
        "gaze": {"yaw": _rounded(state.gaze.yaw), "pitch": _rounded(state.gaze.pitch)},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 3)


def _neutral_lines(
    units: Mapping[str, tuple[float, float | None]], identity: float | None, outside: int | None
) -> Iterator[str]:
    strong = [(name, a, b) for name, (a, b) in units.items() if max(a, b or 0.0) >= 0.5]
    for name, before, after in strong[:6]:
        yield f"  {name}  {before:.1f} → {'no face is seen' if after is None else f'{after:.1f}'}   (of 5)"
    if identity is None:
        yield "  identity: not measured (galatea models install sface)"
    else:
        yield f"  identity: {identity:.2f}   (1 is the same picture, above 0.5 the same person)"
    if outside is not None:
        yield f"  outside the face's region: largest difference {outside}"


def _print_findings(findings: Sequence[Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    signs = {"good": "[green]✓", "absent": "[dim]–", "broken": "[red]✗"}
    table = Table(box=None, show_header=False, pad_edge=False)
    for found in findings:
        remedy = f"\n[yellow]{_plain(found.remedy)}" if found.remedy else ""
        table.add_row(signs[found.condition], found.subject, f"{_plain(found.detail)}{remedy}")
    Console().print(table)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


# What goes wrong -------------------------------------------------------------------------------------


def _tell(error: StudioError, as_json: bool) -> int:
    """Say it calmly; give the exit code."""
    if as_json:
        facts = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
        print(_as_json({**facts, "exit_code": error.exit_code}))
        return error.exit_code
    try:
        _frame(error)
    except MemoryError:  # a frame is more than there is memory for, a sentence is not
        print(error, file=sys.stderr)
    return error.exit_code


def _frame(error: StudioError) -> None:
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    words = Text(error.message)
    if error.hint:
        words.append(f"\n{error.hint}", style="dim")
    Console(stderr=True).print(Panel(words, border_style="yellow", title="galatea", title_align="left"))


def _usage(error: typer.TyperException) -> UsageError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "galatea"
    message = getattr(error, "format_message", error.__str__)()
    return UsageError(message, f"‘{command} --help’ shows what can be given.")


class _Unexpected(StudioError):
    exit_code = _UNEXPECTED


def _logged(error: Exception) -> StudioError:
    """Write what nobody foresaw to a log, for whoever mends it; a person gets a sentence."""
    from studio.files.places import made, state_folder

    name = f"galatea-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    report = f"galatea {__version__}\n{sys.argv}\n\n{''.join(traceback.format_exception(error))}"
    try:
        path = made(state_folder() / "logs") / name
        path.write_text(report, encoding="utf-8", errors="backslashreplace")
    except (OSError, StudioError):
        where = "No log could be written."
    else:
        where = f"What happened is written down in {path}."
    return _Unexpected(
        f"Something went wrong that should not: {words_of(error)}", f"{where} Please send it to us."
    )


def _in_words(error: BaseException) -> StudioError:
    """Whatever went wrong, as something that a person can be told."""
    if isinstance(error, StudioError):
        return error
    if isinstance(error, typer.TyperException):
        return _usage(error)
    if short := memory_short(error):  # before anything is imported that would need more of it
        return short
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return OutputUnwritable("The disk is full.", "Make room, or write to another disk.")
    from studio.engine.providers import blamed

    told = blamed(error)
    return told if isinstance(told, StudioError) else _logged(told)


class _Ended(SystemExit):
    """Somebody ended the program from outside."""


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise _Ended(_ENDED)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; give its exit code. Nothing that goes wrong leaves here as an exception."""
    try:
        return app(list(arguments) or ["--help"], standalone_mode=False) or 0
    except _Ended:
        raise
    except (KeyboardInterrupt, typer.Abort):
        print("\nStopped; nothing half-made was left behind.", file=sys.stderr)
        return _STOPPED
    except BrokenPipeError:  # whoever reads us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BaseException as error:  # the last resort
        told = _in_words(error)
        if isinstance(told, _Unexpected) and os.environ.get("GALATEA_DEBUG") == "1":
            raise
    # Pictures that the error's frames held are let go of before anything more is asked for.
    told.__traceback__ = told.__cause__ = told.__context__ = None
    return _tell(told, as_json="--json" in arguments)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """For what a stream can't write: a plain sign that stands for it, or its number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    escaped = letters.encode("ascii", "backslashreplace").decode("ascii")
    return "".join(_PLAIN.get(c, "") for c in letters) or escaped, error.end


def _write_plainly() -> None:
    """Let what is told never fail for want of a letter: a terminal may be cp1252 or ASCII."""
    codecs.register_error("galatea.plain", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="galatea.plain")


def main() -> NoReturn:
    """The console script ``galatea``."""
    signal.signal(signal.SIGTERM, _end)
    _write_plainly()
    sys.exit(run(sys.argv[1:]))
