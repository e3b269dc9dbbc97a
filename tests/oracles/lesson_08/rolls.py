"""Oracles for the roll rates."""

from collections import Counter

import numpy as np
import pandas as pd
from oracle import Function, Oracle

MATRIX = np.array([[0.90, 0.10, 0.0], [0.50, 0.20, 0.30], [0.0, 0.0, 1.0]])


def walked_in_plain_python(rates_of: Function) -> None:
    """Count the moves of accounts while they are made, before any table exists; exact."""
    rng = np.random.default_rng(87)
    rows, moves = [], Counter()
    for account in range(120):
        bucket, gone = 0, False
        for step in range(12):
            if not gone:
                rows.append((account, pd.Timestamp(2024 + step // 12, step % 12 + 1, 1), bucket))
            was, missing = bucket, gone
            bucket = int(rng.choice(3, p=MATRIX[bucket]))
            gone = rng.random() < 0.1
            if step < 11 and not gone and not missing:
                moves[was, bucket] += 1
    performance = pd.DataFrame(rows, columns=["account_id", "month", "bucket"])
    performance = performance.sample(frac=1, random_state=1)
    before = performance.copy()
    table = rates_of(performance)
    pd.testing.assert_frame_equal(performance, before)
    found = table.set_index(["from_bucket", "to_bucket"])
    assert found["accounts"].to_dict() == dict(moves)
    for (source, target), number in moves.items():
        whole = sum(count for (start, _), count in moves.items() if start == source)
        assert abs(found.loc[(source, target), "share"] - number / whole) < 1e-12


def matrix_is_recovered(rates_of: Function) -> None:
    """Of 20,000 simulated accounts the shares come back, within four standard errors."""
    rng = np.random.default_rng(88)
    buckets = np.zeros((20_000, 4), dtype=int)
    for month in range(1, 4):
        chance = rng.random(20_000)[:, None]
        buckets[:, month] = (chance > MATRIX[buckets[:, month - 1]].cumsum(axis=1)).sum(axis=1)
    months = pd.date_range("2024-11-01", periods=4, freq="MS")
    performance = pd.DataFrame(
        {
            "account_id": np.repeat(np.arange(20_000), 4),
            "month": np.tile(months, 20_000),
            "bucket": buckets.ravel(),
        }
    )
    table = rates_of(performance)
    assert np.allclose(table.groupby("from_bucket")["share"].sum(), 1)
    sizes = table.groupby("from_bucket")["accounts"].transform("sum")
    truth = MATRIX[table["from_bucket"], table["to_bucket"]]
    error = np.sqrt(truth * (1 - truth) / sizes)
    assert (np.abs(table["share"] - truth) <= 4 * error + 1e-12).all()


# --- planted faults -----------------------------------------------------------------------------


def shares_of_the_target(performance: pd.DataFrame) -> pd.DataFrame:
    now = performance[["account_id", "month", "bucket"]]
    past = now.assign(month=now["month"] + pd.DateOffset(months=1))
    pairs = past.merge(now, on=["account_id", "month"], suffixes=("_from", "_to"))
    counts = pairs.groupby(["bucket_from", "bucket_to"]).size().rename("accounts").reset_index()
    counts.columns = ["from_bucket", "to_bucket", "accounts"]
    whole = counts.groupby("to_bucket")["accounts"].transform("sum")
    return counts.assign(share=counts["accounts"] / whole)


ORACLES = [
    Oracle("roll-rates", walked_in_plain_python, fault=shares_of_the_target),
    Oracle("roll-rates", matrix_is_recovered, fault=shares_of_the_target),
]
