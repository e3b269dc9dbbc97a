"""Scores of a class, task by task, from nbgrader's gradebook."""

import pandas as pd
from nbgrader.apps import NbGraderAPI


def class_scores(api: NbGraderAPI, assignment: str) -> pd.DataFrame:
    """Return the points of each student in each task.

    Returns
    -------
    DataFrame
        One row a submission (index ``student``), one column a task slug in the notebook's order,
        points. NaN where an instructor must still grade by hand. ``attrs["max"]`` is a Series of
        the points that each task is worth.
    """
    rows: dict[str, dict[str, float]] = {}
    worth: dict[str, float] = {}
    with api.gradebook as gradebook:
        for notebook in gradebook.find_assignment(assignment).notebooks:
            # The gradebook keeps no order; the source cells of a notebook do.
            for cell in notebook.grade_cells:
                worth[task_of(cell.name)] = worth.get(task_of(cell.name), 0.0) + cell.max_score
        for submission in gradebook.assignment_submissions(assignment):
            row = rows.setdefault(submission.student.id, dict.fromkeys(worth, 0.0))
            for grade in (grade for book in submission.notebooks for grade in book.grades):
                waits = grade.auto_score is None and grade.manual_score is None
                row[task_of(grade.name)] += float("nan") if waits else grade.score
    scores = pd.DataFrame.from_dict(rows, orient="index", columns=list(worth)).sort_index()
    scores.index.name = "student"
    scores.attrs["max"] = pd.Series(worth)
    return scores


def task_of(grade_id: str) -> str:
    """Return the slug of the task that a grade id belongs to: ``slug--part`` or ``slug``."""
    return grade_id.partition("--")[0]
