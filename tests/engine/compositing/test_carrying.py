"""What is carried along with a texture."""

import numpy as np
import pytest

from studio.engine.compositing.carrying import Carrier, shade
from studio.engine.warp.texture import Texture

TO_CROP = np.array([[0.25, 0.0, -2.0], [0.0, 0.25, -3.0]])


@pytest.fixture
def places() -> np.ndarray:
    """Everything comes from 8 pixels to the right and 12 below [120, 100, 2]."""
    y, x = np.mgrid[:120, :100].astype(np.float32)
    return np.dstack([x + 8, y + 12])


@pytest.mark.parametrize("zoom", [1, 2])
def test_that_values_of_the_crop_come_where_their_texture_comes(places: np.ndarray, zoom: int) -> None:
    texture = Texture(np.zeros((1, 1, 3), np.uint8), (0, 0), zoom)
    values = np.zeros((64, 64), np.float32)
    values[15:18, 10:13] = 1
    carried = Carrier(places * zoom, texture, TO_CROP).carried(values)
    assert carried is not None
    out = np.zeros((120, 100), np.float32)
    out[carried.part] = carried.values
    weights = out / out.sum()
    y, x = np.mgrid[:120, :100]
    # The crop's 11, 16 is the photograph's 52, 76, and that is seen at 44, 64.
    assert ((weights * x).sum(), (weights * y).sum()) == pytest.approx((44, 64), abs=0.5)


def _spot(side: int, x: float, y: float, sigma: float) -> np.ndarray:
    across, down = (np.exp(-(((np.arange(side) - at) / sigma) ** 2) / 2) for at in (x, y))
    return np.outer(down, across).astype(np.float32)


@pytest.mark.parametrize("colours", [False, True])
def test_that_values_of_a_finer_crop_come_to_the_same_place(places: np.ndarray, colours: bool) -> None:
    values, fine = (
        _spot(64 * times, (11 + 0.5) * times - 0.5, (16 + 0.5) * times - 0.5, 2.0 * times) for times in (1, 2)
    )
    if colours:
        values, fine = (np.repeat(x[..., None], 3, 2) for x in (values, fine))
    middles = []
    carrier = Carrier(places, Texture(np.zeros((1, 1, 3), np.uint8)), TO_CROP)
    for carried in (carrier.carried(values), carrier.carried_finely(fine, 2)):
        assert carried is not None
        out = np.zeros((120, 100), np.float32)
        out[carried.part] = carried.values[..., 1] if colours else carried.values
        y, x = np.mgrid[:120, :100]
        middles.append(((out * x).sum() / out.sum(), (out * y).sum() / out.sum()))
    assert middles[1] == pytest.approx(middles[0], abs=0.1)


def test_that_a_line_of_a_finer_crop_is_carried_whole(places: np.ndarray) -> None:
    fine = np.zeros((128, 128), np.float32)
    fine[36:39, 20:45] = 1
    carrier = Carrier(places, Texture(np.zeros((1, 1, 3), np.uint8)), TO_CROP)
    carried = carrier.carried_finely(fine, 2)
    assert carried is not None
    # A pixel of the finer crop is two of the photograph wide and high.
    assert carried.values.sum() == pytest.approx(4 * fine.sum(), rel=0.1)


def test_that_a_gain_for_all_colours_takes_a_tint() -> None:
    picture = np.full((4, 5, 3), 200, np.uint8)
    shade(picture, np.full((4, 5), -0.5, np.float32), (0.8, 1.0, 1.2))
    assert picture[0, 0] == pytest.approx(200 - 200 * (1 - np.exp(-0.5)) * np.array([0.8, 1.0, 1.2]), abs=1)


def test_that_nothing_is_carried_where_there_is_nothing(places: np.ndarray) -> None:
    carrier = Carrier(places, Texture(np.zeros((1, 1, 3), np.uint8)), TO_CROP)
    assert carrier.carried(np.zeros((64, 64, 3), np.float32)) is None
    assert carrier.carried_finely(np.zeros((128, 128), np.float32), 2) is None
    far = np.zeros((128, 128), np.float32)
    far[-2:, -2:] = 1
    assert carrier.carried_finely(far, 2) is None, "it is not in the region"


@pytest.mark.parametrize(("depth", "most"), [(np.uint8, 255), (np.uint16, 65535)])
def test_that_light_is_multiplied_within_the_depth_and_transparency_stays(depth: type, most: int) -> None:
    picture = np.full((4, 5, 4), most // 5, depth)
    gain = np.full((4, 5, 3), np.log(2), np.float32)
    gain[0] = 3
    shade(picture, gain)
    assert (picture[0, :, :3] == most).all()
    assert picture[1:, :, :3] == pytest.approx(2 * (most // 5), abs=1)
    assert (picture[..., 3] == most // 5).all()
