"""Oracles for the income statement of one account."""

from decimal import Decimal

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

NAMES = [
    *["spend_cny", "average_balance_cny", "revolving_balance_cny", "annual_rate", "fees_cny"],
    *["interchange_rate", "reward_rate", "redemption_rate", "funding_rate", "loss_rate"],
    "operating_cost_cny",
]
# Course design 1.1, worked apart from this notebook: breakage there is 1 - redemption here.
DESIGN = {
    365.10: (24_000, 9_000, 5_400, 0.1825, 0, 0.0045, 0.002, 0.80, 0.025, 0.035, 150),
    -326.80: (180_000, 22_000, 2_200, 0.146, 1_200, 0.0045, 0.008, 0.85, 0.025, 0.012, 620),
    90.10: (96_000, 14_000, 4_200, 0.1825, 300, 0.0045, 0.006, 0.90, 0.025, 0.020, 260),
    193.00: (260_000, 30_000, 3_000, 0.146, 600, 0.0045, 0.003, 0.75, 0.025, 0.010, 380),
}


def account(numbers: tuple[float, ...], cap: float = np.nan, discount: float = 0.006) -> pd.Series:
    """An account as the task wants it."""
    given = dict(zip(NAMES, map(float, numbers), strict=True))
    return pd.Series({**given, "reward_cap_cny": cap, "merchant_discount_rate": discount})


def four_products(statement_of: Function) -> None:
    """The four products of the course design: contribution to the fen (half a fen of tolerance)."""
    for expected, numbers in DESIGN.items():
        found = statement_of(account(numbers))
        assert abs(found["contribution"] - expected) < 0.005


def twelve_months(statement_of: Function) -> None:
    """Keep the account's books month by month in Decimal: each line and their sum agree.

    Twelve postings of a twelfth each; Decimal's 28 digits make the tolerance float noise only.
    """
    rng = np.random.default_rng(103)
    for _ in range(60):
        owed = round(float(rng.uniform(0, 60_000)), 2)
        numbers = (
            round(float(rng.uniform(0, 300_000)), 2),
            owed,
            round(owed * float(rng.uniform(0, 1)), 2) if owed else 0.0,
            *(round(float(rng.uniform(low, high)), 4) for low, high in [(0.05, 0.25), (0, 900)]),
            *(round(float(rng.uniform(0, most)), 4) for most in (0.0045, 0.03, 1.0, 0.04, 0.08)),
            round(float(rng.uniform(50, 900)), 2),
        )
        cap = float(rng.integers(0, 2_000)) if rng.random() < 0.6 else np.nan
        given = account(numbers, cap)
        d = {name: Decimal(str(given[name])) for name in NAMES}
        left = None if np.isnan(cap) else Decimal(str(cap))
        books = dict.fromkeys(["interchange", "interest", "fees", "rewards"], Decimal(0))
        books |= dict.fromkeys(["funding", "expected_loss", "operating_cost"], Decimal(0))
        for _ in range(12):
            bought = d["spend_cny"] / 12
            points = bought * d["reward_rate"]
            if left is not None:
                points = min(points, left)
                left -= points
            books["interchange"] += bought * d["interchange_rate"]
            books["rewards"] -= points * d["redemption_rate"]
            books["interest"] += d["revolving_balance_cny"] * d["annual_rate"] / 12
            books["funding"] -= d["average_balance_cny"] * d["funding_rate"] / 12
            books["expected_loss"] -= d["average_balance_cny"] * d["loss_rate"] / 12
            books["fees"] += d["fees_cny"] / 12
            books["operating_cost"] -= d["operating_cost_cny"] / 12
        found = statement_of(given)
        for line, amount in books.items():
            assert abs(found[line] - float(amount)) < 1e-6, line
        assert abs(found["contribution"] - float(sum(books.values()))) < 1e-6


def merchant_pays_more(statement_of: Function) -> None:
    """The rest of the merchant discount isn't the issuer's: a dearer one changes nothing.

    And the issuer's part itself: 0.45 % of 5 000 CNY is 22.50 (course design 1.2).
    """
    numbers = (5_000, *DESIGN[90.10][1:])
    plain, dear = (statement_of(account(numbers, discount=rate)) for rate in (0.0045, 0.02))
    assert abs(plain["interchange"] - 22.50) < 1e-9
    assert all(abs(plain[name] - dear[name]) < 1e-9 for name in plain.index)
    assert refuses(statement_of, account((5_000, 100, 100.01, *numbers[3:])))


# --- planted faults -----------------------------------------------------------------------------


def interest_on_everything(given: pd.Series) -> pd.Series:
    owed, points = given["average_balance_cny"], given["spend_cny"] * given["reward_rate"]
    lines = {
        "interchange": given["spend_cny"] * given["interchange_rate"],
        "interest": owed * given["annual_rate"],
        "fees": given["fees_cny"],
        "rewards": -np.fmin(points, given["reward_cap_cny"]) * given["redemption_rate"],
        "funding": -owed * given["funding_rate"],
        "expected_loss": -owed * given["loss_rate"],
        "operating_cost": -given["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


def whole_discount(given: pd.Series) -> pd.Series:
    changed = given.copy()
    changed["interchange_rate"] = given["merchant_discount_rate"]
    return interest_on_everything(changed)


ORACLES = [
    Oracle("account-economics", four_products, fault=interest_on_everything),
    Oracle("account-economics", twelve_months, fault=interest_on_everything),
    Oracle("account-economics", merchant_pays_more, fault=whole_discount),
]
