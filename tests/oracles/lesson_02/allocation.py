"""Oracles for which balance a payment reduces."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.optimize import linprog

# HiGHS meets its constraints to 1e-7; amounts below are CNY.
SOLVER = 1e-5


def random_accounts(seed: int, count: int) -> list[tuple[pd.DataFrame, float, float]]:
    """Balances at different APRs in any order, a payment (some too large), a minimum."""
    rng = np.random.default_rng(seed)
    accounts = []
    for _ in range(count):
        size = int(rng.integers(1, 6))
        rates = rng.choice(np.arange(0, 36), size, replace=False) / 100
        owed = np.round(rng.uniform(0, 4_000, size), 2)
        payment = round(float(rng.uniform(0, 1.2) * owed.sum()), 2)
        minimum = round(float(rng.uniform(0, 0.3) * owed.sum()), 2)
        accounts.append((pd.DataFrame({"apr": rates, "balance": owed}), payment, minimum))
    return accounts


def spread(cost: np.ndarray, owed: np.ndarray, amount: float) -> np.ndarray:
    """Spread an amount over balances at the least cost, none below zero: a linear programme."""
    amount = min(amount, float(owed.sum()))
    result = linprog(
        cost,
        A_eq=np.ones((1, len(owed))),
        b_eq=[amount],
        bounds=[(0.0, max(float(most), 0.0)) for most in owed],
    )
    assert result.success, result.message
    return np.asarray(result.x)


def linear_programme(allocate: Function) -> None:
    """Under the CARD Act the part above the minimum leaves the least interest for next month.

    The issuer is free with the minimum (12 CFR 1026.53) and, as the task has it, puts it where it
    loses least; lowest-first lets it do so with the whole payment. The APRs differ, so the optimum
    is unique and the amounts themselves can be compared.
    https://self-law.org/code/us/cfr/t12/s%C2%A7%201026.53
    """
    for balances, payment, minimum in random_accounts(seed=223, count=120):
        apr, owed = balances["apr"].to_numpy(), balances["balance"].to_numpy()
        for_issuer = spread(apr, owed, payment)
        assert np.allclose(
            allocate(balances, payment, minimum, "lowest first"), for_issuer, 0, SOLVER
        )
        low = spread(apr, owed, min(payment, minimum))
        high = spread(-apr, owed - low, max(payment - minimum, 0.0))
        card_act = allocate(balances, payment, minimum, "card act")
        assert np.allclose(card_act, low + high, 0, SOLVER)


def nothing_lost(allocate: Function) -> None:
    """The parts add up to the payment, or to the debt; none exceeds its balance; order is kept."""
    for balances, payment, minimum in random_accounts(seed=224, count=80):
        for rule in ("lowest first", "card act"):
            paid = np.asarray(allocate(balances, payment, minimum, rule))
            assert abs(paid.sum() - min(payment, balances["balance"].sum())) < 1e-8
            assert (paid >= -1e-9).all()
            assert (paid <= balances["balance"].to_numpy() + 1e-9).all()
            reverse = balances.iloc[::-1].reset_index(drop=True)
            assert np.allclose(allocate(reverse, payment, minimum, rule), paid[::-1], 0, 1e-9)


def three_balances(allocate: Function) -> None:
    """By hand (course design 2.9): 500 paid on 24.99 %, 19.99 % and 0 %, minimum 80."""
    balances = pd.DataFrame({"apr": [0.2499, 0.1999, 0.0], "balance": [500, 1_500, 2_000]})
    assert np.allclose(allocate(balances, 500.0, 80.0, "card act"), [420, 0, 80], 0, 1e-9)
    assert np.allclose(allocate(balances, 500.0, 80.0, "lowest first"), [0, 0, 500], 0, 1e-9)
    assert np.allclose(allocate(balances, 60.0, 80.0, "card act"), [0, 0, 60], 0, 1e-9)
    # The excess of 2 720 overflows from balance to balance: 500, 1 500, and 720 beside the 80.
    assert np.allclose(allocate(balances, 2_800.0, 80.0, "card act"), [500, 1_500, 800], 0, 1e-9)
    assert refuses(allocate, balances, 500.0, 80.0, "highest first")


# --- planted faults -----------------------------------------------------------------------------


def all_to_the_highest(
    balances: pd.DataFrame, payment: float, minimum: float, rule: str
) -> list[float]:
    paid = pd.Series(0.0, balances.index)
    for row in balances["apr"].sort_values(ascending=False).index:
        paid[row] = min(payment - paid.sum(), balances.loc[row, "balance"])
    return list(paid)


def pro_rata(balances: pd.DataFrame, payment: float, minimum: float, rule: str) -> list[float]:
    return list(balances["balance"] / max(balances["balance"].sum(), 1e-9) * payment)


ORACLES = [
    Oracle("allocate-payment", linear_programme, fault=all_to_the_highest),
    Oracle("allocate-payment", nothing_lost, fault=pro_rata),
    Oracle("allocate-payment", three_balances, fault=all_to_the_highest),
]
