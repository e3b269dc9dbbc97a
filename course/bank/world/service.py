"""Complaints of 2025 and calls of its last quarter, by the customers of Lantern Bank."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course.bank.world import terms

COMPLAINTS_A_MONTH = 0.02  # per customer; three times that in a month with a late fee
LATE_FACTOR = 3.0
CAUSES = ("fees", "fraud", "app", "rewards", "collections", "card delivery", "limit")
CAUSE_SHARES = (0.18, 0.10, 0.22, 0.27, 0.06, 0.09, 0.08)
CAUSE_SHARES_LATE = (0.58, 0.05, 0.06, 0.08, 0.18, 0.02, 0.03)
USUAL_DAYS = (6, 9, 3, 12, 8, 4, 5)  # to resolve, by cause
VULNERABLE_SHARE = 0.07
FIRST_CALL, CALL_DAYS = np.datetime64("2025-10-01"), 92
CALLS_A_DAY = 55
REASONS = ("balance", "payment", "lost card", "rewards", "dispute", "limit")
REASON_SHARES = (0.26, 0.22, 0.08, 0.20, 0.13, 0.11)
HANDLE_S = (150, 190, 300, 260, 480, 240)
RESOLVED_FIRST = (0.95, 0.88, 0.92, 0.62, 0.50, 0.72)
OPENS, CLOSES = 8 * 60, 22 * 60  # minutes of the day
PATIENCE_S = 150


def draw_complaints(
    statements: pd.DataFrame, accounts: pd.DataFrame, seed: int = terms.SEED
) -> pd.DataFrame:
    """Draw the complaints; a month with a late fee brings more of them.

    Returns
    -------
    DataFrame
        ``complaint_id, customer_id, received_on, channel, cause, vulnerable, amount_cny,
        resolved_on, upheld``; what was still open at the end of 2025 has no ``resolved_on`` and
        no ``upheld``.
    """
    rng = np.random.default_rng([seed, 12])
    bills = statements.merge(accounts[["account_id", "customer_id"]], on="account_id")
    rate = COMPLAINTS_A_MONTH * np.where(bills["fees_cny"] > 0, LATE_FACTOR, 1.0)
    told = bills.loc[np.repeat(bills.index, rng.poisson(rate))]
    received = told["statement_date"].to_numpy("M8[D]") + rng.integers(0, 21, len(told))
    last_day = np.datetime64(terms.LAST_DAY)
    in_time = np.flatnonzero(received <= last_day)
    told, received = told.iloc[in_time], received[in_time]
    late = (told["fees_cny"] > 0).to_numpy()
    n = len(told)
    shares = np.where(late[:, None], np.cumsum(CAUSE_SHARES_LATE), np.cumsum(CAUSE_SHARES))
    cause = (rng.random(n)[:, None] >= shares[:, :-1]).sum(axis=1)
    days = np.ceil(rng.gamma(2.0, np.array(USUAL_DAYS)[cause] / 2)).astype(int)
    resolved, open_ = received + days, received + days > last_day
    upheld = (rng.random(n) < np.where(late, 0.3, 0.55)).astype(float)
    table = pd.DataFrame(
        {
            "customer_id": told["customer_id"].to_numpy(),
            "received_on": received,
            "channel": rng.choice(
                ("phone", "app", "branch", "regulator"), n, p=(0.5, 0.36, 0.1, 0.04)
            ),
            "cause": np.array(CAUSES)[cause],
            "vulnerable": (rng.random(n) < VULNERABLE_SHARE).astype(int),
            "amount_cny": np.exp(rng.normal(4.5, 1.0, n)).round(2),
            "resolved_on": np.where(open_, np.datetime64("NaT"), resolved),
            "upheld": np.where(open_, np.nan, upheld),
        }
    ).sort_values(["received_on", "customer_id", "cause"], ignore_index=True)
    table.insert(0, "complaint_id", [f"K{i:04d}" for i in range(1, n + 1)])
    return table


def draw_calls(customers: pd.DataFrame, seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the calls; who was not helped calls again within days, for the same reason.

    Returns
    -------
    DataFrame
        ``call_id, customer_id, called_on, minute_of_day, reason, wait_s, handle_s, answered,
        resolved``.
    """
    rng = np.random.default_rng([seed, 13])
    n = int(rng.poisson(CALLS_A_DAY * CALL_DAYS))
    customer = rng.choice(customers["customer_id"].to_numpy(), n)
    reason = rng.choice(len(REASONS), n, p=REASON_SHARES)
    day = rng.integers(0, CALL_DAYS, n)
    rows = []
    while len(customer):
        calls = _take_calls(rng, customer, reason, day)
        rows.append(calls)
        again = (calls["resolved"] == 0).to_numpy() & (rng.random(len(calls)) < 0.75)
        customer, reason = customer[again], reason[again]
        day = day[again] + rng.integers(0, 7, again.sum())
        inside = day < CALL_DAYS
        customer, reason, day = customer[inside], reason[inside], day[inside]
    table = pd.concat(rows).sort_values(["called_on", "minute_of_day", "customer_id"])
    table = table.reset_index(drop=True)
    table.insert(0, "call_id", [f"L{i:05d}" for i in range(1, len(table) + 1)])
    return table


def _take_calls(
    rng: np.random.Generator, customer: np.ndarray, reason: np.ndarray, day: np.ndarray
) -> pd.DataFrame:
    n = len(customer)
    minute = (OPENS + (CLOSES - OPENS) * rng.beta(1.6, 2.2, n)).astype(int)
    # The late morning and the days after a weekend are crowded.
    called_on = FIRST_CALL + day
    monday = (called_on - np.datetime64("2025-10-06")).astype(int) % 7 == 0
    crowd = np.exp(-(((minute - 690) / 150) ** 2)) + 0.5 * monday
    wait = rng.exponential(12 + 60 * crowd)
    answered = wait < rng.exponential(PATIENCE_S, n) + 20
    resolved = answered & (rng.random(n) < np.array(RESOLVED_FIRST)[reason])
    handle = rng.gamma(3.0, np.array(HANDLE_S)[reason] / 3)
    return pd.DataFrame(
        {
            "customer_id": customer,
            "called_on": called_on,
            "minute_of_day": minute,
            "reason": np.array(REASONS)[reason],
            "wait_s": wait.round().astype(int),
            "handle_s": np.where(answered, handle, 0).round().astype(int),
            "answered": answered.astype(int),
            "resolved": resolved.astype(int),
        }
    )
