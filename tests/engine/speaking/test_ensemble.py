"""Drivers move a face together, piece by piece, each its own portion of it."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import Cancelled, UsageError
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.project import Drivers
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import WHOLE, slots_in
from studio.core.units import CHANNELS
from studio.engine.progress import unheard
from studio.engine.speaking.ensemble import Ensemble, at_rate, driven, ensemble_of
from studio.engine.speaking.rule_driver import RuleDriver
from tests.fakes import Gaper, Hummer, Nodder

RATE = FrameRate(Fraction(25))
SMILES = np.array([name.startswith("mouthSmile") for name in CHANNELS])
ODD = FrameRate(Fraction(30000, 1001))


def said(text: str = "one two. three four five. six") -> list[Speech]:
    return list(Hummer().speak(text))


def whole(driver: object, pieces: list[Speech], rate: FrameRate = RATE) -> Performance:
    return Performance.joined(driven(driver, iter(pieces), rate), rate)  # type: ignore[arg-type]


@pytest.mark.parametrize("rate", [RATE, ODD])
def test_that_each_driver_moves_its_own_portion(rate: FrameRate) -> None:
    lips, head = Gaper(), Nodder()
    both = whole(Ensemble({"mouth": lips, "face": lips, "head": head}), said(), rate)
    alone = whole(lips, said(), rate)
    length = sum((piece.length for piece in said()), Seconds(0))
    assert len(both) == len(alone) == rate.count_in(length)
    np.testing.assert_array_equal(both.channels, alone.channels)
    assert both.head[:, 1].max() == pytest.approx(6.0)
    assert both.head[:, 1].min() == pytest.approx(0.0)
    loud = both.channels.max(1) > 0.4
    assert np.corrcoef(loud, both.head[:, 1])[0, 1] > 0.7


def test_that_nobody_moves_what_another_was_chosen_for() -> None:
    """The rule driver moves everything: chosen for the mouth, it leaves the face and the head alone, and the
    smiles that come with a face.
    """
    pieces = said()
    both = whole(Ensemble({"mouth": RuleDriver(), "face": Gaper(), "head": Nodder()}), pieces)
    rule, head = whole(RuleDriver(), pieces), whole(Nodder(), pieces)
    lips = slots_in(frozenset(("mouth",)))[: len(CHANNELS)] & ~SMILES
    np.testing.assert_allclose(both.channels[:, lips], rule.channels[:, lips], atol=1e-6)
    assert rule.channels[:, ~lips].any()
    assert not both.channels[:, ~lips].any()
    np.testing.assert_allclose(both.head, head.head, atol=1e-5)
    assert not both.gaze.any()


def test_that_smiles_come_with_the_face_whoever_moves_the_lips() -> None:
    pieces = said()
    both = whole(Ensemble({"mouth": Gaper(), "face": RuleDriver(), "head": Nodder()}), pieces)
    rule, gaper = whole(RuleDriver(), pieces), whole(Gaper(), pieces)
    assert rule.channels[:, SMILES].max() > 0.2
    np.testing.assert_allclose(both.channels[:, SMILES], rule.channels[:, SMILES], atol=1e-6)
    jaw = CHANNELS.index("jawOpen")
    np.testing.assert_array_equal(both.channels[:, jaw], gaper.channels[:, jaw])


def test_that_a_portion_for_which_nobody_is_chosen_stays_still(fakes_installed: Path) -> None:
    lips = ensemble_of(Drivers.all("rule").moving(frozenset(("mouth",))))
    assert lips.moves == {"mouth"}
    moved = whole(lips, said())
    assert moved.channels[:, CHANNELS.index("jawOpen")].max() > 0.1
    others = slots_in(WHOLE - {"mouth"})[: len(CHANNELS)] | SMILES
    assert not moved.channels[:, others].any()
    assert not moved.head.any()
    assert not moved.gaze.any()


def test_that_an_ensemble_gives_what_all_of_them_have_given_so_far() -> None:
    taken: list[int] = []

    def heard() -> Iterator[Speech]:
        for number, piece in enumerate(said()):
            taken.append(number)
            yield piece

    streaming = Ensemble({"mouth": Gaper(), "face": Gaper(), "head": Nodder()}).drive(heard(), RATE)
    next(streaming)
    assert taken == [0], "the first piece moves before the second is said"
    patient = Ensemble({"mouth": Gaper(), "face": RuleDriver(), "head": RuleDriver()}).drive(heard(), RATE)
    taken.clear()
    next(patient)
    assert taken == [0, 1, 2], "one that listens to the end is waited for"


def test_that_pieces_and_the_whole_move_alike() -> None:
    pieces = said()
    samples = np.concatenate([piece.samples for piece in pieces])
    for driver in (Nodder(), Ensemble({"mouth": Gaper(), "face": Gaper(), "head": Nodder()})):
        joined = Speech(samples, pieces[0].sample_rate, (), tuple(_phonemes(pieces)))
        cut, one = whole(driver, pieces), whole(driver, [joined])
        np.testing.assert_array_equal(cut.head, one.head)
        np.testing.assert_array_equal(cut.channels, one.channels)


def _phonemes(pieces: list[Speech]) -> Iterator[object]:
    start = Seconds(0)
    for piece in pieces:
        for phoneme in piece.phonemes:
            yield type(phoneme)(phoneme.name, phoneme.range.moved(start), phoneme.stress)
        start += piece.length


def test_that_what_comes_in_one_long_piece_is_worked_on_in_short_ones() -> None:
    """And is the same: nothing is lost or repeated where it is cut."""
    pieces = [each for _ in range(20) for each in said()]
    ensemble = Ensemble({"mouth": Gaper(), "head": RuleDriver()})
    given = list(ensemble.drive(iter(pieces), FrameRate.of(100)))
    joined = Performance.joined(given, FrameRate.of(100))
    (alone,) = RuleDriver(frozenset(("head",))).drive(iter(pieces), FrameRate.of(100))
    assert len(alone) == len(joined) > 3000
    assert max(map(len, given)) <= 1500
    assert np.array_equal(joined.head, alone.head)
    assert joined.life is not None
    assert alone.life is not None
    np.testing.assert_allclose(joined.life, alone.life, atol=1e-5)


def test_that_a_rate_is_changed_alike_in_pieces_and_as_a_whole() -> None:
    own = FrameRate(Fraction(10))
    states = [FaceState(head=HeadPose(yaw=float(i * i))) for i in range(23)]
    parts = [Performance.of(states[a:b], own) for a, b in ((0, 1), (1, 8), (8, 9), (9, 23))]
    in_pieces = Performance.joined(at_rate(iter(parts), own, ODD), ODD)
    at_once = Performance.joined(at_rate(iter([Performance.of(states, own)]), own, ODD), ODD)
    np.testing.assert_array_equal(in_pieces.head, at_once.head)
    assert len(at_once) == ODD.count_in(own.time_of(23))
    third = ODD.time_of(20) * 10
    low = int(third)
    assert at_once.head[20, 0] == pytest.approx(low**2 + float(third - low) * ((low + 1) ** 2 - low**2))


def test_that_what_a_driver_can_not_move_the_rule_driver_does(fakes_installed: Path) -> None:
    assert isinstance(ensemble_of(Drivers.all("rule")), RuleDriver)
    mixed = ensemble_of(Drivers.all("gaper"))
    assert mixed.name == "gaper, rule"
    assert mixed.moves == WHOLE
    assert mixed.hears == {"sound", "words", "phonemes"}
    assert mixed.ahead is None
    light = ensemble_of(Drivers("gaper", "gaper", "nodder"))
    assert light.name == "gaper, rule, nodder"
    with pytest.raises(UsageError, match="no driver called “nobody”"):
        ensemble_of(Drivers("rule", "rule", "nobody"))


def test_that_a_driver_can_be_stopped_within_a_piece() -> None:
    def stop(done: float, _doing: str) -> None:
        if done > 0.5:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        list(
            Ensemble({"mouth": Gaper(), "face": Gaper(), "head": Nodder()}).drive(iter(said()), RATE, 0, stop)
        )
    assert list(Gaper().drive(iter(said()), RATE, 0, unheard))


@pytest.mark.parametrize(
    ("text", "drivers"),
    [
        ("rule", Drivers("rule", "rule", "rule")),
        ("mouth=a, head=b", Drivers("a", "rule", "b")),
        ("a,head=b", Drivers("a", "a", "b")),
        ("mouth=a,face=b,head=c", Drivers("a", "b", "c")),
    ],
)
def test_that_who_moves_what_is_read_and_written(text: str, drivers: Drivers) -> None:
    assert Drivers.read(text) == drivers
    assert Drivers.read(str(drivers)) == drivers


@pytest.mark.parametrize("text", ["", "mouth=", "nose=a", "mouth=a,mouth=b", "a,b"])
def test_that_who_moves_what_is_refused_if_it_makes_no_sense(text: str) -> None:
    with pytest.raises(UsageError, match="does not tell who moves"):
        Drivers.read(text)
