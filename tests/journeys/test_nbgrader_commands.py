"""An instructor's journey with nbgrader's own commands, in a course of its own.

For every lesson: the reference scores full, the untouched release nothing.
"""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from course.press.lesson import Lesson, find_lessons, read_lesson
from course.publishing.leaks import find_leaks, notebook_files, secret_lines

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
LESSONS = [read_lesson(folder) for folder in find_lessons(ROOT / "course" / "lessons")]


@dataclass(frozen=True)
class Course:
    """A temporary course in which one lesson went all the way, and what each command said."""

    folder: Path
    lesson: Lesson
    said: dict[str, str]

    def notebook(self, *parts: str) -> Path:
        return self.folder.joinpath(*parts, self.lesson.name, f"{self.lesson.name}.ipynb")


def nbgrader(folder: Path, *arguments: str) -> str:
    """Run an nbgrader command as an instructor does and return what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_DIR": str(folder / "no")}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module", params=LESSONS, ids=lambda lesson: lesson.name)
def course(request, tmp_path_factory) -> Iterator[Course]:
    lesson: Lesson = request.param
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copytree(ROOT / "source" / lesson.name, folder / "source" / lesson.name)
    made = Course(folder, lesson, {})
    made.said["generate"] = nbgrader(folder, "generate_assignment", lesson.name)
    for student, handed_in in (("reference", "source"), ("untouched", "release")):
        target = folder / "submitted" / student / lesson.name
        shutil.copytree(folder / handed_in / lesson.name, target)
        (target / "timestamp.txt").write_text("2026-11-24 08:00:00 UTC")
        made.said[student] = nbgrader(folder, "validate", str(made.notebook("submitted", student)))
    for command in ("autograde", "generate_feedback"):
        made.said[command] = nbgrader(folder, command, lesson.name)
    made.said["export"] = nbgrader(folder, "export")
    yield made


def scores(course: Course, student: str) -> dict[str, float | None]:
    """Return the automatic score of each graded cell; None waits for a person."""
    url = f"sqlite:///{course.folder / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        submission = gradebook.find_submission(course.lesson.name, student)
        return {g.name: g.auto_score for book in submission.notebooks for g in book.grades}


def test_the_reference_scores_full(course: Course) -> None:
    got = scores(course, "reference")
    for task in course.lesson.tasks:
        for check in task.checks:
            assert got.pop(check.id) == check.points, check.id
    assert list(got.values()) == [None], "only the memo waits for a person"


def test_the_untouched_release_scores_nothing(course: Course) -> None:
    got = scores(course, "untouched")
    assert len(got) > len(course.lesson.tasks)
    assert set(got.values()) == {0.0}


def test_validate_tells_right_from_unfinished(course: Course) -> None:
    """`nbgrader validate` always exits 0, so its words are read."""
    assert "Success! Your notebook passes all the tests." in course.said["reference"]
    visible = sum(not check.hidden for task in course.lesson.tasks for check in task.checks)
    memos = sum("memo" in cell.words for cell in course.lesson.cells)
    assert f"VALIDATION FAILED ON {visible + memos} CELL(S)!" in course.said["untouched"]
    assert course.said["untouched"].lower().count("not attempted") == visible
    assert "Traceback" not in course.said["untouched"]


def test_autograding_honest_work_warns_of_nothing_to_do(course: Course) -> None:
    from course.grading import attention

    assert attention(course.folder, course.lesson.name).empty


def test_feedback_tells_but_hides_the_hidden_checks(course: Course) -> None:
    page = course.folder / "feedback" / "untouched" / course.lesson.name
    text = (page / f"{course.lesson.name}.html").read_text()
    assert "not written yet" in text.lower() or "not attempted" in text.lower()
    hidden = [check for task in course.lesson.tasks for check in task.checks if check.hidden]
    assert "hidden_check(" not in text.replace("import check, hidden_check", "")
    assert hidden and all(check.part in text or check.id in text for check in hidden)


def test_autograded_notebooks_open(course: Course) -> None:
    for student in ("reference", "untouched"):
        notebook = nbformat.read(course.notebook("autograded", student), as_version=4)
        nbformat.validate(notebook)
    assert any(
        "image/png" in output.get("data", {})
        for cell in nbformat.read(course.notebook("autograded", "reference"), 4).cells
        for output in cell.get("outputs", [])
    )


def test_export_has_both_students(course: Course) -> None:
    with (course.folder / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    automatic = sum(task.points for task in course.lesson.tasks)
    assert float(rows["reference"]["score"]) == automatic
    assert float(rows["untouched"]["score"]) == 0.0
    assert float(rows["reference"]["max_score"]) > automatic


def test_the_release_is_what_students_may_see(course: Course) -> None:
    files = notebook_files(course.folder / "release")
    assert list(find_leaks(files, secret_lines(course.lesson))) == []
