"""Values, bytes and archives that nobody sends on purpose, or that somebody does."""

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np

Rng = random.Random

NUMBERS = (
    "0", "-1", "-5", "1", "0.5", "1e300000000", "-1e300000000", "1e-300000000", "nan", "inf", "-inf",
    "9" * 400,
    "9" * 5000, "1/0", "0/0", "1/1e9", "30000/1001", "1_000", "٣", "²", "0x10", "1,5", "1e5", "1e99", ".",
    "-", "",
    " ", "2147483648", "18446744073709551616", "1e400", "-0", "1" + "0" * 37,
)  # fmt: skip
TEXTS = (
    "", " ", "\0", "\n", "\ufeff", "😀", "你好", "мир", "\udcff", "\ud800", "x" * 300, "x" * 100_000, "..",
    "/",
    "../../etc/passwd", "/dev/zero", "/dev/null", "/proc/self/mem", "nul", "a/b", "%s%n", "{0}", "[red]",
    "\x1b[2J",
    "\u202eabc", "é" * 200, "C:\\x", "-", "--help", "~root",
)  # fmt: skip
ATOMS: tuple[Any, ...] = (
    *NUMBERS, *TEXTS, None, True, False, [], {}, 0, -1, 1e308, -1e308, float("nan"), float("inf"),
    10**40, 2**63, 1e9,
    10**12, -0.0, [[]], {"": None},
)  # fmt: skip
WORDS = (
    "hello there", "one two three.", "It is 12:30, Mr. Smith.", "[AU12=2]so[/]", "[AU12=2", "[/]",
    "[AU99=1]x[/]",
    "[AU12=nan]", "$5.99", "5 km", "https://www.a.com/b?c=1", "a@b.co", "…", "!!!", "1st", "1999",
    "1,000,000",
    "9" * 37, "0." + "1" * 50, "3.1.4.1.5", "e=mc²", "½", "ﬁ", "№ 5", "--", "'''", "“”", "A.B.C.", "XIV",
    "🎉",
    "naïve", "\u200b", "\u2028", "ſ", "Ⅷ", "1e9", "½½", "+49 30 1234", "#tag", "$" + "9" * 40, "12:99",
    "99/99/9999",
)  # fmt: skip


def damaged(rng: Rng, good: bytes) -> bytes:
    """With some bytes changed, and perhaps cut off, doubled, or with something put in or taken out."""
    out = bytearray(good)
    for _ in range(rng.choice((0, 1, 1, 2, 4, 12, 60))):
        if out:
            out[rng.randrange(len(out))] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
    for _ in range(rng.choice((0, 0, 1, 2))):
        place = rng.randrange(len(out) + 1)
        match rng.choice(("cut", "double", "fill", "drop", "large", "swap")):
            case "cut":
                del out[place:]
            case "double":
                out += out[place:]
            case "fill":
                out[place:place] = rng.randbytes(rng.randrange(40))
            case "drop":
                del out[place : place + rng.randrange(1, 200)]
            case "large":  # a number of four bytes, of which many are lengths
                out[place : place + 4] = rng.choice(
                    (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\x80", b"\0" * 4)
                )
            case _:
                other = rng.randrange(len(out) + 1)
                out[place : place + 8], out[other : other + 8] = (
                    out[other : other + 8],
                    out[place : place + 8],
                )
    return bytes(out)


def changed(rng: Rng, document: Any) -> Any:
    """A document of JSON in which one thing is another, gone, twice there or very deep."""
    document = json.loads(json.dumps(document))
    for _ in range(rng.choice((1, 1, 2, 5))):
        places = list(islice(_places(document), 5000))
        if not places:
            return rng.choice(ATOMS)
        holder, key = rng.choice(places)
        match rng.choice(("set", "set", "set", "mild", "mild", "drop", "many", "deep", "name")):
            case "drop":
                del holder[key]
            case "many":
                holder[key] = [holder[key]] * (2 if isinstance(holder[key], list | dict) else 1000)
            case "deep":
                holder[key] = json.loads("[" * 150 + "]" * 150)
            case "mild":  # what may well be meant
                holder[key] = _mild(rng, holder[key])
            case "name" if isinstance(holder, dict):
                holder[rng.choice(TEXTS)] = holder.pop(key)
            case _:
                holder[key] = rng.choice(ATOMS)
    return document


def _mild(rng: Rng, value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value * rng.choice((0, -1, 0.5, 2, 10, 1000)) + rng.choice((0, 0, 1, 0.1))
        case str() if value.replace("/", "").isdigit():
            return rng.choice(
                ("0", "1", "1/3", "7", "30000/1001", "3600", "86399", "100000", "1/100000", "-1")
            )
        case str():
            return value.upper() + rng.choice(("", "2", " "))
        case list():
            return value[::-1] + value[: rng.randrange(3)]
        case _:
            return value


def _places(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _places(inner)


def as_json(document: Any) -> bytes:
    return json.dumps(document).encode("utf-8", "surrogatepass")


def deep_json(depth: int = 200_000) -> bytes:
    return b"[" * depth


def repacked(
    content: bytes, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None
) -> bytes:
    """A zip with its members changed, or left out (None), and others added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in archive.namelist():
            if (body := change(name, archive.read(name))) is not None:
                packed.writestr(name, body)
        for name, body in (extra or {}).items():
            packed.writestr(name, body)
    return out.getvalue()


def bomb(size: int) -> bytes:
    """A member that unpacks to so many zeros, as the only one of a zip: cut it out with ``bombed``."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("bomb", "w", force_zip64=True) as member,
    ):
        block = bytes(1 << 20)
        for _ in range(size >> 20):
            member.write(block)
    return out.getvalue()


def bombed(packed: bytes, name: str) -> bytes:
    """A bomb whose only member has another name of any length."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        info = archive.getinfo("bomb")
    start = (
        info.header_offset + 30 + len("bomb") + struct.unpack_from("<H", packed, info.header_offset + 28)[0]
    )
    body, letters = packed[start : start + info.compress_size], name.encode()
    size = min(info.file_size, 0xFFFFFFFF)
    facts = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, info.CRC, info.compress_size, size)
    local = b"PK\3\4" + facts + struct.pack("<HH", len(letters), 0) + letters + body
    central = b"PK\1\2\x14\0" + facts + struct.pack("<HHHHHII", len(letters), 0, 0, 0, 0, 0, 0) + letters
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def npy(rng: Rng, array: Any) -> bytes:
    """An array of numpy's own form that declares what it does not hold, or holds what nobody expects."""
    out = io.BytesIO()
    match rng.choice(("shape", "shape", "kind", "values", "pickle", "damaged")):
        case "shape":
            shape = rng.choice(
                ((10**12, 52), (10**12,), (-1, 52), (0,), (2**62, 2**62), (), (1,) * 40, (10**8, 52))
            )
            np.lib.format.write_array_header_1_0(
                out, {"descr": "<f4", "fortran_order": False, "shape": shape}
            )
            out.write(bytes(100))
        case "kind":
            kind = rng.choice(("<U4", "<i8", "<c16", "|b1", "<M8[s]", "|S1", "<f2"))
            np.save(out, np.zeros(getattr(array, "shape", (3,)), kind))
        case "values":
            filled = np.zeros(getattr(array, "shape", (3,)))  # an array of text, too
            filled[...] = rng.choice((np.nan, np.inf, -1e308, 1e308, -1, 1e9))
            np.save(out, filled)
        case "pickle":
            np.save(out, np.array([{"a": print}], object), allow_pickle=True)
        case _:
            np.save(out, array)
            return damaged(rng, out.getvalue())
    return out.getvalue()


def wav(
    rate: int, channels: int, bits: int, data: bytes, declared: int | None = None, kind: int = 1
) -> bytes:
    """A WAV with any header."""
    size = len(data) if declared is None else declared
    width = channels * bits // 8
    fmt = struct.pack(
        "<HHIIHH", kind, channels, rate & 0xFFFFFFFF, rate * width & 0xFFFFFFFF, width & 0xFFFF, bits
    )
    body = b"WAVEfmt " + struct.pack("<I", 16) + fmt + b"data" + struct.pack("<I", size & 0xFFFFFFFF) + data
    return b"RIFF" + struct.pack("<I", len(body) & 0xFFFFFFFF) + body
