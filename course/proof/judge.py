"""Judge a lesson's checks by the stub, the reference, the catalogue and the mutants."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course.press.catalogue import Answer, Survivor, read_catalogue, read_survivors
from course.press.lesson import Lesson, Task, read_lesson
from course.press.rules import BEGIN, END
from course.proof.bench import Result, Trial, run_trials
from course.proof.mutants import Mutant, mutants

LEAST_KILLED = 0.95
STUB = "raise NotImplementedError()"

# Called with (done, total) after each trial.
Progress = Callable[[int, int], None]


@dataclass
class Judged:
    """What the trials of one task showed. ``faults`` are the sentences an author must act on."""

    slug: str
    stub_refused: bool = False
    reference_passes: bool = False
    wrong: int = 0
    caught: int = 0
    told: int = 0
    right: int = 0
    accepted: int = 0
    mutants: int = 0
    killed: int = 0
    explained: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def prove(
    folder: Path, jobs: int, progress: Progress = lambda done, total: None, mutate: bool = True
) -> list[Judged]:
    """Judge every task of a lesson; see :class:`Judged`.

    Raises
    ------
    LessonError
        When the lesson or its catalogue breaks a rule.
    RuntimeError
        When a cell of the lesson fails.
    """
    lesson = read_lesson(folder)
    catalogue, survivors = read_catalogue(lesson), read_survivors(lesson)
    planned = [p for task in lesson.tasks for p in plan(task, catalogue, mutate)]
    results = {}
    trials = [trial for trial, _ in planned]
    for key, result in run_trials(warm_cells(lesson), trials, jobs):
        results[key] = result
        progress(len(results), len(trials))
    judged = []
    for task in lesson.tasks:
        mine = [(what, results[t.key]) for t, what in planned if t.key.startswith(f"{task.slug}|")]
        judged.append(_judge(task, mine, [s for s in survivors if s.task == task.slug], mutate))
    return judged


def stub_of(task: Task) -> str:
    """Return the answer cell as nbgrader releases it: the solution replaced by its stub.

    The release itself is always made by nbgrader; this is for trials only.
    """
    before, _, rest = task.answer.partition(BEGIN)
    return before + STUB + rest.partition(END)[2]


def warm_cells(lesson: Lesson) -> list[str]:
    """Return the code of a lesson that is no check: what a trial finds done before it."""
    return [
        cell.source for cell in lesson.cells if cell.kind == "code" and "check" not in cell.words
    ]


# What a trial is about: "stub", "reference", a catalogued answer or a mutant.
Subject = str | Answer | Mutant


def plan(task: Task, catalogue: list[Answer], mutate: bool) -> Iterator[tuple[Trial, Subject]]:
    """Yield all that is tried on a task's checks: stub, reference, catalogue, mutants."""
    subjects: list[tuple[Subject, str]] = [("stub", stub_of(task)), ("reference", task.answer)]
    subjects += [(answer, answer.source) for answer in catalogue if answer.slug == task.slug]
    if mutate:
        subjects += [(mutant, mutant.source) for mutant in mutants(task.answer)]
    checks = tuple((check.id, check.source) for check in task.checks)
    for number, (subject, source) in enumerate(subjects):
        early = isinstance(subject, Mutant)
        yield Trial(f"{task.slug}|{number}", task.function, source, checks, early), subject


def _judge(
    task: Task, trials: list[tuple[Subject, list[Result]]], survivors: list[Survivor], mutate: bool
) -> Judged:
    judged = Judged(task.slug)
    for subject, results in trials:
        if subject == "stub":
            _judge_stub(judged, results)
        elif subject == "reference":
            judged.reference_passes = all(result.passed for result in results)
            for result in _failed(results):
                judged.faults.append(f"the reference fails {result.check}: {result.message}")
        elif isinstance(subject, Answer):
            _judge_answer(judged, subject, results)
        elif isinstance(subject, Mutant):
            judged.mutants += 1
            judged.killed += bool(_failed(results))
            if not _failed(results):
                judged.survivors.append(subject)
    if mutate:
        _judge_survivors(judged, survivors)
    return judged


def _failed(results: list[Result]) -> list[Result]:
    return [result for result in results if not result.passed]


def _judge_stub(judged: Judged, results: list[Result]) -> None:
    judged.stub_refused = all(result.outcome == "NotAttempted" for result in results)
    for result in results:
        if result.outcome != "NotAttempted":
            said = result.outcome or "full points"
            judged.faults.append(f"the untouched stub gets {said} from {result.check}")


def _judge_answer(judged: Judged, answer: Answer, results: list[Result]) -> None:
    failed = _failed(results)
    if answer.right:
        judged.right += 1
        judged.accepted += not failed
        for result in failed:
            judged.faults.append(
                f"right answer {answer.name!r} fails {result.check}: {result.message}"
            )
        return
    judged.wrong += 1
    judged.caught += bool(failed)
    told = any(_plain(answer.told) in _plain(result.message) for result in failed)
    judged.told += told
    if not failed:
        judged.faults.append(f"wrong answer {answer.name!r} gets full points")
    elif not told:
        heard = " / ".join(result.message for result in failed)
        judged.faults.append(
            f"wrong answer {answer.name!r} is not told {answer.told!r}, but: {heard}"
        )


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _judge_survivors(judged: Judged, survivors: list[Survivor]) -> None:
    explained = {(survivor.was, survivor.becomes) for survivor in survivors}
    alive = {(mutant.was, mutant.becomes) for mutant in judged.survivors}
    judged.explained = sum((m.was, m.becomes) in explained for m in judged.survivors)
    for mutant in judged.survivors:
        if (mutant.was, mutant.becomes) not in explained:
            judged.faults.append(
                f"a mutant survives unexplained: {mutant.was!r} → {mutant.becomes!r}"
            )
    for was, becomes in sorted(explained - alive):
        judged.faults.append(
            f"survivors.toml explains {was!r} → {becomes!r}, but no such mutant survives: remove it"
        )
    if judged.killed < LEAST_KILLED * judged.mutants:
        judged.faults.append(f"only {judged.killed} of {judged.mutants} mutants are killed")
