"""Sources of batches that go on where they were."""

import json
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

from studio.train.batches import Drawn, Shuffled, sent


def drawn(number: int, rng: Generator) -> tuple[int, float]:
    return number, float(rng.random())


def test_that_a_source_goes_on_where_it_was() -> None:
    source = Drawn(drawn, 7)
    source.take()
    state = json.loads(json.dumps(source.state()))
    rest = [source.take() for _ in range(4)]
    again = Drawn(drawn, 7)
    again.restore(state)
    assert [again.take() for _ in range(4)] == rest
    assert [number for number, _ in rest] == [1, 2, 3, 4]
    assert len({value for _, value in rest}) == 4


def test_that_the_seed_decides() -> None:
    assert Drawn(drawn, 7).take() == Drawn(drawn, 7).take() != Drawn(drawn, 8).take()


def test_that_batches_made_ahead_are_the_same_in_the_same_order() -> None:
    plain, ahead = Drawn(drawn, 7), Drawn(drawn, 7, ahead=3)
    assert [ahead.take() for _ in range(10)] == [plain.take() for _ in range(10)]
    ahead.restore({"next": 4})
    plain.restore({"next": 4})
    assert [ahead.take() for _ in range(3)] == [plain.take() for _ in range(3)]


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Tensor
    rest: tuple[Tensor, str]


def test_that_batches_begin_where_the_memory_of_networks_begins() -> None:
    room = np.arange(100, dtype=np.float32)
    start = (-room.ctypes.data % 64) // 4 + 1
    askew = torch.from_numpy(room[start : start + 8].reshape(2, 4))
    assert askew.data_ptr() % 64 == 4
    for batch in (askew, _Pair(askew, (askew, "said"))):
        taken = Drawn(lambda _n, _rng, batch=batch: batch, 0).take()
        parts = [taken] if isinstance(taken, Tensor) else [taken.left, taken.rest[0]]
        assert [part.data_ptr() % 64 for part in parts] == [0] * len(parts)
        assert all(torch.equal(part, askew) for part in parts)
    assert taken.rest[1] == "said"


def test_that_every_example_comes_once_a_round_and_rounds_differ() -> None:
    order = Shuffled(12, 4, seed=0)
    rounds = [np.concatenate([order(3 * turn + i) for i in range(3)]) for turn in range(2)]
    for turn in rounds:
        assert sorted(turn.tolist()) == list(range(12))
    assert rounds[0].tolist() != rounds[1].tolist()
    np.testing.assert_array_equal(order(4), Shuffled(12, 4, seed=0)(4))


def test_that_what_is_left_over_is_not_left_out_for_ever() -> None:
    order = Shuffled(5, 2, seed=0)
    assert {int(i) for number in range(40) for i in order(number)} == set(range(5))
    assert all(len(order(number)) == 2 for number in range(8))


def test_that_fewer_examples_than_a_batch_are_one_batch() -> None:
    assert sorted(Shuffled(3, 8, seed=0)(5).tolist()) == [0, 1, 2]


@dataclass(frozen=True, slots=True)
class Held:
    """A batch with a tensor, one that is missing, and what is none."""

    picture: Tensor
    goal: Tensor | None
    place: tuple[int, int]


def test_that_a_batchs_tensors_are_sent_and_the_rest_stays() -> None:
    batch = Held(torch.ones(2), None, (1, 2))
    there = sent(batch, torch.device("meta"))
    assert there.picture.device.type == "meta"
    assert (there.goal, there.place) == (None, (1, 2))
    assert batch.picture.device.type == "cpu"
