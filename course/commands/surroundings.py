"""What every verb needs: where it runs, how it says that it cannot."""

from pathlib import Path

from course.errors import CourseError
from course.language import say


class UsageError(CourseError):
    """The command cannot run here: a sentence and a next step."""


def course_folder() -> Path:
    """Return the course's folder: this one or the nearest above that holds the lessons."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "course" / "lessons").is_dir() and (folder / "nbgrader_config.py").is_file():
            return folder
    raise UsageError(
        say("this is not the course's folder: cd to the clone that holds course/lessons.")
    )
