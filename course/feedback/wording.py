"""How numbers, dates, values, calls and paragraphs read in a message."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from types import FunctionType
from typing import Any

import numpy as np
import pandas as pd

from course.language import say

WIDTH = 79
HARD_SPACE = "\N{NO-BREAK SPACE}"  # keeps a call on one line while a paragraph is wrapped
MONEY = ("CNY", "USD", "EUR")
UNITS = (*MONEY, "days", "months", "rate", "")
MOST_DECIMALS = 12
LONGEST_VALUE = 28  # columns of one argument
# Chinese may be broken behind any character, but not before closing punctuation.
PIECE = re.compile(
    r" |[（《“‘]*[\u3400-\u9fff][，。；：？！、）》”’…]*|[^ \u3400-\u9fff（《“‘]+|[（《“‘]+"
)


def columns(text: str) -> int:
    """Return how many columns a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, width: int = WIDTH) -> list[str]:
    """Return the text as lines of at most `width` columns, broken at spaces and in Chinese text."""
    lines: list[str] = []
    line = ""
    for piece in PIECE.findall(text):
        if line and columns(line + piece) > width:
            lines.append(line.rstrip(" "))
            line = ""
        line = line + piece if line or piece != " " else ""
        while columns(line) > width:  # a word longer than a line
            cut = next(n for n in range(len(line), 0, -1) if columns(line[:n]) <= width)
            lines.append(line[:cut])
            line = line[cut:]
    return [line.replace(HARD_SPACE, " ") for line in [*lines, line] if line.strip()]


def shorten(text: str, longest: int) -> str:
    """Return the text on one line, without control characters, in at most `longest` columns."""
    text = " ".join(text.split())
    text = "".join(char for char in text if char.isprintable())
    if columns(text) <= longest:
        return text
    while columns(text) > longest - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def number(value: float | Decimal, unit: str = "", more: int = 0) -> str:
    """Return a number to read, without its unit.

    Parameters
    ----------
    value : int, float or Decimal
    unit : str
        Money shows at least two decimals.
    more : int
        Decimals beyond the usual ones, to tell two close numbers apart.
    """
    if isinstance(value, int):
        if abs(value) >= 10**15:
            return f"{'-' if value < 0 else ''}{_digits(abs(value))}"
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    value = float(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    size = abs(value)
    if size >= 1e15 or 0 < size < 5e-7:
        return f"{value:.{4 + more}g}"
    least, usual = (2, 2) if unit in MONEY else (1, 6 if size < 1 else 4 if size < 100 else 2)
    decimals = min(usual + more, MOST_DECIMALS)
    whole, _, fraction = f"{value:,.{decimals}f}".partition(".")
    if size < 10_000:
        whole = whole.replace(",", "")
    return f"{whole}.{fraction.rstrip('0').ljust(least, '0')}"


def _digits(value: int) -> str:
    """Return a large whole number by its size; Python refuses to write out very long ones."""
    if value < 10**300:
        return f"{value:.4g}"
    return f"<about {round(value.bit_length() * math.log10(2))} digits>"


def with_unit(text: str, unit: str) -> str:
    """Return the number with its unit: ``2.00 CNY``, ``1 day``, ``0.05`` for a rate."""
    if unit in ("", "rate"):
        return text
    one = text == "1"
    match unit:
        case "days":
            return say("{number} day", number=text) if one else say("{number} days", number=text)
        case "months":
            return (
                say("{number} month", number=text) if one else say("{number} months", number=text)
            )
        case "CNY":
            return say("{number} CNY", number=text)
    return f"{text} {unit}"


def two_numbers(first: float | Decimal, second: float | Decimal, unit: str) -> tuple[str, str]:
    """Return both numbers with enough digits to see that they differ."""
    for more in range(MOST_DECIMALS):
        texts = number(first, unit, more), number(second, unit, more)
        if texts[0] != texts[1]:
            break
    return with_unit(texts[0], unit), with_unit(texts[1], unit)


def day(value: dt.date | np.datetime64) -> str:
    """Return a date as 2025-04-01, with the time of day if there is one."""
    moment = pd.Timestamp(value)
    if moment is pd.NaT:
        return "NaT"
    midnight = moment == moment.normalize()
    return moment.strftime("%Y-%m-%d" if midnight else "%Y-%m-%d %H:%M:%S")


def counted(count: int, noun: str) -> str:
    """Return ``1 row`` or ``3 rows``."""
    match noun, count == 1:
        case "row", True:
            return say("{count} row", count=count)
        case "row", False:
            return say("{count} rows", count=count)
        case "value", True:
            return say("{count} value", count=count)
        case "value", False:
            return say("{count} values", count=count)
        case "key", True:
            return say("{count} key", count=count)
        case "key", False:
            return say("{count} keys", count=count)
        case "line", True:
            return say("{count} line", count=count)
        case "line", False:
            return say("{count} lines", count=count)
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def value(item: Any, longest: int = LONGEST_VALUE) -> str:
    """Return a value in a few words; what has many parts shows only how many."""
    if isinstance(item, pd.DataFrame) or (isinstance(item, np.ndarray) and item.ndim > 1):
        return f"<{counted(len(item), 'row')}>"
    if isinstance(item, (pd.Series, pd.Index)) or (isinstance(item, np.ndarray) and item.ndim):
        return f"<{counted(len(item), 'value')}>"
    if isinstance(item, (np.generic, np.ndarray)) and not isinstance(item, np.datetime64):
        item = item.item()
    if item is None or item is pd.NA or isinstance(item, bool):
        return "NA" if item is pd.NA else str(item)
    if isinstance(item, (int, float, Decimal)):
        return number(item)
    if isinstance(item, (dt.date, np.datetime64)):
        return day(item)
    if isinstance(item, (list, tuple, dict, set, frozenset)):
        return _container(item, longest)
    if isinstance(item, str):
        return repr(shorten(item, longest - 2))
    if isinstance(item, (complex, bytes, pd.Period, pd.Interval, dt.timedelta)):
        return shorten(str(item), longest)
    named = item.__name__ if isinstance(item, FunctionType) else type(item).__name__
    return f"<{named}>".replace("<<lambda>>", "<function>")


def _container(item: list | tuple | dict | set | frozenset, longest: int) -> str:
    if isinstance(item, dict):
        inside = ", ".join(f"{value(key)}: {value(part)}" for key, part in list(item.items())[:9])
        text, noun = f"{{{inside}}}", "key"
    else:
        parts = [value(part) for part in list(item)[:9]]
        # a set has no order, and a message must read the same on every run
        inside = ", ".join(sorted(parts) if isinstance(item, (set, frozenset)) else parts)
        noun = "value"
        text = f"[{inside}]" if isinstance(item, list) else f"({inside})"
        text = f"{{{inside}}}" if isinstance(item, (set, frozenset)) and item else text
    fits = len(item) < 9 and columns(text) <= longest
    return text if fits else f"<{counted(len(item), noun)}>"


def call(name: str, args: tuple, kwargs: Mapping[str, Any], room: int = WIDTH - 16) -> str:
    """Return a call as one word for `wrap`: whole if it fits `room` columns, else with shorter
    values, else with the last arguments left out."""
    for shown in (room, LONGEST_VALUE, 12):
        parts = [value(arg, shown) for arg in args]
        parts += [f"{key}={value(arg, shown)}" for key, arg in kwargs.items()]
        text = f"{name}({', '.join(parts)})"
        if columns(text) <= room:
            return text.replace(" ", HARD_SPACE)
    while parts and columns(f"{name}({', '.join(parts)}, …)") > room:
        parts.pop()
    return f"{name}({', '.join([*parts, '…'])})".replace(" ", HARD_SPACE)
