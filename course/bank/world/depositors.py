"""The depositors drawn for the campaign, as customers: who stands behind each row of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from course.bank.world import terms
from course.bank.world.campaign import MEAN_SPEND_CNY, SPEND_SPREAD
from course.bank.world.people import CITY_TIERS, MEDIAN_INCOME_CNY

FEMALE_SHARE = 0.5
LAST_DAY = np.datetime64("2025-08-31")
INCOME_WEALTH, INCOME_SPREAD = 0.3, 0.35  # of log income: what spending shows of it, and the rest


class Traits(NamedTuple):
    """What marketing's segment says of a person; the age is a mean and a spread."""

    age: tuple[float, float]
    tiers: tuple[float, ...]  # shares of CITY_TIERS
    income_multiple: float
    longest_years: float  # with the bank


SEGMENT_TRAITS = {
    "new to the city": Traits((27, 4), (0.60, 0.40, 0.0), 0.85, 2),
    "salary account": Traits((36, 8), (0.25, 0.40, 0.35), 1.10, 15),
    "family saver": Traits((42, 7), (0.15, 0.35, 0.50), 1.05, 17),
    "retired": Traits((67, 5), (0.20, 0.35, 0.45), 0.60, 17),
    "app only": Traits((28, 5), (0.25, 0.35, 0.40), 0.80, 6),
}
YOUNGEST_RETIRED = 55


def draw_depositors(campaign: pd.DataFrame, seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the people of the campaign as customers; the more they spend, the more they earn.

    Parameters
    ----------
    campaign
        ``customer_id, segment, spend_before_cny``, one row per person.

    Returns
    -------
    DataFrame
        The columns of the shipped ``customers``, in the rows' order.
    """
    rng = np.random.default_rng([seed, 21])
    n = len(campaign)
    traits = campaign["segment"].map(SEGMENT_TRAITS)
    mean, spread = np.array([t.age for t in traits]).T
    youngest = np.where(campaign["segment"] == "retired", YOUNGEST_RETIRED, terms.YOUNGEST)
    age = np.clip(rng.normal(mean, spread).round(), youngest, terms.OLDEST).astype(int)
    birth_year = terms.LAST_DAY.year - age

    edges = np.cumsum([t.tiers for t in traits], axis=1)[:, :-1]
    home = (rng.random(n)[:, None] >= edges).sum(axis=1)
    tier, _, multiple = (np.array(column) for column in zip(*CITY_TIERS, strict=True))
    spend = campaign["spend_before_cny"].to_numpy()
    wealth = np.log(spend / MEAN_SPEND_CNY) / SPEND_SPREAD + SPEND_SPREAD / 2
    income = MEDIAN_INCOME_CNY * multiple[home] * np.array([t.income_multiple for t in traits])
    income *= np.exp(INCOME_WEALTH * wealth + rng.normal(0, INCOME_SPREAD, n))

    days = np.array([t.longest_years * 365.25 for t in traits])
    since = LAST_DAY - (days * rng.random(n)).astype(int)
    of_age = np.array([f"{year + 18}-12-31" for year in birth_year], "M8[D]")
    return pd.DataFrame(
        {
            "customer_id": campaign["customer_id"].to_numpy(),
            "sex": np.where(rng.random(n) < FEMALE_SHARE, "female", "male"),
            "birth_year": birth_year,
            "city_tier": tier[home],
            # Nobody spends more than comes in.
            "annual_income_cny": np.ceil(np.maximum(income, spend) / 1_000).astype(int) * 1_000,
            "customer_since": np.maximum(since, of_age),
            "has_card": False,
        }
    )
