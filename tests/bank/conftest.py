"""The shipped tables, and the tables as the generator makes them now; each made once."""

import pandas as pd
import pytest

from course import bank
from course.bank.generator import build_bank

LOADERS = {
    "customers": bank.load_customers,
    "accounts": bank.load_accounts,
    "transactions": bank.load_transactions,
    "statements": bank.load_statements,
    "cards": bank.load_cards,
    "card_rewards": bank.load_card_rewards,
    "card_features": bank.load_card_features,
    "market": bank.load_market,
    "segment_spend": bank.load_segment_spend,
    "applications": bank.load_applications,
    "performance": bank.load_performance,
    "campaign": bank.load_campaign,
    "journeys": bank.load_journeys,
    "survey": bank.load_survey,
    "conjoint": bank.load_conjoint,
    "complaints": bank.load_complaints,
    "calls": bank.load_calls,
    "partners": bank.load_partners,
    "launch_pilot": bank.load_launch_pilot,
    "launch_price_test": bank.load_launch_price_test,
    "launch_packages": bank.load_launch_packages,
    "launch_terms": bank.load_launch_terms,
    "launch_tasks": bank.load_launch_tasks,
    "launch_calls": bank.load_launch_calls,
    "launch_accounts": bank.load_launch_accounts,
    "launch_rewards": bank.load_launch_rewards,
    "offers": bank.load_offers,
    "rules": bank.load_rules,
    "pboc_card_series": bank.load_pboc_cards,
    "fry14m_card_series": bank.load_fry14m,
    "macro": bank.load_macro,
    "uci_cards": bank.load_uci_cards,
    "german_credit": bank.load_card_applications,
}


@pytest.fixture(scope="session")
def shipped() -> dict[str, pd.DataFrame]:
    return {table: load() for table, load in LOADERS.items()}


@pytest.fixture(scope="session")
def built() -> dict[str, pd.DataFrame]:
    return build_bank()
