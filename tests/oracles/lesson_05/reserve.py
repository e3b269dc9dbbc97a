"""Oracles for the reserve of a risk register."""

from fractions import Fraction
from functools import reduce

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

NOISE = 1e-6  # CNY; impacts are whole


def exact_convolution(reserve_of: Function) -> None:
    """The total of whole impacts by exact convolution in fractions, one risk after the other."""
    rng = np.random.default_rng(58)
    for _ in range(20):
        count = int(rng.integers(0, 9))
        twentieths, impacts = rng.integers(0, 21, count), rng.integers(-4, 9, count)
        total = {0: Fraction(1)}
        for share, impact in zip(twentieths.tolist(), impacts.tolist(), strict=True):
            chance, after = Fraction(share, 20), {}
            for amount, mass in total.items():
                after[amount] = after.get(amount, 0) + mass * (1 - chance)
                after[amount + impact] = after.get(amount + impact, 0) + mass * chance
            total = after
        expected = sum(amount * mass for amount, mass in total.items())
        register = pd.DataFrame({"probability": twentieths / 20, "impact": impacts})
        for level in (Fraction(1, 2), Fraction(4, 5), Fraction(19, 20)):
            least = min(
                a for a in total if sum((m for b, m in total.items() if b <= a), start=0) >= level
            )
            result = reserve_of(register, float(level))
            assert abs(result["expected"] - float(expected)) < NOISE
            assert abs(result["reserve"] - max(least, 0)) < NOISE


def distribution_on_a_grid(reserve_of: Function) -> None:
    """Twelve threats of whole thousands: NumPy's polynomial product gives the distribution."""
    rng = np.random.default_rng(59)
    chances, thousands = rng.uniform(0.05, 0.6, 12), rng.integers(1, 40, 12)
    parts = [
        np.concatenate([[1 - p], np.zeros(k - 1), [p]])
        for p, k in zip(chances, thousands, strict=True)
    ]
    enough = reduce(np.convolve, parts).cumsum()
    register = pd.DataFrame({"probability": chances, "impact": thousands * 1_000})
    for level in (0.3, 0.5, 0.8, 0.9, 0.99):
        result = reserve_of(register, level)
        assert abs(result["reserve"] - 1_000 * np.searchsorted(enough, level)) < NOISE
        assert abs(result["expected"] - 1_000 * chances @ thousands) < NOISE


def published_register(reserve_of: Function) -> None:
    """Six risks of a published example: 118,000 at worst, 33,500 expected.

    Without any risk above it, the whole 118,000 are the reserve at a level near 1.
    https://tenstep.com/use-expected-monetary-value-emv-to-create-a-risk-contingency-budget
    (looked up on 24 November 2026)
    """
    register = pd.DataFrame(
        {
            "probability": [0.8, 0.3, 0.5, 0.1, 0.3, 0.25],
            "impact": [10_000, 30_000, 8_000, 40_000, 20_000, 10_000],
        }
    )
    assert abs(reserve_of(register, 0.8)["expected"] - 33_500) < NOISE
    assert reserve_of(register, 0.99999)["reserve"] == 118_000
    assert refuses(reserve_of, register, 1.0) and refuses(reserve_of, register, 0.0)


# --- planted faults -----------------------------------------------------------------------------


def expected_value(register: pd.DataFrame, level: float) -> dict[str, float]:
    expected = float((register["probability"] * register["impact"]).sum())
    return {"expected": expected, "reserve": max(expected, 0.0)}


ORACLES = [
    Oracle("risk-reserve", exact_convolution, fault=expected_value),
    Oracle("risk-reserve", distribution_on_a_grid, fault=expected_value),
    Oracle("risk-reserve", published_register, fault=expected_value),
]
