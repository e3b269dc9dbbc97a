"""Compare answers task by task: fingerprints as MOSS takes them, weighed by how rare they are.

Fingerprints are copydetect's: names, comments, layout and the words of strings don't matter. What
stood in the release is taken out. A passage that only two students wrote counts in full; one that
many wrote counts little, for a short task's right answers are alike.
"""

import functools
import io
import operator
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from copydetect import CodeFingerprint

from course.similarity.written import HandedIn

# Characters of tokenised code, or of a memo, that make one fingerprint (copydetect's default).
PASSAGE = 25
# Fingerprints in full weight that two students must share before a share of their work says much.
LEAST_SHARED = 60
# A student's work weighs at least so much of what it would if nobody had written alike; else those
# who write what everybody writes would share all that is rare in it.
LEAST_WEIGHT = 0.25
# From here on a pair is listed. Where students draw each answer at random from a catalogue, one
# pair in forty at most is above it by chance; whole copies with other names are above it.
LEAST_UNUSUAL = 0.6
# A task's answer is commonplace when more than this part of those who answered wrote the same.
COMMONPLACE = 0.2

Step = Callable[[int, int], None]


@dataclass(frozen=True)
class SharedTask:
    """One task of a pair, its shares as in `Pair`."""

    task: str
    shared: tuple[float, float]
    unusual: tuple[float, float]


@dataclass(frozen=True)
class Pair:
    """Two students. Each share is of the first's work and of the second's, from 0 to 1.

    ``shared`` counts all passages alike, ``unusual`` weighs them by how few wrote them. ``tasks``
    stand with the most telling first.
    """

    students: tuple[str, str]
    shared: tuple[float, float]
    unusual: tuple[float, float]
    tasks: tuple[SharedTask, ...]


@dataclass(frozen=True)
class Commonplace:
    """A task that many answered alike: ``alike`` of ``answered`` students wrote the same."""

    task: str
    alike: int
    answered: int


@dataclass(frozen=True)
class Comparison:
    """The listed pairs of a class, the most unusual first, and what is commonplace in it.

    ``usual`` is the unusual share of the middle one of all pairs: what to compare a pair with.
    """

    students: int
    pairs: tuple[Pair, ...]
    commonplace: tuple[Commonplace, ...]
    usual: float


@dataclass(frozen=True)
class _Counts:
    """Passages of a class, of one task or of all: each student's own, each pair's in common."""

    own: np.ndarray
    own_weight: np.ndarray
    common: np.ndarray
    common_weight: np.ndarray

    def __add__(self, other: "_Counts") -> "_Counts":
        return _Counts(
            self.own + other.own,
            self.own_weight + other.own_weight,
            self.common + other.common,
            self.common_weight + other.common_weight,
        )

    def shares(self) -> np.ndarray:
        """The part of the row's student's passages that the column's wrote too."""
        return self.common / np.maximum(self.own, 1)[:, None]

    def unusual(self) -> np.ndarray:
        """The same, weighed."""
        weight = np.maximum(self.own_weight, LEAST_WEIGHT * self.own)
        return self.common_weight / np.maximum(weight, 1e-9)[:, None]


def compare(
    handed_in: HandedIn, least: float = LEAST_UNUSUAL, step: Step = lambda done, of: None
) -> Comparison:
    """Compare every student with every other.

    Parameters
    ----------
    handed_in : HandedIn
    least : float
        List pairs from this unusual share of either one's work, 0 to 1.
    step : callable
        Told after each task how many of how many are done.
    """
    students = list(handed_in.written)
    if len(students) < 2:
        return Comparison(len(students), (), (), 0.0)
    counts: dict[str, _Counts] = {}
    commonplace: list[Commonplace] = []
    for number, task in enumerate(handed_in.released, start=1):
        prints = [frozenset(fingerprint(handed_in, name, task).hashes) for name in students]
        if any(prints):
            counts[task] = _count(prints)
            commonplace += _commonplace(task, prints)
        step(number, len(handed_in.released))
    if not counts:
        return Comparison(len(students), (), tuple(commonplace), 0.0)
    whole = functools.reduce(operator.add, counts.values())
    either = np.maximum(whole.unusual(), whole.unusual().T)
    listed = np.triu((either >= least) & (whole.common_weight >= LEAST_SHARED), k=1)
    pairs = [_pair(students, one, two, whole, counts) for one, two in np.argwhere(listed)]
    pairs.sort(key=lambda pair: (-max(pair.unusual), -min(pair.unusual), pair.students))
    usual = float(np.median(either[np.triu_indices(len(students), k=1)]))
    return Comparison(len(students), tuple(pairs), tuple(commonplace), usual)


def _pair(
    students: list[str], one: int, two: int, whole: _Counts, counts: dict[str, _Counts]
) -> Pair:
    told = sorted(counts, key=lambda task: -counts[task].common_weight[one, two])
    tasks = tuple(
        SharedTask(task, _both(found.shares(), one, two), _both(found.unusual(), one, two))
        for task in told
        if (found := counts[task]).common[one, two]
    )
    shares = _both(whole.shares(), one, two), _both(whole.unusual(), one, two)
    return Pair((students[one], students[two]), *shares, tasks)


def _both(share: np.ndarray, one: int, two: int) -> tuple[float, float]:
    return float(share[one, two]), float(share[two, one])


def fingerprint(handed_in: HandedIn, student: str, task: str) -> CodeFingerprint:
    """Take the fingerprints of a student's answer without those of the released text."""
    is_memo = task in handed_in.memos
    taken = _fingerprint(handed_in.written[student].get(task, ""), is_memo)
    # Not copydetect's own `boilerplate`, which also drops passages that stand twice in one answer.
    taken.hashes -= _fingerprint(handed_in.released[task], is_memo).hashes
    taken.hash_idx = {h: at for h, at in taken.hash_idx.items() if h in taken.hashes}
    return taken


def _fingerprint(text: str, is_memo: bool) -> CodeFingerprint:
    # A window of one keeps every passage: answers are short, and runs stay repeatable.
    if is_memo:
        text = re.sub(r"\s+", " ", text.casefold())
        return CodeFingerprint("memo.md", PASSAGE, 1, filter=False, fp=io.StringIO(text))
    return CodeFingerprint("answer.py", PASSAGE, 1, fp=io.StringIO(text))


def _count(prints: list[frozenset[int]]) -> _Counts:
    column = {passage: number for number, passage in enumerate(frozenset().union(*prints))}
    wrote = np.zeros((len(prints), len(column)), dtype=np.float32)
    for row, passages in enumerate(prints):
        wrote[row, [column[passage] for passage in passages]] = 1
    # Inverse frequency: 1 for a passage of two students, towards 0 for one of the whole class.
    size, writers = len(prints), wrote.sum(axis=0)
    weight = np.minimum(np.log((size + 1) / writers) / np.log((size + 1) / 2), 1)
    weighed = wrote * weight
    return _Counts(wrote.sum(axis=1), weighed.sum(axis=1), wrote @ wrote.T, weighed @ wrote.T)


def _commonplace(task: str, prints: list[frozenset[int]]) -> list[Commonplace]:
    answers = [passages for passages in prints if passages]
    alike = max(Counter(answers).values())
    often = alike > max(2, COMMONPLACE * len(answers))
    return [Commonplace(task, alike, len(answers))] if often else []
