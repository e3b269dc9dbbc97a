"""Oracles for cohort retention."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle

# One division of small whole numbers.
NOISE = 1e-12


def random_purchases(seed: int) -> pd.DataFrame:
    """Purchases of 60 accounts over 20 months, some accounts silent for months."""
    rng = np.random.default_rng(seed)
    rows = []
    for account in range(60):
        start = int(rng.integers(0, 500))
        for day in rng.integers(start, start + 200, int(rng.integers(1, 9))):
            rows.append((f"A{account}", pd.Timestamp(2023, 9, 1) + pd.Timedelta(days=int(day))))
    return pd.DataFrame(rows, columns=["account_id", "posting_date"])


def sets_of_months(retention_of: Function) -> None:
    """Count by hand: the months of each account as a set of plain numbers, cell by cell."""
    for seed, last in [(1, (2024, 12)), (2, (2025, 3)), (3, (2024, 2))]:
        purchases = random_purchases(seed)
        end = 12 * last[0] + last[1]
        months: dict[str, set[int]] = {}
        for account, day in purchases.itertuples(index=False):
            if 12 * day.year + day.month <= end:
                months.setdefault(account, set()).add(12 * day.year + day.month)
        firsts = {account: min(seen) for account, seen in months.items()}
        found = retention_of(purchases, pd.Timestamp(last[0], last[1], 15))
        assert len(found) == len(set(firsts.values()))
        assert set(found.columns) == {"cohort", *range(end - min(firsts.values()) + 1)}
        for row in found.to_dict("records"):
            start = 12 * row["cohort"].year + row["cohort"].month
            assert row["cohort"].day == 1
            members = [account for account, first in firsts.items() if first == start]
            for age in range(end - min(firsts.values()) + 1):
                if start + age > end:
                    assert np.isnan(row[age]), "a month that has not come is not known"
                else:
                    active = sum(start + age in months[account] for account in members)
                    assert abs(row[age] - active / len(members)) < NOISE


def nobody_lost(retention_of: Function) -> None:
    """Accounts that buy every month: every known cell is 1, and the known cells are a triangle."""
    months = pd.date_range("2024-10-01", "2025-04-01", freq="MS") + pd.Timedelta(days=4)
    rows = [(f"A{n}", month) for n in range(len(months)) for month in months[n:]]
    found = retention_of(
        pd.DataFrame(rows, columns=["account_id", "posting_date"]), pd.Timestamp(2025, 4, 30)
    ).sort_values("cohort")
    cells = found.drop(columns="cohort")[sorted(c for c in found if c != "cohort")].to_numpy(float)
    size = len(cells)
    known = np.add.outer(np.arange(size), np.arange(size)) < size  # the oldest cohort is on top
    assert np.array_equal(~np.isnan(cells), known)
    assert np.nanmin(cells) == np.nanmax(cells) == 1.0


# --- planted faults -----------------------------------------------------------------------------


def blanks_are_zero(purchases: pd.DataFrame, last_month: pd.Timestamp) -> pd.DataFrame:
    month = purchases["posting_date"].dt.to_period("M")
    seen = purchases.assign(month=month)[month <= last_month.to_period("M")]
    cohort = seen.groupby("account_id")["month"].transform("min")
    age = [(now - first).n for now, first in zip(seen["month"], cohort, strict=True)]
    counts = seen.assign(cohort=cohort, age=age).pivot_table(
        index="cohort", columns="age", values="account_id", aggfunc="nunique", fill_value=0
    )
    span = (last_month.to_period("M") - cohort.min()).n
    shares = counts.reindex(columns=range(span + 1), fill_value=0).div(counts[0], axis=0)
    shares.index = shares.index.to_timestamp()
    return shares.reset_index()


ORACLES = [
    Oracle("cohort-retention", sets_of_months, fault=blanks_are_zero),
    Oracle("cohort-retention", nobody_lost, fault=blanks_are_zero),
]
