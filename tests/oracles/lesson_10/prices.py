"""Oracles for the best rate under adverse selection, and for fees that answer each other."""

import itertools

import numpy as np
from oracle import Function, Oracle, refuses
from scipy.optimize import fsolve, minimize_scalar

POINT = 0.000101  # the task asks for the rate to within a basis point


def bounded_search(best: Function) -> None:
    """SciPy's bounded Brent from each of 60 intervals of the range; the best of all is the peak."""
    rng = np.random.default_rng(41)
    for _ in range(40):
        k, start, slope = rng.uniform(3, 20), rng.uniform(0.3, 1), rng.uniform(0, 0.9)
        base, curve = rng.uniform(0.0, 0.04), rng.uniform(0, 2)
        low, high = 0.05, float(rng.uniform(0.12, 0.3))
        funding, lgd = float(rng.uniform(0, 0.04)), float(rng.uniform(0.3, 1))

        def take(p, start=start, k=k):
            return start * np.exp(-k * p)

        def risk(p, base=base, slope=slope, curve=curve):
            return base + slope * 0.3 * p + curve * p**2

        def loss(p, take=take, risk=risk, funding=funding, lgd=lgd):
            return -take(p) * (p - risk(p) * (p + lgd) - funding)

        edges = np.linspace(low, high, 61)
        found = [
            minimize_scalar(loss, bounds=pair, method="bounded", options={"xatol": 1e-9})
            for pair in itertools.pairwise(edges)
        ]
        peak = min(found, key=lambda one: one.fun)
        got = best(take, risk, funding, lgd, low, high)
        if peak.fun >= 0:
            assert got is None or got["profit"] < 1e-5
        else:
            assert abs(got["apr"] - peak.x) < POINT and abs(got["profit"] + peak.fun) < 1e-5


def closed_form(best: Function) -> None:
    """Without defaults, take-up e^(−kp) has its peak at f + 1/k, and 1 − bp at (1/b + f)/2."""
    for k, f in [(8.0, 0.03), (6.5, 0.01), (12.0, 0.06)]:
        got = best(lambda p, k=k: np.exp(-k * p), lambda p: 0.0 * p, f, 0.5, 0.0, 0.5)
        assert abs(got["apr"] - (f + 1 / k)) < POINT
        assert abs(got["profit"] - np.exp(-k * f - 1) / k) < 1e-5
        # Course design (10.8): a ceiling below the peak binds.
        capped = best(lambda p, k=k: np.exp(-k * p), lambda p: 0.0 * p, f, 0.5, 0.0, f + 0.5 / k)
        assert abs(capped["apr"] - (f + 0.5 / k)) < POINT
    for b, f in [(4.0, 0.02), (3.0, 0.05)]:
        got = best(lambda p, b=b: 1 - b * p, lambda p: 0.0 * p, f, 0.5, 0.02, 0.24)
        assert abs(got["apr"] - min((1 / b + f) / 2, 0.24)) < POINT
    assert best(lambda p: 1 - p, lambda p: 0.5 + 0 * p, 0.05, 1.0, 0.05, 0.2) is None
    assert refuses(best, lambda p: 1 - p, lambda p: 0 * p, 0.05, 1.0, 0.2, 0.1)


def linear_duopolies(seed: int, count: int) -> list[tuple[np.ndarray, ...]]:
    rng = np.random.default_rng(seed)
    duels = []
    for _ in range(count):
        a, c, b = rng.uniform(200, 900, 2), rng.uniform(0, 90, 2), rng.uniform(1, 5, 2)
        duels.append((a, b, b * rng.uniform(0, 1.2, 2), c))
    return duels


def nobody_gains_by_moving(equilibrium: Function) -> None:
    """Each fee maximises its issuer's profit given the other's: SciPy's bounded Brent.

    Profit is flat at its top, so the maximum is found to about 1e-4 CNY; the task allows 0.01.
    """
    for a, b, g, c in linear_duopolies(42, 60):
        got = equilibrium(a, b, g, c)
        fees = np.array(got["fees"])
        for i, j in [(0, 1), (1, 0)]:

            def loss(p, i=i, rival=fees[j], a=a, b=b, g=g, c=c):
                return -(p - c[i]) * (a[i] - b[i] * p + g[i] * rival)

            best = minimize_scalar(
                loss, bounds=(0, 5_000), method="bounded", options={"xatol": 1e-8}
            )
            assert abs(best.x - fees[i]) < 0.01
            accounts = a[i] - b[i] * fees[i] + g[i] * fees[j]
            assert abs(got["accounts"][i] - accounts) < 0.05
            assert abs(got["profits"][i] + best.fun) < 1.0


def root_of_the_derivatives(equilibrium: Function) -> None:
    """SciPy's fsolve on both first-order conditions, which are linear: within 1e-6."""
    for a, b, g, c in linear_duopolies(43, 60):

        def slopes(p, a=a, b=b, g=g, c=c):
            return a - 2 * b * p + b * c + g * p[::-1]

        assert np.allclose(equilibrium(a, b, g, c)["fees"], fsolve(slopes, c + 100), 0, 1e-6)


def published_duopoly(equilibrium: Function) -> None:
    """A worked example of industrial organization: fees 5.3 and 4.6, sales 8.6 and 7.8, 36.98.

    q1 = 10 − 2 p1 + 2 p2, q2 = 11 − 3 p2 + 2 p1, costs 1 and 2; "IO Worked Example 4",
    https://www.scribd.com/doc/139800211 (read 24 November 2026). It prints 28.08 for the second
    profit, which its own 2.6 × 7.8 = 20.28 contradicts; the product is used.
    """
    got = equilibrium([10, 11], [2, 3], [2, 2], [1, 2])
    assert np.allclose(got["fees"], [5.3, 4.6], 0, 1e-9)
    assert np.allclose(got["accounts"], [8.6, 7.8], 0, 1e-9)
    assert np.allclose(got["profits"], [36.98, 2.6 * 7.8], 0, 1e-9)
    assert refuses(equilibrium, [10, 11], [1, 1], [2, 2], [1, 2])
    assert refuses(equilibrium, [10, 11], [0, 1], [0, 1], [1, 2])


# --- planted faults -----------------------------------------------------------------------------


def default_rate_held(take, risk, funding, lgd, low, high) -> dict | None:
    """Holds the default rate where the lowest price puts it, and earns interest of all."""
    if low > high:
        raise ValueError
    p = np.linspace(low, high, 20_001)
    profit = take(p) * (p - risk(low) * lgd - funding)
    return {"apr": p[profit.argmax()], "profit": profit.max()} if profit.max() > 0 else None


def interest_income(take, risk, funding, lgd, low, high) -> dict | None:
    p = np.linspace(low, high, 20_001)
    return {"apr": p[(take(p) * p).argmax()], "profit": (take(p) * p).max()}


def joint_profit(demand, own, cross, cost) -> dict:
    a, b, g, c = (np.array(x, float) for x in (demand, own, cross, cost))
    if (b <= 0).any() or g.prod() >= 4 * b.prod():
        raise ValueError
    both = np.array([[2 * b[0], -g.sum()], [-g.sum(), 2 * b[1]]])
    p = np.linalg.solve(both, a + b * c - (g * c)[::-1])
    q = a - b * p + g * p[::-1]
    return {"fees": list(p), "accounts": list(q), "profits": list((p - c) * q)}


ORACLES = [
    Oracle("optimal-apr", bounded_search, fault=default_rate_held),
    Oracle("optimal-apr", closed_form, fault=interest_income),
    Oracle("pricing-equilibrium", nobody_gains_by_moving, fault=joint_profit),
    Oracle("pricing-equilibrium", root_of_the_derivatives, fault=joint_profit),
    Oracle("pricing-equilibrium", published_duopoly, fault=joint_profit),
]
