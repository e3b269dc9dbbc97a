"""The shipped tables agree with each other, and each check of it notices a planted fault."""

import pandas as pd
import pytest

from bank.agreement import CHECKS, Bank

ONE_DAY = pd.Timedelta(days=1)


@pytest.mark.parametrize("name", CHECKS)
def test_the_tables_agree(shipped: Bank, name: str) -> None:
    assert CHECKS[name](shipped) == []


def row(bank: Bank, table: str, query: str) -> tuple[pd.DataFrame, int]:
    """A table and the index of its first row that meets the query (after the first cycles)."""
    found = bank[table].query(query)
    assert len(found), f"nothing to plant a fault in: {query}"
    return bank[table], found.index[len(found) // 2]


def doubled(bank: Bank) -> None:
    bank["transactions"] = pd.concat([bank["transactions"], bank["transactions"].iloc[[7]]])


def posted_too_early(bank: Bank) -> None:
    table, i = row(bank, "transactions", "kind == 'payment'")
    table.loc[i, "transaction_date"] = table.loc[i, "posting_date"] + ONE_DAY


def due_a_day_later(bank: Bank) -> None:
    table, i = row(bank, "statements", "revolving")
    table.loc[i, "due_date"] += ONE_DAY


def lost_month(bank: Bank) -> None:
    bank["statements"] = bank["statements"].drop(index=5)


def torn_chain(bank: Bank) -> None:
    table, i = row(bank, "statements", "statement_date.dt.month == 6 and opening_cny > 1")
    table.loc[i, "opening_cny"] -= 0.01


def one_fen(table_name: str, column: str, query: str):
    def plant(bank: Bank) -> None:
        table, i = row(bank, table_name, query)
        table.loc[i, column] = round(table.loc[i, column] + 0.01, 2)

    return plant


def moved_within_cycle(bank: Bank) -> None:
    table, i = row(bank, "transactions", "kind == 'purchase' and amount_cny > 500")
    inside = table.loc[i, "posting_date"]
    bill = bank["statements"].query("account_id == @table.account_id[@i]")
    bill = bill[(bill["cycle_start"] <= inside) & (bill["statement_date"] >= inside)].iloc[0]
    edge = bill["cycle_start"] if inside != bill["cycle_start"] else bill["statement_date"]
    table.loc[i, "posting_date"] = edge


def interest_on_fees(bank: Bank) -> None:
    table, i = row(bank, "statements", "opening_unpaid_fees_cny > 50 and revolving")
    table.loc[i, "average_daily_balance_cny"] += table.loc[i, "opening_unpaid_fees_cny"]


def interest_after_full_payment(bank: Bank) -> None:
    table, i = row(bank, "statements", "not revolving and average_daily_balance_cny > 1000")
    table.loc[i, "interest_cny"] = round(table.loc[i, "average_daily_balance_cny"] * 0.015, 2)


def turned(bank: Bank) -> None:
    table, i = row(bank, "statements", "not revolving and statement_date.dt.month == 5")
    table.loc[i, "revolving"] = True


def fee_forgotten(bank: Bank) -> None:
    table, i = row(bank, "statements", "fees_cny > 0 and statement_date.dt.month == 5")
    table.loc[i, "fees_cny"] = 0.0


def fee_a_day_late(bank: Bank) -> None:
    table, i = row(bank, "transactions", "kind == 'late fee' and posting_date >= '2025-06-01'")
    table.loc[i, "posting_date"] += ONE_DAY


def forgiven(bank: Bank) -> None:
    table, i = row(bank, "statements", "cycles_past_due == 5 and statement_date.dt.month == 7")
    table.loc[i, "cycles_past_due"] = 0


def written_off_without_cause(bank: Bank) -> None:
    table, i = row(bank, "accounts", "written_off_on.isna()")
    table.loc[i, "written_off_on"] = pd.Timestamp("2025-12-25")


def limit_halved(bank: Bank) -> None:
    bank["accounts"]["credit_limit_cny"] //= 2


FAULTS = [
    ("keys", doubled),
    ("dates", posted_too_early),
    ("dates", due_a_day_later),
    ("twelve_cycles", lost_month),
    ("chain", torn_chain),
    ("balance", one_fen("statements", "closing_cny", "purchases_cny > 0")),
    ("sums", one_fen("transactions", "amount_cny", "kind == 'purchase'")),
    ("sums", one_fen("transactions", "amount_cny", "kind == 'interest'")),
    ("sums", one_fen("statements", "payments_cny", "payments_cny > 0")),
    ("average_daily_balance", moved_within_cycle),
    ("average_daily_balance", interest_on_fees),
    ("interest", one_fen("statements", "interest_cny", "revolving and interest_cny > 0")),
    ("interest", interest_after_full_payment),
    ("revolving", turned),
    ("late_fee", fee_forgotten),
    ("late_fee", fee_a_day_late),
    ("minimum", one_fen("statements", "minimum_due_cny", "minimum_due_cny > 0")),
    ("delinquency", one_fen("statements", "past_due_cny", "statement_date.dt.month == 4")),
    ("delinquency", forgiven),
    ("delinquency", written_off_without_cause),
    ("credit_limit", limit_halved),
]


@pytest.mark.parametrize(("name", "plant"), FAULTS)
def test_a_planted_fault_is_found(shipped: Bank, name: str, plant) -> None:
    faulty = {table: rows.copy() for table, rows in shipped.items()}
    plant(faulty)
    assert CHECKS[name](faulty)


def test_every_check_has_a_planted_fault() -> None:
    assert {name for name, _ in FAULTS} == set(CHECKS)
