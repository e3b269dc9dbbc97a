"""Scores by task, straight from a gradebook made here."""

import math
from types import SimpleNamespace

import pytest

from course.reporting.class_scores import class_scores
from course.reporting.records import task_of
from tests.reporting.classes import open_gradebook


@pytest.fixture
def api(tmp_path):
    """A gradebook with two checks, a memo, and three students."""
    path = tmp_path / "gradebook.db"
    with open_gradebook(path) as book:
        book.add_assignment("02_x")
        book.add_notebook("02_x", "02_x")
        for name, worth in (("fee--visible", 4), ("fee--hidden", 6), ("memo", 12)):
            book.add_grade_cell(name, "02_x", "02_x", max_score=worth, cell_type="code")
        for student, visible, hidden, memo in (
            ("an", 4.0, 6.0, None),
            ("bo", 4.0, 0.0, 0.0),
            ("cai", 0.0, 0.0, 0.0),
        ):
            book.add_student(student)
            book.add_submission("02_x", student)
            for name, score in (("fee--visible", visible), ("fee--hidden", hidden), ("memo", memo)):
                grade = book.find_grade(name, "02_x", "02_x", student)
                grade.auto_score = score
        book.find_grade("memo", "02_x", "02_x", "cai").manual_score = 9.0
        book.db.commit()
    return SimpleNamespace(gradebook=open_gradebook(path))


def test_checks_of_a_task_are_added_up(api) -> None:
    scores = class_scores(api, "02_x")
    assert scores["fee"].to_dict() == {"an": 10.0, "bo": 4.0, "cai": 0.0}
    assert scores.attrs["max"].to_dict() == {"fee": 10.0, "memo": 12.0}


def test_what_waits_for_a_person_is_not_zero(api) -> None:
    memo = class_scores(api, "02_x")["memo"]
    assert math.isnan(memo["an"])
    assert (memo["bo"], memo["cai"]) == (0.0, 9.0)


def test_a_grade_id_names_its_task() -> None:
    assert task_of("average-daily-balance--edges") == "average-daily-balance"
    assert task_of("decision-memo") == "decision-memo"
