"""What is accepted for what, and what is not."""

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from course.feedback.compare import Difference, compare
from course.feedback.values import Foreign, faithful


def difference(returned, expected, within=1e-9) -> Difference | None:
    return compare(faithful(returned), faithful(expected), within)


DAY = pd.Timestamp("2025-04-01")
FRAME = pd.DataFrame({"a": [1, 2], "b": ["x", None], "d": [DAY, pd.NaT]})
SAME = [
    *[(kind(2), 2) for kind in (int, float, Decimal, np.int8, np.float32, np.float64, np.array)],
    (np.longdouble(2), 2),
    (2, np.float64(2)),
    (0.1 + 0.2, 0.3),
    (math.nan, math.nan),
    (pd.NA, math.nan),
    (Decimal("NaN"), math.nan),
    (math.inf, math.inf),
    (np.True_, True),
    (np.str_("a"), "a"),
    *[(day, DAY) for day in (dt.date(2025, 4, 1), dt.datetime(2025, 4, 1))],
    *[(np.datetime64("2025-04-01", unit), dt.date(2025, 4, 1)) for unit in ("D", "s", "ns")],
    (pd.NaT, pd.NaT),
    (pd.Timedelta("1D"), dt.timedelta(1)),
    *[(kind([1, 2.5]), (1, 2.5)) for kind in (list, tuple, np.array, pd.Series, pd.Index)],
    (pd.Series([1, 2.5], ["p", "q"]), [1, 2.5]),  # labels do not matter for a sequence
    ([1, None, pd.NA], [1, math.nan, None]),
    (pd.array([1, None], dtype="Int64").astype(object), [1, math.nan]),
    (pd.Series([1, None], dtype="Int64"), [1, math.nan]),
    (pd.Series(["x", "y"], dtype="category"), ["x", "y"]),
    (np.array([[1, 2], [3, 4]]), [[1, 2], (3, 4)]),
    (pd.Series({"a": 1, "b": 2}), {"b": 2, "a": 1}),
    ({"b": 2, "a": 1}, pd.Series({"a": 1, "b": 2})),
    ({dt.date(2025, 4, 1): 1}, pd.Series([1], [DAY])),
    (
        pd.Series([1, 2], pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
        {("b", 2): 2, ("a", 1): 1},
    ),
    ({"x": {"y": [1]}}, {"x": {"y": (1.0,)}}),
    ({"a", "b"}, {"b", "a"}),
    (FRAME[["d", "b", "a"]].set_index(pd.Index([7, 7])), FRAME),
    (FRAME.astype({"a": "Float64", "b": "category"}), FRAME),
    (FRAME.assign(d=[dt.date(2025, 4, 1), None]), FRAME),
    (pd.DataFrame(columns=["a"]), pd.DataFrame({"a": []})),
    (10**30, 10**30),
]


@pytest.mark.parametrize(("returned", "expected"), SAME, ids=lambda v: type(v).__name__)
def test_same(returned, expected):
    assert difference(returned, expected) is None


OTHER = [
    (1, 2, "value"),
    (True, 1, "type"),
    (1, True, "type"),
    ("1", 1, "type"),
    (None, 1, "type"),
    (None, math.nan, "type"),
    (math.nan, 1, "value"),
    (math.inf, 1e308, "value"),
    (-math.inf, math.inf, "value"),
    (1j, 1, "type"),
    (10**5000, 1.0, "value"),
    (10**30 + 1, 10**30, "value"),
    ("2025-04-01", DAY, "type"),
    (dt.date(2025, 4, 2), DAY, "value"),
    (pd.Timestamp("2025-04-01 12:00"), DAY, "value"),
    (DAY.tz_localize("UTC"), DAY, "value"),
    (pd.NaT, DAY, "value"),
    (np.array([2.0]), 2.0, "type"),
    ([1, 2], [1, 2, 3], "length"),
    ([2, 1], [1, 2], "value"),
    ([1, "2"], [1, 2], "type"),
    ([1, True], [1, 1], "type"),
    ([1, 2], [1, None], "value"),
    ({1, 2}, [1, 2], "type"),
    ([1, 2], {"a": 1, "b": 2}, "type"),
    ({"a": 1}, {"a": 1, "b": 2}, "labels"),
    (pd.Series([1, 1], ["a", "a"]), {"a": 1}, "repeated"),
    (FRAME, [1, 2], "type"),
    (FRAME.iloc[::-1], FRAME, "value"),
    (FRAME.iloc[:1], FRAME, "length"),
    (FRAME.assign(z=1), FRAME, "labels"),
    (FRAME.assign(a=["1", "2"]), FRAME, "type"),
    (
        pd.DataFrame([[1, 2, 3]], columns=["a", "b", "b"]),
        pd.DataFrame({"a": [1], "b": [2]}),
        "repeated",
    ),
    (FRAME.assign(a=[1, 2 + 1e-6]), FRAME, "value"),
]


@pytest.mark.parametrize(("returned", "expected", "probe"), OTHER, ids=lambda v: type(v).__name__)
def test_other(returned, expected, probe):
    found = difference(returned, expected)
    assert found is not None and found.probe == probe


def test_tolerance_is_absolute_and_counts_its_edge():
    assert difference(2342.34, 2342.33, 0.01) is None
    assert difference(2342.3401, 2342.33, 0.01) is not None
    assert difference(12, 11, 0) is not None
    assert difference(11, 11.0, 0) is None


def test_tolerance_per_key_and_column():
    within = {"interest": 0.01}
    assert difference({"interest": 1.005, "n": 2}, {"interest": 1.0, "n": 2}, within) is None
    assert difference({"interest": 1.0, "n": 2.005}, {"interest": 1.0, "n": 2}, within) is not None
    table = pd.DataFrame({"interest": [1.0], "n": [2.0]})
    assert difference(table.add([0.005, 0]), table, within) is None
    found = difference(table.add([0, 0.005]), table, within)
    assert found is not None and found.place == (("column", "n"), ("row", 0))


def test_probes_run_in_order():
    """A wrong value in an early place does not hide missing columns or rows."""
    assert difference({"a": 0}, {"a": 1, "b": 2}).probe == "labels"
    assert difference([0, 0], [1, 2, 3]).probe == "length"


def test_large_tables_with_one_difference():
    table = pd.DataFrame({"a": np.arange(50_000), "b": np.linspace(0, 1, 50_000)})
    assert difference(table, table.copy()) is None
    off = table.copy()
    off.loc[49_999, "b"] = 2.0
    assert difference(off, table).place == (("column", "b"), ("row", 49_999))


class AlwaysEqual:
    def __eq__(self, other):
        return True

    __hash__ = None

    def __float__(self):
        return 2.0


class LyingFloat(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__

    def __float__(self):
        return 2.0


class LyingList(list):
    def __eq__(self, other):
        return True

    def __len__(self):
        return 2

    def __iter__(self):
        return iter([1, 2])


class LyingTable(pd.DataFrame):
    def __getitem__(self, key):
        return pd.Series([1])

    def copy(self, deep=True):
        return pd.DataFrame({"a": [1]})

    @property
    def iloc(self):
        return FRAME.iloc


class Pretender:
    __class__ = float  # isinstance says float


def test_strange_objects_do_not_fool_a_comparison():
    assert difference(LyingFloat(9), 2).probe == "value"
    assert difference(LyingList([7]), [1, 2]).probe == "length"
    assert difference(LyingTable({"a": [9]}), pd.DataFrame({"a": [1]})).probe == "value"
    nested = [AlwaysEqual(), Pretender(), Fraction(1, 2), len, iter([])]
    for strange in [*nested, *([one] for one in nested), pd.Series([AlwaysEqual()])]:
        with pytest.raises(Foreign):
            faithful(strange)
    loop: list = []
    loop.append(loop)
    with pytest.raises(Foreign):
        faithful(loop)
