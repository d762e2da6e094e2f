"""Inputs by number: the same seed and number give the same input, so that each can be had again."""

import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from tests.fuzz import hostile
from tests.fuzz.hostile import Rng
from tests.fuzz.judging import Job
from tests.fuzz.valid import Valid

FAKES: Final = ("--renderer", "painter", "--tracker", "spotter")
SPEAKING: Final = (*FAKES, "--voice", "hummer", "--driver", "gaper", "--quality", "draft")
_READ, _RUN = 0.72, 0.985
"""Shares: what is only read, and what besides goes through the command line in a warm process."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input, lying in a folder of its own."""

    number: int
    kind: str
    job: Job


def made(seed: int, number: int, valid: Valid, folder: Path, kind: str = "") -> Input:
    """Put an input into an empty folder: what is read in ``in``, what is written in ``out``."""
    rng = random.Random(f"{seed}:{number}")
    drawn = rng.choices(list(KINDS), [weight for weight, _ in KINDS.values()])[0]
    kind = kind or drawn
    for name in ("in", "out"):
        (folder / name).mkdir(parents=True)
    return Input(number, kind, KINDS[kind][1](rng, valid, folder))


def _filed(
    rng: Rng, folder: Path, name: str, content: bytes, reader: str, command: tuple[str, ...], result: str,
    gated: str = "",
) -> Job:  # fmt: skip
    """A file that is read, or given to a command that names it FILE and its result OUT."""
    path, out = folder / "in" / name, folder / "out" / result
    _put(rng, path, content)
    places = {"FILE": str(path), "OUT": str(out)}
    arguments = tuple(places.get(word, word) for word in command)
    share = rng.random()
    if share < _READ:
        return Job(reader, path=path)
    if share < _RUN or gated:
        return Job(gated or "command", arguments, path, out)
    return Job("process", arguments, path, out)


def _put(rng: Rng, path: Path, content: bytes) -> None:
    """The content; now and then something that is no file, or none."""
    odd = rng.choices(("", "fifo", "folder", "zeros", "nowhere", "loop", "empty"), [300, 1, 1, 1, 1, 1, 1])[0]
    match odd:
        case "fifo" if hasattr(os, "mkfifo"):
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "zeros" if Path("/dev/zero").exists():
            path.symlink_to("/dev/zero")
        case "nowhere":
            path.symlink_to(path.with_name("nothing"))
        case "loop":
            path.symlink_to(path)
        case _:
            path.write_bytes(b"" if odd == "empty" else content)


# Documents -------------------------------------------------------------------------------------------


def _project(rng: Rng, valid: Valid, folder: Path) -> Job:
    good = valid.project()
    (folder / "in" / valid.ramp.name).write_bytes(valid.ramp.read_bytes())
    match rng.choices(("damaged", "json", "member", "extra", "bomb", "else"), [4, 10, 4, 1, 0.3, 0.5])[0]:
        case "damaged":
            content = hostile.damaged(rng, good)
        case "json":
            content = hostile.repacked(good, lambda name, body: _json_changed(rng, name, body))
        case "member":
            names = zipfile.ZipFile(io.BytesIO(good)).namelist()
            chosen = rng.choice(names)
            content = hostile.repacked(
                good, lambda name, body: _member(rng, body, name) if name == chosen else body
            )
        case "extra":
            extra = {
                name: rng.randbytes(50)
                for name in ("../../x", "/etc/x", "performances/../x.npz", "media/x.png")
            }
            content = hostile.repacked(good, lambda _, body: body, extra)
        case "bomb":
            content = hostile.bombed(
                valid.bomb(), rng.choice(("project.json", "performances/take.npz", "takes/take.json"))
            )
        case _:
            content = rng.choice(
                (b"", b"PK\3\4", hostile.as_json({"schema": "project/9"}), valid.ramp.read_bytes())
            )
    how = rng.choice(
        (("out.png", "--frame", "0"), ("out.mp4", "--from", "0", "--to", "0.2"), ("frames", "--to", "0.1"))
    )
    command = ("export", "FILE", "-o", "OUT", *how[1:], *FAKES)
    return _filed(rng, folder, "anna.galatea", content, "project", command, how[0])


def _json_changed(rng: Rng, name: str, body: bytes) -> bytes | None:
    if name == "project.json" or (name.endswith(".json") and rng.random() < 0.2):
        return hostile.as_json(hostile.changed(rng, json.loads(body)))
    return body


def _member(rng: Rng, body: bytes, name: str) -> bytes | None:
    match rng.choice(("damaged", "gone", "other", "arrays")):
        case "gone":
            return None
        case "other":
            return rng.choice(
                (b"", hostile.deep_json(), b"{}", b"[]", b"null", hostile.wav(8000, 1, 16, bytes(99)))
            )
        case "arrays" if name.endswith(".npz"):
            return _arrays_changed(rng, body)
        case _:
            return hostile.damaged(rng, body)


def _arrays_changed(rng: Rng, content: bytes) -> bytes:
    with np.load(io.BytesIO(content)) as arrays:
        chosen = rng.choice(arrays.files)
        array = arrays[chosen]
    return hostile.repacked(
        content, lambda name, body: hostile.npy(rng, array) if name.startswith(chosen + ".") else body
    )


def _performance(rng: Rng, valid: Valid, folder: Path) -> Job:
    good = valid.performances()
    suffix = rng.choice((*good, ".json", ".weights.json", ".csv", ".live.csv"))
    match suffix:
        case ".json":
            changed = hostile.as_json(hostile.changed(rng, json.loads(good[".json"])))
            content = rng.choice(
                (changed, changed, changed, hostile.damaged(rng, good[".json"]), hostile.deep_json())
            )
        case ".weights.json":
            content = hostile.as_json(hostile.changed(rng, _weights()) if rng.random() < 0.9 else _weights())
        case ".csv":
            content = _table(rng, good[".csv"])
        case ".live.csv":
            content = _table(rng, _live_link())
        case _:
            bombed = rng.random() < 0.02
            content = (
                hostile.bombed(valid.bomb(), "channels.npy") if bombed else _arrays_changed(rng, good[".npz"])
            )
    command = ("animate", str(valid.ramp), "--performance", "FILE", "-o", "OUT", *FAKES, "--quality", "draft")
    command = (*command, "--same-person") if rng.random() < 0.5 else command
    return _filed(rng, folder, f"motion{suffix}", content, "performance", command, "out.mp4", "performed")


def _manner(rng: Rng, valid: Valid, folder: Path) -> Job:
    good = valid.manner()
    changed = hostile.as_json(hostile.changed(rng, json.loads(good)))
    content = rng.choice((changed, changed, changed, hostile.damaged(rng, good), hostile.deep_json()))
    command = ("drive", "--text", "One two.", "--manner", "FILE", "-o", "OUT", "--driver", "gaper")
    spoken = (*command, "--voice", "hummer")
    return _filed(rng, folder, "own.manner.json", content, "manner", spoken, "curves.json")


def _weights() -> dict[str, Any]:
    """As an export of blendshape weights from Maya's plugins looks."""
    return {
        "exportFps": 25, "trackPath": "", "numPoses": 2, "numFrames": 3, "facsNames": ["jawOpen",
        "eyeBlinkLeft"],
        "weightMat": [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]],
    }  # fmt: skip


def _live_link() -> bytes:
    head = "Timecode,BlendshapeCount,EyeBlinkLeft,JawOpen,HeadYaw\n"
    return (head + "".join(f"23:59:59:{i:02d}.{i:03d},61,0.1,{i / 30:.3f},0.2\n" for i in range(9))).encode()


def _table(rng: Rng, content: bytes) -> bytes:
    if rng.random() < 0.3:
        return hostile.damaged(rng, content)
    rows = [line.split(",") for line in content.decode().splitlines()]
    for _ in range(rng.choice((1, 2, 9))):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice((*hostile.NUMBERS, "", '"', "99:99:99:99", "é", "x" * 2000))
    if rng.random() < 0.1:
        rows[rng.randrange(len(rows))] *= 40
    if rng.random() < 0.05:
        rows += rows[1:] * 3000
    separator, end = rng.choice(",,,;\t"), rng.choice(("\n", "\r\n", "\r"))
    code = rng.choice(("utf-8", "utf-8-sig", "utf-16"))
    return end.join(separator.join(row) for row in rows).encode(code, "surrogatepass")


# Pictures, sound, video ------------------------------------------------------------------------------


def _picture(rng: Rng, valid: Valid, folder: Path) -> Job:
    good = valid.pictures()
    form = rng.choice(list(good))
    content = _odd_picture(rng) if rng.random() < 0.05 else hostile.damaged(rng, good[form])
    name = rng.choice(("a.png", "a.jpg", "a.tif", "a", f"a.{form.lower()}"))
    command = ("edit", "FILE", "-s", "AU12+=1", *FAKES, "-o", "OUT")
    return _filed(rng, folder, name, content, "picture", command, "out.png")


def _odd_picture(rng: Rng) -> bytes:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='99999' height='99999'><circle r='5'/></svg>"
    postscript = (
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9999 9999\n(%pipe%id) (w) file\n{} loop\n%%EOF\n"
    )
    pnm = b"P6\n%d %d\n65535\n" % (rng.choice((1, 99999)), rng.choice((1, 99999)))
    xpm = b'/* XPM */ static char * x[] = {"99999 99999 1 1", ". c #000"};'
    return rng.choice(
        (
            svg,
            postscript,
            pnm,
            xpm,
            b"%PDF-1.4\n",
            b"BM" + rng.randbytes(60),
            b"\0\0\1\0\1\0" + rng.randbytes(80),
        )
    )


def _sound(rng: Rng, valid: Valid, folder: Path) -> Job:
    good = valid.sounds()
    suffix = rng.choice(list(good))
    content = _odd_wav(rng) if rng.random() < 0.3 else hostile.damaged(rng, good[suffix])
    command = ("animate", str(valid.ramp), "--audio", "FILE", "-o", "OUT", *SPEAKING)
    return _filed(rng, folder, f"voice{suffix}", content, "sound", command, "out.mp4", "heard")


def _odd_wav(rng: Rng) -> bytes:
    rate = rng.choice((0, 1, 7, 8000, 16000, 44100, 192000, 2**31 - 1, 2**32 - 1))
    channels = rng.choice((0, 1, 2, 6, 32, 255, 65535))
    bits = rng.choice((0, 1, 8, 16, 24, 32, 64))
    data = rng.choice(
        (b"", bytes(4000), rng.randbytes(8000), b"\x7f\xc0\0\0" * 2000, b"\xff\xff\x7f\x7f" * 2000)
    )
    return hostile.wav(
        rate, channels, bits, data, rng.choice((None, 0, 2**31, 2**32 - 1)), rng.choice((1, 1, 3, 6, 7))
    )


def _video(rng: Rng, valid: Valid, folder: Path) -> Job:
    good = valid.clips()
    suffix = rng.choice(list(good))
    content = hostile.damaged(rng, good[suffix])
    command = ("track", "FILE", "--tracker", "spotter", "-o", "OUT")
    return _filed(rng, folder, f"clip{suffix}", content, "video", command, "out.json", "followed")


# Texts, numbers --------------------------------------------------------------------------------------


def _text(rng: Rng, valid: Valid, folder: Path) -> Job:
    content = _written(rng).encode(
        rng.choice(("utf-8", "utf-8", "utf-8", "utf-16", "utf-32")), "surrogatepass"
    )
    if rng.random() < 0.1:
        content = hostile.damaged(rng, content)
    who = SPEAKING if rng.random() < 0.7 else FAKES
    command = ("animate", str(valid.ramp), "--text-file", "FILE", "-o", "OUT", *who)
    return _filed(rng, folder, "text.txt", content, "text", command, "out.mp4")


def _written(rng: Rng) -> str:
    words = [
        rng.choice((*hostile.WORDS, *hostile.NUMBERS[:20], *hostile.TEXTS[:12]))
        for _ in range(rng.randrange(9))
    ]
    if rng.random() < 0.5:
        words.append(
            "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x3000)))) for _ in range(20))
        )
    rng.shuffle(words)
    return rng.choice((" ", " ", "", "\n")).join(words)[:300]


_OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "animate": (
        "--speed", "--seed", "--fps", "--size", "--face", "--moves", "--driver", "--voice", "--renderer",
        "--tracker", "--manner", "--liveliness", "--mood", "--folds",
        "--quality", "--preset", "-o", "-t", "--audio", "--performance", "--transcript", "--text-file",
    ),
    "edit": ("-s", "--folds", "--face", "--quality", "--renderer", "-o", "--tracker"),
    "neutralise": ("--strength", "--only", "--face", "-o", "--renderer"),
    "sheet": ("--of", "--folds", "--face", "-o", "--quality"),
    "track": ("--face", "-o", "--tracker"),
    "export": ("--from", "--to", "--frame", "--size", "--preset", "-o", "--renderer", "--whole"),
    "models": ("list", "verify", "install", "--all"),
    "studio": ("--screenshot", "--language"),
}  # fmt: skip
_USUAL: Final[dict[str, tuple[str, ...]]] = {
    "--size": ("256x256", "64x64", "16", "0", "1080p", "64p", "half", "auto", "8192x64"), "--fps": ("25",
    "1", "240"),
    "--face": ("0", "1,1", "largest"), "-s": ("AU12=1", "yaw+=1e9", "AU12=nan", "=", "AU12=", "x=1"),
    "--from": ("0", "0.5", "1e6"), "--to": ("0.2", "1"), "--frame": ("0", "5"), "--seed": ("0", "7"),
    "--of": ("poses", "ARKIT_52"), "--only": ("mouth",), "--preset": ("png", "gif", "web"),
    "--speed": ("1.3",), "--folds": ("0", "0.5", "1"),
}  # fmt: skip


def _numbers(rng: Rng, valid: Valid, folder: Path) -> Job:
    command = rng.choice(list(_OPTIONS))
    out = (
        folder
        / "out"
        / rng.choice(("out.mp4", "out.png", "out.csv", "out.json", "out.gif", "out", "out.avi", "x" * 300))
    )
    (folder / "in" / "anna.galatea").write_bytes(valid.project())
    (folder / "in" / valid.ramp.name).write_bytes(valid.ramp.read_bytes())
    given = {
        "animate": (str(valid.ramp), "-t", "one two", "-o", str(out), *SPEAKING),
        "edit": (str(valid.ramp), "-s", "AU12=1", "-o", str(out), *FAKES),
        "neutralise": (str(valid.ramp), "-o", str(out), *FAKES), "sheet": (str(valid.ramp), "-o", str(out),
        *FAKES),
        "track": (str(valid.ramp), "-o", str(out), "--tracker", "spotter"),
        "export": (str(folder / "in" / "anna.galatea"), "-o", str(out), "--to", "0.2", *FAKES),
        "models": ("list",), "studio": (str(folder / "in" / "nobody.png"),),
    }[command]  # fmt: skip
    asked: list[str] = []
    for option in rng.sample(_OPTIONS[command], min(len(_OPTIONS[command]), rng.choice((1, 1, 2, 3)))):
        pool = (
            (*_USUAL.get(option, ()), *hostile.NUMBERS, *hostile.TEXTS)
            if rng.random() < 0.8
            else _USUAL.get(option, ("",))
        )
        value = rng.choice(pool)
        if option == "-o":  # nothing is written outside
            value = str(folder / "out" / value.replace("/", "_").replace("\0", "0")[:300])
        asked += [option] if option in ("--whole", "list", "verify", "--all", "install") else [option, value]
    if command == "models":
        given = ()
    words = [command, *given, *asked, *(["--json"] if rng.random() < 0.3 else [])]
    words = [word.replace("\0", "") if rng.random() < 0.5 else word for word in words]
    can = rng.random() < 0.02 and not any("\0" in word or _is_loud(word) for word in words)
    return Job("process" if can else "command", tuple(words), result=out)


def _is_loud(word: str) -> bool:
    """Whether it can't be said to a process: half of a pair, or too long."""
    return len(word) > 10_000 or any("\ud800" <= c <= "\udc7f" or "\udd00" <= c <= "\udfff" for c in word)


# Plugins, settings -----------------------------------------------------------------------------------

_FAILURES: Final = (
    "raise SystemExit(0)", "raise SystemExit('bye')", "raise ZeroDivisionError", "raise BaseException('odd')",
    "raise GeneratorExit", "raise MemoryError", "raise OSError(28, 'No space left')", "return None",
    "return 7", "return 'text'", "return iter(())", "yield None", "yield 7", "raise StopIteration",
    "raise RecursionError", "import sys; sys.exit()", "import nothing_of_this_name",
    "raise type('E', (Exception,), {'__str__': None})()", "raise UnicodeError('\\udcff')", "return self",
)  # fmt: skip
_PORTS: Final[dict[str, tuple[str, ...]]] = {
    "renderers": ("prepare", "open", "device", "needs", "honours"), "trackers": ("find", "follow"),
    "voices": ("speak",), "drivers": ("drive", "hears", "moves", "ahead", "rate"),
}  # fmt: skip
_GOOD: Final = {"renderers": "Painter", "trackers": "Spotter", "voices": "Hummer", "drivers": "Gaper"}


def _plugin(rng: Rng, valid: Valid, folder: Path) -> Job:
    port, failure = rng.choice(list(_PORTS)), rng.choice(_FAILURES)
    module = f"odd_{rng.randrange(10**9)}"
    site = folder / "in" / "site"
    (site / "odd-1.0.dist-info").mkdir(parents=True)
    (site / "odd-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    entry = rng.choice(
        (f"{module}:Odd",) * 9 + (f"{module}:Nothing", "nowhere:Odd", f"{module}", "1:2", "a:b:c")
    )
    (site / "odd-1.0.dist-info" / "entry_points.txt").write_text(f"[galatea.{port}]\nodd = {entry}\n")
    body = {
        "module": f"def fail(self=None):\n    {failure}\nlist(fail() or ())\nclass Odd: pass\n",
        "init": f"class Odd:\n    def __init__(self):\n        {failure}\n",
        "member": (
            f"from tests import fakes\nclass Odd(fakes.{_GOOD[port]}):\n    name = 'odd'\n"
            f"    def {rng.choice(_PORTS[port])}(self, *given, **named):\n        {failure}\n"
        ),
        "property": (
            f"from tests import fakes\nclass Odd(fakes.{_GOOD[port]}):\n    @property\n"
            f"    def {rng.choice(_PORTS[port])}(self):\n        {failure}\n"
        ),
        "text": rng.choice(
            ("def", "\0", "x = '\udcff'".encode("utf-8", "replace").decode(), "import " + module)
        ),
    }[rng.choice(("module", "init", "member", "member", "member", "member", "property", "text"))]
    (site / f"{module}.py").write_text(body)
    if rng.random() < 0.2:
        return Job("plugins", path=site, site=site)
    out = folder / "out" / "out.mp4"
    named = dict(zip(SPEAKING[::2], SPEAKING[1::2], strict=True)) | {f"--{port[:-1]}": "odd"}
    words = (
        "animate",
        str(valid.ramp),
        "-t",
        "one",
        "-o",
        str(out),
        *(word for pair in named.items() for word in pair),
    )
    return Job("process" if rng.random() < 0.03 else "command", words, result=out, site=site)


def _settings(rng: Rng, valid: Valid, folder: Path) -> Job:
    kept = {"version": 1, "presets": [{"name": "Half a smile", "channels": {"mouthSmileLeft": 0.4}}]}
    checked = {"/models/a/a.onnx": {"size": 3, "changed": 1.5, "sha256": "0" * 64}}
    card = (
        'name = "odd"\ntitle = "Odd"\npurpose = "speaking"\n[licence]\nid = "CC0"\nholder = "Me"\n'
        '[[files]]\nname = "odd.safetensors"\nsize = 3\nsha256 = "00"\n'
    )
    reader, document = rng.choice((("own_presets", kept), ("checked_models", checked), ("cards", card)))
    path = folder / "in" / reader
    if isinstance(document, str):
        content = hostile.damaged(rng, document.encode())
    elif rng.random() < 0.3:
        content = hostile.damaged(rng, hostile.as_json(document))
    else:
        content = rng.choice(
            (hostile.as_json(hostile.changed(rng, document)), hostile.as_json(rng.choice(hostile.ATOMS)))
        )
    path.write_bytes(content)
    return Job(reader, path=path)


_CHOSEN: Final = (
    "theme=light", "language=zh_CN", "device=cpu", "folder=/tmp", "recent=/a.galatea, /b.galatea",
    'keys="{}"',
    "started=1", "geometry=@ByteArray(\\x1\\xd9)", "state=@ByteArray(\\0\\0\\0\\xff)", "microphone=Built-in",
    "counts=yes", "[inspector]", "linked=true", "vocabulary=FACS_17", "open\\\\brow=true", "device=cuda",
)  # fmt: skip


def _preferences(rng: Rng, valid: Valid, folder: Path) -> Job:
    lines = rng.sample(_CHOSEN, rng.randrange(1, len(_CHOSEN)))
    for _ in range(rng.choice((0, 1, 3))):
        name = rng.choice(lines).partition("=")[0]
        odd = (
            *hostile.NUMBERS[:12],
            "@Variant(\\0\\0\\0)",
            "@Invalid()",
            '"[1, 2]"',
            '"{\\"a\\": 1}"',
            "@ByteArray()",
            "@Point(1 2)",
        )
        lines.append(f"{name}={rng.choice(odd)}")
    content = ("[General]\n" + "\n".join(lines)).encode()
    path = folder / "in" / "window.ini"
    path.write_bytes(hostile.damaged(rng, content) if rng.random() < 0.4 else content)
    return Job("window", path=path)


KINDS: Final[dict[str, tuple[float, Callable[[Rng, Valid, Path], Job]]]] = {
    "project": (18, _project), "performance": (14, _performance), "picture": (16, _picture),
    "manner": (2, _manner),
    "sound": (12, _sound),
    "video": (9, _video), "text": (9, _text), "numbers": (11, _numbers), "plugin": (4, _plugin),
    "settings": (4, _settings), "preferences": (1, _preferences),
}  # fmt: skip
"""How often of a hundred each is drawn, and what makes it."""
