"""The card market around Lantern Bank: six invented issuers and all the others, by quarter.

The totals of cards follow the PBoC's published series, linear between its quarters; how they are
split among issuers is invented.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from course.bank.world import terms

QUARTERS = 12
FIRST_QUARTER = "2023Q1"
# PBoC payment system reports, 100 million cards (sources: the dictionary and pboc_card_series.csv);
# the last one is our guess.
TARGET_CARDS_100M = {
    "2022Q4": 7.98,
    "2023Q4": 7.67,
    "2024Q3": 7.37,
    "2024Q4": 7.27,
    "2025Q2": 7.15,
    "2025Q3": 7.07,
    "2025Q4": 7.00,
}
TARGET_BALANCE_2024Q3_BN_CNY = 8_610  # PBoC payment system report 2024Q3
SPEND_PER_ACTIVE_CARD_CNY = 21_000  # a quarter
SEASON = (0.97, 0.98, 1.0, 1.05)


class Issuer(NamedTuple):
    """An issuer: cards at the end, and growth a quarter of cards, active share, spend a card."""

    name: str
    cards_m: float
    cards_growth: float
    active_share: float
    active_growth: float
    spend_level: float
    spend_growth: float
    balance_level: float


ISSUERS = (
    Issuer("Paper Kite Bank", 92.0, -0.010, 0.66, 0.000, 1.05, 0.000, 0.95),
    Issuer("Stone Bridge Bank", 71.0, -0.016, 0.61, -0.002, 0.98, -0.002, 1.10),
    Issuer("Nine Hills Bank", 58.0, -0.008, 0.63, 0.001, 1.02, 0.001, 1.00),
    Issuer("Plum Blossom Bank", 46.0, 0.022, 0.71, 0.002, 1.12, 0.004, 0.90),
    Issuer("Tidewater Bank", 38.0, -0.004, 0.60, 0.000, 1.08, 0.002, 0.98),
    # More cards every quarter, fewer of them used: spend falls although the stock grows.
    Issuer("Lantern Bank", 19.1, 0.006, 0.58, -0.013, 1.10, 0.003, 1.05),
)
OTHERS = "Others"
OTHERS_ACTIVE_SHARE, OTHERS_SPEND_LEVEL, OTHERS_BALANCE_LEVEL = 0.55, 0.95, 1.0


def draw_market(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the market, one row per issuer and quarter.

    Returns
    -------
    DataFrame
        ``issuer, quarter, cards_m, active_cards_m, spend_bn_cny, balances_bn_cny``; cards in
        millions, money in billions of CNY, spend of the quarter, the rest at its end.
    """
    rng = np.random.default_rng([seed, 4])
    quarters = pd.period_range(FIRST_QUARTER, periods=QUARTERS, freq="Q")
    total = _total_cards_m(quarters)
    left = np.arange(QUARTERS) - (QUARTERS - 1)  # quarters to the last one, from -11 to 0
    season = np.array(SEASON)[quarters.quarter.to_numpy() - 1]
    tables, rest = [], total.copy()
    for issuer in ISSUERS:
        cards = (issuer.cards_m * (1 + issuer.cards_growth) ** left).round(2)
        share = issuer.active_share * (1 + issuer.active_growth) ** left
        level = issuer.spend_level * (1 + issuer.spend_growth) ** left
        rest = rest - cards
        tables.append(
            _quarters(rng, issuer.name, cards, share, level * season, issuer.balance_level)
        )
    tables.append(
        _quarters(
            rng,
            OTHERS,
            rest.round(2),
            np.full(QUARTERS, OTHERS_ACTIVE_SHARE),
            OTHERS_SPEND_LEVEL * season,
            OTHERS_BALANCE_LEVEL,
        )
    )
    market = pd.concat([table.assign(quarter=quarters.astype(str)) for table in tables])
    published = market.loc[market["quarter"] == "2024Q3", "balances_bn_cny"].sum()
    factor = TARGET_BALANCE_2024Q3_BN_CNY / published
    market["balances_bn_cny"] = (market["balances_bn_cny"] * factor).round(1)
    columns = ["issuer", "quarter", "cards_m", "active_cards_m", "spend_bn_cny", "balances_bn_cny"]
    return market[columns].reset_index(drop=True)


def _total_cards_m(quarters: pd.PeriodIndex) -> np.ndarray:
    known = pd.PeriodIndex(list(TARGET_CARDS_100M), freq="Q")
    return 100 * np.interp(quarters.asi8, known.asi8, np.array(list(TARGET_CARDS_100M.values())))


def _quarters(
    rng: np.random.Generator,
    issuer: str,
    cards: np.ndarray,
    active_share: np.ndarray,
    spend_level: np.ndarray,
    balance_level: float,
) -> pd.DataFrame:
    active = (cards * active_share * np.exp(rng.normal(0, 0.004, QUARTERS))).round(2)
    spend = (
        active * SPEND_PER_ACTIVE_CARD_CNY * spend_level * np.exp(rng.normal(0, 0.008, QUARTERS))
    )
    balance = active * balance_level * np.exp(rng.normal(0, 0.006, QUARTERS))
    return pd.DataFrame(
        {
            "issuer": issuer,
            "cards_m": cards,
            "active_cards_m": active,
            "spend_bn_cny": (spend / 1_000).round(1),  # millions of cards times CNY, in billions
            "balances_bn_cny": balance,
        }
    )
