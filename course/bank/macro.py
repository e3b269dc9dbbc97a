"""The real series of two central banks in one long table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from course.bank.tables import DATA, read_table

# column in the source table: indicator, unit
PBOC = {
    "cards_100m": ("cards in issue", "100 million cards"),
    "credit_line_trn_cny": ("credit line", "trillion CNY"),
    "card_balance_trn_cny": ("card balance", "trillion CNY"),
    "overdue_6m_100m_cny": ("balance overdue six months", "100 million CNY"),
}
FRY14M = {
    "net_chargeoff_rate_pct_RCCCBNCOPCT": ("net charge-off rate", "percent per year"),
    "dpd30plus_balance_pct_RCCCBBALDPD30P": ("balance 30 days past due", "percent"),
    "median_active_utilisation_pct_RCCCBACTIVEUTILPCT50": ("median utilisation", "percent"),
}


def gather_macro(folder: Path = DATA) -> pd.DataFrame:
    """Gather ``pboc_card_series`` and ``fry14m_card_series``, one row per figure.

    Returns
    -------
    DataFrame
        ``quarter, jurisdiction, indicator, value, unit, source``; no row for a missing figure.
    """
    china = read_table("pboc_card_series", folder)
    china = _long(china.assign(quarter=china["period"]), PBOC, "CN", "source")
    us = read_table("fry14m_card_series", folder)
    us = us.assign(
        quarter=us["quarter_start"].dt.to_period("Q").astype(str),
        source="Federal Reserve Bank of Philadelphia, FR Y-14M, by way of FRED",
    )
    return pd.concat([china, _long(us, FRY14M, "US", "source")], ignore_index=True)


def _long(
    table: pd.DataFrame, columns: dict[str, tuple[str, str]], jurisdiction: str, source: str
) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "quarter": table["quarter"],
                "jurisdiction": jurisdiction,
                "indicator": indicator,
                "value": table[column],
                "unit": unit,
                "source": table[source],
            }
        )
        for column, (indicator, unit) in columns.items()
    ]
    return pd.concat(parts).dropna(subset="value")
