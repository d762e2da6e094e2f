import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.commands import Command, by_id
from studio.app.shortcuts import keys, other_keys, with_key


def command(name: str, key: str = "") -> Command:
    return Command(name, name, "File", lambda: None, key)


COMMANDS = [command("open", "Ctrl+O"), command("save", "Ctrl+S"), command("wipe")]


def test_that_commands_have_the_keys_that_they_come_with() -> None:
    assert keys(COMMANDS, {}) == {"open": "Ctrl+O", "save": "Ctrl+S"}


def test_that_a_key_is_taken_from_the_command_that_had_it() -> None:
    chosen, robbed = with_key(COMMANDS, {}, "wipe", "Ctrl+S")
    assert robbed == "save"
    assert keys(COMMANDS, chosen) == {"open": "Ctrl+O", "wipe": "Ctrl+S"}


def test_that_giving_a_command_its_own_key_back_chooses_nothing() -> None:
    chosen, _ = with_key(COMMANDS, {}, "open", "F1")
    assert with_key(COMMANDS, chosen, "open", "Ctrl+O") == ({}, None)


@given(
    st.lists(
        st.tuples(st.sampled_from(["open", "save", "wipe"]), st.sampled_from(["", "Ctrl+O", "Ctrl+S", "F1"]))
    )
)
def test_that_no_key_ever_does_two_things(changes) -> None:
    chosen: dict[str, str] = {}
    for name, key in changes:
        chosen, _ = with_key(COMMANDS, chosen, name, key)
        now = keys(COMMANDS, chosen)
        assert len(set(now.values())) == len(now)
        assert now.get(name, "") == key


def test_that_a_second_key_stays_until_the_command_or_another_one_is_given_a_key() -> None:
    step = Command("step", "step", "Play", lambda: None, ".", also="Right")
    every = [*COMMANDS, step]
    assert other_keys(every, {}) == {"step": "Right"}
    assert other_keys(every, {"step": "F2"}) == {}
    assert other_keys(every, {"wipe": "Right"}) == {}


def test_that_a_second_key_is_nobody_elses() -> None:
    step = Command("step", "step", "Play", lambda: None, ".", also="Ctrl+O")
    with pytest.raises(ValueError, match=r"Ctrl\+O"):
        by_id([*COMMANDS, step])
