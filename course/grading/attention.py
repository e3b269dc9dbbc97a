"""What an instructor should look at after autograding, read from the course folder."""

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from course.grading import sentences
from course.grading.notes import read_notes
from course.language import say


def attention(root: str | Path, assignment: str) -> pd.DataFrame:
    """List everything about an assignment's submissions that needs an instructor's eye.

    Parameters
    ----------
    root : str or Path
        The course folder, with ``release/``, ``submitted/`` and ``autograded/``.
    assignment : str
        The assignment's id.

    Returns
    -------
    DataFrame
        Columns ``student`` and ``sentence``, by student; empty when all is well.
    """
    root = Path(root)
    folders = sorted((root / "submitted").glob(f"*/{assignment}"))
    rows = [
        (folder.parent.name, sentence)
        for folder in folders
        if folder.is_dir()
        for sentence in _about(folder, root, assignment)
    ]
    return pd.DataFrame(rows, columns=["student", "sentence"], dtype=object)


def _about(folder: Path, root: Path, assignment: str) -> Iterator[str]:
    student = folder.parent.name
    expected = _expected(root, assignment)
    strays = [name for name in _notebook_like(folder) if name not in expected]
    for name in expected:
        words = {
            "expected": name,
            "folder": folder.relative_to(root).as_posix(),
            "assignment": assignment,
            "student": student,
        }
        graded = root / "autograded" / student / assignment / name
        if (folder / name).is_file():
            yield from (
                _graded(graded, root) if graded.is_file() else [say(sentences.NOT_GRADED, **words)]
            )
        elif strays:
            yield say(sentences.WRONG_NAME, found=strays[0], **words)
        else:
            yield say(sentences.NO_NOTEBOOK, **words)
    if strays and all((folder / name).is_file() for name in expected):
        found = sentences.listed([repr(name) for name in strays])
        yield say(sentences.EXTRA, expected=sentences.listed(expected), found=found)


def _expected(root: Path, assignment: str) -> list[str]:
    """The file names that nbgrader grades: those it released."""
    released = sorted(path.name for path in (root / "release" / assignment).glob("*.ipynb"))
    return released or [f"{assignment}.ipynb"]


def _notebook_like(folder: Path) -> list[str]:
    """Files meant as the notebook: `x (1).ipynb`, `x.ipynb.txt`, also in subfolders."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in files)
    return sorted(n for n in names if ".ipynb" in n.lower() and ".ipynb_checkpoints" not in n)


def _graded(path: Path, root: Path) -> list[str]:
    try:
        return read_notes(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        shown = path.relative_to(root).as_posix()
        return [say(sentences.UNREADABLE_GRADED, path=shown)]
