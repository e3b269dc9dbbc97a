"""What `.draws(…)` asks of a picture, and the first thing that a picture lacks.

A student may use ``ax.plot``, ``plt.step``, ``df.plot``, ``ax.bar``, ``ax.scatter`` or anything
else that ends in lines, bars or points: these are found by their data, not by how they were made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Self

import numpy as np

from course.feedback.axes import Drawing, Line
from course.feedback.curves import Curve, has_bars, nearest, says, scattered, shows
from course.feedback.extent import without_missing_ends
from course.feedback.values import faithful

Words = str | Sequence[str]


@dataclass(frozen=True)
class Wanted:
    """What a picture should show.

    Attributes
    ----------
    lines : dict of str to (x, y)
        Lines with these points, in this or the opposite direction. x and y hold numbers, dates or
        names of categories. The words of the key must be seen in a legend or a text in the picture
        (for a single line also in the title or on an axis); an empty key asks for no words. Lines
        on axes that lie on top of each other (`twinx`) are refused: their scales differ.
    bars : dict of str to height, dict of str to heights, or heights
        Heights in the order along the axis (horizontal bars: upwards or downwards). A key is the
        name of one bar (height) or of a series of bars (heights).
    points : dict of str to (x, y)
        Markers, in any order.
    x_label, y_label : str or sequence of str
        Words that the axis label must contain, or a list of alternatives; empty: anything goes.
    title : bool
        Whether the picture needs a title.
    within : float
        Absolute tolerance of every coordinate and height; dates are counted in days.
    """

    lines: Mapping[str, Curve]
    bars: Mapping[str, tuple[float, ...]]
    bar_names: tuple[str, ...]
    points: Mapping[str, Curve]
    x_label: tuple[str, ...]
    y_label: tuple[str, ...]
    title: bool
    within: float

    @classmethod
    def of(
        cls,
        lines: Mapping[str, Curve] | None,
        bars: Mapping[str, Any] | Sequence[float] | None,
        points: Mapping[str, Curve] | None,
        x_label: Words,
        y_label: Words,
        title: bool,
        within: float,
    ) -> Self:
        """Return the wishes in one form.

        Raises
        ------
        ValueError
            If nothing is asked, or if x and y of a curve differ in length.
        """
        if not (title or any(map(bool, (lines, points, x_label, y_label))) or bars is not None):
            raise ValueError("Say what the picture should show; this check could not fail.")
        curves = {label: _curve(label, pair) for label, pair in (lines or {}).items()}
        clouds = {label: _curve(label, pair) for label, pair in (points or {}).items()}
        series, names = _bar_series(bars)
        return cls(curves, series, names, clouds, _words(x_label), _words(y_label), title, within)


@dataclass(frozen=True)
class Lack:
    """The first thing that a picture lacks.

    Attributes
    ----------
    kind : str
        ``"line"``, ``"points"``, ``"bars"``, ``"bar name"``, ``"line label"`` (also of points and
        bars), ``"swapped"``, ``"unseen"`` (a label that no legend shows), ``"cut off"``,
        ``"two axes"``, ``"title"``, ``"x label"`` or ``"y label"``.
    what : str
        The label of the line, bars or points, or the words that are missing.
    there : int
        How many of this kind the picture has.
    nearest : tuple, optional
        Where the most similar one goes off: (x, y drawn, y expected).
    """

    kind: str
    what: str = ""
    there: int = 0
    nearest: tuple[Any, Any, Any] | None = None


def first_lack(drawing: Drawing, wanted: Wanted) -> Lack | None:
    """Return the first thing that the drawing lacks, None if it shows all that is wanted."""
    return next(_lacks(drawing, wanted), None)


def _lacks(drawing: Drawing, wanted: Wanted) -> Iterator[Lack]:
    placed: list[list[Line]] = []
    for label, curve in wanted.lines.items():
        found = [line for line in drawing.lines if shows(drawing, line, curve, wanted.within)]
        placed.append(found)
        if not found:
            near = nearest(drawing, label, curve, wanted.within)
            yield Lack("line", label, len(drawing.lines), near)
        elif not any(line.whole for line in found):
            yield Lack("cut off", label)
        else:
            yield from _label_lack(drawing, found[0], label, list(wanted.lines))
    if any(_apart(one, other) for one, other in combinations(placed, 2)):
        yield Lack("two axes")
    for label, curve in wanted.points.items():
        if not scattered(drawing, curve, wanted.within):
            yield Lack("points", label, sum(len(cloud.x) for cloud in drawing.points))
        elif not _named(drawing, label, len(wanted.points)):
            yield Lack("points label", label)
    for label, heights in wanted.bars.items():
        if not has_bars(drawing.bars, heights, wanted.within):
            yield Lack("bars", label, sum(len(bars.heights) for bars in drawing.bars))
        elif not _named(drawing, label, len(wanted.bars)):
            yield Lack("bars label", label)
    ticks = [text for _, text in (*drawing.x_names, *drawing.y_names)]
    for name in wanted.bar_names:
        if not any(says(text, name) for text in (*ticks, *drawing.texts)):
            yield Lack("bar name", name)
    if wanted.title and not drawing.titles:
        yield Lack("title")
    for kind, words, labels in (
        ("x label", wanted.x_label, drawing.x_labels),
        ("y label", wanted.y_label, drawing.y_labels),
    ):
        if any(words) and not any(says(label, word) for label in labels for word in words):
            yield Lack(kind, words[0], len(labels))


def _apart(one: list[Line], other: list[Line]) -> bool:
    """Return whether two lines lie on top of each other, but on different axes."""
    together = {line.axes for line in one} & {line.axes for line in other}
    return not together and bool({line.place for line in one} & {line.place for line in other})


def _named(drawing: Drawing, label: str, among: int) -> bool:
    """Return whether a reader sees the label; one curve alone may be named by the title."""
    places = list(drawing.texts)
    if among == 1:
        places += [*drawing.titles, *drawing.x_labels, *drawing.y_labels]
    return not label or any(says(text, label) for text in places)


def _label_lack(drawing: Drawing, line: Line, label: str, labels: list[str]) -> Iterator[Lack]:
    others = [other for other in labels if other and other != label and says(line.label, other)]
    if label and others and not says(line.label, label):
        yield Lack("swapped", label)
    elif not _named(drawing, label, len(labels)):
        yield Lack("unseen" if line.label and says(line.label, label) else "line label", label)


def _words(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _curve(label: str, pair: Curve) -> Curve:
    x, y = ([faithful(part) for part in coordinates] for coordinates in pair)
    if len(x) != len(y) or not x:
        raise ValueError(f"The curve {label!r} has {len(x)} x and {len(y)} y.")
    ends = without_missing_ends(x, y)
    if not ends[0]:
        raise ValueError(f"The curve {label!r} has no point that could be drawn.")
    return ends


def _bar_series(bars: Any) -> tuple[dict[str, tuple[float, ...]], tuple[str, ...]]:
    if bars is None:
        return {}, ()
    names: tuple[str, ...] = ()
    if not isinstance(bars, Mapping):
        series = {"": bars}
    elif all(np.ndim(height) == 0 for height in bars.values()):
        series, names = {"": list(bars.values())}, tuple(map(str, bars))
    else:
        series = dict(bars)
    plain = {label: tuple(map(float, heights)) for label, heights in series.items()}
    if not all(plain.values()):
        raise ValueError("Give the heights of the bars; no bars could not fail.")
    return plain, names
