"""The three ways in which a check can fail, as exceptions that show a message and no traceback."""

from typing import ClassVar

from course.feedback.wording import WIDTH, shorten, wrap
from course.language import mark, say

MOST_LINES = 6  # four as a rule; more where the author's sentence is long


class Outcome(AssertionError):
    """A failed check, told to the student in a few lines.

    Parameters
    ----------
    facts : str
        What was called, what came back, what was expected.
    hint : str
        What to think about; starts on a line of its own.
    """

    heading: ClassVar[str] = mark("Not passed")

    def __init__(self, facts: str, hint: str = "") -> None:
        super().__init__(facts, hint)
        self.facts = facts
        self.hint = hint

    @property
    def lines(self) -> list[str]:
        """The message as lines of at most 79 columns."""
        facts, hint = wrap(self._opening()), wrap(self.hint)
        room = MOST_LINES - len(hint)
        if len(facts) > room:
            facts = [*facts[: room - 1], shorten(f"{facts[room - 1]} {facts[room]}", WIDTH)]
        return facts + hint

    def _opening(self) -> str:
        return say("{heading}: {facts}", heading=say(self.heading), facts=self.facts)

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback (the hook is IPython's)."""
        return self.lines


class NotAttempted(Outcome):
    """The function does not exist yet or is still the stub."""

    heading = mark("Not attempted")


class CodeStopped(Outcome):
    """The student's code raised an exception or ran too long."""

    heading = mark("Your code stopped")


class NotYetRight(Outcome):
    """The code ran, and its result is not the expected one."""

    heading = mark("Not yet right")
