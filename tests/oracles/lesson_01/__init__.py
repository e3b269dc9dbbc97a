"""Oracles for notebook 01, products and market."""

from lesson_01 import (
    cardholder,
    concentration,
    economics,
    features,
    growth,
    positioning,
    ranking,
    shares,
)

ORACLES = [
    *cardholder.ORACLES,
    *ranking.ORACLES,
    *economics.ORACLES,
    *shares.ORACLES,
    *concentration.ORACLES,
    *growth.ORACLES,
    *features.ORACLES,
    *positioning.ORACLES,
]
