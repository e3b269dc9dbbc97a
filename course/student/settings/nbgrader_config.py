"""nbgrader for a student: Validate shows what a failed check says."""

from course.student.validation import name_check

c = get_config()  # type: ignore[name-defined]
c.Execute.on_cell_complete = name_check
