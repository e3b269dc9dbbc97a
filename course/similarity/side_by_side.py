"""Two students' answers to one task, with the passages marked that both wrote."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from copydetect import CodeFingerprint, compare_files

from course.similarity.pairs import Pair, fingerprint
from course.similarity.written import HandedIn


@dataclass(frozen=True)
class Stretch:
    """A piece of an answer; ``shared`` when the other student wrote it too."""

    text: str
    shared: bool


@dataclass(frozen=True)
class SideBySide:
    """One task of a pair: the pieces of the first's answer and of the second's."""

    task: str
    texts: tuple[tuple[Stretch, ...], tuple[Stretch, ...]]


def side_by_side(handed_in: HandedIn, pair: Pair, most: int) -> Iterator[SideBySide]:
    """Show the tasks of a pair that tell the most, at most so many."""
    for shared in pair.tasks[:most]:
        one, two = (fingerprint(handed_in, student, shared.task) for student in pair.students)
        _, _, (here, there) = compare_files(one, two)
        yield SideBySide(shared.task, (_stretches(one, here), _stretches(two, there)))


def _stretches(answer: CodeFingerprint, slices: np.ndarray) -> tuple[Stretch, ...]:
    text, at, found = answer.raw_code, 0, []
    for start, end in zip(*slices, strict=True) if slices.size else ():
        # Offsets of tokenised code can overlap by a character.
        start, end = max(int(start), at), max(int(end), at)
        found += [Stretch(text[at:start], False), Stretch(text[start:end], True)]
        at = end
    found.append(Stretch(text[at:], False))
    return tuple(stretch for stretch in found if stretch.text)
