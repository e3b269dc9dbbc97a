"""Notebook 11: whole walk-throughs graded end to end, and the numbers of the story and the memo."""

from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from course.bank import (
    load_launch_accounts,
    load_launch_calls,
    load_launch_packages,
    load_launch_pilot,
    load_launch_price_test,
    load_launch_rewards,
    load_launch_tasks,
    load_launch_terms,
)
from course.press.catalogue import read_catalogue
from course.press.lesson import find_lessons, read_lesson
from course.proof.bench import Trial, run_trials

LESSONS = Path(__file__).parents[2] / "course" / "lessons"
TERMS = load_launch_terms().set_index("name")["value"].to_dict()
EXPECTED = {580: 0.19, 600: 0.29, 620: 0.22, 640: 0.14, 660: 0.16}
RIGHT = ("growth launch", "prudent launch", "partner-led launch")
DECISIONS = {"card-price", "partner-offer", "campaign-test", "launch-schedule", "launch-plan"}
PROPOSAL = {
    "monthly_bookings": 10_000.0,
    "activation": 0.75,
    "spend": 2_500.0,
    "receivable": 11_000.0,
    "revolving": 4_200.0,
    "annual_rate": 0.1679,
    "reward_rate": 0.003,
    "loss_rate": 0.036,
    "bounty": 60.0,
    "interchange_share": 0.0,
}


@pytest.fixture(scope="module")
def lesson():
    (folder,) = find_lessons(LESSONS, "11")
    return read_lesson(folder)


@pytest.fixture(scope="module")
def tasks(references):
    return references("11")


@pytest.fixture(scope="module")
def plan(tasks) -> dict:
    tables = load_launch_pilot(), load_launch_price_test(), load_launch_packages()
    return tasks["launch-plan"](*tables, TERMS)


def walk_through(lesson, name: str) -> dict[str, str]:
    """The answers whose name begins so, and the reference for all other tasks."""
    own = {
        answer.slug: answer.source
        for answer in read_catalogue(lesson)
        if answer.name.startswith(f"{name}:")
    }
    return {task.slug: own.get(task.slug, task.answer) for task in lesson.tasks} | {
        "own": ", ".join(own)
    }


def graded(lesson, names: list[str]) -> dict[str, dict[str, bool]]:
    """Run whole notebooks, each in a process of its own; whether each check passed, by its id."""
    cells = [
        c.source
        for c in lesson.cells
        if c.kind == "code" and not {"check", "answer"} & set(c.words)
    ]
    checks = tuple((check.id, check.source) for task in lesson.tasks for check in task.checks)
    trials = []
    for name in names:
        answers = walk_through(lesson, name)
        answers.pop("own")
        trials.append(Trial(name, "segment_margins", "\n\n\n".join(answers.values()), checks))
    return {
        name: {result.check: result.passed for result in results}
        for name, results in run_trials(cells, trials, 1)
    }


def points(lesson, passed: dict[str, bool]) -> float:
    return sum(c.points for task in lesson.tasks for c in task.checks if passed[c.id])


def test_walk_throughs_end_to_end(lesson) -> None:
    """The reference and three differently argued launches get 88 points, two tempting ones not."""
    scores = {
        name: points(lesson, passed)
        for name, passed in graded(
            lesson, ["reference", *RIGHT, "sounds good A", "sounds good B"]
        ).items()
    }
    assert {name: scores[name] for name in ("reference", *RIGHT)} == dict.fromkeys(
        ("reference", *RIGHT), 88
    )
    assert scores["sounds good A"] < 44 and scores["sounds good B"] < 44


def test_walk_throughs_decide_differently(lesson, references) -> None:
    for name in RIGHT:
        assert set(walk_through(lesson, name)["own"].split(", ")) >= DECISIONS
    sources = [walk_through(lesson, name)["launch-plan"] for name in (*RIGHT, "reference")]
    assert len(set(sources)) == 4


def value(tasks, design: dict[str, float], terms: dict[str, float] = TERMS) -> float:
    return tasks["launch-cash-flows"](design, terms)["present_value"].sum() / 1e6


def test_the_proposal_looks_good_and_loses(tasks) -> None:
    assert round(value(tasks, PROPOSAL), 1) == -20.5
    assert round(value(tasks, {**PROPOSAL, "activation": 1.0}), 1) == 5.0
    assert round(value(tasks, {**PROPOSAL, "revolving": 11_000.0}), 1) == 313.9
    flows = tasks["launch-cash-flows"](PROPOSAL, TERMS)
    third = flows[flows["month"].between(25, 36)]["profit"].sum() / 1e6
    assert round(third) == 32
    assert round(0.75 * 0.988**59, 2) == 0.37
    pilot = load_launch_pilot()
    approved = pilot[pilot["score"] >= 560]
    assert len(approved) == 0.8 * len(pilot) and approved["activated"].mean() == 0.75


def test_segments_and_price(tasks) -> None:
    table = tasks["segment-margins"](load_launch_pilot(), 0.1679, 0.003, TERMS).set_index("segment")
    assert table["margin"].round().to_dict() == {
        "commuter": 50,
        "small trader": -811,
        "student": -141,
        "young family": 163,
    }
    assert table["activation"].round(2).to_dict() == {
        "commuter": 0.83,
        "small trader": 0.70,
        "student": 0.49,
        "young family": 0.80,
    }
    used = load_launch_pilot().query("activated == 1")
    assert round(1 / used.query("segment == 'small trader'")["default_12m"].mean()) == 7
    test = load_launch_price_test()
    share = test["applied"] / test["invited"]
    customer = (
        365 * test["daily_rate"] * test["revolving_cny"]
        + 330
        - (0.024 + test["loss_rate"]) * test["receivable_cny"]
    )
    assert customer.idxmax() == 4 and (share * customer).idxmax() == 3
    assert round(1e3 * (share * customer)[3] - 1e3 * (share * customer)[4], -1) == 760
    assert round(1 / (1 - share[4] / share[3])) == 7
    best = tasks["card-price"](test, 0.0005, 0.024, 330.0)
    assert best["daily_rate"] == 0.00046
    assert share[4] * customer[4] > 0.9 * best["profit"]


def test_the_pieces_of_operation(tasks) -> None:
    error = ((0.036 * 0.964 + 0.03 * 0.97) / np.array([5_000, 13_900])) ** 0.5
    missed, enough = (1 - NormalDist().cdf(0.006 / s - 1.96) for s in error)
    assert round(5 * missed) == 3 and round(enough, 2) == 0.20
    roster = tasks["desk-roster"](load_launch_calls(), 240.0, 20.0, 0.8, 0.3)
    mean = load_launch_calls().assign(half_hour="all")
    mean = mean.assign(calls=mean["calls"].mean()).drop_duplicates("day")
    assert tasks["desk-roster"](mean, 240.0, 20.0, 0.8, 0.3)["agents"].tolist() == [20]
    assert (roster["agents"].max(), roster["agents"].min(), roster["agents"].sum()) == (33, 12, 465)
    load = roster.set_index("half_hour")["calls"] / 1_800 * 240
    assert load.index[load > 20].tolist() == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    assert round(load.max(), 1) == 27.6 and round(load.max() / load.mean(), 1) == 1.8
    assert round((24 * 33 - 465) / 2 / 0.7 * 80 * 250 / 1e6, 1) == 4.7
    project = load_launch_tasks().fillna({"after": ""})
    free = tasks["launch-schedule"](project, 21, 0.0)
    assert free["finish"] == 21
    bought = tasks["launch-schedule"](project, 18, 450_000.0)
    saved = project.set_index("task")["weeks"] - pd.Series(bought["weeks"])
    assert bought["cost"] == 360_000 and saved["product rules"] == 1
    assert saved["contract with the metro"] == 2
    test = tasks["campaign-test"](0.028, 0.004, 200_000, 4.0, 120_000.0)
    assert round(test["test"], -3) == 29_000 and round(test["control"], -3) == 28_000
    assert round(test["cost"], -3) == 118_000


def test_the_partner_and_the_cutoff_of_the_memo(tasks) -> None:
    metro = {
        "bank_value": 62.0,
        "partner_value": 10.0,
        "interchange": 125.0,
        "years": 5.0,
        "years_low": 2.0,
        "bank_reserve": 40.0,
        "partner_reserve": 140.0,
        "most_bounty": 100.0,
        "most_share": 0.15,
    }
    offer = tasks["partner-offer"](metro)
    assert (round(offer["share"], 3), round(offer["bounty"], 2)) == (0.144, 0)
    assert round(offer["bank_low"]) == 88 and round(offer["partner"]) == 140
    assert 62 * 2 - 90 == 34 < metro["bank_reserve"]
    example = {"bank_value": 50.0, "partner_value": 8.0, "interchange": 100.0, "years": 6.0}
    example |= {"years_low": 3.0, "bank_reserve": 60.0, "partner_reserve": 100.0}
    told = tasks["partner-offer"]({**example, "most_bounty": 60.0, "most_share": 0.2})
    assert (round(told["share"], 3), round(told["bank_low"])) == (0.087, 124)
    assert 50 * 3 - 52 == 98
    used = load_launch_pilot().query("activated == 1")
    assert round(used.loc[used["score"] < 540, "default_12m"].mean(), 2) == 0.27
    assert round(used.loc[used["score"] >= 640, "default_12m"].mean(), 2) == 0.01


def test_the_plan_of_the_memo(tasks, plan) -> None:
    assert round(plan["npv"] / 1e6, 1) == 15.2 and round(plan["annual_rate"], 5) == 0.17885
    assert round(plan["activation"], 2) == 0.82 and round(plan["loss_rate"], 3) == 0.022
    assert round(plan["monthly_bookings"], -2) == 6_500
    pilot = load_launch_pilot()
    used = pilot[
        pilot["segment"].isin(plan["segments"])
        & (pilot["score"] >= plan["cutoff"])
        & (pilot["activated"] == 1)
    ]
    tested = load_launch_price_test()
    at = np.interp([0.00049, 0.00046], tested["daily_rate"], tested["revolving_cny"])
    design = {
        **{key: plan[key] for key in ("monthly_bookings", "activation", "loss_rate")},
        **{key: plan[key] for key in ("annual_rate", "reward_rate")},
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * at[0] / at[1],
        "bounty": 85.0,
        "interchange_share": 0.1,
    }
    assert round(value(tasks, design), 1) == 15.2
    for key, low, high in [
        ("revolving", -17.9, 48.3),
        ("monthly_bookings", 5.0, 25.4),
        ("loss_rate", 22.0, 8.5),
    ]:
        swing = [value(tasks, {**design, key: design[key] * x}) for x in (0.8, 1.2)]
        assert [round(v, 1) for v in swing] == [low, high]
    costs = [value(tasks, design, {**TERMS, "cost_per_booking": c}) for c in (304.0, 456.0)]
    assert [round(v, 1) for v in costs] == [23.2, 7.3]
    assert (
        value(tasks, {**design, "loss_rate": 0.0318})
        > 0
        > value(tasks, {**design, "loss_rate": 0.0319})
    )
    assert (
        value(tasks, {**design, "activation": 0.683})
        > 0
        > value(tasks, {**design, "activation": 0.682})
    )
    assert value(tasks, {**design, "monthly_bookings": 4_580.0}) < 0
    fewer = value(tasks, design, {**TERMS, "booking_months": 23.0})
    assert round(plan["npv"] / 1e6 - fewer, 1) == 1.4
    running = tasks["launch-cash-flows"](design, TERMS)["present_value"].cumsum()
    assert round(running.min() / 1e6, 1) == -38.6 and running.idxmin() == 17
    assert (running > 0).idxmax() == 46


def test_plans_that_improve_one_number(tasks, lesson) -> None:
    """The safest commuters and everybody, worked out with the reference's own steps."""
    source = lesson.task("launch-plan").answer
    names = {"np": np, "pd": pd, "launch_cash_flows": tasks["launch-cash-flows"]}
    tables = load_launch_pilot(), load_launch_price_test(), load_launch_packages()
    everybody = ["commuter", "young family", "student", "small trader"]
    for segments, cutoff, rate, reward, package, cards, millions in [
        (["commuter"], 640, 0.0005, 0.003, "stations", 700, -31),
        (everybody, 500, 0.00046, 0.004, "gates", 18_500, -102),
        (everybody, 560, 0.00046, 0.003, "stations", 10_000, -20),
    ]:
        changed = source
        for old, new in [
            ('["commuter", "young family"]', repr(segments)),
            ('"cutoff": 580', f'"cutoff": {cutoff}'),
            ('"daily_rate": 0.00049', f'"daily_rate": {rate}'),
            ('"reward_rate": 0.0025', f'"reward_rate": {reward}'),
            ('"package": "gates"', f'"package": "{package}"'),
        ]:
            assert old in changed
            changed = changed.replace(old, new, 1)
        exec(changed, names)
        got = names["launch_plan"](*tables, TERMS)
        assert round(got["npv"] / 1e6) == millions
        assert round(got["monthly_bookings"], -2) == cards


def test_the_year_after(tasks) -> None:
    accounts, rewards = load_launch_accounts(), load_launch_rewards()
    found = tasks["monitoring-findings"](accounts, rewards, EXPECTED)
    late = [psi for month, psi in found["psi"].items() if month >= found["shift_from"]]
    assert found["shift_from"] == 7 and (round(min(late), 2), round(max(late), 2)) == (0.57, 0.72)
    lowest = accounts.query("month >= 7")["score"] < 600
    assert round(lowest.mean(), 1) == 0.4
    fraud = accounts.groupby(accounts["channel"].astype(str))["fraud_loss_cny"].agg(["sum", "size"])
    stand, others = fraud.loc["street stand"], fraud.drop("street stand").sum()
    assert stand["size"] == 1_082 and round(stand["sum"] / stand["size"]) == 97
    assert round(others["sum"] / others["size"]) == 31
    assert round(found["fraud_excess_cny"], -3) == 72_000
    assert fraud["sum"].idxmax() == "app" and round(fraud["sum"].max(), -3) == 139_000
    assert round(fraud.loc["app", "size"] / stand["size"]) == 4
    assert round(fraud.loc["app", "size"] / len(accounts), 1) == 0.4
    assert (found["leak_category"], found["leak_from"]) == ("wallet top-up", 6)
    assert round(found["leak_cny"], -3) == 385_000
    monthly = rewards.groupby("month")[["reward_cny", "spend_cny"]].sum()
    share = monthly["reward_cny"] / monthly["spend_cny"]
    assert (
        share.loc[:5].between(0.00282, 0.002875).all()
        and share.loc[6:].between(0.0031, 0.00325).all()
    )
