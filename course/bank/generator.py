"""Write the generated tables of Lantern Bank: ``python -m course.bank.generator``.

The same seed gives the same tables on every run. A new table is one more function and one more
entry in :func:`build_bank`. Each part has random streams of its own, so that a new table changes
no other one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from course.bank.macro import gather_macro
from course.bank.tables import DATA
from course.bank.world import terms
from course.bank.world.applications import draw_applications
from course.bank.world.campaign import HIDDEN, draw_campaign, draw_journeys
from course.bank.world.cardholder import Posting
from course.bank.world.depositors import draw_depositors
from course.bank.world.launch import draw_launch
from course.bank.world.ledger import MONEY, History, Statement, run_account
from course.bank.world.market import draw_market
from course.bank.world.people import draw_accounts, draw_customers
from course.bank.world.performance import defaults, follow_accounts, show_some
from course.bank.world.research import draw_conjoint, draw_survey
from course.bank.world.service import draw_calls, draw_complaints

_GZIP = {"method": "gzip", "compresslevel": 9, "mtime": 0}


def build_bank(seed: int = terms.SEED) -> dict[str, pd.DataFrame]:
    """Make all generated tables in memory, by name; money in CNY with two decimals."""
    ledger = build_ledger(seed)
    cardholders = ledger.pop("customers")
    survey = draw_survey(cardholders, seed)
    campaign = draw_campaign(seed)
    depositors = draw_depositors(campaign, seed)
    return {
        "customers": pd.concat([cardholders, depositors], ignore_index=True),
        **ledger,
        **build_new_business(seed),
        "market": draw_market(seed),
        "campaign": campaign.drop(columns=HIDDEN),
        "journeys": draw_journeys(seed),
        "survey": survey,
        "conjoint": draw_conjoint(survey, seed),
        "complaints": draw_complaints(ledger["statements"], ledger["accounts"], seed),
        "calls": draw_calls(cardholders, seed),
        **draw_launch(seed),
        "macro": gather_macro(),  # real
    }


def build_new_business(seed: int = terms.SEED) -> dict[str, pd.DataFrame]:
    """Make ``applications`` and the ``performance`` of the accounts opened from them."""
    applications = draw_applications(seed)
    paths = follow_accounts(applications, seed)
    applications["default_12m"] = defaults(applications, paths)
    return {
        "applications": applications.drop(columns="risk"),
        "performance": show_some(paths, seed),
    }


def build_ledger(seed: int = terms.SEED) -> dict[str, pd.DataFrame]:
    """Make ``customers`` (cardholders only), ``accounts, transactions, statements``.

    They agree to the fen.
    """
    customers = draw_customers(seed)
    accounts = draw_accounts(customers, seed)
    # Each account has a random stream of its own: one more account changes no other one.
    histories = {
        str(row.account_id): run_account(row, np.random.default_rng([seed, 3, number]))
        for number, row in enumerate(accounts.itertuples(index=False))
    }
    accounts["written_off_on"] = _dates([h.written_off_on for h in histories.values()])
    return {
        "customers": customers.drop(columns="risk").assign(has_card=True),
        "accounts": accounts.drop(columns="risk"),
        "transactions": _transactions(histories),
        "statements": _statements(histories),
    }


def _transactions(histories: dict[str, History]) -> pd.DataFrame:
    rows = [
        (account_id, *posting)
        for account_id, history in histories.items()
        for posting in history.postings
    ]
    table = pd.DataFrame(rows, columns=["account_id", *Posting._fields])
    return pd.DataFrame(
        {
            "transaction_id": [f"T{i:07d}" for i in range(1, len(table) + 1)],
            "account_id": table["account_id"],
            "transaction_date": _dates(table["made_on"]),
            "posting_date": _dates(table["day"]),
            "kind": table["kind"],
            "category": table["category"],
            "amount_cny": table["fen"] / 100,
        }
    )


def _statements(histories: dict[str, History]) -> pd.DataFrame:
    rows = [
        (account_id, *statement)
        for account_id, history in histories.items()
        for statement in history.statements
    ]
    table = pd.DataFrame(rows, columns=["account_id", *Statement._fields])
    for column in ("cycle_start", "statement_date", "due_date"):
        table[column] = _dates(table[column])
    for column in MONEY:
        table[column] /= 100
    table = table.rename(columns={column: f"{column}_cny" for column in MONEY})
    month = table["statement_date"].dt.strftime("%Y%m")
    table.insert(0, "statement_id", table["account_id"] + "-" + month)
    return table


def _dates(days: Iterable[int | None]) -> pd.Series:
    """Turn days since 1970-01-01 into dates; None is no date."""
    return pd.to_datetime(pd.Series(days, dtype="float64"), unit="D")


def write_bank(folder: Path = DATA) -> None:
    """Write the synthetic tables as ``<name>.csv.gz`` into `folder`."""
    for name, table in build_bank().items():
        # mtime 0, so that the same table gives the same bytes.
        table.to_csv(folder / f"{name}.csv.gz", index=False, compression=_GZIP, lineterminator="\n")


if __name__ == "__main__":
    write_bank()
