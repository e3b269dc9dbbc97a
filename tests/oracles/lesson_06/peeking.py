"""Oracles for the false-alarm rate of repeated looks."""

import numpy as np
from oracle import Function, Oracle, refuses
from scipy.stats import multivariate_normal, norm

# 40,000 simulated tests: the standard error of a share is at most 0.0025; four of them.
CHANCE = 0.010
TESTS = 40_000

# Two-sided looks at 5 %, three digits, computed by `recursion` below. The question is that of
# P. Armitage, C. K. McPherson and B. C. Rowe, "Repeated significance tests on accumulating data"
# (1969).
KNOWN_RATES = {1: 0.050, 2: 0.083, 3: 0.107, 5: 0.142, 10: 0.193, 20: 0.248}


def recursion(looks: int, alpha: float) -> float:
    """The false-alarm rate by numerical integration over the sum so far (Armitage's method)."""
    limit, grid = norm.isf(alpha / 2), np.linspace(-1, 1, 801)
    weights = np.full(len(grid), grid[1] - grid[0])
    weights[[0, -1]] /= 2
    points = grid * limit
    density = norm.pdf(points)
    for look in range(2, looks + 1):
        mass = density * weights * limit * np.sqrt(look - 1)
        wider = grid * limit * np.sqrt(look)
        density, points = norm.pdf(wider[:, None] - points) @ mass, wider
    return 1 - float((density * weights).sum() * limit * np.sqrt(looks))


def known_rates(rate_of: Function) -> None:
    """Rates for up to twenty looks, which the recursion has to reproduce in three digits."""
    for looks, rate in KNOWN_RATES.items():
        assert abs(recursion(looks, 0.05) - rate) < 0.0006
        simulated = rate_of(looks, TESTS, 0.05, np.random.default_rng(looks))
        assert abs(simulated - rate) < CHANCE


def other_levels(rate_of: Function) -> None:
    """The recursion at other levels and numbers of looks, among them the fourteen of the case."""
    for looks, alpha in [(14, 0.05), (4, 0.2), (7, 0.01), (5, 0.0158), (2, 0.5)]:
        simulated = rate_of(looks, TESTS, alpha, np.random.default_rng(looks))
        assert abs(simulated - recursion(looks, alpha)) < CHANCE


def two_looks_exactly(rate_of: Function) -> None:
    """Two looks are two normal numbers with correlation 1/sqrt(2); scipy's bivariate integral."""
    for alpha in (0.05, 0.3):
        limit = norm.isf(alpha / 2)
        both = multivariate_normal([0, 0], [[1, 0.5**0.5], [0.5**0.5, 1]])
        inside = both.cdf([limit, limit], lower_limit=[-limit, -limit])
        simulated = rate_of(2, TESTS, alpha, np.random.default_rng(8))
        assert abs(simulated - (1 - inside)) < CHANCE
    assert refuses(rate_of, 0, 10, 0.05, np.random.default_rng(0))
    assert refuses(rate_of, 3, 0, 0.05, np.random.default_rng(0))


# --- planted faults -----------------------------------------------------------------------------


def independent_looks(looks: int, tests: int, alpha: float, rng: np.random.Generator) -> float:
    return 1 - (1 - alpha) ** looks


ORACLES = [
    Oracle("peeking-false-positive-rate", known_rates, fault=independent_looks),
    Oracle("peeking-false-positive-rate", other_levels, fault=independent_looks),
    Oracle("peeking-false-positive-rate", two_looks_exactly, fault=independent_looks),
]
