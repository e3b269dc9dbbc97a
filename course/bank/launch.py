"""One loader per table of the capstone's card launch; all synthetic."""

from __future__ import annotations

import pandas as pd

from course.bank.tables import read_table


def load_launch_pilot() -> pd.DataFrame:
    """Load the pilot's applicants, all of them approved, one row each (synthetic)."""
    return read_table("launch_pilot")


def load_launch_price_test() -> pd.DataFrame:
    """Load what people did who were invited at five daily rates, one row each (synthetic)."""
    return read_table("launch_price_test")


def load_launch_packages() -> pd.DataFrame:
    """Load the packages that the partner offers, one row each (synthetic)."""
    return read_table("launch_packages")


def load_launch_terms() -> pd.DataFrame:
    """Load the assumptions and limits of the launch, one row each (synthetic)."""
    return read_table("launch_terms")


def load_launch_tasks() -> pd.DataFrame:
    """Load the tasks of the launch project; the first has nothing in ``after`` (synthetic)."""
    return read_table("launch_tasks")


def load_launch_calls() -> pd.DataFrame:
    """Load a month of calls, one row per day and half-hour (synthetic)."""
    return read_table("launch_calls")


def load_launch_accounts() -> pd.DataFrame:
    """Load the accounts opened in the year after the launch, one row each (synthetic)."""
    return read_table("launch_accounts")


def load_launch_rewards() -> pd.DataFrame:
    """Load spend and rewards of that year, one row per month and category (synthetic)."""
    return read_table("launch_rewards")
