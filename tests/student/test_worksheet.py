"""What stands in a student's notebook."""

from pathlib import Path

import nbformat
import pytest

from course.press.lesson import find_lessons, read_lesson
from course.student.worksheet import WorksheetError, worksheet
from tests.student.small import DOUBLE, write_small

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("folder", find_lessons(ROOT / "course" / "lessons"), ids=lambda f: f.name)
def test_a_released_notebook_holds_what_its_lesson_says(folder) -> None:
    """The student's side reads the notebook only; the lesson is the other road."""
    lesson = read_lesson(folder)
    sheet = worksheet(ROOT / "release" / lesson.name / f"{lesson.name}.ipynb")
    wanted = {c.id: (c.points, c.hidden) for task in lesson.tasks for c in task.checks}
    assert {c.id: (c.points, c.hidden) for c in sheet.checks} == wanted
    assert sheet.memo_points > 0 and not sheet.begun and not sheet.memo_written
    assert sheet.title.startswith(lesson.name[:2])
    assert not any(check.changed for check in sheet.checks)


def test_an_answer_and_a_memo_are_seen(tmp_path) -> None:
    sheet = worksheet(write_small(tmp_path, {"double": DOUBLE}))
    assert sheet.begun and not sheet.memo_written
    sheet = worksheet(write_small(tmp_path, {"decision-memo": "No."}))
    assert sheet.begun and sheet.memo_written


def test_a_changed_check_is_seen_and_a_copied_one_counts_once(tmp_path) -> None:
    path = write_small(tmp_path)
    notebook = nbformat.read(path, 4)
    check = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("points") == 2)
    notebook.cells.append(nbformat.from_dict(dict(check, id="another")))
    check.source = "pass"
    nbformat.write(notebook, path)
    sheet = worksheet(path)
    assert [c.id for c in sheet.checks if c.changed] == ["double--three"]
    assert len(sheet.checks) == 4


@pytest.mark.parametrize("content", [b"", b'{"cells": [', b"\xff\xfe\x00", b"[]"])
def test_a_broken_file_is_one_sentence_with_a_next_step(tmp_path, content) -> None:
    path = write_small(tmp_path)
    path.write_bytes(content)
    with pytest.raises(WorksheetError, match="cannot be read") as told:
        worksheet(path)
    assert ".ipynb_checkpoints" in str(told.value) and "\n" not in str(told.value)
