"""Take values out of a record that a hostile process may have written; nothing is believed."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from course.engine.figures import parts

T = TypeVar("T")
Colour = tuple[float, float, float, float]
LARGEST = 1e9  # of a size, a width, an order


class Damaged(ValueError):
    """A record that `record` does not make, or one of a picture that is too large."""


def measure(record: Any) -> None:
    """Refuse a record that holds other things than plain values, is too deep or too large.

    Raises
    ------
    ValueError
        With a sentence that says why.
    """
    count = {"numbers": 0, "characters": 0, "parts": 0}
    waiting: list[tuple[Any, int]] = [(record, 0)]
    while waiting:
        value, depth = waiting.pop()
        kind = type(value)
        count["parts"] += 1
        if kind is str:
            count["characters"] += len(value)
        elif kind is np.ndarray and value.dtype.kind in "biufMU":
            count["numbers"] += value.size
            count["characters"] += value.nbytes // 4 if value.dtype.kind == "U" else 0
        elif kind in (list, tuple, dict):
            if kind is dict and not all(type(key) is str for key in value):
                raise Damaged("A picture's record has a key that is no text.")
            count["parts"] += len(value)
            inside = value.values() if kind is dict else value
            waiting.extend((part, depth + 1) for part in inside)
        elif value is not None and kind not in (bool, int, float):
            raise Damaged(f"A picture's record holds a {kind.__name__}.")
        if depth > parts.DEEPEST:
            raise Damaged("A picture's record is too deep.")
        if (
            count["numbers"] > parts.MOST_NUMBERS
            or count["characters"] > parts.MOST_CHARACTERS
            or count["parts"] > parts.MOST_PARTS
        ):
            raise Damaged("The picture is too large to be looked at.")


class Part:
    """A dict of a record, from which values are taken by their kind.

    Raises
    ------
    ValueError
        From every method, if the value is of another kind or not within its bounds.
    """

    def __init__(self, value: Any, what: str) -> None:
        if type(value) is not dict:
            raise Damaged(f"The record of {what} is no dict.")
        self._values: dict[str, Any] = value
        self._what = what

    def raw(self, key: str) -> Any:
        """Return a value as it is; `maybe` and the others look at it."""
        if key not in self._values:
            raise Damaged(f"The record of {self._what} lacks {key!r}.")
        return self._values[key]

    def maybe(self, key: str, take: Callable[..., T], *bounds: Any) -> T | None:
        """Return None if the value is None, else what the method `take` takes."""
        return None if self.raw(key) is None else take(key, *bounds)

    def flag(self, key: str) -> bool:
        """Return a bool."""
        value = self.raw(key)
        return value if type(value) is bool else self._refuse(key)

    def number(self, key: str, low: float = -LARGEST, high: float = LARGEST) -> float:
        """Return a finite number within bounds."""
        return self.list_of(key, 1, low, high, [self.raw(key)])[0]

    def whole(self, key: str, below: int, low: int = 0) -> int:
        """Return an int from `low` to below a bound."""
        value = self.raw(key)
        return value if type(value) is int and low <= value < below else self._refuse(key)

    def wholes(self, key: str, below: int) -> list[int]:
        """Return a list of different ints from 0 to below a bound."""
        value = self.sequence(key, below)
        if not all(type(one) is int and 0 <= one < below for one in value):
            self._refuse(key)
        return value if len(set(value)) == len(value) else self._refuse(key)

    def text(self, key: str) -> str:
        """Return a str of any length; `measure` bounds it."""
        value = self.raw(key)
        return value if type(value) is str else self._refuse(key)

    def texts(self, key: str, length: int | None = None) -> list[str]:
        """Return a list of str."""
        value = self.sequence(key, None, length)
        return value if all(type(one) is str for one in value) else self._refuse(key)

    def choice(self, key: str, among: Sequence[str]) -> str:
        """Return one of some words."""
        value = self.text(key)
        return value if value in among else self._refuse(key)

    def sequence(self, key: str, most: int | None = None, length: int | None = None) -> list[Any]:
        """Return a list or tuple as a list."""
        value = self.raw(key)
        if type(value) not in (list, tuple) or (most is not None and len(value) > most):
            self._refuse(key)
        return list(value) if length in (None, len(value)) else self._refuse(key)

    def list_of(
        self, key: str, length: int, low: float, high: float, value: list[Any] | None = None
    ) -> list[float]:
        """Return a list of finite numbers within bounds."""
        value = self.sequence(key, length, length) if value is None else value
        for one in value:
            fine = type(one) in (int, float) and math.isfinite(one) and low <= one <= high
            if not fine:
                self._refuse(key)
        return [float(one) for one in value]

    def colour(self, key: str) -> Colour | str:
        """Return a colour; one that cannot be seen is ``"none"``, whatever its alpha becomes."""
        red, green, blue, alpha = self.list_of(key, 4, 0, 1)
        return (red, green, blue, alpha) if alpha else "none"

    def colours(self, key: str) -> np.ndarray | str:
        """Return an array of colours, one a row."""
        rows = self.array(key, (None, 4))
        if not ((rows >= 0) & (rows <= 1)).all():
            self._refuse(key)
        return rows if rows[:, 3].any() else "none"

    def array(self, key: str, shape: tuple[int | None, ...], finite: bool = False) -> np.ndarray:
        """Return an array of floats of that shape; None stands for any length."""
        value = self.raw(key)
        if type(value) is not np.ndarray or value.dtype.kind not in "iuf":
            self._refuse(key)
        if value.ndim != len(shape) or any(
            wanted not in (None, there) for wanted, there in zip(shape, value.shape, strict=True)
        ):
            self._refuse(key)
        floats = value.astype(float)
        return floats if not finite or np.isfinite(floats).all() else self._refuse(key)

    def flags(self, key: str, shape: tuple[int, int]) -> np.ndarray:
        """Return an array of bools of that shape."""
        value = self.raw(key)
        fine = type(value) is np.ndarray and value.dtype == bool and value.shape == shape
        return value if fine else self._refuse(key)

    def part(self, key: str) -> "Part":
        """Return a dict."""
        return Part(self.raw(key), f"{key!r}")

    def parts(self, key: str) -> Iterator["Part"]:
        """Yield the dicts of a list."""
        return (Part(one, f"one of {key!r}") for one in self.sequence(key))

    def _refuse(self, key: str) -> Any:
        raise Damaged(f"The record of {self._what} has a bad {key!r}.")
