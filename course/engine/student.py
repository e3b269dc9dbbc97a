"""The student's process: runs the student's cells, answers calls of the student's functions.

Everything here runs in the sandbox beside code that may do anything, so nothing that it says is
trusted; it can only make honest work convenient.
"""

import base64
import pickle
import traceback
from collections.abc import Callable
from types import FunctionType
from typing import Any

from course.engine.cells import Cells, seed
from course.engine.crossing import Refused, pack, unpack
from course.engine.memory import Memory
from course.engine.others import pack_with_figures, parameters_of, unpack_with_figures
from course.engine.wire import Wire
from course.feedback.cells import line_of, ran_in
from course.feedback.quiet import figures_closed


def serve(wire: Wire, cells: Cells, memory: Memory) -> None:
    """Answer requests until the other side hangs up."""
    student = Student(cells, memory)
    requests: dict[str, Callable[..., dict[str, Any]]] = {
        "run": student.run,
        "look": student.look,
        "call": student.call,
    }
    while True:
        request = wire.receive()
        wire.send(requests[request.pop("do")](**request))


class Student:
    """The notebook as the student left it."""

    def __init__(self, cells: Cells, memory: Memory) -> None:
        self._cells, self._memory = cells, memory
        # Functions that a function returned; the examiner calls them by number.
        self._functions: list[Callable[..., Any]] = []

    def run(self, source: str, seconds: float | None) -> dict[str, Any]:
        """Run a cell, or play it when it does again what it did for the whole class."""
        ran = self._memory.play(self._cells, source)
        if ran is None:
            self._memory.notice(self._cells, source)
            ran = self._cells.run(source, seconds)
        return {"outputs": ran.outputs, "late": ran.late, "asked_to_exit": ran.asked_to_exit}

    def look(self, names: list[str]) -> dict[str, Any]:
        """Tell what the student's names hold; a name that is not there is left out."""
        here = self._cells.namespace
        return {"found": {name: self._named(name, here[name]) for name in names if name in here}}

    def _named(self, name: str, value: Any) -> Any:
        """A function under a name is called by its name: it survives a new process."""
        if isinstance(value, FunctionType):
            return ["function", [name, value.__name__, parameters_of(value)]]
        return self._packed(value)

    def call(self, target: str | int, args: Any, kwargs: Any) -> dict[str, Any]:
        """Call a function and tell what came of it, of its arguments, and what it printed."""
        function = self._function(target)
        inputs = unpack([*args], self._unpacked), unpack([*kwargs], self._unpacked)
        before = [self._fingerprint(part) for part in inputs]
        answer: dict[str, Any] = {}
        with self._cells.collecting() as outputs, figures_closed():
            seed()
            try:
                value = function(*inputs[0], **inputs[1])
                answer["returned"] = self._packed(value)
            except BaseException as error:
                answer["raised"] = self._told(error)
        after = [self._fingerprint(part) for part in inputs]
        answer["changed"] = after if after != before else None
        answer["streams"] = [o for o in outputs.kept if o["output_type"] == "stream"]
        return answer

    def _fingerprint(self, inputs: Any) -> Any:
        try:
            return pack(inputs, _as_input)
        except Refused:
            return None

    def _packed(self, value: Any) -> Any:
        try:
            return pack(value, self._others)
        except Refused as refused:
            return ["refused", str(refused)]
        except Exception as error:  # an object of the student's that only looks like a table
            return ["refused", f"{type(value).__name__} ({type(error).__name__})"]

    def _others(self, value: Any) -> Any:
        if isinstance(value, type) or not callable(value):
            return pack_with_figures(value)
        self._functions.append(value)
        name = getattr(value, "__name__", type(value).__name__)
        return ["function", [len(self._functions) - 1, str(name), parameters_of(value)]]

    def _unpacked(self, kind: str, content: Any) -> Any:
        if kind == "pickled":  # from the trusted side only
            return pickle.loads(base64.b64decode(content))
        return self._function(content) if kind == "yours" else unpack_with_figures(kind, content)

    def _function(self, target: str | int) -> Callable[..., Any]:
        here = self._cells.namespace
        return self._functions[target] if isinstance(target, int) else here[target]

    def _told(self, error: BaseException) -> dict[str, Any]:
        kinds = [kind.__name__ for kind in type(error).__mro__]
        trace, here = error.__traceback__, self._cells.namespace
        line = line_of(trace, here, check_cell="")
        shown = "".join(traceback.format_exception(error, limit=-8)) if line else ""
        return {
            "kinds": kinds,
            "message": _message(error),
            "line": [line.number, line.text] if line else None,
            "in_library": line is not None and not ran_in(trace, here),
            "shown": shown[-4_000:],
        }


def _as_input(value: Any) -> Any:
    return ["callable", None] if callable(value) else pack_with_figures(value)


def _message(error: BaseException) -> str:
    try:
        return str(error)[:2_000]
    except BaseException:  # a student's __str__ can fail in any way
        return ""
