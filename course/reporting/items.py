"""Item statistics: how hard each task is and how well it tells strong students from weak ones.

As PrairieLearn's question statistics: the mean score, the correlation of a task's scores with the
total, the mean score of each fifth of the class (docs/report.md cites them).
"""

import numpy as np
import pandas as pd

FEWEST = 5  # students; below, fifths and correlations say nothing
QUINTILES = [f"fifth_{number}" for number in range(1, 6)]


def item_statistics(points: pd.DataFrame, worth: pd.Series, total: pd.Series) -> pd.DataFrame:
    """Describe each item (a task or a check).

    Parameters
    ----------
    points : DataFrame
        Students × items, points; NaN where a person must grade first, which is left out.
    worth : Series
        Points of each item.
    total : Series
        Each student's share of all graded points, 0 to 1.

    Returns
    -------
    DataFrame
        One row an item. ``worth``; ``graded`` (students); ``mean``, ``median``, ``sd`` of the
        share of its points, 0 to 1; ``perfect`` and ``zero`` (shares of the students);
        ``discrimination`` (correlation with the total, −1 to 1) and ``discrimination_rest``
        (with the total without the item itself), NaN where undefined; ``fifth_1`` (weakest)
        to ``fifth_5``: mean share in each fifth of the class by total.
    """
    share = points.div(worth.where(worth > 0), axis=1)
    fifth = _fifths(total)
    rows = {}
    for item in points.columns:
        one = share[item]
        count = int(one.notna().sum())
        rows[item] = {
            "worth": worth[item],
            "graded": count,
            "mean": one.mean(),
            "median": one.median(),
            "sd": one.std(ddof=0),
            "perfect": (one >= 1).sum() / count if count else np.nan,
            "zero": (one <= 0).sum() / count if count else np.nan,
            "discrimination": correlation(one, total),
            "discrimination_rest": correlation(one, _rest(points, worth, item)),
            **dict(zip(QUINTILES, one.groupby(fifth).mean().reindex(range(5)), strict=True)),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def correlation(one: pd.Series, other: pd.Series) -> float:
    """Return Pearson's correlation; NaN for fewer than five students or when one is constant."""
    both = pd.concat([one, other], axis=1).dropna()
    if len(both) < FEWEST or (both.max() - both.min()).min() < 1e-9:
        return float("nan")
    return float(np.corrcoef(both.iloc[:, 0], both.iloc[:, 1])[0, 1])


def _rest(points: pd.DataFrame, worth: pd.Series, item: str) -> pd.Series:
    others = points.drop(columns=item)
    graded = others.notna().mul(worth.drop(item), axis=1).sum(axis=1)
    return others.sum(axis=1) / graded.where(graded > 0)


def _fifths(total: pd.Series) -> pd.Series:
    """Cut the class into five parts of equal size by rank (0 the weakest), as SQL's ntile."""
    known = total.dropna().sort_values(kind="stable")
    if len(known) < FEWEST:
        return pd.Series(np.nan, index=total.index)
    parts = np.array_split(np.arange(len(known)), 5)
    label = np.concatenate([np.full(len(part), number) for number, part in enumerate(parts)])
    return pd.Series(label, index=known.index, dtype=float).reindex(total.index)
