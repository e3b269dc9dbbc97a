"""Fifty kills lose nothing: SIGKILL for the whole grader at random moments of a class.

A driver that has imported everything forks the graders, so that a kill costs no start of Python;
it adopts every process that a killed grader leaves, and tells whether any of them lives on.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course.grading.many import grade

from . import small_class
from .small_class import CLASS, KINDS, LESSON, MEMO, course_config, db_url, hand_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1_800),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="drives Linux processes"),
]
KILLS = 50
SEED = 4
BY_HAND = {CLASS[3]: 7.0, CLASS[8]: 4.5}
COMMENT = "The rent is missing; see task 2."

DRIVER = """
import ctypes, os, select, signal, sys, time
from pathlib import Path
import nbgrader.converters
from course.coursedir import open_course
from course.grading.many import grade

PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
root = Path(sys.argv[1])
config = open_course(root, root / "nbgrader_config.py").config
print("ready", flush=True)


def reap():
    '''Whether any descendant is left.'''
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True


for order in sys.stdin:
    seconds, force = order.split()
    grader = os.fork()
    if grader == 0:
        os.setpgid(0, 0)
        code = 1
        try:
            done = grade(config, sys.argv[2], jobs=2, force=force == "force")
            code = int(any(graded.problem for graded in done))
        finally:
            os._exit(code)
    began = time.monotonic()
    ended = bool(select.select([os.pidfd_open(grader)], [], [], float(seconds))[0])
    took = time.monotonic() - began
    if not ended:
        try:
            os.killpg(grader, signal.SIGKILL)
        except ProcessLookupError:  # not yet a group of its own
            os.kill(grader, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(grader, 0)[1])
    patience = time.monotonic() + 20
    while (left := reap()) and time.monotonic() < patience:
        time.sleep(0.02)
    print(code, round(took, 3), int(left), flush=True)
"""


class Driver:
    """Runs graders in a course and kills them."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, str(root), LESSON],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
            env=small_class.environment(),
        )
        assert self._said() == "ready"

    def run(self, seconds: float, force: bool = False) -> tuple[int, float]:
        """Grade, for so long at most; return the exit code (-9 when killed) and the time."""
        assert self._process.stdin
        self._process.stdin.write(f"{seconds} {'force' if force else 'go-on'}\n")
        self._process.stdin.flush()
        code, took, left = self._said().split()
        assert left == "0", "a process outlives its killed grader"
        return int(code), float(took)

    def _said(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


@pytest.fixture
def driver(small_course: Path) -> Iterator[Driver]:
    driver = Driver(small_course)
    yield driver
    driver.close()


def test_fifty_kills(small_course: Path, driver: Driver, tmp_path: Path) -> None:
    luck = random.Random(SEED)
    kinds = {student: number % len(KINDS) for number, student in enumerate(CLASS)}
    for student, kind in kinds.items():
        hand_in(small_course, student, kind)
    code, whole = driver.run(300)
    assert code == 0
    _grade_by_hand(small_course)

    kills, moments, finished = 0, [], 0
    while kills < KILLS:
        again = luck.sample(CLASS, luck.randint(3, 8))
        for student in again:
            kinds[student] = luck.randrange(len(KINDS))
            hand_in(small_course, student, kinds[student])
        force = luck.random() < 0.5
        # Students who hand in again are a part of the class, and so is the time that they take.
        code, took = driver.run(luck.uniform(0, whole if force else whole * 0.8), force)
        assert code in (0, -9)
        kills += code == -9
        finished += code == 0
        moments.append(round(took / whole, 2))
    print(f"a whole run takes {whole:.1f} s; {finished} runs finished before their kill")
    print(f"moments of the kills, as parts of it: {sorted(moments)}")

    code, _ = driver.run(300)
    assert code == 0
    # Nothing is left to do, and nothing is done twice.
    assert grade(course_config(small_course), LESSON) == []
    assert _integrity(small_course) == "ok"
    found = small_class.scores(db_url(small_course))
    assert found == {student: KINDS[kind][1] for student, kind in kinds.items()}
    _check_by_hand(small_course)
    _compare_with_undisturbed(small_course, tmp_path, kinds)


def _grade_by_hand(root: Path) -> None:
    with Gradebook(db_url(root)) as gradebook:
        for student, points in BY_HAND.items():
            grade_ = gradebook.find_grade(MEMO, LESSON, LESSON, student)
            grade_.manual_score, grade_.needs_manual_grade = points, False
            gradebook.find_comment(MEMO, LESSON, LESSON, student).manual_comment = COMMENT
        gradebook.db.commit()


def _check_by_hand(root: Path) -> None:
    with Gradebook(db_url(root)) as gradebook:
        for student in CLASS:
            points = BY_HAND.get(student)
            assert gradebook.find_grade(MEMO, LESSON, LESSON, student).manual_score == points
            comment = gradebook.find_comment(MEMO, LESSON, LESSON, student)
            assert comment.manual_comment == (COMMENT if points else None)


def _integrity(root: Path) -> str:
    with sqlite3.connect(root / "gradebook.db") as connection:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    return str(said)


def _compare_with_undisturbed(root: Path, tmp_path: Path, kinds: dict[str, int]) -> None:
    """The same hand-ins, graded once by nobody who is killed, come to the same notebooks."""
    other = tmp_path / "undisturbed"
    leave_out = shutil.ignore_patterns("autograded", "submitted", "gradebook.db")
    shutil.copytree(root, other, ignore=leave_out)
    small_class.release(other)
    for student, kind in kinds.items():
        hand_in(other, student, kind)
    assert not any(graded.problem for graded in grade(course_config(other), LESSON))
    assert small_class.scores(db_url(other)) == small_class.scores(db_url(root))
    for student in CLASS:
        assert small_class.is_complete(root, student)
        assert small_class.shown(root, student) == small_class.shown(other, student)
    left = sorted(path.relative_to(root) for path in (root / "autograded").rglob("*"))
    assert left == sorted(path.relative_to(other) for path in (other / "autograded").rglob("*"))


@pytest.mark.parametrize("whom", ["the command", "everybody"])
def test_real_command_killed_and_run_again(small_course: Path, whom: str) -> None:
    """`cardpm grade`, killed while it works: alone, or with all processes of its group."""
    wanted = small_class.hand_in_class(small_course, CLASS[:6], "import time\ntime.sleep(1)")
    run = subprocess.Popen(
        small_class.command("grade", "01"),
        cwd=small_course,
        env=small_class.environment(),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not list(small_course.glob(f"autograded/*/{LESSON}/*.ipynb")):
        assert run.poll() is None
        time.sleep(0.02)
    if whom == "the command":
        run.kill()
    else:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    # Its processes end with it: a group is gone when nobody is left in it.
    deadline = time.monotonic() + 20
    while _lives(run.pid):
        assert time.monotonic() < deadline, "a process outlives its killed grader"
        time.sleep(0.05)
    before = {s for s in wanted if small_class.is_complete(small_course, s)}
    assert len(before) < len(wanted)
    done = small_class.cardpm(small_course, "grade", "01")
    assert done.returncode == 0, done.stderr
    assert f"{LESSON}: {len(wanted) - len(before)} graded, 0 not" in done.stdout
    assert small_class.scores(db_url(small_course)) == wanted


def _lives(group: int) -> bool:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of) == group and state != "Z":
            return True
    return False
