"""Gettext catalogues, by Babel: made anew from English, kept by translators, compiled for kernels.

An entry whose English changed is marked fuzzy; a catalogue that is a draft has a fuzzy header. A
translator takes the header's mark away when the notebook is finished; from then on tests hold it.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from course.errors import CourseError
from course.language import say
from course.press.lesson import read_lesson
from course.press.notebook import instructor_notebook
from course.translation.notebook import TOLD, TOLD_HIDDEN, Passage, passages
from course.translation.package import SENTENCE, package_passages

LANGUAGES = ("zh-CN",)
# A file says when it was made: the same words are to give the same bytes.
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = "# Chinese edition of the course: see docs/chinese.md.\n#"


class TranslationError(CourseError):
    """A catalogue cannot be read or is not there: one sentence that says what to do."""


def lesson_catalogue(folder: Path, language: str) -> Path:
    """Where the catalogue of a lesson folder stands."""
    return folder / f"{language}.po"


def package_catalogue(language: str) -> Path:
    """Where the catalogue of the package's own sentences and of the student's guide stands."""
    return Path(__file__).parent / f"{language}.po"


def read_catalogue(path: Path) -> Catalog:
    """Read a catalogue.

    Raises
    ------
    TranslationError
        When it is missing or is no ``.po`` file.
    """
    try:
        with path.open("rb") as file:
            return read_po(file, locale=path.stem.replace("-", "_"), abort_invalid=True)
    except FileNotFoundError:
        raise TranslationError(
            say("{file} does not exist: run `cardpm translate`.", file=path)
        ) from None
    except Exception as error:  # Babel raises several classes for text that is no catalogue
        raise TranslationError(say("{file} is no catalogue: {why}", file=path, why=error)) from None


def template(found: Iterable[Passage]) -> Catalog:
    """Return an empty catalogue with one entry for each text, in order of appearance."""
    made = Catalog(project="cardpm-course", version="1", fuzzy=True)
    kinds: dict[str, list[str]] = {}
    cells: dict[str, list[str]] = {}
    for passage in found:
        for known, told in ((kinds, passage.kind), (cells, passage.cell)):
            if told not in known.setdefault(passage.text, []):
                known[passage.text].append(told)
    for text, of_kind in kinds.items():
        # A place without a number of a line: a cell's name lasts longer.
        places: list[tuple[str, int]] = [(cell, 0) for cell in cells[text]]
        made.add(text, auto_comments=of_kind, locations=places)
    return made


def lesson_template(folder: Path) -> Catalog:
    """Return the empty catalogue of a lesson folder."""
    return template(passages(instructor_notebook(read_lesson(folder))))


def package_template(root: Path) -> Catalog:
    """Return the empty catalogue of the package's sentences and of ``docs/START_HERE.md``."""
    return template(package_passages(root))


def memory(root: Path, language: str) -> dict[str, str]:
    """Return what the finished catalogues say, by English: the same text, the same words."""
    known: dict[str, str] = {}
    for path in sorted((root / "course" / "lessons").glob(f"*/{language}.po")):
        if finished(path):
            known = dictionary(read_catalogue(path)) | known
    return known


def update(path: Path, fresh: Catalog, known: Mapping[str, str] | None = None) -> bool:
    """Bring a catalogue up to a template; return whether the file changed.

    New English comes in as `known` has it, else fuzzy with the translation of the text that it
    resembles, else empty; what English no longer says goes out. A missing catalogue is made, as a
    draft.
    """
    before = path.read_bytes() if path.exists() else b""
    language = path.stem.replace("-", "_")
    catalog = read_catalogue(path) if before else Catalog(locale=language, fuzzy=True)
    is_draft = catalog.fuzzy
    catalog.update(fresh, update_creation_date=False)
    catalog.fuzzy = is_draft
    catalog.header_comment = HEADER
    catalog.project, catalog.version = fresh.project, fresh.version
    catalog.creation_date = catalog.revision_date = MOMENT
    for message in catalog:
        if message.id and not message.string:
            message.string = (known or {}).get(str(message.id), "")
        # "5 % a month" is no format of printf.
        message.flags -= {"python-format", "python-brace-format"}
    with path.open("wb") as file:
        write_po(file, catalog, width=100, ignore_obsolete=True)
    return path.read_bytes() != before


def entries(catalog: Catalog) -> list[Message]:
    """Return the entries of a catalogue, without its header."""
    return [message for message in catalog if message.id]


def finished(path: Path) -> bool:
    """Whether a catalogue is there and no draft any more."""
    return path.exists() and not read_catalogue(path).fuzzy


def dictionary(catalog: Catalog) -> dict[str, str]:
    """Return the translations that hold: filled in and not fuzzy."""
    return {
        str(message.id): str(message.string)
        for message in entries(catalog)
        if message.string and not message.fuzzy
    }


def compiled_files(root: Path, language: str) -> dict[Path, str]:
    """Return what a kernel and the grader read, by file: JSON, the same bytes every time.

    What students may meet goes into the package. What only hidden checks say stays with the
    lesson, which no student receives.
    """
    spoken = root / "course" / "language" / language
    made: dict[Path, str] = {}
    package = root / "course" / "translation" / f"{language}.po"
    if package.exists():
        made[spoken / "package.json"] = _json(_of_kind(read_catalogue(package), SENTENCE))
    for path in sorted((root / "course" / "lessons").glob(f"*/{language}.po")):
        catalog = read_catalogue(path)
        shown = _of_kind(catalog, TOLD)
        hidden = _of_kind(catalog, TOLD_HIDDEN)
        made[spoken / f"{path.parent.name}.json"] = _json(shown)
        secret = {text: told for text, told in hidden.items() if text not in shown}
        made[path.parent / f"{language}.hidden.json"] = _json(secret)
    return made


def _of_kind(catalog: Catalog, kind: str) -> dict[str, str]:
    of_kind = {str(message.id) for message in entries(catalog) if kind in message.auto_comments}
    return {text: told for text, told in dictionary(catalog).items() if text in of_kind}


def _json(sentences: Mapping[str, str]) -> str:
    return json.dumps(sentences, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
