"""The translated release, made in nbgrader's own chain of preprocessors."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearMarkScheme, NbGraderPreprocessor
from traitlets import Unicode

from course.translation.catalogue import (
    dictionary,
    lesson_catalogue,
    package_catalogue,
    read_catalogue,
)
from course.translation.notebook import translate
from course.translation.package import sentences
from course.translation.prose import rewrite_markdown


class TranslateCells(NbGraderPreprocessor):
    """Puts an assignment into another language after nbgrader kept its cells in the gradebook.

    The gradebook thus holds one assignment for all languages. Checksums are computed afterwards,
    so that an edit by a student can be told from a translation.
    """

    language = Unicode(help="A language of course.language.").tag(config=True)
    lessons = Unicode(help="The folder of the lessons, with their catalogues.").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Translate a notebook (called by the exporter)."""
        folder = Path(self.lessons) / resources["nbgrader"]["assignment"]
        translate(nb, self.language, word(folder, self.language))
        return nb, resources


def word(folder: Path, language: str) -> Callable[[str], str]:
    """Return what gives a passage of a lesson in a language; English where there is nothing yet."""
    known = dictionary(read_catalogue(package_catalogue(language)))
    known |= dictionary(read_catalogue(lesson_catalogue(folder, language)))
    return lambda text: known.get(text, text)


def plug_in(api: NbGraderAPI, language: str, lessons: Path) -> None:
    """Make ``generate_assignment`` of an open course write ``release-LANGUAGE/``."""
    chain = list(GenerateAssignment().preprocessors)
    place = chain.index(ClearMarkScheme) + 1
    api.config.GenerateAssignment.preprocessors = [*chain[:place], TranslateCells, *chain[place:]]
    api.config.TranslateCells.language = language
    api.config.TranslateCells.lessons = str(lessons.resolve())
    api.coursedir.release_directory = f"release-{language}"


def translated_start(start: Path, language: str) -> str:
    """Return the kit's ``start.py`` in a language; it needs no catalogue there, nor the package."""
    known = dictionary(read_catalogue(package_catalogue(language)))
    text = start.read_text(encoding="utf-8")
    said = {text: known.get(text, text) for text in sentences(text)}
    lines = "".join(f"    {english!r}: {told!r},\n" for english, told in said.items())
    for empty, filled in (
        ('LANGUAGE = ""\n', f"LANGUAGE = {language!r}\n"),
        ("SENTENCES = {}", f"SENTENCES = {{\n{lines}}}"),
    ):
        if text.count(empty) != 1:
            raise ValueError(f"{start} has no line {empty!r} to fill in")
        text = text.replace(empty, filled)
    return text


def translated_guide(guide: Path, language: str) -> str:
    """Return the student's guide in a language."""
    known = dictionary(read_catalogue(package_catalogue(language)))
    text = guide.read_text(encoding="utf-8")
    return rewrite_markdown(text, lambda passage: known.get(passage, passage))
