"""Whether a call fits a function's parameters, and whether it left its arguments alone."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from course.feedback.calls import Returned
from course.feedback.compare import compare
from course.feedback.values import Foreign, faithful


def accepts(function: Callable[..., Any], args: tuple, kwargs: Mapping[str, Any]) -> bool:
    """Return whether the function takes these arguments (True where it cannot be told)."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return True
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        return False
    return True


def changed_inputs(
    function: Callable[..., Any], args: tuple, kwargs: Mapping[str, Any], after: Returned
) -> list[str]:
    """Return the names of the arguments that the call changed."""
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        names = []
    names += [f"argument {place + 1}" for place in range(len(names), len(args))]
    pairs = [
        *zip(names, args, after.args, strict=False),
        *((key, kwargs[key], after.kwargs.get(key)) for key in kwargs),
    ]
    return [name for name, before, now in pairs if not unchanged(before, now)]


def unchanged(before: Any, now: Any) -> bool:
    """Return whether an argument is as it was: values, order, index, columns and types.

    What cannot be looked into (a function, a random generator) counts as unchanged.
    """
    if type(before) is not type(now):
        return False
    if isinstance(before, (pd.DataFrame, pd.Series)):
        labels = [before.index.names == now.index.names]
        if isinstance(before, pd.DataFrame):
            labels += [bool(before.columns.equals(now.columns)), list(before) == list(now)]
            labels += [list(before.dtypes) == list(now.dtypes)]
        else:
            labels += [before.name == now.name, before.dtype == now.dtype]
        return all(labels) and before.index.equals(now.index) and _same(before, now)
    if isinstance(before, np.ndarray) and (before.dtype, before.shape) != (now.dtype, now.shape):
        return False
    if isinstance(before, (list, tuple)):
        return len(before) == len(now) and all(map(unchanged, before, now))
    if isinstance(before, dict):
        return list(before) == list(now) and all(unchanged(before[key], now[key]) for key in now)
    return _same(before, now)


def _same(before: Any, now: Any) -> bool:
    try:
        return compare(faithful(now), faithful(before), within=0.0) is None
    except Foreign:
        return True
