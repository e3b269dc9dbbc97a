"""The tables beyond the ledger agree, and each check of it notices a planted fault."""

import pandas as pd
import pytest

from bank.portfolio import CHECKS, Bank


@pytest.mark.parametrize("name", CHECKS)
def test_the_tables_agree(shipped: Bank, name: str) -> None:
    assert CHECKS[name](shipped) == []


def set_one(table: str, query: str, column: str, value):
    """Change one cell in a row that meets the query; the value may be a function of the old one."""

    def plant(bank: Bank) -> None:
        found = bank[table].query(query)
        assert len(found), f"nothing to plant a fault in: {query}"
        row = found.index[len(found) // 2]
        old = bank[table].loc[row, column]
        bank[table].loc[row, column] = value(old) if callable(value) else value

    return plant


def drop(table: str, query: str):
    def plant(bank: Bank) -> None:
        rows = bank[table].query(query).index
        bank[table] = bank[table].drop(index=rows[len(rows) // 2]).reset_index(drop=True)

    return plant


def doubled(bank: Bank) -> None:
    bank["calls"] = pd.concat([bank["calls"], bank["calls"].iloc[[5]]])


def city_in_the_campaign(bank: Bank) -> None:
    city = bank["campaign"].merge(bank["customers"], on="customer_id")["city_tier"]
    bank["campaign"]["city_tier"] = city
    assert CHECKS["shared_columns"](bank) == []  # the same value may stand twice
    bank["campaign"].loc[7, "city_tier"] = 4 - city[7] if city[7] != 2 else 1


NOT_YET, NOT_YET_BORN = pd.Timestamp("2021-12-31"), pd.Timestamp("1940-01-01")
FAULTS = [
    ("keys", doubled),
    ("population", set_one("customers", "has_card", "has_card", False)),
    ("population", set_one("customers", "not has_card", "has_card", True)),
    ("population", drop("campaign", "arm == 'control'")),
    ("population", set_one("calls", "answered == 1", "customer_id", "C02345")),
    ("population", set_one("performance", "bucket == 2", "account_id", "A00001")),
    ("shared_columns", city_in_the_campaign),
    ("depositors", set_one("campaign", "segment == 'new to the city'", "segment", "retired")),
    ("depositors", set_one("customers", "not has_card", "annual_income_cny", 10)),
    ("depositors", set_one("customers", "not has_card", "customer_since", NOT_YET_BORN)),
    ("depositors", set_one("customers", "not has_card", "birth_year", 2020)),
    ("respondents", set_one("survey", "city_tier == 1", "city_tier", 4)),
    ("cards", set_one("cards", "card_id == 'LB2'", "annual_rate", 0.17)),
    ("cards", set_one("cards", "card_id == 'LB2'", "card_name", "Lantern Silver")),
    ("cards", drop("card_rewards", "card_id == 'PK2'")),
    ("cards", set_one("card_rewards", "card_id == 'PK2'", "reward_rate", 5.0)),
    ("cards_in_force", set_one("cards", "card_id == 'LB4'", "cards_in_force", 2_600_000)),
    ("cards_in_force", set_one("cards", "card_id == 'PK1'", "cards_in_force", 300_000_000)),
    ("cards_in_force", set_one("partners", "card_id == 'LB4'", "accounts", 2_700_001)),
    ("market", set_one("market", "quarter == '2025Q1'", "active_cards_m", 900.0)),
    ("market", set_one("market", "quarter == '2024Q3'", "cards_m", lambda old: old + 1)),
    ("market", drop("market", "issuer == 'Others'")),
    ("segments", set_one("segment_spend", "segment == 'young'", "accounts", 9_400_000)),
    ("segments", set_one("segment_spend", "segment == 'family'", "spend_per_account_cny", 65_000)),
    ("funnel", set_one("applications", "default_12m == 0", "approved", 0)),
    ("funnel", set_one("applications", "default_12m == 0", "activated_on", NOT_YET)),
    ("funnel", set_one("applications", "approved == 0", "default_12m", 0.0)),
    ("funnel", set_one("applications", "other_cards > 0", "other_cards", 0)),
    ("paths", set_one("performance", "bucket == 0 and months_on_book == 9", "bucket", 3)),
    ("paths", set_one("performance", "bucket == 6 and months_on_book == 24", "balance_cny", 1.0)),
    ("paths", set_one("performance", "bucket == 2", "balance_cny", 0.0)),
    ("paths", drop("performance", "months_on_book == 12")),
    ("defaults", set_one("performance", "bucket < 4 and months_on_book == 10", "bucket", 4)),
    ("campaign", set_one("campaign", "arm == 'control'", "contact_cost_cny", 12.0)),
    ("campaign", set_one("campaign", "responded == 1", "margin_cny", 0.0)),
    ("campaign", drop("campaign", "arm == 'control'")),
    ("journeys", drop("journeys", "position == 2")),
    ("journeys", set_one("journeys", "position == 2 and converted == 1", "converted", 0)),
    ("choices", set_one("conjoint", "chosen == 0", "chosen", 1)),
    ("choices", drop("conjoint", "chosen == 0")),
    ("service", set_one("complaints", "upheld == 1", "resolved_on", NOT_YET)),
    ("service", set_one("complaints", "upheld == 1", "upheld", float("nan"))),
    ("service", set_one("calls", "answered == 0", "resolved", 1)),
]


@pytest.mark.parametrize(("name", "plant"), FAULTS)
def test_a_planted_fault_is_found(shipped: Bank, name: str, plant) -> None:
    faulty = {table: rows.copy() for table, rows in shipped.items()}
    plant(faulty)
    assert CHECKS[name](faulty)


def test_every_check_has_a_planted_fault() -> None:
    assert {name for name, _ in FAULTS} == set(CHECKS)
