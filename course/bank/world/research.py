"""What customers say: a survey that the young of the big cities answered most, and a conjoint."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course.bank.world import terms

RESPONDENTS = 1_500
AGE_BANDS = ("21-29", "30-39", "40-49", "50+")
BAND_EDGES = (30, 40, 50)  # first year of age of the next band
# How readily a customer answers the online survey.
ANSWERS_BY_BAND = (3.0, 1.6, 0.8, 0.35)
ANSWERS_BY_TIER = (2.4, 1.0, 0.7)
# Chance to want instalments, by band; and how much more or less by city tier.
WANTS_BY_BAND = (0.60, 0.45, 0.30, 0.18)
WANTS_BY_TIER = (0.08, 0.0, -0.06)
SATISFACTION_BY_BAND = (3.2, 3.5, 3.8, 4.1)
REWARDS = ("cashback", "dining", "travel", "supermarket")
REWARDS_BY_BAND = (
    (0.30, 0.38, 0.24, 0.08),
    (0.36, 0.24, 0.26, 0.14),
    (0.42, 0.14, 0.20, 0.24),
    (0.40, 0.08, 0.14, 0.38),
)

CONJOINT_RESPONDENTS, TASKS, ALTERNATIVES = 300, 8, 3
FEES_CNY = (0, 200, 400, 800)
REWARD_RATES = (0.005, 0.010, 0.015, 0.020)
# Utility per CNY of yearly fee, per unit of reward rate, for a lounge; noise is Gumbel.
WORTH_FEE, WORTH_REWARD, WORTH_LOUNGE = -0.004, 90.0, 0.6


def draw_survey(customers: pd.DataFrame, seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the answers; those asked have the customers' ages and cities, those answering do not.

    Returns
    -------
    DataFrame
        ``respondent_id, age_band, city_tier, satisfaction, recommend, wants_instalments,
        preferred_reward``.
    """
    rng = np.random.default_rng([seed, 10])
    band, tier = _bands(customers), customers["city_tier"].to_numpy()
    readiness = np.array(ANSWERS_BY_BAND)[band] * np.array(ANSWERS_BY_TIER)[tier - 1]
    who = rng.choice(len(customers), RESPONDENTS, p=readiness / readiness.sum())
    band, tier, n = band[who], tier[who], RESPONDENTS

    mood = np.array(SATISFACTION_BY_BAND)[band] + rng.normal(0, 0.9, n)
    shares = np.cumsum(REWARDS_BY_BAND, axis=1)[band, :-1]
    return pd.DataFrame(
        {
            "respondent_id": [f"R{i:04d}" for i in range(1, n + 1)],
            "age_band": np.array(AGE_BANDS)[band],
            "city_tier": tier,
            "satisfaction": mood.round().clip(1, 5).astype(int),
            "recommend": (2.1 * mood + rng.normal(0, 1.2, n)).round().clip(0, 10).astype(int),
            "wants_instalments": (rng.random(n) < wants_instalments(band, tier)).astype(int),
            "preferred_reward": np.array(REWARDS)[(rng.random(n)[:, None] >= shares).sum(axis=1)],
        }
    )


def wants_instalments(band: np.ndarray, tier: np.ndarray) -> np.ndarray:
    """The true chance to want instalments; ``band`` counts from 0, ``tier`` from 1."""
    return np.array(WANTS_BY_BAND)[band] + np.array(WANTS_BY_TIER)[tier - 1]


def true_wants_instalments(customers: pd.DataFrame) -> float:
    """The true share of customers who want instalments."""
    return float(wants_instalments(_bands(customers), customers["city_tier"].to_numpy()).mean())


def _bands(customers: pd.DataFrame) -> np.ndarray:
    """The number of the age band that each customer is in at the end of 2025."""
    age = terms.LAST_DAY.year - customers["birth_year"].to_numpy()
    return np.searchsorted(BAND_EDGES, age, side="right")


def draw_conjoint(survey: pd.DataFrame, seed: int = terms.SEED) -> pd.DataFrame:
    """Draw choices between three cards, eight times, by some of the respondents.

    Returns
    -------
    DataFrame
        ``respondent_id, task, alternative, fee_cny, reward_rate, lounge, chosen``; in each task of
        a respondent exactly one alternative is chosen.
    """
    rng = np.random.default_rng([seed, 11])
    shape = (CONJOINT_RESPONDENTS, TASKS, ALTERNATIVES)
    fee = rng.choice(FEES_CNY, shape)
    reward = rng.choice(REWARD_RATES, shape)
    lounge = rng.integers(0, 2, shape)
    utility = WORTH_FEE * fee + WORTH_REWARD * reward + WORTH_LOUNGE * lounge
    best = (utility + rng.gumbel(size=shape)).argmax(axis=2)
    number = np.indices(shape)
    ids = survey["respondent_id"].to_numpy()[
        np.sort(rng.choice(len(survey), CONJOINT_RESPONDENTS, replace=False))
    ]
    return pd.DataFrame(
        {
            "respondent_id": ids[number[0].ravel()],
            "task": number[1].ravel() + 1,
            "alternative": number[2].ravel() + 1,
            "fee_cny": fee.ravel(),
            "reward_rate": reward.ravel(),
            "lounge": lounge.ravel(),
            "chosen": (number[2] == best[:, :, None]).ravel().astype(int),
        }
    )
