"""Call the student's function with copies of the inputs and a time limit; say how it ended."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any

from course.feedback.cells import CellLine, Whence, line_of, ran_in
from course.feedback.values import independent

TIME_LIMIT = 5.0  # seconds for one call
REMINDER = 0.5  # seconds between alarms after the first: a bare ``except:`` may have swallowed it


class TimeIsUp(BaseException):
    """Raised inside a call that runs too long.

    Not an `Exception`, so that a student's ``except Exception`` does not swallow it.
    """


@dataclass(frozen=True)
class Returned:
    """The call returned `value`; `args` and `kwargs` are the copies, as the call left them."""

    value: Any
    args: tuple
    kwargs: dict[str, Any]


@dataclass(frozen=True)
class Raised:
    """The call raised an exception.

    Attributes
    ----------
    kind : type
        The exception's class.
    message : str
        What `str` makes of it; empty when that fails.
    line : CellLine or None
        The innermost line of the student's that was running.
    in_library : bool
        Whether the exception came from a library that the student's code called.
    """

    kind: type[BaseException]
    message: str
    line: CellLine | None
    in_library: bool


@dataclass(frozen=True)
class OutOfTime:
    """The call did not end within the time limit."""

    seconds: float


class FarFunction:
    """A function that runs in another process, as a grading engine calls the student's.

    Its arguments cross by copy, so what the call did to them comes back beside the result.
    """

    def call(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        """Return the result and the arguments as the call left them."""
        raise NotImplementedError


def run(
    function: Callable[..., Any],
    args: tuple,
    kwargs: Mapping[str, Any],
    namespace: Mapping[str, Any],
    check_cell: str,
) -> Returned | Raised | OutOfTime:
    """Call the function and return how the call ended; nothing that it raises gets out.

    Parameters
    ----------
    function : callable
        The student's.
    args, kwargs
        The inputs; the call gets copies.
    namespace : dict
        The notebook's globals; tells the student's frames from those of libraries.
    check_cell : str
        File name of the check cell's code, whose lines are not the student's.
    """
    args, copies = independent(args), independent(dict(kwargs))
    try:
        with _time_limit(TIME_LIMIT):
            try:
                if isinstance(function, FarFunction):
                    return Returned(*function.call(args, copies))
                return Returned(function(*args, **copies), args, copies)
            except TimeIsUp:
                raise
            except BaseException as error:
                return _raised(error, namespace, check_cell)
    except TimeIsUp:
        return OutOfTime(TIME_LIMIT)


def _raised(error: BaseException, namespace: Mapping[str, Any], check_cell: str) -> Raised:
    whence = getattr(error, "whence", None)
    if isinstance(whence, Whence):
        return Raised(type(error), _message(error), whence.line, whence.in_library)
    trace: TracebackType | None = error.__traceback__
    line = line_of(trace, namespace, check_cell)
    in_library = line is not None and not ran_in(trace, namespace)
    return Raised(type(error), _message(error), line, in_library)


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except TimeIsUp:
        raise
    except BaseException:  # a student's __str__ can fail in any way
        return ""


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUp in the block after `seconds`; without alarms (Windows, threads) do nothing."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    began = time.monotonic()
    state = {"armed": True, "rang": False}

    def ring(number: int, frame: FrameType | None) -> None:
        if state["armed"]:
            state["rang"] = True
            raise TimeIsUp

    previous = signal.signal(signal.SIGALRM, ring)
    waiting, interval = signal.setitimer(signal.ITIMER_REAL, seconds, REMINDER)
    try:
        yield
    finally:
        state["armed"] = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if previous is None else previous)
        if waiting:  # somebody else's alarm goes on
            left = max(waiting - (time.monotonic() - began), 1e-3)
            signal.setitimer(signal.ITIMER_REAL, left, interval)
    if state["rang"]:  # swallowed by a bare ``except:``
        raise TimeIsUp
