"""Mastery of claims and of competencies, over one notebook and over several."""

import math
from pathlib import Path

import pytest

from course.coursedir import open_course
from course.reporting.chapters import read_chapter
from course.reporting.mastery import (
    Goal,
    claims_of,
    competencies,
    mastery,
    reached,
    tasks_as_goals,
)
from course.reporting.pictures import mastery_panels
from tests.reporting import classes

LESSONS = Path("course/lessons").resolve()
NAMES = sorted(path.parent.name for path in LESSONS.glob("*/coverage.toml"))


@pytest.fixture
def chapter(read):
    passes = {
        "an": {},
        "bo": {"cycle-interest--worked-example": False, "cycle-interest--other-cycles": False},
        "cai": {check: False for check, *_ in classes.CHECKS},
    }
    return read(passes, memos={"an": 12.0, "bo": None, "cai": 0.0})


def test_a_student_stands_where_the_points_are(chapter) -> None:
    goals = [
        Goal("x", "interest", frozenset({(classes.NAME, "cycle-interest")})),
        Goal("y", "to write", frozenset({(classes.NAME, "decision-memo")})),
    ]
    shares = reached(goals, [chapter.records])
    assert shares[0].to_dict() == {"an": 1.0, "bo": 0.0, "cai": 0.0}
    assert shares[1]["an"] == 1.0 and math.isnan(shares[1]["bo"])
    counted = mastery(goals, shares).set_index("id")
    levels = counted.loc["x", ["mastered", "partly", "not_yet"]].tolist()
    assert levels == pytest.approx([1 / 3, 0, 2 / 3])
    assert counted["students"].to_dict() == {"x": 3, "y": 2}


def test_claims_come_from_the_map_of_coverage() -> None:
    goals = {goal.id: goal for goal in claims_of(LESSONS, classes.NAME)}
    assert list(goals) == ["2.1", "2.2", "2.3"]
    assert goals["2.3"].tasks == {(classes.NAME, "plot-payoff"), (classes.NAME, "decision-memo")}
    assert claims_of(LESSONS, "99_of_somebody_else") == []


def test_every_competency_of_the_course_has_a_panel() -> None:
    goals = competencies(LESSONS, NAMES)
    assert [goal.id for goal in goals] == [name[:2] for name in NAMES]
    assert goals[1].text == "Finance and regulation"
    assert {name for goal in goals for name, _ in goal.tasks} == set(NAMES)


def test_several_notebooks_count_together(tmp_path: Path) -> None:
    for name, passes in (("01_a", {"an": {}}), ("02_b", {"an": {classes.CHECKS[2][0]: False}})):
        classes.make_class(tmp_path, passes | {f"only_{name}": {}}, name=name)
    api = open_course(tmp_path, tmp_path / "nbgrader_config.py")
    records = [read_chapter(api, name).records for name in ("01_a", "02_b")]
    goal = Goal("x", "both", frozenset({("01_a", "cycle-interest"), ("02_b", "cycle-interest")}))
    assert reached([goal], records)[0].to_dict() == {"an": 0.75, "only_01_a": 1, "only_02_b": 1}


def test_panels_say_the_finding(chapter) -> None:
    goals = tasks_as_goals(chapter.records)
    shares = reached(goals, [chapter.records])
    panels = mastery_panels(mastery(goals, shares), shares)
    assert len(panels) == 4
    assert panels[1].alt.startswith("cycle-interest: of 3 students 33% master it, 0% partly")
