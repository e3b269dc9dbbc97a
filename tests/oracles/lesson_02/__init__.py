"""Oracles for notebook 02, finance and regulation."""

from lesson_02 import (
    allocation,
    balances,
    compliance,
    grace,
    instalment,
    minimum,
    payoff,
    picture,
    rates,
)

ORACLES = [
    *balances.ORACLES,
    *rates.ORACLES,
    *grace.ORACLES,
    *minimum.ORACLES,
    *payoff.ORACLES,
    *instalment.ORACLES,
    *allocation.ORACLES,
    *compliance.ORACLES,
    *picture.ORACLES,
]
