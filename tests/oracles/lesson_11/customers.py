"""Oracles for segments, price and cutoff: exact fractions, SciPy's interpolation, brute force."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.interpolate import make_interp_spline

TERMS = {
    "interchange": 0.0045,
    "breakage": 0.15,
    "funding_rate": 0.024,
    "loss_given_default": 0.6,
}


def random_pilot(seed: int) -> pd.DataFrame:
    """Make a pilot with few scores, so that many applicants share one, and whole amounts."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 60))
    used = rng.integers(0, 2, n)
    return pd.DataFrame(
        {
            "segment": rng.choice(["a", "b", "c"], n),
            "score": 500 + 20 * rng.integers(0, 8, n),
            "activated": used,
            "spend_cny": used * rng.integers(100, 5_000, n).astype(float),
            "receivable_cny": used * rng.integers(1, 20_000, n).astype(float),
            "revolving_cny": used * rng.integers(0, 9_000, n).astype(float),
            "default_12m": used * (rng.random(n) < 0.2),
        },
        index=rng.integers(0, 9, n),
    )


def exact_sums(margins: Function) -> None:
    """Fractions of whole numbers, card by card; binary floats agree to 1e-6 CNY."""
    terms = {name: Fraction(str(value)) for name, value in TERMS.items()}
    for seed in range(60):
        pilot = random_pilot(seed)
        got = margins(pilot, 0.18, 0.003, TERMS).set_index("segment")
        assert sorted(got.index) == sorted(set(pilot["segment"]))
        for segment in got.index:
            cards = pilot[pilot["segment"] == segment].to_dict("records")
            total = lost = owed = Fraction(0)
            for card in cards:
                receivable = Fraction(card["receivable_cny"])
                loss = receivable * card["default_12m"] * terms["loss_given_default"]
                redeemed = Fraction("0.003") * (1 - terms["breakage"])
                total += 12 * Fraction(card["spend_cny"]) * (terms["interchange"] - redeemed)
                total += Fraction("0.18") * Fraction(card["revolving_cny"])
                total -= terms["funding_rate"] * receivable + loss
                lost, owed = lost + loss, owed + receivable
            row = got.loc[segment]
            assert row["booked"] == len(cards)
            assert abs(row["margin"] - float(total / len(cards))) < 1e-6
            assert abs(row["loss_rate"] - float(lost / owed if owed else 0)) < 1e-9
            assert abs(row["activation"] - sum(c["activated"] for c in cards) / len(cards)) < 1e-9
    assert refuses(margins, pilot.iloc[:0], 0.18, 0.003, TERMS)


def every_step_tried(price: Function) -> None:
    """SciPy's linear spline through the test, every allowed step tried; within 1e-6 CNY.

    The task accepts what earns 90 % of the best, so does this oracle.
    """
    rng = np.random.default_rng(11)
    for _ in range(60):
        size = int(rng.integers(2, 6))
        test = pd.DataFrame(
            {
                "daily_rate": np.sort(rng.choice(np.arange(30, 60), size, replace=False)) / 1e5,
                "invited": rng.integers(5_000, 20_000, size),
                "applied": rng.integers(50, 500, size),
                "revolving_cny": rng.uniform(2_000, 6_000, size),
                "receivable_cny": rng.uniform(6_000, 12_000, size),
                "loss_rate": rng.uniform(0.01, 0.06, size),
            }
        )
        ceiling = rng.integers(25, 65) / 1e5
        share = test["applied"] / test["invited"]
        columns = [share, *(test[c] for c in ("revolving_cny", "receivable_cny", "loss_rate"))]
        read = make_interp_spline(1e5 * test["daily_rate"], np.column_stack(columns), k=1)
        low, high = round(1e5 * test["daily_rate"].min()), round(1e5 * test["daily_rate"].max())
        worth = {}
        for step in range(low, min(high, round(1e5 * ceiling)) + 1):
            applied, revolving, owed, lost = read(step)
            worth[step] = applied * (365 * step / 1e5 * revolving + 200 - (0.024 + lost) * owed)
        if not worth or max(worth.values()) <= 0:
            assert refuses(price, test, ceiling, 0.024, 200.0)
            continue
        got = price(test.sample(frac=1, random_state=1), ceiling, 0.024, 200.0)
        step = round(1e5 * got["daily_rate"])
        assert abs(1e5 * got["daily_rate"] - step) < 1e-6 and step in worth
        assert abs(got["profit"] - worth[step]) < 1e-6
        assert worth[step] >= 0.9 * max(worth.values())
        assert abs(got["annual_rate"] - 365 * step / 1e5) < 1e-9


def every_score_tried(cutoff: Function) -> None:
    """All cutoffs of random pilots by hand, in fractions; whole yuan make ties exact."""
    for seed in range(80):
        pilot = random_pilot(seed)
        found = {}
        for score in sorted(set(pilot["score"])):
            cards = pilot[pilot["score"] >= score].to_dict("records")
            lost = sum(
                Fraction(c["receivable_cny"]) * c["default_12m"] * Fraction(1, 2) for c in cards
            )
            good = sum(c["activated"] and not c["default_12m"] for c in cards)
            owed = sum(Fraction(c["receivable_cny"]) for c in cards)
            profit = 1_000 * good - lost - 400 * len(cards)
            found[score] = (profit, lost / owed if owed else 0, len(cards) / len(pilot))
        best = min(score for score in found if found[score][0] == max(found.values())[0])
        got = cutoff(pilot, 1_000.0, 400.0, 0.5)
        assert got["cutoff"] == best
        wanted = dict(zip(("profit", "loss_rate", "approval_rate"), found[best], strict=True))
        assert all(abs(got[key] - float(value)) < 1e-6 for key, value in wanted.items())
    assert refuses(cutoff, pilot.iloc[:0], 1_000.0, 400.0, 0.5)


# --- planted faults -----------------------------------------------------------------------------


def per_card_used(pilot, annual_rate, reward_rate, terms):
    return (
        pilot.groupby("segment")["activated"]
        .agg(["size", "mean"])
        .reset_index()
        .set_axis(["segment", "booked", "activation"], axis=1)
        .assign(loss_rate=0.0, margin=0.0)
    )


def at_the_ceiling(price_test, daily_ceiling, funding_rate, other_margin):
    if daily_ceiling < price_test["daily_rate"].min():
        raise ValueError("no rate")
    rate = min(daily_ceiling, price_test["daily_rate"].max())
    return {"daily_rate": rate, "annual_rate": 365 * rate, "profit": 1.0}


def lowest_loss_rate(pilot, good_margin, card_cost, loss_given_default):
    if pilot.empty:
        raise ValueError("empty")
    top = pilot["score"].max()
    return {"cutoff": top, "approval_rate": 0.1, "loss_rate": 0.0, "profit": 0.0}


ORACLES = [
    Oracle("segment-margins", exact_sums, fault=per_card_used),
    Oracle("card-price", every_step_tried, fault=at_the_ceiling),
    Oracle("score-cutoff", every_score_tried, fault=lowest_loss_rate),
]
