"""A download to ``submitted/`` by nbgrader's zip collector; whatever it replaces is kept."""

import logging
import shutil
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.apps import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from course.errors import CourseError
from course.language import say
from course.lms import sentences
from course.lms.collecting import LmsCollector, is_archive
from course.lms.intake import Intake


class DownloadError(CourseError):
    """The download cannot be read, or not be kept; nothing was collected."""


@dataclass(frozen=True)
class Collected:
    """What became of a download: students by id, sentences by name, the folder that keeps all.

    Of `taken`, those in `replaced` had handed in before; `same` handed in what they had before;
    `lost` are names of which nothing was taken.
    """

    taken: list[str]
    replaced: list[str]
    same: list[str]
    told: list[tuple[str, str]]
    lost: list[str]
    kept: Path


def collect(config: Config, assignment: str, download: Path, said: Mapping[str, str]) -> Collected:
    """Collect what a learning management system let the teacher download.

    Parameters
    ----------
    config : Config
        The course's own, with ``CourseDirectory.root``.
    assignment : str
        Its id.
    download : Path
        A zip, a folder or one notebook. It is copied to ``downloaded/`` and never changed.
    said : mapping of str to str
        Who a name in the download is: its label, the student's id.

    Raises
    ------
    DownloadError
        When there is no such file, it is a damaged archive, or the disk is full.
    course.lms.roster.RosterError
        When `said` names an unknown student.
    """
    if not download.exists():
        raise DownloadError(say(sentences.NO_SUCH_FILE, path=download))
    if download.is_file() and download.suffix != ".ipynb" and not is_archive(download):
        raise DownloadError(say(sentences.NO_ARCHIVE, path=download))
    own = Config(config)
    own.CourseDirectory.assignment_id = assignment
    own.LmsCollector.said = dict(said)
    # Each download has a folder of its own: none is unpacked twice, none is lost.
    stamp = datetime.now().strftime("%Y-%m-%d_%H-%M-%S.%f")
    own.ZipCollectApp.archive_directory = f"{stamp}/archive"
    own.ZipCollectApp.extracted_directory = f"{stamp}/extracted"
    own.ZipCollectApp.force = True
    log = logging.getLogger("cardpm.collect")
    log.propagate, log.handlers = False, [logging.NullHandler()]
    app = ZipCollectApp(config=own, coursedir=CourseDirectory(config=own), log=log)
    kept = Path(app.coursedir.root, app.downloaded_directory, assignment, stamp)
    try:
        return _collect(app, download, kept)
    except (RuntimeError, zipfile.BadZipFile, zlib.error) as error:  # damaged, or a password
        raise DownloadError(say(sentences.NO_ARCHIVE, path=download)) from error
    except OSError as error:
        raise DownloadError(say(sentences.NOT_KEPT, folder=kept, why=error)) from error


def _collect(app: ZipCollectApp, download: Path, kept: Path) -> Collected:
    if download.is_dir():
        shutil.copytree(download, kept / "archive" / download.name, symlinks=True)
    else:
        (kept / "archive").mkdir(parents=True)
        shutil.copy(download, kept / "archive")
    app.init_plugins()
    app.extract_archive_files()
    collector: LmsCollector = app.collector_plugin_inst
    same, replaced = _set_aside(collector.intake, app.coursedir, kept / "replaced")
    app.process_extracted_files()
    intake = collector.intake
    taken = sorted({hand_in.student for hand_in in intake.taken.values()})
    return Collected(taken, replaced, same, intake.told, intake.lost, kept)


def _set_aside(intake: Intake, course: CourseDirectory, kept: Path) -> tuple[list[str], list[str]]:
    """Leave students alone who handed in the same again; keep what the others' replaces.

    Returns
    -------
    tuple of two lists of str
        The students who handed in the same again, and those whose work is replaced.
    """
    new: dict[str, dict[str, Path]] = defaultdict(dict)
    for path, taken in intake.taken.items():
        new[taken.student][taken.name] = path
    same, replaced = [], []
    for student, files in sorted(new.items()):
        folder = Path(course.format_path(course.submitted_directory, student, course.assignment_id))
        if all(_is_same(folder / name, path) for name, path in files.items()):
            same.append(student)
            for path in files.values():
                del intake.taken[path]
        elif folder.is_dir() and any(folder.iterdir()):
            shutil.copytree(folder, kept / student, symlinks=True)
            replaced.append(student)
    return same, replaced


def _is_same(before: Path, after: Path) -> bool:
    return before.is_file() and before.read_bytes() == after.read_bytes()
