"""A released notebook as a page of the book: teaching cells run, tasks stay stubs."""

from itertools import zip_longest

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

# nbclient's own word: MyST-NB runs the page with it and leaves such a cell alone.
NOT_RUN = "skip-execution"
FOLDED = "hide-input"
HIDDEN = "# Hidden check:"


def page_notebook(released: NotebookNode, number: str, links: str) -> NotebookNode:
    """Turn a released notebook into a page.

    Parameters
    ----------
    released : NotebookNode
        A notebook of ``release/``; it is not changed.
    number : str
        The lesson's number; a task ``slug`` can then be linked to as ``#NUMBER-slug``.
    links : str
        Markdown that goes below the title.

    Returns
    -------
    NotebookNode
        Cells without outputs. Answers and checks carry a tag that keeps them from being run,
        checks are folded, hidden checks are left out, pictures have their alt text.
    """
    page = nbformat.from_dict({**released, "cells": []})
    for cell, following in zip_longest(released.cells, released.cells[1:]):
        if cell.cell_type == "markdown":
            # The text above an answer is its task.
            is_task = following is not None and _is_answer(following)
            target = f"({number}-{_grading(following)['grade_id']})=\n" if is_task else ""
            page.cells.append(new_markdown_cell(target + cell.source, id=cell.id))
        elif not cell.source.startswith(HIDDEN):
            page.cells.append(_code(cell))
    # The links belong under the title, not under the whole opening.
    title, _, opening = page.cells[0].source.partition("\n")
    page.cells[0].source = f"{title}\n\n{links}\n{opening}"
    return page


def _code(cell: NotebookNode) -> NotebookNode:
    tags = []
    if _is_answer(cell) or _grading(cell).get("grade"):
        tags.append(NOT_RUN)
    if _grading(cell).get("grade"):
        tags.append(FOLDED)
    metadata: dict[str, object] = {"tags": tags} if tags else {}
    if "alt" in cell.metadata:
        metadata["mystnb"] = {"image": {"alt": cell.metadata["alt"]}}
    return new_code_cell(cell.source, id=cell.id, metadata=metadata)


def _grading(cell: NotebookNode) -> dict[str, object]:
    grading: dict[str, object] = cell.metadata.get("nbgrader", {})
    return grading


def _is_answer(cell: NotebookNode) -> bool:
    return bool(_grading(cell).get("solution"))
