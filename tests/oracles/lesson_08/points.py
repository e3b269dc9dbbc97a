"""Oracles for the scale of a scorecard."""

import math

import numpy as np
from oracle import Function, Oracle, refuses


def published_scales(points_of: Function) -> None:
    """600 at 50 : 1 with 20 points: factor 28.8539, offset 487.123, as published.

    The example is printed with these digits (see the lesson's source 3); 600 at 30 : 1 gives
    501.8622 in the design of this course. Tolerances are half of the last printed digit.
    """
    assert abs(points_of(0.0, 20, 600, 50) - 487.123) < 5e-4
    assert abs(points_of(1.0, 20, 600, 50) - points_of(0.0, 20, 600, 50) - 28.8539) < 5e-5
    assert abs(points_of(0.0) - 501.8622) < 5e-5


def doubling(points_of: Function) -> None:
    """Walk up and down in doublings of the odds, without any logarithm of two; float noise."""
    for pdo, score, odds in [(20, 600, 30), (40, 660, 15), (50, 500, 1)]:
        for step in range(-5, 6):
            here = points_of(math.log(odds * 2.0**step), pdo, score, odds)
            assert abs(here - (score + step * pdo)) < 1e-9


def straight_line(points_of: Function) -> None:
    """A polynomial of degree one through two published points passes through all others."""
    line = np.polynomial.Polynomial.fit(np.log([30, 60]), [600, 620], 1)
    log_odds = np.linspace(-3, 7, 21)
    assert np.abs(points_of(log_odds) - line(log_odds)).max() < 1e-9
    assert refuses(points_of, 1.0, 0)
    assert refuses(points_of, 1.0, 20, 600, -1)


# --- planted faults -----------------------------------------------------------------------------


def decimal_logarithm(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("positive")
    return base_score + pdo / math.log10(2) * (log_odds - math.log(base_odds))


ORACLES = [
    Oracle("scale-points", published_scales, fault=decimal_logarithm),
    Oracle("scale-points", doubling, fault=decimal_logarithm),
    Oracle("scale-points", straight_line, fault=decimal_logarithm),
]
