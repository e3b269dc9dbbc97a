"""What must hold in the tables beyond the ledger, recomputed from the shipped tables alone.

Each check takes all tables and returns what breaks it: keys, or a few words. The generator is
never imported.
"""

from collections.abc import Callable

import pandas as pd

Bank = dict[str, pd.DataFrame]

KEYS = {
    "cards": ["card_id"],
    "card_rewards": ["card_id", "category"],
    "card_features": ["card_id", "feature"],
    "market": ["issuer", "quarter"],
    "segment_spend": ["period", "segment"],
    "applications": ["application_id"],
    "performance": ["account_id", "months_on_book"],
    "campaign": ["customer_id"],
    "journeys": ["journey_id", "position"],
    "survey": ["respondent_id"],
    "conjoint": ["respondent_id", "task", "alternative"],
    "complaints": ["complaint_id"],
    "calls": ["call_id"],
    "partners": ["partner_id"],
    "macro": ["quarter", "jurisdiction", "indicator"],
}


def keys(bank: Bank) -> list[str]:
    return [table for table, key in KEYS.items() if bank[table].duplicated(key).any()]


def population(bank: Bank) -> list[str]:
    """Cardholders have accounts, complain and call; all other customers are the campaign's."""
    customers = bank["customers"]
    holders = set(customers.loc[customers["has_card"], "customer_id"])
    others = set(customers["customer_id"]) - holders
    wrong = holders ^ set(bank["accounts"]["customer_id"])
    wrong |= others ^ set(bank["campaign"]["customer_id"])
    wrong |= (set(bank["complaints"]["customer_id"]) | set(bank["calls"]["customer_id"])) - holders
    wrong |= set(bank["performance"]["account_id"]) & set(bank["accounts"]["account_id"])
    return sorted(wrong)


def shared_columns(bank: Bank) -> list[str]:
    """What customers say of a person, no other table says otherwise."""
    customers = bank["customers"].set_index("customer_id")
    wrong = []
    for name, table in bank.items():
        if name == "customers" or "customer_id" not in table:
            continue
        of_customer = customers.reindex(table["customer_id"])
        for column in customers.columns.intersection(table.columns):
            off = table[column].astype("object").to_numpy() != of_customer[column].to_numpy()
            wrong += [f"{name}.{column} of {who}" for who in table.loc[off, "customer_id"]]
    return wrong


def depositors(bank: Bank) -> list[str]:
    """Segments go with ages; nobody spends more than the income, or joined before 18."""
    rows = bank["campaign"].merge(bank["customers"], on="customer_id")
    age = 2025 - rows["birth_year"]
    wrong = (rows["segment"] == "retired") & (age < 55) | (rows["segment"] == "app only") & (
        age > 54
    )
    wrong |= (rows["segment"] == "new to the city") & (rows["city_tier"] == 3)
    wrong |= rows["spend_before_cny"] > rows["annual_income_cny"]
    wrong |= rows["customer_since"].dt.year - rows["birth_year"] < 18
    wrong |= rows["customer_since"] >= "2025-09-01"
    return list(rows.loc[wrong, "customer_id"])


def respondents(bank: Bank) -> list[str]:
    """There is a cardholder of the age band and city of each anonymous answer."""
    customers = bank["customers"][bank["customers"]["has_card"]]
    bands = pd.cut(2025 - customers["birth_year"], [20, 29, 39, 49, 120])
    names = bands.cat.rename_categories(["21-29", "30-39", "40-49", "50+"]).astype("str")
    known = set(names + customers["city_tier"].astype("str"))
    answers = bank["survey"]
    asked = answers["age_band"].astype("str") + answers["city_tier"].astype("str")
    return list(answers.loc[~asked.isin(known), "respondent_id"])


def cards(bank: Bank) -> list[str]:
    """Own cards are the products of the accounts, at their highest rate; rewards are complete."""
    own = bank["cards"][bank["cards"]["issuer"] == "Lantern Bank"].set_index("card_name")
    listed = bank["accounts"].groupby("product", observed=True)["daily_rate"].max() * 365
    wrong = set(own.index) ^ set(listed.index)
    wrong |= set(bank["applications"]["product"]) - set(own.index)
    rates = own["annual_rate"].reindex(listed.index)
    wrong |= set(listed.index[~((rates - listed).abs() < 1e-9)])
    categories = set(bank["transactions"]["category"].dropna())
    of_card = bank["card_rewards"].groupby("card_id")["category"].agg(set)
    of_card = of_card.reindex(bank["cards"]["card_id"])
    wrong |= {card for card, known in of_card.items() if known != categories}
    rewards = bank["card_rewards"]
    odd = ~rewards["reward_rate"].between(0, 0.1) | (rewards["yearly_cap_cny"] <= 0)
    return sorted(wrong | set(rewards.loc[odd, "card_id"]))


def cards_in_force(bank: Bank) -> list[str]:
    """An issuer's cards are in its stock in the market; a partner's accounts are its card's."""
    market = bank["market"][bank["market"]["quarter"] == "2025Q4"].set_index("issuer")["cards_m"]
    listed = bank["cards"].groupby("issuer")["cards_in_force"].sum() / 1e6
    wrong = set(listed.index) - set(market.index)
    wrong |= set(listed.index[listed > market.reindex(listed.index) + 0.005])
    if abs(listed["Lantern Bank"] - market["Lantern Bank"]) > 0.005:
        wrong.add("Lantern Bank")
    signed = bank["partners"].dropna(subset="card_id").merge(bank["cards"], on="card_id")
    off = signed["accounts"] != signed["cards_in_force"]
    return sorted(wrong | set(signed.loc[off, "partner_id"]))


def market(bank: Bank) -> list[str]:
    """No more active cards than cards; the total is the PBoC's where there is one."""
    table = bank["market"]
    wrong = list(table.loc[table["active_cards_m"] > table["cards_m"], "issuer"])
    if (table.groupby("quarter")["issuer"].nunique() != 7).any():
        wrong.append("an issuer is missing")
    total = table.groupby("quarter")["cards_m"].sum()
    published = bank["pboc_card_series"].set_index("period")["cards_100m"].dropna() * 100
    published = published[published.index.isin(total.index)]
    off = (total.reindex(published.index) - published).abs() > 0.5
    return wrong + list(published.index[off]) + ([] if len(published) >= 4 else ["few quarters"])


def segments(bank: Bank) -> list[int]:
    """Segments sum to Lantern Bank's accounts and spend in the market."""
    own = bank["market"][bank["market"]["issuer"] == "Lantern Bank"]
    own = own.assign(period=own["quarter"].str[:4].astype(int))
    spend = own.groupby("period")["spend_bn_cny"].sum()
    stock = own[own["quarter"].str.endswith("Q4")].set_index("period")["cards_m"]
    rows = bank["segment_spend"]
    rows = rows.assign(spend=rows["accounts"] * rows["spend_per_account_cny"] / 1e9)
    sums = rows.groupby("period")[["accounts", "spend"]].sum()
    off = (sums["accounts"] / 1e6 - stock.reindex(sums.index)).abs() > 0.005
    off |= (sums["spend"] / spend.reindex(sums.index) - 1).abs() > 0.001
    return list(sums.index[off])


def funnel(bank: Bank) -> list[str]:
    """Applied, approved, activated, used: each only after the one before."""
    rows = bank["applications"]
    opened, used = rows["activated_on"].notna(), rows["first_use_on"].notna()
    wrong = opened & (rows["approved"] != 1) | used & ~opened
    wrong |= (rows["activated_on"] < rows["applied_on"]) | (
        rows["first_use_on"] < rows["activated_on"]
    )
    wrong |= rows["default_12m"].notna() != opened
    wrong |= (rows["default_12m"] == 1) & ~used
    wrong |= ~rows["utilisation_elsewhere"].between(0, 1) | (rows["age"] < 18)
    wrong |= (rows["other_cards"] == 0) & (rows["utilisation_elsewhere"] > 0)
    wrong |= rows["months_at_job"] > 12 * (rows["age"] - 17)
    return list(rows.loc[wrong, "application_id"])


def paths(bank: Bank) -> list[str]:
    """24 months each, from the activation on; buckets go up by one, stay, or fall back to 0."""
    rows = bank["performance"]
    origin = bank["applications"].set_index("application_id")["activated_on"]
    activated = ("AP" + rows["account_id"].str[1:]).map(origin).dt.to_period("M")
    wrong = activated != rows["opened_on"].dt.to_period("M")
    months = rows["month"].dt.year * 12 + rows["month"].dt.month
    start = rows["opened_on"].dt.year * 12 + rows["opened_on"].dt.month
    place = rows.groupby("account_id").cumcount() + 1
    wrong |= (rows["months_on_book"] != place) | (months != start + place)
    wrong |= rows.groupby("account_id")["month"].transform("size") != 24
    last = rows.groupby("account_id")["bucket"].shift().fillna(0)
    step = rows["bucket"] - last
    wrong |= ~((step == 1) | (step == 0) | (rows["bucket"] == 0))
    gone = last == 6
    before = rows.groupby("account_id")["balance_cny"].shift()
    wrong |= gone & ((rows["bucket"] != 6) | (rows["balance_cny"] != before))
    wrong |= (rows["bucket"] > 0) & (rows["balance_cny"] <= 0)
    return sorted(set(rows.loc[wrong, "account_id"]))


def defaults(bank: Bank) -> list[str]:
    """A default is bucket 4 or worse at the end of one of the first 12 months."""
    rows = bank["performance"]
    worst = rows[rows["months_on_book"] <= 12].groupby("account_id")["bucket"].max()
    told = bank["applications"].set_index("application_id")["default_12m"]
    told = told.reindex("AP" + worst.index.str[1:])
    off = (worst.to_numpy() >= 4) != (told.to_numpy() == 1)
    return list(worst.index[off])


def campaign(bank: Bank) -> list[str]:
    rows = bank["campaign"]
    wrong = (rows["arm"] == "test") != (rows["contact_cost_cny"] == 12)
    wrong |= (rows["responded"] == 1) != (rows["margin_cny"] > 0)
    wrong |= ~rows["response_score"].between(0, 1)
    sizes = rows["arm"].value_counts().to_dict()
    return list(rows.loc[wrong, "customer_id"]) + (
        [] if sizes == {"test": 30_000, "control": 10_000} else ["sizes"]
    )


def journeys(bank: Bank) -> list[str]:
    rows = bank["journeys"]
    wrong = rows["position"] != rows.groupby("journey_id").cumcount() + 1
    wrong |= rows.groupby("journey_id")["converted"].transform("nunique") != 1
    return list(rows.loc[wrong, "journey_id"])


def choices(bank: Bank) -> list[str]:
    """One card is chosen in each task, of three; eight tasks each."""
    tasks = bank["conjoint"].groupby(["respondent_id", "task"])["chosen"].agg(["sum", "size"])
    bad = tasks[(tasks["sum"] != 1) | (tasks["size"] != 3)].index.get_level_values(0)
    number = bank["conjoint"].groupby("respondent_id")["task"].nunique()
    return list(bad) + list(number.index[number != 8])


def service(bank: Bank) -> list[str]:
    told, calls = bank["complaints"], bank["calls"]
    wrong = (told["resolved_on"] < told["received_on"]) | (told["received_on"].dt.year != 2025)
    wrong |= told["resolved_on"].isna() != told["upheld"].isna()
    lost = calls["answered"] == 0
    odd = lost & ((calls["handle_s"] > 0) | (calls["resolved"] == 1))
    odd |= ~calls["minute_of_day"].between(480, 1319)
    return list(told.loc[wrong, "complaint_id"]) + list(calls.loc[odd, "call_id"])


CHECKS: dict[str, Callable[[Bank], list]] = {
    check.__name__: check
    for check in (
        *(
            keys,
            population,
            shared_columns,
            depositors,
            respondents,
            cards,
            cards_in_force,
            market,
            segments,
            funnel,
            paths,
            defaults,
        ),
        *(campaign, journeys, choices, service),
    )
}
