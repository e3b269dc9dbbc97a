"""The trusted process: runs the locked cells; the student's functions are called from afar.

A check cell sees the names that locked cells before it made. Any other name that it mentions is
asked of the student's process: a value comes by copy, a function as a `Remote` that sends copies
of its arguments there and brings a copy of the result back. So a check never runs the student's
code, and never compares the student's objects, only values of exact, known types.
"""

import base64
import builtins
import contextlib
import select
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import cloudpickle
import numpy as np
import pandas as pd

from course.engine.cells import Cells
from course.engine.crossing import Refused, pack, unpack
from course.engine.memory import Memory
from course.engine.names import wanted_names
from course.engine.others import pack_with_figures, signature_of, unpack_with_figures
from course.engine.wire import Wire
from course.feedback.calls import FarFunction
from course.feedback.cells import CellLine, Whence

Ask = Callable[..., dict[str, Any]]


def serve(wire: Wire, cells: Cells, memory: Memory) -> None:
    """Run locked cells on request until the other side hangs up."""

    def ask(**question: Any) -> dict[str, Any]:
        with _undisturbed():
            wire.send({"ask": question})
        try:
            select.select([wire], [], [])
        except BaseException:
            # A check's own time limit rang. The conductor ends the call; its late answer must
            # not be taken for the answer to the next question.
            with _undisturbed():
                wire.send({"ask": {"do": "abandon"}})
                while "abandoned" not in wire.receive():
                    pass
            raise
        with _undisturbed():
            return wire.receive()

    examiner = Examiner(cells, memory, ask)
    while True:
        request = wire.receive()
        wire.send(examiner.run(request["source"], set(request["own"]), request["number"]))


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold a check's alarm back while a message is on its way."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Examiner:
    """The locked cells of one notebook."""

    def __init__(self, cells: Cells, memory: Memory, ask: Ask) -> None:
        self._cells, self._memory, self._ask = cells, memory, ask

    def run(self, source: str, own: set[str], number: int) -> dict[str, Any]:
        """Run one locked cell, the notebook's so-and-so-many-th, with the student's names in reach.

        `own` are names that locked cells make: they are never asked of the student, not even
        where the cell that should have made them has failed.
        """
        self._cells.shell.execution_count = number
        ran = self._memory.play(self._cells, source)
        if ran is None:
            here = self._cells.namespace
            asked = sorted(wanted_names(source) - own - set(here))
            found = self._found(asked) if asked else {}
            lent = {name: self._value(found[name]) for name in asked if name in found}
            here.update(lent)
            ran = self._cells.run(source)
            for name, value in lent.items():
                # Looked at anew by the next check: the student may define it anew until then.
                if here.get(name) is value:
                    del here[name]
        return {"outputs": ran.outputs}

    def _found(self, names: list[str]) -> dict[str, Any]:
        found = self._ask(do="look", names=names).get("answer", {}).get("found")
        return found if isinstance(found, dict) else {}

    def _value(self, packed: Any) -> Any:
        try:
            return unpack(packed, self._others)
        except Refused as refused:
            return _stand_in(str(refused))

    def _others(self, kind: str, content: Any) -> Any:
        if kind == "function":
            target, name, parameters = content
            if not isinstance(target, (int, str)):
                raise Refused("a damaged function")
            return Remote(target, str(name)[:100], parameters, self)
        if kind == "refused":
            return _stand_in(str(content)[:200])
        if kind == "callable":
            return None  # a function among the arguments stays what it was
        return unpack_with_figures(kind, content)

    def call(
        self, target: int | str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        """Have the student's process call one of its functions (`Remote` does).

        Returns
        -------
        tuple
            The result, and copies of the arguments as the call left them.
        """
        __tracebackhide__ = True
        packed = pack(list(args), _ours), pack(kwargs, _ours)
        heard = self._ask(do="call", target=target, args=packed[0], kwargs=packed[1])
        if "lost" in heard:
            raise _lost(heard["lost"])
        answer = heard["answer"]
        for stream in answer.get("streams") or []:
            out = sys.stderr if stream.get("name") == "stderr" else sys.stdout
            out.write(str(stream.get("text", ""))[:100_000])
        if "raised" in answer:
            raise _raised(answer["raised"])
        value = unpack(answer.get("returned"), self._others)
        if not answer.get("changed"):
            return value, args, kwargs
        after = [unpack(part, self._others) for part in answer["changed"]]
        theirs = zip(args, after[0], strict=True)
        left = tuple(ours if callable(ours) else copy for ours, copy in theirs)
        return value, left, {k: v if callable(v) else after[1][k] for k, v in kwargs.items()}


class Remote(FarFunction):
    """A function of the student's, which runs in the student's process."""

    def __init__(self, target: int | str, name: str, parameters: Any, examiner: Examiner) -> None:
        self.__name__ = self.__qualname__ = name
        signature = signature_of(parameters)
        if signature is not None:
            self.__signature__ = signature
        self._target, self._examiner = target, examiner

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return self._examiner.call(self._target, args, kwargs)[0]

    def call(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        return self._examiner.call(self._target, args, kwargs)

    def __deepcopy__(self, memo: Any) -> "Remote":
        return self


def _ours(value: Any) -> Any:
    if isinstance(value, Remote):
        return ["yours", value._target]
    if callable(value):
        # To the student a check's function may go whole: it is an input, and holds no answer.
        return ["pickled", base64.b64encode(cloudpickle.dumps(value)).decode()]
    return pack_with_figures(value)


def _stand_in(name: str) -> Any:
    """An object of no known kind, whose class has the name of what could not cross."""
    return type(name, (), {"__repr__": lambda self: f"<{name}, which no check can look into>"})()


def _lost(why: str) -> BaseException:
    if why == "late":
        return TimeoutError("the call did not end in time")
    return RuntimeError("the call ended Python, or used more memory than there is")


KNOWN = {
    name: kind
    for holder in (builtins, np.linalg, pd.errors)
    for name, kind in vars(holder).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}


ENDS = (SystemExit, KeyboardInterrupt, GeneratorExit, StopIteration, StopAsyncIteration)


def _raised(told: Any) -> BaseException:
    """The exception that the student's process told of, of its own class if that is known."""
    kinds = [str(kind)[:100] for kind in told["kinds"][:20]]
    base = next((KNOWN[kind] for kind in kinds if kind in KNOWN), Exception)
    if issubclass(base, ENDS):
        base = RuntimeError  # ours must not end of it, nor a loop of the check's
    message = str(told.get("message", ""))[:2_000]
    name = kinds[0] if kinds else "Exception"
    kind: Any = type(name, (base,), {"__str__": lambda self: message})
    error: BaseException = kind.__new__(kind)
    line = told.get("line")
    where = CellLine(int(line[0]), str(line[1])[:200]) if line else None
    error.whence = Whence(where, told.get("in_library") is True)  # type: ignore[attr-defined]
    if told.get("shown"):
        error.add_note(str(told["shown"])[-4_000:])
    return error
