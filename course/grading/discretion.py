"""Keep hidden checks hidden on the feedback pages."""

import builtins
import re
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests

from course.grading import sentences
from course.grading.languages import read_language
from course.grading.outcomes import PLACE
from course.grading.scoring import error_output, is_check
from course.language import say, speaking

ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Lines that only a traceback with source code has.
FRAME = re.compile(r"Traceback \(most recent call last\)|Cell In\s*\[|File .*:\d+|^-+> ?\d+", re.M)

KNOWN = {name for name, kind in vars(builtins).items() if isinstance(kind, type)}

# Shorter lines, such as a closing bracket, occur in any message.
TELLING = 8


class HideHiddenChecks(ClearHiddenTests):
    """Clears hidden tests like nbgrader's own preprocessor, and what their outputs give away.

    A student's function may print its arguments, and a traceback shows the check's code; so of a
    hidden check only a message that the check itself wrote (``course.feedback``) stays. Only
    check cells are looked at: a student may write the marker into an answer, which would stop
    nbgrader's preprocessor.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear a notebook, in the language that it speaks (called by nbconvert)."""
        with speaking(read_language(nb)):
            cleared: tuple[NotebookNode, dict[str, Any]] = super().preprocess(nb, resources)
        return cleared

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear one cell (called by nbconvert)."""
        if not is_check(cell):
            return cell, resources
        cell.metadata.pop(PLACE, None)  # is for instructors
        whole = cell.source
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.source != whole:
            secret = set(whole.splitlines()) - set(cell.source.splitlines())
            errors = [output for output in cell.outputs if output.output_type == "error"]
            cell.outputs = [_discreet(error, secret) for error in errors]
        return cell, resources


def _discreet(error: NotebookNode, secret: set[str]) -> NotebookNode:
    shown = ANSI.sub("", "\n".join([*error.traceback, error.evalue]))
    lines = {line.strip() for line in secret if len(line.strip()) >= TELLING}
    if FRAME.search(shown) or any(line in shown for line in lines):
        # A class of the student's own may carry an input in its name.
        name = error.ename if error.ename in KNOWN else say(sentences.OWN_ERROR)
        return error_output("HiddenCheck", say(sentences.HIDDEN_STOPPED, error=name))
    return error
