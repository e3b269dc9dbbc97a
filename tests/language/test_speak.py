"""Sentences in the language that is spoken, by key or by template."""

import pickle
from collections.abc import Iterator

import pytest

from course.feedback import sentences, wording
from course.feedback.outcomes import NotYetRight
from course.feedback.sentences import Asked
from course.language import LANGUAGES, say, speak, speaking, spoken, told


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    speak("zh-CN", {"a lower rate, {_word}": "较低的利率，{_word}", "{_a}/{_b}": "不"})
    yield
    speak("en")


def test_a_message_is_chinese_and_keeps_its_values() -> None:
    asked = Asked("late_fee", (30.0, 20.0))
    message = str(NotYetRight(*sentences.unmet(asked, 30.0, "That is the whole fee.")))
    assert message.splitlines()[0] == "尚未正确：late_fee(30.0, 20.0) 返回了 30.0。"
    assert spoken() == "zh-CN"


def test_an_unknown_sentence_stays_english() -> None:
    assert say("{name} is unheard of.", name="x") == "x is unheard of."
    assert told("Nobody translated this.") == "Nobody translated this."


def test_a_sentence_made_from_a_template_is_found() -> None:
    assert told("a lower rate, monthly") == "较低的利率，monthly"


def test_a_template_of_the_package_is_none_of_an_author() -> None:
    assert say("{number} days", number=2) == "2 天"
    assert told("a cycle of no known number of days") == "a cycle of no known number of days"


def test_a_template_without_words_of_its_own_fits_nothing() -> None:
    assert told("full balance/unpaid part") == "full balance/unpaid part"


def test_a_sentence_knows_its_english() -> None:
    days = say("{number} days", number=2)
    assert days == "2 天" and days.english == "2 days"
    within = say(" (within {gap})", gap=days)
    assert within == "（容差 2 天）" and within.english == " (within 2 days)"
    assert told("a lower rate, monthly").english == "a lower rate, monthly"
    assert told("{braces} in it").english == "{braces} in it"
    again = pickle.loads(pickle.dumps(within))
    assert (again, again.english) == (within, within.english)


def test_another_language_is_spoken_for_a_block() -> None:
    with pytest.raises(KeyError), speaking("en"):
        assert say("{number} days", number=2) == "2 days"
        raise KeyError
    assert spoken() == "zh-CN" and told("a lower rate, monthly") == "较低的利率，monthly"


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="speaks en and zh-CN"):
        speak("fr")
    assert spoken() in LANGUAGES


def test_chinese_is_broken_before_no_closing_mark() -> None:
    text = "上市日期决定一份草案受哪些规则约束，" * 8
    lines = wording.wrap(text)
    assert "".join(lines) == text
    assert all(70 <= wording.columns(line) <= wording.WIDTH for line in lines[:-1])
    assert not any(line.startswith("，") for line in lines)


def test_english_is_broken_at_spaces_as_ever() -> None:
    assert wording.wrap("one two three", 7) == ["one two", "three"]
