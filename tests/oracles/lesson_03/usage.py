"""Oracles for RFM scores and the activation funnel."""

import math
from datetime import date, timedelta

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy import stats

SCORES = ["recency", "frequency", "monetary"]
STEPS = ["applied", "approved", "activated", "first use"]
# Counts are whole and rates are one division: only float noise separates right answers.
NOISE = 1e-12


def random_bookings(seed: int, accounts: int) -> pd.DataFrame:
    """Bookings with many ties: few days, small whole amounts, several kinds, some after July."""
    rng = np.random.default_rng(seed)
    rows = 8 * accounts
    return pd.DataFrame(
        {
            "account_id": [f"A{n}" for n in rng.integers(0, accounts, rows)],
            "posting_date": pd.Timestamp(2025, 7, 1)
            + pd.to_timedelta(rng.integers(0, 45, rows), "D"),
            "kind": rng.choice(["purchase", "payment", "interest"], rows, p=[0.6, 0.3, 0.1]),
            "amount_cny": rng.integers(1, 9, rows) * 10.0,
        }
    )


def weak_percentiles(scores_of: Function) -> None:
    """SciPy: the score is the weak percentile (share of accounts not better) in fifths, exact."""
    as_of = pd.Timestamp(2025, 7, 31)
    for seed in range(5):
        bookings = random_bookings(seed, accounts=int(7 + 9 * seed))
        found = scores_of(bookings, as_of).set_index("account_id")
        days, counts, sums = {}, {}, {}
        for account, day, kind, amount in bookings.itertuples(index=False):
            if kind == "purchase" and day <= as_of:
                days[account] = min(days.get(account, 999), (as_of - day).days)
                counts[account] = counts.get(account, 0) + 1
                sums[account] = sums.get(account, 0.0) + amount
        assert set(found.index) == set(days)
        for account in days:
            for name, values, own in [
                ("recency", [-d for d in days.values()], -days[account]),
                ("frequency", list(counts.values()), counts[account]),
                ("monetary", list(sums.values()), sums[account]),
            ]:
                share = stats.percentileofscore(values, own, kind="weak")
                assert found.loc[account, name] == math.ceil(share / 20 - 1e-9), (account, name)


def ten_customers(scores_of: Function) -> None:
    """The course design's ten customers: recency and money have no ties, so any tie rule agrees."""
    recency = (3, 40, 7, 90, 15, 200, 33, 5, 61, 120)
    money = (52_000, 8_800, 21_000, 1_500, 12_500, 300, 9_100, 76_000, 5_200, 2_400)
    as_of = pd.Timestamp(2025, 12, 31)
    bookings = pd.DataFrame(
        {
            "account_id": list("ABCDEFGHIJ"),
            "posting_date": [as_of - pd.Timedelta(days=days) for days in recency],
            "kind": "purchase",
            "amount_cny": [float(amount) for amount in money],
        }
    )
    found = scores_of(bookings, as_of).sort_values("account_id")
    assert "".join(map(str, found["recency"])) == "5342413521"
    assert "".join(map(str, found["monetary"])) == "5341413522"
    assert set(found["frequency"]) == {5}  # all bought once: all are as good as the best


# --- activation_funnel --------------------------------------------------------------------------


def one_by_one(funnel_of: Function) -> None:
    """Walk every applicant up the steps with plain dates; stop at the first step not reached."""
    rng = np.random.default_rng(31)
    start = date(2025, 1, 1)
    for window in (10, 30):
        people = []
        for _ in range(300):
            applied = start + timedelta(days=int(rng.integers(0, 60)))
            dates = [
                applied + timedelta(days=int(rng.integers(0, 45))) if rng.random() < 0.8 else None
                for _ in range(2)
            ]
            people.append((applied, int(rng.random() < 0.7), *dates))
        as_of = start + timedelta(days=59)
        counts = [0, 0, 0, 0]
        for applied, approved, activated, used in people:
            if (as_of - applied).days < window:
                continue
            last = applied + timedelta(days=window)
            reached = [
                True,
                approved == 1,
                *(d is not None and d <= last for d in (activated, used)),
            ]
            height = reached.index(False) if False in reached else 4
            for step in range(height):
                counts[step] += 1
        table = pd.DataFrame(
            people, columns=["applied_on", "approved", "activated_on", "first_use_on"]
        )
        for column in ("applied_on", "activated_on", "first_use_on"):
            table[column] = pd.to_datetime(table[column])
        found = funnel_of(table, pd.Timestamp(as_of), window)
        assert list(found["step"]) == STEPS
        assert list(found["count"]) == counts
        assert abs(found["step_rate"].prod() - counts[3] / counts[0]) < NOISE
        assert max(abs(found["cumulative_rate"] - np.array(counts) / counts[0])) < NOISE
        assert refuses(funnel_of, table, pd.Timestamp(start), window)


# --- planted faults -----------------------------------------------------------------------------


def first_come_ties(transactions: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    known = transactions[
        (transactions["kind"] == "purchase") & (transactions["posting_date"] <= as_of)
    ]
    table = known.groupby("account_id").agg(
        recency=("posting_date", "max"),
        frequency=("amount_cny", "count"),
        monetary=("amount_cny", "sum"),
    )
    return np.ceil(table.rank(method="first") / len(table) * 5).astype(int).reset_index()


def steps_on_their_own(
    applications: pd.DataFrame, as_of: pd.Timestamp, window: int = 60
) -> pd.DataFrame:
    length = pd.Timedelta(days=window)
    old = applications[applications["applied_on"] <= as_of - length]
    if old.empty:
        raise ValueError("too young")
    counts = [len(old), int(old["approved"].sum())]
    counts += [
        int((old[column] - old["applied_on"] <= length).sum())
        for column in ("activated_on", "first_use_on")
    ]
    table = pd.DataFrame({"step": STEPS, "count": counts})
    table["step_rate"] = (table["count"] / table["count"].shift()).fillna(1.0)
    return table.assign(cumulative_rate=table["count"] / counts[0])


ORACLES = [
    Oracle("rfm-scores", weak_percentiles, fault=first_come_ties),
    Oracle("rfm-scores", ten_customers, fault=first_come_ties),
    Oracle("activation-funnel", one_by_one, fault=steps_on_their_own),
]
