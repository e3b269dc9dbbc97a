"""The course as the map sees it: the claims of the brief, and per notebook what covers them."""

import csv
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from course.press.catalogue import read_catalogue
from course.press.lesson import Lesson, find_lessons, read_lesson

WORKED_EXAMPLE = "worked example"


@dataclass(frozen=True)
class Claim:
    """One thing that the brief asks of a product manager."""

    id: str
    competency: str
    text: str


@dataclass(frozen=True)
class Row:
    """What one task, or the memo, covers.

    ``criteria`` is filled for a memo only: for each claim the criteria of the rubric that grade it.
    """

    task: str
    objective: str
    data: tuple[str, ...]
    claims: tuple[str, ...] = ()
    criteria: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Notebook:
    """What ``coverage.toml`` says of a notebook, beside what lesson, catalogue and oracles say."""

    name: str
    minutes: int
    prerequisites: str
    builds_on: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str
    opening: str
    tasks: tuple[str, ...]
    memo: str
    rubric: tuple[str, ...]
    loads: frozenset[str]
    points: float
    wrong: int
    right: int
    oracles: Mapping[str, tuple[str, ...]]

    @property
    def number(self) -> str:
        return self.name[:2]


@dataclass(frozen=True)
class Course:
    claims: tuple[Claim, ...]
    notebooks: tuple[Notebook, ...]
    tables: frozenset[str]


def read_course(root: Path) -> Course:
    """Read the course in the repository ``root``."""
    lessons = root / "course" / "lessons"
    claims = tuple(Claim(**entry) for entry in _toml(lessons / "claims.toml")["claim"])
    notebooks = tuple(
        _notebook(folder, root / "tests" / "oracles") for folder in find_lessons(lessons)
    )
    with (root / "course" / "bank" / "data" / "data_dictionary.csv").open(encoding="utf-8") as file:
        tables = frozenset(row["table"] for row in csv.DictReader(file))
    return Course(claims, notebooks, tables)


def oracle_names(number: str, oracles: Path) -> dict[str, tuple[str, ...]]:
    """Return the names of a notebook's oracles by task; none if it has no oracles yet."""
    if str(oracles) not in sys.path:
        sys.path.insert(0, str(oracles))
    package = f"lesson_{number}"
    try:
        found = import_module(package).ORACLES
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        return {}
    names: dict[str, tuple[str, ...]] = {}
    for oracle in found:
        name = oracle.judge.__name__.replace("_", " ")
        names[oracle.task] = (*names.get(oracle.task, ()), name)
    return names


def _notebook(folder: Path, oracles: Path) -> Notebook:
    lesson, said = read_lesson(folder), _toml(folder / "coverage.toml")
    memos = [cell for cell in lesson.cells if "memo" in cell.words]
    answers = read_catalogue(lesson)
    code = "\n".join(cell.source for cell in lesson.cells if cell.kind == "code")
    return Notebook(
        name=lesson.name,
        minutes=said["minutes"],
        prerequisites=said["prerequisites"],
        builds_on=tuple(said["builds_on"]),
        rows=tuple(_row(entry) for entry in said["row"]),
        title=lesson.cells[0].source.splitlines()[0].removeprefix("# ").replace(" · ", " "),
        opening=_opening(lesson),
        tasks=tuple(task.slug for task in lesson.tasks),
        memo="".join(cell.word("memo") for cell in memos),
        rubric=_rubric(lesson),
        loads=frozenset(re.findall(r"\bload_(\w+)\(", code)),
        points=sum(task.points for task in lesson.tasks)
        + sum(float(cell.word("points")) for cell in memos),
        wrong=sum(not answer.right for answer in answers),
        right=sum(answer.right for answer in answers),
        oracles=oracle_names(folder.name[:2], oracles),
    )


def _row(entry: dict) -> Row:
    criteria = {claim: tuple(names) for claim, names in entry.get("criteria", {}).items()}
    return Row(
        task=entry["task"],
        objective=entry["objective"],
        data=tuple(entry["data"]),
        claims=(*entry.get("claims", ()), *criteria),
        criteria=criteria,
    )


def _opening(lesson: Lesson) -> str:
    """Return the paragraph with time and prerequisites, on one line."""
    paragraphs = lesson.cells[0].source.split("\n\n")
    return " ".join(" ".join(p for p in paragraphs if "**Time**" in p).split())


def _rubric(lesson: Lesson) -> tuple[str, ...]:
    text = "\n".join(cell.source for cell in lesson.cells if "| Criterion |" in cell.source)
    return tuple(re.findall(r"^\| \*\*(.+?)\*\* \|", text, re.MULTILINE))


def _toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SystemExit(f"{path} is missing: docs/maintainer.md says what stands in it.") from None
    except tomllib.TOMLDecodeError as error:
        raise SystemExit(f"{path}: {error}") from None
