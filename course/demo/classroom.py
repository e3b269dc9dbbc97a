"""The practice class from lesson text to feedback, in a course folder of its own."""

import datetime
import hashlib
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd
from nbgrader.apps import NbGraderAPI
from nbgrader.plugins.export import CsvExportPlugin

from course.coursedir import open_course, require_success
from course.demo.students import HandIn, practice_class
from course.grading import attention
from course.press.build import build
from course.press.catalogue import Answer, read_catalogue
from course.press.lesson import Lesson, read_lesson
from course.reporting.class_scores import class_scores

README = """This folder is made by `cardpm demo` and replaced when the course changes.
Nothing here is a real student. Your own class lives one folder up.
"""

# Called with a sentence before each step, and with (student, done, total) while grading.
Say = Callable[[str], None]


@dataclass(frozen=True)
class Cost:
    """What one planted mistake cost, and what its student was told."""

    student: str
    mistake: Answer
    lost: float
    told: str


@dataclass(frozen=True)
class Outcome:
    """A graded practice class of one lesson."""

    lesson: Lesson
    hand_ins: list[HandIn]
    scores: pd.DataFrame
    costs: list[Cost]
    attention: pd.DataFrame


def fresh_folder(root: Path) -> Path:
    """Return ``root/demo``, emptied when anything it was made from has changed."""
    demo, stamp = root / "demo", _fingerprint(root)
    made_from = demo / "made_from.txt"
    if not made_from.exists() or made_from.read_text() != stamp:
        shutil.rmtree(demo, ignore_errors=True)
        demo.mkdir()
        (demo / "README.md").write_text(README)
        made_from.write_text(stamp)
    return demo


def run_class(folder: Path, root: Path, demo: Path, say: Say) -> Outcome:
    """Build, release, hand in, autograde, write feedback; only what is not there yet.

    Parameters
    ----------
    folder : Path
        A lesson folder.
    root : Path
        The repository, for its nbgrader_config.py.
    demo : Path
        The practice course, see :func:`fresh_folder`.
    say : callable
        Told a sentence before each step.

    Raises
    ------
    NbgraderError
        When an nbgrader command fails.
    """
    lesson = read_lesson(folder)
    hand_ins = list(practice_class(lesson, read_catalogue(lesson)))
    say(f"{lesson.name}: building source/ from the lesson")
    build(folder, demo / "source")
    api = open_course(demo, root / "nbgrader_config.py")
    if not (demo / "release" / lesson.name).exists():
        say(f"{lesson.name}: generating the release")
        require_success(api.generate_assignment(lesson.name), "generating the release")
    for hand_in in hand_ins:
        _hand_in(hand_in, lesson.name, demo)
    for number, hand_in in enumerate(hand_ins, start=1):
        who = f"{hand_in.student} ({hand_in.kind}), {number} of {len(hand_ins)}"
        if not (demo / "autograded" / hand_in.student / lesson.name).exists():
            say(f"{lesson.name}: autograding {who}")
            result = api.autograde(lesson.name, hand_in.student)
            require_success(result, f"autograding {hand_in.student}")
        if not (demo / "feedback" / hand_in.student / lesson.name).exists():
            say(f"{lesson.name}: writing feedback for {who}")
            result = api.generate_feedback(lesson.name, hand_in.student)
            require_success(result, f"writing feedback for {hand_in.student}")
    return _outcome(api, lesson, hand_ins, demo)


def export_grades(root: Path, demo: Path) -> Path:
    """Export all grades of the practice course with nbgrader's CSV exporter."""
    api = open_course(demo, root / "nbgrader_config.py")
    with api.gradebook as gradebook:
        plugin = CsvExportPlugin()
        plugin.to = str(demo / "grades.csv")
        plugin.export(gradebook)
    return demo / "grades.csv"


def _hand_in(hand_in: HandIn, name: str, demo: Path) -> None:
    folder = demo / "submitted" / hand_in.student / name
    if folder.exists():
        return
    folder.mkdir(parents=True)
    notebook = nbformat.read(demo / "release" / name / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        slug = cell.metadata.get("nbgrader", {}).get("grade_id")
        if slug in hand_in.sources:
            cell.source = hand_in.sources[slug]
    text = nbformat.writes(notebook)
    # An upload that broke off in the middle.
    content = text[: len(text) // 3] if hand_in.unreadable else text
    (folder / f"{name}.ipynb").write_text(content, encoding="utf-8")
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    (folder / "timestamp.txt").write_text(now)


def _outcome(api: NbGraderAPI, lesson: Lesson, hand_ins: list[HandIn], demo: Path) -> Outcome:
    scores = class_scores(api, lesson.name)
    costs = []
    for hand_in in hand_ins:
        folder = demo / "autograded" / hand_in.student / lesson.name
        told = _messages(folder / f"{lesson.name}.ipynb")
        for mistake in hand_in.mistakes:
            lost = scores.attrs["max"][mistake.slug] - scores.loc[hand_in.student, mistake.slug]
            costs.append(Cost(hand_in.student, mistake, lost, told.get(mistake.slug, "")))
    return Outcome(lesson, hand_ins, scores, costs, attention(demo, lesson.name))


def _messages(path: Path) -> dict[str, str]:
    """Return what the failed checks of a graded notebook said, by task."""
    said: dict[str, str] = {}
    for cell in nbformat.read(path, as_version=4).cells:
        slug = cell.metadata.get("nbgrader", {}).get("grade_id", "").partition("--")[0]
        for output in cell.get("outputs", []):
            if output.output_type == "error" and slug:
                said[slug] = f"{said.get(slug, '')}\n{output.evalue}".strip()
    return said


def _fingerprint(root: Path) -> str:
    """Hash everything that a graded class depends on: the course, its lessons, the pins."""
    digest = hashlib.sha256(sys.version.encode())
    files = [root / "nbgrader_config.py", root / "requirements" / "all.txt"]
    files += sorted(p for p in (root / "course").rglob("*") if p.is_file() and p.suffix != ".pyc")
    for path in files:
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
