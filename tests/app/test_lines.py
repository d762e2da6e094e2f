"""Lines of a dub in a project: what is seen and heard while one works is what is written in the end."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.app import exporting, lines
from studio.app.dubbing import dub_project
from studio.app.exporting import scene_of
from studio.app.orders import Order
from studio.app.session import Session
from studio.core import line_edits
from studio.core.edits import kept_removed, portrait_opened, together
from studio.core.errors import FileUnreadable, UsageError
from studio.core.lines import EASE, Line, cut
from studio.core.project import Drivers, SpeakingSettings
from studio.core.source import Frame, Pixels
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import Media
from studio.core.units import CHANNELS
from studio.engine.part import Part, whole
from studio.engine.portrait import Portrait
from studio.engine.tracking.port import FaceChoice
from studio.engine.warp.shrink import shrunk
from studio.files import places
from studio.files.overlaying import OverSilence
from studio.files.sound import Sound, write_sound
from studio.files.video import Video
from tests.fakes import Echo, Painter, painted, told_by
from tests.films import GOP, SOUND_RATE, decoded, packets_of, tone, write_film

SECONDS = 4
RATE = FrameRate(Seconds(25))
SETTINGS = SpeakingSettings("hummer", Drivers("gaper", "gaper", "gaper"))
ONE = Seconds(1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fakes_installed: Path) -> None:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "home"))


def unheard(part: float, what: str) -> None:
    pass


def frames() -> list[Pixels]:
    y, x = np.mgrid[0:64, 0:512]
    return [
        np.stack([(x // 2 + 2 * i) % 200 + 30, y * 2 + 40, (x + y + i) % 180 + 40], -1).astype(np.uint8)
        for i in range(25 * SECONDS)
    ]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return write_film(tmp_path / "film.mp4", frames(), [tone(SECONDS, 220)])


class PartPainter(Painter):
    """The same, of which a part can be had by itself: the upper half."""

    def part(self, likeness, state, time, quality, shrink=1):  # type: ignore[no-untyped-def]
        pixels = likeness.subject.reel.pixels(likeness.subject.index_at(time)).copy()
        pixels[:8, : 8 * 52] = round(255 * state["jawOpen"])
        return Part(shrunk(pixels, shrink)[: len(pixels) // 2 // shrink], (0, 0), shrink)


def portrait_of(film: Path, painter: Painter | None = None) -> Portrait:
    return painted(Video(film), painter, path=film)


def opened(film: Path) -> Session:
    session = Session()
    session.apply(
        "Open", portrait_opened(Media(str(film)), painted(Video(film)).rest, RATE, Seconds(SECONDS))
    )
    return session


def said(session: Session, text: str = "ah ah", at: Seconds = ONE) -> Line:
    """A line that the voice says."""
    before = {line.id for line in session.project.lines}
    heard = replace(lines.say(text, SETTINGS, RATE, unheard), start=at)
    session.apply("Place", lines.placing(session, [heard], lambda _: None))
    return next(line for line in session.project.lines if line.id not in before)


def recorded(session: Session, path: Path, samples: np.ndarray, at: Seconds) -> Line:
    """A recording whose mouth is hummed: what is heard of it is its file."""
    write_sound(path, Sound(samples.astype(np.float32), SOUND_RATE), force=True)
    line = said(session, "ah ah", at)
    take = replace(line.take, media=Media(str(path)))
    session.apply("Record", lambda project: replace(
        project,
        lines=tuple(
            replace(each, takes=(take,)) if each.id == line.id else each for each in project.lines
        ),
    ))  # fmt: skip
    return line_edits.line_of(session.project, line.id)  # type: ignore[return-value]


# What is seen


def test_that_a_mouth_is_seen_in_its_line_and_the_film_itself_outside(film: Path) -> None:
    session = opened(film)
    line = said(session)
    scene = scene_of(session.content(), portrait_of(film, PartPainter()))
    for moment in (Seconds(0), line.start - EASE, line.range.end + EASE, Seconds(3)):
        own = scene.ground((moment,)).state()
        assert (own.channels == scene.subject.rest_at(moment).channels).all()
    inside = line.start + Seconds(1, 5)
    assert scene.state_at(inside)["jawOpen"] == pytest.approx(0.5)
    assert scene.state_at(inside).head == scene.subject.rest_at(inside).head


def test_that_a_renderer_that_listens_hears_what_is_said_in_lines(film: Path) -> None:
    session = opened(film)
    first, second = said(session), said(session, "ah", Seconds(3))
    content = session.content()
    assert scene_of(content, portrait_of(film)).speech is None
    scene = scene_of(content, portrait_of(film, Echo()))
    assert scene.speech is not None
    assert scene.speech_start == first.start
    rate = scene.speech.sample_rate
    for line in (first, second):
        take = cut(content.takes[line.take.id], line.take.part)
        at = round((line.start - first.start) * rate)
        wanted = np.concatenate(list(Sound(take.samples, take.sample_rate).blocks(rate)))
        assert np.abs(wanted).max() > 0.1
        assert np.array_equal(scene.speech.samples[at : at + len(wanted)], wanted)
        begins = [phoneme.range.start for phoneme in scene.speech.phonemes]
        assert take.phonemes[0].range.start + line.start - first.start in begins
    assert scene.refusal() is None


def test_that_what_is_scrubbed_is_what_is_written_where_a_mouth_comes_and_goes(film: Path) -> None:
    session = opened(film)
    line = said(session)
    scene = scene_of(session.content(), portrait_of(film, PartPainter()))
    own = [frame.pixels for frame in Video(film).frames()]
    first = round((line.start - EASE) * 25)
    frames = range(first, first + 9)
    scrubbed = [_away(whole(scene.part(RATE.time_of(i)), own[i]), own[i]) for i in frames]
    written = [
        _away(frame.pixels, own[i]) for i, frame in zip(frames, scene.frames(first, first + 9), strict=True)
    ]
    for away in (scrubbed, written):
        assert away[0] == 0
        assert 0 < away[1] < away[2] < away[3]
        assert away[1] < 0.4 * away[4]


def _away(shown: Pixels, own: Pixels) -> float:
    """How far the jaw's cell is from the film's own pixels."""
    place = 8 * CHANNELS.index("jawOpen")
    return float(np.abs(shown[:8, place : place + 8].astype(int) - own[:8, place : place + 8]).mean())


def test_that_a_smaller_draft_is_eased_in_as_well(film: Path) -> None:
    session = opened(film)
    line = said(session)
    scene = scene_of(session.content(), portrait_of(film, PartPainter()))
    part = scene.part(line.start - EASE, shrink=2)
    index = scene.subject.index_at(line.start - EASE)
    own = scene.subject.pixels(index, 2)
    assert np.array_equal(part.pixels, own[: len(part.pixels)])
    assert np.abs(own - shrunk(scene.subject.reel.pixels(index), 2).astype(int)).mean() < 2


class LowPainter(PartPainter):
    """Another face: it paints its jaw into the lower half."""

    def open(self, likeness, shot, quality="full"):  # type: ignore[no-untyped-def]
        for index in shot.frames():
            pixels = shot.source_pixels(index).copy()
            pixels[-8:, :200] = round(255 * shot.state_of(index)["jawOpen"])
            yield Frame(pixels, shot.rate.time_of(index))

    def part(self, likeness, state, time, quality, shrink=1):  # type: ignore[no-untyped-def]
        pixels = likeness.subject.reel.pixels(likeness.subject.index_at(time)).copy()
        pixels[-8:, :200] = round(255 * state["jawOpen"])
        return Part(shrunk(pixels, shrink), (0, 0), shrink)


def test_that_two_faces_are_seen_saying_their_own_lines(film: Path) -> None:
    session, corner = opened(film), (5.0, 5.0)
    said(session)
    heard = replace(lines.say("ah ah ah", SETTINGS, RATE, unheard), start=ONE)
    session.apply("Place", lines.placing(session, [heard], lambda _: corner))
    one, low = portrait_of(film, PartPainter()), portrait_of(film, LowPainter())
    other = replace(low, subject=replace(low.subject, face=FaceChoice(point=corner)))
    alone = scene_of(session.content(), one)
    both = scene_of(session.content(), one, others=(other,))
    time = ONE + Seconds(11, 25)
    own = one.subject.reel.pixels(one.subject.index_at(time))
    index = RATE.index_at(time)
    for pixels in (whole(both.part(time), own), both.picture(index)):
        assert np.abs(pixels[-8:, :200].astype(int) - 128).max() < 3
        assert told_by(alone.picture(index))["jawOpen"] == pytest.approx(0.5, abs=0.02)
        assert (pixels[30:40] == own[30:40]).all()
    assert whole(both.part(time), own)[4, 8 * CHANNELS.index("jawOpen") + 4, 0] == pytest.approx(128, abs=2)
    assert told_by(both.picture(index))["jawOpen"] == pytest.approx(0.5, abs=0.02)
    assert (alone.picture(index)[-8:] == own[-8:]).all()
    assert both.marks(0, 50) != scene_of(session.content(), one, others=(low,)).marks(0, 50)
    assert both.mark_at(time) == both.marks(index, index + 1)[0]
    assert len(whole(both.part(time, shrink=2), own)) == len(own)


class Careful(Painter):
    """A painter who remembers how well it was asked to paint."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def open(self, likeness, shot, quality="full"):  # type: ignore[no-untyped-def]
        self.asked.add(quality)
        yield from super().open(likeness, shot, quality)


def test_that_other_faces_are_drawn_as_well_as_the_first(film: Path) -> None:
    session, painter = opened(film), Careful()
    said(session)
    for quality in ("draft", "full"):
        painter.asked.clear()
        others = (portrait_of(film, painter),)
        both = scene_of(session.content(), portrait_of(film), quality, others)  # type: ignore[arg-type]
        both.picture(RATE.index_at(ONE + Seconds(11, 25)))
        assert painter.asked == {quality}


# What is written


def test_that_a_projects_film_is_its_own_packets_outside_its_lines(film: Path, tmp_path: Path) -> None:
    session = opened(film)
    line = said(session)
    told = list[str]()
    portrait = portrait_of(film)
    done = dub_project(
        session.content(), portrait, tmp_path / "out.mp4", lambda _part, what: told.append(what),
        tracker="spotter",
    )  # fmt: skip
    assert not any("following" in what for what in told)
    before, after = packets_of(film), packets_of(done.path)
    kept = [one == other for one, other in zip(before, after, strict=True)]
    first, end = (round(moment * 25) for moment in (line.start - EASE, line.range.end + EASE))
    assert all(kept[: first - 4])
    assert all(kept[-(-end // GOP) * GOP :])
    assert done.drawn == end - first
    jaw = told_by([frame.pixels for frame in Video(done.path).frames()][first + 10])["jawOpen"]
    assert jaw == pytest.approx(0.5, abs=0.06)
    assert done.lines[0].leak is not None


def test_that_what_is_trimmed_faded_and_turned_down_is_written_so(film: Path, tmp_path: Path) -> None:
    session = opened(film)
    hum = np.where(np.arange(SOUND_RATE) < SOUND_RATE // 2, 0.0, 0.4)
    line = recorded(session, tmp_path / "line.wav", hum, ONE)
    half = line.start + Seconds(1, 2)
    session.apply("Trim", line_edits.line_trimmed(line.id, "start", half))
    session.apply("Set", line_edits.line_set(line.id, gain=0.5, left=0.0, fade_in=Seconds(1, 10)))
    heard = lines.laid(session.content())[0].sound
    samples = np.concatenate(list(heard.blocks(SOUND_RATE)))
    assert len(samples) == round(line_edits.line_of(session.project, line.id).range.length * SOUND_RATE)
    assert samples[0] < 0.01
    assert samples[SOUND_RATE // 20] == pytest.approx(0.2 * np.sin(np.pi / 4), abs=0.01)
    assert samples[SOUND_RATE // 9] == pytest.approx(0.2, abs=0.01)


def test_that_a_trimmed_line_is_laid_over_the_film_from_its_own_start(film: Path, tmp_path: Path) -> None:
    session = opened(film)
    hum = np.where(np.arange(SOUND_RATE) < SOUND_RATE // 2, 0.0, 0.4)
    line = recorded(session, tmp_path / "line.wav", hum, ONE)
    session.apply("Trim", line_edits.line_trimmed(line.id, "start", line.start + Seconds(1, 4)))
    over = OverSilence(lines.laid(session.content()), Seconds(SECONDS), SOUND_RATE)
    samples = np.concatenate(list(over.blocks()))
    assert np.flatnonzero(samples > 0.2)[0] == pytest.approx(3 * SOUND_RATE // 2, abs=2)
    assert len(samples) == SECONDS * SOUND_RATE


def test_that_a_recording_that_is_gone_is_heard_from_the_project_and_told(film: Path, tmp_path: Path) -> None:
    session = opened(film)
    recorded(session, tmp_path / "line.wav", np.zeros(SOUND_RATE), ONE)
    (tmp_path / "line.wav").unlink()
    content = session.content()
    done = dub_project(content, portrait_of(film), tmp_path / "out.mp4", unheard, tracker="spotter")
    assert any("copy in the project" in told for told in done.told)
    assert np.abs(np.concatenate(list(lines.laid(content)[0].sound.blocks()))).max() > 0.2


def test_that_lines_that_meet_and_a_line_beyond_the_film_are_refused(film: Path, tmp_path: Path) -> None:
    session, goal = opened(film), tmp_path / "out.mp4"
    line = said(session)
    meets = replace(line, id="other", start=line.start + Seconds(1, 10))
    session.apply("Place", lambda project: replace(project, lines=(line, meets)))
    with pytest.raises(UsageError, match="begins before"):
        dub_project(session.content(), portrait_of(film), goal, unheard)
    session.apply("Move", lambda project: replace(project, lines=(replace(line, start=Seconds(7, 2)),)))
    with pytest.raises(UsageError, match="the video ends at"):
        dub_project(session.content(), portrait_of(film), goal, unheard)
    with pytest.raises(UsageError, match="replace the film"):
        dub_project(session.content(), portrait_of(film), film, unheard, force=True)
    assert not goal.exists()


def test_that_a_film_that_is_exported_whole_sounds_of_its_lines(film: Path, tmp_path: Path) -> None:
    session = opened(film)
    line = recorded(session, tmp_path / "line.wav", np.full(SOUND_RATE, 0.5), ONE)
    exporting.export(
        session.content(), portrait_of(film), Order(tmp_path / "out.mp4", "web", force=True), unheard
    )
    heard = np.concatenate([block.reshape(-1) for block in decoded(tmp_path / "out.mp4", "audio")])
    middle = round((line.start + Seconds(1, 5)) * SOUND_RATE)
    assert np.abs(heard[: SOUND_RATE // 2]).max() < 0.3
    assert np.median(heard[middle : middle + SOUND_RATE // 10]) > 0.3


# What is heard


def test_that_what_is_played_is_the_films_sound_with_lines_over_it(film: Path) -> None:
    session = opened(film)
    line = said(session)
    portrait = portrait_of(film)
    own = exporting.heard(portrait, 0, unheard)
    assert own is not None
    played, rate = exporting.played(session.content(), portrait, own)
    assert played is not None
    first, end = (round(moment * rate) for moment in (line.start, line.range.end))
    assert np.array_equal(played[: first - 1], own.samples[: first - 1])
    assert np.array_equal(played[end + 1 : len(own.samples)], own.samples[end + 1 :])
    middle = slice(first + rate // 4, first + rate // 2)
    speech = session.takes[line.take.id]
    hum = np.concatenate(list(Sound(speech.samples, speech.sample_rate).blocks(rate)))
    ducked = 0.125 * own.samples[middle] + hum[rate // 4 : rate // 2]
    assert played[middle] == pytest.approx(ducked, abs=1e-3)
    session.apply("Replace", line_edits.line_set(line.id, left=0.0))
    alone, _ = exporting.played(session.content(), portrait, own)
    assert alone is not None
    assert alone[middle] == pytest.approx(hum[rate // 4 : rate // 2], abs=1e-3)


def test_that_the_original_stays_down_where_a_line_was_split(film: Path, tmp_path: Path) -> None:
    session = opened(film)
    line = recorded(session, tmp_path / "line.wav", np.zeros(SOUND_RATE), ONE)
    portrait = portrait_of(film)
    own = exporting.heard(portrait, 0, unheard)
    one, _ = exporting.played(session.content(), portrait, own)
    middle = line.start + Seconds(2, 5)
    session.apply("Split", line_edits.line_split(line.id, middle, "second"))
    two, rate = exporting.played(session.content(), portrait, own)
    assert one is not None
    assert two is not None
    around = slice(round((middle - EASE) * rate), round((middle + EASE) * rate))
    assert two[around] == pytest.approx(one[around], abs=1e-6)


def test_that_a_silent_film_is_played_with_its_lines(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mp4", frames())
    session = opened(film)
    line = said(session)
    played, rate = exporting.played(session.content(), portrait_of(film), None)
    assert played is not None
    assert len(played) == SECONDS * rate
    assert np.abs(played[: round(line.start * rate)]).max() == 0
    assert np.abs(played[round(line.start * rate) : round(line.range.end * rate)]).max() > 0.2


# Sheets, takes, files


def test_that_lines_of_a_sheet_that_counts_from_a_whole_hour_begin_with_the_film(tmp_path: Path) -> None:
    sheet = tmp_path / "cues.csv"
    sheet.write_text("start,text,speaker\n01:00:01:00,ah ah,ANNA\n01:00:02:05,oh,BEN\n")
    found = lines.read_lines(sheet, SETTINGS, RATE, Seconds(SECONDS), unheard)
    assert [(each.start, each.speaker, each.name) for each in found] == [
        (Seconds(1), "ANNA", "ah ah"), (Seconds(11, 5), "BEN", "oh"),
    ]  # fmt: skip


def test_that_the_line_of_a_sheet_that_can_not_be_heard_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.wav").write_bytes(b"no sound")
    sheet = tmp_path / "cues.csv"
    sheet.write_text("start,text,audio\n1,ah,\n2,,bad.wav\n")
    with pytest.raises(FileUnreadable, match=r"Line 2 of cues\.csv"):
        lines.read_lines(sheet, SETTINGS, RATE, Seconds(SECONDS), unheard)


def test_that_a_project_with_lines_is_saved_and_opened(film: Path, tmp_path: Path) -> None:
    session = opened(film)
    line = said(session)
    heard = lines.say("oh oh oh", SETTINGS, RATE, unheard)
    session.apply("Take", lines.adding_take(session, heard, line.id))
    again = replace(lines.say("ah", SETTINGS, RATE, unheard), start=Seconds(3))
    session.apply("Again", lines.placing(session, [again], lambda _: None, line.take.id))
    session.save(tmp_path / "dub.galatea")
    other = Session()
    other.open(tmp_path / "dub.galatea")
    assert other.project.lines == session.project.lines
    assert len(other.project.lines[0].takes) == 2
    one, two = (scene_of(each.content(), portrait_of(film)).rows(0, 100) for each in (session, other))
    assert np.array_equal(one, two)
    assert line.take.id not in {item.id for item in other.sounds}, "a newer one has its place in the library"
    assert line.take.id in other.takes


def test_that_a_phoneme_of_a_cut_line_is_found_in_its_recording(film: Path) -> None:
    session = opened(film)
    line = said(session, "ah oh ah")
    session.apply("Split", line_edits.line_split(line.id, line.start + Seconds(9, 20), "second"))
    shown = lines.speech_in(session.project.lines, session.takes, None, Seconds(SECONDS))
    take = session.takes[line.take.id]
    for index, phoneme in enumerate(shown.phonemes):
        found = lines.said_at(session.project.lines, session.takes, index)
        assert found is not None
        whose, number = found
        assert whose.range.start <= phoneme.range.start < whose.range.end
        heard = take.phonemes[number].range.moved(whose.begins)
        assert heard.start <= phoneme.range.start < phoneme.range.end <= heard.end
    assert len(shown.phonemes) == len(take.phonemes) + 1
    assert lines.said_at(session.project.lines, session.takes, len(shown.phonemes)) is None


def test_that_a_recording_in_use_by_a_line_stays_in_the_library(film: Path) -> None:
    session = opened(film)
    line = said(session)
    with pytest.raises(UsageError, match="can't be removed"):
        session.apply("Remove", kept_removed(line.take.id))
    gone = together(line_edits.lines_removed(frozenset((line.id,))), kept_removed(line.take.id))
    session.apply("Remove", gone)
    assert not session.project.lines
    session.undo()
    assert session.project.lines == (line,)


@pytest.mark.parametrize("by", ["said", "again"])
def test_that_a_line_never_smiles_for_the_actor_however_it_came(by: str) -> None:
    """The rule driver's life moves corners of the mouth where it moves the face as well."""
    rule = replace(SETTINGS, drivers=Drivers.all("rule"))
    text = "ah ah ah ah ah ah ah ah"
    spoken = lines.say(text, rule, RATE, unheard).spoken
    if by == "again":
        spoken = lines.again(spoken.speech, text, rule, RATE, unheard)
    channels = spoken.performance.channels
    assert channels[:, CHANNELS.index("jawOpen")].max() > 0.2
    assert max(channels[:, CHANNELS.index(f"mouthSmile{side}")].max() for side in ("Left", "Right")) < 0.15
