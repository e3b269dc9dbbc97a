"""One hand-in of each malformed kind, with the score and the sentence that it must lead to."""

import copy
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode

from .changes import (
    Change,
    adds,
    answers,
    cell,
    copies,
    for_r,
    labels,
    retype,
    skip_wrong_answer,
    strip,
    together,
    without,
)
from .course_of_malformed import HOMEWORK, POINTS, SOLVED

FULL = POINTS
NOTHING = dict.fromkeys(POINTS, 0)
NO_DOUBLE = NOTHING | {"half--even": 2, "half--odd": 3}
NO_HALF = NOTHING | {"double--small": 2, "double--large": 3}
STRAY = "02 作业 final.ipynb"
MANUAL = None  # the memo waits for an instructor


@dataclass(frozen=True)
class Case:
    """A hand-in: how it differs from an honest one, and what it must come to.

    ``told`` is a piece of the one sentence in the attention table (several: each in a sentence
    of its own); ``score`` None means that nothing can be graded; ``memo`` is its automatic score.
    """

    change: Change = lambda nb: None
    score: dict[str, int] | None = field(default_factory=lambda: FULL)
    told: tuple[str, ...] = ()
    memo: int | None = MANUAL
    files: Callable[[bytes], dict[str, bytes]] = lambda raw: {f"{HOMEWORK}.ipynb": raw}


def solve(release: NotebookNode) -> NotebookNode:
    """Fill a released notebook in as an honest student does."""
    nb = copy.deepcopy(release)
    for grade_id, source in SOLVED.items():
        cell(nb, grade_id).source = source
    return nb


def raw_files(case: Case, release: NotebookNode) -> dict[str, bytes]:
    """Return the files that a case hands in."""
    nb = solve(release)
    case.change(nb)
    return case.files(json.dumps(nb, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _as_format_3(raw: bytes) -> dict[str, bytes]:
    nb = nbformat.convert(nbformat.reads(raw.decode(), as_version=4), 3)
    return {f"{HOMEWORK}.ipynb": json.dumps(nb).encode()}


def _only(**content: bytes) -> Callable[[bytes], dict[str, bytes]]:
    return lambda raw: {f"{HOMEWORK}.ipynb": content["content"]}


def _redefined(value: str) -> Change:
    return adds(f"def check(*anything):\n    return {value}", before="double--small")


IN_DOUBLE = "def double(amounts):\n    {}\n    return [amount * 2 for amount in amounts]"
SWALLOWS = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
""".strip()
SWALLOWS_IN_DOUBLE = "def double(amounts):\n" + re.sub("^", "    ", SWALLOWS, flags=re.M)
LOUD = "print('x' * 2_000_000)"
PANDAS_WARNS = (
    "import pandas as pd\n\ndef double(amounts):\n"
    "    pd.to_datetime(['13/02/2025'])\n    return [amount * 2 for amount in amounts]"
)
MUTATES = (
    "def double(amounts):\n    for i, amount in enumerate(amounts):\n"
    "        amounts[i] = amount * 2\n    return amounts"
)
ODD_OUTPUT = "from IPython.display import display\ndisplay({'text/plain': 5}, raw=True)"

CASES = {
    "adam-honest": Case(),
    "answer-copied": Case(
        copies("double", "def double(a):\n    return [2 * x for x in a]"),
        told=("Copied cells: double;",),
    ),
    "answer-deleted": Case(without("double"), NO_DOUBLE, ("Answer cells are missing",)),
    "answer-lost-id": Case(labels("half", drop=("grade_id",)), told=("repaired: half",)),
    "cells-all-deleted": Case(
        lambda nb: nb.cells.clear(),
        NOTHING,
        (
            "put back: setup, double--small, double--large, half--even, half--odd",
            "Answer cells are missing",
            "written answers count 0 points",
        ),
        0,
    ),
    "check-copied": Case(copies("double--small"), told=("Copied cells: double--small;",)),
    "check-copied-twice": Case(
        together(copies("half--odd", "pass"), copies("half--odd"), answers(half="x")),
        NO_HALF,
        ("Copied cells: half--odd;", "had been edited"),
    ),
    "check-deleted": Case(
        without("double--small", "double--large"), told=("put back: double--small, double--large",)
    ),
    "check-edited": Case(
        together(lambda nb: cell(nb, "double--small").update(source="pass"), answers(double="x")),
        NO_DOUBLE,
        ("graded: double--small.",),
    ),
    "check-raises-other": Case(answers(double=IN_DOUBLE.format("1 / 0")), NO_DOUBLE),
    "exit-call": Case(adds("exit()"), told=("Cell 6 ended Python",)),
    "exit-in-function": Case(
        answers(double=IN_DOUBLE.format("__import__('os')._exit(1)")),
        NO_DOUBLE,
        (
            "(double--small) counts 0 points: the student's function ended",
            "(double--large) counts 0",
        ),
    ),
    "exit-top-level": Case(adds("import os\nos._exit(1)"), told=("Cell 6 ended Python",)),
    "file-empty": Case(score=NOTHING, told=("is empty",), memo=0, files=_only(content=b"")),
    "file-not-json": Case(
        score=NOTHING,
        told=("damaged",),
        memo=0,
        files=lambda raw: {f"{HOMEWORK}.ipynb": raw[: len(raw) // 2]},
    ),
    "file-not-notebook": Case(
        score=NOTHING, told=("no notebook",), memo=0, files=_only(content=b'{"a": 1}')
    ),
    "file-old-format": Case(files=_as_format_3, told=("old file format (3)",)),
    "kernel-wrong": Case(for_r, told=("saved for R;",)),
    "label-half": Case(
        together(
            labels("double--small", drop=("schema_version", "points", "grade")),
            labels("half--even", schema_version=1),
            labels("half--odd", schema_version=99, points="many"),
        ),
        told=("repaired: double--small, half--even, half--odd",),
    ),
    "label-stripped": Case(lambda nb: strip(nb, ids=False), told=("repaired: setup, double",)),
    "label-stripped-ids": Case(
        lambda nb: strip(nb, ids=True),
        told=("put back", "Answer cells", "written answers"),
        memo=0,
    ),
    "loop-in-function": Case(
        answers(double=IN_DOUBLE.format("while True: pass")),
        NO_DOUBLE,
        (
            "(double--small) counts 0 points: the student's function did not",
            "(double--large) counts",
        ),
    ),
    "loop-swallows": Case(adds(SWALLOWS), told=("Cell 6 could not be stopped",)),
    "loop-swallows-in-function": Case(
        answers(double=SWALLOWS_IN_DOUBLE),
        NO_DOUBLE,
        (
            "(double--small) counts 0 points: the student's function did not",
            "(double--large) counts",
        ),
    ),
    "loop-top-level": Case(adds("while True:\n    pass"), told=("Cell 6 ran over",)),
    "mark-in-answer": Case(answers(double=f"### BEGIN HIDDEN TESTS\n{SOLVED['double']}")),
    "memo-deleted": Case(without("decision-memo"), told=("written answers count 0",), memo=0),
    "mutates-argument": Case(answers(double=MUTATES)),
    "name-missing": Case(
        score=None,
        told=("hw1.ipynb is missing in submitted/name-missing/hw1",),
        files=lambda raw: {},
    ),
    "name-stray": Case(score=None, told=(f"{STRAY!r}: rename it",), files=lambda raw: {STRAY: raw}),
    "name-stray-extra": Case(
        told=("Not graded, because only hw1.ipynb counts: 'hw1-Copy1.ipynb'",),
        files=lambda raw: {f"{HOMEWORK}.ipynb": raw, "hw1-Copy1.ipynb": raw},
    ),
    "output-2-mb": Case(together(answers(double=IN_DOUBLE.format(LOUD)), adds(LOUD))),
    "output-odd": Case(adds(ODD_OUTPUT)),
    "prints-arguments": Case(answers(double=IN_DOUBLE.format("print(amounts)"))),
    # Checks run in a process of their own: what the student makes of their tools is not seen.
    "redefines-check": Case(_redefined("99")),
    "redefines-check-wrong-answer": Case(
        together(_redefined("None"), answers(double="x")), NO_DOUBLE
    ),
    "shadows-print": Case(adds("print = None\n_ = 7")),
    "source-no-text": Case(lambda nb: nb.cells[1].update(source=7), told=("content was no text",)),
    "syntax-error": Case(answers(double="def double(:"), NO_DOUBLE),
    "tag-skips-check": Case(skip_wrong_answer, NO_DOUBLE),
    "type-changed": Case(
        retype, told=("changed back: double, half--even, half--odd, decision-memo",)
    ),
    "warns": Case(answers(double=PANDAS_WARNS)),
    "zoe-honest": Case(),
}
