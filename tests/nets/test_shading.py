import numpy as np
import pytest
import torch
from torch import Tensor, nn

from studio.nets.perception import CONVOLUTIONS, Vgg16Hed, distance
from studio.nets.shading import AppearanceFeatures, ShadingConfig, ShadingNet, of_enlarged, within

SMALL = ShadingConfig(size=32, appearance=8, motion=8, details=4)


@pytest.fixture
def net() -> ShadingNet:
    torch.manual_seed(0)
    net = ShadingNet(SMALL)
    nn.init.normal_(net.motion.leave.weight, std=0.2)
    return net


def look_at(net: ShadingNet, count: int = 2) -> AppearanceFeatures:
    generator = torch.Generator().manual_seed(1)
    picture = torch.rand(count, 3, SMALL.size, SMALL.size, generator=generator)
    fade = torch.zeros(count, 1, SMALL.size, SMALL.size)
    fade[:, :, 4:-4, 4:-4] = 1
    features: AppearanceFeatures = net.appearance(picture, fade, fade * 0, fade)
    return features


def some_motion(count: int = 2) -> Tensor:
    half = SMALL.size // 2
    return torch.randn(count, 3, half, half, generator=torch.Generator().manual_seed(2)) * 4


@torch.no_grad()
def test_that_a_face_that_does_not_move_keeps_its_shading_exactly(net: ShadingNet) -> None:
    assert float(net(look_at(net), some_motion() * 0).abs().max()) == 0.0


@torch.no_grad()
def test_that_the_gain_is_bounded_and_ends_with_the_face(net: ShadingNet) -> None:
    gain = net(look_at(net), some_motion() * 100)
    assert gain.shape == (2, 3, SMALL.size, SMALL.size)
    assert float(gain.abs().max()) <= SMALL.limit
    assert float(gain[:, :, :4].abs().max()) == 0.0


@torch.no_grad()
def test_that_a_batch_gives_what_each_of_it_gives_alone(net: ShadingNet) -> None:
    features, motion = look_at(net), some_motion()
    one = AppearanceFeatures(tuple(x[1:] for x in features.levels), features.details[1:], features.fade[1:])
    torch.testing.assert_close(net(features, motion)[1:], net(one, motion[1:]), atol=1e-5, rtol=1e-4)


def test_that_one_pair_is_learned(net: ShadingNet) -> None:
    motion = some_motion(1)
    across = torch.linspace(-0.4, 0.4, SMALL.size).expand(1, 3, SMALL.size, -1)
    optimiser = torch.optim.Adam(net.parameters(), 3e-3)
    first = last = 0.0
    for step in range(60):
        features = look_at(net, 1)
        loss = ((net(features, motion) - across * features.fade) ** 2).mean()
        first, last = (loss.item(), 0.0) if step == 0 else (first, loss.item())
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
    assert last < 0.1 * first


def test_that_a_picture_is_at_no_distance_from_itself_and_far_from_another() -> None:
    rng = np.random.default_rng(0)
    widths, arrays = (3, 8, 8, 8, 8, 8), {}
    for block, count in enumerate(CONVOLUTIONS, start=1):
        for i in range(count):
            name = f"block{block}/layers/conv2d" + (f"_{i}" if i else "") + "/vars"
            arrays[f"{name}/0"] = rng.normal(0, 0.3, (3, 3, widths[block - 1] if not i else 8, 8))
            arrays[f"{name}/1"] = np.zeros(8)
    vgg = Vgg16Hed(arrays)
    a, b = torch.rand(2, 1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    mask = torch.ones(1, 1, 64, 64)
    assert [tuple(f.shape[2:]) for f in vgg(a)] == [(64, 64), (32, 32), (16, 16), (8, 8), (4, 4)]
    assert float(distance(vgg(a), vgg(a), mask)) == 0.0
    assert float(distance(vgg(a), vgg(b), mask)) > 0.01


FINE = ShadingConfig(size=32, appearance=8, motion=8, details=4, fine=2)


@pytest.fixture
def fine_net() -> ShadingNet:
    torch.manual_seed(0)
    return ShadingNet(FINE)


def look_closely(net: ShadingNet, count: int = 2) -> AppearanceFeatures:
    generator = torch.Generator().manual_seed(1)
    picture = torch.rand(count, 3, FINE.side, FINE.side, generator=generator)
    fade = torch.zeros(count, 1, FINE.side, FINE.side)
    fade[:, :, 8:-8, 8:-8] = 1
    features: AppearanceFeatures = net.appearance(picture, fade, fade * 0, fade)
    return features


@torch.no_grad()
def test_that_finer_maps_add_nothing_before_they_have_learned_and_nothing_at_rest(
    fine_net: ShadingNet,
) -> None:
    features, motion = look_closely(fine_net), some_motion()
    coarse = fine_net.gain(features, fine_net.coefficients(features, motion), fine_net.at_rest(features))
    wide = nn.functional.interpolate(coarse, scale_factor=2, mode="bilinear")
    torch.testing.assert_close(fine_net(features, motion), wide)
    assert fine_net.motion.sharpen is not None
    nn.init.normal_(fine_net.motion.sharpen.weight, std=0.2)
    assert float((fine_net(features, motion) - wide).abs().max()) > 0.01
    assert float(fine_net(features, motion * 0).abs().max()) == 0.0


@torch.no_grad()
def test_that_what_finer_maps_add_is_bounded_grey_and_ends_with_the_face(fine_net: ShadingNet) -> None:
    assert fine_net.motion.sharpen is not None
    nn.init.normal_(fine_net.motion.sharpen.weight, std=9.0)
    features, motion = look_closely(fine_net), some_motion() * 100
    gain = fine_net(features, motion)
    assert gain.shape == (2, 3, FINE.side, FINE.side)
    coarse = fine_net.gain(features, fine_net.coefficients(features, motion), fine_net.at_rest(features))
    added = gain - nn.functional.interpolate(coarse, scale_factor=2, mode="bilinear")
    assert 0.5 * FINE.reach < float(added.abs().max()) <= FINE.reach + 1e-6
    assert float((added[:, 0] - added[:, 2]).abs().max()) < 1e-5
    assert float(added[:, :, :8].abs().max()) == 0.0


@torch.no_grad()
def test_that_a_kernel_meets_an_enlarged_picture_without_enlarging_it() -> None:
    x, weight = torch.randn(2, 4, 9, 7), torch.randn(5, 4, 3, 3)
    large = nn.functional.interpolate(x, scale_factor=2, mode="bilinear")
    found, wanted = of_enlarged(x, weight), nn.functional.conv2d(large, weight, padding=1)
    torch.testing.assert_close(found[..., 2:-2, 2:-2], wanted[..., 2:-2, 2:-2], atol=1e-4, rtol=1e-4)


@torch.no_grad()
def test_that_what_lies_far_from_the_face_changes_no_finer_map(fine_net: ShadingNet) -> None:
    fade = torch.zeros(1, 1, FINE.side, FINE.side)
    fade[:, :, 26:38, 20:44] = 1
    seen, known = torch.rand(1, 7, FINE.side, FINE.side), torch.rand(1, 8, FINE.size, FINE.size)
    down, across = within(fade)
    assert (down, across) == (slice(10, 22), slice(7, 25))
    sharpen = fine_net.appearance.sharpen
    assert sharpen is not None
    part = sharpen(seen[:, :, 20:44, 14:50], known[:, :, down, across])
    whole = sharpen(seen, known)
    torch.testing.assert_close(part[:, :, 6:18, 6:30], whole[:, :, 26:38, 20:44])
    assert within(fade * 0) == (slice(0, FINE.size),) * 2


def test_that_lines_finer_than_the_networks_are_learned(fine_net: ShadingNet) -> None:
    """Every other column of the picture is dark, and is to be darker where the face moves."""
    lines = (torch.arange(FINE.side) % 2).float().expand(1, 3, FINE.side, -1)
    fade = torch.ones(1, 1, FINE.side, FINE.side)
    motion, goal = some_motion(1), 0.2 * (lines - 0.5)
    optimiser = torch.optim.Adam(fine_net.parameters(), 3e-3)
    losses = []
    for _ in range(80):
        features = fine_net.appearance(0.3 + 0.4 * lines, fade, fade * 0, fade)
        losses.append(((fine_net(features, motion) - goal) ** 2).mean())
        optimiser.zero_grad()
        torch.autograd.backward(losses[-1])
        optimiser.step()
    assert float(losses[-1].detach()) < 0.2 * float(losses[0].detach())
