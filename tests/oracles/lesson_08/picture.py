"""Oracle for the vintage curves: the drawn lines are read back."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from oracle import Function, Oracle


def lines_are_the_vintages(draw: Function) -> None:
    """Simulate accounts, remember when each was first late, and read the lines back; float noise.

    What is expected is counted while the accounts are made, not from the table.
    """
    rng = np.random.default_rng(812)
    rows, first_late, ages = [], {}, {}
    for account in range(90):
        opened = pd.Timestamp(2024, 11, 1) + pd.DateOffset(months=int(rng.integers(0, 7)))
        vintage = f"{opened.year}Q{(opened.month - 1) // 3 + 1}"
        age = (2026 - opened.year) * 12 + 1 - opened.month
        bucket, late = 0, None
        for month in range(1, age + 1):
            bucket = min(bucket + 1, 6) if rng.random() < 0.55 else 0
            if bucket >= 4 and late is None:
                late = month
            rows.append((account, opened, opened + pd.DateOffset(months=month), month, bucket))
        first_late.setdefault(vintage, []).append(late)
        ages.setdefault(vintage, []).append(age)
    columns = ["account_id", "opened_on", "month", "months_on_book", "bucket"]
    performance = pd.DataFrame(rows, columns=columns).sample(frac=1, random_state=2)
    before = performance.copy()
    plt.close("all")
    ax = draw(performance)
    pd.testing.assert_frame_equal(performance, before)
    lines = {str(line.get_label()): line for line in ax.get_lines()}
    assert set(lines) == set(first_late) == {"2024Q4", "2025Q1", "2025Q2"}
    for vintage, line in lines.items():
        months = range(1, min(ages[vintage]) + 1)
        expected = [
            sum(late is not None and late <= month for late in first_late[vintage])
            / len(first_late[vintage])
            for month in months
        ]
        assert list(line.get_xdata()) == list(months)
        assert np.abs(np.asarray(line.get_ydata(), float) - expected).max() < 1e-12
    assert "month" in ax.get_xlabel().lower()
    assert ax.get_ylabel()
    title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
    assert len(title.split()) >= 3, "the title is a finding, not a word"
    plt.close("all")


# --- planted faults -----------------------------------------------------------------------------


def not_cumulative(performance: pd.DataFrame) -> plt.Axes:
    _, ax = plt.subplots()
    quarter = performance["opened_on"].dt.to_period("Q").astype(str)
    age = performance.groupby("account_id")["months_on_book"].transform("max")
    for vintage, part in performance.groupby(quarter):
        part = part[part["months_on_book"] <= age[part.index].min()]
        curve = (part["bucket"] >= 4).groupby(part["months_on_book"]).mean()
        ax.plot(curve.index, curve, label=vintage)
    ax.set(xlabel="Months on book", ylabel="Share late", title="Each vintage has its curve")
    return ax


ORACLES = [
    Oracle("plot-vintages", lines_are_the_vintages, fault=not_cumulative),
]
