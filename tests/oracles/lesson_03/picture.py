"""Oracle for the cohort heat map: the coloured cells are read back from Matplotlib."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.image import AxesImage
from oracle import Function, Oracle


def cells_are_the_retention(draw: Function) -> None:
    """The cells' values are the table's, blank where it is NaN; exact: drawing computes nothing.

    A row's or column's name is the tick label at its middle. Axes and title say what is shown.
    """
    table = pd.DataFrame(
        {
            "cohort": pd.to_datetime(["2025-03-01", "2025-01-01", "2025-02-01"]),
            0: [1.0, 1.0, 1.0],
            1: [np.nan, 0.8, 0.7],
            2: [np.nan, 0.6, np.nan],
        }
    )
    before = table.copy()
    plt.close("all")
    ax = draw(table)
    ax.figure.canvas.draw()
    maps = [child for child in ax.get_children() if isinstance(child, AxesImage)]
    assert len(maps) == 1, "the reference draws one image"
    drawn = np.ma.filled(np.ma.masked_invalid(maps[0].get_array()), np.nan)
    assert np.array_equal(drawn, before.drop(columns="cohort").to_numpy(), equal_nan=True)
    assert maps[0].origin == "upper"  # the first row of the table is the row at place 0
    rows = {tick.get_position()[1]: tick.get_text() for tick in ax.get_yticklabels()}
    columns = {tick.get_position()[0]: tick.get_text() for tick in ax.get_xticklabels()}
    assert rows == {0: "2025-03", 1: "2025-01", 2: "2025-02"}
    assert columns == {0: "0", 1: "1", 2: "2"}
    assert "month" in ax.get_xlabel().lower() and "cohort" in ax.get_ylabel().lower()
    title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
    assert len(title.split()) >= 3, "the title is a finding, not a word"
    pd.testing.assert_frame_equal(table, before)
    plt.close("all")


# --- planted faults -----------------------------------------------------------------------------


def blanks_painted(retention: pd.DataFrame) -> plt.Axes:
    _, ax = plt.subplots()
    shares = retention.drop(columns="cohort").fillna(0.0)
    ax.imshow(shares)
    ax.set_xticks(range(shares.shape[1]), shares.columns)
    ax.set_yticks(range(len(shares)), retention["cohort"].dt.strftime("%Y-%m"))
    ax.set(xlabel="Months", ylabel="Cohort", title="Everybody leaves soon")
    return ax


ORACLES = [
    Oracle("plot-cohort-heatmap", cells_are_the_retention, fault=blanks_painted),
]
