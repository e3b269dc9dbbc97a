"""What the gradebook knows about the cells of a released notebook."""

import json
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook

PYTHON = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


@dataclass(frozen=True)
class MasterCell:
    """One cell as the instructor made it; ``points`` is None where none are given."""

    grade_id: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def is_plain_answer(self) -> bool:
        """A cell for an answer that a check cell grades, not the cell itself."""
        return self.solution and not self.grade

    def labels(self) -> dict[str, Any]:
        """The cell's nbgrader metadata, without the checksum."""
        labels: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": self.grade_id,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
        }
        return labels if self.points is None else labels | {"points": self.points}


@dataclass(frozen=True)
class Master:
    """A released notebook: its kernel and its nbgrader cells in order."""

    kernelspec: dict[str, Any]
    cells: tuple[MasterCell, ...]


def read_master(db_url: str, assignment: str, notebook: str) -> Master:
    """Read a notebook's cells from nbgrader's gradebook.

    Raises
    ------
    nbgrader.api.MissingEntry
        When the notebook was never released.
    """
    with Gradebook(db_url) as gradebook:
        entry = gradebook.find_notebook(notebook, assignment)
        graded = {cell.name: cell.max_score for cell in entry.grade_cells}
        tasks = {cell.name: cell.max_score for cell in entry.task_cells}
        solutions = {cell.name for cell in entry.solution_cells}
        cells = tuple(
            MasterCell(
                grade_id=cell.name,
                cell_type=cell.cell_type,
                source=cell.source or "",
                checksum=cell.checksum,
                locked=cell.locked,
                grade=cell.name in graded,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=graded.get(cell.name, tasks.get(cell.name)),
            )
            for cell in entry.source_cells
        )
        return Master(json.loads(entry.kernelspec or "{}") or PYTHON, cells)
