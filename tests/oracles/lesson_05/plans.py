"""Random plans for the oracles, and plans as networkx sees them."""

import networkx as nx
import numpy as np
import pandas as pd


def random_plan(rng: np.random.Generator, count: int, density: float = 0.3) -> pd.DataFrame:
    """Make a plan without circles, its tasks in mixed order."""
    names = [f"T{k}" for k in rng.permutation(count)]
    before = [[b for b in names[:k] if rng.random() < density] for k in range(count)]
    plan = pd.DataFrame({"task": names, "predecessors": before})
    return plan.iloc[rng.permutation(count)]


def arrows(plan: pd.DataFrame, weeks: dict) -> nx.DiGraph:
    """Put each task's duration on an arrow from its start to its finish."""
    graph = nx.DiGraph()
    for task, before in zip(plan["task"], plan["predecessors"], strict=True):
        graph.add_edge("begin", (task, "start"), weight=0)
        graph.add_edge((task, "start"), (task, "finish"), weight=weeks[task])
        graph.add_edge((task, "finish"), "end", weight=0)
        for name in before:
            graph.add_edge((name, "finish"), (task, "start"), weight=0)
    return graph


def longest(graph: nx.DiGraph, source: object, target: object) -> float:
    """Return the length of the longest way between two points of a graph without circles."""
    between = {source, target} | (nx.descendants(graph, source) & nx.ancestors(graph, target))
    return nx.dag_longest_path_length(graph.subgraph(between))
