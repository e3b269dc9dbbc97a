"""Lesson text to notebook: metadata, ids, bytes."""

import re

from nbgrader.nbgraderformat import MetadataValidator

from course.press.build import build, is_fresh, source_path
from course.press.lesson import find_lessons, read_lesson
from course.press.notebook import instructor_notebook


def cell(notebook, grade_id):
    return next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def test_metadata_is_what_nbgrader_accepts(tiny) -> None:
    notebook = instructor_notebook(read_lesson(tiny))
    MetadataValidator().validate_nb(notebook)
    check = cell(notebook, "monthly-rate--other-rates")
    assert check.metadata.nbgrader == {
        "grade": True,
        "grade_id": "monthly-rate--other-rates",
        "locked": True,
        "points": 6,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    assert cell(notebook, "setup").metadata.nbgrader.locked
    memo = cell(notebook, "tiny-memo")
    assert memo.cell_type == "markdown"
    assert memo.metadata.nbgrader.grade and memo.metadata.nbgrader.solution


def test_a_hidden_check_shows_students_its_docstring_only(tiny) -> None:
    source = cell(instructor_notebook(read_lesson(tiny)), "late-fee--edges").source
    before, _, hidden = source.partition("### BEGIN HIDDEN TESTS\n")
    assert before == "# Hidden check: A minimum above the fee, none at all, a negative one.\n"
    assert hidden.endswith("\n### END HIDDEN TESTS") and "hidden_check" in hidden


def test_points_come_from_the_checks(tiny) -> None:
    notebook = instructor_notebook(read_lesson(tiny))
    headings = [c.source.splitlines()[0] for c in notebook.cells if "### Task" in c.source]
    assert headings == [
        "### Task: the monthly rate (10 points)",
        "### Task: the late fee (10 points)",
    ]


def test_cell_ids_are_unique_words(root) -> None:
    for folder in find_lessons(root / "course" / "lessons"):
        ids = [c.id for c in instructor_notebook(read_lesson(folder)).cells]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[a-z0-9-]{1,64}", one) for one in ids)


def test_a_build_is_the_same_bytes_each_time(tiny, tmp_path) -> None:
    source = tmp_path / "source"
    assert build(tiny, source)
    first = source_path(tiny, source).read_bytes()
    assert not build(tiny, source)
    source_path(tiny, source).unlink()
    build(tiny, source)
    assert source_path(tiny, source).read_bytes() == first


def test_a_changed_lesson_is_stale(tiny, tmp_path) -> None:
    source = tmp_path / "source"
    build(tiny, source)
    text = (tiny / "lesson.py").read_text()
    (tiny / "lesson.py").write_text(text.replace("A tiny lesson", "A small lesson"))
    assert not is_fresh(tiny, source)


def test_a_lesson_that_breaks_a_rule_writes_nothing(tiny, tmp_path) -> None:
    import pytest

    from course.press.errors import LessonError

    text = (tiny / "lesson.py").read_text()
    (tiny / "lesson.py").write_text(text.replace("### END SOLUTION", "", 1))
    with pytest.raises(LessonError):
        build(tiny, tmp_path / "source")
    assert not (tmp_path / "source").exists()
