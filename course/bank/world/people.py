"""Customers with a card, and their accounts."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from course.bank.world import terms

CITY_TIERS = ((1, 0.20, 1.5), (2, 0.35, 1.0), (3, 0.45, 0.75))  # tier, share, income multiple
MEDIAN_INCOME_CNY = 90_000
# How far one unit of a customer's latent risk lowers (log) income and credit limit.
INCOME_RISK, LIMIT_RISK = 0.25, 0.25


def draw_customers(seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the cardholders, one row each.

    Returns
    -------
    DataFrame
        ``customer_id, sex, birth_year, city_tier, annual_income_cny, customer_since`` and
        ``risk``, the latent standard normal score that bad behaviour follows from. It never ships.
    """
    rng = np.random.default_rng([seed, 1])
    n = terms.CUSTOMERS
    risk = rng.standard_normal(n)

    # A gamma above the youngest age has the published mean and spread and a right tail.
    mean = terms.TARGET_MEAN_AGE - terms.YOUNGEST
    shape = (mean / terms.TARGET_SD_AGE) ** 2
    age = terms.YOUNGEST + rng.gamma(shape, mean / shape, n)
    birth_year = terms.LAST_DAY.year - np.minimum(age.round(), terms.OLDEST).astype(int)

    tier, share, multiple = (np.array(column) for column in zip(*CITY_TIERS, strict=True))
    home = rng.choice(len(tier), n, p=share)
    income = (
        MEDIAN_INCOME_CNY * multiple[home] * np.exp(-INCOME_RISK * risk + rng.normal(0, 0.5, n))
    )

    since = _days_between(rng, terms.FIRST_OPENING, terms.LAST_OPENING, n)
    of_age = np.array([f"{year + 18}-12-31" for year in birth_year], "M8[D]")
    return pd.DataFrame(
        {
            "customer_id": [f"C{i:05d}" for i in range(1, n + 1)],
            "sex": np.where(rng.random(n) < terms.TARGET_FEMALE_SHARE, "female", "male"),
            "birth_year": birth_year,
            "city_tier": tier[home],
            "annual_income_cny": (income / 1_000).round().astype(int) * 1_000,
            "customer_since": np.maximum(since, of_age),
            "risk": risk,
        }
    )


def draw_accounts(customers: pd.DataFrame, seed: int = terms.SEED) -> pd.DataFrame:
    """Draw the accounts: one per customer, and a second one for some.

    Returns
    -------
    DataFrame
        The columns of the shipped table but ``written_off_on``, and the customer's ``risk``.
    """
    rng = np.random.default_rng([seed, 2])
    second = customers[rng.random(len(customers)) < terms.SECOND_CARD_SHARE]
    holders = pd.concat([customers, second], ignore_index=True)
    n, first = len(holders), len(customers)

    opened = holders["customer_since"].to_numpy("M8[D]").copy()
    left = (np.datetime64(terms.LAST_OPENING) - opened[first:]).astype(int)
    opened[first:] += (rng.random(n - first) * (left + 1)).astype(int)

    product = rng.choice(len(terms.PRODUCTS), n, p=[p.share for p in terms.PRODUCTS])
    accounts = pd.DataFrame(
        {
            "customer_id": holders["customer_id"],
            "product": [terms.PRODUCTS[i].name for i in product],
            "card_type": [terms.PRODUCTS[i].card_type for i in product],
            "opened": opened,
            "credit_limit_cny": _limits(rng, product, holders["risk"].to_numpy()),
            "daily_rate": [rng.choice(terms.PRODUCTS[i].daily_rates) for i in product],
            "statement_day": rng.choice(terms.STATEMENT_DAYS, n),
            "due_days": rng.choice(terms.DUE_DAYS, n),
            "risk": holders["risk"],
        }
    ).sort_values(["customer_id", "opened"], ignore_index=True)
    accounts.insert(0, "account_id", [f"A{i:05d}" for i in range(1, n + 1)])
    return accounts


def _limits(rng: np.random.Generator, product: np.ndarray, risk: np.ndarray) -> np.ndarray:
    """Draw limits in CNY, lognormal around the product's level, lower for the risky."""
    share = np.array([p.share for p in terms.PRODUCTS])
    multiple = np.array([p.limit_multiple for p in terms.PRODUCTS])
    mean = (share * multiple).sum()
    # Products explain a part of the published variation; the lognormal adds the rest:
    # 1 + cv² = (1 + cv² between products) · exp(σ²).
    between = (share * multiple**2).sum() / mean**2
    variance = np.log((1 + terms.TARGET_LIMIT_VARIATION**2) / between)
    own = np.sqrt(variance - LIMIT_RISK**2)
    level = terms.TARGET_MEAN_LIMIT_CNY / mean * np.exp(-variance / 2)
    noise = np.exp(-LIMIT_RISK * risk + rng.normal(0, own, len(risk)))
    return np.maximum((level * multiple[product] * noise / 500).round().astype(int), 2) * 500


def _days_between(rng: np.random.Generator, first: dt.date, last: dt.date, n: int) -> np.ndarray:
    days = (last - first).days + 1
    return np.datetime64(first) + rng.integers(0, days, n)
