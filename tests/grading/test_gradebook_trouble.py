"""A full disk, a read-only or locked gradebook: one clear line, and the next run goes on.

Disks are filled and made read-only for real, in a mount namespace of the test's own.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from course.grading import many, sentences
from course.grading.many import CannotGradeError, Graded, grade

from . import small_class
from .small_class import LESSON, course_config, db_url, hand_in_class, scores

pytestmark = pytest.mark.slow
FEW = ("ada", "ben", "eve", "ivo")
UNSHARE = ("unshare", "--mount", "--map-root-user")


def _mounts() -> bool:
    try:
        trial = ["sh", "-c", "mount -t tmpfs none /mnt"]
        return subprocess.run([*UNSHARE, *trial], capture_output=True).returncode == 0
    except OSError:
        return False


needs_mounts = pytest.mark.skipif(
    not _mounts(), reason="this machine lets nobody mount in a namespace (unshare -rm)"
)

# Grades a class in its own mount namespace; prints what became of it before and after a repair.
TRIAL = """
import json, shutil, subprocess, sys
from pathlib import Path
from course.coursedir import open_course
from course.grading.many import CannotGradeError, grade

course, lesson, before, after = sys.argv[1:]
root = Path("/mnt/course")


def run(script):
    subprocess.run(["sh", "-ec", script], check=True, cwd="/mnt")


def graded():
    config = open_course(root, root / "nbgrader_config.py").config
    # A user namespace of this kind has no other user to run students' code as.
    config.SandboxedExecute.allow_unsandboxed = True
    try:
        return {one.student: one.problem for one in grade(config, lesson, jobs=2)}
    except CannotGradeError as error:
        return str(error)


run("mount -t tmpfs -o size=8m none /mnt")
shutil.copytree(course, root)
run(before)
first = graded()
run(after)
told = [first, graded()]
shutil.copytree(root, course, dirs_exist_ok=True)
print(json.dumps(told))
"""
READ_ONLY = "cd course; mount --bind {0} {0}; mount -o remount,bind,ro {0}"


def tried(root: Path, before: str, after: str) -> list[Any]:
    """Grade a copy of the course after one shell script, and again after another."""
    done = subprocess.run(
        [*UNSHARE, sys.executable, "-c", TRIAL, str(root), LESSON, before, after],
        env=small_class.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return list(json.loads(done.stdout.splitlines()[-1]))


@needs_mounts
@pytest.mark.parametrize("room", [8, 40, 90])
def test_full_disk(small_course: Path, room: int) -> None:
    wanted = hand_in_class(small_course, FEW)
    fill = f"cat /dev/zero > full || true; truncate -s -{room}K full"
    first, second = tried(small_course, f"({fill}) 2> /dev/null", "rm full")
    failed = {student for student, problem in first.items() if problem}
    assert failed
    assert {first[student] for student in failed} == {sentences.DISK_FULL}
    assert set(second) == failed
    assert not any(second.values())
    assert scores(db_url(small_course)) == wanted
    assert all(small_class.is_complete(small_course, student) for student in FEW)


@needs_mounts
def test_read_only_gradebook(small_course: Path) -> None:
    wanted = hand_in_class(small_course, FEW)
    first, second = tried(
        small_course, READ_ONLY.format("gradebook.db"), "umount course/gradebook.db"
    )
    assert first == sentences.READ_ONLY
    assert second == dict.fromkeys(FEW, "")
    assert scores(db_url(small_course)) == wanted


@needs_mounts
def test_read_only_folder(small_course: Path) -> None:
    wanted = hand_in_class(small_course, FEW)
    (small_course / "autograded").mkdir()
    first, second = tried(small_course, READ_ONLY.format("autograded"), "umount course/autograded")
    assert set(first) == set(FEW)
    for problem in first.values():
        assert problem.startswith("Not graded: ")
        assert "Read-only file system" in problem
        assert "\n" not in problem
    assert second == dict.fromkeys(FEW, "")
    assert scores(db_url(small_course)) == wanted


@contextmanager
def locked(root: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another program holds the gradebook until the block ends, or its input is closed."""
    holds = (
        "import sqlite3, sys; book = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "book.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(root / "gradebook.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        yield holder


def test_gradebook_locked_for_good(small_course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in_class(small_course, FEW)
    monkeypatch.setattr(many, "LOCKED_SECONDS", 1)
    with locked(small_course), pytest.raises(CannotGradeError) as caught:
        grade(course_config(small_course), LESSON)
    assert str(caught.value) == sentences.LOCKED


def test_gradebook_locked_in_the_middle(
    small_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = hand_in_class(small_course, FEW)
    monkeypatch.setattr(many, "LOCKED_SECONDS", 1)
    config = course_config(small_course)
    with locked(small_course), monkeypatch.context() as patch:
        # The lock comes after the look that `grade` takes first.
        patch.setattr(many, "_try_gradebook", lambda url: None)
        first = grade(config, LESSON)
    assert first == [Graded(student, sentences.LOCKED) for student in FEW]
    assert grade(config, LESSON) == [Graded(student) for student in FEW]
    assert scores(db_url(small_course)) == wanted


def test_gradebook_locked_for_a_while_is_waited_for(small_course: Path) -> None:
    """Longer than SQLite's own 5 seconds."""
    wanted = hand_in_class(small_course, FEW)
    began = time.monotonic()
    with locked(small_course) as holder:
        assert holder.stdin
        threading.Timer(7, holder.stdin.close).start()
        done = grade(course_config(small_course), LESSON)
    assert time.monotonic() - began > 7
    assert done == [Graded(student) for student in FEW]
    assert scores(db_url(small_course)) == wanted


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql+psycopg://nobody:word@127.0.0.1:9/book", "refused"),
        ("postgresql+nothing://127.0.0.1/book", "nothing"),
        ("nonsense", "parse"),
        ("sqlite:////nowhere/book.db", "rights of gradebook.db"),
    ],
)
def test_gradebook_that_is_not_there(small_course: Path, url: str, why: str) -> None:
    hand_in_class(small_course, FEW[:1])
    config = small_course / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.db_url = {url!r}\n")
    done = small_class.cardpm(small_course, "grade", "01")
    assert done.returncode == 2
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("cardpm grade: The gradebook ")
    assert why in line
    assert "word" not in line


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1]", b'{"cells": 3}'])
def test_corrupt_submission_leaves_the_others_graded(small_course: Path, content: bytes) -> None:
    wanted = hand_in_class(small_course, FEW)
    small_class.hand_in_file(small_course, "kim", content)
    done = small_class.cardpm(small_course, "grade", "01", "--json")
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)
    assert [row["student"] for row in told["attention"]] == ["kim"]
    assert "counts 0 points" in told["attention"][0]["sentence"]
    found = scores(db_url(small_course))
    assert found.pop("kim") == dict.fromkeys(wanted["ada"], 0)
    assert found == wanted
