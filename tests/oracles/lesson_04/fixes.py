"""Oracles for ranking the fixes of complaint causes."""

from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

# Amounts run to millions of CNY; float noise is far below a hundredth of a fen.
NOISE = 1e-4


def random_causes(seed: int, count: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    complaints = rng.integers(0, 4_000, count)
    return pd.DataFrame(
        {
            "cause": [f"cause {k}" for k in rng.permutation(count)],
            "complaints": complaints,
            "customers": [int(rng.integers(0, n + 1)) for n in complaints],
            "handling_cost": rng.integers(0, 30_000, count) / 100,
            "extra_churn": rng.integers(0, 200, count) / 1_000,
            "avoidable": rng.integers(0, 101, count) / 100,
            "fix_cost": rng.integers(0, 300_000, count).astype(float),
        },
        index=rng.integers(0, 3, count),
    )


def two_years(rank_of: Function) -> None:
    """Account for a year without and a year with the fix, in exact fractions."""
    for seed in range(6):
        causes = random_causes(seed, 5)
        value = 700 + 100 * seed
        profits = {}
        result = rank_of(causes, float(value)).set_index("cause")
        for row in causes.itertuples():
            remains = 1 - Fraction(round(row.avoidable * 100), 100)
            churn = Fraction(round(row.extra_churn * 1_000), 1_000)
            handling = Fraction(round(row.handling_cost * 100), 100)
            without = row.complaints * handling + row.customers * churn * value
            with_fix = remains * row.complaints * handling + remains * row.customers * churn * value
            saving = without - with_fix
            profits[row.cause] = saving - round(row.fix_cost)
            assert abs(result.loc[row.cause, "saving"] - float(saving)) < NOISE
            assert abs(result.loc[row.cause, "profit"] - float(profits[row.cause])) < NOISE
        # Of all orders the ranks give the one in which no profit is smaller than the next.
        falling = [
            order
            for order in permutations(profits)
            if all(profits[a] > profits[b] for a, b in pairwise(order))
        ]
        assert falling == [tuple(result.sort_values("rank").index)]


def equal_profits(rank_of: Function) -> None:
    """Ten causes with the same profit of 0.30 CNY, made of amounts that floats can't hold.

    The cheaper fix goes first; causes alike in all keep the order of the table.
    """
    costs = [0.1, 0.2, 0.4, 0.7, 0.1, 1.1, 2.2, 0.7, 0.3, 1.3]
    causes = pd.DataFrame(
        {
            "cause": list("jbhfcdieag"),
            "complaints": 1,
            "customers": 1,
            "handling_cost": [round(cost + 0.3, 1) for cost in costs],
            "extra_churn": 0.0,
            "avoidable": 1.0,
            "fix_cost": costs,
        }
    )
    assert len(set(causes["handling_cost"] - causes["fix_cost"])) > 1, "noise is needed"
    ordered = rank_of(causes, 900.0).sort_values("rank")
    assert "".join(ordered["cause"]) == "jcbahfedgi"
    assert list(ordered["rank"]) == list(range(1, 11))


def design_case(rank_of: Function) -> None:
    """Course design (4.9): 1,200 customers, churn 12 % to 7 %, 900 CNY, 25 CNY each: 24,000."""
    causes = pd.DataFrame(
        {
            "cause": ["recovery"],
            "complaints": [1_200],
            "customers": [1_200],
            "handling_cost": [0.0],
            "extra_churn": [0.12 - 0.07],
            "avoidable": [1.0],
            "fix_cost": [1_200 * 25.0],
        }
    )
    row = rank_of(causes, 900.0).iloc[0]
    assert abs(row["profit"] - 24_000) < NOISE and abs(row["saving"] / 1_200 - 45) < NOISE


def impossible_causes(rank_of: Function) -> None:
    causes = random_causes(9, 4)
    assert refuses(rank_of, causes.assign(customers=causes["complaints"] + 1), 900.0)
    assert refuses(rank_of, causes.assign(avoidable=-0.01), 900.0)
    assert refuses(rank_of, causes.assign(avoidable=1.5), 900.0)


# --- planted faults -----------------------------------------------------------------------------


def per_complaint(causes: pd.DataFrame, customer_value: float) -> pd.DataFrame:
    """Whole cost of a cause, handling only, most frequent first."""
    saving = causes["complaints"] * causes["handling_cost"]
    rank = causes["complaints"].rank(ascending=False, method="first").astype(int)
    table = causes[["cause"]].assign(saving=saving, profit=saving - causes["fix_cost"])
    return table.assign(rank=rank)


ORACLES = [
    Oracle("rank-fixes", two_years, fault=per_complaint),
    Oracle("rank-fixes", equal_profits, fault=per_complaint),
    Oracle("rank-fixes", design_case, fault=per_complaint),
    Oracle("rank-fixes", impossible_causes, fault=per_complaint),
]
