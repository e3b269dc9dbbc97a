"""Oracles for the tornado table."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.optimize import brentq


def linear_models(table_of: Function) -> None:
    """A linear model's swing is |slope| × range, its order follows; random slopes.

    Values are of the order of 100, float rounding stays below 1e-9.
    """
    rng = np.random.default_rng(11)
    for _ in range(80):
        size = int(rng.integers(1, 8))
        names = [f"x{k}" for k in rng.permutation(size)]
        slopes = dict(zip(names, rng.uniform(-9, 9, size), strict=True))
        base = dict(zip(names, rng.uniform(-3, 3, size), strict=True))
        moved = {n: (base[n] - rng.uniform(0, 4), base[n] + rng.uniform(0, 4)) for n in names}

        def model(slopes=slopes, **drivers):
            return sum(slopes[n] * x for n, x in drivers.items())

        table = table_of(model, base, moved).set_index("driver")
        start = model(**base)
        swings = {n: abs(slopes[n]) * (moved[n][1] - moved[n][0]) for n in names}
        assert list(table.index) == sorted(names, key=lambda n: -swings[n])
        for n in names:
            for column, end in [("npv_low", 0), ("npv_high", 1)]:
                expected = start + slopes[n] * (moved[n][end] - base[n])
                assert abs(table.loc[n, column] - expected) < 1e-9
            assert abs(table.loc[n, "swing"] - swings[n]) < 1e-9


def range_inverted(table_of: Function) -> None:
    """Put the values found into SciPy's root finder: the ends of the range come back.

    brentq stops at 1e-12; the model's slope near the ends is at least 1, so 1e-8 is ample.
    """

    def model(x, y):
        return x**3 + 2 * x * y

    base, moved = {"x": 1.5, "y": 2.0}, {"x": (1.0, 2.5), "y": (1.0, 3.5)}
    table = table_of(model, base, moved).set_index("driver")
    for column, end in [("npv_low", 0), ("npv_high", 1)]:
        x = brentq(lambda x, v=table.loc["x", column]: model(x, 2.0) - v, 0.0, 9.0, xtol=1e-12)
        y = brentq(lambda y, v=table.loc["y", column]: model(1.5, y) - v, 0.0, 9.0, xtol=1e-12)
        assert abs(x - moved["x"][end]) < 1e-8 and abs(y - moved["y"][end]) < 1e-8
    assert list(table.index) == ["x", "y"]
    assert refuses(table_of, model, base, {"z": (0.0, 1.0)})
    assert refuses(table_of, model, base, {"x": (1.0, 0.0)})


def equal_swings_in_order(table_of: Function) -> None:
    """Drivers that do the same stay in the order of the ranges; hand-made, exact."""

    def model(a, b, c):
        return a + b + c

    moved = {"c": (0, 1), "a": (0, 1), "b": (0, 2)}
    table = table_of(model, {"a": 0, "b": 0, "c": 0}, moved)
    assert list(table["driver"]) == ["b", "c", "a"]
    assert list(table["swing"]) == [2, 1, 1]
    assert len(table_of(model, {"a": 0, "b": 0, "c": 0}, {})) == 0


# --- planted faults -----------------------------------------------------------------------------


def all_moved_together(model: Function, base: dict, ranges: dict) -> pd.DataFrame:
    """Leaves each driver where it was moved last."""
    now, rows = dict(base), []
    for driver, ends in ranges.items():
        if driver not in base or ends[0] > ends[1]:
            raise ValueError
        values = []
        for end in ends:
            now[driver] = end
            values.append(model(**now))
        rows.append((driver, *values, abs(values[1] - values[0])))
    table = pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])
    return table.sort_values("swing", ascending=False, kind="stable")


def ties_turned_round(model: Function, base: dict, ranges: dict) -> pd.DataFrame:
    rows = []
    for driver, ends in ranges.items():
        low, high = (model(**{**base, driver: end}) for end in ends)
        rows.append((driver, low, high, abs(high - low)))
    table = pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])
    return table.sort_values("swing", kind="stable").iloc[::-1]


ORACLES = [
    Oracle("tornado", linear_models, fault=all_moved_together),
    Oracle("tornado", range_inverted, fault=all_moved_together),
    Oracle("tornado", equal_swings_in_order, fault=ties_turned_round),
]
