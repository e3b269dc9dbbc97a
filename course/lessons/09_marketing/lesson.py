# %% [markdown]
# # 09 · Marketing 市场推广能力
#
# **The competency.** A credit card product manager finds the most effective channel and method from
# the analysis of market and customers; analyses what a promotion achieved, finds its weaknesses and
# adjusts it; and so wins customers, share and profit.
#
# **After this notebook you can decide**
#
# - whether a campaign earned money, or only sent a bill for what would have happened anyway,
# - whom to contact next time and whom to leave alone, with the expected profit in yuan,
# - what a customer may cost to win, and how to split a media budget over channels.
#
# **Time** about 90 minutes. **You need** pandas as far as `groupby`, and the idea of a standard error.
# Notebook 03 helps with the second, but you can do without it.
#
# Money is in CNY, rates are fractions (`0.061` is 6.1 %), lives and horizons are whole months or years.
# Your functions leave the tables that they get as they are, and may return rows with any index.

# %% setup=true
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from course.bank import load_campaign, load_journeys
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
campaign = load_campaign()
journeys = load_journeys()

# %% [markdown]
# ## The decision: call the other 300,000 depositors?
#
# Lantern Bank (fictional, like every number about it) has depositors without its credit card. For the
# autumn campaign 40,000 of them were drawn. An agency called 30,000, at 12 CNY a call; chance decided
# which. The other 10,000 were left alone, because a careful analyst insisted. Now the agency reports:

# %%
called = campaign[campaign["arm"] == "test"]
earned, spent = called["margin_cny"].sum(), called["contact_cost_cny"].sum()
print(f"{len(called):,} called, {called['responded'].sum():,} took the card")
print(f"12-month margin {earned:,.0f} CNY, cost {spent:,.0f} CNY")
print(f"return on investment {earned / spent - 1:+.1%}")

# %% [markdown]
# It offers to call the 300,000 other depositors for 3.6 million CNY and promises 1.1 million CNY of
# profit. It adds a score that "finds 77 % of the takers with 20 % of the calls".
#
# Whether this is true costs one question: *what did the 10,000 do whom nobody called?*
#
# This happens to good firms. In 2015 three economists published what eBay had learnt from large field
# experiments with its search advertising: returns were a fraction of what the usual analysis had said,
# ads on the firm's own name had no measurable effect in the short run, and on all other words average
# returns were negative, since frequent users, whom ads don't move, cause most of the cost [1].
#
# You will build the tools to answer: for the calls, for the score, for the price of a customer, for
# the media budget. The memo at the end recommends whom to call.

# %% [markdown]
# ## 1 · What did the campaign add?
#
# **The idea.** A campaign's effect is what happened minus *what would have happened without it*. The
# second can't be seen, but it can be measured: on customers who were held back **at random**, so that
# they differ from the others in nothing but the call.
#
# $$\Delta R = n_t\left(\frac{r_t}{n_t} - \frac{r_c}{n_c}\right) \qquad
# C = n_t\,k + r_t\,g \qquad
# \text{iROI} = \frac{\Delta R\, m - C}{C}$$
#
# $n_t, r_t$ are the customers of the *test* arm and how many of them responded, $n_c, r_c$ the same of
# the *control* arm; $\Delta R$ are the incremental responders. $k$ is the cost of a contact, $g$ a gift
# or bonus that every responder of the test arm gets, $C$ the cost of the campaign, $m$ the margin of a
# response, net of what it takes from the bank's other products (*cannibalisation*), all in CNY. Note
# $r_t\,g$: who would have come anyway takes the gift too.
#
# **How sure?** The two rates are random. With $p = r/n$ for each arm, their difference has the
# standard error
#
# $$s = \sqrt{\frac{p_t(1-p_t)}{n_t} + \frac{p_c(1-p_c)}{n_c}}$$
#
# and 95 of 100 such intervals, 1.96 standard errors to each side, hold the true effect.
#
# **Example, by hand.** In spring the bank mailed 80,000 customers at 3.20 CNY and gave each responder a
# voucher of 80 CNY; a response is worth 260 CNY. 2,160 responded, 2.7 %. Of 20,000 held back 420 did,
# 2.1 %. So 1,680 of the 2,160 would have come anyway:

# %%
spring = pd.Series(
    {
        "margin of all 2,160 responders": 2_160 * 260,
        "margin that would have come anyway": 1_680 * 260,
        "mail and vouchers": 80_000 * 3.20 + 2_160 * 80,
    }
)
print(spring.map("{:,.0f} CNY".format).to_string())
print(f"account of the agency {561_600 / 428_800 - 1:+.1%}")
print(f"account with control  {(561_600 - 436_800) / 428_800 - 1:+.1%}")

# %% [markdown]
# And the autumn calls, where the margin of each customer is known:

# %% alt="Two stacked horizontal bars for the autumn campaign. The margin of the customers called, 472,000 CNY, consists of 387,000 CNY that would have come anyway and 84,000 CNY that the calls added. The cost of the calls, 360,000 CNY, is more than four times the added part."
usual = len(called) * campaign.loc[campaign["arm"] == "control", "margin_cny"].mean()
fig, ax = plt.subplots(figsize=(8, 3))
ax.barh(0, usual, color=QUIET)
ax.barh(0, earned - usual, left=usual, color=GREEN)
ax.barh(1, spent, color=VERMILION)
ax.text(usual / 2, 0, f"would have come anyway {usual:,.0f}", ha="center", va="center")
ax.text(earned + 5_000, 0, f"added {earned - usual:,.0f}", va="center", color=GREEN)
ax.text(spent / 2, 1, f"calls {spent:,.0f}", ha="center", va="center", color="white")
ax.set_yticks([0, 1], ["margin", "cost"])
ax.invert_yaxis()
ax.set(xlabel="CNY, 30,000 customers called", xlim=(0, 600_000))
ax.set_title("Calls for 360,000 CNY added 84,000 CNY of margin")
cny_axis(ax, "x")
plt.show()

# %% [markdown]
# **A common mistake.** Counting every response as the campaign's. The report's +31 % becomes
# −77 % once the control arm's margin is taken out. Rolled out to 300,000 depositors the agency promises a
# profit of 1.1 million CNY; the bank would *lose* about 2.8 million. The same report, one question
# later, is 3.9 million CNY apart.
#
# Your function will work with counts and one margin per response, as one does before margins are
# known. At the mean of 258.69 CNY a card it puts the autumn campaign at −74 %, with an interval from
# −85 % to −63 %: not a matter of luck.
#
# The second mistake is to subtract counts, 1,833 − 489: the control arm is three times smaller.

# %% [markdown] task="campaign-roi"
# ### Task: what did the campaign add?
# You get the counts of both arms and the three prices. Return what the campaign added, what it cost
# and its return on investment with a 95 % interval, so that the committee sees how sure it can be.


# %% answer="campaign-roi"
def campaign_roi(
    test_customers: int,
    test_responders: int,
    control_customers: int,
    control_responders: int,
    margin: float,
    contact_cost: float,
    incentive: float,
) -> dict[str, float]:
    """Return the incremental return on investment of a campaign with a control group.

    Parameters
    ----------
    test_customers, test_responders
        Customers contacted, and how many of them responded.
    control_customers, control_responders
        Customers held back at random, and how many of them responded all the same. The arms may
        differ in size.
    margin
        Profit of one response in CNY, before the cost of the campaign.
    contact_cost
        CNY for each customer contacted.
    incentive
        CNY paid to every responder of the test arm, also to those who would have come anyway.

    Returns
    -------
    dict
        ``incremental_responders``: responders of the test arm beyond those that its size and the
        control arm's rate lead one to expect. ``cost``: of the campaign, CNY. ``roi``: (incremental
        margin - cost) / cost, a fraction. ``low``, ``high``: ``roi`` when the difference of the
        two rates is 1.96 standard errors lower and higher; each arm has its own variance
        p (1 - p) / n, and the cost is taken as known. Nothing is rounded.

    Raises
    ------
    ValueError
        If an arm has no customers, or responders that are negative or more than its customers,
        or if the campaign cost nothing.
    """
    ### BEGIN SOLUTION
    for customers, responders in [
        (test_customers, test_responders),
        (control_customers, control_responders),
    ]:
        if customers < 1 or not 0 <= responders <= customers:
            raise ValueError(f"an arm with {responders} responders of {customers} customers")
    cost = test_customers * contact_cost + test_responders * incentive
    if cost <= 0:
        raise ValueError("a campaign without cost has no return on investment")
    test_rate = test_responders / test_customers
    control_rate = control_responders / control_customers
    effect = test_rate - control_rate
    variance = test_rate * (1 - test_rate) / test_customers
    variance += control_rate * (1 - control_rate) / control_customers
    reach = 1.96 * variance**0.5
    returns = {
        name: (rate * test_customers * margin - cost) / cost
        for name, rate in [("roi", effect), ("low", effect - reach), ("high", effect + reach)]
    }
    return {"incremental_responders": effect * test_customers, "cost": cost, **returns}
    ### END SOLUTION


# %% check="campaign-roi" part="worked-example" points=5
"""Fifty thousand contacted, ten thousand held back."""
_tolerance = {"incremental_responders": 0.01, "cost": 0.01, "roi": 1e-4, "low": 1e-4, "high": 1e-4}
_campaign = 50_000, 1_500, 10_000, 180, 320.0, 2.5, 40.0
check("campaign_roi").on(*_campaign).gives(
    {
        "incremental_responders": 600.0,
        "cost": 185_000.0,
        "roi": 0.037838,
        "low": -0.221999,
        "high": 0.297675,
    },
    within=_tolerance,
    mistakes=[
        (
            lambda r: r["incremental_responders"] == 1_500,
            "All responders are counted: who of them would have come without the mail?",
        ),
        (
            lambda r: r["incremental_responders"] == 1_320,
            "Counts of two arms of different size were subtracted: what makes them comparable?",
        ),
        (
            lambda r: abs(r["incremental_responders"] - 120) < 0.01,
            "That is the effect on as many people as were held back: how many got the mail?",
        ),
        (
            lambda r: abs(r["cost"] - 149_000) < 0.01,
            "The gift was paid to the additional responders only: who else received it?",
        ),
        (
            lambda r: abs(r["cost"] - 125_000) < 0.01,
            "The cost is that of the mail alone: what else does a response cost?",
        ),
        (
            lambda r: abs(r["cost"] - 192_200) < 0.01,
            "The control arm is in the cost: was anything sent or paid to it?",
        ),
        (
            lambda r: abs(r["roi"] - 1.037838) < 1e-4,
            "That is margin over cost: what is left once the cost is paid?",
        ),
        (
            lambda r: abs(r["low"] + 0.094732) < 1e-4,
            "The interval is one standard error to each side: how many make 95 %?",
        ),
        (
            lambda r: abs(r["low"] + 0.268505) < 1e-4,
            "Both arms share one variance here: the docstring gives each arm its own.",
        ),
    ],
)

# %% check="campaign-roi" part="other-campaigns" points=5 hidden=true
"""Arms of other sizes, a campaign that drives customers away, an empty control, impossible counts."""
hidden_check("campaign_roi").case("a control arm larger than the test arm").on(
    8_000, 376, 24_000, 696, 410.0, 6.2, 25.0
).gives(
    {
        "incremental_responders": 144.0,
        "cost": 59_000.0,
        "roi": 0.000678,
        "low": -0.282880,
        "high": 0.284236,
    },
    within=_tolerance,
)
hidden_check("campaign_roi").case("the mail drives customers away").on(
    12_000, 240, 6_000, 150, 200.0, 1.5, 0.0
).gives(
    {
        "incremental_responders": -60.0,
        "cost": 18_000.0,
        "roi": -1.666667,
        "low": -2.290363,
        "high": -1.042970,
    },
    within=_tolerance,
)
hidden_check("campaign_roi").case("nobody in the control arm responded").on(
    1_000, 30, 500, 0, 100.0, 1.0, 0.0
).gives(
    {
        "incremental_responders": 30.0,
        "cost": 1_000.0,
        "roi": 2.0,
        "low": 0.942689,
        "high": 3.057311,
    },
    within=_tolerance,
)
hidden_check("campaign_roi").case("nobody in the test arm responded").on(
    1_000, 0, 500, 10, 100.0, 1.0, 5.0
).gives(
    {
        "incremental_responders": -20.0,
        "cost": 1_000.0,
        "roi": -3.0,
        "low": -4.227154,
        "high": -1.772846,
    },
    within=_tolerance,
)
hidden_check("campaign_roi").case("everybody responded, in arms of one").on(
    1, 1, 1, 1, 100.0, 0.0, 0.5
).gives(
    {"incremental_responders": 0.0, "cost": 0.5, "roi": -1.0, "low": -1.0, "high": -1.0},
    within=_tolerance,
)
for _what, _counts in [
    ("nobody was held back", (1_000, 30, 0, 0)),
    ("nobody was contacted", (0, 0, 1_000, 20)),
    ("more responders than customers, control arm", (1_000, 30, 500, 501)),
    ("more responders than customers, test arm", (1_000, 1_001, 500, 10)),
    ("a negative number of responders, control arm", (1_000, 30, 500, -1)),
    ("a negative number of responders, test arm", (1_000, -1, 500, 10)),
]:
    hidden_check("campaign_roi").case(_what).on(*_counts, 100.0, 1.0, 5.0).refuses(
        ValueError, because="without two real arms there is no effect to report"
    )
hidden_check("campaign_roi").case("a campaign that cost nothing").on(
    1_000, 30, 500, 10, 100.0, 0.0, 0.0
).refuses(ValueError, because="nothing was invested, so there is no return on it")
hidden_check("campaign_roi").case("a gift only, which nobody took").on(
    1_000, 0, 500, 10, 100.0, 0.0, 5.0
).refuses(ValueError, because="nothing was paid in the end, so there is no return on it")

# %% [markdown]
# ## 2 · The gains table
#
# **The idea.** A score sorts customers by how likely they are to respond. To see whether it does, cut
# the sorted list into ten equal groups, *deciles*, and compare each with everybody.
#
# $$\text{lift}_d = \frac{r_d / n_d}{r / n} \qquad
# \text{gain}_d = \frac{r_1 + \dots + r_d}{r}$$
#
# $n_d, r_d$ are the customers and responders of decile $d$ (1 is the best), $n, r$ those of all.
# A lift of 3 means three times the usual response; a gain of 0.7 in decile 3 means that 30 % of the
# contacts find 70 % of the responders.
#
# **Example.** The agency's score on the 30,000 customers it called, in *fifths* for a start:

# %%
place = called["response_score"].rank(ascending=False, method="first")
fifth = np.ceil(place / len(called) * 5).astype(int).rename("fifth")
found = called.groupby(fifth)["responded"].sum()
pd.DataFrame({"responders": found, "share of all": (found / found.sum()).round(3)})

# %% alt="Line of the cumulative gain of the agency's score over the share of customers called. It rises steeply to 77 % of the responders at 20 % of the calls and 89 % at 30 %, then almost levels off. A straight line from 0 to 100 % shows a random order."
fig, ax = plt.subplots()
in_order = called["responded"].to_numpy()[np.argsort(place.to_numpy())]
reached = np.append(0, in_order.cumsum() / in_order.sum())
share = np.linspace(0, 1, len(reached))
ax.plot(share, reached, label="agency's score")
ax.plot([0, 1], [0, 1], "--", color=QUIET, label="random order")
at_20 = reached[len(reached) // 5]
ax.plot(0.2, at_20, "o", color=BLUE)
ax.annotate(f"20 % of calls: {100 * at_20:.0f} % of takers", (0.22, at_20 - 0.04), color=BLUE)
ax.set(xlabel="Share of customers called, best score first", ylabel="Share of takers reached")
ax.set_title("The score finds takers: three quarters of them in the first fifth")
ax.annotate("random order", (0.62, 0.55), color="0.35")
percent_axis(ax, "x")
percent_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Reading "finds takers" as "makes takers". By the agency's account the best
# decile earns 53 CNY a call. With the control arm taken out it *loses* 1.61 CNY a call: 21 % of these
# customers take the card without one. On the 30,000 best of 300,000 depositors that is a promised
# profit of 1.59 million CNY against a loss of 48,000. The gains table says how well a score predicts;
# it can't say what a contact changes.

# %% [markdown] task="gains-table"
# ### Task: the gains table
# The agency delivers a score and the responses of the last mailing. Return the table that every
# marketing team reads first: ten groups from the best score to the worst.


# %% answer="gains-table"
def gains_table(customers: pd.DataFrame) -> pd.DataFrame:
    """Return response, lift and cumulative gain by decile of the score.

    Parameters
    ----------
    customers
        Columns ``score`` (higher: more likely to respond) and ``responded`` (0 or 1), one row a
        contacted customer.

    Returns
    -------
    DataFrame
        One row per decile: ``decile`` (1 is the best), ``customers``, ``responders``,
        ``response_rate``, ``lift`` (response rate over that of all customers) and
        ``cumulative_gain`` (share of all responders in this and the better deciles). Customers
        stand in falling order of score; equal scores keep the order of the table. Of n customers
        the one at place k (the best is k = 0) is in decile floor(10 k / n) + 1.

    Raises
    ------
    ValueError
        If there are fewer than 10 customers, or nobody responded.
    """
    ### BEGIN SOLUTION
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("a gains table needs ten customers and one response")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.arange(n) * 10 // n + 1
    table = ranked.groupby(decile)["responded"].agg(customers="size", responders="sum")
    table["response_rate"] = table["responders"] / table["customers"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / customers["responded"].sum()
    return table.rename_axis("decile").reset_index()
    ### END SOLUTION


# %% check="gains-table" part="worked-example" points=4
"""Forty customers in mixed order, ten of them responded."""
_place = np.arange(40) * 23 % 40  # 0: the best score
_customers = pd.DataFrame(
    {
        "score": 0.9 - _place / 50,
        "responded": np.isin(_place, [0, 1, 2, 4, 5, 8, 11, 15, 22, 31]).astype(int),
    }
)
_expected = pd.DataFrame(
    {
        "decile": range(1, 11),
        "customers": 4,
        "responders": [3, 2, 2, 1, 0, 1, 0, 1, 0, 0],
        "response_rate": [0.75, 0.5, 0.5, 0.25, 0.0, 0.25, 0.0, 0.25, 0.0, 0.0],
        "lift": [3.0, 2.0, 2.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0],
        "cumulative_gain": [0.3, 0.5, 0.7, 0.8, 0.8, 0.9, 0.9, 1.0, 1.0, 1.0],
    }
)
check("gains_table").on(_customers).gives_rows(
    _expected,
    key="decile",
    within=1e-9,
    mistakes=[
        (
            lambda t: list(t.sort_values("decile")["responders"]) == [0, 0, 1, 0, 1, 0, 1, 2, 2, 3],
            "Decile 1 holds the worst scores here: which customers come first?",
        ),
        (
            lambda t: max(t["lift"]) == 1.5,
            "The lift compares a decile with the one before: with whom should it be compared?",
        ),
        (
            lambda t: abs(max(t["lift"]) - 2.0) < 1e-9 and max(t["response_rate"]) == 0.75,
            "The lift leaves the decile itself out: all customers are the yardstick.",
        ),
        (
            lambda t: max(t["cumulative_gain"]) == 0.75,
            "The gain is a response rate so far: which share of all responders is it to be?",
        ),
        (
            lambda t: max(t["cumulative_gain"]) == 0.3,
            "The gain of each decile stands alone: what do the better deciles add?",
        ),
        (
            lambda t: max(t["cumulative_gain"]) == 3.0,
            "That is the cumulative lift: which share of all responders was found so far?",
        ),
        (
            lambda t: t.loc[t["decile"] == 1, "customers"].iloc[0] == 3,
            "The best customer has place 0, not 1: in which decile is the one at place 3 of 40?",
        ),
    ],
)

# %% check="gains-table" part="equal-scores" points=2
"""Thirteen customers with the same score: the order of the table decides."""
_customers = pd.DataFrame({"score": 0.5, "responded": [1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0]})
_responders = np.array([1, 0, 1, 1, 1, 0, 0, 0, 0, 0])
_size = np.array([2, 1, 1, 2, 1, 1, 2, 1, 1, 1])
_expected = pd.DataFrame(
    {
        "decile": range(1, 11),
        "customers": _size,
        "responders": _responders,
        "response_rate": _responders / _size,
        "lift": _responders / _size / (4 / 13),
        "cumulative_gain": np.cumsum(_responders) / 4,
    }
)
check("gains_table").on(_customers).gives_rows(
    _expected,
    key="decile",
    within=1e-9,
    mistakes=[
        (
            lambda t: len(t) == 1,
            "All equal scores fell into one group: what puts them in order?",
        ),
        (
            lambda t: max(t["customers"]) == 4,
            "The rest all went to the last decile: how does the docstring spread 13 over ten?",
        ),
        (
            lambda t: list(t.sort_values("decile")["customers"]) == [2, 2, 2, 1, 1, 1, 1, 1, 1, 1],
            "The first groups took the rest: how does the docstring spread 13 over ten?",
        ),
        (
            lambda t: (
                sorted(t["customers"]) == sorted(_size)
                and list(t.sort_values("decile")["customers"]) != list(_size)
            ),
            "The larger groups stand elsewhere: what is floor(10 k / n) for each place k?",
        ),
        (
            lambda t: list(t.sort_values("decile")["responders"]) != list(_responders),
            "Equal scores have changed places: the order of the table should stay.",
        ),
        (
            lambda t: abs(max(t["lift"]) - 1 / 0.3) < 1e-9,
            "The yardstick is the mean of ten rates: do all deciles have as many customers?",
        ),
    ],
)

# %% check="gains-table" part="other-lists" points=3 hidden=true
"""Other lists, equal scores among them, labels that repeat; lists that have no such table."""
_score = [4, 2, 9, 4, 7, 7, 1, 2, 4, 8, 3, 4, 6, 5, 5, 2, 8, 4, 1, 6, 3, 7, 4]
_answer = [0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0]
_list = pd.DataFrame({"score": _score, "responded": _answer}, index=np.arange(23) % 5)
_size = np.array([3, 2, 2, 3, 2, 2, 3, 2, 2, 2])
_responders = np.array([3, 1, 2, 0, 1, 1, 0, 2, 1, 0])
_expected = pd.DataFrame(
    {
        "decile": range(1, 11),
        "customers": _size,
        "responders": _responders,
        "response_rate": _responders / _size,
        "lift": _responders / _size / (11 / 23),
        "cumulative_gain": np.cumsum(_responders) / 11,
    }
)
hidden_check("gains_table").case("23 customers with equal scores").on(_list).gives_rows(
    _expected,
    key="decile",
    within=1e-9,
    mistakes=[
        (
            lambda t: sum(t["customers"]) != 23,
            "Some customers are in no decile: do labels of the index repeat?",
        ),
    ],
)
hidden_check("gains_table").case("the table handed in stays as it is").on(
    _list
).leaves_inputs_alone()
_ten = _list.iloc[:10]
hidden_check("gains_table").case("as many customers as deciles").on(_ten).satisfies(
    lambda t: list(t.sort_values("decile")["responders"]) == [1, 1, 1, 0, 0, 1, 1, 1, 0, 0],
    "Ten customers make ten deciles of one.",
)
hidden_check("gains_table").case("everybody responded").on(_list.assign(responded=1)).satisfies(
    lambda t: len(t) == 10 and (abs(t["lift"] - 1) < 1e-9).all(),
    "Where all respond, every decile has a lift of 1.",
)
hidden_check("gains_table").case("one customer too few for ten groups").on(_list.iloc[:9]).refuses(
    ValueError, because="a decile would be empty"
)
hidden_check("gains_table").case("nobody responded").on(_list.assign(responded=0)).refuses(
    ValueError, because="a lift over nothing says nothing"
)

# %% [markdown]
# ## 3 · Uplift by decile
#
# **The idea.** Put both arms into the same deciles and take the difference of the rates in each. That
# is the *uplift*, what the contact changed there.
#
# $$u_d = \frac{r_{t,d}}{n_{t,d}} - \frac{r_{c,d}}{n_{c,d}}$$
#
# The letters are those of sections 1 and 2. Four kinds of customers hide behind it:
#
# | If not called | takes the card if called | doesn't, if called |
# |---|---|---|
# | **would take it anyway** | *sure thing*: the call is wasted | *sleeping dog*: the call does harm |
# | **would not** | *persuadable*: the call works | *lost cause*: the call is wasted |
#
# Nobody carries a label; only the difference between random groups shows which kind prevails.
#
# **Example.** The agency's score in three classes, both arms:

# %%
classes = pd.cut(campaign["response_score"], [0, 0.1, 0.25, 1], labels=["low", "middle", "high"])
rates = campaign.pivot_table("responded", classes, "arm", observed=True)
rates["difference"] = rates["test"] - rates["control"]
rates.round(4)

# %% alt="Ten bars of the uplift by decile of the agency's score, with 95 % intervals. Decile 1 adds 5 percentage points, decile 2 nine points, decile 3 takes 1.4 points away; deciles 4 to 10 lie within a point of zero."
fig, ax = plt.subplots()
order = campaign["response_score"].rank(ascending=False, method="first")
tenth = np.ceil(order / len(campaign) * 10).astype(int)
tenths = campaign.groupby([tenth, "arm"], observed=True)["responded"]
height = tenths.mean().unstack().eval("test - control")
error = tenths.var(ddof=0).div(tenths.size()).unstack().sum(axis=1) ** 0.5
ax.bar(height.index, height, yerr=1.96 * error, color=BLUE, ecolor="0.35", capsize=3)
ax.axhline(0, color="0.35", linewidth=0.8)
ax.annotate("persuadables here", (2.5, 0.09), color=BLUE)
ax.annotate("sleeping dogs?", (3.5, -0.025), color="0.35")
ax.set(xlabel="Decile of the agency's score (1: most likely to take the card)", xticks=range(1, 11))
ax.set_ylabel("Uplift of the call (with 95 % interval)")
ax.set_title("The calls work in the best two deciles and no further")
percent_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Believing each bar. A decile has about 1,000 control customers, so an interval
# reaches up to 3 points to each side. Decile 6 shows +0.7 points, and its interval just leaves out
# zero; among ten bars that happens by luck. And "above zero" is not enough: a call must add 4.6 points
# to pay for itself (section 6). Calling the 30,000 depositors of such a decile costs 360,000 CNY and
# adds at most 390 cards, the upper end of the interval; that loses at least 258,000 CNY.

# %% [markdown] task="uplift-by-decile"
# ### Task: uplift by decile
# The same deciles once more, this time with both arms: how much did the mail *change* in each?


# %% answer="uplift-by-decile"
def uplift_by_decile(customers: pd.DataFrame) -> pd.DataFrame:
    """Return the response rates of both arms and their difference by decile of the score.

    Parameters
    ----------
    customers
        Columns ``score``, ``arm`` (``"test"`` or ``"control"``) and ``responded`` (0 or 1).

    Returns
    -------
    DataFrame
        One row per decile: ``decile`` (1 is the best), ``test_rate``, ``control_rate`` and
        ``uplift`` (test rate - control rate), fractions. Both arms are ranked together, in falling
        order of score; equal scores keep the order of the table; of n customers the one at place k
        (the best is k = 0) is in decile floor(10 k / n) + 1. Without a customer of an arm its
        rate, and with it the uplift, is NaN.

    Raises
    ------
    ValueError
        If there are fewer than 10 customers.
    """
    ### BEGIN SOLUTION
    n = len(customers)
    if n < 10:
        raise ValueError("ten deciles need at least ten customers")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.arange(n) * 10 // n + 1
    rates = ranked.groupby([decile, "arm"])["responded"].mean().unstack("arm")
    rates = rates.reindex(columns=["test", "control"]).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] - rates["control_rate"]
    return rates.rename_axis("decile").reset_index()
    ### END SOLUTION


# %% check="uplift-by-decile" part="worked-example" points=5
"""Forty customers in mixed order, fourteen of them held back."""
_place = np.arange(40) * 23 % 40  # 0: the best score
_responders = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 13, 17, 21, 22, 28, 36]
_customers = pd.DataFrame(
    {
        "score": 0.9 - _place / 50,
        "arm": np.where(_place % 3 == 0, "control", "test"),
        "responded": np.isin(_place, _responders).astype(int),
    }
)
_test = np.array([1, 2 / 3, 2 / 3, 1 / 2, 1 / 3, 1 / 3, 0, 1 / 3, 0, 0])
_control = np.array([1, 1, 0, 1 / 2, 0, 1, 0, 0, 0, 1 / 2])
check("uplift_by_decile").on(_customers).gives_rows(
    pd.DataFrame(
        {
            "decile": range(1, 11),
            "test_rate": _test,
            "control_rate": _control,
            "uplift": _test - _control,
        }
    ),
    key="decile",
    within=1e-9,
    mistakes=[
        (
            lambda t: abs(t.loc[t["decile"] == 1, "uplift"].iloc[0] + 0.5) < 1e-9,
            "Decile 1 holds the worst scores here: which customers come first?",
        ),
        (
            lambda t: abs(t.loc[t["decile"] == 2, "uplift"].iloc[0] - 1 / 3) < 1e-9,
            "The sign is turned: the uplift of the test arm over which arm?",
        ),
        (
            lambda t: abs(t.loc[t["decile"] == 1, "test_rate"].iloc[0] - 0.5) < 1e-9,
            "Responders were divided by all customers of the decile: which of them had the mail?",
        ),
        (
            lambda t: abs(t.loc[t["decile"] == 10, "uplift"].iloc[0] + 1) < 1e-9,
            "The uplift divides by the control rate: the difference is wanted, not the growth.",
        ),
        (
            lambda t: abs(t.loc[t["decile"] == 9, "uplift"].iloc[0] + 1) < 1e-9,
            "Each arm was cut into deciles alone: then a decile of one arm has other scores.",
        ),
        (
            lambda t: abs(t.loc[t["decile"] == 10, "uplift"].iloc[0] + 0.043956) < 1e-5,
            "Each decile counts the better ones too: it should stand alone.",
        ),
        (
            lambda t: t.loc[t["decile"] == 2, "test_rate"].iloc[0] == 1,
            "The best customer has place 0, not 1: in which decile is the one at place 3 of 40?",
        ),
    ],
)

# %% check="uplift-by-decile" part="other-lists" points=3 hidden=true
"""Equal scores, labels that repeat, deciles without an arm, an arm that is missing, nine customers."""
_score = [4, 2, 9, 4, 7, 7, 1, 2, 4, 8, 3, 4, 6, 5, 5, 2, 8, 4, 1, 6, 3, 7, 4]
_answer = [0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0]
_arm = list("tctttcttcctttctcttcttct")
_list = pd.DataFrame(
    {
        "score": _score,
        "arm": ["control" if letter == "c" else "test" for letter in _arm],
        "responded": _answer,
    },
    index=np.arange(23) % 5,
)
_nan = float("nan")
_test = np.array([1.0, 1.0, 1.0, 0.0, 0.5, 0.0, 0.0, 1.0, 0.0, 0.0])
_control = np.array([1.0, 0.0, 1.0, 0.0, _nan, 1.0, _nan, 1.0, 1.0, 0.0])
_expected = pd.DataFrame(
    {
        "decile": range(1, 11),
        "test_rate": _test,
        "control_rate": _control,
        "uplift": _test - _control,
    }
)
hidden_check("uplift_by_decile").case("23 with equal scores, some deciles without control").on(
    _list
).gives_rows(
    _expected,
    key="decile",
    within=1e-9,
    mistakes=[
        (
            lambda t: len(t) < 10,
            "Ten deciles make ten rows: what does a decile say in which nobody was held back?",
        ),
        (
            lambda t: not t["control_rate"].isna().any(),
            "A rate was made up where an arm has no customers: nothing is known there.",
        ),
        (
            lambda t: not t["uplift"].isna().any(),
            "An uplift was made up where an arm has no customers: nothing is known there.",
        ),
    ],
)
hidden_check("uplift_by_decile").case("the table handed in stays as it is").on(
    _list
).leaves_inputs_alone()
hidden_check("uplift_by_decile").case("nobody was held back").on(
    _list.assign(arm="test")
).satisfies(
    lambda t: len(t) == 10 and t["control_rate"].isna().all() and t["uplift"].isna().all(),
    "Without a control arm there are ten test rates, and no uplift is known.",
)
_ten = pd.DataFrame({"score": range(10), "arm": ["test", "control"] * 5, "responded": 1})
hidden_check("uplift_by_decile").case("as many customers as deciles").on(_ten).satisfies(
    lambda t: len(t) == 10 and t["uplift"].isna().all(),
    "Ten customers make ten deciles of one, each with one arm.",
)
hidden_check("uplift_by_decile").case("one customer too few for ten groups").on(
    _ten.iloc[:9]
).refuses(ValueError, because="a decile would be empty")

# %% [markdown]
# ## 4 · The Qini curve
#
# **The idea.** How many *additional* responders do you get if you contact the best $k$ customers of a
# ranking? Walk down the list and keep count in both arms. A good ranking climbs fast and falls back at
# the end, when the harm is done that it had put last.
#
# $$Q(k) = Y_t(k) - Y_c(k)\,\frac{N_t(k)}{N_c(k)}$$
#
# Among the $k$ best-ranked customers, $N_t(k)$ and $N_c(k)$ count those of the two arms and $Y_t(k)$,
# $Y_c(k)$ their responders. The fraction brings the control arm to the size of the test arm *at this
# depth*. The curve is due to Radcliffe [2].
#
# **Example, by hand.** Among the first 500 of a list 380 were called and 120 were not; 57 and 12 took
# the card. So 12 × 380 / 120 = 38 of the 57 would have come anyway, and Q(500) = 19. Among the first
# 1,000 it is 740 and 260, with 90 and 26:

# %%
for called_so_far, held_back, took, took_alone in [(380, 120, 57, 12), (740, 260, 90, 26)]:
    would_have = took_alone * called_so_far / held_back
    print(
        f"{took} took the card, {would_have:.0f} would have anyway: {took - would_have:.0f} added"
    )

# %% [markdown]
# The second 500 calls brought 33 cards and *took away* 3: sleeping dogs.
#
# **A ranking by uplift** needs an estimate of the uplift for each customer. A simple one: cut the
# customers into groups by what was known before the call, and take each group's difference. To be
# honest, estimate on one half of the campaign and judge on the other: a group that looks good by
# chance in the first half won't repeat its luck in the second.

# %%
groups = campaign.assign(high=np.where(campaign["response_score"] > 0.1, "high", "low"))
even = np.arange(len(groups)) % 2 == 0
learn, judge = groups[even], groups[~even]
estimate = learn.pivot_table("responded", ["segment", "high"], "arm", observed=True)
estimate = (estimate["test"] - estimate["control"]).rename("estimated")
repeat = judge.pivot_table("responded", ["segment", "high"], "arm", observed=True)
repeat = (repeat["test"] - repeat["control"]).rename("other half")
pd.concat([estimate, repeat], axis=1).sort_values("estimated", ascending=False).round(3)

# %% alt="Ten groups as dots: the uplift in one half of the campaign across, in the other half up. They scatter around the diagonal. New to the city with a high score is far to the upper right at 14 to 16 points, family saver with a high score at 8 to 11; the other eight lie within 4 points of zero in both halves."
fig, ax = plt.subplots()
ax.axline((0, 0), slope=1, color=QUIET, linestyle="--")
ax.scatter(estimate, repeat, color=BLUE, zorder=3)
for segment, x, y, side in [
    ("new to the city", -8, -4, "right"),
    ("app only", 10, -4, "left"),
    ("family saver", 0, -17, "center"),
    ("salary account", -14, 9, "center"),
]:
    at = estimate[segment, "high"], repeat[segment, "high"]
    text = f"{segment}, high score"
    ax.annotate(text, at, (x, y), textcoords="offset points", ha=side, color=BLUE)
ax.set(xlabel="Uplift in one half of the campaign", ylabel="Uplift in the other half")
ax.set_title("Two groups are persuaded in both halves; the rest is noise or harm")
percent_axis(ax, "x")
percent_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Judging the ranking on the customers it was made from. With many small groups
# it always looks good: some groups shine by chance, and the list puts them first.
# %% [markdown] task="qini-curve"
# ### Task: the Qini curve
# Return the points of the curve, so that two ways to rank customers can be compared at any depth.


# %% answer="qini-curve"
def qini_curve(customers: pd.DataFrame) -> pd.DataFrame:
    """Return the incremental responders among the best-ranked customers, for every depth.

    Parameters
    ----------
    customers
        Columns ``score`` (higher: contact first), ``arm`` (``"test"`` or ``"control"``) and
        ``responded`` (0 or 1).

    Returns
    -------
    DataFrame
        ``customers``: how many are ranked so far, both arms; ``incremental_responders``:
        Q = Y_t - Y_c N_t / N_c among them, where N is the number of customers and Y that of
        responders of the test (t) and the control (c) arm. Rows in rising order of ``customers``,
        the first is 0, 0; then one row for each distinct score, so customers with equal scores
        come in together. As long as no control customer is among them, nothing is subtracted.
    """
    ### BEGIN SOLUTION
    test = customers["arm"] == "test"
    counts = pd.DataFrame(
        {
            "score": customers["score"],
            "n_test": test,
            "n_control": ~test,
            "y_test": customers["responded"] * test,
            "y_control": customers["responded"] * ~test,
        }
    )
    so_far = counts.groupby("score").sum().sort_index(ascending=False).cumsum()
    expected = so_far["y_control"] * so_far["n_test"] / so_far["n_control"].clip(lower=1)
    ranked = so_far["n_test"] + so_far["n_control"]
    return pd.DataFrame(
        {
            "customers": [0, *ranked],
            "incremental_responders": [0.0, *(so_far["y_test"] - expected)],
        }
    )
    ### END SOLUTION


# %% check="qini-curve" part="worked-example" points=5
"""Eight customers, two of them with the same score."""
_customers = pd.DataFrame(
    {
        "score": [0.2, 0.7, 0.9, 0.4, 0.8, 0.5, 0.1, 0.7],
        "arm": ["test", "test", "test", "control", "control", "test", "control", "control"],
        "responded": [1, 1, 1, 1, 1, 0, 0, 0],
    }
)
check("qini_curve").on(_customers).gives(
    pd.DataFrame(
        {
            "customers": [0, 1, 2, 4, 5, 6, 7, 8],
            "incremental_responders": [0, 1, 0, 1, 0.5, 0, 1 / 3, 1],
        }
    ),
    within=1e-9,
    mistakes=[
        (
            lambda t: len(t) == 9,
            "There is a row for each customer: which of two equal scores comes first?",
        ),
        (
            lambda t: len(t) == 7,
            "The first row is missing: how many additional responders do no contacts bring?",
        ),
        (
            lambda t: list(t["incremental_responders"]) == [0, 1, 1, 2, 2, 2, 3, 3],
            "The responders of the test arm are counted: what would have come without the mail?",
        ),
        (
            lambda t: list(t["incremental_responders"]) == [0, 1, 0, 1, 1, 0, 1, 1],
            "The control responders count one for one: how many of each arm are ranked so far?",
        ),
        (
            lambda t: len(t) == 8 and max(abs(t["incremental_responders"].iloc[1:3])) < 1e-9,
            "The first customer took the card, no control yet: what is there to subtract?",
        ),
        (
            lambda t: (
                abs(t["incremental_responders"].iloc[1]) < 1e-9
                and abs(t["incremental_responders"].iloc[2] - 1) < 1e-9
            ),
            "Customers come in from the lowest score: who is contacted first?",
        ),
        (
            lambda t: (
                max(t["incremental_responders"]) <= 1
                and abs(t["incremental_responders"].iloc[-1] - 0.25) < 1e-9
            ),
            "That is a difference of rates: how many responders is it at this depth?",
        ),
        (
            lambda t: list(t["customers"])[-1] == 4,
            "Only one arm is counted across: how many customers are ranked in both?",
        ),
        (
            lambda t: len(t) == 8 and abs(t["incremental_responders"].iloc[-1] - 2) < 1e-9,
            "That is the effect on all who are ranked: how many of them got the mail?",
        ),
        (
            lambda t: list(t["customers"]) == [0, 1, 2, 3, 5, 6, 7, 8],
            "Only the first of two equal scores is in that row: both should be.",
        ),
    ],
)

# %% check="qini-curve" part="other-rankings" points=4 hidden=true
"""Unequal arms, many equal scores, labels that repeat, one score only, no control at the top."""
_score = [4, 2, 9, 4, 7, 7, 1, 2, 4, 8, 3, 4, 6, 5, 5, 2, 8, 4, 1, 6, 3, 7, 4]
_answer = [0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0]
_arm = ["control" if letter == "c" else "test" for letter in "tctttcttcctttctcttcttct"]
_list = pd.DataFrame({"score": _score, "arm": _arm, "responded": _answer}, index=np.arange(23) % 5)
hidden_check("qini_curve").case("23 customers, arms of different size").on(_list).gives(
    pd.DataFrame(
        {
            "customers": [0, 1, 3, 6, 8, 10, 16, 18, 21, 23],
            "incremental_responders": [0, 1, 0, 1, 2 / 3, 1, -1.6, -1.8, -4, -3.375],
        }
    ),
    within=1e-9,
    mistakes=[
        (
            lambda t: len(t) == 10 and abs(t["incremental_responders"].iloc[-1] + 3.375) < 1e-9,
            "The end is right, the way there isn't: which ratio of the arms holds so far?",
        ),
    ],
)
hidden_check("qini_curve").case("the table handed in stays as it is").on(
    _list
).leaves_inputs_alone()
hidden_check("qini_curve").case("one score for all").on(_list.assign(score=0.5)).gives(
    pd.DataFrame({"customers": [0, 23], "incremental_responders": [0, -3.375]}), within=1e-9
)
hidden_check("qini_curve").case("nobody was held back").on(_list.assign(arm="test")).gives(
    pd.DataFrame(
        {
            "customers": [0, 1, 3, 6, 8, 10, 16, 18, 21, 23],
            "incremental_responders": [0, 1, 3, 5, 6, 6, 8, 9, 11, 11],
        }
    ),
    within=1e-9,
)

# %% [markdown]
# ## 5 · One picture for the committee
#
# **The idea.** Two rankings of the same customers end at the same point: calling everybody has one
# effect, whatever the order. What differs is the way there. So draw both into one picture, with the
# straight line that a random order would follow. The area between curve and line, the *Qini*
# coefficient in one of its forms, is a summary; the picture says where to stop.
#
# **Example.** The simplest case, a list of 1,000 customers of which only the first 300 can be
# persuaded, each with a chance of 10 %, and the last 200 are sleeping dogs, each with −5 %:

# %% alt="A line of added responders over customers called: it climbs to 30 at 300 customers, stays level until 800 and falls to 20 at 1,000. A mark at 300 says stop here."
fig, ax = plt.subplots()
ax.plot([0, 300, 800, 1_000], [0, 30, 30, 20], color=BLUE)
ax.plot(300, 30, "o", color=BLUE)
ax.annotate("stop here: 30 more cards for 300 calls", (300, 31), color=BLUE)
ax.annotate(
    "everybody: 20 for 1,000", (1_000, 20), (-4, -14), textcoords="offset points", ha="right"
)
ax.set(xlabel="Customers called, best first", ylabel="Cards added", ylim=(0, 35))
ax.set_title("Seven hundred calls more, ten cards fewer")
plt.show()

# %% [markdown]
# **A common mistake.** Showing the gains curve of section 2 instead. It can only rise, so it never says
# stop. A committee that reads it "calls until 95 % of the takers are reached", which on the bank's
# data means 12 CNY each for tens of thousands of sure things, lost causes and sleeping dogs.

# %% [markdown] task="plot-qini"
# ### Task: the picture for the committee
# Draw any number of rankings into one picture, with the line of a random ranking for comparison.
# Your function gets the tables that `qini_curve` returns.
#
# When it works, try it on `judge` of section 4: the agency's `response_score` against the `estimate` of
# each customer's group. The first 2,000 calls by score add 88 cards. How many by group?


# %% answer="plot-qini"
def plot_qini(curves: dict[str, pd.DataFrame]) -> Axes:
    """Draw the Qini curves of several rankings of the same customers.

    Parameters
    ----------
    curves
        A name for each ranking, and the table that ``qini_curve`` returns. All end in the same
        point, for all rank the same customers.

    Returns
    -------
    Axes
        One line per ranking, ``customers`` across, ``incremental_responders`` up, and one line
        named ``random``: straight from 0, 0 to the common end, with these two points only. The
        lines carry their names, in a legend or beside them; the axes say "customers" and
        "responders"; the title states the finding.
    """
    ### BEGIN SOLUTION
    _, ax = plt.subplots()
    for name, curve in curves.items():
        curve.plot("customers", "incremental_responders", ax=ax, label=name)
    end = curve.iloc[-1]
    ax.plot([0, end["customers"]], [0, end["incremental_responders"]], "--", label="random")
    ax.legend()
    ax.set(
        xlabel="Customers contacted, best first",
        ylabel="Additional responders",
        title="Rank by what the mail changes, not by who responds",
    )
    return ax
    ### END SOLUTION


# %% check="plot-qini" part="two-rankings" points=2
"""Two rankings of the same sixty customers."""
_uplift = pd.DataFrame(
    {"customers": [0, 20, 40, 60], "incremental_responders": [0.0, 6.0, 7.0, 5.0]}
)
_response = pd.DataFrame(
    {"customers": [0, 10, 50, 60], "incremental_responders": [0.0, -1.0, 2.0, 5.0]}
)
check("plot_qini").on({"by response": _response, "by uplift": _uplift}).draws(
    lines={
        "by uplift": (_uplift["customers"], _uplift["incremental_responders"]),
        "by response": (_response["customers"], _response["incremental_responders"]),
        "random": ([0, 60], [0.0, 5.0]),
    },
    x_label=["customers", "客户"],
    y_label=["responders", "响应"],
    title=True,
)

# %% check="plot-qini" part="other-rankings" points=2 hidden=true
"""Three rankings; and one alone."""
_curves = {
    name: pd.DataFrame({"customers": [0, 30, 70, 90], "incremental_responders": points})
    for name, points in [
        ("spend", [0.0, 4.0, 5.0, -2.0]),
        ("age", [0.0, 1.0, 1.5, -2.0]),
        ("city", [0.0, -3.0, -1.0, -2.0]),
    ]
}
_lines = {name: (c["customers"], c["incremental_responders"]) for name, c in _curves.items()}
_random = ([0, 90], [0.0, -2.0])
hidden_check("plot_qini").case("three rankings, a campaign that harms").on(_curves).draws(
    lines={**_lines, "random": _random},
    x_label=["customers", "客户"],
    y_label=["responders", "响应"],
    title=True,
)
hidden_check("plot_qini").case("one ranking").on({"age": _curves["age"]}).draws(
    lines={"age": _lines["age"], "random": _random},
    x_label=["customers", "客户"],
    y_label=["responders", "响应"],
    title=True,
)

# %% [markdown]
# ## 6 · Whom to contact
#
# **The idea.** A contact pays if the margin it adds exceeds what it costs. Responses that come anyway
# pay nothing, but they do take the gift.
#
# $$\pi = (p_t - p_c)\,m - k - p_t\,g$$
#
# $\pi$ is the expected profit of contacting one customer of a group, in CNY, $p_t$ and $p_c$ its rates of
# response with and without contact; $m$, $k$ and $g$ are those of section 1. The group breaks even at
# an uplift of $(k + p_t\,g)/m$: for the calls, 12 / 258.69 = 4.6 points.
#
# **Example.** The five segments of the autumn campaign, the agency's account beside the true one:

# %%
per_person = campaign.pivot_table("margin_cny", "segment", "arm", observed=True)
account = pd.DataFrame(
    {
        "agency": per_person["test"] - 12,
        "with control": per_person["test"] - per_person["control"] - 12,
    }
).sort_values("with control")
account.round(2)

# %% alt="Profit per call of five segments, two dots each. App only: agency plus 6.77 CNY, with control minus 15.47. Retired minus 8.29 and minus 12.66. Salary account plus 13.44 and minus 10.80. Family saver minus 3.01 and minus 8.61. New to the city plus 13.77 and plus 3.06, the only one above zero with control."
fig, ax = plt.subplots(figsize=(8, 3.6))
ax.hlines(account.index.astype(str), account["with control"], account["agency"], color=QUIET)
ax.plot(account["agency"], account.index.astype(str), "o", color=VERMILION)
ax.plot(account["with control"], account.index.astype(str), "o", color=BLUE)
ax.axvline(0, color="0.35", linewidth=0.8)
ax.annotate("agency's account", (13.8, 4.25), ha="center", color=VERMILION, annotation_clip=False)
ax.annotate("with control", (3.1, 4.25), ha="center", color=BLUE, annotation_clip=False)
ax.set(xlabel="Profit of a call (CNY)", xlim=(-18, 18), ylim=(-0.5, 4.7))
ax.set_title("Three segments look profitable, one is")
plt.show()

# %% [markdown]
# **A common mistake.** Calling where the response is high. What does it cost? Choose among the ten
# groups of section 4 (segment, high or low score) by one half of the campaign, and count the money on
# the other half:

# %%
margins = learn.pivot_table("margin_cny", ["segment", "high"], "arm", observed=True)
result = judge.pivot_table("margin_cny", ["segment", "high"], "arm", observed=True)
result = result["test"] - result["control"] - 12  # per call
depositors = judge.groupby(["segment", "high"], observed=True).size() * (300_000 / len(judge))
for rule, chosen in [
    ("responses", margins["test"] > 12),
    ("uplift", margins["test"] - margins["control"] > 12),
    ("everybody", margins["test"] > -1),
]:
    calls = depositors[chosen].sum()
    print(f"{rule:10} {calls:8,.0f} calls, {(result * depositors)[chosen].sum():+12,.0f} CNY")

# %% [markdown]
# The first two rules ask the same data two questions. "Who responds?" makes 35,000 calls more and earns
# 326,000 CNY less than "whom does the call change?"; calling everybody, the agency's offer, loses 2.6
# million CNY by this half of the campaign, 2.8 million by both.

# %% [markdown] task="targeting-profit"
# ### Task: whom to contact
# A test has given you two rates for each group. Return what contacting each group of the roll-out
# would earn, and whom to contact.


# %% answer="targeting-profit"
def targeting_profit(
    groups: pd.DataFrame, margin: float, contact_cost: float, incentive: float
) -> pd.DataFrame:
    """Return the expected incremental profit of contacting each group, and whom to contact.

    Parameters
    ----------
    groups
        Columns ``group``, ``customers`` (how many the roll-out would contact), ``test_rate`` and
        ``control_rate`` (response with and without contact, fractions).
    margin
        Profit of one response in CNY, before the cost of the campaign.
    contact_cost
        CNY for each customer contacted.
    incentive
        CNY paid to each contacted customer who responds.

    Returns
    -------
    DataFrame
        One row per group, any order: ``group``; ``profit``, CNY, of contacting all its customers
        rather than none; ``contact``, True where that profit is above zero.
    """
    ### BEGIN SOLUTION
    uplift = groups["test_rate"] - groups["control_rate"]
    per_contact = uplift * margin - contact_cost - groups["test_rate"] * incentive
    profit = groups["customers"] * per_contact
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": profit > 0})
    ### END SOLUTION


# %% check="targeting-profit" part="four-kinds" points=5
"""Four kinds of customers."""
_groups = pd.DataFrame(
    {
        "group": ["persuadables", "sure things", "lost causes", "sleeping dogs"],
        "customers": [10_000, 8_000, 30_000, 2_000],
        "test_rate": [0.060, 0.120, 0.002, 0.030],
        "control_rate": [0.010, 0.118, 0.002, 0.050],
    }
)
check("targeting_profit").on(_groups, 300.0, 3.0, 20.0).gives_rows(
    pd.DataFrame(
        {
            "group": _groups["group"],
            "profit": [108_000.0, -38_400.0, -91_200.0, -19_200.0],
            "contact": [True, False, False, False],
        }
    ),
    key="group",
    within={"profit": 0.01},
    mistakes=[
        (
            lambda t: abs(t["profit"].max() - 244_800) < 0.01,
            "All responses count as profit: who would have responded without the contact?",
        ),
        (
            lambda t: abs(t["profit"].max() - 110_000) < 0.01,
            "The gift goes to the additional responders only: who else receives it?",
        ),
        (
            lambda t: abs(t["profit"].max() - 120_000) < 0.01,
            "The gift is missing: what is paid to each responder?",
        ),
        (
            lambda t: abs(t["profit"].max() - 138_000) < 0.01,
            "The contacts are free here: what does the mail itself cost?",
        ),
        (
            lambda t: abs(t["profit"].max() - 10.8) < 1e-6,
            "That is the profit of one contact: how many customers has the group?",
        ),
        (
            lambda t: sum(t["contact"]) == 2 and abs(t["profit"].max() - 108_000) < 0.01,
            "A group is contacted because the mail helps at all: does it also pay for itself?",
        ),
        (
            lambda t: t["profit"].min() == 0,
            "Losses became 0: what would it cost to contact such a group?",
        ),
    ],
)

# %% check="targeting-profit" part="other-groups" points=4 hidden=true
"""Other prices, a group that just breaks even, groups named by number, one group."""
_deciles = pd.DataFrame(
    {
        "group": [3, 1, 2],
        "customers": [400, 1_000, 700],
        "test_rate": [0.25, 0.5, 0.0625],
        "control_rate": [0.125, 0.25, 0.0],
    },
    index=[7, 7, 8],
)
hidden_check("targeting_profit").case("a group that just breaks even").on(
    _deciles, 24.0, 2.0, 4.0
).gives_rows(
    pd.DataFrame(
        {"group": [1, 2, 3], "profit": [2_000.0, -525.0, 0.0], "contact": [True, False, False]}
    ),
    key="group",
    within={"profit": 0.01},
    mistakes=[
        (
            lambda t: (
                t.set_index("group")["contact"].to_dict() == {1: True, 2: False, 3: True}
                and abs(t["profit"].sum() - 1_475) < 0.01
            ),
            "A group that earns nothing was contacted: why trouble its customers?",
        ),
    ],
)
hidden_check("targeting_profit").case("the table handed in stays as it is").on(
    _deciles, 24.0, 2.0, 4.0
).leaves_inputs_alone()
_single = pd.DataFrame(
    {"group": ["one"], "customers": [1], "test_rate": [0.25], "control_rate": [0.125]}
)
hidden_check("targeting_profit").case("a group that earns half a yuan").on(
    _single, 8.0, 0.5, 0.0
).gives_rows(
    pd.DataFrame({"group": ["one"], "profit": [0.5], "contact": [True]}),
    key="group",
    within={"profit": 0.01},
)
hidden_check("targeting_profit").case("one group, free contacts, no gift").on(
    _deciles.iloc[:1], 30.0, 0.0, 0.0
).gives_rows(
    pd.DataFrame({"group": [3], "profit": [1_500.0], "contact": [True]}),
    key="group",
    within={"profit": 0.01},
)

# %% [markdown]
# ## 7 · What is a customer worth?
#
# **The idea.** Twelve months of margin are not all that a customer brings. But later years count less:
# fewer customers are left, and a yuan next year is worth less than one today. The *customer lifetime
# value* adds up what is left [3].
#
# $$V = \sum_{t=0}^{T-1} \frac{m\, r^{t}}{(1+d)^{t}} \quad\text{(margin at the start of each year)} \qquad
# V = \sum_{t=0}^{T-1} \frac{m\, r^{t}}{(1+d)^{t+1}} \quad\text{(at its end)}$$
#
# $m$ is here the margin of a year in CNY after expected credit losses, $r$ the retention rate, the share
# of customers who are still there a year later, $d$ the annual discount rate, $T$ the number of years.
# Without an end each sum is a geometric series: its first term over $1 - r/(1+d)$, provided that
# $r < 1 + d$. Both timings are in use; a number without its timing means nothing.
#
# **Example, by hand.** 300 CNY a year, 80 % stay, 8 % discount, three years, margins at the end:

# %%
years = pd.DataFrame({"year": [1, 2, 3], "still there": [1.0, 0.8, 0.64]})
years["margin"] = 300 * years["still there"]
years["worth today"] = (years["margin"] / [1.08, 1.1664, 1.259712]).round(2)
print(f"value of three years: {years['worth today'].sum():,.2f} CNY")
years

# %% alt="Line of the lifetime value without end over the retention rate, for 300 CNY a year at 8 % discount: 789 CNY at 70 %, 1,071 at 80 %, 1,667 at 90 %, 2,308 at 95 %. The line gets steeper and steeper."
fig, ax = plt.subplots()
stay = np.linspace(0.5, 0.97, 200)
ax.plot(stay, 300 / (1.08 - stay), color=BLUE)
for at in (0.7, 0.8, 0.9, 0.95):
    ax.plot(at, 300 / (1.08 - at), "o", color=BLUE)
    ax.annotate(f"{300 / (1.08 - at):,.0f} ", (at, 300 / (1.08 - at)), ha="right", va="bottom")
ax.set(
    xlabel="Share of customers who stay each year", ylabel="Lifetime value (CNY)", ylim=(0, 2_900)
)
ax.set_title("From 80 % to 90 % retention the value rises by more than half")
percent_axis(ax, "x")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** $m/(1-r)$, "margin times lifetime", without a discount: here 1,500 CNY instead
# of 1,071. An agency that may spend up to the lifetime value on each new customer is then overpaid by
# 429 CNY, on 5,000 new cards a year by 2.1 million CNY.
#
# **For the decision.** The calls cost 360,000 CNY and added 366 cards, 984 CNY each. At 258.69 CNY a
# year, a discount of 10 % and margins at the end, such a card is worth that only if at least 84 % of
# its holders stay each year. A longer view doesn't save the campaign unless these customers are
# unusually faithful.

# %% [markdown] task="customer-lifetime-value"
# ### Task: what is a customer worth?
# Return the value of a customer on the day of acquisition, under any of the four conventions that
# you will meet: two timings, and with or without an end.


# %% answer="customer-lifetime-value"
def customer_lifetime_value(
    margin: float, retention: float, discount: float, years: int | None, timing: str
) -> float:
    """Return the present value of the margins that a new customer is expected to bring.

    Parameters
    ----------
    margin
        CNY a year from a customer who is still there, after expected credit losses.
    retention
        Share of the customers of one year who are still there in the next; 0 to 1. Everybody is
        there in the first year.
    discount
        Annual discount rate, a fraction.
    years
        Number of years that count; None: without end.
    timing
        ``"start"``: each year's margin comes on the first day of the year, the first one at once.
        ``"end"``: on its last day, from those who were there in that year.

    Returns
    -------
    float
        CNY, not rounded; the cost of acquisition is not deducted.

    Raises
    ------
    ValueError
        If ``timing`` is another word, ``retention`` lies outside 0 to 1, or the value without end
        is infinite.
    """
    ### BEGIN SOLUTION
    if timing not in ("start", "end"):
        raise ValueError(f"timing is start or end, not {timing!r}")
    if not 0 <= retention <= 1:
        raise ValueError(f"a share of {retention} of the customers cannot stay")
    first = margin if timing == "start" else margin / (1 + discount)
    kept = retention / (1 + discount)
    if years is not None:
        return first * sum(kept**year for year in range(years))
    if kept >= 1:
        raise ValueError("without end and without decline the value is infinite")
    return first / (1 - kept)
    ### END SOLUTION


# %% check="customer-lifetime-value" part="without-end" points=3
"""504 CNY a year, 85 % stay, 10 % discount, without end."""
check("customer_lifetime_value").on(504.0, 0.85, 0.10, None, "start").gives(
    2217.60,
    within=0.01,
    unit="CNY",
    mistakes=[
        (2016.0, "Each margin comes a year late: when does the first one arrive?"),
        (1713.6, "The first year is missing: has everybody left before the first margin?"),
        (3360.0, "A yuan in ten years counts like a yuan today: what does the discount do?"),
        (583.58, "Customers leave at the rate at which they stay: which share is kept?"),
    ],
)
check("customer_lifetime_value").on(504.0, 0.85, 0.10, None, "end").gives(
    2016.0,
    within=0.01,
    unit="CNY",
    mistakes=[
        (2217.6, "That is for margins at the start of each year: how long do these wait?"),
        (1713.6, "A departure came before the first margin: who is there in the first year?"),
    ],
)

# %% check="customer-lifetime-value" part="five-years" points=2
"""The same customer, five years, margins at the end of each year."""
check("customer_lifetime_value").on(504.0, 0.85, 0.10, 5, "end").gives(
    1460.58,
    within=0.01,
    unit="CNY",
    mistakes=[
        (2016.0, "That goes on for ever: how many years count?"),
        (1606.64, "That is for margins at the start of each year: how long do these wait?"),
        (1241.49, "A departure came before the first margin: who is there in the first year?"),
        (1297.22, "The last year is missing: how many margins are in five years?"),
        (1910.56, "Nobody leaves here: which share of the customers is still there?"),
        (1869.15, "A yuan in five years counts like a yuan today: what does the discount do?"),
    ],
)

# %% check="customer-lifetime-value" part="other-customers" points=4 hidden=true
"""Other customers, faithful and fleeting ones, no discount, impossible inputs."""
for _timing, _value in [("start", 1606.64), ("end", 1460.58)]:
    hidden_check("customer_lifetime_value").case(f"five years, margins at the {_timing}").on(
        504.0, 0.85, 0.10, 5, _timing
    ).gives(_value, within=0.01, unit="CNY")
hidden_check("customer_lifetime_value").case("one year, at the start").on(
    320.0, 0.6, 0.08, 1, "start"
).gives(320.0, within=0.01, unit="CNY")
hidden_check("customer_lifetime_value").case("no years").on(320.0, 0.6, 0.08, 0, "start").gives(
    0.0, within=0.01, unit="CNY"
)
hidden_check("customer_lifetime_value").case("everybody leaves after a year").on(
    320.0, 0.0, 0.08, None, "end"
).gives(296.30, within=0.01, unit="CNY")
hidden_check("customer_lifetime_value").case("nobody leaves, with a discount").on(
    100.0, 1.0, 0.05, None, "start"
).gives(2100.0, within=0.01, unit="CNY")
hidden_check("customer_lifetime_value").case("nobody leaves, no discount, four years").on(
    100.0, 1.0, 0.0, 4, "end"
).gives(400.0, within=0.01, unit="CNY")
hidden_check("customer_lifetime_value").case("nobody leaves, no discount, no end").on(
    100.0, 1.0, 0.0, None, "start"
).refuses(ValueError, because="the sum has no limit")
for _share in [-0.1, 1.1]:
    hidden_check("customer_lifetime_value").case("an impossible share stays").on(
        100.0, _share, 0.2, 4, "start"
    ).refuses(ValueError, because="a share lies between 0 and 1")
hidden_check("customer_lifetime_value").case("a timing that is neither word").on(
    100.0, 0.8, 0.1, 4, "middle"
).refuses(ValueError, because="an unknown timing must not pass as a known one")

# %% [markdown]
# ## 8 · When is the money back?
#
# **The idea.** A lifetime is long and uncertain. Finance therefore also asks when the cost of winning a
# customer has come back. The *payback* is the first month in which the margins so far, of those who
# are still there, reach that cost.
#
# $$\sum_{k=1}^{K} \frac{m\, s^{\,k-1}}{(1+d)^{k/12}} \;\ge\; A$$
#
# $A$ is the acquisition cost of a customer in CNY, $m$ now the margin of a *month*, at its end, $s$ the
# share of customers who are still there a month later, $d$ the annual discount rate. The payback is
# the smallest $K$; there may be none, since the sum has a limit.
#
# **Example, by hand.** A card costs 100 CNY to win and brings 30 CNY a month; 90 % stay each month. No
# discount:

# %%
months = pd.DataFrame({"month": [1, 2, 3, 4, 5], "still there": [1, 0.9, 0.81, 0.729, 0.6561]})
months["margin"] = 30 * months["still there"]
months["so far"] = months["margin"].cumsum().round(2)
months

# %% [markdown]
# After month 4 103.17 CNY have come in: payback in month 4. Without departures it would be 3.3 months.
#
# Now the calls, at 258.69 / 12 = 21.56 CNY a month. Suppose 97 % of the cardholders stay each month. A
# card that the calls added cost 984 CNY; in the two groups that the uplift rule of section 6 chose it
# is 89 CNY:

# %% alt="Curve of the margin so far per added card over 60 months: it rises to 603 CNY and levels off below 719. A horizontal line at 984 CNY, the cost of a card added by calling everybody, is never reached. A line at 89 CNY, the cost per added card in the two groups of section 6 that pay, is crossed in month 5."
fig, ax = plt.subplots()
k = np.arange(0, 61)
ax.plot(k, 21.56 * (1 - 0.97**k) / 0.03, color=BLUE)
ax.annotate("margin so far", (40, 440), color=BLUE)
for cost, text, color in [
    (984, "calling everybody: 984 CNY a card, never", VERMILION),
    (89, "the two groups that pay: 89 CNY a card, month 5", GREEN),
]:
    ax.axhline(cost, color=color)
    ax.annotate(text, (60, cost + 15), color=color, ha="right")
ax.set(xlabel="Months since the card was opened", ylabel="CNY per added card", ylim=(0, 1_100))
ax.set_title("The same card pays back in month 5 or never")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Dividing cost by margin: 984 / 21.56 = 46 months, "less than four years". But
# customers leave; the sum never passes 719 CNY. A plan that books 46 months on 3,660 such cards a
# roll-out spends 3.6 million CNY and waits for 970,000 CNY that don't come.

# %% [markdown] task="payback-months"
# ### Task: when is the money back?
# Return the month in which a new customer has earned what it cost to win one.


# %% answer="payback-months"
def payback_months(
    acquisition_cost: float,
    monthly_margin: float,
    monthly_retention: float,
    annual_discount: float,
    horizon: int,
) -> int | None:
    """Return the first month at whose end the acquisition cost is earned back.

    Parameters
    ----------
    acquisition_cost
        CNY per customer won.
    monthly_margin
        CNY at the end of each month from a customer who was there in that month.
    monthly_retention
        Share of the customers of one month who are still there in the next; everybody is there in
        month 1.
    annual_discount
        Effective annual rate; month k is worth 1 / (1 + annual_discount)^(k / 12) of today.
    horizon
        The last month that counts.

    Returns
    -------
    int or None
        The month, counted from 1; 0 if there is nothing to earn back; None if the cost is not
        earned back within the horizon. Sums of money are compared to the fen; single margins are
        not rounded.
    """
    ### BEGIN SOLUTION
    earned = 0.0
    for month in range(horizon + 1):
        if month > 0:
            kept = monthly_retention ** (month - 1)
            earned += monthly_margin * kept / (1 + annual_discount) ** (month / 12)
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None
    ### END SOLUTION


# %% check="payback-months" part="with-departures" points=3
"""620 CNY to win a customer, 42 CNY a month, 98.5 % stay each month."""
check("payback_months").on(620.0, 42.0, 0.985, 0.0, 60).gives(
    17,
    unit="months",
    mistakes=[
        (15, "Nobody leaves here: which share of the customers is there in month 10?"),
        (16, "Is the whole cost earned back by then, or is a last part missing?"),
        (
            lambda m: m % 1 > 0,
            "That is a part of a month: at the end of which month is the money back?",
        ),
    ],
)
check("payback_months").on(620.0, 42.0, 0.985, 0.10, 60).gives(
    18,
    unit="months",
    mistakes=[
        (17, "A yuan in month 18 counts like a yuan today: what does the discount do?"),
        (16, "Nobody leaves here: which share of the customers is there in month 10?"),
        (
            19,
            "A month too late: has somebody left before the first margin, or was the annual rate "
            "divided by 12?",
        ),
        (None, "Was the annual rate taken every month? A month is a twelfth of a year."),
    ],
)

# %% check="payback-months" part="never" points=1
"""The same customer, but half of them leave each month."""
check("payback_months").on(620.0, 42.0, 0.5, 0.0, 60).gives(
    None,
    mistakes=[
        (60, "The horizon is over, but the money isn't back: what does the docstring return?"),
        (61, "The horizon is over, but the money isn't back: what does the docstring return?"),
        (0, "0 says that there is nothing to earn back: how do you say that it never comes?"),
    ],
)

# %% check="payback-months" part="other-customers" points=4 hidden=true
"""Paid back to the fen, on the last month of the horizon, at once; and just not."""
for _cost, _month, _what in [
    (1_000.0, 10, "paid back exactly"),
    (999.96, 10, "four fen less to earn back"),
    (1_000.04, 11, "four fen more to earn back"),
    (1_000.01, 11, "a fen more to earn back"),
    (100.0, 1, "paid back with the first margin"),
    (0.01, 1, "a fen to earn back"),
]:
    hidden_check("payback_months").case(_what).on(_cost, 100.0, 1.0, 0.0, 24).gives(
        _month, unit="months"
    )
hidden_check("payback_months").case("paid back exactly, with fen").on(
    1.08, 0.18, 1.0, 0.0, 24
).gives(
    6,
    unit="months",
    mistakes=[(7, "Six times 0.18 is 1.08, but not in binary: to which unit is money compared?")],
)
hidden_check("payback_months").case("half of the customers leave each month").on(
    150.0, 100.0, 0.5, 0.0, 24
).gives(2, unit="months")
hidden_check("payback_months").case("nothing to earn back").on(0.0, 42.0, 0.985, 0.1, 24).gives(
    0, unit="months"
)
hidden_check("payback_months").case("in the last month of the horizon").on(
    620.0, 42.0, 0.985, 0.10, 18
).gives(
    18,
    unit="months",
    mistakes=[(None, "Never, you say: does the last month of the horizon count?")],
)
hidden_check("payback_months").case("one month after the horizon").on(
    620.0, 42.0, 0.985, 0.10, 17
).gives(None)
hidden_check("payback_months").case("the cost of one margin, with a discount").on(
    100.0, 100.0, 1.0, 0.2, 12
).gives(
    2,
    unit="months",
    mistakes=[(1, "The first margin comes at the end of month 1: what is it worth today?")],
)
hidden_check("payback_months").case("margins of a few fen").on(0.50, 0.12, 0.9, 0.0, 24).gives(
    6,
    unit="months",
    mistakes=[(5, "Each margin was rounded: what is compared to the fen is the sum.")],
)
hidden_check("payback_months").case("a high discount, a long wait").on(
    900.0, 30.0, 0.995, 0.15, 120
).gives(42, unit="months")
hidden_check("payback_months").case("a customer who costs money each month").on(
    100.0, -5.0, 0.99, 0.1, 36
).gives(None)

# %% [markdown]
# ## 9 · Which channel won the customer?
#
# **The idea.** Before an application a customer meets several channels. A rule of *attribution* shares
# the credit, and the budget follows the credit.
#
# - **Last touch**: all to the last channel. Simple, and it pays whoever stands at the door.
# - **Linear**: equal parts to all touches.
# - **Markov removal**: think of journeys as a walk from channel to channel that ends in a card or is
#   lost, and ask how many cards would be lost if one channel were closed [4].
#
# For the third rule let $P$ be the probability that a walk ends in a card, and $P_{-c}$ the same if
# every step to channel $c$ ends the walk without one. The *removal effect* is
#
# $$e_c = 1 - \frac{P_{-c}}{P} \qquad\text{and the share of}\ c\ \text{is}\quad \frac{e_c}{\sum_j e_j}$$
#
# The effects add up to more than 1, since two channels may both be needed for one card; hence the
# division. If $w_c$ is the probability of a card from channel $c$ on, then $w_c$ is the chance of a
# card right after $c$ plus, for each channel $j$, the chance of a step to $j$ times $w_j$: linear
# equations, one a channel.
#
# **Example, by hand.** Five journeys with two channels: App → card; App → card; App → lost;
# Mail → App → lost; Mail → card. From App a walk ends in a card with 2/4. From Mail it ends in a card with
# 1/2 and goes to App with 1/2:

# %%
from_app = 2 / 4
from_mail = 1 / 2 + 1 / 2 * from_app
start = {"App": 3 / 5, "Mail": 2 / 5}
p_all = start["App"] * from_app + start["Mail"] * from_mail
p_without_app = start["Mail"] * 1 / 2  # only Mail → card is left
p_without_mail = start["App"] * from_app
print(
    f"a card with {p_all:.2f}, without App {p_without_app:.2f}, without Mail {p_without_mail:.2f}"
)
print(
    f"removal effects: App {1 - p_without_app / p_all:.3f}, Mail {1 - p_without_mail / p_all:.3f}"
)

# %% [markdown]
# **And the bank's 6,000 journeys?** Before any model, look at who opens and who closes them:

# %% alt="Five channels, two dots each: the share of converting journeys that they open and that they close. Social opens 23 % and closes 2 %, branch opens 17 % and closes 36 %, app push opens 7 % and closes 26 %, search opens 32 % and closes 25 %, partner site opens 21 % and closes 11 %."
won = journeys[journeys["converted"] == 1].sort_values(["journey_id", "position"])
ends = won.groupby("journey_id")["channel"].agg(["first", "last"])
share = ends.apply(lambda column: column.value_counts(normalize=True)).sort_values("last")
names = share.index.astype(str)
fig, ax = plt.subplots(figsize=(8, 3.6))
ax.hlines(names, share["first"], share["last"], color=QUIET)
ax.plot(share["first"], names, "o", color=GREEN)
ax.plot(share["last"], names, "o", color=BLUE)
ax.annotate("opens", (share["first"].iloc[-1], 4.3), ha="center", color=GREEN)
ax.annotate("closes", (share["last"].iloc[-1], 4.3), ha="center", color=BLUE)
ax.set(
    xlabel="Share of the journeys that ended in an application", xlim=(0, 0.42), ylim=(-0.5, 4.8)
)
ax.set_title("Social opens journeys that the branch and the app close")
percent_axis(ax, "x")
plt.show()

# %% [markdown]
# **A common mistake.** Cutting the channel that closes little. By last touch social gets 2 % of a media
# budget of 3 million CNY, 55,000 CNY; by removal 15 %, 455,000 CNY. A budget that follows the last touch
# takes 400,000 CNY a year from the channel that opens a fifth of the journeys.
#
# **What no rule can do.** Attribution describes journeys; it doesn't know who would have come anyway.
# Ads on the bank's own name close many journeys that were decided before [1]. Only a test with a
# control arm, as in section 1, measures what a channel adds.

# %% [markdown] task="attribute"
# ### Task: which channel won the customer?
# Return how the conversions are shared among the channels under three rules, so that the committee
# sees how much of its budget debate is a debate about the rule.


# %% answer="attribute"
def attribute(journeys: pd.DataFrame, model: str) -> pd.Series:
    """Return each channel's share of the conversions.

    Parameters
    ----------
    journeys
        One row per touch: ``journey_id``, ``position`` (its order within the journey), ``channel``
        and ``converted`` (1 if the journey ended in a card, else 0; the same in all its rows).
        Rows in any order.
    model
        ``"last touch"``: a conversion belongs to the last channel. ``"linear"``: it is shared
        equally among all touches of the journey; a channel that occurs twice has two parts.
        ``"markov"``: shares are proportional to the removal effects, 1 - P_without / P. P is the
        probability that the Markov chain of all journeys, converted or not, ends in a conversion:
        it starts at the first channel and moves from each touch to the next one, a conversion or
        the end, as often as the journeys do (repeats of a channel included). P_without is the same
        if every move to that channel ends the journey without conversion.

    Returns
    -------
    Series
        Share by channel, summing to 1. Every channel of the journeys is in it, with 0 if it gets
        nothing.

    Raises
    ------
    ValueError
        If ``model`` is another word, or no journey converted.
    """
    ### BEGIN SOLUTION
    if model not in ("last touch", "linear", "markov"):
        raise ValueError(f"model is last touch, linear or markov, not {model!r}")
    if not journeys["converted"].any():
        raise ValueError("no journey converted: there is nothing to share")
    touches = journeys.astype({"channel": str}).sort_values("position", ignore_index=True)
    paths = touches.groupby("journey_id")["channel"]
    channels = list(touches["channel"].unique())
    if model == "markov":
        arrived = pd.Series(np.where(touches["converted"] == 1, "(card)", "(lost)"))
        following = paths.shift(-1).fillna(arrived)
        moves = pd.crosstab(touches["channel"], following, normalize="index")
        moves = moves.reindex(columns=[*channels, "(card)"], fill_value=0.0)
        starts = paths.first().value_counts().reindex(channels, fill_value=0)

        def conversion(kept: list[str]) -> float:
            staying = np.eye(len(kept)) - moves.loc[kept, kept].to_numpy()
            return starts[kept] @ np.linalg.solve(staying, moves.loc[kept, "(card)"])

        everything = conversion(channels)
        without = [conversion([c for c in channels if c != removed]) for removed in channels]
        credit = pd.Series(1 - np.array(without) / everything, index=channels)
    else:
        converted = touches[touches["converted"] == 1]
        sizes = converted.groupby("journey_id")["channel"].transform("size")
        part = 1 / sizes
        if model == "last touch":
            part = (converted.groupby("journey_id").cumcount(ascending=False) == 0).astype(float)
        credit = part.groupby(converted["channel"]).sum().reindex(channels, fill_value=0.0)
    return credit / credit.sum()
    ### END SOLUTION


# %% check="attribute" part="last-touch" points=2
"""Six journeys, four of which ended in a card."""
_paths = [
    ("Video Search", 1),
    ("Video Branch Search", 1),
    ("Video", 0),
    ("Search", 1),
    ("Branch Video", 1),
    ("Video Search Video", 0),
]
_journeys = pd.DataFrame(
    [
        (f"J{number}", position, channel, converted)
        for number, (path, converted) in enumerate(_paths)
        for position, channel in enumerate(path.split(), start=1)
    ],
    columns=["journey_id", "position", "channel", "converted"],
)
check("attribute").on(_journeys, "last touch").gives(
    {"Branch": 0.0, "Search": 0.75, "Video": 0.25},
    within=1e-6,
    mistakes=[
        (
            {"Branch": 0.0, "Search": 0.5, "Video": 0.5},
            "Lost journeys share in the credit: what is there to share in them?",
        ),
        (
            {"Branch": 0.25, "Search": 0.25, "Video": 0.5},
            "That is the first touch: which channel came last?",
        ),
        (
            {"Search": 0.75, "Video": 0.25},
            "A channel without credit is missing: the committee wants to see its 0.",
        ),
        (
            {"Branch": 0.0, "Search": 3.0, "Video": 1.0},
            "Those are conversions: which share of all is each?",
        ),
    ],
)

# %% check="attribute" part="linear" points=3
"""The same journeys, each conversion shared among its touches."""
check("attribute").on(_journeys, "linear").gives(
    {"Branch": 0.208333, "Search": 0.458333, "Video": 0.333333},
    within=1e-6,
    mistakes=[
        (
            {"Branch": 0.25, "Search": 0.375, "Video": 0.375},
            "Each touch counts the same here: a conversion has one credit, however long its path.",
        ),
        (
            {"Branch": 0.138889, "Search": 0.361111, "Video": 0.5},
            "Lost journeys share in the credit: what is there to share in them?",
        ),
    ],
)

# %% check="attribute" part="markov" points=3
"""The same journeys as a chain: what would be lost without each channel?"""
check("attribute").on(_journeys, "markov").gives(
    {"Branch": 0.178737, "Search": 0.431433, "Video": 0.389831},
    within=1e-6,
    mistakes=[
        (
            lambda s: sum(s) > 1.001,
            "Those are the removal effects: what makes them shares of one whole?",
        ),
        (
            {"Branch": 0.232558, "Search": 0.418605, "Video": 0.348837},
            "Only journeys that converted are in the chain: where do the lost ones end?",
        ),
        (
            {"Branch": 0.175439, "Search": 0.421053, "Video": 0.403509},
            "A channel counts once a journey here, though one customer came back later.",
        ),
        (
            {"Branch": 0.25, "Search": 0.375, "Video": 0.375},
            "That counts the cards a channel had a part in: what does the chain do without it?",
        ),
        (
            lambda s: abs(s["Branch"] - 0.166209) < 1e-5,
            "The walk starts at any touch here: where do the journeys start?",
        ),
        (
            lambda s: min(s) < 0,
            "Moves to the removed channel were left out: where does the docstring send them?",
        ),
    ],
)

# %% check="attribute" part="other-journeys" points=4 hidden=true
"""Journeys with repeats, rows in any order; impossible inputs."""
_paths = [
    ("Mail Search Search", 1),
    ("Search Mail Search", 0),
    ("Social", 0),
    ("Social Mail", 1),
    ("Search", 1),
    ("Mail Mail App", 1),
    ("Social Search Mail", 0),
    ("Social App", 0),
    ("Mail", 0),
    ("Search App Search Search", 1),
    ("Social Web", 0),
]
_journeys = pd.DataFrame(
    [
        (number % 7 * 10 + number, 5 * position - 20, channel, converted)
        for number, (path, converted) in enumerate(_paths)
        for position, channel in enumerate(path.split())
    ],
    columns=["journey_id", "position", "channel", "converted"],
)
_mixed = _journeys.iloc[np.arange(len(_journeys)) * 7 % len(_journeys)].set_axis(
    np.arange(len(_journeys)) % 4
)
_expected = {
    "last touch": {"App": 0.2, "Mail": 0.2, "Search": 0.6, "Social": 0.0, "Web": 0.0},
    "linear": {"App": 7 / 60, "Mail": 0.3, "Search": 29 / 60, "Social": 0.1, "Web": 0.0},
    "markov": {
        "App": 0.161268,
        "Mail": 0.264146,
        "Search": 0.399154,
        "Social": 0.175433,
        "Web": 0.0,
    },
}
for _model, _shares in _expected.items():
    hidden_check("attribute").case(f"rows in mixed order, repeats, {_model}").on(
        _mixed, _model
    ).gives(
        _shares,
        within=1e-6,
        mistakes=[
            (
                {"App": 0.2, "Mail": 0.3, "Search": 0.4, "Social": 0.1, "Web": 0.0},
                "A channel counts once a journey: how many parts has one that occurs twice?",
            ),
        ],
    )
    hidden_check("attribute").case(f"the table handed in stays as it is, {_model}").on(
        _mixed, _model
    ).leaves_inputs_alone()
    hidden_check("attribute").case(f"no journey converted, {_model}").on(
        _mixed.assign(converted=0), _model
    ).refuses(ValueError, because="there is no conversion to share")
    hidden_check("attribute").case(f"one channel only, {_model}").on(
        _journeys.assign(channel="Mail"), _model
    ).gives({"Mail": 1.0}, within=1e-6)
hidden_check("attribute").case("an unknown rule").on(_journeys, "u-shaped").refuses(
    ValueError, because="another rule must not pass for one of the three"
)

# %% [markdown]
# ## 10 · Where does the next yuan go?
#
# **The idea.** Each channel wins the easy customers first: returns *diminish*, as a review of more than
# a hundred studies of advertising found [5]. So don't ask which channel is best on average; ask where
# the *next* yuan wins most. At the optimum it wins the same in every channel that gets money:
# otherwise you would move it.
#
# $$N_i(x_i) = a_i\left(1 - e^{-b_i x_i}\right) \qquad
# N_i'(x_i) = a_i b_i\, e^{-b_i x_i} = \lambda \ \text{if}\ x_i > 0, \quad
# N_i'(0) = a_i b_i \le \lambda \ \text{if}\ x_i = 0$$
#
# $x_i$ is the spend in channel $i$ in CNY, $N_i$ the accounts it wins, $a_i$ the most it can ever win,
# $b_i$ how fast it gets there, per CNY. $\lambda$ is what the last yuan wins, in accounts, the same
# everywhere; $1/\lambda$ is the cost of the last account. And spending stops where an account costs more
# than it brings: $\lambda \ge 1/m$, with $m$ the value of an account in CNY.
#
# **Example, in steps of 10,000 CNY.** Two channels; each step goes to the one that wins more with it:

# %%
ceiling, speed = {"Search": 800, "Partner": 500}, {"Search": 1 / 40_000, "Partner": 1 / 15_000}


def accounts(channel: str, spend: float) -> float:
    return ceiling[channel] * (1 - np.exp(-speed[channel] * spend))


spends = dict.fromkeys(ceiling, 0)
for _ in range(8):
    gains = {c: accounts(c, spends[c] + 10_000) - accounts(c, spends[c]) for c in ceiling}
    best = max(gains, key=gains.get)
    spends[best] += 10_000
    print(f"{gains[best]:5.0f} accounts more from {best}")
print(spends)

# %% alt="Two falling curves: what the next 1,000 CNY win in each channel, over the spend. Partner starts at 33 accounts and falls fast, Search starts at 20 and falls slowly. A horizontal line at 5.4 accounts cuts them at 27,400 and 52,600 CNY, together 80,000 CNY."
fig, ax = plt.subplots()
x = np.linspace(0, 80_000, 300)
for name in ("Search", "Partner"):
    ax.plot(x, 1_000 * ceiling[name] * speed[name] * np.exp(-speed[name] * x), label=name)
ax.axhline(5.37, color="0.35", linestyle="--", linewidth=1)
for where, name in [(52_600, "Search"), (27_400, "Partner")]:
    ax.plot(where, 5.37, "o", color="0.2")
    ax.annotate(f"{name} stops", (where, 5.8), color="0.2")
label_line_ends(ax)
ax.set(
    xlabel="Spend in the channel (CNY)",
    ylabel="Accounts won by the next 1,000 CNY",
    ylim=(-1.5, 35),
)
ax.set_title("Both stop where the next 1,000 CNY win 5 accounts")
cny_axis(ax, "x")
plt.show()

# %% [markdown]
# **A common mistake.** Equal parts, or parts by average cost. On the three channels of the task below
# equal parts of 300,000 CNY win 4,130 accounts, the best split 4,997: 867 accounts, 225,000 CNY of
# margin at 260 CNY each, for the same money. The other one is to spend a budget because it is there:
# when the last account costs more than it brings, the rest belongs back.

# %% [markdown] task="allocate-budget"
# ### Task: where does the next yuan go?
# Spread a budget over channels with falling returns. Leave over what would earn less than it costs.


# %% answer="allocate-budget"
def allocate_budget(channels: pd.DataFrame, budget: float, margin: float) -> pd.Series:
    """Return the spend per channel that earns the most, total margin minus total spend.

    Parameters
    ----------
    channels
        Columns ``channel``, ``max_accounts`` (a) and ``speed`` (b, per CNY): a spend of x CNY wins
        a (1 - exp(-b x)) accounts.
    budget
        CNY at most.
    margin
        Value of an account won, CNY.

    Returns
    -------
    Series
        CNY by channel, none negative, to within 5 CNY. At the optimum the last yuan wins equally
        many accounts in every channel that gets money, and fewer in a channel that gets none. No
        yuan is spent that earns less than a yuan of margin, even if budget is left over.

    Raises
    ------
    ValueError
        If ``budget`` is negative.
    """
    ### BEGIN SOLUTION
    if budget < 0:
        raise ValueError(f"a budget of {budget} CNY cannot be spent")
    table = channels.set_index("channel")
    # The logarithm of what the first yuan wins in each channel, the best channel first.
    first = np.log(table["max_accounts"] * table["speed"]).sort_values(ascending=False)
    pace = 1 / table["speed"].reindex(first.index)
    # What the last yuan wins if the best k channels share the budget; too many or too few channels
    # make it smaller. Below one account per margin a yuan is better kept.
    last = ((first * pace).cumsum() - budget) / pace.cumsum()
    floor = max(last.max(), -np.log(margin))
    return ((first - floor) * pace).clip(lower=0)
    ### END SOLUTION


# %% check="allocate-budget" part="three-channels" points=4
"""300,000 CNY for three channels, an account is worth 260 CNY."""
_channels = pd.DataFrame(
    {
        "channel": ["Mail", "Search", "Partner"],
        "max_accounts": [6_000.0, 1_500.0, 900.0],
        "speed": [0.004 / 1_000, 0.020 / 1_000, 0.030 / 1_000],
    }
)
check("allocate_budget").on(_channels, 300_000.0, 260.0).gives(
    {"Mail": 213_687.7, "Search": 53_894.7, "Partner": 32_417.6},
    within=5.0,
    unit="CNY",
    mistakes=[
        (
            {"Mail": 100_000.0, "Search": 100_000.0, "Partner": 100_000.0},
            "All get the same: does the last yuan win as many accounts everywhere?",
        ),
        (
            {"Mail": 214_285.7, "Search": 53_571.4, "Partner": 32_142.9},
            "The split follows the size of the channels: what does the last yuan win in each?",
        ),
        (
            {"Mail": 88_888.9, "Search": 111_111.1, "Partner": 100_000.0},
            "The split follows the first yuan's return: what does the last yuan win in each?",
        ),
        (
            {"Mail": 0.0, "Search": 300_000.0, "Partner": 0.0},
            "All goes to the channel with the best start: how long does it stay the best?",
        ),
        (
            lambda s: all(spend % 100 == 0 for spend in dict(s).values()),
            "You spend in whole steps: what would the last single yuan win in each channel?",
        ),
        (
            lambda s: sum(s) > 300_005,
            "More than the budget is spent.",
        ),
    ],
)

# %% check="allocate-budget" part="money-left" points=2
"""The same channels with a budget that they cannot use up, an account worth 100 CNY."""
check("allocate_budget").on(_channels, 900_000.0, 100.0).gives(
    {"Mail": 218_867.2, "Search": 54_930.6, "Partner": 33_108.4},
    within=5.0,
    unit="CNY",
    mistakes=[
        (
            lambda s: abs(sum(s) - 900_000) < 10,
            "All of the budget is spent: what does the last yuan cost, and what does it earn?",
        ),
        (
            lambda s: min(s) < -5,
            "A negative spend takes money out of a channel.",
        ),
    ],
)

# %% check="allocate-budget" part="other-channels" points=4 hidden=true
"""A small budget, none, a channel that never pays, one channel; a negative budget."""
_four = pd.DataFrame(
    {
        "channel": ["App", "Branch", "Mail", "Video"],
        "max_accounts": [400.0, 2_500.0, 1_200.0, 5_000.0],
        "speed": [4e-5, 2e-5, 1.2e-5, 1e-6],
    },
    index=[3, 3, 1, 0],
)
_cases = [
    ("a budget too small for all channels", 62_000.0, 300.0, (1_676.1, 60_323.9, 0.0, 0.0)),
    ("a budget for three channels of four", 150_000.0, 300.0, (16_075.0, 89_121.7, 44_803.3, 0.0)),
    ("a budget for one channel only", 20_000.0, 300.0, (0.0, 20_000.0, 0.0, 0.0)),
    (
        "a channel that never earns its cost",
        1_000_000.0,
        150.0,
        (21_886.7, 100_745.2, 64_175.7, 0.0),
    ),
    ("channels that all earn nothing", 50_000.0, 10.0, (0.0, 0.0, 0.0, 0.0)),
    ("no budget", 0.0, 300.0, (0.0, 0.0, 0.0, 0.0)),
    (
        "a large budget and a high value",
        900_000.0,
        1_000.0,
        (43_488.3, 143_948.4, 136_181.0, 576_382.3),
    ),
]
for _what, _budget, _margin, _spends in _cases:
    hidden_check("allocate_budget").case(_what).on(_four, _budget, _margin).gives(
        dict(zip(_four["channel"], _spends, strict=True)),
        within=5.0 if max(_spends) else 0.01,
        unit="CNY",
        mistakes=[
            (lambda s: min(s) < -5, "Money was taken out of a channel: none can give any back."),
            (lambda s: len(s) < 4, "A channel is missing: one that gets no money gets a 0."),
        ],
    )
hidden_check("allocate_budget").case("the table handed in stays as it is").on(
    _four, 40_000.0, 300.0
).leaves_inputs_alone()
hidden_check("allocate_budget").case("one channel").on(_four.iloc[:1], 5_000.0, 300.0).gives(
    {"App": 5_000.0}, within=5.0, unit="CNY"
)
hidden_check("allocate_budget").case("a negative budget").on(_four, -1.0, 300.0).refuses(
    ValueError, because="a channel pays nothing back"
)

# %% [markdown]
# ## The decision memo
#
# Write to the marketing committee, at most 350 words: **whom of the 300,000 depositors should the bank
# call, at 12 CNY a call?** Say in the first line what you recommend, then why. Use your own functions on
# `campaign` and `journeys` for the numbers. Say what happens to the agency's report and its score, what
# an added card costs and when it is paid back, what you would do with a media budget of 3 million CNY,
# and how the next campaign will show whether you were right. The memo is graded by hand:
#
# | Criterion | 3 | 2 | 1 | 0 |
# |---|---|---|---|---|
# | **Decision** | whom to call and whom not in the first line, with number of calls, cost and expected profit | clear, a number is missing | can be guessed | none |
# | **Evidence** | incremental figures with their interval, judged on customers that did not choose the group; the agency's figure set right in CNY | incremental, without interval or on the same customers | gross and incremental mixed | gross response taken as profit |
# | **Value over time** | cost per added card against lifetime value and payback, assumptions named and varied | one of the two, assumptions named | a number without its assumptions | none |
# | **Risk and learning** | a control arm in the roll-out, what would change the decision, limits of attribution, fairness to those called | two of these | one | none |

# %% [markdown] memo="decision-memo" points=12
# **Call about 27,000 of the 300,000: "new to the city" and "family saver" with a score above 0.1.
# Cost 324,000 CNY, expected profit about 0.7 million. Don't call the others.**
#
# *The report.* The agency's +31 % counts all 1,833 takers. The control arm took the card at 4.9 %
# without a call, so 366 of them are the calls' work: return −74 % (95 % interval −85 to −63 %). Calling
# all 300,000 would lose 2.6 to 2.8 million CNY, not earn 1.1 million.
#
# *The score.* It finds takers (77 % in the best fifth), not persuadables: its best decile loses 1.61 CNY
# a call. Combined with the segment it does help. I chose the groups on one half of the campaign and
# judged on the other: 9 % of customers, return +193 % (interval +124 to +263 %), 697,000 CNY on 27,000
# calls. Groups with a high response would earn 326,000 CNY less.
#
# *Value over time.* An added card cost 984 CNY in the campaign, 89 CNY in these groups. At 258.69 CNY a
# year, 10 % discount, margins at the end of the year, 984 CNY need 84 % yearly retention; at 97 % a month
# they never come back, 89 CNY do in month 5. Family savers alone are uncertain (interval −3 to +212 %):
# they are the first to drop.
#
# *Media budget.* Last touch gives social 2 %, removal 15 %. I would not move money on either: journeys
# don't say who would have come anyway. Split by equal marginal return, and hold back regions to measure.
#
# *What could go wrong.* We hold back a random tenth of the 27,000 and report added cards only. If the
# uplift falls below 4.6 points, we stop. App-only customers took fewer cards when called (−1.6 points):
# we leave them in peace, and everybody may opt out of calls.

# %% [markdown]
# ## What to take with you
#
# - A campaign's effect is a difference between two random groups. Without the second group there is a
#   report, but no result.
# - The same campaign: +31 % by responses, −74 % by what it added.
# - A score that finds responders may waste every contact on sure things. Rank by uplift, and judge the
#   ranking on customers it hasn't seen.
# - A gift goes to all who respond; only those whom it moved pay for it.
# - A lifetime value needs its timing, its retention and its discount; a payback may never come.
# - Attribution shares credit, it doesn't prove effect. Money goes where the next yuan wins most.
#
# ## Terms
#
# | English | 中文 | Meaning |
# |---|---|---|
# | test arm, control arm | 实验组、对照组 | contacted; held back at random |
# | incremental response, uplift | 增量响应、提升 | what the contact changed |
# | return on investment | 投资回报率 (ROI) | (margin − cost) / cost |
# | gains table, lift | 增益表、提升度 | response by decile of a score; over the average |
# | decile | 十分位组 | a tenth of the customers in order of the score |
# | Qini curve | Qini 曲线 | incremental responders by depth of a ranking |
# | persuadable, sure thing | 可说服客户、必然响应客户 | responds because of the contact; responds anyway |
# | lost cause, sleeping dog | 无望客户、勿扰客户 | responds never; responds less if contacted |
# | customer lifetime value | 客户生命周期价值 (CLV) | present value of a customer's margins |
# | retention rate, churn | 留存率、流失 | share that stays; share that leaves |
# | cannibalisation | 蚕食效应 | margin a new product takes from the bank's old ones |
# | acquisition cost | 获客成本 (CAC) | cost of winning one customer |
# | payback | 回本期 | first month in which the cost has come back |
# | attribution, last touch | 归因、末次触点 | sharing the credit among channels; all to the last |
# | removal effect | 移除效应 | conversions lost if a channel is closed |
# | marginal return | 边际回报 | what the next yuan wins |
# | diminishing returns | 边际收益递减 | the next yuan wins less than the last one |
#
# ## Sources
#
# All looked up on 24 November 2026.
#
# 1. T. Blake, C. Nosko and S. Tadelis, "Consumer Heterogeneity and Paid Search Effectiveness: A
#    Large-Scale Field Experiment", *Econometrica*, 2015. <https://zendy.io/title/10.3982/ecta12423>
# 2. N. Radcliffe, "Using control groups to target on predicted lift", *Direct Marketing Analytics
#    Journal*, 2007, cited after the manual of the R package tools4uplift.
#    <https://search.r-project.org/CRAN/refmans/tools4uplift/html/QiniArea.html>
# 3. S. Gupta and others, "Modeling Customer Lifetime Value", *Journal of Service Research* 9(2),
#    November 2006. <https://studylib.net/doc/8246957/modeling-customer-lifetime-value>
# 4. E. Anderl, I. Becker, F. v. Wangenheim and J. H. Schumann, "Mapping the Customer Journey: Lessons
#    Learned from Graph-Based Online Attribution Modeling", working paper, 2 November 2015.
#    <https://papers.ssrn.com/sol3/papers.cfm?abstract_id=2685167>
# 5. J. L. Simon and J. Arndt, "The shape of the advertising response function", a review of over 100
#    studies. <https://gradebuddy.com/doc/376499/the-shape-of-the-advertising-response-function/>
#
# The figures of Lantern Bank, its customers, campaigns and channels are invented for this course.
