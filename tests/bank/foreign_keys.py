"""Which columns of the shipped tables are keys of which other tables; the one list of them."""

from typing import NamedTuple

import pandas as pd

Bank = dict[str, pd.DataFrame]


class ForeignKey(NamedTuple):
    """A column whose every value (missing ones aside) stands in a column of the parent."""

    table: str
    column: str
    parent: str
    parent_column: str
    prefixes: tuple[str, str] = ("", "")  # here, there: account N00123 is of application AP00123

    def __str__(self) -> str:
        return f"{self.table}.{self.column} in {self.parent}.{self.parent_column}"


FOREIGN_KEYS = (
    ForeignKey("accounts", "customer_id", "customers", "customer_id"),
    ForeignKey("transactions", "account_id", "accounts", "account_id"),
    ForeignKey("statements", "account_id", "accounts", "account_id"),
    ForeignKey("campaign", "customer_id", "customers", "customer_id"),
    ForeignKey("complaints", "customer_id", "customers", "customer_id"),
    ForeignKey("calls", "customer_id", "customers", "customer_id"),
    ForeignKey("performance", "account_id", "applications", "application_id", ("N", "AP")),
    ForeignKey("accounts", "product", "cards", "card_name"),
    ForeignKey("applications", "product", "cards", "card_name"),
    ForeignKey("card_rewards", "card_id", "cards", "card_id"),
    ForeignKey("card_features", "card_id", "cards", "card_id"),
    ForeignKey("partners", "card_id", "cards", "card_id"),
    ForeignKey("conjoint", "respondent_id", "survey", "respondent_id"),
)
OWN_KEYS = {
    *(("customers", "customer_id"), ("accounts", "account_id"), ("cards", "card_id")),
    *(("applications", "application_id"), ("survey", "respondent_id")),
    *(("uci_cards", "account_id"), ("german_credit", "application_id")),  # real, each on its own
    ("launch_accounts", "account_id"),  # accounts to come, in no other table
}


def orphans(bank: Bank, key: ForeignKey) -> list[str]:
    """The values of a foreign key that no row of the parent has."""
    here, there = key.prefixes
    ids = bank[key.table][key.column].dropna().astype("str")
    named = there + ids.str.removeprefix(here)
    known = ids.str.startswith(here) & named.isin(bank[key.parent][key.parent_column])
    return list(ids[~known])


def undeclared(bank: Bank) -> set[tuple[str, str]]:
    """Columns that are named like a key of some table and stand in no list above."""
    names = {column for _, column in OWN_KEYS}
    found = {(name, c) for name, table in bank.items() for c in table.columns if c in names}
    return found - OWN_KEYS - {(key.table, key.column) for key in FOREIGN_KEYS}
