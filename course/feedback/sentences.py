"""Every sentence that a student reads when a check fails.

Each function returns the facts (what was called, what came back, what was expected) and a hint
(what to think about; may be empty). In a hidden check neither shows an input, a returned or an
expected value; `Asked.hidden` is looked at here and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from course.feedback.calls import OutOfTime, Raised
from course.feedback.cells import CellLine
from course.feedback.compare import DEFAULT_TOLERANCE, Difference
from course.feedback.diagnosis import slip
from course.feedback.drawings import Lack
from course.feedback.values import Foreign, faithful, kind_of
from course.feedback.whereabouts import labels_of, place_of
from course.feedback.wording import (
    HARD_SPACE,
    MONEY,
    WIDTH,
    call,
    counted,
    number,
    shorten,
    two_numbers,
    value,
    with_unit,
    wrap,
)

Message = tuple[str, str]
LONGEST_SENTENCE = 3  # lines of an author's sentence, so that a message stays within six
LONGEST_CASE = 60

KINDS = {
    "nothing": "nothing (None)",
    "truth": "True or False",
    "number": "a number",
    "missing": "a missing value (NA)",
    "complex": "a complex number",
    "text": "a text",
    "bytes": "bytes",
    "date": "a date",
    "duration": "a time span",
    "period": "a period",
    "interval": "an interval",
    "sequence": "a list or array",
    "series": "a Series",
    "mapping": "a dict or labelled Series",
    "set": "a set",
    "table": "a table (DataFrame)",
}
THINK = "What is special about this case? Try an input of this kind of your own."
USE_RETURN = "Does every path through the function end with `return`?"
ACCEPTED = "Return plain Python, NumPy or pandas values, as the docstring of the task says."

SLIPS = {
    "": "",
    "nan": "NaN means 'not a number': does a missing value or 0/0 come in somewhere?",
    "inf": "Dividing by zero gives inf: which divisor can be zero?",
    "sign": "The size is right, the sign is not: who pays, and who receives?",
    "per cent": "That is off by a factor of 100: per cent or fraction? (5 % is 0.05.)",
    "per month": "That is off by a factor of 12: per month or per year?",
    "fen": "That is off by a factor of 100: yuan or fen, per cent or fraction?",
    "close": "Close: is something rounded too early, left out or counted twice?",
    "complex": "Complex numbers come from a root of a negative number: which one is negative?",
}
UNITS_ON_AXES = "A reader needs the quantity and its unit on each axis."
NAME_IT = "Write it beside the curve, in a legend or at the axis."
SINGLE = ("line label", "bar name")
SHOW_LEGEND = "Show a legend (`ax.legend()`), or write the name beside the line."


@dataclass(frozen=True)
class Asked:
    """One call that a check makes, and how to name it."""

    name: str
    args: tuple = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    case: str = ""
    hidden: bool = False

    def __str__(self) -> str:
        if self.hidden:
            return f'{self.name} in the hidden case "{self.case}"'
        described = call(self.name, self.args, self.kwargs)
        return f"{described} ({self.case})" if self.case else described


def require_short(sentence: str) -> None:
    """Raise ValueError for an author's sentence that would make a message too long."""
    if len(wrap(sentence)) > LONGEST_SENTENCE:
        raise ValueError(f"Say it in at most {LONGEST_SENTENCE} lines of {WIDTH}: {sentence!r}")


def not_defined(asked: Asked) -> Message:
    return (
        f"{asked.name} is not defined.",
        "Run the cell of the task first, or look for an error in it.",
    )


def not_a_function(asked: Asked) -> Message:
    return (
        f"{asked.name} is no longer a function.",
        "Does another cell use this name for something else? Run the task's cell again.",
    )


def not_written(asked: Asked) -> Message:
    return (
        f"{asked.name} is not written yet.",
        "Put your code in place of `raise NotImplementedError()` and run both cells.",
    )


def stopped(asked: Asked, raised: Raised) -> Message:
    kind = _well_known(raised.kind) if asked.hidden else raised.kind
    name = shorten(kind.__name__, 40)
    message = "" if asked.hidden else shorten(raised.message, 90)
    hint = _line(raised.line)
    if issubclass(raised.kind, SystemExit):
        hint = hint or "Leave the function with `return`; exit() would end the whole notebook."
    elif issubclass(raised.kind, RecursionError):
        hint = hint or "The function calls itself without an end."
    elif issubclass(raised.kind, TypeError) and raised.line is None:
        hint = "Are the parameters still those that the task's cell gives?"
    return f"{asked} raised {name}{': ' if message else '.'}{message}", hint


def _well_known(kind: type[BaseException]) -> type[BaseException]:
    """The nearest class of Python's own: the name of a student's class may hold an input."""
    return next(base for base in kind.__mro__ if base.__module__ == "builtins")


def out_of_time(asked: Asked, ended: OutOfTime) -> Message:
    return (
        f"{asked} did not end within {ended.seconds:g} second{'' if ended.seconds == 1 else 's'}.",
        "Is there a loop whose condition stays true, or a loop over rows to do without?",
    )


def foreign(asked: Asked, name: str) -> Message:
    return f"{asked} returned an object of class {shorten(name, 40)}.", ACCEPTED


def nothing(asked: Asked) -> Message:
    return f"{asked} returned nothing (None).", USE_RETURN


def no_picture(asked: Asked, result: Any) -> Message:
    came = "something else" if asked.hidden else shown(result)
    return f"{asked} returned {came}; a picture was expected.", "Return its Axes or its Figure."


def picture(asked: Asked, lack: Lack) -> Message:
    """A picture lacks something; what is told of a hidden one is only which kind of thing."""
    what = "" if asked.hidden or not lack.what else f' "{lack.what}"'
    match lack.kind:
        case "title":
            return f"{asked} drew a picture without a title.", "Let the title say the finding."
        case "x label" | "y label":
            axis = lack.kind[0]
            if asked.hidden:
                return f"{asked} drew a picture whose {axis} label is not yet clear.", UNITS_ON_AXES
            state = f"does not say{what}" if lack.there else f"is missing; it should say{what}"
            return f"{asked} drew a picture whose {axis} label {state}.", UNITS_ON_AXES
        case "swapped":
            return f"{asked} drew the line{what} with the label of another line.", ""
        case "unseen":
            return f"{asked} labelled the line{what}, but a reader cannot see it.", SHOW_LEGEND
        case "line label" | "points label" | "bars label" | "bar name":
            which, whose = lack.kind.split()[0], "its" if lack.kind in SINGLE else "their"
            return f"{asked} drew the {which}{what} without {whose} name.", NAME_IT
        case "cut off":
            fact = f"{asked} drew the line{what}, but not all of it can be seen."
            return fact, "Do the limits of an axis cut it off?"
        case "two axes":
            return (
                f"{asked} drew lines over each other, each on axes of its own.",
                "With two scales the eye compares heights that are not equal: use one y axis.",
            )
    noun = lack.kind
    if asked.hidden:
        return f"{asked} drew a picture without the expected {noun}.", THINK
    count = counted(lack.there, noun) if noun == "line" else f"{lack.there} {noun}"
    fact = f"{asked} drew no {noun} with the expected values{' of' if what else ''}{what}"
    return f"{fact} ({count} in the picture).", _nearest(lack.nearest)


def wrong(asked: Asked, found: Difference, unit: str = "", mistake: str = "") -> Message:
    """The result differs from what was expected; `mistake` is the author's diagnosis, if any."""
    if found.probe == "type" and kind_of(found.returned) == "nothing":
        fact, hint = nothing(asked)
        expected = KINDS[kind_of(found.expected)]
        return f"{fact.rstrip('.')}; {expected} was expected.", mistake or hint
    if asked.hidden:
        return f"{asked} {_hidden_fact(found)}", mistake or THINK
    fact, hint = _visible_fact(found, unit)
    return f"{asked} {fact}", mistake or hint


def unmet(asked: Asked, result: Any, sentence: str) -> Message:
    """A property does not hold; the author's sentence says which."""
    if asked.hidden:
        return f"{asked} did not return what the task asks for.", sentence
    return f"{asked} returned {value(result)}.", sentence


def inputs_changed(asked: Asked, names: list[str]) -> Message:
    which = "" if asked.hidden else f" ({', '.join(names)})"
    return (
        f"{asked} changed its input{which}.",
        "Work on a copy (`x = x.copy()`): the caller needs the original unchanged.",
    )


def not_refused(asked: Asked, result: Any, error: str, because: str) -> Message:
    came = "returned a value" if asked.hidden else f"returned {shown(result)}"
    return f"{asked} {came}; {_article(error)} was expected.", _because(because)


def refused_otherwise(asked: Asked, raised: Raised, error: str, because: str) -> Message:
    where = f" in line {raised.line.number} of your cell" if raised.line else ""
    name = shorten(raised.kind.__name__, 40)
    return f"{asked} raised {name}{where}; {_article(error)} was expected.", _because(because)


def refused_without_word(asked: Asked, raised: Raised, word: str) -> Message:
    about = "" if asked.hidden else f'; the word "{word}" is missing'
    return (
        f"{asked} raised {shorten(raised.kind.__name__, 40)}, as it should.",
        f"Its message does not yet tell the reader what is wrong{about}.",
    )


def _nearest(nearest: tuple[Any, Any, Any] | None) -> str:
    if nearest is None:
        return "Are the x values, and the number of points, those that the task asks for?"
    x, drawn, expected = nearest
    came, wanted = value(drawn), value(expected)
    if kind_of(drawn) == kind_of(expected) == "number":
        came, wanted = two_numbers(drawn, expected, "")
    return f"The nearest one is at {came} for x = {value(x)}; {wanted} was expected."


def shown(result: Any) -> str:
    """Return any result in a few words, without trusting its class."""
    try:
        return value(faithful(result))
    except Foreign as stranger:
        return f"an object of class {shorten(stranger.args[0], 40)}"


def _article(error: str) -> str:
    return f"{'an' if error[0] in 'AEIOU' else 'a'} {error}"


def _because(because: str) -> str:
    return f"Why: {because.rstrip('.')}."


def _line(line: CellLine | None) -> str:
    if line is None:
        return ""
    start = f"In line {line.number} of your cell" + (": " if line.text else ".")
    text = shorten(line.text, WIDTH - len(start))
    return start + text.replace(" ", HARD_SPACE)


def _hidden_fact(found: Difference) -> str:
    match found.probe:
        case "type" if found.expected is not None:
            came, wanted = KINDS[kind_of(found.returned)], KINDS[kind_of(found.expected)]
            inside = " inside the result" if found.place else ""
            return f"returned {came}{inside}; {wanted} was expected."
        case "length":
            return f"returned the wrong number of {found.place[-1][0]}."
        case "labels":
            return f"returned {_hidden_labels(found)}."
        case "index":
            return "returned a table without a column that the task asks for: is it in the index?"
        case "repeated":
            return f"returned the same {found.place[-1][0]} twice."
    return "did not return the expected result."


def _hidden_labels(found: Difference) -> str:
    """Say whether columns or keys are missing, too many or both, without naming one."""
    nouns = f"{found.place[-1][0]}s"
    lacking = f"without {nouns} that the task asks for" if found.expected else ""
    surplus = f"with {nouns} that the task does not ask for" if found.returned else ""
    return f"a result {' and '.join(filter(None, (lacking, surplus)))}"


def _visible_fact(found: Difference, unit: str) -> Message:
    place = place_of(found)
    match found.probe:
        case "type":
            came, wanted = KINDS[kind_of(found.returned)], KINDS[kind_of(found.expected)]
            seen = "" if value(found.returned)[0] == "<" else f" ({value(found.returned)})"
            hint = SLIPS.get(kind_of(found.returned), "")
            return f"returned {came}{seen}{place}; {wanted} was expected.", hint
        case "length":
            noun = found.place[-1][0][:-1]
            was = "was" if found.expected == 1 else "were"
            came = counted(found.returned, noun)
            return f"returned {came}{place}; {found.expected} {was} expected.", ""
        case "index":
            return (
                f"returned a table without the column {value(found.expected)}.",
                "That one is in the index: `reset_index()` makes it a column.",
            )
        case "labels":
            return f"returned a result{place} {labels_of(found)}.", ""
        case "repeated":
            noun = found.place[-1][0]
            return f"returned the same {noun} twice{place}.", "Which step repeats it?"
        case "row":
            return f"returned no row{place.replace(' in the row', '')}.", "Which step drops it?"
    return _values(found, unit, place)


def _values(found: Difference, unit: str, place: str) -> Message:
    came, wanted, hint = value(found.returned), value(found.expected), ""
    within = f" (within {with_unit(number(found.within), unit)})"
    if found.within <= DEFAULT_TOLERANCE:
        within = ""
    if kind_of(found.returned) == kind_of(found.expected) == "number":
        came, wanted = two_numbers(found.returned, found.expected, unit)
        looks_like = slip(found.returned, found.expected, found.within)
        hint = SLIPS["fen" if looks_like == "per cent" and unit in MONEY else looks_like]
    was = "were" if wanted.endswith((" days", " months")) else "was"
    return f"returned {came}{place}; {wanted} {was} expected{within}.", hint
