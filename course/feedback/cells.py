"""Find the line of the student's cell in which an exception happened."""

import linecache
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class CellLine:
    """A line of a cell: its number, counted from 1 in the cell, and its text (may be empty)."""

    number: int
    text: str


@dataclass(frozen=True)
class Whence:
    """Where an exception came from, told by the process that it happened in.

    A grading engine that runs the student's code elsewhere sets it as the exception's `whence`.
    """

    line: CellLine | None
    in_library: bool


def line_of(
    trace: TracebackType | None, namespace: Mapping[str, Any], check_cell: str
) -> CellLine | None:
    """Return the innermost line of the student's in a traceback, None if there is none.

    Cells run with the notebook's globals, library code does not. The check cell's own code (a
    function among the inputs, say) has the same globals and is left out by its file name.
    """
    found = None
    for step in _steps(trace):
        code = step.tb_frame.f_code
        if step.tb_frame.f_globals is namespace and code.co_filename != check_cell:
            found = step
    if found is None:
        return None
    text = linecache.getline(found.tb_frame.f_code.co_filename, found.tb_lineno).strip()
    return CellLine(found.tb_lineno, text)


def ran_in(trace: TracebackType | None, namespace: Mapping[str, Any]) -> bool:
    """Return whether the innermost frame of a traceback ran with these globals."""
    steps = list(_steps(trace))
    return bool(steps) and steps[-1].tb_frame.f_globals is namespace


def _steps(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next
