"""Notebook 05: the numbers that its story and memo print follow from the plan in its setup cell."""

from itertools import product
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from course.press.lesson import read_lesson

LESSON = Path(__file__).parents[2] / "course" / "lessons" / "05_project_management"
RUNS = 400_000  # a share then has a standard error below 0.0008, a cost one of about 1,500 CNY
CRASHED = {"Integration test": 1, "Scheme approval": 1, "Pilot": 1}
CRASHED_TOO = {**CRASHED, "Risk model": 1}


@pytest.fixture(scope="module")
def tasks(references):
    return references("05")


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    names: dict = {}
    exec(read_lesson(LESSON).setup, names)
    return {name: names[name] for name in ("launch_plan", "week_8", "launch_risks")}


@pytest.fixture(scope="module")
def finishes(tasks, tables):
    """Simulate the launch with some tasks a number of weeks shorter."""

    def of(bought: dict[str, int]) -> np.ndarray:
        plan = tables["launch_plan"].copy()
        weeks = plan["task"].map(bought).fillna(0)
        for column in ("optimistic", "likely", "pessimistic"):
            plan[column] -= weeks
        return tasks["simulate-schedule"](plan, RUNS, np.random.default_rng(5))

    return of


def lateness(runs: np.ndarray, week: float, rebooking: float = 1_500_000) -> float:
    late = np.maximum(runs - week, 0)
    return rebooking * (late > 0).mean() + 400_000 * late.mean()


def crash_cost(plan: pd.DataFrame, bought: dict[str, int]) -> int:
    return int((plan["task"].map(bought).fillna(0) * plan["crash_cost"]).sum())


def test_the_office_and_the_truth(tasks, tables, finishes) -> None:
    plan = tables["launch_plan"]
    pert = tasks["finish-probability"](plan, 19)
    assert round(pert["expected"], 2) == 18.83 and round(pert["probability"], 2) == 0.55
    assert round(pert["sd"], 2) == 1.42
    assert round(tasks["finish-probability"](plan, 18)["probability"], 2) == 0.28
    path = plan[plan["task"].isin(["Business case", "Core build", "Integration test", "Pilot"])]
    added = ((path["pessimistic"] - path["optimistic"]) / 6).sum()
    assert round(added, 2) == 2.50 and round((added - pert["sd"]) * 400_000, -4) == 430_000
    runs = finishes({})
    assert abs((runs <= 19).mean() - 0.332) < 0.004
    assert abs(lateness(runs, 19) - 1_337_000) < 8_000
    normal = NormalDist(pert["expected"], pert["sd"])
    weeks = np.linspace(19, 40, 40_001)
    late = np.trapezoid([1 - normal.cdf(w) for w in weeks], weeks)
    assert round(1.5 * (1 - pert["probability"]), 2) == 0.68
    believed = 1.5 * (1 - pert["probability"]) + 0.4 * late
    assert round(believed, 2) == 0.88
    assert round(lateness(runs, 19) / 1e6, 2) == 1.34
    assert round(1.34 - believed, 2) == 0.46
    assert abs(np.quantile(runs, 0.8) - 20.6) < 0.05


def test_the_curves(tasks, tables, finishes) -> None:
    weeks = range(16, 24)
    pert = [0.023, 0.099, 0.279, 0.547, 0.794, 0.936, 0.987, 0.998]
    simulated = [0.001, 0.013, 0.097, 0.332, 0.646, 0.867, 0.964, 0.994]
    runs = finishes({})
    for week, one, all_ in zip(weeks, pert, simulated, strict=True):
        chance = tasks["finish-probability"](tables["launch_plan"], week)["probability"]
        assert round(chance, 3) == one
        assert abs((runs <= week).mean() - all_) < 0.004


def test_triangles_take_longer(tables, finishes) -> None:
    rng, plan, end = np.random.default_rng(1), tables["launch_plan"].set_index("task"), {}
    order = ["Business case", "Core build", "Integration test", "Scheme approval"]
    order += ["Partner contract", "Card production", "Risk model", "Model validation"]
    for task in [*order, "Staff training", "Pilot", "Launch week"]:
        row = plan.loc[task]
        start = np.max([np.zeros(RUNS), *(end[b] for b in row["predecessors"])], axis=0)
        low, high = row["optimistic"], row["pessimistic"]
        draw = rng.triangular(low, row["likely"], high, RUNS) if low < high else low
        end[task] = start + draw
    assert round(end["Launch week"].mean() - finishes({}).mean(), 1) == 0.9


def test_the_likely_plan(tasks, tables) -> None:
    plan = tables["launch_plan"].assign(weeks=lambda t: t["likely"])
    schedule = tasks["critical-path"](plan).set_index("task")
    assert schedule["earliest_finish"].max() == 18
    slack = schedule["slack"]
    assert slack[["Risk model", "Staff training", "Partner contract"]].tolist() == [1, 9, 2]
    assert schedule.loc["Pilot", "earliest_start"] == 14
    friday = pd.Timestamp("2027-03-01") + pd.Timedelta(days=7 * 19 - 3)
    assert friday == pd.Timestamp("2027-07-09") and friday.day_name() == "Friday"
    crash = tasks["crash-schedule"]
    assert {t: w for t, w in crash(plan, 16).items() if w} == CRASHED
    assert crash_cost(plan, CRASHED) == 300_000 and crash_cost(plan, CRASHED_TOO) == 370_000
    for bought, price, weeks in [
        ({"Scheme approval": 1}, 60_000, 18),
        ({"Core build": 1}, 120_000, 18),
        ({"Integration test": 1, "Scheme approval": 1}, 150_000, 17),
        ({"Core build": 1, "Card production": 1}, 200_000, 17),
        ({"Pilot": 1}, 150_000, 17),
    ]:
        shorter = plan.assign(weeks=plan["weeks"] - plan["task"].map(bought).fillna(0))
        assert tasks["critical-path"](shorter)["earliest_finish"].max() == weeks
        assert crash_cost(plan, bought) == price


def test_the_decisions(tables, finishes) -> None:
    plan = tables["launch_plan"]
    costs = []
    for bought, week, late, chance, total in [
        ({}, 19, 1_337_000, 0.33, 1.34),
        ({}, 20, 661_000, 0.65, 1.06),
        ({}, 21, 237_000, 0.87, 1.04),
        ({"Scheme approval": 2}, 19, 1_194_000, 0.41, 1.31),
        (CRASHED, 19, 377_000, 0.79, 0.68),
        (CRASHED_TOO, 19, 248_000, 0.86, 0.62),
    ]:
        runs = finishes(bought)
        assert abs(lateness(runs, week) - late) < 8_000
        assert abs((runs <= week).mean() - chance) < 0.006
        costs.append(lateness(runs, week) + crash_cost(plan, bought) + 400_000 * (week - 19))
        assert abs(costs[-1] / 1e6 - total) < 0.009
    as_planned, _, _, cheapest, right, with_model = costs
    assert abs(as_planned - cheapest - 24_000) < 4_000
    assert abs(as_planned - right - 661_000) < 6_000
    assert abs(right - with_model - 59_000) < 3_000
    # Below 140,000 CNY for booking anew no week is worth its price.
    plain, crashed = finishes({}), finishes(CRASHED_TOO)
    saved = [lateness(plain, 19, r) - lateness(crashed, 19, r) for r in (130_000, 150_000)]
    assert saved[0] < 370_000 < saved[1]


def test_no_set_of_weeks_is_cheaper(tables) -> None:
    plan = tables["launch_plan"].set_index("task")
    rng = np.random.default_rng(3)
    low, likely, high = plan["optimistic"], plan["likely"], plan["pessimistic"]
    width = (high - low).where(high > low, 1)
    up, down = 1 + 4 * (likely - low) / width, 1 + 4 * (high - likely) / width
    draws = rng.beta(up, down, (40_000, len(plan)))
    weeks = dict(zip(plan.index, (low.to_numpy() + (high - low).to_numpy() * draws).T, strict=True))
    room = plan["likely"] - plan["min_weeks"]
    room = room[room > 0]
    costs = {}
    for choice in product(*(range(n + 1) for n in room)):
        bought = dict(zip(room.index, choice, strict=True))
        end: dict = {}
        while len(end) < len(plan):
            for task, before in plan["predecessors"].items():
                if task not in end and all(name in end for name in before):
                    start = np.max([np.zeros(40_000), *(end[name] for name in before)], axis=0)
                    end[task] = start + weeks[task] - bought.get(task, 0)
        price = sum(plan["crash_cost"][task] * n for task, n in bought.items())
        for week in (19, 20, 21):
            late = lateness(end["Launch week"], week)
            costs[choice, week] = price + late + 400_000 * (week - 19)
    assert len(costs) == 3 * 288
    best, week = min(costs, key=costs.get)
    assert week == 19
    assert {t: n for t, n in zip(room.index, best, strict=True) if n} == CRASHED_TOO


def test_the_reserve(tasks, tables) -> None:
    risks = tables["launch_risks"]
    result = tasks["risk-reserve"](risks, 0.8)
    assert round(result["expected"]) == 446_000 and result["reserve"] == 900_000
    assert tasks["risk-reserve"](risks, 0.57)["reserve"] <= 446_000
    assert tasks["risk-reserve"](risks, 0.585)["reserve"] > 446_000
    assert tasks["risk-reserve"](risks, 0.82)["reserve"] == 900_000
    assert tasks["risk-reserve"](risks, 0.825)["reserve"] > 900_000
    assert risks.loc[risks["impact"] > 0, "impact"].sum() == 2_220_000


def test_week_8(tasks, tables) -> None:
    report = tables["week_8"]
    schedule = tasks["critical-path"](report).set_index("task")
    dated = report.assign(
        start=report["task"].map(schedule["earliest_start"]),
        finish=report["task"].map(schedule["earliest_finish"]),
    )
    result = tasks["earned-value"](dated, 8)
    assert [result[k] for k in ("pv", "ev", "ac")] == [2_825_000, 2_760_000, 2_865_000]
    assert round(result["spi"], 2) == 0.98 and round(result["cpi"], 2) == 0.96
    assert round(result["eac"], -3) == 5_813_000 and report["budget"].sum() == 5_600_000
    late = tasks["forecast-finish"](report, 8, 1)
    assert late["status"] == "red"
    assert round(late["finish"], 6) == 20 and round(late["delay"], 6) == 2
    shorter = report.copy()
    shorter.loc[shorter["task"].isin(["Integration test", "Pilot"]), "weeks"] -= 1
    assert round(tasks["forecast-finish"](shorter, 8, 1)["finish"], 6) == 18
