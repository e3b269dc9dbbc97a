"""Tables that both spreadsheets and learning management systems read."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from course.language import say
from course.lms import sentences
from course.lms.marks import ExportError

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection; CWE-1236).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet might run this text."""
    return text.lstrip(" ").startswith(FORMULA)


def plain(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe before what begins as a formula."""
    return f"'{text}" if starts_formula(text) else text


def points(number: float) -> str:
    """Return points with at most two decimals and a decimal point: ``87.5``."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def write_table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file whole or not at all.

    UTF-8 with a byte order mark: Excel takes a file without one for the system's own encoding,
    and Canvas and Moodle skip it.

    Raises
    ------
    ExportError
        When its folder cannot be written to.
    """
    # Beside it, so that it can be moved in one step.
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ExportError(say(sentences.NO_FOLDER, folder=path.parent)) from error
