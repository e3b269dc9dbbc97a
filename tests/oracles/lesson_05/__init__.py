"""Oracles for notebook 05, project management."""

from lesson_05 import chart, control, crashing, network, reserve, uncertainty

ORACLES = [
    *network.ORACLES,
    *chart.ORACLES,
    *uncertainty.ORACLES,
    *crashing.ORACLES,
    *reserve.ORACLES,
    *control.ORACLES,
]
