"""`cardpm grade`: a class in several processes; what is graded stays, what is new is graded."""

import json
import os
import signal
import subprocess
from pathlib import Path

import psutil
import pytest
from nbgrader.api import Gradebook

from course.grading import many, sentences
from course.grading.many import CannotGradeError, Graded, grade

from . import small_class
from .small_class import KINDS, LESSON, course_config, db_url, hand_in, hand_in_class, scores

pytestmark = pytest.mark.slow
FEW = ("ada", "ben", "eve")


def test_class_in_two_processes(small_course: Path) -> None:
    wanted = hand_in_class(small_course, FEW)
    told: list[tuple[str, int]] = []
    done = grade(
        course_config(small_course), LESSON, jobs=2, done=lambda g, of: told.append((g.student, of))
    )
    assert done == [Graded(student) for student in FEW]
    assert sorted(told) == [(student, 3) for student in FEW]
    assert scores(db_url(small_course)) == wanted
    assert all(small_class.is_complete(small_course, student) for student in FEW)


def test_only_what_is_new_is_graded(small_course: Path) -> None:
    wanted = hand_in_class(small_course, FEW)
    config = course_config(small_course)
    grade(config, LESSON)
    assert grade(config, LESSON) == []
    # The same time stamp: the file itself tells that it is another.
    hand_in(small_course, "ben", 0)
    assert grade(config, LESSON) == [Graded("ben")]
    assert scores(db_url(small_course)) == wanted | {"ben": KINDS[0][1]}
    assert grade(config, LESSON, ["eve"], force=True) == [Graded("eve")]
    hand_in(small_course, "ivo", 1)
    assert grade(config, LESSON, ["ada"]) == []
    assert grade(config, LESSON) == [Graded("ivo")]


@pytest.mark.parametrize("left", ["half of it", "not run", "nothing"])
def test_half_written_notebook_is_graded_anew(small_course: Path, left: str) -> None:
    wanted = hand_in_class(small_course, FEW[:1])
    config = course_config(small_course)
    grade(config, LESSON)
    path = small_class.autograded_path(small_course, "ada")
    whole = path.read_text()
    path.chmod(0o644)
    if left == "nothing":
        path.unlink()
    elif left == "half of it":
        path.write_text(whole[: len(whole) // 2])
    else:  # as it is between nbgrader's two passes
        path.write_text(json.dumps(json.loads(whole) | {"metadata": {}}))
    assert grade(config, LESSON) == [Graded("ada")]
    assert scores(db_url(small_course)) == wanted
    assert small_class.is_complete(small_course, "ada")


def test_student_without_a_notebook_stops_nobody(small_course: Path) -> None:
    wanted = hand_in_class(small_course, FEW[:2])
    (small_course / "submitted" / "eve" / LESSON).mkdir(parents=True)
    stray = small_course / "submitted" / "ivo" / LESSON / "my answers.ipynb"
    stray.parent.mkdir(parents=True)
    stray.write_text("{}")
    done = small_class.cardpm(small_course, "grade", "01", "--json")
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)
    assert (told["assignment"], told["graded"], told["problems"]) == (LESSON, 2, [])
    found = {row["student"]: row["sentence"] for row in told["attention"]}
    assert set(found) == {"eve", "ivo"}
    assert "is missing" in found["eve"]
    assert "rename it" in found["ivo"]
    assert scores(db_url(small_course)) == wanted


def test_problems_are_told_in_one_line_each(small_course: Path) -> None:
    wanted = hand_in_class(small_course, FEW)
    (small_course / "autograded").mkdir()
    (small_course / "autograded" / "ben").write_text("a file where a folder should be")
    done = small_class.cardpm(small_course, "grade", "01", "--student=nobody", *_each(FEW))
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert f"{LESSON}: 2 graded, 2 not" in done.stdout
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert [line for line in lines if line.startswith("nobody:")] == [
        f"nobody: {sentences.NO_HAND_IN}"
    ]
    (line,) = [line for line in lines if line.startswith("ben: Not graded: ")]
    assert "Error" in line
    (small_course / "autograded" / "ben").unlink()
    assert small_class.cardpm(small_course, "grade", "01").returncode == 0
    assert scores(db_url(small_course)) == wanted


def _each(students: tuple[str, ...]) -> list[str]:
    return [f"--student={student}" for student in students]


def test_unreleased_assignment_is_one_line(small_course: Path) -> None:
    hand_in_class(small_course, FEW[:1])
    (small_course / "release" / LESSON / f"{LESSON}.ipynb").unlink()
    with pytest.raises(CannotGradeError, match="cardpm release"):
        grade(course_config(small_course), LESSON)


def test_killed_process_costs_only_the_notebook_that_kills_it(
    small_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("ada", "ben", "eve", "ivo", "kim", "lee")
    wanted = hand_in_class(small_course, names)
    whole = many._grade_one

    def deadly(config, assignment, student):  # type: ignore[no-untyped-def]
        if student == "ben":
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(config, assignment, student)

    # Processes are forks: they see the planted fault. (pickle finds a function by its name.)
    deadly.__qualname__, deadly.__module__ = "_grade_one", many.__name__
    monkeypatch.setattr(many, "_grade_one", deadly)
    done = grade(course_config(small_course), LESSON, jobs=2)
    problem = sentences.GRADER_KILLED.format(student="ben")
    assert done == [Graded(name, problem if name == "ben" else "") for name in names]
    monkeypatch.undo()
    assert grade(course_config(small_course), LESSON) == [Graded("ben")]
    assert scores(db_url(small_course)) == wanted


def test_interrupt_ends_the_run_soon_and_the_next_goes_on(small_course: Path) -> None:
    students = small_class.CLASS
    wanted = hand_in_class(small_course, students, extra="import time\ntime.sleep(1.5)")
    run = subprocess.Popen(
        small_class.command("grade", "01", "--jobs", "1"),
        cwd=small_course,
        env=small_class.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    first = small_class.autograded_path(small_course, students[1])
    while not first.exists():
        assert run.poll() is None, run.communicate()
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.strip().splitlines()[-1] == "cardpm grade: stopped; run it again to go on."
    graded = [s for s in students if small_class.is_complete(small_course, s)]
    assert 1 <= len(graded) < len(students) - 3
    # The student at work was begun; all others were not touched.
    assert len(scores(db_url(small_course))) <= len(graded) + 1
    done = grade(course_config(small_course), LESSON)
    assert [g.student for g in done] == [s for s in students if s not in graded]
    assert scores(db_url(small_course)) == wanted


def test_hand_grade_and_comment_survive_force(small_course: Path) -> None:
    hand_in_class(small_course, FEW[:1])
    config = course_config(small_course)
    grade(config, LESSON)
    with Gradebook(db_url(small_course)) as gradebook:
        gradebook.find_grade(small_class.MEMO, LESSON, LESSON, "ada").manual_score = 7
        gradebook.find_comment(small_class.MEMO, LESSON, LESSON, "ada").manual_comment = "Good."
        gradebook.db.commit()
    assert grade(config, LESSON, force=True) == [Graded("ada")]
    with Gradebook(db_url(small_course)) as gradebook:
        memo = gradebook.find_grade(small_class.MEMO, LESSON, LESSON, "ada")
        assert (memo.manual_score, memo.needs_manual_grade) == (7, True)
        comment = gradebook.find_comment(small_class.MEMO, LESSON, LESSON, "ada")
        assert comment.manual_comment == "Good."


def test_zygote_that_dies_gives_nobody_a_zero(small_course: Path) -> None:
    """What the machine did to the grader is not what a student's cell did."""
    wanted = hand_in_class(small_course, FEW, extra="import time\ntime.sleep(2)")
    run = subprocess.Popen(
        small_class.command("grade", "01", "--jobs", "1", "--json"),
        cwd=small_course,
        env=small_class.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    while not small_class.autograded_path(small_course, FEW[1]).exists():
        assert run.poll() is None
    (bubblewrap,) = (
        child for child in psutil.Process(run.pid).children() if child.name() == "bwrap"
    )
    bubblewrap.kill()
    (told,) = json.loads(run.communicate(timeout=120)[0])
    found = scores(db_url(small_course))
    for student in FEW:
        if small_class.is_complete(small_course, student):
            assert found[student] == wanted[student]
    assert len(told["problems"]) >= 1
    assert grade(course_config(small_course), LESSON)
    assert scores(db_url(small_course)) == wanted
