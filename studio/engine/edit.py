"""One picture with another expression: settings such as ``AU12=3`` in, a frame out.

Zero is neutral and the portrait starts from its own rest: what is not set stays as photographed.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, get_args

import numpy as np

from studio.core.conversion import unit_values
from studio.core.errors import ModelMissing, SourceError, UsageError
from studio.core.face import FaceState
from studio.core.numbers import exact, shortened
from studio.core.source import Pixels
from studio.core.units import CHANNELS, FACS_17, VOCABULARIES, ActionUnit, Region, find_unit
from studio.core.words import Said, either
from studio.engine.naming import did_you_mean
from studio.engine.portrait import Portrait
from studio.engine.ports import Bounded, Likeness, Quality
from studio.engine.progress import Progress, unheard
from studio.engine.rig.basis import load_basis
from studio.engine.scene import Scene
from studio.engine.tracking.expression import read_person
from studio.engine.tracking.faces import choose_face
from studio.engine.tracking.identity import face_vector
from studio.engine.tracking.port import FaceChoice, Tracker

_SETTING: Final = re.compile(r"\s*([A-Za-z_]\w*)\s*(\+=|-=|=)\s*(\S+)\s*")
_EXAMPLES: Final = Said("Write a name, = or +=, and a number: AU12=3, BrowsU_C=.6, yaw+=10.")

POSE_RANGES: Final = MappingProxyType(
    {
        "yaw": 45.0, "pitch": 40.0, "roll": 60.0, "x": 10.0, "y": 10.0, "z": 20.0,
        "gaze_yaw": 40.0, "gaze_pitch": 30.0,
    }
)  # fmt: skip
"""What can be set besides units, and how far to either side: degrees, and centimetres for x, y, z."""

REGIONS: Final[tuple[Region, ...]] = get_args(Region)
_GROUPS: Final[MappingProxyType[str, frozenset[Region]]] = MappingProxyType(
    {
        **{name: frozenset((name,)) for name in REGIONS},
        "mouth": frozenset(("mouth", "jaw", "tongue")),
        "brows": frozenset(("brow",)),
        "eyes": frozenset(("eye",)),
        "cheeks": frozenset(("cheek",)),
    }
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set, as ``AU12=3``, or to add to, as ``AU12+=1``."""

    name: str
    value: float
    relative: bool = False

    @classmethod
    def read(cls, text: str) -> "Setting":
        """From what a person typed.

        Raises:
            UsageError: it is not of the form NAME=NUMBER, or the name or number can't be.
        """
        match = _SETTING.fullmatch(text)
        if not match:
            raise UsageError(Said("“{0}” can't be read as a setting.", shortened(text)), _EXAMPLES)
        name, sign, number = match.groups()
        try:
            value = float(exact(number))
        except ValueError:
            raise UsageError(
                Said("“{0}” in “{1}” is not a number.", shortened(number), shortened(text)), _EXAMPLES
            ) from None
        setting = cls(name, -value if sign == "-=" else value, sign != "=")
        setting._check_range()
        return setting

    def applied(self, state: FaceState) -> FaceState:
        """The state with this set."""
        if self._pose is None:
            return state.with_unit(self._unit, self.value, relative=self.relative)
        return _with_pose(state, self._pose, self.value, self.relative)

    @property
    def _pose(self) -> str | None:
        return self.name.lower() if self.name.lower() in POSE_RANGES else None

    @property
    def _unit(self) -> ActionUnit:
        try:
            return find_unit(self.name)
        except KeyError:
            hint = did_you_mean(
                self.name, _all_names(), Said("“galatea sheet” shows every unit with its name.")
            )
            raise UsageError(Said("There is no unit called “{0}”.", shortened(self.name)), hint) from None

    def _check_range(self) -> None:
        if self._pose is not None:
            low, high = -POSE_RANGES[self._pose], POSE_RANGES[self._pose]
        else:
            high = self._unit.full
            low = -high if self.relative else 0.0
        if not math.isfinite(self.value) or not low <= self.value <= high:
            can = Said(
                "{0} goes from {1} to {2}, not {3}.", self.name, f"{low:g}", f"{high:g}", f"{self.value:g}"
            )
            may = Said("{0} can change by {1} at most, not {2}.", self.name, f"{high:g}", f"{self.value:g}")
            raise UsageError(may if self.relative else can, _EXAMPLES)


def _all_names() -> list[str]:
    units = [unit.name for vocabulary in VOCABULARIES for unit in vocabulary.units]
    return [*units, *CHANNELS, *POSE_RANGES]


def _with_pose(state: FaceState, name: str, value: float, relative: bool) -> FaceState:
    if name.startswith("gaze_"):
        field = name.removeprefix("gaze_")
        base = getattr(state.gaze, field) if relative else 0.0
        return replace(state, gaze=replace(state.gaze, **{field: base + value}))
    base = getattr(state.head, name) if relative else 0.0
    return replace(state, head=replace(state.head, **{name: base + value}))


def applied(state: FaceState, settings: Iterable[Setting]) -> FaceState:
    """The state with all settings, in their order."""
    for setting in settings:
        state = setting.applied(state)
    return state


@dataclass(frozen=True, slots=True, eq=False)
class Edited:
    """A picture and the states before and after."""

    pixels: Pixels
    before: FaceState
    after: FaceState


def edit(
    portrait: Portrait,
    settings: Sequence[Setting],
    quality: Quality = "full",
    progress: Progress = unheard,
    folds: float = 1.0,
) -> Edited:
    """Set units, head and gaze of a portrait.

    Args:
        folds: how much of others' folds is laid over it, 0–1.

    Raises:
        UsageError: its renderer needs something that a single picture has not.
    """
    state = applied(portrait.rest, settings)
    progress(0.0, Said("drawing"))
    pixels = Scene(portrait, held=state, quality=quality, folds=folds).picture()
    progress(1.0, Said("drawn"))
    return Edited(pixels, portrait.rest, state)


# To neutral ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Neutralised:
    """A neutral picture and how good it is.

    Attributes:
        before, wanted: the portrait's own state, and the one that was drawn.
        after: what is seen when the result is looked at anew; None if no face is found in it.
        identity: cosine of face vectors before and after (same person: above 0.4); None without the
            identity model.
        outside: largest difference of any pixel outside the renderer's region, in the picture's own
            steps; None if the renderer does not tell its region.
    """

    pixels: Pixels
    before: FaceState
    wanted: FaceState
    after: FaceState | None
    identity: float | None
    outside: int | None

    def units(self) -> dict[str, tuple[float, float | None]]:
        """FACS unit → its intensity 0–5 before and after, the strongest first; None if no face is seen."""
        before = unit_values(FACS_17, self.before.channels)
        after = None if self.after is None else unit_values(FACS_17, self.after.channels)
        order = np.argsort(-before if after is None else -np.maximum(before, after), kind="stable")
        names = FACS_17.names
        return {names[i]: (float(before[i]), None if after is None else float(after[i])) for i in order}

    @property
    def residual(self) -> float | None:
        """The strongest unit, 0–5, that is still seen; None if no face is seen."""
        if self.after is None:
            return None
        return float(unit_values(FACS_17, self.after.channels).max())


def read_regions(text: str) -> frozenset[Region]:
    """``mouth,brows`` as regions; the mouth takes jaw and tongue along.

    Raises:
        UsageError: there is no such region.
    """
    chosen: set[Region] = set()
    for word in filter(None, re.split(r"[,\s]+", text.lower())):
        if word not in _GROUPS:
            hint = did_you_mean(word, _GROUPS, Said("There is {0}.", either(REGIONS)))
            raise UsageError(Said("There is no region called “{0}”.", word), hint)
        chosen |= _GROUPS[word]
    if not chosen:
        raise UsageError(Said("No region is named."), Said("There is {0}.", either(REGIONS)))
    return frozenset(chosen)


def group_of(name: str) -> frozenset[Region]:
    """The regions that go by one of the names that ``read_regions`` reads."""
    return _GROUPS[name]


def towards_neutral(
    state: FaceState,
    strength: float = 1.0,
    regions: frozenset[Region] = frozenset(REGIONS),
    own: Mapping[Region, float] = MappingProxyType({}),
) -> FaceState:
    """The state with its channels taken down by ``strength`` (0–1) in these regions, and by its ``own`` in a
    region that has one; head and gaze stay.
    """
    shares = {region: strength if region in regions else 0.0 for region in REGIONS} | dict(own)
    share = np.array([shares[find_unit(name).region] for name in CHANNELS])
    return replace(state, channels=(state.channels * (1.0 - share)).astype(np.float32))


def neutralise(
    portrait: Portrait,
    tracker: Tracker,
    *,
    strength: float = 1.0,
    regions: frozenset[Region] = frozenset(REGIONS),
    own: Mapping[Region, float] = MappingProxyType({}),
    quality: Quality = "full",
    progress: Progress = unheard,
) -> Neutralised:
    """Bring a portrait's expression to rest and look at the result anew.

    Raises:
        UsageError: the strength is not between 0 and 1, or the renderer needs something that a single picture
            has not.
    """
    for value in (strength, *own.values()):
        if not 0.0 <= value <= 1.0:
            raise UsageError(
                Said("The strength goes from 0 to 1, not {0}.", f"{value:g}"), Said("1 is fully neutral.")
            )
    wanted = towards_neutral(portrait.rest, strength, regions, own)
    progress(0.0, Said("drawing"))
    pixels = Scene(portrait, held=wanted, quality=quality).picture()
    progress(0.5, Said("looking at the result"))
    found = Neutralised(
        pixels,
        portrait.rest,
        wanted,
        seen_in(pixels, portrait.face, tracker),
        likeness_of_faces(portrait.original, pixels, portrait.face, tracker),
        difference_outside(portrait.original, pixels, portrait.likeness),
    )
    progress(1.0, Said("done"))
    return found


def seen_in(pixels: Pixels, face: FaceChoice, tracker: Tracker) -> FaceState | None:
    """The face's state when a picture is looked at anew; None if no face is found in it."""
    try:
        return read_person(load_basis(), choose_face(tracker.find(pixels), face)).rest
    except SourceError:
        return None


def likeness_of_faces(before: Pixels, after: Pixels, face: FaceChoice, tracker: Tracker) -> float | None:
    """Cosine of the chosen face in two pictures; None without the model or without a face."""
    try:
        a, b = (
            face_vector(pixels, choose_face(tracker.find(pixels), face).landmarks)
            for pixels in (before, after)
        )
    except (ModelMissing, SourceError):
        return None
    return float(a @ b)


def difference_outside(before: Pixels, after: Pixels, likeness: Likeness) -> int | None:
    """The largest difference of any pixel outside the renderer's region; None if it does not tell that."""
    if not isinstance(likeness, Bounded):
        return None
    x0, y0, x1, y1 = likeness.area.box
    far = np.abs(before.astype(np.int32) - after.astype(np.int32))
    far[y0:y1, x0:x1] = 0
    return int(far.max())
