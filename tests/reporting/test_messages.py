"""The messages of course.feedback, as its checks really say them, taken apart again."""

import json
from pathlib import Path

import pytest

from course.feedback import check, hidden_check
from course.feedback.outcomes import Outcome
from course.reporting.messages import LARGEST, Graded, read_graded, understand


def half(x: float) -> float:
    return x / 3


def broken(x: float) -> float:
    return 1 / 0


def stub(x: float) -> float:
    raise NotImplementedError()


def endless(x: float) -> float:
    while True:
        pass


THIRD = "That is a third: how many parts has a half, when it is cut out of a whole that is long?"


def message_of(make) -> tuple[str, str]:
    with pytest.raises(Outcome) as caught:
        make()
    return type(caught.value).__name__, str(caught.value)


@pytest.mark.parametrize(
    ("make", "kind", "diagnosis", "case"),
    [
        (lambda: check("half").on(6.0).gives(3.0, mistakes=[(2.0, THIRD)]), "wrong", THIRD, ""),
        (lambda: check("half").on(6.0).gives(3.05), "unknown", "", ""),
        (
            lambda: (
                hidden_check("half").case("a long whole, of more than a few").on(6.0).gives(3.0)
            ),
            *("unknown", "", "a long whole, of more than a few"),
        ),
        (
            lambda: hidden_check("half").case("six").on(6.0).gives(3.0, mistakes=[(2.0, THIRD)]),
            *("wrong", THIRD, "six"),
        ),
        (
            lambda: check("half").on(-1.0).refuses(ValueError, because="a whole is positive"),
            *("wrong", "Why: a whole is positive.", ""),
        ),
        (
            lambda: check("broken").on(6.0).gives(3.0),
            *("stopped", "The code stopped with ZeroDivisionError.", ""),
        ),
        (
            lambda: hidden_check("broken").case("six").on(6.0).gives(3.0),
            *("stopped", "The code stopped with ZeroDivisionError.", "six"),
        ),
        (lambda: check("stub").on(6.0).gives(3.0), "not attempted", "", ""),
        (lambda: check("nowhere").on(6.0).gives(3.0), "not attempted", "", ""),
        pytest.param(
            lambda: check("endless").on(6.0).gives(3.0),
            *("stopped", "The code did not end.", ""),
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_message_is_understood(make, kind: str, diagnosis: str, case: str) -> None:
    said = understand("half--it", *message_of(make))
    assert (said.kind, said.diagnosis, said.case) == (kind, diagnosis, case)


def test_a_check_that_fails_by_itself_is_another_thing() -> None:
    said = understand("half--it", "NameError", "name 'np' is not defined\nmore")
    assert (said.kind, said.diagnosis) == ("other", "NameError: name 'np' is not defined")


def write(folder: Path, cells: list) -> None:
    (folder / "an" / "02_x").mkdir(parents=True)
    text = json.dumps({"cells": cells, "metadata": {}})
    (folder / "an" / "02_x" / "02_x.ipynb").write_text(text)


def cell(grade_id: str, **label: object) -> dict:
    error = {"output_type": "error", "ename": "NotYetRight", "evalue": "No.", "traceback": []}
    label = {"grade_id": grade_id, "grade": True, "solution": False, **label}
    return {"cell_type": "code", "metadata": {"nbgrader": label}, "outputs": [error]}


def test_only_check_cells_speak(tmp_path: Path) -> None:
    plain = {**cell("x"), "metadata": {}}
    write(tmp_path, [cell("half", grade=False, solution=True), plain, cell("half--it")])
    assert [said.check for said in read_graded(tmp_path, "an", "02_x").said] == ["half--it"]


@pytest.mark.parametrize("cells", [None, [3], [{"metadata": None}], {}])
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
