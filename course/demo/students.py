"""The students of the practice class and what each hands in. All of them are made up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

from course.press.catalogue import Answer
from course.press.lesson import Lesson

EXCELLENT = ("an_mei", "bo_wen")
# At least seven make typical mistakes; more, when a task has more wrong answers than that.
TYPICAL = (
    *("chen_jie", "dai_lin", "fang_yu", "gao_shan", "han_xue", "jiang_tao", "kong_li"),
    *("qin_wei", "ren_yi", "shi_nan", "tang_hai", "wu_ting", "xu_lan", "yang_fei", "zhou_min"),
)
LEAST_TYPICAL = 7
HALF_FINISHED = ("liu_yang", "ma_rui")
UNTOUCHED = "ning_bo"
BROKEN = "ou_fan"
UNREADABLE = "pan_hao"


@dataclass(frozen=True)
class HandIn:
    """What one student hands in: a source per task or memo; what is left out stays untouched."""

    student: str
    kind: str
    sources: dict[str, str] = field(default_factory=dict)
    mistakes: tuple[Answer, ...] = ()
    unreadable: bool = False


def practice_class(lesson: Lesson, catalogue: list[Answer]) -> Iterator[HandIn]:
    """Compose the class: every wrong answer of the catalogue is handed in by somebody.

    Parameters
    ----------
    lesson : Lesson
    catalogue : list of Answer
    """
    slugs = [task.slug for task in lesson.tasks]
    right = {slug: _answers(catalogue, slug, right=True) for slug in slugs}
    memos = {cell.word("memo"): cell.source for cell in lesson.cells if "memo" in cell.words}
    for number, student in enumerate(EXCELLENT):
        sources = {slug: right[slug][number % len(right[slug])].source for slug in slugs}
        yield HandIn(student, "excellent", sources | memos)
    yield from _typical(slugs, catalogue, right)
    for number, student in enumerate(HALF_FINISHED):
        done = slugs[: len(slugs) // 2] if number == 0 else slugs[::2]
        yield HandIn(student, "half-finished", {slug: right[slug][0].source for slug in done})
    yield HandIn(UNTOUCHED, "untouched")
    broken = {slug: right[slug][0].source for slug in slugs}
    broken[slugs[0]] = broken[slugs[0]].replace(":", "", 1)
    yield HandIn(BROKEN, "broken", broken)
    yield HandIn(UNREADABLE, "unreadable file", unreadable=True)


def _typical(
    slugs: list[str], catalogue: list[Answer], right: dict[str, list[Answer]]
) -> Iterator[HandIn]:
    """Deal the wrong answers out so that nobody has two of one task."""
    wrong = {slug: _answers(catalogue, slug, right=False) for slug in slugs}
    size = max(LEAST_TYPICAL, *(len(answers) for answers in wrong.values()))
    names = [*TYPICAL, *(f"student_{number}" for number in range(len(TYPICAL), size))][:size]
    hands: dict[str, dict[str, Answer]] = {name: {} for name in names}
    students = cycle(names)
    for slug, answers in wrong.items():
        for answer in answers:
            # Dealing round by round, a task's answers fall to as many different students.
            hands[next(students)][slug] = answer
    for student, hand in hands.items():
        sources = {slug: hand.get(slug, right[slug][0]).source for slug in slugs}
        yield HandIn(student, "typical mistakes", sources, tuple(hand.values()))


def _answers(catalogue: list[Answer], slug: str, right: bool) -> list[Answer]:
    return [answer for answer in catalogue if answer.slug == slug and answer.right == right]
