"""Every malformed hand-in gets the score of what still stands; nobody else notices."""

import pytest

from .conftest import GradedClass
from .course_of_malformed import HOMEWORK, POINTS, autograded
from .malformed import CASES

pytestmark = pytest.mark.slow

GRADED = {name: case for name, case in CASES.items() if case.score is not None}


@pytest.mark.parametrize("student", GRADED)
def test_scores_what_still_stands(student: str, graded_class: GradedClass) -> None:
    found = graded_class.scores[student]
    assert {grade_id: found[grade_id].auto for grade_id in POINTS} == GRADED[student].score
    assert not any(found[grade_id].needs_manual for grade_id in POINTS)


@pytest.mark.parametrize("student", GRADED)
def test_memo_waits_or_counts_nothing(student: str, graded_class: GradedClass) -> None:
    memo, wanted = graded_class.scores[student]["decision-memo"], GRADED[student].memo
    assert memo.auto == wanted
    assert memo.needs_manual == (wanted is None)


@pytest.mark.parametrize("student", CASES)
def test_attention_says_it_once(student: str, graded_class: GradedClass) -> None:
    table, told = graded_class.attention, CASES[student].told
    said = list(table.sentence[table.student == student])
    assert len(said) == len(told), said
    for piece, sentence in zip(told, said, strict=True):
        assert piece in sentence


@pytest.mark.parametrize("student", GRADED)
def test_log_has_one_warning_line_each(student: str, graded_class: GradedClass) -> None:
    table = graded_class.attention
    lines = graded_class.log.splitlines()
    for sentence in table.sentence[table.student == student]:
        if sentence.startswith("Not graded, because"):
            continue  # read from the folder afterwards
        wanted = f"{student}, {HOMEWORK}: {sentence}"
        assert sum("WARNING" in line and wanted in line for line in lines) == 1


def test_ungradable_hand_ins_have_no_score(graded_class: GradedClass) -> None:
    for student in set(CASES) - set(GRADED):
        graded = graded_class.scores.get(student, {}).values()
        assert all(score.auto is None for score in graded)
        assert not (graded_class.root / "autograded" / student / HOMEWORK).exists()


def test_submitted_files_are_never_changed(graded_class: GradedClass) -> None:
    for student, files in graded_class.handed_in.items():
        for name, content in files.items():
            path = graded_class.root / "submitted" / student / HOMEWORK / name
            assert path.read_bytes() == content


def test_only_the_stray_name_is_an_error(graded_class: GradedClass) -> None:
    wrong = [
        line for line in graded_class.log.splitlines() if "error processing assignment '" in line
    ]
    assert len(wrong) == 1
    assert "name-stray" in wrong[0]


def test_output_is_bounded(graded_class: GradedClass) -> None:
    nb = autograded(graded_class.root, "output-2-mb")
    sizes = [len(str(cell.get("outputs", ""))) for cell in nb.cells]
    assert 1_000_000 < max(sizes) < 1_100_000


def test_stand_in_tells_the_student(graded_class: GradedClass) -> None:
    nb = autograded(graded_class.root, "file-empty")
    assert any("is empty; it counts 0 points until" in cell.source for cell in nb.cells)
