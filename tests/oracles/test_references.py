"""The reference functions come from the setup and answer cells alone, all of them."""

import dataclasses

import pytest
from references import reference_functions

from course.press.lesson import Lesson, Task, read_lesson


@pytest.fixture
def lesson(tiny) -> Lesson:
    return read_lesson(tiny)


def with_answer(lesson: Lesson, answer: str) -> Lesson:
    first: Task = dataclasses.replace(lesson.tasks[0], answer=answer)
    return dataclasses.replace(lesson, tasks=(first, *lesson.tasks[1:]))


def test_each_task_gives_its_function(lesson: Lesson) -> None:
    functions = reference_functions(lesson)
    assert list(functions) == [task.slug for task in lesson.tasks]
    assert [f.__name__ for f in functions.values()] == [task.function for task in lesson.tasks]


def test_a_missing_function_is_not_skipped(lesson: Lesson) -> None:
    with pytest.raises(KeyError):
        reference_functions(with_answer(lesson, "another_name = 1"))


def test_worked_examples_do_not_run(lesson: Lesson) -> None:
    task = lesson.tasks[0]
    leaning = f"def {task.function}(*args):\n    return made_in_a_worked_example"
    function = reference_functions(with_answer(lesson, leaning))[task.slug]
    with pytest.raises(NameError):
        function()
