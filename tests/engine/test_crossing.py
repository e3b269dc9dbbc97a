"""Values cross as themselves, by copy; nothing that a hostile process says gets further."""

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from course.engine.crossing import DEEPEST, Refused, pack, unpack

DAY = pd.Timestamp("2025-03-01")
HOURS = pd.date_range("2025-03-01", periods=3, freq="h")
FRAME = pd.DataFrame(
    {
        "fee_cny": [10.5, np.nan, -0.0],
        "days": np.array([1, 2, 3], dtype="int16"),
        "late": [True, False, True],
        "city": ["上海", None, ""],
        "opened": HOURS,
    },
    index=pd.Index(["a", "b", "b"], name="card"),
)


class Money(float):
    """A number that is equal to anything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


class Words(str):
    """Text with its own mind."""


class Table(pd.DataFrame):
    """A table with its own mind."""


VALUES: list[Any] = [
    None, True, 0, -7, 2**70, 1.5, float("nan"), float("inf"), -0.0, 3 + 4j, "", "费用 \ud800",
    b"\x00\xff", Decimal("10.50"), dt.date(2025, 3, 1), dt.datetime(2025, 3, 1, 12, 30),
    dt.datetime(2025, 3, 1, tzinfo=dt.UTC), dt.time(9, 30), dt.timedelta(days=2, microseconds=5),
    [], [1, [2, ["a"]]], (1, "a"), {1, 2}, frozenset({"a"}), {}, {"a": [1], 2: (3,), None: 4},
    np.float64(0.1), np.int8(-3), np.bool_(True), np.datetime64("2025-03-01"),
    np.array([1.5, np.nan]), np.zeros((0, 3)), np.arange(6, dtype="int32").reshape(2, 3),
    np.array(["ab", "c"]), np.array([1, "a", None], dtype=object), np.asfortranarray(np.eye(3)),
    pd.NaT, pd.NA, DAY, DAY.tz_localize("Asia/Shanghai"), pd.Timedelta("3h"),
    pd.Period("2025-03", "M"), pd.Interval(0, 1.5, closed="left"),
    pd.RangeIndex(2, 8, 3, name="row"), pd.DatetimeIndex([DAY, "2025-03-02 05:00"]),
    pd.Index([1.5, 2.5], name=("a", 1)),
    pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", None]),
    pd.Series([1, 2], index=[5, 5], name="fee"), pd.Series(["a", None], dtype="string"),
    pd.Series([1, None], dtype="Int64"), pd.Series(HOURS.tz_localize("Asia/Shanghai")),
    pd.Series(pd.Categorical(["b", "a"], ["b", "a", "c"], ordered=True)),
    FRAME, FRAME.iloc[:0], pd.DataFrame(), pd.concat([FRAME, FRAME], axis=1),
    FRAME.set_index("days", append=True), pd.DataFrame({"a": [[1], {"b": 2}]}),
]  # fmt: skip


def through(value: Any) -> Any:
    """Send a value to the other side and back out of JSON."""
    return unpack(json.loads(json.dumps(pack(value))))


def same(found: Any, wanted: Any) -> bool:
    """Whether two values are equal and of one type, down to dtypes, names and signs of zero."""
    if type(found) is not type(wanted):
        return False
    try:
        if isinstance(wanted, pd.DataFrame):
            pd.testing.assert_frame_equal(found, wanted, check_exact=True, check_freq=False)
        elif isinstance(wanted, pd.Series):
            pd.testing.assert_series_equal(found, wanted, check_exact=True, check_freq=False)
        elif isinstance(wanted, pd.Index):
            pd.testing.assert_index_equal(found, wanted, exact=True)
        elif isinstance(wanted, np.ndarray):
            assert (found.dtype, found.shape) == (wanted.dtype, wanted.shape)
            assert found.tolist() == wanted.tolist() or np.array_equal(found, wanted, True)
        elif isinstance(wanted, (list, tuple)):
            assert len(found) == len(wanted)
            assert all(map(same, found, wanted))
        elif isinstance(wanted, dict):
            assert same(list(found.items()), list(wanted.items()))
        else:
            assert repr(found) == repr(wanted)
    except AssertionError:
        return False
    return True


@pytest.mark.parametrize("value", VALUES, ids=lambda v: f"{type(v).__name__} {v!r}"[:40])
def test_value_crosses_as_itself(value: Any) -> None:
    assert same(through(value), value)


def test_comparison_sees_what_differs() -> None:
    """Planted faults: were `same` too kind, the test above would say nothing."""
    assert not same(1, True)
    assert not same(0.0, -0.0)
    assert not same(np.float64(1), 1.0)
    assert not same([1, (2,)], [1, [2]])
    assert not same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not same(FRAME, FRAME.astype({"days": "int64"}))
    assert not same(FRAME, FRAME.rename_axis("other"))
    assert not same(pd.RangeIndex(2), pd.Index([0, 1]))
    assert not same(np.zeros((0, 3)), np.zeros((0, 2)))


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Money(2.5), 2.5),
        (Words("a"), "a"),
        ({"a": Money(1)}, {"a": 1.0}),
        (Table(FRAME), FRAME),
        (np.ma.masked_array([1, 2]), np.array([1, 2])),
    ],
    ids=lambda v: type(v).__name__,
)
def test_subclass_crosses_as_its_base(value: Any, plain: Any) -> None:
    assert same(through(value), plain)


def test_copy_is_a_copy() -> None:
    values = [1, {"a": np.array([1])}]
    found = through(values)
    found[1]["a"][0] = 5
    assert values[1] == {"a": 1}  # type: ignore[comparison-overlap]


def _endless() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (object(), "object"),
        (Fraction(1, 3), "Fraction"),
        (_endless(), "nested too deeply"),
        (2**5_000, "4,096 bits"),
        (np.zeros(2, dtype=[("a", int)]), "structured"),
        (pd.Series(pd.arrays.SparseArray([0, 1])), "Sparse"),
        ([1, {"a": print}], "builtin"),
    ],
    ids=lambda v: type(v).__name__,
)
def test_what_does_not_cross_is_named(value: Any, told: str) -> None:
    with pytest.raises(Refused, match=told):
        pack(value)


DEEP: Any = 1
for _ in range(DEEPEST + 20):
    DEEP = ["list", [DEEP]]
FORGED: list[Any] = [
    {"a": 1}, [], ["list"], ["list", 5], ["list", [{}]], [["list", []], []], ["list", [], []],
    ["pickle", "gASVBAAA"], ["function", [1]], ["__class__", None], ["dict", [[1]]],
    ["dict", [[["list", []], 1]]], ["set", [["list", []]]], ["set", [["array", ["<f8", [0], ""]]]],
    ["array", ["|O8", [1], "AAAAAAAAAAA="]], ["array", ["<f8", [1], "AA=="]],
    ["array", ["<f8", [-1], ""]], ["array", ["<f8", [True], "AAAAAAAAAAA="]],
    ["array", ["<f8", [10**9, 10**9], ""]], ["array", ["<f8,<f8", [0], ""]],
    ["array", ["<f8", [1] * 40, "AAAAAAAAAAA="]], ["array", [5, [0], ""]],
    ["array", ["<U99999999999", [0], ""]], ["objects", [[2], [1]]], ["objects", [[10**6], []]],
    ["scalar", ["<f8", "AA=="]], ["scalar", ["|O8", "AAAAAAAAAAA="]], ["bytes", "%%%"],
    ["bytes", 5], ["complex", ["a", "b"]], ["decimal", "ten"], ["timestamp", [1, "s", "No/Zone"]],
    ["timestamp", [1, "Y2K", None]], ["period", [1, "no such"]], ["interval", [2, 1, "both"]],
    ["interval", [1, 2, "os.system"]], ["date", "yesterday"], ["duration", [10**18, 0, 0]],
    ["extension", ["object", [1]]], ["extension", ["Int64", ["a"]]],
    ["extension", ["datetime64[ns, os.system]", []]],
    ["categorical", [["index", [None, ["array", ["<f8", [0], ""]]]],
                     ["array", ["|i1", [1], "AQ=="]], False]],
    ["categorical", [5, ["array", ["|i1", [0], ""]], False]],
    ["series", [None, 5, ["array", ["<f8", [0], ""]]]],
    ["series", [None, ["range", [None, 0, 2, 1]], ["array", ["<f8", [1], "AAAAAAAAAAA="]]]],
    ["frame", [["range", [None, 0, 1, 1]], ["range", [None, 0, 2, 1]],
               [["array", ["<f8", [1], "AAAAAAAAAAA="]]]]],
    ["frame", [["range", [None, 0, 5, 1]], ["range", [None, 0, 0, 1]], []]],
    ["range", [None, 0, 1, 0]], ["range", [None, "a", 1, 1]], ["index", [None, ["list", [1]]]],
    ["multiindex", [[], [], []]], DEEP,
]  # fmt: skip


@pytest.mark.parametrize("message", FORGED, ids=lambda m: json.dumps(m)[:50])
def test_forged_message_is_refused(message: Any) -> None:
    with pytest.raises(Refused):
        unpack(json.loads(json.dumps(message)))


def test_message_of_a_real_value_is_not_refused() -> None:
    """The refusals above are not because everything is refused."""
    assert unpack(["list", [1, ["bytes", "AA=="]]]) == [1, b"\x00"]
    assert unpack(["array", ["<f8", [1], "AAAAAAAAAAA="]]).tolist() == [0.0]
