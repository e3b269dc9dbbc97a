"""Every sentence that a student reads when a check fails.

Each function returns the facts (what was called, what came back, what was expected) and a hint
(what to think about; may be empty). In a hidden check neither shows an input, a returned or an
expected value; `Asked.hidden` is looked at here and nowhere else.

`say` says a sentence in the language that is spoken; the constants are said where they are used.
`told` does the same for the sentences of a check's author.
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
from course.feedback.whereabouts import key_of_row, labels_of, place_of
from course.feedback.wording import (
    HARD_SPACE,
    MONEY,
    WIDTH,
    call,
    columns,
    counted,
    number,
    shorten,
    two_numbers,
    value,
    with_unit,
    wrap,
)
from course.language import Sentence, parts_of, say, told

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
NEAREST = "The nearest one is at {came} for x = {x}; {wanted} was expected."
# Hints that tell of no mistake in particular: of none, or of the student's own numbers.
UNTELLING = (THINK, NEAREST)
WHY = "Why: {because}."
NO_WORD = 'Its message does not yet tell the reader what is wrong; the word "{word}" is missing.'
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
# What a place, a number of things or a lack is called.
NOUNS = ("position", "row", "rows", "value", "values", "key", "keys", "column", "columns")
PARTS_OF_PICTURES = ("line", "points", "bars", "bar")
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
            return say('{name} in the hidden case "{case}"', name=self.name, case=told(self.case))
        described = call(self.name, self.args, self.kwargs)
        if not self.case:
            return described
        return say("{called} ({case})", called=described, case=told(self.case))


def require_short(sentence: str) -> None:
    """Raise ValueError for an author's sentence that would make a message too long."""
    if len(wrap(sentence)) > LONGEST_SENTENCE:
        raise ValueError(f"Say it in at most {LONGEST_SENTENCE} lines of {WIDTH}: {sentence!r}")


def not_defined(asked: Asked) -> Message:
    return (
        say("{name} is not defined.", name=asked.name),
        say("Run the cell of the task first, or look for an error in it."),
    )


def not_a_function(asked: Asked) -> Message:
    return (
        say("{name} is no longer a function.", name=asked.name),
        say("Does another cell use this name for something else? Run the task's cell again."),
    )


def not_written(asked: Asked) -> Message:
    return (
        say("{name} is not written yet.", name=asked.name),
        say("Put your code in place of `raise NotImplementedError()` and run both cells."),
    )


def stopped(asked: Asked, raised: Raised) -> Message:
    name = error_name(asked, raised)
    message = "" if asked.hidden else shorten(raised.message, 90)
    hint = _line(raised.line)
    if issubclass(raised.kind, SystemExit):
        hint = hint or say("Leave the function with `return`; exit() would end the whole notebook.")
    elif issubclass(raised.kind, RecursionError):
        hint = hint or say("The function calls itself without an end.")
    elif issubclass(raised.kind, TypeError) and raised.line is None:
        hint = say("Are the parameters still those that the task's cell gives?")
    if not message:
        return say("{asked} raised {error}.", asked=asked, error=name), hint
    return say("{asked} raised {error}: {message}", asked=asked, error=name, message=message), hint


def error_name(asked: Asked, raised: Raised) -> str:
    """Return what the exception's class is called."""
    kind = _well_known(raised.kind) if asked.hidden else raised.kind
    return shorten(kind.__name__, 40)


def _well_known(kind: type[BaseException]) -> type[BaseException]:
    """The nearest class of Python's own: the name of a student's class may hold an input."""
    return next(base for base in kind.__mro__ if base.__module__ == "builtins")


def out_of_time(asked: Asked, ended: OutOfTime) -> Message:
    seconds = f"{ended.seconds:g}"
    if ended.seconds == 1:
        fact = say("{asked} did not end within {seconds} second.", asked=asked, seconds=seconds)
    else:
        fact = say("{asked} did not end within {seconds} seconds.", asked=asked, seconds=seconds)
    return fact, say(
        "Is there a loop whose condition stays true, or a loop over rows to do without?"
    )


def foreign(asked: Asked, name: str) -> Message:
    fact = say("{asked} returned an object of class {kind}.", asked=asked, kind=shorten(name, 40))
    return fact, say(ACCEPTED)


def nothing(asked: Asked) -> Message:
    return say("{asked} returned nothing (None).", asked=asked), say(USE_RETURN)


def no_picture(asked: Asked, result: Any) -> Message:
    came = say("something else") if asked.hidden else shown(result)
    return (
        say("{asked} returned {came}; a picture was expected.", asked=asked, came=came),
        say("Return its Axes or its Figure."),
    )


def picture(asked: Asked, lack: Lack) -> Message:
    """A picture lacks something; what is told of a hidden one is only which kind of thing."""
    what = "" if asked.hidden or not lack.what else f' "{lack.what}"'
    match lack.kind:
        case "title":
            return (
                say("{asked} drew a picture without a title.", asked=asked),
                say("Let the title say the finding."),
            )
        case "x label" | "y label":
            return _axis_label(asked, lack, what), say(UNITS_ON_AXES)
        case "swapped":
            fact = say(
                "{asked} drew the line{what} with the label of another line.",
                asked=asked,
                what=what,
            )
            return fact, ""
        case "unseen":
            fact = say(
                "{asked} labelled the line{what}, but a reader cannot see it.",
                asked=asked,
                what=what,
            )
            return fact, say(SHOW_LEGEND)
        case "line label" | "points label" | "bars label" | "bar name":
            which = say(lack.kind.split()[0])
            if lack.kind in SINGLE:
                fact = say(
                    "{asked} drew the {which}{what} without its name.",
                    asked=asked,
                    which=which,
                    what=what,
                )
            else:
                fact = say(
                    "{asked} drew the {which}{what} without their name.",
                    asked=asked,
                    which=which,
                    what=what,
                )
            return fact, say(NAME_IT)
        case "cut off":
            fact = say(
                "{asked} drew the line{what}, but not all of it can be seen.",
                asked=asked,
                what=what,
            )
            return fact, say("Do the limits of an axis cut it off?")
        case "two axes":
            return (
                say("{asked} drew lines over each other, each on axes of its own.", asked=asked),
                say("With two scales the eye compares heights that are not equal: use one y axis."),
            )
    noun = say(lack.kind)
    if asked.hidden:
        return say(
            "{asked} drew a picture without the expected {noun}.", asked=asked, noun=noun
        ), say(THINK)
    count = counted(lack.there, "line") if lack.kind == "line" else f"{lack.there} {noun}"
    if what:
        fact = say(
            "{asked} drew no {noun} with the expected values of{what} ({count} in the picture).",
            asked=asked,
            noun=noun,
            what=what,
            count=count,
        )
    else:
        fact = say(
            "{asked} drew no {noun} with the expected values ({count} in the picture).",
            asked=asked,
            noun=noun,
            count=count,
        )
    return fact, _nearest(lack.nearest)


def _axis_label(asked: Asked, lack: Lack, what: str) -> str:
    axis = lack.kind[0]
    parts = {"asked": asked, "axis": axis, "what": what}
    if asked.hidden:
        return say("{asked} drew a picture whose {axis} label is not yet clear.", **parts)
    if lack.there:
        return say("{asked} drew a picture whose {axis} label does not say{what}.", **parts)
    return say(
        "{asked} drew a picture whose {axis} label is missing; it should say{what}.", **parts
    )


def wrong(asked: Asked, found: Difference, unit: str = "", mistake: str = "") -> Message:
    """The result differs from what was expected; `mistake` is the author's diagnosis, if any."""
    mistake = told(mistake) if mistake else ""
    if found.probe == "type" and kind_of(found.returned) == "nothing":
        expected = say(KINDS[kind_of(found.expected)])
        fact = say(
            "{asked} returned nothing (None); {expected} was expected.",
            asked=asked,
            expected=expected,
        )
        return fact, mistake or say(USE_RETURN)
    if asked.hidden:
        return say("{asked} {fact}", asked=asked, fact=_hidden_fact(found)), mistake or say(THINK)
    seen, hint = _visible_fact(found, unit)
    return say("{asked} {fact}", asked=asked, fact=seen), mistake or hint


def unmet(asked: Asked, result: Any, sentence: str) -> Message:
    """A property does not hold; the author's sentence says which."""
    if asked.hidden:
        fact = say("{asked} did not return what the task asks for.", asked=asked)
    else:
        fact = say("{asked} returned {came}.", asked=asked, came=value(result))
    return fact, told(sentence)


def inputs_changed(asked: Asked, names: list[str]) -> Message:
    which = "" if asked.hidden else f" ({', '.join(names)})"
    return (
        say("{asked} changed its input{which}.", asked=asked, which=which),
        say("Work on a copy (`x = x.copy()`): the caller needs the original unchanged."),
    )


def not_refused(asked: Asked, result: Any, error: str, because: str) -> Message:
    came, wanted = say("a value") if asked.hidden else shown(result), _article(error)
    fact = say(
        "{asked} returned {came}; {wanted} was expected.", asked=asked, came=came, wanted=wanted
    )
    return fact, _because(because)


def refused_otherwise(asked: Asked, raised: Raised, error: str, because: str) -> Message:
    parts = {"asked": asked, "name": shorten(raised.kind.__name__, 40), "error": _article(error)}
    if raised.line:
        fact = say(
            "{asked} raised {name} in line {line} of your cell; {error} was expected.",
            line=raised.line.number,
            **parts,
        )
    else:
        fact = say("{asked} raised {name}; {error} was expected.", **parts)
    return fact, _because(because)


def refused_without_word(asked: Asked, raised: Raised, word: str) -> Message:
    name = shorten(raised.kind.__name__, 40)
    fact = say("{asked} raised {name}, as it should.", asked=asked, name=name)
    if asked.hidden:
        return fact, say("Its message does not yet tell the reader what is wrong.")
    return fact, say(NO_WORD, word=word)


def _nearest(nearest: tuple[Any, Any, Any] | None) -> str:
    if nearest is None:
        return say("Are the x values, and the number of points, those that the task asks for?")
    x, drawn, expected = nearest
    came, wanted = value(drawn), value(expected)
    if kind_of(drawn) == kind_of(expected) == "number":
        came, wanted = two_numbers(drawn, expected, "")
    return say(NEAREST, came=came, x=value(x), wanted=wanted)


def shown(result: Any) -> str:
    """Return any result in a few words, without trusting its class."""
    try:
        return value(faithful(result))
    except Foreign as stranger:
        return say("an object of class {kind}", kind=shorten(stranger.args[0], 40))


def _article(error: str) -> str:
    """Return ``an OverflowError``, ``a ValueError or TypeError``."""
    if error[0] in "AEIOU":
        return say("an {error}", error=error)
    return say("a {error}", error=error)


def _because(because: str) -> Sentence:
    reason = because.rstrip(".")
    return Sentence(say(WHY, because=told(reason).rstrip("。.")), WHY, {"because": reason})


def retold(diagnosis: str) -> str:
    """Return a diagnosis, kept in English (`Outcome.record`), in the language that is spoken."""
    if parts := parts_of(WHY, diagnosis):
        return _because(parts["{because}"])
    if parts := parts_of(NO_WORD, diagnosis):
        return say(NO_WORD, word=parts["{word}"])
    return told(diagnosis)


def _line(line: CellLine | None) -> str:
    if line is None:
        return ""
    if not line.text:
        return say("In line {number} of your cell.", number=line.number)
    start = say("In line {number} of your cell: ", number=line.number)
    text = shorten(line.text, WIDTH - columns(start))
    return start + text.replace(" ", HARD_SPACE)


def _hidden_fact(found: Difference) -> str:
    match found.probe:
        case "type" if found.expected is not None:
            came, wanted = say(KINDS[kind_of(found.returned)]), say(KINDS[kind_of(found.expected)])
            if found.place:
                return say(
                    "returned {came} inside the result; {wanted} was expected.",
                    came=came,
                    wanted=wanted,
                )
            return say("returned {came}; {wanted} was expected.", came=came, wanted=wanted)
        case "length":
            return say("returned the wrong number of {nouns}.", nouns=say(found.place[-1][0]))
        case "labels":
            return _hidden_labels(found)
        case "index":
            return say(
                "returned a table without a column that the task asks for: is it in the index?"
            )
        case "repeated":
            return say("returned the same {noun} twice.", noun=say(found.place[-1][0]))
    return say("did not return the expected result.")


def _hidden_labels(found: Difference) -> str:
    """Say whether columns or keys are missing, too many or both, without naming one."""
    nouns = say(f"{found.place[-1][0]}s")
    if found.expected and found.returned:
        return say(
            "returned a result without {nouns} that the task asks for and with {nouns} that the "
            "task does not ask for.",
            nouns=nouns,
        )
    if found.expected:
        return say("returned a result without {nouns} that the task asks for.", nouns=nouns)
    return say("returned a result with {nouns} that the task does not ask for.", nouns=nouns)


def _visible_fact(found: Difference, unit: str) -> Message:
    place = place_of(found)
    came: str
    match found.probe:
        case "type":
            came, wanted = say(KINDS[kind_of(found.returned)]), say(KINDS[kind_of(found.expected)])
            seen = "" if value(found.returned)[0] == "<" else f" ({value(found.returned)})"
            hint = SLIPS.get(kind_of(found.returned), "")
            fact = say(
                "returned {came}{seen}{place}; {wanted} was expected.",
                came=came,
                seen=seen,
                place=place,
                wanted=wanted,
            )
            return fact, say(hint)
        case "length":
            came, wanted = counted(found.returned, found.place[-1][0][:-1]), found.expected
            if found.expected == 1:
                return say(
                    "returned {came}{place}; {wanted} was expected.",
                    came=came,
                    place=place,
                    wanted=wanted,
                ), ""
            return say(
                "returned {came}{place}; {wanted} were expected.",
                came=came,
                place=place,
                wanted=wanted,
            ), ""
        case "index":
            return (
                say("returned a table without the column {name}.", name=value(found.expected)),
                say("That one is in the index: `reset_index()` makes it a column."),
            )
        case "labels":
            labels = labels_of(found)
            return say("returned a result{place} {labels}.", place=place, labels=labels), ""
        case "repeated":
            noun = say(found.place[-1][0])
            fact = say("returned the same {noun} twice{place}.", noun=noun, place=place)
            return fact, say("Which step repeats it?")
        case "row":
            keys = key_of_row(found)
            return say("returned no row{keys}.", keys=keys), say("Which step drops it?")
    return _values(found, unit, place)


def _values(found: Difference, unit: str, place: str) -> Message:
    came, wanted, hint = value(found.returned), value(found.expected), ""
    plural = False
    if kind_of(found.returned) == kind_of(found.expected) == "number":
        came, wanted = two_numbers(found.returned, found.expected, unit)
        plural = unit in ("days", "months") and wanted.split()[0] != "1"
        looks_like = slip(found.returned, found.expected, found.within)
        hint = SLIPS["fen" if looks_like == "per cent" and unit in MONEY else looks_like]
    within = ""
    if found.within > DEFAULT_TOLERANCE:
        within = say(" (within {gap})", gap=with_unit(number(found.within), unit))
    if plural:
        fact = say(
            "returned {came}{place}; {wanted} were expected{within}.",
            came=came,
            place=place,
            wanted=wanted,
            within=within,
        )
    else:
        fact = say(
            "returned {came}{place}; {wanted} was expected{within}.",
            came=came,
            place=place,
            wanted=wanted,
            within=within,
        )
    return fact, say(hint)
