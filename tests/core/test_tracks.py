"""A layer's curves as units: every curve has one track, in the unit's own range and in a fixed order."""

from studio.core.curve import Curve, Keyframe
from studio.core.edits import HAND, Here, layer_of, units_set
from studio.core.project import Project
from studio.core.time import Seconds
from studio.core.tracks import GROUPS, tracks_of
from studio.core.units import ARKIT_52, FACEWAREHOUSE_46, FACS_17

ONE = Seconds(1)


def curves_of(*sets: tuple[int, dict[str, float]]) -> dict[str, Curve]:
    project = Project()
    for time, values in sets:
        project = units_set(values, Here(Seconds(time), key=True))(project)
    layer = layer_of(project, HAND)
    assert layer is not None
    return dict(layer.curves)


def test_that_what_was_set_as_a_unit_is_one_track_with_the_values_that_were_set() -> None:
    curves = curves_of((0, {"AU12": 0.0}), (1, {"AU12": 4.0}))
    (track,) = tracks_of(curves, FACS_17)
    assert (track.name, track.full, set(track.slots)) == ("AU12", 5.0, set(curves))
    assert [(key.time, key.value) for key in track.curve.keyframes] == [(0, 0.0), (1, 4.0)]


def test_that_a_unit_that_carries_another_ones_channel_along_keeps_it() -> None:
    assert [track.name for track in tracks_of(curves_of((0, {"AU06": 3.0})), FACS_17)] == ["AU06"]
    both = tracks_of(curves_of((0, {"AU06": 3.0}), (1, {"AU07": 4.0})), FACS_17)
    assert [track.name for track in both] == ["AU07", "AU06"], "eyes lie above cheeks"


def test_that_the_same_curves_are_other_tracks_in_other_words() -> None:
    curves = curves_of((0, {"AU12": 3.0}))
    assert [t.name for t in tracks_of(curves, FACEWAREHOUSE_46)] == ["MouthSmile_L", "MouthSmile_R"]
    left, right = tracks_of(curves, ARKIT_52)
    assert (left.name, left.full, left.has_channels) == ("mouthSmileLeft", 1.0, False)
    assert right.curve is curves["mouthSmileRight"]


def test_that_every_curve_has_one_track_and_regions_keep_their_order() -> None:
    names = ("head.yaw", "mouthPucker", "jawOpen", "browDownLeft", "gaze.yaw", "eyeBlinkLeft", "tongueOut")
    curves = {name: Curve((Keyframe(ONE, 0.4),)) for name in names}
    for words in (FACS_17, FACEWAREHOUSE_46, ARKIT_52):
        tracks = tracks_of(curves, words)
        assert sorted(slot for track in tracks for slot in track.slots) == sorted(names)
        places = [GROUPS.index(track.group) for track in tracks]
        assert places == sorted(places)


def test_that_sides_that_differ_are_drawn_as_what_they_have_in_common() -> None:
    curves = {
        "mouthSmileLeft": Curve((Keyframe(Seconds(0), 0.4),)),
        "mouthSmileRight": Curve((Keyframe(Seconds(0), 0.2), Keyframe(ONE, 0.6))),
    }
    (track,) = tracks_of(curves, FACS_17)
    assert [round(key.value, 6) for key in track.curve.keyframes] == [1.5, 2.5]
    assert dict(track.shares(1.0)) == {"mouthSmileLeft": 0.2, "mouthSmileRight": 0.2}


def test_that_tracks_whose_curves_are_the_same_are_the_same() -> None:
    curves = curves_of((0, {"AU12": 1.0, "AU26": 2.0}))
    before = tracks_of(curves, FACS_17)
    after = tracks_of({**curves, "jawOpen": Curve.constant(0.1)}, FACS_17, before)
    assert after[0] is before[0]
    assert after[1].curve.keyframes[0].value == 0.5
