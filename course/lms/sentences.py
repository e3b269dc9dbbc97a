"""Every sentence that import and export say to an instructor, in one place."""

from collections.abc import Sequence

SHOWN = 5

# --- export -------------------------------------------------------------------------------------
ROSTER = "(`nbgrader db student import FILE.csv` with the columns id,{field})"
NO_ASSIGNMENT = "The gradebook has no {assignment}: run `cardpm release` and `cardpm grade` first."
NO_GRADES = "Nobody has a grade for {assignments} yet: run `cardpm grade` first."
WAITING = (
    "{assignment}: {count} not graded to the end ({who}): run `cardpm grade` and grade memos in "
    "the formgrader, or leave these students out with --partial."
)
NO_ID = f"{{system}} needs {{field}}, which is missing for {{who}}: add it {ROSTER}."
NO_NUMBER = f"Canvas's own ID is a number; {{who}} have another lms_user_id: correct it {ROSTER}."
SAME_ID = f"{{who}} have the same {{field}}: correct it {ROSTER}."
FORMULA_ID = (
    f"{{field}} of {{who}} begins as a formula does (= + - @), which a spreadsheet would run: "
    f"correct it {ROSTER}, or identify students by something else."
)
ONE_COLUMN = "--column names one column: give one lesson with it, such as 02."
NO_FOLDER = "{folder} is no folder that can be written to: choose another --out."

# --- collecting ---------------------------------------------------------------------------------
NO_SUCH_FILE = "{path} is not there: give the zip that Canvas or Moodle let you download."
NO_ARCHIVE = "{path} is no zip that can be opened: download it again."
NOT_KEPT = "Nothing was collected, for {folder} cannot be written ({why}): make room, run it again."
HOW = "say who with --as '{label}=STUDENT'"
UNKNOWN = f"no student of the gradebook is called so: {HOW}, or complete the list {ROSTER}."
NO_STUDENT = "The gradebook has no student {who}: add them by `nbgrader db student add ID`."
SEVERAL = f"{{who}} are called so: {HOW}."
NAMELESS = "no student can be read from this name: " + HOW + "."
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
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
