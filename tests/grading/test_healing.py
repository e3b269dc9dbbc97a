"""Where deleted cells go, and what is left alone."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import compute_checksum

from course.grading.healing import heal
from course.grading.master import PYTHON, Master, MasterCell
from course.grading.reading import new_cell


def master_cell(grade_id: str, kind: str = "code", **values: Any) -> MasterCell:
    """A release's cell; its text is its name."""
    known = {"locked": False, "grade": False, "solution": False, "task": False, "points": None}
    return MasterCell(grade_id, kind, f"# {grade_id}", "0" * 32, **known | values)


CHECK = {"locked": True, "grade": True, "points": 2}
MASTER = Master(
    PYTHON,
    (
        master_cell("setup", locked=True),
        master_cell("fee", solution=True),
        master_cell("fee--low", **CHECK),
        master_cell("fee--high", **CHECK),
        master_cell("rate", solution=True),
        master_cell("rate--low", **CHECK),
        master_cell("memo", "markdown", solution=True, grade=True, points=10),
    ),
)


def notebook(*names: str) -> NotebookNode:
    """A submission with these cells of the release, or plain cells for other names."""
    masters = {cell.grade_id: cell for cell in MASTER.cells}
    cells = []
    for number, name in enumerate(names):
        cell = new_code_cell(f"# {name}", id=f"id-{number}")
        if name in masters:
            cell.metadata["nbgrader"] = NotebookNode(masters[name].labels())
            cell = new_cell(masters[name].cell_type, cell.source, cell.id, cell.metadata)
        cells.append(cell)
    return new_notebook(cells=cells)


def order(nb: NotebookNode) -> list[str]:
    """The names of a notebook's cells."""
    return [cell.source.removeprefix("# ") for cell in nb.cells]


ALL = [cell.grade_id for cell in MASTER.cells]


def test_whole_notebook_needs_nothing() -> None:
    nb = notebook(*ALL)
    assert heal(nb, MASTER) == []
    assert order(nb) == ALL


def test_every_single_deleted_cell_comes_back_to_its_place() -> None:
    for name in ALL:
        nb = notebook(*(other for other in ALL if other != name))
        said = heal(nb, MASTER)
        assert len(said) == 1
        assert name in said[0]
        # All but an answer, which a student may have moved.
        assert order(nb) == [n for n in ALL if n != name or n not in ("fee", "rate")]


def test_checks_come_after_the_answer_in_a_plain_cell() -> None:
    nb = notebook("setup", "my fee", "rate", "rate--low", "memo")
    heal(nb, MASTER)
    assert order(nb) == ["setup", "my fee", "fee--low", "fee--high", "rate", "rate--low", "memo"]


def test_setup_comes_first_and_checks_last_when_nothing_is_known() -> None:
    nb = notebook("my fee", "my rate")
    heal(nb, MASTER)
    assert order(nb) == [
        "setup", "my fee", "my rate", "fee--low", "fee--high", "rate--low", "memo"
    ]  # fmt: skip


def test_metadata_is_whole_afterwards() -> None:
    nb = notebook(*ALL)
    for cell in nb.cells[1:3]:
        cell.metadata["nbgrader"] = NotebookNode(
            grade_id=cell.metadata.nbgrader.grade_id, points=-1
        )
    said = heal(nb, MASTER)
    assert said == ["Cells with damaged nbgrader metadata were repaired: fee, fee--low."]
    assert [cell.metadata.nbgrader.grade for cell in nb.cells[:3]] == [False, False, True]


def test_plain_cells_lose_their_claims() -> None:
    nb = notebook(*ALL, "plain", "all false")
    nb.cells[-2].metadata["nbgrader"] = NotebookNode(grade=True, grade_id="unheard-of")
    nb.cells[-1].metadata["nbgrader"] = NotebookNode(grade=False, locked=False, solution=False)
    assert heal(nb, MASTER) == [
        "Cells with an unknown or lost grade id ran as plain cells: cell 8."
    ]
    assert all("nbgrader" not in cell.metadata for cell in nb.cells[-2:])


def test_an_edit_is_told_from_a_hidden_check_by_the_releases_checksum() -> None:
    nb = notebook(*ALL)
    for cell, source in (
        (nb.cells[2], "# as released, hidden part cut"),
        (nb.cells[3], "# edited"),
    ):
        cell.source = "# as released, hidden part cut"
        cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
        cell.source = source
    assert heal(nb, MASTER) == [
        "Locked cells had been edited; their original text was graded: fee--high."
    ]
    assert order(nb) == ALL


def test_last_copy_counts_and_the_others_become_plain_cells() -> None:
    nb = notebook("setup", "fee", "fee", *ALL[2:])
    nb.cells[1].source, nb.cells[2].source = "# first", "# last"
    said = heal(nb, MASTER)
    assert said == [
        "Copied cells: fee; the last copy of each was graded, the others ran as plain cells."
    ]
    assert order(nb) == ["setup", "first", "last", *ALL[2:]]
    assert ["nbgrader" in cell.metadata for cell in nb.cells[1:3]] == [False, True]
