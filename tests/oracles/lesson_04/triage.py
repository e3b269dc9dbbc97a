"""Oracles for the triage of complaints."""

from datetime import timedelta
from functools import cmp_to_key

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

PRIORITIES = {"fraud": 1, "fees": 2, "collections": 2, "rewards": 3, "app": 3}


def random_complaints(seed: int, count: int) -> pd.DataFrame:
    """Few amounts and few days, so that much is equal."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "complaint_id": rng.permutation(count),
            "received_on": pd.Timestamp("2025-02-20")
            + pd.to_timedelta(rng.integers(0, 12, count), unit="D"),
            "channel": rng.choice(["phone", "app", "regulator"], count, p=[0.5, 0.4, 0.1]),
            "cause": rng.choice(list(PRIORITIES), count),
            "vulnerable": rng.integers(0, 2, count),
            "amount_cny": rng.choice([50.0, 100.0, 100.5], count),
        },
        index=rng.integers(0, 4, count),
    )


def diary(received: pd.Timestamp, weekdays: int) -> pd.Timestamp:
    """Turn the leaves of a diary until the day is reached."""
    day = received.date()
    while weekdays:
        day += timedelta(days=1)
        if day.strftime("%a") not in ("Sat", "Sun"):
            weekdays -= 1
    return pd.Timestamp(day)


def before(one: tuple, other: tuple) -> int:
    """Compare two complaints as the docstring tells it, one sentence after the other."""
    for mine, theirs, smaller_first in [
        (one[1], other[1], True),
        (one[2], other[2], True),
        (one[3], other[3], False),
        (one[4], other[4], False),
        (one[5], other[5], True),
    ]:
        if mine != theirs:
            return -1 if (mine < theirs) == smaller_first else 1
    return 0


def clerk(triage_of: Function) -> None:
    """A clerk with a diary who compares complaints pair by pair; all answers are exact."""
    for seed, days in [
        (1, {1: 1, 2: 3, 3: 10}),
        (2, {1: 2, 2: 2, 3: 2}),
        (3, {1: 7, 2: 5, 3: 1}),
    ]:
        complaints = random_complaints(seed, 60)
        work = []
        for number, row in enumerate(complaints.itertuples()):
            step = PRIORITIES[row.cause] if row.channel != "regulator" else 1
            if row.vulnerable and step != 1:
                step -= 1
            due = diary(row.received_on, days[step])
            work.append((row.complaint_id, step, due, row.vulnerable, row.amount_cny, number))
        work.sort(key=cmp_to_key(before))
        result = triage_of(complaints, PRIORITIES, days).set_index("complaint_id")
        assert len(result) == 60
        for place, (name, step, due, *_) in enumerate(work, start=1):
            row = result.loc[name]
            assert (row["priority"], row["place"]) == (step, place)
            assert pd.Timestamp(row["due_on"]) == due


def business_day_offset(triage_of: Function) -> None:
    """pandas' own BusinessDay gives the same due dates."""
    complaints = random_complaints(4, 80).assign(channel="app", vulnerable=0, cause="fees")
    for days in (1, 4, 5, 11):
        result = triage_of(complaints, PRIORITIES, {1: 1, 2: days, 3: 30})
        due = dict(zip(result["complaint_id"], result["due_on"], strict=True))
        for row in complaints.itertuples():
            expected = row.received_on + pd.offsets.BusinessDay(days)
            assert pd.Timestamp(due[row.complaint_id]) == expected


def unknown_cause(triage_of: Function) -> None:
    complaints = random_complaints(5, 20)
    assert refuses(triage_of, complaints, {"fraud": 1}, {1: 1, 2: 3, 3: 10})


# --- planted faults -----------------------------------------------------------------------------


def calendar_days(
    complaints: pd.DataFrame, priorities: dict[str, int], weekdays: dict[int, int]
) -> pd.DataFrame:
    table = complaints.assign(priority=complaints["cause"].map(priorities).fillna(3).astype(int))
    lengths = pd.to_timedelta(table["priority"].map(weekdays), unit="D")
    table["due_on"] = table["received_on"] + lengths
    table = table.sort_values(["priority", "due_on"])
    table["place"] = range(1, len(table) + 1)
    return table[["complaint_id", "priority", "due_on", "place"]]


ORACLES = [
    Oracle("triage", clerk, fault=calendar_days),
    Oracle("triage", business_day_offset, fault=calendar_days),
    Oracle("triage", unknown_cause, fault=calendar_days),
]
