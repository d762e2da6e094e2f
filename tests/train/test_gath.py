"""Teaching GATH: what is dealt in which stage, what each row of the paper leaves out, and going on."""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import UsageError
from studio.core.face import FaceState
from studio.core.units import CHANNEL_INDEX, FACEWAREHOUSE_46
from studio.engine.gath_renderer import TEACHERS, load_estimator, load_gath, save_gath
from studio.train.gath import (
    CARD,
    Dealer,
    GathLesson,
    Recipe,
    begin,
    card_of,
    kept,
    save_teachers,
    teach,
    units_told,
)
from studio.train.gath_faces import Faces, drawn_state, far_apart, some_units
from studio.train.loop import Loop, Outcome
from studio.train.machine import Machine, sow
from studio.train.pace import Length
from tests.train.toy import looks

CPU = Machine(torch.device("cpu"))
RECIPE = Recipe(
    steps=6, read=2, warm=2, reread=2, batch=4, half=False, size=16, channels=4, judged=4, read_channels=4
)
KINDS = ["source"] * 4 + ["drawn"] * 8 + ["target"] * 6 + ["held"] * 4 + ["source"]


@pytest.fixture(scope="module")
def faces() -> Faces:
    """Four people of the source set with two drawings each, two of the target set, two held out; one of the
    target set's faces is in the source set too.
    """
    rng = np.random.default_rng(0)
    people = [0, 1, 2, 3, *np.repeat([0, 1, 2, 3], 2), *np.repeat([4, 5], 3), *np.repeat([6, 7], 2), 4]
    return Faces(
        rng.integers(0, 256, (len(KINDS), 16, 16, 3), np.uint8),
        rng.random((len(KINDS), 46)).astype(np.float32),
        np.array(people),
        np.array(KINDS),
        np.array([f"face {i}" for i in range(len(KINDS) - 1)] + ["face 12"]),
    )


def lesson(faces: Faces, recipe: Recipe = RECIPE) -> GathLesson:
    return GathLesson(faces, recipe, CPU, sow(recipe.seed))


def silent(_: str) -> None:
    pass


def sat_through(faces: Faces, work: Path, sitting: float | None = None) -> dict[str, torch.Tensor]:
    """What stands there after six steps, each a second of work, in sittings of so many seconds."""
    done = 0.0
    while done < 1:
        one = lesson(faces)
        length = Length(6, sitting=sitting and sitting / 60)
        done = Loop(one, length, work, clock=looks(), tell=silent).run().done
    return one.taught.tensors()


def test_that_each_stage_is_dealt_what_it_needs(faces: Faces) -> None:
    deal = Dealer(faces, RECIPE)
    read, warm, play = (deal(n, np.random.default_rng(n)) for n in (0, 2, 4))
    assert read.target is None
    assert warm.target is not None
    assert warm.real is None
    assert play.real is not None
    assert play.source.shape == play.real.shape == (4, 3, 16, 16)


def test_that_the_same_number_deals_the_same_batch(faces: Faces) -> None:
    deal = Dealer(faces, RECIPE)
    one, two = (deal(4, np.random.default_rng((0, 4))) for _ in range(2))
    assert torch.equal(one.source, two.source)
    assert torch.equal(one.units, two.units)


def test_that_in_the_papers_stage_expressions_come_from_the_target_set(faces: Faces) -> None:
    deal = Dealer(faces, replace(RECIPE, batch=64))
    known = faces.units[faces.of_kind("target")]
    both = np.concatenate([known, mirrored(known)])
    for row in deal(4, np.random.default_rng(1)).units.numpy():
        assert np.abs(both - row).max(1).min() == 0


def mirrored(units: np.ndarray) -> np.ndarray:
    names = FACEWAREHOUSE_46.names
    swapped = {"L": "R", "R": "L"}
    twins = [n[:-1] + swapped[n[-1]] if n.endswith(("_L", "_R")) else n for n in names]
    pairs = {
        "JawLeft": "JawRight",
        "JawRight": "JawLeft",
        "MouthLeft": "MouthRight",
        "MouthRight": "MouthLeft",
    }
    return np.asarray(units[:, [names.index(pairs.get(n, n)) for n in twins]])


def test_that_warm_up_pairs_show_one_person(faces: Faces) -> None:
    deal = Dealer(faces, replace(RECIPE, batch=32))
    whose = {crop.tobytes(): person for crop, person in zip(faces.crops, faces.people, strict=True)}
    for _ in range(50):
        source, target = deal._pair(np.random.default_rng(_))
        assert source != target
        assert whose[faces.crops[source].tobytes()] == whose[faces.crops[target].tobytes()]


def test_that_as_many_lessons_as_asked_for_show_photographs_alone(faces: Faces) -> None:
    drawn = set(faces.of_kind("drawn").tolist())
    for photographed, alone in ((1.0, 200), (0.0, None)):
        deal = Dealer(faces, replace(RECIPE, photographed=photographed))
        pairs = [deal._pair(np.random.default_rng(i)) for i in range(200)]
        assert all(source != target for source, target in pairs)
        assert all(faces.people[source] == faces.people[target] for source, target in pairs)
        both = sum(not drawn & set(pair) for pair in pairs)
        assert both == alone if alone else both < 150


def test_that_people_held_out_are_never_dealt(faces: Faces) -> None:
    crops = np.array(faces.crops)
    crops[faces.of_kind("held")] = 0
    dark = replace(faces, crops=crops)
    deal = Dealer(dark, replace(RECIPE, batch=64))
    for number in (0, 2, 4):
        batch = deal(number, np.random.default_rng(number))
        for picture in (batch.source, batch.target, batch.real):
            assert picture is None or not (picture == -1).all((1, 2, 3)).any()


def test_that_each_stage_teaches_its_own_networks_alone(faces: Faces) -> None:
    one = lesson(faces)
    changed = []
    for step in range(6):
        before = {n: [p.clone() for p in net.parameters()] for n, net in one.taught.nets.items()}
        one.taught.set_pace(0, step)
        one.step(one.batches.take(), step)
        changed.append(
            {
                n
                for n, net in one.taught.nets.items()
                if any(not torch.equal(a, b) for a, b in zip(before[n], net.parameters(), strict=True))
            }
        )
    assert changed[:2] == [{"estimator"}] * 2
    assert changed[2:4] == [{"generator", "estimator"}, {"generator"}]
    assert changed[4:] == [{"generator", "judge"}] * 2


@pytest.mark.parametrize(("row", "losses"), [("gath-c", True), ("gath-dc", False)])
def test_that_the_papers_baselines_leave_out_what_they_are_called_after(
    faces: Faces, row: str, losses: bool
) -> None:
    one = lesson(faces, replace(RECIPE, read=0, warm=0, row=row))  # type: ignore[arg-type]
    before = one.taught.nets["judge"].whose.weight.clone()  # type: ignore[union-attr]
    one.taught.set_pace(0, 0)
    found = one.step(one.batches.take(), 0)
    assert ("judge" in found) == losses
    assert torch.equal(one.taught.nets["judge"].whose.weight, before)  # type: ignore[arg-type]


def test_that_a_training_that_was_stopped_comes_to_the_same_bits(faces: Faces, tmp_path: Path) -> None:
    whole = sat_through(faces, tmp_path / "whole")
    again = sat_through(faces, tmp_path / "parted", sitting=1)
    assert [name for name in whole if not torch.equal(whole[name], again[name])] == []


def test_that_a_training_goes_on_from_weights_that_were_kept(faces: Faces, tmp_path: Path) -> None:
    one = lesson(faces)
    Loop(one, Length(3), tmp_path / "work", tell=silent).run()
    save_gath(tmp_path / "gath.safetensors", kept(one.taught))
    save_teachers(tmp_path / TEACHERS, one.taught.nets)
    other = lesson(faces, replace(RECIPE, seed=5))
    begin(other.taught.nets, tmp_path)
    for name in ("estimator", "judge"):
        for a, b in zip(
            one.taught.nets[name].parameters(), other.taught.nets[name].parameters(), strict=True
        ):
            assert torch.allclose(a, b, atol=1e-3)
    x, e = torch.rand(1, 3, 16, 16), torch.rand(1, 46)
    goal = kept(one.taught)(x, e)
    assert torch.allclose(load_gath(tmp_path / "gath.safetensors")(x, e), goal, atol=2e-2)
    assert torch.allclose(other.taught.nets["generator"].eval()(x, e), goal, atol=2e-2)
    assert load_estimator(tmp_path / TEACHERS)(x).shape == (1, 46)


def test_that_figures_and_sheet_are_of_people_held_out(faces: Faces) -> None:
    one = lesson(faces)
    figures = one.figures()
    assert set(figures) == {"unit_error", "unit_error_mean", "toward_smile", "toward_smile_copy"}
    sheet = one.sheet()
    assert sheet is not None
    assert sheet.shape == (4 * 16, 2 * 16, 3)
    true = faces.crops[faces.of_kind("held")[1]]
    assert np.abs(sheet[32:48, :16].astype(int) - true).max() <= 1


def test_that_of_people_held_out_neutral_and_smiling_belong_together(faces: Faces) -> None:
    held = faces.of_kind("held")
    names = np.array(faces.names, dtype="U40")
    names[held] = ["7/smiling", "6/smiling", "7/neutral", "5/neutral"]
    people = np.array(faces.people)
    people[held] = [17, 16, 17, 15]
    x = Dealer(replace(faces, names=names, people=people), RECIPE).held()
    assert x is not None
    assert x.target is not None
    assert np.array_equal(pixels(x.source), faces.crops[held[[2]]])
    assert np.array_equal(pixels(x.target), faces.crops[held[[0]]])


def pixels(x: torch.Tensor) -> np.ndarray:
    return np.asarray(((x + 1) * 127.5).round().permute(0, 2, 3, 1).numpy(), np.uint8)


def test_that_the_card_tells_sizes_row_and_stage(faces: Faces) -> None:
    card = card_of(RECIPE, Outcome(3, 60.0, 0.5), lesson(faces))
    assert card.training.stage == "begun"
    assert card_of(RECIPE, Outcome(6, 60.0, 1.0), lesson(faces)).training.stage == "trained"
    warm = replace(RECIPE, warm=4)
    assert card_of(warm, Outcome(6, 60.0, 1.0), lesson(faces)).training.stage == "begun", (
        "no stage of the paper's"
    )
    gone_on = card_of(RECIPE, Outcome(6, 60.0, 1.0), lesson(faces), Path("models/gath"))
    assert gone_on.training.command == 'make train-gath TRAIN="--start EARLIER"'
    assert gone_on.notes["start"] == "earlier weights"
    assert card.notes["row"] == "gath"
    assert int(card.notes["parameters_generator"]) > 1000
    assert card.files == CARD.files == ("gath.safetensors", TEACHERS)


def test_that_units_are_told_by_name_and_those_that_stand_still_not_at_all() -> None:
    class Reads(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return 0.5 * x.mean((1, 2, 3))[:, None].expand(-1, len(FACEWAREHOUSE_46)) + 0.1

    smile, frown = (FACEWAREHOUSE_46.names.index(name) for name in ("MouthSmile_L", "MouthFrown_L"))
    light = np.linspace(0, 1, 6, dtype=np.float32)
    units = np.zeros((6, len(FACEWAREHOUSE_46)), np.float32)
    units[:, smile], units[:, frown] = light, 1 - light
    crops = torch.from_numpy(light)[:, None, None, None].expand(-1, 3, 8, 8)
    assert units_told(Reads(), crops, units) == {"MouthSmile_L": 1.0, "MouthFrown_L": -1.0}


def test_that_an_estimator_that_never_read_teaches_nobody(faces: Faces, tmp_path: Path) -> None:
    faces.save(tmp_path)
    asked = argparse.Namespace(faces=tmp_path, start=None, out=tmp_path, device=None, threads=1)
    with pytest.raises(UsageError, match="would know nothing"):
        teach(asked, replace(RECIPE, read=0))


def test_that_without_prepared_faces_a_person_is_told_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no prepared faces"):
        Faces.open(tmp_path)


def test_that_prepared_faces_are_as_they_were_stored_and_a_fraction_of_their_bytes(
    faces: Faces, tmp_path: Path
) -> None:
    across, down = np.meshgrid(np.linspace(0, 255, 64), np.linspace(255, 0, 64))
    crops = np.stack([np.stack([across, down, np.full_like(down, 20 * i)], 2) for i in range(len(KINDS))])
    faces = replace(faces, crops=crops.astype(np.uint8))
    faces.save(tmp_path / "store")
    again = Faces.open(tmp_path / "store")
    assert np.abs(again.crops.astype(int) - faces.crops).max() <= 8
    assert np.abs(again.crops.astype(int) - faces.crops).mean() < 1
    assert (tmp_path / "store" / "faces.npz").stat().st_size < faces.crops.nbytes / 4
    assert np.array_equal(again.units, faces.units)
    assert list(again.kinds) == KINDS


def test_that_frames_far_apart_are_chosen_and_the_calmest_first() -> None:
    rows = np.array([[0.0, 0], [0.1, 0], [0, 1], [1, 0], [0, 0.9]])
    assert far_apart(rows, 3) == {0, 2, 3}


def test_that_drawn_states_keep_the_pose_and_contradict_nobody() -> None:
    rng = np.random.default_rng(0)
    rest = FaceState.of({"jawOpen": 0.1})
    for _ in range(200):
        state = drawn_state(rest, rest.channels[None], rng)
        assert state.head == rest.head
        channels = some_units(rng)
        assert 0 <= channels.min() <= channels.max() <= 1
        assert min(channels[CHANNEL_INDEX["jawLeft"]], channels[CHANNEL_INDEX["jawRight"]]) == 0
        assert not channels[CHANNEL_INDEX["eyeLookUpLeft"]]
