"""Oracles for the best cutoff and the fairness check."""

import math

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from sklearn.metrics import confusion_matrix


def every_cutoff_tried(best_of: Function) -> None:
    """scikit-learn's confusion matrix at every score; profit exactly, rates to float noise."""
    rng = np.random.default_rng(810)
    for gain, loss, step in [(620, 7_200, 5), (620, 7_200, 25), (100, 150, 10), (10, 9_999, 10)]:
        scores = np.round(rng.normal(620, 35, 400) / step) * step
        risk = 1 / (1 + np.exp((scores - 560) / 20))
        bad = (rng.random(400) < risk).astype(int)
        tried = {math.inf: (0, 0)}
        for cutoff in sorted(set(scores)):
            counts = confusion_matrix(bad, (scores < cutoff).astype(int), labels=[0, 1])
            tried[cutoff] = int(counts[0, 0]), int(counts[1, 0])
        profits = {cut: good * gain - late * loss for cut, (good, late) in tried.items()}
        highest = max(profits.values())
        cutoff = max(cut for cut, profit in profits.items() if profit == highest)
        good, late = tried[cutoff]
        found = best_of(scores, bad, gain, loss)
        assert found["cutoff"] == cutoff
        assert abs(found["profit_cny"] - highest) < 1e-6
        assert abs(found["approval_rate"] - (good + late) / 400) < 1e-12
        assert abs(found["bad_rate"] - (late / (good + late) if good + late else 0)) < 1e-12


def break_even(best_of: Function) -> None:
    """Where the bad rate of a band is known, the cutoff is the first band below g / (g + l)."""
    bands = np.arange(500, 700, 10)
    rates = np.linspace(0.195, 0.005, 20)
    bads = np.round(1_000 * rates).astype(int)
    scores = np.repeat(np.r_[bands, bands], np.r_[1_000 - bads, bads])
    bad = np.repeat([0, 1], [20_000 - bads.sum(), bads.sum()])
    for gain, loss in [(620, 7_200), (400, 1_600), (300, 12_000)]:
        worth = bands[bads / 1_000 < gain / (gain + loss)]
        assert best_of(scores, bad, gain, loss)["cutoff"] == worth.min()


def nobody(best_of: Function) -> None:
    """Where every account loses, nobody is approved."""
    found = best_of([600, 620], [1, 1], 100, 500)
    assert found["cutoff"] == math.inf
    assert found["approval_rate"] == found["bad_rate"] == found["profit_cny"] == 0


def published_rounds(check_of: Function) -> None:
    """A published worked example of the four-fifths rule.

    truestephr.com, Four-fifths rule (looked up 24 November 2026): 48 of 80 and 21 of 50 selected
    give 60 % and 42 %, a ratio of 0.70, flagged; had it been 48 %, the ratio of 0.80 would clear.
    """
    for selected, ratio, flagged in [(21, 0.7, True), (24, 0.8, False)]:
        people = pd.DataFrame(
            {
                "group": ["first"] * 80 + ["second"] * 50 + [None] * 4,
                "approved": [1] * 48 + [0] * 32 + [1] * selected + [0] * (50 - selected) + [1] * 4,
            }
        )
        table = check_of(people.sample(frac=1, random_state=4), "group").set_index("group")
        assert sorted(table.index) == ["first", "second"]
        assert list(table["applications"][["first", "second"]]) == [80, 50]
        assert abs(table.loc["second", "ratio"] - ratio) < 1e-12
        assert bool(table.loc["second", "flagged"]) is flagged
        assert table.loc["first", "ratio"] == 1
        assert not table.loc["first", "flagged"]
        assert refuses(check_of, people.assign(approved=0), "group")


# --- planted faults -----------------------------------------------------------------------------


def best_separation(scores, defaulted, gain_per_good, loss_per_bad):
    scores, bad = np.asarray(scores, float), np.asarray(defaulted)
    goods, bads = max((bad == 0).sum(), 1), max(bad.sum(), 1)
    cuts = np.unique(scores)
    gaps = [
        (scores[bad == 1] < c).sum() / bads - (scores[bad == 0] < c).sum() / goods for c in cuts
    ]
    cutoff = cuts[int(np.argmax(gaps))]
    kept = bad[scores >= cutoff]
    return {
        "cutoff": cutoff,
        "approval_rate": len(kept) / len(bad),
        "bad_rate": kept.mean(),
        "profit_cny": (kept == 0).sum() * gain_per_good - kept.sum() * loss_per_bad,
    }


def against_the_average(applications, group, smallest_ratio=0.8):
    table = applications.groupby(group)["approved"].agg(applications="size", approval_rate="mean")
    if not applications["approved"].any():
        raise ValueError("nobody")
    table["ratio"] = table["approval_rate"] / applications["approved"].mean()
    table["flagged"] = table["ratio"] < smallest_ratio
    return table.reset_index(names="group")


ORACLES = [
    Oracle("best-cutoff", every_cutoff_tried, fault=best_separation),
    Oracle("best-cutoff", break_even, fault=best_separation),
    Oracle("best-cutoff", nobody, fault=best_separation),
    Oracle("fairness-check", published_rounds, fault=against_the_average),
]
