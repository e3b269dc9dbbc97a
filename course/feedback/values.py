"""A result as plain values, so that no object of the student's takes part in a comparison.

A class can define ``==`` to be always true. So a result is first rebuilt from exact built-in, NumPy
and pandas types with the methods of these types, and only the copy is compared.
"""

import copy
import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

DEEPEST = 20
EXACT = {
    *(type(None), bool, int, float, complex, str, bytes, Decimal),
    *(dt.date, dt.datetime, dt.timedelta, pd.Timestamp, pd.Timedelta, pd.Period, pd.Interval),
    *(type(pd.NaT), type(pd.NA)),
}

# A subclass can lie in its own methods, not in those of its base.
PLAINLY: dict[type, Callable[[Any], Any]] = {
    float: float.__float__,
    int: int.__int__,
    str: str.__str__,
}


class Foreign(Exception):
    """A value of a class that no check compares; `args[0]` is the name of the class."""


def faithful(value: Any) -> Any:
    """Return a copy of the value made of exact, known types.

    Raises
    ------
    Foreign
        If the value, or something in it, is of any other class or cannot be read.
    """
    try:
        return _copied(value, 0)
    except Foreign:
        raise
    except Exception:  # a class of the student's that only looks like a table or an array
        raise Foreign(type(value).__name__) from None


def _copied(value: Any, depth: int) -> Any:
    kind = type(value)
    if kind is Decimal and value.is_snan():
        return math.nan
    if kind in EXACT:
        return value
    if depth > DEEPEST:
        raise Foreign(f"{kind.__name__} that contains itself")
    if issubclass(kind, np.generic):
        return _numpy_scalar(value)
    for base, plainly in PLAINLY.items():
        if issubclass(kind, base):
            return plainly(value)
    if issubclass(kind, (list, tuple, set, frozenset)):
        base = next(known for known in (list, tuple, set, frozenset) if issubclass(kind, known))
        return base(_copied(part, depth + 1) for part in base.__iter__(value))
    if issubclass(kind, dict):
        return {_copied(k, depth + 1): _copied(v, depth + 1) for k, v in dict.items(value)}
    if issubclass(kind, np.ndarray):
        return _array(np.ndarray.view(value, np.ndarray), depth)
    if issubclass(kind, pd.DataFrame):
        return _table(pd.DataFrame(value), depth)
    if issubclass(kind, pd.Series):
        return _series(pd.Series(value), depth)
    if issubclass(kind, pd.Index):
        return (
            value.copy() if value.dtype != object else pd.Index(_parts(value, depth), dtype=object)
        )
    raise Foreign(kind.__name__)


def _numpy_scalar(value: np.generic) -> Any:
    if isinstance(value, np.datetime64):
        return pd.Timestamp(value)
    if isinstance(value, np.timedelta64):
        return pd.Timedelta(value)
    if isinstance(value, np.complexfloating):
        return complex(value)
    if isinstance(value, np.floating):
        return float(value)
    plain = np.generic.item(value)
    if type(plain) not in EXACT:
        raise Foreign(type(value).__name__)
    return plain


def _array(value: np.ndarray, depth: int) -> Any:
    if value.dtype.kind not in "biufcmMSUO":
        raise Foreign("structured array")
    if value.ndim == 0:
        return _copied(value[()] if value.dtype != object else value.item(), depth + 1)
    if value.dtype != object:
        return value.copy()
    plain = np.empty(value.shape, dtype=object)
    for place in np.ndindex(value.shape):
        plain[place] = _copied(value[place], depth + 1)
    return plain


def _parts(values: Any, depth: int) -> list[Any]:
    return [_copied(part, depth + 1) for part in values]


def _series(series: pd.Series, depth: int) -> pd.Series:
    if series.dtype != object:
        return series.copy()
    return pd.Series(_parts(series, depth), series.index, dtype=object, name=series.name)


def _table(table: pd.DataFrame, depth: int) -> pd.DataFrame:
    plain = table.copy()
    for place in range(plain.shape[1]):
        if plain.iloc[:, place].dtype == object:
            plain.isetitem(place, _series(plain.iloc[:, place], depth).array)
    return plain


def independent(value: Any) -> Any:
    """Return a copy of an input that shares nothing that can change.

    `copy.deepcopy` leaves the objects inside an object column shared, so these are copied here.
    """
    if isinstance(value, pd.DataFrame):
        fresh = value.copy()
        for place in range(fresh.shape[1]):
            if fresh.iloc[:, place].dtype == object:
                fresh.isetitem(place, independent(fresh.iloc[:, place]).array)
        return fresh
    if isinstance(value, pd.Series) and value.dtype == object:
        return pd.Series(copy.deepcopy(list(value)), value.index, dtype=object, name=value.name)
    if type(value) in (list, tuple):
        return type(value)(independent(part) for part in value)
    if type(value) is dict:
        return {key: independent(part) for key, part in value.items()}
    return copy.deepcopy(value)


def is_missing(value: Any) -> bool:
    """Return whether a plain scalar stands for a missing value: None, NaN, NaT or NA."""
    if isinstance(value, (float, Decimal)):
        return math.isnan(value)
    return value is None or value is pd.NaT or value is pd.NA


def kind_of(value: Any) -> str:
    """Return the kind of a faithful value, a key of `_KINDS` or ``"truth"``."""
    if isinstance(value, bool):
        return "truth"
    for kind, types in _KINDS.items():
        if isinstance(value, types):
            return kind
    raise Foreign(type(value).__name__)


_KINDS: dict[str, tuple[type, ...]] = {
    "nothing": (type(None),),
    "number": (int, float, Decimal),
    "missing": (type(pd.NA),),
    "complex": (complex,),
    "text": (str,),
    "bytes": (bytes,),
    "date": (dt.date, type(pd.NaT)),
    "duration": (dt.timedelta,),
    "period": (pd.Period,),
    "interval": (pd.Interval,),
    "sequence": (list, tuple, np.ndarray, pd.Index),
    "series": (pd.Series,),
    "mapping": (dict,),
    "set": (set, frozenset),
    "table": (pd.DataFrame,),
}
