"""In which language a submission's checks speak: that of the release that the student was given."""

import json
from pathlib import Path

from nbformat import NotebookNode

from course.language import ENGLISH, LANGUAGES

LESSONS = Path(__file__).parents[1] / "lessons"


def read_language(nb: NotebookNode) -> str:
    """Return the language that a release wrote into its notebooks; English when in doubt."""
    noted = nb.metadata.get("cardpm")
    language = noted.get("language") if isinstance(noted, dict) else ENGLISH
    return language if isinstance(language, str) and language in LANGUAGES else ENGLISH


def note_language(nb: NotebookNode, language: str) -> None:
    """Keep a language for the execution, where it is not English."""
    if language != ENGLISH:
        nb.metadata.setdefault("cardpm", NotebookNode())["language"] = language


def opening(language: str, assignment: str) -> str:
    """Return what the trusted process runs first, so that its checks speak a language.

    The sentences of hidden checks go with it: the package, which students have too, lacks them.
    """
    if language == ENGLISH:
        return ""
    hidden = hidden_sentences(language, assignment)
    return f"from course.language import speak\nspeak({language!r}, {hidden!r})"


def hidden_sentences(language: str, assignment: str = "*") -> dict[str, str]:
    """Return what only the hidden checks of an assignment, or of all, say in a language."""
    told: dict[str, str] = {}
    for path in sorted(LESSONS.glob(f"{assignment}/{language}.hidden.json")):
        told |= json.loads(path.read_text(encoding="utf-8"))
    return told
