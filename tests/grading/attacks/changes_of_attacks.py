"""Changes of the notebook itself that some attacks make."""

import copy

from nbformat import NotebookNode

from ..changes import cell

CHECKS = ("double--visible", "double--helper", "double--hidden")


def edits_check(nb: NotebookNode) -> None:
    """Rewrite the checks, with checksums left as they were."""
    for grade_id in CHECKS:
        cell(nb, grade_id).source = "pass"


def unlocks_check(nb: NotebookNode) -> None:
    """Relabel the checks: unlocked, an answer, worth more."""
    for grade_id in CHECKS:
        found = cell(nb, grade_id)
        found.source = "pass"
        found.metadata.nbgrader.update(locked=False, solution=True, points=100)


def adds_check(nb: NotebookNode) -> None:
    """Add a check of one's own, and a second copy of a real one."""
    for grade_id, worth in (("mine", 100), ("double--visible", 1)):
        new = copy.deepcopy(cell(nb, "double--visible"))
        new.id, new.source = f"new-{worth}", str(worth)
        new.metadata.nbgrader.update(grade_id=grade_id, points=worth)
        nb.cells.append(new)
