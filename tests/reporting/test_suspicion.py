"""Checks to look at again: planted ones are found, a healthy class has none."""

from random import Random

import pytest

from course.reporting.suspicion import suspicious
from tests.reporting.classes import CHECKS

NAMES = [check for check, *_ in CHECKS]
ODD = "minimum-payment--other-statements"


def healthy(size: int = 60) -> dict[str, dict[str, bool]]:
    chance, passes = Random(5), {}
    for number in range(size):
        skill = (number + 0.5) / size
        passes[f"s{number:03}"] = {name: chance.random() < 0.2 + 0.7 * skill for name in NAMES}
    return passes


def doubts(chapter) -> dict[str, str]:
    return dict(zip(chapter.suspicious["checks"], chapter.suspicious["reason"], strict=True))


def test_a_healthy_class_raises_no_doubt(read) -> None:
    assert doubts(read(healthy())) == {}


def test_a_check_that_good_students_fail_and_weak_ones_pass(read) -> None:
    passes = healthy()
    for number, passed in enumerate(passes.values()):
        passed[ODD] = number < 30
    reason = doubts(read(passes))
    assert list(reason) == [ODD]
    assert reason[ODD].startswith("95% of the weakest third pass it, but only 10% of the strongest")


def test_a_check_with_partial_credit_whose_scores_fall_with_skill(read) -> None:
    records = read(healthy()).records
    # Nobody passes it in full, so that comparing who passes cannot find it.
    records.points[ODD] = [4.0 * (0.9 - number / 75) for number in range(60)]
    table = suspicious(records)
    assert table["checks"].tolist() == [ODD]
    assert "fall as the students' other scores rise (correlation −0." in table["reason"][0]


def test_a_check_that_nobody_passes(read) -> None:
    passes = {student: passed | {ODD: False} for student, passed in healthy().items()}
    assert doubts(read(passes))[ODD].startswith("None of 60 students got a point")


def test_a_check_too_hard_for_the_best(read) -> None:
    passes = healthy()
    for number, passed in enumerate(passes.values()):
        passed[ODD] = number in (1, 50, 55)
    assert doubts(read(passes))[ODD].startswith("Even of the strongest third (20 students)")


def test_a_check_that_breaks_comes_first(read) -> None:
    passes = healthy()
    passes["s000"][NAMES[0]] = False
    for passed in passes.values():
        passed[ODD] = False
    chapter = read(passes, {("s000", NAMES[0]): {"kind": "other", "diagnosis": "NameError: no np"}})
    assert list(chapter.suspicious["task"]) == ["average-daily-balance", "minimum-payment"]
    assert chapter.suspicious["reason"][0].startswith("For 1 student it ended in an error")


@pytest.mark.parametrize("size", [1, 4, 8])
def test_too_few_students_say_nothing(read, size: int) -> None:
    passes = {f"s{n}": {ODD: n < size / 2} for n in range(size)}
    assert doubts(read(passes)) == {}
