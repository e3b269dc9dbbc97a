"""The language that the course speaks now. English sentences are the keys.

A kernel loads this, so it needs Python alone: the catalogues that translators edit (``.po``) are
compiled to one JSON file each, beside this one. What only hidden checks say is not among them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

ENGLISH = "en"
LANGUAGES = (ENGLISH, "zh-CN")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")

PACKAGE = "package"  # the file of the package's own sentences; each lesson has one, too

_spoken = ENGLISH
_own: Mapping[str, str] = {}
_authors: Mapping[str, str] = {}


class Sentence(str):
    """A sentence in the language that was spoken, which still knows its English.

    Attributes
    ----------
    key : str
        The English, as the catalogue has it.
    parts : mapping of str to object, or None
        What its ``{placeholders}`` were filled with; None where the key holds as it is.
    """

    key: str
    parts: Mapping[str, object] | None

    def __new__(
        cls, text: str = "", key: str | None = None, parts: Mapping[str, object] | None = None
    ) -> "Sentence":
        made = super().__new__(cls, text)
        made.key = text if key is None else key
        made.parts = parts
        return made

    @property
    def english(self) -> str:
        """The sentence in English, its parts too where they are sentences."""
        if self.parts is None:
            return self.key
        return self.key.format(**{name: in_english(part) for name, part in self.parts.items()})


def in_english(said: object) -> object:
    """Return a sentence's English; anything else as it is."""
    return said.english if isinstance(said, Sentence) else said


def speak(language: str, more: Mapping[str, str] | None = None) -> None:
    """Say everything in a language from now on.

    Parameters
    ----------
    language : str
        ``"en"`` or ``"zh-CN"``.
    more : mapping of str to str, optional
        Further sentences of checks with their translations, such as those of hidden ones.

    Raises
    ------
    ValueError
        When the course does not speak the language.
    """
    global _spoken, _own, _authors
    if language not in LANGUAGES:
        raise ValueError(f"the course speaks {' and '.join(LANGUAGES)}, not {language!r}")
    _spoken = language
    _own, authors = _catalogues(language)
    _authors = {**authors, **(more or {})}


@contextmanager
def speaking(language: str, more: Mapping[str, str] | None = None) -> Iterator[None]:
    """Speak a language within the block; parameters as for `speak`."""
    global _spoken, _own, _authors
    before = _spoken, _own, _authors
    speak(language, more)
    try:
        yield
    finally:
        _spoken, _own, _authors = before


def preferred(environment: Mapping[str, str]) -> str:
    """Return the language that a terminal's user reads: ``CARDPM_LANGUAGE``, else the locale's.

    It is for the words of `cardpm` alone: notebooks say themselves which language they speak.
    """
    chosen = environment.get("CARDPM_LANGUAGE", "")
    if chosen in LANGUAGES:
        return chosen
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "zh-CN" if locale.lower().startswith("zh") else ENGLISH


def spoken() -> str:
    """Return the language that is spoken now."""
    return _spoken


def mark(sentence: str) -> str:
    """Return the sentence as it is; tells the catalogue that `say` will be asked for it."""
    return sentence


def say(sentence: str, /, **parts: object) -> Sentence:
    """Return a sentence of the package in the language spoken, its ``{placeholders}`` filled in."""
    return Sentence(_own.get(sentence, sentence).format(**parts), sentence, parts)


def told(sentence: str) -> Sentence:
    """Return an author's sentence in the language spoken; English where there is no other.

    The sentence may have been made from a template (an f-string of a check), as its key still is.
    A sentence of the package is known as it stands; its templates are none of an author's.
    """
    if sentence in _authors:
        return Sentence(_authors[sentence], sentence)
    for template, translation in _authors.items():
        if "{" in template and (parts := parts_of(template, sentence)) is not None:
            text = PLACEHOLDER.sub(lambda hole: parts.get(hole[0], hole[0]), translation)
            return Sentence(text, sentence)
    return Sentence(_own.get(sentence, sentence), sentence)


def packed(said: object) -> Any:
    """Return a sentence as JSON holds it, to be said again later in another language."""
    if not isinstance(said, Sentence):
        return str(said)
    if said.parts is None:
        return said.key
    return {"say": said.key, "parts": {name: packed(part) for name, part in said.parts.items()}}


def unpacked(kept: Any) -> str:
    """Return what `packed` made of a sentence in the language spoken; a text as it is."""
    if isinstance(kept, str):
        return kept
    return say(kept["say"], **{name: unpacked(part) for name, part in kept["parts"].items()})


def parts_of(template: str, sentence: str) -> dict[str, str] | None:
    """Return what stands in a sentence where its template has placeholders; None if it has others.

    The keys are the placeholders with their braces. A template of placeholders and punctuation
    alone would fit everything.
    """
    holes = PLACEHOLDER.findall(template)
    fixed = PLACEHOLDER.split(template)
    if not any(re.search(r"\w\w", text) for text in fixed):
        return None
    pattern = "(.+?)".join(re.escape(text) for text in fixed)
    fits = re.fullmatch(pattern, sentence)
    return dict(zip(holes, fits.groups(), strict=True)) if fits else None


@cache
def _catalogues(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the package's sentences and those of the lessons' authors."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.joinpath(language).glob("*.json")):
        found[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    own = found.pop(PACKAGE, {})
    return own, {key: text for lesson in found.values() for key, text in lesson.items()}
