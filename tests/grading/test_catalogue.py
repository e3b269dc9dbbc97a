"""Every catalogued answer fares in the engine as it fares where check and answer share a process.

`course.proof.bench` runs an answer and its checks in one Python, as a kernel does; the engine runs
them in two. Each check must end the same way for each answer: passed, or stopped by the same
exception with the same words to the student.
"""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from course.engine.names import bound_names
from course.engine.session import Session
from course.engine.zygotes import running
from course.press.catalogue import Answer, read_catalogue
from course.press.lesson import Lesson, find_lessons, read_lesson
from course.proof.bench import Trial, run_trials

LESSONS = find_lessons(Path(__file__).parents[2] / "course" / "lessons")
SECONDS = 60
HIDDEN = "hidden_check("

# Answers that read other words, because the engine seeds the global generators before each call.
SEEDED = {("peeking-false-positive-rate", "NumPy's global generator")}

# How each check ended: the exception's name and message, both empty when it passed.
Ends = dict[str, tuple[str, str]]


def words(message: str) -> str:
    """A message without its line breaks; a number in a picture crosses as a float."""
    return re.sub(r"(?<=\d)\.0\b", "", " ".join(message.split()))


def open_cells(lesson: Lesson) -> list[str]:
    """All cells but the checks, with the reference answers in place."""
    return [c.source for c in lesson.cells if c.kind == "code" and "check" not in c.words]


def together(lesson: Lesson, answers: list[Answer]) -> Iterator[Ends]:
    """How the checks end in one process."""
    trials = []
    for number, answer in enumerate(answers):
        task = lesson.task(answer.slug)
        checks = tuple((check.id, check.source) for check in task.checks)
        trials.append(Trial(str(number), task.function, answer.source, checks))
    found = dict(run_trials(open_cells(lesson), trials, os.cpu_count() or 1))
    for trial in trials:
        yield {result.check: (result.outcome, words(result.message)) for result in found[trial.key]}


def apart(lesson: Lesson, answer: Answer) -> Ends:
    """How the checks end in the engine."""
    cells = open_cells(lesson)
    checks = lesson.task(answer.slug).checks
    own = bound_names((lesson.setup, *(check.source for check in checks)))
    with Session(running(), cells, [lesson.setup], own, SECONDS) as session:
        session.run_locked(lesson.setup, is_check=False)
        for cell in cells[1:]:
            session.run_open(cell)
        session.run_open(answer.source)
        ends = {}
        for check in checks:
            outputs = session.run_locked(check.source, True, HIDDEN in check.source).outputs
            errors = [o for o in outputs if o["output_type"] == "error"]
            ends[check.id] = ("", "")
            if errors:
                ends[check.id] = (errors[-1]["ename"], words(errors[-1]["evalue"]))
        return ends


@pytest.mark.slow
@pytest.mark.parametrize("folder", LESSONS, ids=lambda folder: folder.name[:2])
def test_every_answer_fares_the_same(folder: Path) -> None:
    lesson = read_lesson(folder)
    answers = read_catalogue(lesson)
    running().trunk(open_cells(lesson))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda answer: apart(lesson, answer), answers))
    differing = {
        (answer.slug, answer.name, check): (wanted[check], ends[check])
        for answer, wanted, ends in zip(answers, together(lesson, answers), found, strict=True)
        for check in wanted
        if ends[check] != wanted[check]
        and not ((answer.slug, answer.name) in SEEDED and ends[check][0] == wanted[check][0])
    }
    assert not differing, "\n".join(f"{key}: {both}" for key, both in differing.items())
    assert {check for ends in found for check, end in ends.items() if end[0]}
