"""Folds of donors on a face that does not show them."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.crop import SIZE
from studio.engine.rig_renderer.donor_folds import (
    DENSITY,
    FOLDS,
    HEIGHT,
    LEFT,
    MODELLED,
    TOP,
    WIDTH,
    DonorFolds,
    FoldedFace,
    age_of,
    amounts_of,
    bare_skin,
    features,
    flattened,
    plates,
    summed,
    tinted,
)
from studio.engine.tracking.landmarker import FaceLandmarker

Array = NDArray[np.float64]
Floats = NDArray[np.float32]

CALM = FaceState()
FROWN = CALM.with_channels(browDownLeft=1.0, browDownRight=1.0)
NO_GAIN = np.zeros((SIZE, SIZE, 3), np.float32)


@pytest.fixture(scope="module")
def landmarks(astronaut: Pixels) -> Array:
    return FaceLandmarker().find(astronaut)[0].landmarks


@pytest.fixture(scope="module")
def folds() -> DonorFolds:
    return DonorFolds()


@pytest.fixture(scope="module")
def face(folds: DonorFolds, astronaut: Pixels, landmarks: Array) -> FoldedFace:
    return prepared(folds, astronaut, landmarks)


def prepared(folds: DonorFolds, pixels: Pixels, landmarks: Array) -> FoldedFace:
    return folds.placed(folds.lent(pixels, landmarks), landmarks)


def laid(folds: DonorFolds, face: FoldedFace, state: FaceState, gain: Floats = NO_GAIN) -> Floats:
    out = folds.relief(face, state, CALM, gain)
    assert out is not None
    return out


def at(sheet: Floats, x: float, y: float, reach: float = 0.6) -> Floats:
    """What is around a place of the sheet, cm."""
    column, row, half = (round(n * DENSITY) for n in (x + LEFT, TOP - y, reach))
    return sheet[row - half : row + half, column - half : column + half]


def skin(colour: float = 0.5) -> Floats:
    return np.full((HEIGHT, WIDTH, 3), colour, np.float32)


def test_that_every_fold_has_donors_of_several_ages() -> None:
    assert {fold.name for fold in FOLDS} == set(plates())
    lent = [of_it for name, of_it in plates().items() if name not in MODELLED]
    assert all(len({plate.age for plate in of_it}) > 1 for of_it in lent)


@pytest.mark.parametrize(
    ("units", "x", "y"),
    [
        ({"cheekSquintLeft": 1.0}, 4.4, -1.9),
        ({"cheekSquintLeft": 1.0}, 3.4, 1.2),
        ({"cheekSquintLeft": 1.0}, 5.75, 2.6),
        ({"mouthDimpleLeft": 1.0}, 3.42, -4.25),
        ({"mouthPressLeft": 0.8, "mouthRollUpper": 0.3}, 0.9, -3.05),
    ],
)
def test_that_skin_is_shaded_where_it_bulges_and_on_that_side_alone(
    units: dict[str, float], x: float, y: float
) -> None:
    chosen = {name: of_it[0] for name, of_it in plates().items() if name in MODELLED}
    sheet = summed(chosen, amounts_of(CALM.with_channels(**units)))
    assert at(sheet, x, y, 0.15).mean() < -0.04
    if x > 1:
        assert np.abs(at(sheet, -x, y, 0.15)).max() < 1e-3


def test_that_a_face_at_rest_gets_no_folds_even_if_it_frowns(folds: DonorFolds, face: FoldedFace) -> None:
    assert folds.relief(face, CALM, CALM, NO_GAIN) is None
    assert folds.relief(face, FROWN, FROWN, NO_GAIN) is None


def test_that_a_frown_furrows_what_is_between_the_brows_and_leaves_the_mouth(
    folds: DonorFolds, face: FoldedFace
) -> None:
    relief = laid(folds, face, FROWN)
    size = len(relief)
    assert relief.min() < -0.2
    assert not relief[size // 2 :].any(), "the eyes lie at a third"
    assert relief[: size // 2].mean() < 0


@pytest.mark.parametrize(("side", "way"), [("Left", 1), ("Right", -1)])
def test_that_one_brow_folds_its_own_side(side: str, way: int) -> None:
    amounts = amounts_of(CALM.with_channels(**{f"browOuterUp{side}": 1.0}))
    sheet = summed({name: of_it[0] for name, of_it in plates().items()}, amounts)
    own, other = (float(np.abs(at(sheet, where * 3.5, 6.9)).mean()) for where in (way, -way))
    assert own > 0.02
    assert other == 0


def test_that_faint_moves_fold_less_than_in_proportion() -> None:
    half = amounts_of(CALM.with_channels(browDownLeft=0.5, browDownRight=0.5))
    assert 0 < half.max() < 0.45 * amounts_of(FROWN).max()


def test_that_what_the_network_folds_is_not_folded_twice(folds: DonorFolds, face: FoldedFace) -> None:
    alone = laid(folds, face, FROWN)
    small = cv2.resize(np.minimum(alone, 0), (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    dark = alone < -0.15
    with_its_own = laid(folds, face, FROWN, np.dstack([small] * 3))
    assert np.abs(with_its_own[dark]).mean() < 0.5 * np.abs(alone[dark]).mean()
    even = np.full((SIZE, SIZE, 3), -0.3, np.float32)
    assert np.allclose(laid(folds, face, FROWN, even), alone, atol=1e-4), "even shading is no fold"


def test_that_a_share_of_nothing_lays_nothing(folds: DonorFolds, face: FoldedFace) -> None:
    assert folds.relief(face, FROWN, CALM, NO_GAIN, 0.0) is None
    half, full = (folds.relief(face, FROWN, CALM, NO_GAIN, share) for share in (0.5, 1.0))
    assert half is not None
    assert full is not None
    assert half.min() == pytest.approx(full.min() / 2, rel=0.01)


def test_that_nothing_is_laid_over_brows_hair_and_rims() -> None:
    picture = skin()
    picture[: round((TOP - 7.0) * DENSITY)] = 0.03
    rim = at(picture, 0.0, 3.0, 0.15)
    rim[:] = 0.05
    bare = bare_skin(picture, np.ones((HEIGHT, WIDTH), bool))
    assert not bare[features() > 0].any()
    assert at(bare, 0.0, 7.8, 0.2).max() < 0.05, "a fringe"
    assert at(bare, 0.0, 3.0, 0.1).max() < 0.05, "the bridge of glasses"
    assert at(bare, 3.8, -2.0, 0.5).min() > 0.95, "the cheek"


def test_that_lines_make_a_face_look_old() -> None:
    smooth, lined = skin(), skin()
    lined[::6] *= np.float32(0.75)
    everywhere = np.ones((HEIGHT, WIDTH), bool)
    ages = [age_of(picture, bare_skin(picture, everywhere)) for picture in (smooth, lined)]
    assert ages[0] == 0
    assert ages[1] > 0.5


def test_that_a_face_lies_on_the_sheet_as_the_mean_face_does(astronaut: Pixels, landmarks: Array) -> None:
    picture, covered = flattened(astronaut, landmarks)
    assert covered[features() > 0].all()
    pupils = [float(at(picture, x, 2.75, 0.15).mean()) for x in (-3.2, 3.2)]
    cheeks = [float(at(picture, x, -1.0, 0.3).mean()) for x in (-4.0, 4.0)]
    assert max(pupils) < 0.6 * min(cheeks)


def test_that_a_black_and_white_face_gets_folds_without_colour() -> None:
    assert tinted(0.0) == (1.0, 1.0, 1.0)
    red, green, blue = tinted(1.0)
    assert red < green < blue, "light in a fold of skin is redder"
