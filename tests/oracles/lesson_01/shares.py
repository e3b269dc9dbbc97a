"""Oracles for market shares and their change."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle

QUARTERS = ["2024Q3", "2024Q4", "2025Q1", "2025Q2"]


def random_market(seed: int) -> pd.DataFrame:
    """Issuers of whole sizes over four quarters, one of them an entrant; rows in no order."""
    rng = np.random.default_rng(seed)
    rows = [
        (issuer, quarter, int(rng.integers(1, 500)), int(rng.integers(1, 500)))
        for issuer in ["Ash", "Beech", "Others", "Late"]
        for quarter in QUARTERS[2 if issuer == "Late" else 0 :]
    ]
    table = pd.DataFrame(rows, columns=["issuer", "quarter", "cards_m", "spend_bn_cny"])
    return table.sample(frac=1, random_state=seed)


def exact_fractions(shares_of: Function) -> None:
    """Whole sizes give exact fractions; only the division in floats separates the two (1e-12)."""
    for seed in range(20):
        market = random_market(seed)
        for measure in ("cards_m", "spend_bn_cny"):
            size = {(r["issuer"], r["quarter"]): r[measure] for r in market.to_dict("records")}
            exact = {
                key: Fraction(one, sum(x for (_, q), x in size.items() if q == key[1]))
                for key, one in size.items()
            }
            found = shares_of(market, measure)
            assert len(found) == len(exact)
            for row in found.to_dict("records"):
                key = row["issuer"], row["quarter"]
                assert abs(row["share"] - float(exact[key])) < 1e-12
                place = QUARTERS.index(row["quarter"])
                before = (row["issuer"], QUARTERS[place - 1]) if place else None
                if before not in exact:
                    assert np.isnan(row["change"])
                else:
                    assert abs(row["change"] - float(exact[key] - exact[before])) < 1e-12


def whole_market(shares_of: Function) -> None:
    """Shares of a quarter add up to 1, their changes to 0; the unit of the sizes doesn't matter."""
    market = random_market(31)
    market = market[market["issuer"] != "Late"]
    found = shares_of(market, "cards_m")
    assert (abs(found.groupby("quarter")["share"].sum() - 1) < 1e-12).all()
    moved = found.dropna(subset="change").groupby("quarter")["change"].sum()
    assert len(moved) == 3
    assert (abs(moved) < 1e-12).all()
    scaled = shares_of(market.assign(cards_m=market["cards_m"] * 1e6), "cards_m")
    key = ["issuer", "quarter"]
    both = found.merge(scaled, on=key)
    assert len(both) == len(market)
    assert (abs(both["share_x"] - both["share_y"]) < 1e-12).all()


# --- planted faults -----------------------------------------------------------------------------


def rows_as_they_come(market: pd.DataFrame, measure: str) -> pd.DataFrame:
    share = market[measure] / market.groupby("quarter")[measure].transform("sum")
    change = share.groupby(market["issuer"]).diff()
    return market[["issuer", "quarter"]].assign(share=share, change=change)


def without_others(market: pd.DataFrame, measure: str) -> pd.DataFrame:
    named = market[market["issuer"] != "Others"].sort_values("quarter")
    total = market.groupby("quarter")[measure].sum()
    share = named[measure] / named["quarter"].map(total)
    change = share.groupby(named["issuer"]).diff()
    return named[["issuer", "quarter"]].assign(share=share, change=change)


ORACLES = [
    Oracle("market-shares", exact_fractions, fault=rows_as_they_come),
    Oracle("market-shares", whole_market, fault=without_others),
]
