"""Notebook 02: the hand-labelled offers reach every rule that an offer can break."""

from lesson_02.compliance import rules_never_broken
from lesson_02.labelled_offers import LABELLED


def test_every_rule_with_a_limit_is_broken_by_a_labelled_offer() -> None:
    assert rules_never_broken(LABELLED) == set()
    fewer = {name: offer for name, offer in LABELLED.items() if name != "0.35 %"}
    assert rules_never_broken(fewer) == {"eu-interchange-credit"}
