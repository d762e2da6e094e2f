"""Lines of a dub: where they lie, what is heard of them, and how a mouth comes and goes."""

from dataclasses import replace

import numpy as np
import pytest

from studio.core.edits import SOUND, SPEECH, layer_of, performed, performed_beside, shared, spoken
from studio.core.errors import UsageError
from studio.core.face import FaceState, HeadPose, Performance
from studio.core.line_edits import (
    free_id,
    hides_lines,
    line_moved,
    line_named,
    line_retimed,
    line_set,
    line_split,
    line_trimmed,
    lines_placed,
    lines_removed,
    overlapping,
    take_added,
    take_chosen,
    take_removed,
)
from studio.core.lines import EASE, Line, Mouth, Take, cut, dubbed, mouths_of, shares
from studio.core.project import Project, from_json, to_json
from studio.core.speech import Phoneme, Speech, Word
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.core.timeline import SLOT_INDEX, Ground, Media

ZERO, ONE, TWO, THREE = (Seconds(n) for n in range(4))
RATE = FrameRate(Seconds(25))
END = Seconds(60)


def take(name: str, length: Seconds = TWO) -> Take:
    return Take.whole(name, length, name.title(), f"what {name} says", Media(f"/sounds/{name}.wav"))


def line(name: str, start: Seconds, length: Seconds = TWO) -> Line:
    return Line(name, start, (take(f"take-{name}", length),))


def project(*lines: Line) -> Project:
    return lines_placed(lines)(Project())


def spans(of: Project) -> list[tuple[float, float]]:
    return [(float(each.range.start), float(each.range.end)) for each in of.lines]


def gaping(value: float = 0.5) -> Performance:
    states = [FaceState.of({"jawOpen": value, "browInnerUp": 0.9}, HeadPose(yaw=9.0))] * 100
    return Performance.of(states, RATE)


# Edits


def test_that_a_line_goes_where_there_is_room_nearest_to_where_it_is_wanted() -> None:
    assert spans(project(line("a", ONE), line("b", TWO))) == [(1, 3), (3, 5)]
    assert spans(project(line("a", THREE), line("b", TWO))) == [(1, 3), (3, 5)]
    assert spans(project(line("a", ONE), line("b", ZERO))) == [(1, 3), (3, 5)]


def test_that_faces_may_speak_at_once() -> None:
    both = project(line("a", ONE), replace(line("b", TWO), face=(10.0, 20.0)))
    assert spans(both) == [(1, 3), (2, 4)]
    assert not overlapping(both.lines)


def test_that_lines_of_one_face_that_meet_are_known() -> None:
    lines = (line("a", ONE), line("b", TWO), line("c", Seconds(9)))
    assert overlapping(lines) == {"a", "b"}


def test_that_a_moved_line_stops_at_its_neighbours() -> None:
    both = project(line("a", ZERO), line("b", Seconds(4)))
    assert spans(line_moved("b", ONE)(both)) == [(0, 2), (2, 4)]
    assert spans(line_moved("a", Seconds(7, 2))(both)) == [(2, 4), (4, 6)]
    assert spans(line_moved("a", Seconds(9))(both)) == [(4, 6), (9, 11)]


def test_that_a_trimmed_start_leaves_what_is_heard_where_it_is() -> None:
    (cut_off,) = line_trimmed("a", "start", Seconds(3, 2))(project(line("a", ONE))).lines
    assert cut_off.range == TimeRange(Seconds(3, 2), THREE)
    assert cut_off.take.part == TimeRange(Seconds(1, 2), TWO)
    assert cut_off.begins == ONE


def test_that_a_line_is_trimmed_no_farther_than_its_recording_and_its_neighbours_let_it() -> None:
    both = project(line("a", ONE), line("b", THREE))
    short = line_trimmed("a", "end", TWO)(both)
    assert spans(line_trimmed("a", "end", Seconds(9))(short)) == [(1, 3), (3, 5)]
    assert spans(line_trimmed("b", "start", ZERO)(short)) == [(1, 2), (3, 5)]
    shorter = line_trimmed("b", "start", Seconds(4))(short)
    assert spans(line_trimmed("b", "start", ZERO)(shorter)) == [(1, 2), (3, 5)]
    assert spans(line_trimmed("a", "end", ZERO)(both))[0] == (1, 1.05)


def test_that_a_trimmed_line_comes_to_a_stop_at_the_line_before_it() -> None:
    both = project(line("a", ZERO), line("b", TWO))
    apart = line_moved("a", Seconds(1, 2))(line_trimmed("b", "start", THREE)(both))
    assert spans(line_trimmed("b", "start", ONE)(apart)) == [(0.5, 2.5), (2.5, 4)]


def test_that_two_halves_of_a_line_are_what_it_was() -> None:
    faded = line_set("a", fade_in=EASE, fade_out=EASE)(project(line("a", ONE)))
    first, second = line_split("a", TWO, "b")(faded).lines
    assert (first.range, second.range) == (TimeRange(ONE, TWO), TimeRange(TWO, THREE))
    assert first.begins == second.begins == ONE
    assert (first.fades, second.fades) == ((EASE, ZERO), (ZERO, EASE))
    assert free_id(replace(faded, lines=(first, second))) not in ("a", "b")


def test_that_only_a_line_under_the_playhead_is_split() -> None:
    with pytest.raises(UsageError, match="not within a line"):
        line_split("a", Seconds(9), "b")(project(line("a", ONE)))


def test_that_takes_have_their_own_ends() -> None:
    first = line_trimmed("a", "end", TWO)(project(line("a", ONE)))
    both = take_added("a", take("other", THREE))(first)
    assert spans(both) == [(1, 4)]
    assert spans(take_chosen("a", 0)(both)) == [(1, 2)]
    assert spans(take_removed("a", 1)(both)) == [(1, 2)]
    assert len(take_removed("a", 0)(first).lines[0].takes) == 1


def test_that_a_retimed_take_is_another_one_in_every_line_that_has_it() -> None:
    halves = line_split("a", TWO, "b")(project(line("a", ONE), line("c", Seconds(9))))
    ids = [each.take.id for each in line_retimed("take-a", "new")(halves).lines]
    assert ids == ["new", "new", "take-c"]


def test_that_what_was_spoken_before_is_muted_when_a_line_is_placed() -> None:
    said = spoken("Hello.", "take-1", "take-1", TWO)(Project())
    assert hides_lines(said)
    placed = lines_placed((line("a", ONE),))(said)
    layer = layer_of(placed, SPEECH)
    assert layer is not None
    assert layer.mute
    assert next(track for track in placed.timeline.tracks if track.name == SOUND).mute


def test_that_a_performance_leaves_its_mouth_to_lines_and_moves_the_rest() -> None:
    performed_alone = performed("motion-1", TWO)(Project())
    beside = performed_beside("motion-1", TWO)(spoken("Hello.", "take-1", "take-1", TWO)(Project()))
    mouth_too = shared(frozenset(("mouth", "face")))(beside)
    for before in (performed_alone, beside, mouth_too):
        assert hides_lines(before)
        placed = lines_placed((line("a", ONE),))(before)
        assert not hides_lines(placed)
        moving = [layer for layer in placed.timeline.heard_layers() if layer.performance == "motion-1"]
        assert len(moving) == 1
        assert moving[0].moves & moving[0].portions


def test_that_a_head_that_follows_a_performance_hides_no_line() -> None:
    nodding = performed("motion-1", TWO, frozenset(("head",)))(Project())
    assert not hides_lines(nodding)


def test_that_a_removed_line_is_gone_and_a_named_one_keeps_its_sound() -> None:
    both = project(line("a", ONE), line("b", Seconds(5)))
    assert [each.id for each in lines_removed(frozenset(("a",)))(both).lines] == ["b"]
    named = line_named("a", "Anna, angry")(both)
    assert named.lines[0].name == "Anna, angry"
    assert named.lines[0].take.id == "take-a"


def test_that_lines_come_back_from_a_file_the_same() -> None:
    whole = project(line("a", ONE), replace(line("b", TWO), face=(3.0, 4.0), speaker="Anna", left=0.0))
    whole = line_set("a", fade_in=EASE, gain=0.5)(take_added("a", take("other"))(whole))
    assert from_json(to_json(whole)) == whole
    assert whole.takes() == whole.performances() == {"take-a", "take-b", "other"}
    assert {media.path for media in whole.media()} == {
        "/sounds/take-a.wav", "/sounds/take-b.wav", "/sounds/other.wav",
    }  # fmt: skip
    assert whole.with_media(lambda media: replace(media, path="x")).lines[0].take.media == Media("x")
    assert "lines" not in to_json(Project())


@pytest.mark.parametrize(
    ("name", "value"),
    [("chosen", 7), ("start", "-1"), ("left", 2), ("gain", -1), ("takes", []), ("fades", ["-1", "0"])],
)
def test_that_a_damaged_line_is_told(name: str, value: object) -> None:
    document = to_json(project(line("a", ONE)))
    document["lines"][0][name] = value
    with pytest.raises(Exception, match="damaged"):
        from_json(document)


# What is heard and seen


def test_that_only_what_is_heard_of_speech_is_left() -> None:
    words = (Word("one", TimeRange(ZERO, ONE)), Word("two", TimeRange(ONE, TWO)))
    speech = Speech(
        np.arange(200, dtype=np.float32), 100, words, (Phoneme("AA", TimeRange(Seconds(1, 2), TWO)),)
    )
    heard = cut(speech, TimeRange(ONE, Seconds(3, 2)))
    assert heard.words == (Word("two", TimeRange(ZERO, Seconds(1, 2))),)
    assert heard.phonemes == (Phoneme("AA", TimeRange(ZERO, Seconds(1, 2))),)
    assert list(heard.samples) == list(range(100, 150))


def mouths(*lines: Line) -> tuple[Mouth, ...]:
    return mouths_of(lines, {each.take.id: gaping() for each in lines}, END)


def test_that_a_mouth_comes_and_goes_beside_its_line() -> None:
    (mouth,) = mouths(line("a", ONE))
    assert mouth.shows == TimeRange(ONE - EASE, THREE + EASE)
    times = [ONE - EASE, ONE - EASE / 2, ONE, TWO, THREE, THREE + EASE / 2, THREE + EASE]
    assert shares([mouth], times)[0] == pytest.approx([0, 0.5, 1, 1, 1, 0.5, 0])


def test_that_a_mouth_goes_over_from_line_to_line_without_the_actors_own() -> None:
    near = mouths(line("a", ZERO), line("b", TWO + EASE / 2))
    there = shares(near, [TWO, TWO + EASE / 4, TWO + EASE / 2])
    assert there == pytest.approx(np.array([[1, 0.5, 0], [0, 0.5, 1]]))
    far = mouths(line("a", ZERO), line("b", TWO + 3 * EASE))
    assert shares(far, [TWO + EASE * 3 / 2]).sum() == 0


def test_that_a_split_line_is_seen_as_it_was() -> None:
    whole = project(line("a", ONE))
    halves = line_split("a", TWO, "b")(whole)
    frames = [RATE.time_of(n) for n in range(125)]
    states = [FaceState.of({"jawOpen": n / 500}) for n in range(125)]
    ground = Ground.moving(states, FaceState())
    opening = [FaceState.of({"jawOpen": 0.2 + n / 100}) for n in range(50)]
    performances = {"take-a": Performance.of(opening, RATE)}
    one, two = (
        dubbed(ground, mouths_of(each.lines, performances, END), frames).rows for each in (whole, halves)
    )
    assert two == pytest.approx(one)


def test_that_a_dub_moves_mouth_and_jaw_alone_and_nothing_outside_its_line() -> None:
    frames = [RATE.time_of(n) for n in range(125)]
    own = FaceState.of({"jawOpen": 0.1, "browInnerUp": 0.3}, HeadPose(yaw=2.0))
    ground = Ground.moving([own] * 125, own)
    rows = dubbed(ground, mouths(line("a", ONE)), frames).rows
    changed = np.flatnonzero((rows != ground.rows).any(1))
    assert (changed[0], changed[-1]) == (21, 79)
    assert set(np.flatnonzero((rows != ground.rows).any(0))) == {SLOT_INDEX["jawOpen"]}
    assert rows[50, SLOT_INDEX["jawOpen"]] == pytest.approx(0.5)
    assert dubbed(ground, mouths(line("a", ONE)), frames[:20]) is ground
