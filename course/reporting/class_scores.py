"""Scores of a class, task by task, from nbgrader's gradebook."""

import pandas as pd
from nbgrader.apps import NbGraderAPI

from course.reporting.records import read_records


def class_scores(api: NbGraderAPI, assignment: str) -> pd.DataFrame:
    """Return the points of each student in each task.

    Returns
    -------
    DataFrame
        One row a submission (index ``student``), one column a task slug, points. NaN where an
        instructor must still grade by hand. ``attrs["max"]`` is a Series of the points that each
        task is worth.
    """
    with api.gradebook as gradebook:
        records = read_records(gradebook, assignment)
    scores = records.by_task()
    scores.attrs["max"] = records.worth
    return scores
