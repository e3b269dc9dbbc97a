"""The pictures of a class report, as SVG in one piece with an alternative text each."""

import base64
import io
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course.charts import BLUE, GREEN, ORANGE, VERMILION, course_style, percent_axis
from course.language import say
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
    with course_style():
        figure = Figure(figsize=(5.6, 3.0))
        ax = figure.add_subplot()
        ax.bar(BINS[:-1] + 0.05, counts, width=0.09, color=BLUE)
        ax.axvline(median, color=VERMILION)
        ax.set_title(say("Half of the class has at least {share}", share=f"{median:.0%}"))
        ax.set_xlabel(say("share of the points graded so far"))
        ax.set_ylabel(say("students"))
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        _frame(ax)
        source = _source(figure)
    said = [
        say("{count} from {low} to {high}", count=count, low=f"{low:.0%}", high=f"{low + 0.1:.0%}")
        for low, count in zip(BINS, counts, strict=False)
        if count
    ]
    alt = say(
        "Bars, students by share of the points; the median is {median}. {counts}.",
        median=f"{median:.0%}",
        counts=say(", ").join(said),
    )
    return Picture(source, alt)


def difficulty(tasks: pd.DataFrame) -> Picture:
    """Draw mean score and discrimination of each task, in the notebook's order."""
    known = tasks.dropna(subset=["mean"])
    with course_style():
        figure = Figure(figsize=(5.6, 1.3 + 0.34 * len(known)))
        left, right = figure.subplots(1, 2, sharey=True)
        place = np.arange(len(known))
        left.barh(place, known["mean"], color=BLUE, height=0.6)
        left.set_xlim(0, 1)
        percent_axis(left, "x")
        left.set_xticks([0, 0.5, 1])
        left.set_title(say("Mean score"))
        left.set_yticks(place, known.index)
        left.invert_yaxis()
        link = known["discrimination"]
        colors = [VERMILION if value < 0 else GREEN for value in link]
        right.barh(place, link.fillna(0), color=colors, height=0.6)
        right.axvline(0, color="#444444", linewidth=0.8)
        right.set_xlim(min(-0.2, np.nanmin([*link, 0]) - 0.05), 1)
        right.set_xticks([0, 0.5, 1])
        right.set_title(say("Discrimination"))
        for ax in (left, right):
            ax.grid(axis="y", visible=False)
        source = _source(figure)
    mean = known["mean"]
    alt = say(
        "Two bars a task. Hardest: {hardest}, mean score {low}; easiest: {easiest}, {high}.",
        hardest=mean.idxmin(),
        low=f"{mean.min():.0%}",
        easiest=mean.idxmax(),
        high=f"{mean.max():.0%}",
    )
    discrimination = say("Too few students for discrimination.")
    if link.notna().any():
        discrimination = say(
            "Discrimination is lowest for {task} ({value}).",
            task=link.idxmin(),
            value=_signed(link.min()),
        )
    return Picture(source, f"{alt} {discrimination}")


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
    with course_style():
        figure = Figure(figsize=(3.1, 1.9))
        ax = figure.add_subplot()
        ax.bar(middles, height, width=0.09, color=colors)
        ax.set_ylim(0, top * 1.05)
        _frame(ax)
        percent_axis(ax, "y")
        ax.yaxis.set_major_locator(MaxNLocator(3))
        title = say("nobody graded yet")
        if row["students"]:
            title = say("{share} master it", share=f"{row['mastered']:.0%}")
        ax.set_title(title)
        ax.set_xlabel(say("share of its points"))
        ax.set_ylabel(say("of students"))
        source = _source(figure)
    name = f"{row['id']} {row['goal']}".strip()
    if not row["students"]:
        return Picture(source, say("{name}: nobody is graded yet.", name=name))
    shares = {key: f"{row[key]:.0%}" for key in ("mastered", "partly", "not_yet", "mean")}
    alt = say(
        "{name}: of {students} students {mastered} master it, {partly} partly, {not_yet} not yet; "
        "the mean is {mean}.",
        name=name,
        students=row["students"],
        **shares,
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
