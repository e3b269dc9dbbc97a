"""The numbers that the text of notebook 08 quotes about the case bank, to be recomputed."""

import ast
import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from course.bank import load_applications, load_performance
from course.press.lesson import Lesson

GAIN, LOSS = 620, 7_200
References = dict[str, Callable[..., Any]]


def scorecard(lesson: Lesson) -> tuple[dict, dict]:
    """Read `cuts` and `points` out of the lesson's text."""
    found = {}
    for cell in lesson.cells:
        if "points = {" not in cell.source or "cuts = {" not in cell.source:
            continue
        for statement in ast.parse(cell.source).body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Dict):
                found[statement.targets[0].id] = ast.literal_eval(statement.value)
    return found["cuts"], found["points"]


@cache
def applications() -> pd.DataFrame:
    return load_applications()


@cache
def performance() -> pd.DataFrame:
    return load_performance()


def draft(lesson: Lesson, table: pd.DataFrame) -> pd.Series:
    cuts, points = scorecard(lesson)
    return sum(
        pd.Series(np.take(points[f], np.digitize(table[f], cuts[f])), table.index) for f in cuts
    )


def booked(lesson: Lesson) -> pd.DataFrame:
    table = applications()
    table = table.assign(draft=draft(lesson, table))
    return table[table["default_12m"].notna()].astype({"default_12m": int})


def evidence(lesson: Lesson, woe_table: Callable, table: pd.DataFrame) -> pd.DataFrame:
    """The evidence of `table` in the draft's characteristics, from the cards opened in 2022."""
    cuts, _ = scorecard(lesson)
    cards = booked(lesson)
    early = cards[cards["activated_on"] < "2023-01-01"]
    columns = {}
    for name in cuts:
        woe = woe_table(early, name, "default_12m", cuts[name]).set_index("bin")["woe"]
        columns[name] = woe.loc[np.digitize(table[name], cuts[name])].to_numpy()
    return pd.DataFrame(columns, index=table.index)


def regressed_points(lesson: Lesson, woe_table: Callable) -> dict[str, list[int]]:
    """The draft again: scikit-learn's logistic regression on WOE of the cards opened in 2022."""
    cuts, _ = scorecard(lesson)
    table = booked(lesson)
    table = table[table["activated_on"] < "2023-01-01"]
    evidence = {
        f: woe_table(table, f, "default_12m", cuts[f]).set_index("bin")["woe"] for f in cuts
    }
    inputs = np.column_stack([evidence[f].loc[np.digitize(table[f], cuts[f])] for f in cuts])
    fitted = LogisticRegression(C=np.inf, tol=1e-10).fit(inputs, 1 - table["default_12m"])
    factor = 20 / math.log(2)
    rest = (600 - factor * math.log(30) + factor * fitted.intercept_[0]) / len(cuts)
    return {
        f: [round(rest + factor * slope * woe) for woe in evidence[f].sort_index()]
        for f, slope in zip(cuts, fitted.coef_[0], strict=True)
    }


def profit(table: pd.DataFrame, cutoff: float) -> tuple[int, float, float]:
    """Profit, share let in and bad rate at a cutoff of the draft."""
    kept = table.loc[table["draft"] >= cutoff, "default_12m"]
    money = int((kept == 0).sum() * GAIN - kept.sum() * LOSS)
    return money, len(kept) / len(table), float(kept.mean())
