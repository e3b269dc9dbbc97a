"""What the press says when a lesson breaks a rule."""


class LessonError(Exception):
    """A lesson cannot be built: one sentence that says what is wrong and what to do."""
