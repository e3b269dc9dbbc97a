"""What stands in a student's notebook: its tasks, their checks and points, the memo."""

import ast
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution

from course.errors import CourseError
from course.language import say


class WorksheetError(CourseError):
    """The notebook cannot be read: which one, and what to do."""


@dataclass(frozen=True)
class Check:
    """A check cell: its grade id ``task--part``, points, whether it waits for grading."""

    id: str
    points: float
    hidden: bool
    changed: bool

    @property
    def task(self) -> str:
        return self.id.partition("--")[0]


@dataclass(frozen=True)
class Worksheet:
    """A notebook as its student sees it.

    ``memo_points`` are graded by a person. ``begun`` says whether any answer differs from the
    release, ``memo_written`` the same of the memo.
    """

    name: str
    title: str
    checks: tuple[Check, ...]
    memo_points: float
    begun: bool
    memo_written: bool

    @property
    def tasks(self) -> list[str]:
        """The slugs of the tasks in the notebook's order."""
        return list(dict.fromkeys(check.task for check in self.checks))


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook.

    Raises
    ------
    WorksheetError
        When the file is missing, empty or broken.
    """
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise WorksheetError(
            say("{file} is not there: `cardpm start {number}`.", file=path, number=path.stem[:2])
        ) from None
    except Exception as error:
        # nbformat raises what its JSON parser and its validator raise.
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise WorksheetError(
            say(
                "{file} cannot be read ({reason}): open it in JupyterLab and save it, "
                "or take an older copy from the .ipynb_checkpoints folder beside it.",
                file=path,
                reason=reason,
            )
        ) from None


def worksheet(path: Path) -> Worksheet:
    """Read what stands in a student's notebook; a copied check counts once, as in grading."""
    notebook = read_notebook(path)
    checks: dict[str, Check] = {}
    memo, begun, written = 0.0, False, False
    for cell in notebook.cells:
        if is_grade(cell) and is_locked(cell) and cell.cell_type == "code":
            marks = cell.metadata.nbgrader
            check = Check(marks.grade_id, float(marks.points), _is_empty(cell), _changed(cell))
            checks.setdefault(check.id, check)
        elif is_solution(cell):
            begun |= _changed(cell)
            if is_grade(cell):
                memo += float(cell.metadata.nbgrader.points)
                written |= _changed(cell)
    title = next((c.source for c in notebook.cells if c.source.startswith("# ")), f"# {path.stem}")
    heading = title.splitlines()[0].removeprefix("# ").strip()
    return Worksheet(path.stem, heading, tuple(checks.values()), memo, begun, written)


def _changed(cell: NotebookNode) -> bool:
    known = cell.metadata.nbgrader.get("checksum")
    return known is not None and known != compute_checksum(cell)


def _is_empty(cell: NotebookNode) -> bool:
    """A hidden check is released as a comment that names its case."""
    try:
        return not ast.parse(cell.source).body
    except SyntaxError:
        return False
