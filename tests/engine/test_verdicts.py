"""Equal answers are judged once; anything else is judged by the check itself."""

from collections.abc import Callable, Iterator

import pytest

from course.engine import verdicts
from course.engine.names import certain_names, read_names
from course.engine.session import Session
from course.engine.verdicts import Question, Verdict, Verdicts, after, beginning
from course.engine.zygotes import Zygote

SETUP = "LIMIT = 5_000"
RIGHT = "def double(x):\n    return x * 2"
ALSO_RIGHT = "def double(x):\n    return sum([x, x])"
WRONG = "def double(x):\n    return x * 3 if x > 1 else 2"
CHECK = "_seen = double(1)\nassert _seen == 2\nassert double(2) == 4"
HIDDEN = "assert double(3) == 3 * _seen"
RANDOM = "import os\nassert double(os.urandom(8).hex()) is not None"


def test_a_step_is_known_after_the_same_answers_only() -> None:
    known, start = Verdicts(), beginning(["cell"])
    known.learn_question(start, b"1?")
    known.learn_verdict(after(start, b"2"), [])
    assert known.step(start) == Question(b"1?")
    assert known.step(after(start, b"2")) == Verdict([])
    assert known.step(after(start, b"3")) is None
    assert known.step(beginning(["another"])) is None
    assert after(start, b"a", b"b") != after(start, b"ab")


def test_memory_ends(monkeypatch) -> None:
    monkeypatch.setattr(verdicts, "MOST", 10_000)
    known = Verdicts()
    for number in range(1_000):
        known.learn_question(bytes([number % 256] * 32), b"?" * number)
    assert 0 < len(known._steps) < 60


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    zygote = Zygote()
    yield zygote
    zygote.close()


@pytest.fixture
def judge(zygote: Zygote) -> Callable[..., tuple[list[str], bool]]:
    def judge(answer: str, *checks: str) -> tuple[list[str], bool]:
        """What the checks end with, and whether the trusted process was needed."""
        own = frozenset({"LIMIT", "_seen"})
        with Session(zygote, (SETUP,), (SETUP,), own, seconds=5) as session:
            session.run_locked(SETUP, is_check=False)
            session.run_open(answer)
            ended = [session.run_locked(check, True, check == HIDDEN) for check in checks]
            needed = session._examination._process is not None
        return ["".join(o["ename"] for o in one.outputs) for one in ended], needed

    return judge


@pytest.mark.slow
def test_equal_answers_are_judged_from_memory(judge) -> None:
    assert judge(RIGHT, CHECK) == ([""], True)
    assert judge(ALSO_RIGHT, CHECK) == ([""], False)
    assert judge(WRONG, CHECK) == (["AssertionError"], True)
    assert judge(WRONG.replace("3", "1 * 3"), CHECK) == (["AssertionError"], False)
    assert judge(RIGHT, CHECK) == ([""], False)


@pytest.mark.slow
def test_equal_to_the_byte(judge) -> None:
    """The planted fault: what only compares equal is not taken for the same."""
    strict = "assert type(double(1)) is int"
    assert judge(RIGHT, strict) == ([""], True)
    assert judge("def double(x):\n    return 2.0", strict) == (["AssertionError"], True)
    assert judge("def double(x):\n    return True + True", strict) == ([""], False)


@pytest.mark.slow
def test_a_check_that_builds_on_another_sees_what_that_one_saw(judge) -> None:
    odd = "def double(x):\n    return {1: 3, 3: 9}.get(x)"
    assert judge(odd, CHECK, HIDDEN) == (["AssertionError", ""], True)
    assert judge(RIGHT, CHECK, HIDDEN) == (["", ""], True)
    # The same answers to the second check, after others to the first.
    assert judge("def double(x):\n    return {1: 2, 2: 4, 3: 9}.get(x)", CHECK, HIDDEN) == (
        ["", "AssertionError"],
        True,
    )
    assert judge(odd, CHECK, HIDDEN) == (["AssertionError", ""], False)


def test_what_a_cell_binds_for_certain() -> None:
    cell = """import a.b, c as d
x = [y for y in (1, 2)]
class K:
    inside = 1
def f():
    local = 1
if x:
    maybe = 1
"""
    assert certain_names(cell) == {"a", "d", "x", "K", "f"}
    assert "inside" in read_names("class K:\n    inside = 1\nK.inside + inside")


@pytest.mark.slow
@pytest.mark.parametrize("second", ["assert _seen", "assert _seen == 20"])
def test_a_name_that_two_checks_give_holds_what_the_later_one_gave(judge, second: str) -> None:
    """The first check is remembered, the second one runs: the first must not run after it."""
    checks = (CHECK, f"_seen = double(10)\n{second}", "assert double(5) == _seen / 2")
    assert judge(RIGHT, *checks)[0] == ["", "", ""]
    other = "def double(x):\n    return {1: 2, 2: 4, 10: 40, 5: 20}.get(x)"
    ended = "" if second == "assert _seen" else "AssertionError"
    assert judge(other, *checks) == (["", ended, ""], True)


@pytest.mark.slow
def test_a_check_that_asks_by_luck_learns_nothing_more(judge) -> None:
    assert judge("def double(x):\n    return x", RANDOM) == ([""], True)
    for _ in range(2):
        assert judge("def double(x):\n    return x + x", RANDOM) == ([""], True)


@pytest.mark.slow
def test_a_lost_call_is_not_remembered(judge) -> None:
    late = "def double(x):\n    import time\n    time.sleep(60)"
    dies = "def double(x):\n    import os\n    os._exit(0)"
    check = "assert double(7) == 14"
    assert judge(RIGHT, check) == ([""], True)
    for _ in range(2):
        assert judge(dies, check) == (["RuntimeError"], True)
        assert judge(late, check) == (["TimeoutError"], True)
    assert judge(RIGHT, check) == ([""], False)


@pytest.mark.slow
def test_a_check_stops_a_call_by_its_own_clock(judge) -> None:
    """A call that goes on for ever is told of in the same words, remembered question or not."""
    check = (
        "import signal\n"
        "def _ring(*_):\n    raise KeyError('rung')\n"
        "signal.signal(signal.SIGALRM, _ring)\nsignal.setitimer(signal.ITIMER_REAL, 2)\n"
        "assert double(1) == 2\n_ = signal.setitimer(signal.ITIMER_REAL, 0)"
    )
    stuck = "def double(x):\n    while True:\n        pass"
    assert judge(stuck, check) == (["KeyError"], True)
    assert judge(RIGHT, check) == ([""], True)
    assert judge(stuck, check) == (["KeyError"], True)
