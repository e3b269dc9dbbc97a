"""Oracles for what is read off a ranking: gains, uplift by decile, the Qini curve."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

# Ratios of small whole numbers: only float noise separates two right answers.
NOISE = 1e-9


def random_customers(seed: int, n: int, scores: int) -> pd.DataFrame:
    """Customers of both arms; few distinct scores make many of them equal."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "score": rng.integers(0, scores, n) / scores,
            "arm": np.where(rng.random(n) < 0.7, "test", "control"),
            "responded": (rng.random(n) < 0.3).astype(int),
        },
        index=rng.integers(0, 9, n),
    )


def members(customers: pd.DataFrame, decile: int) -> pd.DataFrame:
    """Pick the customers of a decile one by one: count who stands before each of them."""
    score, n, chosen = list(customers["score"]), len(customers), []
    for i in range(n):
        before = sum(s > score[i] for s in score) + sum(s == score[i] for s in score[:i])
        if (decile - 1) * n <= 10 * before < decile * n:
            chosen.append(i)
    return customers.iloc[chosen]


def counted_gains(gains_of: Function) -> None:
    """Each decile's customers picked by counting those in front, equal scores included."""
    for seed, n, scores in [(1, 10, 4), (2, 97, 12), (3, 120, 1), (4, 143, 1_000)]:
        customers = random_customers(seed, n, scores).assign(responded=lambda t: t["responded"])
        customers.iloc[0, 2] = 1
        table = gains_of(customers).set_index("decile")
        assert sorted(table.index) == list(range(1, 11))
        reached, everybody = 0, list(customers["responded"])
        for decile in range(1, 11):
            answers = list(members(customers, decile)["responded"])
            reached += sum(answers)
            row = table.loc[decile]
            assert row["customers"] == len(answers) and row["responders"] == sum(answers)
            rate = sum(answers) / len(answers)
            assert abs(row["response_rate"] - rate) < NOISE
            assert abs(row["lift"] - rate * n / sum(everybody)) < NOISE
            assert abs(row["cumulative_gain"] - reached / sum(everybody)) < NOISE
    assert refuses(gains_of, random_customers(5, 9, 5).assign(responded=1))
    assert refuses(gains_of, random_customers(5, 30, 5).assign(responded=0))


def published_gains(gains_of: Function) -> None:
    """100,000 customers mailed, 20,000 answer, 6,000 of them in the first tenth.

    Hamilton, CS 831, "Cumulative Gains and Lift Charts", example 1; 10 % of the contacts reach
    three times as many as without a model. Customers in thousands of hundreds: counts / 100.
    http://www2.cs.uregina.ca/~dbd/cs831/notes/lift_chart/lift_chart.html
    """
    cumulative = [6_000, 10_000, 13_000, 15_800, 17_000, 18_000, 18_800, 19_400, 19_800, 20_000]
    answers = np.diff([0, *cumulative]) // 100
    customers = pd.DataFrame(
        [(-decile, int(i < count)) for decile, count in enumerate(answers) for i in range(100)],
        columns=["score", "responded"],
    ).sample(frac=1, random_state=3)
    table = gains_of(customers).sort_values("decile")
    assert np.allclose(table["cumulative_gain"], np.array(cumulative) / 20_000, 0, NOISE)
    assert abs(table["lift"].iloc[0] - 3) < NOISE


def counted_uplift(uplift_of: Function) -> None:
    """The rates of both arms among the customers picked one by one; NaN for an absent arm."""
    for seed, n, scores in [(6, 10, 3), (7, 64, 9), (8, 151, 1_000)]:
        customers = random_customers(seed, n, scores)
        table = uplift_of(customers).set_index("decile")
        for decile in range(1, 11):
            group = members(customers, decile)
            rate = {
                arm: np.mean(list(group["responded"][group["arm"] == arm]) or [np.nan])
                for arm in ("test", "control")
            }
            expected = [rate["test"], rate["control"], rate["test"] - rate["control"]]
            row = table.loc[decile, ["test_rate", "control_rate", "uplift"]].astype(float)
            assert np.allclose(row, expected, 0, NOISE, equal_nan=True)
    assert refuses(uplift_of, random_customers(9, 9, 5))


def same_in_both_arms(uplift_of: Function) -> None:
    """If each customer has a twin in the other arm with the same answer, nothing is changed."""
    one = random_customers(10, 60, 1_000)
    one["score"] += np.arange(60) * 1e-6
    both = pd.concat([one.assign(arm="test"), one.assign(arm="control")]).sort_values("score")
    assert np.allclose(uplift_of(both)["uplift"], 0, 0, NOISE)


# scikit-uplift 0.5.1, sklift.metrics.qini_curve(responded, score, arm == "test"), run on
# random_customers(11, 40, 8) on 24 November 2026.
SKLIFT = [
    (0, 0.0),
    (5, -3.0),
    (12, -7.0),
    (15, -9.0),
    (23, -14.0),
    (28, 3.0),
    (31, 4.25),
    (38, 1.333333333333),
    (40, 0.0),
]


def scikit_uplift(curve_of: Function) -> None:
    """The curve of scikit-uplift, point by point (its area is normalised, so not compared)."""
    curve = curve_of(random_customers(11, 40, 8))
    points = list(zip(curve["customers"], curve["incremental_responders"], strict=True))
    assert np.allclose(points, SKLIFT, 0, NOISE)


def counted_curve(curve_of: Function) -> None:
    """Each point counted afresh from all customers with at least that score."""
    for seed, n, scores in [(12, 30, 4), (13, 90, 1_000), (14, 25, 1)]:
        customers = random_customers(seed, n, scores)
        curve = curve_of(customers)
        expected = [(0, 0.0)]
        for least in sorted(set(customers["score"]), reverse=True):
            best = customers[[s >= least for s in customers["score"]]]
            test, control = (list(best["responded"][best["arm"] == a]) for a in ("test", "control"))
            would_have = sum(control) / len(control) * len(test) if control else 0.0
            expected.append((len(best), sum(test) - would_have))
        points = list(zip(curve["customers"], curve["incremental_responders"], strict=True))
        assert np.allclose(points, expected, 0, NOISE)


# --- planted faults -----------------------------------------------------------------------------


def ascending_gains(customers: pd.DataFrame) -> pd.DataFrame:
    n = len(customers)
    if n < 10 or not customers["responded"].any():
        raise ValueError("too few")
    ranked = customers.sort_values("score", kind="stable")["responded"].to_numpy()
    groups = [ranked[np.arange(n) * 10 // n == d] for d in range(10)]
    found = np.array([g.sum() for g in groups])
    rate = np.array([g.mean() for g in groups])
    return pd.DataFrame(
        {
            "decile": range(1, 11),
            "customers": [len(g) for g in groups],
            "responders": found,
            "response_rate": rate,
            "lift": rate / ranked.mean(),
            "cumulative_gain": found.cumsum() / found.sum(),
        }
    )


def control_forgotten(customers: pd.DataFrame) -> pd.DataFrame:
    n = len(customers)
    if n < 10:
        raise ValueError("too few")
    ranked = customers.sort_values("score", ascending=False, kind="stable")
    ranked = ranked.assign(decile=np.arange(n) * 10 // n + 1)
    rate = ranked[ranked["arm"] == "test"].groupby("decile")["responded"].mean()
    table = pd.DataFrame({"test_rate": rate.reindex(range(1, 11))})
    table["control_rate"], table["uplift"] = 0.0, table["test_rate"]
    return table.rename_axis("decile").reset_index()


def control_not_scaled(customers: pd.DataFrame) -> pd.DataFrame:
    sign = np.where(customers["arm"] == "test", 1, -1)
    table = pd.DataFrame({"score": customers["score"], "n": 1, "y": customers["responded"] * sign})
    total = table.groupby("score").sum().iloc[::-1].cumsum()
    return pd.DataFrame({"customers": [0, *total["n"]], "incremental_responders": [0, *total["y"]]})


ORACLES = [
    Oracle("gains-table", counted_gains, fault=ascending_gains),
    Oracle("gains-table", published_gains, fault=ascending_gains),
    Oracle("uplift-by-decile", counted_uplift, fault=control_forgotten),
    Oracle("uplift-by-decile", same_in_both_arms, fault=control_forgotten),
    Oracle("qini-curve", scikit_uplift, fault=control_not_scaled),
    Oracle("qini-curve", counted_curve, fault=control_not_scaled),
]
