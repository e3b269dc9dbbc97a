"""Read what a student handed in, whatever it is, as a valid notebook of format 4.5."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode

from course.grading import sentences
from course.language import say

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
CELL_TYPES = ("code", "markdown", "raw")
# What Windows programs in China and in Europe save when they don't save UTF-8.
FALLBACK_ENCODINGS = ("gb18030", "latin-1")


class UnreadableError(Exception):
    """No notebook can be made of the file; the message is a sentence for its student."""


@dataclass(frozen=True)
class Reading:
    """A notebook (valid, format 4.5, unique cell ids, no outputs: grading makes its own), one
    sentence for each thing that was wrong, and whether it stands in for an unreadable file.
    """

    notebook: NotebookNode
    notes: list[str]
    is_stand_in: bool = False


def read_notebook(raw: bytes) -> Reading:
    """Read the bytes of a notebook file; if that is impossible, give a stand-in that says why."""
    try:
        content, notes = _parse(raw)
        return Reading(_notebook(content, notes), notes)
    except UnreadableError as problem:
        return _stand_in(problem.args[0])


def refused_link() -> Reading:
    """Give a stand-in for a hand-in that is a link to a file elsewhere."""
    return _stand_in(say(sentences.LINK))


def _stand_in(said: str) -> Reading:
    nb = _new_notebook([new_cell("markdown", said, "unreadable")], NotebookNode())
    return Reading(nb, [said], is_stand_in=True)


def new_cell(
    kind: str, source: str, cell_id: str, metadata: NotebookNode | None = None
) -> NotebookNode:
    """Make a cell of type ``code``, ``markdown`` or ``raw``.

    nbformat's own makers refuse what a student may hand in, and draw ids at random.
    """
    kept = NotebookNode() if metadata is None else metadata
    cell = NotebookNode(id=cell_id[:64], cell_type=kind, metadata=kept, source=source)
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    return cell


def make_ids_unique(nb: NotebookNode) -> None:
    """Give every cell a legal id of its own; the first holder of an id keeps it."""
    taken: set[str] = set()
    for number, cell in enumerate(nb.cells):
        wish = str(cell.get("id", ""))
        if not CELL_ID.fullmatch(wish) or wish in taken:
            wish = next(name for name in _spare_ids(number) if name not in taken)
        cell["id"] = wish
        taken.add(wish)


def _spare_ids(number: int) -> Iterator[str]:
    name = f"cell-{number}"
    while True:
        yield name
        name += "-again"


def _parse(raw: bytes) -> tuple[Any, list[str]]:
    if not raw.strip(b" \t\r\n\0" + codecs.BOM_UTF8):
        raise UnreadableError(say(sentences.EMPTY))
    utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        usual = "utf-16" if utf16 else "utf-8-sig"
        return _loads(raw.decode(usual)), [_saved_as(usual)] if utf16 else []
    except UnicodeDecodeError:
        pass
    except (ValueError, RecursionError) as error:
        raise UnreadableError(say(sentences.NOT_JSON, problem=error)) from error
    for encoding in FALLBACK_ENCODINGS:
        try:
            return _loads(raw.decode(encoding)), [_saved_as(encoding)]
        except (ValueError, RecursionError):
            continue
    raise UnreadableError(say(sentences.NOT_JSON, problem=say(sentences.NO_TEXT_FILE)))


def _saved_as(encoding: str) -> str:
    return say(sentences.OTHER_ENCODING, encoding=encoding.upper())


def _loads(text: str) -> Any:
    """Parse JSON; half of a surrogate pair, legal in JSON but not in UTF-8, becomes ``?``."""
    content = json.loads(text)
    if "\\ud" in text.lower():
        content = json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    return content


def _notebook(content: Any, notes: list[str]) -> NotebookNode:
    if isinstance(content, dict) and "worksheets" in content:
        content = _converted(content, notes)
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise UnreadableError(say(sentences.NOT_A_NOTEBOOK))
    written = [cell for cell in content["cells"] if isinstance(cell, dict)]
    nb = _new_notebook([_cell(cell) for cell in written], _dict(content, "metadata"))
    # nbconvert takes a left-over `language` for text and stops at anything else.
    nb.metadata.pop("language", None)
    make_ids_unique(nb)
    if not nbformat.validator.isvalid(nb, version=4, version_minor=5):
        _strip(nb)
    if odd := len(content["cells"]) - len(written):
        notes.append(say(sentences.NO_CELL, count=odd))
    if blank := sum(_text(cell) is None for cell in written):
        notes.append(say(sentences.NO_TEXT, count=blank))
    return nb


def _new_notebook(cells: list[NotebookNode], metadata: NotebookNode) -> NotebookNode:
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=metadata, cells=cells)


def _converted(content: dict[str, Any], notes: list[str]) -> NotebookNode:
    try:
        nb = nbformat.reads(json.dumps(content), as_version=4)
    except Exception as error:  # the converters raise whatever a malformed notebook leads to
        raise UnreadableError(say(sentences.NOT_A_NOTEBOOK)) from error
    notes.append(say(sentences.OLD_FORMAT, version=content.get("nbformat", "3")))
    return nb


def _cell(written: dict[str, Any]) -> NotebookNode:
    kind = written.get("cell_type")
    cell = new_cell(
        kind if kind in CELL_TYPES else "raw",
        _text(written) or "",
        str(written.get("id", "")),
        _dict(written, "metadata"),
    )
    if cell.cell_type != "code" and isinstance(written.get("attachments"), dict):
        cell["attachments"] = nbformat.from_dict(written["attachments"])
    return cell


def _text(written: dict[str, Any]) -> str | None:
    source = written.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _dict(holder: dict[str, Any], key: str) -> NotebookNode:
    value = holder.get(key)
    return nbformat.from_dict(value if isinstance(value, dict) else {})


def _strip(nb: NotebookNode) -> None:
    """Drop all that the notebook format may refuse; what grading needs stays."""
    nb.metadata = NotebookNode()
    for cell in nb.cells:
        cell.pop("attachments", None)
        labels = {key: value for key, value in cell.metadata.items() if key == "nbgrader"}
        cell.metadata = NotebookNode(labels)
