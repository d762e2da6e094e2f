"""The rig renderer: the photograph itself, warped by the rig, with mouth, eyes and folds put in.

    state → place of the face → composition (motion, folds, eyes, lids, mouth) → compositor → part

Everything happens inside one box around the face; outside it the pixels are the photograph's, bit
for bit. At the portrait's own state the result *is* the photograph.
"""

from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.source import Frame, Pixels
from studio.core.time import Seconds
from studio.core.units import CHANNELS
from studio.core.words import Said
from studio.engine.compositing.composition import Canvas, Compositor, Relief
from studio.engine.compositing.cpu import CpuCompositor
from studio.engine.compositing.drafts import enlarged
from studio.engine.device import use_threads
from studio.engine.in_order import in_order, processors
from studio.engine.networks import Network, what_runs_where
from studio.engine.part import Part, whole
from studio.engine.ports import Needs, Quality, Shot
from studio.engine.progress import Progress, unheard
from studio.engine.recent import Recent
from studio.engine.rig.basis import load_basis
from studio.engine.rig.person import Person
from studio.engine.rig.pose import halved as halved_points
from studio.engine.rig_renderer import backdrop
from studio.engine.rig_renderer.backdrop import PersonMatte
from studio.engine.rig_renderer.bearing import leeway_of
from studio.engine.rig_renderer.burned_in import BurnedIn, Letters, farthest_apart, without_letters
from studio.engine.rig_renderer.donor_folds import MODEL, DonorFolds, Lent, tinted
from studio.engine.rig_renderer.dubbing import moves_mouth_alone, put_back, shares_of
from studio.engine.rig_renderer.eyes import prepare_eyes
from studio.engine.rig_renderer.lids import prepare_lids
from studio.engine.rig_renderer.likeness import Light, Look, RigClip, RigLikeness, Signs, Smaller
from studio.engine.rig_renderer.mouth.interior import Mouth
from studio.engine.rig_renderer.mouth_finish import MouthFinish
from studio.engine.rig_renderer.occluders import Occluders
from studio.engine.rig_renderer.own_folds import OwnFolds
from studio.engine.rig_renderer.shading import Shading
from studio.engine.subject import Followed, Subject
from studio.engine.tracking.expression import frame_of
from studio.engine.warp.field import halved
from studio.engine.warp.shrink import shrunk
from studio.files.models import cards, is_installed

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

_LARGE = 700
"""Height of a face in pixels from which drafts are drawn at half the photograph's size, however large they
are wanted."""
_SIMILAR = 6
"""Frames of a video, one way or the other, in which a draft takes what lies in front of a face, and how its
skin looks, for the same."""
_SIGNS = 2
"""Stretches of a video whose burned-in letters are known."""
_STANDING = 48
"""Frames of a video among which it is looked for letters that stand still over the face."""
_STEADY = (1.0, 0.3)
"""Degrees and centimetres that a head is moved from where a video has it before a draft looks at what is
behind it."""
_SMALL = 200
"""Height of a face in pixels below which nothing is drawn smaller: it would hardly be quicker."""


class RigRenderer:
    """The warp rig behind the renderer port.

    Args:
        finish: the learned finish of the mouth; otherwise the frames stay as the rig draws them.
    """

    name = "rig"
    needs = Needs()
    honours = frozenset((*CHANNELS, "head", "gaze"))

    def __init__(self, finish: MouthFinish | None = None) -> None:
        self._basis = load_basis()
        self._shading = Shading()
        self._matte = PersonMatte() if is_installed(backdrop.MODEL) else None
        self._occluders = Occluders() if _is_trained("occlusion") else None
        self._donors = DonorFolds() if _is_trained(MODEL) else None
        self._finish = finish
        self._compositor: Compositor = CpuCompositor()
        self._beside = ThreadPoolExecutor(processors(), "folds", use_threads, (1,))
        self._looking = Lock()

    @property
    def device(self) -> str:
        """What runs where."""
        front = None if self._occluders is None else self._occluders.network
        parts: dict[str, Network[Any] | None] = {
            Said("folds"): self._shading.network,
            Said("what lies in front"): front,
            Said("the rest"): None,
        }
        if self._finish is not None:
            parts[Said("the mouth's finish")] = self._finish.network
        return what_runs_where(parts)

    def prepare(self, subject: Subject, progress: Progress = unheard) -> RigLikeness | RigClip:
        """Make ready what every frame needs."""
        progress(0.0, Said("preparing the face"))
        if subject.followed is not None:
            signs: Signs = Recent(_SIGNS)
            clean, landmarks = self._first_of(subject, subject.followed, signs)
            mouth = self._mouth_of(subject, subject.followed, clean)
            clip = RigClip(subject, subject.followed, mouth, signs, lent=self._lent(clean, landmarks))
            first = self._frame_of(clip, subject.first_seen, 1, behind=True)
            return replace(clip, leeway=leeway_of(first.canvas, first.person.frame.scale))
        pixels, person = subject.original, subject.person()
        mouth = Mouth.of(pixels, person.landmarks, person.neutral, person.frame)
        lent = self._lent(pixels, person.landmarks)
        look = self._look(pixels, person.landmarks, lent, lines=True)
        own = None if look.donors is None else OwnFolds.of(pixels, person.landmarks, look.donors)
        likeness = replace(self._likeness(pixels, person, mouth, look), own_folds=own)
        canvas = replace(likeness.canvas.sharpened(), draft=halved(likeness.area))
        leeway = leeway_of(canvas, person.frame.scale)
        return replace(likeness, canvas=canvas, smaller=Smaller(self._half), leeway=leeway)

    def _first_of(self, subject: Subject, followed: Followed, signs: Signs) -> tuple[Pixels, Array]:
        """The first frame that shows the whole face, without letters, and its landmarks."""
        first = subject.first_seen
        clean, _ = without_letters(subject.reel.pixels(first), _letters(signs, subject, followed, first))
        return clean, followed.landmarks[first].astype(np.float64)

    def _mouth_of(self, subject: Subject, followed: Followed, clean: Pixels) -> Mouth:
        first = subject.first_seen
        landmarks = followed.landmarks[first].astype(np.float64)
        frame = frame_of(self._basis, landmarks, followed.scores[first], followed.neutral)
        return Mouth.of(clean, landmarks, followed.neutral, frame)

    def _half(self, likeness: RigLikeness) -> RigLikeness:
        """The same at half the size, for good."""
        pixels, person = shrunk(likeness.pixels, 2), likeness.person.halved()
        half = self._likeness(pixels, person, likeness.mouth, likeness.look.on(person.landmarks))
        return replace(half, canvas=half.canvas.sharpened())

    def _lent(self, pixels: Pixels, landmarks: Array) -> Lent | None:
        return None if self._donors is None else self._donors.lent(pixels, landmarks)

    def _look(self, pixels: Pixels, landmarks: Array, lent: Lent | None, *, lines: bool = False) -> Look:
        """What networks see of a face; fine lines of a picture alone, as frames of a video are many."""
        front = None if self._occluders is None else self._occluders.mask(pixels, landmarks)[0]
        seen = front is not None and front.any()
        donors = None if self._donors is None or lent is None else self._donors.placed(lent, landmarks)
        folds = self._shading.prepare(pixels, landmarks, lines=lines)
        return Look(folds, front if seen else None, donors)

    def _likeness(
        self,
        pixels: Pixels,
        person: Person,
        mouth: Mouth,
        look: Look,
        *,
        behind: bool = True,
        eyed: bool = True,
    ) -> RigLikeness:
        """Prepared.

        Args:
            behind: what is behind the person is told from it.
            eyed: eyes and lids may move.
        """
        canvas = Canvas.of(pixels, person.landmarks, look.folds.to_crop, look.front)
        if behind and self._matte is not None:
            found = self._matte.backdrop(pixels, person.landmarks, canvas.box)
            canvas = replace(canvas, backdrop=found)
        eyes = prepare_eyes(pixels, person.landmarks) if eyed else ()
        lids = prepare_lids(pixels, person.landmarks) if eyed else ()
        return RigLikeness(canvas, person, eyes, lids, mouth, look.folds, look.donors, finish=self._finish)

    def _still_of(self, clip: RigClip, index: int, pixels: Pixels, *, eyed: bool = True) -> RigLikeness:
        person = clip.subject.person(index)
        clean, letters = without_letters(pixels, _letters(clip.signs, clip.subject, clip.followed, index))
        look = self._look(clean, person.landmarks, clip.lent)
        still = self._likeness(clean, person, clip.mouth, look, eyed=eyed)
        return replace(still, letters=letters)

    def _frame_of(
        self, clip: RigClip, index: int, shrink: int, *, behind: bool, eyed: bool = True
    ) -> RigLikeness:
        """A frame prepared for drafts."""
        person = clip.subject.person(index)
        for _ in range(shrink.bit_length() - 1):
            person = person.halved()
        with self._looking:
            seen = clip.followed.similar(index, _SIMILAR)
            look = clip.looks.of(seen, lambda: self._look_at(clip, seen, min(shrink, 2)))
        clean, letters = self._clean(clip, index, shrink)
        still = self._likeness(clean, person, clip.mouth, look.on(person.landmarks), behind=behind, eyed=eyed)
        return replace(still, letters=letters)

    def _look_at(self, clip: RigClip, index: int, shrink: int) -> Look:
        clean, _ = self._clean(clip, index, shrink)
        landmarks = clip.followed.landmarks[index].astype(np.float64)
        return self._look(clean, landmarks if shrink == 1 else halved_points(landmarks), clip.lent)

    def _clean(self, clip: RigClip, index: int, shrink: int) -> tuple[Pixels, Letters | None]:
        """A frame for drafts without what is burned in, and that. Only letters need it at its own size."""
        sign = _letters(clip.signs, clip.subject, clip.followed, index)
        if sign is None:
            return clip.subject.pixels(index, shrink), None
        clean, letters = without_letters(clip.subject.reel.pixels(index), sign)
        return shrunk(clean, shrink), letters and letters.shrunk(shrink)

    def open(
        self, likeness: RigLikeness | RigClip, shot: Shot, quality: Quality = "full"
    ) -> Generator[Frame]:
        """Draw a shot, several frames of a picture at once."""
        if isinstance(likeness, RigClip):
            return self._clip(likeness, shot, quality)
        return self._still(likeness, shot, quality)

    def _still(self, likeness: RigLikeness, shot: Shot, quality: Quality) -> Generator[Frame]:
        def drawn(job: tuple[int, Future[Light]]) -> Frame:
            index, light = job
            pixels = self._drawn(likeness, shot.state_of(index), quality, light)
            return Frame(pixels, shot.rate.time_of(index))

        yield from in_order(drawn, self._with_folds(likeness, shot, quality))

    def _with_folds(
        self, likeness: RigLikeness, shot: Shot, quality: Quality
    ) -> Iterator[tuple[int, Future[Light]]]:
        """The frames of a shot and the light of each."""
        for index in shot.frames():
            yield index, self._folds(likeness, shot.state_of(index))

    def _clip(self, clip: RigClip, shot: Shot, quality: Quality) -> Generator[Frame]:
        """Each frame of the video with its own face moved to the shot's state."""
        here, still = (-1, True), None
        for index in shot.frames():
            wanted, time = shot.source_index(index), shot.rate.time_of(index)
            if quality == "draft":
                part = self._frame(clip, shot.state_of(index), wanted, quality, 1)
                yield Frame(whole(part, shot.source_pixels(index)), time)
                continue
            state = shot.state_of(index)
            eyed = not moves_mouth_alone(state, clip.subject.rest_of(wanted))
            if still is None or (wanted, eyed) != here:
                here, still = (
                    (wanted, eyed),
                    self._still_of(clip, wanted, shot.source_pixels(index), eyed=eyed),
                )
            yield Frame(self._acted(clip, wanted, still, state, quality), time)

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
        eyed = not moves_mouth_alone(state, clip.subject.rest_of(index))
        if quality == "full":
            still = self._still_of(clip, index, clip.subject.reel.pixels(index), eyed=eyed)
            return Part(self._acted(clip, index, still, state, quality))
        height = float(np.ptp(clip.followed.landmarks[index, :, 1]))
        shrink = _drawn_at(max(shrink, 2) if height > _LARGE else shrink, height)
        moved = np.abs(state.head.minus(clip.subject.rest_of(index).head).values())
        behind = bool(moved[:3].max() > _STEADY[0] or moved[3:].max() > _STEADY[1])
        still = clip.near.of(
            (index, shrink, behind, eyed),
            lambda: self._frame_of(clip, index, shrink, behind=behind, eyed=eyed),
        )
        return Part(self._acted(clip, index, still, state, quality), shrink=shrink)

    def _acted(
        self, clip: RigClip, index: int, still: RigLikeness, state: FaceState, quality: Quality
    ) -> Pixels:
        """A frame of a video in a state; of an actor who is dubbed nothing but mouth and jaw changes."""
        still = still.folded(clip.lent_share)
        if moves_mouth_alone(state, clip.subject.rest_of(index)):
            landmarks = still.person.landmarks
            person = replace(still.person, shares=shares_of(landmarks))
            drawn = self.draw(replace(still, person=person), state, quality)
            put_back(drawn, still.pixels, landmarks)
        else:
            drawn = self.draw(still, state, quality)
        if still.letters is not None:
            still.letters.lay(drawn)
        return drawn

    def _folds(self, likeness: RigLikeness, state: FaceState) -> Future[Light]:
        """The light of a state; the network works while the photograph is warped."""
        return self._beside.submit(self._light, likeness, state)

    def _light(self, likeness: RigLikeness, state: FaceState) -> Light:
        person = likeness.person
        gain = self._shading.gain(likeness.folds, person.frame.to_pixels(person.shape(state)))
        if self._donors is None or likeness.donors is None:
            return Light(gain)
        laid = self._donors.relief(likeness.donors, state, likeness.rest, gain, likeness.lent_share)
        own = likeness.own_folds
        taken = None if own is None else own.relief(state, likeness.rest, gain)
        relief = laid if taken is None else taken if laid is None else laid + taken
        return Light(gain, None if relief is None else Relief(relief, tinted(likeness.folds.colour)))

    def _drawn(
        self, likeness: RigLikeness, state: FaceState, quality: Quality, light: Future[Light]
    ) -> Pixels:
        return whole(self._part(likeness, state, quality, 1, light), likeness.pixels)

    def _part(
        self, likeness: RigLikeness, state: FaceState, quality: Quality, shrink: int, light: Future[Light]
    ) -> Part:
        """What a state makes of the photograph where the warp may act."""
        if likeness.smaller is None or (quality == "full" and shrink == 1):
            return Part(self._composed(likeness, state, quality, light), likeness.canvas.corner)
        shrink = _drawn_at(shrink, likeness.face_height)
        drawn_at = max(shrink, 2) if likeness.face_height > _LARGE else shrink
        small = likeness.smaller.of(likeness, drawn_at)
        pixels = self._composed(small, state, quality, light)
        if drawn_at > shrink:
            return enlarged(likeness.canvas, small.canvas, pixels)
        return Part(pixels, small.canvas.corner, shrink)

    def _composed(
        self, likeness: RigLikeness, state: FaceState, quality: Quality, light: Future[Light]
    ) -> Pixels:
        return self._compositor.compose(likeness.canvas, likeness.composition(state, light.result), quality)


def _drawn_at(shrink: int, face_height: float) -> int:
    """How small a face is drawn that is wanted so small."""
    while shrink > 1 and face_height < _SMALL * shrink:
        shrink //= 2
    return shrink


def _is_trained(name: str) -> bool:
    """Some networks are optional: without their weights the renderer does without them."""
    return any(card.name == name for card in cards()) and is_installed(name)


def _letters(signs: Signs, subject: Subject, followed: Followed, index: int) -> BurnedIn | None:
    """What is burned in over the face around a frame."""
    stretch = followed.stretch_of(index, _STANDING)

    def look() -> BurnedIn | None:
        landmarks = followed.landmarks[stretch.start : stretch.stop].astype(np.float64)
        told = farthest_apart(landmarks)
        return BurnedIn.among([subject.reel.pixels(stretch[i]) for i in told], landmarks[told])

    return signs.of(stretch, look)
