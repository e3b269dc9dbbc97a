"""Notebook 07: the numbers that its story and memo print follow from the tables and the tasks."""

import numpy as np
import pandas as pd
import pytest

from course.bank import load_partners, load_transactions

ECONOMICS = pd.Series(
    {
        "new_accounts": 120_000,
        "interchange_rate": 0.0045,
        "lending_margin_cny": 95.0,
        "serving_cost_cny": 0.003,
        "extra_margin_cny": 60.0,
    }
)
ISSUED = {2021: 4.0, 2022: 6.2, 2023: 9.1, 2024: 13.6, 2025: 20.5}
REDEEMED = {
    2021: [2.08, 0.94, 0.42, 0.21, 0.08],
    2022: [3.20, 1.46, 0.66, 0.32],
    2023: [4.73, 2.08, 1.03],
    2024: [7.01, 3.19],
    2025: [10.76],
}


@pytest.fixture(scope="module")
def tasks(references):
    return references("07")


@pytest.fixture(scope="module")
def offer() -> pd.Series:
    return load_partners().set_index("partner_id").loc["P4"]


@pytest.fixture(scope="module")
def rate(tasks) -> float:
    """The redemption rate of the whole club by the chain ladder."""
    table = tasks["ultimate-redemption"](club())
    return table["expected"].sum() / table["issued"].sum()


def club() -> pd.DataFrame:
    rows = [(y, ISSUED[y], age, p) for y, row in REDEEMED.items() for age, p in enumerate(row)]
    return pd.DataFrame(rows, columns=["vintage", "issued", "age", "redeemed"])


def values(tasks, offer: pd.Series, economics: pd.Series = ECONOMICS, **changed) -> list[float]:
    """Million CNY a year for bank and partner with changed terms."""
    deal = pd.Series({**offer, **changed})
    table = tasks["cobrand-income-statement"](deal, economics).set_index("line")
    return [table.loc["total", side] / 1e6 for side in ("bank", "partner")]


def zone(tasks, offer, **changed) -> dict[str, float] | None:
    bank, partner = values(tasks, offer, revenue_share=0.0, **changed)
    spend = float(offer["yearly_spend_cny"])
    return tasks["bargaining-zone"](bank * 1e6, partner * 1e6, 10e6, 70e6, spend)


def test_the_sheet_is_the_table(tasks, offer) -> None:
    terms = offer[["accounts", "yearly_spend_cny", "points_per_cny", "cost_per_point_cny"]]
    assert list(terms) == [600_000, 24_000_000_000, 1.2, 0.0055]
    assert [offer["redemption_rate"], offer["revenue_share"]] == [0.71, 0.0003]
    assert [offer["bounty_per_account_cny"], offer["marketing_fund_cny"]] == [80, 9_000_000]
    bank, partner = values(tasks, offer)
    assert [round(bank, 1), round(partner, 1)] == [26.7, 103.9]
    assert round(5 * bank) == 134


def test_purchases_that_do_not_add_up() -> None:
    table = load_transactions()
    amounts = table.loc[table["kind"] == "purchase", "amount_cny"].to_numpy()
    fen = np.round(amounts * 100).astype(np.int64)
    # Rates in hundred-thousandths, so that half a fen is exact.
    parts = sum((2 * fen * r + 100_000) // 200_000 for r in (450, 65, 85))
    off = parts - (2 * fen * 600 + 100_000) // 200_000
    assert [round(1_000 * (off == k).mean()) for k in (-1, 0, 1)] == [170, 660, 170]
    assert round(amounts.mean()) == 1_096
    purchases = 24e9 / amounts.mean()
    lines = purchases * (off != 0).mean()
    assert round(purchases / 1e6) == 22 and round(lines / 1e6, 1) == 7.4
    assert round(lines / 100 * 60 / 6 / 1e6, 2) == 0.74


def test_the_vintages_turn_the_deal(tasks, offer, rate) -> None:
    assert round(club()["redeemed"].sum() / sum(ISSUED.values()), 2) == 0.71
    assert round(rate, 6) == 0.936957
    assert round((ISSUED[2024] + ISSUED[2025]) / sum(ISSUED.values()), 2) == 0.64
    shares = {year: np.cumsum(row) / ISSUED[year] for year, row in REDEEMED.items()}
    assert all(share[1] > 0.7148 for share in shares.values() if len(share) > 1)
    assert [round(share, 2) for share in shares[2021]] == [0.52, 0.76, 0.86, 0.91, 0.93]
    after = sum(sum(row[:2]) for row in REDEEMED.values() if len(row) > 1)
    before = sum(row[0] for row in REDEEMED.values() if len(row) > 1)
    assert [round(after, 2), round(before, 2), round(after / before, 3)] == [24.69, 17.02, 1.451]
    assert round(10.76 * after / before, 1) == 15.6
    points = [28.8e9 * r * 0.0055 / 1e6 for r in (0.71, rate)]
    assert [round(p, 1) for p in points] == [112.5, 148.4]
    bank, partner = values(tasks, offer, redemption_rate=rate)
    assert [round(bank, 1), round(partner, 1)] == [-9.2, 120.3]
    assert round(5 * (points[1] - points[0])) == 180
    assert abs(values(tasks, offer, redemption_rate=0.8788)[0]) < 0.01
    assert round(57.6e9 * (rate - 0.71) * 0.0055 / 1e6, 1) == 71.9


def test_who_gains_by_redemption(tasks, offer) -> None:
    ends = [values(tasks, offer, redemption_rate=r) for r in (0.6, 1.0)]
    assert [[round(v) for v in pair] for pair in ends] == [[44, 96], [-19, 125]]
    per_point = [(high - low) / 40 for low, high in zip(*ends, strict=True)]
    assert [round(v, 2) for v in per_point] == [-1.58, 0.72]
    assert abs(values(tasks, offer, redemption_rate=0.8157)[0] - 10) < 0.01
    assert round(5 * 24e9 * 0.0003 * (1 - 0.0045) / 1e6) == 36


def test_the_zone(tasks, offer, rate) -> None:
    sheet, truth = zone(tasks, offer), zone(tasks, offer, redemption_rate=rate)
    assert [round(100 * sheet[end], 2) for end in ("low", "high")] == [-0.11, 0.10]
    assert [round(100 * truth[end], 2) for end in ("low", "high")] == [-0.18, -0.05]
    assert sheet["low"] < 0.0003 < sheet["high"] and truth["high"] < 0.0003
    assert round(100 * truth["share"], 2) == -0.11
    assert [round(truth[side] / 1e6, 1) for side in ("bank", "partner")] == [25.5, 85.5]
    assert round((truth["bank"] + truth["partner"]) / 1e6) == 111
    assert round(truth["bank"] / 1e6 - 10, 1) == round(truth["partner"] / 1e6 - 70, 1) == 15.5
    assert round(15.5 / 52, 1) == 0.3


def test_the_counter_offer_holds_at_any_rate(tasks, offer, rate) -> None:
    terms = {"cost_per_point_cny": 0.0045, "revenue_share": 0.0}
    found = {r: values(tasks, offer, redemption_rate=r, **terms) for r in (0.71, rate, 1.0)}
    assert [[round(v, 1) for v in pair] for pair in found.values()] == [
        [54.4, 76.3],
        [25.0, 86.1],
        [16.8, 88.8],
    ]
    thin = ECONOMICS.replace(95.0, 70.0)
    assert values(tasks, offer, thin, redemption_rate=rate, **terms)[0] < 10
    assert 101 < sum(found[rate]) - 10 < 101.1


def test_the_welcome_points(tasks) -> None:
    for estimates, left in [((820, 820, 820), [1.06, 0.52]), ((820, 940, 940), [1.46, 0.99])]:
        years = pd.DataFrame(
            {
                "year": [1, 2, 3],
                "redeemed": [410e6, 205e6, 105e6],
                "expected": np.array(estimates) * 1e6,
            }
        )
        table = tasks["points-liability"](30e6, 30e6, 0.006, 820e6, years)
        assert round(table["revenue"].iloc[0]) == round(table["liability"].iloc[0]) == 2_113_402
        assert [round(v / 1e6, 2) for v in table["liability"].iloc[1:]] == left


def test_the_promotion(tasks) -> None:
    worth = {"B": 1.0, "R": 4.0, "W": 0.5, "BR": 12.0, "RW": 6.0, "BW": 2.0, "BRW": 15.0}
    split = tasks["shapley-split"]({frozenset(names): value for names, value in worth.items()})
    assert [round(split[p], 4) for p in "BRW"] == [4.9167, 8.4167, 1.6667]
    last = [15 - worth["RW"], 15 - worth["BW"], 15 - worth["BR"]]
    assert last == [9.0, 13.0, 3.0] and sum(last) - 15 == 10
    assert [round(15 * worth[p] / 5.5, 1) for p in "BRW"] == [2.7, 10.9, 1.4]


def test_the_draft_of_the_matrix(tasks) -> None:
    draft = pd.DataFrame(
        {
            "product": ["A/R", "A", "A", "R", "R"],
            "marketing": ["C", "R", "A", "", "I"],
            "risk": ["C", "I", "", "A", "C"],
            "technology": ["", "", "R", "R", "R"],
            "partner": ["C", "C", "R", "", "C"],
        },
        index=["terms", "offer", "app", "policy", "settlement"],
    )
    table = tasks["raci-findings"](draft, 3)
    assert set(zip(table["subject"], table["finding"], strict=True)) == {
        ("app", "several accountable"),
        ("settlement", "no accountable"),
        ("product", "overloaded"),
    }


def test_half_a_fen_is_lost_in_binary() -> None:
    assert str(45.5 * 0.0045 + 45.5 * 0.0055) == "0.45499999999999996"
