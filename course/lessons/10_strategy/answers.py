# %% [markdown]
# The answer catalogue of notebook 10: wrong answers that students write, and right ones built
# differently. `cardpm prove 10` runs every answer against the lesson's checks.

# %% [markdown]
# ## scenario-npv


# %% wrong="scenario-npv" name="today discounted by a year" told="discounted by a year"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = sum(c / (1 + rate) ** (t + 1 - half) for t, c in enumerate(flows))
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="not discounted" told="money in year 5 worth as much"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = sum(flows)
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="today moved by half a year" told="moved by half a year too"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows))
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="timing not looked at" told="Nothing changed"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="most likely scenario" told="most likely scenario alone"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = npv[max(probabilities, key=probabilities.get)]
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="plain mean" told="All scenarios weigh the same"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(npv.values()) / len(npv)
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="probabilities in their order" told="whose is whose"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(p * x for p, x in zip(probabilities.values(), npv.values(), strict=True))
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="share of scenarios that lose" told="but how likely is it"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(x < 0 for x in npv.values()) / len(npv)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="probability of a gain" told="probability of a gain"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] > 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="zero taken for a loss" told="exactly zero a loss"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or abs(sum(probabilities.values()) - 1) > 1e-9:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] <= 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="sum compared exactly" told="ten scenarios of one tenth"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or sum(probabilities.values()) != 1:
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="probabilities not looked at" told="their odds too"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% wrong="scenario-npv" name="sum compared with isclose" told="0.999999"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if set(cash_flows) != set(probabilities) or timing not in ("end", "mid"):
        raise ValueError("scenarios or timing")
    if min(probabilities.values()) < 0 or not np.isclose(sum(probabilities.values()), 1):
        raise ValueError("probabilities")
    half = 0.5 if timing == "mid" else 0.0
    npv = {}
    for name, flows in cash_flows.items():
        npv[name] = flows[0] + sum(c / (1 + rate) ** (t - half) for t, c in enumerate(flows) if t)
    expected = sum(probabilities[name] * npv[name] for name in npv)
    loss = sum(probabilities[name] for name in npv if npv[name] < 0)
    return {"npv": npv, "expected": expected, "loss_probability": loss}


# %% right="scenario-npv" name="table of years and scenarios"
def scenario_npv(cash_flows, probabilities, rate, timing):
    odds = pd.Series(probabilities, dtype=float)
    if timing not in ["end", "mid"]:
        raise ValueError("timing")
    if sorted(map(str, cash_flows)) != sorted(map(str, probabilities)):
        raise ValueError("scenarios")
    if (odds < 0).any() or not np.isclose(odds.sum(), 1, rtol=0, atol=1e-9):
        raise ValueError("probabilities")
    table = pd.DataFrame({name: pd.Series(flows) for name, flows in cash_flows.items()}).fillna(0)
    when = table.index.to_numpy(dtype=float) - (0.5 if timing == "mid" else 0)
    when[0] = 0
    npv = table.div((1 + rate) ** when, axis=0).sum()
    return {
        "loss_probability": odds[npv[npv < 0].index].sum(),
        "expected": (npv * odds).sum(),
        "npv": npv,
    }


# %% right="scenario-npv" name="Horner from the last year"
def scenario_npv(cash_flows, probabilities, rate, timing):
    if timing not in {"end", "mid"}:
        raise ValueError("when do the flows come?")
    if cash_flows.keys() != probabilities.keys():
        raise ValueError("scenarios differ")
    if any(p < 0 for p in probabilities.values()):
        raise ValueError("negative")
    if not 1 - 1e-9 <= sum(probabilities.values()) <= 1 + 1e-9:
        raise ValueError("sum")
    earlier = np.sqrt(1 + rate) if timing == "mid" else 1
    npv, expected, loss = {}, 0, 0
    for name in cash_flows:
        later = 0.0
        for flow in reversed(cash_flows[name][1:]):
            later = (later + flow) / (1 + rate)
        npv[name] = cash_flows[name][0] + later * earlier
        expected += probabilities[name] * npv[name]
        loss += probabilities[name] * (npv[name] < 0)
    return dict(npv=npv, expected=expected, loss_probability=loss)


# %% [markdown]
# ## break-even-accounts


# %% wrong="break-even-accounts" name="rounded down" told="one account less than that"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return int(carried / worth)


# %% wrong="break-even-accounts" name="parts of an account" told="Accounts come whole"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return carried / worth


# %% wrong="break-even-accounts" name="not discounted" told="Nothing is discounted"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1)
        carried += fixed_cost
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return ceil(round(carried / worth, 6))


# %% wrong="break-even-accounts" name="winning an account is free" told="cost to win an account"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = 0.0, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return ceil(round(carried / worth, 6))


# %% wrong="break-even-accounts" name="nobody leaves" told="how many are still there"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return ceil(round(carried / worth, 6))


# %% wrong="break-even-accounts" name="first departures too early" told="some have left already"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention**year / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return ceil(round(carried / worth, 6))


# %% wrong="break-even-accounts" name="fixed cost forgotten" told="Who pays the yearly fixed cost"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return ceil(round(carried / worth, 6))


# %% wrong="break-even-accounts" name="fixed cost paid once" told="fixed cost is paid once"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment + fixed_cost
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return ceil(round(carried / worth, 6))


# %% wrong="break-even-accounts" name="less than none" told="negative number of accounts"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth == 0:
        return None
    return ceil(round(carried / worth, 6))


# %% wrong="break-even-accounts" name="always the next number" told="One less would break even"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return int(carried / worth) + 1


# %% wrong="break-even-accounts" name="last bits decide" told="One less would break even"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if carried == 0:
        return 0
    if worth <= 0:
        return None
    return ceil(carried / worth)


# %% wrong="break-even-accounts" name="nothing to carry not looked at" told="nothing to carry"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1 or not 0 <= retention <= 1:
        raise ValueError("years or retention")
    worth, carried = -acquisition_cost, investment
    for year in range(1, years + 1):
        worth += margin * retention ** (year - 1) / (1 + rate) ** year
        carried += fixed_cost / (1 + rate) ** year
    if worth <= 0:
        return None
    return ceil(round(carried / worth, 6))


# %% right="break-even-accounts" name="search by halving"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if years < 1:
        raise ValueError("years")
    if retention < 0 or retention > 1:
        raise ValueError("retention")

    def npv(accounts):
        total, there = -investment - acquisition_cost * accounts, accounts
        for year in range(1, years + 1):
            total += (margin * there - fixed_cost) / (1 + rate) ** year
            there *= retention
        return round(total, 2)

    if npv(0) >= 0:
        return 0
    high = 1
    while npv(high) < 0:
        high *= 2
        if high > 10**12:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if npv(middle) >= 0 else (middle, high)
    return high


# %% right="break-even-accounts" name="annuity factors as arrays"
def break_even_accounts(investment, fixed_cost, margin, acquisition_cost, retention, rate, years):
    if not (years >= 1 and 0 <= retention <= 1):
        raise ValueError("input")
    discount = np.cumprod(np.full(years, 1 / (1 + rate)))
    there = np.concatenate([[1.0], np.cumprod(np.full(years - 1, float(retention)))])
    worth = margin * discount @ there - acquisition_cost
    carried = investment + fixed_cost * discount.sum()
    if not carried:
        return 0
    if worth <= 0:
        return None
    accounts = np.floor(carried / worth)
    while round(accounts * worth - carried, 2) < 0:
        accounts += 1
    return accounts


# %% [markdown]
# ## tornado


# %% wrong="tornado" name="order of the ranges" told="rows stand as the ranges came"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, at_low, at_high, abs(at_high - at_low)])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="swing with a sign" told="swing has a sign"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, at_low, at_high, at_high - at_low])
    rows.sort(key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="narrowest on top" told="narrowest swing stands on top"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, at_low, at_high, abs(at_high - at_low)])
    rows.sort(key=lambda row: row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="low and high of the value" told="low end of the driver"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, min(at_low, at_high), max(at_low, at_high), abs(at_high - at_low)])
    rows.sort(key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="half the swing" told="half the way"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, at_low, at_high, abs(at_high - at_low) / 2])
    rows.sort(key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="the same share for all" told="same share of its base value"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: 0.8 * base[driver]})
        at_high = model(**{**base, driver: 1.2 * base[driver]})
        rows.append([driver, at_low, at_high, abs(at_high - at_low)])
    rows.sort(key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="from the base value" told="measured from the base value"
def tornado(model, base, ranges):
    rows, middle = [], model(**base)
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, at_low, at_high, max(abs(at_high - middle), abs(at_low - middle))])
    rows.sort(key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="drivers stay where they were moved" told="Only one moves at a time"
def tornado(model, base, ranges):
    rows, now = [], dict(base)
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        now[driver] = low
        at_low = model(**now)
        now[driver] = high
        at_high = model(**now)
        rows.append([driver, at_low, at_high, abs(at_high - at_low)])
    rows.sort(key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="equal swings turned round" told="have changed places"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, at_low, at_high, abs(at_high - at_low)])
    rows = sorted(rows, key=lambda row: row[3])[::-1]
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="drivers without effect left out" told="without effect is missing"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        if driver not in base or low > high:
            raise ValueError(driver)
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, at_low, at_high, abs(at_high - at_low)])
    rows = [row for row in rows if row[3] > 0]
    rows.sort(key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="ranges not looked at" told="a range for each driver"
def tornado(model, base, ranges):
    rows = []
    for driver, (low, high) in ranges.items():
        at_low = model(**{**base, driver: low})
        at_high = model(**{**base, driver: high})
        rows.append([driver, at_low, at_high, abs(at_high - at_low)])
    rows.sort(key=lambda row: -row[3])
    return pd.DataFrame(rows, columns=["driver", "npv_low", "npv_high", "swing"])


# %% wrong="tornado" name="sort that is not stable" told="does your sort keep"
def tornado(model, base, ranges):
    if set(ranges) - set(base):
        raise ValueError("no base value")
    if any(ends[0] > ends[1] for ends in ranges.values()):
        raise ValueError("ends")
    table = pd.DataFrame({"driver": list(ranges)}, dtype=object)
    for k, column in enumerate(["npv_low", "npv_high"]):
        table[column] = [model(**(dict(base) | {name: ranges[name][k]})) for name in ranges]
    table["swing"] = (table["npv_high"] - table["npv_low"]).abs()
    return table.sort_values("swing", ascending=False)


# %% right="tornado" name="data frame and stable sort"
def tornado(model, base, ranges):
    if set(ranges) - set(base):
        raise ValueError("no base value")
    if any(ends[0] > ends[1] for ends in ranges.values()):
        raise ValueError("ends")
    table = pd.DataFrame({"driver": list(ranges)}, dtype=object)
    for k, column in enumerate(["npv_low", "npv_high"]):
        table[column] = [model(**(dict(base) | {name: ranges[name][k]})) for name in ranges]
    table["swing"] = (table["npv_high"] - table["npv_low"]).abs()
    return table.sort_values("swing", ascending=False, kind="mergesort")


# %% right="tornado" name="two passes, order by position"
def tornado(model, base, ranges):
    names = list(ranges)
    for name in names:
        if name not in base:
            raise ValueError("base")
        if ranges[name][1] < ranges[name][0]:
            raise ValueError("ends")

    def value(name, end):
        drivers = dict(base)
        drivers[name] = ranges[name][end]
        return model(**drivers)

    low = np.array([value(name, 0) for name in names], dtype=float)
    high = np.array([value(name, 1) for name in names], dtype=float)
    swing = np.maximum(low, high) - np.minimum(low, high)
    order = sorted(range(len(names)), key=lambda k: (-swing[k], k))
    return pd.DataFrame(
        {
            "swing": swing[order],
            "npv_high": high[order],
            "npv_low": low[order],
            "driver": [names[k] for k in order],
        }
    )


# %% [markdown]
# ## plot-tornado


# %% wrong="plot-tornado" name="widest at the bottom" told="widest bar stands at the bottom"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.axvline(base_npv)
    ax.set_xlabel("NPV (CNY)")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="bars from zero" told="bars start at zero"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["swing"],
    )
    ax.invert_yaxis()
    ax.axvline(base_npv)
    ax.set_xlabel("NPV (CNY)")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="left edge at npv_low" told="beyond both of its values"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["swing"],
        left=ordered["npv_low"],
    )
    ax.invert_yaxis()
    ax.axvline(base_npv)
    ax.set_xlabel("NPV (CNY)")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="base line at zero" told="stands at zero, not at the base"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.invert_yaxis()
    ax.axvline(0)
    ax.set_xlabel("NPV (CNY)")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="no base line" told="No vertical line"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.invert_yaxis()
    ax.set_xlabel("NPV (CNY)")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="no names" told="bar has no name"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        range(len(ordered)),
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.invert_yaxis()
    ax.axvline(base_npv)
    ax.set_xlabel("NPV (CNY)")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="rows as they came" told="which is the widest"
def plot_tornado(table, base_npv):
    ordered = table
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.invert_yaxis()
    ax.axvline(base_npv)
    ax.set_xlabel("NPV (CNY)")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="vertical bars" told="stand upright"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.bar(
        ordered["driver"],
        ordered["npv_high"] - ordered["npv_low"],
        bottom=ordered["npv_low"],
    )
    ax.axvline(base_npv)
    ax.set_xlabel("NPV (CNY)")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="no title" told="without a title"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.invert_yaxis()
    ax.axvline(base_npv)
    ax.set_xlabel("NPV (CNY)")
    return ax


# %% wrong="plot-tornado" name="axis without quantity" told="x label"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.invert_yaxis()
    ax.axvline(base_npv)
    ax.set_xlabel("value")
    ax.set_title("Losses first")
    return ax


# %% wrong="plot-tornado" name="bars in million CNY" told="in million CNY"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    ordered[["npv_low", "npv_high"]] /= 1e6
    _, ax = plt.subplots()
    ax.barh(
        ordered["driver"],
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.invert_yaxis()
    ax.axvline(base_npv / 1e6)
    ax.set_title("Losses first")
    ax.set_xlabel("NPV (million CNY)")
    return ax


# %% wrong="plot-tornado" name="names turned round" told="another driver's name"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ascending=False)
    _, ax = plt.subplots()
    ax.barh(
        range(len(ordered)),
        ordered["npv_high"] - ordered["npv_low"],
        left=ordered["npv_low"],
    )
    ax.set_yticks(range(len(ordered)), ordered["driver"][::-1])
    ax.invert_yaxis()
    ax.axvline(base_npv)
    ax.set_title("Losses first")
    ax.set_xlabel("NPV (CNY)")
    return ax


# %% right="plot-tornado" name="two colours that meet at the base"
def plot_tornado(table, base_npv):
    ordered = table.sort_values("swing", ignore_index=True)
    fig, ax = plt.subplots(figsize=(7, 4))
    for place, row in ordered.iterrows():
        for end, colour in [("npv_low", VERMILION), ("npv_high", BLUE)]:
            ax.barh(place, row[end] - base_npv, left=base_npv, color=colour)
    ax.set_yticks(range(len(ordered)), ordered["driver"])
    ax.axvline(base_npv, color="black")
    ax.set_title("The widest bar is the first to work on")
    ax.set_xlabel("Net present value (CNY)")
    return fig


# %% right="plot-tornado" name="pyplot and vlines"
def plot_tornado(table, base_npv):
    plt.figure()
    rows = table.to_dict("records")
    rows.sort(key=lambda row: -row["swing"])
    for place, row in enumerate(rows, 1):
        left, right = sorted([row["npv_low"], row["npv_high"]])
        plt.barh(place, right - left, left=left, height=0.6, color=GREEN)
    plt.yticks(range(1, len(rows) + 1), [row["driver"] for row in rows])
    plt.ylim(len(rows) + 0.5, 0.5)
    plt.vlines(base_npv, 0.5, len(rows) + 0.5)
    plt.xlabel("NPV")
    plt.title("What moves the value most")
    return plt.gca()


# %% [markdown]
# ## simulate-npv


# %% wrong="simulate-npv" name="independent drivers" told="drivers look independent"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    z = rng.standard_normal((draws, len(names)))
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="root on the wrong side" told="too far apart"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="share of gains" told="share of futures that gain"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values > 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="quantile without its sign" told="its own sign"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": -np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="upper quantile" told="95 % of the futures stay below"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.95),
    }


# %% wrong="simulate-npv" name="2.5 % quantile" told="quantile is that of 2.5 %"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.025),
    }


# %% wrong="simulate-npv" name="share in percent" told="A share is a fraction"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": 100 * (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="sd taken for a variance" told="too close together"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + np.sqrt(sd) * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="value at the mean drivers" told="value at the means of the drivers"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": model(**dict(zip(names, mean, strict=True))),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="correlations by position" told="each correlation belong"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="own seed" told="come from the generator"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = np.random.default_rng(0).standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="always 10,000 draws" told="number of draws"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    draws = 10_000
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="input not looked at" told="all its correlations"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="drivers kept above zero" told="fall below zero"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = np.maximum(mean + sd * z, 0)
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="all correlated with the first only" told="each correlation belong"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    rho = correlation.loc[names, names[0]].to_numpy()
    fresh = rng.standard_normal((draws, len(names)))
    z = fresh[:, :1] * rho + fresh * np.sqrt(1 - rho**2)
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% wrong="simulate-npv" name="root without its division" told="all pairs of drivers"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    rho = correlation.loc[names, names].to_numpy()
    root = np.zeros(rho.shape)
    for i in range(len(names)):
        for j in range(i):
            root[i, j] = rho[i, j] - root[i] @ root[j]
        root[i, i] = (1 - root[i] @ root[i]) ** 0.5
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% right="simulate-npv" name="Cholesky and arrays"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = list(drivers["driver"])
    if draws < 1 or not set(names) <= set(correlation.index) & set(correlation.columns):
        raise ValueError("draws or correlation")
    mean, sd = drivers["mean"].to_numpy(), drivers["sd"].to_numpy()
    root = np.linalg.cholesky(correlation.loc[names, names].to_numpy())
    z = rng.standard_normal((draws, len(names))) @ root.T
    x = mean + sd * z
    values = np.broadcast_to(model(**dict(zip(names, x.T, strict=True))), draws)
    return {
        "mean": values.mean(),
        "loss_probability": (values < 0).mean(),
        "quantile_5": np.quantile(values, 0.05),
    }


# %% right="simulate-npv" name="loop over futures, eigenvalues"
def simulate_npv(model, drivers, correlation, draws, rng):
    names = drivers["driver"].tolist()
    if draws <= 0:
        raise ValueError("draws")
    for name in names:
        if name not in correlation.index or name not in correlation.columns:
            raise ValueError(name)
    c = np.array([[correlation.loc[one, other] for other in names] for one in names])
    size, direction = np.linalg.eigh(c)
    root = direction * np.sqrt(size)
    mean, sd = list(drivers["mean"]), list(drivers["sd"])
    values = []
    for _ in range(draws):
        z = root @ rng.normal(size=len(names))
        values.append(model(**{n: mean[k] + sd[k] * z[k] for k, n in enumerate(names)}))
    ordered = sorted(values)
    return pd.Series(
        {
            "quantile_5": ordered[int(0.05 * draws)],
            "mean": sum(values) / draws,
            "loss_probability": sum(value < 0 for value in values) / draws,
        }
    )


# %% [markdown]
# ## raroc


# %% wrong="raroc" name="no expected loss" told="expected loss in it"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table


# %% wrong="raroc" name="before tax" told="before tax"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = margin + risk_free * p["capital"]
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table


# %% wrong="raroc" name="capital earns nothing" told="capital itself earn"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table


# %% wrong="raroc" name="safe earnings not taxed" told="taxed too"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = margin * (1 - tax_rate) + risk_free * p["capital"]
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table


# %% wrong="raroc" name="per cent" told="not a percentage"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = 100 * earned / p["capital"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table


# %% wrong="raroc" name="over revenue" told="divide by revenue"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = earned / p["revenue"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table


# %% wrong="raroc" name="profit, not economic profit" told="what do shareholders want"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned
    return table


# %% wrong="raroc" name="excess rate" told="on how much capital"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned / p["capital"] - hurdle
    return table


# %% wrong="raroc" name="losses taxed in full" told="not shared with the tax office"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    earned = earned.where(earned > 0, earned / (1 - tax_rate))
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table


# %% wrong="raroc" name="losing products left out" told="product is missing"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table[table["raroc"] > 0]


# %% wrong="raroc" name="capital not looked at" told="capital that is not there"
def raroc(products, tax_rate, risk_free, hurdle):
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned - hurdle * p["capital"]
    return table


# %% wrong="raroc" name="hurdle taxed" told="taxed again"
def raroc(products, tax_rate, risk_free, hurdle):
    if (products["capital"] <= 0).any():
        raise ValueError("capital")
    p = products
    margin = p["revenue"] - p["operating_cost"] - p["expected_loss"]
    earned = (margin + risk_free * p["capital"]) * (1 - tax_rate)
    table = p[["product"]].copy()
    table["raroc"] = earned / p["capital"]
    table["economic_profit"] = earned - hurdle * (1 - tax_rate) * p["capital"]
    return table


# %% right="raroc" name="loop over records"
def raroc(products, tax_rate, risk_free, hurdle):
    rows = []
    for product in products.to_dict("records"):
        k = product["capital"]
        if k <= 0:
            raise ValueError("no capital")
        before = product["revenue"] - product["operating_cost"] - product["expected_loss"]
        after = before - tax_rate * before + k * risk_free - tax_rate * k * risk_free
        rows.append((after - k * hurdle, after / k, product["product"]))
    return pd.DataFrame(rows, columns=["economic_profit", "raroc", "product"])


# %% right="raroc" name="NumPy, best first"
def raroc(products, tax_rate, risk_free, hurdle):
    columns = ["revenue", "operating_cost", "expected_loss", "capital"]
    revenue, cost, loss, capital = products[columns].to_numpy(dtype=float).T
    if len(capital) and capital.min() <= 0:
        raise ValueError("capital")
    ratio = ((revenue - cost - loss) / capital + risk_free) * (1 - tax_rate)
    result = pd.DataFrame(
        {
            "product": products["product"].to_numpy(),
            "raroc": ratio,
            "economic_profit": capital * (ratio - hurdle),
        }
    )
    return result.sort_values("raroc", ascending=False)


# %% [markdown]
# ## choose-portfolio


# %% wrong="choose-portfolio" name="best return first" told="best return first"
def choose_portfolio(products, capital, required=()):
    table = products.reset_index(drop=True).assign(order=range(len(products)))
    if not set(required) <= set(table["product"]):
        raise ValueError("required")
    chosen = table[table["product"].isin(list(required))]
    if chosen["capital"].sum() > capital:
        raise ValueError("capital")
    rest = table[~table["product"].isin(list(required)) & (table["economic_profit"] > 0)]
    key = rest["economic_profit"] / rest["capital"]
    for k in key.sort_values(ascending=False, kind="stable").index:
        if chosen["capital"].sum() + rest.loc[k, "capital"] <= capital:
            chosen = pd.concat([chosen, rest.loc[[k]]])
    chosen = chosen.sort_values("order")
    return {
        "products": list(chosen["product"]),
        "capital": chosen["capital"].sum(),
        "economic_profit": chosen["economic_profit"].sum(),
    }


# %% wrong="choose-portfolio" name="most profitable first" told="most profitable first"
def choose_portfolio(products, capital, required=()):
    table = products.reset_index(drop=True).assign(order=range(len(products)))
    if not set(required) <= set(table["product"]):
        raise ValueError("required")
    chosen = table[table["product"].isin(list(required))]
    if chosen["capital"].sum() > capital:
        raise ValueError("capital")
    rest = table[~table["product"].isin(list(required)) & (table["economic_profit"] > 0)]
    key = rest["economic_profit"]
    for k in key.sort_values(ascending=False, kind="stable").index:
        if chosen["capital"].sum() + rest.loc[k, "capital"] <= capital:
            chosen = pd.concat([chosen, rest.loc[[k]]])
    chosen = chosen.sort_values("order")
    return {
        "products": list(chosen["product"]),
        "capital": chosen["capital"].sum(),
        "economic_profit": chosen["economic_profit"].sum(),
    }


# %% wrong="choose-portfolio" name="better of the two rules" told="did you look at all of them"
def by_rule(products, capital, required, by_return):
    table = products.reset_index(drop=True).assign(order=range(len(products)))
    if not set(required) <= set(table["product"]):
        raise ValueError("required")
    chosen = table[table["product"].isin(list(required))]
    if chosen["capital"].sum() > capital:
        raise ValueError("capital")
    rest = table[~table["product"].isin(list(required)) & (table["economic_profit"] > 0)]
    key = rest["economic_profit"] / (rest["capital"] if by_return else 1)
    for k in key.sort_values(ascending=False, kind="stable").index:
        if chosen["capital"].sum() + rest.loc[k, "capital"] <= capital:
            chosen = pd.concat([chosen, rest.loc[[k]]])
    chosen = chosen.sort_values("order")
    return {
        "products": list(chosen["product"]),
        "capital": chosen["capital"].sum(),
        "economic_profit": chosen["economic_profit"].sum(),
    }


def choose_portfolio(products, capital, required=()):
    both = [by_rule(products, capital, required, by_return) for by_return in (True, False)]
    return max(both, key=lambda one: one["economic_profit"])


# %% wrong="choose-portfolio" name="stop at the first misfit" told="best return first"
def choose_portfolio(products, capital, required=()):
    table = products.reset_index(drop=True).assign(order=range(len(products)))
    if not set(required) <= set(table["product"]):
        raise ValueError("required")
    chosen = table[table["product"].isin(list(required))]
    if chosen["capital"].sum() > capital:
        raise ValueError("capital")
    rest = table[~table["product"].isin(list(required)) & (table["economic_profit"] > 0)]
    key = rest["economic_profit"] / rest["capital"]
    for k in key.sort_values(ascending=False, kind="stable").index:
        if chosen["capital"].sum() + rest.loc[k, "capital"] <= capital:
            chosen = pd.concat([chosen, rest.loc[[k]]])
        else:
            break
    chosen = chosen.sort_values("order")
    return {
        "products": list(chosen["product"]),
        "capital": chosen["capital"].sum(),
        "economic_profit": chosen["economic_profit"].sum(),
    }


# %% wrong="choose-portfolio" name="rest filled with losers" told="negative economic profit fills"
def choose_portfolio(products, capital, required=()):
    table = products.reset_index(drop=True).assign(order=range(len(products)))
    if not set(required) <= set(table["product"]):
        raise ValueError("required")
    chosen = table[table["product"].isin(list(required))]
    if chosen["capital"].sum() > capital:
        raise ValueError("capital")
    rest = table[~table["product"].isin(list(required))]
    key = rest["economic_profit"] / rest["capital"]
    for k in key.sort_values(ascending=False, kind="stable").index:
        if chosen["capital"].sum() + rest.loc[k, "capital"] <= capital:
            chosen = pd.concat([chosen, rest.loc[[k]]])
    chosen = chosen.sort_values("order")
    return {
        "products": list(chosen["product"]),
        "capital": chosen["capital"].sum(),
        "economic_profit": chosen["economic_profit"].sum(),
    }


# %% wrong="choose-portfolio" name="most capital used" told="negative economic profit fills"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital and set(required) <= set(names):
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: (-one[1], one[0]))
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="budget never met" told="uses the capital to the last million"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if (needed < capital or not needed) and set(required) <= set(names):
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="requirement not looked at" told="required product is missing"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital:
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="required product on top" told="put on top"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        free = sum(row["capital"] for row in chosen if row["product"] in set(required))
        if needed - free <= capital and set(required) <= set(names):
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="required loss not counted" told="part of the total"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital and set(required) <= set(names):
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    lost = [row["economic_profit"] for row in rows if row["product"] in set(required)]
    profit = profit - sum(lost)
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="ties not looked at" told="as much with less capital"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital and set(required) <= set(names):
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: (one[0], -one[1]))
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="products at the hurdle taken" told="as much with less capital"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    free = [row for row in rows if row["economic_profit"] == 0]
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital and set(required) <= set(names):
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    for row in free:
        if row["product"] not in names and row["capital"] - needed <= capital:
            names, needed = [*names, row["product"]], needed - row["capital"]
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="list in order of profit" told="order of the table"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital and set(required) <= set(names):
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    worth = {row["product"]: row["economic_profit"] for row in rows}
    names = sorted(names, key=lambda name: (worth[name], str(name)))
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="last bits decide" told="equal but for the last bits"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital and set(required) <= set(names):
            profit = sum(row["economic_profit"] for row in chosen)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% wrong="choose-portfolio" name="cents not rounded" told="equal to the cent"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital and set(required) <= set(names):
            profit = sum(100 * row["economic_profit"] for row in chosen)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    return {"products": names, "capital": -needed, "economic_profit": round(profit / 100, 2)}


# %% right="choose-portfolio" name="all subsets by bits"
def choose_portfolio(products, capital, required=()):
    rows = products[["product", "capital", "economic_profit"]].to_dict("records")
    if not set(required) <= {row["product"] for row in rows}:
        raise ValueError("required")
    sets = []
    for code in range(2 ** len(rows)):
        chosen = [row for k, row in enumerate(rows) if code >> k & 1]
        names = [row["product"] for row in chosen]
        needed = sum(row["capital"] for row in chosen)
        if needed <= capital and set(required) <= set(names):
            profit = round(sum(row["economic_profit"] for row in chosen), 2)
            sets.append((profit, -needed, names))
    if not sets:
        raise ValueError("capital")
    profit, needed, names = max(sets, key=lambda one: one[:2])
    return {"products": names, "capital": -needed, "economic_profit": profit}


# %% right="choose-portfolio" name="dynamic programme over capital"
def choose_portfolio(products, capital, required=()):
    names = products["product"].tolist()
    if any(name not in names for name in required):
        raise ValueError("unknown")
    best = {0: (0, [])}
    for name, need, earns in zip(
        names, products["capital"], products["economic_profit"], strict=True
    ):
        cents = round(earns * 100)
        after = {} if name in required else dict(best)
        for used, (profit, chosen) in best.items():
            new = used + int(need)
            if new <= capital and (new not in after or after[new][0] < profit + cents):
                after[new] = profit + cents, [*chosen, name]
        best = after
    if not best:
        raise ValueError("too dear")
    used = min(best, key=lambda needed: (-best[needed][0], needed))
    return {
        "products": best[used][1],
        "capital": used,
        "economic_profit": best[used][0] / 100,
    }


# %% right="choose-portfolio" name="recursion, take or leave"
def choose_portfolio(products, capital, required=()):
    rows = list(products[["product", "capital", "economic_profit"]].itertuples(index=False))
    if set(required) - {row[0] for row in rows}:
        raise ValueError("unknown product")

    def best(k, left):
        if left < 0:
            return None
        if k == len(rows):
            return 0, 0, []
        name, need, earns = rows[k]
        options = [] if name in required else [best(k + 1, left)]
        if taken := best(k + 1, left - need):
            options.append((taken[0] + round(earns * 100), taken[1] - int(need), [name, *taken[2]]))
        options = [one for one in options if one]
        return max(options, key=lambda one: one[:2]) if options else None

    found = best(0, capital)
    if found is None:
        raise ValueError("not enough capital")
    return pd.Series(
        {"economic_profit": found[0] / 100, "capital": -found[1], "products": found[2]}
    )


# %% [markdown]
# ## optimal-apr


# %% wrong="optimal-apr" name="default rate of the lowest price" told="that of the lowest price"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate(low)
    profit = q * (p * (1 - d) - d * loss_given_default - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="default rate of the middle price" told="held at one value"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate((low + high) / 2)
    profit = q * (p * (1 - d) - d * loss_given_default - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="nobody defaults" told="Nobody defaults"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q = take_up(p)
    profit = q * (p - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="money for nothing" told="lent for nothing"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate(p)
    profit = q * (p * (1 - d) - d * loss_given_default)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="all of the balance lost" told="what share of it is"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate(p)
    profit = q * (p * (1 - d) - d - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="defaulters pay interest" told="Does a defaulter pay interest"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate(p)
    profit = q * (p - d * loss_given_default - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="funding of good balances only" told="what defaults too"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate(p)
    profit = q * ((p - funding_rate) * (1 - d) - d * loss_given_default)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="interest income" told="largest interest income"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q = take_up(p)
    profit = q * p
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="margin per yuan taken" told="how many yuan are taken"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    d = default_rate(p)
    profit = p * (1 - d) - d * loss_given_default - funding_rate
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="profit per yuan taken" told="not per yuan taken"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate(p)
    profit = q * (p * (1 - d) - d * loss_given_default - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k] / q[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="steps of half a point" told="how fine are the steps"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.arange(low, high + 1e-12, 0.005)
    q, d = take_up(p), default_rate(p)
    profit = q * (p * (1 - d) - d * loss_given_default - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="a losing offer" told="should it be offered"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate(p)
    profit = q * (p * (1 - d) - d * loss_given_default - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]}


# %% wrong="optimal-apr" name="climbs to the first peak" told="two peaks"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")

    def profit(p):
        d = default_rate(p)
        return take_up(p) * (p * (1 - d) - d * loss_given_default - funding_rate)

    apr = low
    while apr < high and profit(min(apr + 1e-5, high)) > profit(apr):
        apr = min(apr + 1e-5, high)
    return {"apr": apr, "profit": profit(apr)} if profit(apr) > 0 else None


# %% wrong="optimal-apr" name="range turned round for you" told="no rate lies in such a range"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    p = np.linspace(low, high, 10_001)
    q, d = take_up(p), default_rate(p)
    profit = q * (p * (1 - d) - d * loss_given_default - funding_rate)
    k = profit.argmax()
    return {"apr": p[k], "profit": profit[k]} if profit[k] > 0 else None


# %% wrong="optimal-apr" name="one search for one peak" told="the earlier one higher"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if low > high:
        raise ValueError("range")

    def profit(p):
        d = default_rate(p)
        return take_up(p) * (p * (1 - d) - d * loss_given_default - funding_rate)

    left, right = low, high
    while right - left > 1e-7:
        third = (right - left) / 3
        if profit(left + third) < profit(right - third):
            left += third
        else:
            right -= third
    apr = (left + right) / 2
    return {"apr": apr, "profit": profit(apr)} if profit(apr) > 0 else None


# %% right="optimal-apr" name="coarse grid, then golden section"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if not low <= high:
        raise ValueError("range")

    def profit(p):
        d = default_rate(p)
        return take_up(p) * (p - d * (p + loss_given_default) - funding_rate)

    grid = [low + (high - low) * k / 200 for k in range(201)]
    k = max(range(201), key=lambda k: profit(grid[k]))
    left, right = grid[max(k - 1, 0)], grid[min(k + 1, 200)]
    golden = (5**0.5 - 1) / 2
    while right - left > 1e-7:
        one, two = right - golden * (right - left), left + golden * (right - left)
        if profit(one) < profit(two):
            left = one
        else:
            right = two
    apr = max([low, high, (left + right) / 2], key=profit)
    if profit(apr) <= 0:
        return None
    return dict(profit=profit(apr), apr=apr)


# %% right="optimal-apr" name="basis point by basis point"
def optimal_apr(take_up, default_rate, funding_rate, loss_given_default, low, high):
    if high < low:
        raise ValueError("range")
    best = None
    steps = int(np.ceil((high - low) / 0.00005)) or 1
    for k in range(steps + 1):
        rate = low + k * (high - low) / steps
        share, bad = take_up(rate), default_rate(rate)
        profit = share * (1 - bad) * rate - share * bad * loss_given_default - share * funding_rate
        if profit > 0 and (best is None or profit > best["profit"]):
            best = {"apr": rate, "profit": profit}
    return best


# %% [markdown]
# ## pricing-equilibrium


# %% wrong="pricing-equilibrium" name="rival left out" told="rival's fee is left out"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    p = [0.0, 0.0]
    for _ in range(3_000):
        p[0] = (a[0] + b[0] * c[0]) / (2 * b[0])
        p[1] = (a[1] + b[1] * c[1]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="one answer to the rival's cost" told="one answer only"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    p = [
        (a[0] + b[0] * c[0] + g[0] * c[1]) / (2 * b[0]),
        (a[1] + b[1] * c[1] + g[1] * c[0]) / (2 * b[1]),
    ]
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="cost left out" told="cost belongs in the best reply"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    p = [0.0, 0.0]
    for _ in range(3_000):
        p[0] = (a[0] + g[0] * p[1]) / (2 * b[0])
        p[1] = (a[1] + g[1] * p[0]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="fees at cost" told="At cost nobody earns"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    p = list(c)
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="joint profit" told="own profit only"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    together = np.array([[2 * b[0], -g[0] - g[1]], [-g[0] - g[1], 2 * b[1]]])
    right = [a[0] + b[0] * c[0] - g[1] * c[1], a[1] + b[1] * c[1] - g[0] * c[0]]
    p = list(np.linalg.solve(together, right))
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="Lantern moves first" told="moves first"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    slope = b[0] - g[0] * g[1] / (2 * b[1])
    alone = a[0] + g[0] * (a[1] + b[1] * c[1]) / (2 * b[1])
    p = [(alone + slope * c[0]) / (2 * slope), 0.0]
    p[1] = (a[1] + b[1] * c[1] + g[1] * p[0]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="fee income for profit" told="fee income"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    p = [0.0, 0.0]
    for _ in range(3_000):
        p[0] = (a[0] + b[0] * c[0] + g[0] * p[1]) / (2 * b[0])
        p[1] = (a[1] + b[1] * c[1] + g[1] * p[0]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [p[0] * q[0], p[1] * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="issuers changed" told="changed places"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    p = [0.0, 0.0]
    for _ in range(3_000):
        p[0] = (a[0] + b[0] * c[0] + g[0] * p[1]) / (2 * b[0])
        p[1] = (a[1] + b[1] * c[1] + g[1] * p[0]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p[::-1], "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="replies not looked at" told="come to rest"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    p = [0.0, 0.0]
    for _ in range(3_000):
        p[0] = (a[0] + b[0] * c[0] + g[0] * p[1]) / (2 * b[0])
        p[1] = (a[1] + b[1] * c[1] + g[1] * p[0]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="strong competition refused" told="cross slope"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] > b[0] or g[1] > b[1]:
        raise ValueError("no equilibrium")
    p = [0.0, 0.0]
    for _ in range(3_000):
        p[0] = (a[0] + b[0] * c[0] + g[0] * p[1]) / (2 * b[0])
        p[1] = (a[1] + b[1] * c[1] + g[1] * p[0]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% wrong="pricing-equilibrium" name="cross slopes compared singly" told="one cross slope above"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] >= 2 * b[0] or g[1] >= 2 * b[1]:
        raise ValueError("no equilibrium")
    p = [0.0, 0.0]
    for _ in range(3_000):
        p[0] = (a[0] + b[0] * c[0] + g[0] * p[1]) / (2 * b[0])
        p[1] = (a[1] + b[1] * c[1] + g[1] * p[0]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% right="pricing-equilibrium" name="played out"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a, b, g, c) = (list(map(float, x)) for x in (demand, own_slope, cross_slope, unit_cost))
    if min(b) <= 0 or g[0] * g[1] >= 4 * b[0] * b[1]:
        raise ValueError("no equilibrium")
    p = [0.0, 0.0]
    for _ in range(3_000):
        p[0] = (a[0] + b[0] * c[0] + g[0] * p[1]) / (2 * b[0])
        p[1] = (a[1] + b[1] * c[1] + g[1] * p[0]) / (2 * b[1])
    q = [a[0] - b[0] * p[0] + g[0] * p[1], a[1] - b[1] * p[1] + g[1] * p[0]]
    profits = [(p[0] - c[0]) * q[0], (p[1] - c[1]) * q[1]]
    return {"fees": p, "accounts": q, "profits": profits}


# %% right="pricing-equilibrium" name="Cramer's rule"
def pricing_equilibrium(demand, own_slope, cross_slope, unit_cost):
    (a1, a2), (b1, b2), (g1, g2), (c1, c2) = demand, own_slope, cross_slope, unit_cost
    determinant = 4 * b1 * b2 - g1 * g2
    if b1 <= 0 or b2 <= 0 or determinant <= 0:
        raise ValueError("no equilibrium")
    r1, r2 = a1 + b1 * c1, a2 + b2 * c2
    p1 = (2 * b2 * r1 + g1 * r2) / determinant
    p2 = (2 * b1 * r2 + g2 * r1) / determinant
    # At the best reply an issuer has b (p - c) accounts.
    q1, q2 = b1 * (p1 - c1), b2 * (p2 - c2)
    return {"profits": (q1**2 / b1, q2**2 / b2), "accounts": (q1, q2), "fees": (p1, p2)}


# %% [markdown]
# ## rank-options


# %% wrong="rank-options" name="weighted sum" told="by what is the sum divided"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = [1 + (score > one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="plain mean" told="All criteria weigh the same"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = points.mean(axis=1).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = [1 + (score > one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="ranks in a row" told="Two options have equal scores"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w / w.sum()).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = np.argsort(np.argsort(-score, kind="stable")) + 1
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="lowest score first" told="Rank 1 is the best"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w / w.sum()).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = [1 + (score < one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="first of the tied wins" told="which of them wins it"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w / w.sum()).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = (points @ test / test.sum()).round(9)
        wins[result.argmax()] += 1
    rank = [1 + (score > one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="wins without a test" told="doubles one weight alone"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w / w.sum()).round(9)
    wins = np.zeros(len(options), dtype=int)
    for _ in range(len(w)):
        test = w.copy()
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = [1 + (score > one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="one criterion alone" told="doubled, not alone"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w / w.sum()).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = np.zeros(len(w))
        test[k] = 1
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = [1 + (score > one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="dense ranks" told="a shared first place"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w / w.sum()).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = [1 + len(set(score[score > one])) for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="last bits decide" told="agree to 9 decimals"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = points @ (w / w.sum())
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = points @ (test / test.sum())
        wins += result == result.max()
    rank = [1 + (score > one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% wrong="rank-options" name="weights not looked at" told="must make a mean"
def rank_options(options, weights):
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w / w.sum()).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = [1 + (score > one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% right="rank-options" name="arrays"
def rank_options(options, weights):
    if any(k not in options for k in weights) or any(w < 0 for w in weights.values()):
        raise ValueError("weights")
    if sum(weights.values()) == 0:
        raise ValueError("no weight")
    points = options[list(weights)].to_numpy(dtype=float)
    w = np.array(list(weights.values()), dtype=float)
    score = (points @ w / w.sum()).round(9)
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w.copy()
        test[k] *= 2
        result = (points @ test / test.sum()).round(9)
        wins += result == result.max()
    rank = [1 + (score > one).sum() for one in score]
    table = pd.DataFrame({"option": options["option"].to_numpy(), "score": score})
    return table.assign(rank=rank, wins=wins)


# %% right="rank-options" name="loops over records"
def rank_options(options, weights):
    records = options.to_dict("records")
    for criterion, weight in weights.items():
        if criterion not in options.columns or weight < 0:
            raise ValueError(criterion)
    if not any(weights.values()):
        raise ValueError("weights")

    def score(row, doubled=None):
        w = {k: weights[k] * (2 if k == doubled else 1) for k in weights}
        return round(sum(row[k] * w[k] for k in w) / sum(w.values()), 9)

    rows = [{"option": row["option"], "score": score(row), "wins": 0} for row in records]
    for criterion in weights:
        results = [score(row, criterion) for row in records]
        for one, result in zip(rows, results, strict=True):
            one["wins"] += result == max(results)
    for one in rows:
        one["rank"] = 1 + sum(other["score"] > one["score"] for other in rows)
    return pd.DataFrame(rows)
