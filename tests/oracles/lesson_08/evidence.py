"""Oracles for the weight of evidence and the information value."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import mutual_info_score

# The characteristic "age" as the course design gives it, from memory of N. Siddiqi, Credit Risk
# Scorecards (Wiley 2006): counts, WOE times 100 with three decimals, information value. Counts and
# results were recalled apart and agree, but nobody has compared them with the book's page yet.
AGES = [math.nan, 18, 23, 27, 30, 36, 45]
AGE_CUTS = [23, 27, 30, 35, 44]
GOODS = [860, 3040, 4920, 8100, 9500, 6800, 2940]
BADS = [140, 960, 1080, 900, 500, 200, 60]
RECALLED_WOE = [-42.719, -108.980, -72.613, -4.526, 70.196, 128.388, 164.934]
RECALLED_IV = 0.6681

# optbinning 1.0.0 on `sample()` with fixed user splits, run on 24 November 2026 (Python 3.11). It
# also takes goods over bads, and bins closed on the left; it prints five decimals.
OPTBINNING = {
    -1: (160, 24, -0.207313),
    0: (358, 99, -0.81902),
    1: (649, 106, -0.29244),
    2: (565, 63, 0.089258),
    3: (576, 26, 0.993578),
    4: (366, 8, 1.718758),
}
OPTBINNING_IV = 0.49550380558055546
CUTS = [15, 30, 45, 70]


def recalled_ages(table_of: Function) -> None:
    """The recalled WOE to its three decimals (of a hundredth)."""
    data = pd.DataFrame(
        {
            "age": np.repeat(AGES * 2, GOODS + BADS),
            "bad": np.repeat([0, 1], [sum(GOODS), sum(BADS)]),
        }
    )
    table = table_of(data, "age", "bad", AGE_CUTS, smoothing=0).sort_values("bin")
    assert list(table["bin"]) == [-1, 0, 1, 2, 3, 4, 5]
    assert list(table["goods"]) == GOODS
    assert list(table["bads"]) == BADS
    assert np.abs(100 * table["woe"].to_numpy() - RECALLED_WOE).max() < 5e-4


def optbinning_table(table_of: Function) -> None:
    """Counts exactly, WOE to the printed decimals of optbinning."""
    table = table_of(sample(), "x", "bad", CUTS, smoothing=0).set_index("bin")
    assert sorted(table.index) == sorted(OPTBINNING)
    for number, (goods, bads, woe) in OPTBINNING.items():
        assert (table.loc[number, "goods"], table.loc[number, "bads"]) == (goods, bads)
        assert abs(table.loc[number, "woe"] - woe) < 6e-6


def logistic_regression_has_slope_one(table_of: Function) -> None:
    """On one characteristic, log odds are WOE plus the log odds of all (scikit-learn).

    The bins' own log odds are the maximum of the likelihood, so the slope is 1 and the intercept
    ln(G/B); 1e-3 is the optimiser's tolerance.
    """
    data = sample()
    table = table_of(data, "x", "bad", CUTS, smoothing=0).set_index("bin")["woe"]
    bins = np.where(data["x"].isna(), -1, np.searchsorted(CUTS, data["x"], side="right"))
    woe = table.loc[bins].to_numpy()[:, None]
    fitted = LogisticRegression(C=np.inf, tol=1e-10).fit(woe, 1 - data["bad"])
    assert abs(fitted.coef_[0, 0] - 1) < 1e-3
    assert abs(fitted.intercept_[0] - math.log((data["bad"] == 0).sum() / data["bad"].sum())) < 1e-3


def smoothing_in_fractions(table_of: Function) -> None:
    """Half an account more in every cell, exact in fractions; float noise only."""
    data = pd.DataFrame({"x": [1.0, 1.0, 2.0, 2.0, 3.0, None], "bad": [0, 0, 0, 1, 1, None]})
    half = Fraction(1, 2)
    goods = [Fraction(2) + half, 1 + half, half]
    bads = [half, 1 + half, 1 + half]
    expected = [
        math.log(good / sum(goods) / (bad / sum(bads)))
        for good, bad in zip(goods, bads, strict=True)
    ]
    before = data.copy()
    table = table_of(data, "x", "bad", [2, 3]).sort_values("bin")
    pd.testing.assert_frame_equal(data, before)
    assert np.abs(table["woe"].to_numpy() - expected).max() < 1e-12


def recalled_value(value_of: Function) -> None:
    """Siddiqi's table to the four decimals, optbinning's total to float noise."""
    assert abs(value_of(GOODS, BADS, smoothing=0) - RECALLED_IV) < 5e-5
    goods, bads = zip(*((g, b) for g, b, _ in OPTBINNING.values()), strict=True)
    assert abs(value_of(goods, bads, 0) - OPTBINNING_IV) < 1e-10


def symmetry_and_merging(value_of: Function) -> None:
    """Goods and bads may change places; merging bins never adds information; no news is zero."""
    value = value_of(GOODS, BADS)
    assert abs(value_of(BADS, GOODS) - value) < 1e-12
    merged = value_of([sum(GOODS[:2]), *GOODS[2:]], [sum(BADS[:2]), *BADS[2:]])
    assert 0 < merged < value
    assert abs(value_of([30, 60], [10, 20], 0)) < 1e-12
    assert refuses(value_of, [1, 2], [0, 3], 0)
    assert refuses(value_of, [1, 2], [0, 3, 4])


def ranks_like_mutual_information(value_of: Function) -> None:
    """Of three characteristics, the order agrees with scikit-learn's mutual information."""
    features = [([50, 50], [12, 8]), ([80, 20], [8, 12]), ([60, 40], [8, 12])]

    def information(goods, bads):
        table = np.array([goods, bads])
        return mutual_info_score(None, None, contingency=table)

    ours = np.argsort([value_of(*feature) for feature in features])
    assert list(ours) == list(np.argsort([information(*feature) for feature in features]))


def sample() -> pd.DataFrame:
    """3,000 accounts, some without a value."""
    rng = np.random.default_rng(2008)
    x = np.round(rng.gamma(2.0, 20.0, 3000), 0)
    x[rng.random(3000) < 0.06] = np.nan
    risk = np.where(np.isnan(x), 0.15, 1 / (1 + np.exp(1.2 + 0.03 * np.nan_to_num(x))))
    return pd.DataFrame({"x": x, "bad": (rng.random(3000) < risk).astype(int)})


# --- planted faults -----------------------------------------------------------------------------


def bads_over_goods(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target])
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts))
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    table["goods"] = table["n"] - table["bads"]
    smoothed = table[["goods", "bads"]] + smoothing
    shares = smoothed / smoothed.sum()
    table["woe"] = np.log(shares["bads"] / shares["goods"])
    return table.drop(columns="n").rename_axis("bin").reset_index()


def sum_of_evidence(goods, bads, smoothing=0.5):
    good, bad = np.asarray(goods) + smoothing, np.asarray(bads) + smoothing
    return float(np.log(good / good.sum() / (bad / bad.sum())).sum())


def goods_only(goods, bads, smoothing=0.5):
    """Blind to how many bads a bin holds: ranks by the size of the first bin."""
    return -goods[0]


ORACLES = [
    Oracle("woe-table", recalled_ages, fault=bads_over_goods),
    Oracle("woe-table", optbinning_table, fault=bads_over_goods),
    Oracle("woe-table", logistic_regression_has_slope_one, fault=bads_over_goods),
    Oracle("woe-table", smoothing_in_fractions, fault=bads_over_goods),
    Oracle("information-value", recalled_value, fault=sum_of_evidence),
    Oracle("information-value", symmetry_and_merging, fault=sum_of_evidence),
    Oracle("information-value", ranks_like_mutual_information, fault=goods_only),
]
