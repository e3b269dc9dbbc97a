"""Item statistics against numbers worked by hand, and SQL's ntile as PrairieLearn calls it."""

import math
import sqlite3

import pandas as pd
import pytest

from course.reporting.items import QUINTILES, _fifths, correlation, item_statistics

STUDENTS = [*"abcde"]
POINTS = pd.DataFrame(
    {"easy": [2.0, 4, 4, 4, 4], "hard": [0.0, 0, 0, 5, 10], "odd": [6.0, 6, 3, 0, 0]},
    index=STUDENTS,
)
WORTH = pd.Series({"easy": 4.0, "hard": 10.0, "odd": 6.0})
TOTAL = POINTS.sum(axis=1) / WORTH.sum()


def test_difficulty_and_extremes() -> None:
    table = item_statistics(POINTS, WORTH, TOTAL)
    assert table["mean"].to_dict() == pytest.approx({"easy": 0.9, "hard": 0.3, "odd": 0.5})
    assert table["perfect"].to_dict() == pytest.approx({"easy": 0.8, "hard": 0.2, "odd": 0.4})
    assert table["zero"].to_dict() == pytest.approx({"easy": 0.0, "hard": 0.6, "odd": 0.4})


def test_discrimination_is_the_correlation_with_the_total() -> None:
    # Totals 8, 10, 7, 9, 14 of 20; "hard" has mean 3 and squares 125 - 45 = 80.
    # Covariance sum: 0*8 + 0*10 + 0*7 + 5*9 + 10*14 - 3*48 = 41; squares of totals 490 - 460.8.
    table = item_statistics(POINTS, WORTH, TOTAL)
    assert table.loc["hard", "discrimination"] == pytest.approx(41 / math.sqrt(80 * 29.2))
    assert table.loc["odd", "discrimination"] < 0
    # Without itself "hard" is set against easy + odd = 8, 10, 7, 4, 4.
    rest = pd.Series([8.0, 10, 7, 4, 4], index=STUDENTS)
    assert table.loc["hard", "discrimination_rest"] == pytest.approx(
        POINTS["hard"].corr(rest)  # pandas' own
    )


def test_with_few_or_equal_students_it_is_unknown() -> None:
    one = item_statistics(POINTS.head(1), WORTH, TOTAL.head(1))
    assert one["discrimination"].isna().all() and one[QUINTILES].isna().all(axis=None)
    assert one.loc["easy", "mean"] == 0.5
    assert math.isnan(correlation(pd.Series([1.0] * 9), pd.Series(range(9), dtype=float)))


def test_what_waits_is_left_out() -> None:
    waiting = POINTS.copy()
    waiting.loc["a", "easy"] = float("nan")
    table = item_statistics(waiting, WORTH, TOTAL)
    assert (table.loc["easy", "graded"], table.loc["easy", "mean"]) == (4, 1.0)


@pytest.mark.parametrize("size", [5, 7, 13, 23])
def test_fifths_are_those_of_sql(size: int) -> None:
    total = pd.Series([(7 * n) % size / size for n in range(size)])
    with sqlite3.connect(":memory:") as base:
        base.execute("create table t (who int, score real)")
        base.executemany("insert into t values (?, ?)", total.items())
        rows = base.execute("select who, ntile(5) over (order by score) from t").fetchall()
    assert {who: int(part) + 1 for who, part in _fifths(total).items()} == dict(rows)
