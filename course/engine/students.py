"""A student's processes: run the student's cells there, ask there; what is lost is replaced."""

import base64
import json
import select
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from course.engine.wire import Gone, TooLate, Wire, parsed
from course.engine.zygotes import START_SECONDS, Zygote

# A cell is interrupted from inside first; one that ignores that is killed a little later.
GRACE = 2.0


@dataclass(frozen=True)
class Ended:
    """How a cell ended.

    Attributes
    ----------
    outputs : list of dict
        In the form of the notebook format; from a student's process, so trusted in nothing. Only
        where a check ran, the trusted process adds ``said`` to its error (`Outcome.record`).
    lost : str
        Empty, or why the process had to be replaced: ``"died"`` or ``"late"``.
    late : bool
        Whether the cell was stopped at its time limit.
    call_lost : str
        For a check: empty, or how a call of the student's function was lost, as in `lost`.
    """

    outputs: list[Any]
    lost: str = ""
    late: bool = False
    call_lost: str = ""


@dataclass
class Student:
    """A student's process, how many of the notebook's cells it has run, what it was last asked."""

    wire: Wire
    ran: int = 0
    asked: bytes = b""


@dataclass
class Students:
    """The process that runs the student's cells, and its twin that hidden checks call.

    Nobody sees the twin's outputs: what a function remembers of a hidden check's inputs cannot
    show up in a later cell.

    Parameters
    ----------
    zygote : Zygote
    cells : sequence of str
        Released cells that the processes may remember.
    seconds : float
        Time limit of one cell.
    files : dict of str to bytes
        What lies beside the notebook.
    """

    zygote: Zygote
    cells: Sequence[str]
    seconds: float
    files: Mapping[str, bytes] = field(default_factory=dict)
    restarts: int = 0
    _processes: dict[bool, Student] = field(default_factory=dict)
    _ran: list[str] = field(default_factory=list)

    def run(self, source: str) -> Ended:
        """Run a cell.

        A cell that ends its process, or cannot be stopped, is forgotten: a new process runs the
        cells before it, and the notebook goes on.
        """
        try:
            self._caught_up(False)  # before the cell's time starts
            answer = parsed(self.ask(False, self._request(source), until(self.seconds + GRACE)))
            lost = "died" if answer.get("asked_to_exit") is True else ""
        except (Gone, TooLate) as error:
            lost = how(error)
        if lost:
            self.drop(False)
            self.restarts += 1
            return Ended([], lost=lost, late=lost == "late")
        self._ran.append(source)
        self._processes[False].ran += 1
        outputs = answer.get("outputs")
        return Ended(outputs if isinstance(outputs, list) else [], late=answer.get("late") is True)

    def ask(
        self, hidden: bool, request: bytes, deadline: float, asker: Wire | None = None
    ) -> bytes:
        """Return the answer of the process, or of its twin, to a request.

        A request that was too late may be made again: its answer is waited for anew. An asker
        that gives up meanwhile makes the answer too late.

        Raises
        ------
        Gone, TooLate
        """
        student = self._caught_up(hidden)
        if student.asked not in (b"", request):  # its answer must not be taken for this one's
            self.drop(hidden)
            student = self._caught_up(hidden)
        if not student.asked:
            student.wire.send_body(request)
            student.asked = request
        watched = [student.wire, *([asker] if asker else [])]
        if student.wire not in select.select(watched, [], [], left(deadline))[0]:
            raise TooLate
        answer = student.wire.receive_body(left(deadline))
        student.asked = b""
        return answer

    def prepare(self, hidden: bool) -> None:
        """Catch up before a check's time starts; where that fails, the check's questions do."""
        try:
            self._caught_up(hidden)
        except (Gone, TooLate):
            self.drop(hidden)

    def drop(self, hidden: bool) -> None:
        """End a process; the next request makes a new one."""
        student = self._processes.pop(hidden, None)
        if student:
            student.wire.close()
        self.zygote.require_alive()

    def close(self) -> None:
        for student in self._processes.values():
            student.wire.close()

    def _caught_up(self, hidden: bool) -> Student:
        """The process with all cells run so far."""
        if hidden not in self._processes:
            wire = begin(self.zygote, "student", self.cells, self.files)
            self._processes[hidden] = Student(wire)
        student = self._processes[hidden]
        for source in self._ran[student.ran :]:
            student.wire.send_body(self._request(source))
            student.wire.receive(self.seconds + GRACE)
            student.ran += 1
        return student

    def _request(self, source: str) -> bytes:
        return json.dumps({"do": "run", "source": source, "seconds": self.seconds}).encode()


def begin(zygote: Zygote, role: str, cells: Sequence[str], files: Mapping[str, bytes]) -> Wire:
    """Start a process that remembers these cells and has these files in its folder."""
    wire = zygote.branch(role, zygote.trunk(cells))
    wire.receive(START_SECONDS)  # its trunk may still be growing
    for name, content in files.items():
        wire.send({"file": name, "content": base64.b64encode(content).decode()})
    wire.send({"file": ""})
    return wire


def how(error: Exception) -> str:
    """Say how a process was lost: ``"late"`` or ``"died"``."""
    return "late" if isinstance(error, TooLate) else "died"


def until(seconds: float) -> float:
    """Return the moment in so many seconds."""
    return time.monotonic() + seconds


def left(deadline: float) -> float:
    """Return the seconds until then, a few at least."""
    return max(deadline - time.monotonic(), 0.01)
