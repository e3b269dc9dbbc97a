"""Oracles for planning a test: its size and its split."""

from math import asin, ceil, sqrt

import numpy as np
from oracle import Function, Oracle, refuses
from scipy.stats import binomtest, chisquare, norm
from statsmodels.stats.proportion import (
    power_proportions_2indep,
    samplesize_proportions_2indep_onetail,
)

TESTS = [
    (0.020, 0.024, 0.05, 0.80),
    (0.024, 0.020, 0.05, 0.80),
    (0.031, 0.025, 0.01, 0.90),
    (0.45, 0.50, 0.10, 0.80),
    (0.001, 0.0015, 0.05, 0.95),
    (0.60, 0.62, 0.02, 0.75),
]


def statsmodels_size(size_of: Function) -> None:
    """statsmodels, with the noise pooled under the null hypothesis; its size rounded up."""
    for p1, p2, alpha, power in TESTS:
        exact = samplesize_proportions_2indep_onetail(
            p2 - p1, p1, power, alpha=alpha, alternative="two-sided"
        )
        assert size_of(p1, p2, alpha, power) == ceil(exact)


def reaches_the_power(size_of: Function) -> None:
    """The size reaches the power in statsmodels, one customer fewer does not.

    Both tails count there; the second one is smaller than 1e-6 in these tests, far below what a
    customer changes, except in small tests, which are left out.
    """
    for p1, p2, alpha, power in TESTS[:3]:
        n = size_of(p1, p2, alpha, power)
        reached = [
            power_proportions_2indep(p2 - p1, p1, m, alpha=alpha, return_results=False)
            for m in (n - 1, n)
        ]
        assert reached[0] < power <= reached[1]


def simulated_power(size_of: Function) -> None:
    """Of 40,000 drawn tests of this size 80 % find the difference.

    The standard error of the share is 0.002; 0.008 is four of them.
    """
    n = size_of(0.020, 0.024, 0.05, 0.80)
    one, other = np.random.default_rng(61).binomial(n, [[0.020], [0.024]], (2, 40_000)) / n
    both = (one + other) / 2
    z = (other - one) / np.sqrt(2 * both * (1 - both) / n)
    assert abs(np.mean(abs(z) > norm.isf(0.025)) - 0.80) < 0.008


def close_to_arcsine(size_of: Function) -> None:
    """Cohen's arcsine form of the effect gives nearly the same: within 1 % at these rates."""
    for p1, p2, alpha, power in TESTS[:3]:
        effect = 2 * asin(sqrt(p1)) - 2 * asin(sqrt(p2))
        n = 2 * ((norm.isf(alpha / 2) + norm.ppf(power)) / effect) ** 2
        assert abs(size_of(p1, p2, alpha, power) / n - 1) < 0.01


def impossible_tests(size_of: Function) -> None:
    assert size_of(0.020, 0.024, 0.05, 0.80) == 21_109  # stated in the course design
    for test in [(0.1, 0.1, 0.05, 0.8), (0, 0.1, 0.05, 0.8), (2, 2.4, 0.05, 0.8)]:
        assert refuses(size_of, *test)
    assert refuses(size_of, 0.1, 0.2, 1.0, 0.8) and refuses(size_of, 0.1, 0.2, 0.05, 1.0)


def scipy_split(split_of: Function) -> None:
    """scipy's chi-square test; only float noise separates the two."""
    rng = np.random.default_rng(62)
    for _ in range(200):
        share, alpha = rng.uniform(0.05, 0.95), rng.choice([0.001, 0.01, 0.3])
        counts = rng.multinomial(rng.integers(5, 200_000), [share, 1 - share])
        counts += rng.integers(0, 3, 2) * int(counts.sum() ** 0.5)
        statistic, p = chisquare(counts, counts.sum() * np.array([share, 1 - share]))
        result = split_of(int(counts[0]), int(counts[1]), share, alpha)
        assert abs(result["chi_square"] - statistic) < 1e-6 * (1 + statistic)
        assert abs(result["p_value"] - p) < 1e-9
        assert bool(result["mismatch"]) == (p < alpha)


def exact_binomial(split_of: Function) -> None:
    """The exact test of a share; with 100,000 visitors the normal form is within 0.005."""
    for control in (50_000, 50_120, 49_900, 50_300):
        p = split_of(control, 100_000 - control, 0.5, 0.001)["p_value"]
        assert abs(p - binomtest(control, 100_000).pvalue) < 0.005


def published_split(split_of: Function) -> None:
    """600 and 400 of 1,000, planned half and half: p = 2.54e-10.

    Wikipedia, "Sample ratio mismatch", section "Example", read in a copy on 24 November 2026;
    printed with three digits.
    """
    result = split_of(600, 400, 0.5, 0.001)
    assert abs(result["p_value"] - 2.54e-10) < 0.005e-10
    assert refuses(split_of, 0, 0, 0.5, 0.001) and refuses(split_of, 5, 5, 1.0, 0.001)


# --- planted faults -----------------------------------------------------------------------------


def one_sided(p1: float, p2: float, alpha: float, power: float) -> int:
    root = norm.isf(alpha) * sqrt((p1 + p2) * (1 - (p1 + p2) / 2))
    root += norm.ppf(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return ceil((root / (p1 - p2)) ** 2)


def half_and_half(control: int, treatment: int, share: float, alpha: float) -> dict:
    statistic = (control - treatment) ** 2 / (control + treatment)
    p = norm.sf(statistic**0.5)  # one-sided on top
    return {"chi_square": statistic, "p_value": p, "mismatch": p < alpha}


ORACLES = [
    Oracle("sample-size-two-proportions", statsmodels_size, fault=one_sided),
    Oracle("sample-size-two-proportions", reaches_the_power, fault=one_sided),
    Oracle("sample-size-two-proportions", simulated_power, fault=one_sided),
    Oracle("sample-size-two-proportions", close_to_arcsine, fault=one_sided),
    Oracle("sample-size-two-proportions", impossible_tests, fault=one_sided),
    Oracle("sample-ratio-mismatch", scipy_split, fault=half_and_half),
    Oracle("sample-ratio-mismatch", exact_binomial, fault=half_and_half),
    Oracle("sample-ratio-mismatch", published_split, fault=half_and_half),
]
