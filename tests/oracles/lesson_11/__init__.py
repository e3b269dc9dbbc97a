"""Oracles for notebook 11, the capstone."""

from lesson_11 import customers, launch, operations, year

ORACLES = [
    *customers.ORACLES,
    *launch.ORACLES,
    *operations.ORACLES,
    *year.ORACLES,
]
