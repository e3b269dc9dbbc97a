"""Oracle for the Gantt chart: the drawn bars are read back."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.patches import Rectangle
from oracle import Function, Oracle

NOISE = 1e-9  # a width is a difference of two dates


def bars_are_the_schedule(draw: Function) -> None:
    """Each bar spans its task's earliest dates; places, names and colours say the rest."""
    rows = [
        ("Letters", 2.5, 6.5, False),
        ("Pricing", 0.0, 2.5, True),
        ("Audit", 7.0, 9.0, True),
        ("Campaign", 2.5, 7.0, True),
        ("Posters", 0.5, 1.0, False),
    ]
    schedule = pd.DataFrame(rows, columns=["task", "earliest_start", "earliest_finish", "critical"])
    schedule["latest_start"], schedule["latest_finish"] = schedule["earliest_start"] + 1, 99.0
    plt.close("all")
    ax = draw(schedule.assign(slack=1.0))
    bars = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    ticks = zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    names = {place: text.get_text() for place, text in ticks}
    drawn = {names[bar.get_y() + bar.get_height() / 2]: bar for bar in bars}
    assert len(bars) == len(rows) and set(drawn) == {row[0] for row in rows}
    for task, start, finish, _ in rows:
        assert abs(drawn[task].get_x() - start) < NOISE
        assert abs(drawn[task].get_width() - (finish - start)) < NOISE
    height = {task: ax.transData.transform((0, bar.get_y()))[1] for task, bar in drawn.items()}
    for task, start, *_ in rows:
        assert all(height[task] > height[o] for o, other, *_ in rows if start < other)
    colours = [
        {drawn[r[0]].get_facecolor() for r in rows if r[3] is flag} for flag in (True, False)
    ]
    assert len(colours[0]) == len(colours[1]) == 1 and colours[0] != colours[1]
    title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
    assert "critical" in title.casefold() and "week" in ax.get_xlabel().casefold()
    plt.close("all")


# --- planted faults -----------------------------------------------------------------------------


def bars_from_zero(schedule: pd.DataFrame) -> plt.Axes:
    table = schedule.sort_values("earliest_start", ascending=False)
    _, ax = plt.subplots()
    colours = table["critical"].map({True: "red", False: "blue"})
    ax.barh(range(len(table)), table["earliest_finish"], color=colours)
    ax.set_yticks(range(len(table)), table["task"])
    ax.set(xlabel="Week", title="Critical tasks in red")
    return ax


ORACLES = [Oracle("plot-gantt", bars_are_the_schedule, fault=bars_from_zero)]
