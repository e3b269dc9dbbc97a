"""Recognise a wrong result: one that the author named, or a slip that the number shows."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from course.feedback.values import faithful, independent

Mistakes = Sequence[tuple[Any, str]]

ROUNDED_AWAY = 0.005  # relative; a result this close is likely off by rounding or by a day


def holds(predicate: Callable[[Any], Any], result: Any) -> bool:
    """Return whether the predicate is true for a copy of the result."""
    try:
        return bool(predicate(independent(result)))
    except Exception:  # the result has a shape that the predicate cannot take
        return False


def recognised(result: Any, mistakes: Mistakes, same: Callable[[Any, Any], Any]) -> str:
    """Return the sentence of the first known mistake that the result is, or an empty text.

    Parameters
    ----------
    result : object
        A faithful copy of what came back.
    mistakes : sequence of (value or predicate, sentence)
    same : callable
        Compares two faithful values; returns None if they agree.
    """
    for known, sentence in mistakes:
        hit = holds(known, result) if callable(known) else same(result, faithful(known)) is None
        if hit:
            return sentence
    return ""


def slip(returned: float | Decimal, expected: float | Decimal, within: float) -> str:
    """Return which common slip a wrong number looks like, empty if none.

    Parameters
    ----------
    returned, expected : number
    within : float
        The absolute tolerance of the comparison.

    Returns
    -------
    str
        A key of `course.feedback.sentences.SLIPS`.
    """
    try:
        came, wanted = float(returned), float(expected)
    except OverflowError:  # a whole number beyond every float
        return ""
    if math.isnan(came):
        return "nan"
    if math.isinf(came):
        return "inf"
    if not wanted or not math.isfinite(wanted):
        return ""
    ratio, slack = came / wanted, within / abs(wanted) + 1e-9

    def is_about(factor: float) -> bool:
        return abs(ratio / factor - 1) <= slack

    if is_about(-1):
        return "sign"
    if is_about(100) or is_about(0.01):
        return "per cent"
    if is_about(12) or is_about(1 / 12):
        return "per month"
    return "close" if abs(ratio - 1) <= ROUNDED_AWAY else ""
