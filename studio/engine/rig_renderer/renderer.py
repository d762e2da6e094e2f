"""The rig renderer: the photograph itself, warped by the rig, with mouth, eyes and folds put in.

    state → landmarks → warp of the full-resolution photograph → eyes → mouth → folds

Everything happens inside one box around the face; outside it the pixels are the photograph's, bit
for bit. At the portrait's own state the result *is* the photograph.
"""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.source import Frame, Pixels
from studio.core.time import Seconds
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.core.words import Said
from studio.engine.crop import crop_matrix, into_crop
from studio.engine.device import use_threads
from studio.engine.in_order import in_order, processors
from studio.engine.networks import what_runs_where
from studio.engine.part import Part, whole
from studio.engine.ports import Needs, Quality, Shot
from studio.engine.progress import Progress, unheard
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.rig.person import Person
from studio.engine.rig.pose import HeadFrame
from studio.engine.rig_renderer import backdrop
from studio.engine.rig_renderer.backdrop import Backdrop, PersonMatte
from studio.engine.rig_renderer.dubbing import moves_mouth_alone, put_back, shares_of
from studio.engine.rig_renderer.eyes import Eye, draw_eyes, looking, prepare_eyes
from studio.engine.rig_renderer.lids import Lid, draw_lids, prepare_lids
from studio.engine.rig_renderer.mouth.interior import Mouth, MouthPlace
from studio.engine.rig_renderer.occluders import Occluders, share_at
from studio.engine.rig_renderer.shading import ShadedFace, Shading
from studio.engine.subject import Followed, Subject
from studio.engine.tracking.expression import frame_of
from studio.engine.warp.blend import lay_over
from studio.engine.warp.contour import soften_contours
from studio.engine.warp.field import (
    WarpArea,
    active_box,
    halved,
    pixel_map,
    refine,
    touching,
    warp_area,
    warp_field,
)
from studio.engine.warp.shrink import shrunk
from studio.engine.warp.texture import Box, Texture
from studio.files.models import cards, is_installed

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_OPENINGS = (
    (np.array([a for a, _ in t.LIP_PAIRS]), np.array([b for _, b in t.LIP_PAIRS]), 0.018),
    (np.array(t.UPPER_LID_RIGHT), np.array(t.LOWER_LID_RIGHT), 0.016),
    (np.array(t.UPPER_LID_LEFT), np.array(t.LOWER_LID_LEFT), 0.016),
)
"""Upper and lower rims of mouth and eyes, and how far outside, in interocular units, the edge of a
closing one is taken from."""
_LEAST = 1e-3
"""Of a log-gain, or of what is in front: less is none."""
_LARGE = 700
"""Height of a face in pixels from which drafts are drawn at half the photograph's size, however large they
are wanted."""
_SIMILAR = 6
"""Frames of a video, one way or the other, in which a draft takes what lies in front of a face, and how its
skin looks, for the same."""
_NEAR = 8
"""Frames of a video that stay prepared for drafts."""
_STEADY = (1.0, 0.3)
"""Degrees and centimetres that a head is moved from where a video has it before a draft looks at what is
behind it."""
_SMALL = 200
"""Height of a face in pixels below which nothing is drawn smaller: it would hardly be quicker."""
_JAW = CHANNEL_INDEX["jawOpen"]
_JAW_SIDES = (CHANNEL_INDEX["jawLeft"], CHANNEL_INDEX["jawRight"])
_TONGUE = CHANNEL_INDEX["tongueOut"]


@dataclass(frozen=True, slots=True, eq=False)
class RigLikeness:
    """A picture, prepared: the person's rig and all that does not change from frame to frame.

    Attributes:
        texture: of the photograph, what the warp fetches from.
        backdrop: what is behind the person; None if that is not known.
        area, draft: where the warp acts, and the same for drafts; of a whole photograph, on a coarser grid.
        front: what lies in front of the face, 0–1, in the crop of the folds [s, s]; None if nothing does.
        smaller: the same at a half, a quarter … of the size, for drafts; None of a video's frame.
    """

    pixels: Pixels
    texture: Texture
    person: Person
    area: WarpArea
    draft: WarpArea
    eyes: tuple[Eye, ...]
    lids: tuple[Lid, ...]
    mouth: Mouth
    folds: ShadedFace
    front: Floats | None = None
    backdrop: Backdrop | None = None
    smaller: "_Smaller | None" = None

    @property
    def look(self) -> "_Look":
        return _Look(self.folds, self.front)

    @property
    def rest(self) -> FaceState:
        """As it was photographed."""
        return self.person.rest

    @property
    def face_height(self) -> float:
        """Pixels from the highest landmark to the lowest."""
        return float(np.ptp(self.person.landmarks[:, 1]))


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What the networks see of a face, in a crop that goes with it: it holds at any size, and for a while.

    Attributes:
        folds: what folds are made of.
        front: what lies in front of it; None if nothing does.
    """

    folds: ShadedFace
    front: Floats | None

    def on(self, landmarks: Array) -> "_Look":
        """The same for a face that lies elsewhere in its picture."""
        to_crop = crop_matrix(landmarks)
        return replace(self, folds=replace(self.folds, to_crop=to_crop, points=into_crop(landmarks, to_crop)))


class _Smaller:
    """A likeness at a half, a quarter … of its size, each made when it is first wanted."""

    def __init__(self, halve: Callable[[RigLikeness], RigLikeness]) -> None:
        self._halve = halve
        self._made: list[RigLikeness] = []
        self._turn = Lock()

    def of(self, likeness: RigLikeness, shrink: int) -> RigLikeness:
        """Such that so many pixels of the likeness, a power of two, become one."""
        halvings = shrink.bit_length() - 1
        with self._turn:
            while len(self._made) < halvings:
                self._made.append(self._halve(self._made[-1] if self._made else likeness))
        return self._made[halvings - 1] if halvings else likeness


@dataclass(frozen=True, slots=True, eq=False)
class RigClip:
    """A video, prepared.

    Attributes:
        mouth: prepared from one frame for all, so that its teeth stay the same.
    """

    subject: Subject
    followed: Followed
    mouth: Mouth


class RigRenderer:
    """The warp rig behind the renderer port."""

    name = "rig"
    needs = Needs()
    honours = frozenset((*CHANNELS, "head", "gaze"))

    def __init__(self) -> None:
        self._basis = load_basis()
        self._shading = Shading()
        self._matte = PersonMatte() if is_installed(backdrop.MODEL) else None
        self._occluders = Occluders() if _is_trained("occlusion") else None
        rims = (np.concatenate([upper, lower]) for upper, lower, _ in _OPENINGS)
        self._rims = tuple((around, touching(self._basis.triangles, around)) for around in rims)
        self._beside = ThreadPoolExecutor(processors(), "folds", use_threads, (1,))
        self._near = lru_cache(_NEAR)(self._frame_of)
        self._looks = lru_cache(1)(self._look_at)
        self._looking = Lock()

    @property
    def device(self) -> str:
        """What runs where."""
        front = None if self._occluders is None else self._occluders.network
        parts = {Said("folds"): self._shading.network, Said("what lies in front"): front, Said("the rest"): None}
        return what_runs_where(parts)

    def prepare(self, subject: Subject, progress: Progress = unheard) -> RigLikeness | RigClip:
        """Make ready what every frame needs."""
        progress(0.0, "preparing the face")
        if subject.followed is not None:
            return RigClip(subject, subject.followed, self._mouth_of(subject, subject.followed))
        pixels, person = subject.original, subject.person()
        mouth = Mouth.of(pixels, person.landmarks, person.neutral, person.frame)
        likeness = self._likeness(pixels, person, mouth, self._look(pixels, person.landmarks))
        return replace(_sharp(likeness), draft=halved(likeness.area), smaller=_Smaller(self._half))

    def _mouth_of(self, subject: Subject, followed: Followed) -> Mouth:
        first = subject.first_seen
        landmarks = followed.landmarks[first].astype(np.float64)
        frame = frame_of(self._basis, landmarks, followed.scores[first], followed.neutral)
        return Mouth.of(subject.reel.pixels(first), landmarks, followed.neutral, frame)

    def _half(self, likeness: RigLikeness) -> RigLikeness:
        """The same at half the size, for good."""
        pixels, person = shrunk(likeness.pixels, 2), likeness.person.halved()
        return _sharp(self._likeness(pixels, person, likeness.mouth, likeness.look.on(person.landmarks)))

    def _look(self, pixels: Pixels, landmarks: Array) -> _Look:
        front = None if self._occluders is None else self._occluders.mask(pixels, landmarks)[0]
        seen = front is not None and front.any()
        return _Look(self._shading.prepare(pixels, landmarks), front if seen else None)

    def _likeness(
        self, pixels: Pixels, person: Person, mouth: Mouth, look: _Look, *, behind: bool = True
    ) -> RigLikeness:
        """Prepared.

        Args:
            behind: what is behind the person is told from it.
        """
        area, to_crop = warp_area(person.landmarks, (pixels.shape[1], pixels.shape[0])), look.folds.to_crop
        if look.front is not None:
            area = replace(area, front=share_at(look.front, to_crop, area.origin, area.step, area.grid_size))
        backdrop = None
        if behind and self._matte is not None:
            backdrop = self._matte.backdrop(pixels, person.landmarks, area.box)
        return RigLikeness(
            pixels,
            Texture(pixels),
            person,
            area,
            area,
            prepare_eyes(pixels, person.landmarks),
            prepare_lids(pixels, person.landmarks),
            mouth,
            look.folds,
            look.front,
            backdrop,
        )

    def _still_of(self, clip: RigClip, index: int, pixels: Pixels) -> RigLikeness:
        person = clip.subject.person(index)
        return self._likeness(pixels, person, clip.mouth, self._look(pixels, person.landmarks))

    def _frame_of(self, clip: RigClip, index: int, shrink: int, behind: bool) -> RigLikeness:
        """A frame prepared for drafts."""
        person = clip.subject.person(index)
        for _ in range(shrink.bit_length() - 1):
            person = person.halved()
        with self._looking:
            look = self._looks(clip, index - index % _SIMILAR)
        pixels = shrunk(clip.subject.reel.pixels(index), shrink)
        return self._likeness(pixels, person, clip.mouth, look.on(person.landmarks), behind=behind)

    def _look_at(self, clip: RigClip, index: int) -> _Look:
        return self._look(clip.subject.reel.pixels(index), clip.followed.landmarks[index].astype(np.float64))

    def open(
        self, likeness: RigLikeness | RigClip, shot: Shot, quality: Quality = "full"
    ) -> Generator[Frame]:
        """Draw a shot, several frames of a picture at once."""
        if isinstance(likeness, RigClip):
            return self._clip(likeness, shot, quality)
        return self._still(likeness, shot, quality)

    def _still(self, likeness: RigLikeness, shot: Shot, quality: Quality) -> Generator[Frame]:
        def drawn(job: tuple[int, Future[Floats]]) -> Frame:
            index, gain = job
            pixels = self._drawn(likeness, shot.state_of(index), quality, gain)
            return Frame(pixels, shot.rate.time_of(index))

        yield from in_order(drawn, self._with_folds(likeness, shot, quality))

    def _with_folds(
        self, likeness: RigLikeness, shot: Shot, quality: Quality
    ) -> Iterator[tuple[int, Future[Floats]]]:
        """The frames of a shot and the gain of each."""
        for index in shot.frames():
            yield index, self._folds(likeness, shot.state_of(index))

    def _clip(self, clip: RigClip, shot: Shot, quality: Quality) -> Generator[Frame]:
        """Each frame of the video with its own face moved to the shot's state."""
        here, still = -1, None
        for index in shot.frames():
            wanted, time = shot.source_index(index), shot.rate.time_of(index)
            if quality == "draft":
                part = self._frame(clip, shot.state_of(index), wanted, quality, 1)
                yield Frame(whole(part, shot.source_pixels(index)), time)
                continue
            if still is None or wanted != here:
                here, still = wanted, self._still_of(clip, wanted, shot.source_pixels(index))
            yield Frame(self._acted(clip, wanted, still, shot.state_of(index), quality), time)

    def draw(self, likeness: RigLikeness, state: FaceState, quality: Quality = "full") -> Pixels:
        """One picture of a state, of the photograph's size and depth."""
        return self._drawn(likeness, state, quality, self._folds(likeness, state))

    def part(
        self,
        likeness: RigLikeness | RigClip,
        state: FaceState,
        moment: Seconds,
        quality: Quality = "full",
        shrink: int = 1,
    ) -> Part:
        """What a state changes; of a video, the whole frame."""
        if isinstance(likeness, RigClip):
            return self._frame(likeness, state, likeness.subject.index_at(moment), quality, shrink)
        return self._part(likeness, state, quality, shrink, self._folds(likeness, state))

    def _frame(self, clip: RigClip, state: FaceState, index: int, quality: Quality, shrink: int) -> Part:
        if quality == "full":
            still = self._still_of(clip, index, clip.subject.reel.pixels(index))
            return Part(self._acted(clip, index, still, state, quality))
        height = float(np.ptp(clip.followed.landmarks[index, :, 1]))
        shrink = _drawn_at(max(shrink, 2) if height > _LARGE else shrink, height)
        moved = np.abs(state.head.minus(clip.subject.rest_of(index).head).values())
        behind = bool(moved[:3].max() > _STEADY[0] or moved[3:].max() > _STEADY[1])
        still = self._near(clip, index, shrink, behind)
        return Part(self._acted(clip, index, still, state, quality), shrink=shrink)

    def _acted(
        self, clip: RigClip, index: int, still: RigLikeness, state: FaceState, quality: Quality
    ) -> Pixels:
        """A frame of a video in a state; of an actor who is dubbed nothing but mouth and jaw changes."""
        if not moves_mouth_alone(state, clip.subject.rest_of(index)):
            return self.draw(still, state, quality)
        landmarks = still.person.landmarks
        person = replace(still.person, shares=shares_of(landmarks))
        drawn = self.draw(replace(still, person=person), state, quality)
        put_back(drawn, still.pixels, landmarks)
        return drawn

    def _folds(self, likeness: RigLikeness, state: FaceState) -> Future[Floats]:
        """The gain of a state; the network works while the photograph is warped."""
        person = likeness.person
        expression = person.frame.to_pixels(person.shape(state))
        return self._beside.submit(self._shading.gain, likeness.folds, expression)

    def _drawn(
        self, likeness: RigLikeness, state: FaceState, quality: Quality, gain: Future[Floats]
    ) -> Pixels:
        out = likeness.pixels.copy()
        part = self._part(likeness, state, quality, 1, gain)
        (x, y), (height, width) = part.corner, part.pixels.shape[:2]
        out[y : y + height, x : x + width] = part.pixels
        return out

    def _part(
        self, likeness: RigLikeness, state: FaceState, quality: Quality, shrink: int, gain: Future[Floats]
    ) -> Part:
        """What a state makes of the photograph where the warp may act."""
        if likeness.smaller is None or (quality == "full" and shrink == 1):
            return Part(self._region(likeness, state, quality, gain), likeness.area.box[:2])
        shrink = _drawn_at(shrink, likeness.face_height)
        drawn_at = max(shrink, 2) if likeness.face_height > _LARGE else shrink
        small = likeness.smaller.of(likeness, drawn_at)
        region = self._region(small, state, quality, gain)
        if drawn_at > shrink:
            return _enlarged(likeness, small, region)
        return Part(region, small.area.box[:2], shrink)

    def _region(
        self, likeness: RigLikeness, state: FaceState, quality: Quality, gain: Future[Floats]
    ) -> Pixels:
        """The photograph in the area's box, moved to a state."""
        person, corner = likeness.person, likeness.area.box[:2]
        place = _Place.of(person, state)
        out = _cut(likeness.pixels, likeness.area.box)
        area = likeness.area if quality == "full" else likeness.draft
        source = _texture_places(person, place.shape, likeness.mouth.traces)
        rigid = place.pose.to_pixels(person.own + place.relief)[:, :2]
        skull = (person.frame.to_pixels(person.skull) - place.pose.to_pixels(person.skull))[:, :2]
        field = warp_field(area, self._basis.triangles, source, place.target, rigid, skull)
        box = active_box(area, field)
        if box is None:
            if _looks_elsewhere(person, state):
                _draw_layers(out, corner, likeness, state, place, quality)
            return out
        texture = likeness.texture
        front = None
        if likeness.front is not None:
            front = likeness.front, texture.onward(likeness.folds.to_crop)
        places = pixel_map(area, field, box, texture)
        for rim, near in self._rims:
            refine(places, box[:2], near, texture.at(source), place.target, rim, front)
        region = out[box[1] - corner[1] : box[3] - corner[1], box[0] - corner[0] : box[2] - corner[0]]
        region[:] = texture.fetch(places, fine=quality == "full")
        if likeness.backdrop is not None:
            likeness.backdrop.put_back(region, field, area.step, box[:2])
        soften_contours(region, field, area, box)
        carrier = _Carrier(places, texture, likeness.folds.to_crop)
        hiding = None if likeness.front is None else carrier.carried(likeness.front)
        bare = None if hiding is None else region[hiding.part].copy()
        if found := carrier.carried(gain.result()):
            _shade(region[found.part], found.values)
        _draw_layers(out, corner, likeness, state, place, quality)
        if hiding is not None and bare is not None:
            lay_over(region[hiding.part], bare, (hiding.values * 255 + 0.5).astype(np.uint8))
        return out


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a state puts the face: canonical shape, its relief, the head's frame, landmarks in pixels."""

    shape: Array
    relief: Array
    pose: HeadFrame
    target: Array

    @classmethod
    def of(cls, person: Person, state: FaceState) -> "_Place":
        shape, relief, pose = person.shape(state), person.relief(state), person.pose(state)
        return cls(shape, relief, pose, pose.to_pixels(shape + relief))


def _drawn_at(shrink: int, face_height: float) -> int:
    """How small a face is drawn that is wanted so small."""
    while shrink > 1 and face_height < _SMALL * shrink:
        shrink //= 2
    return shrink


def _draw_layers(
    out: Pixels,
    corner: tuple[int, int],
    likeness: RigLikeness,
    state: FaceState,
    place: _Place,
    quality: Quality,
) -> None:
    """What a warp can't make: lids, eyes and the inside of the mouth; ``out`` lies at a corner."""
    person = likeness.person
    target = place.target - (*corner, 0)
    draw_eyes(out, likeness.eyes, person, state, place.pose, target)
    draw_lids(out, likeness.pixels, likeness.lids, person, state, target)
    likeness.mouth.draw(out, _mouth_place(person, state, place.pose, place.target), corner, quality)


def _sharp(likeness: RigLikeness) -> RigLikeness:
    """With a texture that is worth its while for a photograph of which many pictures are drawn."""
    return replace(likeness, texture=Texture.doubled(likeness.pixels, likeness.area.box))


def _is_trained(name: str) -> bool:
    """Some networks are optional: without their weights the renderer does without them."""
    return any(card.name == name for card in cards()) and is_installed(name)


def _cut(pixels: Pixels, box: Box) -> Pixels:
    """A copy of what is in a box."""
    return pixels[box[1] : box[3], box[0] : box[2]].copy()


def _enlarged(likeness: RigLikeness, small: RigLikeness, after: Pixels) -> Part:
    """The photograph with what changed in it at half its size.

    Args:
        after: what became of the small photograph in its area's box.
    """
    x0, y0, x1, y1 = small.area.box
    out = _cut(likeness.pixels, (2 * x0, 2 * y0, 2 * x1, 2 * y1))
    off = cv2.absdiff(_cut(small.pixels, small.area.box), after)
    changed = cv2.dilate((np.maximum.reduce(cv2.split(off)) > 0).astype(np.uint8), np.ones((5, 5), np.uint8))
    x, y, width, height = cv2.boundingRect(changed)
    if width:
        box = (slice(y, y + height), slice(x, x + width))
        region = out[2 * y : 2 * (y + height), 2 * x : 2 * (x + width)]
        size = 2 * width, 2 * height
        share = np.asarray(cv2.resize(cv2.blur(changed[box] * np.uint8(255), (5, 5)), size), np.uint8)
        above = np.asarray(cv2.resize(after[box], size)).reshape(*share.shape, -1)
        here = np.s_[: region.shape[0], : region.shape[1]]
        lay_over(region, np.ascontiguousarray(above[here]), share[here])
    return Part(out, (2 * x0, 2 * y0))


def _looks_elsewhere(person: Person, state: FaceState) -> bool:
    return any(looking(state, side) != looking(person.rest, side) for side in ("Left", "Right"))


def _texture_places(person: Person, shape: Array, traces: Array) -> Array:
    """Where in the photograph each landmark's texture is taken from [478, 2].

    The edge of a mouth or an eye that closes is taken from a little outside the opening: landmarks
    on the rim are a pixel or two off, and would bring teeth or eye white along.

    Args:
        traces: how far teeth show beyond each point of the inner lips, cm [20].
    """
    places = person.landmarks[:, :2].copy()
    eyes = person.landmarks[list(t.EYE_OUTER), :2]
    unit = float(np.linalg.norm(eyes[0] - eyes[1]))
    up = person.frame.rotation[:2, 1] * (1, -1)
    up = up / np.linalg.norm(up) * unit
    for upper, lower, inset in _OPENINGS:
        own = np.maximum(person.own[upper, 1] - person.own[lower, 1], 1e-3)
        now = np.maximum(shape[upper, 1] - shape[lower, 1], 0.0)
        closing = (np.clip(1 - now / own, 0, 1) * np.clip(own / 0.15, 0, 1))[:, None]
        places[upper] += inset * closing * up
        places[lower] -= inset * closing * up
    lips = np.array(t.INNER_LIPS)
    moved = np.abs(shape[t.LIP_MIDDLE, 1] - person.own[t.LIP_MIDDLE, 1]).max()
    beyond = traces * person.frame.scale / unit * float(np.clip(moved / 0.05, 0, 1))
    outward = np.where(np.arange(len(lips)) <= len(lips) // 2, 1.0, -1.0)
    places[lips] += (outward * beyond)[:, None] * up
    return places


class _Carried(NamedTuple):
    """What belongs to a photograph's face, carried along with its texture.

    Attributes:
        part: of a region of the result, where there is any.
        values: there [h, w] or [h, w, 3].
    """

    part: tuple[slice, slice]
    values: Floats


class _Carrier:
    """Lays values of the aligned crop where they come to lie in a region.

    Args:
        places: where in the texture each pixel of the region comes from [h, w, 2].
        to_crop: pixels of the photograph → pixels of the crop [2, 3].
    """

    def __init__(self, places: Floats, texture: Texture, to_crop: Array) -> None:
        # On a grid as coarse as the crop's pixels; odd, so that its points lie in the middle of a pixel.
        self._coarse = max(1, round(float(np.sqrt(1 / abs(np.linalg.det(to_crop[:, :2]))))) - 1 | 1)
        self._size = places.shape[:2]
        small = places[self._coarse // 2 :: self._coarse, self._coarse // 2 :: self._coarse]
        self._places = cv2.transform(np.ascontiguousarray(small), texture.onward(to_crop))

    def carried(self, values: Floats) -> _Carried | None:
        """Values of the crop [s, s] or [s, s, 3]; None if there are none."""
        coarse = self._coarse
        # The second map must be None, not an empty array: OpenCV 5.0 would read beyond it.
        moved = np.asarray(cv2.remap(values, self._places, None, cv2.INTER_LINEAR))  # type: ignore[call-overload]
        strong = np.abs(moved if moved.ndim == 2 else moved[..., 1]) > _LEAST
        rows, columns = np.flatnonzero(strong.any(1)), np.flatnonzero(strong.any(0))
        if not len(rows):
            return None
        top, left = max(rows[0] - 1, 0), max(columns[0] - 1, 0)
        part = moved[top : rows[-1] + 2, left : columns[-1] + 2]
        size = part.shape[1] * coarse, part.shape[0] * coarse
        wide = cv2.resize(part, size, interpolation=cv2.INTER_LINEAR)
        out = np.asarray(wide[: self._size[0] - top * coarse, : self._size[1] - left * coarse], np.float32)
        down = slice(top * coarse, top * coarse + out.shape[0])
        return _Carried((down, slice(left * coarse, left * coarse + out.shape[1])), out)


def _shade(part: Pixels, gain: Floats) -> None:
    """Multiply a part of a picture by exp(gain) [h, w, 3], in place."""
    colours = part[..., :3]
    depth = cv2.CV_8U if part.dtype == np.uint8 else cv2.CV_16U
    colours[:] = cv2.multiply(colours, cv2.exp(gain), dtype=depth)


def _mouth_place(person: Person, state: FaceState, pose: HeadFrame, target: Array) -> MouthPlace:
    basis = person.basis.sliders
    drop = -float(basis[_JAW, t.CHIN, 1]) * state.channels[_JAW]
    side = sum(float(basis[i, t.CHIN, 0]) * state.channels[i] for i in _JAW_SIDES)
    return MouthPlace(target, pose, max(float(drop), 0.0), float(side), float(state.channels[_TONGUE]))
