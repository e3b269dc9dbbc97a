"""The practice class from end to end, on the tiny lesson."""

import shutil
from pathlib import Path

import pytest
from rich.console import Console

from course.demo.classroom import grade_class, read_outcome, run_classes
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
def folder(small) -> Path:
    return small / "course" / "lessons" / "97_tiny_lesson"


@pytest.fixture(scope="module")
def graded(small, folder):
    """The class, graded, and the sentences said on the way."""
    said: list[str] = []
    (outcome,) = run_classes([folder], small, said.append)
    return outcome, said


def test_scores_are_what_was_handed_in(graded) -> None:
    outcome, _ = graded
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


def test_a_written_memo_waits_for_a_person(graded) -> None:
    outcome, _ = graded
    memo = outcome.scores["tiny-memo"]
    assert memo[["an_mei", "bo_wen"]].isna().all()
    assert (memo.drop(["an_mei", "bo_wen"]) == 0).all()


def test_every_planted_mistake_costs_and_is_told(graded) -> None:
    outcome, _ = graded
    assert len(outcome.costs) == 8
    for cost in outcome.costs:
        assert cost.lost > 0
        assert " ".join(cost.mistake.told.split()) in " ".join(cost.told.lower().split())


def test_the_unreadable_file_is_pointed_out(graded) -> None:
    outcome, _ = graded
    assert outcome.attention["student"].tolist() == ["pan_hao"]


def test_a_second_run_grades_nothing_again(graded, small, folder) -> None:
    _, first = graded
    again: list[str] = []
    grade_class(folder, small, again.append)
    assert sum("autograded" in sentence for sentence in first) == 14
    assert again == []


def test_the_table_and_the_export(graded, small, capsys) -> None:
    outcome, _ = graded
    assert print_class(Console(width=80), outcome, small) == 0
    said = capsys.readouterr().out
    assert "Planted mistakes caught: 8 of 8" in said
    assert "demo/97_tiny_lesson/feedback/" in said and "pan_hao" in said
    assert "…" not in said, "the tables fit a terminal of 80 columns"
    assert len(outcome.grades.read_text().splitlines()) == 1 + 14


def test_a_class_that_broke_off_is_finished(graded, small, folder) -> None:
    outcome, _ = graded
    shutil.rmtree(outcome.demo / "feedback" / "chen_jie")
    said: list[str] = []
    grade_class(folder, small, said.append)
    assert len(said) == 1 and "chen_jie" in said[0]
    assert read_outcome(folder, small).scores.equals(outcome.scores)


def test_a_changed_lesson_makes_a_new_class(graded, small, folder) -> None:
    outcome, _ = graded
    lesson = folder / "lesson.py"
    text = lesson.read_text()
    stamp = (outcome.demo / "made_from.txt").read_text()
    try:
        lesson.write_text(text.replace("A tiny lesson", "A changed lesson"))
        said: list[str] = []

        def stop(sentence: str) -> None:
            said.append(sentence)
            raise InterruptedError

        with pytest.raises(InterruptedError):
            grade_class(folder, small, stop)
        assert said == ["97_tiny_lesson: building source/ and generating release/"]
        assert (outcome.demo / "made_from.txt").read_text() != stamp
    finally:
        lesson.write_text(text)
