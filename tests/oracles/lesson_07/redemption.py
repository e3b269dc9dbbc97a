"""Oracles for the ultimate redemption: a published triangle, a simulation, the Poisson model."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.optimize import minimize

# G. Taylor and F. Ashe, "Second moments of estimates of outstanding claims", Journal of
# Econometrics 23 (1983): claims paid, by year of origin and of development. A standard example of
# the reserving literature; its chain-ladder reserve is 18,680,856.
TRIANGLE = [
    [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
    [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
    [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
    [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
    [443160, 693190, 991983, 769488, 504851, 470639],
    [396132, 937085, 847498, 805037, 705960],
    [440832, 847631, 1131398, 1063269],
    [359480, 1061648, 1443370],
    [376686, 986608],
    [344014],
]


def long_table(rows: list[list[float]], issued: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (vintage, issued[vintage], age, amount)
            for vintage, row in enumerate(rows)
            for age, amount in enumerate(row)
        ],
        columns=["vintage", "issued", "age", "redeemed"],
    )


def published_reserve(project: Function) -> None:
    """Taylor and Ashe's triangle: what is still to come is 18,680,856 (to the unit)."""
    table = project(long_table(TRIANGLE, [1e9] * 10))
    assert abs((table["expected"] - table["redeemed"]).sum() - 18_680_856) < 1


def poisson_model(project: Function) -> None:
    """The chain ladder is the maximum likelihood of a Poisson model, rows times columns.

    A known identity (Hachemeister and Stanard 1975; Renshaw and Verrall 1998). SciPy finds the
    maximum numerically; rates agree within 1e-4.
    """
    rng = np.random.default_rng(5)
    pattern = np.array([0.5, 0.2, 0.12, 0.05])
    for _ in range(4):
        issued = rng.integers(500, 3_000, 5).astype(float)
        rows = [
            [float(rng.poisson(issued[v] * share)) for share in pattern[: min(4, 5 - v)]]
            for v in range(5)
        ]
        table = long_table(rows, list(issued * 10)).sample(frac=1, random_state=1)
        vintage = table["vintage"].to_numpy()
        age, seen = table["age"].to_numpy(), table["redeemed"].to_numpy()

        def loss(x, vintage=vintage, age=age, seen=seen):
            mean = np.exp(x[vintage] + np.append(0.0, x[5:])[age])
            slope = mean - seen
            gradient = np.bincount(vintage, slope, 5), np.bincount(age, slope, 4)[1:]
            return float((mean - seen * np.log(mean)).sum()), np.concatenate(gradient)

        start = np.concatenate([np.full(5, np.log(seen.mean())), np.zeros(3)])
        best = minimize(loss, start, jac=True, method="BFGS", options={"gtol": 1e-7}).x
        cells = np.exp(best[:5, None] + np.append(0.0, best[5:]))
        result = project(table).set_index("vintage")
        for v in range(5):
            wanted = sum(rows[v]) + cells[v, len(rows[v]) :].sum()
            assert abs(result.loc[v, "expected"] / wanted - 1) < 1e-4


def same_pattern_is_found(project: Function) -> None:
    """If every vintage follows one pattern exactly, each young one's end is known in advance.

    Rates agree within 1e-9 (binary rounding); a pattern that leads beyond the points issued stops
    at them; faulty tables are refused.
    """
    rng = np.random.default_rng(6)
    for _ in range(20):
        pattern = rng.dirichlet(np.ones(5)) * rng.uniform(0.3, 1.0)
        issued = rng.uniform(10, 900, 7)
        ages = [5, 5, *rng.integers(1, 6, 5)]
        rows = [list(issued[v] * pattern[: ages[v]]) for v in range(7)]
        result = project(long_table(rows, list(issued))).set_index("vintage")
        assert np.allclose(result["rate"], pattern.sum(), 1e-9)
        assert np.allclose(result["redeemed"], [sum(row) for row in rows])
    capped = project(long_table([[40.0, 40.0], [30.0]], [100.0, 50.0]))
    assert list(capped["expected"]) == [80.0, 50.0]
    good = long_table([[4.0, 3.0, 2.0], [5.0]], [10.0, 10.0])
    for faulty in (good.iloc[:0], good.drop(1), good.assign(redeemed=[4.0, 3.0, 3.5, 5.0])):
        assert refuses(project, faulty)


# --- planted faults -----------------------------------------------------------------------------


def redeemed_so_far(vintages: pd.DataFrame) -> pd.DataFrame:
    table = vintages.groupby("vintage").agg(
        issued=("issued", "first"), redeemed=("redeemed", "sum")
    )
    rate = table["redeemed"].sum() / table["issued"].sum()
    return table.assign(expected=rate * table["issued"], rate=rate).reset_index()


ORACLES = [
    Oracle("ultimate-redemption", published_reserve, fault=redeemed_so_far),
    Oracle("ultimate-redemption", poisson_model, fault=redeemed_so_far),
    Oracle("ultimate-redemption", same_pattern_is_found, fault=redeemed_so_far),
]
