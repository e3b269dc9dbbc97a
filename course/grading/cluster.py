"""Run notebooks on a Dask cluster: its workers need this package, no course folder, no gradebook."""

from functools import cache

import nbformat
from distributed import Client

from course.engine.zygotes import running
from course.grading.execution import Limits, Released, execute

# A worker that is killed takes its notebook with it; Dask gives it to another so often.
RETRIES = 3


def execute_there(
    scheduler: str, notebook: str, released: Released, limits: Limits, allow_unsandboxed: bool
) -> tuple[str, list[str]]:
    """Run a notebook on whichever worker is free.

    Parameters
    ----------
    scheduler : str
        Address of the Dask scheduler, such as ``tcp://10.0.0.5:8786``.
    notebook : str
        The healed notebook as JSON.
    released, limits, allow_unsandboxed
        As for `course.grading.execution.execute` and its traits.

    Returns
    -------
    tuple of (str, list of str)
        The executed notebook as JSON, and the sentences for the instructor.

    Raises
    ------
    OSError
        When the scheduler cannot be reached.
    """
    task = _client(scheduler).submit(
        execute_here, notebook, released, limits, allow_unsandboxed, pure=False, retries=RETRIES
    )
    result: tuple[str, list[str]] = task.result()
    return result


@cache
def _client(scheduler: str) -> Client:
    return Client(scheduler, set_as_default=False)


def execute_here(
    notebook: str, released: Released, limits: Limits, allow_unsandboxed: bool
) -> tuple[str, list[str]]:
    """Run a notebook in this process's own sandbox (what a worker does)."""
    nb = nbformat.reads(notebook, as_version=4)
    notes = execute(nb, released, running(allow_unsandboxed), limits)
    return nbformat.writes(nb), notes
