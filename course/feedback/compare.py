"""Compare a result with what was expected; the first difference is a small record.

The probes run in the order type, shape and columns, value. Both sides are faithful copies
(`course.feedback.values`), numbers are compared with arithmetic on plain floats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from course.feedback.values import faithful, is_missing, kind_of

DEFAULT_TOLERANCE = 1e-9
ROUNDING = 4 * float(np.finfo(float).eps)  # relative; what the last bits of a float may differ

Within = float | Mapping[Any, float]
Place = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Difference:
    """The first thing that differs.

    Attributes
    ----------
    probe : str
        ``"type"``, ``"length"`` (values or rows), ``"labels"`` (columns or keys), ``"index"`` (a
        column hides in the index), ``"repeated"`` (a label twice), ``"row"`` (one is missing) or
        ``"value"``.
    returned, expected : object
        What differs: two values, two lengths, or for labels the surplus and the missing ones.
    place : tuple of (str, object)
        Where: ``("position", 2)``, ``("key", "interest")``, ``("column", "rate")``, ``("row", 3)``;
        None in place of the object where only the noun matters.
    within : float
        The tolerance that was in force, for numbers.
    """

    probe: str
    returned: Any
    expected: Any
    place: Place = ()
    within: float = 0.0


def compare(
    returned: Any, expected: Any, within: Within = DEFAULT_TOLERANCE, place: Place = ()
) -> Difference | None:
    """Return the first difference between two faithful values, or None if there is none.

    Parameters
    ----------
    returned, expected : object
        As made by `course.feedback.values.faithful`.
    within : float or mapping
        Absolute tolerance, one for all or one for each key or column.
    place : tuple
        Where in the result the two values stand.
    """
    wanted, came = _wanted_kind(expected), kind_of(returned)
    if (is_missing(expected) and wanted != "nothing") or (place and wanted == "nothing"):
        same = is_missing(returned) and (bool(place) or came != "nothing")
        probe = "type" if came == "nothing" and not place else "value"
        return None if same else Difference(probe, returned, expected, place)
    if place and is_missing(returned):
        return Difference("value", returned, expected, place)
    if came != wanted and not (came == "series" and wanted in ("sequence", "mapping")):
        return Difference("type", returned, expected, place)
    match wanted:
        case "number":
            tolerance = DEFAULT_TOLERANCE if isinstance(within, Mapping) else within
            if close(returned, expected, tolerance):
                return None
            return Difference("value", returned, expected, place, tolerance)
        case "sequence":
            return _sequence(_parts(returned), _parts(expected), within, place)
        case "mapping":
            return _mapping(returned, expected, within, place)
        case "table":
            from course.feedback.tables import compare_tables  # which compares its cells here

            return compare_tables(returned, expected, within, place)
        case "date":
            same = same_moment(returned, expected)
        case "nothing":
            return None
        case _:
            same = bool(returned == expected)
    return None if same else Difference("value", returned, expected, place)


def close(returned: float | Decimal, expected: float | Decimal, within: float) -> bool:
    """Return whether two numbers differ by at most `within` (and the last bits of a float)."""
    try:
        if isinstance(returned, int) and isinstance(expected, int):
            return abs(returned - expected) <= within
        one, other = float(returned), float(expected)
    except OverflowError:
        return False
    return one == other or abs(one - other) <= within + ROUNDING * min(abs(other), 1e300)


def same_moment(returned: Any, expected: Any) -> bool:
    """Return whether two dates of any type are the same moment; NaT is only NaT."""
    one, other = pd.Timestamp(returned), pd.Timestamp(expected)
    if one is pd.NaT or other is pd.NaT:
        return one is other
    return bool(one == other)  # False for a date with a time zone and one without


def _wanted_kind(expected: Any) -> str:
    kind = kind_of(expected)
    if kind != "series":
        return kind
    numbered = expected.index.equals(pd.RangeIndex(len(expected)))
    return "sequence" if numbered or not expected.index.is_unique else "mapping"


def _parts(values: Any) -> list[Any]:
    return [faithful(part) for part in values]


def tolerance_of(within: Within, label: Any) -> Within:
    """Return the tolerance for one key or column."""
    if isinstance(within, Mapping):
        return within.get(label, DEFAULT_TOLERANCE)
    return within


def _sequence(returned: list, expected: list, within: Within, place: Place) -> Difference | None:
    if len(returned) != len(expected):
        return Difference("length", len(returned), len(expected), (*place, ("values", None)))
    for position, (one, other) in enumerate(zip(returned, expected, strict=True)):
        if found := compare(one, other, within, (*place, ("position", position))):
            return found
    return None


def _mapping(returned: Any, expected: Any, within: Within, place: Place) -> Difference | None:
    there, wanted = labelled(returned), labelled(expected)
    if len(there) < len(returned):
        return Difference("repeated", None, None, (*place, ("key", None)))
    surplus = [key for key in there if key not in wanted]
    lacking = [key for key in wanted if key not in there]
    if surplus or lacking:
        return Difference("labels", surplus, lacking, (*place, ("key", None)))
    for key, other in wanted.items():
        inner = tolerance_of(within, key)
        if found := compare(there[key], other, inner, (*place, ("key", key))):
            return found
    return None


def labelled(values: Any) -> dict[Any, Any]:
    """Return a dict or Series as a dict whose keys compare well (dates of any type, missing)."""
    parts = (
        zip(values.index, values, strict=True) if kind_of(values) == "series" else values.items()
    )
    return {plain_key(key): faithful(part) for key, part in parts}


def plain_key(key: Any) -> Any:
    """Return a label or key value so that equal ones are equal as dict keys."""
    key = faithful(key)
    if isinstance(key, tuple):
        return tuple(plain_key(part) for part in key)
    if isinstance(key, list | set | dict | np.ndarray | pd.Series | pd.DataFrame | pd.Index):
        return repr(key)
    if is_missing(key):
        return None
    return pd.Timestamp(key) if kind_of(key) == "date" else key
