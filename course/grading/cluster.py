"""Run notebooks on a Dask cluster: workers need this package, no course folder or gradebook."""

from functools import cache

import nbformat
from distributed import Client

from course.engine.zygotes import running
from course.grading.execution import Beside, Limits, Released, execute

# A notebook whose worker cannot run it goes to another so often; one whose worker is killed does
# so by Dask's own setting (distributed.scheduler.allowed-failures, 3).
RETRIES = 3
# Whether there is a scheduler shows soon; one that imports this package, as it does at the first
# notebook, may take long to answer.
TRY_SECONDS, CONNECT_SECONDS = 10, 120


def places(scheduler: str) -> int:
    """How many notebooks a cluster runs at once.

    Raises
    ------
    OSError
        When the scheduler cannot be reached.
    """
    return sum(_client(scheduler, TRY_SECONDS).nthreads().values())


def execute_there(
    scheduler: str,
    notebook: str,
    released: Released,
    limits: Limits,
    allow_unsandboxed: bool,
    beside: Beside,
) -> tuple[str, list[str]]:
    """Run a notebook on whichever worker is free.

    Parameters
    ----------
    scheduler : str
        Address of the Dask scheduler, such as ``tcp://10.0.0.5:8786``.
    notebook : str
        The healed notebook as JSON.
    released, limits, allow_unsandboxed, beside
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
    work = (notebook, released, limits, allow_unsandboxed, beside)
    task = _client(scheduler, CONNECT_SECONDS).submit(
        execute_here, *work, pure=False, retries=RETRIES
    )
    # Were no worker left, Dask would wait for ever.
    result: tuple[str, list[str]] = task.result(timeout=(RETRIES + 1) * limits.all_seconds)
    return result


@cache
def _client(scheduler: str, seconds: float) -> Client:
    return Client(scheduler, set_as_default=False, timeout=seconds)


def execute_here(
    notebook: str, released: Released, limits: Limits, allow_unsandboxed: bool, beside: Beside
) -> tuple[str, list[str]]:
    """Run a notebook in this process's own sandbox (what a worker does)."""
    nb = nbformat.reads(notebook, as_version=4)
    notes = execute(nb, released, running(allow_unsandboxed), limits, beside)
    return nbformat.writes(nb), notes
