"""How many students master what the course promises, claim by claim or competency by competency."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from course.language import told
from course.reporting.records import Records

MASTERED, PARTLY = 0.8, 0.5  # shares of the graded points from which a student stands there


@dataclass(frozen=True)
class Goal:
    """Something to master and the tasks that grade it: ``(assignment, task slug)``."""

    id: str
    text: str
    tasks: frozenset[tuple[str, str]]


def claims_of(lessons: Path, assignment: str) -> list[Goal]:
    """Return the claims that an assignment's tasks cover; empty for one that has no map.

    Parameters
    ----------
    lessons : Path
        The folder with ``claims.toml`` and the lessons.
    assignment : str
    """
    texts = {entry["id"]: told(entry["text"]) for entry in _toml(lessons / "claims.toml", "claim")}
    covered = _covered(lessons, [assignment])
    return [Goal(claim, text, covered[claim]) for claim, text in texts.items() if claim in covered]


def competencies(lessons: Path, assignments: Iterable[str]) -> list[Goal]:
    """Return the competencies of the course, with the tasks of all notebooks that grade them."""
    goals: dict[str, set[tuple[str, str]]] = {}
    number = {e["id"]: e["competency"] for e in _toml(lessons / "claims.toml", "claim")}
    for claim, tasks in _covered(lessons, assignments).items():
        if claim in number:
            goals.setdefault(number[claim], set()).update(tasks)
    names = {path.name[:2]: path.name for path in lessons.glob("[0-9][0-9]_*")}
    return [
        Goal(
            key,
            told(names.get(key, key)[3:].replace("_", " ").capitalize()) or key,
            frozenset(goals[key]),
        )
        for key in sorted(goals)
    ]


def tasks_as_goals(records: Records) -> list[Goal]:
    """Return each task as a goal, for a course folder without a map of claims."""
    return [Goal("", task, frozenset({(records.assignment, task)})) for task in records.tasks]


def reached(goals: list[Goal], all_records: list[Records]) -> pd.DataFrame:
    """Return how far each student got: students × goals, share of the graded points, 0 to 1.

    NaN where the student handed in nothing that grades the goal.
    """
    points = {r.assignment: (r.by_task(), r.worth) for r in all_records}
    students = sorted(set().union(*(r.points.index for r in all_records)))
    columns = []
    for goal in goals:
        got = pd.Series(0.0, index=students)
        worth = pd.Series(0.0, index=students)
        for assignment, task in sorted(goal.tasks):
            if assignment not in points or task not in points[assignment][0]:
                continue
            one = points[assignment][0][task].reindex(students)
            got += one.fillna(0.0)
            worth += one.notna() * points[assignment][1][task]
        columns.append(got / worth.where(worth > 0))
    keys = range(len(goals))
    return pd.concat(columns, axis=1, keys=keys) if columns else pd.DataFrame(index=students)


def mastery(goals: list[Goal], shares: pd.DataFrame) -> pd.DataFrame:
    """Count a class: one row a goal with ``id``, ``goal``, ``students`` and the shares of them who
    have ``mastered`` it (80 % of its points), ``partly`` (50 %), ``not_yet``; their ``mean``.
    """
    rows = []
    for number, goal in enumerate(goals):
        known = shares[number].dropna()
        count = len(known) or np.nan
        high, some = (known >= MASTERED).sum() / count, (known >= PARTLY).sum() / count
        rows.append((goal.id, goal.text, len(known), high, some - high, 1 - some, known.mean()))
    names = ["id", "goal", "students", "mastered", "partly", "not_yet", "mean"]
    return pd.DataFrame(rows, columns=names)


def _covered(lessons: Path, assignments: Iterable[str]) -> Mapping[str, frozenset[tuple[str, str]]]:
    covered: dict[str, set[tuple[str, str]]] = {}
    for assignment in assignments:
        for row in _toml(lessons / assignment / "coverage.toml", "row"):
            # A memo names, for each claim, the criteria of its rubric instead.
            for claim in [*row.get("claims", []), *row.get("criteria", {})]:
                covered.setdefault(claim, set()).add((assignment, row["task"]))
    return {claim: frozenset(tasks) for claim, tasks in covered.items()}


def _toml(path: Path, key: str) -> list[dict]:
    if not path.is_file():
        return []
    with path.open("rb") as file:
        entries: list[dict] = tomllib.load(file).get(key, [])
    return entries
