"""The locked cells of one notebook: judged from memory where possible, else run.

Answers that were given before lead to what followed then (`verdicts`). At the first new one the
trusted process starts, runs what this cell needs of the locked cells before it, is given the same
answers, and goes on with the student's process at its other side.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from course.engine.names import bound_names, certain_names, is_plain, read_names
from course.engine.students import GRACE, Ended, Students, begin, how, left, until
from course.engine.verdicts import Question, Verdict, after, beginning
from course.engine.wire import Gone, TooLate, Wire, parsed
from course.engine.zygotes import Zygote

# An answer from memory's question is waited for so long; then the check's own clock starts.
PATIENCE = 1.0


@dataclass
class Locked:
    """A locked cell: what it needs of those before it, and what it was told.

    Attributes
    ----------
    told : bytes or None
        Digest of all that the cell depends on and of the answers so far; None when something
        happened that need not happen again (a lost process, a call that was given up).
    ran : bool
        Whether the trusted process, as it is now, ran it.
    finished : bool
        Whether it came to its end without an error.
    """

    source: str
    number: int
    is_check: bool
    is_hidden: bool
    needs: list["Locked"]
    begun: bytes | None
    told: bytes | None
    answers: list[bytes] = field(default_factory=list)
    ran: bool = False
    finished: bool = False

    def hear(self, answer: bytes) -> None:
        """Note an answer."""
        self.answers.append(answer)
        self.told = None if self.told is None else after(self.told, answer)


@dataclass
class Examination:
    """Runs or remembers the locked cells of one notebook.

    Parameters
    ----------
    zygote : Zygote
    students : Students
        Who is asked.
    cells : sequence of str
        Locked cells that are no checks; the trusted process may remember them.
    own : frozenset of str
        Names that the notebook's locked cells make; checks never take them from the student.
    seconds : float
        Time limit of one cell.
    files : dict of str to bytes
        What of the files beside the notebook is the course's own.
    """

    zygote: Zygote
    students: Students
    cells: Sequence[str]
    own: frozenset[str]
    seconds: float
    files: Mapping[str, bytes] = field(default_factory=dict)
    _process: Wire | None = None
    _lost: str = ""
    _call_lost: str = ""
    _cells: list[Locked] = field(default_factory=list)

    def run(self, source: str, is_check: bool, is_hidden: bool) -> Ended:
        """Run a locked cell.

        When the trusted process is lost, which only an enormous value can bring about, no later
        check counts: what they lack of earlier cells must not come from the student.
        """
        cell = self._next(source, is_check, is_hidden)
        if self._lost:
            return Ended([], self._lost)
        self._call_lost = ""
        if is_check:
            self.students.prepare(is_hidden)
        deadline = until(self.seconds)
        try:
            outputs = self._remembered(cell, deadline)
            if outputs is None:
                self._catch_up(cell)
                outputs = self._examine(cell, until(self.seconds))
        except (Gone, TooLate) as error:
            self.zygote.require_alive()
            self._lost = how(error)
            return Ended([], self._lost)
        cell.finished = not any(output.get("output_type") == "error" for output in outputs)
        return Ended(outputs, call_lost=self._call_lost)

    def close(self) -> None:
        if self._process:
            self._process.close()

    def _next(self, source: str, is_check: bool, is_hidden: bool) -> Locked:
        needs = self._needs(source)
        told = [earlier.told for earlier in needs]
        number = len(self._cells) + 1
        begun = None
        if None not in told:
            what = [source, str(number), str(is_check), *self._setting]
            begun = after(beginning(what), *(one for one in told if one))
        self._cells.append(Locked(source, number, is_check, is_hidden, needs, begun, begun))
        return self._cells[-1]

    def _catch_up(self, cell: Locked) -> None:
        """Run what a cell needs of those before it and the process has not run, in their order."""
        waiting = [earlier for earlier in cell.needs if not earlier.ran]
        if waiting and any(c.ran and c.number > waiting[0].number for c in self._cells):
            # It would undo what a later cell did to the same names: a new process starts over.
            self.close()
            self._process, waiting = None, cell.needs
            for earlier in self._cells:
                earlier.ran = False
        for earlier in waiting:
            self._examine(earlier, until(self.seconds))

    def _needs(self, source: str) -> list[Locked]:
        """The earlier cells that this one builds on: not checks whose names it leaves alone, nor
        cells whose names a later one, which came to its end, gave another value for certain.
        """
        before = list(self._cells)
        if not is_plain(source):
            return before
        read, needs = set(read_names(source)), []
        while before:
            earlier = before.pop()
            plain = is_plain(earlier.source)
            if earlier.is_check and plain and not read & bound_names((earlier.source,)):
                continue
            needs.append(earlier)
            if not plain:
                return [*before, *needs[::-1]]
            if earlier.finished:
                read -= certain_names(earlier.source)
            read |= read_names(earlier.source)
        return needs[::-1]

    @cached_property
    def _setting(self) -> list[str]:
        """What all the notebook's locked cells depend on: the course's own names and files."""
        files = sorted(self.files.items())
        digests = [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in files]
        return [*sorted(self.own), *digests]

    def _remembered(self, cell: Locked, deadline: float) -> list[Any] | None:
        """Ask what was asked before, as long as the answers are those that were given before.

        Returns the outputs that followed then; None when an answer is new.
        """
        verdicts = self.zygote.verdicts
        while isinstance(step := cell.told and verdicts.step(cell.told), Question):
            try:
                self._ask(cell, step.body, min(deadline, until(PATIENCE)))
            except TooLate:
                return None  # asked again in earnest, and waited for by the check's own clock
            except Gone as error:
                self._lose(cell, error)
                return None
        return step.outputs if isinstance(step, Verdict) else None

    def _examine(self, cell: Locked, deadline: float) -> list[Any]:
        """Run a cell in the trusted process; answers that were given already are given again."""
        if self._process is None:
            self._process = begin(self.zygote, "examiner", self.cells, self.files)
        given, cell.answers, cell.told, cell.ran = cell.answers, [], cell.begun, True
        own = sorted(self.own)
        self._process.send({"source": cell.source, "own": own, "number": cell.number})
        while "ask" in (message := self._process.receive(left(deadline + GRACE))):
            if message["ask"]["do"] == "abandon":
                cell.told = None
                self._process.send({"abandoned": True})
                continue
            question = json.dumps(message["ask"]).encode()
            if not self._learned(cell, question):
                given.clear()  # answers to other questions
            if given:
                cell.hear(given.pop(0))
            else:
                self._serve(cell, question, deadline)
            self._process.send_body(cell.answers[-1])
        outputs: list[Any] = message["outputs"]
        if cell.told:
            self.zygote.verdicts.learn_verdict(cell.told, outputs)
        return outputs

    def _learned(self, cell: Locked, question: bytes) -> bool:
        """Remember what is asked now; false when the cell, by luck, asked otherwise before."""
        known = cell.told and self.zygote.verdicts.step(cell.told)
        if cell.told and not known:
            self.zygote.verdicts.learn_question(cell.told, question)
        elif known and known != Question(question):
            cell.told = None
            return False
        return True

    def _serve(self, cell: Locked, question: bytes, deadline: float) -> None:
        """Have the student's process answer a question."""
        try:
            self._ask(cell, question, deadline, self._process)
        except (Gone, TooLate) as error:
            self._lose(cell, error)

    def _ask(
        self, cell: Locked, question: bytes, deadline: float, asker: Wire | None = None
    ) -> None:
        """Have a cell hear the student's answer (see `Students.ask`)."""
        answer = self.students.ask(cell.is_hidden, question, deadline, asker)
        parsed(answer)
        cell.hear(b'{"answer": ' + answer + b"}")

    def _lose(self, cell: Locked, error: Exception) -> None:
        """Replace a process that did not answer; the call alone is lost."""
        self.students.drop(cell.is_hidden)
        self._call_lost = how(error)
        cell.hear(json.dumps({"lost": self._call_lost}).encode())
        cell.told = None
