"""Through a real kernel: what a check cell leaves behind, and how nbgrader scores it."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]

SETUP = """
import logging, sys, time, warnings
import matplotlib.pyplot as plt
import pandas as pd
import course.feedback.calls
from course.feedback import check, hidden_check
course.feedback.calls.TIME_LIMIT = 1.0
_log = logging.getLogger("mine"); _log.addHandler(logging.StreamHandler(sys.stderr))
"""
NOISY = """def f(x):
    warnings.warn("careful")
    print("oops", file=sys.stderr)
    _log.error("log")
    frame = pd.DataFrame({"a": [x]})
    frame[frame["a"] > 0]["a"] = 2  # pandas warns here
    plt.plot([1, 2])
    return x"""
DRAWS = """def g(x):
    ax = pd.DataFrame({"paid": [x, 2]}).plot()
    plt.title("T"); plt.ylabel("CNY")
    plt.show()
    return ax"""
PASSES = [
    'check("f").on(1).gives(1)',
    'hidden_check("f").case("any").on(1).gives(1)',
    'check("f").on(1).satisfies(lambda r: warnings.warn("x") or r == 1, "It is 1.")',
    'check("g").on(1).draws(lines={"paid": ([0, 1], [1, 2])}, y_label="CNY")',
    'check("broken").on(0).refuses(ZeroDivisionError, because="nothing to divide by")',
]
FAILS = {
    'check("f").on(1).gives(2)': ["Not yet right: f(1) returned 1; 2 was expected."],
    'check("h").on(1).gives(2)': [
        "Not attempted: h is not written yet.",
        "Put your code in place of `raise NotImplementedError()` and run both cells.",
    ],
    'check("absent").on(1).gives(2)': [
        "Not attempted: absent is not defined.",
        "Run the cell of the task first, or look for an error in it.",
    ],
    'check("broken").on(0).gives(2)': [
        "Your code stopped: broken(0) raised ZeroDivisionError: division by zero",
        "In line 2 of your cell: y = 1 / x",
    ],
    'check("endless").on(0).gives(2)': [
        "Your code stopped: endless(0) did not end within 1 second.",
        "Is there a loop whose condition stays true, or a loop over rows to do without?",
    ],
    'check("several").on(0).gives(2)': [
        "Your code stopped: several(0) raised ExceptionGroup: two (1 sub-exception)",
        "In line 2 of your cell: raise ExceptionGroup('two', [ValueError()])",
    ],
    'hidden_check("broken").case("nothing").on(0).gives(2)': [
        'Your code stopped: broken in the hidden case "nothing" raised',
        "ZeroDivisionError.",
        "In line 2 of your cell: y = 1 / x",
    ],
    'check("g").on(1).draws(lines={"paid": ([0, 1], [1, 2])}, y_label="months")': [
        'Not yet right: g(1) drew a picture whose y label does not say "months".',
        "A reader needs the quantity and its unit on each axis.",
    ],
}
ANSWERS = [
    NOISY,
    DRAWS,
    "def h(x):\n    raise NotImplementedError()",
    "def broken(x):\n    y = 1 / x\n    return y",
    "def endless(x):\n    while True:\n        try: time.sleep(9)\n        except Exception: pass",
    "def several(x):\n    raise ExceptionGroup('two', [ValueError()])",
]
FAULTS = [
    'print("x", file=sys.stderr)',
    "assert f(1) == 2, 'no'",
]  # what the checks must not be like


def graded(source: str) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {
        "grade": True,
        "solution": False,
        "locked": True,
        "points": 3,
        "grade_id": f"c{abs(hash(source))}",
        "schema_version": 3,
        "cell_type": "code",
    }
    return cell


@pytest.fixture(scope="module")
def cells():
    """Run all cells in one kernel; map the source of each to the executed cell."""
    book = nbformat.v4.new_notebook()
    plain = [nbformat.v4.new_code_cell(source) for source in (SETUP, *ANSWERS)]
    book.cells = plain + [graded(source) for source in (*PASSES, *FAILS, *FAULTS)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        client = NotebookClient(book, timeout=60, kernel_name="python3", allow_errors=True)
        client.execute(cwd=str(ROOT))
    assert not any(cell.outputs for cell in book.cells[: len(plain)])
    return {cell.source: cell for cell in book.cells}


@pytest.mark.parametrize("source", PASSES)
def test_passing_check_has_no_output_and_scores_full(cells, source):
    assert cells[source].outputs == []
    assert determine_grade(cells[source]) == (3, 3)


@pytest.mark.parametrize("source", FAILS)
def test_failing_check_shows_its_lines_and_nothing_else(cells, source):
    (output,) = cells[source].outputs
    assert output.output_type == "error"
    assert output.traceback == FAILS[source]
    assert output.evalue == "\n".join(FAILS[source])
    assert all(len(line) <= 79 for line in output.traceback)
    assert determine_grade(cells[source]) == (0, 3)


def test_faults_would_be_seen(cells):
    """Stderr is an output that scores zero, and a bare assertion does show a traceback."""
    stderr, bare = (cells[source] for source in FAULTS)
    assert stderr.outputs[0].name == "stderr" and determine_grade(stderr) == (0, 3)
    error = next(output for output in bare.outputs if output.output_type == "error")
    assert len("\n".join(error.traceback).splitlines()) > 3
