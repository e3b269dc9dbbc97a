"""Oracles for splitting a merchant fee: exact fractions, and the rule told as a property."""

from fractions import Fraction
from itertools import product
from random import Random

from oracle import Function, Oracle, refuses

SCHEME = {"issuer": 0.0045, "network": 0.00065, "acquirer": 0.00085}


def fen(money: float) -> int:
    """Whole fen; a binary fraction of a CNY lies within a thousandth of a fen of them."""
    whole = round(float(money) * 100)
    assert abs(float(money) * 100 - whole) < 1e-3
    return whole


def cases(seed: int, count: int) -> list[tuple[float, dict[str, float]]]:
    """Amounts and schemes whose decimal digits are known, ties among them."""
    draw = Random(seed)
    made = []
    for _ in range(count):
        rates = [
            draw.choice([5, 10, 12.5, 25, 45, 65, 85]) / 1e4 for _ in range(draw.randint(1, 5))
        ]
        scheme = {f"party {k}": rate for k, rate in enumerate(rates)}
        made.append((draw.choice([1, -1]) * draw.randint(0, 40_000) * 0.25, scheme))
    return made


def sums_to_the_fee(split: Function) -> None:
    """Parts sum to the fee in exact fractions, to the fen; no part is a whole fen off its own.

    No tolerance beyond reading whole fen: fractions are exact.
    """
    for amount, scheme in [(76.9, SCHEME), (7.5, SCHEME), *cases(1, 400)]:
        parts = {party: fen(part) for party, part in split(amount, scheme).items()}
        exact = {
            party: abs(Fraction(str(amount))) * Fraction(str(rate)) * 100
            for party, rate in scheme.items()
        }
        assert abs(sum(parts.values())) == (sum(exact.values()) + Fraction(1, 2)) // 1
        assert all(abs(abs(parts[party]) - exact[party]) < 1 for party in scheme)
        assert all(part * amount >= 0 for part in parts.values())


def least_distance(split: Function) -> None:
    """Largest remainder minimises the distance between parts and exact parts, by brute force.

    Of all ways to round each part up or down to the right sum, none has a smaller sum of absolute
    differences (Hamilton's method is known for it); ties go to the earlier parties, so the parts
    are the first in lexical order from above. Exact fractions, no tolerance.
    """
    for amount, scheme in cases(2, 150):
        amount = abs(amount)
        exact = [Fraction(str(amount)) * Fraction(str(rate)) * 100 for rate in scheme.values()]
        fee = (sum(exact) + Fraction(1, 2)) // 1
        ways = [
            parts
            for parts in product(*[(x // 1, x // 1 + (x % 1 > 0)) for x in exact])
            if sum(parts) == fee
        ]
        best = min(
            ways,
            key=lambda parts: (
                sum(abs(p - x) for p, x in zip(parts, exact, strict=True)),
                [-p for p in parts],
            ),
        )
        assert [fen(part) for part in split(amount, scheme).values()] == list(best)


def refund_mirrors(split: Function) -> None:
    """A refund is the purchase with the other sign; impossible schemes are refused."""
    for amount, scheme in cases(3, 100):
        there, back = split(amount, scheme), split(-amount, scheme)
        assert all(fen(there[party]) == -fen(back[party]) for party in scheme)
    assert refuses(split, 10.0, {})
    assert refuses(split, 10.0, {"a": -0.001, "b": 0.01})


# --- planted faults -----------------------------------------------------------------------------


def rounded_alone(amount: float, scheme: dict[str, float]) -> dict[str, float]:
    return {party: round(amount * rate, 2) for party, rate in scheme.items()}


def rest_to_the_last(amount: float, scheme: dict[str, float]) -> dict[str, float]:
    parts = {party: int(abs(amount) * rate * 100) for party, rate in scheme.items()}
    last = list(scheme)[-1]
    parts[last] += round(abs(amount) * sum(scheme.values()) * 100) - sum(parts.values())
    return {party: part / 100 for party, part in parts.items()}


ORACLES = [
    Oracle("split-merchant-fee", sums_to_the_fee, fault=rounded_alone),
    Oracle("split-merchant-fee", least_distance, fault=rest_to_the_last),
    Oracle("split-merchant-fee", refund_mirrors, fault=rest_to_the_last),
]
