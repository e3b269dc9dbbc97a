"""Oracles for splitting a budget over channels with falling returns."""

import heapq

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.optimize import minimize

# The task asks for the spend to within 5 CNY.
CNY = 5.0

THREE = pd.DataFrame(
    {
        "channel": ["Mail", "Search", "Partner"],
        "max_accounts": [6_000.0, 1_500.0, 900.0],
        "speed": [4e-6, 2e-5, 3e-5],
    }
)


def random_channels(seed: int, count: int) -> list[tuple[pd.DataFrame, float, float]]:
    rng = np.random.default_rng(seed)
    cases = []
    for _ in range(count):
        size = int(rng.integers(1, 6))
        channels = pd.DataFrame(
            {
                "channel": [f"channel {k}" for k in rng.permutation(size)],
                "max_accounts": rng.uniform(100, 3_000, size).round(),
                "speed": rng.uniform(2e-6, 8e-5, size).round(7),
            },
            index=rng.integers(0, 3, size),
        )
        cases.append((channels, float(rng.integers(0, 300_000)), float(rng.integers(20, 900))))
    return cases


def spend_of(split: Function, channels: pd.DataFrame, budget: float, margin: float) -> np.ndarray:
    result = dict(split(channels, budget, margin))
    assert set(result) == set(channels["channel"])
    return np.array([float(result[name]) for name in channels["channel"]])


def conditions_of_the_optimum(split: Function) -> None:
    """The conditions of Karush, Kuhn and Tucker: enough for the optimum of a concave problem.

    Equal marginal returns where money is spent, none higher where it isn't, and either the budget
    is used up or the last account costs just its margin. Spends are within 5 CNY, so a marginal
    return is known to a relative 5 CNY × the largest speed, 4e-4.
    """
    for channels, budget, margin in random_channels(101, 150):
        x = spend_of(split, channels, budget, margin)
        a, b = channels["max_accounts"].to_numpy(), channels["speed"].to_numpy()
        returns = margin * a * b * np.exp(-b * x)
        assert (x >= -CNY).all() and x.sum() <= budget + CNY
        used = x > CNY
        level = max(returns[used].mean() if used.any() else 1.0, 1.0 - 5e-4)
        assert np.allclose(returns[used], level, 5e-4)
        if used.any() or budget > CNY:
            assert (returns[~used] <= max(level, 1.0) * (1 + 5e-4)).all()
        assert abs(x.sum() - budget) < CNY or level < 1 + 5e-4


def sequential_quadratic(split: Function) -> None:
    """SciPy's SLSQP from the equal split, in thousands of CNY: no split earns more.

    The profit at the task's answer is compared (within 0.5 CNY), for SLSQP finds the flat top only
    roughly and may overdraw the budget by a few CNY; its answer is scaled down to the budget.
    """
    for channels, budget, margin in [(THREE, 300_000.0, 260.0), *random_channels(102, 25)]:
        a, b = channels["max_accounts"].to_numpy(), channels["speed"].to_numpy() * 1_000

        def loss(x, a=a, b=b, margin=margin):
            return -(margin * a * (1 - np.exp(-b * x))).sum() + 1_000 * x.sum()

        best = minimize(
            loss,
            np.full(len(a), budget / 1_000 / len(a)),
            bounds=[(0, None)] * len(a),
            constraints={"type": "ineq", "fun": lambda x, most=budget / 1_000: most - x.sum()},
            method="SLSQP",
        )
        affordable = best.x * min(1.0, budget / 1_000 / max(best.x.sum(), 1e-9))
        assert loss(spend_of(split, channels, budget, margin) / 1_000) < loss(affordable) + 0.5


def yuan_by_yuan(split: Function) -> None:
    """Give out the budget in steps of 1 CNY, each to the channel where it wins most."""
    channels = pd.DataFrame(
        {
            "channel": ["A", "B", "C"],
            "max_accounts": [90.0, 60.0, 20.0],
            "speed": [1e-3, 4e-4, 2e-3],
        }
    )
    a, b = channels["max_accounts"].to_numpy(), channels["speed"].to_numpy()
    for budget, margin in [(300, 200.0), (2_500, 200.0), (9_000, 60.0)]:
        x = np.zeros(3)
        queue = [(-a[k] * (1 - np.exp(-b[k])), k) for k in range(3)]
        heapq.heapify(queue)
        for _ in range(budget):
            won, k = heapq.heappop(queue)
            if -won * margin < 1:
                break
            x[k] += 1
            heapq.heappush(queue, (-a[k] * np.exp(-b[k] * x[k]) * (1 - np.exp(-b[k])), k))
        assert np.allclose(spend_of(split, channels, float(budget), margin), x, 0, CNY)


def stated_split(split: Function) -> None:
    """Course design (9.7): 213,688, 53,895 and 32,418 CNY (it rounds the price of an account)."""
    x = spend_of(split, THREE, 300_000.0, 260.0)
    assert np.allclose(x, [213_688, 53_895, 32_418], 0, CNY)
    assert refuses(split, THREE, -1.0, 260.0)


# --- planted faults -----------------------------------------------------------------------------


def by_size(channels: pd.DataFrame, budget: float, margin: float) -> pd.Series:
    """Close to the optimum in accounts for the three channels, but not the optimum."""
    weight = channels.set_index("channel")["max_accounts"]
    return budget * weight / weight.sum()


ORACLES = [
    Oracle("allocate-budget", conditions_of_the_optimum, fault=by_size),
    Oracle("allocate-budget", sequential_quadratic, fault=by_size),
    Oracle("allocate-budget", yuan_by_yuan, fault=by_size),
    Oracle("allocate-budget", stated_split, fault=by_size),
]
