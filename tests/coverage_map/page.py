"""The map as a page: docs/coverage.md."""

from collections.abc import Iterable, Iterator

from coverage_map.course_map import WORKED_EXAMPLE, Course, Notebook, Row
from coverage_map.rules import STEM

INTRODUCTION = """\
# What the course covers

Each claim of the commissioned brief leads to what you can do, the task that grades it, its data
(tables of the bank's [data dictionary](../course/bank/data/data_dictionary.csv), or small tables in
the notebook) and its *oracles*: opinions in `tests/oracles/` that are independent of the reference
solution and agree with it. Memos are graded by hand; their last column names criteria of the
rubric.

`make coverage` writes this page from the lessons, their `coverage.toml`, `claims.toml` and the
oracles; a test fails when it is out of date or when a claim has no counterpart."""


def page(course: Course) -> str:
    """Write the whole page; the same course gives the same bytes."""
    parts = [INTRODUCTION, "## Notebooks", _notebooks(course), "## What builds on what"]
    parts += [_graph(course), _list(course)]
    for notebook in course.notebooks:
        parts += [f"## {notebook.title}", _claims(notebook.number, course), _rows(notebook)]
    return "\n\n".join(parts) + "\n"


def _notebooks(course: Course) -> str:
    head = ("", "you need", "minutes", "points", "tasks", "wrong answers", "right answers")
    rows = [
        (
            _link(notebook, notebook.number),
            notebook.prerequisites,
            str(notebook.minutes),
            f"{notebook.points:g}",
            f"{len(notebook.tasks)} and a memo" if notebook.memo else str(len(notebook.tasks)),
            str(notebook.wrong),
            str(notebook.right),
        )
        for notebook in course.notebooks
    ]
    books = course.notebooks
    total = (
        "all",
        "",
        str(sum(book.minutes for book in books)),
        f"{sum(book.points for book in books):g}",
        f"{sum(len(book.tasks) for book in books)} and {sum(bool(b.memo) for b in books)} memos",
        str(sum(book.wrong for book in books)),
        str(sum(book.right for book in books)),
    )
    return "\n".join(_table(head, [*rows, total]))


def _graph(course: Course) -> str:
    lines = ["```mermaid", "graph LR"]
    for notebook in course.notebooks:
        lines.append(f'  n{notebook.number}["{notebook.title}"]')
        lines += [f"  n{earlier} --> n{notebook.number}" for earlier in notebook.builds_on]
    return "\n".join([*lines, "```"])


def _list(course: Course) -> str:
    alone = [book.number for book in course.notebooks if not book.builds_on]
    lines = [f"- {', '.join(alone)}: no other notebook is needed"]
    for book in course.notebooks:
        if book.builds_on:
            lines.append(f"- {book.number} builds on {', '.join(book.builds_on)}")
    return "\n".join(lines)


def _claims(number: str, course: Course) -> str:
    lines = []
    for claim in course.claims:
        if claim.competency == number:
            also = [
                f"{_link(book, book.number)} {', '.join(tasks)}"
                for book in course.notebooks
                if book.number != number
                and (tasks := [row.task for row in book.rows if claim.id in row.claims])
            ]
            more = f" Also in {'; '.join(also)}." if also else ""
            lines.append(f"- **{claim.id}** {claim.text}.{more}")
    return "\n".join(lines)


def _rows(notebook: Notebook) -> str:
    head = ("claims", STEM.strip() + " …", "task", "data", "oracles")
    rows = [
        (
            ", ".join(row.claims),
            row.objective.removeprefix(STEM).removesuffix("."),
            _link(notebook, row.task),
            ", ".join(name if name == WORKED_EXAMPLE else f"`{name}`" for name in row.data),
            _compared(row, notebook),
        )
        for row in notebook.rows
    ]
    return "\n".join(_table(head, rows))


def _compared(row: Row, notebook: Notebook) -> str:
    if row.criteria:
        named = {name for names in row.criteria.values() for name in names}
        return "; ".join(
            f"{name} ({', '.join(c for c, names in row.criteria.items() if name in names)})"
            for name in notebook.rubric
            if name in named
        )
    return ", ".join(notebook.oracles.get(row.task, ())) or "**none yet**"


def _link(notebook: Notebook, words: str) -> str:
    return f"[{words}](../course/lessons/{notebook.name}/lesson.py)"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(head)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
