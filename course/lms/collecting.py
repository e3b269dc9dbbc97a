"""Plug-ins of nbgrader's zip collector that know what Canvas and Moodle let a teacher download."""

import shutil
import tarfile
import zipfile
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from nbgrader.utils import unzip
from traitlets import Dict, Integer, Unicode

from course.lms.intake import Intake, plan
from course.lms.marks import people
from course.lms.roster import Roster


class PatientExtractor(ExtractorPlugin):
    """Unpacks a download; an archive in it that a student spoiled stops nobody else's."""

    largest = Integer(
        200_000_000, help="An archive of a student that unpacks to more bytes stays closed."
    ).tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack every archive and what it holds (called by ``nbgrader zip_collect``)."""
        source, target = Path(archive_path), Path(extracted_path)
        for path in sorted(source.rglob("*")):
            if path.is_file() and not path.is_symlink():
                folder = target / path.relative_to(source).parent
                folder.mkdir(parents=True, exist_ok=True)
                if path.parent == source and is_archive(path):  # the download itself
                    unzip(str(path), str(folder), zip_ext=self.zip_ext, create_own_folder=True)
                else:
                    shutil.copy(path, folder)
        seen: set[Path] = set()
        while found := set(target.rglob("*.zip")) - seen:
            seen |= found
            for path in filter(self._is_small, sorted(found)):
                unzip(str(path), str(path.parent), zip_ext=[".zip"], create_own_folder=True)

    def _is_small(self, path: Path) -> bool:
        try:
            with zipfile.ZipFile(path) as archive:
                size = sum(entry.file_size for entry in archive.infolist())
                return size <= self.largest and archive.testzip() is None
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
            return False  # damaged or locked with a password


def is_archive(path: Path) -> bool:
    """Whether a file can be unpacked."""
    return zipfile.is_zipfile(path) or (path.suffix == ".gz" and tarfile.is_tarfile(path))


class LmsCollector(FileNameCollectorPlugin):
    """Finds a file's student by the gradebook's ``lms_user_id`` (Canvas) or name (Moodle).

    With ``named_regexp`` set it is nbgrader's own collector.
    """

    said = Dict(
        per_key_traits=None,
        value_trait=Unicode(),
        key_trait=Unicode(),
        help="Who a name in the download is: {'Li Wei_4711': 'liwei2'}.",
    ).tag(config=True)

    @cached_property
    def intake(self) -> Intake:
        """What is in the extracted folder; read once, when the first file is asked for."""
        course = self.parent.coursedir
        with Gradebook(course.db_url, course.course_id) as gradebook:
            roster = Roster(people(gradebook), self.said)
        extracted = self.parent.collect_directory_structure.format(
            downloaded=self.parent.downloaded_directory,
            assignment_id=course.assignment_id,
            collect_step=self.parent.extracted_directory,
        )
        released = sorted((Path(course.root) / course.release_directory).glob("*/*.ipynb"))
        own = [path.name for path in released if path.parent.name == course.assignment_id]
        expected = own or [f"{course.assignment_id}.ipynb"]
        others = {path.name for path in released} - set(expected)
        return plan(Path(course.root) / extracted, roster, expected, others)

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Say whose file this is; None: not to be taken (called by ``nbgrader zip_collect``)."""
        if self.named_regexp:
            found: dict[str, str] | None = super().collect(submitted_file)
            return found
        if "intake" not in self.__dict__:
            for label, sentence in self.intake.told:
                self.log.warning("%s: %s", label, sentence)
        taken = self.intake.taken.get(Path(submitted_file))
        if taken is None:
            return None
        when = {"timestamp": taken.when} if taken.when else {}
        return {"student_id": taken.student, "file_id": taken.name} | when
