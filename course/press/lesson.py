"""The parts of a lesson: setup, tasks with their checks, the memo; and where lessons live."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.language import say
from course.press.errors import LessonError
from course.press.text import Cell, read_cells

ROLES = ("setup", "task", "answer", "check", "memo")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Check:
    """One graded check cell."""

    slug: str
    part: str
    points: float
    hidden: bool
    source: str

    @property
    def id(self) -> str:
        """The grade id in nbgrader: the task's slug and the part."""
        return f"{self.slug}--{self.part}"


@dataclass(frozen=True)
class Task:
    """One exercise: a function to write, its reference solution, its checks in order."""

    slug: str
    function: str
    answer: str
    checks: tuple[Check, ...]

    @property
    def points(self) -> float:
        """Points of all checks."""
        return sum(check.points for check in self.checks)


@dataclass(frozen=True)
class Lesson:
    """A lesson as read from its folder."""

    folder: Path
    cells: tuple[Cell, ...]
    setup: str
    tasks: tuple[Task, ...]

    @property
    def name(self) -> str:
        """The one name of folder, assignment and notebook: ``02_finance_and_regulation``."""
        return self.folder.name

    def task(self, slug: str) -> Task:
        """Return the task of that slug, or raise LessonError."""
        for task in self.tasks:
            if task.slug == slug:
                return task
        raise LessonError(f"{self.name} has no task {slug!r}: see the answer cells of lesson.py.")


def read_lesson(folder: Path) -> Lesson:
    """Read ``lesson.py`` of a lesson folder and group its cells by task.

    Raises
    ------
    LessonError
        When a header uses an unknown word or a task lacks a part.
    """
    cells = tuple(read_cells(folder / "lesson.py"))
    where = f"{folder.name}/lesson.py"
    for cell in cells:
        _require_known_words(cell, where)
    setups = [cell for cell in cells if "setup" in cell.words]
    first_code = next((cell for cell in cells if cell.kind == "code"), None)
    if len(setups) != 1 or setups[0] is not first_code:
        raise LessonError(f"{where}: exactly one cell is marked setup=true, the first code cell.")
    return Lesson(folder, cells, setups[0].source, tuple(_tasks(cells, where)))


def find_lessons(lessons: Path, number: str | None = None) -> list[Path]:
    """Return the lesson folders under ``lessons``, all or the one whose name starts with a number.

    Raises
    ------
    LessonError
        When nothing matches.
    """
    folders = sorted(path.parent for path in lessons.glob("[0-9][0-9]_*/lesson.py"))
    if number is None:
        if not folders:
            raise LessonError(
                say("No lesson under {folder}: run cardpm in the course's folder.", folder=lessons)
            )
        return folders
    chosen = [folder for folder in folders if folder.name == number or folder.name[:2] == number]
    if not chosen:
        known = ", ".join(folder.name for folder in folders) or say("none")
        raise LessonError(
            say("There is no lesson {number!r}. Lessons here: {names}.", number=number, names=known)
        )
    return chosen


def _require_known_words(cell: Cell, where: str) -> None:
    known = {*ROLES, "part", "points", "hidden", "function", "alt", "title", "tags"}
    for word in cell.words:
        if word not in known:
            raise LessonError(f"{where}: unknown header word {word!r}; see docs/authoring.md.")
    roles = [role for role in ROLES if role in cell.words]
    if len(roles) > 1:
        raise LessonError(f"{where}: one cell cannot be {' and '.join(roles)}; split it.")
    kind = "markdown" if roles in (["task"], ["memo"]) else "code"
    if roles and cell.kind != kind:
        raise LessonError(f"{where}: a {roles[0]} cell is a {kind} cell: {cell.source[:40]!r}.")


def _tasks(cells: tuple[Cell, ...], where: str) -> Iterator[Task]:
    slugs = [cell.word("task") for cell in cells if "task" in cell.words]
    named = {
        cell.word(role) for cell in cells for role in ("answer", "check") if role in cell.words
    }
    if len(set(slugs)) != len(slugs):
        raise LessonError(f"{where}: two task cells share a slug; each task has its own.")
    if named - set(slugs):
        raise LessonError(f"{where}: {sorted(named - set(slugs))} has no task cell before it.")
    for slug in slugs:
        yield _task(slug, cells, where)


def _task(slug: str, cells: tuple[Cell, ...], where: str) -> Task:
    if not SLUG.fullmatch(slug):
        raise LessonError(f"{where}: {slug!r} is no slug; use small letters, digits and dashes.")
    order = [role for cell in cells for role in ROLES if cell.word(role) == slug]
    if order[:2] != ["task", "answer"] or order.count("answer") != 1 or len(order) < 4:
        raise LessonError(
            f"{where}: {slug!r} needs a task cell, one answer cell and its checks, in this order."
        )
    answer = next(cell for cell in cells if cell.word("answer") == slug)
    checks = tuple(_check(cell, where) for cell in cells if cell.word("check") == slug)
    hidden = [check.hidden for check in checks]
    if all(hidden) or not any(hidden) or hidden != sorted(hidden):
        raise LessonError(f"{where}: {slug!r} needs a visible check and then a hidden one.")
    if len({check.id for check in checks}) != len(checks):
        raise LessonError(f"{where}: two checks of {slug!r} share a part; name each part.")
    function = answer.word("function") or slug.replace("-", "_")
    return Task(slug, function, answer.source, checks)


def _check(cell: Cell, where: str) -> Check:
    slug, part, points = cell.word("check"), cell.word("part"), cell.words.get("points")
    if not SLUG.fullmatch(part):
        raise LessonError(f'{where}: a check of {slug!r} needs a part="…" of letters and dashes.')
    if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
        raise LessonError(f"{where}: check {slug}--{part} needs points, a number above 0.")
    return Check(slug, part, points, bool(cell.words.get("hidden")), cell.source)
