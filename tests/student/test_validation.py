"""What Validate shows of a check that fails."""

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from course.student.validation import name_check
from tests.student.small import write_small


@pytest.fixture
def check(tmp_path, monkeypatch) -> nbformat.NotebookNode:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    cells = nbformat.read(write_small(tmp_path), 4).cells
    return next(c for c in cells if c.metadata.get("nbgrader", {}).get("points") == 2)


def test_of_a_check_as_released_its_first_line_is_left(check) -> None:
    name_check(check, 0)
    assert check.source == '"""double of three."""'
    assert "checksum" not in check.metadata.nbgrader, "or Validate calls it changed"


def test_a_changed_check_stays_for_validate_to_complain_of(check) -> None:
    check.source += "\npass"
    before = check.source
    name_check(check, 0)
    assert check.source == before
    assert check.metadata.nbgrader.checksum != compute_checksum(check)


def test_grading_sees_the_whole_check(check, monkeypatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    before = check.copy()
    name_check(check, 0)
    assert check == before
