"""Oracles for whom to contact."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle

# Profits run to millions of CNY; a hundredth of a fen is far above float noise.
NOISE = 1e-4


def two_worlds(profit_of: Function) -> None:
    """Account for two worlds in exact fractions: everybody contacted, nobody contacted."""
    rng = np.random.default_rng(95)
    for _ in range(40):
        size = int(rng.integers(1, 9))
        groups = pd.DataFrame(
            {
                "group": rng.permutation(size),
                "customers": rng.integers(1, 50_000, size),
                "test_rate": rng.integers(0, 200, size) / 1_000,
                "control_rate": rng.integers(0, 200, size) / 1_000,
            },
            index=rng.integers(0, 3, size),
        )
        margin, contact, incentive = (int(x) for x in rng.integers([50, 0, 0], [900, 20, 90]))
        result = profit_of(groups, float(margin), float(contact), float(incentive))
        answers = result.set_index("group")
        assert set(answers.index) == set(groups["group"]) and len(answers) == size
        for _, row in groups.iterrows():
            count, with_it, alone = (
                Fraction(int(row["customers"])),
                Fraction(round(row["test_rate"] * 1_000), 1_000),
                Fraction(round(row["control_rate"] * 1_000), 1_000),
            )
            contacted = count * (with_it * (margin - incentive) - contact)
            left_alone = count * alone * margin
            answer = answers.loc[row["group"]]
            assert abs(answer["profit"] - float(contacted - left_alone)) < NOISE
            if contacted != left_alone:  # float noise may decide an exact tie
                assert bool(answer["contact"]) == (contacted > left_alone)


def breakeven_response(profit_of: Function) -> None:
    """Course design (9.2): if 2.1 % come anyway, a contact pays from an uplift of 2.711 % on."""
    for uplift, pays in [(0.02711, False), (0.02712, True)]:
        group = pd.DataFrame(
            {
                "group": ["all"],
                "customers": [80_000],
                "test_rate": [0.021 + uplift],
                "control_rate": [0.021],
            }
        )
        result = profit_of(group, 260.0, 3.2, 80.0)
        assert bool(result["contact"].iloc[0]) == pays


# --- planted faults -----------------------------------------------------------------------------


def incentive_on_increment(
    groups: pd.DataFrame, margin: float, contact_cost: float, incentive: float
) -> pd.DataFrame:
    uplift = groups["test_rate"] - groups["control_rate"]
    profit = groups["customers"] * (uplift * (margin - incentive) - contact_cost)
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": profit > 0})


ORACLES = [
    Oracle("targeting-profit", two_worlds, fault=incentive_on_increment),
    Oracle("targeting-profit", breakeven_response, fault=incentive_on_increment),
]
