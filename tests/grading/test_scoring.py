"""Only points are a score, a warning never costs one."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from course.grading.scoring import guard


def check_cell(*outputs: NotebookNode) -> NotebookNode:
    """A check cell worth 2 points that has run."""
    cell = new_code_cell("check()", outputs=list(outputs))
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": 2, "grade_id": "fee"}
    return cell


def value(text: str) -> NotebookNode:
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


WARNING = new_output("stream", name="stderr", text="FutureWarning: ...")


@pytest.mark.parametrize("text", ["-5", "False", "nan", "2.1", "99", "'passed'"])
def test_value_counts_nothing(text: str) -> None:
    cell = check_cell(value(text))
    said = guard(cell, "Cell 3 (fee)")
    assert determine_grade(cell) == (0, 2)
    assert said == (
        "Cell 3 (fee) counts 0 points: a check ends without a value or with its points, not with "
        f"{text}."
    )


@pytest.mark.parametrize(("text", "points"), [("0", 0), ("1.5", 1.5), ("2", 2)])
def test_partial_credit_is_a_number_of_points(text: str, points: float) -> None:
    cell = check_cell(value(text))
    assert guard(cell, "Cell 3 (fee)") is None
    assert determine_grade(cell) == (points, 2)


def test_planted_fault_unguarded_values_count() -> None:
    assert determine_grade(check_cell(value("-5"))) == (2, 2)
    assert determine_grade(check_cell(value("False"))) == (2, 2)
    with pytest.raises(ValueError, match="greater than maximum"):
        determine_grade(check_cell(value("99")))
    assert determine_grade(check_cell(WARNING)) == (0, 2)


def test_warning_is_kept_and_costs_nothing() -> None:
    cell = check_cell(NotebookNode(WARNING))
    assert guard(cell, "Cell 3") is None
    assert determine_grade(cell) == (2, 2)
    assert cell.outputs[0].text == "FutureWarning: ..."


def test_error_stays_an_error() -> None:
    error = new_output("error", ename="AssertionError", evalue="too low", traceback=["too low"])
    cell = check_cell(error)
    assert guard(cell, "Cell 3") is None
    assert cell.outputs == [error]
    assert determine_grade(cell) == (0, 2)
