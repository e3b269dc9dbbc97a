"""Oracles for the Kolmogorov-Smirnov statistic and the Gini coefficient."""

from collections.abc import Iterator

import numpy as np
from oracle import Function, Oracle, refuses
from scipy.stats import ks_2samp, mannwhitneyu, somersd
from sklearn.metrics import roc_auc_score, roc_curve

NOISE = 1e-12  # nothing is rounded; both sides are ratios of whole numbers


def samples() -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Scores and defaults: fine and coarse scores, useful, useless and upside-down ones."""
    rng = np.random.default_rng(808)
    for shift, step, size in [
        (40, 1, 500),
        (40, 20, 500),
        (0, 10, 300),
        (-25, 5, 200),
        (9, 50, 60),
    ]:
        bad = (rng.random(size) < 0.2).astype(int)
        yield np.round(rng.normal(620 - shift * bad, 35) / step) * step, bad


def ks_of_scipy(ks_of: Function) -> None:
    """The two-sample statistic of SciPy."""
    for scores, bad in samples():
        assert (
            abs(ks_of(scores, bad) - ks_2samp(scores[bad == 1], scores[bad == 0]).statistic) < NOISE
        )


def ks_of_the_roc_curve(ks_of: Function) -> None:
    """The largest height of scikit-learn's ROC curve over the diagonal, in either direction."""
    for scores, bad in samples():
        false, true, _ = roc_curve(bad, -scores, drop_intermediate=False)
        assert abs(ks_of(list(scores), list(bad)) - np.abs(true - false).max()) < NOISE
    assert refuses(ks_of, [1, 2], [0, 0])


def gini_of_scikit_learn(gini_of: Function) -> None:
    """Twice the area under scikit-learn's ROC curve minus 1."""
    for scores, bad in samples():
        assert abs(gini_of(scores, bad) - (2 * roc_auc_score(1 - bad, scores) - 1)) < NOISE


def gini_of_scipy(gini_of: Function) -> None:
    """Mann and Whitney's statistic over all pairs, and Somers' D, of SciPy."""
    for scores, bad in samples():
        good, late = scores[bad == 0], scores[bad == 1]
        wins = mannwhitneyu(good, late).statistic / (len(good) * len(late))
        assert abs(gini_of(list(scores), list(bad)) - (2 * wins - 1)) < NOISE
        assert abs(gini_of(scores, bad) - somersd(1 - bad, scores).statistic) < NOISE
    assert refuses(gini_of, [1, 2], [1, 1])


# --- planted faults -----------------------------------------------------------------------------


def row_by_row(scores, defaulted):
    bad = np.asarray(defaulted)[np.argsort(scores, kind="stable")]
    if bad.min() == bad.max():
        raise ValueError("one class")
    return float(np.abs(bad.cumsum() / bad.sum() - (1 - bad).cumsum() / (1 - bad).sum()).max())


def ties_are_wins(scores, defaulted):
    scores, bad = np.asarray(scores), np.asarray(defaulted)
    if bad.min() == bad.max():
        raise ValueError("one class")
    return float(2 * (scores[bad == 0][:, None] >= scores[bad == 1]).mean() - 1)


ORACLES = [
    Oracle("ks-statistic", ks_of_scipy, fault=row_by_row),
    Oracle("ks-statistic", ks_of_the_roc_curve, fault=row_by_row),
    Oracle("gini", gini_of_scikit_learn, fault=ties_are_wins),
    Oracle("gini", gini_of_scipy, fault=ties_are_wins),
]
