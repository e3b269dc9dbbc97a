"""Notebook 06: the numbers that its story and memo print follow from its tables and functions."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from course.bank import load_transactions
from course.press.lesson import find_lessons

CARDHOLDERS, PLAN, WHEEL = 3_000_000, 240.0, 0.60
YEAR = 12 * CARDHOLDERS


@pytest.fixture(scope="module")
def tasks(references):
    return references("06")


@pytest.fixture(scope="module")
def days() -> pd.DataFrame:
    """The table of the test's days, as it stands in the lesson."""
    (folder,) = find_lessons(Path(__file__).parents[2] / "course" / "lessons", "06")
    text = (folder / "lesson.py").read_text(encoding="utf-8")
    start = text.index("days = pd.DataFrame(")
    names: dict = {"pd": pd}
    exec(text[start : text.index("until = days.cumsum()")], names)
    return names["days"]


def counts(days: pd.DataFrame, last: int) -> list[int]:
    until = days.cumsum().loc[last]
    return [int(until[name]) for name in ("control", "control_plans", "wheel", "wheel_plans")]


def test_day_four_was_the_first_look_that_said_yes(tasks, days) -> None:
    looks = [tasks["ab-test"](*counts(days, day), 0.0025)["p_value"] for day in days.index]
    assert [day for day, p in zip(days.index, looks, strict=True) if p < 0.05] == [4]
    early = tasks["ab-test"](*counts(days, 4), 0.0025)
    assert round(early["p_value"], 3) == 0.035 and round(early["difference"], 4) == 0.0052
    assert round(YEAR * (early["difference"] * PLAN - WHEEL) / 1e6, 1) == 23.7
    assert WHEEL / PLAN == 0.0025


def test_the_whole_test(tasks, days) -> None:
    assert counts(days, 14) == [21_254, 413, 21_340, 400]
    size = tasks["sample-size-two-proportions"](0.020, 0.024, 0.05, 0.80)
    assert size == 21_109 <= 21_254
    result = tasks["ab-test"](*counts(days, 14), 0.0025)
    assert [round(result[key], 4) for key in ("difference", "low", "high")] == [
        -0.0007,
        -0.0033,
        0.0019,
    ]
    assert result["verdict"] == "stop"
    assert round(YEAR * WHEEL / 1e6, 1) == 21.6
    assert round(YEAR * (result["high"] * PLAN - WHEEL) / 1e6) == -5
    split = tasks["sample-ratio-mismatch"](21_254, 21_340, 0.5, 0.001)
    assert round(split["p_value"], 2) == 0.68 and not split["mismatch"]


def test_fourteen_looks(tasks) -> None:
    rate = tasks["peeking-false-positive-rate"](14, 200_000, 0.05, np.random.default_rng(1))
    assert round(rate, 2) == 0.22
    pocock = tasks["peeking-false-positive-rate"](5, 200_000, 0.0158, np.random.default_rng(1))
    assert abs(pocock - 0.05) < 0.002


def test_costs_of_the_other_mistakes(tasks) -> None:
    size = tasks["sample-size-two-proportions"]
    assert round(size(0.02, 0.02 * 1.004, 0.05, 0.8) / 1e6) == 48
    assert round(size(0.02, 0.02 * 1.004, 0.05, 0.8) * WHEEL / 1e6) == 29
    assert round(size(0.02, 0.024, 0.05, 0.8) * WHEEL, -3) == 13_000
    assert round(size(0.02, 0.02 + 0.2 / 240, 0.05, 0.8), -4) == 450_000  # the cheaper wheel
    sieved = (50_912 * 0.02 - 1_824 * 0.005) / 49_088 - 0.02
    assert round(sieved * 1e4, 1) == 5.6 and round(sieved * CARDHOLDERS * PLAN, -4) == 400_000
    alerts = tasks["ab-test"](50_000, 1_108, 50_000, 1_240, 0.0025)
    assert round(YEAR * (alerts["low"] * PLAN - WHEEL) / 1e6) == -15
    assert 25 * 0.01 * YEAR == 9_000_000


def test_quarters_of_the_bank() -> None:
    bought = load_transactions().query("kind == 'purchase' and transaction_date >= '2025-01-01'")
    quarter = bought["transaction_date"].dt.quarter
    spend = bought.groupby(["account_id", quarter], observed=True)["amount_cny"].sum()
    spend = spend.unstack(fill_value=0)
    assert 0.5 < np.corrcoef(spend[2], spend[3])[0, 1] ** 2 < 0.6


def test_growth_drawn_on(tasks) -> None:
    new = tasks["bass-adoption"](0.03, 0.38, 1e6, 12).set_index("year")["new_adopters"]
    growth = new[3] / new[2]
    drawn = new[3] * growth**5
    assert round(growth, 2) == 1.33 and round(drawn, -4) == 270_000
    assert round(new[8], -3) == 103_000 and round(drawn - new[8], -3) == 167_000
    assert round((drawn - new[8]) * 18 / 1e6, 1) == 3.0 and new.idxmax() == 7


def test_the_chart_of_the_plans(tasks) -> None:
    draws = np.random.default_rng(38).normal(13_850, 450, 39)
    plans = pd.Series(draws, index=range(1, 40)).round(-1)
    plans.loc[27:] -= 1_000
    calm = plans.loc[:26]
    sigma = calm.diff().abs().mean() / 1.128
    called = tasks["control-chart-signals"](plans, calm.mean(), sigma)
    assert called["position"].min() + 1 == 28
    fall = calm.mean() - plans.loc[27:].mean()
    assert round(fall, -1) == 990 and round(fall * PLAN, -3) == 237_000
    assert round(11 * fall * PLAN / 1e6, 1) == 2.6
    assert (calm.diff() < 0).sum() == 11
    assert not (abs(plans - plans.mean()) > 3 * plans.std()).any()
    assert (abs(plans - calm.mean()) > 3 * sigma).sum() == 6


def test_ideas(tasks) -> None:
    ideas = pd.DataFrame(
        {
            "idea": ["Metaverse branch", "Spending report", "Late-fee reminder"],
            "reach": [150_000, 270_000, 300_000],
            "impact": [3.0, 1.0, 0.5],
            "confidence": [0.1, 0.8, 0.9],
            "effort": [15.0, 4.0, 3.0],
        }
    )
    scores = tasks["rice-ranking"](ideas, 7.0).set_index("idea")
    assert scores["score"].round().tolist() == [54_000, 45_000, 3_000]
    assert scores["chosen"].tolist() == [True, True, False]
