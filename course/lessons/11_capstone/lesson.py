# %% [markdown]
# # 11 · Capstone: launch a card 毕业项目：推出一张新卡
#
# **The competency.** A credit card product manager sets a product's strategy; designs its functions
# and services; sets price and rate policy; watches its performance and adjusts it; and works with
# marketing, technology and risk for its launch and operation. It takes finance, knowledge of market
# and product, analysis, research, project work and communication, and it is learnt on real projects.
#
# **After this notebook you can decide**
#
# - whether a proposed card should be launched as it is, redesigned or dropped, with its value in CNY,
# - for whom, at what price, with what cutoff, partner, test, service desk and schedule: parts that
#   agree with one another,
# - a year later, what went wrong, since when, how much it cost, and what to change.
#
# **Time** about two and a half hours. **You need** notebooks 01 to 10, or the ideas that each section
# names. Every task here can be done without the functions of the other notebooks.
#
# Money is in CNY, rates are fractions (`0.061` is 6.1 %), months and weeks are whole numbers. Your
# functions leave the tables that they get as they are, and may return rows with any index.

# %% setup=true
from itertools import product
from statistics import NormalDist

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from course.bank import (
    load_launch_accounts,
    load_launch_calls,
    load_launch_packages,
    load_launch_pilot,
    load_launch_price_test,
    load_launch_rewards,
    load_launch_tasks,
    load_launch_terms,
)
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
pilot = load_launch_pilot()
price_test = load_launch_price_test()
packages = load_launch_packages()
terms = load_launch_terms().set_index("name")["value"].to_dict()
tasks = load_launch_tasks().fillna({"after": ""})
calls = load_launch_calls()
accounts = load_launch_accounts()
rewards = load_launch_rewards()
proposal = {
    "monthly_bookings": 10_000.0,
    "activation": 0.75,
    "spend": 2_500.0,
    "receivable": 11_000.0,
    "revolving": 4_200.0,
    "annual_rate": 0.1679,
    "reward_rate": 0.003,
    "loss_rate": 0.036,
    "bounty": 60.0,
    "interchange_share": 0.0,
}

# %% [markdown]
# ## The decision: launch the Lantern Metro card?
#
# Lantern Bank (fictional, like every number about it) wants a card with the metro of a large city.
# The product team proposes: everybody with a score of 560 or more, 0.046 % a day, 0.3 % reward, a
# partner that announces the card at its stations, and 10,000 cards a month for two years.

# %%
pd.Series(proposal)

# %% [markdown]
# Its one-page case says: **net present value 5.0 million CNY over five years**. The committee asks you
# to check it. The true value is **minus 20.5 million**: the page counts every card booked as a card
# used, and a quarter of them never are. A second version, "with interest", even says 313.9 million: it
# charges interest on the whole receivable, although customers who pay in full pay none.

# %% alt="Three horizontal bars, the net present value of the same proposal in million CNY. Interest charged on all receivables: 313.9. Activation forgotten: 5.0. As it is: minus 20.5."
readings = {
    "as it is": -20.5,
    "activation forgotten": 5.0,
    "interest on all receivables": 313.9,
}
fig, ax = plt.subplots(figsize=(8, 3))
ax.barh(list(readings), list(readings.values()), color=[VERMILION, QUIET, QUIET])
for place, amount in enumerate(readings.values()):
    ax.text(max(amount, 0) + 5, place, f"{amount:+.1f}", va="center")
ax.axvline(0, color="0.3", linewidth=1)
ax.set(xlabel="Net present value of five years, million CNY", xlim=(-40, 370))
ax.set_title("Two slips turn a loss of 20.5 million into a success")
plt.show()

# %% [markdown]
# The card need not be dropped: other choices from the same pilot earn money. There are several good
# ones, for a bank that wants to grow, one that wants to be safe, one that leans on its partner. You
# will make your own, and your notebook will be graded on whether **its parts agree**: the price keeps
# the rule, the value follows from your own cutoff's loss rate, the schedule meets the date, the offer
# leaves the partner what it can have elsewhere.
#
# The pilot, the price test and the year after the launch are new to you; all are synthetic. The year
# holds three problems that nobody has reported yet.

# %% [markdown]
# ## 1 · Who are they? The segments
#
# **The idea.** A segment is worth what its cards earn *per card booked*, since plastic, checks and
# marketing are paid for every card, used or not. A card that lies in a drawer earns nothing. In the
# pilot everybody was approved, so that nothing is hidden by a cutoff.
#
# $$m_s = \frac{1}{n_s}\sum_{i \in s}\Big(12\,x_i\,(c - w(1-b)) + r\,v_i - f\,d_i - z_i\,l\,d_i\Big)$$
#
# $n_s$ are all cards booked in segment $s$; of card $i$, $x_i$ is the spend per month, $v_i$ the
# balance that bears interest (*revolving*), $d_i$ the whole receivable, $z_i$ is 1 if it went into
# default; all are 0 if it was never activated. $c$ is the interchange rate, $w$ the reward rate, $b$
# the share of rewards never redeemed (*breakage*), $r$ the yearly rate, $f$ the funding rate, $l$ the
# loss given default. $m_s$ is the yearly margin per card booked, in CNY.
#
# **Example.** How many of each segment ever use the card, and what do they owe?

# %%
used = pilot[pilot["activated"] == 1]
facts = used.groupby("segment")[["receivable_cny", "revolving_cny", "default_12m"]].mean()
facts["share of the pilot"] = pilot["segment"].value_counts(normalize=True)
facts.round(3)

# %% alt="Horizontal bars: share of the cards booked that were activated. Commuter 83 %, young family 80 %, small trader 70 %, student 49 %. A dashed line at 80 %: below it too many cards lie idle."
shares = pilot.groupby("segment")["activated"].mean().sort_values()
fig, ax = plt.subplots(figsize=(8, 3))
colors = [BLUE if share >= 0.8 else QUIET for share in shares]
ax.barh(shares.index, shares, color=colors)
for place, share in enumerate(shares):
    ink = "white" if share >= 0.8 else "black"
    ax.text(min(share, 0.8) - 0.01, place, f"{share:.1%}", va="center", ha="right", color=ink)
ax.axvline(0.8, color="0.3", linestyle="--", linewidth=1)
ax.text(0.805, 0.5, "least 80 %", va="center")
ax.set(xlabel="Share of the booked cards that were activated", xlim=(0, 1))
ax.set_title("Half of the students never use the card")
percent_axis(ax, "x")
plt.show()

# %% [markdown]
# The 80 % is the bank's own reading of a rule: since 2022 a Chinese issuer's dormant cards may not
# exceed 20 % of all its cards [1]. A card that is never activated is dormant 18 months later.
# Young families miss it by a hair as long as everybody is approved; with a cutoff the shares are others.
#
# **A common mistake.** Ranking segments by what they owe. Small traders carry the largest balances, so
# they look like the best customers. They lose the bank 811 CNY a year per card booked: of those who use
# the card one in seven defaults. A young family earns 163, a commuter 50, a student loses 141, all at
# the prices of the proposal.

# %% [markdown] task="segment-margins"
# ### Task: what is a card worth in each segment?
# One row per segment: how many were booked, how many are used, what is lost, what a booked card earns.


# %% answer="segment-margins"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    """Return size, activation, loss rate and yearly margin of each segment of a pilot.

    Parameters
    ----------
    pilot
        One row per card booked: ``segment``, ``activated`` (1 or 0), ``spend_cny`` (per month),
        ``receivable_cny``, ``revolving_cny`` and ``default_12m`` (1 or 0). Cards that were not
        activated have zeros.
    annual_rate
        Yearly interest rate on the revolving balance.
    reward_rate
        Reward per CNY of spend, before breakage.
    terms
        At least ``interchange``, ``breakage``, ``funding_rate`` and ``loss_given_default``; others
        may be there.

    Returns
    -------
    DataFrame
        One row per segment, in any order, with the columns ``segment``; ``booked``, the number of
        cards; ``activation``, the share of the booked cards that were activated; ``loss_rate``,
        loss given default times the receivable in default, over all receivable of the segment (0 if
        it has no receivable); ``margin``, CNY a year per card *booked*: interchange and interest,
        less redeemed rewards, funding and losses. Nothing is rounded; acquisition is not in it.

    Raises
    ------
    ValueError
        If the pilot has no rows.
    """
    ### BEGIN SOLUTION
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()
    ### END SOLUTION


# %% check="segment-margins" part="two-segments" points=4
"""Six cards in two segments, four of them used."""
_six = pd.DataFrame(
    {
        "segment": ["north", "north", "north", "south", "south", "south"],
        "activated": [1, 1, 0, 1, 0, 1],
        "spend_cny": [2_000.0, 3_000.0, 0.0, 1_000.0, 0.0, 5_000.0],
        "receivable_cny": [8_000.0, 12_000.0, 0.0, 6_000.0, 0.0, 10_000.0],
        "revolving_cny": [3_000.0, 0.0, 0.0, 6_000.0, 0.0, 2_000.0],
        "default_12m": [0, 0, 0, 1, 0, 0],
    }
)
_prices = {
    "interchange": 0.0045,
    "breakage": 0.2,
    "funding_rate": 0.025,
    "loss_given_default": 0.5,
}
check("segment_margins").on(_six, 0.18, 0.003, _prices).gives_rows(
    pd.DataFrame(
        {
            "segment": ["north", "south"],
            "booked": [3, 3],
            "activation": [2 / 3, 2 / 3],
            "loss_rate": [0.0, 3_000 / 16_000],
            "margin": [55.333333, -602.933333],
        }
    ),
    key="segment",
    within={"booked": 0, "activation": 1e-6, "loss_rate": 1e-6, "margin": 1e-4},
    mistakes=[
        (
            lambda t: abs(t.set_index("segment")["margin"]["north"] - 83.0) < 0.01,
            "That is the margin per card used: who pays for the cards in the drawer?",
        ),
        (
            lambda t: abs(t.set_index("segment")["margin"]["north"] - 1_075.333333) < 0.01,
            "Interest is charged on the whole receivable: which part of it bears interest?",
        ),
        (
            lambda t: abs(t.set_index("segment")["margin"]["north"] - 43.333333) < 0.01,
            "All rewards are paid here: which part is never redeemed?",
        ),
        (
            lambda t: abs(t.set_index("segment")["margin"]["north"] - 16.833333) < 0.01,
            "The spend is per month, the margin per year.",
        ),
    ],
)

# %% check="segment-margins" part="other-pilots" points=4 hidden=true
"""Defaults of different size, a segment nobody used, other prices, an empty pilot."""
_odd = pd.DataFrame(
    {
        "segment": [7, 3, 7, 3, 7, 5, 7],
        "activated": [1, 1, 1, 0, 0, 0, 1],
        "spend_cny": [800.0, 2_500.0, 4_000.0, 0.0, 0.0, 0.0, 1_200.0],
        "receivable_cny": [5_000.0, 9_000.0, 20_000.0, 0.0, 0.0, 0.0, 15_000.0],
        "revolving_cny": [1_000.0, 4_000.0, 12_000.0, 0.0, 0.0, 0.0, 15_000.0],
        "default_12m": [1, 0, 0, 0, 0, 0, 1],
    },
    index=[4, 4, 1, 0, 9, 9, 2],
)
_other = {
    "interchange": 0.0035,
    "breakage": 0.1,
    "funding_rate": 0.03,
    "loss_given_default": 0.8,
    "hurdle": 0.12,
}
hidden_check("segment_margins").case("segments that are numbers, one of them unused").on(
    _odd, 0.15, 0.004, _other
).gives_rows(
    pd.DataFrame(
        {
            "segment": [3, 5, 7],
            "booked": [2, 1, 4],
            "activation": [0.5, 0.0, 0.75],
            "loss_rate": [0.0, 0.0, 0.4],
            "margin": [163.5, 0.0, -3_251.8],
        }
    ),
    key="segment",
    within={"booked": 0, "activation": 1e-6, "loss_rate": 1e-6, "margin": 1e-4},
)
_levels = _six.assign(segment=pd.Categorical(_six["segment"], ["south", "north", "west"]))
hidden_check("segment_margins").case("a categorical segment with an unused level").on(
    _levels, 0.18, 0.003, _prices
).satisfies(lambda t: len(t) == 2, "A segment without any card in the pilot has no row.")
hidden_check("segment_margins").case("the pilot handed in stays as it is").on(
    _odd, 0.15, 0.004, _other
).leaves_inputs_alone()
hidden_check("segment_margins").case("an empty pilot").on(
    _odd.iloc[:0], 0.15, 0.004, _other
).refuses(ValueError, because="there is no card to speak about")

# %% [markdown]
# ## 2 · The price, within the rules
#
# **The idea.** A higher rate earns more on each customer who comes, fewer come, and of those who come
# more default (*adverse selection*). A test shows all three: 20,000 people were invited at each of five
# daily rates, and chance decided who saw which.
#
# $$\pi(q) = t(q)\,\big(365\,q\,v(q) + g - (f + \ell(q))\,d(q)\big)$$
#
# $q$ is the daily rate, $t$ the share of those invited who applied, $v$ the revolving balance, $d$ the
# receivable, $\ell$ the credit loss per CNY of receivable, all at this rate; $f$ is the funding rate,
# $g$ all other margin of a card. $\pi$ is the yearly profit per *invitation*, in CNY. Between two
# tested rates $t$, $v$, $d$ and $\ell$ are each read off a straight line; beyond them the test is silent.
#
# **The rules.** Since 1 January 2021 no Chinese rule caps the overdraft rate: bank and customer agree
# it, and the annualised rate must be shown prominently, never only a daily one [2]. Lantern Bank keeps
# a ceiling of its own and writes daily rates in steps of 0.00001; 365 such days make the yearly rate.

# %% alt="Two falling and rising lines over the annualised rate from 12.4 % to 18.3 %. The share that applied falls from 4.1 % to 2.8 %, the loss rate rises from 3.3 % to 3.8 %."
fig, ax = plt.subplots()
yearly = 365 * price_test["daily_rate"]
ax.plot(yearly, price_test["applied"] / price_test["invited"], "o-", label="applied", color=BLUE)
ax.plot(yearly, price_test["loss_rate"], "o-", label="lost", color=VERMILION)
label_line_ends(ax)
ax.set(
    xlabel="Annualised rate of the invitation", ylabel="Share", xlim=(0.12, 0.19), ylim=(0, 0.05)
)
ax.set_title("A dearer card wins fewer and riskier customers")
percent_axis(ax, "x")
percent_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Pricing each customer alone. On the customers who took it, 0.05 % a day earns
# most; per invitation it earns less than 0.046 %, because one in seven applicants stays away. With
# money at 2.4 % and 330 CNY of other margin the difference on 1 million invitations is about 760,000
# CNY a year.
#
# The profit is flat near its top, so several prices are defensible: a bank that wants to grow goes
# below, one that pays much for each card goes above. Yours may lie anywhere within a tenth of the best.

# %% [markdown] task="card-price"
# ### Task: set the price
# Choose a daily rate that keeps the rules and earns at least nine tenths of the best.


# %% answer="card-price"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    """Return a daily rate within the rules that earns at least 90 % of the best such rate.

    Parameters
    ----------
    price_test
        One row per tested rate, in any order: ``daily_rate``, ``invited``, ``applied``,
        ``revolving_cny``, ``receivable_cny``, ``loss_rate`` (per year and CNY of receivable).
    daily_ceiling
        The highest daily rate that the bank allows; the ceiling itself is allowed.
    funding_rate
        Yearly cost of money, on the whole receivable.
    other_margin
        CNY a year per customer besides interest, funding and credit loss.

    Returns
    -------
    dict
        ``daily_rate``: a whole number of steps of 0.00001, not above the ceiling, not below the
        lowest and not above the highest tested rate. ``annual_rate``: 365 times the daily rate,
        simple. ``profit``: the yearly profit per person *invited* at this rate, CNY, with the
        share that applied, the revolving balance, the receivable and the loss rate each read off
        the straight line between the two tested neighbours. It is at least 90 % of the highest
        profit at any rate that these rules allow; any such rate is right.

    Raises
    ------
    ValueError
        If no allowed rate earns a positive profit, or if the ceiling lies below all tested rates.
    """
    ### BEGIN SOLUTION
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }
    ### END SOLUTION


# %% check="card-price" part="three-rates" points=4
"""Three tested rates and a ceiling of 0.045 % a day."""
_test = pd.DataFrame(
    {
        "daily_rate": [0.0004, 0.0003, 0.0005],
        "invited": [10_000, 10_000, 20_000],
        "applied": [400, 500, 500],
        "revolving_cny": [5_000.0, 5_000.0, 5_000.0],
        "receivable_cny": [10_000.0, 10_000.0, 10_000.0],
        "loss_rate": [0.03, 0.025, 0.04],
    }
)
_rules = [
    (
        lambda p: set(p) == {"daily_rate", "annual_rate", "profit"},
        "Return the three keys that the docstring names.",
    ),
    (
        lambda p: abs(p["daily_rate"] * 1e5 - round(p["daily_rate"] * 1e5)) < 1e-6,
        "The bank writes daily rates in whole steps of 0.00001.",
    ),
    (
        lambda p: 0.0003 - 1e-9 <= p["daily_rate"] <= 0.00045 + 1e-9,
        "The rate is above the bank's ceiling, or lies where nothing was tested.",
    ),
    (
        lambda p: abs(p["annual_rate"] - 365 * p["daily_rate"]) < 1e-9,
        "The annual rate that is shown is not 365 times the daily rate.",
    ),
]
for _holds, _sentence in _rules:
    check("card_price").on(_test, 0.00045, 0.024, 300.0).satisfies(_holds, _sentence)
_steps = np.arange(30, 46)  # of 0.00001
_invitation = np.interp(_steps, [30, 40, 50], [0.05, 0.04, 0.025]) * (
    365 * _steps / 1e5 * 5_000
    + 300
    - (0.024 + np.interp(_steps, [30, 40, 50], [0.025, 0.03, 0.04])) * 10_000
)
_worth = dict(zip(_steps, _invitation, strict=True))
check("card_price").on(_test, 0.00045, 0.024, 300.0).satisfies(
    lambda p: abs(p["profit"] - _worth[round(p["daily_rate"] * 1e5)]) < 0.01,
    "The profit is not that of one invitation at your rate: does each term change with the rate?",
)
check("card_price").on(_test, 0.00045, 0.024, 300.0).satisfies(
    lambda p: _worth[round(p["daily_rate"] * 1e5)] >= 0.9 * max(_worth.values()),
    "Another allowed rate earns over a tenth more: how many of those invited come at each?",
)

# %% check="card-price" part="other-tests" points=4 hidden=true
"""The bank's own test, a low ceiling, rates off the steps, one rate; tests without a right price."""
_bank = load_launch_price_test()
_steps, _at = np.arange(34, 51), 1e5 * load_launch_price_test()["daily_rate"]
_read = {c: np.interp(_steps, _at, _bank[c]) for c in ("revolving_cny", "loss_rate")}
_invitation = np.interp(_steps, _at, _bank["applied"] / 20_000) * (
    365 * _steps / 1e5 * _read["revolving_cny"] + 330 - (0.024 + _read["loss_rate"]) * 11_000
)
_worth = dict(zip(_steps, _invitation, strict=True))
for _what, _ceiling in [
    ("the bank's price test", 50),
    ("a ceiling below the best tested rate", 41),
    ("a ceiling between two steps", 37.5),
    ("a ceiling above all tested rates", 70),
]:
    for _holds, _sentence in [
        (
            lambda p, top=_ceiling: 34 - 1e-4 <= p["daily_rate"] * 1e5 <= min(top, 50) + 1e-4,
            "Is the rate allowed, and was it tested?",
        ),
        (
            lambda p: (
                abs(p["profit"] - _worth[round(p["daily_rate"] * 1e5)]) < 0.01
                and abs(p["annual_rate"] - 365 * round(p["daily_rate"] * 1e5) / 1e5) < 1e-9
            ),
            "Does each of the four quantities follow its own line, in whole steps?",
        ),
        (
            lambda p, top=_ceiling: (
                _worth[round(p["daily_rate"] * 1e5)]
                >= 0.9 * max(worth for step, worth in _worth.items() if step <= top)
            ),
            "Another allowed rate earns over a tenth more.",
        ),
    ]:
        hidden_check("card_price").case(_what).on(
            _bank.iloc[[3, 0, 4, 2, 1]], _ceiling / 1e5, 0.024, 330.0
        ).satisfies(_holds, _sentence)
_few = pd.DataFrame(
    {
        "daily_rate": [0.0003, 0.0004, 0.0005],
        "invited": [1_000, 2_000, 500],
        "applied": [90, 80, 5],
        "revolving_cny": [5_000.0, 5_000.0, 5_000.0],
        "receivable_cny": [8_000.0, 8_000.0, 8_000.0],
        "loss_rate": [0.02, 0.02, 0.02],
    }
)
hidden_check("card_price").case("hardly anybody takes a dear card").on(
    _few, 0.0005, 0.02, 0.0
).satisfies(
    lambda p: p["daily_rate"] < 0.000375,
    "The profit is per person invited: how many of them come at your rate?",
)
_steep = pd.DataFrame(
    {
        "daily_rate": [0.000304, 0.000338],
        "invited": [1_000, 1_000],
        "applied": [20, 90],
        "revolving_cny": [4_000.0, 6_000.0],
        "receivable_cny": [9_000.0, 8_000.0],
        "loss_rate": [0.02, 0.01],
    }
)
hidden_check("card_price").case("tested rates that are no whole steps").on(
    _steep, 0.0005, 0.02, 100.0
).satisfies(
    lambda p: (
        abs(p["daily_rate"] - 0.00033) < 1e-9
        and abs(p["profit"] - 36.7339) < 0.01
        and abs(p["annual_rate"] - 0.12045) < 1e-9
    ),
    "Which whole steps lie between the lowest and the highest tested rate?",
)
hidden_check("card_price").case("one tested rate, equal to the ceiling").on(
    _bank.iloc[3:4], 0.00046, 0.024, 330.0
).satisfies(
    lambda p: abs(p["daily_rate"] - 0.00046) < 1e-9 and abs(p["profit"] - 12.2309) < 0.01,
    "The ceiling itself is allowed.",
)
hidden_check("card_price").case("a card that earns little").on(
    _bank.iloc[3:4], 0.0005, 0.024, -32.0
).satisfies(lambda p: abs(p["profit"] - 0.4299) < 0.01, "A small profit is a profit.")
hidden_check("card_price").case("a ceiling below all tested rates").on(
    _bank, 0.00033, 0.024, 330.0
).refuses(ValueError, because="nobody has tested a rate that is allowed")
hidden_check("card_price").case("a card that loses at every rate").on(
    _bank, 0.0005, 0.09, 0.0
).refuses(ValueError, because="the best of bad prices is no price to launch with")
hidden_check("card_price").case("the test handed in stays as it is").on(
    _bank.iloc[::-1], 0.0005, 0.024, 330.0
).leaves_inputs_alone()

# %% [markdown]
# ## 3 · The cutoff
#
# **The idea.** Approve from the score on at which the cards above bring the most money in total. Each
# card booked costs something; a good one that is used earns; one in default loses a part of what it
# owes. A stricter cutoff lowers the loss rate and the volume at once.
#
# $$P(c) = \sum_{i:\ s_i \ge c} \Big(g\,a_i(1 - z_i) - l\,d_i z_i - k\Big) \qquad
# L(c) = \frac{\sum_{s_i \ge c} l\,d_i z_i}{\sum_{s_i \ge c} d_i}$$
#
# $s_i$ is the score, $a_i$ is 1 if activated, $z_i$ 1 if in default, $d_i$ the receivable; $g$ the
# margin of a card used and repaid, $k$ the cost of a card booked, $l$ the loss given default. $L$, the
# *loss rate*, goes into the income statement: a plan with another loss rate than its cutoff's is
# two plans.

# %% alt="Bars: share of used cards in default by score band. It falls from 26.7 % below 540 to 0.9 % from 640 on."
bands = pd.cut(used["score"], [0, 540, 560, 580, 600, 620, 640, 900], right=False)
shares = used.groupby(bands, observed=True)["default_12m"].mean()
names = ["< 540", "540", "560", "580", "600", "620", "≥ 640"]
fig, ax = plt.subplots()
ax.bar(names, shares, color=BLUE)
for place, share in enumerate(shares):
    ax.text(place, share + 0.003, f"{share:.1%}", ha="center")
ax.set(xlabel="Score from", ylabel="In default within 12 months")
ax.set_title("Below 540 points 27 % default, from 640 on 1 %")
percent_axis(ax)
plt.show()

# %% [markdown]
# **A common mistake.** Choosing the cutoff on cards that were used, and forgetting that those in the
# drawer cost money too; or choosing the lowest loss rate. From 640 on almost nothing is lost, and
# nothing is earned either: build and fixed cost of 25 and 6 million CNY need volume.

# %% [markdown] task="score-cutoff"
# ### Task: where to cut
# Find the score from which to approve, and say what share passes and what is lost above it.


# %% answer="score-cutoff"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    """Return the cutoff with the highest profit on a pilot that approved everybody.

    Parameters
    ----------
    pilot
        ``score`` (whole points), ``activated``, ``receivable_cny``, ``default_12m`` per applicant, in
        any order. Who was not activated owes nothing and is never in default.
    good_margin
        CNY of a card that is activated and not in default, before ``card_cost``.
    card_cost
        CNY of every card booked, activated or not.
    loss_given_default
        Lost share of the receivable of a card in default. Such a card has no margin.

    Returns
    -------
    dict
        ``cutoff``: an applicant is approved whose score is at least this; one of the scores of the
        pilot. Of cutoffs with the same profit (to 0.005 CNY) the lowest, since it serves more people.
        ``approval_rate``: approved over all applicants. ``loss_rate``: losses of the approved over
        their receivable, 0 if they owe nothing. ``profit``: of the approved, CNY; it is negative if
        every cutoff loses money.

    Raises
    ------
    ValueError
        If the pilot has no rows.
    """
    ### BEGIN SOLUTION
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }
    ### END SOLUTION


# %% check="score-cutoff" part="eight-applicants" points=4
"""Eight applicants, two of them in default, two who never used the card."""
_eight = pd.DataFrame(
    {
        "score": [640, 600, 560, 520, 620, 580, 540, 600],
        "activated": [1, 1, 1, 1, 0, 1, 1, 0],
        "receivable_cny": [9_000.0, 8_000.0, 10_000.0, 7_000.0, 0.0, 12_000.0, 6_000.0, 0.0],
        "default_12m": [0, 0, 1, 1, 0, 0, 0, 0],
    }
)
_within = {"cutoff": 0, "approval_rate": 1e-6, "loss_rate": 1e-6, "profit": 0.01}
check("score_cutoff").on(_eight, 900.0, 300.0, 0.1).gives(
    {"cutoff": 580, "approval_rate": 0.625, "loss_rate": 0.0, "profit": 1_200.0},
    within=_within,
    mistakes=[
        (
            lambda r: abs(r["profit"] - 1_800.0) < 0.01,
            "The cards that nobody used cost nothing here: who pays for them?",
        ),
        (
            lambda r: r["cutoff"] == 560,
            "An applicant with just the cutoff is approved, too: here one who defaults.",
        ),
        (
            lambda r: r["cutoff"] == 600 or r["cutoff"] == 640,
            "Is a cutoff below that still profitable in total, or is the score itself left out?",
        ),
        (
            lambda r: abs(r["profit"] - 1_400.0) < 0.01,
            "A card in default earns a margin here: the docstring says that it has none.",
        ),
    ],
)
check("score_cutoff").case("a mild loss").on(_eight, 900.0, 300.0, 0.01).gives(
    {"cutoff": 540, "approval_rate": 0.875, "loss_rate": 100 / 45_000, "profit": 1_400.0},
    within=_within,
    mistakes=[
        (
            lambda r: abs(r["profit"] - 2_830.0) < 0.01,
            "A card in default earns a margin here: the docstring says that it has none.",
        ),
        (
            lambda r: abs(r["loss_rate"] - 10 / 45) < 1e-6,
            "That is the receivable in default: which part of it is lost?",
        ),
    ],
)

# %% check="score-cutoff" part="other-pilots" points=4 hidden=true
"""Ties, many with the same score, nobody active, nothing but losses, the bank's pilot, no pilot."""
_tie = pd.DataFrame(
    {
        "score": [700, 650, 650, 600, 600, 550],
        "activated": [1, 1, 1, 1, 1, 1],
        "receivable_cny": [1_000.0, 2_000.0, 3_000.0, 4_000.0, 1_000.0, 5_000.0],
        "default_12m": [0, 0, 1, 0, 0, 1],
    },
    index=[3, 3, 0, 8, 1, 1],
)
for _what, _prices, _answer in [
    ("a plain case", (150.0, 50.0, 0.0), (600, 5 / 6, 0.0, 350.0)),
    (
        "one score for a good and a bad card",
        (600.0, 100.0, 0.3),
        (600, 5 / 6, 900 / 11_000, 1_000.0),
    ),
    ("losses beat margins from the second score on", (100.0, 0.0, 0.9), (700, 1 / 6, 0.0, 100.0)),
    ("every cutoff loses money", (10.0, 60.0, 0.5), (700, 1 / 6, 0.0, -50.0)),
    ("a tie: nothing is lost below the last good card", (70.0, 0.0, 0.0), (550, 1.0, 0.0, 280.0)),
]:
    hidden_check("score_cutoff").case(_what).on(_tie, *_prices).gives(
        dict(zip(["cutoff", "approval_rate", "loss_rate", "profit"], _answer, strict=True)),
        within=_within,
    )
_drawer = _tie.assign(activated=[1, 1, 0, 0, 0, 0], receivable_cny=0.0, default_12m=0)
hidden_check("score_cutoff").case("a tie that binary numbers hide").on(
    _drawer.assign(score=[700, 650, 650, 650, 600, 600]), 0.3, 0.1, 0.5
).gives({"cutoff": 650, "approval_rate": 4 / 6, "loss_rate": 0.0, "profit": 0.2}, within=_within)
hidden_check("score_cutoff").case("a cutoff that is 2 fen better").on(
    _drawer.assign(score=[700, 650, 650, 650, 600, 600]), 0.28, 0.1, 0.5
).gives({"cutoff": 700, "approval_rate": 1 / 6, "loss_rate": 0.0, "profit": 0.18}, within=_within)
hidden_check("score_cutoff").case("nobody used the card").on(
    _tie.assign(activated=0, receivable_cny=0.0, default_12m=0), 100.0, 5.0, 0.5
).gives({"cutoff": 700, "approval_rate": 1 / 6, "loss_rate": 0.0, "profit": -5.0}, within=_within)
hidden_check("score_cutoff").case("the bank's pilot").on(
    load_launch_pilot(), 1_500.0, 440.0, 0.5638
).gives(
    {"cutoff": 571, "approval_rate": 0.71075, "loss_rate": 0.029627, "profit": 2_290_657.32},
    within={"cutoff": 0, "approval_rate": 1e-6, "loss_rate": 1e-5, "profit": 1.0},
)
hidden_check("score_cutoff").case("the pilot handed in stays as it is").on(
    _tie, 150.0, 50.0, 0.0
).leaves_inputs_alone()
hidden_check("score_cutoff").case("an empty pilot").on(_tie.iloc[:0], 150.0, 50.0, 0.5).refuses(
    ValueError, because="without applicants there is nothing to choose from"
)

# %% [markdown]
# ## 4 · The income statement
#
# **The idea.** Cards are booked month after month; each month's *cohort* warms up, shrinks, pays its fee,
# and starts to default after half a year. The statement of a calendar month adds all cohorts, each at
# its own age (*month on book*, 1 in the month of booking).
#
# A card booked is active in month on book $m$ with
#
# $$A_m = a\,(1 - \delta)^{m-1}, \qquad
# \rho_m = \min(0.2 + 0.2\,m,\ 1), \qquad
# \ell_m = L \cdot h_m$$
#
# $a$ is the activation, $\delta$ the monthly attrition. $\rho_m$ is the ramp: 0.4, 0.6, 0.8, then 1 of
# spend and balances. $L$ is the loss rate; $h_m$ is 0 up to month 6, rises on a straight line to 1 at
# month 18, stays there up to month 30, falls on a straight line to 7/9 at month 48 and stays there.
#
# $$\text{NPV} = \sum_{t=0}^{60} \frac{(1 - \tau)\,\Pi_t}{(1 + i)^{t/12}}$$
#
# $\Pi_t$ is the profit before tax of month $t$, $\tau$ the tax, with a credit for losses, $i$ the yearly
# discount rate. The build is paid in month 0.
#
# **Example.** What a card booked today does in its life, per 100 cards:

# %% alt="Two lines over month on book for 100 cards booked of the proposal. Active cards start at 75 and fall to 37 in month 60. The yearly loss rate is zero up to month 6, 3.6 % between months 18 and 30 and 2.8 % from month 48 on."
age = np.arange(1, 61)
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
left.plot(age, 75 * 0.988 ** (age - 1), color=BLUE)
left.set(xlabel="Month on book", ylabel="Active of 100 booked", ylim=(0, 100))
left.set_title("Of 100 cards 37 are left in month 60")
right.plot([1, 6, 18, 30, 48, 60], [0, 0, 0.036, 0.036, 0.028, 0.028], color=VERMILION)
right.set(xlabel="Month on book", ylabel="Yearly loss of receivable")
right.set_title("Losses peak after 18 months")
percent_axis(right)
plt.show()

# %% [markdown]
# **A common mistake.** The two of the first page: 100 of 100 cards active makes the proposal worth
# +5.0 million, interest on all 11,000 CNY of receivable +313.9 million. A third is quieter: 12 % a year is
# 0.95 % a month, not 1 %.

# %% [markdown] task="launch-cash-flows"
# ### Task: the income statement of the launch
# Sixty months and month 0, line by line, so that risk, marketing and finance each find their own.


# %% answer="launch-cash-flows"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    """Return the monthly income statement of a card launch, months 0 to 60.

    Parameters
    ----------
    design
        ``monthly_bookings``; ``activation``, share of the booked cards; of an active card at full
        ramp ``spend`` (CNY per month), ``receivable`` and ``revolving`` (CNY); ``annual_rate``,
        ``reward_rate``, ``loss_rate`` (per year, at its peak); ``bounty``, CNY paid to the partner
        per *activated* card in its month of booking; ``interchange_share``, the partner's share of
        the interchange. Other keys are ignored.
    terms
        ``booking_months`` (bookings in months 1 to that month), ``attrition`` (per month),
        ``instalments`` (CNY per active card at full ramp), ``instalment_rate``, ``interchange``,
        ``breakage``, ``funding_rate``, ``operating`` (CNY a year per active card), ``fixed`` (CNY
        a year), ``cost_per_booking``, ``annual_fee``, ``fee_paid``, ``cannibalised_share``,
        ``cannibalised_margin`` (CNY a year), ``build``, ``tax``, ``hurdle``. Other keys are
        ignored.

    Returns
    -------
    DataFrame
        61 rows in the order of ``month``, 0 to 60, and these columns, in CNY but for the first two:

        - ``month``; ``active``: cards, after attrition, not reduced by the ramp (0 in month 0);
        - ``interest``: on the revolving balance and on the instalments, a twelfth of a year each;
        - ``interchange``: on the spend, after the partner's share;
        - ``fees``: ``annual_fee`` times ``fee_paid`` per active card in months on book 13, 25, 37, 49;
        - ``rewards``: on the spend, redeemed part only;
        - ``funding``, ``losses``: on the receivable, a twelfth of a year each;
        - ``operating``: per active card, and a twelfth of ``fixed`` in each of months 1 to 60;
        - ``cannibalised``: share times margin per active card, a twelfth each;
        - ``acquisition``: cost per booking and bounty in the month of booking; in month 0 the build;
        - ``profit``: interest, interchange and fees less all others (costs are positive numbers);
        - ``present_value``: (1 - tax) times profit over (1 + hurdle) ^ (month / 12).

        Spend, revolving balance, instalments and receivable follow the ramp; operating cost, fees and
        cannibalised margin don't. Nothing is rounded.

    Raises
    ------
    ValueError
        If ``activation`` is not between 0 and 1, or ``monthly_bookings`` is negative.
    """
    ### BEGIN SOLUTION
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows
    ### END SOLUTION


# %% check="launch-cash-flows" part="proposal" points=4
"""The proposal of the product team: its sums over five years, to 1,000 CNY."""
_sums = [
    (
        "active",
        6_618_563,
        "All months of active together should give 6,618,563: "
        "a card is active from its month of booking on, less attrition, whatever the ramp.",
    ),
    (
        "interest",
        515_427_564,
        "All months of interest together should give 515,427,564: "
        "it is earned on revolving balance and instalments of active cards, along the ramp.",
    ),
    (
        "interchange",
        72_048_211,
        "All months of interchange together should give 72,048,211: "
        "it is earned on the spend of active cards, along the ramp.",
    ),
    (
        "fees",
        13_722_478,
        "All months of fees together should give 13,722,478: "
        "who pays the annual fee, and in which months on book?",
    ),
    (
        "rewards",
        40_827_319,
        "All months of rewards together should give 40,827,319: "
        "they are paid on the spend, and a part is never redeemed.",
    ),
    (
        "funding",
        140_894_279,
        "All months of funding together should give 140,894,279: "
        "the whole receivable is funded, along the ramp.",
    ),
    (
        "losses",
        146_432_576,
        "All months of losses together should give 146,432,576: "
        "at which age is the loss rate at its peak, and where does it end?",
    ),
    (
        "operating",
        134_793_908,
        "All months of operating together should give 134,793,908: "
        "each active card costs, and the product costs a fixed sum every month.",
    ),
    (
        "cannibalised",
        21_841_257,
        "All months of cannibalised together should give 21,841,257: "
        "who of the active cards leaves another card, and what did that earn a year?",
    ),
    (
        "acquisition",
        127_000_000,
        "All months of acquisition together should give 127,000,000: "
        "every card booked costs, each activated one a bounty, and the build is in month 0.",
    ),
    (
        "present_value",
        -20_456_565,
        "All months of present_value together should give -20,456,565: "
        "each month is discounted by a twelfth of an effective year, after tax.",
    ),
]
for _line, _amount, _sentence in _sums:
    check("launch_cash_flows").case(f"the sum of {_line}").on(proposal, terms).satisfies(
        lambda t, line=_line, amount=_amount: abs(t[line].sum() - amount) < 1_000,
        _sentence,
    )
check("launch_cash_flows").case("61 months").on(proposal, terms).satisfies(
    lambda t: list(t["month"]) == list(range(61)), "The months run from 0 to 60, in this order."
)
check("launch_cash_flows").case("it adds up").on(proposal, terms).satisfies(
    lambda t: (
        (
            t[["interest", "interchange", "fees"]].sum(axis=1)
            - t[["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]].sum(
                axis=1
            )
            - t["profit"]
        )
        .abs()
        .max()
        < 0.01
    ),
    "In some month the profit is not the income less the costs.",
)

# %% check="launch-cash-flows" part="other-launches" points=4 hidden=true
"""A single cohort, another launch month by month, an unused card; impossible shares."""
_design = {
    "monthly_bookings": 1000.0,
    "activation": 0.8,
    "spend": 2000.0,
    "receivable": 9000.0,
    "revolving": 3000.0,
    "annual_rate": 0.15,
    "reward_rate": 0.004,
    "loss_rate": 0.05,
    "bounty": 50.0,
    "interchange_share": 0.2,
}
_months = [0, 1, 2, 3, 7, 13, 25, 40, 49, 60]
_lines = {
    "active": [0.0, 800.0, 790.4, 780.92, 744.1, 692.11, 598.77, 499.59, 448.15, 392.42],
    "interest": [
        0.0,
        18949.33,
        28082.91,
        36994.56,
        44063.16,
        40984.28,
        35456.89,
        29583.86,
        26537.94,
        23237.73,
    ],
    "interchange": [
        0.0,
        2304.0,
        3414.53,
        4498.07,
        5357.52,
        4983.17,
        4311.11,
        3597.02,
        3226.68,
        2825.41,
    ],
    "fees": [0.0, 0.0, 0.0, 0.0, 0.0, 20763.21, 17962.96, 0.0, 13444.5, 0.0],
    "rewards": [0.0, 2176.0, 3224.83, 4248.18, 5059.88, 4706.33, 4071.6, 3397.19, 3047.42, 2668.45],
    "funding": [
        0.0,
        5760.0,
        8536.32,
        11245.18,
        13393.81,
        12457.93,
        10777.78,
        8992.56,
        8066.7,
        7063.54,
    ],
    "losses": [0.0, 0.0, 0.0, 0.0, 2325.31, 15139.84, 22453.7, 16421.6, 13071.04, 11445.55],
    "operating": [
        0.0,
        512666.67,
        512514.67,
        512364.49,
        511781.59,
        510958.36,
        509480.45,
        507910.12,
        507095.71,
        506213.3,
    ],
    "cannibalised": [
        0.0,
        2640.0,
        2608.32,
        2577.02,
        2455.53,
        2283.95,
        1975.93,
        1648.64,
        1478.89,
        1294.98,
    ],
    "acquisition": [25000000.0, 420000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    "profit": [
        -25000000.0,
        -921989.33,
        -495386.7,
        -488942.24,
        -485595.45,
        -478815.75,
        -491028.5,
        -505189.23,
        -489550.64,
        -502622.67,
    ],
    "present_value": [
        -18750000.0,
        -684992.25,
        -364588.19,
        -356462.88,
        -340898.71,
        -317621.7,
        -290824.12,
        -259690.02,
        -231145.42,
        -213901.2,
    ],
}
_ask = dict.fromkeys(_lines, "Is each cohort at its own age: attrition, ramp and terms?") | {
    "interchange": "Who has which part of the interchange, and does the spend follow the ramp?",
    "fees": "In which months on book is the fee due, and by whom?",
    "losses": "Is each cohort at its own age: when do losses begin, peak and fall?",
    "operating": "What costs each active card, and what does the product cost without any?",
    "acquisition": "Who pays what in month 0, and in the month of booking?",
    "profit": "Is the profit of each month the income less the costs?",
    "present_value": "Is each month after tax, and discounted by its own part of a year?",
}
for _line, _amounts in _lines.items():
    hidden_check("launch_cash_flows").case(f"a single month of bookings: {_line}").on(
        _design, {**terms, "booking_months": 1.0}
    ).satisfies(
        lambda t, line=_line, amounts=_amounts, months=_months: (
            np.abs(t.set_index("month").loc[months, line].to_numpy() - amounts).max() < 0.5
        ),
        _ask[_line],
    )
_change = {
    "booking_months": 36.0,
    "attrition": 0.02,
    "hurdle": 0.15,
    "tax": 0.3,
    "fixed": 3000000.0,
    "build": 8000000.0,
    "fee_paid": 0.5,
    "cannibalised_margin": 240.0,
    "breakage": 0.25,
    "instalments": 0.0,
}
_design = {
    "monthly_bookings": 2500.0,
    "activation": 0.9,
    "spend": 4000.0,
    "receivable": 6000.0,
    "revolving": 5000.0,
    "annual_rate": 0.14,
    "reward_rate": 0.002,
    "loss_rate": 0.03,
    "bounty": 0.0,
    "interchange_share": 0.1,
}
_months = [0, 1, 12, 30, 36, 37, 48, 60]
_lines = {
    "active": [0.0, 2250.0, 24219.37, 51133.01, 58138.52, 56975.75, 45622.27, 35800.56],
    "interest": [
        0.0,
        52500.0,
        1257386.0,
        2827348.65,
        3236003.35,
        3246925.07,
        2661299.16,
        2088365.96,
    ],
    "interchange": [0.0, 14580.0, 349194.05, 785195.11, 898684.36, 901717.48, 739080.8, 579969.06],
    "fees": [0.0, 0.0, 0.0, 189067.1, 189067.1, 254300.88, 254300.88, 199554.15],
    "rewards": [0.0, 5400.0, 129331.13, 290813.0, 332846.06, 333969.44, 273733.63, 214803.36],
    "funding": [0.0, 10800.0, 258662.26, 581626.01, 665692.12, 667938.87, 547467.26, 429606.71],
    "losses": [0.0, 0.0, 48935.04, 420404.16, 521022.61, 535921.68, 621065.02, 475362.8],
    "operating": [
        0.0,
        285625.0,
        633473.34,
        1059606.06,
        1170526.62,
        1152116.08,
        972352.63,
        816842.19,
    ],
    "cannibalised": [0.0, 9900.0, 106565.22, 224985.26, 255809.5, 250693.31, 200737.99, 157522.46],
    "acquisition": [8000000.0, 950000.0, 950000.0, 950000.0, 950000.0, 0.0, 0.0, 0.0],
    "profit": [
        -8000000.0,
        -1194645.0,
        -520386.94,
        274176.38,
        427857.91,
        1462304.04,
        1039324.31,
        773751.65,
    ],
    "present_value": [
        -5600000.0,
        -826568.32,
        -316757.27,
        135326.7,
        196926.46,
        665248.72,
        415965.93,
        269283.92,
    ],
}
for _line, _amounts in _lines.items():
    hidden_check("launch_cash_flows").case(f"three years of bookings: {_line}").on(
        {**_design, "name": 1.0}, {**terms, **_change}
    ).satisfies(
        lambda t, line=_line, amounts=_amounts, months=_months: (
            np.abs(t.set_index("month").loc[months, line].to_numpy() - amounts).max() < 0.5
        ),
        "Do all terms come from what is handed in, month by month?",
    )
hidden_check("launch_cash_flows").case("its shape").on(_design, terms).satisfies(
    lambda t: len(t) == 61 and list(t["month"]) == list(range(61)) and set(t) == {"month", *_lines},
    "Are there 61 rows in the order of the months, and only the columns of the docstring?",
)
for _what, _share in [("no card is ever used", 0.0), ("every card is used", 1.0)]:
    hidden_check("launch_cash_flows").case(_what).on(
        {**_design, "activation": _share}, {**terms, **_change}
    ).satisfies(
        lambda t, share=_share: (
            abs(t["active"].iloc[1] - 2_500 * share) < 1e-6
            and abs(t["acquisition"].sum() - 42_200_000) < 1
        ),
        "Cards in the drawer are paid for, too.",
    )
for _what, _key, _value in [
    ("more cards used than booked", "activation", 1.01),
    ("a negative activation", "activation", -0.01),
    ("negative bookings", "monthly_bookings", -1.0),
]:
    hidden_check("launch_cash_flows").case(_what).on({**_design, _key: _value}, terms).refuses(
        ValueError, because="such a launch can't be"
    )
hidden_check("launch_cash_flows").case("no bookings at all").on(
    {**_design, "monthly_bookings": 0.0}, {**terms, **_change}
).satisfies(
    lambda t: abs(t["profit"].sum() + 23_000_000) < 1, "Build and fixed cost are paid all the same."
)
hidden_check("launch_cash_flows").case("design and terms stay as they are").on(
    _design, terms
).leaves_inputs_alone()

# %% [markdown]
# ## 5 · The partner
#
# **The idea.** A deal needs to leave both sides more than their best alternative, their *reserve*. A
# bounty is paid at once, whatever becomes of the card; a share of the interchange is paid only as long
# as it is used. If cards live shorter than hoped, the bounty is gone and the share is not.
#
# $$B(y) = V y - b - \sigma I y \ge R_B \quad \text{for } y = y_0 \text{ and } y = y_1, \qquad
# b + \sigma I y_0 + W y_0 \ge R_W$$
#
# Per activated card, in CNY: $b$ is the bounty, $\sigma$ the partner's share of the interchange $I$ per
# year; $y_0$ the years that a card is expected to live, $y_1$ those of a bad case; $V$ what the bank and
# $W$ what the partner earns a year before any payment; $R_B$ and $R_W$ their reserves.
#
# **Example, on other numbers.** $V = 50$, $W = 8$, $I = 100$, six years, three in the bad case, reserves
# 60 and 100. The partner has 48 of its own, so it needs 52 more. All of it as a bounty leaves the bank
# $50 \cdot 3 - 52 = 98$ in the bad case; as a share ($\sigma = 8.7\,\%$) it leaves 124.

# %% alt="Two falling lines: what the bank keeps per card over the bounty, when bounty and share together give the partner 52 CNY. In six years always 248 CNY. In three years it falls from 124 to 98 CNY as the bounty rises from 0 to 52."
bounty = np.linspace(0, 52, 50)
fig, ax = plt.subplots()
ax.plot(bounty, 300 - 52 + 0 * bounty, label="card lives 6 years", color=GREEN)
ax.plot(bounty, 150 - bounty - (52 - bounty) / 2, label="3 years", color=VERMILION)
ax.axhline(60, color="0.3", linestyle="--", linewidth=1)
ax.text(1, 64, "the bank's reserve")
label_line_ends(ax)
ax.set(
    xlabel="Bounty (CNY), the rest of the 52 as a share", ylabel="Bank keeps (CNY)", ylim=(0, 280)
)
ax.set_title("A bounty costs the bank 26 CNY when cards die young")
cny_axis(ax)
plt.show()

# %% [markdown]
# **A common mistake.** Checking the deal in the expected case only. On 100,000 cards the bounty of the
# example costs 2.6 million CNY more than the share when cards live three years.

# %% [markdown] task="partner-offer"
# ### Task: make an offer that both sides can sign
# Choose a bounty and a share. Any offer that respects both reserves is right.


# %% answer="partner-offer"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    """Return an offer to the partner that respects the reserves of both sides.

    Parameters
    ----------
    deal
        Per activated card: ``bank_value`` and ``partner_value``, CNY a year before any payment
        between them; ``interchange``, CNY a year; ``years`` that a card is expected to live, and
        ``years_low`` of the bad case (fewer); ``bank_reserve`` and ``partner_reserve``, CNY over
        the life of a card; ``most_bounty`` in CNY and ``most_share``, the limits of an offer.

    Returns
    -------
    dict
        ``bounty``: CNY, from 0 to ``most_bounty``. ``share`` of the interchange, from 0 to
        ``most_share``. ``bank``: what the bank keeps, CNY per card, if cards live ``years``;
        ``bank_low``: the same for ``years_low``; ``partner``: what the partner has, its own value
        included, if cards live ``years``. ``bank`` and ``bank_low`` are at least the bank's reserve,
        ``partner`` at least the partner's, each to 0.01 CNY; any such offer is right. Nothing is
        discounted.

    Raises
    ------
    ValueError
        If no offer within the limits respects the reserves.
    """
    ### BEGIN SOLUTION
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }
    ### END SOLUTION


# %% check="partner-offer" part="reserves" points=4
"""The metro's numbers: both reserves, both lives of a card."""
_metro = {
    "bank_value": 62.0,
    "partner_value": 10.0,
    "interchange": 125.0,
    "years": 5.0,
    "years_low": 2.0,
    "bank_reserve": 40.0,
    "partner_reserve": 140.0,
    "most_bounty": 100.0,
    "most_share": 0.15,
}
_signed = [
    (
        lambda o: set(o) == {"bounty", "share", "bank", "bank_low", "partner"},
        "Return the five keys that the docstring names.",
    ),
    (
        lambda o: -1e-9 <= o["bounty"] <= 100 + 1e-9 and -1e-9 <= o["share"] <= 0.15 + 1e-9,
        "Bounty or share lies outside the limits of an offer.",
    ),
    (
        lambda o: o["bounty"] + o["share"] * 625 + 50 >= 140 - 0.01,
        "The partner has more elsewhere: it signs only from its reserve on.",
    ),
    (
        lambda o: 310 - o["bounty"] - o["share"] * 625 >= 40 - 0.01,
        "The bank keeps less than its reserve in the expected case.",
    ),
    (
        lambda o: 124 - o["bounty"] - o["share"] * 250 >= 40 - 0.01,
        "In the bad case the bank keeps less than its reserve: which payment is gone by then?",
    ),
    (
        lambda o: (
            abs(o["bank"] - (310 - o["bounty"] - o["share"] * 625)) < 0.01
            and abs(o["bank_low"] - (124 - o["bounty"] - o["share"] * 250)) < 0.01
        ),
        "What the bank keeps does not follow from your own bounty and share.",
    ),
    (
        lambda o: abs(o["partner"] - (50 + o["bounty"] + o["share"] * 625)) < 0.01,
        "What the partner has does not follow from your own bounty and share.",
    ),
]
for _holds, _sentence in _signed:
    check("partner_offer").on(_metro).satisfies(_holds, _sentence)

# %% check="partner-offer" part="other-deals" points=4 hidden=true
"""Deals that leave one way only, that need no payment; deals that nobody can sign."""
for _what, _change in [
    ("the bad case leaves almost no room for a bounty", {"years_low": 1.2}),
    ("no share is allowed", {"most_share": 0.0, "partner_reserve": 120.0}),
    ("no bounty is allowed", {"most_bounty": 0.0, "partner_reserve": 130.0}),
    ("the partner needs all of both", {"partner_reserve": 190.0, "most_bounty": 46.25}),
    (
        "both limits are needed to the fen",
        {"most_share": 0.11, "interchange": 117.0, "partner_reserve": 160.0, "most_bounty": 45.65},
    ),
    (
        "the bank's reserve is met to the fen",
        {"bank_value": 61.3, "years_low": 1.9, "most_bounty": 0.0, "bank_reserve": 82.27},
    ),
    ("the partner would sign for nothing", {"partner_reserve": 45.0}),
    (
        "a bank that just keeps its reserve",
        {"bank_reserve": 87.0, "most_bounty": 0.0, "most_share": 0.148, "partner_reserve": 142.5},
    ),
]:
    _deal = {**_metro, **_change}
    _life, _low = _deal["years"], _deal["years_low"]
    for _holds, _sentence in [
        (
            lambda o, d=_deal: (
                -1e-9 <= o["bounty"] <= d["most_bounty"] + 0.01
                and -1e-9 <= o["share"] <= d["most_share"] + 1e-6
            ),
            "Do bounty and share keep the limits of the offer?",
        ),
        (
            lambda o, d=_deal, y=_life: (
                o["bounty"] + (o["share"] * d["interchange"] + d["partner_value"]) * y
                >= d["partner_reserve"] - 0.01
            ),
            "Does the partner have at least what it can have elsewhere?",
        ),
        (
            lambda o, d=_deal, y=_low: (
                (d["bank_value"] - o["share"] * d["interchange"]) * y - o["bounty"]
                >= d["bank_reserve"] - 0.01
            ),
            "Does the bank keep its reserve if cards die young?",
        ),
        (
            lambda o, d=_deal, y=_life: (
                (d["bank_value"] - o["share"] * d["interchange"]) * y - o["bounty"]
                >= d["bank_reserve"] - 0.01
            ),
            "Does the bank keep its reserve in the expected case?",
        ),
        (
            lambda o, d=_deal, low=_low, life=_life: all(
                abs(
                    (value + sign * o["share"] * d["interchange"]) * y + sign * o["bounty"] - o[key]
                )
                < 0.01
                for key, value, sign, y in [
                    ("bank", d["bank_value"], -1, life),
                    ("bank_low", d["bank_value"], -1, low),
                    ("partner", d["partner_value"], 1, life),
                ]
            ),
            "Do the three results follow from your own bounty and share?",
        ),
    ]:
        hidden_check("partner_offer").case(_what).on(_deal).satisfies(_holds, _sentence)
for _what, _change in [
    ("the partner has far more elsewhere", {"partner_reserve": 260.0}),
    ("in the bad case nothing is left to share", {"years_low": 0.7}),
    ("the bounty is capped 3 fen too low", {"partner_reserve": 190.0, "most_bounty": 46.22}),
    (
        "2 fen below the bank's reserve",
        {
            "bank_value": 61.98,
            "bank_reserve": 86.98,
            "most_bounty": 0.0,
            "most_share": 0.148,
            "partner_reserve": 142.5,
        },
    ),
    ("bounty and share are capped too low", {"most_bounty": 10.0, "most_share": 0.1}),
    ("the bank has more elsewhere", {"bank_reserve": 250.0, "years_low": 5.0}),
]:
    hidden_check("partner_offer").case(_what).on({**_metro, **_change}).refuses(
        ValueError, because="there is no bounty and share that both sides would sign"
    )
hidden_check("partner_offer").case("the deal handed in stays as it is").on(
    _metro
).leaves_inputs_alone()

# %% [markdown]
# ## 6 · The campaign test
#
# **The idea.** Before the gates are painted, chance decides who of the metro's customers is invited and
# who is held back. Too small a test finds nothing even where something is; its *power* is the
# probability to see a true difference.
#
# $$\text{power} = \Phi\!\left(\frac{u}{s} - 1.96\right), \qquad
# s = \sqrt{\frac{p_t(1 - p_t)}{n_t} + \frac{p_c(1 - p_c)}{n_c}}$$
#
# $p_c$ is the share that takes the card without an invitation, $u$ the uplift that would pay,
# $p_t = p_c + u$; $n_t$ are invited, $n_c$ held back; $\Phi$ is the normal distribution function,
# `NormalDist().cdf` in Python. 1.96 belongs to a two-sided test at 5 %; eight in ten is a usual power.
#
# **Example, on other numbers.** 3.0 % would take the card anyway, an uplift of 0.6 points would pay:

# %% alt="Rising curve: power over the customers per arm, from 0.25 at 3,000 to 0.98 at 30,000. A dashed line at 0.8 is crossed at about 13,900 per arm."
per_arm = np.arange(3_000, 30_001, 500)
error = np.sqrt((0.036 * 0.964 + 0.030 * 0.970) / per_arm)
fig, ax = plt.subplots()
ax.plot(per_arm, [NormalDist().cdf(0.006 / s - 1.96) for s in error], color=BLUE)
ax.axhline(0.8, color="0.3", linestyle="--", linewidth=1)
ax.plot(13_900, 0.8, "o", color="0.2")
ax.text(14_500, 0.74, "13,900 per arm")
ax.set(xlabel="Customers in each arm", ylabel="Power", ylim=(0, 1))
ax.set_title("A test of 5,000 per arm would miss the effect three times in five")
plt.show()

# %% [markdown]
# **A common mistake.** "We test on 5,000 and look." In three of five such tests a campaign that pays
# looks like nothing, and a product worth 15 million CNY is buried by a test that saved some tens of
# thousands. People who are held back cost nothing to contact: they may be the larger arm.

# %% [markdown] task="campaign-test"
# ### Task: how many to invite, how many to hold back
# Any split with enough power, customers and budget is right.


# %% answer="campaign-test"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    """Return the sizes of a test and a control arm with a power of at least 0.8.

    Parameters
    ----------
    base_rate
        Share that takes the card without an invitation.
    uplift
        Difference to be found, an absolute share: invited people take it with base_rate + uplift.
    customers
        How many can be drawn at most, both arms together.
    contact_cost
        CNY per person invited; who is held back costs nothing.
    budget
        CNY for the invitations at most.

    Returns
    -------
    dict
        ``test`` and ``control``: whole numbers of people, at least 1 each; ``power``: of the
        two-sided test at 5 % for this uplift, from the formula of the text, each arm with its own
        variance; ``cost``: of the invitations, CNY. The arms may differ in size. Power is at least
        0.8, the arms are no more than the customers, the cost is within the budget; any such split
        is right.

    Raises
    ------
    ValueError
        If no split does all this, or the uplift is not positive.
    """
    ### BEGIN SOLUTION
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}
    ### END SOLUTION


# %% check="campaign-test" part="metro" points=4
"""200,000 metro customers at 4 CNY an invitation, at most 120,000 CNY."""
_asked = [
    (
        lambda r: set(r) == {"test", "control", "power", "cost"},
        "Return the four keys that the docstring names.",
    ),
    (
        lambda r: r["test"] == int(r["test"]) >= 1 and r["control"] == int(r["control"]) >= 1,
        "People are whole, and each arm has at least one.",
    ),
    (
        lambda r: (
            0.032 * 0.968 / r["test"] + 0.028 * 0.972 / r["control"]
            <= (0.004 / (1.96 + 0.8400)) ** 2
        ),
        "The test is too small: it would miss the uplift more than once in five times.",
    ),
    (
        lambda r: r["test"] + r["control"] <= 200_000,
        "The arms are more people than can be drawn.",
    ),
    (
        lambda r: 4 * r["test"] <= 120_000 and abs(r["cost"] - 4 * r["test"]) < 0.01,
        "The invitations cost more than the budget, or the cost is not that of the test arm.",
    ),
    (
        lambda r: (
            abs(
                NormalDist().cdf(
                    0.004 / (0.032 * 0.968 / r["test"] + 0.028 * 0.972 / r["control"]) ** 0.5 - 1.96
                )
                - r["power"]
            )
            < 1e-3
        ),
        "The power does not follow from your own arms: the one of your sizes is another.",
    ),
]
for _holds, _sentence in _asked:
    check("campaign_test").on(0.028, 0.004, 200_000, 4.0, 120_000.0).satisfies(_holds, _sentence)

# %% check="campaign-test" part="other-tests" points=4 hidden=true
"""A tight budget, few customers, high rates, free invitations; tests that can't be made."""
for _what, _p, _u, _people, _price, _money in [
    ("a budget for a small test arm only", 0.028, 0.004, 300_000, 4.0, 70_000.0),
    ("hardly enough customers", 0.05, 0.01, 16_400, 1.0, 1e6),
    ("a rate above a half", 0.6, 0.05, 50_000, 2.0, 10_000.0),
    ("invitations that cost nothing", 0.02, 0.005, 100_000, 0.0, 0.0),
    ("nobody comes without an invitation", 0.0, 0.01, 5_000, 3.0, 6_000.0),
]:
    for _holds, _sentence in [
        (
            lambda r, p=_p, u=_u: (
                (p + u) * (1 - p - u) / r["test"] + p * (1 - p) / r["control"]
                <= (u / (1.96 + 0.8400)) ** 2
            ),
            "Is the power 0.8 with these arms?",
        ),
        (
            lambda r, n=_people, c=_price, b=_money: (
                r["test"] + r["control"] <= n and c * r["test"] <= b + 0.01
            ),
            "Are there as many people, and as much money?",
        ),
        (
            lambda r, p=_p, u=_u, c=_price: (
                abs(
                    NormalDist().cdf(
                        u / ((p + u) * (1 - p - u) / r["test"] + p * (1 - p) / r["control"]) ** 0.5
                        - 1.96
                    )
                    - r["power"]
                )
                < 1e-3
                and abs(r["cost"] - c * r["test"]) < 0.01
                and r["test"] == int(r["test"])
                and r["control"] == int(r["control"])
            ),
            "Do power and cost follow from your own whole arms?",
        ),
    ]:
        hidden_check("campaign_test").case(_what).on(_p, _u, _people, _price, _money).satisfies(
            _holds, _sentence
        )
for _what, _arguments in [
    ("too few customers for this uplift", (0.028, 0.004, 50_000, 4.0, 1e6)),
    ("customers for a power of 0.79", (0.028, 0.004, 55_700, 4.0, 1e6)),
    ("a budget for a handful of invitations", (0.028, 0.004, 500_000, 4.0, 20_000.0)),
    ("an uplift of zero", (0.028, 0.0, 500_000, 4.0, 1e6)),
    ("no budget", (0.028, 0.004, 500_000, 4.0, 0.0)),
]:
    hidden_check("campaign_test").case(_what).on(*_arguments).refuses(
        ValueError, because="no split of the customers finds this uplift in eight of ten tests"
    )

# %% [markdown]
# ## 7 · The service desk
#
# **The idea.** Calls come in waves. Whether one waits depends on the half-hour, not on the day's mean,
# and a queue grows without end when fewer agents answer than calls keep busy.
#
# $$A = \lambda\,h, \qquad
# W = \frac{\dfrac{A^n}{n!}\,\dfrac{n}{n - A}}
# {\displaystyle\sum_{k=0}^{n-1}\frac{A^k}{k!} + \frac{A^n}{n!}\,\frac{n}{n - A}}, \qquad
# S = 1 - W\,e^{-(n - A)\,t / h}$$
#
# $\lambda$ are the calls per second, $h$ the seconds a call takes, $A$ the *load* (agents kept busy all
# the time), $n > A$ the agents, $W$ the probability to wait (*Erlang C*), $S$ the share answered within
# $t$ seconds. An agent is paid for more time than at the phone: breaks, training, illness are the
# *shrinkage* $\phi$, and $n$ at the phone need $n/(1 - \phi)$ on the roster.

# %% alt="Bars: mean calls per half-hour from 8:00 to 19:30, with a peak of 207 at 10:00 and a second of about 145 at 18:00; a dashed line at the mean of 115."
by_half_hour = calls.groupby("half_hour")["calls"].mean()
fig, ax = plt.subplots(figsize=(9, 3.6))
over = by_half_hour > by_half_hour.mean()
ax.bar(by_half_hour.index, by_half_hour, color=np.where(over, VERMILION, QUIET))
ax.axhline(by_half_hour.mean(), color="0.3", linestyle="--", linewidth=1)
ax.text(12.5, by_half_hour.mean() + 3, "mean 115", ha="center")
ax.set_xticks(range(0, 24, 2))
ax.set(xlabel="Half-hour from", ylabel="Calls (mean of 20 days)")
ax.set_title("At ten the desk gets 1.8 times the calls of its mean half-hour")
plt.show()

# %% [markdown]
# **A common mistake.** Staffing for the mean half-hour. Calls of 240 seconds and a promise of 80 % within
# 20 seconds ask for 20 agents at the mean and 33 at ten. With 20, the load is above 20 in the five
# half-hours from nine on, and the queue only grows. Staffing the peak all day is the other mistake: 792
# half-hours of agents instead of 465, which at 30 % shrinkage, 80 CNY an hour and 250 days (both assumed)
# is 4.7 million CNY a year for nothing.

# %% [markdown] task="desk-roster"
# ### Task: how many agents, half-hour by half-hour
# From a month of calls to agents at the phone and agents on the roster.


# %% answer="desk-roster"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    """Return the agents that each half-hour needs, by Erlang C.

    Parameters
    ----------
    calls
        ``day``, ``half_hour`` (a label such as "08:30") and ``calls`` in it, in any order; at most
        one row per day and half-hour. The number of days is that of the different days in the
        table; a half-hour without a row on a day had no calls.
    handling_seconds
        Mean seconds of a call.
    within_seconds, service_level
        At least this share of the calls is to be answered within so many seconds.
    shrinkage
        Share of an agent's paid time that is not at the phone.

    Returns
    -------
    DataFrame
        One row per half-hour of the table, in any order: ``half_hour``; ``calls``, the mean per day;
        ``agents``, the fewest at the phone that keep the service level for the mean calls (at least
        1); ``rostered``, the fewest whole agents of whom the share 1 - shrinkage is at least
        ``agents``.

    Raises
    ------
    ValueError
        If ``service_level`` or ``shrinkage`` is not at least 0 and below 1.
    """
    ### BEGIN SOLUTION
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()
    ### END SOLUTION


# %% check="desk-roster" part="two-days" points=4
"""Two days, three half-hours, calls of three minutes, 80 % within 20 seconds."""
_days = pd.DataFrame(
    {
        "day": ["Mon", "Tue", "Mon", "Tue", "Tue"],
        "half_hour": ["09:00", "09:00", "09:30", "09:30", "10:00"],
        "calls": [120, 80, 30, 20, 4],
    }
)
check("desk_roster").on(_days, 180.0, 20.0, 0.8, 0.25).gives_rows(
    pd.DataFrame(
        {
            "half_hour": ["09:00", "09:30", "10:00"],
            "calls": [100.0, 25.0, 2.0],
            "agents": [14, 5, 1],
            "rostered": [19, 7, 2],
        }
    ),
    key="half_hour",
    within={"calls": 1e-6, "agents": 0, "rostered": 0},
    mistakes=[
        (
            lambda t: t.set_index("half_hour")["calls"]["10:00"] == 4,
            "A half-hour without a row had no calls that day: over how many days is the mean?",
        ),
        (
            lambda t: (
                list(t.set_index("half_hour").loc["09:00", ["agents", "rostered"]]) == [14, 18]
            ),
            "Of 18 on the roster 13.5 are at the phone: a quarter of the roster is away, not of 14.",
        ),
        (
            lambda t: t.set_index("half_hour")["agents"]["09:00"] in (10, 11),
            "So few agents are just busy with the load: what happens to a call that has to wait?",
        ),
        (
            lambda t: t.set_index("half_hour")["agents"]["09:00"] in (8, 9),
            "Is that the load of an hour? The calls are those of a half-hour.",
        ),
    ],
)

# %% check="desk-roster" part="other-desks" points=4 hidden=true
"""A large desk, strict and lax promises, no calls, no shrinkage, a published case; odd shares."""
_cases = [
    ("a published call centre", 360, (240.0, 15.0, 0.8, 0.0), (55, 55)),
    ("a stricter promise", 360, (240.0, 15.0, 0.9, 0.3), (57, 82)),
    ("few calls and a strict promise", 6, (300.0, 20.0, 0.95, 0.25), (4, 6)),
    ("a load that is a whole number", 60, (300.0, 60.0, 0.0, 0.5), (11, 22)),
    ("answered at once", 30, (600.0, 0.0, 0.5, 0.2), (12, 15)),
    ("nobody calls", 0, (240.0, 20.0, 0.8, 0.3), (1, 2)),
    ("less than a call a day", 0.5, (300.0, 30.0, 0.99, 0.3), (2, 3)),
    ("one agent is just enough", 2.15, (180.0, 20.0, 0.8, 0.25), (1, 2)),
    ("fourteen at the phone, a quarter away", 100, (180.0, 20.0, 0.8, 0.25), (14, 19)),
    ("a desk of hundreds", 2_400, (300.0, 20.0, 0.8, 0.3), (412, 589)),
]
for _what, _calls, _promise, (_agents, _rostered) in _cases:
    _day = pd.DataFrame(
        {"day": [1, 2], "half_hour": [7, 7], "calls": [2 * _calls, 0]}, index=[3, 3]
    )
    hidden_check("desk_roster").case(_what).on(_day, *_promise).gives_rows(
        pd.DataFrame(
            {"half_hour": [7], "calls": [_calls], "agents": [_agents], "rostered": [_rostered]}
        ),
        key="half_hour",
        within={"calls": 1e-6, "agents": 0, "rostered": 0},
    )
hidden_check("desk_roster").case("half-hours missing on some days, rows out of order").on(
    _days.iloc[[4, 0, 3, 1, 2]], 180.0, 20.0, 0.8, 0.25
).gives_rows(
    pd.DataFrame(
        {
            "half_hour": ["09:00", "09:30", "10:00"],
            "calls": [100.0, 25.0, 2.0],
            "agents": [14, 5, 1],
            "rostered": [19, 7, 2],
        }
    ),
    key="half_hour",
    within={"calls": 1e-6, "agents": 0, "rostered": 0},
)
hidden_check("desk_roster").case("a categorical half-hour with an unused level").on(
    _days.assign(half_hour=pd.Categorical(_days["half_hour"], ["10:00", "09:00", "09:30", "8:30"])),
    180.0,
    20.0,
    0.8,
    0.25,
).satisfies(lambda t: len(t) == 3, "A half-hour that is nowhere in the table has no row.")
hidden_check("desk_roster").case("the calls handed in stay as they are").on(
    _days, 180.0, 20.0, 0.8, 0.25
).leaves_inputs_alone()
for _what, _shares in [
    ("a promise to all callers", (1.0, 0.3)),
    ("a negative promise", (-0.1, 0.3)),
    ("everybody away from the phone", (0.8, 1.0)),
    ("more away than there are", (0.8, 1.2)),
    ("a negative shrinkage", (0.8, -0.1)),
]:
    hidden_check("desk_roster").case(_what).on(_days, 180.0, 20.0, *_shares).refuses(
        ValueError, because="no number of agents keeps such a promise"
    )

# %% [markdown]
# ## 8 · The schedule
#
# **The idea.** A project lasts as long as its longest chain of tasks. Money shortens tasks; it shortens
# the *project* only on the longest chain, and only until another chain is longer.
#
# $$F_j = w_j + \max_{i \to j} F_i, \qquad T = \max_j F_j, \qquad K = \sum_j k_j\,(w^0_j - w_j)$$
#
# $w_j$ are the weeks of task $j$ in your plan, $w^0_j$ those planned before, $k_j$ the CNY per week saved,
# $F_j$ the week in which it ends; $i \to j$ means that $i$ comes before $j$. $T$ is the finish, $K$ the
# cost. A task may be shortened by whole weeks, down to its shortest time.
#
# **Example.** The metro opens its new line in 18 weeks; the plan takes 21:

# %% alt="Gantt chart of the ten tasks over 21 weeks. The chain product rules, contract with the metro, gate readers, pilot test and launch fills all 21 weeks and is coloured; the other five tasks are grey."
ends = {
    "product rules": 3,
    "contract with the metro": 9,
    "card system": 12,
    "scoring model": 8,
    "gate readers": 16,
    "legal review": 13,
    "service training": 15,
    "pilot test": 20,
    "campaign material": 16,
    "launch": 21,
}
chain = ["product rules", "contract with the metro", "gate readers", "pilot test", "launch"]
weeks = tasks.set_index("task")["weeks"]
fig, ax = plt.subplots(figsize=(9, 4))
for task, end in reversed(ends.items()):
    ax.barh(task, weeks[task], left=end - weeks[task], color=VERMILION if task in chain else QUIET)
ax.axvline(18, color="0.3", linestyle="--", linewidth=1)
ax.text(17.8, 0, "the line opens", va="center", ha="right")
ax.set(xlabel="Week", xlim=(0, 22), xticks=range(0, 22, 3))
ax.set_title("The metro's side, not the card system, decides the date")
plt.show()

# %% [markdown]
# **A common mistake.** Buying weeks where they are cheapest. A week of service training costs 30,000 CNY,
# a week of the card system is what everybody asks for, at 240,000: neither moves the launch by a day.
# A launch that misses the opening loses bookings; on a good redesign a month of bookings is worth
# 1.4 million CNY, four times what the three weeks cost.

# %% [markdown] task="launch-schedule"
# ### Task: meet the date within the budget
# Choose the weeks of each task. Any plan that meets the deadline within the budget is right.


# %% answer="launch-schedule"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    """Return weeks per task that meet the deadline within the budget, if there are any.

    Parameters
    ----------
    tasks
        At most a dozen rows in any order: ``task``, ``after`` (the tasks that must end first,
        separated by "; ", an empty text if none), ``weeks`` planned, ``shortest_weeks`` possible,
        ``cny_per_week`` saved. There is no cycle.
    deadline
        Week by whose end all tasks must be done.
    budget
        CNY for weeks saved at most.

    Returns
    -------
    dict
        ``weeks``: a dict from every task to its whole weeks, between ``shortest_weeks`` and
        ``weeks``; ``finish``: the week in which the last task ends; ``cost``: CNY of all weeks
        saved. The finish is not after the deadline and the cost not above the budget; any such plan
        is right, the cheapest and the earliest alike.

    Raises
    ------
    ValueError
        If no such plan exists.
    """
    ### BEGIN SOLUTION
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest
    ### END SOLUTION


# %% check="launch-schedule" part="metro" points=4
"""The launch in 18 weeks, for at most 450,000 CNY."""
_tasks = load_launch_tasks().fillna({"after": ""})
_plan = _tasks.set_index("task")
_chains = [
    ["product rules", "contract with the metro", "gate readers", "pilot test", "launch"],
    ["product rules", "card system", "pilot test", "launch"],
    ["product rules", "scoring model", "pilot test", "launch"],
    ["product rules", "card system", "service training", "launch"],
    ["product rules", "contract with the metro", "legal review", "campaign material", "launch"],
]
_meets = [
    (
        lambda s: set(s) == {"weeks", "finish", "cost"},
        "Return the three keys that the docstring names.",
    ),
    (
        lambda s: set(dict(s["weeks"])) == set(_plan.index),
        "Give the weeks of every task, by its name.",
    ),
    (
        lambda s: all(
            _plan["shortest_weeks"][t] <= w == int(w) <= _plan["weeks"][t]
            for t, w in s["weeks"].items()
        ),
        "Some task has no whole weeks between its shortest and its planned time.",
    ),
    (
        lambda s: max(sum(s["weeks"][t] for t in chain) for chain in _chains) <= 18,
        "With these weeks the last task ends after the deadline: which chain is the longest now?",
    ),
    (
        lambda s: s["finish"] == max(sum(s["weeks"][t] for t in chain) for chain in _chains),
        "The finish is not the one of your own weeks: it follows from the longest chain.",
    ),
    (
        lambda s: (
            sum((_plan["weeks"] - pd.Series(s["weeks"])) * _plan["cny_per_week"]) <= 450_000.01
        ),
        "The weeks saved cost more than the budget: which of them lie on no longest chain?",
    ),
    (
        lambda s: (
            abs(sum((_plan["weeks"] - pd.Series(s["weeks"])) * _plan["cny_per_week"]) - s["cost"])
            < 0.01
        ),
        "The cost is not that of the weeks that you saved.",
    ),
]
for _holds, _sentence in _meets:
    check("launch_schedule").on(_tasks, 18, 450_000.0).satisfies(_holds, _sentence)

# %% check="launch-schedule" part="other-projects" points=4 hidden=true
"""A tight budget, another project, two longest chains, nothing to do; dates beyond reach."""
_shuffled = _tasks.sample(frac=1, random_state=3).set_axis([1, 1, 4, 0, 9, 9, 2, 2, 5, 7])
_fork = pd.DataFrame(
    {
        "task": ["D", "A", "C", "B"],
        "after": ["B; C", "", "A", "A"],
        "weeks": [2, 3, 5, 5],
        "shortest_weeks": [2, 2, 3, 4],
        "cny_per_week": [0.0, 90.0, 20.0, 30.0],
    },
    index=[2, 2, 0, 1],
)
_cheap = _fork.assign(cny_per_week=[0.0, 40.0, 20.0, 30.0])
_ways = [["A", "B", "D"], ["A", "C", "D"]]
_apart = pd.DataFrame(
    {
        "task": ["plan", "print", "ship"],
        "after": ["", "plan", ""],
        "weeks": [2, 2, 6],
        "shortest_weeks": [1, 1, 3],
        "cny_per_week": [5.0, 1.0, 10.0],
    }
)
_lone = [["plan", "print"], ["ship"]]
for _what, _table, _paths, _date, _money in [
    ("just the money that the cheapest plan needs", _shuffled, _chains, 18, 360_000.0),
    ("a date that needs both sides shortened", _shuffled, _chains, 15, 1_300_000.0),
    ("a date that the plan meets already", _shuffled, _chains, 21, 0.0),
    ("a date with weeks to spare", _shuffled, _chains, 24, 0.0),
    ("two chains of the same length", _fork, _ways, 9, 50.0),
    ("the cheap week lies before the fork", _cheap, _ways, 9, 40),
    ("all that can be saved is needed", _fork, _ways, 8, 140.0),
    ("tasks that end in no common one", _apart, _lone, 4, 20.0),
    ("both loose ends are late", _apart, _lone, 3, 31.0),
]:
    _at = _table.set_index("task")
    for _holds, _sentence in [
        (
            lambda s, at=_at: (
                set(dict(s["weeks"])) == set(at.index)
                and all(
                    at["shortest_weeks"][t] <= w == int(w) <= at["weeks"][t]
                    for t, w in s["weeks"].items()
                )
            ),
            "Has every task whole weeks between its shortest and its planned time?",
        ),
        (
            lambda s, paths=_paths, date=_date: (
                max(sum(s["weeks"][t] for t in path) for path in paths) == s["finish"] <= date
            ),
            "Does the longest chain end in time, and is that the finish you return?",
        ),
        (
            lambda s, at=_at, money=_money: (
                abs(sum((at["weeks"] - pd.Series(s["weeks"])) * at["cny_per_week"]) - s["cost"])
                < 0.01
                and s["cost"] <= money + 0.01
            ),
            "Is the cost that of your own weeks, and within the budget?",
        ),
    ]:
        hidden_check("launch_schedule").case(_what).on(_table, _date, _money).satisfies(
            _holds, _sentence
        )
for _what, _table, _date, _money in [
    ("a date before the shortest plan", _shuffled, 13, 1e9),
    ("a budget just too small", _shuffled, 18, 359_999.0),
    ("no money and a late plan", _fork, 9, 0.0),
]:
    hidden_check("launch_schedule").case(_what).on(_table, _date, _money).refuses(
        ValueError, because="no choice of weeks meets this date within this budget"
    )
hidden_check("launch_schedule").case("the tasks handed in stay as they are").on(
    _shuffled, 18, 450_000.0
).leaves_inputs_alone()

# %% [markdown]
# ## 9 · A year later
#
# **The idea.** A launch is a forecast, and the year after it says where it was wrong. Three questions find
# most of what goes wrong: are they still the same customers, does one door let thieves in, and do we pay
# what the contract promises?
#
# $$\text{PSI} = \sum_j (a_j - e_j) \ln\frac{a_j}{e_j} \qquad
# E_k = F_k - n_k\,\frac{F - F_k}{n - n_k} \qquad
# O_c = \sum_t \big(w_{ct} - r_{ct}\,x_{ct}\big)$$
#
# The *population stability index* compares the share $a_j$ of this month's accounts in score band $j$ with
# the expected share $e_j$; above 0.25 it is usual to call the population another one [3]. $F_k$ is the
# fraud loss of channel $k$ and $n_k$ its accounts, $F$ and $n$ those of all; $E_k$ is what it lost beyond
# the rate of the other channels. $w_{ct}$ are the rewards paid in category $c$ and month $t$, $r_{ct}$ the
# rate of the contract, $x_{ct}$ the spend; $O_c$ is what was paid too much.
#
# **Example.** The committee sees one number a month, rewards over spend. It rises
# from 0.29 % to 0.32 %, and nobody asks:

# %% alt="Line over months 1 to 12: all rewards over all spend, between 0.283 % and 0.287 % up to month 5, then about 0.32 %. The axis starts at zero, so that the step looks small."
monthly = rewards.groupby("month")[["reward_cny", "spend_cny"]].sum()
fig, ax = plt.subplots(figsize=(8, 3.2))
ax.plot(monthly.index, monthly["reward_cny"] / monthly["spend_cny"], "o-", color=BLUE)
ax.set(xlabel="Month after the launch", ylabel="Rewards over spend", ylim=(0, 0.004))
ax.set_title("One number for all categories hides where rewards leak")
percent_axis(ax)
plt.show()

# %% [markdown]
# **A common mistake.** Looking at totals. The app has the largest fraud loss, 139,000 CNY, and the lowest
# suspicion: four times as many accounts were opened there as at the worst door. Transport costs the
# most rewards, as the contract says. Blaming the two largest would close the channel with two fifths
# of all sales, and leave what leaks and steals in place.

# %% [markdown] task="monitoring-findings"
# ### Task: find the three problems and their size
# From a year of accounts and rewards: since when, where, and how many CNY.


# %% answer="monitoring-findings"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    """Return what went wrong in the year after a launch, and what it cost.

    Parameters
    ----------
    accounts
        One row per account opened: ``month``, ``channel``, ``score``, ``fraud_loss_cny``; two
        channels at least.
    rewards
        One row per month and category: ``month``, ``category``, ``spend_cny``, ``contract_rate``
        and ``reward_cny``, what was paid.
    expected
        Expected share of accounts by the lower edge of their score band. A band reaches from its
        edge up to, not including, the next edge; the last is open, and scores below the first edge
        count in the first band. No share is 0.

    Returns
    -------
    dict
        ``psi``: a dict from each month of ``accounts`` to its population stability index, with the
        natural logarithm, where an actual share below 0.0001 counts as 0.0001 (the others stay).
        ``shift_from``: the first month with a PSI above 0.25 that no later month falls back from;
        None if the last month is not above 0.25.
        ``fraud_channel``, ``fraud_excess_cny``: the channel with the largest fraud loss beyond the
        loss per account of all *other* channels together, times its own accounts; and this excess.
        ``leak_category``, ``leak_cny``: the category with the largest sum of rewards paid less
        rewards by contract, over all its months, and this sum; None and 0.0 if no category's sum
        is above 1 CNY. ``leak_from``: the first month in which that category was paid more than 1 CNY
        too much, None without a category. Of equals the first in the alphabet is returned. Nothing
        is rounded.

    Raises
    ------
    ValueError
        If there are fewer than two channels.
    """
    ### BEGIN SOLUTION
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }
    ### END SOLUTION


# %% check="monitoring-findings" part="small-year" points=4
"""Four months, two channels, three categories."""
_opened = pd.DataFrame(
    {
        "month": [1] * 10 + [2] * 10 + [3] * 10 + [4] * 10,
        "channel": (["web"] * 8 + ["booth"] * 2) * 4,
        "score": [590] * 3
        + [620] * 5
        + [650] * 2
        + [590] * 6
        + [620] * 3
        + [700]
        + [590] * 3
        + [600] * 5
        + [640] * 2
        + [570] * 7
        + [639] * 2
        + [640],
        "fraud_loss_cny": [600.0, 0, 0, 0, 0, 0, 0, 0, 400, 0] * 4,
    }
)
_paid = pd.DataFrame(
    {
        "month": [1, 1, 1, 2, 2, 2],
        "category": ["food", "fuel", "gifts"] * 2,
        "spend_cny": [1_000.0, 500.0, 800.0, 2_000.0, 500.0, 900.0],
        "contract_rate": [0.01, 0.0, 0.002] * 2,
        "reward_cny": [10.0, 0.0, 1.6, 20.0, 5.0, 2.8],
    }
)
_shares = {580: 0.3, 600: 0.5, 640: 0.2}
_psi = {1: 0.0, 2: 0.379424, 3: 0.0, 4: 0.683121}
_findings = [
    (
        lambda r: (
            set(r)
            == {
                *("psi", "shift_from", "fraud_channel", "fraud_excess_cny"),
                *("leak_category", "leak_cny", "leak_from"),
            }
        ),
        "Return the seven keys that the docstring names.",
    ),
    (
        lambda r: (
            set(dict(r["psi"])) == set(_psi)
            and max(abs(r["psi"][m] - _psi[m]) for m in _psi) < 1e-5
        ),
        "The PSI of some month differs: natural logarithm, lower edges included, all months?",
    ),
    (
        lambda r: r["shift_from"] == 4,
        "Month 2 was above 0.25 and month 3 fell back: since when does the shift last?",
    ),
    (
        lambda r: r["fraud_channel"] == "booth",
        "That channel lost most in total: how many accounts were opened there?",
    ),
    (
        lambda r: abs(r["fraud_excess_cny"] - 1_000.0) < 0.01,
        "The excess is what the channel lost beyond the rate of all the *other* channels.",
    ),
    (
        lambda r: r["leak_category"] == "fuel",
        "That category was paid what the contract promises: where was more paid?",
    ),
    (
        lambda r: abs(r["leak_cny"] - 5.0) < 0.01 and r["leak_from"] == 2,
        "The leak is what was paid beyond the contract, from its first month on.",
    ),
]
for _holds, _sentence in _findings:
    check("monitoring_findings").on(_opened, _paid, _shares).satisfies(_holds, _sentence)

# %% check="monitoring-findings" part="other-years" points=4 hidden=true
"""The bank's own year, one without a leak, empty bands, categories, ties; a single channel."""
_accounts, _rewards = load_launch_accounts(), load_launch_rewards()
_bands = {640: 0.14, 580: 0.19, 620: 0.22, 600: 0.29, 660: 0.16}
_psi = {
    1: 0.003639,
    2: 0.001686,
    3: 0.004779,
    4: 0.005273,
    5: 0.000576,
    6: 0.0038,
    7: 0.670557,
    8: 0.629409,
    9: 0.630775,
    10: 0.716753,
    11: 0.654631,
    12: 0.565647,
}
hidden_check("monitoring_findings").case("the bank's year: the customers").on(
    _accounts, _rewards, _bands
).satisfies(
    lambda r: (
        set(dict(r["psi"])) == set(_psi)
        and max(abs(r["psi"][m] - _psi[m]) for m in _psi) < 1e-4
        and r["shift_from"] == 7
    ),
    "Are the edges in order, and does the shift last from the month you return?",
)
hidden_check("monitoring_findings").case("the bank's year: the channel").on(
    _accounts.sample(frac=1, random_state=1), _rewards, _bands
).satisfies(
    lambda r: r["fraud_channel"] == "street stand" and abs(r["fraud_excess_cny"] - 72030.64) < 0.5,
    "Which channel loses more per account than all others together, and how much in all?",
)
hidden_check("monitoring_findings").case("the bank's year: the rewards").on(
    _accounts, _rewards.sample(frac=1, random_state=2), _bands
).satisfies(
    lambda r: (
        r["leak_category"] == "wallet top-up"
        and abs(r["leak_cny"] - 385441.27) < 0.5
        and r["leak_from"] == 6
    ),
    "Where is more paid than the contract promises, how much, and from which month on?",
)
_early = _opened[_opened["month"] <= 3].sample(frac=1, random_state=4)
hidden_check("monitoring_findings").case("a shift that did not last").on(
    _early, _paid, _shares
).satisfies(lambda r: r["shift_from"] is None, "The last month is as expected again.")
hidden_check("monitoring_findings").case("a shift from the first month on").on(
    _opened[_opened["month"] % 2 == 0], _paid, _shares
).satisfies(
    lambda r: r["shift_from"] == 2 and set(dict(r["psi"])) == {2, 4},
    "A table need not begin with month 1 nor hold every month.",
)
_none = _opened[_opened["score"] < 640].assign(month=1)
hidden_check("monitoring_findings").case("a band without accounts").on(
    _none, _paid, _shares
).satisfies(
    lambda r: abs(r["psi"][1] - 1.687784) < 1e-4,
    "An empty band counts as a share of 0.0001.",
)
_fair = _paid.assign(reward_cny=_paid["contract_rate"] * _paid["spend_cny"])
hidden_check("monitoring_findings").case("rewards just as promised").on(
    _opened, _fair, _shares
).satisfies(
    lambda r: r["leak_category"] is None and r["leak_cny"] == 0 and r["leak_from"] is None,
    "A year without a leak has no category to blame.",
)
_back = _paid.assign(reward_cny=[13.0, 0.0, 1.6, 17.5, 2.0, 1.8])
hidden_check("monitoring_findings").case("paid too much and taken back").on(
    _opened, _back, _shares
).satisfies(
    lambda r: r["leak_category"] == "fuel" and abs(r["leak_cny"] - 2.0) < 1e-6,
    "What was taken back counts against what was paid too much.",
)
hidden_check("monitoring_findings").case("paid just 1 CNY too much").on(
    _opened, _paid.assign(reward_cny=[10.0, 1.0, 1.6, 20.0, 0.0, 1.8]), _shares
).satisfies(
    lambda r: r["leak_category"] is None and r["leak_from"] is None,
    "A leak is more than 1 CNY in all months together.",
)
hidden_check("monitoring_findings").case("a category that was paid too little").on(
    _opened, _paid.assign(reward_cny=[2.0, 0.0, 1.6, 4.0, 5.0, 1.8]), _shares
).satisfies(
    lambda r: r["leak_category"] == "fuel" and abs(r["leak_cny"] - 5.0) < 1e-6,
    "Who is paid less than the contract promises has a claim, not a leak.",
)
_doors = pd.DataFrame(
    {
        "month": 1,
        "channel": ["wide"] * 10 + ["narrow"] * 2 + ["quiet"] * 30,
        "score": 600,
        "fraud_loss_cny": [50.0] * 10 + [100.0] * 2 + [1.0] * 30,
    }
)
hidden_check("monitoring_findings").case("the worst rate in a small channel").on(
    _doors, _paid, _shares
).satisfies(
    lambda r: r["fraud_channel"] == "wide" and abs(r["fraud_excess_cny"] - 428.125) < 0.01,
    "The excess is in CNY of the channel, not per account.",
)
_three = pd.DataFrame(
    {
        "month": [3, 3, 1, 1, 2, 2],
        "category": ["food", "fuel"] * 3,
        "spend_cny": [500.0] * 6,
        "contract_rate": [0.01, 0.0] * 3,
        "reward_cny": [0.0, 9.0, 10.0, 1.0, 5.0, 1.5],
    }
)
hidden_check("monitoring_findings").case("a leak that begins with a few yuan").on(
    _opened, _three, _shares
).satisfies(
    lambda r: (
        r["leak_category"] == "fuel" and abs(r["leak_cny"] - 11.5) < 1e-6 and r["leak_from"] == 2
    ),
    "In which month was this category first paid more than 1 CNY too much?",
)
_near = pd.DataFrame(
    {
        "month": [5] * 50,
        "channel": ["gate", "hall"] * 25,
        "score": [700] * 37 + [600] * 13,
        "fraud_loss_cny": [0.0, 3.0] * 25,
    }
)
hidden_check("monitoring_findings").case("a month just above the limit").on(
    _near, _paid, {500: 0.5, 650: 0.5}
).satisfies(
    lambda r: (
        r["shift_from"] == 5
        and abs(r["psi"][5] - 0.251034) < 1e-5
        and r["fraud_channel"] == "hall"
        and abs(r["fraud_excess_cny"] - 75.0) < 0.01
    ),
    "Which months are above 0.25, and which channel has all the losses?",
)
_equal = _opened.assign(fraud_loss_cny=5.0, month=1)
_same = _paid.assign(reward_cny=[14.0, 4.0, 1.6, 20.0, 0.0, 1.8])
hidden_check("monitoring_findings").case("equals, of channels and of categories").on(
    _equal, _same.iloc[::-1].astype({"category": "category"}), _shares
).satisfies(
    lambda r: (
        r["fraud_channel"] == "booth" and r["leak_category"] == "food" and r["leak_from"] == 1
    ),
    "Of equals the first in the alphabet is returned.",
)
hidden_check("monitoring_findings").case("the tables handed in stay as they are").on(
    _opened, _paid, _shares
).leaves_inputs_alone()
hidden_check("monitoring_findings").case("a single channel").on(
    _opened[_opened["channel"] == "web"], _paid, _shares
).refuses(ValueError, because="there is no other channel to compare with")

# %% [markdown]
# ## 10 · The picture for the committee
#
# **The idea.** A committee reads one page. The curve that it needs is the money that is out, month by
# month: the running sum of present values. Its lowest point is the *peak funding*, where it crosses
# zero the launch has paid back, its end is the net present value.
#
# **A common mistake.** Showing the yearly profit. The proposal's third year earns 32 million CNY before
# tax and looks like a success; the running sum ends below zero all the same.

# %% [markdown] task="plot-launch"
# ### Task: the one-page picture
# Draw one curve per plan and mark where each is deepest in debt. On your own plan and the proposal it is
# the exhibit of your memo.


# %% answer="plot-launch"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    """Draw the running sum of present values of each plan.

    Parameters
    ----------
    plans
        Tables by the plan's name, each with ``month`` and ``present_value`` (CNY), in any order of
        months.

    Returns
    -------
    Axes
        One line per plan: month on the x axis, on the y axis the sum of the present values up to
        and including this month, in CNY (not in millions). The plan's name stands beside its line
        or in a legend. A marker of its own (``scatter``, or ``plot`` of one point with ``"o"``) at the
        lowest point of each line, the first one of equals, and at no other point. A title that says
        the finding; axis labels that say "month" and "CNY".
    """
    ### BEGIN SOLUTION
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].sort_index().cumsum()
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    ax.scatter(low_months, lows, color="0.2")
    label_line_ends(ax)
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    ax.set_title("What each plan has earned, month by month")
    return ax
    ### END SOLUTION


# %% check="plot-launch" part="two-plans" points=4
"""Two plans of four months."""
_plans = {
    "safe": pd.DataFrame({"month": [0, 1, 2, 3], "present_value": [-9.0, -2.0, 6.0, 8.0]}),
    "bold": pd.DataFrame({"month": [0, 1, 2, 3], "present_value": [-20.0, 5.0, -8.0, 30.0]}),
}
check("plot_launch").on(_plans).draws(
    lines={
        "safe": ([0, 1, 2, 3], [-9.0, -11.0, -5.0, 3.0]),
        "bold": ([0, 1, 2, 3], [-20.0, -15.0, -23.0, 7.0]),
    },
    points={"": ([1, 2], [-11.0, -23.0])},
    x_label=["month", "月"],
    y_label=["CNY", "yuan", "¥", "元"],
)

# %% check="plot-launch" part="other-plans" points=4 hidden=true
"""Months out of order, a plan that is lowest twice, one that only falls; tables left alone."""
_odd_plans = {
    "late": pd.DataFrame(
        {"present_value": [4.0, -10.0, 1.0, -3.0], "month": [3, 0, 2, 1]}, index=[7, 7, 0, 2]
    ),
    "twice": pd.DataFrame({"month": [0, 1, 2, 3], "present_value": [-5.0, 2.0, -2.0, 4.0]}),
    "falls": pd.DataFrame({"month": [0, 1, 2, 3], "present_value": [-1.0, -1.0, -1.0, -1.0]}),
}
hidden_check("plot_launch").case("three plans, months out of order").on(_odd_plans).draws(
    lines={
        "late": ([0, 1, 2, 3], [-10.0, -13.0, -12.0, -8.0]),
        "twice": ([0, 1, 2, 3], [-5.0, -3.0, -5.0, -1.0]),
        "falls": ([0, 1, 2, 3], [-1.0, -2.0, -3.0, -4.0]),
    },
    points={"": ([1, 0, 3], [-13.0, -5.0, -4.0])},
    x_label=["month", "月"],
    y_label=["CNY", "yuan", "¥", "元"],
)
hidden_check("plot_launch").case("the tables handed in stay as they are").on(
    _odd_plans
).leaves_inputs_alone()

# %% [markdown]
# ## 11 · The plan
#
# **The idea.** Every choice moves the others. A stricter cutoff lowers the loss rate and the bookings; a
# higher rate lowers both the number and the quality of applicants; a richer reward brings applicants
# and costs on every yuan spent; the gates bring more applicants than the stations and take a share of the
# interchange. The packages of the metro:

# %%
packages

# %% [markdown]
# The limits stand in `terms`; `load_launch_terms()` says what each of them means. Three kinds of plan keep
# them, and a bank may want any of them: *growth* (more segments, more cards), *prudence* (a strict
# cutoff, the known package), *partnership* (the gates, a kind reward). The limits are the bank's
# strategy in numbers: a product of some size, cards that are used, a price and a reward it stands for.
# Design (segments, cutoff, price) and promotion (reward, package) serve it only together.
#
# **A common mistake.** Improving one number alone. Commuters from 640 points, announced at the
# stations for 0.05 % a day, have a loss rate near 1 %, and fewer than 700 cards a month carry the whole
# build: minus 31 million CNY. Everybody from 500 points, at the gates with the best reward, makes 18,500
# cards a month and loses 102 million, five times as much as the proposal.

# %% [markdown] task="launch-plan"
# ### Task: your plan
# Choose, and let every figure follow from your choices. You may call your own functions. Any plan within
# the limits that earns money is right.


# %% answer="launch-plan"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    """Return your launch plan, with the figures that follow from its choices.

    The choices may be written down; the figures must follow from the tables and terms handed in,
    also if these differ from the bank's (a stress, half of the pilot).

    Parameters
    ----------
    pilot
        As ``load_launch_pilot()``: one row per applicant, all were approved.
    price_test
        As ``load_launch_price_test()``.
    packages
        As ``load_launch_packages()``.
    terms
        As in the setup cell: a dict from name to value. All that ``launch_cash_flows`` needs, and
        ``loss_given_default``, ``proposed_daily_rate``, ``proposed_reward_rate``,
        ``reward_response`` and the limits.

    Returns
    -------
    dict
        The choices: ``segments``, a list of names in the pilot; ``cutoff``, the lowest score that
        is approved; ``daily_rate``, whole steps of 0.00001 within the tested rates, not above
        ``daily_ceiling``; ``reward_rate``, from ``least_reward_rate`` to ``most_reward_rate``;
        ``package``, the name of one.

        The figures: ``annual_rate``, 365 times the daily rate. *Approved* are the applicants of the
        pilot in the segments with at least the cutoff. ``activation``: share of the approved that
        activated. ``loss_rate``: loss given default times the receivable in default, over the
        receivable of the approved, times the tested loss rate at the daily rate over that at the
        proposed one. ``monthly_bookings``: applications per month of the package, times approved
        over all applicants of the pilot, times the share that applied at the daily rate over that
        at the proposed one, times 1 + reward_response * (reward_rate - proposed_reward_rate).
        Between tested rates, shares, balances and loss rates follow straight lines. ``npv``: sum of
        the present values of ``launch_cash_flows`` with these figures; spend and receivable are the
        means of the approved and activated, the revolving balance is theirs times the tested
        one at the daily rate over that at the proposed one, bounty and share are the package's.
        Nothing is rounded.

        Limits, on the bank's own tables: ``activation`` at least ``least_activation``,
        ``monthly_bookings`` at least ``least_bookings``, ``npv`` above 0.
    """
    ### BEGIN SOLUTION
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}
    ### END SOLUTION


# %% check="launch-plan" part="choices" points=3
"""The choices keep the limits, and the figures follow from them."""
_pilot, _tested = load_launch_pilot(), load_launch_price_test()
_offers = load_launch_packages().set_index("package")
_limits = [
    (
        lambda p: (
            set(p)
            == {
                *("segments", "cutoff", "daily_rate", "reward_rate", "package", "annual_rate"),
                *("activation", "loss_rate", "monthly_bookings", "npv"),
            }
        ),
        "Return the ten keys that the docstring names.",
    ),
    (
        lambda p: len(p["segments"]) > 0 and set(p["segments"]) <= set(_pilot["segment"]),
        "Some segment is not in the pilot, or none is chosen.",
    ),
    (lambda p: p["package"] in _offers.index, "The metro offers no such package."),
    (
        lambda p: (
            0.00034 - 1e-9 <= p["daily_rate"] <= 0.0005 + 1e-9
            and abs(p["daily_rate"] * 1e5 - round(p["daily_rate"] * 1e5)) < 1e-6
            and abs(p["annual_rate"] - 365 * p["daily_rate"]) < 1e-9
        ),
        "The price breaks a rule: ceiling, tested rates, steps, or the annual rate that is shown.",
    ),
    (
        lambda p: 0.002 - 1e-9 <= p["reward_rate"] <= 0.004 + 1e-9,
        "The reward lies outside what marketing and finance accept.",
    ),
    (
        lambda p: p["activation"] >= 0.8,
        "Too many cards would lie in drawers: fewer than 80 % are used.",
    ),
    (
        lambda p: p["monthly_bookings"] >= 4_000,
        "Fewer than 4,000 cards a month: the committee wants no product that small.",
    ),
    (lambda p: p["npv"] > 0, "By your own figures the plan loses money."),
]
for _holds, _sentence in _limits:
    check("launch_plan").on(_pilot, _tested, _offers.reset_index(), terms).satisfies(
        _holds, _sentence
    )

# %% check="launch-plan" part="figures" points=3 hidden=true
"""Activation, loss rate, bookings and value are those of the plan's own choices, and it earns."""
_steps = np.arange(34, 51)  # of 0.00001; 46 is the proposal
_tested = _tested.assign(share=_tested["applied"] / _tested["invited"])
_ratio = {
    c: dict(
        zip(
            _steps,
            np.interp(_steps, 1e5 * _tested["daily_rate"], _tested[c]) / _tested[c][3],
            strict=True,
        )
    )
    for c in ("share", "revolving_cny", "loss_rate")
}
_age = np.arange(1, 61)
# Value of one card booked in each of 24 months, by what it follows: bookings, life, ramp, risk, fee.
_discount = np.array([sum(1.12 ** (-(m + k) / 12) for k in range(24) if m + k <= 60) for m in _age])
_alive = 0.988 ** (_age - 1) * _discount
_ramp = _alive * np.minimum(0.2 + 0.2 * _age, 1)
_worth = {
    "booked": _discount[0],
    "alive": _alive.sum(),
    "ramp": _ramp.sum(),
    "risk": (_ramp * np.interp(_age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])).sum(),
    "fee": _alive[[12, 24, 36, 48]].sum(),
    "year": (1.12 ** (-_age / 12)).sum() / 12,
}
_prices = _tested.drop(columns="share").iloc[[2, 0, 4, 3, 1]]
_bank_tables = [("the bank's tables", _pilot, _offers, terms)]
for _what, _applicants, _offered, _terms in _bank_tables:
    for _holds, _sentence in [
        (
            lambda p, a=_applicants: (
                abs(
                    a[a["segment"].isin(p["segments"]) & (a["score"] >= p["cutoff"])][
                        "activated"
                    ].mean()
                    - p["activation"]
                )
                < 1e-4
            ),
            "Activation: how many of those whom your segments and cutoff approve use the card?",
        ),
        (
            lambda p, a=_applicants, k=_ratio, t=_terms: (
                (u := a[a["segment"].isin(p["segments"]) & (a["score"] >= p["cutoff"])]).size
                and abs(
                    (u["receivable_cny"] @ u["default_12m"])
                    / u["receivable_cny"].sum()
                    * t["loss_given_default"]
                    * k["loss_rate"][round(p["daily_rate"] * 1e5)]
                    / p["loss_rate"]
                    - 1
                )
                < 1e-6
            ),
            "Is the loss rate the one of your own cutoff, segments and price?",
        ),
        (
            lambda p, a=_applicants, k=_ratio, o=_offered, t=_terms: (
                abs(
                    o["applications_per_month"][p["package"]]
                    * (a["segment"].isin(p["segments"]) & (a["score"] >= p["cutoff"])).mean()
                    * k["share"][round(p["daily_rate"] * 1e5)]
                    * (1 + t["reward_response"] * (p["reward_rate"] - t["proposed_reward_rate"]))
                    / p["monthly_bookings"]
                    - 1
                )
                < 1e-4
            ),
            "Do the bookings follow your package, approval, price and reward?",
        ),
        (
            lambda p, a=_applicants, k=_ratio, o=_offered, t=_terms: (
                (
                    u := a[
                        a["segment"].isin(p["segments"])
                        & (a["score"] >= p["cutoff"])
                        & (a["activated"] == 1)
                    ][["spend_cny", "receivable_cny", "revolving_cny"]].mean()
                ).size
                and abs(
                    (1 - t["tax"])
                    * (
                        p["monthly_bookings"]
                        * (
                            p["activation"]
                            * (
                                _worth["ramp"]
                                * u["spend_cny"]
                                * t["interchange"]
                                * (1 - o["interchange_share"][p["package"]])
                                - _worth["ramp"]
                                * u["spend_cny"]
                                * p["reward_rate"]
                                * (1 - t["breakage"])
                                + _worth["ramp"]
                                * u["revolving_cny"]
                                * k["revolving_cny"][round(p["daily_rate"] * 1e5)]
                                * 365
                                * p["daily_rate"]
                                / 12
                                + _worth["ramp"] * t["instalments"] * t["instalment_rate"] / 12
                                - _worth["ramp"] * u["receivable_cny"] * t["funding_rate"] / 12
                                - _worth["risk"] * u["receivable_cny"] * p["loss_rate"] / 12
                                + _worth["fee"] * t["annual_fee"] * t["fee_paid"]
                                - _worth["alive"] * t["operating"] / 12
                                - _worth["alive"]
                                * t["cannibalised_share"]
                                * t["cannibalised_margin"]
                                / 12
                                - _worth["booked"] * o["bounty_cny"][p["package"]]
                            )
                            - _worth["booked"] * t["cost_per_booking"]
                        )
                        - t["build"]
                        - _worth["year"] * t["fixed"]
                    )
                    - p["npv"]
                )
                < 1_000
            ),
            "Is the value that of your own figures: activation, loss rate, price, package?",
        ),
    ]:
        hidden_check("launch_plan").case(_what).on(
            _applicants, _prices, _offered.reset_index(), _terms
        ).satisfies(_holds, _sentence)

# %% check="launch-plan" part="stress" points=2 hidden=true
"""The same choices on half of the pilot, at dearer money, other packages, another price test."""
_half = _pilot.iloc[1::2].set_axis([0] * 4_000)
_dear = {"funding_rate": 0.03, "cost_per_booking": 420.0, "loss_given_default": 0.7}
_dear = _dear | {"proposed_daily_rate": 0.00042}
_dear = _dear | {"reward_response": 60.0, "build": 30e6, "tax": 0.2, "proposed_reward_rate": 0.0022}
_changed = _offers.assign(
    bounty_cny=[20.0, 90.0, 70.0],
    interchange_share=[0.3, 0.2, 0.05],
    applications_per_month=[20_000.0, 9_000.0, 15_000.0],
)
_prices = _prices.assign(
    invited=[20_000, 10_000, 20_000, 40_000, 20_000], applied=[720, 412, 562, 1_304, 776]
)
_ratios = {
    base / 1e5: {
        column: {step: value / values[base] for step, value in values.items()}
        for column, values in _ratio.items()
    }
    for base in (46, 42)
}
_retest = load_launch_price_test().assign(
    applied=[900, 790, 700, 600, 450],
    revolving_cny=[4_600.0, 4_450.0, 4_300.0, 4_100.0, 3_900.0],
    receivable_cny=[11_600.0, 11_400.0, 11_100.0, 10_800.0, 10_500.0],
    loss_rate=[0.030, 0.032, 0.035, 0.039, 0.046],
)
_follow = {
    column: dict(
        zip(
            _steps,
            np.interp(_steps, 1e5 * _retest["daily_rate"], _retest[source]) / _retest[source][3],
            strict=True,
        )
    )
    for column, source in [
        ("share", "applied"),
        ("revolving_cny", "revolving_cny"),
        ("loss_rate", "loss_rate"),
    ]
}
_tables = [
    ("half of the pilot", _half, _offers, terms, _prices, _ratios[0.00046]),
    (
        "dear money and other terms",
        _pilot,
        _offers,
        {**terms, **_dear},
        _prices,
        _ratios[0.00042],
    ),
    ("other packages", _pilot, _changed.iloc[::-1], terms, _prices, _ratios[0.00046]),
    ("another price test", _pilot, _offers, terms, _retest, _follow),
]
for _what, _applicants, _offered, _terms, _asked_at, _ratio in _tables:
    for _holds, _sentence in [
        (
            lambda p, a=_applicants: (
                abs(
                    a[a["segment"].isin(p["segments"]) & (a["score"] >= p["cutoff"])][
                        "activated"
                    ].mean()
                    - p["activation"]
                )
                < 1e-4
            ),
            "Activation: how many of those whom your segments and cutoff approve use the card?",
        ),
        (
            lambda p, a=_applicants, k=_ratio, t=_terms: (
                (u := a[a["segment"].isin(p["segments"]) & (a["score"] >= p["cutoff"])]).size
                and abs(
                    (u["receivable_cny"] @ u["default_12m"])
                    / u["receivable_cny"].sum()
                    * t["loss_given_default"]
                    * k["loss_rate"][round(p["daily_rate"] * 1e5)]
                    / p["loss_rate"]
                    - 1
                )
                < 1e-6
            ),
            "Is the loss rate the one of your own cutoff, segments and price?",
        ),
        (
            lambda p, a=_applicants, k=_ratio, o=_offered, t=_terms: (
                abs(
                    o["applications_per_month"][p["package"]]
                    * (a["segment"].isin(p["segments"]) & (a["score"] >= p["cutoff"])).mean()
                    * k["share"][round(p["daily_rate"] * 1e5)]
                    * (1 + t["reward_response"] * (p["reward_rate"] - t["proposed_reward_rate"]))
                    / p["monthly_bookings"]
                    - 1
                )
                < 1e-4
            ),
            "Do the bookings follow your package, approval, price and reward?",
        ),
        (
            lambda p, a=_applicants, k=_ratio, o=_offered, t=_terms: (
                (
                    u := a[
                        a["segment"].isin(p["segments"])
                        & (a["score"] >= p["cutoff"])
                        & (a["activated"] == 1)
                    ][["spend_cny", "receivable_cny", "revolving_cny"]].mean()
                ).size
                and abs(
                    (1 - t["tax"])
                    * (
                        p["monthly_bookings"]
                        * (
                            p["activation"]
                            * (
                                _worth["ramp"]
                                * u["spend_cny"]
                                * t["interchange"]
                                * (1 - o["interchange_share"][p["package"]])
                                - _worth["ramp"]
                                * u["spend_cny"]
                                * p["reward_rate"]
                                * (1 - t["breakage"])
                                + _worth["ramp"]
                                * u["revolving_cny"]
                                * k["revolving_cny"][round(p["daily_rate"] * 1e5)]
                                * 365
                                * p["daily_rate"]
                                / 12
                                + _worth["ramp"] * t["instalments"] * t["instalment_rate"] / 12
                                - _worth["ramp"] * u["receivable_cny"] * t["funding_rate"] / 12
                                - _worth["risk"] * u["receivable_cny"] * p["loss_rate"] / 12
                                + _worth["fee"] * t["annual_fee"] * t["fee_paid"]
                                - _worth["alive"] * t["operating"] / 12
                                - _worth["alive"]
                                * t["cannibalised_share"]
                                * t["cannibalised_margin"]
                                / 12
                                - _worth["booked"] * o["bounty_cny"][p["package"]]
                            )
                            - _worth["booked"] * t["cost_per_booking"]
                        )
                        - t["build"]
                        - _worth["year"] * t["fixed"]
                    )
                    - p["npv"]
                )
                < 1_000
            ),
            "Is the value that of your own figures: activation, loss rate, price, package?",
        ),
    ]:
        hidden_check("launch_plan").case(_what).on(
            _applicants, _asked_at, _offered.reset_index(), _terms
        ).satisfies(_holds, _sentence)
hidden_check("launch_plan").case("the tables handed in stay as they are").on(
    _half, _prices, _changed.reset_index(), {**terms, **_dear}
).leaves_inputs_alone()

# %% [markdown]
# ## The decision memo
#
# Write to the launch committee, at most two pages (700 words), with one page of pictures from
# `plot_launch`: **should the Lantern Metro card be launched, and as what?** Say it in the first line. Then
# your plan and why its parts fit; then, for the review a year later, the three findings on `accounts` and
# `rewards` (expected shares by score from 580 in steps of 20: 0.19, 0.29, 0.22, 0.14, 0.16) and what
# you change. Use your own functions for every number. Say which of the bank's people you need for
# what, what you would do otherwise next time, and what you would learn first. The memo is graded by hand:
#
# | Criterion | 3 | 2 | 1 | 0 |
# |---|---|---|---|---|
# | **Decision** | launch, redesign or stop in the first line, with segment, price, cutoff, partner, date and value in CNY; conditions that would stop it, in numbers | clear, a part or a condition is missing | can be guessed | none |
# | **Evidence** | every figure from a function, parts agree; the proposal's 5.0 million set right and the slip named | one part disagrees, or the slip is not named | figures without a source | the proposal's figure taken over |
# | **Risk and rules** | drivers ranked by what they move, peak funding, the rules on price and dormant cards with date; who may be harmed | two of these | one | none |
# | **After the launch** | all three problems with month, place and CNY; an action, an owner and a limit for each; what you would do otherwise and learn first, on which next pilot, with which of the bank's people | three problems, actions or your own next steps vague | one or two problems | none |

# %% [markdown] memo="decision-memo" points=12
# **Redesign, then launch: commuters and young families from 580 points, 0.049 % a day (17.885 % a year),
# 0.25 % reward, the metro's gates, week 18. Expected value +15.2 million CNY; the proposal is worth
# −20.5. Stop if activation stays below 68 % or the loss rate goes above 3.2 %.**
#
# *The proposal.* Its 5.0 million counts 10,000 cards used of 10,000 booked; 7,500 are. A quarter in
# drawers also breaks our reading of the 20 % limit on dormant cards (notice of July 2022). Interest on
# the whole receivable would even say 313.9 million.
#
# *The plan.* Per card booked young families earn 163 CNY a year and commuters 50; students lose 141,
# small traders 811. Two segments from 580: 82 % activate, 2.2 % a year is lost, 6,500 cards a month at
# 17.885 %, above the price that earns most per invitation (16.79 %) and within a tenth of it, because every
# card that is used has cost 465 CNY before its first purchase. No law has capped the rate since 2021; we keep our ceiling
# of 0.05 % a day and show the annual rate. Metro: the gates, 85 CNY and
# 10 % of the interchange. For the general contract I offer a share of 14.4 % and no bounty: it has its 140
# CNY, and we keep 88 CNY where cards die young; a bounty of 90 would leave 34, below our reserve. Test: about 29,000 invited and 28,000 held back,
# power 0.8 for 0.4 points, 118,000 CNY. Desk: 12 to 33 agents by half-hour. Schedule: one week off the
# product rules, two off the contract, 360,000 CNY, week 18.
#
# *Risk.* What moves the value: revolving balance ±20 % gives −17.9 to +48.3 million, bookings ±20 % 5.0
# to 25.4, losses ±20 % 22.0 to 8.5, cost per booking ±20 % 23.2 to 7.3. Peak funding 38.6 million in
# month 17, payback in month 46. Fewer than 4,600 cards a month and it loses. Who revolves pays for
# those who don't: we show the cost of a minimum payment and lower the limit of who only pays it.
#
# *The year after.* (1) From month 7 scores are those of other people: PSI 0.57 to 0.72, 40 % in the
# lowest band instead of 19 %. Risk raises the cutoff there until the vintage is seen; limit 0.25, monthly.
# (2) Street stand: 97 CNY of fraud per account against 31 elsewhere, 72,000 CNY too much on 1,082
# accounts. Fraud team checks identity on the spot; stop above twice the others. (3) Wallet top-ups earn
# 0.4 % that no contract promises since month 6: 385,000 CNY. Technology corrects the merchant code,
# finance reconciles by category each month, limit 1 %; what customers hold we don't take back.
#
# *Next.* Compliance, risk, service and technology signed their parts; the metro sees the weekly figures.
# Next time I would open a street stand only after a month's trial. I would learn first why a fifth of our
# cards is never used, on the next pilot, with the service desk that calls these customers.

# %% [markdown]
# ## What to take with you
#
# - A plan is right when its parts agree. A price, a loss rate or a date from another plan is a mistake
#   even if each is true somewhere.
# - A card booked is not a card used; a receivable is not a balance that bears interest. Between these
#   two sentences lie 334 million CNY of net present value.
# - Several launches of the same card are good. Which one depends on what the bank wants: size, safety
#   or a partner. None of them is the proposal.
# - A partner's bounty is gone when cards die young; a share is not.
# - Money buys time only on the longest chain.
# - After the launch look by channel, by category, by month. Totals hide the thief, the leak and the new
#   customers.
# - And then launch again: what this year taught is the pilot of the next.
#
# ## Terms
#
# | English | 中文 | Meaning |
# |---|---|---|
# | pilot | 试点 | a small launch, here with everybody approved |
# | activation | 激活率 | share of the cards booked that are used |
# | dormant card | 睡眠卡 | card without use for 18 months, without debt or credit balance |
# | overdraft rate | 透支利率 | daily rate on the revolving balance |
# | adverse selection | 逆向选择 | a higher price keeps the riskier customers |
# | cutoff | 准入分数线 | lowest score that is approved |
# | loss rate | 损失率 | losses over receivable |
# | cohort, month on book | 账龄批次、账龄月 | cards booked in one month; their age |
# | net present value | 净现值 (NPV) | value today of all cash flows |
# | peak funding | 最大资金占用 | lowest point of the running sum |
# | cannibalisation | 蚕食效应 | margin lost on the bank's other cards |
# | bounty | 获客奖励 | payment to the partner per activated card |
# | reserve | 保留价值 | the least that a side would sign for |
# | power | 检验功效 | probability that a test sees a true difference |
# | shrinkage | 损耗率 | share of paid time away from the phone |
# | critical path | 关键路径 | the longest chain of tasks |
# | population stability index | 群体稳定性指数 (PSI) | how far the mix of scores has moved |
# | excess fraud loss | 超额欺诈损失 | loss of a channel beyond the others' rate |
# | reward leak | 积分漏损 | rewards that no contract promises |
#
# ## Sources
#
# All looked up on 24 November 2026.
#
# 1. S&P Global, "China tightens credit card regulations", on the notice of CBIRC and PBoC of July 2022
#    (rule `cn-dormant-card-share` in the course's table of rules).
#    <https://www.spglobal.com/marketintelligence/en/news-insights/latest-news-headlines/china-tightens-credit-card-regulations-71086784>
# 2. China Banking News, 11 January 2021, on the PBoC's notice that ended cap and floor of the overdraft
#    rate (rules `cn-overdraft-rate-negotiated`, `cn-annualised-rate-shown`).
#    <https://www.chinabankingnews.com/2021/01/11/china-removes-restrictions-on-credit-card-overdraft-rates-for-over-700-million-card-holders/>
# 3. B. Yurdakul and J. Naranjo on the statistical properties of the population stability index
#    (abstract). The limit of 0.25 is a rule of thumb, not a test.
#    <https://discovery.researcher.life/article/statistical-properties-of-the-population-stability-index/ece65f0558b63feb865e042ab531e95a>
#
# The figures of Lantern Bank, the metro, their customers and the year after the launch are invented for
# this course.
