"""The practice class: who hands in what."""

from collections import Counter
from pathlib import Path

import pytest

from course.demo.students import practice_class
from course.press.catalogue import read_catalogue
from course.press.lesson import find_lessons, read_lesson

ROOT = Path(__file__).parent.parent.parent
FOLDERS = [
    *find_lessons(ROOT / "course" / "lessons"),
    ROOT / "tests" / "tiny_lesson" / "97_tiny_lesson",
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_wrong_answer_is_handed_in_once(folder: Path) -> None:
    lesson = read_lesson(folder)
    catalogue = read_catalogue(lesson)
    planted = [
        mistake for hand_in in practice_class(lesson, catalogue) for mistake in hand_in.mistakes
    ]
    wrong = [answer for answer in catalogue if not answer.right]
    assert Counter((m.slug, m.name) for m in planted) == Counter((a.slug, a.name) for a in wrong)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_class_has_all_kinds(folder: Path) -> None:
    lesson = read_lesson(folder)
    students = list(practice_class(lesson, read_catalogue(lesson)))
    assert len({hand_in.student for hand_in in students}) == len(students) >= 12
    assert {hand_in.kind for hand_in in students} == {
        "excellent",
        "typical mistakes",
        "half-finished",
        "untouched",
        "broken",
        "unreadable file",
    }
    for hand_in in students:
        slugs = [mistake.slug for mistake in hand_in.mistakes]
        assert len(set(slugs)) == len(slugs), "one mistake a task at most"
    broken = next(hand_in for hand_in in students if hand_in.kind == "broken")
    with pytest.raises(SyntaxError):
        compile(broken.sources[lesson.tasks[0].slug], "broken", "exec")
