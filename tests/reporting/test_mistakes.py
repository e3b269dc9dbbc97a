"""Who made which mistake, and what it cost."""

import pytest

from tests.reporting.classes import CHECKS, DAYS, KNOWN, NOT_WRITTEN

VISIBLE, HIDDEN = "cycle-interest--worked-example", "cycle-interest--other-cycles"
BOTH = {VISIBLE: False, HIDDEN: False}


@pytest.fixture
def chapter(read):
    """Four students: two with a known mistake, one with an unknown one, one who did nothing."""
    passes = {"an": BOTH, "bo": {VISIBLE: False}, "cai": {HIDDEN: False}, "du": BOTH, "eve": {}}
    said = {("an", VISIBLE): KNOWN, ("bo", VISIBLE): KNOWN}
    said |= {("du", check): NOT_WRITTEN for check in BOTH}
    return read(passes, said)


def rows(chapter) -> dict:
    table = chapter.mistakes.set_index("mistake")
    return table[["kind", "students", "visible", "hidden", "points"]].T.to_dict("list")


def test_a_check_without_a_diagnosis_belongs_to_the_mistake_told_in_its_task(chapter) -> None:
    # an: 3 points in the visible check, which said so, and 3 in the hidden one; bo: 3.
    assert rows(chapter)[DAYS] == ["wrong", 2, 2, 0, 9.0]


def test_an_unknown_mistake_goes_by_the_hidden_case(chapter) -> None:
    name = 'No known mistake: another result than expected, in the case "a long cycle".'
    assert rows(chapter)[name] == ["unknown", 1, 0, 1, 3.0]


def test_what_was_not_attempted_is_no_mistake(chapter) -> None:
    assert rows(chapter)["Not attempted."] == ["not attempted", 1, 1, 1, 6.0]


def test_shares_are_of_those_who_handed_in(chapter) -> None:
    assert chapter.mistakes.set_index("mistake")["share"][DAYS] == 2 / 5


def test_no_lost_point_is_forgotten_or_counted_twice(chapter) -> None:
    checks = chapter.records.checks[~chapter.records.checks["by_hand"]]
    got = chapter.records.points[checks.index].to_numpy().sum()
    assert chapter.mistakes["points"].sum() == checks["worth"].sum() * 5 - got == 18


def test_hidden_cases_are_counted_by_check(chapter) -> None:
    assert chapter.cases.to_dict("list") == {
        "check": [HIDDEN],
        "case": ["a long cycle"],
        "students": [2],
    }


def test_a_grade_given_by_hand_is_what_counts(read) -> None:
    """Points that a person gave back are no cost, whatever the check said."""
    chapter = read({"an": {}}, {("an", VISIBLE): KNOWN})
    assert chapter.mistakes["points"].sum() == 0


def test_nobody_made_a_mistake(read) -> None:
    chapter = read({"an": {}, "bo": {}})
    assert chapter.mistakes.empty and chapter.cases.empty
    assert list(chapter.records.checks.index) == [check for check, *_ in CHECKS] + ["decision-memo"]
