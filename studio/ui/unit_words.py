"""What the parts of a face are called on the screen, and what moves them, in the person's language.

Numbers and codes (AU12, mouthSmileLeft, PP) are the field's own and stay as they are.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from studio.core.units import ActionUnit, find_unit
from studio.ui.words import entitled, translate

WORDS: Final[tuple[object, ...]] = (
    # Movements, as FACS calls them.
    QT_TRANSLATE_NOOP("Units", "Inner brow raiser"),
    QT_TRANSLATE_NOOP("Units", "Outer brow raiser"),
    QT_TRANSLATE_NOOP("Units", "Brow lowerer"),
    QT_TRANSLATE_NOOP("Units", "Upper lid raiser"),
    QT_TRANSLATE_NOOP("Units", "Cheek raiser"),
    QT_TRANSLATE_NOOP("Units", "Lid tightener"),
    QT_TRANSLATE_NOOP("Units", "Lips toward each other"),
    QT_TRANSLATE_NOOP("Units", "Nose wrinkler"),
    QT_TRANSLATE_NOOP("Units", "Upper lip raiser"),
    QT_TRANSLATE_NOOP("Units", "Lip corner puller"),
    QT_TRANSLATE_NOOP("Units", "Dimpler"),
    QT_TRANSLATE_NOOP("Units", "Lip corner depressor"),
    QT_TRANSLATE_NOOP("Units", "Lower lip depressor"),
    QT_TRANSLATE_NOOP("Units", "Chin raiser"),
    QT_TRANSLATE_NOOP("Units", "Lip pucker"),
    QT_TRANSLATE_NOOP("Units", "Tongue show"),
    QT_TRANSLATE_NOOP("Units", "Lip stretcher"),
    QT_TRANSLATE_NOOP("Units", "Lip funneler"),
    QT_TRANSLATE_NOOP("Units", "Lip tightener"),
    QT_TRANSLATE_NOOP("Units", "Lip pressor"),
    QT_TRANSLATE_NOOP("Units", "Lips part"),
    QT_TRANSLATE_NOOP("Units", "Jaw drop"),
    QT_TRANSLATE_NOOP("Units", "Lip suck"),
    QT_TRANSLATE_NOOP("Units", "Jaw thrust"),
    QT_TRANSLATE_NOOP("Units", "Jaw sideways"),
    QT_TRANSLATE_NOOP("Units", "Cheek puff"),
    QT_TRANSLATE_NOOP("Units", "Blink"),
    QT_TRANSLATE_NOOP("Units", "Eyes turn left"),
    QT_TRANSLATE_NOOP("Units", "Eyes turn right"),
    QT_TRANSLATE_NOOP("Units", "Eyes up"),
    QT_TRANSLATE_NOOP("Units", "Eyes down"),
    QT_TRANSLATE_NOOP("Units", "Mouth sideways"),
    # Muscles.
    QT_TRANSLATE_NOOP("Units", "corrugator supercilii, depressor supercilii"),
    QT_TRANSLATE_NOOP("Units", "frontalis, inner part"),
    QT_TRANSLATE_NOOP("Units", "frontalis, outer part"),
    QT_TRANSLATE_NOOP("Units", "buccinator against the breath"),
    QT_TRANSLATE_NOOP("Units", "orbicularis oculi, orbital part"),
    QT_TRANSLATE_NOOP("Units", "orbicularis oculi; levator palpebrae relaxed"),
    QT_TRANSLATE_NOOP("Units", "rectus inferior"),
    QT_TRANSLATE_NOOP("Units", "rectus medialis"),
    QT_TRANSLATE_NOOP("Units", "rectus lateralis"),
    QT_TRANSLATE_NOOP("Units", "rectus superior"),
    QT_TRANSLATE_NOOP("Units", "orbicularis oculi, palpebral part"),
    QT_TRANSLATE_NOOP("Units", "levator palpebrae superioris"),
    QT_TRANSLATE_NOOP("Units", "pterygoideus lateralis"),
    QT_TRANSLATE_NOOP("Units", "pterygoideus lateralis, one side"),
    QT_TRANSLATE_NOOP("Units", "masseter and temporalis relaxed; digastricus"),
    QT_TRANSLATE_NOOP("Units", "orbicularis oris, lips together over an open jaw"),
    QT_TRANSLATE_NOOP("Units", "buccinator"),
    QT_TRANSLATE_NOOP("Units", "depressor anguli oris"),
    QT_TRANSLATE_NOOP("Units", "orbicularis oris, lips forward and apart"),
    QT_TRANSLATE_NOOP("Units", "both lips pulled to one side"),
    QT_TRANSLATE_NOOP("Units", "depressor labii inferioris"),
    QT_TRANSLATE_NOOP("Units", "orbicularis oris, lips pressed"),
    QT_TRANSLATE_NOOP("Units", "incisivii labii"),
    QT_TRANSLATE_NOOP("Units", "orbicularis oris, lower lip over the teeth"),
    QT_TRANSLATE_NOOP("Units", "orbicularis oris, upper lip over the teeth"),
    QT_TRANSLATE_NOOP("Units", "mentalis"),
    QT_TRANSLATE_NOOP("Units", "mentalis, the upper lip carried along"),
    QT_TRANSLATE_NOOP("Units", "zygomaticus major"),
    QT_TRANSLATE_NOOP("Units", "risorius, platysma"),
    QT_TRANSLATE_NOOP("Units", "levator labii superioris"),
    QT_TRANSLATE_NOOP("Units", "levator labii superioris alaeque nasi"),
    QT_TRANSLATE_NOOP("Units", "genioglossus"),
    QT_TRANSLATE_NOOP("Units", "levator labii superioris, without the corners"),
    QT_TRANSLATE_NOOP("Units", "depressor labii, without the corners"),
    # Expressions.
    QT_TRANSLATE_NOOP("Units", "Joy"),
    QT_TRANSLATE_NOOP("Units", "Sadness"),
    QT_TRANSLATE_NOOP("Units", "Surprise"),
    QT_TRANSLATE_NOOP("Units", "Fear"),
    QT_TRANSLATE_NOOP("Units", "Anger"),
    QT_TRANSLATE_NOOP("Units", "Disgust"),
    QT_TRANSLATE_NOOP("Units", "Contempt"),
    QT_TRANSLATE_NOOP("Units", "Thought"),
    QT_TRANSLATE_NOOP("Units", "Happily surprised"),
    QT_TRANSLATE_NOOP("Units", "Happily disgusted"),
    QT_TRANSLATE_NOOP("Units", "Sadly fearful"),
    QT_TRANSLATE_NOOP("Units", "Sadly angry"),
    QT_TRANSLATE_NOOP("Units", "Sadly surprised"),
    QT_TRANSLATE_NOOP("Units", "Sadly disgusted"),
    QT_TRANSLATE_NOOP("Units", "Fearfully angry"),
    QT_TRANSLATE_NOOP("Units", "Fearfully surprised"),
    QT_TRANSLATE_NOOP("Units", "Fearfully disgusted"),
    QT_TRANSLATE_NOOP("Units", "Angrily surprised"),
    QT_TRANSLATE_NOOP("Units", "Angrily disgusted"),
    QT_TRANSLATE_NOOP("Units", "Disgustedly surprised"),
    QT_TRANSLATE_NOOP("Units", "Appalled"),
    QT_TRANSLATE_NOOP("Units", "Hatred"),
    QT_TRANSLATE_NOOP("Units", "Awed"),
    # Vocabularies.
    QT_TRANSLATE_NOOP("Units", "52 ARKit channels, 0–1"),
    QT_TRANSLATE_NOOP("Units", "17 FACS units, 0–5"),
    QT_TRANSLATE_NOOP("Units", "46 FaceWarehouse shapes, 0–1"),
    # Curves of the head and the gaze.
    QT_TRANSLATE_NOOP("Units", "head.yaw"),
    QT_TRANSLATE_NOOP("Units", "head.pitch"),
    QT_TRANSLATE_NOOP("Units", "head.roll"),
    QT_TRANSLATE_NOOP("Units", "head.x"),
    QT_TRANSLATE_NOOP("Units", "head.y"),
    QT_TRANSLATE_NOOP("Units", "head.z"),
    QT_TRANSLATE_NOOP("Units", "gaze.yaw"),
    QT_TRANSLATE_NOOP("Units", "gaze.pitch"),
    # Points that a hand takes hold of.
    QT_TRANSLATE_NOOP("Units", "nose tip: head"),
    QT_TRANSLATE_NOOP("Units", "right pupil: gaze"),
    QT_TRANSLATE_NOOP("Units", "left pupil: gaze"),
    QT_TRANSLATE_NOOP("Units", "upper lip"),
    QT_TRANSLATE_NOOP("Units", "lower lip"),
    QT_TRANSLATE_NOOP("Units", "chin"),
    QT_TRANSLATE_NOOP("Units", "inner brows"),
    QT_TRANSLATE_NOOP("Units", "right lip corner"),
    QT_TRANSLATE_NOOP("Units", "right outer brow"),
    QT_TRANSLATE_NOOP("Units", "right inner brow"),
    QT_TRANSLATE_NOOP("Units", "right upper lid"),
    QT_TRANSLATE_NOOP("Units", "right lower lid"),
    QT_TRANSLATE_NOOP("Units", "right cheek"),
    QT_TRANSLATE_NOOP("Units", "right wing of the nose"),
    QT_TRANSLATE_NOOP("Units", "left lip corner"),
    QT_TRANSLATE_NOOP("Units", "left outer brow"),
    QT_TRANSLATE_NOOP("Units", "left inner brow"),
    QT_TRANSLATE_NOOP("Units", "left upper lid"),
    QT_TRANSLATE_NOOP("Units", "left lower lid"),
    QT_TRANSLATE_NOOP("Units", "left cheek"),
    QT_TRANSLATE_NOOP("Units", "left wing of the nose"),
)  # fmt: skip
"""All of them, for the translators' tools to find."""


_TURNS: Final[Mapping[str, str]] = MappingProxyType({
    "head.yaw": str(QT_TRANSLATE_NOOP("Tracks", "Head yaw")),
    "head.pitch": str(QT_TRANSLATE_NOOP("Tracks", "Head pitch")),
    "head.roll": str(QT_TRANSLATE_NOOP("Tracks", "Head roll")),
    "head.x": str(QT_TRANSLATE_NOOP("Tracks", "Head right")),
    "head.y": str(QT_TRANSLATE_NOOP("Tracks", "Head up")),
    "head.z": str(QT_TRANSLATE_NOOP("Tracks", "Head near")),
    "gaze.yaw": str(QT_TRANSLATE_NOOP("Tracks", "Gaze across")),
    "gaze.pitch": str(QT_TRANSLATE_NOOP("Tracks", "Gaze up")),
})  # fmt: skip
"""Tracks of head and gaze."""


def said(english: str) -> str:
    """One of ``WORDS`` in the person's language; any other name stays as it is."""
    return translate("Units", english)


def row_title(unit: ActionUnit) -> str:
    """A name for a row: FACS units with what they do, others by their own names."""
    return f"{unit.name} {said(_plain(unit))}" if unit.name.startswith("AU") else unit.name


def track_title(name: str) -> str:
    """A name for a track of a unit, of a channel, or of head and gaze."""
    return translate("Tracks", _TURNS[name]) if "." in name else row_title(find_unit(name))


def explanation(unit: ActionUnit) -> str:
    """What FACS calls it, and the muscle that does it."""
    what = title(unit) if unit.name.startswith("AU") else entitled(unit.name, title(unit))
    return f"{what}\n{said(unit.muscle)}"


def title(unit: ActionUnit) -> str:
    """What it does, and the code of that in FACS if its name is another."""
    movement, _, code = unit.title.partition(" (")
    return translate("Units", "{0} ({1})").format(said(movement), code[:-1]) if code else said(movement)


def sought(unit: ActionUnit) -> str:
    """All words by which a search finds it, in small letters."""
    words = (unit.name, unit.title, unit.muscle, unit.region, said(_plain(unit)), said(unit.muscle))
    return " ".join(words).casefold()


def _plain(unit: ActionUnit) -> str:
    """Its title without the code."""
    return unit.title.partition(" (")[0]
