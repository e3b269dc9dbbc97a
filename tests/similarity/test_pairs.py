"""Copies are found, what is commonplace is not held against anybody."""

import time
from pathlib import Path

import pytest

from course.press.catalogue import read_catalogue
from course.press.lesson import find_lessons, read_lesson
from course.similarity.pairs import compare
from course.similarity.side_by_side import side_by_side
from course.similarity.written import Answers

from .small_class import disguised, handed_in, independent

LESSONS = Path(__file__).parents[2] / "course" / "lessons"
STUB = '''def interest(balances, rate):
    """Return the interest of a cycle, in CNY."""
    # YOUR CODE HERE
    raise NotImplementedError()'''
WORKED = '''def interest(balances, rate):
    """Return the interest of a cycle, in CNY."""
    total = 0.0
    for day, balance in enumerate(balances):
        if balance > 0 and day % 7 != 6:
            total += balance * rate / 365
        else:
            total -= min(balance, 0) * 0.5
    return round(total, 2)'''
OTHER = '''def interest(balances, rate):
    """Return the interest of a cycle, in CNY."""
    import numpy as np
    owed = np.clip(np.asarray(balances, dtype=float), 0, None)
    owed[6::7] = 0
    return float(owed.sum() * rate / 365)'''


def pairs_of(**written: str) -> list[tuple[str, str]]:
    answers = {name: {"interest": source} for name, source in written.items()}
    found = compare(handed_in({"interest": STUB}, answers))
    return [pair.students for pair in found.pairs]


def test_a_copy_is_found_whatever_its_names_comments_and_layout() -> None:
    copy = disguised(WORKED)
    assert copy != WORKED and "total" not in copy
    assert pairs_of(ada=WORKED, ben=copy, cai=OTHER) == [("ada", "ben")]


def test_the_released_text_is_nobodys() -> None:
    more = STUB.replace("raise NotImplementedError()", "return 0")
    assert pairs_of(ada=STUB, ben=STUB, cai=more, dan=more) == []


def test_what_everybody_writes_is_commonplace() -> None:
    class_of_ten = {f"s{number}": WORKED for number in range(10)}
    found = compare(
        handed_in({"interest": STUB}, {s: {"interest": w} for s, w in class_of_ten.items()})
    )
    assert found.pairs == ()
    assert [(c.task, c.alike, c.answered) for c in found.commonplace] == [("interest", 10, 10)]


@pytest.mark.parametrize("written", [{}, {"ada": {"interest": WORKED}}, {"ada": {}, "ben": {}}])
def test_one_student_or_none_has_no_pair(written: dict[str, Answers]) -> None:
    assert compare(handed_in({"interest": STUB}, written)).pairs == ()


def test_a_memo_is_compared_as_prose() -> None:
    memo = "We should launch the card with an annual fee, for revolvers pay for the rewards. " * 3
    own = "A fee of nothing brings depositors, and depositors are cheap to fund: so no fee. " * 3
    written = {"ada": {"memo": memo}, "ben": {"memo": memo.upper()}, "cai": {"memo": own}}
    found = compare(handed_in({"memo": "YOUR ANSWER HERE"}, written, "memo"))
    assert [pair.students for pair in found.pairs] == [("ada", "ben")]


@pytest.mark.parametrize("number", ["02", "08"])
def test_on_a_class_from_the_catalogue_only_the_copy_stands_out(number: str) -> None:
    lesson = read_lesson(find_lessons(LESSONS, number)[0])
    released = {task.slug: "" for task in lesson.tasks}
    written = independent(lesson, read_catalogue(lesson), 24)
    written["copycat"] = {name: disguised(code) for name, code in written["student-00"].items()}
    started = time.monotonic()
    found = compare(handed_in(released, written))
    assert time.monotonic() - started < 60
    assert set(found.pairs[0].students) == {"copycat", "student-00"}
    assert max(found.pairs[0].unusual) > 0.75
    by_chance = len(found.pairs) - 1
    assert by_chance <= 0.02 * 24 * 23 / 2, [pair.students for pair in found.pairs]
    assert found.usual < 0.3
    # Everybody draws from few answers, so much is commonplace here.
    assert found.commonplace


def test_side_by_side_marks_what_both_wrote_and_loses_nothing() -> None:
    mixed = WORKED + "\n\ndef my_own(rows):\n    return sorted({row.name: row for row in rows})"
    written = {"ada": {"interest": WORKED}, "ben": {"interest": mixed}}
    class_ = handed_in({"interest": STUB}, written)
    (pair,) = compare(class_).pairs
    (shown,) = side_by_side(class_, pair, most=3)
    assert ["".join(piece.text for piece in text) for text in shown.texts] == [WORKED, mixed]
    shared = "".join(piece.text for piece in shown.texts[1] if piece.shared)
    assert "balance * rate / 365" in shared and "sorted" not in shared
