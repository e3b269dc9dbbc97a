"""What the checks of autograded notebooks said, read one notebook at a time."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.feedback.outcomes import CodeStopped, NotAttempted, NotYetRight
from course.feedback.sentences import THINK
from course.grading.notes import read_notes

LARGEST = 64_000_000  # bytes of a notebook; a larger one holds more than text and pictures
LONGEST = 2_000  # characters of a message that are looked at
NOT_ATTEMPTED, STOPPED, WRONG = "not attempted", "stopped", "wrong"
UNKNOWN, OTHER = "unknown", "other"

_KINDS = {NotAttempted.__name__: NOT_ATTEMPTED, CodeStopped.__name__: STOPPED}
_KINDS[NotYetRight.__name__] = WRONG
_CASE = re.compile(r'in the hidden case "(.*?)" (?:did|raised|returned|drew|labelled|changed)')
_RAISED = re.compile(r" raised ([^\s:.]+)")
# This hint names the student's own numbers, so that each one's is another sentence.
_OWN_NUMBERS = "The nearest one is at "


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
        The likely cause that the student was told; empty when there was none.
    case : str
        The name of the hidden case; empty in a visible check.
    """

    check: str
    kind: str
    diagnosis: str
    case: str


@dataclass(frozen=True)
class Graded:
    """One student's autograded notebooks: failed checks in order, notes of the grading."""

    student: str
    said: tuple[Said, ...]
    notes: tuple[str, ...]
    read: bool = True


def read_graded(autograded: Path, student: str, assignment: str) -> Graded:
    """Read a student's autograded notebooks; ``read`` is False where there is none to read."""
    paths = sorted((autograded / student / assignment).glob("*.ipynb"))
    said: list[Said] = []
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
    return Graded(student, tuple(said), tuple(notes), read=bool(paths))


def understand(check: str, error: str, message: str) -> Said:
    """Take a message of course.feedback apart: the kind, the likely cause, the hidden case.

    A message is a fact, wrapped to lines, that ends in a full stop (or is cut off with an
    ellipsis), then a hint that begins on a line of its own: see course.feedback.outcomes.
    """
    kind, lines = _KINDS.get(error, OTHER), message[:LONGEST].splitlines() or [""]
    end = next((n for n, line in enumerate(lines) if line.rstrip().endswith((".", "…"))), None)
    last = len(lines) if end is None else end + 1
    fact, hint = " ".join(lines[:last]), " ".join(lines[last:]).strip()
    found = _CASE.search(fact)
    case = found.group(1) if found else ""
    if kind == NOT_ATTEMPTED:
        return Said(check, kind, "", case)
    if kind == STOPPED:
        raised = _RAISED.search(fact)
        why = f"The code stopped with {raised.group(1)}." if raised else "The code did not end."
        return Said(check, kind, why, case)
    if kind == OTHER:
        return Said(check, kind, f"{error}: {lines[0]}"[:160], case)
    told = "" if hint == THINK or hint.startswith(_OWN_NUMBERS) else hint
    return Said(check, kind if told else UNKNOWN, told, case)


def _said(notebook: dict[str, Any]) -> Iterator[Said]:
    for cell in notebook["cells"]:
        label = cell.get("metadata", {}).get("nbgrader", {})
        # A student's own cell may end in an error too; its checks say what that costs.
        if not label.get("grade") or label.get("solution"):
            continue
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error":
                yield understand(
                    str(label["grade_id"]), str(output["ename"]), str(output["evalue"])
                )
                break
