"""Oracles for the minimum payment."""

from decimal import Decimal
from itertools import pairwise

import numpy as np
from oracle import Function, Oracle, refuses

PARTS = ("instalment_due", "interest", "fees", "past_due", "over_limit")
FEN = Decimal("0.01")


def bill(balance: float, principal: float, **parts: float) -> dict[str, float]:
    """A statement; a part that isn't named is 0."""
    return {"balance": balance, "principal": principal} | {
        part: parts.get(part, 0.0) for part in PARTS
    }


def random_bills(seed: int, count: int) -> list[dict[str, float]]:
    """Bills whose parts add up to the balance; half of them have no arrears."""
    rng = np.random.default_rng(seed)
    bills = []
    for _ in range(count):
        parts = {part: round(float(rng.uniform(0, 300)), 2) for part in PARTS}
        if rng.random() < 0.5:
            parts |= {"past_due": 0.0, "over_limit": 0.0}
        principal = round(float(rng.choice([rng.uniform(0, 200), rng.uniform(200, 30_000)])), 2)
        bills.append(bill(round(principal + sum(parts.values()), 2), principal, **parts))
    return bills


def least_payment_in_order(minimum: Function) -> None:
    """Search the least payment after which nothing is overdue.

    A payment runs down the bill: arrears and over-limit first, then what this cycle adds. The rest
    must reach the floor, and what is left after interest, fees and instalment must be the agreed
    share. Or the account is settled. The least such payment in whole fen is found by bisection.
    The function rounds its share where the search rounds up: one fen of tolerance.
    """

    def in_order(fen: int, due: dict[str, Decimal], base: Decimal, rate: Decimal, floor: Decimal):
        payment = fen * FEN
        if payment >= due["balance"]:
            return True
        this_cycle = payment - due["past_due"] - due["over_limit"]
        repaid = this_cycle - due["interest"] - due["fees"] - due["instalment_due"]
        return this_cycle >= floor and repaid >= rate * base

    for statement in random_bills(seed=221, count=120):
        due = {part: Decimal(str(amount)) for part, amount in statement.items()}
        for style, base, rate, floor in [
            ("CN", due["principal"], "0.1", "0"),
            ("CN", due["principal"], "0.05", "100"),
            ("US", due["balance"], "0.01", "35"),
            ("US", due["balance"], "0.02", "700"),
        ]:
            low, high = -1, int(due["balance"] / FEN)
            while high - low > 1:
                middle = (low + high) // 2
                if in_order(middle, due, base, Decimal(rate), Decimal(floor)):
                    high = middle
                else:
                    low = middle
            found = minimum(statement, style, float(rate), float(floor))
            assert abs(Decimal(found) - high * FEN) < FEN + Decimal("1e-9"), (statement, style)
            assert abs(found * 100 - round(found * 100)) < 1e-6, "whole fen"


def worked_bills(minimum: Function) -> None:
    """By hand, from the course design 2.4; the terms are the issuer's, so no law fixes them.

    China: a tenth of 8 000, 500 instalment, 42.30 interest, 300 past due: 1 642.30.
    United States: 1 % of 5 000 and a month's interest of 102.70: 152.70; a balance of 22 with a
    floor of 35: 22. Then the floor holds for this cycle only: 35 and 35 past due are 70.
    """
    chinese = bill(8_842.30, 8_000.0, instalment_due=500.0, interest=42.30, past_due=300.0)
    assert abs(minimum(chinese, "CN", 0.10) - 1_642.30) < 1e-9
    assert abs(minimum(bill(5.0, 5.0), "CN", 0.10) - 0.50) < 1e-9  # no floor unless one is agreed
    month = round(5_000 * 0.2499 / 365 * 30, 2)
    assert abs(minimum(bill(5_000.0, 4_897.30, interest=month), "US", 0.01, 35.0) - 152.70) < 1e-9
    assert abs(minimum(bill(22.0, 22.0), "US", 0.01, 35.0) - 22.00) < 1e-9
    late = bill(400.0, 356.80, interest=8.20, past_due=35.0)
    assert abs(minimum(late, "US", 0.01, 35.0) - 70.00) < 1e-9


def bounds_of_a_minimum(minimum: Function) -> None:
    """Between the parts that are due in full and the balance; more due never means less to pay."""
    for statement in random_bills(seed=222, count=80):
        for style in ("CN", "US"):
            rates = [minimum(statement, style, rate, 35.0) for rate in (0.0, 0.02, 0.1, 1.0)]
            floors = [minimum(statement, style, 0.02, floor) for floor in (0.0, 100.0, 9_999.0)]
            in_full = sum(statement[part] for part in PARTS)
            for payment in rates + floors:
                assert in_full - 0.005 - 1e-9 <= payment <= statement["balance"] + 1e-9
            assert all(less <= more for less, more in [*pairwise(rates), *pairwise(floors)])
            double = {part: 2 * amount for part, amount in statement.items()}
            # Two roundings of half a fen, the first one doubled: 1.5 fen.
            assert abs(minimum(double, style, 0.02, 70.0) - 2 * rates[1]) <= 0.015 + 1e-9
    assert refuses(minimum, bill(100.0, 100.0), "EU", 0.02)


# --- planted faults -----------------------------------------------------------------------------


def arrears_forgotten(
    statement: dict[str, float], style: str, rate: float, floor: float = 0.0
) -> float:
    base = statement["principal"] if style == "CN" else statement["balance"]
    due = rate * base + sum(statement[part] for part in ("instalment_due", "interest", "fees"))
    return round(min(max(floor, due), statement["balance"]), 2)


def floor_over_balance(
    statement: dict[str, float], style: str, rate: float, floor: float = 0.0
) -> float:
    base = statement["principal"] if style == "CN" else statement["balance"]
    due = rate * base + sum(statement[part] for part in PARTS)
    return round(max(floor, due), 2)


ORACLES = [
    Oracle("minimum-payment", least_payment_in_order, fault=arrears_forgotten),
    Oracle("minimum-payment", worked_bills, fault=arrears_forgotten),
    Oracle("minimum-payment", bounds_of_a_minimum, fault=floor_over_balance),
]
