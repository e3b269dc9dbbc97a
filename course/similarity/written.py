"""What each student wrote in the cells that are theirs, and what was there before."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.errors import CourseError
from course.grading.reading import read_notebook
from course.language import say

# The answers of one notebook: grade id to source.
Answers = dict[str, str]


class NothingToCompareError(CourseError):
    """There is no release or no submission; the message says what to do."""


@dataclass(frozen=True)
class HandedIn:
    """A class's answers to one assignment.

    ``released`` holds the text of each answer cell as handed out, ``memos`` the grade ids of those
    that are prose, ``written`` the answers of each student, ``unreadable`` whom nobody can read.
    """

    released: Answers
    memos: frozenset[str]
    written: dict[str, Answers]
    unreadable: tuple[str, ...]


def read_answers(released: Path, submissions: dict[str, Path]) -> HandedIn:
    """Read the release and each student's notebook.

    Parameters
    ----------
    released : Path
        The released notebook; it says which cells are the students'.
    submissions : dict
        Student to notebook file.

    Raises
    ------
    NothingToCompareError
        When the release is not there.
    """
    if not released.is_file():
        name = released.parent.name
        raise NothingToCompareError(
            say(
                "there is no release/{name}: run cardpm release {number} first.",
                name=name,
                number=name[:2],
            )
        )
    cells = [c for c in nbformat.read(released, as_version=4).cells if _label(c).get("solution")]
    ours = {str(_label(cell)["grade_id"]): str(cell.source) for cell in cells}
    memos = {str(_label(cell)["grade_id"]) for cell in cells if cell.cell_type == "markdown"}
    written: dict[str, Answers] = {}
    unreadable = []
    for student, file in sorted(submissions.items()):
        # A link may lead anywhere; grading does not follow it either.
        reading = (
            None if file.is_symlink() or not file.is_file() else read_notebook(file.read_bytes())
        )
        if reading is None or reading.is_stand_in:
            unreadable.append(student)
        else:
            written[student] = _answers(reading.notebook.cells, ours)
    return HandedIn(ours, frozenset(memos), written, tuple(unreadable))


def _answers(cells: Iterable[NotebookNode], ours: Answers) -> Answers:
    """The student's text by grade id; what stands in copies of a cell counts, too."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        name = _label(cell).get("grade_id")
        if name in ours and cell.source.strip() != ours[name].strip():
            found.setdefault(name, []).append(cell.source)
    return {name: "\n".join(sources) for name, sources in found.items()}


def _label(cell: NotebookNode) -> dict[str, object]:
    label = cell.metadata.get("nbgrader", {})
    return label if isinstance(label, dict) else {}
