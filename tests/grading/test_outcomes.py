"""What a failed check keeps for the class report, and what it does not."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course.grading.outcomes import forget_outcomes, keep_outcome, read_outcome
from course.grading.scoring import error_output
from course.language import Sentence

SAID = {"kind": "wrong", "diagnosis": "That is a third.", "error": "", "case": "six"}


def failed(said: str = "no\nmore") -> NotebookNode:
    cell = new_code_cell("check()")
    cell.outputs = [new_output("stream", text="a"), error_output("KeyError", said)]
    return cell


def test_what_the_trusted_process_said_is_kept() -> None:
    cell = failed()
    keep_outcome(cell, [{"output_type": "stream"}, {"output_type": "error", "said": SAID}])
    assert read_outcome(cell) == SAID


@pytest.mark.parametrize("said", ["no\nmore", Sentence("不行", "no")])
def test_another_error_is_kept_in_english(said: str) -> None:
    cell = failed(said)
    keep_outcome(cell, [{"output_type": "error"}])
    assert read_outcome(cell) == {"kind": "other", "diagnosis": "KeyError: no"} | {
        "error": "",
        "case": "",
    }


def test_a_passed_check_keeps_nothing_and_a_forged_one_is_forgotten() -> None:
    cell = new_code_cell("check()", metadata={"cardpm": SAID})
    nb = new_notebook(cells=[cell])
    forget_outcomes(nb)
    keep_outcome(nb.cells[0], [])
    assert read_outcome(nb.cells[0]) is None
