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
    for drawn, limits in (
        (line.get_xdata(orig=False), panel.get_xlim()),
        (line.get_ydata(orig=False), panel.get_ylim()),
    ):
        low, high = sorted(limits)
        slack = 1e-6 * (high - low)
        values: np.ndarray = np.ma.filled(np.ma.asarray(drawn, float), np.nan)
        values = values[np.isfinite(values)]
        if ((values < low - slack) | (values > high + slack)).any():
            return False
    return True
