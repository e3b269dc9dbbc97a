# %% [markdown]
# The answer catalogue of notebook 03: wrong answers that students write, and right ones built
# differently. `cardpm prove 03` runs every answer against the lesson's checks.

# %% [markdown]
# ## rfm-scores


# %% wrong="rfm-scores" name="few days are bad" told="number of days good or bad"
def rfm_scores(transactions, as_of):
    bought = transactions[transactions["kind"] == "purchase"]
    bought = bought[bought["posting_date"] <= as_of]
    table = bought.groupby("account_id").agg(
        recency=("posting_date", lambda days: (as_of - days.max()).days),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    return np.ceil(5 * table.rank(method="max") / len(table)).astype(int).reset_index()


# %% wrong="rfm-scores" name="later purchases counted" told="had E's purchase of July happened"
def rfm_scores(transactions, as_of):
    bought = transactions[transactions["kind"] == "purchase"]
    table = bought.groupby("account_id").agg(
        recency=("posting_date", "max"),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    return np.ceil(5 * table.rank(method="max") / len(table)).astype(int).reset_index()


# %% wrong="rfm-scores" name="all kinds counted" told="payment was counted"
def rfm_scores(transactions, as_of):
    known = transactions[transactions["posting_date"] <= as_of]
    table = known.groupby("account_id").agg(
        recency=("posting_date", "max"),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    return np.ceil(5 * table.rank(method="max") / len(table)).astype(int).reset_index()


# %% wrong="rfm-scores" name="mean purchase" told="That is the mean purchase"
def rfm_scores(transactions, as_of):
    bought = transactions[transactions["kind"] == "purchase"]
    bought = bought[bought["posting_date"] <= as_of]
    table = bought.groupby("account_id").agg(
        recency=("posting_date", "max"),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "mean"),
    )
    return np.ceil(5 * table.rank(method="max") / len(table)).astype(int).reset_index()


# %% wrong="rfm-scores" name="ties by the order of rows" told="may the order of rows part them"
def rfm_scores(transactions, as_of):
    bought = transactions[transactions["kind"] == "purchase"]
    bought = bought[bought["posting_date"] <= as_of]
    table = bought.groupby("account_id").agg(
        recency=("posting_date", "max"),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    return np.ceil(5 * table.rank(method="first") / len(table)).astype(int).reset_index()


# %% wrong="rfm-scores" name="ties get the lower score" told="at least as good as how many"
def rfm_scores(transactions, as_of):
    bought = transactions[transactions["kind"] == "purchase"]
    bought = bought[bought["posting_date"] <= as_of]
    table = bought.groupby("account_id").agg(
        recency=("posting_date", "max"),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    return np.ceil(5 * table.rank(method="min") / len(table)).astype(int).reset_index()


# %% wrong="rfm-scores" name="equal width" told="cuts the range of values into equal parts"
def rfm_scores(transactions, as_of):
    bought = transactions[transactions["kind"] == "purchase"]
    bought = bought[bought["posting_date"] <= as_of]
    table = bought.groupby("account_id").agg(
        recency=("posting_date", lambda days: -(as_of - days.max()).days),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    scores = table.apply(lambda column: pd.cut(column, 5, labels=False) + 1)
    return scores.reset_index()


# %% wrong="rfm-scores" name="scores from 0" told="The scores start at 0"
def rfm_scores(transactions, as_of):
    bought = transactions[transactions["kind"] == "purchase"]
    bought = bought[bought["posting_date"] <= as_of]
    table = bought.groupby("account_id").agg(
        recency=("posting_date", "max"),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    return (np.ceil(5 * table.rank(method="max") / len(table)) - 1).astype(int).reset_index()


# %% wrong="rfm-scores" name="last day left out" told="purchase on the as-of day was left out"
def rfm_scores(transactions, as_of):
    bought = transactions[transactions["kind"] == "purchase"]
    bought = bought[bought["posting_date"] < as_of]
    table = bought.groupby("account_id").agg(
        recency=("posting_date", "max"),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    return np.ceil(5 * table.rank(method="max") / len(table)).astype(int).reset_index()


# %% wrong="rfm-scores" name="first purchase" told="whose last purchase is the later one"
def rfm_scores(transactions, as_of):
    known = (transactions["kind"] == "purchase") & (transactions["posting_date"] <= as_of)
    accounts_ = transactions[known].groupby("account_id")
    table = accounts_.agg(
        recency=("posting_date", "min"),
        frequency=("posting_date", "size"),
        monetary=("amount_cny", "sum"),
    )
    scores = np.ceil(5 * table.rank(method="max") / len(table)).astype(int)
    return scores.reset_index()


# %% right="rfm-scores" name="plain loops"
def rfm_scores(transactions, as_of):
    last, count, total = {}, {}, {}
    for row in transactions.to_dict("records"):
        if row["kind"] != "purchase" or row["posting_date"] > as_of:
            continue
        name = row["account_id"]
        last[name] = max(last.get(name, row["posting_date"]), row["posting_date"])
        count[name] = count.get(name, 0) + 1
        total[name] = total.get(name, 0) + row["amount_cny"]

    def score(values, name):
        beaten = sum(value <= values[name] for value in values.values())
        return -(-5 * beaten // len(values))

    return pd.DataFrame(
        [
            {
                "account_id": name,
                "recency": score(last, name),
                "frequency": score(count, name),
                "monetary": score(total, name),
            }
            for name in last
        ]
    )


# %% right="rfm-scores" name="searchsorted on days"
def rfm_scores(transactions, as_of):
    days = (as_of - transactions["posting_date"]).dt.days
    bought = transactions.assign(days=days)[(transactions["kind"] == "purchase") & (days >= 0)]
    grouped = bought.groupby("account_id")
    scores = {"account_id": list(grouped.groups)}
    for name, values in {
        "recency": -grouped["days"].min(),
        "frequency": grouped["days"].count(),
        "monetary": grouped["amount_cny"].sum(),
    }.items():
        at_most = np.searchsorted(np.sort(values), values, side="right")
        scores[name] = (5 * at_most + len(values) - 1) // len(values)
    return pd.DataFrame(scores)


# %% right="rfm-scores" name="percentile ranks as floats"
def rfm_scores(transactions, as_of):
    bought = transactions.query("kind == 'purchase' and posting_date <= @as_of")
    last = bought.groupby("account_id")["posting_date"].max()
    count = bought["account_id"].value_counts()
    total = bought.groupby("account_id")["amount_cny"].sum()
    table = pd.concat([last, count, total], axis=1, keys=["recency", "frequency", "monetary"])
    scores = np.ceil(table.rank(method="max", pct=True) * 5)
    scores["account_id"] = scores.index
    return scores[["frequency", "monetary", "recency", "account_id"]].reset_index(drop=True)


# %% [markdown]
# ## cohort-retention


# %% wrong="cohort-retention" name="unknown is zero" told="month that has not come yet"
def cohort_retention(purchases, last_month):
    end = last_month.to_period("M")
    month = purchases["posting_date"].dt.to_period("M")
    table = purchases.assign(month=month)[month <= end].drop_duplicates(["account_id", "month"])
    table["cohort"] = table.groupby("account_id")["month"].transform("min")
    table["age"] = [(m - c).n for m, c in zip(table["month"], table["cohort"], strict=True)]
    counts = table.pivot_table(
        index="cohort", columns="age", values="account_id", aggfunc="count", fill_value=0
    )
    counts = counts.reindex(columns=range((end - counts.index[0]).n + 1), fill_value=0)
    shares = counts.div(counts[0], axis=0)
    shares.index = shares.index.to_timestamp()
    shares.columns.name = None
    return shares.reset_index()


# %% wrong="cohort-retention" name="zero is unknown" told="is this not known, or zero"
def cohort_retention(purchases, last_month):
    end = last_month.to_period("M")
    month = purchases["posting_date"].dt.to_period("M")
    table = purchases.assign(month=month)[month <= end].drop_duplicates(["account_id", "month"])
    table["cohort"] = table.groupby("account_id")["month"].transform("min")
    table["age"] = [(m - c).n for m, c in zip(table["month"], table["cohort"], strict=True)]
    counts = table.pivot_table(index="cohort", columns="age", values="account_id", aggfunc="count")
    counts = counts.reindex(columns=range((end - counts.index[0]).n + 1))
    shares = counts.div(counts[0], axis=0)
    shares.index = shares.index.to_timestamp()
    shares.columns.name = None
    return shares.reset_index()


# %% wrong="cohort-retention" name="counts" told="a share of the cohort was asked for"
def cohort_retention(purchases, last_month):
    end = last_month.to_period("M")
    month = purchases["posting_date"].dt.to_period("M")
    table = purchases.assign(month=month)[month <= end].drop_duplicates(["account_id", "month"])
    table["cohort"] = table.groupby("account_id")["month"].transform("min")
    rows = []
    for cohort, group in table.groupby("cohort"):
        row = {"cohort": cohort.to_timestamp()}
        for age in range((end - table["cohort"].min()).n + 1):
            row[age] = (group["month"] == cohort + age).sum() if cohort + age <= end else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


# %% wrong="cohort-retention" name="share of purchases" told="a share of purchases or of accounts"
def cohort_retention(purchases, last_month):
    end = last_month.to_period("M")
    month = purchases["posting_date"].dt.to_period("M")
    table = purchases.assign(month=month)[month <= end]
    table["cohort"] = table.groupby("account_id")["month"].transform("min")
    rows = []
    for cohort, group in table.groupby("cohort"):
        row = {"cohort": cohort.to_timestamp()}
        size = group["account_id"].nunique()
        for age in range((end - table["cohort"].min()).n + 1):
            bought = (group["month"] == cohort + age).sum() / size
            row[age] = bought if cohort + age <= end else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


# %% wrong="cohort-retention" name="share of the month before" told="those active a month before"
def cohort_retention(purchases, last_month):
    end = last_month.to_period("M")
    month = purchases["posting_date"].dt.to_period("M")
    table = purchases.assign(month=month)[month <= end].drop_duplicates(["account_id", "month"])
    table["cohort"] = table.groupby("account_id")["month"].transform("min")
    rows = []
    for cohort, group in table.groupby("cohort"):
        row, before = {"cohort": cohort.to_timestamp()}, group["account_id"].nunique()
        for age in range((end - table["cohort"].min()).n + 1):
            now = (group["month"] == cohort + age).sum()
            row[age] = now / before if cohort + age <= end and before else np.nan
            before = now
        rows.append(row)
    return pd.DataFrame(rows)


# %% wrong="cohort-retention" name="steps of 30 days" told="in steps of 30 days"
def cohort_retention(purchases, last_month):
    end = last_month.to_period("M")
    known = purchases[purchases["posting_date"].dt.to_period("M") <= end].copy()
    first = known.groupby("account_id")["posting_date"].transform("min")
    known["cohort"] = first.dt.to_period("M")
    known["age"] = (known["posting_date"] - first).dt.days // 30
    rows = []
    for cohort, group in known.groupby("cohort"):
        row = {"cohort": cohort.to_timestamp()}
        size = group["account_id"].nunique()
        for age in range((end - known["cohort"].min()).n + 1):
            active = group.loc[group["age"] == age, "account_id"].nunique() / size
            row[age] = active if cohort + age <= end else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


# %% wrong="cohort-retention" name="incomplete month counted" told="after the last complete one"
def cohort_retention(purchases, last_month):
    month = purchases["posting_date"].dt.to_period("M")
    end = month.max()
    table = purchases.assign(month=month).drop_duplicates(["account_id", "month"])
    table["cohort"] = table.groupby("account_id")["month"].transform("min")
    rows = []
    for cohort, group in table.groupby("cohort"):
        row = {"cohort": cohort.to_timestamp()}
        size = group["account_id"].nunique()
        for age in range((end - table["cohort"].min()).n + 1):
            active = (group["month"] == cohort + age).sum() / size
            row[age] = active if cohort + age <= end else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


# %% wrong="cohort-retention" name="share of all accounts" told="Month 0 is below 100 %"
def cohort_retention(purchases, last_month):
    end = last_month.to_period("M")
    month = purchases["posting_date"].dt.to_period("M")
    table = purchases.assign(month=month)[month <= end].drop_duplicates(["account_id", "month"])
    table["cohort"] = table.groupby("account_id")["month"].transform("min")
    everybody = table["account_id"].nunique()
    rows = []
    for cohort, group in table.groupby("cohort"):
        row = {"cohort": cohort.to_timestamp()}
        for age in range((end - table["cohort"].min()).n + 1):
            active = (group["month"] == cohort + age).sum() / everybody
            row[age] = active if cohort + age <= end else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


# %% wrong="cohort-retention" name="only months with a purchase" told="how old is the cohort"
def cohort_retention(purchases, last_month):
    end = last_month.to_period("M")
    month = purchases["posting_date"].dt.to_period("M")
    table = purchases.assign(month=month)[month <= end].drop_duplicates(["account_id", "month"])
    table["cohort"] = table.groupby("account_id")["month"].transform("min")
    table["age"] = [(m - c).n for m, c in zip(table["month"], table["cohort"], strict=True)]
    rows = []
    for cohort, group in table.groupby("cohort"):
        row = {"cohort": cohort.to_timestamp()}
        for age in range(table["age"].max() + 1):
            active = (group["age"] == age).sum() / group["account_id"].nunique()
            row[age] = active if cohort + age <= end else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


# %% wrong="cohort-retention" name="last month cut at its day" told="does the month end on that day"
def cohort_retention(purchases, last_month):
    table = purchases[purchases["posting_date"] <= last_month].copy()
    month = table["posting_date"].dt.year * 12 + table["posting_date"].dt.month
    end = last_month.year * 12 + last_month.month
    table["start"] = month.groupby(table["account_id"]).transform("min")
    table["age"] = month - table["start"]
    active = table.groupby(["start", "age"])["account_id"].nunique().unstack(fill_value=0)
    ages = range(end - table["start"].min() + 1)
    shares = active.reindex(columns=ages, fill_value=0).div(active[0], axis=0)
    seen = np.array([[start + age <= end for age in ages] for start in shares.index])
    cohort = [pd.Timestamp((s - 1) // 12, (s - 1) % 12 + 1, 1) for s in shares.index]
    return shares.where(seen).reset_index(drop=True).assign(cohort=cohort)


# %% right="cohort-retention" name="sets of accounts"
def cohort_retention(purchases, last_month):
    bought = {}
    for account, day in zip(purchases["account_id"], purchases["posting_date"], strict=True):
        if (day.year, day.month) <= (last_month.year, last_month.month):
            bought.setdefault(account, set()).add(12 * day.year + day.month - 1)
    end = 12 * last_month.year + last_month.month - 1
    cohorts = {}
    for account, months in bought.items():
        cohorts.setdefault(min(months), []).append(account)
    table = []
    for start, members in cohorts.items():
        row = {"cohort": pd.Timestamp(start // 12, start % 12 + 1, 1)}
        for age in range(end - min(cohorts) + 1):
            active = [account for account in members if start + age in bought[account]]
            row[age] = len(active) / len(members) if start + age <= end else None
        table.append(row)
    return pd.DataFrame(table)


# %% right="cohort-retention" name="matrix of accounts and months"
def cohort_retention(purchases, last_month):
    number = purchases["posting_date"].dt.year * 12 + purchases["posting_date"].dt.month
    end = last_month.year * 12 + last_month.month
    known = number <= end
    accounts_, who = np.unique(purchases["account_id"][known], return_inverse=True)
    number = number[known].to_numpy()
    start = number.min()
    active = np.zeros((len(accounts_), end - start + 1))
    active[who, number - start] = 1
    first = active.argmax(axis=1)
    rows = []
    for month in np.unique(first):
        share = active[first == month].mean(axis=0)[month:]
        cells = np.append(share, np.full(month, np.nan))
        day = pd.Timestamp((month + start - 1) // 12, (month + start - 1) % 12 + 1, 1)
        rows.append(pd.Series(cells).to_dict() | {"cohort": day})
    return pd.DataFrame(rows)


# %% right="cohort-retention" name="merge and pivot"
def cohort_retention(purchases, last_month):
    end = pd.Timestamp(last_month.year, last_month.month, 1)
    starts = purchases["posting_date"].dt.to_period("M").dt.to_timestamp()
    seen = pd.DataFrame({"account_id": purchases["account_id"], "month": starts})
    seen = seen[seen["month"] <= end].drop_duplicates()
    seen = seen.merge(seen.groupby("account_id")["month"].min().rename("cohort").reset_index())
    span = pd.date_range(seen["cohort"].min(), end, freq="MS")
    grid = pd.MultiIndex.from_product([seen["cohort"].unique(), span], names=["cohort", "month"])
    size = seen[seen["month"] == seen["cohort"]].groupby("cohort").size()
    active = (
        seen.groupby(["cohort", "month"]).size().reindex(grid, fill_value=0).reset_index(name="n")
    )
    active = active[active["month"] >= active["cohort"]]
    active["share"] = active["n"] / active["cohort"].map(size)
    active["age"] = active.groupby("cohort").cumcount()
    return active.pivot(index="cohort", columns="age", values="share").reset_index()


# %% [markdown]
# ## activation-funnel


# %% wrong="activation-funnel" name="young applications counted" told="All ten were counted"
def activation_funnel(applications, as_of, window=60):
    due = applications["applied_on"] + pd.Timedelta(days=window)
    approved = applications["approved"] == 1
    activated = approved & (applications["activated_on"] <= due)
    used = activated & (applications["first_use_on"] <= due)
    counts = [len(applications), approved.sum(), activated.sum(), used.sum()]
    if not (due <= as_of).any():
        raise ValueError("too young")
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table.loc[0, "step_rate"] = 1.0
    table["cumulative_rate"] = table["count"] / counts[0]
    return table


# %% wrong="activation-funnel" name="no window for the steps" told="is that in the window"
def activation_funnel(applications, as_of, window=60):
    ripe = applications[applications["applied_on"] + pd.Timedelta(days=window) <= as_of]
    if ripe.empty:
        raise ValueError("too young")
    approved = ripe[ripe["approved"] == 1]
    activated = approved[approved["activated_on"].notna()]
    used = activated[activated["first_use_on"].notna()]
    counts = [len(ripe), len(approved), len(activated), len(used)]
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table.loc[0, "step_rate"] = 1.0
    table["cumulative_rate"] = table["count"] / counts[0]
    return table


# %% wrong="activation-funnel" name="day of age missing" told="is it not exactly 60 days old"
def activation_funnel(applications, as_of, window=60):
    due = applications["applied_on"] + pd.Timedelta(days=window)
    ripe = due < as_of
    if not ripe.any():
        raise ValueError("too young")
    approved = ripe & (applications["approved"] == 1)
    activated = approved & (applications["activated_on"] <= due)
    used = activated & (applications["first_use_on"] <= due)
    counts = [ripe.sum(), approved.sum(), activated.sum(), used.sum()]
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table.loc[0, "step_rate"] = 1.0
    table["cumulative_rate"] = table["count"] / counts[0]
    return table


# %% wrong="activation-funnel" name="last day of the window missing" told="60th day is missing"
def activation_funnel(applications, as_of, window=60):
    due = applications["applied_on"] + pd.Timedelta(days=window)
    ripe = due <= as_of
    if not ripe.any():
        raise ValueError("too young")
    approved = ripe & (applications["approved"] == 1)
    activated = approved & (applications["activated_on"] < due)
    used = activated & (applications["first_use_on"] < due)
    counts = [ripe.sum(), approved.sum(), activated.sum(), used.sum()]
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table.loc[0, "step_rate"] = 1.0
    table["cumulative_rate"] = table["count"] / counts[0]
    return table


# %% wrong="activation-funnel" name="all rates of applications" told="the step before as its base"
def activation_funnel(applications, as_of, window=60):
    due = applications["applied_on"] + pd.Timedelta(days=window)
    ripe = due <= as_of
    if not ripe.any():
        raise ValueError("too young")
    approved = ripe & (applications["approved"] == 1)
    activated = approved & (applications["activated_on"] <= due)
    used = activated & (applications["first_use_on"] <= due)
    counts = np.array([ripe.sum(), approved.sum(), activated.sum(), used.sum()])
    steps = ["applied", "approved", "activated", "first use"]
    rate = counts / counts[0]
    return pd.DataFrame(
        {"step": steps, "count": counts, "step_rate": rate, "cumulative_rate": rate}
    )


# %% wrong="activation-funnel" name="cumulative from approved" told="cumulative rate a share"
def activation_funnel(applications, as_of, window=60):
    due = applications["applied_on"] + pd.Timedelta(days=window)
    ripe = due <= as_of
    if not ripe.any():
        raise ValueError("too young")
    approved = ripe & (applications["approved"] == 1)
    activated = approved & (applications["activated_on"] <= due)
    used = activated & (applications["first_use_on"] <= due)
    counts = [ripe.sum(), approved.sum(), activated.sum(), used.sum()]
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table.loc[0, "step_rate"] = 1.0
    table["cumulative_rate"] = table["count"] / counts[1]
    table.loc[0, "cumulative_rate"] = 1.0
    return table


# %% wrong="activation-funnel" name="steps not nested" told="without reaching all steps before"
def activation_funnel(applications, as_of, window=60):
    due = applications["applied_on"] + pd.Timedelta(days=window)
    ripe = due <= as_of
    if not ripe.any():
        raise ValueError("too young")
    approved = ripe & (applications["approved"] == 1)
    activated = approved & (applications["activated_on"] <= due)
    used = ripe & (applications["first_use_on"] <= due)
    counts = [ripe.sum(), approved.sum(), activated.sum(), used.sum()]
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table.loc[0, "step_rate"] = 1.0
    table["cumulative_rate"] = table["count"] / counts[0]
    return table


# %% wrong="activation-funnel" name="empty first rate" told="The first step has none before it"
def activation_funnel(applications, as_of, window=60):
    due = applications["applied_on"] + pd.Timedelta(days=window)
    ripe = due <= as_of
    if not ripe.any():
        raise ValueError("too young")
    approved = ripe & (applications["approved"] == 1)
    activated = approved & (applications["activated_on"] <= due)
    used = activated & (applications["first_use_on"] <= due)
    counts = [ripe.sum(), approved.sum(), activated.sum(), used.sum()]
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table["cumulative_rate"] = table["count"] / counts[0]
    return table


# %% wrong="activation-funnel" name="window from the activation" told="from which day does the"
def activation_funnel(applications, as_of, window=60):
    ripe = applications[applications["applied_on"] + pd.Timedelta(days=window) <= as_of]
    if ripe.empty:
        raise ValueError("too young")
    approved = ripe[ripe["approved"] == 1]
    reach = pd.Timedelta(days=window)
    activated = approved[approved["activated_on"] <= approved["applied_on"] + reach]
    used = activated[activated["first_use_on"] <= activated["activated_on"] + reach]
    counts = [len(ripe), len(approved), len(activated), len(used)]
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table.loc[0, "step_rate"] = 1.0
    table["cumulative_rate"] = table["count"] / counts[0]
    return table


# %% wrong="activation-funnel" name="always sixty days" told="how long was this window"
def activation_funnel(applications, as_of, window=60):
    ripe = applications[applications["applied_on"] + pd.Timedelta(days=window) <= as_of]
    if ripe.empty:
        raise ValueError("too young")
    approved = ripe[ripe["approved"] == 1]
    reach = pd.Timedelta(days=60)
    activated = approved[approved["activated_on"] <= approved["applied_on"] + reach]
    used = activated[activated["first_use_on"] <= activated["applied_on"] + reach]
    counts = [len(ripe), len(approved), len(activated), len(used)]
    steps = ["applied", "approved", "activated", "first use"]
    table = pd.DataFrame({"step": steps, "count": counts})
    table["step_rate"] = table["count"] / table["count"].shift()
    table.loc[0, "step_rate"] = 1.0
    table["cumulative_rate"] = table["count"] / counts[0]
    return table


# %% right="activation-funnel" name="one application at a time"
def activation_funnel(applications, as_of, window=60):
    reached = [0, 0, 0, 0]
    for row in applications.to_dict("records"):
        if (as_of - row["applied_on"]).days < window:
            continue
        steps = [True, row["approved"] == 1]
        for name in ("activated_on", "first_use_on"):
            steps.append(pd.notna(row[name]) and (row[name] - row["applied_on"]).days <= window)
        for place, done in enumerate(steps):
            if not done:
                break
            reached[place] += 1
    if not reached[0]:
        raise ValueError("nobody is old enough")
    before = [reached[0], *reached[:-1]]
    return pd.DataFrame(
        {
            "step": ["applied", "approved", "activated", "first use"],
            "count": reached,
            "step_rate": [n / b if b else None for n, b in zip(reached, before, strict=True)],
            "cumulative_rate": [n / reached[0] for n in reached],
        }
    )


# %% right="activation-funnel" name="filters in a row"
def activation_funnel(applications, as_of, window=60):
    limit = np.timedelta64(window, "D")
    stage = applications[as_of - applications["applied_on"] >= limit]
    if len(stage) == 0:
        raise ValueError("nobody is old enough")
    counts = {"applied": len(stage)}
    stage = stage[stage["approved"].astype(bool)]
    counts["approved"] = len(stage)
    for name, column in [("activated", "activated_on"), ("first use", "first_use_on")]:
        stage = stage[stage[column] - stage["applied_on"] <= limit]
        counts[name] = len(stage)
    table = pd.Series(counts, name="count").rename_axis("step").reset_index()
    n = table["count"].to_numpy(float)
    with np.errstate(invalid="ignore"):
        table["step_rate"] = np.concatenate([[1.0], n[1:] / n[:-1]])
    table["cumulative_rate"] = n / n[0]
    return table


# %% [markdown]
# ## standardised-mix


# %% wrong="standardised-mix" name="plain means" told="plain mean of two segments"
def standardised_mix(spend, base, current):
    table = spend.pivot(index="segment", columns="period", values="spend_per_account_cny")
    accounts_ = spend.pivot(index="segment", columns="period", values="accounts")
    if table.loc[accounts_[base].notna(), current].isna().any():
        raise ValueError("gone")
    before, now = table[base].mean(), table[current].mean()
    both = table[current].mean()
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": both - before,
        "mix_effect": now - both,
    }


# %% wrong="standardised-mix" name="total spend" told="That is total spend"
def standardised_mix(spend, base, current):
    rate = spend.pivot(index="segment", columns="period", values="spend_per_account_cny")
    count = spend.pivot(index="segment", columns="period", values="accounts")
    if rate.loc[count[base].notna(), current].isna().any():
        raise ValueError("gone")
    before = (rate[base] * count[base]).sum()
    now = (rate[current] * count[current]).sum()
    both = (rate[current] * count[base]).sum()
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": both - before,
        "mix_effect": now - both,
    }


# %% wrong="standardised-mix" name="old rates, new mix" told="which of the two is to be held fixed"
def standardised_mix(spend, base, current):
    rate = spend.pivot(index="segment", columns="period", values="spend_per_account_cny")
    count = spend.pivot(index="segment", columns="period", values="accounts")
    if rate.loc[count[base].notna(), current].isna().any():
        raise ValueError("gone")
    share = count / count.sum()
    before = (rate[base] * share[base]).sum()
    now = (rate[current] * share[current]).sum()
    both = (rate[base] * share[current]).sum()
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": now - both,
        "mix_effect": both - before,
    }


# %% wrong="standardised-mix" name="effects that don't add up" told="don't add up"
def standardised_mix(spend, base, current):
    rate = spend.pivot(index="segment", columns="period", values="spend_per_account_cny")
    count = spend.pivot(index="segment", columns="period", values="accounts")
    if rate.loc[count[base].notna(), current].isna().any():
        raise ValueError("gone")
    share = (count / count.sum()).fillna(0)
    before = (rate[base] * share[base]).sum()
    now = (rate[current] * share[current]).sum()
    both = (rate[current] * share[base]).sum()
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": both - before,
        "mix_effect": ((share[current] - share[base]) * rate[base]).sum(),
    }


# %% wrong="standardised-mix" name="mix of both years" told="whose mix is the standard"
def standardised_mix(spend, base, current):
    rate = spend.pivot(index="segment", columns="period", values="spend_per_account_cny")
    count = spend.pivot(index="segment", columns="period", values="accounts")
    if rate.loc[count[base].notna(), current].isna().any():
        raise ValueError("gone")
    share = (count / count.sum()).fillna(0)
    middle = (share[base] + share[current]) / 2
    before = (rate[base] * share[base]).sum()
    now = (rate[current] * share[current]).sum()
    both = (rate[current] * middle).sum()
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": both - before,
        "mix_effect": now - both,
    }


# %% wrong="standardised-mix" name="turned signs" told="The signs are turned"
def standardised_mix(spend, base, current):
    rate = spend.pivot(index="segment", columns="period", values="spend_per_account_cny")
    count = spend.pivot(index="segment", columns="period", values="accounts")
    if rate.loc[count[base].notna(), current].isna().any():
        raise ValueError("gone")
    share = count / count.sum()
    before = (rate[base] * share[base]).sum()
    now = (rate[current] * share[current]).sum()
    both = (rate[current] * share[base]).sum()
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": before - both,
        "mix_effect": both - now,
    }


# %% wrong="standardised-mix" name="matched by position" told="matched by name"
def standardised_mix(spend, base, current):
    before = spend[spend["period"] == base]
    now = spend[spend["period"] == current]
    if not set(before["segment"]) <= set(now["segment"]):
        raise ValueError("gone")
    rates = now["spend_per_account_cny"].to_numpy()[: len(before)]
    crude_base = np.average(before["spend_per_account_cny"], weights=before["accounts"])
    crude_current = np.average(now["spend_per_account_cny"], weights=now["accounts"])
    both = np.average(rates, weights=before["accounts"])
    return {
        "crude_base": crude_base,
        "crude_current": crude_current,
        "standardised": both,
        "rate_effect": both - crude_base,
        "mix_effect": crude_current - both,
    }


# %% wrong="standardised-mix" name="new segment left out" told="new segment's accounts are missing"
def standardised_mix(spend, base, current):
    rate = spend.pivot(index="segment", columns="period", values="spend_per_account_cny")
    count = spend.pivot(index="segment", columns="period", values="accounts")
    if rate.loc[count[base].notna(), current].isna().any():
        raise ValueError("gone")
    old = count[base].notna()
    rate, count = rate[old], count[old]
    before = np.average(rate[base], weights=count[base])
    now = np.average(rate[current], weights=count[current])
    both = np.average(rate[current], weights=count[base])
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": both - before,
        "mix_effect": now - both,
    }


# %% wrong="standardised-mix" name="vanished segment counts nothing" told="what a vanished segment"
def standardised_mix(spend, base, current):
    rate = spend.pivot(index="segment", columns="period", values="spend_per_account_cny").fillna(0)
    count = spend.pivot(index="segment", columns="period", values="accounts").fillna(0)
    share = count / count.sum()
    before = (rate[base] * share[base]).sum()
    now = (rate[current] * share[current]).sum()
    both = (rate[current] * share[base]).sum()
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": both - before,
        "mix_effect": now - both,
    }


# %% wrong="standardised-mix" name="rounded to yuan" told="Something was rounded"
def standardised_mix(spend, base, current):
    before = spend[spend["period"] == base].set_index("segment")
    after = spend[spend["period"] == current].set_index("segment")
    if not before.index.isin(after.index).all():
        raise ValueError("a segment is missing")
    then = after["spend_per_account_cny"].reindex(before.index)
    old = round(np.average(before["spend_per_account_cny"], weights=before["accounts"]))
    new = round(np.average(after["spend_per_account_cny"], weights=after["accounts"]))
    same = round(np.average(then, weights=before["accounts"]))
    return {
        "crude_base": old,
        "crude_current": new,
        "standardised": same,
        "rate_effect": same - old,
        "mix_effect": new - same,
    }


# %% right="standardised-mix" name="pivot and shares"
def standardised_mix(spend, base, current):
    wide = spend.pivot(index="segment", columns="period")
    rate, share = wide["spend_per_account_cny"], wide["accounts"] / wide["accounts"].sum()
    if (rate[base].notna() & rate[current].isna()).any():
        raise ValueError("a segment has gone")
    rate_effect = (share[base] * (rate[current] - rate[base])).sum()
    mix_effect = ((share[current] - share[base].fillna(0)) * rate[current]).sum()
    crude = (share[base] * rate[base]).sum()
    return pd.Series(
        {
            "mix_effect": mix_effect,
            "rate_effect": rate_effect,
            "crude_base": crude,
            "standardised": crude + rate_effect,
            "crude_current": crude + rate_effect + mix_effect,
        }
    )


# %% right="standardised-mix" name="plain dictionaries"
def standardised_mix(spend, base, current):
    accounts_, rates = {}, {}
    for row in spend.itertuples():
        accounts_[row.period, row.segment] = row.accounts
        rates[row.period, row.segment] = row.spend_per_account_cny

    def average(rate_period, mix_period):
        segments = [segment for period, segment in accounts_ if period == mix_period]
        total = sum(accounts_[mix_period, s] for s in segments)
        return sum(accounts_[mix_period, s] * rates[rate_period, s] for s in segments) / total

    try:
        both = average(current, base)
    except KeyError as error:
        raise ValueError("a segment has gone") from error
    before, now = average(base, base), average(current, current)
    return {
        "crude_base": before,
        "crude_current": now,
        "standardised": both,
        "rate_effect": both - before,
        "mix_effect": now - both,
    }


# %% [markdown]
# ## survey-share


# %% wrong="survey-share" name="plain share" told="do they look like the customers"
def survey_share(responses, population, z=1.96):
    answers = responses.dropna(subset="answer")
    counts = answers["stratum"].value_counts()
    if any(counts.get(stratum, 0) < 2 for stratum in population):
        raise ValueError("too few")
    share, n = answers["answer"].mean(), len(answers)
    reach = z * np.sqrt(share * (1 - share) / n)
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="every stratum counts the same" told="Each stratum counts the same"
def survey_share(responses, population, z=1.96):
    groups = responses.dropna(subset="answer").groupby("stratum")["answer"]
    n = groups.size().reindex(list(population), fill_value=0)
    if (n < 2).any():
        raise ValueError("too few")
    p = groups.mean()
    share = p.mean()
    reach = z * np.sqrt((p * (1 - p) / (n - 1)).sum()) / len(n)
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="silence is no" told="did not answer was counted as a no"
def survey_share(responses, population, z=1.96):
    groups = responses.fillna({"answer": 0}).groupby("stratum")["answer"]
    n = groups.size().reindex(list(population), fill_value=0)
    if (n < 2).any():
        raise ValueError("too few")
    p, w = groups.mean(), pd.Series(population) / sum(population.values())
    share = (w * p).sum()
    reach = z * np.sqrt((w**2 * p * (1 - p) / (n - 1)).sum())
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="variance over n" told="has n where the docstring"
def survey_share(responses, population, z=1.96):
    groups = responses.dropna(subset="answer").groupby("stratum")["answer"]
    n = groups.size().reindex(list(population), fill_value=0)
    if (n < 2).any():
        raise ValueError("too few")
    p, w = groups.mean(), pd.Series(population) / sum(population.values())
    share = (w * p).sum()
    reach = z * np.sqrt((w**2 * p * (1 - p) / n).sum())
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="interval of a plain sample" told="that of one plain sample"
def survey_share(responses, population, z=1.96):
    groups = responses.dropna(subset="answer").groupby("stratum")["answer"]
    n = groups.size().reindex(list(population), fill_value=0)
    if (n < 2).any():
        raise ValueError("too few")
    p, w = groups.mean(), pd.Series(population) / sum(population.values())
    share = (w * p).sum()
    reach = z * np.sqrt(share * (1 - share) / n.sum())
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="weights not squared" told="how does a weight enter a variance"
def survey_share(responses, population, z=1.96):
    groups = responses.dropna(subset="answer").groupby("stratum")["answer"]
    n = groups.size().reindex(list(population), fill_value=0)
    if (n < 2).any():
        raise ValueError("too few")
    p, w = groups.mean(), pd.Series(population) / sum(population.values())
    share = (w * p).sum()
    reach = z * np.sqrt((w * p * (1 - p) / (n - 1)).sum())
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="one standard error" told="how many standard errors"
def survey_share(responses, population, z=1.96):
    groups = responses.dropna(subset="answer").groupby("stratum")["answer"]
    n = groups.size().reindex(list(population), fill_value=0)
    if (n < 2).any():
        raise ValueError("too few")
    p, w = groups.mean(), pd.Series(population) / sum(population.values())
    share = (w * p).sum()
    reach = np.sqrt((w**2 * p * (1 - p) / (n - 1)).sum())
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="interval beyond 100 %" told="above 1 cannot be"
def survey_share(responses, population, z=1.96):
    groups = responses.dropna(subset="answer").groupby("stratum")["answer"]
    n = groups.size().reindex(list(population), fill_value=0)
    if (n < 2).any():
        raise ValueError("too few")
    p, w = groups.mean(), pd.Series(population) / sum(population.values())
    share = (w * p).sum()
    reach = z * np.sqrt((w**2 * p * (1 - p) / (n - 1)).sum())
    return {"share": share, "low": share - reach, "high": share + reach}


# %% wrong="survey-share" name="silent stratum left out" told="nothing is known about this stratum"
def survey_share(responses, population, z=1.96):
    groups = responses.dropna(subset="answer").groupby("stratum")["answer"]
    n, p = groups.size(), groups.mean()
    w = pd.Series(population)[n.index]
    w = w / w.sum()
    share = (w * p).sum()
    reach = z * np.sqrt((w**2 * p * (1 - p) / (n - 1)).sum())
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="stratum without customers counted" told="what do its answers weigh"
def survey_share(responses, population, z=1.96):
    total = sum(population.values())
    share = variance = 0.0
    if (responses.dropna().groupby("stratum").size().reindex(list(population)).fillna(0) < 2).any():
        raise ValueError("too few")
    for stratum, group in responses.dropna().groupby("stratum")["answer"]:
        weight = population.get(stratum, len(group)) / total
        share += weight * group.mean()
        variance += weight**2 * group.var() / len(group)
    reach = z * variance**0.5
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% wrong="survey-share" name="silent people in the variance" told="what is n"
def survey_share(responses, population, z=1.96):
    groups = responses.dropna(subset="answer").groupby("stratum")["answer"]
    n = groups.size().reindex(list(population), fill_value=0)
    if (n < 2).any():
        raise ValueError("too few")
    p, w = groups.mean(), pd.Series(population) / sum(population.values())
    share = (w * p).sum()
    asked = responses.groupby("stratum").size()
    reach = z * np.sqrt((w**2 * p * (1 - p) / (asked - 1)).sum())
    return {"share": share, "low": max(share - reach, 0), "high": min(share + reach, 1)}


# %% right="survey-share" name="sample variance of the answers"
def survey_share(responses, population, z=1.96):
    total = sum(population.values())
    share = variance = 0.0
    for stratum, customers_ in population.items():
        told = responses.loc[responses["stratum"] == stratum, "answer"].dropna()
        if len(told) < 2:
            raise ValueError(f"fewer than two answers in {stratum}")
        share += customers_ / total * told.mean()
        variance += (customers_ / total) ** 2 * told.var() / len(told)
    low, high = np.clip([share - z * variance**0.5, share + z * variance**0.5], 0, 1)
    return {"high": high, "low": low, "share": share}


# %% right="survey-share" name="one weight per respondent"
def survey_share(responses, population, z=1.96):
    told = responses[responses["answer"].notna()]
    for stratum in population:
        if (told["stratum"] == stratum).sum() <= 1:
            raise ValueError("fewer than two answers")
    n = told.groupby("stratum")["answer"].transform("size")
    weight = told["stratum"].map(population) / n / sum(population.values())
    share = (weight * told["answer"]).sum()
    off = told["answer"] - told.groupby("stratum")["answer"].transform("mean")
    error = (weight**2 * off**2 * n / (n - 1)).sum() ** 0.5
    return pd.Series(
        {"share": share, "low": max(0.0, share - z * error), "high": min(1.0, share + z * error)}
    )


# %% [markdown]
# ## sample-size-share


# %% wrong="sample-size-share" name="rounded down" told="which way is a sample size rounded"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    n = z**2 * expected_share * (1 - expected_share) / margin**2
    if population is not None:
        n = n / (1 + (n - 1) / population)
    return int(n)


# %% wrong="sample-size-share" name="margin as the whole width" told="taken as the whole width"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    n = z**2 * expected_share * (1 - expected_share) / (2 * margin) ** 2
    if population is not None:
        n = n / (1 + (n - 1) / population)
    return int(np.ceil(n))


# %% wrong="sample-size-share" name="no variance" told="The variance p (1 - p) is missing"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    n = z**2 / margin**2
    if population is not None:
        n = n / (1 + (n - 1) / population)
    return int(np.ceil(n))


# %% wrong="sample-size-share" name="90 % confidence" told="That is for 90 % confidence"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    n = 1.645**2 * expected_share * (1 - expected_share) / margin**2
    if population is not None:
        n = n / (1 + (n - 1) / population)
    return int(np.ceil(n))


# %% wrong="sample-size-share" name="margin not squared" told="once or squared"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    n = z**2 * expected_share * (1 - expected_share) / margin
    if population is not None:
        n = n / (1 + (n - 1) / population)
    return int(np.ceil(n))


# %% wrong="sample-size-share" name="population ignored" told="as many as of a million"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    return int(np.ceil(z**2 * expected_share * (1 - expected_share) / margin**2))


# %% wrong="sample-size-share" name="rounded twice" told="round once"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    n = np.ceil(z**2 * expected_share * (1 - expected_share) / margin**2)
    if population is not None:
        n = np.ceil(n / (1 + (n - 1) / population))
    return int(n)


# %% wrong="sample-size-share" name="always one half" told="The expected share went unused"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    n = z**2 * 0.25 / margin**2
    if population is not None:
        n = n / (1 + (n - 1) / population)
    return int(np.ceil(n))


# %% wrong="sample-size-share" name="any share will do" told="has no spread, or is no share"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0:
        raise ValueError("impossible")
    n = z**2 * expected_share * (1 - expected_share) / margin**2
    if population is not None:
        n = n / (1 + (n - 1) / population)
    return int(np.ceil(n))


# %% wrong="sample-size-share" name="always one more" told="needs no rounding"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    n = z**2 * expected_share * (1 - expected_share) / margin**2
    return int(n if population is None else n / (1 + (n - 1) / population)) + 1


# %% right="sample-size-share" name="population formula in one go"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if not margin > 0 or expected_share <= 0 or expected_share >= 1:
        raise ValueError("impossible")
    spread = expected_share - expected_share**2
    exact = spread * (z / margin) ** 2
    if population is None:
        return -int(-exact // 1)
    return -int(-population * exact // (population + exact - 1))


# %% right="sample-size-share" name="search for the smallest"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or not 0 < expected_share < 1:
        raise ValueError("impossible")
    free = (z / margin) ** 2 * expected_share * (1 - expected_share)
    wanted = free if population is None else free * population / (population - 1 + free)
    n = 0
    while n < wanted:
        n += 1
    return n


# %% right="sample-size-share" name="a float"
def sample_size_share(margin, expected_share=0.5, population=None, z=1.96):
    if margin <= 0 or expected_share * (1 - expected_share) <= 0:
        raise ValueError("impossible")
    n = np.square(z) * expected_share * (1 - expected_share) / np.square(margin)
    if population:
        n /= 1 + (n - 1) / population
    return np.ceil(n)


# %% [markdown]
# ## conjoint-partworths


# %% wrong="conjoint-partworths" name="tasks of others mixed in" told="which rows were shown"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    table = choices[[*names, "chosen"]].astype(float)
    centred = table - table.groupby(choices["task"]).transform("mean")
    if np.linalg.matrix_rank(centred[names]) < len(names):
        raise ValueError("not told apart")
    b = np.linalg.lstsq(centred[names], centred["chosen"], rcond=None)[0]
    if b[-1] > -1e-9:
        raise ValueError("price")
    worth = [*(-b[:-1] / b[-1]), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% wrong="conjoint-partworths" name="centred over everything" told="never shown together"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    x = np.column_stack([choices[names], np.ones(len(choices))]).astype(float)
    if np.linalg.matrix_rank(x) < len(names) + 1:
        raise ValueError("not told apart")
    b = np.linalg.lstsq(x, choices["chosen"], rcond=None)[0][:-1]
    if b[-1] > -1e-9:
        raise ValueError("price")
    worth = [*(-b[:-1] / b[-1]), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% wrong="conjoint-partworths" name="not centred" told="Nothing was centred"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    x = choices[names].to_numpy(float)
    if np.linalg.matrix_rank(x) < len(names):
        raise ValueError("not told apart")
    b = np.linalg.lstsq(x, choices["chosen"].to_numpy(float), rcond=None)[0]
    if b[-1] > -1e-9:
        raise ValueError("price")
    worth = [*(-b[:-1] / b[-1]), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% wrong="conjoint-partworths" name="sign forgotten" told="mind the sign"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    table = choices[[*names, "chosen"]].astype(float)
    centred = table - table.groupby([choices["respondent_id"], choices["task"]]).transform("mean")
    if np.linalg.matrix_rank(centred[names]) < len(names):
        raise ValueError("not told apart")
    b = np.linalg.lstsq(centred[names], centred["chosen"], rcond=None)[0]
    if b[-1] > -1e-9:
        raise ValueError("price")
    worth = [*(b[:-1] / b[-1]), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% wrong="conjoint-partworths" name="upside down" told="how much fee weighs as much"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    table = choices[[*names, "chosen"]].astype(float)
    centred = table - table.groupby([choices["respondent_id"], choices["task"]]).transform("mean")
    if np.linalg.matrix_rank(centred[names]) < len(names):
        raise ValueError("not told apart")
    b = np.linalg.lstsq(centred[names], centred["chosen"], rcond=None)[0]
    if b[-1] > -1e-9:
        raise ValueError("price")
    worth = [*(-b[-1] / b[:-1]), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% wrong="conjoint-partworths" name="one attribute at a time" told="the other attributes fixed"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    table = choices[[*names, "chosen"]].astype(float)
    centred = table - table.groupby([choices["respondent_id"], choices["task"]]).transform("mean")
    if np.linalg.matrix_rank(centred[names]) < len(names):
        raise ValueError("not told apart")
    b = np.array([centred[n] @ centred["chosen"] / (centred[n] @ centred[n]) for n in names])
    if b[-1] > -1e-9:
        raise ValueError("price")
    worth = [*(-b[:-1] / b[-1]), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% wrong="conjoint-partworths" name="any design will do" told="cannot tip a choice"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    table = choices[[*names, "chosen"]].astype(float)
    centred = table - table.groupby([choices["respondent_id"], choices["task"]]).transform("mean")
    b = np.linalg.lstsq(centred[names], centred["chosen"], rcond=None)[0]
    if b[-1] > -1e-9:
        raise ValueError("price")
    worth = [*(-b[:-1] / b[-1]), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% wrong="conjoint-partworths" name="any price will do" told="has no willingness to pay"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    table = choices[[*names, "chosen"]].astype(float)
    centred = table - table.groupby([choices["respondent_id"], choices["task"]]).transform("mean")
    if np.linalg.matrix_rank(centred[names]) < len(names):
        raise ValueError("not told apart")
    b = np.linalg.lstsq(centred[names], centred["chosen"], rcond=None)[0]
    worth = [*(-b[:-1] / b[-1]), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% wrong="conjoint-partworths" name="sign dropped" told="pay for a drawback"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    table = choices[[*names, "chosen"]].astype(float)
    centred = table - table.groupby([choices["respondent_id"], choices["task"]]).transform("mean")
    if np.linalg.matrix_rank(centred[names]) < len(names):
        raise ValueError("not told apart")
    b = np.linalg.lstsq(centred[names], centred["chosen"], rcond=None)[0]
    if b[-1] > -1e-9:
        raise ValueError("price")
    worth = [*(np.abs(b[:-1] / b[-1])), np.nan]
    return pd.DataFrame({"attribute": names, "partworth": b, "willingness_to_pay_cny": worth})


# %% right="conjoint-partworths" name="normal equations in a loop"
def conjoint_partworths(choices, attributes, price):
    names = [price, *attributes]
    gram, right = np.zeros((len(names), len(names))), np.zeros(len(names))
    for _, shown in choices.groupby(["respondent_id", "task"]):
        x = shown[names].to_numpy(float)
        x = x - x.mean(axis=0)
        y = shown["chosen"].to_numpy(float)
        gram, right = gram + x.T @ x, right + x.T @ (y - y.mean())
    scale = np.sqrt(np.diag(gram))
    if (scale < 1e-9).any() or np.linalg.cond(gram / np.outer(scale, scale)) > 1e9:
        raise ValueError("not told apart")
    b = np.linalg.solve(gram, right)
    if b[0] >= -1e-12:
        raise ValueError("price")
    rows = [{"attribute": price, "partworth": b[0], "willingness_to_pay_cny": None}]
    for name, worth in zip(attributes, b[1:], strict=True):
        rows.append(
            {"attribute": name, "partworth": worth, "willingness_to_pay_cny": worth / abs(b[0])}
        )
    return pd.DataFrame(rows)


# %% right="conjoint-partworths" name="a dummy for each task"
def conjoint_partworths(choices, attributes, price):
    names = [*attributes, price]
    key = choices["respondent_id"].astype(str) + "/" + choices["task"].astype(str)
    dummies = pd.get_dummies(key, dtype=float).to_numpy()
    x = np.hstack([choices[names].to_numpy(float) / choices[names].abs().max().to_numpy(), dummies])
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("not told apart")
    b = np.linalg.lstsq(x, choices["chosen"].to_numpy(float), rcond=None)[0][: len(names)]
    b = b / choices[names].abs().max().to_numpy()
    if b[-1] > -1e-9:
        raise ValueError("price")
    table = pd.DataFrame({"attribute": names, "partworth": b})
    table["willingness_to_pay_cny"] = -b / b[-1]
    table.loc[table["attribute"] == price, "willingness_to_pay_cny"] = np.nan
    return table


# %% [markdown]
# ## customer-segments


# %% wrong="customer-segments" name="not standardised" told="which feature has the largest numbers"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= len(features.drop_duplicates()):
        raise ValueError("impossible")
    x, rng, best = features.to_numpy(float), np.random.default_rng(seed), (np.inf, None)
    distinct = np.unique(x, axis=0)
    for _ in range(starts):
        centres = rng.permutation(distinct)[:k]
        for _ in range(30):
            d = ((x[:, None] - centres) ** 2).sum(axis=2)
            labels = d.argmin(axis=1)
            centres = np.array(
                [
                    x[labels == g].mean(axis=0) if (labels == g).any() else centres[g]
                    for g in range(k)
                ]
            )
        if d.min(axis=1).sum() < best[0] and len(set(labels)) == k:
            best = d.min(axis=1).sum(), labels
    return best[1]


# %% wrong="customer-segments" name="one start" told="does one random start always find"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= len(features.drop_duplicates()):
        raise ValueError("impossible")
    varying = features.loc[:, features.nunique() > 1]
    x = ((varying - varying.mean()) / varying.std()).to_numpy()
    rng = np.random.default_rng(seed)
    centres = rng.permutation(np.unique(x, axis=0))[:k]
    for _ in range(50):
        labels = ((x[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        centres = np.array(
            [x[labels == g].mean(axis=0) if (labels == g).any() else centres[g] for g in range(k)]
        )
    return labels


# %% wrong="customer-segments" name="no steps after the start" told="stand out in the standardised"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= len(features.drop_duplicates()):
        raise ValueError("impossible")
    varying = features.loc[:, features.nunique() > 1]
    x = ((varying - varying.mean()) / varying.std()).to_numpy()
    centres = np.random.default_rng(seed).permutation(np.unique(x, axis=0))[:k]
    return ((x[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)


# %% wrong="customer-segments" name="quantiles of the first feature" told="differ in spend alone"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= len(features.drop_duplicates()):
        raise ValueError("impossible")
    first = features.iloc[:, 0].rank(method="first")
    return ((first - 1) * k // len(first)).astype(int).to_numpy()


# %% wrong="customer-segments" name="constant feature kept" told="0/0 is no distance"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= len(features.drop_duplicates()):
        raise ValueError("impossible")
    x = ((features - features.mean()) / features.std()).to_numpy()
    rng, best = np.random.default_rng(seed), (np.inf, np.zeros(len(x), dtype=int))
    distinct = np.unique(x, axis=0)
    for _ in range(starts):
        centres = rng.permutation(distinct)[:k]
        for _ in range(30):
            d = ((x[:, None] - centres) ** 2).sum(axis=2)
            labels = d.argmin(axis=1)
            centres = np.array(
                [
                    x[labels == g].mean(axis=0) if (labels == g).any() else centres[g]
                    for g in range(k)
                ]
            )
        if d.min(axis=1).sum() < best[0] and len(set(labels)) == k:
            best = d.min(axis=1).sum(), labels
    return best[1]


# %% wrong="customer-segments" name="impossible k" told="that many groups cannot be made"
def customer_segments(features, k, starts, seed):
    varying = features.loc[:, features.nunique() > 1]
    x = ((varying - varying.mean()) / varying.std()).to_numpy()
    rng, best = np.random.default_rng(seed), (np.inf, np.zeros(len(x), dtype=int))
    distinct = np.unique(x, axis=0)
    for _ in range(starts):
        centres = rng.permutation(distinct)[: max(k, 1)]
        for _ in range(30):
            d = ((x[:, None] - centres) ** 2).sum(axis=2)
            labels = d.argmin(axis=1)
            centres = np.array(
                [
                    x[labels == g].mean(axis=0) if (labels == g).any() else centres[g]
                    for g in range(len(centres))
                ]
            )
        if d.min(axis=1).sum() < best[0]:
            best = d.min(axis=1).sum(), labels
    return best[1]


# %% wrong="customer-segments" name="number of groups fixed" told="four different ones"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= len(features.drop_duplicates()):
        raise ValueError("impossible")
    z = (features - features.mean()) / features.std()
    return (z.iloc[:, -1] > 0).astype(int).to_numpy()


# %% wrong="customer-segments" name="scaled to the range" told="by what is each feature divided"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= len(features.drop_duplicates()):
        raise ValueError("impossible")
    varying = features.loc[:, features.nunique() > 1]
    x = ((varying - varying.min()) / (varying.max() - varying.min())).to_numpy()
    rng, best = np.random.default_rng(seed), (np.inf, None)
    distinct = np.unique(x, axis=0)
    for _ in range(starts):
        centres = rng.permutation(distinct)[:k]
        for _ in range(30):
            d = ((x[:, None] - centres) ** 2).sum(axis=2)
            labels = d.argmin(axis=1)
            centres = np.array(
                [
                    x[labels == g].mean(axis=0) if (labels == g).any() else centres[g]
                    for g in range(k)
                ]
            )
        if d.min(axis=1).sum() < best[0] and len(set(labels)) == k:
            best = d.min(axis=1).sum(), labels
    return best[1]


# %% wrong="customer-segments" name="seed forgotten" told="where does chance come in"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= len(features.drop_duplicates()):
        raise ValueError("impossible")
    varying = features.loc[:, features.nunique() > 1]
    x = ((varying - varying.mean()) / varying.std()).to_numpy()
    rng, best = np.random.default_rng(), (np.inf, None)
    distinct = np.unique(x, axis=0)
    for _ in range(starts):
        centres = rng.permutation(distinct)[:k]
        for _ in range(30):
            d = ((x[:, None] - centres) ** 2).sum(axis=2)
            labels = d.argmin(axis=1)
            centres = np.array(
                [
                    x[labels == g].mean(axis=0) if (labels == g).any() else centres[g]
                    for g in range(k)
                ]
            )
        if d.min(axis=1).sum() < best[0] and len(set(labels)) == k:
            best = d.min(axis=1).sum(), labels
    return best[1]


# %% right="customer-segments" name="k-means++ starts"
def customer_segments(features, k, starts, seed):
    if k < 1 or k > len(features.drop_duplicates()):
        raise ValueError("impossible")
    x = features.to_numpy(float)
    x = x[:, x.std(axis=0) > 0]
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    rng = np.random.default_rng(seed)
    best = None
    for _ in range(starts):
        centres = x[[rng.integers(len(x))]]
        while len(centres) < k:
            gap = ((x[:, None] - centres) ** 2).sum(axis=2).min(axis=1)
            centres = np.vstack([centres, x[rng.choice(len(x), p=gap / gap.sum())]])
        for _ in range(40):
            gap = ((x[:, None] - centres) ** 2).sum(axis=2)
            labels = gap.argmin(axis=1)
            centres = np.array(
                [
                    x[labels == g].mean(axis=0) if (labels == g).any() else centres[g]
                    for g in range(k)
                ]
            )
        if best is None or gap.min(axis=1).sum() < best[0]:
            best = gap.min(axis=1).sum(), labels
    return pd.Series(best[1], index=features.index) + 1


# %% right="customer-segments" name="merge the nearest groups, then move"
def customer_segments(features, k, starts, seed):
    if not 1 <= k <= features.drop_duplicates().shape[0]:
        raise ValueError("impossible")
    spread = features.std(ddof=0)
    x = ((features - features.mean()) / spread.where(spread > 0)).dropna(axis=1).to_numpy()
    size, mean = np.ones(len(x)), x.copy()
    member = np.arange(len(x))
    while len(size) > k:  # Ward: join the two groups that cost least
        cost = ((mean[:, None] - mean) ** 2).sum(axis=2)
        cost *= size[:, None] * size / (size[:, None] + size)
        np.fill_diagonal(cost, np.inf)
        one, other = sorted(divmod(cost.argmin(), len(size)))
        mean[one] = (size[one] * mean[one] + size[other] * mean[other]) / (size[one] + size[other])
        size[one] += size[other]
        member[member == other] = one
        member[member > other] -= 1
        mean, size = np.delete(mean, other, axis=0), np.delete(size, other)
    for _ in range(20):
        mean = np.array([x[member == g].mean(axis=0) for g in range(k)])
        member = ((x[:, None] - mean) ** 2).sum(axis=2).argmin(axis=1)
    return member.tolist()


# %% [markdown]
# ## plot-cohort-heatmap


# %% wrong="plot-cohort-heatmap" name="unknown as zero" told="nobody has seen yet got a colour"
def plot_cohort_heatmap(retention):
    _, ax = plt.subplots()
    shares = retention.drop(columns="cohort").fillna(0)
    ax.imshow(shares, aspect="auto")
    ax.set_xticks(range(shares.shape[1]), shares.columns)
    ax.set_yticks(range(len(shares)), retention["cohort"].dt.strftime("%Y-%m"))
    ax.set(xlabel="Months since", ylabel="Cohort", title="Retention falls")
    return ax


# %% wrong="plot-cohort-heatmap" name="per cent" told="per cent or fraction"
def plot_cohort_heatmap(retention):
    _, ax = plt.subplots()
    shares = 100 * retention.drop(columns="cohort")
    ax.imshow(shares, aspect="auto")
    ax.set_xticks(range(shares.shape[1]), shares.columns)
    ax.set_yticks(range(len(shares)), retention["cohort"].dt.strftime("%Y-%m"))
    ax.set(xlabel="Months since", ylabel="Cohort", title="Retention falls")
    return ax


# %% wrong="plot-cohort-heatmap" name="rows without names" told="no name of its cohort"
def plot_cohort_heatmap(retention):
    _, ax = plt.subplots()
    ax.imshow(retention.drop(columns="cohort"), aspect="auto")
    ax.set_yticks(range(len(retention)), ["row"] * len(retention))
    ax.set(xlabel="Months since", ylabel="Cohort", title="Retention falls")
    return ax


# %% wrong="plot-cohort-heatmap" name="turned round" told="no name of its cohort"
def plot_cohort_heatmap(retention):
    _, ax = plt.subplots()
    shares = retention.drop(columns="cohort")
    ax.imshow(shares.T, aspect="auto")
    ax.set_yticks(range(shares.shape[1]), [f"month {n}" for n in shares.columns])
    ax.set_xticks(range(len(shares)), retention["cohort"].dt.strftime("%Y-%m"))
    ax.set(xlabel="Months since", ylabel="Cohort", title="Retention falls")
    return ax


# %% wrong="plot-cohort-heatmap" name="names in the wrong order" told="did not return the expected"
def plot_cohort_heatmap(retention):
    _, ax = plt.subplots()
    shares = retention.drop(columns="cohort")
    ax.imshow(shares, aspect="auto")
    ax.set_xticks(range(shares.shape[1]), shares.columns)
    names = retention["cohort"].sort_values().dt.strftime("%Y-%m")
    ax.set_yticks(range(len(shares)), names)
    ax.set(xlabel="Months since", ylabel="Cohort", title="Retention falls")
    return ax


# %% wrong="plot-cohort-heatmap" name="lines" told="No coloured cells"
def plot_cohort_heatmap(retention):
    _, ax = plt.subplots()
    for cohort, row in retention.set_index("cohort").iterrows():
        ax.plot(row.index, row, label=f"{cohort:%Y-%m}")
    ax.set(xlabel="Months since", ylabel="Share of the cohort", title="Retention falls")
    return ax


# %% wrong="plot-cohort-heatmap" name="no title" told="without a title"
def plot_cohort_heatmap(retention):
    _, ax = plt.subplots()
    shares = retention.drop(columns="cohort")
    ax.imshow(shares, aspect="auto")
    ax.set_xticks(range(shares.shape[1]), shares.columns)
    ax.set_yticks(range(len(shares)), retention["cohort"].dt.strftime("%Y-%m"))
    ax.set(xlabel="Months since", ylabel="Cohort")
    return ax


# %% wrong="plot-cohort-heatmap" name="nothing returned" told="end with `return`"
def plot_cohort_heatmap(retention):
    _, ax = plt.subplots()
    shares = retention.drop(columns="cohort")
    ax.imshow(shares, aspect="auto")
    ax.set_xticks(range(shares.shape[1]), shares.columns)
    ax.set_yticks(range(len(shares)), retention["cohort"].dt.strftime("%Y-%m"))
    ax.set(xlabel="Months since", ylabel="Cohort", title="Retention falls")


# %% right="plot-cohort-heatmap" name="pcolormesh, oldest at the bottom, a colour bar"
def plot_cohort_heatmap(retention):
    fig, ax = plt.subplots(figsize=(8, 4))
    table = retention.sort_values("cohort").set_index("cohort")
    mesh = ax.pcolormesh(table.to_numpy(float), vmin=0, vmax=1, cmap="Blues")
    fig.colorbar(mesh, label="Share still active")
    ax.set_xticks(np.arange(table.shape[1]) + 0.5, table.columns)
    ax.set_yticks(np.arange(len(table)) + 0.5, [f"{day:%Y-%m}" for day in table.index])
    ax.set_xlabel("months since first purchase")
    ax.set_ylabel("cohort")
    ax.set_title("A third is gone after a month")
    return fig


# %% right="plot-cohort-heatmap" name="matshow with numbers"
def plot_cohort_heatmap(retention):
    shares = retention.loc[:, retention.columns != "cohort"].to_numpy(float)
    _, ax = plt.subplots()
    ax.matshow(np.ma.masked_invalid(shares), cmap="viridis")
    for (row, column), share in np.ndenumerate(shares):
        if share == share:
            ax.text(column, row, f"{share:.0%}", ha="center", va="center")
    ax.set_xticks(range(shares.shape[1]), [f"{month} months" for month in range(shares.shape[1])])
    ax.set_yticks(range(shares.shape[0]), [str(day)[:7] for day in retention["cohort"]])
    ax.set(xlabel="Months", ylabel="Cohorts", title="The loss comes early")
    return ax


# %% right="plot-cohort-heatmap" name="pcolor on a grid, upside down"
def plot_cohort_heatmap(retention):
    months = [column for column in retention if column != "cohort"]
    _, ax = plt.subplots()
    ax.pcolormesh(
        months, range(len(retention)), retention[months].to_numpy(float), shading="nearest"
    )
    ax.invert_yaxis()
    plt.xticks(months)
    plt.yticks(range(len(retention)), [day.strftime("%Y-%m") for day in retention["cohort"]])
    plt.xlabel("Number of months")
    plt.ylabel("Cohort of")
    plt.title("Customers leave in the first months")
    return plt.gca()
