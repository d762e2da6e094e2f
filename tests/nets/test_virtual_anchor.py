"""The virtual anchor's networks: shapes, what each frame hears, teacher forcing."""

import pytest
import torch

from studio.nets.virtual_anchor import PLACE, AnchorConfig, VirtualAnchor

WORDS, FRAMES = 5, 12


@pytest.fixture
def net() -> VirtualAnchor:
    torch.manual_seed(0)
    return VirtualAnchor(AnchorConfig(width=16)).eval()


def said(count: int = 2) -> tuple[torch.Tensor, ...]:
    torch.manual_seed(1)
    now = torch.arange(FRAMES).mul(WORDS).div(FRAMES, rounding_mode="floor").repeat(count, 1)
    return (
        torch.randn(count, WORDS, 200),
        torch.randn(count, WORDS, 3),
        now,
        torch.randn(count, FRAMES, PLACE),
    )


@pytest.mark.parametrize("attention", [False, True])
def test_that_each_frame_gets_its_seventeen_units_and_three_angles(attention: bool) -> None:
    net = VirtualAnchor(AnchorConfig(width=16, attention=attention))
    assert net(*said()).shape == (2, FRAMES, 20)


def test_that_the_paper_s_sizes_hold() -> None:
    config = AnchorConfig()
    assert (config.words, config.units) == (200, 20)
    assert sum(x.numel() for x in VirtualAnchor().parameters()) < 1_000_000


def test_that_a_word_changes_the_frames_in_which_it_is_spoken_and_those_after(net: VirtualAnchor) -> None:
    words, facts, now, place = said(1)
    other = words.clone()
    other[0, 3] += 1.0
    with torch.no_grad():
        off = (net(words, facts, now, place) - net(other, facts, now, place)).abs().amax((0, 2))
    first = int((now[0] >= 2).nonzero()[0])  # a frame is told of the next word, too
    assert off[:first].max() == 0
    assert off[first:].min() > 0


def test_that_the_decoder_hears_its_own_output_or_the_truth(net: VirtualAnchor) -> None:
    heard = said(1)
    truth = torch.randn(1, FRAMES, 20)
    with torch.no_grad():
        free = net(*heard)
        never = net(*heard, truth, torch.zeros(1, FRAMES, dtype=torch.bool))
        always = net(*heard, truth, torch.ones(1, FRAMES, dtype=torch.bool))
    assert torch.equal(free, never)
    assert torch.equal(free[:, 0], always[:, 0])
    assert not torch.equal(free[:, 1:], always[:, 1:])


def test_that_frame_by_frame_and_all_at_once_are_the_same(net: VirtualAnchor) -> None:
    words, facts, now, place = said(2)
    with torch.no_grad():
        told = net.encode(words, facts)
        memory = net.begin(2, told)
        for index in range(FRAMES):
            memory = net.frame(memory, told, now[:, index], place[:, index])
        assert torch.equal(memory.last, net(words, facts, now, place)[:, -1])
