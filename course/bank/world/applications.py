"""Applications for Lantern Bank's cards in 2022 and 2023: who asked, who was let in, who used it.

Everything follows from one latent risk per applicant that never ships. The bank's score sees it
through a veil: through what the form and the bureau say, and through noise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from course.bank.world import terms
from course.bank.world.people import CITY_TIERS, MEDIAN_INCOME_CNY

APPLICATIONS = 20_000
FIRST_DAY, LAST_DAY = np.datetime64("2022-01-01"), np.datetime64("2023-11-15")
FEMALE_INCOME = 0.9  # of the income of men with the same risk
SCORE_MEAN, SCORE_SPREAD, SCORE_NOISE = 620, 42, 0.35
CUTOFF, CUTOFF_NOISE = 602, 6  # the noise: cases that were decided by hand
NOT_ACTIVATED, NEVER_USED = 0.10, 0.12


class Channel(NamedTuple):
    """A way to apply: its share, its applicants' risk, and how well approved cards are used."""

    name: str
    share: float
    risk: float
    not_used: float


CHANNELS = (
    Channel("branch", 0.22, -0.15, 0.8),
    Channel("app", 0.36, 0.0, 0.7),
    Channel("web", 0.12, 0.05, 1.0),
    Channel("telesales", 0.10, 0.10, 2.0),
    Channel("partner", 0.20, 0.30, 1.3),
)
# kind of employment, share, risk, income multiple, mean months in the job
EMPLOYMENT = (
    ("salaried", 0.66, 0.0, 1.0, 60),
    ("self-employed", 0.18, 0.25, 1.15, 72),
    ("public sector", 0.10, -0.35, 1.05, 110),
    ("student", 0.06, 0.15, 0.3, 8),
)


def draw_applications(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the applications, one row each.

    Returns
    -------
    DataFrame
        The shipped columns but ``default_12m``, and ``risk``, the latent score (higher is worse).
    """
    rng = np.random.default_rng([seed, 5])
    n = APPLICATIONS
    channel = rng.choice(len(CHANNELS), n, p=[c.share for c in CHANNELS])
    kind = rng.choice(len(EMPLOYMENT), n, p=[share for _, share, *_ in EMPLOYMENT])
    names, _, kind_risk, multiple, tenure = (np.array(c) for c in zip(*EMPLOYMENT, strict=True))
    risk = rng.standard_normal(n) + np.array([c.risk for c in CHANNELS])[channel] + kind_risk[kind]

    age = _ages(rng, kind, names)
    female = rng.random(n) < terms.TARGET_FEMALE_SHARE
    tier, tier_share, tier_multiple = (np.array(c) for c in zip(*CITY_TIERS, strict=True))
    home = rng.choice(len(tier), n, p=tier_share)
    income = MEDIAN_INCOME_CNY * tier_multiple[home] * multiple[kind]
    income *= np.where(female, FEMALE_INCOME, 1) * np.exp(-0.22 * risk + rng.normal(0, 0.45, n))
    months = np.minimum(rng.exponential(tenure[kind] * np.exp(-0.2 * risk)), 12 * (age - 17))
    enquiries = rng.poisson(np.exp(0.2 + 0.5 * risk))
    cards = np.minimum(rng.poisson(np.where(names[kind] == "student", 0.4, 1.9)), 9)
    usage = 1 / (1 + np.exp(0.9 - 0.95 * risk + rng.normal(0, 0.9, n)))

    seen = (
        0.35 * np.log(income / MEDIAN_INCOME_CNY)
        - 0.20 * np.log1p(enquiries)
        - 0.55 * np.where(cards > 0, usage, 0.3)
        + 0.10 * np.log1p(months / 12)
        + 0.006 * (age - 35)
        - 0.36 * risk  # what the bureau knows and the form does not
    )
    seen = (seen - seen.mean()) / seen.std()
    score = seen + rng.normal(0, SCORE_NOISE, n)
    score = (SCORE_MEAN + SCORE_SPREAD * score / score.std()).round().astype(int)
    approved = score + rng.normal(0, CUTOFF_NOISE, n) >= CUTOFF

    applied = FIRST_DAY + np.sort(rng.integers(0, (LAST_DAY - FIRST_DAY).astype(int) + 1, n))
    slack = np.array([c.not_used for c in CHANNELS])[channel]
    activated = approved & (rng.random(n) >= NOT_ACTIVATED * slack)
    used = activated & (rng.random(n) >= NEVER_USED * slack)
    activated_on = applied + 5 + np.minimum(rng.exponential(7, n).astype(int), 34)
    first_use_on = activated_on + np.minimum(rng.exponential(12, n).astype(int), 90)
    return pd.DataFrame(
        {
            "application_id": [f"AP{i:05d}" for i in range(1, n + 1)],
            "applied_on": applied,
            "channel": np.array([c.name for c in CHANNELS])[channel],
            "product": _products(rng, names[kind], income),
            "age": age,
            "sex": np.where(female, "female", "male"),
            "city_tier": tier[home],
            "annual_income_cny": (income / 1_000).round().astype(int) * 1_000,
            "employment": names[kind],
            "months_at_job": months.astype(int),
            "bureau_enquiries_6m": enquiries,
            "other_cards": cards,
            "utilisation_elsewhere": np.where(cards > 0, usage, 0.0).round(3),
            "score": score,
            "approved": approved.astype(int),
            "activated_on": np.where(activated, activated_on, np.datetime64("NaT")),
            "first_use_on": np.where(used, first_use_on, np.datetime64("NaT")),
            "risk": risk,
        }
    )


def _ages(rng: np.random.Generator, kind: np.ndarray, names: np.ndarray) -> np.ndarray:
    mean = terms.TARGET_MEAN_AGE - terms.YOUNGEST
    shape = (mean / terms.TARGET_SD_AGE) ** 2
    age = terms.YOUNGEST + rng.gamma(shape, mean / shape, len(kind))
    young = terms.YOUNGEST + rng.gamma(2.0, 1.0, len(kind))
    age = np.where(names[kind] == "student", young, age)
    return np.minimum(age.round(), terms.OLDEST).astype(int)


def _products(rng: np.random.Generator, employment: np.ndarray, income: np.ndarray) -> np.ndarray:
    """The richer ask for the better card; business cards go to the self-employed."""
    wish = np.log(income / MEDIAN_INCOME_CNY) + rng.normal(0, 0.5, len(income))
    product = np.where(wish > 1.0, "Lantern Platinum", "Lantern Gold").astype(object)
    product[wish < 0.25] = "Lantern Classic"
    product[rng.random(len(income)) < 0.14] = "Lantern Air"
    product[(employment == "self-employed") & (rng.random(len(income)) < 0.3)] = "Lantern Business"
    return product.astype(str)
