"""Oracles for part-worths and willingness to pay."""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from oracle import Function, Oracle, refuses
from statsmodels.discrete.conditional_models import ConditionalLogit

import course.bank

# Two solvers of one least squares problem; part-worths are of the order 0.001 to 30.
SOLVERS = 1e-7


def study(seed: int, people: int, alternatives: int) -> pd.DataFrame:
    """Choices of people who weigh 100 CNY of fee like 0.5 points of reward or half a lounge."""
    rng = np.random.default_rng(seed)
    shown = people * 6 * alternatives
    table = pd.DataFrame(
        {
            "respondent_id": np.repeat(np.arange(people), 6 * alternatives),
            "task": np.tile(np.repeat(np.arange(1, 7), alternatives), people),
            "fee": rng.choice([0, 100, 300, 500], shown),
            "reward": rng.choice([0.005, 0.01, 0.02], shown),
            "lounge": rng.integers(0, 2, shown),
        }
    )
    liking = -0.003 * table["fee"] + 60 * table["reward"] + 0.6 * table["lounge"]
    liking += rng.gumbel(size=shown)
    best = liking.groupby([table["respondent_id"], table["task"]]).transform("max")
    return table.assign(chosen=(liking == best).astype(int))


def dummies_of_tasks(partworths_of: Function) -> None:
    """statsmodels' OLS with a dummy for each choice set: the same slopes (Frisch and Waugh)."""
    for seed, alternatives in [(1, 2), (2, 3)]:
        table = study(seed, people=25, alternatives=alternatives)
        sets = table["respondent_id"].astype(str) + "-" + table["task"].astype(str)
        design = pd.concat([table[["reward", "lounge", "fee"]], pd.get_dummies(sets)], axis=1)
        slopes = sm.OLS(table["chosen"], design.astype(float)).fit().params
        found = partworths_of(table, ["reward", "lounge"], "fee").set_index("attribute")
        for name in ("reward", "lounge", "fee"):
            assert abs(found.loc[name, "partworth"] - slopes[name]) < SOLVERS
        worth = found["willingness_to_pay_cny"]
        assert abs(worth["lounge"] + slopes["lounge"] / slopes["fee"]) < 1e-4
        assert np.isnan(worth["fee"])


def pairs_as_differences(partworths_of: Function) -> None:
    """With two alternatives, OLS through the origin on the differences of each pair agrees."""
    table = study(3, people=40, alternatives=2)
    first, second = table.iloc[::2], table.iloc[1::2]
    names = ["fee", "reward", "lounge"]
    gap = first[names].to_numpy(float) - second[names].to_numpy(float)
    won = first["chosen"].to_numpy(float) - second["chosen"].to_numpy(float)
    slopes = sm.OLS(won, gap).fit().params
    found = partworths_of(table, ["reward", "lounge"], "fee").set_index("attribute")
    assert max(abs(found.loc[names, "partworth"].to_numpy() - slopes)) < SOLVERS


def truth_comes_back(partworths_of: Function) -> None:
    """In a study of 2,000 people the known 200 CNY for a lounge and 200 a point come back.

    Within 30 CNY: about three standard errors of the ratio at this size (some 8 to 10 CNY).
    """
    found = partworths_of(study(4, people=2_000, alternatives=3), ["reward", "lounge"], "fee")
    worth = found.set_index("attribute")["willingness_to_pay_cny"]
    assert abs(worth["lounge"] - 200) < 30
    assert abs(worth["reward"] * 0.01 - 200) < 30


def near_the_logit(partworths_of: Function) -> None:
    """The bank's study: within a tenth of statsmodels' conditional logit, as the notebook tells.

    A tenth, because least squares on 0 and 1 only approximates the logit.
    """
    table = course.bank.load_conjoint()
    sets = table["respondent_id"] + "-" + table["task"].astype(str)
    points = pd.DataFrame(
        {
            "fee": table["fee_cny"] / 100,
            "reward": table["reward_rate"] * 100,
            "lounge": table["lounge"].astype(float),
        }
    )
    logit = ConditionalLogit(table["chosen"], points, groups=sets).fit(disp=0).params
    assert round(-100 * logit["lounge"] / logit["fee"]) == 153
    assert round(-100 * logit["reward"] / logit["fee"]) == 226
    found = partworths_of(table, ["reward_rate", "lounge"], "fee_cny").set_index("attribute")
    worth = found["willingness_to_pay_cny"]
    assert abs(worth["lounge"] / 153 - 1) < 0.1
    assert abs(worth["reward_rate"] / 100 / 226 - 1) < 0.1


def units_of_money(partworths_of: Function) -> None:
    """A fee in fen makes the willingness to pay 100 times as large; swapped rows change nothing."""
    table = study(5, people=30, alternatives=3)
    yuan = partworths_of(table, ["reward", "lounge"], "fee").set_index("attribute")
    mixed = table.assign(fee=100 * table["fee"]).sample(frac=1, random_state=1)
    fen = partworths_of(mixed, ["lounge", "reward"], "fee").set_index("attribute")
    ratio = (fen["willingness_to_pay_cny"] / yuan["willingness_to_pay_cny"])[["reward", "lounge"]]
    assert max(abs(ratio - 100)) < 1e-6
    assert refuses(partworths_of, table.assign(spa=table["lounge"]), ["lounge", "spa"], "fee")
    assert refuses(partworths_of, table.assign(fee=-table["fee"]), ["lounge"], "fee")


# --- planted faults -----------------------------------------------------------------------------


def _fit(table: pd.DataFrame, names: list[str], sign: float, sets: list[str]) -> pd.DataFrame:
    columns = table[[*names, "chosen"]].astype(float)
    centred = columns - columns.groupby([table[name] for name in sets]).transform("mean")
    slopes = np.linalg.lstsq(centred[names], centred["chosen"], rcond=None)[0]
    worth = np.append(sign * slopes[:-1] / slopes[-1], np.nan)
    return pd.DataFrame({"attribute": names, "partworth": slopes, "willingness_to_pay_cny": worth})


def tasks_of_all_mixed(choices: pd.DataFrame, attributes: list[str], price: str) -> pd.DataFrame:
    return _fit(choices, [*attributes, price], -1.0, ["task"])


def sign_forgotten(choices: pd.DataFrame, attributes: list[str], price: str) -> pd.DataFrame:
    return _fit(choices, [*attributes, price], 1.0, ["respondent_id", "task"])


def nothing_refused(choices: pd.DataFrame, attributes: list[str], price: str) -> pd.DataFrame:
    return _fit(choices, [*attributes, price], -1.0, ["respondent_id", "task"])


ORACLES = [
    Oracle("conjoint-partworths", dummies_of_tasks, fault=tasks_of_all_mixed),
    Oracle("conjoint-partworths", pairs_as_differences, fault=tasks_of_all_mixed),
    Oracle("conjoint-partworths", truth_comes_back, fault=sign_forgotten),
    Oracle("conjoint-partworths", near_the_logit, fault=sign_forgotten),
    Oracle("conjoint-partworths", units_of_money, fault=nothing_refused),
]
