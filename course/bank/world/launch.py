"""The unseen data of the capstone: a pilot, a service desk, and a year after the launch.

Everything is synthetic. The year holds three planted problems, whose size :func:`planted` knows:
applicants that change, a channel with fraud, and rewards paid that no contract promises.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from course.bank.world import terms

APPLICANTS = 8_000
PROPOSED_CUTOFF = 560
APPROVED_SHARE = 0.80
# The product team's proposal states these means of the approved; the pilot is set to them.
ACTIVATION = 0.75
SPEND_CNY, RECEIVABLE_CNY, REVOLVING_CNY = 2_500, 11_000, 4_200

MONTHS = 12
OPENED_A_MONTH = 900
LOWEST_SCORE, SCORE_SCALES = 580, (22.0, 12.5)  # before and after the shift
SHIFT_FROM = 7
FRAUD_CHANNEL, FRAUD_FROM = "street stand", 4
LEAK_CATEGORY, LEAK_FROM, LEAK_RATE = "wallet top-up", 6, 0.004


class Segment(NamedTuple):
    """A segment of applicants: size, activation, score and amounts relative to the others."""

    name: str
    share: float
    activation: float
    score: int
    spend: float
    receivable: float
    revolving_share: float
    log_odds: float  # of default at score 600


SEGMENTS = (
    Segment("commuter", 0.40, 0.84, 612, 1.15, 0.95, 0.36, -3.45),
    Segment("young family", 0.25, 0.80, 606, 1.10, 1.25, 0.46, -3.35),
    Segment("student", 0.20, 0.52, 588, 0.55, 0.55, 0.40, -2.75),
    Segment("small trader", 0.15, 0.70, 592, 1.05, 1.30, 0.30, -2.55),
)
CHANNELS = {"app": 0.42, "station kiosk": 0.33, "branch": 0.15, FRAUD_CHANNEL: 0.10}
FRAUD_CHANCE = {"app": 0.0030, "station kiosk": 0.0026, "branch": 0.0018, FRAUD_CHANNEL: 0.0030}
FRAUD_CHANCE_IN_STAND = 0.017
# category: yearly spend relative to the others, reward by contract
CATEGORIES = {
    "transport": (0.10, 0.0100),
    "groceries": (0.24, 0.0030),
    "restaurants": (0.15, 0.0030),
    "online": (0.26, 0.0020),
    "fuel": (0.08, 0.0020),
    "utilities": (0.09, 0.0),
    LEAK_CATEGORY: (0.08, 0.0),
}
OPENS, CLOSES = 8, 20  # the desk's hours
DESK_DAYS = 20


def draw_launch(seed: int = terms.SEED) -> dict[str, pd.DataFrame]:
    """Draw all generated tables of the launch, by name."""
    return {
        "launch_pilot": draw_pilot(seed),
        "launch_calls": draw_calls(seed),
        "launch_accounts": draw_accounts(seed),
        "launch_rewards": draw_rewards(seed),
    }


def draw_pilot(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the pilot, one row per applicant; everybody was approved, so that all can be seen."""
    rng = np.random.default_rng([seed, 20])
    n = APPLICANTS
    kind = rng.choice(len(SEGMENTS), n, p=[s.share for s in SEGMENTS])

    def of(field: str) -> np.ndarray:
        return np.array([getattr(s, field) for s in SEGMENTS])[kind]

    score = of("score") + 38 * rng.standard_normal(n)
    score = np.floor(score + PROPOSED_CUTOFF - np.sort(score)[round((1 - APPROVED_SHARE) * n)])
    approved = score >= PROPOSED_CUTOFF
    activated = _activated(approved, of("activation"), rng)
    odds = np.exp(of("log_odds") - (score - 600) * np.log(2) / 26)
    default = activated & (rng.random(n) < odds / (1 + odds))
    size = np.exp(0.45 * rng.standard_normal(n))
    receivable = of("receivable") * size * np.where(default, 1.35, 1.0)
    revolving = receivable * of("revolving_share") * rng.uniform(0.5, 1.5, n)
    spend = of("spend") * size * np.exp(0.3 * rng.standard_normal(n))
    amounts = {
        "spend_cny": (spend, SPEND_CNY),
        "receivable_cny": (receivable, RECEIVABLE_CNY),
        "revolving_cny": (revolving, REVOLVING_CNY),
    }
    seen = approved & activated
    return pd.DataFrame(
        {
            "applicant_id": [f"L{i:05d}" for i in range(1, n + 1)],
            "segment": np.array([s.name for s in SEGMENTS])[kind],
            "score": score.astype(int),
            "activated": activated.astype(int),
            **{
                name: np.where(activated, raw * mean / raw[seen].mean(), 0.0).round()
                for name, (raw, mean) in amounts.items()
            },
            "default_12m": default.astype(int),
        }
    )


def _activated(approved: np.ndarray, chance: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw who activates the card, with exactly the stated share of the approved."""
    ease = chance - rng.random(len(chance))
    bar = np.sort(ease[approved])[round((1 - ACTIVATION) * approved.sum())]
    return ease >= bar


def draw_calls(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the calls of a month of the pilot, scaled to the launch, one row per half-hour."""
    rng = np.random.default_rng([seed, 21])
    hours = np.arange(OPENS, CLOSES, 0.5)
    morning, evening = np.exp(-(((hours - 10) / 1.6) ** 2)), np.exp(-(((hours - 18) / 1.2) ** 2))
    shape = 70 + 130 * morning + 75 * evening
    rows = [
        (day, f"{int(hour):02d}:{'30' if hour % 1 else '00'}", rng.poisson(mean * busy))
        for day in pd.bdate_range("2027-03-01", periods=DESK_DAYS)
        for busy in [1.35 if day.weekday() == 0 else 0.93]
        for hour, mean in zip(hours, shape, strict=True)
    ]
    return pd.DataFrame(rows, columns=["day", "half_hour", "calls"])


def draw_accounts(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the accounts opened in the year after the launch, one row each."""
    rng = np.random.default_rng([seed, 22])
    month = np.repeat(np.arange(1, MONTHS + 1), OPENED_A_MONTH)
    n = len(month)
    channel = rng.choice(list(CHANNELS), n, p=list(CHANNELS.values()))
    score = LOWEST_SCORE + rng.gamma(2.2, np.where(month < SHIFT_FROM, *SCORE_SCALES))
    chance = pd.Series(channel).map(FRAUD_CHANCE).to_numpy()
    bad_stand = (channel == FRAUD_CHANNEL) & (month >= FRAUD_FROM)
    fraud = rng.random(n) < np.where(bad_stand, FRAUD_CHANCE_IN_STAND, chance)
    loss = np.where(fraud, rng.gamma(4, 2_600, n), 0.0).round(2)
    return pd.DataFrame(
        {
            "account_id": [f"LA{i:05d}" for i in range(1, n + 1)],
            "month": month,
            "channel": channel,
            "score": np.floor(score).astype(int),
            "fraud_loss_cny": loss,
        }
    )


def draw_rewards(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw spend and rewards of the year after the launch, by month and category."""
    rng = np.random.default_rng([seed, 23])
    rows = []
    for month in range(1, MONTHS + 1):
        for category, (weight, rate) in CATEGORIES.items():
            spend = round(month * 19_000_000 * weight * rng.uniform(0.95, 1.05), 2)
            leak = LEAK_RATE if category == LEAK_CATEGORY and month >= LEAK_FROM else 0.0
            rows.append((month, category, spend, rate, round(spend * (rate + leak), 2)))
    columns = ["month", "category", "spend_cny", "contract_rate", "reward_cny"]
    return pd.DataFrame(rows, columns=columns)


def planted(accounts: pd.DataFrame, rewards: pd.DataFrame) -> dict[str, object]:
    """Say where the three problems of the year are and how large they are."""
    stand = accounts["channel"] == FRAUD_CHANNEL
    leak = (rewards["category"] == LEAK_CATEGORY) & (rewards["month"] >= LEAK_FROM)
    return {
        "shift_from": SHIFT_FROM,
        "fraud_channel": FRAUD_CHANNEL,
        "fraud_loss_cny": accounts.loc[stand, "fraud_loss_cny"].sum(),
        "leak_category": LEAK_CATEGORY,
        "leak_from": LEAK_FROM,
        "leak_cny": (rewards.loc[leak, "spend_cny"] * LEAK_RATE).sum(),
    }
