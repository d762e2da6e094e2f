"""The steps that finish pictures, as a person types them and as projects keep them."""

import pytest

from studio.core import edits
from studio.core.errors import ProjectError, UsageError
from studio.core.finish import PLAIN, Finish
from studio.core.project import Project, from_json, to_json


def test_that_what_is_typed_is_read_and_told_again() -> None:
    assert Finish.read("sharpen, contrast") == Finish(contrast=True, sharpen=True)
    assert str(Finish.read("sharpen, contrast")) == "contrast,sharpen"
    assert Finish.read("none") == Finish.read("") == PLAIN
    assert str(PLAIN) == "none"


def test_that_an_unknown_step_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="polish"):
        Finish.read("polish")


def test_that_a_project_keeps_its_steps_and_an_old_one_has_none() -> None:
    project = edits.finished(Finish(denoise=True))(Project())
    assert from_json(to_json(project)) == project
    assert "finish" not in to_json(Project())
    assert from_json(to_json(Project())).finish == PLAIN


def test_that_a_project_with_an_unknown_step_is_refused() -> None:
    with pytest.raises(ProjectError):
        from_json(to_json(Project()) | {"finish": ["polish"]})
