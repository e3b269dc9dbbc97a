"""SandboxedExecute alone: a notebook in, an executed notebook out, no course folder."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from course.engine.outputs import UNSTORABLE
from course.grading.execution import SandboxedExecute
from course.grading.master import PYTHON
from course.grading.notes import read_notes

pytestmark = pytest.mark.slow

RESOURCES = {"nbgrader": {"student": "ada", "notebook": "fees"}}
EXIT = "import os\nos._exit(1)"


def run(*sources: str, **options: int) -> NotebookNode:
    """Execute cells in a real kernel."""
    cells = [new_code_cell(source) for source in sources]
    nb = new_notebook(cells=cells, metadata={"kernelspec": PYTHON})
    return SandboxedExecute(timeout=10, **options).preprocess(nb, RESOURCES)[0]


def shown(cell: NotebookNode) -> list[str]:
    """The values, texts and error names that a cell put out."""
    return [
        output.get("ename") or output.get("text") or output["data"]["text/plain"]
        for output in cell.outputs
    ]


def test_other_cells_run_as_if_the_fatal_one_were_not_there() -> None:
    nb = run("x = 1", EXIT, "x + 1")
    assert shown(nb.cells[1]) == ["CellLeftOut"]
    assert shown(nb.cells[2]) == ["2"]
    assert read_notes(nb) == [
        "Cell 2 ended Python (exit, os._exit or a crash), so all other cells were run without it."
    ]


def test_gives_up_after_the_last_restart() -> None:
    nb = run("1", EXIT, "2", EXIT, "3", EXIT, "4", max_restarts=1)
    assert [shown(cell) for cell in nb.cells] == [
        ["1"],
        ["CellLeftOut"],
        ["2"],
        ["CellLeftOut"],
        ["CellLeftOut"],
        ["CellLeftOut"],
        ["CellLeftOut"],
    ]
    assert (
        read_notes(nb)[-1]
        == "All cells after Cell 4 were not run: Python had been ended too often."
    )


def test_one_more_restart_would_have_been_enough() -> None:
    nb = run("1", EXIT, EXIT, "2", max_restarts=2)
    assert shown(nb.cells[3]) == ["2"]


def test_exit_is_blamed_on_its_own_cell() -> None:
    nb = run("exit()", "import time\ntime.sleep(0.3)", "5")
    assert [shown(cell) for cell in nb.cells] == [["CellLeftOut"], [], ["5"]]


def test_flood_of_output_is_cut() -> None:
    nb = run("for i in range(1_000):\n    print('x' * 100, flush=True)", max_output=5_000)
    text = "".join(shown(nb.cells[0]))
    assert text.endswith("cut ...\n")
    assert len(text) < 6_000


def test_unstorable_output_is_replaced() -> None:
    nb = run(
        "from IPython.display import display\ndisplay({'text/plain': 5}, raw=True)",
        "1",
    )
    assert shown(nb.cells[0]) == [UNSTORABLE]
    assert shown(nb.cells[1]) == ["1"]
