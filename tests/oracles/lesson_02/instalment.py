"""Oracles for the annual rate behind an instalment fee."""

import math
from decimal import Decimal

import numpy_financial as npf
import pyxirr
from oracle import Function, Oracle, refuses

# Nothing is rounded, so only the solvers' noise separates two right answers; 1e-10 is a millionth
# of a basis point. numpy_financial.rate is told to stop at 1e-13.
NOISE = 1e-10

PLANS = [
    (principal, months, fee)
    for principal in (600.0, 12_000.0, 250_000.5)
    for months in (1, 2, 3, 6, 12, 18, 24, 36, 60)
    for fee in (0.0001, 0.002, 0.006, 0.0075, 0.009, 0.02)
]


def payments(principal: float, months: int, fee: float) -> list[float]:
    """Customer's cash flows: the principal received, then each month a share and the fee."""
    return [principal] + [-(principal / months + principal * fee)] * months


def numpy_financial_rate(plan: Function) -> None:
    """numpy_financial.rate, an iteration on the annuity equation, over the grid of plans."""
    for principal, months, fee in PLANS:
        flows = payments(principal, months, fee)
        rate = npf.rate(months, flows[1], principal, 0, guess=fee, tol=1e-13, maxiter=500)
        found = plan(principal, months, fee)
        assert set(found) == {"monthly_irr", "apr", "ear"}
        assert abs(found["monthly_irr"] - rate) < NOISE
        assert abs(found["apr"] - 12 * rate) < 12 * NOISE
        # npf.fv's sign convention: one saved today is worth this in a year.
        assert abs(found["ear"] - (npf.fv(rate, 12, 0, -1) - 1)) < 20 * NOISE


def pyxirr_irr(plan: Function) -> None:
    """pyxirr.irr and numpy_financial.irr on the list of flows; both know nothing of annuities.

    numpy_financial.irr finds all roots of a polynomial, which loses digits as its degree grows, so
    it is asked for plans up to a year only. A reference may do the same; pyxirr iterates.
    """
    for principal, months, fee in PLANS:
        flows = payments(principal, months, fee)
        found = plan(principal, months, fee)["monthly_irr"]
        assert abs(found - pyxirr.irr(flows)) < NOISE
        if months <= 12:
            assert abs(found - npf.irr(flows)) < 1e-9


def ledger_ends_at_zero(plan: Function) -> None:
    """What the rate means: interest at this rate on what is still owed uses the payments up."""
    for principal, months, fee in PLANS:
        rate = Decimal(plan(principal, months, fee)["monthly_irr"])
        owed = Decimal(principal)
        payment = owed / months + owed * Decimal(fee)
        for _ in range(months):
            owed += owed * rate - payment
        # A rate off by NOISE leaves about principal * months * NOISE, doubled for growth.
        assert abs(owed) < Decimal(principal) * months * Decimal(NOISE) * 4


def appendix_j(plan: Function) -> None:
    """Regulation Z, Appendix J(c)(1): published APRs of level-payment loans.

    https://www.consumerfinance.gov/rules-policy/regulations/1026/J/ , examples (c)(1)(i)-(v). The
    stored copy of the page stops before the examples; figures checked against the public test
    suite simontreanor/FSharp.Finance.Personal, tests/AprUsActuarialTests.fs, which types them off.

    Example (i) has regular periods and fits the function as it is. In the others the first period
    is odd: f is the odd fraction and t the whole periods of the equation in (b)(8),
    A = sum of P / ((1 + f i)(1 + i)^(t + k)). Carrying the advance to one period before the first
    payment, at the published APR, makes the loan regular; the function must then find that APR.

    Tolerance: the APRs are published to 0.01 %, so 0.005 percentage points in (i). Carrying with a
    published, rounded rate moves the answer by less than its own rounding again: 0.01 points.
    """
    regular = plan(5_000.0, 24, 230.0 / 5_000.0 - 1 / 24)
    assert abs(regular["apr"] - 0.0969) <= 0.00005
    odd = [
        # advance, payment, payments, t, f, periods a year, APR
        (6_000.0, 200.00, 36, 1, 19 / 30, 12, 0.1182),
        (5_000.0, 219.17, 24, 0, 6 / 15, 24, 0.1034),
        (10_000.0, 385.00, 40, 1, 39 / 90, 4, 0.0897),
        (500.0, 17.60, 30, 4, 4 / 7, 52, 0.1496),
    ]
    for advance, payment, count, whole, fraction, periods, apr in odd:
        rate = apr / periods
        carried = advance * (1 + fraction * rate) * (1 + rate) ** (whole - 1)
        found = plan(carried, count, payment / carried - 1 / count)
        assert abs(periods * found["monthly_irr"] - apr) <= 0.0001


def commission_examples(plan: Function) -> None:
    """Annexes to COM(1996) 79, Annex III "Examples of calculation", part A.

    https://parlementairemonitor.nl/9353000/1/j4nvirkkkr58fyw_j9tvgajcor7dxyk_j9vvij5epmj1ey0/vi8rm2xukhzg
    (text also at https://service.betterregulation.com/document/260747). First: 1 000 lent, 1 200
    repaid after 546 days, 12.96 %. Second: 950 paid out, 16.9 %. Third: 1 000 repaid by 600 after
    one year and 600 after two, i = 0.1306623. The function doesn't care how long its period is; a
    period of 546 days is made a year by compounding, for the European rate is an effective one.
    Tolerances: half the last digit printed; a whole one in the third, whose last digit is cut and
    not rounded (1 000 x^2 = 600 x + 600 has the root 1.13066239).
    """
    first = plan(1_000.0, 1, 200 / 1_000)["monthly_irr"]
    assert abs((1 + first) ** (365 / 546) - 1 - 0.1296) <= 0.00005
    second = plan(950.0, 1, 1_200 / 950 - 1)["monthly_irr"]
    assert abs((1 + second) ** (365 / 546) - 1 - 0.169) <= 0.0005
    third = plan(1_000.0, 2, 600 / 1_000 - 1 / 2)["monthly_irr"]
    assert abs(third - 0.1306623) <= 0.0000001
    assert abs(third - ((600 + math.sqrt(600**2 + 4 * 1_000 * 600)) / 2_000 - 1)) < NOISE


def plan_contract(plan: Function) -> None:
    """What the docstring promises at the edges. A fee of 0 costs nothing (to 1e-8)."""
    assert all(abs(rate) < 1e-8 for rate in plan(12_000.0, 12, 0.0).values())
    assert abs(plan(0.5, 12, 0.006)["apr"] - plan(12_000.0, 12, 0.006)["apr"]) < 12 * NOISE
    for bad in [(0.0, 12, 0.006), (-0.5, 12, 0.006), (12_000.0, 0, 0.006), (12_000.0, 12, -0.006)]:
        assert refuses(plan, *bad), bad


# --- planted faults -----------------------------------------------------------------------------


def flat_fee_rate(principal: float, months: int, monthly_fee_rate: float) -> dict[str, float]:
    rate = monthly_fee_rate
    return {"monthly_irr": rate, "apr": 12 * rate, "ear": (1 + rate) ** 12 - 1}


def twice_the_fee_rule(principal: float, months: int, monthly_fee_rate: float) -> dict[str, float]:
    """The rule of thumb 2n/(n+1): 13.29 % where 13.03 % is right."""
    rate = monthly_fee_rate * 2 * months / (months + 1)
    return {"monthly_irr": rate, "apr": 12 * rate, "ear": (1 + rate) ** 12 - 1}


ORACLES = [
    Oracle("instalment-apr", numpy_financial_rate, fault=flat_fee_rate),
    Oracle("instalment-apr", pyxirr_irr, fault=twice_the_fee_rule),
    Oracle("instalment-apr", ledger_ends_at_zero, fault=flat_fee_rate),
    Oracle("instalment-apr", appendix_j, fault=twice_the_fee_rule),
    Oracle("instalment-apr", commission_examples, fault=twice_the_fee_rule),
    Oracle("instalment-apr", plan_contract, fault=flat_fee_rate),
]
