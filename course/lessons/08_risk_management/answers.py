# %% [markdown]
# The answer catalogue of notebook 08: wrong answers that students write, and right ones built
# differently. `cardpm prove 08` runs every answer against the lesson's checks.

# %% [markdown]
# ## woe-table


# %% wrong="woe-table" name="sign of bads over goods" told="bads over goods"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target])
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts))
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    goods, bads = table["n"] - table["bads"] + smoothing, table["bads"] + smoothing
    table["woe"] = np.log((bads / bads.sum()) / (goods / goods.sum()))
    table["goods"] = table["n"] - table["bads"]
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="log odds of the bin" told="compared with the whole"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target])
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts))
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    table["goods"] = table["n"] - table["bads"]
    table["woe"] = np.log((table["goods"] + smoothing) / (table["bads"] + smoothing))
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="ratio without logarithm" told="logarithm is missing"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target])
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts))
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    goods, bads = table["n"] - table["bads"] + smoothing, table["bads"] + smoothing
    table["woe"] = (goods / goods.sum()) / (bads / bads.sum())
    table["goods"] = table["n"] - table["bads"]
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="decimal logarithm" told="natural one"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target])
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts))
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    goods, bads = table["n"] - table["bads"] + smoothing, table["bads"] + smoothing
    table["woe"] = np.log10((goods / goods.sum()) / (bads / bads.sum()))
    table["goods"] = table["n"] - table["bads"]
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="bins closed on the right" told="equal to a cut"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target])
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts, right=True))
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    goods, bads = table["n"] - table["bads"] + smoothing, table["bads"] + smoothing
    table["woe"] = np.log((goods / goods.sum()) / (bads / bads.sum()))
    table["goods"] = table["n"] - table["bads"]
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="missing values dropped" told="without a value"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target, feature])
    bins = np.digitize(known[feature], cuts)
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    goods, bads = table["n"] - table["bads"] + smoothing, table["bads"] + smoothing
    table["woe"] = np.log((goods / goods.sum()) / (bads / bads.sum()))
    table["goods"] = table["n"] - table["bads"]
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="unknown outcome is good" told="no outcome yet"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    bins = np.where(data[feature].isna(), -1, np.digitize(data[feature], cuts))
    table = data.groupby(bins)[target].agg(bads="sum", n="size")
    goods, bads = table["n"] - table["bads"] + smoothing, table["bads"] + smoothing
    table["woe"] = np.log((goods / goods.sum()) / (bads / bads.sum()))
    table["goods"] = table["n"] - table["bads"]
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="smoothing left out of the totals" told="shares of a whole"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target])
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts))
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    table["goods"] = table["n"] - table["bads"]
    share_goods = (table["goods"] + smoothing) / table["goods"].sum()
    share_bads = (table["bads"] + smoothing) / table["bads"].sum()
    table["woe"] = np.log(share_goods / share_bads)
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="no smoothing" told="smoothing is missing"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data.dropna(subset=[target])
    bins = np.where(known[feature].isna(), -1, np.digitize(known[feature], cuts))
    table = known.groupby(bins)[target].agg(bads="sum", n="size")
    table["goods"] = table["n"] - table["bads"]
    with np.errstate(divide="ignore"):
        table["woe"] = np.log(
            (table["goods"] / table["goods"].sum()) / (table["bads"] / table["bads"].sum())
        )
    table = table.rename_axis("bin").reset_index()
    return table[["bin", "goods", "bads", "woe"]].astype({"bads": int, "goods": int})


# %% wrong="woe-table" name="smoothing in the counts" told="plain counts"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    d = data[data[target].notna()]
    bins = (
        pd.cut(d[feature], [-np.inf, *cuts, np.inf], right=False, labels=False)
        .fillna(-1)
        .astype(int)
    )
    t = pd.crosstab(bins, d[target].astype(int)).reindex(columns=[0, 1], fill_value=0)
    t.columns = ["goods", "bads"]
    t = t.rename_axis("bin").reset_index()
    t[["goods", "bads"]] += smoothing
    s = t[["goods", "bads"]]
    s = s / s.sum()
    t["woe"] = np.log(s["goods"] / s["bads"])
    return t


# %% right="woe-table" name="plain loop"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    counts = {}
    for value, bad in zip(data[feature], data[target], strict=True):
        if bad != bad:
            continue
        number = -1 if value != value else sum(value >= cut for cut in cuts)
        goods, bads = counts.get(number, (0, 0))
        counts[number] = (goods + (bad == 0), bads + (bad == 1))
    all_goods = sum(goods + smoothing for goods, _ in counts.values())
    all_bads = sum(bads + smoothing for _, bads in counts.values())
    rows = []
    for number, (goods, bads) in counts.items():
        share_goods = (goods + smoothing) / all_goods
        share_bads = (bads + smoothing) / all_bads
        rows.append((number, goods, bads, math.log(share_goods) - math.log(share_bads)))
    return pd.DataFrame(rows, columns=["bin", "goods", "bads", "woe"])


# %% right="woe-table" name="crosstab and cut"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    known = data[data[target].notna()]
    edges = [-np.inf, *cuts, np.inf]
    bins = pd.cut(known[feature], edges, right=False, labels=False).fillna(-1).astype(int)
    table = pd.crosstab(bins, known[target]).reindex(columns=[0, 1], fill_value=0)
    shares = (table + smoothing) / (table + smoothing).sum()
    return pd.DataFrame(
        {
            "bads": table[1].to_numpy(),
            "goods": table[0].to_numpy(),
            "woe": np.log(shares[0] / shares[1]).to_numpy(),
            "bin": table.index.to_numpy(),
        }
    )


# %% right="woe-table" name="bincount"
def woe_table(data, feature, target, cuts, smoothing=0.5):
    x, y = data[feature].to_numpy(float), data[target].to_numpy(float)
    x, y = x[~np.isnan(y)], y[~np.isnan(y)]
    number = np.searchsorted(np.asarray(cuts), x, side="right") + 1
    number[np.isnan(x)] = 0
    bads = np.bincount(number, weights=y, minlength=len(cuts) + 2)
    goods = np.bincount(number, weights=1 - y, minlength=len(cuts) + 2)
    seen = np.flatnonzero(goods + bads)
    g, b = goods[seen] + smoothing, bads[seen] + smoothing
    woe = np.log(g / b) - np.log(g.sum() / b.sum())
    return pd.DataFrame({"bin": seen - 1, "goods": goods[seen], "bads": bads[seen], "woe": woe})


# %% [markdown]
# ## information-value


# %% wrong="information-value" name="sum of the WOE" told="sum of the weights of evidence"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    g, b = np.asarray(goods) + smoothing, np.asarray(bads) + smoothing
    g, b = g[g + b > 2 * smoothing], b[g + b > 2 * smoothing]
    if 0 in g or 0 in b:
        raise ValueError("an empty cell")
    return float(np.log((g / g.sum()) / (b / b.sum())).sum())


# %% wrong="information-value" name="bads minus goods" told="goods first in both"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    g, b = np.asarray(goods) + smoothing, np.asarray(bads) + smoothing
    g, b = g[g + b > 2 * smoothing], b[g + b > 2 * smoothing]
    if 0 in g or 0 in b:
        raise ValueError("an empty cell")
    g, b = g / g.sum(), b / b.sum()
    return float(((b - g) * np.log(g / b)).sum())


# %% wrong="information-value" name="WOE times 100" told="hundred times"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    g, b = np.asarray(goods) + smoothing, np.asarray(bads) + smoothing
    g, b = g[g + b > 2 * smoothing], b[g + b > 2 * smoothing]
    if 0 in g or 0 in b:
        raise ValueError("an empty cell")
    g, b = g / g.sum(), b / b.sum()
    return float(((g - b) * 100 * np.log(g / b)).sum())


# %% wrong="information-value" name="only the goods' part" told="one half"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    g, b = np.asarray(goods) + smoothing, np.asarray(bads) + smoothing
    g, b = g[g + b > 2 * smoothing], b[g + b > 2 * smoothing]
    if 0 in g or 0 in b:
        raise ValueError("an empty cell")
    g, b = g / g.sum(), b / b.sum()
    return float((g * np.log(g / b)).sum())


# %% wrong="information-value" name="decimal logarithm" told="natural one"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    g, b = np.asarray(goods) + smoothing, np.asarray(bads) + smoothing
    g, b = g[g + b > 2 * smoothing], b[g + b > 2 * smoothing]
    if 0 in g or 0 in b:
        raise ValueError("an empty cell")
    g, b = g / g.sum(), b / b.sum()
    return float(((g - b) * np.log10(g / b)).sum())


# %% wrong="information-value" name="empty bins smoothed too" told="a bin without accounts"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    g, b = np.asarray(goods) + smoothing, np.asarray(bads) + smoothing
    if 0 in g or 0 in b:
        raise ValueError("an empty cell")
    g, b = g / g.sum(), b / b.sum()
    return float(((g - b) * np.log(g / b)).sum())


# %% wrong="information-value" name="infinite evidence" told="not infinite evidence"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    g, b = np.asarray(goods) + smoothing, np.asarray(bads) + smoothing
    g, b = g[g + b > 2 * smoothing], b[g + b > 2 * smoothing]
    g, b = g / g.sum(), b / b.sum()
    with np.errstate(divide="ignore"):
        return float(((g - b) * np.log(g / b)).sum())


# %% wrong="information-value" name="Series matched by index" told="by the order"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    counts = pd.DataFrame({"goods": pd.Series(goods), "bads": pd.Series(bads)})
    counts = counts[counts.sum(axis=1) > 0] + smoothing
    if (counts == 0).any(axis=None):
        raise ValueError("an empty cell")
    shares = counts / counts.sum()
    evidence = np.log(shares["goods"] / shares["bads"])
    return float(((shares["goods"] - shares["bads"]) * evidence).sum())


# %% wrong="information-value" name="smoothed only inside the logarithm" told="wanted twice"
def information_value(goods, bads, smoothing=0.5):
    if len(goods) != len(bads):
        raise ValueError("lengths differ")
    g, b = np.asarray(goods, float), np.asarray(bads, float)
    g, b = g[g + b > 0], b[g + b > 0]
    if smoothing == 0 and (0 in g or 0 in b):
        raise ValueError("an empty cell")
    smooth_g, smooth_b = g + smoothing, b + smoothing
    woe = np.log(smooth_g / smooth_g.sum() / (smooth_b / smooth_b.sum()))
    return float(((g / g.sum() - b / b.sum()) * woe).sum())


# %% right="information-value" name="plain loop"
def information_value(goods, bads, smoothing=0.5):
    pairs = [(g, b) for g, b in zip(goods, bads, strict=True) if g or b]
    pairs = [(g + smoothing, b + smoothing) for g, b in pairs]
    if any(g == 0 or b == 0 for g, b in pairs):
        raise ValueError("a bin has only goods or only bads")
    all_goods, all_bads = sum(g for g, _ in pairs), sum(b for _, b in pairs)
    total = 0.0
    for g, b in pairs:
        woe = math.log(g * all_bads / (b * all_goods))
        total += (g / all_goods - b / all_bads) * woe
    return total


# %% right="information-value" name="a pandas table"
def information_value(goods, bads, smoothing=0.5):
    if len(list(goods)) != len(list(bads)):
        raise ValueError("lengths differ")
    table = pd.DataFrame({"goods": list(goods), "bads": list(bads)})
    table = table[table.sum(axis=1) > 0] + smoothing
    if (table == 0).any(axis=None):
        raise ValueError("no evidence in an empty cell")
    shares = table / table.sum()
    return shares["goods"].sub(shares["bads"]).mul(np.log(shares["goods"] / shares["bads"])).sum()


# %% [markdown]
# ## fit-scorecard


# %% wrong="fit-scorecard" name="log odds of bad" told="log odds of bad"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="with scikit-learn's usual penalty" told="pulled towards zero"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    penalty = np.eye(x.shape[1])
    penalty[0, 0] = 0
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + penalty
        b += np.linalg.solve(hessian, x.T @ (y - p) - penalty @ b)
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="without an intercept" told="what is added for everybody"
def fit_scorecard(evidence, defaulted):
    x = evidence.to_numpy(float)
    y = 1 - np.asarray(defaulted, float)
    ones = np.column_stack([np.ones(len(x)), x])
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(ones) < ones.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series([0.0, *b], ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="slopes only" told="what is added for everybody"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series(b[1:], evidence.columns)


# %% wrong="fit-scorecard" name="least squares on the outcome" told="straight line"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    if ((x @ b > 0.5) == y).all():
        raise ValueError("separated")
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="each characteristic on its own" told="all in one fit"
def fit_scorecard(evidence, defaulted):
    y = 1 - np.asarray(defaulted, float)
    if len(evidence) != len(y) or y.min() == y.max():
        raise ValueError("no fit")
    found = {"intercept": np.log(y.sum() / (1 - y).sum())}
    for name in evidence:
        x = np.column_stack([np.ones(len(y)), evidence[name].to_numpy(float)])
        b = np.zeros(2)
        for _ in range(50):
            p = 1 / (1 + np.exp(-x @ b))
            b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
        found[name] = b[1]
    return pd.Series(found)


# %% wrong="fit-scorecard" name="intercept left at the odds of all" told="fitted like the others"
def fit_scorecard(evidence, defaulted):
    x = evidence.to_numpy(float)
    y = 1 - np.asarray(defaulted, float)
    ones = np.column_stack([np.ones(len(x)), x])
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(ones) < ones.shape[1]:
        raise ValueError("no fit")
    start = np.log(y.sum() / (1 - y).sum())
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-start - x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series([start, *b], ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="one step only" told="still moving"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.linalg.solve(x.T @ x / 4, x.T @ (y - 0.5))
    if ((x @ b > 0) == y).all():
        raise ValueError("separated")
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="gradient stopped after 1,000 steps" told="still moving"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(1_000):
        p = 1 / (1 + np.exp(-x @ b))
        b += 0.1 * x.T @ (y - p) / len(y)
    if ((x @ b > 0) == y).all():
        raise ValueError("separated")
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="standardised columns" told="standard deviation"
def fit_scorecard(evidence, defaulted):
    spread = evidence.std(ddof=0)
    y = 1 - np.asarray(defaulted, float)
    if len(evidence) != len(y) or y.min() == y.max() or (spread == 0).any():
        raise ValueError("no fit")
    x = np.column_stack([np.ones(len(y)), (evidence - evidence.mean()) / spread])
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="classes balanced by weights" told="as many bads as goods"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    w = np.where(y == 1, len(y) / (2 * y.sum()), len(y) / (2 * (1 - y).sum()))
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (w * p * (1 - p))[:, None]), x.T @ (w * (y - p)))
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="points at once" told="factor of the next section"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series(20 / np.log(2) * b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="coefficients never below zero" told="is a fit allowed to say so"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series([b[0], *np.maximum(b[1:], 0)], ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="Series matched by index" told="by the order"
def fit_scorecard(evidence, defaulted):
    if len(evidence) != len(defaulted):
        raise ValueError("lengths differ")
    table = evidence.assign(intercept=1.0, bad=defaulted).dropna()
    x, y = table[["intercept", *evidence]].to_numpy(float), 1 - table["bad"].to_numpy(float)
    if y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="large numbers for separated accounts" told="fits even better"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-x @ b))
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="only single characteristics may separate" told="fits even better"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max() or np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("no fit")
    if (x[y == 1].min(axis=0) > x[y == 0].max(axis=0)).any():
        raise ValueError("separated")
    b = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-x @ b))
        b += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return pd.Series(b, ["intercept", *evidence.columns])


# %% wrong="fit-scorecard" name="one of many fits for repeated evidence" told="which of them"
def fit_scorecard(evidence, defaulted):
    x = np.column_stack([np.ones(len(evidence)), evidence.to_numpy(float)])
    y = 1 - np.asarray(defaulted, float)
    if len(x) != len(y) or y.min() == y.max():
        raise ValueError("no fit")
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        if ((p > 0.5) == y).all():
            raise ValueError("separated")
        b += np.linalg.pinv(x.T @ (x * (p * (1 - p))[:, None])) @ (x.T @ (y - p))
    return pd.Series(b, ["intercept", *evidence.columns])


# %% right="fit-scorecard" name="Newton in plain loops"
def fit_scorecard(evidence, defaulted):
    names = ["intercept", *evidence.columns]
    bad = list(defaulted)
    if len(bad) != len(evidence) or sum(bad) in (0, len(bad)):
        raise ValueError("goods and bads are needed, one outcome for each account")
    rows = [[1.0, *row] for row in evidence.to_numpy(float).tolist()]

    def solve(matrix, right):
        size = len(right)
        lines = [[*line, end] for line, end in zip(matrix, right, strict=True)]
        for i in range(size):
            pivot = max(range(i, size), key=lambda r: abs(lines[r][i]))
            lines[i], lines[pivot] = lines[pivot], lines[i]
            if abs(lines[i][i]) < 1e-9:
                raise ValueError("the characteristics repeat each other")
            for r in range(size):
                if r != i:
                    times = lines[r][i] / lines[i][i]
                    lines[r] = [a - times * c for a, c in zip(lines[r], lines[i], strict=True)]
        return [lines[i][size] / lines[i][i] for i in range(size)]

    found = [0.0] * len(names)
    for _ in range(30):
        gradient = [0.0] * len(names)
        hessian = [[0.0] * len(names) for _ in names]
        wrong = 0
        for row, late in zip(rows, bad, strict=True):
            log_odds = sum(b * x for b, x in zip(found, row, strict=True))
            p = 1 / (1 + math.exp(-log_odds))
            wrong += (p > 0.5) == (late == 1)
            for i, x in enumerate(row):
                gradient[i] += x * ((1 - late) - p)
                for j, z in enumerate(row):
                    hessian[i][j] += x * z * p * (1 - p)
        if not wrong:
            raise ValueError("goods and bads are separated")
        step = solve(hessian, gradient)
        found = [b + s for b, s in zip(found, step, strict=True)]
        if max(abs(s) for s in step) < 1e-9:
            break
    return dict(zip(names, found, strict=True))


# %% right="fit-scorecard" name="weighted least squares, again and again"
def fit_scorecard(evidence, defaulted):
    X = evidence.reset_index(drop=True).astype(float)
    X.insert(0, "intercept", 1.0)
    good = 1 - pd.Series(list(defaulted), dtype=float)
    if len(X) != len(good):
        raise ValueError("lengths differ")
    if good.nunique() < 2:
        raise ValueError("goods and bads are needed")
    if np.linalg.svd(X.to_numpy(), compute_uv=False).min() < 1e-9:
        raise ValueError("the characteristics are dependent")
    beta = np.zeros(X.shape[1])
    for _ in range(100):
        eta = X.to_numpy() @ beta
        if ((eta > 0) == (good == 1)).all():
            raise ValueError("separated")
        mu = 1 / (1 + np.exp(-eta))
        weight = mu * (1 - mu)
        working = eta + (good - mu) / weight
        root = np.sqrt(weight)
        new = np.linalg.lstsq(X.mul(root, axis=0), working * root, rcond=None)[0]
        done = np.abs(new - beta).max() < 1e-8
        beta = new
        if done:
            return pd.Series(beta, X.columns)
    raise ValueError("no finite coefficients")


# %% right="fit-scorecard" name="gradient ascent to the end"
def fit_scorecard(evidence, defaulted):
    X = np.c_[np.ones(len(evidence)), np.asarray(evidence, dtype=float)]
    good = np.asarray(defaulted) == 0
    if len(good) != len(X) or good.all() or not good.any():
        raise ValueError("outcomes don't fit")
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("dependent characteristics")
    rate = 4 / np.linalg.eigvalsh(X.T @ X).max()
    beta, look, age = np.zeros(X.shape[1]), np.zeros(X.shape[1]), 0
    for _ in range(40_000):
        if ((X @ beta > 0) == good).all():
            raise ValueError("separated: the likelihood has no maximum")
        gradient = X.T @ (good - 1 / (1 + np.exp(-(X @ look))))
        if np.abs(gradient).max() < 1e-7:
            return pd.Series(look, index=["intercept", *list(evidence.columns)])
        new = look + rate * gradient
        if gradient @ (new - beta) < 0:  # Nesterov's momentum, started again where it overshoots
            new, age = beta, 0
        look = new + age / (age + 3) * (new - beta)
        beta, age = new, age + 1
    raise ValueError("not settled")


# %% right="fit-scorecard" name="one coefficient at a time"
def fit_scorecard(evidence, defaulted):
    x = evidence.to_numpy(dtype=float)
    bad = np.array(defaulted, dtype=float)
    if x.shape[0] != bad.shape[0]:
        raise ValueError("one outcome per account")
    if bad.sum() in (0, len(bad)):
        raise ValueError("only one kind of account")
    columns = [np.ones(len(bad)), *x.T]
    if np.linalg.matrix_rank(np.array(columns)) < len(columns):
        raise ValueError("no single best fit")
    values, log_odds = [0.0] * len(columns), np.zeros(len(bad))
    for _ in range(5_000):
        largest = 0.0
        for number, column in enumerate(columns):
            p = 1 / (1 + np.exp(-log_odds))
            step = column @ (1 - bad - p) / (column**2 @ (p * (1 - p)))
            values[number] += step
            log_odds += step * column
            largest = max(largest, abs(step))
        if ((log_odds > 0) == (bad == 0)).all():
            raise ValueError("separated")
        if largest < 1e-8:
            break
    return pd.Series(dict(zip(["intercept", *evidence.columns], values, strict=True)))


# %% [markdown]
# ## scale-points


# %% wrong="scale-points" name="pdo as the factor" told="doubling"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("pdo and odds are positive")
    return base_score + pdo * (log_odds - np.log(base_odds))


# %% wrong="scale-points" name="base odds not logged" told="odds and log odds"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("pdo and odds are positive")
    factor = pdo / np.log(2)
    return base_score - factor * base_odds + factor * log_odds


# %% wrong="scale-points" name="offset added" told="base odds must give the base score"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("pdo and odds are positive")
    factor = pdo / np.log(2)
    return base_score + factor * np.log(base_odds) + factor * log_odds


# %% wrong="scale-points" name="higher is riskier" told="safer applicant"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("pdo and odds are positive")
    factor = pdo / np.log(2)
    return base_score - factor * (log_odds - np.log(base_odds))


# %% wrong="scale-points" name="decimal logarithms" told="natural logarithm"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("pdo and odds are positive")
    factor = pdo / np.log10(2)
    return base_score + factor * (log_odds - np.log10(base_odds))


# %% wrong="scale-points" name="rounded" told="rounded too early"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("pdo and odds are positive")
    factor = pdo / np.log(2)
    return np.round(base_score + factor * (log_odds - np.log(base_odds)))


# %% wrong="scale-points" name="always 600 at 30" told="another scale"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if pdo <= 0 or base_odds <= 0:
        raise ValueError("pdo and odds are positive")
    return 501.8622 + 28.8539 * log_odds


# %% right="scale-points" name="doublings above the base"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if not (pdo > 0 and base_odds > 0):
        raise ValueError("pdo and odds are positive")
    doublings = (log_odds - math.log(base_odds)) / math.log(2)
    return base_score + pdo * doublings


# %% right="scale-points" name="a line through two points"
def scale_points(log_odds, pdo=20.0, base_score=600.0, base_odds=30.0):
    if min(pdo, base_odds) <= 0:
        raise ValueError("pdo and odds are positive")
    low, high = np.log([base_odds, 2 * base_odds])
    slope = pdo / (high - low)
    return slope * log_odds + (base_score - slope * low)


# %% [markdown]
# ## ks-statistic


# %% wrong="ks-statistic" name="row by row" told="same score"
def ks_statistic(scores, defaulted):
    y = np.asarray(defaulted)[np.argsort(scores, kind="stable")]
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    gap = np.cumsum(y) / y.sum() - np.cumsum(1 - y) / (1 - y).sum()
    return float(np.abs(gap).max())


# %% wrong="ks-statistic" name="by fifths" told="at every score"
def ks_statistic(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    cuts = np.quantile(scores, [0.2, 0.4, 0.6, 0.8])
    return float(
        max(abs((scores[y == 1] <= c).mean() - (scores[y == 0] <= c).mean()) for c in cuts)
    )


# %% wrong="ks-statistic" name="without the sign" told="wrong way round"
def ks_statistic(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    return float(
        max((scores[y == 1] <= c).mean() - (scores[y == 0] <= c).mean() for c in set(scores))
    )


# %% wrong="ks-statistic" name="in percent" told="off by a factor of 100"
def ks_statistic(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    return float(
        100
        * max(abs((scores[y == 1] <= c).mean() - (scores[y == 0] <= c).mean()) for c in set(scores))
    )


# %% wrong="ks-statistic" name="shares of all" told="of all accounts"
def ks_statistic(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    n = len(y)
    return float(
        max(
            abs((scores[y == 1] <= c).sum() / n - (scores[y == 0] <= c).sum() / n)
            for c in set(scores)
        )
    )


# %% wrong="ks-statistic" name="in the order of the rows" told="sorted"
def ks_statistic(scores, defaulted):
    y = np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    gap = np.cumsum(y) / y.sum() - np.cumsum(1 - y) / (1 - y).sum()
    return float(np.abs(gap).max())


# %% wrong="ks-statistic" name="one class gives zero" told="only one kind"
def ks_statistic(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        return 0.0
    return float(
        max(abs((scores[y == 1] <= c).mean() - (scores[y == 0] <= c).mean()) for c in set(scores))
    )


# %% wrong="ks-statistic" name="Series matched by index" told="by the order"
def ks_statistic(scores, defaulted):
    table = pd.DataFrame({"score": pd.Series(scores), "bad": pd.Series(defaulted)})
    counts = table.groupby("score")["bad"].agg(["sum", "size"])
    bads, goods = counts["sum"], counts["size"] - counts["sum"]
    if bads.sum() == 0 or goods.sum() == 0:
        raise ValueError("goods and bads are needed")
    return (bads.cumsum() / bads.sum() - goods.cumsum() / goods.sum()).abs().max()


# %% right="ks-statistic" name="loop over the scores"
def ks_statistic(scores, defaulted):
    rows = list(zip(scores, defaulted, strict=True))
    bads = [score for score, bad in rows if bad]
    goods = [score for score, bad in rows if not bad]
    if not bads or not goods:
        raise ValueError("goods and bads are needed")
    best = 0.0
    for cut in sorted(set(goods + bads)):
        below_bad = sum(score < cut for score in bads) / len(bads)
        below_good = sum(score < cut for score in goods) / len(goods)
        best = max(best, abs(below_bad - below_good))
    return best


# %% right="ks-statistic" name="grouped by score"
def ks_statistic(scores, defaulted):
    table = pd.DataFrame({"score": np.asarray(scores), "bad": np.asarray(defaulted, int)})
    if table["bad"].nunique() < 2:
        raise ValueError("goods and bads are needed")
    counts = table.groupby("score")["bad"].agg(["sum", "size"])
    bads = counts["sum"].cumsum() / counts["sum"].sum()
    goods = (counts["size"] - counts["sum"]).cumsum() / (counts["size"] - counts["sum"]).sum()
    return (bads - goods).abs().max()


# %% [markdown]
# ## gini


# %% wrong="gini" name="area under the curve" told="area under the ROC curve"
def gini(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    gap = scores[y == 0][:, None] - scores[y == 1]
    return float((gap > 0).mean() + (gap == 0).mean() / 2)


# %% wrong="gini" name="ties are wins" told="tie is half"
def gini(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    gap = scores[y == 0][:, None] - scores[y == 1]
    return float(2 * (gap >= 0).mean() - 1)


# %% wrong="gini" name="ties are losses" told="tie is half"
def gini(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    gap = scores[y == 0][:, None] - scores[y == 1]
    return float(2 * (gap > 0).mean() - 1)


# %% wrong="gini" name="score read as risk" told="who pays"
def gini(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    gap = scores[y == 1][:, None] - scores[y == 0]
    return float(np.sign(gap).mean())


# %% wrong="gini" name="never negative" told="below zero"
def gini(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    gap = scores[y == 0][:, None] - scores[y == 1]
    return float(abs(np.sign(gap).mean()))


# %% wrong="gini" name="capture curve over all accounts" told="against the goods"
def gini(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        raise ValueError("goods and bads are needed")
    cuts = np.unique(scores)
    bads = np.r_[0, [(scores[y == 1] <= c).mean() for c in cuts]]
    accounts = np.r_[0, [(scores <= c).mean() for c in cuts]]
    return float(2 * np.trapezoid(bads, accounts) - 1)


# %% wrong="gini" name="one class gives nan" told="only one kind"
def gini(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted)
    if y.all() or not y.any():
        return float("nan")
    return float(np.sign(scores[y == 0][:, None] - scores[y == 1]).mean())


# %% wrong="gini" name="ties left out" told="left out"
def gini(scores, defaulted):
    goods = [score for score, bad in zip(scores, defaulted, strict=True) if not bad]
    bads = [score for score, bad in zip(scores, defaulted, strict=True) if bad]
    if not goods or not bads:
        raise ValueError("goods and bads are needed")
    wins = sum(good > bad for good in goods for bad in bads)
    defeats = sum(good < bad for good in goods for bad in bads)
    return (wins - defeats) / max(wins + defeats, 1)


# %% wrong="gini" name="Series matched by index" told="by the order"
def gini(scores, defaulted):
    table = pd.DataFrame({"score": pd.Series(scores), "bad": pd.Series(defaulted)})
    ranks, bad = table["score"].rank(), table["bad"] == 1
    goods, bads = (~bad).sum(), bad.sum()
    if goods == 0 or bads == 0:
        raise ValueError("goods and bads are needed")
    wins = ranks[~bad].sum() - goods * (goods + 1) / 2
    return 2 * wins / (goods * bads) - 1


# %% right="gini" name="all pairs"
def gini(scores, defaulted):
    rows = list(zip(scores, defaulted, strict=True))
    bads = [score for score, bad in rows if bad]
    goods = [score for score, bad in rows if not bad]
    if not bads or not goods:
        raise ValueError("goods and bads are needed")
    won = sum(int(good > bad) - int(good < bad) for good in goods for bad in bads)
    return won / (len(goods) * len(bads))


# %% right="gini" name="area by trapezoids"
def gini(scores, defaulted):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, bool)
    if y.min() == y.max():
        raise ValueError("goods and bads are needed")
    cuts = np.unique(scores)
    bads = np.r_[0, np.searchsorted(np.sort(scores[y]), cuts, "right") / y.sum()]
    goods = np.r_[0, np.searchsorted(np.sort(scores[~y]), cuts, "right") / (~y).sum()]
    return 2 * np.trapezoid(bads, goods) - 1


# %% [markdown]
# ## population-stability-index


# %% wrong="population-stability-index" name="one-sided divergence" told="both directions"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    shares = []
    for scores in (development, current):
        counts = np.bincount(np.digitize(scores, cuts), minlength=len(cuts) + 1)
        shares.append(np.maximum(counts / counts.sum(), floor))
    e, a = shares
    return float((a * np.log(a / e)).sum())


# %% wrong="population-stability-index" name="sum of the differences" told="sum of the absolute"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    shares = []
    for scores in (development, current):
        counts = np.bincount(np.digitize(scores, cuts), minlength=len(cuts) + 1)
        shares.append(np.maximum(counts / counts.sum(), floor))
    e, a = shares
    return float(np.abs(a - e).sum())


# %% wrong="population-stability-index" name="decimal logarithm" told="natural one"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    shares = []
    for scores in (development, current):
        counts = np.bincount(np.digitize(scores, cuts), minlength=len(cuts) + 1)
        shares.append(np.maximum(counts / counts.sum(), floor))
    e, a = shares
    return float(((a - e) * np.log10(a / e)).sum())


# %% wrong="population-stability-index" name="counts instead of shares" told="share of its own"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    counts = [
        np.maximum(np.bincount(np.digitize(scores, cuts), minlength=len(cuts) + 1), floor)
        for scores in (development, current)
    ]
    e, a = counts
    return float(((a - e) * np.log(a / e)).sum())


# %% wrong="population-stability-index" name="bins closed on the right" told="equal to a cut"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    shares = []
    for scores in (development, current):
        counts = np.bincount(np.digitize(scores, cuts, right=True), minlength=len(cuts) + 1)
        shares.append(np.maximum(counts / counts.sum(), floor))
    e, a = shares
    return float(((a - e) * np.log(a / e)).sum())


# %% wrong="population-stability-index" name="outer bins left out" told="first cut"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    shares = []
    for scores in (development, current):
        counts = np.bincount(np.digitize(scores, cuts), minlength=len(cuts) + 1)[1:-1]
        shares.append(np.maximum(counts / counts.sum(), floor))
    e, a = shares
    return float(((a - e) * np.log(a / e)).sum())


# %% wrong="population-stability-index" name="empty bins skipped" told="an empty bin"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    shares = []
    for scores in (development, current):
        counts = np.bincount(np.digitize(scores, cuts), minlength=len(cuts) + 1)
        shares.append(counts / counts.sum())
    e, a = shares
    both = (e > 0) & (a > 0)
    return float(((a - e)[both] * np.log(a[both] / e[both])).sum())


# %% wrong="population-stability-index" name="an empty month is stable" told="no scores to compare"
def population_stability_index(development, current, cuts, floor=0.0001):
    shares = []
    for scores in (development, current):
        counts = np.bincount(np.digitize(scores, cuts), minlength=len(cuts) + 1)
        shares.append(np.maximum(counts / max(counts.sum(), 1), floor))
    e, a = shares
    return float(((a - e) * np.log(a / e)).sum())


# %% wrong="population-stability-index" name="floor for empty bins only" told="every share below"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    bins = len(cuts) + 1
    was, now = (
        np.bincount(np.digitize(scores, cuts), minlength=bins) / len(scores)
        for scores in (development, current)
    )
    was, now = np.where(was == 0, floor, was), np.where(now == 0, floor, now)
    return float(((now - was) * np.log(now / was)).sum())


# %% wrong="population-stability-index" name="floor added to all" told="only replaces"
def population_stability_index(development, current, cuts, floor=0.0001):
    if len(development) == 0 or len(current) == 0:
        raise ValueError("no scores")
    bins = len(cuts) + 1
    was, now = (
        np.bincount(np.digitize(scores, cuts), minlength=bins) / len(scores)
        for scores in (development, current)
    )
    was, now = was + floor, now + floor
    return float(((now - was) * np.log(now / was)).sum())


# %% right="population-stability-index" name="plain loop"
def population_stability_index(development, current, cuts, floor=0.0001):
    development, current = list(development), list(current)
    if not development or not current:
        raise ValueError("no scores")
    edges = [-math.inf, *cuts, math.inf]
    total = 0.0
    for number, low in enumerate(edges[:-1]):
        high = edges[number + 1]
        was = sum(low <= score < high for score in development) / len(development)
        now = sum(low <= score < high for score in current) / len(current)
        was, now = max(was, floor), max(now, floor)
        total += (now - was) * (math.log(now) - math.log(was))
    return total


# %% right="population-stability-index" name="value counts"
def population_stability_index(development, current, cuts, floor=0.0001):
    if min(len(development), len(current)) == 0:
        raise ValueError("no scores")
    edges = [-np.inf, *cuts, np.inf]

    def shares(scores):
        bins = pd.cut(pd.Series(np.asarray(scores)), edges, right=False)
        return bins.value_counts(normalize=True, sort=False).clip(lower=floor)

    was, now = shares(development), shares(current)
    return np.sum((now - was) * np.log(now / was))


# %% [markdown]
# ## roll-rates


# %% wrong="roll-rates" name="next row of the table" told="two different accounts"
def roll_rates(performance):
    after = performance.sort_values(["account_id", "month"])
    pairs = pd.DataFrame({"from_bucket": after["bucket"], "to_bucket": after["bucket"].shift(-1)})
    pairs = pairs.dropna().astype(int)
    table = pairs.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table.groupby("from_bucket")["accounts"].transform("sum")
    return table


# %% wrong="roll-rates" name="gaps bridged" told="month is missing"
def roll_rates(performance):
    after = performance.sort_values(["account_id", "month"])
    later = after.groupby("account_id")["bucket"].shift(-1)
    pairs = pd.DataFrame({"from_bucket": after["bucket"], "to_bucket": later}).dropna().astype(int)
    table = pairs.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table.groupby("from_bucket")["accounts"].transform("sum")
    return table


# %% wrong="roll-rates" name="rows not sorted" told="order of time"
def roll_rates(performance):
    later = performance.groupby("account_id")["bucket"].shift(-1)
    to_month = performance.groupby("account_id")["month"].shift(-1)
    pairs = pd.DataFrame({"from_bucket": performance["bucket"], "to_bucket": later})
    pairs = pairs[to_month == performance["month"] + pd.DateOffset(months=1)].astype(int)
    table = pairs.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table.groupby("from_bucket")["accounts"].transform("sum")
    return table


# %% wrong="roll-rates" name="shares of all" told="bucket they come from"
def roll_rates(performance):
    now = performance[["account_id", "month", "bucket"]]
    past = now.assign(month=now["month"] + pd.DateOffset(months=1))
    pairs = past.merge(now, on=["account_id", "month"], suffixes=("_from", "_to"))
    pairs = pairs.rename(columns={"bucket_from": "from_bucket", "bucket_to": "to_bucket"})
    table = pairs.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table["accounts"].sum()
    return table


# %% wrong="roll-rates" name="shares of the target" told="bucket they come from"
def roll_rates(performance):
    now = performance[["account_id", "month", "bucket"]]
    past = now.assign(month=now["month"] + pd.DateOffset(months=1))
    pairs = past.merge(now, on=["account_id", "month"], suffixes=("_from", "_to"))
    pairs = pairs.rename(columns={"bucket_from": "from_bucket", "bucket_to": "to_bucket"})
    table = pairs.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table.groupby("to_bucket")["accounts"].transform("sum")
    return table


# %% wrong="roll-rates" name="backwards in time" told="earlier month"
def roll_rates(performance):
    now = performance[["account_id", "month", "bucket"]]
    past = now.assign(month=now["month"] + pd.DateOffset(months=1))
    pairs = past.merge(now, on=["account_id", "month"], suffixes=("_to", "_from"))
    pairs = pairs.rename(columns={"bucket_from": "from_bucket", "bucket_to": "to_bucket"})
    table = pairs.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table.groupby("from_bucket")["accounts"].transform("sum")
    return table


# %% wrong="roll-rates" name="forward rolls only" told="get better"
def roll_rates(performance):
    now = performance[["account_id", "month", "bucket"]]
    past = now.assign(month=now["month"] + pd.DateOffset(months=1))
    pairs = past.merge(now, on=["account_id", "month"], suffixes=("_from", "_to"))
    pairs = pairs.rename(columns={"bucket_from": "from_bucket", "bucket_to": "to_bucket"})
    pairs = pairs[pairs["to_bucket"] >= pairs["from_bucket"]]
    table = pairs.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table.groupby("from_bucket")["accounts"].transform("sum")
    return table


# %% wrong="roll-rates" name="a month has thirty days" told="how many days"
def roll_rates(performance):
    rows = performance.sort_values(["account_id", "month"])
    accounts = rows.groupby("account_id")
    rows["to_bucket"] = accounts["bucket"].shift(-1)
    days = (accounts["month"].shift(-1) - rows["month"]).dt.days
    rows = rows.rename(columns={"bucket": "from_bucket"})
    rows = rows[days.between(30, 31)]
    table = rows.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table.groupby("from_bucket")["accounts"].transform("sum")
    return table


# %% wrong="roll-rates" name="last months in the whole" told="no move is known"
def roll_rates(performance):
    rows = performance.sort_values(["account_id", "month"])
    accounts = rows.groupby("account_id")
    rows["to_bucket"] = accounts["bucket"].shift(-1)
    days = (accounts["month"].shift(-1) - rows["month"]).dt.days
    rows = rows.rename(columns={"bucket": "from_bucket"})
    all_months = rows.groupby("from_bucket").size()
    rows = rows[days <= 31]
    table = rows.groupby(["from_bucket", "to_bucket"]).size().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table["from_bucket"].map(all_months)
    return table


# %% wrong="roll-rates" name="pairs that never occur" told="pairs of buckets that occur"
def roll_rates(performance):
    rows = performance.sort_values(["account_id", "month"])
    accounts = rows.groupby("account_id")
    rows["to_bucket"] = accounts["bucket"].shift(-1)
    days = (accounts["month"].shift(-1) - rows["month"]).dt.days
    rows = rows.rename(columns={"bucket": "from_bucket"})
    rows = rows[days <= 31]
    counts = pd.crosstab(rows["from_bucket"], rows["to_bucket"])
    table = counts.stack().rename("accounts").reset_index()
    table["share"] = table["accounts"] / table.groupby("from_bucket")["accounts"].transform("sum")
    return table


# %% right="roll-rates" name="dictionary of months"
def roll_rates(performance):
    seen = {}
    for row in performance.itertuples():
        seen[row.account_id, row.month.year * 12 + row.month.month] = row.bucket
    counts, totals = {}, {}
    for (account, month), bucket in seen.items():
        if (account, month + 1) in seen:
            pair = bucket, seen[account, month + 1]
            counts[pair] = counts.get(pair, 0) + 1
            totals[bucket] = totals.get(bucket, 0) + 1
    rows = [(a, b, n, n / totals[a]) for (a, b), n in counts.items()]
    return pd.DataFrame(rows, columns=["from_bucket", "to_bucket", "accounts", "share"])


# %% right="roll-rates" name="sorted shift and crosstab"
def roll_rates(performance):
    rows = performance.sort_values(["account_id", "month"]).reset_index(drop=True)
    number = rows["month"].dt.year * 12 + rows["month"].dt.month
    same = rows["account_id"].eq(rows["account_id"].shift()) & number.diff().eq(1)
    pairs = pd.DataFrame({"from_bucket": rows["bucket"].shift(), "to_bucket": rows["bucket"]})
    counts = pairs[same].astype(int).value_counts().rename("accounts").reset_index()
    shares = (
        pairs[same].astype(int).groupby("from_bucket")["to_bucket"].value_counts(normalize=True)
    )
    return counts.merge(shares.rename("share").reset_index())


# %% [markdown]
# ## expected-loss


# %% wrong="expected-loss" name="balance only" told="undrawn"
def expected_loss(portfolio):
    drawn = portfolio["balance_cny"].clip(lower=0)
    return float((portfolio["pd"] * portfolio["lgd"] * drawn).sum())


# %% wrong="expected-loss" name="whole limit" told="whole limit"
def expected_loss(portfolio):
    return float((portfolio["pd"] * portfolio["lgd"] * portfolio["limit_cny"]).sum())


# %% wrong="expected-loss" name="factor on the limit" told="what is it that it converts"
def expected_loss(portfolio):
    drawn = portfolio["balance_cny"].clip(lower=0)
    exposure = drawn + portfolio["ccf"] * portfolio["limit_cny"]
    return float((portfolio["pd"] * portfolio["lgd"] * exposure).sum())


# %% wrong="expected-loss" name="LGD read as recovery" told="share that is lost"
def expected_loss(portfolio):
    drawn = portfolio["balance_cny"].clip(lower=0)
    undrawn = (portfolio["limit_cny"] - drawn).clip(lower=0)
    exposure = drawn + portfolio["ccf"] * undrawn
    return float((portfolio["pd"] * (1 - portfolio["lgd"]) * exposure).sum())


# %% wrong="expected-loss" name="product of the means" told="account by account"
def expected_loss(portfolio):
    drawn = portfolio["balance_cny"].clip(lower=0)
    undrawn = (portfolio["limit_cny"] - drawn).clip(lower=0)
    exposure = drawn + portfolio["ccf"] * undrawn
    return float(portfolio["pd"].mean() * portfolio["lgd"].mean() * exposure.sum())


# %% wrong="expected-loss" name="over the limit is a credit" told="over its limit"
def expected_loss(portfolio):
    drawn = portfolio["balance_cny"].clip(lower=0)
    exposure = drawn + portfolio["ccf"] * (portfolio["limit_cny"] - drawn)
    return float((portfolio["pd"] * portfolio["lgd"] * exposure).sum())


# %% wrong="expected-loss" name="credit balance offsets" told="in credit"
def expected_loss(portfolio):
    undrawn = (portfolio["limit_cny"] - portfolio["balance_cny"]).clip(lower=0)
    exposure = portfolio["balance_cny"] + portfolio["ccf"] * undrawn
    return float((portfolio["pd"] * portfolio["lgd"] * exposure).sum())


# %% wrong="expected-loss" name="never more than the limit" told="beyond the limit"
def expected_loss(portfolio):
    drawn = portfolio["balance_cny"].clip(lower=0, upper=portfolio["limit_cny"])
    exposure = drawn + portfolio["ccf"] * (portfolio["limit_cny"] - drawn)
    return float((portfolio["pd"] * portfolio["lgd"] * exposure).sum())


# %% wrong="expected-loss" name="credit adds to the limit" told="undrawn part is the limit"
def expected_loss(portfolio):
    undrawn = (portfolio["limit_cny"] - portfolio["balance_cny"]).clip(lower=0)
    exposure = portfolio["balance_cny"].clip(lower=0) + portfolio["ccf"] * undrawn
    return float((portfolio["pd"] * portfolio["lgd"] * exposure).sum())


# %% wrong="expected-loss" name="accounts without debt left out" told="draw its limit"
def expected_loss(portfolio):
    portfolio = portfolio[portfolio["balance_cny"] > 0]
    undrawn = (portfolio["limit_cny"] - portfolio["balance_cny"]).clip(lower=0)
    exposure = portfolio["balance_cny"] + portfolio["ccf"] * undrawn
    return float((portfolio["pd"] * portfolio["lgd"] * exposure).sum())


# %% wrong="expected-loss" name="mean of the accounts" told="the sum is wanted"
def expected_loss(portfolio):
    drawn = portfolio["balance_cny"].clip(lower=0)
    exposure = drawn + portfolio["ccf"] * (portfolio["limit_cny"] - drawn).clip(lower=0)
    return float((portfolio["pd"] * portfolio["lgd"] * exposure).mean())


# %% right="expected-loss" name="plain loop"
def expected_loss(portfolio):
    total = 0.0
    for row in portfolio.to_dict("records"):
        drawn = max(row["balance_cny"], 0)
        exposure = drawn
        if row["limit_cny"] > drawn:
            exposure += row["ccf"] * (row["limit_cny"] - drawn)
        total += row["pd"] * row["lgd"] * exposure
    return total


# %% right="expected-loss" name="NumPy, drawn and undrawn apart"
def expected_loss(portfolio):
    columns = ["limit_cny", "balance_cny", "pd", "lgd", "ccf"]
    limit, balance, default, lgd, ccf = portfolio[columns].to_numpy(float).T
    drawn = np.maximum(balance, 0)
    undrawn = np.maximum(limit, drawn) - drawn
    weight = default * lgd
    return weight @ drawn + (weight * ccf) @ undrawn


# %% [markdown]
# ## ecl-stage


# %% wrong="ecl-stage" name="lifetime for all" told="twelve months"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    month = np.arange(1, months_left + 1)
    hazard = 1 - (1 - pd_now) ** (1 / 12)
    terms = hazard * (1 - hazard) ** (month - 1) / (1 + annual_rate) ** (month / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * terms.sum()}


# %% wrong="ecl-stage" name="a twelfth of the PD" told="twelfth"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    horizon = months_left if stage == 2 else min(12, months_left)
    month = np.arange(1, horizon + 1)
    terms = pd_now / 12 / (1 + annual_rate) ** (month / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * terms.sum()}


# %% wrong="ecl-stage" name="nobody leaves by default" told="still there"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    horizon = months_left if stage == 2 else min(12, months_left)
    month = np.arange(1, horizon + 1)
    hazard = 1 - (1 - pd_now) ** (1 / 12)
    terms = hazard / (1 + annual_rate) ** (month / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * terms.sum()}


# %% wrong="ecl-stage" name="not discounted" told="later loss"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    horizon = months_left if stage == 2 else min(12, months_left)
    return {"stage": stage, "ecl_cny": exposure * lgd * (1 - (1 - pd_now) ** (horizon / 12))}


# %% wrong="ecl-stage" name="a twelfth of the rate" told="effective annual rate"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    horizon = months_left if stage == 2 else min(12, months_left)
    month = np.arange(1, horizon + 1)
    hazard = 1 - (1 - pd_now) ** (1 / 12)
    terms = hazard * (1 - hazard) ** (month - 1) / (1 + annual_rate / 12) ** month
    return {"stage": stage, "ecl_cny": exposure * lgd * terms.sum()}


# %% wrong="ecl-stage" name="thirty days are stage 2" told="more than 30"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due >= 30 or pd_now >= 2 * pd_opening else 1
    horizon = months_left if stage == 2 else min(12, months_left)
    month = np.arange(1, horizon + 1)
    hazard = 1 - (1 - pd_now) ** (1 / 12)
    terms = hazard * (1 - hazard) ** (month - 1) / (1 + annual_rate) ** (month / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * terms.sum()}


# %% wrong="ecl-stage" name="only days past due count" told="doubled"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 else 1
    horizon = months_left if stage == 2 else min(12, months_left)
    month = np.arange(1, horizon + 1)
    hazard = 1 - (1 - pd_now) ** (1 / 12)
    terms = hazard * (1 - hazard) ** (month - 1) / (1 + annual_rate) ** (month / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * terms.sum()}


# %% wrong="ecl-stage" name="stage 3 with the PD" told="already happened"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    stage = 1 + (days_past_due > 30 or pd_now >= 2 * pd_opening)
    if days_past_due >= 90:
        stage = 3
    horizon = min(12, months_left) if stage == 1 else months_left
    month = np.arange(1, horizon + 1)
    hazard = 1 - (1 - pd_now) ** (1 / 12)
    terms = hazard * (1 - hazard) ** (month - 1) / (1 + annual_rate) ** (month / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * terms.sum()}


# %% wrong="ecl-stage" name="discounted from the start of the month" told="discounted too"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    months = np.arange(1, (months_left if stage == 2 else min(12, months_left)) + 1)
    alive = (1 - pd_now) ** (np.arange(len(months) + 1) / 12)
    discount = (1 + annual_rate) ** (-(months - 1) / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * (-np.diff(alive) * discount).sum()}


# %% wrong="ecl-stage" name="stage 3 beyond ninety days" told="or beyond"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due > 90:
        return {"stage": 3, "ecl_cny": exposure * lgd}
    stage = 2 if days_past_due > 30 or pd_now >= 2 * pd_opening else 1
    months = np.arange(1, (months_left if stage == 2 else min(12, months_left)) + 1)
    alive = (1 - pd_now) ** (np.arange(len(months) + 1) / 12)
    discount = (1 + annual_rate) ** (-months / 12)
    return {"stage": stage, "ecl_cny": exposure * lgd * (-np.diff(alive) * discount).sum()}


# %% right="ecl-stage" name="month by month"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        stage = 3
    elif days_past_due > 30 or pd_now / 2 >= pd_opening:
        stage = 2
    else:
        stage = 1
    if stage == 3:
        return {"ecl_cny": exposure * lgd, "stage": stage}
    alive, loss = 1.0, 0.0
    for month in range(1, months_left + 1):
        if stage == 1 and month > 12:
            break
        still = (1 - pd_now) ** (month / 12)
        loss += (alive - still) * exposure * lgd / (1 + annual_rate) ** (month / 12)
        alive = still
    return {"ecl_cny": loss, "stage": stage}


# %% right="ecl-stage" name="geometric series"
def ecl_stage(days_past_due, pd_opening, pd_now, exposure, lgd, months_left, annual_rate):
    if days_past_due >= 90:
        return pd.Series({"stage": 3, "ecl_cny": lgd * exposure})
    worse = days_past_due > 30 or pd_now >= pd_opening + pd_opening
    months = months_left if worse else min(months_left, 12)
    survival, discount = (1 - pd_now) ** (1 / 12), (1 + annual_rate) ** (-1 / 12)
    step = survival * discount
    annuity = months if step == 1 else (1 - step**months) / (1 - step)
    ecl = exposure * lgd * (1 - survival) * discount * annuity
    return pd.Series({"stage": 2 if worse else 1, "ecl_cny": ecl})


# %% [markdown]
# ## best-cutoff


# %% wrong="best-cutoff" name="cutoff of the KS" told="separates best"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)
    cuts = np.unique(scores)
    gap = [(scores[y == 1] < c).mean() - (scores[y == 0] < c).mean() for c in cuts]
    cut = cuts[int(np.argmax(gap))]
    kept = y[scores >= cut]
    profit = (kept == 0).sum() * gain_per_good - kept.sum() * loss_per_bad
    return {
        "cutoff": cut,
        "approval_rate": len(kept) / len(y),
        "bad_rate": kept.mean(),
        "profit_cny": profit,
    }


# %% wrong="best-cutoff" name="lowest bad rate" told="fewest bads"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)
    cut = min(np.unique(scores), key=lambda c: y[scores >= c].mean())
    kept = y[scores >= cut]
    profit = (kept == 0).sum() * gain_per_good - kept.sum() * loss_per_bad
    return {
        "cutoff": cut,
        "approval_rate": len(kept) / len(y),
        "bad_rate": kept.mean(),
        "profit_cny": profit,
    }


# %% wrong="best-cutoff" name="approves above the cutoff only" told="exactly the cutoff"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)
    best = {"cutoff": np.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
    for cut in np.unique(scores)[::-1]:
        kept = y[scores > cut]
        profit = (kept == 0).sum() * gain_per_good - kept.sum() * loss_per_bad
        if profit > best["profit_cny"]:
            best = {
                "cutoff": cut,
                "approval_rate": len(kept) / len(y),
                "bad_rate": kept.mean(),
                "profit_cny": profit,
            }
    return best


# %% wrong="best-cutoff" name="bads cost nothing more than the gain" told="costs"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)
    best = {"cutoff": np.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
    for cut in np.unique(scores)[::-1]:
        kept = y[scores >= cut]
        profit = len(kept) * gain_per_good - kept.sum() * loss_per_bad
        if profit > best["profit_cny"]:
            best = {
                "cutoff": cut,
                "approval_rate": len(kept) / len(y),
                "bad_rate": kept.mean(),
                "profit_cny": profit,
            }
    return best


# %% wrong="best-cutoff" name="best single score" told="everybody above"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)
    best = {"cutoff": np.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
    for cut in np.unique(scores)[::-1]:
        band, kept = y[scores == cut], y[scores >= cut]
        profit = (band == 0).sum() * gain_per_good - band.sum() * loss_per_bad
        if profit > best["profit_cny"]:
            best = {
                "cutoff": cut,
                "approval_rate": len(kept) / len(y),
                "bad_rate": kept.mean(),
                "profit_cny": profit,
            }
    return best


# %% wrong="best-cutoff" name="stops at the first dip" told="first dip"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)
    best = {"cutoff": np.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
    for cut in np.unique(scores)[::-1]:
        kept = y[scores >= cut]
        profit = (kept == 0).sum() * gain_per_good - kept.sum() * loss_per_bad
        if profit <= best["profit_cny"]:
            break
        best = {
            "cutoff": cut,
            "approval_rate": len(kept) / len(y),
            "bad_rate": kept.mean(),
            "profit_cny": profit,
        }
    return best


# %% wrong="best-cutoff" name="must approve somebody" told="approve nobody"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)

    def outcome(cut):
        kept = y[scores >= cut]
        profit = (kept == 0).sum() * gain_per_good - kept.sum() * loss_per_bad
        return {
            "cutoff": cut,
            "approval_rate": len(kept) / len(y),
            "bad_rate": kept.mean(),
            "profit_cny": profit,
        }

    return max(map(outcome, np.unique(scores)[::-1]), key=lambda row: row["profit_cny"])


# %% wrong="best-cutoff" name="ties to the lower cutoff" told="same profit"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)
    best = {"cutoff": np.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
    for cut in np.unique(scores)[::-1]:
        kept = y[scores >= cut]
        profit = (kept == 0).sum() * gain_per_good - kept.sum() * loss_per_bad
        if profit >= best["profit_cny"]:
            best = {
                "cutoff": cut,
                "approval_rate": len(kept) / len(y),
                "bad_rate": kept.mean(),
                "profit_cny": profit,
            }
    return best


# %% wrong="best-cutoff" name="bad rate of all applicants" told="among the approved"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, y = np.asarray(scores, float), np.asarray(defaulted, int)
    best = {"cutoff": np.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
    for cut in np.unique(scores)[::-1]:
        kept = y[scores >= cut]
        profit = (kept == 0).sum() * gain_per_good - kept.sum() * loss_per_bad
        if profit > best["profit_cny"]:
            best = {
                "cutoff": cut,
                "approval_rate": len(kept) / len(y),
                "bad_rate": kept.sum() / len(y),
                "profit_cny": profit,
            }
    return best


# %% wrong="best-cutoff" name="cut within one score" told="same score were parted"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    table = pd.DataFrame({"score": np.asarray(scores), "bad": np.asarray(defaulted)})
    table = table.sort_values(["score", "bad"], ascending=[False, True], ignore_index=True)
    profit = table["bad"].map({0: gain_per_good, 1: -loss_per_bad}).cumsum()
    last = int(profit.idxmax())
    if profit[last] <= 0:
        return {"cutoff": math.inf, "approval_rate": 0, "bad_rate": 0, "profit_cny": 0}
    return {
        "cutoff": table["score"][last],
        "approval_rate": (last + 1) / len(table),
        "bad_rate": table["bad"][: last + 1].mean(),
        "profit_cny": profit[last],
    }


# %% wrong="best-cutoff" name="Series matched by index" told="by the order"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    table = pd.DataFrame({"score": pd.Series(scores), "bad": pd.Series(defaulted)})
    best = {"cutoff": math.inf, "approval_rate": 0.0, "bad_rate": 0.0, "profit_cny": 0.0}
    for cutoff in sorted(set(table["score"]), reverse=True):
        bad = table.loc[table["score"] >= cutoff, "bad"]
        profit = (1 - bad).sum() * gain_per_good - bad.sum() * loss_per_bad
        if profit > best["profit_cny"]:
            best = {
                "cutoff": cutoff,
                "approval_rate": len(bad) / len(table),
                "bad_rate": bad.mean(),
                "profit_cny": profit,
            }
    return best


# %% wrong="best-cutoff" name="bad rate below the break-even" told="lowest score"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    scores, bad = np.asarray(scores, float), np.asarray(defaulted, bool)
    break_even = gain_per_good / (gain_per_good + loss_per_bad)
    cutoffs = [c for c in np.unique(scores) if bad[scores >= c].mean() <= break_even]
    cutoff = min(cutoffs, default=math.inf)
    approved = bad[scores >= cutoff]
    return {
        "cutoff": cutoff,
        "approval_rate": len(approved) / len(bad),
        "bad_rate": approved.mean() if len(approved) else 0.0,
        "profit_cny": (~approved).sum() * gain_per_good - approved.sum() * loss_per_bad,
    }


# %% right="best-cutoff" name="cumulative sums"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    table = pd.DataFrame({"score": np.asarray(scores), "bad": np.asarray(defaulted, int)})
    by_score = table.groupby("score")["bad"].agg(bads="sum", n="size")[::-1].cumsum()
    by_score["profit"] = (by_score["n"] - by_score["bads"]) * gain_per_good - by_score[
        "bads"
    ] * loss_per_bad
    top = by_score.loc[by_score["profit"].idxmax()]
    if top["profit"] <= 0:
        return {"cutoff": math.inf, "approval_rate": 0, "bad_rate": 0, "profit_cny": 0}
    return {
        "cutoff": by_score["profit"].idxmax(),
        "approval_rate": top["n"] / len(table),
        "bad_rate": top["bads"] / top["n"],
        "profit_cny": top["profit"],
    }


# %% right="best-cutoff" name="sorted rows"
def best_cutoff(scores, defaulted, gain_per_good, loss_per_bad):
    rows = sorted(zip(scores, defaulted, strict=True), reverse=True)
    best, profit, bads = (0.0, math.inf, 0, 0), 0.0, 0
    for n, (score, bad) in enumerate(rows, start=1):
        profit += -loss_per_bad if bad else gain_per_good
        bads += int(bad)
        complete = n == len(rows) or rows[n][0] != score
        if complete and profit > best[0] + 1e-6:
            best = profit, score, n, bads
    profit, score, n, bads = best
    return pd.Series(
        {
            "cutoff": score,
            "profit_cny": profit,
            "approval_rate": n / len(rows),
            "bad_rate": bads / n if n else 0.0,
        }
    )


# %% [markdown]
# ## fairness-check


# %% wrong="fairness-check" name="compared with the average" told="not the average"
def fairness_check(applications, group, smallest_ratio=0.8):
    table = applications.groupby(group)["approved"].agg(["size", "mean"]).reset_index()
    table.columns = ["group", "applications", "approval_rate"]
    if not applications["approved"].any():
        raise ValueError("nobody approved")
    table["ratio"] = table["approval_rate"] / applications["approved"].mean()
    table["flagged"] = table["ratio"] < smallest_ratio
    return table


# %% wrong="fairness-check" name="compared with the largest group" told="largest group"
def fairness_check(applications, group, smallest_ratio=0.8):
    table = applications.groupby(group)["approved"].agg(["size", "mean"]).reset_index()
    table.columns = ["group", "applications", "approval_rate"]
    if not applications["approved"].any():
        raise ValueError("nobody approved")
    most = table.loc[table["applications"].idxmax(), "approval_rate"]
    table["ratio"] = table["approval_rate"] / most
    table["flagged"] = table["ratio"] < smallest_ratio
    return table


# %% wrong="fairness-check" name="difference of rates" told="difference"
def fairness_check(applications, group, smallest_ratio=0.8):
    table = applications.groupby(group)["approved"].agg(["size", "mean"]).reset_index()
    table.columns = ["group", "applications", "approval_rate"]
    if not applications["approved"].any():
        raise ValueError("nobody approved")
    table["ratio"] = 1 - (table["approval_rate"].max() - table["approval_rate"])
    table["flagged"] = table["ratio"] < smallest_ratio
    return table


# %% wrong="fairness-check" name="shares of the approved" told="how many of them applied"
def fairness_check(applications, group, smallest_ratio=0.8):
    table = applications.groupby(group)["approved"].agg(["size", "sum"]).reset_index()
    table.columns = ["group", "applications", "approval_rate"]
    if not applications["approved"].any():
        raise ValueError("nobody approved")
    table["approval_rate"] = table["approval_rate"] / table["approval_rate"].sum()
    table["ratio"] = table["approval_rate"] / table["approval_rate"].max()
    table["flagged"] = table["ratio"] < smallest_ratio
    return table


# %% wrong="fairness-check" name="the limit is flagged" told="equal to the limit"
def fairness_check(applications, group, smallest_ratio=0.8):
    table = applications.groupby(group)["approved"].agg(["size", "mean"]).reset_index()
    table.columns = ["group", "applications", "approval_rate"]
    if not applications["approved"].any():
        raise ValueError("nobody approved")
    table["ratio"] = table["approval_rate"] / table["approval_rate"].max()
    table["flagged"] = table["ratio"] <= smallest_ratio
    return table


# %% wrong="fairness-check" name="unknown group is a group" told="without a group"
def fairness_check(applications, group, smallest_ratio=0.8):
    table = applications.groupby(group, dropna=False)["approved"].agg(["size", "mean"])
    table = table.reset_index()
    table.columns = ["group", "applications", "approval_rate"]
    if not applications["approved"].any():
        raise ValueError("nobody approved")
    table["ratio"] = table["approval_rate"] / table["approval_rate"].max()
    table["flagged"] = table["ratio"] < smallest_ratio
    return table


# %% wrong="fairness-check" name="the flag is upside down" told="flagged the other way"
def fairness_check(applications, group, smallest_ratio=0.8):
    table = applications.groupby(group)["approved"].agg(["size", "mean"]).reset_index()
    table.columns = ["group", "applications", "approval_rate"]
    if not applications["approved"].any():
        raise ValueError("nobody approved")
    table["ratio"] = table["approval_rate"] / table["approval_rate"].max()
    table["flagged"] = table["ratio"] >= smallest_ratio
    return table


# %% wrong="fairness-check" name="approvals without a group count" told="rate to compare with"
def fairness_check(applications, group, smallest_ratio=0.8):
    if applications["approved"].sum() == 0:
        raise ValueError("nobody was approved")
    table = applications.groupby(group)["approved"].agg(applications="size", approval_rate="mean")
    table["ratio"] = table["approval_rate"] / table["approval_rate"].max()
    table["flagged"] = table["ratio"] < smallest_ratio
    return table.rename_axis("group").reset_index()


# %% right="fairness-check" name="plain loop"
def fairness_check(applications, group, smallest_ratio=0.8):
    counts = {}
    for name, approved in zip(applications[group], applications["approved"], strict=True):
        if name is None or name != name:
            continue
        asked, got = counts.get(name, (0, 0))
        counts[name] = asked + 1, got + approved
    best = max(got / asked for asked, got in counts.values())
    if best == 0:
        raise ValueError("nobody approved")
    rows = []
    for name, (asked, got) in counts.items():
        ratio = got / asked / best
        rows.append((name, asked, got / asked, ratio, ratio < smallest_ratio))
    columns = ["group", "applications", "approval_rate", "ratio", "flagged"]
    return pd.DataFrame(rows, columns=columns)


# %% right="fairness-check" name="pivot table"
def fairness_check(applications, group, smallest_ratio=0.8):
    known = applications[applications[group].notna()]
    asked = known[group].value_counts()
    got = known.loc[known["approved"] == 1, group].value_counts().reindex(asked.index, fill_value=0)
    if got.sum() == 0:
        raise ValueError("nobody approved")
    rate = got / asked
    table = pd.DataFrame({"approval_rate": rate, "applications": asked, "ratio": rate / rate.max()})
    table["flagged"] = ~(table["ratio"] >= smallest_ratio)
    return table.rename_axis("group").reset_index()


# %% [markdown]
# ## plot-vintages


# %% wrong="plot-vintages" name="not cumulative" told="nearest one is at"
def plot_vintages(performance):
    rows = performance.assign(
        vintage=performance["opened_on"].dt.to_period("Q").astype(str),
        bad=performance["bucket"] >= 4,
    )
    last = rows.groupby(["vintage", "account_id"])["months_on_book"].max()
    last = last.groupby("vintage").min()
    _, ax = plt.subplots()
    for vintage, part in rows.groupby("vintage"):
        curve = part.groupby("months_on_book")["bad"].sum() / part["account_id"].nunique()
        ax.plot(curve.loc[: last[vintage]], label=vintage)
    ax.set(xlabel="Months on book", ylabel="Ever 90+ days late (share)", title="One is worse")
    ax.legend()
    return ax


# %% wrong="plot-vintages" name="61 days are bad" told="nearest one is at"
def plot_vintages(performance):
    rows = performance.assign(
        vintage=performance["opened_on"].dt.to_period("Q").astype(str),
        bad=performance["bucket"] >= 3,
    ).sort_values("months_on_book")
    rows["bad"] = rows.groupby("account_id")["bad"].cummax()
    last = rows.groupby(["vintage", "account_id"])["months_on_book"].max()
    last = last.groupby("vintage").min()
    _, ax = plt.subplots()
    for vintage, part in rows.groupby("vintage"):
        curve = part.groupby("months_on_book")["bad"].sum() / part["account_id"].nunique()
        ax.plot(curve.loc[: last[vintage]], label=vintage)
    ax.set(xlabel="Months on book", ylabel="Ever 90+ days late (share)", title="One is worse")
    ax.legend()
    return ax


# %% wrong="plot-vintages" name="tail of the oldest accounts" told="number of points"
def plot_vintages(performance):
    rows = performance.assign(
        vintage=performance["opened_on"].dt.to_period("Q").astype(str),
        bad=performance["bucket"] >= 4,
    ).sort_values("months_on_book")
    rows["bad"] = rows.groupby("account_id")["bad"].cummax()
    _, ax = plt.subplots()
    for vintage, part in rows.groupby("vintage"):
        curve = part.groupby("months_on_book")["bad"].mean()
        ax.plot(curve, label=vintage)
    ax.set(xlabel="Months on book", ylabel="Ever 90+ days late (share)", title="One is worse")
    ax.legend()
    return ax


# %% wrong="plot-vintages" name="calendar months" told="number of points"
def plot_vintages(performance):
    rows = performance.assign(
        vintage=performance["opened_on"].dt.to_period("Q").astype(str),
        bad=performance["bucket"] >= 4,
    ).sort_values("month")
    rows["bad"] = rows.groupby("account_id")["bad"].cummax()
    _, ax = plt.subplots()
    for vintage, part in rows.groupby("vintage"):
        curve = part.groupby("month")["bad"].sum() / part["account_id"].nunique()
        ax.plot(curve, label=vintage)
    ax.set(xlabel="Months on book", ylabel="Ever 90+ days late (share)", title="One is worse")
    ax.legend()
    return ax


# %% wrong="plot-vintages" name="counts" told="nearest one is at"
def plot_vintages(performance):
    rows = performance.assign(
        vintage=performance["opened_on"].dt.to_period("Q").astype(str),
        bad=performance["bucket"] >= 4,
    ).sort_values("months_on_book")
    rows["bad"] = rows.groupby("account_id")["bad"].cummax()
    last = rows.groupby(["vintage", "account_id"])["months_on_book"].max()
    last = last.groupby("vintage").min()
    _, ax = plt.subplots()
    for vintage, part in rows.groupby("vintage"):
        curve = part.groupby("months_on_book")["bad"].sum()
        ax.plot(curve.loc[: last[vintage]], label=vintage)
    ax.set(xlabel="Months on book", ylabel="Ever 90+ days late (share)", title="One is worse")
    ax.legend()
    return ax


# %% wrong="plot-vintages" name="lines without names" told="beside the curve"
def plot_vintages(performance):
    rows = performance.assign(
        vintage=performance["opened_on"].dt.to_period("Q").astype(str),
        bad=performance["bucket"] >= 4,
    ).sort_values("months_on_book")
    rows["bad"] = rows.groupby("account_id")["bad"].cummax()
    last = rows.groupby(["vintage", "account_id"])["months_on_book"].max()
    last = last.groupby("vintage").min()
    _, ax = plt.subplots()
    for vintage, part in rows.groupby("vintage"):
        curve = part.groupby("months_on_book")["bad"].sum() / part["account_id"].nunique()
        ax.plot(curve.loc[: last[vintage]])
    ax.set(xlabel="Months on book", ylabel="Ever 90+ days late (share)", title="One is worse")
    return ax


# %% wrong="plot-vintages" name="no title" told="title"
def plot_vintages(performance):
    rows = performance.assign(
        vintage=performance["opened_on"].dt.to_period("Q").astype(str),
        bad=performance["bucket"] >= 4,
    ).sort_values("months_on_book")
    rows["bad"] = rows.groupby("account_id")["bad"].cummax()
    last = rows.groupby(["vintage", "account_id"])["months_on_book"].max()
    last = last.groupby("vintage").min()
    _, ax = plt.subplots()
    for vintage, part in rows.groupby("vintage"):
        curve = part.groupby("months_on_book")["bad"].sum() / part["account_id"].nunique()
        ax.plot(curve.loc[: last[vintage]], label=vintage)
    ax.set(xlabel="Months on book", ylabel="Ever 90+ days late (share)")
    ax.legend()
    return ax


# %% wrong="plot-vintages" name="names without a legend" told="cannot see it"
def plot_vintages(performance):
    rows = performance.assign(
        vintage=performance["opened_on"].dt.to_period("Q").astype(str),
        bad=performance["bucket"] >= 4,
    ).sort_values("months_on_book")
    rows["bad"] = rows.groupby("account_id")["bad"].cummax()
    last = rows.groupby(["vintage", "account_id"])["months_on_book"].max()
    last = last.groupby("vintage").min()
    _, ax = plt.subplots()
    for vintage, part in rows.groupby("vintage"):
        curve = part.groupby("months_on_book")["bad"].sum() / part["account_id"].nunique()
        ax.plot(curve.loc[: last[vintage]], label=vintage)
    ax.set(xlabel="Months on book", ylabel="Ever 90+ days late (share)", title="One is worse")
    return ax


# %% right="plot-vintages" name="wide frame with padded ends"
def plot_vintages(performance):
    p = performance.sort_values(["account_id", "months_on_book"])
    ever = (p["bucket"] >= 4).groupby(p["account_id"]).cummax().astype(float)
    p = p.assign(ever=ever, vintage=p["opened_on"].dt.to_period("Q").astype(str))
    wide = p.pivot_table(index="months_on_book", columns="vintage", values="ever")
    last = p.groupby(["vintage", "account_id"])["months_on_book"].max().groupby("vintage").min()
    for vintage in wide:
        wide.loc[wide.index > last[vintage], vintage] = np.nan
    return wide.plot(title="Vintages", xlabel="Months on book", ylabel="Share ever bad (fraction)")


# %% right="plot-vintages" name="plain loop"
def plot_vintages(performance):
    first_bad, reached, vintage_of = {}, {}, {}
    for row in performance.itertuples():
        account = row.account_id
        vintage_of[account] = f"{row.opened_on.year}Q{(row.opened_on.month + 2) // 3}"
        reached[account] = max(reached.get(account, 0), row.months_on_book)
        if row.bucket >= 4:
            first_bad[account] = min(first_bad.get(account, 999), row.months_on_book)
    ax = plt.figure().add_subplot()
    for vintage in sorted(set(vintage_of.values())):
        accounts = [account for account, name in vintage_of.items() if name == vintage]
        end = min(reached[account] for account in accounts)
        ages = sorted(set(performance["months_on_book"]))
        ages = [age for age in ages if age <= end]
        shares = [
            sum(first_bad.get(account, 999) <= age for account in accounts) / len(accounts)
            for age in ages
        ]
        ax.plot(ages, shares, marker="o", label=vintage)
    ax.set_xlabel("months on book")
    ax.set_ylabel("share of accounts ever 90 days late")
    ax.set_title("2025Q1 is the worst")
    ax.legend()
    return ax


# %% right="plot-vintages" name="pivot and pandas plot"
def plot_vintages(performance):
    first = performance[performance["bucket"] >= 4].groupby("account_id")["months_on_book"].min()
    accounts = performance.groupby("account_id").agg(
        opened=("opened_on", "first"), age=("months_on_book", "max")
    )
    accounts["first_bad"] = first.reindex(accounts.index)
    accounts["vintage"] = accounts["opened"].dt.to_period("Q").astype(str)
    curves = {}
    for vintage, part in accounts.groupby("vintage"):
        ages = range(performance["months_on_book"].min(), part["age"].min() + 1)
        curves[vintage] = pd.Series({age: (part["first_bad"] <= age).mean() for age in ages})
    ax = pd.DataFrame(curves).plot()
    ax.set_xlabel("Age of the account, months on book")
    ax.set_ylabel("Share ever 90+ days past due")
    ax.set_title("The spring vintage goes bad twice as fast")
    return ax
