# %% [markdown]
# # 07 · Partnerships 建立良好的合作关系
#
# **The competency.** A credit card product manager works closely with other departments and with
# partners, communicates, and passes information on in time; and reaches better results through them,
# such as an effective promotion made together with marketing.
#
# **After this notebook you can decide**
#
# - whether a co-brand deal earns money, for the bank *and* for the partner, and on which assumption it
#   hangs,
# - which terms both sides can live with, and which to propose,
# - how to share what a joint promotion earned, who decides what, and whose work comes first.
#
# **Time** about 90 minutes. **You need** pandas as far as `groupby`, dictionaries and sets. Notebook 01
# helps with what a card earns, but you can do without it.
#
# Money is in CNY, rates are fractions (`0.0045` is 0.45 %), points are counted as numbers. Your
# functions leave what they get as it is, and may return rows with any index.

# %% setup=true
from decimal import Decimal
from itertools import combinations
from math import factorial

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from course.bank import load_partners, load_transactions
from course.charts import (
    BLUE,
    GREEN,
    QUIET,
    VERMILION,
    cny_axis,
    label_line_ends,
    percent_axis,
    use_course_style,
)
from course.feedback import check, hidden_check

use_course_style()
partners = load_partners()
transactions = load_transactions()

# %% [markdown]
# ## The decision: sign with Silk Road Rail Travel?
#
# Silk Road Rail Travel (invented, like all firms here) offers Lantern Bank a co-brand card for five
# years. In the third year the sheet expects 600,000 accounts that spend 24 billion CNY. The bank gives
# 1.2 points per yuan and pays the partner 0.0055 CNY for each point *when a customer redeems it*, 0.03 % of
# spend as a revenue share, 80 CNY per account won, and 9 million CNY a year for joint marketing. And:
# "members redeem 71 % of their points".

# %%
offer = partners.set_index("partner_id").loc["P4"]
print(offer.drop(["card_id", "signed_on"]).to_string())

# %% [markdown]
# The bank's sheet for the third year, with assumptions of this course for the lending margin (95 CNY a
# card after funding, losses and operation), for 120,000 new cards a year, and an interchange of 0.45 %:

# %%
sheet = pd.Series(
    {
        "interchange": 108_000_000,
        "lending margin": 57_000_000,
        "points, at 71 % redemption": -112_464_000,
        "revenue share": -7_200_000,
        "bounty": -9_600_000,
        "marketing fund": -9_000_000,
    }
)
print(sheet.map("{:,} CNY".format).to_string())

# %% [markdown]
# That leaves 26.7 million CNY a year, 134 million over five. The committee meets on Thursday.
#
# The largest cost, 112 million, hangs on one number that the *partner* supplied. Is 71 % the share of
# points that *will be* redeemed, or the share that *has been*? The answer turns the deal around.
#
# Real banks know this number well. American Express showed a liability of 6.5 billion US dollars for
# points at the end of 2014; its report calls the ultimate redemption rate an input that moves the
# year's expense whenever the estimate moves [1].
#
# You will build the two sides' accounts, the redemption rate, the liability, the range of terms that
# both can sign, and the means to work together afterwards. The memo at the end recommends what to do.

# %% [markdown]
# ## 1 · Who gets what of a purchase
#
# **The idea.** The merchant pays a fee on each purchase. The issuer, the network and the acquirer
# share it, and every party's books must show the same fen. Three amounts, each rounded on its own, need
# not add up to the rounded whole.
#
# $$F = \operatorname{round}\Big(100\,A \sum_i r_i\Big) \qquad
# p_i = \lfloor 100\,A\, r_i \rfloor + e_i \qquad \sum_i p_i = F$$
#
# $A$ is the amount in CNY, $r_i$ the rate of party $i$, $F$ the fee in fen, $p_i$ the part of party $i$ in
# fen; $\lfloor x \rfloor$ cuts the fraction off. $e_i$ is 1 for the parties that lost most by the cut, as
# many of them as there are fen left over, and 0 for the others (*largest remainder*). In China the
# issuer's part of a credit card purchase is at most 0.45 % [2].
#
# **Example.** The amount 76.90 CNY at 0.45 %, 0.065 % and 0.085 %:

# %%
rates = pd.Series({"issuer": 0.0045, "network": 0.00065, "acquirer": 0.00085})
alone = (76.90 * rates).round(2)
print(alone.to_string())
print(f"sum of the three {alone.sum():.2f}, fee on the whole {76.90 * rates.sum():.2f}")

# %% alt="Bars: of 1,000 purchases on Lantern Bank's cards, 660 split without a difference when each part is rounded alone; in 170 the parts are a fen too much and in 170 a fen too little."
amounts = transactions.loc[transactions["kind"] == "purchase", "amount_cny"].to_numpy()
parts = sum(np.floor(amounts * 100 * rate + 0.5 + 1e-9) for rate in rates)
off = parts - np.floor(amounts * 100 * rates.sum() + 0.5 + 1e-9)
per_thousand = pd.Series(off).value_counts(normalize=True).sort_index() * 1_000
fig, ax = plt.subplots(figsize=(8, 3))
names = [f"{fen:+.0f} fen".replace("-", "−") if fen else "they agree" for fen in per_thousand.index]
ax.barh(names, per_thousand, color=[QUIET if fen == 0 else VERMILION for fen in per_thousand.index])
for name, count in zip(names, per_thousand, strict=True):
    ax.text(count + 8, name, f"{count:.0f}", va="center")
ax.set(xlabel="Of 1,000 purchases on Lantern Bank's cards", xlim=(0, 750))
ax.set_ylabel("Parts rounded alone, less the fee")
ax.set_title("One purchase in three doesn't add up if parts are rounded alone")
plt.show()

# %% [markdown]
# **A common mistake.** Rounding each part alone. Purchases at the bank average 1,096 CNY, so the co-brand
# would make 22 million a year, and a third of the lines disagree between the parties' books, by a fen:
# 7.4 million. If one in a hundred of them needs ten minutes of a clerk at 60 CNY an hour, that is 0.74
# million CNY a year for nothing, and partners whose statements don't match.
#
# A second one is binary arithmetic: `45.5 * 0.0045 + 45.5 * 0.0055` gives
# 0.45499999999999996, not 0.455, and half a fen falls to the wrong side. `Decimal(str(x))` or
# `fractions.Fraction(str(x))` take a number as it is printed.

# %% [markdown] task="split-merchant-fee"
# ### Task: split the merchant fee to the fen
# Each purchase, and each refund, is to be split so that the parts sum to the fee, whatever the number of
# parties.


# %% answer="split-merchant-fee"
def split_merchant_fee(amount: float, scheme: dict[str, float]) -> dict[str, float]:
    """Split the merchant's fee on one purchase among the parties, to the fen.

    Parameters
    ----------
    amount
        CNY, whole fen; negative for a refund.
    scheme
        The rate of each party, a fraction of the amount. Take amount and rates as the decimal
        numbers that ``str`` prints, so that halves and ties are exact.

    Returns
    -------
    dict
        CNY by party, whole fen. The parts sum to the fee: the amount times the sum of all rates,
        rounded to the fen, half a fen up. Each part is first cut off to whole fen; the fen that are
        left over go one each to the parties that lost most by the cut. Of parties that lost equally
        much the earlier one in the scheme comes first. A refund takes back what a purchase of the
        same size gave: the same parts, negative.

    Raises
    ------
    ValueError
        If the scheme has no party, or a rate is negative.
    """
    ### BEGIN SOLUTION
    if min(scheme.values(), default=-1) < 0:
        raise ValueError("a scheme needs parties, and none of their rates is negative")
    fen = abs(Decimal(str(amount))) * 100
    exact = {party: fen * Decimal(str(rate)) for party, rate in scheme.items()}
    parts = {party: int(part) for party, part in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    by_loss = sorted(parts, key=lambda party: parts[party] - exact[party])
    for party in by_loss[: fee - sum(parts.values())]:
        parts[party] += 1
    return {party: (-part if amount < 0 else part) / 100 for party, part in parts.items()}
    ### END SOLUTION


# %% check="split-merchant-fee" part="worked-example" points=4
"""76.90 CNY: the parts, each rounded alone, would be a fen more than the fee."""
_scheme = {"issuer": 0.0045, "network": 0.00065, "acquirer": 0.00085}
check("split_merchant_fee").on(76.90, _scheme).gives(
    {"issuer": 0.35, "network": 0.05, "acquirer": 0.06},
    within=0.001,
    unit="CNY",
    mistakes=[
        (
            {"issuer": 0.35, "network": 0.05, "acquirer": 0.07},
            "Each part is rounded alone, or the fee is rounded up: which fee is due?",
        ),
        (
            {"issuer": 0.34, "network": 0.04, "acquirer": 0.06},
            "All parts are cut off: who gets the fen that are left over?",
        ),
        (
            {"issuer": 0.36, "network": 0.04, "acquirer": 0.06},
            "One party takes all that is left over: how many fen may each get?",
        ),
        (
            {"issuer": 0.35, "network": 0.04, "acquirer": 0.07},
            "The fen left over go by size or by order here: who lost most by the cut?",
        ),
        (
            {"issuer": 0.34, "network": 0.04, "acquirer": 0.08},
            "The last to round gets too much: who lost most by the cut?",
        ),
        (
            lambda r: abs(r["issuer"] - 34.605) < 1.5,
            "Those are fen: the docstring asks for CNY.",
        ),
        (
            lambda r: abs(sum(r.values()) - 0.4614) < 1e-9,
            "Nothing is rounded: nobody can pay a part of a fen.",
        ),
    ],
)

# %% check="split-merchant-fee" part="refund" points=2
"""The same purchase is returned."""
check("split_merchant_fee").on(-76.90, _scheme).gives(
    {"issuer": -0.35, "network": -0.05, "acquirer": -0.06},
    within=0.001,
    unit="CNY",
    mistakes=[
        (
            {"issuer": 0.35, "network": 0.05, "acquirer": 0.06},
            "A refund takes the fee back: which sign have the parts?",
        ),
        (
            lambda r: abs(sum(r.values()) + 0.46) < 0.001,
            "A refund should undo the purchase: does each party give back what it got?",
        ),
    ],
)

# %% check="split-merchant-fee" part="ties-and-halves" points=4 hidden=true
"""Half a fen, parties that lost equally much, small amounts, other schemes; impossible schemes."""
_cases = [
    ("a fee of exactly half a fen more", 7.5, _scheme, (0.03, 0.01, 0.01)),
    ("half a fen again", 12.5, _scheme, (0.06, 0.01, 0.01)),
    ("half a fen of two", 29.5, {"x": 0.0045, "y": 0.0055}, (0.14, 0.16)),
    ("losses that are almost alike", 7.79, _scheme, (0.03, 0.01, 0.01)),
    (
        "five parties, most of a fen lost by four",
        10.0,
        {"v": 0.0019, "w": 0.0029, "x": 0.0009, "y": 0.0039, "z": 0.00011},
        (0.02, 0.03, 0.01, 0.04, 0.0),
    ),
    ("a fee that ends in half a fen, even fen below", 10, {"a": 0.001, "b": 0.0015}, (0.01, 0.02)),
    ("three that lose equally much", 10, dict.fromkeys("xyz", 0.0025), (0.03, 0.03, 0.02)),
    ("two that lose equally much", 10.0, {"b": 0.00125, "a": 0.00125}, (0.02, 0.01)),
    ("a tie between a small and a large part", 25.0, {"x": 0.0005, "y": 0.0025}, (0.02, 0.06)),
    (
        "the small part lost more than the large one",
        99.0,
        {"x": 0.00407, "y": 0.00098},
        (0.4, 0.1),
    ),
    ("a party that gets nothing", 76.90, {"x": 0.0, "y": 0.0045}, (0.0, 0.35)),
    ("one party", 333.33, {"issuer": 0.006}, (2.0,)),
    ("no amount", 0.0, _scheme, (0.0, 0.0, 0.0)),
    ("a single fen", 0.01, _scheme, (0.0, 0.0, 0.0)),
    ("less than a yuan", 0.80, {"x": 0.02, "y": 0.015}, (0.02, 0.01)),
    ("a refund of less than a yuan", -0.80, {"x": 0.02, "y": 0.015}, (-0.02, -0.01)),
    ("a refund with a tie", -10.0, {"b": 0.00125, "a": 0.00125}, (-0.02, -0.01)),
    ("a large purchase", 1_234_567.89, _scheme, (5_555.56, 802.47, 1_049.38)),
]
for _what, _amount, _rates, _parts in _cases:
    hidden_check("split_merchant_fee").case(_what).on(_amount, _rates).gives(
        dict(zip(_rates, _parts, strict=True)), within=0.001, unit="CNY"
    )
hidden_check("split_merchant_fee").case("the scheme handed in stays as it is").on(
    76.90, _scheme
).leaves_inputs_alone()
hidden_check("split_merchant_fee").case("nobody to share the fee").on(50.0, {}).refuses(
    ValueError, because="a fee that nobody receives can't be split"
)
hidden_check("split_merchant_fee").case("a negative rate beside a positive one").on(
    50.0, {"issuer": 0.0045, "network": -0.0001}
).refuses(ValueError, because="no party pays for the purchase of another")

# %% [markdown]
# ## 2 · One deal, two accounts
#
# **The idea.** A deal lasts if *both* sides earn. Write two columns: what the partner receives from
# the bank stands in both, with opposite signs; what comes from outside stands in one.
#
# $$M = S\,q\,\rho \qquad V_b = i\,S + m\,N - c\,M - s\,S - b\,n - J \qquad
# V_p = (c - k)\,M + s\,S + b\,n + x\,N$$
#
# $S$ is the yearly spend, $q$ the points per CNY, $\rho$ the redemption rate, $M$ the points redeemed. $V_b$
# and $V_p$ are the yearly values of bank and partner; $i$ is the interchange rate, $N$ the accounts, $m$ the
# lending margin of one, $c$ what the bank pays per redeemed point, $s$ the revenue share, $b$ the bounty
# for each of $n$ new accounts, $J$ the marketing fund. The partner spends $k$ to serve a redeemed point and
# earns $x$ per account on extra sales. The fund is spent with the media: nobody's income.
#
# **Example.** Silk Road's own figures come from the negotiation (assumed): a redeemed point costs it 0.003
# CNY to serve, and a cardholder brings it 60 CNY a year on extra sales. Add the two columns: all transfers
# vanish, and what the deal *makes* is left. Points move money from the bank to the partner; only the cost
# of serving them is lost.

# %%
assumptions = pd.Series(
    {
        "new_accounts": 120_000,
        "interchange_rate": 0.0045,
        "lending_margin_cny": 95.0,
        "serving_cost_cny": 0.003,
        "extra_margin_cny": 60.0,
    }
)

# %% alt="Two groups of bars for the partner's sheet, in million CNY a year. Bank: interchange 108, lending margin 57, points minus 112, revenue share minus 7, bounty minus 10, marketing fund minus 9. Partner: points plus 112, serving them minus 61, revenue share 7, bounty 10, extra sales 36. Bank's total 27, partner's 104."
ours = [108.0, 57.0, 0.0, -112.464, 0.0, -7.2, -9.6, -9.0]
theirs = [0.0, 0.0, 36.0, 112.464, -61.344, 7.2, 9.6, 0.0]
both = pd.DataFrame(
    {"bank": ours, "partner": theirs},
    index=[
        *("interchange", "lending margin", "extra sales", "points", "serving points"),
        *("revenue share", "bounty", "marketing fund"),
    ],
)
both = both.iloc[::-1] * 1e6
fig, ax = plt.subplots(figsize=(8, 4.4))
place = np.arange(len(both))
ax.barh(place + 0.2, both["bank"], 0.4, color=BLUE)
ax.barh(place - 0.2, both["partner"], 0.4, color=VERMILION)
ax.set(yticks=place, yticklabels=both.index, xlabel="CNY a year, redemption rate 71 %")
ax.axvline(0, color="0.35", linewidth=0.8)
ax.text(118e6, 7.2, f"bank, in all {both['bank'].sum() / 1e6:.0f} m", color=BLUE, va="center")
ax.text(45e6, 4.65, f"partner, in all {both['partner'].sum() / 1e6:.0f} m", color=VERMILION)
ax.set_xlim(-130e6, 185e6)
ax.set_title("On the sheet both earn, the partner four times as much")
cny_axis(ax, "x")
plt.show()

# %% [markdown]
# **A common mistake.** Reading "0.03 % revenue share" as a share of the bank's revenue. A share of *spend*
# is 7.2 million CNY a year; 0.03 % of the interchange would be 32,400 CNY. Over five years that is a hole
# of 36 million in the business case. The contract must name the base of every rate.

# %% [markdown] task="cobrand-income-statement"
# ### Task: the income statement of both sides
# Build the two columns from a row of `partners` and the assumptions of both sides, so that every later
# question is one call.


# %% answer="cobrand-income-statement"
def cobrand_income_statement(deal: pd.Series, economics: pd.Series) -> pd.DataFrame:
    """Return one year of a co-brand deal, as the bank and as the partner see it.

    Parameters
    ----------
    deal
        The terms, named as in ``load_partners()``: ``accounts``, ``yearly_spend_cny``,
        ``points_per_cny``, ``cost_per_point_cny`` (the bank pays it to the partner for each point
        redeemed), ``redemption_rate`` (share of the year's points that is redeemed sooner or later;
        all of it counts in this year), ``revenue_share`` (of spend, paid to the partner; negative:
        the partner pays), ``bounty_per_account_cny``, ``marketing_fund_cny``. Other entries don't
        matter.
    economics
        ``new_accounts`` (won this year, the bounty is paid for them), ``interchange_rate`` (of
        spend), ``lending_margin_cny`` (the bank's, per account, after funding, losses and
        operation), ``serving_cost_cny`` (the partner's, per point redeemed), ``extra_margin_cny``
        (the partner's on extra sales, per account).

    Returns
    -------
    DataFrame
        Columns ``line``, ``bank`` and ``partner``; the lines ``interchange``, ``lending margin``,
        ``extra sales``, ``points``, ``serving points``, ``revenue share``, ``bounty``,
        ``marketing fund`` and ``total`` in CNY, what a side pays negative, 0 where a line doesn't
        concern it. The bank pays the marketing fund to media, not to the partner.

    Raises
    ------
    ValueError
        If the redemption rate is not between 0 and 1 (both are possible).
    """
    ### BEGIN SOLUTION
    if not 0 <= deal["redemption_rate"] <= 1:
        raise ValueError(f"{deal['redemption_rate']} is no share of points")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * deal["redemption_rate"]
    points = redeemed * deal["cost_per_point_cny"]
    share = spend * deal["revenue_share"]
    bounty = economics["new_accounts"] * deal["bounty_per_account_cny"]
    lines = {
        "interchange": (spend * economics["interchange_rate"], 0.0),
        "lending margin": (accounts * economics["lending_margin_cny"], 0.0),
        "extra sales": (0.0, accounts * economics["extra_margin_cny"]),
        "points": (-points, points),
        "serving points": (0.0, -redeemed * economics["serving_cost_cny"]),
        "revenue share": (-share, share),
        "bounty": (-bounty, bounty),
        "marketing fund": (-deal["marketing_fund_cny"], 0.0),
    }
    table = pd.DataFrame.from_dict(lines, orient="index", columns=["bank", "partner"])
    table.loc["total"] = table.sum()
    return table.rename_axis("line").reset_index()
    ### END SOLUTION


# %% check="cobrand-income-statement" part="worked-example" points=7
"""A bookshop: 40,000 accounts spend 1 billion CNY; 6,000 of them are new."""
_terms = {
    "accounts": 40_000,
    "yearly_spend_cny": 1_000_000_000,
    "points_per_cny": 2.0,
    "cost_per_point_cny": 0.002,
    "redemption_rate": 0.75,
    "revenue_share": 0.0005,
    "bounty_per_account_cny": 50,
    "marketing_fund_cny": 400_000,
}
_deal = pd.Series(_terms)
_economics = pd.Series(
    {
        "new_accounts": 6_000,
        "interchange_rate": 0.0045,
        "lending_margin_cny": 30.0,
        "serving_cost_cny": 0.0012,
        "extra_margin_cny": 20.0,
    }
)
_lines = [
    ("interchange", 4_500_000, 0),
    ("lending margin", 1_200_000, 0),
    ("extra sales", 0, 800_000),
    ("points", -3_000_000, 3_000_000),
    ("serving points", 0, -1_800_000),
    ("revenue share", -500_000, 500_000),
    ("bounty", -300_000, 300_000),
    ("marketing fund", -400_000, 0),
    ("total", 1_500_000, 2_800_000),
]
_expected = pd.DataFrame(_lines, columns=["line", "bank", "partner"])

_slips = [
    ("points", "bank", -4_000_000, "Every point is paid here: how many are redeemed?"),
    ("points", "bank", -1_000_000, "You pay for the points that nobody redeems: which cost?"),
    ("points", "bank", -1_500_000, "A yuan earns more than one point: read the terms again."),
    ("points", "bank", 3_000_000, "The signs are turned: who pays for a redeemed point?"),
    ("points", "bank", -1_800_000, "The bank pays the price of a point, not what serving costs."),
    ("points", "partner", 1_200_000, "The partner's points are net: serving has its own line."),
    ("serving points", "partner", -2_400_000, "Points that nobody redeems are served here."),
    ("serving points", "bank", -1_800_000, "Who bears the cost of serving a point?"),
    ("revenue share", "bank", -2_250, "The share is taken of the interchange: of what is it due?"),
    ("bounty", "bank", -2_000_000, "The bounty is paid for all accounts: for which is it due?"),
    ("marketing fund", "partner", 400_000, "The fund is the partner's income here: who gets it?"),
    ("lending margin", "bank", 180_000, "Only new accounts earn a margin here: who else does?"),
    ("total", "bank", 9_900_000, "What a side pays lowers its total: check the signs."),
]
_mistakes = [
    (lambda t, at=line, side=side, v=v: abs(t.set_index("line").loc[at, side] - v) < 1, words)
    for line, side, v, words in _slips
]
check("cobrand_income_statement").on(_deal, _economics).gives_rows(
    _expected,
    key="line",
    within=0.01,
    mistakes=_mistakes,
)

# %% check="cobrand-income-statement" part="other-deals" points=5 hidden=true
"""All points redeemed, none; the partner pays; no new accounts; rates that are no shares."""
_others = [
    (
        "every point is redeemed, entries in another order",
        _deal.iloc[::-1].copy(),
        {"redemption_rate": 1.0, "cost_per_point_cny": 0.001},
        {"points": (-2_000_000, 2_000_000), "serving points": (0, -2_400_000)},
        (2_500_000, 1_200_000),
    ),
    (
        "no point is redeemed",
        _deal,
        {"redemption_rate": 0.0},
        {"points": (0, 0), "serving points": (0, 0)},
        (4_500_000, 1_600_000),
    ),
    (
        "the partner pays a share",
        _deal,
        {"revenue_share": -0.0002, "marketing_fund_cny": 0},
        {"revenue share": (200_000, -200_000), "marketing fund": (0, 0)},
        (2_600_000, 2_100_000),
    ),
    (
        "a larger book with half a point per yuan",
        _deal,
        {"accounts": 50_000, "points_per_cny": 0.5, "bounty_per_account_cny": 0},
        {
            "lending margin": (1_500_000, 0),
            "extra sales": (0, 1_000_000),
            "points": (-750_000, 750_000),
            "serving points": (0, -450_000),
            "bounty": (0, 0),
        },
        (4_350_000, 1_800_000),
    ),
]
for _what, _base, _changed, _differs, _total in _others:
    _given = _base.copy()
    for _name, _value in _changed.items():
        _given[_name] = _value
    _table = _expected.astype({"bank": float, "partner": float}).set_index("line")
    for _line, _pair in {**_differs, "total": _total}.items():
        _table.loc[_line] = _pair
    hidden_check("cobrand_income_statement").case(_what).on(_given, _economics).gives_rows(
        _table.reset_index(), key="line", within=0.01
    )
_table = _expected.astype({"bank": float, "partner": float}).set_index("line")
for _line, _pair in [
    ("extra sales", (0, 800_000.4)),
    ("serving points", (0, -6_000_000)),
    ("bounty", (0, 0)),
    ("marketing fund", (-400_000.25, 0)),
    ("total", (1_799_999.75, -1_699_999.6)),
]:
    _table.loc[_line] = _pair
hidden_check("cobrand_income_statement").case("no new accounts, the partner loses, odd fen").on(
    pd.Series({**_terms, "marketing_fund_cny": 400_000.25}),
    pd.Series(
        {
            **_economics,
            "new_accounts": 0,
            "extra_margin_cny": 20.00001,
            "serving_cost_cny": 0.004,
        }
    ),
).gives_rows(_table.reset_index(), key="line", within=0.01)
hidden_check("cobrand_income_statement").case("a row with a name, a sector and a date").on(
    pd.Series({"sector": "books", "signed_on": pd.Timestamp("2026-01-01"), **_terms}), _economics
).gives_rows(_expected, key="line", within=0.01)
hidden_check("cobrand_income_statement").case("what is handed in stays as it is").on(
    _deal, _economics
).leaves_inputs_alone()
for _rate in (1.01, -0.01, 82.0):
    hidden_check("cobrand_income_statement").case("a redemption rate that is no share").on(
        pd.Series({**_terms, "redemption_rate": _rate}), _economics
    ).refuses(ValueError, because="a share of points lies between none and all")

# %% [markdown]
# ## 3 · How many points come back?
#
# **The idea.** Points live for years. What *has been* redeemed of all points issued so far is not what
# *will be*: the youngest points have had no time, and in a growing programme most points are young.
# Follow each year's points (a *vintage*) by age, and let the old vintages say how the young ones go on.
# Insurers estimate claims that way and call it the *chain ladder* [8].
#
# $$f_a = \frac{\sum_v C_{v,a+1}}{\sum_v C_{v,a}} \qquad
# U_v = C_{v,a_v}\; f_{a_v} f_{a_v+1} \cdots f_{H-1} \qquad \rho = \frac{\sum_v U_v}{\sum_v P_v}$$
#
# $C_{v,a}$ are the points of vintage $v$ redeemed up to age $a$ (0 is the year of issue), $a_v$ the age that
# $v$ has reached, $H$ the highest age of all. Both sums of $f_a$ run over the vintages that have reached
# age $a+1$. $U_v$ is what vintage $v$ will have redeemed in the end, $P_v$ what was issued. $1-\rho$ is the
# *breakage*.
#
# **Example.** Silk Road's own club, billions of points (made up for this lesson; points expire at the end
# of the fourth year after the year of issue):

# %%
issued = {2021: 4.0, 2022: 6.2, 2023: 9.1, 2024: 13.6, 2025: 20.5}
by_age = {
    2021: [2.08, 0.94, 0.42, 0.21, 0.08],
    2022: [3.20, 1.46, 0.66, 0.32],
    2023: [4.73, 2.08, 1.03],
    2024: [7.01, 3.19],
    2025: [10.76],
}
club = pd.DataFrame(
    [
        (year, issued[year], age, points)
        for year, row in by_age.items()
        for age, points in enumerate(row)
    ],
    columns=["vintage", "issued", "age", "redeemed"],
)
so_far = club["redeemed"].sum() / sum(issued.values())
print(f"redeemed so far {so_far:.0%} of all points issued")
club.pivot(index="vintage", columns="age", values="redeemed")

# %% alt="Five lines, one per year of issue: the share of the points redeemed by age. All run on nearly the same curve: 52 % in the year of issue, 75 % a year later, 86 %, 91 %, 93 %. The youngest and largest vintage is at 52 % only. A dashed line at 71 % marks the partner's figure."
fig, ax = plt.subplots()
for year, row in by_age.items():
    share = np.cumsum(row) / issued[year]
    ax.plot(range(len(row)), share, color=BLUE, marker="o", alpha=0.25 + 0.15 * (2025 - year))
ax.annotate("points of 2025 stand here", (0.07, 0.48), color=BLUE)
ax.annotate("points of 2021", (4, 0.87), color=BLUE, ha="right")
ax.axhline(so_far, color=VERMILION, linestyle="--")
ax.annotate(f"redeemed so far, all vintages: {so_far:.0%}", (2.05, so_far + 0.02), color=VERMILION)
ax.set(xlabel="Age of the points (years after the year of issue)", xticks=range(5), ylim=(0, 1.02))
ax.set_ylabel("Share redeemed up to this age")
ax.set_title("Every vintage that had a year is past the partner's 71 %")
percent_axis(ax, "y")
plt.show()

# %% [markdown]
# The step from age 0 to age 1, over the four vintages that have made it, in billions: 24.69 after it,
# 17.02 before, a factor of 1.451. The 10.76 of 2025 become 15.6 a year later, and more after that.
#
# **A common mistake.** Taking "redeemed so far" for "will be redeemed". 71 % is true and useless: 64 % of
# all points were issued in the last two years. By the chain ladder 94 % come back. The points of the deal
# then cost 148.4 million instead of 112.5 million CNY a year: the 26.7 million a year turns into a *loss*
# of 9.2 million, over five years 180 million CNY less than on the sheet. The deal breaks even at 88 %.

# %% [markdown] task="ultimate-redemption"
# ### Task: the ultimate redemption rate
# Estimate for each vintage how many points will have been redeemed in the end.


# %% answer="ultimate-redemption"
def ultimate_redemption(vintages: pd.DataFrame) -> pd.DataFrame:
    """Return the points of each vintage that will be redeemed in the end, by the chain ladder.

    Parameters
    ----------
    vintages
        One row per ``vintage`` and ``age``, in any order: ``issued`` (points of the vintage, the
        same in all its rows) and ``redeemed`` (points redeemed *at* this age, not up to it). The
        vintages have different highest ages; each has a row for every age from 0 to its highest.

    Returns
    -------
    DataFrame
        One row per ``vintage``: ``issued``, ``redeemed`` (all ages so far), ``expected``
        (redeemed in the end) and ``rate`` (``expected`` / ``issued``). The factor from age a to
        a + 1 is the sum of the points redeemed up to a + 1 over the sum of those redeemed up to a,
        both sums over the vintages that have reached a + 1. Nothing is redeemed after the highest
        age in the table. A vintage never has more redeemed than issued: where the factors lead
        further, ``expected`` is ``issued``. A vintage may have nothing
        redeemed so far; a sum that divides is never 0.

    Raises
    ------
    ValueError
        If the table is empty, a vintage lacks an age, or has more points redeemed than issued.
    """
    ### BEGIN SOLUTION
    if vintages.empty:
        raise ValueError("no vintage, no rate")
    ladder = vintages.pivot(index="vintage", columns="age", values="redeemed")
    ladder = ladder.reindex(columns=range(int(ladder.columns.max()) + 1)).cumsum(axis=1)
    table = vintages.groupby("vintage").agg(
        issued=("issued", "first"), redeemed=("redeemed", "sum"), highest=("age", "max")
    )
    if (ladder.notna().sum(axis=1) != table["highest"] + 1).any():
        raise ValueError("a vintage lacks an age")
    if (table["redeemed"] > table["issued"]).any():
        raise ValueError("more points were redeemed than issued")
    ahead = {ladder.columns[-1]: 1.0}
    for age in ladder.columns[-2::-1]:
        reached = ladder[ladder[age + 1].notna()]
        ahead[age] = ahead[age + 1] * reached[age + 1].sum() / reached[age].sum()
    expected = table["redeemed"] * table.pop("highest").map(ahead)
    table["expected"] = expected.clip(upper=table["issued"])
    table["rate"] = table["expected"] / table["issued"]
    return table.reset_index()
    ### END SOLUTION


# %% check="ultimate-redemption" part="worked-example" points=6
"""Three vintages, points in millions."""
_vintages = pd.DataFrame(
    {
        "vintage": [2023, 2023, 2023, 2024, 2024, 2025],
        "issued": [100.0, 100.0, 100.0, 200.0, 200.0, 400.0],
        "age": [0, 1, 2, 0, 1, 0],
        "redeemed": [40.0, 20.0, 15.0, 90.0, 57.0, 150.0],
    }
)
_expected = pd.DataFrame(
    {
        "vintage": [2023, 2024, 2025],
        "issued": [100.0, 200.0, 400.0],
        "redeemed": [75.0, 147.0, 150.0],
        "expected": [75.0, 183.75, 298.557692],
        "rate": [0.75, 0.91875, 0.746394],
    }
)
_tolerance = {"issued": 1e-6, "redeemed": 1e-6, "expected": 1e-4, "rate": 1e-6}
_youngest = [
    (150.0, "The youngest points get no time: how will they go on?"),
    (300.0, "All get the oldest vintage's rate: what did each redeem by now?"),
    (212.571429, "All get the rate so far, young points included: follow them by age."),
    (293.75, "The factor is a mean of ratios: the docstring takes a ratio of sums."),
    (281.25, "The oldest vintage alone gives the factors: who else reached the next age?"),
    (238.846154, "Only the next age is added: the points go on to the highest age."),
    (187.5, "The step from age 0 to age 1 is missing."),
    (40.178571, "The sums of a factor cover different vintages: which reached both ages?"),
    (66.634615, "A row holds what was redeemed at an age: a factor needs all up to it."),
]
check("ultimate_redemption").on(_vintages).gives_rows(
    _expected,
    key="vintage",
    within=_tolerance,
    mistakes=[
        (
            lambda t, v=value: abs(t.set_index("vintage").loc[2025, "expected"] - v) < 1e-3,
            sentence,
        )
        for value, sentence in _youngest
    ],
)

# %% check="ultimate-redemption" part="other-clubs" points=6 hidden=true
"""Rows in another order, six vintages, a vintage that would exceed its points; tables with faults."""
_mixed = _vintages.sample(frac=1, random_state=3)
hidden_check("ultimate_redemption").case("rows in another order").on(_mixed).gives_rows(
    _expected, key="vintage", within=_tolerance
)
hidden_check("ultimate_redemption").case("labels of rows repeat, names as vintages").on(
    _mixed.assign(vintage=_mixed["vintage"].map({2023: "C", 2024: "B", 2025: "A"})).set_axis(
        [7, 7, 7, 1, 1, 1]
    )
).gives_rows(_expected.assign(vintage=["C", "B", "A"]), key="vintage", within=_tolerance)
_amounts = {
    "a": (1_000, [300, 200, 0, 100]),
    "b": (900, [500, 250, 30, 60]),
    "c": (2_000, [700, 500, 80]),
    "d": (1_500, [1_100, 300]),
    "e": (800, [0]),
    "f": (600, [100]),
}
_club = pd.DataFrame(
    [
        (name, issued, age, points)
        for name, (issued, row) in _amounts.items()
        for age, points in enumerate(row)
    ],
    columns=["vintage", "issued", "age", "redeemed"],
)
_six = pd.DataFrame(
    {
        "vintage": list("abcdef"),
        "issued": [1_000, 900, 2_000, 1_500, 800, 600],
        "redeemed": [600, 840, 1_280, 1_400, 0, 100],
        "expected": [600.0, 840.0, 1_440.0, 1_500.0, 0.0, 174.065934],
        "rate": [0.6, 840 / 900, 0.72, 1.0, 0.0, 0.290110],
    }
)
hidden_check("ultimate_redemption").case("six vintages, one at its limit, one unused").on(
    _club
).gives_rows(
    _six,
    key="vintage",
    within=_tolerance,
    mistakes=[
        (
            lambda t: max(t["rate"]) > 1,
            "More points come back than were given out: where must the estimate stop?",
        ),
    ],
)
hidden_check("ultimate_redemption").case("two vintages at the end of their lives").on(
    _club.iloc[:8]
).gives_rows(
    _six.iloc[:2].assign(expected=[600.0, 840.0], rate=[0.6, 840 / 900]),
    key="vintage",
    within=_tolerance,
)
hidden_check("ultimate_redemption").case("one vintage, one age").on(_vintages.iloc[5:]).gives_rows(
    pd.DataFrame(
        {"vintage": [2025], "issued": 400.0, "redeemed": 150.0, "expected": 150.0, "rate": 0.375}
    ),
    key="vintage",
    within=_tolerance,
)
hidden_check("ultimate_redemption").case("a vintage with all of its points redeemed").on(
    _vintages.assign(issued=[75.0] * 3 + [200.0] * 2 + [400.0])
).satisfies(lambda t: max(t["rate"]) == 1, "All points of a vintage may come back: the rate is 1.")
hidden_check("ultimate_redemption").case("the table handed in stays as it is").on(
    _mixed
).leaves_inputs_alone()
for _what, _faulty, _why in [
    ("no rows", _vintages.iloc[:0], "without points there is nothing to estimate"),
    ("an age in the middle is missing", _vintages.drop(1), "the points up to an age are unknown"),
    ("the year of issue is missing", _vintages.drop(3), "the points up to an age are unknown"),
    (
        "more redeemed than issued",
        _vintages.assign(redeemed=[40.0, 20.0, 41.0, 90.0, 57.0, 150.0]),
        "more points than were given out can't come back",
    ),
]:
    hidden_check("ultimate_redemption").case(_what).on(_faulty).refuses(ValueError, because=_why)

# %% [markdown]
# ## 4 · What the points owe: IFRS 15
#
# **The idea.** Who sells something *and* gives points that are worth having has sold two things. Part of the price belongs to
# the points and is revenue only when they are redeemed; until then it is a *contract liability*. The
# price is shared in proportion to the *stand-alone selling prices*, and a point is worth less by the
# chance that nobody redeems it. IFRS 15 shows this in its Example 52 [3].
#
# $$L_0 = P\,\frac{w\,E_0}{G + w\,E_0} \qquad
# R_t = L_0\,\frac{D_t}{E_t} - L_0\,\frac{D_{t-1}}{E_{t-1}} \qquad L_t = L_0 - \sum_{u \le t} R_u$$
#
# $P$ is the price paid for both, $G$ the stand-alone price of the service, $w$ that of a redeemed point,
# $E_0$ the points expected to be redeemed, at the sale. $D_t$ are the points redeemed up to year $t$ (with
# $D_0 = 0$), $E_t$ the *newest* estimate of all that ever will be. $R_t$ is the revenue of year $t$, $L_t$ the
# liability at its end. $L_0$ never changes; a new estimate changes how fast it is released, and what was
# released too early is caught up in the same year [4].
#
# **Example.** 100,000 new holders of Lantern Air (from the table `partners`: 0.006 CNY a point) pay 300 CNY
# and get 10,000 welcome points each, half of the expected 820 million are redeemed in the first year:

# %%
service, value = 100_000 * 300.0, 0.006 * 820e6
deferred = service * value / (service + value)
print(f"for the card {service - deferred:12,.0f} CNY, revenue as the year goes by")
print(f"for points   {deferred:12,.0f} CNY, of it {deferred / 2:,.0f} released in the first year")

# %% alt="Two lines of the liability for points, million CNY, from the sale to the end of year 3. Both start at 4.23 and fall to 2.11 after year 1. If the estimate stays at 820 million points the liability falls to 1.06 and 0.52; if it rises to 940 million in year 2, to 1.46 and 0.99."
left = {
    "estimate stays at 820 m": [4.227, 2.113, 1.057, 0.515],
    "estimate rises to 940 m": [4.227, 2.113, 1.461, 0.989],
}
fig, ax = plt.subplots()
for (name, owed), color in zip(left.items(), [QUIET, VERMILION], strict=True):
    ax.plot(range(4), [1e6 * amount for amount in owed], color=color, label=name)
label_line_ends(ax)
ax.set(xlabel="Years after the sale", xticks=range(4), ylim=(0, 4.6e6))
ax.set_ylabel("Liability for welcome points")
ax.set_title("A higher estimate leaves more to owe for the same points")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Updating the estimate for new points only. In the Silk Road deal the bank would
# give out 28.8 billion points a year. Suppose that it books 71 % for two years and then learns of 94 %:
# the 57.6 billion points already given cost 0.0055 × 0.227 × 57.6 billion = 71.9 million CNY more, and all
# of it in the year of the discovery. The yearly profit on the sheet was 26.7 million.
#
# (Which number stands in the bank's books, a deferred price as above or the cost that it will owe to the
# partner, depends on who promises the points to the customer: a question for Finance before signing.)

# %% [markdown] task="points-liability"
# ### Task: the liability for points, year by year
# Share the price between service and points, and release the points' part with the newest estimate.


# %% answer="points-liability"
def points_liability(
    price: float,
    service_value: float,
    point_value: float,
    expected_at_sale: float,
    years: pd.DataFrame,
) -> pd.DataFrame:
    """Return revenue and liability of points sold together with a service, after IFRS 15.

    Parameters
    ----------
    price
        CNY that customers paid for service and points together.
    service_value
        Stand-alone selling price of the service, CNY.
    point_value
        Stand-alone selling price of one point that is redeemed, CNY.
    expected_at_sale
        Points expected to be redeemed in all, when the price was shared. (Points need not be whole
        numbers: they may be counted in millions.)
    years
        Columns ``year``, ``redeemed`` (points redeemed in this year) and ``expected`` (the estimate
        at the end of this year of all points that will ever be redeemed, those of earlier years
        included). The rows may stand in any order; no year is missing.

    Returns
    -------
    DataFrame
        One row per ``year``: ``revenue`` (released for the points in this year; negative if a
        higher estimate takes back more than the year releases) and ``liability`` (left at the end
        of the year), CNY. The part of the price that belongs to the points is fixed at the sale.
        By the end of a year the share of it that has been released is the points redeemed so far
        over the newest estimate.

    Raises
    ------
    ValueError
        If an estimate, also the one at the sale, is not positive, or if more points were redeemed
        by the end of a year than are expected in all.
    """
    ### BEGIN SOLUTION
    if expected_at_sale <= 0 or (years["expected"] <= 0).any():
        raise ValueError("an estimate of the points to be redeemed is positive")
    table = years.sort_values("year")
    redeemed = table["redeemed"].cumsum()
    if (redeemed > table["expected"]).any():
        raise ValueError("more points were redeemed than are expected in all")
    points_value = point_value * expected_at_sale
    deferred = price * points_value / (service_value + points_value)
    released = deferred * redeemed / table["expected"]
    return pd.DataFrame(
        {
            "year": table["year"],
            "revenue": released.diff().fillna(released),
            "liability": deferred - released,
        }
    )
    ### END SOLUTION


# %% check="points-liability" part="worked-example" points=6
"""2 million CNY for a service worth 2 million and points; the estimate rises in the second year."""
_years = pd.DataFrame(
    {
        "year": [2025, 2026, 2027],
        "redeemed": [30_000_000, 20_000_000, 25_000_000],
        "expected": [80_000_000, 100_000_000, 90_000_000],
    }
)
_sale = 2_000_000.0, 2_000_000.0, 0.005, 80_000_000
_tolerance = {"revenue": 0.01, "liability": 0.01}
_second = [
    (83_333.33, "The estimate at the sale is still in use: what does the newest one say?"),
    (66_666.67, "The new estimate reaches this year's points only: what of the earlier ones?"),
    (59_523.81, "The rest is spread over the points to come: the docstring counts from the sale."),
    (20_202.02, "The estimate is of all points: those redeemed already are a part of it."),
    (50_000.0, "The points get their full price: service and points share what was paid."),
    (75_000.0, "The price is shared anew with the newest estimate: it was fixed at the sale."),
    (166_666.67, "The revenue counts the years before too: what is this year's alone?"),
]
check("points_liability").on(*_sale, _years).gives_rows(
    pd.DataFrame(
        {
            "year": [2025, 2026, 2027],
            "revenue": [125_000.0, 41_666.67, 111_111.11],
            "liability": [208_333.33, 166_666.67, 55_555.56],
        }
    ),
    key="year",
    within=_tolerance,
    mistakes=[
        (lambda t, v=value: abs(t.set_index("year").loc[2026, "revenue"] - v) < 1, sentence)
        for value, sentence in _second
    ],
)

# %% check="points-liability" part="other-estimates" points=6 hidden=true
"""Years out of order, a falling estimate, a take-back, years without redemption; bad estimates."""
_frame = pd.DataFrame
hidden_check("points_liability").case("years out of order, labels repeat").on(
    *_sale, _years.iloc[[2, 0, 1]].set_axis([0, 0, 0])
).gives_rows(
    _frame(
        {
            "year": [2025, 2026, 2027],
            "revenue": [125_000.0, 41_666.67, 111_111.11],
            "liability": [208_333.33, 166_666.67, 55_555.56],
        }
    ),
    key="year",
    within=_tolerance,
)
_cases = [
    (
        "the estimate rises so much that revenue is taken back",
        (1_000.0, 900.0, 0.5, 200),
        [(1, 100, 200), (2, 10, 400), (3, 90, 400)],
        [(50.0, 50.0), (-22.5, 72.5), (22.5, 50.0)],
    ),
    (
        "the estimate falls to what was redeemed",
        (950.0, 900.0, 0.1, 1_000),
        [(7, 500, 1_000), (8, 0, 500)],
        [(47.5, 47.5), (47.5, 0.0)],
    ),
    (
        "a price above the stand-alone prices",
        (3_000.0, 1_500.0, 1.0, 500),
        [(2030, 0, 600), (2031, 150, 600)],
        [(0.0, 750.0), (187.5, 562.5)],
    ),
    (
        "the first estimate differs from the one at the sale",
        (1_000.0, 600.0, 2.0, 200),
        [(1, 50, 250)],
        [(80.0, 320.0)],
    ),
    (
        "points counted in millions, an estimate below one",
        (30.0, 20.0, 40.0, 0.5),
        [(1, 0.25, 0.5), (2, 0.125, 0.75)],
        [(7.5, 7.5), (0.0, 7.5)],
    ),
    ("a service that is worth nothing alone", (90.0, 0.0, 1.0, 9), [(1, 3, 9)], [(30.0, 60.0)]),
]
for _what, _given, _rows, _results in _cases:
    hidden_check("points_liability").case(_what).on(
        *_given, _frame(_rows, columns=["year", "redeemed", "expected"])
    ).gives_rows(
        _frame(
            [(row[0], *result) for row, result in zip(_rows, _results, strict=True)],
            columns=["year", "revenue", "liability"],
        ),
        key="year",
        within=_tolerance,
    )
hidden_check("points_liability").case("the table handed in stays as it is").on(
    *_sale, _years.iloc[::-1]
).leaves_inputs_alone()
for _what, _change, _why in [
    (
        "more redeemed in two years than expected",
        {"expected": [80e6, 49e6, 90e6]},
        "an estimate covers all redeemed points and is positive: here more than all",
    ),
    (
        "an estimate of zero before any redemption",
        {"redeemed": 0, "expected": [0, 1, 1]},
        "an estimate covers all redeemed points and is positive: here none",
    ),
]:
    hidden_check("points_liability").case(_what).on(*_sale, _years.assign(**_change)).refuses(
        ValueError, because=_why
    )
hidden_check("points_liability").case("no points expected at the sale").on(
    1_000.0, 900.0, 0.5, 0, _years
).refuses(ValueError, because="an estimate of no points leaves nothing to share")

# %% [markdown]
# ## 5 · Terms that both can sign
#
# **The idea.** Neither side signs for less than it gets elsewhere, its *alternative*. The terms between
# the two walk-away points are the *bargaining zone*. Where in the zone they meet is a matter of
# bargaining power; Nash showed that a few plain axioms lead to one point, which splits what the deal adds
# *over both alternatives* [5].
#
# $$\Delta = V_b + V_p - d_b - d_p \qquad u_b = d_b + \alpha\,\Delta \qquad
# u_p = d_p + (1-\alpha)\,\Delta$$
#
# $V_b, V_p$ are the yearly values of section 2 *without any revenue share*, $d_b, d_p$ what each side gets
# elsewhere, $\Delta$ is the surplus, $\alpha$ the bank's power (0.5: equal), $u_b, u_p$ what each side ends
# up with. The share $s$ of spend $S$ only moves money: the bank has $V_b - sS$, the partner $V_p + sS$.
# So the bank's walk-away is the highest $s$ of the zone, the partner's the lowest; a negative $s$ means
# that the partner pays. With $\Delta < 0$ no terms suit both, and the best deal is none.
#
# **Example.** Without a partner the bank would win travellers by a points bonus of its own, 10 million
# CNY a year. Silk Road has an offer of 70 million from Nine Hills Bank (both assumed). The zone for two
# redemption rates:

# %% alt="Two horizontal bars: the shares of spend that both sides can sign. At 71 % redemption from minus 0.11 % to plus 0.10 %, at 94 % from minus 0.18 % to minus 0.05 %. A vertical line marks the offer of plus 0.03 %: it lies in the first bar and outside the second."
fig, ax = plt.subplots(figsize=(8, 3))
for name, start, end, color, ink in [
    ("71 %", -0.00111, 0.00099, QUIET, "black"),
    ("94 %", -0.00179, -0.00050, BLUE, "white"),
]:
    ax.barh(name, end - start, left=start, color=color, height=0.5)
    ax.text((start + end) / 2, name, "both can sign", ha="center", va="center", color=ink)
ax.axvline(0.0003, color=VERMILION)
ax.annotate("the offer, +0.03 %", (0.00033, 1.36), color=VERMILION)
ax.set(xlim=(-0.0022, 0.0014), ylim=(-0.5, 1.6), ylabel="Redemption rate")
ax.set_xlabel("Revenue share, of spend (negative: the partner pays)")
ax.set_title("At the true redemption rate the offer lies outside the zone")
percent_axis(ax, "x")
plt.show()

# %% [markdown]
# **A common mistake.** Splitting the *whole* value in half, as if nobody had an alternative. At 94 % the
# deal makes 111 million CNY a year for both: 55.5 million each. But Silk Road has 70 million elsewhere and
# leaves, and the bank falls back to 10 million. Nash's split, 25.5 million for the bank and 85.5 million
# for the partner, looks unequal and is not: both gain 15.5 million CNY a year. That is what the "fair half"
# costs each of them.

# %% [markdown] task="bargaining-zone"
# ### Task: the zone and a point in it
# Which revenue shares can both sides sign, and which one would the Nash split choose?


# %% answer="bargaining-zone"
def bargaining_zone(
    bank_value: float,
    partner_value: float,
    bank_alternative: float,
    partner_alternative: float,
    spend: float,
    power: float = 0.5,
) -> dict[str, float] | None:
    """Return the revenue shares that both sides can sign, and the Nash split.

    Parameters
    ----------
    bank_value, partner_value
        What the deal is worth to each side in a year without any revenue share, CNY.
    bank_alternative, partner_alternative
        What each side gets in a year without the deal, CNY; a side signs at this value too.
    spend
        Yearly spend on the card, CNY. A revenue share of s moves s times the spend from the bank to
        the partner; a negative one moves money to the bank.
    power
        The bank's part of the surplus in the Nash split, 0 to 1 (both are possible). The surplus is
        what both get from the deal beyond what both get without it.

    Returns
    -------
    dict or None
        ``low`` and ``high``, the ends of the zone, and ``share``, the Nash split's, fractions of
        spend; ``bank`` and ``partner``, what each side then has in a year, CNY. None if no share
        suits both. If exactly one does, it is all three.

    Raises
    ------
    ValueError
        If ``spend`` is not positive, or ``power`` is not between 0 and 1.
    """
    ### BEGIN SOLUTION
    if spend <= 0 or not 0 <= power <= 1:
        raise ValueError("a share needs spend, and power lies between 0 and 1")
    surplus = bank_value + partner_value - bank_alternative - partner_alternative
    if surplus < 0:
        return None
    bank = bank_alternative + power * surplus
    return {
        "low": (partner_alternative - partner_value) / spend,
        "high": (bank_value - bank_alternative) / spend,
        "share": (bank_value - bank) / spend,
        "bank": bank,
        "partner": partner_alternative + (1 - power) * surplus,
    }
    ### END SOLUTION


# %% check="bargaining-zone" part="worked-example" points=5
"""Both have something to lose: 90 million CNY together, 30 and 20 elsewhere."""
_money = {"low": 1e-9, "high": 1e-9, "share": 1e-9, "bank": 0.01, "partner": 0.01}
_right = {"low": 0.0005, "high": 0.0025, "share": 0.0015, "bank": 50e6, "partner": 40e6}
check("bargaining_zone").on(80e6, 10e6, 30e6, 20e6, 20e9).gives(
    _right,
    within=_money,
    mistakes=[
        (
            lambda r: abs(r["bank"] - 45e6) < 1,
            "The whole value is halved: what would each side have without the deal?",
        ),
        (
            lambda r: abs(r["bank"] - 20e6) < 1,
            "That is the gain alone: what does each side end up with?",
        ),
        (
            lambda r: abs(r["bank"] - 54e6) < 1,
            "The value is split like the alternatives: what is split half and half?",
        ),
        (
            lambda r: abs(r["low"] - 0.0025) < 1e-9,
            "Low and high have changed places: who wants a high share?",
        ),
        (
            lambda r: abs(r["low"] + 0.0005) < 1e-9,
            "The zone is negative here: which way does a positive share move money?",
        ),
        (
            lambda r: abs(r["share"] + 0.0015) < 1e-9,
            "The share has the wrong sign: which way does a positive share move money?",
        ),
        (
            lambda r: abs(r["high"] - 0.004) < 1e-9,
            "At this share the bank has nothing left: does it sign for less than elsewhere?",
        ),
        (
            lambda r: abs(r["high"] - 2.5e-3 * 20e9) < 1,
            "Those are CNY: the zone is a fraction of spend.",
        ),
    ],
)

# %% check="bargaining-zone" part="other-sides" points=5 hidden=true
"""Unequal power, the partner pays, a zone of one point, none; impossible spend and power."""
_keys = ["low", "high", "share", "bank", "partner"]
_cases = [
    ("a strong bank", (80e6, 10e6, 30e6, 20e6, 20e9, 0.75), (5e-4, 2.5e-3, 1e-3, 60e6, 30e6)),
    ("a bank that takes all", (80e6, 10e6, 30e6, 20e6, 20e9, 1), (5e-4, 2.5e-3, 5e-4, 70e6, 20e6)),
    ("a bank without power", (80e6, 10e6, 30e6, 20e6, 20e9, 0), (5e-4, 2.5e-3, 2.5e-3, 30e6, 60e6)),
    ("the partner pays", (-2e6, 50e6, 6e6, 20e6, 10e9), (-3e-3, -8e-4, -1.9e-3, 17e6, 31e6)),
    ("a loss without the deal", (5e6, 5e6, -10e6, 8e6, 1e9), (3e-3, 1.5e-2, 9e-3, -4e6, 14e6)),
    ("money in billions", (0.05, 0.02, 0.01, 0.03, 0.5), (0.02, 0.08, 0.05, 0.025, 0.045)),
    ("losses without the deal", (-5e6, 1e6, -9e6, 2e6, 1e9), (1e-3, 4e-3, 2.5e-3, -7.5e6, 3.5e6)),
    (
        "shares that are no round numbers",
        (5.1234567e6, 3e6, 2e6, 4e6, 7e9),
        (1e6 / 7e9, 3.1234567e6 / 7e9, 2.06172835e6 / 7e9, 3.06172835e6, 5.06172835e6),
    ),
    ("exactly one share suits both", (7e6, 3e6, 6e6, 4e6, 1e9), (1e-3, 1e-3, 1e-3, 6e6, 4e6)),
]
for _what, _given, _result in _cases:
    hidden_check("bargaining_zone").case(_what).on(*_given).gives(
        dict(zip(_keys, _result, strict=True)), within=_money
    )
hidden_check("bargaining_zone").case("together they earn less than apart").on(
    7e6, 3e6, 6e6, 4_000_001.0, 1e9
).gives(None)
hidden_check("bargaining_zone").case("both would lose by the deal").on(
    -1e6, -2e6, 0.0, 0.0, 1e9, 0.3
).gives(None)
for _what, _spend, _power in [
    ("no spend", 0.0, 0.5),
    ("negative spend", -1e9, 0.5),
    ("power above 1", 1e9, 1.01),
    ("negative power", 1e9, -0.01),
]:
    hidden_check("bargaining_zone").case(_what).on(80e6, 10e6, 30e6, 20e6, _spend, _power).refuses(
        ValueError, because="a share of spend and a part of the surplus must mean something"
    )

# %% [markdown]
# ## 6 · The picture for both sides
#
# **The idea.** Negotiators don't read tables. A picture with the share across and both sides' value up
# shows in one look who loses what by which term, and where each side stands up and leaves.
#
# **Example.** The same kind of picture for the number that nobody negotiated, the redemption rate, with
# the terms as offered:

# %% alt="Two straight lines over the redemption rate from 60 to 100 %. The bank's value falls from 44 million CNY a year to minus 19 million; the partner's rises from 96 to 125 million. A dotted line at the bank's alternative of 10 million cuts the bank's line at 82 %. Points mark 71 %, 27 million, and 94 %, minus 9 million."
fig, ax = plt.subplots()
rate, ours, theirs = [0.6, 1.0], [44.16e6, -19.2e6], [96.0e6, 124.8e6]
ax.plot(rate, theirs, color=VERMILION, label="partner")
ax.plot(rate, ours, color=BLUE, label="bank")
label_line_ends(ax)
ax.axhline(10e6, color=BLUE, linestyle=":")
ax.annotate("the bank's alternative", (0.61, 13e6), color=BLUE)
for at, word, side in [(0.71, "sheet: 27 m", "left"), (0.937, "vintages: −9 m", "right")]:
    height = np.interp(at, rate, ours)
    ax.plot(at, height, "o", color=BLUE)
    step = 0.008 if side == "left" else -0.012
    ax.annotate(word, (at + step, height + 500 * step * 1e6), color=BLUE, ha=side, va="center")
ax.axhline(0, color="0.35", linewidth=0.8)
ax.set(xlabel="Redemption rate", ylabel="Value in the third year")
ax.set_title("What customers redeem costs the bank and feeds the partner")
percent_axis(ax, "x")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Believing that both sides want the same. The partner *earns* 0.0025 CNY on each
# point redeemed, and runs the app in which customers redeem. Every percentage point of redemption costs
# the bank 1.58 million CNY a year and brings the partner 0.72 million. A price per redeemed point that
# falls above an agreed rate takes this conflict out of the contract.

# %% [markdown] task="plot-deal"
# ### Task: deal value for both sides over the revenue share
# Draw the picture for the negotiation. Try it with the values of section 5 at 71 % and at 94 %.


# %% answer="plot-deal"
def plot_deal(
    bank_value: float,
    partner_value: float,
    bank_alternative: float,
    partner_alternative: float,
    spend: float,
    shares: list[float],
) -> Axes:
    """Draw what a deal is worth to bank and partner over the revenue share.

    Parameters
    ----------
    bank_value, partner_value, bank_alternative, partner_alternative, spend
        As in ``bargaining_zone``, CNY a year.
    shares
        Revenue shares to draw, fractions of spend, rising. A share of s moves s times the spend
        from the bank to the partner.

    Returns
    -------
    Axes
        One line named ``bank`` and one named ``partner``: the shares across, each side's value in
        CNY a year up, at every share given. Two markers, in one or two calls: where the bank's line
        stands at the bank's alternative, and where the partner's line stands at the partner's
        alternative, also where this is left or right of all shares. The axes say "share" and "CNY";
        the lines carry their names, in a legend or beside them; the title states the finding.
    """
    ### BEGIN SOLUTION
    moved = np.array(shares) * spend
    _, ax = plt.subplots()
    ax.plot(shares, bank_value - moved, label="bank")
    ax.plot(shares, partner_value + moved, label="partner")
    walk_away = [
        (bank_value - bank_alternative) / spend,
        (partner_alternative - partner_value) / spend,
    ]
    ax.plot(walk_away, [bank_alternative, partner_alternative], "o", color="black")
    ax.set(
        xlabel="Revenue share, fraction of spend",
        ylabel="Value, CNY a year",
        title="Each side leaves at its marker: terms lie between the two",
    )
    ax.legend()
    return ax
    ### END SOLUTION


# %% check="plot-deal" part="one-deal" points=4
"""The deal of the last task, shares from 0 to 0.4 %."""
_shares = [0.0, 0.001, 0.002, 0.004]
check("plot_deal").on(80e6, 10e6, 30e6, 20e6, 20e9, _shares).draws(
    lines={
        "bank": (_shares, [80e6, 60e6, 40e6, 0.0]),
        "partner": (_shares, [10e6, 30e6, 50e6, 90e6]),
    },
    points={"": ([0.0025, 0.0005], [30e6, 20e6])},
    x_label=["share", "比例", "分成"],
    y_label=["CNY", "元"],
    title=True,
    within=1e-6,
)

# %% check="plot-deal" part="other-deals" points=4 hidden=true
"""A deal in which the partner pays, one without a zone, one with a loss elsewhere."""
_cases = [
    ("the partner pays", (-2e6, 50e6, 6e6, 20e6, 10e9), [-0.004, -0.001, 0.0], [-8e-4, -3e-3]),
    ("no zone", (7e6, 3e6, 9e6, 4e6, 1e9), [-0.003, 0.002], [-2e-3, 1e-3]),
    (
        "a marker beyond the shares",
        (5e6, 5e6, -10e6, 8e6, 1e9),
        [0.0, 0.004, 0.008],
        [1.5e-2, 3e-3],
    ),
]
for _what, _given, _shares, _ends in _cases:
    hidden_check("plot_deal").case(_what).on(*_given, _shares).draws(
        lines={
            "bank": (_shares, [_given[0] - share * _given[4] for share in _shares]),
            "partner": (_shares, [_given[1] + share * _given[4] for share in _shares]),
        },
        points={"": (_ends, [_given[2], _given[3]])},
        x_label=["share", "比例", "分成"],
        y_label=["CNY", "元"],
        title=True,
        within=1e-6,
    )
hidden_check("plot_deal").case("the list handed in stays as it is").on(
    80e6, 10e6, 30e6, 20e6, 20e9, [0.0, 0.001]
).leaves_inputs_alone()

# %% [markdown]
# ## 7 · Sharing what a joint promotion earned
#
# **The idea.** For the launch Lantern Bank's marketing, the railway and a payment wallet run one
# promotion. Who caused its success? The order in which you count decides: whoever comes last gets the
# credit for working together. Shapley's answer: average over *all* orders [6].
#
# $$\varphi_i = \sum_{T \subseteq N \setminus \{i\}} \frac{|T|!\,(n-|T|-1)!}{n!}
# \bigl(v(T \cup \{i\}) - v(T)\bigr)$$
#
# $N$ are the $n$ players, $T$ is a group without player $i$, $|T|$ its size, $v(T)$ the value that the group
# earns alone, with $v(\varnothing) = 0$; the fraction is the share of orders in which exactly $T$ stands
# before $i$. The $\varphi_i$ sum to $v(N)$, equal players get equal parts, and who adds nothing gets nothing.
#
# **Example.** The pilot ran in eight similar cities, each with another group of helpers (made up). The
# margin that the promotion added, in million CNY, scaled to the whole country:

# %%
pilot = {
    frozenset({"bank"}): 1.0,
    frozenset({"rail"}): 4.0,
    frozenset({"wallet"}): 0.5,
    frozenset({"bank", "rail"}): 12.0,
    frozenset({"rail", "wallet"}): 6.0,
    frozenset({"bank", "wallet"}): 2.0,
    frozenset({"bank", "rail", "wallet"}): 15.0,
}
for first, second, third in [("bank", "rail", "wallet"), ("wallet", "rail", "bank")]:
    two = pilot[frozenset({first, second})]
    print(
        f"{first} {pilot[frozenset({first})]}, then {second} {two - pilot[frozenset({first})]}, ",
        end="",
    )
    print(f"then {third} {15.0 - two}")

# %% alt="Bars of three ways to share 15 million CNY. Paid as if last: bank 9, rail 13, wallet 3, together 25. In proportion to what each does alone: bank 2.7, rail 10.9, wallet 1.4. Shapley: bank 4.9, rail 8.4, wallet 1.7, together 15."
ways = pd.DataFrame(
    {
        "as if last": [9.0, 13.0, 3.0],
        "by own work": [15 / 5.5, 60 / 5.5, 7.5 / 5.5],
        "Shapley": [4.9167, 8.4167, 1.6667],
    },
    index=["bank", "rail", "wallet"],
)
fig, ax = plt.subplots(figsize=(8, 3.4))
left = np.zeros(3)
for player, color in zip(ways.index, [BLUE, VERMILION, GREEN], strict=True):
    widths = ways.loc[player].to_numpy()
    ax.barh(ways.columns, widths, left=left, color=color)
    for row, (x, width) in enumerate(zip(left, widths, strict=True)):
        ax.text(x + width / 2, row, f"{width:.1f}", ha="center", va="center", color="white")
    ax.text(left[0] + widths[0] / 2, -0.62, player, ha="center", va="center", color=color)
    left += widths
ax.plot([15, 15], [0.5, 2.5], color="0.2", linestyle="--")
ax.annotate("earned: 15.0", (15.3, 1.5), color="0.2", va="center")
ax.set(xlabel="Million CNY", xlim=(0, 27), ylim=(-0.9, 2.5))
ax.set_title("Paying each as if it came last pays out 10 million too much")
plt.show()

# %% [markdown]
# **A common mistake.** Paying each helper the difference that it makes to the others, "without us you'd
# have had 13 million less". That is true for each, and sums to 25 million CNY where 15 million were earned:
# 10 million too much. The other one is to pay by what each does alone: the bank, which makes the railway's
# promotion three times as strong, would get 2.7 million instead of 4.9 million CNY, and next time stay at
# home.

# %% [markdown] task="shapley-split"
# ### Task: the Shapley split
# Share what a coalition earned among any small number of partners.


# %% answer="shapley-split"
def shapley_split(value: dict[frozenset, float]) -> dict[str, float]:
    """Return the Shapley value of each player.

    Parameters
    ----------
    value
        What each coalition earns, CNY (or costs, negative), one entry for every non-empty set of
        players; the players are those that occur in a set. The empty set may be listed or not and
        is worth 0 either way. Players may be strings or numbers.

    Returns
    -------
    dict
        CNY by player: what a player adds to those before it, averaged over all orders of the
        players. Nothing is rounded. Without players the dict is empty.

    Raises
    ------
    ValueError
        If a non-empty set of the players has no entry.
    """
    ### BEGIN SOLUTION
    players = frozenset().union(*value)
    split = dict.fromkeys(players, 0.0)
    for size in range(1, len(players) + 1):
        weight = factorial(size - 1) * factorial(len(players) - size) / factorial(len(players))
        for members in combinations(players, size):
            group = frozenset(members)
            if group not in value:
                raise ValueError(f"what do {members} earn together?")
            for player in members:
                rest = group - {player}
                before = value[rest] if rest else 0.0
                split[player] += weight * (value[group] - before)
    return split
    ### END SOLUTION


# %% check="shapley-split" part="worked-example" points=5
"""Three helpers of one promotion, in thousand CNY."""
_pilot = {
    frozenset("A"): 12.0,
    frozenset("B"): 30.0,
    frozenset("C"): 0.0,
    frozenset("AB"): 60.0,
    frozenset("AC"): 18.0,
    frozenset("BC"): 54.0,
    frozenset("ABC"): 102.0,
}
_tolerance = 1e-6
check("shapley_split").on(_pilot).gives(
    {"A": 28.0, "B": 55.0, "C": 19.0},
    within=_tolerance,
    mistakes=[
        ({"A": 48.0, "B": 84.0, "C": 42.0}, "Each is paid as if it came last: what is the sum?"),
        ({"A": 12.0, "B": 30.0, "C": 0.0}, "Each gets what it earns alone: who gets the rest?"),
        (
            {"A": 102 * 12 / 42, "B": 102 * 30 / 42, "C": 0.0},
            "The value follows what each earns alone: what do they add to each other?",
        ),
        ({"A": 34.0, "B": 34.0, "C": 34.0}, "All get the same: did all add the same?"),
        (
            {"A": 12.0, "B": 48.0, "C": 42.0},
            "Only one order is counted: which others are there?",
        ),
        (
            {"A": 24.0, "B": 45.0, "C": 19.0},
            "Each first place is left out: what does a player earn before anybody else?",
        ),
        (
            {"A": 27.0, "B": 54.0, "C": 18.0},
            "All groups weigh the same: how many orders put each of them before a player?",
        ),
    ],
)

# %% check="shapley-split" part="other-coalitions" points=5 hidden=true
"""A glove market, a runway, four players, who adds nothing, costs, one player, none; gaps."""
_gloves = {
    frozenset(members): float(3 in members and len(members) > 1)
    for size in (1, 2, 3)
    for members in combinations([1, 2, 3], size)
}
_runway = {
    frozenset(members): float(max({"a": 1, "b": 2, "c": 3}[m] for m in members))
    for size in (1, 2, 3)
    for members in combinations("abc", size)
}
_work = {"p": 2.0, "q": 3.0, "r": 5.0, "z": 0.0}
_four = {
    frozenset(members): sum(_work[m] for m in members) ** 2
    for size in (1, 2, 3, 4)
    for members in combinations("pqrz", size)
}
_results = [
    ("numbers as players", _gloves, {1: 1 / 6, 2: 1 / 6, 3: 2 / 3}),
    ("costs that grow with the largest", _runway, {"a": 1 / 3, "b": 5 / 6, "c": 11 / 6}),
    ("four players, one adds nothing", _four, {"p": 20.0, "q": 30.0, "r": 50.0, "z": 0.0}),
    ("one player", {frozenset({"solo"}): -7.0}, {"solo": -7.0}),
    ("no players, the empty set alone", {frozenset(): 0.0}, {}),
    ("nothing at all", {}, {}),
    (
        "two players, the empty set is listed",
        {frozenset(): 5.0, frozenset("x"): 1.0, frozenset("y"): -3.0, frozenset("xy"): 10.0},
        {"x": 7.0, "y": 3.0},
    ),
]
for _what, _value, _split in _results:
    hidden_check("shapley_split").case(_what).on(_value).gives(_split, within=_tolerance)
hidden_check("shapley_split").case("the values handed in stay as they are").on(
    _pilot
).leaves_inputs_alone()
for _what, _missing in [("a pair has no entry", "AC"), ("a single player has no entry", "B")]:
    hidden_check("shapley_split").case(_what).on(
        {group: earned for group, earned in _pilot.items() if group != frozenset(_missing)}
    ).refuses(ValueError, because="without every coalition's value no fair part can be told")
hidden_check("shapley_split").case("the empty set is there, a pair is not").on(
    {
        frozenset(): 0.0,
        **{group: earned for group, earned in _pilot.items() if group != frozenset("BC")},
    }
).refuses(ValueError, because="without every coalition's value no fair part can be told")

# %% [markdown]
# ## 8 · Who decides? A RACI matrix
#
# **The idea.** A signed deal is not a launched card: for each piece of work the two firms must know whose it
# is. For each task write down who does it (**R**, responsible), who answers for it and decides (**A**, accountable), who is asked before
# (**C**, consulted) and who is told after (**I**, informed). The rules: *exactly one* A [7], and *at least one* R.
# And nobody may carry too much: with $\ell_j$ the number of tasks in which role $j$ is R or A, all $\ell_j$
# should stay within a limit $\ell$ that the team sets.
#
# **Example.** The first draft for the launch, and how much each role carries:

# %%
draft = pd.DataFrame(
    {
        "product": ["A/R", "A", "A", "R", "R"],
        "marketing": ["C", "R", "A", "", "I"],
        "risk": ["C", "I", "", "A", "C"],
        "technology": ["", "", "R", "R", "R"],
        "partner": ["C", "C", "R", "", "C"],
    },
    index=["terms", "launch offer", "app release", "credit policy", "settlement report"],
)
draft

# %% alt="Bars of the number of tasks in which each role is responsible or accountable: product 5, technology 3, marketing 2, partner 1, risk 1. A dashed line marks the limit of 3."
carries = pd.Series({"risk": 1, "partner": 1, "marketing": 2, "technology": 3, "product": 5})
fig, ax = plt.subplots(figsize=(8, 3))
ax.barh(carries.index, carries, color=[VERMILION if n > 3 else QUIET for n in carries])
ax.axvline(3, color="0.2", linestyle="--")
ax.annotate("limit", (3.05, 0), color="0.2", va="center")
ax.set(xlabel="Tasks in which the role is R or A (of five)", xticks=range(6))
ax.set_title("Product carries all five tasks where three are the limit")
plt.show()

# %% [markdown]
# **A common mistake.** Two accountable roles "to be safe", here for the app release. Each waits for the
# other. Nash's split is worth 15.5 million CNY a year to the bank beyond its alternative: each week of
# waiting costs 0.3 million.

# %% [markdown] task="raci-findings"
# ### Task: check a RACI matrix
# Find the gaps before the partner does.


# %% answer="raci-findings"
def raci_findings(matrix: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Return what is wrong with a RACI matrix.

    Parameters
    ----------
    matrix
        One row per task (the index names it, no two alike), one column per role, at least one. A cell holds any
        of the letters R, A, C, I, in either case, alone or several, with or without blanks, commas
        or slashes between them (``"A/R"``, ``" ra"``); an empty text or a missing value means that
        the role has no part. A letter twice in a cell counts once.
    limit
        The most tasks in which a role may be R or A; a task counts once even if the role is both.

    Returns
    -------
    DataFrame
        Columns ``subject`` and ``finding``, one row per finding, in any order. Subject is the task
        for ``"no accountable"``, ``"several accountable"`` and ``"no responsible"`` and the role
        for ``"overloaded"`` (more tasks than the limit). A task may have two findings. Without
        findings the table has these columns and no rows.

    Raises
    ------
    ValueError
        If a cell holds any other character.
    """
    ### BEGIN SOLUTION
    letters = matrix.astype(object).where(matrix.notna(), "")
    letters = letters.map(lambda cell: set(str(cell).upper()) - set(" ,/"))
    if any(letters.map(lambda cell: bool(cell - set("RACI"))).to_numpy().ravel()):
        raise ValueError("a cell holds a letter other than R, A, C, I")
    findings = []
    for task in letters.index:
        owners = sum("A" in cell for cell in letters.loc[task])
        if owners != 1:
            findings.append((task, "several accountable" if owners else "no accountable"))
        if not any("R" in cell for cell in letters.loc[task]):
            findings.append((task, "no responsible"))
    for role in letters.columns:
        if sum(bool(cell & set("RA")) for cell in letters[role]) > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])
    ### END SOLUTION


# %% check="raci-findings" part="worked-example" points=4
"""Five tasks, four roles, at most three tasks each."""
_matrix = pd.DataFrame(
    {
        "product": ["A", "A/R", "R", "R", "I"],
        "marketing": ["R", "C", "A", "C", "A"],
        "risk": ["C", "I", "I", "A", ""],
        "partner": ["", "C", "A", "R", "C"],
    },
    index=["terms", "offer", "app", "policy", "report"],
)
_expected = pd.DataFrame(
    [("app", "several accountable"), ("report", "no responsible"), ("product", "overloaded")],
    columns=["subject", "finding"],
)


_missed = [
    ("product", "overloaded", "A role carries more than the limit: which letters count as work?"),
    ("report", "no responsible", "A task has nobody who does it: being accountable is not doing."),
    ("app", "several accountable", "A task has two who decide: exactly one may."),
]
_extra = [
    ("offer", "no responsible", "Product is accountable and responsible here: read both letters."),
    ("offer", "no accountable", "Product is accountable and responsible here: read both letters."),
    ("partner", "overloaded", "A role is called overloaded that is not: which letters count?"),
    ("marketing", "overloaded", "A role with just as many tasks as the limit is not overloaded."),
    ("policy", "several responsible", "Several may be responsible: how many accountable?"),
]
check("raci_findings").on(_matrix, 3).gives_rows(
    _expected,
    key=["subject", "finding"],
    mistakes=[
        *[
            (
                lambda t, f=(subject, what): (
                    f in list(zip(t["subject"], t["finding"], strict=True))
                ),
                sentence,
            )
            for subject, what, sentence in _extra
        ],
        *[
            (
                lambda t, f=(subject, what): (
                    f not in list(zip(t["subject"], t["finding"], strict=True))
                ),
                sentence,
            )
            for subject, what, sentence in _missed
        ],
    ],
)

# %% check="raci-findings" part="other-teams" points=4 hidden=true
"""Small letters, blanks, missing values, a sound matrix, an empty one, letters that mean nothing."""
_other = pd.DataFrame(
    {
        "ops": [" a , r", "rr", None, "i"],
        "legal": ["C", float("nan"), "c/i", "AA"],
        7: ["", "ra", "", "r"],
        "audit": [None] * 4,
    },
    index=[10, 20, 30, 40],
)
_findings = [(30, "no accountable"), (30, "no responsible")]
_columns = ["subject", "finding"]
hidden_check("raci_findings").case("small letters, blanks, missing cells, numbers as names").on(
    _other, 2
).gives_rows(pd.DataFrame(_findings, columns=_columns), key=_columns)
hidden_check("raci_findings").case("the same with a limit of one").on(_other, 1).gives_rows(
    pd.DataFrame([*_findings, ("ops", "overloaded"), (7, "overloaded")], columns=_columns),
    key=_columns,
)
hidden_check("raci_findings").case("three roles carry too much").on(_matrix, 1).gives_rows(
    pd.DataFrame(
        [
            ("app", "several accountable"),
            ("report", "no responsible"),
            *[(role, "overloaded") for role in ("product", "marketing", "partner")],
        ],
        columns=_columns,
    ),
    key=_columns,
)
hidden_check("raci_findings").case("a sound matrix").on(
    _matrix.loc[["terms", "offer"]], 2
).satisfies(
    lambda t: len(t) == 0 and set(t.columns) == {"subject", "finding"},
    "Nothing is wrong: the table has its columns and no rows.",
)
hidden_check("raci_findings").case("a matrix without tasks").on(_matrix.iloc[:0], 0).satisfies(
    lambda t: len(t) == 0 and set(t.columns) == {"subject", "finding"},
    "No tasks, no findings.",
)
hidden_check("raci_findings").case("nobody may carry anything").on(
    _matrix.loc[["terms"]], 0
).gives_rows(
    pd.DataFrame([("product", "overloaded"), ("marketing", "overloaded")], columns=_columns),
    key=_columns,
)
hidden_check("raci_findings").case("three accountable in one task").on(
    pd.DataFrame([["A", "AR", "A"]], index=["deal"], columns=list("xyz")), 5
).gives_rows(pd.DataFrame([("deal", "several accountable")], columns=_columns), key=_columns)
hidden_check("raci_findings").case("two decide and nobody does the work").on(
    pd.DataFrame([["A", "a", "C"]], index=["deal"], columns=list("xyz")), 5
).gives_rows(
    pd.DataFrame([("deal", "several accountable"), ("deal", "no responsible")], columns=_columns),
    key=_columns,
)
hidden_check("raci_findings").case("the matrix handed in stays as it is").on(
    _other, 1
).leaves_inputs_alone()
for _cell in ("X", "R?", "RAS", "1", "-", "A;R"):
    hidden_check("raci_findings").case("a cell with a character that means nothing").on(
        _matrix.replace("A/R", _cell), 3
    ).refuses(ValueError, because="a character that means nothing would pass unnoticed")

# %% [markdown]
# ## 9 · Whose work comes first?
#
# **The idea.** A team that starts what needs another team's work waits for it, however fast it is. Write
# down which piece of work needs which others; then every order that puts the needed before the needing
# is possible (a *topological order*). If the needs go round in a circle none is, and somebody must
# deliver a part early.
#
# **Example.** Five pieces of work; what could start today, and what after it?

# %%
needs = {
    "card design": ["brand rules"],
    "brand rules": [],
    "points interface": ["terms signed"],
    "terms signed": [],
    "card launch": ["card design", "points interface"],
}
print("today:", [work for work, before in needs.items() if not before])
print(
    "after the terms are signed:", [w for w, before in needs.items() if before == ["terms signed"]]
)

# %% alt="A drawing of five pieces of work in three columns with arrows. Brand rules leads to card design, terms signed leads to points interface, and both lead to the card launch."
where = {
    "brand rules": (0, 1),
    "terms signed": (0, 0),
    "card design": (1, 1),
    "points interface": (1, 0),
    "card launch": (2, 0.5),
}
fig, ax = plt.subplots(figsize=(8, 3))
for work, (x, y) in where.items():
    box = {"boxstyle": "round", "facecolor": "white", "edgecolor": BLUE, "linewidth": 1.5}
    ax.text(x, y, work, ha="center", va="center", bbox=box)
    for before in needs[work]:
        start = where[before]
        arrow = {"arrowstyle": "->", "color": "0.4", "linewidth": 1.5, "shrinkA": 60, "shrinkB": 60}
        ax.annotate("", (x, y), start, arrowprops=arrow)
ax.set(xlim=(-0.4, 2.4), ylim=(-0.4, 1.4))
ax.axis("off")
ax.set_title("Two chains meet in the launch; each may hold it up")
plt.show()

# %% [markdown]
# **A common mistake.** Working through the list from top to bottom. The points interface needs the
# signed terms; a team that starts it first waits or builds it twice. Ten developers at 1,500 CNY a day,
# idle for two weeks of five days, cost 150,000 CNY.

# %% [markdown] task="dependency-order"
# ### Task: an order of work between teams
# Put the deliverables of all teams in an order in which nobody waits for what comes later.


# %% answer="dependency-order"
def dependency_order(needs: dict[str, list[str]]) -> list[str]:
    """Return the deliverables in an order in which each comes after all that it needs.

    Parameters
    ----------
    needs
        For each deliverable those that it needs directly; an empty list if none. A name may stand
        in a list twice.

    Returns
    -------
    list
        All deliverables, once each. At every place stands, of those not yet placed whose needs all
        stand before, the first by name (in Python's order of strings). Without deliverables the
        list is empty.

    Raises
    ------
    ValueError
        If a deliverable is needed that is not a key of ``needs`` (the message names it); or if
        needs go round in a circle, also of one: something that needs itself.
    """
    ### BEGIN SOLUTION
    unknown = set().union(*needs.values()) - set(needs)
    if unknown:
        raise ValueError(f"nobody delivers {', '.join(sorted(unknown))}")
    order: list[str] = []
    while len(order) < len(needs):
        ready = sorted(w for w in needs if w not in order and set(needs[w]) <= set(order))
        if not ready:
            raise ValueError("the needs go round in a circle")
        order.append(ready[0])
    return order
    ### END SOLUTION


# %% check="dependency-order" part="worked-example" points=3
"""Six deliverables of three teams."""
_needs = {
    "launch": ["app", "cards", "training"],
    "app": ["interface"],
    "interface": ["terms"],
    "cards": ["terms", "brand"],
    "terms": [],
    "brand": [],
    "training": ["app"],
}
check("dependency_order").on(_needs).gives(
    ["brand", "terms", "cards", "interface", "app", "training", "launch"],
    mistakes=[
        (
            lambda r: sorted(r) == list(r),
            "That is the order of names alone: what must stand before what?",
        ),
        (
            lambda r: list(r)[:1] == ["launch"],
            "What is needed by nothing comes first here: turn the order round.",
        ),
        (
            ["brand", "terms", "cards", "interface", "app", "launch", "training"],
            "The launch comes before something that it needs.",
        ),
        (
            lambda r: len(r) != 7,
            "Not every deliverable stands there once.",
        ),
        (
            lambda r: list(r)[:1] == ["terms"],
            "Of those that are ready the first by name comes next: here it is another.",
        ),
    ],
)

# %% check="dependency-order" part="other-projects" points=3 hidden=true
"""Names that become ready late, capitals, needs listed twice, none at all; circles and strangers."""
_cases = [
    ("an early name that is ready late", {"a": ["z"], "z": [], "m": []}, ["m", "z", "a"]),
    (
        "waves would give another order",
        {"d": [], "b": ["e"], "e": [], "c": ["d"], "a": ["c"]},
        ["d", "c", "a", "e", "b"],
    ),
    ("a late name that is ready early", {"a": [], "z": ["a"], "m": []}, ["a", "m", "z"]),
    ("capitals and figures", {"b": [], "B": [], "a10": [], "a9": []}, ["B", "a10", "a9", "b"]),
    ("a need listed twice", {"x": ["y", "y"], "y": []}, ["y", "x"]),
    ("one deliverable", {"only": []}, ["only"]),
    ("no deliverables", {}, []),
]
for _what, _given, _order in _cases:
    hidden_check("dependency_order").case(_what).on(_given).gives(_order)
hidden_check("dependency_order").case("what is handed in stays as it is").on(
    {**_needs, "party": ["launch", "app", "launch"]}
).leaves_inputs_alone()
for _what, _given, _why in [
    ("two that need each other", {"a": ["b"], "b": ["a"], "c": []}, "each waits for the other"),
    ("a circle behind a start", {"s": [], "a": ["s", "c"], "b": ["a"], "c": ["b"]}, "all wait"),
    ("something that needs itself", {"a": ["a"], "b": []}, "it waits for itself"),
]:
    hidden_check("dependency_order").case(_what).on(_given).refuses(ValueError, because=_why)
hidden_check("dependency_order").case("a need that nobody delivers").on(
    {"a": ["ghost"], "b": []}
).refuses(ValueError, because="nobody would deliver it: the message names it", about="ghost")

# %% [markdown]
# ## The decision memo
#
# Write to the product committee, at most 350 words: **should Lantern Bank sign with Silk Road Rail
# Travel, and on which terms?** Say in the first line what you recommend, then why. Use your own functions
# on `offer`, `assumptions`, `club` and the alternatives of section 5. Show both sides' value at 71 % and at the
# rate that you expect, the zone, your counter-offer and what it leaves each side at other redemption
# rates, what happens to the books if the estimate is wrong, and how both firms will work together. The
# memo is graded by hand:
#
# | Criterion | 3 | 2 | 1 | 0 |
# |---|---|---|---|---|
# | **Decision** | sign, don't, or counter-offer in the first line, with terms and the value for both sides | clear, the value of a side is missing | can be guessed | none |
# | **Evidence** | redemption from vintages, the partner's 71 % explained, the difference in CNY a year | vintages, without the money or the explanation | a haircut on 71 % without evidence | 71 % taken as it is |
# | **Both sides** | alternatives and zone, a split with its reason, tested at other redemption rates | zone and split at one rate | the bank's side only | none |
# | **Working together** | who decides what, how redemption is reported and by when, what would change the terms, the joint promotion's split, in words that risk, Finance and marketing understand | two of these | one | none |

# %% [markdown] memo="decision-memo" points=12
# **Don't sign as offered. Counter: 0.0045 CNY per redeemed point instead of 0.0055, no revenue share, all
# else as offered: about 25 million CNY a year for the bank, 86 million for Silk Road.**
#
# *What is wrong with the sheet.* 71 % is what members have redeemed so far of all points issued; 64 % of
# these points are less than two years old. The oldest ended at 93 %; the chain ladder says 94 % for all.
# Then the points cost 148.4 instead of 112.5 million a year: the bank's +26.7 million becomes −9.2 million,
# the partner's 103.9 becomes 120.3 million.
#
# *The zone.* Without the deal we have 10 million, Silk Road 70 (Nine Hills). At 94 % both can sign
# between −0.18 % and −0.05 % of spend; the offered +0.03 % lies outside. At equal power each gains 15.5
# million: 25.5 for us, 85.5 for them, the partner paying 0.11 %. A lower point price does the same and is
# easier to sell. It holds at other rates: at 71 % we have 54.4 and they 76.3 million, at 100 % we have 16.8
# and they 88.8.
#
# *The books.* Had we booked 71 % for two years, the correction would cost 71.9 million in one year at the
# offered price. Finance agrees before signing who promises the points (IFRS 15), and books 94 % from day
# one.
#
# *Working together.* One accountable role per task: product for terms, risk for credit policy, Finance
# for the settlement report, split to the fen and due on the fifth working day. Silk Road delivers
# redemption by vintage each quarter; at a rate that drifts 2 points from 94 % we meet, and the price is
# adjusted. Marketing, railway and wallet share the promotion's margin by Shapley: 4.9 of 15
# million for us, 8.4 for the railway, 1.7 for the wallet. Signed terms come before the interface.
#
# *What would change my mind.* An alternative of the railway above 101 million, or a lending margin below
# 70 CNY a card: then we keep our own bonus.

# %% [markdown]
# ## What to take with you
#
# - A deal has two income statements. What moves between the sides cancels; what is left is what the deal
#   makes.
# - The same deal: +26.7 million CNY a year at 71 % redemption, −9.2 million at 94 %.
# - "Redeemed so far" is not "will be redeemed". Follow points by year of issue.
# - A rising estimate of redemption hits all points already given, in one year.
# - Terms must beat both alternatives. Split the surplus, not the whole.
# - Share a joint result over all orders; paying everybody as if last pays too much.
# - One accountable role, at least one responsible, and the needed before the needing.
#
# ## Terms
#
# | English | 中文 | Meaning |
# |---|---|---|
# | co-brand card | 联名卡 | a card issued together with a partner's brand |
# | merchant fee, interchange | 商户手续费、发卡行服务费 | what the merchant pays; the issuer's part of it |
# | issuer, acquirer, network | 发卡行、收单机构、卡组织 | the customer's bank, the merchant's, the one between |
# | revenue share, bounty | 收入分成、获客奖励 | paid to the partner on spend; per account won |
# | redemption rate, breakage | 兑换率、沉淀率 | share of points used in the end; share never used |
# | vintage, chain ladder | 批次、链梯法 | points of one year; projecting young ones by old ones |
# | contract liability | 合同负债 | part of a price for what is still to be delivered |
# | stand-alone selling price | 单独售价 | price of one thing sold alone |
# | alternative (BATNA) | 最佳替代方案 | what a side has without the deal |
# | bargaining zone | 议价区间 (ZOPA) | terms that both sides can sign |
# | surplus, Nash split | 合作剩余、纳什谈判解 | what the deal adds; sharing it by power |
# | Shapley value | 沙普利值 | contribution averaged over all orders |
# | RACI | 责任分配矩阵 | responsible, accountable, consulted, informed |
# | topological order | 拓扑排序 | every piece of work after all that it needs |
#
# ## Sources
#
# All looked up on 24 November 2026.
#
# 1. American Express, *2014 Annual Report*, p. 56 of the download on the redemption rate and p. 95, note
#    10 (Membership Rewards liability 6,521 million USD).
#    <http://annualreportowl.com/American%20Express/2014/Annual%20Report?p=95>
# 2. NDRC and PBoC notice on bankcard fees, in force since 6 September 2016, cited after Davis Wright
#    Tremaine, November 2016.
#    <https://www.dwt.com/blogs/financial-services-law-advisor/2016/11/china-report-uniform-interchange-rates-now-apply-d>
# 3. IFRS 15 *Revenue from Contracts with Customers*, Illustrative Example 52 (IE267 to IE270), cited after
#    KPMG, *Revenue: IFRS 15 handbook*, 2019, Examples 10A and 10B.
#    <http://hozir.org/revenue--ifrs-15-handbook.html?page=279>
# 4. Deloitte, *Roadmap: Revenue Recognition*, section 11.10, footnote 11: a new estimate leaves the
#    allocated amount as it is (on the US twin of the standard, ASC 606).
#    <https://dart.deloitte.com/USDART/home/codification/revenue/asc606-10/roadmap-revenue-recognition/chapter-11-customer-options-for-additional/11-10-recognition-revenue-related-options>
# 5. Hochschule Mittweida, *Nash Product*, with a numerical example of unequal alternatives and of
#    bargaining power.
#    <https://blockchain-academy.hs-mittweida.de/courses/game-theory-blockchain/lessons/cooperative-game-theory/topic/nash-product>
# 6. AI-Lab, *Cooperative Game Theory*, a tutorial on the Shapley value.
#    <https://bergerzvika.github.io/AI-Lab/shapley_tutorial/shapley_tutorial.html>
# 7. D. Gray, S. Brown and J. Macanufo, *Gamestorming*, p. 204, "RACI Matrix".
#    <https://fliphtml5.com/awujv/rxqc/Game_Storming/224>
# 8. ASTIN Working Party, *Machine Learning and Traditional Methods Synergy in Non-Life Reserving*, report,
#    2018, section 5.1.2, "The chain ladder".
#    <https://vdocuments.us/amp/machine-learning-and-traditional-methods-synergy-in-non-life-reserving.html>
#
# The figures of Lantern Bank, its partners, their terms and members are invented for this course.
