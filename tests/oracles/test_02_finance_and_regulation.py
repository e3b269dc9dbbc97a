"""Notebook 02: each reference solution agrees with opinions that are independent of it.

The opinions (oracles) stand in ``lesson_02/``: libraries (numpy-financial, pyxirr, SciPy's linear
programmes), published examples with their sources, simulations in plain Python and Decimal,
hand-worked numbers, hand-labelled offers. Each states its tolerance and why. None calls a
reference, and each must refuse a planted wrong answer.
"""

from collections.abc import Iterable

import pytest
from lesson_02 import ORACLES
from lesson_02.compliance import rules_never_broken
from lesson_02.labelled_offers import LABELLED
from oracle import Oracle

NUMBER = "02"


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
    orphaned = [oracle for oracle in ORACLES if oracle.task != "cycle-interest"]
    assert unmatched(tasks, orphaned) == {"cycle-interest"}


def test_every_rule_with_a_limit_is_broken_by_a_labelled_offer() -> None:
    assert rules_never_broken(LABELLED) == set()
    fewer = {name: offer for name, offer in LABELLED.items() if name != "0.35 %"}
    assert rules_never_broken(fewer) == {"eu-interchange-credit"}
