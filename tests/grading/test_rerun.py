"""A second autograde run heals repaired hand-ins and leaves every other grade as it was."""

import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course.grading import attention

from .conftest import GradedClass
from .course_of_malformed import HOMEWORK, POINTS, hand_in, nbgrader, scores
from .malformed import CASES, STRAY, Case, raw_files

pytestmark = pytest.mark.slow

REPAIRED = {"file-not-json", "name-missing", "name-stray"}


@pytest.fixture(scope="module")
def rerun(graded_class: GradedClass, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course after a manual grade, three repairs and plain `nbgrader autograde` again."""
    root = tmp_path_factory.mktemp("again") / "course"
    shutil.copytree(graded_class.root, root)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("decision-memo", HOMEWORK, HOMEWORK, "adam-honest")
        grade.manual_score, grade.needs_manual_grade = 7, False
        gradebook.db.commit()
    honest = raw_files(Case(), graded_class.release)
    hand_in(root, "file-not-json", honest, when="11:00:00")
    hand_in(root, "name-missing", honest)
    stray = root / "submitted" / "name-stray" / HOMEWORK / STRAY
    stray.rename(stray.with_name(f"{HOMEWORK}.ipynb"))
    done = nbgrader(root, "autograde", HOMEWORK)
    assert done.returncode == 0, done.stderr
    return root


@pytest.mark.parametrize("student", sorted(REPAIRED))
def test_repaired_hand_in_gets_its_points(student: str, rerun: Path) -> None:
    found = scores(rerun)[student]
    assert {grade_id: found[grade_id].auto for grade_id in POINTS} == POINTS
    assert found["decision-memo"].needs_manual
    table = attention(rerun, HOMEWORK)
    assert student not in set(table.student)


def test_other_rows_are_unchanged(graded_class: GradedClass, rerun: Path) -> None:
    after = scores(rerun)
    for student in set(CASES) - REPAIRED - {"adam-honest"}:
        assert after[student] == graded_class.scores[student]


def test_manual_grade_survives_rerun_and_force(rerun: Path) -> None:
    assert scores(rerun)["adam-honest"]["decision-memo"].manual == 7
    done = nbgrader(rerun, "autograde", HOMEWORK, "--student=adam-honest", "--force")
    assert done.returncode == 0, done.stderr
    after = scores(rerun)["adam-honest"]
    assert after["decision-memo"].manual == 7
    assert {grade_id: after[grade_id].auto for grade_id in POINTS} == POINTS
