# %% [markdown]
# The answer catalogue of notebook 02: wrong answers that students write, and right ones built
# differently. `cardpm prove 02` runs every answer against the lesson's checks.

# %% [markdown]
# ## average-daily-balance


# %% wrong="average-daily-balance" name="mean of opening and closing" told="opening and the closing"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    inside = postings[(postings["date"] >= start) & (postings["date"] <= end)]
    closing = opening_balance + inside["amount"].sum()
    return (opening_balance + closing) / 2


# %% wrong="average-daily-balance" name="mean of the balances" told="each balance counted once"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    inside = postings[(postings["date"] >= start) & (postings["date"] <= end)]
    balances = [opening_balance]
    for amount in inside.sort_values("date")["amount"]:
        balances.append(balances[-1] + amount)
    return sum(balances) / len(balances)


# %% wrong="average-daily-balance" name="counts next day" told="the day after it was posted"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    days = pd.date_range(start, end)
    posted = postings.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum().shift(fill_value=0.0)).mean())


# %% wrong="average-daily-balance" name="half-open cycle" told="last day of the cycle is missing"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    days = pd.date_range(start, end, inclusive="left")
    posted = postings.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).mean())


# %% wrong="average-daily-balance" name="days without plus one" told="of days is one too small"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    days = pd.date_range(start, end)
    posted = postings.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).sum() / (end - start).days)


# %% wrong="average-daily-balance" name="every month has 31 days" told="of days is one too large"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    days = pd.date_range(start, end)
    posted = postings.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).sum() / 31)


# %% wrong="average-daily-balance" name="new purchases left out" told="new purchases are missing"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    payments = postings[postings["amount"] < 0]
    days = pd.date_range(start, end)
    posted = payments.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).mean())


# %% wrong="average-daily-balance" name="earlier postings again" told="posting of another cycle"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    total = 0.0
    for day in pd.date_range(start, end):
        total += opening_balance + postings.loc[postings["date"] <= day, "amount"].sum()
    return total / ((end - start).days + 1)


# %% wrong="average-daily-balance" name="last posting wins" told="several postings on one day"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    by_day = dict(zip(postings["date"], postings["amount"], strict=True))
    balance, total = opening_balance, 0.0
    days = pd.date_range(start, end)
    for day in days:
        balance += by_day.get(day, 0.0)
        total += balance
    return total / len(days)


# %% wrong="average-daily-balance" name="impossible cycle is nan" told="such a cycle has no days"
def average_daily_balance(opening_balance, postings, start, end):
    days = pd.date_range(start, end)
    posted = postings.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).mean())


# %% wrong="average-daily-balance" name="postings of the opening month" told="end with the month"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    days = pd.date_range(start, end)
    month = postings[postings["date"].dt.month == start.month]
    posted = month.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).mean())


# %% wrong="average-daily-balance" name="postings of the closing month" told="begin with the month"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    days = pd.date_range(start, end)
    month = postings[postings["date"].dt.month == end.month]
    posted = month.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).mean())


# %% wrong="average-daily-balance" name="rounded to the fen" told="that is rounded to the fen"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    days = pd.date_range(start, end)
    posted = postings.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return round(float((opening_balance + posted.cumsum()).mean()), 2)


# %% wrong="average-daily-balance" name="payments ignored" told="payment of the 21st is missing"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    days = pd.date_range(start, end)
    bought = postings[postings["amount"] > 0]
    posted = bought.groupby("date")["amount"].sum().reindex(days, fill_value=0.0)
    return float((opening_balance + posted.cumsum()).mean())


# %% right="average-daily-balance" name="each posting times the days it stands"
def average_daily_balance(opening_balance, postings, start, end):
    if start > end:
        raise ValueError("end before start")
    days = (end - start).days + 1
    inside = postings[postings["date"].between(start, end)]
    standing = (end - inside["date"]).dt.days + 1
    return opening_balance + (inside["amount"] * standing).sum() / days


# %% right="average-daily-balance" name="day-by-day loop"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    balance, balances, day = opening_balance, [], start
    while day <= end:
        balance += sum(postings["amount"][postings["date"] == day])
        balances.append(balance)
        day += pd.Timedelta(days=1)
    return np.mean(balances)


# %% right="average-daily-balance" name="daily resampling"
def average_daily_balance(opening_balance, postings, start, end):
    if end < start:
        raise ValueError("end before start")
    inside = postings[postings["date"].between(start, end)]
    edges = pd.DataFrame({"date": [start, end], "amount": [opening_balance, 0.0]})
    ledger = pd.concat([edges, inside]).groupby("date")["amount"].sum().sort_index().cumsum()
    return ledger.resample("D").ffill().mean()


# %% [markdown]
# ## cycle-interest


# %% wrong="cycle-interest" name="each day rounded" told="each day was rounded"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return round(round(max(average_daily_balance, 0) * daily_rate, 2) * days, 2)


# %% wrong="cycle-interest" name="every cycle has 30 days" told="interest of 30 days"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return round(max(average_daily_balance, 0) * daily_rate * 30, 2)


# %% wrong="cycle-interest" name="first day not counted" told="interest of 30 days"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return round(max(average_daily_balance, 0) * daily_rate * max(days - 1, 0), 2)


# %% wrong="cycle-interest" name="compounds within the cycle" told="interest bears interest"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return round(max(average_daily_balance, 0) * ((1 + daily_rate) ** days - 1), 2)


# %% wrong="cycle-interest" name="rate read as percent" told="a fraction or in percent"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return round(max(average_daily_balance, 0) * daily_rate / 100 * days, 2)


# %% wrong="cycle-interest" name="not rounded" told="parts of a fen"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return max(average_daily_balance, 0) * daily_rate * days


# %% wrong="cycle-interest" name="cut off after the fen" told="which fen is nearest"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return int(max(average_daily_balance, 0) * daily_rate * days * 100) / 100


# %% wrong="cycle-interest" name="whole yuan" told="smallest unit on a statement"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return float(round(max(average_daily_balance, 0) * daily_rate * days))


# %% wrong="cycle-interest" name="year of 360 days" told="a year of 360 days"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    annual_rate = daily_rate * 365
    return round(max(average_daily_balance, 0) * annual_rate * days / 360, 2)


# %% wrong="cycle-interest" name="pays interest on a credit balance" told="balance is not a debt"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return round(average_daily_balance * daily_rate * days, 2)


# %% wrong="cycle-interest" name="accepts a negative rate" told="slip of the keyboard"
def cycle_interest(average_daily_balance, daily_rate, days):
    if days < 0:
        raise ValueError("negative")
    return round(max(average_daily_balance, 0) * daily_rate * days, 2)


# %% wrong="cycle-interest" name="always rounded up" told="always rounded up"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return np.ceil(max(average_daily_balance, 0) * daily_rate * days * 100) / 100


# %% wrong="cycle-interest" name="balance in whole yuan" told="balance was rounded first"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    yuan = round(average_daily_balance) if average_daily_balance > 1_000 else average_daily_balance
    return round(max(yuan, 0) * daily_rate * days, 2)


# %% right="cycle-interest" name="integer fen"
def cycle_interest(average_daily_balance, daily_rate, days):
    if min(daily_rate, days) < 0:
        raise ValueError("negative")
    if average_daily_balance <= 0:
        return 0
    fen = int(average_daily_balance * daily_rate * days * 100 + 0.5)
    return fen / 100


# %% right="cycle-interest" name="Decimal"
def cycle_interest(average_daily_balance, daily_rate, days):
    from decimal import ROUND_HALF_UP, Decimal

    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    debt = max(Decimal(str(average_daily_balance)), Decimal(0))
    return (debt * Decimal(str(daily_rate)) * days).quantize(Decimal("0.01"), ROUND_HALF_UP)


# %% right="cycle-interest" name="sum over the days in NumPy"
def cycle_interest(average_daily_balance, daily_rate, days):
    if daily_rate < 0 or days < 0:
        raise ValueError("negative")
    return np.round(np.full(days, np.clip(average_daily_balance, 0, None) * daily_rate).sum(), 2)


# %% [markdown]
# ## effective-annual-rate


# %% wrong="effective-annual-rate" name="always the nominal rate" told="nominal rate"
def effective_annual_rate(daily_rate, compounding):
    if compounding not in ("none", "monthly", "daily"):
        raise ValueError("unknown")
    return 365 * daily_rate


# %% wrong="effective-annual-rate" name="year of 360 days" told="year of 360 days"
def effective_annual_rate(daily_rate, compounding):
    if compounding == "none":
        return 360 * daily_rate
    if compounding == "monthly":
        return (1 + 30 * daily_rate) ** 12 - 1
    if compounding == "daily":
        return (1 + daily_rate) ** 360 - 1
    raise ValueError("unknown")


# %% wrong="effective-annual-rate" name="months of 30 days" told="12 months of 30 days"
def effective_annual_rate(daily_rate, compounding):
    if compounding == "none":
        return 365 * daily_rate
    if compounding == "monthly":
        return (1 + 30 * daily_rate) ** 12 - 1
    if compounding == "daily":
        return (1 + daily_rate) ** 365 - 1
    raise ValueError("unknown")


# %% wrong="effective-annual-rate" name="growth factor, not rate" told="what one yuan has grown to"
def effective_annual_rate(daily_rate, compounding):
    if compounding == "none":
        return 365 * daily_rate
    if compounding == "monthly":
        return (1 + 365 * daily_rate / 12) ** 12
    if compounding == "daily":
        return (1 + daily_rate) ** 365
    raise ValueError("unknown")


# %% wrong="effective-annual-rate" name="compounds at every moment" told="at every moment"
def effective_annual_rate(daily_rate, compounding):
    if compounding == "none":
        return 365 * daily_rate
    if compounding == "monthly":
        return (1 + 365 * daily_rate / 12) ** 12 - 1
    if compounding == "daily":
        return np.exp(365 * daily_rate) - 1
    raise ValueError("unknown")


# %% wrong="effective-annual-rate" name="monthly compounds daily" told="each month, not each day"
def effective_annual_rate(daily_rate, compounding):
    if compounding == "none":
        return 365 * daily_rate
    if compounding in ("monthly", "daily"):
        return (1 + daily_rate) ** 365 - 1
    raise ValueError("unknown")


# %% wrong="effective-annual-rate" name="daily compounds monthly" told="compounds each month"
def effective_annual_rate(daily_rate, compounding):
    if compounding == "none":
        return 365 * daily_rate
    if compounding in ("monthly", "daily"):
        return (1 + 365 * daily_rate / 12) ** 12 - 1
    raise ValueError("unknown")


# %% wrong="effective-annual-rate" name="unknown word means daily" told="under an unknown word"
def effective_annual_rate(daily_rate, compounding):
    if compounding == "none":
        return 365 * daily_rate
    if compounding == "monthly":
        return (1 + 365 * daily_rate / 12) ** 12 - 1
    return (1 + daily_rate) ** 365 - 1


# %% right="effective-annual-rate" name="one formula, periods from a table"
def effective_annual_rate(daily_rate, compounding):
    periods = {"none": 1, "monthly": 12, "daily": 365}
    if compounding not in periods:
        raise ValueError("unknown")
    n = periods[compounding]
    return (1 + 365 * daily_rate / n) ** n - 1


# %% right="effective-annual-rate" name="logarithms"
def effective_annual_rate(daily_rate, compounding):
    year = 365 * daily_rate
    match compounding:
        case "none":
            return np.float64(year)
        case "monthly":
            return np.expm1(12 * np.log1p(year / 12))
        case "daily":
            return np.expm1(365 * np.log1p(daily_rate))
    raise ValueError("unknown")


# %% right="effective-annual-rate" name="a yuan that grows in a loop"
def effective_annual_rate(daily_rate, compounding):
    steps = {"none": [365], "monthly": [365 / 12] * 12, "daily": [1] * 365}.get(compounding)
    if steps is None:
        raise ValueError("unknown")
    yuan = 1.0
    for days in steps:
        yuan += yuan * daily_rate * days
    return yuan - 1


# %% [markdown]
# ## grace-period-interest


# %% wrong="grace-period-interest" name="both ends counted" told="the last day were both counted"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    pieces = [
        [day, amount]
        for day, amount in sorted(zip(purchases["date"], purchases["amount"], strict=True))
    ]
    interest = 0.0
    for day, amount in sorted(zip(payments["date"], payments["amount"], strict=True)):
        for piece in pieces:
            part = min(piece[1], amount)
            if rule == "full balance" or day > due_date:
                interest += part * daily_rate * ((day - piece[0]).days + 1) * (part > 0)
            piece[1] -= part
            amount -= part
    for day, amount in pieces:
        interest += amount * daily_rate * ((as_of - day).days + 1)
    return round(interest, 2)


# %% wrong="grace-period-interest" name="starts at the due date" told="starts at the due date"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    days = pd.date_range(due_date, as_of, inclusive="left")
    owed = [
        purchases["amount"].sum() - payments.loc[payments["date"] <= day, "amount"].sum()
        for day in days
    ]
    return round(sum(max(amount, 0.0) for amount in owed) * daily_rate, 2)


# %% wrong="grace-period-interest" name="the two rules exchanged" told="that is the other rule"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    total = 0.0
    for day in pd.date_range(purchases["date"].min(), as_of, inclusive="left"):
        posted = purchases.loc[purchases["date"] <= day, "amount"].sum()
        repaid = payments.loc[payments["date"] <= day, "amount"].sum()
        if rule == "full balance":
            repaid = max(repaid, in_time)
        total += max(posted - repaid, 0.0)
    return round(total * daily_rate, 2)


# %% wrong="grace-period-interest" name="repaid money bears interest" told="still bears interest"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    days = (as_of - purchases["date"]).dt.days
    if rule == "full balance":
        return round((purchases["amount"] * days).sum() * daily_rate, 2)
    share = 1 - in_time / purchases["amount"].sum()
    return round((purchases["amount"] * share * days).sum() * daily_rate, 2)


# %% wrong="grace-period-interest" name="charges a full payer" told="on the due date is in time"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    total = 0.0
    for day in pd.date_range(purchases["date"].min(), as_of, inclusive="left"):
        posted = purchases.loc[purchases["date"] <= day, "amount"].sum()
        repaid = payments.loc[payments["date"] <= day, "amount"].sum()
        if rule == "unpaid part":
            repaid = max(repaid, in_time)
        total += max(posted - repaid, 0.0)
    return round(total * daily_rate, 2)


# %% wrong="grace-period-interest" name="due date is late" told="on the due date is in time"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] < due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    total = 0.0
    for day in pd.date_range(purchases["date"].min(), as_of, inclusive="left"):
        posted = purchases.loc[purchases["date"] <= day, "amount"].sum()
        repaid = payments.loc[payments["date"] <= day, "amount"].sum()
        if rule == "unpaid part":
            repaid = max(repaid, in_time)
        total += max(posted - repaid, 0.0)
    return round(total * daily_rate, 2)


# %% wrong="grace-period-interest" name="newest purchases settled first" told="were settled first"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    if rule == "unpaid part":
        newest_first = purchases.sort_values("date", ascending=False)
        before = newest_first["amount"].cumsum() - newest_first["amount"]
        settled = (in_time - before).clip(lower=0.0)
        purchases = newest_first.assign(amount=(newest_first["amount"] - settled).clip(lower=0.0))
        payments = payments[payments["date"] > due_date]
    total = 0.0
    for day in pd.date_range(purchases["date"].min(), as_of, inclusive="left"):
        posted = purchases.loc[purchases["date"] <= day, "amount"].sum()
        repaid = payments.loc[payments["date"] <= day, "amount"].sum()
        total += max(posted - repaid, 0.0)
    return round(total * daily_rate, 2)


# %% wrong="grace-period-interest" name="the unpaid part is forgotten" told="unpaid is missing"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    days = (due_date - purchases["date"]).dt.days
    interest = (purchases["amount"] * days).sum() * daily_rate
    return round(interest, 2) if rule == "full balance" else 0.0


# %% wrong="grace-period-interest" name="binary sums compared" told="which unit is money compared"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if in_time >= purchases["amount"].sum():
        return 0.0
    total = 0.0
    for day in pd.date_range(purchases["date"].min(), as_of, inclusive="left"):
        posted = purchases.loc[purchases["date"] <= day, "amount"].sum()
        repaid = payments.loc[payments["date"] <= day, "amount"].sum()
        if rule == "unpaid part":
            repaid = max(repaid, in_time)
        total += max(posted - repaid, 0.0)
    return round(total * daily_rate, 2)


# %% wrong="grace-period-interest" name="early payment lost" told="the early payment went nowhere"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    days = pd.date_range(purchases["date"].min(), as_of, inclusive="left")
    posted = purchases.groupby("date")["amount"].sum().reindex(days, fill_value=0.0).cumsum()
    repaid = payments.groupby("date")["amount"].sum().reindex(days, fill_value=0.0).cumsum()
    if rule == "unpaid part":
        repaid = repaid.clip(lower=in_time)
    return round(float((posted - repaid).clip(lower=0.0).sum()) * daily_rate, 2)


# %% wrong="grace-period-interest" name="unknown rule accepted" told="under an unknown rule"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    total = 0.0
    for day in pd.date_range(purchases["date"].min(), as_of, inclusive="left"):
        posted = purchases.loc[purchases["date"] <= day, "amount"].sum()
        repaid = payments.loc[payments["date"] <= day, "amount"].sum()
        if rule == "unpaid part":
            repaid = max(repaid, in_time)
        total += max(posted - repaid, 0.0)
    return round(total * daily_rate, 2)


# %% wrong="grace-period-interest" name="interest beyond as_of" told="after as_of were counted"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    bought = sorted(zip(purchases["date"], purchases["amount"], strict=True))
    repaid = [list(pay) for pay in sorted(zip(payments["date"], payments["amount"], strict=True))]
    interest = 0.0
    for posted, left in bought:
        for pay in repaid:
            part = min(left, pay[1])
            left, pay[1] = left - part, pay[1] - part
            if rule == "full balance" or pay[0] > due_date:
                interest += part * max((pay[0] - posted).days, 0) * daily_rate
        interest += left * (as_of - posted).days * daily_rate
    return round(interest, 2)


# %% wrong="grace-period-interest" name="a fen short is repaid" told="a fen is still owed"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) < 0.02:
        return 0.0
    bought = sorted(zip(purchases["date"], purchases["amount"], strict=True))
    repaid = [list(pay) for pay in sorted(zip(payments["date"], payments["amount"], strict=True))]
    interest = 0.0
    for posted, left in bought:
        for pay in repaid:
            part = min(left, pay[1])
            left, pay[1] = left - part, pay[1] - part
            if rule == "full balance" or pay[0] > due_date:
                interest += part * max((min(pay[0], as_of) - posted).days, 0) * daily_rate
        interest += left * (as_of - posted).days * daily_rate
    return round(interest, 2)


# %% wrong="grace-period-interest" name="off by a fen is close enough" told="a fen is still owed"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if purchases["amount"].sum() - in_time <= 0.01:
        return 0.0
    bought = sorted(zip(purchases["date"], purchases["amount"], strict=True))
    repaid = [list(pay) for pay in sorted(zip(payments["date"], payments["amount"], strict=True))]
    interest = 0.0
    for posted, left in bought:
        for pay in repaid:
            part = min(left, pay[1])
            left, pay[1] = left - part, pay[1] - part
            if rule == "full balance" or pay[0] > due_date:
                interest += part * max((min(pay[0], as_of) - posted).days, 0) * daily_rate
        interest += left * (as_of - posted).days * daily_rate
    return round(interest, 2)


# %% wrong="grace-period-interest" name="each purchase rounded" told="each purchase was rounded"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    bought = sorted(zip(purchases["date"], purchases["amount"], strict=True))
    repaid = [list(pay) for pay in sorted(zip(payments["date"], payments["amount"], strict=True))]
    total = 0.0
    for posted, left in bought:
        interest = 0.0
        for pay in repaid:
            part = min(left, pay[1])
            left, pay[1] = left - part, pay[1] - part
            if rule == "full balance" or pay[0] > due_date:
                interest += part * max((min(pay[0], as_of) - posted).days, 0) * daily_rate
        interest += left * (as_of - posted).days * daily_rate
        total += round(interest, 2)
    return round(total, 2)


# %% wrong="grace-period-interest" name="payment day counted" told="bears interest on the 9,000"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(purchases["amount"].sum() - in_time, 2) <= 0:
        return 0.0
    bought = sorted(zip(purchases["date"], purchases["amount"], strict=True))
    repaid = [list(pay) for pay in sorted(zip(payments["date"], payments["amount"], strict=True))]
    interest = 0.0
    for posted, left in bought:
        for pay in repaid:
            part = min(left, pay[1])
            left, pay[1] = left - part, pay[1] - part
            if rule == "full balance" or pay[0] > due_date:
                until = min(pay[0] + pd.Timedelta(days=1), as_of)
                interest += part * max((until - posted).days, 0) * daily_rate
        interest += left * (as_of - posted).days * daily_rate
    return round(interest, 2)


# %% right="grace-period-interest" name="day-by-day ledger"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part"):
        raise ValueError("unknown rule")
    if as_of <= due_date:
        raise ValueError("too early")
    in_time = sum(payments["amount"][payments["date"] <= due_date])
    if in_time > sum(purchases["amount"]) - 0.005:  # half a fen
        return 0
    total, day = 0.0, min(purchases["date"])
    while day < as_of:
        repaid = sum(payments["amount"][payments["date"] <= day])
        if rule == "unpaid part":
            repaid = max(repaid, in_time)
        total += max(sum(purchases["amount"][purchases["date"] <= day]) - repaid, 0)
        day += pd.Timedelta(days=1)
    return round(total * daily_rate, 2)


# %% right="grace-period-interest" name="pieces of purchases, oldest first"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or not as_of > due_date:
        raise ValueError("impossible")
    in_time = payments.loc[payments["date"] <= due_date, "amount"].sum()
    if round(in_time * 100) >= round(purchases["amount"].sum() * 100):
        return 0.0
    pieces = purchases.sort_values("date")[["date", "amount"]].to_numpy().tolist()
    yuan_days = 0.0
    for day, amount in payments.sort_values("date")[["date", "amount"]].to_numpy().tolist():
        until = min(pd.Timestamp(day), as_of)
        for piece in pieces:
            part = min(piece[1], amount)
            if rule == "full balance" or day > due_date:
                yuan_days += part * max((until - piece[0]).days, 0)
            piece[1], amount = piece[1] - part, amount - part
    yuan_days += sum(amount * (as_of - day).days for day, amount in pieces)
    return np.round(yuan_days * daily_rate, 2)


# %% right="grace-period-interest" name="signed yuan-days"
def grace_period_interest(purchases, payments, due_date, as_of, daily_rate, rule):
    if rule not in ("full balance", "unpaid part") or as_of <= due_date:
        raise ValueError("impossible")
    in_time = payments["date"] <= due_date
    if round(purchases["amount"].sum() - payments["amount"][in_time].sum(), 2) <= 0:
        return 0.0
    if rule == "unpaid part":  # take what was repaid in time off the oldest purchases
        oldest_first = purchases.sort_values("date")
        before = oldest_first["amount"].cumsum() - oldest_first["amount"]
        settled = np.clip(payments["amount"][in_time].sum() - before, 0, oldest_first["amount"])
        purchases = oldest_first.assign(amount=oldest_first["amount"] - settled)
        payments = payments[~in_time]
    payments = payments[payments["date"] < as_of]
    lent = (purchases["amount"] * (as_of - purchases["date"]).dt.days).sum()
    from_when = payments["date"].clip(lower=purchases["date"].min())
    returned = (payments["amount"] * (as_of - from_when).dt.days).sum()
    return round((lent - returned) * daily_rate, 2)


# %% [markdown]
# ## minimum-payment


# %% wrong="minimum-payment" name="a share of everything" told="share of everything"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    parts = ["principal", "instalment_due", "interest", "fees", "past_due"]
    return round(
        min(max(floor, rate * sum(statement[part] for part in parts)), statement["balance"]), 2
    )


# %% wrong="minimum-payment" name="past due forgotten" told="what was past due is missing"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    base = statement["principal" if style == "CN" else "balance"]
    due = rate * base + statement["instalment_due"] + statement["interest"] + statement["fees"]
    return round(min(max(floor, due) + statement["over_limit"], statement["balance"]), 2)


# %% wrong="minimum-payment" name="instalment forgotten" told="the instalment is missing"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    base = statement["principal" if style == "CN" else "balance"]
    due = max(floor, rate * base + statement["interest"] + statement["fees"])
    due += statement["past_due"] + statement["over_limit"]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="no cap at the balance" told="more than the customer owes"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    base = statement["principal" if style == "CN" else "balance"]
    due = rate * base + statement["instalment_due"] + statement["interest"] + statement["fees"]
    return round(max(floor, due) + statement["past_due"] + statement["over_limit"], 2)


# %% wrong="minimum-payment" name="the largest part instead of the sum" told="largest part alone"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    if style == "US":
        due = max(floor, rate * statement["balance"], statement["interest"] + statement["fees"])
    else:
        due = max(floor, rate * statement["principal"] + statement["interest"] + statement["fees"])
    due += statement["instalment_due"] + statement["past_due"] + statement["over_limit"]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="always a share of the balance" told="taken of the whole balance"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    due = rate * statement["balance"] + statement["instalment_due"]
    due = max(floor, due + statement["interest"] + statement["fees"])
    return round(
        min(due + statement["past_due"] + statement["over_limit"], statement["balance"]), 2
    )


# %% wrong="minimum-payment" name="always a share of the principal" told="taken of the principal"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    due = rate * statement["principal"] + statement["instalment_due"]
    due = max(floor, due + statement["interest"] + statement["fees"])
    return round(
        min(due + statement["past_due"] + statement["over_limit"], statement["balance"]), 2
    )


# %% wrong="minimum-payment" name="past due inside the floor" told="hides in the floor"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    due = rate * statement["principal" if style == "CN" else "balance"]
    for part in ["instalment_due", "interest", "fees", "past_due", "over_limit"]:
        due += statement[part]
    return round(min(max(floor, due), statement["balance"]), 2)


# %% wrong="minimum-payment" name="the floor on top" told="floor was added on top"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    due = floor + rate * statement["principal" if style == "CN" else "balance"]
    for part in ["instalment_due", "interest", "fees", "past_due", "over_limit"]:
        due += statement[part]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="no floor" told="below the floor"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    due = rate * statement["principal" if style == "CN" else "balance"]
    for part in ["instalment_due", "interest", "fees", "past_due", "over_limit"]:
        due += statement[part]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="half the share" told="share of 5 %"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    share = 0.05 * statement["principal"] if style == "CN" else 0.01 * statement["balance"]
    due = share + statement["instalment_due"] + statement["interest"] + statement["fees"]
    due = max(floor, due) + statement["past_due"] + statement["over_limit"]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="floor for the share alone" told="on top of the floor"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    share = rate * statement["principal" if style == "CN" else "balance"]
    due = max(floor, share)
    for part in ["instalment_due", "interest", "fees", "past_due", "over_limit"]:
        due += statement[part]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="fees on top of the floor" told="on top of the floor"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    share = rate * statement["principal" if style == "CN" else "balance"]
    due = max(floor, share + statement["instalment_due"] + statement["interest"])
    due += statement["fees"] + statement["past_due"] + statement["over_limit"]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="interest on top of the floor" told="on top of the floor"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    share = rate * statement["principal" if style == "CN" else "balance"]
    due = max(floor, share + statement["instalment_due"] + statement["fees"])
    due += statement["interest"] + statement["past_due"] + statement["over_limit"]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="instalment on top of the floor" told="on top of the floor"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    share = rate * statement["principal" if style == "CN" else "balance"]
    due = max(floor, share + statement["interest"] + statement["fees"])
    due += statement["instalment_due"] + statement["past_due"] + statement["over_limit"]
    return round(min(due, statement["balance"]), 2)


# %% wrong="minimum-payment" name="over limit inside the floor" told="exceeds the limit hides"
def minimum_payment(statement, style, rate, floor=0.0):
    if style not in ("CN", "US"):
        raise ValueError("unknown")
    share = rate * statement["principal" if style == "CN" else "balance"]
    for part in ["instalment_due", "interest", "fees", "over_limit"]:
        share += statement[part]
    due = max(floor, share) + statement["past_due"]
    return round(min(due, statement["balance"]), 2)


# %% right="minimum-payment" name="table of bases"
def minimum_payment(statement, style, rate, floor=0.0):
    base = {"CN": "principal", "US": "balance"}
    if style not in base:
        raise ValueError("unknown style")
    now = ["instalment_due", "interest", "fees"]
    due = max(rate * statement[base[style]] + sum(statement[key] for key in now), floor)
    return min(
        round(due + statement["past_due"] + statement["over_limit"], 2), statement["balance"]
    )


# %% right="minimum-payment" name="a Series and NumPy"
def minimum_payment(statement, style, rate, floor=0.0):
    part = pd.Series(statement)
    match style:
        case "CN":
            share = rate * part["principal"]
        case "US":
            share = rate * part["balance"]
        case _:
            raise ValueError("unknown style")
    due = np.maximum(floor, share + part[["instalment_due", "interest", "fees"]].sum())
    due = due + part[["past_due", "over_limit"]].sum()
    return np.round(np.minimum(due, part["balance"]), 2)


# %% [markdown]
# ## payoff-schedule


# %% wrong="payoff-schedule" name="minimum after interest" told="was taken after adding interest"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0:
        interest = round(balance * annual_rate / 12, 2)
        owed = balance + interest
        payment = round(min(max(floor, minimum_rate * owed) + extra, owed), 2)
        if payment <= interest:
            raise ValueError("never")
        rows.append((len(rows) + 1, balance, interest, payment, round(owed - payment, 2)))
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="last payment too large" told="payment is larger than the debt"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0:
        interest = round(balance * annual_rate / 12, 2)
        payment = round(max(floor, minimum_rate * balance) + extra, 2)
        if payment <= interest:
            raise ValueError("never")
        rows.append(
            (len(rows) + 1, balance, interest, payment, round(balance + interest - payment, 2))
        )
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="floor ignored" told="the floor is missing"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0:
        interest = round(balance * annual_rate / 12, 2)
        payment = round(min(minimum_rate * balance + extra, balance + interest), 2)
        if balance < 1:
            payment = round(balance + interest, 2)
        if payment <= interest:
            raise ValueError("never")
        rows.append(
            (len(rows) + 1, balance, interest, payment, round(balance + interest - payment, 2))
        )
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="thirty days of 365" told="interest of 30 of 365 days"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0:
        interest = round(balance * annual_rate / 365 * 30, 2)
        payment = round(min(max(floor, minimum_rate * balance) + extra, balance + interest), 2)
        if payment <= interest:
            raise ValueError("never")
        rows.append(
            (len(rows) + 1, balance, interest, payment, round(balance + interest - payment, 2))
        )
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="months from zero" told="months start at 0"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0:
        interest = round(balance * annual_rate / 12, 2)
        payment = round(min(max(floor, minimum_rate * balance) + extra, balance + interest), 2)
        if payment <= interest:
            raise ValueError("never")
        rows.append((len(rows), balance, interest, payment, round(balance + interest - payment, 2)))
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="rounded only at the end" told="when is rounded"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 1e-6:
        interest = balance * annual_rate / 12
        payment = min(max(floor, minimum_rate * balance) + extra, balance + interest)
        if payment <= interest:
            raise ValueError("never")
        rows.append((len(rows) + 1, balance, interest, payment, balance + interest - payment))
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="interest never added" told="interest never reaches the balance"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0:
        interest = round(balance * annual_rate / 12, 2)
        payment = round(min(max(floor, minimum_rate * balance) + extra, balance), 2)
        if payment <= interest:
            raise ValueError("never")
        rows.append((len(rows) + 1, balance, interest, payment, round(balance - payment, 2)))
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="stops after fifty years" told="200 a month never covers"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0 and len(rows) < 600:
        interest = round(balance * annual_rate / 12, 2)
        payment = round(min(max(floor, minimum_rate * balance) + extra, balance + interest), 2)
        rows.append(
            (len(rows) + 1, balance, interest, payment, round(balance + interest - payment, 2))
        )
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="just the interest accepted" told="leaves the debt as it was"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0 and len(rows) < 1200:
        interest = round(balance * annual_rate / 12, 2)
        payment = round(min(max(floor, minimum_rate * balance) + extra, balance + interest), 2)
        if payment < interest:
            raise ValueError("never")
        rows.append(
            (len(rows) + 1, balance, interest, payment, round(balance + interest - payment, 2))
        )
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="extra money ignored" told="extra money paid as well"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0:
        interest = round(balance * annual_rate / 12, 2)
        payment = round(min(max(floor, minimum_rate * balance), balance + interest), 2)
        if payment <= interest:
            raise ValueError("never")
        rows.append(
            (len(rows) + 1, balance, interest, payment, round(balance + interest - payment, 2))
        )
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="extra money not in the test" told="only the extra money"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0:
        interest = round(balance * annual_rate / 12, 2)
        minimum = max(floor, minimum_rate * balance)
        if minimum <= interest:
            raise ValueError("never ends")
        payment = round(min(minimum + extra, balance + interest), 2)
        closing = round(balance + interest - payment, 2)
        rows.append((len(rows) + 1, balance, interest, payment, closing))
        balance = closing
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% wrong="payoff-schedule" name="closing balance not rounded" told="a rest far below a fen"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows = []
    while balance > 0 and len(rows) < 1_000:
        interest = round(balance * annual_rate / 12, 2)
        payment = round(min(max(floor, minimum_rate * balance) + extra, balance + interest), 2)
        if payment < interest or payment == interest > 0:
            raise ValueError("never ends")
        closing = balance + interest - payment
        rows.append((len(rows) + 1, balance, interest, payment, closing))
        balance = closing
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% right="payoff-schedule" name="in whole fen"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    def fen(yuan):
        return round(yuan * 100)

    left, months = fen(balance), []
    while left > 0:
        interest = round(left * annual_rate / 12)
        asked = max(fen(floor), round(left * minimum_rate)) + fen(extra)
        payment = min(asked, left + interest)
        if payment <= interest:
            raise ValueError("this debt never ends")
        closing = left + interest - payment
        months.append([left / 100, interest / 100, payment / 100, closing / 100])
        left = closing
    table = pd.DataFrame(months, columns=["opening", "interest", "payment", "closing"])
    table.insert(0, "month", np.arange(1, len(table) + 1))
    return table


# %% right="payoff-schedule" name="a dict per month, checked beforehand"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    columns = ["closing", "opening", "payment", "interest", "month"]
    first = round(max(floor, minimum_rate * balance) + extra, 2)
    if balance > 0 and first <= round(balance * annual_rate / 12, 2):
        raise ValueError("this debt never ends")
    months = []
    while balance > 0:
        month = {"month": len(months) + 1, "opening": balance}
        month["interest"] = np.round(balance * annual_rate / 12, 2)
        asked = np.round(max(floor, minimum_rate * balance) + extra, 2)
        month["payment"] = min(asked, np.round(balance + month["interest"], 2))
        balance = np.round(balance + month["interest"] - month["payment"], 2)
        month["closing"] = balance
        months.append(month)
    return pd.DataFrame(months, columns=columns)[
        ["month", "opening", "interest", "payment", "closing"]
    ]


# %% right="payoff-schedule" name="a rest below half a fen is nothing"
def payoff_schedule(balance, annual_rate, minimum_rate, floor, extra=0.0):
    rows, month = [], 0
    while balance > 0.005:
        month += 1
        interest = round(balance * annual_rate / 12, 2)
        payment = round(min(max(floor, minimum_rate * balance) + extra, balance + interest), 2)
        if payment <= interest:
            raise ValueError("never ends")
        rows.append([month, balance, interest, payment, round(balance + interest - payment, 2)])
        balance = rows[-1][-1]
    return pd.DataFrame(rows, columns=["month", "opening", "interest", "payment", "closing"])


# %% [markdown]
# ## instalment-apr


# %% wrong="instalment-apr" name="flat rate" told="that is the flat rate"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no plan")
    i = monthly_fee_rate
    return {"monthly_irr": i, "apr": 12 * i, "ear": (1 + i) ** 12 - 1}


# %% wrong="instalment-apr" name="rule of thumb" told="rule of thumb"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no plan")
    i = monthly_fee_rate * 2 * months / (months + 1)
    return {"monthly_irr": i, "apr": 12 * i, "ear": (1 + i) ** 12 - 1}


# %% wrong="instalment-apr" name="first instalment at once" told="pays the first instalment at once"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no plan")
    payment = principal / months + principal * monthly_fee_rate
    low, high = 0.0, 1.0
    for _ in range(80):
        i = (low + high) / 2
        worth = sum(payment / (1 + i) ** k for k in range(months))
        low, high = (i, high) if worth > principal else (low, i)
    return {"monthly_irr": i, "apr": 12 * i, "ear": (1 + i) ** 12 - 1}


# %% wrong="instalment-apr" name="apr and ear exchanged" told="APR and EAR are mixed up"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no plan")
    payment = principal / months + principal * monthly_fee_rate
    low, high = 0.0, 1.0
    for _ in range(80):
        i = (low + high) / 2
        worth = sum(payment / (1 + i) ** k for k in range(1, months + 1))
        low, high = (i, high) if worth > principal else (low, i)
    return {"monthly_irr": i, "apr": (1 + i) ** 12 - 1, "ear": 12 * i}


# %% wrong="instalment-apr" name="rates in percent" told="in percent"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no plan")
    payment = principal / months + principal * monthly_fee_rate
    low, high = 0.0, 1.0
    for _ in range(80):
        i = (low + high) / 2
        worth = sum(payment / (1 + i) ** k for k in range(1, months + 1))
        low, high = (i, high) if worth > principal else (low, i)
    return {"monthly_irr": 100 * i, "apr": 1200 * i, "ear": 100 * ((1 + i) ** 12 - 1)}


# %% wrong="instalment-apr" name="no interest on interest" told="EAR equals APR"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no plan")
    payment = principal / months + principal * monthly_fee_rate
    low, high = 0.0, 1.0
    for _ in range(80):
        i = (low + high) / 2
        worth = sum(payment / (1 + i) ** k for k in range(1, months + 1))
        low, high = (i, high) if worth > principal else (low, i)
    return {"monthly_irr": i, "apr": 12 * i, "ear": 12 * i}


# %% wrong="instalment-apr" name="impossible plans accepted" told="there is no such plan"
def instalment_apr(principal, months, monthly_fee_rate):
    payment = principal / max(months, 1) + principal * monthly_fee_rate
    low, high = 0.0, 1.0
    for _ in range(80):
        i = (low + high) / 2
        worth = sum(payment / (1 + i) ** k for k in range(1, months + 1))
        low, high = (i, high) if worth > principal else (low, i)
    return {"monthly_irr": i, "apr": 12 * i, "ear": (1 + i) ** 12 - 1}


# %% wrong="instalment-apr" name="searches up to 5 % a month" told="stopped at 5 % a month"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no such plan")
    payment = principal / months + principal * monthly_fee_rate
    low, high = 0.0, 0.05
    for _ in range(80):
        rate = (low + high) / 2
        worth = sum(payment / (1 + rate) ** k for k in range(1, months + 1))
        low, high = (rate, high) if worth > principal else (low, rate)
    return {"monthly_irr": rate, "apr": 12 * rate, "ear": (1 + rate) ** 12 - 1}


# %% right="instalment-apr" name="bisection"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no plan")
    payment = principal / months + principal * monthly_fee_rate
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        i = (low + high) / 2
        worth = sum(payment / (1 + i) ** k for k in range(1, months + 1))
        low, high = (i, high) if worth > principal else (low, i)
    return {"ear": (1 + low) ** 12 - 1, "apr": 12 * low, "monthly_irr": low}


# %% right="instalment-apr" name="Newton's method"
def instalment_apr(principal, months, monthly_fee_rate):
    if principal <= 0 or months < 1 or monthly_fee_rate < 0:
        raise ValueError("no plan")
    k = np.arange(1, months + 1)
    payment = principal / months + principal * monthly_fee_rate
    i = monthly_fee_rate
    for _ in range(50):
        value = payment * ((1 + i) ** -k).sum() - principal
        slope = -payment * (k * (1 + i) ** -(k + 1.0)).sum()
        i = i - value / slope
    return pd.Series({"monthly_irr": i, "apr": 12 * i, "ear": np.expm1(12 * np.log1p(i))})


# %% right="instalment-apr" name="halving the interval on the closing balance"
def instalment_apr(principal, months, monthly_fee_rate):
    if not (principal > 0 and months >= 1 and monthly_fee_rate >= 0):
        raise ValueError("no plan")

    def left_over(i):
        balance = principal
        for _ in range(months):
            balance = balance * (1 + i) - principal / months - principal * monthly_fee_rate
        return balance

    rate, step = 0.0, 0.5
    for _ in range(50):
        step /= 2
        rate += step if left_over(rate) < 0 else -step
    return {"monthly_irr": rate, "apr": 12 * rate, "ear": (1 + rate) ** 12 - 1}


# %% [markdown]
# ## allocate-payment


# %% wrong="allocate-payment" name="everything to the highest rate" told="went to the highest rate"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    paid = [0.0] * len(balances)
    for row in np.argsort(balances["apr"].to_numpy())[:: 1 if rule == "lowest first" else -1]:
        paid[row] = min(payment, balances["balance"].iloc[row])
        payment -= paid[row]
    return paid


# %% wrong="allocate-payment" name="always lowest first" told="payment went to the lowest rate"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    paid = [0.0] * len(balances)
    for row in np.argsort(balances["apr"].to_numpy()):
        paid[row] = min(payment, balances["balance"].iloc[row])
        payment -= paid[row]
    return paid


# %% wrong="allocate-payment" name="in proportion" told="in proportion to the balances"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    share = balances["balance"] / balances["balance"].sum()
    return (share * min(payment, balances["balance"].sum())).tolist()


# %% wrong="allocate-payment" name="rows in order of the rates" told="in another order of rows"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    owed = balances.sort_values("apr")["balance"].to_numpy()
    paid = np.zeros(len(owed))
    low = payment if rule == "lowest first" else min(payment, minimum)
    for money, order in ((low, range(len(owed))), (payment - low, reversed(range(len(owed))))):
        for row in order:
            part = min(money, owed[row] - paid[row])
            paid[row] += part
            money -= part
    return paid


# %% wrong="allocate-payment" name="returns what is left" told="that is what is left"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    left = balances["balance"].to_numpy(dtype=float).copy()
    low_to_high = np.argsort(balances["apr"].to_numpy())
    low = payment if rule == "lowest first" else min(payment, minimum)
    for money, order in ((low, low_to_high), (payment - low, low_to_high[::-1])):
        for row in order:
            part = min(money, left[row])
            left[row] -= part
            money -= part
    return left


# %% wrong="allocate-payment" name="highest balance overpaid" told="balance gets more than it holds"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    paid = np.zeros(len(balances))
    low = payment if rule == "lowest first" else min(payment, minimum)
    paid[balances["apr"].to_numpy().argmin()] += low
    paid[balances["apr"].to_numpy().argmax()] += payment - low
    return paid


# %% wrong="allocate-payment" name="the rest of the excess is lost" told="of the money went nowhere"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    owed = balances["balance"].to_numpy(dtype=float)
    paid = np.zeros(len(balances))
    low = payment if rule == "lowest first" else min(payment, minimum)
    for money, row in ((low, balances["apr"].argmin()), (payment - low, balances["apr"].argmax())):
        paid[row] += min(money, owed[row] - paid[row])
    return paid


# %% wrong="allocate-payment" name="the two rules exchanged" told="that is the other rule"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    owed = balances["balance"].to_numpy(dtype=float)
    paid = np.zeros(len(owed))
    low_to_high = np.argsort(balances["apr"].to_numpy())
    low = payment if rule == "card act" else min(payment, minimum)
    for money, order in ((low, low_to_high), (payment - low, low_to_high[::-1])):
        for row in order:
            part = min(money, owed[row] - paid[row])
            paid[row] += part
            money -= part
    return paid


# %% wrong="allocate-payment" name="unknown rule means CARD Act" told="under an unknown rule"
def allocate_payment(balances, payment, minimum, rule):
    owed = balances["balance"].to_numpy(dtype=float)
    paid = np.zeros(len(owed))
    low_to_high = np.argsort(balances["apr"].to_numpy())
    low = payment if rule == "lowest first" else min(payment, minimum)
    for money, order in ((low, low_to_high), (payment - low, low_to_high[::-1])):
        for row in order:
            part = min(money, owed[row] - paid[row])
            paid[row] += part
            money -= part
    return paid


# %% wrong="allocate-payment" name="labels taken for positions" told="rows with names"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")
    up = list(balances.sort_values("apr").index)
    got = [0.0] * len(balances)
    low_part = payment if rule == "lowest first" else min(payment, minimum)
    for money, order in [(low_part, up), (payment - low_part, up[::-1])]:
        for label in order:
            part = min(money, balances["balance"][label] - got[label])
            got[label] += part
            money -= part
    return got


# %% right="allocate-payment" name="cumulative sums, clipped"
def allocate_payment(balances, payment, minimum, rule):
    if rule not in ("lowest first", "card act"):
        raise ValueError("unknown")

    def fill(money, owed):
        return (money - (owed.cumsum() - owed)).clip(lower=0).clip(upper=owed)

    rising = balances.sort_values("apr")["balance"]
    low = fill(payment if rule == "lowest first" else min(payment, minimum), rising)
    falling = (rising - low)[::-1]
    high = fill(max(payment - minimum, 0), falling) if rule == "card act" else 0 * falling
    return (low + high).reindex(balances.index)


# %% right="allocate-payment" name="loop over sorted rows"
def allocate_payment(balances, payment, minimum, rule):
    rows = sorted(range(len(balances)), key=lambda row: balances["apr"].iloc[row])
    owed = list(balances["balance"])
    paid = [0] * len(rows)

    def spend(money, order):
        for row in order:
            part = min(money, owed[row])
            owed[row] -= part
            paid[row] += part
            money -= part

    if rule == "card act":
        spend(min(minimum, payment), rows)
        spend(max(payment - minimum, 0), rows[::-1])
    elif rule == "lowest first":
        spend(payment, rows)
    else:
        raise ValueError("unknown")
    return tuple(paid)


# %% [markdown]
# ## compliance-findings


# %% wrong="compliance-findings" name="ended rules applied" told="rule that had ended was applied"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    pairs = pairs[pairs["in_force_from"] <= pairs["launch_date"]]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="only rules in force today" told="law held on the launch date"
def compliance_findings(offers, rules):
    today = rules[rules["field"].notna() & rules["in_force_until"].isna()]
    pairs = offers.merge(today, on="jurisdiction")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    pairs = pairs[pairs["in_force_from"] <= pairs["launch_date"]]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="last day inclusive" told="day on which it no longer held"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    until = pairs["in_force_until"].fillna(pd.Timestamp("2100-01-01"))
    pairs = pairs[pairs["launch_date"].between(pairs["in_force_from"], until)]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="first day left out" told="not applied on its first day"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    until = pairs["in_force_until"].fillna(pd.Timestamp("2100-01-01"))
    pairs = pairs[(pairs["launch_date"] > pairs["in_force_from"]) & (pairs["launch_date"] < until)]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="rules not yet begun applied" told="before it began"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    pairs = pairs[pairs["in_force_until"].isna() | (pairs["launch_date"] < pairs["in_force_until"])]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="at the limit is a breach" told="limit was called a breach"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    until = pairs["in_force_until"].fillna(pd.Timestamp("2100-01-01"))
    pairs = pairs[(pairs["launch_date"] >= pairs["in_force_from"]) & (pairs["launch_date"] < until)]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value >= limit)) | ((test == "min") & (value <= limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="a missing value is a breach" told="value was called a breach"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    until = pairs["in_force_until"].fillna(pd.Timestamp("2100-01-01"))
    pairs = pairs[(pairs["launch_date"] >= pairs["in_force_from"]) & (pairs["launch_date"] < until)]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit)
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="every jurisdiction" told="rule of another jurisdiction"
def compliance_findings(offers, rules):
    rules = rules[rules["field"].notna()].drop(columns="jurisdiction")
    pairs = offers.merge(rules, how="cross")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    until = pairs["in_force_until"].fillna(pd.Timestamp("2100-01-01"))
    pairs = pairs[(pairs["launch_date"] >= pairs["in_force_from"]) & (pairs["launch_date"] < until)]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="business cards not exempt" told="hit a business card"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    until = pairs["in_force_until"].fillna(pd.Timestamp("2100-01-01"))
    pairs = pairs[(pairs["launch_date"] >= pairs["in_force_from"]) & (pairs["launch_date"] < until)]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="'all' matches no card" told="for all cards was not applied"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    pairs = pairs[pairs["applies_to"] == pairs["card_type"]]
    until = pairs["in_force_until"].fillna(pd.Timestamp("2100-01-01"))
    pairs = pairs[(pairs["launch_date"] >= pairs["in_force_from"]) & (pairs["launch_date"] < until)]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    value, limit, test = pairs["value"], pairs["limit"], pairs["test"]
    bad = ((test == "max") & (value > limit)) | ((test == "min") & (value < limit))
    bad |= (test == "equals") & (value != limit) & value.notna()
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="every limit is a maximum" told="a most or a least"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    until = pairs["in_force_until"].fillna(pd.Timestamp("2100-01-01"))
    pairs = pairs[(pairs["launch_date"] >= pairs["in_force_from"]) & (pairs["launch_date"] < until)]
    pairs["value"] = [row.get(row["field"], np.nan) for _, row in pairs.iterrows()]
    bad = pairs["value"] > pairs["limit"]
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% wrong="compliance-findings" name="one per cent of tolerance" told="just above the limit"
def compliance_findings(offers, rules):
    rows = []
    for _, rule in rules.dropna(subset=["field"]).iterrows():
        for _, offer in offers.iterrows():
            value, limit = offer.get(rule["field"], np.nan), rule["limit"]
            until = rule["in_force_until"]
            if (
                pd.isna(value)
                or offer["jurisdiction"] != rule["jurisdiction"]
                or rule["applies_to"] not in ("all", offer["card_type"])
                or offer["launch_date"] < rule["in_force_from"]
                or (pd.notna(until) and offer["launch_date"] >= until)
            ):
                continue
            tests = {"max": value > limit * 1.01, "min": value < limit, "equals": value != limit}
            if tests[rule["test"]]:
                rows.append((offer["offer_id"], rule["rule_id"], value, limit, rule["source_url"]))
    return pd.DataFrame(rows, columns=["offer_id", "rule_id", "value", "limit", "source_url"])


# %% right="compliance-findings" name="pairs of offers and rules"
def compliance_findings(offers, rules):
    pairs = offers.merge(rules[rules["field"].notna()], on="jurisdiction")
    until = pairs["in_force_until"].fillna(pd.Timestamp("2200-01-01"))
    bound = (pairs["applies_to"].isin(["all"]) | (pairs["applies_to"] == pairs["card_type"])) & (
        (pairs["in_force_from"] <= pairs["launch_date"]) & (pairs["launch_date"] < until)
    )
    pairs = pairs[bound].copy()
    pairs["value"] = pd.Series(
        [row.get(row["field"], np.nan) for _, row in pairs.iterrows()], pairs.index, dtype=float
    )
    over = (pairs["test"] == "max") & (pairs["value"] > pairs["limit"])
    under = (pairs["test"] == "min") & (pairs["value"] < pairs["limit"])
    other = (
        (pairs["test"] == "equals") & pairs["value"].notna() & (pairs["value"] != pairs["limit"])
    )
    columns = ["source_url", "limit", "value", "rule_id", "offer_id"]
    return pairs.loc[over | under | other, columns]


# %% right="compliance-findings" name="two plain loops"
def compliance_findings(offers, rules):
    def breaks(value, test, limit):
        if pd.isna(value):
            return False
        return {"max": value > limit, "min": value < limit, "equals": value != limit}[test]

    rows = []
    for offer in offers.to_dict("records"):
        for rule in rules.to_dict("records"):
            if pd.isna(rule["field"]) or rule["jurisdiction"] != offer["jurisdiction"]:
                continue
            if rule["applies_to"] not in ("all", offer["card_type"]):
                continue
            if offer["launch_date"] < rule["in_force_from"]:
                continue
            if pd.notna(rule["in_force_until"]) and offer["launch_date"] >= rule["in_force_until"]:
                continue
            value = offer.get(rule["field"], np.nan)
            if breaks(value, rule["test"], rule["limit"]):
                rows.append(
                    [offer["offer_id"], rule["rule_id"], value, rule["limit"], rule["source_url"]]
                )
    return pd.DataFrame(rows, columns=["offer_id", "rule_id", "value", "limit", "source_url"])


# %% right="compliance-findings" name="long table of terms"
def compliance_findings(offers, rules):
    about = ["offer_id", "jurisdiction", "launch_date", "card_type"]
    fields = [field for field in rules["field"].dropna().unique() if field in offers.columns]
    terms = offers[about + fields].melt(about, var_name="field").dropna(subset="value")
    pairs = terms.merge(rules, on=["jurisdiction", "field"])
    pairs = pairs[(pairs["applies_to"] == "all") | (pairs["applies_to"] == pairs["card_type"])]
    pairs = pairs[pairs["in_force_from"] <= pairs["launch_date"]]
    pairs = pairs[~(pairs["in_force_until"] <= pairs["launch_date"])]
    gap = (pairs["value"] - pairs["limit"]).astype(float)
    sign = pairs["test"].astype(str).map({"max": 1.0, "min": -1.0})
    bad = (gap * sign > 0) | ((pairs["test"] == "equals") & (gap != 0))
    return pairs.loc[bad, ["offer_id", "rule_id", "value", "limit", "source_url"]]


# %% [markdown]
# ## plot-payoff


# %% wrong="plot-payoff" name="payments instead of balances" told="no line with the expected values"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["payment"], label=name)
    ax.set(xlabel="Months", ylabel="CNY", title="Payments")
    ax.legend()
    return ax


# %% wrong="plot-payoff" name="opening balances" told="no line with the expected values"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["opening"], label=name)
    ax.set(xlabel="Months", ylabel="CNY", title="The debt falls")
    ax.legend()
    return ax


# %% wrong="plot-payoff" name="only the first schedule" told="1 line in the picture"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    name, schedule = next(iter(schedules.items()))
    ax.plot(schedule["month"], schedule["closing"], label=name)
    ax.set(xlabel="Months", ylabel="CNY", title="The debt falls")
    ax.legend()
    return ax


# %% wrong="plot-payoff" name="no title" told="without a title"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["closing"], label=name)
    ax.set(xlabel="Months", ylabel="CNY")
    ax.legend()
    return ax


# %% wrong="plot-payoff" name="no unit of money" told="y label does not say"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["closing"], label=name)
    ax.set(xlabel="Months", ylabel="Balance", title="The debt falls")
    ax.legend()
    return ax


# %% wrong="plot-payoff" name="lines without names" told="without its name"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for schedule in schedules.values():
        ax.plot(schedule["month"], schedule["closing"])
    ax.set(xlabel="Months", ylabel="CNY", title="The debt falls")
    return ax


# %% wrong="plot-payoff" name="nothing returned" told="end with `return`"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["closing"], label=name)
    ax.set(xlabel="Months", ylabel="CNY", title="The debt falls")
    ax.legend()


# %% wrong="plot-payoff" name="labels without a legend" told="a reader cannot see it"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["closing"], label=name)
    ax.set(xlabel="Months", ylabel="CNY", title="The debt falls")
    return ax


# %% wrong="plot-payoff" name="each line on its own y axis" told="use one y axis"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        twin = ax.twinx()
        twin.plot(schedule["month"], schedule["closing"], label=name)
        twin.legend()
    ax.set(xlabel="Months", ylabel="CNY", title="The debt falls")
    return ax


# %% wrong="plot-payoff" name="cut off after five months" told="not all of it can be seen"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["closing"], label=name)
    ax.set(xlabel="Months", ylabel="CNY", title="The debt falls", xlim=(0, 5))
    ax.legend()
    return ax


# %% wrong="plot-payoff" name="months from zero" told="the x values"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    for name, schedule in schedules.items():
        ax.plot(schedule["month"] - 1, schedule["closing"], label=name)
    ax.set(xlabel="Months", ylabel="CNY", title="The debt falls")
    ax.legend()
    return ax


# %% right="plot-payoff" name="names at the ends of the lines"
def plot_payoff(schedules):
    _, ax = plt.subplots(figsize=(8, 4))
    for name, schedule in schedules.items():
        ax.plot(schedule["month"], schedule["closing"], label=name, marker="o")
    label_line_ends(ax)
    cny_axis(ax, "y")
    ax.set(xlabel="month", ylabel="owed, CNY", title="The lower the minimum, the longer the debt")
    return ax


# %% right="plot-payoff" name="pandas draws"
def plot_payoff(schedules):
    fig, ax = plt.subplots()
    for name, schedule in schedules.items():
        schedule.set_index("month")["closing"].plot(ax=ax, label=name)
    ax.legend()
    ax.set_xlabel("Months since the start")
    ax.set_ylabel("Balance (yuan)")
    ax.set_title("Paying more ends the debt sooner")
    return fig


# %% right="plot-payoff" name="pyplot"
def plot_payoff(schedules):
    plt.figure()
    for name in schedules:
        plt.step(schedules[name]["month"], schedules[name]["closing"], where="post")
        last = schedules[name].iloc[-1]
        plt.text(last["month"], last["closing"], name)
    plt.xlabel("Month")
    plt.ylabel("Closing balance in CNY")
    plt.title("Debt after each month")
    return plt.gca()


# %% right="plot-payoff" name="one wide table"
def plot_payoff(schedules):
    closing = {name: table.set_index("month")["closing"] for name, table in schedules.items()}
    return pd.DataFrame(closing).plot(
        xlabel="Month", ylabel="Still owed (元)", title="A lower minimum takes longer"
    )


# %% right="plot-payoff" name="pivoted long table"
def plot_payoff(schedules):
    _, ax = plt.subplots()
    table = pd.concat(schedules, names=["name", None]).reset_index(level=0)
    table.pivot(index="month", columns="name", values="closing").plot(ax=ax)
    ax.set(xlabel="Month", ylabel="Balance (CNY)", title="The lower the payment, the longer")
    return ax
