"""Oracles for the Herfindahl-Hirschman index."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

# Squares of a few shares, at most 10 000: float noise is below 1e-9.
NOISE = 1e-8


def sizes(*numbers: float) -> pd.Series:
    """Firms named A, B, C …"""
    return pd.Series(list(map(float, numbers)), index=list("ABCDEFGHIJ")[: len(numbers)])


def published(index_of: Function) -> None:
    """Two published examples, exact in whole points.

    US Department of Justice, https://www.justice.gov/atr/herfindahl-hirschman-index (quoted in
    https://news.ycombinator.com/item?id=39780692): 30, 30, 20 and 20 % make 2 600.
    https://industrialorganization.blogspot.com : nine firms at 1 540; after a merger of the two
    smallest 1 580, of the two largest 2 540.
    """
    assert abs(index_of(sizes(30, 30, 20, 20)) - 2_600) < NOISE
    nine = sizes(25, 20, 15, 10, 8, 7, 6, 5, 4)
    assert abs(index_of(nine) - 1_540) < NOISE
    assert abs(index_of(nine, 0.0, ("H", "I")) - 1_580) < NOISE
    assert abs(index_of(nine, 0.0, ("A", "B")) - 2_540) < NOISE


def mean_and_variance(index_of: Function) -> None:
    """Without a rest, H = 10 000 (1/n + n var) with the population variance of the shares."""
    rng = np.random.default_rng(105)
    for _ in range(60):
        firms = rng.uniform(0.5, 90, int(rng.integers(1, 11)))
        share = firms / firms.sum()
        expected = 10_000 * (1 / len(share) + len(share) * np.var(share))
        assert abs(index_of(sizes(*firms)) - expected) < 1e-6


def many_small_firms(index_of: Function) -> None:
    """Write the rest out as 20 000 equal firms: the index falls to the one with a rest.

    What n equal firms with share q in all add is 10 000 q²/n, at most 0.5 here; so the tolerance.
    """
    for rest in (1.0, 40.0, 500.0):
        listed = sizes(30, 20, 10)
        spelt_out = np.r_[listed, np.full(20_000, rest / 20_000)]
        expected = 10_000 * np.sum((spelt_out / spelt_out.sum()) ** 2)
        assert abs(index_of(listed, rest) - expected) <= 0.5
        assert index_of(listed, rest) < expected


def rise_of_a_merger(index_of: Function) -> None:
    """A merger of two adds twice the product of their shares in per cent, whatever the rest."""
    rng = np.random.default_rng(106)
    for _ in range(40):
        firms, rest = sizes(*rng.uniform(1, 50, 6)), float(rng.uniform(0, 200))
        share = 100 * firms / (firms.sum() + rest)
        rise = index_of(firms, rest, ("E", "B")) - index_of(firms, rest)
        assert abs(rise - 2 * share["E"] * share["B"]) < 1e-6


def impossible_markets(index_of: Function) -> None:
    """Negative sizes, no size at all, an unknown partner; a firm of size 0 is allowed."""
    assert refuses(index_of, sizes(10, -1, 20))
    assert refuses(index_of, sizes(10, 20), -5.0)
    assert refuses(index_of, sizes(0, 0))
    assert refuses(index_of, sizes(10, 20), 0.0, ("A", "Z"))
    assert abs(index_of(sizes(10, 0), 0.0, ("B", "A")) - 10_000) < NOISE


# --- planted faults -----------------------------------------------------------------------------


def rest_is_one_firm(firms: pd.Series, rest: float = 0.0, merging: tuple = ()) -> float:
    joined = [*firms.drop(list(merging)), firms[list(merging)].sum(), rest]
    return float(sum((100 * one / sum(joined)) ** 2 for one in joined))


def deaf_to_mergers(firms: pd.Series, rest: float = 0.0, merging: tuple = ()) -> float:
    return float(((100 * firms / (firms.sum() + rest)) ** 2).sum())


def fractions(firms: pd.Series, rest: float = 0.0, merging: tuple = ()) -> float:
    return deaf_to_mergers(firms, rest, merging) / 10_000


ORACLES = [
    Oracle("herfindahl-index", published, fault=deaf_to_mergers),
    Oracle("herfindahl-index", mean_and_variance, fault=fractions),
    Oracle("herfindahl-index", many_small_firms, fault=rest_is_one_firm),
    Oracle("herfindahl-index", rise_of_a_merger, fault=deaf_to_mergers),
    Oracle("herfindahl-index", impossible_markets, fault=rest_is_one_firm),
]
