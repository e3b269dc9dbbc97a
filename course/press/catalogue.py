"""The answer catalogue beside a lesson: wrong answers, right answers, explained survivors."""

import tomllib
from dataclasses import dataclass

from course.press.errors import LessonError
from course.press.lesson import Lesson
from course.press.text import Cell, read_cells

LEAST_WRONG, LEAST_RIGHT = 4, 2


@dataclass(frozen=True)
class Answer:
    """One catalogued answer to a task.

    ``told`` holds the words that a wrong answer's student must read; it is empty for a right one.
    """

    slug: str
    name: str
    right: bool
    told: str
    source: str


@dataclass(frozen=True)
class Survivor:
    """A mutant that behaves like the reference for every legal input, and why."""

    task: str
    was: str
    becomes: str
    why: str


def read_catalogue(lesson: Lesson) -> list[Answer]:
    """Read ``answers.py`` of a lesson.

    Raises
    ------
    LessonError
        When a task has fewer than four wrong or two right answers, the order differs from the
        lesson's, two answers of a task share a name, or a wrong one promises no words.
    """
    where = f"{lesson.name}/answers.py"
    answers = [
        _answer(cell, where)
        for cell in read_cells(lesson.folder / "answers.py")
        if cell.kind == "code" and ("wrong" in cell.words or "right" in cell.words)
    ]
    slugs = [task.slug for task in lesson.tasks]
    unknown = {answer.slug for answer in answers} - set(slugs)
    if unknown:
        raise LessonError(f"{where}: no task {sorted(unknown)}; slugs are those of lesson.py.")
    places = [slugs.index(answer.slug) for answer in answers]
    if places != sorted(places):
        raise LessonError(f"{where}: the answers stand in the order of the lesson's tasks.")
    for slug in slugs:
        _require_enough([answer for answer in answers if answer.slug == slug], slug, where)
    return answers


def read_survivors(lesson: Lesson) -> list[Survivor]:
    """Read ``survivors.toml`` of a lesson; a missing file means that there are none."""
    path = lesson.folder / "survivors.toml"
    if not path.exists():
        return []
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("survivor", [])
        return [Survivor(**entry) for entry in entries]
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise LessonError(f"{path}: {error}; see docs/authoring.md for its four keys.") from None


def _answer(cell: Cell, where: str) -> Answer:
    right = "right" in cell.words
    answer = Answer(
        slug=cell.word("right" if right else "wrong"),
        name=cell.word("name"),
        right=right,
        told=cell.word("told"),
        source=cell.source,
    )
    if not answer.name:
        raise LessonError(f'{where}: an answer to {answer.slug!r} needs a name="…".')
    if not right and not answer.told:
        raise LessonError(f'{where}: {answer.slug!r}, {answer.name!r} needs told="…".')
    return answer


def _require_enough(answers: list[Answer], slug: str, where: str) -> None:
    right = sum(answer.right for answer in answers)
    wrong = len(answers) - right
    if wrong < LEAST_WRONG or right < LEAST_RIGHT:
        raise LessonError(
            f"{where}: {slug!r} has {wrong} wrong and {right} right answers; "
            f"at least {LEAST_WRONG} and {LEAST_RIGHT} are needed."
        )
    if len({answer.name for answer in answers}) != len(answers):
        raise LessonError(f"{where}: two answers to {slug!r} share a name.")
