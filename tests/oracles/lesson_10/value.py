"""Oracles for the value of a project in scenarios and for the break-even number of accounts."""

from fractions import Fraction

import numpy as np
import numpy_financial as npf
import pyxirr
from oracle import Function, Oracle, refuses

MILLION = 1e-7  # values are in million CNY; this is a tenth of a yuan


def random_projects(seed: int, count: int) -> list[tuple[dict, dict, float]]:
    rng = np.random.default_rng(seed)
    projects = []
    for _ in range(count):
        size = int(rng.integers(1, 6))
        flows = {
            f"s{k}": [-float(rng.integers(1, 90)), *rng.uniform(-20, 60, rng.integers(0, 8))]
            for k in range(size)
        }
        weights = rng.integers(1, 9, size)
        odds = {f"s{k}": float(weights[k] / weights.sum()) for k in rng.permutation(size)}
        projects.append((flows, odds, float(rng.uniform(0.0, 0.3))))
    return projects


def financial_libraries(value: Function) -> None:
    """numpy-financial at the end of the year; pyxirr in half-year steps for its middle.

    With flows in the middle, year t comes at half-year 2t − 1, and a half-year's rate is
    √(1 + r) − 1. Both libraries leave the first flow undiscounted.
    """
    for flows, odds, rate in random_projects(1, 60):
        end, mid = value(flows, odds, rate, "end"), value(flows, odds, rate, "mid")
        for name, row in flows.items():
            assert abs(end["npv"][name] - npf.npv(rate, row)) < MILLION
            halves = [row[0]]
            for flow in row[1:]:
                halves += [flow, 0.0]
            expected = pyxirr.npv((1 + rate) ** 0.5 - 1, halves)
            assert abs(mid["npv"][name] - expected) < MILLION


def expectation_of_the_flows(value: Function) -> None:
    """NPV is linear: the expected value is the NPV of the expected flows; losses are counted."""
    for flows, odds, rate in random_projects(2, 60):
        longest = max(map(len, flows.values()))
        mean = np.zeros(longest)
        for name, row in flows.items():
            mean += odds[name] * np.pad(np.array(row, float), (0, longest - len(row)))
        result = value(flows, odds, rate, "end")
        assert abs(result["expected"] - npf.npv(rate, mean)) < MILLION
        lost = sum(odds[name] for name, row in flows.items() if npf.npv(rate, row) < 0)
        assert abs(result["loss_probability"] - lost) < 1e-9


def published_npv(value: Function) -> None:
    """Gitman, Principles of Managerial Finance, p. 346, as NumPy's manual prints it: −0.00848.

    https://docs.scipy.org/doc/numpy-1.10.1/reference/generated/numpy.npv.html, all digits there.
    """
    result = value({"only": [-100, 39, 59, 55, 20]}, {"only": 1.0}, 0.281, "end")
    assert abs(result["expected"] - -0.0084785916384548798) < 1e-12
    assert result["loss_probability"] == 1
    # Course design (10.1): 32.689 and 41.590 million.
    base = {"base": [-120, 18, 36, 52, 58, 60]}
    assert round(value(base, {"base": 1}, 0.12, "end")["expected"], 3) == 32.689
    assert round(value(base, {"base": 1}, 0.12, "mid")["expected"], 3) == 41.590
    assert refuses(value, base, {"base": 0.9}, 0.12, "end")
    assert refuses(value, base, {"other": 1.0}, 0.12, "end")
    assert refuses(value, base, {"base": 1.0}, 0.12, "begin")


def smallest_launch(accounts: Function) -> None:
    """Exact fractions: at the number found the NPV is not below −0.005 CNY, one below it is.

    Half a fen is what rounds to zero. Prices are whole, so that nothing lies near that border.
    """
    rng = np.random.default_rng(3)
    for _ in range(300):
        investment, fixed = int(rng.integers(0, 900_000)), int(rng.integers(0, 90_000))
        margin, cost = int(rng.integers(1, 300)), int(rng.integers(0, 400))
        keeps, rate = (
            Fraction(int(rng.integers(0, 21)), 20),
            Fraction(int(rng.integers(0, 30)), 100),
        )
        years = int(rng.integers(1, 8))
        arguments = (investment, fixed, margin, cost, float(keeps), float(rate), years)
        found = accounts(*arguments)

        def npv(n: int, given=(investment, fixed, margin, cost, keeps, rate, years)) -> Fraction:
            i, f, m, k, stay, r, last = given
            yearly = ((m * n * stay ** (t - 1) - f) / (1 + r) ** t for t in range(1, last + 1))
            return sum(yearly, Fraction(-i - k * n))

        if found is None:
            assert npv(10**9) < 0 and npv(0) < 0
        else:
            assert npv(found) >= Fraction(-5, 1000)
            assert found == 0 or npv(found - 1) < Fraction(-5, 1000)


def annuity_of_numpy_financial(accounts: Function) -> None:
    """If everybody stays, an account is an annuity: npf.pv. Whole numbers, so no tolerance."""
    for investment, fixed, margin, cost, rate, years in [
        (2_500_000.0, 300_000.0, 95.0, 60.0, 0.1, 3),
        (60e6, 4e6, 226.0, 480.0, 0.12, 5),
        (1e6, 0.0, 31.0, 12.5, 0.07, 9),
    ]:
        worth = -npf.pv(rate, years, margin) - cost
        carried = investment - npf.pv(rate, years, fixed)
        assert accounts(investment, fixed, margin, cost, 1.0, rate, years) == -(-carried // worth)
    assert refuses(accounts, 1.0, 0.0, 1.0, 0.0, 1.0, 0.1, 0)
    assert refuses(accounts, 1.0, 0.0, 1.0, 0.0, 1.1, 0.1, 2)


# --- planted faults -----------------------------------------------------------------------------


def spreadsheet_npv(flows: dict, odds: dict, rate: float, timing: str) -> dict:
    """Discounts today's flow by a year, as NPV() over all cells of a sheet does."""
    if set(flows) != set(odds) or abs(sum(odds.values()) - 1) > 1e-9 or timing == "begin":
        raise ValueError
    npv = {name: npf.npv(rate, [0, *row]) for name, row in flows.items()}
    return {
        "npv": npv,
        "expected": sum(odds[name] * npv[name] for name in npv),
        "loss_probability": sum(odds[name] for name in npv if npv[name] < 0),
    }


def departures_from_the_first_year(i, f, m, k, stay, r, years) -> int | None:
    if years < 1 or stay > 1:
        raise ValueError
    worth = sum(m * stay**t / (1 + r) ** t for t in range(1, years + 1)) - k
    carried = i + sum(f / (1 + r) ** t for t in range(1, years + 1))
    return 0 if not carried else None if worth <= 0 else int(-(-(carried - 0.005) // worth))


def rounded_down(i, f, m, k, stay, r, years) -> int | None:
    if years < 1 or stay > 1:
        raise ValueError
    worth = sum(m * stay ** (t - 1) / (1 + r) ** t for t in range(1, years + 1)) - k
    carried = i + sum(f / (1 + r) ** t for t in range(1, years + 1))
    return 0 if not carried else None if worth <= 0 else int(carried // worth)


ORACLES = [
    Oracle("scenario-npv", financial_libraries, fault=spreadsheet_npv),
    Oracle("scenario-npv", expectation_of_the_flows, fault=spreadsheet_npv),
    Oracle("scenario-npv", published_npv, fault=spreadsheet_npv),
    Oracle("break-even-accounts", smallest_launch, fault=departures_from_the_first_year),
    Oracle("break-even-accounts", annuity_of_numpy_financial, fault=rounded_down),
]
