"""Oracles for the Erlang C formula and the staffing plan."""

import heapq
from fractions import Fraction
from math import ceil, exp, factorial

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

KEYS = ("occupancy", "wait_probability", "average_wait_s", "service_level")

# pyworkforce 0.5.1, pyworkforce.queuing.ErlangC, run on 24 November 2026 with interval=60 and asa
# and aht in minutes: calls, handle_s, agents, target_s, occupancy, waiting probability, service
# level; then target share, shrinkage, and required_positions (max_occupancy=1): raw and paid.
PYWORKFORCE = [
    (389, 497, 55, 28, 0.9764292929, 0.8025024871, 0.254019873, 0.95, 0.1, 65, 73),
    (629, 603, 110, 63, 0.9577954545, 0.5516670417, 0.6603528225, 0.7, 0.3, 111, 159),
    (487, 588, 84, 16, 0.9469444444, 0.5172350865, 0.5418357966, 0.8, 0.3, 89, 128),
    (139, 205, 12, 78, 0.6596064815, 0.1315459606, 0.9721962943, 0.9, 0.35, 11, 17),
    (375, 168, 22, 48, 0.7954545455, 0.2258848506, 0.9375534449, 0.9, 0.1, 22, 25),
    (418, 465, 56, 67, 0.9641369048, 0.7080781241, 0.4698385024, 0.8, 0.25, 59, 79),
    (255, 79, 9, 11, 0.6217592593, 0.1410919062, 0.9121690798, 0.95, 0.3, 10, 15),
    (111, 446, 14, 74, 0.9822619048, 0.9239126535, 0.1133819792, 0.7, 0.1, 17, 19),
    (748, 537, 114, 86, 0.9787426901, 0.7474349778, 0.4929787257, 0.9, 0.25, 120, 160),
    (31, 634, 10, 12, 0.5459444444, 0.0602129749, 0.944745668, 0.7, 0.35, 8, 13),
    (691, 319, 66, 57, 0.9277314815, 0.4428108366, 0.8111652, 0.8, 0.1, 66, 74),
    (154, 650, 29, 70, 0.9588122605, 0.755915541, 0.3353256822, 0.8, 0.3, 33, 48),
]


def exact(calls: int, handle_s: int, agents: int, target_s: int) -> tuple[float, ...]:
    """The textbook's sum in exact fractions; only the exponential is a float."""
    load = Fraction(calls * handle_s, 3600)
    top = load**agents / factorial(agents) * agents / (agents - load)
    waits = top / (sum(load**k / factorial(k) for k in range(agents)) + top)
    late = float(waits) * exp(-float(agents - load) * target_s / handle_s)
    average = waits * handle_s / (agents - load)
    return float(load / agents), float(waits), float(average), 1 - late


def pyworkforce(desk_of: Function) -> None:
    """Stored results, printed with ten digits."""
    for calls, handle, agents, target, occupancy, waits, level, *_ in PYWORKFORCE:
        result = desk_of(calls, handle, agents, target)
        assert set(result) == set(KEYS)
        assert abs(result["occupancy"] - occupancy) < 1e-9
        assert abs(result["wait_probability"] - waits) < 1e-9
        assert abs(result["service_level"] - level) < 1e-9


def published(desk_of: Function) -> None:
    """Two published cases, to the digits that are printed.

    360 calls in half an hour, 4 minutes, 55 agents, 15 seconds: the case of "The Erlang-C Formula",
    a worked explanation, with the results that the course design (5) notes from it: load 48,
    occupancy 0.8727, P(wait) 0.239, 8.2 s. And 100 calls in half an hour, 3 minutes, 20 seconds
    (README of pyworkforce 0.1.0): 14 agents give occupancy 0.714286, P(wait) 0.174132, service
    level 0.888350.
    """
    result = desk_of(720.0, 240.0, 55, 15.0)
    assert abs(result["occupancy"] - 0.873) < 5e-4
    assert abs(result["wait_probability"] - 0.239) < 5e-4
    assert abs(result["average_wait_s"] - 8.2) < 0.05
    result = desk_of(200.0, 180.0, 14, 20.0)
    assert abs(result["occupancy"] - 0.7142857142857143) < 1e-12
    assert abs(result["wait_probability"] - 0.1741319335950498) < 1e-12
    assert abs(result["service_level"] - 0.8883500191794669) < 1e-12
    assert abs(desk_of(200.0, 180.0, 13, 20.0)["service_level"] - 0.7956) < 5e-5


def exact_sum(desk_of: Function) -> None:
    """Random desks against exact fractions; relative float noise of 1e-9."""
    rng = np.random.default_rng(43)
    for _ in range(30):
        calls, handle, target = (int(x) for x in rng.integers([1, 20, 0], [600, 900, 300]))
        agents = calls * handle // 3600 + 1 + int(rng.integers(0, 6))
        result = desk_of(calls, handle, agents, target)
        for key, value in zip(KEYS, exact(calls, handle, agents, target), strict=True):
            assert abs(result[key] - value) < 1e-9 * (1 + value)


def simulated_desk(desk_of: Function) -> None:
    """A desk played call by call: Poisson arrivals, exponential times, first come first served.

    400,000 calls; waits are correlated over some hundred calls, so a share has a standard error of
    about 0.005 and the mean wait one of about 3 %. Three of them: 0.015 and 10 %.
    """
    rng = np.random.default_rng(44)
    for calls, handle, agents, target in [(200, 180, 13, 20), (60, 120, 3, 30)]:
        free = [0.0] * agents
        moment, waits = 0.0, []
        gaps = rng.exponential(3600 / calls, 400_000)
        talks = rng.exponential(handle, 400_000)
        for gap, talk in zip(gaps, talks, strict=True):
            moment += gap
            start = max(moment, free[0])
            heapq.heapreplace(free, start + talk)
            waits.append(start - moment)
        waited = np.array(waits)
        result = desk_of(calls, handle, agents, target)
        assert abs(result["wait_probability"] - (waited > 0).mean()) < 0.015
        assert abs(result["service_level"] - (waited <= target).mean()) < 0.015
        assert abs(result["average_wait_s"] / waited.mean() - 1) < 0.1


def impossible_desks(desk_of: Function) -> None:
    for desk in [(200, 180, 10, 20), (200, 180, 9, 20), (-1, 180, 3, 20), (9, 0, 3, 20)]:
        assert refuses(desk_of, *desk)
    assert refuses(desk_of, 9, 180, 3, -1) and refuses(desk_of, 0, 180, 0, 20)
    assert desk_of(0, 180, 1, 20)["service_level"] == 1


def pyworkforce_positions(plan_of: Function) -> None:
    """Stored required positions, raw and with shrinkage; whole numbers, so exact."""
    for calls, handle, _, target, *_, share, lost, raw, paid in PYWORKFORCE:
        hours = pd.DataFrame({"hour": ["x"], "calls": [calls], "handle_s": [handle]})
        row = plan_of(hours, share, float(target), lost).iloc[0]
        assert (row["agents"], row["paid"]) == (raw, paid)


def smallest_desk(plan_of: Function) -> None:
    """Every smaller desk is tried in exact fractions; the payroll is rounded up exactly.

    Cases within 1e-9 of the promise would be decided by float noise; none is drawn.
    """
    rng = np.random.default_rng(45)
    calls, handle = rng.integers(0, 300, 14), rng.integers(30, 500, 14)
    hours = pd.DataFrame({"hour": rng.permutation(14), "calls": calls, "handle_s": handle})
    for share, target, percent in [(0.8, 20, 30), (0.9, 10, 35), (0.55, 90, 0), (0.8, 15, 20)]:
        plan = plan_of(hours, share, float(target), percent / 100).set_index("hour")
        assert len(plan) == 14
        for row in hours.itertuples():
            load = row.calls * row.handle_s / 3600
            agents = 1
            while agents <= load or exact(row.calls, row.handle_s, agents, target)[3] < share:
                agents += 1
            assert plan.loc[row.hour, "agents"] == agents
            assert plan.loc[row.hour, "paid"] == ceil(Fraction(100 * agents, 100 - percent))


# --- planted faults -----------------------------------------------------------------------------


def erlang_b(calls: float, handle_s: float, agents: int, target_s: float) -> dict[str, float]:
    load, blocked = calls * handle_s / 3600, 1.0
    for k in range(1, agents + 1):
        blocked = load * blocked / (k + load * blocked)
    spare = max(agents - load, 0.01)
    level = 1 - blocked * exp(-spare * target_s / max(handle_s, 1))
    values = (load / max(agents, 1), blocked, blocked * handle_s / spare, level)
    return dict(zip(KEYS, values, strict=True))


def by_load(hours: pd.DataFrame, share: float, target: float, lost: float) -> pd.DataFrame:
    agents = (hours["calls"] * hours["handle_s"] // 3600 + 1).astype(int)
    paid = np.ceil(agents * (1 + lost)).astype(int)
    return pd.DataFrame({"hour": hours["hour"], "agents": agents, "paid": paid})


ORACLES = [
    Oracle("erlang-c", pyworkforce, fault=erlang_b),
    Oracle("erlang-c", published, fault=erlang_b),
    Oracle("erlang-c", exact_sum, fault=erlang_b),
    Oracle("erlang-c", simulated_desk, fault=erlang_b),
    Oracle("erlang-c", impossible_desks, fault=erlang_b),
    Oracle("staffing-plan", pyworkforce_positions, fault=by_load),
    Oracle("staffing-plan", smallest_desk, fault=by_load),
]
