"""The table for the instructor, from files alone."""

import json
from pathlib import Path

import pytest

from course.grading import attention


@pytest.fixture
def course(tmp_path: Path) -> Path:
    write(tmp_path / "release" / "hw1" / "hw1.ipynb", [])
    return tmp_path


def write(path: Path, notes: list[str]) -> None:
    """Write a notebook, reduced to what the table reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": [], "metadata": {"cardpm": {"intake": notes}}}))


def said(course: Path) -> list[tuple[str, str]]:
    return list(attention(course, "hw1").itertuples(index=False, name=None))


def test_empty_when_all_is_well(course: Path) -> None:
    write(course / "submitted" / "ada" / "hw1" / "hw1.ipynb", ["forged by the student"])
    write(course / "autograded" / "ada" / "hw1" / "hw1.ipynb", [])
    table = attention(course, "hw1")
    assert list(table.columns) == ["student", "sentence"]
    assert table.empty


def test_notes_by_student(course: Path) -> None:
    for student, notes in (("zoe", ["one", "two"]), ("ada", ["three"])):
        write(course / "submitted" / student / "hw1" / "hw1.ipynb", [])
        write(course / "autograded" / student / "hw1" / "hw1.ipynb", notes)
    assert said(course) == [("ada", "three"), ("zoe", "one"), ("zoe", "two")]


@pytest.mark.parametrize(
    "name", ["02 作业 final.ipynb", "hw1 (1).ipynb", "hw1.ipynb.txt", "HW1.IPYNB", "in/hw1.ipynb"]
)
def test_stray_name_is_told_with_the_way_out(name: str, course: Path) -> None:
    write(course / "submitted" / "ada" / "hw1" / name, [])
    assert said(course) == [
        (
            "ada",
            f"hw1.ipynb is missing, but there is {name!r}: rename it to hw1.ipynb in "
            "submitted/ada/hw1 and run `nbgrader autograde hw1 --student=ada`.",
        )
    ]


def test_missing_and_ungraded(course: Path) -> None:
    (course / "submitted" / "ada" / "hw1" / ".ipynb_checkpoints").mkdir(parents=True)
    (course / "submitted" / "ada" / "hw1" / ".ipynb_checkpoints" / "hw1.ipynb").touch()
    write(course / "submitted" / "bob" / "hw1" / "hw1.ipynb", [])
    assert said(course) == [
        ("ada", "hw1.ipynb is missing in submitted/ada/hw1: ask the student to hand it in."),
        (
            "bob",
            "Not graded yet: run `nbgrader autograde hw1 --student=bob` and read its log.",
        ),
    ]


def test_broken_graded_file(course: Path) -> None:
    write(course / "submitted" / "ada" / "hw1" / "hw1.ipynb", [])
    graded = course / "autograded" / "ada" / "hw1" / "hw1.ipynb"
    graded.parent.mkdir(parents=True)
    graded.write_text("{")
    assert "cannot be read" in said(course)[0][1]
