"""Pairs of mouths: the truth brought into the rig's geometry, and who is held out."""

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.source import Pixels
from studio.engine.portrait import prepared
from studio.engine.rig_renderer import RigRenderer
from studio.engine.rig_renderer.likeness import RigLikeness
from studio.engine.rig_renderer.mouth_finish import SIZE, MouthView
from studio.engine.rig_renderer.place import Place
from studio.files.pictures import Picture, Still
from studio.train import mouth_pairs
from studio.train.mouth_pairs import Job, Maker, brought_onto, jobs, pair_of, prepare


@pytest.fixture(scope="module")
def rig() -> RigRenderer:
    return RigRenderer()


@pytest.fixture(scope="module")
def likeness(astronaut: Pixels, rig: RigRenderer) -> RigLikeness:
    found = prepared(Still(Picture(astronaut)), rig).likeness
    assert isinstance(found, RigLikeness)
    return found


def test_that_a_truth_brought_onto_itself_is_itself(likeness: RigLikeness, astronaut: Pixels) -> None:
    view = MouthView.of(Place.of(likeness.person, likeness.rest), likeness.mouth)
    brought, off = brought_onto(astronaut, likeness.person.landmarks, view.points)
    assert off < 1e-6
    own = cv2.warpAffine(astronaut, view.to_crop, (SIZE, SIZE), flags=cv2.INTER_CUBIC)
    assert np.abs(brought.astype(int) - own).mean() < 2.5


def test_that_a_truth_goes_where_the_rig_has_its_lips(
    likeness: RigLikeness, astronaut: Pixels, rig: RigRenderer
) -> None:
    state = likeness.rest.with_channels(mouthLeft=0.8)
    view = MouthView.of(Place.of(likeness.person, state), likeness.mouth)
    brought, off = brought_onto(astronaut, likeness.person.landmarks, view.points)
    drawn = cv2.warpAffine(rig.draw(likeness, state), view.to_crop, (SIZE, SIZE), flags=cv2.INTER_AREA)
    still = cv2.warpAffine(astronaut, view.to_crop, (SIZE, SIZE), flags=cv2.INTER_AREA)
    lips = view.maps[1] > 0.5
    apart = [np.abs(drawn.astype(int) - x)[lips].mean() for x in (brought, still)]
    assert off > 1
    assert apart[0] < 0.75 * apart[1]


def test_that_a_pair_in_which_nothing_moves_teaches_nothing(likeness: RigLikeness, astronaut: Pixels) -> None:
    about = ("back", "somebody", False)
    assert pair_of(astronaut, likeness, likeness.rest, astronaut, likeness.person.landmarks, about) is None


def test_that_a_truth_that_lies_far_off_is_left_out(
    likeness: RigLikeness, astronaut: Pixels, rig: RigRenderer
) -> None:
    state = likeness.rest.with_channels(jawOpen=0.7)
    drawn, landmarks = rig.draw(likeness, state), likeness.person.place(state)
    about = ("back", "somebody", False)
    assert pair_of(drawn, likeness, state, drawn, landmarks, about) is not None
    assert pair_of(drawn, likeness, state, astronaut, likeness.person.landmarks, about) is None


def test_that_there_and_back_ends_at_the_photograph(likeness: RigLikeness, astronaut: Pixels) -> None:
    maker = Maker(np.random.default_rng(0))
    (made,) = maker._back(likeness, "her", held=False)
    share = made.act[..., None] / 255
    off = (np.abs(made.made.astype(float) - made.truth) * share).sum() / share.sum() / 3
    assert 0.5 < off < 40
    own = cv2.warpAffine(astronaut, mouth_pairs.mouth_crop(likeness.person.landmarks), (SIZE, SIZE))
    assert np.abs(made.truth.astype(float) - own).mean() < 8, "the truth is the photograph"


@pytest.fixture
def data(tmp_path: Path, astronaut: Pixels) -> Path:
    """Folders as the data sets have them, with hardly anything in them."""
    for split, person in (("train", "001"), ("val", "002")):
        folder = tmp_path / "portraits/london" / split
        folder.mkdir(parents=True)
        for what in ("neutral", "smiling"):
            (folder / f"{person}_{what}.jpg").touch()
    congress = tmp_path / "portraits/congress_large"
    congress.mkdir()
    names = [f"b_{i}" for i in range(14)]
    for name in names:
        (congress / f"{name}.jpg").touch()
    rows = [
        [name, 40 if name == "b_3" else 60, 0.9 if i % 2 == 0 else 0.0, 0] for i, name in enumerate(names)
    ]
    (congress / "index.json").write_text(json.dumps({"rows": rows}))
    return tmp_path


def test_that_londons_validation_set_and_some_of_congress_are_held_out(data: Path) -> None:
    held = {job.name: job.held for job in jobs(data, 5)}
    assert held["london/002"]
    assert not held["london/001"]
    assert held["congress/b_0"]
    assert not held["congress/b_2"]
    assert "congress/b_3" not in held, "too small"
    assert sum(held.values()) <= 3


def test_that_what_was_made_before_stays_and_what_fails_is_told(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, likeness: RigLikeness, rig: RigRenderer
) -> None:
    state = likeness.rest.with_channels(jawOpen=0.7)
    drawn, landmarks = rig.draw(likeness, state), likeness.person.place(state)
    one = pair_of(drawn, likeness, state, drawn, landmarks, ("back", "her", False))
    assert one is not None
    asked: list[str] = []

    class Pretended(Maker):
        def __init__(self, rng: np.random.Generator) -> None:
            pass

        def pairs(self, job: Job):  # type: ignore[no-untyped-def]
            asked.append(job.name)
            if job.name == "congress/b_4":
                raise ValueError("it has no face")
            yield replace(one, names=job.name, held=job.held)

    monkeypatch.setattr(mouth_pairs, "Maker", Pretended)
    monkeypatch.setattr(mouth_pairs, "_PART", 6)
    told: list[str] = []
    prepare(data, tmp_path / "store", 5, None, tell=told.append)
    assert any("b_4 is left out: it has no face" in line for line in told)
    first = mouth_pairs.MouthPairs.open(tmp_path / "store")
    assert len(first.names) == len(asked) - 1
    asked.clear()
    prepare(data, tmp_path / "store", 5, None, tell=told.append)
    assert asked == []
    assert np.array_equal(mouth_pairs.MouthPairs.open(tmp_path / "store").names, first.names)
