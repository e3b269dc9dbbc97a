"""Oracles for notebook 08, risk management."""

from lesson_08 import (
    cutoffs,
    evidence,
    fit,
    losses,
    picture,
    points,
    rolls,
    separation,
    stability,
)

ORACLES = [
    *evidence.ORACLES,
    *fit.ORACLES,
    *points.ORACLES,
    *separation.ORACLES,
    *stability.ORACLES,
    *rolls.ORACLES,
    *losses.ORACLES,
    *cutoffs.ORACLES,
    *picture.ORACLES,
]
