"""Oracles for notebook 10, strategy."""

from lesson_10 import capital, picture, prices, ranking, sensitivity, simulation, value

ORACLES = [
    *value.ORACLES,
    *sensitivity.ORACLES,
    *picture.ORACLES,
    *simulation.ORACLES,
    *capital.ORACLES,
    *prices.ORACLES,
    *ranking.ORACLES,
]
