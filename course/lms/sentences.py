"""Every sentence that import and export say to an instructor, in one place.

They are keys of the catalogue: whoever uses one says it (`course.language.say`).
"""

from collections.abc import Sequence

from course.language import say

SHOWN = 5
AND_MORE = "{names} and {count} more"

# --- export -------------------------------------------------------------------------------------
NO_ASSIGNMENT = "The gradebook has no {assignment}: run `cardpm release` and `cardpm grade` first."
NO_GRADES = "Nobody has a grade for {assignments} yet: run `cardpm grade` first."
WAITING = (
    "{assignment}: {count} not graded to the end ({who}): run `cardpm grade` and grade memos in "
    "the formgrader, or leave these students out with --partial."
)
NO_ID = (
    "{system} needs {field}, which is missing for {who}: add it "
    "(`nbgrader db student import FILE.csv` with the columns id,{field})."
)
NO_NUMBER = (
    "Canvas's own ID is a number; {who} have another lms_user_id: correct it "
    "(`nbgrader db student import FILE.csv` with the columns id,{field})."
)
SAME_ID = (
    "{who} have the same {field}: correct it "
    "(`nbgrader db student import FILE.csv` with the columns id,{field})."
)
FORMULA_ID = (
    "{field} of {who} begins as a formula does (= + - @), which a spreadsheet would run: correct "
    "it (`nbgrader db student import FILE.csv` with the columns id,{field}), or identify students "
    "by something else."
)
ONE_COLUMN = "--column names one column: give one lesson with it, such as 02."
NO_FOLDER = "{folder} is no folder that can be written to: choose another --out."

# --- collecting ---------------------------------------------------------------------------------
NO_SUCH_FILE = "{path} is not there: give the zip that Canvas or Moodle let you download."
NO_ARCHIVE = "{path} is no zip that can be opened: download it again."
NOT_KEPT = "Nothing was collected, for {folder} cannot be written ({why}): make room, run it again."
UNKNOWN = (
    "no student of the gradebook is called so: say who with --as '{label}=STUDENT', or complete "
    "the list (`nbgrader db student import FILE.csv` with the columns id,{field})."
)
NO_STUDENT = "The gradebook has no student {who}: add them by `nbgrader db student add ID`."
SEVERAL = "{who} are called so: say who with --as '{label}=STUDENT'."
NAMELESS = "no student can be read from this name: say who with --as '{label}=STUDENT'."
UNOPENED = "{student} handed in an archive that cannot be opened: {what}."
NO_NOTEBOOK = "{student} handed in no notebook of this lesson: {what}."
OTHER_NAME = "{student}'s notebook has another name; it was taken as {expected}."
OLDER = "an older version of {student}'s; {kept} counts."
EXTRA = "{student} handed in another notebook too; {kept} counts."
LATE = "{student} was late, says Canvas."

TOO_LARGE = "{folder} is larger than CourseDirectory.max_dir_size (kB) allows: it is not collected."


# --- returning ----------------------------------------------------------------------------------
ELSEWHERE = (
    "Not in the exchange, for they handed in another way: {who}. "
    "Give them their pages in feedback/ by your LMS."
)


def people(names: Sequence[str]) -> str:
    """Join names: ``ada, bob``, at most `SHOWN` of them."""
    shown, more = ", ".join(names[:SHOWN]), len(names) - SHOWN
    return say(AND_MORE, names=shown, count=more) if more > 0 else shown
