"""Notebook 01: the numbers that its story and memo print follow from the bank's tables."""

import numpy as np
import pandas as pd
import pytest

from course.bank import load_card_features, load_card_rewards, load_cards, load_market

# The profiles of the notebook: purchases, spend abroad, spend by category.
CATEGORIES = [
    *["groceries", "dining", "online shopping", "transport", "fuel"],
    *["apparel", "health", "education", "travel"],
]
HABITS = {"steady": (58, 0.0), "heavy": (60, 10_000.0)}
SPEND = pd.DataFrame(
    {
        "steady": [9, 9, 11, 3, 4, 5, 4, 5, 5],
        "heavy": [30, 27, 36, 10, 12, 14, 13, 16, 18],
    },
    index=CATEGORIES,
).mul(1_000.0)
PRINTED = {  # card, profile: value in CNY a year, place
    ("Kite Five", "heavy"): (796, 6),
    ("Lantern Air", "heavy"): (1_308, 3),
    ("Plum Titanium", "heavy"): (1_700, 1),
    ("Kite Five", "steady"): (790, 1),
    ("Lantern Air", "steady"): (400, 7),
}


@pytest.fixture(scope="module")
def tasks(references):
    return references("01")


def values(tasks, capped: bool = True) -> pd.DataFrame:
    cards, rewards = load_cards(), load_card_rewards()
    rows = []
    for profile, (purchases, abroad) in HABITS.items():
        for _, card in cards[cards["card_type"] != "business"].iterrows():
            terms = rewards[rewards["card_id"] == card["card_id"]]
            terms = terms if capped else terms.assign(yearly_cap_cny=np.nan)
            value = tasks["net-cardholder-value"](card, terms, SPEND[profile], purchases, abroad)
            rows.append((profile, card["card_id"], card["card_name"], value))
    return pd.DataFrame(rows, columns=["profile", "card_id", "card_name", "value_cny"])


def test_values_and_places(tasks) -> None:
    table = values(tasks)
    ranks = tasks["rank-cards"](table[["profile", "card_id", "value_cny"]], load_cards())
    found = table.merge(ranks, on=["profile", "card_id"]).set_index(["card_name", "profile"])
    for key, (value, place) in PRINTED.items():
        assert round(found.loc[key, "value_cny"]) == value
        assert found.loc[key, "rank"] == place


def test_the_slide_ignores_the_caps(tasks) -> None:
    slide = values(tasks, capped=False).set_index(["card_name", "profile"])["value_cny"]
    assert round(slide["Kite Five", "heavy"]) == 3_226
    assert round(slide["Lantern Air", "heavy"]) == 1_308


@pytest.mark.parametrize(
    ("profile", "rewards", "fees", "printed"),
    [
        ("heavy", 3_376, 150, -2_292),  # without a cap
        ("heavy", 946, 150, -105),  # Kite Five's caps
        ("heavy", 1_308, 0, -581),  # Lantern Air
        ("steady", 790, 0, 705),  # Kite Five's caps
        ("steady", 400, 0, 1_056),  # Lantern Air
    ],
)
def test_contribution(tasks, profile: str, rewards: float, fees: float, printed: int) -> None:
    owed, revolving, loss = {"heavy": (18_000, 4_000, 0.012), "steady": (15_500, 12_500, 0.03)}[
        profile
    ]
    spend = SPEND[profile].sum()
    account = pd.Series(
        {
            "spend_cny": spend,
            "fees_cny": fees,
            "operating_cost_cny": 260,
            "average_balance_cny": owed,
            "revolving_balance_cny": revolving,
            "merchant_discount_rate": 0.006,
            "interchange_rate": 0.0045,
            "reward_rate": rewards / spend,
            "reward_cap_cny": np.nan,
            "redemption_rate": 0.9,
            "annual_rate": 0.1825,
            "funding_rate": 0.025,
            "loss_rate": loss,
        }
    )
    assert round(tasks["account-economics"](account)["contribution"]) == printed


def test_market(tasks) -> None:
    market = load_market()
    last = market[market["quarter"] == "2025Q4"].set_index("issuer")["spend_bn_cny"]
    named, rest = last.drop("Others"), last["Others"]
    index = tasks["herfindahl-index"]
    pair = ("Stone Bridge Bank", "Nine Hills Bank")
    readings = index(named, rest), index(named), index(last), index(named, rest, pair)
    assert [round(reading) for reading in readings] == [545, 1_988, 2_813, 729]
    shares = tasks["market-shares"](market, "spend_bn_cny").set_index(["issuer", "quarter"])
    assert round(shares["share"]["Lantern Bank", "2025Q4"], 3) == 0.029


def test_growth_and_gaps(tasks) -> None:
    ours = load_market().query("issuer == 'Lantern Bank'")
    years = ours.groupby(ours["quarter"].str[:4]).agg(
        cards=("cards_m", "mean"),
        active_cards=("active_cards_m", "mean"),
        spend_cny=("spend_bn_cny", "sum"),
    )
    found = tasks["growth-decomposition"](years.loc["2023"], years.loc["2025"], 2)
    parts = found[["change", "from_cards", "from_spend_per_card"]]
    assert list(parts.round(1)) == [-44.5, -60.1, 16.5]
    for card, share in [("LB4", 1.0), ("LB1", 0.75), ("LB2", 0.75), ("LB3", 0.75)]:
        first = tasks["feature-gaps"](load_card_features(), load_cards(), card).iloc[0]
        assert (first["feature"], first["rival_share"]) == ("instant card number", share)
