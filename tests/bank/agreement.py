"""What must hold between the tables of Lantern Bank, recomputed from the shipped tables alone.

Each check takes the four tables and returns the keys of the rows that break it. The rules are
worked out here a second time and another way than in the generator, which this file never imports.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

Bank = dict[str, pd.DataFrame]
DAY = pd.Timedelta(days=1)


def fen(money: pd.Series) -> pd.Series:
    """Money as whole fen, so that equality is exact."""
    return (money * 100).round().astype("int64")


def keys(bank: Bank) -> list[str]:
    wrong = []
    for table, key in (
        ("customers", "customer_id"),
        ("accounts", "account_id"),
        ("transactions", "transaction_id"),
        ("statements", "statement_id"),
    ):
        wrong += list(bank[table].loc[bank[table][key].duplicated(), key])
    return wrong


def dates(bank: Bank) -> list[str]:
    """Nothing is posted before it is made, or made before the account; cycles keep their days."""
    booked = bank["transactions"].merge(bank["accounts"], on="account_id")
    made, posted = booked["transaction_date"], booked["posting_date"]
    early = booked.loc[(made > posted) | (made < booked["opened"]), "transaction_id"]
    bills = bank["statements"].merge(bank["accounts"], on="account_id")
    off = (
        (bills["statement_date"].dt.day != bills["statement_day"])
        | (bills["due_date"] != bills["statement_date"] + bills["due_days"] * DAY)
        | (bills["cycle_start"] > bills["statement_date"])
    )
    holders = bank["accounts"].merge(bank["customers"], on="customer_id")
    unborn = holders["opened"].dt.year - holders["birth_year"] < 18
    stranger = holders["opened"] < holders["customer_since"]
    return [*early, *bills.loc[off, "statement_id"], *holders.loc[unborn | stranger, "account_id"]]


def twelve_cycles(bank: Bank) -> list[str]:
    """Each account has every month's statement of 2025 from its opening to its end."""
    accounts = bank["accounts"].set_index("account_id")
    months = bank["statements"].groupby("account_id")["statement_date"].nunique()
    expected = pd.Series(0, accounts.index)
    for month in range(1, 13):
        day = pd.to_datetime({"year": 2025, "month": month, "day": accounts["statement_day"]})
        ended = accounts["written_off_on"].notna() & (day > accounts["written_off_on"])
        expected += ((day >= accounts["opened"]) & ~ended).astype(int)
    return list(expected.index[months.reindex(expected.index, fill_value=0) != expected])


def chain(bank: Bank) -> list[str]:
    bills = bank["statements"]
    last = bills.groupby("account_id").shift()
    follows = last["closing_cny"].notna()
    broken = (
        (fen(bills["opening_cny"]) != fen(last["closing_cny"].fillna(0)))
        | (fen(bills["opening_unpaid_fees_cny"]) != fen(last["closing_unpaid_fees_cny"].fillna(0)))
        | (bills["cycle_start"] != last["statement_date"] + DAY)
    )
    return list(bills.loc[follows & broken, "statement_id"])


def balance(bank: Bank) -> list[str]:
    bills = bank["statements"]
    total = (
        fen(bills["opening_cny"])
        + fen(bills["purchases_cny"])
        - fen(bills["payments_cny"])
        + fen(bills["interest_cny"])
        + fen(bills["fees_cny"])
    )
    wrong = (total != fen(bills["closing_cny"])) | (total < 0)
    return list(bills.loc[wrong, "statement_id"])


def assign(bank: Bank) -> pd.DataFrame:
    """Transactions with the statement whose cycle holds their posting date."""
    return pd.merge_asof(
        bank["transactions"].sort_values("posting_date"),
        bank["statements"].sort_values("statement_date"),
        left_on="posting_date",
        right_on="statement_date",
        by="account_id",
        direction="forward",
    )


def sums(bank: Bank) -> list[str]:
    """Transactions of each kind sum to the statement, and each belongs to one."""
    booked, bills = assign(bank), bank["statements"].set_index("statement_id")
    homeless = booked["statement_id"].isna() | (booked["posting_date"] < booked["cycle_start"])
    wrong = set(booked.loc[homeless, "transaction_id"])
    booked = booked[~homeless].assign(fen=lambda t: fen(t["amount_cny"]))
    for kind, column, sign in (
        ("purchase", "purchases_cny", 1),
        ("payment", "payments_cny", -1),
        ("interest", "interest_cny", 1),
        ("late fee", "fees_cny", 1),
    ):
        of_kind = booked[booked["kind"] == kind]
        total = of_kind.groupby("statement_id")["fen"].sum().reindex(bills.index, fill_value=0)
        wrong |= set(bills.index[total * sign != fen(bills[column])])
    return sorted(wrong)


def average_daily_balance(bank: Bank) -> list[str]:
    """Each posting weighs by the days it stood; unpaid fees are walked day by day and taken out."""
    booked = assign(bank)
    booked = booked[booked["kind"] != "interest"]
    stood = (booked["statement_date"] - booked["posting_date"]).dt.days + 1
    weighed = (fen(booked["amount_cny"]) * stood).groupby(booked["statement_id"]).sum()
    bills = bank["statements"].set_index("statement_id")
    days = (bills["statement_date"] - bills["cycle_start"]).dt.days + 1
    area = fen(bills["opening_cny"]) * days + weighed.reindex(bills.index, fill_value=0)

    with_fees = bills[(bills["fees_cny"] > 0) | (bills["opening_unpaid_fees_cny"] > 0)]
    own = booked[booked["statement_id"].isin(with_fees.index) & (booked["kind"] != "purchase")]
    cycle = own["statement_id"], own["posting_date"], own["kind"]
    moves = fen(own["amount_cny"]).groupby(list(cycle), observed=True).sum().to_dict()
    closing_fees = pd.Series(0, bills.index)
    for bill in with_fees.itertuples():
        owed = round(bill.opening_unpaid_fees_cny * 100)
        for day in pd.date_range(bill.cycle_start, bill.statement_date):
            owed += moves.get((bill.Index, day, "late fee"), 0)
            owed = max(0, owed + moves.get((bill.Index, day, "payment"), 0))
            area[bill.Index] -= owed
        closing_fees[bill.Index] = owed
    wrong = (fen(bills["average_daily_balance_cny"]) - area / days).abs() > 0.5
    wrong |= fen(bills["closing_unpaid_fees_cny"]) != closing_fees
    return list(bills.index[wrong])


def interest(bank: Bank) -> list[str]:
    bills = bank["statements"].merge(bank["accounts"], on="account_id")
    days = (bills["statement_date"] - bills["cycle_start"]).dt.days + 1
    exact = fen(bills["average_daily_balance_cny"]) * bills["daily_rate"] * days
    owed = exact.where(bills["revolving"], 0)
    wrong = (fen(bills["interest_cny"]) - owed).abs() > 0.5 + 1e-6
    return list(bills.loc[wrong, "statement_id"])


def with_last(bank: Bank) -> pd.DataFrame:
    """Statements that follow another one; ``in_time`` is what was paid by its due date, in fen."""
    bills = bank["statements"]
    last = bills.groupby("account_id").shift().add_prefix("last_")
    bills = bills.join(last).dropna(subset="last_closing_cny")
    paid = assign(bank)
    paid = paid[paid["kind"] == "payment"].merge(
        bills[["statement_id", "last_due_date"]], on="statement_id"
    )
    paid = paid[paid["posting_date"] <= paid["last_due_date"]]
    in_time = (-fen(paid["amount_cny"])).groupby(paid["statement_id"]).sum()
    return bills.assign(in_time=bills["statement_id"].map(in_time).fillna(0))


def revolving(bank: Bank) -> list[str]:
    bills = with_last(bank)
    wrong = bills["revolving"] != (bills["in_time"] < fen(bills["last_closing_cny"]))
    return list(bills.loc[wrong, "statement_id"])


def late_fee(bank: Bank) -> list[str]:
    bills = with_last(bank)
    missing = fen(bills["last_minimum_due_cny"]) - bills["in_time"]
    fee = (0.05 * missing).clip(1_000, 50_000).where(missing > 0, 0)
    wrong = (fen(bills["fees_cny"]) - fee).abs() > 0.5
    fees = assign(bank).query("kind == 'late fee'")
    due = fees["statement_id"].map(bills.set_index("statement_id")["last_due_date"])
    astray = due.notna() & (fees["posting_date"] != due + DAY)
    return [*bills.loc[wrong, "statement_id"], *fees.loc[astray, "transaction_id"]]


def minimum(bank: Bank) -> list[str]:
    bills = bank["statements"]
    due = fen(bills["interest_cny"]) + fen(bills["fees_cny"]) + fen(bills["past_due_cny"])
    due = np.minimum(
        due + 0.1 * (fen(bills["closing_cny"]) - due).clip(0), fen(bills["closing_cny"])
    )
    wrong = (fen(bills["minimum_due_cny"]) - due).abs() > 0.5
    return list(bills.loc[wrong, "statement_id"])


def delinquency(bank: Bank) -> list[str]:
    """Past-due amounts and their count follow from payments; then freeze, then write-off."""
    bills = with_last(bank)
    past_due = (fen(bills["last_minimum_due_cny"]) - fen(bills["payments_cny"])).clip(0)
    count = (bills["last_cycles_past_due"] + 1).where(past_due > 0, 0)
    wrong = (fen(bills["past_due_cny"]) != past_due) | (bills["cycles_past_due"] != count)
    wrong |= (bills["last_cycles_past_due"] >= 2) & (bills["purchases_cny"] > 0)
    lost = bank["statements"].query("cycles_past_due == 12").set_index("account_id")
    written_off = bank["accounts"].set_index("account_id")["written_off_on"].dropna()
    known = lost["statement_date"].reindex(written_off.index)
    astray = set(lost.index) ^ set(written_off.index) | set(known.index[known != written_off])
    return [*bills.loc[wrong, "statement_id"], *sorted(astray)]


def credit_limit(bank: Bank) -> list[str]:
    """On a day with a purchase, the balance at its end (before interest) is within the limit."""
    booked = assign(bank)
    booked = booked[booked["kind"] != "interest"].assign(
        fen=lambda t: fen(t["amount_cny"]), bought=lambda t: t["kind"] == "purchase"
    )
    daily = booked.groupby(["statement_id", "posting_date"]).agg(
        fen=("fen", "sum"), bought=("bought", "any")
    )
    moved = daily.groupby("statement_id")["fen"].cumsum().reset_index()
    bills = bank["statements"].merge(bank["accounts"], on="account_id").set_index("statement_id")
    owed = moved["fen"] + moved["statement_id"].map(fen(bills["opening_cny"]))
    limit = moved["statement_id"].map(bills["credit_limit_cny"] * 100)
    return list(moved.loc[(owed > limit) & daily["bought"].to_numpy(), "statement_id"])


CHECKS: dict[str, Callable[[Bank], list[str]]] = {
    check.__name__: check
    for check in (
        *(keys, dates, twelve_cycles, chain, balance, sums, average_daily_balance),
        *(interest, revolving, late_fee, minimum, delinquency, credit_limit),
    )
}
