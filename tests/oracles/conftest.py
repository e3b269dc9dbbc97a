"""The reference solutions, ready for the oracles."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from references import reference_functions

from course.press.lesson import find_lessons, read_lesson

matplotlib.use("Agg")
# The oracles' asserts live in modules beside the tests; their failures are to be told in full too.
pytest.register_assert_rewrite(*(path.name for path in Path(__file__).parent.glob("lesson_*")))

LESSONS = Path(__file__).parents[2] / "course" / "lessons"


@pytest.fixture(scope="session")
def references() -> Callable[[str], dict[str, Callable[..., Any]]]:
    """Give the reference functions of the lesson of a number, by slug; executed once."""

    @cache
    def of(number: str) -> dict[str, Callable[..., Any]]:
        (folder,) = find_lessons(LESSONS, number)
        return reference_functions(read_lesson(folder))

    return of
