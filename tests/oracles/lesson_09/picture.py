"""Oracle for the picture of Qini curves: the drawn lines are read back."""

import matplotlib.pyplot as plt
import pandas as pd
from oracle import Function, Oracle


def lines_are_the_curves(draw: Function) -> None:
    """Each line is its curve, exactly, and one straight line leads from 0, 0 to their common end.

    No tolerance: drawing computes nothing. The names stand on the lines and in the picture.
    """
    curves = {
        "uplift": _curve([0, 20, 30, 100], [0.0, 9.0, 11.5, 4.0]),
        "response": _curve([0, 60, 100], [0.0, -2.0, 4.0]),
    }
    plt.close("all")
    ax = draw({name: curve.copy() for name, curve in curves.items()})
    lines = {str(line.get_label()): line for line in ax.get_lines()}
    assert {*curves, "random"} <= set(lines)
    for name, curve in curves.items():
        assert list(lines[name].get_xdata()) == list(curve["customers"])
        assert list(lines[name].get_ydata()) == list(curve["incremental_responders"])
    assert list(lines["random"].get_xdata()) == [0, 100]
    assert list(lines["random"].get_ydata()) == [0, 4.0]
    assert "customers" in ax.get_xlabel().lower() and "responders" in ax.get_ylabel().lower()
    title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
    assert len(title.split()) >= 3, "the title is a finding, not a word"
    legend = ax.get_legend()
    shown = {text.get_text() for text in [*ax.texts, *(legend.get_texts() if legend else [])]}
    assert all(any(name in text for text in shown) for name in lines)
    plt.close("all")


def _curve(customers: list[int], responders: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"customers": customers, "incremental_responders": responders})


# --- planted faults -----------------------------------------------------------------------------


def random_line_flat(curves: dict[str, pd.DataFrame]) -> plt.Axes:
    _, ax = plt.subplots()
    for name, curve in curves.items():
        ax.plot(curve["customers"], curve["incremental_responders"], label=name)
    ax.plot([0, curve["customers"].max()], [0, 0], label="random")
    ax.set(xlabel="Customers", ylabel="Responders", title="Uplift beats response")
    ax.legend()
    return ax


ORACLES = [
    Oracle("plot-qini", lines_are_the_curves, fault=random_line_flat),
]
