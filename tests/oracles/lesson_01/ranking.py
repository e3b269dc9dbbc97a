"""Oracles for the ranking of cards within a profile."""

from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import pandas as pd
from oracle import Function, Oracle

FEN = Decimal("0.01")


def tournament(rank: Function) -> None:
    """Let every card play every other one; its rank is one more than the games it loses.

    Values are drawn as whole fen, some with binary noise far below a fen added, so that Decimal and
    float agree on every fen; the gap is exact to the fen (tolerance 1e-6 CNY).
    """
    rng = np.random.default_rng(102)
    for _ in range(60):
        count = int(rng.integers(1, 9))
        names = [f"card {letter}" for letter in rng.permutation(list("ABCDEFGH"))[:count]]
        fees = {name: float(rng.choice([0, 0, 300, 600])) for name in names}
        values = {
            (profile, name): int(rng.integers(-3, 4)) / 100 + float(rng.choice([0, 1e-12, -1e-12]))
            if rng.random() < 0.9
            else np.nan
            for profile in ("one", "two", "three")
            for name in names
        }
        table = pd.DataFrame(
            [(*key, value) for key, value in values.items()],
            columns=["profile", "card_id", "value_cny"],
        )
        cards = pd.DataFrame({"card_id": list(fees), "annual_fee_cny": list(fees.values())})
        found = rank(table.sample(frac=1, random_state=4), cards)
        fen = {
            key: Decimal(value).quantize(FEN, ROUND_HALF_EVEN)
            for key, value in values.items()
            if not np.isnan(value)
        }
        assert len(found) == len(fen)
        for row in found.itertuples():
            mine = fen[row.profile, row.card_id]
            rivals = {name: v for (profile, name), v in fen.items() if profile == row.profile}
            lost = sum(
                other > mine
                or (other == mine and fees[name] < fees[row.card_id])
                or (other == mine and fees[name] == fees[row.card_id] and name < row.card_id)
                for name, other in rivals.items()
            )
            assert row.rank == lost + 1
            assert abs(row.gap_cny - float(max(rivals.values()) - mine)) < 1e-6


def persona_winners(rank: Function) -> None:
    """By hand, course design 1.4: nine values; the best cards are A, B and C in turn."""
    by_hand = {"A": [120, 420, 1_200], "B": [-60, 600, 600], "C": [-340, 560, 2_900]}
    values = pd.DataFrame(
        [
            (person, card, float(value))
            for card, three in by_hand.items()
            for person, value in zip(("low", "middle", "high"), three, strict=True)
        ],
        columns=["profile", "card_id", "value_cny"],
    )
    cards = pd.DataFrame({"card_id": ["A", "B", "C"], "annual_fee_cny": [0.0, 300.0, 1_200.0]})
    found = rank(values, cards).set_index(["profile", "card_id"])
    winners = {person: card for (person, card), row in found.iterrows() if row["rank"] == 1}
    assert winners == {"low": "A", "middle": "B", "high": "C"}
    assert abs(found.loc[("low", "C"), "gap_cny"] - 460) < 1e-9
    assert abs(found.loc[("high", "B"), "gap_cny"] - 2_300) < 1e-9


# --- planted faults -----------------------------------------------------------------------------


def shared_ranks(values: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    held = values.dropna().copy()
    by_profile = held.groupby("profile")["value_cny"]
    held["rank"] = by_profile.rank(method="min", ascending=False)
    held["gap_cny"] = by_profile.transform("max") - held["value_cny"]
    return held


def lowest_first(values: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    held = values.dropna().copy()
    by_profile = held.groupby("profile")["value_cny"]
    held["rank"] = by_profile.rank(method="first")
    held["gap_cny"] = by_profile.transform("max") - held["value_cny"]
    return held


ORACLES = [
    Oracle("rank-cards", tournament, fault=shared_ranks),
    Oracle("rank-cards", persona_winners, fault=lowest_first),
]
