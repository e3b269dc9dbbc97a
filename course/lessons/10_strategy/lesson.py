# %% [markdown]
# # 10 · Strategy 战略思维能力
#
# **The competency.** A credit card product manager sees opportunities and challenges and sets a
# strategy; keeps product design and promotion in line with the strategy of the firm; and makes
# projects succeed by strategy: finds their problems and gives solutions.
#
# **After this notebook you can decide**
#
# - whether a launch is worth its money when the future has more than one face, and which of its
#   assumptions to work on first,
# - which products get the firm's scarce capital, and what a product costs that "strategy demands",
# - which price to set when the price changes who comes, and when a rival answers.
#
# **Time** about 100 minutes. **You need** pandas as far as a column times a column, and the idea of a
# present value; notebook 02 helps with the second.
#
# Money is in CNY or, where it says so, in million CNY; rates and probabilities are fractions (`0.12` is
# 12 %); years are whole. Your functions leave what they get as it is. A table that they get may have any
# index, even one with repeated labels, and so may the table that they return.

# %% setup=true
from collections.abc import Callable, Mapping, Sequence
from itertools import compress, product
from math import ceil

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course.bank import load_segment_spend
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
segment_spend = load_segment_spend()


def launch_npv(
    accounts=600_000,
    spend=40_000,
    balance=3_200,
    apr=0.16,
    loss_rate=0.045,
    funding_rate=0.025,
    retention=0.85,
    acquisition_cost=480,
):
    """Return the net present value of the Rail card's first five years, CNY (the bank's model).

    An account pays margin at the end of each year: 0.12 % of its spend, net of rewards, and on its
    revolving balance the rate less losses and funding; service costs 110 CNY. `retention` is the
    share of accounts that stays each year. Winning an account costs `acquisition_cost`, building
    the card 60 million, both today. Discount rate 12 %. Takes numbers or NumPy arrays.
    """
    margin = 0.0012 * spend + balance * (apr - loss_rate - funding_rate) - 110
    per_account = sum(margin * retention ** (year - 1) / 1.12**year for year in range(1, 6))
    return accounts * (per_account - acquisition_cost) - 60_000_000


# Two checks need more than one look at your function; they use the functions below.
def tornado_bars(table: pd.DataFrame, base_npv: float) -> pd.DataFrame | None:
    """Draw with `plot_tornado` and read the bars back, from the top down."""
    picture = plot_tornado(table, base_npv)
    if picture is None:
        return None
    ax = picture if isinstance(picture, Axes) else picture.axes[0]
    names = {round(t.get_position()[1], 2): t.get_text() for t in ax.get_yticklabels()}
    bars: dict[float, list[float]] = {}
    for bar in [p for p in ax.patches if isinstance(p, Rectangle) and p.get_width()]:
        middle = round(bar.get_y() + bar.get_height() / 2, 2)
        bars.setdefault(middle, []).extend([bar.get_x(), bar.get_x() + bar.get_width()])
    ends = [line.get_xdata() for line in ax.lines]
    ends += [
        path[:, 0]
        for lines in ax.collections
        if isinstance(lines, LineCollection)
        for path in lines.get_segments()
    ]
    upright = [float(x[0]) for x in ends if len(x) == 2 and x[0] == x[1]]
    order = sorted(bars, key=lambda y: -ax.transData.transform((0, y))[1])
    return pd.DataFrame(
        {
            "driver": [names.get(y, "") for y in order],
            "left": [min(bars[y]) for y in order],
            "right": [max(bars[y]) for y in order],
            "from_top": range(1, len(order) + 1),
            "base_line": min(upright, key=lambda x: abs(x - base_npv), default=np.nan),
        }
    )


def means_of_seeds(seeds, model, drivers, correlation, draws) -> list[float]:
    """Call `simulate_npv` with a fresh generator of each seed and return the means."""
    return [
        simulate_npv(model, drivers, correlation, draws, np.random.default_rng(seed))["mean"]
        for seed in seeds
    ]


# %% [markdown]
# ## The decision: six proposals, capital for three
#
# Lantern Bank (fictional, like every number about it) gives its card business 1,600 million CNY of
# *economic capital* for new products: the equity set aside against losses worse than expected. Six
# teams ask for 3,050 million. All figures in million CNY a year, once the product is grown:

# %%
proposals = pd.DataFrame(
    [
        ("Platinum", "premium", 318, 150, 62, 450),
        ("Business", "business", 402, 118, 140, 650),
        ("Family instalments", "family", 440, 126, 182, 600),
        ("Rail", "family", 300, 112, 72, 550),
        ("Grocer", "family", 286, 104, 73, 550),
        ("Student", "young", 132, 52, 52, 250),
    ],
    columns=["product", "segment", "revenue", "operating_cost", "expected_loss", "capital"],
)  # revenue is after funding cost
proposals

# %% [markdown]
# The finance team has a rule: *return on risk-adjusted capital, highest first, until the capital is used
# up*. It gives the money to Platinum and Business. The product teams have another rule: *the most
# profitable first*. It gives it to Business and Family instalments. And the strategy paper says that the
# bank must win the young:

# %%
segment_spend.pivot(index="segment", columns="period", values="accounts").map("{:,}".format)

# %% [markdown]
# All three are clear and easy to defend. Each costs the bank more than 20 million CNY a year, and you
# will compute how much. On the way there you value one launch, Rail, under uncertainty; you price
# Family instalments; and you ask how a rival answers. The memo at the end recommends a portfolio.

# %% [markdown]
# ## 1 · One project, several futures
#
# **The idea.** Money later is worth less than money now, and a plan is one future among several. So
# discount each future's cash flows to today and weigh the results by how likely they are.
#
# $$\text{NPV}_s = \sum_{t=0}^{T} \frac{c_{s,t}}{(1+r)^{t-h}} \qquad \bar V = \sum_s p_s\,\text{NPV}_s$$
#
# $c_{s,t}$ is the cash flow of year $t$ in scenario $s$ (negative: paid), $t = 0$ is today, $r$ the
# yearly discount rate, $p_s$ the probability of the scenario. Flows of a year come at its end ($h = 0$)
# or are spread over it, as if paid in its middle ($h = \frac12$); what is paid today is paid today either
# way: for $t = 0$ always $h = 0$. $\text{NPV}_s$ is the net present value, $\bar V$ the expected one.
#
# **Example.** 100 today for 60 after one year and 60 after two, at 12 %:

# %%
today, first, second = -100, 60 / 1.12, 60 / 1.12**2
print(f"{today} + {first:.2f} + {second:.2f} = {today + first + second:.2f}")

# %% [markdown]
# Rail's plan, in million CNY, beside a downturn and a boom (made up, and with the team's own odds):

# %%
rail = {
    "plan": [-348, 136, 115, 98, 83, 71],
    "downturn": [-348, 78, 66, 56, 48, 41],
    "boom": [-396, 181, 154, 131, 111, 94],
}
odds = {"plan": 0.6, "downturn": 0.2, "boom": 0.2}
growth = 1.12 ** np.arange(6)
values = pd.Series({name: np.sum(np.array(flows) / growth) for name, flows in rail.items()})

# %% alt="Three horizontal bars of net present value, in million CNY: plan 27.9, downturn minus 132.1, boom 105.5. A dashed line marks the expected value, 11.4."
fig, ax = plt.subplots(figsize=(8, 3))
mean_value = sum(values[name] * p for name, p in odds.items())
ax.barh(values.index, values, color=[BLUE, VERMILION, GREEN])
for place, name in enumerate(values.index):
    inside = f"{values[name]:.1f} (p = {odds[name]})".replace("-", "−")
    ax.text(values[name] / 2, place, inside, ha="center", va="center", color="white")
ax.texts[0].set(x=values["plan"] + 4, ha="left", color="0.2")
ax.axvline(mean_value, color="0.2", linestyle="--", linewidth=1)
ax.text(mean_value + 3, 1, f"expected {mean_value:.1f}", color="0.2", va="center")
ax.set(xlabel="Net present value (million CNY)", ylim=(2.55, -0.5))
ax.set_yticks(range(3), ["plan", "downturn", "boom"])
ax.set_title("The plan is worth 28 million, the project 11 million")
plt.show()

# %% [markdown]
# **A common mistake.** Reporting the plan's value as the project's. The plan is the most likely future, but
# a downturn takes more than a boom gives. The committee would book 27.9 million CNY for a project worth
# 11.4 million: 16.5 million too much. The spreadsheet's version of the mistake: `NPV(12%; all cells)`
# discounts today's payment by a year too.

# %% [markdown] task="scenario-npv"
# ### Task: the value of a project in several futures
# Value every scenario and weigh them. The committee also wants to know how likely it is to lose.


# %% answer="scenario-npv"
def scenario_npv(
    cash_flows: Mapping[str, Sequence[float]],
    probabilities: Mapping[str, float],
    rate: float,
    timing: str,
) -> dict:
    """Return the net present value of a project in each scenario, and its expectation.

    Parameters
    ----------
    cash_flows
        By scenario: million CNY of today (year 0), year 1, year 2, … One scenario may have more
        years than another.
    probabilities
        By scenario, in any order.
    rate
        Yearly discount rate.
    timing
        ``"end"``: flows of years 1, 2, … come at the end of the year; ``"mid"``: in its middle.
        Today's flow is not discounted.

    Returns
    -------
    dict
        ``npv``: a dict with the value of each scenario, million CNY. ``expected``: their mean,
        weighted by probability. ``loss_probability``: the probability of an NPV below zero; an NPV
        of zero is no loss. Nothing is rounded.

    Raises
    ------
    ValueError
        If the two mappings don't name the same scenarios, a probability is negative, the
        probabilities don't sum to 1 (to within 1e-9), or the timing is another word.
    """
    ### BEGIN SOLUTION
    if set(cash_flows) != set(probabilities):
        raise ValueError("each scenario needs cash flows and a probability")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities are not negative and sum to 1")
    if timing not in ("end", "mid"):
        raise ValueError(f"timing is 'end' or 'mid', not {timing!r}")
    npv = {}
    for scenario, flows in cash_flows.items():
        years = np.arange(len(flows), dtype=float)
        if timing == "mid":
            years[1:] -= 0.5
        npv[scenario] = float((np.array(flows) / (1 + rate) ** years).sum())
    return {
        "npv": npv,
        "expected": sum(probabilities[scenario] * npv[scenario] for scenario in npv),
        "loss_probability": sum(probabilities[scenario] for scenario in npv if npv[scenario] < 0),
    }
    ### END SOLUTION


# %% check="scenario-npv" part="end-of-year" points=4
"""Three scenarios, flows at the end of the year; the probabilities come in another order."""
_flows = {
    "base": [-120.0, 18, 36, 52, 58, 60],
    "down": [-120.0, 9, 20, 30, 32, 33],
    "up": [-150.0, 40, 60, 80, 90, 90],
}
_odds = {"up": 0.2, "down": 0.3, "base": 0.5}
_value = {
    "npv": {"base": 32.6886, "down": -35.6053, "up": 98.7534},
    "expected": 25.4134,
    "loss_probability": 0.3,
}
check("scenario_npv").on(_flows, _odds, 0.12, "end").gives(
    _value,
    within=1e-4,
    mistakes=[
        (
            lambda r: abs(r["npv"]["base"] - 29.1863) < 1e-3,
            "Today's payment is discounted by a year: when is it paid?",
        ),
        (
            lambda r: abs(r["npv"]["base"] - 104) < 1e-3,
            "The flows are added up as they are: is money in year 5 worth as much as today's?",
        ),
        (
            lambda r: abs(r["npv"]["base"] - 41.5905) < 1e-3,
            "These flows are discounted as if they came in the middle of the year.",
        ),
        (
            lambda r: abs(r["expected"] - 32.6886) < 1e-3,
            "That is the value of the most likely scenario alone: what of the others?",
        ),
        (
            lambda r: abs(r["expected"] - 31.9456) < 1e-3,
            "All scenarios weigh the same here: how likely is each?",
        ),
        (
            lambda r: abs(r["expected"] - 45.2328) < 1e-3,
            "The probabilities are taken in their order: whose is whose?",
        ),
        (
            lambda r: abs(r["loss_probability"] - 1 / 3) < 1e-3,
            "One scenario of three loses, but how likely is it?",
        ),
        (
            lambda r: abs(r["loss_probability"] - 0.7) < 1e-6,
            "That is the probability of a gain.",
        ),
    ],
)

# %% check="scenario-npv" part="mid-year" points=1
"""The same project with flows in the middle of the year."""
check("scenario_npv").on(_flows, _odds, 0.12, "mid").gives(
    {
        "npv": {"base": 41.5905, "down": -30.6851, "up": 113.2558},
        "expected": 34.2409,
        "loss_probability": 0.3,
    },
    within=1e-4,
    mistakes=[
        (
            lambda r: abs(r["npv"]["base"] - 34.5943) < 1e-3,
            "Today's payment was moved by half a year too: when is it paid?",
        ),
        (_value, "Nothing changed: by how much earlier do the flows come?"),
    ],
)

# %% check="scenario-npv" part="other-projects" points=4 hidden=true
"""Lives of different length, ten scenarios, an NPV of zero, no flow after today; refusals."""
_project = {"slow": [-40.0, 5, 5, 30, 30], "fast": [-55.0, 40, 20]}, {"fast": 0.35, "slow": 0.65}
for _timing, _npv, _expected, _loss in [
    ("end", {"slow": 13.21382, "fast": -1.46915}, 8.07478, 0.35),
    ("mid", {"slow": 15.55686, "fast": 0.88785}, 10.42270, 0.0),
]:
    hidden_check("scenario_npv").case("scenarios of different length").on(
        *_project, 0.09, _timing
    ).gives({"npv": _npv, "expected": _expected, "loss_probability": _loss}, within=1e-4)
_ten = {k: [-10.0, 2.0 * k, 1.0 * k] for k in range(1, 11)}
hidden_check("scenario_npv").case("ten scenarios of one tenth each").on(
    _ten, dict.fromkeys(range(10, 0, -1), 0.1), 0.10, "end"
).gives(
    {
        "npv": {k: -10 + k * 2.6446281 for k in _ten},
        "expected": 4.545455,
        "loss_probability": 0.3,
    },
    within=1e-5,
)
hidden_check("scenario_npv").case("no discount, an NPV of exactly zero").on(
    {"even": [-10.0, 4, 6], "worse": [-10.0, 4, 5]}, {"even": 0.8, "worse": 0.2}, 0.0, "mid"
).gives(
    {"npv": {"even": 0.0, "worse": -1.0}, "expected": -0.2, "loss_probability": 0.2},
    mistakes=[
        (lambda r: abs(r["loss_probability"] - 1) < 1e-6, "Is a value of exactly zero a loss?")
    ],
)
hidden_check("scenario_npv").case("a scenario that stops today").on(
    {"stop": [-5.0], "go": [-5.0, 0, 9]}, {"stop": 0.25, "go": 0.75}, 0.10, "mid"
).gives(
    {"npv": {"stop": -5.0, "go": 2.80106}, "expected": 0.850793, "loss_probability": 0.25},
    within=1e-4,
)
hidden_check("scenario_npv").case("one scenario is certain, the other impossible").on(
    {"plan": [-5.0, 11.0], "never": [-5.0]}, {"plan": 1, "never": 0}, 0.10, "end"
).gives({"npv": {"plan": 5.0, "never": -5.0}, "expected": 5.0, "loss_probability": 0}, within=1e-6)
hidden_check("scenario_npv").case("what is handed in stays as it is").on(
    *_project, 0.09, "mid"
).leaves_inputs_alone()
for _what, _given, _word in [
    ("probabilities that sum to 0.9", {"fast": 0.3, "slow": 0.6}, "end"),
    ("probabilities that sum to 0.999999", {"fast": 0.35, "slow": 0.649999}, "end"),
    ("a negative probability", {"fast": -0.1, "slow": 1.1}, "end"),
    ("a scenario without a probability", {"fast": 1.0}, "end"),
    ("a probability without a scenario", {"fast": 0.5, "slow": 0.5, "none": 0.0}, "end"),
    ("a timing that is not known", {"fast": 0.35, "slow": 0.65}, "start"),
]:
    hidden_check("scenario_npv").case(_what).on(_project[0], _given, 0.09, _word).refuses(
        ValueError, because="the scenarios must be complete, and their odds too"
    )

# %% [markdown]
# ## 2 · How many accounts until it pays
#
# **The idea.** A card costs money once, whatever its size, and earns it account by account. How many
# accounts carry the fixed part?
#
# $$w = -k + \sum_{t=1}^{T} \frac{m\,\rho^{\,t-1}}{(1+r)^t} \qquad
# F = I + \sum_{t=1}^{T} \frac{f}{(1+r)^t} \qquad n^* = \frac{F}{w}$$
#
# $w$ is the worth of one account today, in CNY: $k$ its acquisition cost, $m$ its margin at the end of each
# year, $\rho$ the share of accounts that stays from one year to the next, so that in year $t$
# $\rho^{t-1}$ of them pay; $T$ the years counted. $F$ is what must be carried: $I$ paid today, $f$ at the
# end of each year. $n^*$ is the break-even number; accounts come whole, so the next whole number counts.
#
# **Example.** Rail: a margin of 226 CNY, 480 CNY to win an account, 85 % stay, 60 million to build:

# %%
stays = 0.85 ** np.arange(5)
worth = (226 * stays / 1.12 ** np.arange(1, 6)).sum() - 480
print(f"an account is worth {worth:.2f} CNY, break-even at {60_000_000 / worth:,.0f} accounts")

# %% alt="Net present value over the number of accounts, two straight lines from minus 60 million. At 85 percent retention it crosses zero at 410,000 accounts; at 65 percent it falls: no number of accounts pays."
fig, ax = plt.subplots()
volume = np.array([0, 800_000])
for share, colour in [(0.85, BLUE), (0.65, VERMILION)]:
    label = f"{share:.0%} stay"
    ax.plot(volume, launch_npv(accounts=volume, retention=share), color=colour, label=label)
ax.axhline(0, color="0.35", linewidth=1)
ax.plot(60_000_000 / worth, 0, "o", color="0.2")
ax.annotate("break-even: 410,128", (60_000_000 / worth, 5e6), color="0.2", ha="right")
label_line_ends(ax)
ax.set(xlabel="Accounts", ylabel="Net present value", xlim=(0, 800_000))
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.set_title("If only 65 % stay, more accounts lose more")
cny_axis(ax)
plt.show()

# %% [markdown]
# **A common mistake.** Counting every account as if it stayed. With $\rho = 1$ Rail breaks even at 179,000
# accounts; a launch that stops there loses
# 34 million CNY. And below 69 % retention no volume saves it: an account is worth less than it
# costs to win, and "we'll make it up in volume" makes it worse.

# %% [markdown] task="break-even-accounts"
# ### Task: the break-even number of accounts
# Find the smallest launch that doesn't lose, or say that there is none.


# %% answer="break-even-accounts"
def break_even_accounts(
    investment: float,
    fixed_cost: float,
    margin: float,
    acquisition_cost: float,
    retention: float,
    rate: float,
    years: int,
) -> int | None:
    """Return the smallest whole number of accounts with a net present value of at least zero.

    Parameters
    ----------
    investment
        Paid today, whatever the number of accounts, CNY; not negative.
    fixed_cost
        Paid at the end of each year, whatever the number of accounts, CNY; not negative.
    margin
        CNY that an account pays at the end of each year in which it is there.
    acquisition_cost
        CNY for each account, today. All accounts are opened today.
    retention
        Share of the accounts that stays from one year to the next; in year 1 all are there.
    rate
        Yearly discount rate; may be 0.
    years
        Years counted, at least 1; nothing is paid later.

    Returns
    -------
    int or None
        A net present value that rounds to 0.00 CNY counts as zero. 0 if there is nothing to carry
        (no investment, no fixed cost). Else None if an account is worth nothing or less.

    Raises
    ------
    ValueError
        If ``years`` is below 1 or ``retention`` is outside 0 to 1 (both ends are allowed).
    """
    ### BEGIN SOLUTION
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("at least one year, and a retention between 0 and 1")
    year = np.arange(1, years + 1)
    worth = (margin * retention ** (year - 1.0) / (1 + rate) ** year).sum() - acquisition_cost
    carried = investment + (fixed_cost / (1 + rate) ** year).sum()
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return ceil((carried - 0.005) / worth)
    ### END SOLUTION


# %% check="break-even-accounts" part="worked-example" points=3
"""A card with an investment, a yearly fixed cost and departures."""
check("break_even_accounts").on(2_500_000.0, 300_000.0, 95.0, 60.0, 0.9, 0.10, 3).gives(
    20_965,
    mistakes=[
        (20_964, "With one account less than that the card still loses a little."),
        (
            lambda n: n % 1 != 0,
            "Accounts come whole: which whole number is the first without loss?",
        ),
        (17_220, "Nothing is discounted: is a yuan of year 3 worth a yuan today?"),
        (15_110, "What does it cost to win an account?"),
        (18_418, "All accounts pay to the end: how many are still there in year 3?"),
        (24_342, "In year 1 some have left already: since when are the accounts there?"),
        (16_146, "Who pays the yearly fixed cost?"),
        (18_084, "The fixed cost is paid once: how often does it come, and when?"),
    ],
)

# %% check="break-even-accounts" part="never" points=1
"""An account that never brings back what it cost to win."""
check("break_even_accounts").on(2_500_000.0, 0.0, 20.0, 60.0, 0.9, 0.10, 3).gives(
    None, mistakes=[(lambda n: n < 0, "A negative number of accounts can't be opened.")]
)

# %% check="break-even-accounts" part="other-cards" points=4 hidden=true
"""Exact break-even, nobody stays, everybody stays, nothing to carry, worth nothing; refusals."""
for _what, _given, _number in [
    ("an exact break-even", (1_000.0, 0.0, 10.0, 5.0, 1.0, 0.0, 3), 40),
    ("exact but for the last bits", (30.0, 0.0, 0.7, 0.4, 1.0, 0.0, 1), 100),
    ("nobody stays for a second year", (5e6, 1e6, 150.0, 100.0, 0.0, 0.10, 4), 224_672),
    ("everybody stays", (1e6, 2e5, 80.0, 30.0, 1.0, 0.08, 6), 5_664),
    ("no investment, a yearly cost", (0.0, 50_000.0, 40.0, 25.0, 0.8, 0.10, 2), 2_296),
    ("one year", (1_000.0, 0.0, 22.0, 5.0, 0.5, 0.10, 1), 67),
    ("nothing to carry", (0.0, 0.0, 40.0, 25.0, 0.8, 0.10, 2), 0),
    ("nothing to carry, and accounts that lose", (0.0, 0.0, 5.0, 25.0, 0.8, 0.10, 2), 0),
    ("an account that is worth exactly nothing", (1_000.0, 0.0, 10.0, 20.0, 1.0, 0.0, 2), None),
    ("an account that loses", (1_000.0, 0.0, 10.0, 21.0, 1.0, 0.0, 2), None),
]:
    hidden_check("break_even_accounts").case(_what).on(*_given).gives(
        _number,
        mistakes=[(lambda n, one=_number: n == (one or 0) + 1, "One less would break even too.")],
    )
for _what, _retention, _years in [
    ("no year", 0.8, 0),
    ("a retention above one", 1.01, 3),
    ("a negative retention", -0.1, 3),
]:
    hidden_check("break_even_accounts").case(_what).on(
        1_000.0, 0.0, 10.0, 5.0, _retention, 0.1, _years
    ).refuses(ValueError, because="it takes a year to earn, and a share lies between 0 and 1")

# %% [markdown]
# ## 3 · Which assumption matters
#
# **The idea.** A plan has ten assumptions and your week has five days. Move each assumption alone over
# its plausible range, see how far the value swings, and work on the widest swing first.
#
# $$s_i = \left|\,V(x_1,\dots,h_i,\dots,x_n) - V(x_1,\dots,l_i,\dots,x_n)\,\right|$$
#
# $V$ is the model, here the net present value in CNY, $x_1, \dots, x_n$ its drivers at their base values,
# $l_i$ and $h_i$ the plausible low and high end of driver $i$, $s_i$ its swing. Sorted by swing and drawn
# as bars, the table looks like a tornado: hence the name.
#
# **Example.** Rail's rate, one driver alone. The model `launch_npv` stands in the first code cell:

# %%
for apr in (0.145, 0.160, 0.170):
    print(f"rate {apr:.1%}: NPV {launch_npv(apr=apr) / 1e6:6.1f} million CNY")

# %% alt="Net present value over the loss rate, a falling straight line from 81 million at 3.5 percent to minus 79 million at 6.5 percent. It crosses zero at 5.02 percent."
fig, ax = plt.subplots()
losses = np.array([0.035, 0.065])
ax.plot(losses, launch_npv(loss_rate=losses), color=BLUE)
ax.axhline(0, color="0.35", linewidth=1)
ax.plot(0.045, launch_npv(), "o", color=BLUE)
ax.annotate("base: 4.5 %", (0.0455, launch_npv() + 2e6), color=BLUE)
ax.plot(0.05022, 0, "o", color=VERMILION)
ax.annotate("break-even: 5.02 %", (0.0506, 4e6), color=VERMILION)
ax.set(xlabel="Yearly losses, share of the balance", ylabel="Net present value")
ax.set_title("Half a point more loss eats the whole project")
percent_axis(ax, "x")
cny_axis(ax)
plt.show()

# %% [markdown]
# **A common mistake.** Moving every driver by the same ±20 %. A loss rate that may well rise by 44 % then
# looks calm, and the rate, which you set yourself and which the market holds within a point and a half,
# looks wild. By ±20 % Rail's swing in the rate is 341 million CNY, more than twice its true one of 133
# million, and the loss rate falls from first place to fourth. You would negotiate about the rate and
# overlook the losses. Use ranges that the people who know the driver would bet on.

# %% [markdown] task="tornado"
# ### Task: the tornado table
# One driver at a time, from its low to its high end, all others at their base values. The widest first.


# %% answer="tornado"
def tornado(
    model: Callable[..., float],
    base: Mapping[str, float],
    ranges: Mapping[str, tuple[float, float]],
) -> pd.DataFrame:
    """Return how far each driver alone moves the value of a model.

    Parameters
    ----------
    model
        Takes the drivers by name, ``model(accounts=…, apr=…)``, and returns the value in CNY. Call
        it with all drivers of ``base``.
    base
        Base value of each driver.
    ranges
        Low and high end of the drivers to be moved; the others stay at their base values. The base
        value need not lie in the middle.

    Returns
    -------
    DataFrame
        A row for each driver of ``ranges``: ``driver``; ``npv_low`` and ``npv_high``, the value
        with the *driver* at its low and at its high end (so ``npv_low`` may be the larger);
        ``swing``, the distance of the two, not negative. Rows stand in order of swing, widest
        first; drivers of equal swing in the order of ``ranges``. Without ranges: no rows, the same
        columns.

    Raises
    ------
    ValueError
        If a driver of ``ranges`` is not in ``base``, or a low end is above its high end (equal
        ends are allowed).
    """
    ### BEGIN SOLUTION
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(f"{driver} has no base value, or its ends are turned round")
        npv_low, npv_high = (model(**{**base, driver: end}) for end in (low, high))
        rows.append((driver, npv_low, npv_high, abs(npv_high - npv_low)))
    table = pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])
    return table.sort_values("swing", ascending=False, kind="stable")
    ### END SOLUTION


# %% check="tornado" part="worked-example" points=5
"""Three drivers of the Rail card."""
_base = {"accounts": 600_000, "apr": 0.16, "loss_rate": 0.045, "retention": 0.85}
_ranges = {"accounts": (4e5, 7e5), "loss_rate": (0.035, 0.065), "retention": (0.80, 0.88)}
_three = pd.DataFrame(
    {
        "driver": ["loss_rate", "retention", "accounts"],
        "npv_low": [80_985_022.07, -3_039_715.59, -1_481_615.02],
        "npv_high": [-78_637_311.72, 47_811_166.85, 42_407_173.72],
        "swing": [159_622_333.79, 50_850_882.44, 43_888_788.74],
    }
)
check("tornado").on(launch_npv, _base, _ranges).gives(
    _three,
    within={"npv_low": 1.0, "npv_high": 1.0, "swing": 1.0},
    mistakes=[
        (
            lambda t: list(t["driver"]) == ["accounts", "loss_rate", "retention"],
            "The rows stand as the ranges came: which driver moves the value most?",
        ),
        (
            lambda t: (t["swing"] < 0).any(),
            "A swing has a sign here: is a driver that lowers the value less important?",
        ),
        (
            lambda t: list(t["swing"]) == sorted(t["swing"]),
            "The narrowest swing stands on top.",
        ),
        (
            lambda t: (t["npv_low"] <= t["npv_high"]).all(),
            "npv_low belongs to the low end of the driver, even where the value is larger there.",
        ),
        (
            lambda t: abs(t["swing"].max() - 159_622_333.79 / 2) < 5,
            "That is half the way: the swing goes from the low end to the high end.",
        ),
        (
            lambda t: abs(t["npv_low"].max() - 75_672_000) < 1e5,
            "Each driver was moved by the same share of its base value: where are the ranges?",
        ),
        (
            lambda t: abs(t["swing"].max() - 106_414_889) < 5,
            "The swing is measured from the base value: how far is it from low to high?",
        ),
        (
            lambda t: not np.isclose(t["npv_low"].max(), 80_985_022.07, 0, 5),
            "Does another driver still stand where you moved it? Only one moves at a time.",
        ),
    ],
)

# %% check="tornado" part="other-models" points=5 hidden=true
"""Other models, equal swings, many drivers, one without effect, no ranges; refusals."""
_models = {
    "product": lambda price, cost, volume: (price - cost) * volume,
    "plus": lambda a, b, c, d: 5 + 2 * a - 2 * b + c + 0 * d,
    "square": lambda x, y: x * x - y,
}
_columns = ["driver", "npv_low", "npv_high", "swing"]
_near = dict.fromkeys(_columns[1:], 1e-6)
hidden_check("tornado").case("drivers that multiply").on(
    _models["product"],
    {"volume": 100.0, "price": 10.0, "cost": 6.0},
    {"volume": (50.0, 120.0), "cost": (5.0, 9.0), "price": (9.0, 10.0)},
).gives(
    pd.DataFrame(
        [("cost", 500.0, 100.0, 400.0), ("volume", 200.0, 480.0, 280.0), ("price", 300, 400, 100)],
        columns=_columns,
    ),
    within=_near,
)
hidden_check("tornado").case("two equal swings, and a driver without effect").on(
    _models["plus"],
    {"a": 1, "b": 1, "c": 1, "d": 1},
    {"d": (0, 9), "c": (1, 5), "b": (0, 2), "a": (2, 4)},
).gives(
    pd.DataFrame(
        [("c", 6, 10, 4), ("b", 8, 4, 4), ("a", 8, 12, 4), ("d", 6, 6, 0)], columns=_columns
    ),
    within=_near,
    mistakes=[
        (
            lambda t: list(t["driver"]) == ["a", "b", "c", "d"],
            "Drivers of equal swing have changed places.",
        ),
        (lambda t: len(t) == 3, "A driver without effect is missing: its swing is zero."),
    ],
)
hidden_check("tornado").case("a value that falls and rises again").on(
    _models["square"], {"x": 0.0, "y": 0.0}, {"x": (-2.0, 1.0), "y": (4.0, 4.0)}
).gives(
    pd.DataFrame([("x", 4.0, 1.0, 3.0), ("y", -4.0, -4.0, 0.0)], columns=_columns),
    within=_near,
)
_many = {f"driver {k}": (0, 1 + k % 2) for k in range(24)}
hidden_check("tornado").case("two dozen drivers, of two swings").on(
    lambda **drivers: sum(drivers.values()), dict.fromkeys(_many, 1), _many
).gives(
    pd.DataFrame(
        [(f"driver {k}", 23, 25, 2) for k in range(1, 24, 2)]
        + [(f"driver {k}", 23, 24, 1) for k in range(0, 24, 2)],
        columns=_columns,
    ),
    within=_near,
    mistakes=[
        (
            lambda t: list(t["swing"]) == [2] * 12 + [1] * 12,
            "Drivers of equal swing have changed places: does your sort keep their order?",
        )
    ],
)
hidden_check("tornado").case("no ranges").on(_models["square"], {"x": 0.0, "y": 0.0}, {}).gives(
    pd.DataFrame([], columns=_columns)
)
hidden_check("tornado").case("what is handed in stays as it is").on(
    _models["square"], {"x": 3.0, "y": 0.0}, {"x": (1.0, 4.0)}
).leaves_inputs_alone()
for _what, _given in [
    ("a driver without a base value", {"z": (0.0, 1.0)}),
    ("a low end above its high end", {"x": (2.0, 1.0)}),
]:
    hidden_check("tornado").case(_what).on(_models["square"], {"x": 0.0, "y": 0.0}, _given).refuses(
        ValueError, because="the table needs a base value and a range for each driver"
    )

# %% [markdown]
# **How a tornado is read.** A mailing of 100,000 letters (made up): a letter costs 4 CNY, 2.5 % of the
# people answer, and an answer is worth 200 CNY, so the mailing earns 100,000 CNY. Each driver moved alone:

# %% alt="Three horizontal bars of a mailing's value, widest on top: answers from 0 to 160,000 CNY, worth of an answer from 50,000 to 175,000, cost of a letter from 40,000 to 140,000. A vertical line stands at the base, 100,000."
mailing = ["answers, 2.0 to 2.8 %", "worth, 180 to 230 CNY", "letter, 3.6 to 4.6 CNY"]
at_low, at_high = np.array([0, 50, 140]), np.array([160, 175, 40])
fig, ax = plt.subplots(figsize=(8, 2.6))
ax.hlines(mailing, at_low, 100, color=VERMILION, linewidth=22)
ax.hlines(mailing, 100, at_high, color=BLUE, linewidth=22)
ax.axvline(100, color="0.2", linewidth=1)
ax.text(3, 0, "at its low end", va="center", color="white")
ax.text(157, 0, "at its high end", va="center", ha="right", color="white")
ax.set(xlabel="Value of the mailing (thousand CNY)", ylim=(2.6, -0.6))
ax.set_title("How many people answer matters most")
plt.show()

# %% [markdown]
# The bars get narrower from the top down. A driver's low end needn't lie on the left: a cheap letter is
# good. And the base needn't be the middle: there is more to lose by few answers than to gain by many.

# %% [markdown] task="plot-tornado"
# ### Task: the tornado chart
# Draw the table. Afterwards draw Rail's, with the ranges of the cell below, and ask of the widest bar:
# what can we *do* about it?


# %% answer="plot-tornado"
def plot_tornado(table: pd.DataFrame, base_npv: float) -> Axes:
    """Draw a tornado chart: one horizontal bar for each driver, the widest on top.

    Parameters
    ----------
    table
        Columns ``driver``, ``npv_low``, ``npv_high`` and ``swing``, in CNY, as ``tornado`` returns
        them, but the rows may come in any order. No two swings are equal, none is zero.
    base_npv
        The value with all drivers at their base, CNY.

    Returns
    -------
    Axes
        Bars from ``ax.barh``, ``plt.barh`` or ``DataFrame.plot.barh``. The bar of a driver reaches
        from the smaller to the larger of ``npv_low`` and ``npv_high``,
        in one piece or in two that meet at the base; the base lies between the two. The widest bar
        stands on top. At the middle of each bar a tick label of the y axis
        is the driver's name as in the table. A vertical
        line stands at ``base_npv``. The x axis is labelled as NPV in CNY, and a title says the
        finding.
    """
    ### BEGIN SOLUTION
    ordered = table.sort_values("swing")
    _, ax = plt.subplots()
    left = ordered[["npv_low", "npv_high"]].min(axis=1)
    ax.barh(ordered["driver"], ordered["swing"], left=left)
    ax.axvline(base_npv, color="0.2")
    ax.set(xlabel="NPV (CNY)", title=f"Work on {ordered['driver'].iloc[-1]} first")
    return ax
    ### END SOLUTION


# %% check="plot-tornado" part="three-drivers" points=3
"""Three drivers of the Rail card; `tornado_bars` (first code cell) reads your bars back."""
_three = pd.DataFrame(
    {
        "driver": ["loss_rate", "retention", "accounts"],
        "npv_low": [80_985_022.07, -3_039_715.59, -1_481_615.02],
        "npv_high": [-78_637_311.72, 47_811_166.85, 42_407_173.72],
        "swing": [159_622_333.79, 50_850_882.44, 43_888_788.74],
    }
)
check("plot_tornado").on(_three, 27_777_577.0).draws(
    x_label=["NPV", "CNY", "净现值", "元"], title=True
)
check("tornado_bars").on(_three, 27_777_577.0).gives_rows(
    pd.DataFrame(
        {
            "driver": ["loss_rate", "retention", "accounts"],
            "left": [-78_637_311.72, -3_039_715.59, -1_481_615.02],
            "right": [80_985_022.07, 47_811_166.85, 42_407_173.72],
            "from_top": [1, 2, 3],
            "base_line": 27_777_577.0,
        }
    ),
    key="driver",
    within={"left": 1.0, "right": 1.0, "base_line": 1.0},
    mistakes=[
        (lambda t: len(t) == 0, "No bars were found in the picture."),
        (
            lambda t: (t["right"] - t["left"]).max() < 2,
            "The bars stand upright: a tornado's lie on their side.",
        ),
        (
            lambda t: not set(t["driver"]) <= set(_three["driver"]),
            "A bar has no name at its middle: where are the ticks of the y axis?",
        ),
        (
            lambda t: t["left"].abs().max() < 1e-6,
            "The bars start at zero: between which two values does each reach?",
        ),
        (
            lambda t: t["right"].max() < 1_000,
            "The bars are in million CNY: leave the values in CNY, and let the axis show millions.",
        ),
        (
            lambda t: (t["right"] - t["left"]).is_monotonic_increasing,
            "The widest bar stands at the bottom.",
        ),
        (
            lambda t: list(t["driver"]) == ["accounts", "retention", "loss_rate"],
            "The bars stand right, but each has another driver's name.",
        ),
        (
            lambda t: t["right"].max() > 2e8,
            "A bar reaches beyond both of its values: which of the two is the smaller?",
        ),
        (
            lambda t: t["base_line"].isna().any(),
            "No vertical line was found: where is the base value?",
        ),
        (
            lambda t: (t["base_line"] == 0).all(),
            "The vertical line stands at zero, not at the base.",
        ),
    ],
)

# %% check="plot-tornado" part="other-tables" points=4 hidden=true
"""Other drivers, rows in any order, an unusual index; one driver."""
_table = pd.DataFrame(
    {
        "driver": ["fee", "cost of funds", "spend", "losses"],
        "npv_low": [-4e6, 9e6, -1e6, 30e6],
        "npv_high": [11e6, 1e6, 11.5e6, -12e6],
        "swing": [15e6, 8e6, 12.5e6, 42e6],
    },
    index=[7, 7, 0, 3],
)
_bars = pd.DataFrame(
    {
        "driver": ["fee", "cost of funds", "spend", "losses"],
        "left": [-4e6, 1e6, -1e6, -12e6],
        "right": [11e6, 9e6, 11.5e6, 30e6],
        "from_top": [2, 4, 3, 1],
        "base_line": 5e6,
    }
)
_near = {"left": 1.0, "right": 1.0, "base_line": 1.0}
hidden_check("plot_tornado").case("four drivers in any order").on(_table, 5e6).draws(
    x_label=["NPV", "CNY", "净现值", "元"], title=True
)
hidden_check("tornado_bars").case("four drivers in any order").on(_table, 5e6).gives_rows(
    _bars,
    key="driver",
    within=_near,
    mistakes=[
        (
            lambda t: (
                list(t.sort_values("from_top")["driver"])
                in (list(_table["driver"]), list(_table["driver"])[::-1])
            ),
            "The bars stand as the rows came: which is the widest?",
        )
    ],
)
hidden_check("tornado_bars").case("one driver").on(_table.iloc[3:], 5e6).gives_rows(
    _bars.iloc[3:], key="driver", within=_near
)
hidden_check("plot_tornado").case("the table handed in stays as it is").on(
    _table, 5e6
).leaves_inputs_alone()

# %% [markdown]
# Rail's ranges, as sales, risk and treasury would bet on them (made up). The tornado answers what to
# negotiate and what to insure: losses first (a lower limit, a later start for the riskiest tenth of the
# applicants), then the rate, then the cost of winning an account.

# %%
rail_ranges = {
    "accounts": (400_000, 700_000),
    "spend": (34_000, 44_000),
    "apr": (0.145, 0.170),
    "loss_rate": (0.035, 0.065),
    "funding_rate": (0.020, 0.032),
    "retention": (0.80, 0.88),
    "acquisition_cost": (420, 560),
}

# %% [markdown]
# ## 4 · All assumptions at once
#
# **The idea.** A tornado moves one driver at a time; a bad year moves several together. Draw many futures,
# value each, and look at all the values: their mean, how many are below zero, how bad the worst are.
#
# $$x_i = \mu_i + \sigma_i z_i, \qquad \operatorname{corr}(z_i, z_j) = \rho_{ij} \qquad
# \hat P = \frac{1}{N}\sum_{n=1}^{N} \mathbf 1\{V_n < 0\}$$
#
# $x_i$ is driver $i$, normally distributed with mean $\mu_i$ and standard deviation $\sigma_i$; $z_i$ are
# standard normal numbers with correlations $\rho_{ij}$; $V_n$ is the model's value in the $n$-th of $N$
# futures, $\mathbf 1$ counts 1 where the condition holds, and $\hat P$ is the share of losses. The 5 %
# quantile is the value that one future in twenty stays below.
#
# **Example, two drivers.** When losses rise, accounts leave. With $\rho = -0.6$ the second standard normal
# number is made from the first and a fresh one:

# %%
rng = np.random.default_rng(10)
z_loss, fresh = rng.standard_normal((2, 2_000))
z_stay = -0.6 * z_loss + (1 - 0.6**2) ** 0.5 * fresh
futures = pd.DataFrame({"loss": 0.045 + 0.012 * z_loss, "stay": 0.85 + 0.03 * z_stay})
futures["npv"] = launch_npv(loss_rate=futures["loss"], retention=futures["stay"])
print(f"{(futures['npv'] < 0).mean():.0%} of 2,000 futures lose money")

# %% alt="Two thousand points: retention over loss rate, falling from upper left to lower right. Orange points, the futures that lose money, lie on the right, with high losses and low retention."
fig, ax = plt.subplots()
bad = futures["npv"] < 0
for where, colour, name in [(~bad, QUIET, "worth more than zero"), (bad, VERMILION, "loses money")]:
    ax.scatter(futures["loss"][where], futures["stay"][where], s=8, color=colour, label=name)
ax.legend(loc="upper right")
ax.set(xlabel="Yearly losses, share of the balance", ylabel="Share of accounts that stays")
ax.set_title("Bad luck comes in pairs: high losses, low retention")
percent_axis(ax, "x")
percent_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Drawing the drivers as if they had nothing to do with each other. With three of
# Rail's drivers (table below) one future in twenty is worse than −88 million CNY; drawn independently it
# seems to be −80 million. The bank would set 8 million too little aside. And the plan's +28 million says
# nothing of the 37 % of futures that lose.

# %%
rail_drivers = pd.DataFrame(
    {
        "driver": ["accounts", "loss_rate", "retention"],
        "mean": [600_000, 0.045, 0.85],
        "sd": [80_000, 0.012, 0.03],
    }
)
rail_correlation = pd.DataFrame(
    [[1.0, -0.5, 0.4], [-0.5, 1.0, -0.6], [0.4, -0.6, 1.0]],
    index=rail_drivers["driver"],
    columns=rail_drivers["driver"],
)

# %% [markdown] task="simulate-npv"
# ### Task: thousands of futures
# Draw jointly normal drivers, value each future, summarise. NumPy can draw correlated normal numbers in
# more than one way; the checks look at the result, not at the way.


# %% answer="simulate-npv"
def simulate_npv(
    model: Callable[..., float],
    drivers: pd.DataFrame,
    correlation: pd.DataFrame,
    draws: int,
    rng: np.random.Generator,
) -> dict[str, float]:
    """Return what a simulation says of a project's value.

    Parameters
    ----------
    model
        Takes the drivers by name, as numbers or as NumPy arrays of one length, and returns the
        value in CNY.
    drivers
        Columns ``driver``, ``mean``, ``sd`` (above zero). The drivers are jointly normal.
    correlation
        Correlations of the drivers, positive definite. Rows and columns bear the drivers' names,
        in any order.
    draws
        Number of futures, at least 1.
    rng
        The only source of random numbers: the same state of the generator gives the same result.
        How many numbers you draw from it, and in which order, is up to you.

    Returns
    -------
    dict
        ``mean``: mean value, CNY. ``loss_probability``: share of futures with a value below zero.
        ``quantile_5``: value that 5 % of the futures stay below, CNY, with its own sign; any usual
        way to interpolate will do.

    Raises
    ------
    ValueError
        If ``draws`` is below 1, or a driver is missing from the rows or columns of ``correlation``.
    """
    ### BEGIN SOLUTION
    names = list(drivers["driver"])
    if draws < 1 or not (set(names) <= set(correlation.index) & set(correlation.columns)):
        raise ValueError("at least one draw, and a correlation for each driver")
    sd = drivers["sd"].to_numpy(dtype=float)
    covariance = correlation.loc[names, names].to_numpy() * np.outer(sd, sd)
    futures = rng.multivariate_normal(drivers["mean"].to_numpy(dtype=float), covariance, draws)
    table = pd.DataFrame(futures, columns=names)
    values = np.array([model(**future) for future in table.to_dict("records")])
    return {
        "mean": float(values.mean()),
        "loss_probability": float((values < 0).mean()),
        "quantile_5": float(np.quantile(values, 0.05)),
    }
    ### END SOLUTION


# %% check="simulate-npv" part="two-drivers" points=5
"""A model that adds, 20,000 futures: the exact values are known. Tolerance: five standard errors."""
_near = {"mean": 0.25, "loss_probability": 0.004, "quantile_5": 0.55}
_drivers = pd.DataFrame({"driver": ["volume", "cost"], "mean": [10.0, 8.0], "sd": [2.0, 3.0]})
_correlation = pd.DataFrame(
    [[1.0, 0.7], [0.7, 1.0]], index=["volume", "cost"], columns=["volume", "cost"]
)
_sum = {"model": lambda volume, cost: 4 * volume - 3 * cost}
check("simulate_npv").on(
    _sum["model"], _drivers, _correlation, 20_000, np.random.default_rng(1)
).gives(
    {"mean": 16.0, "loss_probability": 0.00805, "quantile_5": 5.064},
    within=_near,
    mistakes=[
        (
            lambda r: abs(r["quantile_5"] + 3.81) < 0.8,
            "The drivers look independent: what does the table of correlations say?",
        ),
        (
            lambda r: r["loss_probability"] > 0.9,
            "That is the share of futures that gain.",
        ),
        (
            lambda r: abs(r["quantile_5"] + 5.064) < 0.6,
            "A value has its own sign here: the worst 5 % of these futures still gain.",
        ),
        (
            lambda r: abs(r["quantile_5"] - 26.936) < 0.6,
            "That is the value that 95 % of the futures stay below.",
        ),
        (
            lambda r: abs(r["quantile_5"] - 2.97) < 0.4 and r["loss_probability"] < 0.012,
            "The quantile is that of 2.5 %: how many futures in a hundred lie below?",
        ),
        (
            lambda r: abs(r["loss_probability"] - 0.805) < 0.4,
            "A share is a fraction: 0.01 is one in a hundred.",
        ),
        (
            lambda r: r["quantile_5"] > 9,
            "The futures lie too close together: how far does a driver with this sd spread?",
        ),
        (
            lambda r: r["quantile_5"] < 4.4,
            "The futures lie too far apart: do the drivers move together as the table says?",
        ),
    ],
)

# %% check="simulate-npv" part="other-models" points=5 hidden=true
"""Drivers that multiply, around zero, names in another order, one draw, the generator; refusals."""
_names = ["balance", "margin", "cost"]
_three = pd.DataFrame(
    {"driver": _names, "mean": [100.0, 0.5, 48.0], "sd": [20.0, 0.2, 6.0]}, index=[5, 5, 1]
)
_full = pd.DataFrame(
    [[1.0, 0.8, -0.3], [0.8, 1.0, 0.2], [-0.3, 0.2, 1.0]], index=_names, columns=_names
)
_many = {
    "product": lambda balance, margin, cost: balance * margin - cost,
    "sum": lambda balance, margin, cost: balance + 100 * margin - 2 * cost,
}
hidden_check("simulate_npv").case("a model that multiplies").on(
    _many["product"], _three, _full, 20_000, np.random.default_rng(2)
).satisfies(
    lambda r: abs(r["mean"] - 5.2) < 1.2,
    "The mean of the values is off. It is not the value at the means of the drivers.",
)
_order = ["cost", "balance", "margin"]
for _what, _table in [
    ("three drivers that add up", _full),
    ("correlations in another order", _full.loc[_order, _order]),
    ("rows of correlations ordered unlike the columns", _full.loc[_order, _names]),
]:
    hidden_check("simulate_npv").case(_what).on(
        _many["sum"], _three, _table, 20_000, np.random.default_rng(3)
    ).gives(
        {"mean": 54.0, "loss_probability": 0.0907, "quantile_5": -12.45},
        within={"mean": 1.6, "loss_probability": 0.012, "quantile_5": 3.1},
        mistakes=[
            (
                lambda r: abs(r["mean"] - 54) < 1.6,
                "The spread is off: does each correlation belong to the drivers that it names?",
            )
        ],
    )
hidden_check("simulate_npv").case("a project that loses on average").on(
    lambda volume, cost: 2 * volume - 3 * cost,
    _drivers,
    _correlation,
    20_000,
    np.random.default_rng(4),
).gives(
    {"mean": -4.0, "loss_probability": 0.7210, "quantile_5": -15.23},
    within={"mean": 0.25, "loss_probability": 0.016, "quantile_5": 0.55},
)
hidden_check("simulate_npv").case("three drivers, of which two count").on(
    lambda balance, margin, cost: 170 + 100 * margin - 4 * cost + 0 * balance,
    _three,
    _full,
    20_000,
    np.random.default_rng(9),
).gives(
    {"mean": 28.0, "loss_probability": 0.1587, "quantile_5": -18.06},
    within={"mean": 1.0, "loss_probability": 0.013, "quantile_5": 2.1},
    mistakes=[
        (
            lambda r: abs(r["mean"] - 28) < 1,
            "The spread is off: are all pairs of drivers correlated as the table says?",
        )
    ],
)
hidden_check("simulate_npv").case("drivers around zero").on(
    _sum["model"],
    _drivers.assign(mean=[0.0, -1.0]),
    _correlation,
    20_000,
    np.random.default_rng(10),
).gives(
    {"mean": 3.0, "loss_probability": 0.3259, "quantile_5": -7.936},
    within={"mean": 0.25, "loss_probability": 0.017, "quantile_5": 0.55},
    mistakes=[
        (
            lambda r: r["mean"] > 3.25 or r["mean"] < 2.75,
            "A normal driver may fall below zero: do you let it?",
        )
    ],
)
hidden_check("simulate_npv").case("a value that is never below zero").on(
    lambda volume, cost: np.maximum(volume - 10, 0) + 0 * cost,
    _drivers,
    _correlation,
    500,
    np.random.default_rng(8),
).satisfies(
    lambda r: r["loss_probability"] == 0 and r["quantile_5"] == 0,
    "Half of these futures are worth exactly zero: are they losses?",
)
hidden_check("simulate_npv").case("a single draw").on(
    _sum["model"], _drivers, _correlation, 1, np.random.default_rng(5)
).satisfies(
    lambda r: abs(r["mean"] - r["quantile_5"]) < 1e-9 and r["loss_probability"] in (0, 1),
    "One future has one value: is the number of draws the one that was asked for?",
)
hidden_check("means_of_seeds").case("the same seed twice, and another one").on(
    (7, 7, 8), _sum["model"], _drivers, _correlation, 50
).satisfies(
    lambda means: means[0] == means[1] != means[2],
    "All random numbers come from the generator handed in, and from nothing else.",
)
hidden_check("simulate_npv").case("the tables handed in stay as they are").on(
    _sum["model"], _drivers, _correlation, 10, np.random.default_rng(6)
).leaves_inputs_alone()
for _what, _given, _draws in [
    ("no draws", _correlation, 0),
    ("a driver without a row of correlations", _correlation.iloc[:1], 10),
    ("a driver without a column of correlations", _correlation.iloc[:, :1], 10),
]:
    hidden_check("simulate_npv").case(_what).on(
        _sum["model"], _drivers, _given, _draws, np.random.default_rng(7)
    ).refuses(ValueError, because="a simulation needs a future, and all its correlations")

# %% [markdown]
# ## 5 · The price of capital
#
# **The idea.** Two products that earn the same are not equal if one needs twice the equity against bad
# years. Shareholders want a return on that equity, the *hurdle*. What a product earns above it is the
# only profit that makes the bank richer.
#
# $$\text{RAROC} = \frac{(R - O - L + r_f K)(1 - \tau)}{K} \qquad
# \text{EP} = (\text{RAROC} - h)\,K$$
#
# In million CNY a year: $R$ revenue after funding cost, $O$ operating cost, $L$ expected loss, $K$ economic
# capital. $r_f$ is the safe rate that the capital earns meanwhile, $\tau$ the tax rate, $h$ the hurdle
# rate. RAROC is the risk-adjusted return on capital, EP the economic profit in million CNY. Bank of
# America had by 1995 worked out RAROC down to single products and customers, to allocate capital and to
# measure economic profit [1].
#
# **Example.** A card with revenue 60, cost 20, expected loss 12, capital 100; safe rate 2 %, tax 25 %,
# hurdle 12 %:

# %%
after_tax = (60 - 20 - 12 + 0.02 * 100) * (1 - 0.25)
print(f"RAROC {after_tax / 100:.1%}, economic profit {after_tax - 0.12 * 100:.1f} million CNY")

# %% alt="Horizontal bars for the six proposals: yearly margin per yuan of capital. Before expected loss it is between 32 and 52 percent, highest for Family instalments. After expected loss Platinum is first with 24 percent and Student last with 11, down from 32."
margins = pd.DataFrame(
    {
        "before expected loss": proposals["revenue"] - proposals["operating_cost"],
        "after": proposals["revenue"] - proposals["operating_cost"] - proposals["expected_loss"],
    }
).div(proposals["capital"], axis=0)
fig, ax = plt.subplots(figsize=(8, 4))
ax.barh(proposals["product"], margins["before expected loss"], color=QUIET)
ax.barh(proposals["product"], margins["after"], color=BLUE, height=0.5)
ax.text(0.005, 0, "after expected loss", va="center", color="white")
ax.text(margins["before expected loss"][0] + 0.005, 0, "before", va="center", color="0.3")
ax.invert_yaxis()
ax.set(xlabel="Yearly margin per yuan of capital", xlim=(0, 0.65))
ax.set_title("Expected loss takes two thirds of Student's margin")
percent_axis(ax, "x")
plt.show()

# %% [markdown]
# **A common mistake.** Leaving the expected loss out because "capital covers it". Capital covers
# *unexpected* loss; the expected one is a cost like rent. Without it Student's RAROC is 25.5 %, and its
# economic profit +33.75 million CNY; in truth it is −5.25 million: a difference of 39 million a year.

# %% [markdown] task="raroc"
# ### Task: RAROC and economic profit
# One row per product. Afterwards use it on `proposals` with tax 25 %, safe rate 2 %, hurdle 12 %.


# %% answer="raroc"
def raroc(products: pd.DataFrame, tax_rate: float, risk_free: float, hurdle: float) -> pd.DataFrame:
    """Return the risk-adjusted return on capital of each product, and its economic profit.

    Parameters
    ----------
    products
        Columns ``product``, ``revenue`` (after funding cost), ``operating_cost``, ``expected_loss``
        and ``capital``, the last four in million CNY a year (capital: million CNY). Other columns
        are not used.
    tax_rate
        Applies to the margin after expected loss and to the earnings of the capital. A loss lowers
        the bank's tax at the same rate.
    risk_free
        Yearly rate that the capital itself earns, before tax.
    hurdle
        Yearly return on capital that shareholders want, after tax.

    Returns
    -------
    DataFrame
        ``product``; ``raroc``, a fraction; ``economic_profit``, million CNY a year. One row per
        product, in any order; nothing is rounded. No products give no rows, the same columns.

    Raises
    ------
    ValueError
        If a product's capital is zero or negative.
    """
    ### BEGIN SOLUTION
    capital = products["capital"]
    if (capital <= 0).any():
        raise ValueError("a return on capital needs capital")
    margin = products["revenue"] - products["operating_cost"] - products["expected_loss"]
    ratio = (margin + risk_free * capital) * (1 - tax_rate) / capital
    return pd.DataFrame(
        {
            "product": products["product"],
            "raroc": ratio,
            "economic_profit": (ratio - hurdle) * capital,
        }
    )
    ### END SOLUTION


# %% check="raroc" part="worked-example" points=4
"""Three products, one of which loses."""
_products = pd.DataFrame(
    {
        "product": ["A", "B", "C"],
        "revenue": [60.0, 95.0, 30.0],
        "operating_cost": [20.0, 40.0, 18.0],
        "expected_loss": [12.0, 10.0, 16.0],
        "capital": [100.0, 180.0, 90.0],
    }
)
check("raroc").on(_products, 0.25, 0.02, 0.12).gives_rows(
    pd.DataFrame(
        {
            "product": ["A", "B", "C"],
            "raroc": [0.225, 0.2025, -0.0183333],
            "economic_profit": [10.5, 14.85, -12.45],
        }
    ),
    key="product",
    within=1e-6,
    mistakes=[
        (
            lambda t: abs(t["raroc"].max() - 0.315) < 1e-6,
            "Is the expected loss in it? Capital stands for the unexpected one.",
        ),
        (
            lambda t: abs(t["raroc"].max() - 0.30) < 1e-6,
            "That is before tax; the shareholders' hurdle is after tax.",
        ),
        (
            lambda t: abs(t["raroc"].max() - 0.21) < 1e-6,
            "What does the capital itself earn while it waits?",
        ),
        (
            lambda t: abs(t["raroc"].max() - 0.23) < 1e-6,
            "The earnings of the capital are taxed too.",
        ),
        (
            lambda t: abs(t["raroc"].max() - 22.5) < 1e-4,
            "A return is a fraction here, not a percentage.",
        ),
        (
            lambda t: abs(t["raroc"].max() - 0.383684) < 1e-5,
            "You divide by revenue: the return is on capital.",
        ),
        (
            lambda t: abs(t["economic_profit"].max() - 20.25) < 1e-6,
            "The hurdle is a return after tax already: it isn't taxed again.",
        ),
        (
            lambda t: abs(t["economic_profit"].max() - 36.45) < 1e-6,
            "That is the profit: what do shareholders want for their capital?",
        ),
        (
            lambda t: abs(t["economic_profit"].max() - 0.105) < 1e-6,
            "The excess return is a rate: on how much capital is it earned?",
        ),
        (
            lambda t: abs(t["raroc"].min() + 0.0244444) < 1e-5,
            "The loss of product C is not shared with the tax office here.",
        ),
        (lambda t: len(t) < 3, "A product is missing: one that loses has a row too."),
    ],
)

# %% check="raroc" part="other-products" points=5 hidden=true
"""Other rates, product numbers, an unusual index, more columns, no products; no capital."""
_others = pd.DataFrame(
    {
        "capital": [40, 1, 25],
        "segment": ["x", "y", "x"],
        "expected_loss": [3.5, 1.0, 0.0],
        "operating_cost": [4.0, 2.0, 1.0],
        "revenue": [12.5, 0.0, 8.0],
        "product": [7, 3, 9],
    },
    index=[1, 1, 0],
)
for _what, _rates, _ratios, _profits in [
    ("other rates", (0.20, 0.03, 0.10), [0.124, -2.376, 0.248], [0.96, -2.476, 3.70]),
    ("no tax, no safe rate", (0.0, 0.0, 0.15), [0.125, -3.0, 0.28], [-1.0, -3.15, 3.25]),
]:
    hidden_check("raroc").case(_what).on(_others, *_rates).gives_rows(
        pd.DataFrame({"product": [7, 3, 9], "raroc": _ratios, "economic_profit": _profits}),
        key="product",
        within=1e-9,
    )
hidden_check("raroc").case("no products").on(_others.iloc[:0], 0.25, 0.02, 0.12).gives(
    pd.DataFrame([], columns=["product", "raroc", "economic_profit"])
)
hidden_check("raroc").case("the table handed in stays as it is").on(
    _others, 0.25, 0.02, 0.12
).leaves_inputs_alone()
for _what, _capital in [("a product without capital", 0), ("a negative capital", -5)]:
    hidden_check("raroc").case(_what).on(
        _others.assign(capital=[40, _capital, 25]), 0.25, 0.02, 0.12
    ).refuses(ValueError, because="there is no return on capital that is not there")

# %% [markdown]
# ## 6 · The portfolio
#
# **The idea.** Capital is short, products come whole. So the question is not "which product is best?" but
# "which *set* fits, and earns most together?". A rule that looks at one product at a time doesn't see
# what it leaves over.
#
# $$\max_{S}\ \sum_{i \in S} \text{EP}_i \quad \text{so that} \quad \sum_{i \in S} K_i \le B,
# \qquad M \subseteq S$$
#
# $S$ is the set chosen, $\text{EP}_i$ the economic profit of product $i$ and $K_i$ its capital, both as in
# section 5, $B$ the capital that there is, $M$ the set of products that strategy requires (often empty).
# With six products there are $2^6 = 64$ sets: a computer looks at all.
#
# **Example.** Three products, capital 10, the profit in brackets: A needs 6 (9), B needs 5 (7), C needs 5
# (7). A has the highest return and the highest profit, and leaves 4 unused:

# %%
small = {"A": (6, 9), "B": (5, 7), "C": (5, 7)}
for names in ["A", "B", "AB", "BC"]:
    needed, earned = (sum(small[name][k] for name in names) for k in (0, 1))
    print(f"{names:2} needs {needed:2}, earns {earned:2}", "" if needed <= 10 else "(does not fit)")

# %% [markdown]
# The six proposals, with their economic profit as your `raroc` should give it: the rule of the
# finance team, the rule of the product teams, and the best set.

# %% alt="Three stacked horizontal bars of capital used, in million CNY, up to 1,600. Best return first: Platinum and Business use 1,100 and earn 72.0. Most profit first: Business and Family instalments use 1,250 and earn 75.8. Best set: Platinum, Family instalments and Rail use all 1,600 and earn 97.5."
ep = {"Platinum": 32.25, "Business": 39.75, "Family instalments": 36.0, "Rail": 29.25}
needs = proposals.set_index("product")["capital"]
rules = {
    "best return first": ["Platinum", "Business"],
    "most profit first": ["Business", "Family instalments"],
    "best set": ["Platinum", "Family instalments", "Rail"],
}
shade = {"Platinum": "#0072B2", "Business": "#666666", "Family instalments": "#00684D"}
fig, ax = plt.subplots(figsize=(9, 3.4))
for rule, chosen in rules.items():
    used = 0
    for name in chosen:
        ax.barh(rule, needs[name], left=used, color=shade.get(name, "#A84800"), edgecolor="white")
        ax.text(used + needs[name] / 2, rule, name, ha="center", va="center", color="white")
        used += needs[name]
    ax.text(used + 15, rule, f"earns {sum(ep[n] for n in chosen):.1f}", va="center", weight="bold")
ax.axvline(1_600, color="0.2", linestyle="--", linewidth=1)
ax.invert_yaxis()
ax.set(xlabel="Economic capital (million CNY); dashed: all there is", xlim=(0, 1_950))
ax.set_title("The rules leave capital idle and lose 22 to 26 million a year")
plt.show()

# %% [markdown]
# **A common mistake, and its cost.** The finance team's rule, highest RAROC first, takes Platinum (19.2 %)
# and Business (18.1 %). Then 500 million are left, and no other product that earns its hurdle fits. It
# earns 72.0 million CNY a year; the best set earns 97.5 million. The rule costs **25.5 million CNY a
# year**. The product teams' rule costs 21.75 million. Platinum, Family instalments and Rail are second to
# none as a set, though Business, the most profitable of all, isn't among them. Ask also how firm the set
# is: Grocer needs as much capital as Rail and earns 24.0 million, so Rail stays in as long as its 29.25
# million don't fall by more than 5.25 million.
#
# **And what strategy demands.** Student loses 5.25 million a year by itself. Required in the portfolio it
# takes 250 million of the 1,600 million, the best set with it earns 70.5 million: its price is **27.0
# million CNY a year**, since it drives out others. With 250 million more that may be used for nothing else,
# its price is 5.25 million. If they may be used freely it is 15.75 million, because the best set of 1,850
# million earns 108.0 million without Student and 92.25 million with it. So the price of a strategic project
# isn't in its own account: it is what the same capital would have earned.

# %% [markdown] task="choose-portfolio"
# ### Task: choose the set
# Find the best portfolio, not a good one.


# %% answer="choose-portfolio"
def choose_portfolio(
    products: pd.DataFrame, capital: float, required: Sequence[object] = ()
) -> dict:
    """Return the set of products with the largest total economic profit that the capital allows.

    Parameters
    ----------
    products
        Columns ``product`` (a name or a number, each once), ``capital`` (million CNY, whole and
        above zero) and ``economic_profit`` (million CNY a year, at most two decimals, may be
        negative). At most twelve products, perhaps none.
    capital
        Million CNY at most; using less is allowed, using all of it too.
    required
        Products that must be in the set, whatever they earn.

    Returns
    -------
    dict
        ``products``: list of the products chosen, in the order of the table; may be empty.
        ``capital``: million CNY that they need. ``economic_profit``: their total. Among sets of
        equal profit (to two decimals) the one that needs the least capital (if that is equal too,
        any of them); so a product that earns exactly its hurdle stays out unless it is required.

    Raises
    ------
    ValueError
        If a required product is not in the table, or the required products need more than the
        capital.
    """
    ### BEGIN SOLUTION
    rows = list(products[["product", "capital", "economic_profit"]].itertuples(index=False))
    best = None
    for taken in product([False, True], repeat=len(rows)):
        chosen = list(compress(rows, taken))
        names = [name for name, _, _ in chosen]
        needed = sum(need for _, need, _ in chosen)
        value = round(sum(earns for _, _, earns in chosen), 2), -needed
        if needed <= capital and set(required) <= set(names):
            best = max(best or (value, names), (value, names), key=lambda one: one[0])
    if best is None:
        raise ValueError("the required products are not all there, or need more than the capital")
    (profit, _), names = best
    return {
        "products": names,
        "capital": sum(need for name, need, _ in rows if name in names),
        "economic_profit": profit,
    }
    ### END SOLUTION


# %% check="choose-portfolio" part="worked-example" points=2
"""Six products and capital of 1,600 million."""
_six = pd.DataFrame(
    {
        "product": ["classic", "premium", "co-brand", "instalment", "student", "business"],
        "capital": [900, 700, 600, 800, 150, 550],
        "economic_profit": [48.0, 46.5, 23.25, 13.5, -4.5, 32.25],
    }
)
check("choose_portfolio").on(_six, 1_600).gives(
    {"products": ["classic", "premium"], "capital": 1_600, "economic_profit": 94.5},
    within=1e-6,
    mistakes=[
        (
            lambda r: r["economic_profit"] == 78.75,
            "That is the best return first: what earns the capital that it leaves over?",
        ),
        (
            lambda r: r["economic_profit"] == 80.25,
            "Does a set that uses the capital to the last million fit?",
        ),
        (
            lambda r: "student" in r["products"],
            "A product with a negative economic profit fills the rest: what does it bring?",
        ),
        (
            lambda r: r["capital"] > 1_600,
            "The set needs more capital than there is.",
        ),
        (
            lambda r: (
                sorted(r["products"]) == ["classic", "premium"] and r["economic_profit"] == 94.5
            ),
            "The right set; its list in the order of the table, please.",
        ),
    ],
)

# %% check="choose-portfolio" part="more-capital" points=2
"""The same products with 2,000 million."""
check("choose_portfolio").on(_six, 2_000).gives(
    {
        "products": ["premium", "co-brand", "business"],
        "capital": 1_850,
        "economic_profit": 102.0,
    },
    within=1e-6,
    mistakes=[
        (
            lambda r: r["economic_profit"] == 94.5,
            "That is the most profitable first: does another set earn more together?",
        ),
        (
            lambda r: r["economic_profit"] == 78.75,
            "You stop at the first product that doesn't fit: would a later one?",
        ),
        (
            lambda r: "student" in r["products"],
            "A product with a negative economic profit fills the rest: what does it bring?",
        ),
    ],
)

# %% check="choose-portfolio" part="required" points=3
"""Strategy demands the student card."""
check("choose_portfolio").on(_six, 1_600, ["student"]).gives(
    {
        "products": ["classic", "student", "business"],
        "capital": 1_600,
        "economic_profit": 75.75,
    },
    within=1e-6,
    mistakes=[
        (lambda r: "student" not in r["products"], "The required product is missing."),
        (
            lambda r: r["capital"] > 1_600,
            "The required product was put on top: where does its capital come from?",
        ),
        (
            lambda r: abs(r["economic_profit"] - 80.25) < 1e-6,
            "What the required product loses is part of the total.",
        ),
    ],
)

# %% check="choose-portfolio" part="other-portfolios" points=6 hidden=true
"""Ten products, ties, nothing that fits, products that earn nothing, requirements; refusals."""
_ten = pd.DataFrame(
    {
        "product": [11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
        "capital": [23, 31, 29, 44, 53, 38, 63, 85, 89, 82],
        "economic_profit": [9.2, 5.7, 4.9, 6.8, 6.0, 4.3, 6.7, 8.5, 8.7, 7.2],
    },
    index=[4, 4, 9, 1, 0, 2, 3, 5, 7, 6],
)
for _what, _capital, _required, _set, _needed, _profit in [
    ("ten products", 165, [], [11, 12, 13, 14, 16], 165, 30.9),
    ("ten products, one million less", 164, [], [11, 12, 14, 17], 161, 28.4),
    ("ten products, more capital", 240, [], [11, 12, 13, 14, 16, 17], 228, 37.6),
    ("no product fits", 22, [], [], 0, 0.0),
    ("no capital", 0, [], [], 0, 0.0),
    ("two required products, given as a tuple", 165, (20, 17), [17, 20], 145, 13.9),
]:
    hidden_check("choose_portfolio").case(_what).on(_ten, _capital, _required).gives(
        {"products": _set, "capital": _needed, "economic_profit": _profit},
        within=1e-6,
        mistakes=[
            (
                lambda r, most=_profit: r["economic_profit"] < most - 1e-6,
                "Another set that fits earns more: did you look at all of them?",
            )
        ],
    )
_tied = pd.DataFrame(
    {
        "product": ["b", "c", "a", "zero"],
        "capital": [40, 30, 60, 10],
        "economic_profit": [7.5, 4.5, 12.0, 0.0],
    }
)
_less = [(lambda r: r["capital"] == 70, "Another set earns as much with less capital.")]
hidden_check("choose_portfolio").case("two sets that earn the same").on(_tied, 70).gives(
    {"products": ["a"], "capital": 60, "economic_profit": 12.0}, within=1e-6, mistakes=_less
)
hidden_check("choose_portfolio").case("the same two, in another order").on(
    _tied.iloc[::-1], 70
).gives({"products": ["a"], "capital": 60, "economic_profit": 12.0}, within=1e-6, mistakes=_less)
hidden_check("choose_portfolio").case("capital for all").on(_tied, 1_000).gives(
    {"products": ["b", "c", "a"], "capital": 130, "economic_profit": 24.0},
    within=1e-6,
    mistakes=[(lambda r: "zero" in r["products"], "A product that earns nothing takes capital.")],
)
hidden_check("choose_portfolio").case("products that all lose").on(
    _tied.assign(economic_profit=[-1.0, -2.0, -3.0, -0.5]), 100
).gives({"products": [], "capital": 0, "economic_profit": 0.0}, within=1e-6)
hidden_check("choose_portfolio").case("products that all lose, one required").on(
    _tied.assign(economic_profit=[-1.0, -2.0, -3.0, -0.5]), 100, ["c"]
).gives({"products": ["c"], "capital": 30, "economic_profit": -2.0}, within=1e-6)
hidden_check("choose_portfolio").case("equal but for the last bits").on(
    pd.DataFrame(
        {
            "product": ["x", "y", "z", "w"],
            "capital": [5, 6, 7, 17],
            "economic_profit": [0.1, 0.2, 0.4, 0.7],
        }
    ),
    18,
).gives({"products": ["w"], "capital": 17, "economic_profit": 0.7}, within=1e-6)
hidden_check("choose_portfolio").case("equal to the cent").on(
    pd.DataFrame(
        {"product": ["x", "y", "w"], "capital": [9, 9, 17], "economic_profit": [0.28, 0.29, 0.57]}
    ),
    18,
).gives({"products": ["w"], "capital": 17, "economic_profit": 0.57}, within=1e-6)
hidden_check("choose_portfolio").case("no products").on(_tied.iloc[:0], 100).gives(
    {"products": [], "capital": 0, "economic_profit": 0.0}, within=1e-6
)
hidden_check("choose_portfolio").case("the table handed in stays as it is").on(
    _ten, 165, [20]
).leaves_inputs_alone()
for _what, _required, _capital in [
    ("a required product that does not exist", [99], 165),
    ("a required product that does not fit", [18], 84),
    ("required products that don't fit together", [17, 18], 147),
]:
    hidden_check("choose_portfolio").case(_what).on(_ten, _capital, _required).refuses(
        ValueError, because="strategy cannot demand what is not there, or what nobody can pay"
    )

# %% [markdown]
# ## 7 · A price that chooses the customers
#
# **The idea.** A higher rate earns more on each yuan lent, and fewer people take it: that much everybody
# knows. But *who* stays away? People with a choice, who are the safer ones. So the default rate rises with
# the price: *adverse selection*. In randomised mailings of a card issuer, customers who accepted inferior
# offers, for instance with a higher rate, were significantly more likely to default, even after all that
# the issuer knew about them had been accounted for [2]; another team's trials found the same [3].
#
# $$\pi(p) = q(p)\,\bigl[\,p\,(1 - d(p)) - d(p)\,\ell - f\,\bigr]$$
#
# $p$ is the yearly rate, $q(p)$ the share of the offered lines that is taken at this rate, $d(p)$ the share
# of those takers who default within the year, $\ell$ the loss given default as a share of the balance (a
# defaulter pays no interest), $f$ the funding rate, paid on all that is lent. $\pi$ is the yearly profit per
# yuan offered. The bank's own ceiling, 0.05 % a day, is 18.25 % a year.
#
# **Example.** Family instalments, 30,000 million CNY of lines offered; the take-up and default curves are
# made up. At today's 12 % the default rate is 4 %. The pricing team holds it there:

# %%
rates = np.array([0.10, 0.12, 0.14, 0.16, 0.1825])
taken = 0.9 * np.exp(-7 * rates)
defaults = 0.03 + 0.5 * (rates - 0.10)
prices = pd.DataFrame(
    {
        "taken": taken,
        "default rate": defaults,
        "earns, default fixed": 30_000 * taken * (rates * 0.96 - 0.04 * 0.8 - 0.03),
        "earns in truth": 30_000 * taken * (rates * (1 - defaults) - defaults * 0.8 - 0.03),
    },
    index=[f"{r:.2%}" for r in rates],
)
prices.round(3)

# %% alt="Two curves of yearly profit over the rate from 10 to 18.25 percent. With a fixed default rate profit rises to 852 million CNY at the ceiling. With adverse selection it peaks at 640 million at 14.9 percent and falls to 621 million at the ceiling."
fig, ax = plt.subplots(figsize=(8, 4.5))
rate = np.linspace(0.10, 0.1825, 200)
share, risk = 0.9 * np.exp(-7 * rate), 0.03 + 0.5 * (rate - 0.10)
fixed = 30 * share * (rate * 0.96 - 0.04 * 0.8 - 0.03) * 1e3
true = 30 * share * (rate - risk * (rate + 0.8) - 0.03) * 1e3
ax.plot(rate, fixed, color=QUIET, label="default rate fixed at 4 %")
ax.plot(rate, true, color=BLUE, label="with adverse selection")
ax.plot(0.149, 640.1, "o", color=BLUE)
ax.annotate("14.9 %: 640", (0.149, 655), color=BLUE, ha="center")
label_line_ends(ax)
ax.set(xlabel="Yearly rate", ylabel="Profit (million CNY a year)", ylim=(0, 900))
ax.set_title("The best rate is 14.9 %, not the ceiling")
percent_axis(ax, "x")
plt.show()

# %% [markdown]
# **A common mistake, and its cost.** Holding the default rate at what today's takers show. The team would
# go to the ceiling and promise 852 million CNY a year. It would get 621 million; at 14.9 % it gets 640
# million. The mistake costs 19.3 million a year, and a budget that is 231 million short. Since the profit
# curve is flat near its top, also ask what the last point buys: it isn't profit, it is risk and unhappy
# customers.

# %% [markdown] task="optimal-apr"
# ### Task: the best rate
# Search the allowed range with both curves. Real curves may have more than one peak.


# %% answer="optimal-apr"
def optimal_apr(
    take_up: Callable[[float], float],
    default_rate: Callable[[float], float],
    funding_rate: float,
    loss_given_default: float,
    low: float,
    high: float,
) -> dict[str, float] | None:
    """Return the yearly rate that earns most per yuan offered, adverse selection included.

    Parameters
    ----------
    take_up
        Gives the share of the offered lines that is taken at a yearly rate; takes a number or a
        NumPy array. Smooth, may have several peaks, at least a point (0.01) wide.
    default_rate
        Gives the share of these takers that defaults within the year; takes the same.
    funding_rate
        Yearly cost of money, paid on all that is lent, also to those who default.
    loss_given_default
        Share of the balance that is lost when a taker defaults; a defaulter pays no interest.
    low, high
        Lowest and highest rate allowed, both allowed themselves.

    Returns
    -------
    dict or None
        ``apr``: the rate with the largest yearly profit per yuan offered, to within one basis point
        (0.0001). ``profit``: that profit, CNY per yuan offered (not per yuan taken), to within
        0.00001. None if no allowed rate has a profit above zero.

    Raises
    ------
    ValueError
        If ``low`` is above ``high``; they may be equal.
    """
    ### BEGIN SOLUTION
    if low > high:
        raise ValueError(f"no rate lies between {low} and {high}")
    rates = np.linspace(low, high, int(2e4))
    defaults = default_rate(rates)
    per_yuan = rates * (1 - defaults) - defaults * loss_given_default - funding_rate
    profits = take_up(rates) * per_yuan
    best = int(np.argmax(profits))
    if profits[best] <= 0:
        return None
    return {"apr": float(rates[best]), "profit": float(profits[best])}
    ### END SOLUTION


# %% check="optimal-apr" part="worked-example" points=5
"""A linear take-up, defaults that rise with the rate, 5 % to 24 % allowed."""
_curves = {"take_up": lambda p: 1 - 4 * p, "default_rate": lambda p: 0.01 + 0.3 * p}
_near = {"apr": 0.000101, "profit": 1e-5}
check("optimal_apr").on(
    **_curves, funding_rate=0.025, loss_given_default=0.7, low=0.05, high=0.24
).gives(
    {"apr": 0.14360, "profit": 0.031419},
    within=_near,
    mistakes=[
        *(
            (lambda r, apr=apr: abs(r["apr"] - apr) < 1.5e-4, sentence)
            for apr, sentence in [
                (0.1468, "The default rate is that of the lowest price: who comes at yours?"),
                (0.15799, "The default rate is held at one value: who comes at a higher price?"),
                (0.1375, "Nobody defaults here: what do the takers cost you?"),
                (0.12656, "The money is lent for nothing: what does funding cost?"),
                (0.14861, "All of the balance is lost: what share of it is?"),
                (0.14525, "Does a defaulter pay interest?"),
                (0.14324, "Funding is paid on what defaults too."),
                (0.125, "That is the largest interest income: what does it cost to earn it?"),
                (0.24, "The margin per yuan is largest there, but how many yuan are taken?"),
            ]
        ),
        (
            lambda r: abs(r["apr"] - 0.1436) < 2e-4 and r["profit"] > 0.06,
            "The rate is right; its profit is per yuan offered, not per yuan taken.",
        ),
        (
            lambda r: abs(r["apr"] - 0.1436) < 0.005,
            "Close: how fine are the steps in which you search?",
        ),
    ],
)

# %% check="optimal-apr" part="other-curves" points=5 hidden=true
"""Two peaks, a ceiling that binds, a floor that binds, one allowed rate, no profit; a refusal."""
_takes = {
    "peaks": lambda p: (
        0.25 * np.exp(-(((p - 0.10) / 0.015) ** 2)) + 0.14 * np.exp(-(((p - 0.20) / 0.02) ** 2))
    ),
    "early": lambda p: (
        0.25 * np.exp(-(((p - 0.10) / 0.015) ** 2)) + 0.08 * np.exp(-(((p - 0.20) / 0.02) ** 2))
    ),
    "patient": lambda p: 0.5 - 0.8 * p,
    "eager": lambda p: 0.9 * np.exp(-20 * p),
    "few": lambda p: 0.9 - 2 * p,
    "steep": lambda p: 0.9 * np.exp(-7 * p),
}
_risks = {
    "flat": lambda p: 0.02 + 0.05 * p,
    "mild": lambda p: 0.03 + 0.05 * p,
    "rising": lambda p: 0.01 + 0.4 * p,
    "high": lambda p: 0.2 + 0.5 * p,
    "kinked": lambda p: 0.03 + 0.5 * np.maximum(p - 0.10, 0),
}
for _what, _take, _risk, _rest, _apr, _profit in [
    (
        "two peaks, the later one higher",
        "peaks",
        "flat",
        (0.02, 0.6, 0.06, 0.24),
        0.20118,
        0.021917,
    ),
    (
        "two peaks, the earlier one higher",
        "early",
        "flat",
        (0.02, 0.6, 0.06, 0.24),
        0.10165,
        0.015820,
    ),
    ("two peaks, one allowed", "peaks", "flat", (0.02, 0.6, 0.06, 0.15), 0.10165, 0.015820),
    ("a ceiling that binds", "patient", "mild", (0.02, 0.6, 0.08, 0.15), 0.15, 0.038713),
    ("a floor that binds", "eager", "rising", (0.0, 0.5, 0.09, 0.20), 0.09, 0.009352),
    ("a default rate with a kink", "steep", "kinked", (0.03, 0.8, 0.06, 0.1825), 0.14901, 0.021338),
    ("one allowed rate", "steep", "kinked", (0.03, 0.8, 0.12, 0.12), 0.12, 0.0206703),
]:
    hidden_check("optimal_apr").case(_what).on(_takes[_take], _risks[_risk], *_rest).gives(
        {"apr": _apr, "profit": _profit}, within=_near
    )
hidden_check("optimal_apr").case("no rate earns anything").on(
    _takes["few"], _risks["high"], 0.03, 0.8, 0.06, 0.20
).gives(None, mistakes=[(lambda r: True, "The best rate still loses: should it be offered?")])
hidden_check("optimal_apr").case("nobody takes the offer").on(
    lambda p: 0 * p, _risks["flat"], 0.02, 0.6, 0.06, 0.20
).gives(None, mistakes=[(lambda r: True, "A profit of zero is not above zero.")])
hidden_check("optimal_apr").case("a range that is turned round").on(
    _takes["few"], _risks["flat"], 0.03, 0.8, 0.20, 0.06
).refuses(ValueError, because="no rate lies in such a range")

# %% [markdown]
# ## 8 · A price that the rival answers
#
# **The idea.** Your best price depends on the rival's, and his on yours. Prices come to rest where each is
# the best answer to the other: a *Nash equilibrium*. A plan that lets you move and the rival stand
# still values a world that will not exist.
#
# $$q_i = a_i - b_i p_i + g_i p_j \qquad \pi_i = (p_i - c_i)\,q_i \qquad
# p_i^*(p_j) = \frac{a_i + b_i c_i + g_i p_j}{2 b_i}$$
#
# $p_i$ is the yearly fee of issuer $i$ in CNY, $p_j$ that of the other one, $q_i$ the accounts of issuer $i$ in
# thousands, $a_i$ its accounts if both cards were free, $b_i$ how many it loses per yuan of its own fee,
# $g_i$ how many it gains per yuan of the rival's. $c_i$ is the yearly cost of an account in CNY, $\pi_i$
# the profit in thousand CNY, $p_i^*$ the best reply. In equilibrium
# both $p_1 = p_1^*(p_2)$ and $p_2 = p_2^*(p_1)$ hold.
#
# **Example.** The fee of the Rail card is still open; sections 1 to 4 left it out. Lantern against a rival
# (made up): $a = (600, 900)$, $b = (3, 3.5)$, $g = (1.5, 1.2)$, $c = (60, 50)$. Today both charge 240 CNY.
# Marketing proposes the best reply to 240. Then the rival answers, and so on:

# %%
ours = theirs = 240.0
duel = [(ours, theirs)]
for _ in range(4):
    ours = (600 + 3 * 60 + 1.5 * theirs) / 6
    duel.append((ours, theirs))
    theirs = (900 + 3.5 * 50 + 1.2 * ours) / 7
    duel.append((ours, theirs))
duel = pd.DataFrame(duel, columns=["ours", "theirs"])
accounts_won = 600 - 3 * duel["ours"] + 1.5 * duel["theirs"]
duel["our profit, million"] = (duel["ours"] - 60) * accounts_won / 1_000
duel.round(2).head(6)

# %% alt="Two best-reply lines in the plane of the two fees cross at 176 and 184 CNY. A staircase of answers leads from 240, 240 to the crossing."
fig, ax = plt.subplots()
fee = np.array([150.0, 250.0])
ax.plot((780 + 1.5 * fee) / 6, fee, color=BLUE, label="our best reply")
ax.plot(fee, (1_075 + 1.2 * fee) / 7, color=VERMILION, label="their best reply")
ax.plot(duel["ours"], duel["theirs"], color="0.3", linewidth=1, marker="o", markersize=3)
ax.annotate("today", (240, 240), (5, -3), textcoords="offset points", color="0.3")
ax.annotate("equilibrium", (175.9, 183.7), (8, -16), textcoords="offset points", color="0.2")
label_line_ends(ax)
ax.set(xlabel="Our yearly fee (CNY)", ylabel="Their yearly fee (CNY)")
ax.set_title("The rival answers: fees come to rest at 176 and 184")
plt.show()

# %% [markdown]
# **A common mistake.** Counting on a rival who sleeps. At 240 against 240 Rail earns 43.2 million CNY. The
# best reply, 190, promises 50.7 million against a rival who stays at 240. After the answers it earns 40.3
# million: the price cut was to bring 7.5 million and costs 2.9 million. And don't think of agreeing on 240:
# China's Anti-Monopoly Law forbids competitors to fix prices together [4]. What you may do is to differ, so
# that $g$ becomes smaller.

# %% [markdown] task="pricing-equilibrium"
# ### Task: where the fees come to rest
# Find the fees that are best replies to each other, by algebra or by playing it out.


# %% answer="pricing-equilibrium"
def pricing_equilibrium(
    demand: Sequence[float],
    own_slope: Sequence[float],
    cross_slope: Sequence[float],
    unit_cost: Sequence[float],
) -> dict[str, list[float]]:
    """Return the Nash equilibrium in fees of two issuers with linear demand.

    Parameters
    ----------
    demand
        a of both issuers: accounts in thousands if both cards were free. All parameters are pairs,
        Lantern first.
    own_slope
        b of both: thousand accounts that an issuer loses per yuan of its own fee.
    cross_slope
        g of both: thousand accounts that an issuer gains per yuan of the rival's fee, not negative.
    unit_cost
        c of both: yearly cost of an account, CNY.

    Returns
    -------
    dict
        ``fees``: CNY a year; ``accounts``: thousands; ``profits``: thousand CNY a year. Each is a
        list of two, Lantern first, to within 0.01. Both fees are set at the same time, each issuer
        looks at its own profit only.

    Raises
    ------
    ValueError
        If an own slope is not above zero, or if the two cross slopes multiplied are not below four
        times the two own slopes multiplied: then the best replies never meet at a finite fee.
    """
    ### BEGIN SOLUTION
    (a, b, g, c) = (
        np.array(pair, dtype=float) for pair in (demand, own_slope, cross_slope, unit_cost)
    )
    if (b <= 0).any() or g.prod() >= 4 * b.prod():
        raise ValueError("the best replies do not meet")
    replies = np.array([[2 * b[0], -g[0]], [-g[1], 2 * b[1]]])
    fees = np.linalg.solve(replies, a + b * c)
    accounts = a - b * fees + g * fees[::-1]
    profits = (fees - c) * accounts
    return {"fees": list(fees), "accounts": list(accounts), "profits": list(profits)}
    ### END SOLUTION


# %% check="pricing-equilibrium" part="worked-example" points=4
"""A large issuer and a small one."""
_cents = {"fees": 0.011, "accounts": 0.05, "profits": 5.0}
check("pricing_equilibrium").on([500, 420], [2.0, 2.5], [1.2, 0.8], [60, 80]).gives(
    {
        "fees": [201.8908, 156.3025],
        "accounts": [283.7815, 190.7563],
        "profits": [40_265.97, 14_555.19],
    },
    within=_cents,
    mistakes=[
        (
            lambda r: abs(r["fees"][0] - 155) < 0.05,
            "The rival's fee is left out: does it bring nobody to you?",
        ),
        (
            lambda r: abs(r["fees"][0] - 179) < 0.05,
            "That is one answer only: what does the rival do next, and you then?",
        ),
        (
            lambda r: abs(r["fees"][0] - 157.77) < 0.05,
            "Does an account cost nothing? The cost belongs in the best reply.",
        ),
        (
            lambda r: r["fees"] == [60, 80],
            "At cost nobody earns: customers don't all leave at the first yuan.",
        ),
        (
            lambda r: abs(r["fees"][0] - 209.42) < 0.05 or abs(r["fees"][1] - 159.89) < 0.05,
            "One issuer moves first here; both set their fees at the same time.",
        ),
        (
            lambda r: r["fees"][0] > 220,
            "These fees are too high: does each issuer look at its own profit only?",
        ),
        (
            lambda r: abs(r["profits"][0] - 201.8908 * 283.7815) < 20,
            "That is fee income: what do the accounts cost?",
        ),
        (
            lambda r: abs(r["fees"][1] - 201.8908) < 0.05,
            "The two issuers have changed places.",
        ),
    ],
)

# %% check="pricing-equilibrium" part="other-duels" points=3 hidden=true
"""Equal issuers, no competition, cross slopes that differ widely, arrays; no equilibrium."""
for _what, _duel, _fees, _accounts, _profits in [
    ("equal issuers", ([400, 400], [2, 2], [1, 1], [100, 100]), [200] * 2, [200] * 2, [20_000] * 2),
    (
        "two cards that do not compete",
        ([300, 500], [0.5, 4], [0, 0], [50, 25]),
        [325, 75],
        [137.5, 200],
        [37_812.5, 10_000],
    ),
    (
        "cross slopes above and below the own slopes",
        ([300, 260], [1.5, 2], [0.9, 1.6], [40, 0]),
        [158.5227, 128.4091],
        [177.7841, 256.8182],
        [21_071.46, 32_977.79],
    ),
    (
        "one cross slope above twice the own slope",
        ([200, 400], [1, 3], [2.4, 0.5], [20, 30]),
        [231.1111, 100.9259],
        [211.1111, 212.7778],
        [44_567.90, 15_091.48],
    ),
    (
        "cross slopes larger than own slopes",
        ([100, 100], [2, 2], [3.6, 3.6], [10, 10]),
        [300, 300],
        [580, 580],
        [168_200, 168_200],
    ),
]:
    hidden_check("pricing_equilibrium").case(_what).on(*_duel).gives(
        {"fees": _fees, "accounts": _accounts, "profits": _profits}, within=_cents
    )
_pairs = [np.array(pair) for pair in ([500, 420], [2.0, 2.5], [1.2, 0.8], [60, 80])]
hidden_check("pricing_equilibrium").case("what is handed in stays as it is").on(
    *_pairs
).leaves_inputs_alone()
for _what, _own, _cross in [
    ("best replies that run in parallel", (1.0, 1.0), (2.0, 2.0)),
    ("best replies that run away", (1.0, 1.0), (2.1, 2.1)),
    ("best replies that cross below zero", (1.0, 1.0), (3.0, 2.0)),
    ("an own slope of zero", (0.0, 1.0), (0.0, 0.5)),
    ("two negative own slopes", (-0.5, -0.5), (0.1, 0.1)),
]:
    hidden_check("pricing_equilibrium").case(_what).on((100, 100), _own, _cross, (10, 10)).refuses(
        ValueError, because="there is no pair of fees at which both come to rest"
    )

# %% [markdown]
# ## 9 · Where to compete
#
# **The idea.** Not all that strategy wants has a price. A scored table makes the wishes explicit: criteria,
# weights, points. It doesn't decide; it shows *which opinion* the decision hangs on.
#
# $$s_o = \frac{\sum_k w_k\, x_{o,k}}{\sum_k w_k}$$
#
# $x_{o,k}$ are the points of option $o$ on criterion $k$, from 1 (poor) to 5 (good), $w_k \ge 0$ is the
# criterion's weight, $s_o$ the score. To test it, double one weight at a time and see who is first.
#
# **Example.** Four segments, scored by a workshop (made up):

# %%
segments = pd.DataFrame(
    [
        ("young starters", 2, 5, 3, 2),
        ("family households", 4, 4, 4, 3),
        ("rail commuters", 4, 3, 3, 2),
        ("small business", 5, 3, 3, 3),
    ],
    columns=["option", "value", "fit", "feasibility", "resilience"],
)
weights = {"value": 4, "fit": 3, "feasibility": 2, "resilience": 1}
families = (4 * 4 + 3 * 4 + 2 * 4 + 1 * 3) / 10
business = (4 * 5 + 3 * 3 + 2 * 3 + 1 * 3) / 10
print(f"families {families}, small business {business}")

# %% alt="Four straight lines: score of the segments over the weight of value, from 0 to 1. Young starters fall from 3.8 to 2, small business rises from 3 to 5, rail commuters from 2.8 to 4; families stay near 4 and are first until value weighs 45 percent."
fig, ax = plt.subplots()
weight = np.linspace(0, 1, 50)
rest = segments.set_index("option")[["fit", "feasibility", "resilience"]] @ np.array([3, 2, 1]) / 6
for name, points, colour in zip(
    segments["option"], segments["value"], [VERMILION, BLUE, QUIET, GREEN], strict=True
):
    ax.plot(weight, weight * points + (1 - weight) * rest[name], color=colour, label=name)
ax.axvline(0.4, color="0.35", linestyle="--", linewidth=1)
ax.annotate("our weight", (0.41, 2.05), color="0.3")
label_line_ends(ax)
ax.set(xlabel="Weight of value, share of all weights", ylabel="Score")
ax.set_title("Families are first until value weighs 45 %")
plt.show()

# %% [markdown]
# **A common mistake.** Choosing the weights after the winner. At twice the weight of value, small business
# is first. Whoever prefers it will find value important, sincerely. The two differ by 3.75 million CNY a
# year of economic profit in section 5, and by 50 million of capital: fix the weights before the points, and
# show the ranking with its test.

# %% [markdown] task="rank-options"
# ### Task: rank, and test the ranking
# Score the options, rank them, and count in how many of the tests each one is first.


# %% answer="rank-options"
def rank_options(options: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Return the weighted score and rank of each option, and how firm its place is.

    Parameters
    ----------
    options
        Column ``option`` and a column of points for each criterion; points may have decimals. Other
        columns are not used.
    weights
        By criterion, not negative; they need not sum to 1.

    Returns
    -------
    DataFrame
        ``option``; ``score``, the mean of its points weighted by ``weights``; ``rank``, 1 for the
        highest score, equal scores share the better rank and the next one is left out (1, 2, 2,
        4); ``wins``, the number of tests in which the option has the highest score. There is one
        test for each criterion of ``weights``: its weight alone is doubled. An option that shares
        the first place of a test wins it too. Scores are equal if they agree to 9 decimals. Rows
        in any order.

    Raises
    ------
    ValueError
        If a criterion of ``weights`` has no column, a weight is negative, or none is above zero.
    """
    ### BEGIN SOLUTION
    if any(criterion not in options for criterion in weights):
        raise ValueError("a criterion without points")
    if any(weight < 0 for weight in weights.values()) or not any(weights.values()):
        raise ValueError("weights are not negative, and one is above zero")

    def scores(weight: Mapping[str, float]) -> pd.Series:
        total = sum(options[criterion] * weight[criterion] for criterion in weight)
        return (total / sum(weight.values())).round(9)

    tests = [scores({**weights, criterion: 2 * weights[criterion]}) for criterion in weights]
    score = scores(weights)
    return pd.DataFrame(
        {
            "option": options["option"],
            "score": score,
            "rank": score.rank(ascending=False, method="min"),
            "wins": sum((test == test.max()).astype(int) for test in tests),
        }
    )
    ### END SOLUTION


# %% check="rank-options" part="worked-example" points=3
"""Three options, two of them alike."""
_options = pd.DataFrame(
    {"option": ["A", "B", "C"], "value": [5, 3, 3], "fit": [1, 4, 4], "risk": [3, 3, 3]}
)
check("rank_options").on(_options, {"value": 2, "fit": 1, "risk": 1}).gives_rows(
    pd.DataFrame(
        {
            "option": ["A", "B", "C"],
            "score": [3.5, 3.25, 3.25],
            "rank": [1, 2, 2],
            "wins": [2, 1, 1],
        }
    ),
    key="option",
    within={"score": 1e-8},
    mistakes=[
        (
            lambda t: t["score"].max() > 5,
            "A mean of points lies between the points: by what is the sum divided?",
        ),
        (
            lambda t: (t["score"].round(4) == [3.0, 3.3333, 3.3333]).all(),
            "All criteria weigh the same here.",
        ),
        (
            lambda t: dict(zip(t["option"], t["rank"], strict=True))["A"] == 3,
            "Rank 1 is the best.",
        ),
        (lambda t: t["rank"].max() == 3, "Two options have equal scores: what rank do both have?"),
        (
            lambda t: dict(zip(t["option"], t["wins"], strict=True)) == {"A": 3, "B": 0, "C": 0},
            "Each test doubles one weight alone: the order of the options may change.",
        ),
        (
            lambda t: t["wins"].sum() == 3,
            "Two options share the first place of a test: which of them wins it?",
        ),
        (
            lambda t: (t["wins"] == 2).all(),
            "The other criteria keep their weights in a test: one is doubled, not alone.",
        ),
    ],
)

# %% check="rank-options" part="other-options" points=2 hidden=true
"""A shared first place, option numbers, an unusual index, a weight of zero; refusals."""
_four = pd.DataFrame(
    {
        "cost": [2, 4, 2, 3],
        "owner": ["x", "y", "z", "x"],
        "reach": [5, 1, 5, 3],
        "option": [40, 10, 30, 20],
        "speed": [1, 5, 1, 5],
    },
    index=[2, 2, 0, 1],
)
for _what, _weights, _scores, _ranks, _wins in [
    (
        "a shared first place",
        {"reach": 3, "cost": 1},
        [4.25, 1.75, 4.25, 3.0],
        [1, 4, 1, 3],
        [2, 0, 2, 0],
    ),
    (
        "a weight of zero",
        {"reach": 0.75, "speed": 0.0, "cost": 0.25},
        [4.25, 1.75, 4.25, 3.0],
        [1, 4, 1, 3],
        [3, 0, 3, 0],
    ),
    (
        "a weight that decides only when it is tripled",
        {"reach": 1, "speed": 1.2},
        [2.8181818182, 3.1818181818, 2.8181818182, 4.0909090909],
        [3, 2, 3, 1],
        [0, 0, 0, 2],
    ),
    ("one criterion", {"speed": 3}, [1, 5, 1, 5], [3, 1, 3, 1], [0, 1, 0, 1]),
]:
    hidden_check("rank_options").case(_what).on(_four, _weights).gives_rows(
        pd.DataFrame({"option": _four["option"], "score": _scores, "rank": _ranks, "wins": _wins}),
        key="option",
        within={"score": 1e-8},
    )
_even = pd.DataFrame(
    {
        "option": ["A", "B", "C", "D", "E", "F"],
        "fit": [4, 2, 2, 5, 5, 3],
        "reach": [2, 4, 3, 2, 1, 4],
        "speed": [1, 2, 3, 1, 2, 2],
        "cost": [5, 5, 5, 4, 4, 4],
    }
)
hidden_check("rank_options").case("scores equal but for the last bits").on(
    _even, {"fit": 0.3, "reach": 0.2, "speed": 0.2, "cost": 0.3}
).gives_rows(
    _even[["option"]].assign(score=3.3, rank=1, wins=[1, 2, 2, 1, 1, 1]),
    key="option",
    within={"score": 1e-8},
    mistakes=[
        (
            lambda t: t["wins"].sum() < 8 or t["rank"].max() > 1,
            "Two scores that agree to 9 decimals are equal here.",
        )
    ],
)
hidden_check("rank_options").case("a very narrow lead").on(
    pd.DataFrame({"option": ["A", "B"], "reach": [3.0, 3.000000004]}), {"reach": 1}
).gives_rows(
    pd.DataFrame(
        {"option": ["A", "B"], "score": [3.0, 3.000000004], "rank": [2, 1], "wins": [0, 1]}
    ),
    key="option",
    within={"score": 1e-8},
)
hidden_check("rank_options").case("what is handed in stays as it is").on(
    _four, {"reach": 3, "cost": 1}
).leaves_inputs_alone()
for _what, _weights in [
    ("a criterion without points", {"reach": 1, "fit": 1}),
    ("a negative weight", {"reach": 2, "cost": -1}),
    ("weights that are all zero", {"reach": 0, "cost": 0}),
]:
    hidden_check("rank_options").case(_what).on(_four, _weights).refuses(
        ValueError, because="points and weights must make a mean"
    )

# %% [markdown]
# ## The decision memo
#
# Write to the board's card committee, at most 350 words: **which of the six proposals get the 1,600 million
# CNY?** Say in the first line what you recommend, then why. Use your own functions on `proposals`, `rail`,
# `rail_ranges` and `rail_drivers` for the numbers. Say what the rules of the finance and the product
# teams would cost, what Student costs and under which condition you would want it, what could go wrong
# with Rail and what you do about it, and at which rate Family instalments starts. The memo is graded by
# hand:
#
# | Criterion | 3 | 2 | 1 | 0 |
# |---|---|---|---|---|
# | **Decision** | the set in the first line, with capital and economic profit; both rules answered with their cost in CNY | clear, one cost missing | can be guessed | none |
# | **Strategy** | what the firm wants (the young, the families) set against its price, with and without own capital for Student; a condition | the price named, no condition | strategy named, no price | none |
# | **Uncertainty** | expected value, probability of a loss and the widest driver, each with what is done about it | two of these, or nothing done | the plan's value with a warning | the plan's value alone |
# | **Price and rival** | the rate with adverse selection and its cost if ignored; the rival's answer; when the decision is looked at again | two of these | one | none |

# %% [markdown] memo="decision-memo" points=12
# **Take Platinum, Family instalments and Rail: all of the 1,600 million CNY, 97.5 million of economic profit a
# year.**
#
# *The two rules.* "Best return first" takes Platinum and Business: 72.0 million a year, 500 million of capital
# idle, 25.5 million lost. "Most profit first" takes Business and Family instalments: 75.75 million, 21.75
# lost. No rule that looks at one product at a time is safe; we looked at all 64 sets. With 1,650 million
# the best set would change (Platinum, Business, Rail; 101.25), so the next 50 million are worth 3.75 a year.
#
# *Strategy.* Two of the three serve families, whose accounts fell by 700,000 last year. Student loses 5.25
# million by itself, but inside the 1,600 it costs 27.0 a year, because others must go. I would take it once
# it has 250 million of its own, closed to other uses: then the price is 5.25 a year for a segment that grew
# by 1.5 million accounts (15.75 if the 250 million could be used freely). Condition: expected loss of the
# first vintages not above plan.
#
# *Rail's uncertainty.* The plan says 27.9 million, the three scenarios 11.4; with drivers that move
# together, 37 % of the futures lose and one in twenty is worse than −88 million. The widest driver is the
# loss rate: break-even at 5.02 % against 4.5 % planned. So we start with lower limits, release the
# second half of the marketing money only if losses in month 9 are on plan, and need
# 410,000 accounts to break even. If its economic profit falls by more than 5.25, Grocer takes its place.
#
# *Price and rival.* Family instalments starts at 14.9 %, not at the ceiling: at 18.25 % riskier people
# come, profit is 621 instead of 640 million, and 852 had been promised. On Rail's fee we don't cut to 190:
# the rival answers, and a promised +7.5 million becomes −2.9.
#
# *Look again* in month 9, with losses, retention and the rival's fee; or at once if capital changes.

# %% [markdown]
# ## What to take with you
#
# - The plan is one future. A project's value is the mean over futures, and its risk is their spread.
# - Work on the widest driver first, over ranges that people would bet on; then ask what to *do* about it.
# - Bad luck is correlated. Independent draws make the worst cases look better than they are.
# - Expected loss is a cost. Capital is for the unexpected, and shareholders want paying for it.
# - Products come whole and capital is short: choose the set, not the products. Here two sensible rules lost
#   25.5 and 21.75 million CNY a year.
# - What a strategic project costs is what it drives out.
# - A price chooses its customers, and the rival answers it.
#
# ## Terms
#
# | English | 中文 | Meaning |
# |---|---|---|
# | net present value | 净现值 (NPV) | value today of all cash flows |
# | discount rate | 折现率 | yearly rate by which later money is worth less |
# | scenario analysis | 情景分析 | value in several futures, weighed by probability |
# | break-even | 盈亏平衡 | where the value is zero |
# | sensitivity, tornado chart | 敏感性分析、龙卷风图 | one driver at a time, widest swing on top |
# | Monte Carlo simulation | 蒙特卡罗模拟 | many random futures |
# | correlation | 相关性 | how far two drivers move together |
# | quantile | 分位数 | value that a given share stays below |
# | economic capital | 经济资本 | equity set aside against unexpected loss |
# | risk-adjusted return on capital | 风险调整后资本回报率 (RAROC) | margin after expected loss and tax, over capital |
# | hurdle rate | 最低回报率 | return that shareholders want |
# | economic profit | 经济利润 (EP, EVA) | what is earned above the hurdle |
# | capital rationing | 资本配置约束 | more good projects than capital |
# | opportunity cost | 机会成本 | what is given up |
# | adverse selection | 逆向选择 | worse terms attract riskier people |
# | best reply | 最优反应 | best price given the rival's |
# | Nash equilibrium | 纳什均衡 | each price is the best reply to the other |
# | weighted scoring | 加权评分 | mean of points by weight |
#
# ## Sources
#
# All looked up on 24 November 2026.
#
# 1. E. Zaik, J. Walter, G. Retting and C. James, "RAROC at Bank of America: From Theory to Practice",
#    Journal of Applied Corporate Finance 9(2), 1996, abstract.
#    <https://ideas.repec.org/a/bla/jacrfn/v9y1996i2p83-93.html>
# 2. L. M. Ausubel, "Adverse Selection in the Credit Card Market", University of Maryland, working paper,
#    17 June 1999. <http://docplayer.net/7497519-Adverse-selection-in-the-credit-card-market.html>
# 3. S. Agarwal, S. Chomsisengphet and C. Liu, "The Importance of Adverse Selection in the Credit Card
#    Market: Evidence from Randomized Trials of Credit Card Solicitations", 2010.
#    <http://onlinelibrary.wiley.com/doi/10.1111/j.1538-4616.2010.00305.x/abstract>
# 4. "The Cartels and Leniency Review: China", The Law Reviews, on horizontal agreements and
#    the law's Article 13(1) as quoted there.
#    <https://thelawreviews.co.uk/title/the-cartels-and-leniency-review/china>
#
# The figures of Lantern Bank, its products, rivals and customers are invented for this course.
