"""Grade a class: nbgrader's own Autograde for each student, in as many processes as cores.

The processes share one zygote. Each takes the next student, so a slow notebook holds up nobody; a
run that is killed leaves each student graded to the end or not at all, and the next run goes on.
"""

import logging
import multiprocessing
import os
import sqlite3
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from tornado.log import app_log
from traitlets.config import Config

from course.engine import sandbox
from course.engine.zygotes import running
from course.errors import CourseError
from course.grading import sentences
from course.grading.execution import SandboxedExecute, read_released
from course.grading.marking import is_graded
from course.language import say

Done = Callable[["Graded", int], None]
# How long a locked gradebook is waited for: others (the formgrader, a second run) write briefly.
LOCKED_SECONDS = 30


@dataclass(frozen=True)
class Graded:
    """What became of one student: `problem` is empty, or one line for the instructor."""

    student: str
    problem: str = ""


class CannotGradeError(CourseError):
    """Nobody can be graded; the message says why and what to do."""


def grade(
    config: Config,
    assignment: str,
    students: Sequence[str] = (),
    jobs: int = 0,
    force: bool = False,
    done: Done = lambda graded, of: None,
) -> list[Graded]:
    """Grade the submissions of an assignment that are not graded yet.

    Parameters
    ----------
    config : Config
        The course's own, with ``CourseDirectory.root``.
    assignment : str
        Its id.
    students : sequence of str
        Only these; empty: all who handed something in.
    jobs : int
        Processes; 0: one for each core.
    force : bool
        Grade those again that are graded already.
    done : callable
        Told of each student, as soon as they are through, and of how many there are.

    Returns
    -------
    list of Graded
        Those who were graded now, by student.

    Raises
    ------
    CannotGradeError
        When the gradebook cannot be written to, nothing was released, or no cluster answers.
    course.engine.sandbox.NoSandboxError
        When students' code cannot be walled off on this machine.
    """
    folder = CourseDirectory(config=config)
    _try_gradebook(folder.db_url)
    handed_in = _handed_in(folder, assignment)
    if handed_in and not _released(folder, assignment):
        raise CannotGradeError(say(sentences.NOT_RELEASED, assignment=assignment))
    wanted = sorted(set(students)) or handed_in
    absent = sorted(set(wanted).difference(handed_in))
    finished = [Graded(student, say(sentences.NO_HAND_IN)) for student in absent]
    waiting = [s for s in wanted if _is_waiting(folder, assignment, s, force)]
    if waiting:
        jobs = min(jobs or _places(config), len(waiting))
        _warm_up(config, folder, assignment)
        for graded in _in_processes(config, assignment, waiting, jobs):
            done(graded, len(waiting))
            finished.append(graded)
    return sorted(finished, key=lambda graded: graded.student)


def _in_processes(
    config: Config, assignment: str, students: Iterable[str], jobs: int
) -> Iterator[Graded]:
    """Run `_grade_one` for each student.

    A process that is killed (no memory left) takes the others down with it. The students they
    were at are tried again, each alone; so one notebook costs nobody else a grade.
    """
    left = list(students)
    while left:
        left = yield from _in_pool(config, assignment, left, jobs)
        # Students are taken in order: these were at work, the others had not begun.
        suspects, left = left[:jobs], left[jobs:]
        for student in suspects:
            if (yield from _in_pool(config, assignment, [student], 1)):
                yield Graded(student, say(sentences.GRADER_KILLED, student=student))


def _in_pool(
    config: Config, assignment: str, students: Iterable[str], jobs: int
) -> Generator[Graded, None, list[str]]:
    """Run `_grade_one` for each student; return those left over when a process is killed."""
    left, tasks = dict.fromkeys(students), []
    pool = _fork(jobs)
    try:
        with suppress(BrokenProcessPool):
            for student in left:
                tasks.append(pool.submit(_grade_one, config, assignment, student))
        for task in as_completed(tasks):
            with suppress(BrokenProcessPool):
                graded = task.result()
                del left[graded.student]
                yield graded
    finally:
        # Ctrl-C ends the run now, not after the whole class.
        pool.shutdown(cancel_futures=True)
    return list(left)


def _fork(jobs: int) -> ProcessPoolExecutor:
    # Forks hold nbgrader and the zygote's sockets already; nothing here has threads yet.
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, context, _end_with_parent, (os.getpid(),))


def _end_with_parent(parent: int) -> None:
    """Have a process end when the run is killed: a second run must not meet the first one's."""
    if sys.platform.startswith("linux"):
        sandbox.die_with_parent()
        if os.getppid() != parent:
            os._exit(1)


def _grade_one(config: Config, assignment: str, student: str) -> Graded:
    """Have nbgrader grade one student's submission; its log goes to ours."""
    heard = _Hearing()
    log = logging.getLogger(f"cardpm.grade.{os.getpid()}")
    log.setLevel(logging.INFO)
    for speaker in (log, app_log):  # nbgrader's gradebook uses Tornado's
        speaker.handlers, speaker.propagate = [heard], False
    own = Config(config)
    own.CourseDirectory.assignment_id = assignment
    own.CourseDirectory.student_id = student
    autograde = Autograde(coursedir=CourseDirectory(config=own), config=own, log=log)
    autograde.force = True
    try:
        autograde.start()
    except NbGraderException:
        return Graded(student, _problem(heard.lines))
    except KeyboardInterrupt:
        # Ctrl-C ends the zygote too: the student whom the pool has ready must not begin.
        os._exit(1)
    except Exception as error:
        return Graded(student, _problem([*heard.lines, f"{type(error).__name__}: {error}"]))
    return Graded(student)


class _Hearing(logging.Handler):
    """Keeps what nbgrader says about a student."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += record.getMessage().splitlines()


def _known(said: str) -> str:
    """The sentence for what often goes wrong, or nothing."""
    known = (
        ("database is locked", sentences.LOCKED),
        ("readonly database", sentences.READ_ONLY),
        ("unable to open database", sentences.READ_ONLY),
        ("disk is full", sentences.DISK_FULL),
        ("No space left", sentences.DISK_FULL),
        ("Disk quota exceeded", sentences.DISK_FULL),
    )
    return next((say(sentence) for sign, sentence in known if sign in said), "")


def _problem(lines: Sequence[str]) -> str:
    if known := _known(" ".join(lines)):
        return known
    spoken = [line.strip() for line in lines if line.strip()] or [say(sentences.NO_REASON)]
    telling = [line for line in spoken if "Error" in line or "Exception" in line]
    return say(sentences.NOT_GRADED_WHY, why=(telling or spoken)[-1])


@event.listens_for(Engine, "connect")
def _be_patient(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {LOCKED_SECONDS * 1000}")


def _try_gradebook(db_url: str) -> None:
    """Write nothing, but so that it would fail where writing fails."""
    try:
        with Gradebook(db_url) as gradebook:
            gradebook.db.execute(text("UPDATE assignment SET name = name WHERE 1 = 0"))
            gradebook.db.commit()
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        why = str(error.__cause__ or error)
        known = _known(why)
        first = why.strip().splitlines()[0]
        raise CannotGradeError(known or say(sentences.NO_GRADEBOOK, why=first)) from error


def _places(config: Config) -> int:
    """How many notebooks can run at once: this machine's cores, or the cluster's threads."""
    scheduler = SandboxedExecute(config=config).scheduler
    if not scheduler:
        return os.cpu_count() or 1
    from course.grading.cluster import places

    try:
        with _fork(1) as pool:  # a connection has threads, which must not be forked
            found = pool.submit(places, scheduler).result()
    except (OSError, ValueError) as error:
        raise CannotGradeError(say(sentences.NO_SCHEDULER, scheduler=scheduler)) from error
    if not found:
        raise CannotGradeError(say(sentences.NO_WORKERS, scheduler=scheduler))
    return found


def _handed_in(folder: CourseDirectory, assignment: str) -> list[str]:
    path = Path(folder.root) / folder.submitted_directory
    return sorted(p.parent.name for p in path.glob(f"*/{assignment}") if p.is_dir())


def _is_waiting(folder: CourseDirectory, assignment: str, student: str, force: bool) -> bool:
    """Whether there is something to grade; `attention` tells of files with another name."""
    submitted, autograded = (
        Path(folder.format_path(directory, student, assignment))
        for directory in (folder.submitted_directory, folder.autograded_directory)
    )
    names = [path.name for path in _released(folder, assignment)]
    handed_in = [name for name in names if (submitted / name).is_file()]
    return any(force or not is_graded(submitted / n, autograded / n) for n in handed_in)


def _released(folder: CourseDirectory, assignment: str) -> list[Path]:
    path = Path(folder.format_path(folder.release_directory, ".", assignment))
    return sorted(path.glob("*.ipynb"))


def _warm_up(config: Config, folder: CourseDirectory, assignment: str) -> None:
    """Start the zygote and grow its trunks, which all processes then share."""
    execution = SandboxedExecute(config=config)
    if execution.scheduler:
        return
    zygote = running(execution.allow_unsandboxed)
    for path in _released(folder, assignment):
        released = read_released(path)
        zygote.trunk(released.open_cells)
        zygote.trunk(released.locked_cells)
