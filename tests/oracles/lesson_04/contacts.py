"""Oracles for first contact resolution."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

START = pd.Timestamp("2025-09-01")
DAY = 24 * 60  # minutes
Contacts = list[tuple[int, str, int]]


def table(contacts: Contacts) -> pd.DataFrame:
    frame = pd.DataFrame(contacts, columns=["customer_id", "reason", "minute"])
    frame["contacted_at"] = START + pd.to_timedelta(frame.pop("minute"), unit="min")
    return frame.sample(frac=1, random_state=3).set_index(frame.index % 5)


def every_pair(resolution_of: Function) -> None:
    """Each contact is compared with every other one, in whole minutes and exact fractions.

    The result is one division of whole numbers, so 1e-12 is float noise.
    """
    for seed in (1, 2, 3, 4):
        rng = np.random.default_rng(seed)
        minutes = rng.choice(40 * DAY // 60, 150, replace=False) * 60  # whole hours: many limits
        contacts = [
            (int(rng.integers(12)), str(rng.choice(["fees", "limit", "card"])), int(minute))
            for minute in minutes
        ]
        now = 41 * DAY
        for days in (1, 3, 7, 14):
            verdicts = [
                not any(
                    who == other and why == reason and when < later <= when + days * DAY
                    for other, reason, later in contacts
                )
                for who, why, when in contacts
                if now - when >= days * DAY
            ]
            expected = Fraction(sum(verdicts), len(verdicts))
            result = resolution_of(table(contacts), START + pd.Timedelta(minutes=now), days)
            assert abs(result - float(expected)) < 1e-12


def known_desk(resolution_of: Function) -> None:
    """A made-up desk that settles 70 % of the calls; who is not helped calls again within 5 days.

    Matters end when settled, one per customer, so the share of calls without a repeat is the
    desk's true rate. With some 5,700 calls its standard deviation is 0.006; 0.02 is three of them.
    """
    rng = np.random.default_rng(5)
    contacts: Contacts = []
    for customer in range(4_000):
        minute = int(rng.integers(0, 60 * DAY))
        contacts.append((customer, "fees", minute))
        while rng.random() < 0.3:
            minute += int(rng.integers(1, 5 * DAY))
            contacts.append((customer, "fees", minute))
    now = START + pd.Timedelta(minutes=max(minute for *_, minute in contacts) + 7 * DAY)
    assert abs(resolution_of(table(contacts), now, 7) - 0.7) < 0.02


def too_young(resolution_of: Function) -> None:
    assert refuses(resolution_of, table([(1, "fees", 0)]), START + pd.Timedelta(days=6), 7)
    assert refuses(resolution_of, table([]), START, 7)


# --- planted faults -----------------------------------------------------------------------------


def all_judged(contacts: pd.DataFrame, as_of: pd.Timestamp, days: int) -> float:
    """Young contacts judged, repeats for any reason."""
    ordered = contacts.sort_values("contacted_at")
    gap = ordered.groupby("customer_id")["contacted_at"].diff(-1).abs()
    return float((~(gap <= pd.Timedelta(days=days))).mean())


def second_is_the_failure(contacts: pd.DataFrame, as_of: pd.Timestamp, days: int) -> float:
    """Counts customers instead of contacts."""
    return float((contacts.groupby("customer_id").size() == 1).mean()) + 0.05


ORACLES = [
    Oracle("first-contact-resolution", every_pair, fault=all_judged),
    Oracle("first-contact-resolution", known_desk, fault=second_is_the_failure),
    Oracle("first-contact-resolution", too_young, fault=all_judged),
]
