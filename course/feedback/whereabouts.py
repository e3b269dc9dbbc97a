"""How the place of a difference, and labels too many or too few, read in a sentence."""

from course.feedback.compare import Difference
from course.feedback.wording import value
from course.language import say

MOST_LABELS = 3


def place_of(found: Difference) -> str:
    """Return where, with a space before it: `` under 'interest'``; empty for the whole result."""
    words = []
    for noun, where in found.place:
        if where is None:
            continue
        if isinstance(where, dict):
            words.append(say(" in the row with {keys}", keys=_keys(where)))
        elif noun == "position":
            words.append(say(" at position {number} (from 0)", number=where))
        elif noun == "row":
            words.append(say(" at row {number} (from 0)", number=where))
        elif noun == "key":
            words.append(say(" under {label}", label=value(where)))
        else:
            words.append(say(" in column {label}", label=value(where)))
    return "".join(words)


def key_of_row(found: Difference) -> str:
    """Return which row is missing: `` with month = 3``."""
    keys = [_keys(where) for _, where in found.place if isinstance(where, dict)]
    return "".join(say(" with {keys}", keys=key) for key in keys)


def labels_of(found: Difference) -> str:
    """Return which columns or keys are missing and which are too many."""
    noun = found.place[-1][0]
    parts = []
    if found.expected:
        parts.append(say("without {labels}", labels=_listed(noun, found.expected)))
    if found.returned:
        parts.append(
            say(
                "with {labels}, which the task does not ask for",
                labels=_listed(noun, found.returned),
            )
        )
    return say(" and ").join(parts)


def _keys(where: dict) -> str:
    return ", ".join(f"{name} = {value(part)}" for name, part in where.items())


def _listed(noun: str, labels: list) -> str:
    names = ", ".join(value(label) for label in labels[:MOST_LABELS])
    names += ", …" if len(labels) > MOST_LABELS else ""
    match noun, len(labels) > 1:
        case "column", False:
            return say("the column {names}", names=names)
        case "column", True:
            return say("the columns {names}", names=names)
        case "key", False:
            return say("the key {names}", names=names)
        case "key", True:
            return say("the keys {names}", names=names)
    return f"the {noun}{'s' if len(labels) > 1 else ''} {names}"
