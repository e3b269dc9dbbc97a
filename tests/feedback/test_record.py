"""What a check says as data: the same in every language, and never an input of a hidden check."""

import re

import pytest

from course.feedback import check, hidden_check
from course.feedback.outcomes import Outcome
from course.feedback.sentences import retold
from course.language import LANGUAGES, speaking


def half(x: float) -> float:
    return x / 3


def broken(x: float) -> float:
    return {}[x]  # type: ignore[index]


def own_error(x: float) -> float:
    raise type(f"Input{x}", (KeyError,), {})


def stub(x: float) -> float:
    raise NotImplementedError()


def endless(x: float) -> float:
    while True:
        pass


THIRD = "That is a third: how many parts has a half, when it is cut out of a whole that is long?"
CASE = "a long whole, of more than a few"
CHINESE = {THIRD: "这是三分之一。", "a whole is positive": "整体是正数", CASE: "很长的整体"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("make", "record"),
    [
        (lambda: check("half").on(6.0).gives(3.0, mistakes=[(2.0, THIRD)]), ("wrong", THIRD)),
        (lambda: check("half").on(6.0).gives(3.05), ("unknown",)),
        (
            lambda: hidden_check("half").case(CASE).on(6.0).gives(3.0),
            ("unknown", "", "", CASE),
        ),
        (
            lambda: hidden_check("half").case(CASE).on(6.0).gives(3.0, mistakes=[(2.0, THIRD)]),
            ("wrong", THIRD, "", CASE),
        ),
        (
            lambda: check("half").on(-1.0).refuses(ValueError, because="a whole is positive."),
            ("wrong", "Why: a whole is positive."),
        ),
        (
            lambda: check("half").on(6.0).gives(-2.0),
            ("wrong", "The size is right, the sign is not: who pays, and who receives?"),
        ),
        (lambda: check("broken").on(6.0).gives(3.0), ("stopped", "", "KeyError")),
        (lambda: check("own_error").on(6.0).gives(3.0), ("stopped", "", "Input6.0")),
        (
            lambda: hidden_check("own_error").case(CASE).on(6.0).gives(3.0),
            ("stopped", "", "KeyError", CASE),
        ),
        (lambda: check("stub").on(6.0).gives(3.0), ("not attempted",)),
        (lambda: check("nowhere").on(6.0).gives(3.0), ("not attempted",)),
        pytest.param(
            lambda: check("endless").on(6.0).gives(3.0), ("stopped",), marks=pytest.mark.slow
        ),
    ],
)
def test_an_outcome_is_data_in_english(make, record: tuple[str, ...], language: str) -> None:
    with (
        speaking(language, CHINESE if language == "zh-CN" else {}),
        pytest.raises(Outcome) as caught,
    ):
        make()
    told = str(caught.value)
    kept = caught.value.record
    fields = ("kind", "diagnosis", "error", "case")
    assert tuple(kept[field] for field in fields) == (*record, "", "", "")[:4]
    assert bool(re.search("[\u4e00-\u9fff]", told)) == (language == "zh-CN")


def test_a_kept_diagnosis_is_said_in_another_language() -> None:
    with speaking("zh-CN", CHINESE):
        assert retold(THIRD) == "这是三分之一。"
        assert retold("Why: a whole is positive.") == "原因：整体是正数。"
        assert retold("Which step drops it?") == "哪一步丢掉了它？"
    assert retold("Why: a whole is positive.") == "Why: a whole is positive."
