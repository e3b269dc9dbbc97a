"""The sentences of a check cell: ``check("f").on(inputs).gives(expected)``.

A sentence either returns None, so that a check cell has no output and nbgrader gives its points, or
raises one `Outcome`. docs/authoring.md is the contract.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

import pandas as pd

from course.feedback import sentences
from course.feedback.axes import is_drawing, read
from course.feedback.calls import Returned
from course.feedback.compare import DEFAULT_TOLERANCE, Difference, Within, compare
from course.feedback.curves import Curve
from course.feedback.diagnosis import Mistakes, holds, recognised
from course.feedback.drawings import Wanted, Words, first_lack
from course.feedback.inputs import changed_inputs
from course.feedback.outcomes import NotYetRight, Outcome
from course.feedback.refusals import refusal
from course.feedback.tables import compare_rows, repeats
from course.feedback.trial import Trial
from course.feedback.values import faithful
from course.feedback.wording import UNITS

Compare = Callable[[Any, Any], Difference | None]


def check(name: str) -> "Check":
    """Start a check of the student's function of that name; for visible cells."""
    caller = sys._getframe(1)
    return Check(name, caller.f_globals, caller.f_code.co_filename, hidden=False)


def hidden_check(name: str) -> "Check":
    """Start a check whose message shows no values; for hidden cells. It needs a `case`."""
    caller = sys._getframe(1)
    return Check(name, caller.f_globals, caller.f_code.co_filename, hidden=True)


class Check(Trial):
    """A sentence under way; an ending (`gives`, `refuses` …) calls the function and judges."""

    def case(self, special: str) -> Self:
        """Say in a few words what is special about the input; a hidden check tells only this."""
        if len(special) > sentences.LONGEST_CASE:
            raise ValueError(f"Name the case in at most {sentences.LONGEST_CASE} characters.")
        return replace(self, special=special)

    def on(self, /, *args: Any, **kwargs: Any) -> Self:
        """Set the inputs; each call gets copies."""
        return replace(self, args=args, kwargs=kwargs)

    def gives(
        self,
        expected: Any,
        within: Within = DEFAULT_TOLERANCE,
        unit: str = "",
        mistakes: Mistakes = (),
    ) -> None:
        """Pass when the result equals `expected`.

        Parameters
        ----------
        expected : number, str, bool, None, date, sequence, dict, Series or DataFrame
        within : float or dict
            Absolute tolerance, in the unit of the value; per key or column as a dict.
        unit : str
            ``"CNY"``, ``"USD"``, ``"EUR"``, ``"days"``, ``"months"``, ``"rate"`` or ``""``; for
            the words only.
        mistakes : sequence of (value or predicate, sentence)
            Known wrong answers and what their makers read.
        """
        if unit not in UNITS:
            raise ValueError(f"unit is one of {UNITS}, not {unit!r}.")
        wanted = faithful(expected)
        _require_known_keys(within, wanted)
        self._compare(lambda result, other: compare(result, other, within), wanted, unit, mistakes)

    def gives_rows(
        self,
        expected: pd.DataFrame,
        key: str | Sequence[str],
        within: Within = DEFAULT_TOLERANCE,
        mistakes: Mistakes = (),
    ) -> None:
        """Pass when the result has the rows of `expected`, in any order, matched by `key`."""
        keys = [key] if isinstance(key, str) else list(key)
        wanted = faithful(expected)
        if not keys or not set(keys) <= set(wanted.columns):
            raise ValueError(f"The key {keys} is not among the columns {list(wanted.columns)}.")
        if repeats(wanted, keys):
            raise ValueError(f"Two expected rows have the same {keys}; name more columns.")
        _require_known_keys(within, wanted)

        def compared(result: Any, other: Any) -> Difference | None:
            if isinstance(other, pd.DataFrame) and set(keys) <= set(other.columns):
                return compare_rows(result, other, keys, within)
            return compare(result, other, within)

        self._compare(compared, wanted, "", mistakes)

    def satisfies(self, predicate: Callable[[Any], Any], sentence: str) -> None:
        """Pass when `predicate(result)` is true; `sentence` says what should hold."""
        sentences.require_short(sentence)

        def judge(returned: Returned) -> Outcome | None:
            result = faithful(returned.value)
            if result is None:
                return NotYetRight(*sentences.nothing(self.asked))
            if holds(predicate, result):
                return None
            return NotYetRight(*sentences.unmet(self.asked, result, sentence))

        self.conclude(lambda: self.judged(judge))

    def leaves_inputs_alone(self) -> None:
        """Pass when the call leaves its arguments as they were."""

        def judge(returned: Returned) -> Outcome | None:
            if returned.value is None:  # a function that does nothing changes nothing either
                return NotYetRight(*sentences.nothing(self.asked))
            changed = changed_inputs(self.namespace[self.name], self.args, self.kwargs, returned)
            return NotYetRight(*sentences.inputs_changed(self.asked, changed)) if changed else None

        self.conclude(lambda: self.judged(judge))

    def refuses(
        self,
        error: type[Exception] | tuple[type[Exception], ...],
        because: str,
        about: str | None = None,
    ) -> None:
        """Pass when the call raises `error` (or a subclass).

        Parameters
        ----------
        error : exception class or tuple of them
        because : str
            Why this input has no answer; told to the student.
        about : str, optional
            A word that the error's message must contain (in any case).
        """
        sentences.require_short(because)
        self.conclude(lambda: refusal(self, error, because, about or ""))

    def draws(
        self,
        *,
        lines: Mapping[str, Curve] | None = None,
        bars: Mapping[str, Any] | Sequence[float] | None = None,
        points: Mapping[str, Curve] | None = None,
        x_label: Words = (),
        y_label: Words = (),
        title: bool = True,
        within: float = DEFAULT_TOLERANCE,
    ) -> None:
        """Pass when the function returns an Axes or a Figure that shows this.

        See `course.feedback.drawings.Wanted` for the parameters.
        """
        wanted = Wanted.of(lines, bars, points, x_label, y_label, title, within)

        def judge(returned: Returned) -> Outcome | None:
            if returned.value is None:
                return NotYetRight(*sentences.nothing(self.asked))
            if not is_drawing(returned.value):
                return NotYetRight(*sentences.no_picture(self.asked, returned.value))
            lack = first_lack(read(returned.value), wanted)
            return NotYetRight(*sentences.picture(self.asked, lack)) if lack else None

        import matplotlib.pyplot as plt  # here, so that a lesson without pictures starts faster

        def judged() -> Outcome | None:
            plt.figure()  # so that `plt.plot` does not draw over a picture of the student's
            return self.judged(judge)

        self.conclude(judged)

    def _compare(self, compared: Compare, wanted: Any, unit: str, mistakes: Mistakes) -> None:
        for _, sentence in mistakes:
            sentences.require_short(sentence)

        def judge(returned: Returned) -> Outcome | None:
            result = faithful(returned.value)
            found = compared(result, wanted)
            if found is None:
                return None
            mistake = recognised(result, mistakes, compared)
            return NotYetRight(*sentences.wrong(self.asked, found, unit, mistake))

        self.conclude(lambda: self.judged(judge))


def _require_known_keys(within: Within, wanted: Any) -> None:
    """Raise ValueError for a tolerance of a key or column that is not expected (a typing slip)."""
    if isinstance(within, Mapping) and isinstance(wanted, (dict, pd.Series, pd.DataFrame)):
        unknown = set(within) - set(wanted.index if isinstance(wanted, pd.Series) else wanted)
        if unknown:
            raise ValueError(f"`within` names {unknown}, which is not in the expected result.")
