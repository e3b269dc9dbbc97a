"""What went wrong, told to the person who runs the course."""


class CourseError(Exception):
    """Something cannot be done: one sentence that says what is wrong and what to do."""
