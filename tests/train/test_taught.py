"""Optimisers and running averages."""

import pytest
import torch
from torch import nn

from studio.train.pace import Schedule
from studio.train.taught import Average, Learner, Taught


def test_that_an_average_follows_slowly_and_counts_exactly() -> None:
    net = nn.BatchNorm1d(1)
    average = Average(net, keep=0.9)
    net.weight.data.fill_(3.0)
    net.running_mean.fill_(5.0)
    average.take(net, step=10**6)
    assert float(average.net.weight) == pytest.approx(0.9 * 1.0 + 0.1 * 3.0)
    assert float(average.net.running_mean) == 5.0
    assert float(net.weight.detach()) == 3.0
    assert not average.net.weight.requires_grad


def test_that_an_average_forgets_its_beginning_faster() -> None:
    net = nn.Linear(1, 1, bias=False)
    average = Average(net, keep=0.999)
    net.weight.data.fill_(100.0)
    first = float(average.net.weight)
    average.take(net, step=0)
    assert float(average.net.weight) == pytest.approx(0.1 * first + 0.9 * 100.0)


def test_that_one_loss_leaves_the_other_network_alone() -> None:
    torch.manual_seed(0)
    a, b = nn.Linear(2, 2), nn.Linear(2, 1)
    learner = Learner(torch.optim.SGD(b.parameters(), 0.1), Schedule(0.1))
    before = [x.detach().clone() for x in (a.weight, b.weight)]
    torch.autograd.backward(b(a(torch.ones(1, 2))).sum() * 1e6)  # what another learner's loss left
    learner.improve(b(a(torch.ones(1, 2)).detach()).sum())
    assert torch.equal(a.weight, before[0])
    assert float((b.weight.detach() - before[1]).abs().max()) < 10


def test_that_gradients_are_cut_to_their_norm() -> None:
    net = nn.Linear(2, 1, bias=False)
    before = net.weight.detach().clone()
    Learner(torch.optim.SGD(net.parameters(), 1.0), Schedule(1.0), clip=0.5).improve(
        net(torch.ones(1, 2)).sum() * 100
    )
    assert float((net.weight.detach() - before).norm()) == pytest.approx(0.5, rel=1e-3)


def test_that_the_pace_sets_all_rates() -> None:
    net = nn.Linear(2, 1)
    groups = [{"params": [net.weight]}, {"params": [net.bias]}]
    learner = Learner(torch.optim.Adam(groups), Schedule(1.0, "linear", end=0.0))
    Taught({"net": net}, {"learner": learner}).set_pace(0.25, 9)
    assert [group["lr"] for group in learner.optimiser.param_groups] == [0.75, 0.75]


def test_that_a_group_may_take_a_share_of_the_pace() -> None:
    net = nn.Linear(2, 1)
    groups = [{"params": [net.weight], "share": 0.1}, {"params": [net.bias]}]
    learner = Learner(torch.optim.Adam(groups), Schedule(1.0, "linear", end=0.0))
    learner.set_pace(0.5, 9)
    assert [group["lr"] for group in learner.optimiser.param_groups] == pytest.approx([0.05, 0.5])


def test_that_what_an_optimiser_remembers_lies_in_memory_as_before() -> None:
    def learner() -> tuple[nn.Module, Learner]:
        net = nn.Conv2d(3, 4, 3).to(memory_format=torch.channels_last)
        return net, Learner(torch.optim.AdamW(net.parameters()), Schedule(1e-3))

    net, first = learner()
    first.improve(net(torch.ones(1, 3, 8, 8)).sum())
    stored = {name: x.clone(memory_format=torch.contiguous_format) for name, x in first.tensors().items()}
    _, second = learner()
    second.restore(stored)
    old, new = (x.optimiser.state_dict()["state"][0]["exp_avg"] for x in (first, second))
    assert torch.equal(old, new)
    assert old.stride() == new.stride()
