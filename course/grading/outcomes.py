"""What a failed check said, kept as data in its cell of the autograded notebook.

The class report counts mistakes by it, whatever language the student was told them in. Only what
the trusted process said is kept: whatever a submission brings of the kind is thrown away. It is no
part of a feedback page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from nbformat import NotebookNode

from course.language import in_english

PLACE = "cardpm"  # in a cell's metadata
OTHER = "other"  # an error that is no outcome of course.feedback
FIELDS = ("kind", "diagnosis", "error", "case")
LONGEST = 160  # characters of such an error


def forget_outcomes(nb: NotebookNode) -> None:
    """Throw away what a notebook's cells bring of this kind, in place."""
    for cell in nb.cells:
        cell.metadata.pop(PLACE, None)


def keep_outcome(cell: NotebookNode, outputs: Iterable[Mapping[str, Any]]) -> None:
    """Keep in a check's metadata what it said, if it failed.

    Parameters
    ----------
    cell : NotebookNode
        An executed check with its final outputs, changed in place.
    outputs : iterable of mapping
        What the trusted process sent (`course.engine.students.Ended.outputs`).
    """
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    if error is None:
        return
    said = next((output["said"] for output in outputs if "said" in output), None)
    line = next(iter(str(in_english(error.evalue)).splitlines()), "")
    other = {"kind": OTHER, "diagnosis": f"{error.ename}: {line}"[:LONGEST]}
    cell.metadata[PLACE] = NotebookNode(said or other)


def read_outcome(cell: Mapping[str, Any]) -> dict[str, str] | None:
    """Return the kept `FIELDS` of a cell (a node or plain JSON); None where there is nothing."""
    kept = cell["metadata"].get(PLACE)
    return {field: str(kept.get(field, "")) for field in FIELDS} if kept else None
