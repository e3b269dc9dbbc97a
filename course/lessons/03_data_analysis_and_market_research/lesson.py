# %% [markdown]
# # 03 · Data analysis and market research 数据分析和市场研究
#
# **The competency.** A credit card product manager reads usage, needs and behaviour out of data,
# researches the market as ground for product and promotion, and finds who is likely to use a card.
#
# **After this notebook you can decide**
#
# - where a product should improve, because you read usage and needs out of data: who is active, who
#   fades, and whether an average fell because people changed or because other people came,
# - whether market research carries a product decision: what a lopsided survey says about all
#   customers, how many answers you need, and what a benefit is worth in yuan,
# - which channel and which customers to put money on, because you see where applicants are lost and
#   which groups behave alike.
#
# **Time** about 90 minutes. **You need** averages and percentages, and pandas as far as `groupby`,
# `merge` and boolean masks; a little NumPy for the last tasks.
#
# Money is in CNY, rates are fractions (`0.05` is 5 %). Lantern Bank, its customers and its survey are
# invented; the Taiwanese card accounts of section 8 are real people of 2005.

# %% setup=true
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from course.bank import (
    load_accounts,
    load_applications,
    load_conjoint,
    load_customers,
    load_segment_spend,
    load_survey,
    load_transactions,
    load_uci_cards,
)
from course.charts import cny_axis, label_line_ends, percent_axis, use_course_style
from course.feedback import check, hidden_check

use_course_style()
accounts = load_accounts()
applications = load_applications()
conjoint = load_conjoint()
customers = load_customers().query("has_card")  # the survey asked cardholders
segment_spend = load_segment_spend()
survey = load_survey()
transactions = load_transactions()
uci_cards = load_uci_cards()


# The checks compare groups and read heat maps with the functions below; you may use them too.
def same_groups(labels, others) -> bool:
    """Tell whether two labellings make the same groups, whatever the groups are called."""
    pairs = set(zip(labels, others, strict=True))
    return len(pairs) == len(set(labels)) == len(set(others))


def distance_to_means(features, labels) -> float:
    """Return what k-means makes small: squared distances to the group's mean, standardised."""
    kept = features.loc[:, features.nunique() > 1]
    groups = kept.groupby(np.asarray(labels))
    return float((((kept - groups.transform("mean")) / kept.std()) ** 2).to_numpy().sum())


def same_labels_twice(features, k: int, starts: int, seed: int) -> bool:
    """Group with `customer_segments` twice and tell whether the labels are the same."""
    first = customer_segments(features, k, starts, seed)
    return bool(np.array_equal(first, customer_segments(features, k, starts, seed)))


def heat_map_cells(retention: pd.DataFrame) -> pd.DataFrame | None:
    """Draw with `plot_cohort_heatmap` and read the coloured cells back into a table."""
    picture = plot_cohort_heatmap(retention)
    if picture is None:
        return None
    ax = picture if isinstance(picture, Axes) else picture.axes[0]
    cells = []
    for map_ in [*ax.images, *(c for c in ax.collections if hasattr(c, "get_coordinates"))]:
        shares = np.ma.filled(np.ma.atleast_2d(map_.get_array()).astype(float), np.nan)
        if map_ in ax.images:
            rows, columns = shares.shape
            left, right, bottom, top = map_.get_extent()
            start = top if map_.origin == "upper" else bottom
            x = left + (right - left) * (np.arange(columns) + 0.5) / columns
            y = start + (bottom + top - 2 * start) * (np.arange(rows) + 0.5) / rows
        else:
            corners = map_.get_coordinates()
            x = corners[0, :-1, 0] / 2 + corners[0, 1:, 0] / 2
            y = corners[:-1, 0, 1] / 2 + corners[1:, 0, 1] / 2
            shares = shares.reshape(len(y), len(x))
        months = [name_at(ax.xaxis, 0, place) for place in x]
        number = pd.Series(months).str.extract(r"(\d+(?:\.\d+)?)")[0].astype(float)
        table = pd.DataFrame(shares, columns=number)
        cells.append(table.assign(cohort=[month_of(name_at(ax.yaxis, 1, place)) for place in y]))
    return cells[0] if cells else pd.DataFrame({"cohort": []})


def name_at(axis, along: int, place: float) -> str:
    """Return the tick label at a place of an axis; empty if there is none."""
    names = {round(t.get_position()[along], 6): t.get_text() for t in axis.get_majorticklabels()}
    return names.get(round(float(place), 6), "")


def month_of(name: str) -> pd.Timestamp:
    """Read a cohort's name, for instance 2025-01 or Jan 2025; a first word that says it will do."""
    read = (pd.to_datetime(words, errors="coerce") for words in (name, name.split(" ")[0]))
    return next((day for day in read if day is not pd.NaT), pd.NaT)


# %% [markdown]
# ## The decision: 955 million yuan for vouchers?
#
# At the end of 2025 the retail board of Lantern Bank (fictional, like all its numbers) looks at one
# line: **spend per account fell by 4 %**, from 55,968 to 53,717 CNY. Marketing has a plan. *Spend
# Again* sends every account a voucher of 50 CNY: 19.1 million accounts, 955 million CNY. "Our
# cardholders use the card less", says the slide, "so we remind all of them."
#
# The table behind the line has three segments and two years:

# %%
table = segment_spend.pivot(index="segment", columns="period")
table["growth", "of spend"] = (
    table["spend_per_account_cny", 2025] / table["spend_per_account_cny", 2024] - 1
).round(3)
table

# %% [markdown]
# Look twice: *every* segment spends more than a year before, by 3 to 7 %. Yet the average fell. Nobody
# made a mistake in the arithmetic, and nobody uses the card less. Section 4 shows what happened and
# what the 955 million would have bought.
#
# The board has four more questions, and a draft answer to each that sounds right:
#
# | Question | Draft answer |
# |---|---|
# | Who fades away? | "the last cohorts: activity collapsed in December" |
# | Which channel brings users? | "the latest applicants are the worst" |
# | Shall all customers get instalments? | "yes, 52 % want them" |
# | Is an airport lounge worth a higher fee? | "38 % choose a card with one, 29 % without" |
#
# You will check each of them, and end with a memo of one page.

# %% [markdown]
# ## 1 · Recency, frequency, monetary value
#
# **The idea.** Three questions sort customers better than most models: when did they last buy, how
# often, for how much? Each answer becomes a score from 1 to 5, by *rank*: yuan and days are skewed,
# ranks are not.
#
# $$s_i = \left\lceil \frac{5\, m_i}{n} \right\rceil$$
#
# $s_i$ is the score of account $i$ on one of the three; $m_i$ the number of accounts that are not better
# than $i$ ($i$ itself included); $n$ the number of accounts; the brackets round up. Two accounts with
# the same value get the same score: that is our **tie rule**. Recency runs backwards: *few* days since
# the last purchase are good.
#
# **Example, by hand.** Five accounts with 12, 3, 3, 1 and 7 purchases:

# %%
purchases_of = pd.Series({"V": 12, "W": 3, "X": 3, "Y": 1, "Z": 7})
not_better = pd.Series({"V": 5, "W": 3, "X": 3, "Y": 1, "Z": 4})  # W: itself, X and Y
pd.DataFrame({"purchases": purchases_of, "not better": not_better, "score": [5, 3, 3, 1, 4]})

# %% [markdown]
# Why bother? Because spend is anything but even. Lantern Bank's accounts in 2025, from the fifth that
# spends least to the fifth that spends most:

# %% alt="Five bars, the share of all spend of 2025 by fifth of accounts: 5, 9, 14, 22 and 51 percent. The top fifth spends as much as all others together."
spent = transactions[transactions["kind"] == "purchase"].groupby("account_id")["amount_cny"].sum()
fifths = [part.sum() / spent.sum() for part in np.array_split(np.sort(spent), 5)]
fig, ax = plt.subplots(figsize=(7, 3.4))
bars = ax.bar(range(5), fifths)
ax.set_xticks(range(5), ["lowest", "second", "third", "fourth", "highest"])
ax.bar_label(bars, [f"{share:.0%}" for share in fifths], padding=2)
percent_axis(ax, "y")
ax.set(xlabel="Fifth of the accounts by spend", ylabel="Share of all spend", ylim=(0, 0.6))
ax.set_title("One account in five makes half of the spend")
plt.show()

# %% [markdown]
# **A common mistake.** Cutting the *range* of spend into five equal parts instead of the accounts. Then
# hardly anybody scores 5. A campaign with a budget of 40 CNY a head for "the best fifth" of 400,000
# accounts is planned at 3.2 million CNY and reaches a few thousand people. The second mistake is to
# count payments, refunds and fees as use of the card.

# %% [markdown] task="rfm-scores"
# ### Task: recency, frequency, monetary
# Score the portfolio, so that marketing can tell the faithful from the fading. Afterwards try
# `rfm_scores(transactions, pd.Timestamp("2025-11-30"))`: who scores 5 on money and 1 on recency?


# %% answer="rfm-scores"
def rfm_scores(transactions: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Score each account from 1 to 5 on recency, frequency and monetary value.

    Parameters
    ----------
    transactions
        Columns ``account_id``, ``posting_date``, ``kind`` and ``amount_cny``; any order. Only rows
        of the kind ``"purchase"`` count; payments, interest and fees are left out.
    as_of
        Purchases after this day are not known yet and are left out; those of this day count.

    Returns
    -------
    DataFrame
        One row for each account with a purchase, any order. Columns ``account_id`` and, as whole
        numbers from 1 (worst fifth) to 5 (best fifth), ``recency`` (the later the last purchase,
        the better), ``frequency`` (the more purchases) and ``monetary`` (the higher their sum).

        Of n accounts, one that is at least as good as m of them (itself included) scores
        ``5 m / n``, rounded up. So accounts with equal values get equal scores.
    """
    ### BEGIN SOLUTION
    known = (transactions["kind"] == "purchase") & (transactions["posting_date"] <= as_of)
    values = (
        transactions[known]
        .groupby("account_id")
        .agg(
            recency=("posting_date", "max"),
            frequency=("posting_date", "size"),
            monetary=("amount_cny", "sum"),
        )
    )
    scores = np.ceil(5 * values.rank(method="max") / len(values)).astype(int)
    return scores.reset_index()
    ### END SOLUTION


# %% check="rfm-scores" part="five-accounts" points=5
"""Five accounts at the end of June; two of them bought last on the same day."""
_rows = [
    ("A", "2025-06-28", "purchase", 300),
    ("A", "2025-06-10", "purchase", 200),
    ("A", "2025-05-05", "purchase", 450),
    ("B", "2025-06-20", "purchase", 2600),
    ("B", "2025-06-29", "payment", -2600),
    ("C", "2025-05-31", "purchase", 120),
    ("C", "2025-04-02", "purchase", 80),
    ("D", "2025-06-20", "purchase", 90),
    ("D", "2025-06-02", "purchase", 60),
    ("D", "2025-05-20", "purchase", 70),
    ("D", "2025-05-01", "purchase", 50),
    ("E", "2025-03-15", "purchase", 700),
    ("E", "2025-07-02", "purchase", 5000),
]
_booked = pd.DataFrame(_rows, columns=["account_id", "posting_date", "kind", "amount_cny"])
_booked["posting_date"] = pd.to_datetime(_booked["posting_date"])
_expected = pd.DataFrame(
    {
        "account_id": list("ABCDE"),
        "recency": [5, 4, 2, 4, 1],
        "frequency": [4, 2, 3, 5, 2],
        "monetary": [4, 5, 1, 2, 3],
    }
)
check("rfm_scores").on(_booked, pd.Timestamp("2025-06-30")).gives_rows(
    _expected,
    key="account_id",
    mistakes=[
        (
            lambda t: t.set_index("account_id")["recency"].to_dict()["E"] == 5,
            "E scores 5 on recency. Who bought last: is a small number of days good or bad,"
            " and had E's purchase of July happened by then?",
        ),
        (
            lambda t: t.set_index("account_id")["monetary"].to_dict()["E"] == 5,
            "E's purchase of 2 July was counted: was it known on 30 June?",
        ),
        (
            lambda t: t.drop(columns="account_id").to_numpy().min() == 0,
            "The scores start at 0: which numbers does the docstring name?",
        ),
        (
            lambda t: t.set_index("account_id")["monetary"].to_dict()["B"] < 5,
            "B's payment was counted: is repaying a purchase a negative purchase?",
        ),
        (
            lambda t: t.set_index("account_id")["recency"].to_dict()["C"] > 2,
            "That cuts the range of values into equal parts: how many accounts are in each fifth?",
        ),
        (
            lambda t: t.set_index("account_id")["monetary"].to_dict()["D"] == 1,
            "That is the mean purchase: what did each account spend in total?",
        ),
        (
            lambda t: t.set_index("account_id")["recency"].to_dict()["B"] == 5,
            "A bought on the 28th, B on the 20th and only paid on the 29th: whose last purchase is"
            " the later one?",
        ),
        (
            lambda t: t.set_index("account_id")["recency"].nunique() == 5,
            "B and D bought last on the same day: may the order of rows part them?",
        ),
        (
            lambda t: t.set_index("account_id")["frequency"].to_dict()["B"] == 1,
            "Equal accounts got the lower score: B is at least as good as how many, E included?",
        ),
    ],
)

# %% check="rfm-scores" part="other-portfolios" points=5 hidden=true
"""Seven accounts, many ties, a purchase on the last day, other kinds; equal accounts."""
_days = pd.Timestamp("2025-12-31") - pd.to_timedelta([0, 9, 9, 9, 40, 300, 77, 80], unit="D")
_many = pd.DataFrame(
    {
        "account_id": ["g", "f", "e", "d", "c", "b", "a", "g"],
        "posting_date": _days,
        "kind": "purchase",
        "amount_cny": [50.0, 900.0, 900.0, 20.0, 310.0, 20.0, 20.0, 260.0],
    }
)
_noise = pd.DataFrame(
    {
        "account_id": ["a", "b", "h", "c", "f"],
        "posting_date": pd.to_datetime(["2025-12-30"] * 4 + ["2026-01-01"]),
        "kind": ["interest", "late fee", "payment", "payment", "purchase"],
        "amount_cny": [4000.0, 200.0, -300.0, -310.0, 10.0],
    }
)
_scores = pd.DataFrame(
    {
        "account_id": list("abcdefg"),
        "recency": [2, 1, 3, 5, 5, 5, 5],
        "frequency": [5, 5, 5, 5, 5, 5, 5],
        "monetary": [3, 3, 4, 3, 5, 5, 4],
    }
)
_as_of = pd.Timestamp("2025-12-31")
hidden_check("rfm_scores").case("seven accounts, ties, other kinds of bookings").on(
    pd.concat([_many, _noise]), _as_of
).gives_rows(
    _scores,
    key="account_id",
    mistakes=[
        (
            lambda t: "h" in set(t["account_id"]),
            "An account without a purchase was scored: which kinds of bookings count?",
        ),
        (
            lambda t: t.set_index("account_id")["recency"].to_dict()["g"] < 5,
            "A purchase on the as-of day was left out, or equal dates got other scores.",
        ),
        (
            lambda t: t.set_index("account_id")["monetary"].nunique() > 3,
            "Accounts with the same sum got different scores: may the order of rows part them?",
        ),
    ],
)
hidden_check("rfm_scores").case("the same rows in another order and with another index").on(
    pd.concat([_noise, _many]).sample(frac=1, random_state=3), _as_of
).gives_rows(_scores, key="account_id")
hidden_check("rfm_scores").case("the table handed in stays as it is").on(
    pd.concat([_many, _noise]), _as_of
).leaves_inputs_alone()
_single = _many[_many["account_id"] == "g"]
hidden_check("rfm_scores").case("one account alone is as good as all").on(
    _single, _as_of
).gives_rows(
    pd.DataFrame({"account_id": ["g"], "recency": [5], "frequency": [5], "monetary": [5]}),
    key="account_id",
)
_twelve = pd.DataFrame(
    {
        "account_id": [f"N{n:02}" for n in range(12) for _ in range(n + 1)],
        "posting_date": [
            pd.Timestamp("2025-01-01") + pd.Timedelta(days=7 * n)
            for n in range(12)
            for _ in range(n + 1)
        ],
        "kind": "purchase",
        "amount_cny": [100.0 - n for n in range(12) for _ in range(n + 1)],
    }
)
_fifths = [1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5]
hidden_check("rfm_scores").case("twelve accounts, each a little better than the last").on(
    _twelve, _as_of
).gives_rows(
    pd.DataFrame(
        {
            "account_id": [f"N{n:02}" for n in range(12)],
            "recency": _fifths,
            "frequency": _fifths,
            "monetary": _fifths,
        }
    ),
    key="account_id",
)

# %% [markdown]
# ## 2 · Cohorts: who is still here?
#
# **The idea.** "70 % of our accounts are active" mixes people of last week with people of ten years. A
# *cohort* (同期群) is everybody who started in the same month; follow each one by its own clock.
#
# $$R_{c,k} = \frac{A_{c,k}}{A_{c,0}}$$
#
# $R_{c,k}$ is the retention of cohort $c$ after $k$ calendar months; $A_{c,k}$ the number of its accounts
# with at least one purchase in that month; $A_{c,0}$ the number of all its accounts. A month that has not
# come yet has no number, which is not the same as zero.
#
# **Example, by hand.** Eight accounts start in July. In August six of them buy, in September five. And
# October? It is 12 October today.

# %%
july = pd.DataFrame({"month": pd.Series(["July", "August", "September"]), "active": [8, 6, 5]})
july["retention"] = july["active"] / 8
july

# %% [markdown]
# "Three of eight bought in October" would be true and worthless. The same trap lies in our own data:
# the transactions of 2025 end for each account with its last statement, between 3 and 25 December.

# %% alt="Line of the share of accounts opened before 2025 that bought in each calendar month of 2025: between 77 and 79 percent from January to November, then 62 percent in December, marked as a month that is not complete."
old = accounts.loc[accounts["opened"] < "2025-01-01", "account_id"]
bought = transactions[transactions["account_id"].isin(old) & (transactions["kind"] == "purchase")]
bought = bought[bought["posting_date"] >= "2025-01-01"]
by_month = bought.groupby(bought["posting_date"].dt.month)["account_id"].nunique() / len(old)
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(by_month.index[:-1], by_month[:-1], marker="o")
ax.plot(by_month.index[-2:], by_month[-2:], ":", color="C1", marker="o")
ax.annotate(
    "the data end before\nthe month does", (12, by_month[12]), (9.1, 0.5), color="C1", va="center"
)
percent_axis(ax, "y")
ax.set(xlabel="Month of 2025", ylabel="Accounts with a purchase", ylim=(0, 1), xticks=range(1, 13))
ax.set_title("Nobody left in December: the month is cut off")
plt.show()

# %% [markdown]
# **A common mistake.** The draft answer of the board's first question: "activity collapsed in
# December". A win-back campaign at 20 CNY for the 17 % of 19.1 million accounts that seem to have
# stopped costs 65 million CNY and wins back people who never left.

# %% [markdown] task="cohort-retention"
# ### Task: cohort retention
# Tell for each cohort which share still uses the card, month by month. The board will ask which
# cohort is bad; your function must not invent months that nobody has seen.


# %% answer="cohort-retention"
def cohort_retention(purchases: pd.DataFrame, last_month: pd.Timestamp) -> pd.DataFrame:
    """Return the share of each cohort that is active, by months since its first purchase.

    Parameters
    ----------
    purchases
        Columns ``account_id`` and ``posting_date``; any order, several a month, purchases only.
    last_month
        Any day of the last complete calendar month. Later purchases are left out.

    Returns
    -------
    DataFrame
        One row per cohort, any order: all accounts whose first purchase fell into the same calendar
        month. The column ``cohort`` holds the first day of that month; then one column for each
        number of months since, as whole numbers from 0 to the age of the oldest cohort in
        ``last_month``. A cell is the share of the cohort's accounts with a purchase in that
        calendar month: 0.0 if nobody bought, NaN if the month lies after ``last_month``.
    """
    ### BEGIN SOLUTION
    end = last_month.to_period("M")
    active = purchases[["account_id"]].assign(month=purchases["posting_date"].dt.to_period("M"))
    active = active[active["month"] <= end].drop_duplicates()
    cohort = active.groupby("account_id")["month"].transform("min").rename("cohort")
    years = active["month"].dt.year - cohort.dt.year
    age = 12 * years + active["month"].dt.month - cohort.dt.month
    counts = pd.crosstab(cohort, age)
    observed = {start: (end - start).n for start in counts.index}
    counts = counts.reindex(columns=range(max(observed.values()) + 1), fill_value=0)
    retention = counts.div(counts[0], axis=0)
    for start, oldest in observed.items():
        retention.loc[start, retention.columns > oldest] = np.nan
    retention.index = retention.index.to_timestamp()
    return retention.rename_axis(columns=None).reset_index()
    ### END SOLUTION


# %% check="cohort-retention" part="three-cohorts" points=5
"""Seven accounts from January to April; May has only begun."""
_bought = {
    "A": ["2025-01-05", "2025-02-11", "2025-03-02", "2025-03-28"],
    "B": ["2025-01-31", "2025-03-01"],
    "C": ["2025-02-14", "2025-04-30"],
    "D": ["2025-02-27", "2025-03-15"],
    "E": ["2025-04-09", "2025-05-02"],
    "F": ["2025-01-20"],
    "G": ["2025-01-02", "2025-02-28"],
}
_purchases = pd.DataFrame(
    [(account, pd.Timestamp(day)) for account, days in _bought.items() for day in days],
    columns=["account_id", "posting_date"],
)
_nan = float("nan")
_expected = pd.DataFrame(
    {
        "cohort": pd.to_datetime(["2025-01-01", "2025-02-01", "2025-04-01"]),
        0: [1.0, 1.0, 1.0],
        1: [0.5, 0.5, _nan],
        2: [0.5, 0.5, _nan],
        3: [0.0, _nan, _nan],
    }
)
check("cohort_retention").on(_purchases, pd.Timestamp("2025-04-30")).gives_rows(
    _expected,
    key="cohort",
    within=1e-6,
    mistakes=[
        (
            lambda t: 4 not in t and t.drop(columns="cohort").notna().all().all(),
            "A month that has not come yet shows a number: nobody left, nobody could buy.",
        ),
        (
            lambda t: 4 in t or t.loc[t["cohort"] == "2025-04-01", 1].notna().any(),
            "A month after the last complete one was shown: has April's cohort lived it?",
        ),
        (
            lambda t: t[0].max() > 1,
            "That is a number of accounts or purchases: a share of the cohort was asked for.",
        ),
        (
            lambda t: t[0].max() < 1,
            "Month 0 is below 100 %: of which accounts is this the share?",
        ),
        (
            lambda t: t.loc[t["cohort"] == "2025-01-01", 3].isna().any(),
            "In April nobody of the first cohort bought: is this not known, or zero?",
        ),
        (
            lambda t: abs(t.loc[t["cohort"] == "2025-01-01", 2].max() - 0.75) < 1e-6,
            "A bought twice in March: is this a share of purchases or of accounts?",
        ),
        (
            lambda t: abs(t.loc[t["cohort"] == "2025-01-01", 2].max() - 1) < 1e-6,
            "That is the share of those active a month before: who is the base of a cohort?",
        ),
        (
            lambda t: t.loc[t["cohort"] == "2025-02-01", 1].max() == 0,
            "Months are counted in steps of 30 days: is 15 March not the month after 27 February?",
        ),
    ],
)

# %% check="cohort-retention" part="other-years" points=7 hidden=true
"""Across two New Years, gaps, later purchases, one cohort alone."""
_long = {
    "k": ["2023-11-30", "2023-12-01", "2025-01-15"],
    "l": ["2023-11-02", "2024-11-02", "2024-02-29"],
    "m": ["2023-11-15", "2025-02-10"],
    "n": ["2024-12-24", "2025-01-01", "2025-01-02"],
    "o": ["2024-12-31"],
    "p": ["2025-02-01", "2025-02-02"],
}
_spread = pd.DataFrame(
    [(account, pd.Timestamp(day)) for account, days in _long.items() for day in days],
    columns=["account_id", "posting_date"],
)
_first = [1.0, 1 / 3, 0, 1 / 3, *[0.0] * 8, 1 / 3, 0.0, 1 / 3]
_wide = pd.DataFrame([_first, [1.0, 0.5] + [_nan] * 13], columns=range(15)).assign(
    cohort=pd.to_datetime(["2023-11-01", "2024-12-01"])
)
for _day in ["2025-01-01", "2025-01-31"]:
    hidden_check("cohort_retention").case(f"over two New Years, last month given as {_day}").on(
        _spread, pd.Timestamp(_day)
    ).gives_rows(
        _wide,
        key="cohort",
        within=1e-6,
        mistakes=[
            (
                lambda t: 12 not in t or t.loc[t["cohort"] == "2023-11-01", 12].max() == 0,
                "A month is wrong: which number has November 2024 for those of November 2023?",
            ),
            (
                lambda t: t.loc[t["cohort"] == "2023-11-01", 14].max() == 0,
                "A purchase late in the last month is missing: does the month end on that day?",
            ),
        ],
    )
hidden_check("cohort_retention").case("the same purchases in another order").on(
    _spread.iloc[::-1], pd.Timestamp("2025-01-10")
).gives_rows(_wide, key="cohort", within=1e-6)
hidden_check("cohort_retention").case("the table handed in stays as it is").on(
    _spread, pd.Timestamp("2025-01-31")
).leaves_inputs_alone()
_one = _spread[_spread["account_id"].isin(["n", "o"])]
hidden_check("cohort_retention").case("one cohort, seen in its first month only").on(
    _one, pd.Timestamp("2024-12-31")
).gives_rows(
    pd.DataFrame({"cohort": [pd.Timestamp("2024-12-01")], 0: [1.0]}), key="cohort", within=1e-6
)
hidden_check("cohort_retention").case("nobody comes back for three months").on(
    _one[_one["account_id"] == "o"], pd.Timestamp("2025-03-31")
).gives_rows(
    pd.DataFrame({"cohort": [pd.Timestamp("2024-12-01")], 0: [1.0], 1: [0.0], 2: [0.0], 3: [0.0]}),
    key="cohort",
    within=1e-6,
    mistakes=[
        (
            lambda t: 3 not in t,
            "Months in which nobody bought are missing: how old is the cohort in the last month?",
        ),
    ],
)

# %% [markdown]
# ## 3 · The activation funnel
#
# **The idea.** An application is a promise, a first purchase is business. Between them people are lost
# at each step. Compare steps only among applications that had *time* to finish.
#
# $$r_j = \frac{N_j}{N_{j-1}}, \qquad C_j = \frac{N_j}{N_0}$$
#
# $N_0$ is the number of applications old enough; $N_j$ how many of them reached step $j$ (approved,
# activated, first use) and all steps before it, within the window of $w$ days; $r_j$ is the step rate,
# $C_j$ the cumulative rate.
#
# **Example, by hand.** 400 applications, 260 approved, 200 activated, 150 used: the step rates are 65 %,
# 77 % and 75 %, the cumulative ones 65 %, 50 % and 37.5 %. The weakest step is approval, and that is
# risk's business; among the approved, activation and first use lose about a quarter each.
#
# **Why the window?** Here is the share of applicants who had used the card by 15 November 2023, by the
# month of their application:

# %% alt="Line by month of application in 2023. The share with a first use until 15 November is 50 to 56 percent up to September, 39 percent for October and 5 percent for November. A second line, the share within 60 days of the application as known later, stays near 52 percent throughout."
month = applications["applied_on"].dt.to_period("M")
seen = (applications["first_use_on"] <= pd.Timestamp("2023-11-15")).groupby(month).mean()["2023"]
waited = (applications["first_use_on"] - applications["applied_on"]).dt.days
later = (waited <= 60).groupby(month).mean()["2023"]
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.plot(seen.index.month, seen, marker="o", label="seen on 15 November")
ax.plot(later.index.month, later, marker="o", label="after 60 days each")
label_line_ends(ax)
percent_axis(ax, "y")
ax.set(xlabel="Month of application in 2023", ylabel="Applicants who used the card", ylim=(0, 0.7))
ax.set_xticks(range(1, 12))
ax.set_title("The latest applicants are not worse, only younger")
plt.show()

# %% [markdown]
# **A common mistake.** The second draft answer: stop the channels that brought the "bad" October. A
# channel with 1,500 approvals a month brings about 1,200 active users a month, each worth perhaps
# 300 CNY a year: each month of the stop costs 360,000 CNY of yearly income, for a fall that is none.

# %% [markdown] task="activation-funnel"
# ### Task: the activation funnel
# From the application to the first purchase: where do we lose people? Afterwards run it for each
# `channel` of `applications` (drawn on 31 December 2023): the memo needs it.


# %% answer="activation-funnel"
def activation_funnel(
    applications: pd.DataFrame, as_of: pd.Timestamp, window: int = 60
) -> pd.DataFrame:
    """Count how far applications come within a window of days, and at which step they are lost.

    Parameters
    ----------
    applications
        One row each: ``applied_on``, ``approved`` (1 or 0), ``activated_on`` and ``first_use_on``
        (NaT if it has not happened).
    as_of
        The day on which the data were drawn; nothing later is in them.
    window
        Days. Only applications made at least this many days before ``as_of`` are counted. A date
        counts if it lies at most this many days after ``applied_on``; which of two dates
        comes first doesn't matter.

    Returns
    -------
    DataFrame
        Four rows in this order, ``step``: ``"applied"``, ``"approved"``, ``"activated"`` and
        ``"first use"``. ``count``: applications that reached this step and all steps before it.
        ``step_rate``: count over the count of the step before (1.0 for the first; NaN if the step
        before is empty). ``cumulative_rate``: count over applied.

    Raises
    ------
    ValueError
        If no application is old enough.
    """
    ### BEGIN SOLUTION
    due = applications["applied_on"] + pd.Timedelta(days=window)
    ripe = due <= as_of
    if not ripe.any():
        raise ValueError(f"no application is {window} days old yet")
    approved = ripe & (applications["approved"] == 1)
    activated = approved & (applications["activated_on"] <= due)
    used = activated & (applications["first_use_on"] <= due)
    counts = {
        "applied": ripe.sum(),
        "approved": approved.sum(),
        "activated": activated.sum(),
        "first use": used.sum(),
    }
    funnel = pd.DataFrame({"step": list(counts), "count": list(counts.values())})
    before = funnel["count"].shift().fillna(ripe.sum())
    funnel["step_rate"] = funnel["count"] / before
    funnel["cumulative_rate"] = funnel["count"] / funnel["count"][0]
    return funnel
    ### END SOLUTION


# %% check="activation-funnel" part="ten-applications" points=4
"""Ten applications seen on 30 June, a window of 60 days."""
_dates = [
    ("2025-03-01", 1, "2025-03-10", "2025-03-12"),
    ("2025-03-04", 1, "2025-03-20", "2025-05-03"),
    ("2025-03-09", 1, "2025-03-30", "2025-06-20"),
    ("2025-03-15", 1, "2025-04-02", None),
    ("2025-04-01", 1, None, None),
    ("2025-04-20", 0, None, None),
    ("2025-04-25", 0, None, None),
    ("2025-05-01", 1, "2025-05-11", "2025-05-30"),
    ("2025-06-01", 1, "2025-06-12", "2025-06-15"),
    ("2025-06-20", 1, None, None),
]
_applications = pd.DataFrame(
    _dates, columns=["applied_on", "approved", "activated_on", "first_use_on"]
)
for _column in ["applied_on", "activated_on", "first_use_on"]:
    _applications[_column] = pd.to_datetime(_applications[_column])
_expected = pd.DataFrame(
    {
        "step": ["applied", "approved", "activated", "first use"],
        "count": [8, 6, 5, 3],
        "step_rate": [1.0, 0.75, 0.833333, 0.6],
        "cumulative_rate": [1.0, 0.75, 0.625, 0.375],
    }
)
check("activation_funnel").on(_applications, pd.Timestamp("2025-06-30"), 60).gives(
    _expected,
    within=1e-6,
    mistakes=[
        (
            lambda t: t["count"].iloc[0] == 10,
            "All ten were counted: how many days did the last two have to reach the end?",
        ),
        (
            lambda t: t["count"].iloc[0] == 7,
            "The application of 1 May is missing: is it not exactly 60 days old?",
        ),
        (
            lambda t: t["count"].iloc[3] == 4,
            "A first use of June was counted for an application of March: is that in the window?",
        ),
        (
            lambda t: t["count"].iloc[3] == 2,
            "A first use on the 60th day is missing: does that day belong to the window?",
        ),
        (
            lambda t: t["step_rate"].iloc[2] < 0.7,
            "Each step rate has the step before as its base, not the applications.",
        ),
        (
            lambda t: abs(t["cumulative_rate"].iloc[2] - 5 / 6) < 1e-3,
            "Of which number is the cumulative rate a share: applied or approved?",
        ),
        (
            lambda t: t["step_rate"].isna().iloc[0],
            "The first step has none before it: which rate does the docstring give it?",
        ),
        (
            lambda t: 1 < t["step_rate"].iloc[1] < 2 or t["cumulative_rate"].iloc[1] < 0.5,
            "Count over the step before, not the other way round, and not what was lost.",
        ),
    ],
)

# %% check="activation-funnel" part="other-funnels" points=6 hidden=true
"""Steps out of order, a short window, nobody approved, nothing old enough."""
_odd = pd.DataFrame(
    [
        ("2025-01-01", 1, "2025-01-31", "2025-01-31"),
        ("2025-01-02", 1, None, "2025-01-09"),
        ("2025-01-03", 0, "2025-01-10", "2025-01-12"),
        ("2025-01-04", 1, "2025-02-04", "2025-01-20"),
        ("2025-01-05", 1, "2025-02-04", "2025-03-06"),
        ("2025-01-06", 1, "2025-01-07", "2025-02-05"),
        ("2025-02-01", 1, "2025-02-02", "2025-02-03"),
    ],
    columns=["applied_on", "approved", "activated_on", "first_use_on"],
)
for _column in ["applied_on", "activated_on", "first_use_on"]:
    _odd[_column] = pd.to_datetime(_odd[_column])
_steps = ["applied", "approved", "activated", "first use"]
_nested = pd.DataFrame(
    {
        "step": _steps,
        "count": [6, 5, 3, 2],
        "step_rate": [1.0, 5 / 6, 3 / 5, 2 / 3],
        "cumulative_rate": [1.0, 5 / 6, 1 / 2, 1 / 3],
    }
)
hidden_check("activation_funnel").case("a use without activation, activations too late").on(
    _odd, pd.Timestamp("2025-02-28"), 30
).gives(
    _nested,
    within=1e-6,
    mistakes=[
        (
            lambda t: list(t["count"].iloc[2:]) == [3, 3],
            "A first use was counted that came too late: from which day does the window run?",
        ),
        (
            lambda t: list(t["count"].iloc[2:]) == [4, 4],
            "An activation was counted that came too late: how long was this window?",
        ),
        (
            lambda t: t["count"].iloc[3] > 2,
            "Somebody was counted at a step without reaching all steps before it.",
        ),
        (
            lambda t: t["count"].iloc[2] == 4,
            "Somebody was counted as activated without approval: are the steps nested?",
        ),
    ],
)
hidden_check("activation_funnel").case("the default window").on(
    _odd, pd.Timestamp("2025-03-07")
).gives(
    pd.DataFrame(
        {
            "step": _steps,
            "count": [6, 5, 4, 4],
            "step_rate": [1.0, 5 / 6, 4 / 5, 1.0],
            "cumulative_rate": [1.0, 5 / 6, 2 / 3, 2 / 3],
        }
    ),
    within=1e-6,
)
hidden_check("activation_funnel").case("nobody was approved").on(
    _odd[_odd["approved"] == 0], pd.Timestamp("2025-12-31"), 30
).gives(
    pd.DataFrame(
        {
            "step": _steps,
            "count": [1, 0, 0, 0],
            "step_rate": [1.0, 0.0, float("nan"), float("nan")],
            "cumulative_rate": [1.0, 0.0, 0.0, 0.0],
        }
    ),
    within=1e-6,
)
hidden_check("activation_funnel").case("rows in another order").on(
    _odd.iloc[::-1], pd.Timestamp("2025-02-28"), 30
).gives(_nested, within=1e-6)
hidden_check("activation_funnel").case("the table handed in stays as it is").on(
    _odd, pd.Timestamp("2025-02-28"), 30
).leaves_inputs_alone()
hidden_check("activation_funnel").case("no application is old enough").on(
    _odd, pd.Timestamp("2025-01-30"), 30
).refuses(ValueError, because="a funnel of nobody has no rates")

# %% [markdown]
# ## 4 · Mix or rate? Simpson's paradox
#
# **The idea.** An average has two parts: what each segment does (its *rate*) and how much each weighs
# (the *mix*). To see the rates alone, hold the mix still: give today's segments yesterday's weights.
# Epidemiologists call this *direct standardisation* [1]. When all segments move one way and the average
# moves the other, it is *Simpson's paradox*; the admissions of Berkeley in 1973 are the famous case [2].
#
# $$\bar y_t = \sum_g w_{g,t}\, y_{g,t}, \qquad
# \bar y^{\,*} = \sum_g w_{g,0}\, y_{g,1}, \qquad
# \bar y_1 - \bar y_0 = \underbrace{(\bar y^{\,*} - \bar y_0)}_{\text{rate}} +
# \underbrace{(\bar y_1 - \bar y^{\,*})}_{\text{mix}}$$
#
# $y_{g,t}$ is the spend per account of segment $g$ in period $t$ (0 base, 1 current); $w_{g,t}$ its share
# of the accounts; $\bar y_t$ the crude average; $\bar y^{\,*}$ the standardised one.
#
# **Example, by hand.** Gold and Classic, two quarters. Gold: 300 accounts at 4,000 CNY, then 200 at
# 4,200. Classic: 700 at 1,000, then 1,300 at 1,100.

# %%
crude_before = 0.30 * 4_000 + 0.70 * 1_000
crude_after = (200 * 4_200 + 1_300 * 1_100) / 1_500
same_mix = 0.30 * 4_200 + 0.70 * 1_100
print(
    f"average {crude_before:,.0f} → {crude_after:,.0f} CNY, but with the old mix {same_mix:,.0f} CNY"
)
print(f"rate {same_mix - crude_before:+,.0f} CNY, mix {crude_after - same_mix:+,.0f} CNY")

# %% alt="Lines of spend per account in 2024 and 2025, 2024 = 100. Premium rises to 103.6, family to 103.1, young to 107.2; the portfolio falls to 96.0."
wide = segment_spend.pivot(index="segment", columns="period", values="spend_per_account_cny")
total = segment_spend["accounts"] * segment_spend["spend_per_account_cny"]
by_year = segment_spend.assign(total=total).groupby("period")[["total", "accounts"]].sum()
whole = by_year["total"] / by_year["accounts"]
fig, ax = plt.subplots(figsize=(7, 3.8))
for segment, row in wide.iterrows():
    ax.plot([2024, 2025], [100, 100 * row[2025] / row[2024]], color="0.6", label=segment)
ax.plot([2024, 2025], [100, 100 * whole[2025] / whole[2024]], "C1", lw=3, label="all accounts")
label_line_ends(ax)
ax.set(xlabel="Year", ylabel="Spend per account (2024 = 100)", xticks=[2024, 2025])
ax.set_xlim(2023.9, 2025.1)
ax.set_title("Every segment spends more, the average spends less")
plt.show()

# %% [markdown]
# **What happened.** In a year Lantern Bank lost 350,000 premium and 700,000 family accounts and won
# 1,500,000 young ones, who spend a sixth as much as premium customers. The lost accounts would have spent
# $350{,}000 \times 143{,}000 + 700{,}000 \times 63{,}900$, or 94.8 billion CNY; the new ones bring
# $1{,}500{,}000 \times 23{,}850$, or 35.8 billion.
#
# **A common mistake, and its cost.** The voucher treats a disease that nobody has. It costs 955 million
# CNY, and the people who get it already spend more. If the issuer keeps 0.45 % of spend (an assumption
# of this notebook), the missing 59.0 billion CNY are 266 million CNY of income a year. That is the hole,
# and it is in the *mix*: who leaves and who is won. The crude line hides both.
#
# The paradox does not say that the standardised number is always the right one. For "do people use the
# card less?" it is. For "what will we earn?" the crude number is: mix is money too.

# %% [markdown] task="standardised-mix"
# ### Task: mix or rate
# Split a change of an average into what the segments did and what their weights did, then run it on
# `segment_spend`: it is the centre of your memo.


# %% answer="standardised-mix"
def standardised_mix(spend: pd.DataFrame, base: int, current: int) -> dict[str, float]:
    """Split the change in spend per account into a rate effect and a mix effect.

    Parameters
    ----------
    spend
        One row per period and segment, any order: ``period``, ``segment``, ``accounts`` and
        ``spend_per_account_cny``. Other periods may be in the table too.
    base, current
        The two periods to compare. A segment may be new in ``current``.

    Returns
    -------
    dict
        CNY per account, not rounded, under these keys. ``crude_base`` and ``crude_current``: spend
        per account of the whole portfolio in each period. ``standardised``: the same with the
        spend per account of ``current`` and the mix (shares of accounts) of ``base``.
        ``rate_effect``: standardised - crude_base. ``mix_effect``: crude_current - standardised.

    Raises
    ------
    ValueError
        If a segment of ``base`` is missing in ``current``: its spend there is unknown.
    """
    ### BEGIN SOLUTION
    by_segment = spend.set_index("segment")
    before, now = (by_segment[by_segment["period"] == period] for period in (base, current))
    gone = before.index.difference(now.index)
    if len(gone):
        raise ValueError(f"no spend of {', '.join(gone)} in {current}")

    def average(rates: pd.Series, weights: pd.Series) -> float:
        return float((rates * weights).sum() / weights.sum())

    crude_base = average(before["spend_per_account_cny"], before["accounts"])
    crude_current = average(now["spend_per_account_cny"], now["accounts"])
    standardised = average(now["spend_per_account_cny"], before["accounts"])
    return {
        "crude_base": crude_base,
        "crude_current": crude_current,
        "standardised": standardised,
        "rate_effect": standardised - crude_base,
        "mix_effect": crude_current - standardised,
    }
    ### END SOLUTION


# %% check="standardised-mix" part="two-segments" points=4
"""Two segments, both spend more in 2025, and the average falls."""
_spend = pd.DataFrame(
    {
        "period": [2024, 2024, 2025, 2025],
        "segment": ["salaried", "students", "salaried", "students"],
        "accounts": [800, 200, 500, 1500],
        "spend_per_account_cny": [20_000.0, 5_000.0, 21_000.0, 5_500.0],
    }
)
check("standardised_mix").on(_spend, 2024, 2025).gives(
    {
        "crude_base": 17_000.0,
        "crude_current": 9_375.0,
        "standardised": 17_900.0,
        "rate_effect": 900.0,
        "mix_effect": -8_525.0,
    },
    within=0.01,
    unit="CNY",
    mistakes=[
        (
            lambda r: abs(r["crude_base"] - 12_500) < 1,
            "That is the plain mean of two segments: how many accounts stand behind each?",
        ),
        (
            lambda r: abs(r["crude_base"] - 17_000_000) < 1,
            "That is total spend: what does one account spend?",
        ),
        (
            lambda r: abs(r["standardised"] - 8_750) < 1,
            "That is the old spend with the new mix: which of the two is to be held fixed?",
        ),
        (
            lambda r: abs(r["standardised"] - 13_637.5) < 1,
            "The mix is the average of both years here: whose mix is the standard?",
        ),
        (
            lambda r: abs(r["mix_effect"] + 8_250) < 1,
            "The two effects don't add up to the whole change: with whose spend is the mix"
            " effect valued?",
        ),
        (
            lambda r: abs(r["rate_effect"] + 900) < 1,
            "The signs are turned: which comes first, what is now or what was before?",
        ),
    ],
)

# %% check="standardised-mix" part="other-portfolios" points=8 hidden=true
"""Three segments in odd order, a third period, a new segment, a lost one, no change at all."""
_three = pd.DataFrame(
    {
        "period": [2025, 2023, 2024, 2025, 2024, 2024, 2023, 2025, 2023],
        "segment": ["x", "x", "y", "z", "x", "z", "z", "y", "y"],
        "accounts": [120, 10, 300, 480, 400, 300, 77, 600, 55],
        "spend_per_account_cny": [
            41_000.0,
            1.0,
            22_000.0,
            7_500.0,
            40_000.0,
            7_000.0,
            2.0,
            23_500.0,
            3.0,
        ],
    }
)
_effects = {
    "crude_base": 24_700.0,
    "crude_current": 18_850.0,
    "standardised": 25_700.0,
    "rate_effect": 1_000.0,
    "mix_effect": -6_850.0,
}
hidden_check("standardised_mix").case("three segments, rows in odd order, a third period").on(
    _three, 2024, 2025
).gives(
    _effects,
    within=0.01,
    unit="CNY",
    mistakes=[
        (
            lambda r: abs(r["standardised"] - 25_700) > 1 and abs(r["crude_base"] - 24_700) < 1,
            "The crude averages are right, the standardised one is not: were the segments of the"
            " two periods matched by name?",
        ),
        (
            lambda r: abs(r["crude_base"] - 24_700) > 1,
            "The base average is off: which period and which weights belong to it?",
        ),
    ],
)
hidden_check("standardised_mix").case("the table handed in stays as it is").on(
    _three, 2024, 2025
).leaves_inputs_alone()
_new = pd.concat(
    [
        _three,
        pd.DataFrame(
            {
                "period": [2025],
                "segment": ["new"],
                "accounts": [300],
                "spend_per_account_cny": [2_000.75],
            }
        ),
    ]
)
hidden_check("standardised_mix").case("a segment that is new in the current period").on(
    _new, 2024, 2025
).gives(
    {
        "crude_base": 24_700.0,
        "crude_current": 15_480.15,
        "standardised": 25_700.0,
        "rate_effect": 1_000.0,
        "mix_effect": -10_219.85,
    },
    within=0.01,
    unit="CNY",
    mistakes=[
        (
            lambda r: abs(r["crude_current"] - 18_850) < 1,
            "The new segment's accounts are missing from the current average.",
        ),
        (
            lambda r: 0.01 < abs(r["crude_current"] - 15_480.15) < 0.5,
            "Something was rounded: the docstring wants the numbers as they are.",
        ),
    ],
)
hidden_check("standardised_mix").case("a segment that has gone").on(_new, 2025, 2024).refuses(
    ValueError, because="nobody knows what a vanished segment would spend today"
)
hidden_check("standardised_mix").case("a period compared with itself").on(_three, 2024, 2024).gives(
    {
        "crude_base": 24_700.0,
        "crude_current": 24_700.0,
        "standardised": 24_700.0,
        "rate_effect": 0.0,
        "mix_effect": 0.0,
    },
    within=0.01,
    unit="CNY",
)

# %% [markdown]
# ## 5 · What a lopsided survey says
#
# **The idea.** Who answers an online survey? The young and the people of large cities. If they also
# *want* other things, the plain share tells more about who answered than about the customers. So:
# a share for each group (*stratum*), then weights from the customer file. That is *post-stratification*
# (事后分层) [3].
#
# $$\hat p = \sum_h W_h\, \hat p_h, \qquad
# \widehat{\operatorname{Var}}(\hat p) = \sum_h W_h^2\, \frac{\hat p_h (1 - \hat p_h)}{n_h - 1}, \qquad
# \hat p \pm z \sqrt{\widehat{\operatorname{Var}}(\hat p)}$$
#
# $W_h$ is stratum $h$'s share of the customers; $n_h$ its number of answers; $\hat p_h$ its share of
# "yes"; $z$ the number of standard errors, 1.96 for 95 % confidence.
#
# **Example, by hand.** Strata of 30, 35 and 35 % of the customers; 62, 48 and 24 % say yes. 100, 150
# and 250 people answered.

# %%
weights, shares, answers = [0.30, 0.35, 0.35], [0.62, 0.48, 0.24], [100, 150, 250]
print(f"plain share {np.average(shares, weights=answers):.1%}", end=", ")
print(f"weighted by customers {np.average(shares, weights=weights):.1%}")

# %% alt="Pairs of bars by age band. 21 to 29: 29 percent of the customers, 47 percent of the answers; 30 to 39: 44 and 41; 40 to 49: 19 and 9; 50 and older: 8 and 2. The share who want instalments falls from 63 percent of the youngest to 11 percent of the oldest."
bands = ["21-29", "30-39", "40-49", "50+"]
band = pd.cut(2025 - customers["birth_year"], [20, 29, 39, 49, 120], labels=bands)
in_file = band.value_counts(normalize=True)[bands]
in_survey = survey["age_band"].value_counts(normalize=True)[bands]
wanted = survey.groupby("age_band", observed=True)["wants_instalments"].mean()[bands]
fig, ax = plt.subplots(figsize=(7, 3.8))
place = np.arange(4)
ax.bar(place - 0.2, in_file, 0.4, color="0.7")
ax.bar(place + 0.2, in_survey, 0.4, color="C0")
ax.annotate("customers", (0, in_file.iloc[0]), (-2, 3), textcoords="offset points", ha="right")
ax.annotate("answers", (0.2, in_survey.iloc[0]), (0, 3), textcoords="offset points", ha="center")
ax.set_xticks(place, [f"{name}\n{share:.0%} want it" for name, share in wanted.items()])
percent_axis(ax, "y")
ax.set(xlabel="Age, and share who want instalments", ylabel="Share of people", ylim=(0, 0.55))
ax.set_xlim(-0.75, 3.6)
ax.set_title("Those who want instalments are those who answered")
plt.show()

# %% [markdown]
# **A common mistake.** Of the 1,500 answers 51.9 % want instalments, and the rule of the board is "above
# half: offer it to all". Weighted by age and city tier it is 43.0 %, at most 46.1 %. A plan for 51.9 % of
# 19.1 million customers counts 1.69 million people who don't want it; at 60 CNY of yearly margin each
# (an assumption) that is 101 million CNY of income on paper only. And no number of answers would have
# helped: 15,000 answers from the same people give 51.9 % too, with a prouder interval.

# %% [markdown] task="survey-share"
# ### Task: a survey share with its interval
# Turn the answers of a lopsided sample into a share of the portfolio. For the survey of Lantern Bank
# make the strata from age band and city tier (the cell above has the customers' `band`).


# %% answer="survey-share"
def survey_share(
    responses: pd.DataFrame, population: dict[str, int], z: float = 1.96
) -> dict[str, float]:
    """Return the post-stratified share of "yes", with its confidence interval.

    Parameters
    ----------
    responses
        One row per person asked: ``stratum`` and ``answer`` (1 yes, 0 no, NaN not answered; a
        missing answer is left out).
    population
        The number of customers in each stratum. Answers from any other stratum are left out.
    z
        How many standard errors the interval reaches to each side.

    Returns
    -------
    dict
        ``share``, ``low`` and ``high`` as fractions, not rounded. A stratum's share p of n answers
        has the variance ``p (1 - p) / (n - 1)``. ``low`` is at least 0, ``high`` at most 1.

    Raises
    ------
    ValueError
        If a stratum of ``population`` has fewer than two answers.
    """
    ### BEGIN SOLUTION
    answers = responses.dropna(subset="answer").groupby("stratum")["answer"]
    customers = pd.Series(population)
    count = answers.size().reindex(customers.index, fill_value=0)
    if (count < 2).any():
        raise ValueError(f"too few answers from {', '.join(count.index[count < 2])}")
    weight = customers / customers.sum()
    share = answers.mean()
    variance = weight**2 * share * (1 - share) / (count - 1)
    estimate, reach = (weight * share).sum(), z * variance.sum() ** 0.5
    return {
        "share": float(estimate),
        "low": float(max(estimate - reach, 0)),
        "high": float(min(estimate + reach, 1)),
    }
    ### END SOLUTION


# %% check="survey-share" part="young-sample" points=5
"""Young people answered more often than their share of the customers."""
_responses = pd.DataFrame(
    {
        "stratum": ["young"] * 60 + ["middle"] * 30 + ["older"] * 13,
        "answer": [1.0] * 45
        + [0.0] * 15
        + [1.0] * 12
        + [0.0] * 18
        + [1.0] * 2
        + [0.0] * 8
        + [np.nan] * 3,
    }
)
_customers = {"young": 100_000, "middle": 180_000, "older": 120_000}
check("survey_share").on(_responses, _customers).gives(
    {"share": 0.4275, "low": 0.311968, "high": 0.543032},
    within=1e-5,
    unit="rate",
    mistakes=[
        (
            lambda r: abs(r["share"] - 0.59) < 1e-5,
            "That is the share of those who answered: do they look like the customers?",
        ),
        (
            lambda r: abs(r["share"] - 0.45) < 1e-5,
            "Each stratum counts the same here: how many customers stand behind each?",
        ),
        (
            lambda r: abs(r["share"] - 59 / 103) < 1e-5 or abs(r["share"] - 0.413654) < 1e-5,
            "A person who did not answer was counted as a no: what is known of them?",
        ),
        (
            lambda r: abs(r["share"] - 0.4275) < 1e-5 and abs(r["low"] - 0.315675) < 1e-4,
            "The variance has n where the docstring has another number.",
        ),
        (
            lambda r: abs(r["share"] - 0.4275) < 1e-5 and abs(r["low"] - 0.318822) < 1e-5,
            "The variance counts people who did not answer: what is n?",
        ),
        (
            lambda r: abs(r["share"] - 0.4275) < 1e-5 and abs(r["low"] - 0.330523) < 1e-3,
            "The interval is that of one plain sample: how few older people answered?",
        ),
        (
            lambda r: abs(r["share"] - 0.4275) < 1e-5 and r["high"] - r["low"] < 0.2,
            "The interval is too narrow: how many standard errors does it reach, and to how many"
            " sides?",
        ),
        (
            lambda r: abs(r["share"] - 0.4275) < 1e-5 and r["high"] - r["low"] > 0.25,
            "The interval is too wide: how does a weight enter a variance?",
        ),
    ],
)

# %% check="survey-share" part="other-surveys" points=6 hidden=true
"""Two strata, another z, bounds at 0 and 1, strata without answers or without customers."""
_two = pd.DataFrame(
    {"stratum": ["b", "a", "b", "a", "b", "a", "a", "a"], "answer": [1, 0, 1, 1, 0, 0, 0, 1]}
)
hidden_check("survey_share").case("two small strata and z = 1.645").on(
    _two, {"a": 300, "b": 700}, z=1.645
).gives({"share": 0.586667, "low": 0.184248, "high": 0.989085}, within=1e-5, unit="rate")
hidden_check("survey_share").case("rows and strata in another order").on(
    _two.iloc[::-1], {"b": 700, "a": 300}, 1.645
).gives({"share": 0.586667, "low": 0.184248, "high": 0.989085}, within=1e-5, unit="rate")
hidden_check("survey_share").case("an interval that would pass 100 %").on(
    _two, {"a": 300, "b": 700}, 3.0
).gives(
    {"share": 0.586667, "low": 0.0, "high": 1.0},
    within=1e-5,
    unit="rate",
    mistakes=[
        (
            lambda r: r["high"] > 1 or r["low"] < 0,
            "A share below 0 or above 1 cannot be: where does the interval end?",
        ),
    ],
)
hidden_check("survey_share").case("everybody says yes").on(
    _two.assign(answer=1), {"a": 300, "b": 700}
).gives({"share": 1.0, "low": 1.0, "high": 1.0}, within=1e-9, unit="rate")
hidden_check("survey_share").case("the table handed in stays as it is").on(
    _two, {"a": 300, "b": 700}
).leaves_inputs_alone()
hidden_check("survey_share").case("a stratum from which nobody answered").on(
    _two, {"a": 300, "b": 700, "c": 50}
).refuses(ValueError, because="nothing is known about this stratum")
hidden_check("survey_share").case("a stratum with one answer").on(
    _two.iloc[:4].assign(stratum=["a", "a", "a", "b"]), {"a": 300, "b": 700}
).refuses(ValueError, because="one answer tells nothing about the spread")
hidden_check("survey_share").case("a stratum with two people, one of whom answered").on(
    pd.DataFrame({"stratum": ["a"] * 3 + ["b"] * 2, "answer": [1, 0, 1, 1, np.nan]}),
    {"a": 300, "b": 700},
).refuses(ValueError, because="one answer tells nothing about the spread")
hidden_check("survey_share").case("two answers in each stratum are enough").on(
    pd.DataFrame({"stratum": ["a", "a", "b", "b"], "answer": [1, 0, 0, 0]}),
    {"a": 300, "b": 900},
).gives({"share": 0.125, "low": 0.0, "high": 0.37}, within=1e-6, unit="rate")
hidden_check("survey_share").case("answers from a stratum without customers").on(
    pd.concat([_two, pd.DataFrame({"stratum": ["c"] * 3, "answer": [1, 1, 0]})]),
    {"a": 300, "b": 700},
    1.645,
).gives(
    {"share": 0.586667, "low": 0.184248, "high": 0.989085},
    within=1e-5,
    unit="rate",
    mistakes=[
        (
            lambda r: pd.isna(r["share"]) or abs(r["share"] - 0.586667) > 1e-5,
            "Nobody in the portfolio belongs to that stratum: what do its answers weigh?",
        ),
    ],
)

# %% [markdown]
# ## 6 · How many answers?
#
# **The idea.** Precision is bought, and it gets dear: half the error costs four times the answers.
# Decide first how exact the *decision* needs the number, then count.
#
# $$n_0 = \frac{z^2\, p\,(1-p)}{e^2}, \qquad n = \frac{n_0}{1 + \dfrac{n_0 - 1}{N}}$$
#
# $e$ is the margin of error (to each side); $p$ the share you expect; $z$ as above; $n_0$ the answers
# needed from a very large population; $n$ from a population of $N$ people [4]. Both are rounded up, once,
# at the end.
#
# **Example, by hand.** $e = 0.05$, $p = 0.2$ and $N = 500$: $n_0 = 3.8416 \times 0.16 / 0.0025 = 245.86$, and
# $245.86 / (1 + 244.86 / 500) = 165.04$, so 166 answers.

# %% alt="Falling curve of the answers needed against the margin of error for a share near one half: 9,604 for 1 point, 2,401 for 2 points, 601 for 4 points, 97 for 10 points. Marked points: each doubling of the margin needs a quarter of the answers."
margin = np.linspace(0.01, 0.1, 200)
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.plot(margin, 0.9604 / margin**2)
for point, needed in [(0.01, 9_604), (0.02, 2_401), (0.04, 601), (0.08, 151)]:
    ax.plot(point, needed, "o", color="C1")
    ax.annotate(f"{needed:,}", (point, needed), (6, 4), textcoords="offset points")
percent_axis(ax, "x")
ax.yaxis.set_major_formatter("{x:,.0f}")
ax.set(xlabel="Margin of error, to each side", ylabel="Answers needed", ylim=(0, 10_500))
ax.set_title("Half the error, four times the answers")
plt.show()

# %% [markdown]
# **A common mistake.** Ordering "2,000 answers, to be safe". If an interview costs 45 CNY, ± 3 points
# (1,068 answers) cost 48,060 CNY and ± 2 points (2,401) 108,045 CNY. For a rule at one half with an expected
# 43 %, ± 3 points decide as surely as ± 2. The formula counts *answers*, not invitations, and only
# chance: it says nothing about who doesn't answer (section 5).

# %% [markdown] task="sample-size-share"
# ### Task: how many answers
# Before you pay for a survey: how many completed interviews does the decision need?


# %% answer="sample-size-share"
def sample_size_share(
    margin: float,
    expected_share: float = 0.5,
    population: int | None = None,
    z: float = 1.96,
) -> int:
    """Return the least number of answers for a share's margin of error.

    Parameters
    ----------
    margin
        How far the interval may reach to each side, as a fraction: 0.03 is ± 3 points.
    expected_share
        The share you expect; 0.5 if you know nothing.
    population
        How many people there are to ask; None for so many that it doesn't matter.
    z
        How many standard errors the interval reaches to each side.

    Returns
    -------
    int
        Rounded up once, at the end. The variance of a share of n answers counts as
        ``p (1 - p) / n``.

    Raises
    ------
    ValueError
        If ``margin`` is not above 0, or ``expected_share`` is not between 0 and 1 (both excluded).
    """
    ### BEGIN SOLUTION
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("a margin above 0 and a share between 0 and 1 are needed")
    answers = z**2 * expected_share * (1 - expected_share) / margin**2
    if population is not None:
        answers = answers / (1 + (answers - 1) / population)
    return int(np.ceil(answers))
    ### END SOLUTION


# %% check="sample-size-share" part="three-points" points=4
"""Plus or minus 3 points: nothing known, then 5,000 customers, then a rare wish."""
check("sample_size_share").on(0.03).gives(
    1068,
    mistakes=[
        (1067, "1,067 answers just miss the margin: which way is a sample size rounded?"),
        (267, "The margin was taken as the whole width: it reaches to each side."),
        (4269, "The variance p (1 - p) is missing."),
        (752, "That is for 90 % confidence: which z does the docstring set?"),
        (33, "How does the margin enter: once or squared?"),
    ],
)
check("sample_size_share").on(0.03, population=5_000).gives(
    880,
    mistakes=[
        (881, "Something was rounded before the end: round once."),
        (879, "879 answers just miss the margin: which way is a sample size rounded?"),
        (1068, "Of 5,000 people nobody needs to ask as many as of a million."),
    ],
)
check("sample_size_share").on(0.03, 0.1).gives(
    385,
    mistakes=[
        (1068, "The expected share went unused: which shares are easier to measure?"),
        (427, "p alone is not the variance of a share."),
    ],
)

# %% check="sample-size-share" part="other-surveys" points=4 hidden=true
"""Other margins, shares, populations and z; impossible inputs."""
for _n, _inputs in [
    (601, {"margin": 0.04}),
    (16, {"margin": 0.25, "z": 2.0}),
    (189, {"margin": 0.06, "population": 640}),
    (1037, {"margin": 0.02, "expected_share": 0.88, "z": 2.0, "population": 56_000}),
    (457, {"margin": 0.035, "expected_share": 0.3, "z": 1.645, "population": 30_000}),
    (47, {"margin": 0.05, "population": 53}),
    (4, {"margin": 0.41, "population": 6, "z": 2.0}),
    (3, {"margin": 0.477, "population": 7, "z": 2.0}),
    (2, {"margin": 0.9, "expected_share": 0.6}),
    (1, {"margin": 0.9, "expected_share": 0.2, "z": 1.0}),
]:
    hidden_check("sample_size_share").case(f"a margin of {_inputs['margin']}").on(**_inputs).gives(
        _n,
        mistakes=[
            (
                _n + 1 if _inputs["margin"] == 0.25 else None,
                "A whole number of answers needs no rounding.",
            ),
        ],
    )
for _share in [0.0, 1.0, -0.2, 55]:
    hidden_check("sample_size_share").case(f"an expected share of {_share}").on(
        0.03, _share
    ).refuses(ValueError, because="such a share has no spread, or is no share")
for _margin in [0.0, -0.03]:
    hidden_check("sample_size_share").case(f"a margin of {_margin}").on(_margin).refuses(
        ValueError, because="no sample is that exact"
    )

# %% [markdown]
# ## 7 · What is a benefit worth?
#
# **The idea.** Ask "do you want a lounge?" and everybody says yes. So let people choose between whole
# cards, each with its fee, and see what they give up. Each attribute gets a *part-worth* (分值); two
# part-worths have a common currency, the fee.
#
# $$c_{ij} - \bar c_i = \sum_a \beta_a\,(x_{ija} - \bar x_{ia}) + \varepsilon_{ij}, \qquad
# \text{WTP}_a = -\frac{\beta_a}{\beta_{\text{fee}}}$$
#
# $c_{ij}$ is 1 if alternative $j$ was chosen in choice $i$ (one task of one respondent), else 0; $x_{ija}$ its
# attribute $a$; the bars are means over the alternatives of the same choice; $\beta_a$ the part-worth,
# found by least squares; $\varepsilon_{ij}$ what is left over; $\text{WTP}_a$ the willingness to pay (支付意愿)
# for one unit of $a$, in CNY of fee. Why minus the mean? A card wins against those shown *beside* it,
# not against those of another task. On reservation prices from part-worths see [5].
#
# Least squares on 0 and 1 approximates the *conditional logit* that large studies use. For the study
# below the logit (statsmodels) says 153 CNY for a lounge and 226 for a point of reward, least squares
# some 7 % more: close enough to choose between benefits, not to set a fee to the yuan.
#
# **Example, by hand.** In one study 100 CNY of fee cost 8 points of choice, and a concierge adds 12
# points. How much fee weighs as much as the concierge? $0.12 / 0.0008 = 150$ CNY.
#
# In Lantern Bank's study 300 people chose eight times between three cards:

# %% alt="Two falling lines of the share of times a card was chosen, by annual fee 0, 200, 400 and 800 CNY. Without a lounge 50, 35, 22 and 7 percent; with a lounge 65, 47, 32 and 10 percent. The line with a lounge is where the other one is at a fee about 160 CNY lower."
demand = conjoint.pivot_table(index="fee_cny", columns="lounge", values="chosen")
fig, ax = plt.subplots(figsize=(7, 3.8))
ax.plot(demand.index, demand[1], marker="o", label="with lounge")
ax.plot(demand.index, demand[0], marker="o", label="without")
ax.plot([200, 356], [0.35, 0.35], color="0.3", marker="|")
ax.text(366, 0.36, "as often chosen for\n156 CNY more", va="bottom")
label_line_ends(ax)
percent_axis(ax, "y")
cny_axis(ax, "x")
ax.set(xlabel="Annual fee of the card shown (CNY)", ylabel="Share of times chosen", ylim=(0, 0.7))
ax.set_title("A lounge shifts demand by about 160 CNY of fee")
plt.show()

# %% [markdown]
# **A common mistake.** "38 % choose a card with a lounge and 29 % one without, so we build it in and
# raise the fee by 300." The shares have no unit. The lines have: a lounge is worth about 160 CNY of fee to these
# people. If it costs the bank 240 CNY a card and year (an assumption), each of 1.5 million premium
# cards with a lounge loses about 80 CNY: 120 million CNY a year for a benefit that "tested well".

# %% [markdown] task="conjoint-partworths"
# ### Task: part-worths and willingness to pay
# Find out what a benefit is worth in yuan of annual fee, for any attributes. In `conjoint` they are
# `reward_rate` and `lounge`; mind that one unit of `reward_rate` is 100 points.


# %% answer="conjoint-partworths"
def conjoint_partworths(choices: pd.DataFrame, attributes: list[str], price: str) -> pd.DataFrame:
    """Estimate part-worths by least squares, and the willingness to pay for each attribute.

    Parameters
    ----------
    choices
        One row per alternative shown: ``respondent_id``, ``task`` (each respondent's tasks count
        from 1), one column per attribute and the price, and ``chosen`` (1 for the alternative that
        was picked, 0 for the others of the same task).
    attributes
        Names of the attributes' columns, the price not among them.
    price
        Name of the price's column, in CNY.

    Returns
    -------
    DataFrame
        One row for each attribute and one for the price, any order: ``attribute``, ``partworth``
        and ``willingness_to_pay_cny`` (NaN for the price). The part-worths are the least squares
        coefficients, without intercept, of ``chosen`` on attributes and price, all of them taken as
        differences from their mean over the alternatives of the same task. Willingness to pay is
        the yuan of price that offset one unit of the attribute.

    Raises
    ------
    ValueError
        If an attribute or the price cannot be told from the others (it never varies within a task,
        or only together with others), or if the price's part-worth is not negative.
    """
    ### BEGIN SOLUTION
    names = [*attributes, price]
    columns = choices[[*names, "chosen"]].astype(float)
    shown_together = [choices["respondent_id"], choices["task"]]
    centred = columns - columns.groupby(shown_together).transform("mean")
    design = centred[names].to_numpy()
    if np.linalg.matrix_rank(design) < len(names):
        raise ValueError("the shown alternatives don't tell the attributes apart")
    partworths, *_ = np.linalg.lstsq(design, centred["chosen"].to_numpy())
    if partworths[-1] >= 0:
        raise ValueError(f"choices don't fall with {price}: no willingness to pay")
    worth = np.append(-partworths[:-1] / partworths[-1], np.nan)
    return pd.DataFrame(
        {"attribute": names, "partworth": partworths, "willingness_to_pay_cny": worth}
    )
    ### END SOLUTION


# %% check="conjoint-partworths" part="two-respondents" points=5
"""Two respondents, four tasks each: an annual fee, with or without a lounge."""
_shown = pd.DataFrame(
    {
        "respondent_id": ["r1"] * 8 + ["r2"] * 8,
        "task": [1, 1, 2, 2, 3, 3, 4, 4] * 2,
        "fee_cny": [0, 200, 100, 300, 200, 200, 0, 100, 300, 100, 200, 0, 100, 200, 400, 100],
        "lounge": [0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0],
        "chosen": [0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0],
    }
)
_expected = pd.DataFrame(
    {
        "attribute": ["lounge", "fee_cny"],
        "partworth": [0.643979, -0.002304],
        "willingness_to_pay_cny": [279.545455, np.nan],
    }
)
check("conjoint_partworths").on(_shown, ["lounge"], "fee_cny").gives_rows(
    _expected,
    key="attribute",
    within={"partworth": 1e-6, "willingness_to_pay_cny": 0.01},
    mistakes=[
        (
            lambda t: abs(t["partworth"].max() - 0.594502) < 1e-5,
            "Task 1 of r1 and task 1 of r2 were mixed: which rows were shown together?",
        ),
        (
            lambda t: abs(t["partworth"].max() - 0.593537) < 1e-5,
            "That compares alternatives that were never shown together.",
        ),
        (
            lambda t: abs(t["partworth"].max() - 0.765182) < 1e-5,
            "Nothing was centred: an alternative wins against those of its own task.",
        ),
        (
            lambda t: (
                abs(t["willingness_to_pay_cny"].max() + 279.545455) < 0.01
                or abs(t["willingness_to_pay_cny"].min() + 279.545455) < 0.01
            ),
            "A benefit with a negative price? A fee's part-worth is below zero: mind the sign.",
        ),
        (
            lambda t: 0 < t["willingness_to_pay_cny"].max() < 1,
            "That is not in yuan: how much fee weighs as much as a lounge?",
        ),
        (
            lambda t: abs(t["partworth"].max() - 0.5) < 1e-5,
            "That is how often it was chosen: part-worths hold the other attributes fixed.",
        ),
    ],
)

# %% check="conjoint-partworths" part="other-studies" points=6 hidden=true
"""Three attributes and three alternatives a task; studies that cannot answer."""
_rng = np.random.default_rng(303)
_study = pd.DataFrame(
    {
        "respondent_id": np.repeat([f"p{n}" for n in range(30)], 18),
        "task": np.tile(np.repeat(range(1, 7), 3), 30),
        "annual_fee": _rng.choice([0, 150, 300, 600], 540),
        "cashback": _rng.choice([0.0, 0.005, 0.01, 0.015], 540),
        "lounge": _rng.choice([0, 1], 540),
        "wave": np.repeat(_rng.choice([0, 1], 180), 3),
    }
)
_liking = (
    -0.004 * _study["annual_fee"]
    + 90 * _study["cashback"]
    + 0.8 * _study["lounge"]
    + 0.5 * _study["wave"]
    + _rng.gumbel(size=540)
)
_best = _liking.groupby([_study["respondent_id"], _study["task"]]).transform("max")
_study["chosen"] = (_liking == _best).astype(int)
_three = pd.DataFrame(
    {
        "attribute": ["lounge", "cashback", "annual_fee"],
        "partworth": [0.262145, 30.675379, -0.001006],
        "willingness_to_pay_cny": [260.538, 30487.290, np.nan],
    }
)
_within = {"partworth": 1e-6, "willingness_to_pay_cny": 0.01}
hidden_check("conjoint_partworths").case("three attributes, three alternatives a task").on(
    _study, ["lounge", "cashback"], "annual_fee"
).gives_rows(_three, key="attribute", within=_within)
hidden_check("conjoint_partworths").case("attributes and rows in another order").on(
    _study.sample(frac=1, random_state=5), ["cashback", "lounge"], "annual_fee"
).gives_rows(_three, key="attribute", within=_within)
hidden_check("conjoint_partworths").case("a drawback that people avoid").on(
    _study.assign(waiting=1 - _study["lounge"]), ["cashback", "waiting"], "annual_fee"
).gives_rows(
    _three.assign(
        attribute=["waiting", "cashback", "annual_fee"],
        partworth=_three["partworth"] * [-1, 1, 1],
        willingness_to_pay_cny=_three["willingness_to_pay_cny"] * [-1, 1, 1],
    ),
    key="attribute",
    within=_within,
    mistakes=[
        (
            lambda t: t["willingness_to_pay_cny"].min() > 0,
            "Would anybody pay for a drawback? Its willingness to pay has a sign.",
        ),
    ],
)
hidden_check("conjoint_partworths").case("the table handed in stays as it is").on(
    _study, ["lounge", "cashback"], "annual_fee"
).leaves_inputs_alone()
hidden_check("conjoint_partworths").case("an attribute that never varies within a task").on(
    _study, ["lounge", "wave"], "annual_fee"
).refuses(ValueError, because="where all alternatives share it, it cannot tip a choice")
hidden_check("conjoint_partworths").case("two attributes that always come together").on(
    _study.assign(spa=2 * _study["lounge"]), ["lounge", "spa"], "annual_fee"
).refuses(ValueError, because="nobody can tell which of the two was liked")
hidden_check("conjoint_partworths").case("people who pick the dearest alternative").on(
    _shown.assign(chosen=[0, 1] * 2 + [1, 0, 0, 1] + [1, 0] * 4), ["lounge"], "fee_cny"
).refuses(ValueError, because="who likes to pay has no willingness to pay for anything else")

# %% [markdown]
# ## 8 · Groups that the data show
#
# **The idea.** The board's segments are drawn by age and income. Do people who *behave* alike stand
# together? *k-means* puts $k$ centres among the customers, gives each customer to the nearest centre,
# moves each centre to the mean of its customers, and repeats until nothing moves.
#
# $$z_{if} = \frac{x_{if} - \bar x_f}{s_f}, \qquad
# \min_{\text{groups}} \sum_i \sum_f \bigl(z_{if} - m_{g(i) f}\bigr)^2$$
#
# $x_{if}$ is feature $f$ of customer $i$; $\bar x_f$ and $s_f$ are the feature's mean and standard deviation;
# $z_{if}$ the standardised feature; $g(i)$ the group of customer $i$ and $m_{gf}$ that group's mean.
#
# **Real people.** 30,000 card accounts in Taiwan, September 2005 [6]: the limit, how much of it is used,
# and how much of the last bill was repaid.

# %%
habits = pd.DataFrame(
    {
        "limit_twd": uci_cards["limit_twd"],
        "utilisation": (uci_cards["bill_1_twd"] / uci_cards["limit_twd"]).clip(0, 1.2),
        "repaid_share": (
            (uci_cards["paid_1_twd"] / uci_cards["bill_2_twd"].where(uci_cards["bill_2_twd"] > 0))
            .clip(0, 1)
            .fillna(1.0)
        ),
    }
)
habits.describe().loc[["mean", "std", "min", "max"]].round(2)

# %% [markdown]
# **Why standardise?** Two customers with limits of 100,000 and 150,000 are 50,000 apart; two with
# utilisations of 0 and 1 are one apart. In raw units k-means would hear only the limit:

# %% alt="Two groups of bars, the share of each feature in the squared distances between customers. Raw: limit 100 percent, utilisation and repaid share 0. Standardised: a third each."
raw = habits.var() / habits.var().sum()
fig, ax = plt.subplots(figsize=(7, 3.2))
for row, (label, sizes) in enumerate([("raw units", raw), ("standard units", [1 / 3] * 3)]):
    places = np.arange(3) + 3.6 * row
    shown = ax.bar(places, sizes, color=f"C{row}")
    ax.bar_label(shown, [f"{size:.0%}" for size in sizes], padding=2)
    ax.annotate(label, (places[1], 0.6), color=f"C{row}", ha="center", fontweight="bold")
ax.set_xticks([0, 1, 2, 3.6, 4.6, 5.6], ["limit", "utilisation", "repaid share"] * 2)
percent_axis(ax, "y")
ax.set(xlabel="Feature", ylabel="Share of squared distance", ylim=(0, 1.15))
ax.set_title("In raw units, only the limit would be heard")
plt.show()

# %% [markdown]
# **How many groups, and may they be trusted?** k-means finds $k$ groups in anything. It may also get
# stuck: the first centres decide where it ends, so it is started many times and the best run counts [7].
# To choose $k$, the *silhouette* compares for each customer the mean distance $a$ to the own group with the
# mean distance $b$ to the nearest other: $(b - a) / \max(a, b)$, near 1 for clear groups, near 0 for none.
# For these accounts (computed with scikit-learn on 3,000 of them) its mean is 0.50 for two groups, 0.47
# for three, 0.44 for four. Three tell a story that two do not:
#
# | Group | Accounts | Limit (TWD) | Utilisation | Repaid | Defaulted next month |
# |---|---|---|---|---|---|
# | stretched | 13,402 | 79,500 | 76 % | 9 % | **29.1 %** |
# | repay nearly all | 10,545 | 217,500 | 4 % | 98 % | 16.9 % |
# | large limit, revolve a part | 6,053 | 275,200 | 33 % | 10 % | 15.8 % |
#
# Default was not among the features: the groups found it.
#
# **A common mistake.** In raw units the three groups are small, middle and large limits, and those who
# repay everything are scattered over all of them. An instalment offer sent to "the middle group" goes
# for half to people who repay nearly everything. With 10,000 letters at 6 CNY that is 30,000 CNY of paper. The
# second mistake: comparing label *numbers* of two runs. Group 2 of one run may be group 0 of the next;
# only *who is with whom* counts, in your answer too.

# %% [markdown] task="customer-segments"
# ### Task: segments that the data show
# Group customers who behave alike. Afterwards try it on a part of the real accounts,
# `habits.sample(1_000, random_state=0)`: do the three groups of the table come back?


# %% answer="customer-segments"
def customer_segments(features: pd.DataFrame, k: int, starts: int, seed: int) -> np.ndarray:
    """Group customers by k-means on standardised features.

    Parameters
    ----------
    features
        One row per customer, one column per feature, numbers only, none missing.
    k
        Number of groups.
    starts
        How many random starts to try; the best counts.
    seed
        For the random starts; the same seed gives the same answer.

    Returns
    -------
    ndarray
        One label per row, in the order of the rows: ``k`` different whole numbers; which number a
        group gets doesn't matter. Each feature is first standardised (minus its mean, over its
        standard deviation); a feature that is the same for everybody is left out. The sum of
        squared distances to the group means must come within 1 % of the smallest possible: one
        random start often misses that, the best of 80 does not.

    Raises
    ------
    ValueError
        If ``k`` is less than 1 or more than the number of different rows.
    """
    ### BEGIN SOLUTION
    distinct = ~features.duplicated()
    if not 1 <= k <= distinct.sum():
        raise ValueError(f"{distinct.sum()} different customers don't make {k} groups")
    varying = features.loc[:, features.nunique() > 1]
    scaled = varying / varying.std()  # subtracting the mean changes no distance
    points = scaled.to_numpy()
    rng = np.random.default_rng(seed)
    runs = []
    for _ in range(starts):
        centres, labels = rng.permutation(points[distinct])[:k], None
        while True:
            squares = ((points[:, None] - centres) ** 2).sum(axis=2)
            if np.array_equal(squares.argmin(axis=1), labels):
                break
            labels = squares.argmin(axis=1)
            centres = scaled.groupby(labels).mean().to_numpy()
        runs.append((squares.min(axis=1).sum(), labels))
    return min(runs, key=lambda run: run[0])[1]
    ### END SOLUTION


# %% check="customer-segments" part="sixty-customers" points=4
"""Sixty customers, four habits: how much of the limit is used, how much is bought online."""
_rng = np.random.default_rng(7)
_habit = np.repeat([0, 1, 2, 3], 15)
_sixty = pd.DataFrame(
    {
        "spend_cny": _rng.uniform(8_000, 40_000, 60).round(),
        "utilisation": np.array([0.15, 0.15, 0.8, 0.8])[_habit] + _rng.uniform(-0.08, 0.08, 60),
        "online_share": np.array([0.1, 0.7, 0.1, 0.7])[_habit] + _rng.uniform(-0.07, 0.07, 60),
    }
)
_by_spend = pd.cut(_sixty["spend_cny"], [0, 16_000, 24_000, 32_000, 50_000], labels=False)
check("customer_segments").on(_sixty, 4, 80, 0).satisfies(
    lambda labels: len(labels) == 60 and len(set(labels)) == 4,
    "Sixty labels are wanted, one per row, and four different ones.",
)
check("customer_segments").on(_sixty, 4, 80, 0).satisfies(
    lambda labels: distance_to_means(_sixty[["spend_cny"]], labels) > 15,
    "These groups differ in spend alone: which feature has the largest numbers, and why should"
    " yuan outweigh shares?",
)
check("customer_segments").on(_sixty, 4, 80, 0).satisfies(
    lambda labels: same_groups(labels, _habit),
    "The four habits that stand out in the standardised features were not found.",
)

# %% check="customer-segments" part="other-customers" points=6 hidden=true
"""Groups that trap a single start, few large values, a useless feature, impossible k."""
_rng = np.random.default_rng(11)
_centre = np.repeat(range(5), [30, 30, 12, 12, 12])
_places = np.array([[0, 0], [0, 12], [30, 0], [36, 0], [33, 12]])
_blobs = pd.DataFrame(
    _places[_centre] + _rng.uniform(-0.6, 0.6, (96, 2)), columns=["late_days", "visits"]
)
for _seed in range(4):
    hidden_check("customer_segments").case(f"five groups, two of them large, seed {_seed}").on(
        _blobs, 5, 80, _seed
    ).satisfies(
        lambda labels: (
            len(set(labels)) == 5
            and distance_to_means(_blobs, labels) <= 1.01 * distance_to_means(_blobs, _centre)
        ),
        "There are five groups that are closer together: does one random start always find them?",
    )
_cloud = pd.DataFrame(np.random.default_rng(23).uniform(0, 1, (50, 3)), columns=list("xyz"))
for _seed in range(3):
    hidden_check("customer_segments").case(f"customers without clear groups, seed {_seed}").on(
        _cloud, 4, 80, _seed
    ).satisfies(
        lambda labels: len(set(labels)) == 4 and distance_to_means(_cloud, labels) <= 55.96,
        "There are four groups that are closer together: which of your runs do you return?",
    )
_rng = np.random.default_rng(0)
_skewed = pd.DataFrame({"spend_cny": _rng.lognormal(8, 1.3, 50).round()}).assign(
    online_share=_rng.uniform(0, 1, 50)
)
hidden_check("customer_segments").case("a few customers who spend very much").on(
    _skewed, 4, 80, 0
).satisfies(
    lambda labels: len(set(labels)) == 4 and distance_to_means(_skewed, labels) <= 19.34,
    "One large value must not silence a feature: by what is each feature divided?",
)
for _seed in range(3):
    hidden_check("same_labels_twice").case(f"one start, twice with seed {_seed}").on(
        _cloud, 4, 1, _seed
    ).gives(
        True,
        mistakes=[
            (
                False,
                "Two calls with the same seed gave different labels: where does chance come in?",
            ),
        ],
    )
hidden_check("customer_segments").case("a feature in other units").on(
    _blobs.assign(visits=_blobs["visits"] * 1e6), 5, 80, 0
).satisfies(
    lambda labels: same_groups(labels, _centre),
    "Other units, other groups: may it matter whether visits are counted in millions?",
)
hidden_check("customer_segments").case("a feature that is the same for everybody").on(
    _blobs.assign(country=1), 5, 80, 0
).satisfies(
    lambda labels: same_groups(labels, _centre),
    "A feature without spread tells nobody apart, and 0/0 is no distance.",
)
hidden_check("customer_segments").case("rows in another order, with another index").on(
    _blobs.iloc[::-1], 5, 80, 0
).satisfies(
    lambda labels: same_groups(list(labels), _centre[::-1]),
    "The labels do not stand in the order of the rows.",
)
hidden_check("customer_segments").case("another seed").on(_blobs, 5, 80, 5).satisfies(
    lambda labels: same_groups(labels, _centre), "The five groups were not found."
)
hidden_check("customer_segments").case("one group").on(_blobs, 1, 80, 0).satisfies(
    lambda labels: len(labels) == 96 and len(set(labels)) == 1,
    "One group for all was asked for.",
)
_repeated = pd.DataFrame({"a": [1, 1, 5, 5, 1, 1], "b": [0, 0, 3, 3, 3, 0]})
hidden_check("customer_segments").case("as many groups as different rows").on(
    _repeated, 3, 80, 0
).satisfies(
    lambda labels: same_groups(labels, [0, 0, 1, 1, 2, 0]),
    "Rows that are alike belong together, and each kind of row is a group of its own.",
)
hidden_check("customer_segments").case("the table handed in stays as it is").on(
    _repeated, 2, 80, 0
).leaves_inputs_alone()
for _k in [4, 0, -1]:
    hidden_check("customer_segments").case(f"{_k} groups of three different rows").on(
        _repeated, _k, 80, 0
    ).refuses(ValueError, because="that many groups cannot be made")

# %% [markdown]
# ## 9 · One picture for the board
#
# **The idea.** Twelve cohorts times twelve months are 78 numbers. As coloured cells they are a triangle
# in which the eye finds three things at once: a *row* of low values (a bad cohort), a *column* (an age at
# which people leave), a *diagonal* (a calendar month: a campaign, or data that are cut off).
#
# There is no new formula: $R_{c,k}$ of section 2, one cell each. Blank is not the palest colour: what has
# not happened yet has no colour.
#
# **Example.** Satisfaction by city tier and age in the survey; fields with fewer than 20 answers are
# left blank:

# %% alt="A grid of coloured cells, mean satisfaction with the card by city tier (rows 1 to 3) and age band (columns). It rises from 3.2 for the youngest to between 3.6 and 3.8 for those from 40 to 49; the three cells of the oldest are blank because fewer than 20 people answered."
cells = survey.groupby(["city_tier", "age_band"], observed=True)["satisfaction"].agg(
    ["mean", "size"]
)
grid = cells["mean"].where(cells["size"] >= 20).unstack()
fig, ax = plt.subplots(figsize=(6.5, 3))
mesh = ax.pcolormesh(np.arange(5), np.arange(4), grid, cmap="Blues", vmin=1, vmax=5)
for (row, column), value in np.ndenumerate(grid):
    word = "too few" if np.isnan(value) else f"{value:.1f}"
    dark = value > 4
    ax.text(column + 0.5, row + 0.5, word, ha="center", color="white" if dark else "black")
ax.set_xticks(np.arange(4) + 0.5, grid.columns)
ax.set_yticks(np.arange(3) + 0.5, grid.index)
ax.set(xlabel="Age", ylabel="City tier")
ax.set_title("Satisfaction rises with age; of the oldest we know too little")
plt.show()

# %% [markdown]
# **A common mistake.** Filling blanks with zero. The lower right half of the triangle then looks like a
# graveyard. A board that sees one stops recruiting in the autumn; at 300 CNY of yearly income a user
# and 1,200 users a month, three months cost 1.1 million CNY a year.

# %% [markdown] task="plot-cohort-heatmap"
# ### Task: the cohort heat map
# One picture in which the board sees a bad cohort before it costs money. Afterwards draw the
# accounts opened in 2025: what do you see on the diagonal if you call December complete?


# %% answer="plot-cohort-heatmap"
def plot_cohort_heatmap(retention: pd.DataFrame) -> Axes:
    """Draw a heat map of retention: one row per cohort, one column per month since.

    Parameters
    ----------
    retention
        As ``cohort_retention`` returns it: ``cohort`` (first day of the month) and columns 0, 1, …
        with fractions, NaN where nothing is known yet.

    Returns
    -------
    Axes
        Coloured cells (``imshow``, ``pcolormesh`` or the like) with the fractions as their values;
        cells that are NaN stay blank. A tick label at the middle of each row names the cohort as
        year and month (2025-01), one at the middle of each column the number of months. The x axis
        says that it counts months, the y axis that it shows cohorts; the title states the finding.
    """
    ### BEGIN SOLUTION
    _, ax = plt.subplots()
    shares = retention.drop(columns="cohort")
    ax.imshow(shares, aspect="auto", zorder=plt.Line2D.zorder)  # above the grid
    ax.set_xticks(range(shares.shape[1]), shares.columns)
    ax.set_yticks(range(len(shares)), retention["cohort"].dt.strftime("%Y-%m"))
    ax.set(
        xlabel="Months since the first purchase",
        ylabel="Cohort (month of the first purchase)",
        title="A dark row is a bad cohort, a dark diagonal a bad month",
    )
    return ax
    ### END SOLUTION


# %% check="plot-cohort-heatmap" part="three-cohorts" points=2
"""Three cohorts; `heat_map_cells` (first code cell) reads the colours of your picture back."""
_nan = float("nan")
_cohorts = pd.DataFrame(
    {
        "cohort": pd.to_datetime(["2025-01-01", "2025-02-01", "2025-04-01"]),
        0: [1.0, 1.0, 1.0],
        1: [0.5, 0.75, _nan],
        2: [0.25, 0.4, _nan],
        3: [0.0, _nan, _nan],
    }
)
check("plot_cohort_heatmap").on(_cohorts).draws(
    x_label=["month", "月"], y_label=["cohort", "同期群"], title=True
)
check("heat_map_cells").on(_cohorts).gives_rows(
    _cohorts,
    key="cohort",
    within=1e-6,
    mistakes=[
        (lambda t: t.shape[1] == 1, "No coloured cells were found in the picture."),
        (
            lambda t: t["cohort"].isna().any(),
            "A row of cells has no name of its cohort at its middle: where are the y ticks?",
        ),
        (
            lambda t: t.columns.isna().any() or set(t.columns) != set(_cohorts.columns),
            "The columns of cells are not the months 0, 1, 2, 3: what do the x ticks name?",
        ),
        (
            lambda t: t[3].notna().sum() > 1,
            "A month that nobody has seen yet got a colour: how does an unknown cell look?",
        ),
    ],
)

# %% check="plot-cohort-heatmap" part="other-cohorts" points=2 hidden=true
"""Five other cohorts, rows not in order of time."""
_started = pd.to_datetime(["2024-12-01", "2024-03-01", "2025-03-01", "2024-11-01", "2024-09-01"])
_shares = {
    month: [
        0.9**month - row / 50 if month <= age else _nan for row, age in enumerate([3, 12, 0, 4, 6])
    ]
    for month in range(13)
}
_five = pd.DataFrame({"cohort": _started, **_shares})
hidden_check("plot_cohort_heatmap").case("five cohorts").on(_five).draws(
    x_label=["month", "月"], y_label=["cohort", "同期群"], title=True
)
hidden_check("heat_map_cells").case("five cohorts, not in order of time").on(_five).gives_rows(
    _five, key="cohort", within=1e-6
)
hidden_check("plot_cohort_heatmap").case("the table handed in stays as it is").on(
    _five
).leaves_inputs_alone()

# %% [markdown]
# ## The decision memo
#
# Write to the retail board, at most 350 words: **shall *Spend Again* go out to all accounts?** Say in the
# first line what you recommend, then why. Use your own functions on `segment_spend`, `applications`
# (drawn on 31 December 2023), `survey` and `conjoint` for the numbers. Say where the product should improve, and on which
# customers and channels the money goes instead. The memo is graded by hand:
#
# | Criterion | 3 | 2 | 1 | 0 |
# |---|---|---|---|---|
# | **Decision** | yes, no or change in the first line, with what to do instead and a number by which it can fail | clear, alternative vague | can be guessed | none |
# | **Reading the average** | change split into rate and mix in CNY; says which number answers which question | split, but one part unexplained | paradox named without figures | takes the crude fall for falling use |
# | **Evidence** | every claim has a computed figure with unit and, where from a sample, its interval; who is *not* in the data is said | most claims do | some figures | assertions only |
# | **Customers and language** | says who leaves, who comes and what they need; a colleague from marketing understands every word | one of the two is thin | jargon, or customers as averages | unreadable |

# %% [markdown] memo="decision-memo" points=12
# **No. Don't send the vouchers; spend a part of the 955 million on keeping premium and family accounts.**
#
# *Nobody uses the card less.* Spend per account fell by 2,251 CNY (55,968 to 53,717). At the mix of 2024 it
# would have risen to 58,177: rate +2,209 CNY, mix −4,460 CNY. All three segments spend 3 to 7 % more.
# We lost 350,000 premium and 700,000 family accounts and won 1.5 million young ones. For "do people use
# us?" the standardised number counts, for income the crude one: 59 billion CNY less spend, 266 million
# CNY a year at 0.45 %.
#
# *Where to act.* First, ask those who left: 1,068 interviews (± 3 points), 48,060 CNY at 45 CNY each.
# Second, channels: within 60 days 58 % of branch and 57 % of app applicants use the card, but 43 % of
# partners' and 37 % of telesales'. Pay the bonus at first use instead of approval, and move budget from
# telesales to the app.
#
# *Product.* 51.9 % of the survey want instalments, but half the answers came from people under 30. Weighted by
# age and city tier it is 43.0 % (39.9 to 46.1 %): offer instalments to young customers, not to all. One point
# of reward is worth 238 CNY of fee, a lounge 163 CNY: a better rate keeps more people than a lounge that
# costs us more than that.
#
# *What we don't know.* Few people over 50 answered (28 of 1,500), so their 8 % of the customers rest on little. Why
# premium accounts left isn't in these data. 0.45 % is an assumption.
#
# *How we notice an error.* If premium closures in the first half of 2026 don't fall by a quarter against
# 2025, or if the standardised spend falls, we come back to the board.

# %% [markdown]
# ## What to take with you
#
# - An average moves when people change or when other people come. Split it before you treat it.
# - What has not had time to happen is unknown, not zero: in cohorts, funnels and heat maps.
# - A survey speaks for those who answered; weights make it speak for the customers. More answers of
#   the same people don't.
# - Shares have no unit. A part-worth over the fee's part-worth is in yuan, and yuan can be compared with
#   cost.
# - Distance needs a common scale, and a group is who is with whom, not its number.
#
# ## Terms
#
# | English | 中文 | Meaning |
# |---|---|---|
# | recency, frequency, monetary (RFM) | 最近一次消费、消费频率、消费金额 | when last, how often, how much |
# | quintile | 五分位 | a fifth of the accounts, by rank |
# | cohort, retention | 同期群、留存率 | those who started together; the share still active |
# | activation funnel | 激活漏斗 | from application to first use, step by step |
# | crude average | 粗平均 | total over number, whatever the mix |
# | direct standardisation | 直接标准化 | today's rates with a fixed mix |
# | mix effect, rate effect | 结构效应、水平效应 | change through weights; change within segments |
# | Simpson's paradox | 辛普森悖论 | all parts move one way, the whole the other |
# | post-stratification | 事后分层 | weights from the population, set after the survey |
# | confidence interval | 置信区间 | range that would cover the true share in most surveys |
# | margin of error | 抽样误差 | half the width of that interval |
# | finite population correction | 有限总体校正 | fewer answers needed if few can be asked |
# | conjoint analysis, part-worth | 联合分析、分值 | choices between whole products; the weight of one attribute |
# | willingness to pay | 支付意愿 | price that offsets one unit of an attribute |
# | k-means, silhouette | k均值聚类、轮廓系数 | groups around means; how clear they are |
#
# ## Sources
#
# All looked up on 24 November 2026.
#
# 1. Klein and Schoenborn, Age adjustment using the 2000 projected U.S. population (2001).
#    <https://www.semanticscholar.org/paper/Age-adjustment-using-the-2000-projected-U.S.-Klein-Schoenborn/3c00b6efc4ccc730b26cf06b2f9b5dcdf42753fd>
# 2. Bickel, Hammel and O'Connell (1975), as told by A. Reinhart, 8 May 2016, who also shows that the
#    lawsuit in the popular story never was.
#    <https://www.refsmmat.com/posts/2016-05-08-simpsons-paradox-berkeley.html>
# 3. Penn State, STAT 506, Lesson 6: stratified sampling and post-stratification (after S. Thompson,
#    Sampling, 3rd edition). <https://online.stat.psu.edu/stat506/506_Lesson6>
# 4. Finite population correction, with the example of section 6.
#    <https://learn.liebler.xyz/c/ps/3321>
# 5. On reservation prices from part-worths: M. Nguyen, Marketing Research, chapter Preference
#    Measurement. <https://bookdown.org/mike/marketing_research/preference-measurement.html>
# 6. Yeh and Lien (2009), Default of Credit Card Clients, UCI dataset 350, CC BY 4.0,
#    <https://doi.org/10.24432/C55S3H>.
# 7. scikit-learn, reference of `KMeans`: runs with different first centres, the best is kept.
#    <https://scikit-learn.org/1.1/modules/generated/sklearn.cluster.KMeans.html>
#
# The figures of Lantern Bank, its customers, its survey and its costs are invented for this course.
