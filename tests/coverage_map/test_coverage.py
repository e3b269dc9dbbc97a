"""docs/coverage.md is what a fresh run writes; each rule of the map notices a planted fault."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coverage_map import rules
from coverage_map.course_map import Claim, Course, Notebook, Row, oracle_names, read_course
from coverage_map.page import page


@pytest.fixture(scope="session")
def course() -> Course:
    # Read when the tests run, not when they are collected: the oracles are imported on the way.
    return read_course(Path(__file__).parents[2])


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_map_is_true(course: Course, rule: Callable[[Course], Any]) -> None:
    assert list(rule(course)) == []


def test_the_page_is_fresh(course: Course, root: Path) -> None:
    written = (root / "docs" / "coverage.md").read_bytes()
    assert written == page(course).encode(), "run: make coverage"


def test_the_page_shows_everything(course: Course) -> None:
    text = page(course)
    for claim in course.claims:
        assert f"- **{claim.id}** {claim.text}." in text
    for notebook in course.notebooks:
        for task in (*notebook.tasks, notebook.memo):
            assert f"| [{task}](../course/lessons/{notebook.name}/lesson.py) |" in text
    assert "none yet" not in text


def test_the_page_links_to_files(course: Course, root: Path) -> None:
    for notebook in course.notebooks:
        assert (root / "docs" / f"../course/lessons/{notebook.name}/lesson.py").exists()


def test_a_notebook_without_oracles_is_told(tmp_path: Path) -> None:
    assert oracle_names("98", tmp_path) == {}


# --- planted faults -----------------------------------------------------------------------------

FEE = Row("late-fee", "After this you can price a late fee.", ("cards",), ("1.1",))
MEMO = Row(
    "decision-memo",
    "After this you can decide.",
    ("worked example",),
    ("1.2",),
    {"1.2": ("Evidence",)},
)
FIRST = Notebook(
    name="01_fees",
    minutes=90,
    prerequisites="pandas",
    builds_on=(),
    rows=(FEE, MEMO),
    title="01 Fees",
    opening="**Time** about 90 minutes. **You need** pandas.",
    tasks=("late-fee",),
    memo="decision-memo",
    rubric=("Decision", "Evidence"),
    loads=frozenset({"cards"}),
    points=20.0,
    wrong=4,
    right=2,
    oracles={"late-fee": ("by hand",)},
)
SECOND = replace(
    FIRST,
    name="02_more_fees",
    minutes=150,
    builds_on=("01",),
    opening="**Time** about two and a half hours. **You need** pandas; notebook 01 helps.",
)
TINY = Course(
    (Claim("1.1", "01", "know fees"), Claim("1.2", "01", "decide")),
    (FIRST, SECOND),
    frozenset({"cards", "market"}),
)


def with_row(**changes: Any) -> Course:
    return with_first(rows=(replace(FEE, **changes), MEMO))


def with_memo(**changes: Any) -> Course:
    return with_first(rows=(FEE, replace(MEMO, **changes)))


def with_first(**changes: Any) -> Course:
    return replace(TINY, notebooks=(replace(FIRST, **changes), SECOND))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_a_small_course_keeps_the_rules(rule: Callable[[Course], Any]) -> None:
    assert list(rule(TINY)) == []


@pytest.mark.parametrize(
    ("rule", "faulty", "says"),
    [
        (
            rules.every_claim_is_graded,
            replace(TINY, claims=(*TINY.claims, Claim("S.1", "02", "plan"))),
            "S.1",
        ),
        (rules.every_claim_exists, with_row(claims=("1.1", "1.9")), "1.9"),
        (rules.every_claim_exists, with_row(claims=()), "covers no claim"),
        (rules.rows_are_the_tasks, with_first(rows=(MEMO,)), "no row for late-fee"),
        (rules.rows_are_the_tasks, with_first(rows=(FEE,)), "no row for decision-memo"),
        (rules.rows_are_the_tasks, with_row(task="late-charge"), "late-charge, which is no task"),
        (rules.rows_are_the_tasks, with_first(rows=(MEMO, FEE)), "the order"),
        (rules.rows_are_the_tasks, with_first(rows=(FEE, FEE, MEMO)), "two rows"),
        (rules.every_objective_is_a_sentence, with_row(objective="Learn fees."), "reads"),
        (rules.every_task_has_an_oracle, with_first(oracles={}), "no oracle"),
        (rules.every_memo_names_its_criteria, with_memo(criteria={}), "only it, has criteria"),
        (
            rules.every_memo_names_its_criteria,
            with_row(criteria={"1.1": ("Evidence",)}),
            "only it, has criteria",
        ),
        (rules.every_memo_names_its_criteria, with_memo(criteria={"1.2": ("Style",)}), "rubric"),
        (rules.every_memo_names_its_criteria, with_memo(criteria={"1.2": ()}), "rubric"),
        (rules.data_are_tables_of_the_bank, with_row(data=("card",)), "no table 'card'"),
        (rules.data_are_tables_of_the_bank, with_row(data=("market",)), "not load 'market'"),
        (rules.data_are_tables_of_the_bank, with_row(data=("worked example",)), "loads 'cards'"),
        (rules.data_are_tables_of_the_bank, with_memo(data=()), "names a table"),
        (rules.builds_on_runs_one_way, with_first(builds_on=("07",)), "does not exist"),
        (rules.builds_on_runs_one_way, with_first(builds_on=("02",)), "circle"),
        (rules.builds_on_runs_one_way, with_first(builds_on=("01",)), "circle"),
        (rules.the_opening_agrees, with_first(minutes=100), "minutes = 100"),
        (rules.the_opening_agrees, with_first(opening="**You need** pandas."), "minutes = 90"),
        (rules.the_opening_agrees, with_first(prerequisites="NumPy"), "NumPy"),
        (rules.the_opening_agrees, with_first(builds_on=("02",)), "builds_on = ['02']"),
    ],
)
def test_a_planted_fault_is_told(rule: Callable[[Course], Any], faulty: Course, says: str) -> None:
    found = list(rule(faulty))
    assert any(says in fault for fault in found), found


def test_every_rule_is_tried() -> None:
    (marks,) = [
        mark for mark in test_a_planted_fault_is_told.pytestmark if mark.name == "parametrize"
    ]
    assert {case[0] for case in marks.args[1]} == set(rules.RULES)


def test_notebooks_are_read_out_of_words() -> None:
    assert rules.notebooks_named("Notebook 03 helps; notebook 01 too.") == ["01", "03"]
    assert rules.notebooks_named("notebooks 01 to 04, or their ideas") == ["01", "02", "03", "04"]
    assert rules.notebooks_named("no other notebook") == []


def test_the_page_of_a_small_course() -> None:
    text = page(TINY)
    assert "  n01 --> n02\n" in text and "- 02 builds on 01\n" in text
    link = "[late-fee](../course/lessons/01_fees/lesson.py)"
    assert f"| 1.1 | price a late fee | {link} | `cards` | by hand |" in text
    assert "| worked example | Evidence (1.2) |" in text
    also = "[02](../course/lessons/02_more_fees/lesson.py) late-fee"
    assert f"- **1.1** know fees. Also in {also}." in text
