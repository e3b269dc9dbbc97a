"""What the synthetic world is built to teach, and that its truth can be found again."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from course.bank.generator import build_new_business
from course.bank.world import research
from course.bank.world.applications import draw_applications
from course.bank.world.campaign import draw_campaign, true_effect

Bank = dict[str, pd.DataFrame]
Z = 1.959964


def gini(bad: pd.Series, score: pd.Series) -> float:
    return 2 * roc_auc_score(bad, -score) - 1


def booked(bank: Bank) -> pd.DataFrame:
    return bank["applications"].dropna(subset="default_12m")


# Applications and performance.


def test_the_score_ranks_the_booked_well_but_not_perfectly(shipped: Bank) -> None:
    rows = booked(shipped)
    assert 0.40 < gini(rows["default_12m"], rows["score"]) < 0.55
    assert 0.03 < rows["default_12m"].mean() < 0.04
    shuffled = rows["score"].sample(frac=1, random_state=1).to_numpy()
    assert abs(gini(rows["default_12m"], shuffled)) < 0.1  # no score, no Gini


def test_defaults_follow_the_latent_risk_which_the_score_sees_only_in_part(shipped: Bank) -> None:
    """The seed of the shipped tables gives their latent risk back; it ranks better than a score."""
    world = draw_applications()
    assert (world["application_id"] == shipped["applications"]["application_id"]).all()
    assert (world["score"] == shipped["applications"]["score"]).all()
    rows = booked(shipped)
    latent = gini(rows["default_12m"], -world.loc[rows.index, "risk"])
    assert latent > gini(rows["default_12m"], rows["score"]) + 0.05


def test_applicants_stand_at_the_published_figures(shipped: Bank) -> None:
    """UCI dataset 350: 60.4 % women, mean age 35.5; within three standard errors."""
    rows = shipped["applications"]
    error = np.sqrt(0.604 * 0.396 / len(rows))
    assert (rows["sex"] == "female").mean() == pytest.approx(0.604, abs=3 * error)
    grown = rows[rows["employment"] != "student"]
    assert grown["age"].mean() == pytest.approx(35.5, abs=3 * 9.2 / np.sqrt(len(grown)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 6))
def test_other_worlds_have_the_same_risk(seed: int) -> None:
    rows = booked(build_new_business(seed))
    assert 0.37 < gini(rows["default_12m"], rows["score"]) < 0.56
    assert 0.028 < rows["default_12m"].mean() < 0.045


def test_one_vintage_is_visibly_worse(shipped: Bank) -> None:
    rows = shipped["performance"]
    early = rows[rows["months_on_book"] == 12]
    bad = (early["bucket"] >= 4).groupby(early["opened_on"].dt.to_period("Q")).mean()
    assert bad.idxmax() == pd.Period("2023Q2")
    assert bad.max() > 1.8 * bad.drop(bad.idxmax()).max()


def test_the_bad_vintage_looked_good_at_the_door(shipped: Bank) -> None:
    rows = booked(shipped)
    score = rows.groupby(rows["activated_on"].dt.to_period("Q"))["score"].mean()
    assert score.max() - score.min() < 3


# Campaign.


def margins(campaign: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    test = campaign["arm"] == "test"
    return campaign.loc[test, "margin_cny"], campaign.loc[~test, "margin_cny"]


def effect(campaign: pd.DataFrame) -> tuple[float, float]:
    """Added margin per person called, and its standard error."""
    test, control = margins(campaign)
    error = np.sqrt(test.var() / len(test) + control.var() / len(control))
    return test.mean() - control.mean(), error


def test_gross_response_pays_and_the_increment_does_not(shipped: Bank) -> None:
    campaign = shipped["campaign"]
    test, _ = margins(campaign)
    cost = campaign["contact_cost_cny"].sum()
    added, error = effect(campaign)
    assert test.sum() / cost - 1 == pytest.approx(0.31, abs=0.02)
    assert (added + Z * error) / 12 - 1 < 0  # surely a loss
    assert added - Z * error > 0  # surely an effect


def test_some_people_are_worth_a_call() -> None:
    """In truth: one decile of the response score and one segment; the top decile breaks even."""
    world = draw_campaign()
    gain = (world["takes_if_called"] - world["takes_alone"]) * world["margin_if_taken_cny"] - 12
    decile = 10 - pd.qcut(world["response_score"].rank(method="first"), 10, labels=False)
    by_decile = gain.groupby(decile).mean()
    assert by_decile.idxmax() == 2
    assert by_decile[2] > 8
    assert abs(by_decile[1]) < 2
    assert (by_decile.loc[3:] < -10).all()
    by_segment = gain.groupby(world["segment"]).mean()
    assert by_segment.idxmax() == "new to the city"
    assert (by_segment > 0).sum() == 1
    dogs = world["kind"] == "sleeping dog"
    assert gain[dogs].mean() < -12


def test_the_shipped_deciles_show_it(shipped: Bank) -> None:
    rows = shipped["campaign"]
    decile = 10 - pd.qcut(rows["response_score"].rank(method="first"), 10, labels=False)
    mean = rows.groupby([decile, "arm"], observed=True)["margin_cny"].mean().unstack()
    gain = mean["test"] - mean["control"] - 12
    assert gain.idxmax() == 2
    assert gain[2] > 0
    assert gain[1] < gain[2]


@pytest.mark.slow
def test_the_true_effect_is_recovered_in_other_worlds() -> None:
    """In at least 93 of 100 worlds the 95 % interval holds the truth; gross response never does."""
    held, fooled = 0, 0
    for seed in range(1, 101):
        world = draw_campaign(seed)
        added, error = effect(world)
        held += abs(added - true_effect(world)) <= Z * error
        fooled += margins(world)[0].mean() - Z * error <= true_effect(world)
    assert held >= 93
    assert fooled == 0


def test_converting_channels_differ_from_closing_ones(shipped: Bank) -> None:
    rows = shipped["journeys"]
    assert 0.08 < rows.groupby("journey_id")["converted"].first().mean() < 0.16
    sold = rows[rows["converted"] == 1]
    last = sold.groupby("journey_id")["channel"].last().value_counts(normalize=True)
    touched = sold["channel"].value_counts(normalize=True)
    assert last["social"] < touched["social"] / 2  # social opens journeys, others close them


# Survey and segments.


def cells(customers: pd.DataFrame) -> pd.Series:
    age = 2025 - customers["birth_year"]
    band = pd.cut(age, [0, 29, 39, 49, 120], labels=list(research.AGE_BANDS)).astype(str)
    return pd.DataFrame({"age_band": band, "city_tier": customers["city_tier"]}).value_counts(
        normalize=True
    )


def cardholders(bank: Bank) -> pd.DataFrame:
    return bank["customers"][bank["customers"]["has_card"]]


def weighted_share(survey: pd.DataFrame, population: pd.Series) -> tuple[float, float]:
    """Post-stratified share of those who want instalments, and its standard error."""
    answers = survey.groupby(["age_band", "city_tier"], observed=True)["wants_instalments"]
    share, number = answers.mean(), answers.size()
    weight = population.reindex(share.index)
    variance = (weight**2 * share * (1 - share) / (number - 1)).sum()
    return float((weight * share).sum()), float(np.sqrt(variance))


def test_weighting_the_survey_matters(shipped: Bank) -> None:
    asked = cardholders(shipped)
    truth = research.true_wants_instalments(asked)
    share, error = weighted_share(shipped["survey"], cells(asked))
    assert abs(share - truth) <= Z * error
    assert shipped["survey"]["wants_instalments"].mean() > truth + 0.05


@pytest.mark.slow
def test_the_weighted_share_is_recovered_in_other_worlds(shipped: Bank) -> None:
    customers = cardholders(shipped)
    truth, population = research.true_wants_instalments(customers), cells(customers)
    held = 0
    for seed in range(1, 101):
        share, error = weighted_share(research.draw_survey(customers, seed), population)
        held += abs(share - truth) <= Z * error
    assert held >= 93


def test_the_conjoint_gives_the_worth_of_a_lounge_back(shipped: Bank) -> None:
    """By least squares on the chosen card: about 225 CNY a point of reward, 150 a lounge."""
    rows = shipped["conjoint"]
    ones = np.ones(len(rows))
    design = np.column_stack([ones, rows["fee_cny"], rows["reward_rate"] * 100, rows["lounge"]])
    _, fee, reward, lounge = np.linalg.lstsq(design, rows["chosen"], rcond=None)[0]
    assert -reward / fee == pytest.approx(225, abs=40)
    assert -lounge / fee == pytest.approx(150, abs=40)


def test_every_segment_rises_and_the_total_falls(shipped: Bank) -> None:
    rows = shipped["segment_spend"]
    spend = rows.pivot(index="segment", columns="period", values="spend_per_account_cny")
    assert (spend[2025] > spend[2024]).all()
    total = (rows["accounts"] * rows["spend_per_account_cny"]).groupby(rows["period"]).sum()
    total /= rows.groupby("period")["accounts"].sum()
    assert total[2025] < 0.97 * total[2024]


# Service.


def test_late_fees_bring_complaints(shipped: Bank) -> None:
    bills = shipped["statements"].merge(shipped["accounts"][["account_id", "customer_id"]])
    charged = set(bills.loc[bills["fees_cny"] > 0, "customer_id"])
    told = shipped["complaints"]["customer_id"].isin(charged).sum() / len(charged)
    quiet = len(cardholders(shipped)) - len(charged)
    untold = (~shipped["complaints"]["customer_id"].isin(charged)).sum() / quiet
    assert told > 1.2 * untold


def test_unresolved_calls_come_back(shipped: Bank) -> None:
    calls = shipped["calls"].sort_values(["customer_id", "reason", "called_on", "minute_of_day"])
    following = calls.groupby(["customer_id", "reason"], observed=True)["called_on"].shift(-1)
    soon = (following - calls["called_on"]).dt.days <= 7
    again = soon.groupby(calls["resolved"]).mean()
    assert again[0] > 0.5 > 0.3 > again[1]
