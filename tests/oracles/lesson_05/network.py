"""Oracles for the critical path."""

import networkx as nx
import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

from lesson_05.plans import arrows, longest, random_plan

NOISE = 1e-9  # sums of a dozen durations; only the last bits may differ
COLUMNS = {
    *("task", "earliest_start", "earliest_finish", "latest_start", "latest_finish"),
    *("slack", "critical"),
}


def longest_paths(schedule_of: Function) -> None:
    """Earliest and latest dates as longest paths of networkx, on random plans.

    A task is as late as possible when the longest way from its start to the end just fits.
    """
    rng = np.random.default_rng(51)
    for round_ in range(25):
        plan = random_plan(rng, int(rng.integers(1, 12)))
        durations = rng.integers(0, 6, len(plan)) + (0.25 if round_ % 2 else 0)
        weeks = dict(zip(plan["task"], durations, strict=True))
        graph = arrows(plan, weeks)
        total = longest(graph, "begin", "end")
        schedule = schedule_of(plan.assign(weeks=durations)).set_index("task")
        assert {"task", *schedule.columns} == COLUMNS and set(schedule.index) == set(weeks)
        for task, row in schedule.iterrows():
            early = longest(graph, "begin", (task, "start"))
            late = total - longest(graph, (task, "start"), "end")
            assert abs(row["earliest_start"] - early) < NOISE
            assert abs(row["earliest_finish"] - early - weeks[task]) < NOISE
            assert abs(row["latest_start"] - late) < NOISE
            assert abs(row["latest_finish"] - late - weeks[task]) < NOISE
            assert abs(row["slack"] - (late - early)) < NOISE
            assert bool(row["critical"]) == (abs(late - early) < NOISE)


def circles(schedule_of: Function) -> None:
    """A plan is refused exactly when networkx finds that its graph has a circle."""
    rng = np.random.default_rng(52)
    found = 0
    for _ in range(60):
        names = list("ABCDE")
        before = [[b for b in names if rng.random() < 0.15] for _ in names]
        graph = nx.DiGraph([(b, t) for t, bs in zip(names, before, strict=True) for b in bs])
        plan = pd.DataFrame({"task": names, "predecessors": before, "weeks": 1})
        assert refuses(schedule_of, plan) == (not nx.is_directed_acyclic_graph(graph))
        found += not nx.is_directed_acyclic_graph(graph)
    assert 10 < found < 50


def published_nodes(schedule_of: Function) -> None:
    """The first network of the solutions to B. Taylor's textbook, chapter 8, activities on arrows.

    Durations, dates and slack as printed; an arrow waits for all arrows that end where it starts.
    https://ar.scribd.com/doc/47113515/TaylCh08 (looked up on 24 November 2026)
    """
    printed = {
        (1, 2): (7, 0, 7, 2, 9, 2),
        (1, 3): (10, 0, 10, 0, 10, 0),
        (2, 4): (6, 7, 13, 9, 15, 2),
        (3, 4): (5, 10, 15, 10, 15, 0),
        (3, 5): (4, 10, 14, 14, 18, 4),
        (4, 5): (3, 15, 18, 15, 18, 0),
        (5, 6): (2, 18, 20, 18, 20, 0),
    }
    check_printed(schedule_of, printed)


def published_dummies(schedule_of: Function) -> None:
    """The second network there, with an arrow of no duration (a milestone of ours).

    https://ar.scribd.com/doc/47113515/TaylCh08 (looked up on 24 November 2026)
    """
    printed = {
        (1, 2): (8, 0, 8, 1, 9, 1),
        (1, 3): (10, 0, 10, 0, 10, 0),
        (1, 4): (9, 0, 9, 6, 15, 6),
        (2, 5): (6, 8, 14, 9, 15, 1),
        (2, 6): (4, 8, 12, 16, 20, 8),
        (3, 5): (5, 10, 15, 10, 15, 0),
        (4, 5): (0, 9, 9, 15, 15, 6),
        (4, 7): (7, 9, 16, 20, 27, 11),
        (5, 7): (12, 15, 27, 15, 27, 0),
        (5, 8): (15, 15, 30, 16, 31, 1),
        (6, 9): (18, 12, 30, 20, 38, 8),
        (7, 8): (4, 27, 31, 27, 31, 0),
        (8, 9): (7, 31, 38, 31, 38, 0),
    }
    check_printed(schedule_of, printed)


def check_printed(schedule_of: Function, printed: dict) -> None:
    rows = [
        (f"{a}-{b}", [f"{x}-{y}" for x, y in printed if y == a], dates[0])
        for (a, b), dates in printed.items()
    ]
    plan = pd.DataFrame(rows, columns=["task", "predecessors", "weeks"])
    schedule = schedule_of(plan.iloc[::-1]).set_index("task")
    for (a, b), (_, *dates) in printed.items():
        columns = ["earliest_start", "earliest_finish", "latest_start", "latest_finish", "slack"]
        assert schedule.loc[f"{a}-{b}", columns].tolist() == dates
        assert bool(schedule.loc[f"{a}-{b}", "critical"]) == (dates[-1] == 0)


# --- planted faults -----------------------------------------------------------------------------


def own_end_is_late_enough(tasks: pd.DataFrame) -> pd.DataFrame:
    """Let a task that nobody waits for end when it can, and take what stands in a circle."""
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    finish: dict = {}
    for _ in weeks:
        for task, before in zip(tasks["task"], tasks["predecessors"], strict=True):
            finish[task] = weeks[task] + max((finish.get(name, 0) for name in before), default=0)
    table = pd.DataFrame({"task": list(weeks)})
    table["earliest_finish"] = table["latest_finish"] = table["task"].map(finish)
    table["earliest_start"] = table["latest_start"] = table["earliest_finish"] - list(
        weeks.values()
    )
    return table.assign(slack=0, critical=True)


ORACLES = [
    Oracle("critical-path", longest_paths, fault=own_end_is_late_enough),
    Oracle("critical-path", circles, fault=own_end_is_late_enough),
    Oracle("critical-path", published_nodes, fault=own_end_is_late_enough),
    Oracle("critical-path", published_dummies, fault=own_end_is_late_enough),
]
