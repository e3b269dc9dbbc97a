"""Remember what a released cell did, so that it runs once for a class and not once for a student.

A process that runs the released cells remembers, for each, its outputs and the names that it
bound. A fork of it holds all these objects; when its notebook comes to the same cell in the same
state, the names are bound and the outputs given without running it again. The state is the same
when the text is the same, when every name that the cell reads is bound to the very object that it
read then, and when no cell of the student's own mentions a name of these that can change.
"""

import hashlib
import pickle
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import pandas as pd

from course.engine.cells import Cells, Ran
from course.engine.names import mentioned_names, names_in, read_names

# IPython's own names change with every cell.
IPYTHONS = {"In", "Out", "_", "__", "___", "_i", "_ii", "_iii", "_dh", "_oh", "_ih"}
# What a cell that only mentions it is not thought to change.
STAYS = (ModuleType, type, FunctionType, str, int, float, type(None), pd.Timestamp)
CAN_CHANGE = (pd.DataFrame, pd.Series, np.ndarray, list, dict, set)


@dataclass(frozen=True)
class Recording:
    """What one cell did."""

    ran: Ran
    reads: frozenset[str]
    found: dict[str, Any]
    bound: dict[str, Any]
    shown: list[Any]


class Impure(Exception):
    """A cell that cannot be remembered; ``args[0]`` is its place."""


class Memory:
    """The recordings of a notebook's cells, and whether one may be played again."""

    def __init__(self) -> None:
        self._recordings: dict[str, Recording] = {}
        self._touched: set[str] = set()

    def record(self, cells: Cells, sources: list[str]) -> None:
        """Run the cells and remember them.

        Raises
        ------
        Impure
            At the first cell that fails, is no plain Python, or changes what an earlier one made.
        """
        made: dict[str, Any] = {}
        digests: dict[str, bytes] = {}
        for place, source in enumerate(sources):
            names = mentioned_names(source)
            if names is None:
                raise Impure(place)
            before = _names(cells.namespace)
            reads = frozenset(_reached(read_names(source), before))
            ran = cells.run(source)
            after = _names(cells.namespace)
            bound = {name: value for name, value in after.items() if before.get(name) is not value}
            found = {name: before[name] for name in reads if name in before}
            changed = any(_digest(made[name]) != digest for name, digest in digests.items())
            if ran.failed or changed or set(before) - set(after):
                raise Impure(place)
            for name, value in bound.items():
                if isinstance(value, CAN_CHANGE):
                    made[name], digests[name] = value, _digest(value)
            self._recordings[source] = Recording(ran, reads, found, bound, cells.value_shown())
        for name in _names(cells.namespace):
            del cells.namespace[name]
        cells.forget_history()

    def play(self, cells: Cells, source: str) -> Ran | None:
        """Do what the cell did and return how it ended; None if it has to run."""
        known = self._recordings.get(source)
        if known is None:
            return None
        shared = [known.found[name] for name in self._touched & known.found.keys()]
        if not all(isinstance(value, STAYS) for value in shared):
            return None
        here = cells.namespace
        nothing = object()
        if any(
            here.get(name, nothing) is not known.found.get(name, nothing) for name in known.reads
        ):
            return None
        here.update(known.bound)
        cells.pretend(source, known.shown)
        return known.ran

    def notice(self, cells: Cells, source: str) -> None:
        """Note that a cell which is not remembered is about to run."""
        names = mentioned_names(source)
        here = _names(cells.namespace)
        # A cell that cannot be read may do anything.
        self._touched |= set(here) if names is None else _reached(names, here)


def _names(namespace: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in namespace.items()
        if name not in IPYTHONS
        and not (name.startswith("_i") and name[2:].isdigit())
        and not (name.startswith("_") and name[1:].isdigit())
        and not (name.startswith("__") and name.endswith("__"))
        and name not in ("get_ipython", "exit", "quit", "open")
    }


def _reached(names: frozenset[str], namespace: dict[str, Any]) -> set[str]:
    """The names, and those that the notebook's own functions among them mention."""
    reached, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name in reached:
            continue
        reached.add(name)
        value = namespace.get(name)
        if isinstance(value, FunctionType) and value.__module__ == "__main__":
            todo += names_in(value.__code__)
    return reached


def _digest(value: Any) -> bytes:
    """What a value holds; pandas' own caches, which a pickle would show, are left out."""
    try:
        if isinstance(value, (pd.DataFrame, pd.Series)):
            rows = pd.util.hash_pandas_object(value).to_numpy().tobytes()
            labels = value.columns if isinstance(value, pd.DataFrame) else [value.name]
            content = rows + repr(list(labels)).encode()
        elif isinstance(value, (list, tuple, set)):
            content = b"".join(_digest(part) for part in value)
        elif isinstance(value, dict):
            content = b"".join(_digest(key) + _digest(part) for key, part in value.items())
        else:
            content = pickle.dumps(value, protocol=5)
    except Exception:  # holds something that cannot be read so; only its identity is watched
        content = b""
    return hashlib.sha256(content).digest()
