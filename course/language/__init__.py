"""The language that the course speaks while a notebook runs. English sentences are the keys.

A kernel loads this, so it needs Python alone: the catalogues that translators edit (``.po``) are
compiled to one JSON file each, beside this one. What only hidden checks say is not among them.
"""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

ENGLISH = "en"
LANGUAGES = (ENGLISH, "zh-CN")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")

PACKAGE = "package"  # the file of the package's own sentences; each lesson has one, too

_spoken = ENGLISH
_own: dict[str, str] = {}
_authors: dict[str, str] = {}


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
    found: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.joinpath(language).glob("*.json")):
        found[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    _spoken, _own = language, found.pop(PACKAGE, {})
    _authors = {key: text for lesson in found.values() for key, text in lesson.items()}
    _authors |= dict(more or {})


def spoken() -> str:
    """Return the language that is spoken now."""
    return _spoken


def mark(sentence: str) -> str:
    """Return the sentence as it is; tells the catalogue that `say` will be asked for it."""
    return sentence


def say(sentence: str, /, **parts: object) -> str:
    """Return a sentence of the package in the language spoken, its ``{placeholders}`` filled in."""
    return _own.get(sentence, sentence).format(**parts)


def told(sentence: str) -> str:
    """Return an author's sentence in the language spoken; English where there is no other.

    The sentence may have been made from a template (an f-string of a check), as its key still is.
    """
    if sentence in _authors:
        return _authors[sentence]
    for template, translation in _authors.items():
        if "{" in template and (parts := _parts(template, sentence)) is not None:
            return PLACEHOLDER.sub(lambda hole: parts.get(hole[0], hole[0]), translation)
    return sentence


def _parts(template: str, sentence: str) -> dict[str, str] | None:
    """Return what stands in a sentence where its template has placeholders; None if it has others.

    A template of placeholders and punctuation alone would fit everything.
    """
    holes = PLACEHOLDER.findall(template)
    fixed = PLACEHOLDER.split(template)
    if not any(re.search(r"\w\w", text) for text in fixed):
        return None
    pattern = "(.+?)".join(re.escape(text) for text in fixed)
    fits = re.fullmatch(pattern, sentence)
    return dict(zip(holes, fits.groups(), strict=True)) if fits else None


if os.environ.get("CARDPM_LANGUAGE") in LANGUAGES:
    speak(os.environ["CARDPM_LANGUAGE"])
