"""Each reference solution agrees with opinions that are independent of it.

The opinions (oracles) of notebook NN stand in ``lesson_NN/``: libraries, published examples with
their sources, simulations, hand-worked numbers. Each states its tolerance and why. None calls a
reference, and each must refuse a planted wrong answer.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest
from oracle import Oracle

from course.press.lesson import find_lessons

LESSONS = find_lessons(Path(__file__).parents[2] / "course" / "lessons")
NUMBERS = [folder.name[:2] for folder in LESSONS]
# A lesson without a package of oracles fails here, when the tests are collected.
ORACLES = {number: import_module(f"lesson_{number}").ORACLES for number in NUMBERS}
ALL = [
    pytest.param(number, oracle, id=f"{number} {oracle.name}")
    for number, oracles in ORACLES.items()
    for oracle in oracles
]


@pytest.mark.parametrize(("number", "oracle"), ALL)
def test_reference_agrees(number: str, oracle: Oracle, references) -> None:
    oracle.judge(references(number)[oracle.task])


@pytest.mark.parametrize(("number", "oracle"), ALL)
def test_planted_fault_is_refused(number: str, oracle: Oracle) -> None:
    with pytest.raises(AssertionError):
        oracle.judge(oracle.fault)


def unmatched(tasks: Iterable[str], oracles: Iterable[Oracle]) -> set[str]:
    """Tasks without an oracle, and oracles of no task."""
    return set(tasks) ^ {oracle.task for oracle in oracles}


@pytest.mark.parametrize("number", NUMBERS)
def test_every_task_has_an_oracle(number: str, references) -> None:
    tasks = references(number)
    assert unmatched(tasks, ORACLES[number]) == set()
    first = next(iter(tasks))
    orphaned = [oracle for oracle in ORACLES[number] if oracle.task != first]
    assert unmatched(tasks, orphaned) == {first}
