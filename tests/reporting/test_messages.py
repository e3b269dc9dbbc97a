"""What the checks of course.feedback keep, read again."""

import json
from pathlib import Path

import pytest

from course.reporting.messages import LARGEST, Graded, Said, read_graded

KEPT = {"kind": "wrong", "diagnosis": "That is a third."}


def write(folder: Path, cells: list) -> None:
    (folder / "an" / "02_x").mkdir(parents=True)
    text = json.dumps({"cells": cells, "metadata": {}})
    (folder / "an" / "02_x" / "02_x.ipynb").write_text(text)


def cell(grade_id: str, kept: dict | None = KEPT, **label: object) -> dict:
    error = {"output_type": "error", "ename": "NotYetRight", "evalue": "No.", "traceback": []}
    label = {"grade_id": grade_id, "grade": True, "solution": False, **label}
    metadata = {"nbgrader": label} | ({"cardpm": kept} if kept else {})
    return {"cell_type": "code", "metadata": metadata, "outputs": [error]}


@pytest.mark.parametrize(
    ("kept", "diagnosis"),
    [
        (KEPT, "That is a third."),
        ({"kind": "stopped", "error": "KeyError"}, "The code stopped with KeyError."),
        ({"kind": "stopped"}, "The code did not end."),
        ({"kind": "not attempted"}, ""),
    ],
)
def test_what_was_kept_is_read(tmp_path: Path, kept: dict, diagnosis: str) -> None:
    write(tmp_path, [cell("half--it", kept | {"case": "six"})])
    graded = read_graded(tmp_path, "an", "02_x")
    assert graded.said == (Said("half--it", kept["kind"], diagnosis, kept.get("error", ""), "six"),)
    assert not graded.outdated


def test_a_check_that_kept_nothing_was_graded_before(tmp_path: Path) -> None:
    write(tmp_path, [cell("half--it", None), cell("half--more")])
    graded = read_graded(tmp_path, "an", "02_x")
    assert graded.outdated and [said.check for said in graded.said] == ["half--more"]


def test_only_check_cells_speak(tmp_path: Path) -> None:
    plain = {**cell("x"), "metadata": {"cardpm": KEPT}}
    passed = {**cell("half--more"), "outputs": []}
    answer = cell("half", grade=False, solution=True)
    write(tmp_path, [answer, plain, cell("half--it"), passed])
    assert [said.check for said in read_graded(tmp_path, "an", "02_x").said] == ["half--it"]


@pytest.mark.parametrize("cells", [None, [3], [{"metadata": None}], [cell("x", [1])], {}])
def test_a_broken_notebook_is_not_read_and_does_no_harm(tmp_path: Path, cells: object) -> None:
    write(tmp_path, cells)  # type: ignore[arg-type]
    graded = read_graded(tmp_path, "an", "02_x")
    assert graded.said == () and graded.read == (cells == {})


def test_reading_is_bounded(tmp_path: Path) -> None:
    write(tmp_path, [])
    with (tmp_path / "an" / "02_x" / "02_x.ipynb").open("r+b") as file:
        file.truncate(LARGEST + 1)  # a sparse file
    assert read_graded(tmp_path, "an", "02_x") == Graded("an", (), (), read=False)
    assert not read_graded(tmp_path, "bo", "02_x").read
