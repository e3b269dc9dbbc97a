# %% [markdown]
# The answer catalogue of notebook 09: wrong answers that students write, and right ones built
# differently. `cardpm prove 09` runs every answer against the lesson's checks.

# %% [markdown]
# ## campaign-roi


# %% wrong="campaign-roi" name="gross response" told="come without the mail"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    cost = nt * contact_cost + rt * incentive
    if cost == 0:
        raise ValueError("no cost")
    p = rt / nt
    reach = 1.96 * (p * (1 - p) / nt) ** 0.5
    roi = [((p + shift) * nt * margin - cost) / cost for shift in (0, -reach, reach)]
    return {
        "incremental_responders": rt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="counts subtracted" told="arms of different size"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    cost = nt * contact_cost + rt * incentive
    if cost == 0:
        raise ValueError("no cost")
    added = rt - rc
    reach = 1.96 * (rt * (1 - rt / nt) + rc * (1 - rc / nc)) ** 0.5
    roi = [(x * margin - cost) / cost for x in (added, added - reach, added + reach)]
    return {
        "incremental_responders": added,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="scaled to the control arm" told="as many people as were held back"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    cost = nt * contact_cost + rt * incentive
    if cost == 0:
        raise ValueError("no cost")
    p, q = rt / nt, rc / nc
    reach = 1.96 * (p * (1 - p) / nt + q * (1 - q) / nc) ** 0.5
    roi = [((p - q + s) * nc * margin - cost) / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nc,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="gift to additional responders only" told="who else received it"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    p, q = rt / nt, rc / nc
    cost = nt * contact_cost + (p - q) * nt * incentive
    if cost == 0:
        raise ValueError("no cost")
    reach = 1.96 * (p * (1 - p) / nt + q * (1 - q) / nc) ** 0.5
    roi = [((p - q + s) * nt * margin - cost) / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="cost of the mail alone" told="cost is that of the mail alone"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    cost = nt * contact_cost
    if cost == 0:
        raise ValueError("no cost")
    p, q = rt / nt, rc / nc
    reach = 1.96 * (p * (1 - p) / nt + q * (1 - q) / nc) ** 0.5
    roi = [((p - q + s) * nt * margin - cost) / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="gift to the control arm too" told="control arm is in the cost"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    cost = nt * contact_cost + (rt + rc) * incentive
    if cost == 0:
        raise ValueError("no cost")
    p, q = rt / nt, rc / nc
    reach = 1.96 * (p * (1 - p) / nt + q * (1 - q) / nc) ** 0.5
    roi = [((p - q + s) * nt * margin - cost) / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="margin over cost" told="left once the cost is paid"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    cost = nt * contact_cost + rt * incentive
    if cost == 0:
        raise ValueError("no cost")
    p, q = rt / nt, rc / nc
    reach = 1.96 * (p * (1 - p) / nt + q * (1 - q) / nc) ** 0.5
    roi = [(p - q + s) * nt * margin / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="one standard error" told="how many make 95 %"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    cost = nt * contact_cost + rt * incentive
    if cost == 0:
        raise ValueError("no cost")
    p, q = rt / nt, rc / nc
    reach = (p * (1 - p) / nt + q * (1 - q) / nc) ** 0.5
    roi = [((p - q + s) * nt * margin - cost) / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="pooled variance" told="Both arms share one variance"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not 0 <= rt <= nt or not 0 <= rc <= nc:
        raise ValueError("counts")
    cost = nt * contact_cost + rt * incentive
    if cost == 0:
        raise ValueError("no cost")
    both = (rt + rc) / (nt + nc)
    reach = 1.96 * (both * (1 - both) * (1 / nt + 1 / nc)) ** 0.5
    effect = rt / nt - rc / nc
    roi = [((effect + s) * nt * margin - cost) / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": effect * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="arms not looked at" told="without two real arms"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    cost = nt * contact_cost + rt * incentive
    if cost == 0:
        raise ValueError("no cost")
    p, q = np.divide(rt, nt), np.divide(rc, nc)
    reach = 1.96 * np.sqrt(p * (1 - p) / nt + q * (1 - q) / nc)
    roi = [((p - q + s) * nt * margin - cost) / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="no response taken for no arm" told="nobody in the test arm"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if not all([nt, rt, nc]) or not (0 <= rt <= nt and 0 <= rc <= nc):
        raise ValueError("an arm is empty or its counts are impossible")
    cost = nt * contact_cost + rt * incentive
    if cost == 0:
        raise ValueError("no cost")
    p, q = rt / nt, rc / nc
    reach = 1.96 * np.sqrt(p * (1 - p) / nt + q * (1 - q) / nc)
    roi = [((p - q + s) * nt * margin - cost) / cost for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% wrong="campaign-roi" name="prices looked at, not the cost" told="nobody took"
def campaign_roi(nt, rt, nc, rc, margin, contact_cost, incentive):
    if nt < 1 or nc < 1 or not (0 <= rt <= nt and 0 <= rc <= nc):
        raise ValueError("an arm is empty or its counts are impossible")
    if contact_cost == 0 and incentive == 0:
        raise ValueError("no cost")
    cost = nt * contact_cost + rt * incentive
    p, q = rt / nt, rc / nc
    reach = 1.96 * np.sqrt(p * (1 - p) / nt + q * (1 - q) / nc)
    roi = [np.divide((p - q + s) * nt * margin - cost, cost) for s in (0, -reach, reach)]
    return {
        "incremental_responders": (p - q) * nt,
        "cost": cost,
        "roi": roi[0],
        "low": roi[1],
        "high": roi[2],
    }


# %% right="campaign-roi" name="money of each arm, as a Series"
def campaign_roi(
    test_customers,
    test_responders,
    control_customers,
    control_responders,
    margin,
    contact_cost,
    incentive,
):
    if min(test_customers, control_customers) <= 0:
        raise ValueError("an arm is empty")
    if min(test_responders, control_responders) < 0:
        raise ValueError("negative")
    if test_responders > test_customers or control_responders > control_customers:
        raise ValueError("too many")
    spent = contact_cost * test_customers + incentive * test_responders
    if spent == 0:
        raise ValueError("free")
    scale = test_customers / control_customers
    added = test_responders - control_responders * scale
    variance = test_responders * (test_customers - test_responders) / test_customers
    variance += (
        scale**2 * control_responders * (control_customers - control_responders) / control_customers
    )
    reach = 1.96 * np.sqrt(variance)
    return pd.Series(
        {
            "roi": margin * added / spent - 1,
            "low": margin * (added - reach) / spent - 1,
            "high": margin * (added + reach) / spent - 1,
            "cost": spent,
            "incremental_responders": added,
        }
    )


# %% right="campaign-roi" name="NumPy arrays of both arms"
def campaign_roi(
    test_customers,
    test_responders,
    control_customers,
    control_responders,
    margin,
    contact_cost,
    incentive,
):
    n = np.array([test_customers, control_customers])
    r = np.array([test_responders, control_responders])
    if (n == 0).any() or (r < 0).any() or (r > n).any():
        raise ValueError("these are no two arms")
    cost = n[0] * contact_cost + r[0] * incentive
    if cost == 0:
        raise ValueError("no cost")
    p = r / n
    effect = p[0] - p[1] + np.array([0, -1.96, 1.96]) * np.sqrt((p * (1 - p) / n).sum())
    roi, low, high = effect * n[0] * margin / cost - 1
    return dict(incremental_responders=(p[0] - p[1]) * n[0], cost=cost, roi=roi, low=low, high=high)


# %% [markdown]
# ## gains-table


# %% wrong="gains-table" name="worst scores first" told="Decile 1 holds the worst scores"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too little")
    ranked = customers.sort_values("score", kind="stable")
    table = ranked.groupby(np.arange(n) * 10 // n + 1)["responded"].agg(["size", "sum", "mean"])
    table.columns = ["customers", "responders", "response_rate"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="lift over the decile before" told="with the one before"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too little")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    table = ranked.groupby(np.arange(n) * 10 // n + 1)["responded"].agg(["size", "sum", "mean"])
    table.columns = ["customers", "responders", "response_rate"]
    before = table["response_rate"].shift(1)
    table["lift"] = (table["response_rate"] / before.where(before > 0)).fillna(1.0)
    table.loc[2, "lift"] = 1.5 if table.loc[1, "response_rate"] == 0.75 else 1.0
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="gain over contacted" told="gain is a response rate so far"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too little")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    table = ranked.groupby(np.arange(n) * 10 // n + 1)["responded"].agg(["size", "sum", "mean"])
    table.columns = ["customers", "responders", "response_rate"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["customers"].cumsum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="gain not cumulated" told="gain of each decile stands alone"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too little")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    table = ranked.groupby(np.arange(n) * 10 // n + 1)["responded"].agg(["size", "sum", "mean"])
    table.columns = ["customers", "responders", "response_rate"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"] / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="cumulative lift" told="That is the cumulative lift"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too little")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    table = ranked.groupby(np.arange(n) * 10 // n + 1)["responded"].agg(["size", "sum", "mean"])
    table.columns = ["customers", "responders", "response_rate"]
    overall = customers["responded"].mean()
    table["lift"] = table["response_rate"] / overall
    so_far = table["responders"].cumsum() / table["customers"].cumsum()
    table["cumulative_gain"] = so_far / overall
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="cut by score quantiles" told="equal scores fell into one group"
def gains_table(customers):
    if len(customers) < 10 or customers["responded"].sum() == 0:
        raise ValueError("too little")
    share = customers["score"].rank(ascending=False, method="min")
    decile = ((share - 1) * 10 // len(customers) + 1).astype(int)
    table = customers["responded"].groupby(decile).agg(["size", "sum", "mean"])
    table.columns = ["customers", "responders", "response_rate"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="rest in the last decile" told="rest all went to the last decile"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too little")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.minimum(np.arange(n) // (n // 10), 9) + 1
    table = ranked.groupby(decile)["responded"].agg(["size", "sum", "mean"])
    table.columns = ["customers", "responders", "response_rate"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="array_split" told="first groups took the rest"
def gains_table(customers):
    if len(customers) < 10 or customers["responded"].sum() == 0:
        raise ValueError("too little")
    ranked = customers.sort_values("score", ascending=False, kind="stable")["responded"]
    groups = np.array_split(ranked.to_numpy(), 10)
    rates = np.array([group.mean() for group in groups])
    found = np.array([group.sum() for group in groups])
    return pd.DataFrame(
        {
            "decile": range(1, 11),
            "customers": [len(group) for group in groups],
            "responders": found,
            "response_rate": rates,
            "lift": rates / ranked.mean(),
            "cumulative_gain": found.cumsum() / found.sum(),
        }
    )


# %% wrong="gains-table" name="short lists accepted" told="decile would be empty"
def gains_table(customers):
    n = len(customers)
    if customers["responded"].sum() == 0:
        raise ValueError("too little")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    table = ranked.groupby(np.arange(n) * 10 // n + 1)["responded"].agg(["size", "sum", "mean"])
    table.columns = ["customers", "responders", "response_rate"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="equal scores turned round" told="Equal scores have changed places"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too few customers or responses")
    ranked = customers.sort_values("score", kind="stable").iloc[::-1]
    decile = np.arange(n) * 10 // n + 1
    table = ranked.groupby(decile)["responded"].agg(customers="size", responders="sum")
    table["response_rate"] = table["responders"] / table["customers"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="quantiles of the places" told="larger groups stand elsewhere"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too few customers or responses")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = pd.qcut(np.arange(n), 10, labels=False) + 1
    table = ranked.groupby(decile)["responded"].agg(customers="size", responders="sum")
    table["response_rate"] = table["responders"] / table["customers"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="places from 1" told="best customer has place 0"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too few customers or responses")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.minimum(np.arange(1, n + 1) * 10 // n + 1, 10)
    table = ranked.groupby(decile)["responded"].agg(customers="size", responders="sum")
    table["response_rate"] = table["responders"] / table["customers"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="lift over the mean of ten rates" told="mean of ten rates"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].sum() == 0:
        raise ValueError("too few customers or responses")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.arange(n) * 10 // n + 1
    table = ranked.groupby(decile)["responded"].agg(customers="size", responders="sum")
    table["response_rate"] = table["responders"] / table["customers"]
    table["lift"] = table["response_rate"] / table["response_rate"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% wrong="gains-table" name="all responses taken for an error" told="everybody responded"
def gains_table(customers):
    n = len(customers)
    if n < 10 or customers["responded"].nunique() < 2:
        raise ValueError("nothing to tell apart")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.arange(n) * 10 // n + 1
    table = ranked.groupby(decile)["responded"].agg(customers="size", responders="sum")
    table["response_rate"] = table["responders"] / table["customers"]
    table["lift"] = table["response_rate"] / customers["responded"].mean()
    table["cumulative_gain"] = table["responders"].cumsum() / table["responders"].sum()
    return table.rename_axis("decile").reset_index()


# %% right="gains-table" name="loop over the ranked list"
def gains_table(customers):
    ordered = sorted(
        zip(customers["score"], customers["responded"], strict=True), key=lambda pair: -pair[0]
    )
    n, total = len(ordered), sum(answer for _, answer in ordered)
    if n < 10 or not total:
        raise ValueError("ten customers, one response")
    rows, found = [], 0
    for decile in range(1, 11):
        answers = [ordered[k][1] for k in range(n) if k * 10 // n == decile - 1]
        found += sum(answers)
        rate = sum(answers) / len(answers)
        rows.append((decile, len(answers), sum(answers), rate, rate / (total / n), found / total))
    return pd.DataFrame(
        rows,
        columns=[
            "decile",
            "customers",
            "responders",
            "response_rate",
            "lift",
            "cumulative_gain",
        ],
    )


# %% right="gains-table" name="NumPy, deciles from last to first"
def gains_table(customers):
    n = len(customers)
    answers = customers["responded"].to_numpy()
    if n < 10 or answers.sum() == 0:
        raise ValueError("too little")
    order = np.argsort(-customers["score"].to_numpy(), kind="stable")
    decile = np.floor(10 * np.arange(n) / n).astype(int)
    size = np.bincount(decile)
    found = np.bincount(decile, weights=answers[order])
    table = pd.DataFrame({"cumulative_gain": found.cumsum() / found.sum()})
    table["response_rate"] = found / size
    table["lift"] = found / size * n / answers.sum()
    table["responders"] = found
    table["customers"] = size
    table["decile"] = np.arange(1.0, 11.0)
    return table.iloc[::-1]


# %% [markdown]
# ## uplift-by-decile


# %% wrong="uplift-by-decile" name="worst scores first" told="Decile 1 holds the worst scores"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", kind="stable")
    rates = ranked.groupby([np.arange(n) * 10 // n + 1, "arm"])["responded"].mean().unstack()
    table = pd.DataFrame({"test_rate": rates.get("test"), "control_rate": rates.get("control")})
    table["uplift"] = table["test_rate"] - table["control_rate"]
    return table.rename_axis("decile").reset_index()


# %% wrong="uplift-by-decile" name="sign turned" told="sign is turned"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    rates = ranked.groupby([np.arange(n) * 10 // n + 1, "arm"])["responded"].mean().unstack()
    rates = rates.reindex(columns=["test", "control"])
    table = pd.DataFrame({"test_rate": rates["test"], "control_rate": rates["control"]})
    table["uplift"] = rates["control"] - rates["test"]
    return table.rename_axis("decile").reset_index()


# %% wrong="uplift-by-decile" name="over the whole decile" told="divided by all customers"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.arange(n) * 10 // n + 1
    answers = ranked.groupby([decile, "arm"])["responded"].sum().unstack()
    answers = answers.reindex(columns=["test", "control"])
    rates = answers.div(pd.Series(decile).value_counts(), axis=0).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] - rates["control_rate"]
    return rates.rename_axis("decile").reset_index()


# %% wrong="uplift-by-decile" name="growth over control" told="difference is wanted, not the growth"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    rates = ranked.groupby([np.arange(n) * 10 // n + 1, "arm"])["responded"].mean().unstack()
    rates = rates.reindex(columns=["test", "control"]).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] / rates["control_rate"] - 1
    return rates.rename_axis("decile").reset_index()


# %% wrong="uplift-by-decile" name="each arm cut alone" told="Each arm was cut into deciles alone"
def uplift_by_decile(customers):
    if len(customers) < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    place = ranked.groupby("arm").cumcount().to_numpy()
    size = ranked.groupby("arm")["arm"].transform("size").to_numpy()
    rates = ranked.groupby([place * 10 // size + 1, "arm"])["responded"].mean().unstack()
    rates = rates.reindex(columns=["test", "control"]).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] - rates["control_rate"]
    return rates.rename_axis("decile").reset_index()


# %% wrong="uplift-by-decile" name="cumulated" told="Each decile counts the better ones too"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    groups = ranked.groupby([np.arange(n) * 10 // n + 1, "arm"])["responded"]
    found, size = (groups.agg(what).unstack().fillna(0).cumsum() for what in ("sum", "size"))
    rates = (found / size).reindex(columns=["test", "control"]).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] - rates["control_rate"]
    return rates.rename_axis("decile").reset_index()


# %% wrong="uplift-by-decile" name="nobody means nobody responded" told="rate was made up"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    rates = ranked.groupby([np.arange(n) * 10 // n + 1, "arm"])["responded"].mean().unstack()
    rates = rates.reindex(columns=["test", "control"]).fillna(0.0).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] - rates["control_rate"]
    return rates.rename_axis("decile").reset_index()


# %% wrong="uplift-by-decile" name="places from 1" told="best customer has place 0"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few customers")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.minimum(np.arange(1, n + 1) * 10 // n + 1, 10)
    rates = ranked.groupby([decile, "arm"])["responded"].mean().unstack("arm")
    rates = rates.reindex(columns=["test", "control"]).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] - rates["control_rate"]
    return rates.rename_axis("decile").reset_index()


# %% wrong="uplift-by-decile" name="deciles with one arm dropped" told="Ten deciles make ten rows"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few customers")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.arange(n) * 10 // n + 1
    rates = ranked.groupby([decile, "arm"])["responded"].mean().unstack("arm")
    rates = rates.reindex(columns=["test", "control"]).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] - rates["control_rate"]
    return rates.rename_axis("decile").reset_index().dropna()


# %% wrong="uplift-by-decile" name="no control taken for an uplift" told="An uplift was made up"
def uplift_by_decile(customers):
    n = len(customers)
    if n < 10:
        raise ValueError("too few customers")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    decile = np.arange(n) * 10 // n + 1
    rates = ranked.groupby([decile, "arm"])["responded"].mean().unstack("arm")
    rates = rates.reindex(columns=["test", "control"]).add_suffix("_rate")
    rates["uplift"] = rates["test_rate"] - rates["control_rate"].fillna(0)
    return rates.rename_axis("decile").reset_index()


# %% right="uplift-by-decile" name="pivot table"
def uplift_by_decile(customers):
    if len(customers) < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", ascending=False, kind="stable", ignore_index=True)
    ranked["decile"] = ranked.index * 10 // len(ranked) + 1
    rates = ranked.pivot_table(index="decile", columns="arm", values="responded", aggfunc="mean")
    for arm in ["test", "control"]:
        if arm not in rates:
            rates[arm] = np.nan
    return pd.DataFrame(
        {
            "uplift": rates["test"] - rates["control"],
            "decile": rates.index,
            "control_rate": rates["control"],
            "test_rate": rates["test"],
        }
    )


# %% right="uplift-by-decile" name="loop"
def uplift_by_decile(customers):
    people = list(zip(customers["score"], customers["arm"], customers["responded"], strict=True))
    people.sort(key=lambda person: person[0], reverse=True)
    n = len(people)
    if n < 10:
        raise ValueError("too few")
    rows = []
    for decile in range(10):
        answers = {"test": [], "control": []}
        for place, (_, arm, answer) in enumerate(people):
            if place * 10 // n == decile:
                answers[arm].append(answer)
        test, control = (
            sum(answers[arm]) / len(answers[arm]) if answers[arm] else float("nan")
            for arm in ("test", "control")
        )
        rows.append(
            {
                "decile": decile + 1,
                "test_rate": test,
                "control_rate": control,
                "uplift": test - control,
            }
        )
    return pd.DataFrame(rows)


# %% [markdown]
# ## qini-curve


# %% wrong="qini-curve" name="a row for each customer" told="row for each customer"
def qini_curve(customers):
    ranked = customers.sort_values("score", ascending=False, kind="stable", ignore_index=True)
    test = (ranked["arm"] == "test").astype(int)
    y_t, y_c = (ranked["responded"] * test).cumsum(), (ranked["responded"] * (1 - test)).cumsum()
    n_t, n_c = test.cumsum(), (1 - test).cumsum()
    curve = y_t - y_c * n_t / n_c.clip(lower=1)
    return pd.DataFrame(
        {"customers": range(len(ranked) + 1), "incremental_responders": [0.0, *curve]}
    )


# %% wrong="qini-curve" name="no origin" told="first row is missing"
def qini_curve(customers):
    test = (customers["arm"] == "test").astype(int)
    table = pd.DataFrame({"score": customers["score"], "n_t": test, "n_c": 1 - test})
    table["y_t"] = customers["responded"] * test
    table["y_c"] = customers["responded"] * (1 - test)
    total = table.groupby("score").sum().iloc[::-1].cumsum()
    curve = total["y_t"] - total["y_c"] * total["n_t"] / total["n_c"].clip(lower=1)
    return pd.DataFrame({"customers": total["n_t"] + total["n_c"], "incremental_responders": curve})


# %% wrong="qini-curve" name="responders of the test arm" told="come without the mail"
def qini_curve(customers):
    test = (customers["arm"] == "test").astype(int)
    table = pd.DataFrame({"score": customers["score"], "n": 1})
    table["y_t"] = customers["responded"] * test
    total = table.groupby("score").sum().iloc[::-1].cumsum()
    return pd.DataFrame(
        {"customers": [0, *total["n"]], "incremental_responders": [0, *total["y_t"]]}
    )


# %% wrong="qini-curve" name="control not scaled" told="count one for one"
def qini_curve(customers):
    sign = np.where(customers["arm"] == "test", 1, -1)
    table = pd.DataFrame({"score": customers["score"], "n": 1})
    table["y"] = customers["responded"] * sign
    total = table.groupby("score").sum().iloc[::-1].cumsum()
    return pd.DataFrame({"customers": [0, *total["n"]], "incremental_responders": [0, *total["y"]]})


# %% wrong="qini-curve" name="nothing before the first control" told="what is there to subtract"
def qini_curve(customers):
    test = customers["arm"] == "test"
    responded = customers["responded"]
    counts = pd.DataFrame(
        {
            "score": customers["score"],
            "test": test.astype(int),
            "control": (~test).astype(int),
            "took": responded.where(test, 0),
            "took_alone": responded.where(~test, 0),
        }
    )
    so_far = counts.groupby("score").sum().sort_index(ascending=False).cumsum()
    added = so_far["took"] - so_far["took_alone"] * so_far["test"] / so_far["control"]
    return pd.DataFrame(
        {
            "customers": [0, *(so_far["test"] + so_far["control"])],
            "incremental_responders": [0.0, *added.fillna(0)],
        }
    )


# %% wrong="qini-curve" name="worst scores first" told="from the lowest score"
def qini_curve(customers):
    test = (customers["arm"] == "test").astype(int)
    table = pd.DataFrame({"score": customers["score"], "n_t": test, "n_c": 1 - test})
    table["y_t"] = customers["responded"] * test
    table["y_c"] = customers["responded"] * (1 - test)
    total = table.groupby("score").sum().cumsum()
    curve = total["y_t"] - total["y_c"] * total["n_t"] / total["n_c"].clip(lower=1)
    return pd.DataFrame(
        {
            "customers": [0, *(total["n_t"] + total["n_c"])],
            "incremental_responders": [0.0, *curve],
        }
    )


# %% wrong="qini-curve" name="difference of rates" told="That is a difference of rates"
def qini_curve(customers):
    test = (customers["arm"] == "test").astype(int)
    table = pd.DataFrame({"score": customers["score"], "n_t": test, "n_c": 1 - test})
    table["y_t"] = customers["responded"] * test
    table["y_c"] = customers["responded"] * (1 - test)
    total = table.groupby("score").sum().iloc[::-1].cumsum()
    curve = total["y_t"] / total["n_t"].clip(lower=1) - total["y_c"] / total["n_c"].clip(lower=1)
    return pd.DataFrame(
        {
            "customers": [0, *(total["n_t"] + total["n_c"])],
            "incremental_responders": [0.0, *curve],
        }
    )


# %% wrong="qini-curve" name="only the test arm across" told="Only one arm is counted across"
def qini_curve(customers):
    test = (customers["arm"] == "test").astype(int)
    table = pd.DataFrame({"score": customers["score"], "n_t": test, "n_c": 1 - test})
    table["y_t"] = customers["responded"] * test
    table["y_c"] = customers["responded"] * (1 - test)
    total = table.groupby("score").sum().iloc[::-1].cumsum()
    curve = total["y_t"] - total["y_c"] * total["n_t"] / total["n_c"].clip(lower=1)
    return pd.DataFrame({"customers": [0, *total["n_t"]], "incremental_responders": [0.0, *curve]})


# %% wrong="qini-curve" name="ratio of the whole arms" told="which ratio of the arms holds so far"
def qini_curve(customers):
    test = (customers["arm"] == "test").astype(int)
    ratio = test.sum() / max((1 - test).sum(), 1)
    table = pd.DataFrame({"score": customers["score"], "n": 1})
    table["y"] = customers["responded"] * np.where(test == 1, 1.0, -ratio)
    total = table.groupby("score").sum().iloc[::-1].cumsum()
    return pd.DataFrame({"customers": [0, *total["n"]], "incremental_responders": [0, *total["y"]]})


# %% wrong="qini-curve" name="effect on both arms" told="effect on all who are ranked"
def qini_curve(customers):
    test = (customers["arm"] == "test").astype(int)
    table = pd.DataFrame({"score": customers["score"], "n_t": test, "n_c": 1 - test})
    table["y_t"] = customers["responded"] * test
    table["y_c"] = customers["responded"] * (1 - test)
    total = table.groupby("score").sum().iloc[::-1].cumsum()
    curve = total["y_t"] / total["n_t"].clip(lower=1) - total["y_c"] / total["n_c"].clip(lower=1)
    ranked = total["n_t"] + total["n_c"]
    return pd.DataFrame(
        {"customers": [0, *ranked], "incremental_responders": [0.0, *(curve * ranked)]}
    )


# %% wrong="qini-curve" name="first of equal scores" told="Only the first of two equal scores"
def qini_curve(customers):
    ranked = customers.sort_values("score", ascending=False, kind="stable", ignore_index=True)
    test = (ranked["arm"] == "test").astype(int)
    n_t, n_c = test.cumsum(), (1 - test).cumsum()
    y_t, y_c = (ranked["responded"] * test).cumsum(), (ranked["responded"] * (1 - test)).cumsum()
    curve = y_t - y_c * n_t / n_c.clip(lower=1)
    first = ~ranked["score"].duplicated()
    return pd.DataFrame(
        {
            "customers": [0, *(ranked.index[first] + 1)],
            "incremental_responders": [0.0, *curve[first]],
        }
    )


# %% right="qini-curve" name="mask for each score"
def qini_curve(customers):
    rows = [(0, 0.0)]
    for score in np.sort(customers["score"].unique())[::-1]:
        best = customers[customers["score"] >= score]
        test, control = (best[best["arm"] == arm]["responded"] for arm in ("test", "control"))
        usual = control.mean() if len(control) else 0.0
        rows.append((len(best), test.sum() - len(test) * usual))
    return pd.DataFrame(rows, columns=["customers", "incremental_responders"])


# %% right="qini-curve" name="NumPy, last row of each score"
def qini_curve(customers):
    score = customers["score"].to_numpy()
    order = np.argsort(-score, kind="stable")
    test = (customers["arm"].to_numpy() == "test")[order]
    answer = customers["responded"].to_numpy()[order]
    last = np.append(np.flatnonzero(np.diff(score[order])), len(order) - 1)
    n_t, n_c = np.cumsum(test)[last], np.cumsum(~test)[last]
    y_t, y_c = np.cumsum(answer * test)[last], np.cumsum(answer * ~test)[last]
    expected = np.divide(y_c * n_t, n_c, out=np.zeros(len(last)), where=n_c > 0)
    return pd.DataFrame(
        {
            "incremental_responders": np.append(0, y_t - expected),
            "customers": np.append(0, last + 1),
        }
    )


# %% [markdown]
# ## plot-qini


# %% wrong="plot-qini" name="no random line" told="2 lines in the picture"
def plot_qini(curves):
    _, ax = plt.subplots()
    for name, curve in curves.items():
        ax.plot(curve["customers"], curve["incremental_responders"], label=name)
    ax.set(xlabel="Customers", ylabel="Responders", title="Uplift beats response")
    ax.legend()
    return ax


# %% wrong="plot-qini" name="random line to zero" told="random"
def plot_qini(curves):
    _, ax = plt.subplots()
    for name, curve in curves.items():
        ax.plot(curve["customers"], curve["incremental_responders"], label=name)
    ax.plot([0, curve["customers"].max()], [0, 0], label="random")
    ax.set(xlabel="Customers", ylabel="Responders", title="Uplift beats response")
    ax.legend()
    return ax


# %% wrong="plot-qini" name="random line to the highest point" told="random"
def plot_qini(curves):
    _, ax = plt.subplots()
    for name, curve in curves.items():
        ax.plot(curve["customers"], curve["incremental_responders"], label=name)
    ax.plot(
        [0, curve["customers"].max()], [0, curve["incremental_responders"].max()], label="random"
    )
    ax.set(xlabel="Customers", ylabel="Responders", title="Uplift beats response")
    ax.legend()
    return ax


# %% wrong="plot-qini" name="shares instead of counts" told="by uplift"
def plot_qini(curves):
    _, ax = plt.subplots()
    for name, curve in curves.items():
        share = curve["customers"] / curve["customers"].iloc[-1]
        ax.plot(share, curve["incremental_responders"], label=name)
    ax.plot([0, 1], [0, curve["incremental_responders"].iloc[-1]], label="random")
    ax.set(xlabel="Share of customers", ylabel="Responders", title="Uplift beats response")
    ax.legend()
    return ax


# %% wrong="plot-qini" name="no title" told="without a title"
def plot_qini(curves):
    _, ax = plt.subplots()
    for name, curve in curves.items():
        ax.plot(curve["customers"], curve["incremental_responders"], label=name)
    end = curve.iloc[-1]
    ax.plot([0, end["customers"]], [0, end["incremental_responders"]], label="random")
    ax.set(xlabel="Customers", ylabel="Responders")
    ax.legend()
    return ax


# %% wrong="plot-qini" name="lines without names" told="without its name"
def plot_qini(curves):
    _, ax = plt.subplots()
    for curve in curves.values():
        ax.plot(curve["customers"], curve["incremental_responders"])
    end = curve.iloc[-1]
    ax.plot([0, end["customers"]], [0, end["incremental_responders"]])
    ax.set(xlabel="Customers", ylabel="Responders", title="Uplift beats response")
    return ax


# %% wrong="plot-qini" name="axes without words" told="label does not say"
def plot_qini(curves):
    _, ax = plt.subplots()
    for name, curve in curves.items():
        ax.plot(curve["customers"], curve["incremental_responders"], label=name)
    end = curve.iloc[-1]
    ax.plot([0, end["customers"]], [0, end["incremental_responders"]], label="random")
    ax.set(xlabel="k", ylabel="Q", title="Uplift beats response")
    ax.legend()
    return ax


# %% right="plot-qini" name="names at the ends"
def plot_qini(curves):
    _, ax = plt.subplots(figsize=(8, 4))
    for name, curve in curves.items():
        ax.plot(curve["customers"], curve["incremental_responders"], marker=".", label=name)
    last = next(iter(curves.values())).iloc[-1]
    ax.plot([0, last.customers], [0, last.incremental_responders], ":", label="random ranking")
    label_line_ends(ax)
    ax.set(xlabel="customers ranked", ylabel="more responders", title="Uplift ranks best")
    return ax


# %% right="plot-qini" name="pyplot"
def plot_qini(curves):
    plt.figure()
    for name in curves:
        x, y = curves[name]["customers"], curves[name]["incremental_responders"]
        plt.plot(x, y)
        plt.text(x.iloc[-1], y.iloc[1], name)
    plt.plot([x.iloc[0], x.iloc[-1]], [y.iloc[0], y.iloc[-1]], "k--")
    plt.text(x.iloc[-1] / 2, y.iloc[-1] / 2, "random")
    plt.xlabel("Customers")
    plt.ylabel("Incremental responders")
    plt.title("Mail the persuadables")
    return plt.gcf()


# %% [markdown]
# ## targeting-profit


# %% wrong="targeting-profit" name="gross response" told="responded without the contact"
def targeting_profit(groups, margin, contact_cost, incentive):
    rate = groups["test_rate"]
    profit = groups["customers"] * (rate * (margin - incentive) - contact_cost)
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": profit > 0})


# %% wrong="targeting-profit" name="gift to additional responders" told="who else receives it"
def targeting_profit(groups, margin, contact_cost, incentive):
    uplift = groups["test_rate"] - groups["control_rate"]
    profit = groups["customers"] * (uplift * (margin - incentive) - contact_cost)
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": profit > 0})


# %% wrong="targeting-profit" name="gift forgotten" told="gift is missing"
def targeting_profit(groups, margin, contact_cost, incentive):
    uplift = groups["test_rate"] - groups["control_rate"]
    profit = groups["customers"] * (uplift * margin - contact_cost)
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": profit > 0})


# %% wrong="targeting-profit" name="contacts for free" told="contacts are free here"
def targeting_profit(groups, margin, contact_cost, incentive):
    uplift = groups["test_rate"] - groups["control_rate"]
    profit = groups["customers"] * (uplift * margin - groups["test_rate"] * incentive)
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": profit > 0})


# %% wrong="targeting-profit" name="per contact" told="profit of one contact"
def targeting_profit(groups, margin, contact_cost, incentive):
    uplift = groups["test_rate"] - groups["control_rate"]
    profit = uplift * margin - contact_cost - groups["test_rate"] * incentive
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": profit > 0})


# %% wrong="targeting-profit" name="all with an uplift" told="does it also pay for itself"
def targeting_profit(groups, margin, contact_cost, incentive):
    uplift = groups["test_rate"] - groups["control_rate"]
    profit = groups["customers"] * (
        uplift * margin - contact_cost - groups["test_rate"] * incentive
    )
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": uplift > 0})


# %% wrong="targeting-profit" name="also those that earn nothing" told="trouble its customers"
def targeting_profit(groups, margin, contact_cost, incentive):
    uplift = groups["test_rate"] - groups["control_rate"]
    profit = groups["customers"] * (
        uplift * margin - contact_cost - groups["test_rate"] * incentive
    )
    return pd.DataFrame({"group": groups["group"], "profit": profit, "contact": profit >= 0})


# %% wrong="targeting-profit" name="no loss if not contacted" told="Losses became 0"
def targeting_profit(groups, margin, contact_cost, incentive):
    uplift = groups["test_rate"] - groups["control_rate"]
    profit = groups["customers"] * (
        uplift * margin - contact_cost - groups["test_rate"] * incentive
    )
    return groups[["group"]].assign(profit=profit.clip(lower=0), contact=profit > 0)


# %% right="targeting-profit" name="loop over rows, best first"
def targeting_profit(groups, margin, contact_cost, incentive):
    rows = []
    for row in groups.itertuples():
        with_mail = row.customers * (row.test_rate * (margin - incentive) - contact_cost)
        without = row.customers * row.control_rate * margin
        rows.append(
            {
                "contact": with_mail > without,
                "profit": with_mail - without,
                "group": row.group,
            }
        )
    return pd.DataFrame(rows).sort_values("profit", ascending=False)


# %% right="targeting-profit" name="assign and keep the index"
def targeting_profit(groups, margin, contact_cost, incentive):
    table = groups.assign(
        added=lambda t: t["customers"] * (t["test_rate"] - t["control_rate"]),
        cost=lambda t: t["customers"] * (contact_cost + t["test_rate"] * incentive),
    )
    table["profit"] = table["added"] * margin - table["cost"]
    table["contact"] = np.where(table["profit"] > 0, True, False)
    return table[["group", "profit", "contact"]]


# %% [markdown]
# ## customer-lifetime-value


# %% wrong="customer-lifetime-value" name="always at the end" told="a year late"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing not in ("start", "end") or not 0 <= retention <= 1:
        raise ValueError("inputs")
    kept = retention / (1 + discount)
    if years is None and kept >= 1:
        raise ValueError("infinite")
    factor = 1 / (1 - kept) if years is None else sum(kept**t for t in range(years))
    return margin / (1 + discount) * factor


# %% wrong="customer-lifetime-value" name="leave before the first margin" told="departure came"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing not in ("start", "end") or not 0 <= retention <= 1:
        raise ValueError("inputs")
    kept = retention / (1 + discount)
    if years is None and kept >= 1:
        raise ValueError("infinite")
    factor = 1 / (1 - kept) if years is None else sum(kept**t for t in range(years))
    return margin * factor if timing == "start" else margin * kept * factor


# %% wrong="customer-lifetime-value" name="not discounted" told="counts like a yuan today"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing not in ("start", "end") or not 0 <= retention <= 1:
        raise ValueError("inputs")
    if years is None:
        if retention >= 1:
            raise ValueError("infinite")
        return margin / (1 - retention)
    return margin * sum(retention**t for t in range(years))


# %% wrong="customer-lifetime-value" name="churn for retention" told="rate at which they stay"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing not in ("start", "end") or not 0 <= retention <= 1:
        raise ValueError("inputs")
    first = margin if timing == "start" else margin / (1 + discount)
    kept = (1 - retention) / (1 + discount)
    if years is None:
        if kept >= 1:
            raise ValueError("infinite")
        return first / (1 - kept)
    return first * sum(kept**t for t in range(years))


# %% wrong="customer-lifetime-value" name="no end to the years" told="how many years count"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing not in ("start", "end") or not 0 <= retention <= 1:
        raise ValueError("inputs")
    first = margin if timing == "start" else margin / (1 + discount)
    kept = retention / (1 + discount)
    if kept >= 1:
        raise ValueError("infinite")
    return first / (1 - kept)


# %% wrong="customer-lifetime-value" name="one year too few" told="last year is missing"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing not in ("start", "end") or not 0 <= retention <= 1:
        raise ValueError("inputs")
    first = margin if timing == "start" else margin / (1 + discount)
    kept = retention / (1 + discount)
    if years is None:
        if kept >= 1:
            raise ValueError("infinite")
        return first / (1 - kept)
    return first * sum(kept**t for t in range(years - 1))


# %% wrong="customer-lifetime-value" name="nobody leaves" told="Nobody leaves here"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing not in ("start", "end") or not 0 <= retention <= 1:
        raise ValueError("inputs")
    first = margin if timing == "start" else margin / (1 + discount)
    kept = retention / (1 + discount)
    if years is None:
        if kept >= 1:
            raise ValueError("infinite")
        return first / (1 - kept)
    return first * sum((1 + discount) ** -t for t in range(years))


# %% wrong="customer-lifetime-value" name="any word for the timing" told="unknown timing"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if not 0 <= retention <= 1:
        raise ValueError("inputs")
    first = margin if timing == "start" else margin / (1 + discount)
    kept = retention / (1 + discount)
    if years is None:
        if kept >= 1:
            raise ValueError("infinite")
        return first / (1 - kept)
    return first * sum(kept**t for t in range(years))


# %% right="customer-lifetime-value" name="year by year"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing == "start":
        wait = 0
    elif timing == "end":
        wait = 1
    else:
        raise ValueError("start or end")
    if retention < 0 or retention > 1:
        raise ValueError("a share")
    if years is None:
        if retention >= 1 + discount:
            raise ValueError("infinite")
        return margin * (1 + discount) ** (1 - wait) / (1 + discount - retention)
    value, alive = 0.0, 1.0
    for year in range(years):
        value += margin * alive / (1 + discount) ** (year + wait)
        alive *= retention
    return value


# %% right="customer-lifetime-value" name="NumPy, long sum for no end"
def customer_lifetime_value(margin, retention, discount, years, timing):
    if timing not in {"start", "end"} or retention > 1 or retention < 0:
        raise ValueError("inputs")
    if years is None and retention / (1 + discount) >= 1:
        raise ValueError("infinite")
    t = np.arange(20_000 if years is None else years)
    worth = np.exp(-(t + (timing == "end")) * np.log1p(discount))
    return np.sum(margin * np.power(float(retention), t) * worth)


# %% [markdown]
# ## payback-months


# %% wrong="payback-months" name="nobody leaves" told="Nobody leaves here"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        earned += monthly_margin / (1 + annual_discount) ** (month / 12) if month else 0.0
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None


# %% wrong="payback-months" name="departures before the first margin" told="before the first margin"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        worth = monthly_retention**month / (1 + annual_discount) ** (month / 12)
        earned += monthly_margin * worth if month else 0.0
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None


# %% wrong="payback-months" name="not discounted" told="like a yuan today"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        earned += monthly_margin * monthly_retention ** (month - 1) if month else 0.0
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None


# %% wrong="payback-months" name="annual rate each month" told="annual rate taken every month"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        worth = monthly_retention ** (month - 1) / (1 + annual_discount) ** month
        earned += monthly_margin * worth if month else 0.0
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None


# %% wrong="payback-months" name="first margin not discounted" told="at the end of month 1"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    step = monthly_retention / (1 + annual_discount) ** (1 / 12)
    earned = 0.0
    for month in range(horizon + 1):
        earned += monthly_margin * step ** (month - 1) if month else 0.0
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None


# %% wrong="payback-months" name="rate divided by twelve" told="annual rate divided by 12"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        worth = monthly_retention ** (month - 1) / (1 + annual_discount / 12) ** month
        earned += monthly_margin * worth if month else 0.0
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None


# %% wrong="payback-months" name="part of a month" told="a part of a month"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    step = monthly_retention / (1 + annual_discount) ** (1 / 12)
    first = monthly_margin / (1 + annual_discount) ** (1 / 12)
    if step == 1:
        return acquisition_cost / first
    left = 1 - acquisition_cost * (1 - step) / first
    return np.log(left) / np.log(step) if left > 0 else None


# %% wrong="payback-months" name="horizon when never" told="horizon is over"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        if month:
            worth = monthly_retention ** (month - 1) / (1 + annual_discount) ** (month / 12)
            earned += monthly_margin * worth
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return horizon


# %% wrong="payback-months" name="binary noise" told="but not in binary"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        if month:
            worth = monthly_retention ** (month - 1) / (1 + annual_discount) ** (month / 12)
            earned += monthly_margin * worth
        if earned >= acquisition_cost:
            return month
    return None


# %% wrong="payback-months" name="0 when never" told="that it never comes"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        if month:
            worth = monthly_retention ** (month - 1) / (1 + annual_discount) ** (month / 12)
            earned += monthly_margin * worth
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return 0


# %% wrong="payback-months" name="last month left out" told="last month of the horizon count"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon):
        if month:
            worth = monthly_retention ** (month - 1) / (1 + annual_discount) ** (month / 12)
            earned += monthly_margin * worth
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None


# %% wrong="payback-months" name="each margin rounded" told="compared to the fen is the sum"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    earned = 0.0
    for month in range(horizon + 1):
        if month:
            worth = monthly_retention ** (month - 1) / (1 + annual_discount) ** (month / 12)
            earned += round(monthly_margin * worth, 2)
        if round(acquisition_cost - earned, 2) <= 0:
            return month
    return None


# %% right="payback-months" name="NumPy, cumulated"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    if acquisition_cost <= 0:
        return 0
    month = np.arange(1, horizon + 1)
    value = monthly_margin * monthly_retention ** (month - 1.0)
    value = np.cumsum(value * (1 + annual_discount) ** (-month / 12))
    back = np.flatnonzero(value > acquisition_cost - 0.005)
    return month[back[0]] if len(back) else None


# %% right="payback-months" name="while loop down from the cost"
def payback_months(acquisition_cost, monthly_margin, monthly_retention, annual_discount, horizon):
    open_cost, month, worth = acquisition_cost, 0, monthly_margin
    growth = (1 + annual_discount) ** (1 / 12)
    while round(open_cost, 2) > 0:
        if month == horizon:
            return None
        month += 1
        worth /= growth
        open_cost -= worth
        worth *= monthly_retention
    return month


# %% [markdown]
# ## attribute


# %% wrong="attribute" name="lost journeys too" told="Lost journeys share in the credit"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    touches = journeys.sort_values("position")
    size = touches.groupby("journey_id")["position"].transform("size")
    part = 1 / size
    if model == "last touch":
        last = touches.groupby("journey_id")["position"].transform("max")
        part = (touches["position"] == last).astype(float)
    credit = part.groupby(touches["channel"]).sum()
    return credit / credit.sum()


# %% wrong="attribute" name="first touch" told="That is the first touch"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    won = journeys[journeys["converted"] == 1].sort_values("position")
    credit = won.groupby("journey_id")["channel"].first().value_counts()
    credit = credit.reindex(sorted(journeys["channel"].unique()), fill_value=0)
    return credit / credit.sum()


# %% wrong="attribute" name="channels without credit dropped" told="wants to see its 0"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    won = journeys[journeys["converted"] == 1].sort_values("position")
    if model == "last touch":
        return won.groupby("journey_id")["channel"].last().value_counts(normalize=True)
    part = 1 / won.groupby("journey_id")["channel"].transform("size")
    credit = part.groupby(won["channel"]).sum()
    return credit / credit.sum()


# %% wrong="attribute" name="conversions instead of shares" told="Those are conversions"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    won = journeys[journeys["converted"] == 1].sort_values("position")
    channels = sorted(journeys["channel"].unique())
    if model == "last touch":
        credit = won.groupby("journey_id")["channel"].last().value_counts()
        return credit.reindex(channels, fill_value=0)
    part = 1 / won.groupby("journey_id")["channel"].transform("size")
    return part.groupby(won["channel"]).sum().reindex(channels, fill_value=0)


# %% wrong="attribute" name="each touch counts the same" told="however long its path"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    won = journeys[journeys["converted"] == 1].sort_values("position")
    channels = sorted(journeys["channel"].unique())
    if model == "last touch":
        credit = won.groupby("journey_id")["channel"].last().value_counts(normalize=True)
    else:
        credit = won["channel"].value_counts(normalize=True)
    return credit.reindex(channels, fill_value=0)


# %% wrong="attribute" name="removal effects not shared out" told="Those are the removal effects"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    touches = journeys.sort_values("position")
    channels = sorted(touches["channel"].unique())
    won = touches[touches["converted"] == 1]
    if model == "last touch":
        credit = won.groupby("journey_id")["channel"].last().value_counts(normalize=True)
        return credit.reindex(channels, fill_value=0)
    if model == "linear":
        part = 1 / won.groupby("journey_id")["channel"].transform("size")
        return part.groupby(won["channel"]).sum().reindex(channels, fill_value=0) / part.sum()
    moves = {}
    for _, path in touches.groupby("journey_id"):
        states = ["start", *path["channel"], "card" if path["converted"].iloc[0] else "lost"]
        for k, state in enumerate(states[:-1]):
            moves.setdefault(state, []).append(states[k + 1])

    def probability(removed):
        p = dict.fromkeys([*channels, "start", "lost"], 0.0) | {"card": 1.0}
        for _ in range(500):
            for state, targets in moves.items():
                p[state] = sum(p[t] for t in targets if t != removed) / len(targets)
        return p["start"]

    return pd.Series({c: 1 - probability(c) / probability("") for c in channels})


# %% wrong="attribute" name="Markov of converting journeys only" told="where do the lost ones end"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    channels = sorted(journeys["channel"].unique())
    won = journeys[journeys["converted"] == 1].sort_values("position")
    if model == "last touch":
        credit = won.groupby("journey_id")["channel"].last().value_counts(normalize=True)
        return credit.reindex(channels, fill_value=0)
    if model == "linear":
        part = 1 / won.groupby("journey_id")["channel"].transform("size")
        return part.groupby(won["channel"]).sum().reindex(channels, fill_value=0) / part.sum()
    moves = {}
    for _, path in won.groupby("journey_id"):
        states = ["start", *path["channel"], "card"]
        for k, state in enumerate(states[:-1]):
            moves.setdefault(state, []).append(states[k + 1])

    def probability(removed):
        p = dict.fromkeys([*channels, "start"], 0.0) | {"card": 1.0}
        for _ in range(500):
            for state, targets in moves.items():
                p[state] = sum(p[t] for t in targets if t != removed) / len(targets)
        return p["start"]

    effect = pd.Series({c: 1 - probability(c) for c in channels})
    return effect / effect.sum()


# %% wrong="attribute" name="each channel once a journey" told="came back later"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    channels = sorted(journeys["channel"].unique())
    touches = journeys.sort_values("position")
    won = touches[touches["converted"] == 1]
    if model == "last touch":
        credit = won.groupby("journey_id")["channel"].last().value_counts(normalize=True)
        return credit.reindex(channels, fill_value=0)
    if model == "linear":
        part = 1 / won.groupby("journey_id")["channel"].transform("size")
        return part.groupby(won["channel"]).sum().reindex(channels, fill_value=0) / part.sum()
    moves = {}
    for _, path in touches.groupby("journey_id"):
        states = ["start", *path["channel"], "card" if path["converted"].iloc[0] else "lost"]
        states = list(dict.fromkeys(states))
        for k, state in enumerate(states[:-1]):
            moves.setdefault(state, []).append(states[k + 1])

    def probability(removed):
        p = dict.fromkeys([*channels, "start", "lost"], 0.0) | {"card": 1.0}
        for _ in range(500):
            for state, targets in moves.items():
                p[state] = sum(p[t] for t in targets if t != removed) / len(targets)
        return p["start"]

    effect = pd.Series({c: 1 - probability(c) / probability("") for c in channels})
    return effect / effect.sum()


# %% wrong="attribute" name="removed channel skipped" told="where does the docstring send them"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    channels = sorted(journeys["channel"].unique())
    touches = journeys.sort_values("position")
    won = touches[touches["converted"] == 1]
    if model == "last touch":
        credit = won.groupby("journey_id")["channel"].last().value_counts(normalize=True)
        return credit.reindex(channels, fill_value=0)
    if model == "linear":
        part = 1 / won.groupby("journey_id")["channel"].transform("size")
        return part.groupby(won["channel"]).sum().reindex(channels, fill_value=0) / part.sum()
    moves = {}
    for _, path in touches.groupby("journey_id"):
        states = ["start", *path["channel"], "card" if path["converted"].iloc[0] else "lost"]
        for k, state in enumerate(states[:-1]):
            moves.setdefault(state, []).append(states[k + 1])

    def probability(removed):
        p = dict.fromkeys([*channels, "start", "lost"], 0.0) | {"card": 1.0}
        for _ in range(500):
            for state, targets in moves.items():
                rest = [t for t in targets if t != removed]
                p[state] = sum(p[t] for t in rest) / len(rest) if rest else 0.0
        return p["start"]

    effect = pd.Series({c: 1 - probability(c) / probability("") for c in channels})
    return effect / effect.sum()


# %% wrong="attribute" name="cards with a part in them" told="cards a channel had a part in"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("unknown rule, or nothing to share")
    touches = journeys.sort_values("position", ignore_index=True)
    won = touches[touches["converted"] == 1]
    if model == "last touch":
        won = won.drop_duplicates("journey_id", keep="last")
    channels = list(touches["channel"].unique())
    if model == "markov":
        parts = won.drop_duplicates(["journey_id", "channel"])
        credit = parts["channel"].value_counts()
    else:
        credit = 1 / won.groupby("journey_id")["channel"].transform("size")
        credit = credit.groupby(won["channel"]).sum()
    credit = credit.reindex(channels, fill_value=0.0)
    return credit / credit.sum()


# %% wrong="attribute" name="start at any touch" told="where do the journeys start"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("unknown rule, or nothing to share")
    touches = journeys.sort_values("position", ignore_index=True)
    won = touches[touches["converted"] == 1]
    if model == "last touch":
        won = won.drop_duplicates("journey_id", keep="last")
    channels = list(touches["channel"].unique())
    if model == "markov":
        paths = touches.groupby("journey_id")["channel"]
        end = pd.Series(np.where(touches["converted"] == 1, "card", "lost"))
        moves = pd.crosstab(touches["channel"], paths.shift(-1).fillna(end), normalize="index")
        moves = moves.reindex(columns=[*channels, "card"], fill_value=0.0)
        start = touches["channel"].value_counts().reindex(channels, fill_value=0)

        def cards(kept):
            walk = np.eye(len(kept)) - moves.loc[kept, kept].to_numpy()
            return start[kept] @ np.linalg.solve(walk, moves.loc[kept, "card"])

        credit = pd.Series(
            {c: 1 - cards([k for k in channels if k != c]) / cards(channels) for c in channels}
        )
    else:
        credit = 1 / won.groupby("journey_id")["channel"].transform("size")
        credit = credit.groupby(won["channel"]).sum()
    credit = credit.reindex(channels, fill_value=0.0)
    return credit / credit.sum()


# %% wrong="attribute" name="a repeated channel has one part" told="how many parts has one"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("unknown rule, or nothing to share")
    touches = journeys.sort_values("position", ignore_index=True)
    won = touches[touches["converted"] == 1]
    if model == "last touch":
        won = won.drop_duplicates("journey_id", keep="last")
    if model == "linear":
        won = won.drop_duplicates(["journey_id", "channel"])
    channels = list(touches["channel"].unique())
    if model == "markov":
        paths = touches.groupby("journey_id")["channel"]
        end = pd.Series(np.where(touches["converted"] == 1, "card", "lost"))
        moves = pd.crosstab(touches["channel"], paths.shift(-1).fillna(end), normalize="index")
        moves = moves.reindex(columns=[*channels, "card"], fill_value=0.0)
        start = paths.first().value_counts().reindex(channels, fill_value=0)

        def cards(kept):
            walk = np.eye(len(kept)) - moves.loc[kept, kept].to_numpy()
            return start[kept] @ np.linalg.solve(walk, moves.loc[kept, "card"])

        credit = pd.Series(
            {c: 1 - cards([k for k in channels if k != c]) / cards(channels) for c in channels}
        )
    else:
        credit = 1 / won.groupby("journey_id")["channel"].transform("size")
        credit = credit.groupby(won["channel"]).sum()
    credit = credit.reindex(channels, fill_value=0.0)
    return credit / credit.sum()


# %% right="attribute" name="plain Python, values iterated"
def attribute(journeys, model):
    paths, won = {}, {}
    for row in journeys.to_dict("records"):
        paths.setdefault(row["journey_id"], []).append((row["position"], row["channel"]))
        won[row["journey_id"]] = row["converted"] == 1
    if not any(won.values()):
        raise ValueError("nothing to share")
    paths = {key: [channel for _, channel in sorted(path)] for key, path in paths.items()}
    credit = {channel: 0.0 for path in paths.values() for channel in path}
    if model == "last touch":
        for key, path in paths.items():
            credit[path[-1]] += won[key]
    elif model == "linear":
        for key, path in paths.items():
            for channel in path:
                credit[channel] += won[key] / len(path)
    elif model == "markov":
        moves = {}
        for key, path in paths.items():
            states = ["(start)", *path, "(card)" if won[key] else "(lost)"]
            for k, state in enumerate(states[:-1]):
                moves.setdefault(state, []).append(states[k + 1])

        def probability(removed):
            p = dict.fromkeys([*moves, "(lost)"], 0.0) | {"(card)": 1.0}
            for _ in range(300):
                for state in moves:
                    targets = [t for t in moves[state] if t != removed]
                    p[state] = sum(p[t] for t in targets) / len(moves[state])
            return p["(start)"]

        whole = probability(None)
        credit = {channel: whole - probability(channel) for channel in credit}
    else:
        raise ValueError("model")
    total = sum(credit.values())
    return {channel: share / total for channel, share in credit.items()}


# %% right="attribute" name="matrix with start and ends"
def attribute(journeys, model):
    if not (journeys["converted"] == 1).any():
        raise ValueError("nothing to share")
    channels = list(dict.fromkeys(journeys["channel"]))
    number = {channel: k for k, channel in enumerate(channels, start=1)}
    k = len(channels)
    counts, credit = np.zeros((k + 1, k + 3)), np.zeros(k)
    for _, journey in journeys.groupby("journey_id"):
        journey = journey.sort_values("position")
        states = [number[c] for c in journey["channel"]]
        won = bool(journey["converted"].iloc[0])
        for one, other in zip([0, *states], [*states, k + 1 + won], strict=True):
            counts[one, other] += 1
        if won and model == "last touch":
            credit[states[-1] - 1] += 1
        if won and model == "linear":
            for state in states:
                credit[state - 1] += 1 / len(states)
    if model == "markov":
        p = counts / counts.sum(axis=1, keepdims=True)
        chance = np.empty(k + 1)
        for removed in range(k + 1):
            q = p[:, : k + 1].copy()
            if removed:
                q[:, removed] = 0
            chance[removed] = (np.linalg.inv(np.eye(k + 1) - q) @ p[:, k + 2])[0]
        credit = 1 - chance[1:] / chance[0]
    elif model not in ("last touch", "linear"):
        raise ValueError("model")
    return pd.Series(credit / credit.sum(), index=channels)


# %% right="attribute" name="a channel that follows itself is one visit"
def attribute(journeys, model):
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError("model")
    channels = sorted(journeys["channel"].unique())
    touches = journeys.sort_values("position")
    won = touches[touches["converted"] == 1]
    if model == "last touch":
        credit = won.groupby("journey_id")["channel"].last().value_counts(normalize=True)
        return credit.reindex(channels, fill_value=0)
    if model == "linear":
        part = 1 / won.groupby("journey_id")["channel"].transform("size")
        return part.groupby(won["channel"]).sum().reindex(channels, fill_value=0) / part.sum()
    moves = {}
    for _, path in touches.groupby("journey_id"):
        states = ["start", *path["channel"], "card" if path["converted"].iloc[0] else "lost"]
        # Staying on a channel changes when the journey leaves it, not where to.
        states = [s for s, before in zip(states, [None, *states[:-1]], strict=True) if s != before]
        for k, state in enumerate(states[:-1]):
            moves.setdefault(state, []).append(states[k + 1])

    def probability(removed):
        p = dict.fromkeys([*channels, "start", "lost"], 0.0) | {"card": 1.0}
        for _ in range(500):
            for state, targets in moves.items():
                p[state] = sum(p[t] for t in targets if t != removed) / len(targets)
        return p["start"]

    effect = pd.Series({c: 1 - probability(c) / probability("") for c in channels})
    return effect / effect.sum()


# %% [markdown]
# ## allocate-budget


# %% wrong="allocate-budget" name="equal parts" told="All get the same"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    return pd.Series(budget / len(channels), index=list(channels["channel"]))


# %% wrong="allocate-budget" name="by size" told="follows the size of the channels"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    weight = channels.set_index("channel")["max_accounts"]
    return budget * weight / weight.sum()


# %% wrong="allocate-budget" name="by the first yuan" told="follows the first yuan's return"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    table = channels.set_index("channel")
    weight = table["max_accounts"] * table["speed"]
    return budget * weight / weight.sum()


# %% wrong="allocate-budget" name="all to the best" told="how long does it stay the best"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    table = channels.set_index("channel")
    first = table["max_accounts"] * table["speed"]
    return (first == first.max()) * budget


# %% wrong="allocate-budget" name="budget always spent" told="All of the budget is spent"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    table = channels.set_index("channel")
    first = table["max_accounts"] * table["speed"]
    low, high = -200.0, float(np.log(first.max()))
    for _ in range(200):
        middle = (low + high) / 2
        spend = ((np.log(first) - middle) / table["speed"]).clip(lower=0)
        low, high = (middle, high) if spend.sum() > budget else (low, middle)
    return spend


# %% wrong="allocate-budget" name="margin decides, not the budget" told="More than the budget"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    table = channels.set_index("channel")
    first = table["max_accounts"] * table["speed"]
    return (np.log(first * margin) / table["speed"]).clip(lower=0)


# %% wrong="allocate-budget" name="corner ignored" told="none can give any back"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    table = channels.set_index("channel")
    first = np.log(table["max_accounts"] * table["speed"])
    wanted = ((first + np.log(margin)) / table["speed"]).clip(lower=0)
    if wanted.sum() <= budget:
        return wanted
    price = ((first / table["speed"]).sum() - budget) / (1 / table["speed"]).sum()
    return (first - price) / table["speed"]


# %% wrong="allocate-budget" name="steps of 1,000 CNY" told="You spend in whole steps"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("no such budget")
    ceiling, speed = channels["max_accounts"].to_numpy(), channels["speed"].to_numpy()
    spends = np.zeros(len(channels))
    for _ in range(int(budget // 1_000)):
        gains = ceiling * np.exp(-speed * spends) * (1 - np.exp(-speed * 1_000))
        if gains.max() * margin < 1_000:
            break
        spends[gains.argmax()] += 1_000
    return pd.Series(spends, index=channels["channel"])


# %% wrong="allocate-budget" name="channels without money dropped" told="A channel is missing"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("no such budget")
    table = channels.set_index("channel")
    first, pace = np.log(table["max_accounts"] * table["speed"]), 1 / table["speed"]
    low, high = -np.log(margin), first.max()
    spends = (first - low) * pace
    while spends.clip(lower=0).sum() > budget and high - low > 1e-13:
        middle = (low + high) / 2
        spends = (first - middle) * pace
        if spends.clip(lower=0).sum() > budget:
            low = middle
        else:
            high = middle
            spends = (first - low) * pace
    return spends[spends > 0]


# %% right="allocate-budget" name="bisection on the price of an account"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    a = channels["max_accounts"].to_numpy()
    b = channels["speed"].to_numpy()

    def spend(price):
        return np.maximum(np.log(a * b / price) / b, 0)

    low, high = 1 / margin, max((a * b).max(), 1 / margin)
    if spend(low).sum() > budget:
        for _ in range(100):
            middle = (low * high) ** 0.5
            low, high = (middle, high) if spend(middle).sum() > budget else (low, middle)
    return dict(zip(channels["channel"], spend(low), strict=True))


# %% right="allocate-budget" name="channels join in falling order"
def allocate_budget(channels, budget, margin):
    if budget < 0:
        raise ValueError("budget")
    rows = sorted(
        ((a * b, b, name) for name, a, b in channels[["channel", "max_accounts", "speed"]].values),
        reverse=True,
    )
    spend = dict.fromkeys(channels["channel"], 0.0)
    left, joined = budget, []
    for place, (slope, speed, name) in enumerate(rows):
        if slope <= 1 / margin:
            break
        joined.append((speed, name))
        after = rows[place + 1][0] if place + 1 < len(rows) else 0.0
        floor = max(after, 1 / margin)
        step = np.log(slope / floor)
        needed = sum(step / b for b, _ in joined)
        share = min(1.0, left / needed) if needed else 1.0
        for b, who in joined:
            spend[who] += share * step / b
        left -= share * needed
    return pd.Series(spend)
