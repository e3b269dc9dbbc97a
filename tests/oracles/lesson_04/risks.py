"""Oracles for the risk ratio of complainers."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.stats import norm
from scipy.stats.contingency import relative_risk
from statsmodels.stats.contingency_tables import Table2x2

KEYS = {"complainers", "others", "risk_ratio", "low", "high"}
# 1.96 standard errors are this confidence.
CONFIDENCE = 1 - 2 * norm.sf(1.96)
# Two libraries and the reference differ by float noise only; ratios are of the size of 1.
NOISE = 1e-9


def customers(left: int, size: int, others_left: int, others: int) -> pd.DataFrame:
    counts = [left, size - left, others_left, others - others_left]
    table = pd.DataFrame(
        {
            "complained": np.repeat([1, 1, 0, 0], counts),
            "left": np.repeat([1, 0, 1, 0], counts),
        }
    )
    return table.sample(frac=1, random_state=1).set_index(table.index % 3)


def statsmodels_and_scipy(ratio_of: Function) -> None:
    """Random tables against statsmodels' Table2x2 and SciPy's relative_risk (Katz, log)."""
    rng = np.random.default_rng(46)
    for _ in range(25):
        size, others = (int(n) for n in rng.integers(3, 900, 2))
        left, others_left = int(rng.integers(1, size)), int(rng.integers(1, others))
        table = Table2x2([[left, size - left], [others_left, others - others_left]])
        low, high = table.riskratio_confint(alpha=1 - CONFIDENCE)
        interval = relative_risk(left, size, others_left, others).confidence_interval(CONFIDENCE)
        result = ratio_of(customers(left, size, others_left, others))
        assert set(result) == KEYS
        expected = {
            "complainers": left / size,
            "others": others_left / others,
            "risk_ratio": table.riskratio,
            "low": low,
            "high": high,
        }
        for key, value in expected.items():
            assert abs(result[key] - value) < NOISE * (1 + value)
        assert np.allclose([result["low"], result["high"]], interval, NOISE, NOISE)


def design_case(ratio_of: Function) -> None:
    """Course design (4.8): 48 of 400 against 210 of 4,600 is 2.6286, from 1.954 to 3.536."""
    result = ratio_of(customers(48, 400, 210, 4_600))
    assert abs(result["risk_ratio"] - 2.6286) < 5e-5
    assert abs(result["low"] - 1.954) < 5e-4 and abs(result["high"] - 3.536) < 5e-4


def coverage(ratio_of: Function) -> None:
    """Of 600 tables drawn with a true ratio of 2 about 570 intervals hold it.

    The standard deviation of the count is 5.3; 545 to 592 is more than four to each side, since
    the interval on the logarithm is an approximation that errs on the wide side.
    """
    rng = np.random.default_rng(47)
    held = 0
    for left, others_left in zip(
        rng.binomial(500, 0.12, 600), rng.binomial(1_500, 0.06, 600), strict=True
    ):
        result = ratio_of(customers(int(left), 500, int(others_left), 1_500))
        held += result["low"] <= 2 <= result["high"]
    assert 545 <= held <= 592


def groups_missing(ratio_of: Function) -> None:
    for counts in [(0, 0, 5, 20), (5, 20, 0, 0), (0, 9, 5, 20), (5, 20, 0, 9)]:
        assert refuses(ratio_of, customers(*counts))


# --- planted faults -----------------------------------------------------------------------------


def odds(table: pd.DataFrame) -> dict[str, float]:
    counts = pd.crosstab(table["complained"], table["left"]).reindex(
        index=[0, 1], columns=[0, 1], fill_value=0
    )
    counts = counts.to_numpy() + 1e-9
    ratio = counts[1, 1] * counts[0, 0] / (counts[1, 0] * counts[0, 1])
    reach = 1.96 * (1 / counts).sum() ** 0.5
    risks = counts[:, 1] / counts.sum(axis=1)
    return {
        "complainers": risks[1],
        "others": risks[0],
        "risk_ratio": ratio,
        "low": ratio * np.exp(-reach),
        "high": ratio * np.exp(min(reach, 9)),
    }


def one_error(table: pd.DataFrame) -> dict[str, float]:
    """The right ratio with one standard error to each side."""
    sums = table.groupby("complained")["left"].agg(["sum", "size"])
    risks = sums["sum"] / sums["size"]
    reach = (1 / sums["sum"] - 1 / sums["size"]).sum() ** 0.5
    ratio = risks[1] / risks[0]
    return {"risk_ratio": ratio, "low": ratio * np.exp(-reach), "high": ratio * np.exp(reach)}


ORACLES = [
    Oracle("complaint-risk-ratio", statsmodels_and_scipy, fault=odds),
    Oracle("complaint-risk-ratio", design_case, fault=odds),
    Oracle("complaint-risk-ratio", coverage, fault=one_error),
    Oracle("complaint-risk-ratio", groups_missing, fault=odds),
]
