"""Notebook 01: each reference solution agrees with opinions that are independent of it.

The opinions (oracles) stand in ``lesson_01/``: ledgers in Decimal and exact fractions, a root
finder, a tournament of cards, published examples of the concentration index, numpy-financial's
rate, numbers worked by hand in the course design. Each states its tolerance and why. None calls a
reference, and each must refuse a planted wrong answer.
"""

from collections.abc import Iterable

import pytest
from lesson_01 import ORACLES
from oracle import Oracle

NUMBER = "01"


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_reference_agrees(oracle: Oracle, references) -> None:
    oracle.judge(references(NUMBER)[oracle.task])


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
def test_planted_fault_is_refused(oracle: Oracle) -> None:
    with pytest.raises(AssertionError):
        oracle.judge(oracle.fault)


def unmatched(tasks: Iterable[str], oracles: Iterable[Oracle]) -> set[str]:
    """Tasks without an oracle, and oracles of no task."""
    return set(tasks) ^ {oracle.task for oracle in oracles}


def test_every_task_has_an_oracle(references) -> None:
    tasks = references(NUMBER)
    assert unmatched(tasks, ORACLES) == set()
    orphaned = [oracle for oracle in ORACLES if oracle.task != "market-shares"]
    assert unmatched(tasks, orphaned) == {"market-shares"}
