"""The three ways in which a check can fail, as exceptions that show a message and no traceback."""

from typing import ClassVar

from course.feedback.sentences import UNTELLING
from course.feedback.wording import WIDTH, shorten, wrap
from course.language import Sentence, in_english, mark, say

# What a failed check was about, for whoever counts a class's mistakes.
NOT_ATTEMPTED, STOPPED, WRONG, UNKNOWN = "not attempted", "stopped", "wrong", "unknown"
MOST_LINES = 6  # four as a rule; more where the author's sentence is long


class Outcome(AssertionError):
    """A failed check, told to the student in a few lines.

    Parameters
    ----------
    facts : str
        What was called, what came back, what was expected.
    hint : str
        What to think about; starts on a line of its own.

    Attributes
    ----------
    case : str
        The hidden case, in English; empty in a visible check.
    """

    heading: ClassVar[str] = mark("Not passed")

    def __init__(self, facts: str, hint: str = "") -> None:
        super().__init__(facts, hint)
        self.facts = facts
        self.hint = hint
        self.case = ""

    @property
    def record(self) -> dict[str, str]:
        """What was said as data, in English whatever was spoken: the same mistake is the same.

        ``kind``; ``diagnosis``, the likely cause, empty if none is known; ``error``, the class
        that the student's code raised; ``case``.
        """
        return {"kind": self._kind(), "diagnosis": "", "error": "", "case": self.case}

    def _kind(self) -> str:
        return UNKNOWN

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

    def _kind(self) -> str:
        return NOT_ATTEMPTED


class CodeStopped(Outcome):
    """The student's code raised an exception (`error` is its class) or ran too long."""

    heading = mark("Your code stopped")

    def __init__(self, facts: str, hint: str = "", error: str = "") -> None:
        super().__init__(facts, hint)
        self.error = error

    @property
    def record(self) -> dict[str, str]:
        return {**super().record, "error": self.error}

    def _kind(self) -> str:
        return STOPPED


class NotYetRight(Outcome):
    """The code ran, and its result is not the expected one."""

    heading = mark("Not yet right")

    @property
    def record(self) -> dict[str, str]:
        return {**super().record, "diagnosis": self._diagnosis()}

    def _kind(self) -> str:
        return WRONG if self._diagnosis() else UNKNOWN

    def _diagnosis(self) -> str:
        if isinstance(self.hint, Sentence) and self.hint.key in UNTELLING:
            return ""
        return " ".join(str(in_english(self.hint)).split())
