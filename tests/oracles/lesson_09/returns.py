"""Oracles for a campaign's return on investment."""

import numpy as np
from oracle import Function, Oracle, refuses
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep

from course.bank.world.campaign import draw_campaign

# Only float noise separates two right answers; returns are of the size of 1.
NOISE = 1e-9
KEYS = {"incremental_responders", "cost", "roi", "low", "high"}


def wald_interval(roi_of: Function) -> None:
    """statsmodels' interval of a difference of proportions (Wald), turned into returns."""
    alpha = 2 * norm.sf(1.96)
    rng = np.random.default_rng(91)
    for _ in range(60):
        n_t, n_c = (int(n) for n in rng.integers(200, 60_000, 2))
        r_t, r_c = int(rng.integers(1, n_t // 4)), int(rng.integers(1, n_c // 4))
        margin, contact, incentive = rng.uniform([50, 0.5, 0], [800, 9, 90])
        cost = n_t * contact + r_t * incentive
        low, high = confint_proportions_2indep(
            r_t, n_t, r_c, n_c, method="wald", compare="diff", alpha=alpha
        )
        result = roi_of(n_t, r_t, n_c, r_c, margin, contact, incentive)
        assert set(result) == KEYS
        assert abs(result["cost"] - cost) < 1e-6
        assert abs(result["incremental_responders"] - (r_t - n_t / n_c * r_c)) < 1e-6
        middle = (r_t - n_t / n_c * r_c) * margin / cost - 1
        assert abs(result["roi"] - middle) < NOISE * (1 + abs(middle))
        for side, rate in [("low", low), ("high", high)]:
            expected = rate * n_t * margin / cost - 1
            assert abs(result[side] - expected) < NOISE * (1 + abs(expected))


def stated_values(roi_of: Function) -> None:
    """The mailing of the course design (9.1): −70.90 %, between −82 % and −60 %; cost 428,800."""
    result = roi_of(80_000, 2_160, 20_000, 420, 260.0, 3.2, 80.0)
    assert abs(result["incremental_responders"] - 480) < 1e-6
    assert abs(result["cost"] - 428_800) < 1e-6
    assert abs(result["roi"] + 0.7090) < 5e-5
    assert abs(result["low"] + 0.82) < 5e-3 and abs(result["high"] + 0.60) < 5e-3


def coverage(roi_of: Function) -> None:
    """Of 1,000 campaigns drawn with known rates, about 950 intervals hold the true return.

    With coverage 0.95 the count has a standard deviation of 6.9; 920 to 975 is more than three to
    each side, wider below because the normal interval is an approximation.
    """
    rng = np.random.default_rng(92)
    n_t, n_c, p_t, p_c = 12_000, 4_000, 0.055, 0.041
    held = 0
    for r_t, r_c in zip(rng.binomial(n_t, p_t, 1_000), rng.binomial(n_c, p_c, 1_000), strict=True):
        result = roi_of(n_t, int(r_t), n_c, int(r_c), 300.0, 4.0, 0.0)
        truth = (p_t - p_c) * n_t * 300.0 / (n_t * 4.0) - 1
        held += result["low"] <= truth <= result["high"]
    assert 920 <= held <= 975


def truth_of_the_bank(roi_of: Function) -> None:
    """The bank's generator knows how many cards the calls add; the interval holds that number."""
    world = draw_campaign()
    arms = world.groupby("arm")["responded"].agg(["size", "sum"])
    (n_c, r_c), (n_t, r_t) = arms.loc["control"], arms.loc["test"]
    result = roi_of(int(n_t), int(r_t), int(n_c), int(r_c), 260.0, 12.0, 0.0)
    added = (world["takes_if_called"] - world["takes_alone"]).mean()
    assert result["low"] <= added * 260.0 / 12.0 - 1 <= result["high"]


def impossible_counts(roi_of: Function) -> None:
    for counts in [(0, 0, 9, 1), (9, 1, 0, 0), (9, 10, 9, 1), (9, 1, 9, -1)]:
        assert refuses(roi_of, *counts, 100.0, 1.0, 0.0)
    assert refuses(roi_of, 9, 1, 9, 1, 100.0, 0.0, 0.0)


# --- planted faults -----------------------------------------------------------------------------


def gross(n_t, r_t, n_c, r_c, margin, contact, incentive):
    """All responders counted as the campaign's."""
    cost = n_t * contact + r_t * incentive
    reach = 1.96 * (r_t * (1 - r_t / n_t)) ** 0.5
    low, middle, high = ((r_t + shift) * margin / cost - 1 for shift in (-reach, 0, reach))
    return {"incremental_responders": r_t, "cost": cost, "roi": middle, "low": low, "high": high}


ORACLES = [
    Oracle("campaign-roi", wald_interval, fault=gross),
    Oracle("campaign-roi", stated_values, fault=gross),
    Oracle("campaign-roi", coverage, fault=gross),
    Oracle("campaign-roi", truth_of_the_bank, fault=gross),
    Oracle("campaign-roi", impossible_counts, fault=lambda *counts: {}),
]
