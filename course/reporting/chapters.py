"""One assignment of a class, with all that a report says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from nbgrader.apps import NbGraderAPI
from sqlalchemy.exc import SQLAlchemyError

from course.errors import CourseError
from course.language import say
from course.reporting.items import item_statistics
from course.reporting.messages import Graded, read_graded
from course.reporting.mistakes import broken_checks, failed_checks, hidden_cases, mistakes
from course.reporting.records import Records, notebook_order, read_records, task_of
from course.reporting.suspicion import suspicious

# Told how many notebooks were read, and of how many.
Show = Callable[[int, int], None]


class ReportError(CourseError):
    """There is nothing to report on: a sentence and a next step."""


@dataclass(frozen=True)
class Chapter:
    """What a report says of one assignment.

    Attributes
    ----------
    records : Records
    tasks, checks : DataFrame
        Item statistics of the tasks and of the single checks (:func:`item_statistics`).
    mistakes : DataFrame
        See :func:`course.reporting.mistakes.mistakes`.
    cases : DataFrame
        See :func:`course.reporting.mistakes.hidden_cases`.
    suspicious : DataFrame
        See :func:`course.reporting.suspicion.suspicious`.
    waiting : DataFrame
        Columns ``student`` and ``task``: what a person must grade.
    notes : DataFrame
        Columns ``student`` and ``note``: what grading remarked.
    unread : tuple of str
        Students whose autograded notebook could not be read.
    outdated : tuple of str
        Students who were graded when checks did not yet keep what they said: their mistakes are
        not known.
    not_graded : tuple of str
        Students with a folder in ``submitted/`` that no grading has seen.
    """

    records: Records
    tasks: pd.DataFrame
    checks: pd.DataFrame
    mistakes: pd.DataFrame
    cases: pd.DataFrame
    suspicious: pd.DataFrame
    waiting: pd.DataFrame
    notes: pd.DataFrame
    unread: tuple[str, ...]
    outdated: tuple[str, ...]
    not_graded: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.records.assignment

    @property
    def missing(self) -> list[str]:
        """Students of the gradebook of whom nothing came."""
        return [student for student in self.records.missing if student not in self.not_graded]

    @property
    def late(self) -> pd.DataFrame:
        """Rows of ``records.hand_ins`` after the due date, the latest first."""
        hand_ins = self.records.hand_ins
        return hand_ins[hand_ins["hours_late"] > 0].sort_values("hours_late", ascending=False)


def graded_assignments(api: NbGraderAPI) -> list[str]:
    """Return the names of the assignments that somebody has handed in, in order.

    Raises
    ------
    ReportError
        When there is no gradebook, or nbgrader cannot open it.
    """
    url, file = api.coursedir.db_url, api.coursedir.db_url.removeprefix("sqlite:///")
    if file != url and not Path(file).is_file():
        raise ReportError(
            say("there is no gradebook at {file}: run cardpm grade first.", file=file)
        )
    try:
        with api.gradebook as gradebook:
            found = [(one.name, one.num_submissions) for one in gradebook.assignments]
    except SQLAlchemyError as error:
        why = str(error).splitlines()[0]
        raise ReportError(
            say(
                "the gradebook does not open ({why}): check db_url in nbgrader_config.py, and that "
                "no other program holds it.",
                why=why,
            )
        ) from error
    return sorted(name for name, submissions in found if submissions)


def read_chapter(api: NbGraderAPI, assignment: str, show: Show | None = None) -> Chapter:
    """Read the gradebook and the autograded notebooks of one assignment.

    Notebooks are read one after the other and none is kept: time grows with the class, memory
    does not. ``show`` is told after each.
    """
    root = Path(api.coursedir.root)
    with api.gradebook as gradebook:
        order = notebook_order(root / api.coursedir.release_directory / assignment)
        records = read_records(gradebook, assignment, order)
    graded: list[Graded] = []
    autograded, students = root / api.coursedir.autograded_directory, list(records.points.index)
    for student in students:
        graded.append(read_graded(autograded, student, assignment))
        if show is not None:
            show(len(graded), len(students))
    said, total = failed_checks(records, graded), records.shares()
    waiting = {
        (student, task_of(str(check)))
        for check in records.waits
        for student in records.waits.index[records.waits[check]]
    }
    submitted = (root / api.coursedir.submitted_directory).glob(f"*/{assignment}")
    came = {folder.parent.name for folder in submitted if folder.is_dir()}
    return Chapter(
        records,
        item_statistics(records.by_task(), records.worth, total),
        item_statistics(records.points, records.checks["worth"], total),
        mistakes(said, len(students), records.tasks),
        hidden_cases(said),
        suspicious(records, broken_checks(said)),
        pd.DataFrame(sorted(waiting), columns=["student", "task"], dtype=object),
        pd.DataFrame(
            [(one.student, note) for one in graded for note in one.notes],
            columns=["student", "note"],
            dtype=object,
        ),
        tuple(one.student for one in graded if not one.read),
        tuple(one.student for one in graded if one.outdated),
        tuple(sorted(came - set(students))),
    )
