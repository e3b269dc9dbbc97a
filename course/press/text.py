"""Read py:percent text into cells. jupytext does the parsing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import jupytext

from course.press.errors import LessonError


@dataclass(frozen=True)
class Cell:
    """One cell of a text: its source and the words of its header, such as ``answer="…"``."""

    kind: str
    source: str
    words: Mapping[str, object] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """Return a header word as text, or an empty string when the header lacks it."""
        return str(self.words.get(name, ""))


def read_cells(path: Path) -> list[Cell]:
    """Read the cells of a py:percent file.

    Raises
    ------
    LessonError
        When the file is missing or is not UTF-8.
    """
    try:
        notebook = jupytext.read(path, fmt="py:percent")
    except FileNotFoundError:
        raise LessonError(f"{path} does not exist: every lesson folder needs it.") from None
    except UnicodeDecodeError:
        raise LessonError(f"{path} is not UTF-8 text: save it as UTF-8.") from None
    return [Cell(cell.cell_type, cell.source, _words(cell.metadata)) for cell in notebook.cells]


def _words(metadata: Mapping[str, object]) -> dict[str, object]:
    # jupytext keeps notes for its own round trip among the words.
    return {key: value for key, value in metadata.items() if key != "lines_to_next_cell"}
