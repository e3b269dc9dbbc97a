# %% [markdown]
# # 02 · Finance and regulation 掌握金融知识和法规
#
# **The competency.** A credit card product manager commands finance and regulation: interest
# calculation, fees, disclosure; products that fit the market *and* the law. The brief of this course
# calls it the most important of the ten.
#
# **After this notebook you can decide**
#
# - which words of a card contract (how interest is counted, when it starts, what the minimum is) to
#   keep and which to change, because you can put a price in yuan on each of them,
# - which annual rate may stand beside an instalment plan, and why two honest people quote 7.2 % and
#   13.8 % for the same one,
# - which draft offers may not launch, under which rule, in force on which day.
#
# **Time** about 90 minutes. **You need** averages and percentages, and pandas as far as `groupby` and
# boolean masks. You don't need a law degree: a product manager finds the rule, its date and its
# source, and then asks counsel. Nothing here is legal advice.
#
# Money is in CNY (1 yuan = 100 fen), rates are fractions (`0.0005` is 0.05 %), days are whole days.
# "Rounded to the fen" is `round(x, 2)`; amounts that end in exactly half a fen are not tested. Your
# functions must leave the tables and dicts that they are given as they are.

# %% setup=true
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from course.bank import load_offers, load_rules, load_statements
from course.charts import cny_axis, label_line_ends, readable, use_course_style
from course.feedback import check, hidden_check

use_course_style()
statements = load_statements()
rules = load_rules()
offers = load_offers()

# %% [markdown]
# ## The decision: may *Lantern Glow* launch as drafted?
#
# Lantern Bank (fictional, like every number about it) wants to launch *Lantern Glow*, a card for
# people in their first job, on 1 March 2027 (draft `CN-02` of section 9). Marketing expects 120,000
# active cards after a year. The draft on the committee's table says:
#
# | Clause | Draft | Who likes it |
# |---|---|---|
# | Overdraft rate | "0.05 % a day" | finance: it looks small |
# | Lost interest-free period | interest on the **full balance** from the posting date | finance |
# | Minimum payment | 5 % of the balance instead of 10 % | marketing: "easier on young people" |
# | Instalments | 12,000 CNY in 12 months, "only 0.6 % a month" | everybody |
#
# Customer service objects. In a normal month about 5 % of such customers, 6,000 people, pay most of
# the bill but not all of it. The typical one owes 10,000 CNY, posted on 5 March, and pays 9,000 on the
# due date, 9 April. With the draft's wording the next statement, of 20 April, charges 180.50 CNY of
# interest, with one other wording 23.00 CNY. For the bank the words are worth
# 6,000 × 157.50 = 945,000 CNY a month. For the customer they are the difference between a card and a
# trap.
#
# It has happened. In 2017 a television host took a large Chinese bank to court: he had repaid all but
# about 69 yuan of a bill of more than 18,000 and was charged about 317 yuan of interest [1]. He lost
# at first; the appeal court held the clause itself valid, but made the bank pay back 253.75 yuan [2].
#
# Interest is no small matter to Lantern Bank either. These are its statements of 2025 (synthetic):

# %%
bearing = statements["revolving"].mean()
per_account = statements["interest_cny"].sum() / statements["account_id"].nunique()
print(f"{len(statements):,} statements, {bearing:.0%} of them bear interest,")
print(f"on average {per_account:,.0f} CNY of interest an account and year")

# %% [markdown]
# The four clauses are four calculations. You will write them, draw one picture for the committee,
# check fourteen drafts against the law, and end with a memo of one page.

# %% [markdown]
# ## 1 · The average daily balance
#
# **The idea.** Interest is rent for money, and rent depends on how much was borrowed *for how long*.
# A balance that moves during the month is therefore averaged day by day, not bill by bill.
#
# $$\text{ADB} = \frac{1}{n}\sum_{t=1}^{n} B_t$$
#
# $n$ is the number of days in the billing cycle, its first and last day included; $B_t$ is the balance
# at the end of day $t$, in CNY. New purchases are included; payments are negative postings and count
# from their posting day on.
#
# The same definition stands behind a worked example in the US rules: 100 dollars owed, 100 more at
# the middle of the month, an average of 150 [3].
#
# **Example, by hand.** In May an account opens at 3,200. On the 9th 1,450 is posted, on the 17th a
# payment of 2,000 and a purchase of 260, on the 26th 900. So the balance stands still four times:

# %%
stretches = pd.DataFrame(
    {
        "from": pd.to_datetime(["2025-05-01", "2025-05-09", "2025-05-17", "2025-05-26"]),
        "days": [8, 8, 9, 6],
        "balance": [3200.0, 4650.0, 2910.0, 3810.0],
    }
)
may_average = np.average(stretches["balance"], weights=stretches["days"])
print(f"{stretches['days'].sum()} days, average daily balance {may_average:,.2f} CNY")
stretches

# %% alt="Step line of the end-of-day balance in May 2025: 3,200 CNY until the 8th, 4,650 until the 16th, 2,910 until the 25th, 3,810 until the 31st. A dashed line marks the average daily balance of 3,608 CNY; the mean of opening and closing balance, 3,505 CNY, lies a little lower."
fig, ax = plt.subplots()
edges = np.arange(0.5, 32)
end_of_day = np.repeat(stretches["balance"], stretches["days"]).to_numpy()
ax.stairs(end_of_day, edges, fill=True, alpha=0.15)
ax.stairs(end_of_day, edges, color="C0", linewidth=2)
ax.plot(
    [0.5, 31.5],
    [may_average, may_average],
    "--",
    color="C1",
    label=f"daily average {may_average:,.0f}",
)
ax.plot([0.5, 31.5], [3505, 3505], ":", color="C2", label="shortcut 3,505")
label_line_ends(ax)
ax.set(xlabel="Day of May 2025", ylabel="Balance at the end of the day (CNY)", ylim=(0, 5200))
ax.set_title("How long each balance stood decides, not where the month ended")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** The shortcut: the mean of the opening and the closing balance. It gives
# 3,505, about 103 CNY too little; at 0.05 % a day that is 1.60 CNY of interest for May. What would
# the shortcut do to all interest-bearing statements of Lantern Bank?

# %%
bills = statements[statements["revolving"] & (statements["average_daily_balance_cny"] > 0)]
opened = bills["opening_cny"] - bills["opening_unpaid_fees_cny"]
closed = bills["closing_cny"] - bills["closing_unpaid_fees_cny"] - bills["interest_cny"]
ratio = (opened + closed) / 2 / bills["average_daily_balance_cny"]
error = bills["interest_cny"] * (ratio - 1)
print(f"{(error > 1).mean():.0%} of the bills are more than 1 CNY too high,")
print(
    f"{(error < -1).mean():.0%} more than 1 CNY too low, the worst by {error.abs().max():,.0f} CNY"
)
print(
    f"overcharged {error[error > 0].sum():,.0f} CNY, given away {-error[error < 0].sum():,.0f} CNY a year"
)

# %% [markdown]
# The two errors don't cancel: the overcharged customers complain, and the others don't send it back.

# %% [markdown] task="average-daily-balance"
# ### Task: the average daily balance
# The statement system hands you the opening balance and a table of postings, in no particular order,
# with several on some days and with stray ones from the neighbouring cycles. Return the average daily
# balance. Every interest figure of the product rests on this number.


# %% answer="average-daily-balance"
def average_daily_balance(
    opening_balance: float, postings: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> float:
    """Return the mean of the end-of-day balances of one billing cycle.

    Parameters
    ----------
    opening_balance
        What is owed when the cycle opens, in CNY; a credit balance is negative.
    postings
        Columns ``date`` (posting date) and ``amount`` (CNY; purchases and fees positive, payments
        and refunds negative). Any order, any number a day, possibly none.
    start, end
        First and last day of the cycle. Both count.

    Returns
    -------
    float
        CNY, not rounded. A posting changes the balance of its own day. Postings dated before
        ``start`` or after ``end`` belong to another cycle and are ignored.

    Raises
    ------
    ValueError
        If ``end`` lies before ``start``.
    """
    ### BEGIN SOLUTION
    if end < start:
        raise ValueError(f"the cycle ends ({end:%Y-%m-%d}) before it starts ({start:%Y-%m-%d})")
    cycle = pd.date_range(start, end)
    posted = postings.groupby("date")["amount"].sum().reindex(cycle, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).mean())
    ### END SOLUTION


# %% check="average-daily-balance" part="worked-example" points=4
"""April: 2,000 at the start, three postings."""
_postings = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-04-06", "2025-04-21", "2025-04-28"]),
        "amount": [600.0, -500.0, 90.0],
    }
)
_april = pd.Timestamp("2025-04-01"), pd.Timestamp("2025-04-30")
check("average_daily_balance").on(2000.0, _postings, *_april).gives(
    2342.3333333,
    within=1e-6,
    unit="CNY",
    mistakes=[
        (2342.33, "That is rounded to the fen: does the docstring ask for it at this step?"),
        (2509.0, "The payment of the 21st is missing: what does it do to the balance?"),
        (
            2095.0,
            "That is the mean of the opening and the closing balance: for how many days did each stand?",
        ),
        (2222.5, "Here each balance counted once: for how many days did each of them stand?"),
        (
            2336.0,
            "Here a posting counts only the day after it was posted: which balance ends that day?",
        ),
        (2347.586207, "The last day of the cycle is missing: does it belong to the cycle?"),
        (2423.103448, "The number of days is one too small: how many days has April?"),
        (2266.774194, "The number of days is one too large: how many days has April?"),
        (1833.333333, "The new purchases are missing: from which day on is a purchase owed?"),
    ],
)

# %% check="average-daily-balance" part="busy-day" points=2
"""Two postings on one day, and one from the cycle before."""
_postings = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-03-02", "2025-02-27", "2025-03-02"]),
        "amount": [500.0, 400.0, -200.0],
    }
)
_week = pd.Timestamp("2025-03-01"), pd.Timestamp("2025-03-05")
check("average_daily_balance").on(1000.0, _postings, *_week).gives(
    1240.0,
    within=1e-6,
    unit="CNY",
    mistakes=[
        (
            1640.0,
            "A posting of another cycle was counted: is it not in the opening balance already?",
        ),
        (840.0, "There are several postings on one day: what became of the first?"),
        (1400.0, "The posting of -200 is missing: is it its sign, or that it is the day's second?"),
    ],
)

# %% check="average-daily-balance" part="other-cycles" points=4 hidden=true
"""Other months, a cycle across two months, one of one day, no postings, credit, no cycle at all."""
_february = pd.DataFrame(
    {
        "date": pd.to_datetime(
            [
                "2025-02-10",
                "2025-02-03",
                "2025-02-10",
                "2025-01-31",
                "2025-03-01",
                "2025-02-28",
                "2025-02-01",
            ]
        ),
        "amount": [300.0, 1200.5, -800.0, 999.0, 777.0, 45.25, 60.0],
    }
)
_days = pd.Timestamp("2025-02-01"), pd.Timestamp("2025-02-28")
hidden_check("average_daily_balance").case(
    "postings on the first and last day, some of other cycles"
).on(850.0, _february, *_days).gives(
    1687.0803571,
    within=1e-6,
    unit="CNY",
    mistakes=[(1687.08, "That is rounded to the fen: does the docstring ask for it at this step?")],
)
_spring = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-03-28", "2025-04-10", "2025-03-10"]),
        "amount": [310.0, -100.0, 999.0],
    }
)
hidden_check("average_daily_balance").case(
    "a cycle from the 26th to the 25th of the next month"
).on(1000.0, _spring, pd.Timestamp("2025-03-26"), pd.Timestamp("2025-04-25")).gives(
    1238.3870968,
    within=1e-6,
    unit="CNY",
    mistakes=[
        (1290.0, "The second month's posting is missing: does a cycle end with the month?"),
        (948.3870968, "The first month's posting is missing: does a cycle begin with the month?"),
    ],
)
hidden_check("average_daily_balance").case("the tables handed in stay as they are").on(
    850.0, _february, *_days
).leaves_inputs_alone()
hidden_check("average_daily_balance").case("a month without postings").on(
    500.0, _february.iloc[:0], *_days
).gives(500.0, within=1e-6, unit="CNY")
_leap_day = pd.Timestamp("2024-02-29")
_one = pd.DataFrame({"date": [_leap_day], "amount": [50.0]})
hidden_check("average_daily_balance").case("a cycle of one day").on(
    100.0, _one, _leap_day, _leap_day
).gives(150.0, within=1e-6, unit="CNY")
_middle = pd.DataFrame({"date": [pd.Timestamp("2025-06-16")], "amount": [1000.0]})
_june = pd.Timestamp("2025-06-01"), pd.Timestamp("2025-06-30")
hidden_check("average_daily_balance").case("a customer who starts in credit").on(
    -300.0, _middle, *_june
).gives(200.0, within=1e-6, unit="CNY")
hidden_check("average_daily_balance").case("a cycle that ends before it starts").on(
    -300.0, _middle, *_june[::-1]
).refuses(ValueError, because="such a cycle has no days")

# %% [markdown]
# ## 2 · The interest of one cycle
#
# **The idea.** Balance times price times time. Within a cycle interest is *simple*: interest of
# yesterday bears no interest today.
#
# $$I = \text{ADB} \times r \times n$$
#
# $I$ is the interest of the cycle in CNY, rounded to the fen once, at the end; $r$ is the daily rate
# as a fraction; $n$ is the number of days. A customer in credit lends to the bank, not the other way
# round: then $I = 0$.
#
# **Which rate?** From 2017 to the end of 2020 the central bank allowed at most 0.05 % a day and at
# least 0.7 times that. **Both limits ended on 1 January 2021.** Since then issuer and customer agree on
# the rate; the issuer must show the *annual* rate prominently, never only the daily one [4]. So
# 0.05 % in this notebook is a number in a contract, not a number in the law.
#
# **Example, by hand.** The account of May, at 0.05 % a day, under four habits found in real
# spreadsheets:

# %%
may_interest = pd.Series(
    {
        "to the fen, once": 55.92,  # 3,608.06 CNY for 31 days at 0.05 %
        "each day rounded": 31 * 1.80,  # 1.804 CNY a day becomes 1.80
        "all months 30 days": 54.12,
        "year of 360 days": 55.92 * 365 / 360,
    }
)
may_interest.round(2)

# %% alt="Four horizontal bars, how far the interest of the same May lies from the contract's 55.92 CNY under four conventions: rounded once 0, each day rounded 0.12 CNY too little, all months 30 days 1.80 CNY too little, a year of 360 days 0.78 CNY too much."
fig, ax = plt.subplots(figsize=(7, 2.8))
off_by = may_interest - may_interest.iloc[0]
ax.barh(may_interest.index, off_by, color="C1")
ax.axvline(0, color="C0")
for row, (amount, off) in enumerate(zip(may_interest, off_by, strict=True)):
    ax.annotate(
        f"{amount:.2f}"
        + (f"  ({off:+.2f})".replace("-", "−") if row else "  as the contract says"),
        (max(off, 0), row),
        (4, 0),
        va="center",
        textcoords="offset points",
    )
ax.invert_yaxis()
ax.set(xlabel="Interest of May, difference from the contract (CNY)", xlim=(-2, 3))
ax.set_title("Four habits, one contract: 54.12 to 56.70 CNY")
plt.show()

# %% [markdown]
# **A common mistake.** Rounding each day looks careful. Here it loses 0.12 CNY an account and month;
# on 400,000 accounts that is 48,000 CNY a month that the contract gives to the bank, and on another
# balance it overcharges the customer by as much. A system that overcharges by a fen breaks its
# contract.

# %% [markdown] task="cycle-interest"
# ### Task: the interest of one cycle
# Turn an average daily balance into the amount that is printed on the statement.


# %% answer="cycle-interest"
def cycle_interest(average_daily_balance: float, daily_rate: float, days: int) -> float:
    """Return the interest of one billing cycle at a simple daily rate.

    Parameters
    ----------
    average_daily_balance
        CNY. A credit balance (negative) bears no interest: the result is 0.
    daily_rate
        Fraction per day, for example 0.0005 for 0.05 %.
    days
        Number of days in the cycle.

    Returns
    -------
    float
        CNY, rounded to the fen once, at the end.

    Raises
    ------
    ValueError
        If ``daily_rate`` or ``days`` is negative.
    """
    ### BEGIN SOLUTION
    if daily_rate < 0 or days < 0:
        raise ValueError("a daily rate and a number of days cannot be negative")
    return round(max(average_daily_balance, 0.0) * daily_rate * days, 2)
    ### END SOLUTION


# %% check="cycle-interest" part="worked-example" points=3
"""A cycle of 31 days at 0.05 % a day."""
check("cycle_interest").on(6183.60, 0.0005, 31).gives(
    95.85,
    within=0.001,
    unit="CNY",
    mistakes=[
        (95.79, "It looks as if each day was rounded: how often does the contract round?"),
        (92.75, "That is the interest of 30 days: how many days has this cycle?"),
        (96.57, "Interest bears interest here: what does simple mean within a cycle?"),
        (0.96, "That is a hundredth: is the rate a fraction or in percent?"),
        (95.8458, "A statement has no parts of a fen: what is still to be done?"),
        (95.84, "The rest was cut off: which fen is nearest?"),
        (96.0, "That is in whole yuan: what is the smallest unit on a statement?"),
        (97.18, "That is for a year of 360 days: what does a daily rate say about the year?"),
    ],
)

# %% check="cycle-interest" part="other-cycles" points=3 hidden=true
"""Other rates and days, parts of a fen, a credit balance, no days; negative rates and days."""
hidden_check("cycle_interest").case("a rest of less than half a fen").on(3608.06, 0.0005, 31).gives(
    55.92,
    within=0.001,
    unit="CNY",
    mistakes=[(55.93, "The rest was always rounded up: which fen is nearest?")],
)
hidden_check("cycle_interest").case("a balance with parts of a yuan").on(1000.45, 0.0005, 30).gives(
    15.01,
    within=0.001,
    unit="CNY",
    mistakes=[(15.0, "It looks as if the balance was rounded first: when is rounded?")],
)
hidden_check("cycle_interest").case("28 days at another rate").on(9214.75, 0.00045, 28).gives(
    116.11, within=0.001, unit="CNY"
)
hidden_check("cycle_interest").case("a cycle of 30 days at a low rate").on(0.75, 0.00035, 30).gives(
    0.01, within=0.001, unit="CNY"
)
hidden_check("cycle_interest").case("a customer in credit").on(-1200.0, 0.0005, 30).gives(
    0.0,
    within=0.001,
    unit="CNY",
    mistakes=[(-18.0, "A credit balance is not a debt: does the contract pay interest on it?")],
)
hidden_check("cycle_interest").case("no days").on(5000.0, 0.0005, 0).gives(
    0.0, within=0.001, unit="CNY"
)
hidden_check("cycle_interest").case("a free month").on(5000.0, 0.0, 30).gives(
    0.0, within=0.001, unit="CNY"
)
hidden_check("cycle_interest").case("a negative rate").on(5000.0, -0.0005, 30).refuses(
    ValueError, because="a rate below zero is a slip of the keyboard"
)
hidden_check("cycle_interest").case("a negative number of days").on(5000.0, 0.0005, -1).refuses(
    ValueError, because="a cycle cannot have fewer than no days"
)

# %% [markdown]
# ## 3 · One daily rate, three annual rates
#
# **The idea.** A daily rate says nothing about the year until you say when unpaid interest starts to
# bear interest itself. Never? Every month, with the bill? Every day?
#
# $$R_{\text{none}} = 365\,r \qquad
# R_{\text{monthly}} = \left(1 + \tfrac{365\,r}{12}\right)^{12} - 1 \qquad
# R_{\text{daily}} = (1 + r)^{365} - 1$$
#
# $r$ is the daily rate, each $R$ an annual rate; a month is a twelfth of 365 days.
#
# **Example.** A shop card charges 2 % a month. Is that 24 % a year?

# %%
owed = [10_000.0]
for _ in range(12):
    owed.append(owed[-1] * 1.02)
straight = [10_000 + 200 * month for month in range(13)]
print(f"after a year: {owed[-1]:,.2f} with interest on interest, {straight[-1]:,.2f} without")

# %% alt="Two lines over twelve months from 10,000 CNY at 2 % a month. Without interest on interest 12,400 CNY are owed after a year, with it 12,682 CNY; the lines part slowly from the third month on."
fig, ax = plt.subplots()
ax.plot(range(13), owed, label="interest on interest")
ax.plot(range(13), straight, label="no compounding")
label_line_ends(ax)
ax.set(xlabel="Months", ylabel="Owed if nothing is paid (CNY)")
ax.set_title("2 % a month is 26.8 % a year, not 24 %")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** At 0.05 % a day the three rates are 18.25 %, 19.86 % and 20.02 %. A page that
# promises 18.25 % while the system compounds every day takes 177 CNY a year more on 10,000 CNY than
# it says. China's central bank asked in March 2021 that *all* loans show an annual rate that counts
# every direct cost, more prominently than daily or monthly rates [5]. The rate may be a compound one,
# found as in section 7, or a simple one; a simple one must say that it is simple [19].
#
# **"APR" means three things.** Ask which one a colleague means before you compare:
#
# | Where | The number | Kind |
# |---|---|---|
# | a brochure | 12 × the monthly fee rate | *flat*: ignores that the debt shrinks |
# | US, Regulation Z: cards 12 CFR 1026.14(b) [20], closed-end loans Appendix J [6] | periodic rate × periods in a year | *nominal* |
# | EU, consumer credit directive: 2023/2225, until 20 November 2026 2008/48/EC | the yearly rate that balances all cash flows | *effective* [7] |
# | China, PBoC Announcement 2021 No. 3 | compound, or simple if it says so | *either* [19] |
#
# Section 7 shows all three for one plan.

# %% [markdown] task="effective-annual-rate"
# ### Task: one daily rate, three annual rates
# The contract, the US filing and the EU sheet each need another one. Write one function for all.


# %% answer="effective-annual-rate"
def effective_annual_rate(daily_rate: float, compounding: str) -> float:
    """Return the annual rate that a daily rate comes to in a year of 365 days.

    Parameters
    ----------
    daily_rate
        Fraction per day.
    compounding
        When unpaid interest starts to bear interest itself: ``"none"`` (never),
        ``"monthly"`` (after each of 12 equal months) or ``"daily"``.

    Returns
    -------
    float
        Fraction per year, not rounded.

    Raises
    ------
    ValueError
        If ``compounding`` is any other word.
    """
    ### BEGIN SOLUTION
    nominal = 365 * daily_rate
    if compounding == "none":
        return nominal
    if compounding == "monthly":
        return (1 + nominal / 12) ** 12 - 1
    if compounding == "daily":
        return (1 + daily_rate) ** 365 - 1
    raise ValueError(f"compounding is none, monthly or daily, not {compounding!r}")
    ### END SOLUTION


# %% check="effective-annual-rate" part="three-rates" points=4
"""0.05 % a day, compounded never, monthly and daily."""
check("effective_annual_rate").on(0.0005, "none").gives(
    0.1825,
    within=1e-6,
    unit="rate",
    mistakes=[(0.18, "That is for a year of 360 days: how many days has the customer's year?")],
)
check("effective_annual_rate").on(0.0005, "monthly").gives(
    0.198566,
    within=1e-6,
    unit="rate",
    mistakes=[
        (0.1825, "That is the nominal rate: what if each month's interest earns interest?"),
        (0.195618, "That is a year of 12 months of 30 days: where are the other 5 days?"),
        (0.200159, "That compounds each day: the bill comes each month, not each day."),
        (1.198566, "That is what one yuan has grown to: how much of it is interest?"),
    ],
)
check("effective_annual_rate").on(0.0005, "daily").gives(
    0.200159,
    within=1e-6,
    unit="rate",
    mistakes=[
        (1.200159, "That is what one yuan has grown to: how much of it is interest?"),
        (0.197164, "That is for a year of 360 days: how many days has the customer's year?"),
        (0.200214, "That compounds at every moment: how often does this contract do so?"),
        (0.198566, "That compounds each month: how often does this contract do so?"),
        (0.1825, "That is the nominal rate: what if each day's interest earns interest?"),
    ],
)

# %% check="effective-annual-rate" part="other-rates" points=4 hidden=true
"""Other rates, a rate of zero, an unknown word."""
for _word, _rate in [("none", 0.12775), ("monthly", 0.135501933), ("daily", 0.136243503)]:
    hidden_check("effective_annual_rate").case(f"a lower rate, compounding: {_word}").on(
        0.00035, _word
    ).gives(_rate, within=1e-7, unit="rate")
    hidden_check("effective_annual_rate").case(f"nothing charged, compounding: {_word}").on(
        0.0, _word
    ).gives(0.0, within=1e-9, unit="rate")
hidden_check("effective_annual_rate").case("a word that is none of the three").on(
    0.0005, "yearly"
).refuses(ValueError, because="a wrong rate under an unknown word would go unnoticed")

# %% [markdown]
# ## 4 · What one missed yuan costs
#
# **The idea.** Who repays the whole bill by the due date pays no interest (免息还款期, the
# interest-free period). Who doesn't loses it, back to the day each purchase was posted. But on which
# money? Two contracts, two answers:
#
# - **full balance** (全额计息): every yuan of the bill bears interest until the day it is repaid,
#   even the yuan repaid in time;
# - **unpaid part** (未偿部分计息): only the yuan that were *not* repaid by the due date do.
#
# $$I = r \sum_{j} a_j\, d_j$$
#
# $a_j$ is a piece of a purchase that bears interest, in CNY, and $d_j$ the days from its posting date
# (counted) to the day it is repaid (not counted). $a_j d_j$ is measured in *yuan-days*; $r$ is the
# daily rate. Payments settle the oldest purchases first.
#
# **Example, by hand.** 6,000 CNY are posted on 10 May. The customer pays 5,000 on the due date,
# 9 June, 30 days later; the next statement is made on 20 June, another 11 days later.

# %%
yuan_days = {
    "full balance": 5_000 * 30 + 1_000 * 41,  # 5,000 for 30 days, the last 1,000 for 41
    "unpaid part": 1_000 * 41,
}
{wording: 0.0005 * count for wording, count in yuan_days.items()}

# %% alt="Two areas over the days after posting. Under the full-balance rule 6,000 CNY bear interest for 30 days and 1,000 CNY for 11 more; under the unpaid-part rule only 1,000 CNY do, for all 41 days. The areas are worth 95.50 and 20.50 CNY."
fig, ax = plt.subplots()
days = [0, 30, 41]
ax.fill_between(days, [6000, 6000, 1000], step="pre", color="C0", alpha=0.25)
ax.fill_between(days, [1000, 1000, 1000], step="pre", color="C1", alpha=0.7)
ax.step([0, 0, 30, 41, 41], [0, 6000, 6000, 1000, 0], where="pre", color="C0")
ax.annotate("full balance: 191,000 yuan-days = 95.50 CNY", (1, 3300))
ax.annotate("unpaid part: 41,000 yuan-days = 20.50 CNY", (1, 400))
ax.axvline(30, color="0.5", linestyle=":")
ax.annotate("due date", (30, 6300), (3, 0), textcoords="offset points", color="0.35")
ax.set(xlabel="Days since posting", ylabel="Balance that bears interest (CNY)", ylim=(0, 6900))
ax.set_title("One wording charges 4.7 times the other")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Counting both the day of posting and the day of repayment. It makes 98.50 of
# the 95.50, 3.00 CNY too much. With 6,000 such customers that is 18,000 CNY a month that nobody agreed
# to. The second mistake is to start at the due date (5.50): the interest-free period was *lost*, not
# shortened.
#
# **The law.** In China the full-balance clause is not forbidden. Since May 2021 the Supreme People's
# Court's provisions on bank card disputes say that interest and penalty terms the bank did not point
# out or explain may not bind the customer, and that a court may reduce an excessive total [8]. In the
# US the question is closed: no interest on the part repaid in the grace period, nor on days before the
# latest cycle [9].

# %% [markdown] task="grace-period-interest"
# ### Task: what one missed yuan costs
# Put a price on both wordings, so that the committee can choose with open eyes.


# %% answer="grace-period-interest"
def grace_period_interest(
    purchases: pd.DataFrame,
    payments: pd.DataFrame,
    due_date: pd.Timestamp,
    as_of: pd.Timestamp,
    daily_rate: float,
    rule: str,
) -> float:
    """Return the interest on one statement's purchases when the interest-free period is lost.

    Parameters
    ----------
    purchases
        Columns ``date`` (posting date) and ``amount`` (CNY, positive); all on one statement.
    payments
        Columns ``date`` and ``amount`` (CNY, positive), possibly empty. Payments settle the
        oldest purchases first; one made before a purchase is credit for it. Both tables come in
        any order.
    due_date
        A payment on this day is still in time.
    as_of
        Interest is counted up to this day (the next statement date), this day excluded; a payment
        on or after it stops no interest.
    daily_rate
        Fraction per day; simple interest.
    rule
        ``"full balance"``: every yuan bears interest from its posting date until the day it is
        repaid. ``"unpaid part"``: only what was not repaid by the due date does, also from its
        posting date.

    Returns
    -------
    float
        CNY, rounded to the fen once. 0 if everything was repaid by the due date; sums of money
        are compared to the fen. The posting day counts, the day of repayment doesn't: a yuan
        posted on 1 March and repaid on 11 March bears 10 days of interest.

    Raises
    ------
    ValueError
        If ``rule`` is another word, or ``as_of`` does not lie after ``due_date``.
    """
    ### BEGIN SOLUTION
    if rule not in ("full balance", "unpaid part"):
        raise ValueError(f"rule is 'full balance' or 'unpaid part', not {rule!r}")
    if as_of <= due_date:
        raise ValueError("as_of must lie after due_date: until then no interest is known")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0

    first_day = pd.concat([purchases["date"], payments["date"]]).min()
    days = pd.date_range(first_day, as_of, inclusive="left")
    posted, repaid = (
        table.groupby("date")["amount"].sum().reindex(days, fill_value=0.0).cumsum()
        for table in (purchases, payments)
    )
    if rule == "unpaid part":  # what was repaid in time never bore interest
        repaid = repaid.clip(lower=in_time)
    outstanding = (posted - repaid).clip(lower=0.0)
    return round(float(outstanding.sum()) * daily_rate, 2)
    ### END SOLUTION


# %% check="grace-period-interest" part="full-balance" points=3
"""10,000 posted on 5 March, 9,000 repaid on the due date, 9 April."""
_purchases = pd.DataFrame({"date": [pd.Timestamp("2025-03-05")], "amount": [10_000.0]})
_payments = pd.DataFrame({"date": [pd.Timestamp("2025-04-09")], "amount": [9_000.0]})
_dates = pd.Timestamp("2025-04-09"), pd.Timestamp("2025-04-20")
check("grace_period_interest").on(_purchases, _payments, *_dates, 0.0005, "full balance").gives(
    180.50,
    within=0.001,
    unit="CNY",
    mistakes=[
        (
            186.0,
            "The first and the last day were both counted: how long is a loan from 1 to 2 March?",
        ),
        (
            185.5,
            "The first and the last day were both counted: how long is a loan from 1 to 2 March?",
        ),
        (185.0, "The day of the payment still bears interest on the 9,000: does it count?"),
        (5.5, "That starts at the due date: from which day on was the money borrowed?"),
        (23.0, "That is the other rule: on which yuan does this one charge interest?"),
        (230.0, "The repaid 9,000 still bears interest: until which day should it?"),
        (175.0, "The part that stayed unpaid is missing: does it bear no interest?"),
    ],
)

# %% check="grace-period-interest" part="repaid-in-time" points=1
"""Two customers who repay all on the due date, one of them with fen."""
_all = pd.DataFrame({"date": [pd.Timestamp("2025-04-09")], "amount": [10_000.0]})
check("grace_period_interest").on(_purchases, _all, *_dates, 0.0005, "full balance").gives(
    0.0,
    within=0.001,
    unit="CNY",
    mistakes=[
        (175.0, "All was repaid, and a payment on the due date is in time: what is owed then?"),
        (180.0, "All was repaid, and a payment on the due date is in time: what is owed then?"),
    ],
)
_fen = pd.DataFrame(
    {"date": pd.to_datetime(["2025-03-05", "2025-03-12"]), "amount": [2_300.4, 780.2]}
)
_sum = pd.DataFrame({"date": [pd.Timestamp("2025-04-09")], "amount": [3_080.6]})
check("grace_period_interest").on(_fen, _sum, *_dates, 0.0005, "full balance").gives(
    0.0,
    within=0.001,
    unit="CNY",
    mistakes=[
        (
            lambda charged: 50 < charged < 52,
            "2,300.40 + 780.20 is 3,080.60, but not in binary: to which unit is money compared?",
        ),
    ],
)

# %% check="grace-period-interest" part="unpaid-part" points=2
"""The customer of the first check under the other wording."""
check("grace_period_interest").on(_purchases, _payments, *_dates, 0.0005, "unpaid part").gives(
    23.00,
    within=0.001,
    unit="CNY",
    mistakes=[
        (
            23.5,
            "The first and the last day were both counted: how long is a loan from 1 to 2 March?",
        ),
        (5.5, "That starts at the due date: from which day on was the money borrowed?"),
        (
            180.5,
            "The 9,000 bear interest here: are they late if paid on the due date, and which yuan "
            "does this rule charge?",
        ),
    ],
)

# %% check="grace-period-interest" part="other-ledgers" points=6 hidden=true
"""Several purchases and payments, late ones and none, a missing fen, odd sums, impossible inputs."""
_three = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-06-24", "2025-06-02", "2025-06-11"]),
        "amount": [900.0, 2_600.0, 1_500.0],
    }
)
_paid = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-07-22", "2025-06-20", "2025-07-15"]),
        "amount": [1_000.0, 700.0, 1_800.0],
    }
)
_dates = pd.Timestamp("2025-07-20"), pd.Timestamp("2025-08-01")
hidden_check("grace_period_interest").case("three purchases, three payments, full balance").on(
    _three, _paid, *_dates, 0.0004, "full balance"
).gives(78.68, within=0.001, unit="CNY")
hidden_check("grace_period_interest").case("three purchases, three payments, unpaid part").on(
    _three, _paid, *_dates, 0.0004, "unpaid part"
).gives(
    42.68,
    within=0.001,
    unit="CNY",
    mistakes=[(56.0, "The newest purchases were settled first: which ones come first here?")],
)
hidden_check("grace_period_interest").case("the tables handed in stay as they are").on(
    _three, _paid, *_dates, 0.0004, "unpaid part"
).leaves_inputs_alone()
_on_the_day = pd.DataFrame({"date": [_dates[1]], "amount": [1_500.0]})
hidden_check("grace_period_interest").case(
    "a payment on the day up to which interest is counted"
).on(_three, pd.concat([_paid, _on_the_day]), *_dates, 0.0004, "full balance").gives(
    78.68, within=0.001, unit="CNY"
)
_day_late = pd.DataFrame({"date": [pd.Timestamp("2025-07-21")], "amount": [5_000.0]})
for _rule in ["full balance", "unpaid part"]:
    hidden_check("grace_period_interest").case(f"nothing repaid, {_rule}").on(
        _three, _paid.iloc[:0], *_dates, 0.0004, _rule
    ).gives(106.68, within=0.001, unit="CNY")
    hidden_check("grace_period_interest").case(f"everything repaid, but one day late, {_rule}").on(
        _three, _day_late, *_dates, 0.0004, _rule
    ).gives(84.68, within=0.001, unit="CNY")
    hidden_check("grace_period_interest").case(f"more than everything repaid in time, {_rule}").on(
        _three, _day_late.assign(date=_dates[0], amount=5_100.0), *_dates, 0.0004, _rule
    ).gives(0.0, within=0.001, unit="CNY")
_hundred = pd.DataFrame({"date": [pd.Timestamp("2025-06-02")], "amount": [100.0]})
_short = pd.DataFrame({"date": [_dates[0]], "amount": [99.96]})
_march = pd.DataFrame({"date": [pd.Timestamp("2025-03-10")], "amount": [1_000.0]})
_before = pd.DataFrame({"date": [pd.Timestamp("2025-03-01")], "amount": [400.0]})
for _rule in ["full balance", "unpaid part"]:
    hidden_check("grace_period_interest").case(f"a payment before the first purchase, {_rule}").on(
        _march, _before, pd.Timestamp("2025-04-09"), pd.Timestamp("2025-04-20"), 0.0005, _rule
    ).gives(
        12.30,
        within=0.001,
        unit="CNY",
        mistakes=[(20.50, "The early payment went nowhere: is it not credit for the purchase?")],
    )
_early = pd.DataFrame({"date": [pd.Timestamp("2025-03-05")], "amount": [10_000.0]})
_after = pd.DataFrame({"date": pd.to_datetime(["2025-04-25", "2025-04-09"]), "amount": [1e3, 9e3]})
_april = pd.Timestamp("2025-04-09"), pd.Timestamp("2025-04-20")
for _rule, _interest, _too_long in [("full balance", 180.5, 183.0), ("unpaid part", 23.0, 25.5)]:
    hidden_check("grace_period_interest").case(f"the rest paid after as_of, {_rule}").on(
        _early, _after, *_april, 0.0005, _rule
    ).gives(
        _interest,
        within=0.001,
        unit="CNY",
        mistakes=[(_too_long, "Days after as_of were counted: up to which day is asked?")],
    )
for _owed, _interest in [(10_000.0, 175.0), (6_000.07, 105.0)]:
    _fen_short = pd.DataFrame({"date": [_april[0]], "amount": [round(_owed - 0.01, 2)]})
    hidden_check("grace_period_interest").case("one fen missing").on(
        _early.assign(amount=_owed), _fen_short, *_april, 0.0005, "full balance"
    ).gives(
        _interest,
        within=0.001,
        unit="CNY",
        mistakes=[(0.0, "A fen is still owed: was everything repaid?")],
    )
_binary = pd.DataFrame({"date": pd.to_datetime(["2025-03-08"] * 2), "amount": [545.5, 729.36]})
_exactly = pd.DataFrame({"date": [_april[0]], "amount": [1_274.86]})
hidden_check("grace_period_interest").case("sums with fen, all repaid on the due date").on(
    _binary, _exactly, *_april, 0.0005, "full balance"
).gives(
    0.0,
    within=0.001,
    unit="CNY",
    mistakes=[(lambda charged: charged > 0, "To which unit is money compared?")],
)
_small = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-03-05", "2025-03-08", "2025-03-11"]),
        "amount": [33.33, 44.44, 55.55],
    }
)
hidden_check("grace_period_interest").case("three small purchases, nothing repaid").on(
    _small, _fen_short.iloc[:0], *_april, 0.0005, "full balance"
).gives(
    2.83,
    within=0.001,
    unit="CNY",
    mistakes=[(2.84, "It looks as if each purchase was rounded: how often is rounded?")],
)
hidden_check("grace_period_interest").case("four fen missing").on(
    _hundred, _short, *_dates, 0.0004, "full balance"
).gives(1.92, within=0.001, unit="CNY")
_odd = pd.DataFrame({"date": [pd.Timestamp("2025-06-02")], "amount": [1_234.56]})
_odd_late = pd.DataFrame({"date": [pd.Timestamp("2025-07-21")], "amount": [1_234.56]})
for _rule in ["full balance", "unpaid part"]:
    hidden_check("grace_period_interest").case(f"an odd sum, never repaid, {_rule}").on(
        _odd, _odd_late.iloc[:0], *_dates, 0.00045, _rule
    ).gives(
        33.33,
        within=0.001,
        unit="CNY",
        mistakes=[(33.33312, "A statement has no parts of a fen: what is still to be done?")],
    )
    hidden_check("grace_period_interest").case(
        f"repaid a day late, asked months later, {_rule}"
    ).on(_odd, _odd_late, _dates[0], pd.Timestamp("2025-10-31"), 0.00045, _rule).gives(
        27.22, within=0.001, unit="CNY"
    )
hidden_check("grace_period_interest").case("a rule that does not exist").on(
    _three, _paid, *_dates, 0.0004, "half balance"
).refuses(ValueError, because="a wrong charge under an unknown rule would go unnoticed")
hidden_check("grace_period_interest").case("interest asked for on the due date itself").on(
    _three, _paid, _dates[0], _dates[0], 0.0004, "full balance"
).refuses(ValueError, because="on the due date the customer can still pay in time")

# %% [markdown]
# ## 5 · The minimum payment
#
# **The idea.** The minimum payment (最低还款额) is a promise in two directions: the customer isn't
# overdue, and the bank sees some money. A share of the debt is asked for, and *in full* what cannot
# wait: instalments due, interest, fees, what was missed before, what exceeds the limit.
#
# $$M = \min\bigl(B,\; \max(f,\; s\,K + D + I + F) + U + X\bigr)$$
#
# $M$ is the minimum payment; $B$ the whole balance; $f$ the floor; $s$ the share; $K$ what the share is
# taken of (the *principal* that revolves in a typical Chinese contract, the *balance* in a typical US
# one); $D$ the instalment due; $I$ interest; $F$ fees; $U$ what is past due; $X$ what exceeds the
# limit. All in CNY (or USD), except $s$.
#
# **The law.** The uniform Chinese minimum of 10 % ended on 1 January 2017: each issuer sets its own
# [10]. The US rules don't fix a minimum either, but a late fee may not be larger than the minimum
# payment that was missed [11].
#
# **Example, by hand.** A statement in the Chinese style with a share of 10 %:

# %%
asked = pd.Series(
    {
        "10 % of 6,000 principal": 600.00,
        "instalment due": 450.00,
        "interest": 31.20,
        "fees": 20.00,
        "past due": 150.00,
    }
)
print(f"minimum payment {asked.sum():,.2f} CNY")

# %% alt="A waterfall of five bars that adds up to 1,251.20 CNY: 600.00 share of the principal, 450.00 instalment due, 31.20 interest, 20.00 fees, 150.00 past due. Less than half of it is the 10 percent share."
fig, ax = plt.subplots(figsize=(7, 3.2))
ends = asked.cumsum()
colours = ["C0"] + ["C1"] * (len(asked) - 1)
ax.barh(asked.index, asked, left=ends - asked, color=colours)
for row, (amount, end) in enumerate(zip(asked, ends, strict=True)):
    ax.annotate(f"{amount:,.2f}", (end, row), (5, 0), va="center", textcoords="offset points")
ax.invert_yaxis()
ax.set(xlabel="Minimum payment (CNY)", xlim=(0, 1_600))
ax.set_title("More than half of this minimum is not the 10 %")
plt.show()

# %% [markdown]
# **A common mistake.** Taking 10 % of everything: about 665 CNY. The customer pays it, believes all is
# well, and is overdue by 586 CNY with a late fee and a mark in the credit report. Complaints follow.

# %% [markdown] task="minimum-payment"
# ### Task: the minimum payment
# One function for both styles of contract, with share and floor as parameters, because the committee
# wants to see 5 % and 10 % side by side.


# %% answer="minimum-payment"
def minimum_payment(
    statement: dict[str, float], style: str, rate: float, floor: float = 0.0
) -> float:
    """Return the least that a customer must pay on one statement.

    Parameters
    ----------
    statement
        CNY under the keys ``balance`` (all that is owed, never negative), ``principal`` (the
        revolving part of it), ``instalment_due``, ``interest``, ``fees``, ``past_due`` (what was missing from
        earlier minimum payments) and ``over_limit``.
    style
        ``"CN"``: the share is taken of the principal; ``"US"``: of the balance.
    rate
        The share, as a fraction.
    floor
        The share and this cycle's instalment, interest and fees come to at least this much, CNY.

    Returns
    -------
    float
        CNY, rounded to the fen: share + instalment + interest + fees, at least the floor; plus
        what is past due and over the limit; never more than the balance.

    Raises
    ------
    ValueError
        If ``style`` is another word.
    """
    ### BEGIN SOLUTION
    if style not in ("CN", "US"):
        raise ValueError(f"style is 'CN' or 'US', not {style!r}")
    base = statement["principal"] if style == "CN" else statement["balance"]
    this_cycle = (
        rate * base + statement["instalment_due"] + statement["interest"] + statement["fees"]
    )
    due = max(floor, this_cycle) + statement["past_due"] + statement["over_limit"]
    return round(min(due, statement["balance"]), 2)
    ### END SOLUTION


# %% check="minimum-payment" part="chinese-style" points=2
"""10 % of the principal, and what cannot wait."""
_statement = {
    "balance": 8_542.30,
    "principal": 8_000.0,
    "instalment_due": 500.0,
    "interest": 42.30,
    "fees": 0.0,
    "past_due": 300.0,
    "over_limit": 0.0,
}
check("minimum_payment").on(_statement, "CN", 0.10).gives(
    1_642.30,
    within=0.001,
    unit="CNY",
    mistakes=[
        (884.23, "That is the share of everything: which parts cannot wait?"),
        (854.23, "That is the share of everything: which parts cannot wait?"),
        (1_342.30, "What was past due is missing: may it wait another month?"),
        (1_142.30, "The instalment is missing: does it wait for the next bill?"),
        (1_696.53, "The share was taken of the whole balance: what does this style take it of?"),
        (1_242.30, "That is a share of 5 %: which rate was asked for?"),
    ],
)

# %% check="minimum-payment" part="us-style" points=2
"""1 % of the balance, floor 35; and a balance of 22."""
_statement = {
    "balance": 5_000.0,
    "principal": 4_897.30,
    "instalment_due": 0.0,
    "interest": 102.70,
    "fees": 0.0,
    "past_due": 0.0,
    "over_limit": 0.0,
}
check("minimum_payment").on(_statement, "US", 0.01, 35.0).gives(
    152.70,
    within=0.001,
    unit="USD",
    mistakes=[
        (102.70, "That is the largest part alone: are the parts alternatives?"),
        (151.67, "The share was taken of the principal: what does this style take it of?"),
        (187.70, "The floor was added on top: what is a floor?"),
        (50.0, "The interest is missing: may it wait?"),
    ],
)
_small = {**_statement, "balance": 22.0, "principal": 22.0, "interest": 0.0}
check("minimum_payment").on(_small, "US", 0.01, 35.0).gives(
    22.0,
    within=0.001,
    unit="USD",
    mistakes=[
        (35.0, "That is more than the customer owes: what is the most one can ask for?"),
        (0.22, "That is below the floor: what is the least that is asked for?"),
    ],
)

# %% check="minimum-payment" part="other-statements" points=4 hidden=true
"""What the floor covers and what it does not, another share, the cap, an unknown style."""
_quiet = {
    "balance": 800.0,
    "principal": 800.0,
    "instalment_due": 0.0,
    "interest": 0.0,
    "fees": 0.0,
    "past_due": 20.0,
    "over_limit": 0.0,
}
hidden_check("minimum_payment").case("a floor, and something past due").on(
    _quiet, "US", 0.01, 35.0
).gives(
    55.0,
    within=0.001,
    unit="USD",
    mistakes=[(35.0, "The past due part hides in the floor: is it asked for on top?")],
)
_parts = {
    "balance": 1_000.0,
    "principal": 981.0,
    "instalment_due": 4.0,
    "interest": 15.0,
    "fees": 5.0,
    "past_due": 0.0,
    "over_limit": 0.0,
}
hidden_check("minimum_payment").case("a floor above share, instalment, interest and fees").on(
    _parts, "US", 0.01, 35.0
).gives(
    35.0,
    within=0.001,
    unit="USD",
    mistakes=[
        (34.0, "That is below the floor: what is the least that is asked for?"),
        (
            lambda due: 35 < due < 60,
            "Something was asked for on top of the floor: which four parts does it cover?",
        ),
    ],
)
hidden_check("minimum_payment").case("the same, and something over the limit").on(
    {**_parts, "over_limit": 40.0}, "US", 0.01, 35.0
).gives(
    75.0,
    within=0.001,
    unit="USD",
    mistakes=[(74.0, "What exceeds the limit hides in the floor: is it asked for on top?")],
)
_busy = {
    "balance": 20_351.0,
    "principal": 17_200.0,
    "instalment_due": 1_850.5,
    "interest": 212.25,
    "fees": 88.0,
    "past_due": 640.0,
    "over_limit": 350.75,
}
hidden_check("minimum_payment").case("a share of 5 %, every part present, Chinese style").on(
    _busy, "CN", 0.05
).gives(4_001.50, within=0.001, unit="CNY")
hidden_check("minimum_payment").case("every part present, US style").on(
    _busy, "US", 0.02, 25.0
).gives(3_548.52, within=0.001, unit="USD")
_last = {**_busy, "balance": 900.0, "principal": 0.0, "instalment_due": 900.0, "over_limit": 0.0}
hidden_check("minimum_payment").case("more asked for than is owed, Chinese style").on(
    _last, "CN", 0.10
).gives(900.0, within=0.001, unit="CNY")
hidden_check("minimum_payment").case("a share with parts of a fen").on(
    {**_quiet, "principal": 333.33, "past_due": 0.0}, "CN", 0.10
).gives(33.33, within=0.001, unit="CNY")
hidden_check("minimum_payment").case("fifty fen owed, no floor given").on(
    {**_quiet, "balance": 0.5, "principal": 0.5, "past_due": 0.0}, "CN", 0.10
).gives(0.05, within=0.001, unit="CNY")
hidden_check("minimum_payment").case("a floor in the Chinese style").on(
    {**_quiet, "past_due": 0.0}, "CN", 0.10, 100.0
).gives(100.0, within=0.001, unit="CNY")
hidden_check("minimum_payment").case("a style of contract that is neither").on(
    _quiet, "EU", 0.10
).refuses(ValueError, because="nobody has said what the share is taken of there")
hidden_check("minimum_payment").case("the statement handed in stays as it is").on(
    _busy, "CN", 0.05
).leaves_inputs_alone()

# %% [markdown]
# ## 6 · How long the minimum takes
#
# **The idea.** A low minimum feels kind and costs most. Each month interest is added first; what the
# payment leaves over after interest reduces the debt. If the minimum is a *share of the balance*, it
# shrinks with the debt, and the end recedes. (US statements must say how long it takes [12]; the
# regulator's own example uses such a share with a floor.)
#
# $$I_k = C_{k-1}\,\tfrac{R}{12} \qquad
# P_k = \min\bigl(\max(f,\; s\,C_{k-1}) + e,\; C_{k-1} + I_k\bigr) \qquad
# C_k = C_{k-1} + I_k - P_k$$
#
# $C_k$ is the closing balance of month $k$ ($C_0$ what is owed at the start); $R$ the nominal annual
# rate; $I_k$ the interest; $P_k$ the payment; $s$ the minimum as a share of the opening balance; $f$
# its floor; $e$ what the customer pays on top. $I_k$, $P_k$ and $C_k$ are rounded to the fen every
# month.
#
# **Example, by hand.** 4,000 CNY at 24 % a year, minimum 5 % but at least 150 CNY, 100 CNY on top.
# Interest of the first month: 80.00. Minimum: 200.00, paid: 300.00. Left: 3,780.00. Second month:
# interest 75.60, minimum 189.00, paid 289.00, left 3,566.60.
#
# Does it end at all? Look at what one month asks for and what it adds:

# %%
balance = np.array([500.0, 2_000.0, 4_000.0, 6_000.0, 12_000.0])
pd.DataFrame(
    {
        "balance": balance,
        "interest at 24.99 %": balance * 0.2499 / 12,
        "minimum 2 %, floor 100": [100.0, 100.0, 100.0, 120.0, 240.0],
        "minimum 3 %, floor 100": [100.0, 100.0, 120.0, 180.0, 360.0],
    }
).round(2)

# %% alt="Two lines: what a month's minimum payment leaves over for the debt itself, at 24.99 percent a year with a floor of 100 CNY. With a minimum of 3 percent it falls from 100 CNY to 31 CNY at a balance of 3,333 and then rises to 110 CNY at 12,000. With 2 percent it falls to zero at a balance of 4,802 CNY and stays below zero from there on: the debt grows."
fig, ax = plt.subplots()
fine = np.linspace(0, 12_000, 1_201)
for share in (0.03, 0.02):
    reduces = np.maximum(100, share * fine) - fine * 0.2499 / 12
    ax.plot(fine, reduces, label=f"{share:.0%} minimum")
ax.fill_between(fine, reduces, 0, where=reduces < 0, color="C1", alpha=0.35)
ax.axhline(0, color="0.4", linewidth=1)
ax.annotate(
    "the debt grows although\nthe minimum is paid",
    (8_300, -9),
    (0, -8),
    va="top",
    ha="center",
    textcoords="offset points",
)
label_line_ends(ax)
cny_axis(ax, "x")
ax.set(xlabel="Balance (CNY)", ylabel="Minimum less interest (CNY a month)", ylim=(-45, 115))
ax.set_title("Above 4,800 CNY a 2 % minimum repays nothing at all")
plt.show()

# %% [markdown]
# **A common mistake.** Lowering the minimum "to help". On 20,000 CNY at 18.25 %, with a floor of
# 100 CNY, a minimum of 10 % takes 45 months and costs 3,501 CNY of interest; 5 % takes 90 months and
# costs 8,271 CNY; 3 % takes 168 months, 14 years, and costs 18,488 CNY.

# %% [markdown] task="payoff-schedule"
# ### Task: how long the minimum takes
# Build the table behind those sentences, month by month. A plan that never ends must be refused
# clearly, because a loop that never ends is also how the customer lives it. Mind the last month: a
# rest of 0.00000000000005 yuan is no debt, but binary numbers leave it behind unless each closing
# balance is rounded too.


# %% answer="payoff-schedule"
def payoff_schedule(
    balance: float, annual_rate: float, minimum_rate: float, floor: float, extra: float = 0.0
) -> pd.DataFrame:
    """Return, month by month, how a balance is paid off when no purchase is added.

    Parameters
    ----------
    balance
        CNY owed at the start. Zero or a credit balance gives the same columns and no rows.
    annual_rate
        Nominal, as a fraction; a month's rate is a twelfth of it.
    minimum_rate, floor
        Each month asks for ``minimum_rate`` of the month's opening balance, before its interest,
        but for at least ``floor`` CNY.
    extra
        CNY paid each month on top.

    Returns
    -------
    DataFrame
        Exactly these columns, one row a month: ``month`` (1, 2, …), ``opening``, ``interest``,
        ``payment`` and ``closing``. Interest, payment and closing balance are rounded to the fen
        each month. The last payment is what is left, so the last closing balance is 0.

    Raises
    ------
    ValueError
        If a month's payment does not exceed its interest: the debt would never end.
    """
    ### BEGIN SOLUTION
    rows = []
    opening = balance
    while opening > 0:
        interest = round(opening * annual_rate / 12, 2)
        payment = round(min(max(floor, minimum_rate * opening) + extra, opening + interest), 2)
        if payment <= interest:
            raise ValueError(
                f"a payment of {payment} never covers the interest of {interest}: "
                "the balance would never be paid off"
            )
        closing = round(opening + interest - payment, 2)
        rows.append((len(rows) + 1, opening, interest, payment, closing))
        opening = closing
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])
    ### END SOLUTION


# %% check="payoff-schedule" part="five-months" points=4
"""1,000 at 12 %, half the balance each month, at least 100."""
_expected = pd.DataFrame(
    {
        "month": [1, 2, 3, 4, 5],
        "opening": [1_000.0, 510.0, 260.1, 132.65, 33.98],
        "interest": [10.0, 5.1, 2.6, 1.33, 0.34],
        "payment": [500.0, 255.0, 130.05, 100.0, 34.32],
        "closing": [510.0, 260.1, 132.65, 33.98, 0.0],
    }
)
check("payoff_schedule").on(1_000.0, 0.12, 0.5, 100.0).gives_rows(
    _expected,
    key=["month"],
    within=0.001,
    mistakes=[
        (
            lambda t: abs(t["payment"].iloc[0] - 505) < 0.01,
            "The minimum was taken after adding interest: of which balance is the share?",
        ),
        (
            lambda t: t["closing"].min() < -0.01,
            "The last payment is larger than the debt: what does the customer still owe?",
        ),
        (
            lambda t: 66 < t["payment"].iloc[3] < 67,
            "In month 4 the floor is missing: what is the least that is paid?",
        ),
        (
            lambda t: abs(t["interest"].iloc[0] - 9.86) < 0.01,
            "That is the interest of 30 of 365 days: what is a month here?",
        ),
        (
            lambda t: t["month"].iloc[0] == 0,
            "The months start at 0: which month holds the first payment?",
        ),
        (
            lambda t: abs(t["interest"].iloc[2] - 2.601) < 0.0005,
            "There are parts of a fen: when is rounded?",
        ),
        (
            lambda t: abs(t["closing"].iloc[0] - 500) < 0.01,
            "The interest never reaches the balance: who pays it?",
        ),
        (
            lambda t: len(t) > 5 and t["opening"].iloc[5] < 0.005,
            "After month 5 a rest far below a fen is owed: what is rounded each month?",
        ),
    ],
)

# %% check="payoff-schedule" part="never-ends" points=2
"""2 % a month against 24.99 % a year."""
check("payoff_schedule").on(10_000.0, 0.2499, 0.02, 100.0).refuses(
    ValueError, because="200 a month never covers 208.25 of interest"
)

# %% check="payoff-schedule" part="other-debts" points=6 hidden=true
"""Long and short debts, a floor that saves, money on top, nothing owed, just enough and just too little."""
_expected = pd.DataFrame(
    {
        "month": [1, 2],
        "opening": [450.0, 106.75],
        "interest": [6.75, 1.6],
        "payment": [350.0, 108.35],
        "closing": [106.75, 0.0],
    }
)
hidden_check("payoff_schedule").case("money on top of the floor").on(
    450.0, 0.18, 0.10, 200.0, 150.0
).gives_rows(
    _expected,
    key=["month"],
    within=0.001,
    mistakes=[
        (lambda t: abs(t["payment"].iloc[0] - 200) < 0.01, "Is the extra money paid as well?")
    ],
)
hidden_check("payoff_schedule").case("a usual debt: the number of months").on(
    10_000.0, 0.1825, 0.10, 100.0
).satisfies(lambda t: len(t) == 37, "The number of months is not right: when does the debt end?")
hidden_check("payoff_schedule").case("the same debt: total interest").on(
    10_000.0, 0.1825, 0.10, 100.0
).satisfies(
    lambda t: abs(t["interest"].sum() - 1_707.26) < 0.03,
    "The total interest is off: how is a month's interest counted and rounded?",
)
hidden_check("payoff_schedule").case("each month opens where the last one closed").on(
    10_000.0, 0.1825, 0.10, 100.0
).satisfies(
    lambda t: (t["opening"].iloc[1:].to_numpy() == t["closing"].iloc[:-1].to_numpy()).all(),
    "A month does not open with the balance the month before closed with.",
)
hidden_check("payoff_schedule").case("the customer repays the debt and the interest, no more").on(
    10_000.0, 0.1825, 0.10, 100.0
).satisfies(
    lambda t: abs(t["payment"].sum() - 10_000.0 - t["interest"].sum()) < 0.01,
    "Payments do not add up to debt plus interest: where does money get lost?",
)
hidden_check("payoff_schedule").case("a floor that saves a share that is too small").on(
    800.0, 0.24, 0.015, 50.0
).satisfies(lambda t: len(t) == 20, "This debt ends: how much is really paid each month?")
hidden_check("payoff_schedule").case("one fen a month above the interest").on(
    800.0, 0.24, 0.02, 16.01
).satisfies(
    lambda t: abs(len(t) - 377) <= 1,
    "One fen above the interest is slow, but it ends: is each month rounded to the fen?",
)
hidden_check("payoff_schedule").case("only the extra money lifts the payment over the interest").on(
    10_000.0, 0.2499, 0.02, 100.0, 50.0
).satisfies(lambda t: len(t) == 172, "This debt ends, and slowly: what is really paid each month?")
hidden_check("payoff_schedule").case("a payment that equals the interest").on(
    800.0, 0.24, 0.02, 16.0
).refuses(ValueError, because="what only pays the interest leaves the debt as it was")
hidden_check("payoff_schedule").case("less owed than the floor").on(
    80.0, 0.12, 0.10, 100.0
).satisfies(
    lambda t: len(t) == 1 and abs(t["payment"].iloc[0] - 80.8) < 0.001,
    "The last payment is larger than the debt: what does the customer still owe?",
)
hidden_check("payoff_schedule").case("a debt without interest").on(
    1_000.0, 0.0, 0.10, 250.0
).satisfies(
    lambda t: len(t) == 4 and t["interest"].sum() == 0, "Without interest it is plain division."
)
hidden_check("payoff_schedule").case("half a yuan is left for the last month").on(
    100.5, 0.0, 0.10, 100.0
).satisfies(
    lambda t: len(t) == 2 and abs(t["payment"].iloc[-1] - 0.5) < 0.001,
    "Half a yuan is still owed after the first month: when does the debt end?",
)
for _nothing in [0.0, -25.0]:
    hidden_check("payoff_schedule").case("nothing owed, or a credit balance").on(
        _nothing, 0.1825, 0.10, 100.0
    ).satisfies(
        lambda t: (
            set(t.columns) == {"month", "opening", "interest", "payment", "closing"} and len(t) == 0
        ),
        "Nothing owed: a table with the five columns and no rows is wanted.",
    )

# %% [markdown]
# ## 7 · The annual rate behind an instalment fee
#
# **The idea.** "0.6 % a month" is charged on the *original* amount in every month, also in the last
# one, when almost everything has been repaid. On average the customer owes a little more than half of
# the amount (two thirds in a plan as short as three months), so the true price of the money is nearly
# double.
#
# The true monthly rate $i$ is the one at which all payments together are worth the principal today
# (the internal rate of return, 内部收益率):
#
# $$P = \sum_{k=1}^{m} \frac{A}{(1+i)^k}, \qquad A = \frac{P}{m} + P f, \qquad
# \text{APR} = 12\,i, \qquad \text{EAR} = (1+i)^{12} - 1$$
#
# $P$ is the principal; $m$ the number of months; $f$ the fee per month as a share of $P$; $A$ the
# monthly payment, the first one a month from now; APR the nominal annual rate and EAR the effective
# one. No formula gives $i$ directly; it is searched for.
#
# **Example.** 3,000 CNY in 3 months at 1 % a month: three payments of 1,030. Try some rates:

# %%
tries = np.array([0.0, 0.010, 0.015, 0.020])
worth = 1_030 / (1 + tries) + 1_030 / (1 + tries) ** 2 + 1_030 / (1 + tries) ** 3
pd.Series(worth, index=[f"{rate:.1%} a month" for rate in tries], name="worth today").round(2)

# %% [markdown]
# At 1.5 % the payments are worth a little less than 3,000, so $i$ lies just below: nearly 18 % a year
# for what the brochure calls 12 %.

# %% alt="Stairs over three months: the customer owes 3,000, 2,000 and 1,000 CNY, on average 2,000. A dashed line at 3,000 CNY shows the amount on which the fee is charged in every month."
fig, ax = plt.subplots()
ax.fill_between([0, 1, 2, 3], [3000, 2000, 1000, 0], step="post", alpha=0.25)
ax.step([0, 1, 2, 3], [3000, 2000, 1000, 0], where="post")
ax.axhline(3_000, linestyle="--", color="C1")
ax.annotate(
    "the fee is charged on this, three times",
    (1.2, 3_000),
    (0, 5),
    color=readable("C1"),
    textcoords="offset points",
)
ax.annotate("what the customer really owes:\n2,000 on average", (0.15, 900))
ax.set(xlabel="Months", ylabel="Owed (CNY)", ylim=(0, 3_500), xticks=range(4))
ax.set_title("The fee never notices that the debt shrinks")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Multiplying by 12. For 12,000 CNY over 12 months at 0.6 % a month:
#
# | The number | Rate | Where it is asked for |
# |---|---|---|
# | flat: 12 × 0.6 % | **7.20 %** | nowhere; it misleads |
# | nominal APR | **13.03 %** | US, Regulation Z |
# | effective annual rate | **13.84 %** | EU, annual percentage rate of charge |
#
# China leaves the choice between a compound and a simple rate, if the simple one is named so. Both are
# taken of the principal actually lent [19]; the flat 7.2 % isn't.
#
# Whoever prices funding and losses of 9 % against "7.2 %" drops a plan that earns money; whoever
# advertises it hides 864 CNY of cost in a number that says half of what it is.
#
# **The law.** In China the cost of card instalments is to be shown *as interest* and a plan may run
# for at most five years, since the notice of July 2022 [13].

# %% [markdown] task="instalment-apr"
# ### Task: the annual rate behind an instalment fee
# Return all three true rates of a plan, so that no brochure of Lantern Bank has to guess. NumPy is
# enough.


# %% answer="instalment-apr"
def instalment_apr(principal: float, months: int, monthly_fee_rate: float) -> dict[str, float]:
    """Return the true annual rates of an instalment plan with a monthly fee.

    Parameters
    ----------
    principal
        CNY financed today.
    months
        Number of equal payments; the first is due one month from now.
    monthly_fee_rate
        Fee per month as a fraction of the *original* principal.

    Returns
    -------
    dict
        ``monthly_irr``: the monthly rate at which the payments are worth the principal today;
        ``apr``: the nominal annual rate; ``ear``: the effective annual rate, compounded monthly.
        Fractions, not rounded; the payment isn't rounded to the fen either.

    Raises
    ------
    ValueError
        If ``principal`` is not positive, ``months`` is below 1 or the fee rate is negative.
    """
    ### BEGIN SOLUTION
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("a plan needs a positive principal, a month or more and no negative fee")
    payment = principal / months + principal * monthly_fee_rate
    # In the growth factor x = 1 + i the payments are worth the principal where this polynomial is
    # zero; its signs change once, so it has one positive root (Descartes).
    roots = np.roots([principal] + [-payment] * months)
    rate = float(roots[np.isreal(roots)].real.max()) - 1
    return {"monthly_irr": rate, "apr": 12 * rate, "ear": (1 + rate) ** 12 - 1}
    ### END SOLUTION


# %% check="instalment-apr" part="twelve-months" points=5
"""12,000 in 12 months at 0.6 % a month."""
check("instalment_apr").on(12_000.0, 12, 0.006).gives(
    {"monthly_irr": 0.01086185357, "apr": 0.13034224282, "ear": 0.13841785066},
    within=1e-6,
    unit="rate",
    mistakes=[
        (
            lambda r: abs(r["apr"] - 0.072) < 1e-6,
            "That is the flat rate: on how much does the customer pay it, and how much is owed?",
        ),
        (
            lambda r: abs(r["apr"] - 0.132923) < 1e-5,
            "That is the rule of thumb for the average debt: is it exact?",
        ),
        (
            lambda r: abs(r["apr"] - 0.154819) < 1e-5,
            "That pays the first instalment at once: when is it due?",
        ),
        (
            lambda r: abs(r["apr"] - 0.138418) < 1e-5,
            "APR and EAR are mixed up: which of them is nominal?",
        ),
        (
            lambda r: abs(r["apr"] - 13.034224) < 1e-4,
            "That is in percent: what do rates look like in this notebook?",
        ),
        (
            lambda r: abs(r["ear"] - 0.130342) < 1e-5,
            "EAR equals APR here: what does interest on interest add?",
        ),
    ],
)

# %% check="instalment-apr" part="other-plans" points=5 hidden=true
"""Other plans, one month, no fee, any principal; impossible plans."""
_plans = [
    ("half a year", 9_000.0, 6, 0.0075, 0.0127231091, 0.1526773092, 0.1638275724),
    ("two years", 30_000.0, 24, 0.0055, 0.0101662059, 0.1219944707, 0.1290522131),
    ("less than one yuan", 0.8, 36, 0.006, 0.0109782564, 0.1317390764, 0.1399919409),
    ("a single payment", 5_000.0, 1, 0.01, 0.01, 0.12, 0.1268250301),
    ("a plan without a fee", 2_400.0, 12, 0.0, 0.0, 0.0, 0.0),
    ("a very dear plan", 3_000.0, 12, 0.04, 0.0661532264, 0.7938387169, 1.1569272946),
]
for _case, _principal, _months, _fee, _irr, _apr, _ear in _plans:
    hidden_check("instalment_apr").case(_case).on(_principal, _months, _fee).gives(
        {"monthly_irr": _irr, "apr": _apr, "ear": _ear},
        within=1e-6,
        unit="rate",
        mistakes=[
            (
                lambda r: abs(r["apr"] - 0.6) < 1e-4,
                "The search stopped at 5 % a month: how far can a rate go?",
            )
        ],
    )
hidden_check("instalment_apr").case("the longest plan, a high fee").on(8_000.0, 60, 0.02).satisfies(
    lambda r: (
        abs(sum((8_000 / 60 + 160) / (1 + r["monthly_irr"]) ** k for k in range(1, 61)) - 8_000)
        < 0.01
    ),
    "At this rate the payments are not worth the principal today.",
)
for _plan in [(0.0, 12, 0.006), (-0.5, 12, 0.006), (1_000.0, 0, 0.006), (1_000.0, 12, -0.001)]:
    hidden_check("instalment_apr").case("no principal, no month or a negative fee").on(
        *_plan
    ).refuses(ValueError, because="there is no such plan")

# %% [markdown]
# ## 8 · Which balance a payment reduces
#
# **The idea.** One account may hold several balances at several rates: a transfer at 0 %, purchases,
# cash. Which of them a payment reduces decides what the rest costs. An issuer that applies payments to
# the *cheapest* balance first keeps the dear one alive.
#
# The US ended this in 2010: what exceeds the minimum goes to the highest annual rate first, then
# down [14]. How the minimum itself is applied is left to the contract; here it goes to the lowest rate.
# China orders the *parts* of an overdue debt, not its rates: up to 90 days late a payment settles
# interest and fees before principal, from day 91 on principal first [18]. The EU has no such rule in
# this course's rule table; the contract says it.
#
# In symbols: a payment $p$ splits into $\min(p, m)$ for the lowest rates and the excess
# $\max(p - m, 0)$ for the highest, where $m$ is the minimum. No balance falls below zero.
#
# **Example, by hand.** 3,000 CNY from a transfer at 0 % and 1,200 CNY of purchases at 24.99 %. The
# customer pays 400; the minimum is 90.

# %%
by_hand = pd.DataFrame(
    {
        "apr": [0.0, 0.2499],
        "before": [3_000.0, 1_200.0],
        "lowest first": [3_000.0 - 400.0, 1_200.0],
        "card act": [3_000.0 - 90.0, 1_200.0 - 310.0],
    },
    index=["transfer", "purchases"],
)
next_month = (by_hand[["lowest first", "card act"]].mul(by_hand["apr"], axis=0) / 12).sum()
print(next_month.round(2).to_string())
by_hand

# %% alt="Two pairs of bars, the balances after a payment of 400 CNY. Lowest first leaves 2,600 at 0 percent and 1,200 at 24.99 percent, which costs 24.99 CNY next month; the CARD Act rule leaves 2,910 and 890, which costs 18.53 CNY."
fig, ax = plt.subplots(figsize=(8, 3))
for row, rule in enumerate(["lowest first", "card act"]):
    free, dear = by_hand[rule]
    ax.barh(row, free, color="C0", height=0.55)
    ax.barh(row, dear, left=free, color="C1", height=0.55)
    inside = {"ha": "center", "va": "center", "color": "white"}
    ax.annotate(f"{free:,.0f}\nat 0 %", (free / 2, row), **inside)
    ax.annotate(f"{dear:,.0f}\nat 24.99 %", (free + dear / 2, row), **inside)
    ax.annotate(
        f"interest {next_month[rule]:.2f} CNY",
        (3_800, row),
        (6, 0),
        va="center",
        textcoords="offset points",
    )
ax.set(xlabel="Balance after the payment (CNY)", xlim=(0, 4_800))
cny_axis(ax, "x")
ax.set_yticks([0, 1], ["lowest first", "CARD Act"])
ax.set_title("The order alone saves a quarter of next month's interest")
plt.show()

# %% [markdown]
# **A common mistake.** Sending the whole payment, minimum included, to the highest rate. It is kind,
# but it isn't the contract, and the simulated interest income is too low: here by 1.87 CNY an account
# and month, 2.2 million CNY a year on 100,000 such accounts.

# %% [markdown] task="allocate-payment"
# ### Task: which balance a payment reduces
# The same function must serve the contract of today and the American one, so that finance can price
# the difference before the launch abroad.


# %% answer="allocate-payment"
def allocate_payment(
    balances: pd.DataFrame, payment: float, minimum: float, rule: str
) -> list[float]:
    """Return how much of a payment goes to each balance of one account.

    Parameters
    ----------
    balances
        Columns ``apr`` (fraction, all different) and ``balance`` (CNY), one row per balance, with
        any index.
    payment
        CNY paid. What exceeds the sum of the balances is not allocated.
    minimum
        The minimum payment of this statement, CNY.
    rule
        ``"lowest first"``: the whole payment goes to the lowest APR first, then to the next.
        ``"card act"``: only the part up to ``minimum`` does; everything above it goes to the
        highest APR first, then to the next lower (12 CFR 1026.53).

    Returns
    -------
    list of float
        CNY allocated to each row, in the order of ``balances``.

    Raises
    ------
    ValueError
        If ``rule`` is another word.
    """
    ### BEGIN SOLUTION
    if rule not in ("lowest first", "card act"):
        raise ValueError(f"rule is 'lowest first' or 'card act', not {rule!r}")
    lowest_first = np.argsort(balances["apr"].to_numpy())
    owed = balances["balance"].to_numpy(dtype=float)
    paid = np.zeros(len(owed))
    low_part = payment if rule == "lowest first" else min(payment, minimum)
    for amount, order in [(low_part, lowest_first), (payment - low_part, lowest_first[::-1])]:
        left = amount
        for row in order:
            part = min(left, owed[row] - paid[row])
            paid[row] += part
            left -= part
    return paid.tolist()
    ### END SOLUTION


# %% check="allocate-payment" part="card-act" points=3
"""500 paid, 80 of it the minimum; then 1,000 paid."""
_balances = pd.DataFrame({"apr": [0.1999, 0.2499, 0.0], "balance": [1_500.0, 500.0, 2_000.0]})
check("allocate_payment").on(_balances, 500.0, 80.0, "card act").gives(
    [0.0, 420.0, 80.0],
    within=0.001,
    unit="CNY",
    mistakes=[
        (
            [0.0, 500.0, 0.0],
            "The whole payment went to the highest rate: where does the minimum go?",
        ),
        ([0.0, 0.0, 500.0], "The whole payment went to the lowest rate: what exceeds the minimum?"),
        (
            [187.5, 62.5, 250.0],
            "That is in proportion to the balances: in which order are they paid?",
        ),
        ([80.0, 0.0, 420.0], "That is in another order of rows: which row has which rate?"),
        ([420.0, 0.0, 80.0], "That is in another order of rows: which row has which rate?"),
        ([1_500.0, 80.0, 1_920.0], "That is what is left: what was asked for?"),
    ],
)
check("allocate_payment").on(_balances, 1_000.0, 80.0, "card act").gives(
    [420.0, 500.0, 80.0],
    within=0.001,
    unit="CNY",
    mistakes=[
        ([0.0, 920.0, 80.0], "One balance gets more than it holds: where does the rest go?"),
        ([0.0, 500.0, 80.0], "Some of the money went nowhere: where does the rest go?"),
        ([500.0, 500.0, 0.0], "The minimum went to the highest rate: where does the minimum go?"),
    ],
)

# %% check="allocate-payment" part="lowest-first" points=1
"""The same 500 in the other order."""
check("allocate_payment").on(_balances, 500.0, 80.0, "lowest first").gives(
    [0.0, 0.0, 500.0],
    within=0.001,
    unit="CNY",
    mistakes=[
        (
            [0.0, 420.0, 80.0],
            "That is the other rule: where does this one send what exceeds the minimum?",
        ),
    ],
)

# %% check="allocate-payment" part="other-accounts" points=4 hidden=true
"""Little and too much money, a large minimum, rows with names, an unknown rule."""
_balances = pd.DataFrame(
    {"apr": [0.0, 0.2999, 0.1299, 0.2199], "balance": [60.0, 900.0, 400.0, 1_250.5]}
)
_named = pd.DataFrame(
    {"apr": [0.0, 0.2499], "balance": [3_000.0, 1_200.0]}, index=["transfer", "purchases"]
)
hidden_check("allocate_payment").case("rows with names instead of numbers").on(
    _named, 400.0, 90.0, "card act"
).gives([90.0, 310.0], within=0.001, unit="CNY")
hidden_check("allocate_payment").case("less than the minimum is paid").on(
    _balances, 45.0, 100.0, "card act"
).gives([45.0, 0.0, 0.0, 0.0], within=0.001, unit="CNY")
hidden_check("allocate_payment").case("a minimum larger than the lowest balance").on(
    _balances, 1_300.0, 100.0, "card act"
).gives([60.0, 900.0, 40.0, 300.0], within=0.001, unit="CNY")
hidden_check("allocate_payment").case("the excess comes back to where the minimum went").on(
    _balances, 2_500.0, 100.0, "card act"
).gives([60.0, 900.0, 289.5, 1_250.5], within=0.001, unit="CNY")
hidden_check("allocate_payment").case("a large payment, lowest first").on(
    _balances, 1_000.0, 100.0, "lowest first"
).gives([60.0, 0.0, 400.0, 540.0], within=0.001, unit="CNY")
for _rule in ["card act", "lowest first"]:
    hidden_check("allocate_payment").case(f"more than everything, {_rule}").on(
        _balances, 5_000.0, 100.0, _rule
    ).gives(
        [60.0, 900.0, 400.0, 1_250.5],
        within=0.001,
        unit="CNY",
        mistakes=[
            (
                lambda r: sum(r) > 2_610.51,
                "One balance gets more than it holds: can it fall below zero?",
            ),
        ],
    )
    hidden_check("allocate_payment").case(f"nothing paid, {_rule}").on(
        _balances, 0.0, 100.0, _rule
    ).gives([0.0, 0.0, 0.0, 0.0], within=0.001, unit="CNY")
hidden_check("allocate_payment").case("the table handed in stays as it is").on(
    _balances, 1_300.0, 100.0, "card act"
).leaves_inputs_alone()
hidden_check("allocate_payment").case("a rule that does not exist").on(
    _balances, 1_300.0, 100.0, "oldest first"
).refuses(ValueError, because="money must not go somewhere under an unknown rule")

# %% [markdown]
# ## 9 · Which draft breaks which rule
#
# **The idea.** "Is it legal?" is four questions: *where* is the card offered, *what kind* of card is
# it, *when* does it launch, and *which term* does the rule limit. Rules are kept as data, one row
# each, with the day they begin, the day they end, and the source. Then a changed rule is a changed
# row, and yesterday's offers can still be judged by yesterday's law.
#
# In symbols: rule $q$ binds offer $o$ if the jurisdictions agree, the rule is for all cards or for
# $o$'s card type, and $\text{from}_q \le \text{launch}_o < \text{until}_q$. Of a bound offer, the
# value $v$ breaks the limit $L$ if $v > L$ (`max`), $v < L$ (`min`) or $v \ne L$ (`equals`).
#
# Three borders where money is lost:
#
# - **At the limit is within it.** In the US, required fees of the first year may be 25 % of the opening
#   limit; 125 dollars on a line of 500 are allowed, 126 are not [15].
# - **The kind of card decides.** The EU caps interchange at 0.3 % on consumer credit cards; commercial
#   cards are outside the cap [16].
# - **The day decides.** China's 0.05 % a day bound offers until 31 December 2020. On 1 January 2021 it
#   was history [4]. In the EU a lender has had to check creditworthiness since June 2010, under the
#   directive of 2008 [21]; since 20 November 2026 its successor asks for it [17]. Two drafts without
#   the check, launched one day apart, break two different laws.
#
# The three jurisdictions side by side, as far as this course's rule table goes (— means that the table
# has no rule, not that there is none; every row names its instrument and source):
#
# | Topic | China | US (consumer cards) | EU (consumer cards) |
# |---|---|---|---|
# | Rate | agreed in the contract since <nobr>2021-01-01</nobr> | — | — |
# | Rate shown | annual rate, prominently, since <nobr>2021-01-01</nobr>; compound, or simple if it says so (<nobr>2021-03-31</nobr>) | APR is nominal | APR is effective |
# | Lost interest-free period | contract, to be explained (2021) | not on what was repaid in time, since <nobr>2010-02-22</nobr> | — |
# | Fees | none for exceeding the limit, no interest on fees, since <nobr>2017-01-01</nobr> | first year at most 25 % of the limit, since <nobr>2010-02-22</nobr> | — |
# | Instalments | at most 60 months, cost shown as interest, since <nobr>2022-07-07</nobr> | — | — |
# | What a payment settles first | overdue up to 90 days: interest and fees, later principal, since <nobr>2011-01-13</nobr> | above the minimum: highest APR, since <nobr>2010-02-22</nobr> | — |
# | Interchange, credit | at most 0.45 %, since <nobr>2016-09-06</nobr> | — | at most 0.3 %, since <nobr>2015-12-09</nobr>; not commercial cards |
# | Check before lending | — | ability to pay, since <nobr>2010-02-22</nobr> | creditworthiness, since <nobr>2010-06-11</nobr>; since <nobr>2026-11-20</nobr> under the new directive |
#
# Some rules are disputed, and the table says so. The 8-dollar late fee of 2024 never took effect in the
# US (vacated on 15 April 2025), and sources disagree on the safe harbour that holds instead: 30 and
# 41 dollars, or 32 and 43. It is a row with a date, so that one edit changes it.
#
# **Example.** One rule, read slowly:

# %%
pd.set_option("display.max_colwidth", None)  # show long texts whole
print(f"{len(rules)} rules, {rules['field'].notna().sum()} of them can be tested on an offer")
rules.loc[rules["rule_id"] == "cn-overdraft-daily-cap"].T

# %%
shown = ["offer_id", "offer_name", "jurisdiction", "launch_date", "card_type", "daily_rate"]
offers[shown]  # synthetic drafts; the terms stand in the other columns

# %% alt="A timeline from 2015 to 2028. Bars show when nine rules are in force. China's daily cap and floor end on 1 January 2021; the EU duty to check creditworthiness moves from the directive of 2008 to that of 2023 on 20 November 2026; the others run on. Below, one row of dots per jurisdiction marks the launch dates of the fourteen drafts: in China two around New Year 2021 and four in spring 2027, in the US four in 2027, in the EU two on 19 and 20 November 2026 and two in January 2027."
fig, ax = plt.subplots(figsize=(8, 5.6))
chosen = [
    "cn-overdraft-daily-cap",
    "cn-overdraft-daily-floor",
    "cn-annualised-rate-shown",
    "cn-instalment-cost-as-interest",
    "us-first-year-fees",
    "us-excess-payment-highest-apr",
    "eu-interchange-credit",
    "eu-ccd1-creditworthiness",
    "eu-ccd2-creditworthiness",
]
colour = {"CN": "C0", "US": "C1", "EU": "C2"}
horizon = pd.Timestamp("2015-01-01"), pd.Timestamp("2028-06-30")
for row, rule in rules.set_index("rule_id").loc[chosen].reset_index().iterrows():
    begin = max(rule["in_force_from"], horizon[0])
    end = rule["in_force_until"] if pd.notna(rule["in_force_until"]) else horizon[1]
    ax.barh(row, end - begin, left=begin, height=0.55, color=colour[rule["jurisdiction"]])
middles = len(chosen) + np.array([0.4, 2.2, 4.0])  # these rows are higher than the others
for middle, where in zip(middles, colour, strict=True):
    launches = offers.loc[offers["jurisdiction"] == where, "launch_date"]
    heights = middle + np.linspace(-0.7, 0.7, len(launches))  # so that no dot hides another
    ax.scatter(launches, heights, s=18, color=colour[where])
names = [*chosen, *(f"launches of {where} drafts" for where in colour)]
ax.set_yticks([*range(len(chosen)), *middles], names, fontsize=9)
for name in ax.get_yticklabels():
    where = name.get_text().removeprefix("launches of ")[:2].upper()
    name.set_color(readable(colour[where]))
ax.set(xlim=horizon, xlabel="Year")
ax.grid(False, axis="y")
ax.invert_yaxis()
ax.set_title("The launch date decides which rules bind a draft")
plt.show()

# %% [markdown]
# **A common mistake.** Checking against "the rules" without a date. A team that believes the 0.05 % cap
# still binds prices every revolving yuan at 18.25 % at most. On 200 million CNY of revolving balances
# each point of rate it did not dare to discuss is 2 million CNY a year. The reverse mistake, a launch
# one day after a new rule, is paid in fines.
#
# A *missing* value is not a breach. It is a question to the author of the draft: a card without
# instalments has no instalment tenor.

# %% [markdown] task="compliance-findings"
# ### Task: which draft breaks which rule
# Return one row per breach with the value, the limit and the source, so that the author of the draft
# can read the rule. The first check uses a small invented rule book; the second the real rules and
# the fourteen synthetic drafts.


# %% answer="compliance-findings"
def compliance_findings(offers: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """Return one row for every rule that a draft offer breaks.

    Parameters
    ----------
    offers
        ``offer_id``, ``jurisdiction``, ``launch_date``, ``card_type`` and one column per term of
        the offer. A missing value (NaN) means that the offer does not have this term.
    rules
        ``rule_id``, ``jurisdiction``, ``field`` (the offer's column that it limits; missing for
        background rules), ``test`` (``"max"``, ``"min"`` or ``"equals"``), ``limit``,
        ``applies_to`` (``"all"`` or a card type), ``in_force_from`` (first day), ``in_force_until``
        (first day on which it no longer holds; missing if it still does) and ``source_url``.

    Returns
    -------
    DataFrame
        Exactly these columns: ``offer_id``, ``rule_id``, ``value``, ``limit``, ``source_url``;
        rows in any order; if nothing is broken, the same columns and no rows. A value equal to the
        limit is no breach, nor is a missing value or a field that ``offers`` does not have.
    """
    ### BEGIN SOLUTION
    columns = ["offer_id", "rule_id", "value", "limit", "source_url"]
    findings = []
    for rule in rules.dropna(subset=["field"]).to_dict("records"):
        if rule["field"] not in offers.columns:
            continue
        ended = offers["launch_date"] >= rule["in_force_until"]  # False while there is no end
        concerned = offers[
            (offers["jurisdiction"] == rule["jurisdiction"])
            & ((offers["card_type"] == rule["applies_to"]) | (rule["applies_to"] == "all"))
            & (offers["launch_date"] >= rule["in_force_from"])
            & ~ended
        ]
        value = concerned[rule["field"]]
        breach = {
            "max": value > rule["limit"],
            "min": value < rule["limit"],
            "equals": value.notna() & (value != rule["limit"]),
        }[rule["test"]]
        for offer_id, broken in concerned.loc[breach, ["offer_id", rule["field"]]].to_numpy():
            findings.append((offer_id, rule["rule_id"], broken, rule["limit"], rule["source_url"]))
    return pd.DataFrame(findings, columns=columns)
    ### END SOLUTION


# %% check="compliance-findings" part="invented-rules" points=3
"""Four invented rules, five invented drafts."""
_day = pd.Timestamp("2027-01-01")
_rules = pd.DataFrame(
    {
        "rule_id": ["fee-cap", "notice", "rate-shown", "old-cap"],
        "jurisdiction": ["CN", "CN", "CN", "CN"],
        "field": ["fee", "notice_days", "rate_shown", "fee"],
        "test": ["max", "min", "equals", "max"],
        "limit": [100.0, 45.0, 1.0, 10.0],
        "applies_to": ["all", "consumer", "all", "all"],
        "in_force_from": pd.to_datetime(["2020-01-01"] * 3 + ["2010-01-01"]),
        "in_force_until": pd.to_datetime([None, None, None, "2020-01-01"]),
        "source_url": ["a.example", "b.example", "c.example", "d.example"],
    }
)
_offers = pd.DataFrame(
    {
        "offer_id": ["dear", "at-limit", "hasty", "firm", "abroad"],
        "jurisdiction": ["CN", "CN", "CN", "CN", "US"],
        "launch_date": [_day] * 5,
        "card_type": ["consumer", "consumer", "consumer", "business", "consumer"],
        "fee": [120.0, 100.0, 0.0, 0.0, 500.0],
        "notice_days": [60.0, 45.0, 30.0, 30.0, 10.0],
        "rate_shown": [1.0, np.nan, 0.0, 1.0, 0.0],
    }
)
_expected = pd.DataFrame(
    {
        "offer_id": ["dear", "hasty", "hasty"],
        "rule_id": ["fee-cap", "notice", "rate-shown"],
        "value": [120.0, 30.0, 0.0],
        "limit": [100.0, 45.0, 1.0],
        "source_url": ["a.example", "b.example", "c.example"],
    }
)
check("compliance_findings").on(_offers, _rules).gives_rows(
    _expected,
    key=["offer_id", "rule_id"],
    within=1e-9,
    mistakes=[
        (
            lambda t: "old-cap" in set(t["rule_id"]),
            "A rule that had ended was applied: which rules are in force on the launch date?",
        ),
        (
            lambda t: "abroad" in set(t["offer_id"]),
            "A rule of another jurisdiction was applied: where is the offer made?",
        ),
        (
            lambda t: "at-limit/rate-shown" in set(t["offer_id"] + "/" + t["rule_id"]),
            "A missing value was called a breach: what does NaN say about the offer?",
        ),
        (
            lambda t: "at-limit" in set(t["offer_id"]),
            "A value equal to the limit was called a breach: is it above or below?",
        ),
        (
            lambda t: "firm" in set(t["offer_id"]),
            "A rule for consumer cards hit a business card: which card type is it for?",
        ),
        (
            lambda t: "dear/notice" in set(t["offer_id"] + "/" + t["rule_id"]),
            "A long notice was called a breach: is this limit a most or a least?",
        ),
        (
            lambda t: "dear/fee-cap" not in set(t["offer_id"] + "/" + t["rule_id"]),
            "The rule for all cards was not applied: which card types does 'all' cover?",
        ),
    ],
)

# %% check="compliance-findings" part="lantern-drafts" points=2
"""The fourteen drafts of Lantern Bank against the rule table, labelled by hand."""
_by_hand = {
    ("CN-02", "cn-annualised-rate-shown"),
    ("CN-02", "cn-instalment-cost-as-interest"),
    ("CN-03", "cn-overdraft-daily-cap"),
    ("CN-05", "cn-instalment-max-months"),
    ("CN-05", "cn-no-over-limit-fee"),
    ("CN-06", "cn-change-notice-45-days"),
    ("CN-06", "cn-no-interest-on-fees"),
    ("US-02", "us-excess-payment-highest-apr"),
    ("US-02", "us-first-year-fees"),
    ("US-02", "us-late-fee-first"),
    ("US-02", "us-statement-to-due-21-days"),
    ("US-04", "us-no-interest-on-repaid-in-grace"),
    ("US-04", "us-under-21-independent-income"),
    ("EU-01", "eu-interchange-credit"),
    ("EU-03", "eu-ccd1-creditworthiness"),
    ("EU-04", "eu-ccd2-creditworthiness"),
}
check("compliance_findings").on(offers, rules).satisfies(
    lambda t: set(zip(t["offer_id"], t["rule_id"], strict=True)) == _by_hand,
    "These are not the 16 breaches found by hand: read one draft's terms, then its launch date.",
)

# %% check="compliance-findings" part="borders" points=5 hidden=true
"""First and last day of a rule, missing values and fields, card types, nothing to report."""
_rules = pd.DataFrame(
    {
        "rule_id": ["cap", "floor", "flag", "firms", "note", "unknown"],
        "jurisdiction": ["CN", "CN", "EU", "EU", "CN", "CN"],
        "field": ["rate", "rate", "checked", "rate", None, "colour"],
        "test": ["max", "min", "equals", "max", None, "equals"],
        "limit": [0.0005, 0.00035, 1.0, 0.3, np.nan, 1.0],
        "applies_to": ["all", "all", "consumer", "business", "all", "all"],
        "in_force_from": pd.to_datetime(
            ["2017-01-01", "2017-01-01", "2026-11-20", "2015-12-09", "2017-01-01", "2017-01-01"]
        ),
        "in_force_until": pd.to_datetime(["2021-01-01", "2021-01-01", None, None, None, None]),
        "source_url": [
            "a.example",
            "b.example",
            "c.example",
            "d.example",
            "e.example",
            "f.example",
        ],
    }
)
_offers = pd.DataFrame(
    [
        ("early", "CN", "2016-12-31", "consumer", 0.0009, np.nan),
        ("first-day", "CN", "2017-01-01", "consumer", 0.0009, np.nan),
        ("last-day", "CN", "2020-12-31", "business", 0.0002, np.nan),
        ("free-day", "CN", "2021-01-01", "consumer", 0.0009, np.nan),
        ("cap-exactly", "CN", "2019-05-05", "consumer", 0.0005, np.nan),
        ("hair-above", "CN", "2019-05-05", "consumer", 0.000503, np.nan),
        ("floor-exactly", "CN", "2019-05-05", "consumer", 0.00035, np.nan),
        ("silent", "CN", "2019-05-05", "consumer", np.nan, np.nan),
        ("eu-before", "EU", "2026-11-19", "consumer", 0.5, 0.0),
        ("eu-first-day", "EU", "2026-11-20", "consumer", 0.5, 0.0),
        ("eu-firm", "EU", "2026-11-20", "business", 0.5, 0.0),
        ("eu-silent", "EU", "2026-11-20", "consumer", np.nan, np.nan),
    ],
    columns=["offer_id", "jurisdiction", "launch_date", "card_type", "rate", "checked"],
).assign(launch_date=lambda t: pd.to_datetime(t["launch_date"]))
_expected = pd.DataFrame(
    [
        ("first-day", "cap", 0.0009, 0.0005, "a.example"),
        ("hair-above", "cap", 0.000503, 0.0005, "a.example"),
        ("last-day", "floor", 0.0002, 0.00035, "b.example"),
        ("eu-first-day", "flag", 0.0, 1.0, "c.example"),
        ("eu-firm", "firms", 0.5, 0.3, "d.example"),
    ],
    columns=["offer_id", "rule_id", "value", "limit", "source_url"],
)
hidden_check("compliance_findings").case(
    "first and last days, silent drafts, a background rule"
).on(_offers, _rules).gives_rows(
    _expected,
    key=["offer_id", "rule_id"],
    within=1e-12,
    mistakes=[
        (
            lambda t: (
                "unknown" in set(t["rule_id"]) or {"silent", "eu-silent"} & set(t["offer_id"])
            ),
            "A missing value was called a breach: what does it say about the offer?",
        ),
        (
            lambda t: "eu-firm/flag" in set(t["offer_id"] + "/" + t["rule_id"]),
            "A rule for consumer cards hit a business card: which card type is it for?",
        ),
        (
            lambda t: "cap-exactly/floor" in set(t["offer_id"] + "/" + t["rule_id"]),
            "A floor was read as a cap: is this limit a most or a least?",
        ),
        (
            lambda t: "free-day/cap" in set(t["offer_id"] + "/" + t["rule_id"]),
            "A rule was applied on the first day on which it no longer held.",
        ),
        (
            lambda t: {"early/cap", "eu-before/flag"} & set(t["offer_id"] + "/" + t["rule_id"]),
            "A rule was applied before it began: when does the offer launch?",
        ),
        (
            lambda t: (
                {"cap-exactly/cap", "floor-exactly/floor"} & set(t["offer_id"] + "/" + t["rule_id"])
            ),
            "A value equal to the limit was called a breach.",
        ),
        (
            lambda t: (
                set(t["offer_id"] + "/" + t["rule_id"]) == {"eu-first-day/flag", "eu-firm/firms"}
            ),
            "Rules that have ended since were left out: which law held on the launch date?",
        ),
        (
            lambda t: (
                {"hair-above", "first-day"} & set(t.loc[t["rule_id"] == "cap", "offer_id"])
                == {"first-day"}
            ),
            "A value just above the limit was let through: does the rule know a tolerance?",
        ),
        (
            lambda t: (
                "hair-above" in set(t["offer_id"])
                and not {"first-day", "eu-first-day"} <= set(t["offer_id"])
            ),
            "A rule was not applied on its first day: from when on does it hold?",
        ),
    ],
)
hidden_check("compliance_findings").case("the tables handed in stay as they are").on(
    _offers, _rules
).leaves_inputs_alone()
hidden_check("compliance_findings").case("rows of offers and rules in another order").on(
    _offers.iloc[::-1], _rules.sample(frac=1, random_state=2)
).gives_rows(_expected, key=["offer_id", "rule_id"], within=1e-12)
hidden_check("compliance_findings").case("drafts that break nothing").on(
    _offers[_offers["offer_id"].isin(["silent", "cap-exactly"])], _rules
).satisfies(
    lambda t: len(t) == 0 and set(_expected.columns) == set(t.columns),
    "Nothing is broken: a table with the five columns and no rows is wanted.",
)
hidden_check("compliance_findings").case("a rule book with background rules only").on(
    _offers, _rules[_rules["rule_id"] == "note"]
).satisfies(
    lambda t: len(t) == 0 and set(_expected.columns) == set(t.columns),
    "Nothing can be tested: a table with the five columns and no rows is wanted.",
)

# %% [markdown]
# ## 10 · One picture for the committee
#
# **The idea.** A table of 90 months convinces nobody. One line per proposal, the balance still owed
# over the months, shows at a glance what "5 % instead of 10 %" means. The title says the finding, not
# the topic; each axis names its unit; each line carries its name.
#
# There is no new formula: $C_k$ of section 6 over $k$, starting with month 1.
#
# **Example.** Two debts of 6,000 CNY without interest, one repaid with 500 a month, one with 1,000:

# %% alt="Two straight lines fall from 5,500 and 5,000 CNY in month 1 to zero; the one repaid with 1,000 CNY a month after 6 months, the one with 500 after 12."
fig, ax = plt.subplots()
for instalment in (500, 1_000):
    month = np.arange(1, 6_000 // instalment + 1)
    ax.plot(month, 6_000 - instalment * month, marker=".", label=f"{instalment:,} a month")
label_line_ends(ax)
ax.set(xlabel="Month", ylabel="Balance after the payment (CNY)")
ax.set_title("Twice the instalment, half the time")
cny_axis(ax, "y")
plt.show()

# %% [markdown]
# **A common mistake.** Plotting the *payment* instead of the balance: the 5 % line then lies below the
# 10 % line and looks like the better offer. A committee that reads it so chooses, on 20,000 CNY, a plan
# that costs the customer 4,770 CNY more.

# %% [markdown] task="plot-payoff"
# ### Task: one picture for the committee
# Draw any number of schedules into one picture. Your function gets the tables that
# `payoff_schedule` returns.


# %% answer="plot-payoff"
def plot_payoff(schedules: dict[str, pd.DataFrame]) -> Axes:
    """Draw the balance still owed after each month, one line per schedule.

    Parameters
    ----------
    schedules
        A name for each schedule, and the table that ``payoff_schedule`` returns.

    Returns
    -------
    Axes
        One line per schedule: ``month`` across, ``closing`` up, all on the same axes; exactly one
        point per row, so no month 0. A legend, or a text beside each line, shows its name; the
        x axis names its unit (months), the y axis its unit (CNY); the title states the finding.
    """
    ### BEGIN SOLUTION
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        schedule.plot("month", "closing", ax=ax, label=name)
    ax.set(
        xlabel="Months after the last purchase",
        ylabel="Balance still owed (CNY)",
        title="The smaller the payment, the longer the debt",
    )
    return ax
    ### END SOLUTION


# %% check="plot-payoff" part="two-schedules" points=2
"""Two short schedules in one picture, with title, units and names."""
_slow = pd.DataFrame(
    {
        "month": [1, 2, 3, 4],
        "opening": [1_000.0, 760.0, 517.6, 272.78],
        "interest": [10.0, 7.6, 5.18, 2.73],
        "payment": [250.0, 250.0, 250.0, 275.51],
        "closing": [760.0, 517.6, 272.78, 0.0],
    }
)
_fast = pd.DataFrame(
    {
        "month": [1, 2],
        "opening": [1_000.0, 410.0],
        "interest": [10.0, 4.1],
        "payment": [600.0, 414.1],
        "closing": [410.0, 0.0],
    }
)
check("plot_payoff").on({"slow": _slow, "fast": _fast}).draws(
    lines={"slow": (_slow["month"], _slow["closing"]), "fast": (_fast["month"], _fast["closing"])},
    x_label=["month", "月"],
    y_label=["CNY", "yuan", "元", "¥"],
    title=True,
)

# %% check="plot-payoff" part="other-schedules" points=2 hidden=true
"""Three other schedules; and one alone."""
_schedules = {
    name: pd.DataFrame(
        {
            "month": range(1, months + 1),
            "opening": [share * (months + 1 - k) for k in range(1, months + 1)],
            "interest": [0.0] * months,
            "payment": [share] * months,
            "closing": [share * (months - k) for k in range(1, months + 1)],
        }
    )
    for name, months, share in [("3 %", 9, 90.0), ("5 %", 6, 150.0), ("10 %", 3, 300.0)]
}
_lines = {name: (table["month"], table["closing"]) for name, table in _schedules.items()}
hidden_check("plot_payoff").case("three schedules").on(_schedules).draws(
    lines=_lines, x_label=["month", "月"], y_label=["CNY", "yuan", "元", "¥"], title=True
)
hidden_check("plot_payoff").case("one schedule").on({"5 %": _schedules["5 %"]}).draws(
    lines={"5 %": _lines["5 %"]},
    x_label=["month", "月"],
    y_label=["CNY", "yuan", "元", "¥"],
    title=True,
)

# %% [markdown]
# ## The decision memo
#
# Write to the product committee, at most 350 words: **may *Lantern Glow* launch as drafted?** Say in the
# first line what you recommend, then why. Take all four clauses of the draft, use your own functions
# for the numbers, and name each rule with its jurisdiction and date. *Lantern Glow* is `CN-02` in
# `offers`, to be launched on 1 March 2027. Besides the 6,000 part-payers, assume that
#
# - 3,000 customers pay only the minimum and owe 20,000 CNY each, with a floor of 100 CNY,
# - 20,000 instalment plans of 12,000 CNY are sold a year,
# - the draft doesn't compound: unpaid interest bears no interest.
#
# The memo is graded by hand:
#
# | Criterion | 3 | 2 | 1 | 0 |
# |---|---|---|---|---|
# | **Decision** | go, no-go or change in the first line, with the conditions in numbers | clear, conditions vague | can be guessed | none |
# | **Evidence** | every claim has a computed figure with its unit; both sides of each clause in CNY | most claims do | some figures | assertions only |
# | **Regulation** | right rule, jurisdiction and date; history told from law in force; what is contract and what is law | right rules, a date is missing | rules named in general | a wrong or expired rule as current law |
# | **Customer and language** | fair to the customer, says what could go wrong and how it will be noticed; a colleague from risk or marketing understands every word | one of the two is thin | jargon, or one-sided | unreadable |

# %% [markdown] memo="decision-memo" points=12
# **Change three clauses, then launch on 1 March 2027.** Conditions: the interest rule is worded for
# the unpaid part; the minimum stays at 10 %; rates are shown by the year.
#
# *Interest rule.* The typical part-payer (10,000 CNY, 9,000 paid on the due date, 0.05 % a day) pays
# 180.50 CNY under the full-balance wording and 23.00 CNY under the unpaid-part wording. With 6,000 such
# customers we give up 945,000 CNY a month, 11.3 million a year, and they keep it. I recommend it: the
# clause is not forbidden in China, but a court has made a bank pay some back (2017),
# and since May 2021 terms we don't explain may not bind the customer. If the committee keeps the
# clause, it must be explained in one signed sentence. In the US it would be unlawful (12 CFR 1026.54).
#
# *Minimum.* On 20,000 CNY at 18.25 %, 10 % takes 45 months and 3,501 CNY of interest, 5 % takes 90
# months and 8,271 CNY. For 3,000 customers the difference is 14.3 million CNY: our income and their
# debt trap. No Chinese rule has fixed the minimum since 2017: the choice is ours, so is the blame.
#
# *Rate.* 0.05 % a day is legal; the cap of that size ended on 1 January 2021. Since that day the page
# must show the annual rate prominently: 18.25 %, simple, 1,825 CNY a year on 10,000. Monthly
# compounding would take 161 CNY more; the draft doesn't, and should say so.
#
# *Instalments.* "0.6 % a month" is 13.03 % a year nominal, 13.84 % effective, not 7.2 %. Since July
# 2022 the cost is to be shown as interest. The 20,000 plans earn us 17.3 million CNY and cost the
# customers as much, whatever we call it. The draft (CN-02) breaks this rule and the one on the annual
# rate; the page repairs both, not the price.
#
# *What could go wrong.* The income gap is an estimate from 6,000 part-payers. We watch the share of
# part-payers and interest complaints monthly and come back if the share passes 8 %.

# %% [markdown]
# ## What to take with you
#
# - Interest is balance × rate × days. Each of the three hides a convention; a contract names all.
# - The same customer pays 180.50 or 23.00 CNY, depending on two words of the contract.
# - "APR" is a question, not an answer: flat 7.2 %, nominal 13.03 %, effective 13.84 % are one plan.
# - A low minimum is a long debt, and a share of the balance may never end.
# - A rule has a place, a kind of card, a first and a last day. China's 0.05 % a day is history; your
#   contract may still say it.
#
# ## Terms
#
# | English | 中文 | Meaning |
# |---|---|---|
# | average daily balance | 日均余额 | mean of the end-of-day balances of a cycle |
# | billing cycle, statement date | 账单周期、账单日 | the days that one statement covers; the day it is made |
# | posting date | 记账日 | the day a transaction changes the balance |
# | due date | 到期还款日 | last day to pay in time |
# | interest-free period | 免息还款期 | from posting to due date, if all is repaid |
# | full-balance interest | 全额计息 | every yuan bears interest until it is repaid |
# | unpaid-part interest | 未偿部分计息 | only what was not repaid in time bears interest |
# | minimum payment | 最低还款额 | the least to pay so as not to be overdue |
# | instalment plan | 分期付款 | a purchase or bill repaid in equal parts |
# | internal rate of return | 内部收益率 (IRR) | the rate at which payments are worth the principal |
# | nominal annual rate | 名义年利率 | periodic rate × periods in a year |
# | effective annual rate | 实际年利率 | with interest on interest |
# | payment allocation | 还款冲抵顺序 | which balance a payment reduces |
# | interchange | 发卡行服务费 | the issuer's part of the merchant's fee |
# | overdraft rate | 透支利率 | the rate on what is not repaid in time |
#
# ## Sources
#
# All looked up on 24 November 2026. Chinese instruments are cited through reports, because the
# originals could not be opened for this course; check the original before you quote an article.
#
# 1. China Banking News, 7 April 2017, on the case of Li Xiaodong.
#    <https://www.chinabankingnews.com/2017/04/07/cctv-host-bristles-penalty-rate-ccb-credit-card/>
# 2. Summary of the second judgment, Beijing No. 2 Intermediate People's Court, December 2017.
#    <https://wodefinance.com/Creditcardoverdue/teggyrssvx.html>
# 3. US, 12 CFR 1026 (Regulation Z), Appendix F, worked example.
#    <https://www.fdic.gov/regulations/laws/rules/6500-3400.html>
# 4. Xinhua in People's Daily, 11 January 2021: limits lifted from 1 January 2021, annual rates shown.
#    <http://en.people.cn/n3/2021/0111/c90000-9807874.html>
# 5. China Banking News, 2 April 2021, on PBoC Announcement 2021 No. 3 of 31 March 2021.
#    <https://www.chinabankingnews.com/2021/04/02/pboc-requires-all-loan-products-clearly-display-real-annualized-interest-rates/>
# 6. US, Regulation Z, Appendix J (b)(1).
#    <http://www.fdic.gov/regulations/laws/rules/6500-3550.html>
# 7. EU, Directive (EU) 2023/2225 [17]; the formula is quoted from its predecessor, Directive
#    2008/48/EC, Annex I (until 20 November 2026). <https://judict.eu/en/hla/32008L0048/annex-1>
# 8. Supreme People's Court, provisions on bank card civil disputes, May 2021, Article 2.
#    <https://wodefinance.com/Creditcardoverdue/vafttqnywa.html>
# 9. US, 12 CFR 1026.54(a)(1), since 22 February 2010.
#    <https://www.customsmobile.com/regulations/title12_chapterX-i1_part1026_subpartG_section1026.54>
# 10. HKTDC on the PBoC circular in force since 1 January 2017.
#     <http://economists-pick-research.hktdc.com/business-news/article/Regulatory-Alert-China/PBOC-Issues-Circular-on-Matters-Related-to-Credit-Card-Business/bacn/en/1/1X000000/1X0A5VVK.htm>
# 11. US, 12 CFR 1026.52(b)(2)(i), since 22 August 2010; see the row
#     `us-late-fee-not-above-minimum` of the rule table.
# 12. US, 12 CFR 1026.7(b)(12) and Appendix M2.
#     <https://www.consumerfinance.gov/rules-policy/regulations/1026/m2/>
# 13. Xinhua, 8 July 2022, on the notice of CBIRC and PBoC.
#     <http://lwxsd.com/en/info_view.php?tab=mynews&VID=25968>
# 14. US, 12 CFR 1026.53, since 22 February 2010.
#     <https://self-law.org/code/us/cfr/t12/s%C2%A7%201026.53>
# 15. US, 12 CFR 1026.52(a).
#     <https://www.consumerfinance.gov/policy-compliance/rulemaking/regulations/1026/52/>
# 16. EU, Regulation (EU) 2015/751, Articles 1(3) and 4, since 9 December 2015.
#     <https://legislation.gov.uk/eur/2015/751/body>
# 17. EU, Directive (EU) 2023/2225, applied from 20 November 2026.
#     <https://www.regulationtomorrow.com/eu/published-in-oj-ccd-ii/>
#
# 18. CBRC, Measures on the credit card business of commercial banks, in force since 13 January 2011,
#     Article 57, as reported. <https://wodefinance.com/Creditcardoverdue/nphudtmlau.html>,
#     <http://www.huntonprivacyblog.com/2011/03/articles/international/china-issues-new-measures-to-protect-credit-card-holders/>
# 19. PBoC Announcement 2021 No. 3 on the two ways to count, as reported.
#     <http://lnmlw.com/Loanconsultation/eauskfilus.html>
# 20. US, 12 CFR 1026.14(b), annual percentage rate of open-end credit.
#     <https://frrsdigital.com/topic-by-locator/6-5783>
# 21. EU, Directive 2008/48/EC, Article 8: Court of Justice, C-565/12, 27 March 2014; to be applied
#     from 11 June 2010 to credit of 200 to 75,000 EUR, cards included: COM(2020) 963.
#     <http://www.bailii.org/eu/cases/EUECJ/2014/C56512.html>,
#     <https://eumonitor.eu/9353000/1/j4nvhdfcs8bljza_j9vvik7m1c3gyxp/vldijm5nj7x9>
#
# The figures of Lantern Bank, its customers and its drafts are invented for this course.
