"""A class report: one or more assignments, as numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
from nbgrader.apps import NbGraderAPI

from course.feedback.outcomes import NOT_ATTEMPTED
from course.language import say
from course.reporting.chapters import Chapter, ReportError, graded_assignments, read_chapter
from course.reporting.mastery import (
    claims_of,
    competencies,
    mastery,
    reached,
    tasks_as_goals,
)

# Told the assignment, how many notebooks were read, and of how many.
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Report:
    """What a page and its tables are made of.

    Attributes
    ----------
    chapters : list of Chapter
        One an assignment.
    mastery, reached : DataFrame
        The class and each student by goal: claims of one notebook, or competencies of the course.
    course : bool
        Whether this is about the whole course.
    """

    chapters: list[Chapter]
    mastery: pd.DataFrame
    reached: pd.DataFrame
    course: bool

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all numbers as tables by name; each but ``mastery`` has a column ``notebook``."""
        return {
            "summary": pd.DataFrame([summary(chapter) for chapter in self.chapters]),
            "tasks": self._joined(lambda c: c.tasks.rename_axis("task").reset_index()),
            "checks": self._joined(_checks),
            "mistakes": self._joined(lambda c: c.mistakes),
            "hidden_cases": self._joined(lambda c: c.cases),
            "suspicious": self._joined(lambda c: c.suspicious),
            "mastery": self.mastery,
            "scores": self._joined(_scores),
            "hand_ins": self._joined(_hand_ins),
            "waiting": self._joined(lambda c: c.waiting),
            "notes": self._joined(lambda c: c.notes),
        }

    def _joined(self, table: Callable[[Chapter], pd.DataFrame]) -> pd.DataFrame:
        parts = []
        for chapter in self.chapters:
            part = table(chapter).copy()
            part.insert(0, "notebook", chapter.name)
            parts.append(part)
        return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def read_report(
    api: NbGraderAPI, lessons: Path, assignments: Sequence[str] | None, tell: Tell
) -> Report:
    """Read a class.

    Parameters
    ----------
    api : NbGraderAPI
        Opened on the course folder.
    lessons : Path
        The folder with ``claims.toml`` and ``NN_topic/coverage.toml``.
    assignments : sequence of str, or None
        Which; None for the whole course.
    tell : callable
        Told the progress.

    Raises
    ------
    ReportError
        When nothing of it has been graded.
    """
    graded = graded_assignments(api)
    chosen = graded if assignments is None else [n for n in assignments if n in graded]
    if not chosen:
        where = api.coursedir.root
        if assignments is None:
            raise ReportError(
                say("nothing has been graded in {folder}: run cardpm grade first.", folder=where)
            )
        raise ReportError(
            say(
                "no submission of {names} has been graded in {folder}: run cardpm grade first.",
                names=", ".join(assignments),
                folder=where,
            )
        )
    chapters = [read_chapter(api, name, partial(tell, name)) for name in chosen]
    records = [chapter.records for chapter in chapters]
    if assignments is None:
        goals = competencies(lessons, chosen)
    else:
        goals = [goal for name in chosen for goal in claims_of(lessons, name)]
    goals = goals or [goal for one in records for goal in tasks_as_goals(one)]
    shares = reached(goals, records)
    return Report(chapters, mastery(goals, shares), shares, course=assignments is None)


def summary(chapter: Chapter) -> dict[str, object]:
    """Return the few numbers of an assignment: counts of students; shares of points, 0 to 1."""
    shares = chapter.records.shares()
    return {
        "notebook": chapter.name,
        "points": float(chapter.records.worth.sum()),
        "handed_in": len(shares),
        "mean": shares.mean(),
        "median": shares.median(),
        "sd": shares.std(ddof=0),
        "missing": len(chapter.missing),
        "late": len(chapter.late),
        "not_graded": len(chapter.not_graded),
        "waiting": len(chapter.waiting),
        "suspicious": len(chapter.suspicious),
        "unread": len(chapter.unread),
        "outdated": len(chapter.outdated),
        "due": chapter.records.due.isoformat() + "Z" if chapter.records.due else None,
    }


def wrong_answers(mistakes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table of mistakes that are more than work not done."""
    return mistakes[mistakes["kind"] != NOT_ATTEMPTED]


def _checks(chapter: Chapter) -> pd.DataFrame:
    about = chapter.records.checks[["task", "hidden", "by_hand"]]
    return about.join(chapter.checks).reset_index()


def _scores(chapter: Chapter) -> pd.DataFrame:
    """Long form, for a course's notebooks have different tasks: one row a student and task."""
    table = chapter.records.by_task().rename_axis("student").reset_index()
    long = table.melt(id_vars="student", var_name="task", value_name="points")
    long["worth"] = long["task"].map(chapter.records.worth)
    return long


def _hand_ins(chapter: Chapter) -> pd.DataFrame:
    """Everybody: who handed in, late or in time, whose work waits for grading, who is missing."""
    table = chapter.records.hand_ins.reset_index()
    table["state"] = "in time"
    table.loc[table["hours_late"] > 0, "state"] = "late"
    others = [(student, "missing") for student in chapter.missing]
    others += [(student, "not graded") for student in chapter.not_graded]
    if others:
        table = pd.concat([table, pd.DataFrame(others, columns=["student", "state"])])
    table["share"] = table["student"].map(chapter.records.shares())
    return table
