"""What the doctor says of models; the rest of it is heard at the command line."""

from pathlib import Path

import pytest

from studio.engine import doctor


def test_that_a_card_that_is_left_out_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path))
    broken = tmp_path / "data" / "models" / "broken"
    broken.mkdir(parents=True)
    (broken / "card.toml").write_text("name =")
    found = list(doctor._models())
    (left_out,) = [one for one in found if one.subject == "left out"]
    assert left_out.condition == "broken"
    assert str(broken / "card.toml") in left_out.detail
    assert "everything else works" in left_out.remedy
    assert ("rig", "good") in {(one.subject, one.condition) for one in found}


def test_that_what_is_wrong_is_told_once_and_in_red_if_it_stops_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALATEA_HOME", str(tmp_path))
    findings = list(doctor.examine())
    wrong = [(one.detail, one.remedy) for one in findings if one.condition != "good"]
    assert len(wrong) == len(set(wrong))
    (landmarks,) = [
        one for one in findings if "Face landmarks" in str(one.detail) and one.condition != "good"
    ]
    assert landmarks.condition == "broken", "no face is found without it"
    assert not doctor.is_sound(findings)
