"""Oracles for the income statement of both sides: a ledger, and what must cancel."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

OUTSIDE = {"interchange", "lending margin", "extra sales", "serving points", "marketing fund"}
MOVED = {"points", "revenue share", "bounty"}


def random_deals(seed: int, count: int) -> list[tuple[pd.Series, pd.Series]]:
    rng = np.random.default_rng(seed)
    return [
        (
            pd.Series(
                {
                    "accounts": int(rng.integers(1, 900_000)),
                    "yearly_spend_cny": int(rng.integers(1, 10**10)),
                    "points_per_cny": rng.uniform(0.2, 2),
                    "cost_per_point_cny": rng.uniform(0.001, 0.01),
                    "redemption_rate": rng.uniform(),
                    "revenue_share": rng.uniform(-0.001, 0.001),
                    "bounty_per_account_cny": int(rng.integers(0, 90)),
                    "marketing_fund_cny": int(rng.integers(0, 10**7)),
                }
            ),
            pd.Series(
                {
                    "new_accounts": int(rng.integers(0, 200_000)),
                    "interchange_rate": rng.uniform(0.002, 0.0045),
                    "lending_margin_cny": rng.uniform(-20, 120),
                    "serving_cost_cny": rng.uniform(0.0005, 0.009),
                    "extra_margin_cny": rng.uniform(0, 80),
                }
            ),
        )
        for _ in range(count)
    ]


def ledger_of_events(statement: Function) -> None:
    """Book every payment between bank, partner and outside in a double-entry ledger.

    Within 0.01 CNY on sums of up to 1e8 CNY: binary rounding is far below.
    """
    for deal, economics in random_deals(11, 40):
        table = statement(deal, economics).set_index("line")
        back = deal["yearly_spend_cny"] * deal["points_per_cny"] * deal["redemption_rate"]
        bookings = [
            ("outside", "bank", deal["yearly_spend_cny"] * economics["interchange_rate"]),
            ("outside", "bank", deal["accounts"] * economics["lending_margin_cny"]),
            ("outside", "partner", deal["accounts"] * economics["extra_margin_cny"]),
            ("bank", "partner", back * deal["cost_per_point_cny"]),
            ("partner", "outside", back * economics["serving_cost_cny"]),
            ("bank", "partner", deal["yearly_spend_cny"] * deal["revenue_share"]),
            ("bank", "partner", economics["new_accounts"] * deal["bounty_per_account_cny"]),
            ("bank", "outside", deal["marketing_fund_cny"]),
        ]
        balance = dict.fromkeys(("bank", "partner", "outside"), 0.0)
        for payer, receiver, amount in bookings:
            balance[payer] -= amount
            balance[receiver] += amount
        for side in ("bank", "partner"):
            assert abs(table.loc["total", side] - balance[side]) < 0.01
            assert abs(table[side].drop("total").sum() - balance[side]) < 0.01


def transfers_cancel(statement: Function) -> None:
    """What moves between the sides sums to zero; what doesn't stands on one side only."""
    for deal, economics in random_deals(12, 40):
        table = statement(deal, economics).set_index("line")
        assert set(table.index) == OUTSIDE | MOVED | {"total"}
        for line in MOVED:
            assert abs(table.loc[line].sum()) < 0.01
        for line in OUTSIDE:
            assert (table.loc[line] == 0).any()
        assert refuses(statement, deal.replace(deal["redemption_rate"], 1.2), economics)


def one_card(statement: Function) -> None:
    """Course design (7.1), one account: 233.75 CNY before and 166.25 after sharing interchange.

    Its issuer buys 6,000 miles at 0.045 CNY when they are issued: here all points cost, rate 1.
    Interest 638.75 and fee 300 less funding 275, losses 220 and operation 210 make a margin of
    233.75; interchange 270 pays for the miles. A quarter of 270 is 0.1125 % of the spend.
    """
    deal = pd.Series(
        {
            "accounts": 1,
            "yearly_spend_cny": 60_000,
            "points_per_cny": 0.1,
            "cost_per_point_cny": 0.045,
            "redemption_rate": 1.0,
            "revenue_share": 0.0,
            "bounty_per_account_cny": 0,
            "marketing_fund_cny": 0,
        }
    )
    economics = pd.Series(
        {
            "new_accounts": 0,
            "interchange_rate": 0.0045,
            "lending_margin_cny": 233.75,
            "serving_cost_cny": 0.0,
            "extra_margin_cny": 0.0,
        }
    )
    for share, profit in [(0.0, 233.75), (0.25 * 0.0045, 166.25)]:
        table = statement(pd.Series({**deal, "revenue_share": share}), economics).set_index("line")
        assert abs(table.loc["total", "bank"] - profit) < 0.005


# --- planted faults -----------------------------------------------------------------------------


def fund_to_partner(deal: pd.Series, economics: pd.Series) -> pd.DataFrame:
    spend = deal["yearly_spend_cny"]
    back = spend * deal["points_per_cny"] * deal["redemption_rate"]
    moved = {
        "points": back * deal["cost_per_point_cny"],
        "revenue share": spend * deal["revenue_share"] * economics["interchange_rate"],
        "bounty": economics["new_accounts"] * deal["bounty_per_account_cny"],
        "marketing fund": deal["marketing_fund_cny"],
    }
    bank = {
        "interchange": spend * economics["interchange_rate"],
        "lending margin": deal["accounts"] * economics["lending_margin_cny"],
        **{line: -amount for line, amount in moved.items()},
    }
    partner = {
        "extra sales": deal["accounts"] * economics["extra_margin_cny"],
        "serving points": -back * economics["serving_cost_cny"],
        **moved,
    }
    table = pd.DataFrame({"bank": bank, "partner": partner}).fillna(0.0)
    table.loc["total"] = table.sum()
    return table.rename_axis("line").reset_index()


ORACLES = [
    Oracle("cobrand-income-statement", ledger_of_events, fault=fund_to_partner),
    Oracle("cobrand-income-statement", transfers_cancel, fault=fund_to_partner),
    Oracle("cobrand-income-statement", one_card, fault=fund_to_partner),
]
