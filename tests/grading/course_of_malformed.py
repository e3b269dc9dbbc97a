"""A small course in a temporary folder, and a class whose every member hands in a broken file.

The tasks are synthetic and tiny, so that a kernel does nothing but what a test is about.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

REPOSITORY = Path(__file__).parents[2]
HOMEWORK = "hw1"
TIMEOUT = 4
CONFIG = f"""
from course.grading import configure

c = get_config()
c.CourseDirectory.course_id = "intake"
c.Execute.timeout = {TIMEOUT}
c.Execute.iopub_timeout = 4
configure(c)
"""

SETUP = '''
def check(found, wanted):
    """Raise unless a list is as wanted (stands in for course.feedback)."""
    if found != wanted:
        raise AssertionError("not as expected")
'''.strip()

ANSWER = '''
def {name}(amounts):
    """Return each amount {words}."""
    ### BEGIN SOLUTION
    return [amount {operation} for amount in amounts]
    ### END SOLUTION
'''.strip()

HIDDEN = """
# Hidden check: {words}
### BEGIN HIDDEN TESTS
_secret_amounts = {inputs}
check({name}(_secret_amounts), {wanted})
### END HIDDEN TESTS
""".strip()

POINTS = {"double--small": 2, "double--large": 3, "half--even": 2, "half--odd": 3}
SOLVED = {
    "double": "def double(amounts):\n    return [amount * 2 for amount in amounts]",
    "half": "def half(amounts):\n    return [amount / 2 for amount in amounts]",
    "decision-memo": "I would halve the fee, because 3 of 4 cardholders pay in full.",
}


@dataclass(frozen=True)
class Score:
    """A grade in the gradebook; ``auto`` is None where nobody has graded yet."""

    auto: float | None
    manual: float | None
    needs_manual: bool


def instructor_notebook() -> NotebookNode:
    """Two tasks with a visible and a hidden check each, and a memo."""
    cells = [
        _labelled(new_code_cell(SETUP), "setup", locked=True),
        new_markdown_cell("# Homework"),
        _answer("double", "doubled", "* 2"),
        _check("double--small", "check(double([1, 2]), [2, 4])"),
        _check("double--large", _hidden("double", [7411, 0], [14822, 0])),
        _answer("half", "halved", "/ 2"),
        _check("half--even", "check(half([4, 8]), [2, 4])"),
        _check("half--odd", _hidden("half", [7411], [3705.5])),
        _labelled(
            new_markdown_cell("The reference memo."), "decision-memo", solution=True, points=10
        ),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def make_course(root: Path) -> NotebookNode:
    """Write a course, release its homework and return the released notebook."""
    (root / "source" / HOMEWORK).mkdir(parents=True)
    nbformat.write(instructor_notebook(), root / "source" / HOMEWORK / f"{HOMEWORK}.ipynb")
    (root / "nbgrader_config.py").write_text(CONFIG)
    done = nbgrader(root, "generate_assignment", HOMEWORK)
    assert done.returncode == 0, done.stderr
    return nbformat.read(root / "release" / HOMEWORK / f"{HOMEWORK}.ipynb", as_version=4)


def nbgrader(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a real nbgrader command in a course folder."""
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )


def hand_in(root: Path, student: str, files: dict[str, bytes], when: str = "10:00:00") -> None:
    """Put files into submitted/, as `nbgrader collect` would."""
    folder = root / "submitted" / student / HOMEWORK
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "timestamp.txt").write_text(f"2025-03-01 {when} UTC")


def scores(root: Path) -> dict[str, dict[str, Score]]:
    """Return every student's grades, by grade id."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                grade.name: Score(grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(HOMEWORK)
        }


def autograded(root: Path, student: str) -> NotebookNode:
    """Read a student's autograded notebook."""
    path = root / "autograded" / student / HOMEWORK / f"{HOMEWORK}.ipynb"
    return nbformat.read(path, as_version=4)


def _answer(name: str, words: str, operation: str) -> NotebookNode:
    source = ANSWER.format(name=name, words=words, operation=operation)
    return _labelled(new_code_cell(source), name, solution=True)


def _check(grade_id: str, source: str) -> NotebookNode:
    return _labelled(new_code_cell(source), grade_id, locked=True, points=POINTS[grade_id])


def _hidden(name: str, inputs: list[int], wanted: list[float]) -> str:
    return HIDDEN.format(name=name, words="other amounts", inputs=inputs, wanted=wanted)


def _labelled(
    cell: NotebookNode,
    grade_id: str,
    locked: bool = False,
    solution: bool = False,
    points: int | None = None,
) -> NotebookNode:
    cell.id = grade_id
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": locked,
        "task": False,
    } | ({} if points is None else {"points": points})
    return cell
