"""The real tables are the published ones: counts, rates, and an independent copy row by row."""

import hashlib

import causaldata
import numpy as np
import pandas as pd
import pytest

from course import bank


@pytest.fixture(scope="module")
def uci() -> pd.DataFrame:
    return bank.load_uci_cards()


def test_uci_cards_have_the_published_size_and_default_rate(uci: pd.DataFrame) -> None:
    """Yeh & Lien 2009, Expert Systems with Applications 36(2): 30,000 cards, 22.12 % defaults."""
    assert len(uci) == 30_000
    assert list(uci["account_id"]) == list(range(1, 30_001))
    assert uci["default_next_month"].sum() == 6_636
    assert uci["default_next_month"].mean() == pytest.approx(0.2212)


def fingerprint(uci: pd.DataFrame) -> str:
    """The four columns that causaldata has too, as one number for all rows in order."""
    columns = (uci["repayment_1"] > 0, uci["repayment_6"] > 0, uci["bill_6_twd"], uci["age"])
    return hashlib.sha256(np.column_stack(columns).astype("<i4").tobytes()).hexdigest()


# Taken on 2026-11-24 from credit_cards of the package causaldata 0.1.5 (MIT; LateSept, LateApril,
# BillApril in thousands, AGE), an independent copy of the same 30,000 accounts.
CAUSALDATA = "c0e6f530b57e3eac787610f87b685aaa29a37a5935b73f29b81c5f5442b2f9c8"


def test_uci_cards_equal_an_independent_copy_row_by_row(uci: pd.DataFrame) -> None:
    assert fingerprint(uci) == CAUSALDATA
    assert (uci["repayment_1"] > 0).mean() == pytest.approx(0.227267, abs=1e-6)
    assert (uci["repayment_6"] > 0).mean() == pytest.approx(0.102633, abs=1e-6)
    assert uci["bill_6_twd"].mean() / 1_000 == pytest.approx(38.871760, abs=1e-5)
    assert uci["age"].mean() == pytest.approx(35.4855)


def test_a_swapped_row_or_a_changed_bill_is_noticed(uci: pd.DataFrame) -> None:
    changed = uci.copy()
    changed.loc[[3, 4], "age"] = changed.loc[[4, 3], "age"].to_numpy()
    assert fingerprint(changed) != CAUSALDATA
    changed = uci.copy()
    changed.loc[29_999, "bill_6_twd"] += 1
    assert fingerprint(changed) != CAUSALDATA


def test_causaldata_has_the_same_accounts(uci: pd.DataFrame) -> None:
    copy = causaldata.credit_cards.load_pandas().data
    assert ((uci["repayment_1"] > 0) == (copy["LateSept"] == 1)).all()
    assert ((uci["repayment_6"] > 0) == (copy["LateApril"] == 1)).all()
    assert (uci["bill_6_twd"] / 1_000 - copy["BillApril"]).abs().max() < 1e-3
    assert (uci["age"] == copy["AGE"]).all()


def test_uci_cards_keep_the_quirks_of_the_source(uci: pd.DataFrame) -> None:
    """Codes that the code book does not know are facts of the data, not to be cleaned away."""
    assert uci["sex"].value_counts().to_dict() == {"female": 18_112, "male": 11_888}
    education = uci["education"].value_counts().to_dict()
    assert education == {2: 14_030, 1: 10_585, 3: 4_917, 5: 280, 4: 123, 6: 51, 0: 14}
    assert uci["marriage"].value_counts().to_dict() == {2: 15_964, 1: 13_659, 3: 323, 0: 54}
    assert (uci["repayment_1"] == 0).sum() == 14_737
    assert (uci["repayment_1"] == -2).sum() == 2_759
    assert uci.drop(columns="account_id").duplicated().sum() == 35
    assert uci["limit_twd"].agg(["min", "max"]).to_list() == [10_000, 1_000_000]


def test_german_credit_is_the_published_table() -> None:
    """UCI 144: 1,000 credits, 300 bad; 274 with a checking account below 0, half of them bad."""
    german = bank.load_card_applications()
    assert len(german) == 1_000
    assert german["bad"].sum() == 300
    below = german[german["checking_account"] == "below 0"]
    assert (len(below), below["bad"].sum()) == (274, 135)
    assert german["amount_dm"].sum() == 3_271_258
    assert german["duration_months"].sum() == 20_903
    assert german["age"].mean() == pytest.approx(35.546)
    assert not german.isna().any(axis=None)


def test_macro_repeats_the_series(shipped: dict[str, pd.DataFrame]) -> None:
    macro = shipped["macro"].set_index(["jurisdiction", "indicator", "quarter"])["value"]
    assert macro["CN", "cards in issue", "2025Q3"] == 7.07
    assert macro["US", "net charge-off rate", "2025Q1"] == 6.02
    both = shipped["pboc_card_series"].iloc[:, 1:5].count().sum()
    both += shipped["fry14m_card_series"].iloc[:, 1:].count().sum()
    assert len(macro) == both


def test_the_readme_names_every_file_and_every_licence() -> None:
    from course.bank.tables import DATA

    told = (DATA / "README.md").read_text(encoding="utf-8")
    for path in DATA.glob("*.csv*"):
        assert f"`{path.name}`" in told, path.name
    for attribution in ("10.24432/C55S3H", "10.24432/C5NC77", "CC BY 4.0", "Yeh", "Hofmann"):
        assert attribution in told
