"""Oracles for the fit of a scorecard: logistic regression on weights of evidence."""

import math

import numpy as np
import pandas as pd
import statsmodels.api as sm
from oracle import Function, Oracle, refuses
from sklearn.linear_model import LogisticRegression

# The characteristic "age" of the course design (see evidence.py): goods and bads by bin.
GOODS = [860, 3040, 4920, 8100, 9500, 6800, 2940]
BADS = [140, 960, 1080, 900, 500, 200, 60]


def scikit_learn(fit: Function) -> None:
    """LogisticRegression without a penalty; 1e-4 is what the task promises.

    lbfgs with this tolerance is itself good to about 1e-6.
    """
    for seed in range(5):
        evidence, bad = portfolio(seed)
        known = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000).fit(evidence, 1 - bad)
        found = pd.Series(fit(evidence, bad))
        assert abs(found["intercept"] - known.intercept_[0]) < 1e-4
        assert np.abs(found[list(evidence)].to_numpy() - known.coef_[0]).max() < 1e-4


def statsmodels_logit(fit: Function) -> None:
    """Logit of the good outcome by Newton's method; and Logit of bad with all signs turned."""
    evidence, bad = portfolio(11)
    design = sm.add_constant(evidence)
    found = pd.Series(fit(evidence, bad))[["intercept", *evidence]].to_numpy()
    for outcome, sign in [(1 - bad, 1), (bad, -1)]:
        known = sm.Logit(outcome, design).fit(disp=False, tol=1e-12).params
        assert np.abs(found - sign * known.to_numpy()).max() < 1e-4


def slope_one(fit: Function) -> None:
    """On one characteristic the slope is 1, the intercept ln(G/B): the design's table of ages.

    The design gives 2.2425; the tolerance is the task's.
    """
    woe = np.log(np.array(GOODS) / sum(GOODS) * sum(BADS) / np.array(BADS))
    evidence = pd.DataFrame({"age": np.repeat([*woe, *woe], GOODS + BADS)})
    found = fit(evidence, np.repeat([0, 1], [sum(GOODS), sum(BADS)]))
    assert abs(found["age"] - 1) < 1e-4
    assert abs(found["intercept"] - math.log(sum(GOODS) / sum(BADS))) < 1e-4
    assert abs(found["intercept"] - 2.2425) < 1.5e-4


def expected_bads(fit: Function) -> None:
    """At the summit the residuals vanish, alone and against each column; n times 1e-4 off."""
    evidence, bad = portfolio(3)
    found = fit(evidence, bad)
    log_odds = found["intercept"] + sum(found[name] * evidence[name] for name in evidence)
    residual = 1 / (1 + np.exp(log_odds)) - bad
    assert abs(residual.sum()) < 1e-4 * len(bad)
    for name in evidence:
        assert abs((residual * evidence[name]).sum()) < 1e-4 * len(bad)
    doubled = fit(evidence * 2, bad)
    assert all(abs(2 * doubled[name] - found[name]) < 2e-4 for name in evidence)


def separation(fit: Function) -> None:
    """Refuse what no finite fit is best for, and nothing beside it."""
    line = pd.DataFrame({"x": np.linspace(-1, 1, 8)})
    assert refuses(fit, line, [1, 1, 1, 1, 0, 0, 0, 0])
    assert refuses(fit, line, [1, 0, 1, 0, 1, 0, 1])
    assert refuses(fit, line.assign(again=2 * line["x"]), [1, 0, 1, 1, 0, 0, 1, 0])
    assert refuses(fit, line, [0] * 8)
    nearly = fit(line, [1, 1, 1, 0, 1, 0, 0, 0])
    known = LogisticRegression(C=np.inf, tol=1e-12).fit(
        line, 1 - np.array([1, 1, 1, 0, 1, 0, 0, 0])
    )
    assert abs(nearly["x"] - known.coef_[0, 0]) < 1e-4


def portfolio(seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """2,000 accounts with three overlapping characteristics, about one bad in ten."""
    rng = np.random.default_rng([2008, seed])
    common = rng.standard_normal(2_000)
    evidence = pd.DataFrame(
        {
            name: np.round(share * common + 0.5 * rng.standard_normal(2_000), 1)
            for name, share in [("score", 0.8), ("use", 0.4), ("asked", 0.2)]
        }
    )
    log_odds = 2.6 + 0.9 * evidence["score"] + 0.4 * evidence["use"] - 0.2 * evidence["asked"]
    return evidence, (rng.random(2_000) < 1 / (1 + np.exp(log_odds))).astype(int)


# --- planted faults -----------------------------------------------------------------------------


def penalised(evidence, defaulted):
    """What scikit-learn gives to whoever doesn't ask."""
    fitted = LogisticRegression().fit(evidence, 1 - np.asarray(defaulted))
    return pd.Series([fitted.intercept_[0], *fitted.coef_[0]], ["intercept", *evidence])


def of_bad(evidence, defaulted):
    fitted = sm.Logit(np.asarray(defaulted), sm.add_constant(evidence)).fit(disp=False)
    return fitted.params.rename({"const": "intercept"})


def added_up(evidence, defaulted):
    """Every coefficient 1: evidence that repeats itself counts twice."""
    bads = np.sum(defaulted)
    start = math.log((len(defaulted) - bads) / bads)
    return pd.Series([start, *[1.0] * evidence.shape[1]], ["intercept", *evidence])


ORACLES = [
    Oracle("fit-scorecard", scikit_learn, fault=penalised),
    Oracle("fit-scorecard", statsmodels_logit, fault=of_bad),
    Oracle("fit-scorecard", slope_one, fault=of_bad),
    Oracle("fit-scorecard", expected_bads, fault=added_up),
    Oracle("fit-scorecard", separation, fault=penalised),
]
