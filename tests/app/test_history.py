"""Undo and redo, step by step and as a machine of random steps."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from studio.app.history import MOST, History
from studio.core.project import Project, SpeakingSettings


def numbered(number: int) -> Project:
    return replace(Project(), speaking=SpeakingSettings(seed=number))


def test_that_undo_and_redo_go_back_and_forth() -> None:
    history = History(numbered(0))
    history.take("one", numbered(1))
    history.take("two", numbered(2))
    assert (history.undoes, history.redoes) == ("two", None)
    history.go(history.now - 1)
    assert (history.project, history.undoes, history.redoes) == (numbered(1), "one", "two")
    history.take("three", numbered(3))
    assert history.redoes is None
    assert [step.label for step in history.steps] == ["", "one", "three"]


def test_that_a_drag_is_one_step_and_the_next_drag_another() -> None:
    history = History(numbered(0))
    for number in (1, 2, 3):
        history.take("drag", numbered(number), gesture="a")
    history.end_gesture()
    history.take("drag", numbered(4), gesture="a")
    assert len(history.steps) == 3
    history.go(1)
    assert history.project == numbered(3)


def test_that_an_undo_ends_a_drag() -> None:
    history = History(numbered(0))
    history.take("drag", numbered(1), gesture="a")
    history.take("other", numbered(2))
    history.go(1)
    history.take("drag", numbered(3), gesture="a")
    assert [step.project for step in history.steps] == [numbered(0), numbered(1), numbered(3)]


def test_that_saving_is_a_place_in_the_history() -> None:
    history = History(numbered(0))
    history.take("one", numbered(1))
    assert not history.is_saved
    history.mark_saved()
    history.take("two", numbered(2))
    history.go(1)
    assert history.is_saved
    history.go(0)
    history.take("other", numbered(3))
    history.go(0)
    assert not history.is_saved, "what was saved can't be reached any more"


def test_that_a_saved_step_is_not_dragged_on() -> None:
    history = History(numbered(0))
    history.take("drag", numbered(1), gesture="a")
    history.mark_saved()
    history.take("drag", numbered(2), gesture="a")
    history.go(1)
    assert history.is_saved
    assert history.project == numbered(1)


def test_that_the_oldest_steps_go_first() -> None:
    history = History(numbered(0))
    for number in range(1, MOST + 11):
        history.take("step", numbered(number))
    assert len(history.steps) == MOST + 1
    assert history.steps[0].project == numbered(10)
    assert history.project == numbered(MOST + 10)
    assert not history.is_saved


def test_that_no_step_is_beyond_the_ends() -> None:
    history = History(numbered(0))
    for index in (-1, 1):
        with pytest.raises(IndexError):
            history.go(index)


class Machine(RuleBasedStateMachine):
    """A history beside a plain list and an index."""

    def __init__(self) -> None:
        super().__init__()
        self.history, self.line, self.now, self.number = History(numbered(0)), [numbered(0)], 0, 0

    @rule()
    def take(self) -> None:
        self.number += 1
        self.history.take("step", numbered(self.number))
        self.line = [*self.line[: self.now + 1], numbered(self.number)]
        self.now += 1

    @rule(part=st.floats(0, 1))
    def go(self, part: float) -> None:
        self.now = round(part * (len(self.line) - 1))
        assert self.history.go(self.now) == self.line[self.now]

    @invariant()
    def is_alike(self) -> None:
        assert self.history.project == self.line[self.now]
        assert len(self.history.steps) == len(self.line)
        assert (self.history.undoes is None) == (self.now == 0)
        assert (self.history.redoes is None) == (self.now == len(self.line) - 1)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=30, stateful_step_count=30)
