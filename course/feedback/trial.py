"""One call of the student's function under a check: run it, judge it, raise the outcome."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from course.feedback import sentences
from course.feedback.calls import OutOfTime, Raised, Returned, run
from course.feedback.outcomes import CodeStopped, NotAttempted, NotYetRight, Outcome
from course.feedback.quiet import quiet
from course.feedback.sentences import Asked
from course.feedback.values import Foreign

Judge = Callable[[Returned], Outcome | None]


@dataclass(frozen=True, repr=False, eq=False)
class Trial:
    """What is called, with what, and how it is named.

    Attributes
    ----------
    name : str
        The student's function; looked up in `namespace` when the ending runs.
    namespace : dict
        The notebook's globals.
    cell : str
        File name of the check cell's code.
    hidden : bool
        Whether the message may show values.
    special : str
        The case, told to the student.
    args, kwargs
        The inputs.
    """

    name: str
    namespace: Mapping[str, Any]
    cell: str
    hidden: bool
    special: str = ""
    args: tuple = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> Asked:
        return Asked(self.name, self.args, self.kwargs, self.special, self.hidden)

    def conclude(self, judged: Callable[[], Outcome | None]) -> None:
        """Run and judge in silence, then raise the outcome outside of any other exception."""
        if self.hidden and not self.special:
            raise ValueError("A hidden check names its case: .case('…').")
        with quiet(self.hidden):
            outcome = judged()
        if outcome is not None:
            outcome.case = self.special if self.hidden else ""
            raise outcome from None

    def judged(self, judge: Judge) -> Outcome | None:
        ended = self.ended()
        if isinstance(ended, Returned):
            try:
                return judge(ended)
            except Foreign as stranger:
                return NotYetRight(*sentences.foreign(self.asked, stranger.args[0]))
        return ended if isinstance(ended, Outcome) else self.stopped(ended)

    def ended(self) -> Returned | Raised | OutOfTime | Outcome:
        if self.name not in self.namespace:
            return NotAttempted(*sentences.not_defined(self.asked))
        function = self.namespace[self.name]
        if not callable(function):
            return NotYetRight(*sentences.not_a_function(self.asked))
        code = getattr(function, "__code__", None)
        own_cell = getattr(code, "co_filename", None) != self.cell
        return run(function, self.args, self.kwargs, self.namespace, self.cell if own_cell else "")

    def stopped(self, ended: Raised | OutOfTime) -> Outcome:
        if isinstance(ended, OutOfTime):
            return CodeStopped(*sentences.out_of_time(self.asked, ended))
        if issubclass(ended.kind, NotImplementedError) and not ended.in_library:
            return NotAttempted(*sentences.not_written(self.asked))
        error = sentences.error_name(self.asked, ended)
        return CodeStopped(*sentences.stopped(self.asked, ended), error=error)
