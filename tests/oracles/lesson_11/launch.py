"""Oracles for the income statement, its picture and the plan: a ledger of cohorts, and npv."""

import matplotlib.pyplot as plt
import numpy as np
import numpy_financial as npf
import pandas as pd
from oracle import Function, Oracle, refuses

from course.bank import (
    load_launch_packages,
    load_launch_pilot,
    load_launch_price_test,
    load_launch_terms,
)

TERMS = load_launch_terms().set_index("name")["value"].to_dict()
DESIGN = {
    "monthly_bookings": 10_000.0,
    "activation": 0.75,
    "spend": 2_500.0,
    "receivable": 11_000.0,
    "revolving": 4_200.0,
    "annual_rate": 0.168,
    "reward_rate": 0.003,
    "loss_rate": 0.036,
    "bounty": 60.0,
    "interchange_share": 0.0,
}
INCOME = ["interest", "interchange", "fees"]
COSTS = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]


def risk(age: int) -> float:
    """Share of the peak loss rate at an age, by its pieces."""
    if age <= 6:
        return 0.0
    if age < 18:
        return (age - 6) / 12
    if age <= 30:
        return 1.0
    return 1 - 2 / 9 * min(age - 30, 18) / 18


def ledger(design: dict[str, float], terms: dict[str, float]) -> list[float]:
    """Post month after month, cohort after cohort; the profit of months 0 to 60."""
    profits = [-terms["build"]]
    cohorts: list[list[float]] = []  # age, cards alive
    for month in range(1, 61):
        profit = -terms["fixed"] / 12
        if month <= terms["booking_months"]:
            cohorts.append([0, design["monthly_bookings"] * design["activation"]])
            profit -= design["monthly_bookings"] * terms["cost_per_booking"]
            profit -= cohorts[-1][1] * design["bounty"]
        for cohort in cohorts:
            cohort[0] += 1
            age, alive = cohort
            warm = alive * {1: 0.4, 2: 0.6, 3: 0.8}.get(int(age), 1.0)
            margin = terms["interchange"] * (1 - design["interchange_share"])
            margin -= design["reward_rate"] * (1 - terms["breakage"])
            profit += warm * design["spend"] * margin
            profit += warm * design["revolving"] * design["annual_rate"] / 12
            profit += warm * terms["instalments"] * terms["instalment_rate"] / 12
            cost = terms["funding_rate"] + design["loss_rate"] * risk(int(age))
            profit -= warm * design["receivable"] * cost / 12
            profit -= alive * terms["operating"] / 12
            profit -= alive * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12
            if age in (13, 25, 37, 49):
                profit += alive * terms["annual_fee"] * terms["fee_paid"]
            cohort[1] *= 1 - terms["attrition"]
        profits.append(profit)
    return profits


def net_present_value(design: dict[str, float], terms: dict[str, float]) -> float:
    taxed = (1 - terms["tax"]) * np.array(ledger(design, terms))
    return npf.npv((1 + terms["hurdle"]) ** (1 / 12) - 1, taxed)


def the_research_sheet(flows: Function) -> None:
    """The course's design sheet, computed before this notebook with other code, rate 16.8 %.

    It prints yearly profits before tax of −39.68, −13.06, 32.21, 17.19, 17.97 and a net present
    value of −20.33 million CNY; 5.14 if activation is forgotten. Tolerance: half a unit of the
    last printed digit.
    """
    table = flows(DESIGN, TERMS)
    years = table[table["month"] > 0].groupby((table["month"] - 1) // 12)["profit"].sum() / 1e6
    assert np.abs(years.to_numpy() - [-39.68, -13.06, 32.21, 17.19, 17.97]).max() < 0.00501
    assert abs(table["present_value"].sum() / 1e6 + 20.33) < 0.00501
    forgotten = flows({**DESIGN, "activation": 1.0}, TERMS)
    assert abs(forgotten["present_value"].sum() / 1e6 - 5.14) < 0.00501


def a_ledger_of_cohorts(flows: Function) -> None:
    """Random launches, posted cohort by cohort; numpy-financial discounts. Within 0.01 CNY.

    Lines add up to the profit in every month (double entry).
    """
    rng = np.random.default_rng(12)
    for _ in range(15):
        design = {name: value * rng.uniform(0.5, 1.3) for name, value in DESIGN.items()}
        design["interchange_share"] = rng.uniform(0, 0.3)
        terms = {name: value * rng.uniform(0.6, 1.4) for name, value in TERMS.items()}
        terms["booking_months"] = float(rng.integers(1, 61))
        table = flows(design, terms)
        assert list(table["month"]) == list(range(61))
        assert np.abs(table["profit"] - ledger(design, terms)).max() < 0.01
        lines = table[INCOME].sum(axis=1) - table[COSTS].sum(axis=1)
        assert np.abs(lines - table["profit"]).max() < 0.01
        assert abs(table["present_value"].sum() - net_present_value(design, terms)) < 0.01
    assert refuses(flows, {**DESIGN, "activation": 1.1}, TERMS)


def curves_are_running_sums(draw: Function) -> None:
    """Every line and marker is read back; sums of whole numbers are exact."""
    values = {"plan": [-5.0, -3.0, 4.0, 6.0], "other": [-2.0, 1.0, -4.0, 1.0]}
    sums = {"plan": [-5.0, -8.0, -4.0, 2.0], "other": [-2.0, -1.0, -5.0, -4.0]}
    plt.close("all")
    tables = {
        name: pd.DataFrame({"month": range(4), "present_value": line}).iloc[::-1]
        for name, line in values.items()
    }
    ax = draw(tables)
    drawn = {str(line.get_label()): line for line in ax.get_lines()}
    for name, line in sums.items():
        assert list(drawn[name].get_xdata()) == [0, 1, 2, 3]
        assert list(drawn[name].get_ydata()) == line
    marks = {tuple(point) for cloud in ax.collections for point in cloud.get_offsets().tolist()}
    assert marks == {(1.0, -8.0), (2.0, -5.0)}
    assert "month" in ax.get_xlabel().lower() and "cny" in ax.get_ylabel().lower()
    assert any(ax.get_title(where) for where in ("left", "center", "right"))
    plt.close("all")


def figures_follow(plan: Function) -> None:
    """The plan's choices, worked out here from the tables alone; value by ledger, within 1 CNY."""
    pilot, test = load_launch_pilot(), load_launch_price_test()
    packages = load_launch_packages()
    dear = {**TERMS, "funding_rate": 0.03, "loss_given_default": 0.7, "build": 30e6}
    for sample, terms in [(pilot, TERMS), (pilot.iloc[::3], TERMS), (pilot, dear)]:
        got = plan(sample, test, packages, terms)
        asked = [
            card
            for card in sample.to_dict("records")
            if card["segment"] in got["segments"] and card["score"] >= got["cutoff"]
        ]
        used = [card for card in asked if card["activated"]]
        owed = sum(card["receivable_cny"] for card in used)
        bad = sum(card["receivable_cny"] * card["default_12m"] for card in used)
        share = (test["applied"] / test["invited"]).tolist()

        def ratio(values: list[float], rate: float = got["daily_rate"]) -> float:
            at = [np.interp(q, test["daily_rate"], values) for q in (rate, 0.00046)]
            return at[0] / at[1]

        offer = packages.set_index("package").loc[got["package"]]
        reward = 1 + terms["reward_response"] * (got["reward_rate"] - 0.003)
        applied = offer["applications_per_month"] * ratio(share) * reward
        design = {
            "monthly_bookings": applied * len(asked) / len(sample),
            "activation": len(used) / len(asked),
            "loss_rate": terms["loss_given_default"] * bad / owed * ratio(test["loss_rate"]),
            "annual_rate": 365 * got["daily_rate"],
        }
        assert all(abs(got[name] / value - 1) < 1e-9 for name, value in design.items())
        design |= {
            "spend": sum(card["spend_cny"] for card in used) / len(used),
            "receivable": owed / len(used),
            "revolving": sum(card["revolving_cny"] for card in used)
            / len(used)
            * ratio(test["revolving_cny"]),
            "reward_rate": got["reward_rate"],
            "bounty": offer["bounty_cny"],
            "interchange_share": offer["interchange_share"],
        }
        assert abs(got["npv"] - net_present_value(design, terms)) < 1
    own = plan(pilot, test, packages, TERMS)
    assert own["npv"] > 0 and own["activation"] >= 0.8 and own["monthly_bookings"] >= 4_000


# --- planted faults -----------------------------------------------------------------------------


def all_cards_used(design, terms):
    profits = np.array(ledger({**design, "activation": 1.0}, terms))
    value = profits * (1 - terms["tax"]) / (1 + terms["hurdle"]) ** (np.arange(61) / 12)
    table = pd.DataFrame({"month": range(61), "profit": profits, "present_value": value})
    return table.assign(**dict.fromkeys([*INCOME, *COSTS], 0.0))


def yearly_profit(plans):
    _, ax = plt.subplots()
    for name, flows in plans.items():
        flows = flows.sort_values("month")
        ax.plot(flows["month"], flows["present_value"], label=name)
    ax.set(xlabel="month", ylabel="CNY", title="Profit")
    return ax


def only_the_choices(pilot, price_test, packages, terms):
    return {
        "segments": ["commuter"],
        "cutoff": 600,
        "daily_rate": 0.0005,
        "reward_rate": 0.003,
        "package": "gates",
        "annual_rate": 0.1825,
        "activation": 0.83,
        "loss_rate": 0.02,
        "monthly_bookings": 5_000.0,
        "npv": 1e7,
    }


ORACLES = [
    Oracle("launch-cash-flows", the_research_sheet, fault=all_cards_used),
    Oracle("launch-cash-flows", a_ledger_of_cohorts, fault=all_cards_used),
    Oracle("plot-launch", curves_are_running_sums, fault=yearly_profit),
    Oracle("launch-plan", figures_follow, fault=only_the_choices),
]
