"""Cells of a lesson to the instructor's notebook, with the only metadata nbgrader accepts."""

import ast

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.press.errors import LessonError
from course.press.lesson import Lesson
from course.press.rules import require_rules
from course.press.text import Cell

KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def instructor_notebook(lesson: Lesson) -> nbformat.NotebookNode:
    """Build the notebook of a lesson: solutions and hidden checks in, outputs none.

    The same lesson gives the same bytes: cell ids are made from slugs, never drawn.

    Raises
    ------
    LessonError
        When a cell breaks a rule of docs/authoring.md.
    """
    require_rules(lesson)
    cells, place, step = [], "opening", 0
    for cell in lesson.cells:
        if "task" in cell.words:
            place, step = cell.word("task"), 0
        made = _cell(cell, lesson)
        if "nbgrader" not in made.metadata:
            made.id = f"{place}-{'text' if cell.kind == 'markdown' else 'code'}-{step}"[:64]
            step += 1
        cells.append(made)
    notebook = new_notebook(cells=cells, metadata=KERNEL)
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    return notebook


def notebook_text(notebook: nbformat.NotebookNode) -> str:
    """Return the bytes of a notebook file, as text."""
    return str(nbformat.writes(notebook, version=4)).rstrip("\n") + "\n"


def _cell(cell: Cell, lesson: Lesson) -> nbformat.NotebookNode:
    if "setup" in cell.words:
        return _graded(new_code_cell(cell.source), "setup", locked=True)
    if "answer" in cell.words:
        return _graded(new_code_cell(cell.source), cell.word("answer"), solution=True)
    if "check" in cell.words:
        return _check_cell(cell)
    if "memo" in cell.words:
        made = new_markdown_cell(cell.source)
        return _graded(made, cell.word("memo"), solution=True, points=_memo_points(cell))
    if "task" in cell.words:
        points = lesson.task(cell.word("task")).points
        return new_markdown_cell(_with_points(cell.source, points))
    if cell.kind == "markdown":
        return new_markdown_cell(cell.source)
    made = new_code_cell(cell.source)
    if "alt" in cell.words:
        made.metadata["alt"] = cell.word("alt")
    return made


def _check_cell(cell: Cell) -> nbformat.NotebookNode:
    grade_id = f"{cell.word('check')}--{cell.word('part')}"
    source = _hidden_source(cell.source) if cell.words.get("hidden") else cell.source
    return _graded(new_code_cell(source), grade_id, locked=True, points=cell.words["points"])


def _hidden_source(source: str) -> str:
    """Keep the docstring for students, as a comment: alone in a cell a string would be output."""
    docstring = ast.parse(source).body[0]
    lines = source.split("\n")
    assert isinstance(docstring, ast.Expr) and isinstance(docstring.value, ast.Constant)
    body = "\n".join(lines[docstring.end_lineno :]).strip("\n")
    return (
        f"# Hidden check: {str(docstring.value.value).strip()}\n"
        f"### BEGIN HIDDEN TESTS\n{body}\n### END HIDDEN TESTS"
    )


def _with_points(source: str, points: float) -> str:
    heading, newline, rest = source.partition("\n")
    if not heading.startswith("#"):
        raise LessonError(f"A task cell opens with a heading, not {heading!r}.")
    return f"{heading} ({points:g} points){newline}{rest}"


def _memo_points(cell: Cell) -> float:
    points = cell.words.get("points")
    if not isinstance(points, int | float) or points <= 0:
        raise LessonError(f"The memo {cell.word('memo')!r} needs points=…, a number above 0.")
    return points


def _graded(
    cell: nbformat.NotebookNode,
    grade_id: str,
    *,
    locked: bool = False,
    solution: bool = False,
    points: object = None,
) -> nbformat.NotebookNode:
    cell.id = grade_id[:64]
    cell.metadata["nbgrader"] = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        cell.metadata["nbgrader"]["points"] = points
    return cell
