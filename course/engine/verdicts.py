"""Remember what a locked cell asked and concluded, so that equal answers need no second check.

A locked cell is the same for a whole class, and all that it learns of a student is what the
student's process answers. So after the same answers, to the byte, it asks the same next question
or comes to the same end; whoever gives answers that were given before is judged without running
the check again. How a student's function is written plays no part.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# What one grader remembers, in bytes; then it learns no more.
MOST = 48 * 2**20
# A longer question or verdict is not remembered: one student must not fill the memory.
LONGEST = 2**18


@dataclass(frozen=True)
class Question:
    """What the cell asks next of the student's process: a message, as it was sent."""

    body: bytes


@dataclass(frozen=True)
class Verdict:
    """The outputs that the cell ended with."""

    outputs: list[Any]


class Verdicts:
    """The next step of each locked cell after each course of answers (see `after`)."""

    def __init__(self) -> None:
        self._steps: dict[bytes, Question | Verdict] = {}
        self._questions: dict[bytes, Question] = {}
        self._room = MOST

    def step(self, told: bytes) -> Question | Verdict | None:
        """Return what follows, or None when it is not known."""
        return self._steps.get(told)

    def learn_question(self, told: bytes, body: bytes) -> None:
        """Remember what the cell asked."""
        question = self._questions.get(body)
        if question is None and self._takes(len(body)):
            question = self._questions[body] = Question(body)
        if question and self._takes(len(told)):
            self._steps[told] = question

    def learn_verdict(self, told: bytes, outputs: list[Any]) -> None:
        """Remember how the cell ended."""
        if self._takes(len(told) + sum(len(str(output)) for output in outputs)):
            self._steps[told] = Verdict(outputs)

    def _takes(self, size: int) -> bool:
        size += 100  # what Python needs to hold it
        fits = size < min(LONGEST, self._room)
        self._room -= size if fits else 0
        return fits


def after(told: bytes, *more: bytes) -> bytes:
    """Return a digest of all that was told so far and what came now."""
    digest = hashlib.sha256(told)
    for part in more:
        digest.update(hashlib.sha256(part).digest())
    return digest.digest()


def beginning(parts: Iterable[str]) -> bytes:
    """Return the digest that a course of answers starts with."""
    return after(b"", *(part.encode("utf-8", "replace") for part in parts))
