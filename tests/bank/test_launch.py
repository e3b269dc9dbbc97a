"""The capstone's data: a pilot set to the proposal, and three planted problems of known size."""

import numpy as np
import pandas as pd
import pytest

from course.bank.world import launch
from course.bank.world.launch import draw_accounts, draw_pilot, draw_rewards, planted

Bank = dict[str, pd.DataFrame]
EDGES = [580, 600, 620, 640, 660, 10_000]


def stability(accounts: pd.DataFrame) -> pd.Series:
    """PSI of each month against the first six."""
    bands = pd.cut(accounts["score"], EDGES, right=False)
    shares = pd.crosstab(accounts["month"], bands, normalize="index")
    usual = shares.loc[:6].mean()
    return ((shares - usual) * np.log(shares / usual)).sum(axis=1)


def excess(accounts: pd.DataFrame) -> pd.Series:
    """Fraud loss beyond the rate of the other channels."""
    sums = accounts.groupby("channel", observed=True)["fraud_loss_cny"].agg(["sum", "size"])
    others = sums.sum() - sums
    return sums["sum"] - sums["size"] * others["sum"] / others["size"]


def too_much(rewards: pd.DataFrame) -> pd.Series:
    return rewards["reward_cny"] - rewards["spend_cny"] * rewards["contract_rate"]


def approved(pilot: pd.DataFrame) -> pd.DataFrame:
    return pilot[pilot["score"] >= launch.PROPOSED_CUTOFF]


def test_the_pilot_stands_at_the_proposal(shipped: Bank) -> None:
    rows = approved(shipped["launch_pilot"])
    assert len(rows) == 0.8 * len(shipped["launch_pilot"])
    assert rows["activated"].mean() == 0.75
    means = rows[rows["activated"] == 1][["spend_cny", "receivable_cny", "revolving_cny"]].mean()
    assert means.to_numpy() == pytest.approx([2_500, 11_000, 4_200], abs=0.01)


def test_the_proposed_loss_rate_is_the_pilots(shipped: Bank) -> None:
    rows = approved(shipped["launch_pilot"])
    share = rows["receivable_cny"] @ rows["default_12m"] / rows["receivable_cny"].sum()
    terms = shipped["launch_terms"].set_index("name")["value"]
    assert share * terms["loss_given_default"] == pytest.approx(0.036, abs=1e-5)


def test_cards_not_activated_owe_nothing(shipped: Bank) -> None:
    idle = shipped["launch_pilot"].query("activated == 0")
    owed = idle[["spend_cny", "receivable_cny", "revolving_cny", "default_12m"]]
    assert (owed == 0).all(axis=None)


def test_the_price_test_shows_adverse_selection(shipped: Bank) -> None:
    test = shipped["launch_price_test"]
    assert (test["applied"] / test["invited"]).is_monotonic_decreasing
    assert test["loss_rate"].is_monotonic_increasing


def test_tasks_name_known_tasks(shipped: Bank) -> None:
    tasks = shipped["launch_tasks"]
    before = tasks["after"].dropna().str.split("; ").explode()
    assert set(before) <= set(tasks["task"])
    assert (tasks["shortest_weeks"] <= tasks["weeks"]).all()


def test_the_population_shifts_when_planted(shipped: Bank) -> None:
    psi = stability(shipped["launch_accounts"])
    assert psi.loc[: launch.SHIFT_FROM - 1].max() < 0.02
    assert psi.loc[launch.SHIFT_FROM :].min() > 0.4


def test_fraud_sits_in_the_planted_channel(shipped: Bank) -> None:
    accounts = shipped["launch_accounts"]
    truth = planted(accounts, shipped["launch_rewards"])
    found = excess(accounts)
    assert found.idxmax() == truth["fraud_channel"] and (found.drop(found.idxmax()) < 0).all()
    assert accounts.groupby("channel", observed=True)["fraud_loss_cny"].sum().idxmax() == "app"


def test_rewards_leak_where_and_when_planted(shipped: Bank) -> None:
    rewards = shipped["launch_rewards"]
    truth = planted(shipped["launch_accounts"], rewards)
    over = too_much(rewards)
    leaking = rewards[over > 1]
    assert set(leaking["category"]) == {truth["leak_category"]}
    assert leaking["month"].min() == truth["leak_from"]
    assert over.sum() == pytest.approx(truth["leak_cny"], abs=1)


@pytest.mark.parametrize("seed", range(1, 6))
def test_other_worlds_hold_the_same_problems(seed: int) -> None:
    accounts, rewards = draw_accounts(seed), draw_rewards(seed)
    truth = planted(accounts, rewards)
    assert excess(accounts).idxmax() == truth["fraud_channel"]
    assert (stability(accounts).loc[7:] > 0.25).all()
    assert too_much(rewards).sum() == pytest.approx(truth["leak_cny"], abs=1)
    assert approved(draw_pilot(seed))["activated"].mean() == pytest.approx(0.75, abs=1e-3)


def test_a_year_without_problems_looks_quiet(shipped: Bank) -> None:
    """The tests above can fail: the first months alone show no shift and no leak."""
    early = shipped["launch_accounts"].query("month < 4")
    bands = pd.cut(early["score"], EDGES, right=False)
    shares = pd.crosstab(early["month"], bands, normalize="index")
    assert (shares.max() - shares.min()).max() < 0.06
    assert excess(early)[launch.FRAUD_CHANNEL] < 0.3 * excess(shipped["launch_accounts"]).max()
    assert too_much(shipped["launch_rewards"].query("month < 6")).abs().max() < 0.01
