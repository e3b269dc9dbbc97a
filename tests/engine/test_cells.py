"""A cell runs as in a kernel, and its outputs are what a notebook keeps."""

from collections.abc import Sequence
from typing import Any

import pytest

from course.engine.cells import MOST_CHARACTERS, MOST_OUTPUTS, Cells, Ran

from .apart import apart


def ran(*sources: str, seconds: float | None = None) -> list[Ran]:
    """Run cells one after the other in a process of their own."""

    def act() -> list[Ran]:
        cells = Cells()
        return [cells.run(source, seconds) for source in sources]

    return apart(act)


def text(outputs: Sequence[dict[str, Any]]) -> str:
    return "".join(output.get("text", "") for output in outputs)


def test_print_value_and_error_are_three_outputs() -> None:
    (cell,) = ran("import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')\n1 / 0")
    assert [(o["output_type"], o.get("name")) for o in cell.outputs] == [
        ("stream", "stdout"),
        ("stream", "stderr"),
        ("stream", "stdout"),
        ("error", None),
    ]
    assert cell.outputs[-1]["ename"] == "ZeroDivisionError"
    assert (cell.failed, cell.late, cell.asked_to_exit) == (True, False, False)


def test_value_is_shown_and_remembered() -> None:
    first, second, third = ran("20 + 1", "_ + Out[1]", "7;")
    assert first.outputs[0]["data"] == {"text/plain": "21"}
    assert second.outputs[0]["data"] == {"text/plain": "42"}
    assert third.outputs == []


def test_figure_becomes_one_picture() -> None:
    _, cell = ran("%matplotlib inline", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    (picture,) = cell.outputs
    assert picture["output_type"] == "display_data"
    assert picture["data"]["image/png"].startswith("iVBORw0KGgo")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("print('a')\nclear_output()\nprint('b')", "b\n"),
        ("print('a')\nclear_output(wait=True)\nprint('b')\nprint('c')", "b\nc\n"),
        ("print('a')\nclear_output(wait=True)", "a\n"),
    ],
)
def test_clear_output(source: str, told: str) -> None:
    (cell,) = ran(f"from IPython.display import clear_output\n{source}")
    assert text(cell.outputs) == told


def test_magic_shell_and_await() -> None:
    cells = ran(
        "!echo out", "files = !echo one\nfiles", "import asyncio\nawait asyncio.sleep(0, 5)"
    )
    assert text(cells[0].outputs).strip() == "out"
    assert cells[1].outputs[0]["data"]["text/plain"] == "['one']"
    assert cells[2].outputs[0]["data"]["text/plain"] == "5"


def test_global_generators_start_anew_in_every_cell() -> None:
    draw = "import random, numpy\nrandom.random(), numpy.random.rand()"
    first, other, second = ran(draw, "random.seed(); numpy.random.rand(9);", draw)
    assert first.outputs[0]["data"] == second.outputs[0]["data"]
    assert not other.failed


def test_late_cell_is_interrupted_and_the_next_runs() -> None:
    late, next_ = ran("x = 1\nwhile True:\n    pass", "x", seconds=0.3)
    assert (late.late, late.failed) == (True, True)
    assert next_.outputs[0]["data"]["text/plain"] == "1"
    assert not next_.late


def test_quick_cell_is_not_late() -> None:
    """The time of one cell is not counted for the next."""
    cells = ran(*["import time\ntime.sleep(0.2)"] * 4, seconds=0.6)
    assert not any(cell.late or cell.failed for cell in cells)


@pytest.mark.parametrize("source", ["exit()", "quit()", "raise SystemExit"])
def test_no_cell_ends_the_process(source: str) -> None:
    cell, after = ran(source, "'alive'")
    assert cell.asked_to_exit == (source != "raise SystemExit")
    assert after.outputs[0]["data"]["text/plain"] == "'alive'"


@pytest.mark.parametrize(
    "source",
    ["print('x' * 3_000_000)", "for _ in range(40_000):\n    print('x' * 100)"],
)
def test_long_output_is_cut(source: str) -> None:
    (cell,) = ran(source)
    assert len(text(cell.outputs)) < MOST_CHARACTERS + 1_000
    assert "the rest of this output was cut" in text(cell.outputs)


def test_many_outputs_are_cut() -> None:
    (cell,) = ran(f"for n in range({MOST_OUTPUTS + 500}):\n    display(n)")
    assert MOST_OUTPUTS <= len(cell.outputs) <= MOST_OUTPUTS + 2


def test_calls_print_apart_from_cells() -> None:
    def act() -> tuple[list[Any], list[Any]]:
        cells = Cells()
        cell = cells.run("def said():\n    print('inside')\nprint('outside')")
        with cells.collecting() as outputs:
            cells.namespace["said"]()
        return cell.outputs, outputs.kept

    outside, inside = apart(act)
    assert (text(outside), text(inside)) == ("outside\n", "inside\n")


def test_pretended_cell_counts_like_one_that_ran() -> None:
    def act() -> Any:
        cells = Cells()
        cells.run("1")
        cells.pretend("40 + 2", [42])
        cells.pretend("x = 1", [])
        return cells.run("_, Out[2], In[2], In[3], len(In)").outputs

    (output,) = apart(act)
    assert output["data"]["text/plain"] == "(42, 42, '40 + 2', 'x = 1', 5)"
