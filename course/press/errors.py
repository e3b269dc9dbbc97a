"""What the press says when a lesson breaks a rule."""

from course.errors import CourseError


class LessonError(CourseError):
    """A lesson cannot be built: one sentence that says what is wrong and what to do."""
