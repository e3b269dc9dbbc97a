"""`cardpm grade --scheduler`: a real Dask scheduler, two worker processes, one of them killed."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading import sentences
from course.grading.many import CannotGradeError, Graded, grade

from . import small_class
from .small_class import LESSON, course_config, db_url, hand_in_class, scores

pytestmark = pytest.mark.slow
NAMES = ("ada", "ben", "eve", "ivo", "kim", "lee")
NOBODY_LISTENS = "tcp://127.0.0.1:9"

# Writes down, for each step of a notebook's task, the state it goes to and the worker it is on.
NOTES = """
import sys
from distributed.diagnostics.plugin import SchedulerPlugin


class Notes(SchedulerPlugin):
    def __init__(self, scheduler, path):
        self.tasks, self.path = scheduler.tasks, path

    def transition(self, key, start, finish, *args, **kwargs):
        task = self.tasks.get(key)
        worker = task.processing_on.name if task and task.processing_on else "-"
        with open(self.path, "a") as notes:
            print(start, finish, worker, file=notes)


def dask_setup(scheduler):
    scheduler.add_plugin(Notes(scheduler, "notes.txt"))
"""


class Cluster:
    """A scheduler and workers in a folder that holds no course."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        (folder / "notes.py").write_text(NOTES)
        address = folder / "address.json"
        self._scheduler = self._start(
            "scheduler", "--host=127.0.0.1", "--port=0", f"--scheduler-file={address}",
            "--preload=notes.py", "--no-dashboard",
        )  # fmt: skip
        while not address.exists() or not address.read_text():
            assert self._scheduler.poll() is None, self.log("scheduler")
            time.sleep(0.1)
        self.address = str(json.loads(address.read_text())["address"])

    def add(self, *names: str) -> None:
        """Start workers and wait until the scheduler knows them."""
        for name in names:
            self.workers[name] = self._start(
                "worker", self.address, "--nthreads=1", "--no-nanny", "--no-dashboard",
                f"--name={name}", log=name,
            )  # fmt: skip
        for name in names:
            while "Registered to:" not in self.log(name):
                assert self.workers[name].poll() is None, self.log(name)
                time.sleep(0.1)

    def _start(self, part: str, *arguments: str, log: str = "") -> "subprocess.Popen[bytes]":
        with (self._folder / f"{log or part}.log").open("wb") as file:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{part}", *arguments],
                cwd=self._folder,
                env=small_class.environment(),
                stdout=file,
                stderr=file,
            )

    def log(self, name: str) -> str:
        return (self._folder / f"{name}.log").read_text()

    def steps(self) -> list[list[str]]:
        """What `NOTES` wrote: from, to, worker."""
        notes = self._folder / "notes.txt"
        return [line.split() for line in notes.read_text().splitlines()] if notes.exists() else []

    def close(self) -> None:
        for process in [*self.workers.values(), self._scheduler]:
            process.terminate()
        for process in [*self.workers.values(), self._scheduler]:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    cluster = Cluster(folder)
    yield cluster
    cluster.close()


def test_worker_killed_in_the_middle(small_course: Path, cluster: Cluster) -> None:
    wanted = hand_in_class(small_course, NAMES, extra="import time\ntime.sleep(1.5)")
    cluster.add("stays", "falls")
    fell_at_work = []

    def kill() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            steps = cluster.steps()
            done = ["processing", "memory", "-"] in steps
            if done and ["waiting", "processing", "falls"] in steps[-2:]:
                cluster.workers["falls"].kill()
                fell_at_work.append(len(steps))
                return
            time.sleep(0.02)

    killer = threading.Thread(target=kill)
    config = course_config(small_course)
    config.SandboxedExecute.scheduler = cluster.address
    graders = subprocess.Popen(
        small_class.command("grade", "01", "--json", "--scheduler", cluster.address),
        cwd=small_course,
        env=small_class.environment() | {"PATH": "/nowhere"},  # no bubblewrap needed here
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    killer.start()
    out, said = graders.communicate()
    killer.join()
    assert graders.returncode == 0, said + out
    (told,) = json.loads(out)
    assert (told["graded"], told["problems"], told["attention"]) == (len(NAMES), [], [])
    (before,) = fell_at_work
    moved = [(start, finish) for start, finish, _ in cluster.steps()[before:]]
    assert any(start == "processing" and finish != "memory" for start, finish in moved)
    assert {worker for _, _, worker in cluster.steps()} >= {"stays", "falls"}
    assert scores(db_url(small_course)) == wanted
    # The same class graded here: the same scores and the same notebooks.
    there = {student: small_class.shown(small_course, student) for student in NAMES}
    done = grade(course_config(small_course), LESSON, force=True)
    assert done == [Graded(student) for student in NAMES]
    assert scores(db_url(small_course)) == wanted
    assert {student: small_class.shown(small_course, student) for student in NAMES} == there


def test_scheduler_that_is_not_there_is_one_line(small_course: Path) -> None:
    hand_in_class(small_course, NAMES[:1])
    began = time.monotonic()
    done = small_class.cardpm(small_course, "grade", "01", "--scheduler", NOBODY_LISTENS)
    assert time.monotonic() - began < 60
    assert done.returncode == 2
    said = sentences.NO_SCHEDULER.format(scheduler=NOBODY_LISTENS)
    assert done.stderr == f"cardpm grade: {said}\n"
    assert not (small_course / "autograded").exists()


@pytest.mark.parametrize("address", ["nonsense", "tcp://", "gopher://127.0.0.1:1"])
def test_address_that_is_none_is_one_line(small_course: Path, address: str) -> None:
    hand_in_class(small_course, NAMES[:1])
    config = course_config(small_course)
    config.SandboxedExecute.scheduler = address
    with pytest.raises(CannotGradeError) as caught:
        grade(config, LESSON)
    assert str(caught.value) == sentences.NO_SCHEDULER.format(scheduler=address)


def test_scheduler_without_workers_is_one_line(small_course: Path, cluster: Cluster) -> None:
    hand_in_class(small_course, NAMES[:1])
    config = course_config(small_course)
    config.SandboxedExecute.scheduler = cluster.address
    with pytest.raises(CannotGradeError) as caught:
        grade(config, LESSON)
    assert str(caught.value) == sentences.NO_WORKERS.format(scheduler=cluster.address)
