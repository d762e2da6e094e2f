import pytest
import torch

from studio.nets.lip_sync_scorer import LipSyncScorer, ScorerConfig

CONFIG = ScorerConfig(bands=8, moves=5, frames=6, width=8, size=4, dropout=0.0)


def net() -> LipSyncScorer:
    torch.manual_seed(0)
    return LipSyncScorer(CONFIG).eval()


@torch.no_grad()
def test_that_both_towers_give_places_on_the_same_sphere() -> None:
    scorer = net()
    heard, seen = scorer.heard(torch.randn(3, 24, 8)), scorer.seen(torch.randn(3, 6, 5))
    assert heard.shape == seen.shape == (3, 4)
    torch.testing.assert_close(heard.norm(dim=1), torch.ones(3))
    torch.testing.assert_close(seen.norm(dim=1), torch.ones(3))


@torch.no_grad()
def test_that_the_loss_is_that_of_a_guess_where_all_are_alike() -> None:
    sound, mouth = torch.randn(1, 24, 8).repeat(4, 1, 1), torch.randn(1, 6, 5).repeat(4, 1, 1)
    loss = net().contrast(sound, mouth, torch.zeros(4, 4, dtype=torch.bool))
    assert float(loss) == pytest.approx(float(torch.tensor(4.0).log()), abs=1e-5)


@torch.no_grad()
def test_that_what_is_nearly_the_same_is_not_held_against_a_pair() -> None:
    sound, mouth = torch.randn(3, 24, 8), torch.randn(3, 6, 5)
    alike = ~torch.eye(3, dtype=torch.bool)
    assert float(net().contrast(sound, mouth, alike)) == pytest.approx(0.0, abs=1e-6)
