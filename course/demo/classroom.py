"""Practice classes from lesson text to feedback, in course folders of their own."""

import contextlib
import datetime
import hashlib
import multiprocessing
import queue
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd
from nbgrader.plugins.export import CsvExportPlugin

from course.coursedir import NbgraderError, open_course, require_success
from course.demo.students import HandIn, practice_class
from course.grading import attention
from course.grading.many import Graded, grade
from course.language import say, speaking, spoken
from course.press.build import build
from course.press.catalogue import Answer, read_catalogue
from course.press.lesson import Lesson, read_lesson
from course.reporting.class_scores import class_scores

README = """This folder is made by `cardpm demo` and made anew when the course changes.
Nothing here is a real student. Your own class lives in the folder above demo/.
"""

# Told a sentence before each step.
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Cost:
    """What one planted mistake cost, and what its student was told."""

    student: str
    mistake: Answer
    lost: float
    told: str


@dataclass(frozen=True)
class Outcome:
    """A graded practice class of one lesson, in the practice course ``demo``."""

    lesson: Lesson
    demo: Path
    hand_ins: list[HandIn]
    scores: pd.DataFrame
    costs: list[Cost]
    attention: pd.DataFrame
    grades: Path


def run_classes(folders: Sequence[Path], root: Path, tell: Tell) -> Iterator[Outcome]:
    """Grade a practice class of each lesson, as many at once as there are cores.

    Each lesson has a practice course of its own under ``root/demo``, so that classes don't wait
    for each other and a changed lesson makes only its own class anew.

    Raises
    ------
    NbgraderError
        When an nbgrader command fails.
    """
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(mp_context=context) as pool:
        said = manager.Queue()
        language = spoken()
        classes = [pool.submit(_grade, folder, root, said.put, language) for folder in folders]
        for folder, graded in zip(folders, classes, strict=True):
            while not (graded.done() and said.empty()):
                with contextlib.suppress(queue.Empty):
                    tell(said.get(timeout=0.2))
            graded.result()
            yield read_outcome(folder, root)


def _grade(folder: Path, root: Path, tell: Tell, language: str) -> None:
    """Grade a class in a new process, which is told what language to speak."""
    with speaking(language):
        grade_class(folder, root, tell)


def grade_class(folder: Path, root: Path, tell: Tell) -> None:
    """Build, release, hand in, autograde, write feedback, export; only what is not there yet.

    Parameters
    ----------
    folder : Path
        A lesson folder.
    root : Path
        The repository; the class is graded in ``root/demo/NN_topic``.
    tell : callable
        Told a sentence before each step.

    Raises
    ------
    NbgraderError
        When an nbgrader command fails.
    """
    demo = _fresh_folder(folder, root)
    lesson, hand_ins = _class_of(folder)
    api = open_course(demo, root / "nbgrader_config.py")
    if not (demo / "release" / lesson.name).exists():
        tell(say("{name}: building source/ and generating release/", name=lesson.name))
        build(folder, demo / "source")
        require_success(api.generate_assignment(lesson.name), say("generating the release"))
    for hand_in in hand_ins:
        _hand_in(hand_in, lesson.name, demo)
    # Every student here is made up of the course's own answers.
    api.config.SandboxedExecute.allow_unsandboxed = True

    def show(graded: Graded, of: int) -> None:
        tell(
            say(
                "{name}: autograded {student}, one of {count}",
                name=lesson.name,
                student=graded.student,
                count=of,
            )
        )

    for graded in grade(api.config, lesson.name, jobs=1, done=show):
        if graded.problem:
            raise NbgraderError(
                say(
                    "nbgrader stopped at {student}: {problem}",
                    student=graded.student,
                    problem=graded.problem,
                )
            )
    for hand_in in hand_ins:
        if not (demo / "feedback" / hand_in.student / lesson.name).exists():
            doing = say("writing feedback for {student}", student=hand_in.student)
            tell(f"{lesson.name}: {doing}")
            result = api.generate_feedback(lesson.name, hand_in.student)
            require_success(result, doing)
    with api.gradebook as gradebook:
        export = CsvExportPlugin()
        export.to = str(demo / "grades.csv")
        export.export(gradebook)


def read_outcome(folder: Path, root: Path) -> Outcome:
    """Read what became of a lesson's practice class after :func:`grade_class`."""
    demo = root / "demo" / folder.name
    lesson, hand_ins = _class_of(folder)
    api = open_course(demo, root / "nbgrader_config.py")
    scores = class_scores(api, lesson.name)
    costs = []
    for hand_in in hand_ins:
        graded = demo / "autograded" / hand_in.student / lesson.name / f"{lesson.name}.ipynb"
        told = _messages(graded)
        for mistake in hand_in.mistakes:
            lost = scores.attrs["max"][mistake.slug] - scores.loc[hand_in.student, mistake.slug]
            costs.append(Cost(hand_in.student, mistake, lost, told.get(mistake.slug, "")))
    look_at = attention(demo, lesson.name)
    return Outcome(lesson, demo, hand_ins, scores, costs, look_at, demo / "grades.csv")


def _class_of(folder: Path) -> tuple[Lesson, list[HandIn]]:
    lesson = read_lesson(folder)
    return lesson, list(practice_class(lesson, read_catalogue(lesson)))


def _fresh_folder(folder: Path, root: Path) -> Path:
    """Return the lesson's practice course, emptied when what it was made from has changed."""
    demo, stamp = root / "demo" / folder.name, _fingerprint(folder, root)
    made_from = demo / "made_from.txt"
    if not made_from.exists() or made_from.read_text() != stamp:
        shutil.rmtree(demo, ignore_errors=True)
        demo.mkdir(parents=True)
        (demo / "README.md").write_text(README)
        made_from.write_text(stamp)
    return demo


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


def _messages(path: Path) -> dict[str, str]:
    """Return what the failed checks of a graded notebook said, by task."""
    said: dict[str, str] = {}
    for cell in nbformat.read(path, as_version=4).cells:
        slug = cell.metadata.get("nbgrader", {}).get("grade_id", "").partition("--")[0]
        for output in cell.get("outputs", []):
            if output.output_type == "error" and slug:
                said[slug] = f"{said.get(slug, '')}\n{output.evalue}".strip()
    return said


def _fingerprint(folder: Path, root: Path) -> str:
    """Hash everything that a graded class depends on: the package, the lesson, the pins."""
    digest = hashlib.sha256(sys.version.encode())
    files = [root / "nbgrader_config.py", root / "requirements" / "all.txt"]
    files += sorted(p for p in (root / "course").rglob("*") if p.is_file() and p.suffix != ".pyc")
    lessons = root / "course" / "lessons"
    for path in files:
        if lessons in path.parents and folder not in path.parents:
            continue
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
