"""Oracles for ranking a backlog."""

from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses


def table(ideas: list[tuple]) -> pd.DataFrame:
    columns = ["idea", "reach", "impact", "confidence", "effort"]
    return pd.DataFrame(ideas, columns=columns)


def counted_ranks(rank_of: Function) -> None:
    """Scores in exact fractions; a rank is one more than the ideas that come before, counted.

    All inputs are dyadic fractions and the efforts powers of two, so floats compute the scores
    exactly, and equal scores are equal.
    """
    rng = np.random.default_rng(71)
    for _ in range(80):
        size = int(rng.integers(0, 9))
        names = rng.permutation(size) if rng.random() < 0.5 else rng.permutation(list("abcdefgh"))
        ideas = [
            (
                name,
                int(rng.integers(0, 4)) * 1_000,
                float(rng.choice([0.25, 0.5, 1, 2, 3])),
                float(rng.choice([0, 0.5, 0.75, 1])),
                float(rng.choice([0.5, 1, 2, 4])),
            )
            for name in names[:size].tolist()
        ]
        capacity = float(rng.integers(0, 12)) / 2
        exact = {
            i[0]: Fraction(i[1]) * Fraction(i[2]) * Fraction(i[3]) / Fraction(i[4]) for i in ideas
        }
        effort = {i[0]: Fraction(i[4]) for i in ideas}

        def before(one, other, exact=exact, effort=effort) -> bool:
            if exact[one] != exact[other]:
                return exact[one] > exact[other]
            return (effort[one], one) < (effort[other], other)

        ranks = {i: 1 + sum(before(o, i) for o in exact if o != i) for i in exact}
        result = rank_of(table(ideas), capacity).set_index("idea")
        assert dict(result["rank"]) == ranks
        assert all(Fraction(result.loc[i, "score"]) == exact[i] for i in exact)
        left = Fraction(capacity)
        for idea in sorted(exact, key=ranks.get):
            fits = effort[idea] <= left
            assert bool(result.loc[idea, "chosen"]) == fits
            left -= effort[idea] * fits


def published_score(rank_of: Function) -> None:
    """2,000 customers a quarter, impact 2, confidence 80 %, 4 person-months: 800.

    https://gh.r-mj.com/timeclick-software/awesome-time-tracking/blob/develop/details/rice-framework.md
    looked up on 24 November 2026.
    """
    result = rank_of(table([("Feature A", 2_000, 2.0, 0.8, 4.0)]), 4.0)
    assert abs(result["score"].iloc[0] - 800) < 1e-9 and bool(result["chosen"].iloc[0])
    for bad in [("x", 10, 1.0, 80.0, 1.0), ("x", 10, 1.0, -0.1, 1.0), ("x", 10, 1.0, 0.5, 0.0)]:
        assert refuses(rank_of, table([bad]), 4.0)
    assert refuses(rank_of, table([("x", 10, 1.0, 0.5, 1.0)]), -1.0)


# --- planted faults -----------------------------------------------------------------------------


def without_effort(backlog: pd.DataFrame, capacity: float) -> pd.DataFrame:
    score = backlog["reach"] * backlog["impact"] * backlog["confidence"]
    rank = score.rank(ascending=False, method="first").astype(int)
    ranked = backlog.assign(score=score, rank=rank).sort_values("rank")
    ranked["chosen"] = ranked["effort"].cumsum() <= capacity
    return ranked[["idea", "score", "rank", "chosen"]]


ORACLES = [
    Oracle("rice-ranking", counted_ranks, fault=without_effort),
    Oracle("rice-ranking", published_score, fault=without_effort),
]
