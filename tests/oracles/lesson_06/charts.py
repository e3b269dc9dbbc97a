"""Oracles for the rules of Western Electric.

The rules as published: https://www.qimacros.com/control-chart/western-electric-rules/ and
https://numerics.net/documentation/latest/reference/numerics.net.statistics.processcontrol.controlrulesets.westernelectric
(strictly beyond the limit, same side, runs of eight), both looked up on 24 November 2026.
"""

from itertools import combinations

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

RULES = {1: (1, 1, 3), 2: (2, 3, 2), 3: (4, 5, 1), 4: (8, 8, 0)}  # needed, of, sigmas


def by_combinations(signals_of: Function) -> None:
    """Each point with every choice of companions that could complete a rule, one by one."""
    rng = np.random.default_rng(68)
    for _ in range(60):
        n, centre, sigma = int(rng.integers(0, 40)), int(rng.integers(-9, 9)), 2
        # Whole and half sigmas, so that many points lie exactly on a limit or the centre.
        steps = rng.integers(-7, 8, n) / 2 + rng.integers(-1, 2) / 2
        values = pd.Series(centre + sigma * steps, index=rng.integers(0, 3, n), dtype=float)
        expected = set()
        for point, (rule, (needed, of, limit)) in (
            (point, item) for point in range(n) for item in RULES.items()
        ):
            earlier = range(max(0, point - of + 1), point)
            for others in combinations(earlier, needed - 1):
                chosen = steps[[*others, point]]
                if min(chosen) > limit or max(chosen) < -limit:
                    expected.add((point, rule))
        result = signals_of(values, float(centre), float(sigma))
        found = list(zip(result["position"], result["rule"], strict=True))
        assert len(found) == len(set(found)) and set(found) == expected
    assert refuses(signals_of, pd.Series([1.0]), 0.0, 0.0)


def average_run_length(signals_of: Function) -> None:
    """With all four rules a calm process is called after 91.75 points on average.

    C. W. Champ and W. H. Woodall, "Exact results for Shewhart control charts with supplementary
    runs rules", Technometrics 29 (1987); the number is recalled, and the reference and the
    simulation agree on it. Run lengths spread about as much as their mean: of 1,000 the mean has a
    standard error of 2.9; 9 is more than three. A run of 900 without a call has a chance of 1e-4.
    """
    rng = np.random.default_rng(69)
    lengths = []
    for _ in range(1_000):
        called = signals_of(pd.Series(rng.standard_normal(900)), 0.0, 1.0)["position"]
        lengths.append(called.min() + 1 if len(called) else 900)
    assert abs(np.mean(lengths) - 91.75) < 9


# --- planted faults -----------------------------------------------------------------------------


def first_rule_only(values: pd.Series, centre: float, sigma: float) -> pd.DataFrame:
    called = np.flatnonzero(abs(values.to_numpy() - centre) > 3 * sigma)
    return pd.DataFrame({"position": called, "rule": 1})


ORACLES = [
    Oracle("control-chart-signals", by_combinations, fault=first_rule_only),
    Oracle("control-chart-signals", average_run_length, fault=first_rule_only),
]
