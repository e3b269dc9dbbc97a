"""Grade a class: nbgrader's own Autograde for each student, in as many processes as cores.

The processes share one zygote. Each takes the next student, so a slow notebook holds up nobody; a
run that is killed leaves each student graded to the end or not at all, and the next run goes on.
"""

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from course.engine.zygotes import running
from course.grading import sentences
from course.grading.execution import Released, SandboxedExecute
from course.grading.marking import is_graded

Done = Callable[["Graded", int], None]


@dataclass(frozen=True)
class Graded:
    """What became of one student: `problem` is empty, or one line for the instructor."""

    student: str
    problem: str = ""


class GradebookError(Exception):
    """The gradebook cannot be written; the message says why and what to do."""


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
    GradebookError
        When the gradebook cannot be written to.
    course.engine.sandbox.NoSandboxError
        When students' code cannot be walled off on this machine.
    """
    folder = CourseDirectory(config=config)
    _try_gradebook(folder.db_url)
    waiting = [s for s in _handed_in(folder, assignment) if not students or s in students]
    if not force:
        waiting = [s for s in waiting if not _is_done(folder, assignment, s)]
    if not waiting:
        return []
    _warm_up(config, folder, assignment)
    jobs = min(jobs or os.cpu_count() or 1, len(waiting))
    finished = []
    for graded in _in_processes(config, assignment, waiting, jobs):
        done(graded, len(waiting))
        finished.append(graded)
    return sorted(finished, key=lambda graded: graded.student)


def _in_processes(
    config: Config, assignment: str, students: Iterable[str], jobs: int
) -> Iterator[Graded]:
    """Run `_grade_one` for each student; a process that is killed costs its student one retry."""
    left = list(students)
    for _ in range(2):
        # Forks hold nbgrader and the zygote's sockets already; nothing here has threads yet.
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, mp_context=context) as pool:
            tasks = {pool.submit(_grade_one, config, assignment, s): s for s in left}
            broken = []
            for task in as_completed(tasks):
                try:
                    yield task.result()
                except BrokenProcessPool:
                    broken.append(tasks[task])
        left, jobs = broken, 1
        if not left:
            return
    for student in left:
        yield Graded(student, sentences.GRADER_KILLED.format(student=student))


def _grade_one(config: Config, assignment: str, student: str) -> Graded:
    """Have nbgrader grade one student's submission; its log goes to ours."""
    heard = _Hearing()
    log = logging.getLogger(f"cardpm.grade.{os.getpid()}")
    log.handlers, log.propagate = [heard], False
    log.setLevel(logging.INFO)
    own = Config(config)
    own.CourseDirectory.assignment_id = assignment
    own.CourseDirectory.student_id = student
    autograde = Autograde(coursedir=CourseDirectory(config=own), config=own, log=log)
    autograde.force = True
    try:
        autograde.start()
    except NbGraderException:
        return Graded(student, _problem(student, heard.lines))
    except Exception as error:
        return Graded(
            student, _problem(student, [*heard.lines, f"{type(error).__name__}: {error}"])
        )
    return Graded(student)


class _Hearing(logging.Handler):
    """Keeps what nbgrader says about a student."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += record.getMessage().splitlines()


def _problem(student: str, lines: Iterable[str]) -> str:
    said = " ".join(lines)
    known = (
        ("database is locked", sentences.LOCKED),
        ("readonly database", sentences.READ_ONLY),
        ("disk is full", sentences.DISK_FULL),
        ("No space left", sentences.DISK_FULL),
    )
    for sign, sentence in known:
        if sign in said:
            return sentence
    telling = [line.strip() for line in lines if "Error" in line or "Exception" in line]
    return sentences.NOT_GRADED_WHY.format(student=student, why=(telling or ["no reason"])[-1])


def _try_gradebook(db_url: str) -> None:
    """Write nothing, but so that it would fail where writing fails."""
    try:
        with Gradebook(db_url) as gradebook:
            gradebook.db.execute(text("UPDATE assignment SET name = name WHERE 1 = 0"))
            gradebook.db.commit()
    except SQLAlchemyError as error:
        raise GradebookError(_problem("", [str(error.__cause__ or error)])) from error


def _handed_in(folder: CourseDirectory, assignment: str) -> list[str]:
    path = Path(folder.root) / folder.submitted_directory
    return sorted(p.parent.name for p in path.glob(f"*/{assignment}") if p.is_dir())


def _is_done(folder: CourseDirectory, assignment: str, student: str) -> bool:
    places = [
        Path(folder.format_path(directory, student, assignment))
        for directory in (folder.submitted_directory, folder.autograded_directory)
    ]
    names = [path.name for path in _released(folder, assignment)]
    handed_in = [name for name in names if (places[0] / name).is_file()]
    return bool(handed_in) and all(is_graded(*(place / n for place in places)) for n in handed_in)


def _released(folder: CourseDirectory, assignment: str) -> list[Path]:
    path = Path(folder.format_path(folder.release_directory, ".", assignment))
    return sorted(path.glob("*.ipynb"))


def _warm_up(config: Config, folder: CourseDirectory, assignment: str) -> None:
    """Start the zygote and grow its trunks, which all processes then share."""
    zygote = running(SandboxedExecute(config=config).allow_unsandboxed)
    for path in _released(folder, assignment):
        released = Released.of(nbformat.read(path, as_version=4))
        zygote.trunk(released.open_cells)
        zygote.trunk(released.locked_cells)
