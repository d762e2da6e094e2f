"""Every road gives the same frames: command line, the window's export, a saved project, playing."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.app import speaking
from studio.app.animating import Wanted, animate
from studio.app.exporting import export, scene_of
from studio.app.orders import Order
from studio.app.preview import Drafts, draw
from studio.app.session import Session
from studio.core import edits
from studio.core.errors import UsageError
from studio.core.project import Drivers, SpeakingSettings
from studio.core.source import Pixels
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.engine.part import Part, whole
from studio.engine.portrait import Portrait, opened
from studio.engine.ports import Quality
from studio.engine.tracking.port import FaceChoice
from studio.files.pictures import read_picture, write_picture
from studio.files.projects import ProjectFile, media_of, read_project
from tests.clips import write_clip

RATE = FrameRate(Fraction(25))
REAL = ("rig", "landmarker", SpeakingSettings(seed=3))
FAKE = ("echo", "spotter", SpeakingSettings("hummer", Drivers("gaper", "rule", "nodder")))
TEXT = "Oh [AU12=3]my[/]."


def unheard(done: float, doing: str) -> None:
    pass


@pytest.fixture
def sources(astronaut: Pixels, tmp_path: Path) -> dict[str, Path]:
    """A picture and a short film of a face; small, so that all roads are soon gone."""
    small = np.ascontiguousarray(astronaut[40:240, 120:320])
    still, clip = tmp_path / "still.png", tmp_path / "clip.mp4"
    write_picture(still, small)
    write_clip(clip, (np.roll(small, index, axis=1) for index in range(14)), RATE)
    return {"still": still, "clip": clip}


def frames_of(folder: Path) -> list[Pixels]:
    return [read_picture(path).pixels for path in sorted(folder.glob("*.png"))]


def session_with(path: Path, portrait: Portrait, settings: SpeakingSettings, renderer: str) -> Session:
    """What the window does when a portrait is opened and a sentence typed."""
    session = Session()
    source = portrait.source
    session.apply("Open", edits.portrait_opened(media_of(path), portrait.rest, source.rate, source.length))
    session.apply("Renderer", edits.drawn_by(renderer))
    session.apply("Speaking", lambda project: replace(project, speaking=settings))
    rate = session.project.timeline.rate
    if portrait.is_video:
        settings = settings.moving(edits.spoken_portions(session.project))
    picture = edits.picture_of(session.project)
    speaking.say(TEXT, settings, rate, unheard, picture=picture).placed(session, "Speak", "it")
    return session


@pytest.mark.parametrize("quality", ["full", "draft"])
@pytest.mark.parametrize("kind", ["still", "clip"])
@pytest.mark.parametrize("chosen", [REAL, FAKE], ids=["rig", "network"])
def test_that_all_roads_give_the_same_frames(
    sources: dict[str, Path],
    tmp_path: Path,
    fakes_installed: Path,
    chosen: tuple[str, str, SpeakingSettings],
    kind: str,
    quality: Quality,
) -> None:
    path, (renderer, tracker, settings) = sources[kind], chosen
    wanted = Wanted(TEXT, speaking=settings, renderer=renderer, tracker=tracker)
    made = animate(path, wanted, Order(tmp_path / "line", "png", quality), unheard).written
    by_line = frames_of(tmp_path / "line")
    assert len(by_line) == made.frames > 10
    assert len({frame.tobytes() for frame in by_line}) > 3, "it moves"

    portrait = opened(path, FaceChoice(), renderer, unheard, tracker)
    session = session_with(path, portrait, settings, renderer)
    export(session.content(), portrait, Order(tmp_path / "window", "png", quality), unheard)
    _same(frames_of(tmp_path / "window"), by_line)

    saved = read_project(session.save(tmp_path / "a.galatea"))
    again = opened(path, FaceChoice(), saved.project.renderer, unheard, tracker)
    export(saved, again, Order(tmp_path / "saved", "png", quality), unheard)
    _same(frames_of(tmp_path / "saved"), by_line)

    scene = scene_of(session.content(), portrait)
    drafts = Drafts(portrait)
    drafts.quality = quality
    for index, _ in drafts.run(scene, range(len(by_line)), len(by_line)):
        found = drafts.found(scene, RATE.time_of(index))
        assert found is not None
        _same([_whole(found, portrait)], [by_line[index]])
    for index in (len(by_line) - 1, 3, 9):
        _same([_whole(draw(scene, RATE.time_of(index), quality).part, portrait)], [by_line[index]])

    part = Order(tmp_path / "part", "png", quality, range=TimeRange(Seconds(3, 25), Seconds(9, 25)))
    export(session.content(), portrait, part, unheard)
    _same(frames_of(tmp_path / "part"), by_line[3:9])


def _whole(part: Part, portrait: Portrait) -> Pixels:
    return whole(part, portrait.original)


def _same(frames: list[Pixels], others: list[Pixels]) -> None:
    assert len(frames) == len(others)
    for index, (one, other) in enumerate(zip(frames, others, strict=True)):
        np.testing.assert_array_equal(one, other, err_msg=f"frame {index}")


def test_that_a_project_without_speech_refuses_a_network_that_hears(
    sources: dict[str, Path], tmp_path: Path, fakes_installed: Path
) -> None:
    portrait = opened(sources["still"], FaceChoice(), "echo", unheard, "spotter")
    session = Session()
    session.apply("Open", edits.portrait_opened(media_of(sources["still"]), portrait.rest))
    content: ProjectFile = session.content()
    with pytest.raises(UsageError, match="nothing is said"):
        export(content, portrait, Order(tmp_path / "film.mp4"), unheard)
    assert not list(tmp_path.glob("film*"))
