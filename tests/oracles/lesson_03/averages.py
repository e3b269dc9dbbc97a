"""Oracles for direct standardisation: mix effect and rate effect."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from statsmodels.stats.weightstats import DescrStatsW

KEYS = {"crude_base", "crude_current", "standardised", "rate_effect", "mix_effect"}
# Weighted sums of a few numbers up to 1e5: float noise only.
NOISE = 1e-8

# Applicants and admitted to the six largest departments of Berkeley, fall 1973 (Bickel, Hammel and
# O'Connell 1975). The counts as the R package openintro prepares them, the totals (44.5 % of 2,691
# men, 30.4 % of 1,835 women) as R's documentation of UCBAdmissions gives them:
# rdrr.io/r/datasets/UCBAdmissions.html, both read on 24 November 2026.
MEN_IN, MEN_OUT = (512, 353, 120, 138, 53, 22), (313, 207, 205, 279, 138, 351)
WOMEN_IN, WOMEN_OUT = (89, 17, 202, 131, 94, 24), (19, 8, 391, 244, 299, 317)


def spending(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["period", "segment", "accounts", "spend_per_account_cny"])


def berkeley(split: Function) -> None:
    """Men are the base, women the current period: 14 points less, yet more in like departments.

    Women's rates at the men's choice of departments, in whole fractions; then the signs of the
    famous case: the crude difference is negative, the standardised one positive.
    """
    rows, standardised = [], Fraction(0)
    for department, men_in, men_out, women_in, women_out in zip(
        "ABCDEF", MEN_IN, MEN_OUT, WOMEN_IN, WOMEN_OUT, strict=True
    ):
        men, women = men_in + men_out, women_in + women_out
        rows += [(1, department, men, men_in / men), (2, department, women, women_in / women)]
        standardised += Fraction(women_in, women) * Fraction(men, 2_691)
    found = split(spending(rows[::-1]), 1, 2)
    assert set(found) == KEYS
    assert abs(found["crude_base"] - 0.445) < 5e-4 and abs(found["crude_current"] - 0.304) < 5e-4
    assert abs(found["standardised"] - float(standardised)) < NOISE
    assert found["rate_effect"] > 0 > found["mix_effect"]
    assert found["crude_current"] - found["crude_base"] < -0.14


def weighted_means(split: Function) -> None:
    """statsmodels' weighted means give the three averages; the effects add up to the change."""
    rng = np.random.default_rng(9)
    for _ in range(30):
        names = [f"s{n}" for n in range(int(rng.integers(1, 7)))]
        accounts = rng.integers(1, 5_000, (3, len(names)))
        rates = rng.uniform(500, 90_000, (3, len(names)))
        rows = [
            (2023 + year, name, accounts[year, place], rates[year, place])
            for place, name in enumerate(names)
            for year in range(3)
        ]
        table = spending(rows).sample(frac=1, random_state=2)
        found = split(table, 2025, 2023)  # backwards in time is a comparison too
        base, current, both = (
            DescrStatsW(rates[rate], weights=accounts[mix]).mean
            for rate, mix in [(2, 2), (0, 0), (0, 2)]
        )
        assert abs(found["crude_base"] - base) < NOISE
        assert abs(found["crude_current"] - current) < NOISE
        assert abs(found["standardised"] - both) < NOISE
        assert abs(found["rate_effect"] + found["mix_effect"] - (current - base)) < NOISE


def pure_cases(split: Function) -> None:
    """Only rates move: no mix effect; only the mix: no rate effect; a lost segment is refused."""
    base = [(1, "a", 10, 100.0), (1, "b", 30, 20.0)]
    found = split(spending([*base, (2, "b", 300, 22.0), (2, "a", 100, 110.0)]), 1, 2)
    assert abs(found["mix_effect"]) < NOISE and abs(found["rate_effect"] - 4) < NOISE
    found = split(spending([*base, (2, "b", 1, 20.0), (2, "a", 1, 100.0)]), 1, 2)
    assert abs(found["rate_effect"]) < NOISE and abs(found["mix_effect"] - 20) < NOISE
    found = split(
        spending([*base, (2, "b", 30, 20.0), (2, "a", 10, 100.0), (2, "c", 40, 0.0)]), 1, 2
    )
    assert abs(found["rate_effect"]) < NOISE and abs(found["mix_effect"] + 20) < NOISE
    assert refuses(split, spending([*base, (2, "a", 5, 100.0)]), 1, 2)


# --- planted faults -----------------------------------------------------------------------------


def mix_of_today(spend: pd.DataFrame, base: int, current: int) -> dict[str, float]:
    wide = spend.pivot(index="segment", columns="period").fillna(0)
    rates, counts = wide["spend_per_account_cny"], wide["accounts"]
    before = np.average(rates[base], weights=counts[base])
    now = np.average(rates[current], weights=counts[current])
    both = np.average(rates[base], weights=counts[current])
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": both - before,
        "mix_effect": now - both,
    }


ORACLES = [
    Oracle("standardised-mix", berkeley, fault=mix_of_today),
    Oracle("standardised-mix", weighted_means, fault=mix_of_today),
    Oracle("standardised-mix", pure_cases, fault=mix_of_today),
]
