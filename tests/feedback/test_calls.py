"""How a call ends: exceptions, time, silence, and the student's line."""

import logging
import signal
import sys
import threading
import time

import pytest

from course.feedback import CodeStopped, NotAttempted, NotYetRight, Outcome


def stopped(notebook, body: str, cell: str = "check('f').on(1).gives(1)") -> Outcome:
    notebook.run(f"def f(x):\n    {body}\n")
    outcome = notebook.fails(cell)
    assert type(outcome) is CodeStopped
    return outcome


def test_exception_is_named_with_class_message_and_line(notebook):
    assert stopped(notebook, "return x / 0").lines == [
        "Your code stopped: f(1) raised ZeroDivisionError: division by zero",
        "In line 2 of your cell: return x / 0",
    ]


def test_line_is_the_innermost_of_the_students(notebook):
    notebook.run("def helper(x):\n    y = x\n    return {}[y]\n")
    assert "In line 3 of your cell: return {}[y]" in stopped(notebook, "return helper(x)").lines
    text = str(stopped(notebook, "return pd.DataFrame({'a': [1]})['b']"))
    assert "KeyError" in text and "In line 2 of your cell: return pd.DataFrame" in text


def test_line_of_the_check_cell_is_never_shown(notebook):
    cell = "check('f').on(lambda: {}['canary']).gives(1)"
    text = str(stopped(notebook, "return x()", cell))
    assert "In line 2 of your cell: return x()" in text
    hidden = "hidden_check('f').case('a game').on(lambda: {}['canary']).gives(1)"
    assert "canary" not in str(stopped(notebook, "return x()", hidden))


def test_missing_source_is_no_problem(notebook):
    notebook.run("def f(x):\n    return x / 0\n", known=False)
    assert "In line 2 of your cell." in notebook.fails("check('f').on(1).gives(1)").lines


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return f(x)", "RecursionError"),
        ("sys.exit()", "SystemExit"),
        ("exit(3)", "SystemExit: 3"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise MemoryError", "MemoryError"),
        ("raise ExceptionGroup('two', [ValueError(), KeyError()])", "ExceptionGroup: two"),
        ("raise type('Odd', (Exception,), {'__str__': lambda s: 1 / 0})()", "raised Odd."),
        ("raise type('Odd', (Exception,), {'__str__': lambda s: sys.exit()})()", "raised Odd."),
        ("raise ValueError('a\\n\\x1b[31mb' * 99)", "ValueError: a [31mba [31mb"),
        ("assert x == 2, 'x is not 2'", "AssertionError: x is not 2"),
        ("return undefined", "name 'undefined' is not defined"),
    ],
)
def test_any_exception_is_told(notebook, body, told):
    assert told in " ".join(stopped(notebook, body).lines)


def test_wrong_parameters(notebook):
    text = str(stopped(notebook, "return 1", "check('f').on(1, 2).gives(1)"))
    assert "TypeError" in text and "parameters" in text


def test_not_implemented_inside_a_library_is_a_stop(notebook):
    notebook.names["library"] = __import__("decimal")
    body = "return np.lib.mixins.NDArrayOperatorsMixin.__array_ufunc__ if 0 else _raiser()"
    exec(
        compile("def raiser():\n    raise NotImplementedError('odd')\n", "lib.py", "exec"),
        other := {},
    )
    notebook.names["_raiser"] = other["raiser"]
    stopped(notebook, body)
    notebook.run("def f(x):\n    raise NotImplementedError()\n")
    assert type(notebook.fails("check('f').on(1).gives(1)")) is NotAttempted


SLOW = [
    "while True: pass",
    "\n    while True:\n        try: time.sleep(60)\n        except Exception: pass",
    "time.sleep(60)",
    "\n    try: time.sleep(60)\n    except: return 1",
    "raise type('Slow', (Exception,), {'__str__': lambda s: time.sleep(60)})()",
]


@pytest.mark.parametrize("body", SLOW)
def test_time_limit(notebook, body, monkeypatch):
    monkeypatch.setattr("course.feedback.calls.TIME_LIMIT", 0.2)
    notebook.names["time"] = time
    alarm = signal.getsignal(signal.SIGALRM)
    began = time.monotonic()
    assert "did not end within 0.2 seconds" in " ".join(stopped(notebook, body).lines)
    assert time.monotonic() - began < 3
    assert signal.getsignal(signal.SIGALRM) is alarm
    assert signal.getitimer(signal.ITIMER_REAL)[1] == 0.0  # our alarm rings no more


def test_alarm_of_others_survives(notebook):
    notebook.run("def f(x):\n    return x\n")
    previous = signal.signal(signal.SIGALRM, mine := lambda *_: None)
    waiting = signal.setitimer(signal.ITIMER_REAL, 500)
    try:
        notebook.run("check('f').on(1).gives(1)")
        assert signal.getsignal(signal.SIGALRM) is mine
        assert 400 < signal.getitimer(signal.ITIMER_REAL)[0] <= 500
    finally:
        signal.signal(signal.SIGALRM, previous)
        signal.setitimer(signal.ITIMER_REAL, *waiting)


def test_check_works_in_a_thread(notebook):
    notebook.run("def f(x):\n    return x\n")
    ends: list[object] = []

    def work() -> None:
        notebook.run("check('f').on(1).gives(1)")
        try:
            notebook.run("check('f').on(1).gives(2)")
        except NotYetRight as outcome:
            ends.append(outcome)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(ends) == 1


NOISE = """
import logging
_log = logging.getLogger("mine"); _log.addHandler(logging.StreamHandler(sys.stderr))
def f(x):
    warnings.warn("careful")
    print("oops", file=sys.stderr)
    print("seen")
    logging.warning("log")
    _log.error("log")
    np.array([1.0]) / 0
    return x
"""


@pytest.mark.parametrize("expected", [1, 2])
def test_nothing_reaches_stderr(notebook, capsys, recwarn, expected):
    notebook.run(NOISE)
    before = logging.root.manager.disable
    cell = f"check('f').on(1).gives({expected})"
    notebook.run(cell) if expected == 1 else notebook.fails(cell)
    assert capsys.readouterr() == ("seen\n", "")
    assert not recwarn.list
    assert logging.root.manager.disable == before and sys.stderr is not None


def test_hidden_check_shows_no_print(notebook, capsys):
    notebook.run("def f(x):\n    print(x)\n    return x\n")
    notebook.run("hidden_check('f').case('any').on('canary').gives('canary')")
    assert capsys.readouterr() == ("", "")
