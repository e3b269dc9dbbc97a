"""Notebook 09: the numbers that its story and memo print follow from the bank's tables."""

import numpy as np
import pandas as pd
import pytest

from course.bank import load_campaign, load_journeys

DEPOSITORS = 300_000


@pytest.fixture(scope="module")
def tasks(references):
    return references("09")


@pytest.fixture(scope="module")
def campaign() -> pd.DataFrame:
    table = load_campaign()
    return table.assign(high=np.where(table["response_score"] > 0.1, "high", "low"))


def counts(table: pd.DataFrame) -> list[int]:
    arms = table.groupby("arm", observed=True)["responded"].agg(["size", "sum"])
    return [int(n) for arm in ("test", "control") for n in arms.loc[arm]]


def margin(campaign: pd.DataFrame) -> float:
    return campaign.loc[campaign["responded"] == 1, "margin_cny"].mean()


def chosen(campaign: pd.DataFrame) -> pd.DataFrame:
    paying = campaign["segment"].isin(["new to the city", "family saver"])
    return campaign[paying & (campaign["high"] == "high")]


def test_the_report_and_the_truth(tasks, campaign) -> None:
    assert counts(campaign) == [30_000, 1_833, 10_000, 489]
    assert round(margin(campaign), 2) == 258.69
    arms = campaign.groupby("arm", observed=True)["margin_cny"].mean()
    assert round(arms["test"] / 12 - 1, 3) == 0.310
    assert round((arms["test"] - arms["control"]) / 12 - 1, 2) == -0.77
    assert round(DEPOSITORS * (arms["test"] - 12) / 1e6, 1) == 1.1
    assert round(DEPOSITORS * (arms["test"] - arms["control"] - 12) / 1e6, 1) == -2.8
    result = tasks["campaign-roi"](*counts(campaign), margin(campaign), 12.0, 0.0)
    assert [round(result[key], 2) for key in ("roi", "low", "high")] == [-0.74, -0.85, -0.63]
    assert round(result["cost"] / result["incremental_responders"]) == 984


def test_the_score_finds_takers_and_loses_money(tasks, campaign) -> None:
    called = campaign[campaign["arm"] == "test"].rename(columns={"response_score": "score"})
    gains = tasks["gains-table"](called)["cumulative_gain"]
    assert round(gains[1], 2) == 0.77 and round(gains[2], 2) == 0.89
    best = campaign["response_score"].rank(ascending=False, method="first") <= 4_000
    arms = campaign[best].groupby("arm", observed=True)["margin_cny"].mean()
    assert round(arms["test"] - 12) == 53
    assert round(arms["test"] - arms["control"] - 12, 2) == -1.61


def test_the_chosen_groups(tasks, campaign) -> None:
    half = chosen(campaign[np.arange(len(campaign)) % 2 == 1])
    result = tasks["campaign-roi"](*counts(half), margin(campaign), 12.0, 0.0)
    assert [round(result[key], 2) for key in ("roi", "low", "high")] == [1.93, 1.24, 2.63]
    assert round(len(half) / 20_000 * DEPOSITORS, -3) == 27_000
    both = tasks["campaign-roi"](*counts(chosen(campaign)), margin(campaign), 12.0, 0.0)
    per_card = both["cost"] / both["incremental_responders"]
    assert round(per_card) == 89
    assert tasks["payback-months"](per_card, 21.56, 0.97, 0.0, 60) == 5
    assert tasks["payback-months"](984.0, 21.56, 0.97, 0.0, 600) is None
    savers = chosen(campaign).query("segment == 'family saver'")
    alone = tasks["campaign-roi"](*counts(savers), margin(campaign), 12.0, 0.0)
    assert [round(alone[key], 2) for key in ("low", "high")] == [-0.03, 2.12]


def test_lifetime_and_channels(tasks) -> None:
    value = tasks["customer-lifetime-value"]
    assert value(258.69, 0.83, 0.1, None, "end") < 984 < value(258.69, 0.84, 0.1, None, "end")
    last, removal = (tasks["attribute"](load_journeys(), m) for m in ("last touch", "markov"))
    assert round(last["social"], 2) == 0.02 and round(removal["social"], 2) == 0.15


def test_two_thousand_calls(tasks, campaign) -> None:
    judge = campaign[np.arange(len(campaign)) % 2 == 1]
    curve = tasks["qini-curve"](judge.rename(columns={"response_score": "score"}))
    assert round(np.interp(2_000, curve["customers"], curve["incremental_responders"])) == 88
