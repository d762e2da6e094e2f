import numpy as np
import pytest

from studio.core.units import ARKIT_52, CHANNEL_INDEX, CHANNELS, FACEWAREHOUSE_46, FACS_17, VOCABULARIES
from studio.engine.rig.conversion import convert, motion_kept


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.name)
def test_that_each_unit_alone_comes_back_as_itself(vocabulary):
    values = np.diag([unit.full * 0.6 for unit in vocabulary.units])
    assert convert(vocabulary.channels(values), vocabulary) == pytest.approx(values, abs=1e-3)


def test_that_a_smile_of_arkit_is_called_au12():
    channels = np.zeros(len(CHANNELS))
    channels[[CHANNEL_INDEX["mouthSmileLeft"], CHANNEL_INDEX["mouthSmileRight"]]] = 0.6
    values = dict(zip(FACS_17.names, convert(channels, FACS_17), strict=True))
    assert values["AU12"] == pytest.approx(3.0, abs=0.05)
    assert max(value for name, value in values.items() if name != "AU12") < 0.1


def test_that_facewarehouse_keeps_nearly_all_and_facs_most_of_a_random_face():
    rng = np.random.default_rng(0)
    symmetric = ARKIT_52.channels(rng.uniform(0, 0.4, (20, 52)))
    for name, i in CHANNEL_INDEX.items():
        if name.endswith("Right") and name.replace("Right", "Left") in CHANNEL_INDEX:
            symmetric[:, i] = symmetric[:, CHANNEL_INDEX[name.replace("Right", "Left")]]
    assert motion_kept(symmetric, ARKIT_52) == pytest.approx(1.0, abs=1e-6)
    assert motion_kept(symmetric, FACEWAREHOUSE_46) > 0.97
    assert 0.5 < motion_kept(symmetric, FACS_17) < 0.97


def test_that_values_stay_on_the_units_own_scale_and_keep_the_shape():
    channels = np.ones((2, 3, len(CHANNELS)))
    values = convert(channels, FACS_17)
    assert values.shape == (2, 3, 17)
    assert values.min() >= 0.0
    assert values.max() <= 5.0
