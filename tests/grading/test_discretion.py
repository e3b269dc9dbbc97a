"""Feedback pages show scores and visible outputs, and nothing of a hidden check."""

import re
import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course.grading.discretion import HideHiddenChecks
from course.grading.execution import SandboxedExecute
from course.grading.master import PYTHON

from .conftest import GradedClass
from .course_of_malformed import HOMEWORK, REPOSITORY, nbgrader

# Names, inputs and results that stand in the hidden checks only.
SECRET = re.compile(r"_secret_amounts|7411|14822|3705")
STUDENTS = (
    "adam-honest",
    "answer-deleted",
    "check-raises-other",
    "exit-in-function",
    "loop-in-function",
    "mark-in-answer",
    "prints-arguments",
    "redefines-check-wrong-answer",
)
STOCK = """
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import GetGrades
c.GenerateFeedback.preprocessors = [GetGrades, CSSHTMLHeaderPreprocessor]
"""


def course_with_feedback(graded: GradedClass, root: Path, config: str = "") -> Path:
    """Copy what feedback needs of a few students, and write their pages."""
    root.mkdir()
    for name in ("source", "release"):
        shutil.copytree(graded.root / name, root / name)
    for student in STUDENTS:
        shutil.copytree(graded.root / "autograded" / student, root / "autograded" / student)
    shutil.copy(graded.root / "gradebook.db", root)
    known = (graded.root / "nbgrader_config.py").read_text()
    (root / "nbgrader_config.py").write_text(known + config)
    done = nbgrader(root, "generate_feedback", HOMEWORK)
    assert done.returncode == 0, done.stderr
    return root


def page(root: Path, student: str) -> str:
    """The words of a feedback page; the style of its HTML is left out."""
    html = (root / "feedback" / student / HOMEWORK / f"{HOMEWORK}.html").read_text()
    body = html[html.index("<body") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|&#\d+;", "", body))


@pytest.fixture(scope="module")
def pages(graded_class: GradedClass, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return course_with_feedback(graded_class, tmp_path_factory.mktemp("feedback") / "course")


@pytest.mark.slow
@pytest.mark.parametrize("student", STUDENTS)
def test_page_keeps_hidden_checks_hidden(student: str, pages: Path) -> None:
    shown = page(pages, student)
    assert not SECRET.search(shown)
    assert "# Hidden check: other amounts" in shown


@pytest.mark.slow
def test_page_shows_scores_and_visible_outputs(pages: Path) -> None:
    honest, raising = page(pages, "adam-honest"), page(pages, "check-raises-other")
    assert "Score: 10.0 / 20.0" in honest
    assert "Score: 5.0 / 20.0" in raising
    assert "ZeroDivisionError: division by zero" in raising
    assert "This hidden check did not pass (ZeroDivisionError)" in raising
    assert "[1, 2]" in page(pages, "prints-arguments")


@pytest.mark.slow
def test_planted_fault_stock_pages_leak(graded_class: GradedClass, tmp_path: Path) -> None:
    stock = course_with_feedback(graded_class, tmp_path / "course", STOCK)
    assert SECRET.search(page(stock, "adam-honest"))


def hidden_cell(source: str) -> object:
    """A check cell that is hidden but for its first line."""
    cell = new_code_cell(
        f"# Hidden check\n### BEGIN HIDDEN TESTS\n{source}\n### END HIDDEN TESTS", id="fee--hidden"
    )
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade": True,
        "grade_id": "fee--hidden",
        "locked": True,
        "points": 2,
        "solution": False,
    }
    return cell


def locked_cell(source: str) -> object:
    """A cell of the course's own that is not scored."""
    cell = new_code_cell(source)
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade": False,
        "grade_id": "setup",
        "locked": True,
        "solution": False,
    }
    return cell


@pytest.mark.slow
def test_message_of_course_feedback_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    cells = [
        locked_cell("from course.feedback import hidden_check"),
        new_code_cell("def fee(x):\n    return 0.0"),
        hidden_cell("hidden_check('fee').case('a late payment').on(7411.0).gives(15.0)"),
    ]
    resources = {"nbgrader": {"student": "ada", "notebook": "fees"}}
    nb = new_notebook(cells=cells, metadata={"kernelspec": PYTHON})
    nb, _ = SandboxedExecute().preprocess(nb, resources)
    nb, _ = HideHiddenChecks().preprocess(nb, resources)
    said = "\n".join(nb.cells[2].outputs[0].traceback)
    assert "a late payment" in said
    assert not SECRET.search(said)


def test_any_hidden_line_in_a_message_blanks_it() -> None:
    cell = hidden_cell("check(fee(7411), 15)\ncheck(\n    fee,\n)")
    leak = new_output("error", ename="E", evalue="", traceback=["at check(fee(7411), 15)"])
    fine = new_output(
        "error", ename="E", evalue="fee() is too low", traceback=["E: fee() is too low"]
    )
    printed = new_output("stream", name="stdout", text="7411")
    cell.outputs = [printed, leak, fine]
    after, _ = HideHiddenChecks().preprocess_cell(cell, {}, 0)
    assert [output.evalue for output in after.outputs] == [
        "This hidden check did not pass (an exception of your own). "
        "Its code and inputs are not shown.",
        "fee() is too low",
    ]
