# %% [markdown]
# The answer catalogue of notebook 01: wrong answers that students write, and right ones built
# differently. `cardpm prove 01` runs every answer against the lesson's checks.

# %% [markdown]
# ## net-cardholder-value


# %% wrong="net-cardholder-value" name="ignores the cap" told="the most that it can earn"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    rates = rewards.set_index("category")["reward_rate"]
    earned = (spend * rates.reindex(spend.index).fillna(0)).sum()
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="one cap for all" told="caps were added up"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    rates = rewards.set_index("category")["reward_rate"]
    earned = (spend * rates.reindex(spend.index).fillna(0)).sum()
    earned = min(earned, rewards["yearly_cap_cny"].sum())
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="caps the spend" told="cap was put on the spend"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    earned = 0.0
    for row in rewards.itertuples():
        amount = spend.get(row.category, 0.0)
        if pd.notna(row.yearly_cap_cny):
            amount = min(amount, row.yearly_cap_cny)
        earned += amount * row.reward_rate
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="no cap means nothing" told="missing cap became a cap of 0"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    terms = rewards.fillna(0).set_index("category").reindex(spend.index, fill_value=0)
    earned = np.minimum(spend * terms["reward_rate"], terms["yearly_cap_cny"]).sum()
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="waives on spend" told="about yuan spent or about purchases"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    terms = rewards.set_index("category").reindex(spend.index)
    earned = np.fmin(spend * terms["reward_rate"].fillna(0), terms["yearly_cap_cny"]).sum()
    fee = 0 if spend.sum() >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="more than, not at least" told="from how many on"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    terms = rewards.set_index("category").reindex(spend.index)
    earned = np.fmin(spend * terms["reward_rate"].fillna(0), terms["yearly_cap_cny"]).sum()
    fee = 0 if transactions > card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="adds the fee" told="who pays it"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    terms = rewards.set_index("category").reindex(spend.index)
    earned = np.fmin(spend * terms["reward_rate"].fillna(0), terms["yearly_cap_cny"]).sum()
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned + fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="no foreign currency fee" told="spend abroad cost nothing"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    terms = rewards.set_index("category").reindex(spend.index)
    earned = np.fmin(spend * terms["reward_rate"].fillna(0), terms["yearly_cap_cny"]).sum()
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee


# %% wrong="net-cardholder-value" name="foreign fee on all spend" told="how much of it was abroad"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    terms = rewards.set_index("category").reindex(spend.index)
    earned = np.fmin(spend * terms["reward_rate"].fillna(0), terms["yearly_cap_cny"]).sum()
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - spend.sum() * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="lowest rate elsewhere" told="category without a row"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    terms = rewards.set_index("category").reindex(spend.index)
    rates = terms["reward_rate"].fillna(rewards["reward_rate"].min())
    earned = np.fmin(spend * rates, terms["yearly_cap_cny"]).sum()
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="takes any spend" told="belong to the purchases"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    terms = rewards.set_index("category").reindex(spend.index)
    earned = np.fmin(spend * terms["reward_rate"].fillna(0), terms["yearly_cap_cny"]).sum()
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - foreign_spend * card["fx_fee_rate"]


# %% wrong="net-cardholder-value" name="looks where rewards are only" told="one in every category"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    earned = 0
    for row in rewards.itertuples():
        spent = spend.get(row.category, 0)
        if spent < 0:
            raise ValueError("negative spend")
        earned += np.fmin(row.reward_rate * spent, row.yearly_cap_cny)
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - card["fx_fee_rate"] * foreign_spend


# %% wrong="net-cardholder-value" name="never waived is always waived" told="what does nan say"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    table = rewards.merge(spend.rename("spend"), left_on="category", right_index=True)
    earned = np.fmin(table["reward_rate"] * table["spend"], table["yearly_cap_cny"]).sum()
    fee = card["annual_fee_cny"] if transactions < card["fee_waiver_transactions"] else 0
    return earned - fee - card["fx_fee_rate"] * foreign_spend


# %% wrong="net-cardholder-value" name="never below 0" told="cost more than it brings"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    table = rewards.merge(spend.rename("spend"), left_on="category", right_index=True)
    earned = np.fmin(table["reward_rate"] * table["spend"], table["yearly_cap_cny"]).sum()
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return max(0, earned - fee - card["fx_fee_rate"] * foreign_spend)


# %% wrong="net-cardholder-value" name="a cap of 0 is no cap" told="a cap of 0 is a cap"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if (spend < 0).any():
        raise ValueError("negative spend")
    earned = 0
    for row in rewards.itertuples():
        full = row.reward_rate * spend.get(row.category, 0)
        earned += min(full, row.yearly_cap_cny) if row.yearly_cap_cny > 0 else full
    fee = 0 if transactions >= card["fee_waiver_transactions"] else card["annual_fee_cny"]
    return earned - fee - card["fx_fee_rate"] * foreign_spend


# %% right="net-cardholder-value" name="plain loop"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    total = 0.0
    for category, amount in spend.items():
        if amount < 0:
            raise ValueError("negative spend")
        for row in rewards.to_dict("records"):
            if row["category"] == category:
                earned = amount * row["reward_rate"]
                if not pd.isna(row["yearly_cap_cny"]) and earned > row["yearly_cap_cny"]:
                    earned = row["yearly_cap_cny"]
                total += earned
    needed = card["fee_waiver_transactions"]
    if pd.isna(needed) or transactions < needed:
        total -= card["annual_fee_cny"]
    return total - card["fx_fee_rate"] * foreign_spend


# %% right="net-cardholder-value" name="merge and clip"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    if spend.lt(0).any():
        raise ValueError("negative spend")
    table = spend.rename("spend").rename_axis("category").reset_index().merge(rewards)
    caps = table["yearly_cap_cny"].fillna(np.inf)
    earned = (table["spend"] * table["reward_rate"]).clip(upper=caps)
    free = transactions >= np.nan_to_num(card["fee_waiver_transactions"], nan=np.inf)
    return earned.sum() - card["annual_fee_cny"] * (not free) - card["fx_fee_rate"] * foreign_spend


# %% right="net-cardholder-value" name="NumPy arrays from dictionaries"
def net_cardholder_value(card, rewards, spend, transactions, foreign_spend):
    amounts = np.asarray(spend, dtype=float)
    if amounts.min() < 0:
        raise ValueError("negative spend")
    rate = dict(zip(rewards["category"], rewards["reward_rate"], strict=True))
    cap = dict(zip(rewards["category"], rewards["yearly_cap_cny"], strict=True))
    rates = np.array([rate.get(name, 0.0) for name in spend.index])
    caps = np.array([cap.get(name, np.nan) for name in spend.index], dtype=float)
    earned = np.where(np.isnan(caps), amounts * rates, np.minimum(amounts * rates, caps))
    fees = np.array([card["annual_fee_cny"], card["fx_fee_rate"] * foreign_spend])
    fees[0] *= not transactions >= card["fee_waiver_transactions"]
    return earned.sum() - fees.sum()


# %% [markdown]
# ## rank-cards


# %% wrong="rank-cards" name="lowest value first" told="lowest value stands first"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["value_cny"] = held["value_cny"].round(2)
    held = held.sort_values(["value_cny", "annual_fee_cny", "card_id"])
    held["rank"] = held.groupby("profile").cumcount() + 1
    best = held.groupby("profile")["value_cny"].transform("max")
    held["gap_cny"] = best - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="equal values share a rank" told="two cards share a rank"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").copy()
    by_profile = held.groupby("profile")["value_cny"]
    held["rank"] = by_profile.rank(method="min", ascending=False).astype(int)
    held["gap_cny"] = by_profile.transform("max") - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="ties in the order of the rows" told="which of the two has the lower"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").copy()
    held["value_cny"] = held["value_cny"].round(2)
    by_profile = held.groupby("profile")["value_cny"]
    held["rank"] = by_profile.rank(method="first", ascending=False).astype(int)
    held["gap_cny"] = by_profile.transform("max") - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="ties to the dearer card" told="which of the two has the lower"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["value_cny"] = held["value_cny"].round(2)
    held = held.sort_values(
        ["value_cny", "annual_fee_cny", "card_id"], ascending=[False, False, True]
    )
    held["rank"] = held.groupby("profile").cumcount() + 1
    best = held.groupby("profile")["value_cny"].transform("max")
    held["gap_cny"] = best - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="one ranking for all profiles" told="the ranks run on"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["value_cny"] = held["value_cny"].round(2)
    held = held.sort_values(
        ["value_cny", "annual_fee_cny", "card_id"], ascending=[False, True, True]
    )
    held["rank"] = np.arange(1, len(held) + 1)
    best = held.groupby("profile")["value_cny"].transform("max")
    held["gap_cny"] = best - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="ranks cards nobody can hold" told="cannot hold was ranked"
def rank_cards(values, cards):
    held = values.fillna({"value_cny": 0.0}).merge(cards[["card_id", "annual_fee_cny"]])
    held["value_cny"] = held["value_cny"].round(2)
    held = held.sort_values(
        ["value_cny", "annual_fee_cny", "card_id"], ascending=[False, True, True]
    )
    held["rank"] = held.groupby("profile").cumcount() + 1
    best = held.groupby("profile")["value_cny"].transform("max")
    held["gap_cny"] = best - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="gap to the next card" told="taken to the next card"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["value_cny"] = held["value_cny"].round(2)
    held = held.sort_values(
        ["value_cny", "annual_fee_cny", "card_id"], ascending=[False, True, True]
    )
    held["rank"] = held.groupby("profile").cumcount() + 1
    held["gap_cny"] = -held.groupby("profile")["value_cny"].diff().fillna(0.0)
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="gap with a minus" told="a gap is negative"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["value_cny"] = held["value_cny"].round(2)
    held = held.sort_values(
        ["value_cny", "annual_fee_cny", "card_id"], ascending=[False, True, True]
    )
    held["rank"] = held.groupby("profile").cumcount() + 1
    best = held.groupby("profile")["value_cny"].transform("max")
    held["gap_cny"] = held["value_cny"] - best
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="gap to the best of all" told="best value of all"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["value_cny"] = held["value_cny"].round(2)
    held = held.sort_values(
        ["value_cny", "annual_fee_cny", "card_id"], ascending=[False, True, True]
    )
    held["rank"] = held.groupby("profile").cumcount() + 1
    held["gap_cny"] = held["value_cny"].max() - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="compares beyond the fen" told="not in binary"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held = held.sort_values(
        ["value_cny", "annual_fee_cny", "card_id"], ascending=[False, True, True]
    )
    held["rank"] = held.groupby("profile").cumcount() + 1
    best = held.groupby("profile")["value_cny"].transform("max")
    held["gap_cny"] = best - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="ranks from 0" told="where do ranks start"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["fen"] = held["value_cny"].round(2)
    held = held.sort_values(["fen", "annual_fee_cny", "card_id"], ascending=[False, True, True])
    held["rank"] = held.groupby("profile").cumcount()
    held["gap_cny"] = held.groupby("profile")["fen"].transform("max") - held["fen"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% wrong="rank-cards" name="cuts off below the fen" told="ties to the fen"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["fen"] = np.floor(100 * held["value_cny"] + 1e-6)
    held = held.sort_values(["fen", "annual_fee_cny", "card_id"], ascending=[False, True, True])
    held["rank"] = held.groupby("profile").cumcount() + 1
    held["gap_cny"] = held.groupby("profile")["value_cny"].transform("max") - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% right="rank-cards" name="plain loops"
def rank_cards(values, cards):
    fee = dict(zip(cards["card_id"], cards["annual_fee_cny"], strict=True))
    rows = []
    for profile in values["profile"].unique():
        held = [
            (-round(row["value_cny"], 2), fee[row["card_id"]], row["card_id"])
            for row in values.to_dict("records")
            if row["profile"] == profile and not pd.isna(row["value_cny"])
        ]
        held.sort()
        for place, (minus_value, _, card) in enumerate(held, start=1):
            rows.append([card, profile, minus_value - held[0][0], place])
    return pd.DataFrame(rows, columns=["card_id", "profile", "gap_cny", "rank"])


# %% right="rank-cards" name="whole fen, ranks within groups"
def rank_cards(values, cards):
    held = values[values["value_cny"].notna()].copy()
    held["fen"] = (held["value_cny"] * 100).round().astype(int)
    held["fee"] = held["card_id"].map(cards.set_index("card_id")["annual_fee_cny"])
    held = held.sort_values("card_id").sort_values("fee", kind="stable")
    by_profile = held.groupby("profile")["fen"]
    held["rank"] = by_profile.rank(method="first", ascending=False)
    held["gap_cny"] = (by_profile.transform("max") - held["fen"]) / 100
    return held.filter(["rank", "gap_cny", "profile", "card_id"])


# %% right="rank-cards" name="order by the fen, gap beyond it"
def rank_cards(values, cards):
    held = values.dropna(subset="value_cny").merge(cards[["card_id", "annual_fee_cny"]])
    held["fen"] = held["value_cny"].round(2)
    held = held.sort_values(["fen", "annual_fee_cny", "card_id"], ascending=[False, True, True])
    held["rank"] = held.groupby("profile").cumcount() + 1
    held["gap_cny"] = held.groupby("profile")["value_cny"].transform("max") - held["value_cny"]
    return held[["profile", "card_id", "rank", "gap_cny"]]


# %% right="rank-cards" name="NumPy lexsort"
def rank_cards(values, cards):
    parts = []
    fees = cards.set_index("card_id")["annual_fee_cny"]
    for profile, group in values.dropna().groupby("profile"):
        value = group["value_cny"].round(2).to_numpy()
        order = np.lexsort((group["card_id"], fees[group["card_id"]], -value))
        rank = np.empty(len(order))
        rank[order] = np.arange(len(order)) + 1
        part = {"profile": profile, "card_id": group["card_id"], "rank": rank}
        parts.append(pd.DataFrame({**part, "gap_cny": value.max() - value}))
    return pd.concat(parts)


# %% [markdown]
# ## account-economics


# %% wrong="account-economics" name="whole merchant discount" told="which part does the issuer keep"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    lines = {
        "interchange": account["spend_cny"] * account["merchant_discount_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -earned * account["redemption_rate"],
        "funding": -account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
        "operating_cost": -account["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


# %% wrong="account-economics" name="interest on all that is owed" told="who pays in full pay"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    lines = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["average_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -earned * account["redemption_rate"],
        "funding": -account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
        "operating_cost": -account["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


# %% wrong="account-economics" name="costs positive" told="a cost is positive"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    income = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
    }
    costs = {
        "rewards": earned * account["redemption_rate"],
        "funding": account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": account["average_balance_cny"] * account["loss_rate"],
        "operating_cost": account["operating_cost_cny"],
    }
    contribution = sum(income.values()) - sum(costs.values())
    return pd.Series({**income, **costs, "contribution": contribution})


# %% wrong="account-economics" name="ignores the rewards cap" told="cap limits what is earned"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = account["spend_cny"] * account["reward_rate"]
    lines = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -earned * account["redemption_rate"],
        "funding": -account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
        "operating_cost": -account["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


# %% wrong="account-economics" name="cap on what is redeemed" told="cap limits what is earned"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    redeemed = account["spend_cny"] * account["reward_rate"] * account["redemption_rate"]
    lines = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -np.fmin(redeemed, account["reward_cap_cny"]),
        "funding": -account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
        "operating_cost": -account["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


# %% wrong="account-economics" name="every point redeemed" told="every point was redeemed"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    lines = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -earned,
        "funding": -account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
        "operating_cost": -account["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


# %% wrong="account-economics" name="funds the revolving part only" told="until the due date"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    lines = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -earned * account["redemption_rate"],
        "funding": -account["revolving_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
        "operating_cost": -account["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


# %% wrong="account-economics" name="loses a share of spend" told="loses what is owed on that day"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    lines = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -earned * account["redemption_rate"],
        "funding": -account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["spend_cny"] * account["loss_rate"],
        "operating_cost": -account["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


# %% wrong="account-economics" name="forgets to run the bank" told="do not add up"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    lines = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -earned * account["redemption_rate"],
        "funding": -account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
    }
    contribution = sum(lines.values())
    lines["operating_cost"] = -account["operating_cost_cny"]
    return pd.Series({**lines, "contribution": contribution})


# %% wrong="account-economics" name="a part larger than the whole" told="cannot exceed the whole"
def account_economics(account):
    earned = np.fmin(account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"])
    lines = {
        "interchange": account["spend_cny"] * account["interchange_rate"],
        "interest": account["revolving_balance_cny"] * account["annual_rate"],
        "fees": account["fees_cny"],
        "rewards": -earned * account["redemption_rate"],
        "funding": -account["average_balance_cny"] * account["funding_rate"],
        "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
        "operating_cost": -account["operating_cost_cny"],
    }
    return pd.Series({**lines, "contribution": sum(lines.values())})


# %% wrong="account-economics" name="a cap of 0 is no cap" told="a cap of 0 is a cap"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("more revolves than is owed")
    earned = account["spend_cny"] * account["reward_rate"]
    if account["reward_cap_cny"] > 0:
        earned = min(earned, account["reward_cap_cny"])
    lines = pd.Series(
        {
            "interchange": account["spend_cny"] * account["interchange_rate"],
            "interest": account["revolving_balance_cny"] * account["annual_rate"],
            "fees": account["fees_cny"],
            "rewards": -earned * account["redemption_rate"],
            "funding": -account["average_balance_cny"] * account["funding_rate"],
            "expected_loss": -account["average_balance_cny"] * account["loss_rate"],
            "operating_cost": -account["operating_cost_cny"],
        }
    )
    lines["contribution"] = lines.sum()
    return lines


# %% right="account-economics" name="a dictionary, step by step"
def account_economics(account):
    owed, revolving = account["average_balance_cny"], account["revolving_balance_cny"]
    if owed < revolving:
        raise ValueError("revolving")
    points = account["spend_cny"] * account["reward_rate"]
    if not pd.isna(account["reward_cap_cny"]):
        points = min(points, account["reward_cap_cny"])
    result = {"contribution": 0.0}
    result["interchange"] = account["interchange_rate"] * account["spend_cny"]
    result["interest"] = account["annual_rate"] * revolving
    result["fees"] = account["fees_cny"]
    result["rewards"] = -points * account["redemption_rate"]
    result["funding"] = -owed * account["funding_rate"]
    result["expected_loss"] = -owed * account["loss_rate"]
    result["operating_cost"] = -account["operating_cost_cny"]
    result["contribution"] = sum(result.values())
    return result


# %% right="account-economics" name="amounts times rates in NumPy"
def account_economics(account):
    if account["revolving_balance_cny"] > account["average_balance_cny"]:
        raise ValueError("revolving")
    earned = np.nanmin([account["spend_cny"] * account["reward_rate"], account["reward_cap_cny"]])
    owed = account["average_balance_cny"]
    base = np.array(
        [account["spend_cny"], account["revolving_balance_cny"], 1, earned, owed, owed, 1]
    )
    price = np.array(
        [
            account["interchange_rate"],
            account["annual_rate"],
            account["fees_cny"],
            -account["redemption_rate"],
            -account["funding_rate"],
            -account["loss_rate"],
            -account["operating_cost_cny"],
        ]
    )
    names = ["interchange", "interest", "fees", "rewards", "funding", "expected_loss"]
    lines = pd.Series(base * price, index=[*names, "operating_cost"])
    return pd.concat([lines, pd.Series({"contribution": base @ price})])


# %% right="account-economics" name="income and costs apart"
def account_economics(account):
    if account.revolving_balance_cny > account.average_balance_cny:
        raise ValueError("revolving")
    cap = np.inf if np.isnan(account.reward_cap_cny) else account.reward_cap_cny
    income = pd.Series(
        {
            "interchange": account.interchange_rate * account.spend_cny,
            "interest": account.annual_rate * account.revolving_balance_cny,
            "fees": account.fees_cny,
        }
    )
    rates = pd.Series({"funding": account.funding_rate, "expected_loss": account.loss_rate})
    costs = rates * account.average_balance_cny
    costs["operating_cost"] = account.operating_cost_cny
    costs["rewards"] = min(account.spend_cny * account.reward_rate, cap) * account.redemption_rate
    result = pd.Series({"contribution": income.sum() - costs.sum()})
    return pd.concat([income, -costs, result])


# %% [markdown]
# ## market-shares


# %% wrong="market-shares" name="in per cent" told="fraction or per cent"
def market_shares(market, measure):
    table = market.sort_values("quarter")
    share = 100 * table[measure] / table.groupby("quarter")[measure].transform("sum")
    change = share.groupby(table["issuer"]).diff()
    return table[["issuer", "quarter"]].assign(share=share, change=change)


# %% wrong="market-shares" name="others left out" told="lost its 'Others'"
def market_shares(market, measure):
    table = market[market["issuer"] != "Others"].sort_values("quarter")
    share = table[measure] / table.groupby("quarter")[measure].transform("sum")
    change = share.groupby(table["issuer"]).diff()
    return table[["issuer", "quarter"]].assign(share=share, change=change)


# %% wrong="market-shares" name="total of all quarters" told="all quarters together"
def market_shares(market, measure):
    table = market.sort_values("quarter")
    share = table[measure] / table[measure].sum()
    change = share.groupby(table["issuer"]).diff()
    return table[["issuer", "quarter"]].assign(share=share, change=change)


# %% wrong="market-shares" name="always shares of cards" told="which measure was asked for"
def market_shares(market, measure):
    table = market.sort_values("quarter")
    share = table["cards_m"] / table.groupby("quarter")["cards_m"].transform("sum")
    change = share.groupby(table["issuer"]).diff()
    return table[["issuer", "quarter"]].assign(share=share, change=change)


# %% wrong="market-shares" name="no change in the first quarter" told="is its change known"
def market_shares(market, measure):
    table = market.sort_values("quarter")
    share = table[measure] / table.groupby("quarter")[measure].transform("sum")
    change = share.groupby(table["issuer"]).diff().fillna(0.0)
    return table[["issuer", "quarter"]].assign(share=share, change=change)


# %% wrong="market-shares" name="relative change" told="percentage points"
def market_shares(market, measure):
    table = market.sort_values("quarter")
    share = table[measure] / table.groupby("quarter")[measure].transform("sum")
    change = share.groupby(table["issuer"]).pct_change()
    return table[["issuer", "quarter"]].assign(share=share, change=change)


# %% wrong="market-shares" name="quarters in the order of the rows" told="which row is the quarter"
def market_shares(market, measure):
    share = market[measure] / market.groupby("quarter")[measure].transform("sum")
    change = share.groupby(market["issuer"]).diff()
    return market[["issuer", "quarter"]].assign(share=share, change=change)


# %% wrong="market-shares" name="change from row to row" told="which row is the quarter"
def market_shares(market, measure):
    table = market.sort_values(["issuer", "quarter"])
    share = table[measure] / table.groupby("quarter")[measure].transform("sum")
    return table[["issuer", "quarter"]].assign(share=share, change=share.diff())


# %% wrong="market-shares" name="others beside the market" told="lost its 'Others'"
def market_shares(market, measure):
    table = market[["issuer", "quarter"]].copy()
    named = market[market["issuer"] != "Others"].groupby("quarter")[measure].sum()
    table["share"] = market[measure] / market["quarter"].map(named)
    table = table.sort_values("quarter")
    table["change"] = table.groupby("issuer")["share"].diff()
    return table


# %% wrong="market-shares" name="drops the first quarter" told="is its change known"
def market_shares(market, measure):
    table = market.sort_values("quarter")[["issuer", "quarter", measure]]
    table["share"] = table[measure] / table.groupby("quarter")[measure].transform("sum")
    table["change"] = table.groupby("issuer")["share"].diff()
    return table.drop(columns=measure).dropna()


# %% right="market-shares" name="wide table"
def market_shares(market, measure):
    wide = market.pivot(index="quarter", columns="issuer", values=measure).sort_index()
    share = wide.div(wide.sum(axis=1), axis=0)
    long = share.stack().rename("share").dropna().reset_index()
    return long.merge(share.diff().stack().rename("change").reset_index(), how="left")


# %% right="market-shares" name="dictionaries and loops"
def market_shares(market, measure):
    totals, shares = {}, {}
    for row in market.to_dict("records"):
        totals[row["quarter"]] = totals.get(row["quarter"], 0.0) + row[measure]
    for row in market.to_dict("records"):
        shares[row["issuer"], row["quarter"]] = row[measure] / totals[row["quarter"]]
    quarters = sorted(totals)
    before = dict(zip(quarters[1:], quarters[:-1], strict=True))
    rows = []
    for (issuer, quarter), share in shares.items():
        earlier = shares.get((issuer, before.get(quarter)), np.nan)
        rows.append([share - earlier, share, quarter, issuer])
    return pd.DataFrame(rows, columns=["change", "share", "quarter", "issuer"])


# %% right="market-shares" name="shift within the issuer"
def market_shares(market, measure):
    result = market[["issuer", "quarter", measure]].copy()
    total = result["quarter"].map(result.groupby("quarter")[measure].sum())
    result["share"] = result[measure].div(total)
    result = result.sort_values(["issuer", "quarter"]).drop(columns=measure)
    result["change"] = result["share"] - result.groupby("issuer")["share"].shift(1)
    return result


# %% [markdown]
# ## herfindahl-index


# %% wrong="herfindahl-index" name="scale from 0 to 1" told="scale from 0 to 1"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = sizes.sum() + rest
    if min(sizes.min(), rest) < 0 or total == 0 or set(merging) - set(sizes.index):
        raise ValueError("impossible")
    firms = [*sizes.drop(list(merging)), sizes[list(merging)].sum()]
    return sum((firm / total) ** 2 for firm in firms)


# %% wrong="herfindahl-index" name="ignores the merger" told="partners still count apart"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = sizes.sum() + rest
    if min(sizes.min(), rest) < 0 or total == 0 or set(merging) - set(sizes.index):
        raise ValueError("impossible")
    return sum((100 * firm / total) ** 2 for firm in sizes)


# %% wrong="herfindahl-index" name="the rise of the merger" told="after the merger"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = sizes.sum() + rest
    if min(sizes.min(), rest) < 0 or total == 0 or set(merging) - set(sizes.index):
        raise ValueError("impossible")
    shares = 100 * sizes / total
    if merging:
        partners = shares[list(merging)]
        return partners.sum() ** 2 - (partners**2).sum()
    return (shares**2).sum()


# %% wrong="herfindahl-index" name="partners leave" told="gone from the market"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = sizes.sum() + rest
    if min(sizes.min(), rest) < 0 or total == 0 or set(merging) - set(sizes.index):
        raise ValueError("impossible")
    return sum((100 * firm / total) ** 2 for firm in sizes.drop(list(merging)))


# %% wrong="herfindahl-index" name="listed firms are the market" told="not the whole market"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = sizes.sum()
    if min(sizes.min(), rest) < 0 or total == 0 or set(merging) - set(sizes.index):
        raise ValueError("impossible")
    firms = [*sizes.drop(list(merging)), sizes[list(merging)].sum()]
    return sum((100 * firm / total) ** 2 for firm in firms)


# %% wrong="herfindahl-index" name="rest as one firm" told="what does each of them add"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = sizes.sum() + rest
    if min(sizes.min(), rest) < 0 or total == 0 or set(merging) - set(sizes.index):
        raise ValueError("impossible")
    firms = [*sizes.drop(list(merging)), sizes[list(merging)].sum(), rest]
    return sum((100 * firm / total) ** 2 for firm in firms)


# %% wrong="herfindahl-index" name="squares sizes" told="sizes were squared"
def herfindahl_index(sizes, rest=0.0, merging=()):
    if min(sizes.min(), rest) < 0 or sizes.sum() == 0 or set(merging) - set(sizes.index):
        raise ValueError("impossible")
    firms = [*sizes.drop(list(merging)), sizes[list(merging)].sum()]
    return sum(firm**2 for firm in firms)


# %% wrong="herfindahl-index" name="unknown partners pass" told="slip in a name"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = sizes.sum() + rest
    if min(sizes.min(), rest) < 0 or total == 0:
        raise ValueError("impossible")
    names = sizes.index.map(lambda name: "merged" if name in merging else name)
    return ((100 * sizes.groupby(names).sum() / total) ** 2).sum()


# %% wrong="herfindahl-index" name="two partners only" told="every partner count"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = sizes.sum() + rest
    if (sizes < 0).any() or rest < 0 or total == 0 or not set(merging) <= set(sizes.index):
        raise ValueError("impossible market")
    share = 100 * sizes / total
    index = (share**2).sum()
    return index + 2 * share[merging[0]] * share[merging[1]] if len(merging) > 1 else index


# %% wrong="herfindahl-index" name="a market needs a known firm" told="have nothing, the rest all"
def herfindahl_index(sizes, rest=0.0, merging=()):
    if (sizes < 0).any() or rest < 0 or sizes.sum() == 0 or not set(merging) <= set(sizes.index):
        raise ValueError("impossible market")
    joint = sizes.index.isin(list(merging))
    parts = np.append(sizes[~joint], sizes[joint].sum())
    return ((100 * parts / (parts.sum() + rest)) ** 2).sum()


# %% right="herfindahl-index" name="group the partners"
def herfindahl_index(sizes, rest=0.0, merging=()):
    if (sizes < 0).any() or rest < 0 or not sizes.sum() + rest > 0:
        raise ValueError("impossible")
    if not all(name in sizes.index for name in merging):
        raise ValueError("unknown")
    names = ["merged" if name in merging else name for name in sizes.index]
    shares = sizes.groupby(names).sum() / (sizes.sum() + rest) * 100
    return shares.pow(2).sum()


# %% right="herfindahl-index" name="mean and variance of the shares"
def herfindahl_index(sizes, rest=0.0, merging=()):
    values = dict(sizes)
    if any(name not in values for name in merging):
        raise ValueError("unknown")
    total = sum(values.values()) + rest
    if rest < 0 or min(values.values()) < 0 or total <= 0:
        raise ValueError("impossible")
    joined = sum(values.pop(name) for name in set(merging))
    shares = np.array([*values.values(), joined]) / total
    return 10_000 * len(shares) * (shares.var() + shares.mean() ** 2)


# %% right="herfindahl-index" name="the index without the merger, and its rise"
def herfindahl_index(sizes, rest=0.0, merging=()):
    total = float(sizes.sum()) + rest
    if total <= 0 or rest < 0 or sizes.lt(0).any():
        raise ValueError("impossible")
    if not set(merging) <= set(sizes.index):
        raise ValueError("unknown")
    share = {name: 100 * size / total for name, size in sizes.items()}
    index = sum(one * one for one in share.values())
    for one in merging:
        for other in merging:
            if one < other:
                index += 2 * share[one] * share[other]
    return index


# %% [markdown]
# ## growth-decomposition


# %% wrong="growth-decomposition" name="joint part to the cards" told="given to one of them"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    cards = (end["active_cards"] - start["active_cards"]) * two
    each = start["active_cards"] * (two - one)
    change = end["spend_cny"] - start["spend_cny"]
    cagr = (end["spend_cny"] / start["spend_cny"]) ** (1 / years) - 1
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([cards, each, 0.0, change, cagr], index=names)


# %% wrong="growth-decomposition" name="joint part to the spend" told="given to one of them"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    cards = (end["active_cards"] - start["active_cards"]) * one
    each = end["active_cards"] * (two - one)
    change = end["spend_cny"] - start["spend_cny"]
    cagr = (end["spend_cny"] / start["spend_cny"]) ** (1 / years) - 1
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([cards, each, 0.0, change, cagr], index=names)


# %% wrong="growth-decomposition" name="cards in force" told="does anybody use"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["cards"], end["spend_cny"] / end["cards"]
    more = end["cards"] - start["cards"]
    each = start["cards"] * (two - one)
    change = end["spend_cny"] - start["spend_cny"]
    cagr = (end["spend_cny"] / start["spend_cny"]) ** (1 / years) - 1
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([more * one, each, more * (two - one), change, cagr], index=names)


# %% wrong="growth-decomposition" name="cards lost count as won" told="which sign has their part"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    more = start["active_cards"] - end["active_cards"]
    parts = [more * one, start["active_cards"] * (two - one), more * (two - one)]
    cagr = (end["spend_cny"] / start["spend_cny"]) ** (1 / years) - 1
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([*parts, sum(parts), cagr], index=names)


# %% wrong="growth-decomposition" name="joint part lost" told="do not add up to the change"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    cards = (end["active_cards"] - start["active_cards"]) * one
    each = start["active_cards"] * (two - one)
    change = end["spend_cny"] - start["spend_cny"]
    cagr = (end["spend_cny"] / start["spend_cny"]) ** (1 / years) - 1
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([cards, each, 0.0, change, cagr], index=names)


# %% wrong="growth-decomposition" name="growth of all years" told="growth of both years"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    more = end["active_cards"] - start["active_cards"]
    parts = [more * one, start["active_cards"] * (two - one), more * (two - one)]
    growth = end["spend_cny"] / start["spend_cny"] - 1
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([*parts, sum(parts), growth], index=names)


# %% wrong="growth-decomposition" name="growth divided by the years" told="does growth not grow too"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    more = end["active_cards"] - start["active_cards"]
    parts = [more * one, start["active_cards"] * (two - one), more * (two - one)]
    growth = (end["spend_cny"] / start["spend_cny"] - 1) / years
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([*parts, sum(parts), growth], index=names)


# %% wrong="growth-decomposition" name="counts both years" told="how often did spend grow"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    more = end["active_cards"] - start["active_cards"]
    parts = [more * one, start["active_cards"] * (two - one), more * (two - one)]
    growth = (end["spend_cny"] / start["spend_cny"]) ** (1 / (years + 1)) - 1
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([*parts, sum(parts), growth], index=names)


# %% wrong="growth-decomposition" name="logarithmic growth" told="growth at every moment"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    more = end["active_cards"] - start["active_cards"]
    parts = [more * one, start["active_cards"] * (two - one), more * (two - one)]
    growth = np.log(end["spend_cny"] / start["spend_cny"]) / years
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([*parts, sum(parts), growth], index=names)


# %% wrong="growth-decomposition" name="growth factor" told="growth factor"
def growth_decomposition(start, end, years):
    if years <= 0 or start["active_cards"] <= 0 or end["active_cards"] <= 0:
        raise ValueError("impossible")
    one, two = start["spend_cny"] / start["active_cards"], end["spend_cny"] / end["active_cards"]
    more = end["active_cards"] - start["active_cards"]
    parts = [more * one, start["active_cards"] * (two - one), more * (two - one)]
    growth = (end["spend_cny"] / start["spend_cny"]) ** (1 / years)
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([*parts, sum(parts), growth], index=names)


# %% right="growth-decomposition" name="a table of two years"
def growth_decomposition(start, end, years):
    table = pd.DataFrame({"start": start, "end": end}).astype(float).T
    if years <= 0 or not (table["active_cards"] > 0).all():
        raise ValueError("impossible")
    table["per_card"] = table["spend_cny"] / table["active_cards"]
    first, more = table.loc["start"], table.loc["end"] - table.loc["start"]
    result = pd.Series(dtype=float)
    result["from_cards"] = more["active_cards"] * first["per_card"]
    result["from_spend_per_card"] = first["active_cards"] * more["per_card"]
    result["from_both"] = more["active_cards"] * more["per_card"]
    result["change"] = more["spend_cny"]
    result["cagr"] = np.expm1(np.log1p(more["spend_cny"] / first["spend_cny"]) / years)
    return result


# %% right="growth-decomposition" name="what is left over"
def growth_decomposition(start, end, years):
    if not years > 0:
        raise ValueError("impossible")
    n0, n1 = start["active_cards"], end["active_cards"]
    if n0 <= 0 or n1 <= 0:
        raise ValueError("impossible")
    s0, s1 = start["spend_cny"], end["spend_cny"]
    change = s1 - s0
    only_cards = n1 * (s0 / n0) - s0
    only_spend = n0 * (s1 / n1) - s0
    rest = change - only_cards - only_spend
    cagr = np.power(s1 / s0, 1 / years) - 1
    return {
        "cagr": cagr,
        "change": change,
        "from_both": rest,
        "from_spend_per_card": only_spend,
        "from_cards": only_cards,
    }


# %% right="growth-decomposition" name="cross product of the changes"
def growth_decomposition(start, end, years):
    if years <= 0 or min(start["active_cards"], end["active_cards"]) <= 0:
        raise ValueError("impossible")
    cards = np.array([start["active_cards"], end["active_cards"]], dtype=float)
    spend = np.array([start["spend_cny"], end["spend_cny"]]) / cards
    corners = np.outer([cards[0], np.diff(cards)[0]], [spend[0], np.diff(spend)[0]])
    parts = corners[1, 0], corners[0, 1], corners[1, 1]
    rate = np.exp(np.log(end["spend_cny"] / start["spend_cny"]) / years) - 1
    names = ["from_cards", "from_spend_per_card", "from_both", "change", "cagr"]
    return pd.Series([*parts, corners.sum() - corners[0, 0], rate], names)


# %% [markdown]
# ## feature-gaps


# %% wrong="feature-gaps" name="what we have is listed" told="we have one of these"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    has = features.drop_duplicates().merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table[table["rival_share"] >= at_least].reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="rivals with features only" told="one rival has no features"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    joined = features.drop_duplicates().merge(rivals, on="card_id")
    has = joined.groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / joined["card_id"].nunique()})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table.drop(features.loc[features["card_id"] == our_card, "feature"], errors="ignore")
    table = table[table["rival_share"] >= at_least].reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="business cards are rivals" told="whose rival is it"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[cards["issuer"] != ours["issuer"]]
    has = features.drop_duplicates().merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table.drop(features.loc[features["card_id"] == our_card, "feature"], errors="ignore")
    table = table[table["rival_share"] >= at_least].reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="our other cards are rivals" told="who issues the rivals"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[(cards["card_id"] != our_card) & (cards["card_type"] == ours["card_type"])]
    has = features.drop_duplicates().merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table.drop(features.loc[features["card_id"] == our_card, "feature"], errors="ignore")
    table = table[table["rival_share"] >= at_least].reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="a row twice counts twice" told="a row occurs twice"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    has = features.merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table.drop(features.loc[features["card_id"] == our_card, "feature"], errors="ignore")
    table = table[table["rival_share"] >= at_least].reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="more than half" told="exactly half of the rivals"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    has = features.drop_duplicates().merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table.drop(features.loc[features["card_id"] == our_card, "feature"], errors="ignore")
    table = table[table["rival_share"] > at_least].reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="features of all our cards" told="another card of our bank"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    own = cards.loc[cards["issuer"] == ours["issuer"], "card_id"]
    has = features.drop_duplicates().merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    known = features.loc[features["card_id"].isin(own), "feature"]
    table = table.drop(known.unique(), errors="ignore")
    table = table[table["rival_share"] >= at_least].reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="in the order of the alphabet" told="by what are they sorted"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    has = features.drop_duplicates().merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table.drop(features.loc[features["card_id"] == our_card, "feature"], errors="ignore")
    return (
        table[table["rival_share"] >= at_least]
        .reset_index()
        .sort_values("feature", ascending=False)
    )


# %% wrong="feature-gaps" name="every feature of a rival" told="feature of few rivals"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards[cards["card_id"] == our_card].iloc[0]
    rivals = cards[(cards["issuer"] != ours["issuer"]) & (cards["card_type"] == ours["card_type"])]
    has = features.drop_duplicates().merge(rivals, on="card_id").groupby("feature")
    table = pd.DataFrame({"rival_share": has.size() / len(rivals)})
    table["reach"] = has["cards_in_force"].sum() / rivals["cards_in_force"].sum()
    table = table.drop(features.loc[features["card_id"] == our_card, "feature"], errors="ignore")
    table = table.reset_index()
    return table.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="consumer cards whatever ours is" told="rivals of a business card"
def feature_gaps(features, cards, our_card, at_least=0.5):
    issuer = cards.set_index("card_id").loc[our_card, "issuer"]
    rivals = cards[(cards["card_type"] == "consumer") & (cards["issuer"] != issuer)]
    ours = features.loc[features["card_id"] == our_card, "feature"]
    held = features[~features["feature"].isin(ours)].drop_duplicates().merge(rivals)
    held = held.groupby("feature")["cards_in_force"].agg(rival_share="size", reach="sum")
    held = held / [len(rivals), rivals["cards_in_force"].sum()]
    held = held[held["rival_share"] >= at_least].reset_index()
    return held.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="half, whatever is asked" told="from which fraction on"
def feature_gaps(features, cards, our_card, at_least=0.5):
    us = cards.set_index("card_id").loc[our_card]
    rivals = cards[(cards["card_type"] == us["card_type"]) & (cards["issuer"] != us["issuer"])]
    ours = features.loc[features["card_id"] == our_card, "feature"]
    held = features[~features["feature"].isin(ours)].drop_duplicates().merge(rivals)
    held = held.groupby("feature")["cards_in_force"].agg(rival_share="size", reach="sum")
    held = held / [len(rivals), rivals["cards_in_force"].sum()]
    held = held[held["rival_share"] >= 0.5].reset_index()
    return held.sort_values(["rival_share", "reach", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="reach decides the order" told="what decides the order first"
def feature_gaps(features, cards, our_card, at_least=0.5):
    us = cards.set_index("card_id").loc[our_card]
    rivals = cards[(cards["card_type"] == us["card_type"]) & (cards["issuer"] != us["issuer"])]
    ours = features.loc[features["card_id"] == our_card, "feature"]
    held = features[~features["feature"].isin(ours)].drop_duplicates().merge(rivals)
    held = held.groupby("feature")["cards_in_force"].agg(rival_share="size", reach="sum")
    held = held / [len(rivals), rivals["cards_in_force"].sum()]
    held = held[held["rival_share"] >= at_least].reset_index()
    return held.sort_values(["reach", "rival_share", "feature"], ascending=[False, False, True])


# %% wrong="feature-gaps" name="equal shares by name only" told="what where that is equal"
def feature_gaps(features, cards, our_card, at_least=0.5):
    us = cards.set_index("card_id").loc[our_card]
    rivals = cards[(cards["card_type"] == us["card_type"]) & (cards["issuer"] != us["issuer"])]
    ours = features.loc[features["card_id"] == our_card, "feature"]
    held = features[~features["feature"].isin(ours)].drop_duplicates().merge(rivals)
    held = held.groupby("feature")["cards_in_force"].agg(rival_share="size", reach="sum")
    held = held / [len(rivals), rivals["cards_in_force"].sum()]
    held = held[held["rival_share"] >= at_least].reset_index()
    return held.sort_values(["rival_share", "feature"], ascending=[False, True])


# %% right="feature-gaps" name="sets"
def feature_gaps(features, cards, our_card, at_least=0.5):
    ours = cards.set_index("card_id").loc[our_card]
    has = {card: set() for card in cards["card_id"]}
    for row in features.to_dict("records"):
        has[row["card_id"]].add(row["feature"])
    rivals = [
        row
        for row in cards.to_dict("records")
        if row["issuer"] != ours["issuer"] and row["card_type"] == ours["card_type"]
    ]
    everybody = sum(row["cards_in_force"] for row in rivals)
    gaps = []
    for feature in set().union(*has.values()) - has[our_card]:
        having = [row["cards_in_force"] for row in rivals if feature in has[row["card_id"]]]
        if len(having) >= at_least * len(rivals):
            gaps.append((-len(having) / len(rivals), -sum(having) / everybody, feature))
    rows = [(feature, -share, -reach) for share, reach, feature in sorted(gaps)]
    return pd.DataFrame(rows, columns=["feature", "rival_share", "reach"])


# %% right="feature-gaps" name="a table of zeros and ones"
def feature_gaps(features, cards, our_card, at_least=0.5):
    grid = pd.crosstab(features["card_id"], features["feature"]).clip(upper=1)
    grid = grid.reindex(cards["card_id"], fill_value=0)
    about = cards.set_index("card_id")
    ours = about.loc[our_card]
    rival = (about["issuer"] != ours["issuer"]) & (about["card_type"] == ours["card_type"])
    weight = about.loc[rival, "cards_in_force"]
    table = pd.DataFrame(
        {
            "rival_share": grid[rival].mean(),
            "reach": grid[rival].mul(weight, axis=0).sum() / weight.sum(),
        }
    )
    table = table[(grid.loc[our_card] == 0) & (table["rival_share"] >= at_least)]
    table = table.rename_axis("feature").reset_index().sort_values("feature")
    return table.sort_values(["rival_share", "reach"], ascending=False, kind="stable")


# %% right="feature-gaps" name="NumPy average with weights"
def feature_gaps(features, cards, our_card, at_least=0.5):
    about = cards.set_index("card_id")
    issuer, card_type = about["issuer"], about["card_type"]
    rival = (issuer != issuer[our_card]) & (card_type == card_type[our_card])
    rivals = about[rival].reset_index()
    own = set(features.loc[features["card_id"] == our_card, "feature"])
    rows = []
    for feature in sorted(set(features["feature"]) - own):
        holders = features.loc[features["feature"] == feature, "card_id"]
        has = rivals["card_id"].isin(holders).to_numpy(dtype=float)
        share = has.mean()
        if share >= at_least:
            rows.append([np.average(has, weights=rivals["cards_in_force"]), share, feature])
    table = pd.DataFrame(rows, columns=["reach", "rival_share", "feature"])
    return table.sort_values(by=["rival_share", "reach", "feature"], ascending=[0, 0, 1])


# %% [markdown]
# ## positioning-map


# %% wrong="positioning-map" name="headline rate" told="no points with the expected values"
def positioning_map(cards, spend_cny):
    _, ax = plt.subplots()
    ax.scatter(cards["net_fee_cny"], cards["headline_rate"], s=cards["cards_in_force_10k"])
    for row in cards.itertuples():
        ax.annotate(row.card_name, (row.net_fee_cny, row.headline_rate))
    ax.set(xlabel="Fee (CNY)", ylabel="Reward rate", title="Dear cards promise more")
    return ax


# %% wrong="positioning-map" name="rewards in CNY" told="no points with the expected values"
def positioning_map(cards, spend_cny):
    _, ax = plt.subplots()
    ax.scatter(cards["net_fee_cny"], cards["rewards_cny"], s=cards["cards_in_force_10k"])
    for row in cards.itertuples():
        ax.annotate(row.card_name, (row.net_fee_cny, row.rewards_cny))
    ax.set(xlabel="Fee (CNY)", ylabel="Rewards (CNY)", title="Dear cards give more")
    return ax


# %% wrong="positioning-map" name="axes swapped" told="no points with the expected values"
def positioning_map(cards, spend_cny):
    _, ax = plt.subplots()
    rate = cards["rewards_cny"] / spend_cny
    ax.scatter(rate, cards["net_fee_cny"], s=cards["cards_in_force_10k"])
    for name, fee, one in zip(cards["card_name"], cards["net_fee_cny"], rate, strict=True):
        ax.annotate(name, (one, fee))
    ax.set(ylabel="Fee (CNY)", xlabel="Reward rate", title="Dear cards give more")
    return ax


# %% wrong="positioning-map" name="points without names" told="their name"
def positioning_map(cards, spend_cny):
    _, ax = plt.subplots()
    rate = cards["rewards_cny"] / spend_cny
    ax.scatter(cards["net_fee_cny"], rate, s=cards["cards_in_force_10k"])
    ax.set(xlabel="Fee (CNY)", ylabel="Reward rate", title="Dear cards give more")
    return ax


# %% wrong="positioning-map" name="no title" told="without a title"
def positioning_map(cards, spend_cny):
    _, ax = plt.subplots()
    rate = cards["rewards_cny"] / spend_cny
    ax.scatter(cards["net_fee_cny"], rate, s=cards["cards_in_force_10k"])
    for name, fee, one in zip(cards["card_name"], cards["net_fee_cny"], rate, strict=True):
        ax.annotate(name, (fee, one))
    ax.set(xlabel="Fee (CNY)", ylabel="Reward rate")
    return ax


# %% wrong="positioning-map" name="no unit of money" told="x label does not say"
def positioning_map(cards, spend_cny):
    _, ax = plt.subplots()
    rate = cards["rewards_cny"] / spend_cny
    ax.scatter(cards["net_fee_cny"], rate, s=cards["cards_in_force_10k"])
    for name, fee, one in zip(cards["card_name"], cards["net_fee_cny"], rate, strict=True):
        ax.annotate(name, (fee, one))
    ax.set(xlabel="Fee", ylabel="Reward rate", title="Dear cards give more")
    return ax


# %% wrong="positioning-map" name="nothing returned" told="end with `return`"
def positioning_map(cards, spend_cny):
    _, ax = plt.subplots()
    rate = cards["rewards_cny"] / spend_cny
    ax.scatter(cards["net_fee_cny"], rate, s=cards["cards_in_force_10k"])
    for name, fee, one in zip(cards["card_name"], cards["net_fee_cny"], rate, strict=True):
        ax.annotate(name, (fee, one))
    ax.set(xlabel="Fee (CNY)", ylabel="Reward rate", title="Dear cards give more")


# %% right="positioning-map" name="one call for each card, a legend"
def positioning_map(cards, spend_cny):
    fig, ax = plt.subplots()
    for row in cards.to_dict("records"):
        ax.scatter(
            [row["net_fee_cny"]],
            [row["rewards_cny"] / spend_cny],
            s=row["cards_in_force_10k"],
            label=row["card_name"],
        )
    ax.legend()
    ax.set_xlabel("What the customer pays (yuan a year)")
    ax.set_ylabel("Rewards per yuan spent")
    ax.set_title("Cheap cards can give as much")
    return fig


# %% right="positioning-map" name="pandas draws"
def positioning_map(cards, spend_cny):
    table = cards.assign(rate=cards["rewards_cny"] / spend_cny)
    ax = table.plot.scatter("net_fee_cny", "rate", s=table["cards_in_force_10k"].astype(float))
    for row in table.itertuples():
        ax.text(row.net_fee_cny, row.rate, row.card_name)
    ax.set(xlabel="Net fee, CNY", ylabel="Effective reward rate", title="No card is best at both")
    return ax


# %% right="positioning-map" name="markers of a line without a line"
def positioning_map(cards, spend_cny):
    plt.figure()
    up = [amount / spend_cny for amount in cards["rewards_cny"]]
    plt.plot(cards["net_fee_cny"], up, "o")
    for number, name in enumerate(cards["card_name"]):
        plt.text(cards["net_fee_cny"].iloc[number], up[number], f" {name}")
    plt.xlabel("Annual fee after waiver (¥)")
    plt.ylabel("Effective reward (fraction of spend)")
    plt.title("The cap, not the headline, decides")
    return plt.gca()
