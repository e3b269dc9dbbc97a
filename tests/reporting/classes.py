"""Made-up classes of any size: a gradebook through nbgrader's API, autograded notebooks."""

import datetime
import json
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook

NAME = "02_finance_and_regulation"
DUE = datetime.datetime(2026, 11, 20, 12, 0)
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "made_up"\n'
# Grade id, points, hidden. The tasks are some of notebook 02's, whose claims are known.
CHECKS = [
    ("average-daily-balance--worked-example", 4.0, False),
    ("average-daily-balance--other-cycles", 6.0, True),
    ("cycle-interest--worked-example", 3.0, False),
    ("cycle-interest--other-cycles", 3.0, True),
    ("minimum-payment--chinese-style", 4.0, False),
    ("minimum-payment--other-statements", 4.0, True),
]
MEMO = ("decision-memo", 12.0)
CASE = "a long cycle"
DAYS = "That is the interest of 30 days: how many days has this cycle?"
Record = dict[str, str]
KNOWN: Record = {"kind": "wrong", "diagnosis": DAYS}
NOT_WRITTEN: Record = {"kind": "not attempted"}


@cache
def _empty_gradebook() -> bytes:
    """An empty gradebook; nbgrader starts alembic for each new one, which takes seconds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "gradebook.db"
        Gradebook(f"sqlite:///{path}", "made_up").close()
        return path.read_bytes()


def open_gradebook(path: Path) -> Gradebook:
    """Open a gradebook; make an empty one when there is none."""
    if not path.exists():
        path.write_bytes(_empty_gradebook())
    return Gradebook(f"sqlite:///{path}", "made_up")


def make_class(
    root: Path,
    passes: dict[str, dict[str, bool]],
    said: dict[tuple[str, str], Record] | None = None,
    memos: dict[str, float | None] | None = None,
    missing: tuple[str, ...] = (),
    hours_late: dict[str, float] | None = None,
    name: str = NAME,
    due: datetime.datetime | None = DUE,
) -> None:
    """Make a graded class under ``root``.

    Parameters
    ----------
    passes : dict
        By student, which checks pass; a check that is not named passes.
    said : dict
        By student and check, what a failed check kept (`Outcome.record`).
    memos : dict
        By student the memo's points; None waits for a person. Others have none: 0 points.
    """
    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    with open_gradebook(root / "gradebook.db") as book:
        book.add_assignment(name, duedate=due)
        notebook = book.add_notebook(name, name)
        cells = [
            book.add_grade_cell(check, name, name, max_score=worth, cell_type="code")
            for check, worth, _ in CHECKS
        ]
        memo = book.add_grade_cell(MEMO[0], name, name, max_score=MEMO[1], cell_type="markdown")
        book.add_solution_cell(MEMO[0], name, name)
        for check, _, hidden in CHECKS:
            source = "### BEGIN HIDDEN TESTS\n" if hidden else "check()"
            book.add_source_cell(check, name, name, cell_type="code", source=source)
        known = {student.id for student in book.students}
        book.db.add_all(
            Student(id=student) for student in [*passes, *missing] if student not in known
        )
        for student, passed in passes.items():
            late = datetime.timedelta(hours=(hours_late or {}).get(student, -1.0))
            grades = [
                Grade(
                    cell_id=cell.id,
                    auto_score=worth if passed.get(check, True) else 0.0,
                    needs_manual_grade=False,
                )
                for cell, (check, worth, _) in zip(cells, CHECKS, strict=True)
            ]
            points = (memos or {}).get(student, 0.0)
            grades.append(
                Grade(cell_id=memo.id, manual_score=points, needs_manual_grade=points is None)
            )
            book.db.add(
                SubmittedAssignment(
                    assignment_id=notebook.assignment_id,
                    student_id=student,
                    timestamp=(due or DUE) + late,
                    notebooks=[SubmittedNotebook(notebook_id=notebook.id, grades=grades)],
                )
            )
        book.db.commit()
    for student, passed in passes.items():
        _write(root, name, student, passed, said or {})


def random_class(root: Path, size: int, seed: int = 2, **more: object) -> None:
    """Make a class whose students pass with a chance that grows with their skill."""
    chance = Random(seed)
    passes, said = {}, {}
    for number in range(size):
        student, skill = f"student_{number:04}", chance.random()
        passes[student] = {check: chance.random() < skill for check, _, _ in CHECKS}
        if chance.random() < 0.3:
            said[student, CHECKS[2][0]] = KNOWN
    memos = {student: (None if chance.random() < 0.2 else 6.0) for student in passes}
    late = {student: 5.0 for student in passes if chance.random() < 0.1}
    make_class(root, passes, said, memos, ("absent_1", "absent_2"), late, **more)  # type: ignore[arg-type]


def _write(
    root: Path,
    name: str,
    student: str,
    passed: dict[str, bool],
    said: dict[tuple[str, str], Record],
) -> None:
    cells = []
    for check, worth, hidden in CHECKS:
        case = {"case": CASE} if hidden else {}
        kept = {"kind": "unknown"} | said.get((student, check), {}) | case
        output = {"output_type": "error", "ename": "E", "evalue": "E", "traceback": []}
        label = {"grade_id": check, "grade": True, "solution": False, "points": worth}
        cells.append(
            {
                "cell_type": "code",
                "metadata": {"nbgrader": label}
                | ({} if passed.get(check, True) else {"cardpm": kept}),
                "source": "",
                "outputs": [] if passed.get(check, True) else [output],
            }
        )
    folder = root / "autograded" / student / name
    folder.mkdir(parents=True)
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
