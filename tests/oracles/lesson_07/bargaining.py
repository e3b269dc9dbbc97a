"""Oracles for the bargaining zone and the Nash split."""

import numpy as np
from oracle import Function, Oracle, refuses
from scipy.optimize import minimize_scalar


def random_sides(seed: int, count: int) -> list[tuple[float, float, float, float, float]]:
    rng = np.random.default_rng(seed)
    return [
        (*(float(x) for x in rng.uniform(-50, 100, 4)), float(rng.uniform(1_000, 50_000)))
        for _ in range(count)
    ]


def maximises_the_product(bargain: Function) -> None:
    """Nash's definition: the share that maximises (gain of the bank)^a (gain of the partner)^(1-a).

    SciPy's bounded search over the zone, of the logarithm; it stops within 1e-8 of the zone's
    width, the flat top makes that about 1e-5 of the width in the share.
    """
    rng = np.random.default_rng(21)
    for bank, partner, bank_else, partner_else, spend in random_sides(22, 60):
        power = float(rng.uniform(0.1, 0.9))
        result = bargain(bank, partner, bank_else, partner_else, spend, power)
        low, high = (partner_else - partner) / spend, (bank - bank_else) / spend
        if low >= high:
            assert result is None
            continue

        def loss(share, b=bank, p=partner, be=bank_else, pe=partner_else, s=spend, a=power):
            gains = b - share * s - be, p + share * s - pe
            return -a * np.log(gains[0]) - (1 - a) * np.log(gains[1])

        width = high - low
        best = minimize_scalar(
            loss,
            bounds=(low + 1e-9 * width, high - 1e-9 * width),
            method="bounded",
            options={"xatol": 1e-10 * width},
        )
        assert abs(result["share"] - best.x) < 1e-4 * width
        assert abs(result["bank"] - (bank - best.x * spend)) < 1e-4 * width * spend
        assert abs(result["partner"] - (partner + best.x * spend)) < 1e-4 * width * spend


def ends_by_search(bargain: Function) -> None:
    """Try shares on a fine grid: those that both accept begin and end at the zone's ends.

    The grid's step is the tolerance.
    """
    for bank, partner, bank_else, partner_else, spend in random_sides(23, 40):
        grid = np.linspace(-0.3, 0.3, 60_001)
        fine = (bank - grid * spend >= bank_else) & (partner + grid * spend >= partner_else)
        result = bargain(bank, partner, bank_else, partner_else, spend)
        if not fine.any():
            assert result is None or result["high"] - result["low"] < 1e-5
            continue
        assert abs(result["low"] - grid[fine][0]) < 1.1e-5
        assert abs(result["high"] - grid[fine][-1]) < 1.1e-5


def axioms_and_published_example(bargain: Function) -> None:
    """Hochschule Mittweida, "Nash Product": 1 EUR to share, alternatives 0.4 and 0: 0.7 for A.

    And the course design (7.4): 90 with alternatives 30 and 20 gives 50 and 40. Renaming the
    sides swaps the result; adding a sum to a value and its alternative adds it to the result.
    """
    assert abs(bargain(1.0, 0.0, 0.4, 0.0, 1.0)["bank"] - 0.7) < 1e-12
    split = bargain(90.0, 0.0, 30.0, 20.0, 1.0)
    assert abs(split["bank"] - 50) < 1e-9 and abs(split["partner"] - 40) < 1e-9
    for bank, partner, bank_else, partner_else, spend in random_sides(24, 40):
        here = bargain(bank, partner, bank_else, partner_else, spend, 0.3)
        there = bargain(partner, bank, partner_else, bank_else, spend, 0.7)
        more = bargain(bank + 5, partner, bank_else + 5, partner_else, spend, 0.3)
        if here is None:
            assert there is None and more is None
        else:
            assert abs(here["bank"] - there["partner"]) < 1e-6
            assert abs(here["share"] + there["share"]) < 1e-9
            assert abs(more["bank"] - here["bank"] - 5) < 1e-6
    assert refuses(bargain, 1.0, 1.0, 0.0, 0.0, 0.0)
    assert refuses(bargain, 1.0, 1.0, 0.0, 0.0, 1.0, 1.2)


# --- planted faults -----------------------------------------------------------------------------


def whole_value_halved(bank, partner, bank_else, partner_else, spend, power=0.5):
    """The split of everything, alternatives left out of it."""
    if bank + partner < bank_else + partner_else:
        return None
    part = power * (bank + partner)
    return {
        "low": -partner / spend,
        "high": bank / spend,
        "share": (bank - part) / spend,
        "bank": part,
        "partner": bank + partner - part,
    }


ORACLES = [
    Oracle("bargaining-zone", maximises_the_product, fault=whole_value_halved),
    Oracle("bargaining-zone", ends_by_search, fault=whole_value_halved),
    Oracle("bargaining-zone", axioms_and_published_example, fault=whole_value_halved),
]
