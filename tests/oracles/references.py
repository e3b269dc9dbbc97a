"""The reference solutions of a lesson, executed apart from everything that could prop them up."""

from collections.abc import Callable
from typing import Any

from course.press.lesson import Lesson


def reference_functions(lesson: Lesson) -> dict[str, Callable[..., Any]]:
    """Execute the setup cell and then only the answer cells, in one namespace.

    Worked examples and checks don't run: a reference that leans on a name from one of them fails
    here, as it would in a student's notebook with these cells deleted.

    Returns
    -------
    dict
        The function of each task by its slug. A task whose answer cell doesn't define its
        function is a KeyError, never left out.
    """
    names: dict[str, Any] = {}
    exec(compile(lesson.setup, f"{lesson.name}: setup", "exec"), names)
    found = {}
    for task in lesson.tasks:
        exec(compile(task.answer, f"{lesson.name}: {task.slug}", "exec"), names)
        found[task.slug] = names[task.function]
    return found
