"""The network that finishes mouths: where it may act, and what it is told."""

import pytest
import torch

from studio.nets.mouth_finish import (
    HOLE,
    LIPS,
    MAPS,
    MouthCritic,
    MouthFinishConfig,
    MouthFinishNet,
    evened,
    light_of,
)

TINY = MouthFinishConfig(size=32, widths=(8, 8, 16, 16), fine=8, units=5)


@pytest.fixture
def net() -> MouthFinishNet:
    """One that was never taught, and so changes everything."""
    torch.manual_seed(0)
    net = MouthFinishNet(TINY)
    torch.nn.init.normal_(net.leave.weight)
    return net.eval().requires_grad_(requires_grad=False)


def given(n: int = 2) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(1)
    return torch.rand(n, 3, 32, 32), torch.rand(n, MAPS, 32, 32), torch.rand(n, 5)


def test_that_before_it_is_taught_it_changes_nothing() -> None:
    picture, maps, units = given()
    assert torch.equal(MouthFinishNet(TINY)(picture, maps, units, torch.ones(2, 1, 32, 32)), picture)


def test_that_where_it_may_not_act_the_picture_stays_to_the_bit(net: MouthFinishNet) -> None:
    picture, maps, units = given()
    act = torch.zeros(2, 1, 32, 32)
    act[:, :, 8:16] = 1
    made = net(picture, maps, units, act)
    assert torch.equal(made[:, :, :8], picture[:, :, :8])
    assert (made[:, :, 8:16] - picture[:, :, 8:16]).abs().mean() > 0.01


def test_that_gain_and_offset_stay_in_their_bounds(net: MouthFinishNet) -> None:
    torch.nn.init.normal_(net.leave.weight, std=50)
    gain, offset = net.changes(*given())
    assert float(gain.abs().max()) == pytest.approx(TINY.gain, abs=1e-3)
    assert float(offset.abs().max()) == pytest.approx(TINY.offset, abs=1e-3)


def test_that_state_and_light_are_seen(net: MouthFinishNet) -> None:
    picture, maps, units = given()
    gain, _ = net.changes(picture, maps, units)
    assert not torch.allclose(net.changes(picture, maps, 1 - units)[0], gain, atol=1e-4)


def test_that_light_is_told_by_the_skin_alone() -> None:
    picture, maps, _ = given()
    maps[:, HOLE] = 0
    maps[:, HOLE, 4:12] = 1
    maps[:, LIPS] = 0
    before = light_of(picture, maps)
    picture[:, :, 4:12] = 0
    assert torch.allclose(light_of(picture, maps), before)
    picture[:, :, 20:] += 0.1
    assert not torch.allclose(light_of(picture, maps), before)


def test_that_between_the_lips_changes_are_smooth_and_little_is_added(net: MouthFinishNet) -> None:
    picture, maps, units = given()
    maps[:, HOLE] = 0
    maps[:, HOLE, 6:26, 4:28] = 1
    torch.nn.init.normal_(net.leave.weight, std=50)
    gain, offset = net.changes(picture, maps, units)
    inside, outside = (slice(8, 24), slice(6, 26)), (slice(0, 5), slice(6, 26))
    assert float(offset[:, :, *inside].abs().max()) < TINY.added + 1e-5
    assert float(offset[:, :, *outside].abs().max()) > TINY.added + 0.1
    steps = [float(gain[:, :, *place].diff(dim=3).abs().max()) for place in (inside, outside)]
    assert steps[0] < 0.5 * steps[1]


def test_that_what_is_smoothed_takes_nothing_from_outside() -> None:
    share, x = torch.zeros(1, 1, 24, 24), torch.full((1, 2, 24, 24), 5.0)
    share[..., 8:16, 8:16] = 1
    x[..., 8:16, 8:16] = 1
    assert torch.allclose(evened(x, share, 2.0), x, atol=1e-4)
    assert torch.equal(evened(x, share, 0), x)


def test_that_the_critic_judges_each_place_of_each_block() -> None:
    judged = MouthCritic((4, 6), 8)([torch.rand(2, 4, 16, 26), torch.rand(2, 6, 8, 13)])
    assert [x.shape for x in judged] == [(2, 1, 16, 26), (2, 1, 8, 13)]
