"""Run a notebook to its end, whatever its cells do to Python."""

from time import monotonic
from typing import Any

from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Integer, default

from course.grading import sentences
from course.grading.messages import Meter, make_storable
from course.grading.notes import add_note
from course.grading.scoring import error_output, guard, is_check


class KernelLostError(Exception):
    """Python ended or does not answer; raised to leave one run of the notebook."""


class SturdyExecute(Execute):
    """nbgrader's Execute that survives cells which end, block or flood Python.

    A cell that ends Python, or that cannot be interrupted, gets an error output; then the whole
    notebook is run again in a new kernel without it, so that every other cell still scores what
    it is worth.
    """

    max_restarts = Integer(10, help="New kernels for one notebook, at most.").tag(config=True)
    max_output = Integer(1_000_000, help="Characters of output kept of one cell.").tag(config=True)

    @default("shutdown_kernel")
    def _shutdown_kernel(self) -> str:
        # A kernel that ignores interrupts ignores a polite request to shut down as well.
        return "immediate"

    @default("iopub_timeout")
    def _iopub_timeout(self) -> int:
        # nbclient's 4 seconds may blame an honest cell on a busy machine.
        return 10

    @default("error_on_timeout")
    def _error_on_timeout(self) -> dict[str, Any]:
        sentence = sentences.LATE.format(cell="This cell", timeout=self.timeout)
        output = error_output(CellTimeoutError.__name__, sentence)
        return {key: output[key] for key in ("ename", "evalue", "traceback")}

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run the notebook until every cell has run or is left out (called by the exporter)."""
        self._left_out: dict[int, str] = {}  # cell index → why
        given_up = False
        while True:
            self._late: list[int] = []
            try:
                nb, resources = super().preprocess(nb, resources, km)
                break
            except KernelLostError:
                given_up = len(self._left_out) > self.max_restarts
                if given_up:
                    break
        self._report(nb, resources)
        if given_up:
            self._give_up(nb, resources)
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run one cell (called for each cell by ExecutePreprocessor)."""
        if index in self._left_out:
            _blame(cell, self._left_out[index])
            return cell, resources
        self._meter = Meter(self.max_output)
        self._asked_to_exit = False
        started = monotonic()
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
        except CellTimeoutError as error:
            if self.timeout and monotonic() - started < self.timeout:
                raise self._lost(cell, index, sentences.BROKE, "its output broke off") from error
            raise self._lost(cell, index, sentences.HUNG) from error
        except RuntimeError as error:  # nbclient's DeadKernelError is one
            raise self._lost(cell, index, sentences.DIED) from error
        except OSError:
            raise  # the machine's fault, not the student's: nbgrader reports it
        except Exception as error:  # messages that a notebook's kernel should never send
            raise self._lost(cell, index, sentences.BROKE, type(error).__name__) from error
        if self._asked_to_exit:
            raise self._lost(cell, index, sentences.DIED)
        return cell, resources

    def on_cell_executed(self, **kwargs: Any) -> None:
        """Note how a cell ended (called by nbclient)."""
        super().on_cell_executed(**kwargs)
        reply = kwargs["execute_reply"]["content"]
        # exit() ends the kernel a moment later, when an innocent cell runs already.
        payload = reply.get("payload") or []
        self._asked_to_exit = any(item.get("source") == "ask_exit" for item in payload)
        if reply.get("ename") == CellTimeoutError.__name__:
            self._late.append(kwargs["cell_index"])

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take one message of the kernel (called by nbclient)."""
        make_storable(msg)
        return super().process_message(msg, cell, cell_index) if self._meter.admits(msg) else None

    def _lost(
        self, cell: NotebookNode, index: int, sentence: str, problem: str = ""
    ) -> KernelLostError:
        said = sentence.format(cell=name_of(cell, index), timeout=self.timeout, problem=problem)
        self._left_out[index] = said
        _blame(cell, said)
        return KernelLostError(said)

    def _give_up(self, nb: NotebookNode, resources: dict[str, Any]) -> None:
        last = max(self._left_out)
        said = sentences.NOT_RUN.format(cell=name_of(nb.cells[last], last))
        for cell in nb.cells[last + 1 :]:
            if cell.cell_type == "code":
                _blame(cell, said)
        add_note(nb, said, resources, self)

    def _report(self, nb: NotebookNode, resources: dict[str, Any]) -> None:
        for index, cell in enumerate(nb.cells):
            said = self._left_out.get(index)
            if index in self._late:
                said = sentences.LATE.format(cell=name_of(cell, index), timeout=self.timeout)
            if is_check(cell):
                said = guard(cell, name_of(cell, index)) or said
            if said:
                add_note(nb, said, resources, self)


def name_of(cell: NotebookNode, index: int) -> str:
    """What to call a cell: ``Cell 7 (late-fee--cap)``; numbers count from 1."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return f"Cell {index + 1} ({grade_id})" if grade_id else f"Cell {index + 1}"


def _blame(cell: NotebookNode, sentence: str) -> None:
    cell.outputs = [error_output("CellLeftOut", sentence)]
    cell.execution_count = None
