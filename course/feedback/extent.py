"""Where a line begins and ends, and whether the limits of its axes leave all of it to be seen."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def without_missing_ends(x: Sequence[Any], y: Sequence[Any]) -> tuple[tuple, tuple]:
    """Return the coordinates from the first to the last point that is a number, date or name."""
    there = [place for place, pair in enumerate(zip(x, y, strict=True)) if all(map(_there, pair))]
    kept = slice(there[0], there[-1] + 1) if there else slice(0)
    return tuple(x[kept]), tuple(y[kept])


def _there(coordinate: Any) -> bool:
    return not isinstance(coordinate, float) or math.isfinite(coordinate)


def in_view(panel: "Axes", line: Any) -> bool:
    """Return whether the limits of the axes cut nothing off the line."""
    if line.get_transform() is not panel.transData:  # `axhline` and the like span the axes anyway
        return True
    x, y = _numbers(line.get_xdata(orig=False)), _numbers(line.get_ydata(orig=False))
    # A point that lacks one coordinate is drawn nowhere: pandas pads a shorter line with them.
    there = np.isfinite(x) & np.isfinite(y)
    return _within(x[there], panel.get_xlim()) and _within(y[there], panel.get_ylim())


def _numbers(drawn: Any) -> np.ndarray:
    numbers: np.ndarray = np.ma.filled(np.ma.asarray(drawn, float), np.nan)
    return numbers


def _within(values: np.ndarray, limits: tuple[float, float]) -> bool:
    low, high = sorted(limits)
    slack = 1e-6 * (high - low)
    return bool(((values >= low - slack) & (values <= high + slack)).all())
