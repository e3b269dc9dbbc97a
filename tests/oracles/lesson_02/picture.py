"""Oracle for the picture of a payoff: the drawn lines are read back."""

import matplotlib.pyplot as plt
import pandas as pd
from oracle import Function, Oracle

COLUMNS = ["month", "opening", "interest", "payment", "closing"]


def lines_are_the_schedules(draw: Function) -> None:
    """Read the picture back: each line is its schedule's months and closing balances, exactly.

    The schedules are made here by hand, without payoff_schedule. No tolerance: drawing computes
    nothing. Axes name what they measure and the unit, and the names stand somewhere on the picture.
    """
    schedules = {
        "slow": _schedule([900.0, 650.0, 300.0, 0.0]),
        "fast": _schedule([500.0, 0.0]),
        "middle": _schedule([700.0, 350.0, 0.0]),
    }
    before = {name: table.copy() for name, table in schedules.items()}
    plt.close("all")
    ax = draw(schedules)
    assert ax is not None, "no axes came back"
    lines = {str(line.get_label()): line for line in ax.get_lines()}
    assert set(schedules) <= set(lines), "a line carries the name of its schedule"
    for name, table in before.items():
        assert list(lines[name].get_xdata()) == list(table["month"])
        assert list(lines[name].get_ydata()) == list(table["closing"])
        pd.testing.assert_frame_equal(schedules[name], table)
    assert "month" in ax.get_xlabel().lower()
    assert "CNY" in ax.get_ylabel()
    title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
    assert len(title.split()) >= 3, "the title is a finding, not a word"
    legend = ax.get_legend()
    shown = {text.get_text() for text in [*ax.texts, *(legend.get_texts() if legend else [])]}
    assert all(any(name in text for text in shown) for name in schedules)
    plt.close("all")


def _schedule(closing: list[float]) -> pd.DataFrame:
    table = pd.DataFrame({"month": range(1, len(closing) + 1), "closing": closing})
    table["opening"] = [1_000.0, *closing[:-1]]
    table["interest"] = 10.0
    table["payment"] = table["opening"] + table["interest"] - table["closing"]
    return table[COLUMNS]


# --- planted faults -----------------------------------------------------------------------------


def opening_balances_drawn(schedules: dict[str, pd.DataFrame]) -> plt.Axes:
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["opening"], label=name)
    ax.set(xlabel="Months", ylabel="Balance (CNY)", title="The minimum takes years")
    ax.legend()
    return ax


ORACLES = [
    Oracle("plot-payoff", lines_are_the_schedules, fault=opening_balances_drawn),
]
