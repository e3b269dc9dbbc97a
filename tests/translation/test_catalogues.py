"""Catalogues follow the English; a finished one has no fault; each rule is tried on a fault."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message

from course.press.lesson import find_lessons
from course.translation.catalogue import (
    TranslationError,
    compiled_files,
    dictionary,
    entries,
    finished,
    lesson_catalogue,
    lesson_template,
    memory,
    package_catalogue,
    package_template,
    read_catalogue,
    template,
    update,
)
from course.translation.lint import faults
from course.translation.notebook import TOLD, TOLD_HIDDEN, WORDS, Passage

ROOT = Path(__file__).parents[2]
LANGUAGE = "zh-CN"
LESSONS = find_lessons(ROOT / "course" / "lessons")
FINISHED = [folder for folder in LESSONS if finished(lesson_catalogue(folder, LANGUAGE))]
CATALOGUES = [
    *((lesson_catalogue(folder, LANGUAGE), lesson_template(folder)) for folder in FINISHED),
    (package_catalogue(LANGUAGE), package_template(ROOT)),
]


def test_all_notebooks_are_finished() -> None:
    assert FINISHED == LESSONS
    assert len(FINISHED) == 11


@pytest.mark.parametrize(("path", "fresh"), CATALOGUES, ids=[str(p) for p, _ in CATALOGUES])
def test_a_finished_catalogue_has_all_english_and_no_fault(path: Path, fresh: object) -> None:
    catalog = read_catalogue(path)
    english = [message.id for message in entries(fresh)]  # type: ignore[arg-type]
    assert [message.id for message in entries(catalog)] == english, "run: cardpm translate"
    found = [(entry.id, fault) for entry in entries(catalog) for fault in faults(entry)]
    assert found == []


def test_compiled_files_are_fresh() -> None:
    for path, text in compiled_files(ROOT, LANGUAGE).items():
        assert path.read_text(encoding="utf-8") == text, "run: cardpm translate"


def test_what_hidden_checks_say_is_not_in_the_package() -> None:
    for folder in FINISHED:
        catalog = read_catalogue(lesson_catalogue(folder, LANGUAGE))
        hidden = {m.id for m in entries(catalog) if {*m.auto_comments} == {TOLD_HIDDEN}}
        shown = "".join(
            path.read_text(encoding="utf-8")
            for path in (ROOT / "course" / "language" / LANGUAGE).glob("*.json")
        )
        assert hidden
        assert [text for text in hidden if f'"{text}"' in shown] == []


def test_changed_english_is_fuzzy_and_lost_english_goes(tmp_path: Path) -> None:
    path = tmp_path / f"{LANGUAGE}.po"
    old = ["The minimum payment is 10 % of the balance.", "This sentence goes away."]
    update(path, template(Passage(text, "a-cell", "text") for text in old))
    text = path.read_text(encoding="utf-8").replace("#, fuzzy\nmsgid", "msgid", 1)
    path.write_text(text.replace('msgstr ""\n\n', 'msgstr "最低还款额为余额的 10%。"\n\n', 1))
    assert finished(path)
    fresh = template([Passage("The minimum payment is 5 % of the balance.", "a-cell", "text")])
    assert update(path, fresh)
    (entry,) = entries(read_catalogue(path))
    assert entry.fuzzy
    assert entry.string == "最低还款额为余额的 10%。"
    assert dictionary(read_catalogue(path)) == {}
    assert any("fuzzy" in fault for fault in faults(entry))
    assert not update(path, fresh), "the same English, the same bytes"
    assert finished(path)


def test_what_another_lesson_says_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / f"{LANGUAGE}.po"
    fresh = template(Passage(text, "a-cell", "stub") for text in ("Parameters", "A new text."))
    update(path, fresh, memory(ROOT, LANGUAGE))
    assert dictionary(read_catalogue(path)) == {"Parameters": "参数"}


def test_a_missing_or_broken_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(TranslationError, match="run `cardpm translate`"):
        read_catalogue(tmp_path / f"{LANGUAGE}.po")
    broken = tmp_path / f"{LANGUAGE}.po"
    broken.write_text("This is a letter.")
    with pytest.raises(TranslationError, match="is no catalogue"):
        read_catalogue(broken)


@pytest.mark.parametrize(
    ("english", "chinese", "says"),
    [
        ("A loan.", "", "not translated"),
        ("A loan.", "一笔\n贷款。", "another number of lines"),
        ("Use `groupby`.", "使用 groupby。", "other code"),
        ("The rate $r$.", "利率 $R$。", "other formulas"),
        ("See <https://a.example/x>.", "见 <https://a.example/y>。", "other links"),
        ("At {rate:.0%} a year", "每年 {rate:.1%}", "other placeholders"),
        ("since <nobr>2021</nobr>", "自 2021 年起", "other HTML"),
        ("12,000 CNY", "1,200 元", "other numbers"),
        ("from 2.6 to 2.8 million CNY", "从 2.6 元到 280 万元", "other numbers"),
        ("20 November 2026", "2026 年 10 月 20 日", "other numbers"),
        ("| a | b |", "| 甲 |", "another number of cells"),
        ("**The idea.** Rent", "**核心思想。**租金", "bold text"),
        ("The minimum payment", "最低付款", "'minimum payment' without 最低还款额"),
        ("a case", "很长的情形" * 8, "wider than"),
        ("A sentence", "很长的句子，" * 40, "longer than"),
    ],
)
def test_a_planted_fault_is_found(english: str, chinese: str, says: str) -> None:
    message = Message(english, chinese, auto_comments=[TOLD])
    assert any(says in fault for fault in faults(message))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("On 1 March 2027 at 0.05 % a day", "2027 年 3 月 1 日，日利率 0.05%"),
        ("120,000 cards, 2.2 million CNY", "12 万张卡，220 万元"),
        ("**Time** about 90 minutes.", "**用时**约 90 分钟。"),
        ("from 2.6 to 2.8 million CNY", "从 260 万元到 280 万元"),
        ("17.02 billion of points", "170.2 亿积分"),
    ],
)
def test_a_good_translation_has_no_fault(english: str, chinese: str) -> None:
    assert list(faults(Message(english, chinese, auto_comments=["text"]))) == []


def test_words_that_code_compares_may_stay() -> None:
    assert list(faults(Message("Lantern Bank", "Lantern Bank", auto_comments=[WORDS]))) == []
    assert list(faults(Message("Lantern Bank", "Lantern Bank", auto_comments=["text"])))
