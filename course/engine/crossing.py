"""What may cross between a student's process and the trusted one: values, by copy.

`pack` turns a value into JSON, `unpack` makes a value of JSON that may come from a hostile process:
it calls no code named by the message, and raises `Refused` for anything that `pack` cannot have
said. A plain JSON value stands for itself; everything else is ``[kind, content]``.
"""

import base64
import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

# Deeper values than this are refused; it stops values that contain themselves as well.
DEEPEST = 40
# Dtypes of pandas' own that may be named by a message.
EXTENSION = re.compile(
    r"U?Int(8|16|32|64)|Float(32|64)|boolean|str|string|"
    r"datetime64\[(s|ms|us|ns), [A-Za-z0-9_+:/-]{1,40}\]|period\[[A-Za-z0-9-]{1,12}\]|"
    r"interval\[(u?int(8|16|32|64)|float(32|64)|datetime64\[(s|ms|us|ns)\]), "
    r"(right|left|both|neither)\]"
)
NUMERIC = "biufcmMSU"


class Refused(Exception):
    """A value of a kind that does not cross; ``args[0]`` names its type or what is wrong."""


def pack(value: Any, others: Callable[[Any], Any] | None = None) -> Any:
    """Return JSON for a value.

    Parameters
    ----------
    value
        None, bool, numbers, str, bytes, dates, Decimal; list, tuple, dict, set of these; NumPy
        arrays and scalars; pandas Series, DataFrame, Index. A subclass crosses as its base.
    others : callable, optional
        Asked for JSON for any other value (a figure, a function); raises `Refused` itself.
    """
    return _Packer(others or _refuse).pack(value, 0)


def unpack(packed: Any, others: Callable[[str, Any], Any] | None = None) -> Any:
    """Return the value that `pack` made JSON of.

    Parameters
    ----------
    packed
        Parsed JSON, trusted in nothing.
    others : callable, optional
        Asked for the value of a kind that is not known here: ``others(kind, content)``.

    Raises
    ------
    Refused
        For anything that is not the form of a value.
    """
    try:
        return _unpacked(packed, others or _unknown, 0)
    except Refused:
        raise
    except Exception as error:  # whatever a forged message leads pandas to
        raise Refused(f"a damaged value ({type(error).__name__})") from error


def _refuse(value: Any) -> Any:
    raise Refused(type(value).__name__)


def _unknown(kind: str, content: Any) -> Any:
    raise Refused(f"a value of the unknown kind {kind[:20]!r}")


class _Packer:
    def __init__(self, others: Callable[[Any], Any]) -> None:
        self._others = others

    def pack(self, value: Any, depth: int) -> Any:
        if value is None or value is True or value is False:
            return value
        if depth > DEEPEST:
            raise Refused(f"{type(value).__name__} that is nested too deeply or contains itself")
        for base, kind, content in _SCALARS:
            if isinstance(value, base):
                packed = content(value)
                return packed if kind is None else [kind, packed]
        for base, kind in _SEQUENCES:
            if isinstance(value, base):
                return [kind, [self.pack(part, depth + 1) for part in base.__iter__(value)]]
        if isinstance(value, dict):
            pairs = dict.items(value)
            return ["dict", [[self.pack(k, depth + 1), self.pack(v, depth + 1)] for k, v in pairs]]
        if isinstance(value, np.ndarray):
            return self._array(np.asarray(value), depth)
        if isinstance(value, pd.Series):
            parts = [value.name, value.index, value.array]
            return ["series", [self.pack(part, depth + 1) for part in parts]]
        if isinstance(value, pd.DataFrame):
            columns = [value.iloc[:, place].array for place in range(value.shape[1])]
            labels = [self.pack(part, depth + 1) for part in (value.columns, value.index)]
            return ["frame", [*labels, [self._array(column, depth) for column in columns]]]
        if isinstance(value, pd.Index):
            return self._index(value, depth)
        if isinstance(value, pd.api.extensions.ExtensionArray):
            return self._array(value, depth)
        return self._others(value)

    def _array(self, array: Any, depth: int) -> Any:
        if isinstance(array, pd.api.extensions.ExtensionArray):
            if isinstance(array, pd.Categorical):
                categories = self._index(array.categories, depth)
                codes = self._array(np.asarray(array.codes), depth)
                return ["categorical", [categories, codes, bool(array.ordered)]]
            if EXTENSION.fullmatch(str(array.dtype)):
                elements = [self.pack(part, depth + 1) for part in array]
                return ["extension", [str(array.dtype), elements]]
            # What is left is NumPy's own, and dates and durations without a zone: plain memory.
            own = isinstance(array, pd.arrays.NumpyExtensionArray)
            if not own and not isinstance(array.dtype, np.dtype):
                raise Refused(f"column of dtype {array.dtype}")
            array = np.asarray(array)
        if array.dtype.kind in NUMERIC:
            whole = np.ascontiguousarray(array)
            data = base64.b64encode(whole.tobytes()).decode()
            return ["array", [array.dtype.str, list(array.shape), data]]
        if array.dtype.kind != "O":
            raise Refused("structured array")
        parts = [self.pack(part, depth + 1) for part in array.ravel()]
        return ["objects", [list(array.shape), parts]]

    def _index(self, index: pd.Index, depth: int) -> Any:
        if isinstance(index, pd.RangeIndex):
            return ["range", [self.pack(index.name, depth), index.start, index.stop, index.step]]
        if isinstance(index, pd.MultiIndex):
            names = [self.pack(name, depth + 1) for name in index.names]
            levels = [self._index(level, depth + 1) for level in index.levels]
            codes = [self._array(np.asarray(codes), depth) for codes in index.codes]
            return ["multiindex", [names, levels, codes]]
        return ["index", [self.pack(index.name, depth + 1), self._array(index.array, depth)]]


def _int(value: int) -> Any:
    # Digits of any length would cost quadratic time on the trusted side.
    if abs(value) >= 2**4096:
        raise Refused("int of more than 4,096 bits")
    return int.__int__(value)


def _scalar(value: np.generic) -> Any:
    if value.dtype.kind not in "biufcmM":
        raise Refused(type(value).__name__)
    return [value.dtype.str, base64.b64encode(value.tobytes()).decode()]


def _zone(zone: dt.tzinfo | None) -> str | None:
    return None if zone is None else str(zone)


# Order matters: a subclass stands before its base.
_SCALARS: list[tuple[Any, str | None, Callable[[Any], Any]]] = [
    (np.str_, None, str.__str__),
    (np.bytes_, "bytes", lambda v: base64.b64encode(bytes(v)).decode()),
    (np.generic, "scalar", _scalar),
    (int, None, _int),
    (float, None, float.__float__),
    (str, None, str.__str__),
    (complex, "complex", lambda v: [v.real, v.imag]),
    (bytes, "bytes", lambda v: base64.b64encode(v).decode()),
    (Decimal, "decimal", Decimal.__str__),
    (type(pd.NaT), "nat", lambda v: None),
    (type(pd.NA), "na", lambda v: None),
    (pd.Timestamp, "timestamp", lambda v: [v.asm8.astype("int64").item(), v.unit, _zone(v.tz)]),
    (pd.Timedelta, "timedelta", lambda v: [v.asm8.astype("int64").item(), v.unit]),
    (pd.Period, "period", lambda v: [int(v.ordinal), v.freqstr]),
    (dt.datetime, "datetime", dt.datetime.isoformat),
    (dt.date, "date", dt.date.isoformat),
    (dt.time, "time", dt.time.isoformat),
    (dt.timedelta, "duration", lambda v: [v.days, v.seconds, v.microseconds]),
    (pd.Interval, "interval", lambda v: [pack(v.left), pack(v.right), v.closed]),
]
_SEQUENCES: list[tuple[Any, str]] = [
    (list, "list"),
    (tuple, "tuple"),
    (frozenset, "frozenset"),
    (set, "set"),
]


def _unpacked(packed: Any, others: Callable[[str, Any], Any], depth: int) -> Any:
    if not isinstance(packed, list):
        if packed is None or type(packed) in (bool, int, float, str):
            return packed
        raise Refused("a damaged value")
    if depth > DEEPEST + 5:
        raise Refused("a value that is nested too deeply")
    kind, content = packed
    if not isinstance(kind, str):
        raise Refused("a damaged value")

    def inner(part: Any) -> Any:
        return _unpacked(part, others, depth + 1)

    if kind in _MAKERS:
        return _MAKERS[kind](content)
    if kind in _CONTAINERS:
        return _CONTAINERS[kind](content, inner)
    return others(kind, content)


def _bytes(content: Any) -> bytes:
    return base64.b64decode(content, validate=True)


def _dtype(name: Any) -> np.dtype:
    if not isinstance(name, str) or not re.fullmatch(
        r"[<>|=]?[biufcmMSU]\d{0,9}(\[\d{0,6}[A-Za-z]{1,2}\])?", name
    ):
        raise Refused("a damaged dtype")
    return np.dtype(name)


def _array_of(content: Any) -> np.ndarray:
    name, shape, data = content
    dtype, raw = _dtype(name), _bytes(data)
    size = math.prod(_shape(shape))
    if len(raw) != size * dtype.itemsize:
        raise Refused("a damaged array")
    if not size:
        return np.empty(shape, dtype)
    return np.frombuffer(raw, dtype).reshape(shape).copy()


def _shape(shape: Any) -> list[int]:
    if not isinstance(shape, list) or len(shape) > 32:
        raise Refused("a damaged shape")
    if any(type(side) is not int or side < 0 for side in shape):
        raise Refused("a damaged shape")
    return shape


def _objects_of(content: Any, inner: Callable[[Any], Any]) -> np.ndarray:
    shape, parts = content
    if math.prod(_shape(shape)) != len(parts):
        raise Refused("a damaged array")
    flat = np.empty(len(parts), dtype=object)
    for place, part in enumerate(parts):
        flat[place] = inner(part)
    return flat.reshape(shape)


def _column_of(packed: Any, inner: Callable[[Any], Any]) -> Any:
    column = inner(packed)
    if not isinstance(column, (np.ndarray, pd.api.extensions.ExtensionArray)) or column.ndim != 1:
        raise Refused("a damaged column")
    return column


def _index_of(packed: Any, inner: Callable[[Any], Any]) -> pd.Index:
    index = inner(packed)
    if not isinstance(index, pd.Index):
        raise Refused("a damaged index")
    return index


def _extension_of(content: Any, inner: Callable[[Any], Any]) -> Any:
    name, parts = content
    if not isinstance(name, str) or not EXTENSION.fullmatch(name):
        raise Refused("a damaged dtype")
    return pd.Series([inner(part) for part in parts], dtype=name).array


def _categorical_of(content: Any, inner: Callable[[Any], Any]) -> pd.Categorical:
    categories, codes, ordered = content
    dtype = pd.CategoricalDtype(_index_of(categories, inner), ordered=ordered is True)
    return pd.Categorical.from_codes(_column_of(codes, inner), dtype=dtype)


def _multiindex_of(content: Any, inner: Callable[[Any], Any]) -> pd.MultiIndex:
    names, levels, codes = content
    return pd.MultiIndex(
        levels=[_index_of(level, inner) for level in levels],  # type: ignore[misc]
        codes=[_column_of(part, inner) for part in codes],
        names=[inner(name) for name in names],
    )


def _plain_index_of(content: Any, inner: Callable[[Any], Any]) -> pd.Index:
    name, column = content
    values = _column_of(column, inner)
    # Without a dtype pandas would guess a narrower one for objects.
    return pd.Index(values, dtype=values.dtype, name=inner(name))


def _range_of(content: Any, inner: Callable[[Any], Any]) -> pd.RangeIndex:
    name, start, stop, step = content
    return pd.RangeIndex(start, stop, step, name=inner(name))


def _series_of(content: Any, inner: Callable[[Any], Any]) -> pd.Series:
    name, index, column = content
    values = _column_of(column, inner)
    return pd.Series(values, _index_of(index, inner), dtype=values.dtype, name=inner(name))


def _frame_of(content: Any, inner: Callable[[Any], Any]) -> pd.DataFrame:
    labels, index, packed = content
    columns = [_column_of(column, inner) for column in packed]
    rows = _index_of(index, inner)
    if any(len(column) != len(rows) for column in columns):
        raise Refused("a damaged table")
    series = {
        place: pd.Series(column, rows, dtype=column.dtype) for place, column in enumerate(columns)
    }
    table = pd.DataFrame(series, index=rows)
    table.columns = _index_of(labels, inner)
    return table


def _timestamp_of(content: Any) -> pd.Timestamp:
    value, unit, zone = content
    stamp = pd.Timestamp(np.datetime64(value, unit))
    return stamp if zone is None else stamp.tz_localize("UTC").tz_convert(zone)


def _interval_of(content: Any, inner: Callable[[Any], Any]) -> pd.Interval:
    left, right, closed = content
    return pd.Interval(inner(left), inner(right), closed)


def _scalar_of(content: Any) -> Any:
    name, data = content
    dtype, raw = _dtype(name), _bytes(data)
    if len(raw) != dtype.itemsize:
        raise Refused("a damaged number")
    return np.frombuffer(raw, dtype)[0]


_MAKERS: dict[str, Callable[[Any], Any]] = {
    "scalar": _scalar_of,
    "array": _array_of,
    "complex": lambda content: complex(*content),
    "bytes": _bytes,
    "decimal": Decimal,
    "nat": lambda content: pd.NaT,
    "na": lambda content: pd.NA,
    "timestamp": _timestamp_of,
    "timedelta": lambda content: pd.Timedelta(np.timedelta64(*content)),
    "period": lambda content: pd.Period(ordinal=content[0], freq=content[1]),
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "duration": lambda content: dt.timedelta(*content),
}
_CONTAINERS: dict[str, Callable[[Any, Callable[[Any], Any]], Any]] = {
    "list": lambda content, inner: [inner(part) for part in content],
    "tuple": lambda content, inner: tuple(inner(part) for part in content),
    "set": lambda content, inner: {inner(part) for part in content},
    "frozenset": lambda content, inner: frozenset(inner(part) for part in content),
    "dict": lambda content, inner: {inner(key): inner(value) for key, value in content},
    "interval": _interval_of,
    "objects": _objects_of,
    "extension": _extension_of,
    "categorical": _categorical_of,
    "range": _range_of,
    "index": _plain_index_of,
    "multiindex": _multiindex_of,
    "series": _series_of,
    "frame": _frame_of,
}
