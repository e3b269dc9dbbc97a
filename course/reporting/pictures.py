"""The pictures of a class report, as SVG in one piece with an alternative text each."""

import base64
import io
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course.charts import BLUE, GREEN, ORANGE, STYLE, VERMILION, percent_axis
from course.reporting.mastery import MASTERED, PARTLY

BINS = np.linspace(0, 1, 11)


@dataclass(frozen=True)
class Picture:
    """A picture as a data address, and the text that says what it shows."""

    source: str
    alt: str


def distribution(shares: pd.Series) -> Picture:
    """Draw how many students have which share of the points (0 to 1)."""
    known = shares.dropna()
    counts = _counts(known)
    median = known.median()
    with style.context(STYLE):
        figure = Figure(figsize=(5.6, 3.0))
        ax = figure.add_subplot()
        ax.bar(BINS[:-1] + 0.05, counts, width=0.09, color=BLUE)
        ax.axvline(median, color=VERMILION)
        ax.set_title(f"Half of the class has at least {median:.0%}")
        ax.set_xlabel("share of the points graded so far")
        ax.set_ylabel("students")
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        _frame(ax)
        source = _source(figure)
    said = [
        f"{count} from {low:.0%} to {low + 0.1:.0%}"
        for low, count in zip(BINS, counts, strict=False)
        if count
    ]
    alt = f"Bars, students by share of the points; the median is {median:.0%}. {', '.join(said)}."
    return Picture(source, alt)


def difficulty(tasks: pd.DataFrame) -> Picture:
    """Draw mean score and discrimination of each task, in the notebook's order."""
    known = tasks.dropna(subset=["mean"])
    with style.context(STYLE):
        figure = Figure(figsize=(5.6, 1.3 + 0.34 * len(known)))
        left, right = figure.subplots(1, 2, sharey=True)
        place = np.arange(len(known))
        left.barh(place, known["mean"], color=BLUE, height=0.6)
        left.set_xlim(0, 1)
        percent_axis(left, "x")
        left.set_xticks([0, 0.5, 1])
        left.set_title("Mean score")
        left.set_yticks(place, known.index)
        left.invert_yaxis()
        link = known["discrimination"]
        colors = [VERMILION if value < 0 else GREEN for value in link]
        right.barh(place, link.fillna(0), color=colors, height=0.6)
        right.axvline(0, color="#444444", linewidth=0.8)
        right.set_xlim(min(-0.2, np.nanmin([*link, 0]) - 0.05), 1)
        right.set_xticks([0, 0.5, 1])
        right.set_title("Discrimination")
        for ax in (left, right):
            ax.grid(axis="y", visible=False)
        source = _source(figure)
    mean = known["mean"]
    alt = (
        f"Two bars a task. Hardest: {mean.idxmin()}, mean score {mean.min():.0%}; "
        f"easiest: {mean.idxmax()}, {mean.max():.0%}. "
    )
    if link.notna().any():
        alt += f"Discrimination is lowest for {link.idxmin()} ({_signed(link.min())})."
    else:
        alt += "Too few students for discrimination."
    return Picture(source, alt)


def mastery_panels(counted: pd.DataFrame, shares: pd.DataFrame) -> list[Picture]:
    """Draw one small panel a goal, all on the same axes.

    Parameters
    ----------
    counted, shares : DataFrame
        From :func:`course.reporting.mastery.mastery` and :func:`~course.reporting.mastery.reached`.
    """
    heights = [_counts(shares[n].dropna()) / max(1, shares[n].notna().sum()) for n in shares]
    top = max([0.1, *(height.max() for height in heights)])
    return [
        _panel(row, height, top)
        for row, height in zip(counted.to_dict("records"), heights, strict=True)
    ]


def _panel(row: dict, height: np.ndarray, top: float) -> Picture:
    middles = BINS[:-1] + 0.05
    colors = [GREEN if m > MASTERED else ORANGE if m > PARTLY else VERMILION for m in middles]
    with style.context(STYLE):
        figure = Figure(figsize=(3.1, 1.9))
        ax = figure.add_subplot()
        ax.bar(middles, height, width=0.09, color=colors)
        ax.set_ylim(0, top * 1.05)
        _frame(ax)
        percent_axis(ax, "y")
        ax.yaxis.set_major_locator(MaxNLocator(3))
        ax.set_title(f"{row['mastered']:.0%} master it" if row["students"] else "nobody graded yet")
        ax.set_xlabel("share of its points")
        ax.set_ylabel("of students")
        source = _source(figure)
    name = f"{row['id']} {row['goal']}".strip()
    alt = (
        f"{name}: of {row['students']} students {row['mastered']:.0%} master it, "
        f"{row['partly']:.0%} partly, {row['not_yet']:.0%} not yet; the mean is {row['mean']:.0%}."
        if row["students"]
        else f"{name}: nobody is graded yet."
    )
    return Picture(source, alt)


def _counts(shares: pd.Series) -> np.ndarray:
    """Count shares by tenths; what lies on a border belongs above it, 1 to the last."""
    tenth = np.floor(shares.to_numpy(dtype=float) * 10 + 1e-9).clip(0, 9).astype(int)
    return np.bincount(tenth, minlength=10)


def _frame(ax: Axes) -> None:
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1])
    percent_axis(ax, "x")
    ax.grid(axis="x", visible=False)


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _source(figure: Figure) -> str:
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode()
