"""nbgrader's exchange, where hand-ins hold links and not everybody handed in by it."""

import logging
import shutil
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from nbgrader.utils import ignore_patterns

from course.language import say
from course.lms import sentences

# What the exchange keeps with a hand-in; nbgrader makes the feedback's name of them.
NEEDED = ("timestamp.txt", "submission_secret.txt")


class CollectLinksAsLinks(ExchangeCollect):
    """Follows no links; grading says that one was handed in.

    Collecting runs with the instructor's rights: whoever hands in a link to the source would get
    it back as feedback.
    """

    def do_copy(self, src: str, dest: str, log: logging.Logger | None = None) -> None:
        """Copy one hand-in (called by ``nbgrader collect``)."""
        if self.get_size(src) > 1000 * self.coursedir.max_dir_size:
            self.fail(say(sentences.TOO_LARGE, folder=src))
        ignore = ignore_patterns(
            exclude=self.coursedir.ignore,
            include=self.coursedir.include,
            max_file_size=self.coursedir.max_file_size,
            log=self.log,
        )
        shutil.copytree(src, dest, symlinks=True, ignore=ignore)
        if self.coursedir.groupshared:
            for path in (Path(dest), *Path(dest).rglob("*")):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | (0o2770 if path.is_dir() else 0o660))


class ReleaseFeedback(ExchangeReleaseFeedback):
    """Leaves out whoever did not hand in by the exchange; nbgrader's own stops at the first."""

    def copy_files(self) -> None:
        """Copy the feedback pages (called by ``nbgrader release_feedback``)."""
        course = self.coursedir
        folders = (Path(course.root) / course.feedback_directory).glob(f"*/{course.assignment_id}")
        elsewhere = sorted(
            folder.parent.name
            for folder in folders
            if not all((folder / name).is_file() for name in NEEDED)
        )
        before = course.student_id_exclude
        course.student_id_exclude = ",".join(filter(None, [before, *elsewhere]))
        try:
            super().copy_files()
        finally:
            course.student_id_exclude = before
        if elsewhere:
            self.log.warning(say(sentences.ELSEWHERE, who=sentences.people(elsewhere)))
