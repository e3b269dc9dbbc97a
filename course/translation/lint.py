"""What must be the same in both languages, and which words a translation must use."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message

from course.feedback.sentences import LONGEST_CASE, LONGEST_SENTENCE
from course.feedback.wording import columns, wrap
from course.translation.code import HOLE
from course.translation.notebook import TOLD, TOLD_HIDDEN, WORDS
from course.translation.prose import CODE_SPAN, FORMULA, LINK

TAG = re.compile(r"</?[a-zA-Z][^<>\s]*(?: [^<>]*)?/?>")
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])(\d[\d,]*(?:\.\d+)?)(\s*(?:million|billion)\b|\s*[万亿])?")
# "2.6 to 2.8 million": the first number's scale stands behind the second.
RANGE = re.compile(
    r"(?<![A-Za-z0-9_.])(\d[\d,]*(?:\.\d+)?)(?=(?: to | and | or |\s*[–至到和、]\s*)"
    r"\d[\d,]*(?:\.\d+)?(\s*(?:million|billion)\b|\s*[万亿]))"
)
SCALE = {"million": 1e6, "billion": 1e9, "万": 1e4, "亿": 1e8, "": 1.0}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
# CommonMark opens and closes ** by what stands beside it; Chinese has no spaces there.
OPENING, CLOSING = "（《“‘", "，。：；！？、）》”’"
GLOSSARY = Path(__file__).with_name("glossary.csv")


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with one entry, a sentence each."""
    english, translated = str(message.id), str(message.string or "")
    if not translated:
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is fuzzy: its English changed, or the translation is a guess"
    for name, find in SAME.items():
        ours, theirs = find(english), find(translated)
        if ours != theirs:
            lost, new = list((ours - theirs).elements()), list((theirs - ours).elements())
            yield f"has other {name}: without {lost}, with {new}"
    yield from _number_faults(english, translated)
    if english.count("\n") != translated.count("\n"):
        yield "has another number of lines"
    if english.count("|") != translated.count("|") and english.startswith("|"):
        yield "is a row of a table with another number of cells"
    if _broken_bold(translated):
        yield "has bold text that Markdown does not see: put a space outside of its **"
    if {TOLD, TOLD_HIDDEN} & set(message.auto_comments):
        if len(wrap(translated)) > LONGEST_SENTENCE:
            yield f"is longer than {LONGEST_SENTENCE} lines"
        if len(english) <= LONGEST_CASE < columns(translated) and ": " not in english[:-1]:
            yield f"is wider than {LONGEST_CASE} columns, for a case"
    if english == translated and WORDS in message.auto_comments:
        return  # words that code compares
    for name, term, wanted in glossary():
        if term.search(english) and not any(word in translated for word in wanted):
            yield f"has the term {name!r} without {' or '.join(wanted)}"


def _broken_bold(text: str) -> bool:
    """Whether punctuation inside of ``**`` meets a letter outside of them."""
    parts = CODE_SPAN.sub("x", text).split("**")
    for before, bold, after in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        if bold[:1] in OPENING + CLOSING and re.search(r"\w$", before):
            return True
        if bold[-1:] in OPENING + CLOSING and re.match(r"\w", after):
            return True
    return False


def _spans(pattern: re.Pattern[str]) -> Callable[[str], "Counter[str]"]:
    return lambda text: Counter(pattern.findall(text))


SAME: dict[str, Callable[[str], "Counter[str]"]] = {
    "code": _spans(CODE_SPAN),
    "formulas": _spans(FORMULA),
    "links": _spans(LINK),
    "placeholders": _spans(HOLE),
    "HTML": lambda text: Counter(TAG.findall(LINK.sub(" ", CODE_SPAN.sub(" ", text)))),
}


def _number_faults(english: str, translated: str) -> Iterator[str]:
    """A month may become a number (1 March: 3 月 1 日), and a million may be 百万 or 100 万."""
    ours, theirs = numbers(english), numbers(translated)
    named = Counter(
        float(number)
        for number, month in enumerate(MONTHS, start=1)
        for _ in re.findall(rf"\b{month}\b", english)
    )
    lost, new = ours - theirs, theirs - ours - named
    if lost or new:
        yield f"has other numbers: without {list(lost)}, with {list(new)}"


def numbers(text: str) -> "Counter[float]":
    """Return the numbers of a text outside of code, formulas, links, tags and placeholders."""
    for pattern in (CODE_SPAN, FORMULA, LINK, TAG, HOLE):
        text = pattern.sub(" ", text)
    text = RANGE.sub(r"\1\2", text)
    return Counter(
        float(f"{float(digits.replace(',', '').rstrip('.')) * SCALE[scale.strip()]:.12g}")
        for digits, scale in NUMBER.findall(text)
    )


@cache
def glossary() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """Return the terms that bind, how each is found, and the Chinese words: one must be used."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        (
            row["english"],
            re.compile(rf"\b{re.escape(row['english'])}s?\b", re.IGNORECASE),
            tuple(row["chinese"].split("|")),
        )
        for row in rows
        if row["required"] == "yes"
    )
