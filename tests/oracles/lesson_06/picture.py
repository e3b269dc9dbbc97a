"""Oracle for the picture of a control chart: the drawn lines are read back."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

# The mean range of two standard normal numbers is 2 / sqrt(pi), in tables 1.128. The rounding moves
# a limit by less than 1e-3 of its distance from the centre.
ROUNDING = 1e-3


def lines_are_the_limits(draw: Function) -> None:
    """Values as they are; centre and limits from the calm weeks only, along all weeks."""
    rng = np.random.default_rng(70)
    for n, calm in [(30, 20), (12, 12), (9, 2)]:
        values = pd.Series(rng.normal(500, 40, n), index=range(3, 3 + n))
        values.iloc[calm:] -= 300
        numbers = values.to_numpy()[:calm]
        sigma = np.mean([abs(b - a) for a, b in pairwise(numbers)])
        reach = 3 * sigma * np.sqrt(np.pi) / 2
        levels = {"centre": 0.0, "upper limit": reach, "lower limit": -reach}
        plt.close("all")
        ax = draw(values.copy(), calm)
        lines = {str(line.get_label()): line for line in ax.get_lines()}
        assert {"plans", *levels} <= set(lines)
        assert list(lines["plans"].get_ydata()) == list(values)
        for name, above in levels.items():
            assert list(lines[name].get_xdata()) == list(values.index)
            away = lines[name].get_ydata() - numbers.mean()
            assert np.allclose(away, above, rtol=0, atol=ROUNDING * reach)
        assert "week" in ax.get_xlabel().lower() and "plans" in ax.get_ylabel().lower()
        legend = ax.get_legend()
        shown = [text.get_text() for text in [*ax.texts, *(legend.get_texts() if legend else [])]]
        assert all(any(name in text for text in shown) for name in lines)
    assert refuses(draw, values, 1) and refuses(draw, values, 10)
    plt.close("all")


# --- planted faults -----------------------------------------------------------------------------


def limits_from_everything(values: pd.Series, baseline: int) -> plt.Axes:
    _, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, side in [("centre", 0), ("upper limit", 3), ("lower limit", -3)]:
        level = values.mean() + side * values.std()
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set(xlabel="Week", ylabel="Plans")
    ax.legend()
    return ax


ORACLES = [Oracle("plot-control-chart", lines_are_the_limits, fault=limits_from_everything)]
