"""Notebook 03: the numbers that story and memo print follow from the bank's tables."""

import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

from course.bank import (
    load_applications,
    load_conjoint,
    load_customers,
    load_segment_spend,
    load_survey,
    load_uci_cards,
)

NUMBER = "03"


# The story and the reference memo print these numbers; they follow from the bank's tables.


def test_story_spend(references) -> None:
    split = references(NUMBER)["standardised-mix"](load_segment_spend(), 2024, 2025)
    printed = {
        "crude_base": 55_968,
        "crude_current": 53_717,
        "standardised": 58_177,
        "rate_effect": 2_209,
        "mix_effect": -4_460,
    }
    assert {key: round(value) for key, value in split.items()} == printed


def test_story_survey(references) -> None:
    survey, customers = load_survey(), load_customers().query("has_card")
    bands = pd.cut(2025 - customers["birth_year"], [20, 29, 39, 49, 120], right=True)
    names = bands.cat.rename_categories(["21-29", "30-39", "40-49", "50+"]).astype(str)
    strata = names + customers["city_tier"].astype(str)
    asked = survey["age_band"].astype(str) + survey["city_tier"].astype(str)
    responses = pd.DataFrame({"stratum": asked, "answer": survey["wants_instalments"]})
    found = references(NUMBER)["survey-share"](responses, strata.value_counts().to_dict())
    assert round(survey["wants_instalments"].mean(), 3) == 0.519
    assert [round(found[key], 3) for key in ("share", "low", "high")] == [0.430, 0.399, 0.461]
    assert (survey["age_band"] == "50+").sum() == 28


def test_story_conjoint(references) -> None:
    worth = references(NUMBER)["conjoint-partworths"](
        load_conjoint(), ["reward_rate", "lounge"], "fee_cny"
    ).set_index("attribute")["willingness_to_pay_cny"]
    assert round(worth["lounge"]) == 163
    assert round(worth["reward_rate"] / 100) == 238


def test_story_channels(references) -> None:
    funnel, drawn = references(NUMBER)["activation-funnel"], pd.Timestamp(2023, 12, 31)
    used = {
        channel: round(funnel(rows, drawn)["cumulative_rate"].iloc[-1], 2)
        for channel, rows in load_applications().groupby("channel", observed=True)
    }
    assert used == {"branch": 0.58, "app": 0.57, "web": 0.53, "partner": 0.43, "telesales": 0.37}


def test_story_groups() -> None:
    """The three groups of the real accounts, within rounding and a few accounts on the borders."""
    cards = load_uci_cards()
    last_bill = cards["bill_2_twd"].where(cards["bill_2_twd"] > 0)
    habits = pd.DataFrame(
        {
            "limit": cards["limit_twd"],
            "utilisation": (cards["bill_1_twd"] / cards["limit_twd"]).clip(0, 1.2),
            "repaid": (cards["paid_1_twd"] / last_bill).clip(0, 1).fillna(1.0),
        }
    )
    scaled = StandardScaler().fit_transform(habits)
    groups = KMeans(3, n_init=5, random_state=0).fit(scaled).labels_
    told = habits.assign(default=cards["default_next_month"]).groupby(groups).mean()
    told["accounts"] = pd.Series(groups).value_counts()
    told = told.sort_values("accounts", ascending=False)
    assert told["accounts"].tolist() == pytest.approx([13_402, 10_545, 6_053], abs=60)
    assert told["limit"].tolist() == pytest.approx([79_500, 217_500, 275_200], rel=0.01)
    assert told["utilisation"].tolist() == pytest.approx([0.76, 0.04, 0.33], abs=0.01)
    assert told["repaid"].tolist() == pytest.approx([0.09, 0.98, 0.10], abs=0.01)
    assert told["default"].tolist() == pytest.approx([0.291, 0.169, 0.158], abs=0.002)

    raw = KMeans(3, n_init=5, random_state=0).fit(habits)
    middle = raw.cluster_centers_[:, 0].argsort()[1]
    full_payers = groups == told.index[1]
    assert full_payers[raw.labels_ == middle].mean() == pytest.approx(0.5, abs=0.03)
