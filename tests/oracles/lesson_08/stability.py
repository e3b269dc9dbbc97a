"""Oracles for the population stability index."""

import numpy as np
from oracle import Function, Oracle, refuses
from scipy.stats import entropy

NOISE = 1e-12
THEN = [0.08, 0.12, 0.15, 0.18, 0.17, 0.14, 0.10, 0.06]
NOW = [0.11, 0.14, 0.16, 0.17, 0.15, 0.13, 0.09, 0.05]
CUTS = list(range(520, 660, 20))


def both_divergences(index_of: Function) -> None:
    """The sum of Kullback and Leibler's divergences in both directions (SciPy's entropy)."""
    rng = np.random.default_rng(86)
    for _ in range(10):
        shares = rng.dirichlet(np.full(8, 20.0), 2)
        counts = np.maximum(np.round(1_000 * shares), 1).astype(int)
        then, now = (np.repeat(np.arange(500, 660, 20), row) for row in counts)
        expected = entropy(counts[0], counts[1]) + entropy(counts[1], counts[0])
        assert abs(index_of(then, now, CUTS) - expected) < NOISE
        assert abs(index_of(list(now), list(then), CUTS) - expected) < NOISE


def worked_shares(index_of: Function) -> None:
    """The eight shares of the course design: 0.01997, computed there with the library toad."""
    then, now = (
        np.repeat(np.arange(500, 660, 20), np.round(1_000 * np.array(row)).astype(int))
        for row in (THEN, NOW)
    )
    assert abs(index_of(then, now, CUTS) - 0.01997) < 5e-6


def floor_and_borders(index_of: Function) -> None:
    """An empty bin by hand; a score on a cut belongs above; float noise only."""
    expected = (0.5 - 1.0) * np.log(0.5) + (0.5 - 0.0001) * np.log(0.5 / 0.0001)
    assert abs(index_of([500, 510], [510, 600], [600]) - expected) < NOISE
    expected = (0.5 - 1.0) * np.log(0.5) + (0.5 - 0.02) * np.log(0.5 / 0.02)
    assert abs(index_of([500, 510], [510, 600], [600], floor=0.02) - expected) < NOISE
    assert refuses(index_of, [], [600], [600])
    assert refuses(index_of, [600], [], [600])


# --- planted faults -----------------------------------------------------------------------------


def one_sided(development, current, cuts, floor=0.0001):
    if not len(development) or not len(current):
        raise ValueError("no scores")
    then, now = (
        np.maximum(np.bincount(np.digitize(x, cuts), minlength=len(cuts) + 1) / len(x), floor)
        for x in (development, current)
    )
    return float((now * np.log(now / then)).sum())


ORACLES = [
    Oracle("population-stability-index", both_divergences, fault=one_sided),
    Oracle("population-stability-index", worked_shares, fault=one_sided),
    Oracle("population-stability-index", floor_and_borders, fault=one_sided),
]
