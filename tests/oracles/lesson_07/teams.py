"""Oracles for the RACI matrix (a table labelled by hand, random cells) and the order of work."""

from random import Random

import networkx as nx
import pandas as pd
from oracle import Function, Oracle, refuses

RULES = ("no accountable", "several accountable", "no responsible", "overloaded")


def findings(table: pd.DataFrame) -> list[tuple[object, str]]:
    return sorted(zip(table["subject"], table["finding"], strict=True), key=str)


def labelled_by_hand(find: Function) -> None:
    """Six tasks whose faults were read off by eye.

    One accountable per task is the golden rule of "Gamestorming", p. 204; that each task also has
    somebody responsible is the lesson's.
    """
    matrix = pd.DataFrame(
        [
            ["A/R", "C", "I"],
            ["R", "A", "A"],
            ["A", "C", "I"],
            ["R", "R", ""],
            ["C", "I", None],
            ["I", "AR", "r"],
        ],
        index=["sound", "two lords", "no hands", "no lord", "orphan", "sound too"],
        columns=["product", "risk", "rail"],
    )
    by_eye = [
        ("no hands", "no responsible"),
        ("no lord", "no accountable"),
        ("orphan", "no accountable"),
        ("orphan", "no responsible"),
        ("product", "overloaded"),
        ("two lords", "several accountable"),
    ]
    assert findings(find(matrix, 3)) == sorted(by_eye, key=str)
    assert findings(find(matrix, 4)) == sorted(set(by_eye) - {("product", "overloaded")}, key=str)


def built_from_roles(find: Function) -> None:
    """Draw who has which part first, write the cells in many spellings, and count the parts."""
    draw = Random(41)
    for _ in range(60):
        tasks, roles = [f"t{k}" for k in range(draw.randint(1, 6))], ["x", "y", "z"]
        parts = {
            (task, role): {letter for letter in "RACI" if draw.random() < 0.25}
            for task in tasks
            for role in roles
        }
        limit, wanted = draw.randint(0, 4), []
        for task in tasks:
            lords = [role for role in roles if "A" in parts[task, role]]
            hands = [role for role in roles if "R" in parts[task, role]]
            wanted += [(task, RULES[0])] * (not lords) + [(task, RULES[1])] * (len(lords) > 1)
            wanted += [(task, RULES[2])] * (not hands)
        for role in roles:
            load = [task for task in tasks if parts[task, role] & {"R", "A"}]
            wanted += [(role, RULES[3])] * (len(load) > limit)
        spelt = {key: _spell(draw, letters) for key, letters in parts.items()}
        matrix = pd.DataFrame({r: [spelt[t, r] for t in tasks] for r in roles}, index=tasks)
        assert findings(find(matrix, limit)) == sorted(wanted, key=str)
        assert refuses(find, matrix.astype(object).replace({matrix.iloc[0, 0]: "Q"}), limit)


def _spell(draw: Random, letters: set[str]) -> str | None:
    if not letters:
        return draw.choice(["", None, " "])
    text = draw.choice(["", " ", "/", ", "]).join(draw.sample(sorted(letters), len(letters)))
    return draw.choice([text, text.lower(), f" {text}", text + text])


def networkx_order(order: Function) -> None:
    """networkx's lexicographical topological sort, on random graphs without circles."""
    draw = Random(42)
    for _ in range(80):
        names = [f"w{draw.randint(0, 999)}" for _ in range(draw.randint(1, 12))]
        names = list(dict.fromkeys(names))
        needs = {
            work: [n for n in names[:place] if draw.random() < 0.3]
            for place, work in enumerate(names)
        }
        needs = {work: needs[work] for work in draw.sample(names, len(names))}
        graph = nx.DiGraph()
        graph.add_nodes_from(needs)
        graph.add_edges_from((n, work) for work, before in needs.items() for n in before)
        assert list(order(needs)) == list(nx.lexicographical_topological_sort(graph))


def circles_are_found(order: Function) -> None:
    """networkx says of random graphs whether they have a circle; those are refused, others not."""
    draw = Random(43)
    seen = set()
    for _ in range(80):
        names = [chr(97 + k) for k in range(draw.randint(1, 5))]
        needs = {work: [n for n in names if draw.random() < 0.22] for work in names}
        graph = nx.DiGraph([(n, work) for work, before in needs.items() for n in before])
        free = nx.is_directed_acyclic_graph(graph)
        seen.add(free)
        assert refuses(order, needs) != free
    assert seen == {True, False}
    assert refuses(order, {"a": ["nobody"]})


# --- planted faults -----------------------------------------------------------------------------


def whole_cells(matrix: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Cells compared as a whole: "A/R" is neither."""
    lords, hands = (matrix == "A").sum(axis=1), (matrix == "R").sum(axis=1)
    rows = [(task, RULES[0]) for task in matrix.index if lords[task] == 0]
    rows += [(task, RULES[1]) for task in matrix.index if lords[task] > 1]
    rows += [(task, RULES[2]) for task in matrix.index if hands[task] == 0]
    load = matrix.isin(["A", "R"]).sum()
    rows += [(role, RULES[3]) for role in matrix.columns if load[role] > limit]
    return pd.DataFrame(rows, columns=["subject", "finding"])


def in_waves(needs: dict[str, list[str]]) -> list[str]:
    """Whole waves, each sorted; what can't be placed is left out."""
    done: list[str] = []
    while wave := sorted(w for w in needs if w not in done and set(needs[w]) <= set(done)):
        done += wave
    return done


ORACLES = [
    Oracle("raci-findings", labelled_by_hand, fault=whole_cells),
    Oracle("raci-findings", built_from_roles, fault=whole_cells),
    Oracle("dependency-order", networkx_order, fault=in_waves),
    Oracle("dependency-order", circles_are_found, fault=in_waves),
]
