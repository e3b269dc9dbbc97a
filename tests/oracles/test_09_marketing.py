"""Notebook 09: each reference solution agrees with opinions that are independent of it.

The opinions (oracles) stand in ``lesson_09/``: libraries (statsmodels, numpy-financial, SciPy,
stored results of scikit-uplift), published examples with their sources, the truth that the bank's
generator knows, simulations and counting in plain Python. Each states its tolerance and why. None
calls a reference, and each must refuse a planted wrong answer.
"""

from collections.abc import Iterable

import pytest
from lesson_09 import ORACLES
from oracle import Oracle

NUMBER = "09"


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
    orphaned = [oracle for oracle in ORACLES if oracle.task != "qini-curve"]
    assert unmatched(tasks, orphaned) == {"qini-curve"}
