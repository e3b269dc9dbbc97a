"""The loaders keep what the data dictionary promises, and a bad file is named in one sentence."""

import gzip
import shutil
import time

import pandas as pd
import pytest

from bank.conftest import LOADERS
from course import bank
from course.bank.tables import DATA, DTYPES, BankDataError, read_table


def disagreements(table: pd.DataFrame, described: pd.DataFrame) -> set[str]:
    """Columns that only one of table and dictionary has, or whose types differ."""
    types = dict(zip(described["column"], described["type"], strict=True))
    strangers = set(table.columns) ^ set(types)
    known = set(table.columns) & set(types)
    wrong = {c for c in known if table[c].dtype != pd.Series(dtype=DTYPES[types[c]]).dtype}
    # Two categorical types differ by their categories; being one is what is promised.
    wrong -= {c for c in wrong if types[c] == "category" and table[c].dtype == "category"}
    return strangers | wrong


def described(table: str) -> pd.DataFrame:
    dictionary = bank.data_dictionary()
    return dictionary[dictionary["table"] == table]


@pytest.mark.parametrize("table", LOADERS)
def test_table_and_dictionary_agree(table: str) -> None:
    assert disagreements(LOADERS[table](), described(table)) == set()


def test_every_table_of_the_dictionary_has_a_loader_and_a_file() -> None:
    assert set(bank.data_dictionary()["table"]) == set(LOADERS)
    files = {path.name.split(".")[0] for path in DATA.glob("*.csv*")} - {"data_dictionary"}
    assert files == set(LOADERS)


def test_a_planted_disagreement_is_found() -> None:
    accounts = bank.load_accounts()
    rows = described("accounts")
    assert disagreements(accounts.drop(columns="opened"), rows) == {"opened"}
    assert disagreements(accounts.assign(mood="calm"), rows) == {"mood"}
    assert disagreements(accounts.astype({"daily_rate": "str"}), rows) == {"daily_rate"}
    assert disagreements(accounts.astype({"product": "str"}), rows) == {"product"}
    assert disagreements(accounts, rows[rows["column"] != "opened"]) == {"opened"}


def test_the_dictionary_says_what_is_real_and_where_from() -> None:
    dictionary = bank.data_dictionary()
    assert set(dictionary["real_or_synthetic"]) == {"real", "synthetic"}
    assert (dictionary[["meaning", "source"]].map(len) > 2).all(axis=None)
    assert not dictionary.duplicated(["table", "column"]).any()
    kinds = dictionary.groupby("table")["real_or_synthetic"].agg(set).map(sorted)
    assert kinds["statements"] == ["synthetic"]
    for real in ("fry14m_card_series", "macro", "uci_cards", "german_credit"):
        assert kinds[real] == ["real"]
    assert all(len(kind) == 1 for kind in kinds)


@pytest.mark.parametrize("table", LOADERS)
def test_each_table_loads_in_a_second(table: str) -> None:
    start = time.perf_counter()
    LOADERS[table]()
    assert time.perf_counter() - start < 1


def test_a_load_gives_a_table_of_ones_own() -> None:
    mine = bank.load_accounts()
    mine["credit_limit_cny"] = 0
    assert (bank.load_accounts()["credit_limit_cny"] > 0).all()


# The rules in force.


def test_rules_of_one_jurisdiction() -> None:
    assert set(bank.load_rules("EU")["jurisdiction"]) == {"EU"}
    assert len(bank.load_rules("EU")) < len(bank.load_rules())
    with pytest.raises(ValueError, match=r"no rules for 'UK'.*CN"):
        bank.load_rules("UK")


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2016-12-31", False), ("2017-01-01", True), ("2020-12-31", True), ("2021-01-01", False)],
)
def test_the_cap_on_the_daily_rate_is_history(day: str, in_force: bool) -> None:
    rules = bank.load_rules("CN", in_force_on=day)["rule_id"]
    assert ("cn-overdraft-daily-cap" in set(rules)) is in_force


def test_an_open_end_is_no_end() -> None:
    rules = bank.load_rules("CN", in_force_on=pd.Timestamp("2099-01-01"))
    assert rules["in_force_until"].isna().all()
    assert len(rules)


def test_real_series_are_copied_whole() -> None:
    cards = bank.load_pboc_cards().set_index("period")
    assert cards.loc["2024Q3", "published_utilisation_pct"] == 37.82
    assert cards["source"].str.len().gt(5).all()
    us = bank.load_fry14m().set_index("quarter_start")
    assert us.loc["2025-01-01", "net_chargeoff_rate_pct_RCCCBNCOPCT"] == 6.02
    assert len(us) == 54


# Missing and damaged files.


@pytest.fixture
def folder(tmp_path):
    for path in DATA.glob("*.csv*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def cut(path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def not_gzip(path) -> None:
    path.write_text("account_id,opened\nA1,2020-01-01\n")


def empty(path) -> None:
    path.write_bytes(b"")


def rewritten(old: str, new: str, encoding: str = "utf-8"):
    def damage(path) -> None:
        text = gzip.decompress(path.read_bytes()).decode()
        assert old in text
        path.write_bytes(gzip.compress(text.replace(old, new).encode(encoding)))

    return damage


DAMAGES = {
    "cut": cut,
    "flipped": flipped,
    "not gzip": not_gzip,
    "empty": empty,
    "a word for a number": rewritten("0.0005", "half"),
    "a date that is none": rewritten("2020-02-", "2020-14-"),
    "a column less": rewritten("credit_limit_cny", "limit"),
    "a foreign encoding": rewritten("opened", "opened", "utf-16"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_named(folder, damage) -> None:
    damage(folder / "accounts.csv.gz")
    with pytest.raises(BankDataError) as caught:
        read_table("accounts", folder)
    sentence = str(caught.value)
    assert sentence.startswith("The data file accounts.csv.gz is damaged (")
    assert "Install the course again" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["accounts.csv.gz", "data_dictionary.csv"])
def test_a_missing_file_is_named(folder, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BankDataError, match="is missing") as caught:
        read_table("accounts", folder)
    assert name.split(".")[0] in str(caught.value)


def test_a_notebook_shows_the_sentence_without_a_traceback() -> None:
    assert BankDataError("gone")._render_traceback_() == ["BankDataError: gone"]
