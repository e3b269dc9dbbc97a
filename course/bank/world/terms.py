"""The terms of Lantern Bank's cards and the published figures that the bank is set to.

Everything here is synthetic. Constants named ``TARGET_…`` repeat published figures (the source
stands beside each; tests hold the shipped tables to them); all the others are plain assumptions.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

SEED = 2007

# Calendar: a year that is shown, after a year that only lets balances settle.
FIRST_STATEMENT_MONTH = (2025, 1)
CYCLES = 12
WARM_UP_CYCLES = 12
FIRST_OPENING = dt.date(2012, 1, 1)
LAST_OPENING = dt.date(2025, 9, 30)
LAST_DAY = dt.date(2025, 12, 31)

CUSTOMERS = 2_000
SECOND_CARD_SHARE = 0.18

# PBoC payment system report 2024Q3 (data/pboc_card_series.csv): line and balance per card.
TARGET_MEAN_LIMIT_CNY = 30_900
TARGET_UTILISATION = 0.3782
# PBoC 2024Q4: share of card balances more than six months overdue.
TARGET_OVERDUE_6M_SHARE = 0.0143
# UCI dataset 350 (Yeh & Lien 2009), 30,000 Taiwanese card accounts.
TARGET_FEMALE_SHARE = 0.604
TARGET_MEAN_AGE = 35.5
TARGET_SD_AGE = 9.2
TARGET_LIMIT_VARIATION = 0.775  # standard deviation over mean
YOUNGEST, OLDEST = 21, 79


class Product(NamedTuple):
    """A card product: its share of accounts, its limits and prices."""

    name: str
    card_type: str
    share: float
    limit_multiple: float
    daily_rates: tuple[float, ...]


PRODUCTS = (
    Product("Lantern Classic", "consumer", 0.50, 0.6, (0.0005, 0.00048)),
    Product("Lantern Gold", "consumer", 0.22, 1.2, (0.00048, 0.00045)),
    Product("Lantern Platinum", "consumer", 0.08, 2.6, (0.00045, 0.0004, 0.00035)),
    Product("Lantern Air", "consumer", 0.14, 1.1, (0.0005, 0.00045)),
    Product("Lantern Business", "business", 0.06, 2.0, (0.00045, 0.0004)),
)
STATEMENT_DAYS = (3, 5, 8, 12, 15, 18, 22, 25)
DUE_DAYS = (18, 20, 25)  # all shorter than the shortest cycle, so a due date falls in the next one

# The contract. Lantern Bank charges no interest on fees (PBoC notice of 2016, rules.csv) and
# freezes, then writes off, what stays unpaid.
MINIMUM_SHARE = 0.10
LATE_FEE_SHARE = 0.05
LATE_FEE_FLOOR_FEN, LATE_FEE_CAP_FEN = 10_00, 500_00
FROZEN_FROM = 2  # unmet minimums in a row
WRITTEN_OFF_AT = 12
