"""Oracles for the features that most rivals have and we lack."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle

COLUMNS = ["card_id", "issuer", "card_type", "cards_in_force"]
NAMES = ["wallet", "lounge", "insurance", "app", "virtual", "concierge"]


def random_cards(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ten cards of three issuers and two types; features with repetitions, in no order."""
    rng = np.random.default_rng(seed)
    cards = pd.DataFrame(
        [
            (f"K{n}", f"bank {n % 3}", "business" if n % 5 == 4 else "consumer", 100 * (n + 1))
            for n in range(10)
        ],
        columns=COLUMNS,
    )
    rows = [
        (card, feature)
        for card in cards["card_id"]
        for feature in NAMES
        for _ in range(int(rng.choice([0, 1, 1, 2])))
        if card != "K7"  # a card without features
    ]
    features = pd.DataFrame(rows, columns=["card_id", "feature"])
    return features.sample(frac=1, random_state=seed), cards.sample(frac=1, random_state=seed)


def by_counting(gaps_of: Function) -> None:
    """Ask every rival, feature by feature, with exact fractions; compare row by row, in order."""
    for seed in range(25):
        features, cards = random_cards(seed)
        has = set(zip(features["card_id"], features["feature"], strict=True))
        about = {row["card_id"]: row for row in cards.to_dict("records")}
        for ours, least in [("K0", 0.5), ("K4", 0.5), ("K7", 0.75), ("K3", 1.0)]:
            rivals = [
                card
                for card, row in about.items()
                if row["issuer"] != about[ours]["issuer"]
                and row["card_type"] == about[ours]["card_type"]
            ]
            everybody = sum(about[card]["cards_in_force"] for card in rivals)
            expected = []
            for name in NAMES:
                having = [card for card in rivals if (card, name) in has]
                share = Fraction(len(having), len(rivals))
                reach = Fraction(sum(about[card]["cards_in_force"] for card in having), everybody)
                if share >= Fraction(least) and (ours, name) not in has:
                    expected.append((-share, -reach, name))
            found = gaps_of(features, cards, ours, least)
            assert list(found["feature"]) == [name for _, _, name in sorted(expected)]
            for row, (share, reach, _) in zip(found.itertuples(), sorted(expected), strict=True):
                assert abs(row.rival_share + float(share)) < 1e-12
                assert abs(row.reach + float(reach)) < 1e-12


def by_hand(gaps_of: Function) -> None:
    """Two rivals with 100 and 300 cards in force: one feature at both, one at the larger one."""
    cards = pd.DataFrame(
        [("us", "L", "co-brand", 5), ("r1", "R", "co-brand", 100), ("r2", "S", "co-brand", 300)],
        columns=COLUMNS,
    )
    pairs = [("r1", "wallet"), ("r2", "wallet"), ("r2", "lounge"), ("us", "app"), ("r1", "app")]
    features = pd.DataFrame(pairs, columns=["card_id", "feature"])
    found = gaps_of(features, cards, "us")
    assert list(found["feature"]) == ["wallet", "lounge"]
    assert list(found["rival_share"]) == [1.0, 0.5]
    assert list(found["reach"]) == [1.0, 0.75]
    assert list(gaps_of(features, cards, "us", 0.51)["feature"]) == ["wallet"]
    everything = pd.concat([features, pd.DataFrame([("us", "wallet")], columns=features.columns)])
    assert len(gaps_of(everything, cards, "us", 0.51)) == 0


# --- planted faults -----------------------------------------------------------------------------


def only_cards_with_features(
    features: pd.DataFrame, cards: pd.DataFrame, our_card: str, at_least: float = 0.5
) -> pd.DataFrame:
    ours = cards.set_index("card_id").loc[our_card]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    rivals = rivals[rivals["card_id"].isin(features["card_id"])]
    has = features.drop_duplicates().merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table.drop(features.loc[features["card_id"] == our_card, "feature"], errors="ignore")
    table = table[table["rival_share"] >= at_least].reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


def more_than(
    features: pd.DataFrame, cards: pd.DataFrame, our_card: str, at_least: float = 0.5
) -> pd.DataFrame:
    return only_cards_with_features(features, cards, our_card, at_least + 1e-9)


ORACLES = [
    Oracle("feature-gaps", by_counting, fault=only_cards_with_features),
    Oracle("feature-gaps", by_hand, fault=more_than),
]
