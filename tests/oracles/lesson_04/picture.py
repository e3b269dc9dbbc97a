"""Oracle for the Pareto chart: bars and line are read back."""

from fractions import Fraction

import matplotlib.pyplot as plt
import pandas as pd
from oracle import Function, Oracle


def bars_and_line(draw: Function) -> None:
    """Heights and running total in exact fractions; 1e-12 is float noise."""
    amounts = {"limit": 3, "fees": 9, "card": 3, "app": 5, "none": 0}
    plt.close("all")
    ax = draw(pd.Series(amounts))
    order = ["fees", "app", "limit", "card", "none"]
    shares = [Fraction(amounts[name], 20) for name in order]
    bars = sorted(ax.patches, key=lambda bar: bar.get_x())
    ticks = zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
    names = {round(x): text.get_text() for x, text in ticks}
    assert [names[round(bar.get_x() + bar.get_width() / 2)] for bar in bars] == order
    assert [bar.get_y() for bar in bars] == [0] * 5
    for bar, share in zip(bars, shares, strict=True):
        assert abs(bar.get_height() - float(share)) < 1e-12
    (line,) = [line for line in ax.get_lines() if line.get_label() == "cumulative"]
    assert line.axes is ax, "bars and line share one scale"
    for k, (x, y) in enumerate(zip(line.get_xdata(orig=False), line.get_ydata(), strict=True)):
        assert (x, round(y, 12)) == (k, float(sum(shares[: k + 1])))
    assert "share" in ax.get_ylabel().lower()
    title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
    assert len(title.split()) >= 3, "the title is a finding, not a word"
    legend = ax.get_legend()
    shown = [text.get_text() for text in [*ax.texts, *(legend.get_texts() if legend else [])]]
    assert any("cumulative" in text for text in shown)
    plt.close("all")


# --- planted faults -----------------------------------------------------------------------------


def not_sorted(amounts: pd.Series) -> plt.Axes:
    _, ax = plt.subplots()
    ax.bar(amounts.index, amounts / amounts.sum())
    ax.plot(amounts.index, (amounts / amounts.sum()).cumsum(), label="cumulative")
    ax.set(xlabel="Cause", ylabel="Share", title="Fees make half of it")
    ax.legend()
    return ax


ORACLES = [Oracle("plot-pareto", bars_and_line, fault=not_sorted)]
