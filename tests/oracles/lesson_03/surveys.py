"""Oracles for the post-stratified share and the sample size."""

import itertools
import math

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy import stats
from statsmodels.stats.proportion import samplesize_confint_proportion
from statsmodels.stats.weightstats import DescrStatsW

# Sums of a few products: only float noise separates two right answers.
NOISE = 1e-10


def answers(strata: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """People as rows, from (number who said yes, number who answered) of each stratum."""
    rows = [
        (name, float(person < yes))
        for name, (yes, asked) in strata.items()
        for person in range(asked)
    ]
    return pd.DataFrame(rows, columns=["stratum", "answer"])


def weighted_mean(share_of: Function) -> None:
    """The share is statsmodels' weighted mean of the answers, each weighted customers/answers.

    The course design's example (strata of 30, 35 and 35 %, 62, 48 and 24 % yes) gives 43.8 %.
    """
    found = share_of(
        answers({"a": (62, 100), "b": (72, 150), "c": (60, 250)}),
        {"a": 300, "b": 350, "c": 350},
    )
    assert abs(found["share"] - 0.438) < NOISE
    rng = np.random.default_rng(5)
    for _ in range(20):
        strata = {
            name: (int(n * p), n)
            for name, n, p in zip("wxyz", rng.integers(3, 60, 4), rng.random(4), strict=True)
        }
        population = dict(zip("zyxw", map(int, rng.integers(10, 999, 4)), strict=True))
        table = answers(strata).sample(frac=1, random_state=1)
        weights = [population[name] / strata[name][1] for name in table["stratum"]]
        mean = DescrStatsW(table["answer"], weights=weights).mean
        silent = pd.DataFrame({"stratum": ["w", "z"], "answer": [np.nan, np.nan]})
        assert abs(share_of(pd.concat([silent, table]), population)["share"] - mean) < NOISE


def unbiased_variance(share_of: Function) -> None:
    """Enumerate all samples: the mean of the estimated variance is the true one, W² π(1-π)/n.

    SciPy's binomial probabilities; z = 0.01, so that no interval touches 0 or 1.
    """
    truth, asked, population = {"a": 0.3, "b": 0.6}, {"a": 4, "b": 6}, {"a": 250, "b": 750}
    z, expected, inside = 0.01, 0.0, 0.0
    for yes_a, yes_b in itertools.product(range(1, 4), range(7)):
        chance = stats.binom.pmf(yes_a, 4, 0.3) * stats.binom.pmf(yes_b, 6, 0.6)
        found = share_of(answers({"a": (yes_a, 4), "b": (yes_b, 6)}), population, z)
        expected += chance * ((found["high"] - found["low"]) / 2 / z) ** 2
        inside += chance
    # Samples in which nobody or everybody of "a" says yes: that stratum's estimated variance is 0.
    for yes_a, yes_b in itertools.product((0, 4), range(7)):
        chance = stats.binom.pmf(yes_a, 4, 0.3) * stats.binom.pmf(yes_b, 6, 0.6)
        expected += chance * 0.75**2 * (yes_b / 6) * (1 - yes_b / 6) / 5
        inside += chance
    true = sum((population[h] / 1000) ** 2 * truth[h] * (1 - truth[h]) / asked[h] for h in truth)
    assert abs(inside - 1) < 1e-12
    assert abs(expected - true) < 1e-9


def coverage(share_of: Function) -> None:
    """In 1,000 surveys of a known population the 95 % interval covers the truth 930 to 970 times.

    The band is about three standard errors of the count (6.9) on either side of 950.
    """
    rng = np.random.default_rng(8)
    truth, asked = {"a": 0.7, "b": 0.45, "c": 0.2}, {"a": 300, "b": 150, "c": 60}
    population = {"a": 1_000, "b": 4_000, "c": 5_000}
    share = sum(truth[h] * population[h] for h in truth) / 10_000
    hits = 0
    for _ in range(1_000):
        strata = {h: (int(rng.binomial(asked[h], truth[h])), asked[h]) for h in truth}
        found = share_of(answers(strata), population)
        hits += found["low"] <= share <= found["high"]
    assert 930 <= hits <= 970


def silent_strata(share_of: Function) -> None:
    """No interval passes 0 or 1, and a stratum with fewer than two answers is refused."""
    few = answers({"a": (1, 2), "b": (2, 3)})
    found = share_of(few, {"a": 1, "b": 9}, 5.0)
    assert (found["low"], found["high"]) == (0.0, 1.0)
    assert refuses(share_of, few, {"a": 1, "b": 9, "c": 3})
    assert refuses(share_of, answers({"a": (1, 1), "b": (2, 3)}), {"a": 1, "b": 9})


# --- sample_size_share --------------------------------------------------------------------------


def library_size(size_of: Function) -> None:
    """statsmodels' normal sample size, rounded up; z is handed over as a tail of the normal."""
    for margin, share, z in itertools.product((0.013, 0.03, 0.07), (0.1, 0.5, 0.83), (1.645, 1.96)):
        exact = samplesize_confint_proportion(share, margin, alpha=2 * stats.norm.sf(z))
        assert size_of(margin, share, None, z) == math.ceil(exact)


def published_sizes(size_of: Function) -> None:
    """166 of 500 for ± 5 points at 20 %: learn.liebler.xyz/c/ps/3321, read 24 November 2026.

    And the course design's 1,068 (from 1,067.11) and, of 5,000 people, 880 (from 879.57).
    """
    assert size_of(0.05, 0.2, 500) == 166
    assert size_of(0.03) == 1_068
    assert size_of(0.03, 0.5, 5_000) == 880


def smallest_that_will_do(size_of: Function) -> None:
    """Search: the least n whose margin z √(pq/n · (N-n)/(N-1)), without replacement, is in e.

    The margin at n counts as inside up to a part in a billion, for float noise.
    """
    for people, margin, share in [
        (40, 0.1, 0.5),
        (7, 0.3, 0.4),
        (900, 0.04, 0.15),
        (56_000, 0.02, 0.88),
    ]:
        for n in range(1, people + 1):
            error = 1.96 * math.sqrt(share * (1 - share) / n * (people - n) / (people - 1))
            if error <= margin * (1 + 1e-9):
                break
        assert size_of(margin, share, people) == n
    assert refuses(size_of, 0.0) and refuses(size_of, 0.03, 1.0) and refuses(size_of, 0.03, 0.0)


# --- planted faults -----------------------------------------------------------------------------


def plain_share(
    responses: pd.DataFrame, population: dict[str, int], z: float = 1.96
) -> dict[str, float]:
    told = responses.dropna()["answer"]
    reach = z * (told.mean() * (1 - told.mean()) / len(told)) ** 0.5
    return {"share": told.mean(), "low": told.mean() - reach, "high": told.mean() + reach}


def variance_over_n(
    responses: pd.DataFrame, population: dict[str, int], z: float = 1.96
) -> dict[str, float]:
    weights = pd.Series(population) / sum(population.values())
    groups = responses.groupby("stratum")["answer"]
    shares, counts = groups.mean(), groups.count()
    reach = z * (weights**2 * shares * (1 - shares) / counts).sum() ** 0.5
    share = (weights * shares).sum()
    return {"share": share, "low": share - reach, "high": share + reach}


def rounded_to_nearest(
    margin: float, expected_share: float = 0.5, population: int | None = None, z: float = 1.96
) -> int:
    n = z**2 * expected_share * (1 - expected_share) / margin**2 if margin else 0
    return round(n if population is None else n / (1 + (n - 1) / population))


ORACLES = [
    Oracle("survey-share", weighted_mean, fault=plain_share),
    Oracle("survey-share", unbiased_variance, fault=variance_over_n),
    Oracle("survey-share", coverage, fault=plain_share),
    Oracle("survey-share", silent_strata, fault=variance_over_n),
    Oracle("sample-size-share", library_size, fault=rounded_to_nearest),
    Oracle("sample-size-share", published_sizes, fault=rounded_to_nearest),
    Oracle("sample-size-share", smallest_that_will_do, fault=rounded_to_nearest),
]
