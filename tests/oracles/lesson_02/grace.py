"""Oracles for the interest when the interest-free period is lost."""

from collections import deque
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

FULL, UNPAID = "full balance", "unpaid part"
Rows = Sequence[tuple[date, float]]
Case = tuple[Rows, Rows, date, date]


def table(rows: Rows) -> pd.DataFrame:
    """Dates and amounts as the task wants them."""
    return pd.DataFrame(
        {
            "date": pd.to_datetime([day for day, _ in rows]),
            "amount": np.array([amount for _, amount in rows], dtype=float),
        }
    )


def charge(interest: Function, case: Case, daily_rate: float, rule: str) -> float:
    """Call the function on plain rows."""
    purchases, paid, due, as_of = case
    return interest(
        table(purchases), table(paid), pd.Timestamp(due), pd.Timestamp(as_of), daily_rate, rule
    )


def yuan_days(case: Case, rule: str) -> int:
    """Count the days that bear interest, one yuan at a time.

    Every yuan is a lot with its own posting date and stands in a queue. A payment takes lots from
    the front; what it brings before anything is owed waits as credit for the next purchase. A lot
    bears the days from its posting up to its repayment, or up to ``as_of``.
    """
    purchases, paid, due, as_of = case
    queue: deque[date] = deque()
    lots: list[tuple[date, date | None]] = []  # posted, repaid
    credit = 0.0  # whole yuan
    for day in sorted({day for day, _ in [*purchases, *paid]}):
        for posted, amount in purchases:
            if posted == day:
                queue.extend([day] * int(amount))
        credit += sum(amount for paid_on, amount in paid if paid_on == day)
        while credit and queue:
            lots.append((queue.popleft(), day))
            credit -= 1
    lots += [(posted, None) for posted in queue]

    late = [lot for lot in lots if lot[1] is None or lot[1] > due]
    if not late:
        return 0
    bearing = lots if rule == FULL else late
    ends = [(posted, as_of if repaid is None else min(repaid, as_of)) for posted, repaid in bearing]
    return sum((end - posted).days for posted, end in ends)


def random_cases(seed: int, count: int) -> list[Case]:
    """Purchases of one statement, payments before and after the due date, whole yuan.

    Payments start with the first purchase; some go beyond ``as_of``; some pay everything in time.
    """
    rng = np.random.default_rng(seed)
    cases = []
    for _ in range(count):
        first = date(2024, 1, 1) + timedelta(days=int(rng.integers(0, 700)))
        purchases = [(first, int(rng.integers(1, 900)))]
        purchases += [
            (first + timedelta(days=int(rng.integers(0, 31))), int(rng.integers(1, 900)))
            for _ in range(int(rng.integers(0, 5)))
        ]
        due = first + timedelta(days=int(rng.integers(45, 56)))
        as_of = due + timedelta(days=int(rng.integers(1, 20)))
        span = (as_of - first).days + 4
        total = sum(amount for _, amount in purchases)
        paid = [
            (first + timedelta(days=int(rng.integers(0, span))), int(rng.integers(1, total + 1)))
            for _ in range(int(rng.integers(0, 4)))
        ]
        cases.append((purchases, paid, due, as_of))
    return cases


def lot_by_lot(interest: Function) -> None:
    """Against the queue of yuan, for both rules; half a fen for the one rounding."""
    for case in random_cases(seed=211, count=120):
        for rule in (FULL, UNPAID):
            exact = yuan_days(case, rule) * Decimal("0.0005")
            found = charge(interest, case, 0.0005, rule)
            assert abs(Decimal(found) - exact) <= Decimal("0.005") + Decimal("1e-9"), (case, rule)
            assert abs(found * 100 - round(found * 100)) < 1e-6, "whole fen"


def prepayment(interest: Function) -> None:
    """A payment before the first purchase is credit: the yuan it covers are never owed."""
    case = ([(date(2025, 3, 10), 1_000)], [(date(2025, 3, 1), 400)], date(2025, 4, 9))
    whole = (*case, date(2025, 4, 20))
    for rule in (FULL, UNPAID):  # 600 yuan for 41 days
        assert abs(charge(interest, whole, 0.0005, rule) - 12.30) < 1e-9, rule


def one_word_of_the_contract(interest: Function) -> None:
    """By hand: 10 000 x 35 days + 1 000 x 11 days, against 1 000 x 46 days, at 0.05 % a day."""
    case = (
        [(date(2025, 3, 5), 10_000)],
        [(date(2025, 4, 9), 9_000)],
        date(2025, 4, 9),
        date(2025, 4, 20),
    )
    assert abs(charge(interest, case, 0.0005, FULL) - 180.50) < 1e-9
    assert abs(charge(interest, case, 0.0005, UNPAID) - 23.00) < 1e-9


def to_the_fen(interest: Function) -> None:
    """0.10 and 0.20 are paid by 0.30, whatever binary fractions say; 4 fen short is not in full."""
    start, due, as_of = date(2025, 3, 5), date(2025, 4, 9), date(2025, 4, 20)
    exact = ([(start, 0.1), (start, 0.2)], [(due, 0.3)], due, as_of)
    short = ([(start, 100.0)], [(due, 99.96)], due, as_of)
    assert charge(interest, exact, 0.5, FULL) == 0  # so dear a rate would show float dust
    # 99.96 x 35 days + 0.04 x 46 days, and 0.04 x 46 days, at 1 % a day: 35.0044 and 0.0184.
    assert abs(charge(interest, short, 0.01, FULL) - 35.00) < 1e-9
    assert abs(charge(interest, short, 0.01, UNPAID) - 0.02) < 1e-9


def rules_compared(interest: Function) -> None:
    """The full rule is never cheaper; they agree when nothing came in time; 0 when all did."""
    for purchases, paid, due, as_of in random_cases(seed=212, count=25):
        total = sum(amount for _, amount in purchases)
        case = (purchases, paid, due, as_of)
        assert charge(interest, case, 0.0005, FULL) >= charge(interest, case, 0.0005, UNPAID)
        late = [(day, amount) for day, amount in paid if day > due]
        case = (purchases, late, due, as_of)
        assert charge(interest, case, 0.0005, FULL) == charge(interest, case, 0.0005, UNPAID) > 0
        on_the_day = (purchases, [(due, total)], due, as_of)
        one_short = (purchases, [(due, total - 1), (as_of, 1)], due, as_of)
        day_late = (purchases, [(due + timedelta(days=1), total)], due, as_of)
        for rule in (FULL, UNPAID):
            assert charge(interest, on_the_day, 0.0005, rule) == 0
            assert charge(interest, one_short, 0.0005, rule) > 0
            assert charge(interest, day_late, 0.0005, rule) > 0


def grace_contract(interest: Function) -> None:
    """Another rule's word, and a day of reckoning not after the due date, are refused."""
    case = ([(date(2025, 3, 5), 100)], [], date(2025, 4, 9))
    assert refuses(charge, interest, (*case, date(2025, 4, 20)), 0.0005, "whole balance")
    assert refuses(charge, interest, (*case, date(2025, 4, 9)), 0.0005, FULL)


# --- planted faults -----------------------------------------------------------------------------


def from_the_due_date(
    purchases: pd.DataFrame,
    payments: pd.DataFrame,
    due_date: pd.Timestamp,
    as_of: pd.Timestamp,
    daily_rate: float,
    rule: str,
) -> float:
    """Interest on what is missing, from the due date on; nothing for the days before."""
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    missing = max(purchases["amount"].sum() - in_time, 0.0)
    return round(float(missing) * daily_rate * (as_of - due_date).days, 2)


def late_payments_forgotten(
    purchases: pd.DataFrame,
    payments: pd.DataFrame,
    due_date: pd.Timestamp,
    as_of: pd.Timestamp,
    daily_rate: float,
    rule: str,
) -> float:
    """The whole bill from its posting to the end, whoever paid what when."""
    days = (as_of - purchases["date"]).dt.days
    return round(float((purchases["amount"] * days).sum()) * daily_rate, 2)


ORACLES = [
    Oracle("grace-period-interest", lot_by_lot, fault=from_the_due_date),
    Oracle("grace-period-interest", prepayment, fault=late_payments_forgotten),
    Oracle("grace-period-interest", one_word_of_the_contract, fault=from_the_due_date),
    Oracle("grace-period-interest", to_the_fen, fault=from_the_due_date),
    Oracle("grace-period-interest", rules_compared, fault=late_payments_forgotten),
    Oracle("grace-period-interest", grace_contract, fault=late_payments_forgotten),
]
