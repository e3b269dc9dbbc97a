"""Oracles for the lifetime value of a customer and the payback of the cost to win one."""

import numpy as np
import numpy_financial as npf
from oracle import Function, Oracle, refuses

FEN = 0.005  # money is compared to half a fen
CUSTOMERS = [(504.0, 0.85, 0.10), (258.69, 0.7, 0.08), (120.0, 0.0, 0.2), (90.0, 0.97, 0.03)]


def net_present_value(value_of: Function) -> None:
    """numpy-financial's NPV of the expected margins; its first cash flow is not discounted."""
    for margin, retention, discount in CUSTOMERS:
        for years in (1, 2, 5, 12):
            flows = [margin * retention**t for t in range(years)]
            start = npf.npv(discount, flows)
            assert abs(value_of(margin, retention, discount, years, "start") - start) < FEN
            end = npf.npv(discount, [0, *flows])
            assert abs(value_of(margin, retention, discount, years, "end") - end) < FEN
        forever = npf.npv(discount, [margin * retention**t for t in range(3_000)])
        assert abs(value_of(margin, retention, discount, None, "start") - forever) < FEN


def simulated_customers(value_of: Function) -> None:
    """Let 40,000 customers leave by chance, year by year, and average what they brought.

    The standard error of the mean is below 4 CNY; the tolerance is four of them.
    """
    rng = np.random.default_rng(97)
    margin, retention, discount = 504.0, 0.85, 0.10
    years = rng.geometric(1 - retention, 40_000)
    brought = margin * (1 - 1.1 ** -years.astype(float)) / (1 - 1 / (1 + discount))
    error = brought.std() / len(brought) ** 0.5
    assert abs(value_of(margin, retention, discount, None, "start") - brought.mean()) < 4 * error


def margin_multiple(value_of: Function) -> None:
    """Published: at 80 % retention and 10 % discount all later years are worth 2.67 margins.

    r / (1 + i − r), which leaves out the margin of the first day.
    https://ealhamed.github.io/frameworks-library/ms/m02.html, after Gupta, Lemmens and Reichheld
    """
    assert abs(value_of(1.0, 0.8, 0.10, None, "start") - 1 - 2.67) < 5e-3
    assert refuses(value_of, 1.0, 1.0, 0.0, None, "end")
    assert refuses(value_of, 1.0, 1.2, 0.5, 3, "end")
    assert refuses(value_of, 1.0, 0.5, 0.5, 3, "middle")


def stated_payback(months_of: Function) -> None:
    """Course design (9.5): 620 CNY, 42 a month, 98.5 % stay: 17 months; discounted 18."""
    assert months_of(620.0, 42.0, 0.985, 0.0, 60) == 17
    assert months_of(620.0, 42.0, 0.985, 0.10, 60) == 18
    assert months_of(620.0, 42.0, 1.0, 0.0, 60) == 15
    assert months_of(620.0, 42.0, 0.985, 0.10, 17) is None


def npv_changes_sign(months_of: Function) -> None:
    """The NPV at the monthly rate is negative a month before the payback, and no longer at it.

    Costs whose balance comes within a fen of zero are left out: there rounding decides.
    """
    rng = np.random.default_rng(98)
    for _ in range(200):
        cost, margin = (float(x) for x in np.round(rng.uniform([20, 5], [900, 90]), 2))
        stay, annual = rng.uniform([0.9, 0.0], [1.0, 0.3])
        monthly = (1 + annual) ** (1 / 12) - 1
        flows = [-cost, *(margin * stay**k for k in range(48))]
        balance = np.array([npf.npv(monthly, flows[: k + 1]) for k in range(49)])
        if np.abs(balance).min() < 0.01:
            continue
        paid = np.flatnonzero(balance > 0)
        assert months_of(cost, margin, stay, annual, 48) == (paid[0] if len(paid) else None)


# --- planted faults -----------------------------------------------------------------------------


def undiscounted(margin, retention, discount, years, timing):
    if years is None:
        return margin / (1 - retention)
    return margin * sum(retention**t for t in range(years))


def nobody_leaves(cost, margin, retention, discount, horizon):
    month = int(np.ceil(cost / margin))
    return month if month <= horizon else None


ORACLES = [
    Oracle("customer-lifetime-value", net_present_value, fault=undiscounted),
    Oracle("customer-lifetime-value", simulated_customers, fault=undiscounted),
    Oracle("customer-lifetime-value", margin_multiple, fault=undiscounted),
    Oracle("payback-months", stated_payback, fault=nobody_leaves),
    Oracle("payback-months", npv_changes_sign, fault=nobody_leaves),
]
