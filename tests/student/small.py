"""A small released notebook with two tasks, and ways to answer it."""

from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

NAME = "02_small"
STUB = "def {0}(x: float) -> float:\n    # YOUR CODE HERE\n    raise NotImplementedError()"
CHECK = '"""{0} of three."""\ncheck("{0}").on(3.0).gives({1}, within=1e-9)'
HIDDEN = "# Hidden check: Zero and negative numbers."


def write_small(folder: Path, answers: Mapping[str, str] | None = None) -> Path:
    """Write ``02_small/02_small.ipynb`` into a folder, its answers (by task) in place of the stubs.

    The tasks are ``double`` and ``square``, with a visible check of 2 and a hidden one of 3 points
    each; the memo counts 4.
    """
    given = answers or {}
    cells = [
        new_markdown_cell("# 02 · Small things 小事"),
        _marked(new_code_cell("from course.feedback import check"), "setup", locked=True),
    ]
    for task, wanted in (("double", 6.0), ("square", 9.0)):
        stub = _marked(new_code_cell(STUB.format(task)), task, solution=True)
        stub.source = given.get(task, stub.source)
        cells.append(stub)
        visible = new_code_cell(CHECK.format(task, wanted))
        cells.append(_marked(visible, f"{task}--three", locked=True, grade=True, points=2))
        hidden = new_code_cell(HIDDEN)
        cells.append(_marked(hidden, f"{task}--edges", locked=True, grade=True, points=3))
    memo = new_markdown_cell("YOUR ANSWER HERE")
    cells.append(_marked(memo, "decision-memo", solution=True, grade=True, points=4))
    cells[-1].source = given.get("decision-memo", cells[-1].source)
    notebook = new_notebook(cells=cells)
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python",
        "language": "python",
    }
    path = folder / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def _marked(cell: nbformat.NotebookNode, name: str, **marks: object) -> nbformat.NotebookNode:
    """Mark a cell as nbgrader's generate_assignment does."""
    every = {"grade": False, "locked": False, "solution": False, "task": False}
    every |= {"schema_version": 3, "grade_id": name, "cell_type": cell.cell_type}
    cell.metadata.nbgrader = nbformat.NotebookNode(every | marks)
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    return cell


DOUBLE = "def double(x):\n    return 2 * x"
SQUARE = "def square(x):\n    return x * x"
