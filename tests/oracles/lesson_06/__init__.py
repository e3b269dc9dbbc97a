"""Oracles for notebook 06, learning and innovation."""

from lesson_06 import charts, diffusion, peeking, picture, planning, priorities, reading, variance

ORACLES = [
    *planning.ORACLES,
    *reading.ORACLES,
    *peeking.ORACLES,
    *variance.ORACLES,
    *diffusion.ORACLES,
    *charts.ORACLES,
    *picture.ORACLES,
    *priorities.ORACLES,
]
