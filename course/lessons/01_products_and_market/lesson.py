# %% [markdown]
# # 01 · Products and market 熟悉信用卡产品及其市场
#
# **Time** about 90 minutes. **You need** pandas as far as `groupby`, `merge` and boolean masks, and the
# arithmetic of percentages. No other notebook is required.
#
# **The competency.** A credit card product manager tells the card types apart (consumer, business,
# co-brand), each with its traits and customers; knows functions, fees and benefits well enough to
# design or improve a card; knows the competition and positions against it; follows trends in payment,
# technology and regulation; and understands what consumers do, want and suffer from, by research and
# data.
#
# **After this notebook you can decide**
#
# - which card is best for which customer, after caps, waivers and fees, and where your own card wins,
# - whether the bank can afford the offer that the customer would love,
# - whether a market is growing, by more cards or by more spend on each, and how concentrated it is,
# - which feature to add first, because most rivals have it and you don't.
#
# Money is in CNY, rates are fractions (`0.05` is 5 %), all amounts are a year's unless they say else.

# %% setup=true
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from course.bank import (
    load_card_features,
    load_card_rewards,
    load_cards,
    load_market,
    load_transactions,
)
from course.charts import QUIET, cny_axis, label_line_ends, percent_axis, use_course_style
from course.feedback import check, hidden_check

use_course_style()
cards = load_cards()
card_rewards = load_card_rewards()
card_features = load_card_features()
market = load_market()

# %% [markdown]
# ## The decision: does Lantern Bank need a *Lantern Five*?
#
# Lantern Bank (fictional, like its rivals and every number about them) worries about its heavy spenders.
# Paper Kite Bank advertises *Kite Five* with "5 % back on dining and online shopping". The head of
# marketing brings one slide:
#
# | A heavy spender, 176,000 CNY a year | rewards minus fees |
# |---|---|
# | Kite Five | **3,226 CNY** |
# | Lantern Air, our best offer | 1,308 CNY |
#
# "They pay our customers 1,918 CNY more. We launch *Lantern Five*: 5 % on dining and online shopping, and
# **no cap**, so that we beat them where it hurts. I want 200,000 heavy spenders on it."
#
# The product committee asks you four questions. Is the slide right? Who is our rival, for whom? Can
# the bank afford the card? And is this the segment to fight for at all? At the end of this notebook
# you write the answer on one page.
#
# **Who spends how?** The desk has sorted the bank's cardholders of 2025 by their year's spend: light
# (up to 30,000 CNY), steady, and heavy (more than 100,000).

# %%
purchases = load_transactions().query("kind == 'purchase' and posting_date >= '2025-01-01'")
year = purchases.groupby("account_id")["amount_cny"].agg(spend="sum", purchases="size")
year["segment"] = pd.cut(
    year["spend"], [0, 30_000, 100_000, np.inf], labels=["light", "steady", "heavy"]
)
segments = year.groupby("segment", observed=True)
pd.DataFrame(
    {
        "accounts": segments.size(),
        "mean_spend_cny": segments["spend"].mean().round(-2),
        "mean_purchases": segments["purchases"].mean().round(),
        "share_of_spend": segments["spend"].sum() / year["spend"].sum(),
    }
).round(3)

# %% [markdown]
# One account in seven is heavy, and these make 43 % of the spend. No wonder that everybody wants them. The
# desk rounded the segments to three **profiles**; keep them at hand for the memo:

# %%
profiles = pd.DataFrame(
    {
        "light": [3_400, 3_000, 3_800, 1_100, 1_400, 1_600, 1_200, 1_500, 1_800],
        "steady": [9_000, 9_000, 11_000, 3_000, 4_000, 5_000, 4_000, 5_000, 5_000],
        "heavy": [30_000, 27_000, 36_000, 10_000, 12_000, 14_000, 13_000, 16_000, 18_000],
    },
    index=[
        *["groceries", "dining", "online shopping", "transport", "fuel"],
        *["apparel", "health", "education", "travel"],
    ],
)
habits = pd.DataFrame(
    {"transactions": [49, 58, 60], "foreign_spend": [0, 0, 10_000]}, index=profiles.columns
)  # foreign spend is an assumption of the case: the bank's table does not hold it
profiles.T.assign(total=profiles.sum()).join(habits)

# %% [markdown]
# ## Three kinds of cards
#
# A card's type says who pays, who decides and what they want; it decides who its rivals are.
#
# | Type | Customer | Traits | What the issuer lives on |
# |---|---|---|---|
# | consumer 个人卡 | a person or family | fee waived for use, rewards, instalments | interest, interchange |
# | business 商务卡 | a firm; its employees hold the cards | limits per employee, expense reports | interchange, fees |
# | co-brand 联名卡 | fans of a partner: an airline, a grocer | rewards in the partner's money | interchange, shared with the partner |
#
# Rules differ too: the EU caps interchange on consumer credit cards at 0.3 % of the value and leaves
# commercial cards out [1]. In China the issuer's part is at most 0.45 % on any credit card [2].
#
# The cards on Lantern's market (all invented):

# %%
cards.groupby("card_type", observed=True).agg(
    cards=("card_id", "size"),
    issuers=("issuer", "nunique"),
    median_fee_cny=("annual_fee_cny", "median"),
    cards_in_force_m=("cards_in_force", lambda n: n.sum() / 1e6),
)

# %% [markdown]
# ## 1 · What a card is worth to a cardholder
#
# **The idea.** An advertisement shows a rate. A cardholder lives on what is left at the end of the
# year: rewards, up to their caps, minus the annual fee (unless it is waived), minus the fee on foreign
# purchases.
#
# $$V = \sum_{c} \min(r_c\, S_c,\; K_c) \;-\; F\,[\,n < N\,] \;-\; x\, A$$
#
# $V$ is the net value in CNY a year; $S_c$ the spend in category $c$, $r_c$ the reward rate there and
# $K_c$ the cap, the most that the category can earn in a year; $F$ is the annual fee, $n$ the number
# of purchases and $N$ the number from which on the fee is waived ($[\,n<N\,]$ is 1 if $n<N$, else 0);
# $x$ is the foreign currency fee as a fraction and $A$ the spend abroad.
#
# **Example, by hand.** A card pays 5 % on dining, at most 360 CNY a year, another 0.9 % without a cap.
# At 5 % the cap is full at 360 / 0.05 = 7,200 CNY of dining. From there on the next meal earns nothing:

# %% alt="Rewards over yearly dining spend. The card with 5 % rises steeply to 360 CNY at 7,200 CNY of spend and stays flat; the card with 0.9 % rises evenly and passes it at 40,000 CNY. Dotted verticals mark the light, steady and heavy spender at 3,000, 9,000 and 27,000 CNY."
fig, ax = plt.subplots()
dining = np.linspace(0, 60_000, 241)
ax.plot(dining, np.where(dining < 7_200, 0.05 * dining, 360), label="5 %, at most 360")
ax.plot(dining, 0.009 * dining, label="0.9 %, no cap")
label_line_ends(ax)
for name, spent in profiles.loc["dining"].items():
    ax.axvline(spent, color=QUIET, linestyle=":", linewidth=1.2)
    ax.annotate(name, (spent, 570), (3, 0), textcoords="offset points", color="0.35")
ax.set(xlabel="Spend on dining in a year (CNY)", ylabel="Rewards in a year (CNY)", ylim=(0, 600))
ax.set_title("5 % is 5 % up to 7,200 CNY; then it is nothing")
cny_axis(ax, "x")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Ignoring the cap. The heavy spender puts 27,000 CNY on dining and 36,000 on
# online shopping. At 5 % that would be 3,150 CNY; the two caps of Kite Five leave 720. The marketing
# slide shows the first number. It is wrong by **2,430 CNY for each heavy spender**, and a retention
# offer of 1,918 CNY "to match Kite Five" to 200,000 of them would cost 384 million CNY a year against
# a rival who isn't there.
#
# Two smaller ones: a waiver counts *purchases*, not yuan (six coffees waive the fee of Kite Five); and a
# card with free foreign purchases saves a traveller with 10,000 CNY abroad 150 CNY that no reward table
# shows.

# %% [markdown] task="net-cardholder-value"
# ### Task: what a card is worth to one cardholder
# The comparison page, the rival watch and the launch committee all need the same number. Write it once:
# the yearly value of a card to one cardholder, after caps, annual fee and foreign currency fee.


# %% answer="net-cardholder-value"
def net_cardholder_value(
    card: pd.Series,
    rewards: pd.DataFrame,
    spend: pd.Series,
    transactions: int,
    foreign_spend: float,
) -> float:
    """Return what a card brings one cardholder in a year, in CNY.

    Parameters
    ----------
    card
        ``annual_fee_cny``; ``fee_waiver_transactions``: the fee is waived from this number of
        purchases a year on (NaN: never waived); ``fx_fee_rate``: fraction of foreign spend.
    rewards
        The card's rewards, in any order, possibly none: ``category``, ``reward_rate`` (CNY of
        rewards for each CNY spent), ``yearly_cap_cny`` (the most rewards that this category can
        earn in a year, in CNY; NaN: no cap). Other columns don't matter.
    spend
        CNY spent in a year, by category. A category without a row in ``rewards`` earns nothing.
    transactions
        Number of purchases in the year.
    foreign_spend
        CNY of ``spend`` that was paid in foreign currency.

    Returns
    -------
    float
        Rewards minus fees, CNY a year, not rounded; negative if the card costs more than it brings.

    Raises
    ------
    ValueError
        If a category of ``spend`` is negative.
    """
    ### BEGIN SOLUTION
    if (spend < 0).any():
        raise ValueError("spend cannot be negative: net refunds against purchases first")
    terms = rewards.set_index("category").reindex(spend.index)
    earned = np.fmin(spend * terms["reward_rate"].fillna(0.0), terms["yearly_cap_cny"])
    waived = transactions >= card["fee_waiver_transactions"]  # never true for NaN
    fee = 0.0 if waived else card["annual_fee_cny"]
    return float(earned.sum() - fee - card["fx_fee_rate"] * foreign_spend)
    ### END SOLUTION


# %% check="net-cardholder-value" part="fee-paid" points=4
"""Twenty purchases, a waiver from 24 on, two caps of which one binds."""
_card = pd.Series({"annual_fee_cny": 360.0, "fee_waiver_transactions": 24.0, "fx_fee_rate": 0.015})
_rewards = pd.DataFrame(
    {
        "category": ["travel", "online", "dining"],
        "reward_rate": [0.02, 0.01, 0.03],
        "yearly_cap_cny": [1_000.0, np.nan, 600.0],
    }
)
_spend = pd.Series({"dining": 30_000.0, "travel": 20_000.0, "online": 40_000.0, "rent": 25_000.0})
check("net_cardholder_value").on(_card, _rewards, _spend, 20, 8_000.0).gives(
    920.0,
    within=0.01,
    unit="CNY",
    mistakes=[
        (1_220.0, "Dining earned 900 here: what is the most that it can earn?"),
        (1_120.0, "The caps were added up: does an unused cap help another category?"),
        (-42.0, "The cap was put on the spend: is it a limit of spend or of rewards?"),
        (520.0, "A missing cap became a cap of 0: what does NaN say here?"),
        (1_280.0, "The fee was waived: is the waiver about yuan spent or about purchases?"),
        (1_640.0, "The fee was added: who pays it?"),
        (1_040.0, "Spend abroad cost nothing here: what does the card charge for it?"),
        (-685.0, "All spend was charged the foreign currency fee: how much of it was abroad?"),
        (1_170.0, "A category without a row earned something: what does the card promise for it?"),
    ],
)

# %% check="net-cardholder-value" part="fee-waived" points=3
"""The same cardholder with exactly 24 purchases."""
check("net_cardholder_value").on(_card, _rewards, _spend, 24, 8_000.0).gives(
    1_280.0,
    within=0.01,
    unit="CNY",
    mistakes=[(920.0, "24 purchases are enough: from how many on is the fee waived?")],
)

# %% check="net-cardholder-value" part="other-cards" points=7 hidden=true
"""A fee that is never waived, no rewards, low spend, a negative value, a negative spend."""
_steady = pd.Series(
    {"annual_fee_cny": 888.0, "fee_waiver_transactions": np.nan, "fx_fee_rate": 0.0}
)
hidden_check("net_cardholder_value").case("a fee that is never waived, many purchases").on(
    _steady, _rewards.iloc[::-1], _spend / 4, 900, 500.0
).gives(
    -463.0,
    within=0.01,
    unit="CNY",
    mistakes=[
        (425.0, "No number of purchases waives this fee: what does NaN say here?"),
        (0.0, "A card can cost more than it brings: what is its value then?"),
    ],
)
hidden_check("net_cardholder_value").case("a card without any rewards").on(
    _card, _rewards.iloc[:0], _spend, 100, 10_000.0
).gives(-150.0, within=0.01, unit="CNY")
hidden_check("net_cardholder_value").case("a heavy spender, one purchase below the waiver").on(
    _card, _rewards, _spend * 10, 23, 0.0
).gives(5_240.0, within=0.01, unit="CNY")
hidden_check("net_cardholder_value").case("the tables handed in stay as they are").on(
    _card, _rewards, _spend, 20, 8_000.0
).leaves_inputs_alone()
hidden_check("net_cardholder_value").case("a category not used this year").on(
    _card, _rewards, pd.Series({"travel": 0.0, "online": 1_234.5}), 30, 0.0
).gives(12.345, within=0.001, unit="CNY")
hidden_check("net_cardholder_value").case("a category whose cap is 0").on(
    _card, _rewards.assign(yearly_cap_cny=[0.0, np.nan, 600.0]), _spend, 24, 0.0
).gives(
    1_000.0,
    within=0.01,
    unit="CNY",
    mistakes=[(1_400.0, "A cap of 0 is a cap: what can that category earn?")],
)
hidden_check("net_cardholder_value").case("a category with negative spend").on(
    _card, _rewards, pd.Series({"travel": -1.0, "online": 1_234.5}), 30, 0.0
).refuses(ValueError, because="refunds belong to the purchases that they undo")
hidden_check("net_cardholder_value").case("negative spend where nothing is earned").on(
    _card, _rewards, pd.Series({"rent": -1.0, "online": 1_234.5}), 30, 0.0
).refuses(ValueError, because="an error in the data is one in every category")

# %% [markdown]
# ## 2 · Who wins which customer
#
# **The idea.** A card isn't good or bad; it is good *for somebody*. So compare card by card and profile
# by profile, and look at two numbers: the place, and the distance to the best.
#
# $$\text{gap}_{p,k} = \max_{j} V_{p,j} - V_{p,k}$$
#
# $V_{p,k}$ is the value of card $k$ to profile $p$ in CNY a year; the maximum runs over the cards that
# this profile can hold. The gap says what a customer gives up by staying with you.
#
# **Example, by hand.** Three cards, three customers (values in CNY a year):

# %%
example = pd.DataFrame(
    {
        "no fee, 0.5 %": [120, 420, 1_200],
        "1 %, capped": [-60, 600, 600],
        "1.5 %, dear": [-340, 560, 2_900],
    },
    index=["student", "family", "traveller"],
)
example.T

# %% alt="Three lines of values over student, family and traveller. The card without a fee leads with 120 CNY for the student, the capped card with 600 CNY for the family, the dear card with 2,900 CNY for the traveller."
fig, ax = plt.subplots()
for name, values in example.items():
    ax.plot(values.index, values, marker="o", label=name)
label_line_ends(ax)
ax.axhline(0, color="0.4", linewidth=1)
ax.set(xlabel="Customer profile", ylabel="Net value (CNY a year)")
ax.set_title("Each card wins one customer, none wins all")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Averaging over the profiles first. The dear card has the best average (1,040
# CNY) and is the worst choice for the student, by 460 CNY. A campaign for it to everybody sells two
# people in three a card that is not their best; at a cost of 300 CNY for each new account, 100,000
# such accounts that are cancelled in the first year waste 30 million CNY.
#
# With the caps in place, Kite Five is only the **sixth** best card for the heavy spender (796 CNY);
# Lantern Air is third (1,308), and the rival to watch is Plum Titanium (1,700), 392 CNY ahead. For the
# *steady* customer it is the other way round: Kite Five is first (790 CNY), and Lantern Air is behind
# by 390. The slide looked at the wrong customer. Find these numbers yourself with your functions.

# %% [markdown] task="rank-cards"
# ### Task: who wins which customer
# From a table of values, one row per profile and card, make the ranking that the committee reads: where
# does each card stand with each profile, and how far behind the best?


# %% answer="rank-cards"
def rank_cards(values: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """Rank the cards for each customer profile.

    Parameters
    ----------
    values
        Columns ``profile``, ``card_id``, ``value_cny`` (CNY a year to a customer of this profile;
        NaN: this profile cannot hold the card). At most one row per profile and card.
    cards
        Columns ``card_id``, ``annual_fee_cny``; possibly others. Every card of ``values`` has a row.

    Returns
    -------
    pd.DataFrame
        Columns ``profile``, ``card_id``, ``rank``, ``gap_cny``; one row per profile and card that
        it can hold, in any order. ``rank`` counts 1, 2, 3 … within the profile, the highest value
        first; no two cards share a rank. Cards whose values are equal to the fen (rounded to
        0.01 CNY) are ordered by the lower annual fee, then by ``card_id``. ``gap_cny`` is the
        highest value in the profile minus the card's, at least 0.
    """
    ### BEGIN SOLUTION
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["value_cny"] = held["value_cny"].round(2)  # equal to the fen is equal
    held = held.sort_values(
        ["value_cny", "annual_fee_cny", "card_id"], ascending=[False, True, True]
    )
    profile = held.groupby("profile")
    held["rank"] = profile.cumcount() + 1
    held["gap_cny"] = profile["value_cny"].transform("max") - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]
    ### END SOLUTION


# %% check="rank-cards" part="three-profiles" points=6
"""Three profiles, three cards; one tie, and one card that travellers cannot hold."""
_cards = pd.DataFrame({"card_id": ["A", "B", "C"], "annual_fee_cny": [0.0, 300.0, 120.0]})
_values = pd.DataFrame(
    [
        ("student", "A", 120.0),
        ("student", "B", -60.0),
        ("student", "C", -180.0),
        ("family", "A", 420.0),
        ("family", "B", 600.0),
        ("family", "C", 600.0),
        ("traveller", "A", 1_200.0),
        ("traveller", "B", np.nan),
        ("traveller", "C", 2_900.0),
    ],
    columns=["profile", "card_id", "value_cny"],
)
_expected = pd.DataFrame(
    [
        ("student", "A", 1, 0.0),
        ("student", "B", 2, 180.0),
        ("student", "C", 3, 300.0),
        ("family", "A", 3, 180.0),
        ("family", "B", 2, 0.0),
        ("family", "C", 1, 0.0),
        ("traveller", "A", 2, 1_700.0),
        ("traveller", "C", 1, 0.0),
    ],
    columns=["profile", "card_id", "rank", "gap_cny"],
)
check("rank_cards").on(_values, _cards).gives_rows(
    _expected,
    key=["profile", "card_id"],
    within=0.01,
    mistakes=[
        (
            lambda t: "traveller/B" in set(t["profile"] + "/" + t["card_id"]),
            "A card that the profile cannot hold was ranked: what does NaN say?",
        ),
        (lambda t: t["rank"].min() < 1, "The first place is 0: where do ranks start to count?"),
        (lambda t: t["rank"].max() > 3, "The ranks run on: where does each profile start again?"),
        (
            lambda t: t.duplicated(["profile", "rank"]).any(),
            "Two cards share a rank: what decides when the values are equal?",
        ),
        (
            lambda t: t.set_index(["profile", "card_id"])["rank"]["student", "A"] == 3,
            "The lowest value stands first: which card does a customer take?",
        ),
        (
            lambda t: t.set_index(["profile", "card_id"])["rank"]["family", "B"] == 1,
            "Two cards bring the same: which of the two has the lower annual fee?",
        ),
        (
            lambda t: t.set_index(["profile", "card_id"])["gap_cny"]["student", "C"] == 120,
            "The gap was taken to the next card: how far is it to the best one?",
        ),
        (lambda t: (t["gap_cny"] < 0).any(), "A gap is negative: which value is the larger one?"),
        (
            lambda t: t.set_index(["profile", "card_id"])["gap_cny"]["student", "C"] > 3_000,
            "The gap was taken to the best value of all: which one does this profile see?",
        ),
    ],
)

# %% check="rank-cards" part="other-profiles" points=6 hidden=true
"""Ties in value and fee, values equal to the fen, rows in another order, one card only."""
_cards = pd.DataFrame(
    {
        "card_id": ["Z2", "Z1", "M", "K"],
        "annual_fee_cny": [200.0, 200.0, 80.0, 600.0],
        "card_type": ["consumer"] * 4,
    }
)
_values = pd.DataFrame(
    [
        ("driver", "Z2", 0.3),
        ("driver", "K", 0.1 + 0.2),
        ("driver", "M", 0.1 + 0.2),
        ("driver", "Z1", 0.3),
        ("nurse", "K", np.nan),
        ("nurse", "Z1", np.nan),
        ("nurse", "M", -75.5),
        ("cook", "Z2", 10.014),
        ("cook", "Z1", 10.0095),
        ("cook", "K", 10.024),
    ],
    columns=["profile", "card_id", "value_cny"],
)
_expected = pd.DataFrame(
    [
        ("driver", "M", 1, 0.0),
        ("driver", "Z1", 2, 0.0),
        ("driver", "Z2", 3, 0.0),
        ("driver", "K", 4, 0.0),
        ("nurse", "M", 1, 0.0),
        ("cook", "K", 1, 0.0),
        ("cook", "Z1", 2, 0.01),
        ("cook", "Z2", 3, 0.01),
    ],
    columns=["profile", "card_id", "rank", "gap_cny"],
)
for _case, _given in [
    ("ties to the fen, ties in fee, a profile with one card", _values),
    ("the same rows in another order", _values.iloc[::-1]),
]:
    hidden_check("rank_cards").case(_case).on(_given, _cards).gives_rows(
        _expected,
        key=["profile", "card_id"],
        within=0.006,
        mistakes=[
            (
                lambda t: (
                    t.set_index(["profile", "card_id"])["rank"]["driver", "K"] < 4
                    or t.set_index(["profile", "card_id"])["rank"]["driver", "Z2"] == 1
                ),
                "Think of ties: 0.1 + 0.2 is 0.3 to the fen, but not in binary.",
            ),
        ],
    )
hidden_check("rank_cards").case("the tables handed in stay as they are").on(
    _values, _cards
).leaves_inputs_alone()

# %% [markdown]
# ## 3 · What an account is worth to the bank
#
# **The idea.** What the customer gets, somebody pays. A card lives on three incomes (interchange,
# interest, fees) and pays for four things (rewards, funding, losses, operation).
#
# $$\Pi = \underbrace{i\,S + y\,B_R + F}_{\text{income}}
#        - \underbrace{\rho \min(r S, K)}_{\text{rewards}}
#        - (f + \ell)\,B - O$$
#
# $\Pi$ is the contribution of the account in CNY a year. $S$ is the spend, $i$ the interchange rate (the
# issuer's part of what the merchant pays). $B$ is the average balance owed, $B_R$ the part of it that
# revolves and bears the annual rate $y$; $F$ the fees. $r$ is the reward rate, $K$ its cap and $\rho$ the
# fraction of the rewards that is ever redeemed. $f$ is the funding rate, $\ell$ the loss rate, both on
# everything that is owed, and $O$ the operating cost.
#
# **Example, by hand.** A classic card: 24,000 CNY of spend, 9,000 owed, of which 5,400 revolve.

# %%
classic = pd.Series(
    {
        "interchange": 24_000 * 0.0045,
        "interest": 5_400 * 0.1825,
        "rewards": -38.40,  # 24,000 at 0.2 % are 48; four fifths of it is redeemed
        "funding": -9_000 * 0.025,
        "expected loss": -9_000 * 0.035,
        "operating cost": -150,
    }
)
print(f"contribution {classic.sum():,.2f} CNY a year")

# %% alt="Horizontal bars of one account's year: interchange 108 CNY, interest 986, rewards minus 38, funding minus 225, expected loss minus 315, operating cost minus 150, contribution 365."
fig, ax = plt.subplots(figsize=(8, 3.6))
bars = pd.concat([classic, pd.Series({"contribution": classic.sum()})])
ax.barh(bars.index, bars, color=["C0" if amount > 0 else "C1" for amount in bars])
for row, amount in enumerate(bars):
    side = 4 if amount > 0 else -4
    ax.annotate(
        f"{amount:,.0f}".replace("-", "−"),
        (amount, row),
        (side, 0),
        textcoords="offset points",
        va="center",
        ha="left" if amount > 0 else "right",
    )
ax.axvline(0, color="0.4", linewidth=1)
ax.invert_yaxis()
ax.set(xlabel="CNY a year", xlim=(-450, 1_150))
ax.set_title("Nine tenths of this card's income is interest")
cny_axis(ax, "x")
plt.show()

# %% [markdown]
# **A common mistake.** Taking the whole merchant discount (here 0.6 %) for income. On 176,000 CNY of
# spend that invents 264 CNY a year. In China the issuer's part of a credit card purchase has been capped
# at 0.45 % since 6 September 2016 [2]; the rest goes to the network and the acquirer. So **a card that
# pays more than 0.45 % back loses money on every yuan**, unless interest or fees make up for it.
#
# **The case.** The desk's estimates for one account a year; a funding rate of 2.5 %, 0.45 %
# interchange, 90 % of rewards redeemed, 260 CNY of operating cost and a rate of 18.25 % hold for all:
#
# | Profile | spend | average balance | revolving | loss rate |
# |---|---|---|---|---|
# | heavy | 176,000 | 18,000 | 4,000 | 1.2 % |
# | steady | 55,000 | 15,500 | 12,500 | 3.0 % |
#
# *Lantern Five* would earn 5 % on dining and online shopping and 0.2 % on the rest, waive its annual fee
# and keep the foreign currency fee of 1.5 %: 150 CNY on 10,000 abroad, the only fee that a heavy
# spender pays. (Where rates differ by category, take rewards earned ÷ spend as the reward rate.)
# Without a cap a heavy spender earns 3,376 CNY of rewards and the account
# loses **2,292 CNY a year**. On 200,000 accounts that is **458 million CNY**. With Kite
# Five's own caps (360 CNY in each of the two categories) it loses 105 CNY; the heavy spender on
# Lantern Air loses 581 CNY today. The steady customer earns the bank 705 CNY even at Kite Five's terms.
# The heavy spender pays mostly in full and lives on our rewards; the bank lives on the steady one.

# %% [markdown] task="account-economics"
# ### Task: what an account is worth to the bank
# Turn one account's year into an income statement. Finance, risk and product argue about a card with
# these eight lines in front of them.


# %% answer="account-economics"
def account_economics(account: pd.Series) -> pd.Series:
    """Return one account's yearly income statement.

    Parameters
    ----------
    account
        CNY a year: ``spend_cny``, ``fees_cny``, ``operating_cost_cny``. Balances, averages over
        the year in CNY: ``average_balance_cny`` (all that is owed), ``revolving_balance_cny`` (the
        part of it that bears interest). Fractions of spend: ``merchant_discount_rate`` (what the
        merchant pays in all), ``interchange_rate`` (the issuer's part of it), ``reward_rate``.
        ``reward_cap_cny``: the most rewards earned in a year (NaN: no cap);
        ``redemption_rate``: the fraction of the earned rewards that is ever redeemed. Fractions of
        a balance and year: ``annual_rate``, ``funding_rate``, ``loss_rate``.

    Returns
    -------
    pd.Series
        CNY a year, not rounded, under the names ``interchange``, ``interest``, ``fees``,
        ``rewards``, ``funding``, ``expected_loss``, ``operating_cost``, ``contribution``. Costs are
        negative, so that the first seven lines add up to the contribution. Everything that is owed
        must be funded and can be lost, whether it bears interest or not. Rewards cost the bank
        what is redeemed.

    Raises
    ------
    ValueError
        If the revolving balance exceeds the average balance.
    """
    ### BEGIN SOLUTION
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("the revolving balance is a part of the average balance")
    owed = account["average_balance_cny"]
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    lines = pd.Series(
        {
            "interchange": account["spend_cny"] * account["interchange_rate"],
            "interest": account["revolving_balance_cny"] * account["annual_rate"],
            "fees": account["fees_cny"],
            "rewards": -earned * account["redemption_rate"],
            "funding": -owed * account["funding_rate"],
            "expected_loss": -owed * account["loss_rate"],
            "operating_cost": -account["operating_cost_cny"],
        }
    )
    lines["contribution"] = lines.sum()
    return lines
    ### END SOLUTION


# %% check="account-economics" part="co-brand" points=7
"""A co-brand account with a rewards cap that binds."""
_account = pd.Series(
    {
        "spend_cny": 96_000.0,
        "fees_cny": 300.0,
        "operating_cost_cny": 260.0,
        "average_balance_cny": 14_000.0,
        "revolving_balance_cny": 4_200.0,
        "merchant_discount_rate": 0.006,
        "interchange_rate": 0.0045,
        "reward_rate": 0.006,
        "reward_cap_cny": 540.0,
        "redemption_rate": 0.9,
        "annual_rate": 0.1825,
        "funding_rate": 0.025,
        "loss_rate": 0.02,
    }
)
_expected = {
    "interchange": 432.0,
    "interest": 766.5,
    "fees": 300.0,
    "rewards": -486.0,
    "funding": -350.0,
    "expected_loss": -280.0,
    "operating_cost": -260.0,
    "contribution": 122.5,
}
check("account_economics").on(_account).gives(
    _expected,
    within=0.01,
    unit="CNY",
    mistakes=[
        (lambda r: r["rewards"] > 0, "A cost is positive: do the lines then add up to the result?"),
        (
            lambda r: round(r["interchange"], 1) == 576,
            "The whole merchant discount is income here: which part does the issuer keep?",
        ),
        (
            lambda r: round(r["interest"], 1) == 2_555,
            "All that is owed bears interest here: what does a customer who pays in full pay?",
        ),
        (
            lambda r: round(r["rewards"], 1) == -518.4,
            "The cap limits what is earned; a part of that is redeemed. What does it cost?",
        ),
        (
            lambda r: round(r["rewards"], 1) == -540,
            "Every point was redeemed here: which share of them is?",
        ),
        (
            lambda r: round(r["funding"], 1) == -105,
            "Only the revolving part was funded: who lends the rest until the due date?",
        ),
        (
            lambda r: round(r["expected_loss"], 1) == -84 or round(r["expected_loss"], 1) == -1_920,
            "A default loses what is owed on that day: which line is that?",
        ),
        (
            lambda r: abs(sum(r[name] for name in _expected) - 2 * r["contribution"]) > 0.01,
            "The lines do not add up to the contribution: which one is missing?",
        ),
    ],
)

# %% check="account-economics" part="other-accounts" points=7 hidden=true
"""A customer who pays in full, no cap, a cap that doesn't bind, an impossible balance."""
_transactor = pd.Series(
    {
        "spend_cny": 180_000.0,
        "fees_cny": 1_200.0,
        "operating_cost_cny": 620.0,
        "average_balance_cny": 22_000.0,
        "revolving_balance_cny": 0.0,
        "merchant_discount_rate": 0.0065,
        "interchange_rate": 0.0045,
        "reward_rate": 0.008,
        "reward_cap_cny": np.nan,
        "redemption_rate": 0.85,
        "annual_rate": 0.146,
        "funding_rate": 0.024,
        "loss_rate": 0.012,
    }
)
hidden_check("account_economics").case("a customer who pays in full, rewards without a cap").on(
    _transactor
).gives(
    {
        "interchange": 810.0,
        "interest": 0.0,
        "fees": 1_200.0,
        "rewards": -1_224.0,
        "funding": -528.0,
        "expected_loss": -264.0,
        "operating_cost": -620.0,
        "contribution": -626.0,
    },
    within=0.01,
    unit="CNY",
)
_revolver = pd.Series(
    {
        "spend_cny": 24_000.0,
        "fees_cny": 0.0,
        "operating_cost_cny": 150.0,
        "average_balance_cny": 9_000.0,
        "revolving_balance_cny": 9_000.0,
        "merchant_discount_rate": 0.005,
        "interchange_rate": 0.004,
        "reward_rate": 0.002,
        "reward_cap_cny": 60.0,
        "redemption_rate": 0.5,
        "annual_rate": 0.1825,
        "funding_rate": 0.03,
        "loss_rate": 0.045,
    }
)
_lines = {
    "interchange": 96.0,
    "interest": 1_642.5,
    "fees": 0.0,
    "rewards": -24.0,
    "funding": -270.0,
    "expected_loss": -405.0,
    "operating_cost": -150.0,
    "contribution": 889.5,
}
hidden_check("account_economics").case("all of the balance revolves, the cap is not reached").on(
    _revolver
).gives(_lines, within=0.01, unit="CNY")
hidden_check("account_economics").case("rewards suspended by a cap of 0").on(
    pd.Series({**_revolver, "reward_cap_cny": 0.0})
).gives(
    {**_lines, "rewards": 0.0, "contribution": 913.5},
    within=0.01,
    unit="CNY",
    mistakes=[(lambda r: r["rewards"] < 0, "A cap of 0 is a cap: what can be earned?")],
)
hidden_check("account_economics").case("the account handed in stays as it is").on(
    _revolver
).leaves_inputs_alone()
_impossible = pd.Series({**_revolver, "revolving_balance_cny": 9_001.0})
hidden_check("account_economics").case("more revolves than is owed").on(_impossible).refuses(
    ValueError, because="a part cannot exceed the whole"
)

# %% [markdown]
# ## 4 · Market shares
#
# **The idea.** A share is a part of a whole, so say which whole: of cards, of spend, of balances; in
# which quarter; with everybody in it.
#
# $$s_{i,t} = \frac{x_{i,t}}{\sum_j x_{j,t}} \qquad \Delta s_{i,t} = s_{i,t} - s_{i,t-1}$$
#
# $x_{i,t}$ is issuer $i$'s size in quarter $t$ (for instance spend in CNY), $s_{i,t}$ its share and
# $\Delta s_{i,t}$ the change in a quarter. A share moves from 15 % to 16 %: that is *one percentage
# point*, and 6.7 % more.
#
# **Example.** Lantern's market (synthetic), spend in billion CNY a year:

# %%
spend = market.assign(year=market["quarter"].str[:4]).pivot_table(
    index="year", columns="issuer", values="spend_bn_cny", aggfunc="sum", observed=True
)
spend.round(0)

# %% alt="Lines of yearly spend 2023 to 2025 for six issuers. Paper Kite, Stone Bridge and Nine Hills fall, Tidewater and Lantern fall a little, Plum Blossom alone rises, from 2,381 to 2,958 billion CNY."
fig, ax = plt.subplots()
for name in spend.columns.drop("Others"):
    color = "C1" if name == "Plum Blossom Bank" else "C0" if name == "Lantern Bank" else QUIET
    ax.plot(spend.index, spend[name], marker="o", color=color, label=name)
label_line_ends(ax)
ax.set(xlabel="Year", ylabel="Spend on cards (billion CNY)", ylim=(0, None))
ax.set_title("One rival grows while the market shrinks: Plum Blossom")
plt.show()

# %% [markdown]
# **A common mistake.** Leaving out "Others". In the last quarter of 2025 Lantern has 265 billion of
# 9,101 billion CNY, a share of 2.9 %. Among the six named issuers alone it would be 5.6 %. A committee
# that takes 5.6 % for the truth and asks for "one point more" asks for 48 billion CNY of new spend a
# quarter where it means 91 billion.
#
# The second mistake is to take shares of *cards* in a market where many sleep in drawers. China's
# regulator has asked since July 2022 that at most 20 % of an issuer's cards be dormant (no active use
# for more than 18 months), and that card numbers and market share not be the main performance
# targets [3]. Prefer spend, or active cards.

# %% [markdown] task="market-shares"
# ### Task: market shares and how they move
# Every quarter the same table comes from the research desk. Turn it into shares and their change, for
# whichever measure the meeting is about.


# %% answer="market-shares"
def market_shares(market: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return each issuer's share of the market, quarter by quarter, and how it changed.

    Parameters
    ----------
    market
        ``issuer``, ``quarter`` (text such as ``"2025Q1"``) and one column per measure. One row per
        issuer and quarter, in any order; the row ``Others`` is a part of the market like any
        other. An issuer may enter later than the rest, and then stays.
    measure
        The column to take shares of.

    Returns
    -------
    pd.DataFrame
        Columns ``issuer``, ``quarter``, ``share``, ``change``; one row for each row of ``market``,
        in any order. ``share`` is the fraction of the quarter's total; ``change`` is the share
        minus the same issuer's share in the quarter before (0.01 is one percentage point), NaN in
        its first quarter.
    """
    ### BEGIN SOLUTION
    table = market.sort_values("quarter")
    share = table[measure] / table.groupby("quarter")[measure].transform("sum")
    change = share.groupby(table["issuer"]).diff()
    return table[["issuer", "quarter"]].assign(share=share, change=change)
    ### END SOLUTION


# %% check="market-shares" part="two-quarters" points=4
"""Two quarters of three rows, the later quarter first; shares of spend."""
_market = pd.DataFrame(
    [
        ("Lantern", "2025Q2", 5.2, 36.0),
        ("Orbit", "2025Q2", 8.8, 54.0),
        ("Others", "2025Q2", 20.0, 135.0),
        ("Lantern", "2025Q1", 5.0, 30.0),
        ("Orbit", "2025Q1", 9.0, 50.0),
        ("Others", "2025Q1", 20.0, 120.0),
    ],
    columns=["issuer", "quarter", "cards_m", "spend_bn_cny"],
)
_expected = pd.DataFrame(
    [
        ("Lantern", "2025Q1", 0.15, np.nan),
        ("Orbit", "2025Q1", 0.25, np.nan),
        ("Others", "2025Q1", 0.60, np.nan),
        ("Lantern", "2025Q2", 0.16, 0.01),
        ("Orbit", "2025Q2", 0.24, -0.01),
        ("Others", "2025Q2", 0.60, 0.0),
    ],
    columns=["issuer", "quarter", "share", "change"],
)
check("market_shares").on(_market, "spend_bn_cny").gives_rows(
    _expected,
    key=["issuer", "quarter"],
    within=1e-6,
    mistakes=[
        (lambda t: t["share"].max() > 2, "A share exceeds 1: fraction or per cent?"),
        (
            lambda t: "Others" not in set(t["issuer"]) or (t["share"].round(3) == 0.4).any(),
            "The market lost its 'Others': what is the total that a share is a share of?",
        ),
        (
            lambda t: len(t) == 6 and abs(t["share"].sum() - 1) < 1e-6,
            "All quarters together add up to 1: what should add up to 1?",
        ),
        (
            lambda t: (t["share"].round(3) == 0.153).any(),
            "These are shares of cards: which measure was asked for?",
        ),
        (
            lambda t: t["change"].notna().all(),
            "There is no quarter before the first: is its change known?",
        ),
        (
            lambda t: (t["change"].round(3) == 0.067).any(),
            "The change is relative to the old share: percentage points were asked for.",
        ),
        (
            lambda t: (t["share"].round(3) == 0.16).any(),
            "The share is right, its change is not: which row is the quarter before?",
        ),
    ],
)

# %% check="market-shares" part="other-markets" points=4 hidden=true
"""Three quarters with an entrant, other measures, one quarter only."""
_market = pd.DataFrame(
    [
        ("Willow", "2024Q4", 2.0, 10.0),
        ("Others", "2025Q1", 6.0, 70.0),
        ("Willow", "2025Q2", 3.0, 33.0),
        ("Pagoda", "2025Q1", 2.0, 5.0),
        ("Others", "2024Q4", 6.0, 90.0),
        ("Willow", "2025Q1", 2.0, 25.0),
        ("Pagoda", "2025Q2", 3.0, 11.0),
        ("Others", "2025Q2", 6.0, 66.0),
    ],
    columns=["issuer", "quarter", "cards_m", "balances_bn_cny"],
)
_balances = [
    ("Willow", "2024Q4", 0.1, np.nan),
    ("Willow", "2025Q1", 0.25, 0.15),
    ("Willow", "2025Q2", 0.3, 0.05),
    ("Others", "2024Q4", 0.9, np.nan),
    ("Others", "2025Q1", 0.7, -0.2),
    ("Others", "2025Q2", 0.6, -0.1),
    ("Pagoda", "2025Q1", 0.05, np.nan),
    ("Pagoda", "2025Q2", 0.1, 0.05),
]
_columns = ["issuer", "quarter", "share", "change"]
hidden_check("market_shares").case("an entrant, rows in no order").on(
    _market, "balances_bn_cny"
).gives_rows(pd.DataFrame(_balances, columns=_columns), key=["issuer", "quarter"], within=1e-6)
_cards = [
    ("Willow", "2025Q1", 0.2, np.nan),
    ("Pagoda", "2025Q1", 0.2, np.nan),
    ("Others", "2025Q1", 0.6, np.nan),
]
hidden_check("market_shares").case("one quarter, another measure").on(
    _market[_market["quarter"] == "2025Q1"], "cards_m"
).gives_rows(pd.DataFrame(_cards, columns=_columns), key=["issuer", "quarter"], within=1e-6)
hidden_check("market_shares").case("the table handed in stays as it is").on(
    _market, "cards_m"
).leaves_inputs_alone()

# %% [markdown]
# ## 5 · How concentrated is the market
#
# **The idea.** Six issuers with equal shares compete otherwise than one giant and five dwarfs. The
# Herfindahl-Hirschman index adds the squares of all shares, so that the big ones count more.
#
# $$H = \sum_i (100\, s_i)^2$$
#
# $s_i$ is the share of firm $i$ as a fraction, $100\,s_i$ the same in per cent. $H$ runs from almost 0
# (very many small firms) to 10,000 (one firm). When two firms with shares $s_a$ and $s_b$ merge, $H$
# rises by $2 \cdot 100 s_a \cdot 100 s_b$.
#
# The US Department of Justice explains it with four firms of 30, 30, 20 and 20 %: $H$ = 2,600 [4]. The US
# Merger Guidelines of 2023 call a market with more than 1,800 points highly concentrated,
# and a merger suspect that adds more than 100 there [4, 5].
#
# **Example.** What to do with "Others"? Three analysts measured Lantern's market (spend in the last
# quarter of 2025) and got three answers:

# %% alt="Three horizontal bars of the index. Others as very many small firms: 545. Others left out: 1,988. Others as one firm: 2,813. A dotted line at 1,800 marks the US threshold for a highly concentrated market; only the first bar lies below it."
treatment = pd.Series(
    {"very many small firms": 545, "left out of the market": 1_988, "one single firm": 2_813}
)
fig, ax = plt.subplots(figsize=(8, 2.8))
ax.barh(treatment.index, treatment, color=["C0", "C1", "C1"])
for row, points in enumerate(treatment):
    ax.annotate(f"{points:,}", (points, row), (4, 0), textcoords="offset points", va="center")
ax.axvline(1_800, color="0.35", linestyle=":")
ax.annotate(
    "1,800: highly concentrated", (1_800, -0.62), (4, 0), textcoords="offset points", va="center"
)
ax.invert_yaxis()
ax.set(xlabel="Herfindahl-Hirschman index", ylabel="“Others” taken as", xlim=(0, 3_300))
ax.set_ylim(2.5, -0.9)
ax.set_title("One market, 545 or 2,813: the treatment of “Others” decides")
plt.show()

# %% [markdown]
# **A common mistake.** To take the rest of the market for one firm, or to forget it. If Stone Bridge and
# Nine Hills merge, the index rises from 545 to 729: 184 points, in a market far from concentrated. The
# analyst with 1,988 sees a forbidden merger and advises to wait for the authority. Waiting isn't
# free: a campaign for steady customers put off by a quarter loses 705 / 4 × 100,000 = 18 million CNY
# of contribution.

# %% [markdown] task="herfindahl-index"
# ### Task: how concentrated is the market
# Measure the concentration today, and after a merger that the press writes about.


# %% answer="herfindahl-index"
def herfindahl_index(sizes: pd.Series, rest: float = 0.0, merging: tuple[str, ...] = ()) -> float:
    """Return the Herfindahl-Hirschman index of a market, from 0 to 10,000.

    Parameters
    ----------
    sizes
        Size of each known firm, by name, in any unit (CNY, cards): not shares.
    rest
        Size of the rest of the market, in the same unit: very many very small firms. It counts in
        the market's total, and adds nothing to the index of its own.
    merging
        Names of firms that count as one.

    Returns
    -------
    float
        Not rounded; shares are counted in per cent.

    Raises
    ------
    ValueError
        If a size is negative, if the market has no size at all, or if ``merging`` names a firm
        that is not in ``sizes``.
    """
    ### BEGIN SOLUTION
    total = sizes.sum() + rest
    if min(sizes.min(), rest) < 0 or total == 0:
        raise ValueError("a market has a positive size, and no firm a negative one")
    unknown = set(merging) - set(sizes.index)
    if unknown:
        raise ValueError(f"not in this market: {sorted(unknown)}")
    partners = sizes.index.isin(merging)
    firms = [*sizes[~partners], sizes[partners].sum()]
    return float(sum((100 * firm / total) ** 2 for firm in firms))
    ### END SOLUTION


# %% check="herfindahl-index" part="four-firms" points=3
"""Four firms, 30, 30, 20 and 20 per cent of the market; then the two small ones merge."""
_four = pd.Series({"A": 30.0, "B": 30.0, "C": 20.0, "D": 20.0})
check("herfindahl_index").on(_four).gives(
    2_600.0,
    within=0.01,
    mistakes=[(0.26, "That is on a scale from 0 to 1: how is a share counted in per cent?")],
)
check("herfindahl_index").on(_four, merging=("C", "D")).gives(
    3_400.0,
    within=0.01,
    mistakes=[
        (2_600.0, "The partners still count apart: what is their share together?"),
        (800.0, "That is the rise: what is the index after the merger?"),
        (1_800.0, "The partners are gone from the market: who has their share now?"),
        (0.34, "That is on a scale from 0 to 1: how is a share counted in per cent?"),
    ],
)

# %% check="herfindahl-index" part="six-and-the-rest" points=3
"""Six issuers' balances in billion CNY, and 4,770 billion of very many small ones."""
_six = pd.Series({"A": 900.0, "B": 750.0, "C": 680.0, "D": 620.0, "E": 540.0, "F": 410.0})
check("herfindahl_index").on(_six, 4_770.0).gives(
    356.398,
    within=0.01,
    mistakes=[
        (1_761.341, "The six are not the whole market: what is the total?"),
        (3_383.304, "The rest is very many small firms: what does each of them add?"),
        (2_679_000.0, "Sizes were squared: what is to be squared?"),
        (0.0356398, "That is on a scale from 0 to 1: how is a share counted in per cent?"),
    ],
)

# %% check="herfindahl-index" part="other-markets" points=4 hidden=true
"""One firm, a merger of three beside a rest, a firm of size 0; impossible markets."""
hidden_check("herfindahl_index").case("one firm has the whole market").on(
    pd.Series({"Only": 12.5})
).gives(10_000.0, within=0.01)
hidden_check("herfindahl_index").case("three merge, beside a rest").on(
    pd.Series({"A": 10.0, "B": 2.0, "C": 3.0, "D": 15.0, "E": 0.0}), 20.0, ("C", "A", "B")
).gives(
    1_800.0,
    within=0.01,
    mistakes=[(1_592.0, "More than two can merge: does every partner count?")],
)
hidden_check("herfindahl_index").case("the known firms have nothing, the rest all").on(
    pd.Series({"A": 0.0, "B": 0.0}), 7.5
).gives(0.0, within=0.01)
hidden_check("herfindahl_index").case("one firm merges with nobody").on(_four, 100.0, ("B",)).gives(
    650.0, within=0.01
)
hidden_check("herfindahl_index").case("the table handed in stays as it is").on(
    _four, 1.0, ("A", "B")
).leaves_inputs_alone()
hidden_check("herfindahl_index").case("a partner that is not in the market").on(
    _four, 0.0, ("A", "E")
).refuses(ValueError, because="a slip in a name would go unnoticed")
hidden_check("herfindahl_index").case("a negative size").on(
    pd.Series({"A": 3.0, "B": -1.0, "C": 5.0}), 20.0
).refuses(ValueError, because="no firm is smaller than nothing")
hidden_check("herfindahl_index").case("a negative rest").on(_four, -1.0).refuses(
    ValueError, because="the known firms cannot exceed the market"
)
hidden_check("herfindahl_index").case("a market of size 0").on(pd.Series({"A": 0.0})).refuses(
    ValueError, because="nobody has a share of nothing"
)

# %% [markdown]
# ## 6 · Where growth comes from
#
# **The idea.** Total spend is a product: active cards times spend on each. So it can grow in two ways,
# and they need different people: sales win cards, product wins use.
#
# $$\Delta T = \underbrace{\Delta N \, e_0}_{\text{cards}}
#   + \underbrace{N_0 \, \Delta e}_{\text{spend per card}}
#   + \underbrace{\Delta N \, \Delta e}_{\text{both}}
# \qquad g = \left(\frac{T_1}{T_0}\right)^{1/m} - 1$$
#
# $T$ is total spend, $N$ the number of *active* cards and $e = T / N$ the spend per active card; 0 marks
# the first year and 1 the last, $\Delta$ the change; $m$ is the number of years between them and $g$ the
# compound annual growth rate.
#
# **Example, from the real market.** China had 800 million credit cards at the end of 2021 [6] and
# 727 million at the end of 2024 [7]. That is $(727/800)^{1/3} - 1 = -3.1\,\%$ a year, over **three** years:
# four year-ends have three gaps. By September 2025 there were 707 million [8]. So the trend of this decade
# is fewer cards; growth must come from use. People pay by phone, and a card that isn't in the phone's
# wallet is not used at all; in Lantern's market 14 of 16 cards are.
#
# **Lantern's own numbers** (synthetic): cards in force and active cards, in millions.

# %% alt="Two lines over twelve quarters: Lantern's cards in force rise from 17.9 to 19.1 million, its active cards fall from 11.9 to 11.1 million."
ours = market[market["issuer"] == "Lantern Bank"].sort_values("quarter")
fig, ax = plt.subplots()
ax.plot(ours["quarter"], ours["cards_m"], label="in force")
ax.plot(ours["quarter"], ours["active_cards_m"], label="active")
label_line_ends(ax)
ax.set(xlabel="Quarter", ylabel="Cards (million)", ylim=(0, 21))
ax.set_xticks(range(0, 12, 3), ours["quarter"].iloc[::3])
ax.set_title("Lantern issues 7 % more cards and sees 7 % fewer in use")
plt.show()

# %% [markdown]
# **A common mistake.** Dividing by cards *in force*. Lantern's spend fell from 1,070 to 1,026 billion CNY
# in two years. By cards in force that reads "more cards, each used less": a product problem. By active
# cards it reads "fewer active cards (−60 billion), each used *more* (+17 billion)": a problem of
# activation. If a new account costs 300 CNY, the 885,000 cards that Lantern added in those
# two years cost 265.5 million CNY and brought no active card.
#
# The other mistake is arithmetic: a rise of 44 % in two years is 20 % a year, not 22 %.

# %% [markdown] task="growth-decomposition"
# ### Task: where growth comes from
# Split the change in total spend into more cards and more spend on each, and say what it is a year.


# %% answer="growth-decomposition"
def growth_decomposition(start: pd.Series, end: pd.Series, years: float) -> pd.Series:
    """Split the change in total spend between two years.

    Parameters
    ----------
    start, end
        ``cards`` (in force), ``active_cards`` (used in that year) and ``spend_cny``, the first and
        the last year. Spend per card means per active card.
    years
        Time from the first to the last year.

    Returns
    -------
    pd.Series
        CNY: ``from_cards`` (more active cards, each with the spend of the first year),
        ``from_spend_per_card`` (the active cards of the first year, each with more spend),
        ``from_both`` (what the two make only together) and ``change``, the sum of the three; and
        ``cagr``, the compound annual growth rate of total spend as a fraction.

    Raises
    ------
    ValueError
        If ``years`` is not positive, or no card is active in one of the years.
    """
    ### BEGIN SOLUTION
    if years <= 0:
        raise ValueError("growth needs time between the first and the last year")
    if min(start["active_cards"], end["active_cards"]) <= 0:
        raise ValueError("without active cards there is no spend per card")
    per_card = start["spend_cny"] / start["active_cards"]
    more_cards = end["active_cards"] - start["active_cards"]
    more_each = end["spend_cny"] / end["active_cards"] - per_card
    parts = {
        "from_cards": more_cards * per_card,
        "from_spend_per_card": start["active_cards"] * more_each,
        "from_both": more_cards * more_each,
    }
    cagr = (end["spend_cny"] / start["spend_cny"]) ** (1 / years) - 1
    return pd.Series({**parts, "change": sum(parts.values()), "cagr": cagr})
    ### END SOLUTION


# %% check="growth-decomposition" part="two-years" points=6
"""Two years: fewer active cards, each used more."""
_start = pd.Series({"cards": 8e6, "active_cards": 5e6, "spend_cny": 60.0e9})
_end = pd.Series({"cards": 7.6e6, "active_cards": 4.8e6, "spend_cny": 64.8e9})
_expected = {
    "from_cards": -2.4e9,
    "from_spend_per_card": 7.5e9,
    "from_both": -0.3e9,
    "change": 4.8e9,
    "cagr": 0.039230,
}
check("growth_decomposition").on(_start, _end, 2).gives(
    _expected,
    within={name: 1e-5 if name == "cagr" else 1.0 for name in _expected},
    mistakes=[
        (
            lambda r: (
                round(r["from_cards"], -7) == -2.7e9 or round(r["from_spend_per_card"], -7) == 7.2e9
            ),
            "The part that both make together was given to one of them: measure each alone.",
        ),
        (
            lambda r: round(r["from_cards"], -7) == -3.0e9,
            "These are cards in force: how many of them does anybody use?",
        ),
        (
            lambda r: round(r["from_cards"], -7) == 2.4e9,
            "There are fewer cards: which sign has their part?",
        ),
        (
            lambda r: (
                abs(r["change"] - r["from_cards"] - r["from_spend_per_card"] - r["from_both"]) > 1
            ),
            "The three parts do not add up to the change: what do both make together?",
        ),
        (
            lambda r: round(r["cagr"], 4) == 0.08,
            "That is the growth of both years: what is it a year?",
        ),
        (
            lambda r: round(r["cagr"], 4) == 0.04,
            "Growth was split evenly: does growth not grow too?",
        ),
        (
            lambda r: round(r["cagr"], 4) in (0.0260, 0.1664),
            "Count the years again: how often did spend grow from the first to the last?",
        ),
        (
            lambda r: round(r["cagr"], 4) == 0.0385,
            "That is growth at every moment (a logarithm): which rate compounds once a year?",
        ),
        (
            lambda r: round(r["cagr"], 4) == 1.0392,
            "That is the growth factor: how much of it is growth?",
        ),
    ],
)

# %% check="growth-decomposition" part="other-years" points=6 hidden=true
"""Growth in both, a fall, one year, part of a year; impossible inputs."""
hidden_check("growth_decomposition").case("both grow, three years").on(
    pd.Series({"cards": 500, "active_cards": 400, "spend_cny": 4_000_000.0}),
    pd.Series({"cards": 900, "active_cards": 500, "spend_cny": 6_912_000.0}),
    3,
).gives(
    {
        "from_cards": 1_000_000.0,
        "from_spend_per_card": 1_529_600.0,
        "from_both": 382_400.0,
        "change": 2_912_000.0,
        "cagr": 0.2,
    },
    within=1e-5,
)
hidden_check("growth_decomposition").case("a first card, and a second one a year later").on(
    pd.Series({"cards": 2, "active_cards": 1, "spend_cny": 100.0}),
    pd.Series({"cards": 2, "active_cards": 2, "spend_cny": 260.0}),
    1,
).gives(
    {
        "from_cards": 100.0,
        "from_spend_per_card": 30.0,
        "from_both": 30.0,
        "change": 160.0,
        "cagr": 1.6,
    },
    within=1e-5,
)
hidden_check("growth_decomposition").case("a fall within half a year").on(
    pd.Series({"cards": 150, "active_cards": 100, "spend_cny": 1_000_000.0}),
    pd.Series({"cards": 150, "active_cards": 100, "spend_cny": 900_000.0}),
    0.5,
).gives(
    {
        "from_cards": 0.0,
        "from_spend_per_card": -100_000.0,
        "from_both": 0.0,
        "change": -100_000.0,
        "cagr": -0.19,
    },
    within=1e-5,
)
hidden_check("growth_decomposition").case("the rows handed in stay as they are").on(
    _start, _end, 2
).leaves_inputs_alone()
hidden_check("growth_decomposition").case("no time between the two").on(_start, _end, 0).refuses(
    ValueError, because="without time there is no rate of growth"
)
hidden_check("growth_decomposition").case("the last year before the first").on(
    _start, _end, -1
).refuses(ValueError, because="time runs forward")
for _one, _other in [(_start, _end), (_end, _start)]:
    hidden_check("growth_decomposition").case("no active cards in one of the years").on(
        _one, pd.Series({**_other, "active_cards": 0.0}), 2
    ).refuses(ValueError, because="nobody's spend cannot be averaged")
    hidden_check("growth_decomposition").case("no active cards in one of the years").on(
        pd.Series({**_one, "active_cards": 0.0}), _other, 2
    ).refuses(ValueError, because="nobody's spend cannot be averaged")

# %% [markdown]
# ## 7 · What most rivals have and we lack
#
# **The idea.** A feature that one rival has is news; a feature that most rivals have is a standard, and
# to lack it is a reason to leave. Count over the cards that compete with yours: same type, other banks.
#
# $$q_f = \frac{1}{|R|}\sum_{k \in R} h_{k,f} \qquad
#   w_f = \frac{\sum_{k \in R} c_k\, h_{k,f}}{\sum_{k \in R} c_k}$$
#
# $R$ is the set of rival cards and $|R|$ their number; $h_{k,f}$ is 1 if card $k$ has feature $f$ and 0 if
# not; $c_k$ is the number of cards in force of card $k$. $q_f$ is the share of rivals with the feature,
# $w_f$ its reach: the share of the rivals' cards in force.
#
# **Example.** The two business cards on the market, one of them ours:

# %% alt="Dots for four features of two business cards. Lantern Business and Bridge Business both have employee cards, expense export and statement by app; only Bridge Business has virtual cards."
business = cards[cards["card_type"] == "business"].merge(card_features, on="card_id")
fig, ax = plt.subplots(figsize=(8, 2.6))
ax.scatter(business["feature"].astype(str), business["card_name"], s=220, color="C0")
ax.margins(x=0.1, y=0.5)
ax.set(xlabel="Feature", ylabel="Business card")
ax.set_title("One column with one dot: the rival issues virtual cards, we don't")
plt.show()

# %% [markdown]
# **A common mistake.** Counting only rivals that appear in the feature table. A card without a single
# feature is a rival too, and the cheapest one; leave it out and every share grows. A threshold of "at
# least half" is then passed by features of a minority. An airport lounge for 100,000 cards at 60 CNY a
# year is 6 million CNY; build it because half of the rivals have it, not because the denominator was
# short.
#
# Research into *pain points* comes before the list: which gap do complaints and calls name? The calls
# that ask "where is my card?" are the price of not showing the number at once.

# %% [markdown] task="feature-gaps"
# ### Task: what most rivals have and we lack
# A list of gaps, the widest first, is the first page of the redesign.


# %% answer="feature-gaps"
def feature_gaps(
    features: pd.DataFrame, cards: pd.DataFrame, our_card: str, at_least: float = 0.5
) -> pd.DataFrame:
    """Return the features that our card lacks and that many rival cards have.

    Parameters
    ----------
    features
        ``card_id``, ``feature``: one row per card and feature; a row may occur twice.
    cards
        ``card_id``, ``issuer``, ``card_type``, ``cards_in_force``; possibly others. A card without
        a row in ``features`` has no features.
    our_card
        The ``card_id`` of our card. Its rivals are the cards of the same type from other issuers.
    at_least
        A feature counts as a gap when at least this fraction of the rivals has it.

    Returns
    -------
    pd.DataFrame
        ``feature``, ``rival_share`` (fraction of the rival cards that have it), ``reach`` (the same
        fraction, each rival weighted by its cards in force), sorted by ``rival_share``, then
        ``reach``, both falling, then by ``feature``. No rows if there is no gap.
    """
    ### BEGIN SOLUTION
    ours = cards.set_index("card_id").loc[our_card]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    found = (
        features[["card_id", "feature"]]
        .drop_duplicates()
        .merge(rivals, on="card_id")
        .groupby("feature", as_index=False)
        .agg(having=("card_id", "size"), in_force=("cards_in_force", "sum"))
    )
    found["rival_share"] = found["having"] / len(rivals)
    found["reach"] = found["in_force"] / rivals["cards_in_force"].sum()
    own = features.loc[features["card_id"] == our_card, "feature"]
    gaps = found[(found["rival_share"] >= at_least) & ~found["feature"].isin(own)]
    return gaps.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])[
        ["feature", "rival_share", "reach"]
    ]
    ### END SOLUTION


# %% check="feature-gaps" part="four-rivals" points=5
"""Two cards of ours, four rivals (one without features), one business card."""
_cards = pd.DataFrame(
    [
        ("L1", "Lantern", "consumer", 400_000),
        ("L2", "Lantern", "consumer", 300_000),
        ("R1", "Orbit", "consumer", 500_000),
        ("R2", "Orbit", "consumer", 200_000),
        ("R3", "Pagoda", "consumer", 300_000),
        ("R4", "Willow", "consumer", 100_000),
        ("R5", "Pagoda", "business", 800_000),
    ],
    columns=["card_id", "issuer", "card_type", "cards_in_force"],
)
_has = {
    "L1": ["contactless", "app lock"],
    "L2": ["lounge", "phone insurance"],
    "R1": ["lounge", "instalments", "contactless", "app lock", "free transfers", "lounge"],
    "R2": ["virtual number", "lounge", "instalments", "travel insurance", "contactless"],
    "R3": ["travel insurance", "instalments", "contactless", "virtual number"],
    "R5": ["lounge", "expense report", "instalments", "free transfers"],
}
_features = pd.DataFrame(
    [(card, feature) for card, names in _has.items() for feature in names],
    columns=["card_id", "feature"],
)
_expected = pd.DataFrame(
    {
        "feature": ["instalments", "lounge", "travel insurance", "virtual number"],
        "rival_share": [0.75, 0.5, 0.5, 0.5],
        "reach": [0.909091, 0.636364, 0.454545, 0.454545],
    }
)
check("feature_gaps").on(_features, _cards, "L1").gives(
    _expected,
    within=1e-5,
    mistakes=[
        (lambda t: "contactless" in set(t["feature"]), "We have one of these: is it a gap?"),
        (
            lambda t: t.set_index("feature")["rival_share"].get("instalments") == 1,
            "One rival has no features at all: is it not a rival?",
        ),
        (
            lambda t: t.set_index("feature")["rival_share"].get("instalments") == 0.8,
            "A business card was counted: whose rival is it?",
        ),
        (
            lambda t: (
                t.set_index("feature")["rival_share"].get("lounge") == 0.6
                or t.set_index("feature")["rival_share"].get("instalments") == 0.6
            ),
            "A card of our own bank was counted as a rival: who issues the rivals?",
        ),
        (
            lambda t: t.set_index("feature")["rival_share"].get("lounge") == 0.75,
            "A row occurs twice: how many rivals have a lounge?",
        ),
        (
            lambda t: list(t["feature"]) == ["instalments"],
            "Exactly half of the rivals is at least half: what happened to those features?",
        ),
        (
            lambda t: "lounge" not in set(t["feature"]),
            "Another card of our bank has a lounge: does this card have it too?",
        ),
        (
            lambda t: set(t["feature"]) == set(_expected["feature"]),
            "The gaps are right: by what are they sorted, and how is each of them weighted?",
        ),
        (
            lambda t: "free transfers" in set(t["feature"]),
            "A feature of few rivals is listed: which fraction is asked for?",
        ),
    ],
)

# %% check="feature-gaps" part="other-fields" points=5 hidden=true
"""The business card, another threshold, no gap; rows in another order."""
hidden_check("feature_gaps").case("the other card of our bank, rows in another order").on(
    _features.iloc[::-1], _cards.iloc[::-1], "L2", 0.25
).gives(
    pd.DataFrame(
        {
            "feature": [
                "contactless",
                "instalments",
                "travel insurance",
                "virtual number",
                "app lock",
                "free transfers",
            ],
            "rival_share": [0.75, 0.75, 0.5, 0.5, 0.25, 0.25],
            "reach": [0.909091, 0.909091, 0.454545, 0.454545, 0.454545, 0.454545],
        }
    ),
    within=1e-5,
    mistakes=[(lambda t: len(t) == 4, "From which fraction on is a feature a gap in this call?")],
)
hidden_check("feature_gaps").case("a rival's point of view").on(_features, _cards, "R4", 0.6).gives(
    pd.DataFrame(
        {
            "feature": ["contactless", "instalments", "lounge"],
            "rival_share": [0.8, 0.6, 0.6],
            "reach": [1_400 / 1_700, 1_000 / 1_700, 1_000 / 1_700],
        }
    ),
    within=1e-5,
)
_alerts = pd.DataFrame([("R2", "alerts"), ("R4", "alerts")], columns=_features.columns)
_expected = pd.DataFrame(
    {
        "feature": [
            "instalments",
            "lounge",
            "travel insurance",
            "virtual number",
            "alerts",
            "free transfers",
        ],
        "rival_share": [0.75, 0.5, 0.5, 0.5, 0.5, 0.25],
        "reach": [0.909091, 0.636364, 0.454545, 0.454545, 0.272727, 0.454545],
    }
)
hidden_check("feature_gaps").case("a feature of the small rivals").on(
    pd.concat([_features, _alerts], ignore_index=True), _cards, "L1", 0.25
).gives(
    _expected,
    within=1e-5,
    mistakes=[
        (
            lambda t: set(t["feature"]) == set(_expected["feature"]),
            "The gaps are right: what decides the order first, and what where that is equal?",
        )
    ],
)
_ours = pd.DataFrame([("L3", "Lantern", "business", 50_000)], columns=_cards.columns)
hidden_check("feature_gaps").case("our business card, which has no features").on(
    _features, pd.concat([_cards, _ours], ignore_index=True), "L3"
).gives(
    pd.DataFrame(
        {
            "feature": ["expense report", "free transfers", "instalments", "lounge"],
            "rival_share": [1.0] * 4,
            "reach": [1.0] * 4,
        }
    ),
    within=1e-5,
    mistakes=[
        (
            lambda t: "contactless" in set(t["feature"]),
            "Consumer cards were counted: are they rivals of a business card?",
        )
    ],
)
hidden_check("feature_gaps").case("a threshold that no feature reaches").on(
    _features, _cards, "L1", 0.8
).satisfies(
    lambda t: len(t) == 0 and set(t.columns) == {"feature", "rival_share", "reach"},
    "There is no gap: a table with the three columns and no rows is wanted.",
)
hidden_check("feature_gaps").case("the tables handed in stay as they are").on(
    _features, _cards, "L1"
).leaves_inputs_alone()

# %% [markdown]
# ## 8 · The positioning map
#
# **The idea.** Two questions place a card: what does it cost this customer, and what does it give back?
# Drawn for *one* customer, the map shows who stands in your corner. Up and to the left is better for the
# customer; a card with another one up and to its left has no reason to be chosen.
#
# $$\text{effective rate} = \frac{\text{rewards earned, after caps}}{\text{spend}}$$
#
# Both are a year's, in CNY; so the rate is a fraction, and it belongs to a customer, not to a card.
#
# **Example.** A map of the *issuers*: how much is spent on an active card, and which part of the cards is
# active at all?

# %% alt="Six issuers by active share and spend per active card in 2025, bubble area by spend. Plum Blossom stands top right with 71 % active and 94,000 CNY; Lantern has 92,000 CNY but only 59 % active; Stone Bridge is lowest with 83,000 CNY."
lately = market[market["quarter"].str.startswith("2025")].groupby("issuer", observed=True)
issuers = lately.agg(
    cards=("cards_m", "mean"), active=("active_cards_m", "mean"), spend=("spend_bn_cny", "sum")
).drop("Others")
across, up = issuers["active"] / issuers["cards"], issuers["spend"] / issuers["active"] * 1_000
fig, ax = plt.subplots()
ax.scatter(across, up, s=issuers["spend"] / 4, facecolor="none", edgecolor="C0", linewidth=1.5)
for issuer in issuers.index:
    beside = (issuers["spend"][issuer] / 4) ** 0.5 / 2 + 4  # points from the middle of the bubble
    ax.annotate(
        issuer.replace(" Bank", ""),
        (across[issuer], up[issuer]),
        (beside, 0),
        textcoords="offset points",
        va="center",
    )
ax.set(
    xlabel="Active cards, share of cards in force", ylabel="Spend on an active card (CNY a year)"
)
ax.margins(x=0.25, y=0.15)
percent_axis(ax, "x")
cny_axis(ax, "y")
ax.set_title("Lantern's cards are used much, where they are used")
plt.show()

# %% [markdown]
# **A common mistake.** Drawing the headline rate. On such a map Kite Five stands alone at the top with
# 5 %, and a committee moves towards it. For the heavy spender it gives back 0.54 %. A committee
# that moves to where the dot seems to be pays the 458 million CNY a year of section 3.

# %% [markdown] task="positioning-map"
# ### Task: the positioning map
# One picture for the committee: what each card costs a customer, and what it gives back.
# (With all fourteen cards the names collide; show the committee the rivals that matter.)


# %% answer="positioning-map"
def positioning_map(cards: pd.DataFrame, spend_cny: float) -> Axes:
    """Draw what each card costs and gives back to a customer who spends `spend_cny` a year.

    Parameters
    ----------
    cards
        ``card_name``; ``net_fee_cny`` (what this customer pays a year: the annual fee after
        waiver and the foreign currency fee); ``rewards_cny`` (what this customer earns a year,
        after caps); ``headline_rate`` (the fraction that the advertisement names);
        ``cards_in_force_10k`` (in ten thousand cards, 万张).
    spend_cny
        CNY a year.

    Returns
    -------
    Axes
        One point per card: ``net_fee_cny`` across, the effective reward rate up (rewards for each
        CNY of spend, a fraction), each with its card's name. The area of a point, in square points
        (the unit that ``scatter`` takes), is ``cards_in_force_10k``; your reader sees it, the check
        doesn't. The x axis names its unit (CNY), the y axis says reward; the title states the
        finding.
    """
    ### BEGIN SOLUTION
    _, ax = plt.subplots()
    table = cards.assign(rate=cards["rewards_cny"] / spend_cny)
    ax.scatter(
        table["net_fee_cny"],
        table["rate"],
        s=table["cards_in_force_10k"],
        color="#0072B266",
    )
    for card in table.itertuples():
        ax.annotate(card.card_name, (card.net_fee_cny, card.rate), ha="center")
    ax.set(
        xlabel="Fees after waiver (CNY a year)",
        ylabel="Effective reward rate (CNY per CNY spent)",
        title="What a card gives back is decided by its cap, not by its headline",
    )
    return ax
    ### END SOLUTION


# %% check="positioning-map" part="three-cards" points=4
"""Three cards for a customer who spends 100,000 CNY a year."""
_cards = pd.DataFrame(
    {
        "card_name": ["Meadow", "Summit", "Ferry"],
        "net_fee_cny": [0.0, 880.0, 200.0],
        "rewards_cny": [400.0, 1_500.0, 900.0],
        "headline_rate": [0.004, 0.03, 0.02],
        "cards_in_force_10k": [900, 150, 400],
    }
)
_points = ([0.0, 880.0, 200.0], [0.004, 0.015, 0.009])
check("positioning_map").on(_cards, 100_000.0).draws(
    points={name: _points for name in _cards["card_name"]},
    x_label=["CNY", "yuan", "元", "¥"],
    y_label=["reward", "返", "回馈", "奖励"],
    title=True,
)

# %% check="positioning-map" part="other-cards" points=4 hidden=true
"""Five cards and another spend; and one card alone."""
_five = pd.DataFrame(
    {
        "card_name": ["Aspen", "Birch", "Cedar", "Elm", "Fir"],
        "net_fee_cny": [300.0, 0.0, 1_200.0, 60.0, 0.0],
        "rewards_cny": [600.0, 120.0, 3_600.0, 250.0, 0.0],
        "headline_rate": [0.02, 0.01, 0.05, 0.01, 0.005],
        "cards_in_force_10k": [100, 2_000, 30, 640, 75],
    }
)
_points = (_five["net_fee_cny"], [0.0025, 0.0005, 0.015, 250 / 240_000, 0.0])
hidden_check("positioning_map").case("five cards").on(_five, 240_000.0).draws(
    points={name: _points for name in _five["card_name"]},
    x_label=["CNY", "yuan", "元", "¥"],
    y_label=["reward", "返", "回馈", "奖励"],
    title=True,
    within=1e-8,
)
hidden_check("positioning_map").case("one card").on(_five.iloc[[2]], 120_000.0).draws(
    points={"Cedar": ([1_200.0], [0.03])},
    x_label=["CNY", "yuan", "元", "¥"],
    y_label=["reward", "返", "回馈", "奖励"],
    title=True,
    within=1e-8,
)

# %% [markdown]
# ## The decision memo
#
# Write to the product committee, at most 350 words: **does Lantern Bank launch *Lantern Five* as
# drafted, for 200,000 heavy spenders, without a cap?** Say in the first line what you recommend, then
# why. Use your own functions on the tables `cards`, `card_rewards`, `card_features`, `market` and the
# profiles above: the value of each card to each profile first (a person cannot hold a business card:
# NaN), then the ranking; the account with the desk's estimates; shares and growth from `market`. The
# memo is graded by hand:
#
# | Criterion | 3 | 2 | 1 | 0 |
# |---|---|---|---|---|
# | **Decision** | go, no-go or change in the first line, with segment, cap and a number that would change your mind | clear, conditions vague | can be guessed | none |
# | **Evidence** | every claim has a computed figure with its unit; customer's value after caps *and* the bank's contribution, for more than one profile | most claims do | some figures | assertions only, or the slide's 3,226 CNY |
# | **Market** | names the right rival for each segment, the card type, one trend and one feature gap with figures and a dated source | two of these | one of these | none |
# | **Customer and language** | fair to the customer (the cap is said as plainly as the rate); says what could go wrong and how it will be noticed; a colleague from finance or service understands every word | one of the two is thin | jargon, or one-sided | unreadable |

# %% [markdown] memo="decision-memo" points=12
# **No to the draft; yes to a capped *Lantern Five* for steady customers.** Conditions: caps of 360 CNY
# each on dining and online shopping; target customers who spend 30,000 to 100,000 CNY a year; we stop if
# contribution falls below 400 CNY an account.
#
# *The slide is wrong.* It ignores Kite Five's caps. After caps the heavy spender gets 796 CNY from Kite
# Five, not 3,226; our Lantern Air gives 1,308. The rival there is Plum Titanium (1,700), 392 ahead.
#
# *The draft loses money.* Without a cap a heavy account earns 3,376 CNY of rewards and contributes
# −2,292 CNY a year; 200,000 accounts lose 458 million. Interchange is at most 0.45 % (China, since 6
# September 2016); 5 % back cannot live on it. With caps the account loses 105 CNY, on Lantern Air 581
# today: we don't buy more of them.
#
# *The real hole is the steady customer.* Kite Five is first with 790 CNY, Lantern Air seventh with 400. At
# Kite Five's terms a steady account contributes 705 CNY (1,056 on Air). Moving an Air customer costs
# 351 CNY, so it pays where more than one in three would leave; a customer won from outside is 705 CNY
# gained. 100,000 of them: 70 million a year, before the cost of winning them.
#
# *Market.* Cards shrink (800 million in 2021, 727 million in 2024, PBoC); Lantern's spend fell 44.5
# billion in two years, −60.1 from fewer active cards, +16.5 from more spend on each. So we count active
# cards, not cards issued. HHI 545: many rivals, Plum Blossom gains share. Every rival co-brand card shows
# its number at once, as do three in four consumer rivals; our consumer and co-brand cards don't. Add it
# first.
#
# *Customer.* The advertisement says "5 %, up to 360 CNY a year each" in one size of type.
#
# *Risks.* Loss rate of 3 % and redemption of 90 % are estimates; at a loss rate of 5 % the contribution
# is 395 CNY. We watch monthly: active share, redemption, complaints about the cap.

# %% [markdown]
# ## What to take with you
#
# - A headline rate belongs to an advertisement, an effective rate to a customer. The cap lies between
#   them: 3,226 or 796 CNY.
# - No card wins everywhere. Say *for whom* before you say *best*.
# - In China at most 0.45 % of spend comes in as interchange; what a card gives back beyond that, interest
#   or fees must pay.
# - Who spends most isn't who earns the bank most.
# - A share needs the whole market below the line, "Others" included.
# - Growth is active cards times spend on each. Cards in force are neither.
#
# ## Terms
#
# | English | 中文 | Meaning |
# |---|---|---|
# | consumer card | 个人信用卡 | a card for a person |
# | business card | 商务卡 | a card for a firm's spending |
# | co-brand card | 联名卡 | a card issued together with a partner's brand |
# | annual fee, fee waiver | 年费、年费减免 | yearly price of the card; the rule that drops it |
# | reward rate | 返现比例、积分回馈率 | rewards for each yuan spent |
# | rewards cap | 返现上限 | the most rewards that can be earned in a period |
# | foreign currency fee | 境外交易手续费 | fee on purchases in foreign currency |
# | merchant discount | 商户手续费 | what the merchant pays for a card payment, in all |
# | interchange | 发卡行服务费 | the issuer's part of the merchant discount |
# | revolving balance | 循环余额 | the part of the debt that bears interest |
# | contribution | 边际贡献 | income minus the costs of the account |
# | cards in force, active cards | 在用卡量、活跃卡量 | cards issued and not closed; cards used lately |
# | dormant card | 睡眠卡 | a card that nobody has used for long |
# | market share | 市场份额 | a part of the market's total |
# | Herfindahl-Hirschman index | 赫芬达尔指数 (HHI) | sum of the squared shares in per cent |
# | compound annual growth rate | 复合年增长率 (CAGR) | the constant yearly growth that leads from first to last |
# | positioning | 市场定位 | where a product stands among its rivals, for a customer |
#
# ## Sources
#
# All looked up on 24 November 2026. Chinese instruments and figures are cited through reports; check the
# original before you quote it.
#
# 1. EU, Regulation (EU) 2015/751, Articles 1(3) and 4, since 9 December 2015; rows
#    `eu-interchange-credit` and `eu-interchange-commercial-excluded` of the bank's rule table.
#    <https://legislation.gov.uk/eur/2015/751/body>
# 2. China, NDRC and PBoC notice on bank card fees, in force since 6 September 2016; row
#    `cn-interchange-credit` of the rule table.
#    <https://www.dwt.com/blogs/financial-services-law-advisor/2016/11/china-report-uniform-interchange-rates-now-apply-d>
# 3. Retail Banker International, July 2022, on the notice of CBIRC and PBoC (targets, dormant cards).
#    <https://retailbankerinternational.com/news/china-credit-card-industry-rules> The 18 months: row
#    `cn-dormant-card-share` of the rule table.
# 4. US Department of Justice, on the Herfindahl-Hirschman index.
#    <https://www.justice.gov/atr/herfindahl-hirschman-index>, read as quoted in
#    <https://news.ycombinator.com/item?id=39780692>
# 5. US Department of Justice and FTC, Merger Guidelines (2023), Guideline 1.
#    <https://www.justice.gov/atr/merger-guidelines/applying-merger-guidelines/guideline-1>
# 6. NetEase, 2025, on the PBoC's payment report for 2025Q2, with year-ends since 2021.
#    <https://www.163.com/dy/article/K7JFEQ330511QVBU.html>
# 7. 498.net, 19 February 2025, on the PBoC's payment report for 2024.
#    <http://498.net/hyxw/article-3672.html>
# 8. Southern Metropolis Daily, 4 December 2025, on the PBoC's payment report for 2025Q3.
#    <https://m.mp.oeeee.com/a/BAAFRD0000202512041488404.html>
#
# The figures of Lantern Bank, its rivals, their cards and customers are invented for this course.
