# %% [markdown]
# The answer catalogue of notebook 11: wrong answers that students write, and right ones built
# differently. `cardpm prove 11` runs every answer against the lesson's checks.
#
# Answers whose names begin alike are one notebook: "growth launch", "prudent launch" and
# "partner-led launch" decide differently and get all points; "sounds good A" (revenue first) and
# "sounds good B" (safety first) do not. `tests/oracles/test_11_story.py` grades each as a whole.


# %% [markdown]
# ## segment-margins


# %% wrong="segment-margins" name="sounds good A: interest on all receivable" told="which part of"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["receivable_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="margin per card used" told="who pays for the cards in the drawer"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].sum() / groups["activated"].sum(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="all rewards are redeemed" told="which part is never redeemed"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="a month of spend" told="The spend is per month"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="share of defaults as loss rate" told="was expected"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": groups["default_12m"].mean(),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="whole receivable lost" told="was expected"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = 1.0 * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="an unused segment has no loss rate" told="segments that are"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="funding on the revolving part" told="was expected"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["revolving_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="writes into the pilot" told="changed its input"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    pilot["loss"], pilot["margin"] = loss, margin
    groups = pilot.groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="empty pilot gives an empty table" told="there is no card to"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean(),
        }
    ).reset_index()


# %% wrong="segment-margins" name="margin rounded to the fen" told="55.33"
def segment_margins(
    pilot: pd.DataFrame, annual_rate: float, reward_rate: float, terms: dict[str, float]
) -> pd.DataFrame:
    if pilot.empty:
        raise ValueError("a pilot without cards says nothing about segments")
    per_spend = terms["interchange"] - reward_rate * (1 - terms["breakage"])
    loss = terms["loss_given_default"] * pilot["default_12m"] * pilot["receivable_cny"]
    margin = (
        12 * per_spend * pilot["spend_cny"]
        + annual_rate * pilot["revolving_cny"]
        - terms["funding_rate"] * pilot["receivable_cny"]
        - loss
    )
    groups = pilot.assign(loss=loss, margin=margin).groupby("segment", observed=True)
    sums = groups[["loss", "receivable_cny"]].sum()
    return pd.DataFrame(
        {
            "booked": groups.size(),
            "activation": groups["activated"].mean(),
            "loss_rate": (sums["loss"] / sums["receivable_cny"]).fillna(0.0),
            "margin": groups["margin"].mean().round(2),
        }
    ).reset_index()


# %% right="segment-margins" name="growth launch: loop over segments"
def segment_margins(pilot, annual_rate, reward_rate, terms):
    if len(pilot) == 0:
        raise ValueError("no cards")
    rows = []
    for name in sorted(set(pilot["segment"])):
        part = pilot[pilot["segment"] == name]
        owed = part["receivable_cny"].sum()
        lost = terms["loss_given_default"] * (part["receivable_cny"] * part["default_12m"]).sum()
        earned = 12 * part["spend_cny"].sum() * terms["interchange"]
        paid = 12 * part["spend_cny"].sum() * reward_rate * (1 - terms["breakage"])
        total = earned - paid + annual_rate * part["revolving_cny"].sum()
        total -= terms["funding_rate"] * owed + lost
        rows.append(
            {
                "margin": total / len(part),
                "segment": name,
                "loss_rate": lost / owed if owed else 0,
                "booked": len(part),
                "activation": part["activated"].sum() / len(part),
            }
        )
    return pd.DataFrame(rows)


# %% right="segment-margins" name="prudent launch: plain Python, card by card"
def segment_margins(pilot, annual_rate, reward_rate, terms):
    sums = {}
    for card in pilot.to_dict("records"):
        own = sums.setdefault(card["segment"], [0, 0, 0.0, 0.0, 0.0])
        loss = card["receivable_cny"] * card["default_12m"] * terms["loss_given_default"]
        income = card["revolving_cny"] * annual_rate
        income += card["spend_cny"] * 12 * terms["interchange"]
        income -= card["spend_cny"] * 12 * reward_rate * (1 - terms["breakage"])
        income -= card["receivable_cny"] * terms["funding_rate"] + loss
        for place, amount in enumerate(
            (1, card["activated"], card["receivable_cny"], loss, income)
        ):
            own[place] += amount
    if not sums:
        raise ValueError("the pilot is empty")
    table = pd.DataFrame.from_dict(
        {
            name: {
                "booked": n,
                "activation": used / n,
                "loss_rate": lost / owed if owed > 0 else 0.0,
                "margin": income / n,
            }
            for name, (n, used, owed, lost, income) in sums.items()
        },
        orient="index",
    )
    table["segment"] = table.index
    return table


# %% [markdown]
# ## card-price


# %% wrong="card-price" name="sounds good A: as high as the ceiling allows" told="Another allowed"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = len(profit) - 1
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="sounds good B: fewest defaults" told="Another allowed rate earns over"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = lost.argmin()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="ceiling forgotten" told="above the bank's ceiling"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = tested["daily_rate"].max()
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = len(profit) - 1
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="profit per customer" told="that of one invitation at your rate"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = 365 * rates * revolving + other_margin - (funding_rate + lost) * receivable
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="360 days" told="is not 365 times"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(360 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="compounded annual rate" told="is not 365 times"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float((1 + rates[best]) ** 365 - 1),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="losses of the cheapest rate for all" told="does each term change with"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (
        365 * rates * revolving + other_margin - (funding_rate + lost[0]) * receivable
    )
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="funding forgotten" told="that of one invitation at your rate"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - lost * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="rows taken as sorted" told="of one invitation at your rate"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="any rate, not in steps" told="whole steps of 0.00001"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.linspace(0.0003, top, 78)
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="beyond the tested rates" told="tested"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= 0.0002) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = 0
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="best of bad prices" told="the best of bad prices"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="nearest tested rate instead of none" told="nobody has tested"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = np.arange(1_000) / 1e5  # no card costs 1 % a day
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    if not len(rates):
        rates = tested["daily_rate"].head(1).to_numpy()
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="only rates that were tested" told="Another allowed rate earns"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    rates = tested["daily_rate"].to_numpy()
    rates = rates[(rates >= tested["daily_rate"].min()) & (rates <= top)]
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = profit.argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% wrong="card-price" name="best for each customer who came" told="how many of"
def card_price(
    price_test: pd.DataFrame, daily_ceiling: float, funding_rate: float, other_margin: float
) -> dict[str, float]:
    tested = price_test.sort_values("daily_rate")
    top = min(tested["daily_rate"].max(), daily_ceiling)
    bottom = np.ceil(1e5 * tested["daily_rate"].min() - 1e-6)
    rates = np.arange(bottom, np.floor(1e5 * top + 1e-6) + 1) / 1e5
    share = np.interp(rates, tested["daily_rate"], tested["applied"] / tested["invited"])
    revolving, receivable, lost = (
        np.interp(rates, tested["daily_rate"], tested[column])
        for column in ("revolving_cny", "receivable_cny", "loss_rate")
    )
    profit = share * (365 * rates * revolving + other_margin - (funding_rate + lost) * receivable)
    if profit.max(initial=0.0) <= 0:
        raise ValueError("no allowed rate earns a profit")
    best = (profit / share).argmax()
    return {
        "daily_rate": float(rates[best]),
        "annual_rate": float(365 * rates[best]),
        "profit": float(profit[best]),
    }


# %% right="card-price" name="growth launch: the lowest price within a tenth"
def card_price(price_test, daily_ceiling, funding_rate, other_margin):
    table = price_test.sort_values("daily_rate").reset_index(drop=True)
    best = {}
    for step in range(1, 1_000):
        rate = round(step * 0.00001, 5)
        low, high = table["daily_rate"].iloc[0], table["daily_rate"].iloc[-1]
        if not low - 1e-12 <= rate <= min(high, daily_ceiling) + 1e-12:
            continue
        values = {}
        for column in ("revolving_cny", "receivable_cny", "loss_rate"):
            values[column] = np.interp(rate, table["daily_rate"], table[column])
        come = np.interp(rate, table["daily_rate"], table["applied"] / table["invited"])
        interest = 365 * rate * values["revolving_cny"]
        cost = (values["loss_rate"] + funding_rate) * values["receivable_cny"]
        best[rate] = come * (interest + other_margin - cost)
    if not best or max(best.values()) <= 0:
        raise ValueError("no price")
    good = [rate for rate, profit in best.items() if profit >= 0.9 * max(best.values())]
    rate = min(good)
    return {"daily_rate": rate, "annual_rate": rate * 365, "profit": best[rate]}


# %% right="card-price" name="prudent launch: the middle of the good prices"
def card_price(price_test, daily_ceiling, funding_rate, other_margin):
    table = price_test.sort_values("daily_rate").reset_index(drop=True)
    best = {}
    for step in range(1, 1_000):
        rate = round(step * 0.00001, 5)
        low, high = table["daily_rate"].iloc[0], table["daily_rate"].iloc[-1]
        if not low - 1e-12 <= rate <= min(high, daily_ceiling) + 1e-12:
            continue
        values = {}
        for column in ("revolving_cny", "receivable_cny", "loss_rate"):
            values[column] = np.interp(rate, table["daily_rate"], table[column])
        come = np.interp(rate, table["daily_rate"], table["applied"] / table["invited"])
        interest = 365 * rate * values["revolving_cny"]
        cost = (values["loss_rate"] + funding_rate) * values["receivable_cny"]
        best[rate] = come * (interest + other_margin - cost)
    if not best or max(best.values()) <= 0:
        raise ValueError("no price")
    good = [rate for rate, profit in best.items() if profit >= 0.9 * max(best.values())]
    rate = sorted(good)[len(good) // 2]
    return {"daily_rate": rate, "annual_rate": rate * 365, "profit": best[rate]}


# %% right="card-price" name="partner-led launch: the highest price within a tenth"
def card_price(price_test, daily_ceiling, funding_rate, other_margin):
    table = price_test.sort_values("daily_rate").reset_index(drop=True)
    best = {}
    for step in range(1, 1_000):
        rate = round(step * 0.00001, 5)
        low, high = table["daily_rate"].iloc[0], table["daily_rate"].iloc[-1]
        if not low - 1e-12 <= rate <= min(high, daily_ceiling) + 1e-12:
            continue
        values = {}
        for column in ("revolving_cny", "receivable_cny", "loss_rate"):
            values[column] = np.interp(rate, table["daily_rate"], table[column])
        come = np.interp(rate, table["daily_rate"], table["applied"] / table["invited"])
        interest = 365 * rate * values["revolving_cny"]
        cost = (values["loss_rate"] + funding_rate) * values["receivable_cny"]
        best[rate] = come * (interest + other_margin - cost)
    if not best or max(best.values()) <= 0:
        raise ValueError("no price")
    good = [rate for rate, profit in best.items() if profit >= 0.9 * max(best.values())]
    rate = max(good)
    return {"daily_rate": rate, "annual_rate": rate * 365, "profit": best[rate]}


# %% [markdown]
# ## score-cutoff


# %% wrong="score-cutoff" name="sounds good A: drawers cost nothing" told="The cards that nobody"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = (
        good_margin * pilot["activated"] * (1 - pilot["default_12m"])
        - loss
        - card_cost * pilot["activated"]
    )
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="sounds good B: lowest loss rate" told="still profitable in total"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index.max()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="a card in default earns its margin" told="has none"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="receivable in default as loss rate" told="which part of it is lost"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float((pilot["receivable_cny"] * pilot["default_12m"])[approved].sum() / owed)
        if owed
        else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="score must be above the cutoff" told="was expected"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] > cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="highest of equal cutoffs" told="a tie"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].max()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="share of defaults as loss rate" told="was expected"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(pilot.loc[approved, "default_12m"].mean()) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="lowest score with a profit of its own" told="was expected"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = by_score.index[by_score > 0].min() if (by_score > 0).any() else by_score.index.max()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="nothing owed divides by zero" told="binary numbers hide"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed),
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="approval over those who use it" told="was expected"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        raise ValueError("a pilot without applicants has no cutoff")
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved[pilot["activated"] == 1].mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% wrong="score-cutoff" name="empty pilot" told="without applicants there is nothing"
def score_cutoff(
    pilot: pd.DataFrame, good_margin: float, card_cost: float, loss_given_default: float
) -> dict[str, float]:
    if pilot.empty:
        return {"cutoff": 0, "approval_rate": 0.0, "loss_rate": 0.0, "profit": 0.0}
    loss = loss_given_default * pilot["receivable_cny"] * pilot["default_12m"]
    profit = good_margin * pilot["activated"] * (1 - pilot["default_12m"]) - loss - card_cost
    by_score = profit.groupby(pilot["score"].to_numpy()).sum().sort_index(ascending=False)
    totals = by_score.cumsum().round(2)
    cutoff = totals.index[totals == totals.max()].min()
    approved = pilot["score"] >= cutoff
    owed = pilot.loc[approved, "receivable_cny"].sum()
    return {
        "cutoff": cutoff,
        "approval_rate": float(approved.mean()),
        "loss_rate": float(loss[approved].sum() / owed) if owed else 0.0,
        "profit": float(totals[cutoff]),
    }


# %% right="score-cutoff" name="growth launch: every score tried"
def score_cutoff(pilot, good_margin, card_cost, loss_given_default):
    if not len(pilot):
        raise ValueError("empty")
    best = None
    for cutoff in sorted(set(pilot["score"])):
        group = pilot[pilot["score"] >= cutoff]
        good = ((group["activated"] == 1) & (group["default_12m"] == 0)).sum()
        lost = loss_given_default * group.loc[group["default_12m"] == 1, "receivable_cny"].sum()
        profit = good * good_margin - lost - card_cost * len(group)
        if best is None or profit > best["profit"] + 0.005:
            owed = group["receivable_cny"].sum()
            best = {
                "cutoff": cutoff,
                "approval_rate": len(group) / len(pilot),
                "loss_rate": lost / owed if owed > 0 else 0.0,
                "profit": profit,
            }
    return best


# %% right="score-cutoff" name="prudent launch: sorted arrays"
def score_cutoff(pilot, good_margin, card_cost, loss_given_default):
    n = len(pilot)
    if n == 0:
        raise ValueError("no applicants")
    order = np.argsort(-pilot["score"].to_numpy(), kind="stable")
    score, used, owed, bad = (
        pilot[name].to_numpy(dtype=float)[order]
        for name in ("score", "activated", "receivable_cny", "default_12m")
    )
    lost = np.cumsum(loss_given_default * owed * bad)
    profit = np.cumsum(good_margin * used * (bad == 0)) - lost - card_cost * np.arange(1, n + 1)
    last = np.r_[score[1:] != score[:-1], True]
    places = np.flatnonzero(last)
    at = places[np.flatnonzero(profit[places] >= profit[places].max() - 0.005).max()]
    total = np.cumsum(owed)[at]
    return {
        "cutoff": int(score[at]),
        "approval_rate": (at + 1) / n,
        "loss_rate": lost[at] / total if total else 0.0,
        "profit": profit[at],
    }


# %% [markdown]
# ## launch-cash-flows


# %% wrong="launch-cash-flows" name="sounds good A: activation forgotten" told="All months of"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="sounds good B: losses from the first month" told="at which age"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * 1.0
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="interest on all receivables" told="it is earned on revolving"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["receivable"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="instalments forgotten" told="revolving balance and instalments"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="1 % a month" told="discounted by a twelfth of an effective"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"] / 12) ** flows["month"]
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="attrition from the month of booking" told="less attrition"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** age
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="no ramp" told="along the ramp"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * 1.0
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="all rewards redeemed" told="a part is never redeemed"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"],
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="bounty for every card booked" told="each activated one a"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="fees from all" told="who pays the annual fee"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="fee in months 12, 24, 36, 48" told="in which months on book"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [12, 24, 36, 48]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="before tax" told="after tax"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="losses stay at their peak" told="where does it end"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 1])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="partner share forgotten" told="interchange"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"],
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="fixed cost once a year in every month" told="fixed sum every"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"], 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="cannibalisation forgotten" told="who of the active cards"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * 0,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="always 24 months of bookings" told="bookings"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if not 0 <= design["activation"] <= 1:
        raise ValueError(f"an activation of {design['activation']} is no share")
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= 24, design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% wrong="launch-cash-flows" name="any activation" told="such a launch"
def launch_cash_flows(design: dict[str, float], terms: dict[str, float]) -> pd.DataFrame:
    if design["monthly_bookings"] < 0:
        raise ValueError("bookings can't be negative")
    age = np.arange(1, 61)
    active = design["activation"] * (1 - terms["attrition"]) ** (age - 1)
    used = active * np.minimum(0.2 + 0.2 * age, 1)
    spend = used * design["spend"]
    owed = used * design["receivable"] / 12
    bearing = design["revolving"] * design["annual_rate"]
    bearing += terms["instalments"] * terms["instalment_rate"]
    lost = design["loss_rate"] * np.interp(age, [6, 18, 30, 48], [0, 1, 1, 7 / 9])
    upfront = terms["cost_per_booking"] + design["activation"] * design["bounty"]
    of_a_card = {
        "active": active,
        "interest": used * bearing / 12,
        "interchange": spend * terms["interchange"] * (1 - design["interchange_share"]),
        "fees": active * np.isin(age, [13, 25, 37, 49]) * terms["annual_fee"] * terms["fee_paid"],
        "rewards": spend * design["reward_rate"] * (1 - terms["breakage"]),
        "funding": owed * terms["funding_rate"],
        "losses": owed * lost,
        "operating": active * terms["operating"] / 12,
        "cannibalised": active * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12,
        "acquisition": np.where(age == 1, upfront, 0.0),
    }
    bookings = np.where(age <= terms["booking_months"], design["monthly_bookings"], 0.0)
    flows = pd.DataFrame(
        {name: np.r_[0.0, np.convolve(bookings, line)[:60]] for name, line in of_a_card.items()}
    )
    flows.insert(0, "month", np.arange(61))
    flows["operating"] += np.where(flows["month"] > 0, terms["fixed"] / 12, 0.0)
    flows.loc[0, "acquisition"] = terms["build"]
    income = flows[["interest", "interchange", "fees"]].sum(axis=1)
    costs = ["rewards", "funding", "losses", "operating", "cannibalised", "acquisition"]
    flows["profit"] = income - flows[costs].sum(axis=1)
    discount = (1 + terms["hurdle"]) ** (flows["month"] / 12)
    flows["present_value"] = (1 - terms["tax"]) * flows["profit"] / discount
    return flows


# %% right="launch-cash-flows" name="growth launch: cohort by cohort"
def launch_cash_flows(design, terms):
    if design["activation"] < 0 or design["activation"] > 1 or design["monthly_bookings"] < 0:
        raise ValueError("no such launch")
    names = ["active", "interest", "interchange", "fees", "rewards", "funding", "losses"]
    names += ["operating", "cannibalised", "acquisition"]
    table = {name: np.zeros(61) for name in names}
    for start in range(1, min(int(terms["booking_months"]), 60) + 1):
        for month in range(start, 61):
            age = month - start + 1
            cards = design["monthly_bookings"] * design["activation"]
            cards *= (1 - terms["attrition"]) ** (age - 1)
            warm = cards * {1: 0.4, 2: 0.6, 3: 0.8}.get(age, 1.0)
            risk = min(max(age - 6, 0) / 12, 1 - min(max(age - 30, 0), 18) / 18 * 2 / 9)
            table["active"][month] += cards
            table["interest"][month] += warm * design["revolving"] * design["annual_rate"] / 12
            table["interest"][month] += warm * terms["instalments"] * terms["instalment_rate"] / 12
            swiped = warm * design["spend"]
            table["interchange"][month] += (
                swiped * terms["interchange"] * (1 - design["interchange_share"])
            )
            table["rewards"][month] += swiped * design["reward_rate"] * (1 - terms["breakage"])
            if age in (13, 25, 37, 49):
                table["fees"][month] += cards * terms["annual_fee"] * terms["fee_paid"]
            table["funding"][month] += warm * design["receivable"] * terms["funding_rate"] / 12
            table["losses"][month] += warm * design["receivable"] * design["loss_rate"] * risk / 12
            table["operating"][month] += cards * terms["operating"] / 12
            table["cannibalised"][month] += (
                cards * terms["cannibalised_share"] * terms["cannibalised_margin"] / 12
            )
        table["acquisition"][start] += design["monthly_bookings"] * (
            terms["cost_per_booking"] + design["activation"] * design["bounty"]
        )
    table["operating"][1:] += terms["fixed"] / 12
    table["acquisition"][0] += terms["build"]
    flows = pd.DataFrame({"month": range(61), **table})
    flows["profit"] = flows["interest"] + flows["interchange"] + flows["fees"]
    for name in names[4:]:
        flows["profit"] -= flows[name]
    flows["present_value"] = flows["profit"] * (1 - terms["tax"])
    flows["present_value"] /= (1 + terms["hurdle"]) ** (np.arange(61) / 12)
    return flows


# %% right="launch-cash-flows" name="prudent launch: matrix of months and ages"
def launch_cash_flows(design, terms):
    share, booked = design["activation"], design["monthly_bookings"]
    if not (0 <= share <= 1 and booked >= 0):
        raise ValueError("impossible launch")
    months = np.arange(61)
    starts = np.arange(1, int(terms["booking_months"]) + 1)
    age = months[:, None] - starts[None, :] + 1
    born = (age >= 1).astype(float)
    cards = booked * share * born * (1 - terms["attrition"]) ** np.maximum(age - 1, 0)
    warm = cards * np.clip(0.4 + 0.2 * (age - 1), 0, 1)
    risk = np.interp(age.ravel(), [6, 18, 30, 48], [0, 1, 1, 7 / 9]).reshape(age.shape)
    all_cards, all_warm = cards.sum(axis=1), warm.sum(axis=1)
    yearly = design["revolving"] * design["annual_rate"]
    yearly += terms["instalments"] * terms["instalment_rate"]
    anniversary = (cards * ((age % 12 == 1) & (age > 1) & (age < 60))).sum(axis=1)
    flows = pd.DataFrame({"month": months, "active": all_cards})
    flows["interest"] = all_warm * yearly / 12
    own = 1 - design["interchange_share"]
    flows["interchange"] = all_warm * design["spend"] * terms["interchange"] * own
    flows["fees"] = anniversary * terms["annual_fee"] * terms["fee_paid"]
    kept = 1 - terms["breakage"]
    flows["rewards"] = all_warm * design["spend"] * design["reward_rate"] * kept
    flows["funding"] = all_warm * design["receivable"] * terms["funding_rate"] / 12
    lost = (warm * risk).sum(axis=1) * design["loss_rate"]
    flows["losses"] = lost * design["receivable"] / 12
    flows["operating"] = all_cards * terms["operating"] / 12 + (months > 0) * terms["fixed"] / 12
    gone = terms["cannibalised_share"] * terms["cannibalised_margin"]
    flows["cannibalised"] = all_cards * gone / 12
    upfront = booked * (terms["cost_per_booking"] + share * design["bounty"])
    flows["acquisition"] = np.isin(months, starts) * upfront + (months == 0) * terms["build"]
    flows["profit"] = flows.loc[:, "interest":"fees"].sum(axis=1)
    flows["profit"] -= flows.loc[:, "rewards":"acquisition"].sum(axis=1)
    monthly = (1 + terms["hurdle"]) ** (1 / 12)
    flows["present_value"] = flows["profit"] * (1 - terms["tax"]) / monthly**months
    return flows


# %% [markdown]
# ## partner-offer


# %% wrong="partner-offer" name="sounds good A: all as a bounty" told="In the bad case the bank"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = 0.0
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="sounds good B: half of what the partner needs" told="The partner"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0) / 2
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="the own value of the partner forgotten" told="raised ValueError"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"], 0)
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="limit of the share ignored" told="Do bounty and share keep the"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = needed / (yearly * years)
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="share of one year only" told="Does the partner have at least"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = max(needed - share * yearly * years * 2, 0)
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="limit of the bounty ignored" told="there is no bounty and share"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="bad case unchecked" told="there is no bounty and share"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(bank, 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="surplus instead of what is kept" told="does not follow from your"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank - deal["bank_reserve"],
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="payments to the partner only" told="What the partner has does not"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="the partner pays the bank" told="keep the limits"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = deal["partner_reserve"] - deal["partner_value"] * years
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank, bank_low = (
        deal["bank_value"] * life - bounty - share * yearly * life for life in (years, low)
    )
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% wrong="partner-offer" name="the bank before the bounty" told="Do the three results follow"
def partner_offer(deal: dict[str, float]) -> dict[str, float]:
    years, low, yearly = deal["years"], deal["years_low"], deal["interchange"]
    # The least that the partner signs, as far as possible as a share: it shrinks in the bad case.
    needed = max(deal["partner_reserve"] - deal["partner_value"] * years, 0)
    share = min(deal["most_share"], needed / (yearly * years))
    bounty = needed - share * yearly * years
    bank = deal["bank_value"] * years - share * yearly * years
    bank_low = deal["bank_value"] * low - share * yearly * low - bounty
    kept = round(min(bank, bank_low), 2)
    if round(bounty, 2) > deal["most_bounty"] or kept < deal["bank_reserve"]:
        raise ValueError("no offer leaves both sides their reserves")
    partner = deal["partner_value"] * years + needed
    return {
        "bounty": bounty,
        "share": share,
        "bank": bank,
        "bank_low": bank_low,
        "partner": partner,
    }


# %% right="partner-offer" name="growth launch: as much bounty as both sides can sign"
def partner_offer(deal):
    best = None
    years, low = deal["years"], deal["years_low"]
    corners = np.linspace(0, deal["most_share"], 3_001)
    for share in corners:
        paid = share * deal["interchange"]
        least = deal["partner_reserve"] - (paid + deal["partner_value"]) * years
        most = min(
            deal["most_bounty"],
            (deal["bank_value"] - paid) * years - deal["bank_reserve"],
            (deal["bank_value"] - paid) * low - deal["bank_reserve"],
        )
        if max(least, 0) <= most + 0.005:
            bounty = max(min(most, most), 0)
            best = (bounty, share)
            break
    if best is None:
        raise ValueError("no zone of agreement")
    bounty, share = best
    kept = [deal["bank_value"] * y - bounty - share * deal["interchange"] * y for y in (years, low)]
    partner = bounty + (share * deal["interchange"] + deal["partner_value"]) * years
    return {
        "bounty": bounty,
        "share": share,
        "bank": kept[0],
        "bank_low": kept[1],
        "partner": partner,
    }


# %% right="partner-offer" name="prudent launch: the largest share, the least bounty"
def partner_offer(deal):
    best = None
    years, low = deal["years"], deal["years_low"]
    corners = np.linspace(0, deal["most_share"], 3_001)
    for share in corners[::-1]:
        paid = share * deal["interchange"]
        least = deal["partner_reserve"] - (paid + deal["partner_value"]) * years
        most = min(
            deal["most_bounty"],
            (deal["bank_value"] - paid) * years - deal["bank_reserve"],
            (deal["bank_value"] - paid) * low - deal["bank_reserve"],
        )
        if max(least, 0) <= most + 0.005:
            bounty = max(min(max(least, 0), most), 0)
            best = (bounty, share)
            break
    if best is None:
        raise ValueError("no zone of agreement")
    bounty, share = best
    kept = [deal["bank_value"] * y - bounty - share * deal["interchange"] * y for y in (years, low)]
    partner = bounty + (share * deal["interchange"] + deal["partner_value"]) * years
    return {
        "bounty": bounty,
        "share": share,
        "bank": kept[0],
        "bank_low": kept[1],
        "partner": partner,
    }


# %% right="partner-offer" name="partner-led launch: a fair split of the surplus"
def partner_offer(deal):
    best = None
    years, low = deal["years"], deal["years_low"]
    corners = np.linspace(0, deal["most_share"], 3_001)
    for share in corners[::-1]:
        paid = share * deal["interchange"]
        least = deal["partner_reserve"] - (paid + deal["partner_value"]) * years
        most = min(
            deal["most_bounty"],
            (deal["bank_value"] - paid) * years - deal["bank_reserve"],
            (deal["bank_value"] - paid) * low - deal["bank_reserve"],
        )
        if max(least, 0) <= most + 0.005:
            bounty = max(min((max(least, 0) + most) / 2, most), 0)
            best = (bounty, share)
            break
    if best is None:
        raise ValueError("no zone of agreement")
    bounty, share = best
    kept = [deal["bank_value"] * y - bounty - share * deal["interchange"] * y for y in (years, low)]
    partner = bounty + (share * deal["interchange"] + deal["partner_value"]) * years
    return {
        "bounty": bounty,
        "share": share,
        "bank": kept[0],
        "bank_low": kept[1],
        "partner": partner,
    }


# %% [markdown]
# ## campaign-test


# %% wrong="campaign-test" name="sounds good A: few held back" told="too small"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    test, control = int(min(affordable, customers * 0.95)), int(customers * 0.05)
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="sounds good B: a small look first" told="too small"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    test = control = 5_000
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="power of a half" told="too small"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + 0)) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="one-sided test" told="too small"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.645 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="equal arms, whatever the budget" told="Are there as many people,"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(np.ceil(sum(spread.values()) / most))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    control = test
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="all arms are contacted" told="is not that of the test arm"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {
        "test": test,
        "control": control,
        "power": power,
        "cost": (test + control) * contact_cost,
    }


# %% wrong="campaign-test" name="uplift relative to the base" told="too small"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    uplift = uplift / base_rate if base_rate else 1
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="power without the 1.96" told="the one of your sizes is another"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="variance of one arm" told="too small"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    if test + control > customers:
        raise ValueError("customers or budget are too few for a power of 0.8")
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="more customers than there are" told="finds this uplift in eight of"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else np.inf
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% wrong="campaign-test" name="a power that rounds to eight tenths" told="finds this uplift in"
def campaign_test(
    base_rate: float, uplift: float, customers: int, contact_cost: float, budget: float
) -> dict[str, float]:
    if uplift <= 0:
        raise ValueError("only a positive uplift can be planned for")
    invited = base_rate + uplift
    spread = {"test": invited * (1 - invited), "control": base_rate * (1 - base_rate)}
    most = (uplift / (1.96 + NormalDist().inv_cdf(0.8))) ** 2  # variance of the difference
    both = sum(variance**0.5 for variance in spread.values())
    affordable = budget / contact_cost if contact_cost else customers
    # The smallest test in all has arms in the ratio of their standard deviations.
    test = int(min(np.ceil(both * spread["test"] ** 0.5 / most), affordable, customers))
    left = most - spread["test"] / test if test else 0
    control = max(int(np.ceil(spread["control"] / left)), 1) if left > 0 else customers
    control = max(min(control, customers - test), 1)
    error = (spread["test"] / test + spread["control"] / control) ** 0.5
    power = NormalDist().cdf(uplift / error - 1.96)
    if round(power, 1) < 0.8 or test + control > customers:
        raise ValueError("no such split")
    return {"test": test, "control": control, "power": power, "cost": test * contact_cost}


# %% right="campaign-test" name="growth launch: the most invitations that leave enough to compare"
def campaign_test(base_rate, uplift, customers, contact_cost, budget):
    if not uplift > 0:
        raise ValueError("nothing to find")
    rate = base_rate + uplift

    def power(test, control):
        variance = rate * (1 - rate) / test + base_rate * (1 - base_rate) / control
        return NormalDist().cdf(uplift / variance**0.5 - 1.96)

    most = customers - 1
    if contact_cost > 0:
        most = min(most, int(budget // contact_cost))
    sizes = range(most, 0, -max(most // 500, 1))
    for test in sizes:
        control = customers - test
        if test >= 1 and control >= 1 and power(test, control) >= 0.8:
            return {
                "test": test,
                "control": control,
                "power": power(test, control),
                "cost": test * contact_cost,
            }
    raise ValueError("too few")


# %% right="campaign-test" name="prudent launch: the fewest invitations, all others held back"
def campaign_test(base_rate, uplift, customers, contact_cost, budget):
    if not uplift > 0:
        raise ValueError("nothing to find")
    rate = base_rate + uplift

    def power(test, control):
        variance = rate * (1 - rate) / test + base_rate * (1 - base_rate) / control
        return NormalDist().cdf(uplift / variance**0.5 - 1.96)

    most = customers - 1
    if contact_cost > 0:
        most = min(most, int(budget // contact_cost))
    sizes = range(1, most + 1)
    for test in sizes:
        control = customers - test
        if test >= 1 and control >= 1 and power(test, control) >= 0.8:
            return {
                "test": test,
                "control": control,
                "power": power(test, control),
                "cost": test * contact_cost,
            }
    raise ValueError("too few")


# %% right="campaign-test" name="partner-led launch: equal arms if there is money for them"
def campaign_test(base_rate, uplift, customers, contact_cost, budget):
    if not uplift > 0:
        raise ValueError("nothing to find")
    rate = base_rate + uplift

    def power(test, control):
        variance = rate * (1 - rate) / test + base_rate * (1 - base_rate) / control
        return NormalDist().cdf(uplift / variance**0.5 - 1.96)

    most = customers - 1
    if contact_cost > 0:
        most = min(most, int(budget // contact_cost))
    sizes = [most // 4, most // 2, *range(1, most + 1, 7), most]
    for test in sizes:
        if test < 1:
            continue
        control = (
            min(max(test, 1), customers - test)
            if power(test, min(test, customers - test)) >= 0.8
            else customers - test
        )
        if test >= 1 and control >= 1 and power(test, control) >= 0.8:
            return {
                "test": test,
                "control": control,
                "power": power(test, control),
                "cost": test * contact_cost,
            }
    raise ValueError("too few")


# %% [markdown]
# ## desk-roster


# %% wrong="desk-roster" name="sounds good A: staffed for the load" told="what happens to a call"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="sounds good B: gaps left out" told="over how many days is the mean"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].mean()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="shrinkage added" told="a quarter of the roster is away"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed * (1 + shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="load of an hour" told="Is that the load of an hour"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 3_600 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="Erlang B" told="was expected"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="rounded instead of up" told="was expected"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = (needed / (1 - shrinkage)).round().astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="service level on the waiting calls only" told="was expected"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            late = np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="the busiest day" told="was expected"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].max()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="minutes of handling" told="a published call centre"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds / 60)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="as many agents as the load is enough" told="a load that is a whole"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number < load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="no agent without calls" told="nobody calls"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if not (0 <= service_level < 1 and 0 <= shrinkage < 1):
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        if mean_calls == 0:
            return 0
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% wrong="desk-roster" name="any promise" told="keeps such a promise"
def desk_roster(
    calls: pd.DataFrame,
    handling_seconds: float,
    within_seconds: float,
    service_level: float,
    shrinkage: float,
) -> pd.DataFrame:
    if service_level >= 1 or shrinkage >= 1:
        raise ValueError("service level and shrinkage are shares below 1")

    def agents(mean_calls: float) -> int:
        load = mean_calls / 1_800 * handling_seconds
        number, blocked = 0, 1.0  # Erlang B, by recursion over the agents
        while True:
            number += 1
            blocked = load * blocked / (number + load * blocked)
            if number <= load:
                continue
            waits = blocked / (1 - load / number * (1 - blocked))
            late = waits * np.exp(-(number - load) * within_seconds / handling_seconds)
            if 1 - late >= service_level:
                return number

    mean = calls.groupby("half_hour", observed=True)["calls"].sum() / calls["day"].nunique()
    needed = mean.map(agents)
    rostered = np.ceil((needed / (1 - shrinkage)).round(9)).astype(int)
    return pd.DataFrame({"calls": mean, "agents": needed, "rostered": rostered}).reset_index()


# %% right="desk-roster" name="growth launch: logarithms of factorials"
def desk_roster(calls, handling_seconds, within_seconds, service_level, shrinkage):
    from math import ceil, exp, lgamma, log

    if min(service_level, shrinkage) < 0 or max(service_level, shrinkage) >= 1:
        raise ValueError("no share")

    def answered(n, load):
        logs = [k * log(load) - lgamma(k + 1) for k in range(n + 1)]
        top = max(logs)
        last = exp(logs[n] - top) * n / (n - load)
        wait = last / (sum(exp(x - top) for x in logs[:n]) + last)
        return 1 - wait * exp(-(n - load) * within_seconds / handling_seconds)

    days = len(set(calls["day"]))
    rows = []
    for label in sorted(set(calls["half_hour"])):
        mean = calls.loc[calls["half_hour"] == label, "calls"].sum() / days
        load = mean * handling_seconds / 1_800
        n = int(load) + 1
        while load > 0 and answered(n, load) < service_level:
            n += 1
        paid = ceil(round(n / (1 - shrinkage), 6))
        rows.append({"half_hour": label, "calls": mean, "agents": n, "rostered": paid})
    return pd.DataFrame(rows)


# %% right="desk-roster" name="prudent launch: pivot of days and recursion of waiting"
def desk_roster(calls, handling_seconds, within_seconds, service_level, shrinkage):
    for share in (service_level, shrinkage):
        if share < 0 or share >= 1:
            raise ValueError(share)
    grid = calls.pivot(index="day", columns="half_hour", values="calls").fillna(0)
    result = grid.mean().rename("calls").reset_index()
    numbers = []
    for mean in result["calls"]:
        load, inverse, n = mean / 1_800 * handling_seconds, 1.0, 0
        while True:
            n += 1
            inverse = 1 + n / load * inverse if load else np.inf
            if n > load:
                wait = n / (n + (n - load) * (inverse - 1)) if load else 0.0
                if (
                    1 - wait * np.exp((load - n) / handling_seconds * within_seconds)
                    >= service_level
                ):
                    break
        numbers.append(n)
    result["agents"] = numbers
    result["rostered"] = [int(np.ceil(n / (1 - shrinkage) - 1e-9)) for n in numbers]
    return result


# %% [markdown]
# ## launch-schedule


# %% wrong="launch-schedule" name="sounds good A: weeks where they are cheapest" told="ends after"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if sum(plan["weeks"] - chosen) == 3:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="sounds good B: everything as short as it goes" told="cost more"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    for chosen in [tuple(plan["shortest_weeks"])]:
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if budget >= 0:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="sum of all tasks" told="raised ValueError"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + sum(end(earlier, weeks) for earlier in before[task])

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="last predecessor only" told="deadline"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + min((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="cost of the weeks that are left" told="raised ValueError"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((np.array(chosen)) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="finish of the last row" told="longest chain"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = end(plan.index[-1], weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="finish is the deadline" told="a date with weeks to spare"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": deadline, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="budget ignored" told="within this budget"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost >= 0:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="only tasks that change" told="Give the weeks of every task"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                changed = {t: n for t, n in weeks.items() if n < plan["weeks"][t]}
                fitting.append({"weeks": changed, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no plan within the budget meets the deadline")
    return cheapest


# %% wrong="launch-schedule" name="a plan that is late instead of none" told="no choice of weeks"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish <= deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        weeks = plan["weeks"].to_dict()
        finish = max(end(task, weeks) for task in weeks)
        return {"weeks": weeks, "finish": finish, "cost": 0.0}
    return cheapest


# %% wrong="launch-schedule" name="must end before the deadline" told="raised ValueError"
def launch_schedule(tasks: pd.DataFrame, deadline: int, budget: float) -> dict:
    plan = tasks.set_index("task")
    before = {task: [t for t in after.split("; ") if t] for task, after in plan["after"].items()}

    def end(task: str, weeks: dict[str, int]) -> int:
        return weeks[task] + max((end(earlier, weeks) for earlier in before[task]), default=0)

    fitting = []
    spans = [range(row.shortest_weeks, row.weeks + 1) for row in plan.itertuples()]
    for chosen in product(*spans):
        cost = float((plan["weeks"].to_numpy() - chosen) @ plan["cny_per_week"].to_numpy())
        if cost <= budget:
            weeks = pd.Series(chosen, plan.index).to_dict()
            finish = max(end(task, weeks) for task in weeks)
            if finish < deadline:
                fitting.append({"weeks": weeks, "finish": finish, "cost": cost})
    cheapest = min(fitting, key=lambda found: found["cost"], default=None)
    if cheapest is None:
        raise ValueError("no such plan within the budget meets the deadline")
    return cheapest


# %% right="launch-schedule" name="growth launch: the earliest date that the budget buys"
def launch_schedule(tasks, deadline, budget):
    rows = tasks.to_dict("records")
    names = [row["task"] for row in rows]

    def finish(weeks):
        ends = {}
        while len(ends) < len(names):
            for row in rows:
                before = row["after"].split("; ") if row["after"] else []
                if row["task"] not in ends and all(name in ends for name in before):
                    start = max([ends[name] for name in before], default=0)
                    ends[row["task"]] = start + weeks[row["task"]]
        return max(ends.values())

    found = []
    for choice in product(*[range(r["shortest_weeks"], r["weeks"] + 1) for r in rows]):
        cost = sum(r["cny_per_week"] * (r["weeks"] - w) for r, w in zip(rows, choice, strict=True))
        if cost <= budget:
            weeks = dict(zip(names, choice, strict=True))
            end = finish(weeks)
            if end <= deadline:
                found.append((end, cost, choice))
    if not found:
        raise ValueError("not in time")
    end, cost, choice = min(found)
    return {"weeks": dict(zip(names, choice, strict=True)), "finish": end, "cost": cost}


# %% right="launch-schedule" name="prudent launch: the cheapest plan"
def launch_schedule(tasks, deadline, budget):
    rows = tasks.to_dict("records")
    names = [row["task"] for row in rows]

    def finish(weeks):
        ends = {}
        while len(ends) < len(names):
            for row in rows:
                before = row["after"].split("; ") if row["after"] else []
                if row["task"] not in ends and all(name in ends for name in before):
                    start = max([ends[name] for name in before], default=0)
                    ends[row["task"]] = start + weeks[row["task"]]
        return max(ends.values())

    found = []
    for choice in product(*[range(r["shortest_weeks"], r["weeks"] + 1) for r in rows]):
        cost = sum(r["cny_per_week"] * (r["weeks"] - w) for r, w in zip(rows, choice, strict=True))
        if cost <= budget:
            weeks = dict(zip(names, choice, strict=True))
            end = finish(weeks)
            if end <= deadline:
                found.append((end, cost, choice))
    if not found:
        raise ValueError("not in time")
    end, cost, choice = min(found, key=lambda plan: plan[1])
    return {"weeks": dict(zip(names, choice, strict=True)), "finish": end, "cost": cost}


# %% right="launch-schedule" name="partner-led launch: as many weeks bought as the budget allows"
def launch_schedule(tasks, deadline, budget):
    rows = tasks.to_dict("records")
    names = [row["task"] for row in rows]

    def finish(weeks):
        ends = {}
        while len(ends) < len(names):
            for row in rows:
                before = row["after"].split("; ") if row["after"] else []
                if row["task"] not in ends and all(name in ends for name in before):
                    start = max([ends[name] for name in before], default=0)
                    ends[row["task"]] = start + weeks[row["task"]]
        return max(ends.values())

    found = []
    for choice in product(*[range(r["shortest_weeks"], r["weeks"] + 1) for r in rows]):
        cost = sum(r["cny_per_week"] * (r["weeks"] - w) for r, w in zip(rows, choice, strict=True))
        if cost <= budget:
            weeks = dict(zip(names, choice, strict=True))
            end = finish(weeks)
            if end <= deadline:
                found.append((end, cost, choice))
    if not found:
        raise ValueError("not in time")
    end, cost, choice = max(found, key=lambda plan: plan[1])
    return {"weeks": dict(zip(names, choice, strict=True)), "finish": end, "cost": cost}


# %% [markdown]
# ## monitoring-findings


# %% wrong="monitoring-findings" name="sounds good A: the largest loss" told="how many accounts"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    excess = fraud["sum"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="sounds good B: the category that costs most" told="where was"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="first month above the limit" told="since when does the shift"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    shifted = psi.index[psi > 0.25]

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="beyond the rate of all channels" told="of all the *other*"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - 0 * fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="logarithm to base ten" told="natural logarithm"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log10(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="upper edges included" told="lower edges included"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="left").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="expected over actual" told="PSI of some month differs"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = (actual * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="leak counted where it is positive only" told="taken back"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = (
        too_much.clip(lower=0).groupby(rewards["category"].astype(object).to_numpy()).sum()
    )
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="scores below the first edge dropped" told="PSI"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right") - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="bands in the order given" told="edges in order"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(list(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="always somebody to blame" told="has no category to blame"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax()
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="empty bands left out" told="An empty band counts"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).replace(0, np.nan)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="a single channel" told="no other channel to compare"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = (fraud["sum"] - fraud["size"] * others["sum"] / others["size"]).fillna(0)

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="paid too little is a leak" told="has a claim, not a leak"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.abs().idxmax() if by_category.abs().max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% wrong="monitoring-findings" name="worst rate per account" told="not per account"
def monitoring_findings(
    accounts: pd.DataFrame, rewards: pd.DataFrame, expected: dict[int, float]
) -> dict:
    if accounts["channel"].nunique() < 2:
        raise ValueError("one channel can't be compared with others")
    edges = np.array(sorted(expected))
    band = np.searchsorted(edges, accounts["score"], side="right").clip(min=1) - 1
    counts = pd.crosstab(accounts["month"].to_numpy(), band)
    actual = counts.reindex(columns=range(len(edges)), fill_value=0)
    actual = actual.div(actual.sum(axis=1), axis=0).clip(lower=0.0001)
    wanted = np.array([expected[edge] for edge in edges])
    psi = ((actual - wanted) * np.log(actual / wanted)).sum(axis=1).sort_index()
    calm = psi.index[psi <= 0.25]
    shifted = psi.index[psi.index > calm.max()] if len(calm) else psi.index

    channel = accounts["channel"].astype(object).to_numpy()
    fraud = accounts["fraud_loss_cny"].groupby(channel).agg(["sum", "size"])
    others = fraud.sum() - fraud
    excess = fraud["sum"] - fraud["size"] * others["sum"] / others["size"]

    too_much = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    by_category = too_much.groupby(rewards["category"].astype(object).to_numpy()).sum()
    leak = by_category.idxmax() if by_category.max() > 1 else None
    leaking = rewards.loc[(rewards["category"] == leak) & (too_much > 1), "month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": int(shifted[0]) if len(shifted) else None,
        "fraud_channel": (fraud["sum"] / fraud["size"]).idxmax(),
        "fraud_excess_cny": float(excess.max()),
        "leak_category": leak,
        "leak_cny": float(by_category[leak]) if leak else 0.0,
        "leak_from": int(leaking.min()) if len(leaking) else None,
    }


# %% right="monitoring-findings" name="growth launch: plain loops"
def monitoring_findings(accounts, rewards, expected):
    channels = sorted(set(accounts["channel"]))
    if len(channels) < 2:
        raise ValueError("nothing to compare")
    edges = sorted(expected)
    psi = {}
    for month in sorted(set(accounts["month"])):
        scores = list(accounts.loc[accounts["month"] == month, "score"])
        counts = dict.fromkeys(edges, 0)
        for score in scores:
            below = [edge for edge in edges if edge <= score]
            counts[below[-1] if below else edges[0]] += 1
        total = 0.0
        for edge in edges:
            share = max(counts[edge] / len(scores), 0.0001)
            total += (share - expected[edge]) * np.log(share / expected[edge])
        psi[month] = total
    shift_from = None
    for month in sorted(psi, reverse=True):
        if psi[month] <= 0.25:
            break
        shift_from = month
    best = None
    for channel in channels:
        own = accounts["channel"] == channel
        rate = accounts.loc[~own, "fraud_loss_cny"].sum() / (~own).sum()
        excess = accounts.loc[own, "fraud_loss_cny"].sum() - own.sum() * rate
        if best is None or excess > best[1]:
            best = (channel, excess)
    leak = (None, 0.0, None)
    for category in sorted(set(rewards["category"])):
        part = rewards[rewards["category"] == category]
        extra = part["reward_cny"] - part["spend_cny"] * part["contract_rate"]
        if extra.sum() > 1 and extra.sum() > leak[1] + 1e-9:
            months = part.loc[extra > 1, "month"]
            leak = (category, extra.sum(), months.min() if len(months) else None)
    return {
        "psi": psi,
        "shift_from": shift_from,
        "fraud_channel": best[0],
        "fraud_excess_cny": best[1],
        "leak_category": leak[0],
        "leak_cny": leak[1],
        "leak_from": leak[2],
    }


# %% right="monitoring-findings" name="names as plain text, cumulative minimum"
def monitoring_findings(accounts, rewards, expected):
    opened = accounts.assign(channel=accounts["channel"].astype(str))
    if opened["channel"].nunique() < 2:
        raise ValueError("one channel only")
    wanted = pd.Series(expected).sort_index()
    band = np.searchsorted(wanted.index.to_numpy(), opened["score"].to_numpy(), side="right") - 1
    shares = pd.crosstab(opened["month"].to_numpy(), np.clip(band, 0, None), normalize="index")
    shares = shares.reindex(columns=range(len(wanted)), fill_value=0).clip(lower=1e-4)
    psi = ((shares - wanted.to_numpy()) * np.log(shares / wanted.to_numpy())).sum(axis=1)
    lasting = (psi > 0.25)[::-1].cummin()[::-1]
    fraud = opened.groupby("channel")["fraud_loss_cny"].agg(["sum", "size"])
    others = (fraud["sum"].sum() - fraud["sum"]) / (fraud["size"].sum() - fraud["size"])
    excess = fraud["sum"] - fraud["size"] * others
    over = rewards["reward_cny"] - rewards["contract_rate"] * rewards["spend_cny"]
    paid = rewards.assign(category=rewards["category"].astype(str), over=over)
    leaks = paid.groupby("category")["over"].sum().round(6)
    leak = leaks.idxmax() if leaks.max() > 1 else None
    since = paid[(paid["category"] == leak) & (paid["over"] > 1)]["month"]
    return {
        "psi": psi.to_dict(),
        "shift_from": lasting[lasting].index[0] if lasting.any() else None,
        "fraud_channel": excess.round(6).idxmax(),
        "fraud_excess_cny": excess.max(),
        "leak_category": leak,
        "leak_cny": leaks.max() if leak else 0.0,
        "leak_from": since.min() if leak else None,
    }


# %% right="monitoring-findings" name="prudent launch: cut and pivot tables"
def monitoring_findings(accounts, rewards, expected):
    by_channel = accounts.pivot_table(
        index="channel", values="fraud_loss_cny", aggfunc=["sum", "count"]
    )
    if len(by_channel) == 1:
        raise ValueError("one channel")
    loss, number = by_channel["sum"].iloc[:, 0], by_channel["count"].iloc[:, 0]
    excess = loss - number * (loss.sum() - loss) / (number.sum() - number)
    wanted = pd.Series(expected, dtype=float).sort_index()
    edges = [-np.inf, *wanted.index[1:], np.inf]
    bands = pd.cut(accounts["score"], edges, right=False, labels=wanted.index)
    table = accounts.assign(band=bands).groupby(["month", "band"], observed=False).size().unstack()
    share = (table.T / table.sum(axis=1)).T.astype(float)
    share = share.mask(share < 0.0001, 0.0001)
    share.columns = wanted.index
    psi = ((share - wanted) * (np.log(share) - np.log(wanted))).sum(axis=1)
    shift_from = None
    if psi.iloc[-1] > 0.25:
        run = (psi > 0.25)[::-1].cumprod()[::-1]
        shift_from = psi.index[run == 1].min()
    paid = rewards.assign(
        category=rewards["category"].astype(str),
        extra=rewards["reward_cny"] - rewards["spend_cny"] * rewards["contract_rate"],
    )
    extra = paid.pivot_table(index="category", columns="month", values="extra", aggfunc="sum")
    total = extra.sum(axis=1).round(9)
    findings = {"leak_category": None, "leak_cny": 0.0, "leak_from": None}
    if total.max() > 1:
        worst = total.index[total == total.max()][0]
        months = extra.columns[extra.loc[worst] > 1]
        findings = {
            "leak_category": worst,
            "leak_cny": total[worst],
            "leak_from": months.min() if len(months) else None,
        }
    return {
        "psi": psi,
        "shift_from": shift_from,
        "fraud_channel": excess.index[excess == excess.max()][0],
        "fraud_excess_cny": excess.max(),
        **findings,
    }


# %% [markdown]
# ## plot-launch


# %% wrong="plot-launch" name="sounds good A: monthly values, not their sum" told="drew no line"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].sort_index()
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    ax.scatter(low_months, lows, color="0.2")
    label_line_ends(ax)
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    ax.set_title("What each plan has earned, month by month")
    return ax


# %% wrong="plot-launch" name="in millions" told="drew no line"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].sort_index().cumsum() / 1e6
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    ax.scatter(low_months, lows, color="0.2")
    label_line_ends(ax)
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    ax.set_title("What each plan has earned, month by month")
    return ax


# %% wrong="plot-launch" name="no names" told="name"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].sort_index().cumsum()
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    ax.scatter(low_months, lows, color="0.2")
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    ax.set_title("What each plan has earned, month by month")
    return ax


# %% wrong="plot-launch" name="no title" told="without a title"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].sort_index().cumsum()
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    ax.scatter(low_months, lows, color="0.2")
    label_line_ends(ax)
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    return ax


# %% wrong="plot-launch" name="no low points" told="points"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].sort_index().cumsum()
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    label_line_ends(ax)
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    ax.set_title("What each plan has earned, month by month")
    return ax


# %% wrong="plot-launch" name="ends marked instead of lows" told="points"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].sort_index().cumsum()
        ax.plot(running.index, running, label=name)
        low_months.append(running.index[-1])
        lows.append(running.iloc[-1])
    ax.scatter(low_months, lows, color="0.2")
    label_line_ends(ax)
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    ax.set_title("What each plan has earned, month by month")
    return ax


# %% wrong="plot-launch" name="months taken as sorted" told="months out of order"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].cumsum().sort_index()
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    ax.scatter(low_months, lows, color="0.2")
    label_line_ends(ax)
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    ax.set_title("What each plan has earned, month by month")
    return ax


# %% wrong="plot-launch" name="no labels" told="label"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        running = flows.set_index("month")["present_value"].sort_index().cumsum()
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    ax.scatter(low_months, lows, color="0.2")
    label_line_ends(ax)
    ax.set_title("What each plan has earned, month by month")
    return ax


# %% wrong="plot-launch" name="writes into the tables" told="changed its input"
def plot_launch(plans: dict[str, pd.DataFrame]) -> Axes:
    _, ax = plt.subplots()
    low_months, lows = [], []
    for name, flows in plans.items():
        flows.sort_values("month", inplace=True)
        running = flows.set_index("month")["present_value"].sort_index().cumsum()
        ax.plot(running.index, running, label=name)
        low_months.append(running.idxmin())
        lows.append(running.min())
    ax.scatter(low_months, lows, color="0.2")
    label_line_ends(ax)
    ax.set(xlabel="Month after the launch", ylabel="Present value up to this month (CNY)")
    ax.set_title("What each plan has earned, month by month")
    return ax


# %% right="plot-launch" name="growth launch: step by step with pyplot"
def plot_launch(plans):
    plt.figure()
    for name in plans:
        table = plans[name].sort_values("month")
        total, months, sums = 0.0, [], []
        for month, value in zip(table["month"], table["present_value"], strict=True):
            total += value
            months.append(month)
            sums.append(total)
        line = plt.plot(months, sums, label=name)[0]
        low = sums.index(min(sums))
        plt.plot([months[low]], [sums[low]], "v", color=line.get_color())
    plt.legend()
    plt.xlabel("month")
    plt.ylabel("running sum of present values, CNY")
    plt.title("All plans start in debt")
    return plt.gca()


# %% right="plot-launch" name="prudent launch: one table, drawn by pandas"
def plot_launch(plans):
    wide = pd.DataFrame(
        {name: flows.set_index("month")["present_value"] for name, flows in plans.items()}
    )
    sums = wide.sort_index().cumsum()
    ax = sums.plot(xlabel="Month", ylabel="¥", title="Which plan comes back")
    ax.scatter(sums.idxmin().to_numpy(), sums.min().to_numpy(), marker="x")
    return ax.figure


# %% [markdown]
# ## launch-plan


# %% wrong="launch-plan" name="sounds good A: everybody, no drawers" told="Too many cards would lie"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family", "student", "small trader"],
        "cutoff": 500,
        "daily_rate": 0.00046,
        "reward_rate": 0.004,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows({**design, "activation": 1.0}, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="sounds good B: only the safest commuters" told="Fewer than 4,000"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter"],
        "cutoff": 640,
        "daily_rate": 0.0005,
        "reward_rate": 0.003,
        "package": "stations",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="the proposal" told="Too many cards would lie in drawers"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family", "student", "small trader"],
        "cutoff": 560,
        "daily_rate": 0.00046,
        "reward_rate": 0.003,
        "package": "stations",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="activation forgotten in the value" told="Is the value that of your"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows({**design, "activation": 1.0}, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="interest on all receivables" told="Is the value that of your own"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["receivable_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="loss rate of the whole pilot" told="the one of your own cutoff"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    everybody = pilot[pilot["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = everybody.loc[everybody["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / everybody["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="price without its response" told="Do the bookings follow"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="adverse selection forgotten" told="the one of your own cutoff"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"] * defaulted / used["receivable_cny"].sum() * 1.0,
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="above the ceiling" told="The price breaks a rule"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00055,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="daily rate times 360" told="The price breaks a rule"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 360 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="no reward at all" told="The reward lies outside"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 560,
        "daily_rate": 0.0005,
        "reward_rate": 0.0,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="a cheap plan that loses money" told="the plan loses money"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 560,
        "daily_rate": 0.00042,
        "reward_rate": 0.003,
        "package": "stations",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="figures written down, not computed" told="whom your segments and"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": 0.8200370294446417,
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="one revolving balance at every price" told="Is the value that of"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean(),
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="bounty and share of the known package" told="Is the value that of"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": 60.0,
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="the proposed rate written down" told="the one of your own cutoff"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp([plan["daily_rate"], 0.00046], tested["daily_rate"], tested[column])
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="the bank's price test in any case" told="the one of your own cutoff"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = load_launch_price_test()
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% wrong="launch-plan" name="the proposal's loss rate in the value" told="Is the value that of"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family"],
        "cutoff": 580,
        "daily_rate": 0.00049,
        "reward_rate": 0.0025,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "loss_rate": 0.036,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% right="launch-plan" name="growth launch: three segments and the gates"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["commuter", "young family", "small trader"],
        "cutoff": 570,
        "daily_rate": 0.0005,
        "reward_rate": 0.003,
        "package": "gates",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% right="launch-plan" name="prudent launch: a strict cutoff and the stations"
def launch_plan(
    pilot: pd.DataFrame,
    price_test: pd.DataFrame,
    packages: pd.DataFrame,
    terms: dict[str, float],
) -> dict:
    plan = {
        "segments": ["young family", "commuter"],
        "cutoff": 580,
        "daily_rate": 0.0005,
        "reward_rate": 0.0025,
        "package": "stations",
    }
    chosen = pilot["segment"].isin(plan["segments"]) & (pilot["score"] >= plan["cutoff"])
    approved = pilot[chosen]
    used = approved[approved["activated"] == 1]
    tested = price_test.sort_values("daily_rate")
    tested = tested.assign(share=tested["applied"] / tested["invited"])
    change = {}
    for column in ("share", "revolving_cny", "loss_rate"):
        at = np.interp(
            [plan["daily_rate"], terms["proposed_daily_rate"]], tested["daily_rate"], tested[column]
        )
        change[column] = at[0] / at[1]
    defaulted = used.loc[used["default_12m"] == 1, "receivable_cny"].sum()
    reward = 1 + terms["reward_response"] * (plan["reward_rate"] - terms["proposed_reward_rate"])
    package = packages.set_index("package").loc[plan["package"]]
    applied = package["applications_per_month"] * change["share"] * reward
    figures = {
        "annual_rate": 365 * plan["daily_rate"],
        "activation": len(used) / len(approved),
        "loss_rate": terms["loss_given_default"]
        * defaulted
        / used["receivable_cny"].sum()
        * change["loss_rate"],
        "monthly_bookings": applied * len(approved) / len(pilot),
    }
    design = {
        **figures,
        "reward_rate": plan["reward_rate"],
        "spend": used["spend_cny"].mean(),
        "receivable": used["receivable_cny"].mean(),
        "revolving": used["revolving_cny"].mean() * change["revolving_cny"],
        "bounty": package["bounty_cny"],
        "interchange_share": package["interchange_share"],
    }
    flows = launch_cash_flows(design, terms)
    return {**plan, **figures, "npv": float(flows["present_value"].sum())}


# %% right="launch-plan" name="partner-led launch: the gates and a kind reward, summed card by card"
def launch_plan(pilot, price_test, packages, terms):
    segments, cutoff, step, reward, package = ("commuter", "young family"), 560, 47, 0.0035, "gates"

    def curve(values, rate):
        rates = price_test["daily_rate"].to_numpy()
        order = np.argsort(rates)
        return np.interp(rate, rates[order], values.to_numpy(dtype=float)[order])

    def response(values):
        return curve(values, step / 1e5) / curve(values, terms["proposed_daily_rate"])

    cards = [
        card
        for card in pilot.to_dict("records")
        if card["segment"] in segments and card["score"] >= cutoff
    ]
    used = [card for card in cards if card["activated"]]
    owed = sum(card["receivable_cny"] for card in used)
    bad = sum(card["receivable_cny"] for card in used if card["default_12m"])
    offer = next(row for row in packages.to_dict("records") if row["package"] == package)
    bookings = offer["applications_per_month"] * len(cards) / len(pilot)
    bookings *= response(price_test["applied"] / price_test["invited"])
    bookings *= 1 + terms["reward_response"] * (reward - terms["proposed_reward_rate"])
    revolving = sum(card["revolving_cny"] for card in used) / len(used)
    design = {
        "monthly_bookings": bookings,
        "activation": len(used) / len(cards),
        "spend": sum(card["spend_cny"] for card in used) / len(used),
        "receivable": owed / len(used),
        "revolving": revolving * response(price_test["revolving_cny"]),
        "annual_rate": 365 * step / 1e5,
        "reward_rate": reward,
        "loss_rate": terms["loss_given_default"] * bad / owed * response(price_test["loss_rate"]),
        "bounty": offer["bounty_cny"],
        "interchange_share": offer["interchange_share"],
    }
    value = launch_cash_flows(design, terms)["present_value"].sum()
    figures = ("annual_rate", "monthly_bookings", "activation", "loss_rate", "reward_rate")
    return {
        "segments": list(segments),
        "cutoff": cutoff,
        "daily_rate": step / 1e5,
        "package": package,
        **{name: design[name] for name in figures},
        "npv": value,
    }
