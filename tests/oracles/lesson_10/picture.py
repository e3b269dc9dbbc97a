"""Oracle for the tornado chart: the bars are read back from the picture's patches."""

import matplotlib.pyplot as plt
import pandas as pd
from oracle import Function, Oracle


def bars_are_the_table(draw: Function) -> None:
    """Each bar reaches from the smaller to the larger value, the widest is seen highest.

    Drawing computes no more than a difference: 1e-6 CNY. Heights are read in pixels, so that an
    inverted axis counts as it is seen.
    """
    table = pd.DataFrame(
        {
            "driver": ["fee", "losses", "spend"],
            "npv_low": [-3.0, 40.0, 2.0],
            "npv_high": [12.0, -20.0, 9.0],
            "swing": [15.0, 60.0, 7.0],
        },
        index=[1, 1, 8],
    )
    plt.close("all")
    ax = draw(table.copy(), 4.0)
    ax.figure.canvas.draw()
    ends: dict[float, list[float]] = {}
    for bar in ax.patches:
        box = bar.get_window_extent()
        ends.setdefault(round((box.y0 + box.y1) / 2), []).extend([box.x0, box.x1])
    seen = []
    for y in sorted(ends, reverse=True):
        left, right = (
            ax.transData.inverted().transform((x, y))[0] for x in (min(ends[y]), max(ends[y]))
        )
        seen.append((round(float(left), 6), round(float(right), 6)))
    assert seen == [(-20.0, 40.0), (-3.0, 12.0), (2.0, 9.0)]
    labels = {
        round(ax.transData.transform((0, tick.get_position()[1]))[1]): tick.get_text()
        for tick in ax.get_yticklabels()
    }
    assert [labels[y] for y in sorted(ends, reverse=True)] == ["losses", "fee", "spend"]
    assert any(set(line.get_xdata()) == {4.0} for line in ax.lines)
    assert "npv" in ax.get_xlabel().lower() or "cny" in ax.get_xlabel().lower()
    title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
    assert len(title.split()) >= 3, "the title is a finding, not a word"
    plt.close("all")


# --- planted faults -----------------------------------------------------------------------------


def widest_at_the_bottom(table: pd.DataFrame, base_npv: float) -> plt.Axes:
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(ordered["driver"], ordered["npv_high"] - ordered["npv_low"], left=ordered["npv_low"])
    ax.axvline(base_npv)
    ax.set(xlabel="NPV (CNY)", title="Losses move it most")
    return ax


ORACLES = [
    Oracle("plot-tornado", bars_are_the_table, fault=widest_at_the_bottom),
]
