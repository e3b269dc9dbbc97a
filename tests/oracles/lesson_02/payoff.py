"""Oracles for the schedule that pays a balance off."""

from decimal import ROUND_HALF_EVEN, Decimal
from math import ceil

import numpy as np
import numpy_financial as npf
import pandas as pd
from oracle import Function, Oracle, refuses

COLUMNS = ["month", "opening", "interest", "payment", "closing"]
FEN = Decimal("0.01")
# Balance, annual rate, monthly payment; no nper here is within 0.02 of a whole number.
FIXED = [
    (5_000.0, 0.2499, 200.0),
    (5_000.0, 0.2499, 110.0),
    (12_000.0, 0.1825, 600.0),
    (30_000.0, 0.146, 450.0),
    (800.0, 0.12, 35.0),
    (100_000.0, 0.1825, 1_600.0),
]


def rounding_bound(rate: float, months: int) -> float:
    """CNY by which half a fen of interest a month, with interest on it, can move a balance."""
    return 0.005 * ((1 + rate) ** months - 1) / rate + 1e-6


def number_of_periods(schedule_of: Function) -> None:
    """Without a share the floor is a fixed payment: numpy-financial's nper, and fv in between."""
    for balance, annual_rate, payment in FIXED:
        rate = annual_rate / 12
        schedule = schedule_of(balance, annual_rate, 0.0, payment)
        months = float(npf.nper(rate, -payment, balance))
        assert 0.02 < months % 1 < 0.98, "the case itself is too near a whole month"
        assert len(schedule) == ceil(months)
        for month, closing in zip(schedule["month"][:-1], schedule["closing"][:-1], strict=True):
            exact = -npf.fv(rate, month, -payment, balance)
            assert abs(closing - exact) <= rounding_bound(rate, month)


def thirty_six_months(schedule_of: Function) -> None:
    """The payment that clears a debt in 36 months: numpy-financial's pmt, and Appendix M2's inputs.

    Regulation Z, Appendix M2, https://www.consumerfinance.gov/rules-policy/regulations/1026/m2/
    (read at https://www.govregs.com/regulations/title12_chapterX-i1_part1026_appendixAppendixM2):
    balances 500, 250, 250 at 0 % for 6 months and then 17 %, at 17 %, at 21 %; a blended periodic
    rate; the payment is the total over the annuity factor, rounded to the cent. The appendix
    prints the programme and its inputs; running these lines gives $35.45. Its month-by-month loop
    for the minimum payment isn't claimed here: our copy ends before it.
    """
    promotional = 6 / 36 * 0 + 30 / 36 * 0.17 / 12
    blended = (500 * promotional + 250 * 0.17 / 12 + 250 * 0.21 / 12) / 1_000
    appendix = round(-float(npf.pmt(blended, 36, 1_000)), 2)
    assert appendix == 35.45
    for balance, rate in [(1_000.0, blended), (5_000.0, 0.2499 / 12), (48_000.0, 0.1825 / 12)]:
        exact = -float(npf.pmt(rate, 36, balance))
        payment = ceil(exact * 100) / 100  # a fen too little would need a 37th month
        schedule = schedule_of(balance, 12 * rate, 0.0, payment)
        assert len(schedule) == 36
        assert (abs(schedule["payment"][:-1] - payment) < 1e-9).all()
        # Paying up to a fen too much each month and rounding interest: both shorten the last one.
        slack = 3 * rounding_bound(rate, 36)
        assert abs(schedule["payment"].sum() - 36 * exact) <= slack


def decimal_ledger(schedule_of: Function) -> None:
    """Run the account in Decimal, rounding interest and payment to the fen each month.

    Rates are awkward on purpose, so that no amount lies exactly between two fen and the way of
    rounding a half doesn't matter; then every row must agree to the fen.
    """
    rng = np.random.default_rng(231)
    for _ in range(40):
        terms = (
            round(float(rng.uniform(50, 60_000)), 2),
            round(float(rng.uniform(0.03, 0.25)), 5),
            round(float(rng.uniform(0.03, 0.15)), 5),
            round(float(rng.uniform(10, 200)), 2),
            round(float(rng.choice([0.0, rng.uniform(1, 150)])), 2),
        )
        opening, annual, share, floor, extra = (Decimal(str(term)) for term in terms)
        schedule = schedule_of(*terms)
        assert list(schedule.columns) == COLUMNS
        for row, month in enumerate(schedule.itertuples(index=False), start=1):
            interest = (opening * annual / 12).quantize(FEN, ROUND_HALF_EVEN)
            due = max(floor, opening * share) + extra
            payment = min(due.quantize(FEN, ROUND_HALF_EVEN), opening + interest)
            closing = opening + interest - payment
            expected = (row, *(float(cny) for cny in (opening, interest, payment, closing)))
            assert np.allclose(tuple(month), expected, rtol=0, atol=1e-6), (terms, row)
            opening = closing
        assert opening == 0, terms


def tenth_a_month(schedule_of: Function) -> None:
    """10 000 at 18.25 %, a tenth of the opening balance a month, at least 100.

    37 months and 1 707.26 of interest were computed apart for the course design (2.5), before the
    reference was written; to the fen.
    """
    schedule = schedule_of(10_000.0, 0.1825, 0.10, 100.0)
    assert len(schedule) == 37
    assert abs(schedule["interest"].sum() - 1_707.26) < 0.005


def money_kept(schedule_of: Function) -> None:
    """Payments are the balance and the interest; each month opens as the last one closed."""
    for balance in (0.01, 99.99, 10_000.0, 48_765.43):
        for extra in (0.0, 250.0):
            schedule = schedule_of(balance, 0.1825, 0.10, 100.0, extra=extra)
            paid, interest = schedule["payment"].sum(), schedule["interest"].sum()
            assert abs(paid - balance - interest) < 1e-6
            assert schedule["opening"].iloc[0] == balance
            assert (schedule["opening"][1:].to_numpy() == schedule["closing"][:-1].to_numpy()).all()
            assert schedule["closing"].iloc[-1] == 0
            assert list(schedule["month"]) == list(range(1, len(schedule) + 1))
    less, more = (schedule_of(10_000.0, 0.1825, 0.10, 100.0, extra=cny) for cny in (0.0, 200.0))
    assert len(more) < len(less)
    assert more["interest"].sum() < less["interest"].sum()
    for nothing in (0.0, -25.0):
        assert list(schedule_of(nothing, 0.1825, 0.10, 100.0).columns) == COLUMNS
        assert len(schedule_of(nothing, 0.1825, 0.10, 100.0)) == 0


def never_amortises(schedule_of: Function) -> None:
    """The boundary: a payment must exceed the interest, by a fen at least.

    A share of the opening balance exceeds the interest when it exceeds the monthly rate. At 24.99 %
    a year that is 2.0825 %, so a minimum of 2 % never ends and one of 2.1 % does. 1 % of 1 000.00
    is 10.00: a floor of 10.00 never ends, a floor of 10.01 does.
    """
    edge = 0.2499 / 12
    assert refuses(schedule_of, 5_000.0, 0.2499, 0.02, 35.0)
    assert refuses(schedule_of, 1_000_000.0, 0.2499, edge, 0.0)
    assert refuses(schedule_of, 1_000_000.0, 0.2499, edge - 1e-5, 0.0)
    assert len(schedule_of(1_000_000.0, 0.2499, edge + 1e-4, 10_000.0)) > 1_000
    assert len(schedule_of(5_000.0, 0.2499, 0.021, 35.0)) > 100
    assert refuses(schedule_of, 1_000.0, 0.12, 0.0, 10.00)
    assert schedule_of(1_000.0, 0.12, 0.0, 10.01)["closing"].iloc[-1] == 0
    assert schedule_of(1_000.0, 0.12, 0.0, 10.00, extra=0.01)["closing"].iloc[-1] == 0


# --- planted faults -----------------------------------------------------------------------------


def _run(balance: float, rate: float, payment_of: Function) -> pd.DataFrame:
    rows = []
    while balance > 0 and len(rows) < 2_000:
        interest = round(balance * rate, 2)
        payment = payment_of(balance, interest)
        closing = round(balance + interest - payment, 2)
        rows.append((len(rows) + 1, balance, interest, payment, closing))
        balance = closing
    return pd.DataFrame(rows, columns=COLUMNS)


def month_of_30_days(
    balance: float, annual_rate: float, minimum_rate: float, floor: float, extra: float = 0.0
) -> pd.DataFrame:
    def payment_of(opening: float, interest: float) -> float:
        owed = round(opening + interest, 2)
        return round(min(max(floor, minimum_rate * opening) + extra, owed), 2)

    return _run(balance, annual_rate / 360 * 31, payment_of)


def share_after_interest(
    balance: float, annual_rate: float, minimum_rate: float, floor: float, extra: float = 0.0
) -> pd.DataFrame:
    def payment_of(opening: float, interest: float) -> float:
        owed = round(opening + interest, 2)
        return round(min(max(floor, minimum_rate * owed) + extra, owed), 2)

    return _run(balance, annual_rate / 12, payment_of)


def last_payment_overshoots(
    balance: float, annual_rate: float, minimum_rate: float, floor: float, extra: float = 0.0
) -> pd.DataFrame:
    def payment_of(opening: float, interest: float) -> float:
        return round(max(floor, minimum_rate * opening) + extra, 2)

    return _run(balance, annual_rate / 12, payment_of)


ORACLES = [
    Oracle("payoff-schedule", number_of_periods, fault=month_of_30_days),
    Oracle("payoff-schedule", thirty_six_months, fault=month_of_30_days),
    Oracle("payoff-schedule", decimal_ledger, fault=share_after_interest),
    Oracle("payoff-schedule", tenth_a_month, fault=share_after_interest),
    Oracle("payoff-schedule", money_kept, fault=last_payment_overshoots),
    Oracle("payoff-schedule", never_amortises, fault=share_after_interest),
]
