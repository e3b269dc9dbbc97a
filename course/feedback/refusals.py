"""Judge a call that should raise: the right class, said in a message that helps."""

from course.feedback import sentences
from course.feedback.calls import OutOfTime, Raised, Returned
from course.feedback.inputs import accepts
from course.feedback.outcomes import NotYetRight, Outcome
from course.feedback.trial import Trial


def refusal(
    trial: Trial, error: type[Exception] | tuple[type[Exception], ...], because: str, about: str
) -> Outcome | None:
    """Return what is wrong with a call that should have been refused, None if it was refused."""
    ended = trial.ended()
    if isinstance(ended, Outcome):
        return ended
    wanted = error if isinstance(error, tuple) else (error,)
    named = " or ".join(kind.__name__ for kind in wanted)
    if isinstance(ended, Returned):
        return NotYetRight(*sentences.not_refused(trial.asked, ended.value, named, because))
    if isinstance(ended, OutOfTime) or _is_accident(trial, ended, wanted):
        return trial.stopped(ended)
    if not issubclass(ended.kind, wanted):
        return NotYetRight(*sentences.refused_otherwise(trial.asked, ended, named, because))
    if about.casefold() not in ended.message.casefold():
        return NotYetRight(*sentences.refused_without_word(trial.asked, ended, about))
    return None


def _is_accident(trial: Trial, raised: Raised, wanted: tuple[type[Exception], ...]) -> bool:
    """Return whether an exception is no refusal, though its class may match.

    The untouched stub's NotImplementedError is a RuntimeError, as is endless recursion; a call
    that does not fit the parameters is a TypeError.
    """
    if issubclass(raised.kind, TypeError):
        return not accepts(trial.namespace[trial.name], trial.args, trial.kwargs)
    if issubclass(raised.kind, RecursionError):
        return RecursionError not in wanted
    return issubclass(raised.kind, NotImplementedError) or not issubclass(raised.kind, Exception)
