"""Made-up students who answer a lesson from its catalogue, and one who copies."""

import ast
import random

import nbformat

from course.press.catalogue import Answer
from course.press.lesson import Lesson
from course.similarity.written import Answers, HandedIn


def independent(lesson: Lesson, catalogue: list[Answer], size: int) -> dict[str, Answers]:
    """Students who each draw an answer to each task; two in three draw a right one."""
    draw, students = random.Random(7), {}
    for number in range(size):
        answers = {}
        for task in lesson.tasks:
            right = draw.random() < 2 / 3
            choices = [a.source for a in catalogue if a.slug == task.slug and a.right == right]
            answers[task.slug] = draw.choice([*choices, task.answer] if right else choices)
        students[f"student-{number:02}"] = answers
    return students


def disguised(source: str) -> str:
    """The same code with other names, other layout and no comments."""
    tree, names = ast.parse(source), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.setdefault(node.id, f"renamed_{len(names)}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    return ast.unparse(tree)


def handed_in(released: Answers, written: dict[str, Answers], *memos: str) -> HandedIn:
    return HandedIn(released, frozenset(memos), written, ())


def notebook(answers: Answers, memos: tuple[str, ...] = ()) -> str:
    """A notebook whose answer cells hold these sources."""
    nb = nbformat.v4.new_notebook()
    for name, source in answers.items():
        make = nbformat.v4.new_markdown_cell if name in memos else nbformat.v4.new_code_cell
        cell = make(source)
        cell.metadata["nbgrader"] = {"grade_id": name, "solution": True, "grade": name in memos}
        nb.cells.append(cell)
    return nbformat.writes(nb)
