"""The mistakes of a class: what its students were told, how many of them, and what it cost."""

from collections.abc import Iterable

import pandas as pd

from course.feedback.outcomes import NOT_ATTEMPTED, STOPPED
from course.feedback.sentences import retold
from course.grading.outcomes import OTHER
from course.language import say, told
from course.reporting.messages import NO_END, RAISED, Graded, Said
from course.reporting.records import Records, task_of

COLUMNS = ["task", "mistake", "kind", "students", "share", "visible", "hidden", "points"]


def failed_checks(records: Records, graded: Iterable[Graded]) -> pd.DataFrame:
    """Give every failed check its likely cause and the points it cost.

    A check that fails without a diagnosis is put down to the first diagnosis that the same
    student got in the same task; where there is none, to the hidden case.

    Returns
    -------
    DataFrame
        One row a failed check of a student: ``student``, ``check``, ``task``, ``mistake``,
        ``kind``, ``said`` (whether this very check said so), ``hidden``, ``case``, ``points``.
    """
    worth, hidden = records.checks["worth"], records.checks["hidden"]
    rows: list[tuple[object, ...]] = []
    for one in graded:
        if one.student not in records.points.index:
            continue
        got = records.points.loc[one.student]
        first: dict[str, Said] = {}
        for said in one.said:
            if said.diagnosis:
                first.setdefault(task_of(said.check), said)
        for said in one.said:
            if said.check not in worth.index:  # the course has changed since
                continue
            cause = said if said.diagnosis else first.get(task_of(said.check), said)
            lost = max(0.0, worth[said.check] - got[said.check])
            case = str(told(said.case))
            rows.append(
                (
                    *(one.student, said.check, task_of(said.check), _named(cause), cause.kind),
                    *(cause is said, bool(hidden[said.check]), case, lost),
                )
            )
    names = ["student", "check", "task", "mistake", "kind", "said", "hidden", "case", "points"]
    return pd.DataFrame(rows, columns=names)


def mistakes(failed: pd.DataFrame, students: int, order: list[str]) -> pd.DataFrame:
    """Count the mistakes of a class, the most frequent first.

    Parameters
    ----------
    failed : DataFrame
        From :func:`failed_checks`.
    students : int
        How many handed in.
    order : list of str
        The task slugs in the notebook's order.

    Returns
    -------
    DataFrame
        One row a mistake in a task: ``task``, ``mistake``, ``kind``, ``students`` (how many made
        it), ``share`` of those who handed in, ``visible`` and ``hidden`` (how many were told so
        by a check of that kind), ``points`` (lost by all of them together).
    """
    if failed.empty:
        return pd.DataFrame(columns=COLUMNS)
    table = (
        failed.assign(
            by_visible=failed["student"].where(failed["said"] & ~failed["hidden"]),
            by_hidden=failed["student"].where(failed["said"] & failed["hidden"]),
        )
        .groupby(["task", "mistake", "kind"], sort=False)
        .agg(
            students=("student", "nunique"),
            visible=("by_visible", "nunique"),
            hidden=("by_hidden", "nunique"),
            points=("points", "sum"),
        )
        .reset_index()
    )
    table["share"] = table["students"] / max(students, 1)
    place = {task: number for number, task in enumerate(order)}
    table["place"] = table["task"].map(place)
    by = ["students", "points", "place", "mistake"]
    table = table.sort_values(by, ascending=[False, False, True, True], ignore_index=True)
    return table[COLUMNS]


def hidden_cases(failed: pd.DataFrame) -> pd.DataFrame:
    """Count at which case the hidden checks stopped: ``check``, ``case``, ``students``."""
    stopped = failed[failed["hidden"] & (failed["kind"] != NOT_ATTEMPTED) & (failed["case"] != "")]
    counted = stopped.groupby(["check", "case"], sort=False)["student"].nunique()
    table = counted.rename("students").reset_index()
    return table.sort_values("students", ascending=False, kind="stable", ignore_index=True)


def broken_checks(failed: pd.DataFrame) -> pd.Series:
    """Count the students for whom a check ended in something that is no outcome (by check)."""
    odd = failed[(failed["kind"] == OTHER) & failed["said"]]
    return odd.groupby("check")["student"].nunique()


def _named(cause: Said) -> str:
    if cause.kind == STOPPED:
        return str(say(RAISED, error=cause.error) if cause.error else say(NO_END))
    if cause.diagnosis:
        return str(retold(cause.diagnosis))
    if cause.kind == NOT_ATTEMPTED:
        return str(say("Not attempted."))
    if cause.case:
        return str(
            say(
                'No known mistake: another result than expected, in the case "{case}".',
                case=told(cause.case),
            )
        )
    return str(say("No known mistake: another result than expected."))
