"""The passages of a notebook, and a released notebook in another language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course.press.rules import BEGIN, END
from course.translation.code import messages, rewrite_code
from course.translation.prose import is_prose, rewrite_markdown

# What a check tells is looked up while it runs; its cell stays as it is, byte for byte.
TOLD, TOLD_HIDDEN = "message", "message of a hidden check"
TEXT, WORDS, STUB, ALT = "text", "words in code", "stub", "picture in words"

_SOLUTION = re.compile(rf"^( *){BEGIN}\n.*?^ *{END}$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """One text to translate, the cell it stands in, and what it is."""

    text: str
    cell: str
    kind: str


def passages(notebook: NotebookNode) -> Iterator[Passage]:
    """Yield what an instructor's notebook has to translate, in order; repeats included."""
    for cell in notebook.cells:
        kind = _kind(cell)
        if kind in (TOLD, TOLD_HIDDEN):
            yield from (Passage(text, cell.id, kind) for text in messages(cell.source))
            continue
        found: list[tuple[str, str]] = []

        def note(text: str, of: str, found: list[tuple[str, str]] = found) -> str:
            found.append((of, text))
            return text

        _rewrite(_without_solution(cell), kind, note)
        yield from (Passage(text, cell.id, of) for of, text in found)


def translate(notebook: NotebookNode, language: str, word: Callable[[str], str]) -> None:
    """Put a released notebook into another language, in place.

    Checks, the setup cell and the memo's place stay byte for byte. A cell before the setup tells
    the kernel which language to speak; the notebook's metadata tells the grader.

    Parameters
    ----------
    notebook : NotebookNode
    language : str
        As `course.language.speak` takes it.
    word : callable
        A passage to its translation.
    """
    for cell in notebook.cells:
        kind = _kind(cell)
        if kind not in (TOLD, TOLD_HIDDEN):
            _rewrite(cell, kind, lambda text, of: word(text))
    code = [number for number, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    source = f'from course.language import speak\n\nspeak("{language}")'
    spoken = new_code_cell(source, id="language")
    notebook.cells.insert(code[0], spoken)
    notebook.metadata["cardpm"] = {"language": language}


def _kind(cell: NotebookNode) -> str:
    """What a cell has to translate; empty for one that stays as it is."""
    labels = cell.metadata.get("nbgrader", {})
    if cell.cell_type == "code" and labels.get("grade"):
        return TOLD_HIDDEN if cell.source.startswith("# Hidden check") else TOLD
    if labels.get("locked") or labels.get("grade"):
        return ""
    if cell.cell_type == "markdown":
        return TEXT
    return STUB if labels.get("solution") else WORDS


def _rewrite(cell: NotebookNode, kind: str, rewrite: Callable[[str, str], str]) -> None:
    if kind == TEXT:
        cell.source = rewrite_markdown(cell.source, lambda text: rewrite(text, TEXT))
    elif kind in (STUB, WORDS):
        cell.source = rewrite_code(cell.source, lambda text: rewrite(text, kind), kind == WORDS)
    if is_prose(cell.metadata.get("alt", "")):
        cell.metadata["alt"] = rewrite(cell.metadata["alt"], ALT)


def _without_solution(cell: NotebookNode) -> NotebookNode:
    copy = NotebookNode(cell)
    copy.source = _SOLUTION.sub(r"\1raise NotImplementedError()", cell.source)
    copy.metadata = NotebookNode(cell.metadata)
    return copy
