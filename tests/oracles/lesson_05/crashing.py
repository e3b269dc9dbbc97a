"""Oracles for crashing."""

from itertools import product

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.optimize import linprog

from lesson_05.plans import arrows, longest, random_plan

NOISE = 1e-6  # the solver's tolerance; costs are whole yuan


def priced_plan(rng: np.random.Generator, count: int) -> pd.DataFrame:
    plan = random_plan(rng, count, 0.45)
    weeks = rng.integers(2, 7, count)
    room = np.minimum(rng.integers(0, 3, count), weeks)
    prices = rng.integers(1, 12, count) * 10
    return plan.assign(weeks=weeks, min_weeks=weeks - room, crash_cost=prices)


def finish(plan: pd.DataFrame, bought: dict) -> float:
    weeks = {row.task: row.weeks - bought[row.task] for row in plan.itertuples()}
    return longest(arrows(plan, weeks), "begin", "end")


def cost(plan: pd.DataFrame, bought: dict) -> float:
    return sum(row.crash_cost * bought[row.task] for row in plan.itertuples())


def within_limits(plan: pd.DataFrame, bought: dict) -> bool:
    room = {row.task: row.weeks - row.min_weeks for row in plan.itertuples()}
    return set(bought) == set(room) and all(0 <= bought[t] <= room[t] for t in room)


def every_set(crash: Function) -> None:
    """All sets of weeks tried out; the finish of each is a longest path of networkx."""
    rng = np.random.default_rng(56)
    for _ in range(12):
        plan = priced_plan(rng, 5)
        room = [range(row.weeks - row.min_weeks + 1) for row in plan.itertuples()]
        sets = [dict(zip(plan["task"], weeks, strict=True)) for weeks in product(*room)]
        finishes = [finish(plan, bought) for bought in sets]
        for deadline in range(int(min(finishes)), int(max(finishes)) + 1):
            good = [s for s, end in zip(sets, finishes, strict=True) if end <= deadline]
            bought = dict(crash(plan, deadline))
            assert within_limits(plan, bought) and finish(plan, bought) <= deadline
            assert cost(plan, bought) == min(cost(plan, s) for s in good)
        assert refuses(crash, plan, min(finishes) - 0.5)


def linear_programme(crash: Function) -> None:
    """scipy's linear programme on larger plans; with whole durations its optimum is whole.

    Unknowns are the weeks bought and the start of each task.
    """
    rng = np.random.default_rng(57)
    for _ in range(8):
        plan = priced_plan(rng, 8).reset_index(drop=True)
        place = {task: k for k, task in enumerate(plan["task"])}
        n = len(plan)
        deadline = finish(plan, dict.fromkeys(place, 0)) - 2
        # Each pair: a task, and one that waits for it (None: the end of the project).
        pairs = [(row.task, None) for row in plan.itertuples()]
        pairs += [(name, row.task) for row in plan.itertuples() for name in row.predecessors]
        lines, limits = np.zeros((len(pairs), 2 * n)), []
        for line, (task, after) in zip(lines, pairs, strict=True):
            k = place[task]
            line[k], line[n + k] = -1, 1
            if after is not None:
                line[n + place[after]] = -1
            limits.append((deadline if after is None else 0) - plan.at[k, "weeks"])
        room = [(0, row.weeks - row.min_weeks) for row in plan.itertuples()]
        best = linprog(
            [*plan["crash_cost"], *[0] * n], lines, limits, bounds=[*room, *[(0, None)] * n]
        )
        if best.status == 2:
            assert refuses(crash, plan, deadline)
            continue
        bought = dict(crash(plan, deadline))
        assert within_limits(plan, bought) and finish(plan, bought) <= deadline
        assert abs(cost(plan, bought) - best.fun) < NOISE


# --- planted faults -----------------------------------------------------------------------------


def cheapest_tasks(tasks: pd.DataFrame, deadline: float) -> dict:
    """Shorten the cheapest tasks, wherever they stand, until the date is met."""
    bought = dict.fromkeys(tasks["task"], 0)
    for row in tasks.sort_values("crash_cost").itertuples():
        while finish(tasks, bought) > deadline and bought[row.task] < row.weeks - row.min_weeks:
            bought[row.task] += 1
    if finish(tasks, bought) > deadline:
        raise ValueError("too early")
    return bought


ORACLES = [
    Oracle("crash-schedule", every_set, fault=cheapest_tasks),
    Oracle("crash-schedule", linear_programme, fault=cheapest_tasks),
]
