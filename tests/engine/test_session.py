"""One notebook in two processes: what is lost is replaced, and the notebook goes on."""

from collections.abc import Iterator
from typing import Any

import pytest

from course.engine.session import Session
from course.engine.zygotes import running

pytestmark = pytest.mark.slow
SETUP = "import pandas as pd\nLIMIT = 5_000"
DOUBLE = "def double(amounts):\n    {}\n    return [amount * 2 for amount in amounts]"
CHECK = "assert double([1, 2]) == [2, 4]"
STUBBORN = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""


@pytest.fixture
def session() -> Iterator[Session]:
    own = frozenset({"pd", "LIMIT"})
    with Session(running(), (SETUP,), (SETUP,), own, seconds=1.5) as session:
        yield session


def value(outputs: list[Any]) -> str:
    return str(outputs[-1]["data"]["text/plain"])


def names(outputs: list[Any]) -> list[str]:
    return [output["ename"] for output in outputs if output["output_type"] == "error"]


def test_honest_notebook(session: Session) -> None:
    assert session.run_locked(SETUP, is_check=False).outputs == []
    assert session.run_open(DOUBLE.format("pass")).outputs == []
    check = session.run_locked(CHECK, is_check=True)
    assert (check.outputs, check.lost, check.late, check.call_lost) == ([], "", False, "")
    assert value(session.run_open("LIMIT").outputs) == "5000"
    assert session.restarts == 0


def test_wrong_answer_fails_its_check(session: Session) -> None:
    """The planted fault: a check does not pass whatever the student's process does."""
    session.run_open("def double(amounts):\n    return amounts")
    assert names(session.run_locked(CHECK, is_check=True).outputs) == ["AssertionError"]
    assert names(session.run_locked("nothing", is_check=True).outputs) == ["NameError"]


def test_locked_cell_sees_no_change_of_the_student(session: Session) -> None:
    session.run_locked(SETUP, is_check=False)
    session.run_open("LIMIT = 1\ndef double(a):\n    return a")
    assert session.run_locked("assert LIMIT == 5_000", is_check=True).outputs == []
    assert names(session.run_locked("assert LIMIT == 1", is_check=True).outputs)


@pytest.mark.parametrize(
    ("cell", "lost"),
    [("import os\nos._exit(0)", "died"), ("exit()", "died"), (STUBBORN, "late")],
    ids=["ends Python", "asks to exit", "cannot be stopped"],
)
def test_cell_that_loses_its_process_is_forgotten(session: Session, cell: str, lost: str) -> None:
    session.run_open("kept = 7")
    ended = session.run_open(f"gone = 1\n{cell}")
    assert (ended.outputs, ended.lost) == ([], lost)
    assert value(session.run_open("kept, 'gone' in globals()").outputs) == "(7, False)"
    assert session.restarts == 1


def test_late_cell_is_interrupted_and_keeps_its_names(session: Session) -> None:
    ended = session.run_open("kept = 7\nprint('before')\nwhile True:\n    pass")
    assert (ended.late, ended.lost) == (True, "")
    assert ended.outputs[0]["text"] == "before\n"
    assert value(session.run_open("kept").outputs) == "7"
    assert session.restarts == 0


@pytest.mark.parametrize(
    ("inside", "lost"),
    [("import os; os._exit(0)", "died"), ("while True: pass", "late")],
)
def test_call_that_is_lost_costs_its_check_alone(session: Session, inside: str, lost: str) -> None:
    session.run_open("kept = 7")
    session.run_open(DOUBLE.format(inside))
    session.run_open("def half(amounts):\n    return [amount / 2 for amount in amounts]")
    check = session.run_locked(CHECK, is_check=True)
    assert check.call_lost == lost
    assert len(names(check.outputs)) == 1
    after = session.run_locked("assert half([4]) == [2] and kept == 7", is_check=True)
    assert (after.outputs, after.call_lost) == ([], "")


def test_check_with_an_end_of_its_own_is_not_answered_by_the_past(session: Session) -> None:
    """The late answer to a question that was given up is not taken for the next one's."""
    session.run_open("import time\ndef slow(x):\n    time.sleep(x)\n    return x")
    gives_up = (
        "import signal\n"
        "def ring(*_):\n    raise TimeoutError('given up')\n"
        "signal.signal(signal.SIGALRM, ring)\nsignal.setitimer(signal.ITIMER_REAL, 0.3)\n"
        "slow(0.8)"
    )
    assert names(session.run_locked(gives_up, is_check=True).outputs) == ["TimeoutError"]
    assert session.run_locked("assert slow(0) == 0", is_check=True).outputs == []


def test_locked_cell_of_the_course_that_dies_is_told(session: Session) -> None:
    assert session.run_locked("import os\nos._exit(1)", is_check=True).lost == "died"
    # What later checks lack of earlier cells must not come from the student: none counts.
    session.run_open(DOUBLE.format("pass"))
    assert session.run_locked(CHECK, is_check=True).lost == "died"


def test_hostile_process_says_what_no_process_of_ours_says(session: Session) -> None:
    session.run_open("kept = 7")
    student = session._students._processes[False]
    wire = student.wire

    class Liar:
        """Answers in the place of the student's process."""

        fileno, close, send_body = wire.fileno, wire.close, wire.send_body

        def receive_body(self, seconds: float | None = None) -> bytes:
            wire.receive_body(seconds)
            return b"[1]"

    student.wire = Liar()  # type: ignore[assignment]
    assert session.run_open("1").lost == "died"
    assert value(session.run_open("kept").outputs) == "7"
