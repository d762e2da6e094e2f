"""Fits the action-unit basis of the rig and writes it with its card: ``python -m studio.train.basis``.

The tracked basis is a ridge regression of tracked faces (how the landmarks move with the landmark
model's scores, within each clip or person) toward the ICT-FaceKit shapes: where the data says nothing,
anatomy does. Each landmark is pulled harder to the prior by channels that should not reach it, so the
result stays local; the data is mirrored, so it is symmetric. The slider basis is in ``sliders.py``.

The scores move the face, the face moves the pose that the landmarks were normalised with: after a
first fit the frames are aligned anew to the person's own moved shape, as the rig does, and fitted again.
"""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from studio.core.face import FaceState
from studio.core.units import ARKIT_52, CHANNEL_INDEX, CHANNELS
from studio.engine.rig import topology as t
from studio.engine.rig.pose import FLIP, fit_pose
from studio.engine.tracking.rest import calibrated
from studio.files.models import Licence, Training, shelf
from studio.train.cards import Card, Measured, write_card
from studio.train.sliders import own_shapes, slider_basis, symmetric, twins

Array = NDArray[np.float64]

_SCORED: Final = np.array([CHANNEL_INDEX[name] for name in ARKIT_52.names if name != "tongueOut"])
"""The channels that the landmark model scores, in the order of its scores less its neutral."""
_POSE_TERMS: Final = 7
_SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings, chosen on a fifth of the clips and people that were held out (seed 0).

    Attributes:
        ridge: pull toward the prior.
        locality: how much harder the pull is where a channel should not reach.
        reach: cm over which a channel's own region is widened.
        people: weight of a photographed person's frame beside one of a clip (few, and all different).
        rounds: fits, each after aligning the frames to the last one.
    """

    ridge: float = 2.0
    locality: float = 30.0
    reach: float = 1.2
    people: float = 40.0
    rounds: int = 3


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """The ICT-FaceKit shapes on the landmarks.

    Attributes:
        shapes: at full intensity, canonical cm [54, 478, 3].
        gains: what one score of the landmark model is worth of them [54].
        canonical: the landmark model's own face [478, 3].
        weights: Procrustes weights [478].
        triangles: [898, 3].
        mirror: [478].
    """

    shapes: Array
    gains: Array
    canonical: Array
    weights: Array
    triangles: NDArray[np.int32]
    mirror: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Tracks:
    """Tracked faces, their pose taken out.

    Attributes:
        shapes: [n, 478, 3], canonical cm.
        scores: [n, 54].
        angles: [n, 3], radians.
        source: which clip or person each frame is of [n].
        is_person: of each source: a photographed person (their neutral first), not a clip.
    """

    shapes: Array
    scores: Array
    angles: Array
    source: NDArray[np.int64]
    is_person: NDArray[np.bool_]

    def of(self, sources: NDArray[np.int64]) -> "Tracks":
        """The frames of some sources."""
        kept = np.isin(self.source, sources)
        return replace(
            self,
            shapes=self.shapes[kept],
            scores=self.scores[kept],
            angles=self.angles[kept],
            source=self.source[kept],
        )


def read_prior(rig: Path) -> Prior:
    """The prior from ``au_basis_mp478.npz``; the lips' own shapes are made from it."""
    with np.load(rig / "au_basis_mp478.npz") as data:
        ict, gain = data["B_ict"].astype(np.float64), data["gain"].astype(np.float64)
        order = [str(name) for name in data["names"]]
        canonical = data["canon478"].astype(np.float64)
        weights = np.zeros(t.LANDMARKS)
        weights[data["procrustes"][:, 0].astype(int)] = data["procrustes"][:, 1]
        triangles, mirror = data["tri"].astype(np.int32), data["mirror"].astype(np.int32)
    shapes, gains = np.zeros((len(CHANNELS), t.LANDMARKS, 3)), np.ones(len(CHANNELS))
    for name in set(CHANNELS) & set(order):
        shapes[CHANNEL_INDEX[name]] = ict[order.index(name)]
        gains[CHANNEL_INDEX[name]] = gain[order.index(name)]
    own = own_shapes(shapes, canonical)
    shapes[CHANNEL_INDEX["lipsUpperOpen"]], shapes[CHANNEL_INDEX["lipsLowerOpen"]] = own
    return Prior(symmetric(shapes, mirror), gains, canonical, weights, triangles, mirror)


def read_tracks(rig: Path) -> Tracks:
    """The tracked frames from ``tracks.npz``.

    Scores as the rig meets them: those of a photograph freed of what people in general score at rest,
    those of a clip as they are, since there only differences within it count.
    """
    with np.load(rig / "tracks.npz") as data:
        scores = np.zeros((len(data["scores"]), len(CHANNELS)), np.float32)
        scores[:, _SCORED] = data["scores"][:, 1:]
        source = data["source"].astype(np.int64)
        is_person = np.array([str(name).endswith(".jpg") for name in data["source_names"]])
        for row in np.flatnonzero(is_person[source]):
            scores[row] = calibrated(FaceState(scores[row])).channels
        shapes, angles = data["landmarks"].astype(np.float64), data["angles"].astype(np.float64)
    return Tracks(shapes, scores.astype(np.float64), angles, source, is_person)


def mean_neutral(tracks: Tracks, mirror: NDArray[np.int32]) -> Array:
    """The mean of the people's neutral faces, both sides alike [478, 3]."""
    firsts = [int(np.argmax(tracks.source == person)) for person in np.flatnonzero(tracks.is_person)]
    mean = tracks.shapes[firsts].mean(0)
    out: Array = (mean + (mean * [-1.0, 1.0, 1.0])[mirror]) / 2
    return out


def fit_tracked(prior: Prior, tracks: Tracks, recipe: Recipe = Recipe()) -> Array:
    """The tracked basis [54, 478, 3]."""
    basis = _fit(prior, tracks, recipe)
    for _ in range(recipe.rounds - 1):
        basis = _fit(prior, aligned(tracks, basis, prior.weights), recipe)
    return basis


def aligned(tracks: Tracks, basis: Array, weights: Array) -> Tracks:
    """The tracks with the pose fitted to each person's own shape, moved as the scores say."""
    shapes = tracks.shapes.copy()
    for source in np.unique(tracks.source):
        rows = np.flatnonzero(tracks.source == source)
        mean, moved = tracks.shapes[rows].mean(0), tracks.scores[rows] - tracks.scores[rows].mean(0)
        for row, motion in zip(rows, np.tensordot(moved, basis, 1), strict=True):
            frame = fit_pose(tracks.shapes[row] * FLIP, mean + motion, weights)
            shapes[row] = frame.to_canonical(tracks.shapes[row] * FLIP)
    return replace(tracks, shapes=shapes)


def explained(basis: Array, tracks: Tracks, landmarks: tuple[int, ...] | range = range(468)) -> float:
    """R² of X = X₀ + B(w − w₀), X₀ the first frame of each source."""
    left = total = 0.0
    for source in np.unique(tracks.source):
        rows = tracks.source == source
        moved = tracks.shapes[rows] - tracks.shapes[rows][0]
        told = np.tensordot(tracks.scores[rows] - tracks.scores[rows][0], basis, 1)
        left += float(((moved - told)[:, list(landmarks)] ** 2).sum())
        total += float((moved[:, list(landmarks)] ** 2).sum())
    return 1.0 - left / total


def _fit(prior: Prior, tracks: Tracks, recipe: Recipe) -> Array:
    """One ridge regression per landmark of both the frames and their mirror images."""
    sides = [_centred(side) for side in (tracks, _mirrored(tracks, prior.mirror))]
    root = np.sqrt(np.where(tracks.is_person[tracks.source], recipe.people, 1.0))
    inputs = np.concatenate([side[0] * root[:, None] for side in sides])
    outputs = np.concatenate([side[1] * root[:, None, None] for side in sides])
    told = _told(prior)
    gram = inputs.T @ inputs
    cross = np.tensordot(inputs, outputs, (0, 0))
    pull = recipe.ridge * (1.0 + recipe.locality * (1.0 - _reached(prior, recipe.reach)))
    basis = told.copy()
    for landmark in range(468):
        side = gram + np.diag(pull[:, landmark])
        goal = cross[:, landmark] + pull[:, landmark, None] * told[:, landmark]
        basis[:, landmark] = np.linalg.solve(side, goal)
    return symmetric(basis[: len(CHANNELS)], prior.mirror)


def _told(prior: Prior) -> Array:
    """What the prior says of each regressor [54 + 7, 478, 3]; the irises stay: gaze moves them."""
    shapes = prior.shapes * prior.gains[:, None, None]
    shapes[:, 468:] = 0.0
    return np.concatenate([shapes, np.zeros((_POSE_TERMS, *shapes.shape[1:]))])


def _mirrored(tracks: Tracks, mirror: NDArray[np.int32]) -> Tracks:
    return replace(
        tracks,
        shapes=(tracks.shapes * [-1.0, 1.0, 1.0])[:, mirror],
        scores=tracks.scores[:, twins()],
        angles=tracks.angles * [-1.0, 1.0, -1.0],
    )


def _centred(tracks: Tracks) -> tuple[Array, Array]:
    """Regressors [n, 54 + 7] and shapes [n, 478, 3] less the mean of their source.

    The landmark model's own bias with the head's pose is a regressor too, so that it does not
    colour the channels.
    """
    a = tracks.angles
    inputs = np.c_[tracks.scores, a, a**2, a[:, 0] * a[:, 1]]
    outputs = tracks.shapes.copy()
    for source in np.unique(tracks.source):
        rows = tracks.source == source
        inputs[rows] -= inputs[rows].mean(0)
        outputs[rows] -= outputs[rows].mean(0)
    return inputs, outputs


def _reached(prior: Prior, reach: float) -> Array:
    """How much of each landmark is a channel's own region [54 + 7, 478], 0–1."""
    places = prior.canonical
    near = np.exp(-(((places[:, None] - places[None]) ** 2).sum(2) / reach**2))
    sizes = np.linalg.norm(prior.shapes, axis=2)
    sizes /= np.maximum(sizes.max(1, keepdims=True), 1e-9)
    out = np.array([np.clip(((near * size).max(1) - 0.05) / 0.15, 0.0, 1.0) for size in sizes])
    return np.concatenate([out, np.ones((_POSE_TERMS, len(places)))])


def held_out(tracks: Tracks) -> tuple[Tracks, Tracks]:
    """Four fifths of the sources, and the rest."""
    order = np.random.default_rng(_SEED).permutation(len(tracks.is_person))
    fifth = len(order) // 5
    return tracks.of(order[fifth:]), tracks.of(order[:fifth])


def measure(prior: Prior, tracks: Tracks) -> dict[str, float]:
    """R² on sources that the basis has not seen."""
    seen, unseen = held_out(tracks)
    basis = fit_tracked(prior, seen)
    test = aligned(unseen, basis, prior.weights)
    people = test.of(np.flatnonzero(test.is_person))
    clips = test.of(np.flatnonzero(~test.is_person))
    return {
        "unseen_people": explained(basis, people),
        "unseen_people_mouth": explained(basis, people, t.OUTER_LIPS + t.INNER_LIPS),
        "unseen_clips": explained(basis, clips),
        "unseen_clips_mouth": explained(basis, clips, t.OUTER_LIPS + t.INNER_LIPS),
        "unseen_clips_eyes": explained(basis, clips, t.EYE_LEFT + t.EYE_RIGHT),
    }


CARD: Final = Card(
    name="rig",
    title="Action-unit basis on 478 landmarks",
    purpose="rig",
    about="""
How far each of 54 channels moves each face landmark, in centimetres of the canonical head. ``tracked``
is for the scores of the landmark model: a local, symmetric ridge regression of tracked faces toward the
ICT-FaceKit shapes. ``sliders`` is for what a person sets or a driver writes: those shapes themselves,
made fit to stand alone. Holds displacements of landmarks, none of ICT-FaceKit's meshes.
Clips: GRID, one speaker (Cooke, Barker, Cunningham, Shao). Portraits: Face Research Lab London Set,
73 people (DeBruine, Jones). Both CC BY 4.0.""",
    licence=Licence(
        "MIT",
        "Galatea Studio authors; shapes from ICT-FaceKit (c) 2020 USC ICT",
        url="https://github.com/ICT-VGL/ICT-FaceKit",
    ),
    files=("basis.safetensors",),
    recipe="",
    training=Training(
        command="python -m studio.train.basis --rig FOLDER",
        data=(
            "GRID s1, 441 clips (CC BY 4.0)",
            "Face Research Lab London Set, 73 people, neutral and smiling (CC BY 4.0)",
            "ICT-FaceKit shapes on the landmarks (MIT)",
        ),
        seed=_SEED,
        stage="trained",
    ),
)
_MEASURED: Final = "R² of X = X0 + B(w - w0) on held-out sources; the tracker that scores also judges."


def write(prior: Prior, tracks: Tracks, folder: Path) -> dict[str, float]:
    """Fit on everything, write ``basis.safetensors`` and ``card.toml``, and give the measures."""
    tracked = fit_tracked(prior, tracks)
    neutral = mean_neutral(aligned(tracks, tracked, prior.weights), prior.mirror)
    tensors = {
        "neutral": neutral.astype(np.float32),
        "tracked": tracked.astype(np.float32),
        "sliders": slider_basis(prior.shapes, tracked, neutral, prior.mirror).astype(np.float32),
        "weights": prior.weights.astype(np.float32),
        "triangles": prior.triangles,
        "mirror": prior.mirror,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "basis.safetensors"
    save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, path)
    path.chmod(0o644)
    figures = measure(prior, tracks)
    write_card(folder, replace(CARD, measured=(Measured(_MEASURED, figures),)))
    return figures


def main() -> None:
    """Read the arguments and fit."""
    parser = argparse.ArgumentParser(description="Fit the action-unit basis of the rig.")
    parser.add_argument("--rig", type=Path, required=True, help="folder of au_basis_mp478.npz and tracks.npz")
    parser.add_argument("--out", type=Path, default=shelf() / "rig", help="where basis and card are written")
    arguments = parser.parse_args()
    figures = write(read_prior(arguments.rig), read_tracks(arguments.rig), arguments.out)
    print("\n".join(f"{name:24} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
