"""Notebook 10: the numbers that its story and memo print follow from its tables and tasks."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from course.bank import load_segment_spend
from course.press.lesson import find_lessons, read_lesson

LESSONS = Path(__file__).parents[2] / "course" / "lessons"


@pytest.fixture(scope="module")
def tasks(references):
    return references("10")


@pytest.fixture(scope="module")
def lesson() -> dict:
    """The names of the setup cell and of the worked examples that only make tables."""
    (folder,) = find_lessons(LESSONS, "10")
    names: dict = {}
    exec(compile(read_lesson(folder).setup, "setup", "exec"), names)
    cells = (folder / "lesson.py").read_text(encoding="utf-8").split("# %%")
    tables = ("proposals = ", "rail = {", "rail_ranges = ", "rail_drivers = ", "segments = ")
    for cell in cells:
        body = cell.partition("\n")[2]
        if body.startswith(tables):
            exec(compile(body, body[:20], "exec"), names)
    return names


def test_one_project(tasks, lesson) -> None:
    result = tasks["scenario-npv"](lesson["rail"], lesson["odds"], 0.12, "end")
    assert {k: round(v, 1) for k, v in result["npv"].items()} == {
        "plan": 27.9,
        "downturn": -132.1,
        "boom": 105.5,
    }
    assert round(result["expected"], 1) == 11.4
    assert round(result["npv"]["plan"] - result["expected"], 1) == 16.5
    assert round(lesson["launch_npv"]() / 1e6) == 28


def test_break_even(tasks, lesson) -> None:
    breaks = tasks["break-even-accounts"]
    rail = {"investment": 60e6, "fixed_cost": 0.0, "margin": 226.0, "acquisition_cost": 480.0}
    assert breaks(**rail, retention=0.85, rate=0.12, years=5) == 410_128
    stayed = breaks(**rail, retention=1.0, rate=0.12, years=5)
    assert round(stayed, -3) == 179_000
    assert round(lesson["launch_npv"](accounts=stayed) / 1e6) == -34
    assert breaks(**rail, retention=0.685, rate=0.12, years=5) is None
    assert breaks(**rail, retention=0.695, rate=0.12, years=5) is not None


def test_tornado_of_rail(tasks, lesson) -> None:
    names = ["accounts", "spend", "balance", "apr", "loss_rate", "funding_rate", "retention"]
    base = dict(
        zip(
            [*names, "acquisition_cost"],
            [600_000, 40_000, 3_200, 0.16, 0.045, 0.025, 0.85, 480],
            strict=True,
        )
    )
    model = lesson["launch_npv"]
    assert model(**base) == model()
    table = tasks["tornado"](model, base, lesson["rail_ranges"])
    assert list(table["driver"][:3]) == ["loss_rate", "apr", "acquisition_cost"]
    assert list((table["swing"][:2] / 1e6).round()) == [160, 133]
    fifth = {name: (0.8 * base[name], 1.2 * base[name]) for name in lesson["rail_ranges"]}
    wrong = tasks["tornado"](model, base, fifth)
    assert round(wrong.loc[wrong["driver"] == "apr", "swing"].item() / 1e6) == 341
    assert list(wrong["driver"]).index("loss_rate") == 3
    assert abs(model(loss_rate=0.05022)) < 1e5


def test_simulation_of_rail(tasks, lesson) -> None:
    given = lesson["launch_npv"], lesson["rail_drivers"]
    together = lesson["rail_correlation"]
    alone = pd.DataFrame(np.eye(3), index=together.index, columns=together.columns)
    draws = 40_000
    real = tasks["simulate-npv"](*given, together, draws, np.random.default_rng(1))
    calm = tasks["simulate-npv"](*given, alone, draws, np.random.default_rng(1))
    assert abs(real["loss_probability"] - 0.37) < 0.01
    assert abs(real["quantile_5"] / 1e6 + 88) < 2.5 and abs(calm["quantile_5"] / 1e6 + 80) < 2.5


def test_the_portfolio(tasks, lesson) -> None:
    table = tasks["raroc"](lesson["proposals"], 0.25, 0.02, 0.12)
    table["capital"] = lesson["proposals"]["capital"]
    assert table["capital"].sum() == 3_050
    named = table.set_index("product")
    assert round(named.loc["Platinum", "raroc"], 3) == 0.192
    assert round(named.loc["Business", "raroc"], 3) == 0.181
    assert round(named.loc["Student", "economic_profit"], 2) == -5.25
    profit = named["economic_profit"]
    assert round(profit["Business"] - profit["Family instalments"], 2) == 3.75
    by_return = table.sort_values("raroc", ascending=False)["product"]
    by_profit = table.sort_values("economic_profit", ascending=False)["product"]
    for order, chosen, earned in [
        (by_return, ["Platinum", "Business"], 72.0),
        (by_profit, ["Business", "Family instalments"], 75.75),
    ]:
        left, taken = 1_600, []
        for name in order:
            if named.loc[name, "capital"] <= left and profit[name] > 0:
                taken.append(name)
                left -= named.loc[name, "capital"]
        assert taken == chosen and round(profit[taken].sum(), 2) == earned
    choose = tasks["choose-portfolio"]
    table["economic_profit"] = table["economic_profit"].round(2)
    best = choose(table, 1_600)
    assert best["products"] == ["Platinum", "Family instalments", "Rail"]
    assert (best["capital"], best["economic_profit"]) == (1_600, 97.5)
    assert choose(table, 1_600, ["Student"])["economic_profit"] == 70.5
    assert choose(table, 1_850, ["Student"])["products"] == [*best["products"], "Student"]
    assert choose(table, 1_850, ["Student"])["economic_profit"] == 92.25
    assert choose(table, 1_850)["economic_profit"] == 108.0
    more = choose(table, 1_650)
    assert more["products"] == ["Platinum", "Business", "Rail"]
    assert more["economic_profit"] == 101.25
    free = tasks["raroc"](lesson["proposals"].assign(expected_loss=0), 0.25, 0.02, 0.12)
    student = free.set_index("product").loc["Student"]
    assert round(student["raroc"], 3) == 0.255 and round(student["economic_profit"], 2) == 33.75


def test_the_segments() -> None:
    accounts = load_segment_spend().pivot(index="segment", columns="period", values="accounts")
    change = accounts[2025] - accounts[2024]
    assert change["family"] == -700_000 and change["young"] == 1_500_000


def test_the_rate(tasks) -> None:
    def take(p):
        return 0.9 * np.exp(-7 * p)

    def risk(p):
        return 0.03 + 0.5 * (p - 0.10)

    best = tasks["optimal-apr"](take, risk, 0.03, 0.8, 0.10, 0.1825)
    held = tasks["optimal-apr"](take, lambda p: 0.04 + 0 * p, 0.03, 0.8, 0.10, 0.1825)
    truth = tasks["optimal-apr"](take, risk, 0.03, 0.8, 0.1825, 0.1825)
    assert round(best["apr"], 3) == 0.149 and held["apr"] == 0.1825
    assert [round(30_000 * one["profit"]) for one in (best, held, truth)] == [640, 852, 621]
    assert round(30_000 * (best["profit"] - truth["profit"]), 1) == 19.3
    assert round(30_000 * (held["profit"] - truth["profit"])) == 231


def test_the_duel(tasks) -> None:
    def profit(ours: float, theirs: float) -> float:
        return (ours - 60) * (600 - 3 * ours + 1.5 * theirs) / 1_000

    duel = tasks["pricing-equilibrium"]([600, 900], [3, 3.5], [1.5, 1.2], [60, 50])
    assert [round(fee) for fee in duel["fees"]] == [176, 184]
    assert round(duel["profits"][0] / 1_000, 1) == 40.3
    assert round(profit(240, 240), 1) == 43.2 and round(profit(190, 240), 1) == 50.7


def test_the_ranking(tasks, lesson) -> None:
    table = tasks["rank-options"](lesson["segments"], lesson["weights"]).set_index("option")
    assert round(table.loc["family households", "score"], 2) == 3.9
    assert round(table.loc["small business", "score"], 2) == 3.8
    assert table.loc["family households", "wins"] == 3 and table.loc["small business", "wins"] == 1
    # Families and small business tie where 23/6 + w/6 = 3 + 2 w.
    assert round((5 / 6) / (11 / 6), 2) == 0.45
