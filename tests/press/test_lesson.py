"""Lesson text: what is read, and what is refused with which sentence."""

from pathlib import Path

import pytest

from course.press.errors import LessonError
from course.press.lesson import find_lessons, read_lesson


def edit(folder: Path, old: str, new: str) -> None:
    """Plant a fault in a lesson; the old text must be there, or the test tests nothing."""
    text = (folder / "lesson.py").read_text()
    assert old in text
    (folder / "lesson.py").write_text(text.replace(old, new, 1))


def test_reads_tasks_with_their_checks(tiny: Path) -> None:
    lesson = read_lesson(tiny)
    assert [task.slug for task in lesson.tasks] == ["monthly-rate", "late-fee"]
    task = lesson.task("monthly-rate")
    assert task.function == "monthly_rate"
    assert [(c.id, c.points, c.hidden) for c in task.checks] == [
        ("monthly-rate--eighteen-percent", 4, False),
        ("monthly-rate--other-rates", 6, True),
    ]
    assert task.points == 10


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# %% setup=true", "# %%", "setup=true"),
        ('answer="late-fee"', 'answer="late-fees"', "late-fees"),
        ("points=6 hidden=true", "hidden=true", "needs points"),
        ("points=6", "points=0", "needs points"),
        ('part="other-rates"', 'part="Other Rates"', "needs a part"),
        ('part="other-rates"', 'part="eighteen-percent"', "share a part"),
        ("points=6 hidden=true", "points=6", "visible check and then a hidden one"),
        ("points=4", "points=4 hidden=true", "visible check and then a hidden one"),
        ('task="late-fee"', 'task="monthly-rate"', "share a slug"),
        ("points=4", "marks=4", "unknown header word 'marks'"),
        ('# %% answer="monthly-rate"', '# %% answer="monthly-rate" setup=true', "split it"),
    ],
)
def test_refuses_a_broken_lesson(tiny: Path, old: str, new: str, says: str) -> None:
    edit(tiny, old, new)
    with pytest.raises(LessonError, match=says):
        read_lesson(tiny)


def test_a_missing_lesson_is_named(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"lesson\.py does not exist"):
        read_lesson(tmp_path)


def test_finds_lessons_by_number(root: Path) -> None:
    lessons = root / "course" / "lessons"
    assert [folder.name for folder in find_lessons(lessons, "02")] == ["02_finance_and_regulation"]
    with pytest.raises(LessonError, match="no lesson '77'"):
        find_lessons(lessons, "77")
