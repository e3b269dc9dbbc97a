"""Oracles for the adoption of a new product."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.integrate import solve_ivp
from scipy.optimize import minimize_scalar

# p and q of published fits, as quoted in slides on the model, looked up on 24 November 2026:
# http://m.dybbs8.com/doc-339247387.html. The last pair is the average of a review (Sultan, Farley
# and Lehmann 1990).
PUBLISHED = {
    "colour TV": (0.005, 0.84),
    "air conditioners": (0.010, 0.42),
    "clothes dryers": (0.017, 0.36),
    "water softeners": (0.018, 0.30),
    "record players": (0.025, 0.65),
    "steam irons": (0.029, 0.33),
    "motels": (0.007, 0.36),
    "hybrid corn": (0.039, 1.01),
    "average": (0.03, 0.38),
}


def differential_equation(forecast: Function) -> None:
    """Bass's equation dN/dt = (p + q N/m)(m - N), solved by scipy to 1e-10 of the market."""
    for p, q in [*PUBLISHED.values(), (0.08, 0.05), (0.02, 0.0)]:
        m = 50_000.0
        solved = solve_ivp(
            lambda _, n, p=p, q=q, m=m: (p + q * n / m) * (m - n),
            (0, 12),
            [0.0],
            t_eval=range(13),
            rtol=1e-11,
            atol=1e-7,
        ).y[0]
        table = forecast(p, q, m, 12).sort_values("year")
        assert list(table["year"]) == list(range(1, 13))
        assert np.allclose(table["total_adopters"], solved[1:], rtol=0, atol=1e-3)
        assert np.allclose(table["new_adopters"], np.diff(solved), rtol=0, atol=1e-3)


def peak_by_search(forecast: Function) -> None:
    """The peak by a numerical search for the largest flow p + (q - p) F - q F^2 over time."""
    for p, q in PUBLISHED.values():

        def flow(t: float, p: float = p, q: float = q) -> float:
            share = (1 - np.exp(-(p + q) * t)) / (1 + q / p * np.exp(-(p + q) * t))
            return (p + q * share) * (1 - share)

        peak = minimize_scalar(lambda t: -flow(t), bounds=(0, 40), method="bounded").x
        table = forecast(p, q, 1_000.0, 25).set_index("year")
        assert all(bool(past) == (year > peak) for year, past in table["past_peak"].items())


def stated_values(forecast: Function) -> None:
    """The course design (6.7): yearly 35,758, 49,298, 65,444, 82,650, 98,048; 331,199 in all."""
    table = forecast(0.03, 0.38, 1e6, 7).set_index("year")
    assert list(table["new_adopters"].round()[:5]) == [35_758, 49_298, 65_444, 82_650, 98_048]
    assert round(table["total_adopters"][5]) == 331_199
    assert list(table["past_peak"]) == [False] * 6 + [True]  # t* = 6.19
    for bad in [(0, 0.4, 10, 3), (0.1, -0.1, 10, 3), (0.1, 0.4, -1, 3), (0.1, 0.4, 10, 0)]:
        assert refuses(forecast, *bad)


# --- planted faults -----------------------------------------------------------------------------


def recursion(p: float, q: float, market: float, years: int) -> pd.DataFrame:
    """Yearly steps: another model."""
    rows, total = [], 0.0
    for year in range(1, years + 1):
        new = (p + q * total / market) * (market - total)
        total += new
        rows.append((year, new, total, bool(rows and new < rows[-1][1])))
    return pd.DataFrame(rows, columns=["year", "new_adopters", "total_adopters", "past_peak"])


ORACLES = [
    Oracle("bass-adoption", differential_equation, fault=recursion),
    Oracle("bass-adoption", peak_by_search, fault=recursion),
    Oracle("bass-adoption", stated_values, fault=recursion),
]
