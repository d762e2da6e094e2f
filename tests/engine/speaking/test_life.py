"""What drivers tell of the life in what they give: without it, lips alone are left, with what lay on them."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.core.face import Performance
from studio.core.life import PARTS, Life
from studio.core.manner import Manner
from studio.core.project import Drivers
from studio.core.speech import Speech
from studio.core.time import FrameRate
from studio.core.timeline import lived
from studio.core.units import CHANNEL_INDEX
from studio.engine.leeway import Leeway
from studio.engine.ports import Driver
from studio.engine.speaking.breathing import breath
from studio.engine.speaking.ensemble import driven, ensemble_of
from studio.engine.speaking.living import LivingDriver
from studio.engine.speaking.manner import in_manner
from studio.engine.speaking.rule_driver import RuleDriver
from studio.engine.speaking.tags import read_tags, with_tags
from studio.files.manners import read_manner

RATE = FrameRate.of(25)
NOTHING = Life(**dict.fromkeys(PARTS, 0.0))
LIPS = frozenset(("mouth",))


@pytest.fixture(scope="session")
def long(mary: Speech) -> list[Speech]:
    """The same sentence three times, with pauses."""
    silence = Speech(np.zeros(mary.sample_rate, np.float32), mary.sample_rate)
    return [mary, silence, mary, silence, mary]


def driven_by(driver: Driver, pieces: list[Speech]) -> Performance:
    return Performance.joined(driven(driver, iter(pieces), RATE, 5), RATE)


def by_habits() -> Driver:
    return ensemble_of(Drivers(), LivingDriver(read_manner("lively")))


@pytest.mark.parametrize("make", [RuleDriver, by_habits])
def test_that_without_life_the_lips_alone_are_left(make: type[RuleDriver], long: list[Speech]) -> None:
    whole, lips = driven_by(make(), long), driven_by(RuleDriver(LIPS), long)
    assert np.abs(whole.head).max() > 3
    left = lived(whole, NOTHING)
    np.testing.assert_allclose(left.channels, lips.channels, atol=2e-6)
    np.testing.assert_allclose(left.head, 0.0, atol=1e-5)
    np.testing.assert_allclose(left.gaze, 0.0, atol=1e-5)


@pytest.mark.parametrize("make", [RuleDriver, by_habits])
def test_that_a_mood_and_tags_stay_when_life_is_off(make: type[RuleDriver], long: list[Speech]) -> None:
    manner, tagged = (
        Manner(0.8, "happy", 0.6),
        read_tags("Mary [AU12=2, AU01=3]bought five[/] beautiful peaches"),
    )

    def laid_on(driver: Driver) -> Performance:
        return with_tags(in_manner(driven_by(driver, long), manner), tagged, long[0].words)

    left, lips = lived(laid_on(make()), NOTHING), laid_on(RuleDriver(LIPS))
    np.testing.assert_allclose(left.channels, lips.channels, atol=1e-5)
    assert left.channels[:, CHANNEL_INDEX["browInnerUp"]].max() > 0.4
    np.testing.assert_allclose(left.head, lips.head, atol=1e-4)


def test_that_every_part_has_something_of_its_own(long: list[Speech]) -> None:
    for driver in (RuleDriver(), by_habits()):
        whole = driven_by(driver, long)
        for part in PARTS:
            without = lived(whole, Life(**{part: 0.0}))
            tables = [
                np.abs(getattr(whole, t) - getattr(without, t)).max() for t in ("channels", "head", "gaze")
            ]
            assert max(tables) > 0.05, part


def test_that_lips_of_another_driver_keep_their_corners_when_smiles_are_off(long: list[Speech]) -> None:
    class Grinner:
        name, ahead, rate = "grinner", None, None
        hears, moves = frozenset(("sound",)), LIPS

        def drive(
            self, speech: Iterator[Speech], rate: FrameRate, seed: int = 0, progress: object = None
        ) -> Iterator[Performance]:
            for made in RuleDriver(LIPS).drive(speech, rate, seed):
                channels = np.zeros_like(made.channels)
                channels[:, CHANNEL_INDEX["mouthSmileLeft"]] = 0.25
                yield Performance(rate, channels, made.head, made.gaze)

    from_face = RuleDriver(frozenset(("face",)))
    ensemble = ensemble_of(Drivers(), Grinner(), from_face)  # type: ignore[arg-type]
    left = lived(driven_by(ensemble, long), Life(smile=0.0))
    np.testing.assert_allclose(left.channels[:, CHANNEL_INDEX["mouthSmileLeft"]], 0.25, atol=1e-6)


def test_that_a_head_that_is_held_back_can_be_stilled_too(long: list[Speech]) -> None:
    near = Leeway(np.full(6, 2.0), np.full(6, 2.0))
    bounded = near.bounded(driven_by(RuleDriver(), long))
    assert 1.5 < np.abs(bounded.head[:, 0]).max() <= 2
    np.testing.assert_allclose(lived(bounded, NOTHING).head, 0.0, atol=1e-5)


def test_that_one_breathes_in_before_one_speaks_on_and_rests_at_both_ends() -> None:
    times = (np.arange(500) + 0.5) / 25
    awake = ((times > 1.0) & (times < 6.0)) | ((times > 7.0) & (times < 12.0))
    risen = breath(times, awake.astype(float), np.random.default_rng(0))
    height = risen[:, 1]
    assert not risen[[0, -1]].round(6).any()
    before, after = height[int(6.2 * 25)], height[int(7.0 * 25)]
    assert after > 0.1 > before
    assert height[int(11.8 * 25)] < 0.3 * after
    assert np.abs(np.diff(height)).max() < 0.03  # no jump
    late = height[(13 * 25) : (19 * 25)]
    assert late.max() > 0.04  # quietly in a long silence
