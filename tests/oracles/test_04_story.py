"""Notebook 04: the numbers that its story and memo print follow from the bank's tables."""

import heapq

import numpy as np
import pandas as pd
import pytest

from course.bank import load_accounts, load_calls, load_complaints, load_statements, load_survey

WAGE, LATE, VALUE = 60.0, 5.40, 900.0
ONE_IN = 25


@pytest.fixture(scope="module")
def tasks(references):
    return references("04")


@pytest.fixture(scope="module")
def calls() -> pd.DataFrame:
    table = load_calls()
    minutes = pd.to_timedelta(table["minute_of_day"], unit="min")
    return table.assign(
        hour=table["minute_of_day"] // 60, contacted_at=table["called_on"] + minutes
    )


@pytest.fixture(scope="module")
def complaints() -> pd.DataFrame:
    table = load_complaints()
    return table.assign(days=(table["resolved_on"] - table["received_on"]).dt.days)


@pytest.fixture(scope="module")
def forecast(calls) -> pd.Series:
    shape = calls.groupby("hour").size()
    return (shape / shape.max() * 200).round()


def plan(tasks, calls: pd.Series) -> pd.DataFrame:
    hours = pd.DataFrame({"hour": calls.index, "calls": calls.to_numpy(), "handle_s": 180.0})
    return tasks["staffing-plan"](hours, 0.80, 20.0, 0.30).set_index("hour")


def late_calls(forecast: pd.Series, agents: dict[int, int], days: int) -> float:
    """Play whole days; an agent whose shift ends finishes the call."""
    rng = np.random.default_rng(48)
    late = 0
    for _ in range(days):
        busy: list[float] = []
        for hour, expected in forecast.items():
            while len(busy) > agents[hour]:
                busy.remove(min(busy))
            busy += [hour * 60.0] * (agents[hour] - len(busy))
            heapq.heapify(busy)
            for moment in np.sort(hour * 60 + 60 * rng.random(rng.poisson(expected))):
                start = max(moment, busy[0])
                heapq.heapreplace(busy, start + rng.exponential(3))
                late += start - moment > 1 / 3
    return late / days


def test_the_bank_and_its_sample(complaints) -> None:
    assert load_accounts()["customer_id"].nunique() * ONE_IN == 50_000
    assert len(complaints) * ONE_IN == 14_125


def test_busiest_hour(tasks) -> None:
    level = {c: tasks["erlang-c"](200.0, 180.0, c, 20.0) for c in (11, 13, 14)}
    assert [round(level[c]["service_level"], 3) for c in (11, 13, 14)] == [0.390, 0.796, 0.888]
    assert round(level[11]["average_wait_s"] / 60) == 2
    assert round(level[14]["average_wait_s"], 1) == 7.8
    assert round(1 - level[14]["occupancy"], 2) == 0.29
    more_late = 200 * (level[14]["service_level"] - level[11]["service_level"])
    assert round(more_late) == 100 and round(more_late * LATE) == 539
    paid = [np.ceil(round(agents / 0.7, 9)) for agents in (11, 14)]
    assert paid == [16, 20] and (20 - 16) * WAGE == 240


def test_the_average_hour(tasks, forecast) -> None:
    assert (forecast.sum(), round(forecast.mean(), 1)) == (1_785, 127.5)
    by_hour = plan(tasks, forecast)
    assert (by_hour["agents"].sum(), by_hour["paid"].sum()) == (132, 195)
    assert (by_hour["agents"].min(), by_hour["agents"].max()) == (2, 14)
    average = plan(tasks, pd.Series([forecast.mean()])).iloc[0]
    assert average["agents"] == 9 and 14 * average["agents"] == 126 and 14 * average["paid"] == 182
    assert (195 - 182) * WAGE == 780
    # The standard deviation of a day's late calls is 170 and 75; 100 days make it 17 and 8.
    flat = late_calls(forecast, dict.fromkeys(forecast.index, 9), 100)
    planned = late_calls(forecast, dict(by_hour["agents"]), 100)
    assert abs(flat - 1_150) < 60 and abs(planned - 240) < 25
    cost = ((flat - planned) * LATE - 780) * 365 / 1e6
    assert abs(cost - 1.5) < 0.1
    assert abs(780 / (flat - planned) - 0.87) < 0.06


def test_satisfaction_and_promises(tasks, calls, complaints) -> None:
    survey = load_survey()["recommend"]
    result = tasks["net-promoter-score"](survey)
    assert [round(result[key]) for key in ("nps", "low", "high")] == [-9, -13, -5]
    assert round(survey.mean(), 1) == 7.1
    rewards = complaints[
        (complaints["received_on"] < "2025-11-01") & (complaints["cause"] == "rewards")
    ]
    assert round((rewards["days"] > 15).mean(), 1) == 0.3
    days = complaints.groupby("cause", observed=True)["days"].mean()
    assert round(days["fraud"]) == 9 and round(days["fraud"] / days["app"]) == 3
    contacts = calls[["customer_id", "reason", "contacted_at"]]
    judged = tasks["first-contact-resolution"](contacts, pd.Timestamp("2026-01-01"), 7)
    assert round(judged, 2) == 0.71
    everything = tasks["first-contact-resolution"](contacts, pd.Timestamp("2026-01-08"), 7)
    assert round(100 * (everything - judged)) == 1
    point = len(calls) * ONE_IN * 365 / 92 / 100
    handle = calls.loc[calls["answered"] == 1, "handle_s"].mean()
    assert round(point, -2) == 6_600 and round(handle * WAGE / 3_600 / 0.7) == 6


def test_unsettled_calls(calls) -> None:
    lost = calls[calls["resolved"] == 0].groupby("reason", observed=True)["handle_s"].sum()
    assert round(lost[["dispute", "rewards"]].sum() / lost.sum(), 2) == 0.80
    cost = lost * WAGE / 3_600 / 0.7 * ONE_IN * 365 / 92
    assert round(cost["dispute"], -3) == 533_000 and round(cost["rewards"], -3) == 337_000


def test_late_fees(tasks, complaints) -> None:
    accounts, statements = load_accounts(), load_statements()
    fined = statements.loc[statements["fees_cny"] > 0, "account_id"]
    customers = pd.DataFrame({"customer_id": accounts["customer_id"].unique()})
    fined = accounts.loc[accounts["account_id"].isin(fined), "customer_id"]
    angry = complaints.loc[complaints["cause"] == "fees", "customer_id"]
    # The task's words for another question: who paid a late fee, who complained about fees.
    customers["complained"] = customers["customer_id"].isin(fined).astype(int)
    customers["left"] = customers["customer_id"].isin(angry).astype(int)
    result = tasks["complaint-risk-ratio"](customers)
    assert [round(result[key], 4) for key in ("complainers", "others")] == [0.0818, 0.0410]
    assert [round(result[key], 2) for key in ("risk_ratio", "low", "high")] == [1.99, 1.38, 2.88]


def test_which_cause_first(tasks, complaints) -> None:
    counts = complaints.groupby("cause", observed=True).agg(
        complaints=("complaint_id", "size"), customers=("customer_id", "nunique")
    )
    counts = counts * ONE_IN
    assert counts["complaints"].idxmax() == "rewards"
    estimates = pd.DataFrame(
        [
            ("rewards", 45, 0.010, 0.5, 400_000),
            ("app", 40, 0.020, 0.4, 250_000),
            ("fees", 60, 0.074, 0.5, 120_000),
            ("fraud", 220, 0.140, 0.3, 180_000),
            ("limit", 50, 0.030, 0.3, 40_000),
            ("card delivery", 70, 0.050, 0.8, 60_000),
            ("collections", 150, 0.060, 0.2, 90_000),
        ],
        columns=["cause", "handling_cost", "extra_churn", "avoidable", "fix_cost"],
    )
    yearly = estimates.merge(counts.reset_index().astype({"cause": "str"}), on="cause")
    result = tasks["rank-fixes"](yearly, VALUE).set_index("cause").sort_values("rank")
    assert list(result.index[:2]) == ["fees", "card delivery"]
    profit = result["profit"].round(-3)
    assert (profit["fees"], profit["card delivery"]) == (55_000, 38_000)
    assert (profit["rewards"], profit["fraud"]) == (-302_000, -42_000)
    assert (result["profit"] > 0).sum() == 2
    assert round(result["saving"]["rewards"], -3) == 98_000
    assert round(result["saving"]["fees"], -3) == 175_000
    whole = tasks["rank-fixes"](yearly.assign(avoidable=1.0), VALUE).set_index("cause")["saving"]
    assert round(120_000 / whole["fees"], 2) == 0.34
    assert round(whole["fraud"] / whole.sum(), 2) == 0.29 and whole.idxmax() == "fraud"


def test_prices_of_the_mistakes(tasks) -> None:
    # Two scores of 400 answers: the chance of a rise by three points when nothing changes.
    from scipy.stats import norm

    error = 100 * ((0.46 + 0.18 - 0.28**2) / 400) ** 0.5 * 2**0.5
    assert round(error, 1) == 5.3
    assert round(norm.sf(3 / error), 2) == 0.29 and round(norm.sf(3 / error) * 200, 0) == 57
    odds = 48 * 4_390 / (352 * 210)
    invented = 10_000 * 210 / 4_600 * (odds - 0.12 * 4_600 / 210)
    assert round(invented) == 101 and round(invented * VALUE, -3) == 91_000
    assert round(0.08 * VALUE * 53 * ONE_IN) == 95_400
