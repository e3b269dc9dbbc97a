"""A course of one tiny notebook, and a class whose scores are known before anybody grades it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets.config import Config

from course.coursedir import open_course
from course.grading.marking import is_graded

from .course_of_malformed import CONFIG, POINTS, REPOSITORY, instructor_notebook, nbgrader
from .malformed import FULL, NO_DOUBLE, NO_HALF, NOTHING, solve

LESSON = "01_fees"
MEMO = "decision-memo"
WRONG = "def {}(amounts):\n    return amounts"
KINDS = (
    ((), FULL),
    (("double",), NO_DOUBLE),
    (("half",), NO_HALF),
    (("double", "half"), NOTHING),
)
CLASS = tuple(f"student-{number:02}" for number in range(12))
Scores = dict[str, dict[str, float | None]]


def make_course(root: Path) -> None:
    """Write and release a course in which `cardpm grade 01` works."""
    for folder in (root / "source" / LESSON, root / "course" / "lessons" / LESSON):
        folder.mkdir(parents=True)
    (root / "course" / "lessons" / LESSON / "lesson.py").touch()
    nbformat.write(instructor_notebook(), root / "source" / LESSON / f"{LESSON}.ipynb")
    (root / "nbgrader_config.py").write_text(CONFIG)
    release(root)


def release(root: Path) -> None:
    """Generate the release: the gradebook that db_url names learns of the notebook."""
    done = nbgrader(root, "generate_assignment", LESSON, "--force")
    assert done.returncode == 0, done.stderr


def hand_in(root: Path, student: str, kind: int, extra: str = "", when: str = "10:00:00") -> None:
    """Hand in one of the `KINDS` of answers; `extra` is one more cell at the end."""
    nb = solve(nbformat.read(root / "release" / LESSON / f"{LESSON}.ipynb", as_version=4))
    for cell in nb.cells:
        if cell.id in KINDS[kind][0]:
            cell.source = WRONG.format(cell.id)
    if extra:
        nb.cells.append(nbformat.v4.new_code_cell(extra))
    hand_in_file(root, student, json.dumps(nb).encode(), when)


def hand_in_file(root: Path, student: str, content: bytes, when: str = "10:00:00") -> None:
    """Hand in a file as it is."""
    folder = root / "submitted" / student / LESSON
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{LESSON}.ipynb").write_bytes(content)
    (folder / "timestamp.txt").write_text(f"2025-03-01 {when} UTC")


def hand_in_class(root: Path, students: Iterable[str] = CLASS, extra: str = "") -> Scores:
    """Have a class hand in, each kind of answers in turn; return what each must score."""
    wanted: Scores = {}
    for number, student in enumerate(students):
        kind = number % len(KINDS)
        hand_in(root, student, kind, extra)
        wanted[student] = dict(KINDS[kind][1])
    return wanted


def course_config(root: Path) -> Config:
    """The course's own configuration."""
    return open_course(root, root / "nbgrader_config.py").config


def db_url(root: Path) -> str:
    return f"sqlite:///{root / 'gradebook.db'}"


def scores(url: str) -> Scores:
    """The automatic scores of the check cells in a gradebook; each student stands there once."""
    with Gradebook(url) as gradebook:
        submissions = gradebook.assignment_submissions(LESSON)
        names = [submission.student.id for submission in submissions]
        assert sorted(names) == sorted(set(names))
        found: Scores = {}
        for submission in submissions:
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            assert sorted(grade.name for grade in grades) == sorted([*POINTS, MEMO])
            found[submission.student.id] = {
                grade.name: grade.auto_score for grade in grades if grade.name in POINTS
            }
        return found


def autograded_path(root: Path, student: str) -> Path:
    return root / "autograded" / student / LESSON / f"{LESSON}.ipynb"


def autograded(root: Path, student: str) -> NotebookNode:
    return nbformat.read(autograded_path(root, student), as_version=4)


def shown(root: Path, student: str) -> list[Any]:
    """What an autograded notebook shows: each cell's text and outputs."""
    return [(cell.source, cell.get("outputs")) for cell in autograded(root, student).cells]


def is_complete(root: Path, student: str) -> bool:
    """Whether the autograded notebook is the whole result of what was handed in last."""
    submitted = root / "submitted" / student / LESSON / f"{LESSON}.ipynb"
    return is_graded(submitted, autograded_path(root, student))


def cardpm(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in the course's folder."""
    return subprocess.run(command(*arguments), cwd=root, env=environment(), **CAUGHT)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "course.cli", *arguments]


def environment() -> dict[str, str]:
    """Python finds this package from any folder, before the course folder's own `course`."""
    return os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONSAFEPATH": "1"}


CAUGHT: dict[str, Any] = {"capture_output": True, "text": True}
