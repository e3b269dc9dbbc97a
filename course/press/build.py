"""Lesson text to ``source/``, the same bytes every time."""

from pathlib import Path

from course.press.lesson import read_lesson
from course.press.notebook import instructor_notebook, notebook_text


def source_path(folder: Path, source: Path) -> Path:
    """Where the instructor's notebook of a lesson folder stands under ``source``."""
    return source / folder.name / f"{folder.name}.ipynb"


def build(folder: Path, source: Path) -> bool:
    """Build a lesson's notebook into ``source``; return whether the file changed.

    Raises
    ------
    LessonError
        When the lesson breaks a rule; nothing is written then.
    """
    path, fresh = source_path(folder, source), _built(folder)
    if _holds(path, fresh):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fresh)
    return True


def is_fresh(folder: Path, source: Path) -> bool:
    """Whether the notebook in ``source`` equals a fresh build of the lesson, byte for byte."""
    return _holds(source_path(folder, source), _built(folder))


def _built(folder: Path) -> bytes:
    return notebook_text(instructor_notebook(read_lesson(folder))).encode()


def _holds(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() == content
