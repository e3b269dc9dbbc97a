"""A campaign with a control arm, and the journeys before an application; the true effect is known.

In the autumn of 2025 Lantern Bank drew 40,000 depositors without a card and called most of them to
offer one. Each person would or would not take the card with and without the call; who is of which
kind never ships.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from course.bank.world import terms

PROSPECTS = 40_000
TEST_SHARE = 0.75
CONTACT_COST_CNY = 12.0
MEAN_MARGIN_CNY, MARGIN_SPREAD = 260, 0.55
MEAN_SPEND_CNY, SPEND_SPREAD = 18_000, 0.8
SCORE_NOISE = 0.55
HIDDEN = ["kind", "takes_alone", "takes_if_called", "margin_if_taken_cny"]


class Kind(NamedTuple):
    """A kind of person: chance to take the card without and with a call, and typical segments."""

    name: str
    share: float
    takes_alone: float
    takes_if_called: float
    segments: tuple[float, ...]  # shares of SEGMENTS


SEGMENTS = ("new to the city", "salary account", "family saver", "retired", "app only")
KINDS = (
    Kind("persuadable", 0.10, 0.030, 0.190, (0.60, 0.12, 0.16, 0.02, 0.10)),
    Kind("sure thing", 0.11, 0.280, 0.280, (0.08, 0.57, 0.10, 0.02, 0.23)),
    Kind("lost cause", 0.71, 0.008, 0.009, (0.12, 0.18, 0.32, 0.28, 0.10)),
    Kind("sleeping dog", 0.08, 0.100, 0.060, (0.05, 0.20, 0.10, 0.05, 0.60)),
)

# channel: chance to convert here, chance to come next; the last is stopping
JOURNEYS = 6_000
CHANNELS = ("search", "social", "partner site", "branch", "app push")
STARTS = (0.30, 0.34, 0.20, 0.10, 0.06)
CONVERTS = (0.045, 0.004, 0.035, 0.16, 0.07)
LEAVES = (0.38, 0.34, 0.36, 0.45, 0.50)
GOES_ON = (
    (0.15, 0.15, 0.15, 0.15, 0.40),
    (0.35, 0.15, 0.15, 0.05, 0.30),
    (0.25, 0.10, 0.10, 0.20, 0.35),
    (0.20, 0.05, 0.10, 0.25, 0.40),
    (0.30, 0.10, 0.15, 0.15, 0.30),
)
LONGEST = 12


def draw_campaign(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the campaign, one row per person, with the truth.

    Returns
    -------
    DataFrame
        The shipped columns, and the columns ``HIDDEN``: the kind of person, the chances to take
        the card without and with the call, and the margin if it is taken.
    """
    rng = np.random.default_rng([seed, 8])
    n = PROSPECTS
    kind = rng.choice(len(KINDS), n, p=[k.share for k in KINDS])
    edges = np.cumsum([k.segments for k in KINDS], axis=1)[kind, :-1]
    segment = (rng.random(n)[:, None] >= edges).sum(axis=1)
    alone = np.array([k.takes_alone for k in KINDS])[kind]
    called = np.array([k.takes_if_called for k in KINDS])[kind]
    wealth = rng.standard_normal(n)
    spend = MEAN_SPEND_CNY * np.exp(SPEND_SPREAD * wealth - SPEND_SPREAD**2 / 2)
    likeness = 0.6 * wealth + 0.8 * rng.standard_normal(n)
    margin = MEAN_MARGIN_CNY * np.exp(MARGIN_SPREAD * likeness - MARGIN_SPREAD**2 / 2)
    # The response model sees who takes the card after a call, not who takes it because of it.
    log_odds = np.log(called / (1 - called)) + rng.normal(0, SCORE_NOISE, n)

    test = np.zeros(n, dtype=bool)
    test[rng.permutation(n)[: round(TEST_SHARE * n)]] = True
    responded = rng.random(n) < np.where(test, called, alone)
    return pd.DataFrame(
        {
            # Their numbers follow the cardholders'.
            "customer_id": [f"C{terms.CUSTOMERS + i:05d}" for i in range(1, n + 1)],
            "arm": np.where(test, "test", "control"),
            "segment": np.array(SEGMENTS)[segment],
            "response_score": (1 / (1 + np.exp(-log_odds))).round(4),
            "contact_cost_cny": np.where(test, CONTACT_COST_CNY, 0.0),
            "responded": responded.astype(int),
            "margin_cny": np.where(responded, margin, 0.0).round(2),
            "spend_before_cny": spend.round(2),
            "kind": np.array([k.name for k in KINDS])[kind],
            "takes_alone": alone,
            "takes_if_called": called,
            "margin_if_taken_cny": margin,
        }
    )


def true_effect(campaign: pd.DataFrame) -> float:
    """The margin in CNY that a call adds per person, from the hidden columns."""
    added = campaign["takes_if_called"] - campaign["takes_alone"]
    return float((added * campaign["margin_if_taken_cny"]).mean())


def draw_journeys(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the touches before an application, one row per touch.

    Returns
    -------
    DataFrame
        ``journey_id, position, channel, converted``; ``converted`` is the same in all rows of a
        journey.
    """
    rng = np.random.default_rng([seed, 9])
    rows = []
    for number in range(1, JOURNEYS + 1):
        touches, converted = [rng.choice(len(CHANNELS), p=STARTS)], False
        while len(touches) < LONGEST:
            here = touches[-1]
            chance = rng.random()
            converted = chance < CONVERTS[here]
            if converted or chance < CONVERTS[here] + LEAVES[here]:
                break
            touches.append(rng.choice(len(CHANNELS), p=GOES_ON[here]))
        rows += [
            (f"J{number:05d}", position, CHANNELS[touch], int(converted))
            for position, touch in enumerate(touches, start=1)
        ]
    return pd.DataFrame(rows, columns=["journey_id", "position", "channel", "converted"])
