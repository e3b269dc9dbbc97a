"""A page runs what teaches and leaves the tasks alone."""

import copy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.site.teaching import page_notebook


def graded(cell: NotebookNode, grade_id: str, **words: bool) -> NotebookNode:
    given = {"grade": False, "locked": False, "solution": False, **words}
    cell.metadata["nbgrader"] = {"grade_id": grade_id, "schema_version": 3, **given}
    return cell


@pytest.fixture
def released() -> NotebookNode:
    drawn = new_code_cell("plt.show()")
    drawn.metadata["alt"] = "A line that rises."
    return new_notebook(
        cells=[
            new_markdown_cell("# 97 · Tiny\n\n**The competency.** A word."),
            graded(new_code_cell("import math"), "setup", locked=True),
            drawn,
            new_markdown_cell("### Task: the late fee"),
            graded(new_code_cell("def late_fee(): ..."), "late-fee", solution=True),
            graded(new_code_cell("check()"), "late-fee--seen", grade=True, locked=True),
            graded(new_code_cell("# Hidden check: x"), "late-fee--h", grade=True, locked=True),
            new_markdown_cell("## The decision memo"),
            graded(new_markdown_cell("YOUR ANSWER HERE"), "memo", grade=True, solution=True),
        ]
    )


def test_only_teaching_cells_are_run(released) -> None:
    page = page_notebook(released, "97", "links")
    run = [c.source for c in page.cells if c.cell_type == "code" and not c.metadata.get("tags")]
    assert run == ["import math", "plt.show()"]


def test_tasks_are_stubs_with_folded_checks_and_no_hidden_ones(released) -> None:
    page = page_notebook(released, "97", "links")
    tags = {c.source: c.metadata.get("tags") for c in page.cells if c.cell_type == "code"}
    assert tags["def late_fee(): ..."] == ["skip-execution"]
    assert tags["check()"] == ["skip-execution", "hide-input"]
    assert not any("Hidden check" in source for source in tags)


def test_tasks_and_memo_can_be_linked_to(released) -> None:
    sources = [cell.source for cell in page_notebook(released, "97", "links").cells]
    assert "(97-late-fee)=\n### Task: the late fee" in sources
    assert "(97-memo)=\n## The decision memo" in sources


def test_links_stand_under_the_title(released) -> None:
    opening = page_notebook(released, "97", "the links").cells[0].source
    assert opening == "# 97 · Tiny\n\nthe links\n\n**The competency.** A word."


def test_pictures_keep_their_words(released) -> None:
    page = page_notebook(released, "97", "links")
    drawn = next(cell for cell in page.cells if cell.source == "plt.show()")
    assert drawn.metadata["mystnb"]["image"]["alt"] == "A line that rises."


def test_the_released_notebook_stays_as_it_was(released) -> None:
    before = copy.deepcopy(released)
    page_notebook(released, "97", "links")
    assert released == before
