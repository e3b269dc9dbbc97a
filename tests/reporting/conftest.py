"""A made-up class, read."""

from pathlib import Path

import pytest

from course.coursedir import open_course
from course.reporting.chapters import Chapter, read_chapter
from tests.reporting import classes


@pytest.fixture
def read(tmp_path: Path):
    """Make a class and return its chapter: ``read(passes, said, …)`` as in classes.make_class."""

    def made(*what: object, **more: object) -> Chapter:
        classes.make_class(tmp_path, *what, **more)  # type: ignore[arg-type]
        api = open_course(tmp_path, tmp_path / "nbgrader_config.py")
        return read_chapter(api, classes.NAME)

    return made
