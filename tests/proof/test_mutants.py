"""Mutants: one small fault each, none of them the original."""

import ast

from course.proof.mutants import mutants

SOURCE = '''
def fee(amount: float, rate: float = 0.5) -> float:
    """A docstring with 1 + 1."""
    if amount < 0:
        raise ValueError(f"{amount + 1} is negative")
    total = 0.0
    for month in range(3):
        total += amount * rate - month
    return max(total, 0.0)
'''


def test_each_operator_is_planted() -> None:
    planted = {(m.was, m.becomes) for m in mutants(SOURCE)}
    assert {
        ("if amount < 0:", "if amount <= 0:"),
        ("if amount < 0:", "if False:"),
        ("for month in range(3):", "for month in range(4):"),
        ("total += amount * rate - month", "total += amount * rate"),
        ("total += amount * rate - month", "total += amount / rate - month"),
        ("total += amount * rate - month", "total -= amount * rate - month"),
        ("return max(total, 0.0)", "return min(total, 0.0)"),
        ("total = 0.0", "total = 1.0"),
    } <= planted


def test_each_mutant_is_python_and_differs_once() -> None:
    plain = ast.unparse(ast.parse(SOURCE))
    found = mutants(SOURCE)
    assert len({m.source for m in found}) == len(found) > 15
    for mutant in found:
        ast.parse(mutant.source)
        assert mutant.source != plain
        changed = [line for line in mutant.diff.splitlines() if line.startswith("+")]
        assert len(changed) == 1


def test_words_and_error_messages_are_left_alone() -> None:
    for mutant in mutants(SOURCE):
        assert "A docstring with 1 + 1." in mutant.source
        assert "{amount + 1} is negative" in mutant.source or "if False" in mutant.source
