"""The tables of the GATH paper: what is compared with what, and how it is counted."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.engine.rig_renderer.renderer import RigRenderer
from studio.engine.subject import subject_of
from studio.engine.tracking.landmarker import FaceLandmarker
from studio.evaluate import gath
from studio.evaluate.gath import COLUMNS, PAPER, Drawn, Identity, Look, Net, Reader, Scores, Sitter, score
from studio.evaluate.methods import still
from studio.nets.gath import ActionUnitEstimator, GathConfig, GathGenerator

SIZE = 64


@pytest.fixture(scope="module")
def look(astronaut: Pixels) -> Look:
    return Look(astronaut, subject_of(still(astronaut), FaceLandmarker()).person())


def test_that_an_error_of_ten_steps_is_told_as_ten() -> None:
    scores, mask = Scores(), np.zeros((8, 8), np.uint8)
    mask[:4] = 1
    truth = np.full((8, 8, 3), 100, np.uint8)
    made = truth.copy()
    made[:4] += 10
    scores.compare(made, truth, mask)
    figures = scores.figures()
    assert figures["MAE"] == pytest.approx(5)
    assert figures["MAE mask"] == pytest.approx(10)
    assert figures["RMSE"] == pytest.approx(np.sqrt(50))
    assert figures["RMSE mask"] == pytest.approx(10)
    assert np.isnan(figures["AU intra"])
    assert set(COLUMNS) <= set(figures)


def test_that_the_papers_rows_have_all_columns() -> None:
    assert {len(row) for row in PAPER.values()} == {len(COLUMNS)}


def test_that_a_still_beside_itself_has_no_error(look: Look) -> None:
    alike = Sitter("a", "one", look, (look,))
    other = Sitter("b", "two", look, (look,))
    figures = score(Identity(SIZE), [alike, other], Reader(), SIZE)
    assert figures["all"]["MAE"] == figures["one"]["RMSE mask"] == 0
    assert figures["all"]["AU intra"] == figures["all"]["AU inter"] == 0
    assert figures["all"]["lost"] == 0


def test_that_the_rig_at_rest_is_the_still_and_neutral_is_not(look: Look) -> None:
    sitter = Sitter("a", "one", look, (look,))
    drawn = Drawn(RigRenderer(), SIZE)
    assert np.array_equal(drawn.make(sitter, look.state), look.crop(SIZE))
    assert not np.array_equal(drawn.make(sitter, FaceState()), look.crop(SIZE))


def test_that_a_smile_is_read_in_a_small_crop(look: Look) -> None:
    found = Reader().units(look.crop(SIZE), look)
    assert found is not None
    smile = gath.FACS_17.names.index("AU12")
    assert found[smile] > 2
    assert Reader().units(np.zeros((SIZE, SIZE, 3), np.uint8), look) is None


def test_that_the_network_sees_the_crop_and_the_units(look: Look) -> None:
    torch.manual_seed(0)
    net = GathGenerator(GathConfig(size=SIZE, channels=4)).eval()
    sitter = Sitter("a", "one", look, (look,))
    one, other = Net(net).make(sitter, FaceState()), Net(net).make(sitter, look.state)
    assert one.shape == (SIZE, SIZE, 3)
    assert not np.array_equal(one, other)


def test_that_an_estimator_is_measured_on_units_that_move(look: Look) -> None:
    class Half(ActionUnitEstimator):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            assert x.shape == (2, 3, SIZE, SIZE)
            out = torch.zeros(2, 46)
            out[1, gath.FACEWAREHOUSE_46.names.index("JawOpen")] = 0.5
            return out

    wide = Look(look.pixels, replace(look.person, rest=look.state.with_channels(jawOpen=1)))
    shut = Look(look.pixels, replace(look.person, rest=look.state.with_channels(jawOpen=0)))
    net = Half(GathConfig(size=SIZE, read=4)).eval()
    found = gath.estimated(net, [Sitter("a", "one", shut, (wide,))])
    assert set(found) == {"JawOpen"}
    assert found["JawOpen"] == pytest.approx({"rmse": np.sqrt(0.125), "spread": 0.5, "r": 1}, abs=1e-3)


def test_that_neutral_faces_are_a_table_of_their_own(look: Look) -> None:
    people = [*gath.of_pair("a", look, look), Sitter("b", "clips", look, (look,))]
    assert [sitter.group for sitter in people] == ["london", "back", "clips"]
    asked: list[FaceState] = []

    class Asked:
        def make(self, sitter: Sitter, state: FaceState) -> Pixels:
            asked.append(state)
            return sitter.source.crop(SIZE)

    figures = score(Asked(), people, Reader(), SIZE)
    assert set(figures) == {"all", "london", "back", "clips"}
    assert FaceState() in asked
    assert np.isnan(figures["back"]["AU inter"])
