"""Oracle for the ranking of options by weighted points."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.stats import rankdata


def exact_scores(rank: Function) -> None:
    """Exact fractions and SciPy's rankdata; points and weights are whole, so ties are real.

    Scores agree to 1e-8, for the task rounds to 9 decimals; ranks and wins exactly.
    """
    rng = np.random.default_rng(51)
    for _ in range(150):
        size, many = int(rng.integers(1, 6)), int(rng.integers(1, 5))
        criteria = [f"c{k}" for k in range(many)]
        points = rng.integers(1, 6, (size, many))
        weights = [int(w) for w in rng.integers(0, 4, many)]
        if not any(weights):
            continue
        options = pd.DataFrame(points, columns=criteria, index=rng.integers(0, 2, size))
        options["option"] = rng.permutation(size)

        def scores(weight: list[int], points=points) -> list[Fraction]:
            return [
                Fraction(sum(w * int(x) for w, x in zip(weight, row, strict=True)), sum(weight))
                for row in points
            ]

        exact = scores(weights)
        wins = np.zeros(size, dtype=int)
        for k in range(many):
            test = scores([2 * w if k == n else w for n, w in enumerate(weights)])
            wins += [score == max(test) for score in test]
        places = rankdata([-float(score) for score in exact], method="min")
        table = rank(options, dict(zip(criteria, weights, strict=True))).set_index("option")
        for n, name in enumerate(options["option"]):
            assert abs(table.loc[name, "score"] - float(exact[n])) < 1e-8
            assert table.loc[name, "rank"] == places[n]
            assert table.loc[name, "wins"] == wins[n]
    assert refuses(rank, options, {"c0": -1.0, "c9": 2.0})
    assert refuses(rank, options, {"c0": 0})


# --- planted faults -----------------------------------------------------------------------------


def last_bits_decide(options: pd.DataFrame, weights: dict) -> pd.DataFrame:
    """Normalises the weights and compares floats as they come."""
    if any(w < 0 for w in weights.values()) or not sum(weights.values()):
        raise ValueError
    points, w = options[list(weights)], np.array(list(weights.values()), float)
    score = points @ (w / w.sum())
    wins = np.zeros(len(options), dtype=int)
    for k in range(len(w)):
        test = w * np.where(np.arange(len(w)) == k, 2, 1)
        result = (points @ (test / test.sum())).to_numpy()
        wins += result == result.max()
    place = score.rank(ascending=False, method="min")
    return pd.DataFrame({"option": options["option"], "score": score, "rank": place, "wins": wins})


ORACLES = [Oracle("rank-options", exact_scores, fault=last_bits_decide)]
