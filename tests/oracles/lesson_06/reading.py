"""Oracles for reading a test of two rates."""

import numpy as np
from oracle import Function, Oracle, refuses
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

# Only float noise separates two right answers.
NOISE = 1e-9


def statsmodels_reading(test_of: Function) -> None:
    """statsmodels: the z-test with the pooled error, Wald's interval with 1.96 errors."""
    rng = np.random.default_rng(63)
    verdicts = set()
    for _ in range(200):
        n = [int(x) for x in rng.integers(200, 60_000, 2)]
        r = [int(rng.integers(1, size // 3)) for size in n]
        if rng.random() < 0.7:  # arms that differ little
            r[1] = min(n[1], max(0, round(r[0] / n[0] * n[1] + rng.normal(0, 2) * r[0] ** 0.5)))
        break_even = float(rng.normal(0, 0.01))
        low, high = confint_proportions_2indep(
            r[1], n[1], r[0], n[0], method="wald", compare="diff", alpha=2 * norm.sf(1.96)
        )
        _, p = proportions_ztest(r[::-1], n[::-1])
        result = test_of(n[0], r[0], n[1], r[1], break_even)
        assert abs(result["difference"] - (r[1] / n[1] - r[0] / n[0])) < NOISE
        assert abs(result["low"] - low) < NOISE and abs(result["high"] - high) < NOISE
        assert abs(result["p_value"] - p) < NOISE
        sides = np.sign([low - break_even, high - break_even])
        verdict = {(1, 1): "roll out", (-1, -1): "stop"}.get(tuple(sides), "undecided")
        assert result["verdict"] == verdict
        verdicts.add(verdict)
    assert len(verdicts) == 3


def stated_values(test_of: Function) -> None:
    """The course design (6.3): 1,240 against 1,108 of 50,000 each: p = 0.00584, 0.264 points."""
    result = test_of(50_000, 1_108, 50_000, 1_240, 0.0)
    assert abs(result["p_value"] - 0.00584) < 5e-6 and abs(result["difference"] - 0.00264) < NOISE
    assert result["verdict"] == "roll out"


def false_alarms(test_of: Function) -> None:
    """Of 2,000 tests of nothing about 100 have p < 0.05 (standard deviation 9.7; 40 is four)."""
    rng = np.random.default_rng(64)
    pairs = rng.binomial([9_000, 14_000], 0.04, (2_000, 2)).tolist()
    tests = [test_of(9_000, one, 14_000, other, 0.0) for one, other in pairs]
    assert abs(sum(test["p_value"] < 0.05 for test in tests) - 100) < 40
    assert abs(sum(test["verdict"] != "undecided" for test in tests) - 100) < 40


def degenerate_arms(test_of: Function) -> None:
    for counts in [(50, 0, 70, 0), (50, 50, 70, 70)]:
        result = test_of(*counts, 0.0)
        assert result["p_value"] == 1.0 and result["verdict"] == "undecided"
    for counts in [(0, 0, 9, 1), (9, 1, 0, 0), (9, 10, 9, 1), (9, 1, 9, -1)]:
        assert refuses(test_of, *counts, 0.0)


# --- planted faults -----------------------------------------------------------------------------


def significant_means_win(nc: int, rc: int, nt: int, rt: int, break_even: float) -> dict:
    p, q = rc / nc, rt / nt
    error = (p * (1 - p) / nc + q * (1 - q) / nt) ** 0.5
    p_value = norm.sf((q - p) / error)
    return {
        "difference": q - p,
        "low": q - p - 1.96 * error,
        "high": q - p + 1.96 * error,
        "p_value": p_value,
        "verdict": "roll out" if p_value < 0.05 else "stop",
    }


ORACLES = [
    Oracle("ab-test", statsmodels_reading, fault=significant_means_win),
    Oracle("ab-test", stated_values, fault=significant_means_win),
    Oracle("ab-test", false_alarms, fault=significant_means_win),
    Oracle("ab-test", degenerate_arms, fault=lambda *counts: {"p_value": 0.0}),
]
