"""GATH's networks: as many numbers as the text's sizes make, shapes, and losses that mean what they say."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from studio.nets.gath import (
    SMALL,
    ActionUnitEstimator,
    GathConfig,
    GathGenerator,
    GathJudge,
    LossWeights,
    Verdict,
    count,
    loss_au,
    loss_fooled,
    loss_judge,
    loss_tv,
)

TINY = GathConfig(size=16, channels=4, judged=4, read=4, people=5)


def _blocks(inputs: int, outputs: int, kernel: int) -> int:
    """Numbers of a convolution without bias, and of its normalisation."""
    return inputs * outputs * kernel**2 + 2 * outputs


def test_that_the_papers_generator_has_the_blocks_that_the_text_names() -> None:
    c, units = 64, 46
    encoder = _blocks(3, c, 7) + _blocks(c, 2 * c, 3) + _blocks(2 * c, 4 * c, 3) + _blocks(4 * c, 4 * c, 3)
    bottleneck = _blocks(4 * c + units, 4 * c, 3) + 6 * 2 * _blocks(4 * c, 4 * c, 3)
    decoder = _blocks(4 * c, 2 * c, 4) + _blocks(2 * c, c, 4) + c * 3 * 49 + 3
    assert count(GathGenerator()) == encoder + bottleneck + decoder == 9_414_787


def test_that_the_papers_estimator_is_a_vgg_of_nine_layers() -> None:
    net = ActionUnitEstimator()
    layers = [m for m in net.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    assert len(layers) == 9
    assert count(net) == 10_662_766
    assert net.f_au(torch.zeros(1, 3, 100, 100)).shape == (1, 256, 25, 25)


def test_that_discriminator_and_classifier_share_all_but_their_last_layers() -> None:
    net = GathJudge()
    assert count(net) == 3_900_917
    assert count(net) - count(net.shared) == (512 + 1) * (1 + 2228)


def test_that_the_small_networks_have_a_quarter_of_the_numbers() -> None:
    assert count(GathGenerator(SMALL)) == pytest.approx(count(GathGenerator()) / 4, rel=0.02)


@pytest.mark.parametrize("size", [16, 100])
def test_that_a_face_comes_out_as_large_as_it_went_in(size: int) -> None:
    net = GathGenerator(replace(TINY, size=size)).eval()
    x, e = torch.rand(2, 3, size, size) * 2 - 1, torch.rand(2, 46)
    made = net(x, e)
    assert made.shape == x.shape
    assert made.abs().max() <= 1
    assert torch.equal(made, net.decoded(net.encoded(x), e))


def test_that_units_change_what_is_drawn() -> None:
    net = GathGenerator(TINY).eval()
    x = torch.rand(1, 3, 16, 16)
    assert not torch.equal(net(x, torch.zeros(1, 46)), net(x, torch.ones(1, 46)))


def test_that_the_judge_gives_one_verdict_a_face() -> None:
    verdict = GathJudge(TINY)(torch.zeros(3, 3, 16, 16))
    assert verdict.real.shape == (3,)
    assert verdict.whose.shape == (3, 5)


def test_that_a_perfect_forgery_costs_the_generator_nothing_and_the_judge_half() -> None:
    people = torch.tensor([0, 1])
    sure = torch.full((2, 2), -50.0).scatter(1, people[:, None], 50.0)
    fooled = Verdict(torch.ones(2), sure)
    weights = LossWeights()
    assert float(loss_fooled(fooled, people, weights)) == pytest.approx(0, abs=1e-6)
    assert float(loss_judge(fooled, fooled, people, weights)) == pytest.approx(weights.adv, abs=1e-6)


def test_that_without_its_weight_the_classifier_is_left_out() -> None:
    people, wrong = torch.tensor([0]), Verdict(torch.ones(1), torch.tensor([[-50.0, 50.0]]))
    assert float(loss_fooled(wrong, people, LossWeights(cls=0.0))) == 0
    assert float(loss_fooled(wrong, people, LossWeights())) > 1


def test_that_an_expressions_distance_does_not_depend_on_how_large_features_are() -> None:
    made, goal = torch.rand(2, 4, 3, 3), torch.rand(2, 4, 3, 3)
    assert float(loss_au(10 * made, 10 * goal)) == pytest.approx(float(loss_au(made, goal)), rel=1e-4)
    assert float(loss_au(goal, goal)) == 0


def test_that_an_even_picture_has_no_variation() -> None:
    stripes = torch.tensor([0.0, 1.0]).repeat(2).expand(1, 3, 4, 4)
    assert float(loss_tv(torch.ones(1, 3, 4, 4))) == 0
    assert float(loss_tv(stripes)) == pytest.approx(1)


def test_that_one_pair_is_learned() -> None:
    torch.manual_seed(0)
    net = GathGenerator(TINY)
    optimiser = torch.optim.Adam(net.parameters(), 3e-3)
    x = torch.rand(2, 3, 16, 16) * 2 - 1
    goal, e = x.flip(0), torch.eye(46)[:2]
    losses: list[float] = []
    for _ in range(60):
        loss = (net(x, e) - goal).abs().mean()
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < 0.5 * losses[0]
