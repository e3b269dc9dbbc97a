"""nbgrader's scoring traps: no check cell can give points for a value."""

import pytest

from course.press.errors import LessonError
from course.press.lesson import Check, find_lessons, read_lesson
from course.press.rules import check_faults, require_rules

GOOD = '"""A case."""\ncheck("late_fee").on(1).gives(2)'


def faults(source: str, hidden: bool = False) -> str:
    return " ".join(check_faults(Check("late-fee", "x", 1, hidden, source), {"late_fee"}))


def test_a_good_check_has_no_fault() -> None:
    assert faults(GOOD) == ""


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ('"""A case."""\n1 == 2', "bare value"),
        ('"""A case."""\ncheck("late_fee").on(1)', "ends in one of"),
        ('"""A case."""\n5', "bare value"),
        ('"""A case."""\nprint(5)', "starts with check"),
        ('"""A case."""\nassert True', "bare value"),
        ('"""A case."""', "checks nothing"),
        ('check("late_fee").on(1).gives(2)', "docstring"),
        ('"""A case."""\nfee = 3\ncheck("late_fee").on(fee).gives(3)', "underscore"),
        ('"""A case."""\ncheck("late_fee").on(1).gives(late_fee(1))', "names late_fee"),
        ('"""A case."""\nhidden_check("late_fee").case("c").on(1).gives(2)', "starts with check"),
        ('"""A case."""\nfor _x in (1,):\n    _x', "bare value"),
        ('"""A case."""\nfor x in (1,):\n    check("late_fee").on(x).gives(2)', "underscore"),
        ("check(", "not Python"),
    ],
)
def test_a_trap_is_a_fault(source: str, says: str) -> None:
    assert says in faults(source)


def test_a_hidden_check_names_its_case() -> None:
    source = '"""A case."""\nhidden_check("late_fee").on(1).gives(2)'
    assert "names its case" in faults(source, hidden=True)
    assert "starts with hidden_check" in faults(GOOD, hidden=True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    ### END SOLUTION\n", "", "exactly one"),
        ("fee: float, minimum_due", "fee, minimum_due", "has a type"),
        (
            ') -> float:\n    """Return the fee in CNY, at most the minimum due."""',
            ") -> float:",
            "docstring",
        ),
        ("def late_fee(", "def latefee(", "defines one function, late_fee"),
    ],
)
def test_a_bad_stub_is_refused(tiny, old: str, new: str, says: str) -> None:
    path = tiny / "lesson.py"
    head, mark, tail = path.read_text().partition('# %% answer="late-fee"')
    assert old in tail
    path.write_text(head + mark + tail.replace(old, new, 1))
    with pytest.raises(LessonError, match=says):
        require_rules(read_lesson(tiny))


def test_every_lesson_keeps_the_rules(root) -> None:
    for folder in find_lessons(root / "course" / "lessons"):
        require_rules(read_lesson(folder))
