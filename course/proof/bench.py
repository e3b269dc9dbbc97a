"""Run answers against a task's checks, each in a fresh process.

A warm process executes the lesson once (setup, worked examples, all reference answers) and then
forks for each answer: a fork is as fresh as a new interpreter and takes milliseconds instead of a
second. The warm process is a subprocess of its own (``python -m course.proof.bench``), so that the
caller may have threads.
"""

import contextlib
import io
import json
import linecache
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, TextIO

WALL_SECONDS = 60
MEMORY_BYTES = 4 * 2**30


@dataclass(frozen=True)
class Trial:
    """An answer to put on the bench: its source, the function it defines, the checks to run."""

    key: str
    function: str
    source: str
    checks: tuple[tuple[str, str], ...]
    stop_at_first: bool = False


@dataclass(frozen=True)
class Result:
    """What one check said: ``outcome`` is empty when it passed, else the exception's class."""

    check: str
    outcome: str
    message: str

    @property
    def passed(self) -> bool:
        return not self.outcome


def run_trials(
    cells: Iterable[str], trials: Iterable[Trial], jobs: int
) -> Iterator[tuple[str, list[Result]]]:
    """Run each trial after the cells and yield ``(key, results)`` as they finish.

    Parameters
    ----------
    cells : iterable of str
        The lesson's cells, run once, in order.
    trials : iterable of Trial
    jobs : int
        How many answers run at once.

    Raises
    ------
    RuntimeError
        When a cell of the lesson itself fails.
    """
    # One BLAS thread: forks don't inherit threads, and jobs share the cores already.
    single = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
    process = subprocess.Popen(
        [sys.executable, "-m", "course.proof.bench"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **single, "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0"},
    )
    assert process.stdin and process.stdout
    with process:
        order = {"cells": list(cells), "trials": [asdict(t) for t in trials], "jobs": jobs}
        json.dump(order, process.stdin)
        process.stdin.close()
        for line in process.stdout:
            answer = json.loads(line)
            if "fault" in answer:
                raise RuntimeError(answer["fault"])
            yield answer["key"], [Result(**result) for result in answer["results"]]
    if process.returncode:
        raise RuntimeError(f"The proof's bench ended with code {process.returncode}.")


def _main(orders: TextIO, answers: TextIO) -> None:
    order = json.load(orders)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for position, source in enumerate(order["cells"]):
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                _execute(source, f"<cell {position}>", namespace)
        except Exception as error:
            where = f"{source[:60]!r}: {type(error).__name__}: {error}"
            print(json.dumps({"fault": f"A cell of the lesson fails: {where}"}), file=answers)
            return
    for key, results in _in_forks(order["trials"], namespace, order["jobs"]):
        print(json.dumps({"key": key, "results": results}), file=answers, flush=True)


def _in_forks(
    trials: list[dict[str, Any]], namespace: dict[str, Any], jobs: int
) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Keep ``jobs`` forks busy; a fork that outlives its time is killed."""
    waiting = list(reversed(trials))
    running: dict[int, tuple[dict[str, Any], int, float, bytearray]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            trial = waiting.pop()
            child, pipe = _fork(trial, namespace)
            running[pipe] = (trial, child, time.monotonic() + WALL_SECONDS, bytearray())
        ready, _, _ = select.select(list(running), [], [], 1.0)
        for pipe, (trial, child, deadline, heard) in list(running.items()):
            chunk = os.read(pipe, 65536) if pipe in ready else None
            if chunk:
                heard += chunk
                continue
            if chunk is None and time.monotonic() < deadline:
                continue
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(pipe)
            del running[pipe]
            yield trial["key"], _results(trial, bytes(heard))


def _results(trial: dict[str, Any], heard: bytes) -> list[dict[str, str]]:
    """Read a fork's lines; checks it never came to count as failed with the process."""
    results = [json.loads(line) for line in heard.decode().splitlines() if line.endswith("}")]
    if not results or not (trial["stop_at_first"] and results[-1]["outcome"]):
        for check, _ in trial["checks"][len(results) :]:
            results.append(asdict(Result(check, "ProcessEnded", "The process ended or hung.")))
    return results


def _fork(trial: dict[str, Any], namespace: dict[str, Any]) -> tuple[int, int]:
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    os.close(reader)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    with os.fdopen(writer, "w", encoding="utf-8") as answers:
        try:
            _try_out(trial, namespace, answers)
        finally:
            answers.flush()
            os._exit(0)
    raise AssertionError("a fork never returns")


def _try_out(trial: dict[str, Any], namespace: dict[str, Any], answers: TextIO) -> None:
    # Without the reference in place, an answer that defines nothing is found out.
    namespace.pop(trial["function"], None)
    with contextlib.suppress(Exception, SystemExit):
        _execute(trial["source"], "<answer>", namespace)
    for check, source in trial["checks"]:
        outcome, message = "", ""
        try:
            _execute(source, f"<check {check}>", namespace)
        except BaseException as error:
            outcome, message = type(error).__name__, str(error)
        print(json.dumps(asdict(Result(check, outcome, message))), file=answers, flush=True)
        if outcome and trial["stop_at_first"]:
            return


def _execute(source: str, name: str, namespace: dict[str, Any]) -> None:
    # Messages to students quote their line, which Python looks up in this cache.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), namespace)


if __name__ == "__main__":
    _main(sys.stdin, sys.stdout)
