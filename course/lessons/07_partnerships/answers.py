# %% [markdown]
# The answer catalogue of notebook 07: wrong answers that students write, and right ones built
# differently. `cardpm prove 07` runs every answer against the lesson's checks.

# %% [markdown]
# ## split-merchant-fee

# %% wrong="split-merchant-fee" name="each part rounded alone" told="Each part is rounded alone"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x + Decimal("0.5")) for p, x in exact.items()}
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="parts cut off" told="All parts are cut off"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="first takes the rest" told="One party takes all"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    cut[next(iter(cut))] += fee - sum(cut.values())
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="last party gets what is left" told="who lost most by the cut"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    *others, last = cut
    for p in others:
        cut[p] = int(exact[p])
    cut[last] = fee - sum(cut[p] for p in others)
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="first rounded, last gets the rest" told="half a fen"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("a scheme has parties")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    *others, last = cut
    for p in others:
        cut[p] = int(exact[p] + Decimal("0.5"))
    cut[last] = fee - sum(cut[p] for p in others)
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="largest parts get the fen" told="who lost most by the cut"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(cut, key=lambda p: exact[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="running sum rounded" told="half a fen"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    run, before = Decimal(0), 0
    for p in exact:
        run += exact[p]
        cut[p] = int(run + Decimal("0.5")) - before
        before += cut[p]
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="binary digits of Decimal" told="half a fen"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(r) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="fen, not CNY" told="Those are fen"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="nothing rounded" told="Nothing is rounded"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    return {p: amount * r for p, r in scheme.items()}


# %% wrong="split-merchant-fee" name="sign of a refund lost" told="A refund takes the fee back"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="refund cut off downwards" told="a refund with a tie"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(amount)) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(np.floor(x)) for p, x in exact.items()}
    fee = int(np.floor(sum(exact.values()) + Decimal("0.5")))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    return {p: fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="binary arithmetic" told="half a fen"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: abs(amount) * r * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + 0.5)
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="half to even" told="half a fen"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = round(sum(exact.values()))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="fee cut off" told="half a fen"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="ties to the last" told="lose equally much"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(reversed(list(cut)), key=lambda p: cut[p] - exact[p])[
        : fee - sum(cut.values())
    ]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="ties to the larger part" told="between a small and a large"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(cut, key=lambda p: (exact[p] - cut[p], exact[p]), reverse=True)[
        : fee - sum(cut.values())
    ]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="no look at the scheme" told="nobody receives"
def split_merchant_fee(amount, scheme):
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="sum of rates looked at only" told="a negative rate beside"
def split_merchant_fee(amount, scheme):
    if not scheme or sum(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: Decimal(str(abs(amount))) * Decimal(str(r)) * 100 for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    for p in sorted(cut, key=lambda p: exact[p] - cut[p], reverse=True)[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="binary arithmetic, whole fen first" told="half a fen of two"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    exact = {p: abs(amount) * 100 * r for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(abs(amount) * 100 * sum(scheme.values()) + 0.5)
    for p in sorted(cut, key=lambda p: cut[p] - exact[p])[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * fen / 100 for p, fen in cut.items()}


# %% wrong="split-merchant-fee" name="losses rounded" told="losses that are almost alike"
def split_merchant_fee(amount, scheme):
    if not scheme or min(scheme.values()) < 0:
        raise ValueError("scheme")
    fen = abs(Decimal(str(amount))) * 100
    exact = {p: fen * Decimal(str(r)) for p, r in scheme.items()}
    cut = {p: int(x) for p, x in exact.items()}
    fee = int(sum(exact.values()) + Decimal("0.5"))
    order = sorted(cut, key=lambda p: -round(exact[p] - cut[p], 2))
    for p in order[: fee - sum(cut.values())]:
        cut[p] += 1
    sign = -1 if amount < 0 else 1
    return {p: sign * part / 100 for p, part in cut.items()}


# %% right="split-merchant-fee" name="fractions"
from fractions import Fraction


def split_merchant_fee(amount, scheme):
    if len(scheme) == 0:
        raise ValueError("nobody")
    if any(rate < 0 for rate in scheme.values()):
        raise ValueError("negative rate")
    names = list(scheme)
    exact = [abs(Fraction(str(amount))) * Fraction(str(scheme[name])) * 100 for name in names]
    fee = (2 * sum(exact) + 1) // 2
    fen = [x // 1 for x in exact]
    while sum(fen) < fee:
        lost = [x - f for x, f in zip(exact, fen, strict=True)]
        fen[lost.index(max(lost))] += 1
    return pd.Series(
        {n: (1 if amount >= 0 else -1) * int(f) / 100 for n, f in zip(names, fen, strict=True)}
    )


# %% right="split-merchant-fee" name="whole numbers in ten-thousandths of a fen"
def split_merchant_fee(amount, scheme):
    if not scheme or any(rate < 0 for rate in scheme.values()):
        raise ValueError("no scheme")
    unit = 10**12
    fen = round(abs(amount) * 100)
    table = pd.DataFrame({"exact": {p: fen * round(rate * unit) for p, rate in scheme.items()}})
    table = table.astype(object)
    table["fen"] = [x // unit for x in table["exact"]]
    table["lost"] = [x % unit for x in table["exact"]]
    fee = (sum(table["exact"]) + unit // 2) // unit
    order = sorted(table.index, key=lambda p: -table.at[p, "lost"])
    extra = set(order[: fee - sum(table["fen"])])
    sign = np.sign(amount) if amount else 1
    return {p: float(sign * (table.at[p, "fen"] + (p in extra)) / 100) for p in scheme}


# %% [markdown]
# ## cobrand-income-statement


# %% wrong="cobrand-income-statement" name="no breakage" told="Every point is paid here"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"]
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="breakage paid" told="nobody redeems: which cost"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * (1 - rate)
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="one point a yuan" told="more than one point"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="points with the wrong sign" told="for a redeemed point"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", paid, -paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="points at serving cost" told="not what serving costs"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * economics["serving_cost_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="partner's points net" told="partner's points are net"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid - economics["serving_cost_cny"] * redeemed),
        ("serving points", 0, 0),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="serving all points" told="nobody redeems are served"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * spend * deal["points_per_cny"]),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="bank serves the points" told="Who bears the cost"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", -economics["serving_cost_cny"] * redeemed, 0),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="share of the interchange" told="of the interchange"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * economics["interchange_rate"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="bounty for all accounts" told="paid for all accounts"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * accounts
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="fund to the partner" told="fund is the partner's income"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], deal["marketing_fund_cny"]),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="margin of new accounts" told="Only new accounts earn"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * economics["new_accounts"], 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="total of sizes" told="lowers its total"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(abs(row[1]) for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="rate not looked at" told="rate that is no share"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="a rate of 1 refused" told="every point is redeemed"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate >= 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="a rate of 0 refused" told="no point is redeemed"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate <= 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="partner never pays" told="the partner pays"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = max(deal["revenue_share"], 0) * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% wrong="cobrand-income-statement" name="whole CNY" told="no new accounts, the partner loses"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"]).round(0)


# %% right="cobrand-income-statement" name="rows and a sum"
def cobrand_income_statement(deal, economics):
    rate = deal["redemption_rate"]
    if rate < 0 or rate > 1:
        raise ValueError("rate")
    spend, accounts = deal["yearly_spend_cny"], deal["accounts"]
    redeemed = spend * deal["points_per_cny"] * rate
    paid = redeemed * deal["cost_per_point_cny"]
    share = deal["revenue_share"] * spend
    bounty = deal["bounty_per_account_cny"] * economics["new_accounts"]
    rows = [
        ("interchange", economics["interchange_rate"] * spend, 0),
        ("lending margin", economics["lending_margin_cny"] * accounts, 0),
        ("extra sales", 0, economics["extra_margin_cny"] * accounts),
        ("points", -paid, paid),
        ("serving points", 0, -economics["serving_cost_cny"] * redeemed),
        ("revenue share", -share, share),
        ("bounty", -bounty, bounty),
        ("marketing fund", -deal["marketing_fund_cny"], 0),
    ]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return pd.DataFrame(rows, columns=["line", "bank", "partner"])


# %% right="cobrand-income-statement" name="two Series"
def cobrand_income_statement(deal, economics):
    if not deal["redemption_rate"] >= 0 or not deal["redemption_rate"] <= 1:
        raise ValueError("no share")
    d, e = deal.to_dict(), economics.to_dict()
    back = d["yearly_spend_cny"] * d["points_per_cny"] * d["redemption_rate"]
    from_outside = pd.DataFrame(
        {
            "bank": {
                "interchange": d["yearly_spend_cny"] * e["interchange_rate"],
                "lending margin": d["accounts"] * e["lending_margin_cny"],
                "marketing fund": -d["marketing_fund_cny"],
            },
            "partner": {
                "extra sales": d["accounts"] * e["extra_margin_cny"],
                "serving points": -back * e["serving_cost_cny"],
            },
        }
    )
    moved = pd.Series(
        {
            "points": back * d["cost_per_point_cny"],
            "revenue share": d["yearly_spend_cny"] * d["revenue_share"],
            "bounty": e["new_accounts"] * d["bounty_per_account_cny"],
        }
    )
    table = pd.concat([from_outside, pd.DataFrame({"bank": -moved, "partner": moved})]).fillna(0.0)
    table = pd.concat([table, table.sum().to_frame("total").T])
    return table.reset_index(names="line")[["partner", "line", "bank"]]


# %% [markdown]
# ## ultimate-redemption


# %% wrong="ultimate-redemption" name="redeemed so far" told="The youngest points get no time"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="rate so far for all" told="All get the rate so far"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        so_far = sum(p[-1] for p in paths.values()) / sum(issued.values())
        expected = so_far * issued[name]
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="oldest vintage's rate for all" told="oldest vintage's rate"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        oldest = max(paths, key=lambda n: len(paths[n]))
        expected = paths[oldest][-1] / issued[oldest] * issued[name]
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="mean of ratios" told="The factor is a mean of ratios"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(np.mean([path[age + 1] / path[age] for path in older if path[age]]))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="oldest vintage gives the factors" told="vintage alone gives"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        oldest = max(older, key=len)
        factors.append(oldest[age + 1] / oldest[age])
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="one step only" told="Only the next age is added"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 : len(path)]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="first step missing" told="from age 0 to age 1 is missing"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="sums over different vintages" told="cover different vintages"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(
            sum(path[age + 1] for path in older)
            / sum(path[age] for path in paths.values() if len(path) > age)
        )
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="not cumulative" told="a factor needs all up to it"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(rows["redeemed"])
        issued[name] = rows["issued"].iloc[0]
        if sum(paths[name]) > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):  # at each age
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = sum(path)
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], sum(path), expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="no limit" told="More points come back than were given out"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="gaps not seen" told="an age in the middle is missing"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="year of issue not asked for" told="year of issue is missing"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if (rows["age"].diff().dropna() != 1).any():
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="too many points not seen" told="more redeemed than issued"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="all points redeemed refused" told="of its points redeemed"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] >= issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="empty table gives nothing" told="no rows"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        return vintages[["vintage", "issued", "redeemed"]].assign(expected=0.0, rate=0.0)
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="order of rows taken for age" told="rows in another order"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.groupby("vintage"):
        if sorted(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% wrong="ultimate-redemption" name="three newest vintages give a factor" told="six vintages"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    factors = []
    for age in range(max(len(path) for path in paths.values()) - 1):
        older = [path for path in paths.values() if len(path) > age + 1][-3:]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = min(path[-1] * np.prod(factors[len(path) - 1 :]), issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% right="ultimate-redemption" name="lists"
def ultimate_redemption(vintages):
    if len(vintages) == 0:
        raise ValueError("empty")
    paths, issued = {}, {}
    for name, rows in vintages.sort_values("age").groupby("vintage"):
        if list(rows["age"]) != list(range(len(rows))):
            raise ValueError("a gap")
        paths[name] = list(np.cumsum(rows["redeemed"]))
        issued[name] = rows["issued"].iloc[0]
        if paths[name][-1] > issued[name]:
            raise ValueError("too many")
    longest = max(len(path) for path in paths.values())
    factors = []
    for age in range(longest - 1):
        older = [path for path in paths.values() if len(path) > age + 1]
        factors.append(sum(path[age + 1] for path in older) / sum(path[age] for path in older))
    rows = []
    for name, path in paths.items():
        expected = path[-1]
        for factor in factors[len(path) - 1 :]:
            expected *= factor
        expected = min(expected, issued[name])
        rows.append((name, issued[name], path[-1], expected, expected / issued[name]))
    return pd.DataFrame(rows, columns=["vintage", "issued", "redeemed", "expected", "rate"])


# %% right="ultimate-redemption" name="pivot and matrix"
def ultimate_redemption(vintages):
    if vintages.empty:
        raise ValueError("no points")
    counted = vintages.groupby("vintage")["age"].agg(["count", "max", "min"])
    if ((counted["count"] != counted["max"] + 1) | (counted["min"] != 0)).any():
        raise ValueError("ages")
    ladder = vintages.pivot_table(index="vintage", columns="age", values="redeemed").cumsum(axis=1)
    issued = vintages.drop_duplicates("vintage").set_index("vintage")["issued"].sort_index()
    matrix = ladder.to_numpy(float)
    now = np.nanmax(matrix, axis=1)
    if (now > issued.to_numpy()).any():
        raise ValueError("more than issued")
    full = matrix.copy()
    for age in range(1, matrix.shape[1]):
        known = ~np.isnan(matrix[:, age])
        factor = matrix[known, age].sum() / matrix[known, age - 1].sum()
        full[~known, age] = full[~known, age - 1] * factor
    expected = np.minimum(full[:, -1], issued.to_numpy())
    return pd.DataFrame(
        {
            "rate": expected / issued.to_numpy(),
            "expected": expected,
            "redeemed": now,
            "issued": issued.to_numpy(),
            "vintage": issued.index,
        }
    ).iloc[::-1]


# %% [markdown]
# ## points-liability


# %% wrong="points-liability" name="estimate of the sale" told="at the sale is still in use"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / expected_at_sale
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="new estimate for this year only" told="this year's points only"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = released + deferred * row.redeemed / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="rest over the points to come" told="over the points to come"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        left = row.expected - so_far + row.redeemed
        until_now = released + (deferred - released) * row.redeemed / left
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="full value of the points" told="get their full price"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = worth
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="estimate of points to come" told="redeemed already are a part"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / (so_far + row.expected)
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="shared anew" told="shared anew"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        worth = point_value * row.expected
        deferred = price * worth / (service_value + worth)
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="revenue since the sale" told="counts the years before too"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far = [], 0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now, deferred - until_now))
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="sign turned" told="The size is right, the sign is not"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, released - until_now, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="order of rows" told="years out of order"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="revenue never negative" told="revenue is taken back"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = max(released, deferred * so_far / row.expected)
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="price capped at the sum" told="above the stand-alone prices"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = min(price, service_value + worth) * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="redeemed beyond the estimate" told="more redeemed in two years"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="single years compared with the estimate" told="in two years"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if row.redeemed > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="all redeemed refused" told="falls to what was redeemed"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far >= row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="estimate at the sale not looked at" told="expected at the sale"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% wrong="points-liability" name="zero estimate divides" told="an estimate of zero"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * np.divide(so_far, row.expected)
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% right="points-liability" name="loop"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    if expected_at_sale <= 0 or min(years["expected"]) <= 0:
        raise ValueError("estimate")
    worth = point_value * expected_at_sale
    deferred = price * worth / (service_value + worth)
    rows, so_far, released = [], 0, 0.0
    for row in years.sort_values("year").itertuples():
        so_far += row.redeemed
        if so_far > row.expected:
            raise ValueError("too many")
        until_now = deferred * so_far / row.expected
        rows.append((row.year, until_now - released, deferred - until_now))
        released = until_now
    return pd.DataFrame(rows, columns=["year", "revenue", "liability"])


# %% right="points-liability" name="cumulative share"
def points_liability(price, service_value, point_value, expected_at_sale, years):
    table = years.set_index("year").sort_index()
    if expected_at_sale <= 0 or not (table["expected"] > 0).all():
        raise ValueError("an estimate must be positive")
    share = table["redeemed"].cumsum() / table["expected"]
    if share.max() > 1:
        raise ValueError("more than expected")
    sold = np.array([service_value, point_value * expected_at_sale])
    deferred = price * sold[1] / sold.sum()
    liability = deferred * (1 - share)
    opening = liability.shift(fill_value=deferred)
    return pd.DataFrame({"liability": liability, "revenue": opening - liability}).reset_index()


# %% [markdown]
# ## bargaining-zone


# %% wrong="bargaining-zone" name="whole value split" told="The whole value is halved"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = power * (bank_value + partner_value)
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="gains only" told="That is the gain alone"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = power * surplus
    partner = (1 - power) * surplus
    share = (bank_value - bank_alternative - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="split like the alternatives" told="split like the alternatives"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    part = np.divide(bank_alternative, bank_alternative + partner_alternative)
    bank = part * (bank_value + partner_value)
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="ends changed" told="Low and high have changed places"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": high, "high": low, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="low with the wrong sign" told="The zone is negative here"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_value - partner_alternative) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="share with the wrong sign" told="The share has the wrong sign"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank - bank_value) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="zone down to nothing" told="this share the bank has nothing left"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = bank_value / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="zone in CNY" told="Those are CNY"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = bank_value - bank_alternative
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="power to the partner" told="a strong bank"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + (1 - power) * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="power forgotten" told="a strong bank"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + surplus / 2
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="no negative shares" told="the partner pays"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = max(0, (bank_value - bank) / spend)
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="one point is no zone" told="exactly one share"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus <= 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="zone for any surplus" told="together they earn less than apart"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="an error for no zone" told="together they earn less than apart"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        raise ValueError("no zone")
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="nothing looked at" told="a share of spend and a part"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    spend = np.float64(spend)
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="extreme power refused" told="a bank that takes all"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or not 0 < power < 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="ends of a zone without loss only" told="a loss without the deal"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0 or min(bank_alternative, partner_alternative) < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% wrong="bargaining-zone" name="a share in basis points" told="shares that are no round numbers"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or not 0 <= power <= 1:
        raise ValueError("spend or power")
    surplus = bank_value + partner_value - bank_alternative - partner_alternative
    if surplus < 0:
        return None
    bank = bank_alternative + power * surplus
    return {
        "low": (partner_alternative - partner_value) / spend,
        "high": (bank_value - bank_alternative) / spend,
        "share": round((bank_value - bank) / spend, 4),
        "bank": bank,
        "partner": partner_alternative + (1 - power) * surplus,
    }


# %% wrong="bargaining-zone" name="no deal that makes a loss" told="losses without the deal"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or not 0 <= power <= 1:
        raise ValueError("spend or power")
    surplus = bank_value + partner_value - bank_alternative - partner_alternative
    if surplus < 0 or bank_value + partner_value <= 0:
        return None
    bank = bank_alternative + power * surplus
    return {
        "low": (partner_alternative - partner_value) / spend,
        "high": (bank_value - bank_alternative) / spend,
        "share": (bank_value - bank) / spend,
        "bank": bank,
        "partner": partner_alternative + (1 - power) * surplus,
    }


# %% right="bargaining-zone" name="from the ends of the zone"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if not spend > 0 or not 0 <= power <= 1:
        raise ValueError("spend or power")
    most = bank_value - bank_alternative
    least = partner_alternative - partner_value
    if most < least:
        return None
    paid = most - power * (most - least)
    return pd.Series(
        {
            "low": least / spend,
            "high": most / spend,
            "share": paid / spend,
            "bank": bank_value - paid,
            "partner": partner_value + paid,
        }
    )


# %% right="bargaining-zone" name="surplus first"
def bargaining_zone(
    bank_value, partner_value, bank_alternative, partner_alternative, spend, power=0.5
):
    if spend <= 0 or power < 0 or power > 1:
        raise ValueError("spend, power")
    surplus = (bank_value - bank_alternative) + (partner_value - partner_alternative)
    if surplus < 0:
        return None
    low = (partner_alternative - partner_value) / spend
    high = (bank_value - bank_alternative) / spend
    bank = bank_alternative + power * surplus
    partner = bank_value + partner_value - bank
    share = (bank_value - bank) / spend
    return {"low": low, "high": high, "share": share, "bank": bank, "partner": partner}


# %% [markdown]
# ## plot-deal


# %% wrong="plot-deal" name="share moves money to the bank" told="bank"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value + x * spend, label="bank")
    ax.plot(x, partner_value - x * spend, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="gain over the alternative" told="bank"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - bank_alternative - x * spend, label="bank")
    ax.plot(x, partner_value - partner_alternative + x * spend, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="markers at zero" told="no points with the expected values"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.scatter(bank_value / spend, 0, zorder=3)
    ax.scatter(-partner_value / spend, 0, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="markers exchanged" told="no points with the expected values"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.scatter((partner_alternative - partner_value) / spend, bank_alternative, zorder=3)
    ax.scatter((bank_value - bank_alternative) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="no markers" told="0 points in the picture"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="axes swapped" told="no line with the expected values"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(bank_value - x * spend, x, label="bank")
    ax.plot(partner_value + x * spend, x, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="lines without names" told="name"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    return ax


# %% wrong="plot-deal" name="names exchanged" told="label of another line"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="x")
    ax.plot(x, partner_value + x * spend, label="bank")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend(["partner", "bank"])
    return ax


# %% wrong="plot-deal" name="no title" told="title"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="no unit" told="CNY"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("Value")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="in millions" told="bank"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, (bank_value - x * spend) / 1e6, label="bank")
    ax.plot(x, (partner_value + x * spend) / 1e6, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="marker cut to the shares" told="a marker beyond the shares"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.scatter(min((bank_value - bank_alternative) / spend, x.max()), bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% wrong="plot-deal" name="picture not returned" told="return"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    plt.show()


# %% right="plot-deal" name="separate calls"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    x = np.asarray(shares, dtype=float)
    _, ax = plt.subplots()
    ax.plot(x, bank_value - x * spend, label="bank")
    ax.plot(x, partner_value + x * spend, label="partner")
    ax.scatter((bank_value - bank_alternative) / spend, bank_alternative, zorder=3)
    ax.scatter((partner_alternative - partner_value) / spend, partner_alternative, zorder=3)
    ax.set_xlabel("Revenue share")
    ax.set_ylabel("CNY a year")
    ax.set_title("Terms lie between the markers")
    ax.legend()
    return ax


# %% right="plot-deal" name="pandas and pyplot"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    moved = pd.Series([share * spend for share in shares], index=shares)
    table = pd.DataFrame({"bank": bank_value - moved, "partner": partner_value + moved})
    ax = table.plot(title="Where both sides can sign")
    ends = {
        (bank_value - bank_alternative) / spend: bank_alternative,
        (partner_alternative - partner_value) / spend: partner_alternative,
    }
    ax.plot(list(ends), list(ends.values()), linestyle="none", marker="s")
    ax.set(xlabel="share of spend", ylabel="value (CNY)")
    return ax


# %% right="plot-deal" name="names beside the lines"
def plot_deal(bank_value, partner_value, bank_alternative, partner_alternative, spend, shares):
    plt.figure()
    for name, start, slope, stop in [
        ("partner", partner_value, spend, partner_alternative),
        ("bank", bank_value, -spend, bank_alternative),
    ]:
        heights = [start + slope * share for share in shares]
        plt.plot(shares, heights)
        plt.text(shares[-1], heights[-1], name)
        plt.plot([(stop - start) / slope], [stop], "D")
    plt.xlabel("Share of spend to the partner")
    plt.ylabel("Third year, CNY")
    plt.title("Both sides of the deal")
    return plt.gcf()


# %% [markdown]
# ## shapley-split

# %% wrong="shapley-split" name="as if last" told="paid as if it came last"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    everybody = frozenset(players)
    worth = {frozenset(): 0.0, **value}
    return {player: worth[everybody] - worth[everybody - {player}] for player in players}


# %% wrong="shapley-split" name="alone" told="gets what it earns alone"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    return {player: value[frozenset({player})] for player in players}


# %% wrong="shapley-split" name="in proportion to own work" told="follows what each earns alone"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    alone = {player: value[frozenset({player})] for player in players}
    total = sum(alone.values())
    return {p: value[frozenset(players)] * np.divide(alone[p], total) for p in players}


# %% wrong="shapley-split" name="equal parts" told="All get the same"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    return {player: value[frozenset(players)] / len(players) for player in players}


# %% wrong="shapley-split" name="one order" told="Only one order is counted"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    orders = [tuple(players)]
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value[frozenset(order[: place + 1])]
            split[player] += (now - before) / len(orders)
            before = now
    return split


# %% wrong="shapley-split" name="first place left out" told="Each first place is left out"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value[frozenset(order[: place + 1])]
            if place:
                split[player] += (now - before) / len(orders)
            before = now
    return split


# %% wrong="shapley-split" name="all groups weigh the same" told="All groups weigh the same"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    split = {}
    for player in players:
        others = [p for p in players if p != player]
        added = []
        for size in range(len(others) + 1):
            for group in combinations(others, size):
                before = value[frozenset(group)] if group else 0.0
                added.append(value[frozenset({player, *group})] - before)
        split[player] = sum(added) / len(added)
    return split


# %% wrong="shapley-split" name="gaps count as nothing" told="has no entry"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value.get(frozenset(order[: place + 1]), 0.0)
            split[player] += (now - before) / len(orders)
            before = now
    return split


# %% wrong="shapley-split" name="value of the empty set" told="the empty set is listed"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = value.get(frozenset(), 0.0)
        for place, player in enumerate(order):
            now = value[frozenset(order[: place + 1])]
            split[player] += (now - before) / len(orders)
            before = now
    return split


# %% wrong="shapley-split" name="no player, an error" told="no players"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    if not players:
        raise ValueError("nobody")
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value[frozenset(order[: place + 1])]
            split[player] += (now - before) / len(orders)
            before = now
    return split


# %% wrong="shapley-split" name="players as texts" told="numbers as players"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value[frozenset(order[: place + 1])]
            split[player] += (now - before) / len(orders)
            before = now
    return {str(player): part for player, part in split.items()}


# %% wrong="shapley-split" name="rounded to fen" told="numbers as players"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value[frozenset(order[: place + 1])]
            split[player] += (now - before) / len(orders)
            before = now
    return {player: round(part, 2) for player, part in split.items()}


# %% wrong="shapley-split" name="no negative parts" told="one player"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value[frozenset(order[: place + 1])]
            split[player] += (now - before) / len(orders)
            before = now
    return {player: max(part, 0.0) for player, part in split.items()}


# %% wrong="shapley-split" name="entries counted" told="the empty set is there, a pair is not"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    if len(value) < 2 ** len(players) - 1:
        raise ValueError("an entry is missing")
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value.get(frozenset(order[: place + 1]), 0.0)
            split[player] += (now - before) / len(orders)
            before = now
    return split


# %% right="shapley-split" name="all orders"
from itertools import permutations


def shapley_split(value):
    players = sorted({player for group in value for player in group}, key=str)
    for size in range(1, len(players) + 1):
        for group in combinations(players, size):
            if frozenset(group) not in value:
                raise ValueError("a gap")
    orders = list(permutations(players))
    split = {player: 0.0 for player in players}
    for order in orders:
        before = 0.0
        for place, player in enumerate(order):
            now = value[frozenset(order[: place + 1])]
            split[player] += (now - before) / len(orders)
            before = now
    return split


# %% right="shapley-split" name="dividends of coalitions"
def shapley_split(value):
    players = list(frozenset().union(*value))
    groups = [frozenset(g) for n in range(1, len(players) + 1) for g in combinations(players, n)]
    if any(group not in value for group in groups):
        raise ValueError("gap")
    dividend = {}
    for group in groups:
        dividend[group] = value[group] - sum(d for part, d in dividend.items() if part < group)
    return pd.Series(
        {p: sum(d / len(g) for g, d in dividend.items() if p in g) for p in players}, dtype=float
    )


# %% [markdown]
# ## raci-findings


# %% wrong="raci-findings" name="whole cells compared" told="read both letters"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += text == "A"
            responsible += text == "R"
            carried[role] += text in ("A", "R")
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="letters of work counted" told="called overloaded"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += len(text) > 0
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="both letters count twice" told="small letters, blanks"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += text.count("A") + text.count("R")
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="only R is work" told="which letters count as work"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="limit is too much" told="as many tasks as the limit"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks >= limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="accountable does the work" told="being accountable is not doing"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0 and accountable == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="several may decide" told="A task has two who decide"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="one responsible only" told="Several may be responsible"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible > 1:
            findings.append((task, "several responsible"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="two and no more" told="three accountable"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable == 2:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="capitals only" told="small letters"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell)
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACIraci"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="missing cells as text" told="missing cells"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="one finding a task" told="nobody does the work"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        elif responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="no responsible only if somebody decides" told="letters, blanks"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0 and accountable:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="letters not looked at" told="means nothing"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="one known letter is enough" told="means nothing"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text and not set(text) & set("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="no columns without findings" told="columns and no rows"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame([dict(subject=s, finding=f) for s, f in findings])


# %% wrong="raci-findings" name="letters counted, not roles" told="small letters, blanks"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += text.count("A")
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% wrong="raci-findings" name="None as a text" told="missing cells"
def raci_findings(matrix, limit):
    found, load = [], dict.fromkeys(matrix.columns, 0)
    for task in matrix.index:
        accountable = responsible = 0
        for role in matrix.columns:
            cell = matrix.at[task, role]
            letters = set() if isinstance(cell, float) else set(str(cell).upper())
            letters -= set(" ,/")
            if letters - set("RACI"):
                raise ValueError(f"{cell!r}")
            accountable += "A" in letters
            responsible += "R" in letters
            load[role] += bool(letters & {"A", "R"})
        if accountable != 1:
            found.append((task, "several accountable" if accountable else "no accountable"))
        if not responsible:
            found.append((task, "no responsible"))
    found += [(role, "overloaded") for role in load if load[role] > limit]
    return pd.DataFrame(found, columns=["subject", "finding"])


# %% wrong="raci-findings" name="a dash for no part" told="means nothing"
def raci_findings(matrix, limit):
    found, load = [], dict.fromkeys(matrix.columns, 0)
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            letters = set() if pd.isna(cell) else set(cell.upper())
            letters -= set(" ,/-")
            if letters - set("RACI"):
                raise ValueError(f"{cell!r}")
            accountable += "A" in letters
            responsible += "R" in letters
            load[role] += bool(letters & {"A", "R"})
        if accountable != 1:
            found.append((task, "several accountable" if accountable else "no accountable"))
        if not responsible:
            found.append((task, "no responsible"))
    found += [(role, "overloaded") for role in load if load[role] > limit]
    return pd.DataFrame(found, columns=["subject", "finding"])


# %% wrong="raci-findings" name="the busiest role only" told="three roles carry too much"
def raci_findings(matrix, limit):
    found, load = [], dict.fromkeys(matrix.columns, 0)
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            letters = set() if pd.isna(cell) else set(cell.upper())
            letters -= set(" ,/")
            if letters - set("RACI"):
                raise ValueError(f"{cell!r}")
            accountable += "A" in letters
            responsible += "R" in letters
            load[role] += bool(letters & {"A", "R"})
        if accountable != 1:
            found.append((task, "several accountable" if accountable else "no accountable"))
        if not responsible:
            found.append((task, "no responsible"))
    top = max(load.values(), default=0)
    found += [(role, "overloaded") for role in load if load[role] == top > limit]
    return pd.DataFrame(found, columns=["subject", "finding"])


# %% right="raci-findings" name="cell by cell"
def raci_findings(matrix, limit):
    findings = []
    carried = {role: 0 for role in matrix.columns}
    for task, row in matrix.iterrows():
        accountable = responsible = 0
        for role, cell in row.items():
            text = "" if pd.isna(cell) else str(cell).upper()
            for mark in " ,/":
                text = text.replace(mark, "")
            if text.strip("RACI"):
                raise ValueError("letter")
            accountable += "A" in text
            responsible += "R" in text
            carried[role] += "A" in text or "R" in text
        if accountable == 0:
            findings.append((task, "no accountable"))
        if accountable > 1:
            findings.append((task, "several accountable"))
        if responsible == 0:
            findings.append((task, "no responsible"))
    for role, tasks in carried.items():
        if tasks > limit:
            findings.append((role, "overloaded"))
    return pd.DataFrame(findings, columns=["subject", "finding"])


# %% right="raci-findings" name="two tables of truth"
def raci_findings(matrix, limit):
    texts = matrix.astype(object).where(matrix.notna(), "").map(lambda cell: str(cell).upper())
    if texts.map(lambda text: any(letter not in "RACI ,/" for letter in text)).any().any():
        raise ValueError("unknown letter")
    does = texts.map(lambda text: "R" in text).astype(bool)
    owns = texts.map(lambda text: "A" in text).astype(bool)
    found = {
        "no accountable": matrix.index[owns.sum(axis=1) == 0],
        "several accountable": matrix.index[owns.sum(axis=1) > 1],
        "no responsible": matrix.index[~does.any(axis=1)],
        "overloaded": matrix.columns[(does | owns).sum() > limit],
    }
    rows = [{"finding": what, "subject": s} for what, subjects in found.items() for s in subjects]
    return pd.DataFrame(rows, columns=["finding", "subject"])


# %% [markdown]
# ## dependency-order


# %% wrong="dependency-order" name="by name" told="That is the order of names alone"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return sorted(order)


# %% wrong="dependency-order" name="turned round" told="turn the order round"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order[::-1]


# %% wrong="dependency-order" name="first listed of the ready" told="the first by name comes next"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = [work for work, before in open_needs.items() if not before]
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order


# %% wrong="dependency-order" name="last by name" told="the first by name comes next"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[-1]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order


# %% wrong="dependency-order" name="in waves" told="waves would give another order"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        order += ready
        open_needs = {w: b - set(ready) for w, b in open_needs.items() if w not in ready}
    return order


# %% wrong="dependency-order" name="depth first" told="the first by name comes next"
def dependency_order(needs):
    order = []

    def place(work, path):
        if work not in needs:
            raise ValueError(f"nobody delivers {work}")
        if work in path:
            raise ValueError("circle")
        if work not in order:
            for needed in sorted(needs[work]):
                place(needed, [*path, work])
            order.append(work)

    for work in sorted(needs):
        place(work, [])
    return order


# %% wrong="dependency-order" name="starts left out" told="Not every deliverable stands there once"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return [work for work in order if needs[work]]


# %% wrong="dependency-order" name="capitals ignored" told="capitals and figures"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted((w for w, before in open_needs.items() if not before), key=str.lower)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order


# %% wrong="dependency-order" name="a circle is left out" told="each waits for the other"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            return order
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order


# %% wrong="dependency-order" name="unknown needs not named" told="not yet tell the reader"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError("unknown need")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order


# %% wrong="dependency-order" name="a stranger is added" told="nobody would deliver it"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            before &= set(needs)
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order


# %% wrong="dependency-order" name="a need of itself is dropped" told="it waits for itself"
def dependency_order(needs):
    open_needs = {work: set(before) - {work} for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order


# %% wrong="dependency-order" name="needs counted twice" told="a need listed twice"
def dependency_order(needs):
    open_needs = {work: list(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not set(before) <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            if first in before:
                before.remove(first)
    return order


# %% wrong="dependency-order" name="lists used up" told="what is handed in stays"
def dependency_order(needs):
    open_needs = dict(needs)
    for before in open_needs.values():
        if not set(before) <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            while first in before:
                before.remove(first)
    return order


# %% wrong="dependency-order" name="a stack of the ready" told="a late name that is ready early"
def dependency_order(needs):
    strangers = {need for listed in needs.values() for need in listed} - set(needs)
    if strangers:
        raise ValueError(f"nobody delivers {strangers}")
    waits = {work: len(set(listed)) for work, listed in needs.items()}
    ready = sorted((work for work in needs if not waits[work]), reverse=True)
    order = []
    while ready:
        done = ready.pop()
        order.append(done)
        for work in sorted(needs, reverse=True):
            if done in needs[work]:
                waits[work] -= 1
                if not waits[work]:
                    ready.append(work)
    if len(order) < len(needs):
        raise ValueError("a circle")
    return order


# %% wrong="dependency-order" name="lists cleaned in place" told="what is handed in stays"
def dependency_order(needs):
    for work in needs:
        needs[work] = sorted(set(needs[work]))
        if not set(needs[work]) <= set(needs):
            raise ValueError(f"nobody delivers {set(needs[work]) - set(needs)}")
    order = []
    while len(order) < len(needs):
        ready = [w for w in needs if w not in order and set(needs[w]) <= set(order)]
        if not ready:
            raise ValueError("a circle")
        order.append(min(ready))
    return order


# %% right="dependency-order" name="needs crossed off"
def dependency_order(needs):
    open_needs = {work: set(before) for work, before in needs.items()}
    for before in open_needs.values():
        if not before <= set(needs):
            raise ValueError(f"nobody delivers {before - set(needs)}")
    order = []
    while open_needs:
        ready = sorted(work for work, before in open_needs.items() if not before)
        if not ready:
            raise ValueError("circle")
        first = ready[0]
        order.append(first)
        del open_needs[first]
        for before in open_needs.values():
            before.discard(first)
    return order


# %% right="dependency-order" name="a heap and counts"
import heapq


def dependency_order(needs):
    waits = {work: len(set(before)) for work, before in needs.items()}
    opens = {work: [] for work in needs}
    for work, before in needs.items():
        for needed in set(before):
            if needed not in opens:
                raise ValueError(needed)
            opens[needed].append(work)
    heap = [work for work, count in waits.items() if count == 0]
    heapq.heapify(heap)
    order = []
    while heap:
        work = heapq.heappop(heap)
        order.append(work)
        for other in opens[work]:
            waits[other] -= 1
            if waits[other] == 0:
                heapq.heappush(heap, other)
    if len(order) != len(needs):
        raise ValueError("circle")
    return tuple(order)
