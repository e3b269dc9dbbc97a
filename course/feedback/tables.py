"""Compare two tables: columns in any order and any index; rows in order or matched by a key."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from course.feedback.compare import (
    DEFAULT_TOLERANCE,
    ROUNDING,
    Difference,
    Place,
    Within,
    compare,
    plain_key,
    tolerance_of,
)
from course.feedback.values import faithful, kind_of


def compare_tables(
    returned: pd.DataFrame, expected: pd.DataFrame, within: Within, place: Place = ()
) -> Difference | None:
    """Return the first difference between two tables whose rows stand in the same order."""
    if found := _labels(returned, expected, place):
        return found
    rows = range(len(expected))
    if len(returned) != len(expected):
        return Difference("length", len(returned), len(expected), (*place, ("rows", None)))
    return _cells(returned, expected, list(rows), [("row", row) for row in rows], within, place)


def compare_rows(
    returned: Any, expected: pd.DataFrame, key: list[str], within: Within = DEFAULT_TOLERANCE
) -> Difference | None:
    """Return the first difference between two tables whose rows are matched by the `key` columns.

    In `expected` no two rows share a key (see `repeats`).
    """
    if kind_of(returned) != "table":
        return Difference("type", returned, expected)
    if found := _labels(returned, expected, ()):
        return found
    there, wanted = _row_keys(returned, key), _row_keys(expected, key)
    if len(set(there)) < len(there):
        twice = Counter(there).most_common(1)[0][0]
        return Difference("repeated", None, None, (_row(key, twice),))
    if len(there) != len(wanted):
        return Difference("length", len(there), len(wanted), (("rows", None),))
    positions = {row: position for position, row in enumerate(there)}
    lost = [row for row in wanted if row not in positions]
    if lost:
        return Difference("row", None, None, (_row(key, lost[0]),))
    order = [positions[row] for row in wanted]
    return _cells(returned, expected, order, [_row(key, row) for row in wanted], within, ())


def repeats(table: pd.DataFrame, key: list[str]) -> bool:
    """Return whether two rows of a table have the same key."""
    return len(set(_row_keys(table, key))) < len(table)


def _cells(
    returned: pd.DataFrame,
    expected: pd.DataFrame,
    order: list[int],
    rows: list[tuple[str, Any]],
    within: Within,
    place: Place,
) -> Difference | None:
    """Compare column by column; row n of `expected` stands at `order[n]` of `returned`."""
    there = {plain_key(label): position for position, label in enumerate(returned.columns)}
    for position, label in enumerate(expected.columns):
        one = returned.iloc[order, there[plain_key(label)]]
        other = expected.iloc[:, position]
        tolerance = tolerance_of(within, label)
        if _same_numbers(one, other, tolerance):
            continue
        for cell, wanted, row in zip(one, other, rows, strict=True):
            where = (*place, ("column", label), row)
            if found := compare(faithful(cell), faithful(wanted), tolerance, where):
                return found
    return None


def _same_numbers(one: pd.Series, other: pd.Series, within: Within) -> bool:
    """Return True for two plain number columns that agree; False says nothing (fast path)."""
    if isinstance(within, Mapping) or {one.dtype.kind, other.dtype.kind} - set("iuf"):
        return False
    if not (isinstance(one.dtype, np.dtype) and isinstance(other.dtype, np.dtype)):
        return False
    if one.dtype.kind != "f" and other.dtype.kind != "f":
        return bool(np.array_equal(one.to_numpy(), other.to_numpy()))
    first, second = one.to_numpy(float), other.to_numpy(float)
    if not (np.isfinite(first).all() and np.isfinite(second).all()):
        return False
    return bool((np.abs(first - second) <= within + ROUNDING * np.abs(second)).all())


def _labels(returned: pd.DataFrame, expected: pd.DataFrame, place: Place) -> Difference | None:
    there = [plain_key(label) for label in returned.columns]
    wanted = [plain_key(label) for label in expected.columns]
    lacking = [label for label in wanted if label not in there]
    surplus = [label for label in there if label not in wanted]
    hiding = [name for name in returned.index.names if name is not None and name in lacking]
    if hiding:
        return Difference("index", None, hiding[0], place)
    if lacking or surplus:
        return Difference("labels", surplus, lacking, (*place, ("column", None)))
    if len(there) != len(wanted):
        return Difference("repeated", None, None, (*place, ("column", None)))
    return None


def _row_keys(table: pd.DataFrame, key: list[str]) -> list[tuple]:
    columns = [[plain_key(cell) for cell in table[name]] for name in key]
    return list(zip(*columns, strict=True))


def _row(key: list[str], row: tuple) -> tuple[str, Any]:
    return ("row", dict(zip(key, row, strict=True)))
