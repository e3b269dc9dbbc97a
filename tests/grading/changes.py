"""Ways in which a hand-in differs from an honest one: each takes a notebook and changes it."""

import copy
from collections.abc import Callable

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

Change = Callable[[NotebookNode], object]


def cell(nb: NotebookNode, grade_id: str) -> NotebookNode:
    """Find a cell by its grade id."""
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def answers(**sources: str) -> Change:
    """Replace answers."""

    def change(nb: NotebookNode) -> None:
        for grade_id, source in sources.items():
            cell(nb, grade_id).source = source

    return change


def adds(source: str, before: str = "half") -> Change:
    """Add a plain cell."""
    return lambda nb: nb.cells.insert(nb.cells.index(cell(nb, before)), new_code_cell(source))


def without(*grade_ids: str) -> Change:
    """Delete cells."""

    def change(nb: NotebookNode) -> None:
        for grade_id in grade_ids:
            nb.cells.remove(cell(nb, grade_id))

    return change


def copies(grade_id: str, source: str | None = None) -> Change:
    """Copy a cell with its metadata below itself, perhaps with another text."""

    def change(nb: NotebookNode) -> None:
        original = cell(nb, grade_id)
        twin = copy.deepcopy(original)
        twin.id = "a-copy"
        twin.source = twin.source if source is None else source
        nb.cells.insert(nb.cells.index(original) + 1, twin)

    return change


def labels(grade_id: str, drop: tuple[str, ...] = (), **values: object) -> Change:
    """Change a cell's nbgrader metadata."""

    def change(nb: NotebookNode) -> None:
        found = cell(nb, grade_id).metadata.nbgrader
        found.update(values)
        for key in drop:
            found.pop(key)

    return change


def together(*changes: Change) -> Change:
    """Apply several changes."""
    return lambda nb: [change(nb) for change in changes]


def retype(nb: NotebookNode) -> None:
    """Change the type of an answer, two checks and the memo."""
    for grade_id, kind in (("double", "raw"), ("half--even", "markdown"), ("half--odd", "raw")):
        found = cell(nb, grade_id)
        found.cell_type = kind
        del found["outputs"], found["execution_count"]
    memo = cell(nb, "decision-memo")
    memo.update(cell_type="code", outputs=[], execution_count=None)


def strip(nb: NotebookNode, ids: bool) -> None:
    """Take all nbgrader metadata away, and perhaps the cell ids."""
    for number, found in enumerate(nb.cells):
        found.metadata.pop("nbgrader", None)
        if ids:
            found.id = f"other-{number}"


def for_r(nb: NotebookNode) -> None:
    """Say that the notebook is written in R."""
    nb.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    nb.metadata.language_info = {"name": "R"}


def skip_wrong_answer(nb: NotebookNode) -> None:
    """Answer wrongly and tag the checks so that a runner skips them."""
    answers(double="def double(amounts):\n    return amounts")(nb)
    for grade_id in ("double--small", "double--large"):
        cell(nb, grade_id).metadata["tags"] = ["skip-execution"]
