"""Teaching the finish of mouths: what is dealt, who is held out, and going on to the same bits."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import UsageError
from studio.core.units import CHANNEL_INDEX, CHANNELS
from studio.engine.rig_renderer.mouth_finish import SIZE, load_mouth_finish, save_mouth_finish
from studio.nets.mouth_finish import MAPS, MouthFinishNet
from studio.nets.perception import CONVOLUTIONS, Vgg16Hed
from studio.train.gath_hd import (
    CARD,
    Dealer,
    MouthLesson,
    Mouths,
    Recipe,
    card_of,
    kept,
    mirrored_units,
    pixel_loss,
)
from studio.train.loop import Loop, Outcome
from studio.train.machine import Machine, sow
from studio.train.mouth_pairs import KINDS, MouthPairs
from studio.train.pace import Length
from tests.train.toy import looks

CPU = Machine(torch.device("cpu"))
RECIPE = Recipe(steps=4, play=2, batch=2, half=False, widths=(8, 8, 8, 8), fine=8)


@pytest.fixture(scope="module")
def pairs() -> MouthPairs:
    """Six pairs of four people, of whom one is held out; the truth is brighter than what the rig drew."""
    rng = np.random.default_rng(0)
    made = rng.integers(40, 160, (6, SIZE, SIZE, 3)).astype(np.uint8)
    maps = np.full((6, MAPS, SIZE, SIZE), 127, np.uint8)
    maps[:, 0, 50:70, 40:90] = 254
    act = np.zeros((6, SIZE, SIZE), np.uint8)
    act[:, 40:90, 30:100] = 255
    return MouthPairs(
        made,
        made + np.uint8(30),
        maps,
        act,
        rng.random((6, len(CHANNELS))).astype(np.float32),
        np.array(["back", "true"] * 3),
        np.array([f"london/{i:03}/x" for i in (0, 0, 1, 2, 3, 3)]),
        np.array([False] * 4 + [True] * 2),
    )


@pytest.fixture(scope="module")
def vgg() -> Vgg16Hed:
    """Features of nobody's: a few channels that nobody taught."""
    rng = np.random.default_rng(1)
    arrays, inputs = {}, 3
    for block in range(1, 3):
        for i in range(CONVOLUTIONS[block - 1]):
            name = f"block{block}/layers/conv2d" + (f"_{i}" if i else "") + "/vars"
            arrays[f"{name}/0"] = rng.normal(0, 0.2, (3, 3, inputs, 4))
            arrays[f"{name}/1"] = np.zeros(4)
            inputs = 4
    return Vgg16Hed(arrays, 2)


def lesson(pairs: MouthPairs, vgg: Vgg16Hed, recipe: Recipe = RECIPE) -> MouthLesson:
    rng = sow(recipe.seed)
    return MouthLesson(MouthFinishNet(recipe.config), pairs, vgg, recipe, CPU, rng)


def silent(_: str) -> None:
    pass


def sat_through(
    pairs: MouthPairs, vgg: Vgg16Hed, work: Path, sitting: float | None
) -> dict[str, torch.Tensor]:
    """What stands there after four steps, each a second of work, in sittings of so many seconds."""
    done = 0.0
    while done < 1:
        one = lesson(pairs, vgg)
        length = Length(4, sitting=sitting and sitting / 60)
        done = Loop(one, length, work, clock=looks(), tell=silent).run().done
    return one.taught.tensors()


def test_that_a_training_that_was_stopped_comes_to_the_same_bits(
    pairs: MouthPairs, vgg: Vgg16Hed, tmp_path: Path
) -> None:
    whole = sat_through(pairs, vgg, tmp_path / "whole", None)
    again = sat_through(pairs, vgg, tmp_path / "parted", 1)
    assert [name for name in whole if not torch.equal(whole[name], again[name])] == []


def test_that_it_learns(pairs: MouthPairs, vgg: Vgg16Hed, tmp_path: Path) -> None:
    one = lesson(pairs, vgg, replace(RECIPE, rate=3e-3, play=1000, average=0.5))
    Loop(one, Length(60), tmp_path, tell=silent).run()
    assert one.figures()["true_pixel"] < 0.7
    assert one.figures()["true_better"] == 1


def test_that_before_it_learns_it_gives_what_the_rig_drew(pairs: MouthPairs, vgg: Vgg16Hed) -> None:
    figures = lesson(pairs, vgg).figures()
    for kind in KINDS:
        assert figures[f"{kind}_look"] == figures[f"{kind}_pixel"] == pytest.approx(1)
        assert figures[f"{kind}_better"] == 0


def test_that_the_critic_learns_from_the_first_step_and_is_heeded_when_it_is_its_turn(
    pairs: MouthPairs, vgg: Vgg16Hed
) -> None:
    one = lesson(pairs, vgg)
    heeded = []
    for step in range(4):
        before = [p.clone() for p in one.taught.nets["critic"].parameters()]
        one.taught.set_pace(0, step)
        losses = one.step(one.batches.take(), step)
        after = one.taught.nets["critic"].parameters()
        assert any(not torch.equal(a, b) for a, b in zip(before, after, strict=True))
        heeded.append("fooled" in losses)
    assert heeded == [False, False, True, True]


def test_that_the_critic_comes_to_tell_photographs_from_what_was_made(
    pairs: MouthPairs, vgg: Vgg16Hed
) -> None:
    one = lesson(pairs, vgg, replace(RECIPE, rate=0.0, rate_critic=0.01, decay=0.0))
    off = []
    for step in range(30):
        one.taught.set_pace(0, step)
        off.append(float(one.step(one.batches.take(), step)["critic"]))
    assert off[0] == pytest.approx(2, abs=0.1), "a coin is tossed"
    assert np.mean(off[-5:]) < 1.85


def test_that_there_and_back_teaches_nothing_but_what_lies_between_the_lips(pairs: MouthPairs) -> None:
    recipe = replace(RECIPE, batch=64, leaky=0.0)
    batch = Dealer(pairs, recipe, mirrored_units())(0, np.random.default_rng(0))
    everywhere = (batch.taught == 1).all(1).flatten(1).all(1)
    assert 0 < int(everywhere.sum()) < 64, "pairs of two photographs"
    back = ~everywhere
    hole = batch.maps[back, :1]
    assert (batch.taught[back] >= hole).all()
    assert float(batch.taught[back].mean()) < 0.25


def test_that_people_held_out_are_never_dealt(pairs: MouthPairs) -> None:
    dark = replace(pairs, made=np.where(pairs.held[:, None, None, None], 0, pairs.made).astype(np.uint8))
    deal = Dealer(dark, replace(RECIPE, batch=16), mirrored_units())
    for number in range(4):
        assert (deal(number, np.random.default_rng(number)).made.amax((1, 2, 3)) > 0).all()
    for kind in KINDS:
        held = deal.held(kind)
        assert held is not None
        assert held.made.abs().max() == 0


def test_that_frames_of_clips_are_dealt_as_often_as_the_recipe_says(pairs: MouthPairs) -> None:
    spoken = np.array(["grid" in name for name in ("", "grid", "", "grid", "", "")])
    names = np.where(spoken, "grid/s1_x/7", pairs.names)
    dark = np.where(spoken[:, None, None, None], 0, pairs.made).astype(np.uint8)
    mixed = replace(pairs, names=names, made=dark)

    def share(often: float) -> float:
        deal = Dealer(mixed, replace(RECIPE, batch=64, spoken=often), mirrored_units())
        return float((deal(0, np.random.default_rng(0)).made.amax((1, 2, 3)) == 0).float().mean())

    assert share(0) == 0 < share(1)


def test_that_the_same_number_deals_the_same_batch(pairs: MouthPairs) -> None:
    deal = Dealer(pairs, RECIPE, mirrored_units())
    one, two = (deal(3, np.random.default_rng((0, 3))) for _ in range(2))
    for part in (f.name for f in fields(Mouths) if f.name != "place"):
        assert torch.equal(getattr(one, part), getattr(two, part))
    assert one.place == two.place


def test_that_both_pictures_of_a_pair_are_varied_alike(pairs: MouthPairs) -> None:
    alike = replace(pairs, truth=pairs.made)
    batch = Dealer(alike, replace(RECIPE, batch=12), mirrored_units())(0, np.random.default_rng(5))
    assert torch.equal(batch.made, batch.truth)
    assert not torch.equal(batch.made[0], batch.made[1])


def test_that_a_mirror_swaps_the_sides_of_units() -> None:
    mirror = mirrored_units()
    assert mirror[CHANNEL_INDEX["mouthSmileLeft"]] == CHANNEL_INDEX["mouthSmileRight"]
    assert mirror[CHANNEL_INDEX["jawOpen"]] == CHANNEL_INDEX["jawOpen"]
    assert [mirror[i] for i in mirror] == list(range(len(CHANNELS)))


def test_that_pixels_where_nothing_may_change_do_not_count(pairs: MouthPairs) -> None:
    held = Dealer(pairs, RECIPE, mirrored_units()).held("true")
    assert held is not None
    made = held.truth.clone()
    assert pixel_loss(made, held, 2.0) == 0
    made[:, :, :20] = 0
    assert pixel_loss(made, held, 2.0) == 0
    made[:, :, 60] = 0
    assert pixel_loss(made, held, 2.0) > 0


def test_that_weights_and_card_are_kept(pairs: MouthPairs, vgg: Vgg16Hed, tmp_path: Path) -> None:
    one = lesson(pairs, vgg)
    Loop(one, Length(2), tmp_path / "work", tell=silent).run()
    save_mouth_finish(tmp_path / CARD.files[0], kept(one.taught))
    again = load_mouth_finish(tmp_path / CARD.files[0])
    for a, b in zip(again.parameters(), kept(one.taught).parameters(), strict=True):
        assert torch.allclose(a, b, atol=1e-3)
    card = card_of(RECIPE, Outcome(2, 60.0, 0.5), one)
    assert card.training.stage == "begun"
    assert card.notes["pairs_back"] == card.notes["pairs_true"] == "2"
    assert set(card.measured[0].figures) == {
        f"{kind}_{name}" for kind in KINDS for name in ("look", "pixel", "better")
    }


def test_that_the_sheet_shows_people_held_out(pairs: MouthPairs, vgg: Vgg16Hed) -> None:
    sheet = lesson(pairs, vgg).sheet()
    assert sheet is not None
    assert sheet.shape == (2 * 3 * SIZE, 10 * SIZE, 3)
    for row, i in ((2, 4), (5, 5)):
        assert np.array_equal(sheet[row * SIZE : (row + 1) * SIZE, :SIZE], pairs.truth[i])


def test_that_without_prepared_pairs_a_person_is_told_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no prepared mouths"):
        MouthPairs.open(tmp_path)


def test_that_prepared_pairs_are_read_as_they_were_stored(pairs: MouthPairs, tmp_path: Path) -> None:
    pairs.save(tmp_path / "pairs.npz")
    again = MouthPairs.open(tmp_path)
    for f in fields(MouthPairs):
        assert np.array_equal(getattr(again, f.name), getattr(pairs, f.name))
