"""One notebook, cell by cell: which process runs a cell, and what happens when one is lost."""

import base64
import select
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from course.engine.wire import Gone, TooLate, Wire
from course.engine.zygotes import START_SECONDS, Zygote

# A cell is interrupted from inside first; one that ignores that is killed a little later.
GRACE = 2.0


@dataclass(frozen=True)
class Ended:
    """How a cell ended.

    Attributes
    ----------
    outputs : list of dict
        In the form of the notebook format; from a student's process, so trusted in nothing.
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
    """A student's process, and how many of the notebook's cells it has run."""

    wire: Wire
    ran: int = 0


@dataclass
class Session:
    """Runs one notebook in a student's and a trusted process.

    Hidden checks call a second process of the student's, whose outputs nobody sees: what a
    function remembers of a hidden check's inputs cannot show up in a later cell.

    Parameters
    ----------
    zygote : Zygote
    open_cells, locked_cells : sequence of str
        Released cells that the student's and the trusted process may remember.
    own : frozenset of str
        Names that the notebook's locked cells make; checks never take them from the student.
    seconds : float
        Time limit of one cell.
    files, locked_files : dict of str to bytes
        What lies beside the notebook, for the student's process; what of it is the course's own,
        for the trusted one.
    """

    zygote: Zygote
    open_cells: Sequence[str]
    locked_cells: Sequence[str]
    own: frozenset[str]
    seconds: float
    files: Mapping[str, bytes] = field(default_factory=dict)
    locked_files: Mapping[str, bytes] = field(default_factory=dict)
    restarts: int = 0
    _students: dict[bool, "Student"] = field(default_factory=dict)
    _examiner: Wire | None = None
    _examiner_lost: str = ""
    _call_lost: str = ""
    _ran: list[str] = field(default_factory=list)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *error: object) -> None:
        for student in self._students.values():
            student.wire.close()
        if self._examiner:
            self._examiner.close()

    def run_open(self, source: str) -> Ended:
        """Run a cell that the student may have written, in the student's process.

        A cell that ends its process, or cannot be stopped, is forgotten: a new process runs the
        cells before it, and the notebook goes on.
        """
        try:
            self._caught_up(False)  # before the cell's time starts
            answer = self._asked(False, self._request(source), self._until(GRACE))
            lost = "died" if answer.get("asked_to_exit") is True else ""
        except (Gone, TooLate) as error:
            lost = _how(error)
        if lost:
            self._drop(False)
            self.restarts += 1
            return Ended([], lost=lost, late=lost == "late")
        self._ran.append(source)
        self._students[False].ran += 1
        outputs = answer.get("outputs")
        return Ended(outputs if isinstance(outputs, list) else [], late=answer.get("late") is True)

    def run_locked(self, source: str, is_check: bool, is_hidden: bool = False) -> Ended:
        """Run a cell of the course's own, in the trusted process.

        A locked cell that is no check (imports, data) runs in the student's process too. When the
        trusted process is lost, which only an enormous value can bring about, no later check
        counts: what they lack of earlier cells must not come from the student.
        """
        if not is_check:
            self.run_open(source)
        if self._examiner_lost:
            return Ended([], self._examiner_lost)
        self._call_lost = ""
        try:
            if self._examiner is None:
                self._examiner = self._new("examiner", self.locked_cells, self.locked_files)
            if is_check:
                self._prepare(is_hidden)
            deadline = self._until(0)
            self._examiner.send({"source": source, "own": sorted(self.own)})
            while "ask" in (message := self._examiner.receive(_left(deadline + GRACE))):
                self._examiner.send(self._served(message["ask"], is_hidden, deadline))
        except (Gone, TooLate) as error:
            self.zygote.require_alive()
            self._examiner_lost = _how(error)
            return Ended([], self._examiner_lost)
        return Ended(message["outputs"], call_lost=self._call_lost)

    def _served(self, question: dict[str, Any], hidden: bool, deadline: float) -> dict[str, Any]:
        """Answer what the trusted process asks of the student's."""
        if question["do"] == "abandon":
            return {"abandoned": True}
        try:
            return {"answer": self._asked(hidden, question, deadline, self._examiner)}
        except (Gone, TooLate) as error:
            self._drop(hidden)
            self._call_lost = _how(error)
            return {"lost": self._call_lost}

    def _asked(
        self, hidden: bool, request: dict[str, Any], until: float, asker: Wire | None = None
    ) -> dict[str, Any]:
        """Ask a student's process; an asker that gives up meanwhile makes the answer too late."""
        student = self._caught_up(hidden)
        student.wire.send(request)
        watched = [student.wire, *([asker] if asker else [])]
        if student.wire not in select.select(watched, [], [], _left(until))[0]:
            raise TooLate
        return student.wire.receive(_left(until))

    def _caught_up(self, hidden: bool) -> Student:
        """The student's process for open cells, or for hidden checks, with all cells run so far."""
        if hidden not in self._students:
            self._students[hidden] = Student(self._new("student", self.open_cells, self.files))
        student = self._students[hidden]
        for source in self._ran[student.ran :]:
            student.wire.send(self._request(source))
            student.wire.receive(self.seconds + GRACE)
            student.ran += 1
        return student

    def _prepare(self, hidden: bool) -> None:
        """Catch up before a check's time starts; where that fails, the check's questions do."""
        try:
            self._caught_up(hidden)
        except (Gone, TooLate):
            self._drop(hidden)

    def _drop(self, hidden: bool) -> None:
        """End a student's process; the next request makes a new one."""
        student = self._students.pop(hidden, None)
        if student:
            student.wire.close()
        self.zygote.require_alive()

    def _request(self, source: str) -> dict[str, Any]:
        return {"do": "run", "source": source, "seconds": self.seconds}

    def _until(self, grace: float) -> float:
        return time.monotonic() + self.seconds + grace

    def _new(self, role: str, cells: Sequence[str], files: Mapping[str, bytes]) -> Wire:
        wire = self.zygote.branch(role, self.zygote.trunk(cells))
        wire.receive(START_SECONDS)  # its trunk may still be growing
        for name, content in files.items():
            wire.send({"file": name, "content": base64.b64encode(content).decode()})
        wire.send({"file": ""})
        return wire


def _how(error: Exception) -> str:
    return "late" if isinstance(error, TooLate) else "died"


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.01)
