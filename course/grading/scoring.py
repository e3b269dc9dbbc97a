"""What may count as a passed check.

nbgrader gives a check cell full points for a value such as -5, False or text, loses the whole
grade over 99 of 2, and gives none when anything was written to stderr. Here a value counts only
as nbgrader documents it, a number of points from 0 to all; a warning costs nothing.
"""

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_grade, is_solution

from course.grading import sentences
from course.language import say


def is_check(cell: NotebookNode) -> bool:
    """Whether a cell is scored by running it."""
    return bool(cell.cell_type == "code" and is_grade(cell) and not is_solution(cell))


def error_output(name: str, sentence: str) -> NotebookNode:
    """An output that costs a check its points and says one sentence."""
    return new_output(
        "error", ename=name, evalue=sentence, traceback=[f"\x1b[0;31m{name}\x1b[0m: {sentence}"]
    )


def guard(cell: NotebookNode, name: str) -> str | None:
    """Void a check cell that ended in a value; let its warnings pass.

    Parameters
    ----------
    cell : NotebookNode
        An executed check cell, changed in place.
    name : str
        What to call it.

    Returns
    -------
    str or None
        The sentence for the instructor, when the cell was voided.
    """
    said, outputs = None, []
    for output in cell.outputs:
        if output.output_type == "execute_result":
            value = str(output.data.get("text/plain", say(sentences.AN_OBJECT)))[:40]
            if not _are_points(value, cell.metadata.nbgrader["points"]):
                said = say(sentences.RETURNED, cell=name, value=value)
                output = error_output("CheckGaveValue", said)
        elif output.output_type == "stream":
            output.name = "stdout"
        outputs.append(output)
    cell.outputs = outputs
    return said


def _are_points(value: str, most: float) -> bool:
    try:
        return 0 <= float(value) <= most
    except ValueError:
        return False
