"""Oracles for the effective annual rate."""

import math
from decimal import Decimal

import numpy_financial as npf
from oracle import Function, Oracle, refuses

# Nothing is rounded, so only float noise separates two right answers; 1e-10 is a millionth of a
# basis point.
NOISE = 1e-10

DAILY_RATES = (0.00001, 0.0002, 0.00035, 0.0005, 0.000657, 0.001)


def year_of_growth(rate_of: Function) -> None:
    """Let 1 CNY grow in Decimal, day by day; interest joins the balance when the word says so.

    The monthly case has 12 equal months of 365/12 days (the docstring's convention): 30 whole days
    and a fraction of a day, each bearing simple interest.
    """
    for rate in DAILY_RATES:
        daily = Decimal(str(rate))
        without = sum(daily * 1 for _ in range(365))
        balance = Decimal(1)
        for _ in range(365):
            balance += balance * daily
        monthly = Decimal(1)
        for _ in range(12):
            accrued = sum(monthly * daily for _ in range(30))
            accrued += monthly * daily * (Decimal(365) / 12 - 30)
            monthly += accrued
        assert abs(rate_of(rate, "none") - float(without)) < NOISE
        assert abs(rate_of(rate, "monthly") - float(monthly - 1)) < NOISE
        assert abs(rate_of(rate, "daily") - float(balance - 1)) < NOISE


def future_value(rate_of: Function) -> None:
    """numpy-financial's future value of 1 CNY saved for a year."""
    for rate in DAILY_RATES:
        assert abs(rate_of(rate, "daily") - (npf.fv(rate, 365, 0, -1) - 1)) < NOISE
        assert abs(rate_of(rate, "monthly") - (npf.fv(rate * 365 / 12, 12, 0, -1) - 1)) < NOISE


def stated_values(rate_of: Function) -> None:
    """0.05 % a day, and 24.99 % a year as a daily rate, to the digits the course design prints."""
    assert abs(rate_of(0.0005, "none") - 0.1825) < 5e-11
    assert abs(rate_of(0.0005, "monthly") - 0.19857) < 5e-6
    assert abs(rate_of(0.0005, "daily") - 0.20016) < 5e-6
    assert abs(rate_of(0.2499 / 365, "daily") - 0.28379) < 5e-6


def order_of_compounding(rate_of: Function) -> None:
    """The more often interest joins the debt, the dearer; growth without pause is the limit."""
    for rate in DAILY_RATES:
        limit = math.expm1(365 * rate)
        assert rate_of(rate, "none") < rate_of(rate, "monthly") < rate_of(rate, "daily") < limit
    for word in ("none", "monthly", "daily"):
        assert abs(rate_of(0.0, word)) < NOISE
    assert refuses(rate_of, 0.0005, "weekly")


# --- planted faults -----------------------------------------------------------------------------


def year_of_360_days(daily_rate: float, compounding: str) -> float:
    if compounding not in ("none", "monthly", "daily"):
        raise ValueError(compounding)
    periods = {"none": 1, "monthly": 12, "daily": 360}[compounding]
    return (1 + 360 * daily_rate / periods) ** periods - 1


def always_nominal(daily_rate: float, compounding: str) -> float:
    return 365 * daily_rate


ORACLES = [
    Oracle("effective-annual-rate", year_of_growth, fault=year_of_360_days),
    Oracle("effective-annual-rate", future_value, fault=year_of_360_days),
    Oracle("effective-annual-rate", stated_values, fault=year_of_360_days),
    Oracle("effective-annual-rate", order_of_compounding, fault=always_nominal),
]
