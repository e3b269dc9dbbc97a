"""Find lines, points and bars in a drawing by their data."""

import math
from collections.abc import Sequence
from itertools import chain
from typing import Any

import pandas as pd

from course.feedback.axes import Bars, Coordinate, Drawing, Line
from course.feedback.compare import close, same_moment
from course.feedback.values import kind_of

Curve = tuple[Sequence[Any], Sequence[Any]]
Names = tuple[tuple[float, str], ...]


def says(text: str, words: str) -> bool:
    """Return whether every one of the words occurs in the text, in any case."""
    return all(word in text.casefold() for word in words.casefold().split())


def shows(drawing: Drawing, line: Line, curve: Curve, within: float) -> bool:
    """Return whether a line has the wanted points, in order."""
    for turn in (1, -1):  # a line drawn from right to left is the same line
        x, y = line.x[::turn], line.y[::turn]
        if _same(x, curve[0], drawing.x_names, line.frequency, within) and _same(
            y, curve[1], drawing.y_names, "", within
        ):
            return True
    return False


def _same(
    drawn: Sequence[Coordinate], wanted: Sequence[Any], names: Names, frequency: str, within: float
) -> bool:
    if len(drawn) != len(wanted):
        return False
    pairs = zip(drawn, wanted, strict=True)
    return all(_same_place(one, other, names, frequency, within) for one, other in pairs)


def _same_place(one: Coordinate, other: Any, names: Names, frequency: str, within: float) -> bool:
    """Return whether a drawn coordinate is the wanted number, date or name."""
    kind = kind_of(other)
    if kind == "date":
        if isinstance(one, pd.Timestamp):
            start = pd.Period(other, frequency).start_time if frequency else other
            return same_moment(one, start)
        return isinstance(one, float) and close(one, _as_float(other), max(within, 1e-6))
    if kind == "number" and isinstance(one, float):
        gap = math.isnan(one) and math.isnan(float(other))
        if gap or close(one, other, within):
            return True
    called = one if isinstance(one, str) else None
    if isinstance(one, float):
        called = next((text for place, text in names if close(place, one, 1e-6)), None)
    return called is not None and kind in ("number", "text") and called == str(other)


def _as_float(value: Any) -> float:
    """Return a coordinate as Matplotlib counts it: dates in days."""
    if kind_of(value) == "date":
        from matplotlib.dates import date2num

        return float(date2num(pd.Timestamp(value)))
    return float(value)


def scattered(drawing: Drawing, curve: Curve, within: float) -> bool:
    """Return whether one cloud of markers, or all together, are the wanted points."""
    clouds = [(cloud.x, cloud.y) for cloud in drawing.points]
    together = tuple(tuple(chain(*axis)) for axis in zip(*clouds, strict=True))
    return any(_same_cloud(drawing, cloud, curve, within) for cloud in (*clouds, together) if cloud)


def _same_cloud(drawing: Drawing, cloud: Any, curve: Curve, within: float) -> bool:
    """Return whether every wanted point can be paired with a drawn one."""
    left = list(zip(*cloud, strict=True))
    if len(left) != len(curve[0]):
        return False
    if _sorted_alike(left, list(zip(*curve, strict=True)), within):
        return True
    for x, y in zip(*curve, strict=True):
        hit = next(
            (
                point
                for point in left
                if _same_place(point[0], x, drawing.x_names, "", within)
                and _same_place(point[1], y, drawing.y_names, "", within)
            ),
            None,
        )
        if hit is None:
            return False
        left.remove(hit)
    return True


def _sorted_alike(drawn: list, wanted: list, within: float) -> bool:
    """Return True for number points that agree in sorted order; False says nothing (fast path)."""
    try:
        pairs = zip(sorted(drawn), sorted(wanted), strict=True)
        return all(
            close(a, b, within) for one, other in pairs for a, b in zip(one, other, strict=True)
        )
    except TypeError:  # dates or names among them
        return False


def has_bars(series: tuple[Bars, ...], heights: tuple[float, ...], within: float) -> bool:
    """Return whether one series of bars, or all bars together, have the wanted heights."""
    groups = [[bars] for bars in series]
    for level in (False, True):  # one call of `bar` for each bar, for instance to colour it
        groups.append([bars for bars in series if bars.horizontal is level])
    for group in groups:
        placed = [pair for bars in group for pair in zip(bars.positions, bars.heights, strict=True)]
        drawn = [height for _, height in sorted(placed, key=lambda pair: pair[0])]
        ways = [drawn, drawn[::-1]] if group and group[0].horizontal else [drawn]
        for way in ways:
            if len(way) == len(heights) and all(map(close, way, heights, [within] * len(way))):
                return True
    return False


def nearest(
    drawing: Drawing, label: str, curve: Curve, within: float
) -> tuple[Any, Any, Any] | None:
    """Return where the line with this label, or the closest line on the same x, goes off."""
    best: tuple[float, tuple[Any, Any, Any]] | None = None
    for line in drawing.lines:
        for turn in (1, -1):
            x, y = line.x[::turn], line.y[::turn]
            if not _same(x, curve[0], drawing.x_names, line.frequency, within):
                continue
            off = [
                place
                for place, pair in enumerate(zip(y, curve[1], strict=True))
                if not _same_place(*pair, drawing.y_names, "", within)
            ]
            score = len(off) - (len(y) if label and says(line.label, label) else 0)
            if off and (best is None or score < best[0]):
                best = (score, (curve[0][off[0]], y[off[0]], curve[1][off[0]]))
    return best[1] if best else None
