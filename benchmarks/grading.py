"""How fast a class is graded, as ratios measured in one run on one machine.

    python -m benchmarks.grading --lessons 02 09 --students 40

The same class is graded by stock nbgrader (one kernel after the other, as shipped), by stock
nbgrader in as many living processes as cores, and by `course.grading.many.grade`; rounds alternate.
Each way of grading runs in a process of its own. CPU time is the machine's, so that processes which
nobody waits for count too: run nothing else meanwhile. Memory is what is a process's own (USS),
sampled: the largest sum over the run's processes, and the largest of one. All ways must give every
cell the same score, or the benchmark stops.
"""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from nbgrader.api import Gradebook
from traitlets.config import Config

from course.coursedir import open_course
from course.engine.names import bound_names
from course.engine.session import Session
from course.engine.zygotes import Zygote
from course.grading.execution import HIDDEN, Released
from course.grading.many import grade
from course.grading.scoring import is_check
from course.press.build import build
from course.press.catalogue import Answer, read_catalogue
from course.press.lesson import Lesson, Task, find_lessons, read_lesson

REPOSITORY = Path(__file__).parents[1]
# Of the answers of the made-up class.
RIGHT_SHARE = 0.7
WAYS = ("stock", "stock-parallel", "ours")
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "cardpm"
"""
OUR_CONFIG = """
from course.grading import configure

c = get_config()
c.CourseDirectory.course_id = "cardpm"
configure(c)
"""


@dataclass(frozen=True)
class Taken:
    """What a run took: seconds of wall and CPU, bytes at its largest, of all and of one process."""

    wall: float
    cpu: float
    memory: float
    process: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lessons", nargs="*", default=[], help="numbers such as 02; all")
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--ways", nargs="*", default=WAYS, choices=WAYS)
    parser.add_argument("--run", nargs=3, metavar=("WAY", "FOLDER", "NAME"), help="(inner)")
    options = parser.parse_args()
    if options.run:
        run(*options.run)
        return
    lessons = REPOSITORY / "course" / "lessons"
    numbers = options.lessons or [folder.name[:2] for folder in find_lessons(lessons)]
    print(
        f"{os.cpu_count()} cores, {options.students} submissions each, ratios to stock nbgrader\n"
    )
    head = "notebook  way              wall s   CPU s  peak MB  largest   wall ratio  CPU ratio"
    print(head, "-" * len(head), sep="\n")
    for number in numbers:
        (folder,) = find_lessons(lessons, number)
        measure(read_lesson(folder), options.students, options.rounds, options.ways)


def measure(lesson: Lesson, students: int, rounds: int, ways: list[str]) -> None:
    """Measure one lesson's class and print its lines."""
    taken: dict[str, list[Taken]] = {way: [] for way in ways}
    scores = {}
    for _ in range(rounds):
        for way in ways:
            with tempfile.TemporaryDirectory() as place:
                root = Path(place)
                make_class(lesson, students, root, OUR_CONFIG if way == "ours" else STOCK_CONFIG)
                taken[way].append(timed(way, root, lesson.name))
                scores[way] = read_scores(root, lesson.name)
    for way in ways[1:]:
        differing = {k for k in scores[ways[0]] if scores[ways[0]][k] != scores[way].get(k)}
        if differing:
            raise SystemExit(f"{way} scores otherwise than {ways[0]}: {sorted(differing)[:5]}")
    best = {way: min(runs, key=lambda run: run.wall) for way, runs in taken.items()}
    base = best[ways[0]]
    for way, run in best.items():
        print(
            f"{lesson.name[:2]:<9} {way:<15} {run.wall:7.1f} {run.cpu:7.1f} {run.memory / 1e6:8.0f}"
            f" {run.process / 1e6:8.0f}"
            f"   {base.wall / run.wall:10.1f} {base.cpu / run.cpu:10.1f}",
            flush=True,
        )
    if "ours" in ways:
        print_split(lesson, best["ours"], students)


def make_class(lesson: Lesson, students: int, root: Path, config: str) -> None:
    """Write a course and a made-up class: each student draws an answer to each task.

    Seven in ten are right, in any of the catalogue's forms; the others are any of its mistakes.
    """
    (root / "nbgrader_config.py").write_text(config)
    build(lesson.folder, root / "source")
    api = open_course(root, root / "nbgrader_config.py")
    api.generate_assignment(lesson.name)
    released = root / "release" / lesson.name / f"{lesson.name}.ipynb"
    catalogue = read_catalogue(lesson)
    draw = random.Random(lesson.name)
    for number in range(students):
        nb = nbformat.read(released, as_version=4)
        drawn = {task.slug: drawn_answer(catalogue, task, draw) for task in lesson.tasks}
        for cell in nb.cells:
            slug = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = drawn.get(slug, cell.source)
        folder = root / "submitted" / f"s{number:04}" / lesson.name
        folder.mkdir(parents=True)
        nbformat.write(nb, folder / f"{lesson.name}.ipynb")


def drawn_answer(catalogue: Sequence[Answer], task: Task, draw: random.Random) -> str:
    """The text of one answer to a task."""
    right = draw.random() < RIGHT_SHARE
    mine = [answer for answer in catalogue if answer.slug == task.slug]
    known = [answer.source for answer in mine if answer.right == right]
    return draw.choice([task.answer, *known] if right else known)


def timed(way: str, root: Path, name: str) -> Taken:
    """Grade a class in a process of its own and measure it."""
    command = [sys.executable, "-m", "benchmarks.grading", "--run", way, str(root), name]
    return timed_command(command, REPOSITORY)


def timed_command(command: list[str], folder: Path) -> Taken:
    """Run a command in a folder and measure it; stop with its last words when it fails."""
    before, began = busy(), time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peak = [0, 0]
    sampler = threading.Thread(target=sample, args=(process.pid, peak), daemon=True)
    sampler.start()
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:3])} failed: {said[-500:]}")
    sampler.join()
    return Taken(time.monotonic() - began, busy() - before, *peak)


def busy() -> float:
    """Seconds that this machine's cores have worked."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


def sample(pid: int, peak: list[int]) -> None:
    """Keep the largest memory of a process with its descendants, and of one of them."""
    while psutil.pid_exists(pid):
        total = largest = 0
        try:
            tree = psutil.Process(pid)
            for process in [tree, *tree.children(recursive=True)]:
                try:
                    own = process.memory_full_info().uss
                    total, largest = total + own, max(largest, own)
                except (psutil.NoSuchProcess, psutil.AccessDenied):
                    continue
            if tree.status() == psutil.STATUS_ZOMBIE:
                return
        except psutil.NoSuchProcess:
            return
        peak[:] = max(peak[0], total), max(peak[1], largest)
        time.sleep(0.5)


def run(way: str, folder: str, name: str) -> None:
    """Grade a class in this process (the inner command)."""
    root = Path(folder)
    students = sorted(path.name for path in (root / "submitted").iterdir())
    if way == "ours":
        problems = [g for g in grade(config_of(root), name) if g.problem]
        if problems:
            raise SystemExit(str(problems[0]))
    elif way == "stock":
        stock(root, name, students)
    else:
        cores = os.cpu_count() or 1
        context = multiprocessing.get_context("fork")
        shares = [students[core::cores] for core in range(cores)]
        workers = [context.Process(target=stock, args=(root, name, share)) for share in shares]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if any(worker.exitcode for worker in workers):
            raise SystemExit("a stock process failed")


def config_of(root: Path) -> Config:
    return open_course(root, root / "nbgrader_config.py").config


def stock(root: Path, name: str, students: list[str]) -> None:
    """nbgrader's own Autograde, one student after the other in this living process."""
    api = open_course(root, root / "nbgrader_config.py")
    for student in students:
        result = api.autograde(name, student)
        if not result["success"]:
            raise SystemExit(str(result.get("log", ""))[-500:])


def read_scores(root: Path, name: str) -> dict[tuple[str, str], float | None]:
    """Every student's automatic score of every cell."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(name)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def print_split(lesson: Lesson, taken: Taken, students: int) -> None:
    """Say where our time goes, against the floor: the cells alone in a warm interpreter."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        make_class(lesson, min(students, 12), root, OUR_CONFIG)
        notebooks = [nbformat.read(p, as_version=4) for p in root.glob("submitted/*/*/*.ipynb")]
        source = nbformat.read(root / "source" / lesson.name / f"{lesson.name}.ipynb", 4)
        released = Released.of(
            nbformat.read(root / "release" / lesson.name / f"{lesson.name}.ipynb", 4)
        )
    locked = {c.metadata.nbgrader.grade_id: c.source for c in source.cells if is_check(c)}
    for nb in notebooks:
        for cell in nb.cells:
            if is_check(cell):
                cell.source = locked[cell.metadata.nbgrader.grade_id]
    began = time.perf_counter()
    zygote = Zygote()
    start = time.perf_counter() - began
    spent = dict.fromkeys(("fork", "cells", "checks"), 0.0)
    for nb in notebooks:
        began = time.perf_counter()
        texts = (released.open_cells, released.locked_cells)
        with Session(zygote, *texts, bound_names(tuple(locked.values())), 30) as session:
            session.run_locked("None", is_check=False)
            spent["fork"] += time.perf_counter() - began
            for cell in nb.cells:
                if cell.cell_type == "code":
                    began = time.perf_counter()
                    if is_check(cell):
                        session.run_locked(cell.source, True, HIDDEN in cell.source)
                    else:
                        session.run_open(cell.source)
                    kind = "checks" if is_check(cell) else "cells"
                    spent[kind] += time.perf_counter() - began
    zygote.close()
    mean = {kind: seconds / len(notebooks) for kind, seconds in spent.items()}
    rest = taken.cpu / students - sum(mean.values()) - start / students
    floor = floor_of(notebooks)
    print(
        f"          ours, s a notebook: start {start / students:.3f}, fork {mean['fork']:.3f}, "
        f"cells {mean['cells']:.3f}, checks {mean['checks']:.3f}, record and rest {rest:.3f}; "
        f"floor {floor:.3f}, CPU / floor {taken.cpu / students / floor:.2f}\n",
        flush=True,
    )


def floor_of(notebooks: list[nbformat.NotebookNode]) -> float:
    """CPU seconds of a notebook's cells alone, in forks of an interpreter that has all imports."""
    sources = [[c.source for c in nb.cells if c.cell_type == "code"] for nb in notebooks]
    program = (
        "import json, os, resource, sys\n"
        "import matplotlib\nmatplotlib.use('module://matplotlib_inline.backend_inline')\n"
        "import course.bank, course.charts, course.feedback\n"
        "from course.engine.cells import Cells\n"
        "cells = Cells()\n"
        "for sources in json.load(sys.stdin):\n"
        "    if os.fork() == 0:\n"
        "        for source in sources:\n"
        "            cells.run(source)\n"
        "        os._exit(0)\n"
        "    os.wait()\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "os.write(1, str(used.ru_utime + used.ru_stime).encode())\n"
    )
    single = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(sources),
        env=os.environ | single,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout) / len(notebooks)


if __name__ == "__main__":
    main()
