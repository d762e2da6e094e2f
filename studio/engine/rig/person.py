"""One person's rig: their own shape as photographed, their neutral, and how a state moves it.

The portrait is its own origin: at its own state the rig gives the photograph's landmarks back to
the last digit, so that an untouched face stays untouched.

    X(w) = N + B·w + r·overlap(w),    overlap(w₀) = 1, overlap(0) = 0
    r = X₀ − N − B·w₀                 what the basis can't say of this smile

What channels do together and far up (``correctives``) is added for what goes beyond the photograph's own:

    + e(w) − e(w₀)·overlap²(w)

Lids and lips are not linear: a lid closes onto the lower one, lips meet and never pass through.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.easing import smoothstep
from studio.core.face import FaceState, HeadPose
from studio.core.units import CHANNEL_INDEX
from studio.engine.rig import topology as t
from studio.engine.rig.basis import Basis
from studio.engine.rig.correctives import correctives
from studio.engine.rig.pose import FLIP, HeadFrame, halved, rotation_of

Array = NDArray[np.float64]

_LIDS = (
    ("eyeBlinkRight", np.array(t.UPPER_LID_RIGHT), np.array(t.LOWER_LID_RIGHT), np.array(t.LID_FOLD_RIGHT)),
    ("eyeBlinkLeft", np.array(t.UPPER_LID_LEFT), np.array(t.LOWER_LID_LEFT), np.array(t.LID_FOLD_LEFT)),
)
_BLINKS = [CHANNEL_INDEX["eyeBlinkLeft"], CHANNEL_INDEX["eyeBlinkRight"]]
_LOOK_UP = [CHANNEL_INDEX["eyeLookUpLeft"], CHANNEL_INDEX["eyeLookUpRight"]]
_LOOK_DOWN = [CHANNEL_INDEX["eyeLookDownLeft"], CHANNEL_INDEX["eyeLookDownRight"]]
_JAW = CHANNEL_INDEX["jawOpen"]
_TONGUE = "tongueOut"
_TIP, _BODY, _BODY_FROM = 0.45, 0.5, 0.85
"""Centimetres between the lips that the tongue's tip needs, and its body, and from where on that comes."""
_PRESSES = [CHANNEL_INDEX["mouthPressLeft"], CHANNEL_INDEX["mouthPressRight"]]
_KEEPS_IN = 0.1
"""Lips pressed so much keep the tongue in: so they are at P, B, M, whatever the tongue is up to."""
LOOK_DEGREES = 28.0
"""How far an eyeLook channel at 1 turns the eye."""
_UPPER = np.array([a for a, _ in t.LIP_PAIRS])
_LOWER = np.array([b for _, b in t.LIP_PAIRS])
_UPPER_SHARE = 0.25
"""What the upper lip goes of the way when the lips are brought together; the lower one comes to meet it."""
_UPPER_ALONG = (
    (0.85, (12, 38, 268)), (0.8, (41, 271)), (0.65, (11, 72, 73, 302, 303)), (0.6, (42, 272)),
    (0.55, (74, 304)), (0.5, (0, 37, 39, 40, 267, 269, 270)), (0.4, (185, 409)),
    (0.2, (164, 165, 167, 391, 393)),
)  # fmt: skip
_LOWER_ALONG = (
    (0.9, (15, 16, 17, 84, 85, 86, 314, 315, 316)), (0.7, (179, 180, 181, 403, 404, 405)),
    (0.6, (18, 83, 313)), (0.45, (89, 90, 91, 319, 320, 321)), (0.4, (182, 406, 200, 201, 421)),
    (0.3, (199,)), (0.2, (106, 335, 148, 152, 175, 377)), (0.15, (146, 375)),
)  # fmt: skip
"""How much of that the skin around each lip goes along: the upper lip grows, the lower one rises as a
whole. All read off smiling and neutral photographs of the people in training."""
NECK = np.array([0.0, -5.0, -5.0])
"""The point that a turning head keeps in place: the top of the neck, canonical cm."""
_FAR = 60.0
"""Distance of the viewer in cm, for what moving nearer does to size."""
_STEEPEST = 2.5
"""Largest slope of the relief: a steep cheek would smear the picture's edge when the head turns."""
_LIFT_FROM, _LIFT_FULL = 8.0, 20.0
"""Degrees of turning between which the relief is made gentler."""
_SKULL_DEPTH, _SKULL_REACH = -5.0, 1.4
"""Where a head's outline lies: canonical depth in cm, and how much wider than the face's oval."""
_UNFOLDED = 1.02
"""How far toward the contour, and a little beyond, what is turned away is laid: no triangle is inside out."""
_LOWER_LID_RISE = 0.18
_FOLD_FOLLOWS = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """A prepared face.

    Attributes:
        basis: the action-unit basis.
        landmarks: of the photograph, pixels [478, 3]; those of a cheek that is turned away lie on the
            face's contour (see ``unfolded``).
        frame: the photograph's head pose.
        own: shape as photographed, canonical cm [478, 3].
        neutral: the same face at zero.
        rest: the photograph's own state.
        residual: what the basis can't say of the photographed expression.
        lift: makes the relief gentler for a head that turns far [478, 3].
        shares: how much of each landmark's motion there is, 0–1 [478]; None is all of it.
    """

    basis: Basis
    landmarks: Array
    frame: HeadFrame
    own: Array
    neutral: Array
    rest: FaceState
    residual: Array
    lift: Array
    shares: Array | None = None

    @classmethod
    def of(
        cls, basis: Basis, landmarks: Array, frame: HeadFrame, rest: FaceState, neutral: Array
    ) -> "Person":
        """The rig of a photographed face.

        Args:
            landmarks: [478, 3] pixels.
            rest: its own state, calibrated (zero is neutral).
            neutral: the same face without its expression, canonical cm [478, 3]; its lips are closed here.
        """
        seen = unfolded(landmarks, basis.triangles)
        moved = frame.to_canonical(seen) - frame.to_canonical(landmarks)
        landmarks, neutral = seen, neutral + moved
        own, closed = frame.to_canonical(landmarks), sealed(neutral)
        linear = closed + np.tensordot(_without_blinks(rest.channels), basis.sliders, 1)
        return cls(basis, landmarks, frame, own, closed, rest, own - linear, _lifted(frame, landmarks))

    def halved(self) -> "Person":
        """The same person in the photograph at half its size."""
        return replace(self, landmarks=halved(self.landmarks), frame=self.frame.halved())

    def shape(self, state: FaceState) -> Array:
        """Canonical landmarks of a state [478, 3]."""
        moved = self._free(state)
        moved += self._room(moved, state) * self.basis.sliders[_JAW]
        shape = self._with_lids(_parted(moved, self.own), state)
        return shape if self.shares is None else self.own + (shape - self.own) * self.shares[:, None]

    def jaw_open(self, state: FaceState) -> float:
        """How far the jaw is open, as ``jawOpen`` counts: for a tongue that comes out it opens farther."""
        if state[_TONGUE] <= self.rest[_TONGUE]:
            return state["jawOpen"]
        return state["jawOpen"] + self._room(self._free(state), state)

    @property
    def skull(self) -> Array:
        """The outline of the head beyond that of the face, a point for each of the oval's: [36, 3] in
        canonical cm. One sees a head's outline at its middle, far behind the forehead, so that it
        moves less, or the other way, when the head nods.
        """
        oval = self.own[list(t.OVAL)]
        flat = oval[:, :2].mean(0) + (oval[:, :2] - oval[:, :2].mean(0)) * _SKULL_REACH
        return np.column_stack([flat, np.full(len(flat), _SKULL_DEPTH)])

    def pose(self, state: FaceState) -> HeadFrame:
        """The head's frame for a state: the photograph's, turned about the neck and moved."""
        delta = rotation_of(*state.head.values()[:3]) @ rotation_of(*self.rest.head.values()[:3]).T
        turned = self.frame.turned(delta, NECK)
        shift = state.head.minus(self.rest.head)
        return _moved(turned, shift)

    def relief(self, state: FaceState) -> Array:
        """What to add to a shape before it is turned: nothing for small turns, which the true depth
        serves best; the lift for large ones, where a steep cheek would smear [478, 3].
        """
        turn = np.hypot(state.head.yaw - self.rest.head.yaw, state.head.pitch - self.rest.head.pitch)
        out: Array = self.lift * smoothstep((turn - _LIFT_FROM) / (_LIFT_FULL - _LIFT_FROM))
        return out

    def place(self, state: FaceState) -> Array:
        """Landmarks of a state in pixels [478, 3]."""
        return self.pose(state).to_pixels(self.shape(state) + self.relief(state))

    def _lids_following(self, state: FaceState) -> Array:
        """The lids go up and down with the gaze, as with the eyeLook channels."""
        turn = np.clip((state.gaze.pitch - self.rest.gaze.pitch) / LOOK_DEGREES, -1.2, 1.0)
        lids = self.basis.sliders[_LOOK_UP if turn > 0 else _LOOK_DOWN].sum(0)
        out: Array = abs(float(turn)) * lids
        return out

    def _free(self, state: FaceState) -> Array:
        """The shape as if lids and lips could pass through each other [478, 3]."""
        overlap = self._overlap(state)
        linear = np.tensordot(_without_blinks(state.channels), self.basis.sliders, 1)
        linear += self._lids_following(state)
        beyond = self._together(state) - overlap**2 * self._together(self.rest)
        return self.neutral + linear + self.residual * overlap + beyond

    def _together(self, state: FaceState) -> Array:
        return correctives(self.basis).shape(state.channels)

    def _room(self, shape: Array, state: FaceState) -> float:
        """How much farther the jaw must open, as ``jawOpen`` counts, for the tongue to come out."""
        needed = _thick(state) - _thick(self.rest)
        if needed <= 0.0:
            return 0.0
        missing = needed - max(_gap(shape), 0.0)
        return max(missing, 0.0) / _gap(self.basis.sliders[_JAW])

    def _overlap(self, state: FaceState) -> float:
        size = float(self.rest.channels @ self.rest.channels)
        if size < 0.01:
            return 1.0
        return float(np.clip(state.channels @ self.rest.channels / size, 0.0, 1.0))

    def _with_lids(self, shape: Array, state: FaceState) -> Array:
        out = shape.copy()
        for channel, upper, lower, fold in _LIDS:
            own = min(self.rest[channel], 0.85)
            open_now = np.clip((1.0 - state[channel]) / (1.0 - own), 0.0, 1.5)
            gap = out[upper] - out[lower]
            closing = gap * (1.0 - open_now)
            out[lower] += closing * _LOWER_LID_RISE
            out[upper] -= closing * (1.0 - _LOWER_LID_RISE)
            out[fold] -= closing * _FOLD_FOLLOWS
        return out


def unfolded(landmarks: Array, triangles: NDArray[np.int32]) -> Array:
    """Landmarks [478, 3] with the part of the face that is turned away laid on the contour, as deep.

    Its texture is not to be seen in the picture. Where it lies behind the face there would be a piece of
    the face once more, when the head turns round; at its own depth, the contour's skin drawn out.
    """
    hidden = _turned_away(landmarks[:, :2], triangles)
    if not len(hidden):
        return landmarks
    centre = landmarks[list(t.OVAL), :2].mean(0)
    hull = cv2.convexHull(landmarks[:, :2].astype(np.float32))[:, 0].astype(np.float64)
    away = landmarks[hidden, :2] - centre
    out = landmarks.copy()
    out[hidden, :2] = centre + away * (1 + (_reach(away, hull - centre) - 1) * _UNFOLDED)[:, None]
    seen = np.setdiff1d(np.arange(len(landmarks)), hidden)
    apart = np.linalg.norm(out[hidden, None, :2] - landmarks[None, seen, :2], axis=2)
    out[hidden, 2] = landmarks[seen[apart.argmin(1)], 2]
    return out


def _turned_away(points: Array, triangles: NDArray[np.int32]) -> NDArray[np.int64]:
    """The landmarks at the outline that only triangles seen from behind have for a corner."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    behind = area * np.sign(area.sum()) < 0
    outline = np.zeros(len(points), bool)
    outline[list(t.OVAL)] = True
    while True:
        grown = outline.copy()
        grown[triangles[behind & outline[triangles].any(1)]] = True
        if (grown == outline).all():
            break
        outline = grown
    outline[triangles[~behind]] = False
    return np.flatnonzero(outline)


def _reach(away: Array, hull: Array) -> Array:
    """By how much points [n, 2] inside a convex outline about 0 [m, 2] can be enlarged to lie on it [n]."""
    edge = np.roll(hull, -1, 0) - hull
    # A point on an edge's line solves n·x = n·hull; the nearest such line that lies ahead counts.
    normal = np.stack([edge[:, 1], -edge[:, 0]], 1)
    normal *= np.sign((normal * hull).sum(1))[:, None]
    share = (away @ normal.T) / np.maximum((normal * hull).sum(1), 1e-9)
    out: Array = 1 / np.maximum(share.max(1), 1e-6)
    return out


def _lifted(frame: HeadFrame, landmarks: Array) -> Array:
    """What must be added so that depth nowhere falls away faster than ``_STEEPEST`` (the Lipschitz
    envelope of the relief, as the photograph's camera sees it), canonical cm.
    """
    # By hand: numpy takes seven times as long for a norm over so short an axis.
    across, down = (landmarks[:, None, axis] - landmarks[None, :, axis] for axis in (0, 1))
    apart = np.sqrt(across * across + down * down)
    gentle = landmarks.copy()
    gentle[:, 2] = np.minimum(landmarks[:, 2], (landmarks[None, :, 2] + _STEEPEST * apart).min(1))
    return frame.to_canonical(gentle) - frame.to_canonical(landmarks)


def _without_blinks(channels: NDArray[np.floating]) -> Array:
    out = channels.astype(np.float64)
    out[_BLINKS] = 0.0
    return out


def sealed(shape: Array) -> Array:
    """The lips brought together where they meet: a neutral mouth is closed."""
    out = shape.copy()
    gap = out[_UPPER, 1] - out[_LOWER, 1]
    middle = gap[len(gap) // 2]
    for inner, rows, way in ((_UPPER, _UPPER_ALONG, -_UPPER_SHARE), (_LOWER, _LOWER_ALONG, 1 - _UPPER_SHARE)):
        out[inner, 1] += way * gap
        for share, points in rows:
            out[list(points), 1] += share * way * middle
    return out


def _thick(state: FaceState) -> float:
    """What the tongue needs between the lips, cm."""
    tongue, pressed = state[_TONGUE], float(state.channels[_PRESSES].max())
    body = _BODY * smoothstep((tongue - _BODY_FROM) / (1 - _BODY_FROM))
    return float((_TIP * tongue + body) * max(1 - pressed / _KEEPS_IN, 0.0))


def _gap(shape: Array) -> float:
    """Between the middles of the lips, cm."""
    upper, lower = t.LIP_MIDDLE
    return float(shape[upper, 1] - shape[lower, 1])


def _parted(shape: Array, own: Array) -> Array:
    """Lips that would pass through each other meet halfway (or as deep as in the photograph)."""
    allowed = np.minimum(own[_UPPER, 1] - own[_LOWER, 1], 0.0)
    overlap = np.minimum(shape[_UPPER, 1] - shape[_LOWER, 1] - allowed, 0.0) / 2
    out = shape.copy()
    out[_UPPER, 1] -= overlap
    out[_LOWER, 1] += overlap
    return out


def _moved(frame: HeadFrame, shift: HeadPose) -> HeadFrame:
    nearer = _FAR / (_FAR - np.clip(shift.z, -30.0, 30.0))
    middle = frame.to_pixels(np.zeros((1, 3)))[0] * FLIP
    offset = middle + frame.scale * np.array([shift.x, shift.y, 0.0])
    return HeadFrame(frame.scale * float(nearer), frame.rotation, offset)
