"""How numbers, values, calls and paragraphs read."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from course.feedback.wording import call, columns, number, shorten, two_numbers, value, wrap


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (2095, "", "2095"),
        (2095.0, "", "2095.0"),
        (2095.0, "CNY", "2095.00"),
        (12345678.9, "CNY", "12,345,678.90"),
        (21109, "", "21,109"),
        (0.0005, "rate", "0.0005"),
        (0.198573, "rate", "0.198573"),
        (-0.1825, "rate", "-0.1825"),
        (0.1 + 0.2, "", "0.3"),
        (1 / 3, "", "0.333333"),
        (1e-9, "", "1e-09"),
        (1e20, "", "1e+20"),
        (Decimal("2.50"), "CNY", "2.50"),
        (float("nan"), "CNY", "NaN"),
        (float("-inf"), "", "-inf"),
        (10**18, "", "1e+18"),
    ],
)
def test_number(amount, unit, text):
    assert number(amount, unit) == text


def test_number_too_long_for_python_to_write():
    assert number(-(10**5000)) == "-<about 5000 digits>"


@pytest.mark.parametrize(
    ("one", "other", "unit", "texts"),
    [
        (2342.334, 2342.331, "CNY", ("2342.334 CNY", "2342.331 CNY")),
        (0.19857319, 0.19857318, "rate", ("0.19857319", "0.19857318")),
        (1, 30, "days", ("1 day", "30 days")),
        (3.5, 3, "months", ("3.5 months", "3 months")),
    ],
)
def test_two_numbers_look_different(one, other, unit, texts):
    assert two_numbers(one, other, unit) == texts


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (pd.DataFrame({"a": [1, 2, 3]}), "<3 rows>"),
        (pd.DataFrame({"a": [1]}), "<1 row>"),
        (np.zeros((3, 2)), "<3 rows>"),
        (np.zeros(3), "<3 values>"),
        (np.array(2.5), "2.5"),
        (np.int64(3), "3"),
        (pd.Series([1]), "<1 value>"),
        ([1, 2.0, "a"], "[1, 2.0, 'a']"),
        ((1, None, True), "(1, None, True)"),
        (list(range(40)), "<40 values>"),
        ({"a": 1}, "{'a': 1}"),
        ({"b", "c", "a"}, "{'a', 'b', 'c'}"),
        (pd.Timestamp("2025-04-01"), "2025-04-01"),
        (dt.date(2025, 4, 1), "2025-04-01"),
        (np.datetime64("2025-04-01"), "2025-04-01"),
        (dt.datetime(2025, 4, 1, 9, 30), "2025-04-01 09:30:00"),
        (pd.NaT, "NaT"),
        (pd.NA, "NA"),
        ("x" * 50, "'" + "x" * 25 + "…'"),
        (len, "<builtin_function_or_method>"),
        (lambda x: x, "<function>"),
        (np.random.default_rng(1), "<Generator>"),
    ],
)
def test_value(item, text):
    assert value(item) == text


def test_call_takes_one_line():
    many = tuple(f"a long text number {n}" for n in range(9))
    for args in ((), (1, 2), many[:3], many, many * 9):
        text = call("a_function_with_a_name", args, {"key": pd.DataFrame()})
        assert columns(text) <= 63 and " " not in text and text.endswith(")")
    assert call("f", (1,), {"b": 2}) == "f(1,\N{NO-BREAK SPACE}b=2)"


@pytest.mark.parametrize("text", ["word " * 60, "x" * 300, "汇率" * 90, "年化利率 APR " * 20, ""])
def test_wrap_keeps_all_and_stays_in_the_columns(text):
    lines = wrap(text)
    assert all(columns(line) <= 79 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_chinese_characters_take_two_columns():
    assert columns("年化 a") == 6
    assert shorten("年化利率", 5) == "年化…"
