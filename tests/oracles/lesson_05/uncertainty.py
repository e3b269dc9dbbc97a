"""Oracles for PERT and for the simulation."""

import networkx as nx
import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from scipy.signal import fftconvolve
from scipy.stats import beta, norm

from lesson_05.plans import arrows, random_plan

COLUMNS = ["task", "predecessors", "optimistic", "likely", "pessimistic"]
NOISE = 1e-6  # the reference rounds path lengths to 1e-7 to recognise equal ones


# --- PERT ---------------------------------------------------------------------------------------


def every_path(chance_of: Function) -> None:
    """The longest of all paths that networkx lists, its normal distribution from scipy."""
    rng = np.random.default_rng(53)
    for round_ in range(25):
        plan = random_plan(rng, int(rng.integers(1, 9)), 0.4)
        three = np.sort(rng.integers(0, 12, (len(plan), 3)), axis=1)
        if round_ % 3 == 0:
            three[:] = three[:, :1] + [0, 1, 8]  # many paths of the same length
        plan[COLUMNS[2:]] = three
        mean = dict(zip(plan["task"], three @ [1, 4, 1] / 6, strict=True))
        spread = dict(zip(plan["task"], ((three[:, 2] - three[:, 0]) / 6) ** 2, strict=True))
        paths = [
            [point[0] for point in path if point[1] == "start"]
            for path in nx.all_simple_paths(arrows(plan, mean), "begin", "end")
        ]
        sums = [(sum(mean[t] for t in p), sum(spread[t] for t in p)) for p in paths]
        length = max(total for total, _ in sums)
        variance = max(v for total, v in sums if total > length - 1e-8)
        deadline = length + rng.normal()
        result = chance_of(plan, deadline)
        assert abs(result["expected"] - length) < NOISE
        assert abs(result["sd"] - variance**0.5) < NOISE
        chance = norm.cdf(deadline, length, variance**0.5) if variance else deadline >= length
        assert abs(result["probability"] - chance) < NOISE


def published_probability(chance_of: Function) -> None:
    """The critical path of an example in B. Taylor's textbook: 24 units, P(x <= 28) = .9633.

    Activities 1, 3, 5 and 7 with their printed estimates, one after the other. The printed
    probability is read from a table at z rounded to two decimals, hence within 0.001.
    https://flylib.com/books/en/3.287.1.117/1 (looked up on 24 November 2026)
    """
    rows = [(7, [5], 3, 4, 5), (3, [1], 3, 5, 7), (5, [3], 4, 6, 8), (1, [], 5, 8, 17)]
    result = chance_of(pd.DataFrame(rows, columns=COLUMNS), 28)
    assert abs(result["expected"] - 24) < NOISE
    assert abs(result["probability"] - 0.9633) < 0.001


def published_slack_table(chance_of: Function) -> None:
    """A published 14-task network; its expected durations are printed to two decimals.

    Its schedule prints E's earliest finish as 20.00 on the critical path A, C, E; as far as
    that the tasks are taken.
    https://wizedu.com/questions/717873/ (looked up on 24 November 2026)
    """
    rows = [
        ("A", [], 5, 5, 7),
        ("B", [], 1, 2, 5),
        ("C", ["A"], 5, 5, 5),
        ("D", ["A"], 4, 8, 13),
        ("E", ["B", "C"], 1, 10, 17),
        ("F", ["D"], 1, 5, 7),
    ]
    result = chance_of(pd.DataFrame(rows, columns=COLUMNS), 20.0)
    assert abs(result["expected"] - 20.0) < 0.005
    assert abs(result["sd"] - (0.33**2 + 0 + 2.67**2) ** 0.5) < 0.005
    assert abs(result["probability"] - 0.5) < NOISE
    assert refuses(chance_of, pd.DataFrame([("A", [], 5, 4, 7)], columns=COLUMNS), 20.0)


# --- simulation ---------------------------------------------------------------------------------

STEP = 0.002
GRID = np.arange(0, 60, STEP)


def density(low: float, likely: float, high: float) -> np.ndarray:
    """Return the chances of a task's duration on the grid."""
    if low == high:
        return np.where(np.arange(len(GRID)) == round(low / STEP), 1.0, 0.0)
    up, down = 1 + 4 * (likely - low) / (high - low), 1 + 4 * (high - likely) / (high - low)
    edges = np.append(GRID, GRID[-1] + STEP) - STEP / 2
    return np.diff(beta.cdf(edges, up, down, low, high - low))


def then(*parts: np.ndarray) -> np.ndarray:
    """Return the distribution of tasks one after the other."""
    whole = parts[0]
    for part in parts[1:]:
        whole = fftconvolve(whole, part)[: len(GRID)]
    return whole


def merged(*parts: np.ndarray) -> np.ndarray:
    """Return the distribution of the last of parts that share nothing."""
    return np.diff(np.prod([part.cumsum() for part in parts], axis=0), prepend=0)


def launch_plan() -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Return a plan like the lesson's, and the distribution of each task."""
    rows = [
        ("Pilot", ["Test", "Cards", "Validation", "Training"], 2, 3, 4),
        ("Case", [], 1, 2, 3),
        ("Build", ["Case"], 6, 8, 13),
        ("Test", ["Build"], 3, 4, 7),
        ("Approval", ["Case"], 5, 8, 11),
        ("Contract", ["Case"], 4, 6, 11),
        ("Cards", ["Approval", "Contract"], 3, 4, 5),
        ("Model", ["Case"], 4, 6, 11),
        ("Validation", ["Model"], 4, 5, 9),
        ("Training", ["Case"], 2, 3, 5),
        ("Launch", ["Pilot"], 1, 1, 1),
    ]
    return pd.DataFrame(rows, columns=COLUMNS), {r[0]: density(*r[2:]) for r in rows}


def convolution(simulate: Function) -> None:
    """The launch plan consists of series and merges: its distribution by exact convolution.

    With 40,000 runs a share has a standard error of at most 0.0025, the mean one of 0.0063;
    five of them are allowed. The grid of 0.002 weeks adds less than 0.001.
    """
    plan, part = launch_plan()
    finish = then(
        part["Case"],
        merged(
            then(part["Build"], part["Test"]),
            then(merged(part["Approval"], part["Contract"]), part["Cards"]),
            then(part["Model"], part["Validation"]),
            part["Training"],
        ),
        part["Pilot"],
        part["Launch"],
    )
    runs = np.asarray(simulate(plan, 40_000, np.random.default_rng(54)))
    assert runs.shape == (40_000,)
    assert abs(runs.mean() - finish @ GRID) < 0.033
    for week in (17, 18, 19, 20, 21, 22):
        exact = finish[week + STEP / 2 > GRID].sum()
        assert abs((runs <= week).mean() - exact) < 0.0135
    # The chance that the lesson's decision turns on, from this independent road.
    assert abs(finish[GRID < 19 + STEP / 2].sum() - 0.332) < 0.002


def closed_form(simulate: Function) -> None:
    """One task: a scaled beta distribution, its quantiles from scipy.

    The largest gap between two distribution functions (Kolmogorov) of 20,000 runs is below
    1.95 / sqrt(20,000) with a chance of 99.9 %.
    """
    for low, likely, high in [(2, 3, 10), (0, 0, 1), (4, 9, 9)]:
        plan = pd.DataFrame([("A", [], low, likely, high)], columns=COLUMNS)
        runs = np.sort(simulate(plan, 20_000, np.random.default_rng(55)))
        up = 1 + 4 * (likely - low) / (high - low)
        exact = beta.cdf(runs, up, 6 - up, low, high - low)
        places = np.arange(1, 20_001) / 20_000
        assert np.abs(exact - places).max() < 1.95 / np.sqrt(20_000)
    plan = pd.DataFrame([("A", [], 2, 1, 3)], columns=COLUMNS)
    assert refuses(simulate, plan, 5, np.random.default_rng(1))
    assert refuses(simulate, launch_plan()[0], 0, np.random.default_rng(1))


# --- planted faults -----------------------------------------------------------------------------


def late_chance(tasks: pd.DataFrame, deadline: float) -> dict[str, float]:
    """Add up all tasks as if they stood on one path."""
    low, likely, high = (tasks[name] for name in COLUMNS[2:])
    mean, sd = (low + 4 * likely + high).sum() / 6, (high - low).sum() / 6
    chance = norm.cdf(deadline, mean, sd) if sd else 1.0
    return {"expected": mean, "sd": sd, "probability": chance}


def triangles(tasks: pd.DataFrame, runs: int, rng: np.random.Generator) -> np.ndarray:
    """Draw from triangles, in the order of the longest path only."""
    draws = [
        rng.triangular(row.optimistic, row.likely, row.pessimistic, runs)
        for row in tasks.itertuples()
        if row.optimistic < row.pessimistic
    ]
    return np.sum(draws, axis=0)


ORACLES = [
    Oracle("finish-probability", every_path, fault=late_chance),
    Oracle("finish-probability", published_probability, fault=late_chance),
    Oracle("finish-probability", published_slack_table, fault=late_chance),
    Oracle("simulate-schedule", convolution, fault=triangles),
    Oracle("simulate-schedule", closed_form, fault=triangles),
]
