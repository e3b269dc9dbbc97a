"""The case bank: the fictional issuer Lantern Bank (synthetic), real card statistics, and rules."""

from course.bank.loaders import (
    data_dictionary,
    load_accounts,
    load_customers,
    load_fry14m,
    load_offers,
    load_pboc_cards,
    load_rules,
    load_statements,
    load_transactions,
)
from course.bank.tables import BankDataError

__all__ = [
    "BankDataError",
    "data_dictionary",
    "load_accounts",
    "load_customers",
    "load_fry14m",
    "load_offers",
    "load_pboc_cards",
    "load_rules",
    "load_statements",
    "load_transactions",
]
