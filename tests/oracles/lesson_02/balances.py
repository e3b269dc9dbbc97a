"""Oracles for the average daily balance and the interest of one cycle."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

# A mean of at most 62 balances below 100 000 CNY: float noise is below 1e-9 CNY.
NOISE = 1e-8

Rows = list[tuple[date, float]]


def ledger(rows: Rows) -> pd.DataFrame:
    """The postings as the task wants them."""
    return pd.DataFrame(
        {
            "date": pd.to_datetime([day for day, _ in rows]),
            "amount": np.array([amount for _, amount in rows], dtype=float),
        }
    )


def random_cycles(
    seed: int, count: int
) -> list[tuple[float, list[tuple[date, float]], date, date]]:
    """Opening balance, postings (some outside the cycle, several a day, unordered), first, last."""
    rng = np.random.default_rng(seed)
    cycles = []
    for _ in range(count):
        first = date(2024, 1, 1) + timedelta(days=int(rng.integers(0, 730)))
        length = int(rng.integers(1, 63))
        rows = [
            (
                first + timedelta(days=int(rng.integers(-5, length + 5))),
                round(float(rng.uniform(-3_000, 3_000)), 2),
            )
            for _ in range(int(rng.integers(0, 12)))
        ]
        opening = round(float(rng.uniform(-500, 20_000)), 2)
        cycles.append((opening, rows, first, first + timedelta(days=length - 1)))
    return cycles


# --- average_daily_balance ----------------------------------------------------------------------


def appendix_f(mean_of: Function) -> None:
    """Regulation Z, Appendix F, examples 1 and 2: average daily balances of $100 and $150.

    https://ecfr.io/Title-12/Part-1026/Appendix-F . Example 1: no previous balance, a transaction
    of $100 on the first day. Example 2: previous balance $100, a transaction of $100 at the
    midpoint, which is the 16th of a month of 30 days.
    """
    first, last = pd.Timestamp(2025, 4, 1), pd.Timestamp(2025, 4, 30)
    one = mean_of(0.0, ledger([(date(2025, 4, 1), 100.0)]), first, last)
    two = mean_of(100.0, ledger([(date(2025, 4, 16), 100.0)]), first, last)
    assert abs(one - 100) < NOISE
    assert abs(two - 150) < NOISE


def walk_through_the_days(mean_of: Function) -> None:
    """Go through the cycle day by day in plain Python; sum end-of-day balances; divide."""
    for opening, rows, first, last in random_cycles(seed=201, count=150):
        balance, total, days, day = opening, 0.0, 0, first
        while day <= last:
            for posted, amount in rows:
                if posted == day:
                    balance += amount
            total, days, day = total + balance, days + 1, day + timedelta(days=1)
        found = mean_of(opening, ledger(rows), pd.Timestamp(first), pd.Timestamp(last))
        assert abs(found - total / days) < NOISE


def weights_of_postings(mean_of: Function) -> None:
    """Interval identity: a posting counts for the share of the cycle that is left, its day too."""
    for opening, rows, first, last in random_cycles(seed=202, count=150):
        days = (last - first).days + 1
        weighted = [
            amount * ((last - posted).days + 1) / days
            for posted, amount in rows
            if first <= posted <= last
        ]
        found = mean_of(opening, ledger(rows), pd.Timestamp(first), pd.Timestamp(last))
        assert abs(found - opening - sum(weighted)) < NOISE


def april_example(mean_of: Function) -> None:
    """By hand: 5 days at 2 000, 15 at 2 600, 7 at 2 100, 3 at 2 190 make 70 270 CNY-days."""
    rows = [(date(2025, 4, 28), 90.0), (date(2025, 4, 6), 600.0), (date(2025, 4, 21), -500.0)]
    first, last = pd.Timestamp(2025, 4, 1), pd.Timestamp(2025, 4, 30)
    assert abs(mean_of(2_000.0, ledger(rows), first, last) - 70_270 / 30) < NOISE


def cycle_contract(mean_of: Function) -> None:
    """No postings, a credit balance, a cycle of one day, an end before the start."""
    day, eve = pd.Timestamp(2024, 2, 29), pd.Timestamp(2024, 2, 28)
    assert abs(mean_of(500.0, ledger([]), eve, day) - 500) < NOISE
    assert abs(mean_of(-80.0, ledger([(day.date(), 30.0)]), day, day) + 50) < NOISE
    assert refuses(mean_of, 500.0, ledger([]), day, eve)


# --- cycle_interest -----------------------------------------------------------------------------


def exact_product(interest_of: Function) -> None:
    """Multiply in Decimal; the answer is a whole number of fen at most half a fen away.

    Half a fen is what "rounded to the fen once" means; how an exact half goes is left open.
    """
    rng = np.random.default_rng(203)
    for _ in range(500):
        balance = round(float(rng.uniform(0, 80_000)), int(rng.integers(2, 9)))
        rate = round(float(rng.uniform(0, 0.001)), int(rng.integers(4, 9)))
        days = int(rng.integers(0, 63))
        exact = Decimal(str(balance)) * Decimal(str(rate)) * days
        found = interest_of(balance, rate, days)
        assert abs(Decimal(found) - exact) <= Decimal("0.005") + Decimal("1e-9")
        assert abs(found * 100 - round(found * 100)) < 1e-6


def finance_charges(interest_of: Function) -> None:
    """Appendix F (as above): 1.5 % a month on the balance and 3 % of the $100 transaction.

    Published finance charges: $4.50 on a balance of $100 and $5.25 on $150. Then the course
    design's own April example: 24.99 % a year on 2 342.3333 for 30 days is 48.11.
    """
    transaction_charge = 3.00
    assert abs(interest_of(100.0, 0.015 / 30, 30) + transaction_charge - 4.50) < 1e-9
    assert abs(interest_of(150.0, 0.015 / 30, 30) + transaction_charge - 5.25) < 1e-9
    assert abs(interest_of(70_270 / 30, 0.2499 / 365, 30) - 48.11) < 1e-9


def interest_contract(interest_of: Function) -> None:
    """A credit balance bears none; 31 days cost more than 30; negative terms are refused."""
    assert interest_of(-1_000.0, 0.0005, 30) == 0
    assert interest_of(1_000.0, 0.0005, 0) == 0
    assert abs(interest_of(10_000.0, 0.0005, 31) - interest_of(10_000.0, 0.0005, 30) - 5) < 1e-9
    assert refuses(interest_of, 1_000.0, -0.0005, 30)
    assert refuses(interest_of, 1_000.0, 0.0005, -1)


# --- planted faults -----------------------------------------------------------------------------


def _mean(opening: float, postings: pd.DataFrame, days: list[pd.Timestamp], length: int) -> float:
    balances = [opening + postings.loc[postings["date"] <= day, "amount"].sum() for day in days]
    return float(sum(balances)) / length


def last_day_left_out(
    opening_balance: float, postings: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> float:
    days = list(pd.date_range(start, end, inclusive="left"))
    return _mean(opening_balance, postings[postings["date"] >= start], days, max(len(days), 1))


def opening_and_closing(
    opening_balance: float, postings: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> float:
    return opening_balance + float(postings["amount"].sum()) / 2


def always_thirty_days(average_daily_balance: float, daily_rate: float, days: int) -> float:
    return round(average_daily_balance * daily_rate * 30, 2)


def twelfth_of_360_days(average_daily_balance: float, daily_rate: float, days: int) -> float:
    return round(average_daily_balance * daily_rate * days * 365 / 360, 2)


ORACLES = [
    Oracle("average-daily-balance", appendix_f, fault=last_day_left_out),
    Oracle("average-daily-balance", walk_through_the_days, fault=last_day_left_out),
    Oracle("average-daily-balance", weights_of_postings, fault=last_day_left_out),
    Oracle("average-daily-balance", april_example, fault=opening_and_closing),
    Oracle("average-daily-balance", cycle_contract, fault=opening_and_closing),
    Oracle("cycle-interest", exact_product, fault=always_thirty_days),
    Oracle("cycle-interest", finance_charges, fault=twelfth_of_360_days),
    Oracle("cycle-interest", interest_contract, fault=always_thirty_days),
]
