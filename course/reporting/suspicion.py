"""Checks and tasks to look at again: where good students fail and weaker ones do not."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from course.language import say
from course.reporting.items import FEWEST, correlation
from course.reporting.records import Records, task_of

COLUMNS = ["task", "checks", "reason"]
FEWEST_FOR_THIRDS = 9
FAILING = 3  # so many good students must fail before a check is doubted
GAP = 0.10  # by how much weak students must do better
TOO_HARD = 1 / 3
# One-sided 5 %: a smaller difference is one that chance makes in one check of twenty.
CHANCE = 1.645


@dataclass(frozen=True)
class Doubt:
    """What speaks against a check; rank 0 is the worst."""

    rank: int
    check: str
    reason: str


def suspicious(records: Records, broken: pd.Series | None = None) -> pd.DataFrame:
    """List what to look at.

    A student's place in the class is by all points outside the task in question, so that a check
    is not judged by itself.

    Parameters
    ----------
    records : Records
    broken : Series, optional
        By check, for how many students it ended in something that is no answer to them
        (:func:`course.reporting.mistakes.broken_checks`).

    Returns
    -------
    DataFrame
        ``task``, ``checks`` (grade ids, joined by commas) and ``reason`` (a sentence about the
        first of them), the worst first; empty when all is well.
    """
    found: dict[tuple[int, str], list[Doubt]] = {}
    for doubt in [*_broken(broken), *_by_scores(records)]:
        found.setdefault((doubt.rank, task_of(doubt.check)), []).append(doubt)
    rows = [
        (task, ", ".join(doubt.check for doubt in doubts), doubts[0].reason)
        for (_, task), doubts in sorted(found.items(), key=lambda item: item[0][0])
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _broken(broken: pd.Series | None) -> Iterator[Doubt]:
    for check, students in (pd.Series(dtype=int) if broken is None else broken).items():
        yield Doubt(
            0,
            str(check),
            say(
                "For 1 student it ended in an error that no check should end in: read the graded "
                "notebook."
            )
            if students == 1
            else say(
                "For {count} students it ended in an error that no check should end in: read the "
                "graded notebook.",
                count=students,
            ),
        )


def _by_scores(records: Records) -> Iterator[Doubt]:
    checks = records.checks[~records.checks["by_hand"] & (records.checks["worth"] > 0)]
    for check, task, worth in checks[["task", "worth"]].itertuples():
        got = records.points[check].dropna() / worth
        if len(got) >= FEWEST and (got <= 0).all():
            reason = say(
                "None of {count} students got a point: is it right, and does the task's text "
                "say what it asks for?",
                count=len(got),
            )
            yield Doubt(1, check, reason)
            continue
        rest = _outside(records, task).reindex(got.index).dropna()
        if len(rest) >= FEWEST_FOR_THIRDS and (doubt := _by_rank(check, got[rest.index], rest)):
            yield doubt


def _by_rank(check: str, got: pd.Series, rest: pd.Series) -> Doubt | None:
    """Compare the strongest and the weakest third of the class by their other points."""
    ranked, passes = rest.sort_values(kind="stable").index, got >= 1
    third = len(ranked) // 3
    weak, strong = passes[ranked[:third]].mean(), passes[ranked[-third:]].mean()
    if (1 - strong) * third < FAILING:
        return None
    middle = (weak + strong) / 2
    noise = CHANCE * (2 * middle * (1 - middle) / third) ** 0.5
    if weak - strong >= max(GAP, noise):
        reason = say(
            "{weak} of the weakest third pass it, but only {strong} of the strongest "
            "({count} students each): does it refuse a right answer?",
            weak=f"{weak:.0%}",
            strong=f"{strong:.0%}",
            count=third,
        )
        return Doubt(2, check, reason)
    link = correlation(got, rest)
    if link < -CHANCE / (len(ranked) - 1) ** 0.5:
        reason = say(
            "Its scores fall as the students' other scores rise (correlation −{value}): "
            "does it reward what the other tasks do not?",
            value=f"{-link:.2f}",
        )
        return Doubt(3, check, reason)
    if strong < TOO_HARD:
        reason = say(
            "Even of the strongest third ({count} students) only {strong} pass it: is it too "
            "hard, or does it want what the text does not say?",
            count=third,
            strong=f"{strong:.0%}",
        )
        return Doubt(4, check, reason)
    return None


def _outside(records: Records, task: str) -> pd.Series:
    """Return each student's share of the graded points outside a task."""
    others = records.checks.index[records.checks["task"] != task]
    points, worth = records.points[others], records.checks.loc[others, "worth"]
    graded = points.notna().mul(worth, axis=1).sum(axis=1)
    return points.sum(axis=1) / graded.where(graded > 0)
