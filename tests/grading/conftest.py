"""One class, autograded once by the real `nbgrader autograde`, for all tests that look at it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from nbformat import NotebookNode

from course.grading import attention

from . import small_class
from .course_of_malformed import HOMEWORK, Score, hand_in, make_course, nbgrader, scores
from .malformed import CASES, raw_files


@dataclass(frozen=True)
class GradedClass:
    """The course folder and what one autograde run left: log, exit code, grades, attention."""

    root: Path
    release: NotebookNode
    handed_in: dict[str, dict[str, bytes]]
    log: str
    exit_code: int
    scores: dict[str, dict[str, Score]]
    attention: pd.DataFrame


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    root = tmp_path_factory.mktemp("course")
    release = make_course(root)
    handed_in = {student: raw_files(case, release) for student, case in CASES.items()}
    for student, files in handed_in.items():
        hand_in(root, student, files)
    done = nbgrader(root, "autograde", HOMEWORK)
    table = attention(root, HOMEWORK)
    return GradedClass(root, release, handed_in, done.stderr, done.returncode, scores(root), table)


@pytest.fixture(scope="session")
def released_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course of `small_class` as released; nobody has handed in. Not to be changed."""
    root = tmp_path_factory.mktemp("small")
    small_class.make_course(root)
    return root


@pytest.fixture
def small_course(released_course: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may use."""
    return Path(shutil.copytree(released_course, tmp_path / "course"))
