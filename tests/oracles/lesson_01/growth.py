"""Oracles for where growth comes from."""

from fractions import Fraction

import numpy as np
import numpy_financial as npf
import pandas as pd
from oracle import Function, Oracle, refuses


def year(cards: float, active: float, spend: float) -> pd.Series:
    """One year as the task wants it."""
    return pd.Series({"cards": cards, "active_cards": active, "spend_cny": spend})


def exact_areas(split: Function) -> None:
    """Draw spend as a rectangle of cards by spend per card, and cut the difference up exactly.

    Whole numbers of cards and of CNY per card make exact fractions; amounts reach 1e9, so floats
    agree to 1e-5.
    """
    rng = np.random.default_rng(107)
    for _ in range(80):
        n0, n1, e0, e1 = (int(x) for x in rng.integers(1, 30_000, 4))
        years = int(rng.integers(1, 9))
        found = split(year(9 * n0, n0, n0 * e0), year(2 * n1, n1, n1 * e1), years)
        column, row = Fraction((n1 - n0) * e0), Fraction(n0 * (e1 - e0))
        corner = n1 * e1 - n0 * e0 - column - row
        assert abs(found["from_cards"] - float(column)) < 1e-5
        assert abs(found["from_spend_per_card"] - float(row)) < 1e-5
        assert abs(found["from_both"] - float(corner)) < 1e-5
        assert abs(found["change"] - (n1 * e1 - n0 * e0)) < 1e-5


def rate_of_return(split: Function) -> None:
    """The growth rate is numpy-financial's rate of a deposit that grows from first to last.

    With the PBoC's cards at the ends of 2021 and 2024 (8.00 and 7.27 hundred million,
    https://www.163.com/dy/article/K7JFEQ330511QVBU.html, http://498.net/hyxw/article-3672.html):
    -3.139 % a year. For 2024 alone the PBoC published -5.14 %; from the rounded 7.67 and 7.27 it
    can be met within 0.13 percentage points (half a hundredth of 7.67 on either side).
    """
    for first, last, years in [(100.0, 144.0, 2), (8.00, 7.27, 3), (60.0, 64.8, 2), (5.0, 90.0, 7)]:
        found = split(year(3, 2, first), year(3, 2, last), years)["cagr"]
        assert abs(found - float(npf.rate(years, 0, -first, last))) < 1e-9
    cards = split(year(3, 2, 8.00), year(3, 2, 7.27), 3)["cagr"]
    assert abs(cards + 0.03139) < 5e-6
    published = split(year(3, 2, 7.67), year(3, 2, 7.27), 1)["cagr"]
    assert abs(published + 0.0514) < 0.0013


def growth_grows(split: Function) -> None:
    """Letting the first year's spend grow at the rate, year by year, ends at the last year's."""
    for years in (1, 2, 5, 10):
        spend, rate = 1_000.0, split(year(3, 2, 1_000.0), year(3, 2, 1_870.0), years)["cagr"]
        for _ in range(years):
            spend *= 1 + rate
        assert abs(spend - 1_870.0) < 1e-6


def nothing_to_divide(split: Function) -> None:
    """No time, or nobody active, is refused; the cards in force don't matter."""
    one, two = year(9, 5, 100.0), year(9, 6, 150.0)
    assert refuses(split, one, two, 0)
    assert refuses(split, one, two, -2)
    assert refuses(split, year(9, 0, 0.0), two, 1)
    assert refuses(split, one, year(9, 0, 150.0), 1)
    plain, other = split(one, two, 1), split(year(1, 5, 100.0), year(77, 6, 150.0), 1)
    assert all(abs(plain[name] - other[name]) < 1e-12 for name in plain.index)
    assert abs(plain["from_cards"] - 20) < 1e-9


# --- planted faults -----------------------------------------------------------------------------


def joint_part_to_cards(start: pd.Series, end: pd.Series, years: float) -> pd.Series:
    e0, e1 = (one["spend_cny"] / one["active_cards"] for one in (start, end))
    more = end["active_cards"] - start["active_cards"]
    row = start["active_cards"] * (e1 - e0)
    parts = {"from_cards": more * e1, "from_spend_per_card": row, "from_both": 0.0}
    growth = (end["spend_cny"] / start["spend_cny"]) ** (1 / (years + 1)) - 1
    return pd.Series({**parts, "change": sum(parts.values()), "cagr": growth})


def cards_in_force(start: pd.Series, end: pd.Series, years: float) -> pd.Series:
    one, two = (year["spend_cny"] / year["cards"] for year in (start, end))
    more = end["cards"] - start["cards"]
    parts = [more * one, start["cards"] * (two - one), more * (two - one)]
    growth = (end["spend_cny"] / start["spend_cny"] - 1) / max(years, 1)
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([*parts, sum(parts), growth], index=names)


ORACLES = [
    Oracle("growth-decomposition", exact_areas, fault=joint_part_to_cards),
    Oracle("growth-decomposition", rate_of_return, fault=joint_part_to_cards),
    Oracle("growth-decomposition", growth_grows, fault=cards_in_force),
    Oracle("growth-decomposition", nothing_to_divide, fault=cards_in_force),
]
