"""What a student meets when a check runs: nothing if it passes, one clear message if it does not.

Lessons use `check` (visible cells) and `hidden_check` (hidden cells); docs/authoring.md is the
contract. A failed check raises one of three outcomes, all assertion errors that show no traceback.
"""

from course.feedback.checks import check, hidden_check
from course.feedback.outcomes import CodeStopped, NotAttempted, NotYetRight, Outcome

__all__ = ["CodeStopped", "NotAttempted", "NotYetRight", "Outcome", "check", "hidden_check"]
