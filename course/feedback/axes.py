"""Read a Matplotlib picture into a plain record of its lines, bars, points and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from course.feedback.extent import in_view, without_missing_ends
from course.feedback.values import Foreign, faithful, kind_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Coordinate = float | str | pd.Timestamp


@dataclass(frozen=True)
class Line:
    """A line or a set of points: its own label, its coordinates as drawn.

    `frequency` is set where pandas drew dates as periods of that length. Missing points at either
    end, as pandas leaves them in a line that is shorter than another, are not part of a line.
    `axes` is the number of its axes in the picture, `place` the same for axes that lie on top of
    each other; `whole` says whether the limits of the axes leave all of it to be seen.
    """

    label: str
    x: tuple[Coordinate, ...]
    y: tuple[Coordinate, ...]
    frequency: str = ""
    joined: bool = True
    axes: int = 0
    place: int = 0
    whole: bool = True


@dataclass(frozen=True)
class Bars:
    """One series of bars; `positions` are the middles along the axis, `heights` have a sign."""

    label: str
    heights: tuple[float, ...]
    positions: tuple[float, ...]
    horizontal: bool = False


@dataclass(frozen=True)
class Drawing:
    """A picture as plain values; what a check sees of an Axes or a Figure."""

    titles: tuple[str, ...] = ()
    x_labels: tuple[str, ...] = ()
    y_labels: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Line, ...] = ()
    bars: tuple[Bars, ...] = ()
    texts: tuple[str, ...] = ()  # texts, annotations, legend
    x_names: tuple[tuple[float, str], ...] = ()  # tick labels with their places
    y_names: tuple[tuple[float, str], ...] = ()


def is_drawing(value: Any) -> bool:
    """Return whether the value is an Axes, a Figure or the record of one."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    return isinstance(value, (Axes, Figure, Drawing))


def read(picture: Any) -> Drawing:
    """Return the record of an Axes (with its twins), of a whole Figure, or the record itself.

    Raises
    ------
    Foreign
        If something drawn is nothing that Matplotlib draws.
    """
    if isinstance(picture, Drawing):
        return picture
    try:
        return _read(picture)
    except Exception:
        raise Foreign(type(picture).__name__) from None


def _read(picture: Any) -> Drawing:
    from matplotlib.axes import Axes

    figure = picture.figure if isinstance(picture, Axes) else picture
    panels = figure.axes
    if isinstance(picture, Axes):  # a twin shares the place and carries the second y axis
        place = picture.get_position().bounds
        panels = [panel for panel in panels if panel.get_position().bounds == place]
        panels = panels if picture in panels else [picture, *panels]
    above = figure.get_suptitle()
    places = [panel.get_position().bounds for panel in panels]
    drawn = [
        replace(line, axes=number, place=places.index(places[number]))
        for number, panel in enumerate(panels)
        for line in _lines(panel)
    ]
    scattered = [points for panel in panels for points in _scatters(panel)]
    return Drawing(
        titles=_words([above, *(title for panel in panels for title in _titles(panel))]),
        x_labels=_words([figure.get_supxlabel(), *(panel.get_xlabel() for panel in panels)]),
        y_labels=_words([figure.get_supylabel(), *(panel.get_ylabel() for panel in panels)]),
        lines=tuple(line for line in drawn if line.joined),
        points=tuple([line for line in drawn if not line.joined] + scattered),
        bars=tuple(bars for panel in panels for bars in _bars(panel)),
        texts=_words([text for panel in panels for text in _texts(panel)]),
        x_names=tuple(name for panel in panels for name in _names(panel.xaxis, 0)),
        y_names=tuple(name for panel in panels for name in _names(panel.yaxis, 1)),
    )


def _words(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())


def _visible(artist: Any) -> bool:
    return bool(artist.get_visible())


def _titles(panel: "Axes") -> list[str]:
    return [panel.get_title("left"), panel.get_title("center"), panel.get_title("right")]


def _own(label: Any) -> str:
    """Return a label that was given; Matplotlib's own ones start with an underscore."""
    return "" if str(label).startswith("_") else str(label)


def _lines(panel: Any) -> Iterator[Line]:
    for line in filter(_visible, panel.get_lines()):
        x = _coordinates(line.get_xdata(orig=True), line.get_xdata(orig=False))
        y = _coordinates(line.get_ydata(orig=True), line.get_ydata(orig=False))
        frequency = ""
        if getattr(panel, "freq", None) is not None and all(isinstance(one, float) for one in x):
            frequency = str(panel.freq)  # pandas counts periods and leaves their length here
            periods = (pd.Period(ordinal=int(one), freq=frequency) for one in x)
            x = tuple(period.start_time for period in periods)
        joined = line.get_linestyle() not in ("None", "none", " ", "")
        x, y = without_missing_ends(x, y)
        yield Line(_own(line.get_label()), x, y, frequency, joined, whole=in_view(panel, line))


def _scatters(panel: "Axes") -> Iterator[Line]:
    from matplotlib.collections import PathCollection

    for cloud in panel.collections:
        if isinstance(cloud, PathCollection):
            offsets: np.ndarray = np.ma.filled(np.ma.asarray(cloud.get_offsets(), float), np.nan)
            x, y = (tuple(map(float, column)) for column in offsets.T)
            yield Line(_own(cloud.get_label()), x, y, joined=False)


def _bars(panel: "Axes") -> Iterator[Bars]:
    from matplotlib.container import BarContainer

    for series in panel.containers:
        if not isinstance(series, BarContainer):
            continue
        level = series.orientation == "horizontal"
        size = [bar.get_width() if level else bar.get_height() for bar in series.patches]
        start = [bar.get_y() if level else bar.get_x() for bar in series.patches]
        thick = [bar.get_height() if level else bar.get_width() for bar in series.patches]
        middle = (one + wide / 2 for one, wide in zip(start, thick, strict=True))
        yield Bars(_own(series.get_label()), tuple(map(float, size)), tuple(middle), level)


def _texts(panel: "Axes") -> Iterator[str]:
    legends = filter(None, (panel.get_legend(), *panel.figure.legends))
    written = [text for legend in filter(_visible, legends) for text in legend.get_texts()]
    for text in filter(_visible, (*panel.texts, *panel.figure.texts, *written)):
        yield text.get_text()


def _names(axis: Any, along: int) -> Iterator[tuple[float, str]]:
    for tick in axis.get_majorticklabels():
        yield float(tick.get_position()[along]), tick.get_text()


def _coordinates(given: Any, drawn: Any) -> tuple[Coordinate, ...]:
    """Return coordinates as the dates or names that were given, else as the numbers drawn."""
    try:
        parts = [faithful(part) for part in given]
        kinds = {kind_of(part) for part in parts}
    except (Foreign, TypeError):
        kinds = set()
    if kinds == {"date"}:
        return tuple(pd.Timestamp(part) for part in parts)
    if kinds == {"text"}:
        return tuple(parts)
    return tuple(map(float, np.ma.filled(np.ma.asarray(drawn, float), np.nan)))
