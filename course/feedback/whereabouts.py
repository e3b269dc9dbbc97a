"""How the place of a difference, and labels too many or too few, read in a sentence."""

from course.feedback.compare import Difference
from course.feedback.wording import value

MOST_LABELS = 3


def place_of(found: Difference) -> str:
    """Return where, with a space before it: `` under 'interest'``; empty for the whole result."""
    words = []
    for noun, where in found.place:
        if where is None:
            continue
        if isinstance(where, dict):
            named = ", ".join(f"{name} = {value(part)}" for name, part in where.items())
            words.append(f"in the row with {named}")
        elif noun in ("position", "row"):
            words.append(f"at {noun} {where} (from 0)")
        else:
            words.append(f"{'under' if noun == 'key' else 'in column'} {value(where)}")
    return "".join(f" {word}" for word in words)


def labels_of(found: Difference) -> str:
    """Return which columns or keys are missing and which are too many."""
    noun = found.place[-1][0]
    parts = []
    if found.expected:
        parts.append(f"without {_listed(noun, found.expected)}")
    if found.returned:
        parts.append(f"with {_listed(noun, found.returned)}, which the task does not ask for")
    return " and ".join(parts)


def _listed(noun: str, labels: list) -> str:
    names = ", ".join(value(label) for label in labels[:MOST_LABELS])
    more = ", …" if len(labels) > MOST_LABELS else ""
    return f"the {noun}{'s' if len(labels) > 1 else ''} {names}{more}"
