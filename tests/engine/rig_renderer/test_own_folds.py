"""Folds that a photographed expression has made, and what fills them."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.crop import SIZE
from studio.engine.edit import towards_neutral
from studio.engine.portrait import Portrait, prepared
from studio.engine.rig_renderer.donor_folds import DENSITY, FOLDS, HEIGHT, LEFT, TOP, WIDTH
from studio.engine.rig_renderer.own_folds import COMING, OwnFolds, folds_in, taken_of, zones
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.scene import Scene
from studio.files.pictures import Picture, Still

Floats = NDArray[np.float32]

CALM = FaceState()
SMILE = CALM.with_channels(mouthSmileLeft=0.8, mouthSmileRight=0.8)
NO_GAIN = np.zeros((SIZE, SIZE, 3), np.float32)
CHEEK = (3.8, -2.0)


@pytest.fixture(scope="module")
def portrait(astronaut: Pixels) -> Portrait:
    """She smiles, with a bracket on either side of her mouth."""
    return prepared(Still(Picture(astronaut)), RigRenderer())


@pytest.fixture(scope="module")
def own(portrait: Portrait) -> OwnFolds:
    found = portrait.likeness.own_folds
    assert found is not None
    return found


def place(x: float, y: float) -> tuple[int, int]:
    return round((x + LEFT) * DENSITY), round((TOP - y) * DENSITY)


def around(sheet: Floats, reach: float) -> Floats:
    (column, row), half = place(*CHEEK), round(reach * DENSITY)
    return sheet[row - half : row + half, column - half : column + half]


def found_on(skin: Floats) -> Floats:
    """What is filled of a face of one colour with something drawn upon it."""
    return folds_in(np.dstack([skin] * 3), np.ones((HEIGHT, WIDTH), bool))


def test_that_a_fold_is_filled_and_a_mole_and_stubble_are_not() -> None:
    skin = np.full((HEIGHT, WIDTH), 0.5, np.float32)
    folded, spotted = skin.copy(), skin.copy()
    cv2.line(folded, place(3.5, -1.0), place(4.1, -3.0), 0.38, 2)
    cv2.circle(spotted, place(*CHEEK), 3, 0.3, -1)
    rough = skin * np.exp(0.3 * np.random.default_rng(1).standard_normal(skin.shape)).astype(np.float32)
    fold, mole, stubble = (around(found_on(sheet), 0.6) for sheet in (folded, spotted, rough))
    assert fold.max() == pytest.approx(np.log(0.53 / 0.41), abs=0.06), "as light as the skin around"
    depth = np.log(0.53 / 0.33) * (around(spotted, 0.6) < 0.5).sum()
    assert mole.sum() < 0.2 * depth, "it is the person's own"
    assert stubble.mean() < 0.1 * fold.mean()


def test_that_every_fold_that_comes_with_an_expression_has_its_place() -> None:
    assert set(COMING) <= {fold.name for fold in FOLDS}
    assert set(zones()) == set(COMING)
    assert all(0.001 < zone.mean() < 0.2 for zone in zones().values())


def test_that_folds_go_as_far_as_the_expression_that_made_them() -> None:
    smiling = [fold.name for fold in FOLDS].index("corners")
    all_gone, half_gone, one_gone = (
        taken_of(state, SMILE)[smiling]
        for state in (CALM, SMILE.with_channels(mouthSmileLeft=0.5, mouthSmileRight=0.5),
                      SMILE.with_channels(mouthSmileLeft=0.0))
    )  # fmt: skip
    assert all_gone == pytest.approx(0.75, abs=0.05)
    assert 0.15 < half_gone.min() < 0.6
    right, left = one_gone
    assert (round(right, 3), left) == (0, pytest.approx(0.75, abs=0.05))
    assert not taken_of(SMILE, SMILE).any()
    assert not taken_of(SMILE.with_channels(mouthSmileLeft=1.0), SMILE).any()
    faint = CALM.with_channels(mouthSmileLeft=0.1, mouthSmileRight=0.1)
    assert taken_of(CALM, faint).max() < 0.05, "a score that errs has made no fold"


def test_that_at_rest_nothing_is_filled(own: OwnFolds, portrait: Portrait) -> None:
    assert own.relief(portrait.rest, portrait.rest, NO_GAIN) is None
    assert own.relief(SMILE, CALM, NO_GAIN) is None


def test_that_one_corner_of_the_mouth_keeps_its_fold(own: OwnFolds) -> None:
    filled = own.relief(SMILE.with_channels(mouthSmileLeft=0.0), SMILE, NO_GAIN)
    assert filled is not None
    right, left = filled[own.leftness < 0.2].sum(), filled[own.leftness > 0.8].sum()
    assert left > 20 * right


def test_that_what_the_network_fills_is_not_filled_twice(own: OwnFolds) -> None:
    alone = own.relief(CALM, SMILE, NO_GAIN)
    assert alone is not None
    small = cv2.resize(alone, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    both = own.relief(CALM, SMILE, np.dstack([small] * 3))
    assert both is not None
    assert both.sum() < 0.8 * alone.sum()
    even = own.relief(CALM, SMILE, np.full((SIZE, SIZE, 3), 0.3, np.float32))
    assert even is not None
    assert np.allclose(even, alone, atol=1e-4), "even light fills no fold"


def test_that_a_neutralised_smile_leaves_no_brackets_and_no_other_trace(portrait: Portrait) -> None:
    bare = Portrait(portrait.subject, portrait.renderer, replace(portrait.likeness, own_folds=None))
    calm = towards_neutral(portrait.rest)
    folded, even = (Scene(one, held=calm).picture().astype(float).mean(2) for one in (bare, portrait))
    lighter = even - folded
    corners = portrait.likeness.person.place(calm)[[61, 291], :2]
    eyes = portrait.likeness.face_height / 3
    rows, columns = np.nonzero(np.abs(lighter) > 2)
    assert lighter.max() > 8
    assert lighter.min() > -2
    nearest = np.min([np.hypot(columns - x, rows - y) for x, y in corners], axis=0)
    assert np.median(nearest) < eyes
    assert np.array_equal(Scene(portrait, held=portrait.rest).picture(), portrait.original)
