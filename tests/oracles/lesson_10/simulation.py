"""Oracles for the simulation: models whose distribution is known exactly."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.stats import multivariate_normal, norm

DRAWS = 40_000
# Five standard errors: of a mean σ/√N, of a share √(p(1−p)/N), of the 5 % quantile of a normal
# √(0.05·0.95/N) / φ(1.645) · σ = 2.11 σ/√N.
ERRORS = 5 / DRAWS**0.5


def tables(names: list[str], mean: list[float], sd: list[float], c: np.ndarray) -> tuple:
    drivers = pd.DataFrame({"driver": names, "mean": mean, "sd": sd})
    mixed = names[1:] + names[:1]
    correlation = pd.DataFrame(c, index=names, columns=names).loc[mixed, names[::-1]]
    return drivers, correlation


def sums_are_normal(simulate: Function) -> None:
    """A weighted sum of jointly normal drivers is normal, with variance wᵀΣw."""
    rng = np.random.default_rng(21)
    for case in range(6):
        size = int(rng.integers(2, 5))
        root = rng.normal(size=(size, size)) + 0.5
        c = root @ root.T + 0.2 * np.eye(size)
        c /= np.outer(np.diag(c) ** 0.5, np.diag(c) ** 0.5)
        names = [f"x{k}" for k in range(size)]
        mean, sd = rng.uniform(-2, 6, size), rng.uniform(0.5, 3, size)
        w = rng.uniform(-2, 2, size)

        def model(w=w, **x):
            return sum(w[int(name[1:])] * value for name, value in x.items())

        drivers, correlation = tables(names, list(mean), list(sd), c)
        got = simulate(model, drivers, correlation, DRAWS, np.random.default_rng(case))
        mu, sigma = w @ mean, ((w * sd) @ c @ (w * sd)) ** 0.5
        loss = norm.cdf(-mu / sigma)
        assert abs(got["mean"] - mu) < ERRORS * sigma
        assert abs(got["loss_probability"] - loss) < ERRORS * max(loss * (1 - loss), 1e-4) ** 0.5
        assert abs(got["quantile_5"] - (mu + norm.ppf(0.05) * sigma)) < 2.11 * ERRORS * sigma


def both_below_zero(simulate: Function) -> None:
    """The larger of two drivers is below zero if both are: SciPy's bivariate normal integral."""
    names, mean, sd = ["a", "b"], [0.5, 0.8], [1.0, 1.5]
    for rho in (-0.7, 0.0, 0.85):
        c = np.array([[1, rho], [rho, 1]])
        drivers, correlation = tables(names, mean, sd, c)
        got = simulate(
            lambda a, b: np.maximum(a, b), drivers, correlation, DRAWS, np.random.default_rng(5)
        )
        exact = multivariate_normal(mean, c * np.outer(sd, sd)).cdf([0, 0])
        assert abs(got["loss_probability"] - exact) < ERRORS * (exact * (1 - exact)) ** 0.5


def product_of_two(simulate: Function) -> None:
    """E[ab] = μaμb + ρσaσb: closed form; the sd of the product is below 3."""
    c = np.array([[1, 0.6], [0.6, 1]])
    drivers, correlation = tables(["a", "b"], [1.0, 2.0], [1.0, 0.5], c)
    got = simulate(lambda a, b: a * b, drivers, correlation, DRAWS, np.random.default_rng(6))
    assert abs(got["mean"] - (1 * 2 + 0.6 * 0.5)) < 3 * ERRORS
    again = simulate(lambda a, b: a * b, drivers, correlation, DRAWS, np.random.default_rng(6))
    assert got == again
    rng = np.random.default_rng(0)
    assert refuses(simulate, lambda a, b: a, drivers, correlation, 0, rng)
    assert refuses(simulate, lambda a, b: a, drivers, correlation.iloc[:, :1], 5, rng)


# --- planted faults -----------------------------------------------------------------------------


def independent(model, drivers, correlation, draws, rng) -> dict[str, float]:
    if draws < 1 or correlation.shape[0] != correlation.shape[1]:
        raise ValueError
    x = {row.driver: rng.normal(row.mean_, row.sd, draws) for row in _renamed(drivers)}
    values = model(**x)
    return {
        "mean": float(values.mean()),
        "loss_probability": float((values < 0).mean()),
        "quantile_5": float(np.quantile(values, 0.05)),
    }


def _renamed(drivers: pd.DataFrame):
    return drivers.rename(columns={"mean": "mean_"}).itertuples()


ORACLES = [
    Oracle("simulate-npv", sums_are_normal, fault=independent),
    Oracle("simulate-npv", both_below_zero, fault=independent),
    Oracle("simulate-npv", product_of_two, fault=independent),
]
