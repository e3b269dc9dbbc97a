"""What the checks of autograded notebooks said, read one notebook at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.feedback.outcomes import STOPPED
from course.grading.notes import read_notes
from course.grading.outcomes import read_outcome
from course.language import mark

LARGEST = 64_000_000  # bytes of a notebook; a larger one holds more than text and pictures
NO_END = mark("The code did not end.")
RAISED = mark("The code stopped with {error}.")


@dataclass(frozen=True)
class Said:
    """One failed check.

    Attributes
    ----------
    check : str
        The grade id.
    kind : str
        ``"not attempted"``, ``"stopped"``, ``"wrong"`` (a known mistake), ``"unknown"`` (another
        result than expected), ``"other"`` (no outcome of course.feedback).
    diagnosis : str
        The likely cause that the student was told, in English; empty when there was none.
    error : str
        The class of exception that the student's code stopped with; may be empty.
    case : str
        The name of the hidden case, in English; empty in a visible check.
    """

    check: str
    kind: str
    diagnosis: str
    error: str
    case: str


@dataclass(frozen=True)
class Graded:
    """One student's autograded notebooks: failed checks in order, notes of the grading.

    `read` is False where there is none that can be read; `outdated` is True for one that was
    graded when checks did not yet keep what they said.
    """

    student: str
    said: tuple[Said, ...]
    notes: tuple[str, ...]
    read: bool = True
    outdated: bool = False


def read_graded(autograded: Path, student: str, assignment: str) -> Graded:
    """Read a student's autograded notebooks."""
    paths = sorted((autograded / student / assignment).glob("*.ipynb"))
    said: list[Said | None] = []
    notes: list[str] = []
    for path in paths:
        try:
            if path.stat().st_size > LARGEST:
                return Graded(student, (), (), read=False)
            notebook = json.loads(path.read_bytes())
            said += _said(notebook)
            notes += read_notes(notebook)
        except (OSError, ValueError, AttributeError, TypeError, KeyError):
            return Graded(student, (), (), read=False)
    known = tuple(one for one in said if one)
    return Graded(student, known, tuple(notes), bool(paths), outdated=len(known) < len(said))


def _said(notebook: dict[str, Any]) -> Iterator[Said | None]:
    """Yield what each failed check said; None where it did not keep it."""
    for cell in notebook["cells"]:
        label = cell.get("metadata", {}).get("nbgrader", {})
        # A student's own cell may end in an error too; its checks say what that costs.
        if not label.get("grade") or label.get("solution"):
            continue
        kinds = {output.get("output_type") for output in cell.get("outputs", [])}
        if "error" in kinds:
            kept = read_outcome(cell)
            yield _understood(str(label["grade_id"]), **kept) if kept else None


def _understood(check: str, kind: str, diagnosis: str, error: str, case: str) -> Said:
    if kind == STOPPED:
        diagnosis = RAISED.format(error=error) if error else NO_END
    return Said(check, kind, diagnosis, error, case)
