import pytest
import torch
from torch import Tensor, nn

from studio.nets.occlusion import OcclusionConfig, OcclusionNet

SMALL = OcclusionConfig(size=32, widths=(8, 8, 16, 16))


@pytest.fixture
def net() -> OcclusionNet:
    torch.manual_seed(0)
    return OcclusionNet(SMALL)


def pictures(count: int) -> tuple[Tensor, Tensor, Tensor]:
    """Noise with a white square somewhere; a face that fills all of it."""
    generator = torch.Generator().manual_seed(1)
    picture = torch.rand(count, 3, SMALL.size, SMALL.size, generator=generator) * 0.5
    for i in range(count):
        picture[i, :, 4 * i : 4 * i + 8, 6:14] = 1
    everywhere = torch.ones(count, 1, SMALL.size, SMALL.size)
    return picture, everywhere, everywhere * 0


@torch.no_grad()
def test_that_every_pixel_gets_a_probability(net: OcclusionNet) -> None:
    assert net(*pictures(2)).shape == (2, 1, SMALL.size, SMALL.size)


@torch.no_grad()
def test_that_a_batch_gives_what_each_of_it_gives_alone(net: OcclusionNet) -> None:
    both, second = pictures(2), [x[1:] for x in pictures(2)]
    torch.testing.assert_close(net(*both)[1:], net(*second), atol=1e-5, rtol=1e-4)


def test_that_the_network_is_small_enough_to_travel_with_the_studio() -> None:
    assert sum(p.numel() for p in OcclusionNet().parameters()) <= 600_000


def test_that_one_batch_is_learned(net: OcclusionNet) -> None:
    x = pictures(3)
    goal = (x[0].min(1, keepdim=True).values >= 1).float()
    optimiser = torch.optim.Adam(net.parameters(), 1e-2)
    for _ in range(60):
        loss = nn.functional.binary_cross_entropy_with_logits(net(*x), goal)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
    assert ((net(*x) > 0) == (goal > 0)).float().mean() > 0.99
