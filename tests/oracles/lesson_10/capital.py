"""Oracles for RAROC and for the portfolio under a limit of capital."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product as all_choices

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.optimize import LinearConstraint, milp

# Course design (10.6, 10.7): capital, RAROC and economic profit of six products, tax 25 %,
# safe rate 2 %, hurdle 12 %. RAROC is printed to a hundredth of a per cent.
DESIGN = pd.DataFrame(
    {
        "product": ["classic", "premium", "co-brand", "instalment", "student", "business"],
        "capital": [900, 700, 600, 800, 150, 550],
        "raroc": [0.1733, 0.1864, 0.1588, 0.1369, 0.0900, 0.1786],
        "economic_profit": [48.0, 46.5, 23.25, 13.5, -4.5, 32.25],
    }
)


def stated_ratios(ratios_of: Function) -> None:
    """The six printed ratios (±0.00006) and profits (±0.005) from margins that they imply.

    The margin after loss is worked back from the printed economic profit, and split at random.
    """
    rng = np.random.default_rng(31)
    margin = (DESIGN["economic_profit"] + 0.12 * DESIGN["capital"]) / 0.75 - 0.02 * DESIGN[
        "capital"
    ]
    cost, loss = rng.uniform(10, 90, 6), rng.uniform(5, 80, 6)
    products = pd.DataFrame(
        {
            "product": DESIGN["product"],
            "revenue": margin + cost + loss,
            "operating_cost": cost,
            "expected_loss": loss,
            "capital": DESIGN["capital"],
        }
    ).sample(frac=1, random_state=3)
    table = ratios_of(products, 0.25, 0.02, 0.12).set_index("product")
    for row in DESIGN.itertuples():
        assert abs(table.loc[row.product, "raroc"] - row.raroc) < 6e-5
        assert abs(table.loc[row.product, "economic_profit"] - row.economic_profit) < 5e-3


def exact_fractions(ratios_of: Function) -> None:
    """An income statement line by line in exact fractions; 1e-9 is far above float rounding."""
    rng = np.random.default_rng(32)
    for _ in range(50):
        size = int(rng.integers(1, 7))
        products = pd.DataFrame(
            {
                "product": range(size),
                "revenue": rng.integers(0, 500, size),
                "operating_cost": rng.integers(0, 300, size),
                "expected_loss": rng.integers(0, 200, size),
                "capital": rng.integers(1, 900, size),
            }
        )
        tax, safe, hurdle = (Fraction(int(k), 100) for k in rng.integers(0, 40, 3))
        table = ratios_of(products, float(tax), float(safe), float(hurdle)).set_index("product")
        for row in products.itertuples():
            before = int(row.revenue) - int(row.operating_cost) - int(row.expected_loss)
            interest = safe * int(row.capital)
            net = before + interest - tax * before - tax * interest
            assert abs(table.loc[row.product, "raroc"] - float(net / int(row.capital))) < 1e-9
            rent = hurdle * int(row.capital)
            assert abs(table.loc[row.product, "economic_profit"] - float(net - rent)) < 1e-9
    assert refuses(ratios_of, products.assign(capital=0), 0.25, 0.02, 0.12)


def random_portfolios(seed: int, count: int) -> list[tuple[pd.DataFrame, int, list]]:
    rng = np.random.default_rng(seed)
    cases = []
    for _ in range(count):
        size = int(rng.integers(1, 9))
        products = pd.DataFrame(
            {
                "product": [f"p{k}" for k in rng.permutation(size)],
                "capital": rng.integers(5, 60, size),
                "economic_profit": rng.integers(-8, 30, size) / 4,
            },
            index=rng.integers(0, 3, size),
        )
        must = list(rng.choice(products["product"], int(rng.integers(0, 2)), replace=False))
        least = int(products.loc[products["product"].isin(must).to_numpy(), "capital"].sum())
        cases.append((products, least + int(rng.integers(0, 120)), must))
    return cases


def enumeration(choose: Function) -> None:
    """All vectors of 0 and 1: best profit, then least capital; profits are quarters, so exact."""
    for products, capital, must in random_portfolios(33, 120):
        needs = products["capital"].to_numpy()
        earns = products["economic_profit"].to_numpy()
        forced = products["product"].isin(must).to_numpy()
        best = max(
            (float(x @ earns), -int(x @ needs))
            for x in map(np.array, all_choices([0, 1], repeat=len(needs)))
            if x @ needs <= capital and x[forced].all()
        )
        got = choose(products, capital, must)
        assert (got["economic_profit"], -got["capital"]) == best
        chosen = products["product"].isin(got["products"]).to_numpy()
        assert list(got["products"]) == list(products["product"][chosen])
        assert chosen @ needs == got["capital"] and chosen @ earns == got["economic_profit"]


def mixed_integer_programme(choose: Function) -> None:
    """SciPy's milp (HiGHS) on the same problem; its gap is set to zero, profits agree to 1e-6."""
    for products, capital, must in random_portfolios(34, 60):
        needs = products["capital"].to_numpy(float)
        earns = products["economic_profit"].to_numpy()
        forced = products["product"].isin(must).to_numpy(float)
        solved = milp(
            -earns,
            constraints=LinearConstraint(needs[None, :], 0, capital),
            integrality=np.ones(len(needs)),
            bounds=(forced, np.ones(len(needs))),
            options={"mip_rel_gap": 0},
        )
        assert abs(choose(products, capital, must)["economic_profit"] + solved.fun) < 1e-6


def published_choice(choose: Function) -> None:
    """A textbook's indivisible projects (the four it prints in full): A and C, 44 on 90 of 100.

    https://www.acowtancy.com/textbook/acca-afm/b1-discounted-cash-flow-techniques/
    capital-rationing-indivisible-projects/notes (in thousands). And the course design (10.7).
    """
    projects = pd.DataFrame(
        {
            "product": ["A", "B", "C", "D"],
            "capital": [40, 100, 50, 60],
            "economic_profit": [20, 35, 24, 18],
        }
    )
    assert choose(projects, 100) == {
        "products": ["A", "C"],
        "capital": 90,
        "economic_profit": 44,
    }
    assert choose(DESIGN, 1_600)["economic_profit"] == 94.5
    assert choose(DESIGN, 2_000)["economic_profit"] == 102.0
    assert refuses(choose, projects, 30, ["A"]) and refuses(choose, projects, 30, ["E"])


# --- planted faults -----------------------------------------------------------------------------


def without_expected_loss(p: pd.DataFrame, tax: float, safe: float, hurdle: float) -> pd.DataFrame:
    net = (p["revenue"] - p["operating_cost"] + safe * p["capital"]) * (1 - tax)
    return pd.DataFrame(
        {
            "product": p["product"],
            "raroc": net / p["capital"],
            "economic_profit": net - hurdle * p["capital"],
        }
    )


def best_return_first(products: pd.DataFrame, capital: float, required: Sequence = ()) -> dict:
    rows = sorted(
        zip(products["product"], products["capital"], products["economic_profit"], strict=True),
        key=lambda row: (row[0] not in required, -row[2] / row[1]),
    )
    chosen, left = [], capital
    for name, need, earns in rows:
        if need <= left and (earns > 0 or name in required):
            chosen.append((name, need, earns))
            left -= need
    names = [row[0] for row in chosen]
    return {
        "products": [name for name in products["product"] if name in names],
        "capital": sum(row[1] for row in chosen),
        "economic_profit": sum(row[2] for row in chosen),
    }


ORACLES = [
    Oracle("raroc", stated_ratios, fault=without_expected_loss),
    Oracle("raroc", exact_fractions, fault=without_expected_loss),
    Oracle("choose-portfolio", enumeration, fault=best_return_first),
    Oracle("choose-portfolio", mixed_integer_programme, fault=best_return_first),
    Oracle("choose-portfolio", published_choice, fault=best_return_first),
]
