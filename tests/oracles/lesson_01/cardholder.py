"""Oracles for what a card is worth to one cardholder."""

from decimal import Decimal

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.optimize import brentq

# Sums of at most six products below 10 000 CNY: float noise is far below a millionth of a yuan.
NOISE = 1e-6
COLUMNS = ["category", "reward_rate", "yearly_cap_cny"]


def terms(fee: float, waiver: float, fx: float) -> pd.Series:
    """A card's fees as the task wants them."""
    return pd.Series({"annual_fee_cny": fee, "fee_waiver_transactions": waiver, "fx_fee_rate": fx})


def on_everything(rate: float, cap: float) -> pd.DataFrame:
    """One reward rate on a single category."""
    return pd.DataFrame([("all", rate, cap)], columns=COLUMNS)


def purchase_by_purchase(value_of: Function) -> None:
    """Walk through the year in Decimal: each purchase earns while its cap has room; then the fees.

    Amounts have two decimals and rates four, so Decimal is exact; tolerance: float noise only.
    """
    rng = np.random.default_rng(101)
    names = ["dining", "travel", "fuel", "rent", "school", "food"]
    for _ in range(80):
        listed = list(rng.permutation(names)[: rng.integers(0, 7)])
        rates = {name: round(float(rng.uniform(0, 0.06)), 4) for name in listed}
        caps = {
            name: float(rng.integers(0, 900)) if rng.random() < 0.6 else np.nan for name in listed
        }
        fee, needed = float(rng.integers(0, 1_500)), float(rng.integers(1, 60))
        waiver = needed if rng.random() < 0.7 else np.nan
        fx = round(float(rng.uniform(0, 0.02)), 4)
        count = int(rng.integers(1, 120))
        bought = [
            (str(rng.choice(names)), round(float(rng.uniform(1, 3_000)), 2), rng.random() < 0.1)
            for _ in range(count)
        ]
        room = {name: None if np.isnan(cap) else Decimal(str(cap)) for name, cap in caps.items()}
        balance, number, abroad = Decimal(0), 0, Decimal(0)
        for name, amount, foreign in bought:
            number += 1
            if foreign:
                abroad += Decimal(str(amount))
                balance -= Decimal(str(amount)) * Decimal(str(fx))
            if name in rates:
                reward = Decimal(str(amount)) * Decimal(str(rates[name]))
                left = room[name]
                if left is not None:
                    reward = min(reward, left)
                    room[name] = left - reward
                balance += reward
        if np.isnan(waiver) or number < waiver:
            balance -= Decimal(str(fee))
        spend = pd.Series(dict.fromkeys(names, 0.0))
        for name, amount, _ in bought:
            spend[name] += amount
        rewards = pd.DataFrame([(n, rates[n], caps[n]) for n in listed], columns=COLUMNS).astype(
            {"reward_rate": float, "yearly_cap_cny": float}
        )
        found = value_of(terms(fee, waiver, fx), rewards, spend, number, float(abroad))
        assert abs(found - float(balance)) < NOISE


def persona_table(value_of: Function) -> None:
    """By hand, after the course design (1.4): three cards, three people, spend and purchases.

    A: no fee, 0.5 %. B: 300, waived from 12 purchases on, 1 %, at most 600. C: 1 200, 1.5 %
    (without the design's 500 of benefits, which this task leaves out).
    """
    cards = {
        "A": (terms(0.0, np.nan, 0.0), on_everything(0.005, np.nan)),
        "B": (terms(300.0, 12.0, 0.0), on_everything(0.01, 600.0)),
        "C": (terms(1_200.0, np.nan, 0.0), on_everything(0.015, np.nan)),
    }
    people = [(24_000.0, 8), (84_000.0, 40), (240_000.0, 120)]
    by_hand = {"A": [120, 420, 1_200], "B": [-60, 600, 600], "C": [-840, 60, 2_400]}
    for name, (card, rewards) in cards.items():
        for (spent, count), expected in zip(people, by_hand[name], strict=True):
            found = value_of(card, rewards, pd.Series({"all": spent}), count, 0.0)
            assert abs(found - expected) < NOISE


def indifference_spend(value_of: Function) -> None:
    """Where a dear and a cheap card are worth the same: fee / (difference of the rates).

    Course design 1.7: 580 / (0.015 - 0.008) = 82 857.14, found here as a root of the function.
    """

    def lead(spent: float) -> float:
        dear, cheap = (
            value_of(
                terms(fee, np.nan, 0.0),
                on_everything(rate, np.nan),
                pd.Series({"all": spent}),
                9,
                0.0,
            )
            for fee, rate in [(580.0, 0.015), (0.0, 0.008)]
        )
        return dear - cheap

    assert lead(0.0) < 0 < lead(1e6)
    assert abs(brentq(lead, 0.0, 1e6) - 82_857.14) < 0.005


def more_is_never_worse(value_of: Function) -> None:
    """More purchases, a higher cap or more spend never cost anything; negative spend is refused."""
    card, spend = terms(360.0, 24.0, 0.0), pd.Series({"all": 50_000.0})
    by_count = [value_of(card, on_everything(0.02, 500.0), spend, n, 0.0) for n in range(20, 30)]
    by_cap = [
        value_of(card, on_everything(0.02, cap), spend, 3, 0.0) for cap in range(0, 2_000, 50)
    ]
    by_spend = [
        value_of(card, on_everything(0.02, 500.0), pd.Series({"all": float(s)}), 3, 0.0)
        for s in range(0, 60_000, 500)
    ]
    for values in (by_count, by_cap, by_spend):
        assert (np.diff(values) >= -NOISE).all()
        assert values[-1] > values[0]
    assert abs(by_spend[-1] - (500 - 360)) < NOISE
    assert refuses(value_of, card, on_everything(0.02, 500.0), -spend, 3, 0.0)


# --- planted faults -----------------------------------------------------------------------------


def no_caps(card, rewards, spend, transactions, foreign_spend) -> float:
    rates = rewards.set_index("category")["reward_rate"].reindex(spend.index).fillna(0.0)
    fee = 0.0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return float((spend * rates).sum() - fee - card["fx_fee_rate"] * foreign_spend)


def fee_added(card, rewards, spend, transactions, foreign_spend) -> float:
    return no_caps(card, rewards, spend, transactions, foreign_spend) + 2 * card["annual_fee_cny"]


ORACLES = [
    Oracle("net-cardholder-value", purchase_by_purchase, fault=no_caps),
    Oracle("net-cardholder-value", persona_table, fault=no_caps),
    Oracle("net-cardholder-value", indifference_spend, fault=fee_added),
    Oracle("net-cardholder-value", more_is_never_worse, fault=no_caps),
]
