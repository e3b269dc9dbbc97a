"""What the bank books for one account: cycles, late fees, interest, statements.

The rules, which the shipped tables obey and the tests check from the outside:

- A cycle runs from the day after the last statement (or the opening of the account) to the
  statement date, both counted.
- Interest is ``average daily balance × daily_rate × days``, rounded to the fen, booked on the
  statement date, if the previous statement was not paid in full by its due date; else zero. The
  average is over end-of-day balances before that interest, purchases of the cycle included,
  unpaid fees excluded (no interest on fees). Payments go to fees first.
- A late fee is booked on the day after the due date when the minimum was not met by then: 5 % of
  what was missing, at least CNY 10, at most CNY 500.
- Minimum due: interest and fees of the cycle + unmet earlier minimum + 10 % of the rest, at most
  the closing balance. No purchases after two unmet minimums in a row; write-off after twelve.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from course.bank.world import terms
from course.bank.world.cardholder import INTEREST, LATE_FEE, PAYMENT, PURCHASE, Cardholder, Posting

# On one day, fees stand before payments and payments free the limit for purchases.
_ORDER = {LATE_FEE: 0, PAYMENT: 1, PURCHASE: 2}
_EPOCH = dt.date(1970, 1, 1)


class Statement(NamedTuple):
    """One statement: days count from 1970-01-01, money in fen."""

    cycle_start: int
    statement_date: int
    due_date: int
    opening: int
    opening_unpaid_fees: int
    purchases: int
    payments: int
    interest: int
    fees: int
    closing: int
    closing_unpaid_fees: int
    average_daily_balance: int
    revolving: bool
    past_due: int
    minimum_due: int
    cycles_past_due: int


MONEY = (
    *("opening", "opening_unpaid_fees", "purchases", "payments", "interest", "fees"),
    *("closing", "closing_unpaid_fees", "average_daily_balance", "past_due", "minimum_due"),
)


class Cycle(NamedTuple):
    """First day, statement date, month of the statement date; warm-up cycles are not shown."""

    start: int
    end: int
    month: int
    shown: bool


class History(NamedTuple):
    """What the shown cycles left of an account, in the order of time."""

    postings: list[Posting]
    statements: list[Statement]
    written_off_on: int | None


def run_account(account: Any, rng: np.random.Generator) -> History:
    """Run an account through all its cycles.

    Parameters
    ----------
    account
        A row of the accounts table as a named tuple, with ``risk``; ``opened`` as a Timestamp.
    rng
        The account's own random stream.

    Returns
    -------
    History
        The last statement of a written-off account is the one with which its balance left the
        books.
    """
    opened = (account.opened.date() - _EPOCH).days
    holder = Cardholder.draw(account.credit_limit_cny, account.risk, rng)
    history = History([], [], None)
    last: Statement | None = None
    for cycle in _cycles(account.statement_day, opened):
        planned = _plan(holder, last, cycle, opened, rng)
        booked, last = _close_cycle(account, last, cycle, planned)
        if cycle.shown:
            history.postings.extend(booked)
            history.statements.append(last)
        if last.cycles_past_due >= terms.WRITTEN_OFF_AT:
            return history._replace(written_off_on=cycle.end)
    return history


def _cycles(statement_day: int, opened: int) -> Iterator[Cycle]:
    """Yield the cycles that an account with this opening day lives in."""
    year, month = terms.FIRST_STATEMENT_MONTH
    numbers = range(-terms.WARM_UP_CYCLES - 1, terms.CYCLES)
    months = [divmod(12 * year + month - 1 + number, 12) for number in numbers]
    dates = [dt.date(year, month0 + 1, statement_day) for year, month0 in months]
    for number, (before, date) in enumerate(pairwise(dates)):
        start, end = max((before - _EPOCH).days + 1, opened), (date - _EPOCH).days
        if start <= end:
            yield Cycle(start, end, date.month, shown=number >= terms.WARM_UP_CYCLES)


def _plan(
    holder: Cardholder, last: Statement | None, cycle: Cycle, opened: int, rng: np.random.Generator
) -> list[Posting]:
    """Purchases and the payment that the holder would like to see booked in this cycle."""
    holder.live_a_month(rng)
    planned = holder.shop(cycle.start, cycle.end, cycle.month, opened, rng)
    if last is None:
        return planned
    payment = holder.pay(last.closing, last.minimum_due, last.due_date, cycle.end, rng)
    frozen = last.cycles_past_due >= terms.FROZEN_FROM
    return ([] if frozen else planned) + ([payment] if payment else [])


def _close_cycle(
    account: Any, last: Statement | None, cycle: Cycle, planned: list[Posting]
) -> tuple[list[Posting], Statement]:
    """Book what was planned, add fee and interest, and write the statement."""
    opening = last.closing if last else 0
    paid_in_time = -sum(
        p.fen for p in planned if last and p.kind == PAYMENT and p.day <= last.due_date
    )
    fee = _late_fee(last.minimum_due - paid_in_time) if last else 0
    if last and fee:
        planned = [*planned, Posting(last.due_date + 1, LATE_FEE, fee, last.due_date + 1)]

    unpaid_fees = last.closing_unpaid_fees if last else 0
    limit = 100 * account.credit_limit_cny
    booked, balance, fees_left, average = _book(opening, unpaid_fees, cycle, planned, limit)
    revolving = paid_in_time < opening
    interest = (
        round(average * account.daily_rate * (cycle.end - cycle.start + 1)) if revolving else 0
    )
    if interest:
        booked.append(Posting(cycle.end, INTEREST, interest, cycle.end))

    paid = -sum(p.fen for p in booked if p.kind == PAYMENT)
    past_due = max(0, last.minimum_due - paid) if last else 0
    closing = balance + interest
    rest = max(0, closing - interest - fee - past_due)
    return booked, Statement(
        cycle_start=cycle.start,
        statement_date=cycle.end,
        due_date=cycle.end + account.due_days,
        opening=opening,
        opening_unpaid_fees=unpaid_fees,
        purchases=sum(p.fen for p in booked if p.kind == PURCHASE),
        payments=paid,
        interest=interest,
        fees=fee,
        closing=closing,
        closing_unpaid_fees=fees_left,
        average_daily_balance=average,
        revolving=revolving,
        past_due=past_due,
        minimum_due=min(closing, interest + fee + past_due + round(terms.MINIMUM_SHARE * rest)),
        cycles_past_due=last.cycles_past_due + 1 if last and past_due else 0,
    )


def _book(
    balance: int, fees: int, cycle: Cycle, planned: list[Posting], limit: int
) -> tuple[list[Posting], int, int, int]:
    """Book in the order of days.

    Returns the bookings, the balance and the unpaid fees at the end, and the average balance
    without unpaid fees, rounded to the fen.
    """
    booked, area, since = [], 0, cycle.start
    for posting in sorted(planned, key=lambda p: (p.day, _ORDER[p.kind])):
        if posting.kind == PURCHASE and balance + posting.fen > limit:
            continue  # declined: over the limit
        area += (balance - fees) * (posting.day - since)
        since = posting.day
        balance += posting.fen
        if posting.kind == LATE_FEE:
            fees += posting.fen
        elif posting.kind == PAYMENT:
            fees -= min(fees, -posting.fen)
        booked.append(posting)
    area += (balance - fees) * (cycle.end + 1 - since)
    return booked, balance, fees, round(area / (cycle.end + 1 - cycle.start))


def _late_fee(missing: int) -> int:
    if missing <= 0:
        return 0
    fee = round(terms.LATE_FEE_SHARE * missing)
    return min(max(fee, terms.LATE_FEE_FLOOR_FEN), terms.LATE_FEE_CAP_FEN)
