"""How fast otter-grader grades the class of `benchmarks.grading`, against ours, in one run.

    python -m benchmarks.otter --lesson 02 --students 40 --otter /tmp/otter/bin/python

otter-grader lives in an environment of its own, with our versions of what a student's kernel loads
(run from the repository, `.venv` being ours):

    python3 -m venv /tmp/otter
    .venv/bin/pip freeze | grep -iE '^(numpy|pandas|matplotlib|ipykernel|ipython)=' > /tmp/pins.txt
    /tmp/otter/bin/pip install otter-grader -r /tmp/pins.txt
    /tmp/otter/bin/pip install --no-deps -e .

Each task becomes a question of otter's exception-based format, each of its check cells, visible or
hidden, a test case with the same points, whose body runs the cell's source in the notebook's
namespace: the checks find the student's function there, and a task's later checks use names of its
earlier ones. `otter generate` makes the autograder (not timed, like a release), `otter.api` grades
with it: one submission after the other in a living process, and in as many as there are cores.
CPU and memory are measured as in `benchmarks.grading`: run nothing else meanwhile.

What is not comparable, and whom it favours:

- Walls: otter's are Docker containers (`otter grade`, an image a class). Without Docker, as here,
  the student's code runs beside the hidden tests and the results, with no limit of time (otter).
- Locked cells: otter has none. The setup cell runs as handed in, the tests are its own (otter).
- Records: otter leaves numbers in memory. Ours writes gradebook and graded notebooks (otter).
- Kernels: otter starts one for each submission, like nbgrader; ours forks (ours; it is the point).
- Hidden checks: otter's `hidden` only says who may read a result; all of them run here.
- Messages: otter keeps a failed test's error with its line; the texts are not compared.
- The memo: otter's manual questions are graded elsewhere, on a PDF: left out, and no PDF is made.
- Partial credit: an otter test case has all or nothing. No check of ours returns points.
"""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from benchmarks.grading import (
    OUR_CONFIG,
    REPOSITORY,
    Taken,
    make_class,
    read_scores,
    timed,
    timed_command,
)
from course.grading.execution import HIDDEN
from course.grading.scoring import is_check
from course.press.lesson import Lesson, find_lessons, read_lesson

Key = tuple[str, str]  # a student and a cell
PROCESSES = {"otter": 1, "otter-parallel": os.cpu_count() or 1}
QUESTION = """\
from otter.test_files import test_case

OK_FORMAT = False
name = {question!r}
points = None
"""
# Compiled outside of the function: otter quotes the line that raised.
TEST_CASE = """
CHECK_{number} = compile({source!r}, {grade_id!r}, "exec", dont_inherit=True)


@test_case(name={grade_id!r}, points={points!r}, hidden={hidden!r})
def test_{number}(env):
    exec(CHECK_{number}, env)

"""
# Runs in otter's Python, which has no nbgrader.
GRADER = """
import json, multiprocessing, sys
from otter.api import grade_submission

autograder, scores, processes, *notebooks = sys.argv[1:]

def grade(notebook):
    results = grade_submission(notebook, autograder, quiet=True)
    if results.has_catastrophic_failure():
        raise RuntimeError(f"{notebook}: {results.catastrophic_error}")
    return {
        case.test_case.name: (case.test_case.points * case.passed, case.message)
        for question in results.results.values()
        for case in question.test_case_results
    }

if processes == "1":
    graded = list(map(grade, notebooks))
else:
    with multiprocessing.get_context("fork").Pool(int(processes)) as pool:
        graded = pool.map(grade, notebooks, chunksize=1)
with open(scores, "w") as file:
    json.dump(dict(zip(notebooks, graded)), file)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", nargs="+", default=["02"], help="numbers such as 02")
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--otter", type=Path, required=True, help="a Python that has otter-grader")
    options = parser.parse_args()
    version = version_of(options.otter)
    print(f"otter-grader {version}, {os.cpu_count()} cores, {options.students} submissions each\n")
    head = "notebook  way              wall s   CPU s  peak MB  largest   wall / ours  CPU / ours"
    print(head, "-" * len(head), sep="\n")
    for number in options.lesson:
        (folder,) = find_lessons(REPOSITORY / "course" / "lessons", number)
        measure(read_lesson(folder), options.students, options.rounds, options.otter)


def version_of(python: Path) -> str:
    """Which otter-grader that Python has; stop where it has none."""
    program = "import course, otter; print(otter.__version__)"
    done = subprocess.run([python, "-c", program], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(
            f"{python} lacks otter-grader or the course; benchmarks/otter.py says how to make it."
        )
    return done.stdout.strip()


def measure(lesson: Lesson, students: int, rounds: int, python: Path) -> None:
    """Measure one lesson's class and print its lines."""
    taken: dict[str, list[Taken]] = {way: [] for way in [*PROCESSES, "ours"]}
    scored: dict[str, dict[Key, tuple[float, str]]] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as place:
            root = Path(place)
            make_class(lesson, students, root, OUR_CONFIG)
            checks = convert(lesson, root, python)
            for way, processes in PROCESSES.items():
                taken[way].append(timed_otter(root, python, processes))
                scored[way] = read_otter(root)
            taken["ours"].append(timed("ours", root, lesson.name))
            scores = read_scores(root, lesson.name)
    best = {way: min(runs, key=lambda run: run.wall) for way, runs in taken.items()}
    ours = best["ours"]
    for way, run in best.items():
        print(
            f"{lesson.name[:2]:<9} {way:<15} {run.wall:7.1f} {run.cpu:7.1f} {run.memory / 1e6:8.0f}"
            f" {run.process / 1e6:8.0f}   {run.wall / ours.wall:11.1f} {run.cpu / ours.cpu:11.1f}",
            flush=True,
        )
    expected = {key: score for key, score in scores.items() if key[1] in checks}
    for way, found in scored.items():
        print_agreement(way, found, expected)
    print(flush=True)


def convert(lesson: Lesson, root: Path, python: Path) -> set[str]:
    """Write the class of `make_class` in otter's form; return the names of its check cells."""
    source = nbformat.read(root / "source" / lesson.name / f"{lesson.name}.ipynb", 4)
    checks = [cell for cell in source.cells if is_check(cell)]
    questions: dict[str, list[NotebookNode]] = {}
    for cell in checks:
        questions.setdefault(question_of(cell), []).append(cell)
    tests = root / "otter" / "tests"
    tests.mkdir(parents=True)
    for question, cells in questions.items():
        (tests / f"{question}.py").write_text(question_text(question, cells))
    for path in root.glob(f"submitted/*/*/{lesson.name}.ipynb"):
        nb = nbformat.read(path, 4)
        nb.cells = converted(nb.cells, path.name)
        target = root / "otter" / "submissions" / path.parts[-3] / path.name
        target.parent.mkdir(parents=True)
        nbformat.write(nb, target)
    zipped = ["-t", "tests", "-o", "autograder.zip"]
    command = [str(python), "-m", "otter", "generate", *zipped]
    subprocess.run(command, cwd=root / "otter", check=True, capture_output=True)
    return {cell.metadata.nbgrader.grade_id for cell in checks}


def question_of(check: NotebookNode) -> str:
    """The task to which a check cell belongs."""
    return check.metadata.nbgrader.grade_id.partition("--")[0]


def question_text(question: str, cells: list[NotebookNode]) -> str:
    """A test file of otter, from the check cells of one task."""
    cases = [
        TEST_CASE.format(
            number=number,
            grade_id=cell.metadata.nbgrader.grade_id,
            points=cell.metadata.nbgrader.points,
            hidden=HIDDEN in cell.source,
            source=cell.source,
        )
        for number, cell in enumerate(cells, 1)
    ]
    return QUESTION.format(question=question) + "".join(cases)


def converted(cells: list[NotebookNode], name: str) -> list[NotebookNode]:
    """A student's cells as `otter assign` hands them out: one call in place of a task's checks."""
    text = f'# Initialize Otter\nimport otter\ngrader = otter.Notebook("{name}")'
    kept, asked = [nbformat.v4.new_code_cell(text)], set()
    for cell in cells:
        if not is_check(cell):
            kept.append(cell)
        elif (question := question_of(cell)) not in asked:
            asked.add(question)
            kept.append(nbformat.v4.new_code_cell(f'grader.check("{question}")'))
    return kept


def timed_otter(root: Path, python: Path, processes: int) -> Taken:
    """Grade a converted class with otter and measure it."""
    folder = root / "otter"
    notebooks = sorted(str(path) for path in folder.glob("submissions/*/*.ipynb"))
    files = [str(folder / "autograder.zip"), str(folder / "scores.json")]
    command = [str(python), "-c", GRADER, *files, str(processes), *notebooks]
    return timed_command(command, folder)


def read_otter(root: Path) -> dict[Key, tuple[float, str]]:
    """Every test case of the last run: its score, and what otter says of it."""
    return {
        (Path(path).parent.name, grade_id): (score, message)
        for path, cases in json.loads((root / "otter" / "scores.json").read_text()).items()
        for grade_id, (score, message) in cases.items()
    }


def print_agreement(
    way: str, found: dict[Key, tuple[float, str]], expected: dict[Key, float | None]
) -> None:
    """Say how many cells of all students have our score, and name those that have another."""
    every = sorted(expected.keys() | found.keys())
    none = None, "no result"
    differing = [key for key in every if found.get(key, none)[0] != expected.get(key)]
    print(f"          {way}: {len(every) - len(differing)} of {len(every)} cells score as ours")
    for key in differing:
        score, message = found.get(key, none)
        print(f"            {' '.join(key)}: {score}, ours {expected.get(key)}")
        print(f"              {' | '.join(message.splitlines())[-300:]}")


if __name__ == "__main__":
    main()
