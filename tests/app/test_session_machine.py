"""Random work on a session: whatever is done, undone, saved and opened again, it stays what it says."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studio.app.session import Session
from studio.core import edits
from studio.core.face import FaceState, Performance
from studio.core.project import Project
from studio.core.speech import Speech
from studio.core.time import FrameRate, Seconds
from studio.core.timeline import HEAD_SLOTS, state_at
from studio.core.units import FACS_17

RATE = FrameRate.of(25)
times = st.integers(0, 50).map(RATE.time_of)
units = st.sampled_from(FACS_17.units)


def state_of(session: Session, time: Seconds) -> FaceState:
    return state_at(session.project.timeline, session.performances, time)


class Machine(RuleBasedStateMachine):
    """A session, and the list of all projects that it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.session = Session()
        self.line: list[Project] = [self.session.project]
        self.now = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    def done(self) -> None:
        if self.session.project != self.line[self.now]:
            self.line = [*self.line[: self.now + 1], self.session.project]
            self.now += 1

    @rule(unit=units, part=st.floats(0, 1), time=times, key=st.booleans())
    def set_unit(self, unit, part, time, key) -> None:
        edit = edits.unit_set(unit, part * unit.full, edits.Here(time, self.session.performances, key=key))
        self.session.apply("Unit", edit)
        self.done()
        state = state_of(self.session, time)
        for channel, weight in unit.weights.items():
            assert abs(state[channel] - weight * part) < 1e-3

    @rule(slot=st.sampled_from(HEAD_SLOTS), value=st.floats(-20, 20), time=times)
    def turn(self, slot, value, time) -> None:
        self.session.apply("Turn", edits.slot_set({slot: value}, time, key=True))
        self.done()

    @rule(level=st.floats(0, 1))
    def speak(self, level) -> None:
        performance = Performance.of([FaceState.of({"jawOpen": level})] * 10, RATE)
        take = Speech(np.zeros(3200, np.float32), 8000)
        name = self.session.keep("speech", performance, take)
        self.session.apply("Speak", edits.spoken("Ah.", name, name, take.length))
        self.done()

    @rule(name=st.text(max_size=8))
    def record(self, name) -> None:
        take = self.session.listed(name, take=Speech(np.zeros(3200, np.float32), 8000))
        self.session.apply("Record", edits.kept(take))
        self.done()

    @precondition(lambda self: self.session.sounds)
    @rule()
    def remove(self) -> None:
        self.session.apply("Remove", edits.kept_removed(self.session.sounds[0].id))
        self.done()

    @rule(time=times, by=st.integers(-10, 10))
    def move_keys(self, time, by) -> None:
        hand = edits.layer_of(self.session.project, edits.HAND)
        slots = {} if hand is None else dict.fromkeys(hand.curves, (time,))
        shift = max(RATE.time_of(by), -time)
        self.session.apply("Move", edits.keys_moved(slots, shift))
        self.done()

    @rule(weight=st.floats(0, 1))
    def neutralise(self, weight) -> None:
        self.session.apply("Neutralise", edits.layer_set(edits.PORTRAIT, weight=weight))
        self.done()

    @precondition(lambda self: self.now > 0)
    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.now -= 1

    @precondition(lambda self: self.now + 1 < len(self.line))
    @rule()
    def redo(self) -> None:
        self.session.redo()
        self.now += 1

    @rule()
    def save_and_look(self) -> None:
        path = self.session.save(Path(self.folder.name) / "a.galatea")
        again = Session()
        again.open(path)
        assert again.project == self.session.project
        assert again.sounds == self.session.sounds
        for time in (Seconds(0), Seconds(1)):
            assert state_of(again, time) == state_of(self.session, time)

    @invariant()
    def is_what_it_says(self) -> None:
        assert self.session.project == self.line[self.now]
        state = state_of(self.session, Seconds(1))
        assert state.channels.min() >= 0
        assert state.channels.max() <= 1
        self.session.content()


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=25, stateful_step_count=25)
