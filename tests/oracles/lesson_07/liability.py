"""Oracles for the liability for points: IFRS 15's own example, a handbook's, a roll-forward."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses


def years(*rows: tuple[int, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "redeemed", "expected"])


def example_52(release: Function) -> None:
    """IFRS 15, Illustrative Example 52: goods 91,324, points 8,676; 4,110, then 3,493.

    100,000 for goods worth 100,000 and 10,000 points worth 1 each, 95 % of them expected to be
    redeemed; 4,500 are in the first year, 4,000 in the second, when 9,700 are expected. The
    standard prints whole units: within 0.5.
    """
    table = release(100_000.0, 100_000.0, 1.0, 9_500, years((1, 4_500, 9_500), (2, 4_000, 9_700)))
    table = table.set_index("year")
    assert abs(table["revenue"].iloc[0] + table["liability"].iloc[0] - 8_676) < 0.5
    assert abs(table.loc[1, "revenue"] - 4_110) < 0.5
    assert abs(table.loc[2, "revenue"] - 3_493) < 0.5


def handbook_10a_10b(release: Function) -> None:
    """KPMG, "Revenue: IFRS 15 handbook" (2019), Examples 10A and 10B.

    97 % of 10,000 points expected; 4,500 and 4,000 redeemed; the second estimate is 9,900 (10A)
    or 9,200 (10B). The handbook rounds the points' part to 9 % of 100,000, that is 9,000, and so
    prints 4,175, 3,552 and 4,140: the shares of that part are compared, within 1e-4.
    """
    for estimate, second in [(9_900, 3_552), (9_200, 4_140)]:
        table = release(1e5, 1e5, 1.0, 9_700, years((2, 4_500, 9_700), (3, 4_000, estimate)))
        points = 1e5 * 9_700 / 109_700
        revenue = table.set_index("year")["revenue"] / points
        assert abs(revenue[2] - 4_175 / 9_000) < 1e-4 and abs(revenue[3] - second / 9_000) < 1e-4


def roll_forward(release: Function) -> None:
    """In exact fractions: opening less revenue is closing, and at the end nothing is left.

    Each year ends with the share of the first liability that is still to be redeemed. Compared
    within 1e-6 of the price.
    """
    rng = np.random.default_rng(7)
    for _ in range(40):
        redeemed = rng.integers(0, 500, 4)
        redeemed[-1] += 1
        so_far = redeemed.cumsum()
        expected = so_far + np.append(rng.integers(1, 900, 3), 0)
        rows = [(2020 + k, int(redeemed[k]), int(expected[k])) for k in rng.permutation(4)]
        price, goods, value, first = (int(rng.integers(1, 2_000)) for _ in range(4))
        table = release(float(price), float(goods), float(value), first, years(*rows))
        table = table.set_index("year").sort_index()
        start = Fraction(price * value * first, goods + value * first)
        opening = start
        for k in range(4):
            closing = start * (1 - Fraction(int(so_far[k]), int(expected[k])))
            row = table.loc[2020 + k]
            assert abs(row["liability"] - closing) < 1e-6 * price
            assert abs(row["revenue"] - (opening - closing)) < 1e-6 * price
            opening = closing
        assert abs(table["liability"].iloc[-1]) < 1e-6 * price
    assert refuses(release, 1.0, 1.0, 1.0, 5, years((1, 3, 9), (2, 3, 5)))
    assert refuses(release, 1.0, 1.0, 1.0, 0, years((1, 3, 9)))


# --- planted faults -----------------------------------------------------------------------------


def new_points_only(price, service_value, point_value, expected_at_sale, years) -> pd.DataFrame:
    """A new estimate that reaches the year's own points only."""
    table = years.sort_values("year")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    revenue = deferred * table["redeemed"] / table["expected"]
    return pd.DataFrame(
        {"year": table["year"], "revenue": revenue, "liability": deferred - revenue.cumsum()}
    )


ORACLES = [
    Oracle("points-liability", example_52, fault=new_points_only),
    Oracle("points-liability", handbook_10a_10b, fault=new_points_only),
    Oracle("points-liability", roll_forward, fault=new_points_only),
]
