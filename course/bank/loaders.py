"""One loader per table of the case bank."""

from __future__ import annotations

import pandas as pd

from course.bank.tables import read_dictionary, read_table


def load_customers() -> pd.DataFrame:
    """Load the customers of Lantern Bank, one row each; ``has_card`` is true for cardholders.

    The others are the depositors of the campaign (synthetic).
    """
    return read_table("customers")


def load_accounts() -> pd.DataFrame:
    """Load the card accounts, one row each; live ones have no ``written_off_on`` (synthetic)."""
    return read_table("accounts")


def load_transactions() -> pd.DataFrame:
    """Load what was booked on the accounts; payments are negative amounts (synthetic)."""
    return read_table("transactions")


def load_statements() -> pd.DataFrame:
    """Load the monthly statements of 2025, up to twelve per account (synthetic)."""
    return read_table("statements")


def load_rules(
    jurisdiction: str | None = None, in_force_on: str | pd.Timestamp | None = None
) -> pd.DataFrame:
    """Load the rules that card offers must keep (real, each with its source).

    Parameters
    ----------
    jurisdiction
        ``"CN"``, ``"US"`` or ``"EU"``; None for all.
    in_force_on
        Only rules in force on this day; None for all, also past ones. A rule is in force from
        ``in_force_from`` up to, but not on, ``in_force_until``. A missing start counts as
        "since ever", a missing end as "until further notice".

    Raises
    ------
    ValueError
        If there is no rule of this jurisdiction.
    """
    rules = read_table("rules")
    if jurisdiction is not None:
        known = sorted(rules["jurisdiction"].unique())
        if jurisdiction not in known:
            raise ValueError(
                f"no rules for {jurisdiction!r}; there are rules for {', '.join(known)}"
            )
        rules = rules[rules["jurisdiction"] == jurisdiction]
    if in_force_on is not None:
        day = pd.Timestamp(in_force_on)
        begun = rules["in_force_from"].isna() | (rules["in_force_from"] <= day)
        ended = rules["in_force_until"] <= day  # False where there is no end
        rules = rules[begun & ~ended]
    return rules.reset_index(drop=True)


def load_offers() -> pd.DataFrame:
    """Load draft card offers to be checked against the rules (synthetic)."""
    return read_table("offers")


def load_pboc_cards() -> pd.DataFrame:
    """Load quarterly figures on China's credit cards published by the PBoC (real)."""
    return read_table("pboc_card_series")


def load_fry14m() -> pd.DataFrame:
    """Load quarterly figures on large US banks' cards, FR Y-14M via FRED (real)."""
    return read_table("fry14m_card_series")


def load_cards() -> pd.DataFrame:
    """Load the cards of Lantern Bank and its rivals, one row each (synthetic)."""
    return read_table("cards")


def load_card_rewards() -> pd.DataFrame:
    """Load what each card pays back by merchant category, with yearly caps (synthetic)."""
    return read_table("card_rewards")


def load_card_features() -> pd.DataFrame:
    """Load the features of each card, one row per card and feature (synthetic)."""
    return read_table("card_features")


def load_market() -> pd.DataFrame:
    """Load cards, spend and balances by issuer and quarter, 2023 to 2025 (synthetic)."""
    return read_table("market")


def load_applications() -> pd.DataFrame:
    """Load the card applications of 2022 and 2023, one row each (synthetic)."""
    return read_table("applications")


def load_performance() -> pd.DataFrame:
    """Load 24 months of balances and buckets of newly opened accounts (synthetic)."""
    return read_table("performance")


def load_campaign() -> pd.DataFrame:
    """Load a campaign with its control arm, one row per depositor in customers (synthetic)."""
    return read_table("campaign")


def load_journeys() -> pd.DataFrame:
    """Load the touches before an application, one row per touch (synthetic)."""
    return read_table("journeys")


def load_survey() -> pd.DataFrame:
    """Load what 1,500 customers answered; the young of big cities answered most (synthetic)."""
    return read_table("survey")


def load_conjoint() -> pd.DataFrame:
    """Load choices between cards with other fees and benefits, one row per card (synthetic)."""
    return read_table("conjoint")


def load_segment_spend() -> pd.DataFrame:
    """Load accounts and spend per account by segment, 2024 and 2025 (synthetic)."""
    return read_table("segment_spend")


def load_complaints() -> pd.DataFrame:
    """Load the complaints of 2025, one row each; open ones have no ``resolved_on`` (synthetic)."""
    return read_table("complaints")


def load_calls() -> pd.DataFrame:
    """Load the calls of the last quarter of 2025, one row each (synthetic)."""
    return read_table("calls")


def load_partners() -> pd.DataFrame:
    """Load the terms of co-brand partners, signed and offered, one row each (synthetic)."""
    return read_table("partners")


def load_macro() -> pd.DataFrame:
    """Load the series of the PBoC and the Philadelphia Fed as one long table (real)."""
    return read_table("macro")


def load_uci_cards() -> pd.DataFrame:
    """Load 30,000 card accounts of a Taiwanese bank, April to September 2005 (real).

    I-Cheng Yeh, Default of Credit Card Clients, UCI Machine Learning Repository,
    doi 10.24432/C55S3H, CC BY 4.0; columns renamed. Month 1 is September 2005.
    """
    return read_table("uci_cards")


def load_card_applications() -> pd.DataFrame:
    """Load 1,000 applications for consumer credit, with how they ended (real).

    Hans Hofmann, Statlog (German Credit Data), UCI Machine Learning Repository,
    doi 10.24432/C5NC77, CC BY 4.0. Instalment credits of a German bank, 1973 to 1975, not cards.
    """
    return read_table("german_credit")


def data_dictionary() -> pd.DataFrame:
    """Describe every column of every table.

    Returns
    -------
    DataFrame
        ``table, column, type, unit, meaning, real_or_synthetic, source``.
    """
    return read_dictionary()
