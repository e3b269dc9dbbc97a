"""The shipped tables, and the tables as the generator makes them now; each made once."""

import pandas as pd
import pytest

from course import bank
from course.bank.generator import build_bank


@pytest.fixture(scope="session")
def shipped() -> dict[str, pd.DataFrame]:
    return {
        "customers": bank.load_customers(),
        "accounts": bank.load_accounts(),
        "transactions": bank.load_transactions(),
        "statements": bank.load_statements(),
    }


@pytest.fixture(scope="session")
def built() -> dict[str, pd.DataFrame]:
    return build_bank()
