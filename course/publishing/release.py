"""Generate an assignment's release with nbgrader, and check it before anybody sees it."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from course.coursedir import open_course, require_success
from course.press.build import is_fresh
from course.press.errors import LessonError
from course.press.lesson import read_lesson
from course.publishing.leaks import Leak, find_leaks, notebook_files, secret_lines


@dataclass(frozen=True)
class Released:
    """What a release came to: its folder, whether its files changed, what leaks."""

    folder: Path
    changed: bool
    leaks: tuple[Leak, ...]


def release(folder: Path, root: Path) -> Released:
    """Generate ``release/NN_topic`` of a lesson folder in the course at ``root``.

    Raises
    ------
    LessonError
        When ``source/`` is not a fresh build of the lesson.
    NbgraderError
        When nbgrader refuses; the release stays as it was.
    """
    name = folder.name
    if not is_fresh(folder, root / "source"):
        raise LessonError(f"source/{name} differs from the lesson: run `cardpm build {name[:2]}`.")
    before = _contents(root / "release" / name)
    # A course of its own first: a refusal or a leak must not touch what is released already.
    with tempfile.TemporaryDirectory() as scratch:
        trial = generate(root / "source" / name, Path(scratch), root / "nbgrader_config.py")
        leaks = tuple(find_leaks(notebook_files(trial), secret_lines(read_lesson(folder))))
    if not leaks:
        api = open_course(root, root / "nbgrader_config.py")
        require_success(api.generate_assignment(name), f"generating {name}")
    after = _contents(root / "release" / name)
    return Released(root / "release" / name, before != after, leaks)


def generate(source: Path, scratch: Path, config_file: Path) -> Path:
    """Generate the release of one source folder in an empty course and return its folder."""
    shutil.copytree(source, scratch / "source" / source.name)
    api = open_course(scratch, config_file)
    require_success(api.generate_assignment(source.name), f"generating {source.name}")
    return scratch / "release" / source.name


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
