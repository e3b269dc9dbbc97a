"""Oracles for the Shapley split: all orders, axioms, published games."""

from itertools import chain, combinations, permutations

import numpy as np
from oracle import Function, Oracle, refuses


def groups(players: list) -> list[frozenset]:
    sizes = range(1, len(players) + 1)
    return [frozenset(g) for g in chain.from_iterable(combinations(players, n) for n in sizes)]


def random_game(rng: np.random.Generator, players: list) -> dict[frozenset, float]:
    return {group: float(rng.normal(0, 50)) for group in groups(players)}


def all_orders(split: Function) -> None:
    """Let the players come in every order and average what each adds, within 1e-9 of the values."""
    rng = np.random.default_rng(31)
    for size in (1, 2, 3, 4, 5):
        players = [f"p{k}" for k in rng.permutation(size)]
        game = random_game(rng, players)
        added = {player: [] for player in players}
        for order in permutations(players):
            for place, player in enumerate(order):
                before = game[frozenset(order[:place])] if place else 0.0
                added[player].append(game[frozenset(order[: place + 1])] - before)
        result = split(game)
        assert set(result) == set(players)
        for player in players:
            assert abs(result[player] - np.mean(added[player])) < 1e-9


def axioms(split: Function) -> None:
    """Efficiency, symmetry, the null player and additivity; together they define the value."""
    rng = np.random.default_rng(32)
    players = ["a", "b", "c", "z"]
    for _ in range(20):
        one, two = random_game(rng, players), random_game(rng, players)
        total = split({group: one[group] + two[group] for group in one})
        first, second = split(one), split(two)
        assert abs(sum(first.values()) - one[frozenset(players)]) < 1e-9
        assert all(abs(total[p] - first[p] - second[p]) < 1e-9 for p in players)
        null = {g: one[g - {"z"}] if g - {"z"} else 0.0 for g in one}
        assert abs(split(null)["z"]) < 1e-9
        twins = {g: one[g] + one[frozenset({"a": "b", "b": "a"}.get(p, p) for p in g)] for g in one}
        assert abs(split(twins)["a"] - split(twins)["b"]) < 1e-9
    game = random_game(rng, players)
    del game[frozenset("ac")]
    assert refuses(split, game)


def published_games(split: Function) -> None:
    """Games whose values are printed.

    The glove market (1/6, 1/6, 2/3: Wikipedia, "Shapley value"); two runways
    (math.stackexchange.com 4152535: costs 40 to 90 give 40, 52, 67, 87, 117, 177 sixths; 2541276:
    costs 100, 160, 200 give 100, 190, 310 thirds); the course design's (7.5) A 10, B 40, N 5,
    AB 120, BN 60, AN 20, ABN 150: 49.1667, 84.1667 and 16.6667, to its four decimals.
    """
    gloves = {g: float(3 in g and len(g) > 1) for g in groups([1, 2, 3])}
    assert np.allclose([split(gloves)[p] for p in (1, 2, 3)], [1 / 6, 1 / 6, 2 / 3])
    costs = dict(zip("abcdef", (40, 50, 60, 70, 80, 90), strict=True))
    runway = split({g: float(max(costs[p] for p in g)) for g in groups(list(costs))})
    assert np.allclose([6 * runway[p] for p in costs], [40, 52, 67, 87, 117, 177])
    planes = {1: 100.0, 2: 160.0, 3: 200.0}
    short = split({g: max(planes[p] for p in g) for g in groups([1, 2, 3])})
    assert np.allclose([3 * short[p] for p in planes], [100, 190, 310])
    worth = {"A": 10, "B": 40, "N": 5, "AB": 120, "BN": 60, "AN": 20, "ABN": 150}
    design = split({frozenset(names): float(value) for names, value in worth.items()})
    assert np.allclose([design[p] for p in "ABN"], [49.1667, 84.1667, 16.6667], 0, 5e-5)


# --- planted faults -----------------------------------------------------------------------------


def as_if_last(value: dict[frozenset, float]) -> dict[str, float]:
    everybody = frozenset().union(*value)
    return {p: value[everybody] - value.get(everybody - {p}, 0.0) for p in everybody}


ORACLES = [
    Oracle("shapley-split", all_orders, fault=as_if_last),
    Oracle("shapley-split", axioms, fault=as_if_last),
    Oracle("shapley-split", published_games, fault=as_if_last),
]
