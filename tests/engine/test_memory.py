"""A remembered cell is played only where running it would do the same."""

from collections.abc import Callable
from typing import Any

import pytest

from course.engine import memory as memories
from course.engine.cells import Cells
from course.engine.memory import Impure, Memory

from .apart import apart

SETUP = "import pandas as pd\nLIMIT = 5_000\ndef capped(fee):\n    return min(fee, LIMIT)"
TABLE = "fees = pd.DataFrame({'fee': [1.0, 2.0]})\nfees"
TOTAL = "total = fees.fee.sum()\nprint(total)"
RELEASED = [SETUP, TABLE, TOTAL]


def trunk(sources: list[str] = RELEASED) -> tuple[Cells, Memory]:
    cells, memory = Cells(), Memory()
    memory.record(cells, list(sources))
    return cells, memory


def played(*notebook: str) -> list[bool]:
    """Go through a notebook as the student's process does; whether each cell was played."""

    def act() -> list[bool]:
        cells, memory = trunk()
        found = []
        for source in notebook:
            ran = memory.play(cells, source)
            if ran is None:
                memory.notice(cells, source)
                cells.run(source)
            found.append(ran is not None)
        return found

    return apart(act)


def test_honest_notebook_plays_every_released_cell() -> None:
    answers = ["def answer(x):\n    return x + 1", "answer(2)", "mine = capped(7)"]
    assert played(SETUP, answers[0], TABLE, answers[1], TOTAL, answers[2]) == [
        True, False, True, False, True, False,
    ]  # fmt: skip


def test_played_cell_binds_and_shows_what_it_did() -> None:
    def act() -> Any:
        cells, memory = trunk()
        before = sorted(set(cells.namespace) & {"fees", "total", "LIMIT", "pd", "capped"})
        outputs = [memory.play(cells, source).outputs for source in RELEASED]  # type: ignore[union-attr]
        after = cells.run("total, capped(9_000), list(fees.fee), len(In), _['fee'].sum()")
        return before, outputs, after.outputs

    before, (setup, table, total), (after,) = apart(act)
    assert before == []
    assert setup == []
    assert table[0]["output_type"] == "execute_result"
    assert "text/html" in table[0]["data"]
    assert total == [{"output_type": "stream", "name": "stdout", "text": "3.0\n"}]
    assert after["data"]["text/plain"] == "(3.0, 5000, [1.0, 2.0], 5, np.float64(3.0))".replace(
        "(3.0,", "(np.float64(3.0),"
    )


@pytest.mark.parametrize(
    "own",
    [
        "fees = 5",
        "fees.loc[0, 'fee'] = 100.0",
        "def change():\n    fees['fee'] = 0\nchange()",
        "%who fees",
        "exec('fees.drop(0, inplace=True)'); fees",
        "del fees",
        "globals()['fees'] = 5; fees",
    ],
)
def test_cell_runs_anew_where_the_student_touched_what_it_reads(own: str) -> None:
    assert played(SETUP, TABLE, own, TOTAL) == [True, True, False, False]


@pytest.mark.parametrize(
    "notebook", [[TOTAL], [SETUP, TOTAL], [f"{SETUP} "], [SETUP, "pd = 5", TABLE]]
)
def test_cell_runs_anew_in_another_order_or_text(notebook: list[str]) -> None:
    assert played(*notebook)[-1] is False


@pytest.mark.parametrize(
    "spoilt",
    [
        "1 / 0",
        "def broken(:",
        "%matplotlib inline",
        "!ls",
        "fees['fee'] = 0",
        "fees.loc[0, 'fee'] += 1",
        "del LIMIT",
        "exec('fees.loc[0, \"fee\"] = 9')",
    ],
)
def test_cell_that_cannot_be_remembered_is_named(spoilt: str) -> None:
    assert apart(lambda: _place(spoilt)) == 2


def _place(spoilt: str) -> int | None:
    try:
        trunk([SETUP, TABLE, spoilt, TOTAL])
    except Impure as impure:
        return int(impure.args[0])
    return None


@pytest.mark.parametrize(
    ("name", "instead", "spoilt"),
    [
        ("_digest", lambda value: b"", "fees['fee'] = 0"),
        ("mentioned_names", lambda source: set(), "!ls"),
    ],
)
def test_planted_fault_lets_a_spoilt_cell_through(
    name: str, instead: Callable[[Any], Any], spoilt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the part that watches, the test above fails: it is this part that it tests."""
    monkeypatch.setattr(memories, name, instead)
    if name == "mentioned_names":
        monkeypatch.setattr(memories, "read_names", lambda source: set())
    assert apart(lambda: _place(spoilt)) is None
