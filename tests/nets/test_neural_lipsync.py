import pytest
import torch
from torch import Tensor

from studio.nets.neural_lipsync import (
    PER_FRAME,
    Generator,
    Kind,
    LipDiscriminator,
    LipGenerator,
    LipsyncConfig,
    generator_of,
)

KINDS: tuple[Kind, ...] = ("tcn", "lstm", "bilstm")


def small(kind: Kind) -> Generator:
    torch.manual_seed(0)
    return generator_of(LipsyncConfig(kind, bands=8, mouth=5, width=16, dropout=0.0)).eval()


def sound(net: Generator, frames: int) -> Tensor:
    generator = torch.Generator().manual_seed(1)
    return torch.randn(2, net.window + PER_FRAME * (frames - 1), 8, generator=generator)


@pytest.mark.parametrize("kind", KINDS)
@torch.no_grad()
def test_that_each_kind_gives_a_mouth_for_each_frame(kind: Kind) -> None:
    net = small(kind)
    assert net(sound(net, 7)).shape == (2, 7, 5)


@torch.no_grad()
def test_that_a_frame_depends_on_its_own_window_alone() -> None:
    net = small("tcn")
    x = sound(net, 6)
    whole = net(x)
    for i in range(6):
        alone = net(x[:, PER_FRAME * i : PER_FRAME * i + net.window])
        torch.testing.assert_close(alone[:, 0], whole[:, i], atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_that_each_end_of_the_window_matters() -> None:
    net = small("tcn")
    x = sound(net, 1)
    for end in (0, -1):
        other = x.clone()
        other[:, end] += 10
        assert not torch.equal(net(other), net(x))


def test_that_it_looks_less_than_a_fifth_of_a_second_ahead() -> None:
    for net in (LipGenerator(), small("lstm")):
        assert net.before + net.ahead + 1 == net.window
        assert net.ahead <= 18  # of 10 ms, to which half a window of sound comes


def test_that_a_discriminator_learns_to_tell_a_pair_apart() -> None:
    torch.manual_seed(0)
    judge = LipDiscriminator(8, 5, 16)
    features, moves = torch.randn(4, 80, 8), torch.randn(4, 20, 5)
    optimiser = torch.optim.Adam(judge.parameters(), 3e-3)
    for _ in range(60):
        true, false = judge(features, moves), judge(features, moves * 0)
        loss = ((1 - true) ** 2).mean() + (false**2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert true.shape == (4, 8)
    assert loss.item() < 0.2


def test_that_a_generator_learns_one_batch() -> None:
    torch.manual_seed(0)
    net = generator_of(LipsyncConfig(bands=8, mouth=5, width=16, dropout=0.0))
    x, goal = sound(net, 6), torch.rand(2, 6, 5)
    optimiser = torch.optim.Adam(net.parameters(), 5e-3)
    for _ in range(120):
        loss = ((net(x) - goal) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss.item() < 0.01
