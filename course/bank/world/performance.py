"""What became of the cards opened in 2022 and 2023: balances and buckets, month by month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course.bank.world import terms

MONTHS = 24
SHOWN_SHARE = 0.55  # of the opened accounts that the shipped table follows
CHARGED_OFF = 6  # bucket: 150 days past due or more
DEFAULTED = 4  # bucket: more than 90 days past due
DEFAULT_WINDOW = 12  # months on book

# At risk 0, a month: from current into bucket 1; from buckets 1 to 5 one further, or back to 0.
ENTERS = 0.056
ROLLS = np.array([0.0, 0.20, 0.50, 0.68, 0.80, 0.88, 1.0])
CURES = np.array([0.0, 0.68, 0.34, 0.17, 0.09, 0.05, 0.0])
ENTERS_RISK, ROLLS_RISK = 1.0, 0.45  # log odds per unit of latent risk
SEASONING = np.minimum(np.arange(1, MONTHS + 1) / 5, 1.0)
# Cards opened in this quarter went to people whom the score took for safer than they were.
BAD_QUARTER, BAD_QUARTER_SHIFT = "2023Q2", 0.65
LIMIT_SHARE_OF_INCOME = 0.28


def follow_accounts(applications: pd.DataFrame, seed: int = terms.SEED) -> pd.DataFrame:
    """Follow every account that was opened for 24 months.

    Parameters
    ----------
    applications
        As :func:`course.bank.world.applications.draw_applications` gives them.

    Returns
    -------
    DataFrame
        ``application_id, opened_on, month, months_on_book, balance_cny, bucket``, ordered by
        account and month.
    """
    rng = np.random.default_rng([seed, 6])
    opened = applications[applications["activated_on"].notna()]
    n = len(opened)
    opened_on = opened["activated_on"].dt.to_period("M")
    bad = (opened_on.dt.asfreq("Q").astype(str) == BAD_QUARTER).to_numpy()
    risk = opened["risk"].to_numpy() + BAD_QUARTER_SHIFT * bad
    use_month = opened["first_use_on"].dt.to_period("M")
    used_from = np.where(use_month.isna(), MONTHS + 1, (_ordinal(use_month) - _ordinal(opened_on)))

    bucket = _walk_buckets(rng, risk, used_from)
    balance = _balances(rng, opened["annual_income_cny"].to_numpy(), risk, used_from, bucket)
    month = np.arange(1, MONTHS + 1)
    start = opened_on.to_numpy()
    return pd.DataFrame(
        {
            "application_id": np.repeat(opened["application_id"].to_numpy(), MONTHS),
            "opened_on": pd.PeriodIndex(np.repeat(start, MONTHS)).to_timestamp(),
            "month": pd.PeriodIndex((start[:, None] + month).ravel()).to_timestamp(),
            "months_on_book": np.tile(month, n),
            "balance_cny": balance.ravel(),
            "bucket": bucket.ravel(),
        }
    )


def defaults(applications: pd.DataFrame, paths: pd.DataFrame) -> pd.Series:
    """1 if the account was more than 90 days past due within 12 months, missing if not opened."""
    early = paths[paths["months_on_book"] <= DEFAULT_WINDOW]
    worst = early.groupby("application_id")["bucket"].max()
    defaulted = applications["application_id"].map((worst >= DEFAULTED).astype(float))
    return defaulted.astype("float64")


def show_some(paths: pd.DataFrame, seed: int = terms.SEED) -> pd.DataFrame:
    """A random part of the accounts; the number in account_id is the one in application_id."""
    rng = np.random.default_rng([seed, 7])
    ids = paths["application_id"].unique()
    shown = paths[paths["application_id"].isin(ids[rng.random(len(ids)) < SHOWN_SHARE])]
    account_id = "N" + shown["application_id"].str[2:]
    return (
        shown.drop(columns="application_id").assign(account_id=account_id)[
            ["account_id", *shown.columns[1:]]
        ]
    ).reset_index(drop=True)


def _ordinal(months: pd.Series) -> np.ndarray:
    return (months.dt.year * 12 + months.dt.month).to_numpy(dtype="float64")


def _walk_buckets(rng: np.random.Generator, risk: np.ndarray, used_from: np.ndarray) -> np.ndarray:
    """Buckets at the ends of the months, one row per account."""
    bucket = np.zeros(len(risk), dtype=int)
    walked = np.empty((len(risk), MONTHS), dtype=int)
    for month in range(MONTHS):
        enters = _shifted(ENTERS * SEASONING[month], ENTERS_RISK * risk)
        rolls = _shifted(ROLLS[bucket], ROLLS_RISK * risk)
        cures = (1 - rolls) * CURES[bucket] / np.maximum(1 - ROLLS[bucket], 1e-9)
        chance = rng.random(len(risk))
        current = bucket == 0
        may_enter = used_from <= month  # the card was used before this month
        forward = np.where(current, (chance < enters) & may_enter, chance < rolls)
        back = ~current & ~forward & (chance < rolls + cures)
        bucket = np.where(back, 0, np.minimum(bucket + forward, CHARGED_OFF))
        walked[:, month] = bucket
    return walked


def _shifted(chance: np.ndarray | float, log_odds: np.ndarray) -> np.ndarray:
    odds = chance / np.maximum(1 - np.asarray(chance), 1e-12) * np.exp(log_odds)
    return np.where(np.asarray(chance) >= 1, 1.0, odds / (1 + odds))


def _balances(
    rng: np.random.Generator,
    income: np.ndarray,
    risk: np.ndarray,
    used_from: np.ndarray,
    bucket: np.ndarray,
) -> np.ndarray:
    """Balances at the ends of the months: spending moves them, delinquency lets them grow."""
    n = len(income)
    limit = np.maximum(LIMIT_SHARE_OF_INCOME * income / 500, 4).round() * 500
    usual = limit / (1 + np.exp(1.1 - 0.35 * risk + rng.normal(0, 0.9, n)))
    balance = np.zeros((n, MONTHS))
    last = np.zeros(n)
    for month in range(MONTHS):
        spent = usual * np.minimum((month + 1) / 4, 1) * np.exp(rng.normal(-0.03, 0.25, n))
        spent = np.minimum(spent, limit)
        late, gone = bucket[:, month] > 0, bucket[:, month] == CHARGED_OFF
        was_gone = bucket[:, month - 1] == CHARGED_OFF if month else np.zeros(n, dtype=bool)
        # A late account only accrues; a charged-off one keeps the balance it was charged off with.
        grown = np.where(was_gone, last, np.maximum(last, 100.0) * 1.02)
        now = np.where(late & (last > 0), grown, spent)
        now = np.where((used_from <= month + 1) | late | gone, now, 0.0)
        balance[:, month] = last = now.round(2)
    return balance
