"""The proof itself: a planted fault in checks or catalogue is found."""

from pathlib import Path

import pytest

from course.proof.judge import Judged, prove

pytestmark = pytest.mark.slow

REFUSAL = '-0.5).refuses(\n    ValueError, because="a minimum due is never negative"\n)'
BEGIN_LATE_FEE = "    ### BEGIN SOLUTION\n    if minimum_due < 0:"


def judged(folder: Path, slug: str, mutate: bool = False) -> Judged:
    return next(task for task in prove(folder, 2, mutate=mutate) if task.slug == slug)


def edit(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_a_sound_lesson_is_proven(tiny: Path) -> None:
    for task in prove(tiny, 2):
        assert task.faults == []
        assert task.stub_refused and task.reference_passes
        assert (task.caught, task.told, task.accepted) == (4, 4, 2)
        assert task.killed == task.mutants >= 5


@pytest.mark.parametrize(
    ("file", "old", "new", "slug", "says"),
    [
        # A reference that is wrong.
        ("lesson.py", "secret_months_in_year = 12", "secret_months_in_year = 13",
         "monthly-rate", "the reference fails"),
        # A hidden check too weak for a wrong answer.
        ("lesson.py", REFUSAL, "0.5).gives(0.5)",
         "late-fee", "'negative accepted' gets full points"),
        # A tolerance too tight for a right answer.
        ("answers.py", "yearly_rate * (1 / 12)", "round(yearly_rate / 12, 8)",
         "monthly-rate", "right answer 'multiplied' fails"),
        # A promise that no message keeps.
        ("answers.py", 'told="a daily rate"', 'told="an hourly rate"',
         "monthly-rate", "is not told 'an hourly rate'"),
        # A stub that earns points.
        ("lesson.py", BEGIN_LATE_FEE, f"    return min(fee, minimum_due)\n{BEGIN_LATE_FEE}",
         "late-fee", "the untouched stub gets full points"),
    ],
)  # fmt: skip
def test_a_fault_is_named(tiny: Path, file: str, old: str, new: str, slug: str, says: str) -> None:
    edit(tiny / file, old, new)
    assert any(says in fault for fault in judged(tiny, slug).faults)


def test_a_survivor_needs_an_explanation(tiny: Path) -> None:
    edit(
        tiny / "lesson.py",
        '.case("negative minimum").on(30.0, -0.5)',
        '.case("neg").on(30.0, -1.5)',
    )
    task = judged(tiny, "late-fee", mutate=True)
    alive = [(mutant.was, mutant.becomes) for mutant in task.survivors]
    assert alive == [("if minimum_due < 0:", "if minimum_due < -1:")]
    assert any("unexplained" in fault for fault in task.faults)
    (tiny / "survivors.toml").write_text(
        '[[survivor]]\ntask = "late-fee"\nwas = "if minimum_due < 0:"\n'
        'becomes = "if minimum_due < -1:"\nwhy = "planted by this test"\n'
    )
    task = judged(tiny, "late-fee", mutate=True)
    assert not any("unexplained" in fault for fault in task.faults)
    assert task.explained == 1


def test_an_explanation_for_nobody_is_a_fault(tiny: Path) -> None:
    (tiny / "survivors.toml").write_text(
        '[[survivor]]\ntask = "late-fee"\nwas = "a"\nbecomes = "b"\nwhy = "c"\n'
    )
    assert any("remove it" in fault for fault in judged(tiny, "late-fee", mutate=True).faults)


@pytest.mark.parametrize("body", ["import os; os._exit(0)", "while True: pass"])
def test_an_answer_that_dies_or_hangs_fails(tiny: Path, body: str) -> None:
    edit(tiny / "answers.py", "return yearly_rate / 360", body)
    task = judged(tiny, "monthly-rate")
    assert task.caught == 4
    assert task.reference_passes


def test_a_lesson_whose_cell_fails_says_which(tiny: Path) -> None:
    edit(tiny / "lesson.py", "math.sqrt(2)", "math.sqrt(-2)")
    with pytest.raises(RuntimeError, match="A cell of the lesson fails"):
        prove(tiny, 1, mutate=False)
