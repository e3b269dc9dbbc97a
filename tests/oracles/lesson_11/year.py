"""Oracles for the findings of the year after: what the generator planted, and entropies."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.stats import entropy

from course.bank import load_launch_accounts, load_launch_rewards
from course.bank.world.launch import planted

EXPECTED = {580: 0.19, 600: 0.29, 620: 0.22, 640: 0.14, 660: 0.16}


def what_was_planted(find: Function) -> None:
    """The generator knows the three problems and their sizes.

    The leak is planted exactly (to 1 CNY, rounding of rewards). The excess of the fraud channel is
    its loss less what its accounts would have lost at the others' rate, from the planted loss.
    """
    accounts, rewards = load_launch_accounts(), load_launch_rewards()
    truth = planted(accounts, rewards)
    got = find(accounts, rewards, EXPECTED)
    for key in ("shift_from", "fraud_channel", "leak_category", "leak_from"):
        assert got[key] == truth[key]
    assert abs(got["leak_cny"] - truth["leak_cny"]) < 1
    honest = accounts[accounts["channel"] != truth["fraud_channel"]]["fraud_loss_cny"].mean()
    stand = (accounts["channel"] == truth["fraud_channel"]).sum()
    assert abs(got["fraud_excess_cny"] - (truth["fraud_loss_cny"] - honest * stand)) < 0.01


def relative_entropies(find: Function) -> None:
    """PSI is the sum of two relative entropies (SciPy); exact to 1e-9 where no band is empty."""
    accounts, rewards = load_launch_accounts(), load_launch_rewards()
    rng = np.random.default_rng(16)
    for _ in range(5):
        shares = rng.dirichlet([4] * 5)
        expected = dict(zip(rng.permutation([580, 600, 620, 640, 660]), shares, strict=True))
        got = find(accounts.sample(4_000, random_state=1), rewards, expected)["psi"]
        sample = accounts.sample(4_000, random_state=1)
        order = sorted(expected)
        wanted = [expected[edge] for edge in order]
        for month, scores in sample.groupby("month")["score"]:
            counts = np.histogram(scores, [*order, 10_000])[0]
            both = entropy(counts, wanted) + entropy(wanted, counts)
            assert abs(dict(got)[month] - both) < 1e-9
    one = accounts[accounts["channel"] == "app"]
    assert refuses(find, one, rewards, EXPECTED)


# --- planted faults -----------------------------------------------------------------------------


def largest_totals(accounts, rewards, expected):
    fraud = accounts.groupby("channel", observed=True)["fraud_loss_cny"].sum()
    paid = rewards.groupby("category", observed=True)["reward_cny"].sum()
    return {
        "psi": pd.Series(0.0, sorted(set(accounts["month"]))).to_dict(),
        "shift_from": None,
        "fraud_channel": fraud.idxmax(),
        "fraud_excess_cny": fraud.max(),
        "leak_category": paid.idxmax(),
        "leak_cny": paid.max(),
        "leak_from": 1,
    }


ORACLES = [
    Oracle("monitoring-findings", what_was_planted, fault=largest_totals),
    Oracle("monitoring-findings", relative_entropies, fault=largest_totals),
]
