"""One loader per table of the case bank."""

from __future__ import annotations

import pandas as pd

from course.bank.tables import read_dictionary, read_table


def load_customers() -> pd.DataFrame:
    """Load the customers of Lantern Bank, one row each (synthetic)."""
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


def data_dictionary() -> pd.DataFrame:
    """Describe every column of every table.

    Returns
    -------
    DataFrame
        ``table, column, type, unit, meaning, real_or_synthetic, source``.
    """
    return read_dictionary()
