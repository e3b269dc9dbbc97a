"""Oracle for the picture of a deal: the drawn lines and markers are read back."""

import matplotlib.pyplot as plt
import numpy as np
from oracle import Function, Oracle


def lines_and_markers(draw: Function) -> None:
    """Each line has the value at every share, and each marker lies on its line at the alternative.

    Heights are straight lines; compared within 1e-6 CNY, far below a fen.
    """
    for bank, partner, bank_else, partner_else, spend, shares in [
        (50.0, 10.0, 20.0, 15.0, 1_000.0, [0.0, 0.01, 0.03]),
        (-3.0, 44.0, 1.0, 30.0, 500.0, [-0.04, -0.01, 0.0, 0.02]),
    ]:
        plt.close("all")
        ax = draw(bank, partner, bank_else, partner_else, spend, list(shares))
        lines = {str(line.get_label()): line for line in ax.get_lines()}
        for name, start, slope in [("bank", bank, -spend), ("partner", partner, spend)]:
            assert np.allclose(lines[name].get_xdata(), shares)
            heights = np.polyval([slope, start], shares)
            assert np.allclose(lines[name].get_ydata(), heights, 0, 1e-6)
        marks = [
            (x, y)
            for line in ax.get_lines()
            if str(line.get_label()) not in ("bank", "partner")
            for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
        ]
        marks += [tuple(point) for cloud in ax.collections for point in cloud.get_offsets()]
        assert len(marks) == 2
        for height, start, slope in [(bank_else, bank, -spend), (partner_else, partner, spend)]:
            assert any(abs(y - height) + abs(start + slope * x - height) < 1e-6 for x, y in marks)
        assert "share" in ax.get_xlabel().lower() and "CNY" in ax.get_ylabel()
        title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
        assert len(title.split()) >= 3, "the title is a finding, not a word"
        legend = ax.get_legend()
        shown = {text.get_text() for text in [*ax.texts, *(legend.get_texts() if legend else [])]}
        assert all(any(name in text for text in shown) for name in ("bank", "partner"))
    plt.close("all")


# --- planted faults -----------------------------------------------------------------------------


def markers_at_zero(bank, partner, bank_else, partner_else, spend, shares) -> plt.Axes:
    _, ax = plt.subplots()
    x = np.array(shares)
    ax.plot(x, bank - x * spend, label="bank")
    ax.plot(x, partner + x * spend, label="partner")
    ax.plot([bank / spend, -partner / spend], [0, 0], "o")
    ax.set(xlabel="share", ylabel="CNY", title="The zone is wide")
    ax.legend()
    return ax


ORACLES = [
    Oracle("plot-deal", lines_and_markers, fault=markers_at_zero),
]
