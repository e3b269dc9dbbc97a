"""Oracles for the Net Promoter Score."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from statsmodels.stats.weightstats import DescrStatsW

# Only float noise separates two right answers, in points.
NOISE = 1e-8


def mean_of_votes(score_of: Function) -> None:
    """statsmodels' mean of votes of +1, 0 and -1; its standard error divides by n - 1."""
    rng = np.random.default_rng(41)
    for size in (2, 3, 17, 250, 4_000):
        answers = rng.integers(0, 11, size).astype(float)
        votes = DescrStatsW(np.select([answers > 8, answers < 7], [1.0, -1.0], 0.0))
        reach = 1.96 * votes.std_mean * ((size - 1) / size) ** 0.5
        silent = np.concatenate([answers, [np.nan] * 5])
        result = score_of(pd.Series(silent).sample(frac=1, random_state=size))
        expected = [votes.mean, votes.mean - reach, votes.mean + reach]
        assert set(result) == {"nps", "low", "high"}
        for key, value in zip(("nps", "low", "high"), expected, strict=True):
            assert abs(result[key] - 100 * value) < NOISE


def published_population(score_of: Function) -> None:
    """A half promoters, a third passives, a sixth detractors: NPS 1/3, variance 5/9.

    The population of the first answer to "How can I calculate margin of error in a NPS (Net
    Promoter Score) result?" at https://stats.stackexchange.com, there as tickets in a hat. The
    mean square of (1 - NPS), (0 - NPS) and (-1 - NPS) with these shares is 5/9.
    """
    answers = pd.Series([9] * 162 + [7] * 108 + [3] * 54)
    result = score_of(answers)
    error = 100 * (5 / 9 / 324) ** 0.5
    assert abs(result["nps"] - 100 / 3) < NOISE
    assert abs(result["low"] - (100 / 3 - 1.96 * error)) < NOISE
    assert abs(result["high"] - (100 / 3 + 1.96 * error)) < NOISE


def coverage(score_of: Function) -> None:
    """Of 800 surveys of 400 drawn from known shares about 760 intervals hold the true score.

    With coverage 0.95 the count has a standard deviation of 6.2; 735 to 780 is more than three
    to each side.
    """
    rng = np.random.default_rng(42)
    shares = np.array([1, 1, 2, 3, 7, 11, 13, 19, 16, 12, 15]) / 100
    truth = 100 * (shares[9:].sum() - shares[:7].sum())
    held = 0
    for _ in range(800):
        result = score_of(pd.Series(rng.choice(11, 400, p=shares)))
        held += result["low"] <= truth <= result["high"]
    assert 735 <= held <= 780


def impossible_surveys(score_of: Function) -> None:
    for answers in ([], [np.nan], [5, 11], [-1, 9]):
        assert refuses(score_of, pd.Series(answers, dtype=float))


# --- planted faults -----------------------------------------------------------------------------


def passives_dropped(scores: pd.Series) -> dict[str, float]:
    answers = scores[(scores < 7) | (scores > 8)]
    net = (answers > 8).mean() - (answers < 7).mean()
    reach = 1.96 * ((1 - net**2) / len(answers)) ** 0.5
    return {"nps": 100 * net, "low": 100 * (net - reach), "high": 100 * (net + reach)}


ORACLES = [
    Oracle("net-promoter-score", mean_of_votes, fault=passives_dropped),
    Oracle("net-promoter-score", published_population, fault=passives_dropped),
    Oracle("net-promoter-score", coverage, fault=passives_dropped),
    Oracle("net-promoter-score", impossible_surveys, fault=lambda scores: {}),
]
