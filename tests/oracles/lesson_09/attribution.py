"""Oracles for sharing conversions among channels."""

from collections import Counter, defaultdict
from fractions import Fraction

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

Paths = list[tuple[list[str], int]]
NOISE = 1e-9


def table(paths: Paths) -> pd.DataFrame:
    """Write journeys as the task's table, in mixed order."""
    rows = [
        (f"J{number}", position, channel, converted)
        for number, (path, converted) in enumerate(paths)
        for position, channel in enumerate(path)
    ]
    columns = ["journey_id", "position", "channel", "converted"]
    return pd.DataFrame(rows, columns=columns).sample(frac=1, random_state=4)


def random_paths(seed: int, count: int, channels: str = "ABCDE") -> Paths:
    rng = np.random.default_rng(seed)
    paths = [
        (list(rng.choice(list(channels), rng.integers(1, 7))), int(rng.random() < 0.4))
        for _ in range(count)
    ]
    return [*paths, ([channels[0], channels[1]], 1)]


def exact_rules(attribute: Function) -> None:
    """Last touch and linear shared out in exact fractions, one conversion after the other."""
    for seed in (1, 2, 3):
        paths = random_paths(seed, 40)
        last: Counter = Counter()
        linear: dict[str, Fraction] = defaultdict(Fraction)
        for path, converted in paths:
            if converted:
                last[path[-1]] += 1
                for channel in path:
                    linear[channel] += Fraction(1, len(path))
        total = sum(last.values())
        for model, credit in [("last touch", last), ("linear", linear)]:
            result = dict(attribute(table(paths), model))
            assert set(result) == {channel for path, _ in paths for channel in path}
            for channel, share in result.items():
                assert abs(share - float(Fraction(credit[channel]) / total)) < NOISE
    assert refuses(attribute, table(paths), "first touch")
    lost = [(path, 0) for path, _ in paths]
    assert all(refuses(attribute, table(lost), m) for m in ("last touch", "linear", "markov"))


def conversion(paths: Paths, closed: str) -> float:
    """Send a unit of customers through the chain until nobody is left on the way."""
    moves: dict[str, Counter] = defaultdict(Counter)
    for path, converted in paths:
        states = ["(start)", *path, "(card)" if converted else "(lost)"]
        for k, state in enumerate(states[:-1]):
            moves[state][states[k + 1]] += 1
    way, cards = {"(start)": 1.0}, 0.0
    while sum(way.values()) > 1e-14:
        after: dict[str, float] = defaultdict(float)
        for state, mass in way.items():
            for target, count in moves[state].items():
                part = mass * count / moves[state].total()
                if target == "(card)":
                    cards += part
                elif target not in ("(lost)", closed):
                    after[target] += part
        way = after
    return cards


def customers_flow(attribute: Function) -> None:
    """Removal effects from customers flowing through the chain, without linear equations."""
    for seed in (4, 5, 6):
        paths = random_paths(seed, 60)
        channels = sorted({channel for path, _ in paths for channel in path})
        whole = conversion(paths, "")
        effect = {channel: 1 - conversion(paths, channel) / whole for channel in channels}
        result = dict(attribute(table(paths), "markov"))
        for channel in channels:
            assert abs(result[channel] - effect[channel] / sum(effect.values())) < NOISE


def published_paths(attribute: Function) -> None:
    """Four paths of a published explanation of the removal effect, its probabilities by hand.

    P(card) is 4/5 (1/2 + 1/4) + 1/5 = 4/5; without Google Ads 1/5, without mailing 2/5. The removal
    effects are 3/4 and 1/2, the shares 3/5 and 2/5.
    https://serhiipuzyrov.com/2019/07/markov-chain-attribution-simple-explanation-of-removal-effect/
    """
    paths: Paths = [
        (["google ads"], 1),
        (["google ads"], 1),
        (["mailing"], 1),
        (["google ads", "mailing"], 1),
        (["google ads"], 0),
    ]
    result = dict(attribute(table(paths), "markov"))
    assert abs(result["google ads"] - 0.6) < NOISE and abs(result["mailing"] - 0.4) < NOISE


def repeats_do_not_matter(attribute: Function) -> None:
    """A channel that follows itself may be counted as one visit: the removal effects are the same.

    Stated at https://stats.stackexchange.com/questions/381305/markov-chain-and-removal-effect
    """
    paths = random_paths(7, 60, "ABC")
    once = [([c for k, c in enumerate(p) if k == 0 or p[k - 1] != c], won) for p, won in paths]
    assert once != paths
    result, other = (dict(attribute(table(p), "markov")) for p in (paths, once))
    assert all(abs(result[channel] - other[channel]) < NOISE for channel in "ABC")
    assert abs(result["A"] + result["B"] + result["C"] - 1) < NOISE


# --- planted faults -----------------------------------------------------------------------------


def lost_journeys_too(journeys: pd.DataFrame, model: str) -> pd.Series:
    if model not in ("last touch", "linear", "markov") or not journeys["converted"].any():
        raise ValueError(model)
    if model == "last touch":
        journeys = journeys.sort_values("position").groupby("journey_id").tail(1)
    return journeys["channel"].value_counts(normalize=True)


ORACLES = [
    Oracle("attribute", exact_rules, fault=lost_journeys_too),
    Oracle("attribute", customers_flow, fault=lost_journeys_too),
    Oracle("attribute", published_paths, fault=lost_journeys_too),
    Oracle("attribute", repeats_do_not_matter, fault=lost_journeys_too),
]
