"""What nbgrader's Validate shows of a check that fails: its first line, so the message is in sight.

A check's source is longer than the dialog, which shows it before the message. The settings folder
plugs this into nbgrader's ``Execute``, through nbclient's hook for a cell that has run.
"""

import os

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_grade, is_locked


def name_check(cell: NotebookNode, cell_index: int) -> None:
    """Leave of a check that has run the line that names its case, in the copy that was run.

    A check that was changed stays whole, for Validate to complain of it. Grading, which may read
    the same settings in a terminal of the student's JupyterLab, is left alone.
    """
    if os.environ.get("NBGRADER_EXECUTION") != "validate":  # nbgrader's Validator sets it
        return
    if cell.cell_type != "code" or not (is_grade(cell) and is_locked(cell)):
        return
    marks = cell.metadata.nbgrader
    if marks.get("checksum") == compute_checksum(cell):
        cell.source = cell.source.strip().partition("\n")[0]
        del marks["checksum"]  # it was true of the whole check
