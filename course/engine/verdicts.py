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
        if body not in self._questions:
            self._take(len(body))
            self._questions[body] = Question(body)
        self._learn(told, self._questions[body])

    def learn_verdict(self, told: bytes, outputs: list[Any]) -> None:
        """Remember how the cell ended."""
        self._take(sum(len(str(output)) for output in outputs))
        self._learn(told, Verdict(outputs))

    def _learn(self, told: bytes, step: Question | Verdict) -> None:
        self._take(len(told))
        if self._room > 0:
            self._steps[told] = step

    def _take(self, size: int) -> None:
        self._room -= size + 100  # what Python needs to hold it


def after(told: bytes, *more: bytes) -> bytes:
    """Return a digest of all that was told so far and what came now."""
    digest = hashlib.sha256(told)
    for part in more:
        digest.update(hashlib.sha256(part).digest())
    return digest.digest()


def beginning(parts: Iterable[str]) -> bytes:
    """Return the digest that a course of answers starts with."""
    return after(b"", *(part.encode("utf-8", "replace") for part in parts))
