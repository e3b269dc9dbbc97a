"""One notebook, cell by cell: the student's own cells, and the locked ones."""

from collections.abc import Mapping, Sequence

from course.engine.examination import Examination
from course.engine.students import Ended, Students
from course.engine.zygotes import Zygote


class Session:
    """Runs one notebook.

    Parameters
    ----------
    zygote : Zygote
    open_cells, locked_cells : sequence of str
        Released cells that the student's and the trusted process may remember.
    own : frozenset of str
        Names that the notebook's locked cells make; checks never take them from the student.
    seconds : float
        Time limit of one cell.
    files, locked_files : dict of str to bytes
        What lies beside the notebook, for the student's process; what of it is the course's own,
        for the trusted one.
    """

    def __init__(
        self,
        zygote: Zygote,
        open_cells: Sequence[str],
        locked_cells: Sequence[str],
        own: frozenset[str],
        seconds: float,
        files: Mapping[str, bytes] | None = None,
        locked_files: Mapping[str, bytes] | None = None,
    ) -> None:
        self._students = Students(zygote, open_cells, seconds, files or {})
        self._examination = Examination(
            zygote, self._students, locked_cells, own, seconds, locked_files or {}
        )

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *error: object) -> None:
        self._students.close()
        self._examination.close()

    @property
    def restarts(self) -> int:
        """How often a cell of the student's has cost a process."""
        return self._students.restarts

    def prepare(self, source: str) -> None:
        """Run what the notebook does not hold in the trusted process, before its first cell."""
        self._examination.run(source, is_check=False, is_hidden=False)

    def run_open(self, source: str) -> Ended:
        """Run a cell that the student may have written, in the student's process."""
        return self._students.run(source)

    def run_locked(self, source: str, is_check: bool, is_hidden: bool = False) -> Ended:
        """Run a cell of the course's own, in the trusted process.

        A locked cell that is no check (imports, data) runs in the student's process too.
        """
        if not is_check:
            self.run_open(source)
        return self._examination.run(source, is_check, is_hidden)
