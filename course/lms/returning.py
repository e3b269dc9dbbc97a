"""Feedback to nbgrader's exchange, in a class that handed in by other ways too."""

from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from course.lms import sentences

# What the exchange keeps with a hand-in; nbgrader makes the feedback's name of them.
NEEDED = ("timestamp.txt", "submission_secret.txt")


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
            self.log.warning(sentences.ELSEWHERE.format(who=sentences.people(elsewhere)))
