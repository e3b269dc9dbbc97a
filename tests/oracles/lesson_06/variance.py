"""Oracles for the adjustment by the time before the test."""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from oracle import Function, Oracle, refuses
from scipy.stats import ttest_ind

NOISE = 1e-8


def draw(rng: np.random.Generator, n: int, slope: float, effect: float) -> pd.DataFrame:
    before = rng.gamma(2.0, 500.0, n)
    arm = np.where(rng.random(n) < 0.4, "treatment", "control")
    arm[:4] = ["control", "treatment", "control", "treatment"]
    after = slope * before + rng.normal(0, 400, n) + effect * (arm == "treatment")
    index = rng.integers(0, 5, n)
    return pd.DataFrame({"arm": arm, "before": before, "after": after}, index=index)


def least_squares(cuped: Function) -> None:
    """The residuals of statsmodels' OLS of `after` on `before`, compared by scipy's Welch test.

    theta is its slope, the variance taken out its R squared.
    """
    rng = np.random.default_rng(65)
    for n, slope in [(8, 0.9), (60, -0.4), (700, 0.0), (300, 2.5)]:
        table = draw(rng, n, slope, 30.0)
        fit = sm.OLS(table["after"].to_numpy(), sm.add_constant(table["before"].to_numpy())).fit()
        treated = (table["arm"] == "treatment").to_numpy()
        one, other = fit.resid[treated], fit.resid[~treated]
        difference = one.mean() - other.mean()
        error = difference / ttest_ind(one, other, equal_var=False).statistic
        result = cuped(table)
        assert abs(result["theta"] - fit.params[1]) < NOISE * (1 + abs(slope))
        assert abs(result["difference"] - difference) < 1e-6
        assert abs(result["standard_error"] - error) < 1e-6
        assert abs(result["variance_reduction"] - fit.rsquared) < NOISE


def honest_error(cuped: Function) -> None:
    """Over 600 drawn tests the differences spread as the standard error says, around the effect.

    The spread of 600 draws is known to 3 %, so 12 % is four standard errors; their mean lies
    within four standard errors of the effect.
    """
    rng = np.random.default_rng(66)
    results = [cuped(draw(rng, 200, 1.2, 50.0)) for _ in range(600)]
    differences = np.array([result["difference"] for result in results])
    errors = np.array([result["standard_error"] for result in results])
    assert abs(differences.std() / errors.mean() - 1) < 0.12
    assert abs(differences.mean() - 50) < 4 * errors.mean() / 600**0.5


def a_constant_before(cuped: Function) -> None:
    table = draw(np.random.default_rng(67), 40, 1.0, 0.0).assign(before=3.0)
    arms = table.groupby("arm")["after"].mean()
    result = cuped(table)
    assert result["theta"] == 0 and abs(result["variance_reduction"]) < NOISE
    assert abs(result["difference"] - (arms["treatment"] - arms["control"])) < 1e-6
    assert refuses(cuped, table[table["arm"] == "control"])


# --- planted faults -----------------------------------------------------------------------------


def raw(customers: pd.DataFrame) -> dict[str, float]:
    arms = [customers.loc[customers["arm"] == arm, "after"] for arm in ("treatment", "control")]
    return {
        "theta": 1.0,
        "difference": arms[0].mean() - arms[1].mean(),
        "standard_error": 0.5 * sum(arm.var() / len(arm) for arm in arms) ** 0.5,
        "variance_reduction": 0.0,
    }


ORACLES = [
    Oracle("cuped", least_squares, fault=raw),
    Oracle("cuped", honest_error, fault=raw),
    Oracle("cuped", a_constant_before, fault=raw),
]
