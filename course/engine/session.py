"""One notebook, cell by cell: which process runs a cell, and what happens when one is lost."""

import base64
import select
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from course.engine.wire import Gone, TooLate, Wire
from course.engine.zygotes import Zygote

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
class Session:
    """Runs one notebook in a student's and a trusted process.

    Parameters
    ----------
    zygote : Zygote
    open_cells, locked_cells : sequence of str
        Released cells that the student's and the trusted process may remember.
    seconds : float
        Time limit of one cell.
    files, locked_files : dict of str to bytes
        What lies beside the notebook, for the student's process; what of it is the course's own,
        for the trusted one.
    """

    zygote: Zygote
    open_cells: Sequence[str]
    locked_cells: Sequence[str]
    seconds: float
    files: Mapping[str, bytes] = field(default_factory=dict)
    locked_files: Mapping[str, bytes] = field(default_factory=dict)
    restarts: int = 0
    _student: Wire | None = None
    _examiner: Wire | None = None
    _ran: list[str] = field(default_factory=list)
    _call_lost: str = ""

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *error: object) -> None:
        for wire in (self._student, self._examiner):
            if wire:
                wire.close()

    def run_open(self, source: str) -> Ended:
        """Run a cell that the student may have written, in the student's process.

        A cell that ends its process, or cannot be stopped, is forgotten: a new process runs the
        cells before it, and the notebook goes on.
        """
        try:
            answer = self._asked(do="run", source=source, seconds=self.seconds)
            lost = "died" if answer.get("asked_to_exit") is True else ""
        except (Gone, TooLate) as error:
            lost = "late" if isinstance(error, TooLate) else "died"
        if lost:
            self._drop_student()
            self.restarts += 1
            return Ended([], lost=lost, late=lost == "late")
        self._ran.append(source)
        outputs = answer.get("outputs")
        return Ended(outputs if isinstance(outputs, list) else [], late=answer.get("late") is True)

    def run_locked(self, source: str, is_check: bool) -> Ended:
        """Run a cell of the course's own, in the trusted process.

        A locked cell that is no check (imports, data) runs in the student's process too.
        """
        if not is_check:
            self.run_open(source)
        deadline = time.monotonic() + self.seconds
        self._call_lost = ""
        if self._examiner is None:
            self._examiner = self._new_examiner()
        try:
            self._examiner.send(source=source)
            while "ask" in (message := self._heard(self._examiner, deadline + GRACE)):
                self._examiner.send(**self._served(message["ask"], deadline))
        except (Gone, TooLate) as error:
            self._examiner.close()
            self._examiner = None
            return Ended([], "late" if isinstance(error, TooLate) else "died")
        return Ended(message["outputs"], call_lost=self._call_lost)

    def _heard(self, wire: Wire, deadline: float) -> dict[str, Any]:
        return wire.receive(max(deadline - time.monotonic(), 0.01))

    def _served(self, question: dict[str, Any], deadline: float) -> dict[str, Any]:
        """Answer what the trusted process asks of the student's."""
        if question["do"] == "abandon":
            return {"abandoned": True}
        try:
            return self._asked(deadline=deadline, **question)
        except (Gone, TooLate) as error:
            self._drop_student()
            self._call_lost = "late" if isinstance(error, TooLate) else "died"
            return {"lost": self._call_lost}

    def _asked(self, deadline: float | None = None, **request: Any) -> dict[str, Any]:
        """Ask the student's process; a check that gives up meanwhile counts as too late."""
        if self._student is None:
            self._student = self._new_student()
        self._student.send(**request)
        until = deadline or time.monotonic() + self.seconds + GRACE
        watched = [self._student]
        if deadline and self._examiner:
            watched.append(self._examiner)
        left = max(until - time.monotonic(), 0)
        if self._student not in select.select(watched, [], [], left)[0]:
            raise TooLate
        return self._student.receive(max(until - time.monotonic(), 0.01))

    def _drop_student(self) -> None:
        """End the student's process; the next request makes a new one."""
        if self._student:
            self._student.close()
        self._student = None

    def _new_student(self) -> Wire:
        wire = self._new("student", self.open_cells, self.files)
        for source in self._ran:
            wire.send(do="run", source=source, seconds=self.seconds)
            wire.receive(self.seconds + GRACE)
        return wire

    def _new_examiner(self) -> Wire:
        return self._new("examiner", self.locked_cells, self.locked_files)

    def _new(self, role: str, cells: Sequence[str], files: Mapping[str, bytes]) -> Wire:
        wire = self.zygote.branch(role, self.zygote.trunk(cells))
        wire.send(
            files={name: base64.b64encode(content).decode() for name, content in files.items()}
        )
        return wire
