"""Oracles for partner, test, desk and schedule: linear programs, statsmodels, factorials."""

from fractions import Fraction
from math import exp, factorial

import networkx as nx
import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.optimize import linprog
from statsmodels.stats.proportion import power_proportions_2indep


def reserves(deal: dict[str, float]) -> tuple[list[list[float]], list[float]]:
    """The deal's reserves as rows of A x <= b for x = (bounty, share)."""
    yearly, years, low = deal["interchange"], deal["years"], deal["years_low"]
    rows = [[1, yearly * years], [1, yearly * low], [-1, -yearly * years]]
    bounds = [deal["bank_value"] * life - deal["bank_reserve"] for life in (years, low)]
    bounds.append(deal["partner_value"] * years - deal["partner_reserve"])
    return rows, bounds


def linear_program(offer: Function) -> None:
    """SciPy's linprog says whether an offer exists; the offer keeps every row to 0.011 CNY.

    Deals within 0.02 CNY of the border are left out: there rounding decides.
    """
    rng = np.random.default_rng(13)
    signed = 0
    for _ in range(200):
        deal = {
            "bank_value": rng.uniform(20, 90),
            "partner_value": rng.uniform(0, 20),
            "interchange": rng.uniform(60, 160),
            "years": rng.uniform(3, 7),
            "bank_reserve": rng.uniform(0, 80),
            "partner_reserve": rng.uniform(20, 220),
            "most_bounty": rng.uniform(0, 120),
            "most_share": rng.uniform(0, 0.25),
        }
        deal["years_low"] = deal["years"] * rng.uniform(0.2, 0.9)
        rows, bounds = reserves(deal)
        limits = [(0, deal["most_bounty"]), (0, deal["most_share"])]
        there, roomy = (
            linprog([0, 0], rows, np.array(bounds) + slack, bounds=limits).status == 0
            for slack in (-0.02, 0.02)
        )
        if there != roomy:
            continue
        if not there:
            assert refuses(offer, deal)
            continue
        signed += 1
        got = offer(deal)
        x = np.array([got["bounty"], got["share"]])
        assert (np.array(rows) @ x <= np.array(bounds) + 0.011).all()
        assert -1e-9 <= x[0] <= deal["most_bounty"] + 0.011
        assert -1e-9 <= x[1] <= deal["most_share"] + 1e-6
        paid = [x @ row for row in rows]
        assert abs(got["bank"] - (deal["bank_value"] * deal["years"] - paid[0])) < 0.01
        assert abs(got["bank_low"] - (deal["bank_value"] * deal["years_low"] - paid[1])) < 0.01
        assert abs(got["partner"] - (deal["partner_value"] * deal["years"] - paid[2])) < 0.01
    assert signed > 40


def library_power(test: Function) -> None:
    """statsmodels, which pools the arms under the hypothesis of no effect: power within 0.02.

    The task's formula gives each arm its own variance; for rates below 10 % and arms of like size
    the two differ by less than that.
    """
    for base, uplift, people in [(0.028, 0.004, 80_000), (0.05, 0.01, 30_000), (0.09, 0.02, 9_000)]:
        got = test(base, uplift, people, 2.0, 1e6)
        power = power_proportions_2indep(
            uplift, base, got["test"], ratio=got["control"] / got["test"], alpha=0.05
        ).power
        assert abs(power - got["power"]) < 0.02 and got["power"] >= 0.7995
        assert got["cost"] == 2.0 * got["test"] and got["test"] + got["control"] <= people
        poor = test(base, uplift, 10 * people, 2.0, 2.0 * got["test"] * 0.7)
        assert poor["cost"] <= 2.0 * got["test"] * 0.7 and poor["power"] >= 0.7995
        assert refuses(test, base, uplift, int(people / 8), 2.0, 1e6)


def waiting(agents: int, load: Fraction) -> Fraction:
    """Erlang C by its definition, in exact fractions of factorials."""
    last = load**agents / factorial(agents) * Fraction(agents) / (agents - load)
    return last / (sum(load**k / factorial(k) for k in range(agents)) + last)


def kept(agents: int, load: Fraction, seconds: int, within: int, level: float) -> bool:
    """Tell whether so many agents answer the promised share in time."""
    if agents <= load:
        return False
    late = float(waiting(agents, load)) * exp(-float(agents - load) * within / seconds)
    return 1 - late >= level


def factorials(roster: Function) -> None:
    """Definition of Erlang C in fractions: these agents keep the promise, one fewer does not."""
    rng = np.random.default_rng(14)
    for _ in range(25):
        seconds, within = int(rng.integers(60, 400)), int(rng.integers(0, 60))
        level, away = rng.uniform(0.5, 0.97), rng.uniform(0, 0.5)
        days = int(rng.integers(1, 5))
        table = pd.DataFrame(
            {
                "day": np.repeat(np.arange(days), 3),
                "half_hour": ["a", "b", "c"] * days,
                "calls": rng.integers(0, 90, 3 * days),
            }
        ).sample(frac=1, random_state=1)
        got = roster(table, seconds, within, level, away).set_index("half_hour")
        for label, calls in table.groupby("half_hour")["calls"].sum().items():
            load = Fraction(int(calls), days) * seconds / 1_800
            promise = (load, seconds, within, level)
            agents = int(got.loc[label, "agents"])
            assert kept(agents, *promise)
            assert agents == 1 or not kept(agents - 1, *promise)
            rostered = int(got.loc[label, "rostered"])
            assert rostered * (1 - away) >= agents - 1e-6 > (rostered - 1) * (1 - away) - 1e-5


def published_desk(roster: Function) -> None:
    """Two published desks (see the oracles of notebook 04 for both).

    README of pyworkforce 0.1.0: of 100 calls in half an hour, 3 minutes each, 14 agents answer
    88.84 % within 20 seconds; so a promise of 88.8 % needs 14 and one of 88.9 % needs 15. "The
    Erlang-C Formula": for 360 calls of 4 minutes, 55 agents leave 23.9 % waiting, so that 76 % are
    answered at once, and 54 would leave more.
    """
    day = pd.DataFrame({"day": [1], "half_hour": ["10:00"], "calls": [100]})
    assert roster(day, 180, 20, 0.888, 0.0)["agents"].tolist() == [14]
    assert roster(day, 180, 20, 0.889, 0.0)["agents"].tolist() == [15]
    day = pd.DataFrame({"day": [1], "half_hour": ["10:00"], "calls": [360]})
    assert roster(day, 240, 0, 0.76, 0.0)["agents"].tolist() == [55]


def cheapest_by_linear_program(schedule: Function) -> None:
    """networkx checks the finish, linprog finds the least cost that any plan can have.

    With whole weeks the program has a whole optimum (its matrix is that of a network), so a budget
    of the least cost is enough and one CNY less is not.
    """
    rng = np.random.default_rng(15)
    for _ in range(20):
        n = int(rng.integers(2, 7))
        weeks = rng.integers(2, 7, n)
        tasks = pd.DataFrame(
            {
                "task": [f"t{k}" for k in range(n)],
                "after": [
                    "; ".join(f"t{i}" for i in range(k) if rng.random() < 0.5) for k in range(n)
                ],
                "weeks": weeks,
                "shortest_weeks": weeks - rng.integers(0, 3, n),
                "cny_per_week": rng.integers(1, 40, n).astype(float) * 10,
            }
        ).sample(frac=1, random_state=2)
        rows = tasks.to_dict("records")
        place = {row["task"]: k for k, row in enumerate(rows)}
        graph = nx.DiGraph()
        graph.add_nodes_from(place)
        graph.add_edges_from((b, r["task"]) for r in rows for b in r["after"].split("; ") if b)
        planned = longest(graph, {row["task"]: row["weeks"] for row in rows})
        date = int(planned - rng.integers(0, 3))
        matrix, right = [], []  # variables: start of each task, weeks saved of each task
        for before, task in graph.edges:
            row = np.zeros(2 * n)
            row[[place[before], place[task], n + place[before]]] = 1, -1, -1
            matrix.append(row)
            right.append(-rows[place[before]]["weeks"])
        for task in place:
            row = np.zeros(2 * n)
            row[[place[task], n + place[task]]] = 1, -1
            matrix.append(row)
            right.append(date - rows[place[task]]["weeks"])
        cost = np.r_[np.zeros(n), [row["cny_per_week"] for row in rows]]
        room = [(0, row["weeks"] - row["shortest_weeks"]) for row in rows]
        least = linprog(cost, matrix, right, bounds=[(0, None)] * n + room)
        if least.status == 2:
            assert refuses(schedule, tasks, date, 1e9)
            continue
        money = float(round(least.fun))
        got = schedule(tasks, date, money)
        assert longest(graph, got["weeks"]) == got["finish"] <= date
        saved = sum(
            row["cny_per_week"] * (row["weeks"] - got["weeks"][row["task"]]) for row in rows
        )
        assert abs(saved - got["cost"]) < 0.01 and saved <= money + 0.01
        assert money == 0 or refuses(schedule, tasks, date, money - 1)


def longest(graph: nx.DiGraph, weeks: dict[str, int]) -> int:
    weighted = nx.DiGraph()
    weighted.add_edges_from((task, "end", {"weight": weeks[task]}) for task in graph)
    weighted.add_edges_from((a, b, {"weight": weeks[a]}) for a, b in graph.edges)
    return nx.dag_longest_path_length(weighted)


# --- planted faults -----------------------------------------------------------------------------


def all_as_a_bounty(deal):
    bounty = max(deal["partner_reserve"] - deal["partner_value"] * deal["years"], 0)
    return {"bounty": bounty, "share": 0.0, "bank": 0.0, "bank_low": 0.0, "partner": 0.0}


def five_thousand(base_rate, uplift, customers, contact_cost, budget):
    return {"test": 5_000, "control": 5_000, "power": 0.8, "cost": 5_000 * contact_cost}


def staffed_for_the_load(calls, handling_seconds, within_seconds, service_level, shrinkage):
    mean = calls.groupby("half_hour")["calls"].sum() / calls["day"].nunique()
    agents = np.ceil(mean * handling_seconds / 1_800).clip(lower=1).astype(int)
    table = pd.DataFrame({"calls": mean, "agents": agents, "rostered": agents})
    return table.reset_index()


def shortest_of_all(tasks, deadline, budget):
    plan = tasks.set_index("task")
    return {"weeks": plan["shortest_weeks"].to_dict(), "finish": deadline, "cost": budget}


ORACLES = [
    Oracle("partner-offer", linear_program, fault=all_as_a_bounty),
    Oracle("campaign-test", library_power, fault=five_thousand),
    Oracle("desk-roster", factorials, fault=staffed_for_the_load),
    Oracle("desk-roster", published_desk, fault=staffed_for_the_load),
    Oracle("launch-schedule", cheapest_by_linear_program, fault=shortest_of_all),
]
