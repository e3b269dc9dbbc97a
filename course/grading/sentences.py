"""Every sentence that grading says to an instructor or a student, in one place.

They are keys of the catalogue: whoever uses one says it (`course.language.say`).
"""

from functools import reduce

from course.language import say

AND_SO_ON = "{first}, {second}"

# --- the file -----------------------------------------------------------------------------------
EMPTY = (
    "The handed-in file is empty; it counts 0 points until the student saves the notebook anew "
    "and hands it in again."
)
NOT_JSON = (
    "The handed-in file is damaged or no notebook (not JSON: {problem}); it counts 0 points until "
    "the student saves the notebook anew and hands it in again."
)
NO_TEXT_FILE = "no text in a known encoding"
NOT_A_NOTEBOOK = (
    "The handed-in file is JSON but holds no notebook; it counts 0 points until the student saves "
    "the notebook anew and hands it in again."
)
LINK = (
    "The handed-in file is a link to another file and was not followed; it counts 0 points until "
    "the student saves the notebook anew and hands it in again."
)
OTHER_ENCODING = "The file was saved as {encoding} instead of UTF-8; see that its text is legible."
OLD_FORMAT = "The notebook was in an old file format ({version}) and was converted."
NO_CELL = "Something between the cells was no cell and was left out ({count} times)."
NO_TEXT = "A cell's content was no text, so the cell was emptied ({count} times)."

# --- the cells ----------------------------------------------------------------------------------
CELL = "Cell {number}"
NAMED_CELL = "Cell {number} ({grade_id})"
PLAIN_CELL = "cell {number}"
COPIED = "Copied cells: {cells}; the last copy of each was graded, the others ran as plain cells."
UNKNOWN = "Cells with an unknown or lost grade id ran as plain cells: {cells}."
RELABELLED = "Cells with damaged nbgrader metadata were repaired: {cells}."
RETYPED = "Cells of a changed type were changed back: {cells}."
EDITED = "Locked cells had been edited; their original text was graded: {cells}."
RESTORED = "Deleted cells were put back: {cells}."
EMPTY_MEMO = "Deleted written answers count 0 points unless they stand in another cell: {cells}."
NO_ANSWER = "Answer cells are missing (plain cells may hold the answers): {cells}."
FOREIGN_KERNEL = "The notebook was saved for {language}; it was run with the course's kernel."

# --- the run ------------------------------------------------------------------------------------
DIED = "{cell} ended Python (exit, os._exit or a crash), so all other cells were run without it."
HUNG = "{cell} could not be stopped after {timeout} s, so all other cells were run without it."
CALL_DIED = "{cell} counts 0 points: the student's function ended Python or ran out of memory."
CALL_LATE = "{cell} counts 0 points: the student's function did not stop in time."
LATE = "{cell} ran over {timeout} s and was stopped."
NOT_RUN = "All cells after {cell} were not run: {why}."
TOO_OFTEN = "Python had been ended too often"
TOO_LONG = "the notebook had run too long"
AN_OBJECT = "an object"
RETURNED = (
    "{cell} counts 0 points: a check ends without a value or with its points, not with {value}."
)

# --- the class ----------------------------------------------------------------------------------
WRONG_NAME = (
    "{expected} is missing, but there is {found!r}: rename it to {expected} in {folder} and run "
    "`nbgrader autograde {assignment} --student={student}`."
)
NO_NOTEBOOK = "{expected} is missing in {folder}: ask the student to hand it in."
EXTRA = "Not graded, because only {expected} counts: {found}."
NOT_GRADED = (
    "Not graded yet: run `nbgrader autograde {assignment} --student={student}` and read its log."
)
UNREADABLE_GRADED = "The graded {path} cannot be read: run nbgrader autograde with --force."

GRADER_KILLED = (
    "The grader itself was killed twice while grading {student} (not enough memory?); run "
    "`cardpm grade` again with --jobs 1."
)
NO_REASON = "no reason was given"
NOT_GRADED_WHY = "Not graded: {why}"
NO_HAND_IN = "Not graded: there is no such folder in submitted/."
NOT_RELEASED = "release/{assignment} holds no notebook: run `cardpm release` first."
LOCKED = (
    "Another program holds the gradebook locked. Close it. Nothing is lost; run the same command "
    "again afterwards."
)
READ_ONLY = (
    "The gradebook cannot be written to: check the rights of gradebook.db. Nothing is lost; run "
    "the same command again afterwards."
)
DISK_FULL = "The disk is full. Make room. Nothing is lost; run the same command again afterwards."
NO_GRADEBOOK = (
    "The gradebook does not open ({why}): check db_url in nbgrader_config.py. Nothing is lost; "
    "run the same command again afterwards."
)
NO_SCHEDULER = "No Dask scheduler answers at {scheduler}: start one as docs/cluster.md says."
NO_WORKERS = "The Dask scheduler at {scheduler} has no workers: start some as docs/cluster.md says."

# --- the feedback page --------------------------------------------------------------------------
OWN_ERROR = "an exception of your own"
HIDDEN_STOPPED = "This hidden check did not pass ({error}). Its code and inputs are not shown."


def listed(names: list[str]) -> str:
    """Join names with commas: ``a, b, c``; sentences among them can be said again."""
    return reduce(lambda first, second: say(AND_SO_ON, first=first, second=second), names)
