"""The practice class from end to end, on the tiny lesson."""

import shutil
from pathlib import Path

import pytest

from course.demo.classroom import export_grades, fresh_folder, run_class
from course.demo.table import print_class

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A repository with the tiny lesson only."""
    folder = tmp_path_factory.mktemp("repository")
    tiny = ROOT / "tests" / "tiny_lesson" / "97_tiny_lesson"
    shutil.copytree(tiny, folder / "course" / "lessons" / tiny.name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    (folder / "requirements").mkdir()
    (folder / "requirements" / "all.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def graded(small):
    """The class, graded, and the sentences said on the way."""
    said: list[str] = []
    demo = fresh_folder(small)
    outcome = run_class(small / "course" / "lessons" / "97_tiny_lesson", small, demo, said.append)
    return outcome, said, demo


def test_scores_are_what_was_handed_in(graded) -> None:
    outcome, _, _ = graded
    scores = outcome.scores[["monthly-rate", "late-fee"]]
    assert scores.loc[["an_mei", "bo_wen"]].to_numpy().tolist() == [[10, 10], [10, 10]]
    assert scores.loc["ning_bo"].tolist() == [0, 0]
    assert scores.loc["ou_fan"].tolist() == [0, 10]
    assert scores.loc["pan_hao"].tolist() == [0, 0]
    assert scores.loc["liu_yang"].tolist() == [10, 0]
    assert outcome.scores.attrs["max"].to_dict() == {
        "monthly-rate": 10,
        "late-fee": 10,
        "tiny-memo": 3,
    }


def test_every_planted_mistake_costs_and_is_told(graded) -> None:
    outcome, _, _ = graded
    assert len(outcome.costs) == 8
    for cost in outcome.costs:
        assert cost.lost > 0
        assert " ".join(cost.mistake.told.split()) in " ".join(cost.told.lower().split())


def test_the_unreadable_file_is_pointed_out(graded) -> None:
    outcome, _, _ = graded
    assert outcome.attention["student"].tolist() == ["pan_hao"]


def test_a_second_run_grades_nothing_again(graded, small) -> None:
    _, first, demo = graded
    again: list[str] = []
    assert fresh_folder(small) == demo
    run_class(small / "course" / "lessons" / "97_tiny_lesson", small, demo, again.append)
    assert sum("autograding" in sentence for sentence in first) == 14
    assert not any("autograding" in sentence for sentence in again)


def test_the_table_and_the_export(graded, small, capsys) -> None:
    from rich.console import Console

    outcome, _, demo = graded
    console = Console(width=160)
    assert print_class(console, outcome, Path("demo")) == 0
    said = capsys.readouterr().out
    assert "Planted mistakes caught: 8 of 8" in said
    assert "demo/feedback/" in said and "pan_hao" in said
    grades = export_grades(small, demo).read_text().splitlines()
    assert len(grades) == 1 + 14


def test_a_changed_lesson_makes_a_new_class(graded, small) -> None:
    _, _, demo = graded
    lesson = small / "course" / "lessons" / "97_tiny_lesson" / "lesson.py"
    text = lesson.read_text()
    try:
        lesson.write_text(text.replace("A tiny lesson", "A changed lesson"))
        fresh_folder(small)
        assert not (demo / "autograded").exists()
    finally:
        lesson.write_text(text)
