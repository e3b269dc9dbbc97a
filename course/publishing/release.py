"""Generate an assignment's release with nbgrader, and check it before anybody sees it."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from course.coursedir import open_course, require_success
from course.language import ENGLISH, say
from course.press.build import is_fresh
from course.press.errors import LessonError
from course.press.lesson import read_lesson
from course.publishing.leaks import Leak, find_leaks, notebook_files, secret_lines
from course.translation.release import plug_in


@dataclass(frozen=True)
class Released:
    """What a release came to: its folder, whether its files changed, what leaks."""

    folder: Path
    changed: bool
    leaks: tuple[Leak, ...]


def release_folder(root: Path, language: str = ENGLISH) -> Path:
    """Where the releases in a language stand: ``release/``, ``release-zh-CN/``."""
    return root / ("release" if language == ENGLISH else f"release-{language}")


def release(folder: Path, root: Path, language: str = ENGLISH) -> Released:
    """Generate ``release/NN_topic`` of a lesson folder in the course at ``root``.

    Another language has a folder of its own, with the same assignment in the same gradebook.

    Raises
    ------
    LessonError
        When ``source/`` is not a fresh build of the lesson.
    NbgraderError
        When nbgrader refuses; the release stays as it was.
    TranslationError
        When the lesson has no catalogue in the language.
    """
    name = folder.name
    if not is_fresh(folder, root / "source"):
        raise LessonError(
            say(
                "source/{name} differs from the lesson: run `cardpm build {number}`.",
                name=name,
                number=name[:2],
            )
        )
    to, lessons = release_folder(root, language) / name, folder.parent
    before = _contents(to)
    # A course of its own first: a refusal or a leak must not touch what is released already.
    with tempfile.TemporaryDirectory() as scratch:
        config = root / "nbgrader_config.py"
        trial = generate(root / "source" / name, Path(scratch), config, language, lessons)
        leaks = tuple(find_leaks(notebook_files(trial), secret_lines(read_lesson(folder))))
    if not leaks:
        api = _opened(root, root / "nbgrader_config.py", language, lessons)
        require_success(api.generate_assignment(name), say("generating {name}", name=name))
    return Released(to, before != _contents(to), leaks)


def generate(
    source: Path,
    scratch: Path,
    config_file: Path,
    language: str = ENGLISH,
    lessons: Path | None = None,
) -> Path:
    """Generate the release of one source folder in an empty course and return its folder.

    Another language than English needs the folder of the ``lessons``, with their catalogues.
    """
    shutil.copytree(source, scratch / "source" / source.name)
    api = _opened(scratch, config_file, language, lessons)
    require_success(
        api.generate_assignment(source.name), say("generating {name}", name=source.name)
    )
    return release_folder(scratch, language) / source.name


def _opened(root: Path, config_file: Path, language: str, lessons: Path | None) -> NbGraderAPI:
    api = open_course(root, config_file)
    if language != ENGLISH:
        assert lessons is not None
        plug_in(api, language, lessons)
    return api


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
