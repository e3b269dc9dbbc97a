"""Which tasks pass now: a student's saved notebook, run in a fresh kernel as Validate runs it."""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearOutput, Execute
from nbgrader.utils import is_solution, setenv

from course.language import Sentence, mark, say
from course.student.worksheet import Check, Worksheet, read_notebook, worksheet

# Longer for one cell than a check gives a function, shorter than patience.
CELL_SECONDS = 30
STOPPED = {
    "CellTimeoutError": mark("The cell ran too long and was stopped: does its loop end?"),
    "KeyboardInterrupt": mark("The cell ran too long and was stopped: does its loop end?"),
}
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9`])|(?<=[。？！])")
# Where a line of Chinese was broken no space belongs.
LINE_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff])")
NOT_BEGUN = mark("Not attempted.")
CHANGED = mark("The check was changed: it is put back as released when your work is graded.")
DIED = mark("Your notebook ended Python before this check: did it use up the memory, or exit?")


@dataclass(frozen=True)
class Tried:
    """A visible check and what came of it: it passes, or ``says`` the first sentence why not."""

    check: Check
    passes: bool
    says: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a notebook is."""

    sheet: Worksheet
    tried: tuple[Tried, ...]

    @property
    def passing(self) -> list[Tried]:
        return [tried for tried in self.tried if tried.passes]

    @property
    def tasks_passing(self) -> list[str]:
        """The tasks of which every visible check passes."""
        failing = {tried.check.task for tried in self.tried if not tried.passes}
        return [task for task in self.sheet.tasks if task not in failing]

    @property
    def hidden(self) -> list[Check]:
        return [check for check in self.sheet.checks if check.hidden]

    @property
    def summary(self) -> str:
        """What is sure and what is still to come; it never says that everything passes."""
        done = say(
            "{count} of {all} visible checks pass", count=len(self.passing), all=len(self.tried)
        )
        match len(self.hidden), bool(self.sheet.memo_points):
            case 0, False:
                return done
            case 0, True:
                return say("{done}; {memo} waits for grading", done=done, memo=self._memo)
            case 1, False:
                return say("{done}; {hidden} waits for grading", done=done, hidden=self._waiting)
            case _, False:
                return say("{done}; {hidden} wait for grading", done=done, hidden=self._waiting)
        return say(
            "{done}; {hidden} and {memo} wait for grading",
            done=done,
            hidden=self._waiting,
            memo=self._memo,
        )

    @property
    def _waiting(self) -> Sentence:
        points = f"{sum(check.points for check in self.hidden):g}"
        if len(self.hidden) == 1:
            return say("1 hidden check worth {points} points", points=points)
        return say(
            "{count} hidden checks worth {points} points", count=len(self.hidden), points=points
        )

    @property
    def _memo(self) -> Sentence:
        points = f"{self.sheet.memo_points:g}"
        if self.sheet.memo_written:
            return say("the memo ({points} points, written)", points=points)
        return say("the memo ({points} points, not written yet)", points=points)


class _OutOfTime(Exception):
    """The notebook's time is used up."""


def progress(
    path: Path, seconds: float, show: Callable[[int, int], None] = lambda done, of: None
) -> Progress:
    """Run a student's saved notebook and return which visible checks pass.

    Parameters
    ----------
    path : Path
        The notebook; it is read, never written.
    seconds : float
        At most this long for the whole notebook; checks not reached by then say so.
    show : callable
        Called with the number of cells run and of all cells.

    Raises
    ------
    WorksheetError
        When the file cannot be read.
    """
    sheet = worksheet(path)
    visible = [check for check in sheet.checks if not check.hidden]
    if not sheet.begun:
        return Progress(sheet, tuple(Tried(check, False, say(NOT_BEGUN)) for check in visible))
    notebook, ended = _run(path, seconds, show)
    return Progress(sheet, tuple(_try(check, notebook, ended) for check in visible))


def _run(path: Path, seconds: float, show: Callable[[int, int], None]) -> tuple[NotebookNode, str]:
    """Run the notebook; the second value says why its run ended early, if it did."""
    notebook = read_notebook(path)
    cells, end = len(notebook.cells), time.monotonic() + seconds

    def left(cell: NotebookNode) -> int:
        remaining = end - time.monotonic()
        if remaining <= 0:
            raise _OutOfTime
        return max(1, min(CELL_SECONDS, round(remaining)))

    def started(cell: NotebookNode, cell_index: int) -> None:
        show(cell_index, cells)

    resources = {"metadata": {"path": str(path.parent)}}
    quiet = ["--IPKernelApp.log_level=ERROR"]  # its notes would land on the student's screen
    execute = Execute(
        timeout_func=left, on_cell_start=started, log=_silent(), extra_arguments=quiet
    )
    try:
        # The names that nbgrader's Validate sets, for code that asks.
        with setenv(NBGRADER_VALIDATING="1", NBGRADER_EXECUTION="validate"):
            notebook, _ = ClearOutput().preprocess(notebook, resources)
            notebook, _ = execute.preprocess(notebook, resources)
    except (_OutOfTime, CellTimeoutError):
        return notebook, say(
            "Not run: the notebook took longer than {seconds:g} seconds.", seconds=seconds
        )
    except DeadKernelError:
        return notebook, say(DIED)
    return notebook, ""


def _try(check: Check, notebook: NotebookNode, ended: str) -> Tried:
    """Judge one check by the outputs of its cell, and of the answer's cell above it."""
    if check.changed:
        return Tried(check, False, say(CHANGED))
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        error = next((o for o in cell.get("outputs", []) if o.output_type == "error"), None)
        if marks.get("grade_id") == check.task and is_solution(cell) and error:
            return Tried(check, False, say("In your cell: {error}", error=_first_sentence(error)))
        if marks.get("grade_id") == check.id:
            if error:
                return Tried(check, False, _first_sentence(error))
            # A cell that was not reached has no number.
            return Tried(check, True) if cell.execution_count else Tried(check, False, ended)
    return Tried(check, False, ended)


def _first_sentence(error: NotebookNode) -> str:
    """Return the first sentence of an error; a message of the course's own has no class name."""
    if error.ename in STOPPED:
        return say(STOPPED[error.ename])
    told = LINE_BREAK.sub("", " ".join(error.evalue.split()))
    ours = error.ename in {"NotAttempted", "CodeStopped", "NotYetRight"}
    text = told if ours else f"{error.ename}: {told}"
    return SENTENCE_END.split(text)[0]


def _silent() -> logging.Logger:
    """A logger that keeps nbclient's notes on a stopped cell from the student's screen."""
    log = logging.getLogger("course.student")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return log
