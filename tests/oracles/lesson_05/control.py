"""Oracles for earned value and for the forecast of the finish."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

from lesson_05.plans import arrows, longest, random_plan

NOISE = 1e-6

# --- earned value -------------------------------------------------------------------------------


def one_task(budget: float, done: float, spent: float, finish: float) -> pd.DataFrame:
    row = {"budget": budget, "start": 0.0, "finish": finish, "done": done, "spent": spent}
    return pd.DataFrame([row])


def published_indices(measures: Function) -> None:
    """BAC 100, PV 50, EV 40, AC 45 of a published poster: SPI 0.80, CPI 0.89, EAC 112.5.

    Printed to two decimals. https://wikislate.com/view.php?p=15-evm-forecasting.html
    (looked up on 24 November 2026)
    """
    result = measures(one_task(100, 0.4, 45, 20), 10)
    assert abs(result["pv"] - 50) < NOISE and abs(result["ev"] - 40) < NOISE
    assert abs(result["spi"] - 0.80) < 0.005 and abs(result["cpi"] - 0.89) < 0.005
    assert abs(result["eac"] - 112.5) < NOISE
    assert abs(result["eac_rest_as_planned"] - (45 + 60)) < NOISE


def published_anomaly(measures: Function) -> None:
    """A budget of 500,000, earned 100,000, spent 127,000: 527,000 if the overrun was one event.

    Printed as figure 7-13 of a textbook; the other formula on 150,000 earned for 162,000 prints
    538,344 with a CPI rounded to .93, so within half a percent.
    https://www.gristprojectmanagement.us/integration/info-uhq.html (looked up on 24 November 2026)
    """
    assert abs(measures(one_task(5e5, 0.2, 127e3, 9), 3)["eac_rest_as_planned"] - 527_000) < NOISE
    assert abs(measures(one_task(5e5, 0.3, 162e3, 9), 3)["eac"] - 538_344) < 0.005 * 538_344


def hour_by_hour(measures: Function) -> None:
    """Planned value added up in steps of a hundredth of a week, everything else in fractions."""
    rng = np.random.default_rng(60)
    for _ in range(20):
        count = int(rng.integers(1, 7))
        start = rng.integers(0, 9, count)
        table = pd.DataFrame(
            {
                "budget": rng.integers(1, 90, count) * 1_000,
                "start": start,
                "finish": start + rng.integers(0, 5, count),
                "done": rng.integers(1, 9, count) / 8,
                "spent": rng.integers(1, 70, count) * 1_000,
            },
            index=[4] * count,
        )
        week = int(rng.integers(1, 14))
        planned = Fraction(0)
        for row in table.itertuples():
            steps = 100 * (row.finish - row.start)
            if not steps:
                planned += row.budget * (row.finish <= week)
            passed = sum(1 for k in range(steps) if 100 * row.start + k < 100 * week)
            planned += Fraction(int(row.budget) * passed, steps or 1)
        earned = sum(Fraction(row.done) * int(row.budget) for row in table.itertuples())
        spent, budget = int(table["spent"].sum()), int(table["budget"].sum())
        result = measures(table, week)
        assert abs(result["pv"] - planned) < NOISE and abs(result["ev"] - earned) < NOISE
        assert abs(result["ac"] - spent) < NOISE
        assert abs(result["cpi"] * result["eac"] - budget) < NOISE
        assert abs(result["eac_rest_as_planned"] + earned - spent - budget) < NOISE
        if planned:
            assert abs(result["spi"] * float(planned) - earned) < NOISE
        else:
            assert result["spi"] is None


# --- forecast -----------------------------------------------------------------------------------


def step_by_step(forecast: Function) -> None:
    """Work every unfinished, unhindered task in steps of 1/16 of a week until all are finished.

    All durations and shares are multiples, so that the steps are exact.
    """
    rng = np.random.default_rng(61)
    for _ in range(30):
        plan = random_plan(rng, int(rng.integers(1, 9)), 0.4)
        weeks, done = rng.integers(1, 7, len(plan)), rng.choice([0, 0, 0.25, 0.5, 1], len(plan))
        if (done == 1).all():
            assert refuses(forecast, plan.assign(weeks=weeks, done=done), 3, 1)
            continue
        left = dict(zip(plan["task"], (16 * weeks * (1 - done)).astype(int).tolist(), strict=True))
        before = dict(zip(plan["task"], plan["predecessors"], strict=True))
        week, now = int(rng.integers(0, 12)), 0
        while any(left.values()):
            at_work = [t for t in left if left[t] and not any(left[b] for b in before[t])]
            for task in at_work:
                left[task] -= 1
            now += 1
        finish = week + now / 16
        durations = dict(zip(plan["task"], weeks, strict=True))
        delay = finish - longest(arrows(plan, durations), "begin", "end")
        for buffer in (0, 1, abs(delay), abs(delay) + 0.5, max(abs(delay) - 0.5, 0)):
            result = forecast(plan.assign(weeks=weeks, done=done), week, buffer)
            assert abs(result["finish"] - finish) < NOISE and abs(result["delay"] - delay) < NOISE
            light = "green" if delay <= 0 else "amber" if delay <= buffer else "red"
            assert result["status"] == light


# --- planted faults -----------------------------------------------------------------------------


def planned_when_begun(tasks: pd.DataFrame, week: float) -> dict[str, float | None]:
    """Count a task's whole budget as planned once it has begun, and spend for work."""
    planned = float(tasks.loc[tasks["start"] <= week, "budget"].sum())
    spent, budget = float(tasks["spent"].sum()), float(tasks["budget"].sum())
    return {
        "pv": planned,
        "ev": spent,
        "ac": spent,
        "spi": spent / planned if planned else None,
        "cpi": 1.0,
        "eac": budget,
        "eac_rest_as_planned": budget,
    }


def all_in_a_row(tasks: pd.DataFrame, week: float, buffer: float) -> dict[str, float | str]:
    """Do what is left one task after the other."""
    if (tasks["done"] == 1).all():
        raise ValueError("finished")
    finish = week + float((tasks["weeks"] * (1 - tasks["done"])).sum())
    delay = finish - float(tasks["weeks"].sum())
    light = "green" if delay <= 0 else "amber" if delay <= buffer else "red"
    return {"finish": finish, "delay": delay, "status": light}


ORACLES = [
    Oracle("earned-value", published_indices, fault=planned_when_begun),
    Oracle("earned-value", published_anomaly, fault=planned_when_begun),
    Oracle("earned-value", hour_by_hour, fault=planned_when_begun),
    Oracle("forecast-finish", step_by_step, fault=all_in_a_row),
]
