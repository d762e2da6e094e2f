import json
import re
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core import edits
from studio.core.curve import Curve, Keyframe
from studio.core.errors import ProjectError
from studio.core.face import FaceState, Gaze, HeadPose
from studio.core.project import (
    SEEDS,
    UPGRADES,
    VERSION,
    Drivers,
    Kept,
    Project,
    SpeakingSettings,
    from_json,
    to_json,
    upgraded,
)
from studio.core.time import FrameRate, TimeRange
from studio.core.timeline import PORTIONS, SLOTS, TRACK_KINDS, Clip, Layer, Marker, Media, Timeline, Track
from studio.core.units import CHANNELS

TIMES = st.fractions(0, 1000)
NUMBERS = st.floats(-100, 100, width=32)
WORDS = st.text(max_size=12)
MEDIA = st.builds(Media, WORDS, st.sampled_from(["", "ab" * 32]), st.booleans(), st.integers(0, 40))
RANGES = st.tuples(TIMES, TIMES).map(lambda pair: TimeRange(min(pair), max(pair)))
KEYS = st.builds(
    Keyframe,
    TIMES,
    NUMBERS,
    st.sampled_from(["stepped", "linear", "bezier"]),
    st.tuples(st.floats(-9, 0), NUMBERS),
    st.tuples(st.floats(0, 9), NUMBERS),
)
CURVES = st.lists(KEYS, min_size=1, max_size=4, unique_by=lambda key: key.time).map(lambda k: Curve(tuple(k)))
CLIPS = st.builds(Clip, RANGES, TIMES, WORDS, WORDS, st.none() | MEDIA, WORDS)
TRACKS = st.builds(
    Track, WORDS, st.sampled_from(TRACK_KINDS), st.lists(CLIPS, max_size=2).map(tuple), st.booleans()
)
LAYERS = st.builds(
    Layer,
    WORDS,
    st.dictionaries(st.sampled_from(SLOTS), CURVES, max_size=3),
    st.none() | WORDS,
    TIMES,
    NUMBERS,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.frozensets(st.sampled_from(PORTIONS)),
)
STATES = st.builds(
    FaceState.of,
    st.dictionaries(st.sampled_from(CHANNELS), st.floats(0, 1, width=32), max_size=3),
    st.builds(HeadPose, NUMBERS, NUMBERS, NUMBERS),
    st.builds(Gaze, NUMBERS, NUMBERS),
)
TIMELINES = st.builds(
    Timeline,
    RANGES,
    st.fractions(1, 120).map(FrameRate),
    st.lists(TRACKS, max_size=2).map(tuple),
    st.lists(LAYERS, max_size=2).map(tuple),
    st.lists(st.builds(Marker, TIMES, WORDS), max_size=2).map(tuple),
)
PROJECTS = st.builds(
    Project,
    st.none() | MEDIA,
    st.none() | st.tuples(NUMBERS, NUMBERS),
    st.none() | STATES,
    st.none() | st.just((0, 2, 5, 7)),
    TIMELINES,
    st.builds(
        SpeakingSettings,
        WORDS,
        st.builds(Drivers, WORDS, WORDS, WORDS),
        st.floats(0.25, 4),
        st.none() | st.integers(0, 2**31),
    ),
    WORDS,
    st.lists(st.builds(Kept, WORDS, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    st.floats(0, 10),
)


@given(PROJECTS)
def test_that_a_project_comes_back_from_its_json_the_same(project: Project) -> None:
    assert from_json(json.loads(json.dumps(to_json(project), allow_nan=False))) == project


def test_that_exact_times_stay_exact_as_text() -> None:
    rate = FrameRate(Fraction(30000, 1001))
    document = to_json(Project(timeline=Timeline(TimeRange(Fraction(0), rate.time_of(7)), rate)))
    assert document["timeline"]["rate"] == "30000/1001"
    assert document["timeline"]["range"] == ["0", "7007/30000"]


def test_that_a_newer_project_is_refused_in_words_or_read_as_far_as_understood() -> None:
    document = to_json(Project(timeline=Timeline(layers=(Layer("a", {"jawOpen": Curve.constant(1)}),))))
    document |= {"schema": f"project/{VERSION + 1}", "hologram": True}
    document["timeline"]["layers"][0]["curves"]["earWiggle"] = []
    document["timeline"]["tracks"].append({"kind": "smell", "clips": []})
    with pytest.raises(ProjectError, match="newer Galatea Studio"):
        from_json(document)
    project = from_json(document, newer_too=True)
    assert list(project.timeline.layers[0].curves) == ["jawOpen"]
    assert project.timeline.tracks == ()


def test_that_there_is_one_upgrade_for_each_former_version() -> None:
    assert set(UPGRADES) == set(range(1, VERSION))


def test_that_a_seed_is_kept_where_one_was_chosen_and_else_comes_from_what_is_animated() -> None:
    chosen, left = (Project(speaking=SpeakingSettings(seed=seed)) for seed in (0, None))
    assert from_json(to_json(chosen)).speaking.seed == 0, "as older projects have it"
    assert from_json(to_json(left)).speaking.seed is None
    assert chosen.speaking.seed_for(b"a") == chosen.speaking.seed_for(b"b") == 0
    seeds = {left.speaking.seed_for(*of) for of in ((b"a", b"b"), (b"ab", b""), (b"b", b"a"), (b"ab",))}
    assert len(seeds) == 4
    assert all(0 <= seed < SEEDS for seed in seeds)
    assert left.speaking.seed_for(b"a", b"b") == left.speaking.seed_for(b"a", b"b")


def test_that_a_document_climbs_from_version_to_version() -> None:
    steps = MappingProxyType({
        1: lambda d: {**d, "colour": "grey"},
        2: lambda d: {**d, "colour": d["colour"].upper()},
    })  # fmt: skip
    assert upgraded({"schema": "project/1"}, steps, 3) == {"schema": "project/3", "colour": "GREY"}


@pytest.mark.parametrize(
    "document", [None, [], "project/1", {}, {"schema": "score/1"}, {"schema": "project/0"}]
)
def test_that_what_is_no_project_is_said_to_be_none(document: object) -> None:
    with pytest.raises(ProjectError, match="not a Galatea project"):
        from_json(document)


@pytest.mark.parametrize(
    "damage",
    [
        {"timeline": {"rate": "0"}},
        {"timeline": {"rate": "1/0"}},
        {"timeline": {"range": ["2", "1"]}},
        {"timeline": {"tracks": [{"kind": "smell"}]}},
        {"timeline": {"layers": [{"curves": {"earWiggle": []}}]}},
        {"timeline": {"layers": [{"curves": {"jawOpen": [{"time": "0"}]}}]}},
        {"timeline": {"layers": "many"}},
        {"timeline": None},
        {"rest": {"head": {"tilt": 3}}},
        {"rest": {"channels": {"jawOpen": "wide"}}},
        {"source": {"sha256": "0"}},
        {"export": {"size": [1920]}},
        {"speaking": {"seed": 1.5}},
        {"folds": 1.5},
        {"folds": "deep"},
    ],
)
def test_that_a_damaged_project_is_refused_in_words(damage: dict[str, object]) -> None:
    with pytest.raises(ProjectError, match=r"damaged: .+"):
        from_json({"schema": "project/1", **damage})


@pytest.mark.parametrize("damage", [{"timeline": "long"}, {"timeline": {"layers": "many"}}, {"timeline": []}])
def test_that_what_is_of_another_kind_is_told_in_our_words(damage: dict[str, object]) -> None:
    with pytest.raises(ProjectError, match="another kind than belongs there") as refused:
        from_json({"schema": "project/1", **damage})
    assert not re.search("str|object|attribute|keyword|indices", str(refused.value))


def test_that_a_project_keeps_how_deep_folds_are() -> None:
    shallow = edits.folds_set(0.25)(Project())
    assert from_json(to_json(shallow)) == shallow
    assert "folds" not in to_json(Project()), "an older studio reads a project that asks for nothing new"


def test_that_a_project_keeps_by_which_performance_its_portrait_rests() -> None:
    told = edits.rests_as("motion-1", FaceState(), FaceState())(Project())
    assert from_json(to_json(told)) == told
    assert told.performances() == {"motion-1"}, "it is needed, whether it moves anything or not"
    assert "rests_as" not in to_json(Project()), "an older studio reads a project that asks for nothing new"
    assert from_json({"schema": "project/3"}).rests_as == "", "and this one what that has written"


def test_that_every_file_of_a_project_is_named_once() -> None:
    one, other = Media("/a.png"), Media("/b.wav")
    clips = tuple(Clip(TimeRange(Fraction(0), Fraction(1)), media=media) for media in (other, one, None))
    project = Project(one, timeline=Timeline(tracks=(Track("sound", "sound", clips),)))
    assert project.media() == (one, other)
    moved = project.with_media(lambda media: Media(f"/new{media.path}"))
    assert [media.path for media in moved.media()] == ["/new/a.png", "/new/b.wav"]
