"""Oracles for the expected loss and the expected credit loss."""

from decimal import Decimal

import numpy as np
import numpy_financial as npf
import pandas as pd
from oracle import Function, Oracle

COLUMNS = ["limit_cny", "balance_cny", "pd", "lgd", "ccf"]


def decimals_by_hand(loss_of: Function) -> None:
    """Account by account in Decimal; a hundredth of a fen for float noise."""
    rows = [
        ("50000", "18000", "0.034", "0.75", "0.45"),
        ("20000", "22000", "0.10", "0.8", "0.5"),
        ("80000", "-500", "0.01", "0.7", "0.3"),
        ("9000", "9000", "0.2", "0.65", "0.9"),
        ("0", "0", "0.5", "1", "1"),
    ]
    total = Decimal(0)
    for row in rows:
        limit, balance, default, lgd, ccf = map(Decimal, row)
        drawn = balance if balance > 0 else Decimal(0)
        undrawn = limit - drawn if limit > drawn else Decimal(0)
        total += default * lgd * (drawn + ccf * undrawn)
    portfolio = pd.DataFrame([list(map(float, row)) for row in rows], columns=COLUMNS)
    before = portfolio.copy()
    assert abs(loss_of(portfolio) - float(total)) < 1e-4
    pd.testing.assert_frame_equal(portfolio, before)


def mean_of_simulated_years(loss_of: Function) -> None:
    """Draw defaults of 400 accounts in 4,000 years: the mean loss lies within four errors."""
    rng = np.random.default_rng(89)
    limit = rng.uniform(5_000, 60_000, 400)
    portfolio = pd.DataFrame(
        {
            "limit_cny": limit,
            "balance_cny": limit * rng.uniform(-0.05, 1.1, 400),
            "pd": rng.uniform(0.005, 0.2, 400),
            "lgd": rng.uniform(0.4, 0.9, 400),
            "ccf": rng.uniform(0.2, 0.8, 400),
        }
    )
    lost = []
    for row in portfolio.itertuples():
        owed = max(row.balance_cny, 0.0)
        later = owed + row.ccf * (row.limit_cny - owed) if owed < row.limit_cny else owed
        lost.append(row.lgd * later)
    defaults = rng.random((4_000, 400)) < portfolio["pd"].to_numpy()
    years = defaults @ np.array(lost)
    assert abs(loss_of(portfolio) - years.mean()) < 4 * years.std() / np.sqrt(len(years))


def net_present_value(ecl_of: Function) -> None:
    """numpy-financial's NPV of the monthly losses at the equivalent monthly rate; a fen."""
    for days, now, exposure, lgd, left, rate, horizon in [
        (0, 0.0354119, 20_000, 0.75, 36, 0.18, 12),
        (31, 0.0354119, 20_000, 0.75, 36, 0.18, 36),
        (0, 0.02, 9_000, 0.8, 5, 0.1, 5),
        (89, 0.3, 9_000, 0.8, 60, 0.0, 60),
    ]:
        alive, flows = 1.0, [0.0]
        stays = (1 - now) ** (1 / 12)
        for _ in range(horizon):
            flows.append(alive * (1 - stays) * exposure * lgd)
            alive *= stays
        expected = npf.npv((1 + rate) ** (1 / 12) - 1, flows)
        assert abs(ecl_of(days, 0.9, now, exposure, lgd, left, rate)["ecl_cny"] - expected) < 0.01


def design_values(ecl_of: Function) -> None:
    """The values of the course design, to the fen, and what must hold between stages."""
    account = {"exposure": 20_000, "lgd": 0.75, "months_left": 36, "annual_rate": 0.18}
    default = 1 - 0.997**12
    first = ecl_of(30, default, default, **account)
    second = ecl_of(31, default, default, **account)
    third = ecl_of(90, default, default, **account)
    assert [stage["stage"] for stage in (first, second, third)] == [1, 2, 3]
    assert abs(first["ecl_cny"] - 486.42) < 0.005
    assert abs(second["ecl_cny"] - 1209.08) < 0.005
    assert third["ecl_cny"] == 15_000
    account["months_left"] = 12
    whole_life = ecl_of(31, default, default, **account)["ecl_cny"]
    assert abs(whole_life - first["ecl_cny"]) < 1e-9
    assert ecl_of(0, 0.01, 0.02, **account)["stage"] == 2
    assert ecl_of(0, 0.01, 0.0199, **account)["stage"] == 1


# --- planted faults -----------------------------------------------------------------------------


def balance_only(portfolio: pd.DataFrame) -> float:
    drawn = portfolio["balance_cny"].clip(lower=0)
    return float((portfolio["pd"] * portfolio["lgd"] * drawn).sum())


def a_twelfth_a_month(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    months = np.arange(1, (months_left if stage == 2 else min(12, months_left)) + 1)
    weights = (1 + annual_rate) ** (-months / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * pd_now / 12 * weights.sum()}


ORACLES = [
    Oracle("expected-loss", decimals_by_hand, fault=balance_only),
    Oracle("expected-loss", mean_of_simulated_years, fault=balance_only),
    Oracle("ecl-stage", net_present_value, fault=a_twelfth_a_month),
    Oracle("ecl-stage", design_values, fault=a_twelfth_a_month),
]
