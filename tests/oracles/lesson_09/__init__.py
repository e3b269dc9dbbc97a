"""Oracles for notebook 09, marketing."""

from lesson_09 import attribution, budget, lifetime, picture, ranking, returns, targeting

ORACLES = [
    *returns.ORACLES,
    *ranking.ORACLES,
    *picture.ORACLES,
    *targeting.ORACLES,
    *lifetime.ORACLES,
    *attribution.ORACLES,
    *budget.ORACLES,
]
