"""What nbgrader's gradebook knows of one assignment, read in a few queries whatever the class."""

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select

# What stands in the source of a check cell whose tests are cut out of the release.
HIDDEN = "BEGIN HIDDEN TESTS"


@dataclass(frozen=True)
class Records:
    """One assignment of one class.

    Attributes
    ----------
    assignment : str
    checks : DataFrame
        One row a graded cell (index ``check``, the grade id) in the notebook's order; columns
        ``task`` (slug), ``worth`` (points), ``hidden`` and ``by_hand`` (bool).
    points : DataFrame
        One row a submission (index ``student``), one column a check, points. NaN where a person
        must grade first.
    waits : DataFrame
        The same shape; True where nbgrader asks for a person's grade (also for a second look).
    hand_ins : DataFrame
        One row a submission; columns ``handed_in`` (UTC), ``hours_late`` (0 when in time or when
        there is no due date) and ``penalty`` (points).
    missing : tuple of str
        Students of the gradebook without a graded submission.
    due : datetime or None
        In UTC.
    """

    assignment: str
    checks: pd.DataFrame
    points: pd.DataFrame
    waits: pd.DataFrame
    hand_ins: pd.DataFrame
    missing: tuple[str, ...]
    due: datetime.datetime | None

    @property
    def tasks(self) -> list[str]:
        """The task slugs in the notebook's order."""
        return list(dict.fromkeys(self.checks["task"]))

    @property
    def worth(self) -> pd.Series:
        """Points that each task is worth (index: task)."""
        return self.checks.groupby("task", sort=False)["worth"].sum()

    def by_task(self) -> pd.DataFrame:
        """Points of each student in each task; NaN where a part of it waits for a person."""
        task_of_check = self.checks["task"]
        sums = {
            task: self.points[task_of_check.index[task_of_check == task]].sum(axis=1, skipna=False)
            for task in self.tasks
        }
        return pd.DataFrame(sums, index=self.points.index, columns=self.tasks, dtype=float)

    def shares(self) -> pd.Series:
        """Each student's points, before penalties, as a share of what has been graded so far."""
        graded = self.points.notna().mul(self.checks["worth"], axis=1).sum(axis=1)
        return (self.points.sum(axis=1) / graded.where(graded > 0)).rename("share")


def read_records(gradebook: Gradebook, assignment: str, order: list[str] | None = None) -> Records:
    """Read one assignment.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment : str
        Must be in the gradebook.
    order : list of str, optional
        Grade ids in the notebook's order (:func:`notebook_order`); the gradebook keeps none.
    """
    found = gradebook.find_assignment(assignment)
    checks = _checks(gradebook, found, order or [])
    points, waits = _grades(gradebook, found.id, list(checks.index))
    hand_ins = _hand_ins(gradebook, found)
    everybody = gradebook.db.scalars(select(Student.id)).all()
    missing = tuple(sorted(set(everybody) - set(points.index)))
    return Records(assignment, checks, points, waits, hand_ins, missing, found.duedate)


def notebook_order(folder: Path) -> list[str]:
    """Return the grade ids of the notebooks in a folder as they stand; empty when none is there."""
    ids = []
    for path in sorted(folder.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8")).get("cells", []):
            ids.append(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))
    return ids


def task_of(grade_id: str) -> str:
    """Return the slug of the task that a grade id belongs to: ``slug--part`` or ``slug``."""
    return grade_id.partition("--")[0]


def _checks(gradebook: Gradebook, assignment: Assignment, order: list[str]) -> pd.DataFrame:
    rows, place = {}, {name: number for number, name in enumerate(order)}
    for notebook in assignment.notebooks:
        query = select(SourceCell.name).where(SourceCell.notebook_id == notebook.id)
        hidden = set(gradebook.db.scalars(query.where(SourceCell.source.contains(HIDDEN))))
        written = select(SolutionCell.name).where(SolutionCell.notebook_id == notebook.id)
        solutions = set(gradebook.db.scalars(written))
        for cell in [*notebook.grade_cells, *notebook.task_cells]:
            by_hand = cell.name in solutions or cell.type == "TaskCell"
            row = (task_of(cell.name), cell.max_score, cell.name in hidden, by_hand)
            rows[cell.name] = row
    names = sorted(rows, key=lambda name: (place.get(name, len(place)), name) if order else (0, ""))
    table = pd.DataFrame.from_dict(
        {name: rows[name] for name in names},
        orient="index",
        columns=["task", "worth", "hidden", "by_hand"],
    )
    return table.rename_axis("check").astype({"worth": float, "hidden": bool, "by_hand": bool})


def _grades(
    gradebook: Gradebook, assignment_id: str, checks: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    submitted = select(SubmittedAssignment.student_id).where(
        SubmittedAssignment.assignment_id == assignment_id
    )
    students = pd.Index(sorted(gradebook.db.scalars(submitted)), name="student", dtype=object)
    query = (
        select(
            SubmittedAssignment.student_id,
            BaseCell.name,
            Grade.score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .where(SubmittedAssignment.assignment_id == assignment_id)
    )
    names = ["student", "check", "score", "auto", "manual", "waits"]
    rows = pd.DataFrame(gradebook.db.execute(query).all(), columns=names)
    ungraded = rows["auto"].isna() & rows["manual"].isna()
    rows["score"] = rows["score"].astype(float).mask(ungraded)
    rows = rows.set_index(["student", "check"])
    # A submission without a notebook that nbgrader could grade has no grades: it counts 0.
    points = rows["score"].unstack().reindex(index=students, columns=checks)
    known = rows["waits"].notna().unstack(fill_value=False)
    known = known.reindex(index=students, columns=checks, fill_value=False)
    waits = rows["waits"].unstack(fill_value=False)
    waits = waits.reindex(index=students, columns=checks, fill_value=False)
    return points.astype(float).where(known.astype(bool), 0.0), waits.astype(bool)


def _hand_ins(gradebook: Gradebook, assignment: Assignment) -> pd.DataFrame:
    due = assignment.duedate
    query = select(
        SubmittedAssignment.student_id,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        SubmittedAssignment.late_submission_penalty,
    ).where(SubmittedAssignment.assignment_id == assignment.id)
    rows = []
    for student, handed_in, extension, penalty in gradebook.db.execute(query):
        late = 0.0
        if due is not None and handed_in is not None:
            until = due + (extension or datetime.timedelta())
            late = max(0.0, (handed_in - until).total_seconds() / 3600)
        rows.append((student, handed_in, late, float(penalty or 0.0)))
    table = pd.DataFrame(rows, columns=["student", "handed_in", "hours_late", "penalty"])
    table["handed_in"] = pd.to_datetime(table["handed_in"], utc=True)
    return table.set_index("student").sort_index()
