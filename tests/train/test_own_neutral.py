"""A person's own neutral, learned from people who are made up here: what scores miss depends on them."""

import json
from dataclasses import replace

import numpy as np
import pytest

from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig import topology as t
from studio.engine.rig.basis import load_basis
from studio.engine.tracking.own_neutral import BELIEVED
from studio.train.own_neutral import KINDS, Example, as_maps, drawn_state, left, near_neutral, taught

BASIS = load_basis()
SMILES = ("mouthSmileLeft", "mouthSmileRight")


def example(number: int, kind: str = "smile") -> Example:
    """Somebody whose smile is a fifth stronger than the scores say, or whose mouth is as much more open."""
    chance = np.random.default_rng(number)
    names = SMILES if kind == "smile" else ("jawOpen",)
    channels = np.zeros(len(CHANNELS), np.float32)
    channels[[CHANNEL_INDEX[name] for name in names]] = chance.uniform(0.7, 1.0)
    truth = BASIS.neutral.copy()
    truth[:, 0] *= 1 + 0.02 * chance.standard_normal()
    motion = np.tensordot(channels, BASIS.tracked, 1)
    return Example(f"somebody/{number}", kind, channels, truth + 1.2 * motion, motion, truth)


@pytest.mark.parametrize("kind", ["smile", "open"])
def test_that_what_scores_always_miss_is_learned(kind: str) -> None:
    people = [example(n, one) for n in range(40) for one in ("smile", "open")]
    strangers = [example(n, kind) for n in range(100, 110)]
    maps = as_maps(taught(BASIS, people, []))
    assert left(BASIS, maps, strangers) < 0.6 * left(BASIS, None, strangers)


def shifted(number: int, points: tuple[int, ...], by: float) -> Example:
    """The same, whose true neutral has some points higher."""
    one = example(number)
    truth = one.truth.copy()
    truth[list(points), 1] += by
    return replace(one, truth=truth)


def test_that_a_true_pair_counts_more_than_a_drawn_one() -> None:
    lips = t.OUTER_LIPS + t.INNER_LIPS
    others = [example(n, "open") for n in range(4)]
    plain = as_maps(taught(BASIS, [*(example(n) for n in range(30)), *others], []))
    true = [shifted(n, lips, 0.2) for n in range(30, 60)]
    mixed = as_maps(taught(BASIS, [*(example(n) for n in range(30)), *others], true))
    one = example(200)
    before, after = (
        maps.correction(one.channels, one.own, one.motion, BASIS.neutral)[17, 1] for maps in (plain, mixed)
    )
    assert 0.13 < (after - before) / BELIEVED < 0.25, "two of three"


def test_that_both_sides_of_a_face_are_learned_alike() -> None:
    people = [*(shifted(n, (61,), 0.3) for n in range(10)), *(example(n, "open") for n in range(10))]
    maps = as_maps(taught(BASIS, people, []))
    one = example(300)
    other = one.mirrored(BASIS.mirror)
    added, mirrored = (maps.correction(e.channels, e.own, e.motion, BASIS.neutral) for e in (one, other))
    assert (added[61, 1] - added[0, 1]) / BELIEVED > 0.03
    assert mirrored == pytest.approx((added * [-1.0, 1.0, 1.0])[BASIS.mirror], abs=2e-3)


def test_that_every_kind_is_drawn_and_moves_what_it_is_called_after() -> None:
    chance = np.random.default_rng(1)
    drawn = [drawn_state(chance) for _ in range(200)]
    assert {kind for kind, _ in drawn} == set(KINDS)
    moved = {"smile": "mouthSmileLeft", "grin": "mouthSmileLeft", "open": "jawOpen", "frown": "browDownLeft",
             "sad": "mouthFrownLeft", "talk": "jawOpen"}  # fmt: skip
    for kind, channels in drawn:
        assert channels[CHANNEL_INDEX[moved[kind]]] > 0
        assert ((channels >= 0) & (channels <= 1)).all()


def test_that_only_people_in_training_whose_face_is_near_neutral_are_drawn(tmp_path) -> None:
    portraits = tmp_path / "portraits"
    calm = {"name": "calm", "mouthSmile": 0, "jawOpen": 0, "browDown": 0, "eyeBlink": 0, "yaw": 1, "pitch": 1,
            "eye_distance": 90, "tongue_seen": False}  # fmt: skip
    faces = [calm, calm | {"name": "glad", "mouthSmile": 0.5}, calm | {"name": "aside", "yaw": -30}]
    (portraits / "synthetic_sfhq").mkdir(parents=True)
    (portraits / "synthetic_sfhq/index.json").write_text(json.dumps(faces), "utf-8")
    rows = {"rows": [["calm", 90, 0.0, 0.0], ["small", 40, 0.0, 0.0], ["glad", 90, 0.6, 0.0]]}
    (portraits / "congress_large").mkdir()
    (portraits / "congress_large/index.json").write_text(json.dumps(rows), "utf-8")
    for folder, name in (("london/train", "001_neutral"), ("london/train", "001_smiling"),
                         ("london/val", "004_neutral"), ("canada", "003f")):  # fmt: skip
        (portraits / folder).mkdir(parents=True, exist_ok=True)
        (portraits / folder / f"{name}.jpg").touch()
    found = [path.relative_to(portraits).as_posix() for path in near_neutral(tmp_path)]
    assert found == [
        "synthetic_sfhq/calm.jpg", "congress_large/calm.jpg", "london/train/001_neutral.jpg",
        "canada/003f.jpg",
    ]  # fmt: skip
