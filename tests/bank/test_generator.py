"""The shipped tables are what the generator makes, and stay at the published figures."""

import numpy as np
import pandas as pd
import pytest

from course.bank.generator import build_bank, write_bank
from course.bank.tables import DATA, read_table
from course.bank.world import terms

Bank = dict[str, pd.DataFrame]
TABLES = (
    *("customers", "accounts", "transactions", "statements", "market", "applications"),
    *("performance", "campaign", "journeys", "survey", "conjoint", "complaints", "calls", "macro"),
    *("launch_pilot", "launch_calls", "launch_accounts", "launch_rewards"),
)


def assert_same(shipped: pd.DataFrame, built: pd.DataFrame) -> None:
    """Compare contents, to the fen; text may be a category in one, dates may count in seconds."""
    plain = dict.fromkeys(shipped.columns[shipped.dtypes == "category"], "object")
    plain |= dict.fromkeys(shipped.select_dtypes("datetime").columns, "datetime64[us]")
    pd.testing.assert_frame_equal(
        shipped.astype(plain), built.astype(plain), check_dtype=False, check_exact=True
    )


@pytest.mark.parametrize("table", TABLES)
def test_shipped_is_what_the_generator_makes(shipped: Bank, built: Bank, table: str) -> None:
    assert_same(shipped[table], built[table])


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("customers", "birth_year", 1901),
        ("customers", "has_card", False),
        ("accounts", "credit_limit_cny", 500),
        ("transactions", "amount_cny", 0.01),
        ("statements", "closing_cny", 0.01),
        ("accounts", "written_off_on", pd.Timestamp("2025-12-24")),
    ],
)
def test_a_planted_change_is_noticed(
    shipped: Bank, built: Bank, table: str, column: str, value: object
) -> None:
    changed = shipped[table].copy()
    changed.loc[3, column] = value
    with pytest.raises(AssertionError):
        assert_same(changed, built[table])


def test_every_generated_table_is_compared(built: Bank) -> None:
    assert set(built) == set(TABLES)


def test_another_seed_makes_another_bank(built: Bank) -> None:
    other = build_bank(seed=1)
    for table in set(TABLES) - {"macro"}:  # real
        with pytest.raises(AssertionError):
            assert_same(built[table], other[table])


def test_writing_twice_gives_the_same_bytes(tmp_path, monkeypatch, built: Bank) -> None:
    small = {"customers": built["customers"].head(50), "accounts": built["accounts"].head(50)}
    monkeypatch.setattr("course.bank.generator.build_bank", lambda: small)
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        write_bank(folder)
    for name in small:
        assert (first / f"{name}.csv.gz").read_bytes() == (second / f"{name}.csv.gz").read_bytes()
    header = (first / "customers.csv.gz").read_bytes()[4:8]
    assert header == bytes(4)  # no time of writing


def test_a_written_table_reads_back_the_same(tmp_path, built: Bank) -> None:
    (tmp_path / "data_dictionary.csv").write_bytes((DATA / "data_dictionary.csv").read_bytes())
    built["accounts"].head(50).to_csv(tmp_path / "accounts.csv.gz", index=False)
    assert_same(read_table("accounts", tmp_path), built["accounts"].head(50))


def test_all_data_stay_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 15_000_000


# Published figures. A share or mean of n draws may be off by three standard errors.


def calibrations(bank: Bank) -> dict[str, tuple[float, float, float]]:
    """Name → (value in the bank, published value, how far it may be off)."""
    customers, accounts = bank["customers"].query("has_card"), bank["accounts"]
    age, limit = 2025 - customers["birth_year"], accounts["credit_limit_cny"]
    n, m = len(customers), len(accounts)
    bills = bank["statements"].merge(accounts[["account_id", "credit_limit_cny"]])
    month = bills["statement_date"].dt.to_period("M")
    owed = bills.groupby(month)["closing_cny"].sum()
    late = bills[bills["cycles_past_due"] > 6].groupby(month)["closing_cny"].sum()
    line = bills.groupby(month)["credit_limit_cny"].sum()
    female = terms.TARGET_FEMALE_SHARE
    return {
        "female share": (
            (customers["sex"] == "female").mean(),
            0.604,
            3 * np.sqrt(female * (1 - female) / n),
        ),
        "mean age": (age.mean(), 35.5, 3 * 9.2 / np.sqrt(n)),
        "sd of age": (age.std(), 9.2, 0.6),
        "mean limit": (limit.mean(), 30_900, 3 * 0.775 * 30_900 / np.sqrt(m)),
        "variation of limit": (limit.std() / limit.mean(), 0.775, 0.06),
        "utilisation": ((owed / line).mean(), 0.3782, 0.01),
        "overdue six months": ((late / owed).mean(), 0.0143, 0.002),
    }


NAMES = (
    *("female share", "mean age", "sd of age", "mean limit", "variation of limit"),
    *("utilisation", "overdue six months"),
)


@pytest.mark.parametrize("name", NAMES)
def test_the_bank_stands_at_the_published_figure(shipped: Bank, name: str) -> None:
    value, published, off = calibrations(shipped)[name]
    assert value == pytest.approx(published, abs=off)


def test_a_bank_off_the_published_figures_is_noticed(shipped: Bank) -> None:
    """Older customers, other limits and doubled balances: none of the figures may pass."""
    off = {table: rows.copy() for table, rows in shipped.items()}
    off["customers"]["birth_year"] = 2025 - (2025 - off["customers"]["birth_year"]) * 1.2
    off["customers"]["sex"] = off["customers"]["sex"].where(off["customers"].index % 5 > 0, "male")
    limit = off["accounts"]["credit_limit_cny"]
    off["accounts"]["credit_limit_cny"] = limit + 0.5 * (limit - limit.median())
    late = off["statements"]["cycles_past_due"] > 6
    off["statements"].loc[late, "closing_cny"] *= 2
    off["statements"]["closing_cny"] *= 1.2
    for name, (value, published, allowed) in calibrations(off).items():
        assert abs(value - published) > allowed, name


def test_behaviour_follows_risk(shipped: Bank) -> None:
    """Accounts that end badly have the lower limits: both follow from the same latent score."""
    accounts = shipped["accounts"]
    lost = accounts["written_off_on"].notna()
    limits = accounts["credit_limit_cny"].groupby(lost).median()
    assert lost.sum() >= 20
    assert limits[True] < limits[False]
