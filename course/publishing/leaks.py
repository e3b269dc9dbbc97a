"""Nothing that students receive may hold a solution, a hidden check or an oracle.

The secrets of a lesson are lines. A line leaks when a file that students receive holds it.
"""

import ast
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from course.press.lesson import Lesson
from course.press.rules import BEGIN, END

# Shorter lines (`return total`, `else:`) are everybody's and tell nothing.
TELLING = 20
# A line this long is not written twice by chance.
REVEALING = 40
# So is the opening of a call without its arguments: `return pd.DataFrame(`.
OPENING = re.compile(r"((return|raise) |\w+ = )?[\w.]+[(\[{]")
MARKS = re.compile(r"^\s*#+ *(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS)", re.MULTILINE)
FORBIDDEN_PATHS = re.compile(r"(^|/)((lessons|tests|source)/|answers\.py$|survivors\.toml$)")


@dataclass(frozen=True)
class Leak:
    """A secret line, or a forbidden path, in a file that students receive."""

    file: str
    line: str

    def __str__(self) -> str:
        return f"{self.file} holds {self.line!r}"


def secret_lines(lesson: Lesson) -> set[str]:
    """Return the telling lines of solutions, hidden checks and the reference memo.

    Short lines that the lesson also shows to students are left out; a long line of a solution
    stays a secret even then, for it has no business in a worked example.
    """
    shown = shown_lines(lesson)
    solutions: set[str] = set()
    others: set[str] = set()
    for cell in lesson.cells:
        if "answer" in cell.words:
            solutions |= telling_lines(cell.source.partition(BEGIN)[2].partition(END)[0])
        elif "memo" in cell.words:
            others |= telling_lines(cell.source)
        elif cell.words.get("hidden"):
            others |= telling_lines(_without_docstring(cell.source))
    return (others - shown) | {s for s in solutions if s not in shown or len(s) >= REVEALING}


def shown_lines(lesson: Lesson) -> set[str]:
    """Return the telling lines that the lesson shows to students: stubs, prose, visible cells."""
    shown: set[str] = set()
    for cell in lesson.cells:
        if "answer" in cell.words:
            before, _, rest = cell.source.partition(BEGIN)
            shown |= telling_lines(before + rest.partition(END)[2])
        elif "memo" not in cell.words and not cell.words.get("hidden"):
            shown |= telling_lines(cell.source)
    return shown


def telling_lines(text: str) -> set[str]:
    """Return the stripped lines of a text that are long enough to give something away."""
    lines = {line.strip() for line in text.splitlines()}
    return {
        line
        for line in lines
        if len(line) >= TELLING
        and not line.startswith(("import ", "from ", "#"))
        and not OPENING.fullmatch(line)
    }


def find_leaks(files: Iterable[tuple[str, str]], secrets: set[str]) -> Iterator[Leak]:
    """Yield each leak in ``(path, text)`` pairs."""
    for path, text in files:
        if FORBIDDEN_PATHS.search(path):
            yield Leak(path, "a file that students must not receive")
        for mark in sorted(set(MARKS.findall(text))):
            yield Leak(path, mark.strip())
        for line in sorted(telling_lines(text) & secrets):
            yield Leak(path, line)


def notebook_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the files below a release folder; a notebook's text is the text of its cells."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder.parent)), _text(path.name, path.read_bytes())


def archive_files(archive: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a zip or wheel, and of the archives inside it."""
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if name.endswith((".whl", ".zip")):
                inner = archive.parent / f".{Path(name).name}"
                inner.write_bytes(opened.read(name))
                try:
                    yield from archive_files(inner)
                finally:
                    inner.unlink()
            else:
                yield name, _text(name, opened.read(name))


def _text(name: str, content: bytes) -> str:
    text = content.decode("utf-8", errors="replace")
    if not name.endswith(".ipynb"):
        return text
    notebook = nbformat.reads(text, as_version=4)
    outputs = [str(cell.get("outputs", "")) for cell in notebook.cells]
    return "\n".join([*(cell.source for cell in notebook.cells), *outputs])


def _without_docstring(source: str) -> str:
    body = ast.parse(source).body
    first = body[0].end_lineno if body else 0
    return "\n".join(source.splitlines()[first:])
