"""The glossaries of all notebooks as one page, English beside 中文."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode

from course.site.errors import SiteError

HEADER = re.compile(r"^\| *English *\| *中文 *\| *Meaning *\|$")
CELL_BORDER = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Entry:
    """One row of a notebook's glossary."""

    english: str
    chinese: str
    meaning: str
    notebook: str


def read_glossary(notebook: NotebookNode, name: str) -> list[Entry]:
    """Return the rows of a notebook's glossary table.

    Raises
    ------
    SiteError
        When the notebook ``name`` has no table ``| English | 中文 | Meaning |``, or a row of it
        has another number of columns.
    """
    for cell in notebook.cells:
        lines = cell.source.split("\n") if cell.cell_type == "markdown" else []
        for at, line in enumerate(lines):
            if HEADER.match(line.strip()):
                return list(_rows(lines[at + 2 :], name))
    raise SiteError(
        f"{name} has no glossary: its lesson needs a table | English | 中文 | Meaning |."
    )


def glossary_page(entries: Iterable[Entry]) -> str:
    """Return the page: terms from A to Z, each meaning with the notebook that gives it."""
    terms: dict[str, list[Entry]] = {}
    for entry in entries:
        terms.setdefault(entry.english.casefold(), []).append(entry)
    rows = [_row(terms[term]) for term in sorted(terms)]
    return "\n".join(
        [
            "# Glossary 词汇表",
            "",
            f"The {len(rows)} entries of the notebooks' glossaries. The number is the notebook.",
            "",
            "| English | 中文 | Meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _rows(lines: list[str], name: str) -> Iterable[Entry]:
    for line in lines:
        if not line.startswith("|"):
            return
        cells = [cell.strip() for cell in CELL_BORDER.split(line.strip())[1:-1]]
        if len(cells) != 3:
            raise SiteError(f"{name}: a glossary row needs 3 columns: {line!r}")
        yield Entry(cells[0], cells[1], cells[2], name)


def _row(entries: list[Entry]) -> str:
    chinese = "、".join(dict.fromkeys(entry.chinese for entry in entries))
    meanings: dict[str, list[str]] = {}
    for entry in entries:
        link = f"[{entry.notebook[:2]}](notebooks/{entry.notebook}.ipynb)"
        meanings.setdefault(entry.meaning, []).append(link)
    told = "; ".join(f"{meaning} ({', '.join(where)})" for meaning, where in meanings.items())
    return f"| {entries[0].english} | {chinese} | {told} |"
